//! Fields around the statements: what names the school and the day, and what only stands where they might.

mod table;

use ingest::grid::Grid;
use table::{FORM, form_below, read, read_sheet, sheet};

/// The school's name, as written, of a form with these rows above its statements.
fn school(top: &str) -> Option<String> {
    let read = read_sheet(&format!("{top}\n\n{FORM}\n"));
    read.returns[0].school.name.as_ref().map(|name| name.text.clone())
}

/// Titles that may name the school.
fn titles(top: &str) -> Vec<String> {
    let read = read_sheet(&format!("{top}\n\n{FORM}\n"));
    let hints = read.returns[0].school.hints.iter().filter(|hint| !hint.place.cell.is_empty());
    hints.map(|hint| hint.text.clone()).collect()
}

#[test]
fn a_prompt_is_no_name_and_what_stands_below_it_neither() {
    for top in [
        "| School Name | School name |\n| Completed by | J MacLeod, Depute Head |",
        "| School Name | Name of School |\n| | J MacLeod, Depute Head |",
        "| School Name | [insert] |\n| | J MacLeod, Depute Head |",
    ] {
        assert_eq!(school(top), None, "{top}");
    }
    assert_eq!(school("| School Name | School: Back School |").as_deref(), Some("Back School"));
}

#[test]
fn a_list_to_choose_from_names_no_school() {
    let list =
        "| School name | URN |\n| Back School | 100248 |\n| Tong School | 100255 |\n| Uig School | 100260 |";
    let form = sheet("Return", &format!("| School Name | |\n\n{FORM}\n"));
    let read = read(&[form, sheet("Lists", list)]);
    assert_eq!(read.returns[0].school.name, None);
    assert_eq!(read.returns[0].school.id, None);
    assert_eq!(
        school("| Name of school |\n| Back School |\n| Date |\n| 12/11/2025 |").as_deref(),
        Some("Back School")
    );
}

#[test]
fn lines_of_a_name_stay_apart() {
    assert_eq!(
        read_lines("Back School\n12 Sraid na Mara\nStornoway").as_deref(),
        Some("Back School | 12 Sraid na Mara | Stornoway")
    );
}

/// The name read from a cell with line breaks.
fn read_lines(name: &str) -> Option<String> {
    let mut form = sheet("Return", &format!("| School Name | NAME |\n\n{FORM}\n"));
    let cell = form.cells.iter_mut().find(|cell| cell.value.as_text() == Some("NAME"))?;
    cell.value = ingest::grid::Value::Text(name.into());
    let read = read(&[form]);
    read.returns[0].school.name.as_ref().map(|name| name.text.clone())
}

#[test]
fn a_title_says_what_stands_before_it() {
    assert_eq!(titles("| Cluster | Castlegate High School |"), ["Cluster", "Cluster Castlegate High School"]);
    assert_eq!(
        titles("| Learning community |\n| Castlegate High School |"),
        ["Learning community", "Learning community Castlegate High School"]
    );
    assert_eq!(
        titles("| Online safety return 2026 |\n| Castlegate High School |")[1],
        "Castlegate High School"
    );
}

#[test]
fn a_list_of_visits_or_staff_names_no_school() {
    let lists = [
        "| School | Date |\n| Tong School | 03/11/2025 |",
        "| Name | School |\n| A Smith | Tong School |",
        "| Name | School |\n| A Smith | Tong School |\n| B Jones | Uig School |",
        "| Name of school | Topic |\n| Tong School | Filtering |",
    ];
    for list in lists {
        let name = |grids: &[Grid]| {
            let one = read(grids).returns.remove(0);
            assert!(one.school.others.is_empty(), "{list}: {:?}", one.school.others);
            let is_kept = one.unplaced.iter().any(|words| words.text == "Tong School");
            assert!(is_kept, "{list}: {:?}", one.unplaced);
            one.school.name.map(|name| name.text)
        };
        let form = || form_below("| School Name | Back School |\n| Date: | 12/11/2025 |");
        let own = name(&[form_below(&format!("| School Name | Back School |\n\n{list}"))]);
        assert_eq!(own.as_deref(), Some("Back School"), "{list}");
        assert_eq!(name(&[form(), sheet("Visits", list)]).as_deref(), Some("Back School"), "{list}");
        let empty = form_below("| School Name | |\n| Date: | 12/11/2025 |");
        assert_eq!(name(&[empty, sheet("Visits", list)]), None, "{list}");
    }
}

