//! Check boxes and option buttons drawn over a sheet's cells, each with the cell it is drawn over.
//! In: a sheet's legacy drawing, its XML for the widths and heights. Out: controls by cell. Never takes a drop-down's or a
//! list's choice: they are counted, for a person to look at.
//!
//! Excel keeps the controls of all its versions in the sheet's legacy drawing (VML), with the cells that each reaches over.

use memchr::memmem;
use quick_xml::events::Event;

use super::{
    drawn::{self, Control, DrawnBox},
    limits::Limits,
    package::Relationship,
    xlsx_layout::{attribute, cell_name, tag_at},
    xml,
    zip_parts::ZipParts,
};
/// Where the middle of a control's own box stands, in pixels from its left edge.
const BOX_MIDDLE: f64 = 8.0;
/// Width of a column and height of a row that nobody set, in pixels.
const COLUMN: f64 = 64.0;
const ROW: f64 = 20.0;
/// More boxes than this no form has.
const MOST: usize = 2_000;

/// The controls of a sheet, and how many more there are that are not read.
pub(crate) fn controls(
    parts: &mut ZipParts<'_>,
    relationships: &[Relationship],
    sheet: &[u8],
    limits: &Limits,
) -> (Vec<Control>, usize) {
    let n_of = |kind: &str| relationships.iter().filter(|one| one.kind == kind).count();
    // Controls with code of their own (ActiveX) keep their state in a form of their own.
    let (n_new, n_active) = (n_of("ctrlProp"), n_of("control"));
    let (read, n_other) = drawn_controls(parts, relationships, sheet, n_new, limits);
    (read, n_other + n_active)
}

fn drawn_controls(
    parts: &mut ZipParts<'_>,
    relationships: &[Relationship],
    sheet: &[u8],
    n_new: usize,
    limits: &Limits,
) -> (Vec<Control>, usize) {
    let Some(drawing) = relationships.iter().find(|one| one.kind == "vmlDrawing") else {
        return (Vec::new(), n_new);
    };
    let bytes = parts.part(&drawing.target, limits).ok().flatten();
    let drawn = bytes.as_deref().and_then(|bytes| xml::text(&drawing.target, bytes).ok());
    // Whatever was drawn, somebody has to look.
    let Some(drawn) = drawn else { return (Vec::new(), n_new.max(1)) };
    let sizes = Sizes { sheet };
    let (mut read, mut n_other) = (Vec::new(), 0);
    let shapes = shapes(&drawn);
    // A drawing of notes and pictures alone.
    if shapes.iter().all(|shape| matches!(shape.kind.as_str(), "Note" | "Pict")) {
        return (Vec::new(), n_new);
    }
    for shape in shapes {
        match shape.kind.as_str() {
            "Checkbox" | "Radio" if shape.is_seen && read.len() < MOST => match shape.control(&sizes) {
                Some(control) => read.push(control),
                None => n_other += 1,
            },
            "Checkbox" | "Radio" | "Drop" | "List" | "Spin" | "Scroll" | "Button" if shape.is_seen => {
                n_other += 1;
            }
            _ => {}
        }
    }
    let (kept, n_alike) = drawn::told_apart(read);
    (kept, n_other + n_alike)
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
    fn control(&self, sizes: &Sizes<'_>) -> Option<Control> {
        let anchor: Vec<i64> =
            self.anchor.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
        let [left, left_by, top, top_by, _, _, bottom, bottom_by] = *anchor.as_slice() else { return None };
        let is_ticked = match self.checked.trim() {
            "" | "0" => false,
            "1" => true,
            // Neither ticked nor not.
            _ => return None,
        };
        let (left, top, bottom) =
            (u32::try_from(left).ok()?, u32::try_from(top).ok()?, u32::try_from(bottom).ok()?);
        let pixels = |by: i64| i32::try_from(by).ok().map(f64::from);
        let is_past = pixels(left_by)? + BOX_MIDDLE > sizes.width(left);
        Some(Control {
            row: drawn::row_of_middle((top, pixels(top_by)?), (bottom, pixels(bottom_by)?), |row| {
                sizes.height(row)
            })?,
            column: left.checked_add(u32::from(is_past))?,
            left: if is_past { 0 } else { left_by },
            drawn: DrawnBox::new(is_ticked, &self.label),
            linked: cell_name(self.link.trim().replace('$', "").as_bytes()),
        })
    }
}

/// The shapes of a legacy drawing that say what they are.
fn shapes(drawn: &str) -> Vec<Shape> {
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
                local.as_ref().clone_into(&mut inside);
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
            Ok(Event::End(element)) => {
                if element.local_name().as_ref() == "shape" {
                    found.extend(shape.take().filter(|shape| !shape.kind.is_empty()));
                }
                inside.clear();
            }
            Ok(Event::Eof) | Err(_) => return found,
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
    /// The width of a column, in pixels: characters of seven, and five at the sides (ECMA-376 part 1, 18.3.1.13).
    fn width(&self, column: u32) -> f64 {
        let head = memmem::find(self.sheet, b"sheetData").and_then(|end| self.sheet.get(..end));
        let head = head.unwrap_or_default();
        let number =
            |tag: &[u8], key: &[u8]| std::str::from_utf8(attribute(tag, key)?).ok()?.parse::<f64>().ok();
        let at = f64::from(column) + 1.0;
        memmem::find_iter(head, b"<col ")
            .filter_map(|found| tag_at(head, found))
            .find(|tag| {
                number(tag, b"min").is_some_and(|min| min <= at)
                    && number(tag, b"max").is_some_and(|max| at <= max)
            })
            .and_then(|tag| number(tag, b"width"))
            .map_or(COLUMN, |width| width * 7.0 + 5.0)
    }

    /// The height of a row, in pixels.
    fn height(&self, row: u32) -> f64 {
        let begins = format!("<row r=\"{}\"", u64::from(row) + 1);
        memmem::find(self.sheet, begins.as_bytes())
            .and_then(|found| attribute(tag_at(self.sheet, found)?, b"ht"))
            .and_then(|height| std::str::from_utf8(height).ok()?.parse::<f64>().ok())
            .map_or(ROW, |points| points * 4.0 / 3.0)
    }
}
