//! The words of findings about a return's form and marks.
//! In: what was noticed, with its place. Out: findings that say where, what was read, what to do. Never decides
//! whether something is worth a finding.

use schemas::{
    answer::{Answer, Status},
    catalogue::{Catalogue, Statement},
    finding::Finding,
    ids::StatementId,
    place::Place,
    rules::{self, Rule},
};

use super::pointed;
use crate::{
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    reading::{AnswerReading, Form, MatchedBy},
    recognise::{
        draft::{Desk, Draft, Said, roles::Role},
        written::{as_written, counted},
    },
};

/// Ids in one line, the first few of many.
pub(crate) fn ids<'a>(ids: impl IntoIterator<Item = &'a StatementId>) -> String {
    let ids: Vec<&str> = ids.into_iter().map(StatementId::as_str).collect();
    ids.join(", ")
}

/// A finding about a row's marks.
pub(crate) fn of_mark(
    rule: &'static Rule,
    place: Place,
    mark: &str,
    id: &StatementId,
    suggestion: Option<Answer>,
) -> Finding {
    let message = match rule.code {
        "F301" => format!("more than one answer is marked for {id}"),
        "F303" => format!("what is written for {id} contradicts the heading of its column"),
        "F304" => format!("{id} is answered by the colour of a cell alone"),
        "F305" => format!("the colour of a cell may be meant as the answer to {id}"),
        "F306" => format!("a comment stands in an answer column of {id}, and was taken as a comment"),
        "F307" => format!("the answer to {id} is a formula's error"),
        "F310" => format!(
            "the form's own key says that {mark} means something else than usual, and not plainly which answer"
        ),
        _ => format!("what is marked for {id} could not be read for sure"),
    };
    let todo = match (rule.is_question, suggestion) {
        _ if rule.code == "F310" => {
            "Read the form's key, then write answer yes, answer partly, answer no or blank for \"this return\"; or ask the \
             school"
                .to_owned()
        }
        (true, Some(answer)) => format!("answer {answer}"),
        (true, None) => {
            "Look at the cell, then write answer yes, answer partly, answer no or blank; or ask the school".to_owned()
        },
        (false, _) if rule.code == "F301" => "Ask the school which of them it means".to_owned(),
        (false, _) => String::new(),
    };
    let finding =
        Finding::new(rule, place, message).reading(mark).with_suggestion(todo).about_statement(id.clone());
    if rule.is_question { finding.with_answers_waiting(1) } else { finding }
}

/// Every mark came as a question mark, and was read as the tick that it was.
pub(crate) fn lost_ticks(place: Place) -> Finding {
    let message = "each mark is a question mark, as programs leave ticks that they cannot write; each was read as a tick";
    Finding::new(&rules::TEXT_DOUBTFUL, place, message)
        .with_suggestion("Ask the school for its own file, or see whether one row reads right")
}

/// What a form's key says of a mark holds throughout, and so do a mark by which nobody knows the answer (`N/K`, `tbc`) and notes
/// on cells that say the same: asked once for each mark, at the first place where it stands.
pub(crate) fn once_for_each_mark(findings: &mut Vec<Finding>) {
    let is_turned = |finding: &Finding| *finding.rule == rules::MARK_TURNED;
    let is_unknown = |finding: &Finding| {
        *finding.rule == rules::MARK_UNREADABLE
            && (says_unknown(&finding.was_read) || pointed::points_to_note(finding.was_read.trim()))
    };
    let is_noted =
        |finding: &Finding| *finding.rule == rules::MARK_OUTSIDE && finding.message.contains(NOTE_ON_CELL);
    let may_be_same = |finding: &Finding| is_turned(finding) || is_unknown(finding) || is_noted(finding);
    if findings.iter().filter(|finding| may_be_same(finding)).nth(1).is_none() {
        return;
    }
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut alike: Vec<(usize, Vec<StatementId>)> = Vec::new();
    for finding in findings.drain(..) {
        if !may_be_same(&finding) {
            kept.push(finding);
            continue;
        }
        let is_same = |known: &Finding| {
            *known.rule == *finding.rule && known.was_read.trim() == finding.was_read.trim()
        };
        let known = alike.iter_mut().find(|(at, _)| kept.get(*at).is_some_and(is_same));
        let Some((at, ids)) = known else {
            alike.push((kept.len(), finding.statement_id.iter().cloned().collect()));
            kept.push(finding);
            continue;
        };
        ids.extend(finding.statement_id);
        if let Some(known) = kept.get_mut(*at) {
            known.n_answers_waiting += 1;
            known.statement_id = None;
        }
    }
    for (at, own) in alike.iter().filter(|(_, own)| own.len() > 1) {
        if let Some(finding) = kept.get_mut(*at).filter(|finding| is_noted(finding)) {
            let list = ids(own);
            finding.message = format!(
                "nothing is marked beside {list}, and a note on each one's cell says the same answer"
            );
            if !finding.suggestion.starts_with("answer ") {
                finding.suggestion =
                    "Rule for \"this return\" which answer it means, or ask the school".into();
            }
            continue;
        }
        let Some(finding) = kept.get_mut(*at).filter(|finding| is_unknown(finding)) else { continue };
        let list = ids(own);
        finding.message = format!("what is marked for {list} could not be read for sure");
        finding.suggestion =
            "Ask the school for these answers; blank for \"this return\" leaves all of them blank".into();
    }
    *findings = kept;
}

