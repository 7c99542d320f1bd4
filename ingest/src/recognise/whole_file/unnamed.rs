//! Forms that hold the statements' numbers or short labels instead of the statements: `1`, `2.3`, `Policies easy to find`.
//! In: the grids of a file in which no statement stands. Out: the cells that would be the statements of a catalogue, in its
//! order. Never takes them for its statements: a person says so.

mod others;

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use schemas::{
    catalogue::{Catalogue, Statement},
    decision::Ruling,
    finding::Finding,
    ids::Year,
    place::Place,
    rules,
};

use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    reading::MatchedBy,
    recognise::{
        draft::rulings::Rulings,
        found::{Found, HANDFUL, Seen},
        headings::{Head, head},
        wording::Wordings,
        written::{self, as_written},
    },
};

/// No number of a statement is longer, with what stands before it.
const LONGEST: usize = 14;

/// Catalogues, each with its statements in the order of some cells.
type Fits = Vec<(usize, Vec<usize>)>;

/// Rows that would be the statements of a catalogue.
pub(crate) struct Unnamed {
    /// Their cells: grid, row, column.
    cells: Vec<(usize, u32, u32)>,
    /// The catalogues whose order they fit, each with the statements in the order of the cells.
    fits: Fits,
    /// The question of which they are.
    pub(crate) question: Finding,
    /// The catalogue that a person ruled.
    pub(crate) ruled: Option<usize>,
    /// Whether a person ruled that nothing is read.
    pub(crate) is_left_out: bool,
    /// The heading or title by which the rows are plainly other things: nobody is asked.
    pub(crate) others: Option<String>,
}

/// Such rows of a file; none where there are none, or where they fit no catalogue.
pub(crate) fn unnamed(
    source_file: &str,
    grids: &[Grid],
    (catalogues, words, year): (&[Catalogue], &Vocabulary, Year),
    rulings: &Rulings<'_>,
) -> Option<Unnamed> {
    let by_number = keyed(grids, words, |cell| number(&cell.value));
    let fitting = |keys: &[String]| -> Fits {
        let fits = |catalogue: &Catalogue| in_order(catalogue, year, keys);
        catalogues.iter().enumerate().filter_map(|(at, one)| Some((at, fits(one)?))).collect()
    };
    let numbered = fitting(&keys_of(&by_number));
    let is_numbered = !numbered.is_empty();
    let (rows, fits) =
        if is_numbered { (by_number, numbered) } else { by_label(grids, (catalogues, words))? };
    let n_answered = rows.iter().filter(|row| row.is_answered).count();
    if n_answered < HANDFUL {
        return None;
    }
    let (first, last) = (rows.first()?, rows.last()?);
    let grid = grids.get(first.grid)?;
    let place = Place {
        source_file: source_file.to_owned(),
        sheet: grid.sheet.clone(),
        cell: grid.cell_name(first.row, first.column).into(),
    };
    let was_read = format!("{} to {}", first.raw, last.raw);
    let ids: Vec<&str> =
        fits.iter().filter_map(|(at, _)| catalogues.get(*at)).map(|one| one.id.as_str()).collect();
    let of = match ids.as_slice() {
        [only] => format!("catalogue {only}"),
        several => format!("catalogue ID: {}", several.join(" or ")),
    };
    let message = format!(
        "{} in place of the statements, {} beside them: which statements are these? They would be those of {} in its order",
        written::counted(rows.len(), "number or label stands", "numbers or labels stand"),
        written::counted(n_answered, "answer", "answers"),
        ids.join(" or ")
    );
    let (mut ruled, mut is_left_out) = (None, false);
    match rulings.on(rules::CATALOGUE_UNSURE.code, &place, &was_read) {
        Some(Ruling::Catalogue(id)) => {
            let is_it = |(at, _): &&(usize, _)| catalogues.get(*at).is_some_and(|one| one.id == *id);
            ruled = fits.iter().find(is_it).map(|(at, _)| *at);
        }
        Some(Ruling::LeaveOut) => is_left_out = true,
        _ => {}
    }
    let question = Finding::new(&rules::CATALOGUE_UNSURE, place, message)
        .reading(was_read)
        .with_suggestion(of)
        .with_answers_waiting(u32::try_from(n_answered).unwrap_or(u32::MAX));
    let is_open = is_numbered && ruled.is_none() && !is_left_out;
    let others = if is_open { of_others(grids, &rows, words) } else { None };
    let cells = rows.iter().map(|row| (row.grid, row.row, row.column)).collect();
    Some(Unnamed { cells, fits, question, ruled, is_left_out, others })
}

