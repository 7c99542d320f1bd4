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
