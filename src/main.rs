//! The program's door: knows how memory is limited for child readers, and hands over to the library.
//! In: what was typed. Out: an exit code. Never decides anything.

mod memory;

use std::process::ExitCode;

fn main() -> ExitCode {
    tallybook::cli::main(&memory::limit)
}
