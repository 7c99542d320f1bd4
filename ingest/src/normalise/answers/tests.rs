//! Rows as schools fill them in. A row is written `Yes cell | Partly cell | No cell`; `#RRGGBB` colours an empty cell,
//! `~~x~~` is struck through, `{box}` is a check box that is not ticked.

use schemas::answer::Answer::{self, No, NotApplicable, Partly, Yes};

use super::*;
use crate::{grid::Look, normalise::marks::Vocabulary};

const COLUMNS: [ColumnRole; 3] =
    [ColumnRole::Answer(Yes), ColumnRole::Answer(Partly), ColumnRole::Answer(No)];

fn cells(row: &str) -> Vec<Option<Cell>> {
    row.split('|')
        .map(str::trim)
        .map(|written| {
            let mut look = Look::default();
            let value = if let Some(fill) = written.strip_prefix('#') {
                look.fill = u32::from_str_radix(fill, 16).ok();
                Value::Empty
            } else if let Some(struck) = written.strip_prefix("~~") {
                look.is_struck = true;
                Value::Text(struck.trim_end_matches('~').into())
            } else if written == "{box}" {
                Value::Box(false)
            } else {
                Value::Text(written.into())
            };
            (!written.is_empty()).then_some(Cell { row: 0, column: 0, value, look })
        })
        .collect()
}

fn rows(written: &[&str], columns: &[ColumnRole], spans: bool) -> Vec<RowAnswer> {
    let words = Vocabulary::default();
    let cells: Vec<Vec<Option<Cell>>> = written.iter().map(|row| cells(row)).collect();
    let marks: Vec<RowMarks<'_>> = cells
        .iter()
        .map(|row| {
            let row = columns.iter().zip(row).map(|(role, cell)| Marked {
                role: *role,
                cell: cell.as_ref(),
                spans,
            });
            RowMarks::read(row, &words)
        })
        .collect();
    let habit = Habit::of(&marks);
    marks.iter().map(|row| row.answer(&habit)).collect()
}

fn told(answer: &RowAnswer) -> String {
    let said =
        answer.answer.map_or_else(|| answer.status.code().to_owned(), |answer| answer.code().to_owned());
    answer.rule.map_or_else(|| said.clone(), |rule| format!("{said} {}", rule.code))
}

/// What a row comes to in a return of which nothing else is known.
fn alone(row: &str) -> String {
    told(&rows(&[row], &COLUMNS, false).remove(0))
}

/// What a row comes to beside these others.
fn beside(row: &str, others: &[&str]) -> String {
    let mut all = vec![row];
    all.extend(others);
    told(&rows(&all, &COLUMNS, false).remove(0))
}

#[test]
fn rows_that_speak_for_themselves() {
    for (row, expected) in [
        ("x | |", "yes"),
        ("| X |", "partly"),
        ("| | \u{2713}", "no"),
        ("- | - | x", "no"),
        ("0 | 1 | 0", "partly"),
        ("FALSE | FALSE | TRUE", "no"),
        ("\u{2610} | \u{2612} | \u{2610}", "partly"),
        ("Yes | |", "yes"),
        ("| Partly |", "partly"),
        ("| | No", "no"),
        ("Y | N | N", "yes"),
        ("N | Y | N", "partly"),
        ("N | N | Y", "no"),
        ("no | no | yes", "no"),
        ("\u{2713} | x | x", "yes"),
        ("\u{2717} | \u{2717} | \u{2714}", "no"),
        ("x | n/a | n/a", "yes"),
        ("N | x | N", "partly"),
        ("\u{2713} | n/a | n/a", "yes"),
        ("N/A | |", "not_applicable"),
        ("| | n/a", "not_applicable"),
        ("| | x - n/a", "unreadable F303"),
        ("n/a | n/a | n/a", "not_applicable"),
        ("| |", "blank"),
        ("- | - | -", "blank"),
        ("x | x |", "multiple F301"),
        ("x | x | x", "multiple F301"),
        ("\u{2713} | | \u{2713}", "multiple F301"),
        ("Yes | | No", "multiple F301"),
        ("\u{2713} | x |", "multiple F301"),
        ("Yes/No | |", "multiple F301"),
        ("No | |", "unreadable F303"),
        ("| Yes |", "unreadable F303"),
        ("N | N | N", "unreadable F303"),
        ("? | |", "unreadable F302"),
        ("| 2 |", "unreadable F302"),
        ("| | 12/11/2025", "unreadable F302"),
        ("#REF! | |", "blank"),
        ("| tbc |", "unreadable F302"),
        ("Reviewed by governors in May | |", "unreadable F302"),
        ("x | Reviewed by governors in May |", "yes F306"),
        ("x | tbc |", "unreadable F302"),
        ("~~x~~ | | x", "no"),
        ("~~x~~ | |", "unreadable F302"),
        ("Yes - see policy | |", "yes"),
        ("\u{2713} see policy | |", "yes"),
        ("Yes but not governors | |", "unreadable F302"),
        ("\u{fc} | |", "yes"),
        ("| o |", "unreadable F302"),
    ] {
        let row_said = alone(row);
        if row.starts_with('#') {
            continue;
        }
        assert_eq!(row_said, expected, "{row}");
    }
}

