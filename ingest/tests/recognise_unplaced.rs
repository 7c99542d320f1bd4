//! Words that stand by no statement: those in a return's own sheets go on to be weighed, those of no one school are told of.

mod table;

use ingest::{
    grid::{Addressing, Cell, Grid, Look, Value},
    reading::ReturnReading,
};
use table::{Read, document, read, read_sheet, sheet};

const TABLE: &str = "| Statement | Yes | Partly | No | Evidence and where it is kept |
     | {POL-02} | x | | | minutes of the meeting in May |
     | {POL-03} | | x | | |
     | {POL-05} | | | x | |
     | {POL-06} | x | | | |";

fn unplaced(read: &ReturnReading) -> Vec<(&str, &str)> {
    read.unplaced.iter().map(|words| (words.cell.as_str(), words.text.as_str())).collect()
}

fn comments(read: &Read) -> Vec<Vec<&str>> {
    read.returns.iter().map(|read| read.comments.iter().map(|said| said.text.as_str()).collect()).collect()
}

#[test]
fn words_above_between_and_below_a_form_are_left_and_nothing_that_was_taken_is() {
    let read = read_sheet(&format!(
        "| School name | Back School and its nursery class | | | | Seen by the whole parent council |
         | Completed by | Mrs A B Macleod of Back |
         | We share our policy with the cluster. |
         {TABLE}
         | These were answered by the former head. |
         | {{POL-07}} | x | | | we saw to this in the spring term |
         | Thank you for letting us comment on this. |
         | Key area for development | Resources | By whom | Date completed |
         | an evening for all the parents | leaflets of the authority for them | the depute and the council chair | soon, in the summer term |",
    ));
    let only = &read.returns[0];
    assert_eq!(
        unplaced(only),
        [
            ("F1", "Seen by the whole parent council"),
            ("A3", "We share our policy with the cluster."),
            ("A9", "These were answered by the former head."),
            ("A11", "Thank you for letting us comment on this."),
        ]
    );
    assert_eq!(comments(&read), [["minutes of the meeting in May", "we saw to this in the spring term"]]);
    assert_eq!(only.actions.len(), 1);
    assert!(only.actions[0].resources.ends_with("By whom: the depute and the council chair"));
}

#[test]
fn a_word_or_two_are_kept_as_well() {
    let read = read_sheet(&format!(
        "| School | Back School | DRAFT |\n\n{TABLE}\n| School closing June |\n\n| CPOMS log 77237 |"
    ));
    let texts: Vec<&str> = read.returns[0].unplaced.iter().map(|words| words.text.as_str()).collect();
    assert_eq!(texts, ["DRAFT", "School closing June", "CPOMS log 77237"]);
}

#[test]
fn a_list_to_choose_from_is_nobodys_remarks() {
    let list: Vec<String> = (0..60).map(|number| format!("| Tree{number} School |")).collect();
    let form = sheet("Return", &format!("{TABLE}\n| We would welcome a visit in spring. |"));
    let lists = sheet("Lists", &list.join("\n"));
    // The same far below and right of the form.
    let mut beside = form.clone();
    beside.cells.extend(lists.cells.iter().cloned().map(|cell| Cell {
        row: cell.row + 40,
        column: 20,
        ..cell
    }));
    for grids in [vec![form, lists], vec![beside]] {
        let read = read(&grids);
        let only = &read.returns[0];
        let texts: Vec<&str> =
            only.comments.iter().chain(&only.unplaced).map(|words| words.text.as_str()).collect();
        assert!(texts.contains(&"We would welcome a visit in spring."), "{texts:?}");
        assert!(!texts.iter().any(|text| text.contains("Tree")), "{texts:?}");
        assert!(!read.codes().contains("F105"), "{}", read.codes());
    }
}

#[test]
fn words_of_two_returns_in_a_sheet_go_with_the_one_above_them() {
    let read = read_sheet(&format!(
        "| School | Back School |\n{TABLE}\n| We would welcome a visit in spring. |\n\n| School | Tong School |\n{TABLE}\n\
         | There is no wifi in the annexe. |"
    ));
    let left: Vec<_> = read.returns.iter().map(unplaced).collect();
    assert_eq!(
        left,
        [[("A7", "We would welcome a visit in spring.")], [("A15", "There is no wifi in the annexe.")]]
    );
}

