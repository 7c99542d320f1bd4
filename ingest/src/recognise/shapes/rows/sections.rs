//! Which headings hold for which statements: those right above them, or those of a section further up.
//! In: rows of headings and of statements. Out: runs of statements with their headings, moved along where the whole section is.
//! Never lets headings hold where what stands below them says otherwise: an answer may be a column off.

mod differing;

use std::cell::LazyCell;

use super::{Heads, strips::Strip};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        answers::is_signature,
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        found::Hit,
        headings::{
            self, Head,
            bands::{Band, Headed, right_edge},
        },
    },
};

/// Fewer cells out of place are somebody's slip.
const FEWEST: usize = 2;
/// One cell out of place in so many marked rows is no slip.
const SHARE: usize = 4;
/// No tick has more letters.
const TICK: usize = 4;
/// No longer run of single rows is a slip of the hand.
const SINGLE: usize = 2;

/// A run of statements with the headings that hold for it.
pub(super) struct Run<'b> {
    /// The statements' rows.
    pub(super) rows: Vec<u32>,
    /// The headings; none where the form names no columns.
    pub(super) heads: Under<'b>,
}

/// How headings hold for a run.
pub(super) enum Under<'b> {
    /// As they stand.
    Heads(Option<&'b Band>),
    /// Moved along with the section.
    Moved(Band),
    /// Nobody can be sure.
    Unclear(&'b Band),
}

/// The runs of a block's statements. `bands` are rising, `hits` all of the grid's statements.
pub(super) fn runs<'b>(
    grid: &Grid,
    block: &Strip,
    hits: &[Hit],
    (bands, carried): (&[&'b Band], Option<Heads<'b>>),
    words: &Vocabulary,
) -> Vec<Run<'b>> {
    let governing = |row: u32| {
        let own = bands.iter().rfind(|band| band.row < row).or(bands.first()).copied();
        own.or(carried.map(|carried| carried.band))
    };
    let is_same = |one: Option<&Band>, other: Option<&Band>| match (one, other) {
        (Some(one), Some(other)) => std::ptr::eq(one, other),
        (None, None) => true,
        _ => false,
    };
    let goes_on = |one: u32, next: u32| {
        is_same(governing(one), governing(next)) && (one + 1..next).all(|row| is_void(grid.row(row)))
    };
    let mut models: Vec<(&Band, &Vec<u32>)> = Vec::new();
    let mut runs = Vec::new();
    let column_of = |band: &Band| match carried.filter(|carried| std::ptr::eq(carried.band, band)) {
        Some(carried) => carried.column,
        None => column_below(hits, band.row).unwrap_or(block.column),
    };
    let stands_alike = |rows: &[u32]| {
        let band = rows.first().and_then(|row| governing(*row));
        let grid_of = |band: &Band| {
            carried.filter(|carried| std::ptr::eq(carried.band, band)).map_or(grid, |carried| carried.grid)
        };
        band.filter(|band| column_of(band) == block.column).map(|band| (band, grid_of(band)))
    };
    let parted: Vec<differing::Piece> = block
        .rows
        .chunk_by(|one, next| goes_on(*one, *next))
        .flat_map(|rows| differing::parted(grid, block, (rows, stands_alike(rows)), words))
        .collect();
    for (rows, is_out) in &parted {
        let Some(band) = rows.first().and_then(|row| governing(*row)) else {
            runs.push(Run { rows: rows.clone(), heads: Under::Heads(None) });
            continue;
        };
        if *is_out {
            runs.push(Run { rows: rows.clone(), heads: Under::Unclear(band) });
            continue;
        }
        let is_carried = carried.is_some_and(|carried| std::ptr::eq(carried.band, band));
        let over = carried.filter(|_| is_carried).map_or(grid, |carried| carried.grid);
        let column = column_of(band);
        let fit_of = |rows: &[u32], by: i64| Fit::of(grid, block, rows, &moved(band, by).heads, words);
        let seen = |by: i64| fit_of(rows, by);
        let by = i64::from(block.column) - i64::from(column);
        let heads = if by == 0 && differing::may_stand_aside(grid, block, (rows, band, over), words) {
            Under::Unclear(band)
        } else if by == 0 {
            let model = models.iter().find(|(known, ..)| std::ptr::eq(*known, band));
            match model {
                // The statements right below their headings are what the others are held against.
                None if !is_carried => {
                    models.push((band, rows));
                    Under::Heads(Some(band))
                }
                known => {
                    let fit = seen(0);
                    let known = known.map(|(_, rows)| fit_of(rows, 0));
                    let (n_astray, n_marked) = known.map_or((0, 0), |known| (known.n_astray, known.n_marked));
                    let is_habit = n_astray * 2 * fit.n_marked >= fit.n_astray * n_marked && n_astray > 0;
                    let fits_beside = || [-1, 1].into_iter().any(|by| seen(by).n_astray == 0);
                    let is_beside = fit.n_astray > 0 && fit.n_marked > FEWEST && fits_beside();
                    let is_unclear = (fit.is_astray() || is_beside) && !is_habit;
                    if is_unclear { Under::Unclear(band) } else { Under::Heads(Some(band)) }
                }
            }
        } else {
            match (seen(0).n_astray, seen(by).n_astray) {
                (0, 1..) => Under::Heads(Some(band)),
                (1.., 0) if rows.len() > SINGLE => Under::Moved(moved(band, by)),
                (0, 0) if seen(0).n_marked == 0 => Under::Heads(Some(band)),
                _ => Under::Unclear(band),
            }
        };
        runs.push(Run { rows: rows.clone(), heads });
    }
    runs
}

