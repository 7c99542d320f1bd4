//! Short lists of statements quoted beside a form: `Our top priorities`, `Areas for development`, `Support wanted?`.
//! In: the statements of all sheets. Out: those that are quoted, taken out from among the form's own, and what stands beside
//! them. Never takes a statement for quoted that the form does not have, nor where the list may answer it instead.

use std::collections::{BTreeMap, BTreeSet};

use schemas::{
    catalogue::{Catalogue, Statement},
    finding::Finding,
    rules,
};

use super::{named, unplaced::may_say_something};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        answers::is_signature,
        marks::{Doubt, Mark, Tick, read_mark},
        text,
    },
    reading::MatchedBy,
    recognise::{
        columns::askance::asks_of_others,
        draft::{Desk, Draft, Loose, Placed, roles::Role},
        found::Hit,
        header::header,
        headings::{self, Head},
        wording::id_key,
    },
};

/// Fewer are no list.
const FEWEST: usize = 2;

/// A statement that a list quotes.
pub(crate) struct Quote {
    grid: usize,
    hit: Hit,
}

/// A longer text over statements is a statement, too.
const LONGEST_HEADING: usize = 30;

/// A run of statements below one another, with nothing but their own rows between them.
struct List {
    sheet: usize,
    hits: Vec<Hit>,
}

/// What a list's rows say beside its statements.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heads {
    /// Its headings name answers.
    Answers,
    /// They name something else.
    Others,
    /// It has none.
    None,
}

/// Takes the quoted statements out of the sheets' own; each sheet is its grid's index with its statements.
pub(crate) fn take(desk: &Desk<'_>, content: &Catalogue, sheets: &mut [(usize, Vec<Hit>)]) -> Vec<Quote> {
    // In most forms each statement stands once.
    let mut stated: Vec<usize> = sheets.iter().flat_map(|(_, hits)| hits).map(|hit| hit.statement).collect();
    stated.sort_unstable();
    if stated.windows(2).all(|pair| pair.first() != pair.last()) {
        return Vec::new();
    }
    let mut lists: Vec<List> = Vec::new();
    for (sheet, (index, hits)) in sheets.iter().enumerate() {
        let Some(grid) = desk.grids.get(*index) else { continue };
        lists.extend(parted(grid, hits).into_iter().map(|hits| List { sheet, hits }));
    }
    if lists.len() < 2 {
        return Vec::new();
    }
    let n_all = distinct(sheets.iter().flat_map(|(_, hits)| hits));
    let mut n_of: BTreeMap<usize, usize> = BTreeMap::new();
    for hit in lists.iter().flat_map(|list| &list.hits) {
        *n_of.entry(hit.statement).or_default() += 1;
    }
    let mut kept: Vec<bool> = vec![true; lists.len()];
    let mut quotes = Vec::new();
    let mut n_remarks = 0;
    // Lines that begin with an id are remarks on all the statements that the school had anything to say of.
    let are_remarks = |list: &List| {
        let grid = sheets_grid(desk, sheets, list.sheet);
        list.hits.iter().all(|hit| {
            let statement = content.statements.get(hit.statement);
            statement.zip(grid).is_some_and(|(statement, grid)| says_more(grid, hit, statement))
        })
    };
    let remarks: Vec<bool> = lists.iter().map(are_remarks).collect();
    for at in (0..lists.len()).rev() {
        let Some(list) = lists.get(at).filter(|list| list.hits.len() >= FEWEST) else { continue };
        // Each of its statements stands once elsewhere: in the form.
        if list.hits.iter().any(|hit| n_of.get(&hit.statement) != Some(&2)) {
            continue;
        }
        let others: Vec<(usize, &Hit)> = lists
            .iter()
            .zip(&kept)
            .enumerate()
            .filter(|(other, (_, is_kept))| *other != at && **is_kept)
            .flat_map(|(_, (other, _))| other.hits.iter().map(move |hit| (other.sheet, hit)))
            .collect();
        if let Some(own) = quoted(desk, sheets, list, &others)
            && (remarks.get(at) == Some(&true) || (quotes.len() - n_remarks + list.hits.len()) * 2 < n_all)
        {
            n_remarks += if remarks.get(at) == Some(&true) { own.len() } else { 0 };
            if let Some(slot) = kept.get_mut(at) {
                *slot = false;
            }
            for hit in &list.hits {
                n_of.entry(hit.statement).and_modify(|n| *n -= 1);
            }
            let grid = sheets.get(list.sheet).map_or(0, |(grid, _)| *grid);
            quotes.extend(own.into_iter().map(|hit| Quote { grid, hit }));
        }
    }
    for (index, hits) in sheets.iter_mut() {
        hits.retain(|hit| !quotes.iter().any(|quote| quote.grid == *index && quote.hit == *hit));
    }
    quotes
}

