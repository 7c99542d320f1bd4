//! Answer columns of other years: only the collection's own is read, and where nobody could be sure, it is asked.

mod table;

use table::{FOUR, Read, read_sheet, says};

/// A form with these headings beside the statements, and these marks.
fn under(headings: &str, marks: [&str; 4]) -> Read {
    let [a, b, c, d] = marks;
    let lines: Vec<&str> = headings.split('\n').collect();
    let (upper, last) = lines.split_at(lines.len() - 1);
    let upper = upper.iter().fold(String::new(), |upper, line| upper + "| | " + line + " |\n");
    let last = last.concat();
    read_sheet(&format!(
        "| School Name | Back School |\n{upper}| Statement | {last} |\n| {{POL-02}} | {a} |\n| {{POL-03}} | {b} |\n| {{POL-05}} | {c} |\n| {{POL-06}} | {d} |"
    ))
}

#[test]
fn a_lone_column_of_another_time_is_asked_about() {
    for heading in [
        "2023",
        "2023/24",
        "Last year",
        "2024-25 response",
        "Response 2024",
        "Answer (2023)",
        "2024/2025",
        "23/24",
        "Previous answer",
        "Target for 2027",
        "2027",
        "Where we want to be",
        "Target",
        "Baseline",
        "2024/25 RAG",
        "2023 | Comments",
        "School response 2023",
    ] {
        let read = under(heading, ["Yes", "No", "Partly", "Yes"]);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{heading}");
        assert_eq!(read.finding("F203").n_answers_waiting, 4, "{heading}");
    }
    for headings in [
        "2023 | | | \nYes | Partly | No | Comments",
        "Yes 2023 | Partly 2023 | No 2023 | Comments",
        "Last year | | | \nYes | Partly | No | Comments",
    ] {
        let read = under(headings, ["x | | |", "| | x |", "| x | |", "x | | |"]);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{headings}");
        assert_eq!(read.codes(), "F203", "{headings}");
    }
}

#[test]
fn a_lone_column_of_the_collections_time_is_read() {
    for heading in [
        "2026",
        "2025/26",
        "2025-2026 response",
        "2025",
        "This year",
        "Current answer",
        "Response (in line with KCSIE 2023)",
        "Response",
        "2026/27",
        "Answer 25/26",
    ] {
        let read = under(heading, ["Yes", "No", "Partly", "Yes"]);
        assert_eq!(read.says(FOUR), "yes no partly yes", "{heading}");
        assert_eq!(read.codes(), "", "{heading}");
    }
    let read =
        under("2025/26 | | | \nYes | Partly | No | Comments", ["x | | |", "| | x |", "| x | |", "x | | |"]);
    assert_eq!(read.says(FOUR), "yes no partly yes");
}

#[test]
fn of_two_columns_the_collections_own_is_read() {
    for (headings, own) in [
        ("2025 | 2026", 1),
        ("2026 | 2025", 0),
        ("2026 | 2027", 0),
        ("2023 | 2025", 1),
        ("2024/25 | 2025/26", 1),
        ("Previous answer | Current answer", 1),
        ("Last year | This year", 1),
        ("Response | Target for 2027", 0),
        ("Where we are now | Where we want to be", 0),
        ("2025/26 response | Last year's response", 0),
        ("Response | 2023 response", 0),
        ("Current rating | Target rating", 0),
        ("Autumn 2024 | Autumn 2025", 1),
        ("Now | Future", 0),
        ("Last visit | This visit", 1),
        ("Current | Desired", 0),
        ("Desired response | Current response", 1),
    ] {
        let marks = ["Yes | No", "No | Partly", "Partly | Yes", "Yes | No"];
        let read = under(headings, marks);
        let expected = if own == 0 { "yes no partly yes" } else { "no partly yes no" };
        assert_eq!(read.says(FOUR), expected, "{headings}");
    }
    let twice = "Yes | Partly | No | Yes | Partly | No";
    let marks = ["x | | | | x |", "| x | | x | |", "| | x | | | x", "x | | | | | x"];
    assert_eq!(under(&format!("2025 | | | 2026 | | \n{twice}"), marks).says(FOUR), "partly yes no no");
    assert_eq!(under(&format!("2026 | | | 2027 | | \n{twice}"), marks).says(FOUR), "yes partly no yes");
    assert_eq!(under(&format!("Now | | | Target | | \n{twice}"), marks).says(FOUR), "yes partly no yes");
}

