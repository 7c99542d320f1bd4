//! Which ruling answers a question: by the question's id, or wherever the same thing is read.
//! In: the rulings and a question. Out: the ruling that holds for it. Never applies it.

use std::collections::BTreeMap;

use ingest::normalise::text;
use schemas::{
    decision::{Decision, Scope},
    finding::Finding,
    ids::FindingId,
};

/// The rulings, found by the question they answer.
#[derive(Clone, Debug, Default)]
pub struct Rulings {
    all: Vec<Decision>,
    by_finding: BTreeMap<FindingId, Vec<usize>>,
    always: BTreeMap<(String, String), usize>,
}

impl Rulings {
    /// Rulings in the order of the file, of which no two contradict each other.
    pub fn new(all: Vec<Decision>) -> Self {
        let mut by_finding: BTreeMap<FindingId, Vec<usize>> = BTreeMap::new();
        let mut always = BTreeMap::new();
        for (index, decision) in all.iter().enumerate() {
            by_finding.entry(decision.finding_id).or_default().push(index);
            // What was read says nothing where nothing was: the ruling holds for its own return.
            if decision.scope == Scope::Always && !text::is_blank(&decision.was_read) {
                always.insert((decision.code.clone(), text::fold(&decision.was_read)), index);
            }
        }
        Self { all, by_finding, always }
    }

    /// All of them, for the reading.
    pub fn all(&self) -> &[Decision] {
        &self.all
    }

    /// The ruling that holds for this question, which arose in a file of these hashes: one on the question itself
    /// for the same content, else one on the school of the same content under another name, else one that holds always for what
    /// was read.
    pub fn on(&self, question: &Finding, hashes: &str) -> Option<&Decision> {
        let own = self.by_finding.get(&question.id()).into_iter().flatten().rev();
        own.filter_map(|index| self.all.get(*index))
            .find(|decision| {
                decision.scope == Scope::Always || decision.is_of(&question.place.source_file, hashes)
            })
            .or_else(|| self.of_content(question, hashes))
            .or_else(|| {
                let key = (question.rule.code.to_owned(), text::fold(&question.was_read));
                self.always.get(&key).and_then(|index| self.all.get(*index))
            })
    }

    /// The ruling on whose return this is, of a file that has been moved, renamed or copied since. Of standing, a ruling names a
    /// return, which goes by its file's name.
    fn of_content(&self, question: &Finding, hashes: &str) -> Option<&Decision> {
        let is_of_school = question.rule.code.starts_with("F4");
        let is_same = |decision: &&Decision| {
            decision.code == question.rule.code
                && decision.is_of_bytes(hashes)
                && (&decision.place.sheet, &decision.place.cell)
                    == (&question.place.sheet, &question.place.cell)
                && decision.was_read.trim() == question.was_read.trim()
        };
        self.all.iter().filter(|_| is_of_school).rfind(is_same)
    }
}
