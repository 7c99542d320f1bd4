//! Answers that stand in the statements' own cells, and ticks that a text table lost.

mod table;

use ingest::grid::{Addressing, Grid};
use table::{Read, read, read_sheet, sheet};

const FIVE: &str = "POL-02 POL-03 POL-05 POL-06 POL-07";

fn in_cells(cells: [&str; 5]) -> Read {
    let rows = cells.iter().fold(String::new(), |rows, cell| rows + "| " + cell + " |\n");
    read_sheet(&format!("| School Name: Back School |\n| Policy |\n{rows}"))
}

#[test]
fn answers_in_the_statements_cells_are_read_wherever_they_stand() {
    for (cells, said) in [
        (
            ["{POL-02} - Yes", "{POL-03} - Partly", "{POL-05} - No", "{POL-06}", "{POL-07} - n/a"],
            "yes partly no - not_applicable",
        ),
        (
            ["{POL-02}: Yes", "{POL-03}: Partially met", "{POL-05}: NO", "{POL-06} : Yes", "{POL-07}"],
            "yes partly no yes -",
        ),
        (
            ["{POL-02} (Yes)", "{POL-03} (partly)", "{POL-05} (no)", "{POL-06} (Yes)", "{POL-07}"],
            "yes partly no yes -",
        ),
        (
            ["Yes - {POL-02}", "Partly - {POL-03}", "No - {POL-05}", "Yes - {POL-06}", "{POL-07}"],
            "yes partly no yes -",
        ),
        (
            ["Yes: {POL-02}", "Partly: {POL-03}", "No: {POL-05}", "Yes: {POL-06}", "{POL-07}"],
            "yes partly no yes -",
        ),
        (
            ["1. {POL-02} YES", "2. {POL-03} PARTLY", "3. {POL-05} NO", "4. {POL-06} YES", "5. {POL-07}"],
            "yes partly no yes -",
        ),
        (
            ["\u{2713} {POL-02}", "\u{2713} {POL-03}", "\u{2713} {POL-05}", "{POL-06}", "\u{2713} {POL-07}"],
            "yes yes yes - yes",
        ),
        (
            [
                "{POL-02} - Yes, reviewed in May",
                "{POL-03} - Partly",
                "{POL-05} - No",
                "{POL-06} - Yes",
                "{POL-07} - No",
            ],
            "yes partly no yes no",
        ),
    ] {
        let read = in_cells(cells);
        assert_eq!(read.says(FIVE), said, "{cells:?}");
        let place = &read.returns[0]
            .answers
            .iter()
            .find(|answer| answer.statement_id.as_str() == "POL-02")
            .unwrap()
            .cell;
        assert_eq!(&**place, "A3", "{cells:?}");
    }
    // Boxes before the statements: as a column of ticks that no heading names.
    let read = in_cells(["[x] {POL-02}", "[x] {POL-03}", "[ ] {POL-05}", "[x] {POL-06}", "[x] {POL-07}"]);
    assert_eq!(read.says(FIVE), "yes yes - yes yes");
    assert_eq!(read.codes(), "F202");
}

#[test]
fn answers_in_the_cells_and_other_ones_beside_them_are_not_mixed() {
    let read = read_sheet(
        "| Statement | Response |
         | {POL-02} - Yes | No |
         | {POL-03} - Partly | Yes |
         | {POL-05} - No | Yes |
         | {POL-06} - Yes | No |
         | {POL-07} - Yes | No |",
    );
    assert_eq!(read.says(FIVE), "? ? ? ? ?");
}

#[test]
fn answers_in_the_cells_hold_where_the_forms_own_columns_were_left_empty() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Comments |
         | {POL-02} - Yes | | | | Minutes |
         | {POL-03} - Partly | | | | |
         | {POL-05} - No | | | | |
         | {POL-06} | | | | |
         | {POL-07} - Yes | | | | |",
    );
    assert_eq!(read.says(FIVE), "yes partly no - yes");
    assert_eq!(read.codes(), "");
    let read = read_sheet(
        "| Statement | Yes | Partly | No | Comments |
         | {POL-02} - Yes | | | x | |
         | {POL-03} - Partly | | | | |
         | {POL-05} - No | | | | |
         | {POL-06} | | x | | |
         | {POL-07} - Yes | | | | |",
    );
    assert_eq!(read.says(FIVE), "no ? ? partly ?");
}

