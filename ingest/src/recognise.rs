//! From a grid to what stands where: which catalogue, its statements, which column is which.
//! In: grids. Out: returns, with findings. Never says what a mark alone means, and never gives an answer where the form
//! leaves a doubt which statement or which answer a cell belongs to.
//!
//! The stages, each of which knows those before it and none after:
//!
//! 1. [`wording`] says which statement a text is, `headings` what a heading means by itself, `found` which cells of a grid are
//!    statements.
//! 2. `draft` holds the words that all further stages speak in: a column's role, what is said to a statement, a return.
//! 3. `columns` gives the columns beside the statements their roles, `header` finds the school, the id and the date.
//! 4. `arranged` lays grids out anew whose statements stand otherwise than a row each: a new layout goes there.
//! 5. `shapes` puts returns together as drafts: a statement a row, tables of many schools, several sheets, action plans.
//! 6. `answers` weighs the marks and turns a draft into a return.
//! 7. `whole_file` asks and tells what concerns a file as a whole.

pub mod wording;

mod answers;
mod arranged;
mod columns;
mod draft;
mod found;
mod header;
mod headings;
mod shapes;
mod whole_file;
mod written;

use schemas::{
    answer::Status,
    catalogue::Catalogue,
    decision::Decision,
    finding::Finding,
    ids::{CatalogueId, Year},
    place::Place,
    rules,
};

pub use self::header::school_alone;
use self::{
    answers::finish,
    arranged::{batches, boxed, mended, numbered, parted, singly},
    draft::{
        Desk, Draft,
        notices::{self, Notices},
        own_words::OwnWords,
        rulings::Rulings,
    },
    found::{Found, HANDFUL, Looked, found, looked, seen_exactly, whole},
    shapes::{actions, assemble, sheets, tables, unplaced},
    whole_file::{alike, led, legend, lost, own_papers, rivals, unkeyed, unnamed},
    wording::Wordings,
};
use crate::{grid::Grid, normalise::marks::Vocabulary, reading::ReturnReading};

/// The catalogues with what is looked up in them: built once a run, shared by all threads.
#[derive(Debug)]
pub struct Library {
    catalogues: Vec<Catalogue>,
    wordings: Wordings,
    /// The words that say answers, for each catalogue.
    words: Vec<Vocabulary>,
}

impl Library {
    /// A library of these catalogues; at most one of them is told to be a file's.
    pub fn new(catalogues: Vec<Catalogue>) -> Self {
        let wordings = Wordings::new(&catalogues);
        let words = catalogues.iter().map(Vocabulary::of).collect();
        Self { catalogues, wordings, words }
    }

    /// The catalogues.
    pub fn catalogues(&self) -> &[Catalogue] {
        &self.catalogues
    }
}

/// What grids are recognised with.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The catalogues that may be asked.
    pub library: &'a Library,
    /// The collection.
    pub year: Year,
    /// What a person ruled, in this year or before.
    pub decisions: &'a [Decision],
}

/// What stands in a file's grids.
#[derive(Debug, Default)]
pub struct Recognised {
    /// The returns.
    pub returns: Vec<ReturnReading>,
    /// What a person should know.
    pub findings: Vec<Finding>,
    /// Where no return is: what the file says for one that stands elsewhere.
    pub apart: Option<Box<ReturnReading>>,
}

/// The returns in a file's grids, with findings. `sha256` is of the file's bytes, in hexadecimal.
pub fn recognise(
    source_file: &str,
    sha256: &str,
    grids: &[Grid],
    known: &Known<'_>,
) -> (Vec<ReturnReading>, Vec<Finding>) {
    let Recognised { returns, findings, .. } = recognised(source_file, sha256, grids, known);
    (returns, findings)
}

/// As [`recognise`], with what the file says for a return that stands elsewhere.
pub fn recognised(source_file: &str, sha256: &str, grids: &[Grid], known: &Known<'_>) -> Recognised {
    of_file((source_file, sha256), grids, known, false)
}

/// As [`recognised`], of a paper of the program's own that was saved again since: what a school may have typed into it waits for
/// a question.
pub(crate) fn typed_into_paper(
    source_file: &str,
    sha256: &str,
    grids: &[Grid],
    known: &Known<'_>,
) -> Recognised {
    of_file((source_file, sha256), grids, known, true)
}

