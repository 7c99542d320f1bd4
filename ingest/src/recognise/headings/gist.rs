//! Headings known by the words in them rather than as a whole.
//! In: a heading as written and its words. Out: what it means, or that it lists answers. Never takes a word for more than
//! it says wherever it stands.

use super::{Head, schools};

/// Whether the words offer a choice of answers: `Yes Partly No`, `Y P N`, `answer yes or no`.
pub(super) fn lists_answers(words: &str) -> bool {
    let (mut n, mut has_yes, mut has_part, mut has_no) = (0, false, false, false);
    let (mut says_yes, mut says_no, mut says_y, mut says_n) = (false, false, false, false);
    for word in words.split(' ') {
        n += 1;
        match word {
            "yes" => (has_yes, says_yes) = (true, true),
            "y" => (has_yes, says_y) = (true, true),
            "green" | "met" | "fully" => has_yes = true,
            "partly" | "p" | "partially" | "partial" | "amber" | "part" => has_part = true,
            "no" => (has_no, says_no) = (true, true),
            "n" => (has_no, says_n) = (true, true),
            "red" | "not" => has_no = true,
            _ => {}
        }
    }
    (2..=14).contains(&n) && (has_yes && has_part && has_no || says_yes && says_no || says_y && says_n)
}

/// Whether words begin a question about the statement.
pub(super) fn opens_question(words: &str) -> bool {
    ["is this", "is it", "are these"].iter().any(|opening| words.starts_with(opening))
}

/// By a word in it that leaves no doubt what is asked for.
pub(super) fn by_gist(raw: &str, words: &str) -> Option<Head> {
    let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
    let starts = |prefix: &str| words.starts_with(prefix);
    let (mut has_comment, mut has_email, mut has_id) = (false, false, false);
    let (mut has_school, mut is_named) = (false, false);
    // What a phrase that is looked for begins with; few texts have any of it.
    let mut may_ask_for_school = false;
    let (mut may_be_your, mut may_be_school_id, mut may_be_number) = (false, false, false);
    for word in words.split(' ') {
        may_be_your |= word.ends_with("your");
        may_be_school_id |= word.ends_with("school");
        may_be_number |= word.ends_with("establishment");
        may_ask_for_school |= schools::is_noun(word);
        match word {
            "comments" | "comment" | "evidence" => has_comment = true,
            "email" => has_email = true,
            "urn" | "seed" | "dfe" => has_id = true,
            "school" => has_school = true,
            "name" => is_named = true,
            _ => {}
        }
    }
    // `Response and evidence` over the only column asks for both.
    let asks_for_both = || {
        ["response and ", "answer and ", "judgement and ", "response with ", "answer with "]
            .iter()
            .any(|both| starts(both))
    };
    if has_comment && asks_for_both() {
        return Some(Head::AnyAnswer(1));
    }
    if has_comment || starts("please explain") || starts("please give") {
        return Some(Head::Comment);
    }
    let asks_for_you = || words.contains("your name") || words.contains("your role");
    if has_email || starts("completed by") || (may_be_your && asks_for_you()) {
        return Some(Head::Person);
    }
    let asks_for_id = (may_be_school_id && words.contains("school id"))
        || (may_be_number && words.contains("establishment number"));
    if has_id || asks_for_id {
        return Some(Head::SchoolId);
    }
    if has_school && is_named && words.len() <= 80 {
        // "Name of the school's online safety lead" asks for a person.
        let is_person =
            ["lead", "head", "headteacher", "coordinator", "governor", "person", "contact", "officer"];
        return Some(if is_person.iter().any(|word| has(word)) { Head::Person } else { Head::School });
    }
    if may_ask_for_school && schools::asks_for_school(raw, words) {
        return Some(Head::School);
    }
    if opens_question(words) && raw.trim_end().ends_with('?') {
        // `Is it fully in place?` asks what the form asks; `Is it reviewed yearly?` may ask something else beside another.
        let asks_of_form = ["place", "met", "achieved", "true", "done"].iter().any(|word| has(word));
        return Some(Head::AnyAnswer(if asks_of_form { 3 } else { 2 }));
    }
    if starts("your answer") || starts("your response") || starts("response") || starts("answer") {
        return Some(Head::AnyAnswer(3));
    }
    if starts("rating") || starts("judgement") || starts("status") {
        return Some(Head::AnyAnswer(2));
    }
    if starts("rag ") || words.ends_with(" rag") {
        return Some(Head::AnyAnswer(1));
    }
    if starts("date completed")
        || starts("date of completion")
        || starts("completion ")
        || dates_the_form(words)
    {
        return Some(Head::Date);
    }
    if starts("action") || starts("target") || starts("next step") {
        return Some(Head::Further);
    }
    None
}

/// Whether the words ask when the form itself was filled in, and no more: `Date form completed`, `Dyddiad / Date`. "Date
/// issued" and "Date of next review" ask for other days.
fn dates_the_form(words: &str) -> bool {
    const DATES: &[&str] = &["date", "dated", "dyddiad", "latha", "ceann"];
    const OF_THE_FORM: &[&str] = &[
        "of",
        "the",
        "this",
        "your",
        "our",
        "self",
        "form",
        "return",
        "audit",
        "assessment",
        "evaluation",
        "response",
        "survey",
        "submission",
        "completion",
        "completed",
        "complete",
        "filled",
        "in",
        "on",
        "signed",
        "signature",
        "submitted",
        "cwblhau",
        "dd",
        "mm",
        "yy",
        "yyyy",
        "latha",
        "a",
        "an",
        "was",
        "when",
    ];
    let first = words.split(' ').next().unwrap_or_default();
    DATES.contains(&first)
        && words.split(' ').all(|word| DATES.contains(&word) || OF_THE_FORM.contains(&word))
}
