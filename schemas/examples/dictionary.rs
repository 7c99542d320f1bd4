//! Prints the dictionary of the tables: `cargo run -p schemas --example dictionary > reports/docs/tables.md`.
//! In: nothing. Out: Markdown on stdout. Never writes a file.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(schemas::dictionary::markdown().as_bytes())
}
