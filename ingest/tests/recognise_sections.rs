//! Which headings hold for which statements: in a table of their own, over another section, of a small table on the sheet.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{read_sheet, sheet};

#[test]
fn headings_in_a_table_of_their_own_hold_for_the_statements_below() {
    let heads = "| | No | Partly | Yes | Evidence and Comments |";
    let first = "| {POL-02} | | | x | |\n| {POL-03} | | x | | |\n| {POL-05} | x | | | |";
    let second = "| {INC-01} | | | x | soon |\n| {INC-02} | x | | | |\n| {INC-03} | | x | | |";
    for tables in
        [vec![(1, heads), (2, first), (3, second)], vec![(1, heads), (2, first), (3, heads), (4, second)]]
    {
        let grids = table::document("| School Name: Back School |\n| Policy |\n| Incidents |\n| |", &tables);
        let read = table::read(&grids);
        assert_eq!(read.says("POL-02 POL-03 POL-05 INC-01 INC-02 INC-03"), "yes partly no yes no partly");
        assert_eq!(read.returns[0].comments[0].text, "soon");
    }
}

#[test]
fn a_section_without_headings_is_read_where_its_columns_fit() {
    let six = "POL-02 POL-03 POL-05 INC-01 INC-02 INC-03";
    let first = "| Policy | Yes | Partly | No | Evidence |\n| {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |\n| Incidents |";
    // Its block begins a column further on.
    let read = read_sheet(&format!(
        "{first}\n| 1 | {{INC-01}} | x | | | soon |\n| 2 | {{INC-02}} | | | x | |\n| 3 | {{INC-03}} | | x | | |"
    ));
    assert_eq!(read.says(six), "yes partly no yes no partly");
    assert_eq!(read.codes(), "");
    // Something stands between statements and answers.
    for between in ["see the policy", "HT", ""] {
        let read = read_sheet(&format!(
            "{first}\n| {{INC-01}} | {between} | x | | | |\n| {{INC-02}} | {between} | | | x | |\n| {{INC-03}} | {between} | | x | | |"
        ));
        assert_eq!(read.says(six), "yes partly no ? ? ?", "{between}");
    }
    // The headings of the first sheet, in an order of their own, hold for the second.
    let read = table::read(&[
        sheet(
            "One",
            "| School Name: Back School |\n| Policy | No | Partly | Yes | Evidence |\n| {POL-02} | | | x | |\n| {POL-03} | | x | | |\n| {POL-05} | x | | | |",
        ),
        sheet(
            "Two",
            "| 1 | {INC-01} | x | | | soon |\n| 2 | {INC-02} | | | x | |\n| 3 | {INC-03} | | x | | |",
        ),
    ]);
    assert_eq!(read.says(six), "yes partly no no yes partly");
}

#[test]
fn a_small_table_on_the_same_sheet_heads_no_statements() {
    let form = "| {ESC-01} | x | | | |\n| {ESC-02} | | x | | |\n| {ESC-03} | | | x | |\n| {ESC-04} | x | | | |\n| {ESC-05} | | x | | |\n| {ESC-06} | | | x | |";
    let six = "ESC-01 ESC-02 ESC-03 ESC-04 ESC-05 ESC-06";
    for (above, below) in [
        ("", "| |\n| I confirm the answers are agreed | Yes | No |\n| | x | |"),
        ("", "| Policy in place? | No | Yes | Date |\n| Social media | x | | 2019 |"),
        ("", "| Summary | No | Partly | Yes |\n| Total | 2 | 2 | 2 |"),
        ("| Key | Yes = in place | No = not in place |\n| |", ""),
        ("| Yes | Partly | No |\n| |", ""),
    ] {
        let read = read_sheet(&format!("| School Name: Back School |\n{above}\n{form}\n{below}"));
        assert_eq!(read.says(six), "yes partly no yes partly no", "{above}{below}");
    }
}

#[test]
fn a_summary_in_the_forms_own_table_heads_nothing() {
    for summary in [
        "| Summary | No | Partly | Yes | |\n| Total | four | five | twelve | |",
        "| RAG | Red | Amber | Green | |\n| Count | four | five | twelve | |",
        "| Consent | Y | N | | |\n| | x | | | |",
    ] {
        let rows: Vec<String> = (1..=21)
            .map(|at| format!("| {{ESC-{at:02}}} | {} | |", ["x | | ", " | x | ", " | | x"][at % 3]))
            .collect();
        let rows = rows.join("\n");
        let mut grids = table::document(
            "| |",
            &[(1, &format!("| School Name | Back School |\n| Date: | 12/11/2025 |\n{summary}\n{rows}"))],
        );
        // A document's figures are words to its reader.
        let figures = [("four", "4"), ("five", "5"), ("twelve", "12")];
        for cell in grids.iter_mut().flat_map(|grid| &mut grid.cells) {
            let raw = cell.value.as_text();
            if let Some((_, figure)) = figures.iter().find(|(word, _)| raw == Some(*word)) {
                cell.value = ingest::grid::Value::Text((*figure).into());
            }
        }
        let said = table::read(&grids).says("ESC-01 ESC-02 ESC-03 ESC-04");
        assert!(matches!(said.as_str(), "partly no yes partly" | "? ? ? ?"), "{summary}: {said}");
    }
}

