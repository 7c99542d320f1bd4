//! What belongs to a plan of actions, and to which return's: columns of its own, what stands below it, plans beside several
//! returns.
//! In: forms with plans, as text tables. Out: assertions on the actions read and on what is kept beside them. Never reads a file.

mod table;

use table::{FOUR, Read, read, read_sheet, sheet};

fn comments(read: &Read) -> Vec<&str> {
    read.returns[0].comments.iter().map(|comment| comment.text.as_str()).collect()
}

/// A form with a plan, and what stands below the plan's headings.
fn with_plan(headings: &str, below: &str) -> Read {
    read_sheet(&format!(
        "| School Name | Back School |
         | Statement | Response | Comments |
         | {{POL-02}} | Yes | |
         | {{POL-03}} | Partly | |
         | {{POL-05}} | No | |
         | {{POL-06}} | Yes | |

         | Action Plan |
         {headings}
         {below}"
    ))
}

fn actions(read: &Read) -> Vec<String> {
    let planned = read.returns[0].actions.iter();
    planned.map(|action| format!("{} | {}", action.area, action.resources)).collect()
}

const PLAN: &str =
    "| Key area for development | Resources, support or activity required | Date Completed | Signed |";

#[test]
fn a_plan_under_headings_of_its_own_is_read() {
    let form = "| Statement | Response | Comments |
         | {POL-02} | Yes | |
         | {POL-03} | Partly | |
         | {POL-05} | No | |
         | {POL-06} | Yes | |\n\n";
    for (plan, expected) in [
        (
            "| Action Plan |
         | Area | Action | By whom | By when |
         | Policies | Write one | DHT | 1 June |",
            "Policies | Write one; By whom: DHT; By when: 1 June",
        ),
        (
            "| Priority | Actions required | Lead | Timescale |
         | Policies | Write one | | June |",
            "Policies | Write one; Timescale: June",
        ),
        (
            "| What do we need to do? | How will we do it? | Who | When |
         | Policies | Write one | | |",
            "Policies | Write one",
        ),
        ("| Next steps |\n| Action | By when |\n| Write one | June |", "Write one | By when: June"),
    ] {
        let read = read_sheet(&format!("{form}{plan}"));
        assert_eq!(read.says(FOUR), "yes partly no yes", "{plan}");
        let actions: Vec<String> = read.returns[0]
            .actions
            .iter()
            .map(|action| format!("{} | {}", action.area, action.resources))
            .collect();
        assert_eq!(actions, [expected], "{plan}");
        assert_eq!(read.codes(), "", "{plan}");
        assert!(comments(&read).is_empty(), "{plan}");
    }
    // A form that asks for actions is no plan.
    let read = read_sheet(
        "| Online safety action plan |
         | Area | Statement | Response | Action | By when |
         | Policy | {POL-02} | Yes | | |
         | Policy | {POL-03} | Partly | Ask pupils | May |
         | Policy | {POL-05} | No | | |
         | Policy | {POL-06} | Yes | | |",
    );
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert!(comments(&read).contains(&"Ask pupils"));
}

#[test]
fn forms_one_below_another_each_keep_their_own_plan() {
    let form = |school: &str, marks: [&str; 4], plan: &str| {
        format!(
            "| School Name | {school} |
             | Statement | Yes | Partly | No | Comments |
             | {{POL-02}} | {} |
             | {{POL-03}} | {} |
             | {{POL-05}} | {} |
             | {{POL-06}} | {} |
             | Action Plan |
             | Key Area for Development | Resources, Support or Activity required | Date completed | Signed |
             {plan}",
            marks[0], marks[1], marks[2], marks[3]
        )
    };
    for gap in ["", "\n"] {
        for (first, areas) in [("| Train staff | A course | | |\n", vec!["Train staff"]), ("", vec![])] {
            let table = form("Back School", ["x | | | seen", "| x | |", "| | x |", "x | | |"], first)
                + gap
                + &form(
                    "Tong School",
                    ["| | x | none", "x | | |", "x | | |", "| x | |"],
                    "| Buy a filter | | | |\n",
                );
            let read = read_sheet(&table);
            let said: Vec<String> = read.returns.iter().map(|one| table::says(one, FOUR)).collect();
            assert_eq!(said, ["yes partly no yes", "no yes yes partly"], "{table}");
            let schools: Vec<&str> =
                read.returns.iter().map(|one| one.school.name.as_ref().unwrap().text.as_str()).collect();
            assert_eq!(schools, ["Back School", "Tong School"]);
            let planned = |at: usize| -> Vec<&str> {
                read.returns[at].actions.iter().map(|action| action.area.as_str()).collect()
            };
            assert_eq!((planned(0), planned(1)), (areas.clone(), vec!["Buy a filter"]));
            let texts = |at: usize| -> Vec<&str> {
                read.returns[at].comments.iter().map(|comment| comment.text.as_str()).collect()
            };
            assert_eq!((texts(0), texts(1)), (vec!["seen"], vec!["none"]));
        }
    }
}

#[test]
fn a_plans_column_of_statement_numbers_is_kept() {
    let read = with_plan(&format!("| Statement no. {PLAN}"), "| POL-06 | New governor | Ask chair | | |");
    assert_eq!(actions(&read), ["New governor | Ask chair; Statement no.: POL-06"]);
    let read = with_plan(&format!("| No. {PLAN}"), "| 1 | New governor | Ask chair | | |");
    assert_eq!(actions(&read), ["New governor | Ask chair"]);
}

