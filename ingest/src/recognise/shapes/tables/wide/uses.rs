//! What each column of an export is for: a statement's answers, comments, the school, the day.
//! In: the row of statements, with what stands below it. Out: a use for each column that has one. Never takes a column for a
//! statement's answers by what stands in it alone.

use std::collections::{BTreeMap, BTreeSet};

use schemas::catalogue::Statement;

use super::{before, codes, dates, rows, schools, twice};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    recognise::{
        draft::Desk,
        found::{Hit, label},
        headings::{self, Day, Head, is_reckoning},
        written::says,
    },
};

/// As much of a statement's beginning is surely its own.
const CUT: usize = 20;

/// As many words make a sentence.
pub(super) const SENTENCE: usize = 8;

/// What a column of an export is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Use {
    /// Answers to a statement: index among the hits.
    Answer(usize),
    /// Comments on a statement: index among the hits.
    Comment(usize),
    /// Comments on nothing in particular.
    General,
    School,
    SchoolId,
    /// When the return was filled in, or near to that.
    Date(Day),
    /// The export's own, or a person's: not taken over.
    Passed,
}

/// What each column is for, by its heading and, where two have the same, by what stands below.
pub(super) fn uses(
    desk: &Desk<'_>,
    grid: &Grid,
    head_row: u32,
    (hits, statements): (&[Hit], &[Statement]),
) -> Vec<(u32, Use)> {
    let mut uses: Vec<(u32, Use)> = Vec::new();
    let answers: Vec<bool> = hits.iter().map(|hit| holds_answers(desk, grid, head_row, hit.column)).collect();
    let are_doubled = twice::are_comments(desk, (grid, head_row), hits);
    for (at, hit) in hits.iter().enumerate() {
        // The statement's first column of answers holds them; another of the same heading holds comments on it.
        let same: Vec<usize> = (0..hits.len())
            .filter(|other| hits.get(*other).is_some_and(|other| other.statement == hit.statement))
            .collect();
        let main = same
            .iter()
            .copied()
            .find(|other| are_doubled || answers.get(*other).copied().unwrap_or(false))
            .or(same.first().copied())
            .unwrap_or(at);
        // Two that hold answers in words: the statement is asked twice.
        let is_asked = main == at || (!are_doubled && says_answers(desk, grid, head_row, hit.column));
        uses.push((hit.column, if is_asked { Use::Answer(at) } else { Use::Comment(main) }));
    }
    let n_beside = count_comments_beside(grid, head_row, hits);
    let mut last_hit: Option<usize> = None;
    let is_free = |cell: &&Cell| grid.at(head_row, cell.column).is_none() && cell.value.as_text().is_some();
    let upper = head_row.checked_sub(1).map(|row| grid.row(row)).unwrap_or_default().iter().filter(is_free);
    // Below the statements' words a row of codes may stand, with the headings of what is none.
    let is_hit = |cell: &Cell| hits.iter().any(|hit| hit.column == cell.column);
    let below = grid.row(head_row + 1);
    let lower = if rows::is_codes(desk, below, is_hit) { below } else { &[] };
    let mut heads: Vec<&Cell> =
        grid.row(head_row).iter().chain(upper).chain(lower.iter().filter(is_free)).collect();
    heads.sort_by_key(|cell| cell.column);
    let sentences = with_sentences(grid, head_row);
    for cell in heads {
        if let Some(at) = hits.iter().position(|hit| hit.column == cell.column) {
            last_hit = Some(at);
            continue;
        }
        let raw = cell.value.as_text().unwrap_or_default();
        let about = named_statement(raw, hits, grid).or_else(|| codes::about(raw, (hits, statements), grid));
        let known = head_of(question_over(grid, cell).unwrap_or(raw));
        let purpose = match known {
            _ if about.is_some() && is_reckoning(raw) && !raw.to_lowercase().starts_with("feedback") => {
                Use::Passed
            }
            _ if about.is_some() => Use::Comment(about.unwrap_or_default()),
            Some(Head::School) => Use::School,
            Some(Head::SchoolId) => Use::SchoolId,
            Some(Head::Date) => Use::Date(dates::day_named(raw)),
            _ if dates::is_of_day(grid, head_row, cell) => Use::Date(dates::day_named(raw)),
            Some(Head::Comment | Head::Further) if last_hit.is_some() => {
                let beside = last_hit.filter(|at| {
                    n_beside * 2 >= hits.len()
                        && hits.get(*at).is_some_and(|hit| hit.column + 1 == cell.column)
                });
                beside.map_or(Use::General, Use::Comment)
            }
            Some(Head::Comment) => Use::General,
            // Before the statements stands what the export knows of people, and what people say in sentences.
            None if last_hit.is_some() || sentences.contains(&cell.column) => Use::General,
            None | Some(Head::Further) => before::purpose(desk, grid, head_row, cell, known),
            // `Status of our policy`: words may stand there, and no answer.
            Some(Head::Answer(_) | Head::AnyAnswer(_) | Head::Statement) => {
                if sentences.contains(&cell.column) && !says_answers(desk, grid, head_row, cell.column) {
                    Use::General
                } else {
                    before::purpose(desk, grid, head_row, cell, None)
                }
            }
            Some(_) => Use::Passed,
        };
        uses.push((cell.column, purpose));
    }
    uses.sort_by_key(|(column, _)| *column);
    uses.dedup_by_key(|(column, _)| *column);
    uses.extend(unheaded(desk, grid, head_row, (hits, &uses)));
    let named: Vec<u32> =
        uses.iter().filter(|(_, use_)| *use_ == Use::School).map(|(column, _)| *column).collect();
    for column in schools::of_who_asks(grid, head_row, &named) {
        uses.retain(|(known, _)| *known != column);
        uses.push((column, Use::Passed));
    }
    let names_school = |use_: &Use| matches!(use_, Use::School | Use::SchoolId);
    if !uses.iter().any(|(_, use_)| names_school(use_)) {
        uses.sort_by_key(|(column, _)| *column);
        let is_free = |column: u32| matches!(use_of(&uses, column), None | Some(Use::Passed | Use::General));
        let named = schools::named_otherwise(grid, head_row, is_free);
        uses.retain(|(column, _)| !named.contains(column));
        uses.extend(named.into_iter().map(|column| (column, Use::School)));
    }
    uses.sort_by_key(|(column, _)| *column);
    uses
}

