//! Each kind of fault is told, with its line, and all come at once.

use super::{
    tests::{COLUMNS, HEAD, ROWS, WORDING_COLUMNS, files},
    *,
};

fn faults(head: &str, statements: &str, wordings: &str) -> Vec<String> {
    let faults = from_texts("made-up", &files(head, statements.as_bytes(), wordings)).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

/// The faults of the sound rows with one thing replaced.
fn faults_with(from: &str, to: &str) -> Vec<String> {
    let rows = format!("{COLUMNS}{ROWS}");
    assert!(rows.contains(from));
    faults(HEAD, &rows.replacen(from, to, 1), "")
}

fn faults_of_head(from: &str, to: &str) -> Vec<String> {
    assert!(HEAD.contains(from));
    faults(&HEAD.replacen(from, to, 1), &format!("{COLUMNS}{ROWS}"), "")
}

fn faults_of_wording(row: &str) -> Vec<String> {
    faults(HEAD, &format!("{COLUMNS}{ROWS}"), &format!("{WORDING_COLUMNS}{row}\n"))
}

#[test]
fn faults_of_a_row_say_its_line() {
    assert_eq!(
        faults_with("A-03,", "03-Jan,"),
        [
            "statements.csv line 5, statement_id: `03-Jan` is no statement id: capital letters, a hyphen, then \
             figures, such as POL-04"
        ]
    );
    assert_eq!(
        faults_with("A-03,", "A-01,"),
        ["statements.csv line 5, statement_id: `A-01` stands in line 2 too"]
    );
    assert_eq!(
        faults_with("A-03,all", "A-03,rest"),
        ["statements.csv line 5, section: `rest` is not one of all"]
    );
    assert_eq!(
        faults_with("Policy,policies", "Policy,money"),
        [
            "statements.csv line 2, theme: `money` is not one of policies, leadership, conduct, incidents, filtering, \
             data-protection, devices, staff, pupils, parents"
        ]
    );
    assert_eq!(faults_with("There is a policy.", ""), ["statements.csv line 2, text: the text is empty"]);
    assert_eq!(faults_with("There is a policy.", "…"), ["statements.csv line 2, text: `…` has no words"]);
    let long = "A label that is far too long for a chart";
    assert_eq!(
        faults_with(",Policy,", &format!(",{long}s,")),
        [format!("statements.csv line 2, short_label: `{long}s` has 41 characters")]
    );
    assert_eq!(faults_with(",Policy,", ",,"), ["statements.csv line 2, short_label: the label is empty"]);
    assert_eq!(
        faults_with(",Policy,", ",\"Pol\nicy\","),
        ["statements.csv line 2, short_label: the label has a line break"]
    );
    assert_eq!(
        faults_with(",Parents,", ",policy!,"),
        ["statements.csv line 5, short_label: `policy!` stands in line 2 too"]
    );
    assert_eq!(
        faults_with("Parents are asked.", "there is  a POLICY"),
        ["statements.csv line 5, text: this says the same as A-01 (statements.csv line 2)"]
    );
    assert_eq!(
        faults_with("2022,2030", "2022,2021"),
        ["statements.csv line 3, last_year: 2021 is before the first year, 2022"]
    );
    assert_eq!(
        faults_with("2022,2030", "22,soon"),
        [
            "statements.csv line 3, first_year: `22` is no year: a year from 2000 to 2100",
            "statements.csv line 3, last_year: `soon` is no year: a year from 2000 to 2100"
        ]
    );
    assert_eq!(
        faults_with("policies,,,", "policies,,maybe,"),
        ["statements.csv line 2, is_essential: `maybe` is neither yes nor no"]
    );
}

#[test]
fn faults_of_a_table_say_what_its_columns_are() {
    assert_eq!(
        faults_with("short_label", "label"),
        [
            "statements.csv line 1, label: there is no such column",
            "statements.csv line 1, short_label: the column is missing",
            "statements.csv line 2, short_label: the label is empty",
            "statements.csv line 3, short_label: the label is empty",
            "statements.csv line 5, short_label: the label is empty",
        ]
    );
    assert_eq!(faults_with("guidance", "theme"), ["statements.csv line 1, theme: the column stands twice"]);
    assert_eq!(
        faults_with("Parents are asked.", "Parents, staff are asked."),
        ["statements.csv line 5, theme: `Parents` is not one of policies, leadership, conduct, incidents, \
             filtering, data-protection, devices, staff, pupils, parents",]
    );
    assert_eq!(faults(HEAD, COLUMNS, ""), ["statements.csv: there is no statement"]);
    let head = format!(
        "{HEAD}[[sections]]
id = \"more\"
title = \"More\"
"
    );
    assert_eq!(
        faults(&head, &format!("{COLUMNS}{ROWS}"), ""),
        ["catalogue.toml line 11, sections: no statement is of section `more`"]
    );
    assert_eq!(faults(HEAD, "", ""), ["statements.csv: the file is empty"]);
    assert_eq!(
        faults_with("There is a policy.", "The school\u{fffd}s policy."),
        ["statements.csv line 2, text: some letters of `The school\u{fffd}s policy.` were lost in saving"]
    );
    let open = faults_with("each year.\"", "each year.");
    assert!(open.contains(&"statements.csv line 3: a quotation mark is opened and never closed".to_owned()));
}

#[test]
fn two_sections_of_one_title_are_told_of() {
    let head = format!("{HEAD}[[sections]]\nid = \"more\"\ntitle = \"ALL.\"\n");
    let rows = format!("{COLUMNS}{ROWS}").replacen("A-03,all", "A-03,more", 1);
    assert_eq!(faults(&head, &rows, ""), ["catalogue.toml line 12, title: two sections are called `ALL.`"]);
}

#[test]
fn a_plan_of_more_rows_than_can_be_printed_is_told_of() {
    let plan = |n_rows: &str| {
        format!(
            "{HEAD}[action_plan]\nheading = \"Plan\"\narea = \"Area\"\nresources = \"What\"\n\
             completed_on = \"When\"\nsigned = \"Who\"\nn_rows = {n_rows}\n"
        )
    };
    let rows = format!("{COLUMNS}{ROWS}");
    for huge in ["201", "4000000000", "99999999999"] {
        assert_eq!(
            faults(&plan(huge), &rows, ""),
            ["catalogue.toml line 16, n_rows: a plan has at most 200 rows"]
        );
    }
    assert!(from_texts("made-up", &files(&plan("200"), rows.as_bytes(), "")).is_ok());
}

#[test]
fn a_file_whose_name_differs_in_case_alone_is_not_lost() {
    let mut files = files(HEAD, format!("{COLUMNS}{ROWS}").as_bytes(), "");
    files.insert("Statements.csv".to_owned(), COLUMNS.as_bytes().to_vec());
    let faults = from_texts("made-up", &files).unwrap_err();
    assert_eq!(faults[0].to_string(), "statements.csv: Statements.csv is beside it");
}

#[test]
fn a_sorted_table_does_not_pass_for_the_order_of_the_form() {
    let head = format!("{HEAD}[[sections]]\nid = \"more\"\ntitle = \"More\"\n");
    let rows = format!("{COLUMNS}{ROWS}").replacen("A-01,all", "A-01,more", 1);
    assert_eq!(
        faults(&head, &rows, ""),
        [
            "statements.csv line 3, section: section `all` has already ended above",
            "statements.csv line 5, section: section `all` has already ended above"
        ]
    );
}

#[test]
fn faults_of_wordings() {
    assert_eq!(
        faults_of_wording("A-09,We have a policy.,,editorial"),
        ["wordings.csv line 2, statement_id: `A-09` is no statement of this catalogue"]
    );
    assert_eq!(faults_of_wording("A-01,,,editorial"), ["wordings.csv line 2, wording: the wording is empty"]);
    assert_eq!(
        faults_of_wording("A-01,We have a policy.,,same"),
        [
            "wordings.csv line 2, comparability: `same` is not one of identical, editorial, substantive, merged, split"
        ]
    );
    assert_eq!(
        faults_of_wording("A-01,We have a policy.,,split"),
        ["wordings.csv line 2, comparability: a wording without a year cannot be split"]
    );
    assert_eq!(
        faults_of_wording("A-01,We have a policy.,last,editorial"),
        ["wordings.csv line 2, until_year: `last` is no year: a year from 2000 to 2100"]
    );
    assert_eq!(
        faults_of_wording("A-02,Staff know.,2021,editorial"),
        ["wordings.csv line 2, until_year: 2021 is before the first year of A-02"]
    );
    assert_eq!(
        faults_of_wording("A-02,Staff know.,2030,editorial"),
        ["wordings.csv line 2, until_year: 2030 is not before the last year of A-02, which has its text"]
    );
    assert_eq!(
        faults_of_wording("A-01,We have one.,2024,editorial\nA-01,One is there.,2024,editorial"),
        ["wordings.csv line 3, until_year: A-01 has another wording until 2024"]
    );
    assert_eq!(
        faults_of_wording("A-01,there is a policy,,identical"),
        ["wordings.csv line 2, wording: this is the text of A-01 itself"]
    );
    assert_eq!(
        faults_of_wording("A-01,We have one.,,editorial\nA-01,We have one,,editorial"),
        ["wordings.csv line 3, wording: this wording of A-01 stands twice"]
    );
    assert_eq!(
        faults_of_wording("A-01,Parents are asked,,editorial"),
        ["wordings.csv line 2, wording: this says the same as A-03 (statements.csv line 5)"]
    );
}

#[test]
fn faults_of_the_head_say_their_line() {
    assert_eq!(
        faults_of_head("made-up", "made-down"),
        ["catalogue.toml line 1, id: `made-down` is not the name of the catalogue's folder, `made-up`"]
    );
    assert_eq!(
        faults_of_head("made-up", "Made up"),
        [
            "catalogue.toml line 1, id: `Made up` is no catalogue id: small letters, figures and hyphens, at most 40"
        ]
    );
    assert_eq!(
        faults_of_head("title = \"Made up\"\n", ""),
        ["catalogue.toml line 1, title: the key is missing"]
    );
    assert_eq!(faults_of_head("Made up", " "), ["catalogue.toml line 2, title: the text is empty"]);
    assert_eq!(
        faults_of_head("= true", "= \"yes\""),
        ["catalogue.toml line 3, columns_confirmed: this is not true or false"]
    );
    assert_eq!(
        faults_of_head("label = \"Answer\"", "label = \"Answer\"\nlabels = 3"),
        ["catalogue.toml line 7, labels: there is no such key"]
    );
    assert_eq!(
        faults_of_head("role = \"answer\"", "role = \"tick\""),
        [
            "catalogue.toml: no column is for an answer",
            "catalogue.toml line 5, role: `tick` is not one of yes, partly, no, not_applicable, answer, comment"
        ]
    );
    assert_eq!(
        faults_of_head("[[columns]]", "[[columns]]\nrole = \"answer\"\nlabel = \"\"\n[[columns]]"),
        [
            "catalogue.toml: the role answer stands beside columns for single answers",
            "catalogue.toml line 7, role: the same role stands twice under [[columns]]"
        ]
    );
    assert_eq!(
        faults_of_head("[[sections]]", "[[sections]]\nid = \"all\"\ntitle = \"All\"\n[[sections]]"),
        ["catalogue.toml line 11, id: section `all` stands twice"]
    );
    assert_eq!(
        faults_of_head("[[columns]]", "[columns]")[1],
        "catalogue.toml line 4, columns: this is not [[columns]]"
    );
    assert_eq!(
        faults_of_head("[[sections]]", "[action_plan]\nheading = \"Plan\"\nn_rows = -1\n[[sections]]"),
        [
            "catalogue.toml line 7, area: the key is missing",
            "catalogue.toml line 7, completed_on: the key is missing",
            "catalogue.toml line 7, resources: the key is missing",
            "catalogue.toml line 7, signed: the key is missing",
            "catalogue.toml line 9, n_rows: this is not a whole number"
        ]
    );
    let broken = faults_of_head("title = \"Made up\"", "title = Made up\nmore = = 1");
    assert!(
        broken.iter().filter(|fault| fault.starts_with("catalogue.toml line 2")).count() >= 1,
        "{broken:?}"
    );
    assert!(broken.iter().any(|fault| fault.starts_with("catalogue.toml line 3")), "{broken:?}");
}

#[test]
fn missing_and_strange_files_are_faults() {
    assert_eq!(
        from_texts("made-up", &owned(&[("Wording.csv", b""), ("notes.txt", b""), (".hidden.csv", b"")]))
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        [
            "catalogue.toml: the file is missing",
            "statements.csv: the file is missing",
            "wording.csv: a catalogue has no such file"
        ]
    );
}

#[test]
fn all_faults_come_at_once() {
    let rows = format!("{COLUMNS}{ROWS}").replace("policies", "money").replace("2030", "soon");
    let head = HEAD.replace("title = \"All\"", "");
    let all = faults(&head, &rows, &format!("{WORDING_COLUMNS}A-09,x,,editorial\n"));
    let lines: Vec<_> = all.iter().filter_map(|fault| fault.split(':').next()).collect();
    assert_eq!(
        lines,
        [
            "catalogue.toml line 7, title",
            "statements.csv line 2, theme",
            "statements.csv line 3, last_year",
            "wordings.csv line 2, statement_id"
        ]
    );
}
