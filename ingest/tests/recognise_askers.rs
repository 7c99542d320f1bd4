//! Exports that name others beside the school, and lists whose answers were laid one below another.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, read_sheet, says};

/// Two schools' rows under these headings.
fn export(heads: &str, [back, tong]: [&str; 2]) -> String {
    format!(
        "| Timestamp | {heads} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
         | 21/11/2025 10:00 | {back} | Yes | No | Yes | Yes |
         | 21/11/2025 11:00 | {tong} | No | Yes | No | No |"
    )
}

fn schools(table: &str) -> Vec<String> {
    let read = read_sheet(table);
    let name = |one: &ingest::reading::ReturnReading| {
        one.school.name.as_ref().map(|name| name.text.clone()).unwrap_or_default()
    };
    read.returns.iter().map(|one| format!("{} {}", name(one), one.school.others.len())).collect()
}

#[test]
fn the_organisation_that_asks_is_not_the_school() {
    let council = ["Western Isles Council | Back School", "Western Isles Council | Tong School"];
    for head in ["School", "Establishment", "Setting", "Centre", "School name"] {
        let table = export(&format!("Organisation | {head}"), council);
        assert_eq!(schools(&table), ["Back School 0", "Tong School 0"], "{head}");
    }
    let behind = ["Back School | Western Isles Council", "Tong School | Western Isles Council"];
    for head in ["School", "Centre"] {
        let table = export(&format!("{head} | Organisation"), behind);
        assert_eq!(schools(&table), ["Back School 0", "Tong School 0"], "{head}");
    }
    let same = ["Learning Isles | Back School", "Learning Isles | Tong School"];
    assert_eq!(schools(&export("Organisation | School", same)), ["Back School 0", "Tong School 0"]);
    // Where schools are named there, it is theirs.
    assert_eq!(
        schools(&export("Organisation", ["Back School", "Tong School"])),
        ["Back School 0", "Tong School 0"]
    );
}

#[test]
fn a_school_that_the_list_had_not_got_is_named_behind_it() {
    let heads = "Select your school | Is your school in the list? | If other, please type the name";
    let table = export(heads, ["Back School | Yes |", "Other | No | Tong School"]);
    assert_eq!(schools(&table), ["Back School 0", "Tong School 0"]);
    let table = export(
        "Select your school | If other, please type the name",
        ["Back School |", "Other | Tong School"],
    );
    assert_eq!(schools(&table), ["Back School 0", "Tong School 0"]);
}

#[test]
fn answers_laid_one_below_another_are_read() {
    let mut list = "| School | Statement | Attribute | Value |\n".to_owned();
    for school in ["Back School", "Tong School"] {
        for (id, answer) in FOUR.split(' ').zip(["Yes", "Partly", "No", "Yes"]) {
            list.extend([format!("| {school} | {{{id}}} | {answer} | x |\n")]);
            if answer == "No" {
                list.extend([format!("| {school} | {{{id}}} | Evidence and Comments | planned for May |\n")]);
            }
        }
    }
    let read = read_sheet(&list);
    let all: Vec<String> = read.returns.iter().map(|one| says(one, FOUR)).collect();
    assert_eq!(all, ["yes partly no yes"; 2], "{:?}", read.findings);
    assert_eq!(read.codes(), "", "{:?}", read.findings);
    assert_eq!(read.returns[0].comments[0].text, "planned for May");
    let partly = &read.returns[0].answers.iter().find(|one| one.statement_id.as_str() == "POL-03").unwrap();
    assert_eq!(&*partly.cell, "D3");
}

#[test]
fn answers_laid_one_below_another_are_read_under_other_headings_and_with_yes_and_no() {
    let list = |heads: &str, marks: [&str; 2]| {
        let mut list = format!("| School | Statement | {heads} |\n");
        for (id, said) in FOUR.split(' ').zip(["Yes", "Partly", "No", ""]) {
            for answer in ["Yes", "Partly", "No"] {
                let mark = marks[usize::from(answer != said)];
                list.extend([format!("| Back School | {{{id}}} | {answer} | {mark} |\n")]);
            }
        }
        read_sheet(&list)
    };
    for heads in [
        "Name | Value",
        "Key | Value",
        "Category | Value",
        "Option | Selected",
        "Field | Entry",
        "Answer | Tick",
    ] {
        for marks in [["x", ""], ["\u{2713}", ""], ["1", "0"], ["Yes", "No"], ["TRUE", "FALSE"]] {
            let read = list(heads, marks);
            assert_eq!(read.says(FOUR), "yes partly no -", "{heads} {marks:?}: {}", read.codes());
            assert!(!read.codes().contains("F30"), "{heads} {marks:?}: {}", read.codes());
        }
    }
    // What an answer counts is no tick: a row for each statement, and another answer in it.
    for [answers, values] in [
        [["Yes", "Partly", "No", "Yes"], ["2", "1", "0", "2"]],
        [["Yes", "No", "Yes", "No"], ["Yes", "Partly", "No", "Yes"]],
    ] {
        let rows = FOUR.split(' ').zip(answers).zip(values);
        let mut list = "| School | Statement | Answer | Value |\n".to_owned();
        for ((id, one), other) in rows {
            list.extend([format!("| Back School | {{{id}}} | {one} | {other} |\n")]);
        }
        let read = read_sheet(&list);
        let said = read.says(FOUR);
        assert!(["yes partly no yes", "yes ? ? ?"].contains(&said.as_str()), "{said} {}", read.codes());
    }
}

#[test]
fn a_column_of_ticks_beside_answers_in_words_takes_none_of_them_away() {
    for heads in ["Answer | Tick", "Response | Mark", "Answer | Ticked", "Response | Entry", "Answer | Value"]
    {
        for ticks in
            [["x", "", "", "x"], ["", "JM", "", ""], ["1", "1", "1", "1"], ["12/11/2025", "", "", "x"]]
        {
            for has_comments in [false, true] {
                let comments = if has_comments { " Comments |" } else { "" };
                let mut form = format!("| Statement | {heads} |{comments}\n");
                for ((id, said), tick) in FOUR.split(' ').zip(["Yes", "Partly", "No", "Yes"]).zip(ticks) {
                    let comment = if has_comments { " see our policy |" } else { "" };
                    form.extend([format!("| {{{id}}} | {said} | {tick} |{comment}\n")]);
                }
                let read = read_sheet(&form);
                assert_eq!(read.says(FOUR), "yes partly no yes", "{form}{}", read.codes());
            }
        }
    }
}
