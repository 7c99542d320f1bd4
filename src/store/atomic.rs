//! The one way a single file is written in place: beside it first, then renamed over it.
//! In: a path and bytes. Out: the file, old or new, never a part of one. Never touches anything else.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
};

use crate::error::Error;

/// Writes a file so that whoever looks sees the old content or the new, whole, whatever happens.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = Path::new(&beside);
    let written = (|| {
        let mut file = File::create(beside)?;
        file.write_all(bytes)?;
        file.sync_all()
    })();
    if let Err(source) = written {
        // What is left of it is of no use; that it is still there harms nothing.
        let _ = fs::remove_file(beside);
        return Err(Error::Write { path: path.to_owned(), source });
    }
    fs::rename(beside, path).map_err(|source| {
        let _ = fs::remove_file(beside);
        Error::Move { from: beside.to_owned(), to: path.to_owned(), source }
    })?;
    sync_folder(path.parent().unwrap_or(Path::new(".")));
    Ok(())
}

/// Asks the system to keep a folder's entries through a loss of power, where it can be asked.
pub(crate) fn sync_folder(folder: &Path) {
    // Windows has no such call; elsewhere a system that refuses it is no reason to stop.
    if let Ok(opened) = File::open(folder) {
        let _ = opened.sync_all();
    }
}

/// Asks the system to keep every file below a folder through a loss of power.
pub(crate) fn sync_tree(folder: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::read(folder))? {
        let path = entry.map_err(Error::read(folder))?.path();
        if path.is_dir() {
            sync_tree(&path)?;
        } else {
            File::options()
                .append(true)
                .open(&path)
                .and_then(|file| file.sync_all())
                .map_err(Error::write(&path))?;
        }
    }
    sync_folder(folder);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn where_it_cannot_be_written_the_old_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::create_dir(&path).unwrap();
        let error = write(&path, b"one").unwrap_err();
        assert!(matches!(error, Error::Move { .. }), "{error}");
        assert!(path.is_dir());
        assert!(!folder.path().join("a.csv.new").exists());
    }
}
