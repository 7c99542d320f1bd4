//! What a row says of its own standing, below `Status`, `Finished` or `Type`: that it stands, that it is not finished, or
//! something else.
//! In: a cell. Out: what it says. Never says that a row stands by a word that is not known.

use super::flag::Kind;
use crate::{
    grid::{Cell, Value},
    normalise::text,
    recognise::header::as_written,
};

/// What a row says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// `Submitted`, `Late`, `Reviewed`, `Self`: it is the school's return, wherever it is on its way.
    Stands,
    /// `In progress`: in these words.
    Unfinished(String),
    /// `Training`, `Governor`: in these words.
    Other(String),
}

/// Words of a return that was sent, and of a school's own.
const SENT: [&str; 66] = [
    "submitted",
    "resubmitted",
    "resubmission",
    "complete",
    "completed",
    "finished",
    "final",
    "finalised",
    "done",
    "closed",
    "approved",
    "approval",
    "accepted",
    "agreed",
    "signed",
    "sign",
    "updated",
    "update",
    "amended",
    "revised",
    "corrected",
    "late",
    "overdue",
    "received",
    "returned",
    "imported",
    "processed",
    "unprocessed",
    "seen",
    "unseen",
    "published",
    "current",
    "latest",
    "live",
    "active",
    "new",
    "valid",
    "ok",
    "okay",
    "keep",
    "included",
    "include",
    "read",
    "unread",
    "pending",
    "review",
    "reviewed",
    "yes",
    "true",
    "self",
    "own",
    "school",
    "schools",
    "return",
    "actual",
    "now",
    "head",
    "headteacher",
    "teacher",
    "ht",
    "dht",
    "deputy",
    "staff",
    "slt",
    "principal",
    "real",
];

/// What stands beside such words.
const BESIDE: [&str; 25] = [
    "not",
    "in",
    "under",
    "awaiting",
    "for",
    "of",
    "with",
    "the",
    "by",
    "and",
    "off",
    "on",
    "la",
    "evaluation",
    "assessment",
    "response",
    "record",
    "version",
    "revision",
    "round",
    "wave",
    "phase",
    "stage",
    "attempt",
    "cycle",
];

/// Words of a return that is not finished.
const UNFINISHED: [&str; 8] =
    ["incomplete", "unfinished", "partial", "partially", "started", "saved", "progress", "uncompleted"];

/// What a cell below such a heading says; none where it says nothing.
pub(super) fn standing(kind: Kind, cell: &Cell) -> Option<Standing> {
    let raw = match &cell.value {
        Value::Empty => return None,
        Value::Flag(is) | Value::Box(is) => is.to_string(),
        value => as_written(value),
    };
    let words = text::words(&raw);
    if words.is_empty() {
        return None;
    }
    let list = || words.split(' ');
    let is_number = |word: &str| {
        let number = word.strip_prefix('v').unwrap_or(word);
        (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let says_not = list().any(|word| word == "not")
        && list().any(|word| matches!(word, "complete" | "completed" | "finished" | "submitted" | "final"));
    let is_unfinished = says_not
        || list().any(|word| UNFINISHED.contains(&word))
        || kind == Kind::Finished && matches!(words.as_str(), "no" | "n" | "false" | "0");
    let says_sent = list().any(|word| SENT.contains(&word) || is_number(word));
    // `Open, but proposed to close`, of the school.
    let is_open = list().next() == Some("open");
    let is_sent = is_open
        || says_sent && list().all(|word| SENT.contains(&word) || BESIDE.contains(&word) || is_number(word));
    Some(match () {
        () if is_unfinished => Standing::Unfinished(words),
        () if is_sent || kind == Kind::Finished && words == "y" => Standing::Stands,
        () => Standing::Other(words),
    })
}
