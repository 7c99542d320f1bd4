//! `tallybook diff`: which figures changed between two runs, and which returns changed them.
//! In: two books, or a book and the year it replaced. Out: a table of tabs. Never says which of the two is right.

use std::path::{Path, PathBuf};

use clap::Args;
use schemas::{
    checked::Checked,
    ids::Year,
    tables::{data, marts},
};

use super::{
    DONE,
    talk::{Talk, counted, one_line},
};
use crate::{
    book_diff::{Side, differences},
    error::Error,
    pipeline,
    settings::{self, Given},
    store::{book::Book, load},
};

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The book
    #[arg(value_name = "BOOK")]
    book: PathBuf,
    /// The book it is held against, taken as the later one; else the year that BOOK's last run replaced is held
    /// against the year as it is
    #[arg(value_name = "OTHER")]
    other: Option<PathBuf>,
    /// The year
    #[arg(long, value_name = "YEAR")]
    year: Year,
}

/// The tables of one side, in memory.
struct Loaded {
    returns: Checked,
    answers: Vec<Checked>,
    mart_statement: Checked,
    mart_response: Checked,
}

impl Loaded {
    /// `folder` is the year's; the figures are worked out again from it alone, so that both sides are made alike.
    fn of(book: &Path, folder: &Path, year: Year) -> Result<Self, Error> {
        let settings =
            settings::resolve(&Given { book: book.to_owned(), reads_none: true, ..Given::default() }, year)?;
        let figures = pipeline::figures_of(&settings, folder)?;
        let table = |contract: &'static schemas::contract::Table| {
            figures.table(contract).cloned().unwrap_or_else(|| Checked::empty(contract))
        };
        let data = folder.join("data");
        let mut answers = Vec::new();
        load::parts(&data, &data::ANSWERS, |part| {
            answers.push(part.clone());
            Ok(())
        })?;
        Ok(Self {
            returns: load::table(&data, &data::RETURNS)?,
            answers,
            mart_statement: table(&marts::MART_STATEMENT),
            mart_response: table(&marts::MART_RESPONSE),
        })
    }

    fn side(&self) -> Side<'_> {
        Side {
            returns: &self.returns,
            answers: &self.answers,
            mart_statement: &self.mart_statement,
            mart_response: &self.mart_response,
        }
    }
}

pub(super) fn diff(args: &DiffArgs, talk: &Talk) -> Result<u8, Error> {
    let (book, _) = Book::open(&args.book)?;
    let here = book.require(args.year)?;
    let (before, now) = match &args.other {
        Some(other) => {
            let (later, _) = Book::open(other)?;
            let there = later.require(args.year)?;
            (Loaded::of(&args.book, &here, args.year)?, Loaded::of(other, &there, args.year)?)
        }
        None => {
            let kept = book.previous(args.year);
            if !kept.is_dir() {
                return Err(Error::NothingReplaced { book: args.book.clone(), year: args.year });
            }
            (Loaded::of(&args.book, &kept, args.year)?, Loaded::of(&args.book, &here, args.year)?)
        }
    };
    let differences = differences(&before.side(), &now.side());
    if !differences.is_empty() {
        talk.result("kind\tsubject\twhat\tbefore\tnow");
    }
    for difference in &differences {
        let cells =
            [difference.kind, &difference.subject, &difference.column, &difference.before, &difference.now];
        talk.result(&cells.map(|cell| one_line(cell, 400)).join("\t"));
    }
    talk.remark(&counted(differences.len(), "difference", "differences"));
    Ok(DONE)
}
