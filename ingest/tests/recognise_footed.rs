//! Marks with the sign of a foot note in brackets or as a number.

mod table;

use table::{FOUR, Read, document, read, read_sheet};

/// A form with one answer column, with these marks, above a line.
fn above(marks: [&str; 4], line: &str) -> Read {
    let [a, b, c, d] = marks;
    read_sheet(&format!(
        "| Statement | Response | Comments |\n| {{POL-02}} | {a} | |\n| {{POL-03}} | {b} | |\n| {{POL-05}} | {c} | |\n| {{POL-06}} | {d} | |\n\n{line}"
    ))
}

#[test]
fn a_mark_whose_number_a_note_below_explains_is_asked_about() {
    for (mark, line) in [
        ("Partly (1)", "| (1) only in the upper school |"),
        ("Yes [1]", "| [1] except in the nursery class |"),
        ("No(2)", "| 1. since May |\n| 2. not in the nursery |"),
        ("Yes (1)", "| Note 1: not for supply staff |"),
        ("Partly 1", "| 1 - only in P7 |"),
        ("Yes (see note 1)", "| (1) | only in the upper school |"),
        ("Partly (a)", "| a) only in P7 |"),
        ("Yes (1)", "| 1) with the exception of the hall |"),
    ] {
        let read = above([mark, "Partly", "No", "Yes"], line);
        assert_eq!(read.says(FOUR), "? partly no yes", "{mark} {line}");
        assert!(read.codes().contains("F302"), "{mark} {line} {}", read.codes());
    }
    let ticked = read_sheet(
        "| Policy | Yes | Partly | No |
         | {POL-02} | x (1) | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |

         | (1) not for supply staff |",
    );
    assert_eq!(ticked.says(FOUR), "? partly no yes");
}

#[test]
fn a_note_below_a_documents_table_is_one() {
    let table = "| Statement | Response |\n| {POL-02} | Yes (1) |\n| {POL-03} | Partly |\n| {POL-05} | No |\n| {POL-06} | Yes |";
    let below = read(&document("| Our return |\n| (1) not in the nursery |", &[(1, table)]));
    assert_eq!(below.says(FOUR), "? partly no yes");
    // How to fill it in stands above it.
    let before = read(&document("| (1) Please answer each statement |\n| Thank you |", &[(1, table)]));
    assert_eq!(before.says(FOUR), "yes partly no yes");
}

#[test]
fn a_number_behind_a_mark_that_nothing_explains_is_no_foot_note() {
    for (first, line) in [
        ("Partly (1)", ""),
        ("Partly (1)", "| Completed by the head |"),
        ("Partly (1)", "| (2) only in P7 |"),
        ("Partly", "| (1) only in P7 |"),
        ("Partly (1)", "| (1) |"),
        ("Partly (1)", "| (1) = Partly |"),
        ("Partly - see P1", "| 1. Tell all staff |"),
        ("Partly (2 of 3)", "| 3. Tell all staff |"),
    ] {
        let read = above([first, "Yes", "No", "Yes"], line);
        assert_eq!(read.says(FOUR), "partly yes no yes", "{first} {line}");
    }
    // Each answer has its own number, and what stands below is a list.
    let codes =
        above(["Yes (2)", "Partly (1)", "No (0)", "Yes (2)"], "| 1. Tell all staff |\n| 2. Ask parents |");
    assert_eq!(codes.says(FOUR), "yes partly no yes");
}
