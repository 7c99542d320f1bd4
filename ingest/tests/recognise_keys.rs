//! Keys that a form prints of its own marks: they hold against our usual meaning, or the marks are asked about.

mod table;

use schemas::{
    answer::Answer,
    decision::{Ruling, Scope},
};
use table::{FOUR, below, read, read_sheet, read_with, ruling, sheet};

#[test]
fn a_key_that_turns_letters_around_is_never_read_as_usual() {
    for line in [
        "| N = nothing to do, Y = work needed |",
        "| Key: Y = work needed, N = nothing to do |",
        "| Y - action required; N - no action required |",
        "| Please enter Y if there is a gap and N if there is no gap |",
        "| Y = to be improved |\n| N = no improvement needed |",
        "| Y | Needs attention |\n| N | No concerns |",
        "| Key | Y: gap | N: no gap |",
        "| Y (work needed), N (nothing to do) |",
    ] {
        let read = below(line, "Response", ["Y", "N", "y", "N"]);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{line}");
        let asked: Vec<u32> = read
            .findings
            .iter()
            .filter(|finding| finding.rule.code == "F310")
            .map(|finding| finding.n_answers_waiting)
            .collect();
        assert_eq!(asked.iter().sum::<u32>(), 4, "{line}");
        assert!(asked.len() <= 3, "{line}");
    }
    let read = below("", "Response (Y = work needed, N = nothing to do)", ["Y", "N", "Y", "N"]);
    assert_eq!(read.says(FOUR), "? ? ? ?");
}

#[test]
fn a_sign_repeated_is_another_mark_where_the_key_has_it_so() {
    let x3 = "xxx = fully in place, xx = partly in place, x = not in place";
    for (line, marks, said) in [
        (x3, ["xxx", "xx", "x", "XXX"], "yes partly no yes"),
        (x3, ["xxx", "xx", "x", "xxxx"], "yes partly no ?"),
        ("xx = fully, x = partly, - = not", ["xx", "x", "-", "XX"], "yes partly no yes"),
        ("xxx = fully in place, xx = partly in place", ["xxx", "xx", "x", "xxx"], "yes partly ? yes"),
        (
            "ooo = fully in place, oo = partly, o = not in place",
            ["ooo", "oo", "o", "ooo"],
            "yes partly no yes",
        ),
        ("++ = fully in place, + = partly, - = not in place", ["++", "+", "-", "++"], "yes partly no yes"),
        ("1 = in place, 0 = partly in place, -1 = not in place", ["1", "0", "-1", "1"], "yes partly no yes"),
    ] {
        let read = below(&format!("| {line} |"), "Response", marks);
        assert_eq!(read.says(FOUR), said, "{line}");
        let read = below("", &format!("Score ({line})"), marks);
        assert_eq!(read.says(FOUR), said, "in the heading: {line}");
    }
    let read = below(
        "| xxx | Fully in place |\n| xx | Partly in place |\n| x | Not in place |",
        "Score",
        ["xxx", "xx", "x", "xx"],
    );
    assert_eq!(read.says(FOUR), "yes partly no partly");
    let read = below("", "In place?", ["Yes", "-1", "No", "Partly"]);
    assert_eq!(read.says(FOUR), "yes ? no partly", "no 1 behind a dash");
}

#[test]
fn letters_are_read_as_their_key_has_them() {
    for (line, marks, said) in [
        ("| A = fully met B = partly C = not met |", ["A", "B", "C", "a"], "yes partly no yes"),
        ("| Key: R = met, A = partly met, G = not met |", ["R", "A", "G", "R"], "yes partly no yes"),
        ("| R: not in place | A: partly in place | G: in place |", ["R", "A", "G", "R"], "no partly yes no"),
        ("| F = fully, P = partly, N = not |", ["F", "P", "N", "F"], "yes partly no yes"),
        ("| E = embedded, D = developing, N = not yet in place |", ["E", "D", "N", "E"], "yes partly no yes"),
        ("| Y = No, N = Yes |", ["Y", "N", "Y", "N"], "no yes no yes"),
        ("| Red = in place, Green = not in place |", ["Red", "Green", "red", "GREEN"], "yes no yes no"),
        ("| P = planned, Y = yes, N = no |", ["Y", "P", "N", "Y"], "yes ? no yes"),
        (
            "| P = Yes (in place), W = Partly (working on it), N = No |",
            ["P", "W", "N", "P"],
            "yes partly no yes",
        ),
        (
            "| P = Policy in place (Yes), N = Needs work (Partly), X = No |",
            ["P", "N", "X", "P"],
            "yes partly no yes",
        ),
        ("| Y = Yes, N = Not fully (Partly), X = No |", ["Y", "N", "X", "Y"], "yes partly no yes"),
    ] {
        let read = below(line, "Rating", marks);
        assert_eq!(read.says(FOUR), said, "{line}");
    }
}

