//! Excel's XML of 2003, which some systems still export.
//! In: a file's text. Out: a grid a sheet. Never expands an entity of the file's own.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::{
    book::Book, budget::Budget, cells::Filling, docx::content, limits::Limits, links::link, margin::Margin,
    refusal::Refusal, symbol, xml,
};
use crate::grid::{Addressing, Block, Grid, Link, Look, Value};

/// Reads a workbook.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Book, Refusal> {
    let mut walk = Walk::new(limits);
    let mut reader = xml::reader(text);
    let broken = |_| Refusal::damaged("the workbook is no well-formed XML");
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(element) => {
                depth += 1;
                if depth > limits.depth {
                    let message =
                        format!("the workbook's elements are nested more than {} deep", limits.depth);
                    return Err(Refusal::over_limit(message));
                }
                walk.begin(&element, limits)?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                walk.end(element.local_name().as_ref())?;
            }
            Event::Text(piece) => walk.text(&piece.xml10_content()),
            Event::CData(piece) => walk.text(&piece.xml10_content()),
            Event::GeneralRef(reference) => {
                let mut piece = String::new();
                xml::push_reference(&reference, &mut piece);
                walk.text(&piece);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 {
        return Err(Refusal::damaged("the workbook ends before its elements do"));
    }
    if walk.n_odd > 0 {
        let message = "what is no cell stands in rows of the workbook; cells may be lost";
        walk.book.note("", Refusal::damaged(message));
    }
    walk.book.note_cut(walk.budget.n_cut);
    Ok(walk.book)
}

struct Walk {
    budget: Budget,
    book: Book,
    styles: BTreeMap<String, Look>,
    style: Option<(String, Look)>,
    sheet: Option<Filling>,
    row: u32,
    column: u32,
    /// How many columns the open cell covers beyond its own.
    across: u32,
    look: Look,
    kind: String,
    /// The note on the open cell, while it is open.
    note: Option<String>,
    /// What stands beside the cells of the open sheet.
    margin: Margin,
    /// Where the open cell leads.
    address: Option<String>,
    data: String,
    is_data: bool,
    is_in_row: bool,
    is_in_cell: bool,
    /// What stands in a row and is no cell.
    n_odd: usize,
}

impl Walk {
    fn new(limits: &Limits) -> Self {
        Self {
            budget: Budget::new(limits),
            book: Book::default(),
            styles: BTreeMap::new(),
            style: None,
            sheet: None,
            row: 0,
            column: 0,
            across: 0,
            look: Look::default(),
            kind: String::new(),
            note: None,
            margin: Margin::default(),
            address: None,
            data: String::new(),
            is_data: false,
            is_in_row: false,
            is_in_cell: false,
            n_odd: 0,
        }
    }

