//! `mart_response`: who was expected, who returned, by group. Counts are schools.
//! In: the expected forms. Out: the table. Never names a school.

use schemas::{checked::Checked, tables::marts::MART_RESPONSE};

use super::{
    Figures, MartError,
    grain::{self, At},
};
use crate::{
    columns::Columns,
    star::{Response, facts},
    stats::split::rate,
};

#[derive(Clone, Copy, Default)]
struct Responses {
    expected: u32,
    returned: u32,
    awaiting: u32,
    complete: u32,
    late: u32,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let mut found: Vec<(At<'_>, Responses)> = Vec::new();
    for of in &figures.years {
        let mut by_group = vec![Responses::default(); of.catalogue.groups.list.len()];
        for (place, form) in of.catalogue.expected.iter().enumerate() {
            let came = facts::completeness(of.collection, of.catalogue, place);
            let is_returned = form.response == Response::Returned;
            for group in &of.catalogue.groups.profiles[of.catalogue.groups.profile_of[place]] {
                let sum = &mut by_group[*group];
                sum.expected += 1;
                sum.returned += u32::from(is_returned);
                sum.awaiting += u32::from(form.response == Response::Awaiting);
                sum.complete += u32::from(came.is_complete);
                sum.late += u32::from(is_returned && came.days_late.is_some_and(|days| days > 0));
            }
        }
        found.extend(At::groups(of).zip(by_group));
    }
    let rows = || found.iter();
    let columns = grain::group(Columns::of(&MART_RESPONSE), rows().map(|(at, _)| *at));
    Ok(columns
        .count("n_expected", rows().map(|(_, n)| n.expected))
        .count("n_returned", rows().map(|(_, n)| n.returned))
        .count("n_awaiting", rows().map(|(_, n)| n.awaiting))
        .count("n_not_returned", rows().map(|(_, n)| n.expected - n.returned - n.awaiting))
        .count("n_complete", rows().map(|(_, n)| n.complete))
        .count("n_late", rows().map(|(_, n)| n.late))
        .measure("returned_rate", rows().map(|(_, n)| rate(n.returned, n.expected)))
        .finish()?)
}