#[test]
fn ticks_and_crosses_are_read_as_their_key_has_them() {
    for line in [
        "| x = no, tick = yes |",
        "| \u{2713} yes \u{2717} no |",
        "| \u{2713} = in place, \u{2717} = not in place |",
    ] {
        let read = below(line, "Response", ["x", "\u{2713}", "X", "x"]);
        assert_eq!(read.says(FOUR), "no yes no no", "{line}");
    }
    let read = below("| x = yes, tick = no |", "Response", ["x", "\u{2713}", "X", "x"]);
    assert_eq!(read.says(FOUR), "yes no yes yes");
    // In columns of their own, a tick chooses; a cross that says No chooses nothing but No.
    let read = read_sheet(
        "| \u{2713} = yes, x = no |
         | Statement | Yes | Partly | No |
         | {POL-02} | \u{2713} | | |
         | {POL-03} | | \u{2713} | |
         | {POL-05} | x | | |
         | {POL-06} | x | x | \u{2713} |",
    );
    assert_eq!(read.says(FOUR), "yes partly ? no");
}

#[test]
fn a_key_names_the_columns_too() {
    for key in
        ["| A = fully met B = partly C = not met |", "| A | Fully met |\n| B | Partly met |\n| C | Not met |"]
    {
        let read = read_sheet(&format!(
            "{key}\n| Statement | A | B | C | Notes |
             | {{POL-02}} | x | | | |
             | {{POL-03}} | | x | | |
             | {{POL-05}} | | | x | |
             | {{POL-06}} | x | | | |"
        ));
        assert_eq!(read.says(FOUR), "yes partly no yes", "{key}");
    }
    let read = read_sheet(
        "| 1 = not in place, 2 = partly in place, 3 = fully in place |
         | Statement | 1 | 2 | 3 | Notes |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | x | | | |",
    );
    assert_eq!(read.says(FOUR), "no partly yes no");
    let read = read_sheet(
        "| Statement | Yes (work needed) | No (nothing to do) | Notes |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | x | |
         | {POL-06} | x | | |",
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
    assert_eq!(read.finding("F203").n_answers_waiting, 4);
}

#[test]
fn a_key_may_stand_below_the_form_or_on_another_sheet() {
    let form = "| Statement | Response |
         | {POL-02} | 1 |
         | {POL-03} | 3 |
         | {POL-05} | 2 |
         | {POL-06} | 1 |";
    let below = read_sheet(&format!("{form}\n\n| 1 = not in place, 2 = partly, 3 = in place |"));
    assert_eq!(below.says(FOUR), "no yes partly no");
    let guidance = sheet(
        "Guidance",
        "| How to score |\n| 1 | Not in place |\n| 2 | Partly in place |\n| 3 | In place |",
    );
    assert_eq!(read(&[guidance, sheet("Return", form)]).says(FOUR), "no yes partly no");
}

#[test]
fn a_key_that_says_what_is_usual_changes_nothing() {
    for line in [
        "| Y = Yes, P = Partly, N = No |",
        "| Y = in place across the school, P = some of it, N = nothing yet |",
        "| Yes = this is part of our practice; Partly = we have started; No = we have not begun |",
        "| Green = embedded, Amber = in progress, Red = needs action |",
        "| N = number of pupils on roll: 212 |",
        "| Section A: Policy | Section B: Infrastructure |",
    ] {
        let read = below(line, "Response", ["Yes", "Partly", "No", "Yes"]);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{line}");
        assert_eq!(read.codes(), "", "{line}");
    }
    for (line, marks) in [
        ("| Y = Yes, P = Partly, N = No |", ["Y", "P", "N", "Y"]),
        ("| Y = in place across the school, P = some of it, N = nothing yet |", ["Y", "P", "N", "Y"]),
        ("| Green = embedded, Amber = in progress, Red = needs action |", ["Green", "Amber", "Red", "Green"]),
        ("| G = on track, A = some work needed, R = not in place |", ["G", "A", "R", "G"]),
        ("| RAG: R \u{2013} Red, A \u{2013} Amber, G \u{2013} Green |", ["G", "A", "R", "G"]),
        (
            "| Red - immediate action; Amber - action planned; Green - no action needed |",
            ["Green", "Amber", "Red", "Green"],
        ),
        (
            "| Y = fully in place. P = in progress. N = not started. N/A = does not apply. |",
            ["Y", "P", "N", "Y"],
        ),
        ("| 1 - Policy, 2 - Responding to incidents, 3 - Infrastructure |", ["Y", "P", "N", "Y"]),
        ("| A: Policy B: Infrastructure C: Education and Training |", ["G", "A", "R", "G"]),
        ("| Put Y, P or N in each box (Y for yes, P for partly, N for no) |", ["Y", "P", "N", "Y"]),
        ("| x = tick the box that applies |", ["Yes", "Partly", "No", "Yes"]),
    ] {
        let read = below(line, "Response", marks);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{line}");
        assert_eq!(read.codes(), "", "{line}");
    }
}

#[test]
fn keys_that_contradict_each_other_are_asked_about() {
    let read = below("| Y = Yes, N = No |\n| Y = No, N = Yes |", "Response", ["Y", "N", "Y", "N"]);
    assert_eq!(read.says(FOUR), "? ? ? ?");
    assert_eq!(read.codes(), "F310");
}

#[test]
fn a_ruling_settles_a_turned_mark_throughout_the_return() {
    let table = "| N = nothing to do, Y = work needed |
         | Statement | Response |
         | {POL-02} | Y |
         | {POL-03} | N |
         | {POL-05} | Y |
         | {POL-06} | N |";
    let read = read_sheet(table);
    let question = read.finding("F310");
    assert_eq!((question.was_read.as_str(), question.n_answers_waiting), ("Y", 2));
    let decision = ruling(question, Ruling::Answer(Answer::No), Scope::Return);
    let ruled = read_with(&[sheet("Return", table)], &[decision]);
    assert_eq!(ruled.says(FOUR), "no ? no ?");
}

#[test]
fn headings_side_by_side_are_no_key() {
    for headings in [
        "| POLICY | YES | PARTLY | NO | COMMENTS |",
        "| Policy | Y | P | N | N/A |",
        "| Policy | G | A | R | Notes |",
    ] {
        let read = read_sheet(&format!(
            "{headings}\n| {{POL-02}} | x | | | |\n| {{POL-03}} | | x | | |\n| {{POL-05}} | | | x | |\n| {{POL-06}} | x | | | |"
        ));
        assert_eq!(read.says(FOUR), "yes partly no yes", "{headings}");
        assert_eq!(read.codes(), "", "{headings}");
    }
}

#[test]
fn two_signs_that_a_key_tells_from_one_are_told_from_it() {
    for key in [
        "\u{2714}\u{2714} = Yes, \u{2714} = Partly, \u{2718} = No",
        "We have used \u{2714}\u{2714} for yes, \u{2714} for partly and \u{2718} for no",
    ] {
        let read = read_sheet(
            &[
                "
            | ",
                key,
                " |
            | Statement | Level |
            | {POL-02} | \u{2714}\u{2714} |
            | {POL-03} | \u{2714} |
            | {POL-05} | \u{2718} |
            | {POL-06} | \u{2714}\u{2714} |",
            ]
            .concat(),
        );
        let said = read.says("POL-02 POL-03 POL-05 POL-06");
        assert_eq!(said, "yes partly no yes", "{key}");
    }
}

#[test]
fn a_key_that_names_the_answer_before_the_word_used_for_it_holds() {
    let rows = "
        | {POL-02} | Blue |
        | {POL-03} | Green |
        | {POL-05} | Pink |
        | {POL-06} | Blue |";
    for heads in [
        "| Yes: Blue; Partly: Green; No: Pink |\n| Statement | Level |",
        "| Key: Yes = Blue, Partly = Green, No = Pink |\n| Statement | Level |",
        "| Statement | Level (Yes: Blue; Partly: Green; No: Pink) |",
    ] {
        let read = read_sheet(&[heads, rows].concat());
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes", "{heads}");
    }
}

#[test]
fn a_key_at_the_right_of_the_statements_holds() {
    let read = read_sheet(
        "| Statement | Rating | Comments | | Key |
         | {POL-02} | 3 | | | 3 = Yes |
         | {POL-03} | 2 | | | 2 = Partly |
         | {POL-05} | 1 | | | 1 = No |
         | {POL-06} | 3 | minutes | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    // A school's comments are no key.
    let read = read_sheet(
        "| Statement | Rating | Comments |
         | {POL-02} | 3 | 3 = a third of the staff |
         | {POL-03} | 2 | 2 = in our view yes |
         | {POL-05} | 1 | we have been working on it since May |
         | {POL-06} | 3 | minutes |",
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
}

#[test]
fn drawn_signs_mean_what_a_key_says_of_them() {
    for [yes, partly, no] in [
        ["\u{25cf}", "\u{25d0}", "\u{25cb}"],
        ["\u{2605}\u{2605}\u{2605}", "\u{2605}\u{2605}", "\u{2605}"],
        ["\u{1f600}", "\u{1f610}", "\u{1f641}"],
    ] {
        let key = format!("| {yes} = fully in place, {partly} = partly in place, {no} = not in place |");
        assert_eq!(below(&key, "Response", [yes, partly, no, yes]).says(FOUR), "yes partly no yes", "{yes}");
    }
    // A list of boxes to tick explains nothing.
    let list = "| \u{25cf} Yes \u{25cb} Partly \u{25cb} No |";
    assert_eq!(below(list, "Response", ["Yes", "No", "Partly", "Yes"]).says(FOUR), "yes no partly yes");
}

#[test]
fn colours_mean_what_the_key_says_though_it_is_unusual() {
    let with = |key: &str| {
        read_sheet(&format!(
            "| {key} |

             | Statement | Response |
             | {{POL-02}} | Red |
             | {{POL-03}} | Amber |
             | {{POL-05}} | Green |
             | {{POL-06}} | Red |"
        ))
    };
    let turned = with("Red = Yes, Amber = Partly, Green = No");
    assert_eq!(turned.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    assert!(turned.codes().contains("F311"), "{}", turned.codes());
    for usual in ["Red = No, Amber = Partly, Green = Yes", "Yes: Green; Partly: Amber; No: Red"] {
        assert_eq!(with(usual).says("POL-02 POL-03 POL-05 POL-06"), "no partly yes no", "{usual}");
    }
}

#[test]
fn where_a_form_asks_for_crossing_out_a_cross_is_asked_about() {
    let read = read_sheet(
        "| Please cross out (x) the answer that does not apply |

         | Statement | Yes | No |
         | {POL-02} | x | |
         | {POL-03} | | x |
         | {POL-05} | x | |
         | {POL-06} | | x |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "? ? ? ?");
    // A comment that speaks of something like it asks for nothing.
    let read = read_sheet(
        "| Statement | Yes | No | Comments |
         | {POL-02} | x | | shared across outreach teams, who apply it |
         | {POL-03} | | x | please strike out row 7 |
         | {POL-05} | x | | |
         | {POL-06} | | x | |",
    );
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes no yes no");
}

#[test]
fn a_key_may_name_plain_signs_and_say_not() {
    for (line, marks) in [
        ("| Key: ✓ = in place, x = not in place, / = in progress |", ["✓", "/", "x", "✓"]),
        ("| ✓ = Yes, ~ = Partly, - = No |", ["✓", "~", "-", "✓"]),
        ("| + = Yes, +/- = Partly, - = No |", ["+", "+/-", "-", "+"]),
        ("| / = Yes, \\ = Partly, x = No |", ["/", "\\", "x", "/"]),
        ("| x = Yes, / = Partly, o = No |", ["x", "/", "o", "x"]),
        ("| 1 = Fully, 2 = Partly, 3 = Not |", ["1", "2", "3", "1"]),
        ("| F = Fully; D = Partly; X = Not at all |", ["F", "D", "X", "F"]),
        ("| Yes = Y; Partly = W (working on it); No = N (nothing yet) |", ["Y", "W", "N", "Y"]),
        ("| 1 = No, 2 = Partly, 3 = Yes. NB reversed from last year |", ["3", "2", "1", "3"]),
    ] {
        let read = below(line, "Response", marks);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{line}");
    }
    // What no key names stays as it is.
    for line in ["", "| Yes / No / Partly |"] {
        assert_eq!(below(line, "Response", ["✓", "/", "x", "✓"]).says(FOUR), "yes ? no yes", "{line}");
    }
}

#[test]
fn a_key_set_apart_beside_the_statements_is_followed() {
    let read = read_sheet(
        "| Statement | Response | Comments | | Key | |
         | {POL-02} | N | on the website | | Y | Yet to do |
         | {POL-03} | Y | | | P | Part done |
         | {POL-05} | P | | | N | Now in place |
         | {POL-06} | N | | | | |
         | {POL-07} | N | | | | |
         | {POL-08} | N | | | | |",
    );
    assert_eq!(read.says(FOUR), "yes ? partly yes");
}

#[test]
fn a_cross_that_means_not_applicable_chooses_no_other_column() {
    let read = read_sheet(
        "| x = does not apply |
         | Statement | Yes | Partly | No | Comments |
         | {POL-02} | x | | | |
         | {POL-03} | | x | | |
         | {POL-05} | | | x | |
         | {POL-06} | x | | | |",
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
    assert!(read.codes().contains("F310"), "{}", read.codes());
    // In one column of answers it says so.
    assert_eq!(
        below("| x = does not apply |", "Response", ["x", "Yes", "No", "x"]).says(FOUR),
        "not_applicable yes no not_applicable"
    );
}

#[test]
fn na_among_welsh_answers_says_no() {
    assert_eq!(below("", "Response", ["Oes", "Na", "Rhannol", "Na"]).says(FOUR), "yes no partly no");
}

#[test]
fn a_letter_that_a_key_gives_to_another_word_is_no_answers_initial() {
    let below = |line: &str, marks| below(line, "Response", marks).says(FOUR);
    // In brackets the key says which answer the word is.
    let key = "| N = normal practice (in place), P = partly in place, X = not in place |";
    assert_eq!(below(key, ["N", "P", "X", "N"]), "yes partly no yes");
    assert_eq!(
        below("| Y = yet to come (not in place), N = now (in place) |", ["Y", "N", "Y", "N"]),
        "no yes no yes"
    );
    // It begins another word, or another mark says its answer already.
    for (key, marks, said) in [
        (
            "| N = normal practice, P = partly in place, X = not in place |",
            ["N", "P", "X", "N"],
            "? partly no ?",
        ),
        (
            "| Y = in place, P = partly in place, N = normal practice |",
            ["N", "P", "Y", "N"],
            "? partly yes ?",
        ),
        ("| N = custom here, P = partly in place, X = not in place |", ["N", "P", "X", "N"], "? partly no ?"),
        ("| G = governors, A = partly in place, R = not in place |", ["G", "A", "R", "G"], "? partly no ?"),
    ] {
        assert_eq!(below(key, marks), said, "{key}");
    }
    // The one letter that is left has the one answer that is left, in whatever words.
    for key in [
        "| Y = happens everywhere, P = partly in place, N = not in place |",
        "| Y = yep, P = partly in place, N = nope |",
    ] {
        assert_eq!(below(key, ["N", "P", "Y", "N"]), "no partly yes no", "{key}");
    }
}

#[test]
fn a_nought_below_a_heading_that_gives_it_is_its_mark() {
    let form = |heads: &str, rows: [&str; 4]| {
        let [a, b, c, d] = rows;
        read_sheet(&format!(
            "| Statement | {heads} | Evidence |\n| {{POL-02}} | {a} |\n| {{POL-03}} | {b} |\n| {{POL-05}} | {c} |\n| {{POL-06}} | {d} |"
        ))
    };
    let reversed = form("Yes (0) | Partly (1) | No (2)", ["0 | | | seen", "| 1 | |", "| | 2 |", "0 | | |"]);
    assert_eq!(reversed.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    let usual = form("Yes (2) | Partly (1) | No (0)", ["2 | | |", "| 1 | |", "| | 0 |", "| | 0 |"]);
    assert_eq!(usual.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no no");
    // Beside another mark, in several columns, or below another answer's heading it says what it always does.
    let flags = form("Yes (0) | Partly (1) | No (2)", ["0 | 1 | 0 |", "0 | 0 | 0 |", "| 0 | |", "| | 2 |"]);
    assert_eq!(flags.says("POL-02 POL-03 POL-05 POL-06"), "partly - - no");
    let plain = form("Yes | Partly | No", ["0 | | |", "| 1 | |", "| | 1 |", "1 | | |"]);
    assert_eq!(plain.says("POL-02 POL-03 POL-05 POL-06"), "- partly no yes");
}
