//! From the library's cells to ours: values, looks, and a grid put in order.
//! In: calamine's values and styles. Out: grids. Never keeps a cell that is empty in value and fill alike.

use calamine::{Color, Data, DataRef, ExcelDateTime, FillPattern, Style};
use chrono::NaiveDate;

use super::{
    budget::Budget,
    letters::{self, Behind},
    refusal::Refusal,
    shown, symbol,
    xlsx::mend::{COLOURED, OWN_FONTS, SET_OFF, STRUCK, struck_words, unmarked},
};
use crate::grid::{Cell, Grid, Letters, Look, Value};

/// The last row and column that a workbook can have, from 0.
const LAST: (u32, u32) = (1_048_575, 16_383);

/// How many cells are kept whose letters have a colour; a sheet with more is all coloured.
const LETTERED_MAX: usize = 20_000;

/// How many empty cells with a fill are kept; a sheet with more is painted, not filled in.
const PAINTED_MAX: usize = 20_000;

/// The looks of a workbook's styles, in the order of their ids.
pub(crate) fn looks(styles: &[Style]) -> Vec<Look> {
    styles.iter().map(look).collect()
}

fn look(style: &Style) -> Look {
    let font = style.font.as_ref();
    let fill = style.fill.as_ref().filter(|fill| fill.pattern == FillPattern::Solid);
    Look {
        symbol_font: font.and_then(|font| font.name.as_deref()).and_then(symbol::font),
        fill: fill.and_then(|fill| fill.foreground_color).and_then(rgb),
        is_struck: font.is_some_and(|font| font.strikethrough),
        stands_out: None,
    }
}

/// What there is to keep of the letters of a workbook's styles, in the order of their ids; nothing where no style has any.
pub(crate) fn letters(styles: &[Style]) -> Vec<Option<Letters>> {
    let all: Vec<Option<Letters>> = styles.iter().map(letters_of).collect();
    if all.iter().any(Option::is_some) { all } else { Vec::new() }
}

fn letters_of(style: &Style) -> Option<Letters> {
    let whole = |colour: Color| colour.to_argb() & letters::WHITE;
    let behind = match &style.fill {
        None => Behind::Colour(letters::WHITE),
        Some(fill) => match (fill.pattern, fill.foreground_color) {
            (FillPattern::None, _) => Behind::Colour(letters::WHITE),
            (FillPattern::Solid, Some(colour)) => Behind::Colour(whole(colour)),
            _ => Behind::Unknown,
        },
    };
    // A format that shows nothing of any value; a fill may show all the same.
    if style.number_format.as_ref().is_some_and(|format| format.format_code.trim() == shown::NOTHING) {
        return (behind == Behind::Colour(letters::WHITE)).then_some(Letters::Unseen);
    }
    let own = style.font.as_ref()?.color.map(whole)?;
    letters::kept(own, behind)
}

fn rgb(colour: Color) -> Option<u32> {
    let rgb = colour.to_argb() & 0x00ff_ffff;
    (rgb != 0x00ff_ffff).then_some(rgb)
}

/// A library's value as ours.
pub(crate) fn value(value: &DataRef<'_>, budget: &mut Budget) -> Result<Value, Refusal> {
    Ok(match value {
        DataRef::Empty => Value::Empty,
        DataRef::String(text) | DataRef::DurationIso(text) => text_value(text, budget)?,
        DataRef::SharedString(text) => text_value(text, budget)?,
        DataRef::Float(number) => Value::Number(*number),
        DataRef::Int(number) => Value::Number(whole(*number)),
        DataRef::Bool(flag) => Value::Flag(*flag),
        DataRef::DateTime(serial) => serial_value(*serial),
        DataRef::DateTimeIso(text) => iso_date(text, budget)?,
        DataRef::Error(error) => Value::Error(error.to_string().into()),
    })
}

/// A library's value as ours, from a dense range.
pub(crate) fn owned_value(data: &Data, budget: &mut Budget) -> Result<Value, Refusal> {
    Ok(match data {
        Data::Empty => Value::Empty,
        Data::String(text) | Data::DurationIso(text) => text_value(text, budget)?,
        Data::Float(number) => Value::Number(*number),
        Data::Int(number) => Value::Number(whole(*number)),
        Data::Bool(flag) => Value::Flag(*flag),
        Data::DateTime(serial) => serial_value(*serial),
        Data::DateTimeIso(text) => iso_date(text, budget)?,
        Data::Error(error) => Value::Error(error.to_string().into()),
    })
}

fn serial_value(serial: ExcelDateTime) -> Value {
    if serial.is_duration() { duration(serial.as_f64()) } else { Value::Serial(serial.as_f64()) }
}

/// A length of time as its sheet shows it: hours, minutes and, where there are any, seconds.
fn duration(days: f64) -> Value {
    const LONGEST: f64 = 100_000.0;
    if !(0.0..LONGEST).contains(&days) {
        return Value::Number(days);
    }
    let seconds = (days * 86_400.0).round();
    let (hours, minutes) = ((seconds / 3600.0).floor(), (seconds / 60.0).floor() % 60.0);
    let rest = seconds % 60.0;
    let shown =
        if rest > 0.0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{hours}:{minutes:02}") };
    Value::Text(shown.into())
}

