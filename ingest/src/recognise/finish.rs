//! From what stands beside the statements to the return: an answer for each statement of the catalogue.
//! In: a draft. Out: the return, with findings for whatever a person should know. Never gives an answer that the
//! marks, weighed over the whole return, do not give for sure.

use schemas::{
    answer::{Answer, Status},
    catalogue::ColumnRole,
    decision::Ruling,
    finding::Finding,
    ids::{ReturnId, StatementId},
    place::Place,
    rules,
};

use super::{
    columns::Role,
    comments,
    draft::{Desk, Draft, Placed, Said},
    merged, portions, says, stray, unseen, within,
};
use crate::{
    grid::{Addressing, Cell, Grid, Value},
    normalise::{
        answers::{Habit, Marked, RowAnswer, RowMarks},
        marks::{Mark, read_mark},
        text,
    },
    reading::{AnswerReading, Form, ReturnReading},
};

/// What one row comes to, before it is one of the return's answers.
pub(crate) struct Told {
    pub(crate) answer: Option<Answer>,
    pub(crate) status: Status,
    pub(crate) mark: Option<Box<str>>,
    /// The cell that decides; the statement's where nothing is marked.
    pub(crate) cell: (u32, u32),
    findings: Vec<Finding>,
}

/// Turns a draft into a return and its findings.
pub(crate) fn finish(desk: &Desk<'_>, mut draft: Draft<'_>) -> Option<(ReturnReading, Vec<Finding>)> {
    let catalogue = desk.catalogues.get(draft.catalogue)?;
    let (grid, row, column) = draft.first;
    let place = desk.place(grid, row, column);
    let return_id = ReturnId::of(&[desk.source_file, &place.sheet, &place.cell]);
    let within = within::questions(desk, catalogue, &mut draft);
    let rows: Vec<RowMarks<'_>> = draft.said.iter().map(|said| marks_of(desk, said)).collect();
    let is_text = desk.grids.get(grid).is_some_and(|grid| grid.addressing == Addressing::Text);
    let habit = Habit::of(&rows).of_text_table(is_text);
    let mut findings = std::mem::take(&mut draft.findings);
    findings.extend(within);
    let statement_of = |index: &usize| draft.said.get(*index).map(|said| said.hit.statement);
    let mut by_statement: Vec<usize> = (0..draft.said.len()).collect();
    by_statement.sort_by_key(statement_of);
    let mut rest = by_statement.as_slice();
    let mut strays = stray::strays(desk, &draft);
    let mut answers = Vec::with_capacity(catalogue.statements.len());
    let mut comments = Vec::new();
    for (at, statement) in catalogue.statements.iter().enumerate() {
        let n_rows = rest.iter().take_while(|index| statement_of(index) == Some(at)).count();
        let (indexes, later) = rest.split_at(n_rows);
        rest = later;
        if !catalogue.asks(statement, desk.year) {
            findings.extend(
                indexes.iter().filter_map(|index| says::not_asked(desk, draft.said.get(*index)?, statement)),
            );
            continue;
        }
        let own = |index: &usize| Some((*index, draft.said.get(*index)?, rows.get(*index)?));
        let told = indexes
            .iter()
            .filter_map(own)
            .map(|(index, said, marks)| (index, tell(desk, said, marks, &habit, &statement.id)));
        let (index, mut told) = one_of(desk, told, &statement.id, &draft);
        let mut evidence = 0;
        for (_, said, marks) in indexes.iter().filter_map(own) {
            evidence += comments::beside(desk, said, marks, &statement.id, &mut comments);
        }
        for loose in draft.loose.iter().filter(|loose| loose.statement == Some(at)) {
            evidence += comments::loose(desk, loose, Some(&statement.id), &mut comments);
        }
        if !strays.is_empty() {
            stray::settle(desk, &draft, &mut strays, (at, &statement.id), &mut told);
        }
        portions::settle(desk, &draft, (at, statement), &mut told);
        findings.extend(told.findings);
        answers.push(reading(
            desk,
            index.and_then(|index| draft.said.get(index)),
            told_parts(told.answer, told.status, told.mark, told.cell),
            &statement.id,
            evidence,
        ));
    }
    for loose in draft.loose.iter().filter(|loose| loose.statement.is_none()) {
        comments::loose(desk, loose, None, &mut comments);
    }
    for unknown in &draft.unknown {
        comments::beside_unknown(desk, unknown, &mut comments);
    }
    let mut unplaced = Vec::new();
    for (grid, cell) in &draft.unplaced {
        comments::as_it_stands(desk, *grid, cell, &mut unplaced);
    }
    findings.extend(stray::findings(desk, &draft, &strays));
    findings.extend(habit.has_lost_ticks().then(|| says::lost_ticks(place.clone())));
    let n_asked = findings.iter().map(|finding| finding.n_answers_waiting as usize).sum();
    let unseen = unseen::question(desk, &draft, &answers, n_asked);
    says::once_for_each_mark(&mut findings);
    let of_return = says::of_return(desk, &draft, catalogue, &answers, &place, (unseen, &findings));
    findings.extend(of_return);
    let edition = draft.said.iter().filter_map(|said| said.hit.until).min();
    let reading = ReturnReading {
        return_id,
        source_file: desk.source_file.to_owned(),
        sheet: place.sheet,
        cell: place.cell,
        catalogue_id: catalogue.id.clone(),
        edition,
        form: draft.form,
        school: draft.school,
        completed_on: draft.completed_on,
        completed_time: draft.completed_time,
        completed_at: draft.completed_at,
        completed_by: draft.completed_by,
        answers,
        comments,
        unplaced,
        actions: draft.actions,
    };
    for finding in &mut findings {
        finding.return_id = Some(return_id);
    }
    Some((reading, findings))
}

