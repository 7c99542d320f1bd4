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

    /// The next piece.
    pub(crate) fn next(&mut self) -> Result<Piece<'t>, Broken> {
        if std::mem::take(&mut self.is_to_close) {
            return Ok(Piece::Close);
        }
        loop {
            let Some(next) = self.rest.as_bytes().first() else {
                return if self.open.is_empty() { Ok(Piece::End) } else { Err(Broken) };
            };
            if *next != b'<' {
                let end = memchr::memchr(b'<', self.rest.as_bytes()).unwrap_or(self.rest.len());
                return Ok(Piece::Text(self.take(end)));
            }
            match self.rest.as_bytes().get(1) {
                Some(b'/') => return self.close(),
                Some(b'!') => {
                    if let Some(literal) = self.declared()? {
                        return Ok(Piece::Literal(literal));
                    }
                }
                Some(b'?') => drop(self.take_until("?>")?),
                _ => return self.tag().map(Piece::Open),
            }
        }
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

    fn close(&mut self) -> Result<Piece<'t>, Broken> {
        let open = self.open.pop().ok_or(Broken)?;
        // Hardly any closing tag has a blank in it.
        let bytes = self.rest.as_bytes();
        let end = open.len() + 2;
        if bytes.get(end) == Some(&b'>') && bytes.get(2..end) == Some(open.as_bytes()) {
            self.rest = self.rest.get(end + 1..).ok_or(Broken)?;
            return Ok(Piece::Close);
        }
        let behind = self.rest.get(2..).and_then(|inner| inner.strip_prefix(open)).ok_or(Broken)?;
        let end = behind.trim_start_matches([' ', '\t', '\r', '\n']);
        self.rest = end.strip_prefix('>').ok_or(Broken)?;
        Ok(Piece::Close)
    }

    fn tag(&mut self) -> Result<Tag<'t>, Broken> {
        let inner = self.rest.get(1..).ok_or(Broken)?;
        // Most tags are a short name and nothing else.
        let ends_name = |byte: &u8| matches!(byte, b'>' | b'/' | b'"' | b'\'') || byte.is_ascii_whitespace();
        let plain = inner.bytes().position(|byte| ends_name(&byte)).filter(|at| *at > 0);
        if let Some((name, behind)) = plain.and_then(|at| inner.split_at_checked(at))
            && behind.as_bytes().first() == Some(&b'>')
        {
            self.rest = behind.get(1..).ok_or(Broken)?;
            self.open.push(name);
            return Ok(Tag { name, attributes: "" });
        }
        let end = tag_end(inner.as_bytes()).ok_or(Broken)?;
        let (tag, behind) = inner.split_at_checked(end).ok_or(Broken)?;
        self.rest = behind.get(1..).ok_or(Broken)?;
        let bare = tag.strip_suffix('/');
        let is_empty = bare.is_some();
        let tag = bare.unwrap_or(tag);
        let name_end = tag.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at_checked(name_end).ok_or(Broken)?;
        if name.is_empty() {
            return Err(Broken);
        }
        if is_empty {
            self.is_to_close = true;
        } else {
            self.open.push(name);
        }
        Ok(Tag { name, attributes })
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

/// Where a tag ends: at the first `>` that no quotation marks hold.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let first = memchr::memchr(b'>', tag)?;
    let mut at = 0;
    let mut end = first;
    while let Some(quote) = tag.get(at..end).and_then(|part| memchr::memchr2(b'"', b'\'', part)) {
        let from = at + quote;
        let closing = memchr::memchr(*tag.get(from)?, tag.get(from + 1..)?)?;
        at = from + 1 + closing + 1;
        if at > end {
            end = at + memchr::memchr(b'>', tag.get(at..)?)?;
        }
    }
    Some(end)
}

impl<'t> Tag<'t> {
    /// Its attributes, names with their prefixes, values as they are written.
    pub(crate) fn each(self) -> Attributes<'t> {
        Attributes { rest: self.attributes }
    }

    /// An attribute's value by its local name, unescaped.
    pub(crate) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        let value = self.each().find(|(key, _)| local(key) == name)?.1;
        if !value.contains('&') {
            return Some(value.into());
        }
        Some(unescape(value).map_or(value.into(), |value| value.into_owned().into()))
    }

    /// An attribute that says yes or no; none where it is absent. One that stands without a value says yes.
    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        self.attribute(name).map(|value| !matches!(value.as_ref(), "0" | "false" | "off" | "none"))
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// The attributes of a tag, one after another.
#[derive(Clone, Debug)]
pub(crate) struct Attributes<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, behind) = self.rest.split_once('=')?;
        let behind = behind.trim_start();
        let quote = *behind.as_bytes().first().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let (value, rest) = behind.get(1..)?.split_once(char::from(quote))?;
        self.rest = rest;
        Some((name.trim(), value))
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
