//! Which column beside the statements is for what.
//! In: the rows of the statements, the headings over them, the catalogue. Out: a role for each column, and how it
//! was found. Never reads an answer, and never takes a column for an answer's where a person could not be sure.

mod bare;
mod choice;
mod heads;
mod linked;
mod numbering;
pub(super) mod raters;
mod second;
mod unheaded;

use schemas::{answer::Answer, catalogue::Catalogue};

pub(crate) use self::heads::{headings_read, headings_without_groups, row_of_heads};
use self::{
    heads::{heads_above, heads_within},
    unheaded::by_contents,
};
use super::{
    askance,
    bands::{self, Band, Headed},
    contents::contents,
    draft::Desk,
    headings::Head,
    notices::Notices,
    period,
    two_steps::{self, Steps},
};
use crate::{grid::Grid, normalise::marks::Vocabulary};

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
    /// A person ruled that the return is left out.
    LeftOut,
    /// Not sure: why, and what the headings read.
    Unclear(String),
    /// Words that stand with the statements make another question of them: what the headings read.
    Turned(String),
    /// Named by headings, and each statement has several rows of marks: what the rows are called.
    Doubled(String),
}

/// The columns of a block of statements.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// Roles by column.
    pub(crate) roles: Vec<(u32, Role)>,
    /// How they were found.
    pub(crate) basis: Basis,
    /// Those of answers that somebody may have checked them in: what stands there alone answers nothing.
    pub(crate) checks: Vec<u32>,
    /// What columns that qualify the answers do to them.
    pub(crate) steps: Option<Steps>,
}

/// Statements one below another, with what bounds them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    /// The grid.
    pub(crate) grid: &'a Grid,
    /// The grid that its headings stand in: another one where they were carried over.
    pub(crate) heads: &'a Grid,
    /// The statements' column.
    pub(crate) column: u32,
    /// The last column that the statements cover.
    pub(crate) right: u32,
    /// The first and last column that may belong to them.
    pub(crate) bounds: (u32, u32),
    /// Rows that hold statements, rising.
    pub(crate) rows: &'a [u32],
    /// The same, with those of statements under other headings.
    pub(crate) stated: &'a [u32],
    /// All rows that the statements cover, where they are merged over several.
    pub(crate) lines: &'a [u32],
    /// The collection's year.
    pub(crate) year: i32,
    /// What stands outside the forms' own grids and may speak of their columns.
    pub(crate) notices: &'a Notices<'a>,
}

impl<'a> Block<'a> {
    /// A grid's only block: its statements, each in a row, cover these columns.
    pub(crate) const fn of_table(
        desk: &'a Desk<'a>,
        grid: &'a Grid,
        (column, right): (u32, u32),
        rows: &'a [u32],
    ) -> Self {
        Self {
            grid,
            heads: grid,
            column,
            right,
            bounds: (0, u32::MAX),
            rows,
            stated: rows,
            lines: rows,
            year: desk.year.number(),
            notices: &desk.notices,
        }
    }

    /// The row right above one of headings, where headings over groups may stand; none where it is a statement's, whose marks
    /// and comments say nothing of the headings below.
    pub(crate) fn above(&self, row: u32) -> Option<u32> {
        let is_stated =
            |row: &u32| std::ptr::eq(self.heads, self.grid) && self.stated.binary_search(row).is_ok();
        row.checked_sub(1).filter(|row| !is_stated(row))
    }
}

impl Columns {
    /// Columns with their roles, found so.
    pub(crate) const fn new(roles: Vec<(u32, Role)>, basis: Basis) -> Self {
        Self { roles, basis, checks: Vec::new(), steps: None }
    }

    /// The role of a column, if it has one.
    pub(crate) fn role(&self, column: u32) -> Option<Role> {
        self.roles.iter().find(|(known, _)| *known == column).map(|(_, role)| *role)
    }

    /// The first column of a role.
    pub(crate) fn role_of(&self, wanted: Role) -> Option<u32> {
        self.roles.iter().find(|(_, role)| *role == wanted).map(|(column, _)| *column)
    }

    /// Whether one column holds the answer as a word, and none is an answer's own.
    pub(crate) fn has_answer_column(&self) -> bool {
        self.roles.iter().any(|(_, role)| *role == Role::AnyAnswer)
            && !self.roles.iter().any(|(_, role)| matches!(role, Role::Answer(_)))
    }

    /// The columns of answers, rising, with what each is for.
    pub(crate) fn answers(&self) -> Vec<(u32, Role)> {
        let is_answer = |role: &Role| matches!(role, Role::Answer(_) | Role::AnyAnswer);
        let mut answers: Vec<(u32, Role)> =
            self.roles.iter().filter(|(_, role)| is_answer(role)).copied().collect();
        answers.sort_unstable_by_key(|(column, _)| *column);
        answers
    }

    /// Whether another column says less than the answers, so that a person has to say what holds.
    pub(crate) const fn is_asked_about(&self) -> bool {
        matches!(self.steps, Some(Steps::Ask { .. }))
    }

