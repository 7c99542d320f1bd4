//! What an analyst relies on: a return goes to the school that all it says of itself agrees on, or somebody is asked.

use super::*;
use crate::decisions::Rulings;
use ingest::reading::{Form, SchoolAsWritten};

fn school(id: &str, name: &str, closed_on: Option<&str>) -> School {
    School {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        aliases: Vec::new(),
        roll: None,
        catalogue_id: None,
        previous_ids: Vec::new(),
        other_ids: Vec::new(),
        opened_on: None,
        closed_on: closed_on.map(|day| day.parse().unwrap()),
        successor_id: None,
        groups: Vec::new(),
        numbers: Vec::new(),
        line: 1,
    }
}

fn register() -> Register {
    let schools = vec![
        school("100101", "Oakfield Primary School", None),
        school("100108", "Oakfield Infant School", None),
        school("100318", "Birch Lane Primary School", None),
        school("100388", "Willow Lane Primary School", None),
        school("100248", "Back School", None),
        school("090512", "Tong School", None),
        school("100600", "Castlegate High School", None),
        school("100700", "Hazel Grove Academy", None),
        school("080700", "Hazel Grove Academy", Some("2019-08-31")),
        school("100800", "Elmbridge Church of England Primary School", None),
        school("100801", "Great Norton Roman Catholic Primary School", None),
        school("100802", "Great Norton Roman Catholic Infant School", None),
        school("100803", "Saint Cuthbert Primary Academy", None),
        school("100804", "Saint Cuthbert Primary Academy Annexe", None),
        school("080800", "Old Mill School", Some("2020-08-31")),
    ];
    let asked =
        OpenDays { first: NaiveDate::from_ymd_opt(2025, 1, 1), last: NaiveDate::from_ymd_opt(2026, 12, 31) };
    Register::new("register.csv", schools, asked).unwrap()
}

/// A return: id | name | title | sheet | file | name in another field.
fn reading(says: &str) -> ReturnReading {
    let mut parts = says.split('|').map(str::trim);
    let mut next = || parts.next().unwrap_or("").to_owned();
    let (id, name, title, sheet, file, other) = (next(), next(), next(), next(), next(), next());
    let source_file = if file.is_empty() { "return.xlsx".to_owned() } else { file };
    let written = |text: &str, sheet: &str, cell: &str| {
        let place =
            Place { source_file: source_file.clone(), sheet: sheet.to_owned(), cell: cell.to_owned() };
        (!text.is_empty()).then(|| Written { text: text.to_owned(), place })
    };
    let stem = clues::stem(source_file.rsplit('/').next().unwrap()).to_owned();
    let hints = [written(&title, "Sheet1", "A1"), written(&sheet, "Sheet1", ""), written(&stem, "", "")];
    ReturnReading {
        return_id: ReturnId::of(&[says]),
        sheet: "Sheet1".to_owned(),
        cell: "A7".to_owned(),
        catalogue_id: "online-safety-practice".parse().unwrap(),
        edition: None,
        form: Form::TickColumns,
        school: SchoolAsWritten {
            id: written(&id, "Sheet1", "B5"),
            name: written(&name, "Sheet1", "B4"),
            others: written(&other, "Cover", "B2").into_iter().collect(),
            beside: Vec::new(),
            hints: hints.into_iter().flatten().collect(),
        },
        part: None,
        waits_for: None,
        is_left_out: false,
        completed_on: None,
        completed_time: None,
        completed_at: None,
        completed_by: None,
        answers: Vec::new(),
        comments: Vec::new(),
        unplaced: Vec::new(),
        actions: Vec::new(),
        source_file,
    }
}

