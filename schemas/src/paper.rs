//! The mark of the papers that the program makes, by which it knows them again among the returns.
//! In: nothing. Out: names. Never stands in a form for schools to fill in.

/// The property of a workbook that is a paper: its value is the collection's year.
pub const PROPERTY: &str = "tallybook_paper";

/// What a workbook that is a paper says of its last saving, until somebody saves it again: behind the year.
pub const SAVED_ON: &str = "-01-01T00:00:00Z</dcterms:modified>";

/// The name of the element in a page's head that says the same: its content is the collection's year.
pub const PAGE: &str = "tallybook-paper";
