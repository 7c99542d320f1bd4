//! The statements that stand in a grid: which cells, of which catalogue, and whether down a column or along a row.
//! In: a grid and the wordings. Out: hits. Never takes a text for a statement where the wordings leave a doubt; such
//! texts are handed on as doubts.

pub(crate) mod segments;
pub(crate) mod turning;

mod again;
mod disagree;
mod ids;
mod lines;
mod looked;
mod quotes;

use rustc_hash::FxHashSet;
use schemas::{catalogue::Catalogue, ids::Year};

pub(crate) use self::{
    ids::leading_id,
    looked::{Looked, Seen, exact, is_verbatim, label, looked, seen_exactly},
};
use self::{
    ids::{id_hits, seen_ids},
    lines::lines_to_compare,
    turning::{Turned, turned},
};
use crate::{
    grid::{Cell, Grid, Value},
    reading::MatchedBy,
    recognise::{
        headings::{self, Head},
        wording::{Assigned, Candidate, Lookups, Wordings},
    },
};
use disagree::Torn;

/// A cell that is a statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hit {
    /// Row.
    pub(crate) row: u32,
    /// Column.
    pub(crate) column: u32,
    /// Position in the catalogue.
    pub(crate) statement: usize,
    /// How it was recognised.
    pub(crate) matched_by: MatchedBy,
    /// 1 for the same words, else the likeness.
    pub(crate) score: f64,
    /// Whether the words are the catalogue's present ones.
    pub(crate) is_same_text: bool,
    /// The last collection in that wording, where it is an earlier edition's.
    pub(crate) until: Option<Year>,
    /// Whether words around the statement's own make another question of it.
    pub(crate) turned: Option<Turned>,
}

/// A text that may be a statement.
#[derive(Clone, Debug)]
pub(crate) struct Doubt {
    /// Row.
    pub(crate) row: u32,
    /// Column.
    pub(crate) column: u32,
    /// What it may be, the likeliest first.
    pub(crate) candidates: Vec<Candidate>,
}

/// How the statements lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lie {
    /// One below another.
    Down,
    /// Side by side, in this row.
    Across(u32),
}

/// The statements of one grid.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Index of the catalogue.
    pub(crate) catalogue: usize,
    /// Another catalogue that fits as well.
    pub(crate) rival: Option<usize>,
    /// How they lie.
    pub(crate) lie: Lie,
    /// The statements' cells, by row and column.
    pub(crate) hits: Vec<Hit>,
    /// Texts among them that may be statements.
    pub(crate) doubts: Vec<Doubt>,
    /// How many different statements.
    pub(crate) n_distinct: usize,
}

/// Fewer different statements than this make no return.
pub(crate) const HANDFUL: usize = 4;
/// More different texts than any form has are compared by likeness no further.
const MOST_TEXTS: usize = 600;
/// Shorter texts are compared by their words alone.
const SHORTEST: usize = 20;

/// Finds a grid's statements; none where there are none. `seen` are those in their own words, `whole` the catalogues of which
/// the file has each statement so, `only` is the catalogue that a person ruled.
pub(crate) fn found<'w>(
    grid: &Grid,
    mut seen: Vec<Seen<'w>>,
    (catalogues, whole): (&[Catalogue], &[usize]),
    wordings: &'w Wordings,
    only: Option<usize>,
) -> Option<Found> {
    let mut ids = seen_ids(grid, wordings, seen.len());
    let has_ids = ids.len() >= 3 && ids.len() > seen.len();
    if has_ids {
        std::mem::swap(&mut seen, &mut ids);
    }
    let torn = disagree::torn(grid, wordings, &seen, &ids);
    let mut best: Option<Found> = None;
    let mut rival = None;
    let candidates = only.map_or(0..catalogues.len(), |only| only..only.saturating_add(1));
    let most = candidates.clone().map(|catalogue| n_exact(&seen, catalogue)).max().unwrap_or(0);
    let mut lookups = Lookups::new(wordings);
    for catalogue in candidates {
        let n = n_exact(&seen, catalogue);
        // Where another form's own words stand in plenty, likeness to this one means nothing.
        if most >= 4 && n * 3 < most {
            continue;
        }
        let Some(content) = catalogues.get(catalogue) else { continue };
        let is_whole = n > 0 && whole.contains(&catalogue);
        let Some(this) = of_catalogue(grid, content, (catalogue, is_whole), &mut lookups, (&seen, &torn))
        else {
            continue;
        };
        match &best {
            Some(best) if best.n_distinct > this.n_distinct => {}
            Some(best) if best.n_distinct == this.n_distinct => rival = Some(catalogue),
            _ => {
                best = Some(this);
                rival = None;
            }
        }
    }
    let mut found = best.map(|best| Found { rival, ..best })?;
    if !has_ids {
        disagree::confirm(grid, &ids, &mut found);
    }
    Some(found)
}

