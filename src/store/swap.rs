//! The staged year and `bi/` take the place of the old ones: both, or neither.
//! In: a book, locked, with what is staged in it. Out: the book swapped, or as it was. Never changes a file's
//! content, and never leaves a state that [`recover`] cannot end.
//!
//! What is replaced is moved aside first, then what is staged is moved in, by renames alone. Each move leaves a
//! trace that says it was done (the thing aside is there; the thing staged is gone), so that a later command needs
//! only the journal and a look at the folders to finish the swap or undo it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use super::{
    atomic,
    book::DECISIONS,
    hex,
    journal::{Journal, Phase},
    lock::OWN_FOLDER,
};
use crate::error::Error;

/// Asked before each step whether to go on; a test says no, as a crash would.
pub type Before<'a> = &'a mut dyn FnMut(&str) -> bool;

/// How [`recover`] ended what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// There was nothing to end.
    Nothing,
    /// A run had ended before its swap began: what it had staged was thrown away.
    Cleared,
    /// A swap had begun; it was finished, and the book is the new one.
    Finished,
    /// A swap had begun; it was undone, and the book is the old one.
    Undone,
}

/// Where a run stages what it writes.
pub fn staging(book: &Path) -> PathBuf {
    book.join(OWN_FOLDER).join("staging")
}

/// Where a replaced year is kept.
pub fn previous(book: &Path) -> PathBuf {
    book.join(OWN_FOLDER).join("previous")
}

fn outgoing(book: &Path) -> PathBuf {
    book.join(OWN_FOLDER).join("outgoing")
}

/// Puts what is staged in the place of what is there. The caller holds the book's lock. What comes back is why something
/// that was replaced could not be cleared away: the book is the new one all the same, and the next command clears it away.
///
/// # Errors
/// Where a step fails, the book is as it was before, unless undoing failed too; then the journal stays, and the
/// next command ends it.
pub fn commit(book: &Path, year: &str, before: Before<'_>) -> Result<Option<Error>, Error> {
    let stage = staging(book);
    let mut names: Vec<String> = fs::read_dir(&stage)
        .map_err(Error::read(&stage))?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<std::io::Result<_>>()
        .map_err(Error::read(&stage))?;
    names.sort();
    atomic::sync_tree(&stage)?;
    make_empty(&outgoing(book))?;
    let put_aside = names.iter().filter(|name| book.join(name).exists()).cloned().collect();
    let journal = Journal {
        phase: Phase::Swapping,
        year: year.to_owned(),
        put_aside,
        put_in_place: names,
        decisions: hash_of(&book.join(DECISIONS)),
    };
    ask(before, "write the journal")?;
    journal.write(book)?;
    match moves(book, &journal, before) {
        Ok(()) => match tidy(book, &journal, before) {
            Err(stopped @ Error::Stopped { .. }) => Err(stopped),
            Ok(()) => Ok(None),
            Err(left) => Ok(Some(left)),
        },
        Err(stopped @ Error::Stopped { .. }) => Err(stopped),
        Err(error) => {
            undo(book, &journal)?;
            Err(error)
        }
    }
}

/// Throws away what is staged, unless a swap is under way: it holds what schools sent. What cannot be removed harms
/// nothing; the next run removes it.
pub fn abandon(book: &Path) {
    if !Journal::is_there(book) {
        let _ = remove(&staging(book));
    }
}

/// Ends what an earlier command left: finishes its swap, undoes it where it cannot be finished, or throws away what
/// was staged where no swap had begun. The caller holds the book's lock.
pub fn recover(book: &Path, before: Before<'_>) -> Result<Recovered, Error> {
    let Some(journal) = Journal::read(book)? else {
        let left = [staging(book), outgoing(book)];
        let was_there = left.iter().any(|folder| folder.exists());
        for folder in &left {
            remove(folder)?;
        }
        return Ok(if was_there { Recovered::Cleared } else { Recovered::Nothing });
    };
    if journal.phase == Phase::Swapping {
        let journal = without_rulings_since(book, &journal)?;
        match moves(book, &journal, before) {
            Ok(()) => {}
            Err(stopped @ Error::Stopped { .. }) => return Err(stopped),
            Err(_) => {
                undo(book, &journal)?;
                return Ok(Recovered::Undone);
            }
        }
    }
    tidy(book, &journal, before)?;
    Ok(Recovered::Finished)
}

