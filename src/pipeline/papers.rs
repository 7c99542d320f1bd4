//! The papers of a year: what `reports` is handed, and what it hands back.
//! In: the figures, the year's data as staged, earlier publications. Out: the names of the papers written. Never a
//! figure of its own.

use std::path::Path;

use arrow::compute::concat_batches;
use reports::{
    Inputs, Options, SchoolNames, Tables,
    views::{
        View,
        publishable::publication::{Publication, PublishedForm},
    },
};
use schemas::{
    checked::Checked,
    contract::Table,
    tables::{data, star},
};

use crate::{
    error::Error,
    marts, publications,
    settings::{NamesInPapers, Settings},
    store::{book::Book, carry, load},
    year_data::YearData,
};

/// Above so many schools no view shows single answers, so they are not taken into memory.
const MOST_SCHOOLS: usize = 2_000;

/// Tables that the papers need beside the figures and the year's own.
const FROM_DATA: &[&Table] = &[&data::FILES, &data::DECISIONS];

/// What papers are made of, beside what they are written from.
pub(crate) struct Sources<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) book: &'a Book,
    pub(crate) figures: &'a marts::Tables,
    /// Every year, ascending.
    pub(crate) years: &'a [YearData],
    /// The columns that make groups.
    pub(crate) groups: Vec<String>,
    pub(crate) n_returned: usize,
}

/// How `publishable.xlsx` stands to what was published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Public {
    /// How many publications of the year were told of.
    pub n_before: usize,
    /// Whether it says what the latest of them said.
    pub is_same: bool,
    /// Whether it has any figures.
    pub has_figures: bool,
    /// Whether some figures stay as they were published.
    pub has_held: bool,
}

/// Writes the papers into the year's staged folder; their names, sorted, and how the public's stands.
pub(crate) fn write(folder: &Path, sources: &Sources<'_>) -> Result<(Vec<String>, Public), Error> {
    let Sources { settings, book, figures, years, .. } = sources;
    let year = settings.collection.year;
    let data = folder.join("data");
    let mut more: Vec<Checked> =
        FROM_DATA.iter().map(|table| load::table(&data, table)).collect::<Result<_, Error>>()?;
    if settings.school_workbooks {
        more.push(load::table(&data, &data::ANSWERS)?);
    }
    let n_comments = load::n_rows(&data, &data::COMMENTS)?;
    let has_comments = settings.school_workbooks || n_comments <= View::most_rows(&data::COMMENTS);
    if has_comments {
        more.push(load::table(&data, &data::COMMENTS)?);
    }
    if sources.n_returned <= MOST_SCHOOLS || settings.school_workbooks {
        more.push(answers(figures, year.number())?);
    }
    let own = years.iter().find(|data| data.year == year);
    let own_tables = own.into_iter().flat_map(|own| {
        [
            &own.collection,
            &own.returns,
            &own.findings,
            &own.question_schools,
            &own.schools,
            &own.school_groups,
            &own.actions,
            &own.action_links,
            &own.sections,
            &own.statements,
        ]
    });
    let before = years.iter().filter(|data| data.year < year).max_by_key(|data| data.year);
    // What a school said and wrote then stands in its own workbook.
    let mut said_before = Vec::new();
    if let Some(before) = before.filter(|_| settings.school_workbooks) {
        let folder = book.year(before.year).join("data");
        for table in [&data::COMMENTS, &data::ANSWERS] {
            said_before.push(load::table(&folder, table)?);
        }
    }
    let publications = publications::published(book)?;

    let mut tables: Tables<'_> =
        figures.bi.iter().chain(&figures.officer).chain(&more).chain(own_tables).collect();
    if !has_comments {
        tables.leave_out(&data::COMMENTS, n_comments);
    }
    let papers = reports::write_year(
        folder,
        &Inputs {
            year,
            authority_name: &settings.authority_name,
            tables,
            before: before
                .map(|before| &before.returns)
                .into_iter()
                .chain(&said_before)
                .collect::<Tables<'_>>(),
            publications: &publications,
            options: Options {
                school_names: match settings.names_in_papers {
                    NamesInPapers::Names => SchoolNames::Names,
                    NamesInPapers::Codes => SchoolNames::Codes,
                },
                school_workbooks: settings.school_workbooks,
                k: i64::from(settings.publish_threshold),
                groups: sources.groups.clone(),
                contact: settings.contact.clone(),
                partly_score: settings.partly_score,
            },
        },
    )?;
    let of_year: Vec<&Publication> = publications::of_year(&publications, year).collect();
    let public = Public {
        n_before: of_year.len(),
        is_same: of_year.last().is_some_and(|last| last.says_the_same(&papers.publication)),
        has_figures: papers.publication.forms.iter().any(PublishedForm::has_figures),
        has_held: papers.publication.forms.iter().any(|form| form.is_held || form.holds_some()),
    };
    let draft = publications::Draft { n_before: public.n_before, publication: papers.publication };
    publications::write_draft(&data, &draft)?;
    let mut names: Vec<String> = papers
        .written
        .iter()
        .filter_map(|file| file.path.strip_prefix(folder).ok().map(carry::slashed))
        .collect();
    names.sort();
    Ok((names, public))
}

/// `fact_answer` of one year, whole.
fn answers(figures: &marts::Tables, year: i32) -> Result<Checked, Error> {
    let fact = &star::FACT_ANSWER;
    let mut batches = Vec::new();
    for part in figures.answer_parts() {
        let part = part?;
        // Parts are of one year each.
        if part.rows().next().and_then(|row| row.int("year")) == Some(i64::from(year)) {
            batches.push(part.batch().clone());
        }
    }
    let whole = concat_batches(&fact.arrow_schema(), &batches)
        .map_err(|source| Error::Breach(schemas::checked::Breach::Arrow { table: fact.name, source }))?;
    Ok(Checked::part(fact, &whole)?)
}
