//! The files that may be returns: what was named, searched whole.
//! In: files and folders as named. Out: a sorted list, each with the name that every table knows it by. Never opens
//! a file, and never follows a link back into where it came from.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use schemas::{finding::Finding, ids::Year, place::Place, rules};

use crate::{
    error::Error,
    store::{
        book::{BI, DECISIONS, PUBLISHED},
        lock::OWN_FOLDER,
    },
};

/// A file that may be a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Path below the named folder, with `/`; prefixed with the folder's name where several are named.
    pub source_file: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// Files, sorted by `source_file`.
    pub files: Vec<Found>,
    /// Files that lie among the returns and are none: the register, the settings, the book itself.
    pub n_set_aside: usize,
    /// Folders that could not be looked into.
    pub findings: Vec<Finding>,
}

/// Searches what was named. `not_returns` are files and folders known to be something else.
///
/// # Errors
/// Something named is not there; two files would go by one name; there is no file at all.
pub fn find(named: &[PathBuf], not_returns: &[&Path]) -> Result<Inbox, Error> {
    let not_returns: Vec<PathBuf> = not_returns.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut search = Search { not_returns, ..Search::default() };
    let named = outermost(named)?;
    let prefixes = prefixes(&named)?;
    for (path, prefix) in named.iter().zip(prefixes) {
        if path.is_dir() {
            // What was named must be there to be read; a folder within it is one of many.
            fs::read_dir(path).map_err(Error::read(path))?;
            search.folder(path, &prefix, &mut Vec::new())?;
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            search.resolved(path, joined(&prefix, &name))?;
        }
    }
    if search.files.is_empty() && search.findings.is_empty() {
        let is_book = |path: &&PathBuf| {
            path.is_dir() && path.canonicalize().is_ok_and(|whole| search.not_returns.contains(&whole))
        };
        if let Some(path) = named.iter().find(is_book) {
            return Err(Error::Usage {
                message: format!("{} is the book itself, which is not searched for returns", path.display()),
                hint: format!("name the folder of the returns, such as {}", path.join("returns").display()),
            });
        }
        let folders = named.clone();
        return Err(match search.n_set_aside {
            0 => Error::NothingToRead { folders },
            _ => Error::OnlyOwn { folders },
        });
    }
    Ok(Inbox {
        files: search.files.into_iter().map(|(source_file, path)| Found { source_file, path }).collect(),
        n_set_aside: search.n_set_aside,
        findings: search.findings,
    })
}

/// What was named but for what lies within something else that was, or was named before: nothing is read twice.
fn outermost(named: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let resolved = |path: &PathBuf| {
        let what = "the file or folder of returns";
        path.canonicalize().map_err(|_| Error::NotThere { what, path: path.clone() })
    };
    let whole: Vec<PathBuf> = named.iter().map(resolved).collect::<Result<_, _>>()?;
    let is_within = |at: usize, path: &PathBuf| {
        let other = |(before, other): (usize, &PathBuf)| {
            before != at && path.starts_with(other) && (path != other || before < at)
        };
        whole.iter().enumerate().any(other)
    };
    let kept = named.iter().zip(whole.iter().enumerate()).filter(|(_, (at, path))| !is_within(*at, path));
    Ok(kept.map(|(named, _)| named.clone()).collect())
}

/// The prefix of each thing named: none for a file or where one folder is named, else the folder's own name.
fn prefixes(named: &[PathBuf]) -> Result<Vec<String>, Error> {
    let folders = named.iter().filter(|path| path.is_dir()).count();
    named
        .iter()
        .map(|path| {
            if folders < 2 && named.len() < 2 || !path.is_dir() {
                return Ok(String::new());
            }
            // `.` and `..` have a name only once they are resolved.
            let whole = path.canonicalize().map_err(Error::read(path))?;
            Ok(whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
        })
        .collect()
}

#[derive(Default)]
struct Search {
    not_returns: Vec<PathBuf>,
    files: BTreeMap<String, PathBuf>,
    n_set_aside: usize,
    findings: Vec<Finding>,
}

impl Search {
    /// `above` are the folders that this one lies in, resolved: a link to one of them would never end.
    fn folder(&mut self, folder: &Path, name: &str, above: &mut Vec<PathBuf>) -> Result<(), Error> {
        let Ok(whole) = folder.canonicalize() else {
            self.unreadable(name, "the folder could not be looked into");
            return Ok(());
        };
        if above.contains(&whole) {
            return Ok(());
        }
        if self.not_returns.contains(&whole) {
            self.n_set_aside += 1;
            return Ok(());
        }
        let is_book = folder.join(OWN_FOLDER).is_dir();
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let Ok(entries) = entries else {
            self.unreadable(name, "the folder could not be looked into");
            return Ok(());
        };
        above.push(whole.clone());
        for entry in entries {
            let path = entry.path();
            // What another book wrote is none of the returns; whatever else lies in its folder may be.
            if is_book && is_books_own(&path) {
                self.n_set_aside += 1;
                continue;
            }
            let below = joined(name, &entry.file_name().to_string_lossy());
            // The folder says what most are, and where: the system need not be asked for each.
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                self.file(&path, &whole.join(entry.file_name()), below)?;
                continue;
            }
            // This follows links, as a person who opens the folder does.
            match fs::metadata(&path) {
                Ok(kind) if kind.is_dir() => self.folder(&path, &below, above)?,
                // A device or a pipe would never end.
                Ok(kind) if !kind.is_file() => self.unreadable(&below, "it is no file"),
                // What cannot be read is found out, and said, when it is read.
                _ => self.resolved(&path, below)?,
            }
        }
        above.pop();
        Ok(())
    }

    /// A file that may be a link.
    fn resolved(&mut self, path: &Path, source_file: String) -> Result<(), Error> {
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.file(path, &whole, source_file)
    }

    /// `whole` is the path, resolved.
    fn file(&mut self, path: &Path, whole: &Path, source_file: String) -> Result<(), Error> {
        if self.not_returns.iter().any(|other| other == whole) {
            self.n_set_aside += 1;
            return Ok(());
        }
        if let Some(first) = self.files.get(&source_file) {
            return Err(Error::SameName { source_file, first: first.clone(), second: path.to_owned() });
        }
        self.files.insert(source_file, path.to_owned());
        Ok(())
    }

    fn unreadable(&mut self, name: &str, why: &str) {
        self.findings.push(
            Finding::new(&rules::FILE_DAMAGED, Place::file(name), why)
                .with_suggestion("check that you may open it, then run again"),
        );
    }
}