/// The grid of a sheet of those given.
fn sheets_grid<'g>(desk: &Desk<'g>, sheets: &[(usize, Vec<Hit>)], sheet: usize) -> Option<&'g Grid> {
    desk.grids.get(sheets.get(sheet)?.0)
}

/// How many different statements.
fn distinct<'h>(hits: impl Iterator<Item = &'h Hit>) -> usize {
    hits.map(|hit| hit.statement).collect::<BTreeSet<_>>().len()
}

/// The statements of a sheet in runs: one ends where another column begins, a row is empty or something else stands in it.
fn parted(grid: &Grid, hits: &[Hit]) -> Vec<Vec<Hit>> {
    hits.chunk_by(|one, next| one.column == next.column && one.row + 1 == next.row)
        .map(<[Hit]>::to_vec)
        .filter(|run| run.first().is_some_and(|hit| !grid.row(hit.row).is_empty()))
        .collect()
}

/// The statements of a list, where it quotes them; none where it is the form's own, or may be.
fn quoted(
    desk: &Desk<'_>,
    sheets: &[(usize, Vec<Hit>)],
    list: &List,
    others: &[(usize, &Hit)],
) -> Option<Vec<Hit>> {
    let grid_of = |sheet: usize| desk.grids.get(sheets.get(sheet)?.0);
    let grid = grid_of(list.sheet)?;
    let twin = |hit: &Hit| others.iter().find(|(_, other)| other.statement == hit.statement).copied();
    let form: Vec<(usize, &Hit)> = list.hits.iter().map(twin).collect::<Option<_>>()?;
    if !form.iter().all(|(sheet, _)| grid_of(*sheet).is_some_and(|form| is_of_one(form, grid))) {
        return None;
    }
    let asks_else = asks_else(desk, grid, &list.hits);
    let heads = if asks_else { Heads::Others } else { heads(desk, grid, &list.hits) };
    // A blank section of the form, of which last year's marks stand below, is no list.
    let first = list.hits.first().map_or(0, |hit| hit.row);
    let stands_first = form.iter().any(|(sheet, hit)| *sheet == list.sheet && first < hit.row);
    if heads == Heads::Answers || (heads == Heads::None && stands_first) {
        return None;
    }
    let is_answered = |hit: &Hit| beside(grid, hit).any(|cell| is_mark(desk, cell));
    if heads != Heads::Others && list.hits.iter().any(is_answered) {
        return None;
    }
    // Under a heading that asks something else a list answers nothing; what the form leaves blank and another one may answer
    // is asked about.
    let is_blank = |(sheet, hit): &(usize, &Hit)| {
        !grid_of(*sheet).is_some_and(|form| {
            form.row(hit.row).iter().any(|cell| {
                cell.column != hit.column && (is_mark(desk, cell) || matches!(cell.value, Value::Number(_)))
            })
        })
    };
    let is_left = |hit: &Hit, form: &(usize, &Hit)| !asks_else && is_answered(hit) && is_blank(form);
    let own = list.hits.iter().zip(&form).filter(|(hit, form)| !is_left(hit, form));
    Some(own.map(|(hit, _)| hit.clone()).collect())
}

