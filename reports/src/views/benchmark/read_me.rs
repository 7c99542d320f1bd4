//! Read me: what this workbook is, what stands on each sheet, what the words mean.
//! In: the year's lists. Out: one page. Shows no figure.

use crate::{
    context::Context,
    views::{
        Book, View,
        page::{Block, Cell, Column, Link, Look, Page, Table},
    },
};

/// The table that [`list`] fills.
const SHEETS: &str = "Sheets";

/// The view.
pub static VIEW: View = View {
    name: "Read me",
    book: Book::Benchmark,
    purpose: "What this workbook is for, and what stands on each sheet.",
    reads: &[],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let mut page = Page::new(
        VIEW.name,
        format!("Online safety in our schools {}: what they have in common", context.year()),
        format!(
            "For the working group of {}: what the schools' own returns say is in place, what is not yet, and where \
             training would help most schools.",
            context.inputs.authority_name
        ),
    );
    for form in context.forms.iter().filter(|form| !form.letter.is_empty()) {
        page = page.with(Block::Text(format!(
            "Form {}: {} ({} statements). The forms ask different things and are never added together.",
            form.letter,
            form.title,
            form.statements.len()
        )));
    }
    let page = page
        .with(Block::Table(Table {
            name: SHEETS.to_owned(),
            title: "The sheets of this workbook and what each shows".to_owned(),
            columns: vec![Column::wide("Sheet", Look::Text, 28.0), Column::wide("What it shows", Look::Long, 92.0)],
            rows: Vec::new(),
            n_fixed: 0,
        }))
        .with(Block::Heading("How to read it".to_owned()))
        .with(Block::List(vec![
            "Not yet in place means that a school answered Partly or No. Shares are of the schools that answered \
             Yes, Partly or No; the counts stand beside every share."
                .to_owned(),
            "These are the schools' own judgements. They are for planning support, not for comparing schools: one \
             answer more or less moves a school a long way."
                .to_owned(),
            "A dot with a line shows a share and how far chance alone might move it. It does not cover schools that \
             sent nothing."
                .to_owned(),
            "Where a figure would rest on too little, a sentence says so in its place.".to_owned(),
            "Colours only repeat what the words and numbers say.".to_owned(),
        ]));
    vec![page]
}

/// Lists a book's sheets, each with its purpose, on its Read me, if it has one.
pub fn list(pages: &mut [Page], sheets: &[(String, &'static str)]) {
    let own = pages.iter_mut().find(|page| page.sheet == VIEW.name);
    for block in own.into_iter().flat_map(|page| &mut page.blocks) {
        if let Block::Table(table) = block
            && table.name == SHEETS
        {
            table.rows = sheets
                .iter()
                .filter(|(sheet, _)| sheet != VIEW.name)
                .map(|(sheet, purpose)| {
                    vec![Cell::Link(Link::to(sheet.clone(), sheet.clone())), Cell::text(*purpose)]
                })
                .collect();
        }
    }
}
