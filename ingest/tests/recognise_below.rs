//! Statements with their answers beneath them: in rows, in small tables, in tables within cells.
//! In: text tables. Out: assertions on what was read, and where. Never touches a disk.

mod table;

use ingest::grid::{Addressing, Grid, Stands};
use table::{FOUR, Read, read, read_sheet, says, sheet};

/// Four statements, each with its own rows beneath it.
fn beneath(rows: [&str; 4]) -> String {
    let statements = ["POL-02", "POL-03", "POL-05", "POL-06"];
    statements.iter().zip(rows).map(|(id, rows)| ["| {", id, "} |\n", rows, "\n"].concat()).collect()
}

#[test]
fn labels_with_marks_beneath_a_statement_are_read() {
    for rows in [
        [
            "| Yes | x |\n| Partly | |\n| No | |",
            "| Yes | |\n| Partly | x |\n| No | |",
            "| Yes | |\n| Partly | |\n| No | x |",
            "| Yes |\n| Partly |\n| No |",
        ],
        [
            "| Yes | x | Partly | | No | |",
            "| Yes | | Partly | x | No | |",
            "| Yes | | Partly | | No | x |",
            "| Yes | | Partly | | No | |",
        ],
        [
            "| x | Yes |\n| | Partly |\n| | No |",
            "| | Yes |\n| x | Partly |\n| | No |",
            "| | Yes |\n| | Partly |\n| x | No |",
            "| | Yes |\n| | Partly |\n| | No |",
        ],
        [
            "| Met | Partly met | Not met |\n| x | | |",
            "| Met | Partly met | Not met |\n| | x | |",
            "| Met | Partly met | Not met |\n| | | x |",
            "| Met | Partly met | Not met |",
        ],
        [
            "| \u{2612} Yes | \u{2610} Partly | \u{2610} No |",
            "| \u{2610} Yes | \u{2612} Partly | \u{2610} No |",
            "| \u{2610} Yes | \u{2610} Partly | \u{2612} No |",
            "| \u{2610} Yes | \u{2610} Partly | \u{2610} No |",
        ],
        ["| Answer | Yes |", "| Answer | Partly |", "| Answer | No |", "| Answer | |"],
        [
            "| \u{2713} Yes |\n| Partly |\n| No |",
            "| Yes |\n| \u{2713} Partly |\n| No |",
            "| Yes |\n| Partly |\n| \u{2713} No |",
            "| Yes |\n| Partly |\n| No |",
        ],
    ] {
        let read = read_sheet(&beneath(rows));
        assert_eq!(read.says(FOUR), "yes partly no -", "{rows:?}");
    }
}

#[test]
fn an_answer_beneath_its_statement_is_walked_back_to_its_own_cell() {
    let read = read_sheet(&beneath([
        "| Answer | Yes |\n| Comments | seen in May |",
        "| Answer | Partly |\n| Comments | |",
        "| Answer | No |\n| Comments | |",
        "| Answer | No |\n| Comments | |",
    ]));
    let answer = &read.returns[0].answers[1];
    assert_eq!((answer.statement_id.as_str(), &*answer.cell), ("POL-02", "B2"));
    let comment = &read.returns[0].comments[0];
    assert_eq!((comment.text.as_str(), comment.cell.as_str()), ("seen in May", "B3"));
}

#[test]
fn cards_in_which_two_marks_stand_at_one_label_ask() {
    let read = read_sheet(&beneath([
        "| Yes | x | x | Partly | | No | |",
        "| Yes | | Partly | x | No | |",
        "| Yes | | Partly | x | No | |",
        "| Yes | | Partly | x | No | |",
    ]));
    let n = read.returns.iter().flat_map(|read| &read.answers).filter(|one| one.answer.is_some()).count();
    assert_eq!(n, 0);
    assert!(read.findings.iter().any(|finding| finding.rule.is_question));
}

/// A table of a document, and where it stands.
fn part(name: &str, stands: Stands, table: &str) -> Grid {
    Grid { addressing: Addressing::Document, stands, ..sheet(name, table) }
}

