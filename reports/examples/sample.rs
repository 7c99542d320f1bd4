//! Writes the papers of a made-up authority: `cargo run -p reports --example sample -- DIR N_SCHOOLS [two]`.
//! For looking at; the figures are plausible, not worked out.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::panic)]

#[path = "../tests/it/sample.rs"]
#[rustfmt::skip]
mod sample;

use reports::{Inputs, Options, Tables, write_year};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let dir = std::path::PathBuf::from(&arguments[1]);
    std::fs::create_dir_all(&dir).unwrap();
    let made = sample::make(arguments[2].parse().unwrap(), arguments.iter().any(|a| a == "two"), 7);
    let inputs = Inputs {
        year: sample::year(),
        authority_name: "Comhairle nan Eilean Siar",
        tables: made.tables.iter().collect::<Tables<'_>>(),
        before: made.before.iter().collect(),
        publications: &[],
        options: Options { contact: "online.safety@example.org".to_owned(), ..Options::default() },
    };
    let papers = write_year(&dir, &inputs).unwrap();
    println!("{} files", papers.written.len());
}
