//! What every reader of XML parts shares: text from bytes, a lenient reader, attributes by local name.
//! In: a part's bytes. Out: text and values. Never expands an entity of the file's own, never follows a reference.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::resolve_xml_entity,
    events::{BytesRef, BytesStart, attributes::Attribute},
};

use super::refusal::Refusal;

/// A part as text: UTF-8, or UTF-16 as some writers choose.
pub(crate) fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Refusal> {
    let wide = match bytes.get(..2) {
        Some([0xff, 0xfe] | [b'<', 0]) => Some(encoding_rs::UTF_16LE),
        Some([0xfe, 0xff] | [0, b'<']) => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    let broken = || Refusal::damaged(format!("its part {name} holds bytes that are no text"));
    if let Some(encoding) = wide {
        let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
        return if had_errors { Err(broken()) } else { Ok(text) };
    }
    let text = std::str::from_utf8(bytes).map_err(|_| broken())?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).into())
}

/// A part in UTF-8, with a declaration that says nothing else: the library reads no other encoding. Most parts are, and
/// stay as they are.
pub(crate) fn in_utf8(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    let is_wide = matches!(bytes.get(..2), Some([0xff, 0xfe] | [0xfe, 0xff] | [b'<', 0] | [0, b'<']));
    if is_wide {
        let text = text(name, &bytes)?;
        return Ok(without_declaration(&text).as_bytes().to_vec());
    }
    let head = bytes.get(..bytes.len().min(120)).unwrap_or_default();
    let declared = memchr::memmem::find(head, b"encoding=").and_then(|at| head.get(at + 10..));
    let label = declared.and_then(|rest| rest.split(|byte| matches!(byte, b'"' | b'\'')).next());
    match label.and_then(encoding_rs::Encoding::for_label) {
        // Two bytes a letter would show: such a label is another program's slip.
        Some(encoding) if encoding.is_ascii_compatible() && encoding != encoding_rs::UTF_8 => {
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            Ok(without_declaration(&text).as_bytes().to_vec())
        }
        _ => Ok(bytes),
    }
}

fn without_declaration(text: &str) -> &str {
    let declared = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    declared.map_or(text, |(_, rest)| rest)
}

/// A reader that takes parts as office programs write them.
pub(crate) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = true;
    config.check_comments = false;
    config.trim_text(false);
    reader
}

/// An attribute's value by its local name, unescaped.
pub(crate) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let found = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name)?;
    Some(value(found))
}

/// An attribute's value, unescaped; as it is written where that cannot be done.
pub(crate) fn value(attribute: Attribute<'_>) -> Cow<'_, str> {
    if !attribute.value.contains('&') {
        return attribute.value;
    }
    let value = quick_xml::escape::unescape(&attribute.value).map(Cow::into_owned);
    value.map_or(attribute.value, Cow::Owned)
}

/// What a reference stands for; an entity of the file's own stays as it is written.
pub(crate) fn push_reference(reference: &BytesRef<'_>, text: &mut String) {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        text.push(letter);
        return;
    }
    let name = reference.xml10_content();
    if let Some(value) = resolve_xml_entity(&name) {
        text.push_str(value);
    } else {
        text.push('&');
        text.push_str(&name);
        text.push(';');
    }
}
