//! Check boxes and option buttons drawn over a sheet's cells, each with the cell it is drawn over.
//! In: a sheet's legacy drawing, its XML for the widths and heights. Out: controls by cell. Never takes a drop-down's or a
//! list's choice: they are counted, for a person to look at.
//!
//! Excel keeps the controls of all its versions in the sheet's legacy drawing (VML), with the cells that each reaches over.

use memchr::memmem;
use quick_xml::events::Event;

use super::tags::{attribute, cell_name, tag_at};
use crate::read::{
    drawn::{self, Along, Control, DrawnBox},
    limits::Limits,
    package::Relationship,
    xml,
    zip_parts::ZipParts,
};

/// Width of a column in characters and height of a row in points, where the sheet says nothing of it.
const CHARACTERS: f64 = 8.0;
const POINTS: f64 = 15.0;
/// More boxes than this no form has.
const MOST: usize = 2_000;

/// The controls of a sheet.
pub(crate) struct Controls {
    /// Check boxes and option buttons.
    pub(crate) read: Vec<Control>,
    /// The cells over which drop-down boxes and lists begin: their choices are not read.
    pub(crate) lists: Vec<(u32, u32)>,
    /// How many controls were not read.
    pub(crate) n_others: usize,
}

/// The controls of a sheet.
pub(crate) fn controls(
    parts: &mut ZipParts<'_>,
    relationships: &[Relationship],
    sheet: &[u8],
    limits: &Limits,
) -> Controls {
    let n_of = |kind: &str| relationships.iter().filter(|one| one.kind == kind).count();
    // Controls with code of their own (ActiveX) keep their state in a form of their own.
    let mut n_others = n_of("control");
    let sizes = Sizes { sheet };
    let (mut read, mut lists, mut n_shapes) = (Vec::new(), Vec::new(), 0);
    // A sheet may have one for the pictures of its header, too.
    for drawing in relationships.iter().filter(|one| one.kind == "vmlDrawing") {
        let bytes = parts.part(&drawing.target, limits).ok().flatten();
        let drawn = bytes.as_deref().and_then(|bytes| xml::text(&drawing.target, bytes).ok());
        let (shapes, is_whole) = drawn.map_or((Vec::new(), false), |drawn| shapes(&drawn));
        // Whatever was drawn, somebody has to look.
        n_others += usize::from(!is_whole);
        for shape in shapes {
            n_shapes += usize::from(!matches!(shape.kind.as_str(), "Note" | "Pict"));
            match shape.kind.as_str() {
                "Checkbox" | "Radio" if shape.is_seen && read.len() < MOST => match shape.control(&sizes) {
                    Some(control) => read.push(control),
                    None => n_others += 1,
                },
                "Checkbox" | "Radio" | "Drop" | "List" | "Spin" | "Scroll" | "Button" if shape.is_seen => {
                    n_others += 1;
                    if matches!(shape.kind.as_str(), "Drop" | "List") {
                        lists.extend(shape.begins());
                    }
                }
                _ => {}
            }
        }
    }
    let (read, n_unsure) = drawn::with_their_lists(&read);
    // Each of them has a list of its properties besides.
    let n_others = n_unsure + n_others + n_of("ctrlProp").saturating_sub(n_shapes);
    Controls { read, lists, n_others }
}

/// A shape of the legacy drawing, as far as it bears on controls.
#[derive(Debug, Default)]
struct Shape {
    kind: String,
    label: String,
    anchor: String,
    checked: String,
    link: String,
    is_seen: bool,
}

impl Shape {
    /// The cell over which it begins.
    fn begins(&self) -> Option<(u32, u32)> {
        let mut numbers = self.anchor.split(',').map(|number| number.trim().parse().ok());
        let [left, top] = [numbers.next()??, numbers.nth(1)??];
        Some((top, left))
    }

    fn control(&self, sizes: &Sizes<'_>) -> Option<Control> {
        let anchor: Vec<i64> =
            self.anchor.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
        let [left, left_by, top, top_by, right, _, bottom, bottom_by] = *anchor.as_slice() else {
            return None;
        };
        let is_ticked = match self.checked.trim() {
            "" | "0" => false,
            "1" => true,
            // Neither ticked nor not.
            _ => return None,
        };
        let end = |line: i64, by: i64| Some((u32::try_from(line).ok()?, f64::from(i32::try_from(by).ok()?)));
        let (begins, by) = end(left, left_by)?;
        let column =
            drawn::column_of((begins, Along::Pixels(by)), end(right, 0)?.0, |column| sizes.width(column));
        Some(Control {
            row: drawn::row_of(end(top, top_by)?, end(bottom, bottom_by)?, |row| sizes.height(row))?,
            column: column.unwrap_or(begins),
            is_sure: column.is_some(),
            left: left << 20 | left_by.max(0),
            drawn: DrawnBox::new(is_ticked, &self.label),
            linked: cell_name(self.link.trim().replace('$', "").as_bytes()),
        })
    }
}

