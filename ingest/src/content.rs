//! What tells that two files say the same, though their bytes differ: one that was only opened and saved again.
//! In: a file's grids. Out: a hash of their cells. Never of how they look, but for what may answer or take an answer back: fills,
//! letters that are struck, coloured or stand out, what is hidden, merged or drawn over.

use std::hash::Hasher as _;

use twox_hash::XxHash64;

use crate::grid::{Cell, Grid, Letters, Value};

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
        around(&mut said, grid);
    }
    hasher.write(&said);
    if is_empty { String::new() } else { format!("{:016x}", hasher.finish()) }
}

/// What a person sees of the cells besides what stands in them.
fn around(said: &mut Vec<u8>, grid: &Grid) {
    for (row, column, says) in &grid.notes {
        place(said, *row, *column);
        text(said, b'n', says);
    }
    for (row, column, shows) in &grid.worded {
        place(said, *row, *column);
        text(said, b'w', shows);
    }
    for (row, column, letters) in &grid.letters {
        place(said, *row, *column);
        said.push(b'l');
        let colour = if let Letters::Coloured(colour) = letters { *colour } else { u32::MAX };
        said.extend(colour.to_le_bytes());
    }
    for (row, column) in &grid.drawn_over {
        said.push(b'o');
        place(said, *row, *column);
    }
    for merged in &grid.merges {
        said.push(b'm');
        place(said, merged.top, merged.left);
        place(said, merged.bottom, merged.right);
    }
    for (kind, hidden) in [(b'r', &grid.hidden_rows), (b'k', &grid.hidden_columns)] {
        for line in hidden {
            said.push(kind);
            said.extend(line.to_le_bytes());
        }
    }
    if grid.is_hidden {
        said.push(b'h');
    }
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
    // `Yes / Partly / No`, one of them bold.
    if let Some((from, to)) = cell.look.stands_out {
        said.push(b'*');
        said.extend(from.to_le_bytes());
        said.extend(to.to_le_bytes());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{Block, Look};

    #[test]
    fn what_answers_or_takes_an_answer_back_makes_another_content() {
        let value = Value::Text("Yes / Partly / No".into());
        let plain =
            Grid { cells: vec![Cell { row: 3, column: 1, value, look: Look::default() }], ..Grid::default() };
        let looks = |look: Look| Grid {
            cells: plain.cells.iter().cloned().map(|cell| Cell { look, ..cell }).collect(),
            ..plain.clone()
        };
        let merged = Block { top: 3, left: 1, bottom: 3, right: 2 };
        let sent_anew = [
            looks(Look { stands_out: Some((0, 3)), ..Look::default() }),
            looks(Look { stands_out: Some((6, 12)), ..Look::default() }),
            looks(Look { is_struck: true, ..Look::default() }),
            looks(Look { fill: Some(0x00_ff_00), ..Look::default() }),
            Grid { hidden_rows: vec![3], ..plain.clone() },
            Grid { hidden_columns: vec![3], ..plain.clone() },
            Grid { is_hidden: true, ..plain.clone() },
            Grid { merges: vec![merged], ..plain.clone() },
            Grid { letters: vec![(3, 1, Letters::Unseen)], ..plain.clone() },
            Grid { letters: vec![(3, 1, Letters::Coloured(0xff_00_00))], ..plain.clone() },
            Grid { drawn_over: vec![(3, 1)], ..plain.clone() },
            Grid { notes: vec![(3, 1, "No".into())], ..plain.clone() },
        ];
        let mut all: Vec<String> =
            sent_anew.iter().chain([&plain]).map(|grid| hash([grid].into_iter())).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), sent_anew.len() + 1);
    }
}