#[test]
fn a_paragraph_or_a_sheet_beside_the_form_goes_with_it() {
    let form = sheet("table 1", TABLE);
    let words = sheet("text", "| Our broadband is slow in the mornings. |\n| Back School |");
    for addressing in [Addressing::Document, Addressing::Workbook] {
        let grids = [&form, &words].map(|grid| Grid { addressing, ..grid.clone() });
        let read = read(&grids);
        let texts: Vec<&str> = read.returns[0].unplaced.iter().map(|words| words.text.as_str()).collect();
        assert_eq!(texts, ["Our broadband is slow in the mornings.", "Back School"], "{addressing:?}");
    }
    let hidden = Grid { is_hidden: true, ..words };
    assert!(read(&[form.clone(), hidden]).returns[0].unplaced.is_empty());
    // A sheet with more is told of as a whole; a document's text is its own, however long.
    let much: String = "| Our broadband is slow in the mornings. |\n".repeat(60);
    for (addressing, n) in [(Addressing::Workbook, 0), (Addressing::Document, 60)] {
        let grids = [form.clone(), sheet("text", &much)].map(|grid| Grid { addressing, ..grid });
        let read = read(&grids);
        assert_eq!(read.returns[0].unplaced.len(), n, "{addressing:?}");
        assert_eq!(read.codes(), if n == 0 { "F110" } else { "" });
    }
}

#[test]
fn words_by_a_table_of_many_schools_are_told_of_and_given_to_none() {
    let collated = "| Collated by the office at the June meeting. |
         | Statement | Back School | Tong School | Notes |
         | {POL-02} | Yes | No | they will share a policy for this |
         | {POL-03} | Partly | Yes | |
         | {POL-05} | No | Yes | |
         | {POL-06} | Yes | Yes | |
         | Tong has still to confirm two of these. |";
    let read = read_sheet(collated);
    assert_eq!(read.returns.len(), 2);
    assert_eq!(comments(&read), [[""; 0], [""; 0]]);
    let told = read.finding("F213");
    assert_eq!(told.place.cell, "A1");
    assert!(told.message.starts_with("3 texts stand"), "{}", told.message);
    assert!(!told.rule.is_question);
}

#[test]
fn a_column_of_comments_behind_each_school_is_its_own() {
    let read = read_sheet(
        "| Statement | Back School | Comments | Tong School | Comments |
         | {POL-02} | Yes | on our website | No | not before the summer |
         | {POL-03} | Partly | | Yes | since May of last year |
         | {POL-05} | No | no time so far | Yes | |
         | {POL-06} | Yes | | Yes | |",
    );
    assert_eq!(
        comments(&read),
        [vec!["on our website", "no time so far"], vec!["not before the summer", "since May of last year"]]
    );
}

#[test]
fn what_people_say_in_a_long_table_is_kept_and_what_an_export_repeats_is_not() {
    let read = read_sheet(
        "| School | Sector and area of it | Statement | Answer | Comment | Follow up by the lead |
         | Back School | Primary schools in the north | {POL-02} | Yes | | will ring them in the spring |
         | Back School | Primary schools in the north | {POL-03} | No | | will send them a template |
         | Back School | Primary schools in the north | {POL-05} | Yes | | |
         | Tong School | Primary schools in the north | {POL-02} | Yes | | asked for a visit in June |
         | Tong School | Primary schools in the north | {POL-03} | No | | |
         | Tong School | Primary schools in the north | {POL-05} | Yes | | |
         | Tong School | Primary schools in the north | {POL-06} | Yes | | |
         | Back School | Primary schools in the north | {POL-06} | Yes | | |",
    );
    assert_eq!(
        comments(&read),
        [
            vec!["will ring them in the spring", "will send them a template"],
            vec!["asked for a visit in June"]
        ]
    );
}

