//! What the authority has published of its book: told by `tallybook publish`, kept in `published.json`.
//! In: a book. Out: its publications, oldest first; the draft that a year's last run made. Never a count that was
//! withheld.
//!
//! A run writes a draft: it may be run ten times before anything is published, and no draft binds the next. What was
//! published binds every later run of its year, so the list is the book's own and stays when a year is replaced or
//! brought back.

use std::{fs, io, path::Path};

use reports::views::publishable::publication::{Publication, PublishedForm};
use schemas::ids::Year;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    error::Error,
    store::{atomic, book::Book},
};

/// The draft of a year, in its `data/`.
pub(crate) const DRAFT: &str = "publication.json";

/// What a year's `publishable.xlsx` says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    /// How many publications of the year it was held against.
    pub(crate) n_before: usize,
    /// What it says.
    pub(crate) publication: Publication,
}

/// Everything published of a book, oldest first; nothing where nothing was told of.
pub(crate) fn published(book: &Book) -> Result<Vec<Publication>, Error> {
    let path = book.published();
    let published = bytes(&path)?.map(|bytes| serde_json::from_slice(&bytes)).transpose();
    Ok(published.map_err(|source| Error::Published { path, source })?.unwrap_or_default())
}

/// Those of a year.
pub(crate) fn of_year(publications: &[Publication], year: Year) -> impl Iterator<Item = &Publication> {
    publications.iter().filter(move |publication| publication.year == year.number())
}

/// Writes the draft into a year's staged `data/`.
pub(crate) fn write_draft(data: &Path, draft: &Draft) -> Result<(), Error> {
    write(&data.join(DRAFT), draft)
}

/// What came of telling that a year was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is kept.
    Kept,
    /// The same was told before.
    Before,
}

/// Keeps what `publishable.xlsx` of a year says as published.
///
/// # Errors
/// The year has no draft, the draft has no figures, or it was made before the latest publication and not held against it.
pub fn publish(book: &Book, year: Year) -> Result<Told, Error> {
    let folder = book.require(year)?;
    let again = || "run the year again, look at publishable.xlsx, then say this again".to_owned();
    let Some(draft) = read::<Draft>(&folder.join("data").join(DRAFT))? else {
        return Err(Error::Usage {
            message: format!("{} does not say what its publishable.xlsx holds", folder.display()),
            hint: again(),
        });
    };
    if !draft.publication.forms.iter().any(PublishedForm::has_figures) {
        return Err(Error::Usage {
            message: format!("there are no figures in {}", folder.join("publishable.xlsx").display()),
            hint: "there is nothing to be held against; its cover says why".to_owned(),
        });
    }
    let mut all = published(book)?;
    let of_year: Vec<&Publication> = of_year(&all, year).collect();
    if of_year.last().is_some_and(|last| last.says_the_same(&draft.publication)) {
        return Ok(Told::Before);
    }
    if of_year.len() != draft.n_before {
        return Err(Error::Usage {
            message: format!(
                "{} was not held against what has been published of {year}",
                folder.join("publishable.xlsx").display()
            ),
            hint: again(),
        });
    }
    all.push(draft.publication);
    write(&book.published(), &all)?;
    Ok(Told::Kept)
}

/// Takes back that the latest publication of a year was one.
///
/// # Errors
/// Nothing was told to be published of the year.
pub fn take_back(book: &Book, year: Year) -> Result<(), Error> {
    let mut all = published(book)?;
    let Some(at) = all.iter().rposition(|publication| publication.year == year.number()) else {
        return Err(Error::Usage {
            message: format!("nothing is kept as published of {year}"),
            hint: "`tallybook status` says of which years something is".to_owned(),
        });
    };
    all.remove(at);
    write(&book.published(), &all)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Error> {
    let read = bytes(path)?.map(|bytes| serde_json::from_slice(&bytes)).transpose();
    read.map_err(|error| Error::Table {
        path: path.to_owned(),
        why: format!("what was published cannot be read: {error}"),
    })
}

/// A file's bytes; none where there is no file.
fn bytes(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

fn write<T: Serialize>(path: &Path, value: &T) -> Result<(), Error> {
    let text = serde_json::to_vec_pretty(value)
        .map_err(|error| Error::Write { path: path.to_owned(), source: error.into() })?;
    atomic::write(path, &text)
}
