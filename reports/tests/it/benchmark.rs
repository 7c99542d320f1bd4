//! `benchmark.xlsx`, read back.

use reports::{Options, SchoolNames};
use schemas::{
    checked::{Checked, Row},
    contract::Column,
    rows::{Item, TableBuilder},
};

use crate::{
    sample,
    written::{changed, item, parts, sheet, sheets, without_schools, write},
};

#[test]
fn it_has_every_sheet_in_order_one_a_form_where_forms_differ() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let expected = [
        "Read me",
        "Headlines",
        "Returns",
        "Returns by group",
        "Weaknesses",
        "Strengths",
        "Sections",
        "Statements",
        "School by statement",
        "Schools",
        "Groups",
        "Change",
        "Weak together",
        "Actions",
        "Weak without an action",
        "Wordings",
        "Data quality",
        "Method",
    ];
    assert_eq!(sheets(&dir.path().join("benchmark.xlsx")), expected);
    let dir = write(&sample::make(60, true, 7), without_schools());
    let names = sheets(&dir.path().join("benchmark.xlsx"));
    assert!(
        names.contains(&"Weaknesses A".to_owned()) && names.contains(&"Weaknesses B".to_owned()),
        "{names:?}"
    );
}

#[test]
fn headlines_are_sentences_with_their_counts() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let rows = sheet(&dir.path().join("benchmark.xlsx"), "Headlines");
    let words: Vec<&str> =
        rows.iter().filter_map(|row| row.get(1)).map(String::as_str).filter(|w| !w.is_empty()).collect();
    assert!(words.len() >= 8, "{words:#?}");
    assert!(words.iter().all(|sentence| sentence.ends_with('.')), "{words:#?}");
    assert!(words[0].contains("of 25 expected"), "{}", words[0]);
    assert!(words[1].contains("that answered have this not yet in place"), "{}", words[1]);
}

#[test]
fn large_numbers_of_a_sentence_are_written_as_those_of_the_tables() {
    let dir = write(&sample::make(220, false, 7), without_schools());
    let rows = sheet(&dir.path().join("benchmark.xlsx"), "Headlines");
    let words: String = rows.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let bare = words.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() > 3);
    assert!(bare.clone().all(|digits| digits.starts_with("20")), "{:?}", bare.collect::<Vec<_>>());
    assert!(words.contains(" of 1,") || words.contains(" of 2,"), "{words}");
}

#[test]
fn nothing_is_said_of_chance_where_nothing_was_tested() {
    let said = |n_schools| {
        let made = sample::make(n_schools, false, 7);
        let changes = made.tables.iter().find(|table| table.table().name == "mart_change").unwrap();
        let n_tested = changes.rows().filter(|row| row.str("verdict") == "no_clear_change").count();
        let dir = write(&made, without_schools());
        let rows = sheet(&dir.path().join("benchmark.xlsx"), "Headlines");
        let words =
            rows.iter().filter_map(|row| row.get(1)).find(|words| words.contains("Since 20")).cloned();
        (n_tested, words.unwrap())
    };
    let (n_tested, few) = said(25);
    assert!(n_tested == 0 && few.contains("too few schools answered both times"), "{few}");
    assert!(!few.contains("beyond what chance"), "{few}");
    let (n_tested, many) = said(60);
    assert!(n_tested > 1 && many.contains(&format!("none of the {n_tested} statements")), "{many}");
}

#[test]
fn a_group_of_too_few_schools_is_not_shown_but_named_with_the_reason() {
    let made = sample::make(13, false, 7);
    let gates = made.tables.iter().find(|table| table.table().name == "mart_gate").unwrap();
    let groups = |is_shown: bool| -> Vec<(String, String)> {
        gates
            .rows()
            .filter(|row| row.str("analysis") == "group" && row.flag("is_shown") == is_shown)
            .map(|row| (row.str("group_value").to_owned(), row.str("reason").replace("not shown: ", "")))
            .collect()
    };
    let dir = write(&made, without_schools());
    let cells: Vec<String> =
        sheet(&dir.path().join("benchmark.xlsx"), "Groups").into_iter().flatten().collect();
    let is_head = |value: &str| {
        cells.iter().any(|cell| cell.starts_with(&format!("{value} (")) && cell.ends_with("returned)"))
    };
    assert!(!groups(false).is_empty() && !groups(true).is_empty());
    for (value, reason) in groups(false) {
        assert!(!is_head(&value), "{value}");
        let said = format!("{value} ({reason})");
        assert!(cells.iter().any(|cell| cell.starts_with("Not shown: ") && cell.contains(&said)), "{said}");
    }
    assert!(groups(true).iter().all(|(value, _)| is_head(value)));
}

