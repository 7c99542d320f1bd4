//! Nothing that was sent vanishes: what stands before, between, beside and below what is read is kept, or told of with its
//! words.
//! In: text tables. Out: assertions on comments, words left, actions and findings. Never touches a disk.

mod table;

use ingest::grid::{Addressing, Cell, Grid, Look, Value};
use table::{Read, read, read_sheet, sheet};

const TABLE: &str = "| Statement | Yes | Partly | No | Evidence and where it is kept |
     | {POL-02} | x | | | minutes of the meeting in May |
     | {POL-03} | | x | | |
     | {POL-05} | | | x | |
     | {POL-06} | x | | | |";

fn comments(read: &Read) -> Vec<Vec<&str>> {
    read.returns.iter().map(|read| read.comments.iter().map(|said| said.text.as_str()).collect()).collect()
}

#[test]
fn what_schools_answer_before_an_exports_statements_is_kept_or_told_of_and_no_person_is_taken_over() {
    let read = read_sheet(
        "| ID | Completion time | Email | Name | Designated officer | What support do you need? | School Name | Staff trained | Support needed | Ethos | Who wrote this? | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | 1 | 12/11/2025 | a@b.org | Ann | Ann Macleod | Filters | Back School | 14/20 | HELP WITH WIFI | good | Ann B Macleod | Yes | No | Partly | Yes |",
    );
    assert_eq!(comments(&read), [["Filters", "14/20"]]);
    let told = read.finding("F213");
    assert!(told.message.contains("Designated officer (1 cell)"), "{}", told.message);
    assert!(told.message.contains("Ethos (1 cell: good)"), "{}", told.message);
    let all = format!("{:?} {:?}", read.findings, comments(&read));
    assert!(!all.contains("Macleod") && !all.contains("a@b.org"), "{all}");
}

#[test]
fn what_a_school_says_in_a_lists_rows_of_its_own_is_kept() {
    let read = read_sheet(
        "| School | Statement | Answer | Comment |
         | Back School | {POL-02} | Yes | |
         | Back School | {POL-03} | No | |
         | Back School | {POL-05} | Yes | |
         | Back School | {POL-06} | Yes | |
         | Back School | General comments | | Filters |
         | Back School | Budget refused by board | | |
         | Back School | | | Ring us |
         | Back School | How many staff | | 14/20 |
         | Tong School | {POL-02} | Yes | |
         | Tong School | {POL-03} | No | |
         | Tong School | {POL-05} | Yes | |
         | Tong School | {POL-06} | Yes | |
         | Tong School | How many staff | | 9 |
         | Shawbost School | General comments | | We are closing |",
    );
    assert_eq!(comments(&read), [vec!["Filters", "Budget refused by board", "Ring us", "14/20"], vec!["9"]]);
    assert!(read.finding("F213").message.contains("D15: We are closing"), "{:?}", read.findings);
}

#[test]
fn a_collations_remarks_are_its_schools_in_their_columns_and_else_all_told_of() {
    let read = read_sheet(
        "| Collated by the eLearning officer |
         | Statement | Back School | Tong School | Note |
         | {POL-02} | Yes | No | ask 0 |
         | Comment | Filters | | |
         | {POL-03} | Partly | Yes | JM |
         | | | broken | |
         | {POL-05} | No | Yes | |
         | Incidents |
         | Comment | | | |
         | {POL-06} | Yes | Yes | 14/20 |
         | Total yes | 2 | 3 | |
         | General comments | Ring us | 500 | |
         | Staff trained | 14/20 | 9/11 | |
         | Completed by | Ann Macleod | Iain Morrison | |

         | Back asks for a visit |
         | £500 |",
    );
    assert_eq!(comments(&read), [vec!["Filters", "Ring us", "14/20"], vec!["broken", "500", "9/11"]]);
    let on = |at: usize| {
        read.returns[at].comments[0]
            .statement_id
            .as_ref()
            .map(|id| id.as_str().to_owned())
            .unwrap_or_default()
    };
    assert_eq!((on(0).as_str(), on(1).as_str()), ("POL-02", "POL-03"));
    let told = &read.finding("F213").message;
    for text in [
        "A1: Collated by the eLearning officer",
        "D3: ask 0",
        "D5: JM",
        "D10: 14/20",
        "A16: Back asks for a visit",
        "A17: £500",
    ] {
        assert!(told.contains(text), "{text} in {told}");
    }
    assert!(!told.contains("Macleod") && !told.contains("A8:") && !told.contains("A9:"), "{told}");
}

