//! What of a return is needed to say whether it stands.
//! In: a return as it was read, and its school. Out: a light head, with hashes that tell copies. Never keeps an answer.

use chrono::{NaiveDate, NaiveTime};
use ingest::{
    normalise::text,
    reading::{Part, ReturnReading},
};
use schemas::{
    answer::{Answer, Status},
    ids::{CatalogueId, ReturnId, SchoolId, StatementId},
    place::Place,
};

use super::{disowned::Disowned, version::Version};
use crate::identify::Identified;

/// What of a return is needed to say whether it stands: some hundred bytes, whatever its size.
#[derive(Clone, Debug, PartialEq)]
pub struct ReturnHead {
    /// Its id.
    pub return_id: ReturnId,
    /// Its file.
    pub source_file: String,
    /// Its sheet.
    pub sheet: String,
    /// Its first cell.
    pub cell: String,
    /// Its file's SHA-256.
    pub sha256: String,
    /// Its catalogue.
    pub catalogue_id: CatalogueId,
    /// Its school, where that is sure.
    pub school_id: Option<SchoolId>,
    /// Whether a ruling leaves it out.
    pub is_left_out: bool,
    /// What part of its school, or which round, it says it is of.
    pub part: Option<Part>,
    /// Whether a question has to be answered before anything of it is used.
    pub is_waiting: bool,
    /// Its own date.
    pub completed_on: Option<NaiveDate>,
    /// The time of that day, where it has one.
    pub completed_time: Option<NaiveTime>,
    /// How many statements it answers.
    pub n_answered: u32,
    /// Whether each statement of the catalogue, in order, has something marked.
    pub marked: Vec<bool>,
    /// The answer to each of them, where it has one for sure.
    pub said: Vec<Option<Answer>>,
    /// A hash over what is marked for each statement: the same for copies.
    pub answers_hash: u64,
    /// A hash over what is written beside: comments and actions.
    pub words_hash: u64,
    /// Whether anything is written beside.
    pub has_words: bool,
    /// How much evidence it has, in characters.
    pub evidence_chars: u64,
    /// Whether it says of itself that it is not to be used.
    pub disowned: Disowned,
    /// Whether the names of its file and folders say so.
    pub set_aside: Disowned,
    /// Whether it calls itself a draft, or final.
    pub version: Version,
}

impl ReturnHead {
    /// The head of a return from a file of this hash.
    pub fn of(reading: &ReturnReading, identified: &Identified, sha256: &str) -> Self {
        let marked: Vec<bool> = reading
            .answers
            .iter()
            .map(|answer| !matches!(answer.status, Status::Blank | Status::Missing))
            .collect();
        Self {
            return_id: identified.return_id,
            source_file: reading.source_file.clone(),
            sheet: reading.sheet.clone(),
            cell: reading.cell.clone(),
            sha256: sha256.to_owned(),
            catalogue_id: reading.catalogue_id.clone(),
            school_id: identified.school_id.clone(),
            is_left_out: identified.is_left_out || reading.is_left_out,
            part: reading.part.clone(),
            is_waiting: reading.waits_for.is_some(),
            completed_on: reading.completed_on,
            completed_time: reading.completed_time,
            n_answered: u32::try_from(reading.answers.iter().filter(|a| a.answer.is_some()).count())
                .unwrap_or(0),
            marked,
            said: reading.answers.iter().map(|answer| answer.answer).collect(),
            answers_hash: answers_hash(reading),
            words_hash: words_hash(reading),
            has_words: !(reading.comments.is_empty() && reading.actions.is_empty()),
            evidence_chars: reading.answers.iter().map(|answer| u64::from(answer.evidence_chars)).sum(),
            disowned: Disowned::of(reading),
            set_aside: Disowned::No,
            version: Version::of(reading),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        !self.marked.contains(&true)
    }

    pub(super) fn place(&self) -> Place {
        Place { source_file: self.source_file.clone(), sheet: self.sheet.clone(), cell: self.cell.clone() }
    }

    pub(super) fn place_in_words(&self) -> String {
        let date = self.completed_on.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        format!("{} ({}; {}; {} answers)", self.return_id, self.source_file, date, self.n_answered)
    }
}

/// Over what is marked for each statement: its status, then its answer or else its mark.
fn answers_hash(reading: &ReturnReading) -> u64 {
    let mut hash = Hash::default();
    for answer in &reading.answers {
        let code = answer.answer.map_or("", Answer::code);
        let mark = if answer.answer.is_some() { "" } else { answer.mark.as_deref().unwrap_or("") };
        hash.part(&[answer.status.code(), " ", code, " ", mark]);
    }
    hash.0
}

/// Over what is written beside the answers, in the order of the return: comments with their statements, rows of the plan.
fn words_hash(reading: &ReturnReading) -> u64 {
    let mut hash = Hash::default();
    let (mut folded, mut more) = (String::new(), String::new());
    for comment in &reading.comments {
        let statement = comment.statement_id.as_ref().map_or("", StatementId::as_str);
        text::fold_into(&comment.text, &mut folded);
        hash.part(&[statement, " ", &folded]);
    }
    for action in &reading.actions {
        let is_signed = if action.is_signed { "signed" } else { "" };
        let day = action.completed_on.map(|day| day.to_string()).unwrap_or_default();
        text::fold_into(&action.area, &mut folded);
        text::fold_into(&action.resources, &mut more);
        hash.part(&[&folded, " ", &more, " ", &day, " ", is_signed]);
    }
    hash.0
}

/// Returns by their ids, each from another file than the first with the content it has there: a ruling holds for what was
/// sent when it was given, and the question's own row tells of the first file alone.
pub(super) fn named(heads: &[&ReturnHead], first: &ReturnHead) -> String {
    let name = |head: &&ReturnHead| match head.sha256.get(..8).filter(|_| head.sha256 != first.sha256) {
        Some(content) => format!("{} ({content})", head.return_id),
        None => head.return_id.to_string(),
    };
    heads.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// 64 bits of a hash over texts (FNV-1a, Fowler, Noll and Vo 1991): for telling copies, not for safety.
pub(super) struct Hash(pub(super) u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

const PRIME: u64 = 0x0100_0000_01b3;

impl Hash {
    /// Adds a text that is given piece by piece, and a zero that ends it.
    pub(super) fn part(&mut self, pieces: &[&str]) {
        // Plain loops: chained iterators of bytes cost more than the hash.
        let mut hash = self.0;
        for piece in pieces {
            for byte in piece.as_bytes() {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
            }
        }
        self.0 = hash.wrapping_mul(PRIME);
    }
}
