//! Rows of headings: where they stand in a grid, and which column each heading covers.
//! In: a grid and the rows that hold statements. Out: bands, one for each row (or pair of rows) of headings.
//! Never decides which of two headings for the same thing holds; that is for [`crate::recognise::columns`].

use std::cell::RefCell;

use schemas::answer::Answer;

use super::{Head, pieces, steps, whose::is_assessor};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::{
            Vocabulary,
            key::{Meaning, of_number, sign},
        },
        memo::{Memo, remembered},
        text,
    },
};

/// A row of headings.
#[derive(Clone, Debug)]
pub(crate) struct Band {
    /// Its row, the lower one where it runs over two.
    pub(crate) row: u32,
    /// The upper row: the same, or the one above.
    pub(crate) top: u32,
    /// What each column's heading says, by column; merged headings cover all their columns.
    pub(crate) heads: Vec<Headed>,
}

/// What one column's heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Headed {
    /// The column.
    pub(crate) column: u32,
    /// The column in which the heading stands: another one where it is merged over several.
    pub(crate) anchor: u32,
    /// What it says.
    pub(crate) head: Head,
}

impl Band {
    /// How many different answers its headings name.
    pub(crate) fn n_answers(&self) -> usize {
        n_answers(&self.heads)
    }

    /// Whether its headings say which column holds the answers.
    pub(crate) fn says_answers(&self) -> bool {
        says_answers(&self.heads)
    }
}

/// All bands of headings among the rows for which `is_free` holds, from the top.
pub(crate) fn bands(grid: &Grid, words: &Vocabulary, is_free: impl Fn(u32) -> bool) -> Vec<Band> {
    let mut found: Vec<Band> = Vec::new();
    for band in rows(grid, words, (0, u32::MAX), is_free) {
        add(&mut found, band);
    }
    found
}

/// Adds a band to those above it: the upper of two rows of headings has done its part.
pub(crate) fn add(found: &mut Vec<Band>, band: Band) {
    if found.last().is_some_and(|last| last.row + 1 == band.row && band.top == last.row) {
        found.pop();
    }
    found.push(band);
}

/// All rows that look like headings, each by itself, within these columns.
pub(crate) fn rows(
    grid: &Grid,
    words: &Vocabulary,
    bounds: (u32, u32),
    is_free: impl Fn(u32) -> bool,
) -> Vec<Band> {
    let mut found: Vec<Band> = Vec::new();
    let mut above: Option<&[Cell]> = None;
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first().map_or(0, |cell| cell.row);
        if !is_free(row) {
            above = None;
            continue;
        }
        let cells = within(cells, bounds);
        let upper = above.filter(|upper| upper.first().is_some_and(|cell| cell.row + 1 == row));
        found.extend(band_of(grid, words, row, cells, upper));
        above = Some(cells);
    }
    found
}

/// The cells of a row that stand in these columns.
fn within(cells: &[Cell], (first, last): (u32, u32)) -> &[Cell] {
    if (first, last) == (0, u32::MAX) {
        return cells;
    }
    let from = cells.partition_point(|cell| cell.column < first);
    let to = cells.partition_point(|cell| cell.column <= last);
    cells.get(from..to).unwrap_or_default()
}

