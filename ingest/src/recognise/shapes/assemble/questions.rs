//! What a person should know of a return's columns and of its rows that are no known statement.
//! In: the parts of a return. Out: findings, questions among them. Never changes what was read.

use schemas::{
    catalogue::{Catalogue, Statement},
    decision::Ruling,
    finding::Finding,
    place::Place,
    rules,
};

use super::confused;
use crate::{
    grid::Value,
    normalise::answers::RowMarks,
    recognise::{
        columns::{
            ruled::{NAME_THEM, question},
            two_steps,
        },
        draft::{
            Desk, Placed, Said, Unknown,
            marked::marked,
            roles::{Basis, Role},
        },
        found::{Doubt, Found},
        shapes::{
            rows::Base,
            sheets::{SheetPart, is_marked},
        },
        wording::may_say_the_opposite,
        written::as_written,
    },
};

/// What should be known of how the columns were found.
pub(super) fn columns(
    desk: &Desk<'_>,
    content: &Catalogue,
    own: &[SheetPart<'_>],
    findings: &mut Vec<Finding>,
) {
    let mut is_said = false;
    for own in own {
        findings.extend(of_another_time(desk, own));
        for base in &own.part.bases {
            let place = desk.place(own.part.grid, base.row, base.column);
            if !base.doubtful.is_empty() {
                let question = two_steps::question(place.clone(), base.heads.clone(), base.doubtful.len());
                findings.push(question.with_suggestion(suggestion(base)));
            }
            if !base.fallen.is_empty() {
                let message = "rows of this table have lost their empty fields, so that a mark alone in the first column of \
                               answers may be any answer: such marks were not read";
                findings.push(
                    Finding::new(&rules::COLUMNS_UNCLEAR, place.clone(), message)
                        .reading(base.heads.clone())
                        .with_suggestion(suggestion(base))
                        .with_answers_waiting(u32::try_from(base.fallen.len()).unwrap_or(u32::MAX)),
                );
            }
            match &base.basis {
                Basis::Order if !is_said => {
                    is_said = true;
                    let is_form = content.columns.iter().all(|column| column.label.is_empty());
                    findings.push(if is_form && !content.columns_confirmed {
                        let message =
                            "the form names no columns, and what they mean is not confirmed by the authority";
                        Finding::new(&rules::COLUMNS_NOT_CONFIRMED, place, message)
                    } else {
                        let message =
                            "no headings name the answer columns; they were read in the order of the form";
                        Finding::new(&rules::COLUMNS_BY_ORDER, place, message)
                            .with_suggestion("Look at one row of the return and see whether it reads right")
                    });
                }
                Basis::Unclear(read) => {
                    let n = n_waiting(own, base);
                    let mut asked = question(place, read);
                    if let Some(why) = confused::why(desk, said_in(own, base), read) {
                        asked.message = format!("{}: {why}", asked.message);
                    }
                    findings.push(asked.with_suggestion(suggestion(base)).with_answers_waiting(n));
                }
                Basis::Turned(read) => {
                    let n = n_waiting(own, base);
                    let message = "other words stand with the statements and make another question of them, \
                                   so none was read";
                    findings.push(
                        Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
                            .reading(read.clone())
                            .with_suggestion(suggestion(base))
                            .with_answers_waiting(n),
                    );
                }
                Basis::Doubled(read) => {
                    let n = own.part.said.iter().filter(|said| said.is_unclear).count();
                    let message = "statements have several rows of marks, and it is not sure which row is the answer, \
                                   so none was read";
                    findings.push(
                        Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
                            .reading(read.clone())
                            .with_suggestion("Ask the school for a return with one row to each statement")
                            .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX)),
                    );
                }
                _ => {}
            }
        }
    }
}

/// A note on the answers of other times that a sheet holds beside the collection's.
fn of_another_time(desk: &Desk<'_>, own: &SheetPart<'_>) -> Option<Finding> {
    let left = || own.part.bases.iter().filter_map(|base| base.left_aside.as_ref());
    let (row, column) = left().map(|left| left.first).min()?;
    let mut heads: Vec<&str> = Vec::new();
    for head in left().flat_map(|left| &left.heads) {
        if !heads.contains(&head.as_str()) {
            heads.push(head);
        }
    }
    let n: usize = left().map(|left| left.n).sum();
    let heads = heads.join(", ");
    let message = format!(
        "answers of another time than the collection's stand beside those of it, and were kept as words alone: {n} ({heads})"
    );
    let place = desk.place(own.part.grid, row, column);
    Some(Finding::new(&rules::ROWS_OF_ANOTHER_YEAR, place, message).reading(heads))
}