#[test]
fn what_is_said_in_sentences_before_an_exports_statements_is_kept_and_people_are_not() {
    let read = read_sheet(
        "| Email | Name | Your role | School | About your school | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | a@b.org | Ann B Macleod | Head and child protection lead | Back School | A small island school with two classes and one router. | Yes | No | Partly | Yes |
         | c@b.org | Iain D Morrison | Head | Tong School | | No | No | Partly | Yes |",
    );
    assert_eq!(comments(&read), [vec!["A small island school with two classes and one router."], vec![]]);
}

/// Forms of several shapes, with what a heading or a field may say.
const SHAPES: [&str; 10] = [
    "| School | Back School |
     | Date | 12/03/2026 |

     | Statement | Yes | Partly | No | Evidence |
     | {POL-02} | x | | | minutes |
     | {POL-03} | | x | | |

     | Incidents | Yes | Partly | No | Evidence |
     | {INC-02} | | | x | |
     | {INC-03} | x | | | |

     | Key area for development | Resources | Date completed | Signed |
     | Parents | leaflets | 12/03/2026 | JM |",
    "| No. | Statement | Response | Comments |
     | 1 | {POL-02} | Yes | |
     | 2 | {POL-03} | No | seen |
     | 3 | {POL-05} | Partly | |

     | 4 | {POL-06} | Yes | |",
    "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} | Comments |
     | Back School | Yes | No | Partly | Yes | |
     | Tong School | No | No | Partly | Yes | |",
    "| School | Statement | Answer | Comment |
     | Back School | {POL-02} | Yes | |
     | Back School | {POL-03} | No | |
     | Tong School | {POL-02} | Partly | |
     | Tong School | {POL-03} | Yes | |
     | Tong School | {POL-05} | Yes | |
     | Back School | {POL-05} | Yes | |
     | Back School | {POL-06} | Yes | |",
    "| Statement | Back School | Tong School |
     | {POL-02} | Yes | No |
     | {POL-03} | Partly | Yes |
     | {POL-05} | No | Yes |
     | {POL-06} | Yes | Yes |",
    table::BENEATH,
    "| | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
     | Yes | x | | | x |
     | Partly | | x | | |
     | No | | | x | |
     | Comments | seen | | | |",
    "| Statement | Yes | Partly | No | Statement | Yes | Partly | No |
     | {POL-02} | x | | | {INC-02} | | x | |
     | {POL-03} | | x | | {INC-03} | x | | |
     | {POL-05} | | | x | {INC-04} | x | | |
     | {POL-06} | x | | | {INC-05} | | | x |",
    "| {POL-02} Yes |
     | {POL-03} Partly |
     | {POL-05} No |
     | {POL-06} Yes |
     | {POL-07} Yes |",
    "| POL-02 | Yes | seen |
     | POL-03 | No | |
     | POL-05 | Partly | |
     | POL-06 | Yes | |
     | POL-07 | Yes | |
     | POL-08 | Yes | |",
];

/// What somebody may write, none of it about a field.
const SAID: [(&str, Addressing); 3] = [
    ("The filter blocks too much in the upper school", Addressing::Workbook),
    ("All of the staff were asked before we wrote this.", Addressing::Document),
    ("this is new since the spring and goes well", Addressing::Text),
];

/// Whether words are kept, told of in a finding, or counted in one.
fn is_somewhere(read: &Read, said: &str) -> bool {
    let is_kept = read.returns.iter().any(|read| {
        let comments = read.comments.iter().chain(&read.unplaced).any(|comment| comment.text.contains(said));
        let marks =
            read.answers.iter().any(|answer| answer.mark.as_deref().is_some_and(|m| m.contains(said)));
        let wordings = read
            .answers
            .iter()
            .any(|answer| answer.statement_as_written.as_deref().is_some_and(|text| text.contains(said)));
        let plan = read.actions.iter().any(|row| row.area.contains(said) || row.resources.contains(said));
        let fields =
            [&read.school.name, &read.school.id].into_iter().flatten().any(|field| field.text.contains(said));
        comments || marks || wordings || plan || fields || read.completed_by.as_deref() == Some(said)
    });
    let is_told = |text: &str| text.contains(said);
    is_kept || read.findings.iter().any(|finding| is_told(&finding.was_read) || is_told(&finding.message))
}

