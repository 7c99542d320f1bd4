//! Forms laid on their side: the statements along a row, below them a row for each answer, or one of answers, and one of
//! comments.
//! In: a grid. Out: the same with a statement a row, every cell knowing where it stood. Never turns an export: the rows have
//! to be named for answers, each once, and nothing in them may say another.

use schemas::answer::Answer;

use crate::{
    grid::{Block, Cell, Grid, Look, Origin, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        found::exact,
        headings::{self, Head},
        wording::Wordings,
    },
};

/// Fewer statements side by side make no form.
const FEWEST: usize = 4;
/// Shorter texts are no statement.
const SHORTEST: usize = 12;
/// A text as long may be a statement in other words.
const SENTENCE: usize = 25;
/// More rows than this no form on its side has below its statements.
const ROWS: usize = 9;

/// As many more blocks as a form may have.
const BLOCKS: usize = 12;

/// The rows of a form on its side.
struct Side {
    /// The row of the statements.
    head: u32,
    /// The column of the names.
    names: u32,
    /// The rows below with their names.
    rows: Vec<(u32, Head)>,
}

/// The grid with its statements one below another; none where there is nothing to do.
pub(crate) fn mended(grid: &Grid, wordings: &Wordings, words: &Vocabulary) -> Option<Grid> {
    let first = side(grid, wordings, words, None)?;
    let (mut whole, mut from) = laid_out(grid, &first);
    // A section a block, one below another, or as many as go across a page; the last of them may be short.
    for _ in 0..BLOCKS {
        let Some(next) = side(&whole, wordings, words, Some((from, &first))) else { break };
        (whole, from) = laid_out(&whole, &next);
    }
    Some(whole)
}

/// The first form on its side; of those below another, which end at a row, the next with the same names.
fn side(grid: &Grid, wordings: &Wordings, words: &Vocabulary, above: Option<(u32, &Side)>) -> Option<Side> {
    let from = above.map_or(0, |(from, _)| from);
    let fewest = if above.is_some() { 1 } else { FEWEST };
    let begin = grid.cells.partition_point(|cell| cell.row < from);
    let below_last = grid.cells.get(begin..)?;
    let rows = || below_last.chunk_by(|one, next| one.row == next.row);
    let is_statement = |cell: &&Cell| {
        let raw = cell.value.as_text().unwrap_or_default();
        raw.len() >= SHORTEST && !exact(wordings, raw).is_empty()
    };
    // In other words they are known once they stand one below another.
    let is_sentence = |cell: &&Cell| cell.value.as_text().is_some_and(|raw| raw.len() >= SENTENCE);
    let may_hold = |cells: &&[Cell], is_one: &dyn Fn(&&Cell) -> bool| {
        cells.len() >= fewest && cells.iter().filter(|cell| is_one(cell)).count() >= fewest
    };
    let known = rows().find(|cells| may_hold(cells, &is_statement));
    let (head, first) = match known {
        Some(head) => (head, head.iter().find(is_statement)?),
        None if above.is_some() => return None,
        None => {
            let head = rows().find(|cells| may_hold(cells, &is_sentence))?;
            (head, head.iter().find(is_sentence)?)
        }
    };
    let (row, first) = (first.row, first.column);
    let rows = rows().skip_while(|cells| cells.first().is_none_or(|cell| cell.row <= row));
    let corner = head.iter().filter(|cell| cell.column < first).find_map(|cell| cell.value.as_text());
    // A heading over the names is one of an export's columns.
    if corner
        .and_then(headings::head)
        .is_some_and(|head| !matches!(head, Head::Statement | Head::AnyAnswer(_)))
    {
        return None;
    }
    // So may be a question, whose own answers stand below it, beside those to the statements in words.
    let is_question = corner.is_some_and(|raw| raw.len() > 40);
    let mut below: Vec<(u32, Head)> = Vec::new();
    let mut names = None;
    for cells in rows {
        let Some(name) = cells.first().filter(|cell| cell.column < first) else { break };
        let Some(raw) = name.value.as_text() else { break };
        // The next statements, with a heading of their own.
        if cells.iter().skip(1).any(|cell| is_statement(&cell)) {
            break;
        }
        let head = words.answer(raw).map(Head::Answer).or_else(|| headings::head(raw));
        let Some(head) = head else { break };
        if below.iter().any(|(_, known)| *known == head) || names.is_some_and(|column| column != name.column)
        {
            return None;
        }
        names = Some(name.column);
        let mut others = cells.iter().skip(1);
        let says_one = |cell: &Cell| matches!(read_mark(cell, words).mark, Mark::Says(_));
        match head {
            Head::Answer(_) if is_question && others.clone().any(says_one) => return None,
            Head::Answer(answer) if others.any(|cell| says_other(cell, answer, words)) => return None,
            Head::Answer(_) | Head::Comment => {}
            _ if is_question => return None,
            _ => {}
        }
        below.push((name.row, head));
    }
    let n_answers = below.iter().filter(|(_, head)| matches!(head, Head::Answer(_))).count();
    let n_asked = below.iter().filter(|(_, head)| matches!(head, Head::AnyAnswer(_))).count();
    let is_form = below.len() <= ROWS && matches!((n_answers, n_asked), (2.., 0) | (0, 1));
    let side = Side { head: row, names: names?, rows: below };
    let is_alike = above.is_none_or(|(_, first)| {
        let heads = |side: &Side| side.rows.iter().map(|(_, head)| *head).collect::<Vec<_>>();
        heads(first) == heads(&side)
    });
    (is_form && is_alike).then_some(side)
}

