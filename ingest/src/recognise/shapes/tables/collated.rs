//! A statement a row, a school a column: an authority's own collation.
//! In: a grid whose statements stand one below another, with words that answer them in several columns. Out: a draft for
//! each column. Never takes columns for schools whose headings name answers or times.

use schemas::{answer::Answer, finding::Finding};

use super::{is_of_no_school, of_no_school, said, take_date, written};
use crate::{
    grid::{Addressing, Cell, Grid, Value},
    normalise::dates::read_date,
    reading::{Form, Written},
    recognise::{
        columns::{
            contents::{Contents, contents},
            period::{Period, period},
        },
        draft::{
            Desk, Draft, Placed,
            roles::{Block, Role, used_columns},
        },
        found::{Found, Hit},
        header::{header, school_heads, sheet_names::names_school},
        headings::{
            self, Head,
            bands::{self, Band},
            is_sum,
        },
        shapes::rows,
        written::says,
    },
};

mod groups;
mod heads;
mod particulars;
mod years;

/// As many rows above the statements as may name the schools.
const HEAD_ROWS: u32 = 8;

/// A longer text beside answers is a statement, and no title of a section.
const SHORTEST: usize = 30;

/// Reads the grid as such a table; false where it is none.
pub(super) fn read<'g>(
    desk: &Desk<'g>,
    index: usize,
    found: &Found,
    drafts: &mut Vec<Draft<'g>>,
    findings: &mut Vec<Finding>,
) -> bool {
    let Some(grid) = desk.grids.get(index) else { return false };
    let Some(first) = found.hits.first() else { return false };
    if !may_be(grid, &found.hits) {
        return false;
    }
    if let Some(by_year) = years::find(grid, first, desk.year.number()) {
        let hits: Vec<&Hit> = found.hits.iter().filter(|hit| hit.column == first.column).collect();
        for (column, head, others) in by_year.own {
            let mut draft = Draft::new(found.catalogue, Form::Collated, (index, head.row, column));
            name(desk, &mut draft, (index, grid, first.row), head.column, head);
            for hit in &hits {
                let at = |column: u32| grid.at(hit.row, column).filter(|cell| says(cell));
                let mut said = said(hit, index, column, at(column), Vec::new());
                // What it said in other years is kept as words, as in a school's own form.
                let further = others.iter().filter_map(|other| at(*other));
                said.beside.extend(further.map(|cell| Placed { role: Some(Role::Further), cell }));
                draft.said.push(said);
            }
            drafts.push(draft);
        }
        findings.extend(of_no_school(desk, index, "columns", &by_year.others));
        return true;
    }
    let mut sums = sums(grid, &found.hits);
    let asides = asides(grid, &found.hits, desk.year.number());
    sums.extend(asides.iter().flat_map(|head| head.column..=bands::right_edge(grid, head)));
    sums.extend(parts_below(grid, &found.hits));
    let told = || of_no_school(desk, index, "columns", &asides);
    let bands = bands_of(desk, grid, &found.hits, &sums);
    // The plain form: one Yes, one Partly, one No.
    if bands.iter().any(|band| band.n_answers() >= 2 && !bands::has_twin_answers(&band.heads)) {
        return false;
    }
    // A form that names its school is that school's alone.
    let is_alone =
        |row: u32| grid.row(row).iter().filter(|cell| cell.column > first.column && says(cell)).count() < 2;
    if header(grid, |row| row < first.row).school.is_some_and(|school| is_alone(school.row)) {
        return false;
    }
    if let Some(band) = bands.iter().find(|band| band.row < first.row) {
        let is_read = groups::read(desk, index, found, (band, &sums), drafts);
        findings.extend(Some(is_read).filter(|is_read| *is_read).and_then(|_| told()));
        return is_read;
    }
    if bands.iter().any(|band| band.n_answers() >= 2) {
        return false;
    }
    let column = first.column;
    let hits: Vec<&Hit> = found.hits.iter().filter(|hit| hit.column == column).collect();
    let rows: Vec<u32> = hits.iter().map(|hit| hit.row).collect();
    let right = grid.at(first.row, column).map_or(column, |cell| bands::right_edge(grid, cell));
    let block = Block::of_table(desk, grid, (column, right), &rows);
    let columns: Vec<(u32, Contents)> = used_columns(&block)
        .into_iter()
        .filter(|column| *column > right && !sums.contains(column))
        .map(|column| (column, contents(&block, column, desk.words)))
        .filter(|(column, seen)| !(seen.n <= KEY && is_key(grid, &rows, *column)))
        .collect();
    let schools = schools(grid, (first.row, column), &columns);
    let Some(schools) = schools.filter(|own| !are_parts(desk, index, own)) else { return false };
    let comments_of = |at: usize| -> Vec<u32> {
        let from = schools.get(at).map_or(u32::MAX, |(column, _)| *column);
        let next = schools.get(at + 1).map_or(u32::MAX, |(next, _)| *next);
        let is_between = |column: u32| column > from && column < next;
        columns
            .iter()
            .filter(|(other, seen)| is_between(*other) && seen.n_prose * 2 >= seen.n.max(1))
            .map(|(other, _)| *other)
            .collect()
    };
    // Behind the last school alone, they are on all of them.
    let has_own = (0..schools.len() - 1).any(|at| !comments_of(at).is_empty());
    let dates = particulars::date_rows(grid, (first.row, column));
    for (at, (column, head)) in schools.iter().enumerate() {
        let comments = if has_own { comments_of(at) } else { Vec::new() };
        let row = head.map_or(first.row, |head| head.row);
        let mut draft = Draft::new(found.catalogue, Form::Collated, (index, row, *column));
        if let Some(head) = head {
            name(desk, &mut draft, (index, grid, first.row), *column, head);
        }
        particulars::take_day(desk, &mut draft, (index, grid), &dates, &[*column]);
        for hit in &hits {
            let at = |column: u32| grid.at(hit.row, column).filter(|cell| says(cell));
            let beside = comments.iter().filter_map(|column| at(*column)).collect();
            draft.said.push(said(hit, index, *column, at(*column), beside));
        }
        drafts.push(draft);
    }
    findings.extend(told());
    true
}