#[test]
fn small_tables_between_paragraphs_are_their_statements() {
    let text =
        "| Name of school: Back School |\n| {POL-02} |\n| {POL-03} |\n| {POL-05} |\n| {POL-06} |\n| Signed |";
    let answer = |number: u32, marks: &str| {
        part(
            &format!("table {number}"),
            Stands::Before(number + 1),
            &format!("| Yes | Partly | No |\n{marks}"),
        )
    };
    let tables =
        [answer(1, "| x | | |"), answer(2, "| | x | |"), answer(3, "| | | x |"), answer(4, "| | x | |")];
    let grids: Vec<Grid> = std::iter::once(part("text", Stands::Alone, text)).chain(tables).collect();
    let read = read(&grids);
    assert_eq!(read.says(FOUR), "yes partly no partly");
    let found = &read.returns[0];
    assert_eq!(found.school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
    let place = &found.answers[1];
    assert_eq!((&*place.sheet, &*place.cell), ("table 1", "row 2, cell 1"));
}

#[test]
fn a_table_within_a_cell_is_its_rows_answer() {
    let outer = "| Statement | Response | Comments |
         | {POL-02} | Yes x No | seen by the whole of the staff in May |
         | {POL-03} | Yes No x | |\n| {POL-05} | Yes x No | |\n| {POL-06} | Yes No x | |";
    let inner = |number: usize, rows: &str| {
        let row = u32::try_from(number).unwrap_or_default() - 1;
        part(&format!("table {number}"), Stands::Within { table: 1, row, column: 1 }, rows)
    };
    let (yes, no) = ("| Yes | x |\n| No | |", "| Yes | |\n| No | x |");
    let read = read(&[
        part("table 1", Stands::Before(0), outer),
        inner(2, yes),
        inner(3, no),
        inner(4, yes),
        inner(5, no),
    ]);
    assert_eq!(read.says(FOUR), "yes no yes no");
    assert_eq!(read.returns[0].comments.len(), 1);
}

#[test]
fn boxes_within_a_cell_are_columns_of_the_table() {
    let form = |heads: &str, boxes: [&str; 5]| {
        let inner = |(row, rows): (usize, &&str)| {
            let row_no = u32::try_from(row).unwrap_or_default();
            part(&format!("table {}", row + 2), Stands::Within { table: 1, row: row_no, column: 1 }, rows)
        };
        let flat = boxes.map(|own| own.replace('|', " "));
        let [_, a, b, c, d] = flat;
        let outer = format!(
            "| Policy | {heads} | Evidence and Comments |
             | {{POL-02}} | {a} | seen |\n| {{POL-03}} | {b} | |\n| {{POL-05}} | {c} | |\n| {{POL-06}} | {d} | |"
        );
        let inner = boxes.iter().enumerate().filter(|(_, own)| !own.is_empty()).map(inner);
        let outer = part("table 1", Stands::Before(0), &outer);
        read(&std::iter::once(outer).chain(inner).collect::<Vec<_>>())
    };
    let heads = "| Yes | Partly | No |";
    for mark in ["\u{2713}", "x", "X"] {
        let at = |column: usize| format!("{}{mark}{}", "| ".repeat(column + 1), " |".repeat(3 - column));
        let [a, b, c, d] = [1, 0, 2, 1].map(at);
        let read = form("Yes Partly No", [heads, &a, &b, &c, &d]);
        assert_eq!(read.says(FOUR), "partly yes no partly", "{mark}: {}", read.codes());
        let own = &read.returns[0].answers;
        let third = own.iter().find(|answer| answer.statement_id.as_str() == "POL-05");
        let place = third.map(|answer| (answer.sheet.to_string(), answer.cell.to_string()));
        assert_eq!(place, Some(("table 5".to_owned(), "row 1, cell 3".to_owned())));
        assert_eq!(read.returns[0].comments.len(), 1, "{mark}");
    }
    // Two boxes ticked.
    let read = form("Yes Partly No", [heads, "| x | x | |", "| x | | |", "| | x | |", "| | | x |"]);
    assert_eq!(read.says(FOUR), "two yes partly no", "{}", read.codes());
    // Boxes that nothing names are not all the same answer.
    let read = form("Response", ["", "| | x | |", "| x | | |", "| | x | |", "| | | x |"]);
    assert_ne!(read.says(FOUR), "yes yes yes yes", "{}", read.codes());
    // A small table that says all by itself is read as before.
    let own = ["| Yes | | No | x |", "| Yes | x | No | |"];
    let read = form("Response", ["", own[1], own[0], own[1], own[1]]);
    assert!(!read.says(FOUR).contains("partly"), "{}", read.codes());
}

#[test]
fn boxes_keep_what_their_cells_have_besides_a_mark() {
    let rows = ["| Yes | Partly | No |", "| | x | |", "| x | | |", "| | | x |", "| | x | |"];
    let flat = rows.map(|own| own.replace('|', " "));
    let stated = FOUR.split(' ').zip(&flat[1..]).map(|(id, own)| format!("| {{{id}}} | {own} | |"));
    let outer = format!("| Policy | {} | Comments |\n{}", flat[0], stated.collect::<Vec<_>>().join("\n"));
    let mut grids = vec![part("table 1", Stands::Before(0), &outer)];
    for (row, own) in (0..).zip(rows) {
        let number = row + 2;
        grids.push(part(&format!("table {number}"), Stands::Within { table: 1, row, column: 1 }, own));
    }
    let read_so = read(&grids);
    assert_eq!(read_so.says(FOUR), "partly yes no partly", "{}", read_so.codes());
    // The colour of a heading's letters is not that of a mark in a small table.
    let mut coloured = grids.clone();
    coloured[0].letters.push((0, 1, ingest::grid::Letters::Unseen));
    assert_eq!(read(&coloured).says(FOUR), "partly yes no partly");
    // A mark that nobody sees, or with a note on it, is not read as any other.
    let mut unseen = grids.clone();
    unseen[2].letters.push((0, 1, ingest::grid::Letters::Unseen));
    assert!(!read(&unseen).says(FOUR).contains(['y', 'n']), "{}", read(&unseen).says(FOUR));
    let mut noted = grids;
    noted[2].notes.push((0, 1, "only in P7, as far as anybody knows".into()));
    let kept = read(&noted);
    let told = format!("{:?}{:?}", kept.findings, kept.returns);
    assert!(told.contains("only in P7"), "{}", kept.codes());
    assert!(!kept.says(FOUR).contains(['y', 'n']), "{}", kept.says(FOUR));
}

#[test]
fn a_small_table_among_the_comments_says_nothing_against_the_answers_beside_it() {
    let outer = "| Statement | Response | Comments |
         | {POL-02} | Partly | Evidence seen? Yes No x |
         | {POL-03} | No | Evidence seen? Yes No x |\n| {POL-05} | Partly | Evidence seen? Yes No x |\n| {POL-06} | Yes | Evidence seen? Yes No x |";
    let seen = "| Evidence seen? | Yes | No |\n| | x | |";
    let inner = (1..5)
        .map(|row| part(&format!("table {}", row + 1), Stands::Within { table: 1, row, column: 2 }, seen));
    let read =
        read(&std::iter::once(part("table 1", Stands::Before(0), outer)).chain(inner).collect::<Vec<_>>());
    assert_eq!(read.says(FOUR), "partly no partly yes", "{}", read.codes());
}

#[test]
fn boxes_beside_other_answers_or_words_are_not_the_answers() {
    // Rows of an outer table, and the small tables within its cells: column, and what each row has there.
    let form = |heads: &str, plain: [&str; 4], inner: &[(u32, [&str; 5])]| {
        let mut grids = Vec::new();
        for (column, boxes) in inner {
            for (row, own) in boxes.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
                let row = u32::try_from(row).unwrap_or_default();
                let number = grids.len() + 2;
                grids.push(part(
                    &format!("table {number}"),
                    Stands::Within { table: 1, row, column: *column },
                    own,
                ));
            }
        }
        let flat = |row: usize| {
            let cells = inner.iter().map(|(_, boxes)| boxes[row].replace('|', " "));
            cells.collect::<Vec<_>>().join(" | ")
        };
        let ids = FOUR.split(' ').zip(plain).enumerate();
        let rows = ids.map(|(at, (id, plain))| format!("| {{{id}}} | {} | {plain} |", flat(at + 1)));
        let outer = format!("| Policy | {heads} |\n{}", rows.collect::<Vec<_>>().join("\n"));
        grids.insert(0, part("table 1", Stands::Before(0), &outer));
        read(&grids)
    };
    let heads = "| Yes | Partly | No |";
    let last = [heads, "| | | \u{2713} |", "| | | \u{2713} |", "| | | \u{2713} |", "| | \u{2713} | |"];
    let this = [heads, "| \u{2713} | | |", "| | \u{2713} | |", "| | | \u{2713} |", "| \u{2713} | | |"];
    // Last year's beside this year's.
    let read = form(
        "Last year Yes Partly No | This year Yes Partly No | Comments",
        [""; 4],
        &[(1, last), (2, this)],
    );
    for wrong in ["no no no partly", "yes yes yes yes"] {
        assert_ne!(read.says(FOUR), wrong, "{}", read.codes());
    }
    // Last year's beside the answers in words.
    let words = ["Yes", "Partly", "", "No"];
    let read = form("Last year Yes Partly No | Response", words, &[(1, last)]);
    assert_eq!(read.says(FOUR), "yes partly - no", "{}", read.codes());
    // Whether there is evidence, beside the answers.
    let seen = ["| Yes | No |", "| x | |", "| | x |", "| x | |", "| x | |"];
    let read = form("Yes No | Response", words, &[(1, seen)]);
    assert!(!read.says("POL-05").contains("yes"), "{}", read.codes());
    // Words in the same cell are kept.
    let read = form("Yes Partly No | Comments", ["", "", "", ""], &[(1, last)]);
    assert_eq!(read.says(FOUR), "no no no partly", "{}", read.codes());
}

