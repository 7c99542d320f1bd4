//! What changed between two runs of the same year: the figures, and the returns that changed them.
//! In: the same tables of two books. Out: lines to read. Never says which of the two is right.

use std::collections::BTreeMap;

use schemas::checked::{Checked, Row};

/// A year's tables of one book that are held against the other's.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// `returns`.
    pub returns: &'a Checked,
    /// The parts of `answers`.
    pub answers: &'a [Checked],
    /// `mart_statement`, of this year.
    pub mart_statement: &'a Checked,
    /// `mart_response`, of this year.
    pub mart_response: &'a Checked,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `figure`, `return` or `answer`.
    pub kind: &'static str,
    /// What it is about.
    pub subject: String,
    /// What of it changed.
    pub column: String,
    /// Before; empty where it was not there.
    pub before: String,
    /// Now; empty where it is not there.
    pub now: String,
}

/// The counts of a figure that are compared: rates follow from them.
const COUNTS: &[&str] = &[
    "n_expected",
    "n_yes",
    "n_partly",
    "n_no",
    "n_not_applicable",
    "n_blank",
    "n_multiple",
    "n_unreadable",
    "n_missing",
    "n_not_returned",
];

/// All differences: figures first, then returns, then answers; each sorted by its subject.
pub fn differences(before: &Side<'_>, now: &Side<'_>) -> Vec<Difference> {
    let mut all = Vec::new();
    let year = |side: &Side<'_>| side.mart_statement.rows().next().and_then(|row| row.int("year"));
    let group = ["catalogue_id", "group_by", "group_value"];
    all.extend(rows(
        "figure",
        (before.mart_response, now.mart_response),
        &group,
        &["n_expected", "n_returned", "n_awaiting", "n_not_returned", "n_complete", "n_late"],
        year(now),
    ));
    let statement = ["catalogue_id", "group_by", "group_value", "statement_id"];
    all.extend(rows("figure", (before.mart_statement, now.mart_statement), &statement, COUNTS, year(now)));
    all.extend(rows(
        "return",
        (before.returns, now.returns),
        &["source_file", "sheet", "return_id"],
        &["school_id", "status", "n_answered"],
        None,
    ));
    all.extend(answers(before, now));
    all
}