#[test]
fn a_sheet_of_notes_beside_a_table_of_schools_is_told_of() {
    let wide = "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | Yes | No | Partly | Yes |";
    let two = format!("{wide}\n| Tong School | No | No | Partly | Yes |");
    let collated = "| Statement | Back School | Tong School |
         | {POL-02} | Yes | No |
         | {POL-03} | Partly | Yes |
         | {POL-05} | No | Yes |
         | {POL-06} | Yes | Yes |";
    let notes = sheet("Notes", "| We need help with filters |\n| Budget refused |\n| Pupils | 241 |");
    for table in [&two, collated] {
        let read = read(&[sheet("Return", table), notes.clone()]);
        assert_eq!(read.returns.len(), 2);
        let told = read.finding("F213");
        assert_eq!(told.place.sheet, "Notes");
        assert!(told.message.contains("A2: Budget refused | A3: Pupils | B3: 241"), "{}", told.message);
    }
    let read = read(&[sheet("Return", wide), notes]);
    assert_eq!(read.returns[0].unplaced.len(), 4);
}

#[test]
fn figures_and_short_words_around_a_form_are_kept_by_their_labels() {
    let around = "| Number of pupils | 241 |
         | Staff trained | 14/20 |
         | Next review | 01/09/2026 |
         | Support wanted | YES |
         | Score | 33/40 |
         | Telephone | 01851 70 |
         | £500 |";
    let kept = [
        "Number of pupils",
        "241",
        "Staff trained",
        "14/20",
        "Next review",
        "01/09/2026",
        "Support wanted",
        "YES",
    ];
    let head = read_sheet(&format!("| School name | Back School |\n{around}\n\n{TABLE}"));
    let foot =
        read_sheet(&format!("| School name | Back School |\n{TABLE}\n\n{around}\n| Total | 2 | 1 | 1 |"));
    let beside = read(&[sheet("Return", TABLE), sheet("Notes", around)]);
    for read in [head, foot, beside] {
        let mut texts: Vec<&str> = read.returns[0].unplaced.iter().map(|words| words.text.as_str()).collect();
        assert!(!texts.iter().any(|text| text.contains("01851") || *text == "2"), "{texts:?}");
        // Right below a table they stand in its columns: a row of the school's own, with a mark.
        let own = read.findings.iter().filter(|finding| finding.rule.code == "F207");
        texts.extend(own.flat_map(|finding| {
            let mark = finding.message.split('\'').nth(1).unwrap_or_default();
            [finding.was_read.as_str(), mark]
        }));
        for text in kept.iter().chain(&["£500"]) {
            assert!(texts.contains(text), "{text} in {texts:?}");
        }
    }
}

#[test]
fn the_schools_number_is_kept_and_those_of_people_are_not() {
    let contacts = "| Role | Name | Phone | E-mail |
         | Head | D Smith | 01851 700123 | hd@x.example |
         | DSL | A Mac | 01851 700124 | ds@x.example |
         | School phone | 01851 700125 |
         | Policy reviewed | 03-11-2025 |
         | Last seen | 03 11 2025 |
         | Our number | 0100248 |
         | Signed | JM |";
    for read in [
        read_sheet(&format!("| School name | Back School |\n\n{contacts}\n\n{TABLE}")),
        read(&[sheet("Return", TABLE), sheet("Contacts", contacts)]),
    ] {
        let texts: Vec<&str> = read.returns[0].unplaced.iter().map(|words| words.text.as_str()).collect();
        for kept in ["01851 700125", "03-11-2025", "03 11 2025", "100248"] {
            assert!(texts.contains(&kept), "{kept} in {texts:?}");
        }
        for personal in ["01851 700123", "01851 700124", "JM"] {
            assert!(!texts.contains(&personal), "{personal} in {texts:?}");
        }
    }
}

