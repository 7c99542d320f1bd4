//! An authority's own collations, a school a column: what stands above the columns, and what need not.

mod table;

use ingest::reading::Form;
use table::{FOUR, Read, read, read_sheet, says, sheet};

const ROWS: &str = "| {POL-02} | Yes | No | Partly |
     | {POL-03} | No | Yes | Yes |
     | {POL-05} | Partly | No | Yes |
     | {POL-06} | Yes | Yes | No |";

/// What each school's column says.
fn said(read: &Read) -> Vec<String> {
    assert!(read.returns.iter().all(|one| one.form == Form::Collated));
    read.returns.iter().map(|one| says(one, FOUR)).collect()
}

/// The schools' names, `-` where a column names none.
fn names(read: &Read) -> Vec<&str> {
    read.returns.iter().map(|one| one.school.name.as_ref().map_or("-", |name| name.text.as_str())).collect()
}

const ALL: [&str; 3] = ["yes no partly yes", "no yes no yes", "partly yes yes no"];

#[test]
fn a_school_may_be_written_short_beside_others() {
    for short in ["Stornoway PS", "Sir E Scott", "Tong Sch.", "Uig HS"] {
        let read = read_sheet(&format!("| Statement | Back School | Tong School | {short} |\n{ROWS}"));
        assert_eq!(said(&read), ALL, "{short}");
        assert_eq!(names(&read), ["Back School", "Tong School", short]);
    }
}

#[test]
fn a_column_without_a_name_is_a_return_of_nobody_beside_the_others() {
    let read = read_sheet(&format!("| Statement | Back School | | Tong School |\n{ROWS}"));
    assert_eq!(said(&read), ALL);
    assert_eq!(names(&read), ["Back School", "-", "Tong School"]);
    assert!(read.returns[1].school.hints.is_empty(), "a file's name is not one column's");
}

#[test]
fn rows_of_particulars_below_the_names_name_no_school() {
    for (label, row) in [
        ("Sector", "Primary | Primary | Secondary"),
        ("Area", "Lewis | Lewis | Harris"),
        ("Cluster", "Nicolson | Lionel | Castlebay"),
        ("Roll", "45 | 120 | 1016"),
        ("Completed by", "Janet Smith | Mary Brown | Iain Macleod"),
        ("Date", "3 November 2025 | 4 November 2025 | 5 November 2025"),
        ("", "Primary | Primary | Secondary"),
    ] {
        let read = read_sheet(&format!(
            "| Statement | Back School | Tong School | Lionel School |\n| {label} | {row} |\n{ROWS}"
        ));
        assert_eq!(said(&read), ALL, "{label}");
        assert_eq!(names(&read), ["Back School", "Tong School", "Lionel School"], "{label}");
        assert!(read.returns.iter().all(|one| one.school.id.is_none()), "{label}");
    }
}

#[test]
fn columns_that_name_persons_or_times_are_no_schools() {
    for heads in [
        "Head | Deputy | Governor",
        "Autumn | Spring | Summer",
        "J Smith | A Brown | C Macleod",
        "Back School | Us | Them",
    ] {
        let read = read_sheet(&format!("| Statement | {heads} |\n{ROWS}"));
        assert!(read.returns.iter().all(|one| one.form != Form::Collated), "{heads}");
    }
}

#[test]
fn ticks_and_crosses_say_as_much_in_a_collation_as_in_a_form() {
    let read = read_sheet(
        "| Statement | Back School | Tong School |
         | {POL-02} | \u{2713} | \u{2717} |
         | {POL-03} | \u{2717} | \u{2713} |
         | {POL-05} | Partly | \u{2717} |
         | {POL-06} | \u{2713} | \u{2713} |",
    );
    assert_eq!(said(&read), ["yes no partly yes", "no yes no yes"]);
    assert_eq!(read.codes(), "");
}

