//! Headings and labels that ask for the school, or for the day, in whatever words.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, Read, read_sheet, says};

const TWO: [&str; 2] = ["Back School", "Elm Lane Primary School"];

/// An export of two schools whose column of names has this heading.
fn wide(heading: &str, [one, other]: [&str; 2]) -> Read {
    read_sheet(&format!(
        "| Timestamp | {heading} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
         | 2025-11-12 | {one} | Yes | Partly | No | Yes |
         | 2025-11-13 | {other} | No | No | No | Yes |"
    ))
}

/// A list of two schools whose column of names has this heading.
fn list(heading: &str) -> Read {
    let rows = TWO.map(|school| {
        let row = |id: &str, answer: &str| format!("| {school} | {{{id}}} | {answer} |\n");
        row("POL-02", "Yes") + &row("POL-03", "Partly") + &row("POL-05", "No") + &row("POL-06", "Yes")
    });
    read_sheet(&format!("| {heading} | Statement | Answer |\n{}", rows.concat()))
}

/// The names of the schools of all returns.
fn names(read: &Read) -> Vec<&str> {
    read.returns
        .iter()
        .map(|read| read.school.name.as_ref().map_or("none", |name| name.text.as_str()))
        .collect()
}

const ASKING: [&str; 28] = [
    "School",
    "Q1. What is the name of your school?",
    "Q2: Select your school from the list",
    "1. School",
    "Q1. School name",
    "What school are you from?",
    "Your school's name",
    "Your establishment *",
    "School/Establishment",
    "School / Nursery",
    "School or ELC setting",
    "Select your school from the list",
    "Please choose your establishment (required)",
    "Which establishment are you completing this for?",
    "School you are responding for",
    "School completing this return",
    "Responding school",
    "What is your school called?",
    "Name of establishment",
    "Name of your setting",
    "School name (please select)",
    "2) What is the name of your establishment?",
    "Which setting do you work in?",
    "Please tell us your school",
    "School: *",
    "SCHOOL_NAME",
    "The name of your school",
    "School (full name)",
];

#[test]
fn a_school_is_asked_for_in_many_words() {
    for heading in ASKING {
        assert_eq!(names(&wide(heading, TWO)), TWO, "wide {heading}");
        assert_eq!(names(&list(heading)), TWO, "list {heading}");
        let form = read_sheet(&format!(
            "| Online safety |\n| {heading} | Back School |\n\n| Statement | Yes | Partly | No |
             | {{POL-02}} | x | | |\n| {{POL-03}} | | x | |\n| {{POL-05}} | | | x |\n| {{POL-06}} | x | | |"
        ));
        assert_eq!(names(&form), ["Back School"], "form {heading}");
        assert_eq!(form.says(FOUR), "yes partly no yes", "form {heading}");
    }
}

#[test]
fn what_asks_for_something_else_of_a_school_names_none() {
    for heading in [
        "What does your school need?",
        "School self-evaluation",
        "The school",
        "School return",
        "Is this for your school?",
        "School website",
        "Which school did your pupils come from?",
        "What do you do for your school?",
    ] {
        let form = read_sheet(&format!(
            "| Online safety |\n| {heading} | Ann Macleod |\n\n| Statement | Yes | Partly | No |
             | {{POL-02}} | x | | |\n| {{POL-03}} | | x | |\n| {{POL-05}} | | | x |\n| {{POL-06}} | x | | |"
        ));
        assert_eq!(names(&form), ["none"], "form {heading}");
    }
}

const OPEN: [&str; 16] = [
    "",
    "Name",
    "Centre",
    "Centre name",
    "Site",
    "Location",
    "Campus",
    "Unit",
    "Company",
    "Account",
    "Group",
    "Team",
    "Provider name",
    "Place of work",
    "Custom Data 1",
    "Primary School",
];