/// Whether a mark says that whoever put it did not know the answer, or not yet.
fn says_unknown(mark: &str) -> bool {
    const UNKNOWN: &str = "nk|n k|dk|d k|not known|unknown|not yet known|dont know|do not know|we dont know|we do not know|unsure|not \
        sure|unclear|uncertain|undecided|tbc|tba|tbd|t b c|to be confirmed|to be agreed|to be decided|to be advised|to check|will \
        check|to be checked|check|checking";
    const SHORT: usize = 60;
    if mark.len() > SHORT {
        return false;
    }
    let words = text::words(mark);
    let opens = |known: &str| {
        // `tbc - Head to confirm`.
        words
            .strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || (known == "tbc" && rest.starts_with(' ')))
    };
    UNKNOWN.split('|').any(opens)
}

/// Whether a question is about what a word means, and not about where it stands, how it is shown or what stands beside it.
pub(super) fn may_be_own_word(finding: &Finding, words: &Vocabulary) -> bool {
    const LONGEST: usize = 120;
    let is_rule = finding.rule == &rules::MARK_UNREADABLE || finding.rule == &rules::MARK_CONTRADICTS;
    let mark = finding.was_read.trim();
    let are_words = || {
        mark.len() <= LONGEST
            && mark.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
            && !mark.contains(" | ")
    };
    // A word that says an answer elsewhere is asked about for another reason than its meaning, save below another's heading.
    let is_known = || says_unknown(mark) || pointed::points_to_note(mark);
    is_rule
        && are_words()
        && !is_known()
        && (finding.rule != &rules::MARK_UNREADABLE || words.answer(mark).is_none())
}

/// A mark in a column that no heading names.
pub(crate) fn outside(place: Place, mark: &str, id: &StatementId) -> Finding {
    Finding::new(
        &rules::MARK_OUTSIDE,
        place,
        format!("a mark beside {id} stands in none of the answer columns"),
    )
    .reading(mark)
    .with_suggestion("Rule which answer it means, or ask the school")
    .about_statement(id.clone())
    .with_answers_waiting(1)
}

/// How a question about a note on a cell says so.
const NOTE_ON_CELL: &str = "a note on its cell";

/// A note that says an answer, on a cell of a statement beside which nothing is marked.
pub(crate) fn in_note(place: Place, note: &str, id: &StatementId, likely: Option<Answer>) -> Finding {
    let message = format!("nothing is marked beside {id}, and {NOTE_ON_CELL} {} says an answer", place.cell);
    let todo = likely.map_or_else(
        || "Rule which answer it means, or ask the school".to_owned(),
        |answer| format!("answer {answer}"),
    );
    Finding::new(&rules::MARK_OUTSIDE, place, message)
        .reading(note)
        .with_suggestion(todo)
        .about_statement(id.clone())
        .with_answers_waiting(1)
}

/// A statement with different marks in several rows.
pub(crate) fn twice(place: Place, marks: &str, id: &StatementId, is_blank_elsewhere: bool) -> Finding {
    let how = if is_blank_elsewhere {
        "marked in one place and left blank in another"
    } else {
        "with different marks"
    };
    Finding::new(&rules::STATEMENT_TWICE, place, format!("{id} stands more than once, {how}"))
        .reading(marks)
        .with_suggestion("Rule which answer holds, or ask the school")
        .about_statement(id.clone())
        .with_answers_waiting(1)
}

/// A mark for a statement that is not asked in this year.
pub(crate) fn not_asked(desk: &Desk<'_>, said: &Said<'_>, statement: &Statement) -> Option<Finding> {
    let marks: Vec<String> = said
        .beside
        .iter()
        .filter(|placed| matches!(placed.role, Some(Role::Answer(_) | Role::AnyAnswer)))
        .map(|placed| as_written(&placed.cell.value))
        .collect();
    (!marks.is_empty()).then(|| {
        let place = desk.place(said.grid, said.hit.row, said.hit.column);
        let message = format!(
            "{} is not asked in {}, so what is marked for it counts nowhere",
            statement.id, desk.year
        );
        Finding::new(&rules::OWN_STATEMENT, place, message)
            .reading(marks.join(" | "))
            .about_statement(statement.id.clone())
    })
}