#[test]
fn a_collation_of_one_school_names_it_over_its_column() {
    let read = read_sheet(
        "| Statement | Back School |
         | {POL-02} | Yes |
         | {POL-03} | No |
         | {POL-05} | Partly |
         | {POL-06} | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes no partly yes");
    assert_eq!(read.returns[0].school.name.as_ref().unwrap().text, "Back School");
}

#[test]
fn a_column_beside_the_schools_that_is_none_of_theirs_is_left_aside() {
    for head in [
        "RAG",
        "Rating",
        "Target",
        "Expected answer",
        "2023/24 authority",
        "2024/25 authority",
        "All schools",
        "Authority average",
        "LA",
        "Comhairle",
        "Last year",
    ] {
        let read = read_sheet(&format!(
            "| Statement | Back School | Tong School | Lionel School | {head} |
             | {{POL-02}} | Yes | No | Partly | Yes |
             | {{POL-03}} | No | Yes | Yes | Partly |
             | {{POL-05}} | Partly | No | Yes | No |
             | {{POL-06}} | Yes | Yes | No | Yes |"
        ));
        assert_eq!(said(&read), ALL, "{head}");
        assert_eq!(names(&read), ["Back School", "Tong School", "Lionel School"], "{head}");
        assert_eq!(read.codes(), "F213", "{head}");
        assert!(read.finding("F213").message.contains(head), "{head}");
        assert!(read.returns.iter().all(|one| one.comments.is_empty()), "{head}");
    }
    let lights = read_sheet(
        "| Statement | Back School | Tong School | RAG |
         | {POL-02} | Yes | No | G |
         | {POL-03} | No | Yes | A |
         | {POL-05} | Partly | No | R |
         | {POL-06} | Yes | Yes | G |",
    );
    assert_eq!(said(&lights), ["yes no partly yes", "no yes no yes"]);
}

#[test]
fn rows_of_the_authority_or_an_aim_are_no_schools() {
    let read = read_sheet(
        "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | Yes | No | Partly | Yes |
         | Tong School | No | Yes | Yes | Yes |
         | Target | Yes | Yes | Yes | Yes |
         | All schools | Partly | Partly | Yes | Yes |
         | Authority 2024 | No | No | Yes | Yes |",
    );
    assert_eq!(names(&read), ["Back School", "Tong School"]);
    assert_eq!(read.codes(), "F213");
    assert!(read.finding("F213").message.contains("Authority 2024"));
}

#[test]
fn a_row_for_each_answer_below_each_statement_is_read_for_each_school() {
    let rows = "| {POL-02} | Yes | x | |
         | | Partly | | |
         | | No | | x |
         | {POL-03} | Yes | | x |
         | | Partly | | |
         | | No | x | |
         | {POL-05} | Yes | | |
         | | Partly | x | |
         | | No | | x |
         | {POL-06} | Yes | x | |
         | | Partly | | |
         | | No | | |";
    for head in ["Statement | Answer", "Statement | ", "Indicator | Option"] {
        let read = read_sheet(&format!("| {head} | Back School | Tong School |\n{rows}"));
        assert_eq!(said(&read), ["yes no partly yes", "no yes no -"], "{head}");
        assert_eq!(names(&read), ["Back School", "Tong School"]);
        assert_eq!(read.codes(), "");
    }
    // Two marks for a statement are no answer.
    let twice = rows.replacen("| | Partly | | |", "| | Partly | x | |", 1);
    let read = read_sheet(&format!("| Statement | Answer | Back School | Tong School |\n{twice}"));
    assert!(said(&read)[0].starts_with("two "), "{:?}", said(&read));
    // What is no mark is not taken for one, and not lost.
    let words = rows.replacen("| | Partly | | |", "| | Partly | see our policy | |", 1);
    let read = read_sheet(&format!("| Statement | Answer | Back School | Tong School |\n{words}"));
    assert!(!said(&read)[0].starts_with("partly"), "{:?}", said(&read));
}

#[test]
fn a_column_for_the_sections_is_no_schools() {
    for (head, first, rest) in [
        ("Section | Statement", "Policy | ", " | "),
        ("Theme | Statement", "P | ", "N | "),
        ("Theme | No. | Statement", "P | 1 | ", "N | 2 | "),
    ] {
        let read = read_sheet(&format!(
            "| {head} | Back School | Tong School |\n| {first}{{POL-02}} | Yes | No |\n| {rest}{{POL-03}} | Partly | Yes |\n| {rest}{{POL-05}} | No | No |\n| {rest}{{POL-06}} | Yes | Partly |"
        ));
        assert_eq!(read.returns.len(), 2, "{head}");
        assert_eq!(says(&read.returns[0], FOUR), "yes partly no yes", "{head}");
        assert_eq!(says(&read.returns[1], FOUR), "no yes no partly", "{head}");
    }
}

#[test]
fn numbers_and_dates_around_the_schools_names_are_none_of_them() {
    for around in [
        (|name: &str, _| format!("{name} (12/11/2025)")) as fn(&str, usize) -> String,
        |name, at| format!("{at}. {name}"),
        |name, at| format!("School {at}: {name}"),
    ] {
        let (one, other) = (around("Back School", 1), around("Tong School", 2));
        let read = read_sheet(&format!(
            "| Statement | {one} | {other} |\n| {{POL-02}} | Yes | No |\n| {{POL-03}} | Partly | Yes |\n| {{POL-05}} | No | No |\n| {{POL-06}} | Yes | Partly |"
        ));
        let names: Vec<&str> = read
            .returns
            .iter()
            .filter_map(|own| own.school.name.as_ref())
            .map(|name| name.text.as_str())
            .collect();
        assert_eq!(names, ["Back School", "Tong School"], "{one}");
        assert_eq!(says(&read.returns[0], FOUR), "yes partly no yes", "{one}");
    }
}

#[test]
fn counts_on_the_same_sheet_leave_the_collation_as_it_is() {
    let table = "| Statement | Back School | Tong School |\n| {POL-02} | Yes | No |\n| {POL-03} | Partly | Yes |\n| {POL-05} | No | No |\n| {POL-06} | Yes | Partly |";
    let counts = "| School | Yes | Partly | No |\n| Back School | 2 | 1 | 1 |\n| Tong School | 1 | 1 | 2 |";
    for form in [format!("{table}\n| |\n{counts}"), format!("{counts}\n| |\n{table}")] {
        let read = read_sheet(&form);
        let of = |school: &str| {
            let own = read
                .returns
                .iter()
                .find(|own| own.school.name.as_ref().is_some_and(|name| name.text == school));
            own.map(|own| says(own, FOUR)).unwrap_or_default()
        };
        assert_eq!(
            [of("Back School"), of("Tong School")],
            ["yes partly no yes", "no yes no partly"],
            "{form}"
        );
    }
}

#[test]
fn a_key_set_down_beside_or_apart_from_the_schools_is_no_school() {
    let table = "| Statement | Back School | Tong School | | |
         | {POL-02} | 1 | 2 | | 1 = In place |
         | {POL-03} | 2 | 3 | | 2 = Partly in place |
         | {POL-05} | 3 | 3 | | 3 = Not in place |
         | {POL-06} | 1 | 2 | | |
         | {POL-07} | 2 | 1 | | |
         | {POL-08} | 3 | 1 | | |";
    let beside = read_sheet(table);
    let plain =
        table.lines().map(|line| line.split(" | |").next().unwrap_or(line)).collect::<Vec<_>>().join(" |\n");
    let apart = read(&[sheet("All", &plain), sheet("Key", "| 1 | Yes |\n| 2 | Partly |\n| 3 | No |")]);
    for read in [beside, apart] {
        let said: Vec<String> =
            read.returns.iter().map(|one| says(one, "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08")).collect();
        assert_eq!(said, ["yes partly no yes partly no", "partly no no partly yes yes"]);
    }
}
