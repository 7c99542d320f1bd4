//! Files of the inbox -> their readings, with the school of each return.
//! In: a handful of files' paths, what returns are read with, the register. Out: readings and identities; where one is an
//! archive, of every member, handed on as they are read. Never fails: a file that cannot be read is a finding. Never holds
//! more of an archive than some of its members.

use std::{
    fs::File,
    io::{self, BufReader, Read as _, Seek as _},
};

use ingest::{
    read::{self, Entry, Kind},
    read_return::{Context, HANDFUL, Sent, read_file, read_files},
    reading::{FileReading, Outcome, ReturnReading},
    recognise::Known,
};
use rayon::prelude::*;
use schemas::{
    decision::hashes,
    finding::Finding,
    ids::{FindingId, SchoolId},
    place::Place,
    rules,
};
use sha2::{Digest, Sha256};

use super::{
    concerned::{concerned, tell_whose},
    dated::outside,
    names::Names,
    tied::Tied,
};
use crate::{
    decisions::Rulings,
    error::Error,
    identify::{Identified, Identity, Looking, identify},
    inbox::Found,
    register::Register,
    standing::Window,
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
    /// What settles between catalogues that a form fits alike.
    pub(crate) tied: &'a Tied<'a>,
    /// The collection's days.
    pub(crate) window: Window,
    /// Threads for the members of an archive.
    pub(crate) pool: &'a rayon::ThreadPool,
}

/// What a file of the inbox is.
pub(crate) enum Opened {
    /// A file, and what it came to.
    One(Box<Read>),
    /// An archive: to be read member by member.
    Archive,
}

/// A file, read: one identity for each of its returns, in their order.
pub(crate) struct Read {
    pub(crate) file: FileReading,
    pub(crate) identities: Vec<Identity>,
    /// Questions about a file without returns, with the school that its name says they concern.
    pub(crate) concerned: Vec<(FindingId, SchoolId)>,
    /// What a file without returns says for one that stands elsewhere, where its school is sure.
    pub(crate) apart: Option<Apart>,
}

/// What a file without returns says for one that stands elsewhere.
pub(crate) struct Apart {
    pub(crate) reading: Box<ReturnReading>,
    pub(crate) school: SchoolId,
    /// The path of the folder whose name alone says which school it is.
    pub(crate) folder: Option<String>,
}

/// A file before it is read.
enum Taken {
    Archive,
    Bytes(Vec<u8>),
    Aside(Box<Read>),
}

/// Reads a handful of files, but for those that are archives.
pub(crate) fn read(handful: &[Found], desk: &Desk<'_>) -> Vec<Opened> {
    let mut opened = Vec::with_capacity(handful.len());
    let mut held: Vec<(&str, Taken)> = Vec::with_capacity(handful.len());
    let mut n_held = 0;
    for found in handful {
        let taken = take(found, desk);
        n_held += if let Taken::Bytes(bytes) = &taken { size(bytes) } else { 0 };
        held.push((&found.source_file, taken));
        if n_held >= HELD_BYTES {
            n_held = 0;
            opened.extend(read_taken(std::mem::take(&mut held), desk));
        }
    }
    opened.extend(read_taken(held, desk));
    opened
}

