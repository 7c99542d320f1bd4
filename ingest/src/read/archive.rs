//! Archives of returns: every member a file of its own, archives within archives too, down to a limit.
//! In: an archive, in memory or where it lies. Out: its members, one at a time. Never writes one to disk, never holds more
//! than one beside the archives it lies in, never lets a name climb out of the archive.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read, Seek},
};

use schemas::{finding::Finding, place::Place, rules};

use super::{
    guard::guarded, is_ignored_name, kind::Kind, kind_of, limits::Limits, refusal::Refusal, zip_file::ZipFile,
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

/// The members of an archive in memory, in the order of their names.
pub fn members(name: &str, bytes: &[u8], limits: &Limits) -> Vec<Entry> {
    let mut entries = Vec::new();
    each_member(name, Cursor::new(bytes), bytes.len() as u64, limits, |entry| entries.push(entry));
    entries.sort_by(|a, b| a.name().cmp(b.name()));
    entries
}

/// Hands on the members of an archive of so many bytes one after another, in the order of their names: the next is taken
/// out when the one before was dealt with. Where the archive cannot be read on, an entry of its own name says so, the last.
pub fn each_member(
    name: &str,
    archive: impl Read + Seek,
    n_bytes: u64,
    limits: &Limits,
    mut each: impl FnMut(Entry),
) {
    let mut taking = Taking { limits, each: &mut each, n_entries: 0, left: limits.archive_bytes };
    taking.archive(name, archive, n_bytes, 0);
}

/// Whether a file too large to be a return may be an archive of returns: a zip whose directory names no part of an office
/// package.
pub fn is_archive(mut file: impl Read + Seek) -> bool {
    let mut head = [0; 4];
    if file.read_exact(&mut head).is_err() || !head.starts_with(b"PK") {
        return false;
    }
    let is_of_package = |name: &str| {
        ["[Content_Types].xml", "mimetype", "META-INF/manifest.xml"].contains(&name)
            || ["xl/", "word/", "ppt/"].iter().any(|folder| name.starts_with(folder))
    };
    ZipFile::open(file).is_ok_and(|zip| !zip.entries().iter().any(|entry| is_of_package(&entry.name)))
}

struct Taking<'a> {
    limits: &'a Limits,
    each: &'a mut dyn FnMut(Entry),
    n_entries: usize,
    left: u64,
}

impl Taking<'_> {
    fn archive(&mut self, name: &str, archive: impl Read + Seek, n_bytes: u64, depth: u32) {
        let n_before = self.n_entries;
        // One type for archives within archives, however deep.
        let archive: &mut dyn ReadSeek = &mut { archive };
        if let Err(refusal) = self.take(name, archive, depth) {
            self.refuse(name.to_owned(), n_bytes, refusal);
        } else if self.n_entries == n_before {
            let refusal = Refusal {
                rule: &rules::FILE_EMPTY,
                message: "the archive holds no file".into(),
                suggestion: "Ask the school to send its return again".into(),
            };
            self.refuse(name.to_owned(), n_bytes, refusal);
        }
    }

    fn hand_on(&mut self, entry: Entry) {
        self.n_entries += 1;
        (self.each)(entry);
    }

    fn take(&mut self, name: &str, archive: &mut dyn ReadSeek, depth: u32) -> Result<(), Refusal> {
        if depth >= self.limits.archive_depth {
            let message =
                format!("archives stand within archives more than {} deep", self.limits.archive_depth);
            return Err(Refusal::over_limit(message));
        }
        let mut zip = guarded(|| ZipFile::open(archive))?;
        let mut entries = zip.entries().to_vec();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        let mut seen = BTreeSet::new();
        for entry in entries.iter().filter(|entry| !entry.name.ends_with('/')) {
            let member = format!("{name}/{}", inner_path(&entry.name));
            if self.n_entries >= self.limits.archive_members {
                let message = format!("the archive holds more than {} files", self.limits.archive_members);
                return Err(Refusal::over_limit(message));
            }
            if is_ignored_name(&member) {
                let message = "no school sends this file on purpose; it was passed over";
                let finding = Finding::new(&rules::FILE_IGNORED, Place::file(&member), message);
                self.hand_on(Entry::Ignored { name: member, n_bytes: entry.size, finding });
                continue;
            }
            if !seen.insert(member.clone()) {
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
            // One that fails its check was inflated all the same.
            self.left = left;
            match guarded(|| zip.inflate(entry, self.limits)) {
                Ok(bytes) => {
                    if kind_of(&bytes) == Kind::Archive {
                        let n_bytes = bytes.len() as u64;
                        self.archive(&member, Cursor::new(bytes), n_bytes, depth + 1);
                    } else {
                        self.hand_on(Entry::File { name: member, bytes });
                    }
                }
                Err(refusal) => self.refuse(member, entry.size, refusal),
            }
        }
        Ok(())
    }

    fn refuse(&mut self, name: String, n_bytes: u64, refusal: Refusal) {
        let finding = refusal.at(Place::file(&name));
        self.hand_on(Entry::Refused { name, n_bytes, finding });
    }
}

/// What an archive is read from.
trait ReadSeek: Read + Seek {}

impl<R: Read + Seek> ReadSeek for R {}

/// A member's path that stays within its archive.
fn inner_path(name: &str) -> String {
    let steps: Vec<&str> = name.split('/').filter(|step| !matches!(*step, "" | "." | "..")).collect();
    steps.join("/")
}
