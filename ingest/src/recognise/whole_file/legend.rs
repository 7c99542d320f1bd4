//! The key that a form prints of its own marks, wherever it stands: above or below the statements, in an instruction, in
//! the heading cells, on a sheet of guidance; and the scale that its answers plainly are.
//! In: the file's grids and which rows hold statements. Out: the key, with where it stands. Never takes what stands in a
//! statement's own row for a key.

mod another;
mod given;
mod lines;
mod planned;

use std::{
    cell::{LazyCell, RefCell},
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use memchr::memmem::Finder;
use schemas::{answer::Answer, finding::Finding, rules};

use self::{another::Spelt, given::Given};
use super::scale;
use crate::{
    grid::{Cell, Grid, Look, Value},
    normalise::{
        marks::{
            Vocabulary,
            key::{
                Entry, Key, Written, entries, headed_entries, lined_entries, of_number, plain_answer,
                scale_entries, sign, turned_entries, turned_entry, turned_words, worded_entries,
            },
        },
        memo::{Memo, remembered},
        text,
    },
    recognise::{
        draft::Desk,
        found::{Found, Lie},
        headings::listed,
        written::as_written,
    },
};

/// A form's key, with the cell that says what is unusual about it: grid, row, column.
pub(crate) struct Legend {
    /// What it says.
    pub(crate) key: Key,
    /// Where it stands; none where the answers themselves show their scale.
    pub(crate) at: Option<(usize, u32, u32)>,
}

/// A text that is one pair as a whole, or a symbol with its meaning in the next cell.
struct Pair<'g> {
    cell: &'g Cell,
    entry: Entry<'g>,
}

/// The file's key; none where it has none, or says only what is usual. Where headings were laid out anew, `as_read` has what
/// they said.
pub(crate) fn legend(
    desk: &Desk<'_>,
    as_read: &[Grid],
    by_grid: &[Option<Found>],
    words: &Vocabulary,
) -> Option<Legend> {
    let grids = desk.grids;
    let mut legend = Legend { key: Key::default(), at: None };
    let given = Given::new(grids, by_grid);
    let spelt = Spelt::of(grids, by_grid);
    let known = (&given, spelt.as_ref());
    for (index, grid) in grids.iter().enumerate() {
        let planned = LazyCell::new(|| planned::rows(desk, index, by_grid));
        let is_planned = |row: u32| planned.iter().any(|rows| rows.contains(&row));
        read_grid(index, grid, known, (words, &is_planned), &mut legend);
    }
    let read_apart = |(index, row, column): (usize, u32, u32), raw: &str, legend: &mut Legend| {
        let key = Cell { row: 0, column: 0, value: Value::Text(raw.into()), look: Look::default() };
        read_grid(
            usize::MAX,
            &Grid { cells: vec![key], ..Grid::default() },
            known,
            (words, &|_| false),
            legend,
        );
        legend.at = legend.at.map(|at| if at.0 == usize::MAX { (index, row, column) } else { at });
    };
    for (index, grid) in as_read.iter().enumerate() {
        if let Some((raw, cell)) = in_headings(grid) {
            // It stands in each heading: the first of them is named.
            let named = (index.min(grids.len().saturating_sub(1)), cell.row, cell.column);
            read_apart(named, raw, &mut legend);
        }
    }
    for (index, grid) in grids.iter().enumerate() {
        let found = by_grid.get(index).and_then(Option::as_ref);
        if let Some((raw, cell)) = found.and_then(|found| lines::in_statements(grid, found)) {
            read_apart((index, cell.row, cell.column), raw, &mut legend);
        }
        for (cell, lines) in lines::ranges(grid, |row| given::may_hold(found, row)) {
            read_apart((index, cell.row, cell.column), &lines, &mut legend);
        }
        for (row, column, says) in grid.notes.iter().filter(|note| may_be_key(note, found)) {
            read_apart((index, *row, *column), says, &mut legend);
        }
    }
    let mut each = grids.iter().zip(by_grid).enumerate();
    if let Some(at) = each.find_map(|(index, (grid, found))| crossing_out(index, grid, found.as_ref())) {
        legend.key.doubt_crosses();
        legend.at.get_or_insert(at);
    }
    for (grid, found) in grids.iter().zip(by_grid) {
        if let Some(found) = found {
            scale::add_implied(grid, found, words, &mut legend.key);
        }
    }
    (!legend.key.is_plain()).then_some(legend)
}