/// Whether two rows of headings have the same above them: the groups of `Answer | Target` may change places from section to
/// section.
pub(super) fn are_under_same(grid: &Grid, block: &Strip, one: &Band, other: &Band) -> bool {
    const LONGEST: usize = 30;
    if one.row == other.row {
        return true;
    }
    let above = |band: &Band| -> Vec<(u32, &str)> {
        let rows = band.top.saturating_sub(1)..band.row;
        let beside = rows.flat_map(|row| grid.row(row)).filter(|cell| cell.column > block.column);
        let short = beside.filter_map(|cell| Some((cell.column, cell.value.as_text()?)));
        short.filter(|(_, raw)| raw.len() <= LONGEST).collect()
    };
    let (one, other) = (above(one), above(other));
    // Word for word, as in most forms.
    if one == other {
        return true;
    }
    let folded = |heads: Vec<(u32, &str)>| -> Vec<(u32, String)> {
        heads.into_iter().map(|(column, raw)| (column, text::words(raw))).collect()
    };
    let (one, other) = (folded(one), folded(other));
    let words = |heads: &[(u32, String)]| {
        let mut words: Vec<String> = heads.iter().map(|(_, words)| words.clone()).collect();
        words.sort_unstable();
        words
    };
    // Other words may stand above the first headings: the form's fields.
    one == other || words(&one) != words(&other)
}

/// Whether headings are the statements' below them: not those of a small table of its own, above or below or beside.
pub(super) fn heads_statements(
    grid: &Grid,
    block: &Strip,
    (hits, band): (&[Hit], &Band),
    words: &Vocabulary,
) -> bool {
    let is_adjoining = hits.binary_search_by_key(&(band.row + 1), |hit| hit.row).is_ok();
    stands_over(grid, hits, band)
        && (is_adjoining || !leaves_ticks(grid, block, (band, &answers(band)), words))
}

/// The columns in which headings name an answer.
fn answers(band: &Band) -> Vec<u32> {
    let named = band.heads.iter().filter(|headed| matches!(headed.head, Head::Answer(_)));
    named.map(|headed| headed.column).collect()
}

/// Whether statements stand below headings, with nothing under the answers before the first that makes a table of its own.
pub(crate) fn stands_over(grid: &Grid, hits: &[Hit], band: &Band) -> bool {
    let answers = answers(band);
    let at = hits.partition_point(|hit| hit.row <= band.row);
    let Some(Hit { row: next, column, .. }) = hits.get(at) else {
        return stands_under(grid, hits, (band, &answers));
    };
    if answers.contains(column) {
        return false;
    }
    let is_filled =
        |row: &u32| grid.row(*row).iter().any(|cell| answers.contains(&cell.column) && may_be_mark(cell));
    let between = band.row + 1..*next;
    let Some(last) = between.clone().rev().find(is_filled) else { return true };
    let is_parted = (last + 1..*next).any(|row| is_void(grid.row(row)));
    let counts = |cell: &Cell| match &cell.value {
        Value::Number(number) => *number > 1.0,
        Value::Text(raw) => text::trim(raw).parse::<f64>().is_ok_and(|number| number > 1.0),
        _ => false,
    };
    // `Consent | Yes | No`, and the mark in a row of its own below.
    let asks_itself = || {
        let is_named = |cell: &Cell| {
            cell.value.as_text().is_some_and(|raw| !text::is_blank(raw) && headings::head(raw).is_none())
        };
        answers.len() == 2
            && last == band.row + 1
            && grid.at(band.row, *column).is_some_and(is_named)
            && grid.at(last, *column).is_none_or(is_blank)
    };
    let are_counts = between
        .clone()
        .flat_map(|row| grid.row(row))
        .any(|cell| answers.contains(&cell.column) && counts(cell));
    !is_parted && !are_counts && !asks_itself()
}

/// Whether headings that stand right below the last statement are the form's own, put at its foot: all three answers, and
/// nothing below them.
fn stands_under(grid: &Grid, hits: &[Hit], (band, answers): (&Band, &[u32])) -> bool {
    const REACH: u32 = 2;
    let Some(last) = hits.last() else { return false };
    let is_filled =
        |row: u32| grid.row(row).iter().any(|cell| answers.contains(&cell.column) && !is_blank(cell));
    answers.len() > 2
        && !answers.contains(&last.column)
        && band.top <= last.row + REACH
        && !(band.row + 1..=band.row + 2 * REACH).any(is_filled)
}

