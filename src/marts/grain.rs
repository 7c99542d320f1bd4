//! The columns that marts of one grain share: the group, the nine counts, the rates.
//! In: where a row stands, and its counts. Out: columns. Never counts.

use super::{counts::Counts, figures::Of};
use crate::{
    columns::Columns,
    stats::{
        bounds::bounds,
        score::{Weights, score},
    },
    year_data::Said,
};

/// A row's catalogue, year and group.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// The catalogue and year.
    pub(super) of: &'a Of<'a>,
    /// Place in the catalogue's groups.
    pub(super) group: usize,
}

impl<'a> At<'a> {
    /// Every group of a catalogue in a year.
    pub(super) fn groups(of: &'a Of<'a>) -> impl Iterator<Item = Self> + Clone {
        (0..of.catalogue.groups.list.len()).map(move |group| Self { of, group })
    }

    /// What makes the group.
    pub(super) fn group_by(self) -> &'a str {
        &self.of.star.group_bys[self.of.catalogue.groups.list[self.group].0]
    }

    /// The group's value.
    pub(super) fn group_value(self) -> &'a str {
        &self.of.catalogue.groups.list[self.group].1
    }

    /// Whether it is the group of all schools.
    pub(super) fn is_all(self) -> bool {
        self.of.catalogue.groups.list[self.group].0 == 0
    }
}

/// Authority, year, catalogue.
pub(super) fn catalogue<'a>(columns: Columns, rows: impl Iterator<Item = &'a Of<'a>> + Clone) -> Columns {
    columns
        .text("authority_id", rows.clone().map(|of| &of.star.authority_id))
        .number("year", rows.clone().map(|of| of.collection.year))
        .text("catalogue_id", rows.map(|of| &of.catalogue.id))
}

/// Authority, year, catalogue, group.
pub(super) fn group<'a>(columns: Columns, rows: impl Iterator<Item = At<'a>> + Clone) -> Columns {
    catalogue(columns, rows.clone().map(|at| at.of))
        .text("group_by", rows.clone().map(At::group_by))
        .text("group_value", rows.map(At::group_value))
}

/// Authority, year, catalogue, school; a row is a catalogue in a year and a place among its expected forms.
pub(super) fn school<'a>(
    columns: Columns,
    rows: impl Iterator<Item = (&'a Of<'a>, usize)> + Clone,
) -> Columns {
    catalogue(columns, rows.clone().map(|(of, _)| of))
        .text("school_key", rows.clone().map(|(of, place)| &of.school(place).key))
        .text("school_id", rows.map(|(of, place)| &of.school(place).id))
}

/// The statement's key and id.
pub(super) fn statement<'a>(
    columns: Columns,
    rows: impl Iterator<Item = (&'a Of<'a>, usize)> + Clone,
) -> Columns {
    columns
        .text("statement_key", rows.clone().map(|(of, place)| &of.catalogue.statements[place].key))
        .text("statement_id", rows.map(|(of, place)| &of.catalogue.statements[place].id))
}

/// The nine counts, their sum, and weak.
pub(super) fn counts(columns: Columns, rows: impl Iterator<Item = Counts> + Clone) -> Columns {
    const NAMES: [(&str, Said); 9] = [
        ("n_yes", Said::Yes),
        ("n_partly", Said::Partly),
        ("n_no", Said::No),
        ("n_not_applicable", Said::NotApplicable),
        ("n_blank", Said::Blank),
        ("n_multiple", Said::Multiple),
        ("n_unreadable", Said::Unreadable),
        ("n_missing", Said::Missing),
        ("n_not_returned", Said::NotReturned),
    ];
    let mut columns = columns.count("n_expected", rows.clone().map(|counts| counts.n_expected()));
    for (name, said) in NAMES {
        columns = columns.count(name, rows.clone().map(move |counts| counts.n(said)));
    }
    columns.count("n_weak", rows.map(|counts| counts.split().weak()))
}

/// The rates, worked out once from the counts.
pub(super) fn rates(
    columns: Columns,
    rows: impl Iterator<Item = Counts> + Clone,
    weights: Weights,
) -> Columns {
    let bound = |counts: Counts| {
        let split = counts.split();
        bounds(split.weak(), split.answered(), counts.n_unanswered())
    };
    columns
        .measure("weak_rate", rows.clone().map(|counts| counts.split().weak_rate()))
        .measure("severe_rate", rows.clone().map(|counts| counts.split().severe_rate()))
        .measure("bound_low", rows.clone().map(move |counts| bound(counts).map(|b| b.low)))
        .measure("bound_high", rows.clone().map(move |counts| bound(counts).map(|b| b.high)))
        .measure("score", rows.map(move |counts| score(counts.split(), weights)))
}
