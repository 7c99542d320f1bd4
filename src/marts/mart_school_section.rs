//! `mart_school_section`: one row a school, catalogue and section. Counts are answers.
//! In: counts by school and section. Out: the table. Never an interval: answers of one school hang together. Never what
//! fewer than five other schools said: of one it would be that school's own answers; nor, of similar schools, what with that of
//! all others would tell it of the rest.

use schemas::{checked::Checked, tables::marts::MART_SCHOOL_SECTION};

use super::{Figures, MartError, figures::Of, grain, mart_school::n_applicable};
use crate::{
    columns::Columns,
    stats::{
        distance::LEAST_OTHERS,
        score::{score, score_of_school},
        split::Split,
    },
};

struct Row<'a> {
    of: &'a Of<'a>,
    place: usize,
    section: usize,
    others: Option<Split>,
    similar: Option<Split>,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<Row<'_>> = figures.years.iter().flat_map(rows).collect();
    let rows = || found.iter();
    let counts = |row: &Row<'_>| row.of.tallied.section(row.place, row.section);
    let columns = Columns::of(&MART_SCHOOL_SECTION);
    let columns = grain::school(columns, rows().map(|row| (row.of, row.place)));
    let columns = grain::counts(columns, rows().map(counts));
    let own_score = |row: &Row<'_>| {
        let counts = counts(row);
        score_of_school(counts.split(), n_applicable(counts), figures.weights)
    };
    let of_others = |split: Option<Split>| split.and_then(|split| score(split, figures.weights));
    Ok(columns
        .text("section_id", rows().map(|row| &row.of.catalogue.sections[row.section].id))
        .measure("score", rows().map(own_score))
        .measure("others_score", rows().map(|row| of_others(row.others)))
        .measure("similar_score", rows().map(|row| of_others(row.similar)))
        .flag("is_provisional", rows().map(|row| row.of.catalogue.is_provisional))
        .finish()?)
}

/// What several schools said in a section, and how many of them said anything.
#[derive(Clone, Copy, Default)]
struct Together {
    split: Split,
    n_answered: u32,
}

impl Together {
    fn of(splits: impl Iterator<Item = Split>) -> Self {
        splits.fold(Self::default(), |sum, split| Self {
            split: Split {
                yes: sum.split.yes + split.yes,
                partly: sum.split.partly + split.partly,
                no: sum.split.no + split.no,
            },
            n_answered: sum.n_answered + u32::from(split.answered() > 0),
        })
    }

    /// The same without one of the schools.
    fn without(self, own: Split) -> Self {
        let Self { split, n_answered } = self;
        Self {
            split: Split {
                yes: split.yes - own.yes,
                partly: split.partly - own.partly,
                no: split.no - own.no,
            },
            n_answered: n_answered - u32::from(own.answered() > 0),
        }
    }

    /// The same, where the rest of these others are enough, too, or nobody: whoever has both figures subtracts.
    fn shown_within(self, others: Self) -> Option<Split> {
        let rest = others.n_answered.saturating_sub(self.n_answered);
        self.shown().filter(|_| rest == 0 || rest >= LEAST_OTHERS)
    }

    /// What they said, where they are enough that it is no single school's. How many sent the form does not matter:
    /// they may have left this section out.
    fn shown(self) -> Option<Split> {
        (self.n_answered >= LEAST_OTHERS).then_some(self.split)
    }
}

fn rows<'a>(of: &'a Of<'a>) -> Vec<Row<'a>> {
    let n_sections = of.catalogue.sections.len();
    let forms = 0..of.catalogue.expected.len();
    let totals: Vec<Together> = (0..n_sections)
        .map(|section| Together::of(forms.clone().map(|place| of.tallied.section(place, section).split())))
        .collect();
    // As the table is sorted, which need not be turned over then.
    let mut by_id: Vec<(usize, &Together)> = totals.iter().enumerate().collect();
    by_id.sort_by_key(|(section, _)| &of.catalogue.sections[*section].id);
    let mut rows = Vec::with_capacity(forms.len() * n_sections);
    for place in forms {
        let is_returned = of.is_returned(place);
        for (section, total) in by_id.iter().copied() {
            let own = of.tallied.section(place, section).split();
            let of_similar = || {
                let similar = of.similar[place].iter();
                Together::of(similar.map(|other| of.tallied.section(other.school, section).split()))
            };
            rows.push(Row {
                of,
                place,
                section,
                others: is_returned.then(|| total.without(own).shown()).flatten(),
                similar: is_returned.then(|| of_similar().shown_within(total.without(own))).flatten(),
            });
        }
    }
    rows
}
