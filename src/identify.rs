//! Which school of the register a return is from.
//! In: what the return says of its school, the register, the rulings. Out: a school, two, or none with a question.
//! Never settles between two schools: that is a person's.

use ingest::{
    normalise::names::NameMatch,
    reading::{ReturnReading, Written},
};
use schemas::{
    decision::{Decision, Ruling},
    finding::Finding,
    ids::{FindingId, ReturnId, SchoolId},
    rules,
};

use crate::{
    decisions::Rulings,
    register::{IdMatch, Register, School},
};

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
}

/// Where a school was found, before it is written down.
enum Found<'a> {
    One(&'a School, SchoolMatchedBy, f64, Option<Finding>),
    Two(&'a School, &'a School),
    Question(Finding, Vec<&'a School>),
}

/// Looks up the school of a return from a file of this hash.
pub fn identify(reading: &ReturnReading, register: &Register, rulings: &Rulings, sha256: &str) -> Identity {
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
    match find(reading, register) {
        Found::One(school, by, score, note) => {
            identity.schools.push(one(Some(school), Some(by), Some(score), false));
            identity.findings.extend(note.map(|note| note.about_school(school.id.clone())));
            if let Some(closed) = school.closed_on
                && reading.completed_on.is_some_and(|on| on > closed)
            {
                let place = place_of(reading, written);
                identity.findings.push(
                    Finding::new(&rules::SCHOOL_CLOSED, place, format!("{} closed on {closed}", school.name))
                        .with_suggestion("check the register's closed_on")
                        .about_school(school.id.clone()),
                );
            }
        }
        Found::Two(first, second) => {
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
                let mut identified = one(Some(school), Some(SchoolMatchedBy::Name), Some(1.0), false);
                identified.return_id = ReturnId::of(&parts);
                identity.schools.push(identified);
            }
        }
        Found::Question(question, candidates) => {
            let question = question.with_answers_waiting(n_answered(reading));
            match rulings.on(&question, sha256) {
                Some(decision) => follow(&mut identity, decision, &question, register, &one),
                None => {
                    identity.schools.push(one(None, None, None, false));
                    identity
                        .concerned
                        .extend(candidates.iter().map(|school| (question.id(), school.id.clone())));
                    identity.findings.push(question);
                }
            }
        }
    }
    let return_id = identity.schools.first().map_or(reading.return_id, |identified| identified.return_id);
    for finding in &mut identity.findings {
        finding.return_id = Some(return_id);
    }
    identity
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
            identity.followed.push(question.id());
        }
        Ruling::School(id) => match register.by_school_id(id) {
            Some(school) => {
                identity.schools.push(one(Some(school), Some(SchoolMatchedBy::Decision), None, false));
                let message = format!("the return is {}'s, as ruled", school.name);
                identity.findings.push(note(&rules::RULING_FOLLOWED, message).about_school(id.clone()));
                identity.followed.push(question.id());
            }
            None => {
                identity.schools.push(one(None, None, None, false));
                let message = format!("the ruling names school {id}, which is not in the register");
                identity
                    .findings
                    .push(note(&rules::RULING_UNFIT, message).with_suggestion("correct the ruling"));
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

fn find<'a>(reading: &ReturnReading, register: &'a Register) -> Found<'a> {
    let school = |index: usize| register.school(index);
    let by_id = reading.school.id.as_ref().and_then(|written| id_match(register, &written.text));
    let name = reading.school.name.as_ref();
    let by_name = name.map(|written| register.names().lookup(&written.text));
    // A name may carry the id in it: `Tong School (100255)`.
    let by_id = by_id.or_else(|| {
        let ids = ingest::normalise::names::ids_in(&name?.text);
        let found: Vec<_> = ids.iter().filter_map(|id| id_match(register, id)).collect();
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    });
    if let Some((index, by)) = by_id
        && let Some(with_id) = school(index)
    {
        return agreeing(reading, with_id, by, by_name.as_ref(), register);
    }
    match (name, by_name) {
        (Some(written), Some(by_name)) => named(reading, register, written, &by_name),
        _ => hinted(reading, register),
    }
}