#[test]
fn a_figure_that_few_schools_of_a_group_answered_is_not_shown() {
    // Of the schools of West, all of which sent the form, few answered one section and one statement.
    let few = |row: &Row<'_>, column: &str| {
        let is_it = row.str("group_value") == "West"
            && (row.text("section_id") == Some("infrastructure")
                || row.text("statement_id") == Some("POL-02"));
        match column {
            _ if !is_it => None,
            "n_schools_answered" | "n_partly" | "n_weak" => Some(Item::Int(4)),
            "n_yes" | "n_no" => Some(Item::Int(0)),
            "weak_rate" => Some(Item::Float(1.0)),
            _ => None,
        }
    };
    let made = changed(sample::make(60, false, 7), "mart_section", few);
    let made = changed(made, "mart_statement", few);
    let dir = write(&made, without_schools());
    let rows = sheet(&dir.path().join("benchmark.xlsx"), "Groups");
    let at = rows.iter().position(|row| row.iter().any(|cell| cell.starts_with("West ("))).unwrap();
    let west = rows[at].iter().position(|cell| cell.starts_with("West (")).unwrap();
    let of = |what: &str| rows[at..].iter().find(|row| row.iter().any(|cell| cell == what)).unwrap();
    for what in ["Infrastructure", "POL-02"] {
        assert_eq!(of(what)[west], "", "{what}");
        assert!(!of(what)[2].is_empty() && !of(what)[west - 1].is_empty(), "{what}");
    }
    assert!(!of("Policy")[west].is_empty() && !of("POL-01")[west].is_empty());
    let why = "No share stands where too few schools of the group answered.";
    assert_eq!(rows.iter().flatten().filter(|cell| *cell == why).count(), 1);
    let page = std::fs::read_to_string(dir.path().join("report.html")).unwrap();
    let profiles: Vec<&str> = page
        .split("id=\"t-profile")
        .skip(1)
        .map(|rest| rest.split("</table>").next().unwrap())
        .filter(|profile| profile.contains("West"))
        .collect();
    let is_told = |title: &str| profiles.iter().any(|profile| profile.contains(title));
    assert!(is_told("Policy: answers") && !is_told("Infrastructure: answers"), "{profiles:?}");
}

#[test]
fn of_a_form_without_any_action_plan_nobody_is_said_to_plan_nothing() {
    let unknown = |of: &'static [&'static str]| {
        changed(sample::make(60, true, 7), "mart_action", move |row, column| {
            let is_it = of.contains(&row.str("catalogue_id"));
            match column {
                "n_with_action" | "n_without_action" if is_it => Some(Item::Null),
                "n_actions" | "n_done" if is_it => Some(Item::Int(0)),
                _ => None,
            }
        })
    };
    let said = |made: &sample::Sample, name: &str| -> Vec<String> {
        let dir = write(made, without_schools());
        sheet(&dir.path().join("benchmark.xlsx"), name).into_iter().flatten().collect()
    };
    let all = unknown(&["online-safety-practice", "cnes-e-safety"]);
    assert!(!said(&all, "Headlines").iter().any(|cell| cell.contains("action")));
    for name in ["Weak without an action", "Actions"] {
        let cells = said(&all, name);
        for form in ["A", "B"] {
            let why = format!("Not shown: no return of form {form} that counts has an action plan.");
            assert!(cells.contains(&why), "{cells:?}");
        }
        assert!(!cells.iter().any(|cell| cell.starts_with("Every school") || cell.starts_with("No action")));
    }
    let one = unknown(&["cnes-e-safety"]);
    let cells = said(&one, "Weak without an action");
    assert!(cells.iter().any(|cell| cell.starts_with("POL-")) && !cells.iter().any(|cell| cell == "ESC-01"));
    assert!(cells.iter().any(|cell| cell.starts_with("Not shown: no return of form B")));
    assert!(!cells.iter().any(|cell| cell.starts_with("Not shown: no return of form A")));
    assert!(said(&one, "Headlines").iter().any(|cell| cell.contains("sent no action about it")));
}

