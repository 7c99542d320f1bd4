//! Spreadsheets of `LibreOffice` and its kin, streamed: calamine would build every sheet densely, and loops where a
//! part is cut short.
//! In: a package's parts. Out: a grid a sheet. Never repeats an empty cell, never follows a link.

pub(crate) mod cell;
pub(crate) mod controls;
pub(crate) mod edges;
pub(crate) mod styles;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use self::{cell::OpenCell, controls::Boxes, styles::Styles};
use super::{
    book::Book,
    budget::Budget,
    cells::Filling,
    drawn::{self, DrawnBox},
    guard::guarded,
    limits::Limits,
    margin::{self, Margin},
    page_edges::{self, PageEdges},
    refusal::Refusal,
    xlsx::tags::cell_name,
    xml,
    zip_parts::ZipParts,
};
use crate::grid::{Addressing, Block, Cell, Grid, Letters, Look, Value};

/// What a spreadsheet can have at most.
const ROWS_MAX: u32 = 1_048_576;
const COLUMNS_MAX: u32 = 16_384;

/// A cell or row that is nothing but painted, and repeated more often than this, is background.
const PAINT_MAX: u32 = 64;

/// Elements whose content is no cell's.
const PASSED_OVER: [&str; 8] = [
    "annotation",
    "shapes",
    "tracked-changes",
    "forms",
    "scripts",
    "named-expressions",
    "frame",
    "master-styles",
];

/// What an element whose content is no cell's holds for a person.
#[derive(Clone, Copy)]
enum Beside {
    Note,
    Shapes,
    Forms,
}

impl Beside {
    fn of(name: &str) -> Option<Self> {
        match name {
            "annotation" => Some(Self::Note),
            "shapes" | "frame" => Some(Self::Shapes),
            "forms" => Some(Self::Forms),
            _ => None,
        }
    }
}

/// Reads a spreadsheet.
pub(crate) fn read(parts: &mut ZipParts<'_>, limits: &Limits) -> Result<Book, Refusal> {
    if let Some(manifest) = parts.part("META-INF/manifest.xml", limits)?
        && memchr::memmem::find(&manifest, b"encryption-data").is_some()
    {
        return Err(Refusal::encrypted());
    }
    let mut styles = Styles::default();
    let styles_part = parts.part("styles.xml", limits)?.unwrap_or_default();
    let styles_part = xml::text("styles.xml", &styles_part)?;
    styles.take_part(&styles_part)?;
    let missing = || Refusal::damaged("its part content.xml is missing");
    let content = parts.part("content.xml", limits)?.ok_or_else(missing)?;
    let content = xml::text("content.xml", &content)?;
    let properties = user_properties(parts, limits);
    guarded(|| {
        let edges = edges::edges(&styles_part, &content);
        let mut book = Walk::new(&content, styles, limits).run(&edges)?;
        book.properties = properties;
        Ok(book)
    })
}

struct Walk<'a> {
    content: &'a str,
    reader: Reader<&'a [u8]>,
    styles: Styles,
    limits: &'a Limits,
    budget: Budget,
    book: Book,
    sheet: Option<Sheet>,
}

/// A sheet while it is open.
#[derive(Default)]
struct Sheet {
    filling: Filling,
    row: u32,
    column: u32,
    /// How often the open row stands.
    row_repeats: u32,
    /// The open row's cells, at the row where it first stands.
    cells: Vec<Cell>,
    /// Where each run of columns ends, and its cells' style.
    columns: Vec<(u32, String)>,
    cell: Option<OpenCell>,
    /// Whether a rule may change how cells look.
    has_rules: bool,
    /// What stands beside the cells.
    margin: Margin,
    /// The boxes of the sheet's forms.
    boxes: Boxes,
}

impl<'a> Walk<'a> {
    fn new(content: &'a str, styles: Styles, limits: &'a Limits) -> Self {
        Self {
            content,
            reader: xml::reader(content),
            styles,
            limits,
            budget: Budget::new(limits),
            book: Book::default(),
            sheet: None,
        }
    }

