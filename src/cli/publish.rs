//! `tallybook publish`: says that a year's publishable.xlsx was published.
//! In: a book and a year. Out: the list of what was published, one longer. Never touches the workbook, and never sends
//! anything anywhere.

use std::path::PathBuf;

use clap::Args;
use schemas::ids::Year;

use super::{DONE, run, talk::Talk};
use crate::{
    error::Error,
    publications::{self, Told},
    store::book::Book,
};

#[derive(Debug, Args)]
pub(super) struct PublishArgs {
    /// The book
    #[arg(long, value_name = "DIR", default_value = "book")]
    book: PathBuf,
    /// The year
    #[arg(long, value_name = "YEAR")]
    year: Year,
    /// It was not published after all: take back what was said last
    #[arg(long)]
    take_back: bool,
}

pub(super) fn publish(args: &PublishArgs, talk: &Talk) -> Result<u8, Error> {
    if !args.book.is_dir() {
        return Err(Error::NotThere { what: "the book", path: args.book.clone() });
    }
    let year = args.year;
    let (book, _lock, recovered) = Book::begin(&args.book, &format!("publish --year {year}"))?;
    run::say_recovered(recovered, talk);
    let workbook = book.year(year).join("publishable.xlsx");
    let workbook = workbook.display();
    if args.take_back {
        publications::take_back(&book, year)?;
        talk.result(&format!("the latest publication of {year} is taken back; run the year again"));
        return Ok(DONE);
    }
    talk.result(&match publications::publish(&book, year)? {
        Told::Kept => format!(
            "{workbook} is kept as published: later runs of {year} are held against it, so that no difference tells \
             what a few schools answered"
        ),
        Told::Before => format!("{workbook} was kept as published before"),
    });
    Ok(DONE)
}
