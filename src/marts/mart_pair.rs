//! `mart_pair`: which two statements are weak in the same schools. Counts are schools.
//! In: the weak matrix of all schools. Out: the table; no row below the least number of schools (see `mart_gate`).
//! Never pairs statements of two catalogues.

use rayon::prelude::*;
use schemas::{checked::Checked, tables::marts::MART_PAIR};

use super::{
    Figures, MartError,
    figures::Of,
    grain::{self, At},
    mart_statement::matrix,
};
use crate::{
    columns::Columns,
    stats::pairs::{CALLED, Pair, pairs},
};

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<(&Of<'_>, Pair)> = figures.years.par_iter().flat_map_iter(rows).collect();
    let rows = || found.iter();
    let columns = grain::catalogue(Columns::of(&MART_PAIR), rows().map(|(of, _)| *of));
    let id = |of: &Of<'_>, place: usize| of.catalogue.statements[place].id.clone();
    // A pair goes by its ids, whatever the order of the form.
    let is_turned = |of: &Of<'_>, pair: &Pair| id(of, pair.first) > id(of, pair.second);
    let name = |of: &Of<'_>, pair: &Pair, first: bool| {
        id(of, if first == is_turned(of, pair) { pair.second } else { pair.first })
    };
    let only = |of: &Of<'_>, pair: &Pair, first: bool| {
        if first == is_turned(of, pair) { pair.counts.second_only } else { pair.counts.first_only }
    };
    let interval = |pair: &Pair| pair.association.odds_ratio_interval;
    Ok(columns
        .text("statement_a", rows().map(|(of, pair)| name(of, pair, true)))
        .text("statement_b", rows().map(|(of, pair)| name(of, pair, false)))
        .count("n_schools", rows().map(|(_, pair)| pair.counts.n()))
        .count("n_both", rows().map(|(_, pair)| pair.counts.both))
        .count("n_a_only", rows().map(|(of, pair)| only(of, pair, true)))
        .count("n_b_only", rows().map(|(of, pair)| only(of, pair, false)))
        .count("n_neither", rows().map(|(_, pair)| pair.counts.neither))
        .measure("odds_ratio", rows().map(|(_, pair)| finite(pair.association.odds_ratio)))
        .measure("odds_low", rows().map(|(_, pair)| finite(interval(pair).map(|i| i.0))))
        .measure("odds_high", rows().map(|(_, pair)| finite(interval(pair).map(|i| i.1))))
        .measure("p_value", rows().map(|(_, pair)| Some(pair.association.p_linked)))
        .measure("q_value", rows().map(|(_, pair)| Some(pair.q)))
        .flag("is_linked", rows().map(|(_, pair)| pair.q <= CALLED))
        .finish()?)
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

fn rows<'a>(of: &'a Of<'a>) -> Vec<(&'a Of<'a>, Pair)> {
    let all = At::groups(of).find(|at| at.is_all());
    let found = all.and_then(|at| pairs(&matrix(of, at.group)));
    found.into_iter().flatten().map(|pair| (of, pair)).collect()
}