fn of_file(
    (source_file, sha256): (&str, &str),
    grids: &[Grid],
    known: &Known<'_>,
    is_paper: bool,
) -> Recognised {
    let Library { catalogues, wordings, words } = known.library;
    let Some(first_words) = words.first() else { return Recognised::default() };
    let typed = is_paper.then(|| own_papers::typed(source_file, grids, catalogues, first_words));
    let grids = typed.as_ref().map_or(grids, |typed| &typed.grids);
    let given = grids;
    let spread = boxed::spread(grids);
    let grids = spread.as_deref().unwrap_or(grids);
    let look = |grids: &[Grid]| grids.iter().map(|grid| looked(grid, wordings)).collect();
    let mut all_looked: Vec<Looked<'_>> = look(grids);
    boxed::leave_outer(grids, &mut all_looked);
    let batches = batches::parted(grids, &all_looked);
    if let Some(batches) = &batches {
        all_looked = look(batches);
    }
    let grids = batches.as_deref().unwrap_or(grids);
    let numbered = numbered::joined(grids, &all_looked)
        .or_else(|| numbered::at_end::joined(grids, &all_looked, first_words))
        .or_else(|| singly::joined(grids, &all_looked, first_words));
    if let Some(numbered) = &numbered {
        all_looked = look(numbered);
    }
    let grids = numbered.as_deref().unwrap_or(grids);
    let mended = mended(grids, &all_looked, wordings, first_words);
    let seen = match mended.as_deref() {
        Some(grids) => grids.iter().map(|grid| seen_exactly(grid, wordings)).collect(),
        None => all_looked.into_iter().map(|looked| looked.seen).collect(),
    };
    let grids = mended.as_deref().unwrap_or(grids);
    let (mut seen, parted) = parted::parted(grids, seen, wordings);
    let grids = parted.as_deref().unwrap_or(grids);
    let rulings = Rulings::new(source_file, sha256, known.year, known.decisions);
    let is_unstated = seen.iter().all(Vec::is_empty);
    let unnamed = is_unstated
        .then(|| unnamed::unnamed(source_file, grids, (catalogues, first_words, known.year), &rulings));
    let unnamed = unnamed.flatten();
    if let Some(unnamed) = &unnamed {
        unnamed.add((grids, catalogues), wordings, &mut seen);
    }
    let mut desk = Desk {
        source_file,
        grids,
        catalogues,
        words: first_words,
        year: known.year,
        rulings,
        notices: Notices::default(),
        own_words: OwnWords::default(),
    };
    let mut findings = Vec::new();
    let ruled = unnamed.as_ref().and_then(|unnamed| unnamed.ruled);
    let only = ruled.or_else(|| rivals::ruled(&desk));
    let whole = whole(&seen, catalogues);
    let found = |(grid, seen)| found(grid, seen, (catalogues.as_slice(), &whole), wordings, only);
    let mut by_grid: Vec<Option<Found>> = grids.iter().zip(seen).map(found).collect();
    rivals::settle(&desk, &mut by_grid, &mut findings);
    if let Some(unnamed) = &unnamed {
        unnamed.by_ruling(&mut by_grid);
    }
    let joined = actions::joined(&desk, &by_grid);
    desk.grids = joined.as_deref().unwrap_or(grids);
    desk.notices = notices::notices(desk.grids, &by_grid);
    let mut read: Vec<(ReturnReading, Vec<Finding>)> = Vec::new();
    let mut returns = Vec::new();
    let is_form = by_grid.iter().any(Option::is_some);
    let legend = if is_form { legend::legend(&desk, given, &by_grid, first_words) } else { None };
    let keyed: Option<Vec<Vocabulary>> =
        legend.as_ref().map(|legend| words.iter().map(|words| words.with_key(legend.key.clone())).collect());
    let words = keyed.as_ref().unwrap_or(words);
    for (catalogue, words) in words.iter().enumerate() {
        desk.words = words;
        let mut drafts = drafts_of(&desk, catalogue, &by_grid, &mut findings);
        own_papers::hold(&desk, is_paper, &mut drafts, &mut findings);
        read.extend(drafts.into_iter().filter_map(|draft| finish::finish(&desk, draft)));
    }
    take_filled(&desk, read, &mut returns, &mut findings);
    if spread.is_some() || batches.is_some() || numbered.is_some() || mended.is_some() || parted.is_some() {
        unplaced::take_dropped(source_file, (given, grids), &mut returns, &mut findings);
    }
    led::tell(&desk, (given, &by_grid), &mut returns, &mut findings);
    if !returns.is_empty() {
        findings.extend(legend.as_ref().and_then(|legend| legend::finding(&desk, legend)));
    }
    if let Some(typed) = &typed {
        typed.settle(&desk, &mut returns, &mut findings);
    }
    alike::ask_once(&desk, &mut findings);
    findings.extend(desk.rulings.findings());
    let mut apart = None;
    if !is_paper && returns.is_empty() && findings.iter().all(|finding| !finding.rule.is_question) {
        let alone = lost::no_return(&desk, &by_grid, unnamed.as_ref());
        findings.extend(alone.findings);
        apart = alone.apart;
    }
    Recognised { returns, findings, apart }
}