#[test]
fn a_day_that_is_aimed_at_or_doubted_completes_no_action() {
    let plan = |heading: &str, date: &str| {
        let read = read_sheet(&format!(
            "{TABLE}\n\n| Key area for development | Resources, Support or Activity Required | {heading} | Signed |
             | Filtering | Buy a filter | {date} | |"
        ));
        let [action] = read.returns[0].actions.as_slice() else { panic!("{:?}", read.findings) };
        let told = read.findings.iter().any(|finding| finding.was_read == date);
        (action.completed_on.map(|date| date.to_string()), action.resources.contains(date) || told)
    };
    assert_eq!(plan("Target date", "12/06/2026"), (None, true));
    assert_eq!(plan("Date completed", "12/03/2026?"), (None, true));
    assert_eq!(plan("Date completed", "12/03/2026").0.as_deref(), Some("2026-03-12"));
}

#[test]
fn what_stands_under_a_plans_signed_is_a_signature_or_kept_and_so_is_what_stands_right_of_it() {
    let read = read_sheet(&format!(
        "{TABLE}

         | Key area for development | Resources | Date completed | Signed |
         | Filtering | Buy a filter | | No |
         | Training | INSET | | not yet | £500 | HIGH |
         | Parents | Hall | | budget refused by board | |
         | Policy | Rewrite | | A Macleod, acting head teacher | 2026 |
         | Review | Minutes | | JM | |"
    ));
    let said: Vec<_> =
        read.returns[0].actions.iter().map(|action| (action.resources.as_str(), action.is_signed)).collect();
    assert_eq!(
        said,
        [
            ("Buy a filter; Signed: No", false),
            ("INSET; £500; Signed: not yet", false),
            ("Hall; Signed: budget refused by board", false),
            ("Rewrite; 2026", true),
            ("Minutes", true),
        ]
    );
    let left: Vec<&str> = read.returns[0].unplaced.iter().map(|words| words.text.as_str()).collect();
    assert_eq!(left, ["HIGH"]);
}

#[test]
fn short_values_in_an_exports_columns_without_headings_are_kept() {
    let read = read_sheet(
        "| School | {POL-02} | | {POL-03} | | {POL-05} | {POL-06} |
         | Back School | Yes | JM | No | 14/20 | Partly | Yes |
         | Tong School | No | 241 | No | 2031 | Partly | Yes |",
    );
    assert_eq!(comments(&read), [["JM", "14/20"], ["241", "2031"]]);
}

#[test]
fn a_hidden_sheet_is_told_of_with_its_words() {
    let hidden = |words: &str| Grid { is_hidden: true, ..sheet("x", words) };
    let collated = "| Statement | Back School | Tong School |
         | {POL-02} | Yes | No |
         | {POL-03} | Partly | Yes |
         | {POL-05} | No | Yes |
         | {POL-06} | Yes | Yes |";
    for form in [TABLE, collated] {
        let read = read(&[sheet("Return", form), hidden("| | Hidden remark: we need help |")]);
        let told = read.finding("F110");
        assert!(told.message.contains("B1: Hidden remark: we need help"), "{}", told.message);
    }
}

#[test]
fn evidence_that_is_a_time_of_day_is_one() {
    let mut form = sheet("Return", TABLE);
    let value = Value::Serial(14.5 / 24.0);
    form.cells.push(Cell { row: 2, column: 4, value, look: Look::default() });
    form.cells.sort_by_key(|cell| (cell.row, cell.column));
    assert_eq!(comments(&read(&[form])), [["minutes of the meeting in May", "14:30"]]);
}

#[test]
fn of_two_forms_that_name_their_schools_above_and_below_each_is_its_own() {
    let one = |school: &str, table: &str, date: &str| {
        format!("| School Name | {school} |\n{table}\n| School Name | {school} |\n| Date | {date} |\n\n")
    };
    let other = TABLE.replace("minutes of the meeting in May", "on our website");
    let read =
        read_sheet(&(one("Back School", TABLE, "12/11/2025") + &one("Tong School", &other, "13/11/2025")));
    let named: Vec<&str> = read
        .returns
        .iter()
        .filter_map(|read| read.school.name.as_ref())
        .map(|name| name.text.as_str())
        .collect();
    assert_eq!(named, ["Back School", "Tong School"]);
    assert_eq!(comments(&read), [["minutes of the meeting in May"], ["on our website"]]);
    let dates: Vec<String> =
        read.returns.iter().filter_map(|read| read.completed_on).map(|date| date.to_string()).collect();
    assert_ne!(dates.last().map(String::as_str), Some("2025-11-12"));
    assert!(!read.codes().contains("F204"), "{}", read.codes());
}

