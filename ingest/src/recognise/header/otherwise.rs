//! Schools beside labels that ask for something else as well: `Name | Back School`.
//! In: a label and its value. Out: a name for the register to tell. Never takes a person's name for a school's.

use super::{Field, Header, sheet_names::is_schools_name};
use crate::{
    grid::{Cell, Value},
    normalise::text,
    recognise::headings::{Head, may_stand_for_schools},
};

/// Keeps what is called a school beside a label that may as well ask for a person: where nothing else names the school, the
/// register tells.
pub(super) fn note(header: &mut Header, label: &str, asked: Head, place: &Cell, name: &str) {
    // An office, or a person of the school.
    let is_bare = !name.contains([',', '(', '/', '\n']) && !name.contains(" - ");
    let label = label.split(':').next().unwrap_or(label);
    if asked == Head::Person && is_bare && is_schools_name(name) && may_stand_for_schools(label) {
        let value = Value::Text(text::trim(name).into());
        header.titles.insert(
            0,
            Field { row: place.row, column: place.column, value, is_headed: false, is_month_first: false },
        );
    }
}
