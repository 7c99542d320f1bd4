//! `tallybook init`: the folders and files to begin with.
//! In: a folder. Out: a place for returns, a register to fill in, settings, a `Run.cmd` to double-click. Never writes
//! over a file that is there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use schemas::ids::Year;

use super::{DONE, talk::Talk};
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
    /// The collection's year, for `Run.cmd`
    #[arg(long, value_name = "YEAR", default_value = "2026")]
    year: Year,
}

/// The register's heading row: the two columns that are needed, and those that help.
const REGISTER: &str = "\u{feff}school_id,school_name,sector,area,roll,aliases,catalogue_id,previous_ids\r\n";

pub(super) fn init(args: &InitArgs, talk: &Talk) -> Result<u8, Error> {
    let folder = &args.folder;
    for name in ["returns", "book"] {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(Error::write(&path))?;
    }
    make(&folder.join("register.csv"), REGISTER, talk)?;
    make(&folder.join("book").join(book::SETTINGS), &keys::explained(), talk)?;
    make(&folder.join("Run.cmd"), &run_cmd(args.year), talk)?;
    talk.result(&format!("fill in {}", folder.join("register.csv").display()));
    talk.remark(&format!(
        "put the returns into {}, then run:\n  tallybook run {} --schools {} --year {} --book {}",
        folder.join("returns").display(),
        folder.join("returns").display(),
        folder.join("register.csv").display(),
        args.year,
        folder.join("book").display(),
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

/// What Windows runs on a double click: stays open at the end, so that what was said can be read.
fn run_cmd(year: Year) -> String {
    [
        "@echo off",
        "rem Double-click to read the returns and write the book. Change the year once a year.",
        &format!("set YEAR={year}"),
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
