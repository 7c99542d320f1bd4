//! A walk through one part of a document, element by element.
//! In: the part's text. Out: its tables and its paragraphs outside tables. Never keeps the tree: a stack of open
//! elements, no deeper than the limit, is all it holds.

use quick_xml::events::{BytesStart, Event};

use super::{
    budget::Budget,
    docx_content::{self, Content, RunLook},
    docx_controls::{Control, Field, TickBox},
    docx_names::{Element, Prefixes, Vocabulary},
    docx_table::{OpenCell, OpenTable, Vertical},
    limits::Limits,
    refusal::Refusal,
    symbol, xml,
};
use crate::grid::{Cell, Grid, Value};

/// What a walk found, and where it stands.
#[derive(Debug)]
pub(crate) struct Walk<'b> {
    /// Tables, in the order in which they begin.
    pub(crate) tables: Vec<Grid>,
    /// Paragraphs outside tables, one a row, parted at tabs.
    pub(crate) text: Vec<Cell>,
    budget: &'b mut Budget,
    limits: &'b Limits,
    /// The open elements.
    open: Vec<Element>,
    /// Tables that are open, outermost first, with their place among `tables`.
    open_tables: Vec<(usize, OpenTable)>,
    paragraph: Content,
    row: u32,
    controls: Vec<Control>,
    fields: Vec<Field>,
    /// For each open choice between alternatives: whether one was taken.
    taken: Vec<bool>,
    run: RunLook,
    is_text: bool,
}

