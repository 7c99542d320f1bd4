//! Which column beside the statements is for what.
//! In: the rows of the statements, the headings over them, the catalogue. Out: a role for each column, and how it
//! was found. Never reads an answer, and never takes a column for an answer's where a person could not be sure.

mod choice;

use schemas::{
    answer::Answer,
    catalogue::{Catalogue, ColumnRole},
};

use super::{
    askance,
    bands::{self, Band, Headed},
    contents::{Contents, contents},
    headings::Head,
    period,
};
use crate::{
    grid::{Grid, Value},
    normalise::marks::Vocabulary,
};

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A mark here means this answer.
    Answer(Answer),
    /// The answer stands here as a word.
    AnyAnswer,
    /// Evidence and comments.
    Comment,
    /// Numbering and ids: says nothing about the school.
    Aside,
    /// Something else: kept as a comment, no evidence.
    Further,
}

/// How the roles were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// Headings name them.
    Headings,
    /// What stands in them leaves no doubt.
    Content,
    /// The catalogue's own order.
    Order,
    /// Nothing is marked, so nothing need be known.
    Nothing,
    /// A person ruled.
    Ruling,
    /// Not sure: why, and what the headings read.
    Unclear(String),
}

/// The columns of a block of statements.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// Roles by column.
    pub(crate) roles: Vec<(u32, Role)>,
    /// How they were found.
    pub(crate) basis: Basis,
}

/// Statements one below another, with what bounds them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    /// The grid.
    pub(crate) grid: &'a Grid,
    /// The statements' column.
    pub(crate) column: u32,
    /// The last column that the statements cover.
    pub(crate) right: u32,
    /// The first and last column that may belong to them.
    pub(crate) bounds: (u32, u32),
    /// Rows that hold statements, rising.
    pub(crate) rows: &'a [u32],
    /// The collection's year.
    pub(crate) year: i32,
}

impl Columns {
    /// The role of a column, if it has one.
    pub(crate) fn role(&self, column: u32) -> Option<Role> {
        self.roles.iter().find(|(known, _)| *known == column).map(|(_, role)| *role)
    }

    /// Whether one column holds the answer as a word.
    pub(crate) fn has_answer_column(&self) -> bool {
        self.roles.iter().any(|(_, role)| *role == Role::AnyAnswer)
    }

    /// The last column that answers stand in.
    fn last_answer(&self) -> Option<u32> {
        self.roles
            .iter()
            .filter(|(_, role)| matches!(role, Role::Answer(_) | Role::AnyAnswer))
            .map(|(column, _)| *column)
            .max()
    }
}

/// Finds the role of each column.
pub(crate) fn columns(
    block: &Block<'_>,
    band: Option<&Band>,
    catalogue: &Catalogue,
    words: &Vocabulary,
) -> Columns {
    let heads = band.map_or_else(|| heads_above(block, words), |band| heads_within(block, band));
    let mut found = by_headings(block, &heads, band, words)
        .unwrap_or_else(|| by_contents(block, &heads, band, catalogue, words));
    super::inline::take_roles(block, &mut found, words);
    if askance::is_doubtful(block, band, &found.roles, words) {
        return unclear(block, band, found.roles);
    }
    if !matches!(found.basis, Basis::Unclear(_)) {
        add_comment_column(block, &mut found, words);
    }
    found
}

/// The headings right above the first statement, where none of them names an answer.
fn heads_above(block: &Block<'_>, words: &Vocabulary) -> Vec<Headed> {
    let Some(above) = block.rows.first().and_then(|row| row.checked_sub(1)) else { return Vec::new() };
    let mut heads = bands::heads_of(block.grid, words, block.grid.row(above));
    heads.retain(|headed| {
        headed.column != block.column && !matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_))
    });
    heads
}

