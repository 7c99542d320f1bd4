//! A place in one cell of `decisions.csv`: `Sheet1!C12`.
//! In: sheet and cell, or their text. Out: the other. Never holds the file, which has a column of its own.

/// Sheet and cell as one text: `Sheet1!C12`, `Sheet1!` for a whole sheet, `C12` where there is no sheet.
pub(super) fn written(sheet: &str, cell: &str) -> String {
    if sheet.is_empty() { cell.to_owned() } else { format!("{sheet}!{cell}") }
}

/// Sheet and cell of such a text.
pub(super) fn read(text: &str) -> (String, String) {
    match text.rsplit_once('!') {
        Some((sheet, cell)) => (sheet.to_owned(), cell.trim().to_owned()),
        None => (String::new(), text.trim().to_owned()),
    }
}
