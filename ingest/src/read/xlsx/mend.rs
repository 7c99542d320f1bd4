//! Small mends to a workbook's parts before the library sees them: what would make it fail, ask for far too much
//! memory, or lose what a font says.
//! In: a part's bytes. Out: the bytes to hand on. Never changes what a person would see in a cell.

use std::{cell::RefCell, convert::Infallible, rc::Rc};

use memchr::memmem;

use super::tags::{attribute, local_name, tag_at};
use crate::{
    grid::Look,
    read::{
        again::{Parts, again},
        symbol,
    },
};

/// Set in the text of a rich string whose runs name fonts of their own, so that the cell's own font is not
/// taken for theirs. A noncharacter: no file can hold one as text.
pub(crate) const OWN_FONTS: char = '\u{fdd0}';

/// Set around what is bold or underlined in a rich string, and around what is struck through in it.
pub(crate) const SET_OFF: [char; 2] = ['\u{fdd1}', '\u{fdd2}'];
/// As [`SET_OFF`], for what is struck through.
pub(crate) const STRUCK: [char; 2] = ['\u{fdd3}', '\u{fdd4}'];
/// As [`SET_OFF`], for what has a colour of its own.
pub(crate) const COLOURED: [char; 2] = ['\u{fdd5}', '\u{fdd6}'];

