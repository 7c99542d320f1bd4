//! Tallybook.

pub mod stats;
pub mod decisions;
pub mod identify;
pub mod register;
pub mod standing;
pub mod year_data;
