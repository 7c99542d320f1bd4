//! Text tables in every delimiter, line end and encoding, read back.
//! In: text written here. Out: assertions on grids. Never reads a file from disk.

use ingest::read::{self, InProcess, Limits};

fn cells(bytes: &[u8]) -> Vec<(u32, u32, String)> {
    let opened = read::open("a.csv", bytes, &Limits::default(), &InProcess);
    assert!(opened.refused.is_none(), "{:?}", opened.findings);
    opened.grids[0]
        .cells
        .iter()
        .map(|cell| (cell.row, cell.column, cell.value.as_text().unwrap_or_default().to_owned()))
        .collect()
}

fn cell(row: u32, column: u32, text: &str) -> (u32, u32, String) {
    (row, column, text.to_owned())
}

#[test]
fn the_delimiter_is_found() {
    let rows = [
        ["Statement", "Yes", "No"],
        ["We have, in place, a policy", "x", ""],
        ["It is known; by all", "", "x"],
    ];
    for delimiter in [',', ';', '\t', '|', '^', '~'] {
        let quoted =
            |field: &str| if field.contains(delimiter) { format!("\"{field}\"") } else { field.to_owned() };
        let text: String =
            rows.iter().map(|row| row.map(quoted).join(&delimiter.to_string()) + "\r\n").collect();
        let expected = [
            cell(0, 0, "Statement"),
            cell(0, 1, "Yes"),
            cell(0, 2, "No"),
            cell(1, 0, "We have, in place, a policy"),
            cell(1, 1, "x"),
            cell(2, 0, "It is known; by all"),
            cell(2, 2, "x"),
        ];
        assert_eq!(cells(text.as_bytes()), expected, "{delimiter:?}");
    }
}

#[test]
fn rows_are_the_lines_of_the_file() {
    let text = "\"two\nlines\",a\n\nthird,b\n";
    let expected = [cell(0, 0, "two\nlines"), cell(0, 1, "a"), cell(3, 0, "third"), cell(3, 1, "b")];
    assert_eq!(cells(text.as_bytes()), expected);
    assert_eq!(cells(text.replace('\n', "\r\n").as_bytes())[3], cell(3, 1, "b"));
    assert_eq!(cells(text.replace('\n', "\r").as_bytes())[3], cell(3, 1, "b"));
}

#[test]
fn an_announced_delimiter_is_believed() {
    assert_eq!(cells(b"sep=;\na,b;c\n"), [cell(1, 0, "a,b"), cell(1, 1, "c")]);
}

#[test]
fn rows_above_the_table_do_not_matter() {
    let text = "Online safety, return of 2026\nSchool: A, B and C\n\nStatement;Yes;No\nWe do;x;\nThey do;;x\nAll do;x;\n";
    assert_eq!(cells(text.as_bytes()).last(), Some(&cell(6, 1, "x")));
}

#[test]
fn a_quote_that_is_never_closed_takes_no_other_rows() {
    assert_eq!(
        cells(b"a,\"b\nc,d\n"),
        [cell(0, 0, "a"), cell(0, 1, "\"b"), cell(1, 0, "c"), cell(1, 1, "d")]
    );
}

fn said(text: &str) -> Vec<String> {
    let opened = read::open("a.csv", text.as_bytes(), &Limits::default(), &InProcess);
    opened.findings.iter().map(|one| format!("{} {}", one.rule.code, one.message)).collect()
}

/// A table of ten lines with a heading and a name above it.
fn table() -> Vec<String> {
    let rows = (1..10)
        .map(|row| format!("We do what number {row} says,{},evidence", ["x,,", ",x,", ",,x"][row % 3]));
    let mut lines =
        vec!["School Name,Back School".to_owned(), String::new(), "Statement,Yes,Partly,No,Evidence".into()];
    lines.extend(rows);
    lines[5] = "We do what number 3 says,,x,,".into();
    lines
}

#[test]
fn a_line_whose_separators_came_or_went_is_said() {
    assert_eq!(said(&table().join("\n")), [""; 0]);
    let mut fewer = table();
    fewer[8] = "We do what number 6 says x,,,evidence".into();
    let message = "F115 line 9 has 4 fields where 9 other lines have 5: a separator may have come or gone";
    assert_eq!(said(&(fewer.join("\n") + "\n")), [message]);
    let mut more = table();
    more[8] = "We do wh,t number 6 says,x,,,evidence".into();
    let message = "F115 line 9 has 6 fields where 9 other lines have 5: a separator may have come or gone";
    assert_eq!(said(&more.join("\r\n")), [message]);
}

#[test]
fn a_heading_whose_separators_came_or_went_is_said() {
    let lines =
        ["School,A,B,CD,E", "Back,Yes,No,Yes,No,Yes", "Tong,Yes,No,Yes,No,Yes", "Uig,Yes,No,Yes,No,Yes", ""];
    let message = "F115 line 1 has 5 fields where 3 other lines have 6: a separator may have come or gone";
    assert_eq!(said(&lines.join("\n")), [message]);
}

