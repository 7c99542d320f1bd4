//! Keys in lines of their own: ranges one below another (`8 to 10 = in place`), and the same line at the end of each statement
//! (`a) Yes  b) Partly  c) No`).
//! In: a grid. Out: the lines of such a key. Never says what they mean, and takes no line that differs between statements.

use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::found::{Found, Lie},
};

/// Longer lines are prose.
const LONGEST: usize = 80;

/// Lines right below each other in one column that begin with a figure and hold no more than a range and its meaning, joined; each
/// with the first one's cell.
pub(super) fn ranges(grid: &Grid, may_hold: impl Fn(u32) -> bool) -> Vec<(&Cell, String)> {
    const FEWEST: usize = 2;
    const MOST: usize = 5;
    let mut all: Vec<Vec<&Cell>> = Vec::new();
    let mut last: Option<&Cell> = None;
    for cell in grid.cells.iter().filter(|cell| is_line(cell) && may_hold(cell.row)) {
        let goes_on = last.is_some_and(|last| last.column == cell.column && last.row + 1 == cell.row);
        last = Some(cell);
        match all.last_mut().filter(|_| goes_on) {
            Some(run) => run.push(cell),
            None => all.push(vec![cell]),
        }
    }
    let joined = |run: &Vec<&Cell>| {
        let lines: Vec<&str> = run.iter().filter_map(|cell| cell.value.as_text()).collect();
        lines.join("\n")
    };
    all.retain(|run| (FEWEST..=MOST).contains(&run.len()));
    all.iter().filter_map(|run| Some((*run.first()?, joined(run)))).collect()
}

/// `8 to 10 = in place`, `0 = not in place`.
fn is_line(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| {
        raw.len() <= LONGEST && raw.starts_with(|c: char| c.is_ascii_digit()) && raw.contains('=')
    })
}

/// The line that every statement's cell ends with, with the first of them.
pub(super) fn in_statements<'g>(grid: &'g Grid, found: &Found) -> Option<(&'g str, &'g Cell)> {
    const FEWEST: usize = 4;
    let cell = |at: usize| found.hits.get(at).and_then(|hit| grid.at(hit.row, hit.column));
    let line = |cell: &'g Cell| {
        let (_, line) = cell.value.as_text()?.rsplit_once('\n')?;
        Some(text::trim(line)).filter(|line| (5..=LONGEST).contains(&line.len()))
    };
    let first = cell(0)?;
    let own = line(first)?;
    let is_same = |at: usize| cell(at).and_then(line) == Some(own);
    (found.lie == Lie::Down && found.hits.len() >= FEWEST && (1..found.hits.len()).all(is_same))
        .then_some((own, first))
}