/// The catalogues of which each statement stands in its own words in one cell of the file and in no other: one form, on
/// however many sheets.
pub(crate) fn whole(seen: &[Vec<Seen<'_>>], catalogues: &[Catalogue]) -> Vec<usize> {
    let is_whole = |(catalogue, content): (usize, &Catalogue)| {
        let mut stands = vec![false; content.statements.len()];
        let hits = seen.iter().flatten().flat_map(|seen| seen.hits);
        let mut hits = hits.filter(|hit| hit.at.catalogue == catalogue);
        let is_once = |hit: &crate::recognise::wording::Hit| {
            stands.get_mut(hit.at.statement).is_some_and(|stands| !std::mem::replace(stands, true))
        };
        (hits.all(is_once) && !stands.contains(&false)).then_some(catalogue)
    };
    catalogues.iter().enumerate().filter_map(is_whole).collect()
}

fn n_exact(seen: &[Seen<'_>], catalogue: usize) -> usize {
    seen.iter().filter(|seen| seen.hits.iter().any(|hit| hit.at.catalogue == catalogue)).count()
}

fn of_catalogue<'g>(
    grid: &'g Grid,
    content: &Catalogue,
    (catalogue, is_whole): (usize, bool),
    lookups: &mut Lookups<'g, '_>,
    (seen, torn): (&[Seen<'_>], &[Torn]),
) -> Option<Found> {
    let wordings = lookups.wordings();
    let mut hits: Vec<Hit> = Vec::with_capacity(seen.len());
    let mut doubts = Vec::new();
    let mut torn_cells = Vec::new();
    for seen in seen {
        let Some(cell) = grid.cells.get(seen.cell) else { continue };
        let mut own = seen.hits.iter().filter(|hit| hit.at.catalogue == catalogue);
        let other = torn.iter().find(|torn| torn.cell == seen.cell && torn.id.at.catalogue == catalogue);
        if other.is_some() {
            torn_cells.push((cell.row, cell.column));
        }
        match (own.next(), own.next().or_else(|| other.map(|torn| &torn.id))) {
            (Some(hit), None) => hits.push(Hit {
                row: cell.row,
                column: cell.column,
                statement: hit.at.statement,
                matched_by: hit.matched_by,
                score: 1.0,
                // Behind an id may stand any words.
                is_same_text: hit.wording.is_none()
                    && !seen.has_more
                    && (hit.matched_by != MatchedBy::Id || !id_hits(cell, wordings).is_empty()),
                until: until(content, hit.at.statement, hit.wording),
                turned: (!seen.is_verbatim)
                    .then(|| turned_in(cell, content, hit.at.statement, hit.wording))
                    .flatten(),
            }),
            (Some(hit), Some(other)) => doubts.push(Doubt {
                row: cell.row,
                column: cell.column,
                candidates: [hit, other]
                    .map(|hit| Candidate { at: hit.at, wording: hit.wording, score: 1.0 })
                    .to_vec(),
            }),
            (None, _) => {}
        }
    }
    let mut lie = lie_of(grid, &hits);
    drop_strays(&mut hits, lie);
    quotes::drop(grid, &mut hits, lie);
    let form = (content, catalogue);
    if is_whole || n_distinct(&hits) >= content.statements.len() {
        // Where all statements stand in their own words, no other text can be one, unless the form stands there once more.
        again::take(grid, form, lookups, lie, (&mut hits, &mut doubts));
    } else {
        let lines = lines_to_compare(grid, &hits, &mut lie);
        let known: FxHashSet<(u32, u32)> =
            hits.iter().map(|hit| (hit.row, hit.column)).chain(torn_cells.iter().copied()).collect();
        let in_line = |cell: &Cell| match lie {
            Lie::Across(row) => cell.row == row,
            Lie::Down => lines.contains(&cell.column),
        };
        if !lines.is_empty() {
            let taken: Vec<usize> = hits.iter().map(|hit| hit.statement).collect();
            let is_open = |cell: &Cell| in_line(cell) && !known.contains(&(cell.row, cell.column));
            let (more, unsure) = compare(grid, form, lookups, is_open, &taken);
            hits.extend(more);
            doubts.extend(unsure);
        }
    }
    hits.sort_by_key(|hit| (hit.row, hit.column));
    quotes::drop(grid, &mut hits, lie);
    let n_distinct = n_distinct(&hits);
    let mut found = Found { catalogue, rival: None, lie, hits, doubts, n_distinct };
    turning::settle(&mut found, catalogue);
    (n_distinct > 0).then_some(found)
}

fn until(content: &Catalogue, statement: usize, wording: Option<usize>) -> Option<Year> {
    content.statements.get(statement)?.wordings.get(wording?)?.until
}

/// Fewer letters around a statement are its number or id.
const AROUND: usize = 6;

/// Whether words around a statement's own make another question of it.
fn turned_in(cell: &Cell, content: &Catalogue, statement: usize, wording: Option<usize>) -> Option<Turned> {
    let stated = content.statements.get(statement)?;
    let text =
        wording.and_then(|wording| stated.wordings.get(wording)).map_or(&stated.text, |other| &other.text);
    let raw = cell.value.as_text().filter(|raw| raw.len() >= text.len() + AROUND)?;
    turned(raw, text)
}

pub(crate) fn n_distinct(hits: &[Hit]) -> usize {
    // Mostly they stand in the form's order.
    if hits.is_sorted_by(|one, next| one.statement < next.statement) {
        return hits.len();
    }
    let mut statements: Vec<usize> = hits.iter().map(|hit| hit.statement).collect();
    statements.sort_unstable();
    statements.dedup();
    statements.len()
}

/// Whether most statements share a column or a row.
fn lie_of(grid: &Grid, hits: &[Hit]) -> Lie {
    let mut columns: Vec<(u32, usize)> = Vec::new();
    for hit in hits {
        match columns.iter_mut().find(|(known, _)| *known == hit.column) {
            Some((_, n)) => *n += 1,
            None => columns.push((hit.column, 1)),
        }
    }
    let down = columns.iter().map(|(_, n)| *n).max().unwrap_or(0);
    // They come row by row.
    let rows = hits.chunk_by(|one, next| one.row == next.row);
    let rows = rows.filter_map(|row| Some((row.first()?.row, row.len())));
    match rows.max_by_key(|(_, n)| *n) {
        Some((row, across)) if across >= 3 && across > down => Lie::Across(row),
        // The rest of an export's statements, in a table of its own.
        Some((row, across)) if across == hits.len() && names_school(grid, row) => Lie::Across(row),
        _ => Lie::Down,
    }
}

/// Whether a row of headings has that of a column of schools.
fn names_school(grid: &Grid, row: u32) -> bool {
    let heads = grid.row(row).iter().filter_map(|cell| headings::head(cell.value.as_text()?));
    heads.into_iter().any(|head| head == Head::School)
}

/// A statement quoted in a comment stands alone in its column beside a column full of them.
fn drop_strays(hits: &mut Vec<Hit>, lie: Lie) {
    if let Lie::Across(row) = lie {
        hits.retain(|hit| hit.row == row);
        return;
    }
    let counts: Vec<(u32, usize)> = hits.iter().fold(Vec::new(), |mut counts: Vec<(u32, usize)>, hit| {
        match counts.iter_mut().find(|(column, _)| *column == hit.column) {
            Some((_, n)) => *n += 1,
            None => counts.push((hit.column, 1)),
        }
        counts
    });
    let Some((main, most)) = counts.iter().max_by_key(|(_, n)| *n).copied() else { return };
    if counts.len() < 2 {
        return;
    }
    let main_rows: Vec<u32> = hits.iter().filter(|hit| hit.column == main).map(|hit| hit.row).collect();
    let is_few = |column: u32| counts.iter().any(|(known, n)| *known == column && n * 5 <= most);
    hits.retain(|hit| {
        hit.column == main || !is_few(hit.column) || main_rows.binary_search(&hit.row).is_err()
    });
}

/// Compares the texts for which `is_open` holds by likeness: those that are statements, and those that may be. `taken` are the
/// statements that stand in their own words.
fn compare<'g>(
    grid: &'g Grid,
    (content, catalogue): (&Catalogue, usize),
    lookups: &mut Lookups<'g, '_>,
    is_open: impl Fn(&Cell) -> bool,
    taken: &[usize],
) -> (Vec<Hit>, Vec<Doubt>) {
    let (mut hits, mut doubts) = (Vec::new(), Vec::new());
    let mut texts: Vec<(&Cell, &str)> = Vec::new();
    // A long list says each of its statements once a school.
    let mut different: FxHashSet<&str> = FxHashSet::default();
    for cell in &grid.cells {
        let Value::Text(raw) = &cell.value else { continue };
        if raw.len() < SHORTEST || !is_open(cell) {
            continue;
        }
        let text = turning::own(label(raw), lookups.wordings());
        if is_title(content, text) {
            continue;
        }
        if different.contains(text) || (different.len() < MOST_TEXTS && different.insert(text)) {
            texts.push((cell, text));
        }
    }
    if texts.is_empty() {
        return (hits, doubts);
    }
    let mut unique: Vec<&str> = different.into_iter().collect();
    unique.sort_unstable();
    let assigned = lookups.assign(catalogue, &unique, taken);
    for (cell, given) in texts {
        let Ok(at) = unique.binary_search(&given) else { continue };
        match assigned.get(at) {
            Some(Assigned::Statement(recognised)) => hits.push(Hit {
                row: cell.row,
                column: cell.column,
                statement: recognised.statement,
                matched_by: recognised.matched_by,
                score: recognised.score,
                // What stands around the words is kept with them.
                is_same_text: recognised.is_same
                    && cell.value.as_text().is_some_and(|raw| label(raw) == given),
                until: until(content, recognised.statement, recognised.wording),
                turned: turned_in(cell, content, recognised.statement, recognised.wording),
            }),
            Some(Assigned::Unsure(candidates)) => {
                doubts.push(Doubt { row: cell.row, column: cell.column, candidates: candidates.clone() });
            }
            Some(Assigned::Own) | None => {}
        }
    }
    (hits, doubts)
}

/// Whether a text is the form's title or a section's: above a form stands its title, and above each section its own.
fn is_title(content: &Catalogue, text: &str) -> bool {
    text == content.title || content.sections.iter().any(|section| section.title == text)
}
