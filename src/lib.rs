//! Tallybook.

pub mod year_data;
