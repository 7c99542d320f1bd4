//! The name of a group of schools beside a school's own, or alone: `Back School - Castlegate High School cluster`, `Tong School, part
//! of the Isles Federation`, `Elm Hill Federation`.
//! In: a name as written. Out: what of it stands beside the group's name, if anything does. Never looks a name up.

use super::{form::NameForm, kinds::kind_of};
use crate::normalise::text;

/// What a text that names a group of schools says besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Grouped {
    /// This, which may be a school's name.
    Beside(String),
    /// Nothing: it may be the group itself that speaks.
    Alone,
}

/// What stands behind a group's name, folded; longer phrases first where one ends in another.
const BEHIND: &[&[&str]] = &[
    &["associated", "schools", "group"],
    &["associated", "school", "group"],
    &["associated", "schools"],
    &["schools", "group"],
    &["school", "group"],
    &["academies", "group"],
    &["academy", "group"],
    &["cluster", "group"],
    &["feeder", "group"],
    &["family", "group"],
    &["group", "of", "schools"],
    &["group", "of", "academies"],
    &["family", "of", "schools"],
    &["family", "of", "academies"],
    &["community", "of", "schools"],
    &["schools", "family"],
    &["school", "family"],
    &["learning", "community"],
    &["learning", "communities"],
    &["federation", "of", "schools"],
    &["federated", "schools"],
    &["catchment", "area"],
    &["feeder", "school"],
    &["feeder", "schools"],
    &["feeder", "primary"],
    &["feeder", "primaries"],
    &["multi", "academy"],
    &["joint", "campus"],
    &["shared", "campus"],
    &["community", "campus"],
    &["learning", "campus"],
    &["cluster"],
    &["clusters"],
    &["asg"],
    &["asgs"],
    &["catchment"],
    &["federation"],
    &["federations"],
    &["fedn"],
    &["fed"],
    &["trust"],
    &["mat"],
    &["feeder"],
    &["feeders"],
    &["parish"],
    &["parishes"],
    &["diocese"],
    &["archdiocese"],
    &["deanery"],
    &["consortium"],
    &["alliance"],
    &["network"],
    &["pyramid"],
    &["partnership"],
    &["collaborative"],
    &["collaboration"],
    &["cooperative"],
    &["co", "operative"],
    &["hub"],
    &["locality"],
];
/// What stands before a group's name in Gaelic and Welsh.
const BEFORE: &[&[&str]] = &[
    &["buidheann", "sgoiltean"],
    &["buidheann", "sgoile"],
    &["buidheann"],
    &["coimhearsnachd", "ionnsachaidh"],
    &["co", "chaidreachas"],
    &["caidreachas"],
    &["lionra"],
    &["urras"],
    &["paraiste"],
    &["sgire"],
    &["clwstwr"],
    &["ffederasiwn"],
    &["ymddiriedolaeth"],
    &["dalgylch"],
    &["teulu", "o", "ysgolion"],
    &["cymuned", "ddysgu"],
    &["cymuned", "o", "ysgolion"],
    &["consortiwm"],
    &["plwyf"],
    &["partneriaeth"],
    &["rhwydwaith"],
];
/// Words that say of a school that it is a group's: `Back School, part of the Isles Federation`.
const OF: &[&str] = &[
    " a part of ",
    " part of ",
    " a member of ",
    " member of ",
    " belonging to ",
    " within ",
    " in the ",
    " of the ",
    " in ",
];
/// Words behind a group's name, or before it, that say no name.
const BESIDE: &[&str] = &[
    "return",
    "returns",
    "response",
    "submission",
    "form",
    "online",
    "safety",
    "esafety",
    "audit",
    "the",
    "our",
    "a",
    "an",
    "part",
    "of",
    "member",
    "in",
    "within",
    "for",
];

