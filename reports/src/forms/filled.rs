//! What a school fills into a form.
//! In: answers, evidence, who and when. Out: the text for each place of the form. Never judges what is written.

use std::collections::BTreeMap;

use schemas::{answer::Answer, ids::StatementId};

/// What a form is filled in with: for samples, and to hand a school its own words of last year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Who filled it in.
    pub completed_by: String,
    /// When, as a person writes it.
    pub date: String,
    /// The answer and the evidence to statements, as far as there are any.
    pub statements: BTreeMap<StatementId, (Option<Answer>, String)>,
    /// Rows of the action plan: area, resources, date completed, signature.
    pub actions: Vec<[String; 4]>,
}

impl Filled {
    /// The answer to a statement.
    pub(super) fn answer(&self, id: &StatementId) -> Option<Answer> {
        self.statements.get(id).and_then(|(answer, _)| *answer)
    }

    /// The evidence for a statement; empty where there is none.
    pub(super) fn evidence(&self, id: &StatementId) -> &str {
        self.statements.get(id).map_or("", |(_, evidence)| evidence)
    }

    /// What stands in a row of the action plan, from 0: area, resources, date completed, signature.
    pub(super) fn action(&self, row: u32) -> [&str; 4] {
        let row = usize::try_from(row).ok().and_then(|row| self.actions.get(row));
        row.map_or([""; 4], |cells| [&cells[0], &cells[1], &cells[2], &cells[3]])
    }
}
