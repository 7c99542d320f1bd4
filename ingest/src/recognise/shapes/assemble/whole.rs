//! What only a whole return shows of its columns: that empty cells were lost from its rows on the way, so that every mark has
//! come to stand in the first column of answers and every comment in the one beside it, or from single ones; that columns which
//! no heading names are two, and not the form's three.
//! In: the parts of a return. Out: the same, with nothing read from them where it is of these kinds. Never asks where a mark
//! or a comment stands in its place.

use schemas::catalogue::{Catalogue, ColumnRole};

use crate::{
    grid::Addressing,
    normalise::marks::{Mark, read_mark},
    recognise::{
        draft::{
            Desk, Placed, Said,
            roles::{Basis, Role},
        },
        shapes::{rows::Base, sheets::SheetPart},
    },
};

/// Has the columns asked about where nobody could be sure of them.
pub(super) fn ask(desk: &Desk<'_>, content: &Catalogue, own: &mut [SheetPart<'_>]) {
    ask_about_moved_rows(desk, own);
    ask_about_short_rows(desk, own);
    ask_about_lines_left_blank(desk, own);
    let asks_else = own.iter().flat_map(|part| &part.part.said).any(|said| said.hit.turned.is_some());
    if !(asks_else
        || have_fallen_together(desk, own)
        || are_comments_early(desk, own)
        || are_two_of_three(content, own))
    {
        return;
    }
    for part in own.iter_mut().filter(|part| !is_ruled(part)) {
        part.part.said.iter_mut().for_each(|said| said.is_unclear = true);
        for Base { basis, heads, .. } in &mut part.part.bases {
            let heads = std::mem::take(heads);
            *basis = if asks_else { Basis::Turned(heads) } else { Basis::Unclear(heads) };
        }
    }
}

fn is_ruled(part: &SheetPart<'_>) -> bool {
    part.part.bases.iter().any(|base| matches!(base.basis, Basis::Ruling | Basis::LeftOut))
}

/// The statements whose columns nobody ruled.
fn open<'p, 'g>(own: &'p [SheetPart<'g>]) -> impl Iterator<Item = &'p Said<'g>> {
    own.iter().filter(|part| !is_ruled(part)).flat_map(|part| &part.part.said)
}

/// Fewer comments in their place make no habit.
const IN_PLACE: usize = 2;

/// Has single rows asked about that a cell was taken out of, or put into, so that what stands behind it has moved: the comment
/// stands beside the column where all other comments do, in a row that has a mark before it.
fn ask_about_moved_rows(desk: &Desk<'_>, own: &mut [SheetPart<'_>]) {
    let has_comment = |said: &&Said<'_>| said.beside.iter().any(|placed| placed.role == Some(Role::Comment));
    for part in own.iter_mut().filter(|part| !is_ruled(part)) {
        // Most forms have no words but in the column of comments.
        if part.part.said.iter().all(|said| has_comment(&said) || !may_be_moved(said)) {
            continue;
        }
        let comments: Vec<u32> = part
            .part
            .said
            .iter()
            .flat_map(|said| &said.beside)
            .filter(|placed| placed.role == Some(Role::Comment))
            .map(|placed| placed.cell.column)
            .collect();
        let Some(column) = comments.first().copied() else { continue };
        if comments.len() < IN_PLACE || comments.iter().any(|other| *other != column) {
            continue;
        }
        let may_be_left = !part.part.said.iter().any(|said| has_words_before_mark(desk, said));
        let may_be_right = is_clear_beyond(desk, part, column);
        let is_fallen = |said: &Said<'_>| matches!(row(desk, said), Row::Fallen);
        let are_fallen = part.part.said.iter().filter(|said| is_fallen(said)).count() >= FEWEST_FALLEN;
        let may_be_any = has_lost_fields(desk, part);
        let mut lone: Vec<u32> = Vec::new();
        for said in part.part.said.iter_mut().filter(|said| !said.is_unclear) {
            let moved = moved(desk, said, column);
            if (moved == Some(Moved::Left) && may_be_left)
                || (moved == Some(Moved::Right) && may_be_right)
                || (are_fallen && is_fallen(said))
            {
                (said.is_unclear, said.asks_alone) = (true, true);
            } else if may_be_any && is_marked_first_alone(desk, said) {
                said.is_unclear = true;
                lone.push(said.hit.row);
            }
        }
        for base in &mut part.part.bases {
            base.fallen = lone.iter().copied().filter(|row| base.rows.binary_search(row).is_ok()).collect();
        }
    }
}

