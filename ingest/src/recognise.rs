//! From a grid to what stands where: which catalogue, its statements, which column is which.
//! In: grids. Out: the cells that answer each statement. Never says what a mark means.

pub mod wording;
