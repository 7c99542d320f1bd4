//! A library that panics on an odd file costs that file, never the run.
//! In: a closure. Out: its value, or a refusal. Never hides what a closure returns.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::refusal::Refusal;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Whether this thread is inside a library call whose panics become findings: the program's panic hook keeps
/// quiet then.
pub fn is_guarded() -> bool {
    DEPTH.with(Cell::get) > 0
}

/// Runs a reader; a panic in it becomes a refusal.
pub(crate) fn guarded<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    caught(read)
        .unwrap_or_else(|| Err(Refusal::damaged("the file made its reader fail; it is damaged in some way")))
}

/// What a closure gives; none where it panicked.
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    DEPTH.with(|depth| depth.set(depth.get() + 1));
    let result = catch_unwind(AssertUnwindSafe(run));
    DEPTH.with(|depth| depth.set(depth.get().saturating_sub(1)));
    result.ok()
}
