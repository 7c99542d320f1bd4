//! What others than the school say to a statement that it left without an answer of its own: `Governors: Yes`, `Staff - Partly`
//! below the statement.
//! In: a draft, and what its statements come to. Out: the statements ask, once for a return that has several. Never takes what
//! they say for the school's answer.

use schemas::{
    answer::Status,
    decision::Ruling,
    finding::Finding,
    ids::{ReturnId, StatementId},
    rules,
};

use super::{
    says,
    told::{Told, rule_on},
};
use crate::{
    grid::{Cell, Look, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        draft::{Desk, Draft, Said},
        written::{as_written, counted},
    },
};

/// From so many on, a return asks once for all.
const FEWEST: usize = 3;
/// No line of a party and its answer is longer.
const LONGEST: usize = 60;
/// Rows below the last statement that may still be said to it.
const REACH: u32 = 4;
/// Who may answer beside the school.
const PARTIES: &[&str] = &[
    "governors",
    "governor",
    "governing",
    "trustees",
    "pupils",
    "pupil",
    "children",
    "learners",
    "students",
    "staff",
    "teachers",
    "slt",
    "smt",
    "leadership",
    "parents",
    "parent",
    "carers",
    "families",
    "la",
    "hmie",
    "authority",
    "committee",
    "technicians",
    "it",
    "ict",
    "dsl",
    "board",
    "admin",
    "volunteers",
];
/// Words that stand with theirs.
const WITH: &[&str] = &[
    "the", "our", "all", "and", "of", "body", "team", "view", "views", "response", "answer", "answers",
    "say", "says", "support", "council", "s",
];

/// What parties say in a return's blank statements.
#[derive(Default)]
pub(crate) struct Parties {
    /// The questions, one a statement, in the catalogue's order.
    asked: Vec<Finding>,
}

impl Parties {
    /// Lets a statement without an answer of the school's own wait, where a party's stands below it or in its cell; `index` is
    /// its position in the catalogue.
    pub(crate) fn settle(
        &mut self,
        desk: &Desk<'_>,
        draft: &Draft<'_>,
        (index, id): (usize, &StatementId),
        told: &mut Told,
    ) {
        if let (Status::Unreadable, [only]) = (told.status, told.findings.as_slice())
            && *only.rule == rules::MARK_UNREADABLE
            && says_for_party(&only.was_read, desk.words)
        {
            self.asked.append(&mut told.findings);
            return;
        }
        if told.status != Status::Blank {
            return;
        }
        let Some(said) = draft.said.iter().find(|said| said.hit.statement == index) else { return };
        let Some(((row, column), line)) = line_of(desk, draft, said) else { return };
        told.cell = (row, column);
        told.mark = Some(line.as_str().into());
        told.status = Status::Unreadable;
        let place = desk.place(said.grid, row, column);
        let finding = says::of_mark(&rules::MARK_UNREADABLE, place, &line, id, None);
        let n = told.findings.len();
        rule_on(desk, told, finding);
        self.asked.extend(told.findings.drain(n..));
    }

    /// The questions: one for a return with several.
    pub(crate) fn questions(self, desk: &Desk<'_>, return_id: ReturnId) -> Vec<Finding> {
        let Some(first) = self.asked.first().filter(|_| self.asked.len() >= FEWEST) else {
            return self.asked;
        };
        let place = first.place.clone();
        let ruling = desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, &first.was_read);
        if matches!(ruling, Some(Ruling::LeaveOut)) {
            return Vec::new();
        }
        let message = format!(
            "{} answered for others than the school alone ('{}'), and the school's own answer is left out, so none was read",
            counted(self.asked.len(), "statement is", "statements are"),
            text::one_line(&first.was_read)
        );
        let question = Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
            .reading(first.was_read.clone())
            .with_suggestion("Ask the school for its own answers; or leave out")
            .with_answers_waiting(u32::try_from(self.asked.len()).unwrap_or(u32::MAX));
        vec![Finding { return_id: Some(return_id), ..question }]
    }
}