#[test]
fn of_a_year_in_which_no_return_counts_nothing_is_said_to_be_in_place() {
    // Every form waits for its school to be known.
    let nothing = |row: &Row<'_>, column: &str| match column {
        "n_expected" => None,
        "n_not_returned" => Some(Item::Int(row.count("n_expected"))),
        "n_actions" | "n_done" => Some(Item::Int(0)),
        "band" => Some(Item::from("not_shown")),
        name if name.starts_with("n_with") => Some(Item::Null),
        name if name.starts_with("n_") && name != "n_statements" => Some(Item::Int(0)),
        "weak_rate" | "severe_rate" | "bound_low" | "bound_high" | "score" | "weak_low" | "weak_high"
        | "weak_rank" | "rank_low" | "rank_high" | "p_worst_5" | "p_best_5" => Some(Item::Null),
        _ => None,
    };
    let mut made = sample::make(12, false, 7);
    made.tables.retain(|table| table.table().name != "mart_change");
    for name in ["mart_statement", "mart_section", "mart_theme", "mart_response", "mart_action"] {
        made = changed(made, name, nothing);
    }
    let n_came = made.tables.iter().find(|table| table.table().name == "returns").unwrap().len();
    made = changed(made, "returns", |_, column| match column {
        "status" => Some(Item::from("unidentified")),
        "school_id" => Some(Item::Null),
        _ => None,
    });
    let dir = write(&made, without_schools());
    let said = |name: &str| -> String {
        let cells = sheet(&dir.path().join("benchmark.xlsx"), name).into_iter().flatten();
        cells.collect::<Vec<_>>().join("\n")
    };
    let headlines = said("Headlines");
    assert!(!headlines.contains("in place"), "{headlines}");
    assert!(!headlines.contains("Nothing has come"), "{headlines}");
    let waits = format!(
        "Nothing known to be theirs has come from 12 schools; the school of {n_came} returns is not known for sure."
    );
    assert!(headlines.contains(&waits), "{headlines}");
    for (name, head) in [("Weaknesses", "largest"), ("Strengths", "smallest")] {
        let cells = said(name);
        assert!(cells.contains(&format!("Statements with the {head} share")), "{cells}");
        assert!(cells.contains("No statement has been answered yet."), "{cells}");
    }
    let gaps = said("Weak without an action");
    assert!(!gaps.contains("Every school has"), "{gaps}");
}

#[test]
fn a_form_not_yet_confirmed_is_called_so_however_many_columns_it_has() {
    let dir = write(&sample::make(60, true, 7), without_schools());
    for (name, text) in parts(&dir.path().join("benchmark.xlsx"), "xl/sharedStrings") {
        assert!(text.contains("not yet confirmed what the columns of this form mean"), "{name}");
        assert!(!text.contains("four columns"), "{name}");
    }
}

#[test]
fn bars_of_one_sheet_can_be_held_against_each_other() {
    let made = sample::make(25, false, 7);
    let dir = write(&made, without_schools());
    let path = dir.path().join("benchmark.xlsx");
    let schools = made.tables.iter().find(|table| table.table().name == "mart_school").unwrap();
    let largest = schools.rows().map(|row| row.count("n_yes").max(row.count("n_weak"))).max().unwrap();
    let at = sheets(&path).iter().position(|name| name == "Schools").unwrap() + 1;
    let xml = parts(&path, &format!("xl/worksheets/sheet{at}.xml")).remove(0).1;
    let ends: Vec<&str> = xml
        .split("<dataBar>")
        .skip(1)
        .filter_map(|bar| bar.split("<cfvo type=\"num\" val=\"").nth(2)?.split('"').next())
        .collect();
    // Yes, Partly and No: three bars, one scale.
    assert_eq!(ends, [largest.to_string(), largest.to_string(), largest.to_string()]);
}

