//! What stands in a file beside its cells: notes on cells, text boxes, pictures, a document's comments and foot notes.
//! In: parts of a package. Out: a note for a person, with the texts, so that nothing vanishes. Never takes any of it for
//! an answer, and never refuses a file for it.

use std::borrow::Cow;

use quick_xml::events::Event;
use schemas::rules;

use super::{limits::Limits, package::Relationship, refusal::Refusal, xml, zip_parts::ZipParts};

/// Longer lists are cut, with how much is left out: more stands in no cell of a workbook of findings.
const LONGEST: usize = 25_000;
/// Pictures in the first rows are a form's letterhead.
const LETTERHEAD: u32 = 6;

/// A longer note is told of, and is no comment beside a statement.
const NOTE: usize = 4_000;
/// More pictures than this are no form's.
const MOST_DRAWN: usize = 4_000;
/// More notes than this are no form's.
const MOST_NOTES: usize = 2_000;

/// What was found beside the cells of one sheet or document.
#[derive(Debug, Default)]
pub(crate) struct Margin {
    /// Texts: what they are (`note on C7`, `text box`), and what they say.
    texts: Vec<(String, String)>,
    /// Of a document's comments and foot notes: kind and number (`comment 3`), and what each says.
    numbered: Vec<(String, String)>,
    n_pictures: usize,
    /// The cells at which what has no words begins or ends: pictures, lines, drop-down boxes.
    drawn_over: Vec<(u32, u32)>,
    /// Check boxes and buttons drawn over the cells.
    n_controls: usize,
}

impl Margin {
    /// Nothing but check boxes and buttons drawn over the cells, so many of them.
    pub(crate) fn of_controls(n_controls: usize) -> Self {
        Self { n_controls, ..Self::default() }
    }

    /// Adds so many controls that were not read.
    pub(crate) fn controls(&mut self, n: usize) {
        self.n_controls += n;
    }

    /// Adds so many pictures.
    pub(crate) fn pictures(&mut self, n: usize) {
        self.n_pictures += n;
    }

    /// Adds a picture that begins in this row, unless it is a letterhead.
    pub(crate) fn picture(&mut self, row: u32) {
        self.n_pictures += usize::from(row >= LETTERHEAD);
    }

    /// Adds a cell over which something without words is drawn.
    pub(crate) fn drawn_at(&mut self, place: (u32, u32)) {
        if self.drawn_over.len() < MOST_DRAWN {
            self.drawn_over.push(place);
        }
    }