#[test]
fn a_school_is_read_beside_other_words_for_one() {
    for top in [
        "| Institution | Back School |",
        "| Our school: | Back School |",
        "| School/Setting | Back School |",
        "| School/Service: Back School |",
        "| School Name\u{2026}\u{2026}Back School |",
    ] {
        assert_eq!(school(top).as_deref(), Some("Back School"), "{top}");
    }
    // What may be another's as well is taken as a title is.
    for label in ["Centre", "Site", "Unit", "Provider", "Location"] {
        assert!(titles(&format!("| {label} | Back School |")).contains(&"Back School".to_owned()), "{label}");
    }
}

#[test]
fn the_label_below_an_empty_field_is_no_name() {
    for next in ["Cluster | Castlegate", "Address | 12 Sraid na Mara"] {
        assert_eq!(school(&format!("| School Name | |\n| {next} |")), None, "{next}");
    }
}

#[test]
fn labels_above_their_values_are_told_from_labels_beside_them() {
    let top = "| School | Town | Date |\n| Back School | Back | 3 May 2026 |";
    assert_eq!(school(top).as_deref(), Some("Back School"));
    assert_eq!(school("| School Name | Name: Back School |").as_deref(), Some("Back School"));
    assert_eq!(
        school("| School | Back School | Date | 3 May 2026 |\n| Head | J M | Role | Head |").as_deref(),
        Some("Back School")
    );
}

#[test]
fn who_filled_a_form_in_and_when_may_be_said_in_words() {
    for line in ["Completed by J M on 12/11/2025", "Completed on 12/11/2025 by J M."] {
        let read = read_sheet(&format!(
            "| School | Back School |\n| {line} |\n| Statement | Response |\n| {{POL-02}} | Yes |\n| {{POL-03}} | No |\n| {{POL-05}} | Yes |\n| {{POL-06}} | Yes |"
        ));
        let one = &read.returns[0];
        assert_eq!(one.completed_on.map(|date| date.to_string()).as_deref(), Some("2025-11-12"), "{line}");
        assert_eq!(one.completed_by.as_deref(), Some("J M"), "{line}");
    }
}

#[test]
fn a_colon_and_a_dash_part_a_label_from_its_value() {
    assert_eq!(school("| SCHOOL:- Back School |").as_deref(), Some("Back School"));
}

const MARKED: &str = "| {POL-02} | x | | | seen |
| {POL-03} | | x | | |
| {POL-05} | | | x | |
| {POL-06} | | | | |";

