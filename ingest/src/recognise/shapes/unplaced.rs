//! Words that were taken for nothing: a sentence between the fields and the table, a paragraph below it, a note right of
//! it.
//! In: the grids of a file's returns, and what was taken of them. Out: the words left, each with the return it stands by.
//! Never says whose they are: whether the form prints them or a school wrote them shows over many returns only.

use std::{
    cell::LazyCell,
    collections::{BTreeMap, HashMap, HashSet},
};

use schemas::{finding::Finding, place::Place};

mod by_tables;
mod told;
mod values;

pub(crate) use self::{
    by_tables::{beside_table, beside_tables},
    told::{Words, passed_over},
};
use super::actions::Plan;
use crate::{
    grid::{Addressing, Cell, Grid},
    normalise::{
        marks::{Mark, key, read_mark},
        text,
    },
    reading::{CommentReading, ReturnReading},
    recognise::{
        draft::{Desk, Draft, MOST_UNPLACED, Placed, roles::Role},
        found::Found,
        headings::{self, Head},
    },
};

/// Fewer words are a title, a label or a name.
const FEWEST_WORDS: usize = 4;
/// A shorter text is hardly a sentence.
const SHORTEST: usize = 20;

/// As many such texts make a sheet without statements something else than words to a return.
const MOST_BESIDE: usize = 40;

/// For as many texts that a new layout has no more is it asked whether parts of them stand there.
const MOST_LOOKED: usize = 500;

/// What was taken of a file's grids beside what the drafts hold, each with its grid's index.
#[derive(Default)]
pub(crate) struct Taken {
    /// Labels and values of fields: row and column.
    pub(crate) fields: Vec<(usize, (u32, u32))>,
    /// Action plans.
    pub(crate) plans: Vec<(usize, Plan)>,
}

/// Gives the words that nobody took to the drafts. `beside` are grids without statements that may go on a return (of
/// several, nobody knows which), each with whether it is told of as a whole.
pub(crate) fn share_out<'g>(
    desk: &Desk<'g>,
    by_grid: &[Option<Found>],
    taken: &Taken,
    beside: &[(usize, bool)],
    drafts: &mut [Draft<'g>],
    findings: &mut Vec<Finding>,
) {
    let mut own: Vec<usize> =
        drafts.iter().flat_map(|draft| draft.said.iter().map(|said| said.grid)).collect();
    own.sort_unstable();
    own.dedup();
    for index in own {
        let Some(grid) = desk.grids.get(index) else { continue };
        let found = by_grid.get(index).and_then(Option::as_ref);
        let Left { cells, lists } = left_and_lists(grid, index, found, taken, drafts);
        findings.extend(Words::of(desk, index, &[], &lists).of_list());
        for cell in cells {
            // It stands by the return that begins above it, else by the first.
            let begins = |draft: &Draft<'_>| first_row(draft, index);
            let above = drafts.iter().rposition(|draft| begins(draft).is_some_and(|row| row <= cell.row));
            let at = above.or_else(|| drafts.iter().position(|draft| begins(draft).is_some()));
            if let Some(draft) = at.and_then(|at| drafts.get_mut(at)) {
                draft.unplaced.push((index, cell));
            }
        }
    }
    for (index, is_told) in beside {
        let Some(grid) = desk.grids.get(*index) else { continue };
        let Left { cells, lists } = left_and_lists(grid, *index, None, taken, drafts);
        if !*is_told {
            findings.extend(Words::of(desk, *index, &[], &lists).of_list());
        }
        match drafts {
            [] => {}
            _ if *is_told && stands_apart(&cells, drafts.len()) => {}
            [only] => only.unplaced.extend(cells.iter().map(|cell| (*index, *cell))),
            _ => findings.extend(of_no_school(desk, *index, &cells)),
        }
    }
}

/// Whether the words of a sheet that is told of as a whole are told there, and go on no return.
fn stands_apart(cells: &[&Cell], n_returns: usize) -> bool {
    n_returns > 1 || n_sentences(cells) > MOST_BESIDE
}

/// The words of a grid that nobody took.
pub(crate) struct Left<'g> {
    /// What may be remarks.
    pub(crate) cells: Vec<&'g Cell>,
    /// Lists, as drop-downs have them.
    pub(crate) lists: Vec<&'g Cell>,
}

