//! Remarks in a row of their own right above each statement.
//! In: a block's statements and the cells in rows of their own. Out: the same, such remarks with the statement below them.
//! Never moves them where one stands below the last statement: then each is the one's above it.

use super::{Loose, Role, Said};

/// Fewer such rows make no habit.
const FEWEST: usize = 3;

/// Gives each row of remarks to the statement right below it, where every statement has one there.
pub(super) fn take(said: &[Said<'_>], loose: &mut [Loose<'_>]) {
    let is_remark = |loose: &Loose<'_>| loose.placed.role == Some(Role::Comment);
    let mut rows: Vec<u32> =
        loose.iter().filter(|loose| is_remark(loose)).map(|loose| loose.placed.cell.row).collect();
    rows.sort_unstable();
    rows.dedup();
    let below = |row: u32| said.iter().find(|said| said.hit.row == row + 1).map(|said| said.hit.statement);
    if said.len() < FEWEST || rows.len() != said.len() || rows.iter().any(|row| below(*row).is_none()) {
        return;
    }
    for loose in loose.iter_mut() {
        if let Some(statement) = below(loose.placed.cell.row) {
            loose.statement = Some(statement);
        }
    }
}
