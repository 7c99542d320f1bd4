//! Fields said in other ways than by a label beside its value: in a sentence, or labels above their values.
//! In: cells of a grid. Out: fields, or that a row holds labels alone. Never takes a sentence for a field unless all of it
//! says who and when.

use super::{
    Header, field_label, put,
    sheet_names::{is_called_school, is_schools_name},
};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        dates::{DateReading, read_date},
        text,
    },
    recognise::headings::Head,
};

/// `Completed by J Morrison on 12/11/2025`, `Completed on 12/11/2025 by J Morrison`: a field without a label of its own.
pub(super) fn said_in_words(cell: &Cell, raw: &str, header: &mut Header, used: &mut Vec<(u32, u32)>) -> bool {
    const OPENINGS: [&str; 5] = ["completed ", "filled in ", "submitted ", "signed ", "form completed "];
    let raw = text::trim(raw).trim_end_matches('.');
    let Some(rest) = OPENINGS.iter().find_map(|opening| {
        let (first, rest) = (raw.get(..opening.len())?, raw.get(opening.len()..)?);
        first.eq_ignore_ascii_case(opening).then_some(rest)
    }) else {
        return false;
    };
    if rest.len() > 90 {
        return false;
    }
    let parted = match (rest.strip_prefix("by "), rest.strip_prefix("on ")) {
        (Some(rest), _) => rest.rsplit_once(" on "),
        (_, Some(rest)) => rest.split_once(" by ").map(|(date, name)| (name, date)),
        _ => None,
    };
    let Some((name, date)) = parted.map(|(name, date)| (text::trim(name), text::trim(date))) else {
        return false;
    };
    if !matches!(read_date(&Value::Text(date.into()), false), DateReading::Sure(_)) {
        return false;
    }
    used.push((cell.row, cell.column));
    put(header, Head::Person, cell, Value::Text(name.into()));
    put(header, Head::Date, cell, Value::Text(date.into()));
    true
}

/// `School Name Back School`: a label that nothing parts from its value.
pub(super) fn named_behind_label(
    cell: &Cell,
    raw: &str,
    header: &mut Header,
    used: &mut Vec<(u32, u32)>,
) -> bool {
    const LABELS: [&str; 6] = [
        "school name ",
        "name of school ",
        "name of the school ",
        "name of our school ",
        "establishment name ",
        "name of establishment ",
    ];
    let raw = text::trim(raw);
    // Most texts begin otherwise.
    if !raw.starts_with(['s', 'S', 'n', 'N', 'e', 'E']) {
        return false;
    }
    let Some(name) = LABELS.iter().find_map(|label| {
        let (first, rest) = (raw.get(..label.len())?, raw.get(label.len()..)?);
        first.eq_ignore_ascii_case(label).then(|| text::trim(rest))
    }) else {
        return false;
    };
    let is_plain = name.starts_with(char::is_uppercase)
        && name.len() <= 90
        && !name.contains([':', '(', '?', '\n', '\t', '_', '|'])
        && !name.bytes().any(|byte| byte.is_ascii_digit());
    let words = text::words(name);
    let has_label =
        words.split(' ').any(|word| matches!(word, "date" | "completed" | "name" | "number" | "code"));
    if !is_plain || has_label || !is_called_school(name) || field_label(name).is_some() {
        return false;
    }
    used.push((cell.row, cell.column));
    put(header, Head::School, cell, Value::Text(name.into()));
    true
}

/// `Signed on behalf of Back School: J MacLeod`: the school, and who signs for it.
pub(super) fn signed_for(cell: &Cell, raw: &str, header: &mut Header, used: &mut Vec<(u32, u32)>) -> bool {
    const OPENINGS: [&str; 6] = [
        "signed on behalf of ",
        "completed on behalf of ",
        "submitted on behalf of ",
        "on behalf of ",
        "signed for ",
        "for and on behalf of ",
    ];
    let raw = text::trim(raw);
    if raw.len() > 120 || !raw.starts_with(['s', 'S', 'c', 'C', 'o', 'O', 'f', 'F']) {
        return false;
    }
    let Some(rest) = OPENINGS.iter().find_map(|opening| {
        let (first, rest) = (raw.get(..opening.len())?, raw.get(opening.len()..)?);
        first.eq_ignore_ascii_case(opening).then_some(rest)
    }) else {
        return false;
    };
    let (name, by) = rest.split_once([':', ',']).unwrap_or((rest, ""));
    let (name, by) = (text::trim(name), text::trim(by));
    let name = name.strip_prefix("the ").unwrap_or(name);
    // A date or another label behind the name is left to be read as such.
    let is_person = !by.contains(':') && !by.bytes().any(|byte| byte.is_ascii_digit());
    if !is_schools_name(name) || !is_person {
        return false;
    }
    used.push((cell.row, cell.column));
    put(header, Head::School, cell, Value::Text(name.into()));
    if !by.is_empty() {
        put(header, Head::Person, cell, Value::Text(by.into()));
    }
    true
}

/// `School | Town | Date` over `Back School | Back | 3/11/2025`: the labels stand above their values, though one of them is
/// not known.
pub(super) fn is_headed_row(
    grid: &Grid,
    label: &Cell,
    right: &Cell,
    is_value: &impl Fn(&Cell) -> bool,
) -> bool {
    let row = grid.row(label.row);
    let is_label = |cell: &&Cell| {
        cell.value.as_text().is_some_and(|raw| field_label(raw).is_some() || is_other_field(raw))
    };
    let below = |cell: &Cell| grid.at(label.row + 1, cell.column).is_some_and(is_value);
    let unknown = || row.iter().filter(|cell| !is_label(cell)).count();
    row.last().is_some_and(|last| last.column != label.column && is_label(&last))
        && right.value.as_text().is_some_and(|raw| field_label(raw).is_none())
        && row.iter().filter(|cell| cell.column >= label.column).all(below)
        && unknown() * 3 <= row.len()
}

/// `Town`, `Cluster`: what a form may ask of its school beside its name.
pub(super) fn is_other_field(raw: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "town",
        "area",
        "cluster",
        "address",
        "postcode",
        "post code",
        "island",
        "village",
        "ward",
        "locality",
        "region",
        "roll",
        "type",
        "stage",
        "community",
        "location",
    ];
    raw.len() <= 40 && OTHERS.contains(&text::words(raw).as_str())
}