#[test]
fn a_document_of_several_schools_is_a_return_each() {
    let form = |marks: [&str; 4]| {
        let [one, two, three, four] = marks;
        format!(
            "| Statement | Response |\n| {{POL-02}} | {one} |\n| {{POL-03}} | {two} |\n| {{POL-05}} | {three} |\n| {{POL-06}} | {four} |"
        )
    };
    let text = part("text", Stands::Alone, "| School: Back School |\n| |\n| School: Tong School |");
    let tables = [
        part("table 1", Stands::Before(1), &form(["Yes", "No", "Partly", "Yes"])),
        part("table 2", Stands::Before(3), &form(["No", "No", "No", "Yes"])),
    ];
    let read = read(&[tables[0].clone(), tables[1].clone(), text]);
    let said: Vec<_> = read
        .returns
        .iter()
        .map(|one| {
            (one.school.name.as_ref().unwrap().text.as_str(), says(one, "POL-02 POL-03 POL-05 POL-06"))
        })
        .collect();
    assert_eq!(
        said,
        [("Back School", "yes no partly yes".to_owned()), ("Tong School", "no no no yes".to_owned())]
    );
    let text = part("text", Stands::Alone, "| Back School |\n| |\n| Tong School |");
    let read = table::read(&[tables[0].clone(), tables[1].clone(), text]);
    assert_eq!(read.returns.len(), 2, "names alone are enough: {:?}", read.codes());
    // What stands over the next page of one form names no other school.
    let text = part("text", Stands::Alone, "| School: Back School |\n| continued overleaf |");
    let pages = [
        part("table 1", Stands::Before(1), &form(["Yes", "No", "Partly", "Yes"])),
        part(
            "table 2",
            Stands::Before(2),
            "| {POL-07} | Yes |\n| {POL-08} | No |\n| {POL-09} | No |\n| {POL-10} | No |",
        ),
    ];
    assert_eq!(table::read(&[pages[0].clone(), pages[1].clone(), text]).returns.len(), 1);
    // A small table with the school before each form.
    let lead = |name: &str, row| part("table", Stands::Before(row), &format!("| School | {name} |"));
    let read = table::read(&[
        lead("Back School", 0),
        part("table 2", Stands::Before(0), &form(["Yes", "No", "Partly", "Yes"])),
        lead("Tong School", 0),
        part("table 4", Stands::Before(0), &form(["No", "No", "No", "Yes"])),
    ]);
    let names: Vec<_> =
        read.returns.iter().map(|one| one.school.name.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(names, ["Back School", "Tong School"]);
}

#[test]
fn a_line_may_say_the_answers_before_the_answer() {
    let read = read_sheet(&beneath([
        "| Yes/Partly/No: Yes |",
        "| Yes/Partly/No: Partly |",
        "| Yes/Partly/No: |",
        "| Yes/Partly/No: No |",
    ]));
    assert_eq!(read.says(FOUR), "yes partly - no");
}

#[test]
fn what_a_label_calls_a_comment_below_a_statement_is_kept_with_it() {
    let read = read_sheet(
        "
        | Q 1 | {POL-02} |
        | A | Yes |
        | Notes | the pupils made posters about it |

        | Q 2 | {POL-03} |
        | A | Partly |
        | Notes | led by the depute |

        | Q 3 | {POL-05} |
        | A | No |
        | Notes | |

        | Q 4 | {POL-06} |
        | A | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let comment = |text: &str| read.returns[0].comments.iter().find(|comment| comment.text == text);
    for (text, id) in [("the pupils made posters about it", "POL-02"), ("led by the depute", "POL-03")] {
        let statement = comment(text).and_then(|comment| comment.statement_id.clone());
        assert_eq!(statement.as_ref().map(schemas::ids::StatementId::as_str), Some(id), "{text}");
    }
}

#[test]
fn an_answer_and_a_remark_side_by_side_below_a_statement_are_both_read() {
    let read = read_sheet(&beneath([
        "| Response | Yes | minutes of May are on file |",
        "| Response | Partly | led by the depute |",
        "| Response | | |",
        "| Response | No | |",
    ]));
    assert_eq!(read.says(FOUR), "yes partly - no");
    let texts: Vec<&str> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["minutes of May are on file", "led by the depute"]);
}

#[test]
fn sentences_below_the_answers_of_a_letter_are_comments_on_their_statements() {
    let read = read_sheet(
        "
        | {POL-02} |
        | Yes |
        | Pupils made posters about it. |
        | {POL-03} |
        | Partly |
        | {POL-05} |
        | No |
        | Led by the depute since 2025 |
        | Responding to incidents |
        | {POL-06} |
        | Yes |
        | Training is booked. |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let hedged = read_sheet(
        "
        | {POL-02} |
        | Yes. |
        | {POL-03} |
        | Partly. |
        | {POL-05} |
        | No. |
        | {POL-06} |
        | No. Partly for staff. |",
    );
    assert_eq!(hedged.says(FOUR), "yes partly no ?");
    let said: Vec<(&str, &str)> = read.returns[0]
        .comments
        .iter()
        .map(|comment| (comment.statement_id.as_ref().map_or("", |id| id.as_str()), comment.text.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("POL-02", "Pupils made posters about it."),
            ("POL-05", "Led by the depute since 2025"),
            ("POL-06", "Training is booked."),
        ]
    );
}

#[test]
fn a_remark_beside_the_last_answer_below_a_statement_is_kept_as_the_others_are() {
    let read = read_sheet(&beneath([
        "| Answer: Yes | | |",
        "| Answer: Partly | Evidence: led by the depute | |",
        "| Answer: No | | |",
        "| Answer: Yes | Evidence: minutes of May | |",
    ]));
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let texts: Vec<&str> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["Evidence: led by the depute", "Evidence: minutes of May"]);
}

#[test]
fn what_is_said_behind_answers_that_may_be_anothers_is_kept() {
    let read = read_sheet(
        "
        | {POL-02} |
        | Yes: pupils made posters about it |
        | {POL-03} |
        | Partly |
        | {POL-05} |
        | No: led by the depute |
        | {POL-06} |",
    );
    assert_eq!(read.says(FOUR), "- - - -");
    assert!(read.codes().contains("F203"));
    let texts: Vec<&str> = read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["Yes: pupils made posters about it", "No: led by the depute"]);
}

