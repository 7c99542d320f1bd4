//! Runs the targets on any toolchain: seeds changed by chance, the same chance for the same number.
//! In: `drive [TARGET|all] [--seconds N] [--seed N]`, or files to run again: `drive TARGET FILE...`; `drive seeds FOLDER`
//! writes what each corpus begins with. Out: counts; what broke a promise, as a file. Never needs a nightly compiler.

use std::{
    alloc::System,
    fs,
    io::{Seek, SeekFrom, Write, stdin, stdout},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::{Duration, Instant},
};

use cap::Cap;
use ingest::read::{self, ProcessReader};
use tallybook_fuzz::{TARGETS, Target, WORDS, target, use_child};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// No input may take longer.
const SLOW: Duration = Duration::from_secs(5);
/// The longest input.
const LONGEST: usize = 40_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let first = arguments.first().map_or("all", String::as_str);
    if first == "read-child" {
        let limit = |bytes: u64| {
            if MEMORY.set_limit(usize::try_from(bytes).unwrap_or(usize::MAX)).is_err() {
                std::process::abort();
            }
        };
        read::serve_child(stdin().lock(), stdout().lock(), limit)?;
        return Ok(());
    }
    if first == "seeds" {
        return write_seeds(Path::new(arguments.get(1).map_or("corpus", String::as_str)));
    }
    std::panic::set_hook(Box::new(|info| {
        if !read::is_guarded() {
            eprintln!("{info}");
        }
    }));
    use_child(ProcessReader::new(std::env::current_exe()?, &["read-child"]));
    let number = |key: &str, default: u64| {
        let at = arguments.iter().position(|one| one == key);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(default)
    };
    let chosen: Vec<&Target> =
        if first == "all" { TARGETS.iter().collect() } else { vec![target(first).ok_or("no such target")?] };
    let files: Vec<&String> = arguments.iter().skip(1).filter(|one| Path::new(one).is_file()).collect();
    for file in &files {
        (chosen[0].run)(&fs::read(file)?);
        println!("{file}: no promise broken");
    }
    if !files.is_empty() {
        return Ok(());
    }
    // A promise is kept within this much memory.
    MEMORY.set_limit(1 << 30).map_err(|_| "memory is limited already")?;
    let mut n_broken = 0;
    for target in chosen {
        n_broken += drive(target, Duration::from_secs(number("--seconds", 60)), number("--seed", 1))?;
    }
    if n_broken > 0 { Err(format!("{n_broken} promises were broken").into()) } else { Ok(()) }
}

fn write_seeds(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    for target in TARGETS {
        fs::create_dir_all(folder.join(target.name))?;
        for (at, seed) in (target.seeds)().into_iter().enumerate() {
            fs::write(folder.join(target.name).join(format!("seed-{at}")), seed)?;
        }
    }
    let quoted = |word: &&str| word.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let words: String = WORDS.iter().map(|word| format!("\"{}\"\n", quoted(word))).collect();
    Ok(fs::write(folder.join("words.dict"), words)?)
}

/// Runs one target for a while; how many promises it broke.
fn drive(target: &Target, time: Duration, seed: u64) -> Result<usize, Box<dyn std::error::Error>> {
    let seeds = (target.seeds)();
    let mut chance = Chance(seed ^ 0x9e37_79b9_7f4a_7c15);
    let begun = Instant::now();
    let folder = Path::new("artifacts").join(target.name);
    fs::create_dir_all(&folder)?;
    // What is run stands on disk before it is, so that what ends the process is known.
    let mut current = fs::File::create(folder.join("current"))?;
    let (mut n_runs, mut n_broken, mut slowest) = (0_u64, 0, Duration::ZERO);
    while begun.elapsed() < time && n_broken < 20 {
        let mut input = seeds.get(chance.below(seeds.len())).cloned().unwrap_or_default();
        for _ in 0..=chance.below(6) {
            change(&mut input, &seeds, &mut chance);
        }
        input.truncate(LONGEST);
        current.seek(SeekFrom::Start(0))?;
        current.set_len(0)?;
        current.write_all(&input)?;
        let start = Instant::now();
        let is_broken = catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_err();
        let took = start.elapsed();
        slowest = slowest.max(took);
        n_runs += 1;
        if is_broken || took > SLOW {
            n_broken += 1;
            let name = folder.join(format!("{}-{seed}-{n_runs}", if is_broken { "broken" } else { "slow" }));
            fs::write(&name, &input)?;
            println!("{}: {} after {took:?}", target.name, name.display());
        }
    }
    println!("{}: {n_runs} runs, {n_broken} broken, slowest {slowest:?}", target.name);
    Ok(n_broken)
}

/// Changes an input a little.
fn change(input: &mut Vec<u8>, seeds: &[Vec<u8>], chance: &mut Chance) {
    let at = chance.below(input.len() + 1);
    let most = [4, 40, 400][chance.below(3)];
    let length = 1 + chance.below(most);
    let end = (at + length).min(input.len());
    match chance.below(9) {
        0 => input.truncate(at),
        1 => drop(input.drain(at..end)),
        2 => {
            let part = input[at..end].to_vec();
            let to = chance.below(input.len() + 1);
            input.splice(to..to, part);
        }
        3 | 4 => {
            let word = WORDS[chance.below(WORDS.len())];
            let over = if chance.below(2) == 0 { at } else { (at + word.len()).min(input.len()) };
            input.splice(at..over, word.bytes());
        }
        5 => {
            let other = &seeds[chance.below(seeds.len())];
            let from = chance.below(other.len());
            input.splice(at..end, other[from..(from + length).min(other.len())].iter().copied());
        }
        6 => {
            let with = [0, 0xff, b' ', b'\n'][chance.below(4)];
            input[at..end].fill(with);
        }
        _ => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
    }
}

/// Numbers as good as by chance, the same for the same beginning.
struct Chance(u64);

impl Chance {
    fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % below.max(1)
    }
}
