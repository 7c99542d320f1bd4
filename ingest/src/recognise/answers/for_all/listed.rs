//! Lines that list the statements of an answer by their numbers: `Yes: 1, 4, 5`, `Statements 11 to 15: Partly`, `All others: No`.
//! In: a draft of which most statements came out blank. Out: the first such line. Never says which statement a number means.

use rustc_hash::FxHashSet;

use super::{Line, answers_all};
use crate::{
    grid::{Addressing, Cell},
    normalise::text,
    recognise::{
        draft::{Desk, Draft},
        written::as_written,
    },
};

/// Longer lines are prose.
const LONGEST: usize = 160;
/// More cells in a row are a table's.
const WIDEST: usize = 2;
/// Fewer numbers may be anything.
const FEWEST: usize = 3;

/// The first line that lists statements by number, where most are blank; with how many it may answer.
pub(super) fn of_numbers(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    (n_blank, n_asked): (usize, usize),
    n_statements: usize,
) -> Option<Line> {
    if n_blank * 2 < n_asked || n_blank < FEWEST {
        return None;
    }
    let mut grids: Vec<usize> = draft.said.iter().map(|said| said.grid).collect();
    grids.dedup();
    // What stands below a document's tables is a grid of its own.
    if desk.grids.iter().any(|grid| grid.addressing == Addressing::Document) {
        grids = (0..desk.grids.len()).collect();
    }
    let rows = grids.iter().flat_map(|index| {
        let cells = desk.grids.get(*index).map_or(&[] as &[Cell], |grid| &grid.cells);
        cells.chunk_by(|one, next| one.row == next.row).map(move |row| (*index, row))
    });
    let stated: FxHashSet<(usize, u32)> = draft.said.iter().map(|said| (said.grid, said.hit.row)).collect();
    let mut found: Option<Line> = None;
    let (mut n_listed, mut n_lines) = (0, 0);
    for (index, row) in rows.filter(|(_, row)| row.len() <= WIDEST) {
        let Some(first) = row.first().filter(|first| !stated.contains(&(index, first.row))) else { continue };
        let whole = row.iter().map(|cell| as_written(&cell.value)).collect::<Vec<_>>().join(": ");
        for line in whole.split('\n').map(text::trim).filter(|line| line.len() <= LONGEST) {
            let n = match listed(line, n_statements, |says| desk.words.answer(&text::words(says)).is_some()) {
                Some(n) => n,
                None if row.len() == 2 && answers_all(line, desk.words).is_some() => FEWEST,
                None => continue,
            };
            n_listed += n;
            n_lines += 1;
            let place = || desk.place(index, first.row, first.column);
            found.get_or_insert_with(|| Line { place: place(), was_read: line.to_owned(), n_blank });
        }
    }
    // `Yes: 21`, `Partly: 7` count: a list has several numbers in a line.
    found.filter(|_| n_listed >= FEWEST && n_listed > n_lines)
}

/// How many statements a line lists for an answer, none where it is no such list; `highest` is the highest number that there may
/// be.
fn listed(line: &str, highest: usize, is_answer: impl Fn(&str) -> bool) -> Option<usize> {
    let (one, other) = line.split_once([':', '=']).or_else(|| line.split_once(" - "))?;
    let (one, other) = (text::trim(one), text::trim(other).trim_end_matches('.'));
    let is_answer = |says: &str| says.len() > 1 && is_answer(says);
    if is_answer(one) {
        numbers(other, highest)
    } else if is_answer(other) {
        numbers(one, highest)
    } else {
        None
    }
}

/// How many statements a list of numbers names: `1, 4 and 5-8`, `Statements 11 to 15`.
fn numbers(list: &str, highest: usize) -> Option<usize> {
    const FILL: [&str; 13] = [
        "statement",
        "statements",
        "question",
        "questions",
        "number",
        "numbers",
        "nos",
        "q",
        "qs",
        "item",
        "items",
        "for",
        "and",
    ];
    if list.contains(['%', '/', '(']) {
        return None;
    }
    let mut n = 0;
    let mut highest_yet = 0;
    let mut is_range = false;
    let list = list.to_ascii_lowercase().replace(['-', '\u{2013}'], " to ");
    for word in list.split([' ', ',', ';', '&', '\u{a0}', '.']).filter(|word| !word.is_empty()) {
        let figures = word.strip_prefix('q').unwrap_or(word);
        match figures.parse::<usize>() {
            // They rise: dates and counts need not.
            Ok(number) if number > highest_yet && number <= highest => {
                n += if std::mem::take(&mut is_range) { number - highest_yet } else { 1 };
                highest_yet = number;
            }
            Err(_) if word == "to" && highest_yet > 0 => is_range = true,
            Err(_) if FILL.contains(&word) => {}
            _ => return None,
        }
    }
    (n > 0 && !is_range).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_statements_is_told_from_counts_dates_and_remarks() {
        let read = |line: &str| {
            let is_answer =
                |says: &str| ["yes", "partly", "no", "in place"].contains(&text::words(says).as_str());
            listed(line, 40, is_answer)
        };
        for (line, n) in [
            ("Yes: 1, 2, 5, 9", 4),
            ("Partly - 3, 4 and 6-8", 5),
            ("Statements 1-10: Yes", 10),
            ("Q11 to Q15 = Partly", 5),
            ("No: 40.", 1),
            ("In place: nos 1, 2 & 3", 3),
        ] {
            assert_eq!(read(line), Some(n), "{line}");
        }
        for line in [
            "No. 1-3",
            "Yes: 12/11/2025",
            "Yes: 21 of 40",
            "Yes: 21 (53%)",
            "Date: 12.11",
            "Priority: 1, 2, 3",
            "Yes: 2025",
            "Partly: P1 to P3",
            "No: 3, 2, 1",
            "Completed by: J. Smith",
            "Yes: policy 3",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