#[test]
fn answers_with_remarks_between_statements_are_no_key() {
    let read = read_sheet(
        "
        | {POL-02} |
        | Yes - see the policy in place |
        | {POL-03} |
        | Partly - the group meets monthly |
        | {POL-05} |
        | No - the policy is in place at the other site |
        | {POL-06} |
        | Partly |
        | {POL-07} |
        | Partly - it is fully met for staff |",
    );
    let said = read.says("POL-02 POL-03 POL-05 POL-06 POL-07");
    assert!(matches!(said.split(' ').nth(1), Some("partly" | "?")), "{said}");
    assert!(matches!(said.split(' ').nth(2), Some("no" | "?")), "{said}");
    assert!(matches!(said.split(' ').nth(3), Some("partly" | "?")), "{said}");
    assert!(!read.codes().contains("F311"), "{}", read.codes());
}

#[test]
fn a_line_right_below_the_last_statements_marks_leaves_their_place_as_it_is() {
    let read = read_sheet(&format!("{}\n| The filter blocks too much in here |", table::BENEATH));
    let answered = read.returns[0].answers.iter().filter(|answer| answer.answer.is_some());
    let places: Vec<&str> = answered.map(|answer| &*answer.cell).collect();
    assert_eq!(places, ["A3", "B6", "C9", "A12"]);
    let left = read.returns[0].unplaced.iter().map(|words| (words.cell.as_str(), words.text.as_str()));
    assert_eq!(left.collect::<Vec<_>>(), [("A13", "The filter blocks too much in here")]);
}

