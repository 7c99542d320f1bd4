//! A return being put together, whatever its shape.
//! In: what the shapes found. Out: one value that [`crate::recognise::answers::finish`] turns into a return. Never reads a mark.

pub(crate) mod marked;
pub(crate) mod notices;
pub(crate) mod own_words;
pub(crate) mod roles;
pub(crate) mod rulings;

use std::rc::Rc;

use chrono::{NaiveDate, NaiveTime};
use schemas::{
    catalogue::{Catalogue, ColumnRole},
    finding::Finding,
    ids::{FindingId, Year},
    place::Place,
};
use smallvec::SmallVec;

use self::{notices::Notices, own_words::OwnWords, roles::Role, rulings::Rulings};
use crate::{
    grid::{Cell, Grid},
    normalise::marks::{Mark, Vocabulary, read_mark},
    reading::{ActionReading, Form, Part, SchoolAsWritten},
    recognise::found::Hit,
};

/// The file at hand and what it is read with.
pub(crate) struct Desk<'a> {
    /// Its path below the named folder.
    pub(crate) source_file: &'a str,
    /// Its grids.
    pub(crate) grids: &'a [Grid],
    /// The catalogues that may be asked.
    pub(crate) catalogues: &'a [Catalogue],
    /// The words that say answers.
    pub(crate) words: &'a Vocabulary,
    /// The collection.
    pub(crate) year: Year,
    /// What a person ruled.
    pub(crate) rulings: Rulings<'a>,
    /// What stands outside the forms' own grids and may speak of them.
    pub(crate) notices: Notices<'a>,
    /// What the columns are for in which a school's own words stand.
    pub(crate) own_words: OwnWords,
}

impl Desk<'_> {
    /// The place of a cell.
    pub(crate) fn place(&self, grid: usize, row: u32, column: u32) -> Place {
        let Some(grid) = self.grids.get(grid) else { return Place::file(self.source_file) };
        Place {
            source_file: self.source_file.to_owned(),
            sheet: grid.sheet_of(row, column).to_owned(),
            cell: grid.cell_name(row, column).into(),
        }
    }

    /// The place of a whole sheet.
    pub(crate) fn sheet(&self, grid: usize) -> Place {
        let sheet = self.grids.get(grid).map(|grid| grid.sheet.clone()).unwrap_or_default();
        Place { source_file: self.source_file.to_owned(), sheet, cell: String::new() }
    }
}

/// A cell beside a statement with what its column is for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'g> {
    /// What its column is for; none where nothing says so.
    pub(crate) role: Option<Role>,
    /// The cell.
    pub(crate) cell: &'g Cell,
}

/// The cells beside a statement: rarely more than these.
pub(crate) type Beside<'g> = SmallVec<[Placed<'g>; 4]>;

/// The answer columns of a row.
pub(crate) type Slots = Rc<[(u32, ColumnRole)]>;

/// What stands beside one statement.
#[derive(Clone, Debug)]
pub(crate) struct Said<'g> {
    /// The statement, and how it was recognised.
    pub(crate) hit: Hit,
    /// Index of the grid among the file's.
    pub(crate) grid: usize,
    /// The answer columns, filled or not.
    pub(crate) slots: Slots,
    /// The cells beside it, in the order of the grid.
    pub(crate) beside: Beside<'g>,
    /// Whether its columns are unclear, so that no mark can be read.
    pub(crate) is_unclear: bool,
    /// Whether nothing else asks about an unclear row: commas that were not quoted moved it out of its columns, or either of
    /// two lines below it may be its answer.
    pub(crate) asks_alone: bool,
}

impl Said<'_> {
    /// Whether something that may be a mark stands beside the statement.
    pub(crate) fn is_marked(&self, words: &Vocabulary) -> bool {
        self.beside.iter().any(|placed| match placed.role {
            Some(Role::Answer(_) | Role::AnyAnswer) => true,
            Some(Role::Comment | Role::Aside | Role::Further) => false,
            None => !matches!(read_mark(placed.cell, words).mark, Mark::Prose | Mark::Nothing(_)),
        })
    }
}

