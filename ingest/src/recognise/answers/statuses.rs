//! What a return's statements have come to, looked up by statement.
//! In: the answers read. Out: the status of a statement. Never asks anything.

use std::collections::HashMap;

use schemas::{answer::Status, catalogue::Catalogue};

use crate::{reading::AnswerReading, recognise::draft::Said};

/// The statuses of a return's statements.
pub(crate) struct Statuses<'a> {
    catalogue: &'a Catalogue,
    by_id: HashMap<&'a str, Status>,
}

impl<'a> Statuses<'a> {
    /// Those that the answers have.
    pub(crate) fn of(catalogue: &'a Catalogue, answers: &'a [AnswerReading]) -> Self {
        let by_id = answers.iter().map(|answer| (answer.statement_id.as_str(), answer.status)).collect();
        Self { catalogue, by_id }
    }

    /// Whether what a form says to a statement left it blank.
    pub(crate) fn is_blank(&self, said: &Said<'_>) -> bool {
        let statement = self.catalogue.statements.get(said.hit.statement);
        statement.and_then(|own| self.by_id.get(own.id.as_str())) == Some(&Status::Blank)
    }

    /// How many statements of a section, or of all, are blank, and how many stand on the form.
    pub(crate) fn tally(&self, section: Option<usize>) -> (usize, usize) {
        let own = self.catalogue.statements.iter().filter(|one| section.is_none_or(|of| one.section == of));
        let statuses = own.filter_map(|one| self.by_id.get(one.id.as_str()));
        let (mut n_blank, mut n_asked) = (0, 0);
        for status in statuses.filter(|status| **status != Status::Missing) {
            n_asked += 1;
            n_blank += usize::from(*status == Status::Blank);
        }
        (n_blank, n_asked)
    }
}
