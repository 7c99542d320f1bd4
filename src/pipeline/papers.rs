//! The papers of a year: what `reports` is handed, and what it hands back.
//! In: the figures, the year's data as staged, earlier publications. Out: the names of the papers written. Never a
//! figure of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use arrow::compute::concat_batches;
use reports::{Inputs, Options, SchoolNames, Tables, views::View};
use schemas::{
    checked::Checked,
    contract::Table,
    tables::{data, star},
};

use crate::{
    error::Error,
    marts,
    settings::{NamesInPapers, Settings},
    store::{atomic, book::Book, carry, load},
    year_data::YearData,
};

/// What was published, of a year and every run of it: in the year's `data/`.
const PUBLICATIONS: &str = "publications.json";
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

/// Writes the papers into the year's staged folder; their names, sorted.
pub(crate) fn write(folder: &Path, sources: &Sources<'_>) -> Result<Vec<String>, Error> {
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
    let mut publications = Vec::new();
    for data in years.iter().filter(|data| data.year != year) {
        publications.extend(published(&book.year(data.year).join("data").join(PUBLICATIONS))?);
    }
    let own_publications = published(&book.year(year).join("data").join(PUBLICATIONS))?;
    publications.extend(own_publications.iter().cloned());
    publications.sort_by_key(|publication| publication.year);

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
            },
        },
    )?;
    let mut kept = own_publications;
    if !kept.contains(&papers.publication) {
        kept.push(papers.publication);
    }
    let path = data.join(PUBLICATIONS);
    let text = serde_json::to_vec_pretty(&kept)
        .map_err(|error| Error::Write { path: path.clone(), source: error.into() })?;
    atomic::write(&path, &text)?;
    let mut names: Vec<String> = papers
        .written
        .iter()
        .filter_map(|file| file.path.strip_prefix(folder).ok().map(carry::slashed))
        .collect();
    names.sort();
    Ok(names)
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

/// What a year's runs have published so far; nothing where there was no run.
fn published(path: &PathBuf) -> Result<Vec<reports::views::publishable::publication::Publication>, Error> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| Error::Table {
            path: path.clone(),
            why: format!("what was published cannot be read: {error}"),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(Error::Read { path: path.clone(), source }),
    }
}
