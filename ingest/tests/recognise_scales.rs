//! Scales of more steps than the form's own answers, or in words and colours of their own: read as the form makes them plain, or
//! asked about.

mod table;

use ingest::grid::Value;
use table::{FOUR, below, read, read_sheet, sheet};

#[test]
fn a_scale_of_numbers_is_read_as_its_key_has_it() {
    for (line, marks, said) in [
        ("| 1 = not in place, 3 = fully in place |", ["1", "3", "2", "3"], "no yes ? yes"),
        ("| 0 = in place, 2 = not in place |", ["0", "2", "1", "0"], "yes no ? yes"),
        (
            "| 0 = in place, 1 = partly in place, 2 = not in place |",
            ["0", "2", "1", "0"],
            "yes no partly yes",
        ),
        ("| 1 - not met; 2 - partly met; 3 - fully met |", ["3", "2", "1", "3"], "yes partly no yes"),
        (
            "| Scale: 1 (fully in place) 2 (partly in place) 3 (not in place) |",
            ["1", "2", "3", "1"],
            "yes partly no yes",
        ),
        (
            "| 1 | Not in place |\n| 2 | Partially in place |\n| 3 | In place |",
            ["3", "2", "1", "3"],
            "yes partly no yes",
        ),
        ("| 1 | Fully met | 2 | Partly met | 3 | Not met |", ["1", "2", "3", "1"], "yes partly no yes"),
        ("| Fully in place = 3, partly = 2, not in place = 1 |", ["3", "2", "1", "3"], "yes partly no yes"),
        ("| Score: Yes (2), Partly (1), No (0) |", ["2", "1", "0", "2"], "yes partly no yes"),
        ("| Scoring: 1 = Yes, 0.5 = Partly, 0 = No |", ["1", "0.5", "0", "1"], "yes partly no yes"),
        ("| Yes = 1, Partly = 0.5, No = 0 |", ["1", "0.5", "0", "1"], "yes partly no yes"),
        ("| 1 = Yes, \u{bd} = Partly, 0 = No |", ["1", "\u{bd}", "0", "1"], "yes partly no yes"),
        ("| Yes: 1; Partly: 2; No: 3 |", ["1", "2", "3", "1"], "yes partly no yes"),
        ("| Key: Yes: 3; Partly: 2; No: 1 |", ["3", "2", "1", "3"], "yes partly no yes"),
        ("| Yes = 2 |\n| Partly = 1 |\n| No = 0 |", ["2", "1", "0", "2"], "yes partly no yes"),
        ("| Yes = 2 | Partly = 1 | No = 0 |", ["2", "1", "0", "2"], "yes partly no yes"),
        // Counts, not steps.
        ("| Yes: 21; Partly: 7; No: 3 |", ["3", "21", "7", "3"], "? ? ? ?"),
        ("| *** Yes   ** Partly   * No |", ["***", "**", "*", "***"], "yes partly no yes"),
        ("| *** = Yes, ** = Partly, * = No |", ["***", "**", "*", "***"], "yes partly no yes"),
        (
            "| 1. Not in place 2. Partly in place 3. Fully in place |",
            ["3", "2", "1", "3"],
            "yes partly no yes",
        ),
    ] {
        let read = below(line, "Score", marks);
        assert_eq!(read.says(FOUR), said, "{line}");
    }
    let read = below("", "Score (3 = in place, 2 = partly, 1 = not in place)", ["3", "2", "1", "3"]);
    assert_eq!(read.says(FOUR), "yes partly no yes");
}

#[test]
fn scales_of_initials_are_read_where_the_form_makes_them_plain() {
    for (heading, marks) in [
        ("Fully / Partly / Not", ["F", "P", "N", "f"]),
        ("Met / Partially met / Not met", ["M", "PM", "NM", "M"]),
        ("Response: Fully met, Partially met, Not met", ["FM", "PM", "NM", "FM"]),
        ("In place / Partially in place / Not in place", ["IP", "PIP", "NIP", "IP"]),
        ("Embedded / Partly / Not in place", ["E", "P", "N", "E"]),
        // The letters themselves leave no doubt.
        ("Response", ["M", "PM", "NM", "M"]),
        ("Response", ["FM", "PM", "NM", "FM"]),
        ("Response", ["IP", "PIP", "NIP", "IP"]),
        ("Response", ["F", "P", "N", "F"]),
    ] {
        let read = below("", heading, marks);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{heading} {marks:?}");
        assert_eq!(read.codes(), "", "{heading} {marks:?}");
    }
    for marks in [["E", "D", "N", "E"], ["P", "F", "P", "P"], ["M", "S", "N", "M"], ["A", "B", "C", "A"]] {
        let read = below("", "Response", marks);
        assert!(!read.says(FOUR).contains("yes"), "{marks:?} {}", read.says(FOUR));
    }
}

#[test]
fn percentages_mean_what_a_key_says_and_nothing_without_one() {
    for line in [
        "| Key: 100% = Yes, 50% = Partly, 0% = No |",
        "| 100 % – fully in place / 50 % – partly in place / 0 % – not in place |",
        "| 100% = in place |\n| 50% = partly in place |\n| 0% = not in place |",
    ] {
        let read = below(line, "Level", ["100%", "50%", "0 %", "100%"]);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{line}");
    }
    let read = below("| Return |", "Level", ["100%", "50%", "0%", "100%"]);
    assert_eq!(read.says(FOUR), "? ? ? ?");
}