/// Findings about the return as a whole: blank, missing, reworded statements, hidden answers, rows of its own.
pub(crate) fn of_return(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    catalogue: &Catalogue,
    answers: &[AnswerReading],
    place: &Place,
    (unseen, asked): (Option<Finding>, &[Finding]),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let with = |status: Status| answers.iter().filter(move |answer| answer.status == status);
    let n_blank = with(Status::Blank).count();
    let n_missing = with(Status::Missing).count();
    if n_blank + n_missing == answers.len() {
        let blank = || {
            Finding::new(&rules::BLANK_FORM, place.clone(), "the form came back with nothing marked in it")
                .with_suggestion("Ask the school whether it sent the right file")
        };
        // Where it is not sure which columns hold the answers, nobody says that none was given.
        let is_asked = asked.iter().any(|finding| finding.rule == &rules::COLUMNS_UNCLEAR);
        findings.extend(unseen.or_else(|| (!is_asked).then(blank)));
    } else if n_blank > 0 {
        let list = ids(with(Status::Blank).map(|answer| &answer.statement_id));
        let message =
            format!("{} left without a mark: {list}", counted(n_blank, "statement was", "statements were"));
        findings.push(Finding::new(&rules::STATEMENTS_BLANK, place.clone(), message));
        findings.extend(unseen);
    }
    // Of a statement that a row may be, the row is asked about.
    let is_asked = |answer: &&AnswerReading| {
        let names = |finding: &Finding| {
            finding.rule == &rules::WORDING_UNSURE
                && finding.message.split([' ', ',', ':']).any(|word| word == answer.statement_id.as_str())
        };
        asked.iter().any(names)
    };
    let missing: Vec<&AnswerReading> = with(Status::Missing).filter(|answer| !is_asked(answer)).collect();
    // The others may stand in the sheets or tables that are asked about.
    let is_among_several = asked.iter().any(|finding| finding.rule == &rules::TWO_SHEETS);
    if !missing.is_empty() && !is_among_several {
        let list = ids(missing.iter().map(|answer| &answer.statement_id));
        let message =
            format!("the form has no row for {}: {list}", counted(missing.len(), "statement", "statements"));
        findings.push(
            Finding::new(&rules::STATEMENT_MISSING, place.clone(), message)
                .with_suggestion("Ask the school whether a page or sheet was left out"),
        );
    }
    reworded(desk, draft, catalogue, place, &mut findings);
    hidden(desk, draft, answers, &mut findings);
    findings
}

/// Statements recognised by likeness: each by itself, or all in one finding where there are many.
fn reworded(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    catalogue: &Catalogue,
    place: &Place,
    findings: &mut Vec<Finding>,
) {
    let mut similar: Vec<&Said<'_>> =
        draft.said.iter().filter(|said| said.hit.matched_by == MatchedBy::Similar).collect();
    similar.sort_by_key(|said| said.hit.statement);
    similar.dedup_by_key(|said| said.hit.statement);
    let id = |said: &Said<'_>| catalogue.statements.get(said.hit.statement).map(|statement| &statement.id);
    let is_table = matches!(draft.form, Form::Wide | Form::Long | Form::Collated);
    if similar.len() > 5 || (is_table && !similar.is_empty()) {
        let message = format!(
            "{} recognised though worded differently from the catalogue: {}",
            counted(similar.len(), "statement was", "statements were"),
            ids(similar.iter().filter_map(|said| id(said)))
        );
        findings.push(Finding::new(&rules::WORDING_SIMILAR, place.clone(), message));
        return;
    }
    for said in similar {
        let Some(id) = id(said) else { continue };
        let cell = desk.grids.get(said.grid).and_then(|grid| grid.at(said.hit.row, said.hit.column));
        let place = desk.place(said.grid, said.hit.row, said.hit.column);
        let message = format!("{id} was recognised though worded differently from the catalogue");
        findings.push(
            Finding::new(&rules::WORDING_SIMILAR, place, message)
                .reading(cell.map(|cell| as_written(&cell.value)).unwrap_or_default())
                .about_statement(id.clone()),
        );
    }
}

/// Answers that whoever opens the file does not see.
fn hidden(desk: &Desk<'_>, draft: &Draft<'_>, answers: &[AnswerReading], findings: &mut Vec<Finding>) {
    let is_answered = |said: &Said<'_>| {
        said.beside.iter().any(|placed| {
            matches!(placed.role, Some(Role::Answer(_) | Role::AnyAnswer))
                && !matches!(read_mark(placed.cell, desk.words).mark, Mark::Nothing(_))
        })
    };
    let mut first = None;
    let mut n = 0;
    for said in &draft.said {
        let Some(grid) = desk.grids.get(said.grid) else { continue };
        if !grid.is_hidden && grid.hidden_rows.is_empty() && grid.hidden_columns.is_empty() {
            continue;
        }
        let is_hidden = grid.is_hidden
            || grid.hidden_rows.binary_search(&said.hit.row).is_ok()
            || said.slots.iter().all(|(column, _)| grid.hidden_columns.binary_search(column).is_ok());
        if is_hidden && is_answered(said) {
            first.get_or_insert((said.grid, said.hit.row, said.hit.column));
            n += 1;
        }
    }
    if let Some((grid, row, column)) = first.filter(|_| !answers.is_empty()) {
        let message = format!(
            "{} in hidden rows, columns or sheets, and read",
            counted(n, "answer stands", "answers stand")
        );
        findings.push(
            Finding::new(&rules::HIDDEN_CONTENT, desk.place(grid, row, column), message)
                .with_suggestion("Unhide and look whether the school meant to send them"),
        );
    }
}
