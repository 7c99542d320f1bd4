//! Exports that name their columns by codes, and tables with a row of particulars by their headings.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, Read, read_sheet, says};

/// The comments with their statements.
fn comments(read: &Read) -> String {
    let one = |comment: &ingest::reading::CommentReading| {
        let id = comment.statement_id.as_ref().map_or("none".to_owned(), ToString::to_string);
        format!("{id} {}", comment.text)
    };
    read.returns.iter().flat_map(|read| &read.comments).map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_column_headed_with_a_statements_code_comments_on_it() {
    for (code, comment) in [
        ("POL0N", "POL0Ncomment"),
        ("POL0N", "POL0N[comment]"),
        ("POL0N", "POL0N_comment"),
        ("POL-0N", "POL-0N Other"),
        ("POL-0N", "POL-0N[other]"),
        ("POL-0N", "Evidence POL-0N"),
        ("G1Q01[POL0N]", "G1Q01[POL0Ncomment]"),
        ("QN. {POL-0N}", "QNcomment"),
        ("G1Q0N[{POL-0N}]", "G1Q0N[other]"),
    ] {
        for is_beside in [true, false] {
            let numbers = ["2", "3", "5", "6"];
            let codes = numbers.map(|number| code.replace('N', number));
            let comments_on = numbers.map(|number| comment.replace('N', number));
            let answers = ["Yes", "Partly", "No", "Yes"];
            let said = ["seen", "", "soon", ""];
            let row = |own: &[&str; 4], other: &[&str; 4]| -> String {
                let pairs = own.iter().zip(other);
                if is_beside {
                    pairs.map(|(one, other)| format!(" {one} | {other} |")).collect::<Vec<_>>().concat()
                } else {
                    own.iter().chain(other).map(|cell| format!(" {cell} |")).collect::<Vec<_>>().concat()
                }
            };
            let form = format!(
                "| id | School |{}\n| 1 | Back School |{}",
                row(&codes.each_ref().map(String::as_str), &comments_on.each_ref().map(String::as_str)),
                row(&answers, &said)
            );
            let read = read_sheet(&form);
            assert_eq!(read.says(FOUR), "yes partly no yes", "{form}");
            assert_eq!(comments(&read), "POL-02 seen, POL-05 soon", "{form}");
        }
    }
    // A code that two statements share says of neither.
    let read = read_sheet(
        "| School | Q1[{POL-02}] | Q1[{POL-03}] | Q1[other] | Q2[{POL-05}] | Q2[{POL-06}] |
         | Back School | Yes | No | either | Yes | No |",
    );
    assert_eq!(comments(&read), "none either", "{:?}", read.findings);
}

#[test]
fn a_row_that_says_what_an_exports_columns_are_is_no_school() {
    for row in
        ["Section | Policy | Policy | Policy | Policy", "Question type | Choice | Choice | Choice | Choice"]
    {
        let read = read_sheet(&format!(
            "| School | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |\n| {row} |
             | Back School | Yes | Partly | No | Yes |"
        ));
        assert_eq!(read.says(FOUR), "yes partly no yes", "{row}");
        assert_eq!(read.codes(), "", "{row}");
    }
    // Below the statements' words the other headings may stand, beside codes.
    for codes in ["POL-02 | POL-03 | POL-05 | POL-06", "Q1 | Q2 | Q3 | Q4"] {
        let read = read_sheet(&format!(
            "| | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} | |\n| School | {codes} | Any comments |
             | Back School | Yes | Partly | No | Yes | all well |"
        ));
        assert_eq!(read.says(FOUR), "yes partly no yes", "{codes}");
        assert_eq!(read.returns[0].school.name.as_ref().unwrap().text, "Back School", "{codes}");
        assert_eq!((read.codes(), comments(&read)), (String::new(), "none all well".to_owned()), "{codes}");
    }
}

#[test]
fn rows_of_particulars_leave_a_collation_its_schools() {
    let answers = "| {POL-02} | Yes | No | Yes |\n| {POL-03} | No | No | No |
        | {POL-05} | Partly | Yes | No |\n| {POL-06} | Yes | No | Yes |";
    let all = [
        "Status | Complete | Complete | In progress",
        "RAG | Green | Amber | Green",
        "Phase | Primary | Primary | Secondary",
        "Completed by | A Macleod | B Smith | C Dow",
        "Date returned | 12/11/2025 | 13/11/2025 | 14/11/2025",
    ];
    let rows = |rows: &[&str]| rows.iter().map(|row| format!("| {row} |\n")).collect::<Vec<_>>().concat();
    let mut tables: Vec<String> = all.iter().map(|row| rows(&[row])).collect();
    tables.push(rows(&all));
    for names in ["Back School | Tong School | Point School", "Back | Tong | Oakfield"] {
        for table in &tables {
            let read = read_sheet(&format!("| Statement | {names} |\n{table}{answers}"));
            let told: Vec<String> = read
                .returns
                .iter()
                .map(|one| {
                    let name = one.school.name.as_ref().map_or("?", |name| name.text.as_str());
                    format!("{name} {}", says(one, FOUR))
                })
                .collect();
            let expected = names.split(" | ").zip(["yes no partly yes", "no no yes no", "yes no no yes"]);
            let expected: Vec<String> = expected.map(|(name, said)| format!("{name} {said}")).collect();
            assert_eq!(told, expected, "{table} {:?}", read.findings);
            if table.contains("Date returned") {
                let dates: Vec<_> =
                    read.returns.iter().map(|one| one.completed_on.unwrap().to_string()).collect();
                assert_eq!(dates, ["2025-11-12", "2025-11-13", "2025-11-14"], "{table}");
            }
        }
    }
}
