//! What only a whole return shows of its columns: that empty cells were lost from its rows on the way, so that every mark has
//! come to stand in the first column of answers and every comment in the one beside it; that columns which no heading names
//! are two, and not the form's three.
//! In: the parts of a return. Out: the same, with nothing read from them where it is of these kinds. Never asks where a mark
//! or a comment stands in its place.

use schemas::catalogue::Catalogue;

use super::super::{
    columns::{Basis, Role},
    draft::{Desk, Said},
    rows::Base,
    sheets::SheetPart,
};
use crate::normalise::marks::{Mark, read_mark};

/// Has the columns asked about where nobody could be sure of them.
pub(super) fn ask(desk: &Desk<'_>, content: &Catalogue, own: &mut [SheetPart<'_>]) {
    if !(have_fallen_together(desk, own) || are_two_of_three(content, own)) {
        return;
    }
    for part in own.iter_mut().filter(|part| !is_ruled(part)) {
        part.part.said.iter_mut().for_each(|said| said.is_unclear = true);
        for Base { basis, heads, .. } in &mut part.part.bases {
            *basis = Basis::Unclear(std::mem::take(heads));
        }
    }
}

fn is_ruled(part: &SheetPart<'_>) -> bool {
    part.part.bases.iter().any(|base| matches!(base.basis, Basis::Ruling))
}

/// The statements whose columns nobody ruled.
fn open<'p, 'g>(own: &'p [SheetPart<'g>]) -> impl Iterator<Item = &'p Said<'g>> {
    own.iter().filter(|part| !is_ruled(part)).flat_map(|part| &part.part.said)
}

/// What one row shows.
enum Row {
    /// A mark in the first column of answers, and words in the one beside it.
    Fallen,
    /// Nothing that tells.
    Silent,
    /// A mark or a comment in its place.
    InPlace,
}

/// Whether the rows are `statement, x, comment`, whatever was ticked.
fn have_fallen_together(desk: &Desk<'_>, own: &[SheetPart<'_>]) -> bool {
    /// A single comment beside a mark may have been typed there.
    const FEWEST: usize = 2;
    let mut n_fallen = 0;
    for said in open(own) {
        match row(desk, said) {
            Row::Fallen => n_fallen += 1,
            Row::Silent => {}
            Row::InPlace => return false,
        }
    }
    n_fallen >= FEWEST
}

fn row(desk: &Desk<'_>, said: &Said<'_>) -> Row {
    let [(first, _), (second, _), ..] = *said.slots else { return Row::InPlace };
    let (mut is_marked, mut has_words) = (false, false);
    for placed in &said.beside {
        let is_answers = matches!(placed.role, Some(Role::Answer(_)));
        match read_mark(placed.cell, desk.words).mark {
            Mark::Nothing(_) => {}
            Mark::Tick(_) | Mark::Odd(_) if is_answers && placed.cell.column == first => is_marked = true,
            Mark::Prose if is_answers && placed.cell.column == second => has_words = true,
            _ if is_answers || placed.role == Some(Role::Comment) => return Row::InPlace,
            _ => {}
        }
    }
    match (is_marked, has_words) {
        (true, true) => Row::Fallen,
        (false, true) => Row::InPlace,
        (_, false) => Row::Silent,
    }
}

/// Whether a form that names its columns has come without their headings, and only the first two hold anything: they may be
/// Yes and No as well.
fn are_two_of_three(content: &Catalogue, own: &[SheetPart<'_>]) -> bool {
    const OF_THREE: usize = 3;
    let is_named = content.columns.iter().any(|column| !column.label.is_empty());
    let by_order = |part: &SheetPart<'_>| {
        part.part.bases.iter().all(|base| matches!(base.basis, Basis::Order | Basis::Nothing))
    };
    if !is_named || !own.iter().all(by_order) {
        return false;
    }
    let mut is_used = [false; 2];
    for said in open(own) {
        let [(first, _), (second, _), ..] = *said.slots else { continue };
        if said.slots.len() < OF_THREE {
            return false;
        }
        for placed in &said.beside {
            match placed.cell.column {
                column if column == first => is_used[0] = true,
                column if column == second => is_used[1] = true,
                column if column > second => return false,
                _ => {}
            }
        }
    }
    is_used == [true; 2]
}