    /// The cells over which something without words is drawn, rising.
    pub(crate) fn drawn_over(&self) -> Vec<(u32, u32)> {
        let mut places = self.drawn_over.clone();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Adds a text, unless it is blank.
    pub(crate) fn text(&mut self, what: impl Into<String>, says: &str) {
        let says = crate::normalise::text::one_line(says);
        let says = without_notice(says.trim());
        let what = what.into();
        if !says.is_empty() && !self.texts.iter().any(|(known, other)| *known == what && other == says) {
            self.texts.push((what, says.to_owned()));
        }
    }

    /// Adds what is struck through in a cell beside what stands there.
    pub(crate) fn struck(&mut self, (row, column): (u32, u32), says: &str) {
        self.text(format!("struck words in {}", schemas::place::cell_name(row, column)), says);
    }

    /// The notes on cells: row, column, what each says.
    pub(crate) fn notes(&self) -> Vec<(u32, u32, Box<str>)> {
        let all = self.texts.iter().filter(|(_, says)| says.len() <= NOTE);
        let on_cells = all.filter_map(|(what, says)| {
            let (row, column) = cell_of(what.strip_prefix("note on ")?)?;
            Some((row, column, says.as_str().into()))
        });
        let mut notes: Vec<_> = on_cells.take(MOST_NOTES).collect();
        notes.sort_unstable();
        notes
    }

    /// What a document's comment or foot note says, by its kind and number.
    pub(crate) fn numbered(&self, name: &str) -> Option<&str> {
        let (_, says) = self.numbered.iter().find(|(known, _)| known == name)?;
        Some(says.as_str()).filter(|says| says.len() <= NOTE)
    }

    /// The note for a person; none where there is nothing.
    pub(crate) fn note(self) -> Option<Refusal> {
        if self.texts.is_empty() && self.n_pictures == 0 && self.n_controls == 0 {
            return None;
        }
        let mut list: Vec<String> =
            self.texts.iter().map(|(what, says)| format!("{what} \"{says}\"")).collect();
        if self.n_pictures > 0 {
            list.push(match self.n_pictures {
                1 => "a picture".to_owned(),
                n => format!("{n} pictures"),
            });
        }
        if self.n_controls > 0 {
            list.push(format!(
                "{} drawn over the cells, ticked or not",
                match self.n_controls {
                    1 => "a check box or button".to_owned(),
                    n => format!("{n} check boxes or buttons"),
                }
            ));
        }
        let n_whole = list.len();
        let mut length = 0;
        // One text that is longer by itself is cut within.
        list.retain(|one| {
            let is_first = length == 0;
            length += one.len() + 2;
            is_first || length <= LONGEST
        });
        let n_more = n_whole - list.len();
        let mut list = list.join("; ");
        if list.len() > LONGEST {
            let cut = (0..=LONGEST).rev().find(|at| list.is_char_boundary(*at)).unwrap_or(0);
            list.truncate(cut);
            list.push_str(" ...");
        }
        if n_more > 0 {
            list.push_str(&["; and ", &n_more.to_string(), " more, which the file itself shows"].concat());
        }
        Some(Refusal {
            rule: &rules::BESIDE_THE_CELLS,
            message: format!(
                "beside the cells stand texts or pictures that were not read as answers: {list}"
            ),
            suggestion: Cow::Borrowed("Look whether they say anything that should stand in the form"),
        })
    }
}

/// The row and column of a cell's name: `C7`.
fn cell_of(name: &str) -> Option<(u32, u32)> {
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, figures) = name.split_at_checked(split)?;
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        letter.is_ascii_uppercase().then(|| column * 26 + u32::from(letter - b'A') + 1)
    })?;
    let row: u32 = figures.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// A threaded comment without what Excel writes before it for older programs; some of them leave nothing else of it.
fn without_notice(says: &str) -> &str {
    let notice = says.strip_prefix("[Threaded comment]");
    notice.and_then(|rest| rest.split_once("Comment: ")).map_or(says, |(_, said)| said.trim())
}

/// What stands beside the cells of a workbook's sheet: from its relationships, and how many of the controls drawn over it
/// were not read.
pub(crate) fn of_sheet(
    parts: &mut ZipParts<'_>,
    found: &[Relationship],
    n_controls: usize,
    limits: &Limits,
) -> Margin {
    let mut margin = Margin::of_controls(n_controls);
    let threaded: Vec<&Relationship> = found.iter().filter(|one| one.kind == "threadedComment").collect();
    let plain = found.iter().filter(|one| one.kind == "comments" && threaded.is_empty());
    for part in threaded.iter().copied().chain(plain) {
        each(
            parts,
            part,
            limits,
            &mut margin,
            Sought { of: &["comment", "threadedComment"], text: &["t", "text"] },
        );
    }
    for part in found.iter().filter(|one| one.kind == "drawing") {
        each(parts, part, limits, &mut margin, Sought { of: &["txBody"], text: &["t"] });
        let within = super::package::relationships(parts, &part.target, limits).ok().flatten();
        charts(parts, &within.map(|(_, found)| found).unwrap_or_default(), limits, &mut margin);
    }
    embedded(found, &mut margin);
    margin
}