/// The line of a party in a statement's own cell, or alone in a row below it.
fn line_of(desk: &Desk<'_>, draft: &Draft<'_>, said: &Said<'_>) -> Option<((u32, u32), String)> {
    let grid = desk.grids.get(said.grid)?;
    let at = (said.hit.row, said.hit.column);
    if !said.hit.is_same_text
        && let Some(raw) = grid.at(at.0, at.1).and_then(|cell| cell.value.as_text())
        && let Some(line) = raw.lines().skip(1).map(text::trim).find(|line| says_for_party(line, desk.words))
    {
        return Some((at, line.to_owned()));
    }
    // Answers behind labels in the statement's cell were set beside it.
    let own = grid.stood_at(at.0, at.1);
    let from_own = |cell: &&Cell| {
        cell.column != at.1
            && !grid.origins.is_empty()
            && grid.stood_at(cell.row, cell.column) == own
            && is_answer(&cell.value, desk.words)
    };
    if let Some(cell) = grid.row(at.0).iter().find(from_own) {
        return Some(((cell.row, cell.column), as_written(&cell.value)));
    }
    let later = draft.said.iter().filter(|other| other.grid == said.grid && other.hit.row > said.hit.row);
    let end =
        later.map(|other| other.hit.row).min().unwrap_or(u32::MAX).min(said.hit.row.saturating_add(REACH));
    let first = grid.cells.partition_point(|cell| cell.row <= said.hit.row);
    let below = grid.cells.get(first..)?;
    below
        .chunk_by(|one, next| one.row == next.row)
        .take_while(|cells| cells.first().is_some_and(|cell| cell.row < end))
        .find_map(|cells| {
            let filled: Vec<&Cell> = cells.iter().filter(|cell| cell.value != Value::Empty).collect();
            match filled.as_slice() {
                [only] => {
                    let raw = text::trim(only.value.as_text()?);
                    says_for_party(raw, desk.words).then(|| ((only.row, only.column), raw.to_owned()))
                }
                [label, mark] => {
                    let raw = text::trim(label.value.as_text()?);
                    let is_it = is_party(raw) && is_answer(&mark.value, desk.words);
                    is_it.then(|| ((mark.row, mark.column), format!("{raw}: {}", as_written(&mark.value))))
                }
                _ => None,
            }
        })
}

/// `Governors: Yes`, `Staff - Partly`, `SLT yes`.
fn says_for_party(raw: &str, words: &Vocabulary) -> bool {
    if raw.len() > LONGEST {
        return false;
    }
    let parted = raw
        .split_once([':', '=', '?'])
        .or_else(|| [" - ", " \u{2013} ", " \u{2014} "].iter().find_map(|sign| raw.split_once(sign)));
    let answers = |rest: &str| is_answer(&Value::Text(rest.into()), words);
    match parted {
        Some((label, rest)) => is_party(label) && answers(text::trim(rest)),
        None => {
            raw.rsplit_once(' ').is_some_and(|(label, rest)| is_party(label) && words.answer(rest).is_some())
        }
    }
}

fn is_answer(value: &Value, words: &Vocabulary) -> bool {
    let cell = Cell { row: 0, column: 0, value: value.clone(), look: Look::default() };
    matches!(read_mark(&cell, words).mark, Mark::Says(_) | Mark::Tick(_))
}

/// Whether a label names others than the school, and nothing else.
fn is_party(label: &str) -> bool {
    let words = text::words(label);
    let list = || words.split(' ').filter(|word| !word.is_empty());
    list().any(|word| PARTIES.contains(&word))
        && list().all(|word| PARTIES.contains(&word) || WITH.contains(&word))
}

#[cfg(test)]
mod tests {
    use schemas::catalogue::load;

    use super::says_for_party;
    use crate::normalise::marks::Vocabulary;

    #[test]
    fn what_others_say_is_told_from_what_the_school_says() {
        let words = Vocabulary::of(&load::builtin()[0]);
        for line in [
            "Governors: Yes",
            "Pupils: No",
            "Staff - Partly",
            "SLT: Yes",
            "SLT yes",
            "Parents and carers = No",
        ] {
            assert!(says_for_party(line, &words), "{line}");
        }
        for line in [
            "Answer: Yes",
            "School: Yes",
            "Training needed: Yes",
            "Evidence: No",
            "Staff: see the policy",
            "Staff",
            "Yes",
            "Reviewed - Yes",
            "Governors meet in March: all were told of it",
        ] {
            assert!(!says_for_party(line, &words), "{line}");
        }
    }
}
