//! `mart_statement`: statements by group, their weaknesses and strengths.
//! In: counts by group and statement, and the weak matrix of each group. Out: the table. Never shows a band of a
//! group with too few schools: it is `not_shown`, and `mart_gate` says why.

use rayon::prelude::*;
use schemas::{checked::Checked, tables::marts::MART_STATEMENT};

use super::{
    Figures, MartError,
    counts::OfStatement,
    figures::Of,
    grain::{self, At},
};
use crate::{
    columns::Columns,
    stats::{
        bands::{Band, bands},
        matrix::WeakMatrix,
        noise::Noise,
        order::{Placing, order},
        sensitivity::{RankRange, sensitivity},
        split::Split,
        wilson::wilson,
    },
};

struct Row<'a> {
    at: At<'a>,
    statement: usize,
    counted: OfStatement,
    placing: Option<Placing>,
    band: Option<Band>,
    range: Option<RankRange>,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let groups: Vec<At<'_>> = figures.years.iter().flat_map(At::groups).collect();
    let n_statements = figures.years.iter().map(|of| of.catalogue.statements.len()).max().unwrap_or(0);
    let noise = Noise::of(n_statements);
    let found: Vec<Row<'_>> = groups.into_par_iter().flat_map_iter(|at| rows(at, &noise)).collect();
    let rows = || found.iter();
    let columns = Columns::of(&MART_STATEMENT);
    let columns = grain::group(columns, rows().map(|row| row.at));
    let columns = grain::statement(columns, rows().map(|row| (row.at.of, row.statement)));
    let columns = grain::counts(columns, rows().map(|row| row.counted.counts));
    let columns = grain::rates(columns, rows().map(|row| row.counted.counts), figures.weights);
    let interval = |row: &Row<'_>| {
        let split = row.counted.counts.split();
        wilson(split.weak(), split.answered())
    };
    let placed = |get: fn(&Placing) -> u32| {
        rows().map(move |row| row.placing.as_ref().map(get).and_then(|rank| i32::try_from(rank).ok()))
    };
    let ranged = |get: fn(&RankRange) -> u32| {
        rows().map(move |row| row.range.as_ref().map(get).and_then(|rank| i32::try_from(rank).ok()))
    };
    Ok(columns
        .measure("weak_low", rows().map(|row| interval(row).map(|i| i.low)))
        .measure("weak_high", rows().map(|row| interval(row).map(|i| i.high)))
        .number_or_null("weak_rank", placed(|placing| placing.rank))
        .number_or_null("rank_low", placed(|placing| placing.rank_low))
        .number_or_null("rank_high", placed(|placing| placing.rank_high))
        .measure("p_worst_5", rows().map(|row| row.placing.map(|placing| placing.p_worst_5)))
        .measure("p_best_5", rows().map(|row| row.placing.map(|placing| placing.p_best_5)))
        .text("band", rows().map(|row| Band::code(row.band)))
        .number_or_null("rank_partly_0", ranged(|range| range.partly_at_0))
        .number_or_null("rank_partly_1", ranged(|range| range.partly_at_1))
        .count("n_evidence", rows().map(|row| row.counted.n_evidence))
        .count("n_yes_no_evidence", rows().map(|row| row.counted.n_yes_no_evidence))
        .flag("is_essential", rows().map(|row| row.at.of.catalogue.statements[row.statement].is_essential))
        .flag("is_provisional", rows().map(|row| row.at.of.catalogue.is_provisional))
        .finish()?)
}

fn rows<'a>(at: At<'a>, noise: &Noise) -> impl Iterator<Item = Row<'a>> + use<'a> {
    let of = at.of;
    let counted = of.tallied.statements(at.group);
    let splits: Vec<Split> = counted.iter().map(|counted| counted.counts.split()).collect();
    let placings = order(&splits, noise);
    let ranges = sensitivity(&splits);
    let banded = bands(&matrix(of, at.group).observed());
    let figures = placings.into_iter().zip(ranges).zip(banded);
    counted.iter().enumerate().zip(figures).map(move |((statement, counted), ((placing, range), banded))| {
        Row { at, statement, counted: *counted, placing, band: banded.map(|banded| banded.band), range }
    })
}

/// Which of a group's schools answered each statement, and which are weak in it.
pub(super) fn matrix(of: &Of<'_>, group: usize) -> WeakMatrix {
    let members: Vec<usize> = of.members(group).filter(|place| of.is_returned(*place)).collect();
    let mut matrix = WeakMatrix::new(members.len(), of.catalogue.statements.len());
    for (school, place) in members.into_iter().enumerate() {
        for (statement, said) in of.catalogue.said_of(place).iter().enumerate() {
            if said.is_on_scale() {
                matrix.note(school, statement, said.is_weak());
            }
        }
    }
    matrix
}
