//! A school a row, a statement a column: what online forms export.
//! In: a grid whose statements stand side by side. Out: a draft for each row that says something. Never reads a
//! column that is no statement's as an answer.

mod before;
mod codes;
mod dates;
mod further;
mod on_its_side;
mod parts;
mod rows;
pub(super) mod schools;
mod torn;
mod twice;

use std::collections::{BTreeMap, BTreeSet};

use schemas::{catalogue::Statement, decision::Ruling, finding::Finding, place::Place, rules};

use super::{
    choices::is_reckoning,
    dates_of,
    marked::Marked,
    said, says, take_date, written,
    years::{Row, Years},
};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        marks::{Mark, read_mark},
        text,
    },
    reading::Form,
    recognise::{
        assemble,
        columns::Role,
        draft::{Desk, Draft, Loose, Placed, Said},
        found::{Found, Hit},
        header::as_written,
        headings::{self, Day, Head},
        rulings::ruled,
    },
};

/// A shorter heading is a label, and no question.
const QUESTION: usize = 20;

/// As much of a statement's beginning is surely its own.
const CUT: usize = 20;

/// As many words make a sentence.
const SENTENCE: usize = 8;

/// What a column of an export is for.
#[derive(Clone, Debug, PartialEq)]
enum Use {
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

/// Reads the rows below the row of statements.
pub(super) fn read<'g>(
    desk: &Desk<'g>,
    index: usize,
    head_row: u32,
    found: &Found,
    drafts: &mut Vec<Draft<'g>>,
    findings: &mut Vec<Finding>,
) {
    let Some(grid) = desk.grids.get(index) else { return };
    let mut hits = found.hits.clone();
    doubts(desk, index, grid, found, &mut hits, findings);
    if let Some(asked) = on_its_side::asked(desk, (index, grid, head_row), &hits) {
        findings.push(asked);
        return;
    }
    let statements = desk.catalogues.get(found.catalogue).map_or(&[][..], |content| &content.statements);
    let mut uses = uses(desk, grid, head_row, (&hits, statements));
    let readers: Vec<(u32, assemble::ReadDate)> = uses
        .iter()
        .filter(|(_, use_)| matches!(use_, Use::Date(_)))
        .map(|(column, _)| (*column, dates_of(grid, head_row, *column)))
        .collect();
    let moved = torn::moved_from(grid, head_row, &hits);
    let further = further::Further::of(desk, (index, grid, head_row), (&hits, &mut uses));
    let n_first = drafts.len();
    let uses_of = |column: u32| use_of(&uses, column);
    let mut is_below = false;
    let mut of_none: Vec<&Cell> = Vec::new();
    let n_before = drafts.len();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let Some(first) = cells.first() else { continue };
        let is_next = !is_below;
        is_below |= first.row > head_row;
        if first.row <= head_row {
            continue;
        }
        let last = drafts.last().filter(|_| drafts.len() > n_before);
        let is_comments = rows::is_row_of_comments(first, &uses)
            || last.is_some_and(|last| rows::are_remarks_of(desk, last, cells, &uses));
        if is_comments && drafts.len() > n_before {
            if let Some(draft) = drafts.last_mut() {
                draft.loose.extend(rows::comments_below(index, cells, &hits));
            }
            continue;
        }
        if let Some(name) = rows::of_no_school(desk, cells, &uses) {
            of_none.push(name);
            continue;
        }
        if !rows::is_return(desk, cells, is_next, &uses) {
            continue;
        }
        let mut draft = Draft::new(found.catalogue, Form::Wide, (index, first.row, first.column));
        for (at, hit) in hits.iter().enumerate() {
            let of = |wanted: &Use| -> Vec<&'g Cell> {
                cells.iter().filter(|cell| uses_of(cell.column) == Some(wanted) && says(cell)).collect()
            };
            let Some((column, _)) = uses.iter().find(|(_, use_)| *use_ == Use::Answer(at)) else { continue };
            let answer = of(&Use::Answer(at)).first().copied();
            let is_unclear = moved.is_some_and(|moved| hit.column >= moved);
            let said = said(hit, index, *column, answer, of(&Use::Comment(at)));
            let mut said = Said { is_unclear, ..said };
            if let Some(further) = &further {
                further.settle(desk, at, cells, &mut said);
            }
            draft.said.push(said);
        }
        for cell in cells.iter().filter(|cell| says(cell)) {
            match uses_of(cell.column) {
                Some(Use::School) => {
                    let is_answers = |column| matches!(uses_of(column), Some(Use::Answer(_)));
                    let meant = schools::meant(grid, head_row, cell, is_answers);
                    let name = schools::written_in(desk, (index, grid, head_row), meant);
                    schools::take_name(&mut draft.school, name);
                }
                Some(Use::SchoolId) => {
                    schools::take_id(&mut draft.school, written(desk, index, cell));
                }
                Some(Use::General) => {
                    let placed = Placed { role: Some(Role::Comment), cell };
                    draft.loose.push(Loose { grid: index, statement: None, placed });
                }
                _ => {}
            }
        }
        if let Some((cell, read)) = dates::day_of(grid, cells, &uses, &readers) {
            take_date(desk, &mut draft, index, cell, read);
        }
        if draft.school.name.is_none() && draft.school.id.is_none() {
            let is_free = |column: u32| matches!(uses_of(column), None | Some(Use::Passed));
            draft.school.hints = schools::hints(desk, (index, grid, head_row), cells, is_free);
            assemble::name_hints(desk, &mut draft, index);
        }
        drafts.push(draft);
    }
    findings.extend(super::of_no_school(desk, index, "rows", &of_none));
    schools::take_above(desk, (index, grid, head_row), drafts.get_mut(n_first..).unwrap_or_default());
    findings.extend(further.and_then(further::Further::question));
    findings.extend(own_questions(desk, (index, grid, head_row), &uses));
    findings.extend(before::unread(desk, (index, grid, head_row), &uses));
    if drafts.len() == n_first {
        findings.extend(on_its_side::unread(desk, (index, grid, head_row), &hits));
    }
    findings.extend(without_other_years(desk, (index, grid, head_row), drafts, n_first));
    findings.extend(without_marked(desk, (index, grid, head_row), &uses, (drafts, n_first)));
    let new = drafts.get(n_first..).unwrap_or_default();
    findings.extend(torn::findings(desk, (index, grid, head_row), (&hits, moved), new));
}

