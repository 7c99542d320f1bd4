//! An uncompressed zip archive in memory, for a library that wants to be handed an archive.
//! In: parts already inflated and checked. Out: bytes of an archive. Never compresses.

/// An archive being put together.
#[derive(Debug, Default)]
pub(crate) struct Stored {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    n_entries: u16,
}

impl Stored {
    /// An archive with room for parts of this many bytes together.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), ..Self::default() }
    }

    /// Adds a part. Parts larger than 4 GB never come here: the limits are far below.
    pub(crate) fn add(&mut self, name: &str, data: &[u8]) {
        let crc = crc32fast::hash(data);
        let size = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let name_length = u16::try_from(name.len()).unwrap_or(u16::MAX);
        let header_at = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        let mut shared = [0; 26];
        // Version 2.0, names in UTF-8, stored, 1 January 1980.
        shared[..10].copy_from_slice(&[20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]);
        shared[10..14].copy_from_slice(&crc.to_le_bytes());
        shared[14..18].copy_from_slice(&size.to_le_bytes());
        shared[18..22].copy_from_slice(&size.to_le_bytes());
        shared[22..24].copy_from_slice(&name_length.to_le_bytes());
        self.bytes.extend_from_slice(b"PK\x03\x04");
        self.bytes.extend_from_slice(&shared);
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(data);
        self.directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        self.directory.extend_from_slice(&shared);
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&header_at.to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        self.n_entries = self.n_entries.saturating_add(1);
    }

    /// The archive's bytes.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let start = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        let size = u32::try_from(self.directory.len()).unwrap_or(u32::MAX);
        self.bytes.append(&mut self.directory);
        self.bytes.extend_from_slice(b"PK\x05\x06\x00\x00\x00\x00");
        self.bytes.extend_from_slice(&self.n_entries.to_le_bytes());
        self.bytes.extend_from_slice(&self.n_entries.to_le_bytes());
        self.bytes.extend_from_slice(&size.to_le_bytes());
        self.bytes.extend_from_slice(&start.to_le_bytes());
        self.bytes.extend_from_slice(&[0, 0]);
        self.bytes
    }
}
