//! Child processes read what cannot be bounded, die over it, and are started anew.
//! In: this very program, started a second time as the child. Out: assertions. Never leaves a child behind.
//!
//! It has a main of its own, since a child's standard output must carry nothing but its answers.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test may fail, and says that it did not")]

use std::{
    alloc::System,
    io::{stdin, stdout},
    time::Duration,
};

use cap::Cap;
use ingest::read::{self, ChildFailure, ChildReader, Kind, Limits, ProcessReader};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

const PLAIN: &[u8] = include_bytes!("../../tests/forms/plain.xls");

fn main() {
    let mode = std::env::args().nth(1).unwrap_or_default();
    match mode.as_str() {
        "read-child" => serve(),
        "sleep" => std::thread::sleep(Duration::from_mins(10)),
        "die" => std::process::exit(3),
        _ => {
            a_child_reads_one_file_after_another();
            a_child_that_dies_is_one_failure();
            a_child_that_sleeps_is_ended();
            a_child_out_of_memory_is_one_failure();
            println!("read_child: 4 passed");
        }
    }
}

fn serve() {
    let limit = |bytes| MEMORY.set_limit(usize::try_from(bytes).expect("64 bits")).expect("it is below");
    read::serve_child(stdin().lock(), stdout().lock(), limit).expect("the program talks");
}

fn reader(mode: &str) -> ProcessReader {
    ProcessReader::new(std::env::current_exe().expect("a program has a path"), &[mode])
}

fn a_child_reads_one_file_after_another() {
    let reader = reader("read-child");
    for _ in 0..3 {
        let opened = read::open("plain.xls", PLAIN, &Limits::default(), &reader);
        assert!(opened.refused.is_none(), "{:?}", opened.findings);
        assert!(opened.grids.len() == 2 && opened.grids[0].cells.len() > 80);
        let refused = read::open("plain.xls", &PLAIN[..PLAIN.len() / 3], &Limits::default(), &reader);
        assert_eq!(refused.refused.map(|rule| rule.code), Some("F103"));
    }
}

fn a_child_that_dies_is_one_failure() {
    let reader = reader("die");
    for _ in 0..2 {
        let opened = read::open("plain.xls", PLAIN, &Limits::default(), &reader);
        assert_eq!(opened.refused.map(|rule| rule.code), Some("F109"));
        assert_eq!(opened.findings.len(), 1);
    }
}

fn a_child_that_sleeps_is_ended() {
    let limits = Limits { child_seconds: 1, ..Limits::default() };
    let result = reader("sleep").read("plain.xls", Kind::Xls, PLAIN, &limits);
    assert!(matches!(result, Err(ChildFailure::TimedOut)));
}

fn a_child_out_of_memory_is_one_failure() {
    let reader = reader("read-child");
    let scarce = Limits { child_memory: 60_000, ..Limits::default() };
    let opened = read::open("plain.xls", PLAIN, &scarce, &reader);
    assert_eq!(opened.refused.map(|rule| rule.code), Some("F109"));
    let opened = read::open("plain.xls", PLAIN, &Limits::default(), &reader);
    assert!(opened.refused.is_none(), "a new child reads the next file");
}
