//! Exports with a column for each choice: `All staff ... [Yes]`, `All staff .../Partly`, or the choices in a second row of
//! headings; and headings with something before the statement (`Online safety: All staff ...`).
//! In: a grid. Out: the same with one column for each statement, the chosen label in it. Never chooses where the cells
//! under a statement say two things: both labels are written down then.

mod around;

use schemas::answer::Answer;

use crate::{
    grid::{Cell, Grid, Origin, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        found::turning::asks_else,
        headings::{self, Head, bands::right_edge, is_reckoning},
        wording::{StatementAt, Wordings},
    },
};

/// Fewer statements side by side make no export.
const FEWEST: usize = 4;
/// Shorter texts are no statement.
const SHORTEST: usize = 25;
/// As many rows as may stand above the headings.
const ROWS: usize = 6;
/// No longer text stands before or behind a statement.
const LABEL: usize = 60;

/// A column whose heading holds a statement's words.
struct Column<'g> {
    at: u32,
    /// The last column of the heading.
    right: u32,
    /// Catalogue and statement.
    statement: (usize, usize),
    /// The statement's own words.
    stated: &'g str,
    of: Of<'g>,
}

/// What of a statement a column holds.
#[derive(Clone, Copy, PartialEq)]
enum Of<'g> {
    Answer,
    Choice(&'g str),
    Comment,
}

/// The grid with a column for each statement; none where there is nothing to do.
pub(crate) fn mended(grid: &Grid, wordings: &Wordings, words: &Vocabulary) -> Option<Grid> {
    let is_long = |cell: &&Cell| cell.value.as_text().is_some_and(|raw| raw.len() >= SHORTEST);
    let mut rows = grid.cells.chunk_by(|one, next| one.row == next.row).take(ROWS);
    let is_named =
        |cell: &&Cell| is_long(cell) || cell.value.as_text().is_some_and(|raw| around::has_id(raw, wordings));
    // Most rows have too few that are long or hold a figure: no id is looked for in them.
    let may_be_named = |cell: &&Cell| {
        let has_figure = |raw: &str| raw.bytes().any(|byte| byte.is_ascii_digit());
        is_long(cell) || cell.value.as_text().is_some_and(has_figure)
    };
    let head = rows.find(|cells| {
        cells.iter().filter(may_be_named).count() >= FEWEST && cells.iter().filter(is_named).count() >= FEWEST
    })?;
    let row = head.first()?.row;
    let mut columns: Vec<Column<'_>> =
        head.iter().filter_map(|cell| column(grid, cell, wordings, words)).collect();
    let is_second_row = add_choices_below(grid, row, &mut columns, words);
    // The same words behind every statement are no choice: they turn its question.
    if let [only] = labels(&columns).as_slice()
        && words.answer(only).is_some_and(|answer| answer != Answer::Yes)
    {
        return None;
    }
    let n_choices = count_statements(&columns, |of| matches!(of, Of::Choice(_)));
    // A statement that other words or its id alone stand for is none as it was written.
    let is_stripped = |column: &&Column<'_>| {
        let raw = grid.at(row, column.at).and_then(|cell| cell.value.as_text()).unwrap_or_default();
        let is_exact = || {
            let label = crate::recognise::found::label(raw);
            label == column.stated || !wordings.exact(raw).is_empty()
        };
        column.of == Of::Answer && !is_exact()
    };
    let n_stripped = columns.iter().filter(is_stripped).count();
    // `Notes on: All staff ...` is nearly the statement itself.
    let n_comments = count_statements(&columns, |of| of == Of::Comment);
    if n_choices < FEWEST && n_stripped < FEWEST && n_comments < FEWEST {
        return None;
    }
    Some(laid_out(grid, row, &columns, is_second_row, words))
}

/// The different choices that columns are headed with.
fn labels<'g>(columns: &[Column<'g>]) -> Vec<&'g str> {
    let mut labels: Vec<&str> = columns
        .iter()
        .filter_map(|column| match column.of {
            Of::Choice(label) => Some(label),
            _ => None,
        })
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

fn count_statements(columns: &[Column<'_>], is: impl Fn(Of<'_>) -> bool) -> usize {
    let mut statements: Vec<_> =
        columns.iter().filter(|column| is(column.of)).map(|column| column.statement).collect();
    statements.sort_unstable();
    statements.dedup();
    statements.len()
}

