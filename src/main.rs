//! The program's door: sets up memory's limit for child readers, then hands over to the library.
//! In: what was typed. Out: an exit code. Never decides anything.

use std::{alloc::System, process::ExitCode};

/// Counts what is in use, so that a child that reads what cannot be trusted can be held to a limit. In the program
/// itself there is none.
#[global_allocator]
static ALLOCATOR: cap::Cap<System> = cap::Cap::new(System, usize::MAX);

fn main() -> ExitCode {
    tallybook::cli::main(&|bytes| {
        // A limit below what is in use already is refused; then the child dies at the next file it cannot hold.
        let limit = usize::try_from(bytes).unwrap_or(usize::MAX).saturating_add(ALLOCATOR.allocated());
        let _ = ALLOCATOR.set_limit(limit);
    })
}