/// The words of a grid that nobody took, lists apart.
pub(crate) fn left_and_lists<'g>(
    grid: &'g Grid,
    index: usize,
    found: Option<&Found>,
    taken: &Taken,
    drafts: &[Draft<'_>],
) -> Left<'g> {
    let mut left: Vec<&Cell> = Vec::with_capacity(64);
    // Both are in the order of the grid.
    let mut hits = found.map_or(&[][..], |found| &found.hits);
    for cell in &grid.cells {
        let at = (cell.row, cell.column);
        while let Some((_, later)) = hits.split_first().filter(|(hit, _)| (hit.row, hit.column) < at) {
            hits = later;
        }
        let is_hit = || hits.first().is_some_and(|hit| (hit.row, hit.column) == at);
        if may_say_something(cell) && !is_hit() {
            left.push(cell);
        }
    }
    let is_stated = |cell: &&Cell| {
        found.is_some_and(|found| {
            let hit = found.hits.binary_search_by_key(&(cell.row, cell.column), |hit| (hit.row, hit.column));
            hit.is_ok()
        })
    };
    left.extend(values::of(grid, found).into_iter().filter(|cell| !is_stated(cell)));
    if left.is_empty() {
        return Left { cells: left, lists: Vec::new() };
    }
    left.sort_unstable_by_key(|cell| (cell.row, cell.column));
    let mut held: Vec<(u32, u32)> = drafts.iter().flat_map(|draft| held(draft, index)).collect();
    held.sort_unstable();
    left.retain(|cell| {
        let at = (cell.row, cell.column);
        let is_taken = held.binary_search(&at).is_ok()
            || taken.fields.contains(&(index, at))
            || taken.plans.iter().any(|(of, plan)| *of == index && plan.takes(grid, cell))
            || (is_heading(grid, cell) && !says_more(cell) && !values::is_in_table(grid, found, cell.row))
            || is_label(cell);
        !is_taken
    });
    let lists = if grid.addressing == Addressing::Workbook { take_lists(&mut left) } else { Vec::new() };
    Left { cells: left, lists }
}

/// Takes out the lists of a sheet, as drop-downs have them: many short texts in one column, and nothing that was left beside
/// them.
fn take_lists<'g>(left: &mut Vec<&'g Cell>) -> Vec<&'g Cell> {
    if left.len() <= MOST_BESIDE || left.len() - n_sentences(left) <= MOST_BESIDE {
        return Vec::new();
    }
    // They are in the order of the sheet.
    let stands = |at: (u32, u32)| left.binary_search_by_key(&at, |cell| (cell.row, cell.column)).is_ok();
    let is_beside = |cell: &Cell| {
        let before = cell.column.checked_sub(1);
        before.is_some_and(|before| stands((cell.row, before))) || stands((cell.row, cell.column + 1))
    };
    let mut n_short: BTreeMap<u32, usize> = BTreeMap::new();
    for cell in left.iter().filter(|cell| !are_words(cell) && !is_beside(cell)) {
        *n_short.entry(cell.column).or_default() += 1;
    }
    let is_list = |column: u32| n_short.get(&column).is_some_and(|n| *n > MOST_BESIDE);
    let (lists, rest) = left.iter().partition(|cell| !are_words(cell) && is_list(cell.column));
    *left = rest;
    lists
}

/// Hands on the words that were left out as a form was laid out anew: to its return, where there is one alone.
pub(crate) fn take_dropped(
    source_file: &str,
    (before, after): (&[Grid], &[Grid]),
    returns: &mut [ReturnReading],
    findings: &mut Vec<Finding>,
) {
    let dropped = dropped(before, after);
    match returns {
        [] => {}
        [only] => only.unplaced.extend(dropped.into_iter().take(MOST_UNPLACED)),
        _ => {
            let texts = dropped.into_iter().map(|words| {
                let place = Place {
                    source_file: source_file.to_owned(),
                    sheet: words.sheet.into(),
                    cell: words.cell.into(),
                };
                (place, words.text)
            });
            findings.extend(Words::of_texts(texts).of_no_school());
        }
    }
}