/// What to write about columns that are asked about.
fn suggestion(base: &Base) -> &str {
    base.ruling.as_deref().unwrap_or(NAME_THEM)
}

/// How many of the statements that were found with these columns are marked.
fn n_waiting(own: &SheetPart<'_>, base: &Base) -> u32 {
    u32::try_from(said_in(own, base).filter(|said| is_marked(said)).count()).unwrap_or(u32::MAX)
}

/// The statements that were found with these columns.
fn said_in<'p, 'g>(
    own: &'p SheetPart<'g>,
    base: &'p Base,
) -> impl Iterator<Item = &'p Said<'g>> + use<'p, 'g> {
    let is_own =
        |said: &&Said<'_>| said.hit.column == base.column && base.rows.binary_search(&said.hit.row).is_ok();
    own.part.said.iter().filter(is_own)
}

/// Marked rows that are no known statement: a question where they are near to one, else the school's own.
pub(crate) fn unknown(
    desk: &Desk<'_>,
    content: &Catalogue,
    unknown: &[Unknown<'_>],
    by_grid: &[Option<Found>],
    findings: &mut Vec<Finding>,
) {
    for row in unknown {
        let cells = marked(desk.grids.get(row.grid), &row.slots, &row.beside);
        let marks = RowMarks::read(cells, desk.words);
        let is_sum = |placed: &Placed<'_>| matches!(placed.cell.value, Value::Number(_));
        // A row of sums is no statement.
        if !marks.is_marked() || (row.beside.len() > 1 && row.beside.iter().all(is_sum)) {
            continue;
        }
        let written = as_written(&row.text.value);
        let place = desk.place(row.grid, row.text.row, row.text.column);
        let doubt = by_grid.get(row.grid).and_then(Option::as_ref).and_then(|found| {
            found.doubts.iter().find(|doubt| (doubt.row, doubt.column) == (row.text.row, row.text.column))
        });
        let likely = doubt
            .and_then(|doubt| doubt.candidates.first())
            .and_then(|candidate| content.statements.get(candidate.at.statement));
        let ruling = desk.rulings.on(rules::WORDING_UNSURE.code, &place, &written);
        match likely.filter(|_| !matches!(ruling, Some(Ruling::NoStatement | Ruling::LeaveOut))) {
            Some(statement) => findings
                .push(wording_question(content, doubt, statement, (place, written)).with_answers_waiting(1)),
            None => {
                let message =
                    format!("a marked row is no statement of the catalogue{}", marks_beside(desk, row));
                findings.push(Finding::new(&rules::OWN_STATEMENT, place, message).reading(written));
            }
        }
    }
}

/// The marks beside such a row, which go into no answer and no comment, each with its cell.
fn marks_beside(desk: &Desk<'_>, row: &Unknown<'_>) -> String {
    let is_mark = |placed: &&Placed<'_>| matches!(placed.role, Some(Role::Answer(_) | Role::AnyAnswer));
    let shown = row.beside.iter().filter(is_mark).filter_map(|placed| {
        let (cell, written) = (placed.cell, as_written(&placed.cell.value));
        let place = desk.place(row.grid, cell.row, cell.column);
        (!written.is_empty()).then(|| format!("'{written}' in {}", place.cell))
    });
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { String::new() } else { format!("; beside it stands {}", shown.join(", ")) }
}

/// Asks whether a marked row is this statement. What may say the opposite of it is not suggested.
pub(crate) fn wording_question(
    content: &Catalogue,
    doubt: Option<&Doubt>,
    statement: &Statement,
    (place, written): (Place, String),
) -> Finding {
    let other = doubt
        .and_then(|doubt| doubt.candidates.get(1))
        .filter(|next| next.score >= 1.0)
        .and_then(|next| content.statements.get(next.at.statement));
    let id = &statement.id;
    let (message, is_likely) = match other {
        Some(other) => {
            (format!("a marked row names {id} and {}: its id and its words disagree", other.id), true)
        }
        None if may_say_the_opposite(&written, &statement.text) => (
            format!(
                "a marked row is near to {id}, but may say the opposite: a word like \"not\" is in one alone"
            ),
            false,
        ),
        None => (format!("a marked row is near to {id}, but not near enough to be sure"), true),
    };
    let question = Finding::new(&rules::WORDING_UNSURE, place, message).reading(written);
    if is_likely { question.with_suggestion(format!("statement {id}")) } else { question }
}
