//! Groups of answer columns under headings of their own: whose judgement each holds is told by what stands over it. The school's
//! is read, another's never in its place, and where nobody could be sure, it is asked.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod table;

use ingest::grid::{Block, Grid};
use schemas::decision::Scope;
use table::{FOUR, Read, columns, read, read_sheet, read_with, ruling, sheet};

/// A form of two groups, `Yes | Partly | No | Evidence` each; the first says yes, partly, no and nothing, the other says no
/// throughout.
fn twice(first: &str, second: &str) -> Grid {
    let mut grid = sheet(
        "Return",
        &format!(
            "| School Name | Back School |
             |
             | | {first} | | | | {second} | | | |
             | Policy | Yes | Partly | No | Evidence | Yes | Partly | No | Evidence |
             | {{POL-02}} | x | | | minutes | | | x | seen in May |
             | {{POL-03}} | | x | | | | | x | |
             | {{POL-05}} | | | x | | | | x | |
             | {{POL-06}} | | | | | | | x | |"
        ),
    );
    grid.merges = [1, 5].map(|left| Block { top: 2, bottom: 2, left, right: left + 3 }).to_vec();
    grid
}

/// The same in words, `Response | Comments` each.
fn in_words(first: &str, second: &str) -> Grid {
    let mut grid = sheet(
        "Return",
        &format!(
            "| School Name | Back School |
             |
             | | {first} | | {second} | |
             | Policy | Response | Comments | Response | Comments |
             | {{POL-02}} | Yes | minutes | No | seen in May |
             | {{POL-03}} | Partly | | No | |
             | {{POL-05}} | No | | No | |
             | {{POL-06}} | | | No | |"
        ),
    );
    grid.merges = [1, 3].map(|left| Block { top: 2, bottom: 2, left, right: left + 1 }).to_vec();
    grid
}

/// All that was kept of what somebody wrote.
fn kept(read: &Read) -> Vec<&str> {
    read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect()
}

#[test]
fn the_schools_group_is_read_beside_an_offices() {
    for (own, other) in [
        ("To be completed by school", "For office use only"),
        ("To be completed by Head Teacher", "Officer"),
        ("To be completed by HT", "To be completed by LA"),
        ("To be filled in by school", "Verified"),
        ("To be returned by 12 December", "For office use only"),
        ("Please complete by Friday 12 December 2025", "For office use only"),
        ("Due 12 December 2025", "LA use"),
        ("Planned self-evaluation 2025/26", "For office use only"),
        ("To do by school", "Office use only"),
        ("School", "For office use only"),
        ("School to complete", "LA to complete"),
        ("", "QA"),
        ("", "Moderator's view"),
        ("", "HMIE"),
        ("", "Validated by LA"),
        ("Your answer", "Our assessment"),
        ("School self-evaluation", "QIO evaluation"),
        ("Self", "Peer"),
        ("Head teacher", "Chair of Governors"),
        ("School", "Cluster"),
        ("School self-evaluation", "Partner school"),
        ("Please complete", "Leave blank"),
    ] {
        for grid in [twice(own, other), in_words(own, other)] {
            let read = read(&[grid]);
            assert_eq!(read.says(FOUR), "yes partly no -", "{own} | {other}");
            assert_eq!(read.codes(), "", "{own} | {other}");
            let kept = kept(&read);
            assert!(
                kept.contains(&"minutes") && kept.iter().any(|text| text.contains("seen in May")),
                "{kept:?}"
            );
        }
    }
    // Not merged, and the office's first.
    let mut grid = twice("Office use only", "");
    grid.merges.clear();
    assert_eq!(read(&[grid]).says(FOUR), "no no no no");
    let mut grid = twice("School", "Office use only");
    grid.merges.clear();
    assert_eq!(read(&[grid]).says(FOUR), "yes partly no -");
}

