//! `mart_change`: change since the latest earlier collection, by group and statement. Counts are schools.
//! In: counts of change. Out: the table. Never tests a breakdown: the test is of all schools together, and below its
//! least numbers it is not made.

use schemas::{catalogue::Comparability, checked::Checked, tables::marts::MART_CHANGE};

use super::{
    Figures, MartError,
    change::{Change, Moves},
    grain::{self, At},
};
use crate::{
    columns::Columns,
    stats::{fdr::benjamini_hochberg, sign_test::CALLED},
};

struct Row<'a> {
    at: At<'a>,
    base_year: i32,
    statement: usize,
    comparability: Comparability,
    moves: Moves,
    p: Option<f64>,
    q: Option<f64>,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<Row<'_>> = figures
        .years
        .iter()
        .filter_map(|of| of.change.as_ref().map(|change| (of, change)))
        .flat_map(|(of, change)| At::groups(of).flat_map(|at| rows(at, change)))
        .collect();
    let rows = || found.iter();
    let columns = grain::group(Columns::of(&MART_CHANGE), rows().map(|row| row.at));
    let columns = grain::statement(columns, rows().map(|row| (row.at.of, row.statement)));
    Ok(columns
        .number("base_year", rows().map(|row| row.base_year))
        .text("comparability", rows().map(|row| row.comparability.code()))
        .count("n_pairs", rows().map(|row| row.moves.change().pairs()))
        .count("n_improved", rows().map(|row| row.moves.change().improved))
        .count("n_worsened", rows().map(|row| row.moves.change().worsened))
        .count("n_same", rows().map(|row| row.moves.change().same))
        .count("n_weak_before", rows().map(|row| row.moves.n_weak_before()))
        .count("n_weak_now", rows().map(|row| row.moves.n_weak_now()))
        .measure("p_value", rows().map(|row| row.p))
        .measure("q_value", rows().map(|row| row.q))
        .text("verdict", rows().map(verdict))
        .flag("is_provisional", rows().map(|row| row.at.of.catalogue.is_provisional))
        .finish()?)
}

fn rows<'a>(at: At<'a>, change: &Change<'_>) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = change
        .statements
        .iter()
        .enumerate()
        .map(|(statement, (comparability, _))| {
            let moves = change.moves(at.group, statement);
            let p = if at.is_all() { moves.change().tested() } else { None };
            Row {
                at,
                base_year: change.base.year,
                statement,
                comparability: *comparability,
                moves,
                p,
                q: None,
            }
        })
        .collect();
    let p_values: Vec<f64> = rows.iter().filter_map(|row| row.p).collect();
    let mut q_values = benjamini_hochberg(&p_values).into_iter();
    for row in rows.iter_mut().filter(|row| row.p.is_some()) {
        row.q = q_values.next();
    }
    rows
}

fn verdict(row: &Row<'_>) -> &'static str {
    let change = row.moves.change();
    match row.q {
        _ if !row.comparability.is_comparable() => "not_comparable",
        None => "not_tested",
        Some(q) if q > CALLED => "no_clear_change",
        Some(_) if change.improved > change.worsened => "improved",
        Some(_) => "worsened",
    }
}
