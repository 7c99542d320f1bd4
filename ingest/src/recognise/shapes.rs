//! From grids to returns that are being put together: what stands beside each statement, and whose it is.
//! In: grids whose statements have been found. Out: drafts, one for each return. Never reads a mark.

pub(crate) mod actions;
pub(crate) mod assemble;
pub(crate) mod below;
pub(crate) mod by_number;
pub(crate) mod carried;
pub(crate) mod coded;
pub(crate) mod comments;
pub(crate) mod evidence;
pub(crate) mod named;
pub(crate) mod quoted;
pub(crate) mod rows;
pub(crate) mod sheets;
pub(crate) mod tables;
pub(crate) mod unplaced;
