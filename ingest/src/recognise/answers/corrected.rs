//! Lines around the statements that correct an answer given among them: `Correction: statement 5 should read Yes`.
//! In: what a draft says in words. Out: the statement asks, where its answer is another; so does the return, where nobody
//! can tell which statement is meant. Never changes an answer by itself.

mod lines;
mod parts;
#[cfg(test)]
mod tests;
mod tokens;

use std::{cell::OnceCell, collections::HashMap};

use schemas::{
    answer::{Answer, Status},
    catalogue::Catalogue,
    finding::Finding,
    ids::StatementId,
    place::Place,
    rules,
};

use self::lines::corrections;
use super::told::{Told, rule_on};
use crate::{
    grid::Grid,
    normalise::{marks::Vocabulary, text},
    reading::{AnswerReading, Form},
    recognise::{
        draft::{Desk, Draft, Said, roles::Role},
        shapes::by_number,
        wording::id_key,
        written::as_written,
    },
};

/// Rows above the first statement whose notes are the return's.
const ABOVE: u32 = 8;

/// A correction of one statement.
struct Of {
    statement: usize,
    answer: Option<Answer>,
    denied: Option<Answer>,
    place: Place,
    line: String,
}

/// What a return's own words correct.
#[derive(Default)]
pub(crate) struct Corrected {
    of: Vec<Of>,
    /// Of statements that cannot be told, with the first such line's place and words, and what they are said to be.
    lost: Option<(Place, String, Vec<Option<Answer>>)>,
}

/// Whether a line that begins with a statement's id says that its answer is another.
pub(crate) fn corrects(line: &str, words: &Vocabulary) -> bool {
    !corrections(line, words, &|given| id_key(given).is_some()).is_empty()
}

/// The corrections among a draft's words.
pub(crate) fn of(desk: &Desk<'_>, catalogue: &Catalogue, draft: &Draft<'_>) -> Corrected {
    let numbers: OnceCell<HashMap<String, usize>> = OnceCell::new();
    // What stands before the statements of a table of many schools numbers no statements.
    let is_table = matches!(draft.form, Form::Wide | Form::Long | Form::Collated);
    let numbers =
        || numbers.get_or_init(|| if is_table { HashMap::new() } else { by_number::of_form(desk, draft) });
    let of_id = |given: &str| {
        let key = id_key(given)?;
        catalogue.statements.iter().position(|known| id_key(known.id.as_str()).as_ref() == Some(&key))
    };
    let statement = |given: &str| {
        let of_key = |given: &str| by_number::key_of(given).and_then(|key| numbers().get(&key).copied());
        of_key(given).or_else(|| of_id(given)).or_else(|| {
            let bare = given.strip_prefix('q').filter(|bare| bare.starts_with(|c: char| c.is_ascii_digit()));
            bare.and_then(of_key)
        })
    };
    let mut found = Corrected::default();
    let mut take = |place: &dyn Fn() -> Place, raw: &str| {
        if !lines::may_correct(raw) {
            return;
        }
        for line in raw.split(['\n', '\r']).map(text::trim) {
            for one in corrections(line, desk.words, &|given| statement(given).is_some()) {
                let Some(statement) = statement(&one.number) else {
                    if !is_table {
                        let lost = found.lost.get_or_insert_with(|| (place(), line.to_owned(), Vec::new()));
                        lost.2.push(one.answer);
                    }
                    continue;
                };
                let (answer, denied) = (one.answer, one.denied);
                found.of.push(Of { statement, answer, denied, place: place(), line: line.to_owned() });
            }
        }
    };
    each_text(desk, draft, &mut take);
    found
}

