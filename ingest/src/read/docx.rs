//! Word documents: every table a grid, the paragraphs outside tables a grid, the page headers a grid, the footers another.
//! In: a package's parts. Out: grids `header`, `text`, `table 1`, ... Never follows a link, never expands an entity,
//! never
//! reads foot notes and comments but to tell of them, nor what was deleted.

pub(crate) mod bullets;
pub(crate) mod content;
pub(crate) mod controls;
pub(crate) mod element;
pub(crate) mod lines;
pub(crate) mod names;
pub(crate) mod plain;
pub(crate) mod styles;
pub(crate) mod table;
pub(crate) mod walk;

use self::{bullets::Bullets, styles::Styles, walk::Walk};
use super::{
    book::Book,
    budget::Budget,
    guard::guarded,
    limits::Limits,
    margin::{self, Margin},
    package::{self, Targets},
    refusal::Refusal,
    xml,
    zip_parts::ZipParts,
};
use crate::grid::{Addressing, Cell, Grid, Letters, Link, Stands};

/// Reads a document.
pub(crate) fn read(parts: &mut ZipParts<'_>, limits: &Limits) -> Result<Book, Refusal> {
    let (_, main) = package::main_part(parts, limits)?;
    let missing = || Refusal::damaged(format!("its part {main} is missing"));
    let document = parts.part(&main, limits)?.ok_or_else(missing)?;
    let document = xml::text(&main, &document)?;
    let mut edges: Vec<Edge> = Vec::new();
    let mut targets = Targets::default();
    let mut margin = Margin::default();
    let (mut styles_at, mut bullets) = (None, Bullets::default());
    if let Some((related, found)) = package::relationships(parts, &main, limits)? {
        targets = targets_of(&related);
        margin = margin::of_document(parts, &found, limits);
        styles_at = found.iter().find(|one| one.kind == "styles").map(|one| one.target.clone());
        let lists = found.iter().find(|one| one.kind == "numbering");
        if let Some(lists) = lists
            && let is_styled = bullets::may_be_styled(&document)
            && (is_styled || document.contains("numId"))
            && let Ok(Some(bytes)) = parts.part(&lists.target, limits)
            && let Ok(part) = xml::text(&lists.target, &bytes)
        {
            bullets = Bullets::read(&part);
            if let Some(at) = styles_at.as_ref().filter(|_| is_styled && !bullets.is_empty())
                && let Ok(Some(bytes)) = parts.part(at, limits)
                && let Ok(part) = xml::text(at, &bytes)
            {
                bullets.take_styles(&part);
            }
        }
        for name in EDGES {
            for edge in found.iter().filter(|one| one.kind == name) {
                if let Some(bytes) = parts.part(&edge.target, limits)? {
                    let part = xml::text(&edge.target, &bytes)?.into_owned();
                    let related = package::relationships(parts, &edge.target, limits).ok().flatten();
                    let targets = related.map(|(related, _)| targets_of(&related));
                    edges.push(Edge { name, part, targets: targets.unwrap_or_default() });
                }
            }
        }
    }
    let properties = package::own_properties(parts, limits);
    let bullets = Some(&bullets).filter(|bullets| !bullets.is_empty());
    let pages = Pages { document: &document, targets: &targets, bullets, edges: &edges, limits };
    let mut read = guarded(|| pages.read(None))?;
    if let Some(at) = styles_at.filter(|_| read.wants_styles)
        && let Ok(Some(bytes)) = parts.part(&at, limits)
        && let Ok(part) = xml::text(&at, &bytes)
    {
        let styles = Styles::read(&part);
        read = guarded(|| pages.read(Some(&styles)))?;
    }
    margin.pictures(read.n_pictures);
    read.beside.iter().for_each(|(what, says)| margin.text(*what, says));
    let mut book = read.book;
    book.properties = properties;
    for grid in book.grids.iter_mut().filter(|grid| !grid.notes.is_empty()) {
        let says = |name: &str| margin.numbered(name).filter(|says| !says.is_empty()).map(Into::into);
        let noted = std::mem::take(&mut grid.notes).into_iter();
        grid.notes = noted.filter_map(|(row, column, name)| Some((row, column, says(&name)?))).collect();
        grid.notes.sort_unstable();
    }
    if let Some(note) = margin.note() {
        book.note("", note);
    }
    Ok(book)
}

/// What stands at the edges of a document's pages.
const EDGES: [&str; 2] = ["header", "footer"];

/// One of them.
struct Edge {
    name: &'static str,
    part: String,
    /// Where its links lead.
    targets: Targets,
}

