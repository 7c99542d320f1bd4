//! Forms whose columns say how many gave each answer: `Number of staff who answered`, `3 | 0 | 1` under `Yes | Partly | No`.
//! In: a title, or the columns' headings with what stands below them. Out: whether the columns count. Never takes a 1 that
//! ticks, or a figure that names its column's answer, for a count.

use crate::{
    grid::{Cell, Value},
    normalise::text,
    recognise::draft::roles::{Block, Role},
};

/// As many rows with a figure above one tell a summary.
const FEWEST: usize = 3;
/// So many rows are looked at before the form is known to hold no figures.
const LOOKED_AT: usize = 6;

/// Whether a title says that answers were counted: `Number of staff who answered`, `How many pupils said yes`. `Number of
/// pupils` says what kind of school it is.
pub(crate) fn is_title(raw: &str) -> bool {
    const OPENINGS: [&str; 8] = [
        "number of ",
        "numbers of ",
        "no of ",
        "how many ",
        "count of ",
        "counts of ",
        "percentage of ",
        "proportion of ",
    ];
    const ANSWERED: [&str; 16] = [
        "answered",
        "answers",
        "answering",
        "responded",
        "responses",
        "respondents",
        "responding",
        "replied",
        "replies",
        "said",
        "saying",
        "chose",
        "choosing",
        "ticked",
        "agreed",
        "votes",
    ];
    const LONGEST: usize = 120;
    if raw.len() > LONGEST {
        return false;
    }
    let words = text::words(raw);
    OPENINGS.iter().any(|opening| words.starts_with(opening))
        && words.split(' ').any(|word| ANSWERED.contains(&word))
}

/// Whether the columns of answers hold figures that count: most rows have one above one, or a share, and a column has
/// different ones.
pub(crate) fn are_counts(block: &Block<'_>, roles: &[(u32, Role)]) -> bool {
    let answers: Vec<u32> =
        roles.iter().filter(|(_, role)| matches!(role, Role::Answer(_))).map(|(column, _)| *column).collect();
    let figures = |cells: &[Cell]| -> Vec<(u32, f64)> {
        let own = cells.iter().filter(|cell| answers.contains(&cell.column));
        own.filter_map(|cell| Some((cell.column, figure(&cell.value)?))).collect()
    };
    let rows = || block.grid.rows(block.lines.iter().copied());
    let is_figure = |cell: &Cell| answers.contains(&cell.column) && figure(&cell.value).is_some();
    if answers.len() < 2 || !rows().take(LOOKED_AT).flatten().any(is_figure) {
        return false;
    }
    let is_filled = |cells: &&[Cell]| {
        cells.iter().any(|cell| answers.contains(&cell.column) && cell.value != Value::Empty)
    };
    let n_filled = rows().filter(is_filled).count();
    let found: Vec<Vec<(u32, f64)>> = rows().map(figures).collect();
    let says_more =
        |row: &&Vec<(u32, f64)>| row.iter().any(|(_, figure)| *figure > 1.0 || figure.fract() > 0.0);
    let n_more = found.iter().filter(says_more).count();
    let first = |column: u32| found.iter().flatten().find(|(at, figure)| *at == column && *figure != 0.0);
    let varies = found.iter().flatten().any(|(column, figure)| {
        *figure != 0.0 && first(*column).is_some_and(|(_, first)| first.total_cmp(figure).is_ne())
    });
    n_more >= FEWEST && 2 * n_more > n_filled && varies
}

/// The figure in a cell: `3`, `0.66`, `66%`.
fn figure(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(raw) => {
            let raw = text::trim(raw);
            let bare = raw.strip_suffix('%').unwrap_or(raw).trim_end();
            let is_short = (1..=5).contains(&bare.len()) && bare.starts_with(|c: char| c.is_ascii_digit());
            is_short.then(|| bare.parse().ok()).flatten()
        }
        _ => None,
    }
}
