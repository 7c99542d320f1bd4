//! Forms that come out blank though marks stand in them: laid out in a way that is not known.
//! In: a draft of which nothing, or less than half, could be read. Out: a question where marks, answers or colours stand
//! around the statements. Never reads an answer from them.

use schemas::{
    answer::{Answer, Status},
    decision::Ruling,
    finding::Finding,
    rules,
};

use super::{letters, stray};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::{Absence, Mark, Tick, read_mark},
        text,
    },
    reading::{AnswerReading, Form},
    recognise::{
        draft::{Desk, Draft, Loose},
        found::Hit,
    },
};

/// Fewer marks than this may be anything.
const FEWEST: usize = 5;
/// Longer texts are no code of a scale.
const LONGEST_CODE: usize = 12;
/// Of many statements, so many answers elsewhere are enough; a few may be a list's or an action plan's.
const FEWEST_ELSEWHERE: usize = 12;
/// Rows above the first statement and below the last that still belong to them.
const AROUND: u32 = 4;

/// What stands around the statements.
#[derive(Default)]
struct Around {
    n: usize,
    /// Answers that stand alone in their row, in the statements' own column: headings of a list each.
    lone: Vec<Answer>,
    /// Short texts and figures that stand so: a scale's, where there are few of them and they come again and again.
    codes: Vec<String>,
    n_codes: usize,
    first: Option<(u32, u32)>,
}

impl Around {
    fn add_code(&mut self, cell: &Cell) {
        let code = crate::recognise::written::as_written(&cell.value);
        if code.is_empty() || code.len() > LONGEST_CODE {
            return;
        }
        self.n_codes += 1;
        self.first.get_or_insert((cell.row, cell.column));
        if !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }

    fn has_codes(&self) -> bool {
        self.n_codes >= FEWEST && (2..=5).contains(&self.codes.len()) && self.n_codes > 2 * self.codes.len()
    }

    fn add(&mut self, cell: &Cell) {
        self.n += 1;
        self.first.get_or_insert((cell.row, cell.column));
    }
}

/// A question where a return that came out blank holds marks; `answers` are what was read, `n_asked` of them wait for
/// other questions.
pub(crate) fn question(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    answers: &[AnswerReading],
    n_asked: usize,
) -> Option<Finding> {
    // Around a school's own row, column or rows of a table stand the other schools' answers.
    if matches!(draft.form, Form::Wide | Form::Long | Form::Collated) {
        return None;
    }
    let is_unread = |answer: &&AnswerReading| matches!(answer.status, Status::Blank | Status::Missing);
    let n_unread = answers.iter().filter(is_unread).count();
    if n_unread * 2 < answers.len() || n_asked * 2 > n_unread || draft.said.is_empty() {
        return None;
    }
    let mut grids: Vec<usize> = draft.said.iter().map(|said| said.grid).collect();
    grids.dedup();
    let own = grids.iter().find_map(|index| {
        let grid = desk.grids.get(*index)?;
        let hits: Vec<&Hit> =
            draft.said.iter().filter(|said| said.grid == *index).map(|said| &said.hit).collect();
        // Cells whose mark is an answer already, or a question of its own.
        let is_read = |cell: &Cell| {
            let place = desk.place(*index, cell.row, cell.column);
            let is_its =
                |answer: &AnswerReading| *answer.cell == *place.cell && *answer.sheet == *place.sheet;
            answers.iter().any(|answer| !is_unread(&answer) && is_its(answer))
        };
        let (row, column) = around(desk, grid, &hits, &is_read)?;
        Some((*index, row, column))
    });
    let own = own.or_else(|| sorted_apart(desk, draft, &grids));
    // Answers by number, below the statements or in a sheet of their own.
    let fewest = (draft.said.len() * 2 / 3).clamp(FEWEST, FEWEST_ELSEWHERE);
    let own = own.or_else(|| {
        grids.iter().find_map(|index| {
            let rows = draft.said.iter().filter(|said| said.grid == *index).map(|said| said.hit.row);
            let (first, last) = (rows.clone().min()?, rows.max()?);
            let is_outside = |row: u32| row + AROUND < first || row > last;
            let (row, column) = elsewhere(desk, desk.grids.get(*index)?, fewest, &is_outside)?;
            Some((*index, row, column))
        })
    });
    let (grid, row, column) = own.or_else(|| {
        // Forms side by side on one sheet are returns of their own.
        let sheet_of = |index: usize| desk.grids.get(index).map(|grid| grid.sheet.as_str());
        let is_own = |index: usize| grids.iter().any(|own| sheet_of(*own) == sheet_of(index));
        let others = (0..desk.grids.len()).filter(|index| !is_own(*index));
        others.into_iter().find_map(|index| {
            let (row, column) = elsewhere(desk, desk.grids.get(index)?, fewest, &|_| true)?;
            Some((index, row, column))
        })
    })?;
    let n = answers.iter().filter(|answer| answer.status == Status::Blank).count();
    asked(desk, (grid, row, column), n)
}