#[test]
fn an_offices_group_is_never_read_for_the_schools() {
    for (one, other) in [
        ("For office use only", "Moderator"),
        ("LA view", "For office use only"),
        ("Support needed?", "For office use only"),
        ("Target", "For office use only"),
        ("Autumn term", "Summer term"),
        ("Draft", "Final"),
        ("Staff", "Pupils"),
        ("School A", "School B"),
        ("Our view", "Your view"),
        ("Your view", "Our view"),
    ] {
        for grid in [twice(one, other), in_words(one, other)] {
            let read = read(&[grid]);
            assert_eq!(read.says(FOUR), "? ? ? ?", "{one} | {other}");
            assert_eq!(read.codes(), "F203", "{one} | {other}");
            let asked = &read.finding("F203").was_read;
            assert!(asked.contains(&format!("{one}: ")) && asked.contains(&format!("{other}: ")), "{asked}");
        }
    }
}

/// A form of one group under a heading.
fn once(over: &str) -> Read {
    let mut grid = sheet(
        "Return",
        &format!(
            "| | {over} | | | |
             | Policy | Yes | Partly | No | Evidence |
             | {{POL-02}} | x | | | minutes |
             | {{POL-03}} | | x | | |
             | {{POL-05}} | | | x | |
             | {{POL-06}} | x | | | |"
        ),
    );
    grid.merges = vec![Block { top: 0, bottom: 0, left: 1, right: 4 }];
    read(&[grid])
}

#[test]
fn one_group_alone_is_read_where_its_heading_asks_for_the_form() {
    for over in [
        "To be completed by school",
        "To be completed by HT",
        "To be filled in by school",
        "To be returned by 12 December",
        "To do by school",
        "Planned self-evaluation 2025/26",
        "Due 12 December 2025",
    ] {
        assert_eq!(
            (once(over).says(FOUR).as_str(), once(over).codes().as_str()),
            ("yes partly no yes", ""),
            "{over}"
        );
    }
    for over in ["For office use only", "LA use", "Target", "Planned 2027", "To be reviewed by school"] {
        assert_eq!(
            (once(over).says(FOUR).as_str(), once(over).codes().as_str()),
            ("? ? ? ?", "F203"),
            "{over}"
        );
    }
}

#[test]
fn the_suggested_ruling_names_the_first_group_and_reads_it() {
    for (grid, expected) in [
        (twice("Draft", "Final"), "columns yes partly no comment"),
        (in_words("Draft", "Final"), "columns answer comment"),
    ] {
        let asked = read(std::slice::from_ref(&grid));
        let question = asked.finding("F203");
        let (suggested, more) = question.suggestion.split_once(" (").unwrap();
        assert_eq!(suggested, expected);
        assert!(more.contains("other"), "{more}");
        let first = ruling(question, columns(suggested.strip_prefix("columns ").unwrap()), Scope::Return);
        let ruled = read_with(std::slice::from_ref(&grid), &[first]);
        assert_eq!(ruled.says(FOUR), "yes partly no -");
        assert_eq!(ruled.codes(), "F703");
    }
    let asked = read(&[in_words("Draft", "Final")]);
    let second = ruling(asked.finding("F203"), columns("other other answer comment"), Scope::Return);
    assert_eq!(read_with(&[in_words("Draft", "Final")], &[second]).says(FOUR), "no no no no");
}

