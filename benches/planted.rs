//! How often what is planted in made-up returns is found, from the files to the figures, and what is called where
//! nothing is planted.
//! In: nothing; it makes its returns. Out: lines on stdout. Never part of the tests.
//!
//! `cargo bench --bench planted [-- SEEDS]`

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
};

use schemas::{
    checked::Checked,
    ids::Year,
    tables::marts::{MART_CHANGE, MART_PAIR, MART_SIGNAL, MART_STATEMENT},
};
use tallybook::{
    demo::{DemoFiles, DemoOptions, generate},
    store::load,
};

/// The book of one made-up authority: its last year's figures.
struct Figures {
    statements: Checked,
    changes: Checked,
    pairs: Checked,
    signals: Checked,
}

fn book(files: &DemoFiles, folder: &Path) -> Figures {
    for (path, bytes) in &files.files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        std::fs::write(path, bytes).expect("room for a file");
    }
    let settings = folder.join("book/tallybook.toml");
    let text = std::fs::read_to_string(&settings).expect("the demo's settings");
    std::fs::write(&settings, format!("signals_in_bi = true\n{text}")).expect("room for the settings");
    for year in &files.years {
        let done = Command::new(env!("CARGO_BIN_EXE_tallybook"))
            .arg("run")
            .arg(folder.join("returns").join(year.to_string()))
            .arg("--schools")
            .arg(folder.join("register.csv"))
            .args(["--year", &year.to_string(), "--no-school-workbooks", "--book"])
            .arg(folder.join("book"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the program starts");
        assert!(done.success(), "the run of {year} ended with {done}");
    }
    let bi = folder.join("book/bi");
    let table = |contract| load::table(&bi, contract).expect("a table of bi/");
    Figures {
        statements: table(&MART_STATEMENT),
        changes: table(&MART_CHANGE),
        pairs: table(&MART_PAIR),
        signals: table(&MART_SIGNAL),
    }
}

fn main() {
    let n: u64 = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(50);
    let mut found: BTreeMap<&str, u64> = BTreeMap::new();
    let mut called: BTreeMap<&str, u64> = BTreeMap::new();
    for seed in 1..=n {
        for is_planted in [true, false] {
            let year = Year::of(2026).expect("a good year");
            let options = DemoOptions { seed, n_schools: 126, n_years: 2, last_year: year, is_planted };
            let files = generate(&options).expect("a made-up authority");
            let folder = tempfile::tempdir().expect("a temporary folder");
            let figures = book(&files, folder.path());
            let now = i64::from(year.number());
            let in_all = |row: &schemas::checked::Row<'_>| {
                row.int("year") == Some(now) && row.str("group_by") == "all"
            };
            let clear: Vec<&str> = figures
                .statements
                .rows()
                .filter(|row| in_all(row) && row.str("band") == "clearly_weak")
                .map(|row| row.str("statement_id"))
                .collect();
            let moved: Vec<(&str, &str)> = figures
                .changes
                .rows()
                .filter(|row| in_all(row) && matches!(row.str("verdict"), "improved" | "worsened"))
                .map(|row| (row.str("statement_id"), row.str("verdict")))
                .collect();
            let linked: Vec<(&str, &str)> = figures
                .pairs
                .rows()
                .filter(|row| row.int("year") == Some(now) && row.flag("is_linked"))
                .map(|row| (row.str("statement_a"), row.str("statement_b")))
                .collect();
            if is_planted {
                let planted = &files.planted;
                let mut tell = |what, is_found| *found.entry(what).or_default() += u64::from(is_found);
                tell("weaknesses, all", planted.weak.iter().all(|id| clear.contains(&id.as_str())));
                if let Some((a, b)) = &planted.pair {
                    let is_it = |(x, y): &(&str, &str)| {
                        (*x == a.as_str() && *y == b.as_str()) || (*x == b.as_str() && *y == a.as_str())
                    };
                    tell("pair weak together", linked.iter().any(is_it));
                }
                if let Some(id) = &planted.improved {
                    tell("improvement", moved.contains(&(id.as_str(), "improved")));
                }
                if let Some((first, second, _)) = &planted.copied {
                    let is_shared = |school: &str| {
                        figures.signals.rows().any(|row| {
                            row.int("year") == Some(now)
                                && row.str("signal") == "evidence_shared"
                                && row.str("school_id") == school
                        })
                    };
                    tell("copied evidence", is_shared(first) && is_shared(second));
                }
            } else {
                let mut tell = |what, is_called| *called.entry(what).or_default() += u64::from(is_called);
                tell("a band", !clear.is_empty());
                tell("a change", !moved.is_empty());
                tell("a pair", !linked.is_empty());
            }
        }
    }
    println!("126 schools, two years, from the files to the figures, {n} seeds");
    for (what, times) in found {
        println!("planted and found      {what:<22} {times} of {n}");
    }
    for (what, times) in called {
        println!("nothing planted, yet   {what:<22} {times} of {n}");
    }
    println!(
        "the null of all statements alike, no change and one school effect is in the benchmark null_calls"
    );
}
