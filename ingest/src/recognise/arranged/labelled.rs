//! Answers and what is said to them in the statements' own cells, each in a line behind a label: `In place? Yes`, below it
//! `Evidence: see the policy`.
//! In: a grid with its statements. Out: the same with a column for each label that answers stand behind, under that label as
//! its heading, and one for the lines behind all others. Never takes lines for labelled unless most statements have them.

use crate::{
    grid::{Block, Cell, Grid, Link, Look, Origin, Value},
    normalise::{
        marks::{Mark, Vocabulary, is_label, read_mark},
        text,
    },
    recognise::{
        found::{Seen, exact},
        headings::{self, Head},
        wording::Wordings,
    },
};

/// Fewer statements with labelled lines make no habit.
const FEWEST: usize = 4;
/// Longer texts are no label, in bytes and in words.
const LONGEST: usize = 40;
const MOST_WORDS: usize = 6;
/// What asks for the answer to a statement, and for nothing else, beside `Answer` and lists of answers.
const ASKS: [&str; 14] = [
    "rating",
    "our rating",
    "self rating",
    "school rating",
    "self evaluation",
    "self evaluation rating",
    "our self evaluation",
    "self assessment",
    "our self assessment",
    "judgement",
    "our judgement",
    "in place",
    "is this in place",
    "is it in place",
];

/// A statement's cell with the lines below the statement in it.
struct Own<'g> {
    cell: &'g Cell,
    stated: &'g str,
    /// All that stands below it, then line by line.
    rest: &'g str,
    lines: Vec<&'g str>,
}

/// A label and what stands behind it, in one cell.
struct Said<'g> {
    key: String,
    value: &'g str,
    /// All of it, with the label.
    whole: &'g str,
}

/// A label that answers stand behind.
struct Label<'g> {
    key: String,
    raw: &'g str,
}

/// The grid with such lines in columns of their own; none where there are none.
pub(crate) fn mended<'g>(
    grid: &'g Grid,
    seen: &[Seen<'_>],
    wordings: &Wordings,
    words: &Vocabulary,
) -> Option<Grid> {
    let all: Vec<Own<'g>> = grid.cells.iter().filter_map(|cell| own(cell, wordings)).collect();
    let column = all.first()?.cell.column;
    if all.len() < FEWEST || all.iter().any(|own| own.cell.column != column) || all.len() * 2 < seen.len() {
        return None;
    }
    let labels = habit(&all, words);
    let keys: Vec<String> = labels.iter().map(|(label, _)| label.key.clone()).collect();
    let is_known = |key: &str| keys.iter().any(|known| known == key);
    let said: Vec<(&Own<'_>, Vec<Said<'_>>)> =
        all.iter().filter_map(|own| Some((own, own.said(&is_known)?))).collect();
    if said.len() < FEWEST || said.len() * 4 < all.len() * 3 {
        return None;
    }
    let answering: Vec<Label<'_>> = labels
        .into_iter()
        .map(|(label, _)| label)
        .filter(|label| answers(label, said.iter().flat_map(|(_, said)| said), words))
        .collect();
    // One label alone, and a plain one: `Answer: Yes` is a mark as it stands. Where no label surely asks for the answer,
    // nobody knows what the lines say: they are asked about where they stand.
    let is_plain = |label: &Label<'_>| is_label(label.raw, words);
    let has_more = said.iter().any(|(_, said)| said.len() > 1);
    let is_sure = |label: &&Label<'_>| is_plain(label) || ASKS.contains(&label.key.as_str());
    let sure = answering.iter().find(is_sure)?;
    if !has_more && answering.iter().all(is_plain) {
        return None;
    }
    // Lines that are labelled otherwise, or not at all, stand where the answer should: they say it, or are asked about.
    let in_its_place = |own: &Own<'g>| vec![Said { key: sure.key.clone(), value: own.rest, whole: own.rest }];
    let all: Vec<(&Own<'_>, Vec<Said<'_>>)> =
        all.iter().map(|own| (own, own.said(&is_known).unwrap_or_else(|| in_its_place(own)))).collect();
    Some(laid_out(grid, &answering, &all))
}

