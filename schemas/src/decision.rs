//! A decision: a person's ruling on a question, with the scope it was given.
//! In: rows of `decisions.csv`, already read. Out: typed rulings. Never applies them; reading and standing do.

use crate::{
    answer::Answer,
    catalogue::ColumnRole,
    ids::{CatalogueId, FindingId, ReturnId, SchoolId, StatementId, Year},
    place::Place,
};

/// How the suggestion of a question that is one for many cells says which scope settles all of them; a row of `decisions.csv` that
/// suggests so and leaves its scope empty has that scope.
pub const FOR_THIS_RETURN: &str = "with the scope \"this return\"";

/// How far a ruling reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// This cell of this file alone.
    Cell,
    /// The whole return (or sheet) that the question arose in.
    Return,
    /// Wherever the same thing is read, in this year's run and later ones.
    Always,
}

impl Scope {
    /// The words as they stand in `decisions.csv`.
    pub const WORDS: [&'static str; 3] = ["this cell", "this return", "always"];

    /// The word as it stands in `decisions.csv`.
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// What was ruled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The return is this school's (`school 100836`).
    School(SchoolId),
    /// The text is this statement (`statement POL-04`).
    Statement(StatementId),
    /// The text is no statement of the catalogue (`no statement`).
    NoStatement,
    /// The mark means this answer (`answer yes`).
    Answer(Answer),
    /// The mark is no answer (`blank`).
    Blank,
    /// This return stands for its school and year (`stands`, or `stands R-...`).
    Stands(Option<ReturnId>),
    /// The sheet is the return (`sheet NAME`).
    Sheet(String),
    /// Each of the sheets is a return of its own (`each sheet`).
    EachSheet,
    /// The form is of this catalogue (`catalogue online-safety-practice`).
    Catalogue(CatalogueId),
    /// The columns mean, from the first marked one on, these roles (`columns yes partly no comment`).
    Columns(Vec<RuledColumn>),
    /// The marks mean these answers (`marks 1=no 2=partly 3=yes`).
    Marks(Vec<(String, MarkMeaning)>),
    /// Leave it out (`leave out`).
    LeaveOut,
}

/// What a column is for, by a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuledColumn {
    /// One of the form's own.
    Role(ColumnRole),
    /// None of the answers, and no comments.
    Other,
}

impl RuledColumn {
    /// The column that a word of `decisions.csv` names, in capitals or not; none where it names none.
    pub fn of(word: &str) -> Option<Self> {
        Some(Self::Role(match word.to_ascii_lowercase().as_str() {
            "yes" | "y" => ColumnRole::Answer(Answer::Yes),
            "partly" | "p" => ColumnRole::Answer(Answer::Partly),
            "no" | "n" => ColumnRole::Answer(Answer::No),
            "not_applicable" | "na" | "n/a" => ColumnRole::Answer(Answer::NotApplicable),
            "answer" => ColumnRole::AnyAnswer,
            "comment" | "comments" | "evidence" => ColumnRole::Comment,
            "other" => return Some(Self::Other),
            _ => return None,
        }))
    }

    /// The word as it stands in `decisions.csv`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Role(ColumnRole::Answer(answer)) => answer.code(),
            Self::Role(ColumnRole::AnyAnswer) => "answer",
            Self::Role(ColumnRole::Comment) => "comment",
            Self::Other => "other",
        }
    }
}

/// What a mark means by a ruling on all marks of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkMeaning {
    /// This answer.
    Answer(Answer),
    /// No answer (`blank`).
    Blank,
}

/// What tells a file's content: the hash of its bytes and, behind a blank, that of its cells, which a file keeps that was only
/// opened and saved again; that of its bytes alone where it has no cells.
pub fn hashes(bytes: &str, cells: &str) -> String {
    if cells.is_empty() { bytes.to_owned() } else { format!("{bytes} {cells}") }
}

/// The hash of a file's bytes, of those that tell its content.
pub fn of_bytes(hashes: &str) -> &str {
    hashes.split(' ').next().unwrap_or_default()
}

fn of_cells(hashes: &str) -> Option<&str> {
    hashes.split_once(' ').map(|(_, cells)| cells)
}

/// A ruling with what it rules on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The question it answers.
    pub finding_id: FindingId,
    /// The year whose run asked, where the row still says so.
    pub year: Option<Year>,
    /// The question's rule.
    pub code: String,
    /// SHA-256 of the file the question arose in, in hexadecimal, and behind a blank that of its cells, as [`hashes`] has them: a
    /// ruling of scope cell or return holds for that content alone.
    pub sha256: String,
    /// Where the question arose.
    pub place: Place,
    /// What was read there when the question was asked: the ruling holds while this still stands there.
    pub was_read: String,
    /// The ruling.
    pub ruling: Ruling,
    /// How far it reaches.
    pub scope: Scope,
}

impl Decision {
    /// Whether it was given for this content: the same bytes, or the same cells under the same name.
    pub fn is_of(&self, source_file: &str, hashes: &str) -> bool {
        self.is_of_bytes(hashes)
            || (self.place.source_file == source_file && has_same_cells(&self.sha256, hashes))
    }

    /// Whether it was given for these bytes, under whatever name.
    pub fn is_of_bytes(&self, hashes: &str) -> bool {
        of_bytes(&self.sha256) == of_bytes(hashes)
    }
}

/// Whether what tells one content tells that another has the same cells.
pub fn has_same_cells(one: &str, other: &str) -> bool {
    of_cells(one).is_some_and(|cells| of_cells(other) == Some(cells))
}
