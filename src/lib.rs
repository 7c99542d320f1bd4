//! The program: returns in, a book out.
//!
//! ```text
//! inbox --> ingest --> identify --> standing --> marts --> reports
//!                 \________________ store ________________/
//! ```
//!
//! In: what was typed. Out: a book, swapped whole. This crate is glue and analysis: it never reads a return's bytes
//! (`ingest` does) and never draws a sheet (`reports` does).

pub mod book_diff;
pub mod cli;
pub mod columns;
pub mod decisions;
pub mod demo;
pub mod error;
pub mod expected;
pub mod frame;
pub mod identify;
pub mod inbox;
pub mod links;
pub mod marts;
pub mod new_catalogue;
pub mod open_days;
pub mod pipeline;
pub mod publications;
pub mod register;
pub mod run_report;
pub mod settings;
pub mod standing;
pub mod star;
pub mod stats;
pub mod store;
pub mod trace;
pub mod year_data;
