//! Whom a question concerns that was asked about a file of which no return could be read.
//! In: such a file's findings and its path, the register. Out: each question with the school that the file's name or its
//! folder's surely is, so that the school is awaited and not chased. Never takes a likeness for sure, and never says whose
//! a return is.

use ingest::reading::FileReading;
use schemas::ids::{FindingId, SchoolId};

use crate::{identify::named_surely, register::Register};

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
    source_file
        .rsplit('/')
        .find_map(|step| register.school(named_surely(step, register)?).map(|school| school.id.clone()))
}
