//! `tallybook run`: returns in, a book out.
//! In: arguments. Out: the book, and what to say of it. Never says nothing of what is missing.

use std::path::PathBuf;

use clap::Args;

use super::{
    Children, DONE, DONE_WITH_FINDINGS, Reading, open,
    talk::{Talk, counted, typed},
};
use crate::{
    error::Error,
    pipeline::{self, Done, Request},
    settings::Settings,
    store::swap::Recovered,
};

#[derive(Debug, Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    reading: Reading,
    /// The book: the folder to which every year's run adds a year
    #[arg(long, value_name = "DIR")]
    book: PathBuf,
    /// Leave out the workbooks for the schools
    #[arg(long)]
    no_school_workbooks: bool,
    /// Write the tables of bi/ as CSV too
    #[arg(long)]
    csv: bool,
}

pub(super) fn run(args: &RunArgs, children: &Children<'_>, talk: &Talk) -> Result<u8, Error> {
    let settings = open::settings(&args.reading, &args.book, args.no_school_workbooks, args.csv)?;
    let child = open::child_reader(children);
    let request = Request {
        returns: &args.reading.returns,
        schools: &args.reading.schools,
        settings: &settings,
        child: child.as_ref(),
        watcher: talk,
    };
    let done = pipeline::run(&request)?;
    tell(&done, &settings, talk);
    Ok(exit_code(&done, &settings))
}

/// 1 where a finding is at or above what was asked to fail on.
pub(super) fn exit_code(done: &Done, settings: &Settings) -> u8 {
    match settings.fail_on {
        Some(severity) if done.has_at_least(severity) => DONE_WITH_FINDINGS,
        _ => DONE,
    }
}

/// What a run came to, which file to open, how many questions wait.
pub(super) fn tell(done: &Done, settings: &Settings, talk: &Talk) {
    say_recovered(done.recovered, talk);
    let year = settings.collection.year;
    let count = |stage: &str, name: &str| {
        let tally = done.tallies.iter().find(|tally| tally.stage() == stage);
        tally.map_or(0, |tally| usize::try_from(tally.get(name)).unwrap_or(usize::MAX))
    };
    talk.remark(&format!(
        "{}: {} read, {} refused, {} passed over",
        counted(count("files", "files"), "file", "files"),
        count("files", "read"),
        count("files", "refused"),
        count("files", "ignored"),
    ));
    let unknown = match count("standing", "unidentified") {
        0 => String::new(),
        n => format!("; the school of {n} is not known yet"),
    };
    talk.remark(&format!(
        "{year}: {} of {} returned; {} found, {} answers{unknown}",
        done.n_returned,
        counted(done.n_schools, "school", "schools"),
        counted(count("standing", "returns"), "return", "returns"),
        count("reading", "answered"),
    ));
    say_outside(done, count("standing", "returns"), talk);
    say_not_cleared(done.not_cleared.as_ref(), talk);
    for (file, sign) in &done.seem_open {
        talk.warning(&format!(
            "{file} seems to be open in an office program ({sign} lies beside it): what it shows there is from before this \
             run; close it without saving and open it again"
        ));
    }
    if let Some(before) = done.n_returned_before.filter(|before| *before > done.n_returned) {
        talk.warning(&format!(
            "{} returned in this run, but {before} in the one it replaced; `tallybook restore` brings that back",
            counted(done.n_returned, "school", "schools")
        ));
    }
    for name in &done.carried.in_the_way {
        talk.warning(&format!(
            "your own file {name} has the name of a file that the run wrote; it is kept in .tallybook/previous/{year}"
        ));
    }
    let folder = settings.book.join(year.to_string());
    talk.remark(&format!("findings: {}", folder.join("findings.csv").display()));
    say_unfollowed(done, talk);
    say_public(done, settings, talk);
    if done.n_questions > 0 {
        talk.remark(&format!(
            "{}: write the rulings into {}, then run again",
            counted(done.n_questions, "question waits", "questions wait"),
            settings.book.join(crate::decisions::FILE_NAME).display()
        ));
    }
    let first = done.papers.iter().find(|name| name.as_str() == "benchmark.xlsx");
    talk.result(&format!("open {}", folder.join(first.map_or("findings.csv", String::as_str)).display()));
}

/// How the public's workbook stands to what was published of the year.
fn say_public(done: &Done, settings: &Settings, talk: &Talk) {
    let public = done.public;
    if public.has_held {
        talk.warning(&format!(
            "publishable.xlsx keeps figures as they were published, where the difference would tell what fewer than {} \
             schools answered",
            settings.publish_threshold
        ));
    }
    if public.has_figures && !public.is_same {
        talk.remark(&format!(
            "publishable.xlsx is a draft; once it is published, say `tallybook publish --book {} --year {}`, so that later \
             runs are held against it",
            typed(&settings.book),
            settings.collection.year
        ));
    }
}

/// Where many returns are of another time: whoever names the folder of several years counts old answers as this year's.
fn say_outside(done: &Done, n_returns: usize, talk: &Talk) {
    /// A return in so many.
    const MANY: usize = 4;
    let n = done.n_dated_outside();
    if n > 0 && n * MANY >= n_returns {
        talk.warning(&format!(
            "{} dated outside the collection (F407 among the findings): see whether the returns of another year were named too",
            counted(n, "return is", "returns are")
        ));
    }
}

/// How many rulings were not followed: whoever wrote them thinks they were.
pub(super) fn say_unfollowed(done: &Done, talk: &Talk) {
    match done.n_unfollowed() {
        0 => {}
        n => talk.warning(&format!(
            "{} not followed: F701 and F702 among the findings say why",
            counted(n, "ruling was", "rulings were")
        )),
    }
}

/// What the swap had replaced and could not clear away.
pub(super) fn say_not_cleared(left: Option<&Error>, talk: &Talk) {
    if let Some(error) = left {
        talk.warning(&format!(
            "the book is the new one, but what was replaced could not be cleared away: {error}; close what has it open, the \
             next command clears it away"
        ));
    }
}

/// What an earlier command had left, and how it was ended.
pub(super) fn say_recovered(recovered: Recovered, talk: &Talk) {
    match recovered {
        Recovered::Nothing => {}
        Recovered::Cleared => {
            talk.remark("an earlier run was cut off before it changed the book; its leavings were removed");
        }
        Recovered::Finished => talk.warning(
            "an earlier run was cut off while it replaced a year; it was finished, and the book is whole",
        ),
        Recovered::Undone => talk.warning(
            "an earlier run was cut off while it replaced a year; it was undone, and the book is whole",
        ),
    }
}
