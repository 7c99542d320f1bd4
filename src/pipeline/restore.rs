//! The replaced year back in its place.
//! In: a book that keeps one. Out: the book with the two changed round, `bi/` made anew. Never reads a return.

use std::{fs, path::Path};

use super::{Watcher, figures};
use crate::{
    error::Error,
    run_report,
    settings::Settings,
    store::{
        book::{self, BI, Book},
        load,
        swap::{self, Recovered},
    },
};

/// Puts the year that the last run replaced in its place again; what stands there now is kept instead.
///
/// What comes back is how an earlier run was ended, and what could not be cleared away.
pub fn restore(settings: &Settings, watcher: &dyn Watcher) -> Result<(Recovered, Option<Error>), Error> {
    let year = settings.collection.year;
    let (book, _lock, recovered) = Book::begin(&settings.book, &format!("restore --year {year}"))?;
    let kept = book.previous(year);
    if !kept.is_dir() {
        return Err(Error::NothingReplaced { book: settings.book.clone(), year });
    }
    same_authority(settings, &book)?;
    book.check_closed(year)?;
    let swapped = stage_all(settings, &book, &kept, watcher).and_then(|()| {
        book.check_closed(year)?;
        swap::commit(book.root(), &year.to_string(), &mut |_| true)
    });
    if swapped.is_err() {
        swap::abandon(book.root());
    }
    Ok((recovered, swapped?))
}

/// That the book's years are this authority's, where no settings were named and the book has none of its own: `bi/` would be
/// made anew with the default for it, and no key in it would join what was taken from it before.
pub(super) fn same_authority(settings: &Settings, book: &Book) -> Result<(), Error> {
    if settings.file.is_some() {
        return Ok(());
    }
    for year in book.years()? {
        let written = run_report::setting(&book.year(year).join(run_report::FILE), "authority_id");
        if let Some(written) = written.filter(|written| written != settings.authority_id.as_str()) {
            return Err(Error::Usage {
                message: format!(
                    "the book's year {year} was made with authority_id \"{written}\", and no settings say so now"
                ),
                hint: format!(
                    "name those settings with --settings, or keep them in the book as {}",
                    book.root().join(book::SETTINGS).display()
                ),
            });
        }
    }
    Ok(())
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
    figures::write_bi(&bi, &figures, settings, |_| {})?;
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
