//! The register: the schools from which returns are expected, as the authority's file has them.
//! In: the grids of that file and the columns that make groups. Out: a register, with findings for odd rows.
//! Never takes over a person's name, and never guesses at a school: looking one up is `identify`'s.

mod columns;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ingest::{grid::Grid, normalise::names::NameIndex};
use schemas::{
    finding::Finding,
    ids::{CatalogueId, SchoolId},
};

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
    /// Its value in each column that makes groups.
    pub groups: BTreeMap<String, String>,
    /// Its number in each column used for similarity.
    pub numbers: BTreeMap<String, f64>,
    /// The line or row of the register it stands in, from 1.
    pub line: u32,
}

/// How an id in a return stands for a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdMatch {
    /// It is the school's id today, or another number of its own.
    Current(usize),
    /// It is an id that the school had before.
    Previous(usize),
}

/// The register, ready for look-ups.
#[derive(Debug)]
pub struct Register {
    /// The file's name, for messages.
    pub file_name: String,
    schools: Vec<School>,
    by_id: BTreeMap<String, IdMatch>,
    names: NameIndex,
}

/// Which columns of the register the settings name.
#[derive(Clone, Debug, Default)]
pub struct RegisterColumns {
    /// Columns that make groups; none: `sector`, `phase` and `area`, as far as the register has them.
    pub groups: Option<Vec<String>>,
    /// Columns of numbers by which schools are similar.
    pub similar_on: Vec<String>,
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
    /// A group that the settings name is no column.
    #[error(
        "the settings name the group `{group}`, but the register {file} has no such column; it has: {found}"
    )]
    NoGroup {
        /// The file.
        file: String,
        /// The group.
        group: String,
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
    /// It has no school.
    #[error("the register {file} has no school in it")]
    Empty {
        /// The file.
        file: String,
    },
}

impl RegisterError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "save it as CSV or xlsx and try again",
            Self::NoColumns { .. } => {
                "give it a heading row with at least school_id and school_name; the published registers \
                 (URN and EstablishmentName, or Seed Code and School Name) are known too"
            }
            Self::NoGroup { .. } => "correct `groups` in the settings, or add the column to the register",
            Self::Twice { .. } => "leave one row for each school; a second name goes into the column aliases",
            Self::Empty { .. } => "add a row for each school from which a return is expected",
        }
    }
}

impl Register {
    /// Reads the register from the grids of its file: the first in which a row of headings names an id and a name.
    pub fn of_grids(
        file_name: &str,
        grids: &[Grid],
        wanted: &RegisterColumns,
    ) -> Result<(Self, Vec<Finding>), RegisterError> {
        let Some((grid, heads)) =
            grids.iter().find_map(|grid| columns::find(grid).map(|heads| (grid, heads)))
        else {
            return Err(RegisterError::NoColumns {
                file: file_name.to_owned(),
                found: columns::first_headings(grids),
            });
        };
        let groups = columns::groups(&heads, wanted).map_err(|group| RegisterError::NoGroup {
            file: file_name.to_owned(),
            group,
            found: heads.all.iter().map(|(_, head)| head.as_str()).collect::<Vec<_>>().join(", "),
        })?;
        let (schools, mut findings) = rows::read(file_name, grid, &heads, &groups, &wanted.similar_on);
        if let Some(finding) = columns::personal(file_name, &heads) {
            findings.push(finding);
        }
        Self::new(file_name, schools).map(|register| (register, findings))
    }

    /// A register of these schools.
    pub fn new(file_name: &str, mut schools: Vec<School>) -> Result<Self, RegisterError> {
        let file = || file_name.to_owned();
        if schools.is_empty() {
            return Err(RegisterError::Empty { file: file() });
        }
        schools.sort_by(|a, b| a.id.cmp(&b.id));
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
        let mut by_id = BTreeMap::new();
        // A number of today wins over one of before, and a school's own id over its other numbers.
        for (index, school) in schools.iter().enumerate() {
            by_id.insert(id_key(school.id.as_str()), IdMatch::Current(index));
        }
        for (index, school) in schools.iter().enumerate() {
            for id in &school.other_ids {
                by_id.entry(id_key(id)).or_insert(IdMatch::Current(index));
            }
        }
        for (index, school) in schools.iter().enumerate() {
            for id in &school.previous_ids {
                by_id.entry(id_key(id)).or_insert(IdMatch::Previous(index));
            }
        }
        let names = NameIndex::new(
            schools
                .iter()
                .enumerate()
                .map(|(index, school)| {
                    let mut names = vec![school.name.clone()];
                    names.extend(school.aliases.iter().cloned());
                    (index, names)
                })
                .collect(),
        );
        Ok(Self { file_name: file(), schools, by_id, names })
    }

    /// Its schools, by id.
    pub fn schools(&self) -> &[School] {
        &self.schools
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
        self.by_id.get(&id_key(written)).copied()
    }

    /// The names, for look-ups.
    pub fn names(&self) -> &NameIndex {
        &self.names
    }
}

/// An id as it is compared: without spaces, hyphens, slashes and a spreadsheet's `.0`, in capitals.
fn id_key(written: &str) -> String {
    let trimmed = written.trim();
    let whole = trimmed.strip_suffix(".0").unwrap_or(trimmed);
    whole.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