/// The same sheet as a text table has it.
fn text_table(table: &str) -> Grid {
    Grid { addressing: Addressing::Text, ..sheet("", table) }
}

const LOST: &str = "| Policy | Yes | Partly | No | Comments |
     | {POL-02} | ? | | | |
     | {POL-03} | | ? | | Minutes |
     | {POL-05} | | | ? | |
     | {POL-06} | ? | | | |
     | {POL-07} | ? | | | |
     | {POL-09} | | | | |";

#[test]
fn ticks_that_became_question_marks_are_read_by_their_columns() {
    let read = read(&[text_table(LOST)]);
    assert_eq!(read.says(FIVE), "yes partly no yes yes");
    assert_eq!(read.says("POL-09"), "-");
    assert_eq!(read.codes(), "F111");
}

#[test]
fn question_marks_among_other_marks_or_in_a_workbook_are_asked_about() {
    let mixed = read(&[text_table(&LOST.replacen("| ? | | | |", "| x | | | |", 1))]);
    assert_eq!(mixed.says(FIVE), "yes ? ? ? ?");
    assert_eq!(read(&[sheet("Return", LOST)]).says(FIVE), "? ? ? ? ?");
    let one_column = LOST.replace("| ? | | | |", "| | ? | | |").replace("| | | ? | |", "| | ? | | |");
    assert_eq!(read(&[text_table(&one_column)]).says(FIVE), "? ? ? ? ?");
    let single = "| Policy | Response |\n| {POL-02} | ? |\n| {POL-03} | ? |\n| {POL-05} | ? |\n| {POL-06} | ? |\n| {POL-07} | ? |";
    assert_eq!(read(&[text_table(single)]).says(FIVE), "? ? ? ? ?");
}

#[test]
fn a_note_in_brackets_before_the_list_hides_nothing() {
    let read = in_cells([
        "{POL-02} (essential) Yes [x] Partly [ ] No [ ]",
        "{POL-03} (essential) Yes [ ] Partly [ ] No [x]",
        "{POL-05} Yes [ ] Partly [x] No [ ]",
        "{POL-06} (essential) Yes [ ] Partly [ ] No [ ]",
        "{POL-07} (essential) Yes [x] Partly [ ] No [ ]",
    ]);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes no partly - yes");
}

#[test]
fn lines_below_a_statement_in_its_own_cell_are_its_answer_and_what_is_said_to_it() {
    let mut grid = sheet(
        "Return",
        "| School Name: Back School |
         | {POL-01}⏎Yes⏎in the handbook |
         | {POL-02}⏎Partly⏎See the website |
         | {POL-03}⏎No |
         | {POL-05}⏎Yes - since May⏎CPOMS |
         | {POL-06}⏎Yes⏎Partly for staff |
         | {POL-07} |
         | {POL-08}⏎the council's own |",
    );
    for cell in &mut grid.cells {
        if let ingest::grid::Value::Text(raw) = &cell.value {
            cell.value = ingest::grid::Value::Text(raw.replace('⏎', "\n").into());
        }
    }
    let read = read(&[grid]);
    assert_eq!(read.says("POL-01 POL-02 POL-03 POL-05 POL-06 POL-07 POL-08"), "yes partly no yes ? - ?");
    let name = read.returns[0].school.name.as_ref().map(|name| name.text.as_str());
    assert_eq!(name, Some("Back School"));
    let said: Vec<(&str, &str)> = read.returns[0]
        .comments
        .iter()
        .map(|comment| (comment.statement_id.as_ref().map_or("", |id| id.as_str()), comment.text.as_str()))
        .collect();
    for (id, text) in
        [("POL-01", "in the handbook"), ("POL-02", "See the website"), ("POL-08", "the council's own")]
    {
        assert!(said.contains(&(id, text)), "{said:?}");
    }
}

