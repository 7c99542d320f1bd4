//! A walk through one part of a document, element by element.
//! In: the part's text. Out: its tables and its paragraphs outside tables. Never keeps the tree: a stack of open
//! elements, no deeper than the limit, is all it holds.

use super::{
    bullets::{Bullets, Listed},
    content::{self, Content, RunLook},
    controls::{Control, Field, TickBox, led_to},
    element::Element,
    lines::Lines,
    names::Prefixes,
    plain::{self, Written},
    styles::{self, Styles},
    table::{OpenCell, OpenTable, Vertical},
};
use crate::{
    grid::{Grid, Stands},
    read::{
        budget::Budget,
        limits::Limits,
        markup::{self, Broken, Markup, Piece, Tag},
        package::Targets,
        refusal::Refusal,
        symbol,
    },
};

/// What a walk found, and where it stands.
#[derive(Debug)]
pub(crate) struct Walk<'b> {
    /// Tables, in the order in which they begin.
    pub(crate) tables: Vec<Grid>,
    /// Paragraphs outside tables.
    pub(crate) lines: Lines,
    budget: &'b mut Budget,
    limits: &'b Limits,
    /// The open elements.
    open: Vec<Element>,
    /// Tables that are open, outermost first, with their place among `tables`.
    open_tables: Vec<(usize, OpenTable)>,
    paragraph: Content,
    controls: Vec<Control>,
    fields: Vec<Field>,
    /// For each open choice between alternatives: whether one was taken.
    taken: Vec<bool>,
    run: RunLook,
    /// What the paragraph's style does to its runs.
    paragraph_look: RunLook,
    is_text: bool,
    is_instruction: bool,
    /// Where the part's links lead, by their names.
    targets: &'b Targets,
    /// The named styles, where they are asked.
    styles: Option<&'b Styles>,
    /// The lists with signs for bullets, if the document has any.
    bullets: Option<&'b Bullets>,
    /// Where the paragraph stands in a list.
    listed: Listed,
    /// Whether a style may say what a text means.
    pub(crate) wants_styles: bool,
    /// Of what is drawn here, whether it holds a text.
    drawn: Option<bool>,
    /// Pictures in the tables' cells, below their first rows, where a letterhead may stand.
    pub(crate) n_pictures: usize,
    /// Words that stand in no cell, each with what they are: drawn as pictures, struck through beside others, hidden.
    pub(crate) beside: Vec<(&'static str, String)>,
}

