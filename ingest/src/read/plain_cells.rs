//! Cells that hold a shared string or nothing: nearly all that a form has, and what the library takes most of its time
//! for. They are taken out of a sheet before the library walks the rest.
//! In: a workbook's table of strings, a sheet's part. Out: such cells, in the order of the sheet, and the part with the
//! others alone. Never takes what is written in any other way than office programs write it: that is the library's.

use std::ops::Range;

/// Rows and columns that a workbook can have.
const MOST: (u32, u32) = (1 << 20, 1 << 14);

/// The plain texts of a workbook's table of strings.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    /// Where each stands; none for one that is more than plain text.
    ranges: Vec<Option<Range<usize>>>,
}

impl Strings {
    /// The texts of the part; none of them where it is not written as such parts are, or there are more than `most`.
    pub(crate) fn of(part: &[u8], most: usize) -> Self {
        std::str::from_utf8(part).ok().and_then(|part| Self::of_text(part, most)).unwrap_or_default()
    }

    fn of_text(part: &str, most: usize) -> Option<Self> {
        let (head, mut rest) = part.split_at_checked(part.find("<si>")?)?;
        if !is_plain_head(head) || head.matches("<sst").count() != 1 {
            return None;
        }
        let mut strings = Self { text: String::with_capacity(rest.len()), ranges: Vec::with_capacity(128) };
        while let Some(inside) = rest.strip_prefix("<si>").filter(|_| strings.ranges.len() < most) {
            let from = strings.text.len();
            if let Some(behind) = strings.take(inside) {
                strings.ranges.push(Some(from..strings.text.len()));
                rest = behind;
            } else {
                strings.text.truncate(from);
                strings.ranges.push(None);
                let (own, behind) = inside.split_once("</si>")?;
                if own.contains("<!") {
                    return None;
                }
                rest = behind;
            }
            rest = rest.trim_ascii_start();
        }
        (rest.trim_ascii_end() == "</sst>").then_some(strings)
    }

    /// Whether none is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The text of this number.
    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        self.text.get(self.ranges.get(number)?.clone()?)
    }

    /// Takes over a string's text, if it is plain, and says what stands behind the string.
    fn take<'p>(&mut self, string: &'p str) -> Option<&'p str> {
        let inside = string.strip_prefix("<t")?;
        let (keeps_blanks, inside) = match inside.strip_prefix('>') {
            Some(inside) => (false, inside),
            None => (true, inside.strip_prefix(" xml:space=\"preserve\">")?),
        };
        let (text, behind) = inside.split_at_checked(memchr::memchr(b'<', inside.as_bytes())?)?;
        self.push(if keeps_blanks { text } else { text.trim_matches([' ', '\t', '\r', '\n']) })?;
        behind.strip_prefix("</t></si>")
    }

    /// Adds a text as the part has it; none where it holds what only the library makes out.
    fn push(&mut self, mut raw: &str) -> Option<()> {
        const SIGNS: [(&str, char); 5] =
            [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];
        // Line ends are made one kind, and `_x000D_` stands for a letter.
        let is_odd = memchr::memchr2(b'\r', b'_', raw.as_bytes()).is_some();
        if is_odd && (raw.contains('\r') || raw.contains("_x")) {
            return None;
        }
        while let Some(at) = memchr::memchr(b'&', raw.as_bytes()) {
            let (before, from) = raw.split_at_checked(at)?;
            let (sign, behind) =
                SIGNS.iter().find_map(|(name, sign)| Some((*sign, from.strip_prefix(name)?)))?;
            self.text.push_str(before);
            self.text.push(sign);
            raw = behind;
        }
        self.text.push_str(raw);
        Some(())
    }
}

/// Whether a part begins as UTF-8 does, without remarks.
fn is_plain_head(head: &str) -> bool {
    let declaration = head.strip_prefix("<?xml").map(|rest| rest.split_once("?>").map_or("", |(own, _)| own));
    let is_utf8 = |declaration: &str| {
        !declaration.contains("encoding")
            || ["encoding=\"UTF-8\"", "encoding=\"utf-8\""].iter().any(|said| declaration.contains(said))
    };
    head.starts_with('<') && declaration.is_none_or(is_utf8) && !head.contains("<!")
}

/// A cell that was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Its row and column, from 0.
    pub(crate) at: (u32, u32),
    /// Its style's number.
    pub(crate) style: usize,
    /// Its text's number; none for an empty cell.
    pub(crate) string: Option<usize>,
}

/// A sheet in two parts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parted {
    /// All its cells in their order; none for each that is left to the library.
    pub(crate) cells: Vec<Option<Taken>>,
    /// The part with those that are left.
    pub(crate) rest: Vec<u8>,
    /// Whether one of those is a string of the table.
    pub(crate) needs_strings: bool,
}

