//! Styles of a spreadsheet of `LibreOffice` and its kin: what they say of a cell's look, and what they hide.
//! In: the elements that define them. Out: looks by style name. Never resolves a chain of parents without end.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::{
    grid::{Letters, Look},
    read::{
        docx::content,
        letters::{self, Behind, WHITE},
        refusal::Refusal,
        symbol, xml,
    },
};

/// One style as written: what it does not say, its parent does.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    font: Option<String>,
    /// White where it says that there is none.
    fill: Option<u32>,
    is_struck: Option<bool>,
    /// That of the letters.
    colour: Option<u32>,
    is_table_hidden: bool,
    /// Whether it shows values in a format of its own.
    has_format: bool,
}

/// Styles by family and name.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_name: BTreeMap<(String, String), Style>,
    faces: BTreeMap<String, String>,
    current: Option<(String, String)>,
    /// Whether styles change by rules.
    pub(crate) have_rules: bool,
}

impl Styles {
    /// Takes in a whole part that holds nothing but styles.
    pub(crate) fn take_part(&mut self, text: &str) -> Result<(), Refusal> {
        let mut reader = xml::reader(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) => self.begin(&element),
                Ok(Event::Eof) => return Ok(()),
                Err(_) => return Err(Refusal::damaged("its part styles.xml is no well-formed XML")),
                Ok(_) => {}
            }
        }
    }

    /// Takes in an element, if it is about styles.
    pub(crate) fn begin(&mut self, element: &BytesStart<'_>) {
        let get = |name| xml::attribute(element, name).map(std::borrow::Cow::into_owned);
        let current = self.current.as_ref().and_then(|key| self.by_name.get_mut(key));
        match (element.local_name().as_ref(), current) {
            ("font-face", _) => {
                self.faces.extend(get("name").zip(get("font-family")));
            }
            ("style", _) => {
                let key = (get("family").unwrap_or_default(), get("name").unwrap_or_default());
                let has_format = get("data-style-name").is_some();
                let style = Style { parent: get("parent-style-name"), has_format, ..Style::default() };
                self.by_name.insert(key.clone(), style);
                self.current = Some(key);
            }
            ("default-style", _) => self.current = None,
            ("table-cell-properties", Some(style)) => {
                style.fill =
                    get("background-color").map(|written| content::colour(&written).unwrap_or(WHITE));
            }
            ("map", Some(_)) => self.have_rules = true,
            // Those of numbers have rules of their own.
            (name, _) if name.ends_with("-style") => self.current = None,
            ("text-properties", Some(style)) => {
                let colour = get("color");
                style.colour =
                    colour.and_then(|written| u32::from_str_radix(written.strip_prefix('#')?, 16).ok());
                let face = get("font-name").map(|name| self.faces.get(&name).cloned().unwrap_or(name));
                let name = face.or_else(|| get("font-family"));
                style.font = name.map(|name| name.trim_matches(['\'', '"']).to_owned());
                style.is_struck = get("text-line-through-style")
                    .or_else(|| get("text-line-through-type"))
                    .map(|written| written != "none");
            }
            ("table-properties", Some(style)) => {
                style.is_table_hidden = get("display").as_deref() == Some("false");
            }
            _ => {}
        }
    }

    /// The look that a style gives.
    pub(crate) fn look(&self, family: &str, name: &str) -> Look {
        let mut key = (family.to_owned(), name.to_owned());
        let (mut font, mut fill, mut is_struck) = (None, None, None);
        for _ in 0..16 {
            let Some(style) = self.by_name.get(&key) else { break };
            font = font.or(style.font.as_deref());
            fill = fill.or(style.fill);
            is_struck = is_struck.or(style.is_struck);
            match &style.parent {
                Some(parent) => key.1.clone_from(parent),
                None => break,
            }
        }
        Look {
            symbol_font: font.and_then(symbol::font),
            fill: fill.filter(|rgb| *rgb != WHITE),
            is_struck: is_struck.unwrap_or(false),
            stands_out: None,
        }
    }

    /// The colour that a style gives letters, and what is behind them, where it or those that it goes back to say so.
    fn colours(&self, family: &str, name: &str) -> (Option<u32>, Option<u32>) {
        let mut key = (family.to_owned(), name.to_owned());
        let (mut own, mut behind) = (None, None);
        for _ in 0..16 {
            let Some(style) = self.by_name.get(&key) else { break };
            (own, behind) = (own.or(style.colour), behind.or(style.fill));
            match &style.parent {
                Some(parent) => key.1.clone_from(parent),
                None => break,
            }
        }
        (own, behind)
    }

    /// What there is to keep of the letters of a cell of this style.
    pub(crate) fn letters(&self, name: &str) -> Option<Letters> {
        let (own, behind) = self.colours("table-cell", name);
        letters::kept(own?, Behind::Colour(behind.unwrap_or(WHITE)))
    }

    /// What there is to keep of the letters of a cell of this style whose value it shows as nothing: they cannot be seen, unless
    /// it shows values as they are, or on a colour, which is seen itself.
    pub(crate) fn unshown(&self, name: &str) -> Option<Letters> {
        let own = self.by_name.get(&("table-cell".to_owned(), name.to_owned()))?;
        let is_bare = || self.colours("table-cell", name).1.is_none_or(|behind| behind == WHITE);
        (own.has_format && is_bare()).then_some(Letters::Unseen)
    }

    /// Whether a style of text gives it a colour of its own.
    pub(crate) fn colours_text(&self, name: &str) -> bool {
        self.colours("text", name).0.is_some()
    }

    /// Whether a style hides its table.
    pub(crate) fn hides_table(&self, name: &str) -> bool {
        self.by_name.get(&("table".to_owned(), name.to_owned())).is_some_and(|style| style.is_table_hidden)
    }
}
