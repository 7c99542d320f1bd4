//! Several schools in one document or sheet, each named above its own statements.
//! In: grids with statements. Out: the fields that stand above each, and where a sheet goes over to the next school. Never
//! parts what names one school, or the same one again.

use super::{
    draft::Desk,
    found::{Found, Hit},
    header::{Header, as_written, header},
    sheets::names_school,
};
use crate::{
    grid::{Addressing, Grid, Stands},
    normalise::{names::has_title_words, text},
};

/// Fields in running text or in a small table of their own, with the grid they stand in.
pub(super) type Above = (usize, Header);

/// For each grid of statements the fields above it, where a document names several schools so.
pub(super) fn above(desk: &Desk<'_>, down: &[(usize, &Found)]) -> Vec<Option<Above>> {
    let none = || vec![None; down.len()];
    let row_of = |index: usize| match desk.grids.get(index).map(|grid| grid.stands) {
        Some(Stands::Before(row)) => Some(row),
        _ => None,
    };
    if down.len() < 2 || !down.iter().all(|(index, _)| row_of(*index).is_some()) {
        return none();
    }
    let is_text = |grid: &&Grid| {
        grid.addressing == Addressing::Document && grid.stands == Stands::Alone && grid.sheet == "text"
    };
    let running = desk.grids.iter().position(|grid| is_text(&grid));
    let mut found: Vec<Option<Above>> = Vec::with_capacity(down.len());
    let (mut last_row, mut last_index) = (0, None);
    let mut seen: Vec<usize> = Vec::new();
    for (index, statements) in down {
        let row = row_of(*index).unwrap_or(0);
        let own_lines = running.and_then(|running| {
            let fields = header(desk.grids.get(running)?, |at| (last_row..row).contains(&at));
            let fields = with_title(fields);
            names(&fields).map(|_| (running, fields))
        });
        let between = last_index.map_or(0, |last: usize| last + 1)..*index;
        let in_table = || {
            between.rev().find_map(|side| {
                let fields = header(desk.grids.get(side).filter(|grid| !is_text(grid))?, |_| true);
                names(&fields).map(|_| (side, fields))
            })
        };
        let own = own_lines.or_else(in_table);
        let of_this: Vec<usize> = statements.hits.iter().map(|hit| hit.statement).collect();
        // A form that begins anew under no name is not the school's before it.
        let goes_on = own.is_none() && !of_this.iter().any(|statement| seen.contains(statement));
        if !goes_on {
            seen.clear();
        }
        seen.extend(of_this);
        let before = found.last().cloned().flatten().filter(|_| goes_on);
        found.push(own.or(before));
        (last_row, last_index) = (row, Some(*index));
    }
    let mut schools: Vec<String> = found.iter().flatten().filter_map(|(_, fields)| names(fields)).collect();
    schools.sort_unstable();
    schools.dedup();
    if schools.len() > 1 { found } else { none() }
}

/// Fields without a school's label: a line that a sheet could be called by for its school names it.
fn with_title(mut fields: Header) -> Header {
    if names(&fields).is_none() {
        let is_school = |raw: &str| {
            let words = text::words(raw);
            let says_kind = words
                .split(' ')
                .any(|word| matches!(word, "school" | "academy" | "primary" | "college" | "sgoil"));
            // `Sir E Scott School`
            let long = words.split(' ').filter(|word| word.len() > 1).collect::<Vec<_>>().join(" ");
            raw.len() <= 60 && says_kind && names_school(raw) && !has_title_words(&long)
        };
        let titles = std::mem::take(&mut fields.titles);
        let mut named = titles.iter().filter(|title| title.value.as_text().is_some_and(is_school));
        fields.school = named.next().filter(|_| named.next().is_none()).cloned();
        fields.titles = titles;
    }
    fields
}

/// The school that fields name, comparable.
pub(super) fn names(fields: &Header) -> Option<String> {
    let field = fields.school.as_ref().or(fields.school_id.as_ref())?;
    Some(text::key(&as_written(&field.value))).filter(|key| !key.is_empty())
}

/// A run of statements, parted where another school's name stands between two of them; each with the row that it ends before.
pub(super) fn parted<'h>(grid: &Grid, hits: &'h [Hit], end: u32) -> Vec<(&'h [Hit], u32)> {
    let whole = || vec![(hits, end)];
    let Some(first) = hits.first() else { return whole() };
    let may_name = |row: u32| {
        grid.row(row)
            .iter()
            .filter_map(|cell| cell.value.as_text())
            .any(|raw| raw.len() <= 120 && raw.to_lowercase().contains("school"))
    };
    let mut known: Option<Option<String>> = None;
    let mut runs = Vec::new();
    let mut begin = 0;
    for (at, pair) in hits.windows(2).enumerate() {
        let [one, next] = pair else { continue };
        let gap = one.row + 1..next.row;
        if gap.is_empty() || gap.len() > 60 || !gap.clone().any(may_name) {
            continue;
        }
        let Some(name) = names(&header(grid, |row| gap.contains(&row))) else { continue };
        let before = known.get_or_insert_with(|| names(&header(grid, |row| row < first.row)));
        if before.as_ref().is_some_and(|before| *before != name) {
            runs.extend(hits.get(begin..=at).map(|run| (run, one.row + 1)));
            begin = at + 1;
            known = Some(Some(name));
        }
    }
    if begin == 0 {
        return whole();
    }
    runs.extend(hits.get(begin..).map(|run| (run, end)));
    runs
}
