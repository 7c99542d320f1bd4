//! One and the same return in every format that is read, built in code.
//! In: the catalogue's statements. Out: tables of text, and the bytes of a file in each format. Never touches a disk.

#![allow(dead_code, reason = "each user takes its own part")]
#![allow(clippy::unwrap_used, reason = "a form written here is always written")]

pub(crate) mod markup;
pub(crate) mod xls;
pub(crate) mod xlsb;

use schemas::{
    catalogue::{Catalogue, load},
    ids::Year,
};

use super::archive;

/// A table of text.
pub(crate) type Rows = Vec<Vec<String>>;

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|one| (*one).to_owned()).collect()
}

/// The statements of the catalogue that the forms are of.
pub(crate) fn statements() -> Vec<String> {
    let year = Year::of(2026).unwrap();
    let all: Vec<Catalogue> = load::builtin();
    let catalogue = all.into_iter().find(|one| one.id.as_str() == "online-safety-practice").unwrap();
    let asked = catalogue.statements.iter().filter(|one| catalogue.asks(one, year));
    asked.map(|one| one.text.clone()).collect()
}

/// Which of Yes, Partly and No is marked for a statement; a few are left blank.
fn chosen(statement: usize) -> Option<usize> {
    match statement {
        5 | 31 => None,
        one => Some([0, 0, 1, 2, 0, 1, 0][one % 7]),
    }
}

const ANSWERS: [&str; 3] = ["Yes", "Partly", "No"];

fn evidence(statement: usize) -> String {
    match statement % 4 {
        0 => format!("Minutes of the meeting, item {statement}"),
        1 => "Réunion à l’école; see the folder, page 3".to_owned(),
        _ => String::new(),
    }
}

/// A statement a row, a column to tick for each answer.
pub(crate) fn tick_form() -> Rows {
    let mut rows = vec![
        row(&["School Name", "Back School", "", "", ""]),
        row(&["Date", "04/03/2026", "", "", ""]),
        row(&["Statement", "Yes", "Partly", "No", "Evidence and comments"]),
    ];
    for (at, text) in statements().into_iter().enumerate() {
        let mut cells = vec![text, String::new(), String::new(), String::new(), evidence(at)];
        if let Some(one) = chosen(at) {
            "x".clone_into(&mut cells[one + 1]);
        }
        rows.push(cells);
    }
    rows
}

/// A statement a row, numbered, one column for the answer.
pub(crate) fn answer_form() -> Rows {
    let mut rows =
        vec![row(&["", "School Name", "Back School", ""]), row(&["No.", "Statement", "Answer", "Comments"])];
    for (at, text) in statements().into_iter().enumerate() {
        let answer = chosen(at).map_or("", |one| ANSWERS[one]);
        rows.push(vec![(at + 1).to_string(), text, answer.to_owned(), evidence(at)]);
    }
    rows
}

/// A school a row, a statement a column.
pub(crate) fn wide_form() -> Rows {
    let mut rows = vec![row(&["ID", "School Name"])];
    rows[0].extend(statements());
    for (turn, school) in ["Back School", "Tong School", "Sgoil Àird"].into_iter().enumerate() {
        let mut cells = row(&[&(turn + 1).to_string(), school]);
        let answers = (0..statements().len()).map(|at| chosen(at + turn).map_or("", |one| ANSWERS[one]));
        cells.extend(answers.map(str::to_owned));
        rows.push(cells);
    }
    rows
}

/// A row for each school and statement.
pub(crate) fn long_form() -> Rows {
    let mut rows = vec![row(&["School", "Statement", "Answer"])];
    for (turn, school) in ["Back School", "Tong School"].into_iter().enumerate() {
        for (at, text) in statements().into_iter().enumerate() {
            let answer = chosen(at + turn).map_or("", |one| ANSWERS[one]);
            rows.push(vec![school.to_owned(), text, answer.to_owned()]);
        }
    }
    rows
}

/// A table as delimited text.
pub(crate) fn delimited(rows: &[Vec<String>], delimiter: char, end: &str) -> String {
    let quoted = |cell: &String| {
        if cell.contains([delimiter, '"', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let line =
        |cells: &Vec<String>| cells.iter().map(quoted).collect::<Vec<_>>().join(&delimiter.to_string());
    rows.iter().map(|cells| line(cells) + end).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Return").unwrap();
    for (at, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(at, column, text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Every format: a file's name and its bytes.
pub(crate) fn files() -> Vec<(&'static str, Vec<u8>)> {
    let (tick, answer) = (tick_form(), answer_form());
    let comma = delimited(&tick, ',', "\r\n").into_bytes();
    let pages = markup::html(&tick);
    let in_archive = archive::zip(&[("a/return.csv", &comma), ("b/return.html", pages.as_bytes())]);
    vec![
        ("ticks.xlsx", xlsx(&tick)),
        ("answers.xlsx", xlsx(&answer)),
        ("ticks.xlsb", xlsb::workbook(&tick)),
        ("ticks.xls", xls::workbook(&tick)),
        ("answers.xls", xls::workbook(&answer)),
        ("ticks.ods", markup::ods(&tick)),
        ("ticks.docx", markup::docx(&tick)),
        ("ticks.html", pages.into_bytes()),
        ("ticks.xml", markup::spreadsheet_xml(&tick).into_bytes()),
        ("ticks.csv", comma),
        ("answers-semicolon.csv", delimited(&answer, ';', "\r\n").into_bytes()),
        ("answers-unix.csv", delimited(&answer, ',', "\n").into_bytes()),
        ("ticks-tab-utf16.txt", utf16(&delimited(&tick, '\t', "\r\n"))),
        ("wide.csv", delimited(&wide_form(), ',', "\r\n").into_bytes()),
        ("long.csv", delimited(&long_form(), ',', "\r\n").into_bytes()),
        ("returns.zip", in_archive),
    ]
}
