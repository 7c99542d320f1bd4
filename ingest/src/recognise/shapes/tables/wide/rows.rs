//! What a row of an export is: a school's return, comments on the one above, or nothing of a school's.
//! In: a row and what each column is for. Out: which it is. Never reads an answer.

use super::{Use, says_how, use_of};
use crate::{
    grid::Cell,
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    recognise::{
        draft::{Desk, Draft, Loose, Placed, roles::Role},
        found::Hit,
        header::sheet_names::is_called_school,
        headings::{self, Head, is_sum},
        shapes::tables::is_of_no_school,
        written::{as_written, says},
    },
};

/// `Comments`, in the column that names the schools: the row goes with the school's above it.
pub(super) fn is_row_of_comments(first: &Cell, uses: &[(u32, Use)]) -> bool {
    !matches!(use_of(uses, first.column), Some(Use::Answer(_) | Use::Comment(_)))
        && first.value.as_text().is_some_and(|raw| headings::head(raw) == Some(Head::Comment))
}

/// Whether a row of the school before has nothing but words under the statements: its comments, in a row of their own.
pub(super) fn are_remarks_of(desk: &Desk<'_>, last: &Draft<'_>, cells: &[Cell], uses: &[(u32, Use)]) -> bool {
    let school =
        |cell: &&Cell| matches!(use_of(uses, cell.column), Some(Use::School | Use::SchoolId)) && says(cell);
    let key = |raw: &str| text::key(raw);
    let of_last = [last.school.id.as_ref(), last.school.name.as_ref()];
    let is_same = cells.iter().find(school).is_some_and(|cell| {
        let own = key(&as_written(&cell.value));
        of_last.iter().flatten().any(|written| key(&written.text) == own)
    });
    let is_answer = |cell: &&Cell| matches!(use_of(uses, cell.column), Some(Use::Answer(_))) && says(cell);
    // `Back School | Comment | ...`
    let is_called_so = || {
        let beside = cells.iter().filter(|cell| !is_answer(cell));
        beside.filter_map(|cell| cell.value.as_text()).any(|raw| headings::head(raw) == Some(Head::Comment))
    };
    let is_prose = |cell: &Cell| matches!(read_mark(cell, desk.words).mark, Mark::Prose);
    let are_words =
        || cells.iter().any(|cell| is_answer(&cell)) && cells.iter().filter(is_answer).all(is_prose);
    // `Disregard Q10 comment`, behind a row of answers, calls it nothing.
    let are_answers = || {
        let says_one = |cell: &&Cell| matches!(read_mark(cell, desk.words).mark, Mark::Says(_));
        cells.iter().filter(is_answer).filter(says_one).count() > 1
            && cells.iter().filter(is_answer).all(|cell| says_one(&cell))
    };
    is_same && ((is_called_so() && !are_answers()) || are_words())
}

pub(super) fn comments_below<'g>(
    grid: usize,
    cells: &'g [Cell],
    hits: &[Hit],
) -> impl Iterator<Item = Loose<'g>> {
    // Before the statements stands whose they are, and that they are comments.
    let first = hits.first().map_or(0, |hit| hit.column);
    let said = cells.iter().skip(1).filter(move |cell| cell.column >= first && says(cell));
    said.map(move |cell| below(grid, cell, hits))
}

/// A comment on the statement that it stands below.
pub(super) fn below<'g>(grid: usize, cell: &'g Cell, hits: &[Hit]) -> Loose<'g> {
    let statement = hits.iter().find(|hit| hit.column == cell.column).map(|hit| hit.statement);
    Loose { grid, statement, placed: Placed { role: Some(Role::Comment), cell } }
}

/// Whether a row has nothing but words, and these below statements: remarks of whoever answers in another row.
pub(super) fn are_remarks(desk: &Desk<'_>, cells: &[Cell], uses: &[(u32, Use)]) -> bool {
    let mut said = cells.iter().filter(|cell| says(cell)).peekable();
    said.peek().is_some()
        && said.all(|cell| {
            matches!(use_of(uses, cell.column), Some(Use::Answer(_)))
                && matches!(read_mark(cell, desk.words).mark, Mark::Prose)
        })
}

