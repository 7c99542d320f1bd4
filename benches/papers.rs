//! What the papers of 400 schools cost: each school's workbook on one processor and on two, the page, and the same
//! workbooks written by Python's `XlsxWriter`.
//! In: nothing; the tables are those of the tests' made-up authority, with the year before. Out: lines on stdout.
//! Never part of the tests.
//!
//! `cargo bench -p reports --bench papers [-- SCHOOLS]`; for the last line `pip install xlsxwriter` first. A folder's
//! path as a further argument keeps the workbooks there. Processor time is the program's over all its threads, read
//! from `/proc` (Linux, in hundredths of a second); elsewhere the clock's.
//!
//! The library that writes workbooks puts each sheet together in a thread of its own, so that one thread of ours keeps
//! two processors busy: one thread is therefore held to one processor (by `taskset`), in a process of its own.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

#[path = "../reports/tests/it/sample.rs"]
#[rustfmt::skip]
mod sample;

use std::{
    alloc::System,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use rayon::{ThreadPool, ThreadPoolBuilder};
use reports::{Inputs, Options, Tables, context::Context, formats::html, write_schools};

/// The program's own, which counts: what threads share of it is part of the cost.
#[global_allocator]
static ALLOCATOR: cap::Cap<System> = cap::Cap::new(System, usize::MAX);

/// How often each is timed; the quickest counts, since whatever else the machine does only adds.
const RUNS: usize = 15;

/// Seconds of work.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    cpu: f64,
}

/// Processor seconds of the program so far, threads that have ended among them; none where nobody tells.
fn cpu() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name: state, then from the twelfth on user and system time in hundredths of a second.
    let fields: Vec<&str> = text.rsplit(')').next()?.split_whitespace().collect();
    let ticks: f64 = fields.get(11..13)?.iter().filter_map(|field| field.parse::<f64>().ok()).sum();
    Some(ticks / 100.0)
}

/// The quickest of a few runs of each, by turns, so that what else the machine does falls on all alike.
fn timed<const N: usize>(mut runs: [&mut dyn FnMut(); N]) -> [Cost; N] {
    let mut best = [Cost { wall: f64::INFINITY, cpu: f64::INFINITY }; N];
    for round in 0..=RUNS {
        for (run, best) in runs.iter_mut().zip(&mut best) {
            let (begun, before) = (Instant::now(), cpu());
            run();
            let wall = begun.elapsed().as_secs_f64();
            let cpu = before.zip(cpu()).map_or(wall, |(before, after)| after - before);
            // The first round warms up.
            if round > 0 {
                *best = Cost { wall: best.wall.min(wall), cpu: best.cpu.min(cpu) };
            }
        }
    }
    best
}

/// Work that two threads share nothing of: what the machine itself can do twice at a time.
fn spin(n: u64) -> u64 {
    (0..n).fold(1, |x, _| std::hint::black_box(x ^ (x << 7) ^ (x >> 9)))
}

/// Processor milliseconds that `XlsxWriter` takes for one of the workbooks of this folder; or why nobody knows.
fn xlsxwriter(folder: &Path) -> Result<f64, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/xlsxwriter_papers.py");
    let said = Command::new("python3").arg(script).arg(folder).output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&said.stdout);
    let figure = text.lines().find_map(|line| line.strip_prefix("cpu_ms_per_workbook ")?.trim().parse().ok());
    figure
        .ok_or_else(|| String::from_utf8_lossy(&said.stderr).lines().last().unwrap_or("no answer").to_owned())
}

/// The word that has this program time one thread alone and say what it cost.
const ALONE: &str = "--alone";

/// What one thread of ours costs on one processor, told by this program held to it; or why nobody knows.
fn on_one_processor(n_schools: usize) -> Result<Cost, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let said = Command::new("taskset")
        .args(["-c", "0"])
        .arg(program)
        .args([ALONE, &n_schools.to_string()])
        .output()
        .map_err(|error| format!("taskset: {error}"))?;
    let text = String::from_utf8_lossy(&said.stdout);
    let mut figures = text.split_whitespace().filter_map(|word| word.parse().ok());
    match (figures.next(), figures.next()) {
        (Some(wall), Some(cpu)) => Ok(Cost { wall, cpu }),
        _ => Err(String::from_utf8_lossy(&said.stderr).into_owned()),
    }
}

fn main() {
    let is_alone = std::env::args().any(|word| word == ALONE);
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let n = words.iter().find_map(|word| word.parse().ok()).unwrap_or(400_usize);
    let kept = words.iter().find(|word| word.parse::<usize>().is_err()).map(PathBuf::from);
    let made = sample::make(n, true, 7);
    let inputs = Inputs {
        year: sample::year(),
        authority_name: "Made-up Council",
        tables: made.tables.iter().collect::<Tables<'_>>(),
        before: made.before.iter().collect(),
        publications: &[],
        options: Options { contact: "online.safety@example.org".to_owned(), ..Options::default() },
    };
    let temporary = tempfile::tempdir().unwrap();
    let folder = kept.unwrap_or_else(|| temporary.path().to_owned());
    fs::create_dir_all(&folder).unwrap();
    let pools = [1, 2].map(|n_threads| ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap());
    let write =
        |pool: &ThreadPool| pool.install(|| write_schools(&folder, &Context::new(&inputs))).unwrap().len();
    let n_workbooks = u32::try_from(write(&pools[0])).unwrap();
    let run = |pool: &ThreadPool| assert_eq!(write(pool), n_workbooks as usize);
    if is_alone {
        let [alone] = timed([&mut || run(&pools[0])]);
        println!("{} {}", alone.wall, alone.cpu);
        return;
    }
    let [shared, two] = timed([&mut || run(&pools[0]), &mut || run(&pools[1])]);
    let (one, held) = match on_one_processor(n) {
        Ok(cost) => (cost, "one thread on one processor"),
        Err(why) => {
            println!("one thread was not held to one processor: {why}");
            (shared, "one thread")
        }
    };
    let n_spins = 40_000_000;
    let mut odd = 0;
    let [alone, together] = timed([&mut || odd ^= spin(2 * n_spins), &mut || {
        let (a, b) = pools[1].join(|| spin(n_spins), || spin(n_spins));
        assert_eq!(a, b);
    }]);
    std::hint::black_box(odd);
    let mut n_bytes = 0;
    let [page] = timed([&mut || n_bytes = html::report(&Context::new(&inputs)).unwrap().len()]);

    let per = |seconds: f64| seconds * 1e3 / f64::from(n_workbooks);
    println!("{n} schools, {n_workbooks} workbooks; the quickest of {RUNS} runs");
    println!("{:28} {:>9} {:>9} {:>18}", "", "wall s", "cpu s", "cpu ms a workbook");
    for (name, cost) in [(held, one), ("one thread, all processors", shared), ("two threads", two)] {
        println!("{name:28} {:>9.2} {:>9.2} {:>18.2}", cost.wall, cost.cpu, per(cost.cpu));
    }
    println!("{:28} {:>9.2} {:>9.2}   {} KB", "report.html", page.wall, page.cpu, n_bytes / 1024);
    println!(
        "two threads are {:.2} times as quick as {held} by the clock (at least 1.8); with nothing shared, {:.2} here",
        one.wall / two.wall,
        alone.wall / together.wall
    );
    match xlsxwriter(&folder.join("schools")) {
        Ok(theirs) => println!(
            "XlsxWriter {theirs:.2} cpu ms a workbook, {:.1} times ours on one thread (at least 4)",
            theirs / per(one.cpu)
        ),
        Err(why) => println!("XlsxWriter not timed: {why}"),
    }
}