/// Has rows of a text table asked about that are short and hold a mark in the first column of answers alone, where a comment has come
/// to stand beside such a mark in another short row: both have lost the empty fields before them. So may single rows among others
/// that keep what is empty at their ends. Not where short rows have an empty field before their mark, so that only what is empty
/// at the end was left out.
fn ask_about_short_rows(desk: &Desk<'_>, own: &mut [SheetPart<'_>]) {
    for part in own.iter_mut().filter(|part| !is_ruled(part)) {
        let grid = desk.grids.get(part.part.grid).filter(|grid| grid.addressing == Addressing::Text);
        let Some(grid) = grid.filter(|grid| !grid.short_rows.is_empty()) else { continue };
        let is_short = |said: &Said<'_>| grid.short_rows.binary_search(&said.hit.row).is_ok();
        let short = || part.part.said.iter().filter(|said| is_short(said));
        if short().any(|said| keeps_empty_field(desk, said))
            || !(short().any(|said| matches!(row(desk, said), Row::Fallen))
                || are_short_among_whole(&part.part.said, &is_short))
        {
            continue;
        }
        let mut lone: Vec<u32> = Vec::new();
        for said in part.part.said.iter_mut().filter(|said| is_short(said) && !said.is_unclear) {
            if said.slots.len() > 1 && is_marked_first_alone(desk, said) {
                said.is_unclear = true;
                lone.push(said.hit.row);
            }
        }
        for base in &mut part.part.bases {
            base.fallen.extend(lone.iter().copied().filter(|row| base.rows.binary_search(row).is_ok()));
            base.fallen.sort_unstable();
        }
    }
}

/// Whether single rows are short among others, some of which have nothing in their last field and keep it: whoever wrote the table
/// leaves out nothing that is empty. Its last rows may be somebody's own.
fn are_short_among_whole(all: &[Said<'_>], is_short: &dyn Fn(&Said<'_>) -> bool) -> bool {
    const ONE_IN: usize = 8;
    const FEWEST_KEPT: usize = 3;
    let last_of = |said: &Said<'_>| said.beside.last().map(|placed| placed.cell.column);
    let widest = all.iter().filter_map(last_of).max();
    let is_kept = |said: &&Said<'_>| !is_short(said) && last_of(said) < widest;
    let n_short = all.iter().filter(|said| is_short(said)).count();
    let is_within =
        all.windows(2).any(|pair| matches!(pair, [one, next] if is_short(one) && !is_short(next)));
    is_within
        && n_short <= (all.len() / ONE_IN).max(1)
        && all.iter().filter(is_kept).take(FEWEST_KEPT).count() == FEWEST_KEPT
}

/// Whether a mark stands behind an empty field of the answers.
fn keeps_empty_field(desk: &Desk<'_>, said: &Said<'_>) -> bool {
    let first = said.slots.first().map(|(column, _)| *column);
    let mut marks = said.beside.iter().filter(|placed| {
        matches!(placed.role, Some(Role::Answer(_)))
            && !matches!(read_mark(placed.cell, desk.words).mark, Mark::Nothing(_))
    });
    marks.next().is_some_and(|placed| Some(placed.cell.column) != first)
}

/// Whether rows of a text table have fallen together and been filled up at their ends, so that others may have, too: one that is
/// short itself says nothing of those that are not. Nor does what is typed beside a mark anywhere.
fn has_lost_fields(desk: &Desk<'_>, part: &SheetPart<'_>) -> bool {
    let grid = desk.grids.get(part.part.grid).filter(|grid| grid.addressing == Addressing::Text);
    let Some(grid) = grid else { return false };
    let is_filled_up = |said: &&Said<'_>| {
        grid.short_rows.binary_search(&said.hit.row).is_err() && matches!(row(desk, said), Row::Fallen)
    };
    let is_typed_beside = |said: &Said<'_>| {
        let first = said.slots.first().map(|(column, _)| *column);
        let mut is_marked = false;
        said.beside.iter().filter(|placed| matches!(placed.role, Some(Role::Answer(_)))).any(|placed| {
            match read_mark(placed.cell, desk.words).mark {
                Mark::Tick(_) | Mark::Odd(_) => is_marked |= Some(placed.cell.column) != first,
                Mark::Prose => return is_marked,
                _ => {}
            }
            false
        })
    };
    part.part.said.iter().filter(is_filled_up).count() >= FEWEST_FALLEN
        && !part.part.said.iter().any(is_typed_beside)
}