/// The words that stood in the grids as they were read, and went nowhere as the form was laid out anew.
fn dropped(before: &[Grid], after: &[Grid]) -> Vec<CommentReading> {
    let texts = || after.iter().flat_map(|grid| &grid.cells).filter_map(|cell| cell.value.as_text());
    let whole: HashSet<&str> = texts().map(text::trim).collect();
    // A part of them may have got a cell of its own; where much is gone, nobody looks for the parts of all of it.
    let mut n_looked = 0;
    let mut is_kept = |raw: &str| {
        whole.contains(raw) || {
            n_looked += 1;
            let is_part = |text: &str| text.contains(raw) || (text.len() >= SHORTEST && raw.contains(text));
            n_looked <= MOST_LOOKED && whole.iter().any(|text| is_part(text))
        }
    };
    let in_pieces = LazyCell::new(|| after.iter().map(pieces).collect::<Vec<_>>());
    let mut dropped = Vec::new();
    for grid in before.iter().filter(|grid| !after.contains(grid)) {
        let stands_in_pieces = |cell: &Cell, raw: &str| {
            let at = (grid.sheet_of(cell.row, cell.column), (cell.row, cell.column));
            let whole = letters(raw);
            in_pieces.iter().any(|pieces| pieces.get(&at).is_some_and(|all| *all == whole))
        };
        for cell in grid.cells.iter().filter(|cell| are_words(cell)) {
            let Some(raw) = cell.value.as_text().map(text::trim).filter(|raw| !is_kept(raw)) else {
                continue;
            };
            if stands_in_pieces(cell, raw) {
                continue;
            }
            dropped.push(CommentReading {
                statement_id: None,
                text: raw.to_owned(),
                sheet: grid.sheet_of(cell.row, cell.column).into(),
                cell: grid.cell_name(cell.row, cell.column),
            });
        }
    }
    dropped
}

/// What stands in the cells of a grid that came of one cell each, by that one's sheet and place.
fn pieces(grid: &Grid) -> HashMap<(&str, (u32, u32)), String> {
    let mut pieces: HashMap<_, String> = HashMap::new();
    for cell in &grid.cells {
        if let Some(raw) = cell.value.as_text() {
            let at = (grid.sheet_of(cell.row, cell.column), grid.stood_at(cell.row, cell.column));
            pieces.entry(at).or_default().push_str(&letters(raw));
        }
    }
    pieces
}