#[test]
fn a_school_is_found_below_its_plan_and_behind_a_label_that_nothing_parts_from_it() {
    let plan = "| Key area for development | Resources | Date completed | Signed |\n| Filtering | Buy a filter | | |";
    let below =
        read_sheet(&format!("{TABLE}\n\n{plan}\n\n| School Name | Back School |\n| Date | 12/11/2025 |"));
    let said = sheet("text", "| School Name Back School |");
    let behind = read(&[Grid { addressing: Addressing::Document, ..said }, sheet("table 1", TABLE)]);
    for read in [&below, &behind] {
        let name = read.returns[0].school.name.as_ref().map(|name| name.text.as_str());
        assert_eq!(name, Some("Back School"));
    }
    assert_eq!(below.returns[0].actions.len(), 1);
    assert_eq!(below.codes(), "");
    assert_eq!(below.returns[0].completed_on.map(|date| date.to_string()).as_deref(), Some("2025-11-12"));
    let asks = sheet("text", "| School Name and address |\n| School name (please print) |");
    let asked = read(&[Grid { addressing: Addressing::Document, ..asks }, sheet("table 1", TABLE)]);
    assert!(asked.returns[0].school.name.is_none(), "{:?}", asked.returns[0].school);
}

#[test]
fn parts_of_the_school_that_a_document_names_are_no_schools() {
    let table = |head: &str| {
        format!(
            "| Statement | {head} |
             | {{POL-02}} | Yes | No |\n| {{POL-03}} | Partly | Yes |
             | {{POL-05}} | No | Yes |\n| {{POL-06}} | Yes | Yes |"
        )
    };
    let of = |head: &str| {
        let grids = [sheet("text", "| School Name: Laxdale School |"), sheet("table 1", &table(head))];
        read(&grids.map(|grid| Grid { addressing: Addressing::Document, ..grid }))
    };
    for head in ["Main campus | Annexe", "Primary dept | Secondary dept"] {
        let read = of(head);
        assert_eq!(read.returns.len(), 1, "{head}");
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "? ? ? ?", "{head}");
    }
    assert_eq!(of("Back School | Tong School").returns.len(), 2);
}

#[test]
fn a_sheet_that_stands_by_several_dated_forms_is_told_of_with_its_words() {
    let form = |school: &str| {
        let head = format!("| School Name | {school} |\n| Date: | 12/11/2025 |\n");
        sheet(school, &format!("{head}{TABLE}"))
    };
    let notes = sheet("Notes", "| Officer notes |\n| Back School | Head is new, ring in March |");
    let read = read(&[form("Back School"), form("Tong School"), notes]);
    assert_eq!(read.returns.len(), 2);
    let told: Vec<_> = read.findings.iter().filter(|finding| finding.place.sheet == "Notes").collect();
    assert!(told.iter().any(|told| told.message.contains("B2: Head is new, ring in March")), "{told:?}");
}

const NUMBERED: &str = "| School Name | Back School |
     | No. | Statement | Yes | Partly | No |
     | 1 | {POL-02} | x | | |
     | 2 | {POL-03} | | x | |
     | 3 | {POL-05} | | | x |
     | 4 | {POL-06} | x | | |";

fn on_statements(read: &Read) -> Vec<String> {
    let said = read.returns.iter().flat_map(|read| read.comments.iter().chain(&read.unplaced));
    let on = |id: &Option<schemas::ids::StatementId>| id.as_ref().map_or("-".to_owned(), ToString::to_string);
    said.map(|said| format!("{} {}", on(&said.statement_id), said.text)).collect()
}

