//! Reads thousands of damaged copies of a return in every format, and says what became of them.
//! In: how many copies of each (1,000 unless said), files beside those made here. Out: a line a file on standard output;
//! ends with an error where a copy gave fewer answers than its original without a finding. Never writes anything.
//!
//! `cargo run --release -p ingest --example damage -- [COPIES] [FILE...]`
#![expect(clippy::print_stdout, reason = "it is there to print")]

#[path = "../tests/archive/mod.rs"]
mod archive;
mod damaging;
#[path = "../tests/forms/mod.rs"]
mod forms;

use std::{
    alloc::System,
    collections::BTreeMap,
    io::{stdin, stdout},
    time::{Duration, Instant},
};

use cap::Cap;
use damaging::{Account, copies};
use ingest::{
    read::{self, Entry, Kind, Limits, ProcessReader},
    read_return::{Context, read_file},
    recognise::{Known, Library},
};
use schemas::{catalogue::load, ids::Year};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.peek().is_some_and(|one| one == "read-child") {
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
    let n_copies = arguments.peek().and_then(|one| one.parse().ok());
    if n_copies.is_some() {
        arguments.next();
    }
    let child = ProcessReader::new(std::env::current_exe()?, &["read-child"]);
    let library = Library::new(load::builtin());
    let known = Known { library: &library, year: Year::of(2026)?, decisions: &[] };
    let limits = Limits::default();
    let context = Context { known, limits: &limits, child: &child };
    let mut files: Vec<(String, Vec<u8>)> =
        forms::files().into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    for path in arguments {
        let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
        files.push((name, std::fs::read(&path)?));
    }
    let mut total = Total::default();
    for (name, bytes) in &files {
        damage(name, bytes, n_copies.unwrap_or(1000), &context, &mut total);
    }
    println!(
        "{} copies of {} files; {} gave fewer answers, {} other answers, {} fewer words without a finding or with no more than a note; peak memory \
         of this process {} MB",
        total.copies,
        files.len(),
        total.fewer,
        total.other,
        total.words,
        peak() >> 10
    );
    if total.fewer > 0 {
        return Err(format!("{} copies gave fewer answers without a finding", total.fewer).into());
    }
    Ok(())
}

#[derive(Default)]
struct Total {
    copies: usize,
    fewer: usize,
    other: usize,
    words: usize,
}

/// What reading a file came to, the members of an archive too.
fn account(name: &str, bytes: &[u8], context: &Context<'_>) -> Account {
    let mut account = Account::default();
    if read::kind_of(bytes) != Kind::Archive {
        account.add(&read_file(name, "", bytes, context));
        return account;
    }
    for member in read::members(name, bytes, context.limits) {
        match member {
            Entry::File { name, bytes } => account.add(&read_file(&name, "", &bytes, context)),
            Entry::Ignored { finding, .. } | Entry::Refused { finding, .. } => account.said(&finding),
        }
    }
    account
}

fn damage(name: &str, whole: &[u8], n_copies: usize, context: &Context<'_>, total: &mut Total) {
    let original = account(name, whole, context);
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut slowest, mut shown) = (Duration::ZERO, Vec::new());
    for (how, copy) in copies(whole, n_copies) {
        let start = Instant::now();
        let read = account(name, &copy, context);
        slowest = slowest.max(start.elapsed());
        total.copies += 1;
        let outcome = read.beside(&original);
        *outcomes.entry(outcome).or_default() += 1;
        match outcome {
            "FEWER, NOT SAID" => total.fewer += 1,
            "OTHER, NOT SAID" | "OTHER, ONLY NOTED" => total.other += 1,
            "words lost, not said" => total.words += 1,
            _ => continue,
        }
        shown.push(format!("    {outcome}: {how}{}", read.first_change(&original)));
    }
    println!("{name}: {} answers, slowest {slowest:?}: {outcomes:?}", original.answers.len());
    for line in shown.iter().take(if std::env::var_os("DAMAGE_ALL").is_some() { usize::MAX } else { 6 }) {
        println!("{line}");
    }
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
