//! Tags of a workbook's parts, found in their bytes.
//! In: a part's bytes, and a place in them. Out: tags, their attributes, the cells that they name. Never walks a part whole.

use memchr::memmem;

/// How far a tag may reach either side of a place in it; what is longer is no tag of an office program.
const REACH: usize = 4096;

/// The tag that a place lies in, without its brackets.
pub(crate) fn tag_at(xml: &[u8], at: usize) -> Option<&[u8]> {
    let from = at.saturating_sub(REACH);
    let start = from + memchr::memrchr(b'<', xml.get(from..at.checked_add(1)?)?)? + 1;
    let rest = xml.get(start..)?;
    let end = memchr::memchr(b'>', rest.get(..rest.len().min(2 * REACH))?)?;
    rest.get(..end)
}

/// The tags before a place, the nearest first.
pub(crate) fn tags_before(xml: &[u8], mut at: usize) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let from = at.saturating_sub(REACH);
        at = from + memchr::memrchr(b'<', xml.get(from..at)?)?;
        tag_at(xml, at)
    })
}

/// A tag's name without its prefix.
pub(crate) fn local_name(tag: &[u8]) -> &[u8] {
    let end = tag
        .iter()
        .position(|byte| matches!(byte, b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n'))
        .unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default();
    memchr::memchr(b':', name).and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// An attribute's value in a tag, as written between double quotes.
pub(crate) fn attribute<'a>(tag: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    memmem::find_iter(tag, key).find_map(|at| {
        let before = at.checked_sub(1).and_then(|before| tag.get(before))?;
        let value = tag.get(at + key.len()..)?.strip_prefix(b"=\"")?;
        let end = memchr::memchr(b'"', value)?;
        before.is_ascii_whitespace().then(|| value.get(..end)).flatten()
    })
}

/// Row and column of `B12`, from 0.
pub(crate) fn cell_name(name: &[u8]) -> Option<(u32, u32)> {
    let n_letters = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = name.split_at_checked(n_letters)?;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column =
        letters.iter().fold(0, |sum, byte| sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    Some((number(digits)?.checked_sub(1)?, column - 1))
}

pub(crate) fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}
