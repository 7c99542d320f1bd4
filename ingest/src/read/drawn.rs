//! Boxes drawn over cells, and what a person reads in the cells then.
//! In: boxes with the cells they are drawn over, a grid. Out: the grid with a box, or the box in front of the text, in those
//! cells. Never chooses between boxes that nobody could tell apart: they are counted, for a person to look at.

use crate::{
    grid::{Cell, Grid, Look, Value},
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
    /// Column.
    pub(crate) column: u32,
    /// How far from the column's left edge, by which several in one cell are put in order.
    pub(crate) left: i64,
    /// The box.
    pub(crate) drawn: DrawnBox,
    /// The cell of the same sheet that holds its state too.
    pub(crate) linked: Option<(u32, u32)>,
}

impl Control {
    const fn place(&self) -> (u32, u32) {
        (self.row, self.column)
    }
}

/// More rows than this no box beside a statement reaches over.
const ROWS: u32 = 20;

/// The row in which the middle of a box stands that begins in one row and ends in another, each with how far below that
/// row's upper edge, in the units of the rows' heights.
pub(crate) fn row_of_middle(
    (top, begins): (u32, f64),
    (bottom, ends): (u32, f64),
    height: impl Fn(u32) -> f64,
) -> Option<u32> {
    if bottom < top || bottom - top > ROWS {
        return None;
    }
    let above: f64 = (top..bottom).map(&height).sum();
    let mut left = f64::midpoint(begins, above + ends);
    for row in top..bottom {
        if left < height(row) {
            return Some(row);
        }
        left -= height(row);
    }
    Some(bottom)
}

fn boxes(controls: &[Control]) -> Vec<&DrawnBox> {
    controls.iter().map(|one| &one.drawn).collect()
}

/// The controls in the order of their cells, without those that nobody could tell apart; and how many those are.
pub(crate) fn told_apart(mut controls: Vec<Control>) -> (Vec<Control>, usize) {
    controls.sort_by_key(|one| (one.row, one.column, one.left));
    let mut kept = Vec::with_capacity(controls.len());
    for same in controls.chunk_by(|a, b| a.place() == b.place()) {
        if can_be_told(&boxes(same)) {
            kept.extend_from_slice(same);
        }
    }
    let n_alike = controls.len() - kept.len();
    (kept, n_alike)
}

/// Puts controls into the grid's cells; returns how many could not be, because something else than text stands there.
pub(crate) fn put_in(grid: &mut Grid, controls: &[Control]) -> usize {
    let mut n_others = 0;
    for same in controls.chunk_by(|a, b| a.place() == b.place()) {
        let Some((row, column)) = same.first().map(Control::place) else { continue };
        let at = grid.cells.partition_point(|cell| (cell.row, cell.column) < (row, column));
        let here = grid.cells.get_mut(at).filter(|cell| (cell.row, cell.column) == (row, column));
        let own = match here.as_ref().map(|cell| &cell.value) {
            None | Some(Value::Empty) => "",
            Some(Value::Text(raw)) => text::trim(raw),
            // The box's own state, in the cell below it.
            Some(Value::Flag(state)) if same.iter().all(|one| one.drawn.is_ticked == *state) => continue,
            Some(_) => {
                n_others += same.len();
                continue;
            }
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
            one.linked == Some(at) && at != one.place() && cell.value == Value::Flag(one.drawn.is_ticked)
        })
    };
    if controls.iter().any(|one| one.linked.is_some()) {
        grid.cells.retain(|cell| !is_state(cell));
    }
    n_others
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
