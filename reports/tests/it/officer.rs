//! `officer.xlsx`, read back.

use std::collections::{BTreeMap, BTreeSet};

use schemas::{
    rows::{Item, TableBuilder},
    tables::data,
};

use crate::{
    sample::{self, Sample},
    written::{changed, parts, sheet, sheets, without_schools, write},
};

/// The rows of one of the sample's tables, of the sample's year where they have one, as the texts of some columns.
fn rows_of(made: &Sample, table: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let table = made.tables.iter().find(|known| known.table().name == table).unwrap();
    table
        .rows()
        .filter(|row| row.int("year").is_none_or(|year| year == i64::from(sample::year().number())))
        .map(|row| columns.iter().map(|column| row.text(column).unwrap_or_default().to_owned()).collect())
        .collect()
}

/// A sheet's rows below the head that begins with these words.
fn below(rows: &[Vec<String>], head: &str) -> Vec<Vec<String>> {
    let at = rows.iter().position(|row| row[0] == head).unwrap();
    rows[at + 1..].to_vec()
}

#[test]
fn it_has_every_sheet_in_order() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let expected = [
        "Who needs a call",
        "Signals",
        "Comments",
        "Questions",
        "Wordings",
        "Data quality",
        "Files",
        "Findings",
    ];
    assert_eq!(sheets(&dir.path().join("officer.xlsx")), expected);
}

#[test]
fn it_has_the_wordings_of_a_single_school_too() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let rows = below(&sheet(&dir.path().join("officer.xlsx"), "Wordings"), "Id");
    assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["POL-01", "POL-02", "POL-03"]);
}

#[test]
fn a_school_to_call_stands_in_one_row_with_every_reason() {
    let made = sample::make(25, false, 7);
    let dir = write(&made, without_schools());
    let rows = below(&sheet(&dir.path().join("officer.xlsx"), "Who needs a call"), "Order");
    let mut reasons: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows_of(&made, "mart_call", &["school_id", "statement_id"]) {
        reasons.entry(row[0].clone()).or_default().insert(row[1].clone());
    }
    assert!(reasons.len() > 5);
    assert_eq!(rows.len(), reasons.len(), "a row a school");
    for row in &rows {
        let statements = &reasons[row.last().unwrap()];
        for id in statements.iter().filter(|id| *id != "(all)") {
            assert!(row[3].contains(id.as_str()), "{id} is not in `{}`", row[3]);
        }
        assert!(!row[2].is_empty() && row[3].contains(row[2].as_str()), "{row:?}");
    }
}

#[test]
fn a_pattern_of_a_school_stands_in_one_row_with_every_statement() {
    let made = sample::make(25, false, 7);
    let dir = write(&made, without_schools());
    let rows = below(&sheet(&dir.path().join("officer.xlsx"), "Signals"), "School");
    let all =
        rows_of(&made, "mart_signal", &["school_key", "signal", "statement_id", "other_school_id", "detail"]);
    let patterns: BTreeSet<(&str, &str, &str, &str)> =
        all.iter().map(|row| (row[0].as_str(), row[1].as_str(), row[3].as_str(), row[4].as_str())).collect();
    assert_eq!(rows.len(), patterns.len());
    let n_said: usize = rows.iter().filter_map(|row| row[3].parse::<usize>().ok()).sum();
    assert_eq!(n_said, all.iter().filter(|row| row[2] != "(all)").count(), "no statement is lost");
}

#[test]
fn a_question_says_which_ruling_did_not_settle_it() {
    let made = sample::make(60, false, 7);
    let dir = write(&made, without_schools());
    let rows = below(&sheet(&dir.path().join("officer.xlsx"), "Questions"), "Answers waiting");
    let findings = rows_of(&made, "findings", &["finding_id", "decision"]);
    let mut kinds = BTreeSet::new();
    for row in &rows {
        let finding = findings.iter().find(|finding| finding[0] == row[8]).unwrap();
        let is_ruled = finding[1] == "stands";
        assert_eq!(row[2].ends_with("The ruling `stands` does not settle it"), is_ruled, "{row:?}");
        kinds.insert(is_ruled);
    }
    assert_eq!(kinds.len(), 2);
}

