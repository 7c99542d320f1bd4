//! Tables <-> Parquet, and the swap of a year: the only place that knows Parquet.
//! In: checked tables, staged papers, a book's folder. Out: files, a year's data, the book swapped whole.
//! Never works out a figure.

pub mod atomic;
pub mod book;
pub mod carry;
mod evidence;
pub mod journal;
pub mod load;
pub mod lock;
pub mod swap;
pub mod writer;

/// The key under which each file carries the version of the contracts.
const VERSION_KEY: &str = "contract_version";

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
