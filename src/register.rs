//! The register: the schools from which returns are expected, as the authority's file has them.
//! In: the grids of that file and the columns that make groups. Out: a register, with findings for odd rows.
//! Never takes over a person's name, and never guesses at a school: looking one up is `identify`'s.

mod closed;
mod columns;
mod faults;
mod ids;
mod numbers;
mod rows;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use ingest::{
    grid::Grid,
    normalise::{
        names::{NameIndex, NameMatch},
        text,
    },
};
use schemas::{
    finding::Finding,
    ids::{CatalogueId, SchoolId},
    place::Place,
    rules,
};

use crate::open_days::{self, OpenDays, is_before};
pub(crate) use columns::folded;
pub use ids::IdMatch;
pub(crate) use ids::{bare, id_key};

use columns::Headings;
use ids::Ids;
use rows::Rows;

/// Words in the name of a sheet that lists schools of the past.
const PAST: &[&str] = &["closed", "old", "archive", "archived", "previous", "former", "historic"];

/// A school of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct School {
    /// Its id.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Pupils on its roll.
    pub roll: Option<i64>,
    /// The catalogue expected of it, where the register says.
    pub catalogue_id: Option<CatalogueId>,
    /// Ids that it, or a school that became part of it, had before.
    pub previous_ids: Vec<String>,
    /// Other numbers that stand for it today (an establishment number beside the URN).
    pub other_ids: Vec<String>,
    /// When it opened.
    pub opened_on: Option<NaiveDate>,
    /// When it closed.
    pub closed_on: Option<NaiveDate>,
    /// The school it became part of.
    pub successor_id: Option<SchoolId>,
    /// Its value in each column that makes groups, and its sector in any case, by the column's name.
    pub groups: Vec<(Arc<str>, String)>,
    /// Its number in each column used for similarity, by the column's name.
    pub numbers: Vec<(Arc<str>, f64)>,
    /// The line or row of the register it stands in, from 1.
    pub line: u32,
}

/// The register, ready for look-ups.
#[derive(Debug)]
pub struct Register {
    /// The file's name, for messages.
    pub file_name: String,
    schools: Vec<School>,
    ids: Ids,
    /// The names of schools that were open in the collection.
    names: NameIndex,
    /// The names of those that had closed before.
    closed: NameIndex,
    asked: OpenDays,
}

/// What the settings say of the register.
#[derive(Clone, Debug, Default)]
pub struct RegisterColumns {
    /// Columns that make groups; none: `sector`, `phase` and `area`, as far as the register has them.
    pub groups: Option<Vec<String>>,
    /// Columns of numbers by which schools are similar.
    pub similar_on: Vec<String>,
    /// The days on which the collection asks a school: one that closed before them sends no return to it.
    pub asked: OpenDays,
}

/// A register that no run can start with.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The file could not be read as a table.
    #[error("the register {file} could not be read: {why}")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// No row names the columns that are needed.
    #[error("the register {file} has no columns for the schools' ids and names; it has: {found}")]
    NoColumns {
        /// The file.
        file: String,
        /// The headings of its first row that has any.
        found: String,
    },
    /// A group that the settings name is no column, or one that names people.
    #[error(
        "the settings name the group `{group}`, but the register {file} has no such column that may make groups; it has: {found}"
    )]
    NoGroup {
        /// The file.
        file: String,
        /// The group.
        group: String,
        /// The columns it has.
        found: String,
    },
    /// A column of numbers that the settings name is none.
    #[error(
        "the settings name `{name}` in similar_on, but the register {file} has no such column; it has: {found}"
    )]
    NoNumber {
        /// The file.
        file: String,
        /// The column.
        name: String,
        /// The columns it has.
        found: String,
    },
    /// Schools stand in it twice.
    #[error("the register {file} has schools twice: {twice}")]
    Twice {
        /// The file.
        file: String,
        /// Each id with its lines.
        twice: String,
    },
    /// A spreadsheet rounded the ids of schools.
    #[error("the register {file} has ids that a spreadsheet rounded: {ids}")]
    Rounded {
        /// The file.
        file: String,
        /// Such ids with their rows.
        ids: String,
    },
    /// It has no school.
    #[error("the register {file} has no school in it")]
    Empty {
        /// The file.
        file: String,
    },
}