/// A sheet's part, taken apart; none where the library has to read all of it, or it has more cells than `most`.
pub(crate) fn parted(part: &[u8], strings: &Strings, most: usize) -> Option<Parted> {
    const BEGIN: &str = "<sheetData>";
    let part = std::str::from_utf8(part).ok()?;
    let (head, mut left) = part.split_at_checked(part.find(BEGIN)? + BEGIN.len())?;
    if !is_plain_head(head) {
        return None;
    }
    let mut needs_strings = false;
    let mut cells = Vec::with_capacity((left.len() / 48).min(most));
    let mut rest = String::with_capacity(head.len() + 1024);
    rest.push_str(head);
    while cells.len() <= most {
        left = left.trim_ascii_start();
        if let Some(cell) = left.strip_prefix("<c r=\"") {
            let is_known = |taken: &Taken| taken.string.is_none_or(|number| strings.get(number).is_some());
            if let Some((taken, behind)) = taken(cell).filter(|(taken, _)| is_known(taken)) {
                cells.push(Some(taken));
                left = behind;
            } else {
                let (tag, length) = other(left)?;
                let (own, behind) = left.split_at_checked(length)?;
                needs_strings |= tag.contains("\"s\"");
                cells.push(None);
                rest.push_str(own);
                left = behind;
            }
        } else if let Some(behind) = left.strip_prefix("</row>") {
            left = behind;
        } else if let Some(row) = left.strip_prefix("<row r=\"") {
            left = behind_row(row)?;
        } else if left.starts_with("</sheetData>") {
            rest.push_str(left);
            return Some(Parted { cells, rest: rest.into_bytes(), needs_strings });
        } else {
            return None;
        }
    }
    None
}

/// What stands behind a row's tag, of which the cells have no need.
fn behind_row(row: &str) -> Option<&str> {
    let (number, behind) = figures(row)?;
    let (attributes, behind) = behind.strip_prefix('"')?.split_once('>')?;
    let is_plain = (1..=MOST.0).contains(&number) && are_whole(attributes) && !attributes.contains('<');
    is_plain.then_some(behind)
}

/// A cell behind `<c r="`, if it is one to take, and what stands behind it.
fn taken(cell: &str) -> Option<(Taken, &str)> {
    let (at, behind) = position(cell)?;
    let behind = behind.strip_prefix('"')?;
    let (style, behind) = match behind.strip_prefix(" s=\"") {
        Some(style) => {
            let (style, behind) = figures(style)?;
            (usize::try_from(style).ok()?, behind.strip_prefix('"')?)
        }
        None => (0, behind),
    };
    if let Some(behind) = behind.strip_prefix("/>") {
        return Some((Taken { at, style, string: None }, behind));
    }
    let (number, behind) = figures(behind.strip_prefix(" t=\"s\"><v>")?)?;
    let string = Some(usize::try_from(number).ok()?);
    Some((Taken { at, style, string }, behind.strip_prefix("</v></c>")?))
}

/// The tag of a cell that is left to the library, and how long the cell is.
fn other(cell: &str) -> Option<(&str, usize)> {
    let (tag, inside) = cell.split_at_checked(memchr::memchr(b'>', cell.as_bytes())?)?;
    if !are_whole(tag) {
        return None;
    }
    if tag.ends_with('/') {
        return Some((tag, tag.len() + 1));
    }
    let length = inside.find("</c>")?;
    let is_plain = !inside.get(..length)?.contains("<!");
    is_plain.then_some((tag, tag.len() + length + "</c>".len()))
}

/// Whether a tag's attributes end before the tag does.
fn are_whole(tag: &str) -> bool {
    !tag.contains('\'') && tag.bytes().filter(|byte| *byte == b'"').count().is_multiple_of(2)
}

/// The position that a text begins with, as `C12`, from 0.
fn position(text: &str) -> Option<((u32, u32), &str)> {
    let n_letters = text.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    let (letters, behind) = text.split_at_checked(n_letters)?;
    let column = letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    let (row, behind) = figures(behind)?;
    let is_one = (1..=MOST.0).contains(&row) && (1..=MOST.1).contains(&column);
    is_one.then_some(((row - 1, column - 1), behind))
}

/// The figures that a text begins with, not many of them and no nought before others.
fn figures(text: &str) -> Option<(u32, &str)> {
    let n = text.bytes().take(8).take_while(u8::is_ascii_digit).count();
    let (figures, behind) = text.split_at_checked(n)?;
    let number = figures.bytes().fold(0, |number, figure| number * 10 + u32::from(figure - b'0'));
    ((1..8).contains(&n) && (n == 1 || !figures.starts_with('0'))).then_some((number, behind))
}

#[cfg(test)]
mod tests;
