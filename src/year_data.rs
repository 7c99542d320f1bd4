//! What one year of the book holds, in memory: its tables, and its answers as narrow columns.
//! In: nothing; declarations. Out: the types that the store loads and the marts read. Never holds a mark, a
//! comment or a name of a person.

use schemas::{
    answer::{Answer, Status},
    checked::Checked,
    ids::Year,
};

/// A year's tables that figures are made from. Rebuilt from `YEAR/data/`, whatever run wrote it.
#[derive(Clone, Debug)]
pub struct YearData {
    /// The year.
    pub year: Year,
    /// `collection`: one row.
    pub collection: Checked,
    /// `returns`, sorted by return id.
    pub returns: Checked,
    /// `answers`, narrowed; a return's index is its row in `returns`, a statement's its row in `statements`.
    pub answers: AnswerColumns,
    /// `actions`: all rows.
    pub actions: Checked,
    /// `action_links`.
    pub action_links: Checked,
    /// `findings`.
    pub findings: Checked,
    /// `question_schools`: who is awaited because of an open question.
    pub question_schools: Checked,
    /// `schools`.
    pub schools: Checked,
    /// `school_groups`.
    pub school_groups: Checked,
    /// `school_numbers`.
    pub school_numbers: Checked,
    /// `sections`.
    pub sections: Checked,
    /// `statements`, all catalogues.
    pub statements: Checked,
}

/// Answers as columns of the same length: 8 bytes an answer and 8 for its evidence. Only of returns that stand
/// or are a part of one that stands; in the order of the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerColumns {
    /// Row of the return in `returns`. For a part: the row of the part, not of the whole.
    pub return_row: Vec<u32>,
    /// Row of the statement in `statements`.
    pub statement_row: Vec<u16>,
    /// The answer, or why there is none.
    pub said: Vec<Said>,
    /// Whether evidence stands beside it.
    pub has_evidence: Vec<bool>,
    /// A 64-bit hash of the folded evidence text, 0 where there is none or it is short: equal hashes of two
    /// schools are evidence shared word for word.
    pub evidence_hash: Vec<u64>,
}

impl AnswerColumns {
    /// Makes room for so many more answers.
    pub fn reserve(&mut self, n: usize) {
        self.return_row.reserve(n);
        self.statement_row.reserve(n);
        self.said.reserve(n);
        self.has_evidence.reserve(n);
        self.evidence_hash.reserve(n);
    }
}

/// What was said to a statement, in one byte: an answer, or the reason why there is none. The order is that of
/// `schemas::tables::star::ANSWER_CODES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Said {
    /// Yes.
    Yes = 0,
    /// Partly.
    Partly = 1,
    /// No.
    No = 2,
    /// Not applicable.
    NotApplicable = 3,
    /// Nothing marked.
    Blank = 4,
    /// More than one answer marked.
    Multiple = 5,
    /// Marked, but not readable for sure.
    Unreadable = 6,
    /// The form has no row for the statement.
    Missing = 7,
    /// No return stands.
    NotReturned = 8,
}

impl Said {
    /// All, in order.
    pub const ALL: [Self; 9] = [
        Self::Yes,
        Self::Partly,
        Self::No,
        Self::NotApplicable,
        Self::Blank,
        Self::Multiple,
        Self::Unreadable,
        Self::Missing,
        Self::NotReturned,
    ];

    /// From the two columns of the table of answers; an answered status without an answer is unreadable.
    pub fn of(answer: Option<Answer>, status: Status) -> Self {
        match (status, answer) {
            (Status::Answered, Some(Answer::Yes)) => Self::Yes,
            (Status::Answered, Some(Answer::Partly)) => Self::Partly,
            (Status::Answered, Some(Answer::No)) => Self::No,
            (Status::Answered, Some(Answer::NotApplicable)) => Self::NotApplicable,
            (Status::Answered, None) | (Status::Unreadable, _) => Self::Unreadable,
            (Status::Blank, _) => Self::Blank,
            (Status::Multiple, _) => Self::Multiple,
            (Status::Missing, _) => Self::Missing,
        }
    }

    /// The code as it stands in `answer_code`.
    pub fn code(self) -> &'static str {
        schemas::tables::star::ANSWER_CODES.get(self as usize).copied().unwrap_or("")
    }

    /// Whether it is yes, partly or no.
    pub fn is_on_scale(self) -> bool {
        matches!(self, Self::Yes | Self::Partly | Self::No)
    }

    /// Whether it is partly or no.
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Partly | Self::No)
    }
}
