//! The answers offered again beside each statement, one below another, with the mark beside the one chosen:
//! `The school ... | Yes | |`, `| Partly | x |`, `| No | |`.
//! In: a grid. Out: the same with each offer's marks in columns of their own behind all others, headed by its words. Never
//! takes words for an offer unless most statements have the same ones: those would be answers.

mod schools;

use schemas::answer::Answer;

use crate::{
    grid::{Block, Cell, Grid, Look, Origin, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::headings::{self, Head},
};

/// Fewer statements with the same offer make no habit.
const FEWEST: usize = 4;
/// Shorter texts are no statement.
const SHORTEST: usize = 25;
/// No longer text is an answer that is offered.
const LONGEST: usize = 40;
/// No form offers more answers.
const MOST: usize = 6;

/// The grid with its offers turned into columns; none where there are none.
pub(crate) fn mended(grid: &Grid, words: &Vocabulary) -> Option<Grid> {
    if !may_offer(grid) {
        return None;
    }
    let column = offered_in(grid, words)?;
    let offers = Offer::all(grid, column, words)?;
    if let Some(schools) = schools::above(grid, column, &offers) {
        return Some(schools::laid_out(grid, column, &schools, &offers, words));
    }
    let marks = marks_in(grid, column, &offers, words);
    Some(laid_out(grid, column, marks, &offers))
}

/// Whether as many rows hold nothing but short texts as there are statements: in nearly every form they do not.
fn may_offer(grid: &Grid) -> bool {
    let (mut n_long, mut n_short) = (0, 0);
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        if cells.iter().any(is_long) {
            n_long += 1;
        } else {
            n_short += 1;
        }
    }
    n_long >= FEWEST && n_short >= FEWEST && n_short * 4 >= n_long * 3
}

fn is_long(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| raw.len() >= SHORTEST)
}

fn offered(cell: &Cell, words: &Vocabulary) -> Option<Answer> {
    let raw = cell.value.as_text().filter(|raw| raw.len() <= LONGEST)?;
    words.answer(text::trim(raw))
}

/// The column in which the answers are offered: the one with the most words for answers.
fn offered_in(grid: &Grid, words: &Vocabulary) -> Option<u32> {
    let mut by_column: Vec<(u32, usize)> = Vec::new();
    for cell in grid.cells.iter().filter(|cell| offered(cell, words).is_some()) {
        match by_column.iter_mut().find(|(column, _)| *column == cell.column) {
            Some((_, n)) => *n += 1,
            None => by_column.push((cell.column, 1)),
        }
    }
    let (column, n) = by_column.into_iter().max_by_key(|(column, n)| (*n, u32::MAX - column))?;
    (column > 0 && n >= 2 * FEWEST).then_some(column)
}

/// What is offered beside one statement.
struct Offer<'g> {
    /// The statement's row.
    row: u32,
    /// Each answer with the cell that names it.
    options: Vec<(Answer, &'g Cell)>,
}

impl<'g> Offer<'g> {
    /// The offers of a column: each begins in a statement's row, with the rows below it that hold no text further left.
    /// None where they are not alike for most statements.
    fn all(grid: &'g Grid, column: u32, words: &Vocabulary) -> Option<Vec<Self>> {
        let mut offers: Vec<Self> = Vec::new();
        let mut n_statements = 0;
        let mut is_open = false;
        for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
            let at = cells.partition_point(|cell| cell.column < column);
            let (left, right) = cells.split_at_checked(at)?;
            let here = right.first().filter(|cell| cell.column == column);
            let option = here.and_then(|cell| Some((offered(cell, words)?, cell)));
            if left.iter().any(is_long) {
                n_statements += 1;
                is_open = option.is_some();
                offers.extend(
                    option.zip(cells.first()).map(|(one, cell)| Self { row: cell.row, options: vec![one] }),
                );
                continue;
            }
            is_open &= !left.iter().any(|cell| cell.value.as_text().is_some_and(|raw| raw.len() > 3));
            match (option, offers.last_mut().filter(|_| is_open)) {
                (Some(option), Some(offer)) => offer.options.push(option),
                _ => is_open = false,
            }
        }
        let kinds = |offer: &Self| offer.options.iter().map(|(answer, _)| *answer).collect::<Vec<_>>();
        let usual = kinds(offers.get(offers.len() / 2)?);
        let n_alike = offers.iter().filter(|offer| kinds(offer) == usual).count();
        let are_most = n_alike * 5 >= offers.len() * 4 && n_alike * 2 > n_statements;
        let is_list = |kinds: &[Answer]| {
            (1..=MOST).contains(&kinds.len())
                && kinds
                    .iter()
                    .enumerate()
                    .all(|(at, one)| !kinds.iter().skip(at + 1).any(|other| other == one))
        };
        let are_lists = usual.len() > 1 && offers.iter().all(|offer| is_list(&kinds(offer)));
        (are_lists && are_most && n_alike >= FEWEST).then_some(offers)
    }
}

