//! Addresses behind texts go where their texts went (`Policy <https://school.example/policy.pdf>`), and so do words that a
//! sheet shows with a number (`14 staff`).
//! In: a file's returns, and the links and such words of its grids as they were read. Out: comments, words of plans and words
//! left, with them. Never changes what was recognised, and never takes the form's own links for a school's.

use std::collections::HashMap;

use compact_str::CompactString;
use schemas::{finding::Finding, ids::StatementId, place::Place};

use crate::{
    grid::{Grid, Link},
    normalise::text,
    reading::{CommentReading, ReturnReading},
    recognise::{
        draft::{Desk, MOST_UNPLACED},
        found::Found,
        shapes::unplaced::Words,
        written::as_shown,
    },
};

/// A cell, as its return names it: sheet and name.
type At = (CompactString, CompactString);

/// A longer text that leads somewhere is cut where it is quoted.
const LONGEST_SHOWN: usize = 120;

/// Says where the texts of these grids lead, in the returns that were read of them. `by_grid` is what was found in the desk's
/// grids, which may be laid out anew.
pub(crate) fn tell(
    desk: &Desk<'_>,
    (grids, by_grid): (&[Grid], &[Option<Found>]),
    returns: &mut [ReturnReading],
    findings: &mut Vec<Finding>,
) {
    if returns.is_empty() || grids.iter().all(|grid| grid.links.is_empty() && grid.worded.is_empty()) {
        return;
    }
    with_words(grids, returns);
    let statements = statements(desk, by_grid);
    let mut places = Places::of(returns);
    let mut of_nobody = Vec::new();
    for (grid, link) in grids.iter().flat_map(|grid| grid.links.iter().map(move |link| (grid, link))) {
        let at = (grid.sheet_of(link.row, link.column).into(), grid.cell_name(link.row, link.column));
        let whole = grid.at(link.row, link.column).map(|cell| as_shown(&cell.value, grid.is_1904));
        let whole = whole.unwrap_or_default();
        if places.take(returns, &at, link) {
            continue;
        }
        let statement = statements.get(&at);
        if statement.is_none() && (places.on_mark(returns, &at, link) || in_plan(returns, &whole, link)) {
            continue;
        }
        let shown = if link.text.is_empty() { whole.trim() } else { &link.text };
        let said = CommentReading {
            statement_id: statement.cloned(),
            text: led(&shorter(shown), "", &link.address),
            sheet: at.0,
            cell: at.1,
        };
        match returns {
            [only] if only.unplaced.len() < 2 * MOST_UNPLACED => only.unplaced.push(said),
            // The form's own statements stand once over several schools.
            [_, _, ..] if statement.is_some() => {}
            _ => of_nobody.push(said),
        }
    }
    let texts = of_nobody.into_iter().map(|said| {
        let place = Place {
            source_file: desk.source_file.to_owned(),
            sheet: said.sheet.into(),
            cell: said.cell.into(),
        };
        (place, said.text)
    });
    findings.extend(Words::of_texts(texts).of_no_school());
}

/// Says numbers as their sheets show them, with the words beside them: `14 staff`.
fn with_words(grids: &[Grid], returns: &mut [ReturnReading]) {
    let mut shown: HashMap<At, (String, &str)> = HashMap::new();
    for grid in grids {
        for (row, column, text) in &grid.worded {
            let Some(cell) = grid.at(*row, *column) else { continue };
            let at = (grid.sheet_of(*row, *column).into(), grid.cell_name(*row, *column));
            shown.insert(at, (as_shown(&cell.value, grid.is_1904), text));
        }
    }
    if shown.is_empty() {
        return;
    }
    let said = returns.iter_mut().flat_map(|read| read.comments.iter_mut().chain(&mut read.unplaced));
    for said in said {
        let known = shown.get(&(said.sheet.clone(), said.cell.clone()));
        if let Some((_, text)) = known.filter(|(number, _)| *number == said.text) {
            (*text).clone_into(&mut said.text);
        }
    }
}

/// The cells of the form's statements.
fn statements(desk: &Desk<'_>, by_grid: &[Option<Found>]) -> HashMap<At, StatementId> {
    let mut statements = HashMap::new();
    for (grid, found) in desk.grids.iter().zip(by_grid) {
        let Some(found) = found else { continue };
        let Some(catalogue) = desk.catalogues.get(found.catalogue) else { continue };
        for hit in &found.hits {
            if let Some(statement) = catalogue.statements.get(hit.statement) {
                let at = (grid.sheet_of(hit.row, hit.column).into(), grid.cell_name(hit.row, hit.column));
                statements.insert(at, statement.id.clone());
            }
        }
    }
    statements
}