#[test]
fn fields_below_or_beside_the_headings_are_fields() {
    for top in [
        "| Statement | Yes | Partly | No | Comments |\n| School Name | Back School |",
        "| Statement | Yes | Partly | No | Comments |\n| School Name | Back School |\n| Date | 3 November 2025 |",
        "| Statement | Yes | Partly | No | Comments |\n| School: Back School |",
        "| Statement | Yes | Partly | No | Comments | School Name | Back School |",
        "| Statement | Yes | Partly | No | Comments | | School: Back School |",
    ] {
        let read = read_sheet(&format!("{top}\n{MARKED}\n"));
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no -", "{top}");
        let one = &read.returns[0];
        assert_eq!(one.school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"), "{top}");
        assert_eq!(read.codes(), "", "{top}");
        assert_eq!(one.completed_on.is_some(), top.contains("November"), "{top}");
        assert_eq!(one.comments.len(), 1, "{top}: {:?}", one.comments);
    }
}

#[test]
fn a_column_for_schools_or_dates_names_no_school() {
    for top in [
        "| Statement | Yes | Partly | No | School comments | Authority |",
        "| Date | Statement | Yes | Partly | No |",
    ] {
        let read = read_sheet(&format!("{top}\n{MARKED}\n"));
        assert_eq!(read.returns[0].school.name, None, "{top}");
    }
}

fn strike(grid: &mut Grid, at: (u32, u32)) {
    for cell in grid.cells.iter_mut().filter(|cell| (cell.row, cell.column) == at) {
        cell.look.is_struck = true;
    }
}

fn named(grid: Grid) -> (Option<String>, Vec<String>) {
    let school = read(&[grid]).returns.remove(0).school;
    (school.name.map(|name| name.text), school.others.into_iter().map(|other| other.text).collect())
}

#[test]
fn a_name_that_was_struck_through_is_taken_back() {
    let mut beside = form_below("| School Name | Tong School | Back School |");
    let mut below = form_below("| School Name | Tong School |\n| | Back School |");
    for grid in [&mut beside, &mut below] {
        strike(grid, (0, 1));
        assert_eq!(named(grid.clone()), (Some("Back School".to_owned()), vec![]));
    }
}

#[test]
fn a_former_name_and_a_feeder_school_are_not_the_returns() {
    for label in ["Previous school name", "Former name of school", "Feeder primary school"] {
        let grid = form_below(&format!("| {label} | Tong School |\n| School Name | Back School |"));
        assert_eq!(named(grid), (Some("Back School".to_owned()), vec![]), "{label}");
    }
}

#[test]
fn further_names_are_held_against_the_first() {
    for top in [
        "| School Name | Back School |\n| Establishment | Tong School |",
        "| School Name | Back School |\n| School Name | Tong School |",
    ] {
        assert_eq!(
            named(form_below(top)),
            (Some("Back School".to_owned()), vec!["Tong School".to_owned()]),
            "{top}"
        );
    }
    // On a cover sheet, too; the same name again is none.
    let cover = sheet("Cover", "| Online safety |\n| School Name | Tong School |");
    let school = read(&[cover, form_below("| School Name | Back School |")]).returns.remove(0).school;
    assert_eq!(
        (school.name.unwrap().text.as_str(), school.others[0].text.as_str()),
        ("Back School", "Tong School")
    );
    let again = form_below("| School Name | Back School |\n| School | BACK SCHOOL |");
    assert_eq!(named(again).1, Vec::<String>::new());
    let with_id = read(&[form_below("| School Name | 100255 | Back School |")]).returns.remove(0).school;
    assert_eq!(
        (with_id.id.unwrap().text.as_str(), with_id.name.unwrap().text.as_str()),
        ("100255", "Back School")
    );
}

#[test]
fn a_heading_beside_the_schools_is_no_school() {
    let read = read_sheet(
        "| School | Statement | Old value | New value |
         | Back School | {POL-02} | No | Yes |
         | Back School | {POL-03} | Yes | Partly |
         | Back School | {POL-05} | Partly | No |
         | Back School | {POL-06} | No | Yes |",
    );
    assert!(
        read.returns.iter().all(|one| one.school.name.as_ref().is_none_or(|name| name.text != "Statement"))
    );
}

#[test]
fn a_title_that_says_who_made_the_form_names_no_school() {
    for maker in ["© Back School 2019", "Tong School online safety toolkit", "Devised by Back School"] {
        assert_eq!(
            titles(&format!("| Online safety return |\n| {maker} |")),
            ["Online safety return"],
            "{maker}"
        );
    }
}

#[test]
fn what_the_authority_says_beside_the_school_is_neither_its_answer_nor_its_name() {
    for (heads, rest) in [("School | LA", ""), ("LA | School", "turned"), ("School | Moderated", "")] {
        let row = |id: &str, own: &str, other: &str| {
            if rest.is_empty() {
                format!("| {{{id}}} | {own} | {other} | |")
            } else {
                format!("| {{{id}}} | {other} | {own} | |")
            }
        };
        let read = read_sheet(&format!(
            "| School Name | Back School |\n| Policy | {heads} | Evidence |\n{}\n{}\n{}\n{}",
            row("POL-02", "Yes", "Partly"),
            row("POL-03", "Partly", "Partly"),
            row("POL-05", "No", "Yes"),
            row("POL-06", "Yes", "Yes"),
        ));
        assert_eq!(read.returns.len(), 1, "{heads}");
        assert_eq!(read.says("POL-02 POL-03 POL-05 POL-06"), "yes partly no yes", "{heads}");
        assert_eq!(read.returns[0].school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
    }
}

#[test]
fn a_lists_column_for_the_authority_leaves_its_schools_as_they_are() {
    let read = read_sheet(
        "| School | LA | Statement | Response |
         | Back School | Eilean Siar | {POL-02} | Yes |\n| Back School | Eilean Siar | {POL-03} | No |
         | Tong School | Eilean Siar | {POL-02} | Partly |\n| Tong School | Eilean Siar | {POL-03} | Yes |
         | Back School | Eilean Siar | {POL-05} | Yes |\n| Back School | Eilean Siar | {POL-06} | Yes |
         | Tong School | Eilean Siar | {POL-05} | No |\n| Tong School | Eilean Siar | {POL-06} | No |",
    );
    let said: Vec<String> =
        read.returns.iter().map(|own| table::says(own, "POL-02 POL-03 POL-05 POL-06")).collect();
    assert_eq!(said, ["yes no yes yes", "partly yes no no"]);
}

/// The school's name with further names of its field.
fn all_names(top: &str) -> Vec<String> {
    let read = read_sheet(&format!("{top}\n\n{FORM}\n"));
    let school = &read.returns[0].school;
    school.name.iter().chain(&school.others).map(|name| name.text.clone()).collect()
}

#[test]
fn a_second_school_in_the_field_is_never_passed_over() {
    for top in [
        "| School Name | Back School | Tong School |",
        "| School Name | Back School |\n| | Tong School |",
        "| School Name | Back School |\n| and | Tong School |",
        "| School Name: | Back School |\n| & | Tong School |\n| Date | 12/11/2025 |",
    ] {
        assert_eq!(all_names(top), ["Back School", "Tong School"], "{top}");
    }
    assert_eq!(all_names("| Schools: | Back |\n| | Tong |\n| | Laxdale |"), ["Back", "Tong", "Laxdale"]);
    assert_eq!(all_names("| Schools | Back School, Tong School |"), ["Back School, Tong School"]);
}

#[test]
fn what_stands_beside_a_name_and_is_no_school_is_none() {
    for top in [
        "| School Name | Back School | Stornoway |",
        "| School Name | Back School | | Primary |\n| | 12 School Road, Tong |",
        "| School Name | Back School |\n| Cluster | Tong School |",
        "| School Name | Back School | Cluster: Tong School |",
        "| School Name | Back School | Date | 12/11/2025 |\n| Completed by | J Tong |",
    ] {
        assert_eq!(all_names(top), ["Back School"], "{top}");
    }
}

#[test]
fn of_a_list_of_schools_the_ticked_one_is_the_school() {
    let list = "| Back School | {0} |\n| Elm Bridge C of E School | {1} |\n| Sir E Scott School | {2} |";
    let with = |label: &str, marks: [&str; 3]| {
        let rows = marks
            .iter()
            .enumerate()
            .fold(list.to_owned(), |list, (at, mark)| list.replace(&format!("{{{at}}}"), mark));
        school(&format!("| {label} |\n{rows}\n| Completed by | J MacLeod |"))
    };
    for label in
        ["School Name", "Tick your school", "School (please tick)", "Please select your school from the list"]
    {
        assert_eq!(with(label, ["", "", "x"]).as_deref(), Some("Sir E Scott School"), "{label}");
        assert_eq!(with(label, ["\u{2713}", "", ""]).as_deref(), Some("Back School"), "{label}");
        assert_eq!(
            with(label, ["\u{2610}", "\u{2612}", "\u{2610}"]).as_deref(),
            Some("Elm Bridge C of E School"),
            "{label}"
        );
        // Nobody can tell.
        assert_eq!(with(label, ["", "", ""]), None, "{label}");
        assert_eq!(with(label, ["x", "x", ""]), None, "{label}");
    }
    // The others were not chosen.
    let listed =
        form_below("| School Name |\n| Back School | x |\n| Tong School | |\n| Elm Bridge C of E School | |");
    assert_eq!(named(listed), (Some("Back School".to_owned()), vec![]));
    for (top, expected) in [
        (
            "| School Name |\n| \u{2610} Back School |\n| \u{2612} Tong School |\n| \u{2610} Uig School |",
            Some("Tong School"),
        ),
        (
            "| School Name | \u{2610} Back School |\n| | \u{2612} Tong School |\n| | \u{2610} Uig School |",
            Some("Tong School"),
        ),
        ("| School Name | \u{2610} Back School |\n| | \u{2610} Tong School |", None),
        ("| School Name | \u{2610} Back School | \u{2612} Tong School |", Some("Tong School")),
        (
            "| School Name |\n| [ ] Back School |\n| [x] Tong School |\n| [ ] Uig School |",
            Some("Tong School"),
        ),
        ("| School Name |\n| x | Back School |\n| | Tong School |\n| | Uig School |", Some("Back School")),
        (
            "| School Name | Tick one |\n| Back School | |\n| Tong School | x |\n| Uig School | |",
            Some("Tong School"),
        ),
        // A mark beside schools that the form lists for another reason.
        ("| Schools visited |\n| Back School | |\n| Tong School | x |\n| Uig School | |", None),
    ] {
        assert_eq!(school(top).as_deref(), expected, "{top}");
    }
}

#[test]
fn of_several_schools_one_below_the_other_no_title_is_one_alone() {
    for top in [
        "| Elm Bridge C of E School |\n| Tong School |\n| Self-Evaluation |\n| School Name |",
        "| School Name |\n| Back School |\n| Elm Bridge C of E School |\n| Sir E Scott School |\n| Date | |",
        "| Tick your school |\n| Back School | x |\n| Elm Bridge C of E School | x |\n| Sir E Scott School | |",
        "| Schools visited |\n| Back School | x |\n| Elm Bridge C of E School | |",
    ] {
        for title in titles(top) {
            let n_named = ["Back School", "Elm Bridge", "Sir E Scott", "Tong School"]
                .iter()
                .filter(|name| title.contains(*name))
                .count();
            assert!(n_named != 1, "{top}: {title}");
        }
    }
    assert_eq!(titles("| Back School |\n| Isle of Lewis |\n| School Name |")[0], "Back School");
}

#[test]
fn whose_form_it_was_first_is_nobody_who_sends_it() {
    for top in [
        "| Adapted from the form of |\n| Sir E Scott School |",
        "| Adapted from the form of Back School |",
        "| Based on Back School's return |",
        "| Copied from Back School |",
        "| Thanks to Back School |",
        "| With thanks to |\n| Elm Bridge C of E School |",
        "| Template by Back School |",
        "| Template by | Back School |",
    ] {
        let told = titles(top);
        assert!(told.iter().all(|title| !title.contains("School")), "{top}: {told:?}");
        assert_eq!(school(top), None, "{top}");
    }
    // Who sends a form is another thing.
    assert_eq!(
        titles("| Self-evaluation form from Back School |"),
        ["Self-evaluation form from Back School"]
    );
}

#[test]
fn a_sheet_of_examples_names_nobody() {
    let form = |top: &str| sheet("Return", &format!("{top}\n\n{FORM}\n"));
    let named =
        "| School Name | Gorse Bridge C of E School |\n| Date | 12/11/2025 |\n| Example of a good comment |";
    for name in ["Example", "Worked example", "Sample", "Specimen return", "Demo", "Guidance", "Instructions"]
    {
        let read = read(&[form("| School Name | |"), sheet(name, named)]);
        assert_eq!(read.returns[0].school.name, None, "{name}");
        assert!(read.returns[0].school.others.is_empty(), "{name}");
        assert_eq!(read.returns[0].completed_on, None, "{name}");
    }
    // Beside a named return an example says nothing, either; where the form asks for no school, its guidance may.
    let read_named = read(&[form("| School Name | Back School |"), sheet("Example", named)]);
    assert_eq!(read_named.returns[0].school.name.as_ref().map(|name| &*name.text), Some("Back School"));
    assert!(read_named.returns[0].school.others.is_empty());
    let read_guided = read(&[form("| Self-evaluation |"), sheet("Instructions", named)]);
    assert_eq!(
        read_guided.returns[0].school.name.as_ref().map(|name| &*name.text),
        Some("Gorse Bridge C of E School")
    );
}

#[test]
fn a_number_that_a_school_had_before_is_not_its_id() {
    let read = |top: &str| {
        let read = read_sheet(&format!("{top}\n\n{FORM}\n"));
        read.returns[0].school.id.as_ref().map(|id| id.text.clone())
    };
    for label in
        ["Previous URN", "Old seed code", "Former school code", "Predecessor URN", "Old id", "Telephone"]
    {
        assert_eq!(read(&format!("| School Name | Back School |\n| {label} | 100143 |")), None, "{label}");
    }
    let both = "| School Name | Back School |\n| Previous URN | 100143 |\n| URN | 100248 |";
    assert_eq!(read(both).as_deref(), Some("100248"));
}

#[test]
fn an_id_is_read_that_nothing_parts_from_its_label_or_from_the_schools_name() {
    let who = |top: &str| {
        let read = read_sheet(&format!("{top}\n\n{FORM}\n"));
        let school = &read.returns[0].school;
        let text = |written: &Option<ingest::reading::Written>| {
            written.as_ref().map_or("-", |written| written.text.as_str()).to_owned()
        };
        format!("{} {}", text(&school.id), text(&school.name))
    };
    for (top, wanted) in [
        ("| School ID 100542 |", "100542 -"),
        ("| URN 100542 |", "100542 -"),
        ("| Seed code 5731232 |", "5731232 -"),
        ("| School ID 100542 Date: 12/11/2025 |", "100542 -"),
        ("| School ID 100542 Back School |", "100542 Back School"),
        ("| School ID: 100542 Back School |", "100542 Back School"),
        ("| URN: 100542 - Back School |", "100542 Back School"),
        ("| School ID | 100542 (Back School) |", "100542 Back School"),
        // As before.
        ("| School ID: 100542 |", "100542 -"),
        ("| School ID | 100542 |", "100542 -"),
        // A sentence, a year, another number.
        ("| School ID 100542 was that of the school before it moved |", "- -"),
        ("| School ID 2026 |", "- -"),
        ("| School roll 100542 |", "- -"),
        ("| Telephone 01851700123 |", "- -"),
        ("| For the school ID 100542 see the register |", "- -"),
    ] {
        assert_eq!(who(top), wanted, "{top}");
    }
}
