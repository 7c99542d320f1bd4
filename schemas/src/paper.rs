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

/// What a sheet says below its title: what it is for, and what it was made from.
pub fn purpose_and_mark(purpose: &str, year: i32) -> String {
    format!("{purpose} {MADE}{year}.").trim_start().to_owned()
}

/// The collection that a text says it was made from, if it is what a paper's sheet says below its title.
pub fn marked(text: &str) -> Option<&str> {
    let stated = text.trim_end().strip_suffix('.')?;
    let (before, year) = stated.split_at_checked(stated.len().checked_sub(4)?)?;
    (before.ends_with(MADE) && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheets_mark_is_known_again() {
        assert_eq!(marked(&purpose_and_mark("Who sent a return.", 2026)), Some("2026"));
        assert_eq!(marked(&purpose_and_mark("", 2026)), Some("2026"));
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
}
