//! Every additive mart against a recount that knows nothing of groups, codes or Polars: loops over lines.
//! In: random small books. Out: assertions. Never shares a line with what it checks.

use std::{collections::BTreeMap, fmt::Write};

use proptest::prelude::*;
use schemas::tables::{marts as contracts, star as star_contracts};

use super::{YearText, of, tables};

/// A statement of the random book: catalogue, id, section, theme.
const STATEMENTS: [(&str, &str, &str, &str); 6] = [
    ("one", "AAA-01", "first", "parents"),
    ("one", "AAA-02", "first", "staff"),
    ("one", "AAA-03", "second", "parents"),
    ("two", "BBB-01", "whole", "parents"),
    ("two", "BBB-02", "whole", "pupils"),
    ("one", "AAA-04", "second", "pupils"),
];

/// A school of the random book: sector, catalogue expected, and by year what it sent of which catalogue.
#[derive(Clone, Debug)]
struct School {
    sector: &'static str,
    expected: &'static str,
    sent: [Option<(&'static str, String)>; 2],
}

fn school() -> impl Strategy<Value = School> {
    let letter = prop::sample::select("yyyyppnnaYPN.mu-".chars().collect::<Vec<_>>());
    let catalogue = prop::sample::select(vec!["one", "one", "two"]);
    let sent = (catalogue.clone(), prop::collection::vec(letter, 4)).prop_map(|(catalogue, letters)| {
        let n = if catalogue == "one" { 4 } else { 2 };
        (catalogue, letters.into_iter().take(n).collect::<String>())
    });
    let sent = prop::option::weighted(0.8, sent);
    (prop::sample::select(vec!["primary", "secondary", "-"]), catalogue, sent.clone(), sent)
        .prop_map(|(sector, expected, then, now)| School { sector, expected, sent: [then, now] })
}

fn text(schools: &[School], at: usize) -> YearText {
    let mut text = YearText { year: 2025 + i32::try_from(at).unwrap(), ..YearText::default() };
    for (catalogue, id, section, theme) in STATEMENTS {
        writeln!(text.statements, "{catalogue} {id} {section} {theme}").unwrap();
    }
    for (no, school) in schools.iter().enumerate() {
        writeln!(text.schools, "s{no:02} {} 10 {}", school.sector, school.expected).unwrap();
        if let Some((catalogue, letters)) = &school.sent[at] {
            writeln!(text.returns, "s{no:02} {catalogue} {letters}").unwrap();
        }
    }
    text
}

/// Nothing came.
const NOTHING: char = '_';

/// Everything that was expected in a year, one by one: school, statement, the letter of what was said.
fn expected(schools: &[School], at: usize) -> Vec<(usize, usize, char)> {
    let mut found = Vec::new();
    for (no, school) in schools.iter().enumerate() {
        let sent = school.sent[at].as_ref();
        for catalogue in ["one", "two"] {
            let has_sent = sent.is_some_and(|(of, _)| *of == catalogue);
            if school.expected != catalogue && !has_sent {
                continue;
            }
            let mut letters = sent.filter(|_| has_sent).map_or("", |(_, letters)| letters).chars();
            for (statement, _) in STATEMENTS.iter().enumerate().filter(|(_, s)| s.0 == catalogue) {
                found.push((no, statement, letters.next().unwrap_or(NOTHING)));
            }
        }
    }
    found
}

fn sector(school: &School) -> &'static str {
    if school.sector == "-" { "(none)" } else { school.sector }
}

/// The letters, and the column that counts each.
const COUNTED: [(char, &str); 9] = [
    ('y', "n_yes"),
    ('p', "n_partly"),
    ('n', "n_no"),
    ('a', "n_not_applicable"),
    ('.', "n_blank"),
    ('m', "n_multiple"),
    ('u', "n_unreadable"),
    ('-', "n_missing"),
    (NOTHING, "n_not_returned"),
];

/// Which count a letter adds to.
fn place(letter: char) -> usize {
    COUNTED.iter().position(|(of, _)| *of == letter.to_ascii_lowercase()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_count_is_what_a_plain_loop_finds(schools in prop::collection::vec(school(), 1..12)) {
        let years = [text(&schools, 0), text(&schools, 1)];
        let tables = tables(&years);
        let mut by_statement: BTreeMap<Vec<String>, [i64; 11]> = BTreeMap::new();
        let mut by_part: BTreeMap<Vec<String>, [i64; 9]> = BTreeMap::new();
        let mut by_school: BTreeMap<Vec<String>, [i64; 9]> = BTreeMap::new();
        for (at, year) in ["2025", "2026"].into_iter().enumerate() {
            for (no, statement, letter) in expected(&schools, at) {
                let said = place(letter);
                let (catalogue, id, section, theme) = STATEMENTS[statement];
                let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
                for group in [("all", "all"), ("sector", sector(&schools[no]))] {
                    let counts = by_statement.entry(words(&[year, catalogue, group.0, group.1, id])).or_default();
                    counts[said] += 1;
                    counts[9] += i64::from(letter.is_ascii_uppercase());
                    counts[10] += i64::from(letter == 'y');
                    for part in [("section", section), ("theme", theme)] {
                        let key = words(&[part.0, year, catalogue, group.0, group.1, part.1]);
                        by_part.entry(key).or_default()[said] += 1;
                    }
                }
                let name = format!("s{no:02}");
                by_school.entry(words(&[year, catalogue, &name, ""])).or_default()[said] += 1;
                by_school.entry(words(&[year, catalogue, &name, section])).or_default()[said] += 1;
            }
        }
        let statements = of(&tables, &contracts::MART_STATEMENT);
        let mut n_rows = 0;
        for row in statements.rows() {
            let year = row.count("year").to_string();
            let key = [&year, row.str("catalogue_id"), row.str("group_by"), row.str("group_value"), row.str("statement_id")]
                .map(str::to_owned)
                .to_vec();
            let counts = by_statement[&key];
            let found = COUNTED.map(|(_, name)| row.count(name));
            prop_assert_eq!(found.as_slice(), &counts[..9], "{:?}", key);
            prop_assert_eq!(row.count("n_evidence"), counts[9]);
            prop_assert_eq!(row.count("n_yes_no_evidence"), counts[10]);
            prop_assert_eq!(row.count("n_expected"), counts[..9].iter().sum::<i64>());
            prop_assert_eq!(row.count("n_weak"), counts[1] + counts[2]);
            n_rows += 1;
        }
        prop_assert_eq!(n_rows, by_statement.len());
        for (kind, table, name) in
            [("section", &contracts::MART_SECTION, "section_id"), ("theme", &contracts::MART_THEME, "theme")]
        {
            for row in of(&tables, table).rows() {
                let year = row.count("year").to_string();
                let key = [kind, &year, row.str("catalogue_id"), row.str("group_by"), row.str("group_value"), row.str(name)]
                    .map(str::to_owned)
                    .to_vec();
                prop_assert_eq!(COUNTED.map(|(_, name)| row.count(name)), by_part.remove(&key).unwrap(), "{:?}", key);
            }
        }
        prop_assert!(by_part.is_empty());
        for (table, name) in [(&contracts::MART_SCHOOL, "none"), (&contracts::MART_SCHOOL_SECTION, "section_id")] {
            for row in of(&tables, table).rows() {
                let year = row.count("year").to_string();
                let key = [&year, row.str("catalogue_id"), row.str("school_id"), row.str(name)].map(str::to_owned).to_vec();
                prop_assert_eq!(COUNTED.map(|(_, name)| row.count(name)), by_school.remove(&key).unwrap(), "{:?}", key);
            }
        }
        prop_assert!(by_school.is_empty());
        change(&schools, &tables);
        facts(&schools, &tables);
    }
}

/// Improved, worsened and same, by school and statement, one by one.
fn change(schools: &[School], tables: &super::Tables) {
    let mut by_statement: BTreeMap<(String, String, &str), [i64; 3]> = BTreeMap::new();
    for school in schools {
        let [Some((then_of, then)), Some((now_of, now))] = &school.sent else { continue };
        if then_of != now_of {
            continue;
        }
        let statements = STATEMENTS.iter().filter(|s| s.0 == *now_of);
        for ((statement, before), after) in statements.zip(then.chars()).zip(now.chars()) {
            let worth = |letter: char| "npy".find(letter.to_ascii_lowercase());
            let (Some(before), Some(after)) = (worth(before), worth(after)) else { continue };
            for group in [("all", "all"), ("sector", sector(school))] {
                let moves =
                    by_statement.entry((group.0.to_owned(), group.1.to_owned(), statement.1)).or_default();
                moves[usize::from(after < before) + 2 * usize::from(after == before)] += 1;
            }
        }
    }
    for row in of(tables, &contracts::MART_CHANGE).rows() {
        let key =
            (row.str("group_by").to_owned(), row.str("group_value").to_owned(), row.str("statement_id"));
        let wanted = by_statement.remove(&key).unwrap_or_default();
        assert_eq!(["n_improved", "n_worsened", "n_same"].map(|name| row.count(name)), wanted, "{key:?}");
        assert_eq!(row.count("n_pairs"), wanted.iter().sum::<i64>());
    }
    assert!(by_statement.is_empty(), "{by_statement:?}");
}

/// The facts: an answer a row, in the order of their contract, and a response a row.
fn facts(schools: &[School], tables: &super::Tables) {
    let mut keys = Vec::new();
    for part in tables.answer_parts() {
        for row in part.unwrap().rows() {
            keys.push((
                row.count("year"),
                row.str("school_key").to_owned(),
                row.str("statement_key").to_owned(),
            ));
        }
    }
    assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
    let n_sent = |at: usize| -> usize { expected(schools, at).iter().filter(|e| e.2 != NOTHING).count() };
    assert_eq!(keys.len(), n_sent(0) + n_sent(1));
    let responses = of(tables, &star_contracts::FACT_RESPONSE);
    let returned = responses.rows().filter(|row| row.str("status") == "returned").count();
    assert_eq!(returned, schools.iter().flat_map(|school| &school.sent).flatten().count());
    let n_expected: u64 = tables.balance.iter().map(|balance| balance.n_expected).sum();
    assert_eq!(usize::try_from(n_expected).unwrap(), expected(schools, 0).len() + expected(schools, 1).len());
    for balance in &tables.balance {
        assert_eq!(balance.n_by_code.iter().sum::<u64>(), balance.n_expected);
    }
}
