//! What a document's named styles do to text: fonts whose letters are pictures, lines through it, what sets it off.
//! In: the part that lists them. Out: effects by a style's id. Never follows a style's ancestry for anything else, and
//! never refuses a document for its styles.

use super::{content::RunLook, element::Element, names::Prefixes};
use crate::read::markup::{Markup, Piece};

/// The styles that have an effect.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    known: Vec<Style>,
}

#[derive(Debug)]
struct Style {
    id: String,
    parent: Option<String>,
    look: RunLook,
}

/// A style is made of another, that of a third; no more.
const GENERATIONS: usize = 8;

impl Styles {
    /// The styles that a part lists; as many as could be read.
    pub(crate) fn read(part: &str) -> Self {
        let mut styles = Self::default();
        let mut markup = Markup::new(part);
        let mut prefixes = Prefixes::default();
        let mut open: Vec<Element> = Vec::new();
        while let Ok(piece) = markup.next() {
            match piece {
                Piece::Open(tag) => {
                    prefixes.begin(open.len(), tag);
                    let (vocabulary, name) = prefixes.resolve(tag.name);
                    let element = Element::of(vocabulary, name);
                    let is_of_style = open.len() == 2;
                    if element == Element::RunProperties && !is_of_style {
                        // How a paragraph's mark or a table's edge looks is nobody's text.
                        if markup.pass_over().is_err() {
                            break;
                        }
                        prefixes.end(open.len());
                        continue;
                    }
                    if let (1, "style", Some(id)) = (open.len(), name, tag.attribute("styleId")) {
                        styles.known.push(Style {
                            id: id.into_owned(),
                            parent: None,
                            look: RunLook::default(),
                        });
                    } else if let Some(last) = styles.known.last_mut() {
                        match name {
                            "basedOn" if is_of_style => {
                                last.parent = tag.attribute("val").map(std::borrow::Cow::into_owned);
                            }
                            _ if open.last() == Some(&Element::RunProperties) => {
                                last.look.take_in(element, tag);
                            }
                            _ => {}
                        }
                    }
                    open.push(element);
                }
                Piece::Close => {
                    open.pop();
                    prefixes.end(open.len());
                }
                Piece::Text(_) | Piece::Literal(_) => {}
                Piece::End => break,
            }
        }
        styles
    }

    /// What a style does, with what it takes over from those it is made of.
    pub(crate) fn look(&self, id: &str) -> RunLook {
        let mut look = RunLook::default();
        let mut next = Some(id);
        for _ in 0..GENERATIONS {
            let Some(style) = next.and_then(|id| self.known.iter().find(|style| style.id == id)) else {
                break;
            };
            look = look.over(style.look);
            next = style.parent.as_deref();
        }
        look
    }
}

/// Styles of runs that say nothing of a text's meaning.
const PLAIN_STYLES: [&str; 12] = [
    "PlaceholderText",
    "Hyperlink",
    "Strong",
    "Emphasis",
    "SubtleEmphasis",
    "IntenseEmphasis",
    "FootnoteReference",
    "EndnoteReference",
    "CommentReference",
    "PageNumber",
    "InternetLink",
    "normaltextrun",
];

/// Whether a style of runs, by its id, may say something of a text's meaning.
pub(crate) fn may_mean(id: &str) -> bool {
    !PLAIN_STYLES.contains(&id)
}

/// Whether a cell holds nothing but a letter that may be a picture by its style.
#[inline]
pub(crate) fn is_lone_letter(text: &str) -> bool {
    (1..=4).contains(&text.len())
        && !matches!(text, "x" | "X" | "1" | "Y" | "N" | "y" | "n" | "-")
        && text.trim().chars().all(char::is_alphabetic)
        && text.trim().chars().count() == 1
}