/// A question where marks stand on the sheets of many statements that have a sheet each.
pub(crate) fn on_own_sheets(desk: &Desk<'_>, marks: &[Loose<'_>]) -> Option<Finding> {
    let first = marks.first().filter(|_| marks.len() > stray::FEW)?;
    let Cell { row, column, .. } = *first.placed.cell;
    asked(desk, (first.grid, row, column), marks.len())
}

/// The question about marks that begin at a cell, for which so many answers wait.
fn asked(desk: &Desk<'_>, (grid, row, column): (usize, u32, u32), n: usize) -> Option<Finding> {
    let place = desk.place(grid, row, column);
    let was_read =
        desk.grids.get(grid)?.at(row, column).map(|cell| crate::recognise::written::as_written(&cell.value));
    let was_read = was_read.unwrap_or_default();
    let ruling = desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, &was_read);
    if matches!(ruling, Some(Ruling::LeaveOut | Ruling::Blank)) {
        return None;
    }
    let message = "marks stand here, and it is not sure to which statements they belong, so none was read";
    Some(
        Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
            .reading(was_read)
            .with_suggestion("Ask the school for the form as it was sent out")
            .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX)),
    )
}

/// Where marks begin that no answer column holds, in a grid of statements.
fn around(
    desk: &Desk<'_>,
    grid: &Grid,
    hits: &[&Hit],
    is_read: &dyn Fn(&Cell) -> bool,
) -> Option<(u32, u32)> {
    let (first, last) = (hits.first()?.row, hits.iter().map(|hit| hit.row).max()?);
    let is_hit = |cell: &Cell| hits.iter().any(|hit| (hit.row, hit.column) == (cell.row, cell.column));
    let is_column = |column: u32| hits.iter().any(|hit| hit.column == column);
    let mut seen = Around::default();
    let from = grid.cells.partition_point(|cell| cell.row + AROUND < first);
    let near = grid.cells.get(from..).unwrap_or_default();
    for cells in near.chunk_by(|one, next| one.row == next.row) {
        if cells.first().is_none_or(|cell| cell.row > last + AROUND) {
            break;
        }
        let others: Vec<&Cell> = cells.iter().filter(|cell| !is_hit(cell)).collect();
        for cell in cells.iter().filter(|cell| is_hit(cell)) {
            if has_mark_behind(desk, cell) || has_code_behind(cell, hits) {
                seen.add(cell);
            }
        }
        let said = answers_of(desk, &others);
        let has_tick = others.iter().any(|cell| is_tick(desk, cell));
        // Headings, or the form's own list beside a statement.
        if said.len() >= 2 && !has_tick {
            if said.iter().filter(|(_, cell)| is_column(cell.column)).count() >= 2 {
                return said.first().map(|(_, cell)| (cell.row, cell.column));
            }
            continue;
        }
        if let ([(answer, cell)], 1) = (said.as_slice(), cells.len())
            && is_column(cell.column)
            && !seen.lone.contains(answer)
        {
            seen.lone.push(*answer);
        }
        if let ([only], 1) = (others.as_slice(), cells.len())
            && is_column(only.column)
        {
            seen.add_code(only);
        }
        let ticks = others.iter().copied().filter(|cell| is_tick(desk, cell));
        let marks = ticks.chain(said.iter().map(|(_, cell)| *cell));
        marks.filter(|cell| !is_read(cell)).for_each(|cell| seen.add(cell));
    }
    let is_enough = seen.has_codes() || seen.n >= FEWEST || seen.lone.len() >= 2;
    if let Some(first) = seen.first.filter(|_| is_enough) {
        return Some(first);
    }
    // Where most of them are answered, they are not in a way of their own.
    let is_answered = |hit: &&&Hit| grid.row(hit.row).iter().any(is_read);
    if hits.iter().filter(is_answered).count() * 2 > hits.len() {
        return None;
    }
    coloured(grid, hits)
        .or_else(|| letters::coloured_statements(grid, hits))
        .or_else(|| own_words(grid, hits))
        .or_else(|| sorted(grid, hits))
}