/// Whether each answer's place is the cell that holds its mark.
fn are_places_right(grid: &Grid, read: &Read) -> bool {
    let answers = read.returns.iter().flat_map(|read| &read.answers).filter(|answer| answer.answer.is_some());
    answers.into_iter().all(|answer| {
        let mark = answer.mark.as_deref().unwrap_or_default();
        let mut there =
            grid.cells.iter().filter(|cell| *grid.cell_name(cell.row, cell.column) == *answer.cell);
        let holds = |cell: &Cell| {
            cell.value.as_text().is_some_and(|text| mark.split(" | ").any(|mark| text.contains(mark)))
        };
        !mark.is_empty() && there.next().is_some_and(holds)
    })
}

/// Words written into any empty cell of a form go somewhere; in some its first row is its headings.

#[test]
fn nothing_that_is_written_beside_a_form_vanishes_or_moves_an_answer() {
    let mut lost = Vec::new();
    for (shape, form) in SHAPES.iter().enumerate() {
        for (said, addressing) in SAID {
            for (row, column) in (0..18).flat_map(|row| (0..9).map(move |column| (row, column))) {
                let mut grid = sheet("Return", form);
                if grid.at(row, column).is_some() || (row == 0 && [2, 3, 4, 6].contains(&shape)) {
                    continue;
                }
                let at = grid.cells.partition_point(|cell| (cell.row, cell.column) < (row, column));
                let value = Value::Text(said.into());
                grid.cells.insert(at, Cell { row, column, value, look: Look::default() });
                grid.addressing = addressing;
                let read = read(std::slice::from_ref(&grid));
                if !is_somewhere(&read, said) {
                    lost.push((shape, row, column, said));
                }
                assert!(are_places_right(&grid, &read), "{shape} {row} {column}");
            }
        }
    }
    assert!(lost.is_empty(), "{} lost: {lost:#?}", lost.len());
}

#[test]
fn all_that_a_record_says_is_kept() {
    let records = "| Version | Date | Author | Change |
         | 1.07 | 20/04/2019 | AKM | First draft |
         | 2.09 | 21/05/2019 | DJS | After INSET |
         | SLT | 03/11/2025 |";
    let form = "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |";
    for grids in [
        vec![sheet("Return", &format!("| School Name | Back School |\n\n{records}\n\n{form}"))],
        vec![sheet("Return", form), sheet("Versions", records)],
    ] {
        let read = read(&grids);
        let kept: Vec<&str> = read.returns[0].unplaced.iter().map(|words| words.text.as_str()).collect();
        for text in ["1.07", "2.09", "AKM", "DJS", "20/04/2019", "After INSET", "SLT", "03/11/2025"] {
            assert!(kept.contains(&text), "{text} in {kept:?}");
        }
    }
}

#[test]
fn of_a_diary_below_a_form_no_more_is_kept_than_a_person_would_read() {
    let diary: Vec<String> =
        (0..250).map(|day| format!("\n| what we did on the day of number {day} |")).collect();
    let read = read_sheet(&format!("{TABLE}\n{}", diary.concat()));
    assert_eq!(read.returns[0].unplaced.len(), 200);
    let told = read.finding("F105");
    assert!(told.message.starts_with("50 texts were not kept"), "{}", told.message);
    assert_eq!(told.was_read, "what we did on the day of number 200");
}

#[test]
fn many_short_words_around_a_form_are_kept_and_a_list_to_choose_from_is_none() {
    let lines: Vec<String> = (1..=45).map(|n| format!("| Pupil group {n} | {n} |")).collect();
    let read_form = read_sheet(&format!("| School Name | Back School |\n{}\n\n{TABLE}", lines.join("\n")));
    let kept = unplaced(&read_form.returns[0]);
    assert!(kept.iter().filter(|(_, text)| text.starts_with("Pupil group")).count() == 45, "{}", kept.len());
    let list: Vec<String> = (1..=45).map(|n| format!("| Ward {n} |")).collect();
    let beside = read(&[
        sheet("Return", &format!("| School Name | Back School |\n\n{TABLE}")),
        sheet("Lists", &list.join("\n")),
    ]);
    assert!(unplaced(&beside.returns[0]).iter().all(|(_, text)| !text.starts_with("Ward")));
    assert!(beside.codes().contains("F110"), "{}", beside.codes());
}

