//! What tells that two files say the same, though their bytes differ: one that was only opened and saved again.
//! In: a file's grids. Out: a hash of their cells. Never of how they look, but for fills and struck letters, which may answer.

use std::hash::Hasher as _;

use twox_hash::XxHash64;

use crate::grid::{Cell, Grid, Value};

/// As many bytes are hashed at once, give or take a cell: taken one by one they cost several times as much.
const AT_ONCE: usize = 16 * 1024;

/// The hash (XXH64, seed 0) of what stands in these grids' cells, in hexadecimal; empty where nothing does.
pub(crate) fn hash<'g>(grids: impl Iterator<Item = &'g Grid>) -> String {
    let mut hasher = XxHash64::with_seed(0);
    let mut said: Vec<u8> = Vec::with_capacity(AT_ONCE);
    let mut is_empty = true;
    for grid in grids.filter(|grid| !grid.cells.is_empty()) {
        is_empty = false;
        text(&mut said, b's', &grid.sheet);
        for cell in &grid.cells {
            add(&mut said, cell);
            if said.len() >= AT_ONCE {
                hasher.write(&said);
                said.clear();
            }
        }
        for (row, column, says) in &grid.notes {
            place(&mut said, *row, *column);
            text(&mut said, b'n', says);
        }
    }
    hasher.write(&said);
    if is_empty { String::new() } else { format!("{:016x}", hasher.finish()) }
}

fn add(said: &mut Vec<u8>, cell: &Cell) {
    place(said, cell.row, cell.column);
    match &cell.value {
        Value::Empty => said.push(b'e'),
        Value::Text(raw) => text(said, b't', raw),
        Value::Number(number) => number_of(said, b'0', *number),
        Value::Serial(number) => number_of(said, b'd', *number),
        Value::Date(date) => text(said, b'D', &date.to_string()),
        Value::Flag(flag) => said.extend([b'f', u8::from(*flag)]),
        Value::Box(is_ticked) => said.extend([b'b', u8::from(*is_ticked)]),
        Value::Error(error) => text(said, b'!', error),
    }
    if let Some(fill) = cell.look.fill {
        said.push(b'c');
        said.extend(fill.to_le_bytes());
    }
    if cell.look.is_struck {
        said.push(b'-');
    }
}

fn place(said: &mut Vec<u8>, row: u32, column: u32) {
    said.extend(row.to_le_bytes());
    said.extend(column.to_le_bytes());
}

fn text(said: &mut Vec<u8>, kind: u8, raw: &str) {
    said.push(kind);
    said.extend((raw.len() as u64).to_le_bytes());
    said.extend(raw.as_bytes());
}

fn number_of(said: &mut Vec<u8>, kind: u8, number: f64) {
    said.push(kind);
    said.extend(number.to_bits().to_le_bytes());
}
