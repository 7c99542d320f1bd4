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
    /// `Is latest`: a no does.
    No,
    /// `Consent to use`: a no may.
    Consent,
    /// `Status`, `Stage`, `Version`: a word does.
    Status,
    /// `Type`, `Role`, `Assessor`: whoever is not the school does.
    Who,
    /// `Response type`, `Assessed by`: so it does, and the row is surely meant.
    WhoOfRow,
    /// `Submitted by`, `Source`, `Group`: whoever stands there may, or may have sent the school's own.
    Sent,
    /// `Notes`: a line that takes the row back does.
    Notes,
}

/// How surely a cell marks its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// It may be a fact of the school or a remark: `Type: LA`, `Group: Test`, `Consent: No`, `Comments: Draft`.
    Doubtful,
    /// It says so plainly.
    Plain,
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

/// Those of them over who sent the row, or over what schools are grouped by.
const SENT: [&str; 3] = ["submitted", "source", "group"];

/// Those of them over who judged: nothing that stands there is a fact of the school.
const JUDGES: [&str; 6] = ["assessor", "assessed", "perspective", "view", "evaluator", "rater"];

/// Headings over a leave that was given.
const ASKS_LEAVE: [&str; 3] = ["consent", "permission", "agree"];

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
        } else if consents || any(&ASKS_LEAVE) && all(&STANDS) {
            Some(Self::Consent)
        } else if any(&STANDS) && all(&STANDS) {
            Some(Self::No)
        } else if any(&STATUS) && all(&STATUS) {
            Some(Self::Status)
        } else if any(&WHO) && all(&WHO) {
            Some(match () {
                () if any(&SENT) => Self::Sent,
                () if any(&ROWS) || any(&JUDGES) => Self::WhoOfRow,
                () => Self::Who,
            })
        } else if headings::head(raw) == Some(Head::Comment) || is_notes(&words) {
            Some(Self::Notes)
        } else {
            None
        }
    }

    /// Whether a cell below such a heading marks its row, and how surely.
    pub(super) fn marks(self, cell: &Cell) -> Option<Sure> {
        let raw = match &cell.value {
            Value::Empty => return None,
            Value::Flag(is) | Value::Box(is) => is.to_string(),
            value => as_written(value),
        };
        if raw.len() > LONGEST {
            return None;
        }
        let words = text::words(&raw);
        let says_no =
            || matches!(words.as_str(), "no" | "n" | "false" | "0" | "refused" | "declined" | "not given");
        let sure = |is_marked: bool, is_plain: bool| {
            is_marked.then_some(if is_plain { Sure::Plain } else { Sure::Doubtful })
        };
        match self {
            Self::Yes => {
                sure(matches!(words.as_str(), "yes" | "y" | "true" | "1" | "x") || is_aside(&words), true)
            }
            Self::No => sure(says_no() || is_aside(&words), true),
            Self::Consent => sure(says_no() || is_aside(&words), is_aside(&words)),
            Self::Status => sure(is_aside(&words) || takes_back(&words).is_some(), true),
            Self::Who => sure(is_others(&words) || is_aside(&words), !may_be_of_school(&words)),
            Self::WhoOfRow => sure(is_others(&words) || is_aside(&words), true),
            Self::Sent => {
                let is_aside = is_aside(&words);
                sure(is_others(&words) || is_aside, is_aside && !may_be_of_school(&words))
            }
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

/// Words that say what a school is like as well: `Type: LA` of one that the authority maintains, `Group: Test` of a trial.
fn may_be_of_school(words: &str) -> bool {
    const OF_SCHOOLS: [&str; 7] = ["la", "lea", "council", "authority", "local", "the", "school"];
    matches!(words, "test" | "testing") || words.split(' ').all(|word| OF_SCHOOLS.contains(&word))
}

/// Whether a line takes its whole row back, and nothing else: `IGNORE - duplicate`, `test only`, `Please disregard this
/// response`, `v1 (do not use)`; not `Ignore question 4`, nor `Duplicate accounts are removed`. A word alone may be said of
/// what stands before it.
fn takes_back(words: &str) -> Option<Sure> {
    const SAID: [&str; 4] = ["do not use", "not to be used", "sent in error", "sent by mistake"];
    const BESIDE: [&str; 7] = ["only", "please", "the", "of", "row", "was", "it"];
    const NOUNS: [&str; 8] = ["response", "record", "row", "submission", "entry", "return", "form", "survey"];
    let said = SAID.iter().find(|said| words.contains(*said));
    let rest = said.map_or_else(|| words.to_owned(), |said| words.replacen(said, " ", 1));
    let list = || rest.split_whitespace();
    let is_version = |word: &str| {
        let number = word.strip_prefix('v').unwrap_or(word);
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
    };
    let is_known = |word: &str| {
        ASIDE.contains(&word) || ROWS.contains(&word) || BESIDE.contains(&word) || is_version(word)
    };
    let n_aside = list().filter(|word| ASIDE.contains(word)).count();
    if !list().all(is_known) || (n_aside == 0 && said.is_none()) {
        return None;
    }
    let names_row = list().any(|word| NOUNS.contains(&word) || is_version(word));
    let is_sent = said.is_some_and(|said| said.starts_with("sent"));
    let is_plain = n_aside > 1 || names_row || is_sent || matches!(words, "test only" | "testing only");
    Some(if is_plain { Sure::Plain } else { Sure::Doubtful })
}