/// Whether two headings of answers leave a column of ticks right beside them without any.
fn leaves_ticks(grid: &Grid, block: &Strip, (band, answers): (&Band, &[u32]), words: &Vocabulary) -> bool {
    let [one, other] = answers else { return false };
    let is_beside = |column: u32| {
        !answers.contains(&column)
            && column > block.column
            && (column.abs_diff(*one) == 1 || column.abs_diff(*other) == 1)
            && (band.top..=band.row).all(|row| grid.at(row, column).is_none_or(is_blank))
    };
    let rows = || block.rows.iter().filter(|row| **row > band.row);
    let n_ticks = |column: u32| {
        let cells = rows().filter_map(|row| grid.at(*row, column));
        cells.filter(|cell| matches!(read_mark(cell, words).mark, Mark::Tick(_))).count()
    };
    let beside = [one.wrapping_sub(1), one + 1, other.wrapping_sub(1), other + 1];
    beside.into_iter().filter(|column| is_beside(*column)).any(|column| {
        let n = n_ticks(column);
        n >= FEWEST && n * 2 * SHARE >= rows().count()
    })
}

/// Whether a mark or a count may stand in a cell, and no name or note.
fn may_be_mark(cell: &Cell) -> bool {
    const SHORT: usize = 10;
    !is_blank(cell)
        && cell.value.as_text().map(text::trim).is_none_or(|raw| raw.len() <= SHORT && !raw.contains(' '))
}

fn is_blank(cell: &Cell) -> bool {
    match &cell.value {
        Value::Empty => true,
        Value::Text(raw) => text::is_blank(raw),
        _ => false,
    }
}

fn is_void(cells: &[Cell]) -> bool {
    cells.iter().all(is_blank)
}

/// The column of the first statement below a row.
fn column_below(hits: &[Hit], row: u32) -> Option<u32> {
    hits.get(hits.partition_point(|hit| hit.row <= row)).map(|hit| hit.column)
}

/// Headings as many columns further on; where they stand is left as it was.
fn moved(band: &Band, by: i64) -> Band {
    let moved = |headed: &Headed| {
        let column = u32::try_from(i64::from(headed.column) + by).ok()?;
        Some(Headed { column, ..*headed })
    };
    Band { heads: band.heads.iter().filter_map(moved).collect(), ..*band }
}

/// How the cells beside statements fit headings.
struct Fit {
    /// Rows with a mark.
    n_marked: usize,
    /// Marks under no heading of answers, and words under one.
    n_astray: usize,
}

impl Fit {
    fn of(grid: &Grid, block: &Strip, rows: &[u32], heads: &[Headed], words: &Vocabulary) -> Self {
        let mut fit = Self { n_marked: 0, n_astray: 0 };
        let asks = heads.iter().any(|headed| matches!(headed.head, Head::AnyAnswer(_)));
        for row in rows {
            let right = grid.at(*row, block.column).map_or(block.column, |cell| right_edge(grid, cell));
            let mut is_marked = false;
            let is_own =
                |cell: &&Cell| cell.column > right && cell.column <= block.bounds.1 && !is_blank(cell);
            let head_of = |cell: &Cell| {
                heads.iter().find(|headed| headed.column == cell.column).map(|headed| headed.head)
            };
            let own = || grid.row(*row).iter().filter(is_own);
            let is_alone = LazyCell::new(|| {
                own().filter(|cell| matches!(head_of(cell), Some(Head::Answer(_)))).nth(1).is_none()
            });
            for cell in own() {
                let head = head_of(cell);
                // Of a comment only a tick says something here, and no tick is so long.
                let is_comment = head == Some(Head::Comment) || (head.is_none() && !asks);
                let is_long =
                    || cell.value.as_text().is_some_and(|raw| text::trim(raw).chars().nth(TICK).is_some());
                if is_comment && is_long() {
                    continue;
                }
                let mark = read_mark(cell, words).mark;
                let is_tick = matches!(mark, Mark::Tick(_));
                let is_answer = is_tick || matches!(mark, Mark::Says(_));
                is_marked |= is_answer;
                // Initials or a date alone under the answers stand in place of a tick; beside one they lead the row.
                if matches!(head, Some(Head::Answer(_)))
                    && matches!(mark, Mark::Prose | Mark::Unclear(_))
                    && is_signature(cell, grid.is_1904)
                    && *is_alone
                {
                    is_marked = true;
                    continue;
                }
                let is_astray = match head {
                    Some(Head::Answer(_) | Head::AnyAnswer(_)) => {
                        matches!(mark, Mark::Prose | Mark::Unclear(_))
                    }
                    Some(Head::Comment) | None => is_tick || (asks && head.is_none() && is_answer),
                    Some(_) => false,
                };
                fit.n_astray += usize::from(is_astray);
            }
            fit.n_marked += usize::from(is_marked);
        }
        fit
    }

    const fn is_astray(&self) -> bool {
        self.n_astray >= FEWEST && self.n_astray * SHARE >= self.n_marked
    }
}
