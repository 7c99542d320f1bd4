//! What is read, taken file by file: long columns go on to the store, short records stay until all is read.
//! In: readings in the order of files. Out: parts of the streamed tables; records of files and returns, findings.
//! Never keeps an answer, or a comment that is known to be one.

mod apart;
mod folders;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::Path,
};

use ingest::reading::{FileReading, Outcome, ReturnReading};
use schemas::{
    answer::Status,
    catalogue::Catalogue,
    decision::hashes,
    finding::Finding,
    ids::{CatalogueId, FindingId, ReturnId, SchoolId, StatementId, Year},
    tables::data,
};

use super::{
    columns::{self, Actions, Answers, Comments},
    reading::{Apart, Read},
    remarks::{Remark, Remarks, asked_for, sender},
};
use crate::{
    error::Error,
    identify::{ByFolder, Identified, Identity},
    links::Linker,
    run_report::Tally,
    standing::ReturnHead,
    store::writer::TableWriter,
};

/// A file, as the table of files has it.
pub(crate) struct FileRecord {
    pub(crate) source_file: String,
    pub(crate) sha256: String,
    /// What tells its content to rulings.
    pub(crate) hashes: String,
    pub(crate) n_bytes: u64,
    pub(crate) kind: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) finding_code: Option<&'static str>,
    pub(crate) n_returns: usize,
}

/// A return, as the table of returns has it, but for its standing.
pub(crate) struct ReturnRecord {
    pub(crate) head: ReturnHead,
    pub(crate) edition: Option<i32>,
    pub(crate) form: &'static str,
    pub(crate) school_as_written: Option<String>,
    pub(crate) school_matched_by: Option<&'static str>,
    pub(crate) school_match_score: Option<f64>,
    pub(crate) completed_by: Option<String>,
    /// Numbers of the wordings answered, of [`Gathered::wordings`].
    pub(crate) wordings: Vec<u32>,
    /// How many comments it has.
    pub(crate) n_comments: usize,
    /// The number of its plan's last row.
    pub(crate) last_row: u32,
}

/// A wording answered in place of the catalogue's own.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct WordingSeen {
    pub(crate) catalogue_id: CatalogueId,
    pub(crate) statement_id: StatementId,
    pub(crate) wording: Box<str>,
    pub(crate) matched_by: &'static str,
}

/// A statement that an action is about.
pub(crate) struct ActionLink {
    pub(crate) return_id: ReturnId,
    pub(crate) row_no: u32,
    pub(crate) statement_id: StatementId,
    pub(crate) score: f64,
}

/// All that stays in memory of what was read.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) files: Vec<FileRecord>,
    pub(crate) returns: Vec<ReturnRecord>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) concerned: Vec<(FindingId, SchoolId)>,
    pub(crate) followed: BTreeSet<FindingId>,
    pub(crate) links: Vec<ActionLink>,
    /// Each wording once, with its likeness.
    pub(crate) wordings: Vec<(WordingSeen, f64)>,
    wording_numbers: HashMap<WordingSeen, u32>,
    seen: HashSet<ReturnId>,
    n_answers: usize,
    n_by_status: [usize; 5],
    n_comments: usize,
    n_actions: usize,
    remarks: Remarks,
    n_unplaced: usize,
    n_remarks: usize,
    /// What files without returns say for one that stands elsewhere, each with its school.
    apart: Vec<Apart>,
    /// Returns, by their places, whose schools their folders' names alone say.
    by_folder: Vec<(usize, ByFolder)>,
}

/// The streamed tables of a year in the making.
pub(crate) struct Streams {
    answers: (Answers, TableWriter),
    comments: (Comments, TableWriter),
    actions: (Actions, TableWriter),
}

impl Streams {
    pub(crate) fn begin(data: &Path) -> Result<Self, Error> {
        let writer = |table: &'static schemas::contract::Table| {
            TableWriter::create(&data.join(format!("{}.parquet", table.name)), table)
        };
        Ok(Self {
            answers: (Answers::default(), writer(&data::ANSWERS)?),
            comments: (Comments::default(), writer(&data::COMMENTS)?),
            actions: (Actions::default(), writer(&data::ACTIONS)?),
        })
    }

    fn flush(&mut self, least: usize) -> Result<(), Error> {
        if self.answers.0.len() >= least {
            self.answers.1.write(&self.answers.0.take()?)?;
        }
        if self.comments.0.len() >= least {
            self.comments.1.write(&self.comments.0.take()?)?;
        }
        if self.actions.0.len() >= least {
            self.actions.1.write(&self.actions.0.take()?)?;
        }
        Ok(())
    }

    /// Ends the files; how many rows each has, in the order answers, comments, actions.
    pub(crate) fn finish(mut self) -> Result<[u64; 3], Error> {
        self.flush(1)?;
        Ok([
            self.answers.1.finish()?.n_rows,
            self.comments.1.finish()?.n_rows,
            self.actions.1.finish()?.n_rows,
        ])
    }
}

