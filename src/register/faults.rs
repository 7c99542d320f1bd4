//! What is wrong with cells and rows of a register, and rows that say what others said.
//! In: a register's cells. Out: messages. Never takes an error's name for what should have stood there.

use std::collections::HashMap;

use ingest::{
    grid::{Cell, Grid, Value},
    normalise::{names::similarity, text},
};
use schemas::{finding::Finding, ids::SchoolId, place::Place, rules};

use super::{
    School,
    columns::{Headings, Role},
};

/// Whether a text is what a spreadsheet shows where a formula failed, as an export of it has it.
pub(super) fn is_error(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('#')
        && ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"]
            .contains(&text)
}

/// The error that stands in a cell, as it is shown.
pub(super) fn error_in(cell: &Cell) -> Option<&str> {
    match &cell.value {
        Value::Error(text) => Some(text),
        Value::Text(text) if is_error(text) => Some(text),
        _ => None,
    }
}

/// Whether a cell holds a formula whose value was not saved.
pub(super) fn is_unsaved(cell: &Cell) -> bool {
    matches!(&cell.value, Value::Error(text) if !text.starts_with('#'))
}

/// Whether a sheet's ids or names are formulas whose values were not saved.
pub(super) fn are_unsaved(grid: &Grid, heads: &Headings) -> bool {
    let columns = [heads.column(Role::Id), heads.column(Role::Name)];
    let is_of_school = |cell: &Cell| cell.row > heads.row && columns.contains(&Some(cell.column));
    grid.cells.iter().any(|cell| is_of_school(cell) && is_unsaved(cell))
}

impl Headings {
    /// Why a row cannot be used: a formula that failed, or whose value was not saved, stands for its id or its name.
    pub(super) fn fault_in(&self, row: &[Cell]) -> Option<String> {
        [(Role::Id, "id"), (Role::Name, "name")].into_iter().find_map(|(role, what)| {
            let column = self.column(role)?;
            let cell = row.iter().find(|cell| cell.column == column)?;
            let error = error_in(cell)?;
            Some(if is_unsaved(cell) {
                format!("the {what} in a row of the register is a {error}, and the row was left out: open the register in Excel and save it")
            } else {
                format!("`{error}` stands for the {what} in a row of the register, and the row was left out")
            })
        })
    }

    /// A message for each formula that failed, or whose value was not saved, for something else of a row that is used. What
    /// was looked up and not found is nothing.
    pub(super) fn errors_in<'h>(
        &'h self,
        row: &'h [Cell],
        groups: &'h [u32],
    ) -> impl Iterator<Item = String> + 'h {
        let is_used = |cell: &&Cell| {
            self.roles.iter().any(|(_, column)| *column == cell.column)
                || self.aliases().any(|column| column == cell.column)
                || groups.contains(&cell.column)
        };
        row.iter().filter(is_used).filter_map(|cell| {
            let error = error_in(cell).filter(|error| *error != "#N/A")?;
            let head = self.all.iter().find(|(column, _)| *column == cell.column);
            let head = head.map_or("", |(_, head)| head.as_str());
            Some(if is_unsaved(cell) {
                format!("a {error} stands under {head}; the row was kept without it: open the register in Excel and save it")
            } else {
                format!("`{error}` stands under {head}; the row was kept without it")
            })
        })
    }
}

/// The schools of one sheet without those that say word for word what an earlier row said, and a finding for each such.
pub(super) fn without_repeats(
    file_name: &str,
    grid: &Grid,
    heads: &Headings,
    schools: Vec<School>,
) -> (Vec<School>, Vec<Finding>) {
    let place = |line: u32| Place {
        source_file: file_name.to_owned(),
        sheet: grid.sheet.clone(),
        cell: grid.cell_name(line.saturating_sub(1), heads.column(Role::Id).unwrap_or(0)).into(),
    };
    let mut kept: Vec<School> = Vec::with_capacity(schools.len());
    let mut findings = Vec::new();
    let mut by_id: HashMap<SchoolId, usize> = HashMap::new();
    for school in schools {
        let known = by_id.get(&school.id).and_then(|at| kept.get(*at));
        if let Some(known) = known.filter(|known| School { line: school.line, ..(*known).clone() } == school)
        {
            let message =
                format!("a row of the register says the same as row {}; the two count as one", known.line);
            let read = format!("{} | {}", school.id, school.name);
            findings.push(Finding::new(&rules::REGISTER_ROW, place(school.line), message).reading(read));
            continue;
        }
        by_id.entry(school.id.clone()).or_insert(kept.len());
        kept.push(school);
    }
    (kept, findings)
}

/// From this likeness on two names of one id are one school's.
const ALIKE: f64 = 0.85;

/// A finding for each school that an earlier sheet has under another name.
pub(super) fn renamed<'a>(
    sheet: &'a Place,
    known: &'a [School],
    more: &'a [School],
) -> impl Iterator<Item = Finding> + 'a {
    let mut by_id: HashMap<&SchoolId, &School> = HashMap::with_capacity(known.len());
    for school in known {
        by_id.entry(&school.id).or_insert(school);
    }
    more.iter().filter_map(move |school| {
        let first = by_id.get(&school.id)?;
        let key = text::key(&school.name);
        let mut names = std::iter::once(&first.name).chain(&first.aliases);
        let is_known = names.any(|name| text::key(name) == key || similarity(&school.name, name) >= ALIKE);
        let message = format!(
            "the id {} stands on two sheets of the register with two names, {} and {}; the first was taken",
            school.id, first.name, school.name
        );
        let read = format!("{} | {}", school.id, school.name);
        let finding = Finding::new(&rules::REGISTER_ROW, sheet.clone(), message).reading(read);
        (!is_known).then(|| {
            finding.with_suggestion("give each school its own id, or a second name in the column aliases")
        })
    })
}

/// A finding where rows of schools are hidden, as a filter leaves them.
pub(super) fn hidden(file_name: &str, grid: &Grid, schools: &[School]) -> Option<Finding> {
    let is_hidden = |school: &&School| {
        let row = school.line.checked_sub(1);
        row.is_some_and(|row| grid.hidden_rows.binary_search(&row).is_ok())
    };
    let hidden: Vec<&School> = schools.iter().filter(is_hidden).collect();
    let first = hidden.first()?;
    let place = Place {
        source_file: file_name.to_owned(),
        sheet: grid.sheet.clone(),
        cell: grid.cell_name(first.line.saturating_sub(1), 0).into(),
    };
    let message = match hidden.len() {
        1 => "1 row with a school is hidden, as a filter leaves it; the school was taken".to_owned(),
        n => format!("{n} rows with schools are hidden, as a filter leaves them; the schools were taken"),
    };
    let finding = Finding::new(&rules::REGISTER_ROW, place, message);
    Some(
        finding
            .with_suggestion("if no return is expected of them: delete the rows, a filter only hides them"),
    )
}
