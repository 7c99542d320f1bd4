//! What the marts cost from the store's own files, side by side with `DuckDB`: the additive marts, then the statistics.
//! In: nothing; it writes a book of made-up years into the temporary folder, once. Out: lines on stdout: time by the
//! clock, processor time and peak memory of each, and the ratios. Never part of the tests.
//!
//! `cargo bench --bench marts [-- 2500 25000]`: schools, 40 statements each, three years. Each measurement is a process
//! of its own, so that each has its own peak; times are the least of three. `DuckDB` is measured where `python3` (or the
//! program that `TALLYBOOK_PYTHON` names) has it; both have two threads. Memory is read from `/proc`, so on Linux only.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

mod book;

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use rayon::prelude::*;
use schemas::ids::{AuthorityId, Year};
use tallybook::{
    marts::{self, Figures, Inputs, MARTS, Mart},
    store::load,
    year_data::YearData,
};

/// The marts that are sums; what else `mart_statement` and `mart_school` sum is in the counts that all are made from.
const ADDITIVE: [&str; 8] = [
    "mart_section",
    "mart_theme",
    "mart_school_section",
    "mart_change",
    "mart_school_change",
    "mart_response",
    "mart_action",
    "mart_school_action",
];
const TIMES: usize = 3;

/// What something cost.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    wall: f64,
    cpu: f64,
    peak_mb: f64,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [task, folder] = words.as_slice()
        && ["additive", "all", "each"].contains(&task.as_str())
    {
        measured(task, Path::new(folder));
        return;
    }
    let mut sizes: Vec<usize> = words.iter().map(|word| word.parse().expect("a number of schools")).collect();
    if sizes.is_empty() {
        sizes = vec![2_500, 25_000];
    }
    let mut before: Option<(usize, Cost, Cost)> = None;
    for n_schools in sizes {
        let folder = book::of(n_schools).expect("room for a book in the temporary folder");
        println!(
            "\n{} answers ({n_schools} schools, {} years)",
            n_schools * book::STATEMENTS * 3,
            book::YEARS.len()
        );
        let (additive, all) = (ours("additive", &folder), ours("all", &folder));
        let (wall, cpu) = (all.wall - additive.wall, all.cpu - additive.cpu);
        print("additive marts, from the files", additive);
        print("with the statistics on top", all);
        println!(
            "  the statistics alone             {wall:>8.2} s {cpu:>8.2} CPU s, {:.2} of the additive marts' CPU",
            cpu / additive.cpu
        );
        if let Some(theirs) = duckdb(&folder) {
            print("DuckDB, the additive marts", theirs);
            println!(
                "  additive marts to DuckDB: {:.2} by the clock, {:.2} in CPU, {:.2} in memory; all to twice DuckDB: {:.2}, {:.2}",
                additive.wall / theirs.wall,
                additive.cpu / theirs.cpu,
                additive.peak_mb / theirs.peak_mb,
                all.wall / theirs.wall / 2.0,
                all.cpu / theirs.cpu / 2.0
            );
        }
        if let Some((n_before, before_additive, before_all)) = before {
            println!(
                "  {} times the answers: {:.1} times the CPU for the additive marts, {:.1} for all",
                n_schools / n_before,
                additive.cpu / before_additive.cpu,
                all.cpu / before_all.cpu
            );
        }
        before = Some((n_schools, additive, all));
    }
}

fn print(what: &str, cost: Cost) {
    println!("  {what:<32} {:>8.2} s {:>8.2} CPU s {:>6.0} MB", cost.wall, cost.cpu, cost.peak_mb);
}

/// The least that this program, started anew, takes for a task.
fn ours(task: &str, folder: &Path) -> Cost {
    let program = std::env::current_exe().expect("this program has a path");
    least(|| {
        let mut command = Command::new(&program);
        command.arg(task).arg(folder).env("RAYON_NUM_THREADS", "2").env("POLARS_MAX_THREADS", "2");
        let said = command.output().expect("this program starts");
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        cost_of(said.lines().last().unwrap_or_default())
    })
    .expect("this program says what it took")
}

