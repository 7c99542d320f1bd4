//! Which rows between the statements are headings, and which are marked: a school's own statement, or a second row.
//! In: rows that look like headings. Out: those that are. Never says what a heading means.

use std::cell::OnceCell;

use super::strips::Strip;
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::{Doubt, Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        headings::{
            Head,
            bands::{self, Band, Headed},
            head, is_known_heading,
        },
        written::as_written,
    },
};

/// The rows of headings among those for which `is_free` holds, within these columns.
pub(super) fn bands_of(
    grid: &Grid,
    words: &Vocabulary,
    bounds: (u32, u32),
    blocks: &[Strip],
    is_free: impl Fn(u32) -> bool,
) -> Vec<Band> {
    let mut kept: Vec<Band> = Vec::new();
    for band in bands::rows(grid, words, bounds, is_free) {
        if !is_marked_row((grid, words), &band, blocks, kept.last()) {
            bands::add(&mut kept, band);
        }
    }
    if kept.len() > 1 {
        fill_gaps(grid, &mut kept);
    }
    kept
}

/// A heading left out in one section is that of the others over the same column, where all else over its answers is alike.
fn fill_gaps(grid: &Grid, bands: &mut [Band]) {
    let answers = |band: &Band| -> Vec<Headed> {
        band.heads.iter().filter(|headed| matches!(headed.head, Head::Answer(_))).copied().collect()
    };
    let said: Vec<Vec<Headed>> = bands.iter().map(answers).collect();
    let most = said.iter().map(Vec::len).max().unwrap_or(0);
    for (band, own) in bands.iter_mut().zip(&said) {
        if own.len() + 1 != most || own.len() < 2 {
            continue;
        }
        let whole = || said.iter().filter(|other| other.len() == most);
        let Some(model) = whole().next().filter(|model| whole().all(|other| other == *model)) else {
            continue;
        };
        let mut gaps = model.iter().filter(|headed| !own.contains(headed));
        let (Some(gap), None) = (gaps.next(), gaps.next()) else { continue };
        let is_free = |row: u32| {
            grid.at(row, gap.column).is_none_or(|cell| cell.value.as_text().is_some_and(text::is_blank))
        };
        if (band.top..=band.row).all(is_free) {
            let at = band.heads.partition_point(|headed| headed.column < gap.column);
            band.heads.insert(at, *gap);
        }
    }
}

