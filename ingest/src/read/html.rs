//! Pages with tables, as some systems export under the name of a workbook.
//! In: a page's text. Out: a grid a table, and the text outside tables. Never runs a script, never fetches anything.

pub(crate) mod table;
pub(crate) mod tokens;

mod hidden;
mod icon;

use self::{
    table::OpenTable,
    tokens::{Tag, Token, Tokens},
};
use super::{
    book::Book,
    budget::Budget,
    docx::content::{self, Content, RunLook},
    letters,
    limits::Limits,
    links::link,
    refusal::Refusal,
    symbol,
};
use crate::grid::{Addressing, Cell, Grid, Letters, Link, Stands, Value};

/// Reads a page.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Book, Refusal> {
    let mut page = Page {
        budget: Budget::new(limits),
        limits,
        tables: Vec::new(),
        open: Vec::new(),
        text: Vec::new(),
        links: Vec::new(),
        paragraph: Content::default(),
        pictured: String::new(),
        row: 0,
        notes: Vec::new(),
        looks: vec![("", RunLook::default())],
        is_painted: may_be_painted(text),
        hidden: hidden::Hidden::of(text),
    };
    for token in Tokens::new(text) {
        match token {
            Token::Text(text) => page.add(&text),
            Token::Open(tag) => page.begin(&tag)?,
            Token::Close(name) => page.end(&name)?,
        }
    }
    page.end_line()?;
    let mut book = Book::default();
    if !page.open.is_empty() {
        book.note("", Refusal::damaged("the page ends before its tables do; it may be cut short"));
    }
    while let Some((at, table)) = page.open.pop() {
        page.close(at, table)?;
    }
    if !page.text.is_empty() {
        let Page { text: cells, links, .. } = page;
        let addressing = Addressing::Document;
        book.grids.push(Grid { sheet: "text".into(), addressing, cells, links, ..Grid::default() });
    }
    if page.is_painted {
        page.tables
            .iter_mut()
            .for_each(|grid| grid.letters.retain(|(.., letters)| *letters != Letters::Unseen));
    }
    book.grids.append(&mut page.tables);
    book.notes.append(&mut page.notes);
    book.note_cut(page.budget.n_cut);
    if book.grids.is_empty() {
        return Err(Refusal::kind(
            "the file is a page that holds no table; the sheets of such a page often stand in files beside it",
            "Ask the school to save it as an Excel workbook (xlsx) and resend it",
        ));
    }
    Ok(book)
}

struct Page<'a> {
    budget: Budget,
    limits: &'a Limits,
    tables: Vec<Grid>,
    /// Tables that are open, outermost first, with their place among `tables`.
    open: Vec<(usize, OpenTable)>,
    text: Vec<Cell>,
    /// Where it leads.
    links: Vec<Link>,
    paragraph: Content,
    /// What the pictures of the cell that is open say in place of themselves.
    pictured: String,
    row: u32,
    notes: Vec<(String, Refusal)>,
    /// The looks of the open elements that change one.
    looks: Vec<(&'static str, RunLook)>,
    /// Whether anything may have a background.
    is_painted: bool,
    /// What its style sheets hide.
    hidden: hidden::Hidden,
}

/// More is no mark, and no remark that a picture stands for.
const PICTURED: usize = 400;

/// Elements that change how text looks.
const STYLED: [&str; 18] = [
    "font", "span", "s", "strike", "del", "b", "strong", "u", "ins", "mark", "p", "div", "i", "em", "small",
    "label", "sub", "sup",
];

