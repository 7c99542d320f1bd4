//! Boxes drawn over cells, and what a person reads in the cells then.
//! In: boxes with the cells they are drawn over, a grid. Out: the grid with a box, or the box in front of the text, in those
//! cells. Never chooses between boxes that nobody could tell apart: they are counted, for a person to look at.

use std::collections::BTreeSet;

use crate::{
    grid::{Block, Cell, Grid, Look, Value},
    normalise::text,
};

/// A check box or an option button.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DrawnBox {
    /// Whether it is ticked.
    pub(crate) is_ticked: bool,
    /// What is written beside it; empty where that is what every new one is called.
    pub(crate) label: String,
}

impl DrawnBox {
    /// A box with the label as it is written.
    pub(crate) fn new(is_ticked: bool, label: &str) -> Self {
        let label = text::one_line(label).trim().to_owned();
        let (letters, number) = label.rsplit_once(' ').unwrap_or_default();
        let is_default = matches!(letters, "Check Box" | "Option Button") && number.parse::<u32>().is_ok();
        Self { is_ticked, label: if is_default { String::new() } else { label } }
    }
}

/// A box with the cell it is drawn over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Control {
    /// Row.
    pub(crate) row: u32,
    /// Column: the one over which it begins, where it is not sure over which its box stands.
    pub(crate) column: u32,
    /// Whether the column is sure.
    pub(crate) is_sure: bool,
    /// How far from the column's left edge, by which several in one cell are put in order.
    pub(crate) left: i64,
    /// The box.
    pub(crate) drawn: DrawnBox,
    /// The cell of the same sheet that holds its state too.
    pub(crate) linked: Option<(u32, u32)>,
}

/// More rows or columns than this no box beside a statement reaches over.
const REACH: u32 = 20;
/// Nearer to a line than this, in pixels, nobody could be sure on which side of it a box stands.
const EDGE: f64 = 3.0;

/// An end of a control: its row or column, and how far behind that one's beginning, in pixels.
pub(crate) type End = (u32, f64);

/// The row in which the middle of a control stands; none where it is not sure.
pub(crate) fn row_of(top: End, bottom: End, height: impl Fn(u32) -> f64) -> Option<u32> {
    if bottom.0 == top.0 {
        return Some(top.0);
    }
    // One that begins or ends beyond the end of its row says that the heights are other ones.
    let fits = |end: End| end.1 <= height(end.0) + 1.0;
    if bottom.0 < top.0 || bottom.0 - top.0 > REACH || !fits(top) || !fits(bottom) {
        return None;
    }
    let above: f64 = (top.0..bottom.0).map(&height).sum();
    line_at((top.0, f64::midpoint(top.1, above + bottom.1)), height)
}

/// How far behind a column's beginning a control begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Along {
    /// In pixels.
    Pixels(f64),
    /// As a share of the column's width.
    Share(f64),
}

/// The column over which a control's own box stands, at its left edge; none where it is not sure. A column's width in pixels
/// depends on the workbook's usual letters, and is known but roughly.
pub(crate) fn column_of((left, along): (u32, Along), right: u32, width: impl Fn(u32) -> f64) -> Option<u32> {
    /// Where the middle of the box stands.
    const MIDDLE: f64 = 8.0;
    if right == left {
        return Some(left);
    }
    let at = |scale: f64| {
        let own = width(left) * scale;
        let begins = match along {
            Along::Pixels(pixels) => pixels.min(own),
            Along::Share(share) => share * own,
        };
        line_at((left, begins + MIDDLE), |column| width(column) * scale)
    };
    at(0.85).filter(|column| at(1.2) == Some(*column))
}

/// The row or column in which a point stands; none where it is near to a line.
fn line_at((mut line, mut left): End, size: impl Fn(u32) -> f64) -> Option<u32> {
    for _ in 0..=REACH {
        let own = size(line);
        if left < own {
            return (left >= EDGE && own - left >= EDGE).then_some(line);
        }
        left -= own;
        line = line.checked_add(1)?;
    }
    None
}

fn boxes(controls: &[Control]) -> Vec<&DrawnBox> {
    controls.iter().map(|one| &one.drawn).collect()
}

