//! Sheets that may be the program's own papers: the map of all schools' answers, pasted into a new sheet.
//! In: the drafts that were read of a file. Out: the same, waiting for a question where they may be such a sheet's. Never takes a paper
//! for what schools sent unless a person says so.

mod typed;

use schemas::{decision::Ruling, finding::Finding, paper, rules};

pub(crate) use self::typed::typed;
use crate::{
    grid::{Cell, Grid},
    recognise::draft::{Desk, Draft},
};

/// How many cells of a grid may stand before what a paper's sheet says of itself.
const BEFORE: usize = 4;

/// Has what stands in such sheets wait for one question; all sheets are where the file `is_paper`.
pub(crate) fn hold(
    desk: &Desk<'_>,
    is_paper: bool,
    drafts: &mut Vec<Draft<'_>>,
    findings: &mut Vec<Finding>,
) {
    let mut grids: Vec<usize> = drafts.iter().map(|draft| draft.first.0).collect();
    grids.dedup();
    grids.retain(|index| is_paper || desk.grids.get(*index).is_some_and(may_be_paper));
    for index in grids {
        let place = desk.sheet(index);
        match desk.rulings.on(rules::TWO_SHEETS.code, &place, &place.sheet) {
            Some(Ruling::EachSheet | Ruling::Sheet(_)) => continue,
            Some(Ruling::LeaveOut) => {
                drafts.retain(|draft| draft.first.0 != index);
                continue;
            }
            _ => {}
        }
        let own = || drafts.iter().filter(|draft| draft.first.0 == index);
        let n = own().flat_map(|draft| &draft.said).filter(|said| !said.beside.is_empty()).count();
        let message =
            "what stands here looks like a sheet that Tallybook made of an earlier run, and like returns";
        let question = Finding::new(&rules::TWO_SHEETS, place.clone(), message)
            .reading(&*place.sheet)
            .with_suggestion("leave out")
            .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX));
        for draft in drafts.iter_mut().filter(|draft| draft.first.0 == index) {
            draft.waits_for.get_or_insert(question.id());
        }
        findings.push(question);
    }
}

/// Whether a grid may be a paper's sheet: it says so at its top, or has a paper's headings.
fn may_be_paper(grid: &Grid) -> bool {
    let is_marked = |cell: &Cell| cell.value.as_text().and_then(paper::marked).is_some();
    let is_headed = |pair: &[Cell]| {
        let [one, other] = pair else { return false };
        let next = || grid.at(one.row, other.column.saturating_add(1)).map_or("", text_of);
        one.row == other.row && paper::is_headed([one, other].map(text_of), next)
    };
    grid.cells.iter().take(BEFORE).any(is_marked) || grid.cells.windows(2).any(is_headed)
}

fn text_of(cell: &Cell) -> &str {
    cell.value.as_text().map(str::trim).unwrap_or_default()
}
