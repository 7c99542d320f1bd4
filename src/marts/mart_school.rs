//! `mart_school`: one row a school and catalogue. Counts are answers.
//! In: counts by school, and each school's sheet of yes. Out: the table. Never a rank, never a quartile.

use schemas::{
    checked::Checked,
    tables::marts::{MART_SCHOOL, NO_SIMILAR},
};

use super::{Figures, MartError, counts::Counts, figures::Of, grain};
use crate::{
    columns::Columns,
    stats::{
        distance::{Distance, Sheet, distance, distances},
        score::score_of_school,
        split::rate,
    },
    year_data::Said,
};

struct Row<'a> {
    of: &'a Of<'a>,
    place: usize,
    counts: Counts,
    n_essential_weak: u32,
    others: Option<Distance>,
    n_others: u32,
    similar: Option<Distance>,
    no_similar: Option<&'static str>,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<Row<'_>> = figures.years.iter().flat_map(rows).collect();
    let rows = || found.iter();
    let columns = Columns::of(&MART_SCHOOL);
    let columns = grain::school(columns, rows().map(|row| (row.of, row.place)));
    let columns = grain::counts(columns, rows().map(|row| row.counts));
    let score =
        |row: &Row<'_>| score_of_school(row.counts.split(), n_applicable(row.counts), figures.weights);
    let median = |row: &Row<'_>, distance: Option<Distance>| {
        distance.map(|d| f64::from(row.counts.n(Said::Yes)) - d.statements())
    };
    let statements = |distance: Option<Distance>| distance.map(Distance::statements);
    Ok(columns
        .text("status", rows().map(|row| row.of.catalogue.expected[row.place].response.code()))
        .measure("score", rows().map(score))
        .measure("answered_rate", rows().map(|row| rate(n_answered(row.counts), row.counts.n_expected())))
        .count("n_essential_weak", rows().map(|row| row.n_essential_weak))
        .measure("others_median_yes", rows().map(|row| median(row, row.others)))
        .measure("distance", rows().map(|row| statements(row.others)))
        .count("n_others", rows().map(|row| row.n_others))
        .measure("similar_median_yes", rows().map(|row| median(row, row.similar)))
        .measure("similar_distance", rows().map(|row| statements(row.similar)))
        .count("n_similar", rows().map(|row| row.similar.map_or(0, |d| d.n_others)))
        .text_or_null("no_similar", rows().map(|row| row.no_similar))
        .flag("is_provisional", rows().map(|row| row.of.catalogue.is_provisional))
        .finish()?)
}

/// Statements that apply: all but those that the school says do not.
pub(super) fn n_applicable(counts: Counts) -> u32 {
    counts.n_expected() - counts.n(Said::NotApplicable)
}

fn n_answered(counts: Counts) -> u32 {
    counts.split().answered() + counts.n(Said::NotApplicable)
}

fn rows<'a>(of: &'a Of<'a>) -> Vec<Row<'a>> {
    let forms = 0..of.catalogue.expected.len();
    let sheets: Vec<Sheet> = forms.clone().map(|place| sheet(of, place)).collect();
    let returned: Vec<usize> = forms.clone().filter(|place| of.is_returned(*place)).collect();
    let only_returned: Vec<Sheet> = returned.iter().map(|place| sheets[*place].clone()).collect();
    let mut others = vec![None; sheets.len()];
    for (place, found) in returned.iter().zip(distances(&only_returned)) {
        others[*place] = found;
    }
    forms
        .map(|place| {
            let similar = || of.similar[place].iter().map(|other| &sheets[other.school]);
            let essential = of.catalogue.statements.iter().zip(of.catalogue.said_of(place));
            let is_weak = |said: Said| said.is_weak() || said == Said::NotApplicable;
            let n_weak =
                essential.filter(|(statement, said)| statement.is_essential && is_weak(**said)).count();
            let similar = if of.is_returned(place) { distance(&sheets[place], similar()) } else { None };
            let no_similar = (of.is_returned(place) && similar.is_none()).then(|| no_similar(of, place));
            Row {
                of,
                place,
                counts: of.tallied.school(place),
                n_essential_weak: u32::try_from(n_weak).unwrap_or(u32::MAX),
                others: others[place],
                n_others: others[place].map_or(0, |found| found.n_others),
                similar,
                no_similar,
            }
        })
        .collect()
}

/// Why a school that returned is compared with no similar schools.
fn no_similar(of: &Of<'_>, place: usize) -> &'static str {
    let numbers = &of.school(place).numbers;
    let is_known = !numbers.is_empty() && numbers.iter().all(Option::is_some);
    let reason = match (is_known, of.similar[place].is_empty()) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 2,
    };
    NO_SIMILAR.get(reason).copied().unwrap_or("")
}

/// A school's answers on the scale, and which are yes.
fn sheet(of: &Of<'_>, place: usize) -> Sheet {
    let said = of.catalogue.said_of(place);
    let mut sheet = Sheet::new(said.len());
    for (statement, said) in said.iter().enumerate().filter(|(_, said)| said.is_on_scale()) {
        sheet.note(statement, *said == Said::Yes);
    }
    sheet
}