/// A statement with lines below it in its cell.
fn own<'g>(cell: &'g Cell, wordings: &Wordings) -> Option<Own<'g>> {
    let raw = cell.value.as_text().map(text::trim)?;
    if memchr::memchr(b'\n', raw.as_bytes()).is_none()
        || !wordings.may_hold(raw)
        || !exact(wordings, raw).is_empty()
    {
        return None;
    }
    raw.match_indices('\n').rev().find_map(|(at, _)| {
        let (stated, rest) = (text::trim(raw.get(..at)?), raw.get(at..)?);
        let lines: Vec<&str> = rest.lines().map(text::trim).filter(|line| !line.is_empty()).collect();
        let rest = text::trim(rest);
        (!lines.is_empty() && !exact(wordings, stated).is_empty()).then_some(Own {
            cell,
            stated,
            rest,
            lines,
        })
    })
}

/// A line's label, and what stands behind it.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let at = line.find([':', '?'])?;
    let is_question = line.get(at..)?.starts_with('?');
    let (label, rest) = (line.get(..at + usize::from(is_question))?, line.get(at + 1..)?);
    let is_label = label.starts_with(char::is_alphabetic)
        && label.len() <= LONGEST
        && label.split_whitespace().count() <= MOST_WORDS
        && (rest.is_empty() || rest.starts_with([' ', '\u{a0}', '\t', ':']));
    is_label.then(|| (label, text::trim(rest.trim_start_matches(':'))))
}

/// The labels that most cells have, in their order, and in how many they stand.
fn habit<'g>(all: &[Own<'g>], words: &Vocabulary) -> Vec<(Label<'g>, usize)> {
    let mut labels: Vec<(Label<'g>, usize)> = Vec::new();
    for (raw, _) in all.iter().flat_map(|own| &own.lines).filter_map(|line| labelled(line)) {
        let key = text::words(raw);
        match labels.iter_mut().find(|(label, _)| label.key == key) {
            Some((_, n)) => *n += 1,
            // `Yes: see the policy` is an answer and a remark.
            None if words.answer(raw).is_none() || raw.ends_with('?') => labels.push((Label { key, raw }, 1)),
            None => {}
        }
    }
    labels.retain(|(_, n)| *n >= FEWEST && n * 2 > all.len());
    labels
}

impl<'g> Own<'g> {
    /// The lines by their labels, one without going on from the line above it; none where the first has none, or where one
    /// label stands twice.
    fn said(&self, is_known: &dyn Fn(&str) -> bool) -> Option<Vec<Said<'g>>> {
        let mut said: Vec<Said<'g>> = Vec::new();
        for line in &self.lines {
            let own = labelled(line).map(|(raw, value)| (text::words(raw), value));
            match own.filter(|(key, _)| is_known(key)) {
                Some((key, _)) if said.iter().any(|said| said.key == key) => return None,
                Some((key, value)) => said.push(Said { key, value, whole: line }),
                None if said.is_empty() => return None,
                None => said.push(Said { key: String::new(), value: line, whole: line }),
            }
        }
        Some(said)
    }
}

/// Whether answers stand behind a label, in most cells where anything does.
fn answers<'s, 'g: 's>(
    label: &Label<'g>,
    said: impl Iterator<Item = &'s Said<'g>>,
    words: &Vocabulary,
) -> bool {
    let (mut n, mut n_says) = (0, 0);
    for value in said.filter(|said| said.key == label.key && !said.value.is_empty()).map(|said| said.value) {
        n += 1;
        n_says += usize::from(says(value, words));
    }
    n_says >= FEWEST && n_says * 2 > n && headings::head(label.raw) != Some(Head::Comment)
}

fn says(value: &str, words: &Vocabulary) -> bool {
    let cell = Cell { row: 0, column: 0, value: Value::Text(value.into()), look: Look::default() };
    matches!(read_mark(&cell, words).mark, Mark::Says(_) | Mark::Tick(_) | Mark::Several)
}

