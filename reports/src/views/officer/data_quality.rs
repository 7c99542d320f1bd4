//! Data quality: how many files and returns there were, what became of them, what was noticed how often.
//! In: files, returns, findings. Out: one page. Each file stands on the sheet Files, each case on Findings.

use schemas::tables::{data, marts};

use super::{files, findings};
use crate::{
    context::Context,
    views::{
        Book, View,
        benchmark::data_quality,
        page::{Block, Link, Page},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Data quality",
    book: Book::Officer,
    purpose: "What became of files and returns, and what was noticed how often.",
    reads: &[&data::FILES, &data::RETURNS, &data::FINDINGS, &marts::MART_WORDING],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    vec![
        Page::new(
            VIEW.name,
            format!("Data quality {}", context.year()),
            "What was sent, what became of it and what was noticed. Nothing that was sent is left out.",
        )
        .with(Block::Table(data_quality::tallies(context)))
        .with(Block::Heading("What was noticed".to_owned()))
        .with(Block::Table(data_quality::findings(context)))
        .with(Block::Heading("Where each case stands".to_owned()))
        .with(Block::Links(vec![
            Link::to("Every file with what became of it", files::VIEW.name),
            Link::to("Everything that was noticed, with its place", findings::VIEW.name),
        ])),
    ]
}
