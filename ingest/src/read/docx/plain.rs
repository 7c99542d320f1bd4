//! Cells that hold one run of plain text or nothing: nearly all that a form has, told by how Word writes them and taken
//! whole, since element by element they cost several times as much.
//! In: a part's text where a row's next cell may begin. Out: the cell's text, and what stands behind the cell. Never takes
//! one that holds anything more: that is the walk's.

use crate::read::markup::SPACED;

/// How many elements deep such a cell is.
pub(crate) const DEPTH: usize = 4;

/// What Word's elements begin with where a cell is looked for.
pub(crate) const PREFIX: &str = "w:";

/// A cell's text as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written<'p> {
    /// The text.
    pub(crate) text: &'p str,
    /// Whether it may hold references, or line ends that are not XML's own.
    pub(crate) is_coded: bool,
}

/// A cell's text, and what stands behind the cell.
pub(crate) fn plain_cell(part: &str) -> Option<(Written<'_>, &str)> {
    let inside = part.strip_prefix("<w:tc>")?;
    let inside = match inside.strip_prefix("<w:tcPr>") {
        Some(properties) => behind_width(properties)?,
        None => inside,
    };
    let (text, behind) = plain_paragraph(inside)?;
    Some((text, behind.strip_prefix("</w:tc>")?))
}

/// What stands behind a cell's properties, if its width is all that they say.
fn behind_width(properties: &str) -> Option<&str> {
    let (is_closed, behind) = tag(properties, "<w:tcW")?;
    behind.strip_prefix("</w:tcPr>").filter(|_| is_closed)
}

fn plain_paragraph(part: &str) -> Option<(Written<'_>, &str)> {
    const NONE: Written<'_> = Written { text: "", is_coded: false };
    let (is_closed, inside) = bare(part, "<w:p>").or_else(|| tag(part, "<w:p"))?;
    if is_closed {
        return Some((NONE, inside));
    }
    if let Some(behind) = inside.strip_prefix("</w:p>") {
        return Some((NONE, behind));
    }
    let (is_closed, inside) = bare(inside, "<w:r>").or_else(|| tag(inside, "<w:r"))?;
    let inside = inside.strip_prefix("<w:t").filter(|_| !is_closed)?;
    let inside = inside.strip_prefix(SPACED).unwrap_or(inside).strip_prefix('>')?;
    let first = memchr::memchr3(b'<', b'&', b'\r', inside.as_bytes())?;
    let is_coded = inside.as_bytes().get(first) != Some(&b'<');
    let end = if is_coded { first + memchr::memchr(b'<', inside.as_bytes().get(first..)?)? } else { first };
    let (text, behind) = inside.split_at_checked(end)?;
    Some((Written { text, is_coded }, behind.strip_prefix("</w:t></w:r></w:p>")?))
}

/// What stands behind a tag without attributes.
#[inline]
fn bare<'p>(part: &'p str, tag: &str) -> Option<(bool, &'p str)> {
    Some((false, part.strip_prefix(tag)?))
}

/// Whether a tag that begins so is closed at once, and what stands behind it; none where it is another tag, or its
/// attributes are more than names and values without a prefix of their own.
fn tag<'p>(part: &'p str, begin: &str) -> Option<(bool, &'p str)> {
    let behind = part.strip_prefix(begin)?;
    if let Some(inside) = behind.strip_prefix('>') {
        return Some((false, inside));
    }
    if let Some(inside) = behind.strip_prefix("/>") {
        return Some((true, inside));
    }
    let (attributes, inside) = behind.strip_prefix(' ')?.split_once('>')?;
    let bare = attributes.strip_suffix('/');
    let attributes = bare.unwrap_or(attributes);
    let n_marks = memchr::memchr_iter(b'"', attributes.as_bytes()).count();
    let is_odd = |byte: u8| matches!(byte, b'<' | b'\'');
    let is_plain = n_marks.is_multiple_of(2)
        && attributes.ends_with('"')
        && !attributes.bytes().any(is_odd)
        && !attributes.contains("xmlns");
    is_plain.then_some((bare.is_some(), inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_as_word_writes_them_are_taken_whole() {
        let taken = |text, is_coded| Some((Written { text, is_coded }, "<w:tc>"));
        for (cell, text, is_coded) in [
            ("<w:tc><w:p><w:r><w:t>Yes</w:t></w:r></w:p></w:tc><w:tc>", "Yes", false),
            (
                "<w:tc><w:p><w:r><w:t xml:space=\"preserve\"> a &amp; b</w:t></w:r></w:p></w:tc><w:tc>",
                " a &amp; b",
                true,
            ),
            ("<w:tc><w:p/></w:tc><w:tc>", "", false),
            ("<w:tc><w:p></w:p></w:tc><w:tc>", "", false),
            (
                "<w:tc><w:tcPr><w:tcW w:w=\"500\" w:type=\"dxa\"/></w:tcPr><w:p w14:paraId=\"1A\" w:rsidR=\"00\"><w:r \
                 w:rsidRPr=\"00\"><w:t>x</w:t></w:r></w:p></w:tc><w:tc>",
                "x",
                false,
            ),
        ] {
            assert_eq!(plain_cell(cell), taken(text, is_coded), "{cell}");
        }
    }

    #[test]
    fn cells_with_anything_more_are_left_to_the_walk() {
        let run = "<w:r><w:t>Yes</w:t></w:r>";
        for cell in [
            format!("<w:tc><w:p>{run}{run}</w:p></w:tc>"),
            format!("<w:tc><w:p>{run}</w:p><w:p>{run}</w:p></w:tc>"),
            format!("<w:tc><w:p><w:pPr/>{run}</w:p></w:tc>"),
            format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p>{run}</w:p></w:tc>"),
            format!("<w:tc><w:tcPr><w:tcW w:w=\"5\"/><w:vMerge/></w:tcPr><w:p>{run}</w:p></w:tc>"),
            format!("<w:tc><w:p xmlns:w=\"other\">{run}</w:p></w:tc>"),
            format!("<w:tc><w:p w:a='>'>{run}</w:p></w:tc>"),
            format!("<w:tc><w:p w:a=\">\">{run}</w:p></w:tc>"),
            format!("<w:tc><w:p w:a=\"<\">{run}</w:p></w:tc>"),
            "<w:tc><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Yes</w:t></w:r></w:p></w:tc>".to_owned(),
            "<w:tc><w:p><w:r><w:t>Yes<!-- --></w:t></w:r></w:p></w:tc>".to_owned(),
            "<w:tc><w:p><w:r/></w:p></w:tc>".to_owned(),
            "<w:tc><w:p><w:r><w:t>Yes</w:t></w:r></w:p>".to_owned(),
            "<w:tcx><w:p/></w:tc>".to_owned(),
        ] {
            assert_eq!(plain_cell(&cell), None, "{cell}");
        }
    }
}