/// What the library knows of error values; any other would lose the cell.
const KNOWN_ERRORS: [&[u8]; 7] = [b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"];

/// Mends a worksheet: its declared used range is not believed, and error values of newer Excels become text.
/// Returns whether texts in it carry [`OWN_FONTS`].
pub(crate) fn worksheet(xml: &mut Vec<u8>, cells_have_symbol_fonts: bool) -> bool {
    let head = xml.get(..xml.len().min(4096)).unwrap_or_default();
    // The element, and no word of a text.
    let is_element =
        |at: &usize| at.checked_sub(1).is_some_and(|before| matches!(head.get(before), Some(b'<' | b':')));
    let declared = memmem::find_iter(head, b"dimension").find(is_element);
    if let Some(last) = declared.and_then(|at| xml.get_mut(at + 8)) {
        *last = b'_';
    }
    // An error value begins with a number sign, which few sheets have at all.
    let searched = if memchr::memchr(b'#', xml).is_some() { xml.as_slice() } else { &[] };
    let errors: Vec<usize> =
        memmem::find_iter(searched, b" t=\"e\"").filter(|at| !is_known_error(xml, *at)).collect();
    if !errors.is_empty() {
        *xml = replaced(xml, &errors, b" t=\"e\"".len(), b" t=\"str\"");
    }
    let has_own_fonts = has_own_looks(xml, cells_have_symbol_fonts);
    if has_own_fonts {
        *xml = own_fonts(xml, b"is");
    }
    has_own_fonts
}

/// Whether runs of rich text have looks of their own that say something of what stands there.
fn has_own_looks(xml: &[u8], cells_have_symbol_fonts: bool) -> bool {
    let Some(first) = memmem::find(xml, b"rPr>") else { return false };
    let runs = xml.get(first..).unwrap_or_default();
    let sets_off = |tag: &[u8]| match local_name(tag) {
        b"b" | b"u" | b"strike" => !is_off(tag),
        b"color" => is_colour(tag),
        _ => false,
    };
    names_symbol_font(runs)
        || (cells_have_symbol_fonts && memmem::find(runs, b"rFont ").is_some())
        || memchr::memchr_iter(b'<', runs).any(|at| tag_at(runs, at).is_some_and(sets_off))
}

/// The bytes with what stands at these places replaced.
fn replaced(xml: &[u8], places: &[usize], length: usize, with: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(xml.len() + places.len() * with.len());
    let mut from = 0;
    for at in places {
        out.extend_from_slice(xml.get(from..*at).unwrap_or_default());
        out.extend_from_slice(with);
        from = at + length;
    }
    out.extend_from_slice(xml.get(from..).unwrap_or_default());
    out
}

fn is_known_error(xml: &[u8], at: usize) -> bool {
    let rest = xml.get(at..xml.len().min(at + 8192)).unwrap_or_default();
    let rest = memmem::find(rest, b"v>").and_then(|at| rest.get(at + 2..)).unwrap_or_default();
    let value = memchr::memchr(b'<', rest).and_then(|end| rest.get(..end)).unwrap_or_default();
    KNOWN_ERRORS.contains(&value)
}

/// Mends the shared strings: their declared count reserves memory, so it is believed only where it can be true.
/// Returns whether texts in it carry [`OWN_FONTS`].
pub(crate) fn shared_strings(xml: &mut Vec<u8>, cells_have_symbol_fonts: bool) -> bool {
    let most = xml.len() / 4;
    if let Some(at) = memmem::find(xml, b"uniqueCount=\"") {
        let from = at + b"uniqueCount=\"".len();
        let digits = xml.get_mut(from..).unwrap_or_default();
        let end = memchr::memchr(b'"', digits).unwrap_or(0);
        let digits = digits.get_mut(..end).unwrap_or_default();
        let count = std::str::from_utf8(digits).ok().and_then(|digits| digits.trim().parse::<usize>().ok());
        if count.is_none_or(|count| count > most) {
            digits.fill(b'0');
        }
    }
    let has_own_fonts = has_own_looks(xml, cells_have_symbol_fonts);
    if has_own_fonts {
        *xml = own_fonts(xml, b"si");
    }
    has_own_fonts
}

/// Whether a run of rich text names a font whose letters are pictures.
fn names_symbol_font(xml: &[u8]) -> bool {
    memmem::find_iter(xml, b"rFont ").any(|at| run_font(xml, at).is_some())
}

fn run_font(xml: &[u8], at: usize) -> Option<crate::grid::SymbolFont> {
    symbol::font(std::str::from_utf8(attribute(tag_at(xml, at)?, b"val")?).ok()?)
}

/// Whether styles name a font whose letters are pictures.
pub(crate) fn styles_name_symbol_font(styles: &[u8]) -> bool {
    [b"dings".as_slice(), b"\"Symbol\""].iter().any(|word| memmem::find(styles, word).is_some())
}

/// Rewrites rich strings: runs in a symbol font become the letters that look the same in any font, and a string
/// whose runs name fonts is marked.
fn own_fonts(xml: &[u8], container: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(xml.len() + 64);
    let mut font = None;
    let mut has_font = false;
    let mut is_marked = false;
    let mut around: Option<[char; 2]> = None;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', xml.get(at..).unwrap_or_default()).map(|found| at + found) {
        out.extend_from_slice(xml.get(at..open).unwrap_or_default());
        let Some(tag) = tag_at(xml, open) else { break };
        let after = open + tag.len() + 2;
        out.extend_from_slice(xml.get(open..after).unwrap_or_default());
        at = after;
        let name = local_name(tag);
        if name == container {
            (is_marked, has_font, font, around) = (false, false, None, None);
        } else if name == b"r" {
            (has_font, font, around) = (false, None, None);
        } else if matches!(name, b"b" | b"u" | b"strike") && !is_off(tag) {
            around = match around {
                Some(around) if around != COLOURED && name != b"strike" => Some(around),
                _ => Some(if name == b"strike" { STRUCK } else { SET_OFF }),
            };
        } else if name == b"color" && is_colour(tag) {
            around = around.or(Some(COLOURED));
        } else if name == b"rFont" {
            (has_font, font) = (true, run_font(xml, open + 1));
        } else if name == b"t" && !tag.ends_with(b"/") {
            let end =
                memchr::memchr(b'<', xml.get(at..).unwrap_or_default()).map_or(xml.len(), |found| at + found);
            let text = xml.get(at..end).unwrap_or_default();
            if has_font && !is_marked {
                is_marked = true;
                out.extend_from_slice(OWN_FONTS.encode_utf8(&mut [0; 4]).as_bytes());
            }
            let mark = |at: usize, out: &mut Vec<u8>| {
                let mark = around.and_then(|around| around.get(at).copied());
                out.extend(mark.map(|mark| mark.to_string().into_bytes()).unwrap_or_default());
            };
            mark(0, &mut out);
            match (font, std::str::from_utf8(text)) {
                (Some(font), Ok(text)) => {
                    let text = quick_xml::escape::unescape(text).unwrap_or(text.into());
                    let text: String = text.chars().map(|letter| symbol::shown(font, letter)).collect();
                    out.extend_from_slice(quick_xml::escape::escape(text).as_bytes());
                }
                _ => out.extend_from_slice(text),
            }
            mark(1, &mut out);
            at = end;
        }
    }
    out.extend_from_slice(xml.get(at..).unwrap_or_default());
    out
}

