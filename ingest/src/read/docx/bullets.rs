//! Ticks and crosses that a document's lists have for bullets: put into an answer's cell, one is a mark.
//! In: the parts that define the lists and the styles. Out: a list's sign, by the paragraph's own list or its style's. Never
//! takes a plain bullet for a sign.

use super::names::Prefixes;
use crate::{
    grid::SymbolFont,
    read::{
        markup::{Markup, Piece, Tag},
        symbol,
    },
};

/// More lists, or levels of one, are no form's.
const MOST: usize = 1_024;
const MOST_LEVELS: usize = 9;

/// A style is made of another, that of a third; no more.
const GENERATIONS: usize = 8;

/// The lists whose bullets are signs.
#[derive(Debug, Default)]
pub(crate) struct Bullets {
    /// List, level, sign.
    signs: Vec<(String, String, char)>,
    /// The sign that a style of paragraphs puts before them.
    by_style: Vec<(String, char)>,
}

/// A paragraph's place in a list.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    /// The list.
    pub(crate) list: String,
    /// The level; the first where it is not said.
    pub(crate) level: String,
    /// The paragraph's style, whose list it is in where it names none itself.
    pub(crate) style: String,
}

/// What a style says of lists.
#[derive(Debug, Default)]
struct Styled {
    id: String,
    parent: String,
    list: String,
    level: String,
}

/// What is known of a level while it is read.
#[derive(Debug, Default)]
struct Level {
    at: String,
    is_bullet: bool,
    says: String,
    font: Option<SymbolFont>,
    /// The style whose paragraphs stand at this level.
    style: String,
}

/// A level of a kind of lists: which kind, which level, its sign if it is one, the style whose level it is.
struct Kind {
    of: String,
    at: String,
    sign: Option<char>,
    style: String,
}

impl Bullets {
    /// The lists that a part defines; as many as could be read.
    pub(crate) fn read(part: &str) -> Self {
        let mut markup = Markup::new(part);
        let mut prefixes = Prefixes::default();
        let mut open: Vec<String> = Vec::new();
        let mut kind = String::new();
        let mut level = Level::default();
        let mut kinds: Vec<Kind> = Vec::new();
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
                        // A list may have a level of its own in the place of its kind's.
                        (2 | 3, "lvl") => level = Level { at: said("ilvl"), ..Level::default() },
                        (2, "abstractNumId") if bullets.signs.len() < MOST => {
                            bullets.take_kind(&kind, &kinds, &said("val"));
                        }
                        _ => level.take_in(name, tag),
                    }
                    open.push(name.to_owned());
                }
                Piece::Close => {
                    let name = open.pop();
                    if name.as_deref() == Some("lvl") && kinds.len() < MOST {
                        match open.len() {
                            2 => kinds.push(level.of_kind(&kind)),
                            3 => bullets.override_level(&kind, &level),
                            _ => {}
                        }
                    }
                    prefixes.end(open.len());
                }
                Piece::Text(_) | Piece::Literal(_) => {}
                Piece::End => break,
            }
        }
        bullets
    }

    /// Gives a list the signs of its kind's levels.
    fn take_kind(&mut self, list: &str, kinds: &[Kind], of: &str) {
        let own = kinds.iter().filter(|known| known.of == of).take(MOST_LEVELS);
        for Kind { at, sign, style, .. } in own {
            let Some(sign) = *sign else { continue };
            self.signs.push((list.to_owned(), at.clone(), sign));
            if !style.is_empty() {
                self.by_style.push((style.clone(), sign));
            }
        }
    }

    /// Puts a list's own level in the place of its kind's.
    fn override_level(&mut self, list: &str, level: &Level) {
        self.signs.retain(|(known, at, _)| known != list || *at != level.at);
        if let Some(sign) = level.sign().filter(|_| self.signs.len() < MOST) {
            self.signs.push((list.to_owned(), level.at.clone(), sign));
        }
    }

    /// Takes in which styles of paragraphs stand in such a list.
    pub(crate) fn take_styles(&mut self, part: &str) {
        let styles = styled(part);
        for style in styles.iter().take(MOST) {
            let mut next = Some(style);
            let mut found = Listed::default();
            for _ in 0..GENERATIONS {
                let Some(known) = next else { break };
                if found.list.is_empty() {
                    found.list.clone_from(&known.list);
                }
                if found.level.is_empty() {
                    found.level.clone_from(&known.level);
                }
                next = styles.iter().find(|other| !known.parent.is_empty() && other.id == known.parent);
            }
            let is_known = self.by_style.iter().any(|(known, _)| *known == style.id);
            let sign = self.by_list(&found.list, &found.level).filter(|_| !is_known);
            self.by_style.extend(sign.map(|sign| (style.id.clone(), sign)));
        }
    }

    /// Whether no list has a sign for a bullet.
    pub(crate) const fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }

    /// The sign that stands before a paragraph.
    pub(crate) fn sign(&self, listed: &Listed) -> Option<char> {
        if !listed.list.is_empty() {
            return self.by_list(&listed.list, &listed.level);
        }
        if listed.style.is_empty() {
            return None;
        }
        self.by_style.iter().find(|(style, _)| *style == listed.style).map(|(_, sign)| *sign)
    }

    fn by_list(&self, list: &str, level: &str) -> Option<char> {
        let level = if level.is_empty() { "0" } else { level };
        self.signs.iter().find(|(known, at, _)| known == list && at == level).map(|(.., sign)| *sign)
    }
}

