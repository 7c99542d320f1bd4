//! What is planted in the sample, so that a report can be held to it.
//! In: a seed, the catalogue, who returns. Out: which statements and schools. Never an answer.

use std::fmt::Write as _;

use schemas::{catalogue::Catalogue, ids::StatementId};

use super::{authority::DemoSchool, chance::Chance};

/// What was planted, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planted {
    /// Statements in which most schools are weak.
    pub weak: Vec<StatementId>,
    /// Two statements that are weak together in most schools.
    pub pair: Option<(StatementId, StatementId)>,
    /// The statement that improved since the year before, in most schools.
    pub improved: Option<StatementId>,
    /// Schools whose evidence is the same word for word, and the statements it stands beside.
    pub copied: Option<(String, String, Vec<StatementId>)>,
    /// An essential statement, and the schools that answer No to it.
    pub essential_no: Option<(StatementId, Vec<String>)>,
}

/// The same by position: of statements in the catalogue, of schools in the register.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) is_planted: bool,
    pub(super) weak: Vec<usize>,
    pub(super) pair: Option<(usize, usize)>,
    pub(super) improved: Option<usize>,
    pub(super) copied: Option<(usize, usize, Vec<usize>)>,
    /// School and statement.
    pub(super) essential_no: Vec<(usize, usize)>,
}

impl Plan {
    /// What to plant. `returning` are schools that return a form of their own in every year.
    pub(super) fn of(seed: u64, catalogue: &Catalogue, returning: &[usize], n_years: usize) -> Self {
        let mut chance = Chance::of(seed, &["planting"]);
        let positions = 0..catalogue.statements.len();
        let (essential, others): (Vec<usize>, Vec<usize>) =
            positions.partition(|index| catalogue.statements.get(*index).is_some_and(|it| it.is_essential));
        let mut left = chance.shuffled(others).into_iter();
        let weak: Vec<usize> = left.by_ref().take(5).collect();
        let pair = left.next().zip(left.next());
        let improved = left.next().filter(|_| n_years > 1);
        let beside: Vec<usize> = left.take(3).collect();
        let mut schools = chance.shuffled(returning.to_vec()).into_iter();
        let copied = schools.next().zip(schools.next()).map(|(from, to)| (from, to, beside));
        let mut essential_no = Vec::new();
        if let Some(statement) = chance.pick(&essential) {
            essential_no = schools.take(2).map(|school| (school, *statement)).collect();
        }
        Self { is_planted: true, weak, pair, improved, copied, essential_no }
    }

    /// By id.
    pub(super) fn named(&self, catalogue: &Catalogue, schools: &[DemoSchool]) -> Planted {
        let statement = |index: usize| catalogue.statements.get(index).map(|it| it.id.clone());
        let school = |index: usize| schools.get(index).map(|it| it.id.clone()).unwrap_or_default();
        let essential = self.essential_no.first().and_then(|(_, index)| statement(*index));
        Planted {
            weak: self.weak.iter().filter_map(|index| statement(*index)).collect(),
            pair: self.pair.and_then(|(first, second)| statement(first).zip(statement(second))),
            improved: self.improved.and_then(statement),
            copied: self.copied.as_ref().map(|(from, to, beside)| {
                (school(*from), school(*to), beside.iter().filter_map(|index| statement(*index)).collect())
            }),
            essential_no: essential
                .map(|id| (id, self.essential_no.iter().map(|(index, _)| school(*index)).collect())),
        }
    }
}

impl Planted {
    /// What was planted, for a person to hold the report to.
    pub(super) fn told(&self) -> String {
        let mut text = String::from(
            "What is planted in these sample returns. The report should show it; nothing in the program knows of it.\r\n\r\n",
        );
        let ids = |ids: &[StatementId]| ids.iter().map(StatementId::as_str).collect::<Vec<_>>().join(", ");
        // Writing to a text cannot fail.
        let _ = write!(text, "Weak in most schools: {}\r\n", ids(&self.weak));
        if let Some((first, second)) = &self.pair {
            let _ = write!(text, "Weak together: {first} and {second}\r\n");
        }
        if let Some(improved) = &self.improved {
            let _ = write!(text, "Better than the year before in most schools: {improved}\r\n");
        }
        if let Some((from, to, beside)) = &self.copied {
            let _ = write!(
                text,
                "The same evidence word for word: schools {from} and {to}, beside {}\r\n",
                ids(beside)
            );
        }
        if let Some((statement, schools)) = &self.essential_no {
            let _ = write!(text, "No to the essential {statement}: schools {}\r\n", schools.join(", "));
        }
        text
    }
}
