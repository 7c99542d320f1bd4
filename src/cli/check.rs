//! `tallybook check`: what is in the returns, without a book.
//! In: arguments. Out: findings on stdout. Never writes a file.

use std::path::{Path, PathBuf};

use clap::Args;
use schemas::finding::Severity;

use super::{
    Children, Reading, open, run,
    talk::{Talk, counted},
};
use crate::{
    error::Error,
    pipeline::{self, Request},
};

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    reading: Reading,
    /// A book, for its settings and rulings, `book` if there is one; nothing is written to it
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
}

pub(super) fn check(args: &CheckArgs, children: &Children<'_>, talk: &Talk) -> Result<u8, Error> {
    // One that is named has to be there: without its rulings and settings the findings would be other ones.
    if let Some(path) = args.book.as_ref().filter(|path| !path.is_dir()) {
        return Err(Error::NotThere { what: "the book", path: path.clone() });
    }
    let book = args.book.as_deref().unwrap_or(Path::new("book"));
    let settings = open::settings(&args.reading, book, true, false)?;
    let child = open::child_reader(children);
    let done = pipeline::check(&Request {
        returns: &args.reading.returns,
        schools: &args.reading.schools,
        settings: &settings,
        child: child.as_ref(),
        watcher: talk,
    })?;
    for finding in &done.findings {
        talk.result(&talk.finding(finding));
    }
    let of = |severity| done.findings.iter().filter(|finding| finding.rule.severity == severity).count();
    talk.remark(&format!(
        "{}, {}, {}; {} to rule on; {} of {} returned",
        counted(of(Severity::Error), "error", "errors"),
        counted(of(Severity::Warning), "warning", "warnings"),
        counted(of(Severity::Note), "note", "notes"),
        counted(done.n_questions, "question", "questions"),
        done.n_returned,
        counted(done.n_schools, "school", "schools"),
    ));
    run::say_unfollowed(&done, talk);
    Ok(run::exit_code(&done, &settings))
}