#[test]
fn answers_of_another_time_are_kept_and_told_of() {
    let twice = "Yes | Partly | No | Yes | Partly | No";
    let marks = ["x | | | | x |", "| x | | x | |", "| | x | | | x", "x | | | | | x"];
    for (head, times) in [
        ("Autumn 2025 | | | Spring 2026 | | ", "Autumn 2025"),
        ("2025 | | | 2026 | | ", "2025"),
        ("Last year | | | This year | | ", "Last year"),
    ] {
        let read = under(&format!("{head}\n{twice}"), marks);
        assert_eq!(read.says(FOUR), "partly yes no no", "{head}");
        assert_eq!(read.codes(), "F116", "{head}");
        let told = read.finding("F116");
        assert!(told.message.ends_with(&format!(": 4 ({times})")), "{}", told.message);
        let kept: Vec<&str> = read.returns[0].comments.iter().map(|comment| comment.cell.as_str()).collect();
        assert_eq!(kept.len(), 4, "{kept:?}");
    }
    let read = under("2025 answer | 2026 answer", ["Yes | No", "No | Partly", "Partly | Yes", "Yes | No"]);
    assert_eq!((read.says(FOUR), read.codes()), ("no partly yes no".into(), "F116".into()));
    assert!(read.finding("F116").message.ends_with(": 4 (2025 answer)"));
    assert_eq!(read.returns[0].comments.len(), 4);
    // Nothing stands in the other time's columns, or only what is aimed at, or what another form says is no time.
    for (head, marks) in [
        ("2025 | | | 2026 | | ", ["| | | | x |", "| | | x | |", "| | | | | x", "| | | | | x"]),
        ("Target | | | Now | | ", marks),
    ] {
        let read = under(&format!("{head}\n{twice}"), marks);
        assert_eq!((read.says(FOUR), read.codes()), ("partly yes no no".into(), String::new()), "{head}");
    }
}

#[test]
fn two_columns_of_which_neither_is_surely_the_collections_are_asked_about() {
    for headings in [
        "2023 | 2024",
        "2023/24 | 2024/25",
        "Autumn | Summer",
        "2025/26 | 2026/27",
        "Target | Last year",
        "2027 | 2028",
        "First | Second",
        "Response | Response",
        "Response | ",
        "Response | 2026",
    ] {
        let read = under(headings, ["Yes | No", "No | Partly", "Partly | Yes", "Yes | No"]);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{headings}");
        assert_eq!(read.codes(), "F203", "{headings}");
    }
    let twice = "Yes | Partly | No | Yes | Partly | No";
    let marks = ["x | | | | x |", "| x | | x | |", "| | x | | | x", "x | | | | | x"];
    assert_eq!(under(&format!("2023 | | | 2024 | | \n{twice}"), marks).says(FOUR), "? ? ? ?");
}

#[test]
fn rows_that_are_all_of_another_year_are_asked_about() {
    let table = |year: &str, other: &str| {
        let rows = |school: &str, year: &str| {
            FOUR.split(' ')
                .fold(String::new(), |rows, id| rows + &format!("| {school} | {year} | {{{id}}} | Yes |\n"))
        };
        read_sheet(&format!(
            "| School | Year | Statement | Answer |\n{}{}",
            rows("Back School", year),
            rows("Tong School", other)
        ))
    };
    let read = table("2023", "2026");
    assert_eq!(
        (says(&read.returns[0], FOUR), says(&read.returns[1], FOUR)),
        ("? ? ? ?".into(), "yes yes yes yes".into())
    );
    assert_eq!(read.finding("F203").n_answers_waiting, 4);
    let read = table("2025/26", "2025");
    assert_eq!(
        (says(&read.returns[0], FOUR), says(&read.returns[1], FOUR)),
        ("yes yes yes yes".into(), "yes yes yes yes".into())
    );
}

#[test]
fn rows_of_another_year_beside_the_collections_are_left_out() {
    let rows = |school: &str, year: &str, mark: &str, ids: &str| {
        ids.split(' ')
            .fold(String::new(), |rows, id| rows + &format!("| {school} | {year} | {{{id}}} | {mark} |\n"))
    };
    let list =
        |parts: &[String]| read_sheet(&format!("| School | Year | Statement | Answer |\n{}", parts.concat()));
    for (before, now) in [("2025", "2026"), ("2024/25", "2025/26"), ("2023", "2025/26")] {
        let read = list(&[
            rows("Back School", before, "No", FOUR),
            rows("Back School", now, "Yes", FOUR),
            // Half of it was answered in another year alone.
            rows("Tong School", before, "No", "POL-02 POL-03"),
            rows("Tong School", now, "Yes", "POL-05 POL-06"),
        ]);
        let said: Vec<String> = read.returns.iter().map(|one| says(one, FOUR)).collect();
        assert_eq!(said, ["yes yes yes yes", "missing missing yes yes"], "{before} {now}");
        assert!(!read.codes().contains("F209"), "{}", read.codes());
        let told = read.finding("F116");
        assert!(told.message.contains(&format!("6 ({before})")), "{}", told.message);
    }
    // Nothing is surely this collection's: the year before last does not stand in where nothing else does.
    let late =
        list(&[rows("Back School", "2024", "No", FOUR), rows("Back School", "2025", "No", "POL-02 POL-03")]);
    assert_eq!(late.says(FOUR), "no no ? ?");
    assert_eq!(late.finding("F203").n_answers_waiting, 2);
    // Either may be the collection's school year.
    let torn =
        list(&[rows("Back School", "2025/26", "No", FOUR), rows("Back School", "2026/27", "Yes", FOUR)]);
    assert_eq!(torn.says(FOUR), "two two two two");
    assert!(torn.codes().contains("F203"), "{}", torn.codes());
}

