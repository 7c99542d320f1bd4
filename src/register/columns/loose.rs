//! Headings of a register in words of its authority's own: `SEED code (7 digits)`, `Name of the school`, `Roll 2025`.
//! In: a heading. Out: whether it is an id's, a name's, a roll's. Never takes one with a word that it does not know.

use ingest::normalise::text;

use super::Role;

type Says = fn(&str) -> bool;

/// What each such role's headings are known by.
pub(super) const HEADINGS: &[(Role, Says)] =
    &[(Role::Id, is_id), (Role::Name, is_name), (Role::Roll, is_roll)];

/// Numbers that only schools have.
const NUMBERS: &[&str] =
    &["urn", "seed", "seedcode", "dfe", "dfes", "deni", "de", "laestab", "estab", "unique"];
/// What is numbered or named.
const SCHOOL: &[&str] =
    &["school", "academy", "establishment", "institution", "centre", "setting", "college"];
/// Words for a number.
const ID: &[&str] =
    &["id", "code", "no", "number", "num", "ref", "reference", "urn", "seed", "seedcode", "laestab"];
/// Words between the others.
const BETWEEN: &[&str] =
    &["the", "of", "for", "and", "or", "digit", "digits", "full", "official", "current", "our", "your"];
/// Words of a roll.
const ROLL: &[&str] = &["roll", "pupils", "enrolment", "enrolments"];
const BESIDE_ROLL: &[&str] = &[
    "school",
    "total",
    "pupil",
    "on",
    "as",
    "at",
    "in",
    "of",
    "sept",
    "september",
    "oct",
    "october",
    "jan",
    "january",
    "census",
    "autumn",
    "spring",
];

fn is_id(heading: &str) -> bool {
    made_of(heading, &[NUMBERS, SCHOOL, ID, BETWEEN], true)
        && has(heading, &[NUMBERS, SCHOOL])
        && has(heading, &[ID])
}

fn is_name(heading: &str) -> bool {
    let is_named = made_of(heading, &[SCHOOL, BETWEEN, &["name", "schools", "s"]], false)
        && has(heading, &[&["name"]])
        && has(heading, &[SCHOOL, &["schools"]]);
    // "School / Academy"
    is_named || made_of(heading, &[SCHOOL, &["or", "and"]], false)
}

fn is_roll(heading: &str) -> bool {
    let counts =
        has(heading, &[&["pupils"]]) && made_of(heading, &[ROLL, BESIDE_ROLL, &["number", "no"]], true);
    counts || has(heading, &[ROLL]) && made_of(heading, &[ROLL, BESIDE_ROLL], true)
}

/// Whether a heading has no word but these, and figures where they may stand.
fn made_of(heading: &str, words: &[&[&str]], with_figures: bool) -> bool {
    let is_figure = |word: &str| with_figures && word.bytes().all(|byte| byte.is_ascii_digit());
    let heading = text::words(heading);
    !heading.is_empty()
        && heading.split(' ').all(|word| is_figure(word) || words.iter().any(|list| list.contains(&word)))
}

fn has(heading: &str, words: &[&[&str]]) -> bool {
    text::words(heading).split(' ').any(|word| words.iter().any(|list| list.contains(&word)))
}
