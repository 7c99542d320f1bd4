//! Marks in rows of their own, beside no statement.
//! In: a draft's loose cells. Out: for each such mark a finding; the statement above it, where that has no mark, waits for
//! a ruling. Never gives a mark to a statement by itself: it may be the row above's or the row below's.

use schemas::{answer::Status, decision::Ruling, finding::Finding, ids::StatementId, rules};

use super::{
    columns::Role,
    draft::{Desk, Draft, Loose},
    header::as_written,
    told::{Told, rule_on},
};
use crate::{
    grid::Value,
    normalise::marks::{Mark, read_mark},
};

/// The draft's loose cells that are marks, by index. Figures are sums.
pub(crate) fn strays(desk: &Desk<'_>, draft: &Draft<'_>) -> Vec<usize> {
    let last = |grid: usize| {
        draft.said.iter().filter(|said| said.grid == grid).map(|said| said.hit.row).max().unwrap_or(0)
    };
    let is_mark = |loose: &Loose<'_>| {
        matches!(loose.placed.role, Some(Role::Answer(_) | Role::AnyAnswer))
            && !matches!(loose.placed.cell.value, Value::Number(_) | Value::Serial(_) | Value::Date(_))
            && matches!(
                read_mark(loose.placed.cell, desk.words).mark,
                Mark::Tick(_) | Mark::Says(_) | Mark::Odd(_) | Mark::Several
            )
            && loose.placed.cell.row <= last(loose.grid) + 1
    };
    (0..draft.loose.len()).filter(|index| draft.loose.get(*index).is_some_and(is_mark)).collect()
}

/// Lets a blank statement wait for a ruling on the mark in the row below it; the mark is then no stray any more.
pub(crate) fn settle(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    strays: &mut Vec<usize>,
    (statement, id): (usize, &StatementId),
    told: &mut Told,
) {
    if told.status != Status::Blank {
        return;
    }
    let loose = |index: &usize| draft.loose.get(*index);
    let Some(at) =
        strays.iter().position(|index| loose(index).and_then(|loose| loose.statement) == Some(statement))
    else {
        return;
    };
    let Some(stray) = strays.get(at).and_then(loose) else { return };
    strays.remove(at);
    let cell = stray.placed.cell;
    told.cell = (cell.row, cell.column);
    told.mark = Some(as_written(&cell.value).into());
    told.status = Status::Unreadable;
    let finding = found(desk, stray, format!("a mark stands in the row below {id}, beside no statement"))
        .about_statement(id.clone())
        .with_answers_waiting(1);
    rule_on(desk, told, finding);
}

/// Findings on the strays that no blank statement stands above.
pub(crate) fn findings(desk: &Desk<'_>, draft: &Draft<'_>, strays: &[usize]) -> Vec<Finding> {
    let strays = strays.iter().filter_map(|index| draft.loose.get(*index));
    strays
        .map(|stray| found(desk, stray, "a mark stands in a row of its own, beside no statement".to_owned()))
        .filter(|finding| {
            let ruling = desk.rulings.on(finding.rule.code, &finding.place, &finding.was_read);
            !matches!(ruling, Some(Ruling::LeaveOut | Ruling::Blank))
        })
        .collect()
}

fn found(desk: &Desk<'_>, stray: &Loose<'_>, message: String) -> Finding {
    let cell = stray.placed.cell;
    Finding::new(&rules::MARK_OUTSIDE, desk.place(stray.grid, cell.row, cell.column), message)
        .reading(as_written(&cell.value))
        .with_suggestion("Rule which answer it means, or that it is left out")
}
