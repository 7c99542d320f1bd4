//! Answers that are drawn: pictures of ticks, lines, ellipses round a printed word, boxes with a choice, over cells that hold
//! no mark.
//! In: a draft, and where something without words is drawn. Out: one question for the return. Never reads a picture.

use schemas::{
    catalogue::{Catalogue, ColumnRole},
    decision::Ruling,
    finding::Finding,
    rules,
};

use super::statuses::Statuses;
use crate::{
    grid::Cell,
    normalise::marks::{Absence, Mark, read_mark},
    reading::AnswerReading,
    recognise::draft::{Desk, Draft},
};

/// The question where something is drawn over the answers of statements that hold no mark.
pub(crate) fn question(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    draft: &Draft<'_>,
    answers: &[AnswerReading],
) -> Option<Finding> {
    if desk.grids.iter().all(|grid| grid.drawn_over.is_empty()) {
        return None;
    }
    let statuses = Statuses::of(catalogue, answers);
    let mut places = draft.said.iter().filter(|said| statuses.is_blank(said)).filter_map(|said| {
        let grid = desk.grids.get(said.grid)?;
        let is_answer = |slot: &&(u32, ColumnRole)| slot.1 != ColumnRole::Comment;
        let mut columns = said.slots.iter().filter(is_answer).map(|(column, _)| *column);
        let is_drawn =
            |column: &u32| grid.drawn_over.binary_search(&grid.stood_at(said.hit.row, *column)).is_ok();
        // `Yes / Partly / No`, with a line round one of them.
        let offers = |cell: &&Cell| read_mark(cell, desk.words).mark == Mark::Nothing(Absence::Written);
        let mut offered = said.beside.iter().map(|placed| placed.cell).filter(offers).map(|cell| cell.column);
        Some((said, columns.find(is_drawn).or_else(|| offered.find(is_drawn))?))
    });
    let (first, column) = places.next()?;
    let n = places.count() + 1;
    let place = desk.place(first.grid, first.hit.row, column);
    let was_read = "drawn";
    if let Some(Ruling::LeaveOut | Ruling::Blank) =
        desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, was_read)
    {
        return None;
    }
    let message = match n {
        1 => "a picture, a line or a box is drawn over the answer of a statement that holds no mark, and a person has to look at it".to_owned(),
        n => format!("pictures, lines or boxes are drawn over the answers of {n} statements that hold no mark, and a person has to look at them"),
    };
    Some(
        Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
            .reading(was_read)
            .with_suggestion("Ask the school to type each answer into its cell")
            .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX)),
    )
}
