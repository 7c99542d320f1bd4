//! Statements whose parts stand in rows of their own, each with its mark: `a) staff`, `b) pupils`, or the statement's own
//! clauses one below another.
//! In: a statement with the marked rows below it that are no statements. Out: the statement asks where those rows read
//! like its parts. Never puts the parts' marks together.

use schemas::{answer::Status, catalogue::Statement, rules};

use super::told::{Told, rule_on};
use crate::{
    normalise::text,
    recognise::{
        draft::{Desk, Draft, Unknown},
        written::as_written,
    },
};

/// Shorter texts stand within a statement by chance.
const SHORTEST: usize = 12;

/// Lets a statement wait for a ruling where the marked rows below it are its parts; `index` is its position in the
/// catalogue.
pub(crate) fn settle(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    (index, statement): (usize, &Statement),
    told: &mut Told,
) {
    if draft.unknown.is_empty() || !matches!(told.status, Status::Blank | Status::Answered) {
        return;
    }
    let Some(said) = draft.said.iter().find(|said| said.hit.statement == index) else { return };
    let is_blank = told.status == Status::Blank;
    if !is_blank && said.hit.is_same_text {
        return;
    }
    let next = draft.said.iter().filter(|other| other.grid == said.grid && other.hit.row > said.hit.row);
    let end = next.map(|other| other.hit.row).min().unwrap_or(u32::MAX);
    let key = text::key(&statement.text);
    let is_part = |row: &&Unknown<'_>| {
        let raw = row.text.value.as_text().map_or("", text::trim);
        let part = text::key(text::without_numbering(raw));
        let is_within = part.len() >= SHORTEST && key.contains(&part);
        row.grid == said.grid
            && (said.hit.row + 1..end).contains(&row.text.row)
            && !row.beside.is_empty()
            && (is_within || (is_blank && is_point(raw)))
    };
    let Some(part) = draft.unknown.iter().find(is_part) else { return };
    let Some(cell) = part
        .beside
        .iter()
        .map(|placed| placed.cell)
        .find(|cell| part.slots.iter().any(|(column, _)| *column == cell.column))
    else {
        return;
    };
    told.cell = (cell.row, cell.column);
    told.mark = Some(as_written(&cell.value).into());
    told.answer = None;
    told.status = Status::Unreadable;
    let place = desk.place(part.grid, cell.row, cell.column);
    let message = format!("parts of {} stand in rows of their own, each with its mark", statement.id);
    let finding = schemas::finding::Finding::new(&rules::MARK_OUTSIDE, place, message)
        .reading(as_written(&cell.value))
        .with_suggestion("Rule which answer the parts come to, or ask the school")
        .about_statement(statement.id.clone())
        .with_answers_waiting(1);
    rule_on(desk, told, finding);
}

/// `a) staff`, `(ii) pupils`, `- parents`: a point of a list, lettered or dashed.
fn is_point(raw: &str) -> bool {
    if raw.starts_with(['-', '\u{2013}', '\u{2022}', '\u{b7}', '*', '\u{25aa}', '\u{25e6}']) {
        return true;
    }
    let head = raw.strip_prefix('(').unwrap_or(raw);
    let Some(at) = head.find([')', '.', ':']) else { return false };
    let label = head.get(..at).unwrap_or_default();
    (1..=4).contains(&label.len())
        && (label.len() == 1 || label.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')))
        && label.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::is_point;

    #[test]
    fn points_of_a_list_are_told_from_statements() {
        for point in ["a) staff", "(ii) pupils", "- parents", "\u{2022} governors", "b. pupils"] {
            assert!(is_point(point), "{point}");
        }
        for other in ["Overall", "1. All staff", "Staff (all)", "A. N. Other", "x"] {
            assert!(!is_point(other), "{other}");
        }
    }
}