/// Whether a mark in the first column of answers is all that stands beside a statement.
fn is_marked_first_alone(desk: &Desk<'_>, said: &Said<'_>) -> bool {
    let first = said.slots.first().map(|(column, _)| *column);
    let mut filled = said
        .beside
        .iter()
        .filter(|placed| !matches!(read_mark(placed.cell, desk.words).mark, Mark::Nothing(_)));
    let is_first = |placed: &Placed<'_>| {
        Some(placed.cell.column) == first
            && matches!(read_mark(placed.cell, desk.words).mark, Mark::Tick(_) | Mark::Odd(_))
    };
    filled.next().is_some_and(is_first) && filled.next().is_none()
}

/// Has statements asked about that are put to several, a line each (`Primary`, `Secondary` beside a statement merged over two
/// rows), and answered in some of the lines alone.
fn ask_about_lines_left_blank(desk: &Desk<'_>, own: &mut [SheetPart<'_>]) {
    let parts = own.iter_mut().filter(|part| !is_ruled(part));
    for said in parts.flat_map(|part| &mut part.part.said).filter(|said| !said.is_unclear) {
        let row = said.hit.row;
        if said.beside.iter().all(|placed| placed.cell.row == row) || !are_answered_in_part(desk, said) {
            continue;
        }
        (said.is_unclear, said.asks_alone) = (true, true);
    }
}

fn are_answered_in_part(desk: &Desk<'_>, said: &Said<'_>) -> bool {
    const LONGEST_LABEL: usize = 30;
    let first = said.slots.first().map_or(0, |(column, _)| *column);
    let is_label = |placed: &&Placed<'_>| {
        !matches!(placed.role, Some(Role::Answer(_) | Role::AnyAnswer | Role::Comment))
            && placed.cell.column < first
            && placed.cell.value.as_text().is_some_and(|raw| raw.len() <= LONGEST_LABEL)
    };
    let labels: Vec<&Placed<'_>> = said.beside.iter().filter(is_label).collect();
    let [one, others @ ..] = labels.as_slice() else { return false };
    let are_lines = !others.is_empty()
        && others.iter().all(|other| {
            other.cell.column == one.cell.column
                && other.cell.row != one.cell.row
                && other.cell.value != one.cell.value
        });
    let is_answered = |label: &&Placed<'_>| {
        said.beside.iter().any(|placed| {
            placed.cell.row == label.cell.row
                && matches!(placed.role, Some(Role::Answer(_) | Role::AnyAnswer))
                && !matches!(read_mark(placed.cell, desk.words).mark, Mark::Nothing(_))
        })
    };
    are_lines && labels.iter().any(is_answered) && !labels.iter().all(is_answered)
}

/// Whether more than a mark stands in a row's columns of answers, or something right behind them.
fn may_be_moved(said: &Said<'_>) -> bool {
    said.beside.len() > 1
}

/// Whether words stand before a row's mark among the answers: whoever types them there has moved nothing.
fn has_words_before_mark(desk: &Desk<'_>, said: &Said<'_>) -> bool {
    let answers = said.beside.iter().filter(|placed| matches!(placed.role, Some(Role::Answer(_))));
    let marks = answers.map(|placed| read_mark(placed.cell, desk.words).mark);
    let mut has_words = false;
    for mark in marks {
        match mark {
            Mark::Prose => has_words = true,
            Mark::Tick(_) if has_words => return true,
            _ => {}
        }
    }
    false
}

