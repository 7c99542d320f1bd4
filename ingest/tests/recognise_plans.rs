//! Plans of actions as schools write them: under headings of their own, in several tables, as lines.
//! In: forms with plans, as grids. Out: assertions on the actions read and on what is kept beside them. Never reads a file.

#![allow(clippy::indexing_slicing, reason = "what a test relies on may fail it")]

mod table;

use ingest::grid::Grid;

use self::table::{FOUR, Read, document, read, read_sheet, sheet};

const FORM: &str = "| School Name | Back School |
    | Statement | Response | Comments |
    | {POL-02} | Yes | |
    | {POL-03} | Partly | |
    | {POL-05} | No | |
    | {POL-06} | Yes | |";

/// The actions of the only return.
fn actions(read: &Read) -> Vec<String> {
    assert_eq!(read.says(FOUR), "yes partly no yes");
    let planned = read.returns[0].actions.iter();
    planned.map(|action| format!("{} | {}", action.area, action.resources)).collect()
}

/// A plan below the form, on a sheet of its own, and in a document as a table below its title.
fn everywhere(title: &str, plan: &str) -> Vec<(&'static str, Vec<Grid>)> {
    vec![
        ("below", vec![sheet("Return", &format!("{FORM}\n\n| {title} |\n{plan}"))]),
        ("above", vec![sheet("Return", &format!("| {title} |\n{plan}\n\n{FORM}"))]),
        ("sheet", vec![sheet("Return", FORM), sheet("Sheet2", &format!("| {title} |\n{plan}"))]),
        ("named sheet", vec![sheet("Return", FORM), sheet(title, plan)]),
        ("document", document(&format!("| Self-evaluation |\n| {title} |"), &[(1, FORM), (2, plan)])),
    ]
}

#[test]
fn a_titled_plan_is_read_whatever_its_headings_are_called() {
    for (title, plan, expected) in [
        (
            "Action Plan",
            "| Action | Lead | Timescale | Success criteria | RAG |
             | Update the policy | AML | Term 3 | Signed by all | A |",
            "Update the policy | Lead: AML; Timescale: Term 3; Success criteria: Signed by all; RAG: A",
        ),
        (
            "Action Plan",
            "| Action | Status | Owner | Due |\n| Buy iPads | Not started | HT | 12/06/2026 |",
            "Buy iPads | Status: Not started; Owner: HT; Due: 12/06/2026",
        ),
        (
            "Action Plan 2025/26",
            "| # | Issue identified | Proposed action | Timeframe |\n| 1 | Filtering | New filter | Term 3 |",
            "Filtering | New filter; Timeframe: Term 3",
        ),
        (
            "Plana-gnìomha",
            "| Raon | Gnìomh | Cò | Cuin |\n| Poileasaidh | Ath-sgrùdadh | AM | Ògmhios |",
            "Poileasaidh | Ath-sgrùdadh; Cò: AM; Cuin: Ògmhios",
        ),
        (
            "Cynllun Gweithredu",
            "| Maes | Camau | Pwy | Erbyn pryd |\n| Polisi | Adolygu | Pennaeth | Mehefin |",
            "Polisi | Adolygu; Pwy: Pennaeth; Erbyn pryd: Mehefin",
        ),
        (
            "Plana-gnìomha / Action Plan",
            "| Raon leasachaidh / Key area for development | Goireasan / Resources, support or activity required |
             | Filtering | New filter |",
            "Filtering | New filter",
        ),
        ("Next steps", "| What | Who | When |\n| Write one | HT | June |", "Write one | Who: HT; When: June"),
        ("Action plan", "| Date | Action | Who |\n| 01/06/2026 | Write one | HT |", "Write one | Date: 01/06/2026; Who: HT"),
        ("Action plan", "| Action | Done? | Owner |\n| Write one | Partly | HT |", "Write one | Done?: Partly; Owner: HT"),
        (
            "Action plan",
            "| Area for development | How will you do it? | What support do you need? | Who will lead? | When? |
             | Parents | Two evenings | A speaker | DHT | Spring |",
            "Parents | Two evenings; What support do you need?: A speaker; Who will lead?: DHT; When?: Spring",
        ),
        (
            "School improvement plan",
            "| Priority | Key actions | Resources | Impact |\n| Parents | Two evenings | £300 | Better |",
            "Parents | Two evenings; Resources: £300; Impact: Better",
        ),
    ] {
        for (place, grids) in everywhere(title, plan) {
            let read = read(&grids);
            assert_eq!(actions(&read), [expected], "{place}: {plan}");
            assert_eq!(read.codes(), "", "{place}: {plan}");
        }
    }
}