/// The title of the first of several lists among which the statements stand out of their order: somebody sorted them, as
/// into `What we do already` and `What we do not do`.
fn sorted(grid: &Grid, hits: &[&Hit]) -> Option<(u32, u32)> {
    let mut titles: Vec<(u32, u32)> = Vec::new();
    let mut n_turns = 0;
    let mut last: Option<&Hit> = None;
    for hit in hits {
        let above = title(grid, hit);
        if above.is_some() {
            n_turns += usize::from(last.is_some_and(|last| last.statement > hit.statement));
            titles.extend(above);
        }
        last = Some(hit);
    }
    titles.first().copied().filter(|_| titles.len() > 1 && n_turns > 0)
}

/// The title of a list right above its first statement, alone or with a heading for comments beside it.
fn title(grid: &Grid, hit: &Hit) -> Option<(u32, u32)> {
    let title = crate::recognise::arranged::sorted::heading(grid.row(hit.row.checked_sub(1)?))?;
    let head = title.value.as_text().map(crate::recognise::headings::head)?;
    let is_title = title.column <= hit.column
        && head != Some(crate::recognise::headings::Head::Statement)
        && title.value.as_text().is_some_and(|raw| raw.len() <= 60);
    is_title.then_some((title.row, title.column))
}

/// The same of lists in tables or sheets of their own.
fn sorted_apart(desk: &Desk<'_>, draft: &Draft<'_>, grids: &[usize]) -> Option<(usize, u32, u32)> {
    let mut titles = Vec::new();
    let mut n_turns = 0;
    let mut last: Option<usize> = None;
    for index in grids {
        let grid = desk.grids.get(*index)?;
        let mut own = draft.said.iter().filter(|said| said.grid == *index).map(|said| &said.hit);
        let first = own.next()?;
        let (row, column) = title(grid, first)?;
        titles.push((*index, row, column));
        n_turns += usize::from(last.is_some_and(|last| last > first.statement));
        last = own.next_back().or(Some(first)).map(|hit| hit.statement);
    }
    titles.first().copied().filter(|_| titles.len() > 1 && n_turns > 0)
}

/// The short words in one column: from which cell on, how many, which.
struct OwnWords {
    first: (u32, u32),
    n: usize,
    words: Vec<String>,
}

/// A column beside the statements in which the same few short words or figures come again and again: answers on a scale of
/// its own.
fn own_words(grid: &Grid, hits: &[&Hit]) -> Option<(u32, u32)> {
    let mut columns: Vec<OwnWords> = Vec::new();
    for hit in hits {
        for cell in grid.row(hit.row).iter().filter(|cell| cell.column != hit.column) {
            let words = match &cell.value {
                Value::Text(raw) if text::trim(raw).len() <= 25 => text::words(raw),
                Value::Number(number) => number.to_string(),
                _ => continue,
            };
            if words.is_empty() {
                continue;
            }
            match columns.iter_mut().find(|column| column.first.1 == cell.column) {
                Some(column) => {
                    column.n += 1;
                    if !column.words.contains(&words) {
                        column.words.push(words);
                    }
                }
                None => {
                    columns.push(OwnWords { first: (cell.row, cell.column), n: 1, words: vec![words] });
                }
            }
        }
    }
    let is_scale = |n: usize, words: usize| n * 2 > hits.len() && (2..=5).contains(&words) && n >= 3 * words;
    columns.iter().find(|column| is_scale(column.n, column.words.len())).map(|column| column.first)
}

/// Where answers begin in rows that hold no statements, only their numbers, say.
fn elsewhere(
    desk: &Desk<'_>,
    grid: &Grid,
    fewest: usize,
    is_looked_at: &dyn Fn(u32) -> bool,
) -> Option<(u32, u32)> {
    let mut seen = Around::default();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        if cells.first().is_none_or(|cell| !is_looked_at(cell.row)) {
            continue;
        }
        let cells: Vec<&Cell> = cells.iter().collect();
        let said = answers_of(desk, &cells);
        if said.len() < 2 {
            said.iter().map(|(_, cell)| cell).for_each(|cell| seen.add(cell));
            cells.iter().filter(|cell| is_tick(desk, cell)).for_each(|cell| seen.add(cell));
        }
    }
    seen.first.filter(|_| seen.n >= fewest)
}

