//! The numbers of a register's rows: the roll, and those by which schools are similar.
//! In: a grid and its columns. Out: numbers, and a message for each that is none. Never reads a comma that may be a decimal
//! one as a thousands mark.

use std::sync::Arc;

use ingest::grid::{Cell, Grid, Value};

use super::{
    columns::{self, Headings, Role},
    rows::{once, written_at},
};

/// A column of numbers.
struct NumberColumn {
    name: Arc<str>,
    column: u32,
    /// Whether some row has a comma that is no thousands mark: then none of the column is.
    has_decimal_commas: bool,
}

/// The columns of numbers of one grid.
pub(super) struct Numbers {
    roll: Option<u32>,
    columns: Vec<NumberColumn>,
}

impl Numbers {
    pub(super) fn of(grid: &Grid, heads: &Headings, similar_on: &[String]) -> Self {
        let has_decimal_commas = |column: u32| {
            grid.cells.iter().filter(|cell| cell.column == column && cell.row > heads.row).any(|cell| {
                let text = cell.value.as_text();
                text.is_some_and(|text| {
                    parsed(text).is_none() && text.contains(',') && parsed(&text.replace(',', ".")).is_some()
                })
            })
        };
        let column = |(name, column): (Arc<str>, u32)| NumberColumn {
            name,
            column,
            has_decimal_commas: has_decimal_commas(column),
        };
        let columns = once(&columns::numbers(heads, similar_on)).into_iter().map(column).collect();
        Self { roll: heads.column(Role::Roll), columns }
    }

    /// The roll, where it is a number of pupils.
    pub(super) fn roll(&self, row: &[Cell]) -> Option<i64> {
        let roll = number_at(row, self.roll?)?;
        let is_count = (0.0..1e7).contains(&roll) && roll.fract() == 0.0;
        is_count.then(|| whole(roll))
    }

    /// The numbers of a school by which it is similar to others.
    pub(super) fn of_school(&self, row: &[Cell]) -> Vec<(Arc<str>, f64)> {
        let known =
            self.columns.iter().map(|column| Some((Arc::clone(&column.name), self.number(row, column)?)));
        known.flatten().collect()
    }

    fn number(&self, row: &[Cell], of: &NumberColumn) -> Option<f64> {
        if self.roll == Some(of.column) {
            return self.roll(row).and_then(|roll| i32::try_from(roll).ok()).map(f64::from);
        }
        let has_comma = || written_at(row, Some(of.column)).is_some_and(|text| text.contains(','));
        number_at(row, of.column).filter(|_| !of.has_decimal_commas || !has_comma())
    }

    /// Messages for the roll and other numbers of a row that cannot be read as such.
    pub(super) fn unread(&self, row: &[Cell]) -> Vec<String> {
        let mut messages = Vec::new();
        if let Some(roll) = written_at(row, self.roll).filter(|_| self.roll(row).is_none()) {
            messages.push(format!("the roll `{roll}` is no number of pupils; the row was kept without it"));
        }
        for column in self.columns.iter().filter(|column| self.roll != Some(column.column)) {
            let written = written_at(row, Some(column.column));
            if let Some(text) = written.filter(|_| self.number(row, column).is_none()) {
                let name = &column.name;
                messages.push(if text.contains(',') && parsed(&text.replace(',', ".")).is_some() {
                    format!(
                        "the comma of `{text}` in {name} may be a decimal one, and the row was kept without it: write a full stop"
                    )
                } else {
                    format!("`{text}` is no number for {name}; the row was kept without it")
                });
            }
        }
        messages
    }
}

fn number_at(row: &[Cell], column: u32) -> Option<f64> {
    let cell = row.iter().find(|cell| cell.column == column)?;
    match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => parsed(text),
        _ => None,
    }
}

/// A number in figures. A comma is a thousands mark before exactly three of them: `1,234`, `12,345.5`; not `1,5`, `0,125`.
fn parsed(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = if text.contains(',') {
        let (whole, _) = text.split_once('.').unwrap_or((text, ""));
        let (first, thousands) = whole.split_once(',')?;
        let first = first.trim_start_matches(['-', '+']);
        let are_marks = (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && thousands.split(',').all(|three| three.len() == 3);
        are_marks.then(|| text.replace(',', ""))?
    } else {
        text.to_owned()
    };
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

#[expect(clippy::cast_possible_truncation, reason = "a roll beyond 2^53 is no roll; the cast saturates")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}