#[test]
fn what_is_no_plan_is_none_below_a_title_either() {
    // A cell beside the title is what the school wrote, not a heading.
    let grids = [sheet("Return", FORM), sheet("Action Plan", "| Action Plan | We will do it by June |")];
    let read = read(&grids);
    let kept = |said: &str| {
        let only = &read.returns[0];
        only.actions.iter().any(|action| format!("{action:?}").contains(said))
            || only.unplaced.iter().chain(&only.comments).any(|words| words.text.contains(said))
    };
    assert!(kept("We will do it by June"), "{:?}", read.returns[0].unplaced);
    // The form's own headings ask for actions, too.
    for gap in ["", "\n"] {
        let read = read_sheet(&format!(
            "| Action plan |
             | Focus | Status | Action | By when |{gap}
             | {{POL-02}} | Yes | | |
             | {{POL-03}} | Partly | Ask pupils | May |
             | {{POL-05}} | No | | |
             | {{POL-06}} | Yes | | |"
        ));
        assert!(actions(&read).is_empty());
    }
}

/// The form's own headings of a plan.
const PLAN: &str =
    "| Key area for development | Resources, support or activity required | Date Completed | Signed |";

#[test]
fn a_documents_plan_in_several_tables_is_one() {
    let first = format!("{PLAN}\n| Filtering | New filter | | AM |");
    let read_with = |between: &str, second: &str| {
        let text = format!("| Self-evaluation |\n| Action Plan |\n{between}\n| The end |");
        read(&document(&text, &[(1, FORM), (2, &first), (3, second)]))
    };
    let read = read_with("", "| Policy | Write one | 04/03/2026 | AM |\n| Parents | Evening | | |");
    assert_eq!(actions(&read), ["Filtering | New filter", "Policy | Write one", "Parents | Evening"]);
    assert_eq!(read.codes(), "");
    let policy = &read.returns[0].actions[1];
    assert!(policy.is_signed && policy.completed_on.is_some());
    // What words stand between, what has fields or headings of its own, or is narrower is another table.
    for (between, second) in [
        ("| Staff |", "| J Smith | DSL | 04/03/2026 | AM |"),
        ("", "| J Smith | DSL |"),
        ("", "| Training | Who | When | Notes |\n| KCSIE | All | June | Good |"),
        ("", "| Date: | 04/03/2026 | Signed by: | A Head |"),
    ] {
        assert_eq!(actions(&read_with(between, second)), ["Filtering | New filter"], "{between} {second}");
    }
    // In a sheet above the form, with gaps between its rows.
    let read = read_sheet(&format!(
        "| Action Plan |\n{PLAN}\n| Filtering | New filter | | AM |\n\n| Policy | Write one | | |\n\n{FORM}"
    ));
    assert_eq!(actions(&read), ["Filtering | New filter", "Policy | Write one"]);
    assert_eq!(read.returns[0].school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
}

#[test]
fn a_plan_in_lines_or_laid_sideways_is_read() {
    for (title, plan, expected) in [
        ("Action Plan", "| 1. Buy iPads |\n| 2. Train staff |", vec!["1. Buy iPads | ", "2. Train staff | "]),
        (
            "Next steps",
            "| - Ask IT about logs |\n| - Tell parents |",
            vec!["- Ask IT about logs | ", "- Tell parents | "],
        ),
        (
            "Action Plan",
            "| Over the year we will review our policy. |",
            vec!["Over the year we will review our policy. | "],
        ),
        (
            "What are your three main actions?",
            "| 1 | Buy iPads |\n| 2 | Train staff |\n| 3 | Tell parents |",
            vec!["Buy iPads | ", "Train staff | ", "Tell parents | "],
        ),
        (
            "Action plan",
            "| Area: | Filtering |\n| Action: | New filter |\n| By: | June |\n\n| Area: | Parents |\n| Action: | Evening |\n| By: | May |",
            vec!["Filtering | New filter; By: June", "Parents | Evening; By: May"],
        ),
        (
            "Action plan",
            "| Key area for development | Filtering | Parents |
             | Resources, support or activity required | New filter | Evening |
             | Date Completed | 04/03/2026 | |
             | Signed | | A Head |",
            vec!["Filtering | New filter", "Parents | Evening"],
        ),
        (
            "Action plan",
            "| Short term | Medium term | Long term |\n| Train staff | | New filter |",
            vec!["Train staff | Short term", "New filter | Long term"],
        ),
        (
            "Action plan",
            "| Start | Stop | Continue |\n| Logs | Paper | |",
            vec!["Logs | Start", "Paper | Stop"],
        ),
    ] {
        for (place, grids) in everywhere(title, plan) {
            let read = read(&grids);
            assert_eq!(actions(&read), expected, "{place}: {plan}");
            assert_eq!(read.codes(), "", "{place}: {plan}");
        }
    }
    let read = read_sheet(&format!("{FORM}\n\n| Action Plan | We will review the policy with pupils. |"));
    assert_eq!(actions(&read), ["We will review the policy with pupils. | "]);
}

#[test]
fn what_a_form_says_below_a_plans_title_is_no_action() {
    for said in [
        "| Please list what you will do this year. |",
        "| 1. Return this form to the council by June. |\n| 2. You will get a reply. |",
        "| Any other comments: | None that will matter |",
        "| Filtering |",
    ] {
        let read = read_sheet(&format!("{FORM}\n\n| Next steps |\n{said}"));
        assert!(actions(&read).is_empty(), "{said}");
    }
    // Between a title and the plan's table the form says what it is for.
    let explained = "| Key areas that will be worked on in the session are put down here by the school. |";
    let table = format!("{PLAN}\n| Filtering | New filter | | |");
    let below = read_sheet(&format!("{FORM}\n\n| Action Plan |\n{explained}\n{table}"));
    assert_eq!(actions(&below), ["Filtering | New filter"]);
    let text = format!("| Self-evaluation |\n| Action Plan |\n{explained}");
    let apart = read(&document(&text, &[(1, FORM), (3, &table)]));
    assert_eq!(actions(&apart), ["Filtering | New filter"]);
}

#[test]
fn a_plan_in_a_file_without_a_form_is_told_in_full() {
    let plan = "| Action | Lead | Due |\n| Buy iPads | HT | 12/06/2026 |\n| AUP | JM | June |";
    let all = format!("| School Name | Back School |\n\n| Online Safety Action Plan |\n{plan}");
    let text = "| School Name: Back School |\n| Action Plan |\n| 1. Buy iPads |\n| 2. Rewrite the AUP |";
    for (grids, said) in [
        (vec![sheet("Sheet1", &all)], ["Buy iPads", "AUP", "12/06/2026"]),
        (
            document("| School Name: Back School |\n| Action Plan |", &[(2, plan)]),
            ["Buy iPads", "AUP", "June"],
        ),
        (document(text, &[]), ["Buy iPads", "Rewrite the AUP", "Back School"]),
    ] {
        let read = read(&grids);
        assert!(read.returns.is_empty());
        assert_eq!(read.codes(), "F106");
        let told = &read.finding("F106").message;
        assert!(told.contains("action plan of Back School"), "{told}");
        assert!(said.iter().all(|said| told.contains(said)), "{told}");
    }
    // Who signed is nobody's business; another file is no plan.
    let signed = read(&[sheet("Plan", &format!("{PLAN}\n| Filtering | New filter | | A Person |"))]);
    let told = &signed.finding("F106").message;
    assert!(told.contains("New filter") && !told.contains("A Person"), "{told}");
    let other = read(&[sheet("Minutes", "| Minutes of the meeting |\n| Present | All |")]);
    assert!(!other.finding("F106").message.contains("plan"));
}

#[test]
fn a_plan_in_a_documents_lines_leaves_its_fields_alone() {
    let form = FORM.split_once('\n').map(|(_, table)| table).unwrap_or_default();
    let text = "| School Name: Back School |\n| Action Plan |\n| 1. Buy iPads |\n| 2. Train staff |";
    let read = read(&document(text, &[(1, form)]));
    assert_eq!(actions(&read), ["1. Buy iPads | ", "2. Train staff | "]);
    assert_eq!(read.returns[0].school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
}