/// A row that looks like headings (`Y`, `N`, `N`) but has a sentence in the statements' column, or stands in its columns
/// as a statement's marks would under the headings before, is marked, not headed.
fn is_marked_row(
    (grid, words): (&Grid, &Vocabulary),
    band: &Band,
    blocks: &[Strip],
    before: Option<&Band>,
) -> bool {
    let own = |column: u32| grid.at(band.row, column).and_then(|cell| cell.value.as_text());
    if is_label_with_a_word(grid, band, blocks) {
        return true;
    }
    // Its own, and not the row's above; where the statements stand, a sentence that speaks of evidence is none.
    let is_sentence = |column: u32| {
        let is_long = |raw: &str| raw.len() > 45 && head(raw) == Some(Head::Comment);
        blocks.iter().any(|block| block.column == column) && own(column).is_some_and(is_long)
    };
    let is_comment_head = |headed: &Headed| {
        headed.head == Head::Comment
            && !is_sentence(headed.anchor)
            && own(headed.anchor).is_some_and(|raw| head(raw) == Some(Head::Comment))
    };
    let is_text = |raw: &str| !text::is_blank(raw) && head(raw).is_none();
    if band.heads.iter().any(is_comment_head) {
        // One answer, and words that speak of comments or evidence without being a heading: `Partly | Evidence in folder`.
        let is_said = |headed: &Headed| {
            own(headed.anchor).is_some_and(|raw| !is_known_heading(raw))
                && !before.is_some_and(|before| repeats(grid, before, band, headed))
        };
        let has_statement = blocks.iter().any(|block| {
            let is_among = before.is_some() || block.rows.first().is_some_and(|first| *first < band.row);
            is_among && own(block.column).is_some_and(is_text)
        });
        let asks = band.heads.iter().any(|headed| matches!(headed.head, Head::AnyAnswer(_)));
        return has_statement
            && !asks
            && band.n_answers() == 1
            && band.heads.iter().filter(|headed| is_comment_head(headed)).all(is_said);
    }
    let is_row = |raw: &str, column: u32| raw.len() > 45 && (is_text(raw) || is_sentence(column));
    if blocks.iter().any(|block| own(block.column).is_some_and(|raw| is_row(raw, block.column))) {
        return true;
    }
    let Some(before) = before else { return false };
    // The second of two rows of headings has no text of its own in the statements' column.
    let is_second =
        before.row + 1 == band.row && !blocks.iter().any(|block| own(block.column).is_some_and(is_text));
    if is_second {
        return false;
    }
    let stands_in = |wanted: fn(Head) -> bool| before.heads.iter().filter(move |headed| wanted(headed.head));
    // Prose under the comments' heading, an answer in a column of answers, one answer twice in the columns of ticks.
    // A second row of headings has no text of its own in the statements' column, and may stand in other columns.
    let has_scale = band.n_answers() > 2;
    let has_text = blocks.iter().any(|block| own(block.column).is_some_and(is_text));
    let is_whole = has_scale && band.top == band.row;
    let has_prose = has_text
        && !is_whole
        && stands_in(|head| head == Head::Comment).any(|headed| {
            own(headed.column).is_some_and(|raw| is_text(raw) || (!text::is_blank(raw) && !has_scale))
        });
    // `Do you need support? | Yes / No | No`
    let is_asked = has_text
        && band.n_answers() == 1
        && band.heads.iter().any(|headed| matches!(headed.head, Head::AnyAnswer(_)))
        && before.n_answers() > 1;
    let has_answer = stands_in(|head| matches!(head, Head::AnyAnswer(_))).any(|any| {
        let is_answer =
            |headed: &Headed| headed.column == any.column && matches!(headed.head, Head::Answer(_));
        // A list of which one is ticked.
        let is_chosen = grid.at(band.row, any.column).is_some_and(|cell| {
            cell.value.as_text().is_some_and(|raw| raw.len() > 8) && is_said(cell, words)
        });
        is_chosen || band.heads.iter().any(is_answer)
    });
    has_prose
        || is_asked
        || (has_answer && !has_scale)
        || (bands::has_twin_answers(&band.heads) && !bands::has_twin_answers(&before.heads))
}

/// `Comments | No`, `Status | Partly`, `Completed by | JM | Checked by | AR`, `Score: 18/22`: a label where the statements stand
/// or before them, and a word behind it. Headings name several answers, or the one column that holds them, or the statements
/// themselves.
fn is_label_with_a_word(grid: &Grid, band: &Band, blocks: &[Strip]) -> bool {
    let answers = |headed: &Headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_));
    let cells = grid.row(band.row);
    blocks.iter().any(|block| {
        let asks_field = |headed: &Headed| {
            headed.column == block.column
                && matches!(headed.head, Head::School | Head::SchoolId | Head::Person | Head::Date)
        };
        let is_label = |headed: &Headed| {
            headed.column <= block.column && matches!(headed.head, Head::Comment | Head::AnyAnswer(_))
        };
        let is_own = |headed: &&Headed| grid.at(band.row, headed.anchor).is_some();
        let own = || band.heads.iter().filter(is_own).copied();
        let others: Vec<Headed> = own().filter(|headed| !is_label(headed)).collect();
        let has_word = others.iter().any(|headed| answers(headed) && headed.column > block.column);
        let is_alone = matches!(cells, [only] if only.column <= block.column);
        (band.n_answers() < 2 && own().any(|headed| asks_field(&headed)))
            || own().any(|headed| is_label(&headed))
                && (is_alone || has_word && !bands::says_answers(&others))
    })
}

