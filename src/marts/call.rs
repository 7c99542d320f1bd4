//! `mart_call`: who needs a call, and why; the officer's, of the run's year.
//! In: essential statements, open questions, responses, signals. Out: the table, schools in the order to call them.
//! Never a score: schools are ordered by their most pressing reason, then by how many reasons they give.

use std::{borrow::Cow, collections::BTreeMap};

use schemas::{
    checked::Checked,
    tables::marts::{CALL_REASONS, MART_CALL},
};

use super::{
    Figures, MartError,
    figures::Of,
    grain,
    signal::{WHOLE, of_statements},
};
use crate::{
    columns::Columns,
    star::{Response, School},
    year_data::Said,
};

struct Reason<'a> {
    of: &'a Of<'a>,
    place: usize,
    /// Place in [`CALL_REASONS`], from 1.
    no: i32,
    statement_id: &'a str,
    detail: Cow<'static, str>,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let mut found: Vec<Reason<'_>> = figures.run_year().flat_map(reasons).collect();
    let positions = positions(&found);
    let position =
        |row: &Reason<'_>| positions.get(row.of.school(row.place).id.as_str()).copied().unwrap_or(0);
    // As the table is sorted, which need not be turned over then.
    found.sort_by_cached_key(|row| (position(row), row.no, row.statement_id));
    let rows = || found.iter();
    let columns = grain::school(Columns::of(&MART_CALL), rows().map(|row| (row.of, row.place)));
    let code = |row: &Reason<'_>| {
        usize::try_from(row.no - 1).ok().and_then(|at| CALL_REASONS.get(at)).copied().unwrap_or("")
    };
    Ok(columns
        .number("position", rows().map(position))
        .number("reason_no", rows().map(|row| row.no))
        .text("reason", rows().map(code))
        .text("statement_id", rows().map(|row| row.statement_id))
        .text("detail", rows().map(|row| &row.detail))
        .finish()?)
}

/// Each school's place in the list.
fn positions<'a>(found: &[Reason<'a>]) -> BTreeMap<&'a str, i32> {
    let mut by_school: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for reason in found {
        by_school.entry(reason.of.school(reason.place).id.as_str()).or_default().push(reason.no);
    }
    let mut order: Vec<(i32, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>, &str)> = by_school
        .into_iter()
        .map(|(school, reasons)| {
            let first = reasons.iter().copied().min().unwrap_or(i32::MAX);
            let n_first = reasons.iter().filter(|no| **no == first).count();
            (first, std::cmp::Reverse(n_first), std::cmp::Reverse(reasons.len()), school)
        })
        .collect();
    order.sort_unstable();
    (1..).zip(order).map(|(position, (.., school))| (school, position)).collect()
}

fn reasons<'a>(of: &'a Of<'a>) -> Vec<Reason<'a>> {
    let mut found = Vec::new();
    for (place, form) in of.catalogue.expected.iter().enumerate() {
        let mut note = |code: &str, statement_id: &'a str, detail: Cow<'static, str>| {
            found.push(Reason { of, place, no: reason_no(code), statement_id, detail });
        };
        let n_questions = of.school(place).n_questions;
        if n_questions > 0 {
            let plural = if n_questions == 1 { "" } else { "s" };
            note(
                "open_question",
                WHOLE,
                format!("{n_questions} question{plural} waiting for a ruling").into(),
            );
        } else if form.response == Response::Awaiting {
            note("open_question", WHOLE, "a return waits for a ruling".into());
        }
        match form.response {
            Response::NotReturned => note("not_returned", WHOLE, what_came(of.school(place))),
            Response::Awaiting => {}
            Response::Returned => {
                let statements = of.catalogue.statements.iter().zip(of.catalogue.said_of(place));
                for (statement, said) in statements.filter(|(statement, _)| statement.is_essential) {
                    let (code, detail) = match said {
                        Said::Yes => continue,
                        Said::No => ("essential_no", "essential, and No"),
                        Said::Partly => ("essential_partly", "essential, and Partly"),
                        Said::NotApplicable => ("essential_not_applicable", "essential, and not applicable"),
                        _ => ("essential_unanswered", "essential, and without an answer"),
                    };
                    note(code, &statement.id, detail.into());
                }
                let split = of.tallied.school(place).split();
                if split.weak() > 0 && 2 * split.weak() >= split.answered() {
                    let detail = format!("{} of {} statements", split.weak(), split.answered());
                    note("many_weak", WHOLE, detail.into());
                }
            }
        }
    }
    let mut without_action: BTreeMap<usize, u32> = BTreeMap::new();
    for signal in of_statements(of) {
        match signal.code {
            "yes_to_no" => found.push(Reason {
                of,
                place: signal.place,
                no: reason_no("yes_to_no"),
                statement_id: signal.statement_id(),
                detail: signal.detail,
            }),
            "weak_without_action" => *without_action.entry(signal.place).or_default() += 1,
            _ => {}
        }
    }
    for (place, n) in without_action {
        let plural = if n == 1 { "" } else { "s" };
        found.push(Reason {
            of,
            place,
            no: reason_no("weak_without_action"),
            statement_id: WHOLE,
            detail: format!("{n} statement{plural}").into(),
        });
    }
    found
}

/// What came of a school that has not returned.
fn what_came(school: &School) -> Cow<'static, str> {
    let came: Cow<'static, str> = match &school.unusable {
        _ if school.has_blank => "only a blank form came".into(),
        Some(file) => format!("what came could not be used: {file}").into(),
        None => "nothing came".into(),
    };
    match school.closed_on {
        Some(day) => format!("{came}; the register says that it closed on {day}").into(),
        None => came,
    }
}

fn reason_no(code: &str) -> i32 {
    let at = CALL_REASONS.iter().position(|reason| *reason == code);
    at.and_then(|at| i32::try_from(at + 1).ok()).unwrap_or(i32::MAX)
}