#[test]
fn a_scales_steps_in_cells_lines_and_headings_are_its_key() {
    let form = "\n\n| Statement | Response |\n| {POL-02} | 1 |\n| {POL-03} | 2 |\n| {POL-05} | 3 |\n| {POL-06} | 1 |";
    let all = "POL-02 POL-03 POL-05 POL-06";
    let in_cells = read_sheet(&format!("| Key |\n| 1 | Yes |\n| 2 | Partly |\n| 3 | No |{form}"));
    assert_eq!(in_cells.says(all), "yes partly no yes");
    let in_a_row = read_sheet(&format!("| 1 | No | 2 | Partly | 3 | Yes |{form}"));
    assert_eq!(in_a_row.says(all), "no partly yes no");
    let mut grid = sheet("Return", &format!("| Key |{form}"));
    grid.cells[0].value = Value::Text("Key:\n3 Yes\n2 Partly\n1 No".into());
    assert_eq!(read(&[grid]).says(all), "no partly yes no");
    for (line, said) in [
        ("Key: 1 Yes, 2 Partly, 3 No", "yes partly no yes"),
        ("Score: 3 Yes; 2 Partly; 1 No.", "no partly yes no"),
        // Counts.
        ("Key: 5 Yes, 2 Partly, 3 No", "? ? ? ?"),
        ("Summary: 3 Yes, 2 Partly, 1 No", "? ? ? ?"),
        ("Last year: 1 Yes, 2 Partly, 3 No", "? ? ? ?"),
        ("1 Yes, 2 Partly, 3 No", "? ? ? ?"),
    ] {
        assert_eq!(read_sheet(&format!("| {line} |{form}")).says(all), said, "{line}");
    }
    // Answers by number are no key.
    let by_number = read_sheet(&format!("| 1 | Yes |\n| 2 | No |\n| 3 | Yes |{form}"));
    assert_eq!(by_number.says(all), "? ? ? ?");
    let headed = read_sheet(
        "| Statement | Yes (1) | Partly (2) | No (3) | Evidence |
         | {POL-02} | 1 | | | |
         | {POL-03} | | 2 | | |
         | {POL-05} | | | 3 | |
         | {POL-06} | | 2 | | |",
    );
    assert_eq!(headed.says(all), "yes partly no partly");
}

#[test]
fn words_are_read_as_the_forms_own_key_explains_them() {
    for lines in [
        "| Key: Secure = Yes, Developing = Partly, Not begun = No |",
        "| Secure = Yes |\n| Developing = Partly |\n| Not begun = No |",
        "| Secure = fully in place; Developing = partly; Not begun = not in place |",
        "| Status | Means |\n| Secure | Yes |\n| Developing | Partly |\n| Not begun | No |",
    ] {
        let read = below(lines, "Status", ["Secure", "Developing", "Not begun", "secure"]);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{lines}");
    }
    // Nothing says what they come to.
    let read =
        below("| Filtering | Yes |\n| Training | No |", "Status", ["Secure", "Developing", "No", "Yes"]);
    assert_eq!(read.says(FOUR), "? ? no yes");
}

#[test]
fn a_scales_three_steps_are_known_together_though_not_alone() {
    for [yes, partly, no] in [
        ["Done", "Doing", "To do"],
        ["Evident", "Partly evident", "Not evident"],
        ["Complete", "Partial", "None"],
        ["Yes", "Working on it", "Not yet"],
        ["Agree", "Partly agree", "Disagree"],
        ["Yes, fully", "Yes, in part", "No"],
        ["We do this", "We do this in part", "We do not do this"],
    ] {
        let read = read_sheet(&format!(
            "| Statement | {yes} | {partly} | {no} | Comments |\n| {{POL-02}} | x | | | |\n| {{POL-03}} | | x | | |\n| {{POL-05}} | | | x | |\n| {{POL-06}} | | x | | |"
        ));
        assert_eq!(read.says(FOUR), "yes partly no partly", "{yes}");
        let read = below("", &format!("Status ({yes} / {partly} / {no})"), [no, partly, yes, partly]);
        if !yes.contains(',') {
            assert_eq!(read.says(FOUR), "no partly yes partly", "{yes}");
        }
    }
    // The last step is open.
    let read = read_sheet(
        "| Statement | In place | Planned | Not planned | Comments |\n| {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |\n| {POL-06} | x | | | |",
    );
    assert_eq!(read.says(FOUR), "? ? ? ?");
}

#[test]
fn words_of_one_scale_are_known_by_each_other() {
    let form = |marks: [&str; 7]| {
        let ids = ["POL-02", "POL-03", "POL-05", "POL-06", "POL-07", "POL-08", "POL-09"];
        let rows: Vec<String> =
            ids.iter().zip(marks).map(|(id, mark)| format!("| {{{id}}} | {mark} | |")).collect();
        read_sheet(&format!("| Statement | Status | Comments |\n{}", rows.join("\n")))
    };
    let all = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08 POL-09";
    let (done, doing, none) = ("Complete", "In progress", "Not started");
    let read = form([done, doing, none, none, doing, done, done]);
    assert_eq!(read.says(all), "yes partly no no partly yes yes");
    // Beside a form's own words it may mean anything.
    let read = form(["Yes", doing, "No", "No", doing, "Yes", "Yes"]);
    assert_eq!(read.says(all), "yes ? no no ? yes yes");
    // Somebody's own word among the others.
    let read = form([done, doing, none, none, doing, done, "Partly"]);
    assert_eq!(read.says(all), "yes ? no no ? yes partly");
}

#[test]
fn green_beside_blue_is_asked_about_unless_the_form_says_what_it_means() {
    let marks = ["Blue", "Green", "Red", "Amber"];
    assert_eq!(below("", "Response", marks).says(FOUR), "? ? no partly");
    let key = "| Green = in place, Amber = partly in place, Red = not in place |";
    assert_eq!(below(key, "Response", marks).says(FOUR), "? yes no partly");
}
