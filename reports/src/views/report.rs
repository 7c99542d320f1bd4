//! The report page: which views stand on it, in which order, under which short names.
//! In: a year's tables. Out: the page's opening and its parts. The figures and sentences are those of
//! `benchmark.xlsx`, so that the two never differ. No comment, no signal, nothing that one school said in confidence.

mod profile;
mod years;

use std::collections::BTreeMap;

use super::{
    View,
    benchmark::{
        change, data_quality, gaps, groups, headlines, heat_map, method, returns, returns_by_group, sections,
        statements, strengths, weaknesses,
    },
    page::{Block, Cell, Column, Look, Page, Table},
};
use crate::{
    context::{Context, Form, School},
    words::{group_word, heading},
};

/// The most breakdowns that stand beside a school's name on the map, to choose from.
const MOST_ON_MAP: usize = 2;

/// A part of the page: a view under the name that the page's navigation gives it.
#[derive(Debug)]
pub struct Part {
    /// The view.
    pub view: &'static View,
    /// Its short name in the navigation.
    pub nav: &'static str,
    /// What stands under its title where the workbook's own sentence speaks of sheets; empty to keep that.
    pub purpose: &'static str,
}

/// The parts, in the page's order.
pub static PARTS: &[Part] = &[
    Part {
        view: &headlines::VIEW,
        nav: "Headlines",
        purpose: "What stands out in this year's returns, each with its counts.",
    },
    Part {
        view: &weaknesses::VIEW,
        nav: "Weaknesses",
        purpose: "The statements with the largest share of Partly and No, weakest first; where shares are equal, the \
                  one with more No comes first, and those equal in both share a place. Every statement stands further down, under Statements.",
    },
    Part { view: &strengths::VIEW, nav: "Strengths", purpose: "" },
    Part { view: &sections::VIEW, nav: "Sections", purpose: "" },
    Part { view: &groups::VIEW, nav: "Groups", purpose: "" },
    Part {
        view: &statements::VIEW,
        nav: "Statements",
        purpose: "All statements in the form's order. The counts of a row add up to the schools expected.",
    },
    Part {
        view: &heat_map::VIEW,
        nav: "Schools",
        purpose: "A row is a school that sent a return, a column a statement. Read down a column to see who could \
                  help whom. Schools stand by name and are not ranked.",
    },
    Part { view: &change::VIEW, nav: "Change", purpose: "" },
    Part { view: &gaps::VIEW, nav: gaps::VIEW.name, purpose: "" },
    Part { view: &returns::VIEW, nav: "Returns", purpose: "" },
    Part { view: &data_quality::VIEW, nav: "Data quality", purpose: "" },
    Part {
        view: &method::VIEW,
        nav: "Method",
        purpose: "How every figure on this page is made, where the method is from and what it cannot say.",
    },
];

/// How many schools sent a form: the figure at the top of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The form's letter and title where there are several; empty where there is one.
    pub form: String,
    /// `22 of 25`.
    pub figure: String,
    /// The same in sentences, with those that wait and those that sent nothing.
    pub words: String,
    /// Returned, waiting, not returned.
    pub counts: [i64; 3],
}

/// The response of each form.
pub fn responses(context: &Context<'_>) -> Vec<Response> {
    context.forms.iter().filter_map(|form| response(context, form)).collect()
}

fn response(context: &Context<'_>, form: &Form) -> Option<Response> {
    headlines::blocks(context, form).into_iter().find_map(|block| match block {
        Block::Fact { figure, words, link: Some(link) } if link.sheet == returns::VIEW.name => {
            Some(Response {
                form: if form.letter.is_empty() {
                    String::new()
                } else {
                    format!("Form {}: {}", form.letter, form.title)
                },
                figure,
                words,
                counts: [form.n_returned, form.n_awaiting, form.n_not_returned],
            })
        }
        _ => None,
    })
}

/// The pages of a part.
pub fn pages(part: &Part, context: &Context<'_>) -> Vec<Page> {
    let mut pages = part.view.pages(context);
    if part.view.name == groups::VIEW.name {
        for (form, page) in context.forms.iter().zip(&mut pages) {
            page.blocks.splice(0..0, profile::blocks(context, form));
        }
    }
    if part.view.name == change::VIEW.name {
        for (form, page) in context.forms.iter().zip(&mut pages) {
            page.blocks.extend(years::blocks(context, form));
        }
    }
    if part.view.name == returns::VIEW.name {
        let by_group = returns_by_group::VIEW.pages(context);
        for page in &mut pages {
            for more in &by_group {
                page.blocks.push(Block::Heading("By group".to_owned()));
                page.blocks.extend(more.blocks.iter().cloned());
            }
        }
    }
    if part.view.name == heat_map::VIEW.name && context.shows_names() {
        for block in pages.iter_mut().flat_map(|page| &mut page.blocks) {
            if let Block::Table(table) = block {
                with_groups(context, table);
            }
        }
    }
    for page in &mut pages {
        label_by_statement(page);
        if !part.purpose.is_empty() {
            part.purpose.clone_into(&mut page.purpose);
        }
        // The response stands at the top of the page already.
        if part.view.name == headlines::VIEW.name {
            page.blocks.retain(|block| {
                !matches!(block, Block::Fact { link: Some(link), .. } if link.sheet == returns::VIEW.name)
            });
        }
    }
    pages
}

/// Charts of statements carry the statement's own words here, where they have the room.
fn label_by_statement(page: &mut Page) {
    let words: Vec<(String, usize)> = page
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => {
                let at = table.columns.iter().position(|column| column.head == "Statement")?;
                Some((table.name.clone(), at))
            }
            _ => None,
        })
        .collect();
    for block in &mut page.blocks {
        if let Block::Chart(chart) = block
            && let Some((_, at)) = words.iter().find(|(name, _)| *name == chart.table)
        {
            chart.labels = *at;
        }
    }
}

/// Puts each school's groups beside its name, so that the map can be narrowed to them.
fn with_groups(context: &Context<'_>, table: &mut Table) {
    let groups: Vec<String> = context.group_columns().into_iter().take(MOST_ON_MAP).collect();
    let by_name: BTreeMap<&str, &School> =
        context.schools.iter().map(|school| (school.shown.as_str(), school)).collect();
    for row in &mut table.rows {
        let name = match row.first() {
            Some(Cell::Text(name)) => name.as_str(),
            Some(Cell::Link(link)) => link.text.as_str(),
            _ => "",
        };
        let school = by_name.get(name);
        let cells: Vec<Cell> = groups
            .iter()
            .map(|by| school.and_then(|school| school.groups.get(by)).map_or("", |value| group_word(value)))
            .map(Cell::text)
            .collect();
        row.splice(1..1, cells);
    }
    table.columns.splice(1..1, groups.iter().map(|by| Column::new(heading(by), Look::Text)));
}