/// A heading's statement, and what of it the column holds.
fn column<'g>(grid: &Grid, cell: &'g Cell, wordings: &'g Wordings, words: &Vocabulary) -> Option<Column<'g>> {
    let raw = text::trim(cell.value.as_text()?);
    let statement = |stated: &str| {
        let hit = wordings.exact(stated).first()?;
        Some((hit.at.catalogue, hit.at.statement))
    };
    let is = |statement, stated, of| Column {
        at: cell.column,
        right: right_edge(grid, cell),
        statement,
        stated,
        of,
    };
    let found = |stated, of| Some(is(statement(stated)?, stated, of));
    let around = || {
        let (hit, stated, of) = around::around(raw, wordings, words)?;
        Some(is((hit.at.catalogue, hit.at.statement), stated, of))
    };
    if raw.len() < SHORTEST {
        return around();
    }
    let parted = || {
        behind(raw).find_map(|(stated, label)| found(stated, of_label(label, words)?)).or_else(|| {
            before(raw).find_map(|(label, stated)| {
                // `Points - All staff ...` holds no answer.
                let of = match headings::head(label) {
                    None if is_reckoning(label) || asks_else(label) => return None,
                    Some(Head::Comment) => return None,
                    _ => Of::Answer,
                };
                found(stated, of)
            })
        })
    };
    found(raw, Of::Answer).or_else(around).or_else(parted)
}

/// The statement that a text asks for comments on: `Comment on POL-05`.
pub(crate) fn says_comment(raw: &str, wordings: &Wordings, words: &Vocabulary) -> Option<StatementAt> {
    around::around(raw, wordings, words).filter(|(.., of)| *of == Of::Comment).map(|(hit, ..)| hit.at)
}

/// A text parted into a statement and a short label behind it.
fn behind(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let bracketed = raw.strip_suffix([']', ')']).and_then(|inner| {
        let open = inner
            .rfind([' ', '[', '('])
            .and_then(|_| inner.rfind([if raw.ends_with(']') { '[' } else { '(' }]))?;
        Some((inner.get(..open)?, inner.get(open + 1..)?))
    });
    let parted = ["/", " - ", " \u{2013} ", ": ", " > ", "\n", "::", "_", " | "]
        .into_iter()
        .filter_map(move |sign| raw.rsplit_once(sign));
    bracketed
        .into_iter()
        .chain(parted)
        .filter(|(_, label)| label.len() <= LABEL)
        .map(|(stated, label)| (text::trim(stated), text::trim(label)))
}

/// A text parted into a short label and a statement behind it.
fn before(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    [": ", " - ", " \u{2013} ", " > ", "\n", "/", " | "]
        .into_iter()
        .filter_map(move |sign| raw.split_once(sign))
        .filter(|(label, _)| label.len() <= LABEL)
        .map(|(label, stated)| (text::trim(label), text::trim(stated)))
}

fn of_label<'t>(label: &'t str, words: &Vocabulary) -> Option<Of<'t>> {
    if asks_else(label) {
        return None;
    }
    if words.answer(label).is_some() {
        return Some(Of::Choice(label));
    }
    match headings::head(label)? {
        Head::Answer(_) => Some(Of::Choice(label)),
        Head::Comment => Some(Of::Comment),
        Head::AnyAnswer(_) => Some(Of::Answer),
        _ => None,
    }
}

/// As [`of_label`], among choices: `Other (please specify)` takes words.
fn of_choice<'t>(label: &'t str, words: &Vocabulary) -> Option<Of<'t>> {
    let is_other = || label.len() <= LABEL && text::words(label).split(' ').next() == Some("other");
    of_label(label, words).or_else(|| is_other().then_some(Of::Comment))
}

