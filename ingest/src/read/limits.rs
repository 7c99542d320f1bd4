//! How much a file may ask for before it is refused.
//! In: nothing; numbers. Out: numbers. Never checks anything itself; each reader does, before it allocates.

/// Limits of one file. The defaults suit returns many times larger than any school sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Bytes of all parts of one workbook or document, inflated.
    pub inflated_bytes: u64,
    /// Inflated over packed size, of any part larger than a megabyte.
    pub ratio: u64,
    /// Bytes of all members of one archive of returns, inflated.
    pub archive_bytes: u64,
    /// Members of one archive, those of archives within it too.
    pub archive_members: usize,
    /// Archives within archives.
    pub archive_depth: u32,
    /// Cells of one file that are not empty.
    pub cells: usize,
    /// Sheets of a workbook, tables of a document.
    pub sheets: usize,
    /// Bytes of one cell's text; what is longer is cut, with a finding.
    pub text_bytes: usize,
    /// Bytes of all text of one file as it stands in cells: a shared string counts as often as it is used.
    pub all_text_bytes: usize,
    /// Elements within elements, tables within tables.
    pub depth: usize,
    /// Bytes of memory that a child process may use.
    pub child_memory: u64,
    /// Seconds that a child process may take for one file.
    pub child_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MB: u64 = 1 << 20;
        Self {
            file_bytes: 64 * MB,
            inflated_bytes: 128 * MB,
            ratio: 200,
            archive_bytes: 512 * MB,
            archive_members: 20_000,
            archive_depth: 3,
            cells: 1_000_000,
            sheets: 500,
            text_bytes: 200_000,
            all_text_bytes: 64 << 20,
            depth: 200,
            child_memory: 512 * MB,
            child_seconds: 20,
        }
    }
}