#[test]
fn a_ruling_for_always_holds_only_under_the_same_groups() {
    let asked = read(&[twice("Draft", "Final")]);
    let always = [ruling(asked.finding("F203"), columns("yes partly no comment"), Scope::Always)];
    let with = |grid: Grid| read_with(&[grid], &always);
    assert_eq!(with(twice("Draft", "Final")).says(FOUR), "yes partly no -");
    assert_eq!(with(twice("Final", "Draft")).says(FOUR), "? ? ? ?");
    assert_eq!(with(twice("Staff", "Pupils")).codes(), "F203");
    assert_eq!(with(twice("", "Draft")).codes(), "F203");
    // A ruling that was given when the headings over the groups were not shown holds for its own file.
    let old = |scope| {
        let mut old = ruling(asked.finding("F203"), columns("yes partly no comment"), scope);
        old.was_read = "Yes | Partly | No | Evidence | Yes | Partly | No | Evidence".to_owned();
        read_with(&[twice("Draft", "Final")], &[old])
    };
    assert_eq!(old(Scope::Return).says(FOUR), "yes partly no -");
    assert_eq!(old(Scope::Always).says(FOUR), "? ? ? ?");
    // These are read without a question, and go on being so.
    for (one, other, codes) in [
        ("Last year", "This year", "F116"),
        ("Target", "Current", ""),
        ("For office use only", "School", ""),
        ("2024/25", "2025/26", "F116"),
    ] {
        let read = with(twice(one, other));
        assert_eq!(
            (read.says(FOUR).as_str(), read.codes().as_str()),
            ("no no no no", codes),
            "{one} | {other}"
        );
    }
}

#[test]
fn a_ruling_on_headings_without_groups_holds_as_before_and_not_against_headings_that_are_sure() {
    let form = |title: &str, marks: [&str; 4]| {
        let [a, b, c, d] = marks;
        sheet(
            "Return",
            &format!(
                "| {title} |
                 |
                 | Policy | Yes | Partly | No | Evidence |
                 | {{POL-02}} | {a} |
                 | {{POL-03}} | {b} |
                 | {{POL-05}} | {c} |
                 | {{POL-06}} | {d} |"
            ),
        )
    };
    let marks = ["x | | ", " | | x", " | | x", "x | | "];
    let asked = read(&[form("Where is support needed?", marks)]);
    let question = asked.finding("F203");
    let turned = [ruling(question, columns("no partly yes comment"), Scope::Always)];
    // Nothing stands under Partly, and the columns are counted with it.
    assert_eq!(read_with(&[form("Where is support needed?", marks)], &turned).says(FOUR), "no yes yes no");
    assert_eq!(read_with(&[form("Our return", marks)], &turned).says(FOUR), "yes no no yes");
    let plain = |scope| [ruling(question, columns("yes partly no comment"), scope)];
    for scope in [Scope::Return, Scope::Always] {
        let read = read_with(&[form("Where is support needed?", marks)], &plain(scope));
        assert_eq!(read.says(FOUR), "yes no no yes", "{scope:?}");
    }
}

#[test]
fn a_title_that_names_others_over_the_only_answers_is_no_group_of_theirs() {
    for title in [
        "For LA return",
        "Return to the Council",
        "For HMIE",
        "HMIE self-evaluation",
        "Governors",
        "Governors' online safety audit",
        "Officer visit 12 December",
    ] {
        let ticked = once(title);
        assert_eq!(table::says(&ticked.returns[0], FOUR), "yes partly no yes", "{title}: {}", ticked.codes());
        for (steps, far) in [("Review", "Progress"), ("Next steps", "RAG"), ("Action plan", "Status")] {
            for own_first in [true, false] {
                let own = [format!("{title} | "), "Response | Comments".to_owned()];
                let steps = [format!("{steps} | "), format!("Date | {far}")];
                let [(left, heads), (right, others)] = {
                    let ([a, b], [c, d]) = (own, steps);
                    if own_first { [(a, b), (c, d)] } else { [(c, d), (a, b)] }
                };
                let row = |answer: &str, done: &str| {
                    let (own, steps) = (format!("{answer} | "), format!("June 2026 | {done}"));
                    if own_first { format!("{own} | {steps}") } else { format!("{steps} | {own}") }
                };
                let mut grid = sheet(
                    "Return",
                    &format!(
                        "| School Name | Back School |
                         |
                         | | {left} | {right} |
                         | Statement | {heads} | {others} |
                         | {{POL-02}} | {} |
                         | {{POL-03}} | {} |
                         | {{POL-05}} | {} |
                         | {{POL-06}} | {} |",
                        row("Yes", "Not started"),
                        row("Partly", "Complete"),
                        row("No", "In progress"),
                        row("", "Complete")
                    ),
                );
                grid.merges = [1, 3].map(|left| Block { top: 2, bottom: 2, left, right: left + 1 }).to_vec();
                let read = read(&[grid]);
                let is_silent = !read.findings.iter().any(|finding| finding.rule.is_question);
                let said = table::says(&read.returns[0], FOUR);
                let is_asked = said == "? ? ? ?" && !is_silent && far == "Status";
                assert!(
                    said == "yes partly no -" || is_asked,
                    "{title} {far} {own_first}: {said} {}",
                    read.codes()
                );
            }
        }
    }
}

