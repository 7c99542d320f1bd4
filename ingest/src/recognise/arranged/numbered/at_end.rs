//! Answers by number below the statements with those numbers: `1 | Yes`, `2. Partly`, `3-5 No`.
//! In: the grids of a file. Out: the same with each answer beside its statement, every cell knowing where it came from. Never
//! reads such lines unless their numbers run through all the statements, each once and in order, and every line says an answer or
//! is left blank; nor where something above them says that they are another's.

use super::number;
use crate::{
    grid::{Addressing, Block, Cell, Grid, Look, Origin, Stands, Value},
    normalise::{marks::Vocabulary, text},
    recognise::{
        found::Looked,
        headings::{self, Head},
    },
};

/// Fewer statements are no form.
const FEWEST: usize = 4;
/// No line of an answer by number is longer.
const LONGEST: usize = 40;

/// One line: the statements' numbers, the answer as it is written with its cell, and what is said behind it.
struct Line<'g> {
    numbers: std::ops::RangeInclusive<u32>,
    answer: Option<(&'g Cell, &'g str)>,
    rest: &'g [Cell],
}

/// The grids with the answers beside their statements; none where there is nothing to do.
pub(crate) fn joined(grids: &[Grid], looked: &[Looked<'_>], words: &Vocabulary) -> Option<Vec<Grid>> {
    let mut stated = looked.iter().enumerate().filter(|(_, looked)| !looked.seen.is_empty());
    let (index, seen) = stated.next().filter(|_| stated.next().is_none())?;
    let list = grids.get(index)?;
    let statements: Vec<&Cell> = seen.seen.iter().filter_map(|seen| list.cells.get(seen.cell)).collect();
    let (head, dropped) = numbered(list, &statements)?;
    // Where the list begins at the top of its table, a row for headings is made.
    let down = u32::from(head.is_none());
    let end = statements.last()?.row;
    let n = u32::try_from(statements.len()).ok()?;
    let mut found = None;
    for (at, grid) in grids.iter().enumerate() {
        let Some(from) = begins(grids, (index, list), (at, grid), end) else { continue };
        if let Some(lines) = lines(grid, from, n, words) {
            // Of two lists nobody can tell which is meant.
            if found.replace((at, grid, lines)).is_some() {
                return None;
            }
        }
    }
    let (at, source, lines) = found?;
    let mut all = grids.to_vec();
    let beyond = list.cells.iter().map(|cell| cell.column).max()?.checked_add(1)?;
    let mut whole = list.clone();
    whole.cells.retain(|cell| !(Some(cell.row) == head && dropped.contains(&cell.column)));
    let head = head.unwrap_or(0);
    let used: Vec<u32> = lines.iter().map(|(row, _)| *row).collect();
    let is_used = |cell: &Cell| used.binary_search(&cell.row).is_ok();
    if at == index {
        whole.cells.retain(|cell| !is_used(cell));
    } else if let Some(slot) = all.get_mut(at) {
        slot.cells.retain(|cell| !is_used(cell));
    }
    if down > 0 {
        // What lies on cells would stay where it was.
        if !list.notes.is_empty() || !list.drawn_over.is_empty() || !list.worded.is_empty() {
            return None;
        }
        whole = below_a_row(&whole);
    }
    let mut put = |row: u32, column: u32, cell: &Cell, value: Value| {
        let row = row + down;
        whole.cells.push(Cell { row, column, value, look: cell.look });
        let sheet = source.sheet_of(cell.row, cell.column).into();
        whole.origins.push(Origin { row, column, sheet, from: source.stood_at(cell.row, cell.column) });
    };
    let mut widest = 0;
    for (_, line) in &lines {
        for number in line.numbers.clone() {
            let Some(own) = statements.get(number as usize - 1) else { continue };
            if let Some((cell, answer)) = line.answer {
                put(own.row, beyond, cell, Value::Text(answer.into()));
            }
            for (column, cell) in (beyond + 1..).zip(line.rest) {
                put(own.row, column, cell, cell.value.clone());
                widest = widest.max(column - beyond);
            }
        }
    }
    let names = ["Answer", "Comments"];
    for (column, name) in (beyond..).zip(names).take(1 + widest as usize) {
        whole.cells.push(Cell { row: head, column, value: Value::Text(name.into()), look: Look::default() });
    }
    whole.cells.sort_by_key(|cell| (cell.row, cell.column));
    whole.origins.sort_by_key(|origin| (origin.row, origin.column));
    if let Some(slot) = all.get_mut(index) {
        *slot = whole;
    }
    Some(all)
}

/// The row above statements that are numbered from one on, where there is one, with the columns of answers that it heads; none where anything is
/// marked or written beside a statement.
fn numbered(list: &Grid, statements: &[&Cell]) -> Option<(Option<u32>, Vec<u32>)> {
    let first = statements.first()?;
    if statements.len() < FEWEST {
        return None;
    }
    for (own, wanted) in statements.iter().zip(1..) {
        let row = list.row(own.row);
        let counted = row.iter().filter(|cell| cell.column < own.column).find_map(number);
        let is_alone = row.iter().all(|cell| cell.column <= own.column || is_empty(cell));
        if counted != Some(wanted) || !is_alone || own.column != first.column {
            return None;
        }
    }
    let head = first.row.checked_sub(1);
    let mut dropped = Vec::new();
    for cell in head.map_or(&[] as &[Cell], |head| list.row(head)).iter().filter(|cell| !is_empty(cell)) {
        match cell.value.as_text().and_then(headings::head)? {
            Head::Answer(_) | Head::AnyAnswer(_) | Head::Comment => dropped.push(cell.column),
            Head::Number | Head::Statement | Head::StatementId => {}
            _ => return None,
        }
    }
    Some((head, dropped))
}

/// A grid with all its rows one further down.
fn below_a_row(grid: &Grid) -> Grid {
    let mut cells = Vec::with_capacity(grid.cells.len());
    let mut origins = Vec::with_capacity(grid.cells.len());
    for cell in &grid.cells {
        let (row, column) = (cell.row + 1, cell.column);
        cells.push(Cell { row, ..cell.clone() });
        let sheet = grid.sheet_of(cell.row, column).into();
        origins.push(Origin { row, column, sheet, from: grid.stood_at(cell.row, column) });
    }
    let down = |row: u32| row.saturating_add(1);
    let merges = grid.merges.iter();
    let merges = merges.map(|block| Block { top: down(block.top), bottom: down(block.bottom), ..*block });
    Grid {
        merges: merges.collect(),
        hidden_rows: grid.hidden_rows.iter().map(|row| down(*row)).collect(),
        short_rows: grid.short_rows.iter().map(|row| down(*row)).collect(),
        lost_rows: grid.lost_rows.iter().map(|row| down(*row)).collect(),
        cells,
        origins,
        ..grid.clone()
    }
}

/// The row of a grid from which on lines may stand below the list.
fn begins(
    grids: &[Grid],
    (index, list): (usize, &Grid),
    (at, grid): (usize, &Grid),
    end: u32,
) -> Option<u32> {
    if at == index {
        return Some(end + 1);
    }
    if grid.addressing != Addressing::Document || list.addressing != Addressing::Document || grid.is_hidden {
        return None;
    }
    match (list.stands, grid.stands) {
        (Stands::Before(row), Stands::Alone) => Some(row),
        (Stands::Before(from), Stands::Before(to)) if at > index => {
            // What stands between the tables heads the second.
            let is_between = |cell: &&Cell| (from..to).contains(&cell.row);
            let text = grids.iter().filter(|grid| grid.stands == Stands::Alone && grid.sheet == "text");
            let mut between = text.flat_map(|text| text.cells.iter().filter(is_between));
            between.all(|cell| is_plain_title(std::slice::from_ref(cell))).then_some(0)
        }
        _ => None,
    }
}

/// The lines from a row on, each with its row: numbered through from one to `n`.
fn lines<'g>(grid: &'g Grid, from: u32, n: u32, words: &Vocabulary) -> Option<Vec<(u32, Line<'g>)>> {
    let start = grid.cells.partition_point(|cell| cell.row < from);
    let rows = grid.cells.get(start..)?.chunk_by(|one, next| one.row == next.row);
    let mut lines: Vec<(u32, Line<'g>)> = Vec::new();
    let mut next = 1;
    let mut n_answered = 0;
    for cells in rows.filter(|cells| !cells.iter().all(is_empty)) {
        let row = cells.first()?.row;
        match line(cells, words) {
            Some(line) if *line.numbers.start() == next && *line.numbers.end() <= n => {
                next = line.numbers.end() + 1;
                n_answered += if line.answer.is_some() { line.numbers.clone().count() } else { 0 };
                lines.push((row, line));
            }
            Some(_) => return None,
            // They end where their numbers do.
            None if !lines.is_empty() && next <= n => return None,
            // Whatever else stands over them may say whose they are.
            None if lines.is_empty() && !is_plain_title(cells) => return None,
            None => {}
        }
    }
    (next == n + 1 && n_answered * 2 > n as usize).then_some(lines)
}

/// What a row says, where it begins with a number and says an answer, or nothing.
fn line<'g>(cells: &'g [Cell], words: &Vocabulary) -> Option<Line<'g>> {
    let is_answer = |raw: &str| raw.len() > 1 && raw.len() <= LONGEST && words.answer(raw).is_some();
    let first = cells.iter().position(|cell| !is_empty(cell))?;
    let cell = cells.get(first)?;
    let behind = cells.get(first + 1..)?;
    if let Some(number) = number(cell) {
        let rest = behind.get(usize::from(!behind.is_empty())..)?;
        let answer = match behind.first().filter(|cell| !is_empty(cell)) {
            None => None,
            Some(said) => {
                let raw = text::trim(said.value.as_text()?);
                Some((said, is_answer(raw).then_some(raw)?))
            }
        };
        return Some(Line { numbers: number..=number, answer, rest });
    }
    let raw = text::trim(cell.value.as_text().filter(|raw| raw.len() <= LONGEST)?);
    let (from, rest) = leading(raw.trim_start_matches(['Q', 'q']))?;
    let to = ["-", "\u{2013}", " - ", " to "].iter().find_map(|sign| leading(rest.strip_prefix(*sign)?));
    let (to, rest) = to.unwrap_or((from, rest));
    let said = rest.trim_start_matches(['.', ':', ')', '=', ' ', '\t', '-', '\u{2013}', '\u{a0}']);
    // `12 November`, `1.5`, `3rd`
    let is_parted = said.len() < rest.len() || (said.is_empty() && !behind.is_empty());
    if !is_parted || from > to || to >= 1000 {
        return None;
    }
    if !said.is_empty() {
        return is_answer(said).then_some(Line {
            numbers: from..=to,
            answer: Some((cell, said)),
            rest: behind,
        });
    }
    let answer = behind.first()?;
    let raw = text::trim(answer.value.as_text()?);
    let rest = behind.get(1..)?;
    is_answer(raw).then_some(Line { numbers: from..=to, answer: Some((answer, raw)), rest })
}

