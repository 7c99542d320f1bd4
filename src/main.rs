//! The program's door: knows how memory is had and limited for child readers, and hands over to the library.
//! In: what was typed. Out: an exit code. Never decides anything.

mod memory;

use std::process::ExitCode;

use tallybook::cli::{self, Children};

fn main() -> ExitCode {
    cli::main(&Children { environment: &memory::CHILD, set_memory_limit: &memory::limit })
}
