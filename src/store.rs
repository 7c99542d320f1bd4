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
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| DIGITS[usize::from(half)]).collect()
}