fn letters(raw: &str) -> String {
    raw.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Notes on words that stand by several schools' returns, with all of them.
pub(crate) fn of_no_school(desk: &Desk<'_>, index: usize, cells: &[&Cell]) -> Vec<Finding> {
    // `1 = Yes, 2 = Partly, 3 = No`: the form's own key.
    let is_key = |cell: &&Cell| {
        let raw = cell.value.as_text().unwrap_or_default();
        memchr::memchr_iter(b'=', raw.as_bytes()).nth(1).is_some() && key::entries(raw).len() > 1
    };
    let words: Vec<&Cell> = cells.iter().copied().filter(|cell| !is_key(cell)).collect();
    Words::of(desk, index, &words, &[]).of_no_school()
}

/// What a sheet without statements says that goes on no return, for the note that it was passed over: a hidden one and one
/// that stands apart all of it, others their lists.
pub(crate) fn words_of_told(desk: &Desk<'_>, index: usize, n_returns: usize) -> Words {
    let Some(grid) = desk.grids.get(index) else { return Words::default() };
    let Left { cells, lists } = left_and_lists(grid, index, None, &Taken::default(), &[]);
    let is_apart = grid.is_hidden || stands_apart(&cells, n_returns);
    Words::of(desk, index, if is_apart { &cells } else { &[] }, &lists)
}

/// Where the words of a grid stand that no return takes.
pub(crate) fn words_left(grid: &Grid, index: usize) -> HashSet<(u32, u32)> {
    let Left { cells, lists } = left_and_lists(grid, index, None, &Taken::default(), &[]);
    cells.iter().chain(&lists).map(|cell| (cell.row, cell.column)).collect()
}

/// What a sheet of statements says in words beside them, where it was passed over: nothing that another sheet says as well,
/// as what the form prints, nor what `is_taken`.
pub(crate) fn words_of_passed(desk: &Desk<'_>, index: usize, is_taken: impl Fn(&Cell) -> bool) -> Words {
    let Some(grid) = desk.grids.get(index) else { return Words::default() };
    let others = desk.grids.iter().enumerate().filter(|(other, _)| *other != index);
    let others: HashSet<&str> = others
        .flat_map(|(_, grid)| &grid.cells)
        .filter_map(|cell| cell.value.as_text().map(text::trim))
        .collect();
    let Left { mut cells, mut lists } = left_and_lists(grid, index, None, &Taken::default(), &[]);
    let says_more = |cell: &&Cell| {
        let raw = cell.value.as_text().map(text::trim);
        let is_mark =
            || matches!(read_mark(cell, desk.words).mark, Mark::Tick(_) | Mark::Says(_) | Mark::Several);
        raw.is_none_or(|raw| !others.contains(raw)) && !is_taken(cell) && !is_mark()
    };
    cells.retain(says_more);
    lists.retain(says_more);
    Words::of(desk, index, &cells, &lists)
}

/// The row of a draft's first statement in a grid.
fn first_row(draft: &Draft<'_>, grid: usize) -> Option<u32> {
    draft.said.iter().filter(|said| said.grid == grid).map(|said| said.hit.row).min()
}

fn is_short(cell: &Cell) -> bool {
    cell.value.as_text().is_none_or(|raw| raw.len() < SHORTEST)
}

fn n_sentences(cells: &[&Cell]) -> usize {
    cells.iter().filter(|cell| are_words(cell)).count()
}

/// Whether somebody may miss what a cell says, however short it is: `DRAFT`, `Closing in June`. Marks and figures say
/// nothing by themselves, but by a label or alone in their row.
pub(crate) fn may_say_something(cell: &Cell) -> bool {
    const FEWEST_LETTERS: usize = 4;
    cell.value.as_text().is_some_and(|raw| {
        let has_plain = || raw.bytes().filter(u8::is_ascii_alphabetic).nth(FEWEST_LETTERS - 1).is_some();
        let has_any = || raw.chars().filter(|c| c.is_alphabetic()).nth(FEWEST_LETTERS - 1).is_some();
        raw.len() >= FEWEST_LETTERS && (has_plain() || has_any())
    })
}

/// Whether a cell holds several words.
pub(crate) fn are_words(cell: &Cell) -> bool {
    let is_word = |word: &&str| word.bytes().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    cell.value.as_text().is_some_and(|raw| {
        !is_short(cell) && raw.split([' ', '\n', '\t']).filter(is_word).nth(FEWEST_WORDS - 1).is_some()
    })
}

/// `Evidence`, `Response`: what heads a column or begins a row, whether or not anything was taken as such, says nothing itself.
fn is_label(cell: &Cell) -> bool {
    // What stands in brackets behind it may be the school's.
    let is_label = |raw: &str| {
        matches!(headings::head(raw), Some(Head::Comment | Head::AnyAnswer(_)))
            && headings::is_known_heading(raw)
            && !raw.contains(['(', '[', '\n'])
    };
    cell.value.as_text().is_some_and(is_label)
}

/// Whether somebody wrote more behind a heading: `Evidence and Comments (seen by the governors)`. What a form asks for there
/// is its own.
fn says_more(cell: &Cell) -> bool {
    const ASKING: [&str; 24] = [
        "please",
        "eg",
        "e",
        "for",
        "tick",
        "list",
        "max",
        "maximum",
        "optional",
        "required",
        "where",
        "how",
        "what",
        "which",
        "yes",
        "no",
        "if",
        "as",
        "see",
        "to",
        "or",
        "delete",
        "include",
        "including",
    ];
    let Some(raw) = cell.value.as_text() else { return false };
    let cut = raw.find(['(', '[', '\n']).or_else(|| raw.find(" - "));
    let Some(behind) = cut.and_then(|cut| raw.get(cut..)) else { return false };
    let words = text::words(behind);
    matches!(headings::head(raw), Some(Head::Comment | Head::Statement))
        && !words.is_empty()
        && !words.split(' ').any(|word| ASKING.contains(&word))
}

/// Whether a cell is one of a row of headings.
fn is_heading(grid: &Grid, cell: &Cell) -> bool {
    let says_one = |cell: &Cell| cell.value.as_text().is_some_and(|raw| headings::head(raw).is_some());
    says_one(cell)
        && grid.row(cell.row).iter().any(|other| other.column != cell.column && says_one(other))
        && !is_answered(grid.row(cell.row))
}

/// `Support needed | No`: a question of its own with its answer, and no headings.
fn is_answered(cells: &[Cell]) -> bool {
    let head = |cell: &Cell| cell.value.as_text().and_then(headings::head);
    matches!(cells, [label, value]
        if head(label) == Some(Head::Further) && matches!(head(value), Some(Head::Answer(_))))
}

/// The cells of a grid that a draft holds.
fn held<'d, 'g>(draft: &'d Draft<'g>, grid: usize) -> impl Iterator<Item = (u32, u32)> + use<'d, 'g> {
    let at = |cell: &Cell| (cell.row, cell.column);
    let beside = move |beside: &'d [Placed<'g>]| beside.iter().map(move |placed| at(placed.cell));
    let said =
        draft.said.iter().filter(move |said| said.grid == grid).flat_map(move |said| beside(&said.beside));
    let loose = draft.loose.iter().filter(move |loose| loose.grid == grid).map(|loose| &loose.placed);
    let loose = loose.filter(|placed| placed.role != Some(Role::Aside)).map(move |placed| at(placed.cell));
    let unknown = draft.unknown.iter().filter(move |row| row.grid == grid);
    let unknown = unknown.flat_map(move |row| std::iter::once(at(row.text)).chain(beside(&row.beside)));
    said.chain(loose).chain(unknown)
}
