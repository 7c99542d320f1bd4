//! The statistics: intervals, orders, bands, tests, distances.
//! In: small tables of counts (plain structs and slices) and, for pairs and bands, one bit a school and statement.
//! Out: plain figures with their uncertainty. Never sees an answer row, a file, a clock or a source of chance whose
//! seed is not given to it: the same counts give the same figures on any number of threads.
//!
//! Each file holds one idea: its formula, its source, its limits and its units stand at its head. Counts are whole
//! numbers (`u32`), rates and probabilities run from 0 to 1, ranks from 1 (the weakest).

pub mod bands;
pub mod bounds;
pub mod distance;
pub mod fdr;
pub mod gate;
pub mod holm;
pub mod mantel_haenszel;
pub mod matrix;
pub mod noise;
pub mod order;
pub mod pairs;
pub mod poisson_binomial;
pub mod score;
pub mod seed;
pub mod sensitivity;
pub mod sign_test;
pub mod similar;
pub mod split;
pub mod wilson;

mod normal;
