//! `tallybook status`: what a book holds.
//! In: a book. Out: its years, who returned, what waits. Never changes it, but for ending what a crash left half done.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use clap::Args;
use schemas::{checked::Checked, tables::data};

use super::{
    DONE, run,
    talk::{Talk, counted},
};
use crate::{
    error::Error,
    open_days::{self, OpenDays},
    publications,
    store::{book::Book, load},
};

#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    /// The book
    #[arg(long, value_name = "DIR", default_value = "book")]
    book: PathBuf,
}

pub(super) fn status(args: &StatusArgs, talk: &Talk) -> Result<u8, Error> {
    let (book, recovered) = Book::open(&args.book)?;
    run::say_recovered(recovered, talk);
    let publications = publications::published(&book)?;
    for year in book.years()? {
        let folder = book.year(year).join("data");
        let returns = load::table(&folder, &data::RETURNS)?;
        let schools = load::table(&folder, &data::SCHOOLS)?;
        let findings = load::table(&folder, &data::FINDINGS)?;
        let returned: BTreeSet<&str> = returns
            .rows()
            .filter(|row| row.str("status") == "standing")
            .filter_map(|row| row.text("school_id"))
            .collect();
        let n_schools = n_expected(&folder, &schools, &returned)?;
        let unknown = match returns.rows().filter(|row| row.str("status") == "unidentified").count() {
            0 => String::new(),
            n => format!(", the school of {} not known yet", counted(n, "return", "returns")),
        };
        let questions = findings.rows().filter(|row| row.flag("is_question")).count();
        let published = match publications::of_year(&publications, year).count() {
            0 => "",
            _ => "; published",
        };
        let kept = if book.previous(year).is_dir() { "; the replaced year is kept" } else { "" };
        talk.result(&format!(
            "{year}: {} of {} returned{unknown}, {}, {}{published}{kept}",
            returned.len(),
            counted(n_schools, "school", "schools"),
            counted(findings.len(), "finding", "findings"),
            counted(questions, "question", "questions"),
        ));
    }
    Ok(DONE)
}

/// Of how many of the register's schools a return is expected.
fn n_expected(folder: &Path, schools: &Checked, returned: &BTreeSet<&str>) -> Result<usize, Error> {
    let collection = load::table(folder, &data::COLLECTION)?;
    let collection = collection.rows().next().map(|row| OpenDays::of_collection(&row)).unwrap_or_default();
    let schools =
        schools.rows().map(|row| (row.text("school_id").unwrap_or_default(), OpenDays::of_school(&row)));
    Ok(open_days::n_expected(schools, collection, returned))
}