/// Whether a note on a cell may be a key: of one beside a statement, only several pairs are.
fn may_be_key((row, _, says): &(u32, u32, Box<str>), found: Option<&Found>) -> bool {
    let n_pairs = says.matches(['=', ':']).count();
    let is_beside = found.is_some_and(|found| found.hits.iter().any(|hit| hit.row == *row));
    n_pairs > usize::from(is_beside)
}

/// The key that stands in brackets behind each of an export's headings: `... (1=Yes, 2=Partly, 3=No)`.
fn in_headings(grid: &Grid) -> Option<(&str, &Cell)> {
    const FEWEST: usize = 4;
    const ROWS: usize = 6;
    fn bracket(cell: &Cell) -> Option<&str> {
        const LONG: usize = 25;
        let raw = cell.value.as_text().filter(|raw| raw.len() > LONG)?;
        let inside = text::trim(raw).strip_suffix([')', ']'])?;
        inside.rsplit_once(['(', '[']).map(|(_, key)| text::trim(key)).filter(|key| key.contains('='))
    }
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    rows.take(ROWS).filter(|cells| cells.len() >= FEWEST).find_map(|cells| {
        let mut keys = cells.iter().filter_map(|cell| Some((bracket(cell)?, cell)));
        let (key, first) = keys.next()?;
        let n_same = keys.clone().filter(|(other, _)| *other == key).count() + 1;
        (n_same >= FEWEST && keys.all(|(other, _)| other == key)).then_some((key, first))
    })
}

fn read_grid(
    index: usize,
    grid: &Grid,
    (given, spelt): (&Given<'_>, Option<&Spelt>),
    (words, is_planned): (&Vocabulary, &dyn Fn(u32) -> bool),
    legend: &mut Legend,
) {
    let found = given.by_grid.get(index).and_then(Option::as_ref);
    let may_hold = |row: u32| given::may_hold(found, row);
    let is_answer = |meaning: &str| plain_answer(meaning, words).is_some();
    let mut take = |given: &[Entry<'_>], cell: &Cell| {
        let raw = cell.value.as_text().unwrap_or_default();
        if spelt.is_some_and(|spelt| spelt.is_anothers(given, raw, words)) {
            return;
        }
        let was_plain = legend.key.is_plain();
        if legend.key.take(given, words) && was_plain && !legend.key.is_plain() {
            legend.at = Some((index, cell.row, cell.column));
        }
    };
    for pairs in beside_statements(grid, found).into_iter().chain(apart(grid, found)) {
        if let Some(first) = pairs.first() {
            let entries: Vec<Entry<'_>> = pairs.iter().map(|pair| pair.entry.clone()).collect();
            take(&entries, first.cell);
        }
    }
    let mut columns: Vec<Vec<Pair<'_>>> = Vec::new();
    let mut steps: Vec<[(&str, Answer); 3]> = Vec::new();
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first().map_or(0, |cell| cell.row);
        if !may_hold(row) {
            continue;
        }
        let figured = figured_heads(cells, words);
        if let Some(cell) = cells.first().filter(|_| figured.len() > 1) {
            take(&figured, cell);
        }
        let mut pairs: Vec<Pair<'_>> = Vec::new();
        let mut passed = 0;
        for (at, cell) in cells.iter().enumerate() {
            if at < passed {
                continue;
            }
            let next = cells.get(at + 1);
            let pair = pair_of_cells(cell, next).filter(|entry| {
                let is_figure = entry.symbol.bytes().all(|byte| byte.is_ascii_digit());
                !(is_figure && is_planned(row))
            });
            if let Some(entry) = pair.or_else(|| given.pair_of(cell, (next, cells.get(at + 2)))) {
                passed = at + 2;
                pairs.push(Pair { cell, entry });
                continue;
            }
            let Value::Text(raw) = &cell.value else { continue };
            // `Yes = 2`, one a cell.
            if memchr::memchr(b'=', raw.as_bytes()).is_some()
                && let Some(entry) = turned_entry(raw, is_answer)
            {
                pairs.push(Pair { cell, entry });
                continue;
            }
            let headed = if is_heading(found, row) { headed_entries(raw, is_answer) } else { Vec::new() };
            if !headed.is_empty() {
                take(&headed, cell);
                continue;
            }
            if explains_nothing(raw, words) {
                continue;
            }
            if let Some(initials) = scale::initials(raw, words) {
                take(&initials, cell);
            }
            steps.extend(listed(raw, words));
            let turned = turned(raw, words);
            if !turned.is_empty() {
                take(&turned, cell);
                continue;
            }
            let worded = worded_entries(raw, is_answer);
            if worded.iter().any(|entry| given.has(&entry.symbol)) {
                take(&worded, cell);
                continue;
            }
            let mut found = entries(raw);
            let is_whole = found.len() == 1 && begins_with(raw, &found);
            match found.pop() {
                Some(entry) if is_whole => pairs.push(Pair { cell, entry }),
                Some(entry) => {
                    found.push(entry);
                    take(&found, cell);
                }
                None => {}
            }
        }
        add_run(&mut columns, pairs, may_hold);
    }
    without_labels(&mut columns);
    for run in columns.iter().filter(|run| are_steps(run)) {
        let given: Vec<Entry<'_>> = run.iter().map(|pair| pair.entry.clone()).collect();
        if let Some(first) = run.first() {
            take(&given, first.cell);
        }
    }
    // `Training: all, some, none` may list anything; words that were used as marks are the scale's.
    let is_used =
        |own: &[(&str, Answer); 3]| own.iter().filter(|(word, _)| given.has(&text::words(word))).count() > 1;
    for (word, answer) in steps.into_iter().filter(is_used).flatten() {
        legend.key.add_implied(&text::words(word), answer);
    }
}