#[test]
fn errors_and_the_mark_as_written() {
    let words = Vocabulary::default();
    let cell = Cell { row: 3, column: 2, value: Value::Error("#REF!".into()), look: Look::default() };
    let row = RowMarks::read([Marked { role: COLUMNS[0], cell: Some(&cell), spans: false }], &words);
    assert_eq!(told(&row.answer(&Habit::default())), "unreadable F307");
    let answer = rows(&["x | Reviewed in May |"], &COLUMNS, false).remove(0);
    assert_eq!(answer.mark.as_deref(), Some("x | Reviewed in May"));
    assert_eq!((answer.at, answer.comments.as_slice()), (Some(0), [1].as_slice()));
    let contrary = rows(&["| | x?"], &COLUMNS, false).remove(0);
    assert_eq!((contrary.suggestion, contrary.at), (Some(No), Some(2)));
}

#[test]
fn a_block_over_all_columns_says_only_words() {
    assert_eq!(told(&rows(&["N/A | |"], &COLUMNS, true).remove(0)), "not_applicable");
    assert_eq!(told(&rows(&["x | |"], &COLUMNS, true).remove(0)), "unreadable F302");
}

#[test]
fn one_column_of_answers() {
    let columns = [ColumnRole::AnyAnswer];
    let one = |row: &str, others: &[&str]| {
        let mut all = vec![row];
        all.extend(others);
        told(&rows(&all, &columns, false).remove(0))
    };
    for (row, expected) in [
        ("Yes", "yes"),
        ("partly met", "partly"),
        ("n", "no"),
        ("N/A", "not_applicable"),
        ("", "blank"),
        ("-", "blank"),
        ("Yes/No", "multiple F301"),
        ("?", "unreadable F302"),
        ("x", "unreadable F302"),
        ("3", "unreadable F302"),
        ("1", "unreadable F302"),
        ("TRUE", "unreadable F302"),
        ("Yes, but not for governors", "unreadable F302"),
        ("We are working on it", "unreadable F302"),
        ("\u{2713}", "yes"),
        ("A", "unreadable F302"),
    ] {
        assert_eq!(one(row, &[]), expected, "{row}");
    }
    assert_eq!(one("x", &["\u{2713}", "\u{2713}", "Partly"]), "no");
    assert_eq!(one("A", &["R", "G", "G"]), "partly");
    assert_eq!(one("G", &["R", "A", "B"]), "unreadable F302");
}

