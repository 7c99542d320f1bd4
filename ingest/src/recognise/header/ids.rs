//! A school's id that nothing parts from its label, or from the school's name: `School ID 100542`, `URN: 100542 Back School`.
//! In: a line, or a field's value. Out: the id, the name behind it, and what stands behind both. Never takes a number of a
//! sentence for an id, nor a year.

use super::{
    field_label,
    labels::{label_and_value, next_label},
    sheet_names::is_schools_name,
};
use crate::{normalise::text, recognise::headings::Head};

/// The id behind a label that asks for one, with the school's name if it follows; and the next label with its value.
pub(super) fn behind_label(line: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 160;
    const LONGEST_LABEL: usize = 40;
    if line.len() > LONGEST {
        return None;
    }
    let start = line.find(|c: char| c.is_ascii_digit()).filter(|at| (1..=LONGEST_LABEL).contains(at))?;
    let (label, rest) = line.split_at_checked(start)?;
    // Nothing but the label's own words stands before it: a sign of its own is read elsewhere.
    if !label.ends_with(' ') || field_label(label) != Some(Head::SchoolId) {
        return None;
    }
    let (said, after) = rest.split_at_checked(next_label(rest))?;
    let said = text::trim(said);
    let is_plain = is_id(said) || parted(said).is_some();
    (is_plain && (after.is_empty() || label_and_value(after).is_some())).then_some((said, after))
}

/// An id that a school's name follows: `100542 Back School`, `100542 - Back School`, `100542 (Back School)`.
pub(super) fn parted(value: &str) -> Option<(&str, &str)> {
    let value = text::trim(value);
    let (id, rest) = value.split_once([' ', ',', ';'])?;
    let joints = [' ', '-', '\u{2013}', '\u{2014}', ',', ';', ':'];
    let name = rest.trim_start_matches(joints).trim_end();
    let name = name.strip_prefix('(').and_then(|name| name.strip_suffix(')')).unwrap_or(name);
    (is_id(id) && is_schools_name(name)).then_some((id, name))
}

/// `100542`, `921/3021`, `5731232`; no year.
fn is_id(word: &str) -> bool {
    let n_digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_written = word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-'));
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    is_written
        && (4..=10).contains(&n_digits)
        && word.len() <= n_digits + 1
        && !is_year
        && word.starts_with(|c: char| c.is_ascii_digit())
}
