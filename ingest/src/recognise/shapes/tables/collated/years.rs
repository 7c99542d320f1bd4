//! A statement a row, several years for each school: `Back School` over `2024/25 | 2025/26`.
//! In: the rows above the statements. Out: the column of the collection's year for each school, and the headings of the
//! others. Never takes a year for the collection's where the headings leave a doubt.

use super::{HEAD_ROWS, says};
use crate::{
    grid::{Cell, Grid},
    recognise::{
        columns::period::{Standing, of_cell},
        found::Hit,
        header::school_heads,
        headings::bands::right_edge,
    },
};

/// The schools' columns in such a table.
pub(super) struct ByYear<'g> {
    /// The column of the collection's year for each school, with the cell that names it and its columns of other years.
    pub(super) own: Vec<(u32, &'g Cell, Vec<u32>)>,
    /// The headings of other years.
    pub(super) others: Vec<&'g Cell>,
}

/// Finds the schools' columns; none where the table is none such.
pub(super) fn find<'g>(grid: &'g Grid, first: &Hit, year: i32) -> Option<ByYear<'g>> {
    let beside = |row: u32| grid.row(row).iter().filter(|cell| cell.column > first.column && says(cell));
    let row =
        (first.row.saturating_sub(HEAD_ROWS)..first.row).rev().find(|row| beside(*row).next().is_some())?;
    let years: Vec<(&Cell, Standing)> =
        beside(row).map(|cell| Some((cell, of_cell(grid, cell)?.standing(year)))).collect::<Option<_>>()?;
    let schools: Vec<&Cell> = beside(row.checked_sub(1)?).collect();
    if schools.len() < 2 || !schools.iter().all(|cell| school_heads::is_sure(cell)) {
        return None;
    }
    let mut own = Vec::new();
    for (at, school) in schools.iter().enumerate() {
        // A name that is merged over nothing reaches to the next.
        let next = schools.get(at + 1).map_or(u32::MAX, |next| next.column);
        let edge = right_edge(grid, school);
        let last = if edge > school.column { edge } else { next.saturating_sub(1) };
        let of = |wanted: Standing| {
            let is_own = move |(cell, standing): &&(&Cell, Standing)| {
                (school.column..=last).contains(&cell.column) && *standing == wanted
            };
            years.iter().filter(is_own).map(|(cell, _)| cell.column)
        };
        let mut current = of(Standing::Current);
        let (column, None) = (current.next()?, current.next()) else { return None };
        own.push((column, *school, of(Standing::Other).collect()));
    }
    let others = || years.iter().filter(|(_, standing)| *standing == Standing::Other);
    let is_whole = own.len() + others().count() == years.len() && others().count() >= own.len();
    is_whole.then(|| ByYear { own, others: others().map(|(cell, _)| *cell).collect() })
}
