//! `wordings.csv` -> the other wordings of each statement: of earlier editions, or as schools put it.
//! In: the file's bytes and the statements. Out: wordings laid to their statements, and every fault. Never changes a
//! statement's own text.

use super::{
    Comparability, Wording,
    fault::Fault,
    rows::{self, Column, Row},
    statements::{StatementRow, fold, year},
};

/// The file's name.
pub(super) const FILE: &str = "wordings.csv";

/// The file's columns, in the order in which it is written.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "statement_id", is_required: true, meaning: "the statement it is a wording of" },
    Column { name: "wording", is_required: true, meaning: "the other words" },
    Column {
        name: "until_year",
        is_required: true,
        meaning: "the last collection sent out in these words; empty for how some schools put it",
    },
    Column {
        name: "comparability",
        is_required: true,
        meaning: "against the wording that followed: identical, editorial, substantive, merged, split",
    },
];

/// What a wording can be; new and retired are said of a statement, by its first and last year.
const ALLOWED: [Comparability; 5] = [
    Comparability::Identical,
    Comparability::Editorial,
    Comparability::Substantive,
    Comparability::Merged,
    Comparability::Split,
];

/// Reads the file and lays each wording to its statement.
pub(super) fn read(bytes: &[u8], statements: &mut [StatementRow], faults: &mut Vec<Fault>) {
    for row in rows::read(FILE, bytes, COLUMNS, faults) {
        let wording = wording(&row, faults);
        let id = row.get("statement_id");
        let Some(of) = statements.iter_mut().find(|statement| statement.id == id) else {
            let message = format!("`{id}` is no statement of this catalogue");
            faults.push(
                Fault::at(FILE, row.line, "statement_id", message).hint("the ids stand in statements.csv"),
            );
            continue;
        };
        if let (Some(statement), Some(wording)) = (&mut of.statement, wording) {
            check(&row, statement, &wording, faults);
            statement.wordings.push(wording);
            of.wording_lines.push(row.line);
        }
    }
}

fn wording(row: &Row, faults: &mut Vec<Fault>) -> Option<Wording> {
    let text = row.get("wording");
    if fold(text).is_empty() {
        faults.push(Fault::at(FILE, row.line, "wording", "the wording is empty"));
    }
    let until = year(row, "until_year").unwrap_or_else(|bad| {
        let hint = "the last collection in this wording; empty for what was never sent out";
        faults.push(Fault::at(FILE, row.line, "until_year", bad.to_string()).hint(hint));
        None
    });
    let given = row.get("comparability");
    let comparability = ALLOWED.into_iter().find(|allowed| allowed.code() == given);
    match comparability {
        None => {
            let codes: Vec<_> = ALLOWED.iter().map(|allowed| allowed.code()).collect();
            let message = format!("`{given}` is not one of {}", codes.join(", "));
            let hint =
                "for a statement that is new or retired, set first_year or last_year in statements.csv";
            faults.push(Fault::at(FILE, row.line, "comparability", message).hint(hint));
        }
        Some(comparability)
            if until.is_none() && row.get("until_year").is_empty() && !comparability.is_comparable() =>
        {
            let message = format!("a wording without a year cannot be {given}");
            let hint = "give the last year it was sent out in; what merely means the same is editorial";
            faults.push(Fault::at(FILE, row.line, "comparability", message).hint(hint));
        }
        Some(_) => {}
    }
    Some(Wording { text: text.to_owned(), until, comparability: comparability? })
}

/// Faults a wording that does not go with its statement or with the wordings read before it.
fn check(row: &Row, statement: &super::Statement, wording: &Wording, faults: &mut Vec<Fault>) {
    let mut fault = |column: &str, message: String| faults.push(Fault::at(FILE, row.line, column, message));
    let Some(until) = wording.until else {
        let mut others =
            statement.wordings.iter().filter(|other| other.until.is_none()).map(|other| &other.text);
        if fold(&statement.text) == fold(&wording.text) {
            fault("wording", format!("this is the text of {} itself", statement.id));
        } else if others.any(|other| fold(other) == fold(&wording.text)) {
            fault("wording", format!("this wording of {} stands twice", statement.id));
        }
        return;
    };
    if statement.first_year.is_some_and(|first| until < first) {
        fault("until_year", format!("{until} is before the first year of {}", statement.id));
    }
    if statement.last_year.is_some_and(|last| until >= last) {
        fault(
            "until_year",
            format!("{until} is not before the last year of {}, which has its text", statement.id),
        );
    }
    if statement.wordings.iter().any(|other| other.until == Some(until)) {
        fault("until_year", format!("{} has another wording until {until}", statement.id));
    }
}
