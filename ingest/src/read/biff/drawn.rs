//! What is drawn over the cells of an old workbook (xls): notes, text boxes, check boxes and option buttons.
//! In: the workbook's stream, where a sheet begins. Out: texts for a person, and boxes with the cells they are drawn over.
//! Never reads a cell.
//!
//! Each drawn thing is a shape (MSODRAWING, with its anchor), an object (OBJ, which says what it is) and, where it has a
//! text, that (TXO, the letters in the record behind it): [MS-XLS] 2.4.181, 2.4.329; [MS-ODRAW] 2.2.

use std::collections::BTreeMap;

use crate::read::{
    drawn::{self, Along, Control, DrawnBox},
    margin::Margin,
    ole::u16_at,
};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;
const ROW: u16 = 0x0208;
const NOTE: u16 = 0x001c;
const OBJ: u16 = 0x005d;
const DRAWING: u16 = 0x00ec;
const TEXT: u16 = 0x01b6;

const DEFAULT_HEIGHT: u16 = 0x0225;
const DEFAULT_WIDTH: u16 = 0x0055;
const COLUMNS: u16 = 0x007d;

/// The share of a column, and of a row, that an anchor's whole number is.
const PARTS: [f64; 2] = [1024.0, 256.0];

/// What is drawn over a sheet.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    /// Texts for a person, and how many controls were not read.
    pub(crate) margin: Margin,
    /// Boxes by cell.
    pub(crate) controls: Vec<Control>,
}

/// A drawn thing.
#[derive(Debug, Default)]
struct Object {
    kind: u16,
    number: u16,
    checked: u16,
    /// Whether the program drew it itself, as the arrow of a filter.
    is_programs: bool,
    text: String,
    /// Left column and the share of it, top row and the share of it, then right and bottom alike.
    anchor: Option<[u16; 8]>,
}

/// What is drawn over the sheet that begins here.
pub(crate) fn drawn(stream: &[u8], at: usize) -> Drawn {
    let mut objects: Vec<Object> = Vec::new();
    let mut notes: BTreeMap<u16, (u32, u32)> = BTreeMap::new();
    let mut sizes = Sizes::default();
    let mut anchor = None;
    // How many letters of the last object's text are still to come.
    let mut n_letters = 0_usize;
    for (kind, data) in records(stream, at) {
        let word = |at| u16_at(data, at).unwrap_or_default();
        match kind {
            ROW => {
                let is_hidden = word(12) & 0x20 != 0;
                sizes.heights.insert(word(0), if is_hidden { 0 } else { word(6) & 0x7fff });
            }
            DEFAULT_HEIGHT => sizes.height = word(2),
            DEFAULT_WIDTH => sizes.characters = word(0),
            COLUMNS => {
                let is_hidden = word(8) & 1 != 0;
                sizes.widths.push((word(0), word(2), if is_hidden { 0 } else { word(4) }));
            }
            NOTE => {
                notes.insert(word(6), (word(0).into(), word(2).into()));
            }
            DRAWING => anchor = anchor_in(data).or(anchor),
            OBJ => objects.push(Object { anchor: anchor.take(), ..object(data) }),
            TEXT => n_letters = word(10).into(),
            CONTINUE if n_letters > 0 => {
                let text = letters(data, n_letters);
                n_letters = n_letters.saturating_sub(text.chars().count().max(1));
                if let Some(object) = objects.last_mut() {
                    object.text.push_str(&text);
                }
            }
            _ => {}
        }
        if !matches!(kind, TEXT | CONTINUE) {
            n_letters = 0;
        }
    }
    let mut found = Drawn::default();
    let mut controls = Vec::new();
    for object in objects {
        match object.kind {
            _ if object.is_programs => {}
            0x0b | 0x0c => match object.control(&sizes) {
                Some(control) => controls.push(control),
                None => found.margin.controls(1),
            },
            0x19 => {
                let on =
                    notes.get(&object.number).map(|(row, column)| schemas::place::cell_name(*row, *column));
                found.margin.text(
                    on.map_or_else(|| "note".to_owned(), |cell| format!("note on {cell}")),
                    &object.text,
                );
            }
            // What was chosen in them stands in no cell for sure.
            0x10 | 0x11 | 0x12 | 0x14 => found.margin.controls(1),
            0x08 => found.margin.picture(object.anchor.map_or(0, |[_, _, top, ..]| top.into())),
            // Labels, group boxes and buttons are the form's own.
            0x07 | 0x0e | 0x13 => {}
            _ => found.margin.text("text box", &object.text),
        }
    }
    let (controls, n_unsure) = drawn::with_their_lists(&controls);
    found.margin.controls(n_unsure);
    found.controls = controls;
    found
}

