//! Forms in which several habits come together: another year's column, numbering begun anew, a plan before the statements,
//! headings in the other table's rows, sheets that are not this year's. Each is read as a person would, or asked about.

mod table;

use ingest::grid::{Block, Value};
use table::{read, read_sheet, says, sheet};

const FOUR: &str = "POL-02 POL-03 POL-05 POL-06";
const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";

#[test]
fn numbering_begun_anew_in_each_section_is_no_answer() {
    for figures in [["1", "2", "3"], ["i", "ii", "iii"], ["a)", "b)", "c)"], ["1.1", "1.2", "1.3"]] {
        let [one, two, three] = figures;
        let read = read_sheet(&format!(
            "| No | Policy | Yes | Partly | No | Evidence |
             | {one} | {{POL-02}} | x | | | Minutes |
             | {two} | {{POL-03}} | | x | | |
             | {three} | {{POL-05}} | | | x | |
             | No | Incidents | Yes | Partly | No | Evidence |
             | {one} | {{POL-06}} | x | | | |
             | {two} | {{POL-07}} | | x | | |
             | {three} | {{POL-08}} | | | x | |"
        ));
        assert_eq!(read.says(SIX), "yes partly no yes partly no", "{one}");
    }
    let sorted = read_sheet(
        "| No | Statement | Yes | Partly | No |
         | 31. | {POL-02} | x | | |
         | 7. | {POL-03} | x | | |
         | 12. | {POL-05} | | x | |
         | 2. | {POL-06} | | x | |
         | 40. | {POL-07} | | | x |
         | 5. | {POL-08} | | | x |",
    );
    assert_eq!(sorted.says(SIX), "yes yes partly partly no no");
}

#[test]
fn weights_before_the_statements_are_no_answers_where_no_headings_stand() {
    let read = read_sheet(
        "| 7 | {POL-02} | x | | | Minutes |
         | 1 | {POL-03} | | x | | |
         | 5 | {POL-05} | | | x | |
         | 7 | {POL-06} | x | | | |
         | 5 | {POL-07} | x | | | |
         | 3 | {POL-08} | | x | | |",
    );
    assert_eq!(read.says(SIX), "yes partly no yes yes partly");
}

#[test]
fn columns_far_from_the_forms_order_are_asked_about_where_no_headings_stand() {
    let rows: Vec<String> = ["02", "03", "04", "05", "06", "07", "08", "09", "10"]
        .iter()
        .map(|id| format!("| {{POL-{id}}} | | | x |"))
        .collect();
    let table = format!("{}\n| {{POL-11}} | x | | |\n| {{INC-01}} | | x | |", rows.join("\n"));
    let turned = read_sheet(&table);
    assert_eq!(turned.says("POL-02 POL-11"), "? ?");
    assert!(turned.codes().contains("F203"), "{}", turned.codes());
    let usual = read_sheet(&table.replace("| | | x |", "| x | | |"));
    assert_eq!(usual.says("POL-02 INC-01"), "yes partly");
}

