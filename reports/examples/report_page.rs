//! Writes the report page of a made-up authority: `cargo run -p reports --example report_page -- FILE N_SCHOOLS [two]`.
//! For looking at; the figures are plausible, not worked out.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::panic)]

#[path = "../tests/it/sample.rs"]
#[rustfmt::skip]
mod sample;

use reports::{Inputs, Options, Tables, context::Context, formats::html};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let made = sample::make(arguments[2].parse().unwrap(), arguments.iter().any(|a| a == "two"), 7);
    let inputs = Inputs {
        year: sample::year(),
        authority_name: "Comhairle nan Eilean Siar",
        tables: made.tables.iter().collect::<Tables<'_>>(),
        before: made.before.iter().collect(),
        publications: &[],
        options: Options::default(),
    };
    let page = html::report(&Context::new(&inputs)).unwrap();
    std::fs::write(&arguments[1], &page).unwrap();
    println!("{} bytes", page.len());
}
