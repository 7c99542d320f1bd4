//! A finding: something a person should know, with its rule, its place and what to do.
//! In: what a stage noticed. Out: one value for the table of findings. Never decides anything.

use std::{fmt, str::FromStr};

use crate::{
    answer::UnknownCode,
    ids::{FindingId, ReturnId, SchoolId, StatementId},
    place::Place,
    rules::Rule,
};

/// How much a finding matters. Ordered: a note is least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; nothing to do.
    Note,
    /// Something may be wrong with a figure or a return.
    Warning,
    /// A return or a part of one could not be used.
    Error,
}

impl Severity {
    /// Codes in tables, in rising order.
    pub const CODES: [&'static str; 3] = ["note", "warning", "error"];

    /// The code as it stands in tables.
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Severity {
    type Err = UnknownCode;
    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        match code {
            "note" => Ok(Self::Note),
            "warning" => Ok(Self::Warning),
            "error" => Ok(Self::Error),
            _ => Err(UnknownCode { code: code.to_owned(), known: Self::CODES.join(", ") }),
        }
    }
}

/// Something a person should know. Its id follows from its rule, place and what was read, so that it stays
/// the same from run to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule it comes under.
    pub rule: &'static Rule,
    /// Where.
    pub place: Place,
    /// The return it concerns, if one.
    pub return_id: Option<ReturnId>,
    /// The school it concerns, if that is sure.
    pub school_id: Option<SchoolId>,
    /// The statement it concerns, if one.
    pub statement_id: Option<StatementId>,
    /// What was read there, as written. May be empty.
    pub was_read: String,
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// What to do or, for a question, the suggested ruling. May be empty.
    pub suggestion: String,
    /// How many answers a ruling on it would unlock; 0 where it is no question.
    pub n_answers_waiting: u32,
}

impl Finding {
    /// A finding under a rule at a place; the rest is filled in with the `with_`, `about_` and `reading` methods.
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            place,
            return_id: None,
            school_id: None,
            statement_id: None,
            was_read: String::new(),
            message: message.into(),
            suggestion: String::new(),
            n_answers_waiting: 0,
        }
    }

    /// Says what was read there, as written.
    #[must_use]
    pub fn reading(mut self, was_read: impl Into<String>) -> Self {
        self.was_read = was_read.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn with_suggestion(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = suggestion.into();
        self
    }

    /// Says how many answers wait for a ruling.
    #[must_use]
    pub fn with_answers_waiting(mut self, n: u32) -> Self {
        self.n_answers_waiting = n;
        self
    }

    /// Ties it to a return.
    #[must_use]
    pub fn about_return(mut self, id: ReturnId) -> Self {
        self.return_id = Some(id);
        self
    }

    /// Ties it to a school.
    #[must_use]
    pub fn about_school(mut self, id: SchoolId) -> Self {
        self.school_id = Some(id);
        self
    }

    /// Ties it to a statement.
    #[must_use]
    pub fn about_statement(mut self, id: StatementId) -> Self {
        self.statement_id = Some(id);
        self
    }

    /// The id that stays the same from run to run.
    pub fn id(&self) -> FindingId {
        let Place { source_file, sheet, cell } = &self.place;
        FindingId::of(&[self.rule.code, source_file, sheet, cell, &self.was_read])
    }
}
