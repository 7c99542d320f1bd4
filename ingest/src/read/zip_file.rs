//! A zip archive that stays where it lies: its directory read from its end, one member at a time.
//! In: something to read from and seek in, limits. Out: members by the directory's entries. Never holds more than the
//! directory and the member asked for.

use std::io::{Read, Seek, SeekFrom};

use super::{
    limits::Limits,
    refusal::Refusal,
    zip_parts::{self, Directory, Entry},
};

/// How much of the end is read at first: the longest comment, the end records, and the directory of a few hundred
/// members.
const TAIL: u64 = (1 << 16) + (1 << 15);

/// An archive with its directory.
#[derive(Debug)]
pub(crate) struct ZipFile<R> {
    from: R,
    length: u64,
    entries: Vec<Entry>,
}

impl<R: Read + Seek> ZipFile<R> {
    /// Reads the directory.
    pub(crate) fn open(mut from: R) -> Result<Self, Refusal> {
        let length = from.seek(SeekFrom::End(0)).map_err(|_| zip_parts::without_directory())?;
        let mut at = length.saturating_sub(TAIL);
        // Once more where the directory begins before what was read, and once where its own end record does.
        for _ in 0..3 {
            let tail = read_at(&mut from, at, length - at).ok_or_else(zip_parts::without_directory)?;
            match zip_parts::directory(&tail, at) {
                Directory::Whole(entries) => return Ok(Self { from, length, entries }),
                Directory::BeginsAt(earlier) if earlier < at => at = earlier,
                _ => break,
            }
        }
        Err(zip_parts::without_directory())
    }

    /// The entries, in the directory's order.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// An entry, inflated and checked.
    pub(crate) fn inflate(&mut self, entry: &Entry, limits: &Limits) -> Result<Vec<u8>, Refusal> {
        entry.check(limits)?;
        let packed = self.packed(entry).ok_or_else(|| entry.broken())?;
        entry.unpack(&packed)
    }

    fn packed(&mut self, entry: &Entry) -> Option<Vec<u8>> {
        let head = read_at(&mut self.from, entry.header_at, zip_parts::HEADER)?;
        let at = entry.header_at.checked_add(zip_parts::data_offset(&head)?)?;
        // No more is asked for than there is; and packing never makes a member much larger than it was.
        at.checked_add(entry.packed).filter(|end| *end <= self.length)?;
        (entry.packed <= entry.size.saturating_add(entry.size / 8 + 1024)).then_some(())?;
        read_at(&mut self.from, at, entry.packed)
    }
}

fn read_at(from: &mut (impl Read + Seek), at: u64, length: u64) -> Option<Vec<u8>> {
    from.seek(SeekFrom::Start(at)).ok()?;
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == length).then_some(bytes)
}
