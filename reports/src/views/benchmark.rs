//! The working group's views. No comment, no signal, nothing that one school said in confidence.
//! In: a year's tables. Out: pages of `benchmark.xlsx`.

pub mod actions;
pub mod change;
pub mod data_quality;
pub mod gaps;
pub mod groups;
pub mod headlines;
pub mod heat_map;
pub mod method;
pub mod read_me;
pub mod returns;
pub mod returns_by_group;
pub mod schools;
pub mod sections;
pub mod statements;
pub mod strengths;
pub mod together;
pub mod weaknesses;
pub mod wordings;
