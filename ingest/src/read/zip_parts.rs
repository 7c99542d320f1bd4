//! The parts of a zip package: found by its directory, inflated once, checked against the directory's size and CRC.
//! In: the bytes of a zip file, limits. Out: parts by name. Never inflates what was not asked for, never more than
//! the directory declares, and never trusts a size before it is held against the limits.

use std::ops::Range;

use zune_inflate::{DeflateDecoder, DeflateOptions};

use super::{limits::Limits, refusal::Refusal, unpacked::unpacked};

/// What the directory says of one entry.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its name, with `/`.
    pub(crate) name: String,
    /// Whether it is encrypted.
    pub(crate) is_encrypted: bool,
    /// Its size when inflated.
    pub(crate) size: u64,
    method: u16,
    crc: u32,
    /// Its size as it is packed.
    pub(crate) packed: u64,
    /// Where its own header stands in the file.
    pub(crate) header_at: u64,
}

/// A zip file's directory over its bytes.
#[derive(Debug)]
pub(crate) struct ZipParts<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
    inflated: u64,
}

const LARGE: u64 = 1 << 20;

/// How the names of parts end that forms filled in from one template share as a rule.
const OF_TEMPLATES: [&str; 5] = [".rels", "/workbook.xml", "styles.xml", "theme1.xml", "[Content_Types].xml"];

impl<'a> ZipParts<'a> {
    /// Reads the directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        match directory(bytes, 0) {
            Directory::Whole(entries) => Ok(Self { bytes, entries, inflated: 0 }),
            _ => Err(without_directory()),
        }
    }

    /// Reads the directory of an office package; one with a part beyond the limits is refused as a whole.
    pub(crate) fn package(bytes: &'a [u8], limits: &Limits) -> Result<Self, Refusal> {
        Self::open(bytes)?.into_package(limits)
    }

    /// The same, where no part is beyond the limits.
    pub(crate) fn into_package(self, limits: &Limits) -> Result<Self, Refusal> {
        match self.entries.iter().find(|entry| entry.size > limits.inflated_bytes) {
            Some(entry) => Err(Refusal::over_limit(format!(
                "unpacked, its part {} alone is larger than {} MB",
                entry.name,
                limits.inflated_bytes >> 20
            ))),
            None => Ok(self),
        }
    }

    /// The entries, in the directory's order.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of this name, letters' case aside.
    pub(crate) fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A part, inflated and checked; none where the package has no such part.
    pub(crate) fn part(&mut self, name: &str, limits: &Limits) -> Result<Option<Vec<u8>>, Refusal> {
        let mut same = self.entries.iter().filter(|entry| entry.name.eq_ignore_ascii_case(name));
        let Some(entry) = same.next() else { return Ok(None) };
        if same.next().is_some() {
            return Err(Refusal::damaged(format!("the file has two parts named {name}")));
        }
        let inflated = self.inflated.saturating_add(entry.size);
        if inflated > limits.inflated_bytes {
            return Err(Refusal::over_limit(format!(
                "unpacked, the file is larger than {} MB",
                limits.inflated_bytes >> 20
            )));
        }
        let part = self.inflate(entry, limits)?;
        self.inflated = inflated;
        Ok(Some(part))
    }

    /// An entry, inflated and checked.
    pub(crate) fn inflate(&self, entry: &Entry, limits: &Limits) -> Result<Vec<u8>, Refusal> {
        entry.check(limits)?;
        let packed = self.packed(entry).and_then(|range| self.bytes.get(range));
        entry.unpack(packed.ok_or_else(|| entry.broken())?)
    }

    /// Where an entry's packed bytes stand.
    fn packed(&self, entry: &Entry) -> Option<Range<usize>> {
        let header = usize::try_from(entry.header_at).ok()?;
        let head = self.bytes.get(header..header.checked_add(usize::try_from(HEADER).ok()?)?)?;
        let from = header.checked_add(usize::try_from(data_offset(head)?).ok()?)?;
        Some(from..from.checked_add(usize::try_from(entry.packed).ok()?)?)
    }
}

