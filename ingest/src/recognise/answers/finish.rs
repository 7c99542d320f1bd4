//! From what stands beside the statements to the return: an answer for each statement of the catalogue.
//! In: a draft. Out: the return, with findings for whatever a person should know. Never gives an answer that the
//! marks, weighed over the whole return, do not give for sure.

use std::sync::Arc;

use schemas::{
    answer::Status,
    catalogue::Catalogue,
    finding::Finding,
    ids::{ReturnId, StatementId},
    place::Place,
    rules,
};

use super::{
    commented, corrected, ditto, drawn, footed, for_all, letters,
    parties::Parties,
    portions, says, signed, stray, tails,
    told::{Told, one_of, tell},
    unseen, within,
};
use crate::{
    grid::Addressing,
    normalise::answers::RowMarks,
    reading::{AnswerReading, CommentReading, ReturnReading},
    recognise::{
        draft::{Desk, Draft, Loose, MOST_UNPLACED, Said, marked::marks_of},
        shapes::{by_number, coded, comments},
        written::{as_written, counted},
    },
};

/// Turns a draft into a return and its findings.
pub(crate) fn finish<'g>(desk: &Desk<'g>, mut draft: Draft<'g>) -> Option<(ReturnReading, Vec<Finding>)> {
    let catalogue = desk.catalogues.get(draft.catalogue)?;
    let (grid, row, column) = draft.first;
    let place = desk.place(grid, row, column);
    let return_id = ReturnId::of(&[desk.source_file, &place.sheet, &place.cell]);
    let within = within::questions(desk, catalogue, &mut draft);
    tails::take_out(desk, catalogue, &mut draft);
    let lettered = letters::set_aside(desk, &mut draft);
    let corrected = corrected::of(desk, catalogue, &draft);
    let mut coded = by_number::take(desk, &mut draft);
    coded.append(&mut coded::take(desk, catalogue, &mut draft));
    let (mut rows, followed) = marks_of_all(desk, &draft);
    let is_text = desk.grids.get(grid).is_some_and(|grid| grid.addressing == Addressing::Text);
    let (habit, signed) = signed::habit(desk, &draft, &mut rows, is_text);
    let before = within.into_iter().chain(lettered).chain(followed).chain(signed);
    let mut findings: Vec<Finding> = draft.findings.drain(..).chain(before).collect();
    let statement_of = |index: &usize| draft.said.get(*index).map(|said| said.hit.statement);
    let mut by_statement: Vec<usize> = (0..draft.said.len()).collect();
    by_statement.sort_by_key(statement_of);
    let mut rest = by_statement.as_slice();
    let on_own_sheets = stray::on_own_sheets(desk, &draft);
    if on_own_sheets.len() <= stray::FEW {
        draft.loose.extend(&on_own_sheets);
    }
    let mut strays = stray::strays(desk, &draft);
    let mut parties = Parties::default();
    let mut sheet: Arc<str> = place.sheet.as_str().into();
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
            for coded in coded.iter().filter(|coded| coded.statement == at) {
                comments::coded(desk, coded, &statement.id, &mut comments);
            }
            continue;
        }
        let own = |index: &usize| Some((*index, draft.said.get(*index)?, rows.get(*index)?));
        let told = indexes.iter().filter_map(own).map(|(index, said, marks)| {
            (index, tell(desk, (said, &draft.said), marks, &habit, &statement.id))
        });
        let (index, mut told) = one_of(desk, told, &statement.id, &draft);
        let mut evidence = 0;
        for (_, said, marks) in indexes.iter().filter_map(own) {
            evidence += comments::beside(desk, said, marks, &statement.id, &mut comments);
        }
        for loose in draft.loose.iter().filter(|loose| loose.statement == Some(at)) {
            evidence += comments::loose(desk, loose, Some(&statement.id), &mut comments);
        }
        for coded in coded.iter().filter(|coded| coded.statement == at) {
            evidence += comments::coded(desk, coded, &statement.id, &mut comments);
        }
        if !strays.is_empty() {
            stray::settle(desk, &draft, &mut strays, (at, &statement.id), &mut told);
        }
        portions::settle(desk, &draft, (at, statement), &mut told);
        parties.settle(desk, &draft, (at, &statement.id), &mut told);
        corrected.settle(desk, index.and_then(|index| draft.said.get(index)), (at, &statement.id), &mut told);
        findings.append(&mut told.findings);
        let said = index.and_then(|index| draft.said.get(index));
        answers.push(reading(desk, said, told, (&statement.id, &mut sheet), evidence));
    }
    let unplaced = of_no_statement(desk, &draft, &mut comments);
    findings.extend(too_many(desk, &draft));
    findings.extend(stray::findings(desk, &draft, &strays));
    findings.extend(corrected.of_return(desk, &answers));
    findings.extend(parties.questions(desk, return_id));
    findings.extend(habit.has_lost_ticks().then(|| says::lost_ticks(place.clone())));
    about_whole(desk, catalogue, (&draft, &answers, &on_own_sheets), &place, &mut findings);
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
        part: draft.part,
        waits_for: draft.waits_for,
        is_left_out: draft.is_left_out,
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