/// The swap without the officer's file, where somebody has written into it since the swap was stopped: what was ruled stays,
/// and the next run adds its questions.
fn without_rulings_since(book: &Path, journal: &Journal) -> Result<Journal, Error> {
    let (lies, staged) = (book.join(DECISIONS), staging(book).join(DECISIONS));
    let is_aside = outgoing(book).join(DECISIONS).exists();
    if is_aside || !lies.exists() || !staged.exists() || hash_of(&lies) == journal.decisions {
        return Ok(journal.clone());
    }
    let others =
        |names: &[String]| names.iter().filter(|name| *name != DECISIONS).cloned().collect::<Vec<_>>();
    let journal = Journal {
        put_aside: others(&journal.put_aside),
        put_in_place: others(&journal.put_in_place),
        ..journal.clone()
    };
    journal.write(book)?;
    Ok(journal)
}

/// SHA-256 of a file in hexadecimal; none where it cannot be read.
fn hash_of(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| hex(&Sha256::digest(bytes)))
}

/// The moves of a swap that have not been done yet.
fn moves(book: &Path, journal: &Journal, before: Before<'_>) -> Result<(), Error> {
    for name in &journal.put_aside {
        let (from, to) = (book.join(name), outgoing(book).join(name));
        if !to.exists() {
            ask(before, &format!("put aside {name}"))?;
            rename(&from, &to)?;
        }
    }
    for name in &journal.put_in_place {
        let (from, to) = (staging(book).join(name), book.join(name));
        if from.exists() {
            ask(before, &format!("put in place {name}"))?;
            rename(&from, &to)?;
        }
    }
    atomic::sync_folder(book);
    Ok(())
}

/// Takes back the moves that have been done, last first.
fn undo(book: &Path, journal: &Journal) -> Result<(), Error> {
    for name in journal.put_in_place.iter().rev() {
        let (from, to) = (staging(book).join(name), book.join(name));
        if !from.exists() && to.exists() {
            rename(&to, &from)?;
        }
    }
    for name in journal.put_aside.iter().rev() {
        let (from, to) = (book.join(name), outgoing(book).join(name));
        if to.exists() {
            rename(&to, &from)?;
        }
    }
    Journal::remove(book)?;
    // What is staged is of no more use, but leaving it harms nothing: the next run begins by removing it.
    let _ = remove(&staging(book));
    let _ = remove(&outgoing(book));
    Ok(())
}

/// Keeps the replaced year, and removes what the swap needed.
fn tidy(book: &Path, journal: &Journal, before: Before<'_>) -> Result<(), Error> {
    if journal.phase == Phase::Swapping {
        ask(before, "note that the new is in place")?;
        Journal { phase: Phase::Tidying, ..journal.clone() }.write(book)?;
    }
    let replaced = outgoing(book).join(&journal.year);
    if replaced.exists() {
        let keep = previous(book).join(&journal.year);
        ask(before, "remove the year kept before")?;
        remove(&keep)?;
        let kept = previous(book);
        fs::create_dir_all(&kept).map_err(Error::write(&kept))?;
        ask(before, "keep the replaced year")?;
        rename(&replaced, &keep)?;
    }
    ask(before, "remove what was replaced")?;
    remove(&outgoing(book))?;
    ask(before, "remove the staging folder")?;
    remove(&staging(book))?;
    ask(before, "remove the journal")?;
    Journal::remove(book)
}

/// An empty folder of this path.
pub(crate) fn make_empty(folder: &Path) -> Result<(), Error> {
    remove(folder)?;
    fs::create_dir_all(folder).map_err(Error::write(folder))
}

fn remove(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::Write { path: folder.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(|source| Error::Move { from: from.to_owned(), to: to.to_owned(), source })
}

fn ask(before: &mut dyn FnMut(&str) -> bool, step: &str) -> Result<(), Error> {
    if before(step) { Ok(()) } else { Err(Error::Stopped { step: step.to_owned() }) }
}