#[test]
fn what_somebody_typed_behind_a_few_statements_is_said_to_them() {
    let form = |third: &str| {
        let mut grid = sheet(
            "Return",
            &format!(
                "| School Name | Back School |
                 | Statement | Yes | Partly | No | Comments |
                 | {{POL-02}} | x | | | |
                 | {{POL-03}} | | x | | |
                 | {{POL-05}}{third} | | | x | |
                 | {{POL-06}} | x | | | |
                 | {{POL-07}} | x | | | in the file |
                 | {{POL-08}} | x | | | |"
            ),
        );
        for cell in &mut grid.cells {
            if let ingest::grid::Value::Text(raw) = &cell.value {
                cell.value = ingest::grid::Value::Text(raw.replace('⏎', "\n").into());
            }
        }
        read(&[grid])
    };
    for (typed, said) in [
        ("⏎We do this each May", "We do this each May"),
        ("⏎Evidence: minutes of May", "Evidence: minutes of May"),
        (" (Comment: see the minutes)", "Comment: see the minutes"),
        (" [it is in the minutes]", "it is in the minutes"),
        ("⏎CPOMS", "CPOMS"),
        ("⏎JM", "JM"),
    ] {
        let read = form(typed);
        assert_eq!(read.says(FIVE), "yes partly no yes yes", "{typed}");
        let all = &read.returns[0].comments;
        let own = all.iter().find(|comment| comment.text == said);
        let place = own.map(|comment| {
            (comment.statement_id.as_ref().map(schemas::ids::StatementId::as_str), &*comment.cell)
        });
        assert_eq!(place, Some((Some("POL-05"), "A5")), "{all:?}");
        assert_eq!(all.len(), 2);
    }
}

#[test]
fn an_answer_behind_a_statement_in_other_words_is_read_as_the_others_are() {
    for [sign, end] in [[" - ", ""], [": ", ""], [" (", ")"]] {
        let line = |text: &str, answer: &str| format!("| {text}{sign}{answer}{end} |\n");
        let form = [
            line("{POL-02}", "Yes"),
            line("{POL-03}", "No"),
            line("{POL-05}", "Partly"),
            line("{POL-06}", "Yes"),
            line(
                "The school has effective sanctions in place for anybody who breaches the policies.",
                "Partly",
            ),
            line("All staff take part in our digital leaders' week each spring.", "Yes"),
        ];
        let read = read_sheet(&format!("| School: Back School |\n{}", form.concat()));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-10"), "yes no partly yes partly", "{sign}");
        // A school's own is told of.
        assert!(read.codes().contains("F207"), "{}", read.codes());
    }
}

/// A form whose cells have lines below the statements, read with the first row of statements in this row.
fn in_lines(above: &str, lines: [&str; 6]) -> Read {
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08"];
    let rows =
        ids.iter().zip(lines).fold(String::new(), |rows, (id, line)| rows + "| {" + id + "}" + line + " |\n");
    let mut grid = sheet("Return", &format!("{above}{rows}"));
    for cell in &mut grid.cells {
        if let ingest::grid::Value::Text(raw) = &cell.value {
            cell.value = ingest::grid::Value::Text(raw.replace('⏎', "\n").into());
        }
    }
    read(&[grid])
}