/// A key set down beside the schools has no more lines.
const KEY: usize = 6;

/// Whether nothing but a key's lines stands in a column: `1 = In place`.
fn is_key(grid: &Grid, rows: &[u32], column: u32) -> bool {
    let cells = rows.iter().filter_map(|row| grid.at(*row, column)).filter(|cell| says(cell));
    let mut texts = cells.map(|cell| cell.value.as_text()).peekable();
    texts.peek().is_some() && texts.all(|raw| raw.is_some_and(|raw| raw.contains('=')))
}

/// The headings that say where answers stand; those of the schools' own columns that are none are left out.
fn bands_of(desk: &Desk<'_>, grid: &Grid, hits: &[Hit], sums: &[u32]) -> Vec<Band> {
    let Some(first) = hits.first() else { return Vec::new() };
    let is_hit_row = |row: u32| hits.binary_search_by_key(&row, |hit| hit.row).is_ok();
    let mut bands = bands::bands(grid, desk.words, |row| !is_hit_row(row));
    for band in &mut bands {
        // `No` before the statements is their number.
        band.heads.retain(|headed| {
            let is_number = headed.column < first.column && headed.head == Head::Answer(Answer::No);
            !is_number && !sums.contains(&headed.column)
        });
    }
    bands.retain(|band| {
        band.heads.iter().any(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_)))
    });
    // `School | Yes | Partly | No`, over counts, above or below.
    bands.retain(|band| rows::stands_over(grid, hits, band));
    // Between the statements, a row of a statement that was not recognised: its answers are no headings.
    let is_answered = |band: &Band| {
        let own = grid.at(band.row, first.column).and_then(|cell| cell.value.as_text());
        band.row > first.row
            && (bands::has_twin_answers(&band.heads)
                || own.is_some_and(|raw| raw.len() > SHORTEST && headings::head(raw).is_none()))
    };
    bands.retain(|band| !is_answered(band) && !particulars::is_row_of(grid, band, first.column));
    // `Status | Complete | In progress`, beside the schools' names: each says something of one school.
    let named = heads::named_columns(grid, (first.row, first.column));
    bands.retain(|band| {
        let own = || band.heads.iter().filter(|headed| headed.column > first.column);
        let is_of_schools = named.len() >= 2 && own().all(|headed| named.contains(&headed.column));
        !is_of_schools
    });
    // `Answers`, over the schools' names.
    let names_below = |band: &Band| {
        (band.row + 1..first.row).any(|row| {
            let named = |cell: &&Cell| {
                let raw =
                    cell.value.as_text().filter(|raw| headings::head(raw).is_none() && names_school(raw));
                cell.column > first.column && raw.is_some()
            };
            grid.row(row).iter().filter(named).count() >= 2
        })
    };
    bands.retain(|band| band.n_answers() > 0 || !names_below(band));
    bands
}

