//! Which school of the register a return is from.
//! In: what the return says of its school, the register, the rulings. Out: a school, two, or none with a question.
//! Never settles between two schools: that is a person's.

use chrono::NaiveDate;
use ingest::reading::{AnswerReading, ReturnReading, Written};
use schemas::{
    answer::Status,
    decision::{Decision, Ruling},
    finding::Finding,
    ids::{FindingId, ReturnId, SchoolId},
    place::Place,
    rules,
};

use crate::{
    decisions::Rulings,
    open_days::{OpenDays, is_before},
    register::{Register, School},
};

mod clues;
mod find;
mod strange;
#[cfg(test)]
mod tests;
mod towns;

/// How a school was recognised: the codes of `school_matched_by`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchoolMatchedBy {
    /// By its id.
    Id,
    /// By its name, written the same but for case, spaces, accents and punctuation.
    Name,
    /// By another of its names in the register.
    Alias,
    /// By a name like its own and clear of any other.
    Similar,
    /// By the name of the sheet alone.
    SheetName,
    /// By the name of the file alone.
    FileName,
    /// By an id that it had before.
    PreviousId,
    /// By a ruling.
    Decision,
}

impl SchoolMatchedBy {
    /// The code as it stands in tables.
    pub fn code(self) -> &'static str {
        schemas::tables::data::SCHOOL_MATCHED_BY.get(self as usize).copied().unwrap_or("")
    }
}

/// A return with the school it is from, so far as that is sure.
#[derive(Clone, Debug, PartialEq)]
pub struct Identified {
    /// The return's id: the reading's, or one of its own for each of two schools.
    pub return_id: ReturnId,
    /// The school, where it is sure.
    pub school_id: Option<SchoolId>,
    /// What the return says of its school, for the table.
    pub as_written: Option<String>,
    /// How the school was recognised.
    pub matched_by: Option<SchoolMatchedBy>,
    /// How well its name fits, 0 to 1.
    pub score: Option<f64>,
    /// Whether a ruling leaves the return out.
    pub is_left_out: bool,
}

/// What looking up a return's school came to.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// One, or two where the return speaks for two schools.
    pub schools: Vec<Identified>,
    /// What a person should know, and the question where the school is not sure.
    pub findings: Vec<Finding>,
    /// Schools that an open question may concern.
    pub concerned: Vec<(FindingId, SchoolId)>,
    /// Questions that a ruling answered.
    pub followed: Vec<FindingId>,
    /// The folder whose name alone says which school it is.
    pub by_folder: Option<ByFolder>,
}

impl Identity {
    /// Says of what was found which return it is about.
    fn about_return(mut self, reading: &ReturnReading) -> Self {
        let first = self.schools.first();
        let return_id = first.map_or(reading.return_id, |identified| identified.return_id);
        for finding in &mut self.findings {
            finding.return_id = Some(return_id);
        }
        self
    }
}

/// A folder that is named as a school is.
#[derive(Clone, Debug, PartialEq)]
pub struct ByFolder {
    /// Its path, as files below it have it.
    pub path: String,
    /// What is asked where returns of other schools lie in it: it may be a cluster's, named after one of them.
    pub question: Finding,
}

impl ByFolder {
    fn of(reading: &ReturnReading, school: &School, looking: Looking<'_>) -> Option<Self> {
        let (path, name) = clues::only_folder(reading, looking.register, looking.is_alone)?;
        let message = format!(
            "the return does not say which school it is from; its folder has the name of {} ({}), but holds returns of other schools too",
            school.name, school.id
        );
        let question = Finding::new(&rules::SCHOOL_MISSING, place_of(reading, None), message)
            .reading(name)
            .with_suggestion(format!("school ID: {}", school.id))
            .with_answers_waiting(n_answered(reading));
        Some(Self { path: path.to_owned(), question })
    }
}

