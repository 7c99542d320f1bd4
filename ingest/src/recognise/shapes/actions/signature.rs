//! What stands under a plan's `Signed`: a signature, a word that it is not signed, or something else that was said.
//! In: one cell. Out: which of them it is. Never says who signed.

use crate::{
    grid::{Cell, Value},
    normalise::text,
};

/// More words than a name and an office have are no signature.
pub(super) const LONGEST: usize = 6;

/// What a cell under `Signed` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signature {
    /// Somebody signed.
    Signed,
    /// Nobody has: `No`, `not yet`; or the cell says something else.
    Words,
}

/// What a cell that says something says under `Signed`.
pub(super) fn signature(cell: &Cell) -> Signature {
    let Value::Text(raw) = &cell.value else { return Signature::Signed };
    if denies(raw) || is_prose(raw) { Signature::Words } else { Signature::Signed }
}

/// `No`, `not yet`, `awaiting`, `-`.
fn denies(raw: &str) -> bool {
    let words = text::words(raw);
    let first = words.split(' ').next().unwrap_or_default();
    let is_alone = matches!(
        words.as_str(),
        "no" | "n"
            | "na"
            | "n a"
            | "none"
            | "nil"
            | "tbc"
            | "tba"
            | "false"
            | "cross"
            | "nobody"
            | "chan eil"
            | "nac ydy"
    );
    let opens = matches!(
        first,
        "not"
            | "awaiting"
            | "awaits"
            | "pending"
            | "unsigned"
            | "outstanding"
            | "waiting"
            | "tbc"
            | "tba"
            | "refused"
            | "never"
    );
    let to_come =
        ["to be ", "to follow", "no ", "still to "].iter().any(|opening| words.starts_with(opening));
    let is_sign = matches!(
        text::trim(raw),
        "-" | "--" | "\u{2013}" | "\u{2014}" | "?" | "\u{2717}" | "\u{2718}" | "\u{274c}"
    );
    is_alone || opens || to_come || is_sign
}

/// Whether somebody wrote something else than a name, an office or a tick: in small words that are none.
fn is_prose(raw: &str) -> bool {
    const OF_A_NAME: [&str; 32] = [
        "of",
        "and",
        "the",
        "on",
        "by",
        "behalf",
        "for",
        "de",
        "van",
        "mac",
        "nic",
        "head",
        "headteacher",
        "teacher",
        "depute",
        "deputy",
        "acting",
        "chair",
        "chairperson",
        "governor",
        "governors",
        "principal",
        "lead",
        "officer",
        "signed",
        "parent",
        "council",
        "school",
        "board",
        "coordinator",
        "manager",
        "yes",
    ];
    let n = raw.split_whitespace().count();
    let is_small = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.starts_with(char::is_lowercase) && !OF_A_NAME.contains(&bare)
    };
    n > LONGEST || (n >= 3 && raw.split_whitespace().filter(is_small).count() >= 2)
}