/// Whether a list may be of the school that a form is of: it names none or the same.
fn is_of_one(form: &Grid, list: &Grid) -> bool {
    if std::ptr::eq(form, list) {
        return true;
    }
    let name = |grid: &Grid| named::names(&header(grid, |_| true));
    name(list).is_none_or(|own| name(form).is_none_or(|form| form == own))
}

/// What the headings right above a list name.
fn heads(desk: &Desk<'_>, grid: &Grid, hits: &[Hit]) -> Heads {
    let Some(first) = hits.first() else { return Heads::None };
    let Some(row) = first.row.checked_sub(1) else { return Heads::None };
    // A statement of the school's own with its mark heads nothing.
    let is_sentence = |cell: &Cell| {
        cell.column == first.column && cell.value.as_text().is_some_and(|raw| raw.len() > LONGEST_HEADING)
    };
    let may_be_marked =
        |cell: &Cell| cell.column > first.column && (is_mark(desk, cell) || is_signature(cell, grid.is_1904));
    if grid.row(row).iter().any(is_sentence) && grid.row(row).iter().any(may_be_marked) {
        return Heads::None;
    }
    let mut found = Heads::None;
    for cell in grid.row(row).iter().filter(|cell| cell.column != first.column) {
        let Some(raw) = cell.value.as_text().filter(|raw| !text::is_blank(raw)) else { continue };
        match headings::head(raw) {
            Some(Head::Answer(_) | Head::AnyAnswer(_)) => return Heads::Answers,
            _ if cell.column > first.column => found = Heads::Others,
            _ => {}
        }
    }
    found
}

/// Whether the row right above a list says that it asks something else than the form: `Where we would like support | Tick`.
fn asks_else(desk: &Desk<'_>, grid: &Grid, hits: &[Hit]) -> bool {
    let above = hits.first().and_then(|first| first.row.checked_sub(1)).map(|row| grid.row(row));
    // `Education and Training`, `Evidence and Comments` are the form's own.
    let is_title = |raw: &str| {
        headings::head(raw) == Some(Head::Comment)
            || desk.catalogues.iter().any(|catalogue| headings::is_section_title(catalogue, raw))
    };
    let mut texts = above.unwrap_or_default().iter().filter_map(|cell| cell.value.as_text());
    texts.any(|raw| asks_of_others(raw) && !is_title(raw))
}

/// What stands beside a statement of a list; figures before it rank it.
fn beside<'g>(grid: &'g Grid, hit: &Hit) -> impl Iterator<Item = &'g Cell> + use<'g> {
    let column = hit.column;
    let is_rank = move |cell: &Cell| {
        cell.column < column
            && match &cell.value {
                Value::Number(_) => true,
                Value::Text(raw) => raw.bytes().any(|byte| byte.is_ascii_digit()),
                _ => false,
            }
    };
    grid.row(hit.row).iter().filter(move |cell| cell.column != column && !is_rank(cell))
}

/// Whether a cell may be meant for an answer.
fn is_mark(desk: &Desk<'_>, cell: &Cell) -> bool {
    match read_mark(cell, desk.words).mark {
        Mark::Nothing(_) | Mark::Prose => false,
        Mark::Unclear(doubt) => !matches!(doubt, Doubt::Date | Doubt::Number),
        Mark::Tick(tick) => tick != Tick::One,
        _ => true,
    }
}

/// Where the lists below a sheet's last statement begin, with their headings, and the row that the last of them ends
/// before.
pub(crate) fn below(quotes: &[Quote], (index, grid): (usize, &Grid), last: u32) -> Option<(u32, u32)> {
    let rows = || quotes.iter().filter(|quote| quote.grid == index).map(|quote| quote.hit.row);
    let first = rows().filter(|row| *row > last).min()?;
    let is_head = |row: &u32| !grid.row(*row).is_empty();
    let top = (last + 1..first).rev().take(2).take_while(is_head).last().unwrap_or(first);
    Some((top, rows().max()? + 1))
}