/// What a column is for; `uses` are in the columns' order.
pub(super) fn use_of(uses: &[(u32, Use)], column: u32) -> Option<&Use> {
    let at = uses.binary_search_by_key(&column, |(known, _)| *known).ok()?;
    uses.get(at).map(|(_, use_)| use_)
}

/// Columns of words that no heading stands over, behind the first statement: comments, on the statement right before where a
/// heading is merged over both.
fn unheaded(
    desk: &Desk<'_>,
    grid: &Grid,
    head_row: u32,
    (hits, uses): (&[Hit], &[(u32, Use)]),
) -> Vec<(u32, Use)> {
    let Some(first) = hits.first().map(|hit| hit.column) else { return Vec::new() };
    let is_new = |column: u32| column > first && use_of(uses, column).is_none();
    let below = grid.cells.iter().filter(|cell| cell.row > head_row && is_new(cell.column) && says(cell));
    let mut columns: BTreeMap<u32, Below> = BTreeMap::new();
    for cell in below {
        columns.entry(cell.column).or_default().add(desk, cell);
    }
    let purpose = |column: u32| {
        let before = hits.iter().position(|hit| hit.column + 1 == column);
        (column, before.map_or(Use::General, Use::Comment))
    };
    let words = columns.into_iter().filter(|(_, below)| below.n_said * 2 <= below.n);
    words.map(|(column, _)| purpose(column)).collect()
}

/// The question above a heading that only says how it is answered: `Open-Ended Response` under `Name of your school`.
fn question_over<'g>(grid: &'g Grid, cell: &Cell) -> Option<&'g str> {
    let says_how = says_how(cell);
    let over = grid.at(cell.row.checked_sub(1)?, cell.column)?;
    over.value.as_text().filter(|_| says_how)
}

/// A heading that only says how its question is answered.
pub(super) fn says_how(cell: &Cell) -> bool {
    let words = cell.value.as_text().map(text::words).unwrap_or_default();
    matches!(words.as_str(), "open ended response" | "response" | "other please specify")
}

/// How many statements have a column of comments right beside them.
fn count_comments_beside(grid: &Grid, head_row: u32, hits: &[Hit]) -> usize {
    hits.iter()
        .filter(|hit| {
            grid.at(head_row, hit.column + 1).and_then(|cell| cell.value.as_text()).and_then(head_of)
                == Some(Head::Comment)
        })
        .count()
}