fn id_match(register: &Register, written: &str) -> Option<(usize, SchoolMatchedBy)> {
    register.by_any_id(written).map(|found| match found {
        IdMatch::Current(index) => (index, SchoolMatchedBy::Id),
        IdMatch::Previous(index) => (index, SchoolMatchedBy::PreviousId),
    })
}

/// A return with a known id: its name must not be another school's.
fn agreeing<'a>(
    reading: &ReturnReading,
    with_id: &'a School,
    by: SchoolMatchedBy,
    by_name: Option<&NameMatch>,
    register: &'a Register,
) -> Found<'a> {
    let is_it = |index: usize| register.school(index).is_some_and(|school| school.id == with_id.id);
    let other = match by_name {
        Some(NameMatch::Exact(index) | NameMatch::Alias(index) | NameMatch::Similar { index, .. }) => {
            (!is_it(*index)).then_some(*index)
        }
        Some(NameMatch::Two(first, second)) => match (is_it(*first), is_it(*second)) {
            (false, false) => Some(*first),
            _ => None,
        },
        _ => None,
    };
    match other.and_then(|index| register.school(index)) {
        Some(named) => {
            let written = reading.school.name.as_ref();
            let read = format!(
                "{} | {}",
                reading.school.id.as_ref().map_or("", |id| id.text.as_str()),
                written.map_or("", |name| name.text.as_str())
            );
            let message = format!(
                "the id {} is {}'s, but the name is that of {} ({})",
                with_id.id, with_id.name, named.name, named.id
            );
            let question = Finding::new(&rules::SCHOOL_DISAGREES, place_of(reading, written), message)
                .reading(read)
                .with_suggestion(format!("school {}", named.id));
            Found::Question(question, vec![with_id, named])
        }
        None => Found::One(with_id, by, 1.0, None),
    }
}

fn named<'a>(
    reading: &ReturnReading,
    register: &'a Register,
    written: &Written,
    by_name: &NameMatch,
) -> Found<'a> {
    let schools = |indices: &[(usize, f64)]| -> Vec<&'a School> {
        indices.iter().filter_map(|(index, _)| register.school(*index)).collect()
    };
    let unknown = |candidates: Vec<&'a School>| {
        let message = "no school of the register has this name".to_owned();
        let suggestion = candidates.first().map_or_else(
            || "school ID, or leave out".to_owned(),
            |best| format!("school {} ({})", best.id, best.name),
        );
        let question = Finding::new(&rules::SCHOOL_UNKNOWN, written.place.clone(), message)
            .reading(written.text.clone())
            .with_suggestion(suggestion);
        Found::Question(question, candidates)
    };
    match by_name {
        NameMatch::Exact(index) => match register.school(*index) {
            Some(school) => Found::One(school, SchoolMatchedBy::Name, 1.0, None),
            None => unknown(Vec::new()),
        },
        NameMatch::Alias(index) => match register.school(*index) {
            Some(school) => Found::One(school, SchoolMatchedBy::Alias, 1.0, None),
            None => unknown(Vec::new()),
        },
        NameMatch::Similar { index, score, .. } => match register.school(*index) {
            Some(school) => {
                let note = Finding::new(
                    &rules::SCHOOL_SIMILAR,
                    written.place.clone(),
                    format!("taken for {} ({}), whose name it is nearest to", school.name, school.id),
                )
                .reading(written.text.clone())
                .with_suggestion("if it is another school: add the name to the right school's aliases");
                Found::One(school, SchoolMatchedBy::Similar, *score, Some(note))
            }
            None => unknown(Vec::new()),
        },
        NameMatch::Two(first, second) => match (register.school(*first), register.school(*second)) {
            (Some(first), Some(second)) => Found::Two(first, second),
            _ => unknown(Vec::new()),
        },
        NameMatch::Ambiguous(candidates) => {
            let candidates = schools(candidates);
            // The name of the file or sheet may settle it: it must then be the very name of one of them.
            if let Some((school, by, note)) = settled_by_hint(reading, register, &candidates) {
                return Found::One(school, by, 1.0, Some(note));
            }
            let names: Vec<String> =
                candidates.iter().map(|school| format!("{} ({})", school.name, school.id)).collect();
            let question = Finding::new(
                &rules::SCHOOL_AMBIGUOUS,
                written.place.clone(),
                format!("the name fits {} schools: {}", names.len(), names.join("; ")),
            )
            .reading(written.text.clone())
            .with_suggestion(format!(
                "school ID: {}",
                candidates.iter().map(|school| school.id.as_str()).collect::<Vec<_>>().join(" or ")
            ));
            Found::Question(question, candidates)
        }
        NameMatch::Unknown(candidates) => unknown(schools(candidates)),
    }
}

