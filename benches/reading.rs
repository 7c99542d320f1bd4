//! What reading costs against calamine alone walking the same cells: CPU time of one thread, as ratios.
//! In: nothing; it makes its returns. Out: lines on stdout. Never part of the tests.
//!
//! `cargo bench --bench reading [-- RETURNS]`

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

#[path = "forms/mod.rs"]
#[expect(dead_code, reason = "the register is for the whole run's benchmark")]
mod forms;

use std::{hint::black_box, io::Cursor, time::Duration};

use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use ingest::{
    read::{InProcess, Limits},
    read_return::{Context, HANDFUL, Sent, read_files},
    recognise::{Known, Library},
};
use schemas::{catalogue::load, ids::Year};

/// The program's own, which calamine is given, too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// CPU time of this thread so far (Linux); elsewhere the wall clock, which a quiet machine makes nearly the same.
fn cpu() -> Duration {
    static BEGUN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    let begun = BEGUN.get_or_init(std::time::Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()))
        .map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// The median of five runs' CPU times.
fn timed(mut run: impl FnMut()) -> f64 {
    run();
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let before = cpu();
            run();
            cpu().saturating_sub(before).as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[2]
}

fn walk(bytes: &[u8]) -> usize {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a good workbook");
    let mut n = 0;
    for name in workbook.sheet_names() {
        let mut cells = workbook.worksheet_cells_reader(&name).expect("a good sheet");
        while let Some(cell) = cells.next_cell().expect("a good cell") {
            black_box(&cell);
            n += 1;
        }
    }
    n
}

fn main() {
    let n: usize = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(2_000);
    let catalogue = forms::catalogue();
    let plain: Vec<Vec<u8>> = (0..n).map(|number| forms::workbook(&catalogue, number, false)).collect();
    let reworded: Vec<Vec<u8>> =
        (0..n / 10).map(|number| forms::workbook(&catalogue, number, true)).collect();
    let documents: Vec<Vec<u8>> = (0..n).map(|number| forms::document(&catalogue, number)).collect();
    let texts: Vec<Vec<u8>> = (0..n).map(|number| forms::text_table(&catalogue, number)).collect();

    let library = Library::new(load::builtin());
    let limits = Limits::default();
    let context = Context {
        known: Known { library: &library, year: Year::of(2026).expect("a good year"), decisions: &[] },
        limits: &limits,
        child: &InProcess,
    };
    let read = |name: &str, files: &[Vec<u8>]| {
        let sent = |bytes| Sent { source_file: name, sha256: "", bytes };
        let mut n_answers = 0;
        // As a run does: a handful at a time.
        for handful in files.chunks(HANDFUL) {
            let handful: Vec<Sent<'_>> = handful.iter().map(|bytes| sent(bytes)).collect();
            let read = read_files(&handful, &context);
            let answers = read.iter().flat_map(|file| &file.returns).flat_map(|read| &read.answers);
            n_answers += answers.filter(|answer| answer.answer.is_some()).count();
        }
        assert_eq!(n_answers, files.len() * 40, "every answer of {name} is read");
    };

    let per =
        |seconds: f64, files: usize| seconds / f64::from(u32::try_from(files).unwrap_or(u32::MAX)) * 1e6;
    let alone = timed(|| {
        black_box(plain.iter().map(|bytes| walk(bytes)).sum::<usize>());
    });
    let ours = timed(|| read("a.xlsx", &plain));
    // A tenth as many, ten times over: the clock ticks every few milliseconds.
    let words = timed(|| (0..10).for_each(|_| read("a.xlsx", &reworded))) / 10.0;
    let docx = timed(|| read("a.docx", &documents));
    let csv = timed(|| read("a.csv", &texts));
    println!("{n} plain returns of 40 statements; CPU time of one thread, median of five");
    println!("calamine alone walking the cells   {:7.1} us a return", per(alone, n));
    println!(
        "Tallybook reading the answers      {:7.1} us a return   ratio {:.2} (at most 1.2)",
        per(ours, n),
        ours / alone
    );
    println!(
        "  docx                             {:7.1} us a return   {:.2} of xlsx (at most 1)",
        per(docx, n),
        docx / ours
    );
    println!(
        "  csv                              {:7.1} us a return   {:.2} of xlsx (at most 1)",
        per(csv, n),
        csv / ours
    );
    println!(
        "  40 reworded statements           {:7.1} us a return   {:.2} of plain (at most 5)",
        per(words, reworded.len()),
        per(words, reworded.len()) / per(ours, n)
    );
}
