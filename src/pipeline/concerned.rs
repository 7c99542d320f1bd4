//! Whom a question concerns that was asked about a file of which no return could be read.
//! In: such a file's findings and its path, the register. Out: each question with the school that the file's name or its
//! folder's surely is, so that the school is awaited and not chased. Never takes a likeness for sure, and never says whose
//! a return is.

use ingest::{
    normalise::names::{NameMatch, ids_in},
    reading::FileReading,
};
use schemas::ids::{FindingId, SchoolId};

use crate::register::{IdMatch, Register};

/// The questions of a file without returns, each with the school that they concern.
pub(crate) fn concerned(file: &FileReading, register: &Register) -> Vec<(FindingId, SchoolId)> {
    let questions = || file.findings.iter().filter(|finding| finding.rule.is_question);
    if !file.returns.is_empty() || questions().next().is_none() {
        return Vec::new();
    }
    let Some(school) = named(&file.source_file, register) else { return Vec::new() };
    questions().map(|question| (question.id(), school.clone())).collect()
}

/// The school that a path names: the file first, then its folders from the innermost.
fn named(source_file: &str, register: &Register) -> Option<SchoolId> {
    source_file.rsplit('/').enumerate().find_map(|(at, step)| {
        let ending = step.rsplit_once('.').filter(|(_, ending)| at == 0 && ending.len() <= 5);
        let name = ending.map_or(step, |(stem, _)| stem);
        let index = match register.names().lookup(name) {
            NameMatch::Exact(index) | NameMatch::Alias(index) => Some(index),
            _ => by_id(name, register),
        };
        register.school(index?).map(|school| school.id.clone())
    })
}

/// The only id of the register in a name.
fn by_id(name: &str, register: &Register) -> Option<usize> {
    let mut found: Vec<usize> = ids_in(name)
        .iter()
        .filter_map(|id| register.by_any_id(id))
        .map(|(IdMatch::Current(index) | IdMatch::Previous(index))| index)
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}
