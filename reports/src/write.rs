//! Writes a year's papers into a folder.
//! In: a folder that exists, inputs. Out: what was written. The folder is the caller's staging; nothing here swaps
//! or deletes.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::{
    context::Context,
    error::ReportError,
    formats::{
        html,
        xlsx::{
            accessible,
            book::{self, Properties},
        },
    },
    inputs::Inputs,
    views::{
        self, Book,
        publishable::{self, gather, publication::Publication},
        school::{
            self,
            index::{self, Index},
        },
    },
};

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path.
    pub path: PathBuf,
    /// Its size.
    pub n_bytes: u64,
}

/// What came of writing a year.
#[derive(Clone, Debug)]
pub struct Papers {
    /// The files, in a fixed order.
    pub written: Vec<Written>,
    /// What the publishable workbook says: keep it, and hand it in with later runs.
    pub publication: Publication,
}

/// Writes the papers of a year.
pub fn write_year(dir: &Path, inputs: &Inputs<'_>) -> Result<Papers, ReportError> {
    let context = Context::new(inputs);
    let mut written = Vec::new();
    for (name, book, title, subject) in [
        ("benchmark.xlsx", Book::Benchmark, "what they have in common", "For the working group"),
        ("officer.xlsx", Book::Officer, "for the officer", "For the officer for online safety only"),
    ] {
        let properties = Properties {
            book: name,
            title: format!("Online safety in our schools {}: {title}", context.year()),
            subject: subject.to_owned(),
            authority_name: inputs.authority_name,
            year: inputs.year.number(),
        };
        let pages = views::pages(book, &context);
        written.push(save(dir.join(name), &book::make(&properties, &pages)?)?);
    }
    written.push(save(dir.join(html::NAME), html::report(&context)?.as_bytes())?);
    let publication = gather::publication(&context);
    let properties = Properties {
        book: "publishable.xlsx",
        title: format!("Online safety in schools of {}, {}", inputs.authority_name, context.year()),
        subject: "What schools say of their own online safety practice".to_owned(),
        authority_name: inputs.authority_name,
        year: inputs.year.number(),
    };
    let publishable =
        publishable::pages::pages(&publication, inputs.authority_name, &context.group_columns());
    written.push(save(dir.join("publishable.xlsx"), &accessible::make(&properties, &publishable)?)?);
    if inputs.options.school_workbooks {
        written.extend(write_schools(dir, &context)?);
    }
    Ok(Papers { written, publication })
}

/// Writes the schools' workbooks into `schools/`, side by side; one by one where the caller's pool has one thread.
pub fn write_schools(dir: &Path, context: &Context<'_>) -> Result<Vec<Written>, ReportError> {
    let all = index::returned(context);
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let folder = dir.join("schools");
    if let Err(source) = std::fs::create_dir_all(&folder) {
        return Err(ReportError::Write { path: folder, source });
    }
    let index = Index::new(context);
    let names = school::file_name::file_names(
        all.iter()
            .filter_map(|forms| forms.first())
            .map(|of| (of.school.name.as_str(), of.school.id.as_str())),
    );
    let write = |(forms, name): (&Vec<index::Returned<'_>>, &String)| {
        let title = forms.first().map_or("", |of| of.school.name.as_str());
        let properties = Properties {
            book: name,
            title: format!("{title}: online safety {}", context.year()),
            subject: "For the school".to_owned(),
            authority_name: context.inputs.authority_name,
            year: context.inputs.year.number(),
        };
        save(folder.join(name), &book::make(&properties, &school::pages(context, &index, forms))?)
    };
    with_more_workers(|| all.par_iter().zip(&names).map(write).collect())
}

/// Runs work on twice as many threads as the caller's pool has, if it has several. Whoever writes a workbook waits: for
/// the disk, and for the library, which puts each sheet together in a thread of its own; another's work goes on meanwhile.
fn with_more_workers<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let n_threads = rayon::current_num_threads();
    if n_threads < 2 {
        return work();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(2 * n_threads).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn save(path: PathBuf, bytes: &[u8]) -> Result<Written, ReportError> {
    match std::fs::write(&path, bytes) {
        Ok(()) => Ok(Written { path, n_bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX) }),
        Err(source) => Err(ReportError::Write { path, source }),
    }
}
