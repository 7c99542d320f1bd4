//! Rows that show how to fill in: they quote a statement, and are no answer to it.

mod table;

use table::{FOUR, read_sheet};

/// A form of statements cut short, below these rows.
fn cut_short(rows: &str) -> String {
    format!(
        "| Policy | Yes | Partly | No | Comments |
         {rows}
         | All online safety policies are easily accessible to staff\u{2026} | | x | | |
         | The online safety policies have been adapted to incorporate\u{2026} | x | | | |
         | The policies have been reviewed and approved by Leadership\u{2026} | | | x | |
         | There is a nominated member of the Governing Body who\u{2026} | x | | | |
         | {{POL-09}} | x | | | |"
    )
}

const EXAMPLE: &str =
    "All online safety policies are easily accessible to staff\u{2026} | x | | | Poster seen on the wall |";

#[test]
fn an_example_that_quotes_a_statement_costs_its_own_row_nothing() {
    for label in ["EXAMPLE:", "Example -", "For example:", "Worked example:", "Sample:"] {
        let read = read_sheet(&cut_short(&format!("| {label} {EXAMPLE}")));
        assert_eq!(read.says(FOUR), "partly yes no yes", "{label} {}", read.codes());
        assert!(!read.codes().contains("F205"), "{label} {:?}", read.findings);
        // What stands beside it is kept and told of.
        assert!(read.finding("F207").message.contains("no statement"), "{label}");
    }
    // Without its word it is a second row of the statement.
    let twice = read_sheet(&cut_short(&format!("| {EXAMPLE}")));
    assert_ne!(twice.says(FOUR), "yes yes no yes");
    assert_ne!(twice.says(FOUR), "partly yes no yes");
    // Where the statement has no other row, a school may have typed over the example.
    let alone = cut_short("").replace("| All online safety", "| EXAMPLE: All online safety");
    let read = read_sheet(&alone);
    assert_eq!(read.says(FOUR), "missing yes no yes", "{}", read.codes());
    assert!(read.codes().contains("F205"), "{}", read.codes());
}
