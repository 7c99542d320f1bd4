//! Statements sorted by their answer: those in place below `Fully in place`, the others below `Partly in place` and `Not in
//! place`, or each answer's in a column, a table or a sheet of its own.
//! In: a grid with its statements. Out: the same with each statement's heading beside it as its answer, every cell knowing
//! where it came from. Never sorts what is marked as well, nor where a heading stands over one statement like over the next:
//! that may be the answer to the one above.

mod apart;

pub(crate) use self::apart::mended as apart;
use crate::{
    grid::{Cell, Grid, Look, Origin, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        columns::askance::asks_of_others,
        found::Seen,
        headings::{self, Head},
    },
};
use schemas::answer::Answer;

/// Fewer statements are not sorted.
const FEWEST: usize = 4;
/// So many rows above the first statement may say what is sorted.
const REACH: u32 = 4;
/// No heading of such a group is longer.
const LONGEST: usize = 40;

/// The grid with its statements' headings beside them; none where they are not sorted by answers.
pub(crate) fn mended(grid: &Grid, seen: &[Seen<'_>], words: &Vocabulary) -> Option<Grid> {
    if seen.len() < FEWEST {
        return None;
    }
    let stated: Vec<&Cell> = seen.iter().filter_map(|seen| grid.cells.get(seen.cell)).collect();
    // What is sorted may be what is wanted, or to come.
    let first = stated.first()?.row;
    let is_asked_else = || {
        let above = (first.saturating_sub(REACH)..first).flat_map(|row| grid.row(row));
        let others = above.filter(|cell| named(cell, words).is_none());
        others.into_iter().filter_map(|cell| cell.value.as_text()).any(asks_of_others)
            || asks_of_others(&grid.sheet)
    };
    in_columns(grid, &stated, words).or_else(|| in_groups(grid, &stated, words)).filter(|_| !is_asked_else())
}

/// A group's heading with the answer that it names, and the words that do.
#[derive(Clone, Copy)]
struct Named<'g> {
    cell: &'g Cell,
    words: &'g str,
    answer: Answer,
}

/// What a group's heading names.
fn named<'g>(cell: &'g Cell, words: &Vocabulary) -> Option<Named<'g>> {
    let raw = cell.value.as_text()?;
    let (answer, said) = answer_named(raw, words)?;
    Some(Named { cell, words: said, answer })
}

/// The answer that a group's heading names, with the words that say it in a cell.
fn answer_named<'t>(raw: &'t str, words: &Vocabulary) -> Option<(Answer, &'t str)> {
    const OPENINGS: [&str; 12] = [
        "the following statements are ",
        "the following are ",
        "the statements below are ",
        "statements below are ",
        "these statements are ",
        "these are ",
        "statements we answer ",
        "statements answered ",
        "statements which are ",
        "statements that are ",
        "statements we ",
        "statements ",
    ];
    const LONGEST_BEHIND: usize = 24;
    let raw = text::trim(raw).trim_end_matches([':', '.', ' ']);
    if raw.is_empty() || raw.contains(['/', '|', '=']) {
        return None;
    }
    let bare = OPENINGS.iter().find_map(|opening| {
        let begin = raw.get(..opening.len()).filter(|begin| begin.eq_ignore_ascii_case(opening))?;
        raw.get(begin.len()..).filter(|bare| bare.len() <= LONGEST_BEHIND)
    });
    if bare.is_none() && raw.len() > LONGEST {
        return None;
    }
    let bare = text::trim(bare.unwrap_or(raw));
    if bare.len() < raw.len() {
        let answer = match text::words(bare).as_str() {
            "meet" | "fully meet" | "meet fully" => Some((Answer::Yes, "Yes")),
            "partly meet" | "partially meet" | "meet in part" | "meet partly" => {
                Some((Answer::Partly, "Partly"))
            }
            "do not meet" | "dont meet" | "do not yet meet" | "dont yet meet" => Some((Answer::No, "No")),
            _ => None,
        };
        if answer.is_some() {
            return answer;
        }
    }
    let answer = match headings::head(bare) {
        Some(Head::Answer(answer)) => answer,
        _ => words.answer(bare)?,
    };
    Some((answer, bare))
}

/// Whether cells are a group's heading alone, or with one for comments beside it; else none.
pub(crate) fn heading(cells: &[Cell]) -> Option<&Cell> {
    let is_comments =
        |cell: &Cell| cell.value.as_text().and_then(headings::head).is_some_and(|head| head == Head::Comment);
    let (first, rest) = cells.split_first()?;
    rest.iter().all(is_comments).then_some(first)
}

