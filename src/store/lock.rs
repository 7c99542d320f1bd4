//! One command at a time works on a book.
//! In: a book's folder. Out: a lock that ends with the process, however it ends. Never waits.

use std::{
    fs::{self, File, TryLockError},
    path::Path,
};

use crate::error::Error;

/// The folder inside the book that is the program's own.
pub const OWN_FOLDER: &str = ".tallybook";
const LOCK: &str = "lock";
const HOLDER: &str = "holder.txt";

/// Held while a command works on a book.
#[derive(Debug)]
pub struct Lock {
    // The system lets go of it when the file is closed, at the latest when the process ends.
    _file: File,
}

impl Lock {
    /// Takes the book for a command, whose name others are told.
    pub fn take(book: &Path, command: &str) -> Result<Self, Error> {
        let own = book.join(OWN_FOLDER);
        fs::create_dir_all(&own).map_err(Error::write(&own))?;
        let path = own.join(LOCK);
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(Error::write(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(own.join(HOLDER)).unwrap_or_default();
                let holder = holder.trim();
                let holder = if holder.is_empty() { "it does not say which" } else { holder };
                return Err(Error::Busy { book: book.to_owned(), holder: holder.to_owned() });
            }
            Err(TryLockError::Error(source)) => return Err(Error::Write { path, source }),
        }
        let holder = own.join(HOLDER);
        fs::write(&holder, format!("tallybook {command}, process {}\n", std::process::id()))
            .map_err(Error::write(&holder))?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_command_is_told_who_has_the_book() {
        let book = tempfile::tempdir().unwrap();
        let held = Lock::take(book.path(), "run").unwrap();
        let error = Lock::take(book.path(), "restore").unwrap_err();
        assert!(error.to_string().contains("tallybook run, process"), "{error}");
        drop(held);
        Lock::take(book.path(), "restore").unwrap();
    }
}
