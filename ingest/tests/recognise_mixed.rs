//! Forms of which one section is answered in lines below the statements while others stand in columns; and tables of schools
//! below each statement.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, Read, document, read, read_sheet, says};

const EIGHT: &str = "POL-02 POL-03 POL-05 POL-06 INC-01 INC-02 INC-03 INC-05";

/// A section in columns, and one in lines that `line` makes of each answer.
fn form(line: impl Fn(&str) -> String) -> String {
    let mut form = "| Statement | Yes | Partly | No | Comments |
        | {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |\n| {POL-06} | x | | | |
        | Responding to incidents |\n"
        .to_owned();
    for (id, answer) in [("INC-01", "Yes"), ("INC-02", "Partly"), ("INC-03", "No"), ("INC-05", "Yes")] {
        form.extend([format!("| {{{id}}} |\n{}\n", line(answer))]);
    }
    form
}

#[test]
fn a_section_in_labelled_lines_is_read_where_others_stand_in_columns() {
    for label in ["Answer:", "Answer", "Response", "Our answer:", "Status"] {
        let read = read_sheet(&form(|answer| format!("| {label} | {answer} |")));
        assert_eq!(read.says(EIGHT), "yes partly no yes yes partly no yes", "{label}");
        assert_eq!(read.codes(), "", "{label}: {:?}", read.findings);
        assert_eq!(&*read.returns[0].answers[11].cell, "B8", "{label}");
    }
    // The answer and its label in one cell, and answers alone.
    for line in [|answer: &str| format!("| Answer: {answer} |"), |answer: &str| format!("| {answer} |")] {
        let read = read_sheet(&form(line));
        assert_eq!(read.says(EIGHT), "yes partly no yes yes partly no yes");
        assert!(read.returns[0].comments.is_empty(), "{:?}", read.returns[0].comments);
    }
    // What is no answer is asked about where it stands, and what was left blank is blank.
    let read = read_sheet(&form(|answer| match answer {
        "Partly" => "| Answer: | maybe next year |".to_owned(),
        "No" => "| Answer: | |".to_owned(),
        answer => format!("| Answer: | {answer} |"),
    }));
    assert_eq!(read.says(EIGHT), "yes partly no yes yes ? - yes");
    let asked = read.finding("F302");
    assert_eq!((&*asked.place.cell, &*asked.was_read), ("B10", "maybe next year"));
}

#[test]
fn a_labelled_line_that_may_stand_above_its_statement_is_asked_about() {
    let mut form = "| Statement | Yes | Partly | No |\n| {POL-02} | x | | |\n| {POL-03} | | x | |\n\
        | {POL-05} | | | x |\n| {POL-06} | x | | |\n| Responding to incidents |\n"
        .to_owned();
    for (id, answer) in [("INC-01", "Yes"), ("INC-02", "Partly"), ("INC-03", "No"), ("INC-05", "Yes")] {
        form.extend([format!("| Answer: | {answer} |\n| {{{id}}} |\n")]);
    }
    let read = read_sheet(&form);
    let said = read.says("INC-01 INC-02 INC-03 INC-05");
    assert!(!said.contains("yes") && !said.contains("partly"), "{said}");
    assert!(read.findings.iter().any(|finding| finding.rule.is_question), "{:?}", read.findings);
}

fn schools(read: &Read) -> Vec<String> {
    let one = |one: &ingest::reading::ReturnReading| {
        let name = one.school.name.as_ref().map_or("?", |name| name.text.as_str());
        format!("{name}: {}", says(one, FOUR))
    };
    read.returns.iter().map(one).collect()
}

#[test]
fn a_table_of_schools_below_each_statement_is_read() {
    let answers = [
        ("POL-02", "Yes", "No"),
        ("POL-03", "No", "No"),
        ("POL-05", "Partly", "Yes"),
        ("POL-06", "Yes", "No"),
    ];
    let expected = ["Back School: yes no partly yes", "Tong School: no no yes no"];
    for heads in ["| School | Answer | Comments |\n", "| Name of school | Response | Evidence |\n", ""] {
        let mut sheet = String::new();
        for (id, one, two) in answers {
            sheet.extend([format!(
                "| {{{id}}} |\n{heads}| Back School | {one} | seen {id} |\n| Tong School | {two} | |\n\n"
            )]);
        }
        let read = read_sheet(&sheet);
        assert_eq!(schools(&read), expected, "{heads}");
        assert_eq!(read.returns[0].comments.len(), 4, "{heads}");
    }
    // In a document the statements stand in the text.
    let heads = "| School | Answer | Comments |\n";
    let tables: Vec<String> = answers
        .iter()
        .map(|(_, one, two)| format!("{heads}| Back School | {one} | soon |\n| Tong School | {two} | |"))
        .collect();
    let text =
        "| Returns of all schools |\n| {POL-02} |\n| {POL-03} |\n| {POL-05} |\n| Policies |\n| {POL-06} |";
    let tables: Vec<(u32, &str)> = [2, 3, 4, 6].into_iter().zip(tables.iter().map(String::as_str)).collect();
    let read = read(&document(text, &tables));
    assert_eq!(schools(&read), expected, "{:?}", read.findings);
    assert_eq!(&*read.returns[0].answers[1].sheet, "table 1");
    assert_eq!(&*read.returns[0].answers[1].cell, "row 2, cell 2");
}
