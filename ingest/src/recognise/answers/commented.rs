//! Answers that stand among the comments, `Yes - policy reviewed`, where the columns of answers are blank.
//! In: a draft, what was read of it, and what is asked about its marks. Out: one question for all such statements, in the place of
//! one for each. Never reads an answer from a comment.

use std::collections::{HashMap, HashSet};

use schemas::{
    answer::{Answer, Status},
    catalogue::Catalogue,
    decision::Ruling,
    finding::Finding,
    rules,
};

use super::told::opens_with_answer;
use crate::{
    grid::Cell,
    normalise::text,
    reading::{AnswerReading, Form},
    recognise::{
        draft::{Desk, Draft, Said, roles::Role},
        written::as_written,
    },
};

/// Fewer are asked about one by one, where each is plain.
const FEWEST: usize = 5;

/// The question where comments beside statements without a mark begin with answers; takes those on each of them out.
pub(crate) fn question(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    draft: &Draft<'_>,
    answers: &[AnswerReading],
    findings: &mut Vec<Finding>,
) -> Option<Finding> {
    if matches!(draft.form, Form::Wide | Form::Long | Form::Collated) {
        return None;
    }
    let is_open = |answer: &&AnswerReading| matches!(answer.status, Status::Blank | Status::Unreadable);
    if answers.iter().filter(is_open).count() < FEWEST {
        return None;
    }
    let read: HashMap<&str, &AnswerReading> =
        answers.iter().filter(is_open).map(|answer| (answer.statement_id.as_str(), answer)).collect();
    let answer_of = |said: &Said<'_>| {
        let id = catalogue.statements.get(said.hit.statement).map(|statement| statement.id.as_str());
        id.and_then(|id| read.get(id)).copied()
    };
    let mut own: Vec<(usize, &Cell)> = Vec::new();
    let mut places: HashSet<(String, String)> = HashSet::new();
    let (mut n_others, mut has_plain) = (0, false);
    for said in &draft.said {
        let Some(answer) = answer_of(said) else { continue };
        let comments = said.beside.iter().filter(|placed| placed.role == Some(Role::Comment));
        for cell in comments.map(|placed| placed.cell).filter(|cell| cell.value.as_text().is_some()) {
            let place = desk.place(said.grid, cell.row, cell.column);
            // What else is unreadable is asked about for its own mark.
            let is_its = *answer.cell == *place.cell && *answer.sheet == *place.sheet;
            if answer.status == Status::Unreadable && !is_its {
                continue;
            }
            if opens_with_answer(desk, cell) {
                has_plain |= says_more_than_no(desk, cell);
                places.insert((place.sheet, place.cell));
                own.push((said.grid, cell));
                break;
            }
            n_others += 1;
        }
    }
    let (grid, first) = own.first().copied()?;
    if own.len() < FEWEST || own.len() <= n_others || !has_plain {
        return None;
    }
    findings.retain(|finding| {
        *finding.rule != rules::MARK_OUTSIDE
            || !places.contains(&(finding.place.sheet.clone(), finding.place.cell.clone()))
    });
    let place = desk.place(grid, first.row, first.column);
    let was_read = as_written(&first.value);
    let ruling = desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, &was_read);
    if matches!(ruling, Some(Ruling::LeaveOut | Ruling::Blank)) {
        return None;
    }
    let message = format!(
        "the comments on {} statements that are not marked begin with an answer, from here on; none of them was read",
        own.len()
    );
    Some(
        Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
            .reading(was_read)
            .with_suggestion("Ask the school to mark each statement in its own column")
            .with_answers_waiting(u32::try_from(own.len()).unwrap_or(u32::MAX)),
    )
}

/// Whether a comment that begins with an answer is more than `No concerns`, `N/A`: of those alone, nobody would think of answers.
fn says_more_than_no(desk: &Desk<'_>, cell: &Cell) -> bool {
    let words = cell.value.as_text().map(text::words).unwrap_or_default();
    let first = words.split(' ').next().unwrap_or_default();
    matches!(desk.words.answer(first), Some(Answer::Yes | Answer::Partly))
}
