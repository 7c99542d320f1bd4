//! What people type, in a form that can be compared.
//! In: text as it stands in a cell. Out: folded text. Never changes what a school is quoted with: the folded form
//! is for looking up alone.

mod plain;

use std::borrow::Cow;

use plain::{gathered, in_plain_letters};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What one character becomes when it is folded.
enum Folded {
    /// Nothing is left of it.
    Dropped,
    /// White space of any kind.
    Space,
    /// Itself or another.
    Char(char),
    /// Only decomposing it can tell.
    Odd,
}

#[expect(clippy::match_same_arms, reason = "a table: one kind of character a line")]
fn fold_char(c: char) -> Folded {
    match c {
        'a'..='z' | '0'..='9' | '!'..='/' | ':'..='@' | '['..='_' | '{'..='~' => Folded::Char(c),
        'A'..='Z' => Folded::Char(c.to_ascii_lowercase()),
        ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' => Folded::Space,
        '`'
        | '\u{b4}'
        | '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{2bc}'
        | '\u{2b9}'
        | '\u{ff07}' => Folded::Char('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{2036}' | '\u{ab}' | '\u{bb}' | '\u{ff02}' => {
            Folded::Char('"')
        }
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
            Folded::Char('-')
        }
        // Soft hyphen, zero-width and direction marks, variation selectors, and the NULs that old workbooks leave.
        '\0'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => Folded::Dropped,
        '\u{1}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Folded::Space,
        '\u{c0}'..='\u{ff}' => Folded::Char(lower(c)),
        _ if c.is_whitespace() => Folded::Space,
        _ => Folded::Odd,
    }
}

fn lower(c: char) -> char {
    let mut lowered = c.to_lowercase();
    match (lowered.next(), lowered.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// Folds text for comparing: small letters, one kind of hyphen and quote, ligatures and wide letters taken apart,
/// white space of any kind and length as one space, soft hyphens and zero-width characters dropped, full stops,
/// commas, colons and semicolons at the end dropped. Accents stay.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// As [`fold`], into a string that is emptied first, so that many texts need one allocation.
pub fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if let Some(plain) = in_plain_letters(text) {
        fold_bytes(&plain, folded);
    } else if !fold_plain(text.chars(), folded) {
        folded.clear();
        let kept = text.chars().filter_map(|c| match fold_char(c) {
            Folded::Dropped => None,
            Folded::Space => Some(' '),
            Folded::Char(folded) => Some(folded),
            Folded::Odd => Some(c),
        });
        fold_plain(kept.nfkc(), folded);
    }
    let kept = folded.trim_end_matches([' ', '.', ',', ';', ':']).len();
    folded.truncate(kept);
}

/// Folds a text of plain letters, in one pass over its bytes.
fn fold_bytes(text: &str, folded: &mut String) {
    if is_evenly_spaced(text) {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return;
    }
    let mut space_waits = false;
    for byte in text.bytes() {
        let byte = match byte {
            b'\0' => continue,
            1..=b' ' | 0x7f => {
                space_waits = !folded.is_empty();
                continue;
            }
            b'`' => b'\'',
            byte => byte.to_ascii_lowercase(),
        };
        if space_waits {
            folded.push(' ');
            space_waits = false;
        }
        folded.push(char::from(byte));
    }
}

/// Whether a plain text's words stand one blank apart and it has no sign but blanks that folding drops or changes, as
/// nearly all: such a text needs no more than small letters. Counted, which needs no branch for each letter.
fn is_evenly_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return true };
    let n_odd = bytes.iter().filter(|byte| matches!(byte, ..b' ' | b'`' | 0x7f)).count();
    let behind = bytes.get(1..).unwrap_or_default();
    let n_doubled = bytes.iter().zip(behind).filter(|two| *two == (&b' ', &b' ')).count();
    n_odd + n_doubled == 0 && *first != b' ' && *last != b' '
}

/// Whether all characters could be folded as they came; the second time over, odd ones stay as they are.
fn fold_plain(chars: impl Iterator<Item = char>, folded: &mut String) -> bool {
    let mut is_plain = true;
    let mut space_waits = false;
    for c in chars {
        let c = match fold_char(c) {
            Folded::Dropped => continue,
            Folded::Space => {
                space_waits = !folded.is_empty();
                continue;
            }
            Folded::Char(c) => c,
            Folded::Odd => {
                is_plain = false;
                lower(c)
            }
        };
        if space_waits {
            folded.push(' ');
            space_waits = false;
        }
        folded.push(c);
    }
    is_plain
}

/// Folds a name: as [`fold`], and accents dropped (`Bhàgh` and `Bhagh` are one).
pub fn fold_name(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() {
        return folded;
    }
    folded.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The letters and digits alone, folded, accents dropped, `&` as "and": two texts with the same key are the same
/// words but for case, spaces, hyphens, quotes and punctuation (`on-line`, `Online`, `on line`).
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    key_into(text, &mut key);
    key
}

