//! Texts of plain letters, as nearly all are: what takes one pass over their bytes.
//! In: text. Out: the same in plain letters, or what stands in its words. Never takes a letter apart: what has no plain one goes
//! the long way.

use std::borrow::Cow;

use super::{Folded, fold_char};

/// The text with its curly quotes, long dashes, hard spaces and the like as the plain signs that they fold to; none where it
/// has letters that are no plain ones.
pub(super) fn in_plain_letters(text: &str) -> Option<Cow<'_, str>> {
    if text.is_ascii() {
        return Some(Cow::Borrowed(text));
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (before, behind) = rest.split_at_checked(at)?;
        plain.push_str(before);
        let sign = behind.chars().next()?;
        match fold_char(sign) {
            Folded::Dropped => {}
            Folded::Space => plain.push(' '),
            Folded::Char(folded) if folded.is_ascii() => plain.push(folded),
            Folded::Char(_) | Folded::Odd => return None,
        }
        rest = behind.get(sign.len_utf8()..)?;
    }
    plain.push_str(rest);
    Some(Cow::Owned(plain))
}

/// For each plain byte what of it stands in words: the small letter or figure, a blank for what parts words, 0 for what
/// vanishes.
const LETTERS: [u8; 256] = {
    let mut letters = [b' '; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        letters[byte as usize] = match byte {
            b'\'' | b'`' | b'\0' => 0,
            _ if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
            _ => b' ',
        };
        byte += 1;
    }
    letters
};

/// The [`LETTERS`] of a plain text that are `kept`, asked with the one kept before, an ampersand as the word; in the room of a
/// string that is needed no more.
pub(super) fn gathered(text: &str, room: String, kept: impl Fn(u8, u8) -> bool) -> String {
    let spelt = if memchr::memchr(b'&', text.as_bytes()).is_some() {
        Cow::Owned(text.replace('&', " and "))
    } else {
        Cow::Borrowed(text)
    };
    let mut letters = room.into_bytes();
    letters.clear();
    letters.resize(spelt.len(), 0);
    let (mut n, mut before) = (0, b' ');
    for byte in spelt.bytes() {
        let letter = LETTERS[usize::from(byte)];
        // Written first and kept or not afterwards: no branch for each letter.
        if let Some(slot) = letters.get_mut(n) {
            *slot = letter;
        }
        let is_kept = kept(letter, before);
        n += usize::from(is_kept);
        before = if is_kept { letter } else { before };
    }
    letters.truncate(n);
    String::from_utf8(letters).unwrap_or_default()
}
