//! The day of a return: which of the days around the statements it is, in which order it is written, and what is told of
//! the others.

mod table;

use ingest::grid::{Grid, Value};
use table::{FORM, form_below, read, read_sheet, sheet};

#[test]
fn the_forms_own_date_is_told_from_others() {
    let date = |top: &str| {
        let read = read_sheet(&format!("| School | Back School |\n{top}\n\n{FORM}\n"));
        read.returns[0].completed_on.map(|date| date.to_string())
    };
    for own in [
        "| Date form completed | 12/11/2025 |",
        "| Dyddiad / Date | 12/11/2025 |",
        "| Latha | 12/11/2025 |",
        "| Date signed | 12/11/2025 |",
        "| Date of audit (dd/mm/yyyy) | 12/11/2025 |",
        "| Date of next review | 12/11/2026 |\n| Dated | 12/11/2025 |",
    ] {
        assert_eq!(date(own).as_deref(), Some("2025-11-12"), "{own}");
    }
    for other in [
        "| Date issued | 12/11/2025 |",
        "| Date of next review | 12/11/2025 |",
        "| Please return by | 12/11/2025 |",
        "| Date approved by governors | 12/11/2025 |",
        "| Date of visit | 12/11/2025 |",
    ] {
        assert_eq!(date(other), None, "{other}");
    }
}

/// The date of what was read, and the codes of its findings.
fn dated(grids: &[Grid]) -> (String, String) {
    let read = read(grids);
    let date = read.returns[0].completed_on.map_or("none".to_owned(), |date| date.to_string());
    (date, read.codes())
}

/// What a return keeps of the words around its form.
fn kept(grids: &[Grid]) -> Vec<String> {
    read(grids).returns.remove(0).unplaced.into_iter().map(|words| words.text).collect()
}

const RECORDS: [&str; 8] = [
    "| Policy reviewed | Date |\n| AUP | 20/04/2019 |\n| Filtering | 21/05/2020 |",
    "| Meeting | Date |\n| SLT | 03/11/2025 |\n| Governors | 10/11/2025 |",
    "| Meeting | Date |\n| SLT | 03/11/2025 |",
    "| Version | Date | Author |\n| 1.0 | 20/04/2019 | AKM |",
    "| Course | Date | Who |\n| KCSIE | 05/09/2025 | All staff |",
    "| Date | Attended | Course |\n| 05/09/2025 | All staff | KCSIE |\n| 06/09/2025 | Some | GDPR |",
    "| Date | Name |\n| 05/09/2025 | A Smith |\n| 06/09/2025 | B Jones |",
    "| Previous date | 01/09/2025 |",
];

#[test]
fn a_table_of_records_dates_no_return() {
    let fields = "| School Name | Back School |\n| Date: | 12/11/2025 |";
    for records in RECORDS {
        // On the form's own sheet, above and below its fields.
        for top in [format!("{records}\n\n{fields}"), format!("{fields}\n\n{records}")] {
            let grids = [form_below(&top)];
            assert_eq!(dated(&grids), ("2025-11-12".to_owned(), String::new()), "{top}");
            let words = kept(&grids);
            assert!(
                words.iter().any(|text| text.contains("/09/2025")
                    || text.contains("/11/2025")
                    || text.contains("/04/2019")),
                "{top}: {words:?}"
            );
        }
        let undated = [form_below(&format!("{records}\n\n| School Name | Back School |"))];
        assert_eq!(dated(&undated).0, "none", "{records}");
        // On sheets of their own.
        let cover = sheet("Cover", fields);
        let form = sheet("Return", FORM);
        let others = [cover, sheet("Meetings", records), form];
        assert_eq!(dated(&others).0, "2025-11-12", "{records}");
        let log = [form_below("| School Name | Back School |"), sheet("Log", records)];
        assert_eq!(dated(&log).0, "none", "{records}");
    }
}

