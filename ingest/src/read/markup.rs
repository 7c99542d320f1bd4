//! A quick pass over XML text: tags and the text between them, as they stand, copied nowhere.
//! In: a part's text. Out: pieces in their order. Never expands an entity of the file's own, and never goes on where tags
//! do not close in the order in which they open.

use std::borrow::Cow;

use quick_xml::escape::{resolve_xml_entity, unescape};

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// An element opens.
    Open(Tag<'t>),
    /// The innermost open element closes.
    Close,
    /// Text, its references as they are written.
    Text(&'t str),
    /// Text in which nothing is a reference.
    Literal(&'t str),
    /// Everything was read, and every element was closed.
    End,
}

/// What opens an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// Its name, with its prefix.
    pub(crate) name: &'t str,
    /// What stands behind the name.
    pub(crate) attributes: &'t str,
    /// Whether one of its attributes may declare a prefix.
    pub(crate) may_declare: bool,
}

/// Markup that is no well-formed XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken;

/// A pass over a text.
#[derive(Debug)]
pub(crate) struct Markup<'t> {
    rest: &'t str,
    open: Vec<&'t str>,
    /// An element without content has been handed out, and not yet its end.
    is_to_close: bool,
}

impl<'t> Markup<'t> {
    /// A pass from the beginning.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { rest: text, open: Vec::with_capacity(24), is_to_close: false }
    }

    /// The next piece. A document has thousands, nearly all of them plain tags and texts: those are told right here.
    #[expect(clippy::inline_always, reason = "handing out a piece costs more than finding it")]
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Result<Piece<'t>, Broken> {
        if std::mem::take(&mut self.is_to_close) {
            return Ok(Piece::Close);
        }
        loop {
            return match self.rest.as_bytes() {
                [b'<', b'/', ..] => self.close(),
                [b'<', b'!' | b'?', ..] => match self.aside()? {
                    Some(literal) => Ok(Piece::Literal(literal)),
                    None => continue,
                },
                [b'<', ..] => self.tag().map(Piece::Open),
                [] if self.open.is_empty() => Ok(Piece::End),
                [] => Err(Broken),
                bytes => {
                    let end = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
                    Ok(Piece::Text(self.take(end)))
                }
            };
        }
    }

    /// A comment, a declaration or an instruction is passed over; literal text is handed out.
    #[cold]
    fn aside(&mut self) -> Result<Option<&'t str>, Broken> {
        if self.rest.as_bytes().get(1) == Some(&b'?') {
            return self.take_until("?>").map(|_| None);
        }
        self.declared()
    }

    /// Takes what a reader tells whole at this place, elements with their ends: what it makes of it, and what is behind it.
    #[inline]
    pub(crate) fn take_over<T>(&mut self, tell: impl FnOnce(&'t str) -> Option<(T, &'t str)>) -> Option<T> {
        if self.is_to_close {
            return None;
        }
        let (told, rest) = tell(self.rest)?;
        self.rest = rest;
        Some(told)
    }

    /// Passes over the content of the element that was handed out last, its end included.
    pub(crate) fn pass_over(&mut self) -> Result<(), Broken> {
        if std::mem::take(&mut self.is_to_close) {
            return Ok(());
        }
        let depth = self.open.len();
        loop {
            match self.next()? {
                Piece::Close if self.open.len() < depth => return Ok(()),
                Piece::End => return Err(Broken),
                _ => {}
            }
        }
    }

    /// Takes as many bytes, which end between letters.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn take_until(&mut self, end: &str) -> Result<&'t str, Broken> {
        let at = memchr::memmem::find(self.rest.as_bytes(), end.as_bytes()).ok_or(Broken)?;
        Ok(self.take(at + end.len()))
    }

    #[expect(clippy::inline_always, reason = "a part of `next`")]
    #[inline(always)]
    fn close(&mut self) -> Result<Piece<'t>, Broken> {
        let open = self.open.pop().ok_or(Broken)?;
        let behind = self.rest.get(2..).and_then(|inner| behind_short(inner, open)).ok_or(Broken)?;
        let plain = behind.strip_prefix('>');
        // Hardly any closing tag has a blank in it.
        let blank = || behind.trim_start_matches([' ', '\t', '\r', '\n']).strip_prefix('>');
        self.rest = plain.or_else(blank).ok_or(Broken)?;
        Ok(Piece::Close)
    }

    #[expect(clippy::inline_always, reason = "a part of `next`")]
    #[inline(always)]
    fn tag(&mut self) -> Result<Tag<'t>, Broken> {
        let inner = self.rest.get(1..).ok_or(Broken)?;
        // Most tags are a short name and nothing else.
        let name_end = inner.bytes().position(|byte| ENDS_NAME[usize::from(byte)]).ok_or(Broken)?;
        if name_end > 0
            && let Some((name, behind)) = inner.split_at_checked(name_end)
        {
            let plain = behind.strip_prefix('>').map(|rest| (rest, ""));
            // So does Word write whatever begins or ends in a blank.
            let spaced = || behind.strip_prefix(SPACED)?.strip_prefix('>').map(|rest| (rest, SPACED));
            if let Some((rest, attributes)) = plain.or_else(spaced) {
                self.rest = rest;
                self.open.push(name);
                return Ok(Tag { name, attributes, may_declare: false });
            }
        }
        self.tag_with_more(inner, name_end)
    }

    /// A tag with more than a name, or none; neither blanks nor quotation marks stand before `name_end`.
    fn tag_with_more(&mut self, inner: &'t str, name_end: usize) -> Result<Tag<'t>, Broken> {
        let (name, behind) = inner.split_at_checked(name_end).ok_or(Broken)?;
        if let Some(rest) = behind.strip_prefix("/>").filter(|_| !name.is_empty()) {
            self.rest = rest;
            self.is_to_close = true;
            return Ok(Tag { name, attributes: "", may_declare: false });
        }
        let (length, may_declare) = attributes_end(behind.as_bytes()).ok_or(Broken)?;
        let (inside, rest) = behind.split_at_checked(length).ok_or(Broken)?;
        self.rest = rest.get(1..).ok_or(Broken)?;
        let bare = inside.strip_suffix('/');
        let attributes = bare.unwrap_or(inside);
        let tag = if attributes.starts_with(|first: char| first.is_ascii_whitespace()) {
            Tag { name, attributes, may_declare }
        } else {
            // An odd name goes on to the first blank.
            let whole = inner.get(..name_end + attributes.len()).ok_or(Broken)?;
            let blank = whole.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(whole.len());
            let (name, attributes) = whole.split_at_checked(blank).ok_or(Broken)?;
            Tag { name, attributes, may_declare: true }
        };
        if tag.name.is_empty() {
            return Err(Broken);
        }
        if bare.is_some() {
            self.is_to_close = true;
        } else {
            self.open.push(tag.name);
        }
        Ok(tag)
    }

    /// A comment or a declaration of the document's type is passed over; literal text is handed out.
    fn declared(&mut self) -> Result<Option<&'t str>, Broken> {
        if self.rest.starts_with("<!--") {
            self.take_until("-->")?;
            return Ok(None);
        }
        if self.rest.starts_with("<![CDATA[") {
            let literal = self.take_until("]]>")?;
            return Ok(literal.get(9..literal.len() - 3));
        }
        let mut depth = 0_usize;
        let mut quoted_by = None;
        for (at, byte) in self.rest.bytes().enumerate() {
            match byte {
                b'"' | b'\'' if quoted_by.is_none() => quoted_by = Some(byte),
                _ if quoted_by.is_some() => quoted_by = quoted_by.filter(|quote| *quote != byte),
                b'<' => depth += 1,
                b'>' if depth == 1 => {
                    self.take(at + 1);
                    return Ok(None);
                }
                b'>' => depth -= 1,
                _ => {}
            }
        }
        Err(Broken)
    }
}

