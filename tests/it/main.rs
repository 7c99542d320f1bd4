//! Integration tests: the program as a user has it, and the house's own rules.
//! In: nothing. Out: passes, or a failure that says what a user would see. Never the network, never a clock.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    reason = "a test that cannot go on is to fail where it stands"
)]

/// Sample returns and registers, built from text.
mod sample;

/// What a run writes, twice, on any number of threads.
mod run;

/// What goes wrong, and what is said of it.
mod refusals;

/// The swap, stopped at every step.
mod swap;

/// The commands around a run.
mod commands;

/// Rulings that cannot be followed, and the questions they leave open.
mod rulings;

/// What was published, and what it binds.
mod publishing;

/// The rules of the house.
mod house;

/// Reads one file as a run does.
mod reading;

/// Blank forms that come back filled in.
mod blank_forms;

/// The sample's returns, read as their schools mean them.
mod demo_returns;

/// Forms typed up in Word, made catalogues.
mod typed_up;