#[test]
fn of_a_document_the_fields_date_is_taken_and_others_are_told_of() {
    let tables = |first: &str, second: &str, last: &str| {
        let all = [("text", first), ("table 1", second), ("table 2", FORM), ("table 3", last)];
        all.map(|(name, table)| Grid { addressing: ingest::grid::Addressing::Document, ..sheet(name, table) })
    };
    let head = "| School Name: Back School |\n| Date: 12/11/2025 |";
    for records in RECORDS {
        let grids = tables(head, records, "| Thank you |");
        assert_eq!(dated(&grids), ("2025-11-12".to_owned(), String::new()), "{records}");
        let below = tables(head, "| Thank you |", records);
        assert_eq!(dated(&below), ("2025-11-12".to_owned(), String::new()), "{records}");
        for grids in [grids, below] {
            let words = kept(&grids);
            assert!(words.iter().any(|text| text.contains("/20")), "{records}: {words:?}");
        }
    }
    let signed = tables(
        head,
        "| Thank you |",
        "| Date of review | 20/04/2019 |\n| Signed | D Smith | Date | 20/11/2025 |",
    );
    let signed = read(&signed);
    assert_eq!(signed.returns[0].completed_on.unwrap().to_string(), "2025-11-12");
    let told: Vec<_> = signed.findings.iter().filter(|finding| finding.rule.code == "F412").collect();
    let told: Vec<&str> = told.iter().map(|finding| finding.was_read.as_str()).collect();
    // When somebody signed is nothing to be told of.
    assert_eq!(told, ["20/04/2019"]);
}

#[test]
fn another_days_label_is_not_the_returns() {
    for label in ["Previous date", "Date of last review", "Date (last year)", "Date of previous return"] {
        let grids = [form_below(&format!("| School | Back School |\n| {label} | 01/09/2025 |"))];
        assert_eq!(dated(&grids).0, "none", "{label}");
        assert!(kept(&grids).contains(&"01/09/2025".to_owned()), "{label}: {:?}", kept(&grids));
    }
}

#[test]
fn labels_above_their_values_still_date_a_return() {
    for top in [
        "| School | Town | Date |\n| Back School | Back | 12/11/2025 |",
        "| Signature | Date |\n| D Smith | 12/11/2025 |",
        "| Headteacher's signature | Date |\n| D Smith | 12/11/2025 |",
        "| Date | Completed by |\n| 12/11/2025 | D Smith |",
        "| School | Back School | Policy | Online safety |\n| Head | D Smith | Version | 2 |\n| Date | 12/11/2025 |",
    ] {
        let grids = [form_below(top)];
        assert_eq!(dated(&grids), ("2025-11-12".to_owned(), String::new()), "{top}");
    }
}

#[test]
fn a_date_in_a_ticks_place_is_asked_about_as_one() {
    let mut grid = form_below("| School Name | Back School |");
    for cell in grid.cells.iter_mut().filter(|cell| cell.value.as_text() == Some("x")) {
        cell.value = Value::Serial(45973.0);
    }
    let read = read(&[grid]);
    let asked: Vec<&str> = read.findings.iter().map(|finding| finding.was_read.as_str()).collect();
    assert!(asked.contains(&"2025-11-12"), "{:?}", read.findings);
}

#[test]
fn a_prompt_for_a_date_is_a_missing_date() {
    let read = read_sheet(&format!("| School | Back School |\n| Date | DD/MM/YYYY |\n\n{FORM}\n"));
    assert!(read.findings.iter().any(|finding| finding.rule.code == "F408"));
    let read = read_sheet(&format!("| School | Back School |\n| Date | 31/02/2026 |\n\n{FORM}\n"));
    assert!(read.findings.iter().any(|finding| finding.rule.code == "F406"));
    assert!(read.findings.iter().all(|finding| finding.rule.code != "F408"));
}

