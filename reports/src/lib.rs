//! Figures to paper, and blank forms for the next collection.
//!
//! In: checked tables and the authority's options ([`Inputs`]), catalogues. Out: the workbooks of a year, its page,
//! the bytes of blank forms. Computes no figure; cannot name `ingest` or Polars. Views say what is shown, formats how
//! it is written.

#![allow(clippy::format_push_string, reason = "sentences of a few words: clearer so, and on no hot path")]

pub mod context;
pub mod error;
mod file_name;
pub mod formats;
pub mod forms;
pub mod inputs;
pub mod method;
pub mod views;
pub mod words;
mod write;

pub use error::ReportError;
pub use inputs::{Inputs, Options, SchoolNames, Tables};
pub use write::{Papers, Written, write_schools, write_year};