/// What stands in a file of a known length, taken at one go: the library's own way asks the system three times for each of
/// thousands. No more than one byte above `most` is taken of a file that still grows.
fn whole(mut file: File, n_bytes: u64, most: u64) -> io::Result<Vec<u8>> {
    // Room for one more, in which the end is seen.
    let mut bytes = vec![0; usize::try_from(n_bytes + 1).unwrap_or_default()];
    let mut n_read = 0;
    while let Some(room) = bytes.get_mut(n_read..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => {
                bytes.truncate(n_read);
                return Ok(bytes);
            }
            Ok(n) => n_read += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    file.take(most.saturating_sub(n_bytes)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file's bytes, unless it is an archive or larger than a file may be.
fn take(found: &Found, desk: &Desk<'_>) -> Taken {
    let name = &found.source_file;
    let most = desk.context.limits.file_bytes;
    // What is too large is not taken into memory to be told so; an archive may be as large as all its members.
    let bytes = File::open(&found.path).and_then(|file| {
        let n_bytes = file.metadata()?.len();
        if n_bytes <= most {
            let bytes = whole(file, n_bytes, most)?;
            let n_bytes = size(&bytes);
            return Ok(if n_bytes <= most { Ok(bytes) } else { Err((n_bytes, false)) });
        }
        let may_be = n_bytes <= desk.context.limits.archive_bytes;
        Ok(Err((n_bytes, may_be && read::is_archive(BufReader::new(file)))))
    });
    match bytes {
        Ok(Err((_, true))) => Taken::Archive,
        Ok(Ok(bytes)) if read::kind_of(&bytes) == Kind::Archive => Taken::Archive,
        Ok(Ok(bytes)) => Taken::Bytes(bytes),
        Ok(Err((n_bytes, false))) => {
            let finding = Finding::new(
                &rules::OVER_LIMIT,
                Place::file(name),
                format!("the file is larger than {} MB", most >> 20),
            )
            .with_suggestion("ask the school for a smaller file, or raise limits.file_bytes in the settings");
            let mut aside = set_aside(name, n_bytes, Outcome::Refused, finding);
            tell_whose(&mut aside.file, desk.register);
            Taken::Aside(Box::new(aside))
        }
        Err(error) => {
            let mut aside = not_opened(name, &error);
            tell_whose(&mut aside.file, desk.register);
            Taken::Aside(Box::new(aside))
        }
    }
}

fn read_taken(taken: Vec<(&str, Taken)>, desk: &Desk<'_>) -> Vec<Opened> {
    let bytes = taken.iter().filter_map(|(name, taken)| match taken {
        Taken::Bytes(bytes) => Some((*name, bytes.as_slice())),
        Taken::Archive | Taken::Aside(_) => None,
    });
    let mut read = several(&bytes.collect::<Vec<_>>(), desk).into_iter();
    let opened = |(_, taken)| match taken {
        Taken::Archive => Some(Opened::Archive),
        Taken::Aside(aside) => Some(Opened::One(aside)),
        Taken::Bytes(_) => Some(Opened::One(Box::new(read.next()?))),
    };
    taken.into_iter().filter_map(opened).collect()
}

fn not_opened(name: &str, error: &io::Error) -> Read {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "it is a link that leads nowhere, or was moved away meanwhile".to_owned(),
        kind => kind.to_string(),
    };
    let finding =
        Finding::new(&rules::FILE_DAMAGED, Place::file(name), format!("the file could not be opened: {why}"))
            .with_suggestion(
                "check that you may open it and that it is not being synchronised, then run again",
            );
    set_aside(name, 0, Outcome::Refused, finding)
}

/// How many bytes of files are held at a time, and of how many members of an archive, beside the last.
const HELD_BYTES: u64 = 16 << 20;
const HELD_MEMBERS: usize = 64;

/// Hands a file's reading to `take`; those of an archive's members as they are read. So one archive is read at a time,
/// however many stand side by side.
pub(crate) fn each(
    found: &Found,
    opened: Opened,
    desk: &Desk<'_>,
    names: &mut Names,
    mut take: impl FnMut(Read) -> Result<(), Error>,
) -> Result<(), Error> {
    match opened {
        Opened::One(read) => take(*read),
        Opened::Archive => archive(found, desk, names, take),
    }
}

/// Reads an archive: each member is handed to `take` in the order of their names, then the archive's own row. The next
/// handful of members is taken out when the one before was dealt with.
fn archive(
    found: &Found,
    desk: &Desk<'_>,
    names: &mut Names,
    mut take: impl FnMut(Read) -> Result<(), Error>,
) -> Result<(), Error> {
    let name = &found.source_file;
    let (file, sha256, n_bytes) = match File::open(&found.path).and_then(hashed) {
        Ok(opened) => opened,
        Err(error) => return take(not_opened(name, &error)),
    };
    let mut held: Vec<Entry> = Vec::new();
    let mut n_held = 0;
    let mut is_refused = false;
    let mut outcome = Ok(());
    read::each_member(name, BufReader::new(file), n_bytes, desk.context.limits, |member| {
        // What failed stays failed: the rest is not read any more.
        if outcome.is_err() {
            return;
        }
        let is_itself = member.name() == name;
        is_refused |= is_itself;
        let member = if is_itself { member } else { names.own(member) };
        n_held += if let Entry::File { bytes, .. } = &member { size(bytes) } else { 0 };
        held.push(member);
        if n_held >= HELD_BYTES || held.len() >= HELD_MEMBERS {
            n_held = 0;
            outcome = members(&std::mem::take(&mut held), desk).into_iter().try_for_each(&mut take);
        }
    });
    outcome?;
    members(&held, desk).into_iter().try_for_each(&mut take)?;
    if is_refused {
        return Ok(());
    }
    let file = FileReading {
        source_file: name.to_owned(),
        sha256,
        cells_hash: String::new(),
        n_bytes,
        kind: "zip",
        outcome: Outcome::Read,
        finding_code: None,
        returns: Vec::new(),
        findings: Vec::new(),
        school: None,
        apart: None,
    };
    take(Read { file, identities: Vec::new(), concerned: Vec::new(), apart: None })
}

/// A file with its hash and length, ready to be read from its beginning.
fn hashed(mut file: File) -> io::Result<(File, String, u64)> {
    let mut hash = Sha256::new();
    let mut n_bytes = 0;
    let mut part = vec![0; 1 << 16];
    loop {
        let n = file.read(&mut part)?;
        let Some(read) = part.get(..n).filter(|read| !read.is_empty()) else { break };
        hash.update(read);
        n_bytes += size(read);
    }
    file.rewind()?;
    Ok((file, hex(&hash.finalize()), n_bytes))
}

/// Reads members side by side; what they came to, in their order.
fn members(members: &[Entry], desk: &Desk<'_>) -> Vec<Read> {
    let read = |members: &[Entry]| -> Vec<Read> {
        let files = members.iter().filter_map(|member| match member {
            Entry::File { name, bytes } => Some((name.as_str(), bytes.as_slice())),
            Entry::Ignored { .. } | Entry::Refused { .. } => None,
        });
        let mut read = several(&files.collect::<Vec<_>>(), desk).into_iter();
        let aside = |name: &str, n_bytes: u64, outcome, finding: &Finding| {
            Some(set_aside(name, n_bytes, outcome, finding.clone()))
        };
        let each = members.iter().filter_map(|member| match member {
            Entry::File { .. } => read.next(),
            Entry::Ignored { name, n_bytes, finding } => aside(name, *n_bytes, Outcome::Ignored, finding),
            Entry::Refused { name, n_bytes, finding } => aside(name, *n_bytes, Outcome::Refused, finding),
        });
        each.collect()
    };
    desk.pool.install(|| members.par_chunks(HANDFUL).flat_map_iter(read).collect())
}

/// Reads files by their names and bytes, in their order.
fn several(files: &[(&str, &[u8])], desk: &Desk<'_>) -> Vec<Read> {
    let hashes: Vec<String> = files.iter().map(|(_, bytes)| hex(&Sha256::digest(bytes))).collect();
    let sent: Vec<Sent<'_>> = files
        .iter()
        .zip(&hashes)
        .map(|((source_file, bytes), sha256)| Sent { source_file, sha256, bytes })
        .collect();
    let read = read_files(&sent, &desk.context);
    sent.into_iter().zip(read).map(|(sent, file)| identified(sent, file, desk)).collect()
}

/// A file's reading with its schools; read again where another file of the run settles which form it is.
fn identified(sent: Sent<'_>, mut file: FileReading, desk: &Desk<'_>) -> Read {
    let Sent { source_file, sha256, bytes } = sent;
    if let Some(library) = desk.tied.library(&file, desk.context.known.library) {
        let known = Known { library: &library, ..desk.context.known };
        file = read_file(source_file, sha256, bytes, &Context { known, ..desk.context });
    }
    file.findings.extend(file.returns.iter().filter_map(|reading| outside(reading, desk.window)));
    let hashes = hashes(sha256, &file.cells_hash);
    let is_alone = file.returns.len() == 1;
    let looking = Looking { register: desk.register, rulings: desk.rulings, sha256: &hashes, is_alone };
    let identities = file.returns.iter().map(|reading| identify(reading, looking)).collect();
    let concerned = concerned(&file, desk.register);
    tell_whose(&mut file, desk.register);
    let apart = file.apart.take().and_then(|reading| {
        let Identity { schools, findings, by_folder, .. } =
            identify(&reading, Looking { is_alone: true, ..looking });
        let is_asked = findings.iter().any(|finding| finding.rule.is_question);
        let [Identified { school_id: Some(school), is_left_out: false, .. }] = schools.as_slice() else {
            return None;
        };
        let folder = by_folder.map(|folder| folder.path);
        (!is_asked).then(|| Apart { reading, school: school.clone(), folder })
    });
    Read { file, identities, concerned, apart }
}

fn set_aside(source_file: &str, n_bytes: u64, outcome: Outcome, finding: Finding) -> Read {
    Read {
        file: FileReading {
            source_file: source_file.to_owned(),
            sha256: String::new(),
            cells_hash: String::new(),
            n_bytes,
            kind: "unknown",
            outcome,
            finding_code: Some(finding.rule.code),
            returns: Vec::new(),
            findings: vec![finding],
            school: None,
            apart: None,
        },
        identities: Vec::new(),
        concerned: Vec::new(),
        apart: None,
    }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
