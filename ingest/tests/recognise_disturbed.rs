//! Forms with one thing amiss: a cell too many or too few, a row or a column put in or taken out. Whatever it is, no answer
//! becomes another, and none is lost unsaid.

mod table;

use std::collections::BTreeMap;

use ingest::grid::{Cell, Grid, Look, Value};
use schemas::answer::Answer;
use table::{Read, read, sheet};

/// Tick columns in sections; one answer column; an export; a collation; a long list; answers beneath; a form on its side;
/// two columns of statements.
const FORMS: [&str; 8] = [
    "| School | Back School |
     | Date | 12/03/2026 |

     | Policy | Yes | Partly | No | Evidence |
     | {POL-02} | x | | | minutes |
     | {POL-03} | | x | | |
     | {POL-05} | | | x | |
     | {POL-06} | x | | | |
     | {POL-07} | x | | | see the folder on the shared drive |
     | Incidents | Yes | Partly | No | Evidence |
     | {INC-02} | | | x | |
     | {INC-03} | x | | | |
     | {INC-04} | | x | | |",
    "| School | Back School |

     | No. | Statement | Response | Comments |
     | 1 | {POL-02} | Yes | minutes |
     | 2 | {POL-03} | Partly | |
     | 3 | {POL-05} | No | |
     | 4 | {POL-06} | Yes | |
     | 5 | {POL-07} | Yes | see the folder on the shared drive |
     | 6 | {INC-02} | No | |",
    "| Timestamp | School | {POL-02} | {POL-03} | {POL-05} | {POL-06} | {POL-07} | Comments |
     | 1 | Back School | Yes | No | Partly | Yes | Yes | all good here |
     | 2 | Tong School | No | No | Partly | Yes | No | |
     | 3 | Lionel School | No | Yes | Partly | No | No | |",
    "| Statement | Back School | Tong School | Lionel School |
     | {POL-02} | Yes | No | Yes |
     | {POL-03} | Partly | Yes | Yes |
     | {POL-05} | No | Yes | No |
     | {POL-06} | Yes | Yes | Partly |
     | {POL-07} | Yes | No | Partly |",
    "| School | Statement | Answer | Comment |
     | Back School | {POL-02} | Yes | |
     | Back School | {POL-03} | No | |
     | Back School | {POL-05} | Partly | |
     | Back School | {POL-06} | Yes | |
     | Tong School | {POL-02} | Partly | |
     | Tong School | {POL-03} | Yes | |
     | Tong School | {POL-05} | Yes | |
     | Tong School | {POL-06} | No | |",
    table::BENEATH,
    "| | {POL-02} | {POL-03} | {POL-05} | {POL-06} | {POL-07} |
     | Yes | x | | | x | x |
     | Partly | | x | | | |
     | No | | | x | | |
     | Comments | seen | | | | |",
    "| Statement | Yes | Partly | No | Statement | Yes | Partly | No |
     | {POL-02} | x | | | {INC-02} | | x | |
     | {POL-03} | | x | | {INC-03} | x | | |
     | {POL-05} | | | x | {INC-04} | x | | |
     | {POL-06} | x | | | {INC-05} | | | x |",
];

/// What may stand in a cell that was empty.
const PUT: [&str; 7] =
    ["x", "Yes", "No", "n/a", "3", "See above", "The filter blocks too much in the upper school"];

/// The answers by school and statement.
type Answers = BTreeMap<(String, String), Answer>;

fn answers(read: &Read) -> Answers {
    let mut answers = Answers::new();
    for (number, reading) in read.returns.iter().enumerate() {
        let name = reading.school.name.as_ref().map(|name| name.text.clone());
        let school = name.unwrap_or_else(|| format!("? {number}"));
        let said = reading.answers.iter().filter_map(|answer| Some((&answer.statement_id, answer.answer?)));
        answers.extend(said.map(|(id, answer)| ((school.clone(), id.as_str().to_owned()), answer)));
    }
    answers
}

/// What a person is told.
fn said(read: &Read) -> Vec<(&str, &str)> {
    read.findings.iter().map(|finding| (finding.rule.code, finding.message.as_str())).collect()
}

/// Every form that differs from this one by one thing, with what that is.
fn disturbed(form: &Grid) -> Vec<(String, Grid)> {
    let last = |of: fn(&Cell) -> u32| form.cells.iter().map(of).max().unwrap_or(0);
    let (rows, columns) = (last(|cell| cell.row) + 3, last(|cell| cell.column) + 3);
    let changed = |change: &dyn Fn(&mut Vec<Cell>)| {
        let mut grid = form.clone();
        change(&mut grid.cells);
        grid
    };
    let mut all = Vec::new();
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        if form.at(row, column).is_some() {
            let without = changed(&|cells| cells.retain(|cell| (cell.row, cell.column) != (row, column)));
            all.push((format!("without {row} {column}"), without));
            continue;
        }
        for put in PUT {
            let value = put.parse().map_or_else(|_| Value::Text(put.into()), Value::Number);
            let cell = Cell { row, column, value, look: Look::default() };
            let with = changed(&|cells| {
                let at = cells.partition_point(|known| (known.row, known.column) < (row, column));
                cells.insert(at, cell.clone());
            });
            all.push((format!("{put:?} in {row} {column}"), with));
        }
    }
    for row in 0..rows {
        let more =
            changed(&|cells| cells.iter_mut().filter(|cell| cell.row >= row).for_each(|cell| cell.row += 1));
        let fewer = changed(&|cells| {
            cells.retain(|cell| cell.row != row);
            cells.iter_mut().filter(|cell| cell.row > row).for_each(|cell| cell.row -= 1);
        });
        all.extend([(format!("a row more at {row}"), more), (format!("without row {row}"), fewer)]);
    }
    for column in 0..columns {
        let more = changed(&|cells| {
            cells.iter_mut().filter(|cell| cell.column >= column).for_each(|cell| cell.column += 1);
        });
        all.push((format!("a column more at {column}"), more));
    }
    all
}

#[test]
fn one_thing_amiss_makes_no_answer_another_and_loses_none_unsaid() {
    for form in FORMS {
        let form = sheet("Return", form);
        let undisturbed = read(std::slice::from_ref(&form));
        let (given, said_before) = (answers(&undisturbed), said(&undisturbed));
        assert!(given.len() >= 4);
        for (what, grid) in disturbed(&form) {
            let read = read(&[grid]);
            let now = answers(&read);
            // A school's name may be what is amiss.
            let is_known = |(key, answer): &(&(String, String), &Answer)| match given.get(*key) {
                Some(given) => given == *answer,
                None => key.0.starts_with('?') && given.keys().all(|(school, _)| !school.starts_with('?')),
            };
            let other = now.iter().find(|said| !is_known(said));
            assert_eq!(other, None, "{what}: {:?}", form.cells[0].value);
            let is_said = said(&read) != said_before;
            assert!(now.len() >= given.len() || is_said, "{what}: {:?}", form.cells[0].value);
        }
    }
}
