//! The user's own files in a year's folder are taken along when the year is replaced.
//! In: the year as it is, and the year as staged. Out: the user's files copied beside the new ones. Never
//! overwrites what was staged.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::{error::Error, run_report};

/// What the program writes into a year's folder, where no `run.json` says so more exactly.
const OURS: [&str; 7] =
    ["benchmark.xlsx", "officer.xlsx", "publishable.xlsx", "report.html", "schools", "findings.csv", "data"];

/// What became of the user's own files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Taken along, by path below the year's folder.
    pub taken: Vec<String>,
    /// Not taken along, since the run wrote a file of that name; it stays with the replaced year.
    pub in_the_way: Vec<String>,
}

/// Copies the user's own files of `year` into `staged`.
pub fn carry_over(year: &Path, staged: &Path) -> Result<Carried, Error> {
    let mut carried = Carried::default();
    if !year.is_dir() {
        return Ok(carried);
    }
    let ours = run_report::outputs(&year.join(run_report::FILE));
    let mut found = Vec::new();
    files_below(year, Path::new(""), &mut found)?;
    for path in found {
        let name = slashed(&path);
        if is_ours(&name, ours.as_ref()) {
            continue;
        }
        let to = staged.join(&path);
        if to.exists() {
            carried.in_the_way.push(name);
            continue;
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(Error::write(folder))?;
        }
        fs::copy(year.join(&path), &to).map_err(Error::write(&to))?;
        carried.taken.push(name);
    }
    Ok(carried)
}

fn is_ours(name: &str, ours: Option<&BTreeSet<String>>) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    // The sign that a workbook is open: of no use once it is closed.
    if file.starts_with("~$") || file.starts_with(".~lock.") || name == run_report::FILE {
        return true;
    }
    match ours {
        Some(ours) => ours.contains(name),
        None => OURS.contains(&name.split('/').next().unwrap_or(name)),
    }
}

/// Files below a folder, sorted, without following links to folders.
fn files_below(folder: &Path, below: &Path, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let here = folder.join(below);
    let mut entries = fs::read_dir(&here)
        .map_err(Error::read(&here))?
        .collect::<std::io::Result<Vec<_>>>()
        .map_err(Error::read(&here))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = below.join(entry.file_name());
        let kind = entry.file_type().map_err(Error::read(entry.path()))?;
        if kind.is_dir() {
            files_below(folder, &path, found)?;
        } else if kind.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

/// A path below the year's folder, with `/`.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