#[test]
fn what_is_said_behind_labels_or_marks_is_a_comment() {
    let read = read_sheet(&beneath([
        "| Yes | Partly | No |\n| x | | | each May with the staff |",
        "| Yes | Partly | No | since the summer |\n| | x | | see file |",
        "| Yes | Partly | No |\n\n| | | x |",
        "| Yes | Partly | No |\n| x | | |",
    ]));
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let comments = read.returns[0].comments.iter().map(|comment| comment.text.as_str());
    assert_eq!(comments.collect::<Vec<_>>(), ["each May with the staff", "since the summer", "see file"]);
}

#[test]
fn a_tick_that_no_label_has_beside_another_leaves_its_statement_unread() {
    let plain = "| Yes | Partly | No |\n| x | | |";
    let read = read_sheet(&beneath(["| Yes | Partly | No | x |\n| x | | |", plain, plain, plain]));
    assert_eq!(read.says(FOUR), "two yes yes yes");
}

#[test]
fn a_number_before_a_statement_and_a_remark_behind_it_hide_no_answers_beneath() {
    let rows = ["POL-02", "POL-03", "POL-05", "POL-06"].iter().zip(1..).map(|(id, number)| {
        format!(
            "| {number} | {{{id}}} | | | | seen in the May review |\n| | Yes | Partly | No |\n| | | x | |\n"
        )
    });
    let read = read_sheet(&rows.collect::<String>());
    assert_eq!(read.says(FOUR), "partly partly partly partly");
    assert_eq!(read.returns[0].comments.len(), 4);
}

