//! Several forms of one school in a file: another time's, an example, one whose name may say so and does not.

#![allow(clippy::format_push_string, clippy::format_collect, reason = "small tables, read more easily so")]

mod table;

use ingest::grid::Grid;
use table::{FOUR, Read, document, read, read_sheet, sheet};

const FILLED: &str = "Yes No Partly Yes";
const OTHER: &str = "No No Yes Yes";
const BLANK: &str = "- - - -";

fn rows(marks: &str) -> String {
    let mut table = "| Statement | Response | Evidence |\n".to_owned();
    for (id, mark) in FOUR.split(' ').zip(marks.split(' ')) {
        table.push_str(&format!("| {{{id}}} | {} | |\n", mark.trim_matches('-')));
    }
    table
}

fn form(name: &str, marks: &str) -> Grid {
    sheet(name, &format!("| School Name | Back School |\n{}", rows(marks)))
}

/// Two forms under these titles, as tables of a document, and one below another on a sheet.
fn under(titles: [&str; 2], marks: [&str; 2]) -> [Read; 2] {
    let ([first, second], [one, two]) = (titles, marks);
    let text = format!("| School Name: Back School |\n| Date: 12/11/2025 |\n| {first} |\n| {second} |");
    let word = document(&text, &[(3, &rows(one)), (4, &rows(two))]);
    let sheet =
        format!("| School Name | Back School |\n\n| {first} |\n{}\n\n| {second} |\n{}", rows(one), rows(two));
    [read(&word), read_sheet(&sheet)]
}

#[test]
fn a_form_filled_in_for_another_time_does_not_stand_in_for_this_times_blank_one() {
    for titles in [
        ["Last year", "This year"],
        ["2024", "2025"],
        ["Session 2023-24", "Session 2025-26"],
        ["Target", "Current position"],
        ["Worked example", "Return"],
        ["Example", "Our answers"],
        ["Before", "After"],
        ["Start of year", "End of year"],
    ] {
        for (read, what) in under(titles, [FILLED, BLANK]).iter().zip(["document", "sheet"]) {
            let said = read.says(FOUR);
            assert!(
                !["yes", "no", "partly"].iter().any(|answer| said.contains(answer)),
                "{titles:?} {what}: {said} {}",
                read.codes()
            );
            let codes = read.codes();
            assert!(["F201", "F203", "F204"].iter().any(|code| codes.contains(code)), "{titles:?} {codes}");
        }
    }
}

#[test]
fn of_forms_under_titles_this_times_is_read() {
    for titles in
        [["Last year", "This year"], ["2023", "2025"], ["Worked example", "Return"], ["Target", "Current"]]
    {
        for read in under(titles, [OTHER, FILLED]) {
            assert_eq!(read.says(FOUR), "yes no partly yes", "{titles:?} {}", read.codes());
            let school = read.returns[0].school.name.as_ref().map(|name| name.text.as_str());
            assert_eq!(school, Some("Back School"), "{titles:?}");
        }
    }
    // A blank copy is nobody's, whatever is called how.
    for read in under(["Our return", "Copy for your records"], [FILLED, BLANK]) {
        assert_eq!(read.says(FOUR), "yes no partly yes");
    }
}

#[test]
fn a_sheet_that_differs_is_asked_about_unless_its_name_says_plainly_that_it_is_no_return() {
    for name in [
        "Changes",
        "Changes since submission",
        "Since last time",
        "Old form new answers",
        "Template (completed)",
        "Template",
        "Blank",
        "Previous corrected",
        "After INSET 2024",
        "Not last year",
    ] {
        let asked = read(&[form("Return", FILLED), form(name, OTHER)]);
        assert_eq!(asked.says(FOUR), "? ? ? ?", "{name}: {}", asked.codes());
        assert_eq!(asked.codes(), "F204", "{name}");
        let same = read(&[form("Return", FILLED), form(name, FILLED)]);
        assert_eq!(same.says(FOUR), "yes no partly yes", "{name}: {}", same.codes());
        let blank = read(&[form("Return", FILLED), form(name, BLANK)]);
        assert_eq!(blank.says(FOUR), "yes no partly yes", "{name}: {}", blank.codes());
    }
    for name in [
        "Last year",
        "Last year's return",
        "2023-24",
        "Return 2023",
        "Example",
        "Worked example",
        "EXAMPLE ONLY",
        "Old",
        "Old return",
        "Archive",
        "How to fill in - sample",
    ] {
        let read = read(&[form("Return", FILLED), form(name, OTHER)]);
        assert_eq!(read.says(FOUR), "yes no partly yes", "{name}: {}", read.codes());
        assert_eq!(read.codes(), "F110", "{name}");
    }
}