#[test]
fn answers_and_words_behind_labels_below_a_statement_are_told_apart() {
    for above in ["| School Name: Back School |\n| Policy |\n", ""] {
        for [label, comment] in [
            ["Answer: ", "Evidence: "],
            ["Response: ", "Comment: "],
            ["Rating: ", "Evidence: "],
            ["In place? ", "Comments: "],
            ["Self-evaluation: ", "Notes: "],
        ] {
            let line = |answer: &str, said: &str| format!("⏎{label}{answer}⏎{comment}{said}");
            let lines = [
                line("Yes", "see the policy"),
                line("Partly", ""),
                line("No", "in May⏎and June"),
                line("", "with the council"),
                line("Yes", ""),
                line("", ""),
            ];
            let read = in_lines(above, lines.each_ref().map(String::as_str));
            assert_eq!(
                read.says("POL-02 POL-03 POL-05 POL-06 POL-07 POL-08"),
                "yes partly no - yes -",
                "{label}"
            );
            let said: Vec<(&str, String)> = read.returns[0]
                .comments
                .iter()
                .map(|said| (said.statement_id.as_ref().map_or("", |id| id.as_str()), said.text.clone()))
                .collect();
            let wanted = [
                ("POL-02", "see the policy"),
                ("POL-05", "in May\nand June"),
                ("POL-06", "with the council"),
            ];
            assert_eq!(said, wanted.map(|(id, text)| (id, format!("{comment}{text}"))), "{label}");
            let row = if above.is_empty() { "A1" } else { "A3" };
            assert_eq!(
                &*read.returns[0]
                    .answers
                    .iter()
                    .find(|one| one.statement_id.as_str() == "POL-02")
                    .unwrap()
                    .cell,
                row
            );
        }
        let alone = [
            "⏎In place? Yes",
            "⏎In place? No",
            "⏎In place? Partly",
            "⏎In place?",
            "⏎In place? Yes",
            "⏎In place? Yes",
        ];
        assert_eq!(in_lines(above, alone).says(FIVE), "yes no partly - yes");
        let bare = [
            "⏎Rating: Yes⏎Evidence: CPOMS",
            "⏎Rating: No",
            "",
            "⏎Rating: Partly",
            "⏎Rating: Yes",
            "⏎Rating: Yes⏎Evidence:",
        ];
        assert_eq!(in_lines(above, bare).says(FIVE), "yes no - partly yes");
    }
}

#[test]
fn answers_behind_labels_that_may_ask_something_else_are_not_read() {
    for label in ["Target: ", "LA view: ", "Governors: ", "Reviewed? ", "In SIP: ", "Essential: "] {
        let line = |answer: &str| format!("⏎{label}{answer}⏎Evidence: minutes");
        let lines = ["Yes", "Partly", "No", "Yes", "Yes", "Yes"].map(line);
        let read = in_lines("| School Name: Back School |\n", lines.each_ref().map(String::as_str));
        let is_asked = label.starts_with("LA") || label.starts_with("Governors");
        let expected = if is_asked { "? ? ? ? ?" } else { "- - - - -" };
        assert_eq!(read.says(FIVE), expected, "{label}");
        // Beside the answer they are kept apart from it.
        let both = lines.map(|line| format!("⏎Rating: Yes{line}"));
        let read = in_lines("| School Name: Back School |\n", both.each_ref().map(String::as_str));
        assert!(
            matches!(read.says(FIVE).as_str(), "yes yes yes yes yes" | "? ? ? ? ?"),
            "{label}: {}",
            read.says(FIVE)
        );
    }
}

#[test]
fn lines_without_a_label_among_labelled_ones_are_never_a_silent_blank() {
    let labelled = |answer: &str| format!("⏎Answer: {answer}⏎Evidence: minutes");
    let lines = [labelled("Yes"), labelled("Partly"), labelled("No"), labelled("Yes"), labelled("No")];
    for (odd, said) in [
        ("⏎Yes - see the policy", "yes"),
        ("⏎Partly", "partly"),
        ("⏎We have one⏎Answer: No", "?"),
        ("⏎Answer: Yes⏎Answer: No", "?"),
    ] {
        let [one, two, three, four, five] = lines.each_ref().map(String::as_str);
        let read = in_lines("| School Name: Back School |\n", [one, two, three, four, five, odd]);
        assert_eq!(read.says("POL-02 POL-07 POL-08"), format!("yes no {said}"), "{odd}");
    }
}

#[test]
fn a_slip_in_a_statements_own_brackets_is_no_remark() {
    let table = "| Statement | Response | Evidence |
        | {EDU-01} | Yes | |
        | All members of staff (including support staff) receive regular and up-to-date online safety training. (Either \
                 stand-alone or incorporated within genreal safeguarding training) | Partly | |
        | {EDU-03} (Evidence: the log of June) | No | |
        | {EDU-04} | Yes | |
        | {EDU-05} | Yes | |
        | {EDU-06} | No | |
        | {EDU-07} | No | |
        | {EDU-08} | No | |";
    let read = read_sheet(table);
    assert_eq!(read.says("EDU-01 EDU-02 EDU-03 EDU-04"), "yes partly no yes", "{}", read.codes());
    let comments: Vec<&str> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(comments, ["Evidence: the log of June"]);
}
