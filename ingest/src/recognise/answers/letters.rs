//! Marks whose letters nobody can see, since they have the colour of what is behind them, and marks or statements that differ by
//! the colour of their letters alone.
//! In: a draft, with what readers kept of letters' colours. Out: the draft without marks that nobody sees beside one that is seen;
//! questions on the others. Never reads such a mark, and never reads a colour.

use schemas::{decision::Ruling, finding::Finding, rules};

use crate::{
    grid::{Cell, Grid, Letters, Value},
    normalise::marks::{Mark, read_mark},
    recognise::{
        draft::{Desk, Draft, Placed, Said, roles::Role},
        found::Hit,
        written::as_written,
    },
};

/// So many marks are asked about one by one; more are one question.
const FEW: usize = 3;
/// Fewer statements in colours may be anything.
const FEWEST_COLOURED: usize = 5;

/// Takes marks out that nobody can see beside one that is seen, and leaves all others of the kinds above unread: says what there is
/// to tell and to ask.
pub(crate) fn set_aside(desk: &Desk<'_>, draft: &mut Draft<'_>) -> Vec<Finding> {
    if desk.grids.iter().all(|grid| grid.letters.is_empty()) {
        return Vec::new();
    }
    let mut findings = unseen_marks(desk, draft);
    findings.extend(coloured_signs(desk, draft));
    findings
}

fn is_mark(desk: &Desk<'_>, placed: &Placed<'_>) -> bool {
    matches!(placed.role, Some(Role::Answer(_) | Role::AnyAnswer))
        && !read_mark(placed.cell, desk.words).mark.is_nothing()
}

fn letters_of(desk: &Desk<'_>, said: &Said<'_>, cell: &Cell) -> Option<Letters> {
    desk.grids.get(said.grid)?.letters_of(cell)
}

/// Whether nobody can see what stands at a place of a statement's row.
pub(crate) fn is_unseen(desk: &Desk<'_>, said: &Said<'_>, (row, column): (u32, u32)) -> bool {
    let cell = desk.grids.get(said.grid).and_then(|grid| grid.at(row, column));
    cell.and_then(|cell| letters_of(desk, said, cell)) == Some(Letters::Unseen)
}

fn unseen_marks(desk: &Desk<'_>, draft: &mut Draft<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut alone: Vec<usize> = Vec::new();
    for (index, said) in draft.said.iter_mut().enumerate().filter(|(_, said)| !said.is_unclear) {
        let is_unseen = |placed: &Placed<'_>| {
            is_mark(desk, placed)
                && desk.grids.get(said.grid).and_then(|grid| grid.letters_of(placed.cell))
                    == Some(Letters::Unseen)
        };
        let Some(first) = said.beside.iter().find(|placed| is_unseen(placed)).copied() else { continue };
        if !said.beside.iter().any(|placed| is_mark(desk, placed) && !is_unseen(placed)) {
            alone.push(index);
            continue;
        }
        let message = "a mark has the colour of its background, so that nobody can see it on the page: the one that is seen was read";
        let place = desk.place(said.grid, first.cell.row, first.cell.column);
        findings.push(
            Finding::new(&rules::HIDDEN_CONTENT, place, message)
                .reading(as_written(&first.cell.value))
                .with_suggestion("Look whether the school meant it"),
        );
        let gone: Vec<u32> =
            said.beside.iter().filter(|placed| is_unseen(placed)).map(|placed| placed.cell.column).collect();
        said.beside.retain(|placed| !gone.contains(&placed.cell.column));
    }
    if alone.len() <= FEW {
        for index in alone {
            if let Some(said) = draft.said.get_mut(index) {
                (said.is_unclear, said.asks_alone) = (true, true);
            }
        }
        return findings;
    }
    let message = "marks have the colour of their background, so that nobody can see them on the page: none of them was read";
    findings.extend(ask(desk, draft, &alone, message));
    findings
}

