//! One cell of a spreadsheet of `LibreOffice` and its kin.
//! In: its element, what stands in it. Out: a value and a look. Never shows what a merged block covers.

use chrono::{NaiveDate, NaiveTime, Timelike as _};
use quick_xml::events::BytesStart;

use super::styles::Styles;
use crate::{
    grid::{Letters, Link, Look, SymbolFont, Value},
    read::{
        budget::Budget,
        docx::content::RunLook,
        drawn::DrawnBox,
        links::{link, quoted},
        refusal::Refusal,
        shown::{percentage, says_word},
        symbol, xml,
    },
};

/// A cell while it is open.
#[derive(Debug, Default)]
pub(crate) struct OpenCell {
    /// How many columns it stands in, one after the other.
    pub(crate) repeats: u32,
    /// How many rows and columns it covers.
    pub(crate) spans: (u32, u32),
    /// Whether a merged block covers it.
    pub(crate) is_covered: bool,
    /// Boxes of the sheet's forms that stand in it.
    pub(crate) boxes: Vec<DrawnBox>,
    /// Texts that lead to addresses: where each begins and ends in the text, and where to.
    links: Vec<(usize, usize, String)>,
    /// What there is to keep of its letters' colour.
    pub(crate) letters: Option<Letters>,
    /// What there is to keep of its letters where its style shows nothing of its value.
    pub(crate) unshown: Option<Letters>,
    look: Look,
    kind: String,
    value: String,
    has_formula: bool,
    /// The address that its formula leads to.
    made: Option<String>,
    is_error: bool,
    text: String,
    n_paragraphs: usize,
    /// How deep within paragraphs we are; text between them is none.
    n_open: usize,
    /// Cells of a table within this cell that are open.
    n_inner: usize,
    /// Looks of the open spans.
    spans_open: Vec<RunLook>,
    /// Where what is struck through begins and ends in the text.
    struck: Vec<(usize, usize)>,
}

/// Longer words that are struck through are no answer taken back, and stay where they are.
const TAKEN_BACK: usize = 24;

