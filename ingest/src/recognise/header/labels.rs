//! Labels that ask for a field, with the value behind them in the same cell.
//! In: a text. Out: which field it asks for, and what stands behind it. Never takes a sentence for a label.

use std::borrow::Cow;

use crate::{
    normalise::text,
    recognise::headings::{self, Head},
};

/// `School ........ Back School ....`: the dots or lines to write on part labels from values, as a tab does.
pub(super) fn without_leaders(raw: &str) -> Cow<'_, str> {
    let is_leader = |c: char| matches!(c, '.' | '_' | '\u{2026}');
    let may_be = |byte: u8| matches!(byte, b'.' | b'_' | 0xe2);
    if !raw.bytes().any(may_be) {
        return raw.into();
    }
    let has = |leader: &str| memchr::memmem::find(raw.as_bytes(), leader.as_bytes()).is_some();
    if !["....", "____", "\u{2026}\u{2026}"].into_iter().any(has) {
        return raw.into();
    }
    let mut parted = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(is_leader) {
        let (before, from) = rest.split_at(at);
        let behind = from.trim_start_matches(is_leader);
        let leader = from.strip_suffix(behind).unwrap_or(from);
        parted.push_str(before);
        let n_ellipses = leader.chars().filter(|c| *c == '\u{2026}').count();
        parted.push_str(if leader.chars().count() > 2 || n_ellipses > 1 { "\t" } else { leader });
        rest = behind;
    }
    parted.push_str(rest);
    parted.into()
}

/// A label that asks for a field.
pub(super) fn field_label(text: &str) -> Option<Head> {
    // `The school has policies which cover the following:` begins a sentence.
    const SENTENCE: &str = "the school ";
    let opens =
        |opening: &str| text.get(..opening.len()).is_some_and(|first| first.eq_ignore_ascii_case(opening));
    if text.len() > 90 || (text.len() > 40 && opens(SENTENCE)) {
        return None;
    }
    headings::head(text)
        .or_else(|| headings::head(&spelt(text)?))
        .filter(|head| matches!(head, Head::School | Head::SchoolId | Head::Person | Head::Date))
        .filter(|_| {
            behind_code(text)
                .is_none_or(|rest| headings::is_known_heading(rest) || headings::asks_for_school(rest))
        })
}

/// `Scool name`, `School nmae`: a label for the school with one of its words mistyped, as it was meant. `Scholl` is a name.
fn spelt(label: &str) -> Option<String> {
    const LONGEST: usize = 32;
    const BESIDE: [&str; 9] = ["name", "of", "the", "your", "our", "number", "code", "id", "no"];
    const NAMES: [&str; 5] = ["nmae", "naem", "anme", "nane", "namme"];
    let is_short =
        |label: &str| label.len() <= LONGEST && label.contains(['l', 'L']) && label.contains(['s', 'S']);
    let label = text::trim(label).trim_end_matches(['*', '?', ':']);
    if !is_short(label) {
        return None;
    }
    let words = text::words(label);
    let is_school = |word: &str| {
        word == "skool"
            || word.starts_with('s')
                && (5..=7).contains(&word.len())
                && !matches!(word, "school" | "schools" | "scholl")
                && strsim::osa_distance(word, "school") == 1
    };
    let mut n_mistyped = 0;
    let meant: Option<Vec<&str>> = words
        .split(' ')
        .map(|word| {
            let known = word == "school" || BESIDE.contains(&word);
            n_mistyped += usize::from(!known);
            match word {
                word if known => Some(word),
                word if is_school(word) => Some("school"),
                word if NAMES.contains(&word) => Some("name"),
                _ => None,
            }
        })
        .collect();
    meant.filter(|meant| n_mistyped == 1 && meant.contains(&"school")).map(|meant| meant.join(" "))
}

/// What stands behind a code that begins a line: `POL-05: School Name on the posters` says something of a statement, and
/// `Q1: School name` asks.
fn behind_code(text: &str) -> Option<&str> {
    const LONGEST: usize = 8;
    let end = text.bytes().take(LONGEST + 1).position(|byte| matches!(byte, b':' | b'.' | b')' | b' '))?;
    let (code, rest) = text.split_at_checked(end)?;
    let is_code = code.starts_with(|c: char| c.is_ascii_alphabetic())
        && code.bytes().any(|byte| byte.is_ascii_digit())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_code.then(|| text::trim(rest.trim_start_matches([':', '.', ')', ' ', '-'])))
}

/// `School: Back School   Date: 3 May` -> the first label, its value, and what follows from the next label on.
pub(super) fn label_and_value(text: &str) -> Option<(Head, &str, &str)> {
    let (at, width) = separator(text)?;
    let label = field_label(text.get(..at)?)?;
    // `School:- Back School`, `School: *`
    let rest = text::trim(text::trim(text.get(at + width..)?).trim_start_matches(['-', '\u{2013}', '*']));
    let cut = next_label(rest);
    Some((label, text::trim(rest.get(..cut)?), rest.get(cut..)?))
}

fn separator(text: &str) -> Option<(usize, usize)> {
    if let Some(at) = text.find(':') {
        return Some((at, 1));
    }
    // Most texts hold none of the other signs' letters.
    if !text.bytes().any(|byte| matches!(byte, b'-' | b'=' | 0x80..)) {
        return None;
    }
    [" - ", " \u{2013} ", " = ", "\u{ff1a}"]
        .iter()
        .find_map(|sign| text.find(sign).map(|at| (at, sign.len())))
}

/// Where in a value another label with its colon begins; the value's length where none does.
pub(super) fn next_label(value: &str) -> usize {
    for (colon, _) in value.match_indices(':') {
        let Some(before) = value.get(..colon) else { continue };
        let starts: Vec<usize> = before
            .char_indices()
            .filter(|(at, _)| *at == 0 || before.as_bytes().get(at - 1).is_some_and(|b| b" ,;|(".contains(b)))
            .map(|(at, _)| at)
            .collect();
        // The longest label wins: "Date completed:" rather than "completed:".
        for start in starts.iter().rev().take(5).rev() {
            if before.get(*start..).and_then(field_label).is_some() {
                return *start;
            }
        }
    }
    value.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_for_the_school_is_known_with_a_mistyped_word() {
        for label in
            ["Skool name", "Scool name", "Name of shcool", "School nmae", "Schol:", "Name of the shool"]
        {
            assert_eq!(field_label(label), Some(Head::School), "{label}");
        }
        for other in
            ["Scholl", "Schoolgirl", "Scool nmae", "Stool", "Spool name", "Cool name", "Name", "Scholar"]
        {
            assert_ne!(field_label(other), Some(Head::School), "{other}");
        }
    }
}