type Parts = (Option<Answer>, Status, Option<Box<str>>, (u32, u32));

const fn told_parts(
    answer: Option<Answer>,
    status: Status,
    mark: Option<Box<str>>,
    cell: (u32, u32),
) -> Parts {
    (answer, status, mark, cell)
}

/// The marks of a row's answer columns.
pub(crate) fn marks_of<'g>(desk: &Desk<'_>, said: &Said<'g>) -> RowMarks<'g> {
    let grid = desk.grids.get(said.grid);
    RowMarks::read(marked(grid, &said.slots, &said.beside), desk.words)
}

/// The cells of the answer columns, filled or not; where a merged statement covers several rows, each filled cell.
pub(crate) fn marked<'g>(
    grid: Option<&Grid>,
    slots: &[(u32, ColumnRole)],
    beside: &[Placed<'g>],
) -> impl Iterator<Item = Marked<'g>> {
    let merged = grid.filter(|grid| !grid.merges.is_empty());
    let spans = move |placed: &Placed<'_>| {
        merged.is_some_and(|grid| {
            let right = super::bands::right_edge(grid, placed.cell);
            // A heading may be merged over the same columns as the marks below it: they are one answer's.
            let mut covered = slots
                .iter()
                .filter(|(column, _)| (placed.cell.column..=right).contains(column))
                .map(|(_, role)| role);
            let first = covered.next();
            right > placed.cell.column && covered.any(|role| Some(role) != first)
        })
    };
    let is_filled = move |column: u32| beside.iter().any(|placed| placed.cell.column == column);
    // Under a heading merged over several columns one cell is the answer's, wherever it stands.
    let is_elsewhere = move |column: u32, role: ColumnRole| {
        let mut same = slots.iter().filter(move |(_, other)| *other == role).map(|(other, _)| *other);
        let first = same.clone().next();
        same.any(is_filled) || first != Some(column)
    };
    slots.iter().flat_map(move |(column, role)| {
        let filled = move || beside.iter().filter(move |placed| placed.cell.column == *column);
        let is_nothing = filled().next().is_none() && !is_elsewhere(*column, *role);
        let nothing = is_nothing.then_some(Marked { role: *role, cell: None, spans: false });
        filled()
            .map(move |placed| Marked { role: *role, cell: Some(placed.cell), spans: spans(placed) })
            .chain(nothing)
    })
}

/// What one row comes to, rulings followed.
fn tell(desk: &Desk<'_>, said: &Said<'_>, marks: &RowMarks<'_>, habit: &Habit, id: &StatementId) -> Told {
    let own = (said.hit.row, said.hit.column);
    if said.is_unclear {
        return tell_unclear(desk, said, id);
    }
    let row: RowAnswer = marks.answer(habit);
    let cell = row.at.and_then(|at| marks.cell(at)).map_or(own, |cell| (cell.row, cell.column));
    let mut told =
        Told { answer: row.answer, status: row.status, mark: row.mark, cell, findings: Vec::new() };
    if told.status == Status::Blank {
        if let Some((shared, finding)) = merged::mark(desk, said, id) {
            told.cell = (shared.row, shared.column);
            told.mark = Some(super::header::as_written(&shared.value).into());
            told.status = Status::Unreadable;
            rule_on(desk, &mut told, finding);
        } else if let Some((outside, finding)) = mark_outside(desk, said, id) {
            told.cell = (outside.cell.row, outside.cell.column);
            told.mark = Some(super::header::as_written(&outside.cell.value).into());
            told.status = Status::Unreadable;
            rule_on(desk, &mut told, finding);
        }
        return told;
    }
    if told.answer.is_some()
        && let Some((outside, finding)) = mark_between(desk, said, marks, id)
    {
        let other = super::header::as_written(&outside.cell.value);
        told.mark = Some(format!("{} | {other}", told.mark.as_deref().unwrap_or("")).into());
        (told.answer, told.status) = (None, Status::Unreadable);
        rule_on(desk, &mut told, finding);
        return told;
    }
    let Some(rule) = row.rule else { return told };
    let place = desk.place(said.grid, cell.0, cell.1);
    let finding = says::of_mark(rule, place, told.mark.as_deref().unwrap_or(""), id, row.suggestion);
    rule_on(desk, &mut told, finding);
    told
}