/// The widths of a sheet's columns and the heights of its rows, as far as it says.
struct Sizes {
    /// First column, last column, width in 256ths of a character.
    widths: Vec<(u16, u16, u16)>,
    characters: u16,
    /// In twentieths of a point.
    heights: BTreeMap<u16, u16>,
    height: u16,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { widths: Vec::new(), characters: 8, heights: BTreeMap::new(), height: 300 }
    }
}

impl Sizes {
    /// A column's width in pixels, of characters seven pixels wide.
    fn width(&self, column: u32) -> f64 {
        let own = self
            .widths
            .iter()
            .find(|(first, last, _)| (u32::from(*first)..=u32::from(*last)).contains(&column));
        own.map_or_else(
            || f64::from(self.characters) * 7.0 + 8.0,
            |(_, _, width)| f64::from(*width) * 7.0 / 256.0,
        )
    }

    /// A row's height in pixels.
    fn height(&self, row: u32) -> f64 {
        let own = u16::try_from(row).ok().and_then(|row| self.heights.get(&row)).copied();
        f64::from(own.unwrap_or(self.height)) / 15.0
    }
}

impl Object {
    fn control(&self, sizes: &Sizes) -> Option<Control> {
        let [left, left_by, top, top_by, right, _, bottom, bottom_by] = self.anchor?;
        let is_ticked = match self.checked {
            0 => false,
            1 => true,
            _ => return None,
        };
        let across = Along::Share(f64::from(left_by) / PARTS[0]);
        let down = |row: u16, by: u16| (row.into(), sizes.height(row.into()) * f64::from(by) / PARTS[1]);
        let column = drawn::column_of((left.into(), across), right.into(), |column| sizes.width(column));
        Some(Control {
            row: drawn::row_of(down(top, top_by), down(bottom, bottom_by), |row| sizes.height(row))?,
            column: column.unwrap_or_else(|| left.into()),
            is_sure: column.is_some(),
            left: i64::from(left) << 20 | i64::from(left_by),
            drawn: DrawnBox::new(is_ticked, &self.text),
            linked: None,
        })
    }
}

/// The anchor in a piece of a drawing: the last, for it is the object's that follows.
fn anchor_in(data: &[u8]) -> Option<[u16; 8]> {
    // The head of a client anchor of eighteen bytes; behind it a flag, then the anchor.
    let at = memchr::memmem::rfind(data, &[0x10, 0xf0, 0x12, 0, 0, 0])? + 8;
    let mut anchor = [0; 8];
    for (index, word) in anchor.iter_mut().enumerate() {
        *word = u16_at(data, at + 2 * index)?;
    }
    Some(anchor)
}

/// What an object is, and whether it is ticked.
fn object(data: &[u8]) -> Object {
    let mut object = Object::default();
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(data, at), u16_at(data, at + 2)) {
        match kind {
            0x15 => {
                object.kind = u16_at(data, at + 4).unwrap_or_default();
                object.number = u16_at(data, at + 6).unwrap_or_default();
                object.is_programs = u16_at(data, at + 8).is_some_and(|flags| flags & 0x0100 != 0);
            }
            0x12 => object.checked = u16_at(data, at + 4).unwrap_or_default(),
            // A list's own part does not say how long it is.
            0 | 0x13 => break,
            _ => {}
        }
        at += 4 + usize::from(length);
    }
    object
}

