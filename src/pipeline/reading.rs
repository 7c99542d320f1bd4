//! One file of the inbox -> its readings, with the school of each return.
//! In: a file's path, what returns are read with, the register. Out: readings and identities; where it is an archive,
//! of every member. Never fails: a file that cannot be read is a finding.

use std::fs;

use ingest::{
    read::{self, Entry, Kind},
    read_return::{Context, read_file},
    reading::{FileReading, Outcome},
};
use rayon::prelude::*;
use schemas::{finding::Finding, place::Place, rules};
use sha2::{Digest, Sha256};

use crate::{
    decisions::Rulings,
    identify::{Identity, identify},
    inbox::Found,
    register::Register,
    store::hex,
};

/// What a file of the inbox is read with.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    /// What `ingest` needs.
    pub(crate) context: Context<'a>,
    /// The schools.
    pub(crate) register: &'a Register,
    /// The rulings.
    pub(crate) rulings: &'a Rulings,
    /// Threads for the members of an archive.
    pub(crate) pool: &'a rayon::ThreadPool,
}

/// A file, read: one identity for each of its returns, in their order.
pub(crate) struct Read {
    pub(crate) file: FileReading,
    pub(crate) identities: Vec<Identity>,
}

/// Reads a file, and all that is in it where it is an archive.
pub(crate) fn read(found: &Found, desk: &Desk<'_>) -> Vec<Read> {
    let name = &found.source_file;
    let most = desk.context.limits.file_bytes;
    // What is too large is not taken into memory to be told so; an archive may be as large as all its members.
    let bytes = fs::metadata(&found.path).and_then(|about| {
        if about.len() > most.max(desk.context.limits.archive_bytes) {
            return Ok(Err(about.len()));
        }
        fs::read(&found.path).map(Ok)
    });
    match bytes {
        Ok(Ok(bytes)) if read::kind_of(&bytes) == Kind::Archive => archive(name, &bytes, desk),
        Ok(Ok(bytes)) => vec![one(name, &bytes, desk)],
        Ok(Err(n_bytes)) => {
            let finding = Finding::new(
                &rules::OVER_LIMIT,
                Place::file(name),
                format!("the file is larger than {} MB", most >> 20),
            )
            .with_suggestion("ask the school for a smaller file, or raise limits.file_bytes in the settings");
            vec![set_aside(name, n_bytes, Outcome::Refused, finding)]
        }
        Err(error) => {
            let finding = Finding::new(
                &rules::FILE_DAMAGED,
                Place::file(name),
                format!("the file could not be opened: {}", error.kind()),
            )
            .with_suggestion(
                "check that you may open it and that it is not being synchronised, then run again",
            );
            vec![set_aside(name, 0, Outcome::Refused, finding)]
        }
    }
}

/// An archive's own row, then one for each member.
fn archive(name: &str, bytes: &[u8], desk: &Desk<'_>) -> Vec<Read> {
    let members = read::members(name, bytes, desk.context.limits);
    let is_refused = members.iter().any(|member| member.name() == name);
    let mut reads = Vec::with_capacity(members.len() + 1);
    if !is_refused {
        let file = FileReading {
            source_file: name.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
            n_bytes: size(bytes),
            kind: "zip",
            outcome: Outcome::Read,
            finding_code: None,
            returns: Vec::new(),
            findings: Vec::new(),
        };
        reads.push(Read { file, identities: Vec::new() });
    }
    let read_members: Vec<Read> = desk.pool.install(|| {
        members
            .into_par_iter()
            .map(|member| match member {
                Entry::File { name, bytes } => one(&name, &bytes, desk),
                Entry::Ignored { name, n_bytes, finding } => {
                    set_aside(&name, n_bytes, Outcome::Ignored, finding)
                }
                Entry::Refused { name, n_bytes, finding } => {
                    set_aside(&name, n_bytes, Outcome::Refused, finding)
                }
            })
            .collect()
    });
    reads.extend(read_members);
    reads
}

fn one(source_file: &str, bytes: &[u8], desk: &Desk<'_>) -> Read {
    let sha256 = hex(&Sha256::digest(bytes));
    let file = read_file(source_file, &sha256, bytes, &desk.context);
    let identities =
        file.returns.iter().map(|reading| identify(reading, desk.register, desk.rulings, &sha256)).collect();
    Read { file, identities }
}

fn set_aside(source_file: &str, n_bytes: u64, outcome: Outcome, finding: Finding) -> Read {
    Read {
        file: FileReading {
            source_file: source_file.to_owned(),
            sha256: String::new(),
            n_bytes,
            kind: "unknown",
            outcome,
            finding_code: Some(finding.rule.code),
            returns: Vec::new(),
            findings: vec![finding],
        },
        identities: Vec::new(),
    }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