/// The attributes that most tags with any have, as Word writes them.
pub(crate) const SPACED: &str = " xml:space=\"preserve\"";

/// What stands behind a text of a few letters: those at its two ends, which may overlap, are compared sooner than the library
/// is asked.
#[inline]
pub(super) fn behind_short<'t>(text: &'t str, short: &str) -> Option<&'t str> {
    let (begin, behind) = text.split_at_checked(short.len())?;
    let (one, other) = (begin.as_bytes(), short.as_bytes());
    let is_same = match short.len() {
        2..=4 => have_same_ends::<2>(one, other),
        5..=8 => have_same_ends::<4>(one, other),
        _ => one == other,
    };
    is_same.then_some(behind)
}

/// Whether so many bytes are the same at both ends.
#[inline]
fn have_same_ends<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk() && one.last_chunk::<N>() == other.last_chunk()
}

/// Whether a byte ends the name of a tag.
const ENDS_NAME: [bool; 256] = {
    let mut ends = [false; 256];
    let bytes = b">/\"' \t\n\x0c\r";
    let mut at = 0;
    while at < bytes.len() {
        ends[bytes[at] as usize] = true;
        at += 1;
    }
    ends
};

/// Where a tag's attributes end: at the first `>` that no quotation marks hold; and whether one of them may declare a prefix.
fn attributes_end(attributes: &[u8]) -> Option<(usize, bool)> {
    let mut at = 0;
    let mut may_declare = false;
    loop {
        let rest = attributes.get(at..)?;
        // Right behind the last value, as a rule.
        let next = match rest {
            [b'>', ..] => 0,
            [b'/', b'>', ..] => 1,
            _ => memchr::memchr3(b'>', b'"', b'\'', rest)?,
        };
        let (before, from) = rest.split_at_checked(next)?;
        let (mark, behind) = from.split_first()?;
        if *mark == b'>' {
            return Some((at + next, may_declare));
        }
        let name_at = before.iter().position(u8::is_ascii_alphabetic).unwrap_or(0);
        may_declare |= before.get(name_at..).is_some_and(|name| name.starts_with(b"xmlns"));
        at += next + 1 + memchr::memchr(*mark, behind)? + 1;
    }
}