/// The school that a row names, comparable; rows that name none are no two of the same one.
fn key_of(draft: &Draft<'_>) -> String {
    let named = draft.school.id.as_ref().or(draft.school.name.as_ref());
    named.map_or_else(|| format!("row {}", draft.first.1), |named| text::key(&named.text))
}

/// Notes what rows say they are of, and takes away those that are marked as none of their school's own beside others of it, with a note, and asks about the
/// rest.
fn without_marked<'g>(
    desk: &Desk<'g>,
    (index, grid, head_row): (usize, &'g Grid, u32),
    uses: &[(u32, Use)],
    (drafts, n_first): (&mut Vec<Draft<'g>>, usize),
) -> Vec<Finding> {
    let rows: Vec<u32> = drafts.iter().skip(n_first).map(|draft| draft.first.1).collect();
    let is_free = |column: u32| matches!(use_of(uses, column), None | Some(Use::General | Use::Passed));
    parts::tell((grid, head_row), is_free, drafts.get_mut(n_first..).unwrap_or_default());
    let marked = Marked::of((index, grid), head_row..=head_row, is_free, &rows);
    marked.map(|marked| marked.settle(desk, (drafts, n_first), key_of)).unwrap_or_default()
}

/// Takes away the rows of other years beside their school's of the collection's, with a note, and asks about the rest.
fn without_other_years(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    drafts: &mut Vec<Draft<'_>>,
    n_first: usize,
) -> Option<Finding> {
    let row_of = |draft: &Draft<'_>| Row { at: draft.first.1, school: key_of(draft), is_carried: false };
    let rows: Vec<Row> = drafts.iter().skip(n_first).map(row_of).collect();
    let years = Years::of(grid, head_row.saturating_sub(1)..=head_row, &rows, desk.year.number())?;
    let mut at = 0;
    drafts.retain(|draft| {
        at += 1;
        at <= n_first || !years.is_left_out(draft.first.1)
    });
    drafts.iter_mut().skip(n_first).for_each(|draft| years.ask(desk, (index, grid), draft));
    years.told(desk, (index, grid))
}

/// Headings near to a statement and not near enough: a question each, unless a person ruled.
fn doubts(
    desk: &Desk<'_>,
    index: usize,
    grid: &Grid,
    found: &Found,
    hits: &mut Vec<Hit>,
    findings: &mut Vec<Finding>,
) {
    let Some(content) = desk.catalogues.get(found.catalogue) else { return };
    for doubt in &found.doubts {
        let Some(cell) = grid.at(doubt.row, doubt.column) else { continue };
        // Of a statement that has a column of its own, another one holds comments, or what a quiz adds up.
        if cell.value.as_text().is_some_and(|raw| named_statement(raw, hits, grid).is_some()) {
            continue;
        }
        let text = as_written(&cell.value);
        let place: Place = desk.place(index, doubt.row, doubt.column);
        let likely = doubt.candidates.first().and_then(|likely| content.statements.get(likely.at.statement));
        match (desk.rulings.on(rules::WORDING_UNSURE.code, &place, &text), likely) {
            (Some(Ruling::Statement(id)), _) => {
                let statement = content.statements.iter().position(|statement| statement.id == *id);
                hits.extend(statement.map(|statement| ruled(doubt.row, doubt.column, statement)));
            }
            (Some(Ruling::NoStatement | Ruling::LeaveOut), _) | (_, None) => {}
            (_, Some(likely)) => {
                let n = grid
                    .cells
                    .iter()
                    .filter(|cell| cell.column == doubt.column && cell.row > doubt.row)
                    .count();
                let message =
                    format!("a column's heading is near to {}, but not near enough to be sure", likely.id);
                findings.push(
                    Finding::new(&rules::WORDING_UNSURE, place, message)
                        .reading(text)
                        .with_suggestion(format!("statement {}", likely.id))
                        .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX)),
                );
            }
        }
    }
    hits.sort_by_key(|hit| hit.column);
}