/// Takes in a second row of headings that names the choices under each statement; says whether there is one.
fn add_choices_below<'g>(
    grid: &'g Grid,
    row: u32,
    columns: &mut Vec<Column<'g>>,
    words: &Vocabulary,
) -> bool {
    let below = second_row(grid, row);
    let label = |column: u32| {
        let cell = below.iter().find(|cell| cell.column == column)?;
        cell.value.as_text().map(text::trim)
    };
    let mut added: Vec<Column<'g>> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let next = columns.get(at + 1).map(|next| next.at);
        let edge = grid.row(row).iter().map(|cell| cell.column).find(|other| *other > column.right);
        let end = next.or(edge).unwrap_or(column.at + 12).min(edge.unwrap_or(u32::MAX)).max(column.right + 1);
        let choices: Vec<Column<'g>> = (column.at..end)
            .filter_map(|of| Some((of, of_choice(label(of)?, words)?)))
            .map(|(of, kind)| Column { at: of, right: of, of: kind, ..*column })
            .collect();
        let n_choices = choices.iter().filter(|choice| matches!(choice.of, Of::Choice(_))).count();
        if n_choices >= 2 && column.of == Of::Answer {
            added.extend(choices);
        }
    }
    if count_statements(&added, |_| true) < FEWEST {
        return false;
    }
    let is_parted = |statement| added.iter().any(|one: &Column<'_>| one.statement == statement);
    columns.retain(|column| !is_parted(column.statement));
    columns.append(&mut added);
    columns.sort_by_key(|column| column.at);
    true
}

/// The next row that holds anything: a heading may run over several lines of a text table.
fn second_row(grid: &Grid, row: u32) -> &[Cell] {
    let at = grid.cells.partition_point(|cell| cell.row <= row);
    grid.cells.get(at).map_or(&[], |cell| grid.row(cell.row))
}

fn laid_out(grid: &Grid, row: u32, columns: &[Column<'_>], is_second_row: bool, words: &Vocabulary) -> Grid {
    let of = |column: u32| columns.iter().find(|known| known.at == column);
    let second = second_row(grid, row).first().filter(|_| is_second_row);
    let first_data = second.map_or(row, |cell| cell.row) + 1;
    let habit = Habit::of(grid, first_data, columns, words);
    let mut cells: Vec<Cell> = Vec::with_capacity(grid.cells.len());
    let mut origins: Vec<Origin> = Vec::new();
    for all in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let at = all.first().map_or(0, |cell| cell.row);
        if at < row {
            cells.extend_from_slice(all);
            continue;
        }
        if at < first_data {
            if at == row {
                heads(all, columns, &mut cells);
            }
            continue;
        }
        cells.extend(
            all.iter().filter(|cell| of(cell.column).is_none_or(|column| !is_choice(column))).cloned(),
        );
        for (target, choices) in groups(columns) {
            let chosen = chosen(all, &choices, (habit, words));
            let Some(first) = chosen.first() else { continue };
            let labels: Vec<&str> = chosen.iter().map(|(_, label)| *label).collect();
            let value = Value::Text(labels.join(" / ").into());
            cells.push(Cell { row: at, column: target, value, look: first.0.look });
            origins.push(Origin {
                row: at,
                column: target,
                sheet: grid.sheet_of(at, first.0.column).into(),
                from: grid.stood_at(at, first.0.column),
            });
        }
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    origins.extend(grid.origins.iter().cloned());
    origins.sort_by_key(|origin| (origin.row, origin.column));
    origins.dedup_by_key(|origin| (origin.row, origin.column));
    let merges = grid.merges.iter().filter(|block| block.top != row).copied().collect();
    Grid { cells, merges, origins, ..grid.clone() }
}

const fn is_choice(column: &Column<'_>) -> bool {
    matches!(column.of, Of::Choice(_))
}

/// The headings: each statement once, in its own words; its comments by its name.
fn heads(row: &[Cell], columns: &[Column<'_>], cells: &mut Vec<Cell>) {
    let at = row.first().map_or(0, |cell| cell.row);
    let is_known = |column: u32| columns.iter().any(|known| known.at == column);
    cells.extend(row.iter().filter(|cell| !is_known(cell.column)).cloned());
    let written = |column: u32| {
        row.iter()
            .find(|cell| cell.column == column)
            .and_then(|cell| cell.value.as_text())
            .unwrap_or_default()
    };
    let far = |column: &Column<'_>| {
        around::how_far(written(column.at), column.stated).filter(|_| column.of == Of::Answer)
    };
    let far: Vec<Option<String>> = columns.iter().map(far).collect();
    // Where the statement is asked elsewhere, too, these words say what is asked of it here.
    let goes_into = |column: &Column<'_>| {
        columns.iter().zip(&far).any(|(other, far)| {
            far.is_none() && other.of != Of::Comment && other.statement == column.statement
        })
    };
    let mut add = |column: u32, text: String| {
        cells.push(Cell {
            row: at,
            column,
            value: Value::Text(text.into()),
            look: crate::grid::Look::default(),
        });
    };
    for (column, far) in columns.iter().zip(&far) {
        match column.of {
            Of::Answer => {
                let far = far.as_ref().filter(|_| goes_into(column));
                let stated = column.stated;
                add(column.at, far.map_or_else(|| stated.to_owned(), |far| format!("{stated} [{far}]")));
            }
            Of::Comment => {
                // As its answer's heading has it.
                let of_answer =
                    |known: &&Column<'_>| known.of == Of::Answer && known.statement == column.statement;
                let stated = columns.iter().find(of_answer).unwrap_or(column).stated;
                add(column.at, format!("Comments: {stated}"));
            }
            Of::Choice(_) => {}
        }
    }
    for (target, choices) in groups(columns) {
        if let Some(first) = choices.first() {
            add(target, first.stated.to_owned());
        }
    }
}

