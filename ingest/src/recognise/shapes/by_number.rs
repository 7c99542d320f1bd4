//! Remarks in a table of their own that name their statements by the form's own numbers: `No. | Evidence and comments`.
//! In: what was written around the statements. Out: the remarks with their statements. Never takes numbers for statements'
//! where the form has none, where one number stands for two of them, or where they may do no more than count the remarks.

use std::collections::{HashMap, HashSet};

use super::coded::Coded;
use crate::{
    grid::{Cell, Grid, Value},
    normalise::text,
    recognise::{
        draft::{Desk, Draft, Loose, Placed, roles::Role},
        headings::{Head, head},
    },
};

/// Fewer numbered remarks are no table of them.
const FEWEST: usize = 2;
/// No number of a statement is longer.
const LONGEST: usize = 6;

/// Takes such remarks from among the draft's others.
pub(crate) fn take<'g>(desk: &Desk<'g>, draft: &mut Draft<'g>) -> Vec<Coded<'g>> {
    let is_remark = |loose: &&Loose<'_>| loose.placed.role != Some(Role::Aside);
    let loose = draft.loose.iter().filter(is_remark).map(|loose| (loose.grid, loose.placed.cell));
    // In an ordinary form no number stands before such words.
    let is_numbered = |(grid, cell): &(usize, &Cell)| {
        let row = desk.grids.get(*grid).map(|grid| grid.row(cell.row)).unwrap_or_default();
        row.iter().take_while(|other| other.column < cell.column).any(|other| may_be_number(&other.value))
    };
    let numbered = loose.chain(draft.unplaced.iter().copied()).filter(is_numbered);
    let mut columns: Vec<(usize, u32)> = numbered.map(|(grid, cell)| (grid, cell.column)).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut numbers: Option<HashMap<String, usize>> = None;
    let mut taken: Vec<Coded<'g>> = Vec::new();
    for (index, column) in columns {
        let Some(grid) = desk.grids.get(index) else { continue };
        for table in tables(grid, column) {
            let numbers = numbers.get_or_insert_with(|| of_form(desk, draft));
            let Some(rows) = table.on_statements(grid, numbers) else { continue };
            let of_row: HashMap<u32, usize> = rows.into_iter().collect();
            let on = |cell: &Cell| of_row.get(&cell.row).filter(|_| cell.column > table.number).copied();
            let mut add = |cell: &'g Cell| {
                let text = cell.value.as_text().map(text::trim).filter(|raw| !raw.is_empty());
                let found = on(cell).zip(text);
                if let Some((statement, text)) = found
                    && !taken.iter().any(|known| std::ptr::eq(known.cell, cell))
                {
                    taken.push(Coded { statement, grid: index, cell, text });
                }
                found.is_some()
            };
            draft.loose.retain(|Loose { grid, placed: Placed { role, cell }, .. }| {
                let is_own = *grid == index && *role != Some(Role::Aside);
                !(is_own && (cell.row == table.head || add(cell)))
            });
            draft.unplaced.retain(|(grid, cell)| *grid != index || !(cell.row == table.head || add(cell)));
            draft.unknown.retain(|unknown| unknown.grid != index || unknown.text.row != table.head);
            // However short it is, it stands under a heading that asks for it.
            let rows: HashSet<u32> = of_row.keys().copied().collect();
            let own = grid.cells.iter().filter(|cell| cell.column == column && rows.contains(&cell.row));
            own.for_each(|cell| {
                add(cell);
            });
        }
    }
    taken.sort_by_key(|remark| (remark.statement, remark.grid, remark.cell.row, remark.cell.column));
    taken
}

/// A table of remarks.
struct Table {
    /// The row of its headings.
    head: u32,
    /// The column of its numbers.
    number: u32,
    /// Whether its heading says that they are statements'.
    is_sure: bool,
}

