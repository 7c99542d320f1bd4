//! The compound file that old office programs wrote: its directory, its streams.
//! In: the bytes of a file. Out: stream names, streams. Never follows a chain in a loop, never reads beyond the file.

/// What ends a chain of sectors, or marks one that is free.
const LAST_SECTOR: u32 = 0xffff_fffa;
/// A directory entry that points nowhere.
const NO_ENTRY: u32 = 0xffff_ffff;

/// A compound file.
#[derive(Debug)]
pub(crate) struct Ole<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_cutoff: u64,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    /// What stands in the file's root folder.
    root: Vec<OleEntry>,
}

/// A stream or folder in the root folder.
#[derive(Clone, Debug)]
pub(crate) struct OleEntry {
    /// Its name.
    pub(crate) name: String,
    start: u32,
    size: u64,
}

/// Whether bytes begin as a compound file does.
pub(crate) fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

impl<'a> Ole<'a> {
    /// Reads header, allocation tables and directory; none where they do not hold together.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !is_ole(bytes) {
            return None;
        }
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut ole = Self {
            bytes,
            sector,
            fat: Vec::new(),
            mini_cutoff: u64::from(u32_at(bytes, 56)?),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            root: Vec::new(),
        };
        ole.read_fat()?;
        let directory = ole.chain(u32_at(bytes, 48)?, None)?;
        let mini_fat_start = u32_at(bytes, 60)?;
        if mini_fat_start < LAST_SECTOR {
            let table = ole.chain(mini_fat_start, None)?;
            ole.mini_fat = table.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect();
        }
        let (root_start, root_size) = (u32_at(&directory, 116)?, u64::from(u32_at(&directory, 120)?));
        if root_start < LAST_SECTOR && root_size > 0 {
            ole.mini_stream = ole.chain(root_start, Some(root_size))?;
        }
        ole.root = children(&directory, u32_at(&directory, 76)?, sector)?;
        Some(ole)
    }

    /// Whether the root folder holds an entry of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.root.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A stream of the root folder, whole; none where it is missing or its chain is broken.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.root.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        if entry.size >= self.mini_cutoff {
            return self.chain(entry.start, Some(entry.size));
        }
        let size = usize::try_from(entry.size).ok()?;
        let mut data = Vec::new();
        let mut at = entry.start;
        while data.len() < size {
            let from = usize::try_from(at).ok()?.checked_mul(64)?;
            data.extend_from_slice(self.mini_stream.get(from..from.checked_add(64)?)?);
            at = *self.mini_fat.get(usize::try_from(at).ok()?)?;
        }
        data.truncate(size);
        Some(data)
    }

    fn sector_at(&self, index: u32) -> Option<&'a [u8]> {
        let from = (usize::try_from(index).ok()?.checked_add(1)?).checked_mul(self.sector)?;
        self.bytes.get(from..from.checked_add(self.sector)?)
    }

    /// The data of a chain of sectors. With a size, the chain must reach it and be cut there; the last sector of a
    /// file may be shorter than a sector.
    fn chain(&self, start: u32, size: Option<u64>) -> Option<Vec<u8>> {
        let wanted = match size {
            Some(size) => usize::try_from(size).ok()?,
            None => usize::MAX,
        };
        if size.is_some() && wanted > self.bytes.len() {
            return None;
        }
        let mut data = Vec::new();
        let mut at = start;
        let mut n_left = self.bytes.len() / self.sector + 1;
        while at < LAST_SECTOR && data.len() < wanted {
            n_left = n_left.checked_sub(1)?;
            if let Some(sector) = self.sector_at(at) {
                data.extend_from_slice(sector);
            } else {
                let from = (usize::try_from(at).ok()?.checked_add(1)?).checked_mul(self.sector)?;
                data.extend_from_slice(self.bytes.get(from..)?);
                data.truncate(wanted);
                return (size.is_some() && data.len() == wanted).then_some(data);
            }
            at = *self.fat.get(usize::try_from(at).ok()?)?;
        }
        if size.is_some() && data.len() < wanted {
            return None;
        }
        data.truncate(wanted);
        Some(data)
    }

    fn read_fat(&mut self) -> Option<()> {
        let n_sectors = self.bytes.len() / self.sector;
        let mut tables: Vec<u32> = (0..109).filter_map(|index| u32_at(self.bytes, 76 + 4 * index)).collect();
        let mut more = u32_at(self.bytes, 68)?;
        let mut n_left = n_sectors;
        while more < LAST_SECTOR {
            n_left = n_left.checked_sub(1)?;
            let sector = self.sector_at(more)?;
            let mut list: Vec<u32> = sector.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect();
            more = list.pop()?;
            tables.append(&mut list);
        }
        for table in tables.into_iter().filter(|table| *table < LAST_SECTOR).take(n_sectors) {
            self.fat.extend(self.sector_at(table)?.chunks_exact(4).filter_map(|four| u32_at(four, 0)));
        }
        Some(())
    }
}

/// The entries of the folder whose tree begins at `top`.
fn children(directory: &[u8], top: u32, sector: usize) -> Option<Vec<OleEntry>> {
    let n_entries = directory.len() / 128;
    let mut found = Vec::new();
    let mut waiting = vec![top];
    while let Some(index) = waiting.pop() {
        if index == NO_ENTRY {
            continue;
        }
        let at = usize::try_from(index).ok().filter(|index| *index < n_entries)? * 128;
        let entry = directory.get(at..at + 128)?;
        if found.len() > n_entries {
            return None;
        }
        let n_bytes = usize::from(u16_at(entry, 64)?).saturating_sub(2).min(62);
        let units: Vec<u16> =
            entry.get(..n_bytes)?.chunks_exact(2).filter_map(|two| u16_at(two, 0)).collect();
        let low = u64::from(u32_at(entry, 120)?);
        // Files of small sectors leave the upper half of the size undefined.
        let high = if sector == 4096 { u64::from(u32_at(entry, 124)?) } else { 0 };
        found.push(OleEntry {
            name: String::from_utf16_lossy(&units),
            start: u32_at(entry, 116)?,
            size: high << 32 | low,
        });
        waiting.push(u32_at(entry, 68)?);
        waiting.push(u32_at(entry, 72)?);
    }
    Some(found)
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