fn band_of(
    grid: &Grid,
    words: &Vocabulary,
    row: u32,
    cells: &[Cell],
    upper: Option<&[Cell]>,
) -> Option<Band> {
    let mut said: Vec<Option<Head>> = cells.iter().map(|cell| said(cell, words)).collect();
    take_steps(cells, words, &mut said);
    take_schools_own(cells, &mut said);
    let mut band = Band { row, top: row, heads: covering(grid, cells, &said) };
    let Some(upper) = upper else { return band.says_answers().then_some(band) };
    if !band.says_answers() || has_twin_answers(&band.heads) {
        let joined = joined_heads(grid, words, (cells, &said), upper);
        if says_answers(&joined) && n_answers(&joined) > n_answers(&band.heads) && !has_twin_answers(&joined)
        {
            band.heads = joined;
            band.top = row.saturating_sub(1);
        }
    }
    if !band.says_answers() {
        return None;
    }
    // Headings of columns that the lower row says nothing of.
    for headed in heads_of(grid, words, upper) {
        // A field above the table (`School`) is no heading of it.
        let belongs = matches!(
            headed.head,
            Head::Comment | Head::Statement | Head::StatementId | Head::Number | Head::Further
        );
        // `Comments | None so far`, right above the headings.
        let is_label = headed.head == Head::Comment
            && upper.first().is_some_and(|first| first.column == headed.anchor)
            && band
                .heads
                .iter()
                .all(|known| !matches!(known.head, Head::Answer(_)) || known.column > headed.column);
        if belongs && !is_label && band.heads.iter().all(|known| known.column != headed.column) {
            band.heads.push(headed);
            band.top = row.saturating_sub(1);
        }
    }
    band.heads.sort_by_key(|headed| headed.column);
    Some(band)
}

/// What a heading says, in words that every catalogue knows or this one adds.
fn head(raw: &str, words: &Vocabulary) -> Option<Head> {
    thread_local!(static HEADS: Memo<Option<Head>> = const { RefCell::new(Vec::new()) });
    remembered(&HEADS, words.number(), raw, |raw| made_out(raw, words))
}

fn made_out(raw: &str, words: &Vocabulary) -> Option<Head> {
    let named = || words.answer(raw).or_else(|| pieces::answer(raw, words)).map(Head::Answer);
    let lists = || super::listed(raw, words).map(|_| Head::AnyAnswer(3));
    let usual =
        labelled(raw, words).map(Head::Answer).or_else(|| super::head(raw)).or_else(named).or_else(lists);
    if words.key().is_none() || !matches!(usual, None | Some(Head::Answer(_) | Head::Number)) {
        return usual;
    }
    // A letter that the form's own key explains otherwise; where nobody can be sure, it is no known heading.
    match key_meaning(raw, words) {
        Some(Meaning::Says(answer)) => Some(Head::Answer(answer)),
        Some(_) => None,
        None => usual,
    }
}

/// The answer behind a label: `Answer: Partly`.
fn labelled(raw: &str, words: &Vocabulary) -> Option<Answer> {
    let (label, answer) = raw.split_once(':')?;
    matches!(text::words(label).as_str(), "answer" | "response").then(|| words.answer(answer)).flatten()
}

/// What the form's own key makes of a heading, or of what stands before its bracket.
fn key_meaning(raw: &str, words: &Vocabulary) -> Option<Meaning> {
    let of = |given: &str| {
        words.key_meaning(&sign(text::trim(given)).unwrap_or_else(|| text::words(given).into()))
    };
    of(raw).or_else(|| {
        let cut = raw.find(['(', '[', '=', ':', '\u{2013}', '\u{2014}', '\n']).or_else(|| raw.find(" - "))?;
        of(raw.get(..cut)?)
    })
}

/// The last column that a cell covers.
pub(crate) fn right_edge(grid: &Grid, cell: &Cell) -> u32 {
    if grid.merges.is_empty() {
        return cell.column;
    }
    grid.merges
        .iter()
        .find(|block| block.top == cell.row && block.left == cell.column)
        .map_or(cell.column, |block| block.right)
}

/// What the texts of a row say as headings.
pub(crate) fn heads_of(grid: &Grid, words: &Vocabulary, cells: &[Cell]) -> Vec<Headed> {
    let said: Vec<Option<Head>> = cells.iter().map(|cell| said(cell, words)).collect();
    covering(grid, cells, &said)
}

/// What a cell says as a heading.
fn said(cell: &Cell, words: &Vocabulary) -> Option<Head> {
    match &cell.value {
        Value::Text(raw) => head(raw, words),
        Value::Number(number) if words.key().is_some() => {
            of_number(*number).and_then(|symbol| head(&symbol, words))
        }
        _ => None,
    }
}