impl Page<'_> {
    /// Whether the page does not show an element; what it says of itself holds before its class. Outside tables, a class may
    /// hide no more than what is folded away.
    fn is_hidden(&self, tag: &Tag<'_>) -> bool {
        let style = style_of(tag).replace(' ', "");
        tag.get("hidden").is_some()
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || (!self.open.is_empty()
                && !style.contains("display:")
                && !style.contains("visibility:")
                && self.hidden.hides(tag))
    }

    /// The same of a row, or of several, which may be folded as well, and which Word hides in its own way.
    fn is_row_hidden(&self, tag: &Tag<'_>) -> bool {
        let style = style_of(tag).replace(' ', "");
        self.is_hidden(tag) || style.contains("visibility:collapse") || style.contains("mso-hide:all")
    }

    fn content(&mut self) -> &mut Content {
        match self.open.last_mut().and_then(|(_, table)| table.content()) {
            Some(content) => content,
            None => &mut self.paragraph,
        }
    }

    fn add(&mut self, text: &str) {
        let look = self.looks.last().map(|(_, look)| *look).unwrap_or_default();
        self.content().text(text, look);
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        match tag.name.as_str() {
            // A list of terms is a table of two columns.
            "table" | "dl" => {
                self.end_line()?;
                if self.tables.len() >= self.limits.sheets || self.open.len() >= self.limits.depth {
                    return Err(Refusal::over_limit(format!(
                        "the page has more than {} tables",
                        self.limits.sheets
                    )));
                }
                let stands = match self.open.last() {
                    None => Stands::Before(self.row),
                    Some((at, outer)) => {
                        let (row, column) = outer.at();
                        Stands::Within { table: at + 1, row, column }
                    }
                };
                let mut table = OpenTable::new(self.tables.len() + 1, stands);
                if self.is_hidden(tag) {
                    table.hide();
                }
                self.open.push((self.tables.len(), table));
                self.tables.push(Grid::default());
            }
            "thead" | "tbody" | "tfoot" | "col" | "tr" => self.begin_rows(tag)?,
            "td" | "th" | "dt" | "dd" => {
                self.take_pictured();
                if let Some((_, table)) = self.open.last_mut() {
                    if tag.name == "dt" {
                        table.begin_row(&mut self.budget)?;
                    }
                    table.begin_cell(tag, &mut self.budget)?;
                }
                let colour = colour_of(tag);
                let look = RunLook {
                    font: font_of(tag),
                    is_hidden: self.is_hidden(tag),
                    colour,
                    ..RunLook::default()
                };
                self.looks.truncate(1);
                self.looks.push(("td", look));
            }
            "a" => {
                if let Some(address) = tag.get("href").filter(|_| !self.is_hidden(tag)) {
                    let address = address.into_owned();
                    self.content().begin_link(address);
                }
            }
            "br" => self.content().end_paragraph(),
            "img" => self.picture(tag, tag.get("alt").unwrap_or_default().trim()),
            "input" if tag.get("type").is_some_and(|kind| is_tick_box(&kind)) => {
                let is_ticked = tag.get("checked").is_some();
                self.content().tick_box(is_ticked);
            }
            "input" if tag.get("type").is_none_or(|kind| is_field(&kind)) => {
                let value = tag.get("value").unwrap_or_default().into_owned();
                self.add(&value);
            }
            "option" if tag.get("selected").is_none() => {
                self.push_look("option", RunLook { is_hidden: true, ..RunLook::default() });
            }
            name => {
                if let Some(drawn) = icon::drawn(tag) {
                    self.picture(tag, drawn);
                }
                if let Some(name) = STYLED.into_iter().find(|styled| *styled == name) {
                    let mut look = self.looks.last().map(|(_, look)| *look).unwrap_or_default();
                    look.font = font_of(tag).or(look.font);
                    look.colour = colour_of(tag).or(look.colour);
                    look.is_hidden |= self.is_hidden(tag);
                    look.is_struck |=
                        matches!(name, "s" | "strike" | "del") || style_of(tag).contains("line-through");
                    let fill = fill_of(tag);
                    look.fill = fill.or(look.fill);
                    set_off(&mut look.set_off, name, &style_of(tag), fill.is_some());
                    self.push_look(name, look);
                }
            }
        }
        Ok(())
    }

    /// Begins a row, or says something of rows or columns. Hidden ones are read as those of a workbook are, and told of.
    fn begin_rows(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let is_row = tag.name == "tr";
        if is_row {
            self.take_pictured();
        }
        let is_hidden = self.is_row_hidden(tag);
        let Some((_, table)) = self.open.last_mut() else { return Ok(()) };
        match tag.name.as_str() {
            "col" => table.column(tag, is_hidden),
            _ if is_row => {
                table.begin_row(&mut self.budget)?;
                if is_hidden {
                    table.hide_row();
                }
            }
            _ => table.begin_section(is_hidden),
        }
        Ok(())
    }

    /// Takes in what a picture says.
    fn picture(&mut self, tag: &Tag<'_>, said: &str) {
        if !said.is_empty() && !self.is_hidden(tag) && self.pictured.len() < PICTURED {
            self.pictured.push_str(said);
            self.pictured.push(' ');
        }
    }

    fn push_look(&mut self, name: &'static str, look: RunLook) {
        if self.looks.len() < self.limits.depth {
            self.looks.push((name, look));
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "table" | "dl" => {
                self.take_pictured();
                if let Some((at, table)) = self.open.pop() {
                    self.close(at, table)?;
                }
            }
            "tr" => {
                self.take_pictured();
                if let Some((_, table)) = self.open.last_mut() {
                    table.end_row(&mut self.budget)?;
                }
            }
            "td" | "th" | "dt" | "dd" => {
                self.take_pictured();
                if let Some((_, table)) = self.open.last_mut() {
                    table.end_cell(&mut self.budget)?;
                }
                self.looks.truncate(1);
            }
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "title" | "caption" => {
                self.end_look(name);
                self.end_line()?;
            }
            "a" => self.content().end_link(),
            name => self.end_look(name),
        }
        Ok(())
    }

    /// A picture that stands alone in its cell says what is put in its place: `tick`.
    fn take_pictured(&mut self) {
        let said = std::mem::take(&mut self.pictured);
        let is_alone = |content: &mut Content| content.standing().trim().is_empty();
        if !said.is_empty()
            && self.open.last_mut().and_then(|(_, table)| table.content()).is_some_and(is_alone)
        {
            self.add(said.trim_end());
        }
    }

    fn end_look(&mut self, name: &str) {
        if let Some(at) = self.looks.iter().rposition(|(open, _)| *open == name) {
            self.looks.truncate(at.max(1));
        }
    }

    fn close(&mut self, at: usize, mut table: OpenTable) -> Result<(), Refusal> {
        table.end_row(&mut self.budget)?;
        let (grid, all, uneven) = table.finish();
        self.notes.extend(uneven.map(|note| (grid.sheet.clone(), note)));
        if let Some(place) = self.tables.get_mut(at) {
            *place = grid;
        }
        if let Some(content) = self.open.last_mut().and_then(|(_, table)| table.content()) {
            content.inner(&all);
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), Refusal> {
        if self.open.last_mut().and_then(|(_, table)| table.content()).is_some() {
            self.content().end_paragraph();
            return Ok(());
        }
        let mut paragraph = std::mem::take(&mut self.paragraph);
        for (text, address) in paragraph.take_links() {
            self.links.extend(link((self.row, 0), &text, &address));
        }
        let (value, look) = paragraph.finish(None);
        if let Value::Text(text) = value {
            let look = look.trimmed(&text);
            let text = text.trim();
            if !text.is_empty() {
                self.budget.cell()?;
                let value = Value::Text(self.budget.text(text)?.into());
                self.text.push(Cell { row: self.row, column: 0, value, look });
                self.row = self.row.saturating_add(1);
            }
        }
        Ok(())
    }
}

