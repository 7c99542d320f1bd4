//! What the marks beside the statements come to.
//! In: drafts. Out: returns, with an answer for each statement or why there is none. Never gives an answer that a person could
//! not be sure of.

pub(crate) mod commented;
pub(crate) mod corrected;
pub(crate) mod ditto;
pub(crate) mod drawn;
pub(crate) mod finish;
pub(crate) mod footed;
pub(crate) mod for_all;
pub(crate) mod letters;
pub(crate) mod merged;
pub(crate) mod parties;
pub(crate) mod pointed;
pub(crate) mod portions;
pub(crate) mod says;
pub(crate) mod signed;
pub(crate) mod statuses;
pub(crate) mod stray;
pub(crate) mod tails;
pub(crate) mod told;
pub(crate) mod unseen;
pub(crate) mod within;
