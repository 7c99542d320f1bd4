//! What an analyst relies on: what is odd in a register is told of, and no error, filter or old row makes a school.

use super::*;

fn read_with(lines: &[&str], change: impl Fn(&mut Grid)) -> Result<(Register, Vec<Finding>), RegisterError> {
    let mut grid = grid(lines);
    change(&mut grid);
    let wanted = RegisterColumns::default();
    Register::of_grids("register.xlsx", &[grid], &wanted)
}

fn ids(register: &Register) -> Vec<&str> {
    register.schools().iter().map(|school| school.id.as_str()).collect()
}

fn at(grid: &mut Grid, row: u32, column: u32) -> &mut Value {
    &mut grid.cells.iter_mut().find(|cell| (cell.row, cell.column) == (row, column)).unwrap().value
}

#[test]
fn an_error_or_a_formula_without_its_value_is_no_id() {
    let lines = ["school_id,school_name,aliases", "1,Alder School,x", "2,Birch School,x", "3,Cedar School,x"];
    let unsaved = || Value::Error("formula without a stored value".into());
    let (register, findings) = read_with(&lines, |grid| {
        *at(grid, 1, 0) = unsaved();
        *at(grid, 2, 0) = Value::Error("#REF!".into());
        *at(grid, 3, 2) = Value::Error("#N/A".into());
    })
    .unwrap();
    assert_eq!(ids(&register), ["3"]);
    assert!(register.schools()[0].aliases.is_empty());
    let [first, second] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((first.rule.code, &*first.place.cell), ("F601", "A2"));
    assert!(first.message.contains("open the register in Excel and save it"), "{}", first.message);
    assert!(second.message.contains("`#REF!` stands for the id"), "{}", second.message);
    // As a text table has it; a name likewise.
    let (register, findings) =
        read(&["school_id,school_name", "#N/A,Alder School", "2,#REF!", "3,Cedar School"]).unwrap();
    assert_eq!((ids(&register), findings.len()), (vec!["3"], 2));
    // Elsewhere in the row it is told of, but for what was looked up and not found.
    let (register, findings) = read_with(&lines, |grid| {
        *at(grid, 1, 2) = unsaved();
        *at(grid, 2, 2) = Value::Error("#REF!".into());
    })
    .unwrap();
    assert_eq!((ids(&register), findings.len()), (vec!["1", "2", "3"], 2));
    // Where none was saved, the run does not begin.
    let error = read_with(&lines, |grid| (1..4).for_each(|row| *at(grid, row, 0) = unsaved())).unwrap_err();
    assert!(error.to_string().contains("formulas without stored values"), "{error}");
}

#[test]
fn a_school_that_the_register_calls_closed_in_words_is_closed() {
    let (register, findings) = read(&[
        "school_id,school_name,status",
        "1,Alder School,Open",
        "2,Birch School,Closed",
        "3,Cedar School,CLOSED July 2024",
        "4,Elm School (closed 31/08/2023),",
        "5,Fir School (CLOSED),Open",
        "6,Gorse School - closed 2022,",
        "7,Hazel School (now closed),",
        "8,Ivy School (closing July 2026),",
        "9,Closed Shop Lane School,",
        "10,Jay School (Closeburn),Open - proposed to close",
        "11,Kite School,Closed to visitors",
    ])
    .unwrap();
    assert_eq!(ids(&register), ["1", "10", "11", "3", "4", "6", "8", "9"]);
    let closed = |id: &str| {
        let school = register.by_school_id(&id.parse().unwrap()).unwrap();
        school.closed_on.map(|day| day.to_string()).unwrap_or_default()
    };
    let days: Vec<String> = ["1", "3", "4", "6", "8", "9", "10", "11"].into_iter().map(closed).collect();
    assert_eq!(days, ["", "2024-07-31", "2023-08-31", "2022-12-31", "", "", "", ""]);
    // Each of them is told of.
    let said: Vec<&str> =
        findings.iter().map(|finding| finding.was_read.split(' ').next().unwrap()).collect();
    assert_eq!(said, ["2", "3", "4", "5", "6", "7"]);
}

#[test]
fn hidden_rows_are_told_of_and_taken() {
    let lines = ["school_id,school_name", "1,Alder School", "2,Birch School", "3,Cedar School"];
    let (register, findings) = read_with(&lines, |grid| grid.hidden_rows = vec![2, 3, 7]).unwrap();
    assert_eq!(ids(&register), ["1", "2", "3"]);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((finding.rule.code, &*finding.place.cell), ("F601", "A3"));
    assert!(finding.message.starts_with("2 rows with schools are hidden"), "{}", finding.message);
    // A hidden row of headings or below the schools is nothing.
    assert!(read_with(&lines, |grid| grid.hidden_rows = vec![0, 9]).unwrap().1.is_empty());
}

#[test]
fn one_id_with_two_names_on_two_sheets_is_told_of() {
    let sheet = |name: &str, lines: &[&str]| Grid { sheet: name.to_owned(), ..grid(lines) };
    let primary = sheet(
        "Primary",
        &["school_id,school_name,aliases", "1,Alder School,Sgoil Fhearna", "2,Birch School,"],
    );
    let other = sheet(
        "All",
        &["school_id,school_name", "1,Sgoil Fhearna", "2,Birch Infant School", "3,Cedar School"],
    );
    let (register, findings) =
        Register::of_grids("register.xlsx", &[primary, other], &RegisterColumns::default()).unwrap();
    assert_eq!(ids(&register), ["1", "2", "3"]);
    let told: Vec<&Finding> = findings.iter().filter(|finding| finding.rule.code == "F601").collect();
    let [finding] = told.as_slice() else { panic!("{findings:?}") };
    assert_eq!((&*finding.place.sheet, &*finding.was_read), ("All", "2 | Birch Infant School"));
}

#[test]
fn a_row_that_is_repeated_word_for_word_is_one() {
    let (register, findings) = read(&[
        "school_id,school_name,roll",
        "1,Alder School,120",
        "2,Birch School,80",
        "1,Alder School,120",
    ])
    .unwrap();
    assert_eq!(ids(&register), ["1", "2"]);
    assert_eq!((findings.len(), &*findings[0].place.cell), (1, "A4"));
    // One that says something else is still two.
    assert!(read(&["school_id,school_name,roll", "1,Alder School,120", "1,Alder School,121"]).is_err());
}
