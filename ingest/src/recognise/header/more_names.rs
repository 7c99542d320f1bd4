//! Further names in the field for the school: `School Name | Back School | Tong School`, a second one in the next row.
//! In: a grid and its fields. Out: the fields with what stands beside or below the school's name. Never looks a school up, and
//! never takes another field's value.

use super::{Field, Header, field_label, label_and_value};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        names::{id_alone, says_kind},
        text,
    },
    recognise::{headings::Head, written::as_written},
};

/// As many names as may stand beside or below a first.
const MOST: u32 = 6;

/// Whether a label asks for several schools: `Schools`.
pub(super) fn asks_several(label: &str) -> bool {
    label.len() <= 24
        && matches!(
            text::words(label).as_str(),
            "schools"
                | "school s"
                | "school names"
                | "schools names"
                | "names of schools"
                | "name of schools"
                | "our schools"
        )
}

/// Takes the texts beside and below the school's name that call themselves schools, too, as further names. `used`: the cells
/// of other fields.
pub(super) fn take(grid: &Grid, header: &mut Header, used: &[(u32, u32)]) {
    let Some(field) = header.school.as_ref().filter(|field| !field.is_headed) else { return };
    let (row, column) = (field.row, field.column);
    let is_of_several = grid
        .row(row)
        .iter()
        .filter(|cell| cell.column < column)
        .any(|cell| cell.value.as_text().is_some_and(asks_several));
    let may_be_name = |cell: &&Cell| {
        let is_field = |raw: &str| {
            field_label(raw) == Some(Head::School) && !says_kind(raw) || label_and_value(raw).is_some()
        };
        let is_address = |raw: &str| text::trim(raw).starts_with(|c: char| c.is_ascii_digit());
        let is_name = |raw: &str| {
            raw.len() <= 90
                && !raw.contains(':')
                && !is_address(raw)
                && (is_of_several || says_kind(raw))
                && !is_field(raw)
        };
        !cell.look.is_struck
            && !used.contains(&(cell.row, cell.column))
            && cell.value.as_text().is_some_and(is_name)
    };
    let beside = grid.row(row).iter().filter(|cell| cell.column > column && cell.column <= column + MOST);
    let mut names: Vec<&Cell> = beside.take_while(may_be_name).collect();
    // Behind a label stands another field's value; behind nothing, or an "and", one more of this field's.
    let goes_on = |row: u32| {
        let before = grid.row(row).iter().take_while(|cell| cell.column < column);
        before.filter_map(|cell| cell.value.as_text()).all(|raw| {
            text::is_blank(raw) || matches!(text::words(raw).as_str(), "" | "and" | "with" | "plus" | "also")
        })
    };
    let below = (row + 1..=row + MOST).map_while(|row| grid.at(row, column).filter(|_| goes_on(row)));
    names.extend(below.take_while(may_be_name));
    let fields: Vec<Field> = names
        .into_iter()
        .filter(|cell| !text::is_blank(&as_written(&cell.value)))
        .map(|cell| Field {
            row: cell.row,
            column: cell.column,
            value: cell.value.clone(),
            is_headed: false,
            is_month_first: false,
        })
        .collect();
    header.others.extend(fields);
}

/// Whether several schools stand in a cell's row, by names or ids: the heads of a collation are no titles.
pub(super) fn is_row_of_several(grid: &Grid, cell: &Cell) -> bool {
    let row = grid.row(cell.row);
    let name = |other: &Cell| -> Option<String> {
        let raw = as_written(&other.value);
        let names = raw.len() <= 120 && (id_alone(&raw).is_some() || says_kind(&raw));
        names.then(|| text::key(&raw))
    };
    let mut names = row.iter().filter(|_| row.len() > 1).filter_map(name);
    let Some(first) = names.next() else { return false };
    names.any(|other| other != first)
}
