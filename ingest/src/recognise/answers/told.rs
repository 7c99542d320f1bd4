//! What one statement's rows come to: the marks of each, weighed by the return's habit, with the rulings on them.
//! In: a draft's rows. Out: for each statement an answer or why there is none. Never sees another statement's marks but by
//! the habit.

mod listed;

use std::rc::Rc;

use compact_str::CompactString;
use schemas::{
    answer::{Answer, Status},
    decision::{Ruling, Scope},
    finding::Finding,
    ids::StatementId,
    rules,
};

use super::{letters, merged, says};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        answers::{Habit, RowAnswer, RowMarks},
        marks::{Mark, read_mark},
        text,
    },
    reading::Form,
    recognise::{
        columns::period::{Standing, period},
        draft::{Desk, Draft, Placed, Said, roles::Role},
        headings::{self, Head},
        written::{as_shown, as_written},
    },
};

/// What one row comes to, before it is one of the return's answers.
pub(crate) struct Told {
    pub(crate) answer: Option<Answer>,
    pub(crate) status: Status,
    pub(crate) mark: Option<CompactString>,
    /// The cell that decides; the statement's where nothing is marked.
    pub(crate) cell: (u32, u32),
    pub(crate) findings: Vec<Finding>,
}

/// What one row comes to, rulings followed.
pub(crate) fn tell<'g>(
    desk: &Desk<'_>,
    (said, all): (&Said<'g>, &[Said<'g>]),
    marks: &RowMarks<'_>,
    habit: &Habit,
    id: &StatementId,
) -> Told {
    let own = (said.hit.row, said.hit.column);
    if said.is_unclear {
        return tell_unclear(desk, said, id);
    }
    let row: RowAnswer = marks.answer(habit);
    let cell = row.at.and_then(|at| marks.cell(at)).map_or(own, |cell| (cell.row, cell.column));
    let mark = row.mark.map(|mark| with_dates(desk, said, mark));
    let mut told = Told { answer: row.answer, status: row.status, mark, cell, findings: Vec::new() };
    if told.status == Status::Blank {
        if let Some((shared, finding)) = merged::mark(desk, said, id) {
            told.cell = (shared.row, shared.column);
            told.mark = Some(as_written(&shared.value).into());
            told.status = Status::Unreadable;
            rule_on(desk, &mut told, finding);
        } else if let Some((outside, finding)) = mark_outside(desk, (said, all), id) {
            told.cell = (outside.cell.row, outside.cell.column);
            told.mark = Some(as_written(&outside.cell.value).into());
            told.status = Status::Unreadable;
            rule_on(desk, &mut told, finding);
        } else if let Some((cell, says, finding)) = noted(desk, said, id) {
            told.cell = cell;
            told.mark = Some(says.into());
            told.status = Status::Unreadable;
            rule_on(desk, &mut told, finding);
        }
        return told;
    }
    if told.answer.is_some()
        && let Some((outside, finding)) = mark_between(desk, said, marks, id)
    {
        let other = as_written(&outside.cell.value);
        told.mark = Some(format!("{} | {other}", told.mark.as_deref().unwrap_or("")).into());
        (told.answer, told.status) = (None, Status::Unreadable);
        rule_on(desk, &mut told, finding);
        return told;
    }
    let is_to_come = || marks.remarks().any(|(_, remark)| is_later_year(remark, desk.year.number()));
    if told.answer == Some(Answer::Yes) && is_to_come() {
        let place = desk.place(said.grid, cell.0, cell.1);
        let finding =
            says::of_mark(&rules::MARK_UNREADABLE, place, told.mark.as_deref().unwrap_or(""), id, None);
        (told.answer, told.status) = (None, Status::Unreadable);
        rule_on(desk, &mut told, finding);
        return told;
    }
    let Some(rule) = row.rule else { return told };
    let place = desk.place(said.grid, cell.0, cell.1);
    let finding = says::of_mark(rule, place, told.mark.as_deref().unwrap_or(""), id, row.suggestion);
    rule_on(desk, &mut told, finding);
    if let Some(finding) = told.findings.last() {
        keep_own_word(desk, said, cell, finding);
    }
    told
}