/// Whether a row stands right above a statement.
fn is_heading(found: Option<&Found>, row: u32) -> bool {
    found.is_some_and(|found| {
        found.lie == Lie::Down && found.hits.binary_search_by_key(&(row + 1), |hit| hit.row).is_ok()
    })
}

/// Adds the pairs of a row: several make a key of their own, one goes on from those above it in its column.
fn add_run<'g>(columns: &mut Vec<Vec<Pair<'g>>>, mut pairs: Vec<Pair<'g>>, may_hold: impl Fn(u32) -> bool) {
    if pairs.len() > 1 {
        columns.push(pairs);
        return;
    }
    let Some(pair) = pairs.pop() else { return };
    // With a statement between them, they are answers with remarks: `Partly - the group meets monthly`.
    let goes_on = |run: &&mut Vec<Pair<'_>>| {
        run.last().is_some_and(|last| {
            last.cell.column == pair.cell.column
                && pair.cell.row <= last.cell.row + 2
                && (last.cell.row + 1..pair.cell.row).all(&may_hold)
        })
    };
    match columns.iter_mut().find(goes_on) {
        Some(run) => run.push(pair),
        None => columns.push(vec![pair]),
    }
}

/// Takes out what stands before one answer after another: the A of `A. Yes` below each of a letter's questions.
fn without_labels(columns: &mut Vec<Vec<Pair<'_>>>) {
    const OFTEN: usize = 3;
    let is_listed = |pair: &Pair<'_>| pair.entry.written == Written::Listed;
    let mut symbols: Vec<Box<str>> = columns
        .iter()
        .flatten()
        .filter(|pair| is_listed(pair))
        .map(|pair| pair.entry.symbol.clone())
        .collect();
    symbols.sort_unstable();
    let often: Vec<&str> = symbols
        .chunk_by(|one, next| one == next)
        .filter(|same| same.len() >= OFTEN)
        .filter_map(|same| same.first().map(|symbol| &**symbol))
        .collect();
    if often.is_empty() {
        return;
    }
    for run in columns.iter_mut() {
        run.retain(|pair| !is_listed(pair) || !often.contains(&&*pair.entry.symbol));
    }
    columns.retain(|run| !run.is_empty());
}

/// Whether pairs of a figure and an answer's bare word are a scale's, each with a word of its own: answers by number come
/// again.
fn are_steps(run: &[Pair<'_>]) -> bool {
    const MOST: usize = 5;
    let bare: Vec<String> = run
        .iter()
        .map(|pair| pair.entry.meaning)
        .filter(|meaning| is_code_word(meaning))
        .map(str::to_ascii_lowercase)
        .collect();
    let mut different = bare.clone();
    different.sort_unstable();
    different.dedup();
    bare.is_empty() || (different.len() == bare.len() && run.len() <= MOST)
}

/// The pairs of a row of headings with a figure behind each answer: `Yes (1)`, `Partly (2)`, `No (3)`.
fn figured_heads<'g>(cells: &'g [Cell], words: &Vocabulary) -> Vec<Entry<'g>> {
    let texts = cells.iter().filter_map(|cell| cell.value.as_text());
    // Most headings have none.
    let figured = texts.filter(|raw| raw.len() <= 40 && raw.bytes().any(|byte| byte.is_ascii_digit()));
    figured.filter_map(|raw| turned_entry(raw, |meaning| plain_answer(meaning, words).is_some())).collect()
}

