//! Fonts whose letters are pictures: which font a name means, and what a letter of one shows.
//! In: font names, letters. Out: fonts, the letter that looks the same in any font. Never says what a picture means.

use crate::grid::SymbolFont;

/// The font of this name, where its letters are pictures.
pub(crate) fn font(name: &str) -> Option<SymbolFont> {
    let name = name.trim();
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("Wingdings") {
        Some(SymbolFont::Wingdings)
    } else if is("Wingdings 2") {
        Some(SymbolFont::Wingdings2)
    } else if is("Wingdings 3") {
        Some(SymbolFont::Wingdings3)
    } else if is("Webdings") {
        Some(SymbolFont::Webdings)
    } else if is("Marlett") {
        Some(SymbolFont::Marlett)
    } else if is("Symbol") {
        Some(SymbolFont::Symbol)
    } else {
        None
    }
}

/// What a letter shows in a font, as a letter of any font. One that has no such likeness becomes a private-use
/// letter (U+F020 to U+F0FF, as office programs write symbols), which means nothing to any reader of marks.
pub(crate) fn shown(font: SymbolFont, letter: char) -> char {
    let code = match u32::from(letter) {
        code @ 0x20..=0xff => code,
        code @ 0xf020..=0xf0ff => code - 0xf000,
        _ => return letter,
    };
    if matches!(code, 0x20 | 0xa0) {
        return ' ';
    }
    match (font, code) {
        (SymbolFont::Wingdings, 0xfc)
        | (SymbolFont::Webdings | SymbolFont::Marlett, 0x61)
        | (SymbolFont::Marlett, 0x62) => '✔',
        (SymbolFont::Wingdings, 0xfb) | (SymbolFont::Webdings | SymbolFont::Marlett, 0x72) => '✘',
        (SymbolFont::Wingdings, 0xfe) | (SymbolFont::Wingdings2, 0x52) => '☑',
        (SymbolFont::Wingdings, 0xfd | 0x78) | (SymbolFont::Wingdings2, 0x51 | 0x53 | 0x54) => '☒',
        (SymbolFont::Wingdings, 0x6f | 0xa8)
        | (SymbolFont::Wingdings2, 0xa3)
        | (SymbolFont::Webdings, 0x63) => '☐',
        (SymbolFont::Wingdings, 0x6c | 0x9f)
        | (SymbolFont::Wingdings2, 0x97)
        | (SymbolFont::Webdings, 0x6e) => '●',
        (SymbolFont::Wingdings, 0x6e) | (SymbolFont::Webdings, 0x67) => '■',
        (SymbolFont::Wingdings, 0xa7) => '▪',
        (SymbolFont::Wingdings, 0x4a) => '☺',
        (SymbolFont::Wingdings, 0x4c) => '☹',
        (SymbolFont::Wingdings2, 0x50) => '✓',
        (SymbolFont::Wingdings2, 0x4f) => '✗',
        (SymbolFont::Symbol, 0xd6) => '√',
        (SymbolFont::Symbol, 0xb4) => '×',
        (SymbolFont::Symbol, 0xb7) => '•',
        // The Symbol font keeps digits and most punctuation where they are.
        (SymbolFont::Symbol, 0x21..=0x3f) => letter_of(code),
        _ => char::from_u32(0xf000 + code).unwrap_or(letter),
    }
}

fn letter_of(code: u32) -> char {
    char::from_u32(code).unwrap_or('\u{fffd}')
}
