//! What a cell or a paragraph of a document comes to: its text as a person sees it, its tick boxes, its look.
//! In: pieces in the order of the document. Out: a value and a look. Never keeps what is deleted, hidden or struck
//! out beside text that stands.

use super::symbol;
use crate::grid::{Look, SymbolFont, Value};

/// How the text of a run looks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RunLook {
    /// A font whose letters are pictures.
    pub(crate) font: Option<SymbolFont>,
    /// Background colour.
    pub(crate) fill: Option<u32>,
    /// Struck through.
    pub(crate) is_struck: bool,
    /// Hidden.
    pub(crate) is_hidden: bool,
}

/// Lines of text. An end of line is put in where more follows: those at the beginning and end are no one's.
#[derive(Clone, Debug, Default)]
struct Lines {
    text: String,
    n_ends: usize,
}

impl Lines {
    /// The text, open for more.
    fn more(&mut self) -> &mut String {
        self.text.extend(std::iter::repeat_n('\n', std::mem::take(&mut self.n_ends)));
        &mut self.text
    }

    fn end(&mut self) {
        self.n_ends += usize::from(!self.text.is_empty());
    }

    fn trimmed(&self) -> &str {
        self.text.trim_matches(['\n', '\r'])
    }
}

/// Text being gathered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    standing: Lines,
    struck: Lines,
    /// The letters as they stand in their symbol font, while there is nothing else.
    symbols: Option<(SymbolFont, String)>,
    is_mixed: bool,
    n_boxes: usize,
    is_ticked: bool,
    fill: Option<u32>,
}

/// A tick box among text.
const TICKED: char = '☒';
const UNTICKED: char = '☐';

impl Content {
    /// Adds text of a run.
    pub(crate) fn text(&mut self, text: &str, look: RunLook) {
        if look.is_hidden || text.is_empty() {
            return;
        }
        let is_blank = text.trim().is_empty();
        if !is_blank {
            self.fill = self.fill.or(look.fill);
        }
        let into = if look.is_struck { self.struck.more() } else { self.standing.more() };
        if let Some(font) = look.font {
            into.extend(text.chars().map(|letter| symbol::shown(font, letter)));
            self.is_mixed |= look.is_struck;
            match &mut self.symbols {
                None => self.symbols = Some((font, text.to_owned())),
                Some((other, symbols)) if *other == font => symbols.push_str(text),
                Some(_) => self.is_mixed = true,
            }
        } else {
            into.push_str(text);
            self.is_mixed |= !is_blank;
        }
    }

    /// Adds a tick box.
    pub(crate) fn tick_box(&mut self, is_ticked: bool) {
        self.standing.more().push(if is_ticked { TICKED } else { UNTICKED });
        self.n_boxes += 1;
        self.is_ticked = is_ticked;
        self.is_mixed = true;
    }

    /// Ends a paragraph.
    pub(crate) fn end_paragraph(&mut self) {
        self.standing.end();
        self.struck.end();
    }

    /// Takes in what an inner table's cell holds.
    pub(crate) fn inner(&mut self, inner: &Content) {
        let text = inner.standing.text.trim();
        if !text.is_empty() {
            self.standing.more().push_str(text);
            self.standing.end();
            self.n_boxes += inner.n_boxes;
            self.is_ticked = inner.is_ticked;
            self.is_mixed = true;
        }
        self.fill = self.fill.or(inner.fill);
    }

    /// The text that stands, trimmed of line ends at its ends.
    pub(crate) fn standing(&self) -> &str {
        self.standing.trimmed()
    }

    /// What it comes to. `cell_fill` is the cell's own background.
    pub(crate) fn finish(self, cell_fill: Option<u32>) -> (Value, Look) {
        let mut look = Look { fill: cell_fill.or(self.fill), ..Look::default() };
        let standing = self.standing();
        let bare = standing.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{200b}');
        if self.n_boxes == 1 && bare.chars().count() == 1 {
            return (Value::Box(self.is_ticked), look);
        }
        if bare.is_empty() {
            let struck = self.struck.trimmed();
            if struck.trim().is_empty() {
                return (Value::Empty, look);
            }
            look.is_struck = true;
            return (Value::Text(struck.into()), look);
        }
        if let Some((font, symbols)) = &self.symbols
            && !self.is_mixed
        {
            look.symbol_font = Some(*font);
            return (Value::Text(symbols.as_str().into()), look);
        }
        let is_whole = standing.len() == self.standing.text.len();
        let text = if is_whole { self.standing.text.into() } else { standing.into() };
        (Value::Text(text), look)
    }
}

/// The colour of a highlighter, by its name in the file.
pub(crate) fn highlight(name: &str) -> Option<u32> {
    Some(match name {
        "yellow" => 0x00ff_ff00,
        "green" => 0x0000_ff00,
        "cyan" => 0x0000_ffff,
        "magenta" => 0x00ff_00ff,
        "blue" => 0x0000_00ff,
        "red" => 0x00ff_0000,
        "darkBlue" => 0x0000_0080,
        "darkCyan" => 0x0000_8080,
        "darkGreen" => 0x0000_8000,
        "darkMagenta" => 0x0080_0080,
        "darkRed" => 0x0080_0000,
        "darkYellow" => 0x0080_8000,
        "darkGray" => 0x0080_8080,
        "lightGray" => 0x00c0_c0c0,
        "black" => 0,
        _ => return None,
    })
}

/// A colour as written: six hexadecimal digits; none for white and `auto`.
pub(crate) fn colour(written: &str) -> Option<u32> {
    let digits = written.trim_start_matches('#');
    (digits.len() == 6)
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
        .filter(|rgb| *rgb != 0x00ff_ffff)
}
