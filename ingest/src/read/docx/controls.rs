//! Fields and content controls of a document: tick boxes, drop-downs, places to type in.
//! In: the elements that describe them. Out: what they show. Never takes a placeholder for an answer.

use std::borrow::Cow;

use super::element::Element;
use crate::{
    grid::SymbolFont,
    read::{links::quoted, markup::Tag, symbol},
};

/// A content control (`w:sdt`) while it is open.
#[derive(Debug, Default)]
pub(crate) struct Control {
    /// Its tick box, if it is one.
    pub(crate) tick_box: TickBox,
    /// Whether it shows its placeholder.
    pub(crate) is_placeholder: bool,
    /// Whether its content is open.
    pub(crate) is_open: bool,
    /// The signs that it shows while it is ticked and while it is not, where the file says.
    pub(crate) signs: [Option<char>; 2],
}

/// A control's tick box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TickBox {
    /// It is none.
    #[default]
    None,
    /// It is one whose state the file does not say: the glyph it shows does.
    Unsaid,
    /// It is ticked, or not.
    Said(bool),
    /// It is one of this state, which was given out.
    Given(bool),
    /// It is one that shows another sign than its state's, and was given out as such.
    Disputed,
}

impl Control {
    /// Whether the text within it is none of the school's.
    pub(crate) fn hides_text(&self) -> bool {
        self.is_open && (self.is_placeholder || !matches!(self.tick_box, TickBox::None | TickBox::Unsaid))
    }

    /// The tick box's state, once.
    pub(crate) fn give(&mut self) -> Option<bool> {
        match self.tick_box {
            TickBox::Said(is_ticked) if self.is_open => {
                self.tick_box = TickBox::Given(is_ticked);
                Some(is_ticked)
            }
            _ => None,
        }
    }

    /// Whether the sign that it shows is that of the other state than the file gives it: somebody wrote over it. True once.
    pub(crate) fn is_disputed_by(&mut self, shown: &str) -> bool {
        let TickBox::Given(is_ticked) = self.tick_box else { return false };
        let Some(sign) = shown.trim().chars().next() else { return false };
        let [ticked, unticked] = self.signs;
        let says_ticked = if Some(sign) == ticked {
            true
        } else if Some(sign) == unticked {
            false
        } else {
            match sign {
                '\u{2611}' | '\u{2612}' => true,
                '\u{2610}' => false,
                _ => return false,
            }
        };
        if says_ticked != is_ticked {
            self.tick_box = TickBox::Disputed;
        }
        says_ticked != is_ticked
    }
}

/// A field (`w:fldChar` from `begin` to `end`) while it is open.
#[derive(Debug, Default)]
pub(crate) struct Field {
    /// Whether its result has begun.
    pub(crate) has_result: bool,
    /// Tick box: the state it was made with.
    pub(crate) default_tick: Option<bool>,
    /// Tick box: the state it was given.
    pub(crate) tick: Option<bool>,
    /// Whether it is a tick box.
    pub(crate) is_box: bool,
    /// Whether it is a drop-down.
    pub(crate) is_list: bool,
    /// Drop-down: its entries.
    pub(crate) entries: Vec<String>,
    /// Drop-down: which entry it was made with.
    pub(crate) default_entry: Option<usize>,
    /// Drop-down: which entry was chosen.
    pub(crate) entry: Option<usize>,
    /// What it is told to do: `HYPERLINK "https://..."`.
    pub(crate) instruction: String,
}

/// The address that a field's instruction leads to, outside its document.
pub(crate) fn led_to(instruction: &str) -> Option<String> {
    let (address, switches) = quoted(instruction.trim_start().strip_prefix("HYPERLINK")?)?;
    // The place within it is named behind a switch.
    let place = switches.split_once("\\l").and_then(|(_, place)| quoted(place));
    Some(place.map_or_else(|| address.clone(), |(place, _)| format!("{address}#{place}")))
}