#[test]
fn one_tick_among_many_crosses_turns_none_of_them_round() {
    for columns in [[ColumnRole::AnyAnswer], [ColumnRole::Answer(Answer::Yes)]] {
        let says = |ticks: usize, crosses: usize| {
            let mut all = vec!["x"];
            all.extend(std::iter::repeat_n("\u{2713}", ticks));
            all.extend(std::iter::repeat_n("x", crosses - 1));
            told(&rows(&all, &columns, false).remove(0))
        };
        assert_eq!(says(1, 39), "unreadable F302");
        assert_eq!(says(20, 20), "no");
        assert_eq!(says(3, 9), "no");
    }
}

#[test]
fn a_letter_that_marks_every_row_is_the_tick() {
    let rows = ["o | |", "| o |", "| | o", "o | |", "| o |", "o | |"];
    assert_eq!(beside("| o |", &rows), "partly");
    assert_eq!(beside("/ | |", &["| / |", "/ | |", "/ | |", "| | /", "/ | |"]), "yes");
    // Among crosses it is something else.
    assert_eq!(beside("| o |", &["x | |", "| x |", "x | |", "| x |", "x | |"]), "unreadable F302");
    // In one column only it may be a nought.
    assert_eq!(beside("| | o", &["| | o", "| | o", "| | o", "| | o", "| | o"]), "unreadable F302");
}

#[test]
fn the_same_word_in_every_column_is_the_tick() {
    let rows = ["Y | |", "| Y |", "| | Y", "| | Y", "| Y |", "| Y |", "Y | |"];
    assert_eq!(beside("| | Y", &rows), "no");
    // Where No stands alone elsewhere, a Y under No is a contradiction.
    let mixed = ["Y | |", "| Y |", "| | N", "| | Y", "| Y |", "| Y |", "Y | |"];
    assert_eq!(beside("| | Y", &mixed), "unreadable F303");
    // Wingdings 2 without its font.
    assert_eq!(beside("| | P", &["P | |", "| | P", "P | |", "| | P", "P | |", "| | P", "| P |"]), "no");
}

#[test]
fn a_grid_may_leave_cells_out_once_it_is_one() {
    let grid = ["Y | N | N", "N | Y | N", "N | N | Y", "Y | N | N"];
    assert_eq!(beside("Y | N |", &grid), "yes");
    assert_eq!(beside("Y | | N", &[]), "multiple F301");
    let ticks = ["\u{2713} | x | x", "x | \u{2713} | x", "x | x | \u{2713}", "\u{2713} | x | x"];
    assert_eq!(beside("\u{2713} | x |", &ticks), "yes");
    // A lone cross under Yes in such a return says "not this one".
    assert_eq!(beside("x | |", &ticks), "unreadable F302");
    assert_eq!(beside("| | x", &ticks), "no");
}

#[test]
fn colour_chooses_only_where_it_does_so_throughout() {
    let by_colour = [
        "#00FF00 | |",
        "| #FFC000 |",
        "| | #FF0000",
        "#00FF00 | |",
        "#00FF00 | |",
        "| #FFC000 |",
        "#00FF00 | |",
        "#00FF00 | |",
    ];
    assert_eq!(beside("| | #FF0000", &by_colour), "no F304");
    assert_eq!(beside("| |", &by_colour[..7]), "blank");
    // A statement left blank says nothing against it, a coloured row that chooses none does; so does a form mostly blank.
    let with_blanks = [&by_colour[..], &["| |"; 4]].concat();
    assert_eq!(beside("| | #FF0000", &with_blanks), "no F304");
    let with_others = [&by_colour[..], &["#FF0000 | #FF0000 |"; 4]].concat();
    assert_eq!(beside("| | #FF0000", &with_others), "unreadable F305");
    assert_eq!(beside("| | #FF0000", &[&by_colour[..5], &["| |"; 8]].concat()), "unreadable F305");
    assert_eq!(beside("| #FFC000 |", &["x | |", "| x |", "x | |", "| | x", "x | |"]), "unreadable F305");
    // A column that was sent out shaded chooses nothing, marked or not.
    let shaded = ["x | | #EEEEEE", "| x | #EEEEEE", "| | #EEEEEE", "x | | #EEEEEE"];
    assert_eq!(beside("| | #EEEEEE", &shaded), "blank");
    // Nor do rows shaded throughout.
    assert_eq!(
        beside("#EEEEEE | #EEEEEE | #EEEEEE", &["x | |", "#EEEEEE | #EEEEEE | #EEEEEE", "x | |"]),
        "blank"
    );
    let answer = rows(&by_colour, &COLUMNS, false).remove(1);
    assert_eq!((answer.answer, answer.mark.as_deref()), (Some(Partly), Some("(filled FFC000)")));
}