/// As [`key`], into a string that is emptied first.
pub fn key_into(text: &str, key: &mut String) {
    key.clear();
    if let Some(plain) = in_plain_letters(text) {
        *key = gathered(&plain, std::mem::take(key), |letter, _| letter > b' ');
        return;
    }
    for c in fold_name(text).chars() {
        if c == '&' {
            key.push_str("and");
        } else if c.is_alphanumeric() {
            key.push(c);
        }
    }
}

/// The first bytes of a plain text's [`key`]; nothing behind those of a shorter one.
pub fn opening<const N: usize>(text: &str) -> [u8; N] {
    let mut opening = [0; N];
    let mut length = 0;
    let mut put = |letter: u8| {
        if let Some(slot) = opening.get_mut(length) {
            *slot = letter;
        }
        length += 1;
        length < N
    };
    for byte in text.bytes() {
        let is_open = match byte {
            b'a'..=b'z' | b'0'..=b'9' => put(byte),
            b'A'..=b'Z' => put(byte.to_ascii_lowercase()),
            b'&' => put(b'a') && put(b'n') && put(b'd'),
            _ => true,
        };
        if !is_open {
            break;
        }
    }
    opening
}

/// The words of a text, folded, accents dropped, separated by single spaces: punctuation and hyphens part words,
/// but for apostrophes, which vanish (`school's` becomes `schools`).
pub fn words(text: &str) -> String {
    if let Some(plain) = in_plain_letters(text) {
        let is_kept = |letter, before| letter > b' ' || letter == b' ' && before != b' ';
        let mut words = gathered(&plain, String::new(), is_kept);
        words.truncate(words.trim_end().len());
        return words;
    }
    let folded = fold_name(text);
    let mut words = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            '\'' => {}
            '&' => {
                if !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
                words.push_str("and ");
            }
            _ if c.is_alphanumeric() => words.push(c),
            _ => {
                if !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
            }
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Whether the [`words`] of a text begin with these letters: of most texts that do not, the first few tell.
pub fn words_begin(text: &str, beginning: &str) -> bool {
    let Some(plain) = in_plain_letters(text) else { return words(text).starts_with(beginning) };
    let mut wanted = beginning.bytes().peekable();
    each_of_words(&plain, |letter| wanted.next_if_eq(&letter).is_some());
    wanted.peek().is_none()
}

/// Hands on the letters of a text's words, in one pass over its bytes, as long as they are taken; says whether all were.
fn each_of_words(text: &str, mut take: impl FnMut(u8) -> bool) -> bool {
    let (mut is_first, mut space_waits) = (true, false);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if space_waits && !take(b' ') || !take(byte.to_ascii_lowercase()) {
                return false;
            }
            (is_first, space_waits) = (false, false);
            continue;
        }
        match byte {
            b'\'' | b'`' | b'\0' => {}
            b'&' => {
                let word: &[u8] = if is_first { b"and" } else { b" and" };
                if !word.iter().all(|byte| take(*byte)) {
                    return false;
                }
                (is_first, space_waits) = (false, true);
            }
            _ => space_waits = !is_first,
        }
    }
    true
}

/// The [`words`] of a text that has few: held without an allocation, for what is asked of every cell.
#[derive(Clone, Copy, Debug)]
pub struct Phrase {
    bytes: [u8; Self::MOST],
    length: usize,
}

impl Phrase {
    /// As many letters as it may have, blanks included.
    pub const MOST: usize = 64;

    /// A text's words; none where they are longer than this.
    pub fn of(text: &str) -> Option<Self> {
        let mut phrase = Self { bytes: [0; Self::MOST], length: 0 };
        let mut take = |byte: u8| match phrase.bytes.get_mut(phrase.length) {
            Some(free) => {
                *free = byte;
                phrase.length += 1;
                true
            }
            None => false,
        };
        let is_whole =
            if text.is_ascii() { each_of_words(text, take) } else { words(text).bytes().all(&mut take) };
        is_whole.then_some(phrase)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// The text without white space, zero-width characters and the like at either end; otherwise as it was.
#[inline]
pub fn trim(text: &str) -> &str {
    // Most texts begin and end with a plain letter or sign.
    if let [first, .., last] | [first @ last] = text.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return text;
    }
    trimmed(text)
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c| matches!(fold_char(c), Folded::Space | Folded::Dropped))
}

/// Whether nothing that can be seen stands there.
pub fn is_blank(text: &str) -> bool {
    trim(text).is_empty()
}

/// The text without the numbering in front of it: bullets, `1.`, `4.2`, `(a)`, `iv)`, `POL-04:`, `Q3 -`,
/// `Statement 12`. Where nothing but numbering stands there, it stays.
pub fn without_numbering(text: &str) -> &str {
    let mut rest = trim(text);
    // "• 1. (a)": more than three in a row are no numbering.
    for _ in 0..3 {
        let shorter = trim(without_one_number(rest));
        if shorter.len() == rest.len() || shorter.is_empty() {
            break;
        }
        rest = shorter;
    }
    rest
}