#[test]
fn what_is_most_pressing_is_said_with_how_many_schools() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let said = sheet(&dir.path().join("officer.xlsx"), "Who needs a call")
        .into_iter()
        .map(|row| row[0].clone())
        .find(|cell| cell.contains("in the list"))
        .unwrap();
    let counts: Vec<i64> =
        said.split('(').skip(1).map(|rest| rest.split([' ', ')']).next().unwrap().parse().unwrap()).collect();
    assert!(said.contains(" schools in the list, by what is most pressing: Essential: No ("), "{said}");
    assert!(said.starts_with(&counts.iter().sum::<i64>().to_string()), "{said}");
}

#[test]
fn links_lead_to_the_first_row_of_the_same_school() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let book = dir.path().join("officer.xlsx");
    let calls = sheet(&book, "Who needs a call");
    let xml = parts(&book, "xl/worksheets/sheet1.xml").remove(0).1;
    let mut n_links = 0;
    for name in ["Signals", "Comments"] {
        let there = sheet(&book, name);
        for link in xml
            .split("<hyperlink ")
            .skip(1)
            .filter(|link| link.contains(&format!("'{name}'!")) || link.contains(&format!("\"{name}!")))
        {
            let number = |mark: &str| {
                let from = link.find(mark).unwrap() + mark.len();
                let digits: String = link[from..]
                    .chars()
                    .skip_while(|c| !c.is_ascii_digit())
                    .take_while(char::is_ascii_digit)
                    .collect();
                digits.parse::<usize>().unwrap()
            };
            let (row, target) = (number("ref=\""), number("!A"));
            assert_eq!(calls[row - 1][1], there[target - 1][0], "{link}");
            assert_ne!(there[target - 2][0], there[target - 1][0], "the first row of the school");
            n_links += 1;
        }
    }
    assert!(n_links > 5, "{n_links}");
}

#[test]
fn returns_that_name_no_school_are_said_of_before_schools_are_called() {
    let said = |made: &Sample| -> [String; 2] {
        let dir = write(made, without_schools());
        [("officer.xlsx", "Who needs a call"), ("benchmark.xlsx", "Returns")].map(|(book, name)| {
            sheet(&dir.path().join(book), name).into_iter().flatten().collect::<Vec<_>>().join("\n")
        })
    };
    let begins = "nothing says which school sent it";
    assert!(said(&sample::make(25, false, 7)).iter().all(|said| !said.contains(begins)));
    let mut made = changed(sample::make(25, false, 7), "returns", |row, column| match column {
        _ if row.index() >= 3 => None,
        "status" => Some(Item::from("unidentified")),
        "school_id" => Some(Item::Null),
        _ => None,
    });
    let [calls, returns] = said(&made);
    let each = "Of 3 returns nothing says which school sent it: each may be of any school";
    assert!(
        calls.contains(&format!("{each} below that has not sent its return. Rule on that before")),
        "{calls}"
    );
    assert!(returns.contains(&format!("{each} that is shown as not returned.")), "{returns}");
    // One that may be a certain school's is that school's question, which waits.
    let returns = made.tables.iter().find(|table| table.table().name == "returns").unwrap();
    let first = returns.rows().next().unwrap().str("return_id").to_owned();
    let school = made.tables.iter().find(|table| table.table().name == "schools").unwrap();
    let school = school.rows().next().unwrap().str("school_id").to_owned();
    made = changed(made, "findings", |row, column| {
        (row.index() == 0 && column == "return_id").then(|| Item::from(first.as_str()))
    });
    let findings = made.tables.iter().find(|table| table.table().name == "findings").unwrap();
    let finding = findings.rows().next().unwrap().str("finding_id").to_owned();
    let mut rows = TableBuilder::new(&data::QUESTION_SCHOOLS);
    rows.row_of([("finding_id", Item::from(finding)), ("school_id", Item::from(school))]);
    made.tables.push(rows.finish().unwrap());
    assert!(said(&made)[0].contains("Of 2 returns nothing says"), "{}", said(&made)[0]);
}
