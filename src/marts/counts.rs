//! Answers -> counts: the first level, by group and statement, and by school and section.
//! In: a catalogue in a year. Out: [`Tallied`], whole numbers only. Never works out a rate, and leaves no answer out:
//! for every group and statement, and for every school, the nine counts sum to what was expected, or it is an error.

use std::ops::AddAssign;

use crate::{
    frame::Answers,
    marts::MartError,
    star::{CatalogueYear, Collection, Response},
    stats::split::Split,
    year_data::Said,
};

/// How many said each thing, or why they said nothing: nine counts by [`Said`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By [`Said`], in its order.
    pub by_said: [u32; 9],
}

impl Counts {
    /// How many said this.
    pub fn n(&self, said: Said) -> u32 {
        self.by_said[said as usize]
    }

    /// Adds `n` who said this.
    pub fn note(&mut self, said: Said, n: u32) {
        self.by_said[said as usize] += n;
    }

    /// All nine together.
    pub fn n_expected(&self) -> u32 {
        self.by_said.iter().sum()
    }

    /// Yes, partly, no.
    pub fn split(&self) -> Split {
        Split { yes: self.n(Said::Yes), partly: self.n(Said::Partly), no: self.n(Said::No) }
    }

    /// Expected, but neither on the scale nor not applicable.
    pub fn n_unanswered(&self) -> u32 {
        self.n_expected() - self.split().answered() - self.n(Said::NotApplicable)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        for (own, others) in self.by_said.iter_mut().zip(other.by_said) {
            *own += others;
        }
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(each: I) -> Self {
        each.fold(Self::default(), |mut sum, counts| {
            sum += counts;
            sum
        })
    }
}

/// A statement in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfStatement {
    /// What the group's schools said.
    pub counts: Counts,
    /// Of yes, partly and no: with evidence.
    pub n_evidence: u32,
    /// Yes without evidence.
    pub n_yes_no_evidence: u32,
}

/// The counts of a catalogue in a year.
#[derive(Clone, Debug)]
pub struct Tallied {
    /// Forms expected, by group.
    pub n_expected: Vec<u32>,
    /// Returns that stand, by group.
    pub n_returned: Vec<u32>,
    /// By group and statement.
    by_group: Vec<OfStatement>,
    /// By expected form and section.
    by_school: Vec<Counts>,
    n_statements: usize,
    n_sections: usize,
}

/// How many kinds of answer a code holds apart: eight that a return can say, with and without evidence.
const SAYINGS: usize = 16;

impl Tallied {
    /// Counts a catalogue in a year.
    pub fn of(collection: &Collection, catalogue: &CatalogueYear) -> Result<Self, MartError> {
        let n_groups = catalogue.groups.list.len();
        let (n_statements, n_sections) = (catalogue.statements.len(), catalogue.sections.len().max(1));
        let answers = codes(collection, catalogue, n_statements)?;
        let by_profile = answers.tally("group_code").map_err(|source| MartError::Count {
            what: "answers by group",
            year: collection.year,
            catalogue_id: catalogue.id.clone(),
            source,
        })?;
        let mut tallied = Self {
            n_expected: vec![0; n_groups],
            n_returned: vec![0; n_groups],
            by_group: vec![OfStatement::default(); n_groups * n_statements],
            by_school: by_school(catalogue, n_sections),
            n_statements,
            n_sections,
        };
        for (code, n) in by_profile {
            let (at, saying) = (code as usize / SAYINGS, code as usize % SAYINGS);
            let (said, has_evidence) = (Said::ALL[saying / 2], saying % 2 == 1);
            for group in &catalogue.groups.profiles[at / n_statements] {
                let cell = &mut tallied.by_group[group * n_statements + at % n_statements];
                cell.counts.note(said, n);
                cell.n_evidence += if has_evidence && said.is_on_scale() { n } else { 0 };
                cell.n_yes_no_evidence += if !has_evidence && said == Said::Yes { n } else { 0 };
            }
        }
        tallied.not_returned(catalogue);
        tallied.balanced(collection, catalogue)?;
        Ok(tallied)
    }