/// Keeps what the lists say of their statements as comments on them, where the file is one return's or the form stands in
/// the same sheet; with a note on each sheet's.
pub(crate) fn keep<'g>(
    desk: &Desk<'g>,
    quotes: &[Quote],
    drafts: &mut [Draft<'g>],
    findings: &mut Vec<Finding>,
) {
    let mut sheets: Vec<usize> = quotes.iter().map(|quote| quote.grid).collect();
    sheets.sort_unstable();
    sheets.dedup();
    for index in sheets {
        let Some(grid) = desk.grids.get(index) else { continue };
        let own: Vec<&Quote> = quotes.iter().filter(|quote| quote.grid == index).collect();
        let is_of = |draft: &Draft<'_>| draft.said.iter().any(|said| said.grid == index);
        let has_form = drafts.iter().any(is_of);
        let at = if drafts.len() == 1 { Some(0) } else { drafts.iter().rposition(is_of) };
        let draft = at.and_then(|at| drafts.get_mut(at));
        findings.extend(told(desk, draft.as_deref(), index, &own));
        let Some(draft) = draft else { continue };
        for quote in &own {
            // `POL-01: Policy reviewed` names a statement and says something of it.
            let is_own = |statement: &Statement| says_more(grid, &quote.hit, statement);
            let catalogue = desk.catalogues.get(draft.catalogue);
            let named = catalogue.and_then(|catalogue| catalogue.statements.get(quote.hit.statement));
            if let Some(cell) = grid.at(quote.hit.row, quote.hit.column).filter(|_| named.is_some_and(is_own))
            {
                let placed = Placed { role: Some(Role::Comment), cell };
                draft.loose.push(Loose { grid: index, statement: Some(quote.hit.statement), placed });
            }
            draft.loose.extend(beside(grid, &quote.hit).map(|cell| {
                let is_words = read_mark(cell, desk.words).mark == Mark::Prose;
                let role = Some(if is_words { Role::Comment } else { Role::Further });
                Loose { grid: index, statement: Some(quote.hit.statement), placed: Placed { role, cell } }
            }));
        }
        // A sheet of its own has a title, and other words.
        let is_left = |cell: &&Cell| !own.iter().any(|quote| quote.hit.row == cell.row);
        if !has_form {
            let words = grid.cells.iter().filter(|cell| may_say_something(cell)).filter(is_left);
            draft.unplaced.extend(words.map(|cell| (index, cell)));
        }
    }
}

/// Whether a cell that names a statement by its id has other words behind it than the statement's.
fn says_more(grid: &Grid, hit: &Hit, statement: &Statement) -> bool {
    const SHARED: usize = 12;
    let words = grid.at(hit.row, hit.column).and_then(|cell| cell.value.as_text());
    // The id may stand in a cell of its own, and the statement's words here.
    let words = words
        .and_then(|raw| text::trim(raw).split_once(char::is_whitespace))
        .filter(|(id, _)| id_key(id).is_some())
        .map(|(_, words)| text::key(words));
    let stated = text::key(&statement.text);
    words.is_some_and(|words| {
        hit.matched_by == MatchedBy::Id
            && !words.is_empty()
            && !stated.starts_with(&words)
            && words.get(..SHARED).is_none_or(|begin| !stated.starts_with(begin))
    })
}

/// The note on a sheet's quoted statements.
fn told(desk: &Desk<'_>, draft: Option<&Draft<'_>>, index: usize, own: &[&Quote]) -> Option<Finding> {
    let first = own.iter().map(|quote| &quote.hit).min_by_key(|hit| hit.row)?;
    let catalogue = draft.and_then(|draft| desk.catalogues.get(draft.catalogue));
    let mut hits: Vec<&Hit> = own.iter().map(|quote| &quote.hit).collect();
    hits.sort_by_key(|hit| hit.row);
    let ids = hits.iter().filter_map(|hit| Some(catalogue?.statements.get(hit.statement)?.id.as_str()));
    let ids = ids.collect::<Vec<_>>().join(", ");
    let list = if ids.is_empty() { String::new() } else { format!(" ({ids})") };
    let message = format!(
        "a list here quotes {} of the form's statements{list} and was not taken for answers",
        own.len()
    );
    Some(Finding::new(&rules::SHEET_PASSED_OVER, desk.place(index, first.row, first.column), message))
}
