//! What can go wrong in writing papers.
//! In: what the library or the disk said. Out: one error that names the file and what to do. Never a bad figure:
//! a table that breaks its contract does not get here.

use std::{io, path::PathBuf};

use schemas::ids::Year;

/// Why the papers of a year could not be written. Each variant names the file.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The disk refused the file.
    #[error("{} could not be written: {source}. {}", path.display(), what_to_do(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The workbook library refused what it was asked to write.
    #[error("the workbook {book} could not be made, at {sheet}: {source}")]
    Workbook {
        /// The workbook.
        book: String,
        /// The sheet, or what else was being made.
        sheet: String,
        /// Why.
        source: rust_xlsxwriter::XlsxError,
    },
    /// A workbook that was made could not be taken apart again to complete its properties.
    #[error("the workbook {book} could not be completed: {source}")]
    Archive {
        /// The workbook.
        book: String,
        /// Why.
        source: zip::result::ZipError,
    },
    /// A form was wanted of a year in which the catalogue asks nothing.
    #[error(
        "the catalogue {catalogue} asks no statement in {year}. Look at first_year and last_year in its statements.csv."
    )]
    NothingAsked {
        /// The catalogue's id.
        catalogue: String,
        /// The year.
        year: Year,
    },
    /// The page's template could not be filled in.
    #[error("{page} could not be made: {reason}")]
    Template {
        /// The page.
        page: String,
        /// Why.
        reason: String,
    },
}

impl ReportError {
    /// For `map_err`: the library's refusal, with the sheet it arose in.
    pub(crate) fn workbook(book: &str, sheet: &str) -> impl FnOnce(rust_xlsxwriter::XlsxError) -> Self {
        let (book, sheet) = (book.to_owned(), sheet.to_owned());
        move |source| Self::Workbook { book, sheet, source }
    }
}

fn what_to_do(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => {
            "Close it in Excel if it is open there, see that you may write to its folder, and run again."
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "The disk is full: make room and run again."
        }
        io::ErrorKind::InvalidFilename => {
            "Its path is too long or has a character that this system refuses: use a book nearer to the drive's top."
        }
        _ => "See that the folder is there and may be written to, and run again.",
    }
}
