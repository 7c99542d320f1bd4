//! Statements that stand within a longer text: two run into one row, a page swallowed by a quotation mark that was never
//! closed.
//! In: a draft in which statements are missing. Out: for each that a longer cell holds a question; a row that holds
//! another statement's words as well as its own is unclear. Never reads an answer.

use schemas::{
    catalogue::Catalogue, decision::Ruling, finding::Finding, ids::StatementId, place::Place, rules,
};

use super::says::ids;
use crate::{
    normalise::text,
    reading::Form,
    recognise::{
        draft::{Desk, Draft},
        written::counted,
    },
};

/// Shorter statements stand within other texts by chance.
const SHORTEST: usize = 30;

/// More texts of this kind in one return are told of together.
const MOST: usize = 5;

/// A missing statement with the cell that holds its words.
struct Within {
    statement: usize,
    grid: usize,
    cell: (u32, u32),
}

/// Questions about missing statements whose words stand within another cell; the rows concerned become unclear.
pub(crate) fn questions(desk: &Desk<'_>, catalogue: &Catalogue, draft: &mut Draft<'_>) -> Vec<Finding> {
    let found = find(desk, catalogue, draft);
    let mut findings = Vec::new();
    let is_said = |within: &&Within| {
        draft
            .said
            .iter()
            .any(|said| (said.grid, (said.hit.row, said.hit.column)) == (within.grid, within.cell))
    };
    let n_alone = found.len() - found.iter().filter(is_said).count();
    let mut all: Option<(Place, Vec<&StatementId>)> = None;
    for within in found {
        let Some(statement) = catalogue.statements.get(within.statement) else { continue };
        let (row, column) = within.cell;
        let place = desk.place(within.grid, row, column);
        let was_read = desk
            .grids
            .get(within.grid)
            .and_then(|grid| grid.at(row, column))
            .map(|cell| crate::recognise::written::as_written(&cell.value))
            .unwrap_or_default();
        // A row that was asked about already.
        let is_asked = |known: &Finding| known.rule.is_question && known.place == place;
        if draft.findings.iter().any(is_asked) {
            continue;
        }
        // What a person ruled about the text holds for what stands beside it.
        let ruling = desk.rulings.on(rules::WORDING_UNSURE.code, &place, &was_read);
        if matches!(ruling, Some(Ruling::Statement(_) | Ruling::NoStatement | Ruling::LeaveOut)) {
            continue;
        }
        let said = draft
            .said
            .iter_mut()
            .find(|said| (said.grid, said.hit.row, said.hit.column) == (within.grid, row, column));
        let other = said.as_ref().and_then(|said| catalogue.statements.get(said.hit.statement));
        if other.is_none() && n_alone > MOST {
            match &mut all {
                Some((_, ids)) => ids.push(&statement.id),
                None => all = Some((place, vec![&statement.id])),
            }
            continue;
        }
        let message = match other {
            Some(other) => format!("one row holds the words of {} and of {}", other.id, statement.id),
            None => format!(
                "the words of {} stand in a cell that was not taken for it, so its answer was not read",
                statement.id
            ),
        };
        if let Some(said) = said {
            said.is_unclear = true;
        }
        findings.push(
            Finding::new(&rules::WORDING_UNSURE, place, message)
                .reading(was_read)
                .with_suggestion(
                    "Look at the cell, then write statement ID or no statement; or ask the school",
                )
                .with_answers_waiting(1),
        );
    }
    findings.extend(all.map(|(place, missing)| {
        let message = format!(
            "the words of {} stand where nothing says which answers are theirs: {}",
            counted(missing.len(), "statement", "statements"),
            ids(missing.iter().copied())
        );
        Finding::new(&rules::WORDING_UNSURE, place, message)
            .with_suggestion("Look at the sheet, or ask the school for the form as it was sent out")
            .with_answers_waiting(u32::try_from(missing.len()).unwrap_or(u32::MAX))
    }));
    findings
}

fn find(desk: &Desk<'_>, catalogue: &Catalogue, draft: &Draft<'_>) -> Vec<Within> {
    let mut is_said = vec![false; catalogue.statements.len()];
    for said in &draft.said {
        if let Some(slot) = is_said.get_mut(said.hit.statement) {
            *slot = true;
        }
    }
    let missing: Vec<(usize, String)> = catalogue
        .statements
        .iter()
        .enumerate()
        .filter(|(index, statement)| {
            !is_said.get(*index).copied().unwrap_or(true) && catalogue.asks(statement, desk.year)
        })
        .map(|(index, statement)| (index, text::key(&statement.text)))
        .filter(|(_, key)| key.len() >= SHORTEST)
        .collect();
    let Some(shortest) = missing.iter().map(|(_, key)| key.len()).min() else { return Vec::new() };
    let mut grids: Vec<usize> = draft.said.iter().map(|said| said.grid).collect();
    grids.sort_unstable();
    grids.dedup();
    let mut found: Vec<Within> = Vec::new();
    let is_list = draft.form == Form::Long;
    for index in grids {
        let Some(grid) = desk.grids.get(index) else { continue };
        let own = || draft.said.iter().filter(|said| said.grid == index).map(|said| said.hit.row);
        let rows = own().min().unwrap_or(0)..=own().max().unwrap_or(u32::MAX);
        let is_long =
            |cell: &&crate::grid::Cell| cell.value.as_text().is_some_and(|raw| raw.len() >= shortest);
        for cell in grid.cells.iter().filter(is_long) {
            let key = text::key(cell.value.as_text().unwrap_or_default());
            for (statement, wanted) in &missing {
                let is_known = found.iter().any(|within| within.statement == *statement);
                // A row above or below all of this return's is another's; so is any other of a list of many schools.
                let is_anothers = key == *wanted && (is_list || !rows.contains(&cell.row));
                if !is_known && !is_anothers && key.contains(wanted.as_str()) {
                    found.push(Within { statement: *statement, grid: index, cell: (cell.row, cell.column) });
                }
            }
        }
    }
    found
}