impl Unnamed {
    /// Adds the statements that a person said these are to those that were seen in the grids, which are still in their order.
    pub(crate) fn add<'w>(
        &self,
        (grids, catalogues): (&[Grid], &[Catalogue]),
        wordings: &'w Wordings,
        seen: &mut [Vec<Seen<'w>>],
    ) {
        let Some(catalogue) = self.ruled else { return };
        let Some((_, statements)) = self.fits.iter().find(|(at, _)| *at == catalogue) else { return };
        for ((index, row, column), statement) in self.cells.iter().zip(statements) {
            let (Some(grid), Some(seen)) = (grids.get(*index), seen.get_mut(*index)) else { continue };
            let at = grid.cells.binary_search_by_key(&(*row, *column), |cell| (cell.row, cell.column));
            let stated = catalogues.get(catalogue).and_then(|one| one.statements.get(*statement));
            let (Ok(cell), Some(stated)) = (at, stated) else { continue };
            let hits = wordings.by_id(stated.id.as_str());
            seen.push(Seen { cell, hits, is_verbatim: false, has_more: false });
        }
        for seen in seen {
            seen.sort_by_key(|seen| seen.cell);
        }
    }

    /// Says of what was found that a person ruled so.
    pub(crate) fn by_ruling(&self, by_grid: &mut [Option<Found>]) {
        for (index, found) in by_grid.iter_mut().enumerate() {
            for hit in found.iter_mut().flat_map(|found| &mut found.hits) {
                if self.cells.contains(&(index, hit.row, hit.column)) {
                    hit.matched_by = MatchedBy::Decision;
                }
            }
        }
    }
}

/// A cell that may stand for a statement.
struct Keyed {
    grid: usize,
    row: u32,
    column: u32,
    /// As it is compared.
    key: String,
    /// As it stands.
    raw: String,
    /// Whether a mark stands beside it.
    is_answered: bool,
}

fn keys_of(rows: &[Keyed]) -> Vec<String> {
    rows.iter().map(|row| row.key.clone()).collect()
}

/// The cells that a key is made of, down one column of each grid that has several; none of a grid in which other words stand
/// beside them, since those are what the rows are about.
fn keyed(grids: &[Grid], words: &Vocabulary, key: impl Fn(&Cell) -> Option<String>) -> Vec<Keyed> {
    let mut rows = Vec::new();
    for (index, grid) in grids.iter().enumerate().filter(|(_, grid)| !grid.is_hidden) {
        let all: Vec<(&Cell, String)> =
            grid.cells.iter().filter_map(|cell| Some((cell, key(cell)?))).collect();
        // The first of the columns that have most.
        let counts = counted(all.iter().map(|(cell, _)| cell.column));
        let most = counts.into_iter().max_by_key(|(column, n)| (*n, Reverse(*column)));
        let Some((column, _)) = most else { continue };
        let own: Vec<(&Cell, String)> = all.into_iter().filter(|(cell, _)| cell.column == column).collect();
        if own.len() < 2 || are_about_others(grid, &own, words) {
            continue;
        }
        rows.extend(own.into_iter().map(|(cell, key)| Keyed {
            grid: index,
            row: cell.row,
            column,
            key,
            raw: as_written(&cell.value),
            is_answered:
                grid.row(cell.row).iter().any(|other| other.column > column && is_mark(other, words)),
        }));
    }
    rows
}

/// Whether another column has words in most of these rows, and no heading that asks for comments or a mark in most of them.
fn are_about_others(grid: &Grid, own: &[(&Cell, String)], words: &Vocabulary) -> bool {
    let Some((first, _)) = own.first() else { return false };
    let mut beside: Vec<&Cell> = own.iter().flat_map(|(cell, _)| grid.row(cell.row)).collect();
    beside.retain(|cell| {
        cell.column != first.column && matches!(read_mark(cell, words).mark, Mark::Prose | Mark::Unclear(_))
    });
    let is_comments = |column: u32| {
        let above = (first.row.saturating_sub(3)..first.row).rev().find_map(|row| grid.at(row, column));
        above.and_then(|cell| cell.value.as_text()).is_some_and(|raw| head(raw) == Some(Head::Comment))
    };
    let counts = counted(beside.iter().map(|cell| cell.column));
    counts.into_iter().any(|(column, n)| 2 * n > own.len() && !is_comments(column))
}

