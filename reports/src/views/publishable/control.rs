//! All counts of a form -> what is left of them in one workbook.
//! In: a form with every count shown. Out: the same with those taken out that would tell what fewer than k schools
//! answered. Never looks at another workbook: that is `earlier`'s.

use super::{
    disclosure::{self, Leave, Pair},
    publication::{PublishedForm, Shown},
};

/// The form with what must be withheld taken out. A breakdown of which nothing is left stays: what was published of it
/// before may have to be said again.
#[must_use]
pub fn within(mut form: PublishedForm, k: i64) -> PublishedForm {
    let pairs: Vec<Pair> = form.statements.iter().map(|row| row.shown.pair().unwrap_or_default()).collect();
    let left = disclosure::over_all(&pairs, k);
    for section in &mut form.sections {
        let inside: Vec<(Pair, Leave)> = form
            .statements
            .iter()
            .zip(pairs.iter().copied().zip(left.iter().copied()))
            .filter(|(statement, _)| statement.section_id == section.id)
            .map(|(_, of)| of)
            .collect();
        section.shown = section.shown.reduced_to(disclosure::section(&inside, k));
    }
    for breakdown in &mut form.breakdowns {
        for (row, all) in breakdown.rows.iter_mut().zip(&left) {
            let values: Vec<Pair> = row.cells.iter().map(|cell| cell.pair().unwrap_or_default()).collect();
            let left = disclosure::by_value(&values, *all, k);
            row.cells = row.cells.iter().zip(left).map(|(cell, leave)| cell.reduced_to(leave)).collect();
        }
    }
    for (statement, leave) in form.statements.iter_mut().zip(left) {
        statement.shown = statement.shown.reduced_to(leave);
    }
    form
}

/// Leaves out breakdowns of which nothing is left but how many answered.
pub(super) fn drop_empty(form: &mut PublishedForm) {
    let (kept, empty): (Vec<_>, Vec<_>) =
        std::mem::take(&mut form.breakdowns).into_iter().partition(|breakdown| {
            breakdown.rows.iter().flat_map(|row| &row.cells).any(|cell| has_counts(*cell))
        });
    form.breakdowns = kept;
    form.left_out.extend(empty.into_iter().map(|breakdown| breakdown.group_by));
}

fn has_counts(cell: Shown) -> bool {
    cell.left() == Leave::Both
}
