//! Initials and dates in place of ticks, and words that say that nobody knows.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use table::read_sheet;

/// Seven statements, each with what stands beside it.
fn seven(heads: &str, beside: [&str; 7]) -> String {
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08", "POL-09"];
    let rows = ids.iter().zip(beside).map(|(id, beside)| format!("| {{{id}}} | {beside} |\n"));
    format!("| {heads} |\n{}", rows.collect::<Vec<_>>().concat())
}

const SEVEN: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08 POL-09";

#[test]
fn initials_and_dates_in_place_of_ticks_are_read_with_one_note() {
    for mark in ["JM", "J.M.", "12/3/26", "JM 12/3/26", "March 2026"] {
        let at =
            |column: usize| format!("{}{mark}{} | in class", "| ".repeat(column), " |".repeat(2 - column));
        let beside = [0, 1, 2, 0, 0, 1, 0].map(at);
        let form = seven("Statement | Yes | Partly | No | Evidence", beside.each_ref().map(String::as_str));
        let table = format!("| Date completed | 31/3/2026 |\n{form}");
        let read = read_sheet(&table);
        assert_eq!(
            (read.says(SEVEN).as_str(), read.codes().as_str()),
            ("yes partly no yes yes partly yes", "F314"),
            "{mark}"
        );
        assert_eq!(read.finding("F314").place.cell, "B3", "{mark}");
        // Where nothing says when the form was filled in, a date alone may be yet to come.
        let is_alone = !mark.starts_with('J');
        assert_eq!(read_sheet(&form).codes().contains("F314"), !is_alone, "{mark}");
        // One column alone, a few rows alone, or a date to come: each is asked about.
        let alone = read_sheet(
            &table
                .replace(&format!("| | {mark} |"), "| | |")
                .replace(&format!("| {mark} | |"), &format!("{mark} | | |")),
        );
        assert!(!alone.codes().contains("F314"), "{mark}");
        let few = [0, 0, 0, 0, 1, 1, 0].map(at);
        let few: Vec<String> = few
            .iter()
            .enumerate()
            .map(|(row, own)| if row % 6 > 0 { own.replacen(mark, "x", 1) } else { own.clone() })
            .collect();
        let few: Vec<&str> = few.iter().map(String::as_str).collect();
        let few = read_sheet(&seven("Statement | Yes | Partly | No | Evidence", few.try_into().unwrap()));
        assert_eq!(few.says("POL-02 POL-03 POL-09"), "? yes ?", "{mark}");
        let early = read_sheet(&format!("| Date | 1/12/2025 |\n{table}"));
        assert_eq!(early.codes().contains("F314"), !mark.contains('2'), "{mark}");
    }
}

#[test]
fn words_that_say_nobody_knows_are_asked_about_once_for_each() {
    for mark in ["N/K", "not known", "don't know", "unsure", "TBC", "Not sure", "tbc - Head to confirm"] {
        let read = read_sheet(&seven(
            "Statement | Response | Evidence",
            [
                "Yes | a",
                &format!("{mark} | b"),
                "No | c",
                &format!("{mark} | d"),
                &format!("{mark} |"),
                "Yes |",
                "No | e",
            ],
        ));
        assert_eq!(read.says(SEVEN), "yes ? no ? ? yes no", "{mark}");
        assert_eq!(read.codes(), "F302", "{mark}");
        let asked = read.finding("F302");
        assert_eq!((asked.place.cell.as_str(), asked.n_answers_waiting), ("B3", 3), "{mark}");
        assert!(asked.message.contains("POL-03, POL-06, POL-07"), "{}", asked.message);
    }
}

#[test]
fn initials_and_dates_in_columns_without_headings_are_asked_about_once() {
    let form = |beside: [&str; 7]| {
        let whole = seven("Self-evaluation", beside);
        read_sheet(&format!("| School Name | Back School |\n| |\n{}", whole.split_once('\n').unwrap().1))
    };
    for mark in ["JM", "12/3/26", "JM 12/3/26"] {
        let at =
            |column: usize| format!("{}{mark}{} | in class", "| ".repeat(column), " |".repeat(2 - column));
        let beside = [0, 1, 2, 0, 0, 1, 0].map(at);
        let read = form(beside.each_ref().map(String::as_str));
        assert_eq!((read.says(SEVEN).contains('y'), read.codes().as_str()), (false, "F203"), "{mark}");
        assert_eq!(read.finding("F203").n_answers_waiting, 7, "{mark}");
    }
    // Who sees to it, and by when: a plan for statements that nobody has answered.
    let read = form(["JM | 12/3/26 | |"; 7]);
    assert_eq!(read.codes(), "F201");
    let read = form(["in the policy | JM | |", "", "", "", "", "", ""]);
    assert!(!read.codes().contains("F203"), "{}", read.codes());
}

#[test]
fn initials_below_a_statement_of_the_schools_own_are_read_like_those_above() {
    let form = "| Statement | Yes | Partly | No | Evidence |
        | {POL-02} | | | N/A | |
        | {POL-03} | JM | | | |
        | {POL-05} | | JM | | |
        | Our school has achieved the Rights Respecting Schools award | | JM | | seen |
        | {POL-06} | JM | | | |
        | {POL-07} | JM | | | |
        | {POL-08} | | | JM | |
        | {POL-09} | JM | | | |";
    let read = read_sheet(form);
    assert_eq!(read.says(SEVEN), "not_applicable yes partly yes yes no yes", "{}", read.codes());
    assert_eq!(read.codes(), "F207 F314");
    // Where a lead's initials stand before the ticks of a section, they are no ticks.
    let led = form
        .replace("| {POL-06} | JM | | | |", "| {POL-06} | KT | x | | |")
        .replace("| {POL-07} | JM | | | |", "| {POL-07} | KT | | x | |")
        .replace("| {POL-08} | | | JM | |", "| {POL-08} | AR | x | | |")
        .replace("| {POL-09} | JM | | | |", "| {POL-09} | AR | | | x |");
    let read = read_sheet(&led.replace("JM", "x"));
    assert_eq!(
        read.says("POL-06 POL-07 POL-08 POL-09").replace("missing", "?"),
        "? ? ? ?",
        "{}",
        read.codes()
    );
}

#[test]
fn struck_initials_two_in_a_row_and_what_does_not_apply_break_no_habit() {
    use table::{read, sheet};
    let form = seven(
        "Statement | Yes | Partly | No | Evidence",
        [
            "JM | | | |",
            "| JM | | |",
            "JM | JM | | |",
            "| | JM | |",
            "JM | | | |",
            "JM | | | |",
            "JM | JM | | |",
        ],
    );
    let mut grid = sheet("Return", &form);
    // The first of the last two is struck through.
    let last = grid.cells.iter().map(|cell| cell.row).max().unwrap();
    let struck = grid.cells.iter_mut().find(|cell| cell.row == last && cell.column == 1).unwrap();
    struck.look.is_struck = true;
    let read = read(&[grid]);
    assert_eq!(read.says(SEVEN), "yes partly two no yes yes partly", "{}", read.codes());
    assert_eq!(read.codes(), "F301 F314");
    assert!(read.finding("F314").message.starts_with("8 initials"), "{}", read.finding("F314").message);
    // Who does it and who checks it: initials in two columns throughout are no ticks.
    let led = seven("Statement | Yes | Partly | No | Evidence", ["JM | KT | | |"; 7]);
    assert!(!read_sheet(&led).codes().contains("F314"));
}