impl OpenCell {
    /// A cell of this element.
    pub(crate) fn new(element: &BytesStart<'_>, look: Look, repeats: u32) -> Self {
        let mut cell = Self { repeats, spans: (1, 1), look, ..Self::default() };
        for one in element.attributes().with_checks(false).flatten() {
            let value = quick_xml::escape::unescape(&one.value).unwrap_or_default();
            match one.key.local_name().as_ref() {
                "value-type" if value == "error" => cell.is_error = true,
                "value-type" if cell.kind.is_empty() => cell.kind = value.into_owned(),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    cell.value = value.into_owned();
                }
                "formula" => {
                    cell.has_formula = true;
                    let (_, code) = value.split_once("=HYPERLINK(").unwrap_or_default();
                    let made = quoted(code).filter(|(_, after)| after.starts_with([';', ',', ')']));
                    cell.made = made.map(|(address, _)| address);
                }
                "number-rows-spanned" => cell.spans.0 = value.parse().unwrap_or(1),
                "number-columns-spanned" => cell.spans.1 = value.parse().unwrap_or(1),
                _ => {}
            }
        }
        cell
    }

    /// Begins an element within the cell.
    pub(crate) fn begin(&mut self, name: &str, element: &BytesStart<'_>, styles: &Styles) {
        match name {
            "p" | "h" => {
                if self.n_paragraphs > 0 {
                    self.text.push('\n');
                }
                self.n_paragraphs += 1;
                self.n_open += 1;
            }
            "span" => {
                let style = xml::attribute(element, "style-name").unwrap_or_default();
                self.letters = self.letters.filter(|_| !styles.colours_text(&style));
                let look = styles.look("text", &style);
                let (font, is_struck) = (look.symbol_font, look.is_struck);
                self.spans_open.push(RunLook { font, is_struck, ..RunLook::default() });
            }
            "s" => {
                let count = xml::attribute(element, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.text.extend(std::iter::repeat_n(' ', std::cmp::min(count, 1000)));
            }
            "a" => {
                let address = xml::attribute(element, "href").unwrap_or_default().into_owned();
                self.links.push((self.text.len(), usize::MAX, address));
            }
            "tab" => self.text.push('\t'),
            "line-break" => self.text.push('\n'),
            "table-cell" | "covered-table-cell" => self.n_inner += 1,
            _ => {}
        }
    }

    /// Ends an element within the cell.
    pub(crate) fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => self.n_open = self.n_open.saturating_sub(1),
            "span" => {
                self.spans_open.pop();
            }
            "a" => {
                let end = self.text.len();
                if let Some(open) = self.links.last_mut().filter(|(_, end, _)| *end == usize::MAX) {
                    open.1 = end;
                }
            }
            _ => {}
        }
    }

    /// Whether a cell's end is that of a cell within this one.
    pub(crate) fn is_inner_end(&mut self) -> bool {
        let is_inner = self.n_inner > 0;
        self.n_inner = self.n_inner.saturating_sub(1);
        is_inner
    }

    /// Adds text.
    pub(crate) fn text(&mut self, text: &str) {
        if self.n_open == 0 {
            return;
        }
        let from = self.text.len();
        let font: Option<SymbolFont> = self.spans_open.iter().rev().find_map(|look| look.font);
        match font {
            Some(font) => self.text.extend(text.chars().map(|letter| symbol::shown(font, letter))),
            None => self.text.push_str(text),
        }
        if self.spans_open.last().is_some_and(|look| look.is_struck) {
            self.struck.push((from, self.text.len()));
        }
    }

    /// Takes out what was struck through beside what stands, and hands it on to be told of; where it is all there is, it
    /// stays.
    pub(crate) fn take_back(&mut self) -> Option<String> {
        if self.struck.is_empty() {
            return None;
        }
        let (mut standing, mut struck) = (String::with_capacity(self.text.len()), String::new());
        let mut to = 0;
        for (from, end) in &self.struck {
            standing.push_str(self.text.get(to..*from).unwrap_or_default());
            struck.push_str(self.text.get(*from..*end).unwrap_or_default());
            to = *end;
        }
        standing.push_str(self.text.get(to..).unwrap_or_default());
        let is_all = !standing.contains(char::is_alphanumeric);
        self.look.is_struck |= is_all;
        if is_all || struck.len() > TAKEN_BACK {
            return None;
        }
        self.text = standing.trim().to_owned();
        Some(struck)
    }

    /// Its links, where it stands at this row and column.
    pub(crate) fn links(&self, at: (u32, u32)) -> impl Iterator<Item = Link> {
        let own = self.links.iter().filter_map(move |(from, to, address)| {
            let to = (*to).min(self.text.len());
            link(at, self.text.get(*from..to).unwrap_or_default(), address)
        });
        let made = self.made.as_ref().and_then(|address| link(at, &self.text, address));
        own.chain(made)
    }

    /// What it shows for a number with words beside it, where it does.
    pub(crate) fn worded(&self) -> Option<&str> {
        let is_number = matches!(self.kind.as_str(), "float" | "currency") && !self.is_covered;
        let text = self.text.trim();
        let has_words = is_number && says_word(text) && text.contains(|c: char| c.is_ascii_digit());
        (has_words && !looks_like_error(text)).then_some(text)
    }

    /// Whether its value is shown as nothing at all, in whatever format. A program that writes no text for a number writes no
    /// paragraph for it either.
    pub(crate) fn shows_nothing(&self) -> bool {
        self.n_paragraphs > 0
            && self.text.is_empty()
            && !self.value.is_empty()
            && !self.has_formula
            && matches!(self.kind.as_str(), "float" | "currency" | "percentage" | "string")
    }

    /// What it comes to.
    pub(crate) fn finish(self, budget: &mut Budget) -> Result<(Value, Look), Refusal> {
        if self.is_covered {
            return Ok((Value::Empty, Look::default()));
        }
        let look = self.look;
        let value = match self.kind.as_str() {
            "percentage" => self.value.parse().ok().map(percentage),
            // A formula's truth is stored as a number, and shown as what it is.
            "float" if self.has_formula && matches!(self.text.as_str(), "TRUE" | "FALSE") => {
                Some(Value::Flag(self.text == "TRUE"))
            }
            // Where a format shows a word for a number, the word is what a person sees.
            "float" if says_word(&self.text) && !self.text.contains(|c: char| c.is_ascii_digit()) => {
                matches!(self.text.as_str(), "TRUE" | "FALSE")
                    .then(|| self.value.parse().ok().map(Value::Number))
                    .flatten()
            }
            "float" | "currency" => self.value.parse().ok().map(Value::Number),
            "boolean" => Some(Value::Flag(self.value == "true" || self.value == "TRUE")),
            "date" => {
                let date = self.value.get(..10).unwrap_or(&self.value);
                let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok();
                date.map(|date| serial(date, &self.value).map_or(Value::Date(date), Value::Serial))
            }
            _ => None,
        };
        let is_error = self.is_error || (self.has_formula && looks_like_error(&self.text));
        let value = match value {
            Some(value) if !is_error => value,
            _ => {
                let text = if self.text.is_empty() { self.value.as_str() } else { self.text.as_str() };
                if is_error {
                    Value::Error(budget.text(text)?.into())
                } else if text.is_empty() && self.has_formula && self.kind.is_empty() {
                    Value::Error("formula without a stored value".into())
                } else if text.is_empty() {
                    Value::Empty
                } else {
                    Value::Text(budget.text(text)?.into())
                }
            }
        };
        Ok((value, look))
    }
}

/// The serial number of a day with a time of that day; none where no time stands behind the date, or midnight.
fn serial(date: NaiveDate, written: &str) -> Option<f64> {
    let (_, time) = written.split_once('T')?;
    let time = NaiveTime::parse_from_str(time.get(..8)?, "%H:%M:%S").ok()?;
    let seconds = time.num_seconds_from_midnight();
    let days = i32::try_from((date - NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days()).ok()?;
    (seconds > 0 && days > 0).then(|| f64::from(days) + f64::from(seconds) / 86_400.0)
}

fn looks_like_error(text: &str) -> bool {
    text.starts_with("Err:")
        || matches!(text, "#REF!" | "#NAME?" | "#VALUE!" | "#DIV/0!" | "#N/A" | "#NUM!" | "#NULL!")
}
