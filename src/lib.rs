//! Tallybook.

pub mod book_diff;
pub mod columns;
pub mod decisions;
pub mod demo;
pub mod expected;
pub mod frame;
pub mod identify;
pub mod links;
pub mod marts;
pub mod register;
pub mod standing;
pub mod star;
pub mod stats;
pub mod trace;
pub mod year_data;
