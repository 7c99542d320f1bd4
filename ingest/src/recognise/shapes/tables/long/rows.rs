//! A list's rows in which no statement stands: those of a statement that is written once for several schools, and those in
//! which a school says something of its own.
//! In: the list's rows. Out: a hit for each school's row under a statement, and words for the schools. Never carries a
//! statement down where the list writes it out for every school: such a row has lost its own.

use std::collections::{BTreeMap, HashSet};

use schemas::finding::Finding;

use super::{Group, Keys, Table, key_of, schools::Schools};
use crate::{
    grid::{Cell, Grid},
    normalise::marks::{Mark, read_mark},
    recognise::{
        draft::{Desk, Loose, Placed, roles::Role},
        found::{Found, Hit},
        headings::{self, bands::Band, is_sum},
        shapes::unplaced,
        written::says,
    },
};

/// The hits with one more for each row of another school below a statement that is written, or merged, once.
pub(super) fn with_rows_below(grid: &Grid, band: &Band, hits: Vec<Hit>, schools: &Schools) -> Vec<Hit> {
    let statements: HashSet<usize> = hits.iter().map(|hit| hit.statement).collect();
    if statements.len() < hits.len() {
        return hits;
    }
    let first = hits.first().map_or(u32::MAX, |hit| hit.row);
    let rows = || {
        let all = grid.cells.chunk_by(|one, next| one.row == next.row);
        all.filter(|cells| cells.first().is_some_and(|cell| cell.row >= first && cell.row > band.row))
    };
    // A title of a section stands alone in its row; a school does so where it stands with an answer elsewhere.
    let has_more = |cells: &&[Cell]| cells.iter().any(|cell| says(cell) && !schools.has(cell.column));
    let known: HashSet<String> = rows().filter(has_more).map(|cells| schools.key(cells)).collect();
    let mut all = Vec::with_capacity(hits.len());
    let mut above = hits.into_iter().peekable();
    let mut here: Vec<String> = Vec::new();
    let mut last: Option<(Hit, u32)> = None;
    for cells in rows() {
        let row = cells.first().map_or(0, |cell| cell.row);
        let key = schools.key(cells);
        if above.peek().is_some_and(|hit| hit.row == row) {
            let Some(hit) = above.next() else { break };
            here = vec![key];
            last = Some((hit.clone(), row));
            all.push(hit);
            continue;
        }
        let Some((hit, before)) = &mut last else { continue };
        let has_own = cells.iter().any(|cell| cell.column == hit.column && says(cell));
        let is_next = *before + 1 == row && !key.is_empty() && !has_own && known.contains(&key);
        if !is_next || here.contains(&key) {
            last = None;
            continue;
        }
        here.push(key);
        *before = row;
        all.push(Hit { row, ..hit.clone() });
    }
    all
}

/// Hands what a school says in a row of its own, beside no statement and no mark, to its return; what is said for a school
/// that answers nothing comes back as a note.
pub(super) fn take_said<'g>(
    desk: &Desk<'g>,
    table: &Table<'_, 'g>,
    (found, is_hit): (&Found, &dyn Fn(u32) -> bool),
    (groups, by_key): (&mut [Group<'g>], &Keys),
) -> Vec<Finding> {
    let is_known = |row: u32| is_hit(row) || found.doubts.iter().any(|doubt| doubt.row == row);
    let is_mark = |cell: &Cell| {
        table.slots.iter().any(|(slot, _)| *slot == cell.column)
            && matches!(read_mark(cell, desk.words).mark, Mark::Says(_) | Mark::Tick(_) | Mark::Several)
    };
    // `How many staff have been trained?` is asked of a school, where its row says whose it is.
    let is_asked = |raw: &str| raw.starts_with("How many ") || raw.starts_with("Number of ");
    let mut rows: Vec<(String, bool, &'g [Cell])> = Vec::new();
    let mut named = (None, None);
    for cells in table.grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first().map_or(0, |cell| cell.row);
        if row <= table.band.row {
            continue;
        }
        let here = table.schools.named(cells);
        named = if here == (None, None) { named } else { here };
        let sums = |cell: &Cell| {
            cell.value.as_text().is_some_and(|raw| is_sum(raw) && (here == (None, None) || !is_asked(raw)))
        };
        let is_passed =
            is_known(row) || table.is_left_out(row) || cells.iter().any(|cell| is_mark(cell) || sums(cell));
        if !is_passed {
            rows.push((key_of(named), here != (None, None), cells));
        }
    }
    // What stands for several schools in the statements' own column is the list's.
    let own_of = |cells: &'g [Cell]| cells.iter().find(|cell| cell.column == table.column);
    let mut n_schools: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for (key, _, cells) in &rows {
        if let Some(raw) = own_of(cells).and_then(|cell| cell.value.as_text()) {
            n_schools.entry(raw).or_default().insert(key);
        }
    }
    let is_lists = |raw: &str| {
        headings::head(raw).is_some() || n_schools.get(raw).is_some_and(|schools| schools.len() > 1)
    };
    let mut of_nobody = Vec::new();
    for (key, is_named, cells) in &rows {
        let own =
            own_of(cells).filter(|cell| *is_named && cell.value.as_text().is_none_or(|raw| !is_lists(raw)));
        let beside = table.beside(cells).into_iter().filter(|placed| placed.cell.column != table.column);
        let said = beside.map(|placed| placed.cell).chain(own.filter(|cell| says(cell)));
        match by_key.get(key).and_then(|at| groups.get_mut(*at)) {
            Some((_, draft)) => draft.loose.extend(said.map(|cell| Loose {
                grid: table.index,
                statement: None,
                placed: Placed { role: Some(Role::Comment), cell },
            })),
            None => of_nobody.extend(said),
        }
    }
    unplaced::of_no_school(desk, table.index, &of_nobody)
}
