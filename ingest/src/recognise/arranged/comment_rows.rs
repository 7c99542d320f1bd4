//! Lists that have the comments in rows of their own: `Back School | Evidence and Comments | Minutes of 3 May` below the
//! statement's row, or the statement once more with a column that says which of the two a row is.
//! In: a grid with a row for each school and statement. Out: the same with the comments in a column beside the answers, every
//! cell knowing where it came from. Never moves a comment to a row of another school.

use std::collections::BTreeMap;

use super::choices::says_comment;
use crate::{
    grid::{Cell, Grid, Look, Origin, Value},
    normalise::{marks::Vocabulary, text},
    recognise::{
        found::Seen,
        headings::{self, Head},
        wording::{StatementAt, Wordings},
        written::{as_written, says},
    },
};

/// Fewer rows of comments make no habit.
const FEWEST: usize = 4;
/// As many rows above the first statement may hold the headings.
const ABOVE: u32 = 3;

/// The columns of a list.
struct List {
    heads: u32,
    school: u32,
    answer: u32,
    stated: u32,
}

/// The grid with its comments beside the answers; none where there is nothing to do.
pub(crate) fn mended(
    grid: &Grid,
    seen: &[Seen<'_>],
    wordings: &Wordings,
    words: &Vocabulary,
) -> Option<Grid> {
    let list = list(grid, seen)?;
    let statements: BTreeMap<u32, StatementAt> = seen
        .iter()
        .filter_map(|seen| {
            let cell = grid.cells.get(seen.cell).filter(|cell| cell.column == list.stated)?;
            Some((cell.row, seen.hits.first()?.at))
        })
        .collect();
    let types = type_column(grid, &list, &statements);
    let school = |row: u32| grid.at(row, list.school).map(|cell| text::key(&as_written(&cell.value)));
    let is_comment = |row: u32| {
        types.is_some_and(|column| {
            grid.at(row, column).and_then(|cell| cell.value.as_text()).is_some_and(is_comment_type)
        })
    };
    let mut answers: BTreeMap<(String, StatementAt), u32> = BTreeMap::new();
    for (row, at) in statements.iter().filter(|(row, _)| !is_comment(**row)) {
        answers.insert((school(*row).unwrap_or_default(), *at), *row);
    }
    let mut above: Option<(String, StatementAt)> = None;
    // The row of comments, and the statement's that it belongs to.
    let mut moved: Vec<(u32, u32)> = Vec::new();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first()?.row;
        if row <= list.heads {
            continue;
        }
        let own = school(row);
        let stated = grid.at(row, list.stated).and_then(|cell| cell.value.as_text());
        let of = match statements.get(&row) {
            Some(at) if is_comment(row) => own.map(|school| (school, *at)),
            Some(at) => {
                above = own.map(|school| (school, *at));
                None
            }
            None => stated.filter(|raw| raw.len() <= 80).and_then(|raw| {
                let named =
                    says_comment(raw, wordings, words).and_then(|at| own.clone().map(|own| (own, at)));
                let is_bare = headings::head(raw) == Some(Head::Comment);
                let from_above =
                    || above.clone().filter(|(of, _)| is_bare && own.as_ref().is_none_or(|own| own == of));
                named.or_else(from_above)
            }),
        };
        let has_words = grid.at(row, list.answer).is_some_and(says);
        if let Some(to) = of.filter(|_| has_words).and_then(|of| answers.get(&of)) {
            moved.push((row, *to));
        }
    }
    (moved.len() >= FEWEST).then(|| laid_out(grid, &list, &moved))
}

/// The columns of a list, by the row right above its first statement.
fn list(grid: &Grid, seen: &[Seen<'_>]) -> Option<List> {
    if seen.len() < 2 * FEWEST {
        return None;
    }
    let first = grid.cells.get(seen.first()?.cell)?;
    let heads = (first.row.saturating_sub(ABOVE)..first.row).rev().find(|row| !grid.row(*row).is_empty())?;
    let column = |wanted: fn(Head) -> bool| {
        let mut named = grid
            .row(heads)
            .iter()
            .filter(|cell| cell.value.as_text().and_then(headings::head).is_some_and(wanted));
        named.next().map(|cell| cell.column)
    };
    // A list with a column of comments has them there.
    if column(|head| head == Head::Comment).is_some() {
        return None;
    }
    let school = column(|head| matches!(head, Head::School | Head::SchoolId))?;
    let answer = column(|head| matches!(head, Head::AnyAnswer(_)))?;
    (school != first.column && answer != first.column).then_some(List {
        heads,
        school,
        answer,
        stated: first.column,
    })
}

/// The column that says whether a row is an answer or a comment.
fn type_column(grid: &Grid, list: &List, statements: &BTreeMap<u32, StatementAt>) -> Option<u32> {
    let mut n_of: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    let own = grid.cells.iter().filter(|cell| statements.contains_key(&cell.row));
    for cell in own.filter(|cell| ![list.school, list.answer, list.stated].contains(&cell.column)) {
        let Some(raw) = cell.value.as_text() else { continue };
        let (n_comments, n_answers) = n_of.entry(cell.column).or_default();
        *n_comments += usize::from(is_comment_type(raw));
        *n_answers += usize::from(is_answer_type(raw));
    }
    n_of.into_iter()
        .find(|(_, (comments, answers))| *comments >= FEWEST && *answers >= FEWEST)
        .map(|(column, _)| column)
}

fn is_comment_type(raw: &str) -> bool {
    matches!(
        text::words(raw).as_str(),
        "comment"
            | "comments"
            | "evidence"
            | "note"
            | "notes"
            | "text"
            | "free text"
            | "open text"
            | "open"
            | "long text"
            | "paragraph"
            | "explanation"
            | "evidence and comments"
    )
}

fn is_answer_type(raw: &str) -> bool {
    matches!(
        text::words(raw).as_str(),
        "choice"
            | "single choice"
            | "multiple choice"
            | "answer"
            | "response"
            | "rating"
            | "radio"
            | "dropdown"
            | "select"
            | "option"
            | "closed"
            | "scale"
    )
}

fn laid_out(grid: &Grid, list: &List, moved: &[(u32, u32)]) -> Grid {
    let beyond = grid.cells.iter().map(|cell| cell.column).max().unwrap_or(0).saturating_add(1);
    let is_moved = |row: u32| moved.binary_search_by_key(&row, |(row, _)| *row).is_ok();
    let mut cells: Vec<Cell> = grid.cells.iter().filter(|cell| !is_moved(cell.row)).cloned().collect();
    let mut origins = grid.origins.clone();
    let mut edge = beyond;
    for (row, to) in moved {
        let Some(cell) = grid.at(*row, list.answer).filter(|cell| says(cell)) else { continue };
        // Several on one statement stand side by side.
        let taken = cells.iter().filter(|known| known.row == *to && known.column >= beyond).count();
        let column = beyond.saturating_add(u32::try_from(taken).unwrap_or(0));
        edge = edge.max(column);
        cells.push(Cell { row: *to, column, ..cell.clone() });
        origins.push(Origin {
            row: *to,
            column,
            sheet: grid.sheet_of(cell.row, cell.column).into(),
            from: grid.stood_at(cell.row, cell.column),
        });
    }
    let head = |column| {
        let value = Value::Text("Comments".into());
        Cell { row: list.heads, column, value, look: Look::default() }
    };
    cells.extend((beyond..=edge).map(head));
    cells.sort_by_key(|cell| (cell.row, cell.column));
    origins.sort_by_key(|origin| (origin.row, origin.column));
    Grid { cells, origins, ..grid.clone() }
}