/// Puts controls into the grid's cells, over a merged block into its first; returns how many could not be, because something
/// else than text stands there or nobody could tell them apart.
pub(crate) fn put_in(grid: &mut Grid, mut controls: Vec<Control>) -> usize {
    for one in &mut controls {
        let covers = |block: &&Block| {
            (block.top..=block.bottom).contains(&one.row) && (block.left..=block.right).contains(&one.column)
        };
        if let Some(block) = grid.merges.iter().find(covers) {
            // Further right is further right, whatever the columns' widths.
            one.left += i64::from(one.column - block.left) << 20;
            (one.row, one.column) = (block.top, block.left);
        }
    }
    controls.sort_by_key(|one| (one.row, one.column, one.left));
    let mut n_others = 0;
    for same in controls.chunk_by(|a, b| (a.row, a.column) == (b.row, b.column)) {
        let Some((row, column)) = same.first().map(|one| (one.row, one.column)) else { continue };
        let at = grid.cells.partition_point(|cell| (cell.row, cell.column) < (row, column));
        let here = grid.cells.get_mut(at).filter(|cell| (cell.row, cell.column) == (row, column));
        let own = match here.as_ref().map(|cell| &cell.value) {
            _ if !can_be_told(&boxes(same)) => None,
            None | Some(Value::Empty) => Some(""),
            Some(Value::Text(raw)) => Some(text::trim(raw)),
            // The box's own state, in the cell below it.
            Some(Value::Flag(state)) if same.iter().all(|one| one.drawn.is_ticked == *state) => continue,
            Some(_) => None,
        };
        let Some(own) = own else {
            n_others += same.len();
            continue;
        };
        let value = value(&boxes(same), own);
        match here {
            Some(cell) => cell.value = value,
            None => grid.cells.insert(at, Cell { row, column, value, look: Look::default() }),
        }
    }
    // A cell elsewhere that holds a box's state says nothing of its own.
    let is_state = |cell: &Cell| {
        controls.iter().any(|one| {
            let at = (cell.row, cell.column);
            one.linked == Some(at)
                && at != (one.row, one.column)
                && cell.value == Value::Flag(one.drawn.is_ticked)
        })
    };
    if controls.iter().any(|one| one.linked.is_some()) {
        grid.cells.retain(|cell| !is_state(cell));
    }
    n_others
}

/// The controls whose cell is sure, and how many others there are. The last of a list of labelled boxes that reaches over
/// the edge of its column is the list's: its label says what it stands for, wherever it stands.
pub(crate) fn with_their_lists(controls: &[Control]) -> (Vec<Control>, usize) {
    let sure: BTreeSet<(u32, u32)> =
        controls.iter().filter(|one| one.is_sure).map(|one| (one.row, one.column)).collect();
    let columns: BTreeSet<u32> = sure.iter().map(|(_, column)| *column).collect();
    let list_of = |last: &Control| {
        let is_before = |one: &&Control| {
            one.is_sure && (one.row, one.column) == (last.row, last.column) && one.left < last.left
        };
        controls.iter().filter(is_before).map(|one| one.drawn.label.clone()).collect::<Vec<_>>()
    };
    let is_of_list = |one: &Control| {
        let before = list_of(one);
        let are_named = before.iter().all(|label| !label.is_empty() && *label != one.drawn.label);
        // A lone box before it may stand in an answer's own column, as this one in the next.
        let is_list = before.len() > 1 || (before.len() == 1 && columns.len() == 1);
        is_list && are_named && !one.drawn.label.is_empty()
    };
    let (own, others): (Vec<Control>, Vec<Control>) =
        controls.iter().cloned().partition(|one| one.is_sure || is_of_list(one));
    (own, others.len())
}

/// Whether several boxes over one cell can be told apart.
pub(crate) fn can_be_told(boxes: &[&DrawnBox]) -> bool {
    boxes.len() < 2 || boxes.iter().all(|one| !one.label.is_empty())
}

/// What stands in a cell of this text with these boxes over it.
pub(crate) fn value(boxes: &[&DrawnBox], own: &str) -> Value {
    if let ([only], "") = (boxes, own)
        && only.label.is_empty()
    {
        return Value::Box(only.is_ticked);
    }
    let mut written: Vec<&str> = Vec::new();
    for one in boxes {
        written.push(if one.is_ticked { "\u{2612}" } else { "\u{2610}" });
        written.push(&one.label);
    }
    written.push(own);
    written.retain(|piece| !piece.is_empty());
    Value::Text(written.join(" ").into())
}