/// Where a school was found, before it is written down.
enum Found<'a> {
    One(&'a School, SchoolMatchedBy, f64, Option<Finding>),
    Two(&'a School, &'a School, SchoolMatchedBy),
    Question(Finding, Vec<&'a School>),
    /// A question of the reading comes first, and may concern these.
    Waits(FindingId, Vec<&'a School>),
}

/// What a return is looked up with.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    /// The schools.
    pub register: &'a Register,
    /// The rulings.
    pub rulings: &'a Rulings,
    /// The hash of the return's file.
    pub sha256: &'a str,
    /// Whether it is the only return of its file, so that the file's name is about it alone.
    pub is_alone: bool,
}

/// Looks up the school of a return.
pub fn identify(reading: &ReturnReading, looking: Looking<'_>) -> Identity {
    let Looking { register, rulings, sha256, is_alone } = looking;
    let written = reading.school.name.as_ref().or(reading.school.id.as_ref());
    let as_written = written.map(|written| written.text.clone());
    let one = |school: Option<&School>, matched_by, score, is_left_out| Identified {
        return_id: reading.return_id,
        school_id: school.map(|school| school.id.clone()),
        as_written: as_written.clone(),
        matched_by,
        score,
        is_left_out,
    };
    let mut identity = Identity::default();
    let found = find::find(reading, register, is_alone);
    // Whose it is need not be asked.
    if reading.is_left_out {
        identity.schools.push(match found {
            Found::One(school, by, score, _) => one(Some(school), Some(by), Some(score), true),
            _ => one(None, None, None, true),
        });
        return identity.about_return(reading);
    }
    match found {
        Found::One(school, by, score, note) => {
            let by_folder = (by == SchoolMatchedBy::FileName).then(|| ByFolder::of(reading, school, looking));
            identity.by_folder = by_folder.flatten();
            if let Some(ByFolder { question, .. }) = &identity.by_folder
                && let Some(decision) = rulings.on(question, sha256)
            {
                let question = question.clone();
                identity.by_folder = None;
                follow(&mut identity, decision, &question, register, &one);
                return identity.about_return(reading);
            }
            identity.schools.push(one(Some(school), Some(by), Some(score), false));
            identity.findings.extend(note.map(|note| note.about_school(school.id.clone())));
            let place = || place_of(reading, written);
            identity.findings.extend(not_open(school, reading.completed_on, register.asked(), place));
        }
        Found::Two(first, second, by) => {
            let place = place_of(reading, written);
            identity.findings.push(
                Finding::new(
                    &rules::TWO_SCHOOLS,
                    place,
                    format!(
                        "the return speaks for {} and {}; its answers count for each",
                        first.name, second.name
                    ),
                )
                .reading(as_written.clone().unwrap_or_default()),
            );
            for school in [first, second] {
                let parts = [&reading.source_file, &reading.sheet, &reading.cell, school.id.as_str()];
                let mut identified = one(Some(school), Some(by), Some(1.0), false);
                identified.return_id = ReturnId::of(&parts);
                identity.schools.push(identified);
            }
        }
        Found::Waits(question, candidates) => {
            identity.schools.push(one(None, None, None, false));
            identity.concerned.extend(candidates.iter().map(|school| (question, school.id.clone())));
        }
        Found::Question(question, candidates) => {
            let question = question.with_answers_waiting(n_answered(reading));
            match rulings.on(&question, sha256) {
                Some(decision) => follow(&mut identity, decision, &question, register, &one),
                // A blank form is told of as such; nothing of it waits for a school.
                None if says_nothing(reading) && question.rule == &rules::SCHOOL_MISSING => {
                    identity.schools.push(one(None, None, None, false));
                    return identity.about_return(reading);
                }
                None => {
                    identity.schools.push(one(None, None, None, false));
                    identity.findings.push(question.clone());
                }
            }
            // Where a ruling does not fit, the question is asked once more.
            if !identity.followed.contains(&question.id()) {
                identity.concerned.extend(candidates.iter().map(|school| (question.id(), school.id.clone())));
            }
        }
    }
    identity.about_return(reading)
}

fn follow(
    identity: &mut Identity,
    decision: &Decision,
    question: &Finding,
    register: &Register,
    one: &impl Fn(Option<&School>, Option<SchoolMatchedBy>, Option<f64>, bool) -> Identified,
) {
    let note = |rule, message: String| {
        Finding::new(rule, question.place.clone(), message).reading(question.was_read.clone())
    };
    match &decision.ruling {
        Ruling::LeaveOut => {
            identity.schools.push(one(None, None, None, true));
            identity
                .findings
                .push(note(&rules::RULING_FOLLOWED, "the return was left out, as ruled".to_owned()));
            identity.followed.extend([question.id(), decision.finding_id]);
        }
        Ruling::School(id) => match register.meant_by(id.as_str()) {
            Some(school) => {
                let id = &school.id;
                identity.schools.push(one(Some(school), Some(SchoolMatchedBy::Decision), None, false));
                let message = format!("the return is {}'s, as ruled", school.name);
                identity.findings.push(note(&rules::RULING_FOLLOWED, message).about_school(id.clone()));
                identity.followed.extend([question.id(), decision.finding_id]);
            }
            None => {
                identity.schools.push(one(None, None, None, false));
                let message = format!("the ruling names school {id}, which is not in the register");
                identity.findings.push(
                    note(&rules::RULING_UNFIT, message)
                        .with_suggestion("write the school's id as the register has it"),
                );
                identity.findings.push(question.clone());
            }
        },
        _ => {
            identity.schools.push(one(None, None, None, false));
            identity.findings.push(
                note(
                    &rules::RULING_UNFIT,
                    "the ruling does not say which school the return is from".to_owned(),
                )
                .with_suggestion("school ID, or leave out"),
            );
            identity.findings.push(question.clone());
        }
    }
}

/// The school that the name of a file or folder surely is, or whose id stands in it: its number in the register.
pub fn named_surely(name: &str, register: &Register) -> Option<usize> {
    match clues::says(clues::stem(name), register)? {
        clues::Says::School(index, score) => (score >= SURE).then_some(index),
        clues::Says::OneOf(_) => None,
    }
}

/// From this likeness on a name that has no word to spare is sure enough to say whom a question concerns.
const SURE: f64 = 0.95;

/// A finding where a return must be of a day on which its school was not open: by its own date or, where it has none, by
/// the collection's.
fn not_open(
    school: &School,
    completed_on: Option<NaiveDate>,
    asked: OpenDays,
    place: impl Fn() -> Place,
) -> Option<Finding> {
    let (message, suggestion) = if let Some(closed) = school.closed_on
        && is_before(Some(closed), completed_on.or(asked.first))
    {
        (format!("{} closed on {closed}", school.name), "check the register's closed_on")
    } else if let Some(opened) = school.opened_on
        && is_before(completed_on.or(asked.last), Some(opened))
    {
        (format!("{} opens on {opened}", school.name), "check the register's opened_on")
    } else {
        return None;
    };
    let finding = Finding::new(&rules::SCHOOL_CLOSED, place(), message).with_suggestion(suggestion);
    Some(finding.about_school(school.id.clone()))
}

fn place_of(reading: &ReturnReading, written: Option<&Written>) -> Place {
    written.map_or_else(
        || Place {
            source_file: reading.source_file.clone(),
            sheet: reading.sheet.clone(),
            cell: reading.cell.clone(),
        },
        |written| written.place.clone(),
    )
}

/// Whether nothing is marked in a return, and nothing written.
fn says_nothing(reading: &ReturnReading) -> bool {
    let is_blank = |answer: &AnswerReading| matches!(answer.status, Status::Blank | Status::Missing);
    !reading.answers.is_empty()
        && reading.answers.iter().all(is_blank)
        && reading.comments.is_empty()
        && reading.actions.is_empty()
}

fn n_answered(reading: &ReturnReading) -> u32 {
    let n = reading.answers.iter().filter(|answer| answer.answer.is_some()).count();
    u32::try_from(n).unwrap_or(u32::MAX)
}
