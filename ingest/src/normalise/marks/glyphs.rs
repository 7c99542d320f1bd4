//! Signs that are no words: ticks, crosses, dots, boxes, dashes, in Unicode and in the fonts of pictures.
//! In: a cell's trimmed text and its font. Out: what the sign is, or none where it is made of words. Never reads words.

use schemas::answer::Answer;

use crate::grid::SymbolFont;

/// What a sign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A tick.
    Tick,
    /// A cross.
    Cross,
    /// A dot, a star, a filled box.
    Dot,
    /// The figure 1.
    One,
    /// A dash, an empty box, a 0.
    Not,
    /// A coloured light, a thumb.
    Says(Answer),
    /// A lone letter or sign without a meaning of its own.
    Odd(char),
    /// Signs that contradict each other.
    Mixed,
    /// A question mark.
    Question,
}

/// Whether a sign is an empty box or button.
pub const fn is_empty_box(c: char) -> bool {
    matches!(c, '\u{2610}' | '\u{25a1}' | '\u{25cb}' | '\u{25ef}' | '\u{2b1c}' | '\u{26aa}' | '\u{f0a8}')
}

/// Whether a sign is a box or button that is ticked or filled.
pub const fn is_ticked_box(c: char) -> bool {
    matches!(
        c,
        '\u{2611}'
            | '\u{2612}'
            | '\u{25a0}'
            | '\u{25cf}'
            | '\u{25c9}'
            | '\u{26ab}'
            | '\u{1f518}'
            | '\u{f0fd}'
            | '\u{f0fe}'
    )
}

/// The sign that the text is, if it is one (or the same one several times, or one in brackets).
pub fn sign_of(text: &str, font: Option<SymbolFont>) -> Option<Sign> {
    if let Some(sign) = garbled(text) {
        return Some(sign);
    }
    // Longer than this is words; the bound keeps prose cheap.
    if text.len() > 24 {
        return None;
    }
    if is_ditto(text) {
        return Some(Sign::Question);
    }
    let inner = unwrapped(text);
    if inner.is_empty() {
        let first = text.chars().next()?;
        return Some(match first {
            '.' if text.len() > 1 => Sign::Question,
            '.' | '!' | ',' | ';' => Sign::Odd(first),
            _ => Sign::Not,
        });
    }
    let mut found = None;
    let mut n_signs = 0;
    for c in inner.chars().filter(|c| !c.is_whitespace() && !is_joiner(*c)) {
        let sign = match font {
            Some(font) => in_font(c, font)?,
            None => plain(c)?,
        };
        n_signs += 1;
        found = match (found, sign) {
            (None, sign) => Some(sign),
            (Some(before), sign) if before == sign => Some(sign),
            (Some(Sign::Question), _) | (_, Sign::Question) => Some(Sign::Question),
            _ => Some(Sign::Mixed),
        };
    }
    match found {
        // Repeated letters are words ("oo", "vv"); repeated figures are numbers ("11").
        Some(Sign::Odd(_) | Sign::One) if n_signs > 1 => None,
        Some(Sign::Mixed) if inner.chars().any(|c| c.is_alphanumeric() && !c.eq_ignore_ascii_case(&'x')) => {
            None
        }
        found => found,
    }
}

/// `"`, `''`, `” ”`: as above.
fn is_ditto(text: &str) -> bool {
    let marks =
        |c: char| matches!(c, '"' | '\'' | '\u{201c}' | '\u{201d}' | '\u{2019}' | '\u{2033}' | '\u{3003}');
    text != "'"
        && text.chars().all(|c| marks(c) || c == ' ')
        && text.chars().filter(|c| marks(*c)).count() <= 2
}

