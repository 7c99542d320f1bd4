//! Figures that drop-downs of form controls write into cells of their own, while the column for the answers stays empty.
//! In: a block whose column of answers is known. Out: the column of figures, as the one of answers. Never says what a figure
//! means: that is asked.

use crate::{
    grid::Value,
    normalise::text,
    recognise::{
        draft::roles::{Block, Columns, Role, used_columns},
        headings::bands::Band,
        written::says,
    },
};

/// Fewer figures may be anything.
const FEWEST: usize = 4;
/// A list to choose from has rarely more entries.
const MOST: u32 = 6;

/// Gives the only column of such figures the answers' role, where nothing at all stands under the heading that asks for them.
pub(super) fn take(block: &Block<'_>, band: Option<&Band>, found: &mut Columns) {
    let mut answers =
        found.roles.iter().filter(|(_, role)| matches!(role, Role::Answer(_) | Role::AnyAnswer));
    let (Some((column, Role::AnyAnswer)), None, Some(band)) = (answers.next().copied(), answers.next(), band)
    else {
        return;
    };
    let is_filled = |row: &u32| block.grid.at(*row, column).is_some_and(says);
    if block.lines.iter().any(is_filled) {
        return;
    }
    let is_free = |column: &u32| {
        let head = block.heads.at(band.row, *column).filter(|cell| says(cell));
        *column > block.right
            && found.role(*column).is_none_or(|role| role == Role::Further)
            && head.is_none_or(|cell| cell.value.as_text().is_some_and(is_link))
    };
    let mut columns =
        used_columns(block).into_iter().filter(is_free).filter(|column| holds_choices(block, *column));
    let (Some(own), None) = (columns.next(), columns.next()) else { return };
    found.roles.retain(|(known, _)| *known != own);
    found.roles.push((own, Role::AnyAnswer));
}

/// `Linked cell`, `Cell link`, `Index`.
fn is_link(raw: &str) -> bool {
    matches!(
        text::words(raw).as_str(),
        "linked cell"
            | "linked cells"
            | "cell link"
            | "link cell"
            | "linked"
            | "index"
            | "list index"
            | "choice"
    )
}

/// Whether nothing but the numbers of a short list's entries stands in a column, some of them more than once.
fn holds_choices(block: &Block<'_>, column: u32) -> bool {
    let mut seen: Vec<u32> = Vec::new();
    let mut n = 0;
    for cell in block.lines.iter().filter_map(|row| block.grid.at(*row, column)).filter(|cell| says(cell)) {
        let figure = match &cell.value {
            Value::Number(number) => (0..=MOST).find(|figure| f64::from(*figure).total_cmp(number).is_eq()),
            Value::Text(raw) => text::trim(raw).parse().ok().filter(|figure| *figure <= MOST),
            _ => None,
        };
        let Some(figure) = figure else { return false };
        n += 1;
        if !seen.contains(&figure) {
            seen.push(figure);
        }
    }
    n >= FEWEST && (2..n).contains(&seen.len())
}