#[test]
fn a_few_statements_on_a_sheet_of_changes_are_asked_about() {
    let all: String = (2..=11).map(|n| format!("| {{POL-{n:02}}} | Yes |\n")).collect();
    let whole = format!("| School Name | Back School |\n| Statement | Response |\n{all}");
    let changes = "| Statement | Response |\n| {POL-02} | No |\n| {POL-03} | Partly |";
    let read = read(&[sheet("Return", &whole), sheet("Changes since submission", changes)]);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "two two yes yes", "{}", read.codes());
}

#[test]
fn two_years_of_ticks_side_by_side_are_never_read_as_one() {
    for (one, other, said) in [
        ("2024", "2025", "yes partly no yes"),
        ("Autumn 2024", "Autumn 2025", "yes partly no yes"),
        ("2025", "2024", "no partly yes partly"),
        ("12/11/2024", "12/11/2025", "yes partly no yes"),
        ("First", "Second", "? ? ? ?"),
    ] {
        let read = read_sheet(&format!(
            "| School Name: Back School |\n| |\n| Policy | {one} | | | {other} | | | Evidence |\n| | Yes | Partly | No | Yes | Partly | No | |
             | {{POL-02}} | | | x | x | | | |\n| {{POL-03}} | | x | | | x | | soon |\n| {{POL-05}} | x | | | | | x | |\n| {{POL-06}} | | x | | x | | | |"
        ));
        assert_eq!(read.says(FOUR), said, "{one} {other}");
    }
}

#[test]
fn columns_that_change_places_from_section_to_section_are_asked_about() {
    for (one, other) in [("Now", "Last year"), ("2025", "2024"), ("Our answer", "Example")] {
        let read = read_sheet(&format!(
            "| School Name: Back School |\n| Policy | {one} | {other} | Evidence |\n| {{POL-02}} | Yes | No | |\n| {{POL-03}} | Partly | No | |
             | Incidents | {other} | {one} | Evidence |\n| {{POL-05}} | Yes | No | |\n| {{POL-06}} | Yes | Partly | |"
        ));
        let said = read.says(FOUR);
        assert!(said.ends_with(" ? ?") || said.ends_with(" no partly"), "{one}: {said}");
    }
}

#[test]
fn the_date_of_the_form_is_no_time_of_its_columns() {
    let read = read_sheet(
        "| School Name | Back School | | Date: | 12/11/2024 |\n| Policy | Yes | Partly | No | Evidence |
         | {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |\n| {POL-06} | x | | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn groups_of_ticks_that_change_places_are_read_where_they_stand() {
    let section = |title: &str, groups: [&str; 2], rows: &str| {
        format!(
            "| {title} | {} | | | {} | | | |\n| | Yes | Partly | No | Yes | Partly | No | Evidence |\n{rows}\n",
            groups[0], groups[1]
        )
    };
    let read = read_sheet(&format!(
        "| School Name: Back School |\n| |\n{}{}",
        section(
            "Policy",
            ["Now", "Last year"],
            "| {POL-02} | x | | | | | x | |\n| {POL-03} | | x | | x | | | |"
        ),
        section(
            "Incidents",
            ["Last year", "Now"],
            "| {POL-05} | x | | | | | x | |\n| {POL-06} | | | x | x | | | |"
        ),
    ));
    assert_eq!(read.says(FOUR), "yes partly no yes");
}