/// Words in charts and diagrams.
fn charts(parts: &mut ZipParts<'_>, found: &[Relationship], limits: &Limits, margin: &mut Margin) {
    for part in found {
        let of: &'static [&'static str] = match part.kind.as_str() {
            "chart" | "chartEx" => &["rich"],
            "diagramData" => &["pt"],
            _ => continue,
        };
        each(parts, part, limits, margin, Sought { of, text: &["t"] });
    }
}

/// How a note names a file within the file.
const EMBEDDED: &str = "embedded file";

/// The files within the file that a note names, in quotes.
pub(crate) fn embedded_files(note: &str) -> impl Iterator<Item = String> {
    note.split(EMBEDDED).skip(1).filter_map(|rest| {
        let (name, _) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
        Some(["\"", name, "\""].concat())
    })
}

/// Files that somebody put into the file, by their names; those that Word shows as a part of its text (`w:altChunk`), too.
fn embedded(found: &[Relationship], margin: &mut Margin) {
    for part in found.iter().filter(|one| matches!(one.kind.as_str(), "package" | "oleObject" | "aFChunk")) {
        margin.text(EMBEDDED, part.target.rsplit('/').next().unwrap_or_default());
    }
}

/// What stands beside the text of a document: comments, foot notes and end notes.
pub(crate) fn of_document(parts: &mut ZipParts<'_>, found: &[Relationship], limits: &Limits) -> Margin {
    let mut margin = Margin::default();
    for part in found.iter().filter(|one| matches!(one.kind.as_str(), "comments" | "footnotes" | "endnotes"))
    {
        each(
            parts,
            part,
            limits,
            &mut margin,
            Sought { of: &["comment", "footnote", "endnote"], text: &["t"] },
        );
    }
    charts(parts, found, limits, &mut margin);
    embedded(found, &mut margin);
    margin
}

/// Which elements hold a text, and within them which hold its pieces.
#[derive(Clone, Copy)]
struct Sought {
    of: &'static [&'static str],
    text: &'static [&'static str],
}

fn each(parts: &mut ZipParts<'_>, part: &Relationship, limits: &Limits, margin: &mut Margin, sought: Sought) {
    let content = parts.part(&part.target, limits).ok().flatten();
    match content.as_deref().and_then(|bytes| xml::text(&part.target, bytes).ok()) {
        Some(content) => gather(&content, margin, sought),
        None => margin.text(format!("what could not be read in {}", part.target), "?"),
    }
}

fn gather(content: &str, margin: &mut Margin, sought: Sought) {
    let mut reader = xml::reader(content);
    let mut open: Option<(String, String, String)> = None;
    let mut is_text = false;
    let mut number = None;
    let mut anchor = Anchor::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                let local = element.local_name();
                let name = local.as_ref();
                if open.is_none() && sought.of.contains(&name) {
                    let what = match xml::attribute(&element, "ref") {
                        Some(cell) => format!("note on {cell}"),
                        None if name == "txBody" => "text box".to_owned(),
                        None if name == "rich" => "chart".to_owned(),
                        None if name == "pt" => "diagram".to_owned(),
                        None => name.replace("note", " note"),
                    };
                    number = xml::attribute(&element, "id").map(|id| [name, " ", &*id].concat());
                    open = Some((name.to_owned(), what, String::new()));
                }
                is_text = sought.text.contains(&name);
                anchor.begin(name);
                if name == "pic" {
                    margin.picture(anchor.from.0);
                }
            }
            Ok(Event::Empty(element)) if anchor.kind != Drawing::None => {
                let local = element.local_name();
                // Excel draws its check boxes and buttons here, too.
                anchor.is_control |= local.as_ref() == "compatExt";
            }
            Ok(Event::Text(piece)) if anchor.line != Line::None && open.is_none() => {
                anchor.number(piece.xml10_content().trim());
            }
            Ok(Event::Text(piece)) if is_text => add(&mut open, &piece.xml10_content()),
            Ok(Event::GeneralRef(reference)) if is_text => {
                let mut piece = String::new();
                xml::push_reference(&reference, &mut piece);
                add(&mut open, &piece);
            }
            Ok(Event::End(element)) => {
                let local = element.local_name();
                let name = local.as_ref();
                is_text = false;
                anchor.line = Line::None;
                if matches!(name, "oneCellAnchor" | "twoCellAnchor") {
                    std::mem::take(&mut anchor).places().for_each(|place| margin.drawn_at(place));
                }
                if name == "p" {
                    add(&mut open, "\n");
                }
                if open.as_ref().is_some_and(|(known, ..)| known == name)
                    && let Some((_, what, says)) = open.take()
                {
                    anchor.has_words |= !says.trim().is_empty();
                    if let Some(number) = number.take().filter(|_| margin.numbered.len() < MOST_NOTES) {
                        margin
                            .numbered
                            .push((number, crate::normalise::text::one_line(&says).trim().to_owned()));
                    }
                    margin.text(what, &says);
                }
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// What an anchor of a drawing holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Drawing {
    /// Nothing yet.
    #[default]
    None,
    /// A picture, a shape or a line.
    Some,
}