/// The words by which the rows are other things than statements, where they are so in each grid.
fn of_others(grids: &[Grid], rows: &[Keyed], words: &Vocabulary) -> Option<String> {
    let mut said = None;
    for rows in rows.chunk_by(|one, next| one.grid == next.grid) {
        let grid = grids.get(rows.first()?.grid)?;
        let own: Vec<(u32, u32)> = rows.iter().map(|row| (row.row, row.column)).collect();
        let beside = rows.iter().flat_map(|row| {
            grid.row(row.row).iter().filter(|cell| cell.column > row.column && is_mark(cell, words))
        });
        let marked: Vec<u32> = counted(beside.map(|cell| cell.column)).into_keys().collect();
        let others = others::others(grid, &own, &marked)?;
        said.get_or_insert(others);
    }
    said
}

/// How often each column comes.
fn counted(columns: impl Iterator<Item = u32>) -> FxHashMap<u32, usize> {
    let mut counts = FxHashMap::default();
    for column in columns {
        *counts.entry(column).or_default() += 1;
    }
    counts
}

fn is_mark(cell: &Cell, words: &Vocabulary) -> bool {
    let is_figure = matches!(cell.value, Value::Number(_) | Value::Serial(_) | Value::Date(_));
    !is_figure && matches!(read_mark(cell, words).mark, Mark::Says(_) | Mark::Tick(_) | Mark::Several)
}

/// A number as it is compared: `3.`, `(3)` and `Q3` are 3.
fn number(value: &Value) -> Option<String> {
    const BEFORE: [&str; 8] = ["q", "no", "s", "statement", "question", "item", "indicator", "#"];
    let raw = match value {
        Value::Number(number) => number.to_string(),
        Value::Text(raw) if raw.len() <= LONGEST => raw.to_lowercase(),
        _ => return None,
    };
    let bare = text::trim(&raw).trim_start_matches('(').trim_end_matches(['.', ')', ':', '-', '=', ' ']);
    let begin = bare.find(|c: char| c.is_ascii_digit())?;
    let (before, figures) = bare.split_at_checked(begin)?;
    let before = before.trim_end_matches(['.', ' ', ':', '-']);
    let is_number = (before.is_empty() || BEFORE.contains(&before))
        && figures.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && figures.split('.').count() <= 2;
    is_number.then(|| figures.to_owned())
}

/// The statements of a catalogue in the order of such numbers: from 1 on, from 1 on in each section, or with the section's
/// before them; none where these are not all of them.
fn in_order(catalogue: &Catalogue, year: Year, keys: &[String]) -> Option<Vec<usize>> {
    let asked: Vec<(usize, &Statement)> =
        catalogue.statements.iter().enumerate().filter(|(_, one)| catalogue.asks(one, year)).collect();
    if keys.len() != asked.len() || keys.len() < HANDFUL {
        return None;
    }
    let mut section = (0, 0, None);
    let numbers = asked.iter().zip(1..).map(|((_, statement), n): (_, usize)| {
        let (number, within, last) = section;
        let is_new = last != Some(statement.section);
        section = if is_new { (number + 1, 1, Some(statement.section)) } else { (number, within + 1, last) };
        [n.to_string(), section.1.to_string(), format!("{}.{}", section.0, section.1)]
    });
    let mut fits = [true; 3];
    for (own, key) in numbers.zip(keys) {
        for (fits, own) in fits.iter_mut().zip(&own) {
            // A sheet has 1.10 as 1.1.
            *fits &= own == key || (own.contains('.') && own.strip_suffix('0') == Some(key.as_str()));
        }
    }
    fits.contains(&true).then(|| asked.into_iter().map(|(at, _)| at).collect())
}

/// Rows of a catalogue's short labels, each once and at least half of all, with the catalogue.
fn by_label(grids: &[Grid], (catalogues, words): (&[Catalogue], &Vocabulary)) -> Option<(Vec<Keyed>, Fits)> {
    catalogues.iter().enumerate().find_map(|(at, catalogue)| {
        let labels: Vec<String> =
            catalogue.statements.iter().map(|statement| text::key(&statement.short_label)).collect();
        let key = |cell: &Cell| {
            let key = text::key(cell.value.as_text()?);
            labels.contains(&key).then_some(key)
        };
        let rows = keyed(grids, words, key);
        let statements: Vec<usize> =
            rows.iter().filter_map(|row| labels.iter().position(|label| *label == row.key)).collect();
        let mut different = statements.clone();
        different.sort_unstable();
        different.dedup();
        let is_it = different.len() == rows.len() && rows.len() >= HANDFUL && 2 * rows.len() >= labels.len();
        is_it.then(|| (rows, vec![(at, statements)]))
    })
}