/// Each answer that is offered, with the first cell that names it.
fn labels<'g>(offers: &[Offer<'g>]) -> Vec<(Answer, &'g Cell)> {
    let mut labels: Vec<(Answer, &'g Cell)> = Vec::new();
    for (answer, label) in offers.iter().flat_map(|offer| &offer.options) {
        if labels.iter().all(|(known, _)| known != answer) {
            labels.push((*answer, label));
        }
    }
    labels
}

/// Which column holds the marks beside the offered answers: the one on either side that holds some; none where both do, or
/// neither.
fn marks_in(grid: &Grid, column: u32, offers: &[Offer<'_>], words: &Vocabulary) -> Option<u32> {
    let cells = |beside: u32| {
        offers
            .iter()
            .flat_map(|offer| &offer.options)
            .filter_map(move |(_, cell)| grid.at(cell.row, beside))
            .filter(|cell| !matches!(cell.value, Value::Empty))
    };
    let is_mark = |cell: &Cell| !matches!(read_mark(cell, words).mark, Mark::Prose | Mark::Nothing(_));
    let holds = |beside: &u32| {
        let n_marks = cells(*beside).filter(|cell| is_mark(cell)).count();
        n_marks > 0 && n_marks * 2 > cells(*beside).count() && !cells(*beside).any(is_long)
    };
    let sides = [column.checked_sub(1), column.checked_add(1)];
    let mut held = sides.into_iter().flatten().filter(holds);
    held.next().filter(|_| held.next().is_none())
}

/// The grid with the words of the offers as headings and their marks below them; where no headings stand above the first
/// statement, a row for them is made.
fn laid_out(grid: &Grid, column: u32, marks: Option<u32>, offers: &[Offer<'_>]) -> Grid {
    let beyond = grid.cells.iter().map(|cell| cell.column).max().unwrap_or(column).saturating_add(1);
    let labels = labels(offers);
    let mut moved: Vec<((u32, u32), Cell)> = Vec::new();
    let mut gone: Vec<(u32, u32)> = Vec::new();
    for offer in offers {
        let mark_at = |label: &Cell| marks.and_then(|marks| grid.at(label.row, marks));
        let is_marked = offer.options.iter().any(|(_, label)| mark_at(label).is_some());
        // "Delete as applicable": what is left unstruck was chosen; where all are struck, somebody has to be asked.
        let n_struck = offer.options.iter().filter(|(_, label)| label.look.is_struck).count();
        let is_left = |label: &Cell| !label.look.is_struck || n_struck == offer.options.len();
        let is_chosen =
            |label: &Cell| offer.options.len() == 1 || (n_struck > 0 && !is_marked && is_left(label));
        for (answer, label) in &offer.options {
            let own = (label.row, label.column);
            gone.push(own);
            let Some((to, _)) = (beyond..).zip(&labels).find(|(_, (known, _))| known == answer) else {
                continue;
            };
            // Where no mark stands beside it, the word itself may be painted, or be the only one that was left.
            if let Some(mark) = mark_at(label) {
                gone.push((mark.row, mark.column));
                moved.push(((mark.row, mark.column), Cell { row: offer.row, column: to, ..mark.clone() }));
            } else if is_chosen(label) {
                moved.push((own, Cell { row: offer.row, column: to, ..(*label).clone() }));
            } else if label.look.fill.is_some() {
                moved.push((own, Cell { row: offer.row, column: to, value: Value::Empty, look: label.look }));
            }
        }
    }
    let mut heads = heading_rows(grid, column, offers);
    let first = offers.first().map_or(0, |first| first.row);
    let is_headed = first > 0 && heads.contains(&(first - 1));
    // Headings in a row of their own move what stands below down.
    let down = |row: u32| if is_headed || row < first { row } else { row.saturating_add(1) };
    gone.sort_unstable();
    let stay = grid.cells.iter().filter(|cell| gone.binary_search(&(cell.row, cell.column)).is_err());
    let stay = stay.map(|cell| ((cell.row, cell.column), cell.clone()));
    let mut placed: Vec<((u32, u32), Cell)> =
        stay.chain(moved).map(|(from, cell)| (from, Cell { row: down(cell.row), ..cell })).collect();
    for row in &mut heads {
        *row = down(*row);
    }
    if !is_headed {
        heads.insert(0, first);
    }
    for row in heads {
        let head = |(to, (_, label)): (u32, &(Answer, &Cell))| {
            let value = label.value.clone();
            ((label.row, label.column), Cell { row, column: to, value, look: Look::default() })
        };
        placed.extend((beyond..).zip(&labels).map(head));
    }
    placed.sort_by_key(|(_, cell)| (cell.row, cell.column));
    let is_moved = |((row, column), cell): &&((u32, u32), Cell)| (*row, *column) != (cell.row, cell.column);
    let origin = |((row, column), cell): &((u32, u32), Cell)| Origin {
        row: cell.row,
        column: cell.column,
        sheet: grid.sheet_of(*row, *column).into(),
        from: grid.stood_at(*row, *column),
    };
    let origins = placed.iter().filter(|own| is_moved(own) || !grid.origins.is_empty()).map(origin).collect();
    let merges =
        grid.merges.iter().map(|block| Block { top: down(block.top), bottom: down(block.bottom), ..*block });
    Grid {
        origins,
        merges: merges.collect(),
        hidden_rows: grid.hidden_rows.iter().map(|row| down(*row)).collect(),
        cells: placed.into_iter().map(|(_, cell)| cell).collect(),
        ..grid.clone()
    }
}

/// The rows right above a statement that name its columns.
fn heading_rows(grid: &Grid, column: u32, offers: &[Offer<'_>]) -> Vec<u32> {
    let names = |row: &u32| {
        grid.row(*row).iter().any(|cell| {
            let head = cell.value.as_text().and_then(headings::head);
            cell.column + 1 >= column && matches!(head, Some(Head::AnyAnswer(_) | Head::Comment))
        })
    };
    offers.iter().filter_map(|offer| offer.row.checked_sub(1)).filter(names).collect()
}