/// The headings within the block's bounds, numbering told from the answer `No`.
fn heads_within(block: &Block<'_>, band: &Band) -> Vec<Headed> {
    let (first, last) = block.bounds;
    let mut heads: Vec<Headed> = band
        .heads
        .iter()
        .filter(|headed| (first..=last).contains(&headed.column) && headed.column != block.column)
        .copied()
        .collect();
    let is_no = |headed: &Headed| headed.head == Head::Answer(Answer::No);
    let n_no = heads.iter().filter(|headed| is_no(headed)).count();
    for index in 0..heads.len() {
        let Some(headed) = heads.get(index).copied() else { break };
        if is_no(&headed) && (n_no > 1 || headed.column < block.column) && is_numbering(block, headed.column)
        {
            set_head(&mut heads, index, Head::Number);
        }
        // "No." over ticks, with Yes and Partly beside it, is the answer.
        let lacks_no = n_no == 0 && headed.head == Head::Number && headed.column > block.column;
        if lacks_no
            && band.n_answers() >= 2
            && !is_numbering(block, headed.column)
            && reads_no(block, band, headed)
        {
            set_head(&mut heads, index, Head::Answer(Answer::No));
        }
    }
    heads
}

fn set_head(heads: &mut [Headed], index: usize, head: Head) {
    if let Some(slot) = heads.get_mut(index) {
        slot.head = head;
    }
}

fn reads_no(block: &Block<'_>, band: &Band, headed: Headed) -> bool {
    block
        .grid
        .at(band.row, headed.anchor)
        .and_then(|cell| cell.value.as_text())
        .is_some_and(|text| text.trim().trim_end_matches(['.', ':']).eq_ignore_ascii_case("no"))
}

/// Whether a column counts its rows: 1, 2, 3 or ids, all different. An empty one left of the statements does too.
fn is_numbering(block: &Block<'_>, column: u32) -> bool {
    let mut n = 0;
    let mut last = f64::NEG_INFINITY;
    for row in block.rows {
        let Some(cell) = block.grid.at(*row, column) else { continue };
        let number = match &cell.value {
            Value::Number(number) => *number,
            Value::Text(text) => match text.trim().trim_end_matches(['.', ')']).parse() {
                Ok(number) => number,
                Err(_) => return false,
            },
            Value::Empty => continue,
            _ => return false,
        };
        if number <= last {
            return false;
        }
        last = number;
        n += 1;
    }
    n >= 2 || (n == 0 && column < block.column) || (n == 1 && block.rows.len() == 1)
}

/// Roles by what the headings say; none where they name no column of answers.
fn by_headings(
    block: &Block<'_>,
    heads: &[Headed],
    band: Option<&Band>,
    words: &Vocabulary,
) -> Option<Columns> {
    let n_answers = Answer::ALL
        .iter()
        .filter(|answer| heads.iter().any(|headed| headed.head == Head::Answer(**answer)))
        .count();
    let has_any = heads.iter().any(|headed| matches!(headed.head, Head::AnyAnswer(_)));
    if n_answers == 0 && !has_any {
        return None;
    }
    let by_answers = n_answers >= 2 || (n_answers == 1 && !has_any);
    let mut roles: Vec<(u32, Role)> = heads
        .iter()
        .map(|headed| {
            let role = match headed.head {
                Head::Answer(answer) if by_answers => Role::Answer(answer),
                Head::Comment => Role::Comment,
                Head::Number | Head::StatementId | Head::Statement => Role::Aside,
                _ => Role::Further,
            };
            (headed.column, role)
        })
        .collect();
    let found = |roles| Some(Columns { roles, basis: Basis::Headings });
    if by_answers {
        if bands::has_twin_answers(heads) {
            let kept = period::latest(block, heads, band);
            let Some(kept) = kept.or_else(|| choice::whole_scale(block, heads, band)) else {
                return Some(unclear(block, band, roles));
            };
            for (column, role) in &mut roles {
                if matches!(role, Role::Answer(_)) && !kept.contains(column) {
                    *role = Role::Further;
                }
            }
        }
        if n_answers == 1 {
            return single_answer(block, roles, words);
        }
        return found(roles);
    }
    if choice::is_torn(block, heads, words) {
        return Some(unclear(block, band, roles));
    }
    let Some(chosen) = choice::any_answer(block, heads, band, words) else {
        return Some(unclear(block, band, roles));
    };
    // An answer merged over several columns, and ticks in more than one of them: the headings do not say enough.
    let n_filled = chosen.iter().filter(|column| contents(block, **column, words).n > 0).count();
    if n_filled > 1 {
        return None;
    }
    for (column, role) in &mut roles {
        if chosen.contains(column) {
            *role = Role::AnyAnswer;
        }
    }
    found(roles)
}

