//! Tables that hold many schools: a school a row, a school a column, or a row for each school and statement.
//! In: a grid with its statements. Out: drafts, one for each school. Never takes over a person's name or address.

use std::{cmp::Ordering, rc::Rc};

use schemas::{
    catalogue::{Catalogue, ColumnRole},
    decision::Ruling,
    finding::Finding,
    rules,
};

use super::assemble;
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        dates::{is_day_first, is_month_first, read_date, read_month_first, rises_month_first},
        text,
    },
    reading::Written,
    recognise::{
        columns::period::{Standing, period},
        draft::{Desk, Draft, Placed, Said, Slots, roles::Role, rulings},
        found::{Found, Hit, Lie},
        header::{Field, sheet_names::is_called_school},
        headings::{self, Head, is_sum},
        written::{as_written, says},
    },
};
pub(crate) use joined::joined;

mod blocks;
mod collated;
mod joined;
mod long;
mod marked;
mod wide;
mod years;

/// Reads a grid as a table of many schools; false where it is none.
pub(crate) fn read<'g>(
    desk: &Desk<'g>,
    grid: usize,
    found: &Found,
    drafts: &mut Vec<Draft<'g>>,
    findings: &mut Vec<Finding>,
) -> bool {
    let asked = asked_of_headings(desk, grid, found);
    match found.lie {
        Lie::Across(_) if asked.is_some() => {
            findings.extend(asked);
            true
        }
        // Whatever the table, nobody can be sure what was answered.
        Lie::Down if asked.is_some() => false,
        Lie::Across(row) => {
            wide::read(desk, grid, row, found, drafts, findings);
            true
        }
        Lie::Down if found.doubts.is_empty() => {
            long::read(desk, grid, found, drafts, findings)
                || collated::read(desk, grid, found, drafts, findings)
                || blocks::read(desk, grid, found, drafts)
        }
        Lie::Down => {
            let (Some(content), Some(cells)) = (desk.catalogues.get(found.catalogue), desk.grids.get(grid))
            else {
                return false;
            };
            let hits = rulings::with_rulings(desk, grid, cells, found, content);
            let ruled = Found { hits: hits.into_owned(), ..found.clone() };
            let is_table = long::read(desk, grid, &ruled, drafts, findings)
                || collated::read(desk, grid, &ruled, drafts, findings);
            if is_table {
                findings.extend(row_doubts(desk, (grid, cells), &ruled, content));
            }
            is_table
        }
    }
}

/// Rows near to a statement and not near enough: a question for each wording, unless a person ruled.
fn row_doubts(
    desk: &Desk<'_>,
    (index, grid): (usize, &Grid),
    found: &Found,
    content: &Catalogue,
) -> Vec<Finding> {
    let mut asked: Vec<(String, Finding, u32)> = Vec::new();
    for doubt in &found.doubts {
        if found.hits.iter().any(|hit| (hit.row, hit.column) == (doubt.row, doubt.column)) {
            continue;
        }
        let Some(cell) = grid.at(doubt.row, doubt.column) else { continue };
        let likely = doubt.candidates.first().and_then(|likely| content.statements.get(likely.at.statement));
        let Some(likely) = likely else { continue };
        let text = as_written(&cell.value);
        let place = desk.place(index, doubt.row, doubt.column);
        let ruling = desk.rulings.on(rules::WORDING_UNSURE.code, &place, &text);
        if matches!(ruling, Some(Ruling::NoStatement | Ruling::LeaveOut)) {
            continue;
        }
        match asked.iter_mut().find(|(known, ..)| *known == text) {
            Some((_, _, n)) => *n += 1,
            None => {
                let finding = assemble::wording_question(content, Some(doubt), likely, (place, text.clone()));
                asked.push((text, finding, 1));
            }
        }
    }
    asked.into_iter().map(|(_, finding, n)| finding.with_answers_waiting(n)).collect()
}

/// A cell's text with its place.
fn written(desk: &Desk<'_>, grid: usize, cell: &Cell) -> Option<Written> {
    let text = as_written(&cell.value);
    (!text.is_empty()).then(|| Written { text, place: desk.place(grid, cell.row, cell.column) })
}

/// How the dates of a column below its headings are read: with the month first where one of them can only be read so.
fn dates_of(grid: &Grid, head_row: u32, column: u32) -> assemble::ReadDate {
    let below = || grid.cells.iter().filter(|cell| cell.column == column && cell.row > head_row);
    let (stamps, is_numbered) = in_order(grid, head_row, below());
    let head = grid.at(head_row, column).and_then(|head| head.value.as_text());
    let is_said =
        head.is_some_and(headings::says_month_first) && !is_day_first(below().map(|cell| &cell.value));
    let is_american =
        is_said || is_month_first(below().map(|cell| &cell.value)) || rises_month_first(&stamps, is_numbered);
    if is_american { read_month_first } else { read_date }
}

