//! Forms in which several habits come together: another year's column, numbering begun anew, headings that ask something
//! else. Each is read as a person would, or asked about.

mod table;

use table::{FOUR, read_sheet};

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
    let table = format!(
        "{}\n| {{POL-11}} | x | | |\n| {{INC-01}} | | x | |\n| {{INC-02}} | | | x |",
        rows.join("\n")
    );
    let turned = read_sheet(&table);
    assert_eq!(turned.says("POL-02 POL-11"), "? ?");
    assert!(turned.codes().contains("F203"), "{}", turned.codes());
    let usual = read_sheet(&table.replacen("| | | x |", "| x | | |", rows.len()));
    assert_eq!(usual.says("POL-02 INC-01 INC-02"), "yes partly no");
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
fn the_welsh_no_is_not_not_applicable() {
    let ticks = read_sheet(
        "| Statement | Ie | Rhannol | Na |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |",
    );
    assert_eq!(ticks.says(FOUR), "yes partly no yes");
    let words = read_sheet(
        "| Statement | Ateb |
         | {POL-02} | Ie |
         | {POL-03} | Rhannol |
         | {POL-05} | Na |
         | {POL-06} | Ie |",
    );
    assert_eq!(words.says(FOUR), "yes partly no yes");
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

#[test]
fn a_known_heading_beside_a_scale_that_is_not_known_is_no_answer() {
    let faces = "\u{1f600} | \u{1f610} | \u{2639}";
    for (headings, further) in [
        (format!("{faces} | N/A | Done?"), ["", "Yes", "", "No", ""]),
        (format!("{faces} | N/A | Done?"), ["", "x", "", "", "x"]),
        ("++ | + | - | Comments | Done?".to_owned(), ["", "Yes", "", "No", ""]),
        ("Agree | Neither | Disagree | | Yes/No".to_owned(), ["Yes", "No", "Yes", "Yes", "No"]),
        ("A | B | C | N/A | Comments".to_owned(), ["", "", "minutes", "", ""]),
        ("A | B | C | | Done?".to_owned(), ["", "Yes", "", "x", ""]),
    ] {
        let [one, two, three, four, five] = further;
        let read = read_sheet(&format!(
            "| Statement | {headings} |
             | {{POL-02}} | x | | | | {one} |
             | {{POL-03}} | | x | | | {two} |
             | {{POL-05}} | | | x | | {three} |
             | {{POL-06}} | | x | | | {four} |
             | {{POL-07}} | x | | | | {five} |"
        ));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06 POL-07"), "? ? ? ? ?", "{headings}");
        assert_eq!(read.codes(), "F203", "{headings}");
    }
}
