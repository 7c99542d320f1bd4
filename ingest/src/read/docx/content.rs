//! What a cell or a paragraph of a document comes to: its text as a person sees it, its tick boxes, its look.
//! In: pieces in the order of the document. Out: a value and a look. Never keeps what is deleted, hidden or struck
//! out beside text that stands.

use super::element::Element;
use crate::{
    grid::{Letters, Look, SymbolFont, Value},
    normalise::text,
    read::{
        letters::{self, Behind},
        markup::Tag,
        symbol,
    },
};

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
    /// Set off from other text: bold, underlined, highlighted.
    pub(crate) set_off: [bool; 3],
    /// In a colour of its own.
    pub(crate) is_coloured: bool,
    /// Which, RRGGBB, black and white too.
    pub(crate) colour: Option<u32>,
}

impl RunLook {
    /// Takes in a property of a run.
    pub(crate) fn take_in(&mut self, property: Element, tag: Tag<'_>) {
        let value = || tag.attribute("val");
        let on = || tag.flag("val").unwrap_or(true);
        // A line or a colour has to say which.
        let is_some = || tag.flag("val").unwrap_or(false);
        let [bold, underlined, highlighted] = &mut self.set_off;
        match property {
            Element::Fonts => {
                let font = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi"));
                self.font = font.and_then(|font| symbol::font(&font));
            }
            Element::Struck => self.is_struck = on(),
            Element::Hidden => self.is_hidden = on(),
            Element::Bold => *bold = on(),
            Element::RunStyle => {
                *bold |= matches!(value().as_deref(), Some("Strong" | "IntenseEmphasis"));
            }
            Element::Underlined => *underlined = is_some(),
            Element::Highlighted => {
                *highlighted = is_some();
                self.fill = value().and_then(|name| highlight(&name));
            }
            Element::Bordered => *highlighted |= is_some(),
            Element::Coloured => {
                self.colour = value().and_then(|colour| u32::from_str_radix(&colour, 16).ok());
                self.is_coloured = value().is_some_and(|colour| !matches!(&*colour, "auto" | "000000"));
            }
            Element::Shading => {
                let fill = tag.attribute("fill").and_then(|fill| colour(&fill));
                *highlighted |= fill.is_some();
                self.fill = self.fill.or(fill);
            }
            _ => {}
        }
    }

    /// The look of text that has this look of its own, over another's.
    pub(crate) fn over(self, other: Self) -> Self {
        let [one, two] = [self.set_off, other.set_off];
        Self {
            font: self.font.or(other.font),
            fill: self.fill.or(other.fill),
            is_struck: self.is_struck || other.is_struck,
            is_hidden: self.is_hidden || other.is_hidden,
            is_coloured: self.is_coloured || other.is_coloured,
            colour: self.colour.or(other.colour),
            set_off: std::array::from_fn(|at| [one, two].iter().any(|of| of.get(at) == Some(&true))),
        }
    }
}

/// Ways in which text may be set off: bold, underlined, highlighted, and last in a colour of its own.
const WAYS: usize = 4;

/// Lines of text. An end of line is put in where more follows: those at the beginning and end are no one's.
#[derive(Clone, Debug, Default)]
struct Lines {
    text: String,
    n_ends: usize,
}

impl Lines {
    /// The text, open for more.
    fn more(&mut self) -> &mut String {
        for _ in 0..std::mem::take(&mut self.n_ends) {
            self.text.push('\n');
        }
        &mut self.text
    }

    /// Adds a text.
    fn push(&mut self, text: &str) {
        // Most cells hold one text, which is then the whole of it.
        if self.text.is_empty() {
            self.text = String::from(text);
        } else {
            self.more().push_str(text);
        }
    }

    fn end(&mut self) {
        self.n_ends += usize::from(!self.text.is_empty());
    }

    fn trimmed(&self) -> &str {
        let bytes = self.text.as_bytes();
        let is_end = |byte: Option<&u8>| matches!(byte, Some(b'\n' | b'\r'));
        if is_end(bytes.first()) || is_end(bytes.last()) {
            return self.text.trim_matches(['\n', '\r']);
        }
        &self.text
    }
}

/// The colour of a text's letters.
#[derive(Clone, Copy, Debug, Default)]
enum Tint {
    /// There are none yet.
    #[default]
    None,
    /// All have this one.
    All(u32),
    /// Some have none of their own, or another one.
    Several,
}

/// Text being gathered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    standing: Lines,
    is_mixed: bool,
    n_boxes: usize,
    is_ticked: bool,
    fill: Option<u32>,
    has_open_link: bool,
    tint: Tint,
    /// Whether there are words that are not set off in each of the ways.
    has_plain: [bool; WAYS],
    /// What few cells have.
    rare: Option<Box<Rare>>,
}

