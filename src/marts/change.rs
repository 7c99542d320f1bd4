//! Two years' answers of the same schools -> counts of change.
//! In: a catalogue in a year, and the latest earlier collection of it. Out: [`Change`]: pairs of schools, comparable
//! statements, and by group and statement how many moved from what to what. Never compares statements whose meaning
//! changed, nor schools that are not the same.

use schemas::catalogue::Comparability;

use super::MartError;
use crate::{
    frame::Answers,
    star::{CatalogueYear, Collection, Star, Statement},
    stats::sign_test,
    year_data::Said,
};

/// What changed since the base year.
pub struct Change<'a> {
    /// The base year.
    pub base: &'a Collection,
    /// The catalogue in the base year.
    pub base_catalogue: &'a CatalogueYear,
    /// The same school's forms: place now, place in the base year; both returned.
    pub pairs: Vec<(usize, usize)>,
    /// For each statement now: how it compares, and its place in the base year where it may be compared.
    pub statements: Vec<(Comparability, Option<usize>)>,
    /// By group and statement: from (yes, partly, no) to (yes, partly, no).
    by_group: Vec<[u32; 9]>,
}

/// The moves of a group's schools on one statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// By answer in the base year times 3 and answer now: yes 0, partly 1, no 2.
    pub from_to: [u32; 9],
}

impl Moves {
    /// Improved, worsened, same.
    pub fn change(self) -> sign_test::Change {
        let [yes_yes, yes_partly, yes_no, partly_yes, partly_partly, partly_no, no_yes, no_partly, no_no] =
            self.from_to;
        sign_test::Change {
            improved: partly_yes + no_yes + no_partly,
            worsened: yes_partly + yes_no + partly_no,
            same: yes_yes + partly_partly + no_no,
        }
    }

    /// Of the pairs: weak in the base year.
    pub fn n_weak_before(self) -> u32 {
        self.from_to[3..].iter().sum()
    }

    /// Of the pairs: weak now.
    pub fn n_weak_now(self) -> u32 {
        self.from_to.iter().enumerate().filter(|(at, _)| at % 3 > 0).map(|(_, n)| n).sum()
    }
}

impl Change<'_> {
    /// The moves of a group on a statement.
    pub fn moves(&self, group: usize, statement: usize) -> Moves {
        Moves { from_to: self.by_group[group * self.statements.len() + statement] }
    }

    /// What a school said then and now, statement by statement, where both are on the scale and comparable.
    pub fn both<'b>(
        &'b self,
        catalogue: &'b CatalogueYear,
        pair: (usize, usize),
    ) -> impl Iterator<Item = (usize, Said, Said)> + 'b {
        let (now, then) = (catalogue.said_of(pair.0), self.base_catalogue.said_of(pair.1));
        self.statements.iter().enumerate().filter_map(move |(statement, (_, base))| {
            let (before, after) = (then[(*base)?], now[statement]);
            (before.is_on_scale() && after.is_on_scale()).then_some((statement, before, after))
        })
    }
}

/// Counts the change of a catalogue since its base year; none where there is no base year.
pub(super) fn changes<'a>(
    star: &'a Star,
    collection: &Collection,
    catalogue: &CatalogueYear,
) -> Result<Option<Change<'a>>, MartError> {
    let Some((base, base_catalogue)) = star.base_of(collection.year, &catalogue.id) else { return Ok(None) };
    let statements: Vec<_> =
        catalogue.statements.iter().map(|statement| compare(statement, base_catalogue)).collect();
    let pairs = star.followed.pairs((collection, catalogue), (base, base_catalogue));
    let n_statements = statements.len();
    let by_group = vec![[0; 9]; catalogue.groups.list.len() * n_statements];
    let mut change = Change { base, base_catalogue, pairs, statements, by_group };
    let count = |source| MartError::Count {
        what: "change",
        year: collection.year,
        catalogue_id: catalogue.id.clone(),
        source,
    };
    let too_large = || MartError::TooLarge { year: collection.year, catalogue_id: catalogue.id.clone() };
    let mut codes = Vec::with_capacity(change.pairs.len() * n_statements);
    for pair in &change.pairs {
        let profile = catalogue.groups.profile_of[pair.0] * n_statements;
        for (statement, before, after) in change.both(catalogue, *pair) {
            let code = u32::try_from((profile + statement) * 9).map_err(|_| too_large())?;
            codes.push(code + u32::from(before as u8) * 3 + u32::from(after as u8));
        }
    }
    let tally = Answers::new(vec![("code", codes)]).and_then(|moves| moves.tally("code")).map_err(count)?;
    for (code, n) in tally {
        let (at, from_to) = (code as usize / 9, code as usize % 9);
        for group in &catalogue.groups.profiles[at / n_statements] {
            change.by_group[group * n_statements + at % n_statements][from_to] += n;
        }
    }
    Ok(Some(change))
}

/// How a statement compares with the base year's, and its place there where it may be compared.
fn compare(statement: &Statement, base: &CatalogueYear) -> (Comparability, Option<usize>) {
    let place = base.statements.iter().position(|other| other.id == statement.id);
    (statement.comparability, place.filter(|_| statement.comparability.is_comparable()))
}
