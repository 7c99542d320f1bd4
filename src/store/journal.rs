//! What a swap is about to do, written down before it begins, so that whoever comes after a crash can end it.
//! In: a swap's moves and how far it is. Out: a file in the book's own folder. Never moves anything.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{atomic, lock::OWN_FOLDER};
use crate::error::Error;

/// How far a swap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The new is being put in the old one's place: it can be finished or undone.
    Swapping,
    /// The new is in place; what it replaced is being put away.
    Tidying,
}

/// A swap, as written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// How far it is.
    pub phase: Phase,
    /// The year's folder.
    pub year: String,
    /// What is moved out of the book, by name, in order.
    pub put_aside: Vec<String>,
    /// What is moved into the book, by name, in order.
    pub put_in_place: Vec<String>,
    /// SHA-256 of the officer's file when the swap began, in hexadecimal; none where there was none.
    #[serde(default)]
    pub decisions: Option<String>,
}

impl Journal {
    fn path(book: &Path) -> PathBuf {
        book.join(OWN_FOLDER).join("journal.json")
    }

    /// Whether a swap has begun and not ended.
    pub fn is_there(book: &Path) -> bool {
        Self::path(book).exists()
    }

    /// The journal, where a swap has begun and not ended.
    pub fn read(book: &Path) -> Result<Option<Self>, Error> {
        let path = Self::path(book);
        match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text)
                .map(Some)
                .map_err(|error| Error::Journal { path, why: error.to_string() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::Read { path, source }),
        }
    }

    /// Writes it down.
    pub fn write(&self, book: &Path) -> Result<(), Error> {
        let path = Self::path(book);
        let text = serde_json::to_vec_pretty(self)
            .map_err(|error| Error::Journal { path: path.clone(), why: error.to_string() })?;
        atomic::write(&path, &text)
    }

    /// Says that the swap has ended.
    pub fn remove(book: &Path) -> Result<(), Error> {
        let path = Self::path(book);
        fs::remove_file(&path).map_err(Error::write(&path))?;
        atomic::sync_folder(&book.join(OWN_FOLDER));
        Ok(())
    }
}
