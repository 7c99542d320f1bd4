//! The records of an old workbook (xls): whether they hold together, and what calamine does not say of its cells.
//! In: the workbook's stream. Out: a survey of each sheet: looks, hidden rows and columns, where values stand.
//! Never reads a value: it is there to see that none went missing.

pub(crate) mod drawn;
pub(crate) mod links;

use std::rc::Rc;

use self::drawn::Drawn;
use super::{
    letters::{self, Behind, WHITE},
    ole::{u16_at, u32_at},
    page_edges::PageEdges,
    refusal::Refusal,
    shown::{self, Shown},
    symbol,
    xlsx::links::Over,
};
use crate::grid::{Letters, Look};

/// What the records say of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Looks of cells, those without a value too, in order of row and column.
    pub(crate) looks: Vec<((u32, u32), Look)>,
    /// Cells whose letters have a colour that says something, in order of row and column.
    pub(crate) letters: Vec<((u32, u32), Letters)>,
    /// Cells whose values are shown as something else, in order of row and column.
    pub(crate) shown: Vec<((u32, u32), Rc<Shown>)>,
    /// Where values stand that no formula gives.
    pub(crate) values: Vec<(u32, u32)>,
    /// Hidden rows.
    pub(crate) hidden_rows: Vec<u32>,
    /// Hidden columns.
    pub(crate) hidden_columns: Vec<u32>,
    /// What is drawn over its cells.
    pub(crate) drawn: Drawn,
    /// Where its cells lead.
    pub(crate) links: Vec<Over>,
    /// What stands at the edges of its pages.
    pub(crate) edges: PageEdges,
    /// Whether a record that is none of a table of cells stands among those that are, or the cells do not follow
    /// each other by row and column.
    pub(crate) is_broken_up: bool,
}

/// One record: its number and what stands in it.
type Record<'a> = (u16, &'a [u8]);

/// What a format of cells does: their look, their letters, how it shows values.
type Format = (Look, Option<Letters>, Rc<Shown>);

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;

/// Surveys a workbook's stream: one survey a listed sheet, charts and macro sheets too.
pub(crate) fn survey(stream: &[u8]) -> Result<Vec<Survey>, Refusal> {
    let mut globals = Globals::default();
    let mut sheets = Vec::new();
    for record in substream(stream, 0) {
        let (kind, data) = record?;
        match kind {
            BOF => globals.is_newest = u16_at(data, 0) == Some(0x0600),
            0x0031 => globals.fonts.push(font(data, globals.is_newest)),
            0x041e => {
                let (number, code) = own_format(data, globals.is_newest).unwrap_or_default();
                let shown = shown::of_code(&code);
                if shown != Shown::AsIs {
                    globals.own_formats.push((number, Rc::new(shown)));
                } else if code.trim() == shown::NOTHING {
                    globals.hiding.push(number);
                }
            }
            0x00e0 => globals.formats.push(data.to_vec()),
            0x0092 => globals.palette = data.get(2..).unwrap_or_default().to_vec(),
            0x0085 => sheets.extend(u32_at(data, 0)),
            _ => {}
        }
    }
    let all = globals.formats.iter();
    let looks: Vec<Format> =
        all.map(|format| (globals.look(format), globals.letters(format), globals.shown(format))).collect();
    sheets
        .into_iter()
        .map(|at| {
            let at = usize::try_from(at).ok().filter(|at| *at < stream.len()).ok_or_else(broken)?;
            sheet(stream, at, &looks)
        })
        .collect()
}

fn broken() -> Refusal {
    Refusal::damaged("the workbook's records do not hold together; parts of it may be lost")
}

/// The records from a BOF to its EOF, those of inner parts (charts) left out.
fn substream(stream: &[u8], mut at: usize) -> impl Iterator<Item = Result<Record<'_>, Refusal>> {
    let mut depth = 0_usize;
    let mut is_done = false;
    std::iter::from_fn(move || {
        while !is_done {
            let record = u16_at(stream, at).zip(u16_at(stream, at + 2)).and_then(|(kind, length)| {
                let data = stream.get(at + 4..at + 4 + usize::from(length))?;
                Some((kind, data))
            });
            // Zeros where records should be are what an interrupted copy leaves behind.
            let Some((kind, data)) = record.filter(|(kind, _)| *kind != 0 && (depth > 0 || *kind == BOF))
            else {
                is_done = true;
                return Some(Err(broken()));
            };
            at += 4 + data.len();
            match kind {
                BOF => depth += 1,
                EOF => depth -= 1,
                _ => {}
            }
            is_done = depth == 0;
            if depth == 1 && kind != EOF && kind != CONTINUE {
                return Some(Ok((kind, data)));
            }
        }
        None
    })
}

