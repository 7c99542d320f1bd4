//! Headings under which rows are marked, and the words that mark them.
//! In: a heading, or a cell below it. Out: whether the row is marked as none of the school's own. Never takes a word for a
//! mark under a heading that may ask about the statements' matter: `Policy status: Draft`.

use crate::{
    grid::{Cell, Value},
    normalise::text,
    recognise::{
        header::as_written,
        headings::{self, Head},
    },
};

/// What a heading says of the words below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `Void?`, `Deleted`: a yes marks the row.
    Yes,
    /// `Is latest`, `Consent to use`: a no does.
    No,
    /// `Status`, `Stage`, `Version`: a word does.
    Status,
    /// `Type`, `Role`, `Assessor`: whoever is not the school does.
    Who,
    /// `Notes`: a line that takes the row back does.
    Notes,
}

/// Longer headings ask something.
const LONGEST_HEAD: usize = 40;
/// Longer cells say more than a mark does.
const LONGEST: usize = 60;

/// What a row is called as.
const ROWS: [&str; 14] = [
    "response",
    "responses",
    "record",
    "row",
    "submission",
    "entry",
    "return",
    "form",
    "survey",
    "data",
    "is",
    "this",
    "a",
    "use",
];

/// What is no row that stands.
const ASIDE: [&str; 25] = [
    "void",
    "voided",
    "deleted",
    "withdrawn",
    "superseded",
    "archived",
    "duplicate",
    "duplicated",
    "test",
    "testing",
    "exclude",
    "excluded",
    "ignore",
    "ignored",
    "removed",
    "draft",
    "spam",
    "invalid",
    "rejected",
    "cancelled",
    "dummy",
    "replaced",
    "obsolete",
    "preview",
    "disregard",
];

/// What says that a row stands.
const STANDS: [&str; 9] =
    ["latest", "current", "valid", "include", "included", "consent", "permission", "agree", "final"];

/// Who is not the school, or what is not its answer.
const OTHERS: [&str; 34] = [
    "la",
    "lea",
    "council",
    "authority",
    "moderation",
    "moderated",
    "moderator",
    "peer",
    "peers",
    "parent",
    "parents",
    "carer",
    "carers",
    "pupil",
    "pupils",
    "learner",
    "learners",
    "student",
    "students",
    "child",
    "children",
    "target",
    "targets",
    "aspiration",
    "aspirational",
    "predicted",
    "qio",
    "officer",
    "adviser",
    "advisor",
    "inspector",
    "inspection",
    "hmie",
    "hmi",
];

/// What stands beside such words.
const FILLING: [&str; 18] = [
    "local",
    "the",
    "and",
    "or",
    "of",
    "view",
    "views",
    "response",
    "assessment",
    "evaluation",
    "voice",
    "forum",
    "review",
    "reviewer",
    "group",
    "quality",
    "improvement",
    "school",
];

/// Headings over words that say where a row stands.
const STATUS: [&str; 11] = [
    "status",
    "state",
    "stage",
    "version",
    "flag",
    "flags",
    "validity",
    "marker",
    "revision",
    "completion",
    "round",
];

/// Headings over who answered.
const WHO: [&str; 20] = [
    "type",
    "completed",
    "by",
    "assessor",
    "assessed",
    "role",
    "respondent",
    "respondents",
    "responder",
    "source",
    "submitted",
    "perspective",
    "view",
    "group",
    "audience",
    "who",
    "stakeholder",
    "evaluator",
    "rater",
    "kind",
];

/// What stands beside consent in a heading.
const GOES_WITH_CONSENT: [&str; 8] = ["to", "given", "of", "your", "do", "you", "we", "i"];

impl Kind {
    /// What a heading says; none where it may ask anything.
    pub(super) fn of(raw: &str) -> Option<Self> {
        if raw.len() > LONGEST_HEAD {
            return None;
        }
        let words = text::words(raw);
        let list = || words.split(' ');
        let all = |known: &[&str]| list().all(|word| known.contains(&word) || ROWS.contains(&word));
        let any = |known: &[&str]| list().any(|word| known.contains(&word));
        let consents = any(&["consent", "permission"])
            && list().all(|word| {
                STANDS.contains(&word) || ROWS.contains(&word) || GOES_WITH_CONSENT.contains(&word)
            });
        if any(&ASIDE) && all(&ASIDE) {
            Some(Self::Yes)
        } else if consents || any(&STANDS) && all(&STANDS) {
            Some(Self::No)
        } else if any(&STATUS) && all(&STATUS) {
            Some(Self::Status)
        } else if any(&WHO) && all(&WHO) {
            Some(Self::Who)
        } else if headings::head(raw) == Some(Head::Comment) || is_notes(&words) {
            Some(Self::Notes)
        } else {
            None
        }
    }

    /// Whether a cell below such a heading marks its row.
    pub(super) fn marks(self, cell: &Cell) -> bool {
        let raw = match &cell.value {
            Value::Empty => return false,
            Value::Flag(is) | Value::Box(is) => is.to_string(),
            value => as_written(value),
        };
        if raw.len() > LONGEST {
            return false;
        }
        let words = text::words(&raw);
        match self {
            Self::Yes => matches!(words.as_str(), "yes" | "y" | "true" | "1" | "x") || is_aside(&words),
            Self::No => {
                matches!(words.as_str(), "no" | "n" | "false" | "0" | "refused" | "declined" | "not given")
                    || is_aside(&words)
            }
            Self::Status => is_aside(&words) || takes_back(&words),
            Self::Who => is_others(&words) || is_aside(&words),
            Self::Notes => takes_back(&words),
        }
    }
}

/// `Admin notes`, `Office use`.
fn is_notes(words: &str) -> bool {
    let known =
        ["notes", "note", "comments", "comment", "remarks", "admin", "office", "internal", "use", "la"];
    words.split(' ').all(|word| known.contains(&word))
}

/// `Draft`, `Survey Preview`, `Test response`, `Superseded`.
fn is_aside(words: &str) -> bool {
    let mut list = words.split(' ');
    list.clone().any(|word| ASIDE.contains(&word))
        && list.all(|word| ASIDE.contains(&word) || ROWS.contains(&word) || word == "only")
}

/// `LA moderation`, `Parent council`, `Target`.
fn is_others(words: &str) -> bool {
    let list = || words.split(' ');
    list().any(|word| OTHERS.contains(&word))
        && list().all(|word| OTHERS.contains(&word) || FILLING.contains(&word))
}

/// `IGNORE - duplicate`, `test only`, `Please disregard this response`, `v1 (do not use)`; not `Ignore my first one`.
fn takes_back(words: &str) -> bool {
    const OF_ANOTHER: [&str; 9] =
        ["earlier", "previous", "first", "other", "last", "old", "above", "below", "before"];
    if words.split(' ').any(|word| OF_ANOTHER.contains(&word)) {
        return false;
    }
    let bare = words.strip_prefix("please ").unwrap_or(words);
    let opens = ["ignore", "disregard", "do not use", "not to be used", "test only", "duplicate"];
    let opens = opens.iter().any(|opening| {
        bare.strip_prefix(opening).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let says = ["do not use", "ignore this", "disregard this", "not to be used", "sent in error"];
    is_aside(bare) || opens || says.iter().any(|said| bare.contains(said))
}