/// Whether the headings before say the same of the column in the same words.
fn repeats(grid: &Grid, before: &Band, band: &Band, headed: &Headed) -> bool {
    let text = |row: u32| grid.at(row, headed.anchor).and_then(|cell| cell.value.as_text());
    text(band.row).is_some() && text(band.row) == text(before.row)
}

fn is_said(cell: &Cell, words: &Vocabulary) -> bool {
    matches!(read_mark(cell, words).mark, Mark::Says(_))
}

/// Rows that head the columns of answers anew, each in words that nobody knows (`High | Medium | Low`): what stands below
/// one is not read under the headings further up.
pub(super) fn strange_heads(grid: &Grid, block: &Strip, bands: &[&Band], words: &Vocabulary) -> Vec<Band> {
    const LONGEST: usize = 40;
    let (Some(first), Some(last)) = (bands.first(), block.rows.last()) else { return Vec::new() };
    let answers = |band: &Band| -> Vec<u32> {
        let is_answer = |headed: &&Headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_));
        band.heads.iter().filter(is_answer).map(|headed| headed.column).collect()
    };
    let is_strange = |cell: &Cell| {
        let raw = cell.value.as_text().filter(|raw| raw.len() <= LONGEST);
        // `Low` is too short to be told for a word.
        raw.is_some_and(|raw| words.answer(raw).is_none())
            && matches!(read_mark(cell, words).mark, Mark::Prose | Mark::Unclear(Doubt::Vague))
    };
    // `Initials | JM | JM | AR`
    let differ = |row: u32, columns: &[u32]| {
        let texts = columns.iter().filter_map(|column| grid.at(row, *column)?.value.as_text());
        let mut texts: Vec<&str> = texts.map(text::trim).collect();
        texts.sort_unstable();
        texts.windows(2).all(|two| two.first() != two.last())
    };
    // A row of a plan: `1 | Review policy | DHT | June`; of fields: `Completed by | JM | Checked by | AR`.
    let is_of_another_table = |row: u32| {
        grid.at(row, block.column).is_some_and(|cell| match &cell.value {
            Value::Number(_) => true,
            Value::Text(raw) => {
                let asks_field = matches!(head(raw), Some(Head::School | Head::Person | Head::Date));
                asks_field || text::trim(raw).trim_end_matches('.').parse::<u16>().is_ok()
            }
            _ => false,
        })
    };
    // Headings of another table have its rows below them: a statement, or the title of some, stands below the statements'.
    let is_right_above = |row: u32| {
        let from = grid.cells.partition_point(|cell| cell.row <= row);
        let mut below = grid.cells.get(from..).unwrap_or_default().chunk_by(|one, next| one.row == next.row);
        below.next().is_none_or(|cells| {
            cells.len() == 1 || cells.first().is_some_and(|cell| block.rows.binary_search(&cell.row).is_ok())
        })
    };
    let heads = |row: u32| {
        let Some(band) = bands.iter().rfind(|band| band.row < row) else { return false };
        // A second line right below the headings explains them.
        if !block.rows.iter().any(|statement| (band.row..row).contains(statement)) {
            return false;
        }
        let above = answers(band);
        above.len() > 1
            && above.iter().all(|column| grid.at(row, *column).is_some_and(is_strange))
            && differ(row, &above)
            && !is_of_another_table(row)
            && is_right_above(row)
    };
    let from = grid.cells.partition_point(|cell| cell.row <= first.row);
    let rows = grid.cells.get(from..).unwrap_or_default().chunk_by(|one, next| one.row == next.row);
    rows.filter_map(|cells| cells.first().filter(|_| cells.len() > 1))
        .map(|cell| cell.row)
        .take_while(|row| row < last)
        .filter(|row| block.rows.binary_search(row).is_err() && bands.iter().all(|band| band.row != *row))
        .filter(|row| heads(*row))
        .map(|row| Band { row, top: row, heads: Vec::new() })
        .collect()
}