/// Where a form asks for the answers that do not hold to be crossed out.
fn crossing_out(index: usize, grid: &Grid, found: Option<&Found>) -> Option<(usize, u32, u32)> {
    // `Cross out` and `apply` at least.
    const SHORTEST: usize = 14;
    const ASKS: [&str; 4] = [" cross out ", " cross through ", " strike out ", " strike through "];
    // What: `the answer that does not apply`, `whichever is not applicable`.
    const OF_ANSWERS: [&str; 5] = [" answer ", " answers ", " apply ", " applies ", " applicable "];
    static MAY_ASK: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| [" out", " through"].map(Finder::new));
    let asks = |raw: &str| {
        raw.len() >= SHORTEST && MAY_ASK.iter().any(|word| word.find(raw.as_bytes()).is_some()) && {
            let words = format!(" {} ", text::words(raw));
            [ASKS.as_slice(), OF_ANSWERS.as_slice()]
                .iter()
                .all(|any| any.iter().any(|said| words.contains(said)))
        }
    };
    if grid.is_hidden {
        return None;
    }
    let is_statements =
        |row: u32| found.is_some_and(|found| found.hits.binary_search_by_key(&row, |hit| hit.row).is_ok());
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let others = rows.filter(|cells| cells.first().is_some_and(|cell| !is_statements(cell.row))).flatten();
    let cell = others.into_iter().find(|cell| cell.value.as_text().is_some_and(asks))?;
    Some((index, cell.row, cell.column))
}

/// Keys in the statements' rows: a column of their own that holds such pairs (`1 = Yes`), a title perhaps, and nothing else.
fn beside_statements<'g>(grid: &'g Grid, found: Option<&Found>) -> Vec<Vec<Pair<'g>>> {
    const SHORT: usize = 20;
    let Some(Found { lie: Lie::Down, hits, .. }) = found else { return Vec::new() };
    let Some(last) = hits.iter().map(|hit| hit.column).max() else { return Vec::new() };
    // Of most comments a glance tells, and in most grids of all.
    let may_be = |raw: &str| (2..=60).contains(&raw.len()) && memchr::memchr(b'=', raw.as_bytes()).is_some();
    let beside = || grid.cells.iter().filter(|cell| cell.column > last);
    if !beside().any(|cell| cell.value.as_text().is_some_and(may_be)) {
        return Vec::new();
    }
    let mut columns: BTreeMap<u32, (Vec<Pair<'g>>, usize)> = BTreeMap::new();
    let mut others: BTreeSet<u32> = BTreeSet::new();
    for cell in beside() {
        let raw = cell.value.as_text().unwrap_or_default();
        let pair = if may_be(raw) { entries(raw).pop() } else { None };
        match pair.filter(|entry| entry.written == Written::Equated) {
            Some(entry) if begins_with(raw, std::slice::from_ref(&entry)) => {
                columns.entry(cell.column).or_default().0.push(Pair { cell, entry });
            }
            _ if raw.is_empty() || raw.len() > SHORT => {
                others.insert(cell.column);
            }
            _ => {}
        }
    }
    if columns.is_empty() {
        return Vec::new();
    }
    for cell in &grid.cells {
        if let Some((_, n)) = columns.get_mut(&cell.column) {
            *n += 1;
        }
    }
    let is_key = |column: u32, (pairs, n): &(Vec<Pair<'_>>, usize)| {
        pairs.len() >= 2 && *n <= pairs.len() + 2 && !others.contains(&column)
    };
    columns.into_iter().filter(|(column, of)| is_key(*column, of)).map(|(_, (pairs, _))| pairs).collect()
}

/// A key of two columns set apart from the form by an empty one, in the rows of its statements: `Y | Yet to do`.
fn apart<'g>(grid: &'g Grid, found: Option<&Found>) -> Option<Vec<Pair<'g>>> {
    /// Forms are no wider.
    const WIDEST: u32 = 64;
    let Some(Found { lie: Lie::Down, hits, .. }) = found else { return None };
    let last = hits.iter().map(|hit| hit.column).max()?;
    let columns = grid.cells.iter().map(|cell| cell.column).filter(|column| *column < WIDEST);
    let used = columns.fold(0_u64, |used, column| used | 1 << column);
    let is_used = |column: u32| column < WIDEST && used & 1 << column != 0;
    let symbols = (last + 2..WIDEST).find(|column| {
        is_used(*column)
            && is_used(column + 1)
            && !is_used(column - 1)
            && (column + 2..WIDEST).all(|other| !is_used(other))
    })?;
    let own = || grid.cells.iter().enumerate().filter(|(_, cell)| cell.column == symbols);
    let pairs: Vec<Pair<'g>> = own()
        .filter_map(|(at, cell)| Some(Pair { cell, entry: pair_of_cells(cell, grid.cells.get(at + 1))? }))
        .collect();
    // A title may stand over it; a list of answers is as long as the form.
    let is_short = pairs.len() >= 2 && 2 * pairs.len() <= hits.len();
    (is_short && own().count() <= pairs.len() + 1 && are_steps(&pairs)).then_some(pairs)
}

