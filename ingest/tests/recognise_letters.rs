//! Marks that nobody can see on the page, and marks and statements that differ by the colour of their letters alone: asked about,
//! never read and never passed over.

mod table;

use ingest::grid::{Grid, Letters};
use schemas::{
    answer::Answer,
    decision::{Ruling, Scope},
};
use table::{Read, read, read_with, ruling, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-07 POL-08";
const RED: Letters = Letters::Coloured(0x00ff_0000);
const AMBER: Letters = Letters::Coloured(0x00ff_c000);
const GREEN: Letters = Letters::Coloured(0x0000_b050);

/// Six statements below headings, with the letters of some cells, by row from 1 and column.
fn form(heads: &str, rows: [&str; 6], letters: &[(u32, u32, Letters)]) -> Grid {
    let rows: Vec<String> =
        SIX.split(' ').zip(rows).map(|(id, cells)| format!("| {{{id}}} | {cells} |")).collect();
    let mut grid = sheet("Return", &format!("| Statement | {heads} |\n{}", rows.join("\n")));
    grid.letters = letters.to_vec();
    grid
}

const TICKS: [&str; 6] = ["x | | | seen", "| x | |", "| | x |", "x | | |", "x | | |", "| x | |"];

fn asked(read: &Read) -> Vec<(&str, u32)> {
    let questions = read.findings.iter().filter(|finding| finding.rule.is_question);
    questions.map(|finding| (finding.rule.code, finding.n_answers_waiting)).collect()
}

#[test]
fn a_mark_that_nobody_can_see_is_asked_about() {
    let grid =
        form("Yes | Partly | No | Comments", TICKS, &[(2, 2, Letters::Unseen), (4, 1, Letters::Unseen)]);
    let read = read(std::slice::from_ref(&grid));
    assert_eq!(read.says(SIX), "yes ? no ? yes partly");
    assert_eq!(asked(&read), [("F302", 1), ("F302", 1)]);
    assert!(read.finding("F302").message.contains("nobody can see it"), "{:?}", read.findings);
    let ruled =
        read_with(&[grid], &[ruling(read.finding("F302"), Ruling::Answer(Answer::Partly), Scope::Cell)]);
    assert_eq!(ruled.says("POL-03"), "partly");
}

#[test]
fn many_marks_that_nobody_can_see_are_one_question() {
    let letters: Vec<(u32, u32, Letters)> =
        [(1, 1), (2, 2), (3, 3), (4, 1), (5, 1)].map(|(row, column)| (row, column, Letters::Unseen)).to_vec();
    let grid = form("Yes | Partly | No | Comments", TICKS, &letters);
    let read = read(std::slice::from_ref(&grid));
    assert_eq!(read.says(SIX), "? ? ? ? ? partly");
    assert_eq!(asked(&read), [("F203", 5)]);
    // A person who asked the school may leave them out.
    let ruled = read_with(&[grid], &[ruling(read.finding("F203"), Ruling::Blank, Scope::Cell)]);
    assert_eq!((ruled.says(SIX).as_str(), asked(&ruled)), ("- - - - - partly", Vec::new()));
}

#[test]
fn of_two_marks_the_one_that_is_seen_is_read_and_the_other_told_of() {
    let rows = ["x | | x | seen", "| x | |", "| | x |", "x | | |", "x | | |", "| x | |"];
    let read = read(&[form("Yes | Partly | No | Comments", rows, &[(1, 1, Letters::Unseen)])]);
    assert_eq!(read.says(SIX), "no partly no yes yes partly");
    assert_eq!(read.finding("F112").was_read, "x");
}

#[test]
fn the_same_sign_in_several_colours_is_one_question() {
    let dots = ["\u{25cf} |"; 6];
    let lights = [GREEN, RED, AMBER, GREEN, GREEN, RED];
    let letters: Vec<(u32, u32, Letters)> = (1..).zip(lights).map(|(row, light)| (row, 1, light)).collect();
    let asked_about = read(&[form("RAG | Comments", dots, &letters)]);
    assert_eq!(asked_about.says(SIX), "? ? ? ? ? ?");
    assert_eq!(asked(&asked_about), [("F203", 6)]);
    // Different signs say what they say, whatever their colours; so do words.
    let signs = ["\u{2713} |", "\u{2717} |", "\u{2713} |", "\u{2713} |", "\u{2713} |", "\u{2717} |"];
    let lights = [GREEN, RED, GREEN, GREEN, GREEN, RED];
    let letters: Vec<(u32, u32, Letters)> = (1..).zip(lights).map(|(row, light)| (row, 1, light)).collect();
    assert_eq!(read(&[form("In place? | Comments", signs, &letters)]).says(SIX), "yes no yes yes yes no");
    let words = ["Yes |", "No |", "Yes |", "Yes |", "Partly |", "No |"];
    assert_eq!(read(&[form("RAG | Comments", words, &letters)]).says(SIX), "yes no yes yes partly no");
    // One in another colour may be a slip.
    let letters: Vec<(u32, u32, Letters)> =
        (1..).zip([GREEN, RED, GREEN, GREEN, GREEN, GREEN]).map(|(row, light)| (row, 1, light)).collect();
    let ticks = ["\u{2713} |"; 6];
    assert_eq!(read(&[form("In place? | Comments", ticks, &letters)]).says(SIX), "yes yes yes yes yes yes");
}

#[test]
fn statements_in_the_colours_of_answers_are_one_question() {
    let blank = ["| |"; 6];
    let of = |lights: [Letters; 6]| -> Vec<(u32, u32, Letters)> {
        (1..).zip(lights).map(|(row, light)| (row, 0, light)).collect()
    };
    let turns = of([GREEN, RED, AMBER, GREEN, GREEN, RED]);
    assert_eq!(asked(&read(&[form("RAG | Comments", blank, &turns)])), [("F203", 6)]);
    // A section may have a colour of its own.
    let sections = of([GREEN, GREEN, GREEN, AMBER, AMBER, AMBER]);
    assert_eq!(asked(&read(&[form("RAG | Comments", blank, &sections)])), []);
    // Where answers stand, the colours are nobody's.
    let words = ["Yes |", "No |", "Yes |", "Yes |", "Partly |", "No |"];
    assert_eq!(asked(&read(&[form("RAG | Comments", words, &turns)])), []);
}