#[expect(clippy::cast_precision_loss, reason = "a whole number in a cell is a float in the file's own model")]
fn whole(number: i64) -> f64 {
    number as f64
}

/// Text as a value; error values that the library does not know come as text.
pub(crate) fn text_value(text: &str, budget: &mut Budget) -> Result<Value, Refusal> {
    const NEWER_ERRORS: [&str; 9] = [
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#UNKNOWN!",
        "#CONNECT!",
        "#BUSY!",
        "#GETTING_DATA",
        "#PYTHON!",
    ];
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    let text = budget.text(text)?;
    if text.starts_with('#') && NEWER_ERRORS.contains(&text) {
        return Ok(Value::Error(text.into()));
    }
    Ok(Value::Text(text.into()))
}

fn iso_date(text: &str, budget: &mut Budget) -> Result<Value, Refusal> {
    let date = text.get(..10).unwrap_or(text);
    match NaiveDate::parse_from_str(date, "%Y-%m-%d") {
        Ok(date) => Ok(Value::Date(date)),
        Err(_) => text_value(text, budget),
    }
}

/// A grid being filled; says in the end what was odd.
#[derive(Debug, Default)]
pub(crate) struct Filling {
    /// The grid.
    pub(crate) grid: Grid,
    /// What was struck through beside what stands: row, column, the words.
    pub(crate) struck: Vec<(u32, u32, String)>,
    is_disordered: bool,
    n_beyond: usize,
    n_painted: usize,
    has_own_fonts: bool,
}

impl Filling {
    /// A grid to fill. `has_own_fonts`: texts may carry the mark of runs with fonts of their own.
    pub(crate) fn new(grid: Grid, has_own_fonts: bool) -> Self {
        Self { grid, has_own_fonts, ..Self::default() }
    }

    /// Notes what a style says of the letters in the cell that comes next. Runs of their own may have other colours.
    pub(crate) fn note_letters(&mut self, (row, column): (u32, u32), value: &Value, letters: Letters) {
        const MARKS: [char; 4] = [OWN_FONTS, SET_OFF[0], STRUCK[0], COLOURED[0]];
        let is_plain = match value {
            // Below a drawn box its value is hidden on purpose.
            Value::Empty | Value::Flag(_) => false,
            Value::Text(text) => !self.has_own_fonts || !text.contains(MARKS),
            _ => true,
        };
        if is_plain && self.grid.letters.len() < LETTERED_MAX {
            self.grid.letters.push((row, column, letters));
        }
    }

    /// Adds a cell, unless it is empty in value and fill.
    pub(crate) fn push(
        &mut self,
        (row, column): (u32, u32),
        value: Value,
        mut look: Look,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        if value == Value::Empty {
            self.n_painted += usize::from(look.fill.is_some());
            if look.fill.is_none() || self.n_painted > PAINTED_MAX {
                return Ok(());
            }
        }
        budget.cell()?;
        if row > LAST.0 || column > LAST.1 {
            self.n_beyond += 1;
            return Ok(());
        }
        let mut value = value;
        if self.has_own_fonts
            && let Value::Text(text) = &value
            && text.contains([OWN_FONTS, SET_OFF[0], STRUCK[0], COLOURED[0]])
        {
            if text.contains(OWN_FONTS) {
                look.symbol_font = None;
            }
            let (plain, set_off) = unmarked(text);
            look.stands_out = set_off;
            // Where what was struck through is all there is, it stays.
            if text.contains(STRUCK[0]) {
                let stands = text.split(STRUCK[0]).any(|part| {
                    part.rsplit(STRUCK[1]).next().unwrap_or(part).contains(char::is_alphanumeric)
                });
                look.is_struck |= !stands;
                self.struck.extend(stands.then(|| (row, column, struck_words(text))));
            }
            value = Value::Text(plain.into());
        }
        self.is_disordered |=
            self.grid.cells.last().is_some_and(|last| (last.row, last.column) >= (row, column));
        self.grid.cells.push(Cell { row, column, value, look });
        Ok(())
    }

    /// The grid in order, and what was odd about it.
    pub(crate) fn finish(mut self) -> (Grid, Option<Refusal>) {
        let mut odd = None;
        if self.n_beyond > 0 {
            odd = Some(Refusal::damaged(format!(
                "{} cells stand beyond the last row or column that a workbook can have, and were left out",
                self.n_beyond
            )));
        }
        if self.is_disordered {
            self.grid.cells.sort_by_key(|cell| (cell.row, cell.column));
            self.grid.letters.sort_unstable();
            let n_before = self.grid.cells.len();
            self.grid.cells.dedup_by(|later, earlier| {
                (later.row, later.column) == (earlier.row, earlier.column)
                    && (later.value == earlier.value || later.value == Value::Empty || {
                        odd = Some(Refusal::damaged(
                            "a cell stands twice in the sheet, with different contents",
                        ));
                        earlier.value = Value::Error("two values in one cell".into());
                        true
                    })
            });
            if n_before != self.grid.cells.len() && odd.is_none() {
                odd = Some(Refusal::damaged("a cell stands twice in the sheet, with the same contents"));
            }
        }
        (self.grid, odd)
    }
}