/// What each column is for, by its heading and, where two have the same, by what stands below.
fn uses(
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
fn use_of(uses: &[(u32, Use)], column: u32) -> Option<&Use> {
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

/// Questions that are no statement, before the first of them: what schools answer to them is in no figure and no comment.
fn own_questions(
    desk: &Desk<'_>,
    (index, grid, head_row): (usize, &Grid, u32),
    uses: &[(u32, Use)],
) -> Vec<Finding> {
    let is_asked = |head: &&Cell| {
        use_of(uses, head.column) == Some(&Use::Passed)
            && head.value.as_text().is_some_and(|raw| raw.len() >= QUESTION && headings::head(raw).is_none())
            && says_answers(desk, grid, head_row, head.column)
    };
    let tell = |head: &Cell| {
        let place = desk.place(index, head.row, head.column);
        let message = "an answered question of the export is no statement of the catalogue";
        Finding::new(&rules::OWN_STATEMENT, place, message).reading(as_written(&head.value))
    };
    grid.row(head_row).iter().filter(is_asked).map(tell).collect()
}

/// The question above a heading that only says how it is answered: `Open-Ended Response` under `Name of your school`.
fn question_over<'g>(grid: &'g Grid, cell: &Cell) -> Option<&'g str> {
    let says_how = says_how(cell);
    let over = grid.at(cell.row.checked_sub(1)?, cell.column)?;
    over.value.as_text().filter(|_| says_how)
}

/// A heading that only says how its question is answered.
fn says_how(cell: &Cell) -> bool {
    let words = cell.value.as_text().map(crate::normalise::text::words).unwrap_or_default();
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
fn named_statement(raw: &str, hits: &[Hit], grid: &Grid) -> Option<usize> {
    let key = text::key(raw);
    let stated = |hit: &Hit| {
        let raw = grid.at(hit.row, hit.column)?.value.as_text()?;
        Some(text::key(super::super::found::label(raw)))
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
fn says_answers(desk: &Desk<'_>, grid: &Grid, head_row: u32, column: u32) -> bool {
    let below = grid.cells.iter().filter(|cell| cell.column == column && cell.row > head_row && says(cell));
    let (mut n, mut n_said) = (0, 0);
    for cell in below {
        n += 1;
        n_said += usize::from(matches!(read_mark(cell, desk.words).mark, Mark::Says(_) | Mark::Several));
    }
    n_said * 2 > n
}
