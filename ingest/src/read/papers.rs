//! The program's own papers among the returns: benchmark, report, a school's workbook of an earlier collection.
//! In: a file's properties, a page's text. Out: that it is such a paper, and of which collection. Never takes a form for
//! schools to fill in for one.

use schemas::{finding::Finding, paper, place::Place, rules};

use super::{book::Book, limits::Limits, refusal::Refusal, xml, zip_parts::ZipParts};
use crate::grid::Grid;

/// Said of a paper that was saved again after it was made.
pub(crate) const SAVED_SINCE: &str = "tallybook_paper_saved_since";

/// The collection that a file is a paper of.
pub(crate) fn year_of(properties: &[(String, String)]) -> Option<&str> {
    properties.iter().find(|(name, _)| name == paper::PROPERTY).map(|(_, year)| year.as_str())
}

/// Whether a workbook that is a paper was saved again since: somebody may have written in it.
pub(crate) fn is_saved_since(parts: &mut ZipParts<'_>, limits: &Limits, year: &str) -> bool {
    let name = "docProps/core.xml";
    let Ok(Some(bytes)) = parts.part(name, limits) else { return true };
    xml::text(name, &bytes).is_ok_and(|text| !text.contains(&format!("{year}{}", paper::SAVED_ON)))
}

/// What a page says of itself, if it is a paper.
pub(crate) fn of_page(page: &str) -> Option<(String, String)> {
    const HEAD: usize = 4096;
    let end = page.char_indices().map(|(at, _)| at).take_while(|at| *at <= HEAD).last()?;
    let (_, behind) = page.get(..end)?.split_once(&format!("name=\"{}\"", paper::PAGE))?;
    let year = behind.split('"').nth(1).unwrap_or_default();
    Some((paper::PROPERTY.to_owned(), year.to_owned()))
}

/// How many cells of a grid may stand before what a paper's sheet says of itself.
const BEFORE: usize = 4;

/// The collection that a grid was made of, if it is a paper's sheet in whatever format it was saved again.
fn of_grid(grid: &Grid) -> Option<&str> {
    let marked = grid.cells.iter().take(BEFORE).find_map(|cell| paper::marked(cell.value.as_text()?));
    marked.filter(|(_, is_paper)| *is_paper).map(|(year, _)| year)
}

/// Takes a paper's sheets out of a book, and tells of each; where there is nothing else, the book is that paper.
pub(crate) fn take_out(book: &mut Book) -> Vec<Grid> {
    let Some(year) = book.grids.iter().find_map(of_grid).map(str::to_owned) else { return Vec::new() };
    let is_whole = book.grids.iter().all(|grid| grid.cells.is_empty() || of_grid(grid).is_some());
    if is_whole {
        let said = [paper::PROPERTY, SAVED_SINCE].map(|name| (name.to_owned(), year.clone()));
        book.properties.extend(said);
        return Vec::new();
    }
    let (papers, others) =
        std::mem::take(&mut book.grids).into_iter().partition(|grid| of_grid(grid).is_some());
    book.grids = others;
    let papers: Vec<Grid> = papers;
    let (sheet, what) = match papers.as_slice() {
        [only] => (only.sheet.clone(), "this sheet".to_owned()),
        several => (String::new(), format!("{} sheets of this file", several.len())),
    };
    let message = format!("Tallybook made {what} of the collection of {year}; nothing was read from there");
    book.note(sheet, Refusal { rule: &rules::FILE_IGNORED, message, suggestion: "".into() });
    papers
}

/// What is told of a paper; none of any other file.
pub(crate) fn finding(name: &str, properties: &[(String, String)]) -> Option<Finding> {
    let year = year_of(properties)?;
    if !properties.iter().any(|(name, _)| name == SAVED_SINCE) {
        let message = format!(
            "Tallybook made this file of the collection of {year}; it is no return, and was passed over"
        );
        return Some(Finding::new(&rules::FILE_IGNORED, Place::file(name), message));
    }
    let message = format!(
        "Tallybook made this file of the collection of {year}, and it was saved again since; it is no return, and nothing was read from it"
    );
    let finding = Finding::new(&rules::NO_RETURN, Place::file(name), message);
    Some(finding.with_suggestion(
        "If the school answered in it, ask for its answers on the form; else take the file out of the folder",
    ))
}