fn without_one_number(text: &str) -> &str {
    let Some(first) = text.chars().next() else { return text };
    if is_bullet(first) {
        return text.get(first.len_utf8()..).unwrap_or(text);
    }
    if let Some(close) = match first {
        '(' => Some(')'),
        '[' => Some(']'),
        _ => None,
    } {
        let end = text.char_indices().take(8).find(|(_, c)| *c == close).map(|(at, _)| at);
        return end
            .and_then(|at| Some((text.get(1..at)?, text.get(at + 1..)?)))
            .filter(|(inside, _)| is_number(trim(inside)))
            .map_or(text, |(_, rest)| rest);
    }
    if !first.is_ascii_alphanumeric() {
        return text;
    }
    let label = number_label(text);
    let Some(rest) = text.get(label..) else { return text };
    if label == 0 {
        return text;
    }
    let after = rest
        .trim_start_matches([' ', '\t', '\u{a0}', '.', ')', ']', ':', '-', '\u{2013}', '\u{2014}', '|', '/']);
    let has_end = after.len() < rest.len();
    // A letter or a Roman number counts only with its bracket or stop: "A policy", "I have".
    let is_plain_number =
        text.as_bytes().get(..label).is_some_and(|label| label.iter().any(u8::is_ascii_digit));
    // "e.g." is no numbering: the stop after a letter is followed by a space.
    let has_strong_end = rest.starts_with([')', ']', ':', '\t'])
        || rest.strip_prefix('.').is_some_and(|after| after.starts_with(char::is_whitespace));
    if (is_plain_number && has_end)
        || (has_strong_end && !after.starts_with(|c: char| c.is_ascii_punctuation()))
    {
        after
    } else {
        text
    }
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '\u{2022}'
            | '\u{25cf}'
            | '\u{25cb}'
            | '\u{25e6}'
            | '\u{25aa}'
            | '\u{25ab}'
            | '\u{25a0}'
            | '\u{25a1}'
            | '\u{2023}'
            | '\u{2043}'
            | '\u{b7}'
            | '\u{2013}'
            | '\u{2014}'
            | '-'
            | '*'
            | '\u{27a2}'
            | '\u{2192}'
            | '>'
            | '\u{f0b7}'
            | '\u{f0a7}'
            | '\u{f0d8}'
    )
}

/// `3`, `12`, `a`, `iv`: what stands in brackets before a point.
fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len())
        && (text.bytes().all(|b| b.is_ascii_digit())
            || (text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic()))
            || is_roman(text))
}

fn is_roman(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 5
        && text.bytes().all(|b| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x'))
}

/// How many bytes at the start are a number or label: `4.2.1`, `POL-04`, `Q3`, `Question 3`, `a`, `iv`; 0 for none.
fn number_label(text: &str) -> usize {
    let bytes = text.as_bytes();
    let count = |from: usize, is: fn(u8) -> bool| bytes.iter().skip(from).take_while(|b| is(**b)).count();
    let letters = count(0, |b| b.is_ascii_alphabetic());
    let number_from = |from: usize| {
        let mut end = from + count(from, |b| b.is_ascii_digit());
        if end == from || end - from > 4 {
            return 0;
        }
        while bytes.get(end) == Some(&b'.') {
            let more = count(end + 1, |b| b.is_ascii_digit());
            if more == 0 || more > 3 {
                break;
            }
            end += 1 + more;
        }
        // "12a)" is one label; "3rd" is a word.
        if bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
            if bytes.get(end + 1).is_none_or(u8::is_ascii_alphanumeric) {
                return 0;
            }
            end += 1;
        }
        end
    };
    if letters == 0 {
        return number_from(0);
    }
    let head = text.get(..letters).unwrap_or("");
    let gap = count(letters, |b| matches!(b, b' ' | b'-' | b'.' | b'_'));
    let is_label_word =
        ["q", "question", "statement", "item", "no", "ref", "point", "standard", "row", "number"]
            .iter()
            .any(|word| head.eq_ignore_ascii_case(word));
    let is_id = (2..=8).contains(&letters) && head.bytes().all(|b| b.is_ascii_uppercase());
    if (is_label_word || is_id) && gap <= 2 {
        let end = number_from(letters + gap);
        if end > 0 {
            return end;
        }
    }
    if is_number(head) { letters } else { 0 }
}

/// The text on one line, for showing: white space runs as one space, trimmed. Borrowed where nothing changes.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let trimmed = trim(text);
    let is_tidy = !trimmed.contains(['\n', '\r', '\t', '\0']) && !trimmed.contains("  ");
    if is_tidy {
        Cow::Borrowed(trimmed)
    } else {
        Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests;
