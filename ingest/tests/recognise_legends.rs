//! Legends of other columns than the answers', and keys of words that are seldom used.

mod table;

use table::{FOUR, Read, read_sheet};

/// A form with one answer column, and one of evidence, below a line.
fn below(line: &str, heading: &str, [a, b, c, d]: [&str; 4]) -> Read {
    read_sheet(&format!(
        "| {line} |\n| Statement | {heading} | Evidence | Comments |\n| {{POL-02}} | {a} | N | |\n| {{POL-03}} | {b} | | |\n| {{POL-05}} | {c} | P | |\n| {{POL-06}} | {d} | | |"
    ))
}

#[test]
fn a_legend_of_another_column_turns_no_answers() {
    const MARKS: [&str; 4] = ["Y", "N", "P", "N"];
    for line in [
        "Evidence: P = policy, N = newsletter, W = website",
        "Evidence codes: N = newsletter, W = website, M = minutes",
        "Key to evidence column: P = policy, L = lesson plan, N = notes",
        "Sector: N = Nursery, P = Primary, S = Secondary",
        "Stage: N = nursery, P = P1-P7, S = S1-S6",
        "Who: N = named governor, P = pupils, S = staff",
        "School type: N = non-denominational, R = RC",
        "R = reviewed, N = new policy (see policy list)",
    ] {
        let read = below(line, "Response (Y/P/N)", MARKS);
        assert_eq!(read.says(FOUR), "yes no partly no", "{line}: {}", read.codes());
    }
    // Nothing says here what the answers' letters are.
    for line in
        ["Evidence: P = policy, N = newsletter, W = website", "Stage: N = nursery, P = P1-P7, S = S1-S6"]
    {
        let read = below(line, "Response", MARKS);
        assert_ne!(read.says(FOUR), "yes no partly no", "{line}: {}", read.codes());
    }
    // These speak of answers, or nobody could be sure that they do not.
    for line in [
        "N = normal practice, P = partly there, Y = yes",
        "N = nearly there, S = started",
        "Response: N = nearly there, P = planned",
        "Y = your own policy, N = national policy, P = parents' policy",
        "N = now in place, T = to do",
        "Rating: N = newsletter, W = website",
    ] {
        let read = below(line, "Response (Y/P/N)", MARKS);
        assert_ne!(read.says(FOUR).split(' ').nth(1), Some("no"), "{line}");
    }
    // A letter that marks answers is the answers'.
    let read = below("R = reviewed, N = new policy", "Response (Y/P/N)", ["R", "N", "R", "N"]);
    assert_ne!(read.says(FOUR).split(' ').nth(1), Some("no"));
}

#[test]
fn rarely_among_the_colours_is_red() {
    let read = below("G = Going well, A = Almost, R = Rarely", "Response", ["G", "R", "A", "G"]);
    assert_eq!(read.says(FOUR), "yes no partly yes", "{}", read.codes());
    let read = below("A = Always, S = Sometimes, R = Regularly", "Response", ["A", "R", "S", "A"]);
    assert_ne!(read.says(FOUR).split(' ').nth(1), Some("no"));
}
