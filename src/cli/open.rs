//! What several commands need to begin with: settings, and the reader for files that cannot be trusted.
//! In: arguments. Out: resolved values. Never opens a return.

use std::{num::NonZeroUsize, path::Path};

use ingest::read::{ChildReader, InProcess, ProcessReader};

use super::{Children, Reading};
use crate::{
    error::Error,
    settings::{self, Given, Settings},
};

/// The settings that `run` and `check` go by.
pub(super) fn settings(
    reading: &Reading,
    book: &Path,
    no_school_workbooks: bool,
    csv: bool,
) -> Result<Settings, Error> {
    let given = Given {
        book: book.to_owned(),
        settings: reading.settings.clone(),
        catalogues: reading.catalogue.clone(),
        threads: reading.threads.map(NonZeroUsize::get),
        fail_on: reading.fail_on,
        no_school_workbooks,
        csv,
        reads_none: false,
    };
    settings::resolve(&given, reading.year)
}

/// Reads in child processes, which are this very program; where it cannot tell where it lies, in the process itself.
pub(super) fn child_reader(children: &Children<'_>) -> Box<dyn ChildReader> {
    match std::env::current_exe() {
        Ok(program) => {
            Box::new(ProcessReader::new(program, &["read-child"]).with_environment(children.environment))
        }
        Err(_) => Box::new(InProcess),
    }
}
