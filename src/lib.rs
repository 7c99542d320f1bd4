//! Tallybook.

pub mod book_diff;
pub mod decisions;
pub mod expected;
pub mod identify;
pub mod links;
pub mod register;
pub mod standing;
pub mod stats;
pub mod trace;
pub mod year_data;
