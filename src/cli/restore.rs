//! `tallybook restore`: back to the year as it was before the last run of it.
//! In: a book and a year. Out: the book with the kept year in its place; the one it replaces is kept instead. Never
//! loses either.

use std::path::PathBuf;

use clap::Args;
use schemas::ids::Year;

use super::{DONE, run, talk::Talk};
use crate::{
    error::Error,
    pipeline,
    settings::{self, Given},
};

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// The book
    #[arg(long, value_name = "DIR", default_value = "book")]
    book: PathBuf,
    /// The year
    #[arg(long, value_name = "YEAR")]
    year: Year,
    /// Settings; else the book's own tallybook.toml
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Write the tables of bi/ as CSV too
    #[arg(long)]
    csv: bool,
}

pub(super) fn restore(args: &RestoreArgs, talk: &Talk) -> Result<u8, Error> {
    if !args.book.is_dir() {
        return Err(Error::NotThere { what: "the book", path: args.book.clone() });
    }
    let settings = settings::resolve(
        &Given {
            book: args.book.clone(),
            settings: args.settings.clone(),
            csv: args.csv,
            reads_none: true,
            ..Given::default()
        },
        args.year,
    )?;
    let (recovered, not_cleared) = pipeline::restore(&settings, talk)?;
    run::say_recovered(recovered, talk);
    run::say_not_cleared(not_cleared.as_ref(), talk);
    talk.result(&format!(
        "{} is as it was before its last run; that run is kept, and `tallybook restore` brings it back",
        args.book.join(args.year.to_string()).display()
    ));
    Ok(DONE)
}