/// Whether a book writes a file or folder of this name at its top.
fn is_books_own(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_year = || name.parse::<Year>().is_ok() && path.join("data").is_dir();
    [OWN_FOLDER, BI, DECISIONS, PUBLISHED].contains(&name.as_str()) || is_year()
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    fn names(inbox: &Inbox) -> Vec<&str> {
        inbox.files.iter().map(|found| found.source_file.as_str()).collect()
    }

    #[test]
    fn a_folder_is_searched_whole_and_sorted() {
        let folder = folder(&["b.csv", "a/z.csv", "a/b/c.csv"]);
        let inbox = find(&[folder.path().to_owned()], &[]).unwrap();
        assert_eq!(names(&inbox), ["a/b/c.csv", "a/z.csv", "b.csv"]);
    }

    #[test]
    fn several_folders_are_told_apart_by_their_names() {
        let folder = folder(&["north/a.csv", "south/a.csv", "x/north/a.csv"]);
        let at = |name: &str| folder.path().join(name);
        let inbox = find(&[at("south"), at("north")], &[]).unwrap();
        assert_eq!(names(&inbox), ["north/a.csv", "south/a.csv"]);
        let error = find(&[at("north"), at("x/north")], &[]).unwrap_err();
        assert!(error.to_string().starts_with("two files would both be called north/a.csv"), "{error}");
    }

    #[test]
    fn what_lies_within_another_thing_named_is_read_once() {
        let folder = folder(&["a.csv", "late/b.csv"]);
        let whole = folder.path().to_owned();
        let (late, file) = (whole.join("late"), whole.join("late/b.csv"));
        for named in [vec![whole.clone(), late.clone()], vec![file, whole.clone(), late, whole.clone()]] {
            assert_eq!(names(&find(&named, &[]).unwrap()), ["a.csv", "late/b.csv"], "{named:?}");
        }
    }

    #[test]
    fn the_register_and_the_book_are_no_returns() {
        let folder = folder(&["a.csv", "register.csv", "book/2026/benchmark.xlsx"]);
        let (register, book) = (folder.path().join("register.csv"), folder.path().join("book"));
        let inbox = find(&[folder.path().to_owned()], &[&register, &book]).unwrap();
        assert_eq!(names(&inbox), ["a.csv"]);
        assert_eq!(inbox.n_set_aside, 2);
    }

    #[test]
    fn any_book_among_the_returns_is_passed_over() {
        let folder = folder(&[
            "a.csv",
            "old/.tallybook/lock",
            "old/2025/data/answers.parquet",
            "old/decisions.csv",
            "old/bi/dim_year.parquet",
            "old/returns/b.csv",
            "old/2024/c.csv",
        ]);
        let inbox = find(&[folder.path().to_owned()], &[]).unwrap();
        // What somebody put there is read all the same.
        assert_eq!(names(&inbox), ["a.csv", "old/2024/c.csv", "old/returns/b.csv"]);
        assert_eq!(inbox.n_set_aside, 4);
    }

    #[test]
    fn a_folder_of_returns_that_is_the_book_is_told() {
        let folder = folder(&["a.csv"]);
        let error = find(&[folder.path().to_owned()], &[folder.path()]).unwrap_err();
        assert!(
            error.to_string().ends_with("is the book itself, which is not searched for returns"),
            "{error}"
        );
    }

    #[test]
    fn nothing_there_and_nothing_in_it_are_told_apart() {
        let folder = folder(&[]);
        assert!(matches!(find(&[folder.path().join("no")], &[]), Err(Error::NotThere { .. })));
        assert!(matches!(find(&[folder.path().to_owned()], &[]), Err(Error::NothingToRead { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_end() {
        let folder = folder(&["a/b.csv"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/back")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("dangling.csv")).unwrap();
        let inbox = find(&[folder.path().to_owned()], &[]).unwrap();
        assert_eq!(names(&inbox), ["a/b.csv", "dangling.csv"]);
    }
}