/// Whether a property of a run says that it does not hold.
fn is_off(tag: &[u8]) -> bool {
    attribute(tag, b"val").is_some_and(|value| matches!(value, b"0" | b"false" | b"none"))
}

/// Whether a run's colour is another than black.
fn is_colour(tag: &[u8]) -> bool {
    attribute(tag, b"rgb").is_some_and(|colour| !colour.ends_with(b"000000"))
}

/// What is struck through in a text with the marks set in it.
pub(crate) fn struck_words(text: &str) -> String {
    let parts = text.split(STRUCK[0]).skip(1).map(|part| part.split(STRUCK[1]).next().unwrap_or_default());
    parts.flat_map(str::chars).filter(|c| !is_mark(*c)).collect()
}

/// Whether a sign is none of the text's, but was set in it.
fn is_mark(c: char) -> bool {
    c == OWN_FONTS || [SET_OFF, STRUCK, COLOURED].iter().flatten().any(|mark| *mark == c)
}

/// A text without the marks set in it, with the only part that is set off from the rest; without what is struck through,
/// where something else stands.
pub(crate) fn unmarked(text: &str) -> (String, Option<(u16, u16)>) {
    let [struck, stands] = STRUCK;
    let mut standing = String::with_capacity(text.len());
    let mut is_struck = false;
    for c in text.chars() {
        match c {
            _ if c == struck => is_struck = true,
            _ if c == stands => is_struck = false,
            _ if is_struck || c == OWN_FONTS => {}
            _ => standing.push(c),
        }
    }
    if !standing.contains(char::is_alphanumeric) {
        return (text.chars().filter(|c| !is_mark(*c)).collect(), None);
    }
    let mut plain = String::with_capacity(standing.len());
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let (mut from, mut has_plain) = (None, false);
    let (mut is_coloured, mut has_colour, mut has_black) = (false, false, false);
    for c in standing.chars() {
        let at = plain.len();
        if c == SET_OFF[0] {
            // Runs that follow each other are one.
            from = match stretches.last() {
                Some((begin, end)) if plain.get(*end..at).is_some_and(|gap| gap.trim().is_empty()) => {
                    let begin = *begin;
                    stretches.pop();
                    Some(begin)
                }
                _ => Some(at),
            };
        } else if c == SET_OFF[1] {
            stretches.extend(
                from.take()
                    .filter(|from| plain.get(*from..).is_some_and(|part| !part.trim().is_empty()))
                    .map(|from| (from, at)),
            );
        } else if COLOURED.contains(&c) {
            is_coloured = c == COLOURED[0];
        } else {
            has_plain |= from.is_none() && c.is_alphanumeric();
            has_colour |= is_coloured && c.is_alphanumeric();
            has_black |= !is_coloured && c.is_alphanumeric();
            plain.push(c);
        }
    }
    let only = match stretches.as_slice() {
        [(from, to)] if has_plain => u16::try_from(*from).ok().zip(u16::try_from(*to).ok()),
        [_, _, ..] if has_plain => Some(Look::SEVERAL),
        [] if has_colour && has_black => Some(Look::SEVERAL),
        _ => None,
    };
    (plain, only)
}

/// Lists of styles that say nothing of a cell's value, font or fill: the library would read them all the same.
const IDLE_STYLES: [&str; 5] = ["borders", "cellStyleXfs", "cellStyles", "dxfs", "tableStyles"];

