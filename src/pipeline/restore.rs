//! The replaced year back in its place.
//! In: a book that keeps one. Out: the book with the two changed round, `bi/` made anew. Never reads a return.

use std::{fs, path::Path};

use super::{Watcher, figures};
use crate::{
    error::Error,
    settings::Settings,
    store::{
        book::{BI, Book},
        load,
        swap::{self, Recovered},
    },
};

/// Puts the year that the last run replaced in its place again; what stands there now is kept instead.
pub fn restore(settings: &Settings, watcher: &dyn Watcher) -> Result<Recovered, Error> {
    let year = settings.collection.year;
    let (book, _lock, recovered) = Book::begin(&settings.book, &format!("restore --year {year}"))?;
    let kept = book.previous(year);
    if !kept.is_dir() {
        return Err(Error::NothingReplaced { book: settings.book.clone(), year });
    }
    book.check_closed(year)?;
    let stage = book.staging();
    let staged = stage_all(settings, &book, &kept, watcher);
    if let Err(error) = staged {
        // The book is as it was. What is left of the staging folder harms nothing; the next run removes it.
        let _ = fs::remove_dir_all(stage);
        return Err(error);
    }
    swap::commit(book.root(), &year.to_string(), &mut |_| true)?;
    Ok(recovered)
}

fn stage_all(settings: &Settings, book: &Book, kept: &Path, watcher: &dyn Watcher) -> Result<(), Error> {
    let year = settings.collection.year;
    let stage = book.staging();
    swap::make_empty(&stage)?;
    let folder = stage.join(year.to_string());
    copy(kept, &folder)?;
    watcher.stage("loading the book's years");
    let mut years = vec![load::year(&folder, year)?];
    for other in book.years()?.into_iter().filter(|other| *other != year) {
        years.push(load::year(&book.year(other), other)?);
    }
    years.sort_by_key(|data| data.year);
    watcher.stage("working out the figures");
    // The wordings stand in the officer's workbook, which comes back with the year; `bi/` has none of them.
    let figures = figures::work_out(settings, &years, &[])?;
    let bi = stage.join(BI);
    fs::create_dir_all(&bi).map_err(Error::write(&bi))?;
    figures::write_bi(&bi, &figures, settings)?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(Error::write(to))?;
    for entry in fs::read_dir(from).map_err(Error::read(from))? {
        let entry = entry.map_err(Error::read(from))?;
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to)?;
        } else {
            fs::copy(&path, &to).map_err(Error::write(&to))?;
        }
    }
    Ok(())
}