/// Whether a text's words may begin with one of these letters: a glance that spares most texts their folding.
fn may_begin(raw: &str, letters: &[u8]) -> bool {
    let first = raw.bytes().find(|byte| byte.is_ascii_alphanumeric() || *byte == b'&' || !byte.is_ascii());
    first.is_some_and(|first| !first.is_ascii() || letters.contains(&first.to_ascii_lowercase()))
}

/// `School | LA`: beside somebody else's judgement, the school's is the answer.
fn take_schools_own(cells: &[Cell], said: &mut [Option<Head>]) {
    // In a list, the answers have a column of their own, and the authority may be the school's.
    if said.iter().any(|head| matches!(head, Some(Head::AnyAnswer(_) | Head::Answer(_)))) {
        return;
    }
    let text_at = |at: usize| cells.get(at).and_then(|cell: &Cell| cell.value.as_text()).map(text::trim);
    let is_own = |raw: &str| {
        may_begin(raw, b"so")
            && matches!(text::words(raw).as_str(), "school" | "our school" | "schools" | "schools view")
    };
    for at in 0..cells.len().saturating_sub(1) {
        let (Some(one), Some(other)) = (text_at(at), text_at(at + 1)) else { continue };
        let (own, others) = match (is_own(one), is_own(other)) {
            (true, false) if is_assessor(other) => (at, at + 1),
            (false, true) if is_assessor(one) => (at + 1, at),
            _ => continue,
        };
        if let Some(slot) = said.get_mut(own) {
            *slot = Some(Head::AnyAnswer(2));
        }
        if let Some(slot) = said.get_mut(others) {
            *slot = Some(Head::Further);
        }
    }
}

/// Three headings side by side that are a scale's steps together, though one alone is none that is known.
fn take_steps(cells: &[Cell], words: &Vocabulary, said: &mut [Option<Head>]) {
    let is_answer = |head: &Option<Head>| matches!(head, Some(Head::Answer(_)));
    for at in 0..cells.len().saturating_sub(2) {
        let (Some([one, two, three]), Some(heads)) = (cells.get(at..at + 3), said.get_mut(at..at + 3)) else {
            return;
        };
        let are_beside = one.column + 1 == two.column && two.column + 1 == three.column;
        if !are_beside || heads.iter().all(is_answer) {
            continue;
        }
        let texts = (one.value.as_text(), two.value.as_text(), three.value.as_text());
        let (Some(first), Some(middle), Some(last)) = texts else { continue };
        if let Some(answers) = steps([first, middle, last], words) {
            for (head, answer) in heads.iter_mut().zip(answers) {
                *head = Some(Head::Answer(answer));
            }
        }
    }
}

/// What each of the cells says as a heading, over all columns that it covers.
fn covering(grid: &Grid, cells: &[Cell], said: &[Option<Head>]) -> Vec<Headed> {
    let mut heads = Vec::new();
    for (cell, said) in cells.iter().zip(said) {
        if let Some(head) = *said {
            // A heading merged over the whole sheet is no column's heading.
            let right = right_edge(grid, cell).min(cell.column.saturating_add(12));
            heads.extend((cell.column..=right).map(|column| Headed { column, anchor: cell.column, head }));
        }
    }
    without_lone_letters(heads, cells)
}

