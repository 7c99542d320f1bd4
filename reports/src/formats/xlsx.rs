//! Pages to workbooks.
//! In: pages. Out: the bytes of an `.xlsx`. Never a formula; all that a school typed is written as a string.

pub mod accessible;
pub mod book;
mod chart;
mod layout;
mod look;
mod paper;
mod sheet;
mod text_size;