    fn text(&mut self, piece: &str) {
        if let Some(note) = &mut self.note {
            note.push_str(piece);
        } else if self.is_data {
            self.data.push_str(piece);
        } else if self.is_in_row && !self.is_in_cell && !piece.trim().is_empty() {
            self.n_odd += 1;
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>, limits: &Limits) -> Result<(), Refusal> {
        let get = |name| xml::attribute(element, name);
        let number = |name| get(name).and_then(|value| value.parse::<u32>().ok());
        let is_hidden = get("Hidden").as_deref() == Some("1");
        match element.local_name().as_ref() {
            "Style" => self.style = get("ID").map(|id| (id.into_owned(), Look::default())),
            "Font" if !self.is_data => {
                if let Some((_, look)) = &mut self.style {
                    look.symbol_font = get("FontName").and_then(|name| symbol::font(&name));
                    look.is_struck = get("StrikeThrough").as_deref() == Some("1");
                }
            }
            "Interior" => {
                if let Some((_, look)) = &mut self.style
                    && get("Pattern").as_deref() == Some("Solid")
                {
                    look.fill = get("Color").and_then(|colour| content::colour(&colour));
                }
            }
            "Worksheet" => {
                if self.book.grids.len() >= limits.sheets {
                    let message = format!("the workbook has more than {} sheets", limits.sheets);
                    return Err(Refusal::over_limit(message));
                }
                let sheet = get("Name").unwrap_or_default().into_owned();
                self.sheet = Some(Filling::new(
                    Grid { sheet, addressing: Addressing::Workbook, ..Grid::default() },
                    false,
                ));
                (self.row, self.column) = (0, 0);
            }
            "Column" => {
                let first = number("Index").and_then(|index| index.checked_sub(1)).unwrap_or(self.column);
                let last = first.saturating_add(number("Span").unwrap_or(0)).min(16_383);
                if let Some(sheet) = self.sheet.as_mut().filter(|_| is_hidden) {
                    sheet.grid.hidden_columns.extend(first..=last);
                }
                self.column = last.saturating_add(1);
            }
            "Row" => {
                self.row = number("Index").and_then(|index| index.checked_sub(1)).unwrap_or(self.row);
                if let Some(sheet) = self.sheet.as_mut().filter(|_| is_hidden) {
                    sheet.grid.hidden_rows.push(self.row);
                }
                self.column = 0;
                self.is_in_row = true;
            }
            "Cell" => {
                self.is_in_cell = true;
                self.column = number("Index").and_then(|index| index.checked_sub(1)).unwrap_or(self.column);
                self.look =
                    get("StyleID").and_then(|id| self.styles.get(id.as_ref())).copied().unwrap_or_default();
                self.across = number("MergeAcross").unwrap_or(0).min(16_383);
                let down = number("MergeDown").unwrap_or(0).min(1_048_575);
                if let Some(sheet) = self.sheet.as_mut().filter(|_| self.across > 0 || down > 0) {
                    sheet.grid.merges.push(Block {
                        top: self.row,
                        left: self.column,
                        bottom: self.row.saturating_add(down),
                        right: self.column.saturating_add(self.across),
                    });
                }
                (self.kind, self.data) = (String::new(), String::new());
                self.address = get("HRef").map(std::borrow::Cow::into_owned);
            }
            "Comment" if self.is_in_cell => self.note = Some(String::new()),
            "Data" if self.note.is_some() => {}
            "Data" => {
                self.kind = get("Type").unwrap_or_default().into_owned();
                self.is_data = true;
            }
            _ => self.n_odd += usize::from(self.is_in_row && !self.is_in_cell),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "Style" => self.styles.extend(self.style.take()),
            "Comment" => {
                if let Some(note) = self.note.take() {
                    let on = schemas::place::cell_name(self.row, self.column);
                    self.margin.text(format!("note on {on}"), &note);
                }
            }
            "Data" => self.is_data = false,
            "Cell" => {
                let value = self.value()?;
                if let Some(sheet) = &mut self.sheet {
                    let text = value.as_text().unwrap_or_default();
                    let link = self.address.take().and_then(|to| link((self.row, self.column), text, &to));
                    sheet.grid.links.extend(link.map(|link| Link { text: "".into(), ..link }));
                    sheet.push((self.row, self.column), value, self.look, &mut self.budget)?;
                }
                self.column = self.column.saturating_add(1).saturating_add(self.across);
                self.is_in_cell = false;
            }
            "Row" => {
                self.row = self.row.saturating_add(1);
                self.is_in_row = false;
            }
            "Worksheet" => {
                if let Some(sheet) = self.sheet.take() {
                    let (mut grid, odd) = sheet.finish();
                    if let Some(odd) = odd {
                        self.book.note(&grid.sheet, odd);
                    }
                    let margin = std::mem::take(&mut self.margin);
                    grid.notes = margin.notes();
                    if let Some(note) = margin.note() {
                        self.book.note(&grid.sheet, note);
                    }
                    self.book.grids.push(grid);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Value, Refusal> {
        let text = std::mem::take(&mut self.data);
        let plain = match self.kind.as_str() {
            "Number" => text.trim().parse().ok().map(Value::Number),
            "Boolean" => Some(Value::Flag(text.trim() == "1")),
            "DateTime" => text
                .get(..10)
                .and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok())
                .map(Value::Date),
            "Error" => Some(Value::Error(self.budget.text(&text)?.into())),
            _ => None,
        };
        match plain {
            Some(value) => Ok(value),
            None => super::cells::text_value(&text, &mut self.budget),
        }
    }
}