/// The grid with a column for each label that answers stand behind, and one behind them for the other lines.
fn laid_out(grid: &Grid, labels: &[Label<'_>], said: &[(&Own<'_>, Vec<Said<'_>>)]) -> Grid {
    // Headings need a row above the first statement.
    let first = said.first().map_or(0, |(own, _)| own.cell.row);
    let down = u32::from(first == 0);
    let beyond = grid.cells.iter().map(|cell| cell.column).max().unwrap_or(0) + 1;
    let mut page = Page { grid, down, cells: Vec::new(), origins: Vec::new() };
    for cell in &grid.cells {
        let own = said.iter().find(|(own, _)| std::ptr::eq(own.cell, cell));
        let value = own.map_or_else(|| cell.value.clone(), |(own, _)| Value::Text(own.stated.into()));
        page.cells.push(Cell { row: cell.row + down, value, ..cell.clone() });
        if down > 0 {
            page.know([cell.row + down, cell.column], cell);
        }
    }
    let last = beyond + u32::try_from(labels.len()).unwrap_or(0);
    if let Some((own, _)) = said.first() {
        for (column, label) in (beyond..).zip(labels) {
            // `School: Yes` names no school.
            if is_heading(label.raw) {
                page.put([first + down - 1, column], label.raw, own.cell);
            }
        }
        page.put([first + down - 1, last], "Comments", own.cell);
    }
    for (own, said) in said {
        let row = own.cell.row + down;
        for (column, label) in (beyond..).zip(labels) {
            let of = said.iter().position(|said| said.key == label.key);
            if let Some(value) =
                of.and_then(|at| said.get(at)).map(|said| said.value).filter(|value| !value.is_empty())
            {
                page.put([row, column], value, own.cell);
            }
        }
        let is_other =
            |said: &&Said<'_>| !said.value.is_empty() && !labels.iter().any(|label| label.key == said.key);
        let others: Vec<&str> = said.iter().filter(is_other).map(|said| said.whole).collect();
        if !others.is_empty() {
            page.put([row, last], &others.join("\n"), own.cell);
        }
    }
    page.finish()
}

/// Whether a label may stand as a heading over answers.
fn is_heading(label: &str) -> bool {
    matches!(headings::head(label), None | Some(Head::Answer(_) | Head::AnyAnswer(_) | Head::Further))
}

/// A grid in the making.
struct Page<'g> {
    grid: &'g Grid,
    /// How many rows all moves down.
    down: u32,
    cells: Vec<Cell>,
    origins: Vec<Origin>,
}

impl Page<'_> {
    /// Puts a text that stood in a cell.
    fn put(&mut self, [row, column]: [u32; 2], raw: &str, from: &Cell) {
        self.cells.push(Cell { row, column, value: Value::Text(raw.into()), look: Look::default() });
        self.know([row, column], from);
    }

    /// Notes where what now stands in a place stood.
    fn know(&mut self, [row, column]: [u32; 2], from: &Cell) {
        let sheet = self.grid.sheet_of(from.row, from.column).into();
        let from = self.grid.stood_at(from.row, from.column);
        self.origins.push(Origin { row, column, sheet, from });
    }

    fn finish(mut self) -> Grid {
        if self.down == 0 {
            self.origins.extend(self.grid.origins.iter().cloned());
        }
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.origins.sort_by_key(|origin| (origin.row, origin.column));
        let down = self.down;
        let moved = |rows: &[u32]| rows.iter().map(|row| row + down).collect();
        let grid = self.grid.clone();
        let merges = grid.merges.iter().map(|block| Block {
            top: block.top + down,
            bottom: block.bottom + down,
            ..*block
        });
        let noted = |notes: Vec<(u32, u32, Box<str>)>| {
            notes.into_iter().map(|(row, column, note)| (row + down, column, note)).collect()
        };
        Grid {
            cells: self.cells,
            origins: self.origins,
            merges: merges.collect(),
            hidden_rows: moved(&grid.hidden_rows),
            short_rows: moved(&grid.short_rows),
            lost_rows: moved(&grid.lost_rows),
            links: grid.links.into_iter().map(|link| Link { row: link.row + down, ..link }).collect(),
            notes: noted(grid.notes),
            worded: noted(grid.worded),
            // Nobody knows any more which they were.
            letters: if down == 0 { grid.letters } else { Vec::new() },
            ..grid
        }
    }
}