/// What few cells have.
#[derive(Clone, Debug, Default)]
struct Rare {
    struck: Lines,
    hidden: String,
    /// The letters as they stand in their symbol font, while there is nothing else.
    symbols: Option<(SymbolFont, String)>,
    /// Stretches that are set off in each of the ways, from and to, in bytes of the standing text.
    set_off: [Vec<(usize, usize)>; WAYS],
    /// Texts and the addresses that they lead to; the last may be open.
    links: Vec<(String, String)>,
}

/// A tick box among text.
const TICKED: char = '☒';
const UNTICKED: char = '☐';

impl Content {
    /// Adds text of a run.
    pub(crate) fn text(&mut self, text: &str, look: RunLook) {
        if text.is_empty() {
            return;
        }
        if look.is_hidden {
            self.rare().hidden.push_str(text);
            return;
        }
        if self.has_open_link
            && let Some((shown, _)) = self.rare.as_mut().and_then(|rare| rare.links.last_mut())
        {
            shown.push_str(text);
        }
        let is_blank = !begins_with_sign(text) && text.trim().is_empty();
        if !is_blank {
            self.fill = self.fill.or(look.fill);
            self.tint = match (self.tint, look.colour) {
                (Tint::None, Some(own)) => Tint::All(own),
                (Tint::All(known), Some(own)) if known == own => Tint::All(own),
                _ => Tint::Several,
            };
        }
        if !look.is_struck {
            self.note_set_off(text, look);
        }
        let Some(font) = look.font else {
            self.is_mixed |= !is_blank;
            return self.lines_of(look).push(text);
        };
        self.lines_of(look).more().extend(text.chars().map(|letter| symbol::shown(font, letter)));
        self.is_mixed |= look.is_struck;
        match &mut self.rare().symbols {
            symbols @ None => *symbols = Some((font, text.to_owned())),
            Some((other, symbols)) if *other == font => symbols.push_str(text),
            Some(_) => self.is_mixed = true,
        }
    }

    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// Where text of a look goes.
    fn lines_of(&mut self, look: RunLook) -> &mut Lines {
        if look.is_struck { &mut self.rare().struck } else { &mut self.standing }
    }

    /// Notes which stretches are set off, before a text is added. Signs between words belong to neither.
    fn note_set_off(&mut self, text: &str, look: RunLook) {
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        let from = self.standing.more().len();
        let to = from + text.len();
        let [bold, underlined, highlighted] = look.set_off;
        let ways = [bold, underlined, highlighted, look.is_coloured];
        for (has_plain, is_set_off) in self.has_plain.iter_mut().zip(ways) {
            *has_plain |= !is_set_off;
        }
        if !ways.contains(&true) {
            return;
        }
        let standing = &self.standing.text;
        let stretches = &mut self.rare.get_or_insert_default().set_off;
        for (stretches, _) in stretches.iter_mut().zip(ways).filter(|(_, is_set_off)| *is_set_off) {
            match stretches.last_mut() {
                Some((_, end)) if standing.get(*end..from).is_some_and(|gap| gap.trim().is_empty()) => {
                    *end = to;
                }
                _ => stretches.push((from, to)),
            }
        }
    }

    /// The only stretch that is set off, in the text that stands; that there are several, or that some are only coloured.
    fn stands_out(&self) -> Option<(u16, u16)> {
        let text = &self.standing.text;
        let before = text.len() - text.trim_start_matches(['\n', '\r']).len();
        let [ways @ .., coloured] = &self.rare.as_deref()?.set_off;
        let [.., has_uncoloured] = self.has_plain;
        let mut only = None;
        let set_off = ways.iter().zip(self.has_plain).filter(|(of, has_plain)| *has_plain && !of.is_empty());
        for (stretches, _) in set_off {
            let [(from, to)] = stretches.as_slice() else { return Some(Look::SEVERAL) };
            let stretch = (
                u16::try_from(from.checked_sub(before)?).ok()?,
                u16::try_from(to.checked_sub(before)?).ok()?,
            );
            if only.is_some_and(|other| other != stretch) {
                return Some(Look::SEVERAL);
            }
            only = Some(stretch);
        }
        let is_coloured = has_uncoloured && !coloured.is_empty();
        only.or(is_coloured.then_some(Look::SEVERAL))
    }

    /// Adds a tick box.
    pub(crate) fn tick_box(&mut self, is_ticked: bool) {
        self.standing.more().push(if is_ticked { TICKED } else { UNTICKED });
        self.n_boxes += 1;
        self.is_ticked = is_ticked;
        self.is_mixed = true;
    }

