//! Sections that go on under the headings of the one above, with nothing said over them, though their columns are others:
//! an empty column, a lead's initials or the evidence stands before their answers.
//! In: statements' rows under one row of headings. Out: the same in runs, with those whose marks stand out of the headings.
//! Never takes a row for such alone: that is a slip of the hand.

use super::{FEWEST, Strip, is_blank, is_void};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::headings::{Head, bands::Band},
};

/// Fewer rows are no section.
const ROWS: usize = 3;

/// Some rows, and whether their marks stand out of the headings.
pub(super) type Piece = (Vec<u32>, bool);

/// The rows in runs: one ends at an empty row, and where marks begin or cease to stand under the comments' heading.
pub(super) fn parted(
    grid: &Grid,
    block: &Strip,
    (rows, heads): (&[u32], Option<(&Band, &Grid)>),
    words: &Vocabulary,
) -> Vec<Piece> {
    let heads = heads.filter(|_| block.bounds == (0, u32::MAX)).and_then(Heads::of);
    let heads = heads.filter(|heads| heads.first > block.column);
    let is_plain = |rows: &[u32]| heads.is_none_or(|heads| n_glanced(grid, rows, heads) < FEWEST);
    let has_gap = rows.windows(2).any(|pair| matches!(pair, [one, next] if grid.last_line(*one) + 1 < *next));
    if !has_gap && is_plain(rows) {
        return vec![(rows.to_vec(), false)];
    }
    let of = |rows: Vec<u32>| match heads {
        Some(heads) if !is_plain(&rows) => at_marks(grid, &rows, heads, words),
        _ => vec![(rows, false)],
    };
    at_gaps(grid, rows).into_iter().flat_map(of).collect()
}

/// The rows in runs between empty rows.
fn at_gaps(grid: &Grid, rows: &[u32]) -> Vec<Vec<u32>> {
    let goes_on = |one: u32, next: u32| {
        let after = grid.last_line(one) + 1;
        after >= next || !(after..next).all(|row| is_void(grid.row(row)))
    };
    let mut pieces: Vec<Vec<u32>> = Vec::new();
    for piece in rows.chunk_by(|one, next| goes_on(*one, *next)) {
        match pieces.last_mut() {
            Some(last) if piece.len() < ROWS || last.len() < ROWS => last.extend(piece),
            _ => pieces.push(piece.to_vec()),
        }
    }
    pieces
}

/// Where headings have the first answer, the others and the comments.
#[derive(Clone, Copy)]
struct Heads {
    first: u32,
    last: u32,
    comments: u32,
    /// Whether nothing stands over the column behind the comments.
    is_last: bool,
}

impl Heads {
    fn of((band, grid): (&Band, &Grid)) -> Option<Self> {
        let answers = || {
            let named = band.heads.iter().filter(|headed| matches!(headed.head, Head::Answer(_)));
            named.map(|headed| headed.column)
        };
        let (first, last) = (answers().min()?, answers().max()?);
        let comments = band.heads.iter().find(|headed| headed.head == Head::Comment)?.column;
        let is_last = (band.top..=band.row).all(|row| grid.at(row, comments + 1).is_none_or(is_blank));
        (first < last && comments == last + 1).then_some(Self { first, last, comments, is_last })
    }
}

/// What one row's cells say of its columns.
#[expect(clippy::struct_excessive_bools, reason = "each is looked at by itself")]
#[derive(Clone, Copy, Default)]
struct Row {
    /// A tick under the first answer, or a comment under its heading.
    is_in_place: bool,
    /// A tick under the comments' heading alone, or words under the first answer before a tick.
    is_out: bool,
    /// Words behind the comments' column, and none in it.
    is_behind: bool,
    /// A tick under one of the answers.
    is_ticked: bool,
}

