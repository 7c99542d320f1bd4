//! Remarks that name their statement by its id: `POL-01: Policy reviewed in September`, a line each or several in a cell.
//! In: what was written around the statements. Out: the remarks with their statements. Never takes a mention within a remark
//! for its statement: the id begins the line.

use schemas::{catalogue::Catalogue, ids::StatementId};

use crate::{
    grid::Cell,
    normalise::text,
    reading::MatchedBy,
    recognise::{
        draft::{Desk, Draft, Loose, Said, roles::Role},
        wording::id_key,
    },
};

/// A remark on a statement.
pub(crate) struct Coded<'g> {
    /// Position in the catalogue.
    pub(crate) statement: usize,
    /// Index of the grid among the file's.
    pub(crate) grid: usize,
    /// The cell that it stands in.
    pub(crate) cell: &'g Cell,
    /// Its words, the id too.
    pub(crate) text: &'g str,
}

/// Takes such remarks from among the draft's others, in the catalogue's order.
pub(crate) fn take<'g>(desk: &Desk<'g>, catalogue: &Catalogue, draft: &mut Draft<'g>) -> Vec<Coded<'g>> {
    let mut taken: Vec<Coded<'g>> = Vec::new();
    let mut take = |grid: usize, cell: &'g Cell, beside: Option<usize>| {
        let lines = cell.value.as_text().map(|raw| lines(catalogue, raw)).unwrap_or_default();
        // What stands by a statement may begin with a reference to another; a list of them does not.
        let is_own = |(of, _): &(usize, &str)| beside.is_some_and(|beside| beside == *of);
        let is_list = lines.len() > 1 && lines.iter().any(|line| !is_own(line));
        let is_coded = is_list || (!lines.is_empty() && beside.is_none());
        if is_coded {
            taken.extend(lines.into_iter().map(|(statement, text)| Coded { statement, grid, cell, text }));
        }
        is_coded
    };
    draft.loose.retain(|Loose { grid, statement, placed }| {
        !(matches!(placed.role, Some(Role::Comment) | None) && take(*grid, placed.cell, *statement))
    });
    draft.unplaced.retain(|(grid, cell)| !take(*grid, cell, None));
    taken.extend(of_ids(desk, catalogue, draft));
    taken.sort_by_key(|coded| coded.statement);
    taken
}

/// Where nothing is marked, nor is there a place to mark anything, statements known by the id before other words than theirs
/// are remarks on them.
fn of_ids<'g>(desk: &Desk<'g>, catalogue: &Catalogue, draft: &Draft<'g>) -> Vec<Coded<'g>> {
    let is_bare = |said: &Said<'_>| said.slots.is_empty() && said.beside.is_empty();
    if !draft.said.iter().all(|said| is_bare(said) && said.hit.matched_by == MatchedBy::Id) {
        return Vec::new();
    }
    let remark = |said: &Said<'_>| {
        let cell = desk.grids.get(said.grid)?.at(said.hit.row, said.hit.column)?;
        let text = text::trim(cell.value.as_text()?);
        let asked = catalogue.statements.get(said.hit.statement)?;
        statement(catalogue, text).filter(|of| *of == said.hit.statement)?;
        let known = text::words(&asked.text);
        let own: Vec<String> =
            text::words(text).split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect();
        let n_known = own.iter().filter(|word| known.contains(word.as_str())).count();
        let is_another = 2 * n_known < own.len();
        is_another.then_some(Coded { statement: said.hit.statement, grid: said.grid, cell, text })
    };
    draft.said.iter().filter_map(remark).collect()
}

/// The lines of a cell, each with the statement of any catalogue whose id begins it; none where the first has none.
pub(crate) fn lines_of<'c, 't>(
    catalogues: &'c [Catalogue],
    cell: &'t Cell,
) -> Vec<(&'c StatementId, &'t str)> {
    let Some(raw) = cell.value.as_text() else { return Vec::new() };
    let of = |catalogue: &'c Catalogue| {
        let lines = lines(catalogue, raw).into_iter();
        lines.filter_map(|(at, text)| Some((&catalogue.statements.get(at)?.id, text))).collect::<Vec<_>>()
    };
    catalogues.iter().map(of).find(|lines| !lines.is_empty()).unwrap_or_default()
}

/// The lines of a text, each with the statement whose id begins it; a line without one goes on from the line before. None
/// where the first has none.
fn lines<'t>(catalogue: &Catalogue, raw: &'t str) -> Vec<(usize, &'t str)> {
    let mut found: Vec<(usize, &'t str)> = Vec::new();
    let mut from = 0;
    for line in raw.split_inclusive('\n') {
        let to = from + line.len();
        match statement(catalogue, text::trim(line)) {
            Some(statement) => found.push((statement, text::trim(line))),
            None if text::is_blank(line) => {}
            None => {
                let Some((_, known)) = found.last_mut() else { return Vec::new() };
                let begin = known.as_ptr() as usize - raw.as_ptr() as usize;
                *known = text::trim(raw.get(begin..to).unwrap_or(known));
            }
        }
        from = to;
    }
    found
}

/// The statement whose id begins a line, with words behind it.
fn statement(catalogue: &Catalogue, line: &str) -> Option<usize> {
    const LONGEST: usize = 12;
    let bare = line.trim_start_matches(['(', '[', '\u{2022}', '*', ' ']);
    let digits = bare.find(|c: char| c.is_ascii_digit()).filter(|at| (1..=LONGEST).contains(at))?;
    let end = bare.get(digits..)?.find(|c: char| !c.is_ascii_digit()).map(|length| digits + length)?;
    let (token, rest) = bare.split_at_checked(end)?;
    let ends = rest.starts_with([':', '.', ')', ']', '-', '\u{2013}', '\u{2014}', ' ', '\t', '=']);
    if !ends || !rest.chars().any(char::is_alphabetic) {
        return None;
    }
    let key = id_key(token)?;
    catalogue.statements.iter().position(|statement| id_key(statement.id.as_str()).as_ref() == Some(&key))
}
