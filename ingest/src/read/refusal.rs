//! Why a file, or a part of one, could not be read.
//! In: what a reader ran into. Out: the finding it becomes. Never stops the run.

use std::borrow::Cow;

use schemas::{
    finding::Finding,
    place::Place,
    rules::{self, Rule},
};

/// A reason to read no further, before it has a place.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The rule it comes under.
    pub rule: &'static Rule,
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub suggestion: Cow<'static, str>,
}

impl Refusal {
    /// The file is damaged: `what` says which part, and how.
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self {
            rule: &rules::FILE_DAMAGED,
            message: what.into(),
            suggestion: Cow::Borrowed("Ask the school to open the file, save it again and resend it"),
        }
    }

    /// The file goes beyond a limit: `what` says which, and the limit.
    pub(crate) fn over_limit(what: impl Into<String>) -> Self {
        Self {
            rule: &rules::OVER_LIMIT,
            message: what.into(),
            suggestion: Cow::Borrowed(
                "Ask the school for a copy without needless rows, pictures or sheets, or raise the limit in the settings",
            ),
        }
    }

    /// The file is protected with a password.
    pub(crate) fn encrypted() -> Self {
        Self {
            rule: &rules::FILE_ENCRYPTED,
            message: "the file is protected with a password and cannot be opened".into(),
            suggestion: Cow::Borrowed("Ask the school for a copy without a password"),
        }
    }

    /// The file's reader failed.
    pub(crate) fn died(what: impl Into<String>) -> Self {
        Self {
            rule: &rules::READER_DIED,
            message: what.into(),
            suggestion: Cow::Borrowed("Ask the school to save the file as xlsx and resend it"),
        }
    }

    /// The file is of a kind that is not read.
    pub(crate) fn kind(what: impl Into<String>, suggestion: &'static str) -> Self {
        Self { rule: &rules::KIND_REFUSED, message: what.into(), suggestion: suggestion.into() }
    }

    /// The finding, at a place.
    pub(crate) fn at(self, place: Place) -> Finding {
        Finding::new(self.rule, place, self.message).with_suggestion(self.suggestion)
    }
}
