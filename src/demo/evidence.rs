//! What the made-up schools write under evidence, and into their action plans.
//! In: chance. Out: sentences. Never what a real school wrote.

use super::chance::Chance;

const EVIDENCE: [&str; 22] = [
    "On the school website, reviewed in September",
    "Discussed at the staff meeting in October",
    "Governors' minutes, autumn term",
    "Logged on our system and looked at each half term",
    "Part of the induction pack",
    "Year 5 & 6 lessons, see the scheme of work",
    "Assembly on Safer Internet Day",
    "Displayed in every classroom",
    "Letter home, sent in English and Polish",
    "Needs updating",
    "To be reviewed next term",
    "Some staff still to be trained (3 of 24)",
    "100% of staff trained",
    "\"Digital leaders\" meet weekly; see their minutes",
    "Parents' evening was poorly attended",
    "Covered by the authority's filtering",
    "See safeguarding folder; section 4",
    "We began this in January",
    "n/a",
    "as above",
    "-",
    "Tha seo a' dol air adhart",
];
/// What a spreadsheet would run if it were written carelessly.
const HOSTILE: [&str; 5] = [
    "=1+1",
    "=HYPERLINK(\"http://example.org\",\"policy\")",
    "@SUM(A1:A9)",
    "-2+3 staff",
    "<script>alert(1)</script>",
];
const RESOURCES: [&str; 6] = [
    "Training day with the online safety officer",
    "Template policy from the authority",
    "An evening for parents with the cluster schools",
    "Time at two staff meetings",
    "Lesson plans from the shared drive",
    "Governor to meet the safeguarding lead each term",
];

/// Evidence, or nothing.
pub(super) fn sentence(chance: &mut Chance, school: &str) -> String {
    let roll = chance.unit();
    if roll > 0.34 {
        return String::new();
    }
    // Most schools write in their own words; sameness across schools is planted, not common.
    match chance.word(&EVIDENCE) {
        short @ ("n/a" | "as above" | "-" | "Needs updating") => short.to_owned(),
        sentence => format!("{sentence} ({school})"),
    }
}

/// Text that would do harm if a spreadsheet ran it.
pub(super) fn hostile(index: usize) -> String {
    HOSTILE.get(index % HOSTILE.len()).copied().unwrap_or("=1+1").to_owned()
}

/// The evidence that one school took over from another.
pub(super) fn copied(index: usize) -> String {
    let part = ["the spring audit", "the parents' forum", "the pupil council"]
        .get(index % 3)
        .copied()
        .unwrap_or("the audit");
    format!(
        "Our policy was rewritten after {part}, read by every member of staff, signed, and checked again by the head \
         teacher and the link governor at the end of the summer term."
    )
}

/// What is to be done about a weakness.
pub(super) fn resources(chance: &mut Chance) -> &'static str {
    chance.word(&RESOURCES)
}
