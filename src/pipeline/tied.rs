//! Forms that fit two catalogues alike, read as of the one that is expected.
//! In: a file that was asked about for that, the register, the settings' default. Out: the library without the other of
//! the two. Never takes one that the register does not name for every school that the file may be of.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use ingest::{reading::FileReading, recognise::Library};
use schemas::{
    ids::{CatalogueId, SchoolId},
    rules,
};

use super::concerned::concerned;
use crate::register::{Register, School};

/// What such files are read with; each library is built once.
pub(crate) struct Tied<'a> {
    register: &'a Register,
    default: Option<&'a CatalogueId>,
    /// By the catalogues that were left out.
    libraries: Mutex<BTreeMap<Vec<CatalogueId>, Arc<Library>>>,
}

impl<'a> Tied<'a> {
    pub(crate) fn new(register: &'a Register, default: Option<&'a CatalogueId>) -> Self {
        Self { register, default, libraries: Mutex::default() }
    }

    /// The library to read a file with once more; none where nobody has to, or nothing says which form was asked for.
    pub(crate) fn library(&self, file: &FileReading, of_run: &Library) -> Option<Arc<Library>> {
        let question = file.findings.iter().find(|finding| finding.rule.code == rules::CATALOGUE_UNSURE.code);
        let question = question.filter(|_| file.returns.is_empty())?;
        let tied: Vec<CatalogueId> =
            question.was_read.split(" | ").filter_map(|id| id.parse().ok()).collect();
        let expected = self.expected(file, &tied)?;
        let others: Vec<CatalogueId> = tied.into_iter().filter(|id| id != expected).collect();
        let mut libraries = self.libraries.lock().unwrap_or_else(PoisonError::into_inner);
        let library = libraries.entry(others).or_insert_with_key(|others| {
            let left = of_run.catalogues().iter().filter(|catalogue| !others.contains(&catalogue.id));
            Arc::new(Library::new(left.cloned().collect()))
        });
        Some(Arc::clone(library))
    }

    /// Which of these catalogues is expected of the file's school or, where none is known, of every school.
    fn expected(&self, file: &FileReading, tied: &[CatalogueId]) -> Option<&CatalogueId> {
        let named: BTreeSet<SchoolId> =
            concerned(file, self.register).into_iter().map(|(_, school)| school).collect();
        let may_be = |school: &&School| named.is_empty() || named.contains(&school.id);
        let schools = self.register.schools().iter().filter(may_be);
        let mut said = BTreeSet::new();
        for school in schools {
            said.insert(school.catalogue_id.as_ref().or(self.default)?);
        }
        let mut fitting = said.into_iter().filter(|id| tied.contains(id));
        fitting.next().filter(|_| fitting.next().is_none())
    }
}
