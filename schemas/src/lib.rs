//! What the data is: table contracts, catalogues, ids, answers, findings and their rules.
//!
//! In: nothing but the files of a catalogue. Out: declarations that every other crate reads off.
//! Knows no returns, no Polars, no Excel.

pub mod answer;
pub mod ids;
pub mod place;

pub mod finding;
pub mod rules;

pub mod catalogue;
pub mod decision;
pub mod dictionary;

pub mod contract;
pub mod tables;

pub mod checked;
pub mod package;
pub mod paper;
pub mod rows;
pub mod sep_line;