/// Keeps what a cell's column is for, where what is asked of it is what the school's own word means.
fn keep_own_word(desk: &Desk<'_>, said: &Said<'_>, (row, column): (u32, u32), question: &Finding) {
    if !says::may_be_own_word(question, desk.words) {
        return;
    }
    let is_own = |placed: &&Placed<'_>| (placed.cell.row, placed.cell.column) == (row, column);
    let role = said.beside.iter().find(is_own).and_then(|placed| placed.role);
    if let Some(role @ (Role::Answer(_) | Role::AnyAnswer)) = role {
        desk.own_words.keep(question.id(), role);
    }
}

/// `2027`, in a collection of 2026: it will be so.
fn is_later_year(remark: &str, year: i32) -> bool {
    let bare = remark.trim_matches(|c: char| !c.is_ascii_digit());
    bare.len() == 4
        && !remark.chars().any(char::is_alphabetic)
        && bare.parse::<i32>().is_ok_and(|said| said > year && said < year + 10)
}

/// What is written in a row's cells of answers, with its dates as the sheet shows them.
fn with_dates(desk: &Desk<'_>, said: &Said<'_>, mark: CompactString) -> CompactString {
    let is_1904 = desk.grids.get(said.grid).is_some_and(|grid| grid.is_1904);
    let serials = said.beside.iter().map(|placed| &placed.cell.value);
    serials
        .filter(|value| matches!(value, Value::Serial(_)))
        .fold(mark, |mark, serial| mark.replacen(&as_written(serial), &as_shown(serial, is_1904), 1).into())
}

/// Follows a person's ruling on a finding, or keeps the finding.
pub(crate) fn rule_on(desk: &Desk<'_>, told: &mut Told, finding: Finding) {
    let decision = desk.rulings.decision_on(finding.rule.code, &finding.place, &finding.was_read);
    match decision.map(|decision| &decision.ruling) {
        Some(Ruling::Answer(answer)) => {
            told.answer = Some(*answer);
            told.status = Status::Answered;
        }
        Some(Ruling::Blank) => {
            told.answer = None;
            told.status = Status::Blank;
        }
        // The mark stays what it is, and is asked about no more. Of a return, the words would mean the whole of it.
        Some(Ruling::LeaveOut)
            if finding.rule == &rules::MARK_OUTSIDE
                || decision.is_some_and(|decision| decision.scope == Scope::Cell) => {}
        _ => told.findings.push(finding),
    }
}

/// With unclear columns, marks say that something was answered and not what.
fn tell_unclear(desk: &Desk<'_>, said: &Said<'_>, id: &StatementId) -> Told {
    let mut mark = String::new();
    let mut cell = None;
    for placed in
        said.beside.iter().filter(|placed| !matches!(placed.role, Some(Role::Comment | Role::Aside)))
    {
        if matches!(read_mark(placed.cell, desk.words).mark, Mark::Nothing(_) | Mark::Prose) {
            continue;
        }
        cell.get_or_insert((placed.cell.row, placed.cell.column));
        if !mark.is_empty() {
            mark.push_str(" | ");
        }
        mark.push_str(&as_written(&placed.cell.value));
    }
    let status = if cell.is_some() { Status::Unreadable } else { Status::Blank };
    let at = cell.unwrap_or((said.hit.row, said.hit.column));
    let mark = (!mark.is_empty()).then(|| mark.into());
    let mut told = Told { answer: None, status, mark, cell: at, findings: Vec::new() };
    if said.asks_alone && status == Status::Unreadable {
        let place = desk.place(said.grid, at.0, at.1);
        let mark = told.mark.as_deref().unwrap_or("");
        let mut finding = says::of_mark(&rules::MARK_UNREADABLE, place, mark, id, None);
        if letters::is_unseen(desk, said, at) {
            finding.message = format!(
                "what is marked for {id} has the colour of its background, so that nobody can see it on the page"
            );
        }
        rule_on(desk, &mut told, finding);
    }
    told
}