#[test]
fn lines_that_programs_and_people_write_are_not_uneven() {
    let mut lines = table();
    // A heading within the table, a line of nothing, a comment with commas that were not quoted, a note at the end.
    lines.insert(8, "Policy".into());
    lines.insert(9, String::new());
    lines[6] = "We do what number 4 says,,x,,seen, and heard, by all".into();
    lines.insert(11, "We do what number 9 says,x,,,,,,,".into());
    lines.push("Signed,A. Head".into());
    assert_eq!(said(&(lines.join("\n") + "\n")), [""; 0]);
    // A writer that leaves out what is empty at the end of each line.
    let trimmed: Vec<String> =
        table().iter().map(|line| line.replace(",evidence", "").trim_end_matches(',').to_owned()).collect();
    assert_eq!(said(&(trimmed.join("\n") + "\n")), [""; 0]);
}

#[test]
fn quotation_marks_left_open_in_several_rows_swallow_none() {
    let rows = cells(
        b"Statement,Response,Comments\nOne,Yes,\"led by the depute\nTwo,No,on \"the\" site\nThree,No,\"see page four\nFour,Partly,plain\nFive,Yes,5\" screen\nSix,Yes,\"as \"agreed\" in May\nSeven,No,seen\n",
    );
    let answers: Vec<_> =
        rows.iter().filter(|(_, column, _)| *column == 1).map(|(.., text)| text.as_str()).collect();
    assert_eq!(answers, ["Response", "Yes", "No", "No", "Partly", "Yes", "Yes", "No"]);
    // A field that is meant to go over lines does.
    let rows = cells(b"Statement,Response,Comments\nOne,Yes,\"first\nand second, too\"\nTwo,No,plain\n");
    assert!(rows.contains(&cell(1, 2, "first\nand second, too")), "{rows:?}");
}

#[test]
fn commas_between_clauses_part_no_fields() {
    let lines = [
        "Hi,",
        "School: Back School",
        "There is a group of pupils, parents, staff and others, which meets each term.: Yes",
        "The policy is agreed with all, and shared as it should be with everybody: Partly, in part",
        "All staff follow the standards and the code and have been trained to do it: No",
        "Pupils are taught about it in each year, in lessons, by their own teachers too: Yes",
    ];
    let rows = cells(lines.join("\r\n").as_bytes());
    assert!(rows.iter().all(|(_, column, _)| *column == 0), "{rows:?}");
    assert_eq!(rows.len(), lines.len());
    // A short line of clauses is no row of headings where the long ones do not agree with it.
    let letter = lines.iter().copied().chain(["See the policy on our website, reviewed Sept 2025"]);
    let letter = letter.chain(["All of the staff have signed it, and each of the volunteers has done so"]);
    let rows = cells(letter.collect::<Vec<_>>().join("\r\n").as_bytes());
    assert!(rows.iter().all(|(_, column, _)| *column == 0), "{rows:?}");
    // Below headings, they do, also where a line of guidance stands above those.
    let guidance =
        "Please complete the following as fully and honestly as you can, and send it back to us in June";
    let table: Vec<&str> = [guidance, "Statement, Yes, Partly, No, Comments"]
        .into_iter()
        .chain([
            "\"There is a group of pupils, parents and staff, which meets each term.\", x, , , minutes",
            "\"The policy is agreed with all and shared as it should be with everybody\", , x, , ",
            "All staff follow the standards and the code and have been trained to do it, , , x, ",
            "\"Pupils are taught about it in each year, in lessons, by their teachers too\", x, , , ",
        ])
        .collect();
    let rows = cells(table.join("\r\n").as_bytes());
    assert!(rows.iter().any(|(row, column, text)| (*row, *column, text.trim()) == (4, 3, "x")), "{rows:?}");
    let table =
        ["Statement, Response, Comments"].iter().chain(lines.iter().skip(2)).copied().collect::<Vec<_>>();
    let rows = cells(table.join("\r\n").as_bytes());
    assert!(rows.iter().any(|(_, column, _)| *column == 2), "{rows:?}");
}

#[test]
fn lines_drawn_between_the_rows_part_nothing() {
    let rule = "+-----------+-----+----+\n";
    let text = [
        "| Statement | Yes | No |\n",
        "| We have, in place, a policy | x | |\n",
        "| It is known, by all | | x |\n",
        "| Parents, too | x | |\n",
    ]
    .map(|row| format!("{rule}{row}"))
    .concat();
    let read = cells(text.as_bytes());
    assert!(read.contains(&cell(3, 1, " We have, in place, a policy ")), "{read:?}");
    assert!(read.contains(&cell(5, 3, " x ")), "{read:?}");
}