/// The least that `DuckDB` takes; none where there is no `DuckDB`.
fn duckdb(folder: &Path) -> Option<Cost> {
    let python = std::env::var("TALLYBOOK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/duckdb_marts.py");
    let found = least(|| {
        let said = Command::new(&python).arg(&script).arg(folder).output().ok()?;
        cost_of(&String::from_utf8_lossy(&said.stdout))
    });
    if found.is_none() {
        println!("  DuckDB was not measured: {python} does not have it");
    }
    found
}

fn least(mut measure: impl FnMut() -> Option<Cost>) -> Option<Cost> {
    (0..TIMES).map(|_| measure()).collect::<Option<Vec<Cost>>>()?.into_iter().reduce(|one, other| Cost {
        wall: one.wall.min(other.wall),
        cpu: one.cpu.min(other.cpu),
        peak_mb: one.peak_mb.min(other.peak_mb),
    })
}

/// From `... 1.234 s 2.345 CPU s 345 MB ...`.
fn cost_of(line: &str) -> Option<Cost> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let before = |unit: &[&str]| {
        let at = words.windows(unit.len()).position(|window| window == unit)?;
        words[..at].last()?.parse::<f64>().ok()
    };
    Some(Cost { wall: before(&["s"])?, cpu: before(&["CPU", "s"])?, peak_mb: before(&["MB"])? })
}

/// Does the task on a book and says what it took.
fn measured(task: &str, folder: &Path) {
    let begun = Instant::now();
    let lap = |what: &str, since: Instant| {
        if task == "each" {
            println!("  {what:<28} {:>10.1?}", since.elapsed());
        }
    };
    let years: Vec<YearData> = book::YEARS
        .par_iter()
        .map(|year| {
            let year = Year::of(*year).expect("a year");
            load::year(&folder.join(year.to_string()), year).expect("a year of the book")
        })
        .collect();
    lap("reading the files", begun);
    let authority_id: AuthorityId = "local".parse().expect("an id");
    let (groups, similar_on) = (["sector".to_owned(), "area".to_owned()], ["roll".to_owned()]);
    let inputs = Inputs {
        authority_id: &authority_id,
        authority_name: "",
        groups: &groups,
        similar_on: &similar_on,
        similar_within: "sector",
        partly_score: 0.5,
        years: &years,
        run_year: Year::of(2026).expect("a year"),
        wordings: &[],
    };
    let since = Instant::now();
    let star = marts::star(&inputs).expect("the years belong together");
    lap("resolving the years", since);
    let since = Instant::now();
    let figures = Figures::of(&star, &inputs).expect("the counts balance");
    lap("counting", since);
    let make = |mart: &Mart| {
        let since = Instant::now();
        let table = (mart.make)(&figures).expect("a table");
        lap(&format!("{} {} rows", mart.table.name, table.len()), since);
        table.len()
    };
    let (additive, others): (Vec<&Mart>, Vec<&Mart>) = MARTS
        .iter()
        .filter(|mart| mart.table.name.starts_with("mart_"))
        .partition(|mart| ADDITIVE.contains(&mart.table.name));
    let n_rows: usize = match task {
        "additive" => additive.into_par_iter().map(make).sum(),
        "all" => additive.into_par_iter().chain(others).map(make).sum(),
        _ => additive.into_iter().chain(others).map(make).sum(),
    };
    let took: Duration = begun.elapsed();
    println!("{n_rows} rows: {:.3} s {:.3} CPU s {} MB", took.as_secs_f64(), cpu(), peak_mb());
}

/// Seconds of the processor's time that this process has taken.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks: f64 =
        fields.get(11..13).map_or(0.0, |two| two.iter().filter_map(|t| t.parse::<f64>().ok()).sum());
    ticks / 100.0
}

fn peak_mb() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    kb.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1_024
}
