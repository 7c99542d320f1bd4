//! Forms whose answers do not stand in columns beside their statements: sorted under the answers, on cards, on their side, by
//! number or id, in columns set by blanks; lists and judgements of others beside them.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "what a test relies on may fail it")]

mod table;

use ingest::grid::{Addressing, Grid};
use table::{Read, document, read, read_sheet, says, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";
const ANSWERS: &str = "yes yes partly no yes no";

/// What each school's return says, by its name.
fn of_schools(read: &Read, ids: &str) -> Vec<(String, String)> {
    let name = |own: &ingest::reading::ReturnReading| own.school.name.as_ref().unwrap().text.clone();
    let mut all: Vec<(String, String)> = read.returns.iter().map(|own| (name(own), says(own, ids))).collect();
    all.sort();
    all
}

fn comments(read: &Read) -> Vec<(String, String)> {
    let all = read.returns.iter().flat_map(|own| &own.comments);
    let id = |one: &ingest::reading::CommentReading| {
        one.statement_id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default()
    };
    all.map(|one| (id(one), one.text.clone())).collect()
}

#[test]
fn statements_sorted_below_their_answers_are_answered_so() {
    let head = "| School Name | Back School |\n| |\n";
    for [yes, partly, no] in [
        ["Fully in place", "Partly in place", "Not in place"],
        ["Yes", "Partly", "No"],
        ["Statements in place:", "Statements partly in place:", "Statements not in place:"],
        ["Green", "Amber", "Red"],
    ] {
        let groups = format!(
            "| {yes} |\n| {{POL-02}} | minutes of May |\n| {{POL-03}} |\n| {{POL-07}} |\n| {partly} |\n| {{POL-05}} |\n| {no} |\n| {{POL-06}} |\n| {{POL-08}} | staff only |"
        );
        let read = read_sheet(&format!("{head}{groups}"));
        assert_eq!(read.says(SIX), ANSWERS, "{yes}");
        assert_eq!(read.codes(), "", "{yes}");
        let said = comments(&read);
        assert!(said.contains(&("POL-02".into(), "minutes of May".into())), "{said:?}");
        assert!(said.contains(&("POL-08".into(), "staff only".into())), "{said:?}");
        // The heading is the answer's cell.
        let answer =
            &read.returns[0].answers.iter().find(|own| own.statement_id.as_str() == "POL-07").unwrap();
        assert_eq!(answer.cell.as_str(), "A3", "{yes}");
        let columns = format!(
            "| {yes} | {partly} | {no} |\n| {{POL-02}} | {{POL-05}} | {{POL-06}} |\n| {{POL-03}} | | {{POL-08}} |\n| {{POL-07}} | | |"
        );
        let read = read_sheet(&format!("{head}{columns}"));
        assert_eq!(read.says(SIX), ANSWERS, "{yes}");
        assert_eq!(read.codes(), "", "{yes}");
        let bullets: Vec<String> = groups
            .lines()
            .map(|line| line.replace(" | minutes of May", "").replace(" | staff only", ""))
            .collect();
        let read = table::read(&document(&format!("{head}{}", bullets.join("\n")), &[]));
        assert_eq!(read.says(SIX), ANSWERS, "{yes}");
    }
}

#[test]
fn a_key_above_the_statements_or_an_answer_below_each_sorts_nothing() {
    let all: String = SIX.split(' ').map(|id| format!("| {{{id}}} |\n")).collect::<Vec<_>>().concat();
    let read = read_sheet(&format!("| School Name | Back School |\n| Yes |\n| Partly |\n| No |\n{all}"));
    assert_eq!(read.says(SIX), "- - - - - -");
    let below: Vec<String> = SIX
        .split(' ')
        .zip(["Yes", "Yes", "Partly", "No", "Yes", "No"])
        .map(|(id, said)| format!("| {{{id}}} |\n| {said} |"))
        .collect();
    let read = read_sheet(&format!("| School Name | Back School |\n| |\n{}", below.join("\n")));
    assert_eq!(read.says(SIX), ANSWERS);
    // Statements under a section's title after the groups are nobody's.
    let read = read_sheet(
        "| School Name | Back School |\n| Yes |\n| {POL-02} |\n| {POL-03} |\n| No |\n| {POL-06} |\n| {POL-08} |\n| Infrastructure |\n| {INF-01} |",
    );
    assert!(!read.says("INF-01").contains("no"), "{}", read.says("INF-01"));
}

#[test]
fn a_card_may_have_its_headings_beside_the_statement_and_its_marks_below() {
    let marks = ["x | | ", "x | | ", " | x | ", " | | x", "x | | ", " | | x"];
    let cards: Vec<String> = SIX
        .split(' ')
        .zip(marks)
        .map(|(id, marks)| {
            format!("| {{{id}}} | Yes | Partly | No |\n| | {marks} |\n| Evidence and Comments: | seen {id} |")
        })
        .collect();
    let read = read_sheet(&format!("| School Name | Back School |\n| |\n{}", cards.join("\n")));
    assert_eq!(read.says(SIX), ANSWERS);
    assert_eq!(read.codes(), "");
    assert!(comments(&read).contains(&("POL-05".into(), "seen POL-05".into())));
    let tables: Vec<(u32, &str)> = (2..).zip(cards.iter().map(String::as_str)).collect();
    let text = format!("| School Name: Back School |\n{}", "| |\n".repeat(8));
    let read = table::read(&document(&text, &tables));
    assert_eq!(read.says(SIX), ANSWERS);
    assert_eq!(read.codes(), "");
}

#[test]
fn cards_abreast_are_read_one_by_one() {
    let words = ["Yes", "Yes", "Partly", "No", "Yes", "No"];
    let ids: Vec<&str> = SIX.split(' ').collect();
    let pairs = ids.chunks(2).zip(words.chunks(2));
    let rows: Vec<String> = pairs
        .map(|(ids, words)| {
            format!(
                "| {{{}}} | | | {{{}}} |\n| Answer: | {} | | Answer: | {} |\n| Evidence: | seen {} | | Evidence: | |\n| |",
                ids[0], ids[1], words[0], words[1], ids[0]
            )
        })
        .collect();
    let read = read_sheet(&format!(
        "| School Name | Back School |\n| |\n{}\n| Any other comments | none yet from us |",
        rows.join("\n")
    ));
    assert_eq!(read.says(SIX), ANSWERS);
    assert!(comments(&read).contains(&("POL-05".into(), "seen POL-05".into())));
}

#[test]
fn a_form_on_its_side_may_have_as_many_blocks_as_go_across_a_page() {
    let block = |ids: [&str; 4], rows: [&str; 3]| {
        let statements: Vec<String> =
            ids.iter().filter(|id| !id.is_empty()).map(|id| format!("{{{id}}}")).collect();
        format!(
            "| Policy | {} |\n| Yes | {} |\n| Partly | {} |\n| No | {} |\n| Evidence | |\n",
            statements.join(" | "),
            rows[0],
            rows[1],
            rows[2]
        )
    };
    let first = block(["POL-02", "POL-03", "POL-05", "POL-06"], ["x | x | |", " | | x |", " | | | x"]);
    let second = block(["POL-07", "POL-08", "", ""], ["x | ", "", " | x"]);
    let third = block(["INC-01", "INC-02", "INC-03", "INC-04"], ["x | | | x", " | x | ", " | | x |"]);
    let last = block(["INC-05", "", "", ""], ["", "x", ""]);
    let read = read_sheet(&format!(
        "| School Name | Back School |\n| |\n{first}| |\n{second}| |\n{third}| |\n{last}"
    ));
    assert_eq!(
        read.says(&format!("{SIX} INC-01 INC-02 INC-03 INC-04 INC-05")),
        format!("{ANSWERS} yes partly no yes partly")
    );
    assert_eq!(read.codes(), "");
}

#[test]
fn answers_by_number_go_to_the_statements_with_those_numbers() {
    let list: Vec<String> =
        (1..).zip(SIX.split(' ')).map(|(at, id)| format!("| {at} | {{{id}}} |")).collect();
    let list = format!("| School Name | Back School |\n| No. | Statement |\n{}", list.join("\n"));
    let words = ["Yes", "Yes", "Partly", "No", "Yes", "No"];
    let mut answers: Vec<String> =
        (1..).zip(words).map(|(at, said)| format!("| {at} | {said} | seen {at} |")).collect();
    for _ in 0..2 {
        // In whatever order they come.
        answers.reverse();
        let sheet_of = |head: &str| sheet("Answers", &format!("{head}\n{}", answers.join("\n")));
        let read = read(&[sheet("Statements", &list), sheet_of("| No. | Answer | Comments |")]);
        assert_eq!(read.says(SIX), ANSWERS);
        assert!(comments(&read).contains(&("POL-05".into(), "seen 3".into())));
    }
    // Of two such lists either may be somebody else's.
    let of = |name: &str| sheet(name, &format!("| No. | Answer |\n{}", answers.join("\n")));
    let read_of_two = read(&[sheet("Statements", &list), of("Ours"), of("Theirs")]);
    assert!(!read_of_two.says(SIX).contains('y'), "{}", read_of_two.codes());
    // A list that follows up a form's answers by number is none of answers.
    let marks = ["x | | ", "x | | ", " | x | ", " | | x", "x | | ", " | | x"];
    let form: Vec<String> = (1..)
        .zip(SIX.split(' ').zip(marks))
        .map(|(at, (id, marks))| format!("| {at} | {{{id}}} | {marks} |"))
        .collect();
    let form = format!(
        "| School Name | Back School |\n| No. | Statement | Yes | Partly | No |\n{}",
        form.join("\n")
    );
    let read = read(&[
        sheet("Return", &form),
        sheet("Answers", &format!("| No. | Answer |\n{}", answers.join("\n"))),
    ]);
    assert_eq!(read.says(SIX), ANSWERS);
}

/// A plain text of these lines.
fn text(lines: &str) -> Grid {
    Grid { addressing: Addressing::Text, sheet: String::new(), ..sheet("", lines) }
}

#[test]
fn an_answer_may_stand_behind_its_statements_id() {
    let words = ["Yes", "Yes", "Partly - staff only", "No", "Yes", "No"];
    for sign in [" = ", ": ", " - ", " ", "="] {
        let lines: Vec<String> =
            SIX.split(' ').zip(words).map(|(id, said)| format!("| {id}{sign}{said} |")).collect();
        let read = read(&[text(&format!("| School Name: Back School |\n| |\n{}", lines.join("\n")))]);
        assert_eq!(read.says(SIX), ANSWERS, "{sign:?}");
        assert!(comments(&read).contains(&("POL-05".into(), "staff only".into())), "{sign:?}");
    }
    // Where it says that it asks something else, nobody can be sure.
    let lines: Vec<String> = SIX.split(' ').map(|id| format!("| {id}: Yes |")).collect();
    let read =
        read(&[text(&format!("| School Name: Back School |\n| Support needed? |\n{}", lines.join("\n")))]);
    assert!(!read.returns.iter().any(|own| says(own, SIX).contains("yes")));
}

#[test]
fn an_answer_may_have_its_questions_number() {
    let words = ["Yes", "Yes", "Partly", "No", "Yes", "No"];
    for (question, answer) in
        [("Q#. ", "A#. "), ("Q#: ", "A#: "), ("Q#) ", "A#) "), ("Question #: ", "Answer #: ")]
    {
        let lines: Vec<String> = (1..)
            .zip(SIX.split(' ').zip(words))
            .map(|(at, (id, said))| {
                let (question, answer) =
                    (question.replace('#', &format!("{at}")), answer.replace('#', &format!("{at}")));
                format!("| {question}{{{id}}} |\n| {answer}{said} |\n| |")
            })
            .collect();
        let read = read(&[text(&format!("| School Name: Back School |\n| |\n{}", lines.join("\n")))]);
        assert_eq!(read.says(SIX), ANSWERS, "{answer}");
    }
}

#[test]
fn columns_may_be_set_by_blanks() {
    let texts: Vec<String> = SIX
        .split(' ')
        .map(|id| sheet("", &format!("| {{{id}}} |")).cells[0].value.as_text().unwrap().to_owned())
        .collect();
    let width = texts.iter().map(|text| text.chars().count()).max().unwrap() + 2;
    let marks = [[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 0, 1]];
    let mut lines = vec![format!("{:width$}Yes     Partly  No      Evidence", "Statement")];
    for (text, marks) in texts.iter().zip(marks) {
        let marks: String = marks.map(|mark| if mark == 1 { "x       " } else { "        " }).concat();
        let gap = " ".repeat(width - text.chars().count());
        lines.push(format!("{text}{gap}{marks}seen in May").trim_end().to_owned());
    }
    let cells = (2..).zip(&lines).map(|(row, line)| ingest::grid::Cell {
        row,
        column: 0,
        value: ingest::grid::Value::Text(line.as_str().into()),
        look: ingest::grid::Look::default(),
    });
    let mut grid = text("| School Name: Back School |");
    grid.cells.extend(cells);
    let read = read(&[grid]);
    assert_eq!(read.says(SIX), ANSWERS);
    assert_eq!(read.codes(), "");
    assert!(comments(&read).contains(&("POL-05".into(), "seen in May".into())));
}

#[test]
fn columns_set_by_blanks_need_no_headings_and_may_cut_their_statements() {
    let column = |text: &str, width: usize| {
        let cut: String = text.chars().take(width).collect();
        format!("{cut:width$}     ")
    };
    let row = |(id, answer, comment): (&str, &str, &str)| {
        let statement = sheet("", &format!("| {{{id}}} |"));
        let raw = statement.cells[0].value.as_text().unwrap().replace('\n', " ");
        format!("{}{answer:10}{comment}\n", column(&raw, 70))
    };
    let rows: String = [
        ("POL-01", "Yes", "Digital leaders meet weekly"),
        ("POL-02", "Partly", ""),
        ("POL-03", "No", "See the policy on the website"),
        ("POL-05", "", "Needs updating"),
        ("POL-06", "Yes", ""),
        ("POL-07", "Partly", ""),
    ]
    .map(row)
    .concat();
    let own = format!("{}{:10}{}\n", column("We run a club for parents", 70), "Yes", "since May");
    let last = row(("POL-08", "No", ""));
    let lines = format!("{rows}{own}{last}Please ring us.");
    let mut grid = text("| School Name: Back School |");
    grid.cells.extend((2..).zip(lines.lines()).map(|(row, line)| ingest::grid::Cell {
        row,
        column: 0,
        value: ingest::grid::Value::Text(line.trim_end().into()),
        look: ingest::grid::Look::default(),
    }));
    let read = read(&[grid]);
    assert_eq!(
        read.says("POL-01 POL-02 POL-03 POL-05 POL-06 POL-07 POL-08"),
        "yes partly no - yes partly no",
        "{:?}",
        read.findings
    );
    let said: Vec<String> = comments(&read).into_iter().map(|(_, text)| text).collect();
    for comment in
        ["Digital leaders meet weekly", "See the policy on the website", "Needs updating", "since May"]
    {
        assert!(said.iter().any(|said| said == comment), "{said:?}");
    }
    assert!(read.findings.iter().any(|finding| finding.was_read.starts_with("We run a club")));
}

#[test]
fn what_stands_before_the_first_column_set_by_blanks_is_kept() {
    let row = |(at, (id, answer)): (usize, (&str, &str))| {
        let statement = sheet("", &format!("| {{{id}}} |"));
        let raw = statement.cells[0].value.as_text().unwrap().replace('\n', " ");
        let before = if at == 2 { "see" } else { "" };
        format!("{before:5}{raw:220}{answer}\n")
    };
    let answers = ["Yes", "Partly", "No", "-", "Yes", "Partly"];
    let rows: String = SIX.split(' ').zip(answers).enumerate().map(row).collect();
    let lines = format!("{:5}{:220}Answer\n{rows}", "", "Statement");
    let mut grid = text("| School Name: Back School |");
    grid.cells.extend((2..).zip(lines.lines()).map(|(row, line)| ingest::grid::Cell {
        row,
        column: 0,
        value: ingest::grid::Value::Text(line.into()),
        look: ingest::grid::Look::default(),
    }));
    let read = read(&[grid]);
    let kept = comments(&read).iter().any(|(_, text)| text.contains("see "))
        || read.findings.iter().any(|finding| finding.was_read.starts_with("see"));
    assert!(kept, "{:?} {:?}", read.says(SIX), read.findings);
}

#[test]
fn a_lists_school_may_stand_under_any_heading() {
    let rows = |school: &str, words: [&str; 4]| -> String {
        let ids = ["POL-02", "POL-03", "POL-05", "POL-06"];
        ids.iter()
            .zip(words)
            .map(|(id, said)| format!("| {school} | {{{id}}} | {said} | |\n"))
            .collect::<Vec<_>>()
            .concat()
    };
    let all = format!(
        "{}{}",
        rows("Back School", ["Yes", "No", "Partly", "Yes"]),
        rows("Tong School", ["No", "No", "Yes", "Partly"])
    );
    for head in ["Title", "Name", "Unit", ""] {
        let read = read_sheet(&format!("| {head} | Statement | Answer | Comments |\n{all}"));
        assert_eq!(
            of_schools(&read, "POL-02 POL-03 POL-05 POL-06"),
            [
                ("Back School".into(), "yes no partly yes".into()),
                ("Tong School".into(), "no no yes partly".into())
            ],
            "{head}"
        );
    }
    // What is no school's name makes no list of schools.
    let people = all.replace("Back School", "A. Macleod").replace("Tong School", "J. Smith");
    let read = read_sheet(&format!("| Name | Statement | Answer | Comments |\n{people}"));
    assert!(read.returns.len() < 2 && read.findings.iter().any(|finding| finding.rule.is_question));
}

#[test]
fn beside_somebody_elses_judgement_the_schools_own_is_read() {
    let words = ["Yes", "Yes", "Partly", "No", "Yes", "No"];
    let tick =
        |said: &str| ["Yes", "Partly", "No"].map(|word| if word == said { "x" } else { "" }).join(" | ");
    for (own, other) in [("School", "LA"), ("Self-evaluation", "Moderated"), ("Our school", "Council")] {
        let rows: Vec<String> = SIX
            .split(' ')
            .zip(words)
            .map(|(id, said)| format!("| {{{id}}} | {said} | seen | No | talked about |"))
            .collect();
        let read = read_sheet(&format!(
            "| School Name | Back School |\n| | {own} | | {other} |\n| Statement | Answer | Evidence | Answer | Evidence |\n{}",
            rows.join("\n")
        ));
        assert_eq!(read.says(SIX), ANSWERS, "{own}");
        let rows: Vec<String> = SIX
            .split(' ')
            .zip(words)
            .map(|(id, said)| format!("| {{{id}}} | {} | seen | {} | |", tick(said), tick("No")))
            .collect();
        let read = read_sheet(&format!(
            "| School Name | Back School |\n| | {own} | | | | {other} |\n| Statement | Yes | Partly | No | Evidence | Yes | Partly | No | Evidence |\n{}",
            rows.join("\n")
        ));
        assert_eq!(read.says(SIX), ANSWERS, "{own}");
    }
    // A second judgement that was agreed holds where both say the same, and is asked about where they differ.
    for (own, agreed) in [("Answer", "Agreed"), ("School's answer", "Agreed with LA")] {
        let rows: Vec<String> = SIX
            .split(' ')
            .zip(words)
            .map(|(id, said)| {
                format!("| {{{id}}} | {said} | {} |", if id == "POL-06" { "Partly" } else { said })
            })
            .collect();
        let read = read_sheet(&format!(
            "| School Name | Back School |\n| Statement | {own} | {agreed} |\n{}",
            rows.join("\n")
        ));
        assert_eq!(read.says(SIX), "yes yes partly ? yes no", "{own}");
        assert_eq!(read.codes(), "F203", "{own}");
    }
}

#[test]
fn a_key_may_stand_right_of_the_form_or_in_each_heading() {
    let marks = ["x | | ", "x | | ", " | x | ", " | | x", "x | | ", " | | x"];
    for key in [
        ["Yes | In place", "Partly | Being worked on", "No | Not in place"],
        ["Yes | Embedded in all we do", "Partly | Some work to do", "No | Nothing yet"],
    ] {
        let beside = [key[1], key[2], "", "", "", ""];
        let rows: Vec<String> = SIX
            .split(' ')
            .zip(marks)
            .zip(beside)
            .map(|((id, marks), key)| format!("| {{{id}}} | {marks} | | | {key} |"))
            .collect();
        let read = read_sheet(&format!(
            "| School Name | Back School |\n| |\n| Statement | Yes | Partly | No | Evidence | | {} |\n{}",
            key[0],
            rows.join("\n")
        ));
        assert_eq!(read.says(SIX), ANSWERS);
        assert_eq!(read.codes(), "");
    }
    for (key, figures) in [
        ("(1=Yes, 2=Partly, 3=No)", "1 | 1 | 2 | 3 | 1 | 3"),
        ("[1 = No, 2 = Partly, 3 = Yes]", "3 | 3 | 2 | 1 | 3 | 1"),
    ] {
        let heads: Vec<String> = SIX.split(' ').map(|id| format!("{{{id}}} {key}")).collect();
        let read =
            read_sheet(&format!("| School Name | {} |\n| Back School | {figures} |", heads.join(" | ")));
        assert_eq!(read.says(SIX), ANSWERS, "{key}");
    }
}

#[test]
fn a_pivot_tables_schools_stand_above_their_statements() {
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06"];
    let group = |school: &str, words: [&str; 4]| -> String {
        let rows = ids.iter().zip(words).map(|(id, said)| format!("| {{{id}}} | {said} | seen |\n"));
        format!("| {school} |\n{}", rows.collect::<Vec<_>>().concat())
    };
    let groups = format!(
        "{}{}",
        group("Back School", ["Yes", "No", "Partly", "Yes"]),
        group("Tong School", ["No", "No", "Yes", "Partly"])
    );
    let wanted: [(String, String); 2] = [
        ("Back School".into(), "yes no partly yes".into()),
        ("Tong School".into(), "no no yes partly".into()),
    ];
    for foot in ["", "| Grand Total |"] {
        let read = read_sheet(&format!("| Row Labels | Answer | Comment |\n{groups}{foot}"));
        assert_eq!(of_schools(&read, &ids.join(" ")), wanted);
        assert_eq!(comments(&read).len(), 8);
    }
    // A title that is no school's makes no pivot table.
    let titled = groups.replace("Back School", "Policies").replace("Tong School", "Filtering");
    let read = read_sheet(&format!("| Row Labels | Answer | Comment |\n{titled}"));
    assert!(read.returns.len() < 2);
}

#[test]
fn figures_that_a_column_beside_them_spells_out_are_read_so() {
    let words = ["Yes", "Yes", "Partly", "No", "Yes", "No"];
    let rows = |spelt: [&str; 6]| -> String {
        let figures = ["1", "1", "2", "3", "1", "3"];
        let rows = SIX.split(' ').zip(figures.iter().zip(spelt));
        rows.map(|(id, (figure, said))| format!("| {{{id}}} | {figure} | {said} |\n"))
            .collect::<Vec<_>>()
            .concat()
    };
    let read =
        read_sheet(&format!("| School Name | Back School |\n| Statement | Value | Label |\n{}", rows(words)));
    assert_eq!(read.says(SIX), ANSWERS);
    assert_eq!(read.codes(), "");
    // Where one figure stands for two of them, the other column says something else.
    let others = rows(["Yes", "No", "Partly", "No", "Yes", "No"]);
    let read = read_sheet(&format!("| School Name | Back School |\n| Statement | Value | Label |\n{others}"));
    assert!(!read.says(SIX).contains("yes"), "{}", read.says(SIX));
    let targets = rows(words);
    let read =
        read_sheet(&format!("| School Name | Back School |\n| Statement | Value | Target |\n{targets}"));
    assert!(!read.says(SIX).contains("yes"), "{}", read.says(SIX));
}

#[test]
fn what_is_wanted_or_to_come_is_no_answer_however_it_is_arranged() {
    let columns = "| Yes | Partly | No |\n| {POL-02} | {POL-05} | {POL-06} |\n| {POL-03} | | {POL-08} |\n| {POL-07} | | |";
    for title in ["Would you like support with these?", "Targets for June", "Priorities"] {
        let read = read_sheet(&format!("| School Name | Back School |\n| {title} |\n{columns}"));
        assert!(!read.returns.iter().any(|own| says(own, SIX).contains("yes")), "{title}");
    }
    let list: Vec<String> =
        (1..).zip(SIX.split(' ')).map(|(at, id)| format!("| {at} | {{{id}}} |")).collect();
    let list = format!("| School Name | Back School |\n| No. | Statement |\n{}", list.join("\n"));
    let numbers: Vec<String> = (1..7).map(|at| format!("| {at} | Yes |")).collect();
    for (name, head) in [("Support wanted", "Answer"), ("Sheet2", "Support wanted?"), ("Last year", "Answer")]
    {
        let read =
            read(&[sheet("List", &list), sheet(name, &format!("| No. | {head} |\n{}", numbers.join("\n")))]);
        assert!(!read.returns.iter().any(|own| says(own, SIX).contains("yes")), "{name} {head}");
    }
    // Sections called after the school are none of several schools.
    let read = read_sheet(
        "| School Name | Back School |\n| Statement | Answer |\n| Whole school policy |\n| {POL-02} | Yes |\n| {POL-03} | Yes |\n| {POL-05} | Partly |\n| {POL-06} | No |\n| School community |\n| {POL-07} | Yes |\n| {POL-08} | No |\n| {INC-01} | Yes |\n| {INC-02} | Yes |",
    );
    assert_eq!(read.says(SIX), ANSWERS);
}

#[test]
fn cards_with_boxes_to_tick_are_read() {
    let boxes = |word: &str| {
        ["Yes", "Partly", "No"]
            .map(|each| format!("{} {each}", if each == word { '\u{2612}' } else { '\u{2610}' }))
            .join("  ")
    };
    let words = ["Yes", "Yes", "Partly", "No", "Yes", "No"];
    for label in ["Statement", "", "{n}"] {
        let cards: Vec<String> = (1..)
            .zip(SIX.split(' ').zip(words))
            .map(|(n, (id, word))| {
                let label = label.replace("{n}", &n.to_string());
                format!(
                    "| {label} | {{{id}}} |\n| Response | {} |\n| Evidence | seen {id} |\n| Next steps | |\n| |",
                    boxes(word)
                )
            })
            .collect();
        let read = read_sheet(&format!("| School Name | Back School |\n| |\n{}", cards.join("\n")));
        assert_eq!(read.says(SIX), ANSWERS, "{label}");
        assert_eq!(read.codes(), "", "{label}");
        assert!(comments(&read).contains(&("POL-05".into(), "seen POL-05".into())), "{label}");
    }
}

#[test]
fn an_answer_may_stand_behind_each_mark_in_a_row_with_the_comments() {
    let marks = ["x | | ", "x | | ", " | x | ", " | | x", "x | | ", " | | x"];
    let cards: Vec<String> = SIX
        .split(' ')
        .zip(marks)
        .map(|(id, marks)| {
            let [yes, partly, no] = marks.split('|').collect::<Vec<_>>().try_into().unwrap();
            let said = if id == "POL-03" { String::new() } else { format!(" seen {id}") };
            format!("| {{{id}}} |\n| Yes | {yes} | Partly | {partly} | No | {no} | Comments:{said} |")
        })
        .collect();
    let read = read_sheet(&format!("| School Name | Back School |\n| |\n{}", cards.join("\n")));
    assert_eq!(read.says(SIX), ANSWERS);
    assert!(comments(&read).iter().any(|(id, said)| id == "POL-05" && said.contains("seen POL-05")));
}

#[test]
fn a_statement_may_stand_below_or_above_the_same_in_another_language() {
    let gaelic =
        "Tha poileasaidhean aig an sgoil a thaobh sàbhailteachd air-loidhne agus thathar gan cleachdadh";
    let words = ["Yes", "Yes", "Partly", "No", "Yes", "No"];
    let read_with = |around: &str, is_below: bool| {
        let rows: Vec<String> = SIX
            .split(' ')
            .zip(words)
            .map(|(id, word)| {
                let cell =
                    if is_below { format!("{around}⏎{{{id}}}") } else { format!("{{{id}}}⏎{around}") };
                format!("| {cell} | {word} | seen {id} |")
            })
            .collect();
        let mut grid = sheet("Return", &format!("| Statement | Response | Comments |\n{}", rows.join("\n")));
        for cell in &mut grid.cells {
            if let ingest::grid::Value::Text(raw) = &cell.value {
                cell.value = ingest::grid::Value::Text(raw.replace('⏎', "\n").into());
            }
        }
        table::read(&[grid])
    };
    for is_below in [true, false] {
        let read = read_with(gaelic, is_below);
        assert_eq!(read.says(SIX), ANSWERS, "{is_below}");
        let answers = &read.returns[0].answers;
        let own = answers.iter().find(|own| own.statement_id.as_str() == "POL-05").unwrap();
        assert!(own.statement_as_written.as_ref().is_some_and(|written| written.contains(gaelic)), "{own:?}");
    }
    // Lines that make another question of it.
    for around in ["Last year:", "Training wanted:", "What is still missing:"] {
        let read = read_with(around, true);
        assert_ne!(read.says(SIX), ANSWERS, "{around}");
        assert!(read.findings.iter().any(|finding| finding.rule.is_question), "{around}");
    }
}

#[test]
fn of_two_statements_in_one_cell_the_second_is_asked_about() {
    let mut grid = sheet(
        "Return",
        "| Statement | Response |\n| {POL-02}⏎{POL-03} | Yes |\n| {POL-05} | Partly |\n| {POL-06} | No |\n| {POL-07} | Yes |\n| {POL-08} | No |",
    );
    for cell in &mut grid.cells {
        if let ingest::grid::Value::Text(raw) = &cell.value {
            cell.value = ingest::grid::Value::Text(raw.replace('⏎', "\n").into());
        }
    }
    let read = table::read(&[grid]);
    // The second is asked about, and not answered by what stands beside both.
    assert!(!read.says("POL-03").contains("yes"), "{}", read.says("POL-03"));
    let asked = read.finding("F205");
    assert!(asked.was_read.starts_with("The online safety policies have been adapted"), "{}", asked.was_read);
}
