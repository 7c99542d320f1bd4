//! How pages are written: each format takes the same pages.
//! In: pages. Out: bytes of a file. Never decides what is shown.

pub mod html;
pub mod xlsx;