/// What a text says beside the name of a group of schools; none where none is named. `is_school` says whether a part is the
/// name of a school, which may itself be called a federation.
pub(super) fn grouped(name: &str, is_school: &dyn Fn(&str) -> bool) -> Option<Grouped> {
    if !may_name_group(name) {
        return None;
    }
    let parts = parts(name);
    let is_group = |part: &Part<'_>| is_called_group(part.text, parts.len() > 1) && !is_school(part.text);
    let at = parts.iter().position(is_group)?;
    let group = parts.get(at)?;
    let mut rest: Vec<&str> = Vec::new();
    if let Some(own) = before_of(group.text) {
        rest.push(own);
    }
    // "Back School, Tong School and Laxdale School Federation" is a group of all three.
    let names_several = rest.is_empty() && joins(group.text);
    if names_several && at > 0 && group.is_listed {
        return Some(Grouped::Alone);
    }
    let others = parts.iter().enumerate().filter(|(n, part)| *n != at && !is_group(part));
    // Behind a group's name stands where it is, unless it is called a school.
    let may_be_school =
        |(n, part): &(usize, &Part<'_>)| *n < at && rest.is_empty() || NameForm::of(part.text).says_kind();
    let others: Vec<(usize, &Part<'_>)> = others.filter(|other| may_be_school(other)).collect();
    if let [(first, _), .., (last, _)] = others.as_slice()
        && last - first + 1 == others.len()
        && let Some((from, to)) = parts.get(*first).zip(parts.get(*last))
    {
        // As it is written, with its own signs between.
        rest.extend(name.get(from.from..to.from + to.text.len()));
    } else {
        rest.extend(others.iter().map(|(_, part)| part.text));
    }
    let rest = rest.join(", ");
    Some(if text::is_blank(&rest) { Grouped::Alone } else { Grouped::Beside(rest) })
}

/// Whether schools stand in a text as in a list, or beside a sign that may part a school from its group, and no word joins them.
pub(super) fn is_list(name: &str) -> bool {
    parts(name).len() > 1 && !joins(name)
}

/// Whether a part of a text is a group's word alone: the `(cluster)` of `Back School, Tong School (cluster)`.
pub(super) fn says_group_alone(name: &str) -> bool {
    let is_alone = |part: &Part<'_>| {
        let words = text::words(part.text);
        let words = without_beside(&words);
        BEHIND.contains(&words.as_slice()) || BEFORE.contains(&words.as_slice())
    };
    may_name_group(name) && parts(name).iter().any(is_alone)
}

/// Whether a school's name has the word by which a text calls a group.
pub(super) fn has_group_word(form: &NameForm, name: &str) -> bool {
    let words = text::words(name);
    let mut groups =
        words.split(' ').filter(|word| BEHIND.iter().chain(BEFORE).any(|phrase| *phrase == [*word]));
    groups.any(|word| form.core.iter().chain(&form.tail).any(|known| **known == *word))
}

/// A look before the parts are looked at: most names have no such word.
fn may_name_group(name: &str) -> bool {
    let words = text::words(name);
    words.split(' ').any(|word| {
        word == "campus"
            || BEHIND.iter().any(|phrase| phrase.last() == Some(&word))
            || BEFORE.iter().any(|phrase| phrase.first() == Some(&word))
    })
}

/// A part of a text between signs.
struct Part<'n> {
    from: usize,
    text: &'n str,
    /// Whether the sign before it is one that stands between the members of a list.
    is_listed: bool,
}

fn parts(name: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let (mut from, mut is_listed, mut before) = (0, false, ' ');
    let mut chars = name.char_indices().peekable();
    let mut add = |from: usize, to: usize, is_listed: bool| {
        let raw = name.get(from..to).unwrap_or("");
        let text = text::trim(raw);
        if text.chars().any(char::is_alphanumeric) {
            let lead = raw.len() - raw.trim_start().len();
            parts.push(Part { from: from + lead, text, is_listed });
        }
    };
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let is_sign = match c {
            ',' | ';' | '/' | '|' | '\n' | '(' | ')' | '[' | ']' => true,
            '-' => before == ' ' && next == ' ',
            '\u{2013}' | '\u{2014}' => before == ' ' || next == ' ',
            // "Isles Federation: Back School"; a label keeps what it is a label of.
            ':' => name.get(from..at).is_some_and(|raw| is_called_group(raw, true)),
            _ => false,
        };
        if is_sign {
            add(from, at, is_listed);
            (from, is_listed) = (at + c.len_utf8(), matches!(c, ',' | ';' | '/' | '|' | '\n'));
        }
        before = c;
    }
    add(from, name.len(), is_listed);
    parts
}

/// Whether a part of a text names a group: its name with the word for it behind or, with "of", before.
fn is_called_group(part: &str, is_beside: bool) -> bool {
    let words = text::words(part);
    let words = without_beside(&words);
    let ends = |phrase: &[&str]| words.len() > phrase.len() && words.ends_with(phrase);
    if BEHIND.iter().any(|phrase| ends(phrase)) {
        return true;
    }
    // "Riverside Academy, Castle Campus" is a school's own; "Back School, Castlegate High School campus" another's.
    let stands_at_school = || match words.as_slice() {
        [name @ .., kind, "campus"] => !name.is_empty() && is_beside && kind_of(&[*kind]).is_some(),
        _ => false,
    };
    let begins = |phrases: &[&[&str]], is_named: &dyn Fn(&[&str]) -> bool| {
        phrases.iter().any(|phrase| words.strip_prefix(*phrase).is_some_and(is_named))
    };
    let has_label = part.contains(':');
    stands_at_school()
        || begins(BEFORE, &|rest| !rest.is_empty())
        || begins(BEHIND, &|rest| match rest {
            ["of" | "for" | "to", _, ..] => true,
            [] => false,
            _ => has_label,
        })
}

/// The words of a part without those that say no name, and years.
fn without_beside(words: &str) -> Vec<&str> {
    let is_beside = |word: &&str| BESIDE.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = words.split(' ').skip_while(is_beside).collect();
    let n_behind = words.iter().rev().take_while(|word| is_beside(word)).count();
    words.get(..words.len() - n_behind).unwrap_or_default().to_vec()
}

/// The school's name before words that say whose it is: the `Back School` of `Back School in the Castlegate cluster`.
fn before_of(part: &str) -> Option<&str> {
    let lowered = part.to_ascii_lowercase();
    OF.iter().find_map(|of| {
        let at = lowered.find(of)?;
        let (before, behind) = (part.get(..at)?, part.get(at + of.len()..)?);
        let form = NameForm::of(before);
        (!form.is_empty() && form.says_kind() && is_called_group(behind, true)).then_some(before)
    })
}

/// Whether an "and" joins names in a part.
fn joins(part: &str) -> bool {
    let lowered = part.to_lowercase();
    part.contains(['&', '+']) || [" and ", " agus ", " ac "].iter().any(|and| lowered.contains(and))
}