#[test]
fn under_a_heading_that_may_mean_anything_schools_are_known_by_what_they_are_called() {
    for heading in OPEN {
        let read = wide(heading, TWO);
        assert_eq!(names(&read), TWO, "wide {heading}");
        assert_eq!(says(&read.returns[1], FOUR), "no no no yes", "wide {heading}");
        assert_eq!(names(&list(heading)), TWO, "list {heading}");
    }
    // People stand there as well, and are nobody's school.
    for heading in ["", "Name", "Account", "Team", "Place of work"] {
        let read = read_sheet(&format!(
            "| Timestamp | {heading} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
             | 2025-11-12 | Ann Macleod | Yes | Partly | No | Yes |
             | 2025-11-13 | Janet High | No | No | No | Yes |"
        ));
        assert_eq!(names(&read), ["none", "none"], "{heading}");
        let told = format!("{:?}", read.findings);
        assert!(!told.contains("Ann Macleod") && !told.contains("Janet High"), "{heading}: {told}");
    }
}

#[test]
fn a_person_beside_the_school_is_not_taken_over() {
    for heading in ["Your school and role", "Name", "Account", "", "Respondent"] {
        let read = read_sheet(&format!(
            "| Timestamp | {heading} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
             | 2025-11-12 | Back School, Ann Macleod | Yes | Partly | No | Yes |
             | 2025-11-13 | Elm Lane Primary School - J Smith, Head | No | No | No | Yes |"
        ));
        assert_eq!(names(&read), TWO, "{heading}");
        let told = format!("{:?} {:?}", read.findings, read.returns);
        assert!(!told.contains("Macleod") && !told.contains("Smith"), "{heading}");
    }
}

#[test]
fn a_label_that_may_mean_anything_leaves_the_schools_name_to_the_register() {
    for label in ["Name", "Centre", "Campus", "Base", "Company", "Submitted by", "Place of work"] {
        let form = read_sheet(&format!(
            "| Online safety |\n| {label} | Back School |\n\n| Statement | Yes | Partly | No |
             | {{POL-02}} | x | | |\n| {{POL-03}} | | x | |\n| {{POL-05}} | | | x |\n| {{POL-06}} | x | | |"
        ));
        let hints = &form.returns[0].school.hints;
        assert!(hints.iter().any(|hint| hint.text == "Back School"), "{label}: {hints:?}");
    }
    let form = read_sheet(
        "| Online safety |\n| Name | Janet High |\n\n| Statement | Yes | Partly | No |
         | {POL-02} | x | | |\n| {POL-03} | | x | |\n| {POL-05} | | | x |\n| {POL-06} | x | | |",
    );
    assert!(form.returns[0].school.hints.iter().all(|hint| !hint.text.contains("Janet")));
}

#[test]
fn schools_named_in_either_of_two_columns_are_both_known() {
    let read = read_sheet(
        "| ID | Sector | Primary school | Secondary school | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | 1 | Primary | Back School | | Yes | Partly | No | Yes |
         | 2 | Secondary | | Castlegate High School | No | No | No | Yes |",
    );
    assert_eq!(names(&read), ["Back School", "Castlegate High School"]);
    // Of two that say different things of one row, nobody knows which is meant.
    let read = read_sheet(
        "| Primary school | Secondary school | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | Castlegate High School | Yes | Partly | No | Yes |
         | Tong School | Castlegate High School | No | No | No | Yes |",
    );
    assert_eq!(names(&read), ["none", "none"]);
    let told = &read.finding("F213").message;
    assert!(told.contains("Tong School") && told.contains("Castlegate High School"), "{told}");
}

#[test]
fn a_column_that_was_not_read_is_told_with_where_it_stands_and_what_it_says() {
    let read = read_sheet(
        "| Feeder group | Nearest school | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Beta | Back School | Yes | Partly | No | Yes |
         | Beta | Castlegate High School | No | No | No | Yes |",
    );
    assert_eq!(names(&read), ["none", "none"]);
    let told = &read.finding("F213").message;
    assert!(told.contains("B1, Nearest school") && told.contains("Back School | Castlegate"), "{told}");
}

