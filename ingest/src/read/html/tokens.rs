//! A page cut into tags and text, however it is written.
//! In: a page's text. Out: tokens. Never fails: what is no tag is text.

use std::borrow::Cow;

/// A piece of a page.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// Text between tags: entities resolved, runs of white space made one space.
    Text(String),
    /// A tag that opens an element, or stands alone.
    Open(Tag<'a>),
    /// A tag that closes one; its name in small letters.
    Close(String),
}

/// A tag.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    /// Its name in small letters.
    pub(crate) name: String,
    attributes: &'a str,
}

impl Tag<'_> {
    /// An attribute's value; empty where it has none of its own.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(rest.len());
            let (key, after) = rest.split_at_checked(end.max(1)).unwrap_or((rest, ""));
            let after = after.trim_start();
            let (value, next) = match after.strip_prefix('=').map(str::trim_start) {
                None => ("", after),
                Some(value) => match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        let value = value.get(1..).unwrap_or_default();
                        value.split_once(quote).unwrap_or((value, ""))
                    }
                    _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                },
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(Cow::Owned(resolve(value)));
            }
            rest = next;
        }
    }
}

/// Goes through a page.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// The tokens of a page.
    pub(crate) fn new(page: &'a str) -> Self {
        Self { rest: page }
    }

    /// Cuts off up to and with `end`, or all that is left.
    fn skip_past(&mut self, end: &str) {
        self.rest =
            find_small(self.rest, end).and_then(|at| self.rest.get(at + end.len()..)).unwrap_or_default();
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(after) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at_checked(end)?;
                self.rest = rest;
                return Some(Token::Text(one_space(&resolve(text))));
            };
            if after.starts_with("!--") {
                self.skip_past("-->");
                continue;
            }
            let is_tag = after.starts_with(|letter: char| {
                letter.is_ascii_alphabetic() || matches!(letter, '/' | '!' | '?')
            });
            if !is_tag {
                self.rest = after;
                return Some(Token::Text("<".into()));
            }
            let end = tag_end(after);
            let (tag, rest) = after.split_at_checked(end)?;
            self.rest = rest.get(1..).unwrap_or_default();
            if let Some(name) = tag.strip_prefix('/') {
                return Some(Token::Close(name.trim().to_ascii_lowercase()));
            }
            if tag.starts_with(['!', '?']) {
                continue;
            }
            let name_end =
                tag.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(tag.len());
            let (name, attributes) = tag.split_at_checked(name_end)?;
            let name = name.to_ascii_lowercase();
            match name.as_str() {
                "script" | "style" => {
                    self.skip_past(if name == "script" { "</script" } else { "</style" });
                    self.skip_past(">");
                }
                _ => return Some(Token::Open(Tag { name, attributes })),
            }
        }
    }
}

/// Where a tag ends: at the first `>` that no quotes hold.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        // A quote that is never closed does not swallow the page.
        if at > 10_000 {
            return tag.find('>').unwrap_or(tag.len());
        }
    }
    tag.find('>').unwrap_or(tag.len())
}

/// Where `wanted`, in small letters, stands in a text, letters' case aside.
pub(crate) fn find_small(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let first = *wanted.first()?;
    memchr::memchr_iter(first, text)
        .find(|at| text.get(*at..at + wanted.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(wanted)))
}

fn one_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_space = matches!(letter, ' ' | '\t' | '\r' | '\n');
        if !is_space {
            out.push(letter);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Text with its entities resolved; one that is not known stays as it is written.
fn resolve(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.as_bytes().iter().take(12).position(|byte| *byte == b';');
        match end.and_then(|end| entity(after.get(..end)?).zip(after.get(end + 1..))) {
            Some((letter, next)) => {
                out.push(letter);
                rest = next;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| *letter != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        "middot" => '·',
        "hellip" => '…',
        "pound" => '£',
        "euro" => '€',
        "check" => '✓',
        "cross" => '✗',
        "times" => '×',
        "radic" => '√',
        "agrave" => 'à',
        "aacute" => 'á',
        "egrave" => 'è',
        "eacute" => 'é',
        "igrave" => 'ì',
        "iacute" => 'í',
        "ograve" => 'ò',
        "oacute" => 'ó',
        "ugrave" => 'ù',
        "uacute" => 'ú',
        "ocirc" => 'ô',
        "ecirc" => 'ê',
        "ccedil" => 'ç',
        "shy" => '\u{ad}',
        _ => return None,
    })
}