/// Asks about the marks of these statements at once, and leaves them unread; without any where a person ruled so.
fn ask(desk: &Desk<'_>, draft: &mut Draft<'_>, own: &[usize], message: &str) -> Option<Finding> {
    let said = own.first().and_then(|index| draft.said.get(*index))?;
    let first = said.beside.iter().find(|placed| is_mark(desk, placed))?.cell;
    let place = desk.place(said.grid, first.row, first.column);
    let was_read = as_written(&first.value);
    let ruling = desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, &was_read);
    // A person who looked has them count as they stand.
    if matches!(ruling, Some(Ruling::Columns(_))) {
        return None;
    }
    let is_left_out = matches!(ruling, Some(Ruling::LeaveOut | Ruling::Blank));
    for index in own {
        let Some(said) = draft.said.get_mut(*index) else { continue };
        said.is_unclear = true;
        if is_left_out {
            said.beside.retain(|placed| !is_mark(desk, placed));
        }
    }
    let finding = Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
        .reading(was_read)
        .with_suggestion("Ask the school which answers it gave; write columns answer to have the marks count, or leave out")
        .with_answers_waiting(u32::try_from(own.len()).unwrap_or(u32::MAX));
    (!is_left_out).then_some(finding)
}

/// The same sign in red, amber and green, two of them at least, where the answer itself is to stand: the colour is the answer.
fn coloured_signs(desk: &Desk<'_>, draft: &mut Draft<'_>) -> Option<Finding> {
    /// One in another colour may be a slip.
    const FEWEST: usize = 2;
    let mut signs: Vec<(String, [usize; 3], Vec<usize>)> = Vec::new();
    for (index, said) in draft.said.iter().enumerate().filter(|(_, said)| !said.is_unclear) {
        for placed in said.beside.iter().filter(|placed| placed.role == Some(Role::AnyAnswer)) {
            let mark = read_mark(placed.cell, desk.words).mark;
            if !matches!(mark, Mark::Tick(_) | Mark::Odd(_) | Mark::Unclear(_)) {
                continue;
            }
            let sign = as_written(&placed.cell.value);
            let known = signs.iter().position(|(known, ..)| *known == sign).unwrap_or_else(|| {
                signs.push((sign, [0; 3], Vec::new()));
                signs.len() - 1
            });
            let light = letters_of(desk, said, placed.cell).and_then(light_of);
            let Some((_, lights, own)) = signs.get_mut(known) else { continue };
            if let Some(n) = light.and_then(|light| lights.get_mut(light)) {
                *n += 1;
            }
            own.push(index);
        }
    }
    signs.retain(|(_, lights, _)| lights.iter().filter(|n| **n >= FEWEST).count() > 1);
    let mut own: Vec<usize> = signs.into_iter().flat_map(|(.., own)| own).collect();
    own.sort_unstable();
    own.dedup();
    let message = "signs differ by their colour alone, and nothing says which colour is which answer: none of them was read";
    ask(desk, draft, &own, message)
}

fn light_of(letters: Letters) -> Option<usize> {
    match letters {
        Letters::Unseen => None,
        Letters::Coloured(colour) => light(colour),
    }
}

/// Which of the traffic lights a colour is, if one.
pub(crate) fn light(colour: u32) -> Option<usize> {
    let [_, red, green, blue] = colour.to_be_bytes().map(i32::from);
    if green > red + 40 && green > blue + 40 {
        Some(0)
    } else if red > 150 && red > green + 90 && red > blue + 90 {
        Some(1)
    } else if red > 180 && green > 120 && blue < 130 && red - blue > 80 {
        Some(2)
    } else {
        None
    }
}

/// The first of the statements whose own letters are red, amber or green, two of them at least and in turns: sections may have a
/// colour each.
pub(crate) fn coloured_statements(grid: &Grid, hits: &[&Hit]) -> Option<(u32, u32)> {
    if grid.letters.is_empty() {
        return None;
    }
    let lit = |hit: &&Hit| {
        let cell = grid.at(hit.row, hit.column).filter(|cell| cell.value != Value::Empty)?;
        Some(((cell.row, cell.column), grid.letters_of(cell).and_then(light_of)?))
    };
    let lit: Vec<((u32, u32), usize)> = hits.iter().filter_map(lit).collect();
    let n_runs = lit.chunk_by(|one, next| one.1 == next.1).count();
    let n_kinds = (0..3).filter(|kind| lit.iter().any(|(_, own)| own == kind)).count();
    let is_in_turns = n_kinds >= 2 && n_runs > n_kinds + 1;
    lit.first().filter(|_| is_in_turns && lit.len() >= FEWEST_COLOURED).map(|(at, _)| *at)
}