/// The days of an export with these columns of dates.
fn days(heads: &str, dates: &str) -> Vec<String> {
    let read = read_sheet(&format!(
        "| School | {heads} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
         | Back School | {dates} | Yes | Partly | No | Yes |"
    ));
    let days = read.returns.iter().map(|read| read.completed_on.map_or("none".into(), |day| day.to_string()));
    days.collect()
}

#[test]
fn an_exports_column_of_dates_is_known_by_its_tools_heading() {
    for heading in [
        "RecordedDate",
        "EndDate",
        "submitdate",
        "datestamp",
        "Submit Date (UTC)",
        "end",
        "_submission_time",
        "CreationDate",
        "Created",
        "Modified",
        "Last modified time",
        "Timestamp",
        "Completion time",
        "Entry Date",
        "Submission Date",
        "Submitted",
        "Completed",
        "Received",
        "Date received",
        "Finish time",
        "Return date",
        "Response date",
        "Date/Time",
        "Last updated",
        "Saved",
        "Audit date",
        "Finished",
    ] {
        assert_eq!(days(heading, "21/11/2025"), ["2025-11-21"], "{heading}");
    }
}

#[test]
fn of_several_dates_the_one_of_handing_in_is_taken() {
    for (heads, dates) in [
        ("StartDate | EndDate", "01/11/2025 | 21/11/2025"),
        ("Submitted | Created", "21/11/2025 | 01/11/2025"),
        ("Created | Modified", "21/11/2025 | 05/12/2025"),
        ("Start time | Completion time | Last modified time", "01/11/2025 | 21/11/2025 | 05/12/2025"),
        ("start | end | _submission_time", "01/11/2025 | 20/11/2025 | 21/11/2025"),
        ("Modified | Timestamp", "05/12/2025 | 21/11/2025"),
    ] {
        assert_eq!(days(heads, dates), ["2025-11-21"], "{heads}");
    }
    // Words stand there, and no dates.
    assert_eq!(days("Submitted | Timestamp", "Yes | 21/11/2025"), ["2025-11-21"]);
    let read = read_sheet(
        "| School | Logged by us | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | 21/11/2025 | Yes | Partly | No | Yes |",
    );
    assert!(read.finding("F213").message.contains("21/11/2025"));
}

/// The day of a form with these rows above it.
fn day(top: &str) -> String {
    let read = read_sheet(&format!(
        "| School Name | Back School |\n{top}\n\n| Statement | Yes | Partly | No | Comments |
         | {{POL-02}} | x | | | |\n| {{POL-03}} | | x | | |\n| {{POL-05}} | | | x | |\n| {{POL-06}} | x | | | |"
    ));
    assert_eq!(read.says(FOUR), "yes partly no yes", "{top}");
    read.returns[0].completed_on.map_or("none".into(), |day| day.to_string())
}

#[test]
fn a_label_beside_a_date_is_one_of_the_day() {
    for label in [
        "Return date",
        "Submitted",
        "Submitted on",
        "Signed on",
        "Audit date",
        "Form completed",
        "Last updated",
        "Completed",
        "Completed by",
        "Finished",
        "Date of audit",
        "Received",
    ] {
        assert_eq!(day(&format!("| {label} | 21/11/2025 |")), "2025-11-21", "{label}");
        assert_eq!(day(&format!("| {label}: | 21/11/2025 |")), "2025-11-21", "{label}:");
        assert_eq!(day(&format!("| {label}: 21/11/2025 |")), "2025-11-21", "in one cell, {label}");
    }
    // What only comes near to the day gives way to what says it.
    assert_eq!(day("| Last updated | 05/12/2025 |\n| Date | 21/11/2025 |"), "2025-11-21");
    assert_eq!(day("| Date | 21/11/2025 |\n| Last updated | 05/12/2025 |"), "2025-11-21");
    for other in ["Return by", "To be completed by", "Next review", "Due"] {
        assert_eq!(day(&format!("| {other} | 21/11/2025 |")), "none", "{other}");
    }
}

