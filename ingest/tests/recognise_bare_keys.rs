//! Keys that set a scale's steps beside their answers without a word between them, or in ranges of figures.

mod table;

use table::{FOUR, Read, read_sheet};

/// A form with one answer column below a line, with these marks.
fn below(line: &str, heading: &str, marks: [&str; 4]) -> Read {
    let [a, b, c, d] = marks;
    read_sheet(&format!(
        "{line}\n| Statement | {heading} | Comments |\n| {{POL-02}} | {a} | |\n| {{POL-03}} | {b} | |\n| {{POL-05}} | {c} | |\n| {{POL-06}} | {d} | |"
    ))
}

#[test]
fn signs_that_stand_right_before_their_answers_are_a_key() {
    let stars = ["\u{2605}\u{2605}\u{2605}", "\u{2605}\u{2605}", "\u{2605}"];
    for (line, marks) in [
        ("\u{25cf} Yes   \u{25d0} Partly   \u{25cb} No", ["\u{25cf}", "\u{25d0}", "\u{25cb}"]),
        (
            "Key: \u{25cb} in place, \u{25d0} partly, \u{25cf} not in place",
            ["\u{25cb}", "\u{25d0}", "\u{25cf}"],
        ),
        (
            "\u{2605}\u{2605}\u{2605} in place   \u{2605}\u{2605} partly in place   \u{2605} not in place",
            stars,
        ),
        (
            "\u{2713}\u{2713} fully, \u{2713} partly, \u{2717} not in place",
            ["\u{2713}\u{2713}", "\u{2713}", "\u{2717}"],
        ),
        ("+ in place, +/- partly in place, - not in place", ["+", "+/-", "-"]),
        ("// = in place, / = partly in place, - = not in place", ["//", "/", "-"]),
        ("\u{2713}\u{2713} = in place, \u{2713} = partly in place", ["\u{2713}\u{2713}", "\u{2713}", ""]),
    ] {
        let [yes, partly, no] = marks;
        let read = below(&format!("| {line} |"), "Response", [yes, partly, no, yes]);
        let last = if no.is_empty() { "-" } else { "no" };
        assert_eq!(read.says(FOUR), format!("yes partly {last} yes"), "{line}");
    }
}

#[test]
fn a_row_of_signs_that_may_be_ticked_is_no_key() {
    for line in [
        "\u{25cf} Yes \u{25cb} Partly \u{25cb} No",
        "\u{2612} Yes \u{2610} Partly \u{2611} No",
        "- Yes - Partly - No",
        "\u{25cf} Policy \u{25d0} Training \u{25cb} Infrastructure",
        "\u{25cf} Please answer each statement",
    ] {
        let read = below(&format!("| {line} |"), "Response", ["Yes", "\u{25d0}", "No", "\u{25cf}"]);
        assert_eq!(read.says(FOUR), "yes ? no ?", "{line}");
    }
}

#[test]
fn ranges_of_figures_are_a_key() {
    for line in [
        "Score each statement from 1 to 6: 5-6 = Yes, 3-4 = Partly, 1-2 = No",
        "5-6 = Yes, 3-4 = Partly, 1-2 = No",
        "Key: Yes: 5-6; Partly: 3 to 4; No: 1 to 2",
        "Score (5\u{2013}6 = in place, 3\u{2013}4 = partly in place, 1\u{2013}2 = not in place)",
    ] {
        let read = below(&format!("| {line} |"), "Score", ["6", "4", "1", "5"]);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{line}");
    }
    let read = below("", "Score (5-6 = Yes, 3-4 = Partly, 1-2 = No)", ["6", "4", "1", "5"]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    for line in [
        "5-6 = Yes, 4-5 = Partly, 1-2 = No",
        "1-10: Yes, 11-15: Partly, 16-40: No",
        "P1-3: Yes, P4-7: No",
        "Ages 5-6 = Yes, ages 7-8 = No",
        "6-5 = Yes, 4-3 = No",
        "5-6 = policy, 3-4 = training",
    ] {
        let read = below(&format!("| {line} |"), "Score", ["6", "4", "1", "5"]);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{line}");
    }
}

#[test]
fn figures_in_a_row_beside_their_answers_are_a_key() {
    for heading in [
        "Score (Yes 3 / Partly 2 / No 1)",
        "3 Yes, 2 Partly, 1 No",
        "Yes 3, Partly 2, No 1",
        "3 Yes / 2 Partly / 1 No",
    ] {
        let read = below("", heading, ["3", "2", "1", "3"]);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{heading}");
    }
    let read = below("", "1 Yes, 2 Partly, 3 No", ["3", "2", "1", "3"]);
    assert_eq!(read.says(FOUR), "no partly yes no");
    for line in [
        "Yes 21, Partly 7, No 3",
        "2 Yes, 7 Partly, 3 No",
        "Summary: 3 Yes, 2 Partly, 1 No",
        "3 Yes, 2 Partly, 1 No",
        "Total (3 Yes, 2 Partly, 1 No)",
        "1 Policy, 2 Training, 3 Infrastructure",
    ] {
        let read = below(&format!("| {line} |\n"), "Score", ["3", "2", "1", "3"]);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{line}");
    }
}

#[test]
fn figures_that_restate_the_words_beside_them_are_not_asked_about() {
    let beside = |figures: [&str; 4]| {
        let [a, b, c, d] = figures;
        read_sheet(&format!(
            "| Statement | Response | Score (Yes 3 / Partly 2 / No 1) | Comments |\n| {{POL-02}} | Yes | {a} | |\n| {{POL-03}} | Partly | {b} | |\n| {{POL-05}} | No | {c} | |\n| {{POL-06}} | Yes | {d} | |"
        ))
    };
    let read = beside(["3", "2", "1", "3"]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert!(!read.findings.iter().any(|finding| finding.rule.is_question), "{:?}", read.findings);
    // They are weights, or somebody else's.
    for figures in [["3", "3", "1", "3"], ["3", "2", "1", ""]] {
        let read = beside(figures);
        assert!(read.findings.iter().any(|finding| finding.rule.is_question), "{figures:?}");
    }
}