/// One of the workbook's fonts.
struct Font {
    name: String,
    is_struck: bool,
    /// The number of its letters' colour.
    colour: usize,
}

/// What the workbook says for all its sheets.
#[derive(Default)]
struct Globals {
    is_newest: bool,
    fonts: Vec<Font>,
    /// The workbook's own formats by their numbers.
    own_formats: Vec<(u16, Rc<Shown>)>,
    /// The numbers of those that show nothing of any value.
    hiding: Vec<u16>,
    formats: Vec<Vec<u8>>,
    palette: Vec<u8>,
}

impl Globals {
    fn look(&self, format: &[u8]) -> Look {
        let font = self.font(format);
        let fill = match self.behind(format) {
            Behind::Colour(colour) if colour != WHITE => Some(colour),
            _ => None,
        };
        Look {
            symbol_font: font.and_then(|font| symbol::font(&font.name)),
            fill,
            is_struck: font.is_some_and(|font| font.is_struck),
            stands_out: None,
        }
    }

    fn font(&self, format: &[u8]) -> Option<&Font> {
        let number = usize::from(u16_at(format, 0).unwrap_or(0));
        // Number 4 is left out of the count of fonts.
        self.fonts.get(if number > 4 { number - 1 } else { number })
    }

    /// What there is to keep of the letters of cells in a format.
    fn letters(&self, format: &[u8]) -> Option<Letters> {
        let behind = self.behind(format);
        let number = u16_at(format, 2);
        if self.hiding.iter().any(|hiding| Some(*hiding) == number) {
            return (behind == Behind::Colour(WHITE)).then_some(Letters::Unseen);
        }
        letters::kept(self.colour(self.font(format)?.colour)?, behind)
    }

    /// How a format shows values: by one that every program knows, or by the workbook's own.
    fn shown(&self, format: &[u8]) -> Rc<Shown> {
        let number = u16_at(format, 2);
        if matches!(number, Some(9 | 10)) {
            return Rc::new(Shown::Percentage);
        }
        let own = self.own_formats.iter().find(|(known, _)| Some(*known) == number);
        own.map_or_else(|| Rc::new(Shown::AsIs), |(_, shown)| Rc::clone(shown))
    }

    /// What is behind the letters of cells in a format.
    fn behind(&self, format: &[u8]) -> Behind {
        if !self.is_newest {
            return Behind::Unknown;
        }
        match u32_at(format, 14).map(|borders| borders >> 26) {
            Some(0) => Behind::Colour(WHITE),
            Some(1) => {
                let number = u16_at(format, 18).map(|colours| usize::from(colours & 0x7f));
                number.and_then(|number| self.colour(number)).map_or(Behind::Unknown, Behind::Colour)
            }
            _ => Behind::Unknown,
        }
    }

    /// A colour by its number; none for those of the system's own.
    fn colour(&self, number: usize) -> Option<u32> {
        match number {
            0..8 => STANDARD.get(number).copied(),
            8..64 => match self.palette.get(4 * (number - 8)..4 * (number - 8) + 3) {
                Some([red, green, blue]) => Some(u32::from_be_bytes([0, *red, *green, *blue])),
                _ => STANDARD.get(number - 8).copied(),
            },
            _ => None,
        }
    }
}

/// The colours of a workbook that brings no palette of its own, from number 8 on.
const STANDARD: [u32; 56] = [
    0x00_0000, 0xff_ffff, 0xff_0000, 0x00_ff00, 0x00_00ff, 0xff_ff00, 0xff_00ff, 0x00_ffff, 0x80_0000,
    0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xc0_c0c0, 0x80_8080, 0x99_99ff, 0x99_3366,
    0xff_ffcc, 0xcc_ffff, 0x66_0066, 0xff_8080, 0x00_66cc, 0xcc_ccff, 0x00_0080, 0xff_00ff, 0xff_ff00,
    0x00_ffff, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00ff, 0x00_ccff, 0xcc_ffff, 0xcc_ffcc, 0xff_ff99,
    0x99_ccff, 0xff_99cc, 0xcc_99ff, 0xff_cc99, 0x33_66ff, 0x33_cccc, 0x99_cc00, 0xff_cc00, 0xff_9900,
    0xff_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366,
    0x33_3399, 0x33_3333,
];

/// One of the workbook's own number formats: its number and its code.
fn own_format(data: &[u8], is_newest: bool) -> Option<(u16, String)> {
    let number = u16_at(data, 0)?;
    let code = if is_newest {
        drawn::letters(data.get(4..)?, usize::from(u16_at(data, 2)?))
    } else {
        String::from_utf8_lossy(data.get(3..)?).into_owned()
    };
    Some((number, code.trim_end_matches('\0').to_owned()))
}

