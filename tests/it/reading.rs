//! Reads a file the way a run does, for tests: the catalogues built in, the usual limits.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set itself up has failed")]

use std::sync::OnceLock;

use ingest::{
    read::{Entry, InProcess, Limits, members},
    read_return::{Context, read_file},
    reading::{FileReading, ReturnReading},
    recognise::{Known, Library},
};
use schemas::{answer::Answer, catalogue::load, ids::Year};

/// What reading a file comes to; of an archive, its members.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Vec<FileReading> {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    let library = LIBRARY.get_or_init(|| Library::new(load::builtin()));
    let limits = Limits::default();
    let known = Known { library, year: Year::of(2026).unwrap(), decisions: &[] };
    let context = Context { known, limits: &limits, child: &InProcess };
    let reading = read_file(name, "0000", bytes, &context);
    if reading.kind != "zip" {
        return vec![reading];
    }
    let entries = members(name, bytes, &limits).into_iter();
    entries
        .filter_map(|entry| match entry {
            Entry::File { name, bytes, .. } => Some(read_file(&name, "0000", &bytes, &context)),
            _ => None,
        })
        .collect()
}

/// The answers of a return, in the order of the catalogue.
pub(crate) fn answers(reading: &ReturnReading) -> Vec<Option<Answer>> {
    reading.answers.iter().map(|answer| answer.answer).collect()
}
