//! Tables whose columns of answers were laid one below another: `Attribute` (Yes, Partly, No, Evidence and Comments) and `Value`
//! (the mark or the words) beside each school and statement.
//! In: a grid with its statements. Out: the same with a column for each attribute and a row for each school and statement, every
//! cell knowing where it came from. Never puts two values into one cell.

use rustc_hash::FxHashMap;
use schemas::answer::Answer;

use crate::{
    grid::{Cell, Grid, Origin, Value},
    normalise::text,
    recognise::{
        found::Seen,
        headings::{self, Head},
        written::as_written,
    },
};

/// What the column of marks may be headed.
const VALUES: [&str; 8] = ["value", "values", "selected", "entry", "tick", "ticked", "mark", "chosen"];

/// What the column may be headed that says which column each mark stood in.
const ATTRIBUTES: [&str; 15] = [
    "attribute",
    "attributes",
    "variable",
    "field",
    "column",
    "heading",
    "measure",
    "name",
    "key",
    "category",
    "option",
    "options",
    "choice",
    "answer",
    "response",
];

/// The grid with a column for each attribute; none where it is no such table.
pub(crate) fn mended(grid: &Grid, seen: &[Seen<'_>]) -> Option<Grid> {
    let first = grid.cells.get(seen.first()?.cell)?;
    let above = first.row.checked_sub(1)?;
    let headed = |wanted: &[&str]| {
        let mut named = grid.row(above).iter().filter(|cell| {
            cell.value
                .as_text()
                .is_some_and(|raw| raw.len() <= 20 && wanted.contains(&text::words(raw).as_str()))
        });
        named.next().map(|cell| cell.column).filter(|_| named.next().is_none())
    };
    let value = headed(&VALUES)?;
    let attribute = headed(&ATTRIBUTES)?;
    // What is said of one option is said of its statement.
    let heads_remarks = |cell: &&Cell| cell.value.as_text().and_then(headings::head) == Some(Head::Comment);
    let remarks: Vec<u32> = grid.row(above).iter().filter(heads_remarks).map(|cell| cell.column).collect();
    let mut attributes: Vec<&Cell> = Vec::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    // Whether nothing but plain ticks stands beside answers.
    let mut is_plain = true;
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let from = grid.cells.partition_point(|cell| cell.row <= above);
    for cells in grid.cells.get(from..)?.chunk_by(|one, next| one.row == next.row) {
        let at = |column: u32| cells.iter().find(|cell| cell.column == column);
        let name = at(attribute)?;
        let raw = name.value.as_text()?;
        if !matches!(headings::head(raw), Some(Head::Answer(_) | Head::Comment)) {
            return None;
        }
        let others = || cells.iter().filter(|cell| ![attribute, value].contains(&cell.column));
        let is_remark = |cell: &&Cell| remarks.contains(&cell.column);
        let own: Vec<&Cell> = others().filter(|cell| !is_remark(cell)).collect();
        let same =
            |known: &&Cell| known.value.as_text().is_some_and(|other| text::key(other) == text::key(raw));
        let of = attributes.iter().position(same).unwrap_or_else(|| {
            attributes.push(name);
            attributes.len() - 1
        });
        let key: Vec<String> = own.iter().map(|cell| as_written(&cell.value)).collect();
        let group = *known.entry(key.join("\u{1f}")).or_insert_with(|| {
            groups.push(Group { own, n_rows: 0, n_unset: 0, values: Vec::new(), remarks: Vec::new() });
            groups.len() - 1
        });
        let group = groups.get_mut(group)?;
        group.n_rows += 1;
        for remark in others().filter(is_remark).filter(|cell| !matches!(cell.value, Value::Empty)) {
            let known = group.remarks.iter().find(|known| known.column == remark.column);
            // Nobody could read two of them as one.
            if known.is_some_and(|known| known.value != remark.value) {
                return None;
            }
            if known.is_none() {
                group.remarks.push(remark);
            }
        }
        let Some(cell) = at(value) else {
            group.n_unset += usize::from(matches!(headings::head(raw), Some(Head::Answer(_))));
            continue;
        };
        is_plain &= is_plain_tick(&cell.value) || headings::head(raw) == Some(Head::Comment);
        if group.values.iter().any(|(known, _)| *known == of) {
            return None;
        }
        match headings::head(raw) {
            Some(Head::Answer(_)) if !is_mark(&cell.value) => return None,
            // `Partly: No` says that another was chosen, or none.
            Some(Head::Answer(_)) if is_unset(&cell.value) => group.n_unset += 1,
            // `Partly: Yes` says Partly.
            Some(Head::Answer(_)) if says_yes(&cell.value) => group.values.push((of, name)),
            _ => group.values.push((of, cell)),
        }
    }
    // `Answer: No | Value: 0`, alone for its statement, gives what the answer counts; `Answer: No | Tick:` is answered in words.
    if groups.iter().any(|group| group.n_unset > 0 && group.n_rows == 1) {
        return None;
    }
    // A form that has its answers in words and ticks, initials or dates beside them has a row for each statement; so has a list of
    // what was chosen alone, and nothing but a tick in each.
    if groups.iter().all(|group| group.n_rows == 1) && !is_plain {
        return None;
    }
    let is_answer =
        |cell: &&&Cell| matches!(cell.value.as_text().and_then(headings::head), Some(Head::Answer(_)));
    if attributes.iter().filter(is_answer).count() < 2 {
        return None;
    }
    Some(laid_out(grid, (above, [attribute, value]), &attributes, &groups))
}

/// Whether a value may say that an answer was chosen, or that it was not; `Partly` is an answer itself, and a figure what it counts.
fn is_mark(value: &Value) -> bool {
    match value {
        Value::Number(number) => [0.0, 1.0].contains(number),
        Value::Text(raw) => match raw.trim().parse::<f64>() {
            Ok(number) => [0.0, 1.0].contains(&number),
            Err(_) => {
                !matches!(headings::head(raw), Some(Head::Answer(Answer::Partly | Answer::NotApplicable)))
            }
        },
        _ => true,
    }
}

/// Whether a value can be nothing but a tick: no initials, and no date.
fn is_plain_tick(value: &Value) -> bool {
    match value {
        Value::Number(number) => [1.0].contains(number),
        Value::Flag(is_set) | Value::Box(is_set) => *is_set,
        Value::Text(raw) => {
            let one = text::trim(raw);
            let mut signs = one.chars();
            let is_sign = signs.next().is_some_and(|c| !c.is_alphanumeric()) && signs.next().is_none();
            is_sign || matches!(text::key(one).as_str(), "x" | "1" | "yes" | "y" | "true")
        }
        _ => false,
    }
}

fn says_yes(value: &Value) -> bool {
    value.as_text().is_some_and(|raw| matches!(text::words(raw).as_str(), "yes" | "y"))
}

/// Whether a value says that an answer was not chosen.
fn is_unset(value: &Value) -> bool {
    match value {
        Value::Number(number) => *number == 0.0,
        Value::Flag(is_set) | Value::Box(is_set) => !is_set,
        Value::Text(raw) => {
            text::is_blank(raw) || matches!(text::words(raw).as_str(), "no" | "n" | "false" | "0")
        }
        _ => false,
    }
}

/// A school's rows for a statement.
struct Group<'g> {
    /// What stands beside attribute and value, of its first row.
    own: Vec<&'g Cell>,
    /// How many rows it has, and in how many of them it says that the answer was not chosen.
    n_rows: usize,
    n_unset: usize,
    /// Which attribute, and its value.
    values: Vec<(usize, &'g Cell)>,
    /// What is said to it, in whichever of its rows.
    remarks: Vec<&'g Cell>,
}

fn laid_out(
    grid: &Grid,
    (above, taken): (u32, [u32; 2]),
    attributes: &[&Cell],
    groups: &[Group<'_>],
) -> Grid {
    let beyond = grid.cells.iter().map(|cell| cell.column).max().unwrap_or(0) + 1;
    let is_kept = |cell: &&Cell| cell.row < above || (cell.row == above && !taken.contains(&cell.column));
    let mut cells: Vec<Cell> = grid.cells.iter().filter(is_kept).cloned().collect();
    let mut origins: Vec<Origin> = grid.origins.clone();
    let mut put = |row: u32, column: u32, cell: &Cell| {
        cells.push(Cell { row, column, ..cell.clone() });
        let sheet = grid.sheet_of(cell.row, cell.column).into();
        origins.push(Origin { row, column, sheet, from: grid.stood_at(cell.row, cell.column) });
    };
    for (at, name) in attributes.iter().enumerate() {
        put(above, beyond + u32::try_from(at).unwrap_or(0), name);
    }
    for group in groups {
        let Some(row) = group.own.first().map(|cell| cell.row) else { continue };
        for (at, cell) in &group.values {
            put(row, beyond + u32::try_from(*at).unwrap_or(0), cell);
        }
        for remark in &group.remarks {
            put(row, remark.column, remark);
        }
    }
    cells.extend(groups.iter().flat_map(|group| group.own.iter().copied().cloned()));
    cells.sort_by_key(|cell| (cell.row, cell.column));
    origins.sort_by_key(|origin| (origin.row, origin.column));
    Grid { cells, origins, ..grid.clone() }
}