impl<'t> Tag<'t> {
    /// Its attributes, names with their prefixes, values as they are written.
    pub(crate) fn each(self) -> Attributes<'t> {
        Attributes { rest: self.attributes }
    }

    /// An attribute's value by its local name, unescaped.
    pub(crate) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        let value = self.each().find(|(key, _)| is_named(key, name))?.1;
        if memchr::memchr(b'&', value.as_bytes()).is_none() {
            return Some(value.into());
        }
        Some(unescape(value).map_or(value.into(), |value| value.into_owned().into()))
    }

    /// An attribute that says yes or no; none where it is absent. One that stands without a value says yes.
    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        self.attribute(name).map(|value| !matches!(value.as_ref(), "0" | "false" | "off" | "none"))
    }
}

/// Whether a name, without its prefix, is this one.
fn is_named(name: &str, local: &str) -> bool {
    let prefix = name.strip_suffix(local).map(str::as_bytes);
    prefix.is_some_and(|prefix| memchr::memchr(b':', prefix) == prefix.len().checked_sub(1))
}

/// The attributes of a tag, one after another.
#[derive(Clone, Debug)]
pub(crate) struct Attributes<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let equals = memchr::memchr(b'=', self.rest.as_bytes())?;
        let name = self.rest.get(..equals)?;
        let behind = self.rest.get(equals + 1..)?;
        // Hardly any has more blanks than the one before its name.
        let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        let bare = name.strip_prefix(' ').filter(|name| {
            let bytes = name.as_bytes();
            is_bare(bytes.first()) && is_bare(bytes.last())
        });
        let behind = if is_bare(behind.as_bytes().first()) { behind } else { behind.trim_start() };
        let quote = *behind.as_bytes().first().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let end = memchr::memchr(quote, behind.as_bytes().get(1..)?)?;
        self.rest = behind.get(end + 2..)?;
        Some((bare.unwrap_or_else(|| name.trim()), behind.get(1..=end)?))
    }
}

