//! The page headers and footers of a spreadsheet of `LibreOffice` and its kin: they stand with its styles.
//! In: the parts `styles.xml` and `content.xml` as text. Out: the edges of the pages that its sheets are printed on. Never
//! keeps what the program fills in.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use crate::read::{page_edges::PageEdges, xml};

/// Elements in whose place the program writes something of its own.
const FILLED_IN: [&str; 8] =
    ["page-number", "page-count", "sheet-name", "date", "time", "title", "file-name", "page-variable-get"];

/// The edges of each kind of page that the content's sheets are printed on, as far as the part is well-formed XML.
pub(crate) fn edges(styles: &str, content: &str) -> Vec<PageEdges> {
    let used = used_pages(content);
    let mut edges: Vec<PageEdges> = Vec::new();
    let mut reader = xml::reader(styles);
    let mut is_used = false;
    let mut is_footer: Option<bool> = None;
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                let local = element.local_name();
                let name = local.as_ref();
                if name == "master-page" {
                    is_used = xml::attribute(&element, "name").is_some_and(|name| used.contains(&*name));
                    edges.extend(is_used.then(PageEdges::default));
                } else if is_used && let Some(edge) = edge(name) {
                    let is_shown = xml::attribute(&element, "display").is_none_or(|shown| shown != "false");
                    is_footer = is_shown.then_some(edge);
                } else if FILLED_IN.contains(&name) {
                    let end = element.to_end().into_owned();
                    if reader.read_to_end(end.name()).is_err() {
                        return edges;
                    }
                    text.push(' ');
                } else if name == "p" {
                    text.clear();
                }
            }
            Ok(Event::Text(piece)) => text.push_str(&piece.xml10_content()),
            Ok(Event::GeneralRef(reference)) => xml::push_reference(&reference, &mut text),
            Ok(Event::End(element)) => {
                let local = element.local_name();
                let name = local.as_ref();
                if let Some((is_footer, edges)) = is_footer.filter(|_| name == "p").zip(edges.last_mut()) {
                    edges.line(is_footer, &text);
                } else if edge(name).is_some() {
                    is_footer = None;
                }
            }
            Ok(Event::Eof) | Err(_) => return edges,
            Ok(_) => {}
        }
    }
}

/// Whether an element is a header (`false`) or a footer (`true`) of a page.
fn edge(name: &str) -> Option<bool> {
    match name {
        "header" | "header-left" | "header-first" => Some(false),
        "footer" | "footer-left" | "footer-first" => Some(true),
        _ => None,
    }
}

fn used_pages(content: &str) -> BTreeSet<&str> {
    let head = content.split_once("<office:body").map_or(content, |(head, _)| head);
    head.split("master-page-name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_shown_words_of_the_pages_in_use() {
        let styles = "<s><master-page name=\"Default\"><header><p>Other</p></header></master-page>\
            <master-page name=\"Mine\"><header><region-left><p>School: <span>A &amp; B</span></p></region-left></header>\
            <header-first display=\"false\"><p>never</p></header-first>\
            <footer><p>Page <page-number>1</page-number></p><p>Ring us</p></footer></master-page></s>";
        let found = edges(styles, "<style master-page-name=\"Mine\"/><office:body/>");
        let mut wanted = PageEdges::default();
        wanted.line(false, "School: A & B");
        wanted.line(true, "Ring us");
        assert_eq!(found, [wanted]);
        assert_eq!(edges(styles, "<office:body/>"), []);
    }
}
