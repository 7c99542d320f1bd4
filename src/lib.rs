//! Tallybook.

pub mod stats;
pub mod year_data;
