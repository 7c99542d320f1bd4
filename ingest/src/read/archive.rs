//! Archives of returns: every member a file of its own, archives within archives too, down to a limit.
//! In: an archive's bytes. Out: its members. Never writes one to disk, never lets a name climb out of the archive.

use std::collections::BTreeSet;

use schemas::{finding::Finding, place::Place, rules};

use super::{
    guard::guarded, is_ignored_name, kind::Kind, kind_of, limits::Limits, refusal::Refusal,
    zip_parts::ZipParts,
};

/// A member of an archive. Names are `archive.zip/member`.
#[derive(Debug)]
pub enum Entry {
    /// A file to be opened like any other.
    File {
        /// Its source file.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// One that no one sent on purpose.
    Ignored {
        /// Its source file.
        name: String,
        /// Its size.
        n_bytes: u64,
        /// What a person should know.
        finding: Finding,
    },
    /// One that could not be taken out; or the archive itself, where it is broken or empty.
    Refused {
        /// Its source file.
        name: String,
        /// Its size.
        n_bytes: u64,
        /// What a person should know.
        finding: Finding,
    },
}

impl Entry {
    /// Its source file.
    pub fn name(&self) -> &str {
        match self {
            Self::File { name, .. } | Self::Ignored { name, .. } | Self::Refused { name, .. } => name,
        }
    }
}

/// The members of an archive, in the order of their names.
pub fn members(name: &str, bytes: &[u8], limits: &Limits) -> Vec<Entry> {
    let mut taking = Taking { limits, entries: Vec::new(), left: limits.archive_bytes };
    taking.archive(name, bytes, 0);
    taking.entries.sort_by(|a, b| a.name().cmp(b.name()));
    taking.entries
}

struct Taking<'a> {
    limits: &'a Limits,
    entries: Vec<Entry>,
    left: u64,
}

impl Taking<'_> {
    fn archive(&mut self, name: &str, bytes: &[u8], depth: u32) {
        let n_before = self.entries.len();
        if let Err(refusal) = self.take(name, bytes, depth) {
            self.refuse(name.to_owned(), bytes.len() as u64, refusal);
        } else if self.entries.len() == n_before {
            let refusal = Refusal {
                rule: &rules::FILE_EMPTY,
                message: "the archive holds no file".into(),
                suggestion: "Ask the school to send its return again".into(),
            };
            self.refuse(name.to_owned(), bytes.len() as u64, refusal);
        }
    }

    fn take(&mut self, name: &str, bytes: &[u8], depth: u32) -> Result<(), Refusal> {
        if depth >= self.limits.archive_depth {
            let message =
                format!("archives stand within archives more than {} deep", self.limits.archive_depth);
            return Err(Refusal::over_limit(message));
        }
        let parts = ZipParts::open(bytes)?;
        let mut seen = BTreeSet::new();
        for entry in parts.entries().iter().filter(|entry| !entry.name.ends_with('/')) {
            let member = format!("{name}/{}", inner_path(&entry.name));
            if self.entries.len() >= self.limits.archive_members {
                let message = format!("the archive holds more than {} files", self.limits.archive_members);
                return Err(Refusal::over_limit(message));
            }
            if is_ignored_name(&member) {
                let message = "no school sends this file on purpose; it was passed over";
                let finding = Finding::new(&rules::FILE_IGNORED, Place::file(&member), message);
                self.entries.push(Entry::Ignored { name: member, n_bytes: entry.size, finding });
                continue;
            }
            if !seen.insert(entry.name.as_str()) {
                let refusal = Refusal {
                    rule: &rules::NAMES_CLASH,
                    message: "the archive holds two files of this name; the later one was not read".into(),
                    suggestion: "Take both files out of the archive and give them different names".into(),
                };
                self.refuse(member, entry.size, refusal);
                continue;
            }
            if entry.size > self.limits.file_bytes {
                let message = format!("the file is larger than {} MB", self.limits.file_bytes >> 20);
                self.refuse(member, entry.size, Refusal::over_limit(message));
                continue;
            }
            let Some(left) = self.left.checked_sub(entry.size) else {
                let message =
                    format!("unpacked, the archive is larger than {} MB", self.limits.archive_bytes >> 20);
                return Err(Refusal::over_limit(message));
            };
            match guarded(|| parts.inflate(entry, self.limits)) {
                Ok(bytes) => {
                    self.left = left;
                    if kind_of(&bytes) == Kind::Archive {
                        self.archive(&member, &bytes, depth + 1);
                    } else {
                        self.entries.push(Entry::File { name: member, bytes });
                    }
                }
                Err(refusal) => self.refuse(member, entry.size, refusal),
            }
        }
        Ok(())
    }

    fn refuse(&mut self, name: String, n_bytes: u64, refusal: Refusal) {
        let finding = refusal.at(Place::file(&name));
        self.entries.push(Entry::Refused { name, n_bytes, finding });
    }
}

/// A member's path that stays within its archive.
fn inner_path(name: &str) -> String {
    let steps: Vec<&str> = name.split('/').filter(|step| !matches!(*step, "" | "." | "..")).collect();
    steps.join("/")
}