#[test]
fn the_schools_column_in_one_row_of_headings_is_told_from_the_offices() {
    let table = |own: &str, other: &str| {
        format!(
            "| School Name | Back School | | |

             | Statement | {own} | Comments | {other} | Comments |
             | {{POL-02}} | Yes | see file | Partly | |
             | {{POL-03}} | Partly | | No | not seen |
             | {{POL-05}} | No | | | |
             | {{POL-06}} | | | Yes | |"
        )
    };
    for (own, other) in [
        ("School", "For office use only"),
        ("School use", "Office use"),
        ("School to complete", "LA to complete"),
        ("To be completed by school", "For office use only"),
        ("Please complete", "Office use only"),
        ("Your answer", "Our assessment"),
        ("Self", "Moderated"),
        ("Head teacher", "Chair of Governors"),
        ("School", "Cluster"),
    ] {
        let read = read_sheet(&table(own, other));
        assert_eq!(read.says(FOUR), "yes partly no -", "{own} {other}: {:?}", read.findings);
        assert!(!read.findings.iter().any(|one| one.rule.code == "F203"), "{own} {other}");
        assert_eq!(read.returns[0].comments[0].text, "see file", "{own} {other}");
    }
    for (own, other) in [
        ("Staff", "Pupils"),
        ("Self", "Peer"),
        ("Primary", "Nursery"),
        ("LA", "Office"),
        ("Your view", "Our view"),
        ("Our view", "Your view"),
    ] {
        let read = read_sheet(&table(own, other));
        assert_eq!(read.says(FOUR), "? ? ? ?", "{own} {other}: {:?}", read.findings);
    } // Who we are need not be known where we said nothing.
    let table = table("Your view", "Our view");
    let silent = table.replace("file | Partly |", "file | |").replace("| No | not seen |", "| | |");
    let read = read_sheet(&silent.replace("| Yes | |", "| | |"));
    assert_eq!(read.says(FOUR), "yes partly no -", "{:?}", read.findings);
}

#[test]
fn our_view_is_the_schools_beside_what_asks_for_its_notes() {
    for notes in ["Your notes", "Your next steps", "Your ideas"] {
        let form = |note: &str| {
            format!(
                "| Statement | Our view | Comments | {notes} |
                 | {{POL-02}} | Yes | see file | {note} |
                 | {{POL-03}} | Partly | | |
                 | {{POL-05}} | No | | {note} |
                 | {{POL-06}} | Yes | | |"
            )
        };
        for note in ["", "ask the cluster"] {
            let read = read_sheet(&form(note));
            assert_eq!(read.says(FOUR), "yes partly no yes", "{notes}: {:?}", read.findings);
            assert_eq!(read.codes(), "", "{notes}");
        }
    }
    // A view that is asked for and was not given leaves ours nobody's.
    let blank = "| Statement | Our view | Comments | Your view |
        | {POL-02} | Yes | see file | |\n| {POL-03} | Partly | | |\n| {POL-05} | No | | |\n| {POL-06} | Yes | | |";
    let read = read_sheet(blank);
    assert_eq!(read.says(FOUR), "? ? ? ?", "{:?}", read.findings);
}
