//! What a whole run costs: CPU time against calamine's walk of the same files, peak memory, and how both grow.
//! In: nothing; it writes its returns into a temporary folder. Out: lines on stdout. Never part of the tests.
//!
//! `cargo bench --bench whole_run [-- 200 2000 20000]`; the memory is read from `/proc`, so on Linux only.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

#[path = "forms/mod.rs"]
#[expect(dead_code, reason = "documents and text tables are for the benchmark of reading")]
mod forms;

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use calamine::{Reader as _, Xlsx, open_workbook};

/// The program's own, which calamine is given, too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each is measured.
const TIMES: usize = 5;

struct Cost {
    cpu: f64,
    wall: f64,
    peak_mb: f64,
}

/// CPU seconds of a process that has ended are gone with it, so they are read while it is a zombie: `/proc/PID/stat`
/// still has them until it is waited for.
fn run(arguments: &[&str]) -> Cost {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tallybook"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let stat = format!("/proc/{}/stat", child.id());
    let status = format!("/proc/{}/status", child.id());
    let (mut peak_kb, mut ticks) = (0.0_f64, 0.0);
    loop {
        if let Ok(text) = std::fs::read_to_string(&status) {
            let high = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kb = high.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0.0);
            peak_kb = peak_kb.max(kb);
        }
        let text = std::fs::read_to_string(&stat).unwrap_or_default();
        let fields: Vec<&str> = text.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        // Behind the name: state, then from the twelfth on user and system ticks, own and of children waited for.
        ticks =
            fields.get(11..15).map_or(ticks, |four| four.iter().filter_map(|t| t.parse::<f64>().ok()).sum());
        if fields.first() == Some(&"Z") || fields.is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let wall = begun.elapsed().as_secs_f64();
    let exit = child.wait().expect("the program ends");
    assert!(exit.success(), "the run ended with {exit}");
    Cost { cpu: ticks / 100.0, wall, peak_mb: peak_kb / 1024.0 }
}

/// CPU time of this thread so far (Linux); elsewhere the wall clock, which a quiet machine makes nearly the same.
fn cpu() -> Duration {
    static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let begun = BEGUN.get_or_init(Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()))
        .map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// CPU seconds of calamine's walk.
fn walk(folder: &Path) -> f64 {
    let before = cpu();
    for entry in std::fs::read_dir(folder).expect("the returns") {
        let path = entry.expect("a return").path();
        let mut workbook: Xlsx<_> = open_workbook(&path).expect("a good workbook");
        for name in workbook.sheet_names() {
            let mut cells = workbook.worksheet_cells_reader(&name).expect("a good sheet");
            while let Some(cell) = cells.next_cell().expect("a good cell") {
                std::hint::black_box(&cell);
            }
        }
    }
    cpu().saturating_sub(before).as_secs_f64()
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![200, 2_000, 20_000] } else { asked };
    let catalogue = forms::catalogue();
    println!(
        "{:>8} {:>10} {:>9} {:>9} {:>7} {:>10} {:>12}",
        "returns", "walk cpu s", "cpu s", "wall s", "ratio", "peak MB", "at most MB"
    );
    for n in sizes {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let returns = folder.path().join("returns");
        std::fs::create_dir(&returns).expect("a folder");
        for number in 0..n {
            std::fs::write(
                returns.join(format!("{number:05}.xlsx")),
                forms::workbook(&catalogue, number, false),
            )
            .expect("room for a return");
        }
        let register = folder.path().join("register.csv");
        std::fs::write(&register, forms::register(n)).expect("room for the register");
        let book = folder.path().join("book");
        let text = |path: &Path| path.to_str().expect("a plain path").to_owned();
        let arguments = [
            "run".to_owned(),
            text(&returns),
            "--schools".to_owned(),
            text(&register),
            "--year".to_owned(),
            "2026".to_owned(),
            "--book".to_owned(),
            text(&book),
            "--no-school-workbooks".to_owned(),
        ];
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        // Of both the median, taken in turn: a busy machine is busy for both.
        let (mut walks, mut costs) = (Vec::new(), Vec::new());
        for _ in 0..TIMES {
            walks.push(walk(&returns));
            // As the first run of a year: no book is there that it takes the place of.
            let _ = std::fs::remove_dir_all(&book);
            costs.push(run(&arguments));
        }
        walks.sort_by(f64::total_cmp);
        costs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
        let (alone, cost) = (walks[TIMES / 2], &costs[TIMES / 2]);
        let count = f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let allowed = 300.0 + count / 1024.0 + count * 40.0 * 8.0 / 1024.0 / 1024.0;
        println!(
            "{n:>8} {alone:>10.2} {:>9.2} {:>9.2} {:>7.2} {:>10.0} {allowed:>12.0}",
            cost.cpu,
            cost.wall,
            cost.cpu / alone,
            cost.peak_mb
        );
    }
    println!(
        "ratio: CPU time of the whole run over calamine's walk of the same files, at most 2.5 at 2,000 returns"
    );
}
