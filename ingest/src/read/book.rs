//! What a reader of one kind of file hands back.
//! In: nothing; a declaration. Out: grids and what a person should know of them. Never holds a file's bytes.

use schemas::{finding::Finding, place::Place, rules};

use super::refusal::Refusal;
use crate::grid::Grid;

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Book {
    /// The grids, in the file's order.
    pub grids: Vec<Grid>,
    /// Properties that the form's maker gave the file.
    pub properties: Vec<(String, String)>,
    /// What a person should know, with the sheet it is about (empty for the whole file).
    pub notes: Vec<(String, Refusal)>,
}

impl Book {
    /// A note about a sheet.
    pub(crate) fn note(&mut self, sheet: impl Into<String>, note: Refusal) {
        self.notes.push((sheet.into(), note));
    }

    /// Says that texts were cut, if any were.
    pub(crate) fn note_cut(&mut self, n_cut: usize) {
        if n_cut > 0 {
            self.note(
                "",
                Refusal {
                    rule: &rules::OVER_LIMIT,
                    message: format!("{n_cut} texts were longer than a cell may be, and were cut"),
                    suggestion: "Look at the long texts in the school's own file".into(),
                },
            );
        }
    }

    /// The notes as findings.
    pub(crate) fn findings(&mut self, source_file: &str) -> Vec<Finding> {
        self.notes
            .drain(..)
            .map(|(sheet, note)| {
                note.at(Place { source_file: source_file.into(), sheet, cell: String::new() })
            })
            .collect()
    }
}
