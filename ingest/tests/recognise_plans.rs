//! Plans of actions as schools write them: under headings of their own, in several tables, as lines.
//! In: forms with plans, as grids. Out: assertions on the actions read and on what is kept beside them. Never reads a file.

#![allow(clippy::indexing_slicing, reason = "what a test relies on may fail it")]

mod table;

use ingest::grid::Grid;

use self::table::{Read, document, read, read_sheet, sheet};

const FORM: &str = "| School Name | Back School |
    | Statement | Response | Comments |
    | {POL-02} | Yes | |
    | {POL-03} | Partly | |
    | {POL-05} | No | |
    | {POL-06} | Yes | |";

const FOUR: &str = "POL-02 POL-03 POL-05 POL-06";

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