/// The tables whose remarks stand in this column: each begins with a heading for remarks that has one for numbers before it
/// and none for the statements' words or for answers beside it.
fn tables(grid: &Grid, column: u32) -> Vec<Table> {
    let is_head = |cell: &&Cell| {
        cell.column == column && cell.value.as_text().is_some_and(|raw| head(raw) == Some(Head::Comment))
    };
    let heads = grid.cells.iter().filter(is_head);
    let table = |cell: &Cell| {
        let mut number = None;
        for other in grid.row(cell.row) {
            let Some(raw) = other.value.as_text() else { continue };
            match head(raw) {
                Some(Head::Number | Head::StatementId | Head::Statement)
                    if other.column < column && number.is_none() =>
                {
                    let words = text::words(raw);
                    let is_sure = ["statement", "question", "indicator"].iter().any(|of| words.contains(of));
                    number = Some((other.column, is_sure));
                }
                Some(Head::Answer(_) | Head::AnyAnswer(_) | Head::Statement | Head::School) => return None,
                _ => {}
            }
        }
        let (number, is_sure) = number?;
        Some(Table { head: cell.row, number, is_sure })
    };
    heads.filter_map(table).collect()
}

impl Table {
    /// Its rows, each with its statement; none where a number is no statement's.
    fn on_statements(&self, grid: &Grid, numbers: &HashMap<String, usize>) -> Option<Vec<(u32, usize)>> {
        let mut rows = Vec::new();
        let mut counted = Vec::new();
        let below = grid.cells.get(grid.cells.partition_point(|cell| cell.row <= self.head)..)?;
        for cells in below.chunk_by(|one, next| one.row == next.row) {
            let (row, number) = (cells.first()?.row, cells.iter().find(|cell| cell.column == self.number));
            let Some(key) = number.and_then(|cell| key(&cell.value)) else {
                // It ends where its numbers do.
                if cells.iter().any(|cell| cell.value != Value::Empty) {
                    break;
                }
                continue;
            };
            rows.push((row, *numbers.get(&key)?));
            counted.push(key);
        }
        let only_counts = || {
            (1..).zip(&counted).all(|(n, key): (usize, &String)| *key == n.to_string())
                && counted.len() < numbers.len()
        };
        (rows.len() >= FEWEST && (self.is_sure || !only_counts())).then_some(rows)
    }
}

/// The numbers that a form gives its statements, each with its statement; none where one stands for two.
pub(crate) fn of_form(desk: &Desk<'_>, draft: &Draft<'_>) -> HashMap<String, usize> {
    let mut numbers = HashMap::new();
    for said in &draft.said {
        let Some(grid) = desk.grids.get(said.grid) else { continue };
        let (row, column) = (said.hit.row, said.hit.column);
        let mut before = grid.row(row).iter().rev().filter(|cell| cell.column < column);
        let beside = before.find_map(|cell| key(&cell.value));
        let own = || {
            let raw = text::trim(grid.at(row, column)?.value.as_text()?);
            let (first, rest) = raw.split_once([' ', '\t', '\u{a0}'])?;
            rest.contains(char::is_alphabetic).then(|| key_of(first)).flatten()
        };
        let Some(key) = beside.or_else(own) else { continue };
        if numbers.insert(key, said.hit.statement).is_some_and(|other| other != said.hit.statement) {
            return HashMap::new();
        }
    }
    numbers
}

/// Whether a value is short enough for a number, and has a figure.
fn may_be_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Text(raw) => raw.len() <= 2 * LONGEST && raw.bytes().any(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

fn key(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => key_of(&number.to_string()),
        Value::Text(raw) => key_of(raw),
        _ => None,
    }
}

/// A number as it is compared: `3.` and `3)` are 3, `P 3` is `p3`.
pub(crate) fn key_of(raw: &str) -> Option<String> {
    let bare = text::trim(raw).trim_start_matches(['(', '#']).trim_end_matches(['.', ')', ':']);
    let is_key = bare.len() <= LONGEST
        && bare.starts_with(|c: char| c.is_ascii_alphanumeric())
        && bare.ends_with(|c: char| c.is_ascii_alphanumeric())
        && bare.bytes().any(|byte| byte.is_ascii_digit())
        && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b' '));
    is_key.then(|| bare.replace(' ', "").to_ascii_lowercase())
}
