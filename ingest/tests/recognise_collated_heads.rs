//! Collations whose schools are named otherwise than by one row of names: two rows of headings with a column of notes, a key,
//! ids, a row of words beside the names. Each school keeps its own, or all are asked about.

mod table;

use table::{FOUR, Read, read_sheet};

/// Each return's school with its answers.
fn told(read: &Read) -> Vec<String> {
    let told = read.returns.iter().map(|one| {
        let school = one.school.name.as_ref().or(one.school.id.as_ref());
        let school = school.map_or("?", |school| school.text.as_str());
        format!("{school}: {}", table::says(one, FOUR))
    });
    told.collect()
}

/// The four statements, with these cells beside each.
fn rows(beside: [&str; 4]) -> String {
    let ids = ["POL-02", "POL-03", "POL-05", "POL-06"];
    let rows = ids.iter().zip(beside).map(|(id, cells)| format!("| {{{id}}} {cells}\n"));
    rows.collect()
}

#[test]
fn two_rows_of_headings_with_a_column_of_notes() {
    let one = "| Yes | a | No | b | agreed |";
    let rows = rows([one, "| No | | Yes | | |", "| Partly | | No | | |", "| Yes | c | Partly | | seen |"]);
    for (names, [first, second]) in [
        ("| | Back School | | Tong School | | Officer notes |", ["Back School", "Tong School"]),
        ("| | Back School | | Tong School | | |", ["Back School", "Tong School"]),
        (
            "| | Lavendercroft Middle | | Sage Moor PS | | Officer notes |",
            ["Lavendercroft Middle", "Sage Moor PS"],
        ),
        ("| | 100248 | | 100255 | | Officer notes |", ["100248", "100255"]),
        ("| | Back School 12/11/2025 | | Tong School 13/11/2025 | | |", ["Back School", "Tong School"]),
        ("| | Back School | | 100255 | | |", ["Back School", "100255"]),
    ] {
        let heads = "| Statement | Answer | Comments | Answer | Comments | Officer notes |";
        let read = read_sheet(&format!("{names}\n{heads}\n{rows}"));
        let expected = [format!("{first}: yes no partly yes"), format!("{second}: no yes no partly")];
        assert_eq!(told(&read), expected, "{names}: {:?}", read.codes());
        let comments = |at: usize| -> Vec<String> {
            let read: &table::Read = &read;
            read.returns[at].comments.iter().map(|comment| comment.text.clone()).collect()
        };
        assert!(comments(0).iter().all(|text| text == "a" || text == "c"), "{names}: {:?}", comments(0));
        assert!(comments(1).iter().all(|text| text == "b"), "{names}: {:?}", comments(1));
    }
}

#[test]
fn a_key_names_the_columns() {
    let rows = rows(["| Yes | No |", "| No | Yes |", "| Partly | No |", "| Yes | Partly |"]);
    for (key, heads) in [
        ("| A | Back School |\n| B | Tong School |", "| Statement | A | B |"),
        ("| School 1: | Back School |\n| School 2: | Tong School |", "| Statement | School 1 | School 2 |"),
        (
            "| School 1 | Back PS |\n| School 2 | Tong PS |\n\n| Online safety |\n\n\n",
            "| Statement | School 1 | School 2 |",
        ),
    ] {
        let read = read_sheet(&format!("{key}\n\n{heads}\n{rows}"));
        let expected = ["Back: yes no partly yes", "Tong: no yes no partly"];
        let told: Vec<String> =
            told(&read).iter().map(|told| told.replace(" School", "").replace(" PS", "")).collect();
        assert_eq!(told, expected, "{key}: {}", read.codes());
    }
    let read =
        read_sheet(&format!("| Statement | A | B |\n{rows}\n| A | Back School |\n| B | Tong School |"));
    assert_eq!(told(&read), ["Back School: yes no partly yes", "Tong School: no yes no partly"], "below");
    // A key that does not name all of them is asked about, and no school is given the others' answers.
    let read = read_sheet(&format!("| A | Back School |\n\n| Statement | A | B |\n{rows}"));
    assert!(told(&read).iter().all(|told| !told.starts_with("Back School: yes")), "{:?}", told(&read));
}

#[test]
fn a_row_of_words_beside_the_names_is_no_row_of_headings() {
    let rows = rows([
        "| Yes | No | Partly |",
        "| No | Yes | Yes |",
        "| Partly | No | Yes |",
        "| Yes | Partly | No |",
    ]);
    let names = "| Statement | Back School | Tong School | Uig School |";
    for row in [
        "| Status | Complete | In progress | Complete |",
        "| Status | Complete | In progress | Not started |",
        "| Nursery? | Yes | No | Yes |",
        "| Agreed by SMT | Yes | Yes | No |",
        "| Overall | Partly | Yes | No |",
        "| RAG | Amber | Green | Red |",
        "| Comments | None | N/A | No |",
    ] {
        for table in [
            format!("{names}\n{row}\n{rows}"),
            format!("{row}\n{names}\n{rows}"),
            format!("{names}\n{rows}{row}\n"),
        ] {
            let read = read_sheet(&table);
            let expected = [
                "Back School: yes no partly yes",
                "Tong School: no yes no partly",
                "Uig School: partly yes yes no",
            ];
            assert_eq!(told(&read), expected, "{table}: {}", read.codes());
        }
    }
}

