//! The list of views held against the contracts: a column that is asked for must be one of a table that is read.

use std::{collections::BTreeSet, path::Path};

use reports::{
    Inputs, Options, Tables,
    context::{Context, READS},
    views::{VIEWS, View, page::Block},
};
use schemas::tables::TABLES;

use crate::sample;

/// Names of columns that a source file asks rows for: `row.str("x")`, `count("x")`, and their like.
fn asked(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for call in [
        ".str(\"",
        ".text(\"",
        ".int(\"",
        ".count(\"",
        ".float(\"",
        ".flag(\"",
        ".date(\"",
        "count(\"",
        "number(\"",
    ] {
        for (at, _) in source.match_indices(call) {
            let rest = &source[at + call.len()..];
            if let Some(end) = rest.find('"') {
                let name = &rest[..end];
                if name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                    && !name.is_empty()
                {
                    names.insert(name.to_owned());
                }
            }
        }
    }
    names
}

fn sources(dir: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn every_column_that_a_view_asks_for_stands_in_a_contract() {
    let mut files = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&src.join("views"), &mut files);
    files.push(("context.rs".to_owned(), std::fs::read_to_string(src.join("context.rs")).unwrap()));
    let known: BTreeSet<&str> =
        TABLES.iter().flat_map(|table| table.columns.iter().map(|column| column.name)).collect();
    let mut n_asked = 0;
    for (path, source) in files {
        for name in asked(&source) {
            n_asked += 1;
            assert!(
                known.contains(name.as_str()) || TABLES.iter().any(|table| table.name == name),
                "{path} asks for the column `{name}`, which no contract has"
            );
        }
    }
    assert!(n_asked > 100, "only {n_asked} columns found: the test looks in the wrong place");
}

#[test]
fn views_read_declared_tables_and_their_names_differ() {
    for view in VIEWS {
        for table in view.reads.iter().chain(READS) {
            assert!(TABLES.iter().any(|known| known.name == table.name), "{}: {}", view.name, table.name);
        }
        // A form's letter may follow the name; Excel takes 31 characters.
        assert!(view.name.len() <= 29, "{}", view.name);
        assert!(view.purpose.ends_with('.'), "{}", view.name);
        let alike = VIEWS.iter().filter(|other| other.book == view.book && other.name == view.name);
        assert_eq!(alike.count(), 1, "{}", view.name);
    }
}

#[test]
fn a_table_longer_than_its_view_lists_gives_way_to_where_its_rows_stand() {
    let made = sample::make(12, false, 3);
    let inputs = Inputs {
        year: sample::year(),
        authority_name: "Made-up Council",
        tables: made.tables.iter().collect::<Tables<'_>>(),
        before: made.before.iter().collect(),
        publications: &[],
        options: Options::default(),
    };
    let context = Context::new(&inputs);
    let schools = VIEWS.iter().find(|view| view.name == "Schools").unwrap();
    let shows = |most: usize| {
        let view = View {
            most,
            name: schools.name,
            book: schools.book,
            purpose: "",
            reads: schools.reads,
            make: schools.make,
        };
        view.pages(&context).remove(0).blocks
    };
    let rows = |blocks: &[Block]| {
        blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table.rows.len()),
            _ => None,
        })
    };
    let all = shows(View::MOST);
    let n = rows(&all).unwrap();
    assert!(n >= 12);
    assert_eq!(rows(&shows(n)), Some(n), "as many as it lists are listed");
    let cut = shows(n - 1);
    assert_eq!(rows(&cut), None, "never a torn table");
    let said = cut.iter().find_map(|block| match block {
        Block::Note(note) => Some(note.as_str()),
        _ => None,
    });
    assert_eq!(
        said,
        Some(
            format!(
                "Not shown: {n} rows, this sheet lists {} at most. They stand in bi/mart_school.parquet.",
                n - 1
            )
            .as_str()
        )
    );
}