/// A mark beside a blank statement in a column that no heading names.
fn mark_outside<'g>(
    desk: &Desk<'_>,
    (said, all): (&Said<'g>, &[Said<'g>]),
    id: &StatementId,
) -> Option<(Placed<'g>, Finding)> {
    let is_between = |column: u32| {
        let (first, last) = (said.slots.first(), said.slots.last());
        first.is_some_and(|(first, _)| *first < column) && last.is_some_and(|(last, _)| column < *last)
    };
    let is_mark = |placed: &&Placed<'_>| {
        if matches!(placed.cell.value, Value::Empty | Value::Serial(_) | Value::Date(_)) {
            return false;
        }
        let mark = read_mark(placed.cell, desk.words).mark;
        match placed.role {
            None => matches!(mark, Mark::Tick(_) | Mark::Says(_) | Mark::Odd(_) | Mark::Several),
            // A tick among the comments may have slipped a column.
            Some(Role::Comment) => {
                matches!(mark, Mark::Tick(_) | Mark::Says(Answer::Yes | Answer::Partly | Answer::No))
                    && !matches!(placed.cell.value, Value::Number(_))
                    || said.slots.is_empty() && opens_with_answer(desk, placed.cell)
            }
            // `Yes | Yes/No | No`: a tick among the answers is never passed over.
            Some(Role::Further) => matches!(mark, Mark::Tick(_)) && is_between(placed.cell.column),
            Some(_) => false,
        }
    };
    let outside = said.beside.iter().find(|placed| {
        is_mark(placed) && !(placed.role.is_none() && is_filled_in(desk, said, all, placed))
    })?;
    let place = desk.place(said.grid, outside.cell.row, outside.cell.column);
    Some((*outside, says::outside(place, &as_written(&outside.cell.value), id)))
}

/// Whether a column says something of most statements, answered or not, and never an answer that only the scale has: it was
/// printed there (`Essential? | E`), or asks something else.
fn is_filled_in(desk: &Desk<'_>, said: &Said<'_>, all: &[Said<'_>], placed: &Placed<'_>) -> bool {
    const FEWEST: usize = 3;
    const SHORT: usize = 2;
    let (mut n_answered, mut n_beside) = (0, 0);
    for other in all.iter().filter(|other| other.grid == said.grid && other.slots == said.slots) {
        let beside = other.beside.iter().find(|known| known.cell.column == placed.cell.column);
        let is_filled = |cell: &Cell| !matches!(read_mark(cell, desk.words).mark, Mark::Nothing(_));
        let says_partly = |cell: &Cell| {
            let words = cell.value.as_text().map(text::words).unwrap_or_default();
            words.split(' ').count() <= SHORT
                && read_mark(cell, desk.words).mark == Mark::Says(Answer::Partly)
        };
        if beside.is_some_and(|known| says_partly(known.cell)) {
            return false;
        }
        let is_answer = |known: &Placed<'_>| matches!(known.role, Some(Role::Answer(_) | Role::AnyAnswer));
        if other.beside.iter().any(|known| is_answer(known) && is_filled(known.cell)) {
            n_answered += 1;
            n_beside += usize::from(beside.is_some_and(|known| is_filled(known.cell)));
        }
    }
    n_answered >= FEWEST && n_beside * 2 > n_answered
}

/// A note on a cell of a blank statement's row that says an answer and nothing else: where it stands, what it says, and the
/// question.
fn noted<'g>(desk: &Desk<'g>, said: &Said<'_>, id: &StatementId) -> Option<((u32, u32), &'g str, Finding)> {
    let grid = desk.grids.get(said.grid).filter(|grid| !grid.notes.is_empty())?;
    let answer_of = |says: &str| {
        // Before it who wrote it may stand.
        let bare = says.split_once(": ").map_or(says, |(_, rest)| rest);
        desk.words.answer(text::trim(says)).or_else(|| desk.words.answer(text::trim(bare)))
    };
    let from = grid.notes.partition_point(|(row, ..)| *row < said.hit.row);
    let own = grid.notes.iter().skip(from).take_while(|(row, ..)| *row == said.hit.row);
    let mut said_there =
        own.filter_map(|(row, column, says)| Some(((*row, *column), &**says, answer_of(says)?)));
    let (at, says, answer) = said_there.next()?;
    let place = desk.place(said.grid, at.0, at.1);
    let likely = said_there.all(|(.., other)| other == answer).then_some(answer);
    Some((at, says, says::in_note(place, says, id, likely)))
}