/// Where the links of a part lead; nobody looks where it has none.
fn targets_of(related: &[u8]) -> Targets {
    match memchr::memmem::find(related, b"/hyperlink\"") {
        Some(_) => package::outside(related),
        None => Targets::default(),
    }
}

/// What a document was read to.
struct Read {
    book: Book,
    /// Whether its styles may say what some of its text means.
    wants_styles: bool,
    /// Pictures in its tables' cells.
    n_pictures: usize,
    /// Words that stand in no cell, each with what they are.
    beside: Vec<(&'static str, String)>,
}

/// A document's text with what stands at the edges of its pages.
struct Pages<'t> {
    document: &'t str,
    /// Where its links lead.
    targets: &'t Targets,
    /// Its lists with signs for bullets, if it has any.
    bullets: Option<&'t Bullets>,
    edges: &'t [Edge],
    limits: &'t Limits,
}

impl Pages<'_> {
    /// Reads it all.
    fn read(&self, styles: Option<&Styles>) -> Result<Read, Refusal> {
        let mut budget = Budget::new(self.limits);
        let mut book = Book::default();
        let mut texts = EDGES.map(grid);
        let mut tables = Vec::new();
        let mut wants_styles = false;
        let mut beside = Vec::new();
        for Edge { name, part, targets } in self.edges {
            let mut walk = Walk::run(part, &mut budget, self.limits, tables.len(), (styles, None, targets))?;
            beside.append(&mut walk.beside);
            wants_styles |= walk.wants_styles;
            if let Some(edge) = texts.iter_mut().find(|edge| edge.sheet == *name) {
                append(edge, walk.lines.cells());
            }
            // Such a table stands nowhere in the text.
            tables.extend(walk.tables.into_iter().map(|table| Grid { stands: Stands::Alone, ..table }));
        }
        // Tables count from the document's own first; those at the edges come last.
        let mut walk =
            Walk::run(self.document, &mut budget, self.limits, 0, (styles, self.bullets, self.targets))?;
        beside.append(&mut walk.beside);
        wants_styles |= walk.wants_styles;
        let n_pictures = walk.n_pictures;
        let n_own = walk.tables.len();
        for (index, table) in tables.iter_mut().enumerate() {
            table.sheet = format!("table {}", n_own + index + 1);
        }
        let mut text = grid("text");
        append(&mut text, walk.lines.cells());
        let [header, footer] = texts;
        book.grids.extend([header, text].into_iter().filter(|grid| !grid.cells.is_empty()));
        book.grids.extend(walk.tables);
        book.grids.extend(tables);
        book.grids.extend(Some(footer).filter(|grid| !grid.cells.is_empty()));
        self.keep_seen(&mut book.grids);
        book.note_cut(budget.n_cut);
        Ok(Read { book, wants_styles, n_pictures, beside })
    }

    /// Takes no letters for unseen where anything may be behind them: shading of tables and paragraphs, a table's style, the
    /// page's colour.
    fn keep_seen(&self, grids: &mut [Grid]) {
        let is_unseen = |letters: &Letters| *letters == Letters::Unseen;
        if !grids.iter().any(|grid| grid.letters.iter().any(|(.., letters)| is_unseen(letters))) {
            return;
        }
        let is_painted = |part: &str| {
            let mut styles = part.split(":tblStyle ").skip(1);
            part.contains(":shd ")
                || part.contains(":background ")
                || styles.any(|style| !is_plain_style(style))
        };
        if is_painted(self.document) || self.edges.iter().any(|edge| is_painted(&edge.part)) {
            for grid in grids.iter_mut() {
                grid.letters.retain(|(.., letters)| !is_unseen(letters));
            }
        }
    }
}

/// Whether a table's style is known to draw lines and nothing else.
fn is_plain_style(attributes: &str) -> bool {
    let end = attributes.find('>').unwrap_or(attributes.len());
    attributes.get(..end).is_some_and(|own| own.contains("\"TableGrid\"") || own.contains("\"TableNormal\""))
}

fn grid(name: &str) -> Grid {
    Grid { sheet: name.into(), addressing: Addressing::Document, ..Grid::default() }
}

/// Sets the rows of one grid below those of another.
fn append(grid: &mut Grid, (mut more, links): (Vec<Cell>, Vec<Link>)) {
    let first = grid.cells.last().map_or(0, |last| last.row + 1);
    for cell in &mut more {
        cell.row += first;
    }
    grid.cells.append(&mut more);
    grid.links.extend(links.into_iter().map(|link| Link { row: link.row + first, ..link }));
}