/// The choices of each statement, with the column that takes the one chosen.
fn groups<'c, 'g>(columns: &'c [Column<'g>]) -> Vec<(u32, Vec<&'c Column<'g>>)> {
    let mut groups: Vec<(u32, Vec<&Column<'g>>)> = Vec::new();
    for column in columns.iter().filter(|column| is_choice(column)) {
        let same = groups
            .iter_mut()
            .find(|(_, known)| known.first().is_some_and(|first| first.statement == column.statement));
        match same {
            Some((_, known)) => known.push(column),
            None => groups.push((column.at, vec![column])),
        }
    }
    groups
}

/// How the columns of choices are filled in, throughout the table.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    /// A tick, or the choice's own word.
    OwnWords,
    /// Yes in the column that was chosen, No or nothing in the others.
    Flags,
    /// Both, as it seems.
    Unclear,
}

impl Habit {
    fn of(grid: &Grid, first_row: u32, columns: &[Column<'_>], words: &Vocabulary) -> Self {
        let (mut is_other, mut is_own) = (false, false);
        for cell in grid.cells.iter().filter(|cell| cell.row >= first_row) {
            let column = columns.iter().find(|column| column.at == cell.column);
            let Some(Of::Choice(label)) = column.map(|column| column.of) else { continue };
            let own = words.answer(label);
            match read_mark(cell, words).mark {
                Mark::Says(answer @ (Answer::Yes | Answer::No)) => is_other |= own != Some(answer),
                Mark::Says(answer) => is_own |= own == Some(answer),
                _ => {}
            }
        }
        match (is_other, is_own) {
            (false, _) => Self::OwnWords,
            (true, false) => Self::Flags,
            (true, true) => Self::Unclear,
        }
    }
}

/// Whether a cell says that its choice was made, in the words of survey programs; none where it says something else.
fn says_chosen(cell: &Cell) -> Option<bool> {
    match text::words(cell.value.as_text()?).as_str() {
        "checked" | "selected" | "chosen" | "ticked" => Some(true),
        "unchecked" | "not checked" | "not selected" | "unselected" | "not chosen" | "not ticked" => {
            Some(false)
        }
        _ => None,
    }
}

/// The cells of a row that choose, each with its label; what is no choice is kept as it stands.
fn chosen<'r, 'g: 'r>(
    row: &'r [Cell],
    choices: &[&Column<'g>],
    (habit, words): (Habit, &Vocabulary),
) -> Vec<(&'r Cell, &'r str)> {
    let choose = |choice: &&Column<'g>| -> Vec<(&'r Cell, &'r str)> {
        let Of::Choice(label) = choice.of else { return Vec::new() };
        let Some(cell) = row.iter().find(|cell| cell.column == choice.at) else { return Vec::new() };
        let written = || cell.value.as_text().unwrap_or("?");
        if let Some(is_chosen) = says_chosen(cell) {
            return if is_chosen { vec![(cell, label)] } else { Vec::new() };
        }
        let is_this = |answer| words.answer(label) == Some(answer);
        match read_mark(cell, words).mark {
            Mark::Nothing(_) => Vec::new(),
            Mark::Tick(_) => vec![(cell, label)],
            Mark::Says(Answer::Yes) if habit == Habit::Flags => vec![(cell, label)],
            Mark::Says(Answer::No) if habit == Habit::Flags => Vec::new(),
            Mark::Says(answer) if is_this(answer) => vec![(cell, label)],
            // Nobody can be sure whether `Yes` below `No` chooses it.
            Mark::Says(_) if habit == Habit::Unclear => vec![(cell, label), (cell, written())],
            _ => vec![(cell, written())],
        }
    };
    choices.iter().flat_map(choose).collect()
}