impl<'b> Walk<'b> {
    /// Walks through a part; tables count on from `n_before`. `styles` are asked only where a walk without them wants them;
    /// `targets` are where the part's links lead.
    pub(crate) fn run(
        part: &str,
        budget: &'b mut Budget,
        limits: &'b Limits,
        n_before: usize,
        (styles, bullets, targets): (Option<&'b Styles>, Option<&'b Bullets>, &'b Targets),
    ) -> Result<Self, Refusal> {
        let mut walk = Self {
            tables: Vec::new(),
            lines: Lines::default(),
            budget,
            limits,
            open: Vec::new(),
            open_tables: Vec::new(),
            paragraph: Content::default(),
            controls: Vec::new(),
            fields: Vec::new(),
            taken: Vec::new(),
            run: RunLook::default(),
            paragraph_look: RunLook::default(),
            is_text: false,
            is_instruction: false,
            targets,
            styles,
            bullets,
            listed: Listed::default(),
            wants_styles: false,
            drawn: None,
            n_pictures: 0,
            beside: Vec::new(),
        };
        let mut markup = Markup::new(part);
        let mut prefixes = Prefixes::default();
        let broken = |_: Broken| Refusal::damaged("the document's text is no well-formed XML");
        loop {
            if walk.may_take_cell(&prefixes) {
                while let Some(Written { text, is_coded }) = markup.take_over(plain::plain_cell) {
                    let text = if is_coded { markup::resolved(text).map_err(broken)? } else { text.into() };
                    walk.plain_cell(&text)?;
                }
            }
            match markup.next().map_err(broken)? {
                Piece::Open(tag) => {
                    if !prefixes.begin(walk.open.len(), tag) {
                        return Err(broken(Broken));
                    }
                    let (vocabulary, name) = prefixes.resolve(tag.name);
                    let element = Element::of(vocabulary, name);
                    if walk.begin(element, tag, n_before)? {
                        walk.open.push(element);
                        if walk.open.len() > limits.depth {
                            return Err(Refusal::over_limit(format!(
                                "the document's elements are nested more than {} deep",
                                limits.depth
                            )));
                        }
                    } else {
                        markup.pass_over().map_err(broken)?;
                        prefixes.end(walk.open.len());
                    }
                }
                Piece::Close => {
                    let element = walk.open.pop().unwrap_or(Element::Other);
                    walk.end(element)?;
                    prefixes.end(walk.open.len());
                }
                Piece::Text(text) if walk.is_text => {
                    walk.add(&markup::resolved(text).map_err(broken)?);
                }
                Piece::Literal(text) if walk.is_text => walk.add(&markup::with_plain_ends(text)),
                Piece::Text(text) if walk.is_instruction => {
                    let text = markup::resolved(text).map_err(broken)?;
                    if let Some(field) = walk.fields.last_mut() {
                        field.instruction.push_str(&text);
                    }
                }
                Piece::Text(_) | Piece::Literal(_) => {}
                Piece::End => return Ok(walk),
            }
        }
    }

    /// Whether a cell that stands here may be taken whole: it is a row's, and nothing that is open reaches into it.
    fn may_take_cell(&self, prefixes: &Prefixes<'_>) -> bool {
        self.parent() == Element::Row
            && self.controls.is_empty()
            && self.fields.is_empty()
            && self.drawn.is_none()
            && self.open.len() + plain::DEPTH <= self.limits.depth
            && prefixes.is_word(plain::PREFIX)
    }

    /// Takes a cell that holds this text and nothing else.
    fn plain_cell(&mut self, text: &str) -> Result<(), Refusal> {
        (self.run, self.paragraph_look) = (RunLook::default(), RunLook::default());
        // What a table within a cell holds is the outer cell's content, too.
        let is_within = self.open_tables.len() > 1;
        let Some((_, table)) = self.open_tables.last_mut() else { return Ok(()) };
        if !is_within && content::shows_as_it_is(text) {
            self.wants_styles |= styles::is_lone_letter(text);
            return table.put_plain(text, self.budget);
        }
        table.cell = Some(OpenCell { span: 1, ..OpenCell::default() });
        self.add(text);
        self.content().end_paragraph();
        self.end(Element::Cell)
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
        if let Some(holds_text) = &mut self.drawn {
            *holds_text |= !text.trim().is_empty();
        }
        if self.controls.last_mut().is_some_and(|control| control.is_disputed_by(text)) {
            self.content().dispute_tick_box();
        }
        if !self.hides_text() {
            let look = self.run;
            self.content().text(text, look);
        }
    }

    /// Begins an element; says whether to go into it.
    fn begin(&mut self, element: Element, tag: Tag<'_>, n_before: usize) -> Result<bool, Refusal> {
        match element {
            Element::Other => {
                if self.drawn.is_some() && tag.name.ends_with("textpath") {
                    let drawn = tag.attribute("string").map(|says| ("word art", says.into_owned()));
                    self.beside.extend(drawn);
                }
            }
            Element::Paragraph => self.begin_paragraph(),
            Element::ParagraphProperties if self.styles.is_some() || self.bullets.is_some() => {}
            Element::List | Element::ListLevel => self.place_in_list(element, tag),
            Element::ParagraphStyle => {
                self.place_in_list(element, tag);
                let look = self.styles.zip(tag.attribute("val")).map(|(styles, id)| styles.look(&id));
                // Of all that a paragraph has, only pictures for letters and lines through them matter.
                self.paragraph_look = look
                    .map(|look| RunLook { set_off: [false; 3], is_coloured: false, fill: None, ..look })
                    .unwrap_or_default();
            }
            Element::Setting | Element::ParagraphProperties | Element::MovedAway => return Ok(false),
            Element::Deleted => {
                if self.parent() == Element::RowProperties {
                    self.table(|table| table.row_is_deleted = true);
                }
                return Ok(false);
            }
            Element::Table => self.begin_table(n_before)?,
            Element::Row => self.table(OpenTable::begin_row),
            Element::Cell => {
                self.table(|table| table.cell = Some(OpenCell { span: 1, ..OpenCell::default() }));
            }
            Element::Run => {
                self.run = self.paragraph_look;
                if !self.controls.is_empty() {
                    let given = self.controls.iter_mut().find_map(Control::give);
                    if let Some(is_ticked) = given {
                        self.content().tick_box(is_ticked);
                    }
                }
            }
            Element::Text => self.is_text = true,
            Element::Instruction => self.is_instruction = true,
            Element::Link => {
                let targets = self.targets;
                if let Some(target) = tag.attribute("id").and_then(|id| targets.get(&*id)) {
                    let place = tag.attribute("anchor");
                    let address = place.map_or_else(|| target.clone(), |place| format!("{target}#{place}"));
                    self.begin_link(address)?;
                }
            }
            Element::SimpleField => {
                if let Some(address) = tag.attribute("instr").and_then(|code| led_to(&code)) {
                    self.begin_link(address)?;
                }
            }
            Element::NoteMark(kind) => {
                if let Some(number) = tag.attribute("id") {
                    self.table(|table| table.note(kind, &number));
                }
            }
            Element::Tab if self.parent() == Element::Run => self.add("\t"),
            Element::Break if self.parent() == Element::Run => self.add("\n"),
            Element::Hyphen => self.add("-"),
            Element::SoftHyphen => self.add("\u{ad}"),
            Element::Symbol => self.add_symbol(tag),
            Element::Before | Element::After if self.parent() == Element::RowProperties => {
                let columns = tag.attribute("val").and_then(|value| value.parse().ok()).unwrap_or(0);
                match element {
                    Element::Before => self.table(|table| table.leave_before(columns)),
                    _ => self.table(|table| table.leave_after(columns)),
                }
            }
            Element::Span | Element::VerticalMerge | Element::Shading | Element::CellDeleted
                if self.parent() == Element::CellProperties =>
            {
                self.cell_property(element, tag);
            }
            Element::Alternatives => self.taken.push(false),
            // One of several alternatives is enough.
            Element::Alternative => {
                if let Some(taken) = self.taken.last_mut()
                    && std::mem::replace(taken, true)
                {
                    return Ok(false);
                }
            }
            Element::FieldMark => self.field_mark(tag)?,
            Element::Drawn => self.drawn = Some(false),
            Element::Control => self.controls.push(Control::default()),
            Element::ControlContent
            | Element::Placeholder
            | Element::ModernBox
            | Element::ModernChecked
            | Element::ModernSign(_) => self.describe_control(element, tag),
            _ if self.is_in_run_properties() => self.run_property(element, tag),
            _ => {
                let parent = self.parent();
                if let Some(field) = self.fields.last_mut() {
                    field.describe(parent, element, tag);
                }
            }
        }
        Ok(true)
    }

    fn begin_paragraph(&mut self) {
        self.paragraph_look = RunLook::default();
        if self.bullets.is_some() {
            self.listed = Listed::default();
        }
    }

    /// Notes where the paragraph stands in a list; where it stood before a tracked change is passed over.
    fn place_in_list(&mut self, element: Element, tag: Tag<'_>) {
        if self.bullets.is_none() {
            return;
        }
        let is_own = match element {
            Element::ParagraphStyle => {
                self.open.ends_with(&[Element::Paragraph, Element::ParagraphProperties])
            }
            _ => self.open.ends_with(&[Element::Paragraph, Element::ParagraphProperties, Element::Other]),
        };
        let Some(said) = tag.attribute("val").filter(|_| is_own) else { return };
        match element {
            Element::List => self.listed.list = said.into_owned(),
            Element::ParagraphStyle => self.listed.style = said.into_owned(),
            _ => self.listed.level = said.into_owned(),
        }
    }

    fn begin_table(&mut self, n_before: usize) -> Result<(), Refusal> {
        if self.tables.len() + self.limits.sheets.min(n_before) >= self.limits.sheets {
            return Err(Refusal::over_limit(format!(
                "the document has more than {} tables",
                self.limits.sheets
            )));
        }
        let stands = match self.open_tables.last() {
            None => Stands::Before(self.lines.row),
            Some((at, outer)) => {
                let (row, column) = outer.at();
                Stands::Within { table: n_before + at + 1, row, column }
            }
        };
        let table = OpenTable::new(n_before + self.tables.len() + 1, stands);
        self.open_tables.push((self.tables.len(), table));
        self.tables.push(Grid::default());
        Ok(())
    }

    fn describe_control(&mut self, element: Element, tag: Tag<'_>) {
        let parent = self.parent();
        let Some(control) = self.controls.last_mut() else { return };
        let is_on = || tag.flag("val").unwrap_or(true);
        match element {
            Element::ControlContent => control.is_open = true,
            Element::Placeholder if parent == Element::ControlProperties => control.is_placeholder = is_on(),
            Element::ModernBox => control.tick_box = TickBox::Unsaid,
            Element::ModernChecked => control.tick_box = TickBox::Said(is_on()),
            Element::ModernSign(is_ticked) => {
                let code = tag.attribute("val").and_then(|code| u32::from_str_radix(&code, 16).ok());
                control.signs[usize::from(!is_ticked)] = code.and_then(char::from_u32);
            }
            _ => {}
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut OpenTable)) {
        if let Some((_, table)) = self.open_tables.last_mut() {
            change(table);
        }
    }

    fn cell_property(&mut self, element: Element, tag: Tag<'_>) {
        let value = tag.attribute("val");
        let fill = || tag.attribute("fill");
        self.table(|table| {
            let Some(cell) = &mut table.cell else { return };
            match element {
                Element::Span => cell.span = value.and_then(|value| value.parse().ok()).unwrap_or(1),
                Element::VerticalMerge if value.as_deref() == Some("restart") => {
                    cell.vertical = Vertical::First;
                }
                Element::VerticalMerge => cell.vertical = Vertical::Later,
                Element::Shading => cell.fill = fill().and_then(|fill| content::colour(&fill)),
                _ => cell.is_deleted = true,
            }
        });
    }

    fn run_property(&mut self, element: Element, tag: Tag<'_>) {
        self.run.take_in(element, tag);
        if element == Element::RunStyle {
            match (tag.attribute("val"), self.styles) {
                (Some(id), Some(styles)) => self.run = self.run.over(styles.look(&id)),
                (Some(id), None) => self.wants_styles |= styles::may_mean(&id),
                (None, _) => {}
            }
        }
    }

    fn add_symbol(&mut self, tag: Tag<'_>) {
        let font = tag.attribute("font").and_then(|font| symbol::font(&font));
        let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let Some(letter) = code.and_then(char::from_u32) else { return };
        if !self.hides_text() {
            let look = RunLook { font, ..self.run };
            self.content().text(letter.encode_utf8(&mut [0; 4]), look);
        }
    }

    /// Begins a text that leads to an address.
    fn begin_link(&mut self, address: String) -> Result<(), Refusal> {
        self.budget.text(&address)?;
        self.content().begin_link(address);
        Ok(())
    }

    fn field_mark(&mut self, tag: Tag<'_>) -> Result<(), Refusal> {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                    if let Some(address) = led_to(&field.instruction) {
                        self.begin_link(address)?;
                    }
                }
            }
            Some("end") => self.end_field(),
            _ => {}
        }
        Ok(())
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if led_to(&field.instruction).is_some() {
            self.content().end_link();
        }
        if self.run.is_hidden || self.hides_text() {
            return;
        }
        if let Some(is_ticked) = field.ticked() {
            self.content().tick_box(is_ticked);
        }
        let look = self.run;
        if let Some(chosen) = field.chosen() {
            self.content().text(chosen, look);
        }
        if let Some((shown, font)) = field.shown() {
            self.content().text(&shown, RunLook { font: font.or(look.font), ..look });
        }
    }

    fn end(&mut self, element: Element) -> Result<(), Refusal> {
        match element {
            Element::Alternatives => {
                self.taken.pop();
            }
            Element::Text => self.is_text = false,
            Element::Instruction => self.is_instruction = false,
            Element::Link | Element::SimpleField => self.content().end_link(),
            Element::Drawn => {
                let is_picture = self.drawn.take() == Some(false);
                let below = self
                    .open_tables
                    .last()
                    .is_some_and(|(_, table)| table.cell.is_some() && table.at().0 > 0);
                self.n_pictures += usize::from(is_picture && below);
                if is_picture && below {
                    self.table(OpenTable::draw_over);
                }
            }
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
                table.take_bullet();
                let Some(cell) = &table.cell else { return Ok(()) };
                self.beside.extend(cell.content.left_out().map(|(what, says)| (what, says.to_owned())));
                // What a table within a cell holds is the outer cell's content too.
                let inner = is_within.then(|| cell.content.clone());
                self.wants_styles |= styles::is_lone_letter(cell.content.standing());
                let is_kept = table.end_cell(self.budget)?;
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
        if let Some(cell) = self.open_tables.last_mut().and_then(|(_, table)| table.cell.as_mut()) {
            let sign = self.bullets.and_then(|bullets| bullets.sign(&self.listed));
            cell.bullet = cell.bullet.or(sign);
            cell.content.end_paragraph();
            return Ok(());
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        self.beside.extend(paragraph.left_out().map(|(what, says)| (what, says.to_owned())));
        self.lines.add(paragraph, self.budget)
    }
}