#[test]
fn a_date_beside_an_answer_is_kept_as_one() {
    let mut grid = sheet(
        "Return",
        "| Statement | Yes | Partly | No | Evidence |
         | {POL-02} | x | | | 45904 |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | x | | | |",
    );
    for cell in grid.cells.iter_mut().filter(|cell| cell.column == 4 && cell.row == 1) {
        cell.value = Value::Serial(45904.0);
    }
    assert_eq!(read(&[grid.clone()]).returns[0].comments[0].text, "2025-09-04");
    for cell in grid.cells.iter_mut().filter(|cell| cell.column == 4 && cell.row == 1) {
        cell.value = Value::Serial(45904.0 + 14.5 / 24.0);
    }
    assert_eq!(read(&[grid]).returns[0].comments[0].text, "2025-09-04 14:30");
}

#[test]
fn a_second_date_and_another_session_are_told_of() {
    let read_top = |top: &str| read(&[form_below(top)]);
    let two =
        read_top("| School Name | Back School |\n| Date: | 12/11/2025 |\n| Date completed | 20/11/2025 |");
    let one = &two.returns[0];
    assert_eq!(one.completed_on.unwrap().to_string(), "2025-11-12");
    assert_eq!(two.finding("F412").was_read, "20/11/2025");
    let several = read_top(
        "| School Name | Back School |\n| Date: | 12/11/2025 |\n| Date completed | 20/11/2025 |\n| Completion date | 21/11/2025 |",
    );
    let told: Vec<&str> = several.findings.iter().map(|finding| finding.rule.code).collect();
    assert_eq!(told.iter().filter(|code| **code == "F412").count(), 1, "{told:?}");
    let signatures = read_top(
        "| School Name | Back School |\n| Date: | 12/11/2025 |\n| Head Teacher | J MacLeod | Date: | 14/11/2025 |\n| Signed (Chair of Governors) | D Smith | Date: | 20/11/2025 |",
    );
    assert_eq!(signatures.codes(), "", "{:?}", signatures.findings);
    assert_eq!(signatures.returns[0].completed_on.unwrap().to_string(), "2025-11-12");
    let session = read_top("| School Name | Back School |\n| Session: | 2023-24 |");
    assert_eq!(session.finding("F407").was_read, "Session: 2023-24");
    for top in ["| Self-evaluation for session 2023/24 |", "| Our targets for June 2027 |"] {
        assert!(read_top(top).codes().contains("F407"), "{top}");
    }
    for (name, is_told) in [("Last year", true), ("2023-24", true), ("2025-26", false), ("Return", false)] {
        let mut grid = form_below("| School Name | Back School |");
        grid.sheet = name.to_owned();
        assert_eq!(read(&[grid]).codes().contains("F407"), is_told, "{name}");
    }
    for top in ["| Session: | 2025-26 |", "| Session: | Autumn term |", "| Year group | P6 2023-24 |"] {
        assert!(!read_top(top).codes().contains("F407"), "{top}");
    }
}

#[test]
fn a_date_is_read_in_the_order_that_its_label_says() {
    let day = |top: &str| {
        let read = read_sheet(&format!("{top}\n\n{FORM}\n"));
        read.returns[0].completed_on.map(|day| day.to_string()).unwrap_or_default()
    };
    for (label, written, expected) in [
        ("Date (mm/dd/yyyy)", "2/3/26", "2026-02-03"),
        ("Date MM-DD-YYYY", "02-03-2026", "2026-02-03"),
        ("Date completed (US format)", "2/3/2026", "2026-02-03"),
        ("US date", "2/3/2026", "2026-02-03"),
        ("Date (mm/dd/yyyy)", "3 February 2026", "2026-02-03"),
        ("Date (mm/dd/yyyy)", "2026-02-03", "2026-02-03"),
        ("Date (dd/mm/yyyy)", "3/2/26", "2026-02-03"),
        ("Date", "3/2/26", "2026-02-03"),
    ] {
        assert_eq!(
            day(&format!("| School Name | Back School |\n| {label} | {written} |")),
            expected,
            "{label} {written}"
        );
        assert_eq!(
            day(&format!("| School Name | Back School |\n| {label}: {written} | |")),
            expected,
            "{label}: {written}"
        );
    }
    assert_eq!(day("| Date (mm/dd/yyyy) | mm/dd/yyyy |"), "");
}
