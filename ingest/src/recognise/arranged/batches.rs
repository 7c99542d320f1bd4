//! Tables of many schools that were pasted one below another or side by side, each with headings of its own: two exports,
//! two collations, two lists.
//! In: the grids of a file. Out: the same with each such table by itself; of one collation in sections, with each school in
//! one column. Never parts what one row of headings covers.

mod aligned;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::{
        found::{Looked, Seen},
        header::school_heads::is_sure,
        headings::{self, Head},
        written::says,
    },
};

/// Fewer statements side by side are no export's headings.
const FEWEST: usize = 4;
/// Shorter texts are no statement.
const SHORTEST: usize = 25;
/// As many rows as may stand above the first headings.
const ROWS: usize = 6;
/// As many rows above its statements may name a collation's schools.
const HEAD_ROWS: u32 = 6;

/// The grids anew, where one had to be parted.
pub(crate) fn parted(grids: &[Grid], looked: &[Looked<'_>]) -> Option<Vec<Grid>> {
    let mut changed: Option<Vec<Grid>> = None;
    for (index, (grid, looked)) in grids.iter().zip(looked).enumerate() {
        let seen = &looked.seen;
        let in_sections = || aligned::aligned(grid, &sections(grid, seen)?).map(|grid| vec![grid]);
        let parts = below(grid, seen).or_else(|| beside(grid, seen)).or_else(in_sections);
        match (parts, &mut changed) {
            (Some(parts), Some(all)) => all.extend(parts),
            (Some(parts), None) => {
                let mut all: Vec<Grid> = grids.iter().take(index).cloned().collect();
                all.extend(parts);
                changed = Some(all);
            }
            (None, Some(all)) => all.push(grid.clone()),
            (None, None) => {}
        }
    }
    changed
}

/// The tables one below another.
fn below(grid: &Grid, seen: &[Seen<'_>]) -> Option<Vec<Grid>> {
    let heads = heads_of_exports(grid, seen)
        .or_else(|| heads_of_runs(grid, seen))
        .or_else(|| head_below_form(grid, seen))?;
    let mut from: Vec<u32> = heads.iter().skip(1).map(|head| with_title(grid, seen, *head)).collect();
    from.insert(0, 0);
    let to = from.iter().skip(1).copied().chain([u32::MAX]);
    let of = |(from, to): (u32, u32)| part(grid, |cell| (from..to).contains(&cell.row));
    Some(from.iter().copied().zip(to).map(of).collect())
}

fn part(grid: &Grid, is_own: impl Fn(&Cell) -> bool) -> Grid {
    Grid { cells: grid.cells.iter().filter(|cell| is_own(cell)).cloned().collect(), ..grid.clone() }
}

/// The first row that belongs to a row of headings: lines that stand alone above it are its title, but for a statement.
fn with_title(grid: &Grid, seen: &[Seen<'_>], head: u32) -> u32 {
    const REACH: u32 = 4;
    let is_stated =
        |row: u32| seen.iter().any(|seen| grid.cells.get(seen.cell).is_some_and(|cell| cell.row == row));
    let mut top = head;
    for row in (head.saturating_sub(REACH)..head).rev() {
        match grid.row(row) {
            [] => {}
            // `No`, with nothing beside it, is a row of a form on its side.
            [only] if !is_stated(row) && !names_answer(only) => top = row,
            _ => break,
        }
    }
    top
}

/// Whether a cell is called as a row of a form on its side is.
fn names_answer(cell: &Cell) -> bool {
    let head = cell.value.as_text().and_then(headings::head);
    matches!(head, Some(Head::Answer(_) | Head::AnyAnswer(_) | Head::Comment))
}

/// The rows of headings of exports one below another, a school a row; none where there is but one.
fn heads_of_exports(grid: &Grid, seen: &[Seen<'_>]) -> Option<Vec<u32>> {
    let long = |cells: &[Cell]| -> Vec<String> {
        let texts = cells.iter().filter_map(|cell| cell.value.as_text().filter(|raw| raw.len() >= SHORTEST));
        texts.map(text::key).collect()
    };
    let mut rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let first = rows.by_ref().take(ROWS).find(|cells| {
        let is_long = |cell: &&Cell| cell.value.as_text().is_some_and(|raw| raw.len() >= SHORTEST);
        cells.len() >= FEWEST && cells.iter().filter(is_long).count() >= FEWEST
    })?;
    let first_row = first.first()?.row;
    let n_seen = |row: u32| {
        let at = seen.partition_point(|seen| grid.cells.get(seen.cell).is_some_and(|cell| cell.row < row));
        let own = seen.iter().skip(at);
        own.take_while(|seen| grid.cells.get(seen.cell).is_some_and(|cell| cell.row == row)).count()
    };
    let stated: FxHashSet<String> = long(first).into_iter().collect();
    // Whatever stands around the statements: the same headings once more.
    let is_repeated = |cells: &[Cell]| {
        let own: FxHashSet<String> = long(cells).into_iter().collect();
        own.len() >= FEWEST && own.iter().filter(|text| stated.contains(*text)).count() * 2 > own.len()
    };
    let names_school = |cells: &[Cell]| {
        let mut heads = cells.iter().filter_map(|cell| headings::head(cell.value.as_text()?));
        heads.any(|head| head == Head::School)
    };
    // The last part of one table may have few statements left.
    let is_rest = |cells: &[Cell], n_seen: usize| {
        n_seen > 0 && n_seen + 3 > cells.len() && names_school(cells) && names_school(first)
    };
    let is_head = |cells: &&[Cell]| {
        let n = cells.first().map_or(0, |cell| n_seen(cell.row));
        n >= FEWEST || is_rest(cells, n) || (cells.len() >= FEWEST && is_repeated(cells))
    };
    let later = rows.filter(is_head);
    let mut heads = vec![first_row];
    heads.extend(later.filter_map(|cells| cells.first().map(|cell| cell.row)));
    // A row of instructions is no heading, long as its texts are.
    let is_first = n_seen(first_row) >= FEWEST
        || heads.get(1).is_some_and(|row| n_seen(*row) < FEWEST || is_repeated(grid.row(*row)));
    if !is_first {
        return None;
    }
    // Below each stand its schools; the sections of a form side by side have statements in row after row.
    let has_schools =
        |pair: &[u32]| matches!(pair, [one, next] if (one + 1..*next).any(|row| !grid.row(row).is_empty()));
    (heads.len() > 1 && heads.windows(2).all(has_schools)).then_some(heads)
}

/// The rows of headings of collations or lists one below another, where the second has other schools in its columns, or the
/// columns in another order.
fn heads_of_runs(grid: &Grid, seen: &[Seen<'_>]) -> Option<Vec<u32>> {
    let at = |seen: &Seen<'_>| Some((grid.cells.get(seen.cell)?, seen.hits.first()?.at));
    let mut different = FxHashSet::with_capacity_and_hasher(seen.len(), FxBuildHasher);
    different.extend(seen.iter().filter_map(|seen| at(seen).map(|(_, at)| at)));
    let n_different = different.len();
    if n_different < FEWEST || seen.len() < n_different + FEWEST {
        return None;
    }
    let rows: FxHashSet<u32> = seen.iter().filter_map(|seen| at(seen).map(|(cell, _)| cell.row)).collect();
    let first = grid.cells.get(seen.first()?.cell)?.row;
    let column = grid.cells.get(seen.first()?.cell)?.column;
    let mut known: Option<Vec<(u32, String)>> = None;
    let mut heads = Vec::new();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first()?.row;
        if rows.contains(&row) {
            continue;
        }
        let Some(head) = head_of_run(cells, column) else { continue };
        if row < first {
            // The lowest above the first statement.
            heads = vec![row];
            known = Some(head);
        } else if known.as_ref().is_some_and(|known| *known != head) {
            heads.push(row);
            known = Some(head);
        } else if known.is_none() && is_form_above(&rows, row) {
            // Above stands a school's own form.
            heads = vec![0, row];
            known = Some(head);
        }
    }
    (heads.len() > 1).then_some(heads)
}

/// Whether a good part of a grid's rows of statements stands above a row, and as good a part below.
fn is_form_above(rows: &FxHashSet<u32>, row: u32) -> bool {
    let n_above = rows.iter().filter(|own| **own < row).count();
    n_above >= FEWEST && rows.len() - n_above >= FEWEST
}

/// The row of headings of an export, a school a row, below a form with a statement a row.
fn head_below_form(grid: &Grid, seen: &[Seen<'_>]) -> Option<Vec<u32>> {
    let row_of = |seen: &Seen<'_>| grid.cells.get(seen.cell).map(|cell| cell.row);
    let mut n_alone = 0;
    for own in seen.chunk_by(|one, next| row_of(one) == row_of(next)) {
        match own.len() {
            1 => n_alone += 1,
            n if n >= FEWEST && n_alone >= FEWEST => {
                let row = row_of(own.first()?)?;
                let mut heads = grid.row(row).iter().filter_map(|cell| headings::head(cell.value.as_text()?));
                return heads.any(|head| head == Head::School).then(|| vec![0, row]);
            }
            _ => return None,
        }
    }
    None
}

/// What a row of headings says, each with its column: a list's, or the schools' of a collation.
fn head_of_run(cells: &[Cell], column: u32) -> Option<Vec<(u32, String)>> {
    let texts = || cells.iter().filter_map(|cell| Some((cell.column, cell.value.as_text()?)));
    let said: Vec<Head> = texts().filter_map(|(_, raw)| headings::head(raw)).collect();
    let has = |wanted: fn(&Head) -> bool| said.iter().any(wanted);
    let is_list = has(|head| matches!(head, Head::School | Head::SchoolId))
        && has(|head| matches!(head, Head::Statement | Head::StatementId))
        && has(|head| matches!(head, Head::AnyAnswer(_) | Head::Answer(_)));
    if is_list {
        return Some(texts().map(|(at, raw)| (at, text::key(raw))).collect());
    }
    names_of(cells, column).map(|names| names.schools)
}

/// The schools that a row names beside a column of statements; none where it names fewer than two, or other things as well.
fn names_of(cells: &[Cell], column: u32) -> Option<aligned::Names> {
    const NAMES: usize = 2;
    const MOST: usize = 400;
    if !(NAMES..=MOST).contains(&cells.len()) {
        return None;
    }
    let beside = || cells.iter().filter(|cell| cell.column > column && says(cell));
    beside().nth(NAMES - 1)?;
    let is_other = |cell: &&Cell| {
        let head = cell.value.as_text().and_then(headings::head);
        matches!(head, Some(Head::Comment | Head::Further))
    };
    let schools = || beside().filter(|cell| is_sure(cell));
    let n_other = || beside().filter(|cell| !is_sure(cell) && !is_other(cell)).count();
    (schools().nth(NAMES - 1).is_some() && n_other() <= 1)
        .then(|| aligned::names((cells.first().map_or(0, |cell| cell.row), column), schools()))
}

/// The rows of names of a collation in sections, where they do not all name the same schools in the same columns.
fn sections(grid: &Grid, seen: &[Seen<'_>]) -> Option<Vec<aligned::Names>> {
    let place = |seen: &Seen<'_>| grid.cells.get(seen.cell).map(|cell| (cell.row, cell.column));
    let (first, column) = place(seen.first()?)?;
    let above = (first.saturating_sub(HEAD_ROWS)..first).rev();
    let head = above.into_iter().find_map(|row| names_of(grid.row(row), column))?;
    let rows: FxHashSet<u32> = seen.iter().filter_map(|seen| place(seen).map(|(row, _)| row)).collect();
    let from = grid.cells.partition_point(|cell| cell.row <= head.row);
    let below = grid.cells.get(from..)?.chunk_by(|one, next| one.row == next.row);
    let is_free = |cells: &&[Cell]| cells.first().is_some_and(|cell| !rows.contains(&cell.row));
    // The column of the first statement below.
    let column_below = |cells: &[Cell]| {
        let row = cells.first().map_or(0, |cell| cell.row);
        seen.iter().filter_map(place).find(|(at, _)| *at > row).map(|(_, column)| column)
    };
    let mut all = vec![head];
    all.extend(below.filter(is_free).filter_map(|cells| names_of(cells, column_below(cells)?)));
    let is_other = |own: &aligned::Names| {
        all.first().is_some_and(|head| (head.statements, &head.schools) != (own.statements, &own.schools))
    };
    all.iter().any(is_other).then_some(all)
}

/// Exports side by side, each with a column for its schools.
fn beside(grid: &Grid, seen: &[Seen<'_>]) -> Option<Vec<Grid>> {
    let row = grid.cells.get(seen.first()?.cell)?.row;
    let across: Vec<(u32, usize, usize)> = seen
        .iter()
        .filter_map(|seen| {
            let (cell, at) = (grid.cells.get(seen.cell)?, seen.hits.first()?.at);
            (cell.row == row).then_some((cell.column, at.catalogue, at.statement))
        })
        .collect();
    if across.len() < 2 * FEWEST {
        return None;
    }
    let names_school = |cell: &&Cell| {
        let head = cell.value.as_text().and_then(headings::head);
        matches!(head, Some(Head::School))
    };
    let schools: Vec<u32> = grid.row(row).iter().filter(names_school).map(|cell| cell.column).collect();
    let of = |from: u32, to: u32| -> FxHashSet<(usize, usize)> {
        let own = across.iter().filter(|(column, ..)| (from..to).contains(column));
        own.map(|(_, catalogue, statement)| (*catalogue, *statement)).collect()
    };
    // A second column for the school begins a second export, where the same is asked behind it.
    let mut begins: Vec<u32> = Vec::new();
    for school in schools.iter().skip(1) {
        let from = begins.last().copied().unwrap_or(0);
        if of(from, *school).intersection(&of(*school, u32::MAX)).count() >= FEWEST {
            begins.push(begin(grid, row, *school));
        }
    }
    if begins.is_empty() {
        return None;
    }
    let from = std::iter::once(0).chain(begins.iter().copied());
    let to = begins.iter().copied().chain([u32::MAX]);
    Some(from.zip(to).map(|(from, to)| part(grid, |cell| (from..to).contains(&cell.column))).collect())
}

/// The first column of an export, by that of its schools: the export's own columns before it belong to it.
fn begin(grid: &Grid, row: u32, school: u32) -> u32 {
    let is_own = |column: &u32| {
        let head = grid.at(row, *column).and_then(|cell| cell.value.as_text()).and_then(headings::head);
        matches!(head, Some(Head::Date | Head::Person | Head::SchoolId | Head::Number))
    };
    (0..school).rev().take_while(is_own).last().unwrap_or(school)
}