#[test]
fn remarks_under_the_forms_own_numbers_stand_on_their_statements() {
    let table = "| No. | Evidence and comments |
         | 2 | Reviewed with the cluster |
         | 4 | ok |";
    let wanted = ["POL-03 Reviewed with the cluster", "POL-06 ok"];
    let read = read_sheet(&format!("{NUMBERED}\n\n{table}"));
    assert_eq!(on_statements(&read), wanted);
    assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes");
    assert!(read.returns[0].answers.iter().any(|answer| answer.has_evidence));
    let read = table::read(&table::document("| A letter |", &[(0, NUMBERED), (1, table)]));
    let on = on_statements(&read);
    assert!(wanted.iter().all(|wanted| on.iter().any(|on| on == wanted)), "{on:?}");
    // The numbers may stand before the statements' words.
    let own = NUMBERED.replace("| No. | Statement |", "| Statement |");
    let own = (1..5).fold(own, |own, n| own.replace(&format!("| {n} | {{"), &format!("| {n}. {{")));
    let read = read_sheet(&format!("{own}\n\n{}", table.replace("No.", "Statement no")));
    assert_eq!(on_statements(&read), wanted);
}

#[test]
fn numbers_that_may_count_the_remarks_or_stand_for_two_statements_name_none() {
    let counted = "| No. | Evidence and comments |
         | 1 | Reviewed with the cluster |
         | 2 | Minutes of the parent council |";
    for (form, table) in [
        (NUMBERED.to_owned(), counted.to_owned()),
        (NUMBERED.replace("| 4 |", "| 2 |"), counted.replace("| 1 |", "| 3 |")),
        (NUMBERED.to_owned(), counted.replace("| 2 |", "| 9 |")),
    ] {
        let read = read_sheet(&format!("{form}\n\n{table}"));
        assert_eq!(on_statements(&read), ["- Reviewed with the cluster", "- Minutes of the parent council"]);
    }
    let sure = counted.replace("No.", "Statement number");
    let read = read_sheet(&format!("{NUMBERED}\n\n{sure}"));
    assert_eq!(
        on_statements(&read),
        ["POL-02 Reviewed with the cluster", "POL-03 Minutes of the parent council"]
    );
}

#[test]
fn the_last_words_of_a_statement_in_the_next_cell_or_line_are_nobodys_remark() {
    let text = |id: &str| {
        let all = table::library().catalogues().iter().flat_map(|catalogue| &catalogue.statements);
        all.filter(|one| one.id.as_str() == id).map(|one| one.text.clone()).next().unwrap()
    };
    let parted = text("POL-04");
    let (begin, _) = parted.rsplit_once(' ').and_then(|(rest, _)| rest.rsplit_once(' ')).unwrap();
    let tail = &parted[begin.len() + 1..];
    let typed = format!("{}{}", &tail[..2], &tail[3..]);
    for tail in [tail, &typed] {
        let beside = read_sheet(&format!(
            "| Statement | | Yes | Partly | No |
             | {{POL-02}} | | x | | |
             | {begin} | {tail} | | x | |
             | {{POL-05}} | | | | x |
             | {{POL-06}} | | x | | |"
        ));
        assert_eq!(on_statements(&beside), [""; 0], "{tail}");
        assert_eq!(beside.says("POL-02 POL-04 POL-05 POL-06"), "yes partly no yes");
        let below = read_sheet(&format!(
            "| Statement | Yes | Partly | No |
             | {{POL-02}} | x | | |
             | {begin} | | x | |
             | {tail} | | | |
             | {{POL-05}} | | | x |
             | {{POL-06}} | x | | |"
        ));
        assert_eq!(on_statements(&below), [""; 0], "{tail}");
    }
    let said = read_sheet(&format!(
        "| Statement | | Yes | Partly | No |
         | {{POL-02}} | | x | | |
         | {begin} | ask the cluster | | x | |
         | {{POL-05}} | | | | x |
         | {{POL-06}} | | x | | |"
    ));
    assert_eq!(on_statements(&said), ["POL-04 ask the cluster"]);
}

#[test]
fn a_remark_behind_an_id_is_no_field_whatever_it_speaks_of() {
    let form = "| {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | | | x |
         | {POL-06} | x | | |
         | POL-05: School Name on the posters and the website |
         | POL-06: Date of the last review is in the minutes |";
    let read = read_sheet(&format!("| Statement | Yes | Partly | No |\n{form}"));
    assert_eq!(read.returns[0].school.name, None);
    assert_eq!(
        on_statements(&read),
        [
            "POL-05 POL-05: School Name on the posters and the website",
            "POL-06 POL-06: Date of the last review is in the minutes"
        ]
    );
    let asked =
        read_sheet(&format!("| Q1: School name | Back School |\n| Statement | Yes | Partly | No |\n{form}"));
    assert_eq!(asked.returns[0].school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
}
