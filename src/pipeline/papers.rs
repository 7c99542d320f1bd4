//! The papers of a year: what `reports` is handed, and what it hands back.
//! In: the figures, the year's data as staged, earlier publications. Out: the names of the papers written. Never a
//! figure of its own.

use std::path::Path;

use reports::{
    Inputs, Options, SchoolNames, Tables,
    views::{
        View,
        publishable::publication::{Publication, PublishedForm},
        school,
    },
};
use schemas::{checked::Checked, contract::Table, tables::data};

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
    pub(crate) figures: Figures,
    /// Every year, ascending.
    pub(crate) years: &'a [YearData],
    /// The columns that make groups.
    pub(crate) groups: Vec<String>,
    /// `fact_answer` of the year, in its parts, where a view shows single answers.
    pub(crate) answers: Vec<Checked>,
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
    let Sources { settings, book, figures, years, answers, .. } = sources;
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
        figures.tables.iter().chain(answers).chain(&more).chain(own_tables).collect();
    for (table, n_rows) in &figures.left_out {
        tables.leave_out(table, *n_rows);
    }
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

/// The figures that papers are made of.
pub(crate) struct Figures {
    tables: Vec<Checked>,
    /// What is too long for any sheet, with its number of rows.
    left_out: Vec<(&'static Table, usize)>,
}

impl Figures {
    /// Lets go of what the papers do not need: the star, what is for the schools' own workbooks where none are written,
    /// and of the officer's tables what is too long to be listed.
    pub(crate) fn of(figures: marts::Tables, school_workbooks: bool) -> Self {
        let marts::Tables { bi: mut tables, officer, .. } = figures;
        tables.retain(|table| school_workbooks || !school::alone_reads(table.table()));
        let (shown, long): (Vec<Checked>, Vec<Checked>) =
            officer.into_iter().partition(|table| table.len() <= View::most_rows(table.table()));
        tables.extend(shown);
        Self { tables, left_out: long.iter().map(|table| (table.table(), table.len())).collect() }
    }
}

/// Gathers `fact_answer` of the run's year as its parts go by, where a view shows single answers.
pub(crate) struct Answers {
    year: Option<i64>,
    parts: Vec<Checked>,
}

impl Answers {
    /// None yet; none ever where there are too many.
    pub(crate) fn of(settings: &Settings, n_returned: usize) -> Self {
        let are_shown = n_returned <= MOST_SCHOOLS || settings.school_workbooks;
        Self { year: are_shown.then(|| settings.collection.year.number().into()), parts: Vec::new() }
    }

    /// A part, which is of one year.
    pub(crate) fn see(&mut self, part: &Checked) {
        let year = part.rows().next().and_then(|row| row.int("year"));
        if year.is_some() && year == self.year {
            self.parts.push(part.clone());
        }
    }

    /// The table, part by part: put together, it would stand in memory twice for a while.
    pub(crate) fn parts(self) -> Vec<Checked> {
        self.parts
    }
}
