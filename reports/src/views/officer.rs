//! The officer's views: whom to call and why, what was said in confidence, what waits for a ruling.
//! In: a year's tables. Out: pages of `officer.xlsx`. Not for the working group.

pub mod calls;
pub mod codes;
pub mod comments;
pub mod data_quality;
pub mod files;
pub mod findings;
pub mod questions;
pub mod signals;
pub mod wordings;

/// The most rows of findings, questions and files that this book lists, the most serious first.
pub const MOST: usize = super::View::MOST;

/// The sentence where a sheet does not list all; none where it does.
pub(super) fn cut(n: usize) -> Option<crate::views::page::Block> {
    (n > MOST).then(|| {
        crate::views::page::Block::Note(format!(
            "Only the first {MOST} of {n} rows are listed; all stand in the year's data folder."
        ))
    })
}
