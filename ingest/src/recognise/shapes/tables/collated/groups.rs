//! A statement a row, several columns for each school: answer and comments, or Yes, Partly and No.
//! In: a grid whose headings come again and again, with schools' names above them. Out: a draft for each name. Never
//! takes times or raters for schools.

use std::rc::Rc;

use super::{HEAD_ROWS, particulars};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{names::says_kind, text},
    reading::Form,
    recognise::{
        draft::{Desk, Draft, Placed, Said, roles::Role, slots},
        found::{Found, Hit},
        header::{
            school_heads,
            sheet_names::{may_name_school, names_school},
        },
        headings::{self, Head, bands::Band},
        written::{as_written, says},
    },
};

/// A school's columns.
struct Group<'g> {
    name: &'g Cell,
    roles: Vec<(u32, Role)>,
}

/// Reads the grid as such a table; false where it is none.
pub(super) fn read<'g>(
    desk: &Desk<'g>,
    index: usize,
    found: &Found,
    (band, sums): (&Band, &[u32]),
    drafts: &mut Vec<Draft<'g>>,
) -> bool {
    let (Some(grid), Some(first)) = (desk.grids.get(index), found.hits.first()) else { return false };
    let Some(groups) = groups(grid, first, band, sums) else { return false };
    let hits: Vec<&Hit> = found.hits.iter().filter(|hit| hit.column == first.column).collect();
    let dates = particulars::date_rows(grid, (first.row, first.column));
    for group in groups {
        let mut draft =
            Draft::new(found.catalogue, Form::Collated, (index, group.name.row, group.name.column));
        super::name(desk, &mut draft, (index, grid, first.row), group.name.column, group.name);
        let own = group.roles.iter().map(|(column, _)| *column);
        let columns: Vec<u32> = std::iter::once(group.name.column).chain(own).collect();
        particulars::take_day(desk, &mut draft, (index, grid), &dates, &columns);
        let slots = slots(&group.roles);
        for hit in &hits {
            let beside = group
                .roles
                .iter()
                .filter_map(|(column, role)| {
                    let cell = grid.at(hit.row, *column).filter(|cell| says(cell))?;
                    Some(Placed { role: Some(*role), cell })
                })
                .collect();
            draft.said.push(Said {
                hit: (*hit).clone(),
                grid: index,
                slots: Rc::clone(&slots),
                beside,
                is_unclear: false,
                asks_alone: false,
            });
        }
        drafts.push(draft);
    }
    true
}

/// The groups of columns, where each has a name above it and all have the same headings.
fn groups<'g>(grid: &'g Grid, first: &Hit, band: &Band, sums: &[u32]) -> Option<Vec<Group<'g>>> {
    // `Notes`, behind the schools: on none of them.
    let is_heading = |cell: &Cell| {
        cell.value.as_text().and_then(headings::head).is_some_and(|head| {
            matches!(head, Head::Comment | Head::Further | Head::AnyAnswer(_) | Head::Answer(_))
        })
    };
    let may_name = |cell: &&Cell| {
        cell.column > first.column && says(cell) && !sums.contains(&cell.column) && !is_heading(cell)
    };
    let is_named = |row: &u32| grid.row(*row).iter().filter(may_name).count() >= 2;
    let row = (band.row.saturating_sub(HEAD_ROWS)..band.row).rev().find(is_named)?;
    let names: Vec<&'g Cell> = grid.row(row).iter().filter(may_name).collect();
    let mut groups: Vec<Group<'g>> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let next = grid.row(row).iter().find(|cell| cell.column > name.column && says(cell));
            let end = names.get(at + 1).copied().or(next).map_or(u32::MAX, |next| next.column);
            let roles = band
                .heads
                .iter()
                .filter(|headed| (name.column..end).contains(&headed.column))
                .map(|headed| (headed.column, role(headed.head)))
                .collect();
            Group { name, roles }
        })
        .collect();
    // `Officer notes`, behind the schools: no school's answers stand below it.
    let n_before = groups.len();
    groups.retain(|group| {
        let is_answer = |(_, role): &(u32, Role)| matches!(role, Role::Answer(_) | Role::AnyAnswer);
        school_heads::is_sure(group.name) || group.roles.iter().any(is_answer)
    });
    let mut keys: Vec<String> =
        groups.iter().map(|group| text::key(&as_written(&group.name.value))).collect();
    keys.sort_unstable();
    keys.dedup();
    let is_name = |raw: &str| {
        let name = school_heads::bare(raw).0;
        names_school(name) || school_heads::is_id(name) || says_kind(name) && may_name_school(name)
    };
    let are_names = groups.iter().all(|group| match &group.name.value {
        Value::Text(raw) => is_name(raw),
        Value::Number(number) => school_heads::is_id_number(*number),
        _ => false,
    });
    if keys.len() != groups.len() || !are_names || groups.len() < 2 {
        return None;
    }
    // A further column behind the last school's, under no name: on none of them.
    let n_own = groups.first().map_or(0, |group| group.roles.len());
    if n_before == groups.len()
        && let Some(last) = groups.last_mut()
    {
        let are_remarks = |(_, role): &(u32, Role)| matches!(role, Role::Comment | Role::Further);
        if last.roles.iter().skip(n_own).all(are_remarks) {
            last.roles.truncate(n_own);
        }
    }
    let shape = |group: &Group<'_>| group.roles.iter().map(|(_, role)| *role).collect::<Vec<_>>();
    let wanted = shape(groups.first()?);
    let answers = wanted.iter().filter(|role| matches!(role, Role::Answer(_) | Role::AnyAnswer)).count();
    let is_sound = answers >= 1
        && groups.iter().all(|group| shape(group) == wanted)
        && wanted.iter().filter(|role| **role == Role::AnyAnswer).count() <= 1;
    is_sound.then_some(groups)
}

const fn role(head: Head) -> Role {
    match head {
        Head::Answer(answer) => Role::Answer(answer),
        Head::AnyAnswer(_) => Role::AnyAnswer,
        Head::Comment => Role::Comment,
        _ => Role::Further,
    }
}
