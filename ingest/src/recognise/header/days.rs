//! Labels that mean a day only beside a date: `Submitted | 21/11/2025`, `Completed: 21/11/2025`, `Last updated`.
//! In: a cell with what stands right of it. Out: the return's date, or one that only comes near to it. Never takes a near
//! one where another date is the return's.

use super::{Field, Header, field_label, put, right_of};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{dates::is_date, text},
    recognise::headings::{Day, Head, day_of_form, head},
};

/// A longer text is no label, with its date or without.
const LONGEST: usize = 60;

/// Takes a date for what its label says, where the usual labels do not.
pub(super) fn labelled(
    grid: &Grid,
    cell: &Cell,
    raw: &str,
    header: &mut Header,
    used: &mut Vec<(u32, u32)>,
) -> bool {
    if raw.len() > LONGEST {
        return false;
    }
    let at = (cell.row, cell.column);
    if let Some((label, value)) = raw.split_once(':').filter(|(_, value)| has_digit(value)) {
        let value = Value::Text(text::trim(value).into());
        return is_date(&value) && take(header, used, (at, label), cell, value);
    }
    // Of most labels no date stands to the right.
    let Some(right) = right_of(grid, cell).filter(|right| is_date(&right.value)) else { return false };
    is_labels_place(grid, cell) && take(header, used, (at, raw), right, right.value.clone())
}

fn has_digit(raw: &str) -> bool {
    raw.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a cell begins its row, or a row of fields: `School Name | Back School | Submitted | 21/11/2025`. In a table other
/// things have their days.
fn is_labels_place(grid: &Grid, cell: &Cell) -> bool {
    grid.row(cell.row).first().is_some_and(|first| {
        first.column == cell.column || first.value.as_text().is_some_and(|raw| field_label(raw).is_some())
    })
}

fn take(
    header: &mut Header,
    used: &mut Vec<(u32, u32)>,
    (at, label): ((u32, u32), &str),
    place: &Cell,
    value: Value,
) -> bool {
    // What is known as a label anyway is read as one.
    let Some(day) = day_of_form(label).filter(|_| head(label) != Some(Head::Date)) else { return false };
    let is_own = day == Day::Done;
    if is_own {
        used.extend([at, (place.row, place.column)]);
        put(header, Head::Date, place, value);
    } else {
        let field =
            Field { row: place.row, column: place.column, value, is_headed: false, is_month_first: false };
        header.near_dates.push((day, field, at));
    }
    is_own
}

/// Takes the date that comes nearest to the return's, where no other says it.
pub(super) fn take_nearest(header: &mut Header, used: &mut Vec<(u32, u32)>) {
    let mut near = std::mem::take(&mut header.near_dates);
    if header.date.is_some() || near.is_empty() {
        return;
    }
    near.sort_by_key(|(day, ..)| *day);
    let Some((_, field, label)) = near.into_iter().next() else { return };
    used.extend([label, (field.row, field.column)]);
    header.titles.retain(|title| (title.row, title.column) != label);
    header.date = Some(field);
}