    /// Whether nothing says what their marks mean.
    pub(crate) const fn are_unclear(&self) -> bool {
        matches!(self.basis, Basis::Unclear(_) | Basis::LeftOut)
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
    if band.is_some_and(|band| band.heads.is_empty()) {
        return unclear(block, band, Vec::new());
    }
    // `Yes` over the statements themselves: the headings have lost a cell before it.
    let is_over = |headed: &Headed| headed.column == block.column && matches!(headed.head, Head::Answer(_));
    if band.is_some_and(|band| band.heads.iter().any(is_over)) {
        return unclear(block, band, Vec::new());
    }
    let mut heads = band.map_or_else(|| heads_above(block, words), |band| heads_within(block, band));
    let is_others = |band: &Band| {
        raters::is_of_us(block, band, &mut heads, words) || raters::leave_others_out(block, band, &mut heads)
    };
    if band.is_some_and(is_others) {
        return unclear(block, band, Vec::new());
    }
    let mut found = by_headings(block, &heads, band, words)
        .unwrap_or_else(|| by_contents(block, &heads, band, catalogue, words));
    super::inline::take_roles(block, &mut found, words);
    if askance::is_doubtful(block, band, &found.roles, words) {
        return unclear(block, band, found.roles);
    }
    if second::add(block, band, &mut found, words) {
        return unclear(block, band, found.roles);
    }
    if let Some(band) = band.filter(|_| found.basis == Basis::Headings) {
        raters::set_headed_aside(block, band, &mut found);
    }
    if !matches!(found.basis, Basis::Unclear(_)) {
        linked::take(block, band, &mut found);
        two_steps::add(block, band, &mut found, words);
        add_comment_column(block, &mut found, words);
    }
    found
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
    let by_answers =
        n_answers >= 2 || (n_answers == 1 && (!has_any || choice::is_named_alone(block, heads, words)));
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
    let found = |roles| Some(Columns::new(roles, Basis::Headings));
    if by_answers {
        if bands::has_twin_answers(heads) {
            let kept = choice::run_that_asks(block, heads, band, words)
                .or_else(|| period::latest(block, heads, band))
                .or_else(|| choice::whole_scale(block, heads, band));
            let Some(kept) = kept else {
                let Some(plain) = choice::plain_words(block, heads, band) else {
                    return Some(unclear(block, band, roles));
                };
                roles.retain(|(column, role)| !matches!(role, Role::Answer(_)) || plain.contains(column));
                return found(roles);
            };
            let own: Vec<Headed> =
                heads.iter().filter(|headed| kept.contains(&headed.column)).copied().collect();
            if bands::has_twin_answers(&own) {
                return Some(unclear(block, band, roles));
            }
            for (column, role) in &mut roles {
                if matches!(role, Role::Answer(_)) && !kept.contains(column) {
                    *role = Role::Further;
                }
            }
            raters::set_others_aside(block, band, &mut roles);
        }
        if n_answers == 1 {
            return single_answer(block, band, roles, words);
        }
        return found(roles);
    }
    // `2024/25 response` beside `2025-26`: the answers stand under the time alone.
    if let Some(column) = choice::under_time(block, heads, band, words) {
        roles.retain(|(known, _)| *known != column);
        roles.push((column, Role::AnyAnswer));
        return found(roles);
    }
    if choice::is_torn(block, heads, words) {
        return Some(unclear(block, band, roles));
    }
    let Some(chosen) = choice::any_answer(block, heads, band, words) else {
        return Some(unclear(block, band, roles));
    };
    let spelt_out = choice::spelt_out(block, &chosen, (band, words));
    let other = match spelt_out.map_or_else(
        || bare::beside(block, (band, heads), &chosen, words),
        |column| Some(bare::Bare::Answers(column)),
    ) {
        Some(bare::Bare::Unsure) => return Some(unclear(block, band, roles)),
        Some(bare::Bare::Answers(column)) => Some(column),
        None => None,
    };
    let chosen = other.map_or(chosen, |column| {
        roles.retain(|(known, _)| *known != column);
        roles.push((column, Role::Further));
        vec![column]
    });
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
    raters::set_others_aside(block, band, &mut roles);
    found(roles)
}

/// One heading alone names an answer (`In place?`): over words, it asks; over ticks, a tick is that answer.
fn single_answer(
    block: &Block<'_>,
    band: Option<&Band>,
    mut roles: Vec<(u32, Role)>,
    words: &Vocabulary,
) -> Option<Columns> {
    let known: Vec<u32> = roles.iter().map(|(column, _)| *column).collect();
    for (column, role) in &mut roles {
        if matches!(role, Role::Answer(_)) {
            let seen = contents(block, *column, words);
            if seen.n == 0 {
                return None;
            }
            if choice::is_one_of_unknown(block, (*column, *role), &known, words) {
                return Some(unclear(block, band, roles));
            }
            if seen.n_answers * 2 > seen.n {
                *role = Role::AnyAnswer;
            }
        }
    }
    Some(Columns::new(roles, Basis::Headings))
}

/// Columns that nobody can be sure of, with what is known of them besides.
pub(crate) fn unclear(block: &Block<'_>, band: Option<&Band>, roles: Vec<(u32, Role)>) -> Columns {
    let read = headings_read(block, band);
    let roles = roles.into_iter().filter(|(_, role)| matches!(role, Role::Comment | Role::Aside)).collect();
    Columns::new(roles, Basis::Unclear(read))
}

/// The columns that hold something beside a statement, within the block's bounds.
pub(crate) fn used_columns(block: &Block<'_>) -> Vec<u32> {
    let (first, last) = block.bounds;
    let mut columns: Vec<u32> = block
        .lines
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