#[test]
fn a_column_of_words_beside_one_of_ticks_is_not_read_in_the_forms_order() {
    let read = read_sheet(
        "| {POL-02} | * | Red |
         | {POL-03} | | Green |
         | {POL-05} | * | Amber |
         | {POL-06} | | Red |",
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
    assert!(read.codes().contains("F203"), "{}", read.codes());
}

#[test]
fn another_years_column_never_stands_in_for_an_answer_that_cannot_be_read() {
    for (heading, answers, expected) in [
        ("2024 answer", ["Green", "Amber", "Red", "Green"], "yes partly no yes"),
        ("2025 answer", ["Green", "Amber", "Red", "Green"], "? ? ? ?"),
        ("2025 answer", ["", "", "", ""], "? ? ? ?"),
        ("2024 answer", ["", "", "", ""], "- - - -"),
        ("2025 answer | Current status", ["Met", "Partially met", "Not met", "Met"], "yes partly no yes"),
    ] {
        let (heading, asked) = heading.split_once(" | ").unwrap_or((heading, "RAG"));
        let [one, two, three, four] = answers;
        let read = read_sheet(&format!(
            "| {heading} | Statement | {asked} |
             | Yes | {{POL-02}} | {one} |
             | No | {{POL-03}} | {two} |
             | Yes | {{POL-05}} | {three} |
             | Partly | {{POL-06}} | {four} |"
        ));
        assert_eq!(read.says(FOUR), expected, "{heading} {one}");
    }
}

#[test]
fn a_heading_that_asks_something_else_is_set_aside_though_its_word_is_an_answer() {
    let words = read_sheet(
        "| Statement | Response | Done? |
         | {POL-02} | Yes | No |
         | {POL-03} | Partly | Yes |
         | {POL-05} | No | No |
         | {POL-06} | Yes | Yes |",
    );
    assert_eq!(words.says(FOUR), "yes partly no yes");
    let ticks = read_sheet(
        "| Statement | Done? | Yes | Partly | No |
         | {POL-02} | Yes | x | | |
         | {POL-03} | No | | x | |
         | {POL-05} | Yes | | | x |
         | {POL-06} | No | x | | |",
    );
    assert_eq!(ticks.says(FOUR), "yes partly no yes");
}

#[test]
fn what_is_asked_of_an_action_is_no_answer() {
    let read = read_sheet(
        "| Statement | Response | Action needed? (Y/N) | Action | By when | Complete? |
         | {POL-02} | Yes | N | | | |
         | {POL-03} | Partly | Y | Train staff | May | No |
         | {POL-05} | No | Y | Write it | June | Yes |
         | {POL-06} | Yes | Y | Review it | June | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let blank = read_sheet(
        "| Statement | Response | Training needed? (Y/N) |
         | {POL-02} | | Yes |
         | {POL-03} | | No |
         | {POL-05} | | Yes |
         | {POL-06} | | No |",
    );
    assert_eq!(blank.says(FOUR), "- - - -");
}

#[test]
fn headings_above_a_sections_title_are_not_passed_over() {
    let unknown = read_sheet(
        "| | Strength | To develop |
         | Policy |
         | {POL-02} | x | |
         | {POL-03} | | x |
         | {POL-05} | | x |
         | {POL-06} | x | |",
    );
    assert_eq!(unknown.says(FOUR), "? ? ? ?");
    let timed = read_sheet(
        "| | Where we are now | Where we want to be |
         | Policy |
         | {POL-02} | Yes | Yes |
         | {POL-03} | Partly | Yes |
         | {POL-05} | No | Partly |
         | {POL-06} | Yes | Yes |",
    );
    assert_eq!(timed.says(FOUR), "yes partly no yes");
}

#[test]
fn one_known_heading_among_unknown_ones_is_not_the_whole_scale() {
    let read = read_sheet(
        "| Statement | Secure | Developing | Emerging |
         | {POL-02} | Y | N | N |
         | {POL-03} | N | Y | N |
         | {POL-05} | N | N | Y |
         | {POL-06} | Y | N | N |",
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
}

#[test]
fn headings_that_say_what_a_tick_is_for_are_known() {
    let read = read_sheet(
        "| Statement | Tick if YES | Tick if PARTLY | Tick if NO |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn a_plan_before_the_statements_hides_none_of_them() {
    let plan = "| Action Plan |
         | Key area for development | Resources, support or activity required | Date Completed | Signed |
         | Staff training | Two evenings | 3 May 2026 | |";
    let form = "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |";
    for between in ["\n", "\n\n"] {
        let read = read_sheet(&format!("{plan}{between}{form}"));
        assert_eq!(read.says(FOUR), "yes partly no yes");
        let [action] = read.returns[0].actions.as_slice() else { panic!("{:?}", read.returns[0].actions) };
        assert_eq!(action.area, "Staff training");
        assert_eq!(read.returns[0].completed_on, None);
    }
    let between = read_sheet(&format!(
        "| Statement | Yes | Partly | No |
         | {{POL-07}} | x | | |
         {plan}
         | Pupils' voice | A survey | | |

         {form}"
    ));
    assert_eq!(between.says("POL-07 POL-02 POL-05"), "yes yes no");
    assert_eq!(between.returns[0].actions.len(), 2);
}

#[test]
fn answers_in_the_second_row_of_a_merged_statement_are_no_headings() {
    let mut grid = sheet(
        "Return",
        "| Statement | Yes | Partly | No | Evidence |
         | {POL-02} | | | | Minutes of May |
         | | Y | N | N | |
         | {POL-03} | | | | |
         | | N | Y | N | |
         | {POL-05} | | | | |
         | | N | N | Y | |
         | {POL-06} | | | | |
         | | Y | N | N | |",
    );
    grid.merges = [1, 3, 5, 7].map(|top| Block { top, left: 0, bottom: top + 1, right: 0 }).to_vec();
    let file = read(&[grid.clone()]);
    assert_eq!(file.says(FOUR), "yes partly no yes");
    // The column of answers is known by what stands in the second rows, too.
    for cell in &mut grid.cells {
        let heading = match (cell.row, cell.column) {
            (0, 1) => "2024 answer",
            (0, 2) => "Response",
            _ => continue,
        };
        cell.value = Value::Text(heading.into());
    }
    grid.cells.retain(|cell| cell.column < 3);
    assert_eq!(read(&[grid]).says(FOUR), "no yes no no");
}

#[test]
fn a_marked_row_below_headings_is_no_second_row_of_them() {
    let read = read_sheet(
        "| Policy | Response | Evidence | Checked |
         | {POL-02} | Yes | Minutes | x |
         | Our own assembly | Partly | Yes we hold one | \u{2713} |
         | {POL-03} | Partly | | |
         | {POL-05} | No | | x |
         | {POL-06} | Yes | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let grid = read_sheet(
        "| Policy | Yes | Partly | No | Evidence |
         | {POL-02} | \u{2713} | \u{2717} | \u{2717} | |
         | {POL-03} | \u{2717} | \u{2713} | \u{2717} | |
         | Training | No | Partly | Yes | Evidence |
         | Our own course | \u{2717} | \u{2717} | \u{2713} | Each May |
         | {POL-05} | \u{2713} | \u{2717} | \u{2717} | |
         | {POL-06} | \u{2717} | \u{2717} | \u{2713} | |",
    );
    assert_eq!(grid.says(FOUR), "yes partly no yes");
    assert!(grid.returns[0].comments.iter().any(|comment| comment.text == "Each May"));
}

#[test]
fn what_stands_before_the_first_known_statement_is_told_of() {
    let read = read_sheet(
        "| Policy | Yes | Partly | No | Evidence |
         | Our own safety week | x | | | Photographs |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | x | | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(read.finding("F207").was_read, "Our own safety week");
    assert!(read.returns[0].comments.iter().any(|comment| comment.text == "Photographs"));
}

#[test]
fn tables_side_by_side_have_their_own_headings_and_numbers() {
    let read = read_sheet(
        "| No | Policy | Yes | Partly | No | | No | More | No | Partly | Yes |
         | 1 | {POL-02} | x | | | | 5 | {POL-06} | x | | |
         | 2 | {POL-03} | | x | | | 6 | {POL-07} | | x | |
         | No | Again | Yes | Partly | No | | 7 | {POL-08} | | | x |
         | 3 | {POL-05} | | | x | | 8 | {POL-09} | x | | |
         | 4 | {POL-10} | x | | | | 9 | {POL-11} | | x | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-10"), "yes partly no yes");
    assert_eq!(read.says("POL-06 POL-07 POL-08 POL-09 POL-11"), "no partly yes no partly");
}

#[test]
fn answers_below_their_statements_are_read_beside_other_columns() {
    let read = read_sheet(
        "| Statement | Target | Response |
         | {POL-02} | Yes |
         | Answer: Partly |
         | {POL-03} | Yes |
         | Answer: No |

         | {POL-05} | Partly |
         | Answer: \u{2713} |
         | {POL-06} | Yes |",
    );
    assert_eq!(read.says(FOUR), "partly no yes -");
    let odd = read_sheet(
        "| {POL-02} |
         | Answer: Yes |
         | {POL-03} |
         | Answer: when the policy is agreed |
         | {POL-05} |
         | Answer: No |
         | {POL-06} |
         | Answer: Yes |",
    );
    assert_eq!(odd.says(FOUR), "yes ? no yes");
}

#[test]
fn codes_below_the_statements_that_no_key_explains_are_asked_about() {
    let read = read_sheet(
        "| {POL-02} |
         | S |
         | {POL-03} |
         | T |
         | {POL-05} |
         | S |
         | {POL-06} |
         | S |
         | {POL-07} |
         | T |
         | {POL-08} |
         | S |",
    );
    assert!(read.codes().contains("F203"), "{}", read.codes());
}

#[test]
fn lists_of_boxes_in_the_statements_cells_are_read_and_bullets_are_not() {
    for (before, after) in [
        ("", " - Yes [ ]  Partly [x]  No [ ]"),
        ("", " (\u{2610} Yes  \u{2612} Partly  \u{2610} No)"),
        ("\u{2610} Yes  \u{2612} Partly  \u{2610} No: ", ""),
        ("", " - Amber"),
    ] {
        let rows = ["POL-02", "POL-03", "POL-05", "POL-06"].map(|id| format!("| {before}{{{id}}}{after} |"));
        let read = read_sheet(&rows.join("\n"));
        assert_eq!(read.says(FOUR), "partly partly partly partly", "{before}{after}");
    }
    let rows = ["POL-02", "POL-03", "POL-05", "POL-06"].map(|id| format!("| \u{2022} {{{id}}} | |"));
    assert_eq!(read_sheet(&rows.join("\n")).says(FOUR), "- - - -");
}

#[test]
fn a_note_in_brackets_behind_a_statement_hides_nothing() {
    let read = read_sheet(
        "| Statement | Response |
         | {POL-02} [KCSIE] | Yes |
         | {POL-03} [statutory] | No |
         | {POL-05} [S] | Partly |
         | {POL-06} [KCSIE] | Yes |",
    );
    assert_eq!(read.says(FOUR), "yes no partly yes");
}

#[test]
fn signs_given_once_or_more_grade_under_a_heading_too() {
    let read = read_sheet(
        "| Statement | Done? | Evidence |
         | {POL-02} | *** | |
         | {POL-03} | * | |
         | {POL-05} | ** | |
         | {POL-06} | *** | |",
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
}

#[test]
fn dots_in_the_other_cells_choose_none() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | x | . | . |
         | {POL-03} | . | x | . |
         | {POL-05} | . | . | x |
         | {POL-06} | . | x | x |",
    );
    assert!(read.says(FOUR).starts_with("yes partly no "), "{}", read.says(FOUR));
    assert!(!read.says("POL-06").contains("partly"));
}

#[test]
fn a_second_tick_between_the_answers_under_an_unknown_heading_counts() {
    let read = read_sheet(
        "| Statement | Yes | Sort of | No |
         | {POL-02} | x | | |
         | {POL-03} | x | x | |
         | {POL-05} | | | x |
         | {POL-06} | | x | |",
    );
    assert_eq!(read.says(FOUR), "yes ? no ?");
    assert!(read.codes().contains("F309"), "{}", read.codes());
}

#[test]
fn rows_of_boxes_that_are_no_known_statement_are_no_headings() {
    let read = read_sheet(
        "| Policy | Response | Evidence |
         | {POL-02} | \u{2612} Yes \u{2610} Partly \u{2610} No | |
         | Our own week | \u{2610} Yes \u{2610} Partly \u{2612} No | |
         | {POL-03} | \u{2610} Yes \u{2612} Partly \u{2610} No | Photographs |
         | {POL-05} | \u{2610} Yes \u{2610} Partly \u{2612} No | |
         | {POL-06} | \u{2612} Yes \u{2610} Partly \u{2610} No | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(read.finding("F207").was_read, "Our own week");
}

#[test]
fn remarks_that_open_with_an_answer_are_no_column_of_them() {
    let read = read_sheet(
        "| {POL-02} | x | | | Yes we use one |
         | {POL-03} | | x | | n/a |
         | {POL-05} | | | x | See the handbook |
         | {POL-06} | x | | | n/a |
         | {POL-07} | x | | | Minutes of May |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let words = read_sheet(
        "| {POL-02} | Yes | Met |
         | {POL-03} | No | Partially met |
         | {POL-05} | Yes | Not met |
         | {POL-06} | No | Met |",
    );
    assert_eq!(words.says(FOUR), "? ? ? ?");
}

#[test]
fn a_share_is_no_answer_and_the_named_column_beside_it_is() {
    let read = read_sheet(
        "| 0 = not in place, 1 = partly in place, 2 = fully in place |

         | Progress (%) | Statement | In place? |
         | 50% | {POL-02} | 1 |
         | | {POL-03} | 2 |
         | 100% | {POL-05} | 0 |
         | | {POL-06} | 2 |",
    );
    assert_eq!(read.says(FOUR), "partly yes no yes");
}

#[test]
fn ids_of_two_tables_side_by_side_do_not_disagree() {
    let read = read_sheet(
        "| Ref | Policy | Yes | Partly | No | | Ref | More | Yes | Partly | No |
         | POL-02 | {POL-02} | x | | | | POL-07 | {POL-07} | | x | |
         | POL-03 | {POL-03} | | x | | | POL-08 | {POL-08} | | | x |
         | POL-05 | {POL-05} | | | x | | POL-09 | {POL-09} (as of 2026) | x | | |
         | POL-06 | {POL-06} | x | | | | POL-10 | {POL-10} | | x | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    assert_eq!(read.says("POL-07 POL-08 POL-09 POL-10"), "partly no yes partly");
}

#[test]
fn a_sheet_whose_marks_could_not_be_read_is_not_empty() {
    let smiling = "| Statement | How it feels |
         | {POL-02} | \u{1f600} |
         | {POL-03} | \u{1f610} |
         | {POL-05} | \u{1f600} |
         | {POL-06} | \u{1f610} |
         | {POL-07} | \u{1f600} |
         | {POL-08} | \u{1f600} |";
    let filled = FILLED.to_owned() + "\n| {POL-07} | x | | |\n| {POL-08} | x | | |";
    let read = read(&[sheet("Return", smiling), sheet("Form 2", &filled)]);
    assert!(!read.says(SIX).contains("yes"), "{}", read.says(SIX));
    assert!(read.codes().contains("F204"), "{}", read.codes());
}

const FILLED: &str = "| Statement | Yes | Partly | No |
     | {POL-02} | x | | |
     | {POL-03} | | x | |
     | {POL-05} | | | x |
     | {POL-06} | x | | |";
const EMPTY: &str = "| Statement | Yes | Partly | No |
     | {POL-02} | | | |
     | {POL-03} | | | |
     | {POL-05} | | | |
     | {POL-06} | | | |";

#[test]
fn a_sheet_of_another_time_or_an_example_is_never_the_return_beside_an_empty_one() {
    for name in ["2023-24", "Last year", "Example"] {
        let read = read(&[sheet("Return", EMPTY), sheet(name, FILLED)]);
        assert_eq!(says(&read.returns[0], FOUR), "- - - -", "{name}");
        assert!(read.codes().contains("F110"), "{name} {}", read.codes());
    }
    let mut hidden = sheet("Old", FILLED);
    hidden.is_hidden = true;
    assert_eq!(read(&[sheet("Return", EMPTY), hidden]).says(FOUR), "- - - -");
    // An empty copy beside the return is none, whichever comes first.
    assert_eq!(read(&[sheet("Return (2)", EMPTY), sheet("Return", FILLED)]).says(FOUR), "yes partly no yes");
}

#[test]
fn a_sheet_named_for_another_time_goes_behind_one_that_is_named_for_none() {
    let other = FILLED.replace("| x | | |", "| | | x |");
    let read = read(&[sheet("Return", FILLED), sheet("2023-24", &other)]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn a_sheet_chosen_by_colour_is_not_empty() {
    let mut painted = sheet("Return", EMPTY);
    for (row, column) in [(1, 1), (2, 2), (3, 3), (4, 1)] {
        let look = ingest::grid::Look { fill: Some(0x00ff_ff00), ..ingest::grid::Look::default() };
        painted.cells.push(ingest::grid::Cell { row, column, value: Value::Empty, look });
    }
    painted.cells.sort_by_key(|cell| (cell.row, cell.column));
    let read = read(&[painted, sheet("Form 2", FILLED)]);
    assert_eq!(read.says(FOUR), "- - - -");
    assert!(read.codes().contains("F204"), "{}", read.codes());
}

#[test]
fn a_summary_of_some_answers_adds_none() {
    let summary = "| Not in place yet |
         | {POL-05} | No |";
    let read = read(&[sheet("Return", FILLED), sheet("Summary", summary)]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert!(!read.codes().contains("F209"), "{}", read.codes());
}

#[test]
fn letters_of_a_scale_are_known_beside_a_column_of_yes_and_no() {
    let read = read_sheet(
        "| Statement | Response | Statutory? |
         | {POL-02} | FM | Yes |
         | {POL-03} | PM | No |
         | {POL-05} | NM | Yes |
         | {POL-06} | FM | No |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let lights = read_sheet(
        "| Statement | RAG rating | Progress (%) |
         | {POL-02} | g | 50% |
         | {POL-03} | a | |
         | {POL-05} | r | 25% |
         | {POL-06} | g | |",
    );
    assert_eq!(lights.says(FOUR), "yes partly no yes");
}

#[test]
fn not_applicable_is_no_list_of_a_keys_letters() {
    let read = read_sheet(
        "| A = In place; B = Partly in place; N = Not in place |

         | Statement | Response |
         | {POL-02} | A |
         | {POL-03} | N/A |
         | {POL-05} | N |
         | {POL-06} | B |",
    );
    assert_eq!(read.says(FOUR), "yes not_applicable no partly");
}
