//! Sheets whose names may say that they are no return, and that say other things than the sheet that is.
//! In: the parts of a file. Out: whether one may be the return all the same. Never says that it is.

use schemas::answer::{Answer, Status};

use super::SheetPart;
use crate::{
    normalise::answers::{Habit, RowMarks},
    recognise::{
        draft::{Desk, Said, marked::marks_of},
        found::HANDFUL,
        header::sheet_names::{is_beside_a_return, is_no_return, is_plainly_no_return, tells_how},
    },
};

/// What a row comes to: nothing, or an answer; none inside where what stands there is not plainly one.
type Answered = Option<Option<Answer>>;

/// Whether a sheet whose name speaks of another time or of an example, but not plainly so (`Changes since last time`,
/// `Template (completed)`), answers otherwise than the others do.
pub(super) fn may_be_the_return(desk: &Desk<'_>, parts: &[SheetPart<'_>], index: usize) -> bool {
    let name = |part: &SheetPart<'_>| desk.grids.get(part.part.grid).map_or("", |grid| grid.sheet.as_str());
    let Some(own) = parts.get(index).filter(|own| own.n_marked > 0) else { return false };
    let others = || parts.iter().filter(|other| other.part.grid != own.part.grid);
    let names: Vec<&str> = others().map(name).collect();
    // A statement or two on a sheet of guidance show how to fill in the others.
    let shows_how = tells_how(name(own)) && own.statements.len() < HANDFUL;
    let shows_others = shows_how && others().any(|other| other.statements.len() >= HANDFUL);
    !shows_others
        && !is_plainly_no_return(name(own), &names)
        && differs(
            desk,
            own,
            others().filter(|other| {
                let name = name(other);
                !is_plainly_no_return(name, &[]) && !is_beside_a_return(name)
            }),
        )
}

/// Whether a part answers a statement otherwise than another part that has it.
fn differs<'p, 'g: 'p>(
    desk: &Desk<'_>,
    own: &SheetPart<'g>,
    others: impl Iterator<Item = &'p SheetPart<'g>>,
) -> bool {
    let own = answered(desk, &own.part.said);
    others.map(|other| answered(desk, &other.part.said)).any(|other| {
        own.iter().filter(|(_, answer)| answer.is_some()).any(|(statement, answer)| {
            other.iter().any(|(of, known)| of == statement && (known != answer || *answer == Some(None)))
        })
    })
}

/// What each statement of a part comes to.
fn answered(desk: &Desk<'_>, said: &[Said<'_>]) -> Vec<(usize, Answered)> {
    let rows: Vec<RowMarks<'_>> = said.iter().map(|said| marks_of(desk, said)).collect();
    let habit = Habit::of(&rows);
    let each = said.iter().zip(&rows).map(|(said, row)| {
        let told = row.answer(&habit);
        let answer = match told.status {
            _ if said.is_unclear => (!said.beside.is_empty()).then_some(None),
            Status::Blank => None,
            _ => Some(told.answer),
        };
        (said.hit.statement, answer)
    });
    each.collect()
}

/// Whether a sheet is called one that holds no return, and says nothing that speaks against it.
pub(super) fn is_none(desk: &Desk<'_>, parts: &[SheetPart<'_>], index: usize) -> bool {
    let sheet = parts.get(index).and_then(|part| desk.grids.get(part.part.grid));
    sheet.is_some_and(|grid| is_no_return(&grid.sheet)) && !may_be_the_return(desk, parts, index)
}