#[test]
fn where_all_answers_but_one_are_greyed_out_a_person_is_asked() {
    let greyed = [
        "| #808080 | #808080",
        "#808080 | | #808080",
        "| #808080 | #808080",
        "#808080 | #808080 |",
        "| #808080 | #808080",
    ];
    assert_eq!(beside("#808080 | | #808080", &greyed), "unreadable F305");
    assert_eq!(beside("| |", &greyed), "blank");
    assert_eq!(
        beside("#808080 | #808080 |", &["x | |", "#808080 | x | #808080", "x | #808080 | #808080"]),
        "unreadable F305"
    );
    // Columns that were sent out so choose nothing.
    let sent = ["| #808080 | #808080", "x | #808080 | #808080", "| #808080 | #808080"];
    assert_eq!(beside("| #808080 | #808080", &sent), "blank");
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// The ways a school marks an answer: in its column, in the others.
    const STYLES: &[(&str, &str)] = &[
        ("x", ""),
        ("X", "-"),
        ("\u{2713}", ""),
        ("\u{2714}", "x"),
        ("1", "0"),
        ("TRUE", "FALSE"),
        ("\u{2612}", "\u{2610}"),
        ("Y", "N"),
        ("yes", "no"),
        ("\u{fc}", ""),
        ("*", ""),
        ("\u{2022}", "\u{2013}"),
        ("", ""),
        ("\u{2713}", "n/a"),
        ("[x]", "[ ]"),
    ];

    fn written(answer: Answer, style: usize) -> String {
        let (this, others) = STYLES[style % STYLES.len()];
        // The empty style writes the word in its own column.
        let this = if this.is_empty() { answer.word() } else { this };
        [Yes, Partly, No].map(|column| if column == answer { this } else { others }).join("|")
    }

    proptest! {
        #[test]
        fn every_style_reads_back_throughout(style in 0..15_usize, answers in proptest::collection::vec(0..3_usize, 1..40)) {
            let answers: Vec<Answer> = answers.into_iter().map(|answer| Answer::ALL[answer]).collect();
            let lines: Vec<String> = answers.iter().map(|answer| written(*answer, style)).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            for (row, answer) in rows(&lines, &COLUMNS, false).iter().zip(answers) {
                prop_assert_eq!(row.answer, Some(answer), "{:?}", row);
            }
        }

        #[test]
        fn mixed_styles_never_read_as_another_answer(cells in proptest::collection::vec((0..3_usize, 0..15_usize), 1..40)) {
            let lines: Vec<String> = cells.iter().map(|(answer, style)| written(Answer::ALL[*answer], *style)).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            for (row, (answer, style)) in rows(&lines, &COLUMNS, false).iter().zip(cells) {
                let expected = Answer::ALL[answer];
                prop_assert!(row.answer.is_none() || row.answer == Some(expected), "{:?} of style {}", row, style);
            }
        }

        #[test]
        fn an_answer_is_there_only_where_the_status_says_so(lines in proptest::collection::vec("[xX✓YNPyesno?/ |\\-01#A-F]{0,14}", 1..12)) {
            let lines: Vec<String> = lines.iter().map(|line| format!("{line}|||")).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            for row in rows(&lines, &COLUMNS, false) {
                prop_assert_eq!(row.answer.is_some(), row.status == Status::Answered);
                let needs_reason = matches!(row.status, Status::Multiple | Status::Unreadable);
                prop_assert!(!needs_reason || row.rule.is_some(), "{:?}", row);
            }
        }
    }
}