#[test]
fn each_cell_of_the_heat_map_says_the_word() {
    let made = sample::make(25, false, 7);
    let dir = write(&made, without_schools());
    let rows = sheet(&dir.path().join("benchmark.xlsx"), "School by statement");
    let head = rows.iter().position(|row| row[0] == "School").unwrap();
    assert!(rows[head][2].starts_with("POL-01 "), "{:?}", rows[head]);
    let words = ["Yes", "Partly", "No", "N/A", "Blank", "Two marks", "Unreadable", "Not on form"];
    let facts = made.tables.iter().find(|table| table.table().name == "fact_answer").unwrap();
    let mut n_words = 0;
    for row in &rows[head + 1..] {
        for cell in &row[2..] {
            assert!(words.contains(&cell.as_str()), "`{cell}` in {row:?}");
            n_words += 1;
        }
    }
    assert_eq!(n_words, facts.len());
    let n_no = rows[head + 1..].iter().flat_map(|row| &row[2..]).filter(|cell| *cell == "No").count();
    assert_eq!(n_no, facts.rows().filter(|row| row.text("answer") == Some("no")).count());
}

#[test]
fn nothing_said_in_confidence_stands_in_it() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    for (name, text) in parts(&dir.path().join("benchmark.xlsx"), "xl/sharedStrings") {
        for secret in
            ["Reviewed in May", "HYPERLINK", "cluster schools", "word for word", "Staff training in November"]
        {
            assert!(!text.contains(secret), "{name} has `{secret}`");
        }
    }
}

#[test]
fn codes_hide_every_name() {
    let made = sample::make(25, false, 7);
    let dir = write(&made, Options { school_names: SchoolNames::Codes, ..without_schools() });
    let text: String =
        parts(&dir.path().join("benchmark.xlsx"), "xl/").into_iter().map(|(_, text)| text).collect();
    let schools = made.tables.iter().find(|table| table.table().name == "schools").unwrap();
    for row in schools.rows() {
        assert!(!text.contains(row.str("school_name")), "{}", row.str("school_name"));
        assert!(!text.contains(row.str("school_id")), "{}", row.str("school_id"));
    }
    assert!(text.contains("School 07"));
}

#[test]
fn tables_have_filters_and_heads_stay_in_sight() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let book = dir.path().join("benchmark.xlsx");
    let tables = parts(&book, "xl/tables/");
    assert!(tables.len() >= 15);
    for (name, text) in &tables {
        assert!(text.contains("<autoFilter "), "{name}");
    }
    let frozen = parts(&book, "xl/worksheets/sheet")
        .iter()
        .filter(|(_, text)| text.contains("state=\"frozen\""))
        .count();
    assert!(frozen >= 12, "{frozen}");
    assert!(parts(&book, "xl/charts/chart").len() >= 4);
}

#[test]
fn links_lead_to_rows_that_are_there() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let book = dir.path().join("benchmark.xlsx");
    let names = sheets(&book);
    let at = names.iter().position(|name| name == "School by statement").unwrap() + 1;
    let (_, xml) = parts(&book, &format!("xl/worksheets/sheet{at}.xml")).remove(0);
    let map = sheet(&book, "School by statement");
    let schools = sheet(&book, "Schools");
    let mut n_links = 0;
    for link in xml.split("<hyperlink ").skip(1) {
        let value =
            |name: &str| link.split(&format!("{name}=\"")).nth(1).and_then(|r| r.split('"').next()).unwrap();
        let row: usize = value("ref").trim_start_matches('A').parse().unwrap();
        let target: usize = value("location").rsplit("!A").next().unwrap().parse().unwrap();
        assert_eq!(map[row - 1][0], schools[target - 1][0]);
        n_links += 1;
    }
    assert!(n_links >= 20, "{n_links}");
}

