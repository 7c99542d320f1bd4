//! The rules of the house, held: arrows, who may name what, sizes, heads, names.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The longest a file may be.
const MOST_LINES: usize = 800;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.rs` file of the house, by path with `/`.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["src", "ingest", "schemas", "reports", "tests", "benches"]
        .iter()
        .map(|name| root().join(name))
        .collect();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().is_none_or(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 50, "the sources are not where they are looked for");
    found
}

/// The crates of the workspace that a crate depends on, for its own use.
fn arrows(folder: &str) -> BTreeSet<String> {
    let path = root().join(folder).join("Cargo.toml");
    let manifest: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
    let of = |table: &str| manifest.get(table).and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let house = ["schemas", "ingest", "reports", "tallybook"];
    of("dependencies").keys().filter(|name| house.contains(&name.as_str())).cloned().collect()
}

#[test]
fn crates_know_only_whom_they_may() {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(arrows("schemas"), set(&[]));
    assert_eq!(arrows("ingest"), set(&["schemas"]));
    assert_eq!(arrows("reports"), set(&["schemas"]));
    assert_eq!(arrows("."), set(&["schemas", "ingest", "reports"]));
}

/// Whether a path in the code begins with this crate's name; words in comments do not count.
fn names_crate(text: &str, name: &str) -> bool {
    let path = format!("{name}::");
    let is_letter = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    text.lines().map(|line| line.split("//").next().unwrap_or("")).any(|line| {
        line.match_indices(&path).any(|(at, _)| !line[..at].chars().next_back().is_some_and(is_letter))
    })
}

/// The paths that a file takes in, whole, as `use` names them; `at` are the modules from the crate down to the file's own.
fn taken_in(text: &str, at: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect();
    for part in code.split("use ").skip(1) {
        let Some((tree, _)) = part.split_once(';') else { continue };
        let mut stems: Vec<String> = Vec::new();
        let mut name = String::new();
        for c in tree.chars().chain([',']) {
            let whole = |name: &str| format!("{}{name}", stems.concat());
            match c {
                '{' => stems.push(std::mem::take(&mut name)),
                ',' | '}' => {
                    if !name.is_empty() {
                        found.push(whole(&std::mem::take(&mut name)));
                    }
                    if c == '}' {
                        stems.pop();
                    }
                }
                _ if c.is_whitespace() => {}
                _ => name.push(c),
            }
        }
    }
    let from_crate = |path: String| {
        let n_up = path.split("::").take_while(|name| *name == "super").count();
        let rest: Vec<&str> = path.split("::").skip(n_up).collect();
        if n_up == 0 {
            path
        } else {
            [&at[..at.len().saturating_sub(n_up)], rest.as_slice()].concat().join("::")
        }
    };
    found.into_iter().map(from_crate).collect()
}

#[test]
fn each_stage_of_recognition_knows_only_those_before_it() {
    let stages = [
        "written",
        "wording",
        "headings",
        "found",
        "draft",
        "columns",
        "header",
        "arranged",
        "shapes",
        "answers",
        "whole_file",
    ];
    let place = |name: &str| stages.iter().position(|stage| *stage == name);
    let mut n_seen = 0;
    for (file, text) in sources() {
        let Some(path) = file.strip_prefix("ingest/src/recognise/").and_then(|path| path.strip_suffix(".rs"))
        else {
            continue;
        };
        let at: Vec<&str> = ["crate", "recognise"].into_iter().chain(path.split('/')).collect();
        let Some(own) = at.get(2).and_then(|stage| place(stage)) else {
            assert_eq!(path, "tests", "{file} belongs to no stage");
            continue;
        };
        for taken in taken_in(&text, &at) {
            let of =
                taken.strip_prefix("crate::recognise::").and_then(|rest| place(rest.split("::").next()?));
            n_seen += usize::from(of.is_some_and(|of| of < own));
            assert!(of.is_none_or(|of| of <= own), "{file} takes in {taken}, of a later stage");
        }
    }
    assert!(n_seen > 100, "the stages are not where they are looked for");
}

#[test]
fn libraries_are_named_only_where_they_belong() {
    let may = |name: &str, file: &str| match name {
        "parquet" => file.starts_with("src/store") || file == "src/error.rs",
        "polars" => {
            file == "src/frame.rs"
                || file == "src/marts.rs"
                || file.starts_with("src/marts/")
                || file.starts_with("src/star")
        }
        "calamine" => file.starts_with("ingest/src/read"),
        "rust_xlsxwriter" => {
            file.starts_with("reports/src/") || file.starts_with("src/demo/") || file == "src/demo.rs"
        }
        _ => false,
    };
    for (file, text) in sources() {
        // Tests and benchmarks hold a library's own view against ours.
        let is_test = file.contains("tests") || file.starts_with("benches") || file.contains("/examples/");
        for library in ["parquet", "polars", "calamine", "rust_xlsxwriter"] {
            assert!(is_test || !names_crate(&text, library) || may(library, &file), "{file} names {library}");
        }
    }
}

#[test]
fn only_the_rim_looks_outside() {
    for (file, text) in sources() {
        let is_rim = file.starts_with("src/cli") || file == "src/settings.rs" || file == "src/main.rs";
        let is_test = file.contains("tests") || file.starts_with("benches") || file.contains("/examples/");
        for call in
            ["std::env::", "SystemTime::now", "Instant::now", "Utc::now", "Local::now", "current_dir()"]
        {
            assert!(is_rim || is_test || !text.contains(call), "{file} calls {call}");
        }
    }
}

#[test]
fn every_file_is_short_and_says_what_it_is() {
    for (file, text) in sources() {
        assert!(text.starts_with("//!"), "{file} does not open with //!");
        let n = text.lines().count();
        assert!(n <= MOST_LINES, "{file} has {n} lines, at most {MOST_LINES}");
        let stem = Path::new(&file).file_stem().unwrap().to_string_lossy().into_owned();
        for name in ["utils", "util", "common", "helpers", "helper", "misc"] {
            assert_ne!(stem, name, "{file}");
        }
        let is_this = file == "tests/it/house.rs";
        assert!(is_this || !text.contains("#[ignore]"), "{file} ignores a test");
    }
}

#[test]
fn at_the_top_stands_only_what_the_house_names() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "ingest",
        "schemas",
        "reports",
        "tests",
        "benches",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "target",
        // What the demo leaves there, and git does not keep.
        "tallybook-demo",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || known.contains(&name.as_str()), "{name} stands at the top");
    }
}

#[test]
fn the_readme_names_every_crate_and_group_of_tables() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for word in ["`schemas`", "`ingest`", "`reports`", "`src`", "data/", "bi/", "star schema", "--marts-->"] {
        assert!(readme.contains(word), "the README does not name {word}");
    }
}

#[test]
fn crates_share_the_lints_of_the_house() {
    for folder in [".", "schemas", "ingest", "reports"] {
        let text = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        let inherits = manifest["lints"].get("workspace").and_then(toml::Value::as_bool);
        assert_eq!(inherits, Some(true), "{folder}");
    }
}

#[test]
fn what_is_made_from_the_contracts_is_up_to_date() {
    let docs = root().join("reports").join("docs");
    let kept = fs::read_to_string(docs.join("tables.md")).unwrap().replace("\r\n", "\n");
    assert!(
        kept == schemas::dictionary::markdown(),
        "reports/docs/tables.md is not what the contracts say; \
         `cargo run -p schemas --example dictionary > reports/docs/tables.md` makes it anew"
    );
    // The picture shows how facts and dimensions join; the marts stand alone.
    let picture = fs::read_to_string(docs.join("bi.svg")).unwrap();
    for table in schemas::tables::TABLES {
        if table.name.starts_with("dim_") || table.name.starts_with("fact_") {
            assert!(picture.contains(table.name), "bi.svg does not show {}", table.name);
        }
    }
}
