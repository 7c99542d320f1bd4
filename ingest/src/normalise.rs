//! From what people wrote to what it means: text to comparable text, marks to answers, dates, schools' names.
//! In: cells' values and looks. Out: meanings, each "sure" or "not sure". Never knows where on a form a cell
//! stands, and never guesses: what a person could not be sure of is not sure here either.

pub mod answers;
pub mod dates;
pub mod marks;
pub(crate) mod memo;
pub mod names;
pub mod text;
