//! Whom a question concerns that was asked about a file of which no return could be read.
//! In: such a file's findings, its fields and its path, the register. Out: each question with the school that the fields,
//! the file's name or its folder's surely are, so that the school is awaited and not chased. Never says whose a return is.

use ingest::{
    normalise::names::NameMatch,
    reading::{FileReading, Outcome, SchoolAsWritten},
};
use schemas::ids::{FindingId, SchoolId};

use crate::{
    identify::named_surely,
    register::{IdMatch, Register},
};

/// The questions of a file without returns, each with the schools that they may concern.
pub(crate) fn concerned(file: &FileReading, register: &Register) -> Vec<(FindingId, SchoolId)> {
    let questions = || file.findings.iter().filter(|finding| finding.rule.is_question);
    if !file.returns.is_empty() || questions().next().is_none() {
        return Vec::new();
    }
    let mut schools = file.school.as_ref().map(|school| written(school, register)).unwrap_or_default();
    if schools.is_empty() {
        schools.extend(named(&file.source_file, register));
    }
    questions().flat_map(|question| schools.iter().map(|school| (question.id(), school.clone()))).collect()
}

/// Says of findings on a file that could not be used whose it is by its name: that school is to be asked for another file, and
/// not told that nothing came.
pub(crate) fn tell_whose(file: &mut FileReading, register: &Register) {
    if !file.returns.is_empty() || file.outcome != Outcome::Refused {
        return;
    }
    let Some(school) = named(&file.source_file, register) else { return };
    for finding in &mut file.findings {
        finding.school_id.get_or_insert_with(|| school.clone());
    }
}

/// The school that a file's own fields name; of a name that several have, each.
fn written(school: &SchoolAsWritten, register: &Register) -> Vec<SchoolId> {
    let by_id = school.id.as_ref().and_then(|id| register.by_any_id(&id.text));
    let indices = match (by_id, school.name.as_ref().map(|name| register.lookup(&name.text))) {
        (Some(IdMatch::Current(index) | IdMatch::Previous(index)), _)
        | (
            None,
            Some(NameMatch::Exact(index) | NameMatch::Alias(index) | NameMatch::Similar { index, .. }),
        ) => {
            vec![index]
        }
        (None, Some(NameMatch::Two(one, other))) => vec![one, other],
        (None, Some(NameMatch::Ambiguous(several))) => several.into_iter().map(|(index, _)| index).collect(),
        (None, Some(NameMatch::Unknown(_)) | None) => Vec::new(),
    };
    let schools = indices.into_iter().filter_map(|index| register.school(index));
    schools.map(|school| school.id.clone()).collect()
}

/// The school that a path names: the file first, then its folders from the innermost.
fn named(source_file: &str, register: &Register) -> Option<SchoolId> {
    source_file
        .rsplit('/')
        .find_map(|step| register.school(named_surely(step, register)?).map(|school| school.id.clone()))
}