#[test]
fn one_name_twice_costs_the_others_nothing() {
    let rows = rows([
        "| Yes | No | Partly |",
        "| No | Yes | Yes |",
        "| Partly | No | Yes |",
        "| Yes | Partly | No |",
    ]);
    let read = read_sheet(&format!("| Statement | Back School | Tong School | Back School |\n{rows}"));
    assert_eq!(
        told(&read),
        ["Back School: yes no partly yes", "Tong School: no yes no partly", "Back School: partly yes yes no"]
    );
}

#[test]
fn banner_rows_in_a_list_with_one_row_of_headings() {
    for (one, two) in
        [("| Back School |", "| Tong School |"), ("| School | Back School |", "| School | Tong School |")]
    {
        for gap in ["", "\n"] {
            let first = rows(["| Yes | a |", "| No | |", "| Partly | |", "| Yes | |"]);
            let second = rows(["| No | b |", "| Yes | |", "| No | |", "| Partly | |"]);
            for heads in ["| Statement | Answer | Comments |", "| Statement | Response | Evidence |"] {
                let read = read_sheet(&format!("{heads}\n{one}\n{first}{gap}{two}\n{second}"));
                let expected = ["Back School: yes no partly yes", "Tong School: no yes no partly"];
                assert_eq!(told(&read), expected, "{heads} {one} {gap:?}: {}", read.codes());
            }
            let first = rows(["| x | | | a |", "| | | x | |", "| | x | | |", "| x | | | |"]);
            let second = rows(["| | | x | b |", "| x | | | |", "| | | x | |", "| | x | | |"]);
            let heads = "| Statement | Yes | Partly | No | Comments |";
            let read = read_sheet(&format!("{heads}\n{one}\n{first}{gap}{two}\n{second}"));
            let expected = ["Back School: yes no partly yes", "Tong School: no yes no partly"];
            assert_eq!(told(&read), expected, "ticks {one} {gap:?}: {}", read.codes());
        }
    }
}

#[test]
fn pairs_of_school_and_answer_are_no_one_schools() {
    let one = "| Back School | Yes | Tong School | No |";
    let rows = rows([one, one, one, "| Back School | No | Tong School | Yes |"]);
    let read = read_sheet(&format!("| Statement | School | Answer | School | Answer |\n{rows}"));
    assert!(read.returns.len() > 1 || read.returns[0].school.name.is_none(), "{:?}", told(&read));
}

#[test]
fn of_several_years_under_a_schools_name_the_collections_is_read() {
    let table = |years: [&str; 2], wide: bool| {
        let [one, other] = years;
        let (blank, third) = if wide { (" | |", format!(" | {one} | {other}")) } else { ("", String::new()) };
        let more = |cells: &str| if wide { cells.to_owned() } else { String::new() };
        format!(
            "| Statement | Back School | | Tong School | {blank}
             | | {one} | {other} | {one} | {other} {third} |
             | {{POL-02}} | Yes | No | No | Yes {} |
             | {{POL-03}} | Partly | | No | No {} |
             | {{POL-05}} | Yes | Yes | Yes | Partly {} |
             | {{POL-06}} | Yes | No | Yes | No {} |",
            more("| No | Yes"),
            more("| Yes | No"),
            more("| Yes | No"),
            more("| Yes | No")
        )
    };
    for years in [["2024/25", "2025/26"], ["Last year", "This year"]] {
        let read = read_sheet(&table(years, false));
        let schools = ["Back School: no - yes no", "Tong School: yes no partly no"];
        assert_eq!(told(&read), schools, "{years:?}: {:?}", read.findings);
        assert!(read.finding("F213").message.contains(years[0]), "{:?}", read.findings);
        // What was said in the other year is kept with its school and cell.
        let kept = read.returns.iter().map(|one| {
            one.comments.iter().map(|said| format!("{} {}", said.cell, said.text)).collect::<Vec<_>>()
        });
        let expected = [["B3 Yes", "B4 Partly", "B5 Yes", "B6 Yes"], ["D3 No", "D4 No", "D5 Yes", "D6 Yes"]];
        assert_eq!(kept.collect::<Vec<_>>(), expected, "{years:?}");
    }
    // Two years of which either may be meant, or a third pair of columns whose school nobody names.
    for read in
        [read_sheet(&table(["2025/26", "2026/27"], false)), read_sheet(&table(["2024/25", "2025/26"], true))]
    {
        assert!(read.findings.iter().any(|one| one.rule.is_question), "{:?}", read.findings);
        assert!(read.returns.iter().all(|one| one.answers.iter().all(|said| said.answer.is_none())));
    }
}