/// The cells of a row that say an answer in words.
fn answers_of<'g>(desk: &Desk<'_>, cells: &[&'g Cell]) -> Vec<(Answer, &'g Cell)> {
    let said = |cell: &&'g Cell| match read_mark(cell, desk.words).mark {
        Mark::Says(answer) => Some((answer, *cell)),
        _ => None,
    };
    cells.iter().filter_map(said).collect()
}

/// Whether a cell holds a tick, alone or before words (`◉ Yes`).
fn is_tick(desk: &Desk<'_>, cell: &Cell) -> bool {
    let Value::Text(raw) = &cell.value else { return matches!(cell.value, Value::Box(true)) };
    let drawn =
        |c: char| matches!(c, '\u{25c9}' | '\u{25cf}' | '\u{2611}' | '\u{2612}' | '\u{2713}'..='\u{2718}');
    let raw = text::trim(raw);
    let is_drawn = raw.starts_with(drawn) && raw.len() <= 40;
    is_drawn
        || matches!(
            read_mark(cell, desk.words).mark,
            Mark::Tick(Tick::Tick | Tick::Cross | Tick::Dot) | Mark::Several
        )
}

/// Whether a mark stands behind the statement in its own cell, parted from it by a bar or a wide gap.
fn has_mark_behind(desk: &Desk<'_>, cell: &Cell) -> bool {
    let Some(raw) = cell.value.as_text() else { return false };
    let raw = text::trim(raw).trim_end_matches(['|', ' ']);
    let Some(at) = raw.rfind(['|', '\t']).map(|at| at + 1).or_else(|| raw.rfind("   ").map(|at| at + 3))
    else {
        return false;
    };
    let Some(behind) = raw.get(at..).map(text::trim).filter(|behind| behind.len() <= 12) else {
        return false;
    };
    let cell = Cell { value: Value::Text(behind.into()), ..cell.clone() };
    matches!(
        read_mark(&cell, desk.words).mark,
        Mark::Tick(_) | Mark::Says(_) | Mark::Several | Mark::Nothing(Absence::Written)
    )
}

/// Whether a letter or two stand behind the statement in its own cell, set off from it: `... - A`, `... (2)`.
fn has_code_behind(cell: &Cell, hits: &[&Hit]) -> bool {
    let is_own = |hit: &&&Hit| (hit.row, hit.column) == (cell.row, cell.column);
    if hits.iter().find(is_own).is_none_or(|hit| hit.is_same_text) {
        return false;
    }
    let raw = cell.value.as_text().map(text::trim).unwrap_or_default();
    let bare = raw.trim_end_matches([')', ']']);
    let Some((_, code)) = bare.rsplit_once([' ', '(', '[', '\n', ':']) else { return false };
    let before = bare.get(..bare.len() - code.len()).unwrap_or_default();
    let is_set_off =
        before.trim_end_matches(' ').ends_with(['-', '\u{2013}', '\u{2014}', ':', '(', '[', '\n', '=']);
    is_set_off && (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Red, amber and green on or beside the statements, two of them at least, in one column.
fn coloured(grid: &Grid, hits: &[&Hit]) -> Option<(u32, u32)> {
    let mut columns: Vec<(u32, [usize; 3], (u32, u32))> = Vec::new();
    for hit in hits {
        for cell in grid.row(hit.row) {
            let Some(light) = cell.look.fill.and_then(letters::light) else { continue };
            let known = columns.iter().position(|(column, ..)| *column == cell.column);
            let at = known.unwrap_or_else(|| {
                columns.push((cell.column, [0; 3], (cell.row, cell.column)));
                columns.len() - 1
            });
            if let Some(n) = columns.get_mut(at).and_then(|(_, lights, _)| lights.get_mut(light)) {
                *n += 1;
            }
        }
    }
    columns
        .iter()
        .find(|(_, lights, _)| {
            lights.iter().sum::<usize>() >= FEWEST && lights.iter().filter(|n| **n > 0).count() >= 2
        })
        .map(|(.., first)| *first)
}
