//! What stands apart: remarks below a document's tables, cells merged as in a designed form, numbers of the form's own, tables
//! drawn with signs. Each is read as a person would, or asked about, and nothing vanishes.

mod table;

use ingest::grid::{Addressing, Block, Grid};
use schemas::catalogue::load;
use table::{FOUR, read, read_sheet, sheet};

fn comments(read: &table::Read) -> Vec<&str> {
    read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect()
}

#[test]
fn a_form_of_merged_cells_is_read() {
    let mut grid = sheet(
        "Return",
        "| Policy | | Yes | | Partly | | No | | Comments |
         | {POL-02} | | x | | | | | | minutes |
         | {POL-03} | | | | x | | | | |
         | {POL-05} | | | | | | x | | |
         | {POL-06} | | x | | | | | | |",
    );
    grid.merges = (0..5)
        .flat_map(|row| [0, 2, 4, 6].map(|left| Block { top: row, bottom: row, left, right: left + 1 }))
        .collect();
    let read = read(&[grid.clone()]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(comments(&read), ["minutes"]);
    // Y and N in every answer's cell.
    let mut yes_no = grid.clone();
    let marks = [["Y", "N", "N"], ["N", "Y", "N"], ["N", "N", "Y"], ["Y", "N", "N"]];
    yes_no.cells.retain(|cell| cell.row == 0 || cell.column == 0);
    for (row, marks) in (1..).zip(marks) {
        for (column, mark) in [2, 4, 6].into_iter().zip(marks) {
            let value = ingest::grid::Value::Text(mark.into());
            yes_no.cells.push(ingest::grid::Cell { row, column, value, look: ingest::grid::Look::default() });
        }
    }
    yes_no.cells.sort_by_key(|cell| (cell.row, cell.column));
    assert_eq!(table::read(&[yes_no]).says(FOUR), "yes partly no yes");
    // A mark over two answers is neither's.
    grid.merges.retain(|block| block.top != 1);
    grid.merges.push(Block { top: 1, bottom: 1, left: 2, right: 5 });
    assert_eq!(table::read(&[grid]).says(FOUR), "? partly no yes");
}

#[test]
fn remarks_below_the_tables_of_a_document_are_kept() {
    let of_document = |grid: Grid| Grid { addressing: Addressing::Document, ..grid };
    let text = of_document(sheet(
        "text",
        "| School: Back School |
         | Policy |
         | Comments: we ask the pupils each year |
         | Action Plan |
         | Any other comments |
         | The filter is the authority's |",
    ));
    let form = of_document(sheet(
        "table 1",
        "| Statement | Response |
         | {POL-02} | Yes |
         | {POL-03} | Partly |
         | {POL-05} | No |
         | {POL-06} | Yes |",
    ));
    let plan = of_document(sheet(
        "table 2",
        "| Key area for development | Resources, support or activity required | Date Completed | Signed |
         | Staff training | Two evenings | 3 May 2026 | |",
    ));
    let last = of_document(sheet("table 3", "| Further comments | Thank you for the evening |"));
    let read = read(&[text, form, plan, last]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(
        comments(&read),
        [
            "Comments: we ask the pupils each year",
            "The filter is the authority's",
            "Thank you for the evening"
        ]
    );
    assert_eq!(read.returns[0].actions.len(), 1);
}

#[test]
fn numbers_with_a_letter_are_no_answers_though_headed_no() {
    let sections = [
        ["P1", "P2", "P3", "I1", "I2", "I3"],
        ["A.1", "A.2", "A.3", "B.1", "B.2", "B.3"],
        ["1a", "1b", "1c", "2a", "2b", "2c"],
    ];
    for numbers in sections {
        let [one, two, three, four, five, six] = numbers;
        let read = read_sheet(&format!(
            "| No | Statement | Yes | Partly | No |
             | {one} | {{POL-02}} | x | | |
             | {two} | {{POL-03}} | | x | |
             | {three} | {{POL-05}} | | | x |
             | {four} | {{POL-06}} | x | | |
             | {five} | {{POL-07}} | x | | |
             | {six} | {{POL-08}} | | x | |"
        ));
        assert_eq!(read.says(FOUR), "yes partly no yes", "{numbers:?}");
    }
}

#[test]
fn rows_drawn_with_bars_keep_their_columns() {
    let rows = "| Statement ! Yes ! Partly ! No ! Comments ! |
         | ! {POL-02} ! x ! ! ! minutes ! |
         | ! {POL-03} ! ! x ! ! ! |
         | ! {POL-05} ! ! ! x ! ! |
         | ! {POL-06} ! x ! ! ! ! |";
    let mut grid = sheet("Return", &rows.replacen("| S", "| ! S", 1));
    for cell in &mut grid.cells {
        if let ingest::grid::Value::Text(raw) = &mut cell.value {
            *raw = raw.replace('!', "|").into();
        }
    }
    let read = read(&[grid]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(comments(&read), ["minutes"]);
}

#[test]
fn an_id_before_other_words_names_the_statement() {
    let rows = [
        ("POL-02 Policies easy to find", "Yes"),
        ("POL-03: Policies fit the school", "Partly"),
        ("POL-05 - Governors approve", "No"),
        ("POL-06 Governor", "Yes"),
        ("POL-07 Policies kept up to date", "No"),
    ];
    let form = |rows: &[(&str, &str)]| {
        let rows: Vec<String> =
            rows.iter().map(|(text, answer)| format!("| {text} | {answer} | |")).collect();
        read_sheet(&format!("| Statement | Response | Comments |\n{}", rows.join("\n")))
    };
    let read = form(&rows);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(
        read.returns[0].answers[1].statement_as_written.as_deref(),
        Some("POL-02 Policies easy to find")
    );
    // So it does beside a column of ids.
    let read = read_sheet(
        "| Ref | Statement | Yes | Partly | No |
         | POL-02 | POL-02: {POL-02} | x | | |
         | POL-03 | POL-03: Fits the school | | x | |
         | POL-05 | POL-05: {POL-05} | | | x |
         | POL-06 | POL-06: {POL-06} | x | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    // Words that are another statement's, whole or cut short, are asked about.
    for other in [
        "POL-06 {POL-08}",
        "POL-06 The school has a clear Acceptable Use Policy which outlines expectations for staff",
    ] {
        let mut rows = rows;
        rows[3].0 = other;
        let read = form(&rows);
        assert_eq!(read.returns[0].answers[5].answer, None, "{other}");
        assert_eq!(read.returns[0].answers[7].answer, None, "{other}");
        assert!(read.findings.iter().any(|finding| finding.was_read.contains("POL-06")), "{other}");
    }
}

#[test]
fn statements_of_which_all_are_cut_short_are_read() {
    let read = read_sheet(
        "| Self-evaluation of online safety practice in our school |
         | Please complete this as fully and honestly as you can. |
         | No. | Statement | Response |
         | 1 | The online safety policies have been | Yes |
         | 2 | Staff, parents and pupils are | Partly |
         | 3 | The policies have been reviewed (truncated) | No |
         | 4 | Decisions regarding filtering and ... | Yes |
         | 5 | Personal data is managed securely | No |",
    );
    assert_eq!(read.says("POL-03 POL-04 POL-05 INF-04 INF-05"), "yes partly no yes no");
}

#[test]
fn statements_whose_lines_stand_in_rows_of_their_own_are_read() {
    for at in 0..3 {
        let mark = |row: usize, marks: &str| if row == at { marks.to_owned() } else { "| | |".to_owned() };
        let first = |marks: &str| {
            format!(
                "| 1. The online safety policies have been adapted {} |
                 | to incorporate the individual and specific needs {} |
                 | and requirements of the school. {} |",
                mark(0, marks),
                mark(1, marks),
                mark(2, marks)
            )
        };
        let read = read_sheet(&format!(
            "| Statement | Yes | Partly | No |
             {}
             | 2. All online safety policies are easily acces- | x | | |
             | sible to staff, pupils and parents. | | | |
             | 3. {{POL-05}} | | | x |
             | 4. {{POL-06}} | x | | |",
            first("| | x |")
        ));
        assert_eq!(read.says("POL-03 POL-02 POL-05 POL-06"), "partly yes no yes", "{at}");
        assert_eq!(read.codes(), "", "{at}");
    }
}

#[test]
fn a_row_alone_in_a_table_of_its_own_is_read() {
    let of_document = |name: &str, table: &str| {
        let grid = sheet(name, table);
        Grid { addressing: Addressing::Document, ..grid }
    };
    let read = read(&[
        of_document("text", "| School: Back School |"),
        of_document(
            "table 1",
            "| No. | Statement | Yes | Partly | No | Comments |
             | 1 | {POL-02} | x | | | |
             | 2 | {POL-03} | | x | | |
             | 3 | {POL-05} | | | x | |
             | 4 | {POL-06} | x | | | |",
        ),
        of_document("table 2", "| 5 | {POL-07} Think about how you know. | | x | | minutes |"),
        of_document("table 3", "| 6 | {POL-08} | | | x | |\n| 7 | {POL-09} | x | | | |"),
    ]);
    assert_eq!(read.says("POL-02 POL-07 POL-08 POL-09"), "yes partly no yes");
    assert_eq!(comments(&read), ["minutes"]);
}

#[test]
fn headings_carried_to_the_next_table_are_read_where_they_stand() {
    let of_document = |name: &str, table: &str| {
        let grid = sheet(name, table);
        Grid { addressing: Addressing::Document, ..grid }
    };
    let second = "| {POL-05} | Not yet in place | last year |
         | {POL-06} | Fully in place | |
         | {POL-07} | Partially in place | minutes |";
    let form = |heading: &str| {
        read(&[
            of_document(
                "table 1",
                &format!(
                    "| Statement | {heading} | Comments |
                     | {{POL-02}} | Fully in place | |
                     | {{POL-03}} | Partially in place | |"
                ),
            ),
            of_document("table 2", second),
        ])
    };
    assert_eq!(form("Response").says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes partly no yes partly");
    // Another year's answers are nobody's of this collection in the next table either.
    assert_eq!(form("Response 2023").says("POL-02 POL-05 POL-06"), "? ? ?");
}

#[test]
fn forms_with_their_schools_below_them_are_those_schools() {
    let form = |marks: [&str; 4], below: &str| {
        format!(
            "| Statement | Yes | Partly | No | Comments |
             | {{POL-02}} | {} |\n| {{POL-03}} | {} |\n| {{POL-05}} | {} |\n| {{POL-06}} | {} |\n{below}\n",
            marks[0], marks[1], marks[2], marks[3]
        )
    };
    let all = [
        (["x | | |", "| x | |", "| | x |", "x | | |"], "yes partly no yes", "Back School"),
        (["| | x |", "x | | |", "x | | |", "| x | |"], "no yes yes partly", "Tong School"),
        (["x | | |", "x | | |", "| x | |", "| | x |"], "yes yes partly no", "Lionel School"),
    ];
    for n in [2, 3] {
        for below in
            ["| School Name | {} |", "| Signed | J. Smith |\n| School | {} |\n| Date | 12/11/2025 |\n"]
        {
            let table: String = all[..n]
                .iter()
                .map(|(marks, _, school)| form(*marks, &below.replace("{}", school)))
                .collect();
            let read = read_sheet(&table);
            let said: Vec<(String, &str)> = read
                .returns
                .iter()
                .map(|one| (table::says(one, FOUR), one.school.name.as_ref().unwrap().text.as_str()))
                .collect();
            let wanted: Vec<(String, &str)> =
                all[..n].iter().map(|(_, said, school)| ((*said).to_owned(), *school)).collect();
            assert_eq!(said, wanted, "{table}");
            assert!(read.returns.iter().all(|one| one.completed_on.is_some() == below.contains("Date")));
            assert!(read.returns.iter().all(|one| one.school.others.is_empty()));
            assert_eq!(read.codes(), "");
        }
    }
}

#[test]
fn forms_under_bare_names_are_those_schools() {
    let form = |name: &str, marks: [&str; 4]| {
        format!(
            "| {name} |\n\n| Statement | Yes | Partly | No |
             | {{POL-02}} | {} |\n| {{POL-03}} | {} |\n| {{POL-05}} | {} |\n| {{POL-06}} | {} |\n\n",
            marks[0], marks[1], marks[2], marks[3]
        )
    };
    for before in ["", "From: "] {
        let read = read_sheet(
            &(form(&format!("{before}Back School"), ["x | | ", "| x | ", "| | x", "x | | "])
                + &form(&format!("{before}Tong School"), ["| | x", "x | | ", "x | | ", "| x | "])),
        );
        let said: Vec<(String, &str)> = read
            .returns
            .iter()
            .map(|one| (table::says(one, FOUR), one.school.name.as_ref().map_or("-", |name| &name.text)))
            .collect();
        let wanted = [("yes partly no yes", "Back School"), ("no yes yes partly", "Tong School")];
        assert_eq!(said, wanted.map(|(said, name)| (said.to_owned(), name)), "{before}");
    }
    let beside = read_sheet(
        "| Back School | | | | | Tong School | | | |
         | Statement | Yes | Partly | No | | Statement | Yes | Partly | No |
         | {POL-02} | x | | | | {POL-02} | | | x |
         | {POL-03} | | x | | | {POL-03} | x | | |
         | {POL-05} | | | x | | {POL-05} | x | | |
         | {POL-06} | x | | | | {POL-06} | | x | |",
    );
    let said: Vec<(String, &str)> = beside
        .returns
        .iter()
        .map(|one| (table::says(one, FOUR), one.school.name.as_ref().map_or("-", |name| &name.text)))
        .collect();
    let wanted = [("yes partly no yes", "Back School"), ("no yes yes partly", "Tong School")];
    assert_eq!(said, wanted.map(|(said, name)| (said.to_owned(), name)), "{:?}", beside.findings);
}

#[test]
fn a_column_that_names_one_school_throughout_names_the_returns() {
    let read = read_sheet(
        "| School | Statement | 2024 | 2025/26 |
         | Back School | {POL-02} | No | Yes |
         | Back School | {POL-03} | Yes | Partly |
         | Back School | {POL-05} | Partly | No |
         | Back School | {POL-06} | No | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(read.returns[0].school.name.as_ref().unwrap().text, "Back School");
}

#[test]
fn a_documents_row_that_lacks_a_cell_is_asked_about() {
    let form = sheet(
        "table 1",
        "| Statement | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | {POL-03} | | | x | |
         | {POL-05} | | x | | |
         | {POL-06} | x | | | |",
    );
    let short = Grid { addressing: Addressing::Document, short_rows: vec![2], ..form };
    let read = read(&[short]);
    assert_eq!(read.says(FOUR), "yes ? partly yes");
    assert_eq!(read.finding("F302").n_answers_waiting, 1);
}

#[test]
fn a_schools_own_statement_is_nobodys_name() {
    for own in [
        "School priority: tablets",
        "School statement 1: tablets",
        "School has tablets 3",
        "Our school: has AI agreed",
    ] {
        for (yes, no) in [("x", ""), ("\u{2713}", ""), ("Yes", "")] {
            let read = read_sheet(&format!(
                "| School Name | Back School | | | |\n| Policy | Yes | Partly | No | Comments |
                 | {{POL-01}} | x | | | |\n| {{POL-02}} | | x | | |\n| {{POL-03}} | | | x | |\n| {own} | {yes} | {no} | | |
                 | Incidents | Yes | Partly | No | Comments |
                 | {{INC-01}} | x | | | |\n| {{INC-02}} | | x | | |\n| {{INC-03}} | | | x | |\n| {own} | | {yes} | | soon |"
            ));
            assert_eq!(read.returns.len(), 1, "{own} {yes}");
            assert_eq!(
                read.returns[0].school.name.as_ref().map(|name| name.text.as_str()),
                Some("Back School"),
                "{own}"
            );
            assert_eq!(
                read.says("POL-01 POL-02 POL-03 INC-01 INC-02 INC-03"),
                "yes partly no yes partly no",
                "{own}"
            );
            assert_eq!(
                read.findings.iter().filter(|finding| finding.rule.code == "F207").count(),
                2,
                "{own}"
            );
        }
    }
}

/// A statement with two letters of a word in its middle in each other's place, another word for each `nth`.
fn with_a_slip(stated: &str, nth: usize) -> String {
    let mut words: Vec<String> = stated.split(' ').map(str::to_owned).collect();
    let long: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].len() > 5 && words[*at].bytes().all(|b| b.is_ascii_lowercase()))
        .collect();
    if let Some(at) = long.get(nth % long.len().max(1)) {
        let mut letters: Vec<char> = words[*at].chars().collect();
        letters.swap(2, 3);
        words[*at] = letters.into_iter().collect();
    }
    words.join(" ")
}

#[test]
fn forms_below_one_another_may_be_retyped_with_slips_of_their_own() {
    let slip = |id: &str, nth: usize| {
        let stated = sheet("", &format!("| {{{id}}} |"));
        with_a_slip(stated.cells[0].value.as_text().unwrap_or_default(), nth)
    };
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06", "INC-01", "INC-02"];
    let form = |school: &str, nth: usize, marks: [&str; 6]| {
        let rows: Vec<String> =
            ids.iter().zip(marks).map(|(id, mark)| format!("| {} | {mark} |", slip(id, nth))).collect();
        let rows = rows.join("\n");
        format!("| School Name | {school} |\n| Statement | Response |\n{rows}\n| |\n")
    };
    let read = read_sheet(&format!(
        "{}{}{}",
        form("Back School", 0, ["Yes", "No", "Partly", "Yes", "No", "No"]),
        form("Tong School", 1, ["No", "No", "Partly", "Yes", "Yes", "Yes"]),
        form("Laxdale School", 2, ["Partly", "Yes", "No", "No", "No", "Yes"]),
    ));
    let all = "POL-02 POL-03 POL-05 POL-06 INC-01 INC-02";
    let said: Vec<String> = read.returns.iter().map(|own| table::says(own, all)).collect();
    assert_eq!(
        said,
        ["yes no partly yes no no", "no no partly yes yes yes", "partly yes no no no yes"],
        "{}",
        read.codes()
    );
}

#[test]
fn a_whole_form_may_stand_above_its_answers_typed_again() {
    let catalogues = load::builtin();
    let (forty, marks) = (&catalogues[0].statements, ["Yes", "Partly", "No"]);
    let rows = |again: bool, n: usize, mark: &dyn Fn(usize) -> &'static str| -> String {
        let stated = forty.iter().take(n).enumerate();
        let text = |at: usize, stated: &str| if again { with_a_slip(stated, at) } else { stated.to_owned() };
        let row = |(at, own): (usize, &schemas::catalogue::Statement)| {
            format!("| {} | {} |\n", text(at, &own.text.replace(['\n', '|'], " ")), mark(at))
        };
        stated.map(row).collect::<Vec<_>>().concat()
    };
    let ids: Vec<&str> = forty.iter().map(|own| own.id.as_str()).collect();
    let form = "| School Name | Back School |\n| Name and role of who completed this | A Person, head |\n| Statement | Response |\n";
    // Blank above, filled in below.
    let given = |at: usize| marks[at % 3];
    let blank = format!("{form}{}\n\n{form}{}", rows(false, 40, &|_| ""), rows(true, 40, &given));
    let read = read_sheet(&blank);
    let said: Vec<&str> = ["yes", "partly", "no"].into_iter().cycle().take(40).collect();
    assert_eq!(read.says(&ids.join(" ")), said.join(" "), "{}", read.codes());
    // Some of them answered once more, in other words to each: which holds is asked.
    let others = |at: usize| marks[(at + 1) % 3];
    let twice =
        format!("{form}{}\n\n| Statement | Response |\n{}", rows(false, 40, &given), rows(true, 8, &others));
    let read = read_sheet(&twice);
    let expected: Vec<&str> = ["two"; 8].into_iter().chain(said.iter().copied().skip(8)).collect();
    assert_eq!(read.says(&ids.join(" ")), expected.join(" "), "{}", read.codes());
    // The form typed again for its comments alone, and its first statement in words of the school's.
    let typed: String = rows(true, 40, &|at| if at % 5 == 1 { "See the minutes of June" } else { "" });
    let typed = typed.replacen(&forty[0].text.split(' ').take(6).collect::<Vec<_>>().join(" "), "Rules", 1);
    let comments = format!(
        "| Statement | Evidence |\n{typed}\n| School Name | Back School |\n\n| Statement | Response |\n{}",
        rows(false, 40, &given)
    );
    let read = read_sheet(&comments);
    assert_eq!(read.says(&ids.join(" ")), said.join(" "), "{}", read.codes());
    // A school's own statements below the form are its own.
    let own = "| We hold an assembly on safety online each term | Yes |\n| Our pupils run a help desk for younger ones | No |\n\
               | Parents may borrow a laptop from the school | Yes |\n| The library has a quiet corner with tablets | Partly |\n\
               | Our lollipop man reads to the youngest | Yes |\n";
    let read = read_sheet(&format!("{form}{}{own}", rows(false, 40, &given)));
    assert_eq!(read.says(&ids.join(" ")), said.join(" "), "{}", read.codes());
    assert!(!read.codes().contains("F205"), "{}", read.codes());
}