/// Every text of a draft that is no statement and no answer, with its place.
fn each_text(desk: &Desk<'_>, draft: &Draft<'_>, take: &mut dyn FnMut(&dyn Fn() -> Place, &str)) {
    let loose = draft.loose.iter().map(|loose| (loose.grid, loose.placed.cell));
    let unknown = draft.unknown.iter().map(|row| (row.grid, row.text));
    let beside = draft.said.iter().flat_map(|said| {
        let is_words = |role: Option<Role>| matches!(role, Some(Role::Comment | Role::Further) | None);
        said.beside.iter().filter(move |placed| is_words(placed.role)).map(|placed| (said.grid, placed.cell))
    });
    let mut rows: Vec<(usize, u32)> = Vec::new();
    for (index, cell) in draft.unplaced.iter().copied().chain(loose).chain(unknown) {
        let Some(raw) = cell.value.as_text() else { continue };
        let place = || desk.place(index, cell.row, cell.column);
        match desk.grids.get(index).and_then(|grid| whole_row(grid, draft, index, cell.row)) {
            // What goes on in the next cells is one line.
            Some(_) if rows.contains(&(index, cell.row)) => {}
            Some(whole) => {
                rows.push((index, cell.row));
                take(&place, &whole);
            }
            None => take(&place, raw),
        }
    }
    for (index, cell) in beside {
        let Some(raw) = cell.value.as_text() else { continue };
        take(&|| desk.place(index, cell.row, cell.column), raw);
    }
    let mut last = None;
    for said in &draft.said {
        let Some(grid) = desk.grids.get(said.grid).filter(|grid| !grid.notes.is_empty()) else { continue };
        let from = if last == Some(said.grid) { said.hit.row } else { said.hit.row.saturating_sub(ABOVE) };
        last = Some(said.grid);
        let own = grid.notes.iter().filter(|(row, ..)| (from..=said.hit.row).contains(row));
        for (row, column, says) in own {
            let bare = says.split_once(":\n").map_or(&**says, |(_, rest)| rest);
            take(&|| desk.place(said.grid, *row, *column), bare);
        }
    }
}

/// The words of a row without a statement, where more than one is filled.
fn whole_row(grid: &Grid, draft: &Draft<'_>, index: usize, row: u32) -> Option<String> {
    let cells = grid.row(row);
    let is_stated = || draft.said.iter().any(|said| said.grid == index && said.hit.row == row);
    if !(2..=4).contains(&cells.len()) || is_stated() {
        return None;
    }
    let words: Vec<String> =
        cells.iter().map(|cell| text::trim(&as_written(&cell.value)).to_owned()).collect();
    Some(words.join(" "))
}

impl Corrected {
    /// Lets a statement wait for a ruling where a line says that its answer is another.
    pub(crate) fn settle(
        &self,
        desk: &Desk<'_>,
        said: Option<&Said<'_>>,
        (at, id): (usize, &StatementId),
        told: &mut Told,
    ) {
        let own = self.of.iter().filter(|of| of.statement == at);
        let is_open = matches!(told.status, Status::Answered | Status::Blank);
        let Some(said) = said.filter(|_| is_open) else { return };
        let disagrees = |of: &&Of| match (of.answer, of.denied) {
            (Some(answer), _) => told.answer != Some(answer),
            (None, Some(denied)) => told.answer == Some(denied),
            (None, None) => told.answer.is_some(),
        };
        let Some(of) = own.into_iter().find(disagrees) else { return };
        let (row, column) = told.cell;
        let place = desk.place(said.grid, row, column);
        let line_at = match (of.place.sheet == place.sheet, of.place.sheet.is_empty()) {
            (true, _) | (_, true) => of.place.cell.clone(),
            _ => format!("{} of '{}'", of.place.cell, of.place.sheet),
        };
        let is = if told.status == Status::Blank { "is not marked" } else { "is answered" };
        let message =
            format!("{id} {is} in {}, and a line in {line_at} says that its answer is another", place.cell);
        let finding = Finding::new(&rules::STATEMENT_TWICE, place, message)
            .reading(&*of.line)
            .with_suggestion("Rule which answer holds, or ask the school")
            .about_statement(id.clone())
            .with_answers_waiting(1);
        told.status = if told.mark.is_none() { Status::Unreadable } else { Status::Multiple };
        told.mark = Some(match &told.mark {
            Some(mark) => format!("{mark} | {}", of.line).into(),
            None => of.line.as_str().into(),
        });
        told.answer = None;
        rule_on(desk, told, finding);
    }

    /// The question of a line that corrects a statement which nobody can tell, where any is not answered so: it withholds
    /// no answer.
    pub(crate) fn of_return(&self, desk: &Desk<'_>, answers: &[AnswerReading]) -> Option<Finding> {
        let (place, line, said) = self.lost.as_ref()?;
        let is_other = |said: &Option<Answer>| {
            let asked = answers.iter().filter(|answer| answer.status != Status::Missing);
            asked.map(|answer| answer.answer).any(|answer| said.is_none() || answer != *said)
        };
        if !said.iter().any(is_other) {
            return None;
        }
        let code = rules::STATEMENT_TWICE.code;
        if desk.rulings.on(code, place, line).is_some() {
            return None;
        }
        let what = if said.len() == 1 { "an answer" } else { "answers" };
        let message = format!(
            "a line here corrects {what}, and the number in it is no statement's for sure; none waits for it"
        );
        Some(
            Finding::new(&rules::STATEMENT_TWICE, place.clone(), message)
                .reading(line.as_str())
                .with_suggestion("Ask the school which statement it means; write blank where it means none"),
        )
    }
}
