//! The records of an old workbook (xls): whether they hold together, and what calamine does not say of its cells.
//! In: the workbook's stream. Out: a survey of each sheet: looks, hidden rows and columns, where values stand.
//! Never reads a value: it is there to see that none went missing.

use std::rc::Rc;

use crate::{
    grid::Look,
    read::{
        biff_drawn::{self, Drawn},
        biff_links,
        ole::{u16_at, u32_at},
        page_edges::PageEdges,
        refusal::Refusal,
        shown::{self, Shown},
        symbol,
        xlsx_links::Over,
    },
};

/// What the records say of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Looks of cells, those without a value too, in order of row and column.
    pub(crate) looks: Vec<((u32, u32), Look)>,
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
            0x041e => globals.own_formats.extend(own_format(data, globals.is_newest)),
            0x00e0 => globals.formats.push(data.to_vec()),
            0x0092 => globals.palette = data.get(2..).unwrap_or_default().to_vec(),
            0x0085 => sheets.extend(u32_at(data, 0)),
            _ => {}
        }
    }
    let looks: Vec<(Look, Rc<Shown>)> =
        globals.formats.iter().map(|format| (globals.look(format), globals.shown(format))).collect();
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

/// What the workbook says for all its sheets.
#[derive(Default)]
struct Globals {
    is_newest: bool,
    fonts: Vec<(String, bool)>,
    /// The workbook's own formats by their numbers.
    own_formats: Vec<(u16, Rc<Shown>)>,
    formats: Vec<Vec<u8>>,
    palette: Vec<u8>,
}

impl Globals {
    fn look(&self, format: &[u8]) -> Look {
        let number = usize::from(u16_at(format, 0).unwrap_or(0));
        // Number 4 is left out of the count of fonts.
        let font = self.fonts.get(if number > 4 { number - 1 } else { number });
        Look {
            symbol_font: font.and_then(|(name, _)| symbol::font(name)),
            fill: if self.is_newest { self.fill(format) } else { None },
            is_struck: font.is_some_and(|(_, is_struck)| *is_struck),
            stands_out: None,
        }
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

    fn fill(&self, format: &[u8]) -> Option<u32> {
        let is_solid = u32_at(format, 14)? >> 26 == 1;
        let index = usize::from(u16_at(format, 18)? & 0x7f);
        let rgb = match index {
            0..8 => *STANDARD.get(index)?,
            8..64 => match self.palette.get(4 * (index - 8)..4 * (index - 8) + 3) {
                Some([red, green, blue]) => u32::from_be_bytes([0, *red, *green, *blue]),
                _ => *STANDARD.get(index - 8)?,
            },
            _ => return None,
        };
        (is_solid && rgb != 0x00ff_ffff).then_some(rgb)
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

/// One of the workbook's own number formats; one that shows values as they are matters to nobody.
fn own_format(data: &[u8], is_newest: bool) -> Option<(u16, Rc<Shown>)> {
    let number = u16_at(data, 0)?;
    let code = if is_newest {
        biff_drawn::letters(data.get(4..)?, usize::from(u16_at(data, 2)?))
    } else {
        String::from_utf8_lossy(data.get(3..)?).into_owned()
    };
    let shown = shown::of_code(code.trim_end_matches('\0'));
    (shown != Shown::AsIs).then(|| (number, Rc::new(shown)))
}

fn font(data: &[u8], is_newest: bool) -> (String, bool) {
    let is_struck = u16_at(data, 2).is_some_and(|flags| flags & 8 != 0);
    let length = data.get(14).copied().map_or(0, usize::from);
    let name = if is_newest {
        biff_drawn::letters(data.get(15..).unwrap_or_default(), length)
    } else {
        String::from_utf8_lossy(data.get(15..15 + length).unwrap_or_default()).into_owned()
    };
    (name, is_struck)
}

/// The records of a table of cells, which office programs write without any other between them: rows, cells, what
/// belongs to formulas, and the index of a block of rows.
const TABLE: [u16; 17] = [
    0x0208, 0x0201, 0x0203, 0x0204, 0x0205, 0x0006, 0x0207, 0x027e, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x00d7,
    0x04bc, 0x0221, 0x0236, 0x003c,
];

fn sheet(stream: &[u8], at: usize, looks: &[(Look, Rc<Shown>)]) -> Result<Survey, Refusal> {
    let mut survey = Survey { drawn: biff_drawn::drawn(stream, at), ..Survey::default() };
    let (mut has_begun, mut has_left) = (false, false);
    let mut last = None;
    let mut is_newest = false;
    for record in substream(stream, at) {
        let (kind, data) = record?;
        match kind {
            BOF => is_newest = u16_at(data, 0) == Some(0x0600),
            0x0014 | 0x0015 if is_newest => {
                let length = u16_at(data, 0).map_or(0, usize::from);
                let codes = biff_drawn::letters(data.get(2..).unwrap_or_default(), length);
                survey.edges.add(kind == 0x0015, &codes);
            }
            0x01b8 => survey.links.extend(biff_links::link(data)),
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
            let Some((look, shown)) = known.map(|(look, shown)| (*look, shown)) else { return };
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