/// The schools' columns, each with the cell that names it; none where they are not several schools'.
fn schools<'g>(
    grid: &'g Grid,
    (first_row, statements): (u32, u32),
    columns: &[(u32, Contents)],
) -> Option<Vec<(u32, Option<&'g Cell>)>> {
    let of = |is_answered: fn(&Contents) -> bool| -> Vec<u32> {
        columns.iter().filter(|(_, seen)| is_answered(seen)).map(|(column, _)| *column).collect()
    };
    let named = |own: Vec<u32>| {
        let heads = heads::keyed(grid, (first_row, statements), &own)
            .or_else(|| heads::heads(grid, (first_row, statements), &own))
            .filter(|_| own.len() >= 2)?;
        is_sound(&own, columns).then(|| own.into_iter().zip(heads).collect::<Vec<_>>())
    };
    let words = of(|seen| seen.n_answers * 2 > seen.n);
    let marks = of(|seen| (seen.n_answers + seen.n_ticks) * 2 > seen.n);
    if marks == words {
        return named(words);
    }
    // Marks may be of any column; under schools' names they are the schools'.
    let are_schools =
        |own: &[(u32, Option<&Cell>)]| own.iter().all(|(_, head)| head.is_some_and(school_heads::is_sure));
    named(marks).filter(|own| are_schools(own)).or_else(|| named(words))
}

/// Whether columns under words that are surely no schools' stand in a document that names one outside its tables of
/// statements: they are its parts then (`Main campus | Annexe`).
fn are_parts(desk: &Desk<'_>, index: usize, own: &[(u32, Option<&Cell>)]) -> bool {
    let is_document =
        |at: usize| desk.grids.get(at).is_some_and(|grid| grid.addressing == Addressing::Document);
    let names_one = |(at, grid): (usize, &Grid)| {
        at != index && is_document(at) && header(grid, |_| true).school.is_some()
    };
    is_document(index)
        && !own.iter().any(|(_, head)| head.is_some_and(school_heads::is_sure))
        && desk.grids.iter().enumerate().any(names_one)
}

/// Whether several short cells stand beside enough of the statements: with one mark a row it is a form, and its headings
/// need not be looked at.
fn may_be(grid: &Grid, hits: &[Hit]) -> bool {
    let is_short = |cell: &&Cell| cell.value.as_text().is_none_or(|raw| raw.len() <= 30);
    let has_several = |hit: &&Hit| grid.row(hit.row).iter().filter(is_short).count() >= 2;
    hits.iter().filter(has_several).count() * 6 >= hits.len()
}

/// The headings of columns beside at least two that are surely schools', and that are none's: a rating, an aim, the
/// authority's own, another year's.
fn asides<'g>(grid: &'g Grid, hits: &[Hit], year: i32) -> Vec<&'g Cell> {
    let Some(first) = hits.first() else { return Vec::new() };
    let rows = (first.row.saturating_sub(HEAD_ROWS)..first.row).rev();
    let is_beside = |cell: &&Cell| cell.column > first.column;
    let row = rows.map(|row| grid.row(row)).find(|cells| {
        cells
            .iter()
            .filter(is_beside)
            .filter(|cell| school_heads::is_sure(cell) && !is_none(cell, year))
            .count()
            >= 2
    });
    row.unwrap_or_default().iter().filter(is_beside).filter(|cell| is_none(cell, year)).collect()
}

/// The columns that a later row of headings has for the sections, where no school has them further up.
fn parts_below(grid: &Grid, hits: &[Hit]) -> Vec<u32> {
    let Some(first) = hits.first() else { return Vec::new() };
    let is_part = |cell: &&Cell| {
        cell.row > first.row
            && cell.column > first.column
            && cell.value.as_text().is_some_and(heads::is_part)
            && hits.binary_search_by_key(&cell.row, |hit| hit.row).is_err()
    };
    let is_named = |column: u32| {
        let above = first.row.saturating_sub(HEAD_ROWS)..first.row;
        above.into_iter().any(|row| grid.at(row, column).is_some_and(school_heads::is_sure))
    };
    let columns = grid.cells.iter().filter(is_part).map(|cell| cell.column);
    columns.filter(|column| !is_named(*column)).collect()
}

