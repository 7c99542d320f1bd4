//! What is shown. Each view is a plain function from tables to pages; this is their list.
//! In: a year's tables, gathered in a [`Context`]. Out: pages. Computes no figure, knows no format.

pub mod benchmark;
pub mod officer;
pub mod page;
pub mod publishable;
pub mod report;
pub mod school;

use schemas::contract::{Layer, Table};

use crate::{context::Context, words::grouped};
use page::{Block, Page};

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
    /// The most rows that a table of it lists; with more it is not shown, and a sentence says where the rows stand.
    pub most: usize,
    /// The view itself.
    pub make: fn(&Context<'_>) -> Vec<Page>,
}

impl View {
    /// More rows than this nobody reads on a sheet.
    pub const MOST: usize = 5_000;

    /// The most rows of a table that any sheet lists.
    pub fn most_rows(table: &Table) -> usize {
        VIEWS
            .iter()
            .filter(|view| view.reads.iter().any(|read| read.name == table.name))
            .map(|view| view.most)
            .max()
            .unwrap_or(0)
    }

    /// Its pages.
    pub fn pages(&self, context: &Context<'_>) -> Vec<Page> {
        let mut pages = (self.make)(context);
        for block in pages.iter_mut().flat_map(|page| &mut page.blocks) {
            if let Block::Table(table) = block
                && table.rows.len() > self.most
            {
                *block = self.not_shown(table.rows.len());
            }
        }
        pages
    }

    /// A table of so many rows, or the sentence in its place where they are too many: then none of them is made.
    pub fn table(&self, n: usize, make: impl FnOnce() -> page::Table) -> Block {
        if n > self.most { self.not_shown(n) } else { Block::Table(make()) }
    }

    /// The sentence in place of a table that has too many rows.
    pub fn not_shown(&self, n: usize) -> Block {
        let grouped = |n: usize| grouped(i64::try_from(n).unwrap_or(i64::MAX));
        let stand = self.reads.first().map_or_else(String::new, |table| match table.layer {
            Layer::Data => format!(" They stand in data/{}.parquet.", table.name),
            Layer::Bi => format!(" They stand in bi/{}.parquet.", table.name),
            Layer::Officer => {
                format!(
                    " With `signals_in_bi = true` in the settings they stand in bi/{}.parquet.",
                    table.name
                )
            }
        });
        Block::Note(format!(
            "Not shown: {} rows, this sheet lists {} at most.{stand}",
            grouped(n),
            grouped(self.most)
        ))
    }
}

/// Every view, in the order of its book's sheets.
pub static VIEWS: &[&View] = &[
    &benchmark::read_me::VIEW,
    &benchmark::headlines::VIEW,
    &benchmark::returns::VIEW,
    &benchmark::returns_by_group::VIEW,
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
    &officer::wordings::VIEW,
    &officer::data_quality::VIEW,
    &officer::files::VIEW,
    &officer::findings::VIEW,
    &officer::codes::VIEW,
];

/// The pages of a book, in order.
pub fn pages(book: Book, context: &Context<'_>) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut sheets = Vec::new();
    for view in VIEWS.iter().filter(|view| view.book == book) {
        for page in view.pages(context) {
            sheets.push((page.sheet.clone(), view.purpose));
            pages.push(page);
        }
    }
    benchmark::read_me::list(&mut pages, &sheets);
    pages
}