#[test]
fn a_signature_names_the_school_and_a_pointer_names_none() {
    const FORM: &str = "| Statement | Yes | Partly | No | Comments |
        | {POL-02} | x | | | |\n| {POL-03} | | x | | |\n| {POL-05} | | | x | |\n| {POL-06} | x | | | |";
    for signed in [
        "Signed on behalf of Back School: J MacLeod",
        "Signed on behalf of Back School",
        "Completed on behalf of Back School, J MacLeod",
    ] {
        let read = read_sheet(&format!("| Online safety |\n{FORM}\n\n| {signed} | | Date: 12.11.25 |"));
        assert_eq!(names(&read), ["Back School"], "{signed}");
        assert_eq!(read.says(FOUR), "yes partly no yes", "{signed}");
        assert_eq!(read.returns[0].completed_on.unwrap().to_string(), "2025-11-12", "{signed}");
    }
    for pointer in ["See tab name", "As per file name", "see above", "As above", "See sheet name"] {
        let read = read_sheet(&format!("| School Name | {pointer} |\n\n{FORM}"));
        assert_eq!(names(&read), ["none"], "{pointer}");
    }
}

#[test]
fn a_slip_in_an_exports_heading_hides_no_schools_name() {
    let export = |heading: &str| {
        let read = wide(heading, ["Laxdale", "Breasclete"]);
        names(&read).join(" ")
    };
    for slip in ["Schnol Name", "Shcool", "Scool name", "Nmae of school", "School nane", "Organsation"] {
        assert_eq!(export(slip), "Laxdale Breasclete", "{slip}");
    }
    for other in ["School game", "Scholar", "Pool", "Stool name"] {
        assert_eq!(export(other), "none none", "{other}");
    }
}

/// What may name the school of a form that says it nowhere but below itself.
fn hints(below: &str) -> Vec<String> {
    let form = "| Statement | Yes | Partly | No |
         | {POL-02} | x | | |
         | {POL-03} | | x | |
         | {POL-05} | x | | |
         | {POL-06} | | | x |";
    let read = table::read_sheet(&format!("{form}\n\n{below}"));
    read.returns[0].school.hints.iter().map(|hint| hint.text.clone()).collect()
}

#[test]
fn a_school_in_a_signature_may_name_the_returns() {
    for below in [
        "| Signed: J. Smith, Headteacher, Back Primary School |",
        "| Signed | J. Smith, Headteacher, Back Primary School |",
        "| Completed by: Mrs Jane Smith, Acting Head Teacher, Back Primary School |",
        "| J. Smith, HT, Back Primary School |",
        "| Signed |\n| J. Smith |\n| Headteacher |\n| Back Primary School |",
        "| Signed: J. Smith, Headteacher of Back Primary School, 12/11/2025 |",
        "| One |\n| Two |\n| Three |\n| Four |\n| Five |\n| Six |\n| Seven |\n| J. Smith |\n| Back Primary School |",
    ] {
        let names = |hint: &String| hint.trim_start_matches("J. Smith ") == "Back Primary School";
        assert!(hints(below).iter().any(names), "{below}: {:?}", hints(below));
    }
    for below in [
        "| Reviewed by: J. Smith, Headteacher, Back Primary School |",
        "| Moderated by | J. Smith, Headteacher, Back Primary School |",
        "| Seen by J. Smith, Headteacher, Back Primary School |",
        "| Visited J. Smith, Headteacher, Back Primary School |",
        "| Training | J. Smith, Headteacher, Back Primary School |",
        "| J. Smith, parent, Back Primary School |",
    ] {
        assert!(hints(below).iter().all(|hint| hint != "Back Primary School"), "{below}: {:?}", hints(below));
    }
}