/// One heading alone names an answer (`In place?`): over words, it asks; over ticks, a tick is that answer.
fn single_answer(block: &Block<'_>, mut roles: Vec<(u32, Role)>, words: &Vocabulary) -> Option<Columns> {
    for (column, role) in &mut roles {
        if matches!(role, Role::Answer(_)) {
            let seen = contents(block, *column, words);
            if seen.n == 0 {
                return None;
            }
            if seen.n_answers * 2 > seen.n {
                *role = Role::AnyAnswer;
            }
        }
    }
    Some(Columns { roles, basis: Basis::Headings })
}

fn unclear(block: &Block<'_>, band: Option<&Band>, roles: Vec<(u32, Role)>) -> Columns {
    let read = headings_read(block, band);
    let roles = roles.into_iter().filter(|(_, role)| matches!(role, Role::Comment | Role::Aside)).collect();
    Columns { roles, basis: Basis::Unclear(read) }
}

/// What a question on the block's columns quotes: its headings; without any, what stands in the row above.
pub(crate) fn headings_read(block: &Block<'_>, band: Option<&Band>) -> String {
    let above = block.rows.first().map_or(0, |row| row.saturating_sub(1));
    band.map_or_else(|| heading_text(block, above, above), |band| heading_text(block, band.top, band.row))
}

/// What stands in the rows of headings beside the statements, columns separated by bars.
pub(crate) fn heading_text(block: &Block<'_>, top: u32, row: u32) -> String {
    let (first, last) = block.bounds;
    let mut texts: Vec<&str> = Vec::new();
    for cell in (top..=row).flat_map(|row| block.grid.row(row)) {
        if (first..=last).contains(&cell.column) && cell.column != block.column {
            texts.extend(cell.value.as_text().map(str::trim));
        }
    }
    texts.join(" | ")
}

/// Roles by what stands in the columns, where no heading names them.
fn by_contents(
    block: &Block<'_>,
    heads: &[Headed],
    band: Option<&Band>,
    catalogue: &Catalogue,
    words: &Vocabulary,
) -> Columns {
    let mut roles: Vec<(u32, Role)> = Vec::new();
    let mut open: Vec<(u32, Contents)> = Vec::new();
    // Answers under a heading that says who gave them (`Head teacher`): the other column may be somebody else's.
    let mut has_other_answers = false;
    for column in used_columns(block) {
        match heads.iter().find(|headed| headed.column == column).map(|headed| headed.head) {
            Some(Head::Comment) => roles.push((column, Role::Comment)),
            Some(Head::Number | Head::StatementId) => roles.push((column, Role::Aside)),
            Some(Head::Answer(_) | Head::AnyAnswer(_)) | None => {
                if is_numbering(block, column)
                    && (column < block.column || contents(block, column, words).n_ticks < 2)
                {
                    roles.push((column, Role::Aside));
                } else {
                    open.push((column, contents(block, column, words)));
                }
            }
            Some(_) => {
                let seen = contents(block, column, words);
                has_other_answers |= seen.n_answers > 1 && seen.n_answers * 2 > seen.n;
                roles.push((column, Role::Further));
            }
        }
    }
    let marked: Vec<&(u32, Contents)> = open.iter().filter(|(_, seen)| seen.is_marks()).collect();
    if has_other_answers {
        return unclear(block, band, roles);
    }
    if marked.is_empty() {
        roles.extend(open.iter().filter(|(_, seen)| seen.n > 0).map(|(column, _)| (*column, Role::Comment)));
        return Columns { roles, basis: Basis::Nothing };
    }
    let all_words = marked.iter().all(|(_, seen)| seen.n_answers > 0 && seen.n_ticks == 0);
    if all_words {
        if let [(column, seen)] = marked.as_slice() {
            // Comments that say Yes or No now and then are no column of answers.
            if seen.n_answers * 4 < seen.n * 3 {
                return Columns { roles, basis: Basis::Unclear(headings_read(block, band)) };
            }
            roles.push((*column, Role::AnyAnswer));
            return Columns { roles, basis: Basis::Content };
        }
        let only: Vec<Option<Answer>> = marked.iter().map(|(_, seen)| seen.only_answer()).collect();
        let is_one_each = only.iter().all(Option::is_some)
            && only
                .iter()
                .enumerate()
                .all(|(index, answer)| !only.iter().skip(index + 1).any(|other| other == answer));
        if is_one_each {
            let named = marked
                .iter()
                .zip(only)
                .filter_map(|((column, _), answer)| Some((*column, Role::Answer(answer?))));
            roles.extend(named);
            return Columns { roles, basis: Basis::Content };
        }
        if let Some(kept) = period::latest_of(block, &marked) {
            let role = |column: u32| if column == kept { Role::AnyAnswer } else { Role::Further };
            roles.extend(marked.iter().map(|(column, _)| (*column, role(*column))));
            return Columns { roles, basis: Basis::Content };
        }
    }
    by_order(block, roles, &marked, band, (catalogue, words))
}

