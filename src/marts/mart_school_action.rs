//! `mart_school_action`: each school's weak statements that it plans something for.
//! In: what was said and what the actions are about. Out: the table. Never an action's words, and no row for a weak
//! statement without an action: with those the table would be as long as the answers.

use schemas::{checked::Checked, tables::marts::MART_SCHOOL_ACTION};

use super::{Figures, MartError, figures::Of, grain, mart_action::by_school};
use crate::{columns::Columns, year_data::Said};

struct Row<'a> {
    of: &'a Of<'a>,
    place: usize,
    statement: usize,
    said: Said,
    n_actions: u32,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let mut found: Vec<Row<'_>> = Vec::new();
    for of in &figures.years {
        let actions = by_school(of);
        for place in 0..of.catalogue.expected.len() {
            for (statement, said) in of.catalogue.said_of(place).iter().enumerate() {
                let n_actions = actions.get(&(place, statement)).map_or(0, |actions| actions.n);
                if said.is_weak() && n_actions > 0 {
                    found.push(Row { of, place, statement, said: *said, n_actions });
                }
            }
        }
    }
    let rows = || found.iter();
    let columns = grain::school(Columns::of(&MART_SCHOOL_ACTION), rows().map(|row| (row.of, row.place)));
    let columns = grain::statement(columns, rows().map(|row| (row.of, row.statement)));
    Ok(columns
        .text("answer", rows().map(|row| row.said.code()))
        .count("n_actions", rows().map(|row| row.n_actions))
        .finish()?)
}
