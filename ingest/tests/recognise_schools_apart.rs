//! Several schools in one file, told apart by a line above each, by their sheets' names: each is its school's, and where
//! nobody can tell, none of them is given to one.

mod table;

use schemas::decision::{Ruling, Scope};
use table::{Read, document, read, read_sheet, read_with, sheet};

const ONE: &str = "| Statement | Yes | Partly | No | Comments |
| {POL-02} | x | | | seen A1 |
| {POL-03} | | x | | |
| {POL-05} | | | x | |
| {POL-06} | x | | | |";
const TWO: &str = "| Statement | Yes | Partly | No | Comments |
| {POL-02} | | | x | seen B1 |
| {POL-03} | | | x | |
| {POL-05} | x | | | |
| {POL-06} | | x | | |";

/// The school that each return names, with its answers.
fn told(read: &Read) -> Vec<String> {
    let told = read.returns.iter().map(|one| {
        let school = one.school.name.as_ref().or(one.school.id.as_ref());
        let school = school.map_or("?", |school| school.text.as_str());
        format!("{school}: {}", table::says(one, "POL-02 POL-03 POL-05 POL-06"))
    });
    told.collect()
}

const LINES: &[[&str; 2]] = &[
    ["Name: Back School", "Name: Tong School"],
    ["100248 Back School", "100255 Tong School"],
    ["Back School (100248)", "Tong School (100255)"],
    ["Self-evaluation: Back School", "Self-evaluation: Tong School"],
    ["Back School - Online safety self-evaluation 2025", "Tong School - Online safety self-evaluation 2025"],
    ["Online safety self-evaluation of Back School", "Online safety self-evaluation of Tong School"],
    ["Return from Back School", "Return from Tong School"],
    ["Completed by: Back School", "Completed by: Tong School"],
    ["1. Back Primary", "2. Tong Primary"],
    ["School no. 100248", "School no. 100255"],
    ["Name Back School", "Name Tong School"],
    ["100248", "100255"],
];

fn check(read: &Read, line: &str) {
    let told = told(read);
    assert_eq!(told.len(), 2, "{line}: {told:?} {:?}", read.findings);
    for (told, (name, answers)) in
        told.iter().zip([(["Back", "100248"], "yes partly no yes"), (["Tong", "100255"], "no no yes partly")])
    {
        assert!(name.iter().any(|name| told.contains(name)) && told.ends_with(answers), "{line}: {told}");
    }
}

#[test]
fn a_line_above_each_tells_the_sheets_of_several_schools_apart() {
    for [one, two] in LINES {
        let sheets = [
            sheet("Return 1", &format!("| Online safety |\n| {one} |\n\n{ONE}")),
            sheet("Return 2", &format!("| Online safety |\n| {two} |\n\n{TWO}")),
        ];
        check(&read(&sheets), one);
    }
}

#[test]
fn and_forms_below_one_another() {
    for [one, two] in LINES {
        check(&read_sheet(&format!("| {one} |\n\n{ONE}\n\n| {two} |\n\n{TWO}")), one);
    }
}

#[test]
fn and_those_of_a_document() {
    for [one, two] in LINES.iter().filter(|[one, _]| !matches!(*one, "100248" | "Name Back School")) {
        let text = format!("| {one} |\n\n| {two} |\n");
        check(&read(&document(&text, &[(1, ONE), (3, TWO)])), one);
    }
}

#[test]
fn a_field_on_one_sheet_and_a_line_on_the_other_are_two_schools() {
    let sheets = [
        sheet("Sheet1", &format!("| School Name | Back School |\n\n{ONE}")),
        sheet("Sheet2", &format!("| Tong School |\n\n{TWO}")),
    ];
    check(&read(&sheets), "mixed");
}

#[test]
fn sheets_named_by_ids_are_each_a_return() {
    for names in [
        ["100248", "100255"],
        ["100248 Back School", "100255 Tong Sch"],
        ["Back School (100248)", "Tong"],
        ["Back School", "100255"],
    ] {
        for top in ["| Online safety |\n\n", "| School Name | School A |\n\n", "| School Name | 0 |\n\n"] {
            let sheets = [sheet(names[0], &format!("{top}{ONE}")), sheet(names[1], &format!("{top}{TWO}"))];
            let read = read(&sheets);
            assert_eq!(read.returns.len(), 2, "{names:?} {top}");
            for (one, name) in read.returns.iter().zip(names) {
                assert!(one.school.hints.iter().any(|hint| hint.text == name), "{names:?} {top}");
            }
        }
    }
}