#[test]
fn an_exports_rows_of_another_year_are_left_out_or_asked_about() {
    let export = |rows: &str| {
        read_sheet(&format!(
            "| School | Academic year | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |\n{rows}"
        ))
    };
    let read = export(
        "| Back School | 2024/25 | No | No | No | No |
         | Back School | 2025/26 | Yes | Partly | Yes | |
         | Tong School | 2024/25 | No | Yes | No | Yes |
         | Laxdale School | 2025/26 | Yes | Yes | Yes | Yes |",
    );
    let said: Vec<String> = read.returns.iter().map(|one| says(one, FOUR)).collect();
    assert_eq!(said, ["yes partly yes -", "? ? ? ?", "yes yes yes yes"]);
    assert_eq!(read.finding("F116").place.cell, "B2");
    let asked: Vec<_> = read.findings.iter().filter(|one| one.rule.code == "F203").collect();
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].place.cell.as_ref(), asked[0].n_answers_waiting), ("B4", 4));
    // Without a name, no row stands beside another of its school.
    let unnamed = export(
        "| | 2024/25 | No | No | No | No |
         | | 2025/26 | Yes | Partly | Yes | Yes |",
    );
    let said: Vec<String> = unnamed.returns.iter().map(|one| says(one, FOUR)).collect();
    assert_eq!(said, ["? ? ? ?", "yes partly yes yes"]);
    // Nothing is left out where the column is of something else.
    let group = export("| Back School | Year 6 | Yes | No | Yes | No |");
    assert_eq!((group.says(FOUR).as_str(), group.codes().as_str()), ("yes no yes no", ""));
}

#[test]
fn terms_are_no_schools_and_neither_are_parts_of_one() {
    for headings in
        ["Autumn | Spring", "Term 1 | Term 2", "September | March", "Before | After", "Primary | Secondary"]
    {
        let read = under(headings, ["Yes | No", "No | Partly", "Partly | Yes", "Yes | No"]);
        assert_eq!(read.says(FOUR), "? ? ? ?", "{headings}");
        assert_eq!(read.codes(), "F203", "{headings}");
    }
}

#[test]
fn beside_the_answers_of_the_year_before_the_ones_without_a_year_are_the_collections() {
    for headings in ["2025 answer | Response", "2024 response | Response"] {
        let read = under(headings, ["No | Yes", "No | Partly", "Yes | No", "No | Yes"]);
        assert_eq!(read.says(FOUR), "yes partly no yes", "{headings}");
    }
    // Nothing was answered anew: the year before does not stand in, and somebody is asked.
    let read = under("2025 answer | Response", ["No | ", "No | ", "Yes | ", "No | "]);
    assert_eq!(read.says(FOUR), "? ? ? ?");
}

#[test]
fn answers_under_nothing_but_this_collections_time_are_read_beside_another_years() {
    let marks = ["No | Yes", "Yes | Partly", "Yes | No", "Partly | Yes"];
    for headings in ["2024/25 response | 2025-26", "Previous answer | This year", "Answer 2024 | 2026"] {
        assert_eq!(under(headings, marks).says(FOUR), "yes partly no yes", "{headings}");
    }
    // Two such columns, or a time that may be another's.
    let marks = marks.map(|mark| format!("{mark} | No"));
    let marks = marks.each_ref().map(String::as_str);
    assert_eq!(under("2024/25 response | This year | 2026", marks).says(FOUR), "? ? ? ?");
}

#[test]
fn what_is_stands_beside_what_was_aimed_at() {
    for headings in ["Aim | Actual", "Expected | Actual", "Target | Actual", "Target June 2026 | Current"] {
        let read = under(headings, ["No | Yes", "Yes | No", "No | Partly", "Partly | Yes"]);
        assert_eq!(read.says(FOUR), "yes no partly yes", "{headings}");
    }
}

#[test]
fn of_a_schools_rounds_in_a_list_the_last_is_read() {
    let rows = |date: &str, marks: [&str; 4]| -> String {
        let ids = ["POL-02", "POL-03", "POL-05", "POL-06"];
        let row = |(id, mark): (&str, &str)| format!("| Back School | {date} | {{{id}}} | {mark} |");
        ids.into_iter().zip(marks).map(row).collect::<Vec<_>>().join("\n")
    };
    let list = |later: [&str; 4]| {
        let earlier = rows("12/06/2025", ["No", "Yes", "Yes", "Partly"]);
        let later = rows("12/11/2025", later);
        read_sheet(&format!("| School | Date | Statement | Answer |\n{earlier}\n{later}"))
    };
    let read = list(["Yes", "No", "Partly", "Yes"]);
    assert_eq!(read.says(FOUR), "yes no partly yes");
    assert_eq!(read.codes(), "F116");
    assert_eq!(read.returns[0].completed_on.unwrap().to_string(), "2025-11-12");
    // Whether what was said before still holds is asked.
    let blank = list(["Yes", "No", "Partly", ""]);
    assert_eq!(blank.says(FOUR), "yes no partly two");
    assert!(blank.codes().contains("F209"));
}
