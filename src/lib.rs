//! Tallybook.

pub mod decisions;
pub mod identify;
pub mod register;
pub mod standing;
pub mod stats;
pub mod year_data;
