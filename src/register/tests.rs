//! What an analyst relies on: registers as they come are read, and a faulty one is told from a good one.

use ingest::grid::{Addressing, Cell, Grid, Look, Value};

use super::*;

mod faults;

fn grid(lines: &[&str]) -> Grid {
    let mut grid = Grid { addressing: Addressing::Workbook, ..Grid::default() };
    for (row, line) in lines.iter().enumerate() {
        for (column, text) in line.split(',').enumerate().filter(|(_, text)| !text.is_empty()) {
            let value = text.parse().map_or_else(|_| Value::Text((*text).into()), Value::Number);
            grid.cells.push(Cell {
                row: u32::try_from(row).unwrap(),
                column: u32::try_from(column).unwrap(),
                value,
                look: Look::default(),
            });
        }
    }
    grid
}

fn read(lines: &[&str]) -> Result<(Register, Vec<Finding>), RegisterError> {
    let wanted =
        RegisterColumns { groups: None, similar_on: vec!["roll".to_owned()], asked: OpenDays::default() };
    Register::of_grids("register.csv", &[grid(lines)], &wanted)
}

#[test]
fn an_own_register_is_read_with_its_groups() {
    let (register, findings) = read(&[
        "school_id,school_name,sector,area,roll,aliases,previous_ids",
        "100248,Back School,Primary,Lewis,560,Sgoil a' Bhac|Back,99 98",
    ])
    .unwrap();
    assert!(findings.is_empty());
    let school = &register.schools()[0];
    assert_eq!((school.id.as_str(), school.roll), ("100248", Some(560)));
    assert!(school.groups.contains(&("sector".into(), "Primary".to_owned())));
    assert_eq!(school.aliases, ["Sgoil a' Bhac", "Back"]);
    assert_eq!(register.by_any_id(" 100 248"), Some(IdMatch::Current(0)));
    assert_eq!(register.by_any_id("98"), Some(IdMatch::Previous(0)));
    assert_eq!(register.by_any_id("1"), None);
}

#[test]
fn the_english_extract_is_read_without_its_people() {
    let (register, findings) = read(&[
        "URN,LA (code),EstablishmentNumber,EstablishmentName,HeadFirstName,HeadLastName,NumberOfPupils",
        "136275,823,4006,Ash Grove Academy,Ann,Other,417",
    ])
    .unwrap();
    assert_eq!(register.by_any_id("823/4006"), Some(IdMatch::Current(0)));
    assert_eq!(findings[0].rule.code, "F603");
    assert!(!format!("{register:?}").contains("Ann"));
}

#[test]
fn towns_tell_schools_of_one_name_apart() {
    let (register, _) = read(&[
        "URN,EstablishmentName,Town",
        "100001,St Mary's Catholic Primary School,Boston",
        "100002,St Mary's Catholic Primary School,Grantham",
        "100003,Back School,Boston",
        "100004,Hill School,Louth",
        "100005,Hill School,Louth",
    ])
    .unwrap();
    let sure = |name: &str| register.lookup(name).sure();
    assert_eq!(sure("St Mary's Catholic Primary School, Boston"), Some(0));
    assert_eq!(sure("St Marys Catholic Primary School (Grantham)"), Some(1));
    assert_eq!(sure("St Mary's Catholic Primary School - Boston"), Some(0));
    assert_eq!(sure("St Mary's Catholic Primary School"), None);
    assert_eq!(sure("St Mary's Catholic Primary School, Louth"), None);
    assert_eq!(sure("Back School"), Some(2));
    assert_eq!(sure("Hill School, Louth"), None);
}

#[test]
fn the_scottish_list_is_read_below_its_preamble() {
    let (register, _) = read(&[
        "School contact details",
        "As at September",
        "LA Name,Seed Code,School Name,Primary Department",
        "Na h-Eileanan Siar,6232639,The Nicolson Institute,",
    ])
    .unwrap();
    assert_eq!(register.schools()[0].id.as_str(), "6232639");
}