/// A return that names no school in a field: a title, the sheet's or the file's name may.
fn hinted<'a>(reading: &ReturnReading, register: &'a Register) -> Found<'a> {
    for hint in &reading.school.hints {
        let sure = match register.names().lookup(&hint.text) {
            NameMatch::Exact(index) | NameMatch::Alias(index) => Some((index, 1.0)),
            NameMatch::Similar { index, score, .. } => Some((index, score)),
            _ => ingest::normalise::names::ids_in(&hint.text)
                .iter()
                .find_map(|id| id_match(register, id))
                .map(|(index, _)| (index, 1.0)),
        };
        if let Some((index, score)) = sure
            && let Some(school) = register.school(index)
        {
            let (by, note) = by_hint(hint, school);
            return Found::One(school, by, score, Some(note));
        }
    }
    let place = place_of(reading, None);
    let question =
        Finding::new(&rules::SCHOOL_MISSING, place, "the return does not say which school it is from")
            .with_suggestion("school ID, or leave out");
    Found::Question(question, Vec::new())
}

fn settled_by_hint<'a>(
    reading: &ReturnReading,
    register: &'a Register,
    candidates: &[&'a School],
) -> Option<(&'a School, SchoolMatchedBy, Finding)> {
    reading.school.hints.iter().find_map(|hint| match register.names().lookup(&hint.text) {
        NameMatch::Exact(index) | NameMatch::Alias(index) => {
            let school = register.school(index).filter(|s| candidates.iter().any(|c| c.id == s.id))?;
            let (by, note) = by_hint(hint, school);
            Some((school, by, note))
        }
        _ => None,
    })
}

fn by_hint(hint: &Written, school: &School) -> (SchoolMatchedBy, Finding) {
    let (by, what) = if !hint.place.cell.is_empty() {
        (SchoolMatchedBy::Similar, "a title in the return")
    } else if hint.place.sheet.is_empty() {
        (SchoolMatchedBy::FileName, "the file's name")
    } else {
        (SchoolMatchedBy::SheetName, "the sheet's name")
    };
    let message =
        format!("taken for {} ({}) by {what}; the form's own field does not say", school.name, school.id);
    let note = Finding::new(&rules::SCHOOL_FROM_NAME, hint.place.clone(), message).reading(hint.text.clone());
    (by, note)
}

fn place_of(reading: &ReturnReading, written: Option<&Written>) -> schemas::place::Place {
    written.map_or_else(
        || schemas::place::Place {
            source_file: reading.source_file.clone(),
            sheet: reading.sheet.clone(),
            cell: reading.cell.clone(),
        },
        |written| written.place.clone(),
    )
}

fn n_answered(reading: &ReturnReading) -> u32 {
    let n = reading.answers.iter().filter(|answer| answer.answer.is_some()).count();
    u32::try_from(n).unwrap_or(u32::MAX)
}