impl RegisterError {
    /// The same of the file as it was named, with its folder.
    #[must_use]
    pub fn of_file(mut self, named: String) -> Self {
        let (Self::Unreadable { file, .. }
        | Self::NoColumns { file, .. }
        | Self::NoGroup { file, .. }
        | Self::NoNumber { file, .. }
        | Self::Twice { file, .. }
        | Self::Rounded { file, .. }
        | Self::Empty { file }) = &mut self;
        *file = named;
        self
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable { why, .. } if why.contains("password") => {
                "open it in Excel, take the password away (File, Info, Protect Workbook), save it and try again"
            }
            Self::Unreadable { .. } => {
                "open it in Excel, see that the schools stand in it, save it as CSV or xlsx and try again"
            }
            Self::NoColumns { .. } => {
                "give it a heading row with at least school_id and school_name; the published registers \
                 (URN and EstablishmentName, or Seed Code and School Name) are known too"
            }
            Self::NoGroup { .. } => "correct `groups` in the settings, or add the column to the register",
            Self::NoNumber { .. } => {
                "correct `similar_on` in the settings, or add the column to the register"
            }
            Self::Twice { .. } => "leave one row for each school; a second name goes into the column aliases",
            Self::Rounded { .. } => {
                "take the ids from the list that the register was made from; format their column as text before saving"
            }
            Self::Empty { .. } => "add a row for each school from which a return is expected",
        }
    }
}

impl Register {
    /// Reads the register from the grids of its file: those in which a row of headings names an id and a name, but for lists
    /// of closed schools. A school that stands in several counts as the first has it.
    pub fn of_grids(
        file_name: &str,
        grids: &[Grid],
        wanted: &RegisterColumns,
    ) -> Result<(Self, Vec<Finding>), RegisterError> {
        let mut lists: Vec<(&Grid, Headings)> =
            grids.iter().filter_map(|grid| Some((grid, columns::find(grid)?))).collect();
        let is_of_today = |grid: &Grid| !text::words(&grid.sheet).split(' ').any(|word| PAST.contains(&word));
        if lists.iter().any(|(grid, _)| is_of_today(grid)) {
            lists.retain(|(grid, _)| is_of_today(grid));
        }
        let Some((_, first)) = lists.first() else {
            return Err(RegisterError::NoColumns {
                file: file_name.to_owned(),
                found: columns::first_headings(grids),
            });
        };
        let no_group = |group| RegisterError::NoGroup {
            file: file_name.to_owned(),
            group,
            found: columns::listed(first),
        };
        let first_groups = columns::groups(first, wanted).map_err(no_group)?;
        if let Some(name) = columns::no_number(first, &wanted.similar_on) {
            return Err(RegisterError::NoNumber {
                file: file_name.to_owned(),
                name,
                found: columns::listed(first),
            });
        }
        let mut schools: Vec<School> = Vec::new();
        let mut findings = Vec::new();
        let mut successors = Vec::new();
        for (at, (grid, heads)) in lists.iter().enumerate() {
            let mut groups = if at == 0 {
                first_groups.clone()
            } else {
                columns::groups(heads, wanted).unwrap_or_default()
            };
            groups.extend(columns::sector(heads, &groups));
            let Rows { schools: more, findings: odd, successors: followed } =
                rows::read(file_name, grid, heads, &groups, &wanted.similar_on);
            findings.extend(odd);
            successors.extend(followed);
            findings.extend(columns::personal(file_name, &grid.sheet, heads));
            findings.extend(faults::hidden(file_name, grid, &more));
            let sheet =
                Place { source_file: file_name.to_owned(), sheet: grid.sheet.clone(), cell: String::new() };
            findings.extend(faults::renamed(&sheet, &schools, &more));
            let known: BTreeSet<SchoolId> = schools.iter().map(|school| school.id.clone()).collect();
            let n_before = schools.len();
            schools.extend(more.into_iter().filter(|school| !known.contains(&school.id)));
            let n_more = schools.len() - n_before;
            if at > 0 && n_more > 0 {
                let message = format!("{n_more} schools were taken from a further sheet of the register");
                findings.push(
                    Finding::new(&rules::REGISTER_SHEETS, sheet, message)
                        .with_suggestion("if none is expected of them: take the sheet out of the register"),
                );
            }
        }
        // A register of formulas whose values were never saved has schools, and nobody can read them.
        if schools.is_empty() && lists.iter().any(|(grid, heads)| faults::are_unsaved(grid, heads)) {
            let why = "the ids or names in it are formulas without stored values".to_owned();
            return Err(RegisterError::Unreadable { file: file_name.to_owned(), why });
        }
        let mut register = Self::new(file_name, schools, wanted.asked)?;
        findings.extend(successors.into_iter().filter_map(|(id, finding)| register.follow(&id, finding)));
        Ok((register, findings))
    }