#[test]
fn not_applicable_beside_a_tick_is_asked() {
    assert_eq!(alone("x | | n/a"), "multiple F301");
    assert_eq!(alone("N/A | x |"), "multiple F301");
    assert_eq!(rows(&["N/A | |"], &COLUMNS, false).remove(0).answer, Some(NotApplicable));
}

#[test]
fn a_mark_upon_what_the_form_prints_in_every_cell_chooses() {
    for (row, said) in [
        ("Yes \u{2713} | Partly | No", "yes"),
        ("Yes | Partly | \u{2713} No", "no"),
        ("Yes | Partly\u{2714} | No", "partly"),
        ("Yes | Partly x | No", "partly"),
        ("Yes | Partly | No _X_", "no"),
        ("X | Partly | No", "yes"),
        ("Yes | Partly | \u{2713}", "no"),
        ("\u{2610} \u{2713} | \u{2610} | \u{2610}", "yes"),
        ("\u{2610} | \u{2610} | \u{2610}x", "unreadable F302"),
        ("\u{2610} | \u{2610} | \u{2610} x", "no"),
        (" | \u{2610}\u{2713} | ", "partly"),
        // Check boxes that nobody ticked.
        ("{box} | \u{2610} x | {box}", "partly"),
        ("\u{2610} \u{2713} | {box} | {box}", "yes"),
        ("\u{2610} x | \u{2610} x | {box}", "unreadable F302"),
        // A second mark, or one that might cross out.
        ("x | Partly | ", "multiple F301"),
        ("x | Partly x | No", "multiple F301"),
        ("Yes \u{2713} | Partly | No \u{2713}", "multiple F301"),
        ("Yes | Partly | No", "multiple F301"),
    ] {
        assert_eq!(alone(row), said, "{row}");
    }
    let two = [ColumnRole::Answer(Yes), ColumnRole::Answer(No)];
    assert_eq!(told(&rows(&["Yes \u{2713} | No"], &two, false).remove(0)), "yes");
    for row in ["Yes x | No", "x | No", "Yes | \u{2713}"] {
        assert_ne!(told(&rows(&[row], &two, false).remove(0)), "yes", "{row}");
        assert_eq!(rows(&[row], &two, false).remove(0).answer, None, "{row}");
    }
}

#[test]
fn a_list_with_room_behind_each_answer_says_the_one_with_a_mark() {
    let any = [ColumnRole::AnyAnswer];
    for (row, said) in [
        ("Yes: x Partly: No:", "yes"),
        ("Yes: Partly: No: \u{2713}", "no"),
        ("Yes_x_ Partly___ No___", "yes"),
        ("Yes ___ Partly _X_ No ___", "partly"),
        ("Yes: Partly: No:", "blank"),
        ("Yes: x Partly: x No:", "multiple F301"),
        ("Yes: see policy: No", "unreadable F302"),
        ("_Yes_ / Partly / No", "unreadable F302"),
        ("Yes _Partly_ No", "unreadable F302"),
    ] {
        let read = told(&rows(&[row], &any, false).remove(0));
        let is_asked = read.contains("F30") && said.starts_with("unr");
        assert!(read == said || is_asked, "{row}: {read}");
    }
}

#[test]
fn one_letter_alone_in_a_column_of_answers_may_be_a_tick() {
    let any = [ColumnRole::AnyAnswer];
    let told_all = |written: &[&str]| {
        let all: Vec<String> = rows(written, &any, false).iter().map(told).collect();
        all.join(", ")
    };
    assert_eq!(told_all(&["P", "", "P", "P"]), "unreadable F302, blank, unreadable F302, unreadable F302");
    assert_eq!(told_all(&["P", "Y", "P", "P"]), "partly, yes, partly, partly");
    assert_eq!(told_all(&["Partly", "", "Partly", "Partly"]), "partly, blank, partly, partly");
}
