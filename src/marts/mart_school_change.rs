//! `mart_school_change`: change since the latest earlier collection, by school. Counts are statements.
//! In: pairs of the same school's returns, and last year's actions. Out: the table. Never compares a statement whose
//! meaning changed.

use std::collections::HashMap;

use schemas::{checked::Checked, tables::marts::MART_SCHOOL_CHANGE};

use super::{Figures, MartError, change::Change, figures::Of, grain};
use crate::{columns::Columns, year_data::Said};

struct Row<'a> {
    of: &'a Of<'a>,
    place: usize,
    base_year: i32,
    base_school_id: &'a str,
    n_improved: u32,
    n_worsened: u32,
    n_same: u32,
    n_yes_before: u32,
    n_yes_now: u32,
    n_actions_before: u32,
    n_actions_met: u32,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<Row<'_>> = figures
        .years
        .iter()
        .filter_map(|of| of.change.as_ref().map(|change| rows(of, change)))
        .flatten()
        .collect();
    let rows = || found.iter();
    let columns = grain::school(Columns::of(&MART_SCHOOL_CHANGE), rows().map(|row| (row.of, row.place)));
    Ok(columns
        .number("base_year", rows().map(|row| row.base_year))
        .text("base_school_id", rows().map(|row| row.base_school_id))
        .count("n_compared", rows().map(|row| row.n_improved + row.n_worsened + row.n_same))
        .count("n_improved", rows().map(|row| row.n_improved))
        .count("n_worsened", rows().map(|row| row.n_worsened))
        .count("n_same", rows().map(|row| row.n_same))
        .count("n_yes_before", rows().map(|row| row.n_yes_before))
        .count("n_yes_now", rows().map(|row| row.n_yes_now))
        .count("n_actions_before", rows().map(|row| row.n_actions_before))
        .count("n_actions_met", rows().map(|row| row.n_actions_met))
        .finish()?)
}

fn rows<'a>(of: &'a Of<'a>, change: &'a Change<'a>) -> Vec<Row<'a>> {
    // Where each comparable statement of the base year stands now.
    let now_at: HashMap<usize, usize> = change
        .statements
        .iter()
        .enumerate()
        .filter_map(|(now, (_, base))| base.map(|base| (base, now)))
        .collect();
    let mut actions: HashMap<usize, Vec<usize>> = HashMap::new();
    for link in &change.base_catalogue.actions {
        actions.entry(link.expected).or_default().push(link.statement);
    }
    let row = |pair: &(usize, usize)| {
        let (place, then) = *pair;
        let base_school = change.base_catalogue.expected[then].school;
        let mut row = Row {
            of,
            place,
            base_year: change.base.year,
            base_school_id: &change.base.schools[base_school].id,
            n_improved: 0,
            n_worsened: 0,
            n_same: 0,
            n_yes_before: 0,
            n_yes_now: 0,
            n_actions_before: 0,
            n_actions_met: 0,
        };
        for (_, before, after) in change.both(of.catalogue, *pair) {
            // The scale runs from yes to no.
            row.n_improved += u32::from(after < before);
            row.n_worsened += u32::from(after > before);
            row.n_same += u32::from(after == before);
            row.n_yes_before += u32::from(before == Said::Yes);
            row.n_yes_now += u32::from(after == Said::Yes);
        }
        let said = of.catalogue.said_of(place);
        for statement in actions.get(&then).into_iter().flatten() {
            row.n_actions_before += 1;
            let is_met = now_at.get(statement).is_some_and(|now| said[*now] == Said::Yes);
            row.n_actions_met += u32::from(is_met);
        }
        row
    };
    change.pairs.iter().map(row).collect()
}
