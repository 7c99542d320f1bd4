//! The columns of a list that say whose its rows are.
//! In: the headings over it. Out: for each row, the school that it names, and what else it names as such. Never takes a row
//! for the school above it while any of the columns says something.

use super::key_of;
use crate::{
    grid::Cell,
    reading::SchoolAsWritten,
    recognise::{
        draft::Desk,
        headings::{Head, bands::Band},
        shapes::tables::{
            wide::schools::{names_none, take_other},
            written,
        },
        written::{as_written, says},
    },
};

/// A row's cells for the school's id and name.
pub(super) type Named<'g> = (Option<&'g Cell>, Option<&'g Cell>);

/// The columns, each kind in the order of the sheet: of two that name a row's school the first does, the other is held
/// against it.
#[derive(Clone, Debug)]
pub(super) struct Schools {
    ids: Vec<u32>,
    names: Vec<u32>,
}

impl Schools {
    /// The columns that the headings say are the schools'.
    pub(super) fn of(band: &Band) -> Self {
        let of = |wanted: Head| {
            band.heads.iter().filter(|headed| headed.head == wanted).map(|headed| headed.column).collect()
        };
        Self { ids: of(Head::SchoolId), names: of(Head::School) }
    }

    /// The column by which the rows are told apart.
    pub(super) fn first(&self) -> Option<u32> {
        self.ids.first().or(self.names.first()).copied()
    }

    /// Whether a column is one of them.
    pub(super) fn has(&self, column: u32) -> bool {
        self.ids.contains(&column) || self.names.contains(&column)
    }

    /// The id and the name that a row gives.
    pub(super) fn named<'g>(&self, cells: &'g [Cell]) -> Named<'g> {
        let first = |columns: &[u32]| columns.iter().find_map(|column| at(cells, *column));
        let names = |cell: &&Cell| !names_none(&as_written(&cell.value));
        // `Other` in the first of two columns: the second says which.
        let name = if self.names.len() < 2 {
            None
        } else {
            self.names.iter().filter_map(|column| at(cells, *column)).find(names)
        };
        (first(&self.ids), name.or_else(|| first(&self.names)))
    }

    /// The row's school, comparable; empty where it names none.
    pub(super) fn key(&self, cells: &[Cell]) -> String {
        key_of(self.named(cells))
    }

    /// Takes what a row names in further columns, where that is written otherwise than its school is.
    pub(super) fn take_others(
        &self,
        desk: &Desk<'_>,
        index: usize,
        cells: &[Cell],
        school: &mut SchoolAsWritten,
    ) {
        if self.ids.len() < 2 && self.names.len() < 2 {
            return;
        }
        for cell in self.ids.iter().chain(&self.names).filter_map(|column| at(cells, *column)) {
            if let Some(other) = written(desk, index, cell) {
                take_other(school, other);
            }
        }
    }
}

fn at(cells: &[Cell], column: u32) -> Option<&Cell> {
    cells.iter().find(|cell| cell.column == column && says(cell))
}