/// What taking a file needs to know.
pub(crate) struct Taking<'a> {
    /// For each catalogue, what links actions to its statements.
    pub(crate) linkers: &'a HashMap<CatalogueId, Linker>,
    pub(crate) keep_completed_by: bool,
}

impl Gathered {
    /// Nothing yet, of returns of these catalogues for the year.
    pub(crate) fn beside(catalogues: &[Catalogue], year: Year) -> Self {
        Self { remarks: Remarks::beside(catalogues, year), ..Self::default() }
    }

    /// Takes over what one file came to.
    pub(crate) fn take(
        &mut self,
        read: Read,
        taking: &Taking<'_>,
        streams: Option<&mut Streams>,
    ) -> Result<(), Error> {
        let Read { file, identities, concerned, apart } = read;
        self.apart.extend(apart);
        self.concerned.extend(concerned);
        let FileReading {
            source_file,
            sha256,
            cells_hash,
            n_bytes,
            kind,
            outcome,
            finding_code,
            returns,
            findings,
            school: _,
            apart: _,
        } = file;
        let hashes = hashes(&sha256, &cells_hash);
        let mut streams = streams;
        let n_before = self.returns.len();
        // Whose each reading is: the return's id in the tables, and its school where there is one alone.
        let mut owners: HashMap<ReturnId, (ReturnId, Option<SchoolId>)> = HashMap::new();
        for (reading, identity) in returns.iter().zip(identities) {
            let Identity { schools, findings, concerned, followed, by_folder } = identity;
            self.by_folder.extend(by_folder.map(|folder| (self.returns.len(), folder)));
            let n_schools = schools.len();
            for (index, mut identified) in schools.into_iter().enumerate() {
                identified.return_id = self.own_id(identified.return_id, reading);
                if index == 0 {
                    let school = identified.school_id.clone().filter(|_| n_schools == 1);
                    owners.insert(reading.return_id, (identified.return_id, school.clone()));
                    self.findings.extend(findings.iter().cloned().map(|mut finding| {
                        finding.return_id = Some(identified.return_id);
                        finding.school_id = finding.school_id.take().or_else(|| school.clone());
                        finding
                    }));
                }
                self.take_return(reading, identified, (&hashes, n_schools), taking, streams.as_deref_mut());
            }
            self.concerned.extend(concerned);
            self.followed.extend(followed);
        }
        self.findings.extend(findings.into_iter().map(|mut finding| {
            if let Some((return_id, school)) = finding.return_id.and_then(|id| owners.get(&id)) {
                finding.return_id = Some(*return_id);
                finding.school_id = finding.school_id.take().or_else(|| school.clone());
            }
            finding
        }));
        self.files.push(FileRecord {
            source_file,
            sha256,
            hashes,
            n_bytes,
            kind,
            outcome,
            finding_code,
            n_returns: self.returns.len() - n_before,
        });
        match streams {
            Some(streams) => streams.flush(columns::PART),
            None => Ok(()),
        }
    }

    /// An id that no other return of the run has: two returns can begin in one cell.
    fn own_id(&mut self, id: ReturnId, reading: &ReturnReading) -> ReturnId {
        let mut own = id;
        let mut number = 1_u32;
        while !self.seen.insert(own) {
            number += 1;
            own = ReturnId::of(&[
                &id.to_string(),
                &reading.source_file,
                &reading.sheet,
                &reading.cell,
                &number.to_string(),
            ]);
        }
        own
    }

    fn take_return(
        &mut self,
        reading: &ReturnReading,
        identified: Identified,
        (sha256, n_schools): (&str, usize),
        taking: &Taking<'_>,
        streams: Option<&mut Streams>,
    ) {
        let return_id = identified.return_id;
        let wordings = self.wordings_of(reading);
        for answer in &reading.answers {
            self.n_answers += 1;
            if let Some(n) = self.n_by_status.get_mut(answer.status as usize) {
                *n += 1;
            }
        }
        self.n_comments += reading.comments.len();
        self.n_actions += reading.actions.len();
        let row_numbers = row_numbers(reading);
        if let Some(linker) = taking.linkers.get(&reading.catalogue_id) {
            for (action, row_no) in reading.actions.iter().zip(&row_numbers) {
                let links = linker.link(&action.area, &action.resources);
                self.links.extend(links.into_iter().map(|(statement_id, score)| ActionLink {
                    return_id,
                    row_no: *row_no,
                    statement_id,
                    score,
                }));
            }
        }
        if let Some(streams) = streams {
            let id = return_id.to_string();
            for answer in &reading.answers {
                streams.answers.0.push(&id, &reading.source_file, answer);
            }
            for (index, comment) in reading.comments.iter().enumerate() {
                streams.comments.0.push(&id, &reading.source_file, index + 1, comment);
            }
            for (action, row_no) in reading.actions.iter().zip(&row_numbers) {
                streams.actions.0.push(&id, *row_no, action);
            }
        }
        let school = identified.school_id.as_ref().map(AsRef::<str>::as_ref);
        let head = ReturnHead::of(reading, &identified, sha256);
        // A return for two schools is sent once.
        let school = sender(school.filter(|_| n_schools == 1), &head);
        self.remarks.count(reading.catalogue_id.as_str(), &school);
        for (words, is_asked_for) in reading.unplaced.iter().zip(asked_for(&reading.unplaced)) {
            let remark = Remark {
                return_id,
                source_file: reading.source_file.clone(),
                n_comments: reading.comments.len(),
                catalogue: reading.catalogue_id.as_str().into(),
                is_asked_for,
                comment: words.clone(),
            };
            self.remarks.add(remark, &school, identified.as_written.as_deref().unwrap_or_default());
        }
        self.returns.push(ReturnRecord {
            head,
            edition: reading.edition.map(schemas::ids::Year::number),
            form: reading.form.code(),
            school_as_written: identified.as_written,
            school_matched_by: identified.matched_by.map(crate::identify::SchoolMatchedBy::code),
            school_match_score: identified.score,
            completed_by: reading.completed_by.clone().filter(|_| taking.keep_completed_by),
            wordings,
            n_comments: reading.comments.len(),
            last_row: row_numbers.last().copied().unwrap_or(0),
        });
    }

