//! Schools beside labels that ask for something else as well: `Name | Back School`, `Schools | Back School, Tong School`.
//! In: a label and its value. Out: a field, or a name for the register to tell. Never takes a person's name for a school's.

use super::{
    super::headings::{Head, may_stand_for_schools},
    Field, Header, put, right_of,
};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::text,
    recognise::sheets::is_schools_name,
};

/// Keeps what is called a school beside a label that may as well ask for a person: where nothing else names the school, the
/// register tells.
pub(super) fn note(header: &mut Header, label: &str, asked: Head, place: &Cell, name: &str) {
    // An office, or a person of the school.
    let is_bare = !name.contains([',', '(', '/', '\n']) && !name.contains(" - ");
    let label = label.split(':').next().unwrap_or(label);
    if asked == Head::Person && is_bare && is_schools_name(name) && may_stand_for_schools(label) {
        let value = Value::Text(text::trim(name).into());
        header.titles.insert(0, Field { row: place.row, column: place.column, value, is_headed: false });
    }
}

/// `Schools | Back School, Tong School`: takes the names of the schools that answer together.
pub(super) fn several(
    grid: &Grid,
    cell: &Cell,
    raw: &str,
    header: &mut Header,
    used: &mut Vec<(u32, u32)>,
) -> bool {
    let trimmed = text::trim(raw).trim_end_matches([':', ' ']);
    if !["schools", "school(s)", "schools names", "names of schools"]
        .iter()
        .any(|label| trimmed.eq_ignore_ascii_case(label))
    {
        return false;
    }
    let is_named = |cell: &Cell| cell.value.as_text().is_some_and(is_schools_name);
    let Some(right) = right_of(grid, cell).filter(|right| is_named(right)) else { return false };
    // A list that goes on below, or to the right, is left to be asked about.
    let goes_on = right_of(grid, right).is_some()
        || grid.at(right.row + 1, right.column).is_some_and(is_named)
        || grid.at(cell.row + 1, cell.column).is_some_and(is_named);
    if goes_on {
        return false;
    }
    used.extend([(cell.row, cell.column), (right.row, right.column)]);
    put(header, Head::School, right, right.value.clone());
    true
}