/// The schools' ids and the findings' codes.
fn said(says: &str, is_alone: bool) -> String {
    let (register, rulings) = (register(), Rulings::default());
    let looking = Looking { register: &register, rulings: &rulings, sha256: "", is_alone };
    let identity = identify(&reading(says), looking);
    let ids = identity.schools.iter().map(|school| school.school_id.as_ref().map_or("?", SchoolId::as_str));
    let codes = identity.findings.iter().map(|finding| finding.rule.code);
    ids.chain(codes).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_return_goes_to_the_school_that_all_agrees_on() {
    for (says, expected) in [
        // A field alone.
        ("100388 |", "100388"),
        ("| Willow Lane Primary School", "100388"),
        ("| Willow Lane (100388)", "100388"),
        ("Willow Lane Primary School 100388 |", "100388"),
        ("90512 |", "090512"),
        ("0100388 |", "100388"),
        ("n/a | Willow Lane PS", "100388"),
        // Id and name.
        ("100388 | Willow Lane", "100388"),
        ("100388 | WLPS", "100388 F404"),
        ("100388 | School name", "100388"),
        ("100318 | Willow Lane", "? F405"),
        ("100388 | Oakfield", "? F405"),
        ("999999 | Willow Lane Primary School", "? F405"),
        ("100389 | Willow Lane Primary School", "100388"),
        ("8234006 | Willow Lane Primary School", "100388"),
        // The id of one school beside the name of none.
        ("100388 | Lakeside Academy", "? F405"),
        ("100388 | Willow Wood Primary School", "? F405"),
        ("100388 | Lakeside", "? F405"),
        ("| Lakeside Academy (100388)", "? F405"),
        ("100388 | Lakeside Academy | | | Willow Lane Primary School.xlsx", "100388 F404"),
        ("100388 | Willow", "100388 F404"),
        ("100388 | Willow Lane lower site and hall", "100388 F404"),
        ("100388 | LPS", "100388 F404"),
        ("100388 | Mrs A Brown", "100388 F404"),
        ("100388 | Lakeside Learning Trust", "100388 F404"),
        ("100388 | Anytown Council", "100388 F404"),
        ("100388 | see cover sheet", "100388 F404"),
        ("100388 | Online safety audit", "100388 F404"),
        // The ids of two schools.
        ("100318 & 100388 |", "100318 100388 F410"),
        ("100318 / 100388 | The Lanes Federation", "100318 100388 F410"),
        ("100318, 100388 | Birch Lane and Willow Lane Primary Schools", "100318 100388 F410"),
        ("100318, 100388 | Willow Lane Primary School", "? F405"),
        ("100318, was 100388 |", "? F405"),
        ("100318, 100388, 100248 |", "? F405"),
        // The name of the sheet or the file agrees, says nothing, or is another school's.
        ("| Willow Lane Primary School | | | Willow Lane PS v2.xlsx", "100388"),
        ("| Willow Lane Primary School | | | return (2).xlsx", "100388"),
        ("| Willow Lane Primary School | | | Birch Lane PS.xlsx", "? F405"),
        ("| Willow Lane Primary School | | | 100318.xlsx", "? F405"),
        ("100388 | | | | Birch Lane PS.xlsx", "? F405"),
        ("100388 | Willow Lane | | | Birch Lane PS.xlsx", "100388"),
        ("| Willow Lane Primary School | | Birch Lane |", "? F405"),
        ("| Willow Lane Primary School | | North |", "100388"),
        ("| Willow Lane Primary School | | Tong |", "100388"),
        ("| Willow Lane Primary School | | | Tong.xlsx", "? F405"),
        ("| Willow Lane Primary School | Castlegate High School | |", "100388"),
        // Another field or column.
        ("| Willow Lane Primary School | | | | Birch Lane PS", "? F405"),
        ("| Willow Lane Primary School | | | | 100318", "? F405"),
        ("| Willow Lane Primary School | | | | Willow Ln Primary", "100388"),
        ("| Willow Lane Primary School | | | | Nowhere Academy", "100388 F404"),
        ("| Willow Lane Primary School | | | | North", "100388"),
        ("100388 | Willow Lane | | | | Nowhere Academy", "100388 F404"),
        // A name that several have, settled by another or not.
        ("| Oakfield | | | Oakfield Infants.xlsx", "100108 F409"),
        ("| Oakfield | | | 100108 Oakfield.xlsx", "100108 F409"),
        ("| Oakfield | | | Oakfield/return.xlsx", "? F403"),
        ("| Oakfield | | | Oakfield Infants/return.xlsx", "100108 F409"),
        ("| Oakfield | Oakfield Primary online safety | | Oakfield Infants.xlsx", "? F403"),
        ("| Oakfield | | | Birch Lane PS.xlsx", "? F403"),
        ("| Willow Lain Primary School | | | Willow Lane Primary School.xlsx", "100388 F409"),
        ("| Somewhere Else School | | | Willow Lane Primary School.xlsx", "? F402"),
        // Nothing in the fields.
        ("| [School name] | | | Willow Lane Primary School.xlsx", "100388 F409"),
        ("| | Willow Lane PS: online safety audit 2026 | |", "100388 F409"),
        ("| | | Willow Lane |", "100388 F409"),
        // A sheet's name is cut at 31 letters.
        ("| | | Elmbridge Church of England Pri |", "100800 F409"),
        ("| | | Great Norton Roman Catholic, |", "? F401"),
        ("| | | Great Norton Roman Catholic Pri |", "100801 F409"),
        ("| | | Saint Cuthbert Primary Academy |", "100803 F409"),
        ("| | Willow Lane PS | | Birch Lane PS.xlsx", "? F401"),
        ("| | | | 100318 and 100388.xlsx", "? F401"),
        // A number of another kind is no id, and says nothing beside what names the school.
        ("| | Previous URN 100318 | |", "? F401"),
        ("| | Old id: 100318 | |", "? F401"),
        ("| | Telephone 100318 | |", "? F401"),
        ("| | Previous URN 100318 | | Willow Lane PS.xlsx", "100388 F409"),
        ("| | Telephone 100318 | Willow Lane |", "100388 F409"),
        ("| | Old Mill School 080800 | |", "080800 F409 F411"),
        ("| | School no. 100318 | |", "100318 F409"),
        ("| | | | Oakfield.xlsx", "? F401"),
        ("| | | | sent back.xlsx", "? F401"),
        ("| | | | Return 2026.xlsx", "? F401"),
        ("| | | | North/100388 Willow Lane/sent/return.xlsx", "100388 F409"),
        ("| | | | Castlegate High School cluster/return.xlsx", "? F401"),
        // A group beside the school's name, and alone.
        ("| Willow Lane Primary School - Castlegate High School cluster", "100388"),
        ("| Willow Lane Primary School, Castlegate High School ASG | | | Willow Lane PS.xlsx", "100388"),
        ("| Willow Lane Primary School and Birch Lane Primary School cluster return", "? F403"),
        ("| Castlegate High School cluster", "? F402"),
        ("| | | | Willow Lane PS - online safety v2 JM 12.11.25.xlsx", "100388 F409"),
        ("| | Willow Lane Primary School / Tong School | |", "? F401"),
        // Schools that closed before.
        ("| Hazel Grove Academy", "100700"),
        ("080700 | Hazel Grove Academy", "100700"),
        ("| Old Mill School", "080800 F411"),
    ] {
        assert_eq!(said(says, true), expected, "{says}");
    }
    // A workbook of several schools goes by the name of one of them, or of who collected it.
    assert_eq!(said("| Willow Lane Primary School | | | Castlegate High School.xlsx", false), "100388");
}

#[test]
fn a_school_is_known_by_its_id_behind_letters_and_by_its_address() {
    for (says, expected) in [
        // Behind the letters of a kind of number; none of the register's, or with more beside it.
        ("EE100388 |", "100388"),
        ("EE-100388 |", "100388"),
        ("EE100388 | Willow Lane", "100388"),
        ("EE100388 | Birch Lane Primary School", "? F405"),
        ("EE100389 |", "? F401"),
        ("EE90512 |", "? F401"),
        ("ABCD100388 |", "? F401"),
        ("EE100388X |", "? F401"),
        ("EE100388/2 |", "? F401"),
        ("EE1003881 |", "? F401"),
        // The school's own address.
        ("| | head.100318@authority.sch.uk | |", "100318 F409"),
        ("| | office@willowlaneprimary.sch.uk | |", "100388 F409"),
        ("| | office@hazel-grove-academy.org.uk | |", "? F401"),
        ("| | office@willowlane.sch.uk | |", "? F401"),
        ("| | office@back.sch.uk | |", "? F401"),
        ("| | willow.lane.primary@authority.gov.uk | |", "? F401"),
        ("| | office@thewillowlaneprimary.sch.uk | |", "? F401"),
        ("| | office@willowlaneprimary.sch.uk | | Birch Lane PS.xlsx", "? F401"),
    ] {
        assert_eq!(said(says, true), expected, "{says}");
    }
}

#[test]
fn a_question_says_whom_it_may_concern() {
    let (register, rulings) = (register(), Rulings::default());
    let looking = Looking { register: &register, rulings: &rulings, sha256: "", is_alone: true };
    let concerned = |says: &str| -> Vec<String> {
        let identity = identify(&reading(says), looking);
        identity.concerned.iter().map(|(_, school)| school.to_string()).collect()
    };
    assert_eq!(concerned("| | | | Oakfield.xlsx"), ["100101", "100108"]);
    assert_eq!(concerned("| Somewhere Else School | | | Willow Lane.xlsx"), ["100388"]);
    assert_eq!(concerned("| Willow Lane | | | Birch Lane.xlsx"), ["100318", "100388"]);
}

#[test]
fn an_id_that_is_no_schools_is_shown_with_its_cell_and_those_nearest() {
    let mut schools = vec![
        school("100101", "Oakfield Primary School", None),
        school("100143", "Castlegate High School", None),
        school("200500", "Back School", None),
    ];
    for school in schools.iter_mut().take(2) {
        school.previous_ids = vec!["100900".to_owned()];
    }
    let register = Register::new("register.csv", schools, OpenDays::default()).unwrap();
    let rulings = Rulings::default();
    let looking = Looking { register: &register, rulings: &rulings, sha256: "", is_alone: true };
    for (id, read, suggestion, n_concerned) in [
        ("100900 |", "100900", "school ID: 100101 or 100143", 2),
        ("10O101 |", "10O101", "school 100101 (Oakfield Primary School)", 1),
        ("200501 |", "200501", "school 200500 (Back School)", 1),
        ("999999 |", "999999", "school ID, or leave out", 0),
        ("Anytown |", "Anytown", "school ID, or leave out", 0),
        ("n/a |", "", "school ID, or leave out", 0),
        ("[Enter your school code] |", "", "school ID, or leave out", 0),
    ] {
        let identity = identify(&reading(id), looking);
        let question = &identity.findings[0];
        assert_eq!((question.rule.code, question.was_read.as_str()), ("F401", read), "{id}");
        assert_eq!(
            (question.suggestion.as_str(), identity.concerned.len()),
            (suggestion, n_concerned),
            "{id}"
        );
        let cell = if read.is_empty() { "A7" } else { "B5" };
        assert_eq!(question.place.cell, cell, "{id}");
        assert!(question.message.contains(read), "{id}: {}", question.message);
    }
}

#[test]
fn a_blank_form_that_names_no_school_is_not_asked_about() {
    let answer = |status| ingest::reading::AnswerReading {
        statement_id: "POL-01".parse().unwrap(),
        answer: None,
        status,
        mark: None,
        statement_as_written: None,
        sheet: "Sheet1".into(),
        cell: "A7".into(),
        matched_by: None,
        match_score: 1.0,
        has_evidence: false,
        evidence_chars: 0,
    };
    let (register, rulings) = (register(), Rulings::default());
    let looking = Looking { register: &register, rulings: &rulings, sha256: "", is_alone: true };
    let codes = |reading: &ReturnReading| {
        let identity = identify(reading, looking);
        assert_eq!(identity.schools.len(), 1);
        identity.findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>().join(" ")
    };
    let mut blank = reading("|");
    blank.answers = vec![answer(Status::Blank), answer(Status::Missing)];
    assert_eq!(codes(&blank), "");
    // One that says something is asked about, and one that names a school that is not known.
    let mut named = reading("| Somewhere Else School");
    named.answers = blank.answers.clone();
    assert_eq!(codes(&named), "F402");
    blank.answers.push(answer(Status::Unreadable));
    assert_eq!(codes(&blank), "F401");
}

#[test]
fn a_ruling_that_fits_no_school_leaves_the_school_awaited() {
    let (register, unruled) = (register(), Rulings::default());
    let reading = reading("| | | | Oakfield.xlsx");
    let asked = Looking { register: &register, rulings: &unruled, sha256: "ab", is_alone: true };
    let question = identify(&reading, asked).findings.remove(0);
    for (ruling, followed) in
        [(Ruling::School("999".parse().unwrap()), false), (Ruling::Blank, false), (Ruling::LeaveOut, true)]
    {
        let rulings = Rulings::new(vec![Decision {
            finding_id: question.id(),
            year: None,
            code: question.rule.code.to_owned(),
            sha256: "ab".to_owned(),
            place: question.place.clone(),
            was_read: question.was_read.clone(),
            ruling,
            scope: schemas::decision::Scope::Return,
        }]);
        let identity = identify(&reading, Looking { rulings: &rulings, ..asked });
        let codes: Vec<&str> = identity.findings.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(codes, if followed { vec!["F703"] } else { vec!["F701", "F401"] });
        assert_eq!(identity.concerned.len(), if followed { 0 } else { 2 });
    }
}

#[test]
fn two_schools_by_their_ids_are_matched_by_id() {
    let (register, rulings) = (register(), Rulings::default());
    let looking = Looking { register: &register, rulings: &rulings, sha256: "", is_alone: true };
    let by = |says: &str| {
        let identity = identify(&reading(says), looking);
        identity.schools.iter().map(|school| school.matched_by).collect::<Vec<_>>()
    };
    assert_eq!(by("100388 and 100318 | | | |"), [Some(SchoolMatchedBy::Id); 2]);
    assert_eq!(
        by("| Willow Lane Primary School and Birch Lane Primary School"),
        [Some(SchoolMatchedBy::Name); 2]
    );
}

#[test]
fn a_return_of_a_day_on_which_its_school_was_not_open_is_told_of() {
    let mut later = school("1", "Later School", None);
    later.opened_on = NaiveDate::from_ymd_opt(2027, 9, 1);
    let asked =
        OpenDays::asked(2026, NaiveDate::from_ymd_opt(2025, 1, 1), NaiveDate::from_ymd_opt(2026, 12, 31));
    let schools = vec![later, school("2", "Gone School", Some("2025-08-31"))];
    let register = Register::new("register.csv", schools, asked).unwrap();
    let rulings = Rulings::default();
    let looking = Looking { register: &register, rulings: &rulings, sha256: "", is_alone: true };
    let told = |says: &str, day: Option<&str>| {
        let mut reading = reading(says);
        reading.completed_on = day.map(|day| day.parse().unwrap());
        let identity = identify(&reading, looking);
        assert!(identity.schools[0].school_id.is_some());
        identity.findings.iter().any(|finding| finding.rule.code == "F411")
    };
    assert!(told("| Later School", None) && told("| Later School", Some("2026-03-01")));
    assert!(told("| Gone School", None) && told("| Gone School", Some("2026-03-01")));
    // It is taken as of a day when it was open, and nothing is said.
    assert!(!told("| Gone School", Some("2025-03-01")));
}

#[test]
fn two_fields_that_name_two_schools_are_asked_about() {
    for (says, expected) in [
        ("| Back School |||| Tong School", "? F405"),
        ("100248 | |||| Tong School", "? F405"),
        ("| Back School |||| Back Sch.", "100248"),
        // A trust, a council, a name that no school has.
        // A second school in the name itself.
        ("| Back School Tong School", "? F403"),
        ("| Back School and Tong School (joint return)", "100248 090512 F410"),
        ("| Back School joint with Tong School", "100248 090512 F410"),
        ("| Back School incl. Tong School", "? F403"),
        ("| Back School |||| Nicolson Learning Trust", "100248"),
        ("| Back School |||| Some Other School", "100248 F404"),
    ] {
        assert_eq!(said(says, true), expected, "{says}");
    }
}

#[test]
fn what_another_sheet_names_is_whom_a_question_may_concern() {
    let identity = |says: &str, beside: &str, waits_for: Option<FindingId>| {
        let mut reading = reading(says);
        reading.school.beside = vec![Written { text: beside.to_owned(), place: Place::file("return.xlsx") }];
        reading.waits_for = waits_for;
        let (register, rulings) = (register(), Rulings::default());
        let looking = Looking { register: &register, rulings: &rulings, sha256: "", is_alone: true };
        identify(&reading, looking)
    };
    let told = |identity: &Identity| {
        let ids =
            identity.schools.iter().map(|school| school.school_id.as_ref().map_or("?", SchoolId::as_str));
        let codes = identity.findings.iter().map(|finding| finding.rule.code);
        let concerned = identity.concerned.iter().map(|(_, school)| school.as_str());
        ids.chain(codes).chain(concerned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told(&identity("|", "Tong School", None)), "? F401 090512");
    assert_eq!(told(&identity("|", "090512", None)), "? F401 090512");
    assert_eq!(told(&identity("|", "Anytown School", None)), "? F401");
    assert_eq!(told(&identity("||||Tong School.xlsx", "Tong School", None)), "090512 F409");
    assert_eq!(told(&identity("||||Back School.xlsx", "Tong School", None)), "? F401 100248 090512");
    // Where the reading asks first, that question is the one.
    let first = FindingId::of(&["which sheet"]);
    let waiting = identity("|", "Tong School", Some(first));
    assert_eq!(told(&waiting), "? 090512");
    assert_eq!(waiting.concerned[0].0, first);
    assert_eq!(told(&identity("||||Tong School.xlsx", "Tong School", Some(first))), "090512 F409");
    assert_eq!(told(&identity("| Tong School", "", Some(first))), "090512");
}

#[test]
fn a_town_in_a_field_of_its_own_tells_schools_of_one_name_apart() {
    let namesake = |id: &str, town: &str| {
        let mut school = school(id, "St Mary's Primary School", None);
        school.aliases = vec![format!("St Mary's Primary School, {town}")];
        school
    };
    let schools = vec![namesake("1", "Boston"), namesake("2", "Grantham"), school("3", "Back School", None)];
    let register = Register::new("register.csv", schools, OpenDays::default()).unwrap();
    let rulings = Rulings::default();
    let looking = Looking { register: &register, rulings: &rulings, sha256: "", is_alone: true };
    let said = |says: &str| {
        let identity = identify(&reading(says), looking);
        let codes = identity.findings.iter().map(|finding| finding.rule.code);
        let id = identity.schools[0].school_id.as_ref().map_or("?", SchoolId::as_str).to_owned();
        std::iter::once(id.as_str()).chain(codes).collect::<Vec<_>>().join(" ")
    };
    for (title, expected) in [
        ("Town Boston", "1 F409"),
        ("Town: Grantham", "2 F409"),
        ("Address: 12 High Street, Grantham", "2 F409"),
        // Another town, two of them, or a line that may speak of anything.
        ("Town: Louth", "? F403"),
        ("Address: Boston, Grantham", "? F403"),
        ("Boston Learning Trust", "? F403"),
        ("Training in Boston", "? F403"),
    ] {
        assert_eq!(said(&format!("| St Mary's Primary School | {title} | |")), expected, "{title}");
    }
    assert_eq!(said("| Back School | Town: Boston | |"), "3");
}
