//! What whoever uses the readings relies on, asserted.
//! In: what reading came to. Out: nothing. Never forgives.

use std::collections::BTreeSet;

use ingest::{
    grid::{Grid, Value},
    read::{Limits, Opened},
    reading::{FileReading, Outcome, ReturnReading},
};
use schemas::{answer::Status, catalogue::Catalogue, finding::Finding, ids::Year};

/// Opening a file: cells in order and within the limits; a refusal says so; every finding has the file's place.
pub(crate) fn of_opening(opened: &Opened, name: &str, limits: &Limits) {
    of_findings(&opened.findings, name);
    if let Some(rule) = opened.refused {
        assert!(opened.grids.is_empty(), "a refused file has grids");
        assert!(opened.findings.iter().any(|finding| finding.rule == rule), "a refusal without its finding");
    }
    let n_cells: usize = opened.grids.iter().map(|grid| grid.cells.len()).sum();
    assert!(n_cells <= limits.cells, "{n_cells} cells, more than the limit");
    // A document's text outside its tables is a grid too, and so is what is printed at the head of the pages and at
    // their foot.
    assert!(opened.grids.len() <= limits.sheets + 3, "{} sheets, more than the limit", opened.grids.len());
    for grid in &opened.grids {
        let is_rising =
            grid.cells.windows(2).all(|two| (two[0].row, two[0].column) < (two[1].row, two[1].column));
        assert!(is_rising, "the cells of {:?} are not in order", grid.sheet);
        assert!(grid.hidden_rows.windows(2).all(|two| two[0] < two[1]), "hidden rows are not rising");
        assert!(grid.hidden_columns.windows(2).all(|two| two[0] < two[1]), "hidden columns are not rising");
        for cell in &grid.cells {
            assert!(cell.value != Value::Empty || cell.look.fill.is_some(), "a cell that is empty in all");
            if let Value::Text(text) = &cell.value {
                assert!(text.len() <= limits.text_bytes + 4, "a text of {} bytes", text.len());
            }
        }
    }
}

fn of_findings(findings: &[Finding], name: &str) {
    for finding in findings {
        assert_eq!(finding.place.source_file, name, "a finding of another file");
        // A school's words that stand at a message's end keep their own full stop.
        let ends = |message: &str| message.ends_with('.') && !message.contains(": ");
        assert!(!finding.message.is_empty() && !ends(&finding.message), "{:?}", finding.message);
        assert!(finding.n_answers_waiting == 0 || finding.rule.is_question, "{finding:?}");
    }
}

/// Reading a file: its outcome, its returns and its findings fit each other.
pub(crate) fn of_file(file: &FileReading, catalogues: &[Catalogue], year: Year) {
    of_findings(&file.findings, &file.source_file);
    match file.outcome {
        Outcome::Read => assert!(!file.returns.is_empty() || file.kind == "zip", "read, and holds no return"),
        Outcome::Refused | Outcome::Ignored => {
            assert!(file.returns.is_empty(), "set aside, and holds returns");
            let said = |finding: &Finding| Some(finding.rule.code) == file.finding_code;
            assert!(file.findings.iter().any(said), "{:?} without its finding", file.finding_code);
        }
    }
    of_returns(&file.returns, &file.findings, catalogues, year);
}

/// Returns: one answer for each statement asked, and whatever is no answer is said.
pub(crate) fn of_returns(
    returns: &[ReturnReading],
    findings: &[Finding],
    catalogues: &[Catalogue],
    year: Year,
) {
    for one in returns {
        let catalogue = catalogues.iter().find(|catalogue| catalogue.id == one.catalogue_id);
        let Some(catalogue) = catalogue else { panic!("a return of no catalogue") };
        let asked = catalogue.statements.iter().filter(|statement| catalogue.asks(statement, year));
        assert!(
            asked.map(|statement| &statement.id).eq(one.answers.iter().map(|answer| &answer.statement_id))
        );
        let of_this = |finding: &&Finding| finding.return_id.is_none_or(|id| id == one.return_id);
        let said: BTreeSet<&str> = findings.iter().filter(of_this).map(|finding| finding.rule.code).collect();
        for answer in &one.answers {
            assert_eq!(answer.answer.is_some(), answer.status == Status::Answered, "{answer:?}");
            let about: BTreeSet<&str> = findings
                .iter()
                .filter(|finding| finding.statement_id.as_ref() == Some(&answer.statement_id))
                .map(|finding| finding.rule.code)
                .collect();
            let is_said = |codes: &[&str]| codes.iter().any(|code| said.contains(code));
            match answer.status {
                Status::Answered => assert!(!answer.cell.is_empty() && answer.mark.is_some(), "{answer:?}"),
                Status::Blank => {
                    assert!(
                        is_said(&["F308", "F201", "F203", "F205"]),
                        "a blank that nobody hears of: {answer:?}"
                    )
                }
                Status::Missing => {
                    // That it has no row, or that a row may be it.
                    let names = |finding: &Finding| {
                        let id = answer.statement_id.as_str();
                        finding.message.split([' ', ',', ':']).any(|word| word == id)
                    };
                    let is_asked = findings
                        .iter()
                        .filter(of_this)
                        .any(|finding| finding.rule.code == "F205" && names(finding));
                    assert!(is_said(&["F208"]) || is_asked, "missing, and nobody hears of it: {answer:?}");
                }
                Status::Multiple | Status::Unreadable => {
                    assert!(
                        !about.is_empty() || is_said(&["F203", "F204", "F205"]),
                        "nobody hears of {answer:?}"
                    );
                }
            }
        }
        assert!(one.comments.iter().all(|comment| !comment.text.trim().is_empty()), "an empty comment");
        let numbers: Vec<u32> = one.actions.iter().map(|action| action.row_no).collect();
        assert!(numbers.windows(2).all(|two| two[0] < two[1]), "rows of the plan: {numbers:?}");
    }
}

/// What was answered stands where it is said to stand.
pub(crate) fn stand_in(returns: &[ReturnReading], grids: &[Grid]) {
    for one in returns {
        for answer in one.answers.iter().filter(|answer| answer.status == Status::Answered) {
            let stands = grids.iter().filter(|grid| grid.sheet == *answer.sheet).any(|grid| {
                grid.cells.iter().any(|cell| grid.cell_name(cell.row, cell.column) == *answer.cell)
            });
            assert!(stands, "{:?} is said to stand in {} {}", answer.answer, answer.sheet, answer.cell);
        }
    }
}
