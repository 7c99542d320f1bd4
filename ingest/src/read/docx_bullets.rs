//! Ticks and crosses that a document's lists have for bullets: put into an answer's cell, one is a mark.
//! In: the part that defines the lists. Out: a list's sign. Never takes a plain bullet for a sign, and never follows what a
//! style says of lists.

use crate::{
    grid::SymbolFont,
    read::{
        docx_names::Prefixes,
        markup::{Markup, Piece, Tag},
        symbol,
    },
};

/// More lists, or levels of one, are no form's.
const MOST: usize = 1_024;
const MOST_LEVELS: usize = 9;

/// The lists whose bullets are signs.
#[derive(Debug, Default)]
pub(crate) struct Bullets {
    /// List, level, sign.
    signs: Vec<(String, String, char)>,
}

/// A paragraph's place in a list.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    /// The list.
    pub(crate) list: String,
    /// The level; the first where it is not said.
    pub(crate) level: String,
}

/// What is known of a level while it is read.
#[derive(Debug, Default)]
struct Level {
    at: String,
    is_bullet: bool,
    says: String,
    font: Option<SymbolFont>,
}

impl Bullets {
    /// The lists that a part defines; as many as could be read.
    pub(crate) fn read(part: &str) -> Self {
        let mut markup = Markup::new(part);
        let mut prefixes = Prefixes::default();
        let mut open: Vec<String> = Vec::new();
        let mut kind = String::new();
        let mut level = Level::default();
        let mut kinds: Vec<(String, String, char)> = Vec::new();
        let mut bullets = Self::default();
        while let Ok(piece) = markup.next() {
            match piece {
                Piece::Open(tag) => {
                    prefixes.begin(open.len(), tag);
                    let (_, name) = prefixes.resolve(tag.name);
                    let said = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
                    match (open.len(), name) {
                        (1, "abstractNum") => kind = said("abstractNumId"),
                        (1, "num") => kind = said("numId"),
                        (2, "lvl") => level = Level { at: said("ilvl"), ..Level::default() },
                        (2, "abstractNumId") if bullets.signs.len() < MOST => {
                            let own = kinds.iter().filter(|(known, ..)| *known == said("val"));
                            let own = own.map(|(_, at, sign)| (kind.clone(), at.clone(), *sign));
                            bullets.signs.extend(own.take(MOST_LEVELS));
                        }
                        _ => level.take_in(name, tag),
                    }
                    open.push(name.to_owned());
                }
                Piece::Close => {
                    let name = open.pop();
                    if (open.len(), name.as_deref()) == (2, Some("lvl"))
                        && let Some(sign) = level.sign().filter(|_| kinds.len() < MOST)
                    {
                        kinds.push((kind.clone(), level.at.clone(), sign));
                    }
                    prefixes.end(open.len());
                }
                Piece::Text(_) | Piece::Literal(_) => {}
                Piece::End => break,
            }
        }
        bullets
    }

    /// Whether no list has a sign for a bullet.
    pub(crate) const fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }

    /// The sign that stands before a paragraph.
    pub(crate) fn sign(&self, listed: &Listed) -> Option<char> {
        let level = if listed.level.is_empty() { "0" } else { &listed.level };
        self.signs.iter().find(|(list, at, _)| *list == listed.list && at == level).map(|(.., sign)| *sign)
    }
}

impl Level {
    fn take_in(&mut self, name: &str, tag: Tag<'_>) {
        match name {
            "numFmt" => self.is_bullet = tag.attribute("val").as_deref() == Some("bullet"),
            "lvlText" => self.says = tag.attribute("val").unwrap_or_default().into_owned(),
            "rFonts" => {
                let name = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi"));
                self.font = name.and_then(|name| symbol::font(&name));
            }
            _ => {}
        }
    }

    /// The tick or cross that it is; none where it is anything else.
    fn sign(&self) -> Option<char> {
        const SIGNS: [char; 11] = ['✓', '✔', '✗', '✘', '☑', '☒', '√', '×', '✅', '❌', '✖'];
        let mut letters = self.says.trim().chars().filter(|letter| *letter != '\u{fe0f}');
        let (letter, None) = (letters.next()?, letters.next()) else { return None };
        let shown = self.font.map_or(letter, |font| symbol::shown(font, letter));
        Some(shown).filter(|shown| self.is_bullet && SIGNS.contains(shown))
    }
}