#[test]
fn drafts_of_one_school_are_no_two_schools() {
    for [one, two] in [
        ["Draft 1", "Draft 2"],
        ["Autumn 2024", "Spring 2025"],
        ["Primary department", "Nursery class"],
        ["Back School draft", "Back School final"],
        ["Mr Smith's view", "Mrs Jones' view"],
        ["Version of 12/11/2025", "Version of 20/11/2025"],
        ["School policies", "School policy (new)"],
    ] {
        let sheets = [
            sheet("Sheet1", &format!("| {one} |\n\n{ONE}")),
            sheet("Sheet2", &format!("| {two} |\n\n{TWO}")),
        ];
        let read = read(&sheets);
        assert_eq!(read.returns.len(), 1, "{one}: {:?}", told(&read));
    }
}

#[test]
fn where_nobody_can_tell_no_line_of_one_names_the_school_of_all() {
    let sheets = [
        sheet("Limeheath", &format!("| Back School |\n\n{ONE}")),
        sheet("2", &format!("| Online safety |\n\n{TWO}")),
    ];
    let read = read(&sheets);
    assert!(read.codes().contains("F204"));
    let hints: Vec<&str> = read.returns[0].school.hints.iter().map(|hint| hint.text.as_str()).collect();
    assert_eq!(hints, ["return"]);
}

#[test]
fn the_heads_of_a_collation_are_no_titles() {
    for heads in [
        "| | Back School | | Tong School | | Notes |\n| Statement | Answer | Comments | Answer | Comments | Officer notes |",
        "| | Lavendercroft Middle | | Sage Moor PS | | Notes |\n| Statement | Answer | Comments | Answer | Comments | Notes |",
    ] {
        let read = read_sheet(&format!(
            "{heads}\n| {{POL-02}} | Yes | a | No | b | c |\n| {{POL-03}} | Yes | | No | b | |\n| {{POL-05}} | Yes | | No | b | |\n| {{POL-06}} | No | | No | b | |"
        ));
        let hints = |name: &str| {
            read.returns
                .iter()
                .filter(|one| one.school.hints.iter().any(|hint| hint.text.contains(name)))
                .count()
        };
        assert!(
            read.returns.len() > 1 || hints("Back") + hints("Lavender") == 0,
            "{heads}: {:?}",
            read.returns[0].school
        );
    }
}

#[test]
fn a_sheet_of_counts_beside_the_schools_is_no_return() {
    let counts = "| Statement | Yes | Partly | No |
        | {POL-02} | 1 | 0 | 1 |\n| {POL-03} | 0 | 1 | 1 |\n| {POL-05} | 1 | 0 | 1 |\n| {POL-06} | 1 | 1 | 2 |";
    let sheets = [
        sheet("Return 1", &format!("| School Name | Back School |\n\n{ONE}")),
        sheet("Return 2", &format!("| School Name | Tong School |\n\n{TWO}")),
        sheet("All", counts),
    ];
    let read = read(&sheets);
    check(&read, "counts");
    assert!(read.codes().contains("F110"), "{}", read.codes());
}

#[test]
fn a_list_of_the_sheets_names_their_schools() {
    let list = "| Contents |\n| 1 | Back School |\n| 2 | Tong School |";
    let sheets = [sheet("Contents", list), sheet("1", ONE), sheet("2", TWO)];
    check(&read(&sheets), "contents");
}

#[test]
fn what_names_no_school_is_not_given_to_the_one_that_another_sheet_names() {
    let named = || sheet("Form", &format!("| School Name | Back School |\n\n{ONE}"));
    for other in ["Form (2)", "Sheet2", "Final"] {
        let sheets = [named(), sheet(other, TWO)];
        let asked = read(&sheets);
        assert_eq!(told(&asked), ["?: ? ? ? ?"], "{other}");
        let question = asked.finding("F204");
        assert_eq!(asked.returns[0].waits_for, Some(question.id()));
        let beside: Vec<&str> = asked.returns[0].school.beside.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(beside, ["Back School"]);
        let message = format!(
            "'Form' (B1: Back School) and '{other}' (from A2 on, naming no school) both look like a return"
        );
        assert!(question.message.starts_with(&message), "{}", question.message);
        assert!(
            question.suggestion.starts_with(&format!("sheet NAME: Form or {other}")),
            "{}",
            question.suggestion
        );
        let ruled = |ruling: Ruling| read_with(&sheets, &[table::ruling(question, ruling, Scope::Return)]);
        // It was asked which of them is that school's return.
        assert_eq!(
            told(&ruled(Ruling::Sheet(other.to_owned()))),
            ["Back School: no no yes partly"],
            "{other}"
        );
        assert_eq!(
            told(&ruled(Ruling::Sheet("Form".to_owned()))),
            ["Back School: yes partly no yes"],
            "{other}"
        );
        let each = ruled(Ruling::EachSheet);
        assert_eq!(told(&each), ["Back School: yes partly no yes", "?: no no yes partly"], "{other}");
        assert!(each.returns.iter().all(|one| one.waits_for.is_none() && one.school.beside.is_empty()));
    }
}

