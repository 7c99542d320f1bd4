//! Rows of an export that are of a part of their school, or of one of several rounds: `Sector: Nursery`, `Round: 2`.
//! In: the headings with the rows' cells below them. Out: what each row says it is of. Never decides which row stands.

use crate::{
    grid::{Cell, Grid},
    normalise::text,
    reading::Part,
    recognise::{draft::Draft, written::as_written},
};

/// Headings over parts of a school.
const PARTS: [&str; 15] = [
    "sector",
    "sectors",
    "phase",
    "stage",
    "stages",
    "department",
    "dept",
    "division",
    "section",
    "site",
    "campus",
    "unit",
    "provision",
    "age",
    "faculty",
];

/// Headings over rounds.
const ROUNDS: [&str; 5] = ["round", "wave", "cycle", "attempt", "iteration"];

/// What stands beside either.
const AROUND: [&str; 10] = ["key", "school", "the", "of", "which", "your", "group", "number", "no", "name"];

/// Notes what each row says it is of. `is_free` says which columns are no statement's and name no school.
pub(super) fn tell((grid, head_row): (&Grid, u32), is_free: impl Fn(u32) -> bool, drafts: &mut [Draft<'_>]) {
    const LONGEST: usize = 40;
    for head in grid.row(head_row).iter().filter(|head| is_free(head.column)) {
        let Some(raw) = head.value.as_text().filter(|raw| raw.len() <= LONGEST) else { continue };
        let words = text::words(raw);
        let any = |known: &[&str]| words.split(' ').any(|word| known.contains(&word));
        let all =
            |known: &[&str]| words.split(' ').all(|word| known.contains(&word) || AROUND.contains(&word));
        let is_round = any(&ROUNDS) && all(&ROUNDS);
        let is_part = any(&PARTS) && all(&PARTS);
        if !(is_round || is_part) {
            continue;
        }
        for draft in drafts.iter_mut().filter(|draft| draft.part.is_none()) {
            let cell = grid.at(draft.first.1, head.column);
            draft.part = cell.and_then(|cell| part(raw, cell, is_round));
        }
    }
}

/// What a cell says its row is of.
fn part(head: &str, cell: &Cell, is_round: bool) -> Option<Part> {
    const LONGEST: usize = 60;
    let said = as_written(&cell.value);
    if text::is_blank(&said) || said.len() > LONGEST {
        return None;
    }
    let figures = || said.trim_start_matches(|c: char| !c.is_ascii_digit());
    let round = is_round.then(|| figures().trim_end().parse().ok()).flatten();
    Some(Part { text: format!("{}: {}", text::trim(head), text::trim(&said)), round })
}
