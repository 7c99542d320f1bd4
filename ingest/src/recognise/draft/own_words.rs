//! The cells in which a school's own words stand for answers: `In progress`, `Done`.
//! In: what was asked of such a cell, and what its column is for. Out: the same, while the file is read. Never says what a word
//! means.

use std::{
    cell::{Ref, RefCell},
    collections::HashMap,
};

use schemas::ids::FindingId;

use super::roles::Role;

/// What the columns are for in which words stand that are asked about.
#[derive(Debug, Default)]
pub(crate) struct OwnWords(RefCell<HashMap<FindingId, Role>>);

impl OwnWords {
    /// Keeps what the column is for of a cell that is asked about.
    pub(crate) fn keep(&self, question: FindingId, role: Role) {
        self.0.borrow_mut().insert(question, role);
    }

    /// What was kept.
    pub(crate) fn kept(&self) -> Ref<'_, HashMap<FindingId, Role>> {
        self.0.borrow()
    }
}