/// `A` or `R` over a column is an answer only where its fellows stand beside it.
fn without_lone_letters(mut heads: Vec<Headed>, cells: &[Cell]) -> Vec<Headed> {
    let is_letter = |column: u32| {
        cells.iter().any(|cell| {
            cell.column == column && cell.value.as_text().is_some_and(|raw| raw.trim().chars().count() == 1)
        })
    };
    let is_lone = |headed: &Headed| matches!(headed.head, Head::Answer(_)) && is_letter(headed.anchor);
    // "N/A" is no fellow of theirs; the lights have their own.
    let names = |answer: &&Answer| heads.iter().any(|headed| headed.head == Head::Answer(**answer));
    let n_named = [Answer::Yes, Answer::Partly, Answer::No].iter().filter(names).count();
    let is_light = |headed: &Headed| {
        let own = cells.iter().filter(|cell| cell.column == headed.anchor);
        own.filter_map(|cell| cell.value.as_text()).any(|raw| {
            matches!(
                (text::trim(raw), headed.head),
                ("R" | "r", Head::Answer(Answer::No))
                    | ("A" | "a", Head::Answer(Answer::Partly))
                    | ("G" | "g", Head::Answer(Answer::Yes))
            )
        })
    };
    if heads.iter().filter(|headed| is_light(headed)).count() == 1 {
        heads.retain(|headed| !is_light(headed));
    }
    if n_named < 2 && heads.iter().any(is_lone) {
        heads.retain(|headed| !is_lone(headed));
    }
    heads
}

/// Headings broken over two rows (`Partially` above `met`): each column's two texts read as one.
fn joined_heads(
    grid: &Grid,
    words: &Vocabulary,
    (cells, said): (&[Cell], &[Option<Head>]),
    upper: &[Cell],
) -> Vec<Headed> {
    let mut heads = Vec::new();
    // `Total | 4 | 5 | 12`
    let counts = are_counts(cells);
    for (cell, said) in cells.iter().zip(said) {
        let Value::Text(below) = &cell.value else { continue };
        if counts {
            heads.extend(said.map(|head| Headed { column: cell.column, anchor: cell.column, head }));
            continue;
        }
        let above = upper
            .iter()
            .find(|up| up.column <= cell.column && cell.column <= right_edge(grid, up))
            .and_then(|up| up.value.as_text());
        let head = above
            .filter(|above| above.len() + below.len() < 80)
            .and_then(|above| head(&format!("{above} {below}"), words))
            .or(*said);
        heads.extend(head.map(|head| Headed { column: cell.column, anchor: cell.column, head }));
    }
    without_lone_letters(heads, cells)
}

/// Whether a row counts answers: figures alone behind what they are called, or none that could be a scale's.
fn are_counts(cells: &[Cell]) -> bool {
    let mut figures: Vec<u32> = Vec::new();
    let mut is_called = false;
    for raw in cells.iter().filter_map(|cell| cell.value.as_text()).map(text::trim) {
        match raw.parse() {
            Ok(figure) => figures.push(figure),
            Err(_) if figures.is_empty() && !is_called => is_called = super::head(raw).is_none(),
            Err(_) if raw.is_empty() => {}
            Err(_) => return false,
        }
    }
    figures.sort_unstable();
    let is_scale = figures.first().is_some_and(|first| *first < 2)
        && figures.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    figures.len() > 1 && (is_called || !is_scale)
}

fn n_answers(heads: &[Headed]) -> usize {
    Answer::ALL
        .iter()
        .filter(|answer| heads.iter().any(|headed| headed.head == Head::Answer(**answer)))
        .count()
}

/// Whether one answer stands over two columns that are not under one merged heading.
pub(crate) fn has_twin_answers(heads: &[Headed]) -> bool {
    heads.iter().enumerate().any(|(index, one)| {
        matches!(one.head, Head::Answer(_))
            && heads.iter().skip(index + 1).any(|other| other.head == one.head && other.anchor != one.anchor)
    })
}

/// Whether the headings say which column holds the answers.
pub(crate) fn says_answers(heads: &[Headed]) -> bool {
    let has = |wanted: fn(Head) -> bool| heads.iter().any(|headed| wanted(headed.head));
    n_answers(heads) >= 2
        || has(|head| matches!(head, Head::AnyAnswer(_)))
        || (n_answers(heads) == 1
            && has(|head| matches!(head, Head::Comment | Head::Statement | Head::Number | Head::StatementId)))
}
