//! A book: its folders, what years it has, and who may work on it.
//! In: the path of a book. Out: paths, years, a lock. Never reads a table.

use std::{
    fs::{self, TryLockError},
    path::{Path, PathBuf},
};

use schemas::ids::Year;

use super::{
    journal::Journal,
    lock::{Lock, OWN_FOLDER},
    swap::{self, Recovered},
};
use crate::error::Error;

/// The folder of the star schema.
pub const BI: &str = "bi";
/// The officer's file of rulings.
pub const DECISIONS: &str = "decisions.csv";
/// What was published, of all years.
pub const PUBLISHED: &str = "published.json";
/// The settings' file.
pub const SETTINGS: &str = "tallybook.toml";

/// A book's folder.
#[derive(Clone, Debug)]
pub struct Book {
    root: PathBuf,
}

impl Book {
    /// The book at a path, which need not be there yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// A book to look at: whatever a run that was cut off left half done is ended first.
    pub fn open(root: impl Into<PathBuf>) -> Result<(Self, Recovered), Error> {
        let book = Self::at(root);
        if !book.root.is_dir() {
            return Err(Error::NotThere { what: "the book", path: book.root });
        }
        let mut recovered = Recovered::Nothing;
        if Journal::is_there(&book.root) {
            let _lock = Lock::take(&book.root, "recovery")?;
            recovered = swap::recover(&book.root, &mut |_| true)?;
        }
        if book.years()?.is_empty() {
            return Err(Error::NoBook { path: book.root });
        }
        Ok((book, recovered))
    }

    /// A book to write to: made where it is not there, locked, and with nothing left half done.
    pub fn begin(root: impl Into<PathBuf>, command: &str) -> Result<(Self, Lock, Recovered), Error> {
        let book = Self::at(root);
        if book.root.exists() && !book.root.is_dir() {
            return Err(Error::Usage {
                message: format!("the book {} is a file", book.root.display()),
                hint: "name the folder that is or is to be the book".to_owned(),
            });
        }
        fs::create_dir_all(&book.root).map_err(Error::write(&book.root))?;
        let lock = Lock::take(&book.root, command)?;
        let recovered = swap::recover(&book.root, &mut |_| true)?;
        Ok((book, lock, recovered))
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A year's folder.
    pub fn year(&self, year: Year) -> PathBuf {
        self.root.join(year.to_string())
    }

    /// Where a replaced year is kept.
    pub fn previous(&self, year: Year) -> PathBuf {
        swap::previous(&self.root).join(year.to_string())
    }

    /// The folder of the star schema.
    pub fn bi(&self) -> PathBuf {
        self.root.join(BI)
    }

    /// The officer's file of rulings.
    pub fn decisions(&self) -> PathBuf {
        self.root.join(DECISIONS)
    }

    /// What was published, of all years.
    pub fn published(&self) -> PathBuf {
        self.root.join(PUBLISHED)
    }

    /// Where a run stages what it writes.
    pub fn staging(&self) -> PathBuf {
        swap::staging(&self.root)
    }

    /// The years it has, rising: folders named by a year that hold data.
    pub fn years(&self) -> Result<Vec<Year>, Error> {
        let mut years = Vec::new();
        if self.root.is_dir() {
            for entry in fs::read_dir(&self.root).map_err(Error::read(&self.root))? {
                let entry = entry.map_err(Error::read(&self.root))?;
                if let Ok(year) = entry.file_name().to_string_lossy().parse::<Year>()
                    && entry.path().join("data").is_dir()
                {
                    years.push(year);
                }
            }
        }
        years.sort_unstable();
        Ok(years)
    }

    /// A year's folder, if the book has the year.
    pub fn require(&self, year: Year) -> Result<PathBuf, Error> {
        if self.years()?.contains(&year) {
            Ok(self.year(year))
        } else {
            Err(Error::NoYear { book: self.root.clone(), year })
        }
    }

    /// That no file which a run of the year would replace is open in another program.
    ///
    /// # Errors
    /// The first that is, so that it can be closed.
    pub fn check_closed(&self, year: Year) -> Result<(), Error> {
        for folder in [self.year(year), self.bi()] {
            closed_below(&folder)?;
        }
        closed(&self.decisions())
    }

    /// The files of a year, and of the book itself, that an office program has open by the sign it lays beside them
    /// (`~$benchmark.xlsx`, `.~lock.decisions.csv#`), with the sign. It may be one that was left behind, so it stops nothing.
    pub fn seem_open(&self, year: Year) -> Vec<(String, String)> {
        let mut open = Vec::new();
        for folder in [self.root.clone(), self.year(year), self.year(year).join("schools")] {
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                let sign = entry.file_name().to_string_lossy().into_owned();
                let of_excel = sign.strip_prefix("~$");
                let of_office = || sign.strip_prefix(".~lock.").and_then(|rest| rest.strip_suffix('#'));
                let file = of_excel.or_else(of_office).filter(|file| folder.join(file).is_file());
                open.extend(file.map(|file| (file.to_owned(), sign.clone())));
            }
        }
        open.sort_unstable();
        open
    }

    /// Whether a path is the program's own folder or something in it.
    pub fn is_own(&self, path: &Path) -> bool {
        path.starts_with(self.root.join(OWN_FOLDER))
    }
}

fn closed_below(folder: &Path) -> Result<(), Error> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(Error::read(folder))? {
        let path = entry.map_err(Error::read(folder))?.path();
        if path.is_dir() { closed_below(&path)? } else { closed(&path)? }
    }
    Ok(())
}

/// Excel denies others to write to a file that it has open, other programs lock it; both are asked for here.
fn closed(path: &Path) -> Result<(), Error> {
    let open = || Error::Open { path: path.to_owned() };
    match fs::OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(open()),
            // A system that has no locks cannot say; renaming will.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
        },
        Err(error) => match error.raw_os_error() {
            // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
            Some(32 | 33) if cfg!(windows) => Err(open()),
            // A file that may only be read can still be replaced, and one that is gone needs no closing.
            _ => Ok(()),
        },
    }
}
