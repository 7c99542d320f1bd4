//! Forms laid on their side whose rows nothing names: the statements along the top, the answers and remarks below.
//! In: text tables. Out: assertions on what was read and asked. Never touches a disk.

mod table;

use table::{FOUR, Read, read_sheet, says};

/// A form on its side with these rows below its statements.
fn on_side(heads: &str, rows: &str) -> Read {
    read_sheet(&format!(
        "| School Name | Back School |\n\n| {heads} | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |\n{rows}"
    ))
}

/// The remarks with their statements.
fn remarks(read: &Read) -> Vec<String> {
    let all = read.returns.iter().flat_map(|one| &one.comments);
    all.map(|one| format!("{}: {}", one.statement_id.as_ref().map_or("", |id| id.as_str()), one.text))
        .collect()
}

const ROWS: &str = "| | N/A | | | |
     | | | x | | x |
     | | | | x | |
     | | | seen in May | | the depute leads |";

#[test]
fn rows_of_ticks_without_names_are_one_question_and_no_schools() {
    for rows in
        [ROWS, "| | x | | | |\n| | | x | | x |\n| | | | x | |\n| | | seen in May | | the depute leads |"]
    {
        let read = on_side("Statement", rows);
        assert_eq!(read.returns.len(), 1, "{rows}");
        assert!(read.returns[0].answers.iter().all(|one| one.answer.is_none()), "{rows}");
        assert_eq!(read.returns[0].school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
        assert_eq!(read.codes(), "F203", "{rows}");
        assert_eq!(remarks(&read), ["POL-03: seen in May", "POL-06: the depute leads"], "{rows}");
    }
    // Schools that have what no other has are schools.
    let schools = read_sheet(
        "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | N/A | | | x |
         | Tong School | | x | x | |",
    );
    assert_eq!(schools.returns.len(), 2, "{}", schools.codes());
    let respondents = read_sheet(
        "| | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Respondent 1 | Yes | No | Yes | Yes |
         | Respondent 2 | Partly | No | No | Yes |",
    );
    assert_eq!(respondents.returns.len(), 2, "{}", respondents.codes());
}

#[test]
fn remarks_below_one_row_of_answers_are_said_to_their_statements() {
    let read = on_side("", "| | Yes | Partly | No | Yes |\n| | | seen in May | | the depute leads |");
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(remarks(&read), ["POL-03: seen in May", "POL-06: the depute leads"]);
    // Where they begin as answers do, nobody knows which row is which.
    let read = on_side(
        "",
        "| | Yes | Partly | No | Yes |\n| | Yes - each May | No, but soon | | the depute leads |",
    );
    assert_eq!(read.returns.len(), 1);
    assert_eq!((read.says(FOUR).as_str(), read.codes().as_str()), ("? ? ? ?", "F203"));
    // Of several schools, a row of words is nobody's for sure, and is told of.
    let read = read_sheet(
        "| School | {POL-02} | {POL-03} | {POL-05} | {POL-06} |
         | Back School | Yes | Partly | No | Yes |
         | Tong School | No | No | No | Yes |
         | | | seen in May by all of the staff | | |",
    );
    assert_eq!(
        read.returns.iter().map(|one| says(one, FOUR)).collect::<Vec<_>>(),
        ["yes partly no yes", "no no no yes"]
    );
    assert!(remarks(&read).is_empty());
    assert!(read.finding("F213").message.contains("seen in May"));
}

#[test]
fn what_does_not_apply_may_stand_in_any_row_of_a_form_on_its_side() {
    let read = on_side(
        "",
        "| Yes | x | N/A | | |\n| Partly | | | x | |\n| No | | | | x |\n| Evidence | | | seen in May | |",
    );
    assert_eq!(read.says(FOUR), "yes not_applicable partly no");
    assert_eq!(remarks(&read), ["POL-05: seen in May"]);
    assert!(!read.codes().contains("F203"), "{}", read.codes());
}