/// The bytes of an entry's own header that are of fixed length.
pub(crate) const HEADER: u64 = 30;

/// How far behind the beginning of its own header an entry's packed bytes stand.
pub(crate) fn data_offset(header: &[u8]) -> Option<u64> {
    if header.get(..4)? != b"PK\x03\x04" {
        return None;
    }
    Some(HEADER + u64::from(u16_at(header, 26)?) + u64::from(u16_at(header, 28)?))
}

/// A package without a directory that holds together.
pub(crate) fn without_directory() -> Refusal {
    Refusal::damaged("the file is a zip package whose directory is missing or broken; it may be cut short")
}

impl Entry {
    /// What is said where its bytes do not hold together.
    pub(crate) fn broken(&self) -> Refusal {
        Refusal::damaged(format!("its part {} is damaged", self.name))
    }

    /// Whether it may be inflated at all.
    pub(crate) fn check(&self, limits: &Limits) -> Result<(), Refusal> {
        if self.is_encrypted {
            return Err(Refusal::encrypted());
        }
        let ratio = self.size / self.packed.max(1);
        if self.size > LARGE && ratio > limits.ratio {
            return Err(Refusal::over_limit(format!(
                "its part {} is packed {ratio} to 1, more than {} to 1 as in a zip bomb",
                self.name, limits.ratio
            )));
        }
        Ok(())
    }

    /// Its content, from its packed bytes, checked.
    pub(crate) fn unpack(&self, packed: &[u8]) -> Result<Vec<u8>, Refusal> {
        let is_of_template = OF_TEMPLATES.iter().any(|end| self.name.ends_with(end));
        match self.method {
            8 if is_of_template => unpacked((self.size, self.crc), packed, || self.unpack_anew(packed)),
            _ => self.unpack_anew(packed),
        }
    }

