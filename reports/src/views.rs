//! What is shown. Each view is a plain function from tables to pages; this is their list.
//! In: a year's tables, gathered in a [`Context`]. Out: pages. Computes no figure, knows no format.

pub mod benchmark;
pub mod officer;
pub mod page;
pub mod publishable;
pub mod report;
pub mod school;

use schemas::contract::Table;

use crate::context::Context;
use page::Page;

/// The books that a run writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    /// `benchmark.xlsx`: the working group's.
    Benchmark,
    /// `officer.xlsx`: the officer's.
    Officer,
}

/// A view: what one sheet (or one a form) shows.
#[derive(Debug)]
pub struct View {
    /// Its name, which begins its sheets' names.
    pub name: &'static str,
    /// The book it stands in.
    pub book: Book,
    /// What it shows, one sentence.
    pub purpose: &'static str,
    /// The tables it reads, beside those of [`crate::context::READS`].
    pub reads: &'static [&'static Table],
    /// The view itself.
    pub pages: fn(&Context<'_>) -> Vec<Page>,
}

/// Every view, in the order of its book's sheets.
pub static VIEWS: &[&View] = &[
    &benchmark::read_me::VIEW,
    &benchmark::headlines::VIEW,
    &benchmark::returns::VIEW,
    &benchmark::weaknesses::VIEW,
    &benchmark::strengths::VIEW,
    &benchmark::sections::VIEW,
    &benchmark::statements::VIEW,
    &benchmark::heat_map::VIEW,
    &benchmark::schools::VIEW,
    &benchmark::groups::VIEW,
    &benchmark::change::VIEW,
    &benchmark::together::VIEW,
    &benchmark::actions::VIEW,
    &benchmark::gaps::VIEW,
    &benchmark::wordings::VIEW,
    &benchmark::data_quality::VIEW,
    &benchmark::method::VIEW,
    &officer::calls::VIEW,
    &officer::signals::VIEW,
    &officer::comments::VIEW,
    &officer::questions::VIEW,
    &officer::files::VIEW,
    &officer::findings::VIEW,
    &officer::codes::VIEW,
];

/// The pages of a book, in order.
pub fn pages(book: Book, context: &Context<'_>) -> Vec<Page> {
    VIEWS.iter().filter(|view| view.book == book).flat_map(|view| (view.pages)(context)).collect()
}
