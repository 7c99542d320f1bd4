//! A form written in any of the shapes and styles, with any answers, reads back as those answers.

#![allow(clippy::unwrap_used, reason = "what a test relies on may fail it")]

mod table;

use ingest::{
    grid::{Addressing, Cell, Grid, Look, Value},
    reading::ReturnReading,
};
use proptest::prelude::*;
use schemas::answer::Answer;
use table::{library, read};

/// Writes rows of text as a sheet.
fn grid(rows: &[Vec<String>], addressing: Addressing) -> Grid {
    let mut cells = Vec::new();
    for (row, line) in rows.iter().enumerate() {
        for (column, text) in line.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            cells.push(Cell {
                row: u32::try_from(row).unwrap(),
                column: u32::try_from(column).unwrap(),
                value: Value::Text(text.as_str().into()),
                look: Look::default(),
            });
        }
    }
    Grid { sheet: "Return".into(), cells, addressing, ..Grid::default() }
}

type Answers = Vec<Option<Answer>>;

fn statements(catalogue: usize) -> Vec<String> {
    library().catalogues()[catalogue].statements.iter().map(|statement| statement.text.clone()).collect()
}

fn answers(read: &ReturnReading) -> Answers {
    read.answers.iter().map(|answer| answer.answer).collect()
}

fn any_answers() -> impl Strategy<Value = (usize, Answers)> {
    let one = prop_oneof![
        1 => Just(None),
        4 => Just(Some(Answer::Yes)),
        2 => Just(Some(Answer::Partly)),
        2 => Just(Some(Answer::No)),
    ];
    prop_oneof![Just(0_usize), Just(1_usize)].prop_flat_map(move |catalogue| {
        let n = statements(catalogue).len();
        (Just(catalogue), proptest::collection::vec(one.clone(), n))
    })
}

const HEADS: [[&str; 3]; 5] = [
    ["Yes", "Partly", "No"],
    ["Met", "Partially met", "Not met"],
    ["In place", "Partly in place", "Not in place"],
    ["Green", "Amber", "Red"],
    ["Y", "P", "N"],
];
const MARKS: [&str; 5] = ["x", "X", "\u{2713}", "\u{2022}", "1"];
const COMMENTS: [&str; 5] =
    ["", "Minutes of 3 May", "n/a", "Discussed at the staff meeting; see folder", "-"];

fn tick_row(answer: Option<Answer>, order: &[usize; 3], mark: &str) -> Vec<String> {
    order
        .iter()
        .map(|at| {
            if answer.is_some_and(|answer| answer as usize == *at) { mark.to_owned() } else { String::new() }
        })
        .collect()
}

const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tick_columns(
        (catalogue, given) in any_answers(), heads in 0..5_usize, mark in 0..5_usize, order in 0..6_usize,
        lead in 0..4_usize, spacers in 0..3_usize, turn in any::<bool>(), comment in 0..5_usize,
        is_text in any::<bool>(), numbering in any::<bool>(),
    ) {
        let order = ORDERS[order];
        let mut rows = vec![vec!["School Name".into(), "Back School".into()], Vec::new()];
        let pad = |cells: Vec<String>| {
            let mut row = vec![String::new(); lead];
            row.extend(cells);
            row
        };
        let number = |text: String| if numbering { vec![text] } else { Vec::new() };
        let mut head = number("No.".into());
        head.push("Statement".into());
        head.extend(order.iter().map(|at| HEADS[heads][*at].to_owned()));
        head.push("Comments".into());
        rows.push(pad(head));
        let texts = statements(catalogue);
        let mut order_of_rows: Vec<usize> = (0..texts.len()).collect();
        if turn {
            order_of_rows.reverse();
        }
        let mut wrote = vec![""; texts.len()];
        for (n, at) in order_of_rows.into_iter().enumerate() {
            let mut row = number((n + 1).to_string());
            row.push(texts[at].clone());
            row.extend(tick_row(given[at], &order, MARKS[mark]));
            wrote[at] = COMMENTS[(comment + n) % 5];
            row.push(wrote[at].to_owned());
            rows.push(pad(row));
            rows.extend(std::iter::repeat_n(Vec::new(), spacers));
        }
        let read = read(&[grid(&rows, if is_text { Addressing::Text } else { Addressing::Workbook })]);
        prop_assert_eq!(read.returns.len(), 1);
        prop_assert_eq!(answers(&read.returns[0]), given);
        for (at, wrote) in wrote.into_iter().enumerate() {
            let id = &read.returns[0].answers[at].statement_id;
            let of_this = read.returns[0].comments.iter().filter(|it| it.statement_id.as_ref() == Some(id));
            prop_assert_eq!(of_this.map(|it| it.text.as_str()).collect::<String>(), wrote, "{}", id);
        }
    }

    #[test]
    fn many_schools((catalogue, given) in any_answers(), other in any::<bool>(), shape in 0..3_usize) {
        let texts = statements(catalogue);
        let word = |answer: Option<Answer>| answer.map_or(String::new(), |answer| answer.word().to_owned());
        let second: Answers = given.iter().rev().copied().collect();
        let schools = [("Back School", &given), ("Tong School", if other { &second } else { &given })];
        let mut rows: Vec<Vec<String>> = Vec::new();
        match shape {
            0 => {
                let mut head = vec!["School".to_owned()];
                head.extend(texts.iter().cloned());
                rows.push(head);
                for (name, given) in schools {
                    let mut row = vec![name.to_owned()];
                    row.extend(given.iter().map(|answer| word(*answer)));
                    rows.push(row);
                }
            }
            1 => {
                rows.push(["School", "Statement", "Answer"].map(str::to_owned).to_vec());
                for (name, given) in schools {
                    for (text, answer) in texts.iter().zip(given) {
                        rows.push(vec![name.to_owned(), text.clone(), word(*answer)]);
                    }
                }
            }
            _ => {
                rows.push(vec!["Statement".into(), schools[0].0.into(), schools[1].0.into()]);
                for (at, text) in texts.iter().enumerate() {
                    rows.push(vec![text.clone(), word(schools[0].1[at]), word(schools[1].1[at])]);
                }
            }
        }
        // A table in which nobody answers anything, or all the same, may be taken for a form: then nothing is wrong.
        let read = read(&[grid(&rows, Addressing::Workbook)]);
        for (name, given) in schools {
            let found = read.returns.iter().find(|one| one.school.name.as_ref().is_some_and(|written| written.text == name));
            match found {
                Some(found) => prop_assert_eq!(&answers(found), given),
                None => prop_assert!(read.returns.iter().all(|one| answers(one).iter().all(Option::is_none))),
            }
        }
    }
}
