//! Keys in lines of their own, in shares of a hundred, and at the end of each statement; notes on cells that say answers.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, Read, below, read, sheet};

/// What is read below these lines, and whether anything is asked.
fn said(lines: &str, marks: [&str; 4]) -> (String, String) {
    let read = below(lines, "Response", marks);
    (read.says(FOUR), read.codes())
}

const ANSWERS: &str = "yes partly no yes";

#[test]
fn ranges_one_below_another_are_a_key() {
    for lines in [
        "| 8 to 10 = in place |\n| 4 to 7 = partly in place |\n| 0 to 3 = not in place |",
        "| 8-10 = Yes |\n| 4-7 = Partly |\n| 0-3 = No |",
    ] {
        assert_eq!(said(lines, ["9", "5", "2", "10"]).0, ANSWERS, "{lines}");
    }
    for lines in [
        // Ranges that reach into each other, that have a gap, that are apart, that say no answers.
        "| 7 to 10 = in place |\n| 4 to 7 = partly in place |\n| 0 to 3 = not in place |",
        "| 8 to 10 = classes |\n| 4 to 7 = groups |\n| 0 to 3 = pupils |",
        "| 8 to 10 = in place |\n\n| 4 to 7 = partly in place |\n\n| 0 to 3 = not in place |",
        "",
    ] {
        assert_eq!(said(lines, ["9", "5", "2", "10"]).0, "? ? ? ?", "{lines}");
    }
    // What lies in the gap is asked about.
    let gap = said(
        "| 8 to 10 = in place |\n| 5 to 7 = partly in place |\n| 0 to 3 = not in place |",
        ["9", "5", "4", "8"],
    );
    assert_eq!(gap.0, "yes partly ? yes");
}

#[test]
fn shares_are_read_by_a_key_that_has_a_range_of_them() {
    let key = "| 100% = Yes; 1% to 99% = Partly; 0% = No |";
    assert_eq!(said(key, ["100%", "75%", "0%", "100%"]), (ANSWERS.to_owned(), String::new()));
    assert_eq!(said("| Yes: 90-100%; Partly: 10-89%; No: 0-9% |", ["95%", "50%", "5%", "90%"]).0, ANSWERS);
    for key in [
        "| Yes: 60%; Partly: 30%; No: 10% |",
        "| 100% = staff; 1% to 99% = pupils; 0% = nobody |",
        "| 50% to 100% = Yes; 40% to 60% = Partly; 0% to 39% = No |",
        "| 100% = Yes; 1 to 99 = Partly; 0% = No |",
    ] {
        assert!(said(key, ["75%", "55%", "20%", "60%"]).0.contains('?'), "{key}");
    }
}

#[test]
fn what_is_still_to_do_beside_yes_and_partly_is_a_no() {
    let key = "| \u{25cf} = still to do   \u{25d0} = partly in place   \u{25cb} = in place (nothing to do) |";
    assert_eq!(said(key, ["\u{25cb}", "\u{25d0}", "\u{25cf}", "\u{25cb}"]).0, ANSWERS);
    // Beside two of them alone nobody knows what is between.
    let two = "| \u{25cf} = still to do   \u{25cb} = in place |";
    assert_ne!(said(two, ["\u{25cb}", "\u{25d0}", "\u{25cf}", "\u{25cb}"]).0, ANSWERS);
    let bad = "| \u{25cf} = a priority   \u{25d0} = partly in place   \u{25cb} = in place |";
    assert_eq!(said(bad, ["\u{25cb}", "\u{25d0}", "\u{25cf}", "\u{25cb}"]).0, "yes partly ? yes");
}

/// A form whose statements each end with a line of their own.
fn ending_with(lines: [&str; 4], marks: [&str; 4]) -> Read {
    let mut grid = sheet(
        "Return",
        "| Statement | Response |\n| {POL-02} | 1 |\n| {POL-03} | 2 |\n| {POL-05} | 3 |\n| {POL-06} | 4 |",
    );
    for cell in grid.cells.iter_mut().filter(|cell| cell.row > 0) {
        let at = cell.row as usize - 1;
        let value = match (&cell.value, cell.column) {
            (ingest::grid::Value::Text(raw), 0) => format!("{raw}\n{}", lines[at]),
            _ => marks[at].to_owned(),
        };
        cell.value = ingest::grid::Value::Text(value.into());
    }
    read(&[grid])
}

#[test]
fn a_key_at_the_end_of_each_statement_is_the_forms() {
    let key = "a) Yes  b) Partly  c) No";
    assert_eq!(ending_with([key; 4], ["a", "b", "c", "a"]).says(FOUR), ANSWERS);
    let other = "a) No  b) Partly  c) Yes";
    assert_eq!(ending_with([other; 4], ["c", "b", "a", "c"]).says(FOUR), ANSWERS);
    // Another order in one of them, and letters of something else.
    assert_eq!(ending_with([key, key, other, key], ["a", "b", "c", "a"]).says(FOUR), "? ? ? ?");
    assert_eq!(
        ending_with(["a) staff  b) pupils  c) parents"; 4], ["a", "b", "c", "a"]).says(FOUR),
        "? ? ? ?"
    );
}

#[test]
fn notes_that_say_the_same_are_asked_about_once() {
    let mut grid = sheet(
        "Return",
        "| Statement | Yes | Partly | No |\n| {POL-02} |\n| {POL-03} |\n| {POL-05} |\n| {POL-06} | x |",
    );
    grid.notes = vec![(1, 0, "Yes".into()), (2, 0, "Yes".into()), (3, 0, "No".into())];
    let read = read(&[grid]);
    let asked: Vec<&str> = read
        .findings
        .iter()
        .filter(|finding| finding.rule.code == "F309")
        .map(|finding| &*finding.was_read)
        .collect();
    assert_eq!((asked, read.says(FOUR)), (vec!["Yes", "No"], "? ? ? yes".to_owned()));
    assert!(read.finding("F309").message.contains("POL-02, POL-03"), "{}", read.finding("F309").message);
}