    /// Adds that the last tick box shows the sign of the other state: both stand there, and nobody can be sure.
    pub(crate) fn dispute_tick_box(&mut self) {
        self.standing.more().push(if self.is_ticked { UNTICKED } else { TICKED });
        self.n_boxes += 1;
    }

    /// Begins a text that leads to an address.
    pub(crate) fn begin_link(&mut self, address: String) {
        self.rare().links.push((String::new(), address));
        self.has_open_link = true;
    }

    /// Ends it.
    pub(crate) const fn end_link(&mut self) {
        self.has_open_link = false;
    }

    /// The texts that lead to addresses, each with its own.
    pub(crate) fn take_links(&mut self) -> Vec<(String, String)> {
        self.has_open_link = false;
        self.rare.as_mut().map(|rare| std::mem::take(&mut rare.links)).unwrap_or_default()
    }

    /// Ends a paragraph.
    pub(crate) fn end_paragraph(&mut self) {
        self.standing.end();
        if let Some(rare) = &mut self.rare {
            rare.struck.end();
        }
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
            self.has_plain = [false; WAYS];
            if let Some(rare) = &mut self.rare {
                rare.set_off = Default::default();
            }
        }
        self.fill = self.fill.or(inner.fill);
    }

    /// The text that stands, trimmed of line ends at its ends.
    pub(crate) fn standing(&self) -> &str {
        self.standing.trimmed()
    }

    /// The words that are no part of what it comes to, each with what they are: struck through where others stand, hidden.
    /// Answers taken back are none.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let rare = self.rare.as_deref();
        let struck = rare.filter(|_| !self.standing().trim().is_empty()).map(|rare| rare.struck.trimmed());
        let hidden = rare.map(|rare| rare.hidden.as_str());
        [("struck words", struck), ("hidden words", hidden)]
            .into_iter()
            .filter_map(|(what, says)| Some((what, says?)))
            .filter(|(_, says)| is_remark(says))
    }

    /// What there is to keep of the colour of its letters. `cell_fill` is the cell's own background.
    pub(crate) fn letters(&self, cell_fill: Option<u32>) -> Option<Letters> {
        let Tint::All(own) = self.tint else { return None };
        letters::kept(own, Behind::Colour(cell_fill.or(self.fill).unwrap_or(letters::WHITE)))
    }

    /// What it comes to. `cell_fill` is the cell's own background.
    pub(crate) fn finish(self, cell_fill: Option<u32>) -> (Value, Look) {
        let mut look = Look { fill: cell_fill.or(self.fill), ..Look::default() };
        // Most cells of a form hold nothing.
        if self.standing.text.is_empty() && self.rare.is_none() {
            return (Value::Empty, look);
        }
        let standing = self.standing();
        let bare = || standing.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{200b}');
        if self.n_boxes == 1 && bare().chars().count() == 1 {
            return (Value::Box(self.is_ticked), look);
        }
        if !begins_with_sign(standing) && bare().is_empty() {
            let struck = self.rare.as_ref().map_or("", |rare| rare.struck.trimmed());
            if struck.trim().is_empty() {
                return (Value::Empty, look);
            }
            look.is_struck = true;
            return (Value::Text(struck.into()), look);
        }
        if let Some((font, symbols)) = self.rare.as_ref().and_then(|rare| rare.symbols.as_ref())
            && !self.is_mixed
        {
            look.symbol_font = Some(*font);
            return (Value::Text(symbols.as_str().into()), look);
        }
        look.stands_out = self.stands_out();
        let is_whole = standing.len() == self.standing.text.len();
        let text = if is_whole { self.standing.text.into() } else { standing.into() };
        (Value::Text(text), look)
    }
}

/// Whether a text is more than an answer, or a list of them.
fn is_remark(says: &str) -> bool {
    const FEWEST: usize = 2;
    const ANSWERS: [&str; 16] = [
        "yes",
        "no",
        "partly",
        "partially",
        "part",
        "in",
        "place",
        "met",
        "fully",
        "not",
        "yet",
        "n",
        "a",
        "applicable",
        "na",
        "or",
    ];
    let words = text::words(says);
    let is_other = |word: &&str| !ANSWERS.contains(word);
    words.split(' ').count() >= FEWEST && words.split(' ').any(|word| is_other(&word))
}

/// Whether a text begins with a letter, figure or sign of ASCII: it is not blank then. Most texts do.
fn begins_with_sign(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_graphic)
}

/// Whether a text without any look of its own is what its cell shows, to the letter; so is none.
pub(crate) fn shows_as_it_is(text: &str) -> bool {
    text.is_empty() || begins_with_sign(text) && !text.ends_with(['\n', '\r'])
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
