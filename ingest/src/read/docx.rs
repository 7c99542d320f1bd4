//! Word documents: every table a grid, the paragraphs outside tables a grid, the page headers a grid.
//! In: a package's parts. Out: grids `header`, `text`, `table 1`, ... Never follows a link, never expands an entity,
//! never
//! reads foot notes and comments but to tell of them, nor what was deleted.

use super::{
    book::Book,
    budget::Budget,
    docx_walk::Walk,
    guard::guarded,
    limits::Limits,
    margin::{self, Margin},
    package,
    refusal::Refusal,
    xml,
    zip_parts::ZipParts,
};
use crate::grid::{Addressing, Grid};

/// Reads a document.
pub(crate) fn read(parts: &mut ZipParts<'_>, limits: &Limits) -> Result<Book, Refusal> {
    let (_, main) = package::main_part(parts, limits)?;
    let missing = || Refusal::damaged(format!("its part {main} is missing"));
    let document = parts.part(&main, limits)?.ok_or_else(missing)?;
    let document = xml::text(&main, &document)?;
    let mut headers = Vec::new();
    let mut margin = Margin::default();
    if let Some((_, found)) = package::relationships(parts, &main, limits)? {
        margin = margin::of_document(parts, &found, limits);
        for header in found.into_iter().filter(|one| one.kind == "header") {
            if let Some(bytes) = parts.part(&header.target, limits)? {
                headers.push(xml::text(&header.target, &bytes)?.into_owned());
            }
        }
    }
    let properties = package::own_properties(parts, limits);
    guarded(|| {
        let mut budget = Budget::new(limits);
        let mut book = Book { properties, ..Book::default() };
        if let Some(note) = margin.note() {
            book.note("", note);
        }
        let mut header = grid("header");
        let mut tables = Vec::new();
        for part in &headers {
            let walk = Walk::run(part, &mut budget, limits, tables.len())?;
            append(&mut header, walk.text);
            tables.extend(walk.tables);
        }
        // Tables count from the document's own first; those in a header come last.
        let walk = Walk::run(&document, &mut budget, limits, 0)?;
        let n_own = walk.tables.len();
        for (index, table) in tables.iter_mut().enumerate() {
            table.sheet = format!("table {}", n_own + index + 1);
        }
        let mut text = grid("text");
        append(&mut text, walk.text);
        book.grids.extend([header, text].into_iter().filter(|grid| !grid.cells.is_empty()));
        book.grids.extend(walk.tables);
        book.grids.extend(tables);
        book.note_cut(budget.n_cut);
        Ok(book)
    })
}

fn grid(name: &str) -> Grid {
    Grid { sheet: name.into(), addressing: Addressing::Document, ..Grid::default() }
}

/// Sets the rows of one grid below those of another.
fn append(grid: &mut Grid, mut more: Vec<crate::grid::Cell>) {
    let first = grid.cells.last().map_or(0, |last| last.row + 1);
    for cell in &mut more {
        cell.row += first;
    }
    grid.cells.append(&mut more);
}
