//! Boxes in a cell: beside each statement of a document's table one cell that holds a small table of a row, a box for each
//! answer.
//! In: the grids of a file. Out: the same with such boxes in columns of the table, every cell knowing where it came from. Never
//! spreads small tables that hold more than a mark in one of their boxes, nor those beside other answers: of these, which box
//! holds the mark is kept.

use std::collections::{BTreeMap, HashMap};

use schemas::answer::Answer;

use crate::{
    grid::{Block, Cell, Grid, Origin, Stands, Value},
    normalise::text,
    recognise::{
        found::Looked,
        headings::{self, Head},
        wording::StatementAt,
        written::as_written,
    },
};

/// Fewer such cells make no habit.
const FEWEST: usize = 4;
/// More boxes are no answers'.
const WIDEST: u32 = 6;
/// A longer text in a box is no mark.
const LONGEST: usize = 20;

/// The grids with such boxes in columns of their own; none where there are none.
pub(crate) fn spread(grids: &[Grid]) -> Option<Vec<Grid>> {
    let is_within = |grid: &&Grid| matches!(grid.stands, Stands::Within { .. });
    grids.iter().filter(is_within).nth(FEWEST - 1)?;
    // By the outer table's number and its column: the rows with what stands in them.
    let mut inner: BTreeMap<(usize, u32), Vec<(u32, usize)>> = BTreeMap::new();
    for (index, grid) in grids.iter().enumerate() {
        if let Stands::Within { table, row, column } = grid.stands {
            inner.entry((table, column)).or_default().push((row, index));
        }
    }
    let mut changed: Option<Vec<Option<Grid>>> = None;
    let mut found: BTreeMap<usize, Vec<Boxes<'_>>> = BTreeMap::new();
    for ((table, column), inner) in inner {
        if let Some(boxes) = Boxes::found(grids, column, inner) {
            found.entry(table).or_default().push(boxes);
        }
    }
    for (table, boxes) in found {
        let Some(index) = grids.iter().position(|grid| number_of(grid) == Some(table)) else { continue };
        let Some(outer) = grids.get(index) else { continue };
        let all = changed.get_or_insert_with(|| grids.iter().cloned().map(Some).collect());
        let laid_out = match boxes.as_slice() {
            [only] if only.are_answers(outer) => {
                for (_, within) in &only.inner {
                    if let Some(slot) = all.get_mut(*within) {
                        *slot = None;
                    }
                }
                only.laid_out(outer)
            }
            _ => in_bars(outer, &boxes),
        };
        if let Some(slot) = all.get_mut(index) {
            *slot = Some(laid_out);
        }
    }
    changed.map(|all| all.into_iter().flatten().collect())
}

