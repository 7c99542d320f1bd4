//! Reads thousands of damaged copies of each file it is given, and says what became of them.
//! In: files. Out: a line a file on standard output; ends with an error where a copy was read as fewer cells without
//! a finding. Never writes anything.
//!
//! `cargo run --release -p ingest --example damage -- FILE...`
#![expect(clippy::print_stdout, reason = "it is there to print")]

use std::{
    alloc::System,
    collections::BTreeMap,
    io::{stdin, stdout},
    time::{Duration, Instant},
};

use cap::Cap;
use ingest::read::{self, Limits, Opened, ProcessReader};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.first().is_some_and(|one| one == "read-child") {
        let limit = |bytes: u64| {
            let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
            if MEMORY.set_limit(bytes).is_err() {
                std::process::abort();
            }
        };
        read::serve_child(stdin().lock(), stdout().lock(), limit)?;
        return Ok(());
    }
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !read::is_guarded() {
            hook(info);
        }
    }));
    let child = ProcessReader::new(std::env::current_exe()?, &["read-child"]);
    let mut n_bad = 0;
    for file in &files {
        n_bad += damage(file, &std::fs::read(file)?, &child);
    }
    println!("peak memory of this process: {} MB", peak() >> 10);
    if n_bad > 0 {
        return Err(format!("{n_bad} copies were read as fewer cells without a finding").into());
    }
    Ok(())
}

fn damage(file: &str, whole: &[u8], child: &ProcessReader) -> usize {
    let limits = Limits::default();
    let name = file.rsplit('/').next().unwrap_or(file);
    let open = |bytes: &[u8]| read::open(name, bytes, &limits, child);
    let original = open(whole);
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let (mut slowest, mut bad) = (Duration::ZERO, Vec::new());
    for (how, copy) in copies(whole) {
        let start = Instant::now();
        let opened = open(&copy);
        slowest = slowest.max(start.elapsed());
        let outcome = match opened.refused {
            Some(rule) => format!("refused {}", rule.code),
            None if opened.grids == original.grids => "the same".into(),
            None if opened.findings.len() > original.findings.len() => "said".into(),
            None if opened.kind != original.kind => format!("as {}", opened.kind),
            None if n_cells(&opened) >= n_cells(&original) => "other cells, as many".into(),
            None => {
                bad.push(how);
                "FEWER CELLS, NOT SAID".into()
            }
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    println!("{name}: {} {} cells, slowest {slowest:?}: {outcomes:?}", original.kind, n_cells(&original));
    for how in bad.iter().take(5) {
        println!("    {how}");
    }
    bad.len()
}

fn n_cells(opened: &Opened) -> usize {
    opened.grids.iter().map(|grid| grid.cells.len()).sum()
}

/// Damaged copies, each with how it was damaged; the same for the same file.
fn copies(whole: &[u8]) -> Vec<(String, Vec<u8>)> {
    let n = whole.len();
    let mut copies = Vec::new();
    for tenth in 0..40 {
        let at = n * tenth / 40;
        copies.push((format!("cut at {at}"), whole.get(..at).unwrap_or_default().to_vec()));
        for length in [512, 4096, n / 4, n / 2] {
            let mut copy = whole.to_vec();
            copy.get_mut(at..(at + length).min(n)).unwrap_or_default().fill(0);
            copies.push((format!("{length} zeros at {at}"), copy));
        }
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap_or(0)
    };
    for _ in 0..800 {
        let (at, bit) = (next(n), next(8));
        let mut copy = whole.to_vec();
        if let Some(byte) = copy.get_mut(at) {
            *byte ^= 1 << bit;
        }
        copies.push((format!("bit {bit} flipped at {at}"), copy));
    }
    for _ in 0..200 {
        let length = next(n / 8) + 1;
        let (a, b) = (next(n / 2 - length), n / 2 + next(n / 2 - length));
        let mut copy = whole.to_vec();
        for by in 0..length {
            copy.swap(a + by, b + by);
        }
        copies.push((format!("{length} bytes swapped between {a} and {b}"), copy));
    }
    copies
}

/// Peak memory of this process in kilobytes, where the system says.
fn peak() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|text| {
            text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok())
        })
        .unwrap_or(0)
}