/// Where the comments, the words left and the marks of returns stand.
struct Places {
    comments: HashMap<At, Vec<(usize, usize)>>,
    unplaced: HashMap<At, Vec<(usize, usize)>>,
    marks: HashMap<At, (usize, usize)>,
}

impl Places {
    fn of(returns: &[ReturnReading]) -> Self {
        let mut places = Self { comments: HashMap::new(), unplaced: HashMap::new(), marks: HashMap::new() };
        for (of, read) in returns.iter().enumerate() {
            let lists = [(&mut places.comments, &read.comments), (&mut places.unplaced, &read.unplaced)];
            for (known, said) in lists {
                for (index, said) in said.iter().enumerate() {
                    known.entry((said.sheet.clone(), said.cell.clone())).or_default().push((of, index));
                }
            }
            let marks = read.answers.iter().enumerate().filter(|(_, answer)| answer.mark.is_some());
            for (index, answer) in marks {
                places.marks.insert(((&*answer.sheet).into(), answer.cell.clone()), (of, index));
            }
        }
        places
    }

    /// Adds an address to the words that stand in its cell; says whether there are any.
    fn take(&mut self, returns: &mut [ReturnReading], at: &At, link: &Link) -> bool {
        let kept = [(&self.comments, true), (&self.unplaced, false)];
        for (known, is_comment) in kept {
            let Some(all) = known.get(at) else { continue };
            let says = |(of, index): &&(usize, usize)| {
                let said = returns.get(*of).and_then(|read| {
                    if is_comment { read.comments.get(*index) } else { read.unplaced.get(*index) }
                });
                said.is_some_and(|said| said.text.contains(&*link.text))
            };
            // Words that one cell gave to several returns are each one's.
            let first = all.iter().find(says).or_else(|| all.first());
            let same =
                |known: &&(usize, usize)| first.is_some_and(|first| known.1 == first.1 || known.0 != first.0);
            for (of, index) in all.iter().filter(same) {
                let said = returns.get_mut(*of).and_then(|read| {
                    if is_comment { read.comments.get_mut(*index) } else { read.unplaced.get_mut(*index) }
                });
                if let Some(said) = said {
                    said.text = led(&said.text, &link.text, &link.address);
                }
            }
            return true;
        }
        false
    }

    /// Adds a comment to the statement whose mark leads to an address; says whether one does. The address is its evidence.
    fn on_mark(&mut self, returns: &mut [ReturnReading], at: &At, link: &Link) -> bool {
        let Some((of, index)) = self.marks.get(at) else { return false };
        let Some(read) = returns.get_mut(*of) else { return false };
        let Some(answer) = read.answers.get_mut(*index) else { return false };
        answer.has_evidence = true;
        let n = u32::try_from(link.address.chars().count()).unwrap_or(u32::MAX);
        answer.evidence_chars = answer.evidence_chars.saturating_add(n);
        let mark = answer.mark.as_deref().unwrap_or_default();
        let said = CommentReading {
            statement_id: Some(answer.statement_id.clone()),
            text: led(mark, "", &link.address),
            sheet: at.0.clone(),
            cell: at.1.clone(),
        };
        self.comments.entry(at.clone()).or_default().push((*of, read.comments.len()));
        read.comments.push(said);
        true
    }
}

/// Adds an address to the row of an action plan that says the text; says whether one row alone does.
fn in_plan(returns: &mut [ReturnReading], whole: &str, link: &Link) -> bool {
    let whole = whole.trim();
    if whole.is_empty() {
        return false;
    }
    let fields = returns
        .iter_mut()
        .flat_map(|read| &mut read.actions)
        .flat_map(|action| [&mut action.area, &mut action.resources]);
    let mut saying: Vec<&mut String> = fields.filter(|field| field.contains(whole)).collect();
    match saying.as_mut_slice() {
        [only] => {
            let text = if link.text.is_empty() { whole } else { &link.text };
            **only = led(only, text, &link.address);
            true
        }
        _ => false,
    }
}

/// Words with the address that a text among them leads to: behind it, else behind all.
fn led(words: &str, text: &str, address: &str) -> String {
    let address = format!("<{address}>");
    let end =
        Some(text).filter(|text| !text.is_empty()).and_then(|text| Some(words.find(text)? + text.len()));
    match end.and_then(|end| words.split_at_checked(end)) {
        Some((before, "")) => format!("{before} {address}"),
        Some((before, after)) if after.starts_with(char::is_alphanumeric) => {
            format!("{before} {address} {after}")
        }
        Some((before, after)) => format!("{before} {address}{after}"),
        None => format!("{words} {address}").trim_start().to_owned(),
    }
}

fn shorter(text: &str) -> String {
    let text = text::one_line(text);
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((cut, _)) => format!("{}...", text.get(..cut).unwrap_or_default()),
        None => text.into(),
    }
}
