//! Legends of other columns than the answers', and keys of words that are seldom used.

mod table;

use table::{FOUR, Read, read, read_sheet, sheet};

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

#[test]
fn the_numbered_rows_of_an_action_plan_are_no_key() {
    const PLAN: &str = "| Action Plan |
        | | Key area for development | Resources, support or activity required | Date Completed | Signed |
        | 1 | Yes/No survey of parents | Budget | | |
        | 2 | Not in place: governor training | Budget | | |
        | 3 | Partly done: pupil voice | | | |
        | 4 | | | | |";
    const SCORES: [&str; 4] = ["3", "1", "2", "3"];
    let form = |line: &str, below: &str| {
        let [a, b, c, d] = SCORES;
        format!(
            "| {line} |\n| Statement | Response | Comments |\n| {{POL-02}} | {a} | |\n| {{POL-03}} | {b} | |\n| {{POL-05}} | {c} | |\n| {{POL-06}} | {d} | |{below}"
        )
    };
    let both_ways = |line: &str| {
        [
            read_sheet(&form(line, &format!("\n\n{PLAN}"))),
            read(&[sheet("Return", &form(line, "")), sheet("Action Plan", PLAN)]),
        ]
    };
    // Nothing says what the scores mean.
    for read in both_ways("Self-evaluation") {
        assert!(!read.says(FOUR).contains(['y', 'n', 'p']), "{}: {}", read.says(FOUR), read.codes());
    }
    // The form's own key does.
    for read in both_ways("3 = Yes, 2 = Partly, 1 = No") {
        assert_eq!(read.says(FOUR), "yes no partly yes", "{}", read.codes());
    }
    // A key that stands as a table is no plan.
    let key = "\n\n| Key |\n| 1 | Not in place |\n| 2 | Partly in place |\n| 3 | Fully in place |";
    let read = read_sheet(&form("Self-evaluation", key));
    assert_eq!(read.says(FOUR), "yes no partly yes", "{}", read.codes());
    let read = read_sheet(&form("Self-evaluation", &format!("\n\n{PLAN}{key}")));
    assert_eq!(read.says(FOUR), "yes no partly yes", "{}", read.codes());
    let tight = "\n| 1 | No, not in place |\n| 2 | Partly in place |\n| 3 | Yes, fully in place |";
    let plan =
        PLAN.replace("Yes/No survey", "A survey").replace("Not in place: ", "").replace("Partly done: ", "");
    let read = read_sheet(&form("Self-evaluation", &format!("\n\n{plan}{tight}")));
    assert_eq!(read.says(FOUR), "yes no partly yes", "{}", read.codes());
}

#[test]
fn boxes_of_a_text_table_beside_a_schools_own_statement_are_no_key() {
    let read = read_sheet(
        "| Ref | Policy | Yes | Partly | No | Comments |
         | 1. | {POL-02} | TRUE | FALSE | FALSE | |
         | 2. | {POL-03} | FALSE | TRUE | FALSE | |
         | 2. | Our school has achieved the Rights Respecting Schools award | FALSE | TRUE | FALSE | |
         | 3. | {POL-05} | FALSE | FALSE | TRUE | |
         | 4. | {POL-06} | FALSE | TRUE | FALSE | |
         | 4. | The breakfast club has its own device agreement | TRUE | FALSE | FALSE | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no partly", "{}", read.codes());
}
