//! A school's own words as marks: `In progress`, `Done`, `Partially there`.
//! In: what is asked of each cell, with what its column is for. Out: one question for each word, which counts all its cells. Never
//! joins cells where one ruling could mean different things: the same word below different headings is asked about cell by cell.

use std::collections::HashMap;

use schemas::{
    decision,
    finding::Finding,
    ids::{ReturnId, StatementId},
    rules,
};

use crate::recognise::{
    answers::says,
    draft::{Desk, roles::Role},
};

/// Some questions that are alike.
#[derive(Default)]
struct Group {
    /// What their columns are for; none where that differs or is not known.
    role: Option<Role>,
    is_apart: bool,
    at: Vec<usize>,
}

/// Asks once about all cells in which a school's own word stands for an answer. A ruling for `this return` holds for all
/// of a file's cells that read so, and so the question is one for all of them.
pub(crate) fn ask_once(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let roles = desk.own_words.kept();
    if roles.len() < 2 {
        return;
    }
    let mut groups: HashMap<(&str, &str), Group> = HashMap::new();
    let is_asked = |finding: &Finding| finding.rule.is_question && !finding.was_read.is_empty();
    for (at, finding) in findings.iter().enumerate().filter(|(_, finding)| is_asked(finding)) {
        let group = groups.entry((finding.rule.code, finding.was_read.trim())).or_default();
        let role = roles.get(&finding.id()).copied();
        let first = group.at.first().and_then(|first| findings.get(*first));
        group.is_apart |= role.is_none()
            || first.is_some_and(|first| group.role != role || first.suggestion != finding.suggestion);
        group.role = role;
        group.at.push(at);
    }
    let joined: Vec<Vec<usize>> = groups
        .into_values()
        .filter(|group| !group.is_apart && group.at.len() > 1)
        .map(|group| group.at)
        .collect();
    let mut is_said_once = vec![false; findings.len()];
    for own in joined {
        let of = |at: &usize| findings.get(*at);
        let mut ids: Vec<StatementId> =
            own.iter().filter_map(of).filter_map(|one| one.statement_id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let n_waiting = own.iter().filter_map(of).map(|finding| finding.n_answers_waiting).sum();
        let first_return: Option<ReturnId> = own.first().and_then(of).and_then(|first| first.return_id);
        let is_one = own.iter().filter_map(of).all(|finding| finding.return_id == first_return);
        for later in own.iter().skip(1) {
            if let Some(flag) = is_said_once.get_mut(*later) {
                *flag = true;
            }
        }
        if let Some(first) = own.first().and_then(|at| findings.get_mut(*at)) {
            ask_of_all(first, &ids, n_waiting);
            first.return_id = first_return.filter(|_| is_one);
        }
    }
    let mut said_once = is_said_once.into_iter();
    findings.retain(|_| !said_once.next().unwrap_or(false));
}

/// Makes a question one for all cells that read as its own does.
fn ask_of_all(finding: &mut Finding, ids: &[StatementId], n_waiting: u32) {
    let list = says::ids(ids);
    finding.message = if finding.rule == &rules::MARK_CONTRADICTS {
        format!(
            "what is written in {n_waiting} cells contradicts the heading of their column, each time alike: {list}"
        )
    } else {
        format!("the same is marked in {n_waiting} cells and could not be read for sure: {list}")
    };
    let answers = if finding.suggestion.starts_with("answer ") {
        finding.suggestion.clone()
    } else {
        "Write answer yes, answer partly, answer no or blank".to_owned()
    };
    finding.suggestion =
        format!("{answers}, {}, which settles all of them; or ask the school", decision::FOR_THIS_RETURN);
    finding.n_answers_waiting = n_waiting;
    if ids.len() > 1 {
        finding.statement_id = None;
    }
}
