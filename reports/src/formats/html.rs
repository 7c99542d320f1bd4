//! Pages to one HTML file that needs nothing else: no network, no framework, no font, all there without its script.
//! In: a year's pages. Out: the text of `report.html`. Never writes a value unescaped: the templates escape all they
//! are given but this folder's own style and script, and the rows of tables, whose values are escaped as they are put in.

mod blocks;
mod chart;
mod policy;
mod table;
mod values;

use minijinja::{Environment, Value, context as given, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use crate::{
    context::Context,
    error::ReportError,
    views::{
        page::Page,
        report::{self, Part, Response},
    },
};
use blocks::{Places, Shown};

/// The page's file name.
pub const NAME: &str = "report.html";

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");
const TEMPLATES: &[(&str, &str)] = &[
    ("page.html", include_str!("html/templates/page.html")),
    ("blocks.html", include_str!("html/templates/blocks.html")),
    ("table.html", include_str!("html/templates/table.html")),
    ("chart.html", include_str!("html/templates/chart.html")),
];

#[derive(Serialize)]
struct Section {
    id: String,
    title: String,
    nav: &'static str,
    purpose: String,
    pages: Vec<Sheet>,
}

#[derive(Serialize)]
struct Sheet {
    id: String,
    title: String,
    as_of: String,
    blocks: Vec<Shown>,
}

#[derive(Serialize)]
struct Top {
    form: String,
    number: String,
    whole: String,
    words: String,
    bar: Vec<chart::Segment>,
}

/// The report page of a year.
pub fn report(context: &Context<'_>) -> Result<String, ReportError> {
    let parts: Vec<(&Part, Vec<Page>)> =
        report::PARTS.iter().map(|part| (part, report::pages(part, context))).collect();
    let places = Places::new(&parts);
    let sections: Vec<Section> = parts
        .iter()
        .filter(|(_, pages)| !pages.is_empty())
        .map(|(part, pages)| section(part, pages, &places))
        .collect();
    let style = style();
    let tops: Vec<Top> = report::responses(context).into_iter().map(top).collect();
    fill(&given! {
        authority => context.inputs.authority_name,
        year => context.year(),
        names_note => names_note(context),
        sections => Value::from(Serde(&sections)),
        tops => Value::from(Serde(&tops)),
        policy => policy::of(&style, SCRIPT),
        style => Value::from_safe_string(style),
        script => Value::from_safe_string(SCRIPT.to_owned()),
    })
}

/// The style, with a class for each length of a bar and each depth of a shade: the policy allows no style in a tag.
fn style() -> String {
    let widths = (0..=100).map(|width| format!(".w{width}{{--w:{width}%}}"));
    let shades = (0..=10).map(|shade| format!(".s{shade}{{--s:{}%}}", shade * 10));
    STYLE.to_owned() + &widths.chain(shades).collect::<String>()
}

fn fill(values: &Value) -> Result<String, ReportError> {
    let refused = |source: minijinja::Error| ReportError::Template {
        page: NAME.to_owned(),
        reason: format!("{source:#}"),
    };
    let mut templates = Environment::new();
    templates
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(refused)?);
    for (name, text) in TEMPLATES {
        templates.add_template(name, text).map_err(refused)?;
    }
    templates.get_template("page.html").and_then(|page| page.render(values.clone())).map_err(refused)
}

fn section(part: &Part, pages: &[Page], places: &Places) -> Section {
    let one = pages.len() == 1;
    let title = match pages {
        [page] => page.title.clone(),
        _ => part.nav.to_owned(),
    };
    Section {
        id: blocks::slug(part.nav),
        title,
        nav: part.nav,
        purpose: pages.first().map(|page| page.purpose.clone()).unwrap_or_default(),
        pages: pages
            .iter()
            .map(|page| Sheet {
                id: blocks::slug(&page.sheet),
                title: if one { String::new() } else { page.title.clone() },
                as_of: page.as_of.clone(),
                blocks: blocks::shown(page, places),
            })
            .collect(),
    }
}

fn top(response: Response) -> Top {
    let (number, whole) = match response.figure.split_once(" of ") {
        Some((number, whole)) => (number.to_owned(), whole.to_owned()),
        None => (response.figure.clone(), String::new()),
    };
    Top { form: response.form, number, whole, words: response.words, bar: chart::response(response.counts) }
}

fn names_note(context: &Context<'_>) -> &'static str {
    if context.shows_names() {
        "Schools stand by name, in alphabetical order. This page is for the working group: keep it within it."
    } else {
        "Schools stand under codes; the officer holds the key."
    }
}
