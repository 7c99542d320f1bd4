//! Why the program could not do what was asked: a broken run, never bad data.
//! In: what went wrong and where. Out: one message, and what to do about it. Never a text without a place.

use std::path::{Path, PathBuf};

use crate::{
    decisions::DecisionsError, demo::DemoError, marts::MartError, register::RegisterError,
    settings::file::Fault,
};

use schemas::{catalogue::load::LoadError, checked::Breach, ids::CatalogueId};

/// A line for each fault.
fn listed(faults: &[Fault]) -> String {
    let line = |fault: &Fault| format!("\n  line {}: {}; {}", fault.line, fault.message, fault.hint);
    faults.iter().map(line).collect()
}

/// A broken run. Each variant names the place; [`Error::hint`] says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder that was named is not there.
    #[error("{what} {} is not there", path.display())]
    NotThere {
        /// What it was to be (`the folder of returns`).
        what: &'static str,
        /// Its path as given.
        path: PathBuf,
    },
    /// What was named holds no file at all.
    #[error("there is no file in {}", folders.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", "))]
    NothingToRead {
        /// What was named.
        folders: Vec<PathBuf>,
    },
    /// What was named is the run's own: the register, the settings, the book.
    #[error("{} holds no return: what is there is the register, the settings or the book", folders.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", "))]
    OnlyOwn {
        /// What was named.
        folders: Vec<PathBuf>,
    },
    /// Two files would go by the same name.
    #[error("two files would both be called {source_file}: {} and {}", first.display(), second.display())]
    SameName {
        /// The name.
        source_file: String,
        /// One of them.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Two folders hold different catalogues of one id.
    #[error("two catalogues have the id {id}: {} and {}", first.display(), second.display())]
    SameCatalogue {
        /// The id.
        id: CatalogueId,
        /// One of the folders.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// A file could not be read.
    #[error("{} could not be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("{} could not be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file or folder of the book could not be moved to its place.
    #[error("{} could not be moved to {}: {source}", from.display(), to.display())]
    Move {
        /// From.
        from: PathBuf,
        /// To.
        to: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the book is open in another program.
    #[error("{} is open in another program", path.display())]
    Open {
        /// The file.
        path: PathBuf,
    },
    /// Another run has the book.
    #[error("another command is working on {}: {holder}", book.display())]
    Busy {
        /// The book.
        book: PathBuf,
        /// Who, as it said of itself.
        holder: String,
    },
    /// The folder is no book.
    #[error("{} is no book: it has no year", path.display())]
    NoBook {
        /// The folder.
        path: PathBuf,
    },
    /// The book does not hold the year.
    #[error("the book {} has no year {year}", book.display())]
    NoYear {
        /// The book.
        book: PathBuf,
        /// The year.
        year: schemas::ids::Year,
    },
    /// There is no replaced year to go back to.
    #[error("the book {} keeps no replaced year {year}", book.display())]
    NothingReplaced {
        /// The book.
        book: PathBuf,
        /// The year.
        year: schemas::ids::Year,
    },
    /// A journal of a swap that cannot be understood.
    #[error("the journal {} cannot be understood: {why}", path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A swap was stopped between two steps. Only tests do that.
    #[error("the swap was stopped before: {step}")]
    Stopped {
        /// The step that was not done.
        step: String,
    },
    /// A setting is wrong.
    #[error("{} line {line}: {message}", path.display())]
    Setting {
        /// The settings file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// Several settings are wrong.
    #[error("{} has {} faults:{}", path.display(), faults.len(), listed(faults))]
    Settings {
        /// The settings file.
        path: PathBuf,
        /// What is wrong, by line.
        faults: Vec<Fault>,
    },
    /// Something on the command line is wrong.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// A catalogue has faults.
    #[error(transparent)]
    Catalogue(#[from] LoadError),
    /// A file of tables is of another version.
    #[error("{} was written by another version of Tallybook (tables version {found}, this is {expected})", path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: String,
        /// This program's.
        expected: i32,
    },
    /// A file of tables cannot be read or written.
    #[error("{}: {source}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// Why.
        source: parquet::errors::ParquetError,
    },
    /// A file of tables has not the columns that its contract asks for.
    #[error("{}: {why}", path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The list of what was published cannot be read.
    #[error("{}: what was published cannot be read: {source}", path.display())]
    Published {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// A table does not meet its contract: a fault of the program.
    #[error(transparent)]
    Breach(#[from] Breach),
    /// A key leads to no row: a fault of the program.
    #[error("table {table}: {column} is {key}, which is no row of {to}")]
    Stray {
        /// The table.
        table: &'static str,
        /// Its column.
        column: &'static str,
        /// The key.
        key: String,
        /// The table it should lead to.
        to: &'static str,
    },
    /// The register cannot be used.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The officer's file of decisions cannot be used.
    #[error(transparent)]
    Decisions(#[from] DecisionsError),
    /// The figures could not be worked out: a fault of the program.
    #[error(transparent)]
    Marts(#[from] MartError),
    /// The papers could not be written.
    #[error(transparent)]
    Reports(#[from] reports::ReportError),
    /// No catalogue could be made of a form.
    #[error(transparent)]
    NewCatalogue(#[from] crate::new_catalogue::NewCatalogueError),
    /// The sample could not be made.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// Two sums that must be equal are not: a fault of the program.
    #[error("{stage}: {left_name} is {left}, but {right_name} is {right}")]
    Sum {
        /// The stage.
        stage: &'static str,
        /// What was counted.
        left_name: String,
        /// How many.
        left: u64,
        /// What it must equal.
        right_name: String,
        /// How many.
        right: u64,
    },
    /// The officer's file of decisions was changed while the run worked.
    #[error("{} was changed while the run worked", path.display())]
    DecisionsChanged {
        /// The file.
        path: PathBuf,
    },
    /// The reading threads could not be started.
    #[error("the reading threads could not be started: {why}")]
    Threads {
        /// Why.
        why: String,
    },
}

impl Error {
    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<String> {
        let text = match self {
            Self::NotThere { .. } => "check how the path is spelt, and that the drive is connected",
            Self::NothingToRead { .. } => "put the returns that schools sent into the folder, then run again",
            Self::OnlyOwn { .. } => {
                "name the folder of the returns; the book and the register are named by --book and --schools"
            }
            Self::SameName { .. } => "rename one of the folders or files",
            Self::SameCatalogue { .. } => {
                "name one of them alone, in the settings and by --catalogue, or give one another `id` in its catalogue.toml"
            }
            Self::Read { .. } => "check that you may open it and that it is not being moved or synchronised",
            Self::Write { source, .. } | Self::Move { source, .. } => match source.kind() {
                std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                    "make room on the disk, then run again; the book is as it was"
                }
                std::io::ErrorKind::FileTooLarge => {
                    "the disk or your quota does not take files of this size; the book is as it was"
                }
                _ => "check that you may write there; the book is as it was",
            },
            Self::Open { .. } => "close it there, then run again; the book is as it was",
            Self::Busy { .. } => "wait until it has ended, then try again",
            Self::NoBook { .. } => "name the folder that `tallybook run --book` wrote",
            Self::NoYear { .. } => "`tallybook status` lists the years that the book has",
            Self::NothingReplaced { .. } => {
                "a replaced year is kept from the second run of that year on; `tallybook status` lists what there is"
            }
            Self::Journal { .. } => {
                "move the folder .tallybook out of the book and keep it; the year's folder itself is whole"
            }
            Self::Settings { .. } => "correct the lines named, then run again",
            Self::Setting { hint, .. } | Self::Usage { hint, .. } => hint,
            Self::Catalogue(error) => {
                if let Some(folder) = deeper(error) {
                    return Some(format!("there is a catalogue in {}: name that folder", folder.display()));
                }
                "correct the lines named, then run again"
            }
            Self::Version { .. } => {
                "run that year again with this version, or open the book with the version that wrote it"
            }
            Self::Parquet { source, .. } => match source {
                parquet::errors::ParquetError::External(_) => {
                    "check that there is room on the disk and that you may write there; the book is as it was"
                }
                _ => "the file is damaged; run that year again, or `tallybook restore` the one it replaced",
            },
            Self::Table { .. } => "the file is damaged or was changed by hand; run that year again",
            Self::Published { .. } => {
                "put the file back from a backup; or take it away, then say `tallybook publish` again for what was published"
            }
            Self::DecisionsChanged { .. } => {
                "close it, then run again: the run follows what it says now; nothing was lost"
            }
            Self::Breach(_) | Self::Sum { .. } | Self::Stray { .. } | Self::Marts(_) => {
                "this is a fault of Tallybook, not of your files; the book is as it was. Please report it with this message"
            }
            Self::Register(error) => error.hint(),
            Self::Decisions(DecisionsError::Workbook) => {
                "open it in Excel, choose File, Save as, CSV UTF-8 and save it as decisions.csv; nothing in it was lost"
            }
            Self::Decisions(_) => {
                "put the columns back as they were (tallybook wrote them in its heading row), or move the file away"
            }
            // It says itself what to do.
            Self::Reports(_) => "the book is as it was",
            Self::NewCatalogue(_) => {
                "give a blank form as xlsx, docx or csv with a statement in each row; `tallybook form` writes such forms"
            }
            Self::Demo(_) => "try other numbers, or none",
            Self::Stopped { .. } => "run `tallybook status`",
            Self::Threads { .. } => "try again with --threads 1",
        };
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A reading fault of a file.
    pub(crate) fn read(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Read { path, source }
    }

    /// A writing fault of a file.
    pub(crate) fn write(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Write { path, source }
    }
}

/// The folder with a catalogue in the folder named for one, where that has none itself.
fn deeper(error: &LoadError) -> Option<PathBuf> {
    let LoadError::Faulty { folder, .. } = error else { return None };
    let has_one = |folder: &Path| folder.join("catalogue.toml").is_file();
    if has_one(folder) {
        return None;
    }
    let folders = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    folders.filter(|folder| has_one(folder)).min()
}
