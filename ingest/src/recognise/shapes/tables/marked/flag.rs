//! Headings under which rows are marked, and the words that mark them.
//! In: a heading, or a cell below it. Out: whether the row is marked as none of the school's own. Never takes a word for a
//! mark under a heading that may ask about the statements' matter: `Policy status: Draft`.

use super::lines::{is_nobody, takes_back};
use crate::{
    grid::{Cell, Value},
    normalise::text,
    recognise::{
        headings::{self, Head},
        written::as_written,
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
    /// `Finished`: it is known of all rows.
    Finished,
    /// `Type`, `Kind`: whoever is not the school does.
    Sort,
    /// `Role`, `Completed by`: whoever is not the school does.
    Who,
    /// `Response type`, `Assessed by`: so it does, and the row is surely meant.
    WhoOfRow,
    /// `Submitted by`, `Source`, `Group`: whoever stands there may, or may have sent the school's own.
    Sent,
    /// `Name`, `Email`: nobody's may.
    Person,
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
pub(super) const ROWS: [&str; 15] = [
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
    "collector",
    "is",
    "this",
    "a",
    "use",
];

/// What is no row that stands.
pub(super) const ASIDE: [&str; 27] = [
    "void",
    "voided",
    "deleted",
    "withdrawn",
    "superseded",
    "archived",
    "duplicate",
    "duplicated",
    "dup",
    "isdeleted",
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
const STANDS: [&str; 11] = [
    "latest",
    "current",
    "valid",
    "include",
    "included",
    "consent",
    "permission",
    "agree",
    "final",
    "use",
    "keep",
];

/// Who is not the school, or what is not its answer.
const OTHERS: [&str; 37] = [
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
    "estimate",
    "estimated",
    "imputed",
];

/// What stands beside such words.
const FILLING: [&str; 22] = [
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
    "by",
    "education",
    "link",
    "chair",
];

/// Headings over words that say where a row stands.
const STATUS: [&str; 15] = [
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
    "phase",
    "scenario",
    "measure",
    "when",
];

/// Headings over who answered.
const WHO: [&str; 31] = [
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
    "title",
    "evaluator",
    "rater",
    "kind",
    "scored",
    "your",
    "i",
    "am",
    "are",
    "you",
    "job",
    "position",
    "origin",
    "collector",
];

/// Those of them over who sent the row, or over what schools are grouped by.
const SENT: [&str; 5] = ["submitted", "source", "group", "origin", "collector"];

/// Those of them over who judged: nothing that stands there is a fact of the school.
const JUDGES: [&str; 7] = ["assessor", "assessed", "perspective", "view", "evaluator", "rater", "scored"];

/// Those over what a row is one of.
const SORTS: [&str; 2] = ["type", "kind"];

/// Headings over whether a row is finished.
const FINISHED: [&str; 3] = ["finished", "complete", "completed"];

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
        } else if any(&FINISHED) && all(&FINISHED) {
            Some(Self::Finished)
        } else if any(&WHO) && all(&WHO) {
            Some(match () {
                () if any(&SENT) => Self::Sent,
                () if list().any(|word| word != "a" && ROWS.contains(&word)) || any(&JUDGES) => {
                    Self::WhoOfRow
                }
                () if any(&SORTS) => Self::Sort,
                () => Self::Who,
            })
        } else if is_person(&words) {
            Some(Self::Person)
        } else if headings::head(raw) == Some(Head::Comment) || is_notes(&words) {
            Some(Self::Notes)
        } else {
            None
        }
    }

    /// Whether a row may say below such a heading that it is not its school's standing return, without being marked for it.
    pub(super) const fn tells_apart(self) -> bool {
        matches!(self, Self::Status | Self::Finished | Self::Sort | Self::WhoOfRow)
    }

    /// Whether a cell below such a heading marks its row, and how surely.
    pub(super) fn marks(self, cell: &Cell) -> Option<Sure> {
        let raw = said(cell).filter(|raw| raw.len() <= LONGEST)?;
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
            Self::Status => {
                sure(is_aside(&words) || is_taken_away(&words) || takes_back(&words).is_some(), true)
            }
            Self::Finished => None,
            Self::Who | Self::Sort => {
                let is_marked = is_others(&words) || is_aside(&words);
                sure(is_marked || names_other(&raw), is_marked && !may_be_of_school(&words))
            }
            Self::WhoOfRow => sure(is_others(&words) || is_aside(&words), true),
            Self::Sent => {
                let is_aside = is_aside(&words);
                sure(
                    is_others(&words) || is_aside || names_other(&raw),
                    is_aside && !may_be_of_school(&words),
                )
            }
            Self::Person => sure(is_nobody(&words), false),
            Self::Notes => takes_back(&words),
        }
    }
}

/// What a cell says in words; none where nothing stands there.
pub(super) fn said(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Empty => None,
        Value::Flag(is) | Value::Box(is) => Some(is.to_string()),
        value => Some(as_written(value)),
    }
}

/// `Delete`, `Not submitted`.
fn is_taken_away(words: &str) -> bool {
    matches!(
        words,
        "delete" | "to delete" | "remove" | "abandoned" | "unsubmitted" | "not submitted" | "in draft"
    )
}

/// `Name`, `Your email address`.
fn is_person(words: &str) -> bool {
    let known = ["name", "your", "full", "email", "e", "mail", "address", "contact"];
    words.split(' ').all(|word| known.contains(&word)) && words != "address" && words != "your address"
}

/// `A Jones, QIO`, `B Brown (Parent Council)`: somebody by name, and who that is.
fn names_other(raw: &str) -> bool {
    let parts = || raw.split([',', '(', ')', ':', ';']).map(text::words).filter(|part| !part.is_empty());
    parts().count() > 1 && parts().any(|part| is_others(&part))
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