/// `No | see the handbook`, `Yes staff only`: where the form has no columns of answers, the comments are where they were put.
pub(crate) fn opens_with_answer(desk: &Desk<'_>, cell: &Cell) -> bool {
    let first = cell
        .value
        .as_text()
        .and_then(|raw| raw.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()));
    first.is_some_and(|word| word.len() > 1 && desk.words.answer(word).is_some())
}

/// The answered row's own tick once more, between its columns of answers and under no heading that is known: another answer.
fn mark_between<'g>(
    desk: &Desk<'_>,
    said: &Said<'g>,
    marks: &RowMarks<'_>,
    id: &StatementId,
) -> Option<(Placed<'g>, Finding)> {
    let (first, last) = (said.slots.first()?.0, said.slots.last()?.0);
    let mut own = marks.marks().filter(|mark| !mark.is_nothing());
    let tick = own.next().filter(|mark| matches!(mark, Mark::Tick(_)) && own.next().is_none())?;
    let is_between = |placed: &&Placed<'_>| {
        placed.role.is_none()
            && (first..last).contains(&placed.cell.column)
            && read_mark(placed.cell, desk.words).mark == tick
    };
    let between = said.beside.iter().find(is_between)?;
    let place = desk.place(said.grid, between.cell.row, between.cell.column);
    Some((*between, says::outside(place, &as_written(&between.cell.value), id)))
}

