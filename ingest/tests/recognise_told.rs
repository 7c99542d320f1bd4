//! Words that go on no return are told in full: of a sheet that is passed over, of a long sheet of notes, of a list.

#![allow(clippy::format_push_string, clippy::format_collect, reason = "small tables, read more easily so")]

mod table;

use ingest::grid::Grid;
use table::{FOUR, Read, document, read, read_sheet, sheet};

fn form(name: &str, marks: &str, evidence: &str) -> Grid {
    let mut rows = "| School Name | Back School |\n| Statement | Response | Evidence |\n".to_owned();
    for (id, mark) in FOUR.split(' ').zip(marks.split(' ')) {
        rows.push_str(&format!("| {{{id}}} | {} | {evidence} {id} |\n", mark.trim_matches('-')));
    }
    rows.push_str(&format!("\n| Below the form of {evidence} we say this |\n"));
    sheet(name, &rows)
}

/// Whether a text is in a comment or a finding.
fn is_told(read: &Read, said: &str) -> bool {
    let comments = read.returns.iter().flat_map(|one| one.comments.iter().chain(&one.unplaced));
    let mut texts = comments.map(|comment| comment.text.as_str());
    texts.any(|text| text.contains(said))
        || read.findings.iter().any(|finding| finding.message.contains(said))
}

#[test]
fn words_of_a_sheet_that_is_passed_over_are_told() {
    for (name, marks) in [
        ("Last year", "No No Yes Yes"),
        ("Old", "No No Yes Yes"),
        ("Example", "No No Yes Yes"),
        ("2023-24", "No No Yes Yes"),
        ("Template", "- - - -"),
        ("Blank", "- - - -"),
        ("Sheet2", "- - - -"),
    ] {
        let read = read(&[form("Return", "Yes No Partly Yes", "minutes"), form(name, marks, "handbook")]);
        assert_eq!(read.says(FOUR), "yes no partly yes", "{name}");
        for id in FOUR.split(' ') {
            assert!(is_told(&read, &format!("handbook {id}")), "{name} {id}: {:?}", read.findings);
        }
        assert!(is_told(&read, "Below the form of handbook"), "{name}");
        // Nor are the statements, the school or the answers told as words.
        let told = read.finding("F110");
        assert!(
            !told.message.contains("Back School") && !told.message.contains("Partly"),
            "{}",
            told.message
        );
    }
}

#[test]
fn what_the_return_says_as_well_is_not_told_again() {
    let read = read(&[
        form("Return", "Yes No Partly Yes", "minutes"),
        form("Last year", "No No Yes Yes", "minutes"),
    ]);
    assert!(!read.finding("F110").message.contains("minutes"), "{}", read.finding("F110").message);
}

#[test]
fn all_lines_of_a_long_sheet_of_notes_are_told() {
    let notes: String = (0..260).map(|n| format!("| what we noted for visitor number n{n}n |\n")).collect();
    let long = format!("| {} end of it |", "we said more of this ".repeat(600));
    let hidden = Grid { is_hidden: true, ..sheet("Hidden", &notes) };
    for other in [sheet("Notes", &format!("{notes}{long}")), hidden] {
        let both = [form("Return", "Yes No Partly Yes", "minutes"), other];
        let read = read(&both);
        for n in 0..260 {
            assert!(is_told(&read, &format!("n{n}n")), "{n}");
        }
        assert!(read.findings.iter().all(|finding| finding.message.len() < 20_000));
        let mut ids: Vec<_> = read
            .findings
            .iter()
            .map(|finding| (finding.rule.code, &finding.place.sheet, &finding.place.cell, &finding.was_read))
            .collect();
        let n = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), n, "each finding is one of its own");
    }
    let long =
        read(&[form("Return", "Yes No Partly Yes", "minutes"), sheet("Notes", &format!("{notes}{long}"))]);
    assert!(is_told(&long, "end of it"));
}

#[test]
fn words_of_no_school_are_all_told() {
    let notes: String = (0..150).map(|n| format!("| what we noted for visitor number n{n}n |\n")).collect();
    let wide = "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | Yes | No | Partly | Yes |
         | Tong School | No | No | Partly | Yes |";
    let read = read(&[sheet("Return", wide), sheet("Notes", &notes)]);
    assert_eq!(read.returns.len(), 2);
    assert!((0..150).all(|n| is_told(&read, &format!("n{n}n"))));
}

#[test]
fn a_long_list_of_short_words_is_told() {
    let names: String = (0..45).map(|n| format!("| Name{n}e |\n")).collect();
    let list = format!("| Staff trained: |\n{names}");
    let table = "| School Name | Back School |
         | Statement | Response |
         | {POL-02} | Yes |
         | {POL-03} | No |
         | {POL-05} | Partly |
         | {POL-06} | Yes |";
    let below = read_sheet(&format!("{table}\n\n{list}"));
    let beside = read(&[sheet("Return", table), sheet("Staff", &list)]);
    let word = read(&document("| School Name: Back School |", &[(1, table), (1, &list)]));
    for read in [below, beside, word] {
        assert_eq!(read.says(FOUR), "yes no partly yes");
        for n in 0..45 {
            assert!(is_told(&read, &format!("Name{n}e")), "{n}: {:?}", read.codes());
        }
    }
}
