//! `mart_gate`: what is shown and what is not, and why.
//! In: how many there are of what each analysis needs. Out: the table. Never shows less of something instead.

use schemas::{checked::Checked, tables::marts::MART_GATE};

use super::{
    Figures, MartError,
    change::Moves,
    figures::Of,
    grain::{self, At},
};
use crate::{
    columns::Columns,
    stats::gate::{ANALYSES, Analysis},
};

struct Row<'a> {
    at: At<'a>,
    analysis: &'static Analysis,
    n_has: u32,
    reason: String,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<Row<'_>> = figures
        .years
        .iter()
        .flat_map(At::groups)
        .flat_map(|at| ANALYSES.iter().filter_map(move |analysis| row(at, analysis)))
        .collect();
    let rows = || found.iter();
    let columns = grain::group(Columns::of(&MART_GATE), rows().map(|row| row.at));
    Ok(columns
        .text("analysis", rows().map(|row| row.analysis.code))
        .flag("is_shown", rows().map(|row| row.reason.is_empty()))
        .count("n_has", rows().map(|row| row.n_has))
        .count("n_needed", rows().map(|row| row.analysis.least))
        .text("counted", rows().map(|row| row.analysis.many))
        .text("reason", rows().map(|row| &row.reason))
        .finish()?)
}

/// Whether an analysis is shown for a group; none where it is not made by group.
fn row<'a>(at: At<'a>, analysis: &'static Analysis) -> Option<Row<'a>> {
    let is_made = match analysis.code {
        "band" | "change" => true,
        "group" => !at.is_all(),
        _ => at.is_all(),
    };
    is_made.then_some(())?;
    let of = at.of;
    let n_has = match analysis.code {
        "band" | "group" | "pair" => n_answering(of, at.group),
        "distance" => n_answering(of, at.group).saturating_sub(1),
        "similar" => of.similar.iter().map(|others| count(others.len())).max().unwrap_or(0),
        "change" | "change_test" => most(at, |moves| moves.change().pairs()),
        "change_test_moved" => most(at, |moves| moves.change().improved + moves.change().worsened),
        _ => return None,
    };
    let is_of_years = analysis.code.starts_with("change");
    let reason = if is_of_years && of.change.is_none() {
        "not shown: no earlier collection of this catalogue in the book".to_owned()
    } else {
        analysis.check(n_has).reason().unwrap_or_default().to_owned()
    };
    Some(Row { at, analysis, n_has, reason })
}

/// Schools of the group with an answer on the scale.
fn n_answering(of: &Of<'_>, group: usize) -> u32 {
    count(of.members(group).filter(|place| of.tallied.school(*place).split().answered() > 0).count())
}

/// The most over the statements: where that is too few, it is too few for every one.
fn most(at: At<'_>, of_moves: impl Fn(Moves) -> u32) -> u32 {
    let change = at.of.change.as_ref();
    change.map_or(0, |change| {
        (0..change.statements.len())
            .map(|statement| of_moves(change.moves(at.group, statement)))
            .max()
            .unwrap_or(0)
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