/// The styles without their idle lists. One that a prefix or a missing end makes odd is left for the library.
pub(crate) fn styles(xml: &[u8]) -> Rc<[u8]> {
    thread_local!(static STYLES: Parts<[u8]> = const { RefCell::new(Vec::new()) });
    let Ok(kept) = again(&STYLES, ("", xml), || Ok::<_, Infallible>(without_idle_styles(xml).into()));
    kept
}

fn without_idle_styles(xml: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(xml.len());
    let mut idle: Vec<(usize, usize)> = IDLE_STYLES.iter().filter_map(|name| list(xml, name)).collect();
    idle.sort_unstable();
    let mut at = 0;
    for (from, to) in idle {
        // One within another went with it.
        if from >= at {
            out.extend_from_slice(xml.get(at..from).unwrap_or_default());
            at = to;
        }
    }
    out.extend_from_slice(xml.get(at..).unwrap_or_default());
    out
}

/// Where a list begins and ends, its tags included; none where it holds nothing.
fn list(xml: &[u8], name: &str) -> Option<(usize, usize)> {
    let from = memmem::find_iter(xml, format!("<{name}").as_bytes())
        .find(|at| tag_at(xml, *at).is_some_and(|tag| local_name(tag) == name.as_bytes()))?;
    let end = format!("</{name}>");
    let length = tag_at(xml, from).filter(|tag| !tag.ends_with(b"/"))?.len();
    let inside = xml.get(from + length..)?;
    Some((from, from + length + memmem::find(inside, end.as_bytes())? + end.len()))
}

/// Mends the workbook's relationships: a sheet of old macros would make the library refuse the whole workbook.
pub(crate) fn workbook_relationships(xml: &[u8]) -> Vec<u8> {
    let mut out = xml.to_vec();
    for word in [b"/xlIntlMacrosheet".as_slice(), b"/xlMacrosheet"] {
        let places: Vec<usize> = memmem::find_iter(&out, word).collect();
        if !places.is_empty() {
            out = replaced(&out, &places, word.len(), b"/dialogsheet");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_keep_what_says_how_a_cell_looks_or_reads() {
        let given = br#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d"/></numFmts><fonts><font><b/></font></fonts>
            <fills><fill/></fills><borders count="1"><border><left/></border></borders><cellStyleXfs><xf/></cellStyleXfs>
            <cellXfs><xf fontId="0"/></cellXfs><cellStyles><cellStyle name="Normal"/></cellStyles><dxfs count="0"/>
            <tableStyles count="0"/></styleSheet>"#;
        let kept = String::from_utf8(styles(given).to_vec()).unwrap();
        for (word, stays) in [
            ("numFmt ", true),
            ("<font>", true),
            ("<fill/>", true),
            ("<xf fontId", true),
            ("<dxfs count=\"0\"/>", true),
            ("</styleSheet>", true),
            ("border", false),
            ("cellStyle", false),
        ] {
            assert_eq!(kept.contains(word), stays, "{word}");
        }
    }

    #[test]
    fn a_declared_range_is_not_believed_and_a_text_stays_as_it_is() {
        let mut declared = b"<worksheet><dimension ref=\"A1:XFD9\"/><sheetData/></worksheet>".to_vec();
        worksheet(&mut declared, false);
        assert!(declared.starts_with(b"<worksheet><dimensio_ "));
        let text = b"<worksheet><sheetData><row><c><is><t>every dimension of it</t></is></c></row></sheetData></worksheet>";
        let mut given = text.to_vec();
        worksheet(&mut given, false);
        assert_eq!(given, text);
    }

    #[test]
    fn styles_that_are_cut_short_stay_as_they_are() {
        for odd in [
            "",
            "<borders",
            "<borders>",
            "</borders><borders>",
            "<bordersome></borders>",
            "<x:borders></x:borders>",
        ] {
            assert_eq!(&*styles(odd.as_bytes()), odd.as_bytes());
        }
    }
}