/// Whether a cell in an answer's row says another answer; what does not apply may be said in any of them.
fn says_other(cell: &Cell, answer: Answer, words: &Vocabulary) -> bool {
    matches!(read_mark(cell, words).mark, Mark::Says(said) if ![answer, Answer::Yes, Answer::NotApplicable].contains(&said))
}

/// The grid with these statements one below another, and the row at which what stood below them begins.
fn laid_out(grid: &Grid, side: &Side) -> (Grid, u32) {
    let last = side.rows.last().map_or(side.head, |(row, _)| *row);
    let row_of = |cell: &Cell| match side.rows.iter().position(|(row, _)| *row == cell.row) {
        Some(at) => u32::try_from(at + 1).ok(),
        None => (cell.row == side.head).then_some(0),
    };
    let mut columns: Vec<u32> = grid
        .cells
        .iter()
        .filter(|cell| row_of(cell).is_some() && cell.column > side.names)
        .map(|cell| cell.column)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let below = side.head + 1 + u32::try_from(columns.len()).unwrap_or(u32::MAX - side.head - 2);
    let mut cells: Vec<Cell> = Vec::with_capacity(grid.cells.len() + 1);
    let mut origins: Vec<Origin> = Vec::new();
    let mut put = |cell: &Cell, row: u32, column: u32| {
        cells.push(Cell { row, column, ..cell.clone() });
        let sheet = grid.sheet_of(cell.row, cell.column).into();
        let known = grid.origins.binary_search_by_key(&(cell.row, cell.column), |one| (one.row, one.column));
        let from = known.ok().and_then(|at| grid.origins.get(at)).map(|origin| origin.from);
        origins.push(Origin { row, column, sheet, from: from.unwrap_or((cell.row, cell.column)) });
    };
    for cell in &grid.cells {
        match row_of(cell) {
            Some(at) if cell.column == side.names => put(cell, side.head, at),
            Some(at) => {
                let Ok(place) = columns.binary_search(&cell.column) else { continue };
                put(cell, side.head + 1 + u32::try_from(place).unwrap_or(0), at);
            }
            None if cell.row < side.head => put(cell, cell.row, cell.column),
            None => put(cell, below.saturating_add(cell.row.saturating_sub(last)), cell.column),
        }
    }
    if grid.at(side.head, side.names).is_none_or(|cell| cell.value.as_text().is_none_or(text::is_blank)) {
        cells.retain(|cell| (cell.row, cell.column) != (side.head, 0));
        let value = Value::Text("Statement".into());
        cells.push(Cell { row: side.head, column: 0, value, look: Look::default() });
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    cells.dedup_by_key(|cell| (cell.row, cell.column));
    origins.sort_by_key(|origin| (origin.row, origin.column));
    let turned = grid.merges.iter().filter_map(|block| {
        let at = side.rows.iter().position(|(row, _)| block.top == *row && block.bottom == *row)?;
        let column = u32::try_from(at + 1).ok()?;
        let row = |column| {
            let place = columns.binary_search(&column).ok()?;
            Some(side.head + 1 + u32::try_from(place).ok()?)
        };
        Some(Block { top: row(block.left)?, left: column, bottom: row(block.right)?, right: column })
    });
    let above = grid.merges.iter().filter(|block| block.bottom < side.head).copied();
    let merges = above.chain(turned).collect();
    let hidden_rows = grid.hidden_rows.iter().filter(|row| **row < side.head).copied().collect();
    (Grid { cells, merges, hidden_rows, origins, ..grid.clone() }, below)
}