fn by_order(
    block: &Block<'_>,
    mut roles: Vec<(u32, Role)>,
    marked: &[&(u32, Contents)],
    band: Option<&Band>,
    (catalogue, words): (&Catalogue, &Vocabulary),
) -> Columns {
    let unclear = |roles| Columns { roles, basis: Basis::Unclear(headings_read(block, band)) };
    if has_other_headings(block, marked) || choice::is_ticked_and_crossed(block, marked, words) {
        return unclear(roles);
    }
    let order: Vec<ColumnRole> = catalogue.columns.iter().map(|column| column.role).collect();
    let n_answers = order.iter().filter(|role| !matches!(role, ColumnRole::Comment)).count();
    let columns: Vec<u32> = marked.iter().map(|(column, _)| *column).collect();
    let (Some(first), Some(last)) = (columns.first().copied(), columns.last().copied()) else {
        return unclear(roles);
    };
    let span = u32::try_from(n_answers).unwrap_or(0);
    let start = block.right + 1;
    // Beside the statements as the form has them, or set off as a whole, with all answers in use.
    let fits_here = first >= start && last < start + span;
    let fits_elsewhere = columns.len() == n_answers && last - first + 1 == span && first > block.right;
    let start = if fits_here {
        start
    } else if fits_elsewhere {
        first
    } else {
        return unclear(roles);
    };
    for (column, role) in (start..).zip(order) {
        roles.push((
            column,
            match role {
                ColumnRole::Answer(answer) => Role::Answer(answer),
                ColumnRole::AnyAnswer => Role::AnyAnswer,
                ColumnRole::Comment => Role::Comment,
            },
        ));
    }
    Columns { roles, basis: Basis::Order }
}

/// Whether words that are no known heading stand right above the marks: they may say something else than the
/// catalogue's order does.
fn has_other_headings(block: &Block<'_>, marked: &[&(u32, Contents)]) -> bool {
    let Some(above) = block.rows.first().and_then(|row| row.checked_sub(1)) else { return false };
    marked.iter().any(|(column, _)| {
        block.grid.at(above, *column).is_some_and(|cell| !matches!(cell.value, Value::Empty))
    })
}

/// The columns that hold something beside a statement, within the block's bounds.
pub(crate) fn used_columns(block: &Block<'_>) -> Vec<u32> {
    let (first, last) = block.bounds;
    let mut columns: Vec<u32> = block
        .rows
        .iter()
        .flat_map(|row| block.grid.row(*row))
        .map(|cell| cell.column)
        .filter(|column| (first..=last).contains(column) && !(block.column..=block.right).contains(column))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The first column of prose right of the answers is the comments', where no heading names one.
fn add_comment_column(block: &Block<'_>, found: &mut Columns, words: &Vocabulary) {
    if found.roles.iter().any(|(_, role)| *role == Role::Comment) {
        return;
    }
    let Some(last) = found.last_answer() else { return };
    let free = used_columns(block)
        .into_iter()
        .filter(|column| *column > last && found.role(*column).is_none())
        .find(|column| {
            let seen = contents(block, *column, words);
            seen.n_prose > 0 && seen.n_prose * 2 >= seen.n
        });
    found.roles.extend(free.map(|column| (column, Role::Comment)));
}