/// Follows a person's ruling on a finding, or keeps the finding.
pub(crate) fn rule_on(desk: &Desk<'_>, told: &mut Told, finding: Finding) {
    match desk.rulings.on(finding.rule.code, &finding.place, &finding.was_read) {
        Some(Ruling::Answer(answer)) => {
            told.answer = Some(*answer);
            told.status = Status::Answered;
        }
        Some(Ruling::Blank) => {
            told.answer = None;
            told.status = Status::Blank;
        }
        Some(Ruling::LeaveOut) => {}
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
        mark.push_str(&super::header::as_written(&placed.cell.value));
    }
    let status = if cell.is_some() { Status::Unreadable } else { Status::Blank };
    let at = cell.unwrap_or((said.hit.row, said.hit.column));
    let mark = (!mark.is_empty()).then(|| mark.into());
    let mut told = Told { answer: None, status, mark, cell: at, findings: Vec::new() };
    if said.is_moved && status == Status::Unreadable {
        let place = desk.place(said.grid, at.0, at.1);
        let mark = told.mark.as_deref().unwrap_or("");
        let finding = says::of_mark(&rules::MARK_UNREADABLE, place, mark, id, None);
        rule_on(desk, &mut told, finding);
    }
    told
}

/// A mark beside a blank statement in a column that no heading names.
fn mark_outside<'g>(desk: &Desk<'_>, said: &Said<'g>, id: &StatementId) -> Option<(Placed<'g>, Finding)> {
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
            Some(_) => false,
        }
    };
    let outside = said.beside.iter().find(is_mark)?;
    let place = desk.place(said.grid, outside.cell.row, outside.cell.column);
    Some((*outside, says::outside(place, &super::header::as_written(&outside.cell.value), id)))
}

/// `No | see the handbook`, `Yes staff only`: where the form has no columns of answers, the comments are where they were put.
fn opens_with_answer(desk: &Desk<'_>, cell: &Cell) -> bool {
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
    Some((*between, says::outside(place, &super::header::as_written(&between.cell.value), id)))
}

/// Of several rows for one statement, what they come to together.
fn one_of(
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
    // In a table of rows, a second row may be another year's: where this year's is blank, the other does not stand in.
    // A hidden row does not stand in for one that is seen, either, nor an example of how to fill the form in.
    let is_aside = |index: &usize| {
        let said = draft.said.get(*index);
        said.and_then(|said| Some((desk.grids.get(said.grid)?, said.hit.row)))
            .is_some_and(|(grid, row)| grid.hidden_rows.binary_search(&row).is_ok() || is_example(grid, row))
    };
    let stands_in = told.iter().take(n_marked).any(|(index, _)| is_aside(index))
        && told.iter().skip(n_marked).any(|(index, _)| !is_aside(index));
    let is_long = draft.form == Form::Long;
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
        let place = desk.place(0, row, column);
        let place = Place { sheet: place.sheet, ..place };
        let finding = says::twice(place, kept.mark.as_deref().unwrap_or(""), id);
        rule_on(desk, &mut kept, finding);
    }
    (Some(index), kept)
}

/// Whether a row is called an example, right above it or in it: `Example of how to fill in:`, `e.g. on our website`.
fn is_example(grid: &Grid, row: u32) -> bool {
    const OPENINGS: [&str; 9] = [
        "example",
        "for example",
        "e g ",
        "eg ",
        "worked example",
        "sample",
        "how to fill",
        "how to complete",
        "for instance",
    ];
    let opens = |raw: &str| {
        let words = text::words(raw);
        OPENINGS.iter().any(|opening| words.starts_with(opening))
    };
    // With the headings between, and an empty row.
    (row.saturating_sub(3)..=row).flat_map(|row| grid.row(row)).any(|cell| {
        cell.value
            .as_text()
            .is_some_and(|raw| raw.len() <= 120 && (cell.row < row || raw.len() > 3) && opens(raw))
    })
}

fn reading(
    desk: &Desk<'_>,
    said: Option<&Said<'_>>,
    (answer, status, mark, (row, column)): Parts,
    id: &StatementId,
    evidence: u32,
) -> AnswerReading {
    let Some((said, grid)) = said.and_then(|said| Some((said, desk.grids.get(said.grid)?))) else {
        return AnswerReading {
            statement_id: id.clone(),
            answer: None,
            status: Status::Missing,
            mark: None,
            statement_as_written: None,
            sheet: "".into(),
            cell: "".into(),
            matched_by: None,
            match_score: 0.0,
            has_evidence: false,
            evidence_chars: 0,
        };
    };
    let written = (!said.hit.is_same_text).then(|| grid.at(said.hit.row, said.hit.column)).flatten();
    AnswerReading {
        statement_id: id.clone(),
        answer: answer.filter(|_| status == Status::Answered),
        status,
        mark,
        statement_as_written: written.and_then(|cell| cell.value.as_text()).map(|raw| raw.trim().into()),
        sheet: grid.sheet_of(row, column).into(),
        cell: grid.cell_name(row, column).into(),
        matched_by: Some(said.hit.matched_by),
        match_score: said.hit.score,
        has_evidence: evidence > 0,
        evidence_chars: evidence,
    }
}
