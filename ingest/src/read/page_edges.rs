//! What is printed at the edges of a workbook's pages: page headers and footers, which a school may have written its name
//! in.
//! In: a sheet's XML, or the text as the program keeps it, with its codes. Out: grids `header` and `footer`, as of a
//! document, where the sheets agree; else notes. Never keeps page numbers, dates and file names that the program fills in.

use quick_xml::events::Event;

use super::{budget::Budget, margin::Margin, refusal::Refusal, xml};
use crate::grid::{Addressing, Cell, Grid, Look, Value};

/// The texts at the edges of one sheet's pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageEdges {
    header: Vec<String>,
    footer: Vec<String>,
}

impl PageEdges {
    /// Those of a worksheet's XML: they stand behind its cells.
    pub(crate) fn of_sheet(part: &[u8]) -> Self {
        let mut edges = Self::default();
        // A view that somebody saved has edges of its own, before the sheet's.
        let views = memchr::memmem::rfind(part, b"customSheetViews");
        let begin = views.or_else(|| memchr::memmem::rfind(part, b"sheetData"));
        let tail = begin.and_then(|at| part.get(at..)).unwrap_or_default();
        let Some(found) = memchr::memmem::find(tail, b"headerFooter") else { return edges };
        let Some(content) = tail.get(found..).and_then(|rest| std::str::from_utf8(rest).ok()) else {
            return edges;
        };
        // From the element's own name on: what is left of its tag is text to the reader, and harmless.
        let mut reader = xml::reader(content);
        reader.config_mut().check_end_names = false;
        let mut open: Option<(bool, String)> = None;
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) => {
                    let local = element.local_name();
                    open = is_footer(local.as_ref()).map(|is_footer| (is_footer, String::new()));
                }
                Ok(Event::Text(piece)) => {
                    if let Some((_, codes)) = &mut open {
                        codes.push_str(&piece.xml10_content());
                    }
                }
                Ok(Event::GeneralRef(reference)) => {
                    if let Some((_, codes)) = &mut open {
                        xml::push_reference(&reference, codes);
                    }
                }
                Ok(Event::End(element)) => {
                    if let Some((is_footer, codes)) = open.take() {
                        edges.add(is_footer, &codes);
                    }
                    if element.local_name().as_ref() == "headerFooter" {
                        return edges;
                    }
                }
                Ok(Event::Eof) | Err(_) => return edges,
                Ok(_) => {}
            }
        }
    }

    /// Adds what one header or footer says, codes and all.
    pub(crate) fn add(&mut self, is_footer: bool, codes: &str) {
        for text in sections(codes) {
            self.line(is_footer, &text);
        }
    }

    /// Adds a line of a header or footer, unless it says nothing in words, or nothing new.
    pub(crate) fn line(&mut self, is_footer: bool, text: &str) {
        let lines = if is_footer { &mut self.footer } else { &mut self.header };
        let text = crate::normalise::text::one_line(text);
        let is_numbering =
            |word: &str| matches!(word, "page" | "pages" | "of" | "sheet" | "printed" | "on" | "");
        let says_something = text.chars().any(char::is_alphabetic)
            && !crate::normalise::text::words(&text).split(' ').all(is_numbering);
        if says_something && !lines.iter().any(|known| *known == text) {
            lines.push(text.into_owned());
        }
    }

    fn is_empty(&self) -> bool {
        self.header.is_empty() && self.footer.is_empty()
    }

    /// Adds the texts to a workbook's grids as a document has them: the header first, the footer last.
    pub(crate) fn put_in(&self, grids: &mut Vec<Grid>, budget: &mut Budget) -> Result<(), Refusal> {
        for (name, texts) in [("header", &self.header), ("footer", &self.footer)] {
            let mut grid = Grid { sheet: name.into(), addressing: Addressing::Document, ..Grid::default() };
            for (row, text) in (0..).zip(texts) {
                budget.cell()?;
                let value = Value::Text(budget.text(text)?.into());
                grid.cells.push(Cell { row, column: 0, value, look: Look::default() });
            }
            if !grid.cells.is_empty() {
                grids.insert(if name == "header" { 0 } else { grids.len() }, grid);
            }
        }
        Ok(())
    }

    /// Adds the texts to what a person is told of a sheet.
    pub(crate) fn tell(&self, margin: &mut Margin) {
        for (what, texts) in [("page header", &self.header), ("page footer", &self.footer)] {
            for text in texts {
                margin.text(what, text);
            }
        }
    }
}