    /// Takes over what schools wrote beside their tables, once all is read and the form's print is known.
    pub(crate) fn take_remarks(&mut self, streams: Option<&mut Streams>) -> Result<(), Error> {
        let remarks = std::mem::take(&mut self.remarks);
        self.n_unplaced = remarks.n();
        let own = remarks.own();
        self.n_remarks = own.len();
        self.n_comments += own.len();
        if !self.apart.is_empty() {
            let numbers: HashMap<ReturnId, usize> =
                own.iter().map(|(number, remark)| (remark.return_id, *number)).collect();
            for record in &mut self.returns {
                let last = numbers.get(&record.head.return_id).copied();
                record.n_comments = last.unwrap_or(record.n_comments);
            }
        }
        let Some(streams) = streams else { return Ok(()) };
        for (number, remark) in &own {
            let id = remark.return_id.to_string();
            streams.comments.0.push(&id, &remark.source_file, *number, &remark.comment);
        }
        streams.flush(columns::PART)
    }

    fn wordings_of(&mut self, reading: &ReturnReading) -> Vec<u32> {
        let mut numbers = Vec::new();
        for answer in &reading.answers {
            let (Some(wording), Some(matched_by)) = (&answer.statement_as_written, answer.matched_by) else {
                continue;
            };
            let seen = WordingSeen {
                catalogue_id: reading.catalogue_id.clone(),
                statement_id: answer.statement_id.clone(),
                wording: wording.clone(),
                matched_by: matched_by.code(),
            };
            let next = u32::try_from(self.wordings.len()).unwrap_or(u32::MAX);
            let number = *self.wording_numbers.entry(seen.clone()).or_insert(next);
            if number == next {
                self.wordings.push((seen, answer.match_score));
            }
            numbers.push(number);
        }
        numbers
    }

    /// What the reading counted. `found` is how many files the inbox has, `members` how many lay in archives.
    pub(crate) fn tallies(&self) -> Result<[Tally; 3], Error> {
        let outcome = |wanted| self.files.iter().filter(|file| file.outcome == wanted).count();
        let files = Tally::of("files")
            .count("files", self.files.len())
            .count("read", outcome(Outcome::Read))
            .count("refused", outcome(Outcome::Refused))
            .count("ignored", outcome(Outcome::Ignored))
            .balance("files", &["read", "refused", "ignored"])?;
        let status = |wanted: Status| self.n_by_status.get(wanted as usize).copied().unwrap_or(0);
        let answers = Tally::of("reading")
            .count("returns", self.returns.len())
            .count("statements", self.n_answers)
            .count("answered", status(Status::Answered))
            .count("blank", status(Status::Blank))
            .count("multiple", status(Status::Multiple))
            .count("unreadable", status(Status::Unreadable))
            .count("missing", status(Status::Missing))
            .count("comments", self.n_comments)
            .count("actions", self.n_actions)
            .balance("statements", &["answered", "blank", "multiple", "unreadable", "missing"])?;
        let words = Tally::of("words beside the answers")
            .count("unplaced", self.n_unplaced)
            .count("printed in the form", self.n_unplaced - self.n_remarks)
            .count("remarks", self.n_remarks)
            .balance("unplaced", &["printed in the form", "remarks"])?;
        Ok([files, answers, words])
    }
}

/// The number of each row of the plan: as it was read, unless two have the same.
fn row_numbers(reading: &ReturnReading) -> Vec<u32> {
    let mut last = 0;
    reading
        .actions
        .iter()
        .map(|action| {
            last = if action.row_no > last { action.row_no } else { last + 1 };
            last
        })
        .collect()
}