fn rows(
    kind: &'static str,
    (before, now): (&Checked, &Checked),
    key: &[&str],
    columns: &[&'static str],
    year: Option<i64>,
) -> Vec<Difference> {
    let index = |table: &Checked| -> BTreeMap<String, Vec<String>> {
        table
            .rows()
            .filter(|row| year.is_none() || row.int("year") == year)
            .map(|row| {
                let subject: Vec<String> =
                    key.iter().map(|name| shown(&row, name)).filter(|text| !text.is_empty()).collect();
                (subject.join(" / "), columns.iter().map(|name| shown(&row, name)).collect())
            })
            .collect()
    };
    let (before, now) = (index(before), index(now));
    let mut subjects: Vec<&String> = before.keys().chain(now.keys()).collect();
    subjects.sort();
    subjects.dedup();
    let none = Vec::new();
    let mut all = Vec::new();
    for subject in subjects {
        let (a, b) = (before.get(subject).unwrap_or(&none), now.get(subject).unwrap_or(&none));
        for (position, column) in columns.iter().enumerate() {
            let (a, b) =
                (a.get(position).map_or("", String::as_str), b.get(position).map_or("", String::as_str));
            if a != b {
                all.push(Difference {
                    kind,
                    subject: subject.clone(),
                    column: (*column).to_owned(),
                    before: a.to_owned(),
                    now: b.to_owned(),
                });
            }
        }
    }
    all
}

/// Answers that changed in returns that are in both books.
fn answers(before: &Side<'_>, now: &Side<'_>) -> Vec<Difference> {
    let said = |row: &Row<'_>| row.text("answer").unwrap_or(row.str("status")).to_owned();
    let index: BTreeMap<(String, String), String> = before
        .answers
        .iter()
        .flat_map(Checked::rows)
        .map(|row| ((row.str("return_id").to_owned(), row.str("statement_id").to_owned()), said(&row)))
        .collect();
    let mut all: Vec<Difference> = now
        .answers
        .iter()
        .flat_map(Checked::rows)
        .filter_map(|row| {
            let key = (row.str("return_id").to_owned(), row.str("statement_id").to_owned());
            let was = index.get(&key)?;
            let is = said(&row);
            (*was != is).then(|| Difference {
                kind: "answer",
                subject: [row.str("source_file"), row.str("sheet"), row.str("cell")]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join(" / "),
                column: row.str("statement_id").to_owned(),
                before: was.clone(),
                now: is,
            })
        })
        .collect();
    all.sort_by(|a, b| (&a.subject, &a.column).cmp(&(&b.subject, &b.column)));
    all
}

fn shown(row: &Row<'_>, name: &str) -> String {
    row.text(name).map(str::to_owned).or_else(|| row.int(name).map(|n| n.to_string())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemas::{
        rows::TableBuilder,
        tables::{data, marts},
    };

    fn side(status: &str, answer: &str, n_no: i64) -> (Checked, Checked, Checked) {
        let mut returns = TableBuilder::new(&data::RETURNS);
        returns.row([
            ("return_id", "R-1".into()),
            ("source_file", "a.xlsx".into()),
            ("sheet", "Return".into()),
            ("cell", "A7".into()),
            ("catalogue_id", "osp".into()),
            ("form", "tick_columns".into()),
            ("school_id", "1".into()),
            ("n_answered", 1_i64.into()),
            ("status", status.into()),
        ]);
        let mut answers = TableBuilder::new(&data::ANSWERS);
        answers.row([
            ("return_id", "R-1".into()),
            ("statement_id", "POL-04".into()),
            ("answer", answer.into()),
            ("status", "answered".into()),
            ("source_file", "a.xlsx".into()),
            ("sheet", "Return".into()),
            ("cell", "D12".into()),
            ("match_score", 1.0.into()),
            ("has_evidence", false.into()),
            ("evidence_chars", 0_i64.into()),
        ]);
        let mut mart = TableBuilder::new(&marts::MART_RESPONSE);
        mart.row([
            ("authority_id", "local".into()),
            ("year", 2026_i64.into()),
            ("catalogue_id", "osp".into()),
            ("group_by", "all".into()),
            ("group_value", "all".into()),
            ("n_expected", 9_i64.into()),
            ("n_returned", n_no.into()),
            ("n_awaiting", 0_i64.into()),
            ("n_not_returned", 0_i64.into()),
            ("n_complete", 0_i64.into()),
            ("n_late", 0_i64.into()),
        ]);
        (returns.finish().unwrap(), answers.finish().unwrap(), mart.finish().unwrap())
    }

    fn told(before: (Checked, Checked, Checked), now: (Checked, Checked, Checked)) -> Vec<String> {
        let none = Checked::empty(&marts::MART_STATEMENT);
        let (a, b) = ([before.1], [now.1]);
        let side =
            |returns, answers, mart| Side { returns, answers, mart_statement: &none, mart_response: mart };
        differences(&side(&before.0, &a, &before.2), &side(&now.0, &b, &now.2))
            .into_iter()
            .map(|d| format!("{} {} {}: {} -> {}", d.kind, d.subject, d.column, d.before, d.now))
            .collect()
    }

    #[test]
    fn figures_returns_and_answers_that_changed_are_told() {
        assert_eq!(
            told(side("standing", "no", 7), side("superseded", "yes", 6)),
            [
                "figure osp / all / all n_returned: 7 -> 6",
                "return a.xlsx / Return / R-1 status: standing -> superseded",
                "answer a.xlsx / Return / D12 POL-04: no -> yes",
            ]
        );
    }

    #[test]
    fn the_same_book_has_no_differences() {
        assert!(told(side("standing", "no", 7), side("standing", "no", 7)).is_empty());
    }
}