/// The shapes of a legacy drawing that say what they are, and whether it could be read to its end.
fn shapes(drawn: &str) -> (Vec<Shape>, bool) {
    let mut reader = xml::reader(drawn);
    // It is written as a page of old would be, with tags left open.
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    let mut shape: Option<Shape> = None;
    let mut inside = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                let local = element.local_name();
                match local.as_ref() {
                    "shape" => {
                        let style = xml::attribute(&element, "style").unwrap_or_default();
                        let is_seen = !style.replace(' ', "").contains("visibility:hidden");
                        shape = Some(Shape { is_seen, ..Shape::default() });
                    }
                    "ClientData" => {
                        if let Some(shape) = &mut shape {
                            shape.kind =
                                xml::attribute(&element, "ObjectType").unwrap_or_default().into_owned();
                        }
                    }
                    // A tick without a value is one.
                    "Checked" => {
                        if let Some(shape) = &mut shape {
                            "1".clone_into(&mut shape.checked);
                        }
                    }
                    _ => {}
                }
                if local.as_ref() != "br" {
                    local.as_ref().clone_into(&mut inside);
                }
            }
            Ok(Event::Text(piece)) => {
                if let Some(shape) = &mut shape {
                    shape.say(&inside, &piece.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                let mut piece = String::new();
                xml::push_reference(&reference, &mut piece);
                if let Some(shape) = &mut shape {
                    shape.say(&inside, &piece);
                }
            }
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "br" => {}
                "shape" => {
                    found.extend(shape.take().filter(|shape| !shape.kind.is_empty()));
                    inside.clear();
                }
                _ => inside.clear(),
            },
            Ok(Event::Eof) => return (found, shape.is_none()),
            Err(_) => return (found, false),
            Ok(_) => {}
        }
    }
}

impl Shape {
    fn say(&mut self, inside: &str, piece: &str) {
        match inside {
            "Anchor" => self.anchor.push_str(piece),
            "Checked" if !piece.trim().is_empty() => piece.trim().clone_into(&mut self.checked),
            "FmlaLink" => self.link.push_str(piece),
            "font" | "div" => self.label.push_str(piece),
            _ => {}
        }
    }
}

/// The widths of a sheet's columns and the heights of its rows, looked up where they stand.
struct Sizes<'a> {
    sheet: &'a [u8],
}

impl Sizes<'_> {
    /// The width of a column, in pixels: of characters seven pixels wide, the room at the sides counted in where the file says
    /// it (ECMA-376 part 1, 18.3.1.13 and 18.3.1.81).
    fn width(&self, column: u32) -> f64 {
        let head = memmem::find(self.sheet, b"sheetData").and_then(|end| self.sheet.get(..end));
        let head = head.unwrap_or_default();
        let at = f64::from(column) + 1.0;
        let own = memmem::find_iter(head, b"<col ").filter_map(|found| tag_at(head, found)).find(|tag| {
            number(tag, b"min").is_some_and(|min| min <= at)
                && number(tag, b"max").is_some_and(|max| at <= max)
        });
        if own.is_some_and(is_hidden) {
            return 0.0;
        }
        let usual = |key: &[u8]| self.usual(key);
        own.and_then(|tag| number(tag, b"width")).or_else(|| usual(b"defaultColWidth")).map_or_else(
            || ((usual(b"baseColWidth").unwrap_or(CHARACTERS) * 7.0 + 5.0) / 8.0).ceil() * 8.0,
            |width| width * 7.0,
        )
    }

    /// The height of a row, in pixels.
    fn height(&self, row: u32) -> f64 {
        let begins = format!("<row r=\"{}\"", u64::from(row) + 1);
        let own = memmem::find(self.sheet, begins.as_bytes()).and_then(|found| tag_at(self.sheet, found));
        if own.is_some_and(is_hidden) {
            return 0.0;
        }
        let points = own.and_then(|tag| number(tag, b"ht")).or_else(|| self.usual(b"defaultRowHeight"));
        points.unwrap_or(POINTS) * 4.0 / 3.0
    }

    fn usual(&self, key: &[u8]) -> Option<f64> {
        number(tag_at(self.sheet, memmem::find(self.sheet, b"<sheetFormatPr ")?)?, key)
    }
}

fn number(tag: &[u8], key: &[u8]) -> Option<f64> {
    std::str::from_utf8(attribute(tag, key)?).ok()?.parse().ok()
}

fn is_hidden(tag: &[u8]) -> bool {
    matches!(attribute(tag, b"hidden"), Some(b"1" | b"true"))
}