#[test]
fn a_row_drawn_with_bars_goes_on_over_lines() {
    let text = [
        "School: Back School\n",
        "| Statement | Yes | Partly | No |\r\n",
        "|---|---|---|---|\r\n",
        "| We have a policy | x | | |\r\n",
        "| The network is secure.\r\n",
        "e.g. passwords,\r\n",
        "encryption | | x | |\r\n",
        "| It is known | | | x |\r\n",
        "| Parents are told | x | | |\r\n",
        "Last words, below the table\r\n",
    ]
    .concat();
    let read = cells(text.as_bytes());
    let broken = " The network is secure.\r\ne.g. passwords,\r\nencryption ";
    assert!(read.contains(&cell(4, 1, broken)), "{read:?}");
    assert!(read.contains(&cell(4, 3, " x ")), "{read:?}");
    // The lines keep their numbers.
    assert!(read.contains(&cell(7, 4, " x ")), "{read:?}");
    assert!(read.contains(&cell(9, 0, "Last words, below the table")), "{read:?}");
}

#[test]
fn rows_with_fewer_fields_than_the_table_are_known() {
    let text =
        "School,Back School\nStatement,Yes,No,Comments\nOne,x,,minutes\nTwo,,minutes\nThree,,x,\nFour,x,,\n";
    let opened = read::open("a.csv", text.as_bytes(), &Limits::default(), &InProcess);
    assert_eq!(opened.grids[0].short_rows, [3]);
    assert!(opened.grids[0].lost_rows.is_empty());
}

#[test]
fn the_last_rows_of_a_table_may_be_short_as_well() {
    let table =
        "Statement,Yes,No,Comments\nA,x,,\nB,,x,\nC,,x,seen\nD,x,\nE,x,on file\n\nSigned,J. MacLeod\n";
    let opened = read::open("a.csv", table.as_bytes(), &Limits::default(), &InProcess);
    assert_eq!(
        (&*opened.grids[0].short_rows, &*opened.grids[0].lost_rows),
        ([4, 5].as_slice(), [4].as_slice())
    );
}

#[test]
fn colons_part_fields_only_where_every_line_has_as_many() {
    let table =
        "Statement:Yes:Partly:No\nWe have a policy:x::\nIt is known::x:\nParents, too:::x\nSo are all:x::\n";
    assert!(cells(table.as_bytes()).contains(&cell(2, 2, "x")));
    let times = "Start,End,Statement one,Statement two\n2026-03-04 10:30:22,2026-03-04 10:35:11,Yes,No\n"
        .to_owned()
        + &"2026-03-05 11:30:22,2026-03-05 11:35:11,Partly,No\n".repeat(6);
    assert!(cells(times.as_bytes()).contains(&cell(1, 2, "Yes")), "{:?}", cells(times.as_bytes()));
    let letter =
        "School: Back School\nWe have a policy: Yes\nIt is known: Partly\nParents know: No\nTime: 10:30\n";
    assert!(cells(letter.as_bytes()).iter().all(|(_, column, _)| *column == 0));
}

#[test]
fn signs_of_other_uses_part_fields_where_nearly_every_line_has_several() {
    for sign in [':', '!', '#', '@', '\\', '*', '%', '&'] {
        let row = |fields: [&str; 4]| fields.join(&sign.to_string()) + "\n";
        let text = row(["Statement", "Yes", "No", "Evidence"])
            + &row(["We have, in place, a policy", "x", "", ""])
            + &row(["It is known", "", "x", "at 10:30"])
                .replace("10:30", if sign == ':' { "10" } else { "10:30" })
            + &row(["It is kept", "x", "", ""]);
        assert_eq!(cells(text.as_bytes())[4], cell(1, 0, "We have, in place, a policy"), "{sign}");
        assert_eq!(cells(text.as_bytes())[5], cell(1, 1, "x"), "{sign}");
    }
}

#[test]
fn a_field_that_was_written_as_a_formula_for_excel_is_its_text() {
    let text = "Statement,Yes,No\nFirst,\"=\"\"x\"\"\",\nSecond,=\"x\",=1+1\n";
    let read = cells(text.as_bytes());
    assert_eq!(read[4], cell(1, 1, "x"));
    assert_eq!(read[6..], [cell(2, 1, "x"), cell(2, 2, "=1+1")]);
}

#[test]
fn fields_in_quotes_behind_a_comma_and_a_space_are_read() {
    let text = "\"School Name\", \"Back School\", \"\"\n\"One, two\", \"x\", \"over\ntwo lines\"\n\"Three\", \"\", \"a \"\"b\"\"\"\n\"Four\", x, \"said\" she\n";
    let read = cells(text.as_bytes());
    let texts: Vec<&str> = read.iter().map(|(_, _, text)| text.as_str()).collect();
    let plain = ["School Name", "Back School", "One, two", "x", "over\ntwo lines", "Three", "a \"b\""];
    assert_eq!(texts, [&plain[..], &["Four", " x", " \"said\" she"]].concat());
}