/// A text with its references resolved and its line ends as XML has them. One of the file's own stays as it is written;
/// an `&` that begins none is not well-formed.
pub(crate) fn resolved(text: &str) -> Result<Cow<'_, str>, Broken> {
    if memchr::memchr2(b'&', b'\r', text.as_bytes()).is_none() {
        return Ok(text.into());
    }
    let text = with_plain_ends(text);
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some((before, behind)) = rest.split_once('&') {
        let (name, more) = behind.split_once(';').ok_or(Broken)?;
        shown.push_str(before);
        match letter(name) {
            Some(letter) => shown.push(letter),
            None => match resolve_xml_entity(name) {
                Some(value) => shown.push_str(value),
                None => shown.extend(["&", name, ";"]),
            },
        }
        rest = more;
    }
    shown.push_str(rest);
    Ok(shown.into())
}

/// A text with its line ends as XML has them.
pub(crate) fn with_plain_ends(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text.into();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").into()
}

/// The letter that a reference gives the number of.
fn letter(reference: &str) -> Option<char> {
    let number = reference.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).filter(|letter| *letter != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Result<String, Broken> {
        let mut markup = Markup::new(text);
        let mut all = Vec::new();
        loop {
            all.push(match markup.next()? {
                Piece::Open(tag) => format!("<{}>", tag.name),
                Piece::Close => "</>".to_owned(),
                Piece::Text(text) => resolved(text)?.into_owned(),
                Piece::Literal(text) => format!("[{text}]"),
                Piece::End => return Ok(all.concat()),
            });
        }
    }

    #[test]
    fn pieces_come_in_their_order() {
        let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"c>\">]><a x='>\"' y=\"/>\"><!-- <b> --><b/>1 &lt; 2\
                    <c z=\"1\" />&#x41;&#66;&own;<![CDATA[<&]]></a >\n";
        assert_eq!(shown(text).as_deref(), Ok("<a><b></>1 < 2<c></>AB&own;[<&]</>\n"));
    }

    #[test]
    fn what_does_not_close_in_order_is_broken() {
        for text in [
            "<a>",
            "<a></b>",
            "<a><b></a></b>",
            "</a>",
            "<a",
            "<a b=\"></a>",
            "<a>&b</a>",
            "<>",
            "<!--",
            "<a/",
        ] {
            assert_eq!(shown(text), Err(Broken), "{text}");
        }
    }

    #[test]
    fn tags_say_whether_they_may_declare_a_prefix() {
        let may_declare = |text: &str| match Markup::new(text).next() {
            Ok(Piece::Open(tag)) => tag.may_declare,
            _ => unreachable!("a tag"),
        };
        for text in [
            "<a xmlns='u'>",
            "<a b='1'\n\u{a0}xmlns:c = \"u\" d='2'/>",
            "<a/b xmlns='u'>",
            "<a \"\" xmlns='u'>",
        ] {
            assert!(may_declare(text), "{text}");
        }
        for text in
            ["<a>", "<a/>", "<xmlns b='1'>", "<a b='xmlns' xml:space='preserve'>", "<a b:xmlns='u' />"]
        {
            assert!(!may_declare(text), "{text}");
        }
    }

    #[test]
    fn an_element_is_passed_over_with_all_that_it_holds() {
        let mut markup = Markup::new("<a><b><a><b/></a>x</b>y<c/>z</a>");
        let mut passed = Vec::new();
        loop {
            match markup.next() {
                Ok(Piece::Open(tag)) if tag.name != "a" => assert_eq!(markup.pass_over(), Ok(())),
                Ok(Piece::Text(text)) => passed.push(text),
                Ok(Piece::End) | Err(_) => break,
                Ok(_) => {}
            }
        }
        assert_eq!(passed, ["y", "z"]);
    }

    #[test]
    fn attributes_are_known_by_their_local_names() {
        let text = "<a w:val = 'R&amp;D'\n b=\"2>1\" c='off'/>";
        let Ok(Piece::Open(tag)) = Markup::new(text).next() else { unreachable!("a tag") };
        assert_eq!(tag.attribute("val").as_deref(), Some("R&D"));
        assert_eq!(tag.attribute("b").as_deref(), Some("2>1"));
        assert_eq!((tag.attribute("al"), tag.flag("c"), tag.flag("b")), (None, Some(false), Some(true)));
    }
}
