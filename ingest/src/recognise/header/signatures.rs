//! Schools in signatures: `Signed: J. Smith, Headteacher, Back School`, `J. Smith, Head of Back School`.
//! In: a cell. Out: the school whose head signed there, as a title that may name the form's. Never takes who looked at a form, or
//! what is said of somebody, for who signed it.

use super::{Field, sheet_names::is_schools_name};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::text,
};

/// No longer line is a signature.
const LONGEST: usize = 160;

/// Whether a row is one in which somebody signed: `Signed | D Smith | Date | 20/11/2025`, `Chair of Governors: ... Date: ...`.
pub(crate) fn is_signed(grid: &Grid, row: u32) -> bool {
    const LONGEST_ROW: usize = 12;
    const SIGNING: &str = "signed signature signatures countersigned approved authorised headteacher headteachers governors governor chair \
                           convener";
    let signs = |raw: &str| {
        let words = text::words(raw);
        let is_signing = |word: &str| SIGNING.split_whitespace().any(|known| known == word);
        words.split(' ').any(is_signing) || words.contains("head teacher")
    };
    let own = grid.row(row);
    own.len() <= LONGEST_ROW
        && own.iter().filter_map(|cell| cell.value.as_text()).any(|raw| raw.len() <= LONGEST && signs(raw))
}

/// The school of whoever signed in a cell.
pub(super) fn school(grid: &Grid, cell: &Cell) -> Option<Field> {
    let raw = text::trim(cell.value.as_text()?);
    let field = |name: &str| Field {
        row: cell.row,
        column: cell.column,
        value: Value::Text(name.into()),
        is_headed: false,
        is_month_first: false,
    };
    if ends_with(grid, cell, raw) {
        return (!is_anothers(grid, cell)).then(|| field(raw));
    }
    if raw.len() > LONGEST || !raw.contains(',') || is_anothers(grid, cell) {
        return None;
    }
    let (label, rest) = match raw.split_once(':') {
        Some((label, rest)) => (Some(label), rest),
        None => (None, raw),
    };
    let name = named(rest)?;
    let before = || grid.row(cell.row).iter().rev().find(|other| other.column < cell.column);
    let is_own = match label {
        Some(label) => signs(label),
        None => before().and_then(|before| before.value.as_text()).is_none_or(signs),
    };
    is_own.then(|| field(name))
}

/// The school that a signature names behind a name and an office.
fn named(signature: &str) -> Option<&str> {
    const LONGEST_DAY: usize = 20;
    if signature.len() > LONGEST || !signature.contains(',') {
        return None;
    }
    let parts: Vec<&str> =
        signature.split([',', ';', '\n']).map(text::trim).filter(|part| !part.is_empty()).collect();
    let (first, rest) = parts.split_first()?;
    let (at, name) = parts.windows(2).enumerate().find_map(|(at, pair)| match pair {
        [office, part] => school_of(part, office).map(|name| (at, name)),
        _ => None,
    })?;
    // Behind it no more than a day.
    let is_day = |part: &&str| part.bytes().any(|byte| byte.is_ascii_digit()) && part.len() <= LONGEST_DAY;
    (is_person(first) && at < 2 && rest.iter().skip(at + 1).all(is_day)).then_some(name)
}

/// Whether a cell is the last line of a signature: a school's name below its head's office.
fn ends_with(grid: &Grid, cell: &Cell, raw: &str) -> bool {
    const PLAINLY: [&str; 6] = ["school", "primary", "academy", "college", "sgoil", "nursery"];
    let ends = [raw.split(' ').next(), raw.rsplit(' ').next()];
    let is_plain = |word: &str| PLAINLY.iter().any(|plain| plain.eq_ignore_ascii_case(word));
    if !ends.into_iter().flatten().any(is_plain) {
        return false;
    }
    let above = cell.row.checked_sub(1).and_then(|row| grid.at(row, cell.column));
    above.and_then(|above| above.value.as_text()).is_some_and(is_office) && is_schools_name(raw)
}

/// The school that a part of a signature names behind its head's office.
fn school_of<'t>(part: &'t str, before: &str) -> Option<&'t str> {
    if is_office(before) && is_schools_name(part) {
        return Some(part);
    }
    let at = part.find(" of ").or_else(|| part.find(" at "))?;
    let (office, name) = part.split_at_checked(at)?;
    let name = text::trim(name.get(4..)?);
    (is_office(office) && is_schools_name(name)).then_some(name)
}

/// `Headteacher`, `Acting HT`: who speaks for a school.
fn is_office(raw: &str) -> bool {
    const OFFICES: &str = "headteacher|head teacher|head|ht|depute headteacher|deputy headteacher|depute head|deputy head|depute|dht|\
        principal|rector|head of school|acting headteacher|acting head teacher|acting head|acting ht|executive headteacher|\
        assistant headteacher|assistant head|principal teacher|school manager";
    let words = text::words(raw);
    OFFICES.split('|').any(|office| office == words)
}

/// `J. Smith`, `Mrs Jane MacLeod`, or that somebody signs: `Signed J Smith`.
fn is_person(raw: &str) -> bool {
    const LONGEST: usize = 5;
    let words: Vec<&str> = raw.split_whitespace().collect();
    words.len() <= LONGEST
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && !raw.bytes().any(|byte| byte.is_ascii_digit())
        && words.first().is_some_and(|first| !first.ends_with("ed") || text::words(first) == "signed")
}

/// Whether what stands in a cell, before it or in the lines above says that somebody else looked at the form, or gets it.
fn is_anothers(grid: &Grid, cell: &Cell) -> bool {
    const ABOVE: u32 = 3;
    /// Longer texts are no labels.
    const LABEL: usize = 40;
    const OTHERS: [&str; 19] = [
        "moderat",
        "review",
        "peer",
        "cluster",
        "cop",
        "cc",
        "visit",
        "advis",
        "verif",
        "check",
        "witness",
        "council",
        "authority",
        "inspect",
        "audit",
        "approv",
        "valid",
        "partner",
        "trust",
    ];
    let rows = cell.row.saturating_sub(ABOVE)..=cell.row;
    let mut before = rows.flat_map(|row| grid.row(row)).filter(|other| other.column <= cell.column);
    before.any(|other| {
        let raw = other.value.as_text().unwrap_or_default();
        // The school's own name may hold such a word.
        let said = raw.split([':', ',']).next().unwrap_or_default();
        let is_itself = (other.row, other.column) == (cell.row, cell.column);
        let own =
            if is_itself { said } else { Some(raw).filter(|raw| raw.len() <= LABEL).unwrap_or_default() };
        let words = text::words(own);
        !is_schools_name(own)
            && words.split(' ').any(|word| OTHERS.iter().any(|other| word.starts_with(other)))
    })
}

/// Whether a label asks who fills the form in, and not who looked at it.
fn signs(label: &str) -> bool {
    const OPENINGS: [&str; 10] = [
        "signed",
        "signature",
        "completed by",
        "form completed by",
        "submitted by",
        "filled in by",
        "sent by",
        "from",
        "head teacher",
        "headteacher",
    ];
    let words = text::words(label);
    OPENINGS.iter().any(|opening| {
        words.strip_prefix(opening).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}
