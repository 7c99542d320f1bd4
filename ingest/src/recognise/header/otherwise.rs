//! Schools beside labels that ask for something else as well: `Name | Back School`.
//! In: a label and its value. Out: a name or an address for the register to tell. Never takes a person's name for a school's.

use super::{Field, Header, sheet_names::is_schools_name};
use crate::{
    grid::{Cell, Value},
    normalise::text,
    recognise::headings::{Head, may_stand_for_schools},
};

/// Keeps what is called a school beside a label that may as well ask for a person: where nothing else names the school, the
/// register tells.
pub(super) fn note(header: &mut Header, label: &str, asked: Head, place: &Cell, name: &str) {
    let mut put = |value: &str| {
        let value = Value::Text(value.into());
        header.titles.insert(
            0,
            Field { row: place.row, column: place.column, value, is_headed: false, is_month_first: false },
        );
    };
    if asked == Head::Person && name.contains('@') {
        if let Some(address) = address(label, name) {
            put(address);
        }
        return;
    }
    // An office, or a person of the school.
    let is_bare = !name.contains([',', '(', '/', '\n']) && !name.contains(" - ");
    let label = label.split(':').next().unwrap_or(label);
    if asked == Head::Person && is_bare && is_schools_name(name) && may_stand_for_schools(label) {
        put(text::trim(name));
    }
}

/// The only address for mail beside a label that asks for the school's own.
fn address<'t>(label: &str, value: &'t str) -> Option<&'t str> {
    // `Contact`, `E-mail` alone may be whoever sent the form out.
    const WHOSE: [&str; 10] = [
        "school",
        "headteacher",
        "headteachers",
        "head",
        "teacher",
        "teachers",
        "ht",
        "completed",
        "our",
        "your",
    ];
    const BESIDE: [&str; 12] =
        ["contact", "email", "e", "mail", "address", "by", "from", "name", "of", "person", "sent", "and"];
    let label = text::words(label.split(':').next().unwrap_or(label));
    let mut found = value.split([' ', ',', ';', '<', '>', '(', ')', '\n']).filter(|word| word.contains('@'));
    let address = found.next().filter(|_| found.next().is_none());
    let is_schools = |word: &str| WHOSE.contains(&word);
    let words = || label.split(' ');
    let is_own = words().any(is_schools) && words().all(|word| is_schools(word) || BESIDE.contains(&word));
    address.filter(|_| is_own)
}
