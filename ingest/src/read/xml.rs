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
