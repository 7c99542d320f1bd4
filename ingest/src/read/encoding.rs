//! From bytes to text: which encoding a text file is in.
//! In: bytes. Out: text, and whether some of its letters had to be guessed. Never drops a byte.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text file's text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub(crate) text: Cow<'b, str>,
    /// The encoding's name, where letters may be wrong: it had to be worked out, or bytes fit no encoding.
    pub(crate) doubtful: Option<&'static str>,
}

/// Decodes: by byte order mark, as UTF-16 where every other byte is zero, as UTF-8 where it is valid, else as
/// Windows-1252, or in a Mac's old code where letters within words leave no other choice. Where an adviser reads the bytes as another encoding, the text is doubtful.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(length..).unwrap_or_default());
    }
    if let Some(encoding) = wide(bytes) {
        return with(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.into(), doubtful: None };
    }
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes);
    }
    if is_old_mac(bytes) {
        let (text, _) = MACINTOSH.decode_without_bom_handling(bytes);
        return Decoded { text, doubtful: Some(MACINTOSH.name()) };
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let mut adviser = EncodingDetector::new(Iso2022JpDetection::Deny);
    adviser.feed(bytes, true);
    let advice = adviser.guess(None, Utf8Detection::Deny);
    // Codes that Windows-1252 leaves undefined come out as control letters.
    let has_controls = text.chars().any(|letter| ('\u{80}'..='\u{9f}').contains(&letter));
    let agrees = advice == WINDOWS_1252 && !has_controls;
    Decoded { text, doubtful: (!agrees).then(|| WINDOWS_1252.name()) }
}

fn with<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, doubtful: had_errors.then(|| encoding.name()) }
}

/// UTF-16 without a mark: text of European languages has zeros at every other place.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if sample.len() < 4 {
        return None;
    }
    // Most files hold no zero at all.
    memchr::memchr(0, sample)?;
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = sample.len() / 2 * 7 / 10;
    if odd > most && even * 10 <= odd {
        Some(UTF_16LE)
    } else if even > most && odd * 10 <= even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether letters within words, and apostrophes, are those of a Mac's old code and none of Windows'.
fn is_old_mac(bytes: &[u8]) -> bool {
    let within = bytes.windows(3).filter(|three| {
        let [before, letter, behind] = three else { return false };
        before.is_ascii_alphabetic() && *letter >= 0x80 && behind.is_ascii_lowercase()
    });
    let letters: Vec<u8> = within.filter_map(|three| three.get(1).copied()).collect();
    // An apostrophe, and a, e with their accents; Windows has none of these within a word.
    let is_mac = |letter: &u8| matches!(letter, 0xd5 | 0x87..=0x8a | 0x8d..=0x91);
    // An apostrophe, and all small letters with accents.
    let is_windows = |letter: &u8| matches!(letter, 0x92 | 0xdf..=0xff);
    letters.iter().any(is_mac) && !letters.iter().any(is_windows)
}

/// Whether the text is UTF-8 but for a few broken places: at least nine in ten of its non-ASCII runs are whole.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 9 * broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, is_big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn every_usual_encoding_comes_out_the_same() {
        let text = "School;Répondu\nSgoil Àird;Yes – “mostly”\n";
        let (cp1252, _, _) = WINDOWS_1252.encode(text);
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(&[0xef, 0xbb, 0xbf], text.as_bytes().to_vec()),
            utf16(text, false),
            utf16(text, true),
            marked(&[0xff, 0xfe], utf16(text, false)),
            marked(&[0xfe, 0xff], utf16(text, true)),
            cp1252.into_owned(),
        ] {
            assert_eq!(decode(&bytes), Decoded { text: text.into(), doubtful: None });
        }
    }

    #[test]
    fn letters_within_words_tell_a_macs_code() {
        let bytes = b"The school\xd5s policy \xd0 r\x8eunion\r";
        let decoded = decode(bytes);
        assert_eq!(
            (&*decoded.text, decoded.doubtful),
            ("The school\u{2019}s policy \u{2013} r\u{e9}union\r", Some("macintosh"))
        );
        assert_eq!(decode(b"The school\x92s policy").text, "The school\u{2019}s policy");
    }

    #[test]
    fn a_broken_letter_in_utf8_is_said() {
        let mut bytes = "café café café café café café café café café café ".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(decode(&bytes).doubtful, Some("UTF-8"));
    }
}