    /// Gives a school the id of the school that its successor's stands for, however that was written; the finding where
    /// it is no other school of the register, and then the school has none.
    fn follow(&mut self, id: &SchoolId, finding: Finding) -> Option<Finding> {
        let at = self.schools.binary_search_by(|school| school.id.cmp(id)).ok()?;
        let written = self.school(at)?.successor_id.clone();
        let meant = written.and_then(|written| self.by_any_id(written.as_str()));
        let meant = meant.map(|(IdMatch::Current(index) | IdMatch::Previous(index))| index);
        let successor = meant.filter(|index| *index != at).and_then(|index| self.school(index));
        let successor = successor.map(|school| school.id.clone());
        let is_known = successor.is_some();
        if let Some(school) = self.schools.get_mut(at) {
            school.successor_id = successor;
        }
        (!is_known).then_some(finding)
    }

    /// A register of these schools for a collection that asks on these days.
    pub fn new(file_name: &str, mut schools: Vec<School>, asked: OpenDays) -> Result<Self, RegisterError> {
        let file = || file_name.to_owned();
        if schools.is_empty() {
            return Err(RegisterError::Empty { file: file() });
        }
        schools.sort_by(|a, b| a.id.cmp(&b.id));
        let rounded: Vec<String> = schools
            .iter()
            .filter(|school| is_rounded(school.id.as_str()))
            .map(|school| format!("{} (row {})", school.id, school.line))
            .collect();
        if !rounded.is_empty() {
            return Err(RegisterError::Rounded { file: file(), ids: rounded.join("; ") });
        }
        let twice: Vec<String> = schools
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] if a.id == b.id => Some(format!("{} (rows {} and {})", a.id, a.line, b.line)),
                _ => None,
            })
            .collect();
        if !twice.is_empty() {
            return Err(RegisterError::Twice { file: file(), twice: twice.join("; ") });
        }
        let ids = Ids::of(&schools);
        let is_closed = |school: &School| is_closed(school, asked);
        let names = names_of(&schools, |school| !is_closed(school));
        let closed = names_of(&schools, is_closed);
        Ok(Self { file_name: file(), schools, ids, names, closed, asked })
    }

    /// Its schools, by id.
    pub fn schools(&self) -> &[School] {
        &self.schools
    }

    /// Of how many of them a return is expected.
    pub fn n_expected(&self, returned: &BTreeSet<&str>) -> usize {
        let days = |school: &School| OpenDays { first: school.opened_on, last: school.closed_on };
        let schools = self.schools.iter().map(|school| (school.id.as_str(), days(school)));
        open_days::n_expected(schools, self.asked, returned)
    }

    /// The school at an index.
    pub fn school(&self, index: usize) -> Option<&School> {
        self.schools.get(index)
    }

    /// The school of this very id.
    pub fn by_school_id(&self, id: &SchoolId) -> Option<&School> {
        self.schools
            .binary_search_by(|school| school.id.cmp(id))
            .ok()
            .and_then(|index| self.schools.get(index))
    }

    /// The school that an id in a return stands for, however its figures are spaced or stored.
    pub fn by_any_id(&self, written: &str) -> Option<IdMatch> {
        self.ids.get(written)
    }

    /// The school that a person means: by its id today, however a spreadsheet stored it, or by its very name.
    pub fn meant_by(&self, written: &str) -> Option<&School> {
        let by_id = self.by_any_id(written).and_then(|found| match found {
            IdMatch::Current(index) => Some(index),
            IdMatch::Previous(_) => None,
        });
        let by_name = || match self.lookup(written) {
            NameMatch::Exact(index) | NameMatch::Alias(index) => Some(index),
            _ => None,
        };
        self.school(by_id.or_else(by_name)?)
    }

    /// What a name comes to: a school that was open in the collection, else one that had closed before.
    pub fn lookup(&self, name: &str) -> NameMatch {
        self.open_first(|names| names.lookup(name))
    }

    /// What a title, the name of a sheet or a file comes to, likewise.
    pub fn lookup_in_title(&self, title: &str) -> NameMatch {
        self.open_first(|names| names.lookup_in_title(title))
    }

    fn open_first(&self, look: impl Fn(&NameIndex) -> NameMatch) -> NameMatch {
        let found = look(&self.names);
        if matches!(found, NameMatch::Exact(_) | NameMatch::Alias(_)) {
            return found;
        }
        let own = look(&self.closed);
        let (NameMatch::Exact(closed) | NameMatch::Alias(closed)) = own else { return found };
        match found {
            NameMatch::Unknown(_) => own,
            // The very name of a school that closed, and like that of another, which is not known to have followed it.
            NameMatch::Similar { index, score, .. } if !self.follows(index, closed) => {
                NameMatch::Ambiguous(vec![(closed, 1.0), (index, score)])
            }
            found => found,
        }
    }

    fn follows(&self, open: usize, closed: usize) -> bool {
        let pair = self.school(closed).zip(self.school(open));
        pair.is_some_and(|(closed, open)| self.is_follower(closed, open))
    }

    /// Whether a title has a word that some school is named with.
    pub fn may_name(&self, title: &str) -> bool {
        self.names.may_name(title) || self.closed.may_name(title)
    }

    /// The days on which the collection asks a school, as far as they are known.
    pub fn asked(&self) -> OpenDays {
        self.asked
    }

    /// Whether an open school took the place of one that had closed before the collection opened.
    pub fn is_follower(&self, closed: &School, open: &School) -> bool {
        is_closed(closed, self.asked)
            && !is_closed(open, self.asked)
            && (closed.successor_id.as_ref() == Some(&open.id)
                || text::key(&closed.name) == text::key(&open.name))
    }

    /// Whether what stands for a school's id looks like one of the register's and is not this school's with a slip.
    pub fn is_strange(&self, written: &str, school: &School) -> bool {
        let key = id_key(written);
        let is_id = |id: &str| id.len() >= 4 && id.bytes().all(|byte| byte.is_ascii_digit());
        let own = id_key(school.id.as_str());
        let is_alike = is_id(&key) && is_id(&own) && key.len() == own.len();
        is_alike && self.by_any_id(written).is_none() && strsim::damerau_levenshtein(&key, &own) > 1
    }
}

/// Whether an id is a number as a spreadsheet shortens it: `1.00E+05`.
fn is_rounded(id: &str) -> bool {
    let is_figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    id.to_ascii_uppercase()
        .split_once("E+")
        .is_some_and(|(number, power)| is_figures(power) && is_figures(&number.replacen('.', "", 1)))
}

/// Whether a school had closed before the collection asked.
fn is_closed(school: &School, asked: OpenDays) -> bool {
    is_before(school.closed_on, asked.first)
}

/// The names of the schools that are wanted, by their numbers in the register.
fn names_of(schools: &[School], is_wanted: impl Fn(&School) -> bool) -> NameIndex {
    let names = |school: &School| [&school.name].into_iter().chain(&school.aliases).cloned().collect();
    let wanted = schools.iter().enumerate().filter(|(_, school)| is_wanted(school));
    NameIndex::new(wanted.map(|(index, school)| (index, names(school))).collect())
}
