//! What concerns a file as a whole: which catalogue's form it is, the key of its marks, what it says where it holds no return.
//! In: all grids of a file. Out: what holds for each of its returns, and questions asked once. Never reads a statement's mark.

pub(crate) mod alike;
pub(crate) mod led;
pub(crate) mod legend;
pub(crate) mod lost;
pub(crate) mod own_papers;
pub(crate) mod rivals;
pub(crate) mod scale;
pub(crate) mod unkeyed;
pub(crate) mod unnamed;