#[test]
fn a_register_without_its_columns_says_which_it_has() {
    let error = read(&["Nursery,Places", "Sunny,12"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the register register.csv has no columns for the schools' ids and names; it has: Nursery, Places"
    );
}

#[test]
fn a_school_twice_is_told_with_its_rows() {
    let error = read(&["school_id,school_name", "1,A", "2,B", "1,C"]).unwrap_err();
    assert_eq!(error.to_string(), "the register register.csv has schools twice: 1 (rows 2 and 4)");
}

#[test]
fn a_row_without_a_name_is_a_finding() {
    let (register, findings) = read(&["school_id,school_name", "1,A", "2,", "Source: council"]).unwrap();
    assert_eq!(register.schools().len(), 1);
    assert_eq!(findings.iter().map(|f| f.place.cell.as_str()).collect::<Vec<_>>(), ["A3", "A4"]);
}

#[test]
fn ids_are_taken_back_from_a_spreadsheet() {
    let (register, _) =
        read(&["Seed Code,School Name", "'0100101,A School", "100102.0,B School", "823/4006,C School"])
            .unwrap();
    let ids: Vec<&str> = register.schools().iter().map(|school| school.id.as_str()).collect();
    assert_eq!(ids, ["0100101", "100102", "8234006"]);
    assert_eq!(register.by_any_id("823/4006"), Some(IdMatch::Current(2)));
    // The noughts that Excel drops, here or in a return.
    assert_eq!(register.by_any_id("100101"), Some(IdMatch::Current(0)));
    assert_eq!(register.by_any_id("0100102"), Some(IdMatch::Current(1)));
    let error = read(&["school_id,school_name", "x1.00E+05,A", "2,B"]);
    assert!(error.is_ok());
    let mut rounded = grid(&["school_id,school_name", "x,A"]);
    rounded.cells[2].value = Value::Text("1.00E+05".into());
    let wanted = RegisterColumns::default();
    let error = Register::of_grids("r.csv", &[rounded], &wanted).unwrap_err();
    assert!(error.to_string().contains("1.00E+05 (row 2)"), "{error}");
}

#[test]
fn a_number_that_two_schools_had_before_is_neithers() {
    let (register, _) =
        read(&["school_id,school_name,previous_ids", "1,A School,77 78", "2,B School,77", "3,C School,1"])
            .unwrap();
    assert_eq!(register.by_any_id("77"), None);
    assert_eq!(register.by_any_id("78"), Some(IdMatch::Previous(0)));
    assert_eq!(register.by_any_id("1"), Some(IdMatch::Current(0)));
}

#[test]
fn registers_are_known_by_many_headings() {
    for heads in [
        "School URN,School Name",
        "SEED No.,Establishment",
        "DfE No,School",
        "Estab No,Estab Name",
        "Code,School",
        "Establishment Number,Establishment Name",
        "School No.,Name",
        "LAESTAB,School title",
    ] {
        let (register, _) = read(&[heads, "100101,Back School"]).unwrap();
        assert_eq!(register.schools()[0].name, "Back School", "{heads}");
    }
    let (register, _) =
        read(&["school_id,School Name (English),School Name (Gaelic)", "1,Back School,Sgoil a' Bhac"])
            .unwrap();
    assert_eq!(register.schools()[0].aliases, ["Sgoil a' Bhac"]);
}

#[test]
fn a_sheet_for_each_sector_is_one_register() {
    let sheet = |name: &str, lines: &[&str]| Grid { sheet: name.into(), ..grid(lines) };
    let grids = [
        sheet("Closed schools", &["Seed Code,School Name", "9,Gone School"]),
        sheet("Primary", &["Seed Code,School Name", "1,A Primary School", "2,Birch Primary School"]),
        sheet("Notes", &["Source,Council"]),
        sheet("All-through", &["Seed Code,School Name", "2,Birch School", "3,C School"]),
    ];
    let (register, findings) = Register::of_grids("r.xlsx", &grids, &RegisterColumns::default()).unwrap();
    let names: Vec<&str> = register.schools().iter().map(|school| school.name.as_str()).collect();
    assert_eq!(names, ["A Primary School", "Birch Primary School", "C School"]);
    assert_eq!(
        findings.iter().map(|f| (f.rule.code, &*f.place.sheet)).collect::<Vec<_>>(),
        [("F604", "All-through")]
    );
}

#[test]
fn a_row_that_is_left_out_names_nobody() {
    let (register, findings) = read(&[
        "headteacher,school_id,school_name",
        "Ann Other,1,A School",
        "Ann Other,,B School",
        ",Total,1 school",
    ])
    .unwrap();
    assert_eq!(register.schools().len(), 1);
    assert!(!format!("{findings:?}").contains("Ann Other"));
    assert_eq!(findings.iter().map(|f| f.rule.code).collect::<Vec<_>>(), ["F601", "F601", "F603"]);
    let wanted =
        RegisterColumns { groups: Some(vec!["headteacher".to_owned()]), ..RegisterColumns::default() };
    let grid = grid(&["headteacher,school_id,school_name", "Ann Other,1,A School"]);
    assert!(Register::of_grids("r.csv", &[grid], &wanted).is_err());
}

#[test]
fn a_group_that_is_no_column_is_refused() {
    let wanted = RegisterColumns {
        groups: Some(vec!["district".to_owned()]),
        similar_on: Vec::new(),
        asked: OpenDays::default(),
    };
    let error = Register::of_grids("r.csv", &[grid(&["school_id,school_name", "1,A"])], &wanted).unwrap_err();
    assert!(error.to_string().contains("`district`") && error.to_string().contains("school_name"));
}

#[test]
fn headings_in_an_authoritys_own_words_are_known() {
    for heads in [
        "School ID number,Name of the school",
        "DfE Establishment Number,Establishment",
        "SEED code (7 digits),School's name",
        "Unique Ref No,School / Academy",
        "School number / SEED,School",
        "Institution Reference Number,Institution Name",
        "De ref,School name",
    ] {
        let (register, _) = read(&[heads, "1001001,Back School"]).unwrap();
        assert_eq!(register.schools()[0].name, "Back School", "{heads}");
    }
    // A phone number, an authority's code and a person's name are none of them.
    for heads in [
        "School phone number,School name",
        "LA code,School name",
        "School ID,Name of head of school",
        "School no,Contact at school",
    ] {
        assert!(read(&[heads, "1001001,Back School"]).is_err(), "{heads}");
    }
    let (register, _) = read(&["School ID,School,School roll 2025", "1,Back School,22"]).unwrap();
    assert_eq!(register.schools()[0].roll, Some(22));
    let (register, findings) =
        read(&["School ref no,School,Principal name", "1,Back School,Ann Other"]).unwrap();
    assert!(!format!("{register:?}").contains("Ann"));
    assert_eq!(findings[0].rule.code, "F603");
}

#[test]
fn sums_are_no_schools_wherever_the_word_stands() {
    let lines = [
        "school_name,school_id",
        "Back School,12",
        "Total,2",
        "Average roll,35",
        ",Total schools",
        "All schools: total 2,",
    ];
    let (register, findings) = read(&lines).unwrap();
    assert_eq!(register.schools().len(), 1);
    assert_eq!(findings.len(), 4);
    // A school of that name is one all the same.
    assert_eq!(read(&["id,name", "1,Totnes School", "2,Mean Hill School"]).unwrap().0.schools().len(), 2);
}

#[test]
fn a_school_that_is_closed_since_nobody_knows_when_is_left_out() {
    let (register, findings) = read(&[
        "URN,EstablishmentName,EstablishmentStatus (name),CloseDate",
        "101,Back School,Closed,",
        "102,Back School,Open,",
        "103,Tong School,Closed,31-08-2019",
    ])
    .unwrap();
    let ids: Vec<&str> = register.schools().iter().map(|school| school.id.as_str()).collect();
    assert_eq!(ids, ["102", "103"]);
    assert_eq!(register.lookup("Back School"), NameMatch::Exact(0));
    assert_eq!((findings[0].rule.code, &*findings[0].was_read), ("F601", "101 | Back School"));
}

#[test]
fn other_names_and_numbers_are_parted_however_they_are_listed() {
    let row = |aliases: &str, before: &str| {
        let mut grid = grid(&["school_id,school_name,aliases,previous_ids", "1,Back School,a,b"]);
        for (at, text) in [(6, aliases), (7, before)] {
            grid.cells[at].value = Value::Text(text.into());
        }
        let wanted = RegisterColumns::default();
        let (register, _) = Register::of_grids("r.csv", &[grid], &wanted).unwrap();
        (register.schools()[0].aliases.join("|"), register.schools()[0].previous_ids.join("|"))
    };
    for (aliases, expected) in [
        ("Sgoil a' Bhac, Back PS, BPS", "Sgoil a' Bhac|Back PS|BPS"),
        ("\u{2022} Sgoil a' Bhac \u{2022} Bac", "Sgoil a' Bhac|Bac"),
        // A place is no name.
        ("Bac School, Lewis", "Bac School, Lewis"),
        ("Bac, Lewis", "Bac, Lewis"),
    ] {
        assert_eq!(row(aliases, "").0, expected);
    }
    for (before, expected) in [
        ("98/99", "98|99"),
        ("823/4006", "8234006"),
        ("97 & 96 and 95", "97|96|95"),
        ("1001, 1002", "1001|1002"),
    ] {
        assert_eq!(row("", before).1, expected);
    }
}

#[test]
fn a_day_or_a_roll_that_cannot_be_read_is_told() {
    let (register, findings) = read(&["id,name,roll", "1,Back School,c. 120", "2,Tong School,-"]).unwrap();
    assert_eq!(register.schools()[0].roll, None);
    assert_eq!(findings.iter().map(|f| f.rule.code).collect::<Vec<_>>(), ["F601"]);
    let (register, findings) =
        read(&["id,name,closed_on", "1,Back School,Summer 2019", "2,Tong School,-"]).unwrap();
    assert_eq!(register.schools()[0].closed_on, None);
    assert_eq!(findings.iter().map(|f| f.rule.code).collect::<Vec<_>>(), ["F601"]);
}

#[test]
fn blanks_between_figures_are_no_part_of_an_id() {
    let (register, _) =
        read(&["School number,School name", "660 1001,Back School", "101-0001,Tong School"]).unwrap();
    let ids: Vec<&str> = register.schools().iter().map(|school| school.id.as_str()).collect();
    assert_eq!(ids, ["101-0001", "6601001"]);
}

#[test]
fn notes_below_the_schools_are_no_schools() {
    let lines = [
        "school_id,school_name",
        "1,Back School",
        "Note,Schools marked * are small",
        "*,Small school",
        "N/A,Home educated",
    ];
    let (register, findings) = read(&lines).unwrap();
    assert_eq!(register.schools().len(), 1);
    assert_eq!(findings.iter().map(|f| f.rule.code).collect::<Vec<_>>(), ["F601"; 3]);
    // Ids that an authority made up are ids.
    assert_eq!(read(&["id,name", "BACK,Back School", "NEW,New School"]).unwrap().0.schools().len(), 2);
}

#[test]
fn a_name_on_several_lines_is_one() {
    let mut grid = grid(&["school_id,school_name", "1,a", "2,b"]);
    for (at, text) in [(3, " Back  Primary\nSchool"), (5, "Tong School\nSgoil Thunga")] {
        grid.cells[at].value = Value::Text(text.into());
    }
    let (register, _) = Register::of_grids("r.csv", &[grid], &RegisterColumns::default()).unwrap();
    let names: Vec<&str> = register.schools().iter().map(|school| school.name.as_str()).collect();
    assert_eq!(names, ["Back Primary School", "Tong School / Sgoil Thunga"]);
    assert_eq!(register.lookup("Sgoil Thunga"), NameMatch::Alias(1));
    // A kind alone is no name of its own.
    assert!(!matches!(register.lookup("School"), NameMatch::Exact(_) | NameMatch::Alias(_)));
}

#[test]
fn the_very_name_of_a_closed_school_is_not_taken_for_one_like_it() {
    let read = |successor: &str| {
        let lines = [
            "id,name,closed_on,successor_id",
            &format!("1,Bac School,31/08/2025,{successor}"),
            "2,Back School,,",
        ];
        let asked = OpenDays { first: NaiveDate::from_ymd_opt(2025, 9, 1), last: None };
        let wanted = RegisterColumns { asked, ..RegisterColumns::default() };
        Register::of_grids("r.csv", &[grid(&lines)], &wanted).unwrap().0.lookup("Bac School")
    };
    assert!(matches!(read(""), NameMatch::Ambiguous(_)));
    assert!(matches!(read("2"), NameMatch::Similar { index: 1, .. }));
}

#[test]
fn no_value_is_dropped_in_silence() {
    let odd = |line: &str| {
        let (register, findings) =
            read(&["id,name,roll,closed_on,successor_id", line, "2,Tong School,12,,"]).unwrap();
        let school = register.schools()[0].clone();
        assert!(findings.iter().all(|finding| finding.rule.code == "F601"));
        (school, findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>().join("; "))
    };
    for (roll, expected) in
        [("abc", None), ("-5", None), ("12.5", None), ("120.0", Some(120)), ("-", None), ("n/a", None)]
    {
        let (school, told) = odd(&format!("1,Back School,{roll},,"));
        assert_eq!(school.roll, expected, "{roll}");
        assert_eq!(
            told.contains(roll),
            expected.is_none() && roll.len() > 1 && roll != "n/a",
            "{roll}: {told}"
        );
    }
    let (school, told) = odd("1,Back School,12,sometime,");
    assert!(school.closed_on.is_none() && told.contains("`sometime` is no day"), "{told}");
    for (successor, told_of) in
        [("9", "no school of the register"), ("1", "the school itself"), ("?x?", "no school of the register")]
    {
        let (school, told) = odd(&format!("1,Back School,12,,{successor}"));
        assert!(school.successor_id.is_none() && told.contains(told_of), "{successor}: {told}");
    }
    let (school, told) = odd("1,Back School,12,,2");
    assert_eq!((school.successor_id.unwrap().as_str(), told.as_str()), ("2", ""));
}

#[test]
fn a_group_is_no_column_of_peoples_names_whatever_it_is_called_in_the_settings() {
    for head in ["Head (name)", "HeadName", "Head"] {
        let wanted = RegisterColumns { groups: Some(vec!["head".to_owned()]), ..RegisterColumns::default() };
        let grid = grid(&[&format!("{head},school_id,school_name"), "Ann Other,1,A School"]);
        assert!(Register::of_grids("r.csv", &[grid], &wanted).is_err(), "{head}");
    }
}

#[test]
fn a_column_of_numbers_that_is_none_is_refused_and_a_list_of_one_column_named() {
    let wanted = RegisterColumns { similar_on: vec!["nosuch".to_owned()], ..RegisterColumns::default() };
    let error = Register::of_grids("r.csv", &[grid(&["school_id,school_name", "1,A"])], &wanted).unwrap_err();
    assert!(error.to_string().contains("`nosuch` in similar_on"), "{error}");
    let error = read(&["school_name", "A School"]).unwrap_err();
    assert!(error.to_string().ends_with("it has: school_name"), "{error}");
}

/// The id of the school that an id stands for.
fn stands_for(register: &Register, written: &str) -> Option<String> {
    let (IdMatch::Current(index) | IdMatch::Previous(index)) = register.by_any_id(written)?;
    Some(register.school(index)?.id.to_string())
}

#[test]
fn of_ids_that_differ_in_signs_or_case_alone_the_very_one_wins_and_another_shape_is_nobodys() {
    let lines = [
        "school_id,school_name",
        "1-11,Alder School",
        "11-1,Birch School",
        "a1,Cedar School",
        "A1,Elm School",
        "7-7,Fir School",
    ];
    let (register, _) = read(&lines).unwrap();
    for id in ["1-11", "11-1", "a1", "A1", "7-7"] {
        assert_eq!(stands_for(&register, &format!(" {id} ")).as_deref(), Some(id));
        assert_eq!(register.meant_by(id).map(|school| school.id.as_str()), Some(id));
    }
    for shared in ["111", "1/11", "0111", "A-1", "a 1"] {
        assert_eq!(stands_for(&register, shared), None, "{shared}");
        assert!(register.meant_by(shared).is_none(), "{shared}");
    }
    assert_eq!(stands_for(&register, "77").as_deref(), Some("7-7"));
}

#[test]
fn another_number_that_two_schools_share_is_neithers() {
    let lines = [
        "URN,LA (code),EstablishmentNumber,EstablishmentName",
        "100001,823,4006,Alder School",
        "100002,823,4006,Birch School",
    ];
    let (register, _) = read(&lines).unwrap();
    assert_eq!(stands_for(&register, "823/4006"), None);
    assert_eq!(stands_for(&register, "100002").as_deref(), Some("100002"));
}

#[test]
fn an_id_of_noughts_is_not_found_by_nothing() {
    let (register, _) = read(&["school_id,school_name", "x,Alder School", "5,Birch School"]).unwrap();
    assert_eq!(stands_for(&register, "-"), None);
    let mut noughts = grid(&["school_id,school_name", "x,Alder School"]);
    noughts.cells[2].value = Value::Text("000".into());
    let (register, _) = Register::of_grids("r.csv", &[noughts], &RegisterColumns::default()).unwrap();
    for nothing in ["", "-", " / "] {
        assert_eq!(stands_for(&register, nothing), None, "`{nothing}`");
    }
    for written in ["000", "0", "0000"] {
        assert_eq!(stands_for(&register, written).as_deref(), Some("000"));
    }
}

#[test]
fn previous_ids_have_the_shape_of_ids() {
    let row = |own: &str, before: &str| {
        let mut grid = grid(&["school_id,school_name,previous_ids", "x,Back School,y"]);
        for (at, text) in [(3, own), (5, before)] {
            grid.cells[at].value = Value::Text(text.into());
        }
        let (register, findings) = Register::of_grids("r.csv", &[grid], &RegisterColumns::default()).unwrap();
        let told: String = findings.into_iter().map(|finding| finding.message).collect();
        (register.schools()[0].previous_ids.join("|"), told)
    };
    for (own, before, expected) in [
        ("140001", "823/4006", "8234006"),
        ("140001", "660 1001", "6601001"),
        ("140001", "660 1001; 660 1002", "6601001|6601002"),
        ("140001", "823/4006 823/4007", "8234006|8234007"),
        ("140001", "'0100101, 100102.0", "0100101|100102"),
        // Parted as the school's own id is, or each as long as it.
        ("140 001", "140 002", "140002"),
        ("140001", "140002 140003", "140002|140003"),
        ("140001", "99 98", "99|98"),
        ("1234", "823 4006", "823|4006"),
    ] {
        assert_eq!(row(own, before), (expected.to_owned(), String::new()), "{own}: {before}");
    }
    // Two short ids, or one with a blank in it.
    let (ids, told) = row("140001", "140 002; 77");
    assert_eq!(ids, "77");
    assert!(told.contains("`140 002` may be one id or two"), "{told}");
}

#[test]
fn a_successor_is_the_school_that_was_found_however_its_id_is_written() {
    let successor = |written: &str| {
        let mut grid =
            grid(&["id,name,closed_on,successor_id", "a,Alder School,31/08/2025,b", "c,Birch School"]);
        for (at, text) in [(4, "0100101"), (7, written), (8, "0100102")] {
            grid.cells[at].value = Value::Text(text.into());
        }
        let asked = OpenDays { first: NaiveDate::from_ymd_opt(2025, 9, 1), last: None };
        let wanted = RegisterColumns { asked, ..RegisterColumns::default() };
        let (register, findings) = Register::of_grids("r.csv", &[grid], &wanted).unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        let [alder, birch] = register.schools() else { panic!("{register:?}") };
        assert!(register.is_follower(alder, birch));
        alder.successor_id.as_ref().map(ToString::to_string)
    };
    for written in ["0100102", "100102", "100102.0", "0100 102"] {
        assert_eq!(successor(written).as_deref(), Some("0100102"), "{written}");
    }
}

#[test]
fn a_school_that_is_only_proposed_is_left_out_with_a_finding() {
    let head = "URN,EstablishmentName,EstablishmentStatus (name),OpenDate";
    let lines = [
        head,
        "1,Alder School,Open,",
        "2,Birch School,Proposed to open,",
        "3,Cedar School,Proposed to open,01/09/2027",
        "4,Elm School,\"Open but proposed to close\",",
    ];
    let (register, findings) = read(&lines).unwrap();
    let ids: Vec<&str> = register.schools().iter().map(|school| school.id.as_str()).collect();
    assert_eq!(ids, ["1", "3", "4"]);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((finding.rule.code, &*finding.was_read), ("F601", "2 | Birch School"));
    assert!(finding.message.contains("not yet open, no date says when it opens"), "{}", finding.message);
}

#[test]
fn a_comma_is_a_thousands_mark_only_before_three_figures() {
    let read = |numbers: [&str; 2]| {
        let mut grid = grid(&["id,name,roll,meals", "1,Alder School,1,x", "2,Birch School,2,x"]);
        for (at, text) in [(7, numbers[0]), (11, numbers[1])] {
            grid.cells[at].value = Value::Text(text.into());
        }
        let wanted = RegisterColumns { similar_on: vec!["meals".to_owned()], ..RegisterColumns::default() };
        let (register, findings) = Register::of_grids("r.csv", &[grid], &wanted).unwrap();
        let numbers: Vec<Option<f64>> = register
            .schools()
            .iter()
            .map(|school| school.numbers.first().map(|(_, number)| *number))
            .collect();
        (numbers, findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>())
    };
    assert_eq!(read(["1,234", "12,345.5"]), (vec![Some(1234.0), Some(12345.5)], Vec::new()));
    for decimal in ["1,5", "0,125", "11,25", "0,5"] {
        let (numbers, told) = read([decimal, "7"]);
        assert_eq!(numbers, [None, Some(7.0)], "{decimal}");
        let said = format!("the comma of `{decimal}` in meals may be a decimal one");
        assert!(told.len() == 1 && told[0].contains(&said), "{told:?}");
    }
    // Beside a decimal comma nobody knows what one before three figures is.
    let (numbers, told) = read(["1,125", "1,5"]);
    assert_eq!((numbers, told.len()), (vec![None, None], 2));
}

#[test]
fn the_sector_is_taken_whether_or_not_it_makes_groups() {
    let sectors = |head: &str, groups: &[&str]| {
        let groups = groups.iter().map(|group| (*group).to_owned()).collect();
        let wanted = RegisterColumns { groups: Some(groups), ..RegisterColumns::default() };
        let grid = grid(&[&format!("id,name,{head},area"), "1,Alder School,Primary,North"]);
        let (register, _) = Register::of_grids("r.csv", &[grid], &wanted).unwrap();
        let groups = &register.schools()[0].groups;
        groups.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sectors("Sector", &[]), "sector=Primary");
    assert_eq!(sectors("sector", &["area"]), "area=North sector=Primary");
    assert_eq!(sectors("sector", &["Sector"]), "Sector=Primary");
    assert_eq!(sectors("Kind", &["area"]), "area=North");
}
