//! What the columns beside statements are for, and the block of statements that they are sought for.
//! In: nothing. Out: the words in which columns are spoken of. Never finds a column's role: that is for [`crate::recognise::columns`].

use schemas::answer::Answer;

use super::{Desk, notices::Notices};
use crate::grid::Grid;

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

/// What second columns do to the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Steps {
    /// They say how far a Yes goes, and are read with it; a Yes without a word in them is asked about, if so said.
    Read {
        /// The second columns.
        columns: Vec<u32>,
        /// Whether the form has them filled in for each Yes.
        asks_bare: bool,
    },
    /// A column says less than the answer, or another one.
    Ask {
        /// In these rows, rising.
        rows: Vec<u32>,
        /// The columns that say less, and no more than how far a Yes goes.
        less: Vec<u32>,
    },
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
    pub(crate) fn last_answer(&self) -> Option<u32> {
        self.roles
            .iter()
            .filter(|(_, role)| matches!(role, Role::Answer(_) | Role::AnyAnswer))
            .map(|(column, _)| *column)
            .max()
    }
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