#[test]
fn the_same_tables_make_the_same_bytes() {
    let made = sample::make(60, true, 7);
    let first = write(&made, without_schools());
    let second = write(&made, without_schools());
    let read = |dir: &tempfile::TempDir| std::fs::read(dir.path().join("benchmark.xlsx")).unwrap();
    assert!(read(&first) == read(&second));
}

#[test]
fn too_many_schools_for_the_map_is_a_sentence() {
    let dir = write(&sample::make(1300, false, 7), without_schools());
    let rows = sheet(&dir.path().join("benchmark.xlsx"), "School by statement");
    assert!(rows.iter().flatten().any(|cell| cell.starts_with("Not shown: 1,")), "{:?}", &rows[..5]);
    assert!(rows.len() < 10);
}

#[test]
fn a_year_without_a_return_still_opens() {
    let empty = sample::Sample { tables: Vec::new(), before: Vec::new() };
    let dir = write(&empty, without_schools());
    assert!(sheets(&dir.path().join("benchmark.xlsx")).contains(&"Read me".to_owned()));
}

#[test]
fn words_of_one_school_alone_are_not_for_the_working_group() {
    let made = sample::make(25, false, 7);
    let dir = write(&made, without_schools());
    let path = dir.path().join("benchmark.xlsx");
    let rows = sheet(&path, "Wordings");
    let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).filter(|id| id.starts_with("POL-")).collect();
    assert_eq!(ids, ["POL-01", "POL-03"]);
    assert!(rows.iter().any(|row| row[0].starts_with("In 1 further place, fewer than three schools")));
    for part in ["benchmark.xlsx", "report.html"] {
        let file = std::fs::read(dir.path().join(part)).unwrap();
        assert!(!String::from_utf8_lossy(&file).contains("Mrs Macleod"), "{part}");
    }
    let strings = parts(&path, "xl/sharedStrings.xml").remove(0).1;
    assert!(!strings.contains("Mrs Macleod"));
}

#[test]
fn answers_to_words_of_another_meaning_are_told_of() {
    let dir = write(&sample::make(25, false, 7), without_schools());
    let path = dir.path().join("benchmark.xlsx");
    let rows = sheet(&path, "Wordings");
    let other = rows.iter().find(|row| row[0] == "POL-01").unwrap();
    assert!(other.contains(&"Other meaning".to_owned()), "{other:?}");
    let tally = sheet(&path, "Data quality");
    let row = tally.iter().find(|row| row[0].contains("of another meaning than")).unwrap();
    assert_eq!(row[1], "4");
}

#[test]
fn nothing_is_said_of_what_is_most_or_strongest_where_all_are_alike() {
    let made = sample::make(25, false, 7);
    let path = |tables: Vec<Checked>| {
        let dir = write(&sample::Sample { tables, before: made.before.clone() }, without_schools());
        let rows = sheet(&dir.path().join("benchmark.xlsx"), "Headlines");
        rows.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let all = path(made.tables.clone());
    assert!(all.contains("The strongest:") && all.contains("The section with most still to do"), "{all}");
    let zero = |column: &Column, row: &Row<'_>| -> Item {
        match column.name {
            "n_weak" | "n_partly" | "n_no" => Item::Int(0),
            "weak_rate" => Item::Float(0.0),
            "weak_rank" | "rank_low" => Item::Int(1),
            _ => item(row, column),
        }
    };
    let tables = made
        .tables
        .iter()
        .map(|table| {
            if !["mart_statement", "mart_section"].contains(&table.table().name) {
                return table.clone();
            }
            let mut builder = TableBuilder::new(table.table());
            for row in table.rows() {
                let columns = table.table().columns.iter();
                builder.row_of(columns.map(|column| (column.name, zero(column, &row))));
            }
            builder.finish().unwrap()
        })
        .collect();
    let alike = path(tables);
    assert!(!alike.contains("trongest") && !alike.contains("The section with most"), "{alike}");
}