#[test]
fn a_prompt_that_nobody_wrote_over_names_no_school() {
    let named = sheet("Form", &format!("| School Name | Back School |\n\n{ONE}"));
    let read = read(&[named, sheet("Form (2)", &format!("| School Name | School name |\n\n{TWO}"))]);
    assert_eq!(told(&read), ["?: ? ? ? ?"]);
    assert!(read.finding("F204").message.contains("naming no school"));
}

#[test]
fn two_sheets_of_one_school_wait_under_its_name() {
    let form = |name: &str, table: &str| sheet(name, &format!("| School Name | Back School |\n\n{table}"));
    let read = read(&[form("Form", ONE), form("Final", TWO)]);
    assert_eq!(told(&read), ["Back School: ? ? ? ?"]);
    assert_eq!(read.returns[0].waits_for, Some(read.finding("F204").id()));
    // A cover speaks for both.
    let sheets = [sheet("Cover", "| School Name | Back School |"), sheet("Form", ONE), sheet("Final", TWO)];
    assert_eq!(told(&table::read(&sheets)), ["Back School: ? ? ? ?"]);
}

#[test]
fn the_school_of_an_empty_sheet_is_whom_the_filled_one_may_concern() {
    let empty = ONE.replace(" x ", " ").replace("seen A1", "");
    let sheets = [sheet("Form", &format!("| School Name | Back School |\n\n{empty}")), sheet("Final", TWO)];
    let read = read(&sheets);
    assert_eq!(told(&read), ["?: no no yes partly"]);
    let beside: Vec<&str> = read.returns[0].school.beside.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(beside, ["Back School"]);
}

#[test]
fn a_sheet_that_is_called_by_another_schools_name_is_that_schools() {
    let sheets =
        [sheet("Back School", &format!("| School Name | Back School |\n\n{ONE}")), sheet("Tong School", TWO)];
    let read = read(&sheets);
    let hint = |at: usize| read.returns[at].school.hints.first().map(|hint| hint.text.clone());
    assert_eq!(told(&read), ["Back School: yes partly no yes", "?: no no yes partly"]);
    assert_eq!(hint(1).as_deref(), Some("Tong School"));
}

/// The school of each return, with what else is named as it.
fn named(read: &Read) -> Vec<String> {
    let named = read.returns.iter().map(|one| {
        let school = &one.school;
        let all = school.id.iter().chain(&school.name).chain(&school.others);
        all.map(|written| written.text.as_str()).collect::<Vec<_>>().join(" | ")
    });
    named.collect()
}

#[test]
fn two_columns_that_name_schools_are_held_against_each_other() {
    let four = "Yes | Partly | No | Yes";
    for (one, two) in
        [("School name", "Your school"), ("School", "Name of school"), ("Which school?", "School")]
    {
        let read = read_sheet(&format!(
            "| {one} | {two} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
             | Back School | back school | {four} |
             | Tong School | Laxdale School | {four} |
             | | Point School | {four} |
             | Other | Lionel School | {four} |\n| Uig School | Other | {four} |"
        ));
        let expected =
            ["Back School", "Tong School | Laxdale School", "Point School", "Lionel School", "Uig School"];
        assert_eq!(named(&read), expected, "{one}: {:?}", read.findings);
        assert_eq!(&*read.returns[1].school.others[0].place.cell, "B3");
    }
    let read = read_sheet(&format!(
        "| URN | SEED | School | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
         | 100248 | 6234518 | Back School | {four} |"
    ));
    assert_eq!(named(&read), ["100248 | Back School | 6234518"]);
}

#[test]
fn a_lists_two_columns_that_name_schools_are_held_against_each_other() {
    let rows = |one: &str, two: &str| {
        let rows = ["POL-02", "POL-03", "POL-05", "POL-06"].iter().zip(["Yes", "Partly", "No", "Yes"]);
        rows.map(|(id, answer)| format!("| {one} | {two} | {{{id}}} | {answer} |\n"))
            .collect::<Vec<_>>()
            .concat()
    };
    let list = "| School | Your school | Statement | Answer |\n".to_owned()
        + &rows("Back School", "Back School")
        + &rows("Tong School", "Laxdale School")
        + &rows("", "Point School");
    let read = read_sheet(&list);
    assert_eq!(named(&read), ["Back School", "Tong School | Laxdale School", "Point School"]);
    assert!(told(&read).iter().all(|told| told.ends_with("yes partly no yes")), "{:?}", told(&read));
    // Written once over its rows, a school holds for them, whatever column it stands in.
    let list = "| School | Statement | Answer | School's name |
         | Back School | {POL-02} | Yes | |\n| | {POL-03} | Partly | |
         | | {POL-05} | No | Tong School |\n| | {POL-06} | Yes | |\n| Point School | {POL-02} | No | |";
    let read = read_sheet(list);
    assert_eq!(named(&read), ["Back School", "Tong School", "Point School"], "{:?}", read.findings);
}