/// `[x]`, `(x)`, `x.`, `"x"` without what surrounds it.
fn unwrapped(text: &str) -> &str {
    let text = text.trim_matches(['"', '\'', '.', ',', ';', '!']);
    let open = text.strip_prefix(['[', '(', '{']).and_then(|rest| rest.strip_suffix([']', ')', '}']));
    match open {
        Some(inner) => inner.trim(),
        // "..." and the like are all wrapping; keep them as they are.
        None => text,
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{200b}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[expect(clippy::match_same_arms, reason = "a table: one kind of sign a line")]
/// A character's sign in an ordinary font; none where it belongs to words.
pub(super) fn plain(c: char) -> Option<Sign> {
    Some(match c {
        '\u{2713}' | '\u{2714}' | '\u{2611}' | '\u{2705}' | '\u{1f5f8}' | '\u{1f5f9}' | '\u{221a}'
        | '\u{1fbb1}' => Sign::Tick,
        'x'
        | 'X'
        | '\u{d7}'
        | '\u{2717}'
        | '\u{2718}'
        | '\u{2612}'
        | '\u{2715}'
        | '\u{2716}'
        | '\u{274c}'
        | '\u{274e}'
        | '\u{2a2f}'
        | '\u{2a09}'
        | '\u{1f5d9}'
        | '\u{1f5f4}'..='\u{1f5f7}'
        | '\u{2573}'
        | '\u{445}'
        | '\u{425}'
        | '\u{3c7}'
        | '\u{3a7}'
        | '\u{22a0}'
        | '\u{1f7a8}'
        | '\u{2327}'
        | '\u{ff58}'
        | '\u{ff38}'
        | '\u{1d465}' => Sign::Cross,
        '*' | '\u{2022}' | '\u{25cf}' | '\u{25a0}' | '\u{25fc}' | '\u{25aa}' | '\u{2605}' | '\u{2b24}'
        | '\u{26ab}' | '\u{2b1b}' | '\u{25c9}' | '\u{2b50}' | '\u{25c6}' | '\u{2666}' | '\u{2219}'
        | '\u{26ac}' | '\u{1f518}' | '\u{2b25}' | '\u{2588}' | '\u{2731}' | '\u{2217}' | '\u{b7}' => {
            Sign::Dot
        }
        '1' => Sign::One,
        '0'
        | '-'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '_'
        | '\u{2610}'
        | '\u{25a1}'
        | '\u{25fb}'
        | '\u{25cb}'
        | '\u{2b1c}'
        | '\u{25ef}'
        | '\u{26aa}'
        | '\u{2b55}'
        | '\u{ad}'
        | '\u{2751}'
        | '\u{2752}'
        | '\u{274d}'
        | '\u{25ab}'
        | '\u{a8}'
        | '\u{a3}' => Sign::Not,
        // Colours and thumbs stand for words.
        '\u{1f7e2}' | '\u{1f7e9}' | '\u{1f49a}' | '\u{1f44d}' => Sign::Says(Answer::Yes),
        '\u{1f7e0}' | '\u{1f7e1}' | '\u{1f7e7}' | '\u{1f7e8}' | '~' | '\u{223c}' => {
            Sign::Says(Answer::Partly)
        }
        '\u{1f534}' | '\u{1f7e5}' | '\u{1f44e}' => Sign::Says(Answer::No),
        '?' | '\u{bf}' | '\u{fffd}' | '\u{2753}' | '\u{2754}' => Sign::Question,
        // Wingdings whose font was lost on the way (a CSV): no word consists of these alone.
        '\u{fc}' | '\u{fe}' => Sign::Tick,
        '\u{fb}' | '\u{fd}' => Sign::Cross,
        // The letters of picture fonts as Word stores them, without their font: all but surely Wingdings.
        '\u{f020}'..='\u{f0ff}' => return in_font(c, SymbolFont::Wingdings),
        'y' | 'Y' | 'n' | 'N' | 'p' | 'P' => return None,
        _ if c.is_alphabetic() || c.is_ascii_digit() => return lone(c),
        '/' | '\\' | '+' | '#' | '=' | '|' | '.' | '^' | '<' | '>' | '@' | '%' => Sign::Odd(c),
        _ => return None,
    })
}

/// A letter without a meaning of its own, if nothing else stands in the cell (the caller counts).
fn lone(c: char) -> Option<Sign> {
    if c.is_ascii_digit() { None } else { Some(Sign::Odd(c.to_ascii_lowercase())) }
}

#[expect(clippy::match_same_arms, reason = "a table: one font a block")]
/// A character's sign in a font whose letters are pictures. Positions as in the fonts' published tables.
fn in_font(c: char, font: SymbolFont) -> Option<Sign> {
    let position = position(c);
    let sign = match (font, position) {
        (SymbolFont::Wingdings, 0xFC | 0xFE) => Sign::Tick,
        (SymbolFont::Wingdings, 0xFB | 0xFD | 0x78) => Sign::Cross,
        (SymbolFont::Wingdings, 0x6C | 0x6E | 0x74..=0x77 | 0x9E | 0x9F | 0xA4 | 0xA5 | 0xA7 | 0xAB) => {
            Sign::Dot
        }
        (SymbolFont::Wingdings, 0x6F..=0x72 | 0xA1..=0xA3 | 0xA6 | 0xA8) => Sign::Not,
        (SymbolFont::Wingdings, 0x43) => Sign::Says(Answer::Yes),
        (SymbolFont::Wingdings, 0x44) => Sign::Says(Answer::No),
        (SymbolFont::Wingdings2, 0x50 | 0x52) => Sign::Tick,
        (SymbolFont::Wingdings2, 0x4F | 0x51 | 0x53 | 0x54) => Sign::Cross,
        (SymbolFont::Wingdings2, 0x97 | 0x98 | 0xA2) => Sign::Dot,
        (SymbolFont::Wingdings2, 0xA3) => Sign::Not,
        (SymbolFont::Webdings | SymbolFont::Marlett, 0x61) | (SymbolFont::Marlett, 0x62) => Sign::Tick,
        (SymbolFont::Webdings | SymbolFont::Marlett, 0x72) => Sign::Cross,
        (SymbolFont::Webdings, 0x67 | 0x6E | 0x3D) => Sign::Dot,
        (SymbolFont::Webdings, 0x63) => Sign::Not,
        (SymbolFont::Symbol, 0xD6) => Sign::Tick,
        (SymbolFont::Symbol, 0xB4 | 0xC4) => Sign::Cross,
        (SymbolFont::Symbol, 0xB7 | 0xA8 | 0x2A) => Sign::Dot,
        (SymbolFont::Symbol, 0xF0 | 0x2D | 0x30) => Sign::Not,
        (SymbolFont::Symbol, 0x31) => Sign::One,
        (SymbolFont::Symbol, 0x78 | 0x58) => Sign::Odd(c),
        // Signs that are themselves in Unicode, though the cell's font is set to pictures.
        _ if !c.is_alphanumeric() && !c.is_ascii() && !('\u{f000}'..='\u{f0ff}').contains(&c) => {
            return plain(c);
        }
        (_, 0x2D) => Sign::Not,
        _ if c.is_alphabetic() => return None,
        _ => Sign::Odd(c),
    };
    Some(sign)
}

/// The position in the font: picture fonts are stored as their Windows-1252 letters or from U+F000 up.
fn position(c: char) -> u32 {
    let code = u32::from(c);
    match code {
        0xF000..=0xF0FF => code - 0xF000,
        0x2014 => 0x97,
        0x2DC => 0x98,
        0x17E => 0x9E,
        0x178 => 0x9F,
        _ => code,
    }
}

/// Ticks whose UTF-8 bytes were read as Windows-1252 or Mac Roman on the way, as some CSV exports leave them.
fn garbled(text: &str) -> Option<Sign> {
    Some(match text {
        "\u{e2}\u{153}\u{201c}"
        | "\u{e2}\u{153}\u{201d}"
        | "\u{e2}\u{153}\u{2026}"
        | "\u{e2}\u{2dc}\u{2018}"
        | "\u{e2}\u{153}\u{201d}\u{ef}\u{b8}\u{8f}"
        | "\u{e2}\u{2c6}\u{161}"
        | "\u{201a}\u{fa}\u{ec}"
        | "\u{201a}\u{fa}\u{ee}"
        | "\u{c3}\u{bc}"
        | "\u{ef}\u{192}\u{bc}"
        | "\u{c3}\u{be}"
        | "\u{ef}\u{192}\u{be}" => Sign::Tick,
        "\u{e2}\u{153}\u{2014}"
        | "\u{e2}\u{153}\u{2dc}"
        | "\u{e2}\u{2dc}\u{2019}"
        | "\u{e2}\u{153}\u{2022}"
        | "\u{e2}\u{153}\u{2013}"
        | "\u{c3}\u{2014}"
        | "\u{201a}\u{fa}\u{f3}"
        | "\u{201a}\u{fa}\u{f2}" => Sign::Cross,
        "\u{e2}\u{20ac}\u{a2}" | "\u{e2}\u{2014}\u{8f}" => Sign::Dot,
        "\u{e2}\u{20ac}\u{201c}" | "\u{e2}\u{20ac}\u{201d}" | "\u{e2}\u{2dc}\u{90}" => Sign::Not,
        _ => return None,
    })
}
