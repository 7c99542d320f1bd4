//! The mark of the papers that the program makes, by which it knows them again among the returns.
//! In: nothing. Out: names. Never stands in a form for schools to fill in.

/// The property of a workbook that is a paper: its value is the collection's year.
pub const PROPERTY: &str = "tallybook_paper";

/// What a workbook that is a paper says of its last saving, until somebody saves it again: behind the year.
pub const SAVED_ON: &str = "-01-01T00:00:00Z</dcterms:modified>";

/// The name of the element in a page's head that says the same: its content is the collection's year.
pub const PAGE: &str = "tallybook-paper";

/// What each sheet of a workbook that is a paper says below its title, so that it is known in whatever format it is saved
/// again: the collection's year stands behind it.
const MADE: &str = "Made by Tallybook from the returns of ";

/// How the headings of the map of all schools' answers begin: behind them stand the statements, `POL-01 Up-to-date policies`.
pub const BY_SCHOOL: [&str; 2] = ["School", "Not yet in place"];

/// Two headings, side by side, of a school's own answers in its workbook.
pub const YOUR_ANSWERS: [&str; 2] = ["Your answer", "Schools that have it"];

/// What stands between a school's name and the year in the title of the sheet with its own answers.
pub const TITLE_OF_ANSWERS: &str = ": your answers ";

/// Headings below which a paper has statements: their ids, and their labels.
pub const STATED: [&str; 2] = ["Id", "Statement"];

/// The other headings of the tables that have a school's own answers; some have a year behind them.
const BESIDE_YOUR_ANSWERS: [&str; 7] = [
    "In similar schools",
    "Your answer ",
    "What you wrote ",
    "What was read",
    "Where",
    "Support on offer",
    "In your plan",
];

/// Whether a heading is one of the tables that have a school's own answers: any other there is not the program's.
pub fn is_of_your_answers(head: &str) -> bool {
    let is_year = |rest: &str| rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_digit());
    let is_own = |own: &&str| match own.strip_suffix(' ') {
        Some(_) => head.strip_prefix(*own).is_some_and(is_year),
        None => head == *own,
    };
    STATED.contains(&head) || YOUR_ANSWERS.contains(&head) || BESIDE_YOUR_ANSWERS.iter().any(is_own)
}

/// Whether cells side by side, two and the `next`, are headings of a paper that has schools' answers, so that it is known by
/// them where its top was cut off.
pub fn is_headed<'t>(pair: [&str; 2], next: impl FnOnce() -> &'t str) -> bool {
    let is_statement = || {
        next().split_once(' ').and_then(|(id, _)| id.split_once('-')).is_some_and(|(letters, digits)| {
            let all = |part: &str, is: fn(&u8) -> bool| !part.is_empty() && part.as_bytes().iter().all(is);
            all(letters, u8::is_ascii_uppercase) && all(digits, u8::is_ascii_digit)
        })
    };
    pair == YOUR_ANSWERS || (pair == BY_SCHOOL && is_statement())
}

/// What a sheet says below its title: what it is for, and what it was made from.
pub fn purpose_and_mark(purpose: &str, year: i32) -> String {
    format!("{purpose} {MADE}{year}.").trim_start().to_owned()
}

/// The collection that a text says it was made from, if it is what a paper's sheet says below its title; and whether it says
/// there what the sheet is for, as every paper does.
pub fn marked(text: &str) -> Option<(&str, bool)> {
    let stated = text.trim_end().strip_suffix('.')?;
    let (before, year) = stated.split_at_checked(stated.len().checked_sub(4)?)?;
    let purpose = before.strip_suffix(MADE)?;
    year.bytes().all(|byte| byte.is_ascii_digit()).then_some((year, !purpose.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheets_mark_is_known_again() {
        assert_eq!(marked(&purpose_and_mark("Who sent a return.", 2026)), Some(("2026", true)));
        assert_eq!(marked(&purpose_and_mark("", 2026)), Some(("2026", false)));
        for other in [
            "",
            "2026.",
            "é026.",
            "We use Tallybook since 2026.",
            "Made by Tallybook from the returns of ü26.",
        ] {
            assert_eq!(marked(other), None, "{other}");
        }
    }

    #[test]
    fn a_paper_is_known_by_its_own_headings_alone() {
        let headed = |[one, other, next]: [&'static str; 3]| is_headed([one, other], || next);
        for own in [
            ["School", "Not yet in place", "POL-01 Up-to-date policies"],
            ["Your answer", "Schools that have it", "What was read"],
        ] {
            assert!(headed(own), "{own:?}");
        }
        for other in [
            ["School", "Not yet in place", "Partly in place"],
            ["School", "Not yet in place", "POL-01"],
            ["School", "Name", "POL-01 Up-to-date policies"],
            ["Your answer", "Comments", "POL-01 Up-to-date policies"],
        ] {
            assert!(!headed(other), "{other:?}");
        }
    }
}