/// A number at the start of a text, and what stands behind it.
fn leading(raw: &str) -> Option<(u32, &str)> {
    let end = raw.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(raw.len());
    let (digits, rest) = raw.split_at_checked(end)?;
    digits.parse().ok().filter(|number| *number > 0).map(|number| (number, rest))
}

/// Whether a row says no more than that answers stand below it: `Answers`, `Statement no. | Answer | Comment`.
fn is_plain_title(cells: &[Cell]) -> bool {
    const PLAIN: [&str; 20] = [
        "answer",
        "answers",
        "response",
        "responses",
        "reply",
        "replies",
        "our",
        "your",
        "the",
        "school",
        "schools",
        "to",
        "statement",
        "statements",
        "question",
        "questions",
        "above",
        "form",
        "by",
        "number",
    ];
    let is_heading = |raw: &str| {
        matches!(
            headings::head(raw),
            Some(Head::Number | Head::Statement | Head::StatementId | Head::AnyAnswer(_) | Head::Comment)
        ) && headings::is_known_heading(raw)
    };
    let is_plain = |cell: &Cell| {
        is_empty(cell)
            || cell.value.as_text().is_some_and(|raw| {
                is_heading(raw)
                    || text::words(raw).split(' ').all(|word| PLAIN.contains(&word) || word == "no")
            })
    };
    cells.iter().all(is_plain)
}

fn is_empty(cell: &Cell) -> bool {
    match &cell.value {
        Value::Empty => true,
        Value::Text(raw) => text::is_blank(raw),
        _ => false,
    }
}
