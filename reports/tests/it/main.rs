//! The papers, read back and compared as text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod benchmark;
mod disclosure;
mod officer;
mod page;
mod publishable;
#[rustfmt::skip]
mod sample;
mod schools;
mod several_publications;
mod views;
mod written;
