//! What a row says of its own standing, below `Status`, `Finished` or `Type`: that it is not finished, or is something else
//! than its school's return.
//! In: a cell. Out: what it says. Never says so of a row by a word that is not known.

use super::flag::{Kind, ROWS, said};
use crate::{grid::Cell, normalise::text};

/// What a row says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// `In progress`: in these words.
    Unfinished(String),
    /// `Training`, `Governor`, `Not current`: in these words.
    Other(String),
}

/// Words of a return that is not finished.
const UNFINISHED: [&str; 8] =
    ["incomplete", "unfinished", "partial", "partially", "started", "saved", "progress", "uncompleted"];

/// Words of what was written to try the form out or to show it, is past, or is yet to come.
const OTHER: [&str; 54] = [
    "training",
    "practice",
    "practise",
    "practising",
    "trial",
    "trialling",
    "demo",
    "demonstration",
    "template",
    "example",
    "sample",
    "specimen",
    "mock",
    "rehearsal",
    "sandbox",
    "inactive",
    "disabled",
    "dormant",
    "expired",
    "outdated",
    "lapsed",
    "old",
    "older",
    "previous",
    "prior",
    "former",
    "historic",
    "historical",
    "legacy",
    "goal",
    "goals",
    "target",
    "targets",
    "aspiration",
    "aspirations",
    "aspirational",
    "ambition",
    "ambitions",
    "desired",
    "future",
    "planned",
    "projected",
    "projection",
    "forecast",
    "predicted",
    "prediction",
    "expected",
    "intended",
    "ideal",
    "vision",
    "estimate",
    "estimated",
    "imputed",
    "hypothetical",
];

/// Words of who judges schools from outside.
const JUDGES: [&str; 25] = [
    "external",
    "externally",
    "qa",
    "visit",
    "visitor",
    "audit",
    "auditor",
    "hmie",
    "hmi",
    "inspection",
    "inspector",
    "inspectors",
    "governor",
    "governors",
    "governing",
    "trust",
    "trustee",
    "trustees",
    "consultant",
    "partner",
    "friend",
    "officer",
    "adviser",
    "advisor",
    "qio",
];

/// What stands beside such words.
const BESIDE: [&str; 33] = [
    "in",
    "for",
    "of",
    "the",
    "an",
    "by",
    "only",
    "run",
    "version",
    "copy",
    "purposes",
    "school",
    "year",
    "state",
    "level",
    "rating",
    "score",
    "answer",
    "answers",
    "assessment",
    "evaluation",
    "review",
    "reviewer",
    "view",
    "visit",
    "body",
    "board",
    "critical",
    "round",
    "attempt",
    "account",
    "user",
    "assessed",
];

/// Words of a return that stands, which `not` turns round.
const STANDING: [&str; 30] = [
    "current",
    "valid",
    "included",
    "include",
    "inclusion",
    "live",
    "active",
    "accepted",
    "approved",
    "latest",
    "recent",
    "ok",
    "okay",
    "signed",
    "agreed",
    "self",
    "school",
    "own",
    "return",
    "real",
    "actual",
    "official",
    "correct",
    "keep",
    "kept",
    "use",
    "used",
    "count",
    "counted",
    "counting",
];

/// What turns them round, and what may stand beside.
const NOT: [&str; 3] = ["not", "non", "longer"];
const BESIDE_NOT: [&str; 9] = ["no", "do", "to", "be", "the", "most", "for", "in", "off"];

/// What is still to be done to a return.
const TO_DO: [&str; 22] = [
    "return",
    "update",
    "updating",
    "updated",
    "revision",
    "revising",
    "revised",
    "correction",
    "corrections",
    "correcting",
    "corrected",
    "amendment",
    "amendments",
    "amending",
    "amended",
    "changes",
    "submission",
    "resubmission",
    "resubmitting",
    "completion",
    "completing",
    "completed",
];