/// The rows in runs by where their marks stand.
fn at_marks(grid: &Grid, rows: &[u32], heads: Heads, words: &Vocabulary) -> Vec<Piece> {
    let mut said: Vec<Row> = rows.iter().map(|row| said(grid.row(*row), heads, words)).collect();
    // What stands behind the comments of rows in their place has a column of its own.
    let has_more = !heads.is_last || said.iter().any(|row| row.is_in_place && row.is_behind);
    for row in &mut said {
        row.is_out |= row.is_behind && !has_more;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut from = 0;
    for run in said.chunk_by(|one, next| one.is_in_place == next.is_in_place) {
        let own = rows.get(from..from + run.len()).unwrap_or_default();
        from += run.len();
        let n_out = run.iter().filter(|row| row.is_out).count();
        // A run of ticks under the comments' heading alone answers nothing.
        let is_out = run.len() >= ROWS && n_out >= FEWEST && run.iter().any(|row| row.is_ticked);
        match pieces.last_mut() {
            Some((last, false)) if !is_out => last.extend(own),
            _ => pieces.push((own.to_vec(), is_out)),
        }
    }
    pieces
}

/// Whether a whole section may stand a column further on, none of its marks under the last of the answers: it has no tick under
/// the first answer and no comment in its column, a tick or words stand right of their place, and the other sections under the
/// headings, in `over`, have their comments where they belong.
pub(super) fn may_stand_aside(
    grid: &Grid,
    block: &Strip,
    (rows, band, over): (&[u32], &Band, &Grid),
    words: &Vocabulary,
) -> bool {
    let heads = (block.bounds == (0, u32::MAX)).then(|| Heads::of((band, over))).flatten();
    let Some(heads) = heads.filter(|heads| heads.first > block.column && rows.len() >= ROWS) else {
        return false;
    };
    let is_said =
        |cells: &[Cell], column: u32| cells.iter().any(|cell| cell.column == column && !is_blank(cell));
    let own = || rows.iter().map(|row| grid.row(*row));
    // Most sections have a Yes, or comments.
    if own().any(|cells| is_said(cells, heads.first))
        || !own().any(|cells| is_said(cells, heads.comments) || is_said(cells, heads.comments + 1))
    {
        return false;
    }
    let said_in = |cells: &[Cell]| said(cells, heads, words);
    let stands_right = |cells: &[Cell]| {
        let row = said_in(cells);
        row.is_out || (row.is_behind && heads.is_last)
    };
    let has_words = |cells: &[Cell]| is_said(cells, heads.comments) && !said_in(cells).is_out;
    let n_ticked = own().map(said_in).filter(|row| row.is_ticked || row.is_out).count();
    if n_ticked < ROWS || own().any(has_words) || !own().any(stands_right) {
        return false;
    }
    let is_own = |row: u32| std::ptr::eq(grid, over) && rows.binary_search(&row).is_ok();
    let others = || {
        let below = over.cells.chunk_by(|one, next| one.row == next.row);
        below.filter(|cells| cells.first().is_some_and(|cell| cell.row > band.row && !is_own(cell.row)))
    };
    let in_place =
        others().filter(|cells| said_in(cells).is_in_place && is_said(cells, heads.comments)).count();
    in_place >= FEWEST
        && !others().any(|cells| said_in(cells).is_in_place && is_said(cells, heads.comments + 1))
}

/// In how many rows something may stand out of the headings, at a glance.
fn n_glanced(grid: &Grid, rows: &[u32], heads: Heads) -> usize {
    const SHORT: usize = 3;
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return 0 };
    let from = grid.cells.partition_point(|cell| cell.row < *first);
    let cells = grid.cells.get(from..).unwrap_or_default().iter().take_while(|cell| cell.row <= *last);
    let is_short = |cell: &Cell| match &cell.value {
        Value::Text(raw) => raw.len() <= SHORT,
        Value::Empty => false,
        _ => true,
    };
    let is_out = |cell: &&Cell| {
        (cell.column == heads.comments && is_short(cell))
            || (cell.column == heads.comments + 1 && !is_short(cell))
            || (cell.column == heads.first && !is_short(cell))
    };
    cells.filter(is_out).count()
}

fn said(cells: &[Cell], heads: Heads, words: &Vocabulary) -> Row {
    /// `Yes - in place since 2019` is a comment like any other.
    const LONG: usize = 12;
    // No tick is longer than the word: comments need no reading. Among the answers `FALSE` is no word.
    const LONGEST: usize = 4;
    let is_long = |cell: &Cell| {
        let most = if cell.column < heads.comments { LONG } else { LONGEST };
        cell.value.as_text().is_some_and(|raw| text::trim(raw).chars().nth(most).is_some())
    };
    let at = |column: u32| {
        let cell = cells.iter().find(|cell| cell.column == column && !is_blank(cell));
        cell.map(|cell| if is_long(cell) { Mark::Prose } else { read_mark(cell, words).mark })
    };
    let is_tick = |mark: Option<Mark>| matches!(mark, Some(Mark::Tick(_)));
    let is_prose = |column: u32| {
        let cell = cells.iter().find(|cell| cell.column == column);
        let raw = cell.and_then(|cell| cell.value.as_text()).map(text::trim);
        let is_long = || raw.is_some_and(|raw| raw.len() >= LONG);
        match at(column) {
            Some(Mark::Prose) => true,
            Some(Mark::Says(_) | Mark::Unclear(_)) => is_long(),
            _ => false,
        }
    };
    let (first, comment) = (at(heads.first), at(heads.comments));
    let is_ticked = (heads.first..=heads.last).any(|column| is_tick(at(column)));
    let is_behind = comment.is_none() && is_prose(heads.comments + 1);
    let is_before =
        is_prose(heads.first) && (heads.first + 1..=heads.comments).any(|column| is_tick(at(column)));
    Row {
        is_in_place: is_tick(first) || (is_prose(heads.comments) && is_ticked),
        is_out: (is_tick(comment) && !is_ticked) || is_before,
        is_behind,
        is_ticked,
    }
}