impl<'b> Walk<'b> {
    /// Walks through a part; tables count on from `n_before`.
    pub(crate) fn run(
        part: &str,
        budget: &'b mut Budget,
        limits: &'b Limits,
        n_before: usize,
    ) -> Result<Self, Refusal> {
        let mut walk = Self {
            tables: Vec::new(),
            text: Vec::new(),
            budget,
            limits,
            open: Vec::new(),
            open_tables: Vec::new(),
            paragraph: Content::default(),
            row: 0,
            controls: Vec::new(),
            fields: Vec::new(),
            taken: Vec::new(),
            run: RunLook::default(),
            is_text: false,
        };
        let mut reader = xml::reader(part);
        let mut prefixes = Prefixes::default();
        let broken = || Refusal::damaged("the document's text is no well-formed XML");
        // While an element is passed over: how deep within it we are.
        let mut passed = 0_usize;
        loop {
            match reader.read_event().map_err(|_| broken())? {
                Event::Start(_) if passed > 0 => passed += 1,
                Event::End(_) if passed > 0 => {
                    passed -= 1;
                    if passed == 0 {
                        prefixes.end(walk.open.len());
                    }
                }
                Event::Start(element) => {
                    if !prefixes.begin(walk.open.len(), &element) {
                        return Err(broken());
                    }
                    let (vocabulary, name) = prefixes.resolve(element.name());
                    if walk.begin(vocabulary, name, &element, n_before)? {
                        walk.open.push(Element::of(vocabulary, name));
                        if walk.open.len() > limits.depth {
                            return Err(Refusal::over_limit(format!(
                                "the document's elements are nested more than {} deep",
                                limits.depth
                            )));
                        }
                    } else {
                        passed = 1;
                    }
                }
                Event::End(_) => {
                    let element = walk.open.pop().unwrap_or(Element::Other);
                    walk.end(element)?;
                    prefixes.end(walk.open.len());
                }
                Event::Text(text) if walk.is_text && passed == 0 => walk.add(&text.xml10_content()),
                Event::CData(text) if walk.is_text && passed == 0 => walk.add(&text.xml10_content()),
                Event::GeneralRef(reference) if walk.is_text && passed == 0 => {
                    let mut text = String::new();
                    xml::push_reference(&reference, &mut text);
                    walk.add(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if !walk.open.is_empty() || passed > 0 {
            return Err(Refusal::damaged("the document's text ends before its elements do"));
        }
        Ok(walk)
    }

    fn parent(&self) -> Element {
        self.open.last().copied().unwrap_or(Element::Other)
    }

    fn is_in_run_properties(&self) -> bool {
        self.open.ends_with(&[Element::Run, Element::RunProperties])
    }

    /// Where text goes: the innermost open cell, else the paragraph.
    fn content(&mut self) -> &mut Content {
        match self.open_tables.last_mut().and_then(|(_, table)| table.cell.as_mut()) {
            Some(cell) => &mut cell.content,
            None => &mut self.paragraph,
        }
    }

    fn hides_text(&self) -> bool {
        self.controls.iter().any(Control::hides_text) || self.fields.iter().any(Field::hides_text)
    }

    fn add(&mut self, text: &str) {
        if !self.hides_text() {
            let look = self.run;
            self.content().text(text, look);
        }
    }

    /// Begins an element; says whether to go into it.
    fn begin(
        &mut self,
        vocabulary: Vocabulary,
        name: &str,
        element: &BytesStart<'_>,
        n_before: usize,
    ) -> Result<bool, Refusal> {
        match vocabulary {
            Vocabulary::Word => return self.begin_word(name, element, n_before),
            Vocabulary::Word2010 => {
                if let Some(control) = self.controls.last_mut() {
                    match name {
                        "checkbox" => control.tick_box = TickBox::Unsaid,
                        "checked" => {
                            control.tick_box = TickBox::Said(xml::flag(element, "val").unwrap_or(true));
                        }
                        _ => {}
                    }
                }
            }
            Vocabulary::Compatibility => match name {
                "AlternateContent" => self.taken.push(false),
                "Choice" | "Fallback" => {
                    if let Some(taken) = self.taken.last_mut()
                        && std::mem::replace(taken, true)
                    {
                        return Ok(false);
                    }
                }
                _ => {}
            },
            Vocabulary::Other => {}
        }
        Ok(true)
    }

    fn begin_word(&mut self, name: &str, element: &BytesStart<'_>, n_before: usize) -> Result<bool, Refusal> {
        let value = || xml::attribute(element, "val").unwrap_or_default();
        match name {
            "del" if self.parent() == Element::RowProperties => {
                if let Some((_, table)) = self.open_tables.last_mut() {
                    table.row_is_deleted = true;
                }
            }
            "del" | "moveFrom" => return Ok(false),
            "tbl" => {
                if self.tables.len() + self.limits.sheets.min(n_before) >= self.limits.sheets {
                    return Err(Refusal::over_limit(format!(
                        "the document has more than {} tables",
                        self.limits.sheets
                    )));
                }
                let table = OpenTable::new(n_before + self.tables.len() + 1);
                self.open_tables.push((self.tables.len(), table));
                self.tables.push(Grid::default());
            }
            "tr" => self.table(OpenTable::begin_row),
            "tc" => self.table(|table| table.cell = Some(OpenCell { span: 1, ..OpenCell::default() })),
            "gridBefore" if self.parent() == Element::RowProperties => {
                let columns = value().parse().unwrap_or(0);
                self.table(|table| table.leave_before(columns));
            }
            "gridSpan" | "vMerge" | "shd" | "cellDel" if self.parent() == Element::CellProperties => {
                self.cell_property(name, element);
            }
            "r" => {
                self.run = RunLook::default();
                let given = self.controls.iter_mut().find_map(Control::give);
                if let Some(is_ticked) = given {
                    self.content().tick_box(is_ticked);
                }
            }
            "t" => self.is_text = true,
            "tab" | "ptab" if self.parent() == Element::Run => self.add("\t"),
            "br" | "cr" if self.parent() == Element::Run => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            "softHyphen" => self.add("\u{ad}"),
            "sym" => self.add_symbol(element),
            "sdt" => self.controls.push(Control::default()),
            "sdtContent" => {
                if let Some(control) = self.controls.last_mut() {
                    control.is_open = true;
                }
            }
            "showingPlcHdr" if self.parent() == Element::ControlProperties => {
                if let Some(control) = self.controls.last_mut() {
                    control.is_placeholder = xml::flag(element, "val").unwrap_or(true);
                }
            }
            "fldChar" => self.field_mark(element),
            "p" => {}
            _ if self.is_in_run_properties() => self.run_property(name, element),
            _ => {
                let parent = self.parent();
                if let Some(field) = self.fields.last_mut() {
                    field.describe(parent, name, element);
                }
            }
        }
        Ok(true)
    }

    fn table(&mut self, change: impl FnOnce(&mut OpenTable)) {
        if let Some((_, table)) = self.open_tables.last_mut() {
            change(table);
        }
    }

    fn cell_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = xml::attribute(element, "val");
        let fill = xml::attribute(element, "fill");
        self.table(|table| {
            let Some(cell) = &mut table.cell else { return };
            match name {
                "gridSpan" => cell.span = value.and_then(|value| value.parse().ok()).unwrap_or(1),
                "vMerge" if value.as_deref() == Some("restart") => cell.vertical = Vertical::First,
                "vMerge" => cell.vertical = Vertical::Later,
                "shd" => cell.fill = fill.and_then(|fill| docx_content::colour(&fill)),
                _ => cell.is_deleted = true,
            }
        });
    }

    fn run_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let on = || xml::flag(element, "val").unwrap_or(true);
        self.run.set_off(name, xml::attribute(element, "val").as_deref());
        match name {
            "rFonts" => {
                let font = xml::attribute(element, "ascii").or_else(|| xml::attribute(element, "hAnsi"));
                self.run.font = font.and_then(|font| symbol::font(&font));
            }
            "strike" | "dstrike" => self.run.is_struck = on(),
            "vanish" => self.run.is_hidden = on(),
            "highlight" => {
                self.run.fill =
                    xml::attribute(element, "val").and_then(|name| docx_content::highlight(&name));
            }
            "shd" => {
                let fill = xml::attribute(element, "fill").and_then(|fill| docx_content::colour(&fill));
                self.run.fill = self.run.fill.or(fill);
            }
            _ => {}
        }
    }

    fn add_symbol(&mut self, element: &BytesStart<'_>) {
        let font = xml::attribute(element, "font").and_then(|font| symbol::font(&font));
        let code = xml::attribute(element, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let Some(letter) = code.and_then(char::from_u32) else { return };
        if !self.hides_text() {
            let look = RunLook { font, ..self.run };
            self.content().text(letter.encode_utf8(&mut [0; 4]), look);
        }
    }

    fn field_mark(&mut self, element: &BytesStart<'_>) {
        match xml::attribute(element, "fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => self.end_field(),
            _ => {}
        }
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if self.run.is_hidden || self.hides_text() {
            return;
        }
        if let Some(is_ticked) = field.ticked() {
            self.content().tick_box(is_ticked);
        }
        if let Some(chosen) = field.chosen() {
            let look = self.run;
            self.content().text(chosen, look);
        }
    }

    fn end(&mut self, element: Element) -> Result<(), Refusal> {
        match element {
            Element::Alternatives => {
                self.taken.pop();
            }
            Element::Text => self.is_text = false,
            Element::Paragraph => self.end_paragraph()?,
            Element::ControlContent => {
                let given = self.controls.last_mut().and_then(Control::give);
                if let Some(is_ticked) = given {
                    self.content().tick_box(is_ticked);
                }
            }
            Element::Control => {
                self.controls.pop();
            }
            Element::Cell => {
                let is_within = self.open_tables.len() > 1;
                let Some((_, table)) = self.open_tables.last_mut() else { return Ok(()) };
                let Some(cell) = table.cell.take() else { return Ok(()) };
                // What a table within a cell holds is the outer cell's content too.
                let inner = is_within.then(|| cell.content.clone());
                let is_kept = table.end_cell(cell, self.budget)?;
                let outer = self.open_tables.len().checked_sub(2).and_then(|at| self.open_tables.get_mut(at));
                let outer = outer.and_then(|(_, table)| table.cell.as_mut()).filter(|_| is_kept);
                if let Some((inner, outer)) = inner.zip(outer) {
                    outer.content.inner(&inner);
                }
            }
            Element::Row => self.table(OpenTable::end_row),
            Element::Table => {
                if let Some((at, table)) = self.open_tables.pop()
                    && let Some(place) = self.tables.get_mut(at)
                {
                    *place = table.finish();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Refusal> {
        // A field whose end is missing hides nothing beyond its paragraph.
        while self.fields.last().is_some_and(|field| !field.has_result) {
            self.end_field();
        }
        if self.open_tables.last().is_some_and(|(_, table)| table.cell.is_some()) {
            self.content().end_paragraph();
            return Ok(());
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.standing().trim().is_empty() {
            self.row = self.row.saturating_add(1);
            return Ok(());
        }
        let text = paragraph.standing().to_owned();
        let (_, look) = paragraph.finish(None);
        let row = self.row;
        self.row = self.row.saturating_add(1);
        for (column, piece) in (0..).zip(text.split('\t').filter(|piece| !piece.trim().is_empty())) {
            self.budget.cell()?;
            let value = Value::Text(self.budget.text(piece)?.into());
            self.text.push(Cell { row, column, value, look });
        }
        Ok(())
    }
}