/// The marks of all rows, as far as other rows and lines say of them, and what is to be told of that.
fn marks_of_all<'g>(desk: &Desk<'g>, draft: &Draft<'g>) -> (Vec<RowMarks<'g>>, Option<Finding>) {
    let mut rows: Vec<RowMarks<'_>> = draft.said.iter().map(|said| marks_of(desk, said)).collect();
    let followed = ditto::follow(desk, draft, &mut rows);
    footed::take_back(desk, draft, &mut rows);
    (rows, followed)
}

/// Adds what is to be said of the return as a whole, once all that is asked about its rows is known.
fn about_whole(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    (draft, answers, on_own_sheets): (&Draft<'_>, &[AnswerReading], &[Loose<'_>]),
    place: &Place,
    findings: &mut Vec<Finding>,
) {
    let n_asked = findings.iter().map(|finding| finding.n_answers_waiting as usize).sum();
    let commented = commented::question(desk, catalogue, draft, answers, findings);
    // Where none is left blank, nothing else is said of what is.
    let has_blank = answers.iter().any(|answer| answer.status == Status::Blank);
    let (commented, unmarked) = if has_blank { (commented, None) } else { (None, commented) };
    findings.extend(unmarked);
    let unseen = commented
        .or_else(|| drawn::question(desk, catalogue, draft, answers))
        .or_else(|| for_all::question(desk, catalogue, draft, answers))
        .or_else(|| unseen::on_own_sheets(desk, on_own_sheets))
        .or_else(|| unseen::question(desk, draft, answers, n_asked));
    says::once_for_each_mark(findings);
    let of_return = says::of_return(desk, draft, catalogue, answers, place, (unseen, findings));
    findings.extend(of_return);
}

/// Adds the comments of no statement; returns the words that nobody took.
fn of_no_statement(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    comments: &mut Vec<CommentReading>,
) -> Vec<CommentReading> {
    for loose in draft.loose.iter().filter(|loose| loose.statement.is_none()) {
        comments::loose(desk, loose, None, comments);
    }
    for unknown in &draft.unknown {
        comments::beside_unknown(desk, unknown, comments);
    }
    let mut unplaced = Vec::new();
    for (grid, cell) in draft.unplaced.iter().take(MOST_UNPLACED) {
        comments::as_it_stands(desk, *grid, cell, &mut unplaced);
    }
    unplaced
}

/// A statement's answer, with the place of what decides.
fn reading(
    desk: &Desk<'_>,
    said: Option<&Said<'_>>,
    Told { answer, status, mark, cell: (row, column), .. }: Told,
    (id, sheet): (&StatementId, &mut Arc<str>),
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
    let own = grid.sheet_of(row, column);
    // Nearly all of a return's marks stand in one sheet.
    if **sheet != *own {
        *sheet = own.into();
    }
    let written = (!said.hit.is_same_text).then(|| grid.at(said.hit.row, said.hit.column)).flatten();
    AnswerReading {
        statement_id: id.clone(),
        answer: answer.filter(|_| status == Status::Answered),
        status,
        mark,
        statement_as_written: written.and_then(|cell| cell.value.as_text()).map(|raw| raw.trim().into()),
        sheet: Arc::clone(sheet),
        cell: grid.cell_name(row, column),
        matched_by: Some(said.hit.matched_by),
        match_score: said.hit.score,
        has_evidence: evidence > 0,
        evidence_chars: evidence,
    }
}

/// What is told where more words stand by a return than are kept.
fn too_many(desk: &Desk<'_>, draft: &Draft<'_>) -> Option<Finding> {
    let (grid, cell) = draft.unplaced.get(MOST_UNPLACED)?;
    let n = counted(draft.unplaced.len() - MOST_UNPLACED, "text was", "texts were");
    let message = format!(
        "{n} not kept as comments: more than {MOST_UNPLACED} stand around the form; the first is here"
    );
    let place = desk.place(*grid, cell.row, cell.column);
    let suggestion = "Look at the words around the form in the school's own file";
    Some(
        Finding::new(&rules::OVER_LIMIT, place, message)
            .reading(as_written(&cell.value))
            .with_suggestion(suggestion),
    )
}