/// What a part says of its styles' lists; as much as could be read.
fn styled(part: &str) -> Vec<Styled> {
    let mut markup = Markup::new(part);
    let mut prefixes = Prefixes::default();
    let mut depth = 0_usize;
    let mut styles: Vec<Styled> = Vec::new();
    while let Ok(piece) = markup.next() {
        match piece {
            Piece::Open(tag) => {
                prefixes.begin(depth, tag);
                let (_, name) = prefixes.resolve(tag.name);
                let said = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
                if depth == 2 && matches!(name, "rPr" | "tblPr" | "trPr" | "tcPr" | "tblStylePr") {
                    if markup.pass_over().is_err() {
                        break;
                    }
                    prefixes.end(depth);
                    continue;
                }
                if (depth, name) == (1, "style") {
                    if styles.len() >= MOST {
                        break;
                    }
                    styles.push(Styled { id: said("styleId"), ..Styled::default() });
                } else if let Some(last) = styles.last_mut() {
                    match (depth, name) {
                        (2, "basedOn") => last.parent = said("val"),
                        (4, "numId") => last.list = said("val"),
                        (4, "ilvl") => last.level = said("val"),
                        _ => {}
                    }
                }
                depth += 1;
            }
            Piece::Close => {
                depth = depth.saturating_sub(1);
                prefixes.end(depth);
            }
            Piece::Text(_) | Piece::Literal(_) => {}
            Piece::End => break,
        }
    }
    styles
}

/// Whether an empty paragraph at the end of a cell has a style of its own, so that the style's list may be all that it shows.
pub(crate) fn may_be_styled(document: &str) -> bool {
    /// What Word writes at the end of such a cell.
    const END: &[u8] = b"</w:pPr></w:p></w:tc>";
    /// Properties of an empty paragraph are no longer.
    const LONGEST: usize = 600;
    let bytes = document.as_bytes();
    memchr::memmem::find_iter(bytes, END).any(|end| {
        let before = bytes.get(end.saturating_sub(LONGEST)..end).unwrap_or_default();
        let from = memchr::memmem::rfind(before, b"<w:pPr>").unwrap_or(before.len());
        memchr::memmem::find(before.get(from..).unwrap_or_default(), b"<w:pStyle ").is_some()
    })
}

impl Level {
    fn take_in(&mut self, name: &str, tag: Tag<'_>) {
        match name {
            "numFmt" => self.is_bullet = tag.attribute("val").as_deref() == Some("bullet"),
            "pStyle" => self.style = tag.attribute("val").unwrap_or_default().into_owned(),
            "lvlText" => self.says = tag.attribute("val").unwrap_or_default().into_owned(),
            "rFonts" => {
                let name = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi"));
                self.font = name.and_then(|name| symbol::font(&name));
            }
            _ => {}
        }
    }

    fn of_kind(&self, kind: &str) -> Kind {
        Kind { of: kind.to_owned(), at: self.at.clone(), sign: self.sign(), style: self.style.clone() }
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