/// Whether a heading is surely no school's.
fn is_none(cell: &Cell, year: i32) -> bool {
    cell.value.as_text().is_some_and(|raw| {
        let is_rating = || matches!(headings::head(raw), Some(Head::AnyAnswer(_)));
        !is_sum(raw) && (is_of_no_school(raw, year) || is_rating() || heads::is_part(raw))
    })
}

/// Whether a heading sums the schools up, or is of the time before.
fn sums_up(raw: &str) -> bool {
    is_sum(raw) || period(raw) == Some(Period::Before)
}

/// The columns that sum up the schools' own: `Total Yes`, `% Yes`, `Most common`; or figures alone under an answer's name.
fn sums(grid: &Grid, hits: &[Hit]) -> Vec<u32> {
    let (Some(first), Some(main)) = (hits.first(), hits.first().map(|hit| hit.column)) else {
        return Vec::new();
    };
    let heads: Vec<&Cell> = (first.row.saturating_sub(HEAD_ROWS)..first.row)
        .flat_map(|row| grid.row(row))
        .filter(|cell| cell.column > main)
        .collect();
    let says = |is: fn(&str) -> bool| heads.iter().filter(move |cell| cell.value.as_text().is_some_and(is));
    let of_answers: Vec<u32> = says(|raw| matches!(headings::head(raw), Some(Head::Answer(_))))
        .map(|cell| cell.column)
        .filter(|column| holds_figures(grid, hits, *column))
        .collect();
    // Where each is 0 or 1, they may be marks.
    let is_count =
        |column: &u32| hits.iter().any(|hit| grid.at(hit.row, *column).and_then(figure) > Some(1.0));
    let mut sums: Vec<u32> =
        says(sums_up).flat_map(|head| head.column..=bands::right_edge(grid, head)).collect();
    if of_answers.iter().any(is_count) {
        sums.extend(of_answers);
    }
    // A form's own column may be called so; beside sums stand the schools.
    let first_sum = sums.iter().copied().min().unwrap_or(u32::MAX);
    let n_before =
        grid.row(first.row).iter().filter(|cell| cell.column > main && cell.column < first_sum).count();
    if n_before == 0 && first_sum <= main + 2 { Vec::new() } else { sums }
}

/// Whether a column holds a figure beside every statement.
fn holds_figures(grid: &Grid, hits: &[Hit], column: u32) -> bool {
    hits.iter().all(|hit| grid.at(hit.row, column).and_then(figure).is_some())
}

/// A number, or a share.
fn figure(cell: &Cell) -> Option<f64> {
    match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(raw) => raw.trim().trim_end_matches('%').parse().ok(),
        _ => None,
    }
}

/// Whether one column at least holds different answers, and no other column holds answers or marks.
fn is_sound(schools: &[u32], columns: &[(u32, Contents)]) -> bool {
    let of_schools = columns.iter().filter(|(column, _)| schools.contains(column));
    let has_mixed = of_schools.into_iter().any(|(_, seen)| seen.only_answer().is_none());
    let others_are_quiet = columns
        .iter()
        .all(|(column, seen)| schools.contains(column) || !seen.is_marks() || seen.n_answers == 0);
    has_mixed && others_are_quiet
}

/// The school's name and id, from the rows above its column.
fn name(
    desk: &Desk<'_>,
    draft: &mut Draft<'_>,
    (index, grid, first_row): (usize, &Grid, u32),
    column: u32,
    head: &Cell,
) {
    let rows = first_row.saturating_sub(HEAD_ROWS)..first_row;
    // A key names it elsewhere.
    let elsewhere = Some(head).filter(|head| head.column != column || !rows.contains(&head.row));
    let above = rows.clone().filter_map(|row| grid.at(row, column).filter(|cell| says(cell)));
    for cell in above.chain(elsewhere) {
        let is_id = match &cell.value {
            Value::Number(number) => school_heads::is_id_number(*number),
            Value::Text(raw) => school_heads::is_id(raw),
            _ => false,
        };
        if is_id {
            draft.school.id = written(desk, index, cell);
        } else if cell.row == head.row {
            let (name, date) = school_heads::bare(cell.value.as_text().unwrap_or_default());
            draft.school.name = written(desk, index, cell).map(|written| {
                let text = if name.is_empty() { written.text } else { name.to_owned() };
                Written { text, ..written }
            });
            if let Some(date) = date {
                let dated = Cell { value: Value::Text(date.into()), ..cell.clone() };
                take_date(desk, draft, index, &dated, read_date);
            }
        }
    }
}