/// Of several rows for one statement, what they come to together.
pub(crate) fn one_of(
    desk: &Desk<'_>,
    mut told: impl Iterator<Item = (usize, Told)>,
    id: &StatementId,
    draft: &Draft<'_>,
) -> (Option<usize>, Told) {
    let (first, second) = match (told.next(), told.next()) {
        (None, _) => {
            let status = Status::Missing;
            return (None, Told { answer: None, status, mark: None, cell: (0, 0), findings: Vec::new() });
        }
        (Some((index, told)), None) => return (Some(index), told),
        (Some(first), Some(second)) => (first, second),
    };
    let mut told: Vec<(usize, Told)> = [first, second].into_iter().chain(told).collect();
    told.sort_by_key(|(_, told)| told.status == Status::Blank);
    let n_marked = told.iter().filter(|(_, told)| told.status != Status::Blank).count();
    // Where one place is blank, the mark in another stands in for it only within one table, whose headings are the same
    // for both: elsewhere it may be an example's, another year's or another list's. In a list of rows, a second row may be
    // another year's. A hidden row does not stand in for one that is seen, either, nor an example of how to fill in, nor a
    // row of a list that has some of the statements once more.
    let said = |index: usize| draft.said.get(index);
    let is_aside = |index: usize| {
        said(index).and_then(|said| Some((desk.grids.get(said.grid)?, said))).is_some_and(|(grid, said)| {
            grid.hidden_rows.binary_search(&said.hit.row).is_ok()
                || is_example(grid, said)
                || is_of_other_time(grid, said, desk.year.number())
        })
    };
    let table = |index: usize| said(index).map(|said| &said.slots);
    let (marked, blank) = told.split_at(n_marked);
    let mut tables = told.iter().filter_map(|(index, _)| table(*index));
    let are_apart = tables.next().is_some_and(|first| tables.any(|other| !Rc::ptr_eq(first, other)));
    let is_asides = || {
        marked.iter().any(|(index, _)| is_aside(*index)) && blank.iter().any(|(index, _)| !is_aside(*index))
    };
    let is_listed = || marked.iter().any(|(index, _)| listed::is_listed(draft, *index));
    let stands_in = !marked.is_empty() && !blank.is_empty() && (are_apart || is_asides() || is_listed());
    let is_long = draft.form == Form::Long;
    let n_blank = blank.len();
    let n_marked = if (is_long && n_marked > 0) || stands_in { told.len() } else { n_marked };
    let first = told.first().map(|(_, told)| (told.answer, told.status));
    let agree = told
        .iter()
        .take(n_marked)
        .all(|(_, told)| Some((told.answer, told.status)) == first && told.status == Status::Answered);
    let findings: Vec<Finding> =
        told.iter_mut().flat_map(|(_, told)| std::mem::take(&mut told.findings)).collect();
    let all_marks: Vec<String> =
        told.iter().filter_map(|(_, told)| told.mark.as_deref().map(str::to_owned)).collect();
    let mut rest = told.into_iter();
    let Some((index, mut kept)) = rest.next() else {
        return (None, Told { answer: None, status: Status::Missing, mark: None, cell: (0, 0), findings });
    };
    kept.findings = findings;
    if n_marked > 1 && !agree {
        let (row, column) = kept.cell;
        kept.answer = None;
        kept.status = Status::Multiple;
        kept.mark = Some(all_marks.join(" | ").into());
        let grid = draft.said.get(index).map_or(draft.first.0, |said| said.grid);
        let place = desk.place(grid, row, column);
        let is_blank_elsewhere = n_blank > 0 && all_marks.windows(2).all(|two| two.first() == two.last());
        let finding = says::twice(place, kept.mark.as_deref().unwrap_or(""), id, is_blank_elsewhere);
        rule_on(desk, &mut kept, finding);
    }
    (Some(index), kept)
}

/// Whether a statement stands under a title that names another time: `Last year (2024)`, alone in its row.
fn is_of_other_time(grid: &Grid, said: &Said<'_>, year: i32) -> bool {
    const REACH: u32 = 60;
    for row in (said.hit.row.saturating_sub(REACH)..said.hit.row).rev() {
        let cells = grid.row(row);
        let is_heading = |cell: &Cell| {
            matches!(
                cell.value.as_text().and_then(headings::head),
                Some(Head::Answer(_) | Head::AnyAnswer(_))
            )
        };
        if cells.iter().any(is_heading) {
            return false;
        }
        if let [only] = cells
            && let Some(time) = only.value.as_text().filter(|raw| raw.len() <= 60).and_then(period)
        {
            return time.standing(year) == Standing::Other;
        }
    }
    false
}

/// Whether a statement's row is called an example, in a heading right above it, before it or among what stands beside it:
/// `Example of how to fill in:`, `e.g. on our website`.
fn is_example(grid: &Grid, said: &Said<'_>) -> bool {
    const OPENINGS: [&str; 11] = [
        "example",
        "for example",
        "e g",
        "eg",
        "worked example",
        "model answer",
        "sample",
        "how to fill",
        "how to complete",
        "for instance",
        "eisimpleir",
    ];
    let opens = |raw: &str| {
        let words = text::words(raw);
        OPENINGS
            .iter()
            .filter_map(|opening| words.strip_prefix(opening))
            .any(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let (row, column) = (said.hit.row, said.hit.column);
    // With the headings between, and an empty row; what another row says of its own answer is nothing to this one.
    (row.saturating_sub(3)..=row).flat_map(|row| grid.row(row)).any(|cell| {
        let is_here = cell.row == row || cell.column <= column;
        cell.value.as_text().is_some_and(|raw| is_here && raw.len() <= 120 && opens(raw))
    })
}