/// A second row of headings: a code in each column, no two alike, none of them an answer.
pub(super) fn is_codes(desk: &Desk<'_>, cells: &[Cell], is_answer: impl Fn(&Cell) -> bool) -> bool {
    let mut codes: Vec<&str> = Vec::new();
    for cell in cells.iter().filter(|cell| is_answer(cell) && says(cell)) {
        let Some(raw) = cell.value.as_text().filter(|raw| raw.len() <= 8 && !raw.contains(' ')) else {
            return false;
        };
        if codes.contains(&raw) || matches!(read_mark(cell, desk.words).mark, Mark::Says(_) | Mark::Several) {
            return false;
        }
        codes.push(raw);
    }
    codes.len() >= 4
}

/// A row right below the headings that says what each column is, by a label where the schools are named: `Section | Policy`,
/// `Question type | Choice`. No answer stands in it.
fn is_labels(desk: &Desk<'_>, cells: &[Cell], uses: &[(u32, Use)]) -> bool {
    const FEWEST: usize = 4;
    let is_answer = |cell: &&Cell| matches!(use_of(uses, cell.column), Some(Use::Answer(_))) && says(cell);
    let is_label = |cell: &Cell| -> bool {
        cell.value.as_text().is_some_and(|raw| {
            let words = text::words(raw);
            headings::head(raw).is_some() && !is_called_school(raw) || OF_COLUMNS.contains(&words.as_str())
        })
    };
    let mut named = cells
        .iter()
        .filter(|cell| matches!(use_of(uses, cell.column), Some(Use::School | Use::SchoolId)) && says(cell));
    let is_no_answer = |cell: &Cell| {
        cell.value.as_text().is_some()
            && matches!(read_mark(cell, desk.words).mark, Mark::Prose | Mark::Unclear(_) | Mark::Odd(_))
    };
    named.next().is_some_and(is_label)
        && named.all(is_label)
        && cells.iter().filter(is_answer).count() >= FEWEST
        && cells.iter().filter(is_answer).all(is_no_answer)
}

/// What a row that says something of the columns is labelled.
const OF_COLUMNS: [&str; 26] = [
    "section",
    "sections",
    "theme",
    "area",
    "topic",
    "strand",
    "type",
    "question type",
    "answer type",
    "field type",
    "format",
    "code",
    "codes",
    "question code",
    "question id",
    "variable",
    "label",
    "question",
    "questions",
    "question text",
    "wording",
    "help",
    "help text",
    "required",
    "mandatory",
    "options",
];

/// The row in which an export notes how to read itself in again.
fn is_machine_row(raw: &str) -> bool {
    raw.starts_with("{\"ImportId\"")
}

/// The name of a row of answers, in the schools' column, that is none's: the authority's, an aim, another time.
pub(super) fn of_no_school<'g>(desk: &Desk<'_>, cells: &'g [Cell], uses: &[(u32, Use)]) -> Option<&'g Cell> {
    let school = cells.iter().find(|cell| use_of(uses, cell.column) == Some(&Use::School))?;
    let is_none = |raw: &str| !is_sum(raw) && is_of_no_school(raw, desk.year.number());
    let is_answer = |cell: &Cell| matches!(use_of(uses, cell.column), Some(Use::Answer(_))) && says(cell);
    (school.value.as_text().is_some_and(is_none) && cells.iter().any(is_answer)).then_some(school)
}

/// Whether a row is somebody's (`is_next`: the first below the headings): it names a school, or answers something in words.
pub(super) fn is_return(desk: &Desk<'_>, cells: &[Cell], is_next: bool, uses: &[(u32, Use)]) -> bool {
    let starts = |is: fn(&str) -> bool| cells.first().and_then(|cell| cell.value.as_text()).is_some_and(is);
    if starts(is_sum) || starts(is_machine_row) || cells.iter().all(says_how) {
        return false;
    }
    let use_of = |cell: &Cell| use_of(uses, cell.column);
    if is_next
        && (is_codes(desk, cells, |cell| matches!(use_of(cell), Some(Use::Answer(_))))
            || is_labels(desk, cells, uses))
    {
        return false;
    }
    // `LEWIS`, alone in its row: an area's heading, over the schools below it.
    let mut said = cells.iter().filter(|cell| says(cell));
    let alone = said.next().filter(|_| said.next().is_none()).and_then(|cell| cell.value.as_text());
    if alone.is_some_and(|raw| !is_called_school(raw) && raw.chars().any(char::is_alphabetic)) {
        return false;
    }
    cells.iter().any(|cell| match use_of(cell) {
        Some(Use::School | Use::SchoolId) => says(cell),
        Some(Use::Answer(_)) => matches!(read_mark(cell, desk.words).mark, Mark::Says(_) | Mark::Several),
        _ => false,
    })
}
