//! A catalogue -> a blank form for a school to fill in.
//! In: a catalogue, a year, perhaps a school. Out: the bytes of a workbook, a document or a text table, the same for
//! the same on any day. Never reads a form back; every one carries the statements' ids, by which the reading knows it.

mod content;
pub(crate) mod core_properties;
mod document;
mod document_parts;
mod file_names;
mod filled;
mod text_table;
mod workbook;
mod xml;

use schemas::{
    catalogue::Catalogue,
    ids::{SchoolId, Year},
};

use self::content::Content;
pub use self::{file_names::file_names, filled::Filled};
use crate::error::ReportError;

/// How a blank form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook with drop-downs.
    Xlsx,
    /// A document with check boxes.
    Docx,
    /// A text table.
    Csv,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Docx, Self::Csv];

    /// The ending of its file's name, which is also how it is named on the command line.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Csv => "csv",
        }
    }
}

/// The school that a form is made out to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// Its id in the register.
    pub id: SchoolId,
    /// Its name in the register.
    pub name: String,
}

/// What the forms of a catalogue for a year say above their fields, whatever their format: no school's words.
pub fn printed(catalogue: &Catalogue, year: Year) -> Vec<String> {
    let filled = Filled::default();
    let content = Content::of(catalogue, year, None, &filled);
    let hows = Format::ALL.map(|format| content.how(format));
    let lines = hows.iter().flat_map(|how| content::instructions(how)).map(str::to_owned);
    lines.chain([content.title.clone()]).collect()
}

/// A blank form of the statements that the catalogue asks in the year, with the school's name and id filled in where
/// one is given, else with both left open.
///
/// # Errors
/// The catalogue asks nothing in that year, or the libraries refuse.
pub fn write_blank_form(
    catalogue: &Catalogue,
    year: Year,
    school: Option<&School>,
    format: Format,
) -> Result<Vec<u8>, ReportError> {
    write_filled_form(catalogue, year, school, format, &Filled::default())
}

/// The same form with something filled in. An answer that the form has no place for is left out of a document; the
/// other formats take it as a word.
///
/// # Errors
/// The catalogue asks nothing in that year, or the libraries refuse.
pub fn write_filled_form(
    catalogue: &Catalogue,
    year: Year,
    school: Option<&School>,
    format: Format,
    filled: &Filled,
) -> Result<Vec<u8>, ReportError> {
    let content = Content::of(catalogue, year, school, filled);
    let book = format!("the form of {}", catalogue.id);
    if content.sections.is_empty() {
        return Err(ReportError::NothingAsked { catalogue: catalogue.id.to_string(), year });
    }
    let archive = |source| ReportError::Archive { book: book.clone(), source };
    match format {
        Format::Xlsx => {
            let bytes = workbook::make(&content).map_err(ReportError::workbook(&book, "Return"))?;
            core_properties::with_language(&bytes).map_err(archive)
        }
        Format::Docx => document::write(&content).map_err(archive),
        Format::Csv => Ok(text_table::write(&content)),
    }
}

#[cfg(test)]
mod tests;