/// Rows that have the headings above the first statements once more, in another order (`Now | Last year`, then `Last year |
/// Now`), with all that come after them: what stands below one is not read under those further up.
pub(super) fn swapped_heads(grid: &Grid, block: &Strip, bands: &[&Band]) -> Vec<Band> {
    const REACH: u32 = 3;
    let (Some(first), Some(last)) = (block.rows.first().copied(), block.rows.last().copied()) else {
        return Vec::new();
    };
    let heads = |row: u32| -> Vec<(u32, String)> {
        let beside = grid.row(row).iter().filter(|cell| cell.column > block.column);
        let named = beside.map(|cell| (cell.column, text::words(&as_written(&cell.value))));
        named.filter(|(_, words)| !words.is_empty()).collect()
    };
    let (from, to) = (first + 1, last);
    let from = grid.cells.partition_point(|cell| cell.row < from);
    let to = grid.cells.partition_point(|cell| cell.row < to).max(from);
    let between = grid.cells.get(from..to).unwrap_or_default().chunk_by(|one, next| one.row == next.row);
    // Nearly all rows between statements hold fewer cells than two headings and what stands left of them.
    let free: Vec<&[Cell]> = between
        .filter(|cells| cells.len() > 2)
        .filter(|cells| cells.first().is_some_and(|cell| block.rows.binary_search(&cell.row).is_err()))
        .collect();
    if free.is_empty() {
        return Vec::new();
    }
    let beside = |cells: &'_ [Cell]| cells.partition_point(|cell| cell.column <= block.column);
    let is_copy = |cells: &[Cell], as_above: &[Cell]| {
        let own = cells.get(beside(cells)..).unwrap_or_default();
        own.len() == as_above.len()
            && own
                .iter()
                .zip(as_above)
                .all(|(own, above)| own.column == above.column && own.value == above.value)
    };
    let cells_above = |row: u32| {
        let cells = grid.row(row);
        cells.get(beside(cells)..).unwrap_or_default()
    };
    // In most forms every section has the same headings, word for word: nothing needs folding then.
    let is_named = |cell: &Cell| {
        let raw = cell.value.as_text().filter(|raw| raw.is_ascii());
        raw.is_some_and(|raw| raw.bytes().any(|byte| byte.is_ascii_alphanumeric()))
    };
    let mut nearest = (first.saturating_sub(REACH)..first).rev().map(cells_above);
    if let Some(nearest) = nearest.find(|cells| cells.len() > 1).filter(|cells| cells.iter().all(is_named))
        && free.iter().filter(|cells| cells.len() > nearest.len()).all(|cells| is_copy(cells, nearest))
    {
        return Vec::new();
    }
    let above = (first.saturating_sub(REACH)..first).rev().find_map(|row| {
        let own = heads(row);
        (own.len() > 1).then_some((row, own))
    });
    let Some((above_row, above)) = above else { return Vec::new() };
    let as_above = cells_above(above_row);
    let sorted = |heads: &[(u32, String)]| {
        let mut words: Vec<String> = heads.iter().map(|(_, words)| words.clone()).collect();
        words.sort_unstable();
        words
    };
    let known = OnceCell::new();
    let known = || known.get_or_init(|| sorted(&above));
    let is_different = || known().windows(2).all(|pair| matches!(pair, [one, next] if one != next));
    let mut is_swapped = false;
    let mut found = Vec::new();
    for cells in free.into_iter().filter(|cells| cells.len() > above.len()) {
        if !is_swapped && is_copy(cells, as_above) {
            continue;
        }
        let Some(row) = cells.first().map(|cell| cell.row).filter(|_| is_different()) else { break };
        let own = heads(row);
        let is_same = own.len() == above.len() && sorted(&own) == *known();
        is_swapped |= is_same && own != above;
        if is_same && is_swapped && bands.iter().all(|band| band.row != row) {
            found.push(Band { row, top: row, heads: Vec::new() });
        }
    }
    found
}