/// A row with marks whose text is no statement that was recognised.
#[derive(Clone, Debug)]
pub(crate) struct Unknown<'g> {
    /// Index of the grid among the file's.
    pub(crate) grid: usize,
    /// Its text's cell.
    pub(crate) text: &'g Cell,
    /// The answer columns.
    pub(crate) slots: Slots,
    /// The cells beside it.
    pub(crate) beside: Beside<'g>,
}

/// A cell in a row of its own, near a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Loose<'g> {
    /// Index of the grid among the file's.
    pub(crate) grid: usize,
    /// The statement above it, if one.
    pub(crate) statement: Option<usize>,
    /// The cell.
    pub(crate) placed: Placed<'g>,
}

/// A return keeps no more texts that were taken for nothing.
pub(crate) const MOST_UNPLACED: usize = 200;

/// A return being put together.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'g> {
    /// Index of its catalogue.
    pub(crate) catalogue: usize,
    /// How it is laid out.
    pub(crate) form: Form,
    /// Its first cell: grid, row, column.
    pub(crate) first: (usize, u32, u32),
    /// What it says to statements.
    pub(crate) said: Vec<Said<'g>>,
    /// Marked rows that are no known statement.
    pub(crate) unknown: Vec<Unknown<'g>>,
    /// Cells in rows of their own.
    pub(crate) loose: Vec<Loose<'g>>,
    /// Words in its grids that were taken for nothing, each with its grid's index.
    pub(crate) unplaced: Vec<(usize, &'g Cell)>,
    /// What it says of its school.
    pub(crate) school: SchoolAsWritten,
    /// What part of its school, or which round, its row says it is of.
    pub(crate) part: Option<Part>,
    /// The question that has to be answered before anything of it is used.
    pub(crate) waits_for: Option<FindingId>,
    /// Whether a person has ruled that it is left out.
    pub(crate) is_left_out: bool,
    /// Its date.
    pub(crate) completed_on: Option<NaiveDate>,
    /// The time of that day.
    pub(crate) completed_time: Option<NaiveTime>,
    /// Where its date stands.
    pub(crate) completed_at: Option<Place>,
    /// Who filled it in.
    pub(crate) completed_by: Option<String>,
    /// Its planned actions.
    pub(crate) actions: Vec<ActionReading>,
    /// What was noticed on the way, without the return's id yet.
    pub(crate) findings: Vec<Finding>,
}

impl Draft<'_> {
    /// A return that begins at a cell (grid, row, column), with nothing read of it yet.
    pub(crate) fn new(catalogue: usize, form: Form, first: (usize, u32, u32)) -> Self {
        Self {
            catalogue,
            form,
            first,
            said: Vec::new(),
            unknown: Vec::new(),
            loose: Vec::new(),
            unplaced: Vec::new(),
            school: SchoolAsWritten::default(),
            part: None,
            waits_for: None,
            is_left_out: false,
            completed_on: None,
            completed_time: None,
            completed_at: None,
            completed_by: None,
            actions: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// What a sheet beside the return says in words of its statements, under headings that ask for words; where the columns
/// are not known, longer texts are words all the same.
pub(crate) fn comments_of<'g>(said: &[Said<'g>]) -> impl Iterator<Item = Loose<'g>> {
    let is_words = |placed: &&Placed<'_>| {
        let length = placed.cell.value.as_text().map_or(0, str::len);
        match placed.role {
            Some(Role::Comment | Role::Further) => length > 0,
            None => length > 10,
            Some(_) => false,
        }
    };
    said.iter().flat_map(move |said| {
        said.beside.iter().filter(is_words).map(|placed| {
            let placed = Placed { role: Some(Role::Comment), cell: placed.cell };
            Loose { grid: said.grid, statement: Some(said.hit.statement), placed }
        })
    })
}

/// The columns that answers stand in, from the left.
pub(crate) fn slots(roles: &[(u32, Role)]) -> Slots {
    let mut slots: Vec<(u32, ColumnRole)> = roles
        .iter()
        .filter_map(|(column, role)| match role {
            Role::Answer(answer) => Some((*column, ColumnRole::Answer(*answer))),
            Role::AnyAnswer => Some((*column, ColumnRole::AnyAnswer)),
            Role::Comment | Role::Aside | Role::Further => None,
        })
        .collect();
    slots.sort_by_key(|(column, _)| *column);
    slots.into()
}
