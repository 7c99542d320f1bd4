//! What a sheet's XML says beyond its cells' values: merged blocks, hidden rows and columns, formulas without a value.
//! In: a sheet's bytes. Out: a layout. Never parses the whole: it looks for the few words that matter, and only
//! round those.

use memchr::memmem;

use super::{
    links::{self, Over},
    tags::{attribute, cell_name, local_name, number, tag_at, tags_before},
};
use crate::{grid::Block, read::drawn::Control};

/// A sheet's layout.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Merged blocks.
    pub(crate) merges: Vec<Block>,
    /// Hidden rows, rising.
    pub(crate) hidden_rows: Vec<u32>,
    /// Hidden columns as first and last.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Cells with a formula and no stored value.
    pub(crate) without_value: Vec<(u32, u32)>,
    /// Boxes drawn over cells.
    pub(crate) controls: Vec<Control>,
    /// Links over cells.
    pub(crate) links: Vec<Over>,
    /// Whether cells may be coloured otherwise than by their styles: by rules, as a table.
    pub(crate) is_painted: bool,
}

/// Reads a sheet's layout. What is looked for is chosen so that it is rare in any sheet: signs that stand in every
/// tag would slow the search to the pace of a parser.
pub(crate) fn layout(xml: &[u8]) -> Layout {
    let mut layout = Layout::default();
    let body = memmem::find(xml, b"sheetData").unwrap_or(0);
    let tail = memmem::rfind(xml, b"sheetData").unwrap_or(0);
    for at in memmem::find_iter(xml.get(tail..).unwrap_or_default(), b"mergeCell ") {
        layout.merges.extend(tag_at(xml, tail + at).and_then(|tag| attribute(tag, b"ref")).and_then(block));
    }
    let behind = xml.get(tail..).unwrap_or_default();
    layout.is_painted = [b"conditionalFormatting".as_slice(), b"tablePart", b"<picture"]
        .iter()
        .any(|word| memmem::find(behind, word).is_some());
    for at in memmem::find_iter(xml, b"hidden") {
        hidden(xml, at, &mut layout);
    }
    for at in memmem::find_iter(xml.get(..body).unwrap_or_default(), b" width=\"0\"") {
        hidden(xml, at, &mut layout);
    }
    layout.hidden_rows.sort_unstable();
    layout.hidden_rows.dedup();
    for at in memchr::memchr_iter(b'f', xml) {
        let before = at.checked_sub(1).and_then(|before| xml.get(before));
        let is_tag =
            matches!(before, Some(b'<' | b':' | b'/')) && matches!(xml.get(at + 1), Some(b'>' | b' ' | b'/'));
        if is_tag {
            if before != Some(&b'/') {
                layout.links.extend(links::of_formula(xml, at));
            }
            layout.without_value.extend(without_value(xml, at));
        }
    }
    layout.without_value.sort_unstable();
    layout.without_value.dedup();
    layout
}

fn hidden(xml: &[u8], at: usize, layout: &mut Layout) {
    let Some(tag) = tag_at(xml, at) else { return };
    let is_hidden = match attribute(tag, b"hidden") {
        Some(value) => matches!(value, b"1" | b"true"),
        None => attribute(tag, b"width") == Some(b"0"),
    };
    let name = local_name(tag);
    if !is_hidden {
        return;
    }
    if name == b"row" {
        layout.hidden_rows.extend(attribute(tag, b"r").and_then(number).and_then(|row| row.checked_sub(1)));
    } else if name == b"col" {
        let of = |key| attribute(tag, key).and_then(number).and_then(|column| column.checked_sub(1));
        layout.hidden_columns.extend(of(b"min".as_slice()).zip(of(b"max".as_slice())));
    }
}

/// The cell whose formula ends at this place, if it has no stored value. One of type `str` holds the empty text.
fn without_value(xml: &[u8], at: usize) -> Option<(u32, u32)> {
    let end = at + memchr::memchr(b'>', xml.get(at..)?)?;
    let formula = tag_at(xml, at)?;
    let ends = formula.first() == Some(&b'/') || xml.get(end.checked_sub(1)?) == Some(&b'/');
    if !ends || local_name(formula.strip_prefix(b"/").unwrap_or(formula)) != b"f" {
        return None;
    }
    let rest = xml.get(end + 1..)?.trim_ascii_start();
    let next = rest.strip_prefix(b"<")?;
    let is_empty = if local_name(next) == b"v" {
        let value_end = memchr::memchr(b'>', next)?;
        next.get(value_end.checked_sub(1)?) == Some(&b'/') || next.get(value_end + 1..)?.starts_with(b"</")
    } else {
        local_name(next.strip_prefix(b"/")?) == b"c"
    };
    if !is_empty {
        return None;
    }
    let cell = tags_before(xml, at).take(4).find(|tag| local_name(tag) == b"c")?;
    if attribute(cell, b"t") == Some(b"str") {
        return None;
    }
    attribute(cell, b"r").and_then(cell_name)
}

fn block(reference: &[u8]) -> Option<Block> {
    let mut ends = reference.split(|byte| *byte == b':').map(cell_name);
    let (top, left) = ends.next()??;
    let (bottom, right) = ends.next()??;
    (top <= bottom && left <= right).then_some(Block { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_hidden_and_merged() {
        let xml = br#"<worksheet><cols><col min="2" max="3" width="9" hidden="1"/></cols><sheetData>
            <x:row r="4" hidden="true" ht="2"><c r="A4"/></x:row><row r="5" hidden="0"/></sheetData>
            <mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells></worksheet>"#;
        let layout = layout(xml);
        assert_eq!(layout.merges, [Block { top: 0, left: 0, bottom: 1, right: 2 }]);
        assert_eq!(layout.hidden_rows, [3]);
        assert_eq!(layout.hidden_columns, [(1, 2)]);
    }

    #[test]
    fn finds_formulas_without_a_value() {
        let xml =
            br#"<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><f>C1</f><v>2</v></c><c r="C1"><f>D1</f><v/></c>
            <c r="D1" t="str"><f>E1</f><v></v></c><c r="E1"><f>F1</f><v></v></c>
            <c r="F1"><f t="shared" si="0"/></c><c r="G1"><f t="shared" si="0"/><v>1</v></c></row>"#;
        assert_eq!(layout(xml).without_value, [(0, 0), (0, 2), (0, 4), (0, 5)]);
    }
}