/// What a heading says: one of comments may have been numbered, since no two columns of an export are headed alike
/// (`Comments`, `Comments2`, `2.1.a. Please give details`).
fn head_of(raw: &str) -> Option<Head> {
    let known = headings::head(raw).or_else(|| {
        // `2.1.a. Please give details`
        let (number, asked) = text::trim(raw).split_once(' ')?;
        let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with(['.', ')']);
        headings::head(asked).filter(|head| is_number && *head == Head::Comment)
    });
    known.or_else(|| {
        let bare = text::trim(raw).trim_end_matches(|c: char| c.is_ascii_digit());
        let is_numbered = bare.len() < text::trim(raw).len();
        headings::head(bare).filter(|head| is_numbered && *head == Head::Comment)
    })
}

/// The statement whose words stand within a heading of comments (`Comments: All staff ...`), whole or cut short.
pub(super) fn named_statement(raw: &str, hits: &[Hit], grid: &Grid) -> Option<usize> {
    let key = text::key(raw);
    let stated = |hit: &Hit| {
        let raw = grid.at(hit.row, hit.column)?.value.as_text()?;
        Some(text::key(label(raw)))
    };
    let whole = hits
        .iter()
        .position(|hit| stated(hit).is_some_and(|stated| stated.len() > 5 && key.contains(&stated)));
    whole.or_else(|| {
        let asked = about(raw)?;
        let is_it = |hit: &Hit| {
            stated(hit)
                .is_some_and(|stated| stated == asked || (asked.len() >= CUT && stated.starts_with(&asked)))
        };
        let mut named = hits.iter().enumerate().filter(|(_, hit)| is_it(hit));
        let (at, first) = named.next()?;
        // Of two statements that begin so, nobody knows which is meant.
        named.all(|(_, other)| other.statement == first.statement).then_some(at)
    })
}

/// What a heading of comments says it is about: `Evidence: All online safety policies are eas`.
fn about(raw: &str) -> Option<String> {
    let (_, rest) = raw.split_once(':').filter(|(label, _)| head_of(label) == Some(Head::Comment))?;
    Some(text::key(text::trim(rest).trim_end_matches(['.', '\u{2026}'])))
}

/// The columns in which somebody wrote a sentence: longer than names, offices and addresses are.
fn with_sentences(grid: &Grid, head_row: u32) -> BTreeSet<u32> {
    let is_sentence = |cell: &&Cell| {
        cell.value.as_text().is_some_and(|raw| raw.split_whitespace().nth(SENTENCE - 1).is_some())
    };
    let below = grid.cells.iter().filter(|cell| cell.row > head_row);
    below.filter(is_sentence).map(|cell| cell.column).collect()
}

/// What stands below a heading: how many cells, marks among them, answers among those.
#[derive(Default)]
struct Below {
    n: usize,
    n_marks: usize,
    n_said: usize,
}

impl Below {
    fn add(&mut self, desk: &Desk<'_>, cell: &Cell) {
        self.n += 1;
        let mark = read_mark(cell, desk.words).mark;
        self.n_marks += usize::from(!matches!(mark, Mark::Prose));
        self.n_said += usize::from(matches!(mark, Mark::Says(_) | Mark::Tick(_) | Mark::Several));
    }

    const fn are_answers(&self) -> bool {
        self.n_marks * 2 >= self.n && self.n > 0
    }
}

/// Whether a column holds answers rather than comments.
fn holds_answers(desk: &Desk<'_>, grid: &Grid, head_row: u32, column: u32) -> bool {
    let mut below = Below::default();
    let cells = grid.cells.iter().filter(|cell| cell.column == column && cell.row > head_row && says(cell));
    cells.for_each(|cell| below.add(desk, cell));
    below.are_answers()
}

/// Whether most cells of a column say an answer in words.
pub(super) fn says_answers(desk: &Desk<'_>, grid: &Grid, head_row: u32, column: u32) -> bool {
    let below = grid.cells.iter().filter(|cell| cell.column == column && cell.row > head_row && says(cell));
    let (mut n, mut n_said) = (0, 0);
    for cell in below {
        n += 1;
        n_said += usize::from(matches!(read_mark(cell, desk.words).mark, Mark::Says(_) | Mark::Several));
    }
    n_said * 2 > n
}