fn is_tick_box(kind: &str) -> bool {
    ["checkbox", "radio"].iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// Whether a person types into such a field, and sees what is typed.
fn is_field(kind: &str) -> bool {
    const FIELDS: [&str; 9] =
        ["", "text", "date", "number", "email", "search", "tel", "url", "datetime-local"];
    FIELDS.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// Takes in how an element sets its text off from other text.
fn set_off([bold, underlined, highlighted]: &mut [bool; 3], name: &str, style: &str, is_filled: bool) {
    *bold |= matches!(name, "b" | "strong")
        || ["font-weight:bold", "font-weight: bold", "font-weight:700", "font-weight: 700"]
            .iter()
            .any(|weight| style.contains(weight));
    let is_line = style.contains("underline") && style.contains("text-decoration");
    *underlined |= matches!(name, "u" | "ins") || is_line;
    *highlighted |= name == "mark" || (is_filled && matches!(name, "span" | "font"));
}

fn style_of(tag: &Tag<'_>) -> String {
    tag.get("style").unwrap_or_default().to_lowercase()
}

/// The symbol font that an element names.
fn font_of(tag: &Tag<'_>) -> Option<crate::grid::SymbolFont> {
    if let Some(face) = tag.get("face") {
        return symbol::font(&face);
    }
    let style = style_of(tag);
    let (_, rest) = style.split_once("font-family:")?;
    let first = rest.split([';', ',']).next()?;
    symbol::font(first.trim().trim_matches(['\'', '"']))
}

/// Whether a page gives anything a background: which of it is behind which letters, only a browser could tell.
fn may_be_painted(text: &str) -> bool {
    ["background", "bgcolor", "BACKGROUND", "BGCOLOR", "Background", "bgColor"]
        .iter()
        .any(|word| text.contains(word))
}

/// The colour that an element gives its letters: `color: #ff0000`, by the names that office programs write, too.
fn colour_of(tag: &Tag<'_>) -> Option<u32> {
    const NAMED: [(&str, u32); 5] = [
        ("white", letters::WHITE),
        ("red", 0x00ff_0000),
        ("green", 0x0000_8000),
        ("orange", 0x00ff_a500),
        ("yellow", 0x00ff_ff00),
    ];
    let style = style_of(tag);
    let declared =
        style.split(';').find_map(|one| one.trim().strip_prefix("color")?.trim_start().strip_prefix(':'));
    let written = tag.get("color").map(|colour| colour.to_lowercase());
    let written = declared.or(written.as_deref())?.trim();
    if let Some((_, colour)) = NAMED.iter().find(|(name, _)| *name == written) {
        return Some(*colour);
    }
    let digits = written.strip_prefix('#')?;
    let whole =
        if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
    u32::from_str_radix(&whole, 16).ok().filter(|_| whole.len() == 6)
}

/// The background that an element names.
pub(crate) fn fill_of(tag: &Tag<'_>) -> Option<u32> {
    let named = |colour: &str| {
        let colour = colour.trim();
        content::colour(colour).or_else(|| content::highlight(colour))
    };
    if let Some(colour) = tag.get("bgcolor") {
        return named(&colour.to_lowercase());
    }
    let style = style_of(tag);
    let at = style
        .find("background-color:")
        .map(|at| at + 17)
        .or_else(|| style.find("background:").map(|at| at + 11))?;
    named(style.get(at..)?.split([';', ' ']).find(|word| !word.is_empty())?)
}