/// Whether a text is no list of answers, and no symbol with a meaning stands in it: most are of this kind.
fn explains_nothing(raw: &str, words: &Vocabulary) -> bool {
    thread_local!(static SILENT: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&SILENT, words.number(), raw, |raw| {
        scale::initials(raw, words).is_none()
            && turned(raw, words).is_empty()
            && entries(raw).is_empty()
            && listed(raw, words).is_none()
            && worded_entries(raw, |meaning| plain_answer(meaning, words).is_some()).is_empty()
    })
}

/// The pairs of a text that has the answers before their symbols, or each in a line.
fn turned<'t>(raw: &'t str, words: &Vocabulary) -> Vec<Entry<'t>> {
    let is_answer = |meaning: &str| plain_answer(meaning, words).is_some();
    let found = turned_entries(raw, is_answer);
    if !found.is_empty() {
        return found;
    }
    let found = turned_words(raw, is_answer);
    if !found.is_empty() {
        return found;
    }
    let found = lined_entries(raw, is_answer);
    if found.is_empty() { scale_entries(raw, is_answer) } else { found }
}

/// Whether the only pair of a text begins it, but for a word like `Key:`.
fn begins_with(raw: &str, found: &[Entry<'_>]) -> bool {
    let Some(entry) = found.first() else { return false };
    let at = entry.meaning.as_ptr() as usize - raw.as_ptr() as usize;
    at <= entry.symbol.len() + 8
}

/// A symbol in one cell and its meaning in the next: `1 | Not in place`.
fn pair_of_cells<'g>(cell: &'g Cell, next: Option<&'g Cell>) -> Option<Entry<'g>> {
    let next = next.filter(|next| next.column == cell.column + 1)?;
    let meaning =
        next.value.as_text().map(text::trim).filter(|meaning| meaning.len() > 1 && meaning.len() <= 120)?;
    // Headings side by side (`Y | N | N/A`, `YES | PARTLY`) explain nothing; behind a figure the word may be its step.
    let is_figure = match &cell.value {
        Value::Number(_) => true,
        Value::Text(raw) => matches!(text::trim(raw).as_bytes(), [figure] if figure.is_ascii_digit()),
        _ => false,
    };
    let is_step = is_figure && !is_code(meaning);
    if is_code(meaning) || meaning.eq_ignore_ascii_case("n/a") || (is_code_word(meaning) && !is_step) {
        return None;
    }
    let symbol: Box<str> = match &cell.value {
        Value::Number(number) => of_number(*number)?,
        Value::Text(raw) => {
            let bare = text::trim(raw).trim_end_matches([':', '=', '.', ' ']);
            // `TRUE | FALSE | FALSE`: boxes of a row that was taken for no statement.
            if is_code_word(bare) || (is_flag(bare) && is_flag(meaning)) {
                return None;
            }
            let is_letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_alphanumeric())
                || matches!(bare, "-1" | "-2");
            if is_code(bare) || is_letter {
                bare.to_ascii_lowercase().into()
            } else {
                // A drawn sign, read as if its meaning stood beside it.
                sign(bare)?
            }
        }
        _ => return None,
    };
    Some(Entry { symbol, meaning, written: Written::Beside })
}

/// `TRUE`, `false`: a check box as text tables have it.
fn is_flag(text: &str) -> bool {
    ["true", "false"].iter().any(|flag| text.eq_ignore_ascii_case(flag))
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 4
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether a text is a word that names an answer by itself, in capitals or not.
fn is_code_word(text: &str) -> bool {
    ["yes", "no", "not", "part", "met", "partly", "comments"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

/// That the form's own key was followed, where it has a mark mean another answer than usual.
pub(crate) fn finding(desk: &Desk<'_>, legend: &Legend) -> Option<Finding> {
    let (grid, row, column) = legend.at.filter(|_| legend.key.is_turned())?;
    let read = desk.grids.get(grid).and_then(|grid| grid.at(row, column)).map(|cell| as_written(&cell.value));
    let message = "the form's own key has marks mean other answers than usual, and was followed";
    Some(
        Finding::new(&rules::KEY_FOLLOWED, desk.place(grid, row, column), message)
            .reading(read.unwrap_or_default())
            .with_suggestion("Look at one row of the return and see whether it reads right"),
    )
}
