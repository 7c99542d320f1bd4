//! What stands in a plan before the area: the number of the statement that an action is about, a day, a name.
//! In: a cell. Out: whether it is such. Never takes the plan's own numbering for one.

use super::{
    Plan,
    heads::{self, Part},
    says,
    table::is_number,
};
use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::headings::{self, Head},
};

/// A longer text is a statement, and no number of one.
const LONGEST: usize = 24;

impl Plan {
    /// `POL-06` under `Statement no.`, `Ref`; `12/06/2026` under `Date`.
    pub(super) fn is_reference(&self, grid: &Grid, cell: &Cell) -> bool {
        if cell.column >= self.area || cell.row <= self.heading || !says(cell) {
            return false;
        }
        let Some(heading) = grid.at(self.heading, cell.column).and_then(|head| head.value.as_text()) else {
            return false;
        };
        if matches!(heads::known(heading), Some(Part::Who | Part::When)) {
            return true;
        }
        let is_known =
            matches!(headings::head(heading), Some(Head::Number | Head::StatementId | Head::Statement));
        // Bare figures number the rows, unless the heading says whose they are.
        let names_statement = || {
            text::words(heading).split(' ').any(|word| matches!(word, "statement" | "question" | "standard"))
        };
        let is_short = cell.value.as_text().is_none_or(|raw| raw.len() <= LONGEST);
        is_known && is_short && (!is_number(cell) || names_statement())
    }
}
