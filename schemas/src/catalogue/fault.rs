//! What can be wrong with a catalogue's files, and how a person is told.
//! In: what the loader noticed. Out: faults with their line. Never reads a file.

use std::{fmt, path::PathBuf};

/// Something wrong in a file of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file: `catalogue.toml`, `statements.csv` or `wordings.csv`.
    pub file: String,
    /// The file's own line, from 1; none where the whole file is meant. A row with line breaks in a cell is
    /// named by the line on which it begins.
    pub line: Option<u32>,
    /// The column or key; empty where the whole row or table is meant.
    pub column: String,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

impl Fault {
    /// A fault of a whole file.
    pub(super) fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: String::new(),
            message: message.into(),
            hint: String::new(),
        }
    }

    /// A fault in a line, at a column or key.
    pub(super) fn at(file: &str, line: u32, column: &str, message: impl Into<String>) -> Self {
        Self { line: Some(line), column: column.into(), ..Self::of_file(file, message) }
    }

    /// Says what to do.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// `statements.csv line 12, theme: ...`; the hint is left to the caller.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, " line {line}")?;
        }
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Why a catalogue's folder gave no catalogue.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder, or a file in it, could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder was read, and its files have faults: all of them, in the order of files and lines.
    #[error("{}", listed(folder, faults))]
    Faulty {
        /// The folder.
        folder: PathBuf,
        /// Its faults; never empty.
        faults: Vec<Fault>,
    },
}

fn listed(folder: &std::path::Path, faults: &[Fault]) -> String {
    let count = if faults.len() == 1 { "a fault".into() } else { format!("{} faults", faults.len()) };
    let mut text = format!("the catalogue in {} has {count}", folder.display());
    for fault in faults {
        text.push_str("\n  ");
        text.push_str(&fault.to_string());
        if !fault.hint.is_empty() {
            text.push_str("\n    ");
            text.push_str(&fault.hint);
        }
    }
    text
}