/// What says that it is to be done, and what may stand beside.
const TO: [&str; 6] = ["awaiting", "needs", "requires", "for", "pending", "to"];
const BESIDE_TO_DO: [&str; 4] = ["be", "the", "by", "school"];

/// What the authority did to a return, or who of it did.
const BY_AUTHORITY: [&str; 19] = [
    "review",
    "return",
    "version",
    "revised",
    "revision",
    "updated",
    "update",
    "current",
    "own",
    "staff",
    "head",
    "deputy",
    "team",
    "lead",
    "amended",
    "corrected",
    "edited",
    "edit",
    "copy",
];

/// What a cell below such a heading says; none where it says nothing of the kind.
pub(super) fn standing(kind: Kind, cell: &Cell) -> Option<Standing> {
    let words = text::words(&said(cell)?);
    if words.is_empty() {
        None
    } else if is_unfinished(kind, &words) {
        Some(Standing::Unfinished(words))
    } else if is_other(kind, &words) {
        Some(Standing::Other(words))
    } else {
        None
    }
}

/// `In progress`, `Not submitted`; `Finished: No`.
fn is_unfinished(kind: Kind, words: &str) -> bool {
    let any = |known: &[&str]| words.split(' ').any(|word| known.contains(&word));
    any(&["not"]) && any(&["complete", "completed", "finished", "submitted", "final"])
        || any(&UNFINISHED)
        || kind == Kind::Finished && matches!(words, "no" | "n" | "false" | "0")
}

/// Whether words say that a row is something else than its school's return as it stands.
fn is_other(kind: Kind, words: &str) -> bool {
    let judges = if kind == Kind::Status { &[][..] } else { &JUDGES[..] };
    let any = |known: &[&str]| words.split(' ').any(|word| known.contains(&word));
    let all = |known: &[&[&str]]| {
        words.split(' ').all(|word| ROWS.contains(&word) || known.iter().any(|known| known.contains(&word)))
    };
    let begins = |known: &[&str]| words.split(' ').next().is_some_and(|word| known.contains(&word));
    (any(&OTHER) || any(judges)) && all(&[&OTHER, judges, &BESIDE])
        || any(&NOT) && any(&STANDING) && all(&[&NOT, &STANDING, &BESIDE_NOT])
        || begins(&TO) && any(&TO_DO) && all(&[&TO, &TO_DO, &BESIDE_TO_DO])
        || is_authoritys(words)
        || is_sent_back(words)
        || is_ahead(words)
}

/// `LA revised`, `For the LA's return`, `LA staff`.
fn is_authoritys(words: &str) -> bool {
    let list = || words.split(' ').filter(|word| !matches!(*word, "for" | "the" | "of" | "s" | "local"));
    list().next().is_some_and(|word| matches!(word, "la" | "las" | "lea" | "council" | "authority"))
        && list().any(|word| word != "review" && BY_AUTHORITY.contains(&word))
        && list().skip(1).all(|word| BY_AUTHORITY.contains(&word))
}

/// Whether a word says that a return was sent back, or as well that it was sent in: then a school's only row stands.
pub(super) fn may_be_sent_in(words: &str) -> bool {
    words == "returned"
}

/// `Returned to school`, `Returned for revision`, `Returned`; not `Returned to LA`.
fn is_sent_back(words: &str) -> bool {
    let is_back = ["returned to", "returned for", "sent back"].iter().any(|said| words.starts_with(said));
    (is_back || may_be_sent_in(words))
        && !words.split(' ').any(|word| matches!(word, "la" | "lea" | "council" | "authority" | "us"))
}

/// `By 2028`, `In 3 years`, `Next year`.
fn is_ahead(words: &str) -> bool {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let list: Vec<&str> = words.split(' ').collect();
    match list[..] {
        ["by", year] => year.len() == 4 && is_number(year),
        ["in", n, "year" | "years" | "months", ..] => {
            is_number(n) || matches!(n, "one" | "two" | "three" | "four" | "five")
        }
        ["next", "year" | "session" | "term"] => true,
        _ => false,
    }
}