/// Below each other: a heading alone in its row, and the statements that it holds for.
fn in_groups(grid: &Grid, stated: &[&Cell], words: &Vocabulary) -> Option<Grid> {
    let (first, last) = (*stated.first()?, *stated.last()?);
    if stated.iter().any(|cell| cell.column != first.column) {
        return None;
    }
    let from = grid.cells.partition_point(|cell| cell.row + 2 < first.row);
    let rows = grid.cells.get(from..)?.chunk_by(|one, next| one.row == next.row);
    let mut heads: Vec<Named<'_>> = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    let mut current: Option<Named<'_>> = None;
    let mut answered: Vec<(u32, Named<'_>)> = Vec::new();
    for cells in rows.take_while(|cells| cells.first().is_some_and(|cell| cell.row <= last.row)) {
        let own = cells.first()?;
        if stated.binary_search_by_key(&own.row, |cell| cell.row).is_ok() {
            let head = current?;
            // Beside it nothing may stand but words.
            let is_said = |cell: &Cell| matches!(read_mark(cell, words).mark, Mark::Prose);
            if !cells.iter().all(|cell| cell.column <= first.column || is_said(cell) || may_be_remark(cell)) {
                return None;
            }
            if let Some(n) = groups.last_mut() {
                *n += 1;
            }
            answered.push((own.row, head));
            continue;
        }
        let Some(only) = heading(cells) else { continue };
        match named(only, words) {
            Some(head) if only.column <= first.column + 1 => {
                heads.push(head);
                groups.push(0);
                current = Some(head);
            }
            // A section's title ends the group above it.
            _ if only.column == first.column => current = None,
            _ => {}
        }
    }
    // A heading over each single statement may be the answer to the one above; not where each heading stands once, over the
    // first statement too, and one of them over many.
    let are_several = n_answers(&heads) > 1 && groups.iter().filter(|n| **n > 1).count() > 1;
    if !are_several {
        heads.extend(left_empty(grid, last, words));
    }
    let is_once = || {
        n_answers(&heads) == heads.len()
            && groups.iter().all(|n| *n > 0)
            && groups.iter().any(|n| *n >= FEWEST)
    };
    let is_sorted = heads.len() > 1
        && answered.len() == stated.len()
        && (are_several || is_once())
        && groups.len() * 2 <= stated.len();
    if !is_sorted {
        return None;
    }
    let beyond = grid.cells.iter().map(|cell| cell.column).max()?.checked_add(1)?;
    let mut laid = Laid::new(grid);
    let top = heads.first()?.cell;
    for cell in &grid.cells {
        // The headings for comments are the first group's.
        let is_again = cell.row > top.row && heads.iter().any(|head| head.cell.row == cell.row);
        if !is_again && !std::ptr::eq(top, cell) {
            laid.put((cell.row, cell.column), cell);
        }
    }
    laid.headings((top.row, [first.column, beyond]), top);
    for (row, head) in answered {
        laid.answer((row, beyond), head);
    }
    Some(laid.grid())
}

/// How many different answers headings name.
fn n_answers(heads: &[Named<'_>]) -> usize {
    let mut answers: Vec<Answer> = heads.iter().map(|head| head.answer).collect();
    answers.sort_unstable();
    answers.dedup();
    answers.len()
}

/// The only heading above a form's first statement, where it names an answer and stands alone in its row: every statement may
/// have been put below it.
pub(crate) fn over_all<'g>(
    grid: &'g Grid,
    (row, column): (u32, u32),
    words: &Vocabulary,
) -> Option<&'g Cell> {
    let asks = |cell: &Cell| cell.value.as_text().is_some_and(|raw| raw.contains('?'));
    let is_own = |cell: &&Cell| cell.column <= column + 1 && !asks(cell) && named(cell, words).is_some();
    let above = || (row.saturating_sub(REACH)..row).map(|row| grid.row(row));
    // `Yes | Partly | No` in a row of their own are the form's columns, whatever its title says.
    let are_columns = |cells: &[Cell]| cells.iter().filter(|cell| named(cell, words).is_some()).count() > 1;
    let mut heads = above().filter_map(|cells| heading(cells).filter(is_own));
    heads.next().filter(|_| heads.next().is_none() && !above().any(are_columns))
}

/// The headings of groups below the last statement, where the school says of each that no statement is there: `Not in place`,
/// and `None` below it. With nothing below them they may be the form's, from which no statement was moved yet.
fn left_empty<'g>(grid: &'g Grid, last: &Cell, words: &Vocabulary) -> Vec<Named<'g>> {
    const NONE: &str = "none nil nothing";
    const MOST_ROWS: usize = 6;
    let from = grid.cells.partition_point(|cell| cell.row <= last.row);
    let rows = grid.cells.get(from..).unwrap_or_default().chunk_by(|one, next| one.row == next.row);
    let mut heads: Vec<Named<'_>> = Vec::new();
    let mut n_said = 0;
    for cells in rows.take(MOST_ROWS) {
        let Some(only) = heading(cells).filter(|only| only.column <= last.column + 1) else { break };
        let said = only.value.as_text().map(text::words).unwrap_or_default();
        if n_said < heads.len() && NONE.split(' ').any(|none| none == said) {
            n_said += 1;
            continue;
        }
        let Some(head) = named(only, words) else { break };
        heads.push(head);
    }
    if n_said == heads.len() { heads } else { Vec::new() }
}

