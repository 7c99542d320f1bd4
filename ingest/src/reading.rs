//! What reading one file comes to: its outcome, its returns, its findings.
//! In: nothing; declarations. Out: the types that the program takes over. Never says which school it is: only
//! what the return says of itself.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use compact_str::CompactString;
use schemas::{
    answer::{Answer, Status},
    finding::Finding,
    ids::{CatalogueId, FindingId, ReturnId, StatementId, Year},
    place::Place,
};

/// What reading one file (or one member of an archive) came to.
#[derive(Clone, Debug)]
pub struct FileReading {
    /// Path below the named folder, with `/`.
    pub source_file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Hash of what stands in its cells, in hexadecimal; empty where none were read.
    pub cells_hash: String,
    /// Its size in bytes.
    pub n_bytes: u64,
    /// What its content is: `xlsx`, `csv`, `docx`, ... by content, not by name; `unknown` where nothing fits.
    pub kind: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// The rule that says why it was refused or ignored.
    pub finding_code: Option<&'static str>,
    /// The returns found in it, in the order of the file.
    pub returns: Vec<ReturnReading>,
    /// What a person should know.
    pub findings: Vec<Finding>,
    /// What it says of its school, where no return came of it but a question.
    pub school: Option<SchoolAsWritten>,
    /// What it says for a return that stands in another file, as a return without answers: a plan, remarks.
    pub apart: Option<Box<ReturnReading>>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Read: it holds at least one return.
    Read,
    /// Could not be used; a finding says why.
    Refused,
    /// No one sent it on purpose.
    Ignored,
}

impl Outcome {
    /// The codes as they stand in tables.
    pub const CODES: [&'static str; 3] = ["read", "refused", "ignored"];

    /// The code as it stands in tables.
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
}

/// One school's filled-in form, as it says of itself.
#[derive(Clone, Debug)]
pub struct ReturnReading {
    /// Over source file, sheet and first cell.
    pub return_id: ReturnId,
    /// The file it stands in.
    pub source_file: String,
    /// The sheet (the first, where it runs over several).
    pub sheet: String,
    /// Its first cell.
    pub cell: String,
    /// Which catalogue it is of.
    pub catalogue_id: CatalogueId,
    /// Which edition, where its wordings tell: the last collection in that wording.
    pub edition: Option<Year>,
    /// How it is laid out.
    pub form: Form,
    /// What it says of its school.
    pub school: SchoolAsWritten,
    /// What its row says it is of: a part of its school, or one of several rounds.
    pub part: Option<Part>,
    /// The question that a person has to answer before anything of it is used: which of two sheets it is.
    pub waits_for: Option<FindingId>,
    /// Whether a person has ruled that it is left out.
    pub is_left_out: bool,
    /// Its date, where one could be read for sure.
    pub completed_on: Option<NaiveDate>,
    /// The time of that day, where the date has one: exports of surveys do.
    pub completed_time: Option<NaiveTime>,
    /// Where its date stands.
    pub completed_at: Option<Place>,
    /// Who filled it in, as written: a person's name, kept only where the settings ask.
    pub completed_by: Option<String>,
    /// One for each statement of the catalogue asked in the year, in the catalogue's order.
    pub answers: Vec<AnswerReading>,
    /// Comments written, in the order of the return.
    pub comments: Vec<CommentReading>,
    /// Words in its sheets that were taken for nothing, in the order of the sheets: the form's own print, or the school's.
    /// Only a look over many returns can tell.
    pub unplaced: Vec<CommentReading>,
    /// Rows of the action plan that say something.
    pub actions: Vec<ActionReading>,
}

/// A part of a school, or one of several rounds, that an export's row is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Heading and value: `Sector: Nursery`.
    pub text: String,
    /// The number, where rounds are counted.
    pub round: Option<u32>,
}

/// How a return is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A statement a row, a column for each answer.
    TickColumns,
    /// A statement a row, one column for the answer.
    AnswerColumn,
    /// A school a row, a statement a column: an export of an online form.
    Wide,
    /// A row for each school and statement.
    Long,
    /// A statement a row, a school a column.
    Collated,
}

impl Form {
    /// The codes as they stand in tables.
    pub const CODES: [&'static str; 5] = ["tick_columns", "answer_column", "wide", "long", "collated"];

    /// The code as it stands in tables.
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
}

/// What a return says of its school; the program looks it up in the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolAsWritten {
    /// What stands in a field or column for the school's id (`URN`, `SEED`, `School id`).
    pub id: Option<Written>,
    /// What stands in a field or column for the school's name.
    pub name: Option<Written>,
    /// What further fields of the return name as its school, where that is written otherwise than in `name`.
    pub others: Vec<Written>,
    /// What another sheet of its workbook names as its school, where nothing of the return's own does: whom a question may
    /// concern, and never whose it is.
    pub beside: Vec<Written>,
    /// What may name the school where the return itself does not: a title, the sheet's name, the file's name
    /// without its ending, best first.
    pub hints: Vec<Written>,
}

/// Text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// As written, trimmed.
    pub text: String,
    /// Where; an empty sheet and cell for the name of the file itself.
    pub place: Place,
}

/// What a return says to one statement.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerReading {
    /// The statement.
    pub statement_id: StatementId,
    /// The answer, only where the status is answered.
    pub answer: Option<Answer>,
    /// How it came to be.
    pub status: Status,
    /// The mark as written; marks of several columns joined by ` | `.
    pub mark: Option<CompactString>,
    /// The wording that was answered, where it differs from the catalogue's; none where it is the same.
    pub statement_as_written: Option<Box<str>>,
    /// The sheet the mark stands in.
    pub sheet: Arc<str>,
    /// The cell of the mark; of the statement where nothing is marked; empty where it is missing.
    pub cell: CompactString,
    /// How the statement was recognised; none where it is missing.
    pub matched_by: Option<MatchedBy>,
    /// 1 for the same words; the similarity where it was recognised by that.
    pub match_score: f64,
    /// Whether evidence stands beside it ("n/a", "as above" and dashes are none).
    pub has_evidence: bool,
    /// How many characters of it.
    pub evidence_chars: u32,
}

/// How a statement was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchedBy {
    /// By its id.
    Id,
    /// By the same words, but for case, spaces, punctuation and numbering.
    Exact,
    /// By another wording that the catalogue lists.
    Alias,
    /// By likeness, above the floor and clear of the next best.
    Similar,
    /// By a person's ruling.
    Decision,
}

impl MatchedBy {
    /// The codes as they stand in tables.
    pub const CODES: [&'static str; 5] = ["id", "exact", "alias", "similar", "decision"];

    /// The code as it stands in tables.
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
}

/// A comment written in a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentReading {
    /// The statement it stands beside; none for one that stands elsewhere.
    pub statement_id: Option<StatementId>,
    /// As written.
    pub text: String,
    /// The sheet.
    pub sheet: CompactString,
    /// The cell.
    pub cell: CompactString,
}

/// A row of the action plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionReading {
    /// Its number, from 1, in the order of the plan.
    pub row_no: u32,
    /// Key area for development, as written; may be empty.
    pub area: String,
    /// Resources, support or activity, as written, with what stands under the plan's further headings; may be empty.
    pub resources: String,
    /// Date completed, where one can be read.
    pub completed_on: Option<NaiveDate>,
    /// Whether something stands under "Signed" (what, is not kept: it is a person's name).
    pub is_signed: bool,
}