    fn run(mut self, edges: &[PageEdges]) -> Result<Book, Refusal> {
        let broken = |_| Refusal::damaged("the spreadsheet's content is no well-formed XML");
        let mut depth = 0_usize;
        loop {
            match self.reader.read_event().map_err(broken)? {
                Event::Start(element) => {
                    let local = element.local_name();
                    let name = local.as_ref();
                    if PASSED_OVER.contains(&name) {
                        let what = Beside::of(name);
                        let end = element.to_end().into_owned();
                        let span = self.reader.read_to_end(end.name()).map_err(broken)?;
                        if let (Some(what), Ok(from), Ok(to)) =
                            (what, usize::try_from(span.start), usize::try_from(span.end))
                        {
                            self.beside(what, from, to);
                        }
                        continue;
                    }
                    depth += 1;
                    if depth > self.limits.depth {
                        let message = format!("its elements are nested more than {} deep", self.limits.depth);
                        return Err(Refusal::over_limit(message));
                    }
                    self.begin(name, &element)?;
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    self.end(element.local_name().as_ref())?;
                }
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let mut text = String::new();
                    xml::push_reference(&reference, &mut text);
                    self.text(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if depth > 0 {
            return Err(Refusal::damaged("the spreadsheet's content ends before its elements do"));
        }
        if let Some(edges) = page_edges::shared(edges) {
            edges.put_in(&mut self.book.grids, &mut self.budget)?;
        } else {
            let mut margin = Margin::default();
            for edges in edges {
                edges.tell(&mut margin);
            }
            if let Some(note) = margin.note() {
                self.book.note("", note);
            }
        }
        self.book.note_cut(self.budget.n_cut);
        Ok(self.book)
    }

    /// Keeps a note on a cell, a text box or the boxes of the sheet's forms.
    fn beside(&mut self, what: Beside, from: usize, to: usize) {
        let Some(sheet) = &mut self.sheet else { return };
        let content = self.content.get(from..to).unwrap_or_default();
        match what {
            Beside::Forms => controls::take(content, &mut sheet.boxes),
            Beside::Note => {
                let on = schemas::place::cell_name(sheet.row, sheet.column);
                sheet.margin.text(format!("note on {on}"), &margin::text_of(content));
            }
            Beside::Shapes => {
                sheet.margin.text("text box", &margin::text_of(content));
                // Which cells they stand over, only the page's layout would tell.
                sheet
                    .margin
                    .controls(memchr::memmem::find_iter(content.as_bytes(), b"<draw:control ").count());
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.sheet.as_mut().and_then(|sheet| sheet.cell.as_mut()) {
            cell.text(text);
        }
    }

    fn begin(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let Some(sheet) = &mut self.sheet else {
            if name == "table" {
                return self.begin_sheet(element);
            }
            self.styles.begin(element);
            return Ok(());
        };
        if let Some(cell) = &mut sheet.cell {
            if matches!(name, "image" | "line" | "ellipse" | "path" | "polyline") {
                let place = (sheet.row, sheet.column);
                sheet.margin.drawn_at(place);
                if name == "image" {
                    sheet.margin.picture(place.0);
                }
            }
            if name == "control" {
                let id = xml::attribute(element, "control").unwrap_or_default();
                let end = xml::attribute(element, "end-cell-address");
                let end = end.and_then(|end| cell_name(end.rsplit('.').next()?.as_bytes()));
                // One that reaches into another cell may stand there.
                let is_within = end.is_none_or(|(row, column)| {
                    (sheet.row..sheet.row + cell.spans.0.max(1)).contains(&row)
                        && (sheet.column..sheet.column + cell.spans.1.max(1)).contains(&column)
                });
                match sheet.boxes.get(&*id).filter(|_| is_within) {
                    Some(drawn) => cell.boxes.push(drawn.clone()),
                    None => sheet.margin.controls(1),
                }
            }
            cell.begin(name, element, &self.styles);
            return Ok(());
        }
        let repeats =
            |name| xml::attribute(element, name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(1);
        let is_hidden = || xml::attribute(element, "visibility").is_some_and(|value| value != "visible");
        match name {
            "table-column" => {
                let first = sheet.columns.last().map_or(0, |(end, _)| *end);
                let end = first.saturating_add(repeats("number-columns-repeated")).min(COLUMNS_MAX);
                let style =
                    xml::attribute(element, "default-cell-style-name").unwrap_or_default().into_owned();
                if is_hidden() {
                    sheet.filling.grid.hidden_columns.extend(first..end);
                }
                sheet.columns.push((end, style));
            }
            "conditional-format" => sheet.has_rules = true,
            "table-row" => {
                sheet.column = 0;
                sheet.cells.clear();
                sheet.row_repeats = repeats("number-rows-repeated").min(ROWS_MAX.saturating_sub(sheet.row));
                if is_hidden() {
                    let rows = sheet.row..sheet.row + sheet.row_repeats.min(10_000);
                    sheet.filling.grid.hidden_rows.extend(rows);
                }
            }
            "table-cell" | "covered-table-cell" => {
                let style = xml::attribute(element, "style-name").map(std::borrow::Cow::into_owned);
                let style = style.or_else(|| {
                    sheet.columns.iter().find(|(end, _)| sheet.column < *end).map(|(_, style)| style.clone())
                });
                let letters = style.as_ref().and_then(|style| self.styles.letters(style));
                let unshown = style.as_ref().and_then(|style| self.styles.unshown(style));
                let look = style.map_or_else(Look::default, |style| self.styles.look("table-cell", &style));
                let repeats =
                    repeats("number-columns-repeated").min(COLUMNS_MAX.saturating_sub(sheet.column));
                let mut cell = OpenCell::new(element, look, repeats);
                cell.letters = letters;
                cell.unshown = unshown;
                cell.is_covered = name == "covered-table-cell";
                let (rows, columns) = cell.spans;
                if rows > 1 || columns > 1 {
                    sheet.filling.grid.merges.push(Block {
                        top: sheet.row,
                        left: sheet.column,
                        bottom: sheet.row.saturating_add(rows.max(1) - 1).min(ROWS_MAX),
                        right: sheet.column.saturating_add(columns.max(1) - 1).min(COLUMNS_MAX),
                    });
                }
                sheet.cell = Some(cell);
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_sheet(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.book.grids.len() >= self.limits.sheets {
            return Err(Refusal::over_limit(format!(
                "the spreadsheet has more than {} sheets",
                self.limits.sheets
            )));
        }
        let style = xml::attribute(element, "style-name").unwrap_or_default();
        let grid = Grid {
            sheet: xml::attribute(element, "name").unwrap_or_default().into_owned(),
            addressing: Addressing::Workbook,
            is_hidden: self.styles.hides_table(&style),
            ..Grid::default()
        };
        self.sheet = Some(Sheet { filling: Filling::new(grid, false), ..Sheet::default() });
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        if let Some(cell) = &mut sheet.cell {
            if name != "table-cell" && name != "covered-table-cell" {
                cell.end(name);
                return Ok(());
            }
            if cell.is_inner_end() {
                return Ok(());
            }
        }
        match name {
            "table-cell" | "covered-table-cell" => sheet.end_cell(&mut self.budget)?,
            "table-row" => sheet.end_row(&mut self.budget)?,
            "table" => {
                let sheet = self.sheet.take().unwrap_or_default();
                let (mut grid, odd) = sheet.filling.finish();
                // A rule may colour what is behind them.
                if sheet.has_rules || self.styles.have_rules {
                    grid.letters.retain(|(.., letters)| *letters != Letters::Unseen);
                }
                grid.notes = sheet.margin.notes();
                grid.drawn_over = sheet.margin.drawn_over();
                if let Some(note) = sheet.margin.note() {
                    self.book.note(&grid.sheet, note);
                }
                if let Some(odd) = odd {
                    self.book.note(&grid.sheet, odd);
                }
                self.book.grids.push(grid);
            }
            _ => {}
        }
        Ok(())
    }
}

impl Sheet {
    fn end_cell(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        let repeats = cell.repeats;
        let boxes = std::mem::take(&mut cell.boxes);
        let worded = cell.worded().map(|shown| (self.row, self.column, shown.into()));
        self.filling.grid.worded.extend(worded);
        self.filling.grid.links.extend(cell.links((self.row, self.column)));
        if let Some(struck) = cell.take_back() {
            self.margin.struck((self.row, self.column), &struck);
        }
        let letters =
            cell.unshown.filter(|_| cell.shows_nothing()).or(cell.letters).filter(|_| self.row_repeats == 1);
        let (value, look) = cell.finish(budget)?;
        let value = self.with_boxes(value, &boxes.iter().collect::<Vec<_>>());
        let first = self.column;
        self.column = self.column.saturating_add(repeats);
        let is_paint = value == Value::Empty;
        if is_paint && (look.fill.is_none() || repeats > PAINT_MAX) {
            return Ok(());
        }
        for column in first..self.column {
            budget.cell()?;
            if let Value::Text(text) = &value
                && column > first
            {
                budget.text(text)?;
            }
            if let Some(letters) = letters.filter(|_| !is_paint) {
                self.filling.grid.letters.push((self.row, column, letters));
            }
            self.cells.push(Cell { row: self.row, column, value: value.clone(), look });
        }
        Ok(())
    }

    /// A cell's value with the boxes over it.
    fn with_boxes(&mut self, value: Value, boxes: &[&DrawnBox]) -> Value {
        if boxes.is_empty() {
            return value;
        }
        match &value {
            Value::Empty if drawn::can_be_told(boxes) => drawn::value(boxes, ""),
            Value::Text(own) if drawn::can_be_told(boxes) => drawn::value(boxes, own.trim()),
            _ => {
                self.margin.controls(boxes.len());
                value
            }
        }
    }

    fn end_row(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        let is_paint = self.cells.iter().all(|cell| cell.value == Value::Empty);
        let repeats = if is_paint && self.row_repeats > PAINT_MAX { 0 } else { self.row_repeats };
        if !self.cells.is_empty() {
            for row in self.row..self.row + repeats {
                for cell in &self.cells {
                    if let Value::Text(text) = &cell.value {
                        budget.text(text)?;
                    }
                    self.filling.push((row, cell.column), cell.value.clone(), cell.look, budget)?;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }
}

/// The properties that the form's maker gave the file; a broken list matters to nobody.
fn user_properties(parts: &mut ZipParts<'_>, limits: &Limits) -> Vec<(String, String)> {
    let Ok(Some(bytes)) = parts.part("meta.xml", limits) else { return Vec::new() };
    let Ok(text) = xml::text("meta.xml", &bytes) else { return Vec::new() };
    let mut reader = xml::reader(&text);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "user-defined" => {
                let name = xml::attribute(&element, "name").unwrap_or_default().into_owned();
                found.push((name, String::new()));
                is_open = true;
            }
            Ok(Event::End(_)) => is_open = false,
            Ok(Event::Text(piece)) if is_open => {
                if let Some((_, value)) = found.last_mut() {
                    value.push_str(&piece.xml10_content());
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}