fn font(data: &[u8], is_newest: bool) -> Font {
    let is_struck = u16_at(data, 2).is_some_and(|flags| flags & 8 != 0);
    let length = data.get(14).copied().map_or(0, usize::from);
    let name = if is_newest {
        drawn::letters(data.get(15..).unwrap_or_default(), length)
    } else {
        String::from_utf8_lossy(data.get(15..15 + length).unwrap_or_default()).into_owned()
    };
    Font { name, is_struck, colour: u16_at(data, 4).map_or(usize::MAX, usize::from) }
}

/// The records of a table of cells, which office programs write without any other between them: rows, cells, what
/// belongs to formulas, and the index of a block of rows.
const TABLE: [u16; 17] = [
    0x0208, 0x0201, 0x0203, 0x0204, 0x0205, 0x0006, 0x0207, 0x027e, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x00d7,
    0x04bc, 0x0221, 0x0236, 0x003c,
];

fn sheet(stream: &[u8], at: usize, looks: &[Format]) -> Result<Survey, Refusal> {
    let mut survey = Survey { drawn: drawn::drawn(stream, at), ..Survey::default() };
    let (mut has_begun, mut has_left) = (false, false);
    let mut last = None;
    let (mut is_newest, mut has_rules) = (false, false);
    for record in substream(stream, at) {
        let (kind, data) = record?;
        match kind {
            BOF => is_newest = u16_at(data, 0) == Some(0x0600),
            0x0014 | 0x0015 if is_newest => {
                let length = u16_at(data, 0).map_or(0, usize::from);
                let codes = drawn::letters(data.get(2..).unwrap_or_default(), length);
                survey.edges.add(kind == 0x0015, &codes);
            }
            // Rules may colour what is behind letters.
            0x01b0 | 0x0879 => has_rules = true,
            0x01b8 => survey.links.extend(links::link(data)),
            _ => {}
        }
        if TABLE.contains(&kind) {
            survey.is_broken_up |= has_left;
            has_begun = true;
        } else {
            has_left |= has_begun;
        }
        let place =
            u16_at(data, 0).zip(u16_at(data, 2)).map(|(row, column)| (u32::from(row), u32::from(column)));
        let mut cell = |place: (u32, u32), format: Option<u16>| {
            survey.is_broken_up |= last.is_some_and(|last| last >= place);
            last = Some(place);
            survey.is_broken_up |= format.is_none_or(|format| usize::from(format) >= looks.len());
            let known = format.and_then(|format| looks.get(usize::from(format)));
            let Some((look, letters, shown)) = known.map(|(look, letters, shown)| (*look, *letters, shown))
            else {
                return;
            };
            survey.letters.extend(letters.map(|letters| (place, letters)));
            if **shown != Shown::AsIs {
                survey.shown.push((place, Rc::clone(shown)));
            }
            if look != Look::default() {
                survey.looks.push((place, look));
            }
        };
        match (kind, place) {
            // A value: number, text, flag or error; text by its number; a formula; nothing but a format.
            (0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd, Some(place)) => {
                cell(place, u16_at(data, 4));
                survey.values.push(place);
            }
            (0x0006 | 0x0201, Some(place)) => cell(place, u16_at(data, 4)),
            // Several numbers, or several formats, side by side.
            (0x00bd | 0x00be, Some((row, first))) => {
                let step = if kind == 0x00bd { 6 } else { 2 };
                let body = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (column, one) in (first..).zip(body.chunks_exact(step)) {
                    cell((row, column), u16_at(one, 0));
                    if kind == 0x00bd {
                        survey.values.push((row, column));
                    }
                }
            }
            (0x0208, Some((row, _))) if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                survey.hidden_rows.push(row);
            }
            (0x007d, Some((first, last))) if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                survey.hidden_columns.extend(first..=last.min(255));
            }
            _ => {}
        }
    }
    survey.looks.sort_by_key(|(place, _)| *place);
    survey.letters.retain(|(_, letters)| !has_rules || *letters != Letters::Unseen);
    survey.letters.sort_by_key(|(place, _)| *place);
    survey.shown.sort_by_key(|(place, _)| *place);
    survey.values.sort_unstable();
    survey.hidden_rows.sort_unstable();
    survey.hidden_rows.dedup();
    survey.hidden_columns.sort_unstable();
    survey.hidden_columns.dedup();
    Ok(survey)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap_or(0);
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn knows_which_numbers_are_percentages() {
        let begin = record(BOF, &0x0600_u16.to_le_bytes());
        let end = record(EOF, &[]);
        let format = record(0x041e, &[164, 0, 4, 0, 0, b'0', b'.', b'0', b'%']);
        let looks = [0_u8, 9, 164].map(|number| record(0x00e0, &[0, 0, number, 0])).concat();
        let listed = begin.len() + format.len() + looks.len() + 4 + 4 + end.len();
        let at = u32::try_from(listed).unwrap_or(0);
        let stream = [begin.clone(), format, looks, record(0x0085, &at.to_le_bytes()), end.clone()].concat();
        let cells =
            [0_u8, 1, 2].map(|look| record(0x0203, &[look, 0, 0, 0, look, 0, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f]));
        let stream = [stream, begin, cells.concat(), end].concat();
        let found: Vec<_> = survey(&stream).into_iter().flatten().map(|one| one.shown).collect();
        let percentage = || Rc::new(Shown::Percentage);
        assert_eq!(found, [vec![((1, 0), percentage()), ((2, 0), percentage())]]);
    }

    /// A workbook of one sheet: these records for all sheets, then those of the sheet.
    fn workbook(globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Survey {
        let begin = record(BOF, &0x0600_u16.to_le_bytes());
        let end = record(EOF, &[]);
        let globals = globals.concat();
        let at = u32::try_from(begin.len() + globals.len() + 4 + 4 + end.len()).unwrap_or(0);
        let listed = [begin.clone(), globals, record(0x0085, &at.to_le_bytes()), end.clone()].concat();
        let stream = [listed, begin, cells.concat(), end].concat();
        survey(&stream).ok().and_then(|mut found| found.pop()).unwrap_or_default()
    }

    #[test]
    fn knows_letters_that_cannot_be_seen_or_are_coloured() {
        let font = |colour: u16| {
            let [low, high] = colour.to_le_bytes();
            record(0x0031, &[220, 0, 0, 0, low, high, 144, 1, 0, 0, 0, 0, 0, 0, 0, 0])
        };
        // The usual letters, white, green by a palette, the system's own.
        let fonts = [font(0x7fff), font(9), font(17), font(64)];
        let palette = [vec![56, 0], vec![0; 9 * 4], vec![0, 0xb0, 0x50, 0], vec![0; 46 * 4]].concat();
        let palette = record(0x0092, &palette).into_iter().enumerate();
        // White stays what it is.
        let palette: Vec<u8> =
            palette.map(|(at, byte)| if (10..13).contains(&at) { 0xff } else { byte }).collect();
        let hiding = record(0x041e, &[164, 0, 3, 0, 0, b';', b';', b';']);
        let format = |font: u8, number: u8, pattern: u8, colour: u8| {
            let mut data = [0_u8; 20];
            (data[0], data[2], data[17], data[18]) = (font, number, pattern << 2, colour);
            record(0x00e0, &data)
        };
        let formats = [
            format(0, 0, 0, 0),
            format(1, 0, 0, 0),
            format(2, 0, 0, 0),
            format(3, 0, 0, 0),
            // On blue, on white, on a pattern.
            format(1, 0, 1, 12),
            format(1, 0, 1, 9),
            format(1, 0, 2, 9),
            format(0, 164, 0, 0),
            format(0, 164, 1, 12),
        ];
        let globals: Vec<Vec<u8>> = fonts.into_iter().chain([palette, hiding]).chain(formats).collect();
        let cells: Vec<Vec<u8>> =
            (0..9_u8).map(|at| record(0x0203, &[at, 0, 0, 0, at, 0, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f])).collect();
        let green = ((2, 0), Letters::Coloured(0x0000_b050));
        let unseen = |row: u32| ((row, 0), Letters::Unseen);
        assert_eq!(workbook(&globals, &cells).letters, [unseen(1), green, unseen(5), unseen(7)]);
        // A rule may colour what is behind them.
        let rules: Vec<Vec<u8>> = cells.into_iter().chain([record(0x01b0, &[])]).collect();
        assert_eq!(workbook(&globals, &rules).letters, [green]);
    }

    #[test]
    fn takes_the_edges_of_a_sheets_pages() {
        let begin = record(BOF, &0x0600_u16.to_le_bytes());
        let end = record(EOF, &[]);
        let at = u32::try_from(begin.len() + 4 + 4 + end.len()).unwrap_or(0);
        let codes = "&LOakfield";
        let header = [&[10, 0, 0], codes.as_bytes()].concat();
        let stream = [begin.clone(), record(0x0085, &at.to_le_bytes()), end.clone()].concat();
        let stream = [stream, begin, record(0x0014, &header), end].concat();
        let mut edges = PageEdges::default();
        edges.line(false, "Oakfield");
        let found: Vec<PageEdges> = survey(&stream).into_iter().flatten().map(|one| one.edges).collect();
        assert_eq!(found, [edges]);
    }
}