/// The values of a column in the order of an export's running numbers, where it has such, else as they stand; and whether
/// it has.
fn in_order<'g>(
    grid: &'g Grid,
    head_row: u32,
    below: impl Iterator<Item = &'g Cell>,
) -> (Vec<&'g Value>, bool) {
    let is_number =
        |cell: &&Cell| cell.value.as_text().is_some_and(|raw| headings::head(raw) == Some(Head::Number));
    let numbers = grid.row(head_row).iter().find(is_number).map(|head| head.column);
    let number = |row: u32| match &grid.at(row, numbers?)?.value {
        Value::Number(number) => Some(*number),
        Value::Text(raw) => text::trim(raw).parse().ok(),
        _ => None,
    };
    let mut numbered: Vec<(Option<f64>, &Value)> =
        below.filter(|cell| says(cell)).map(|cell| (number(cell.row), &cell.value)).collect();
    let is_numbered = numbered.iter().all(|(number, _)| number.is_some());
    if is_numbered {
        numbered.sort_by(|(one, _), (next, _)| one.partial_cmp(next).unwrap_or(Ordering::Equal));
    }
    (numbered.into_iter().map(|(_, value)| value).collect(), is_numbered)
}

/// Takes over a date cell.
fn take_date(desk: &Desk<'_>, draft: &mut Draft<'_>, grid: usize, cell: &Cell, read: assemble::ReadDate) {
    let field = Field {
        row: cell.row,
        column: cell.column,
        value: cell.value.clone(),
        is_headed: true,
        is_month_first: false,
    };
    assemble::date(desk, draft, grid, &field, read);
}

/// A statement whose answer stands in one cell as a word, with the comments on it.
fn said<'g>(
    hit: &Hit,
    grid: usize,
    column: u32,
    answer: Option<&'g Cell>,
    comments: Vec<&'g Cell>,
) -> Said<'g> {
    let slots: Slots = Rc::from([(column, ColumnRole::AnyAnswer)]);
    let answer = answer.map(|cell| Placed { role: Some(Role::AnyAnswer), cell });
    let comments = comments.into_iter().map(|cell| Placed { role: Some(Role::Comment), cell });
    Said {
        hit: hit.clone(),
        grid,
        slots,
        beside: answer.into_iter().chain(comments).collect(),
        is_unclear: false,
        asks_alone: false,
    }
}

/// `All schools`, `Authority average`, `Council 2024`: what is said of many schools, or by the one that asks them.
fn is_of_all(raw: &str) -> bool {
    let words = text::words(raw);
    let mut list = words.split(' ');
    let opens = matches!(list.next(), Some("all" | "every" | "average"))
        && words.split(' ').any(|word| matches!(word, "school" | "schools"));
    let sums = |word: &str| matches!(word, "authority" | "average" | "mean" | "median" | "total" | "overall");
    // `La Salle` and `Council Road` are schools: nothing else but what an authority says may stand by its short name.
    let asks = |word: &str| matches!(word, "la" | "council" | "comhairle");
    let goes_with = |word: &str| {
        asks(word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(
                word,
                "the"
                    | "view"
                    | "rating"
                    | "score"
                    | "figures"
                    | "target"
                    | "expected"
                    | "judgement"
                    | "answer"
                    | "response"
            )
    };
    let names_all =
        words.split(' ').any(sums) || (words.split(' ').any(asks) && words.split(' ').all(goes_with));
    words.len() <= 40 && (opens || (names_all && !is_called_school(raw)))
}

/// Whether a name beside schools' names is none: a sum, all of them, an aim, or another time.
fn is_of_no_school(raw: &str, year: i32) -> bool {
    is_sum(raw)
        || is_of_all(raw)
        || (period(raw).is_some_and(|time| time.standing(year) == Standing::Other) && !is_called_school(raw))
}

/// The note on columns or rows that stand among the schools' and are none's; each a cell that heads it.
fn of_no_school(desk: &Desk<'_>, grid: usize, what: &str, heads: &[&Cell]) -> Option<Finding> {
    let first = heads.first()?;
    let named: Vec<String> = heads.iter().map(|cell| format!("'{}'", as_written(&cell.value))).collect();
    let message =
        format!("{what} {} among the schools' were taken for no school's answers", named.join(", "));
    let place = desk.place(grid, first.row, first.column);
    Some(Finding::new(&rules::WORDS_OF_NO_SCHOOL, place, message).reading(as_written(&first.value)))
}

/// What is to be asked of an export whose headings do; none where they ask the statements.
fn asked_of_headings(desk: &Desk<'_>, grid: usize, found: &Found) -> Option<Finding> {
    let first = found.hits.iter().find(|hit| hit.turned.is_some())?;
    let raw = desk.grids.get(grid)?.at(first.row, first.column).map(|cell| as_written(&cell.value))?;
    let n = u32::try_from(found.hits.len()).unwrap_or(u32::MAX);
    let message = "other words stand with the statements in the headings and make another question of them, so none was read";
    Some(
        Finding::new(&rules::COLUMNS_UNCLEAR, desk.place(grid, first.row, first.column), message)
            .reading(raw)
            .with_suggestion("Ask the school what its answers are to")
            .with_answers_waiting(n),
    )
}