/// The table with the boxes of each cell between bars, `| x |`: which of them holds the mark is not lost.
fn in_bars(outer: &Grid, boxes: &[Boxes<'_>]) -> Grid {
    let mut barred = outer.clone();
    for cell in &mut barred.cells {
        let own = boxes.iter().find(|boxes| boxes.column == cell.column);
        let inner = own.and_then(|boxes| boxes.in_row(cell.row)).filter(|inner| !names_boxes(inner));
        let (Some(own), Some(inner)) = (own, inner) else { continue };
        if is_all_of(cell, inner) {
            let one = |column| inner.at(0, column).map(said).unwrap_or_default();
            let all: Vec<String> = (0..own.width).map(one).collect();
            cell.value = Value::Text(format!("| {} |", all.join(" | ")).into());
        }
    }
    barred
}

/// What a cell says, in one line.
fn said(cell: &Cell) -> String {
    as_written(&cell.value)
}

/// Whether a cell holds no words but those of the small table within it.
fn is_all_of(cell: &Cell, inner: &Grid) -> bool {
    let plain = |raw: &str| raw.split_whitespace().collect::<String>();
    let within: String = inner.cells.iter().map(said).collect();
    plain(&said(cell)) == plain(&within)
}

/// Leaves out of what was seen the cells in which a table of its own stands that has the statement itself: a cell's text has all
/// that its table says.
pub(crate) fn leave_outer(grids: &[Grid], all_looked: &mut [Looked<'_>]) {
    // By the outer table's number and its cell: the statements that were seen in the table there.
    let mut inner: HashMap<(usize, u32, u32), Vec<StatementAt>> = HashMap::new();
    for (grid, looked) in grids.iter().zip(&*all_looked) {
        if let Stands::Within { table, row, column } = grid.stands {
            let own = looked.seen.iter().flat_map(|seen| seen.hits).map(|hit| hit.at);
            inner.entry((table, row, column)).or_default().extend(own);
        }
    }
    if inner.is_empty() {
        return;
    }
    for (outer, looked) in grids.iter().zip(all_looked) {
        let Some(table) = number_of(outer) else { continue };
        looked.seen.retain(|seen| {
            let cell = outer.cells.get(seen.cell).filter(|_| seen.has_more);
            let own = cell.and_then(|cell| inner.get(&(table, cell.row, cell.column)));
            own.is_none_or(|own| !seen.hits.iter().any(|hit| own.contains(&hit.at)))
        });
    }
}

/// The number of a document's table.
fn number_of(grid: &Grid) -> Option<usize> {
    grid.sheet.strip_prefix("table ")?.parse().ok()
}

/// The small tables in one column of an outer table.
struct Boxes<'g> {
    column: u32,
    width: u32,
    /// The outer table's rows, rising, with the small table that stands in each.
    rows: Vec<(u32, &'g Grid)>,
    /// The same rows, with the small tables' indexes.
    inner: Vec<(u32, usize)>,
}

impl<'g> Boxes<'g> {
    /// The boxes, where each cell holds one small table of one row, and no more than one of its boxes is filled.
    fn found(grids: &'g [Grid], column: u32, inner: Vec<(u32, usize)>) -> Option<Self> {
        let mut rows: Vec<(u32, &Grid)> = Vec::with_capacity(inner.len());
        for (row, index) in &inner {
            rows.push((*row, grids.get(*index)?));
        }
        rows.sort_by_key(|(row, _)| *row);
        let is_twice = rows.windows(2).any(|pair| matches!(pair, [one, next] if one.0 == next.0));
        let is_plain = |grid: &Grid| {
            grid.cells.iter().all(|cell| cell.row == 0 && cell.column < WIDEST) && grid.merges.is_empty()
        };
        if rows.len() < FEWEST || is_twice || !rows.iter().all(|(_, grid)| is_plain(grid)) {
            return None;
        }
        let (heads, marks): (Vec<&Grid>, Vec<&Grid>) =
            rows.iter().map(|(_, grid)| *grid).partition(|grid| names_boxes(grid));
        let is_mark = |cell: &&Cell| cell.value.as_text().is_none_or(|raw| raw.len() <= LONGEST);
        let is_box = |grid: &&Grid| grid.cells.len() < 3 && grid.cells.iter().all(|cell| is_mark(&cell));
        let n_boxes = marks.iter().filter(|grid| is_box(grid)).count();
        let mut used: Vec<u32> =
            marks.iter().flat_map(|grid| grid.cells.iter().map(|cell| cell.column)).collect();
        used.sort_unstable();
        used.dedup();
        let n_filled: usize = marks.iter().map(|grid| grid.cells.len()).sum();
        // Two of three boxes may be ticked by a slip, and not throughout.
        let is_chosen = n_boxes == marks.len() && n_filled * 4 <= marks.len() * 5;
        if !is_chosen || marks.len() < FEWEST || (heads.is_empty() && used.len() < 2) {
            return None;
        }
        let width = rows.iter().flat_map(|(_, grid)| &grid.cells).map(|cell| cell.column + 1).max()?;
        (width > 1).then_some(Self { column, width, rows, inner })
    }

    /// The small table in a row.
    fn in_row(&self, row: u32) -> Option<&'g Grid> {
        let at = self.rows.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.rows.get(at).map(|(_, grid)| *grid)
    }

    /// Whether the boxes are the form's only answers, with nothing but marks in their cells: of their own headings, or below a
    /// heading that asks for the answer.
    fn are_answers(&self, outer: &Grid) -> bool {
        let is_other = |cell: &&Cell| cell.column != self.column;
        let asks = |cell: &Cell| {
            cell.value
                .as_text()
                .is_some_and(|raw| matches!(headings::head(raw), Some(Head::Answer(_) | Head::AnyAnswer(_))))
        };
        let first = self.rows.iter().find(|(_, grid)| !names_boxes(grid)).map_or(0, |(row, _)| *row);
        // Above the first boxes, and in each row that names them.
        let is_heading = |row: u32| row < first || self.in_row(row).is_some_and(names_boxes);
        let others_ask = || {
            let heads = outer.cells.iter().filter(|cell| is_heading(cell.row));
            heads.filter(is_other).any(asks)
        };
        let is_named = self.rows.iter().any(|(_, grid)| names_boxes(grid));
        let is_asked = || {
            let above = first.checked_sub(1).and_then(|row| outer.at(row, self.column));
            above.is_some_and(asks)
        };
        let own = outer.cells.iter().filter(|cell| cell.column == self.column);
        let holds_more = own
            .filter_map(|cell| Some((cell, self.in_row(cell.row)?)))
            .any(|(cell, inner)| !is_all_of(cell, inner));
        // What is kept by a cell's place would be lost with its table.
        let is_bare = |grid: &Grid| {
            grid.drawn_over.is_empty()
                && grid.notes.is_empty()
                && grid.letters.is_empty()
                && grid.links.is_empty()
        };
        let are_bare = || self.rows.iter().all(|(_, grid)| is_bare(grid));
        !holds_more && (is_named || is_asked()) && !others_ask() && are_bare()
    }

    /// The outer table with the boxes in columns.
    fn laid_out(&self, outer: &Grid) -> Grid {
        let by = self.width - 1;
        let moved = |column: u32| if column > self.column { column.saturating_add(by) } else { column };
        let within = |row: u32| self.rows.binary_search_by_key(&row, |(row, _)| *row).ok();
        let mut placed: Vec<(Cell, Origin)> = Vec::new();
        let mut merges: Vec<Block> = outer
            .merges
            .iter()
            .map(|block| Block {
                left: moved(block.left),
                right: if block.right >= self.column { block.right.saturating_add(by) } else { block.right },
                ..*block
            })
            .collect();
        for cell in &outer.cells {
            if cell.column == self.column && within(cell.row).is_some() {
                continue;
            }
            // What heads the boxes as a whole stands over all of them.
            if cell.column == self.column
                && !merges.iter().any(|block| block.top == cell.row && block.left == cell.column)
            {
                let right = self.column.saturating_add(by);
                merges.push(Block { top: cell.row, left: self.column, bottom: cell.row, right });
            }
            placed.push(with_origin(outer, cell, (cell.row, moved(cell.column))));
        }
        for (row, grid) in &self.rows {
            placed.extend(
                grid.cells
                    .iter()
                    .map(|cell| with_origin(grid, cell, (*row, self.column.saturating_add(cell.column)))),
            );
        }
        placed.sort_by_key(|(cell, _)| (cell.row, cell.column));
        merges.sort_unstable_by_key(|block| (block.top, block.left));
        let (cells, origins) = placed.into_iter().unzip();
        Grid {
            cells,
            origins,
            merges,
            // Colours are looked up by where a cell stood: those of the first row would be taken for the boxes'.
            letters: outer.letters.iter().filter(|(row, ..)| *row > 0).copied().collect(),
            hidden_columns: outer.hidden_columns.iter().map(|column| moved(*column)).collect(),
            ..outer.clone()
        }
    }
}

/// A cell at another place, and where it stood.
fn with_origin(grid: &Grid, cell: &Cell, (row, column): (u32, u32)) -> (Cell, Origin) {
    let sheet = grid.sheet_of(cell.row, cell.column).into();
    let origin = Origin { row, column, sheet, from: grid.stood_at(cell.row, cell.column) };
    (Cell { row, column, ..cell.clone() }, origin)
}

/// Whether a small table names the boxes of those below it: `Yes | Partly | No`.
fn names_boxes(grid: &Grid) -> bool {
    let mut named: Vec<Answer> = Vec::new();
    for cell in &grid.cells {
        let Value::Text(raw) = &cell.value else { return false };
        match headings::head(text::trim(raw)) {
            Some(Head::Answer(answer)) if !named.contains(&answer) => named.push(answer),
            _ => return false,
        }
    }
    named.len() > 1
}