    /// Counts those of whom no return stands: every statement of theirs is not returned.
    fn not_returned(&mut self, catalogue: &CatalogueYear) {
        let mut in_section = vec![0; self.n_sections];
        for statement in &catalogue.statements {
            in_section[statement.section] += 1;
        }
        for (place, form) in catalogue.expected.iter().enumerate() {
            let returned = form.response == Response::Returned;
            for group in &catalogue.groups.profiles[catalogue.groups.profile_of[place]] {
                self.n_expected[*group] += 1;
                self.n_returned[*group] += u32::from(returned);
            }
            if !returned {
                for (section, n) in in_section.iter().enumerate() {
                    self.by_school[place * self.n_sections + section].note(Said::NotReturned, *n);
                }
            }
        }
        for (at, cell) in self.by_group.iter_mut().enumerate() {
            let group = at / self.n_statements;
            cell.counts.note(Said::NotReturned, self.n_expected[group] - self.n_returned[group]);
        }
    }

    /// Every group's and every school's counts sum to what was expected of it.
    fn balanced(&self, collection: &Collection, catalogue: &CatalogueYear) -> Result<(), MartError> {
        let unbalanced = |place: String, counted: u32, expected: u32| MartError::Balance {
            year: collection.year,
            catalogue_id: catalogue.id.clone(),
            place,
            counted,
            expected,
        };
        for (at, cell) in self.by_group.iter().enumerate() {
            let (group, statement) = (at / self.n_statements, at % self.n_statements);
            let (counted, expected) = (cell.counts.n_expected(), self.n_expected[group]);
            if counted != expected {
                let (_, value) = &catalogue.groups.list[group];
                let place = format!("{value}, {}", catalogue.statements[statement].id);
                return Err(unbalanced(place, counted, expected));
            }
        }
        let expected = u32::try_from(self.n_statements).unwrap_or(u32::MAX);
        for (place, form) in catalogue.expected.iter().enumerate() {
            let counted = self.school(place).n_expected();
            if counted != expected {
                return Err(unbalanced(collection.schools[form.school].id.clone(), counted, expected));
            }
        }
        Ok(())
    }

    /// What a group's schools said to a statement.
    pub fn statement(&self, group: usize, statement: usize) -> OfStatement {
        self.by_group[group * self.n_statements + statement]
    }

    /// What a group's schools said to each statement.
    pub fn statements(&self, group: usize) -> &[OfStatement] {
        &self.by_group[group * self.n_statements..(group + 1) * self.n_statements]
    }

    /// What a school said in a section.
    pub fn section(&self, expected: usize, section: usize) -> Counts {
        self.by_school[expected * self.n_sections + section]
    }

    /// What a school said in all.
    pub fn school(&self, expected: usize) -> Counts {
        self.by_school[expected * self.n_sections..(expected + 1) * self.n_sections].iter().copied().sum()
    }
}

/// What each school said in each section. A school's answers stand together, so that they are counted as they stand.
fn by_school(catalogue: &CatalogueYear, n_sections: usize) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); catalogue.expected.len() * n_sections];
    for (place, form) in catalogue.expected.iter().enumerate() {
        if form.response == Response::Returned {
            for (statement, said) in catalogue.statements.iter().zip(catalogue.said_of(place)) {
                counts[place * n_sections + statement.section].note(*said, 1);
            }
        }
    }
    counts
}

/// Each answer of a standing return as a code: the groups it counts in, statement and saying.
fn codes(
    collection: &Collection,
    catalogue: &CatalogueYear,
    n_statements: usize,
) -> Result<Answers, MartError> {
    let too_large = || MartError::TooLarge { year: collection.year, catalogue_id: catalogue.id.clone() };
    let code = |value: usize| u32::try_from(value).map_err(|_| too_large());
    // The greatest code fits, so all do.
    code(catalogue.groups.profiles.len().saturating_mul(n_statements).saturating_mul(SAYINGS))?;
    let mut by_group = Vec::with_capacity(catalogue.n_returned() * n_statements);
    for (place, form) in catalogue.expected.iter().enumerate() {
        if form.response != Response::Returned {
            continue;
        }
        let mut group_code = code(catalogue.groups.profile_of[place] * n_statements * SAYINGS)?;
        let cells = catalogue.row(place);
        let each = catalogue.said[cells.clone()].iter().zip(&catalogue.has_evidence[cells]);
        for (said, has_evidence) in each {
            by_group.push(group_code + u32::from(*said as u8) * 2 + u32::from(*has_evidence));
            group_code += 16;
        }
    }
    Answers::new(vec![("group_code", by_group)]).map_err(|source| MartError::Count {
        what: "answers",
        year: collection.year,
        catalogue_id: catalogue.id.clone(),
        source,
    })
}