/// Whether a cell beside a sorted statement may be what is said to it, though it opens like an answer: a sentence.
fn may_be_remark(cell: &Cell) -> bool {
    const SENTENCE: usize = 12;
    cell.value.as_text().is_some_and(|raw| text::trim(raw).len() >= SENTENCE)
}

/// Side by side: headings in a row, and below each the statements that it holds for.
fn in_columns(grid: &Grid, stated: &[&Cell], words: &Vocabulary) -> Option<Grid> {
    let first = stated.first()?;
    if stated.iter().all(|cell| cell.column == first.column) {
        return None;
    }
    let above = first.row.checked_sub(1)?;
    let heads: Vec<Named<'_>> = grid.row(above).iter().filter_map(|cell| named(cell, words)).collect();
    let mut answers: Vec<Answer> = heads.iter().map(|head| head.answer).collect();
    answers.sort_unstable();
    answers.dedup();
    if heads.len() < 2 || answers.len() < heads.len() || heads.len() < grid.row(above).len() {
        return None;
    }
    let head_of = |cell: &Cell| heads.iter().find(|head| head.cell.column == cell.column).copied();
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let is_text = |cell: &Cell| cell.value.as_text().is_some();
    let mut block: Vec<(&Cell, Named<'_>)> = Vec::new();
    let mut end = first.row;
    for cells in rows.filter(|cells| cells.first().is_some_and(|cell| cell.row > above)) {
        let row = cells.first()?.row;
        let own: Option<Vec<(&Cell, Named<'_>)>> =
            cells.iter().map(|cell| Some((cell, head_of(cell).filter(|_| is_text(cell))?))).collect();
        let Some(own) = own.filter(|_| row == end) else { break };
        block.extend(own);
        end = row + 1;
    }
    let n_stated = block.iter().filter(|(cell, _)| is_stated(stated, cell)).count();
    if n_stated < stated.len() || n_stated * 4 < block.len() * 3 {
        return None;
    }
    block.sort_by_key(|(cell, _)| (cell.column, cell.row));
    let mut laid = Laid::new(grid);
    let grown = above + 1 + u32::try_from(block.len()).ok()?;
    laid.headings((above, [0, 1]), heads.first()?.cell);
    for (row, (cell, head)) in (above + 1..).zip(&block) {
        laid.put((row, 0), cell);
        laid.answer((row, 1), *head);
    }
    for cell in &grid.cells {
        if cell.row < above {
            laid.put((cell.row, cell.column), cell);
        } else if cell.row >= end {
            laid.put((grown + (cell.row - end), cell.column), cell);
        }
    }
    Some(laid.grid())
}

fn is_stated(stated: &[&Cell], cell: &Cell) -> bool {
    stated.iter().any(|known| std::ptr::eq(*known, cell))
}

/// A grid being laid out anew.
struct Laid<'g> {
    from: &'g Grid,
    cells: Vec<Cell>,
    origins: Vec<Origin>,
}

impl<'g> Laid<'g> {
    fn new(from: &'g Grid) -> Self {
        Self { from, cells: Vec::with_capacity(from.cells.len() + 1), origins: Vec::new() }
    }

    fn put(&mut self, at: (u32, u32), cell: &Cell) {
        self.put_as(at, cell, cell.value.clone(), cell.look);
    }

    /// The headings of the columns of statements and of answers, in place of a group's.
    fn headings(&mut self, (row, columns): (u32, [u32; 2]), cell: &Cell) {
        for (column, raw) in columns.into_iter().zip(["Statement", "Answer"]) {
            self.heading((row, column), raw, cell);
        }
    }

    fn heading(&mut self, at: (u32, u32), raw: &str, cell: &Cell) {
        self.put_as(at, cell, Value::Text(raw.into()), Look::default());
    }

    /// A group's heading, as the answer to one of its statements.
    fn answer(&mut self, at: (u32, u32), head: Named<'_>) {
        self.put_as(at, head.cell, Value::Text(head.words.into()), head.cell.look);
    }

    fn put_as(&mut self, (row, column): (u32, u32), cell: &Cell, value: Value, look: Look) {
        self.cells.push(Cell { row, column, value, look });
        let sheet = self.from.sheet_of(cell.row, cell.column).into();
        self.origins.push(Origin { row, column, sheet, from: self.from.stood_at(cell.row, cell.column) });
    }

    fn grid(mut self) -> Grid {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.origins.sort_by_key(|origin| (origin.row, origin.column));
        Grid { cells: self.cells, origins: self.origins, merges: Vec::new(), ..self.from.clone() }
    }
}
