//! `N/A - see note`, the very same in many statements, where the return has no such note: the form's own words may stand there
//! still.
//! In: a draft with the marks of its rows. Out: such marks taken back. Never takes back a plain `N/A`, nor one beside a comment.

use schemas::answer::Answer;

use crate::{
    normalise::{answers::RowMarks, marks::Mark, text},
    recognise::draft::{Desk, Draft, Said, roles::Role},
};

/// Fewer alike are a person's.
const FEWEST: usize = 4;
/// Longer words say what they mean themselves.
const LONGEST: usize = 40;

/// Takes back the answers that point to a note which nobody wrote.
pub(super) fn take_back(desk: &Desk<'_>, draft: &Draft<'_>, rows: &mut [RowMarks<'_>]) {
    let mut pointed: Vec<(usize, usize, &str)> = Vec::new();
    for (said, row) in rows.iter().enumerate() {
        for (at, mark) in row.marks().enumerate() {
            if mark != Mark::Says(Answer::NotApplicable) {
                continue;
            }
            let raw = row.cell(at).and_then(|cell| cell.value.as_text()).map(text::trim);
            pointed.extend(raw.filter(|raw| points_to_note(raw)).map(|raw| (said, at, raw)));
        }
    }
    let Some((.., first)) = pointed.first().copied() else { return };
    let are_alike = pointed.iter().all(|(.., raw)| *raw == first);
    let explains = |said: &Said<'_>| {
        let has_note = desk.grids.get(said.grid).is_some_and(|grid| {
            let at = grid.notes.partition_point(|(row, ..)| *row < said.hit.row);
            grid.notes.get(at).is_some_and(|(row, ..)| *row == said.hit.row)
        });
        has_note || said.beside.iter().any(|placed| placed.role == Some(Role::Comment))
    };
    // A comment beside it may be the note.
    pointed.retain(|(said, ..)| draft.said.get(*said).is_some_and(|said| !explains(said)));
    if pointed.len() < FEWEST || !are_alike || has_note(desk) {
        return;
    }
    for (said, at, _) in pointed {
        if let Some(row) = rows.get_mut(said) {
            row.doubt(at);
        }
    }
}

/// `n/a - see note`, `Not applicable (see comments below)`.
pub(crate) fn points_to_note(raw: &str) -> bool {
    if raw.len() > LONGEST || !raw.starts_with(['n', 'N']) {
        return false;
    }
    let words = text::words(raw);
    let Some(rest) =
        ["n a ", "na ", "not applicable "].iter().find_map(|opening| words.strip_prefix(opening))
    else {
        return false;
    };
    let mut list = rest.split(' ').filter(|word| !matches!(*word, "the" | "our" | "to" | "please"));
    matches!(list.next(), Some("see" | "refer" | "read"))
        && list.next().is_some_and(is_note)
        && list.all(|word| is_note(word) || matches!(word, "below" | "above" | "overleaf"))
}

fn is_note(word: &str) -> bool {
    matches!(
        word,
        "note"
            | "notes"
            | "footnote"
            | "footnotes"
            | "guidance"
            | "comment"
            | "comments"
            | "below"
            | "overleaf"
    )
}

/// Whether anything in the file begins as such a note does, or speaks of what does not apply.
fn has_note(desk: &Desk<'_>) -> bool {
    let is_note = |raw: &str| {
        let words = text::words(raw);
        let opens = |opening: &str| words.strip_prefix(opening).is_some_and(|rest| !rest.is_empty());
        !points_to_note(text::trim(raw))
            && (["note ", "notes ", "footnote ", "n b ", "nb ", "n a ", "na "].iter().any(|one| opens(one))
                || words.contains("not applicable ")
                || words.contains("does not apply")
                || words.contains("do not apply"))
    };
    desk.grids.iter().flat_map(|grid| &grid.cells).filter_map(|cell| cell.value.as_text()).any(is_note)
}