    fn unpack_anew(&self, packed: &[u8]) -> Result<Vec<u8>, Refusal> {
        let size = usize::try_from(self.size).map_err(|_| self.broken())?;
        let data = match self.method {
            0 => packed.to_vec(),
            8 => {
                // Room beyond the end, which the library copies into and would else make by moving everything.
                let room = size.saturating_add(512);
                let options = DeflateOptions::default().set_limit(size).set_size_hint(room);
                DeflateDecoder::new_with_options(packed, options)
                    .decode_deflate()
                    .map_err(|_| self.broken())?
            }
            other => {
                return Err(Refusal::damaged(format!(
                    "its part {} is packed by a method ({other}) that office programs do not use",
                    self.name
                )));
            }
        };
        if data.len() != size || crc32fast::hash(&data) != self.crc {
            return Err(self.broken());
        }
        Ok(data)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// What the end of a file says of its directory.
#[derive(Debug)]
pub(crate) enum Directory {
    /// Its entries.
    Whole(Vec<Entry>),
    /// It begins before the part that was looked at.
    BeginsAt(u64),
    /// It is missing, or does not hold what its own end record says.
    Broken,
}

/// The directory of a file of which `bytes` stand from `base` to its end.
pub(crate) fn directory(bytes: &[u8], base: u64) -> Directory {
    match entries(bytes, base) {
        Some(Ok(entries)) => Directory::Whole(entries),
        Some(Err(earlier)) => Directory::BeginsAt(earlier),
        None => Directory::Broken,
    }
}

/// The directory's entries, or where it begins if that is before `base`.
fn entries(bytes: &[u8], base: u64) -> Option<Result<Vec<Entry>, u64>> {
    let end = end_record(bytes)?;
    let mut n_entries = u64::from(u16_at(bytes, end + 10)?);
    let mut size = u64::from(u32_at(bytes, end + 12)?);
    let mut start = u64::from(u32_at(bytes, end + 16)?);
    let mut directory_end = end;
    let locator = end.checked_sub(20).filter(|at| bytes.get(*at..*at + 4) == Some(b"PK\x06\x07".as_slice()));
    if let Some(locator) = locator {
        let stated = u64_at(bytes, locator + 8)?;
        let Some(record) = stated.checked_sub(base) else { return Some(Err(stated)) };
        let record = usize::try_from(record).ok()?;
        if bytes.get(record..record.checked_add(4)?)? != b"PK\x06\x06" {
            return None;
        }
        n_entries = u64_at(bytes, record.checked_add(32)?)?;
        size = u64_at(bytes, record.checked_add(40)?)?;
        start = u64_at(bytes, record.checked_add(48)?)?;
        directory_end = record;
    }
    // Bytes set before the archive shift every offset by the same amount.
    let shift =
        u64::try_from(directory_end).ok()?.checked_add(base)?.checked_sub(start.checked_add(size)?)?;
    let start = start.checked_add(shift)?;
    let Some(at) = start.checked_sub(base) else { return Some(Err(start)) };
    let mut at = usize::try_from(at).ok()?;
    let mut entries = Vec::new();
    while at < directory_end {
        let (entry, next) = directory_entry(bytes, at, shift)?;
        entries.push(entry);
        at = next;
    }
    (at == directory_end && u64::try_from(entries.len()).ok()? == n_entries).then_some(Ok(entries))
}

/// Where the end record stands: the last one whose comment reaches the end of the file, or a little before it
/// (mail programs add line ends).
fn end_record(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let first = last.saturating_sub(usize::from(u16::MAX) + 64);
    (first..=last).rev().find(|at| {
        bytes.get(*at..*at + 4) == Some(b"PK\x05\x06".as_slice())
            && u16_at(bytes, at + 20).is_some_and(|comment| at + 22 + usize::from(comment) <= bytes.len())
    })
}

fn directory_entry(bytes: &[u8], at: usize, shift: u64) -> Option<(Entry, usize)> {
    if bytes.get(at..at.checked_add(46)?)?.get(..4)? != b"PK\x01\x02" {
        return None;
    }
    let flags = u16_at(bytes, at + 8)?;
    let mut packed = u64::from(u32_at(bytes, at + 20)?);
    let mut size = u64::from(u32_at(bytes, at + 24)?);
    let name_end = at + 46 + usize::from(u16_at(bytes, at + 28)?);
    let extra_end = name_end + usize::from(u16_at(bytes, at + 30)?);
    let next = extra_end + usize::from(u16_at(bytes, at + 32)?);
    let mut header_at = u64::from(u32_at(bytes, at + 42)?);
    let name = bytes.get(at + 46..name_end)?;
    let large = u64::from(u32::MAX);
    if packed == large || size == large || header_at == large {
        let mut extra = wide_extra(bytes.get(name_end..extra_end)?)?;
        for field in [&mut size, &mut packed, &mut header_at] {
            if *field == large {
                *field = u64_at(extra, 0)?;
                extra = extra.get(8..)?;
            }
        }
    }
    let entry = Entry {
        name: entry_name(name),
        is_encrypted: flags & 1 != 0,
        size,
        method: u16_at(bytes, at + 10)?,
        crc: u32_at(bytes, at + 16)?,
        packed,
        header_at: header_at.checked_add(shift)?,
    };
    (next <= bytes.len()).then_some((entry, next))
}

/// The extra field that holds sizes beyond 32 bits.
fn wide_extra(mut extra: &[u8]) -> Option<&[u8]> {
    loop {
        let (id, length) = (u16_at(extra, 0)?, usize::from(u16_at(extra, 2)?));
        let body = extra.get(4..4 + length)?;
        if id == 1 {
            return Some(body);
        }
        extra = extra.get(4 + length..)?;
    }
}

/// A name as UTF-8, else in the code page that Windows packs with.
fn entry_name(name: &[u8]) -> String {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
    let decoded = match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => name
            .iter()
            .map(|byte| match byte.checked_sub(128) {
                None => char::from(*byte),
                Some(upper) => UPPER.chars().nth(usize::from(upper)).unwrap_or('\u{fffd}'),
            })
            .collect(),
    };
    if decoded.contains('\\') { decoded.replace('\\', "/") } else { decoded }
}