/// Whether what stands right behind the comments has no place there: no words of a column of its own, as where some rows have
/// them beside a comment.
fn is_clear_beyond(desk: &Desk<'_>, part: &SheetPart<'_>, comments: u32) -> bool {
    let grid = desk.grids.get(part.part.grid);
    let is_own = grid.is_some_and(|grid| {
        grid.hidden_columns.binary_search(&(comments + 1)).is_ok()
            || grid.taken_out.is_some_and(|(beyond, _)| beyond == comments + 1)
    });
    let has = |said: &Said<'_>, column: u32| said.beside.iter().any(|placed| placed.cell.column == column);
    !is_own && part.part.said.iter().all(|said| !(has(said, comments) && has(said, comments + 1)))
}

/// Which way a row has moved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moved {
    Left,
    Right,
}

fn moved(desk: &Desk<'_>, said: &Said<'_>, comments: u32) -> Option<Moved> {
    let is_answers = |role| matches!(role, Some(Role::Answer(_)));
    let first = said.slots.first().map(|(column, _)| *column);
    // A cell taken out leaves the comment right before its own column; one that was typed beside its mark may stand anywhere.
    let last = said.slots.last().map(|(column, _)| *column);
    let (mut is_marked, mut is_in_first) = (false, false);
    for placed in &said.beside {
        let column = placed.cell.column;
        match read_mark(placed.cell, desk.words).mark {
            _ if column == comments => return None,
            Mark::Tick(_) | Mark::Odd(_) if is_answers(placed.role) => {
                (is_marked, is_in_first) = (true, is_in_first || Some(column) == first);
            }
            Mark::Prose if is_marked && column < comments && Some(column) == last => {
                return Some(Moved::Left);
            }
            // The cell that came in pushed every mark out of the first column.
            Mark::Prose if is_marked && !is_in_first && column == comments + 1 && placed.role.is_none() => {
                return Some(Moved::Right);
            }
            _ => {}
        }
    }
    None
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
    let mut n_fallen = 0;
    for said in open(own) {
        match row(desk, said) {
            Row::Fallen => n_fallen += 1,
            Row::Silent => {}
            Row::InPlace => return false,
        }
    }
    n_fallen >= FEWEST_FALLEN
}

/// A single comment beside a mark may have been typed there.
const FEWEST_FALLEN: usize = 2;

fn row(desk: &Desk<'_>, said: &Said<'_>) -> Row {
    let [(first, _), (second, _), ..] = *said.slots else { return Row::InPlace };
    let (mut is_marked, mut has_words, mut is_blank) = (false, false, false);
    for placed in &said.beside {
        let is_answers = matches!(placed.role, Some(Role::Answer(_)));
        match read_mark(placed.cell, desk.words).mark {
            Mark::Nothing(_) => {}
            Mark::Tick(_) | Mark::Odd(_) if is_answers && placed.cell.column == first => is_marked = true,
            Mark::Prose if is_answers && placed.cell.column == second => has_words = true,
            // The comment on a statement that was left blank.
            Mark::Prose if is_answers && placed.cell.column == first && !is_marked => is_blank = true,
            _ if is_answers || placed.role == Some(Role::Comment) => return Row::InPlace,
            _ => {}
        }
    }
    match (is_marked, has_words) {
        (true, true) if !is_blank => Row::Fallen,
        (true, _) if is_blank => Row::InPlace,
        (false, true) => Row::InPlace,
        _ => Row::Silent,
    }
}

/// Whether words alone stand in the last column of answers, and nothing in the one of comments behind it: the headings begin a
/// column after what they are of.
fn are_comments_early(desk: &Desk<'_>, own: &[SheetPart<'_>]) -> bool {
    const FEWEST: usize = 3;
    let mut n_early = 0;
    for said in open(own) {
        let Some((last, ColumnRole::Answer(_))) = said.slots.last().copied() else { return false };
        for placed in &said.beside {
            match (placed.role, read_mark(placed.cell, desk.words).mark) {
                (_, Mark::Nothing(_)) => {}
                (Some(Role::Comment), _) => return false,
                (_, Mark::Prose) if placed.cell.column == last => n_early += 1,
                _ if placed.cell.column == last => return false,
                _ => {}
            }
        }
    }
    n_early >= FEWEST && has_comments(own)
}

/// Whether the headings name a column of comments, right behind the answers or further on.
fn has_comments(own: &[SheetPart<'_>]) -> bool {
    own.iter()
        .flat_map(|part| &part.part.bases)
        .any(|base| matches!(base.basis, Basis::Headings) && base.has_comments)
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