/// Letters as a text's record has them: a flag, then one or two bytes each.
pub(crate) fn letters(data: &[u8], most: usize) -> String {
    match data.split_first() {
        Some((flag, rest)) if flag & 1 == 0 => rest.iter().take(most).map(|byte| char::from(*byte)).collect(),
        Some((_, rest)) => {
            let units: Vec<u16> = rest.chunks_exact(2).take(most).filter_map(|two| u16_at(two, 0)).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::new(),
    }
}

/// The records of a sheet, those of inner parts (charts) left out; as far as they hold together.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut depth = 0_usize;
    std::iter::from_fn(move || {
        loop {
            let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)?);
            let data = stream.get(at + 4..at + 4 + usize::from(length))?;
            at += 4 + data.len();
            match kind {
                BOF => depth += 1,
                EOF => depth = depth.checked_sub(1).filter(|depth| *depth > 0)?,
                _ if depth == 1 => return Some((kind, data)),
                _ if depth == 0 => return None,
                _ => {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    fn words(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// A drawn thing: its anchor, what it is, its text.
    fn drawn_thing(kind: u16, number: u16, checked: u16, anchor: [u16; 8], text: &str) -> Vec<u8> {
        let mut shape = vec![0xa0, 0, 0x10, 0xf0, 0x12, 0, 0, 0];
        shape.extend(words(&[0]));
        shape.extend(words(&anchor));
        let mut object = words(&[0x15, 0x12, kind, number, 0x11]);
        object.extend([0; 12]);
        object.extend(words(&[0x12, 8, checked, 0, 0, 0, 0, 0]));
        let mut all = record(DRAWING, &shape);
        all.extend(record(OBJ, &object));
        if !text.is_empty() {
            let n = u16::try_from(text.encode_utf16().count()).unwrap();
            all.extend(record(TEXT, &words(&[0, 0, 0, 0, 0, n, 16, 0, 0])));
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            all.extend(record(CONTINUE, &[&[1], wide.as_slice()].concat()));
            all.extend(record(CONTINUE, &[0; 16]));
        }
        all
    }

    fn sheet(things: &[Vec<u8>]) -> Vec<u8> {
        [record(BOF, &words(&[0x0600, 0x10])), things.concat(), record(EOF, &[])].concat()
    }

    #[test]
    fn boxes_stand_in_the_cells_that_their_middles_are_over() {
        let high = record(ROW, &words(&[4, 0, 5, 1500, 0, 0, 0, 0]));
        let found = drawn(
            &sheet(&[
                high,
                drawn_thing(0x0b, 1, 1, [1, 200, 3, 10, 1, 900, 3, 240], "Check Box 7"),
                drawn_thing(0x0c, 2, 0, [1, 1000, 3, 10, 2, 900, 3, 240], "Partly"),
                // From the last fifth of a row of 75 points into the first third of the next.
                drawn_thing(0x0b, 3, 1, [1, 0, 4, 200, 1, 900, 5, 80], ""),
                // Neither ticked nor not.
                drawn_thing(0x0b, 4, 2, [1, 0, 6, 0, 1, 900, 6, 80], ""),
            ]),
            0,
        );
        let read: Vec<_> = found
            .controls
            .iter()
            .map(|one| ((one.row, one.column), one.drawn.is_ticked, one.drawn.label.as_str()))
            .collect();
        assert_eq!(read, [((3, 1), true, ""), ((3, 2), false, "Partly"), ((4, 1), true, "")]);
        assert!(found.margin.note().unwrap().message.contains("a check box or button"));
    }

    #[test]
    fn a_wide_columns_last_box_is_its_own_and_one_on_a_line_is_nobodys() {
        // Column B is 40 characters wide.
        let wide = record(COLUMNS, &words(&[1, 1, 40 * 256, 0, 0, 0]));
        let boxed = |anchor| drawn(&sheet(&[wide.clone(), drawn_thing(0x0b, 1, 1, anchor, "")]), 0);
        let own = boxed([1, 920, 3, 10, 2, 900, 3, 240]);
        assert_eq!(own.controls.iter().map(|one| (one.row, one.column)).collect::<Vec<_>>(), [(3, 1)]);
        for on_a_line in [[1, 995, 3, 10, 2, 900, 3, 240], [1, 0, 3, 128, 1, 900, 4, 128]] {
            let found = boxed(on_a_line);
            assert_eq!(found.controls, [], "{on_a_line:?}");
            assert!(found.margin.note().is_some());
        }
    }

    #[test]
    fn lists_and_pictures_are_told_of_and_a_filters_arrow_is_not() {
        let told = |thing: Vec<u8>| drawn(&sheet(&[thing]), 0).margin.note().is_some();
        let low = [1, 0, 9, 0, 1, 900, 12, 240];
        assert!(told(drawn_thing(0x14, 1, 0, low, "")) && told(drawn_thing(0x08, 1, 0, low, "")));
        let mut arrow = drawn_thing(0x14, 1, 0, low, "");
        let flags = arrow.windows(2).rposition(|two| two == [0x11, 0]).unwrap();
        arrow[flags + 1] = 1;
        assert!(!told(arrow));
    }

    #[test]
    fn notes_and_text_boxes_are_told_of_with_their_texts() {
        let long = "Naomh Brìde ".repeat(3);
        let found = drawn(
            &sheet(&[
                drawn_thing(0x19, 9, 0, [5, 0, 1, 0, 7, 0, 4, 0], "Only in key stage 2"),
                drawn_thing(0x06, 10, 0, [5, 0, 9, 0, 7, 0, 12, 0], &long),
                drawn_thing(0x07, 11, 0, [5, 0, 9, 0, 7, 0, 12, 0], "Print"),
                record(NOTE, &words(&[6, 2, 0, 9, 0])),
            ]),
            0,
        );
        let message = found.margin.note().unwrap().message;
        assert!(message.contains("note on C7 \"Only in key stage 2\""), "{message}");
        assert!(message.contains(long.trim()) && !message.contains("Print"), "{message}");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let _ = drawn(&sheet(&[record(DRAWING, &bytes), record(OBJ, &bytes), record(TEXT, &bytes), record(CONTINUE, &bytes)]), 0);
            let _ = drawn(&bytes, 0);
        }
    }
}
