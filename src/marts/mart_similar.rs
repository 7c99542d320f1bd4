//! `mart_similar`: the schools that a school is compared with.
//! In: each returned form's similar schools. Out: the table. Never similar by what was answered.

use schemas::{checked::Checked, tables::marts::MART_SIMILAR};

use super::{Figures, MartError, figures::Of, grain};
use crate::{columns::Columns, stats::similar::Similar};

struct Row<'a> {
    of: &'a Of<'a>,
    place: usize,
    position: i32,
    other: Similar,
}

/// The table. A school that returned two catalogues stands with the similar schools of each.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let mut found: Vec<Row<'_>> = Vec::new();
    for of in &figures.years {
        for (place, others) in of.similar.iter().enumerate() {
            let row = |(position, other): (i32, &Similar)| Row { of, place, position, other: *other };
            found.extend((1..).zip(others).map(row));
        }
    }
    let rows = || found.iter();
    let columns = grain::school(Columns::of(&MART_SIMILAR), rows().map(|row| (row.of, row.place)));
    Ok(columns
        .text("similar_school_key", rows().map(|row| &row.of.school(row.other.school).key))
        .number("position", rows().map(|row| row.position))
        .measure("apart", rows().map(|row| Some(row.other.distance)))
        .finish()?)
}
