//! `tallybook init`: the folders and files to begin with.
//! In: a folder. Out: a place for returns, a register to fill in, settings, a `Run.cmd` to double-click. Never writes
//! over a file that is there.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, Datelike};
use clap::Args;
use schemas::ids::Year;

use super::{
    DONE,
    talk::{Talk, typed},
};
use crate::{
    error::Error,
    settings::keys,
    store::{atomic, book},
};

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to make
    #[arg(value_name = "DIR", default_value = "tallybook")]
    folder: PathBuf,
    /// The collection's year, for `Run.cmd`; else this year
    #[arg(long, value_name = "YEAR")]
    year: Option<Year>,
}

/// The register's heading row: the two columns that are needed, and those that help.
const REGISTER: &str = "\u{feff}school_id,school_name,sector,area,roll,aliases,catalogue_id,previous_ids\r\n";

pub(super) fn init(args: &InitArgs, talk: &Talk) -> Result<u8, Error> {
    let folder = &args.folder;
    if folder.exists() && !folder.is_dir() {
        return Err(Error::Usage {
            message: format!("{} is a file", folder.display()),
            hint: "name the folder that is to be made".to_owned(),
        });
    }
    for name in ["returns", "book"] {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(Error::write(&path))?;
    }
    make(&folder.join("register.csv"), REGISTER, talk)?;
    make(&folder.join("book").join(book::SETTINGS), &keys::explained(), talk)?;
    let run = folder.join("Run.cmd");
    // What was double-clicked so far keeps its year.
    let year = args.year.or_else(|| year_of(&run)).map_or_else(this_year, Ok)?;
    make(&run, &run_cmd(year), talk)?;
    talk.result(&format!("fill in {}", folder.join("register.csv").display()));
    talk.remark(&format!(
        "put the returns into {}, then run:\n  tallybook run {} --schools {} --year {} --book {}",
        folder.join("returns").display(),
        typed(&folder.join("returns")),
        typed(&folder.join("register.csv")),
        year,
        typed(&folder.join("book")),
    ));
    Ok(DONE)
}

fn make(path: &Path, text: &str, talk: &Talk) -> Result<(), Error> {
    if path.exists() {
        talk.remark(&format!("{} is there already, and was left as it is", path.display()));
        return Ok(());
    }
    atomic::write(path, text.as_bytes())
}

/// The year that a `Run.cmd` runs.
fn year_of(path: &Path) -> Option<Year> {
    let text = fs::read_to_string(path).ok()?;
    text.lines().find_map(|line| line.strip_prefix(YEAR_LINE)?.trim().parse().ok())
}

fn this_year() -> Result<Year, Error> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let today = i64::try_from(since).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    today.and_then(|today| Year::of(today.year()).ok()).ok_or_else(|| Error::Usage {
        message: "the computer's clock says no year from 2000 to 2100".to_owned(),
        hint: "say --year".to_owned(),
    })
}

/// What the line of `Run.cmd` that names the year begins with.
const YEAR_LINE: &str = "set YEAR=";

/// What Windows runs on a double click: stays open at the end, so that what was said can be read.
fn run_cmd(year: Year) -> String {
    [
        "@echo off",
        "rem Double-click to read the returns and write the book. Change the year once a year.",
        &format!("{YEAR_LINE}{year}"),
        "cd /d \"%~dp0\"",
        "tallybook run returns --schools register.csv --year %YEAR% --book book",
        "if errorlevel 2 goto end",
        "start \"\" \"book\\%YEAR%\\benchmark.xlsx\"",
        ":end",
        "pause",
        "",
    ]
    .join("\r\n")
}