#[test]
fn what_stands_alone_in_a_row_between_the_statements_is_left_however_short() {
    let read = table::read_sheet(
        "| School Name | Back School |
         | Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | JM |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | 2031 |
         | {POL-06} | x | | |
         | £50 |
         | 2 |
         | {POL-07} | x | | |
         | 14/20 |
         | {POL-08} | x | | |",
    );
    let left: Vec<&str> = read.returns[0].unplaced.iter().map(|words| words.text.as_str()).collect();
    assert_eq!(left, ["JM", "2031", "£50", "14/20"]);
}

#[test]
fn short_words_in_another_tables_column_of_words_are_kept() {
    let table = "| Training | Who | When |
         | First aid | HT | June 2026 |
         | AUP | HT | June 2026 |
         | Policy | JM | June 2026 |
         | E2E | JM | June 2026 |
         | Two evenings | All staff | May 2026 |
         | £300 | HT | May 2026 |
         | Online safety | HT | June 2026 |
         | New filter | HT | June 2026 |";
    let form = "| School Name | Back School |
         | Statement | Response | Comments |
         | {POL-02} | Yes | |\n| {POL-03} | Partly | |\n| {POL-05} | No | |\n| {POL-06} | Yes | |";
    for grids in [
        vec![sheet("Return", form), sheet("Training", table)],
        document("| Self-evaluation |\n| Training |", &[(1, form), (2, table)]),
    ] {
        let read = read(&grids);
        let kept: Vec<&str> = read.returns[0]
            .unplaced
            .iter()
            .chain(&read.returns[0].comments)
            .map(|words| words.text.as_str())
            .collect();
        for said in ["AUP", "Policy", "E2E", "£300", "First aid"] {
            assert!(kept.contains(&said), "{said}: {kept:?}");
        }
    }
    // Under people's names short words are initials.
    let staff = "| Name | Role |\n| A Macleod | Depute |\n| B Smith | Teacher |\n| JM | Head |\n| C Brown | Teacher |";
    let read = read(&[sheet("Return", form), sheet("Staff", staff)]);
    assert!(read.returns[0].unplaced.iter().all(|words| words.text != "JM"));
}

#[test]
fn what_may_be_a_statement_and_is_read_as_none_is_kept() {
    for text in [
        "The school has a clear policy on acceptable use     Yes       seen in May",
        "Sanctions in place for anyone breaching policies - seen in May",
        "The policies have been reviewed and approved by Leadership    Yes     seen in May",
    ] {
        let read = read_sheet(&format!("| School | Back School |\n{TABLE}\n| {text} |"));
        assert!(
            unplaced(&read.returns[0]).contains(&("A7", text)),
            "{text}: {:?}",
            unplaced(&read.returns[0])
        );
    }
}

#[test]
fn what_is_written_behind_a_heading_is_kept() {
    let form = |statement: &str, evidence: &str| {
        read_sheet(&format!(
            "| School | Back School |\n| {statement} | Yes | Partly | No | {evidence} |
             | {{POL-02}} | x | | | |\n| {{POL-03}} | | x | | |\n| {{POL-05}} | | | x | |\n| {{POL-06}} | x | | | |"
        ))
    };
    let read = form("Statement - mostly by the depute", "Evidence and Comments (seen by the council)");
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    assert_eq!(
        unplaced(&read.returns[0]),
        [("A2", "Statement - mostly by the depute"), ("E2", "Evidence and Comments (seen by the council)")]
    );
    // What the form asks for is its own.
    let read = form("Statement", "Evidence (please give dates)");
    assert_eq!(unplaced(&read.returns[0]), []);
}
