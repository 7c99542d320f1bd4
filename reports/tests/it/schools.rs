//! The schools' workbooks, read back.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};

use arrow::array::{Float64Array, RecordBatch};
use proptest::prelude::*;
use reports::{Options, SchoolNames, views::school::file_name::file_names};
use schemas::{
    checked::{Checked, Row},
    contract::Column,
    paper,
    rows::{Item, TableBuilder},
};
use tempfile::TempDir;

use crate::{
    sample,
    written::{changed, item, parts, sheet, sheets, write},
};

fn books(n: usize, options: Options) -> (TempDir, Vec<PathBuf>) {
    let dir = write(&sample::make(n, true, 7), options);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(dir.path().join("schools")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    (dir, paths)
}

#[test]
fn each_school_that_returned_gets_one_of_two_sheets() {
    let made = sample::make(25, true, 7);
    let n_returned = made
        .tables
        .iter()
        .find(|table| table.table().name == "mart_school")
        .unwrap()
        .rows()
        .filter(|row| row.str("status") == "returned")
        .count();
    let (_dir, paths) = books(25, Options::default());
    assert_eq!(paths.len(), n_returned);
    for path in &paths {
        assert_eq!(sheets(path), ["Your school", "Your answers"]);
        // Any other heading beside these is told of as a school's, where the sheet comes back.
        for name in ["Your school", "Your answers"] {
            let rows = sheet(path, name);
            let heads = rows.iter().filter(|row| row.iter().any(|cell| cell == paper::YOUR_ANSWERS[1]));
            for head in heads.flatten().filter(|head| !head.is_empty()) {
                assert!(paper::is_of_your_answers(head), "{head}");
            }
        }
        // Two sheets of paper.
        for (name, xml) in parts(path, "xl/worksheets/sheet") {
            assert!(xml.contains("fitToPage=\"1\"") && !xml.contains("fitToHeight=\"0\""), "{name}");
        }
    }
}

#[test]
fn no_other_school_is_named_nothing_is_called_weak_and_no_signal_shows() {
    let made = sample::make(25, true, 7);
    let names: BTreeMap<String, String> = made
        .tables
        .iter()
        .find(|table| table.table().name == "schools")
        .unwrap()
        .rows()
        .map(|row| (row.str("school_id").to_owned(), row.str("school_name").to_owned()))
        .collect();
    for school_names in [SchoolNames::Names, SchoolNames::Codes] {
        let (_dir, paths) = books(25, Options { school_names, ..Options::default() });
        for path in &paths {
            let file = path.file_stem().unwrap().to_string_lossy().into_owned();
            let own = file.rsplit_once(" (").unwrap();
            let text: String = parts(path, "xl/").into_iter().map(|(_, text)| text).collect();
            for (id, name) in &names {
                if *name != own.0 {
                    assert!(!text.contains(name.as_str()), "{file} names {name}");
                }
                assert!(format!("{id})") == own.1 || !text.contains(id.as_str()), "{file} names {id}");
            }
            for word in ["weak", "Weak", "word for word", "without evidence"] {
                assert!(!text.contains(word), "{file} says {word}");
            }
        }
    }
}

#[test]
fn the_answers_are_those_that_were_read() {
    let made = sample::make(25, false, 7);
    let (_dir, paths) = {
        let dir = write(&made, Options::default());
        let paths: Vec<PathBuf> = std::fs::read_dir(dir.path().join("schools"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        (dir, paths)
    };
    let facts = made.tables.iter().find(|table| table.table().name == "fact_answer").unwrap();
    for path in &paths {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let id = file.rsplit_once(" (").unwrap().1.trim_end_matches(')').to_owned();
        let rows = sheet(path, "Your answers");
        let head = rows.iter().position(|row| row[0] == "Id").unwrap();
        for fact in facts.rows().filter(|row| row.str("school_key").ends_with(&format!("/{id}"))) {
            let statement = fact.str("statement_key").rsplit('/').next().unwrap();
            let row = rows[head..].iter().find(|row| row[0] == statement).unwrap();
            if fact.str("answer_code") == "partly" {
                assert_eq!(row[2], "Partly", "{file} {statement}");
            }
        }
        let listed = sheet(path, "Your school");
        let n_listed = listed.iter().filter(|row| matches!(row[2].as_str(), "Partly" | "No")).count();
        let n_weak = facts
            .rows()
            .filter(|row| row.str("school_key").ends_with(&format!("/{id}")) && row.flag("is_weak"))
            .count();
        assert_eq!(n_listed, n_weak, "{file}");
    }
}

#[test]
fn of_last_years_parts_the_one_that_answers_is_shown() {
    let said = |made: &sample::Sample| -> BTreeMap<PathBuf, Vec<Vec<String>>> {
        let dir = write(made, Options::default());
        let folder =
            std::fs::read_dir(dir.path().join("schools")).unwrap().map(|entry| entry.unwrap().path());
        folder.map(|path| (path.file_name().unwrap().into(), sheet(&path, "Your answers"))).collect()
    };
    let mut made = sample::make(12, false, 7);
    let whole = said(&made);
    assert!(whole.values().flatten().flatten().any(|cell| cell == "Yes"));
    // A part stands before each return of last year, with nothing on it but a row for every statement.
    let part = |id: &str| id.replacen("R-0", "R-1", 1);
    let other = |id: &str| id.replacen("R-0", "R-2", 1);
    for table in &mut made.before {
        let mut rows: BTreeMap<(String, String), Vec<(&'static str, Item)>> = BTreeMap::new();
        for (number, row) in table.rows().enumerate() {
            let whole: Vec<(&'static str, Item)> =
                table.table().columns.iter().map(|column| (column.name, item(&row, column))).collect();
            let id = part(row.str("return_id"));
            let of_part = whole.iter().cloned().map(|(name, was)| match name {
                "return_id" => (name, Item::from(id.as_str())),
                "status" if table.table().name == "returns" => (name, Item::from("part")),
                "status" => (name, Item::from("missing")),
                "answer"
                | "mark"
                | "statement_as_written"
                | "sheet"
                | "cell"
                | "matched_by"
                | "match_score" => {
                    let column = &table.table().columns[table.table().position(name).unwrap()];
                    (name, if column.is_nullable { Item::Null } else { was })
                }
                _ => (name, was),
            });
            if table.table().name != "comments" {
                let of_part = of_part.collect();
                rows.insert((id, format!("{number:05}")), of_part);
            }
            let id = other(row.str("return_id"));
            let named =
                |(name, item)| (name, if name == "return_id" { Item::from(id.as_str()) } else { item });
            let whole = whole.iter().cloned().map(named).collect();
            rows.insert((id.clone(), format!("{number:05}")), whole);
        }
        let mut builder = TableBuilder::new(table.table());
        for row in rows.into_values() {
            builder.row_of(row);
        }
        *table =
            if table.table().name == "returns" { builder.finish() } else { builder.finish_part() }.unwrap();
    }
    assert_eq!(said(&made), whole);
}

#[test]
fn what_a_school_said_on_another_form_is_no_answer_to_this_one() {
    let said = |made: &sample::Sample| -> BTreeMap<PathBuf, Vec<Vec<String>>> {
        let dir = write(made, Options::default());
        let folder =
            std::fs::read_dir(dir.path().join("schools")).unwrap().map(|entry| entry.unwrap().path());
        folder.map(|path| (path.file_name().unwrap().into(), sheet(&path, "Your answers"))).collect()
    };
    // A form of its own with the same ids, which each school sent as well: No throughout, with words beside it.
    let also = |row: &Row<'_>, column: &Column| match column.name {
        "return_id" => Item::from(row.str("return_id").replacen("R-0", "R-1", 1)),
        "catalogue_id" => Item::from("nursery"),
        "status" if row.text("answer").is_some() => Item::from("answered"),
        "answer" => Item::from("no"),
        "text" => Item::from("Of the nursery."),
        _ => item(row, column),
    };
    let mut made = sample::make(12, false, 7);
    let alone = said(&made);
    for table in &mut made.before {
        let mut builder = TableBuilder::new(table.table());
        for row in table.rows() {
            builder.row_of(table.table().columns.iter().map(|column| (column.name, item(&row, column))));
        }
        for row in table.rows() {
            builder.row_of(table.table().columns.iter().map(|column| (column.name, also(&row, column))));
        }
        *table =
            if table.table().name == "returns" { builder.finish() } else { builder.finish_part() }.unwrap();
    }
    assert!(said(&made) == alone);
    // Where this form was not answered then, nothing stands under that year.
    for table in made.before.iter_mut().filter(|table| table.table().name == "returns") {
        let mut builder = TableBuilder::new(table.table());
        for row in table.rows().filter(|row| row.str("catalogue_id") == "nursery") {
            builder.row_of(table.table().columns.iter().map(|column| (column.name, item(&row, column))));
        }
        *table = builder.finish().unwrap();
    }
    let without = said(&made);
    let year = (sample::YEAR - 1).to_string();
    assert!(alone.values().flatten().flatten().any(|cell| cell.ends_with(&year)));
    assert!(!without.values().flatten().flatten().any(|cell| cell.ends_with(&year)));
}

#[test]
fn a_school_without_similar_ones_is_told_the_true_reason() {
    let why = |code: &'static str| -> String {
        let mut made = sample::make(12, false, 7);
        for table in made.tables.iter_mut().filter(|table| table.table().name == "mart_school") {
            let mut builder = TableBuilder::new(table.table());
            for row in table.rows() {
                let columns = table.table().columns.iter();
                builder.row_of(columns.map(|column| {
                    let value = match column.name {
                        "n_similar" => Item::Int(0),
                        "no_similar" => Item::from(code),
                        "similar_median_yes" | "similar_distance" => Item::Null,
                        _ => item(&row, column),
                    };
                    (column.name, value)
                }));
            }
            *table = builder.finish().unwrap();
        }
        let dir = write(&made, Options::default());
        let path = std::fs::read_dir(dir.path().join("schools")).unwrap().next().unwrap().unwrap().path();
        let said: Vec<String> = sheet(&path, "Your school").into_iter().flatten().collect();
        said.into_iter().find(|cell| cell.starts_with("Similar schools are not shown")).unwrap()
    };
    assert!(why("number_unknown").contains("does not say for your school"));
    assert!(why("few_candidates").contains("fewer than five other schools of your sector"));
    assert!(why("few_answers").contains("answered enough of the statements"));
}

#[test]
fn a_section_without_a_figure_says_why() {
    let said =
        |path: &PathBuf| sheet(path, "Your school").into_iter().flatten().collect::<Vec<_>>().join("\n");
    let why = "A section of which you answered fewer than two thirds has no figure of yours.";
    let (_dir, paths) = books(12, Options::default());
    assert!(paths.iter().all(|path| !said(path).contains(why)));
    let mut made = sample::make(12, true, 7);
    for table in made.tables.iter_mut().filter(|table| table.table().name == "mart_school_section") {
        let at = table.table().position("score").unwrap();
        let mut columns = table.batch().columns().to_vec();
        columns[at] = Arc::new(Float64Array::new_null(table.len()));
        let batch = RecordBatch::try_new(table.batch().schema(), columns).unwrap();
        *table = Checked::new(table.table(), &batch).unwrap();
    }
    let dir = write(&made, Options::default());
    for entry in std::fs::read_dir(dir.path().join("schools")).unwrap() {
        assert!(said(&entry.unwrap().path()).contains(why));
    }
}

#[test]
fn a_school_whose_return_has_no_plan_is_told_so_and_nothing_of_what_it_plans() {
    let said = |made: &sample::Sample| -> Vec<Vec<String>> {
        let dir = write(made, Options::default());
        let folder =
            std::fs::read_dir(dir.path().join("schools")).unwrap().map(|entry| entry.unwrap().path());
        folder.map(|path| sheet(&path, "Your school").into_iter().flatten().collect()).collect()
    };
    let has = |cells: &[String], wanted: &str| cells.iter().any(|cell| cell == wanted);
    let mut made = sample::make(12, false, 7);
    for cells in said(&made) {
        assert!(has(&cells, "In your plan") && has(&cells, "No action yet"));
    }
    made.tables.retain(|table| !["actions", "action_links"].contains(&table.table().name));
    for cells in said(&made) {
        assert!(!has(&cells, "In your plan") && !has(&cells, "No action yet"));
        assert!(has(&cells, "No action was read from your return."));
    }
}

#[test]
fn the_chart_says_what_partly_counts() {
    let title = |partly_score| -> String {
        let (_dir, paths) = books(12, Options { partly_score, ..Options::default() });
        parts(&paths[0], "xl/charts/").into_iter().map(|(_, text)| text).collect()
    };
    assert!(title(0.5).contains("Yes counts 1, Partly a half"));
    assert!(title(0.25).contains("Yes counts 1, Partly 0.25"));
}

#[test]
fn a_section_that_few_others_answered_has_no_figure_of_theirs_and_says_why() {
    let why = "A section that fewer than five of the schools beside yours answered has no figure of theirs, nor has one where it \
               would tell what fewer than five others answered.";
    let made = |held: bool| {
        changed(sample::make(12, false, 7), "mart_school_section", move |row, column| {
            let is_held = held && row.str("section_id") == "infrastructure" && column == "similar_score";
            is_held.then_some(Item::Null)
        })
    };
    for held in [false, true] {
        let dir = write(&made(held), Options::default());
        for entry in std::fs::read_dir(dir.path().join("schools")).unwrap() {
            let rows = sheet(&entry.unwrap().path(), "Your school");
            assert_eq!(rows.iter().flatten().any(|cell| cell == why), held);
            let section = rows.iter().find(|row| row[0] == "Infrastructure").unwrap();
            assert!(section[3] == "0.72" && (section[4] == "0.69") != held, "{section:?}");
        }
    }
}

#[test]
fn what_a_school_typed_is_text_in_every_workbook() {
    let (dir, mut paths) = books(25, Options::default());
    paths.extend(["benchmark.xlsx", "officer.xlsx", "publishable.xlsx"].map(|name| dir.path().join(name)));
    let mut n_typed = 0;
    for path in &paths {
        for (name, xml) in parts(path, "xl/worksheets/") {
            assert!(!xml.contains("<f>") && !xml.contains("<f "), "{} {name}", path.display());
        }
        for (name, xml) in parts(path, "xl/worksheets/_rels/") {
            assert!(!xml.contains("TargetMode=\"External\""), "{} {name}", path.display());
        }
        for (_, text) in parts(path, "xl/sharedStrings.xml") {
            n_typed += text.matches(">=HYPERLINK(").count() + text.matches(">=1+1<").count();
        }
    }
    assert!(n_typed > 20, "{n_typed}");
}

#[test]
fn left_out_where_they_are_not_wanted() {
    let dir = write(&sample::make(8, false, 7), Options { school_workbooks: false, ..Options::default() });
    assert!(!dir.path().join("schools").exists());
    assert!(dir.path().join("benchmark.xlsx").exists());
}

#[test]
fn a_folder_that_cannot_be_written_to_is_named_with_what_to_do() {
    let made = sample::make(3, false, 7);
    let inputs = reports::Inputs {
        year: sample::year(),
        authority_name: "Made-up Council",
        tables: made.tables.iter().collect(),
        before: reports::Tables::new(),
        publications: &[],
        options: Options::default(),
    };
    let dir = tempfile::tempdir().unwrap();
    let error = reports::write_year(&dir.path().join("not there"), &inputs).unwrap_err().to_string();
    assert!(error.contains("not there") && error.contains("benchmark.xlsx"), "{error}");
    assert!(error.contains("See that the folder is there"), "{error}");
}

proptest! {
    #[test]
    fn windows_takes_every_name(schools in prop::collection::vec((any::<String>(), "[0-9A-Za-z/.: -]{1,40}"), 1..20)) {
        let names = file_names(schools.iter().map(|(name, id)| (name.as_str(), id.as_str())));
        prop_assert_eq!(names.len(), schools.len());
        let mut folded = BTreeSet::new();
        for name in &names {
            prop_assert!(name.chars().count() <= 100, "{name}");
            prop_assert!(name.rsplit_once('.').is_some_and(|(_, ending)| ending == "xlsx"));
            prop_assert!(!name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*']), "{name}");
            prop_assert!(!name.chars().any(char::is_control));
            prop_assert!(!name.starts_with([' ', '.']));
            let stem = name.trim_end_matches(".xlsx");
            prop_assert!(!stem.ends_with(' ') && !stem.ends_with('.'));
            let first = name.split([' ', '.']).next().unwrap().to_uppercase();
            prop_assert!(!["CON", "PRN", "AUX", "NUL", "COM1", "LPT9"].contains(&first.as_str()), "{name}");
            prop_assert!(folded.insert(name.to_lowercase()), "{name} twice");
        }
    }

    #[test]
    fn device_names_are_set_apart(name in "(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])([ .][a-z]{0,5})?") {
        let made = file_names([(name.as_str(), "1")]);
        prop_assert!(made[0].starts_with('_'), "{}", made[0]);
    }
}

#[test]
fn nothing_can_be_subtracted_down_to_fewer_than_five_schools() {
    let counts = |cell: &str| -> Option<(i64, i64)> {
        let (yes, of) = cell.split_once(" of ")?;
        Some((yes.parse().ok()?, of.parse().ok()?))
    };
    let mut n_beside = 0;
    for n in 6..22 {
        let (_dir, paths) = books(n, Options::default());
        for path in &paths {
            let rows = sheet(path, "Your answers");
            let Some(head) = rows.iter().position(|row| row[0] == "Id") else { continue };
            let Some(similar) = rows[head].iter().position(|cell| cell == "In similar schools") else {
                continue;
            };
            for row in &rows[head + 1..] {
                let (Some(all), Some(similar)) = (counts(&row[3]), counts(&row[similar])) else { continue };
                let own = i64::from(matches!(row[2].as_str(), "Yes" | "Partly" | "No"));
                let rest = all.1 - own - similar.1;
                assert!(rest == 0 || rest >= 5, "{n} schools, {}: {row:?}", path.display());
                n_beside += 1;
            }
        }
    }
    assert!(n_beside > 100, "{n_beside}");
}