/// What the grids hold of one catalogue; nothing where they have hardly a statement of it.
fn drafts_of<'g>(
    desk: &Desk<'g>,
    catalogue: usize,
    by_grid: &[Option<Found>],
    findings: &mut Vec<Finding>,
) -> Vec<Draft<'g>> {
    let of_this: Vec<(usize, &Found)> = by_grid
        .iter()
        .enumerate()
        .filter_map(|(grid, found)| {
            Some((grid, found.as_ref().filter(|found| found.catalogue == catalogue)?))
        })
        .collect();
    if n_different(&of_this) < handful(desk.catalogues.get(catalogue)) {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    let mut down: Vec<(usize, &Found)> = of_this
        .iter()
        .filter(|(grid, found)| {
            let n_before = drafts.len();
            let is_table = tables::read(desk, *grid, found, &mut drafts, findings);
            if let Some(own) = drafts.get_mut(n_before..).filter(|own| is_table && !own.is_empty()) {
                unplaced::beside_table(desk, *grid, found, own, findings);
            }
            !is_table
        })
        .copied()
        .collect();
    if down.len() < of_this.len() {
        tables::joined(desk, &mut drafts);
        sheets::without_asides(desk, &mut down, findings);
        if down.is_empty() {
            unplaced::beside_tables(desk, by_grid, &mut drafts, findings);
        }
    }
    drafts.extend(assemble::drafts(desk, catalogue, &down, by_grid, findings));
    drafts
}

/// Takes the returns with their findings. Another catalogue's form that came along empty is none.
fn take_filled(
    desk: &Desk<'_>,
    mut read: Vec<(ReturnReading, Vec<Finding>)>,
    returns: &mut Vec<ReturnReading>,
    findings: &mut Vec<Finding>,
) {
    unkeyed::settle(desk, &mut read, findings);
    let is_answered = |reading: &ReturnReading| reading.answers.iter().any(|answer| answer.answer.is_some());
    let answered: Vec<CatalogueId> = read
        .iter()
        .filter(|(reading, _)| is_answered(reading))
        .map(|(reading, _)| reading.catalogue_id.clone())
        .collect();
    for (reading, mut more) in read {
        let is_beside = !answered.is_empty() && !answered.contains(&reading.catalogue_id);
        if is_beside && reading.answers.iter().all(|answer| is_unmarked(answer.status)) {
            let place = Place { sheet: reading.sheet, ..Place::file(desk.source_file) };
            let message = "the sheet was not taken for a return: nothing is marked in it, and another's form is filled in";
            findings.push(Finding::new(&rules::SHEET_PASSED_OVER, place, message));
            continue;
        }
        findings.append(&mut more);
        returns.push(reading);
    }
}

const fn is_unmarked(status: Status) -> bool {
    matches!(status, Status::Blank | Status::Missing)
}

fn handful(catalogue: Option<&Catalogue>) -> usize {
    catalogue.map_or(HANDFUL, |catalogue| HANDFUL.min(catalogue.statements.len()))
}

fn n_different(of_this: &[(usize, &Found)]) -> usize {
    let mut statements: Vec<usize> =
        of_this.iter().flat_map(|(_, found)| found.hits.iter().map(|hit| hit.statement)).collect();
    statements.sort_unstable();
    statements.dedup();
    statements.len()
}

#[cfg(test)]
mod tests;