#[test]
fn a_section_with_nothing_said_over_it_is_not_read_by_other_columns() {
    let first = "| School Name | Back School |\n| Policy | Yes | Partly | No | Evidence |\n| {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |\n| {POL-06} | x | | | minutes |";
    let third = "| {EDU-01} | x | | | seen |\n| {EDU-02} | | x | | |\n| {EDU-03} | | | x | |";
    let sections = [
        // An empty column, initials or the evidence before the answers; the same, and no No in it.
        [" | x | | |", " | | | x |", " | | x | | see the log", " | | | x |"],
        ["HT | x | | |", "HT | | | x |", " | | x | |", " | | | x |"],
        ["see the policy | x | | |", " | | | x |", " | | x | |", " minutes of May | | x | |"],
        [" | x | | | see the log", " | | x | | minutes", " | | x | |", " | x | | | the council"],
    ];
    for section in sections {
        for gap in ["", "\n"] {
            let ids = ["INC-01", "INC-02", "INC-03", "INC-04"];
            let rows: Vec<String> =
                ids.iter().zip(section).map(|(id, cells)| format!("| {{{id}}} | {cells} |")).collect();
            let read = read_sheet(&format!("{first}\n{gap}{}\n{gap}{third}", rows.join("\n")));
            assert_eq!(
                read.says("POL-02 POL-03 POL-06 INC-01 INC-02 INC-03 INC-04 EDU-01"),
                "yes partly yes ? ? ? ? yes",
                "{section:?} {gap:?}"
            );
            assert!(read.codes().contains("F203"), "{section:?}");
        }
    }
    // A column of the school's own behind the comments has nothing to do with it, headed or not.
    for head in ["Next steps", ""] {
        let rows: Vec<String> = ["x | | ", " | x | ", " | | x", " | x | ", "x | | ", " | | x", " | x | "]
            .iter()
            .zip(["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08", "POL-09"])
            .map(|(marks, id)| format!("| {{{id}}} | {marks} | | ask the council |"))
            .collect();
        let read = read_sheet(&format!(
            "| School Name | Back School |\n| Policy | Yes | Partly | No | Evidence | {head} |\n{}",
            rows.join("\n")
        ));
        assert_eq!(
            read.says("POL-02 POL-03 POL-05 POL-06 POL-07 POL-08 POL-09"),
            "yes partly no partly yes no partly"
        );
        assert!(!read.codes().contains("F203"), "{head}");
    }
    // A slip or two, and a note beside the table, say nothing of the others.
    let slips = "| {INC-01} | x | | | | note |\n| {INC-02} | | | | x |\n| {INC-03} | | x | | |\n| {INC-04} | | | x | |\n| {INC-05} | x | | | |";
    let read = read_sheet(&format!("{first}\n{slips}\n{third}"));
    assert_eq!(read.says("INC-01 INC-02 INC-03 INC-04 INC-05 EDU-02"), "yes ? partly no yes partly");
}

#[test]
fn a_table_of_one_statement_behind_its_section_is_read() {
    // The section, the statement and the comment are long texts side by side, and no export's statements.
    for heads in ["Response | Evidence and Comments", "Yes | Partly | No | Evidence and Comments"] {
        let says = |answer: &str| match (answer, heads.starts_with("Yes")) {
            (answer, false) => answer.to_owned(),
            ("Yes", _) => "x | |".to_owned(),
            ("Partly", _) => "| x |".to_owned(),
            _ => "| | x".to_owned(),
        };
        let row = |id: &str, answer: &str| {
            format!("| Education and Training | {{{id}}} | {} | Parents evening in March |", says(answer))
        };
        let headed = |row: String| format!("| Section | Education and Training | {heads} |\n{row}");
        let tables = [
            headed(format!("{}\n{}", row("EDU-02", "Yes"), row("EDU-03", "No"))),
            headed(row("EDU-01", "Partly")),
            row("EDU-04", "Yes"),
            headed(row("EDU-05", "No")),
        ];
        let tables: Vec<(u32, &str)> = tables.iter().map(|table| (2, table.as_str())).collect();
        let read = table::read(&table::document("| School: Back School |", &tables));
        assert_eq!(read.says("EDU-01 EDU-02 EDU-03 EDU-04 EDU-05"), "partly yes no yes no", "{heads}");
        let n = read.returns[0].comments.iter().filter(|comment| comment.text.starts_with("Parents")).count();
        assert_eq!(n, 5, "{heads}");
    }
}

#[test]
fn what_the_last_statement_of_a_section_says_heads_no_columns_of_the_next() {
    for last in ["Seen by HMIE", "LA", "Last year", "2023/24", "No longer needed?", "Support needed"] {
        for lead in ["Lead |", ""] {
            let name = if lead.is_empty() { "" } else { "DHT |" };
            let read = read_sheet(&format!(
                "| School Name: Back School |
                 | Policy | Yes | Partly | No | Evidence |
                 | {{POL-02}} | | x | | |
                 | {{POL-03}} | | | x | |
                 | {{POL-05}} | x | | | {last} |
                 | Incidents | {lead} Yes | Partly | No | Evidence |
                 | {{INC-01}} | {name} | | x | |
                 | {{INC-02}} | {name} x | | | On the website |
                 | {{INC-03}} | {name} | x | | |
                 | {{INC-04}} | {name} x | | | |"
            ));
            let seven = "POL-02 POL-03 POL-05 INC-01 INC-02 INC-03 INC-04";
            assert_eq!(read.says(seven), "partly no yes no yes partly yes", "{last} {lead}");
        }
    }
}