/// Which number of an anchor is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Line {
    #[default]
    None,
    Row,
    Column,
}

/// An anchor of a drawing while it is open: from which cell to which, and what it holds.
#[derive(Debug, Default)]
struct Anchor {
    from: (u32, u32),
    to: Option<(u32, u32)>,
    line: Line,
    kind: Drawing,
    has_words: bool,
    is_control: bool,
}

impl Anchor {
    fn begin(&mut self, name: &str) {
        match name {
            "to" => self.to = Some(self.from),
            "pic" | "sp" | "cxnSp" | "contentPart" => self.kind = Drawing::Some,
            "compatExt" => self.is_control = true,
            _ => {}
        }
        self.line = match name {
            "row" => Line::Row,
            "col" => Line::Column,
            _ => Line::None,
        };
    }

    fn number(&mut self, written: &str) {
        let Ok(number) = written.parse() else { return };
        let place = self.to.as_mut().unwrap_or(&mut self.from);
        match self.line {
            Line::Row => place.0 = number,
            Line::Column => place.1 = number,
            Line::None => {}
        }
    }

    /// The cells at its corners, where it holds something without words that is no larger than some cells.
    fn places(self) -> impl Iterator<Item = (u32, u32)> {
        const WIDEST: u32 = 2;
        let (from, to) = (self.from, self.to.unwrap_or(self.from));
        let is_small = to.0.abs_diff(from.0) <= WIDEST && to.1.abs_diff(from.1) <= WIDEST;
        let counts = self.kind == Drawing::Some && !self.has_words && !self.is_control && is_small;
        let corners = [from, (from.0, to.1), (to.0, from.1), to];
        corners.into_iter().filter(move |_| counts)
    }
}

fn add(open: &mut Option<(String, String, String)>, piece: &str) {
    if let Some((_, _, says)) = open {
        says.push_str(piece);
    }
}

/// The text of a piece of XML, its paragraphs parted by line ends.
pub(crate) fn text_of(content: &str) -> String {
    let mut reader = xml::reader(content);
    reader.config_mut().check_end_names = false;
    let mut says = String::new();
    loop {
        match reader.read_event() {
            // Who made a note, and when, is not what it says.
            Ok(Event::Start(element)) if matches!(element.local_name().as_ref(), "creator" | "date") => {
                let end = element.to_end().into_owned();
                if reader.read_to_end(end.name()).is_err() {
                    return says;
                }
            }
            Ok(Event::Text(piece)) => says.push_str(&piece.xml10_content()),
            Ok(Event::GeneralRef(reference)) => xml::push_reference(&reference, &mut says),
            Ok(Event::End(element)) if element.local_name().as_ref() == "p" => says.push('\n'),
            Ok(Event::Eof) | Err(_) => return says,
            Ok(_) => {}
        }
    }
}