#[test]
fn answers_above_their_statements_are_theirs() {
    let read = read_sheet(
        "| School Name | Back School |

         | Answer | Yes |
         | Evidence | on the site |
         | Statement | {POL-02} |
         | Answer | No |
         | Evidence | |
         | Statement | {POL-03} |
         | Answer | Partly |
         | Evidence | minutes |
         | Statement | {POL-05} |
         | Answer | Yes |
         | Evidence | folder |
         | Statement | {POL-06} |
         | Answer | No |
         | Evidence | |
         | Statement | {POL-07} |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes no partly yes no");
    let said: Vec<(&str, &str)> = read.returns[0]
        .comments
        .iter()
        .map(|comment| (comment.statement_id.as_ref().map_or("", |id| id.as_str()), comment.text.as_str()))
        .collect();
    assert_eq!(said, [("POL-02", "on the site"), ("POL-05", "minutes"), ("POL-06", "folder")]);
}

#[test]
fn a_row_below_each_statement_with_its_evidence_is_said_to_it() {
    let of = |read: &Read| -> Vec<(String, String)> {
        let all = read.returns[0].comments.iter();
        all.map(|comment| {
            let id = comment.statement_id.as_ref().map(ToString::to_string).unwrap_or_default();
            (id, comment.text.clone())
        })
        .collect()
    };
    let expected =
        [("POL-02", "CPOMS"), ("POL-03", "JM"), ("POL-05", "2031"), ("POL-06", "Yes - see website")]
            .map(|(id, said)| (id.to_owned(), said.to_owned()));
    let alone = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | CPOMS |
         | {POL-03} | | x | |
         | JM |
         | {POL-05} | | | x |
         | 2031 |
         | {POL-06} | x | | |
         | Yes - see website |",
    );
    assert_eq!(alone.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    assert_eq!(of(&alone), expected);
    assert_eq!(alone.codes(), "");
    let labelled = read_sheet(
        "| Statement | Answer |
         | {POL-02} | Yes |
         | Evidence | CPOMS |
         | {POL-03} | Partly |
         | Evidence | JM |
         | {POL-05} | No |
         | Evidence | 2031 |
         | {POL-06} | Yes |
         | Evidence | Yes - see website |",
    );
    assert_eq!(labelled.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    assert_eq!(of(&labelled), expected);
    assert!(labelled.returns[0].answers.iter().any(|answer| answer.has_evidence));
    assert_eq!(labelled.codes(), "");
    assert!(labelled.returns[0].unplaced.is_empty(), "{:?}", labelled.returns[0].unplaced);
    // A title above each statement is no remark on the one before it.
    let titled = read_sheet(
        "| Statement | Yes | Partly | No |
         | Policy |
         | {POL-02} | x | | |
         | Review |
         | {POL-03} | | x | |
         | Staff |
         | {POL-05} | | | x |
         | Pupils |
         | {POL-06} | x | | |",
    );
    assert_eq!(of(&titled), []);
}

/// What is said to each statement, as `POL-02: text`.
fn said(read: &Read) -> Vec<String> {
    let all = read.returns[0].comments.iter();
    all.map(|comment| {
        let id = comment.statement_id.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{id}: {}", comment.text)
    })
    .collect()
}

#[test]
fn a_line_with_the_answer_and_a_line_with_the_evidence_are_read_whatever_the_evidence_begins_with() {
    let read = read_sheet(
        "| School Name: Back School |
         | Policy |
         | {POL-02} |
         | Yes |
         | No evidence is kept of it |
         | {POL-03} |
         | Partly |
         | Yes - in place since 2019 |
         | {POL-05} |
         | No |
         | CPOMS |
         | Incidents |
         | {INC-01} |
         | Yes |
         | Not applicable to the nursery |
         | {INC-02} |
         | [ ] Yes [x] Partly [ ] No |
         | No. 12 |
         | {INC-03} |
         | {INC-04} |
         | No |",
    );
    assert_eq!(
        read.says("POL-02 POL-03 POL-05 INC-01 INC-02 INC-03 INC-04"),
        "yes partly no yes partly - no"
    );
    assert_eq!(
        said(&read),
        [
            "POL-02: No evidence is kept of it",
            "POL-03: Yes - in place since 2019",
            "POL-05: CPOMS",
            "INC-01: Not applicable to the nursery",
            "INC-02: No. 12"
        ]
    );
}

#[test]
fn where_more_is_said_below_the_answers_a_lone_remark_is_no_answer() {
    let form = |last: &str| {
        read_sheet(&format!(
            "| {{POL-02}} |\n| Yes |\n| CPOMS |\n| {{POL-03}} |\n| Partly |\n| minutes |\n| {{POL-05}} |\n| No |\n| JM |\n| {{POL-06}} |\n{last}\n| {{POL-07}} |\n| Yes |\n| file |"
        ))
    };
    let five = "POL-02 POL-03 POL-05 POL-06 POL-07";
    for last in ["| Yes |\n| No |", "| N/A for nursery |"] {
        let read = form(last);
        assert_eq!(read.says(five), "yes partly no ? yes", "{last}");
        assert_eq!(read.finding("F302").n_answers_waiting, 1, "{last}");
    }
    let read = form("| No evidence yet |");
    assert_eq!(read.says(five), "yes partly no - yes");
    assert!(said(&read).contains(&"POL-06: No evidence yet".to_owned()));
    assert_eq!(form("| Yes - see the policy |").says(five), "yes partly no yes yes");
}

#[test]
fn what_is_said_below_a_statement_with_its_answer_in_its_own_cell_is_said_to_it() {
    let read = read_sheet(
        "| School Name: Back School |
         | Policy |
         | {POL-02}: Yes |
         | CPOMS |
         | {POL-03}: Partly |
         | No evidence is kept |
         | {POL-05}: No |
         | JM and the depute |
         | Incidents |
         | {INC-01}: Yes |
         | {INC-02}: No |
         | minutes |
         | Action Plan |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 INC-01 INC-02"), "yes partly no yes no");
    assert_eq!(
        said(&read),
        ["POL-02: CPOMS", "POL-03: No evidence is kept", "POL-05: JM and the depute", "INC-02: minutes"]
    );
}

#[test]
fn a_letter_for_each_answer_is_no_key() {
    let read = read_sheet(
        "| School Name: Back School |
         | Q1. {POL-02} |
         | A. Yes |
         | See the folder |
         | Q2. {POL-03} |
         | A. Partly |
         | 1. Policy; 2. AUP |
         | Q3. {POL-05} |
         | A. |
         | Q4. {POL-06} |
         | A. No |
         | N/A for nursery |
         | Q5. {POL-07} |
         | A. Yes because we have CPOMS |",
    );
    let said_to = said(&read);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "yes partly - no yes");
    assert!(!read.codes().contains("F311"), "{}", read.codes());
    assert!(said_to.contains(&"POL-02: See the folder".to_owned()), "{said_to:?}");
    assert!(said_to.contains(&"POL-06: N/A for nursery".to_owned()), "{said_to:?}");
}

#[test]
fn what_stands_below_another_label_is_no_answer() {
    let form = |label: &str| {
        let own = FOUR.split(' ').zip(["Yes", "Partly", "No", "Yes"]);
        let rows = own.map(|(id, answer)| format!("| {{{id}}} |\n| {label} |\n| {answer} |\n| Evidence |\n"));
        rows.collect::<String>()
    };
    for label in
        ["Target", "Last year's answer", "Governors said", "Example answer", "Shared with parents?", "2025"]
    {
        let read = read_sheet(&form(label));
        assert!(read.returns.iter().all(|own| own.answers.iter().all(|one| one.answer.is_none())), "{label}");
    }
    for label in ["Answer", "Our response", "Please tick", "In place?"] {
        assert_eq!(read_sheet(&form(label)).says(FOUR), "yes partly no yes", "{label}");
    }
}

#[test]
fn a_table_in_a_cell_is_read_once_though_the_cells_text_has_all_that_it_says() {
    let part = |name: &str, stands: Stands, rows: &str| Grid {
        stands,
        addressing: Addressing::Document,
        ..sheet(name, rows)
    };
    let first = "Access to the internet and school\u{2019}s network is secure\u{2026}";
    let rows = format!(
        "| Infrastructure | Yes | Partly | No | Comments |\n| {first} | | x | | |\n| {{POL-02}} | x | | | |\n| {{POL-03}} | | x | | |\n| {{POL-05}} | | | x | |"
    );
    let mut outer = part("table 1", Stands::Before(1), "| Online safety |\n| INNER |");
    for cell in outer.cells.iter_mut().filter(|cell| cell.row == 1) {
        let lines = format!("Infrastructure\nYes\nPartly\nNo\nComments\n{first}\nx");
        cell.value = ingest::grid::Value::Text(lines.into());
    }
    let inner = part("table 2", Stands::Within { table: 1, row: 1, column: 0 }, &rows);
    let text = part("text", Stands::Alone, "| Self-evaluation |");
    let read = read(&[text, outer, inner]);
    assert_eq!(read.says("INF-01 POL-02 POL-03 POL-05"), "partly yes partly no", "{:?}", read.findings);
    assert!(!read.codes().contains("F209"), "{}", read.codes());
}