#[test]
fn what_stands_below_a_plan_is_no_action_of_it() {
    let left = |read: &Read| -> Vec<String> {
        read.returns[0].unplaced.iter().map(|words| words.text.clone()).collect()
    };
    let read = with_plan(
        PLAN,
        "| Filtering | New filter | | |

         | Any other comments: | We would like training for parents |
         | LA comment | Well done |
         | Signed: | D Smith |
         | Next review | June 2026 |",
    );
    assert_eq!(actions(&read), ["Filtering | New filter"]);
    assert!(left(&read).contains(&"We would like training for parents".to_owned()), "{:?}", left(&read));
    assert!(left(&read).contains(&"Well done".to_owned()));
    assert!(left(&read).contains(&"June 2026".to_owned()));
    assert!(!left(&read).contains(&"D Smith".to_owned()));
    assert_eq!(read.codes(), "");
    let read = with_plan(
        PLAN,
        "| Filtering | New filter | | |

         | Training log |
         | Date | Course | Who |
         | 12/09/2025 | KCSIE | All staff |
         | 13/09/2025 | GDPR | Office |",
    );
    assert_eq!(actions(&read), ["Filtering | New filter"]);
    assert_eq!(read.codes(), "");
    for said in ["KCSIE", "All staff", "GDPR", "12/09/2025"] {
        assert!(left(&read).contains(&said.to_owned()), "{said}: {:?}", left(&read));
    }
    // Two plans; and an area that ends with a colon is one.
    let read = with_plan(
        PLAN,
        &format!(
            "| Filtering: | New filter | | |\n\n| Action Plan 2025/26 |\n{PLAN}\n| Parents | Evening | | |"
        ),
    );
    assert_eq!(actions(&read), ["Filtering: | New filter", "Parents | Evening"]);
    assert_eq!(read.codes(), "");
    let read = with_plan(PLAN, "| Filtering: | New filter | | |\n\n| Parents: | Evening | | |");
    assert_eq!(actions(&read).len(), 2);
}

#[test]
fn plans_beside_several_returns_go_to_the_schools_that_they_name_or_that_they_stand_behind() {
    let form = |school: &str| {
        let head = format!("| School Name | {school} |\n| Statement | Response | Comments |\n");
        let rows = "| {POL-02} | Yes | |\n| {POL-03} | Partly | |\n| {POL-05} | No | |\n| {POL-06} | Yes | |";
        sheet(school, &format!("{head}{rows}"))
    };
    let planned = |read: &Read| -> Vec<Vec<String>> {
        let areas = |one: &ingest::reading::ReturnReading| {
            one.actions.iter().map(|action| action.area.clone()).collect()
        };
        read.returns.iter().map(areas).collect()
    };
    let two = || [form("Back School"), form("Tong School")];
    let wide = sheet(
        "Answers",
        "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | Yes | No | Partly | Yes |
         | Tong School | No | No | Partly | Yes |",
    );
    let by_school = |more: &str| {
        let head = PLAN.trim_start_matches('|');
        sheet(
            "Action Plan",
            &format!(
                "| School | {head}\n| Tong School | Parents | Evening | | |\n| Back School | Filtering | New filter | | |\n| | Policy | Write one | | |\n{more}"
            ),
        )
    };
    for forms in [two().to_vec(), vec![wide]] {
        let read_all = |more: &str| {
            let mut grids = forms.clone();
            grids.push(by_school(more));
            read(&grids)
        };
        let read = read_all("");
        assert_eq!(planned(&read), [vec!["Filtering", "Policy"], vec!["Parents"]]);
        assert_eq!(read.codes(), "");
        // Of a school that sent nothing, and of none.
        let read = read_all("| Lionel School | Training | A course | | |");
        assert_eq!(planned(&read), [vec!["Filtering", "Policy"], vec!["Parents"]]);
        let told = &read.finding("F213").message;
        assert!(
            told.contains("Lionel School") && told.contains("A course") && !told.contains("Evening"),
            "{told}"
        );
    }
    let plan = |area: &str| sheet("Plan", &format!("| Action Plan |\n{PLAN}\n| {area} | New filter | | |"));
    let [one, other] = two();
    let behind = read(&[one.clone(), plan("Filtering"), other.clone(), plan("Parents")]);
    assert_eq!(planned(&behind), [["Filtering"], ["Parents"]]);
    assert_eq!(behind.codes(), "");
    for grids in [
        vec![one.clone(), other.clone(), plan("Filtering")],
        vec![plan("Filtering"), one.clone(), plan("Parents"), other.clone()],
        vec![one, plan("Filtering"), plan("Parents"), other],
    ] {
        let read = read(&grids);
        assert!(planned(&read).iter().all(Vec::is_empty), "nobody can tell whose it is");
        assert!(read.codes().contains("F213"));
    }
}

#[test]
fn an_action_about_comments_ends_no_plan() {
    let read = read_sheet(
        "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |\n| {POL-03} | | x | |\n| {POL-05} | | | x |\n| {POL-06} | x | | |

         | Action Plan |
         | Key Area for Development | Resources, Support or Activity required | Date completed | Signed |
         | Act on pupils' comments | A survey | | |
         | Review parents' comments | A meeting | | |
         | Filtering | A new filter | | |
         | Any other comments | None | | |",
    );
    let areas: Vec<&str> = read.returns[0].actions.iter().map(|action| action.area.as_str()).collect();
    assert_eq!(areas, ["Act on pupils' comments", "Review parents' comments", "Filtering"]);
}