impl Field {
    /// Takes in an element that describes it.
    pub(crate) fn describe(&mut self, parent: Element, element: Element, tag: Tag<'_>) {
        let value = || tag.attribute("val");
        let is_on = || tag.flag("val").unwrap_or(true);
        match (parent, element) {
            (Element::FieldData, Element::TickBox) => self.is_box = true,
            (Element::FieldData, Element::Choices) => self.is_list = true,
            (Element::TickBox, Element::Default) => self.default_tick = Some(is_on()),
            (Element::TickBox, Element::Checked) => self.tick = Some(is_on()),
            (Element::Choices, Element::Result) => self.entry = value().and_then(|value| value.parse().ok()),
            (Element::Choices, Element::Default) => {
                self.default_entry = value().and_then(|value| value.parse().ok());
            }
            (Element::Choices, Element::ListEntry) => self.entries.extend(value().map(Cow::into_owned)),
            _ => {}
        }
    }

    /// Whether the text at this point is none that a person sees, or is shown by other means.
    pub(crate) fn hides_text(&self) -> bool {
        !self.has_result || self.is_box || self.is_list
    }

    /// A tick box's state.
    pub(crate) fn ticked(&self) -> Option<bool> {
        self.is_box.then(|| self.tick.or(self.default_tick).unwrap_or(false))
    }

    /// What a field without a result shows by its instruction alone: the sign of `SYMBOL 252 \\f "Wingdings"`, with its font; the
    /// words of `MACROBUTTON Toggle ☐`.
    pub(crate) fn shown(&self) -> Option<(String, Option<SymbolFont>)> {
        if self.has_result || self.is_box || self.is_list {
            return None;
        }
        let (kind, rest) = self.instruction.trim().split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        if kind.eq_ignore_ascii_case("MACROBUTTON") {
            let (_, says) = rest.split_once(char::is_whitespace)?;
            return Some((says.trim().to_owned(), None));
        }
        if !kind.eq_ignore_ascii_case("SYMBOL") {
            return None;
        }
        let code = rest.split(char::is_whitespace).next()?;
        let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
            Some(code) => u32::from_str_radix(code, 16).ok()?,
            None => code.parse().ok()?,
        };
        let named = rest.split_once("\\f").and_then(|(_, font)| quoted(font));
        let font = named.and_then(|(font, _)| symbol::font(&font));
        Some((char::from_u32(code)?.to_string(), font))
    }

    /// What a drop-down shows, unless that is an invitation to choose.
    pub(crate) fn chosen(&self) -> Option<&str> {
        let index = self.entry.or(self.default_entry).unwrap_or(0);
        let shown = self.entries.get(index).filter(|_| self.is_list)?;
        (!is_invitation(shown)).then_some(shown)
    }
}

/// Whether an entry of a list invites a person to choose, and so is no answer.
fn is_invitation(text: &str) -> bool {
    const WORDS: [&str; 8] = ["choose", "select", "pick", "click", "please", "tap ", "enter ", "tagh"];
    let text = text.trim().trim_start_matches(['<', '[', '(', '-', '–', '.', '…', ' ']).to_lowercase();
    text.is_empty() || WORDS.iter().any(|word| text.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[&str], entry: Option<usize>) -> Field {
        let entries = entries.iter().map(|entry| (*entry).to_owned()).collect();
        Field { is_list: true, entries, entry, ..Field::default() }
    }

    #[test]
    fn an_invitation_is_no_choice() {
        for invitation in ["Choose an item.", "-- select --", " ", "Please select", "[Click here]"] {
            assert_eq!(list(&[invitation, "Yes"], None).chosen(), None, "{invitation}");
        }
        assert_eq!(list(&["Choose", "Yes", "No"], Some(2)).chosen(), Some("No"));
        assert_eq!(list(&["Choose", "Yes"], Some(7)).chosen(), None);
    }

    #[test]
    fn a_box_follows_what_it_was_given_before_what_it_was_made_with() {
        let with =
            |default_tick, tick| Field { is_box: true, default_tick, tick, ..Field::default() }.ticked();
        assert_eq!(with(Some(true), None), Some(true));
        assert_eq!(with(Some(true), Some(false)), Some(false));
        assert_eq!(with(None, None), Some(false));
    }
}