/// What all sheets' pages say that say anything; none where they differ, or say nothing.
pub(crate) fn shared(all: &[PageEdges]) -> Option<PageEdges> {
    let mut saying = all.iter().filter(|edges| !edges.is_empty());
    let first = saying.next()?;
    saying.all(|other| other == first).then(|| first.clone())
}

fn is_footer(name: &str) -> Option<bool> {
    match name {
        "oddHeader" | "evenHeader" | "firstHeader" => Some(false),
        "oddFooter" | "evenFooter" | "firstFooter" => Some(true),
        _ => None,
    }
}

/// The texts of the left, the middle and the right part, line by line, without the codes for fonts, sizes, colours and
/// what the program fills in: ECMA-376 part 1, 18.3.1.39.
fn sections(codes: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut rest = codes;
    let mut push = |letter: char| match letter {
        '\n' | '\r' => texts.push(String::new()),
        letter => {
            if let Some(text) = texts.last_mut() {
                text.push(letter);
            }
        }
    };
    while let Some(letter) = rest.chars().next() {
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        let Some(code) = rest.chars().next().filter(|_| letter == '&') else {
            push(letter);
            continue;
        };
        match code {
            '"' => {
                // `&"Arial,Bold"`
                let end = rest.get(1..).and_then(|name| name.find('"')).map_or(rest.len(), |at| at + 2);
                rest = rest.get(end..).unwrap_or_default();
            }
            '0'..='9' => rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit()),
            'K' => {
                // `&KFF0000`, `&K01+000`
                rest = rest.get(1..).unwrap_or_default();
                rest = rest.get(6..).filter(|_| rest.is_char_boundary(6)).unwrap_or_default();
            }
            '&' => {
                push('&');
                rest = rest.get(1..).unwrap_or_default();
            }
            'L' | 'C' | 'R' => {
                push('\n');
                rest = rest.get(1..).unwrap_or_default();
            }
            other => {
                // The program fills in page, pages, date, time, path, file, sheet, picture: a gap in the words.
                push(' ');
                rest = rest.get(other.len_utf8()..).unwrap_or_default();
            }
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn takes_the_words_and_leaves_the_codes() {
        let says = [
            ("&LOakfield Primary School&CPage &P of &N&R&D", &["Oakfield Primary School"][..]),
            (
                "&C&\"Arial,Bold\"&12Name of School: Oakfield &&  Thornhill",
                &["Name of School: Oakfield & Thornhill"],
            ),
            ("&R&KFF0000Draft", &["Draft"]),
            ("&KFF", &[]),
            ("&C&G", &[]),
            ("no codes\nsecond line", &["no codes", "second line"]),
            ("&", &[]),
        ];
        for (codes, texts) in says {
            let mut edges = PageEdges::default();
            edges.add(false, codes);
            assert_eq!(edges.header, texts, "{codes}");
        }
    }

    #[test]
    fn finds_them_behind_the_cells() {
        let part = b"<worksheet><sheetData><row/></sheetData><pageMargins left=\"1\"/><headerFooter differentFirst=\"1\">\
            <oddHeader>&amp;LOakfield &amp;&amp; Co</oddHeader><oddFooter>&amp;CLast words</oddFooter>\
            <firstHeader/></headerFooter><drawing/></worksheet>";
        let edges = PageEdges::of_sheet(part);
        assert_eq!(
            (edges.header, edges.footer),
            (vec!["Oakfield & Co".to_owned()], vec!["Last words".to_owned()])
        );
        assert_eq!(PageEdges::of_sheet(b"<worksheet><sheetData/></worksheet>"), PageEdges::default());
        let views = b"<worksheet><sheetData/><customSheetViews><customSheetView><headerFooter><oddHeader>Old\
            </oddHeader></headerFooter></customSheetView></customSheetViews><headerFooter><oddHeader>New</oddHeader>\
            </headerFooter></worksheet>";
        assert_eq!(PageEdges::of_sheet(views).header, ["New"]);
    }

    proptest! {
        #[test]
        fn any_codes_end_in_texts(codes in "(&?[\\PC\"0-9KLCR&]){0,40}") {
            let mut edges = PageEdges::default();
            edges.add(true, &codes);
            for line in &edges.footer {
                prop_assert!(line.chars().any(char::is_alphabetic));
            }
        }
    }
}
