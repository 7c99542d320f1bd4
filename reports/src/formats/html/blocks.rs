//! Blocks of a page in the shape that the templates take.
//! In: a page. Out: what is shown of it, in order. Charts stand above their table; facts in a row stand together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    chart::{self, Drawn},
    table::{self, Grid},
};
use crate::views::{
    page::{Block, Chart, Link, Page, Table},
    report::Part,
};

/// Where each sheet of the workbook stands on the page: its anchor.
pub(super) struct Places(BTreeMap<String, String>);

impl Places {
    /// The anchors of all that the page shows.
    pub(super) fn new(parts: &[(&Part, Vec<Page>)]) -> Self {
        Self(
            parts
                .iter()
                .flat_map(|(_, pages)| pages)
                .map(|page| (page.sheet.clone(), slug(&page.sheet)))
                .collect(),
        )
    }

    /// The anchor of a link's sheet; empty where the page does not show it.
    pub(super) fn anchor(&self, link: &Link) -> String {
        self.0.get(&link.sheet).map_or_else(String::new, |anchor| format!("p-{anchor}"))
    }
}

/// A name as an anchor: small letters, digits and dashes.
pub(super) fn slug(name: &str) -> String {
    let spaced: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join("-")
}

/// A block as the templates take it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Shown {
    /// A heading.
    Heading { text: String },
    /// A paragraph.
    Text { text: String },
    /// A paragraph that limits what was said.
    Note { text: String },
    /// A list of sentences.
    List { items: Vec<String> },
    /// Numbers that matter, side by side.
    Facts { facts: Vec<Fact> },
    /// Links to other parts.
    Links { links: Vec<To> },
    /// Charts and the table beneath them, or a table alone.
    Figures { charts: Vec<Drawn>, table: Grid, is_small: bool },
    /// Several small charts with their tables, side by side.
    Many { each: Vec<Self> },
}

/// A number with its words.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    figure: String,
    words: String,
    to: Option<To>,
}

/// A way to another part.
#[derive(Debug, Serialize)]
pub(super) struct To {
    text: String,
    anchor: String,
}

/// The blocks of a page.
pub(super) fn shown(page: &Page, places: &Places) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Heading(text) => out.push(Shown::Heading { text: text.clone() }),
            Block::Text(text) => out.push(Shown::Text { text: text.clone() }),
            Block::Note(text) => out.push(Shown::Note { text: text.clone() }),
            Block::List(items) => out.push(Shown::List { items: items.clone() }),
            Block::Links(links) => {
                out.push(Shown::Links { links: links.iter().map(|link| to(link, places)).collect() });
            }
            Block::Fact { figure, words, link } => fact(&mut out, figure, words, link.as_ref(), places),
            Block::Table(table) => figures(&mut out, page, table, places),
            // Drawn with its table.
            Block::Chart(_) => {}
        }
    }
    out
}

fn to(link: &Link, places: &Places) -> To {
    To { text: link.text.clone(), anchor: places.anchor(link) }
}

fn fact(out: &mut Vec<Shown>, figure: &str, words: &str, link: Option<&Link>, places: &Places) {
    let to = link.map(|link| To { text: link.sheet.clone(), anchor: places.anchor(link) });
    let fact = Fact {
        figure: figure.to_owned(),
        words: words.to_owned(),
        to: to.filter(|to| !to.anchor.is_empty()),
    };
    if let Some(Shown::Facts { facts }) = out.last_mut() {
        facts.push(fact);
    } else {
        out.push(Shown::Facts { facts: vec![fact] });
    }
}

/// A table under its charts. Small tables with a chart that follow each other stand side by side.
fn figures(out: &mut Vec<Shown>, page: &Page, table: &Table, places: &Places) {
    let charts: Vec<Drawn> = page
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Chart(chart) if chart.table == table.name => Some(chart),
            _ => None,
        })
        .enumerate()
        .filter_map(|(number, of): (usize, &Chart)| chart::draw(of, table, number))
        .collect();
    let is_small = charts.len() == 1 && table.columns.len() <= 6;
    let shown = Shown::Figures { charts, table: table::grid(table, places), is_small };
    if !is_small {
        out.push(shown);
        return;
    }
    match out.last_mut() {
        Some(Shown::Many { each }) => each.push(shown),
        _ => out.push(Shown::Many { each: vec![shown] }),
    }
}
