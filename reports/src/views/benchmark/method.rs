//! Method: every figure, its formula, its source, its limits, from the one text of [`crate::method`].
//! In: that text. Out: one page.

use crate::{
    context::Context,
    method,
    views::{
        Book, View,
        page::{Block, Page},
    },
};

/// The view.
pub static VIEW: View = View {
    name: "Method",
    book: Book::Benchmark,
    purpose: "Every figure: how it is made, where the method is from, what it cannot say.",
    reads: &[],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let mut page = Page::new(
        VIEW.name,
        format!("Method {}", context.year()),
        "How every figure in this workbook is made, where the method is from and what it cannot say.",
    );
    for (heading, paragraphs) in method::parts() {
        page = page.with(Block::Heading(heading.to_owned()));
        for paragraph in paragraphs {
            page = page.with(Block::Text(paragraph.to_owned()));
        }
    }
    vec![page]
}
