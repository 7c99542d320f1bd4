//! Answers typed into the statements' own cells: `Pupils are taught ... - Yes`, `Yes: The school has ...`, `[x] The ...`.
//! In: a grid. Out: the same with such statements in their own words and the answers in a column of their own behind all
//! others. Never takes words from a cell unless a statement's own words are left, and never for a few cells alone: those
//! may be slips.

use std::collections::BTreeSet;

use crate::{
    grid::{Cell, Grid, Look, Value},
    normalise::{
        marks::{Absence, Mark, Tick, Vocabulary, behind_bullet, read_mark},
        text,
    },
    recognise::{
        found::{Seen, exact, is_verbatim, turning},
        wording::Wordings,
    },
};

/// Fewer answers in the statements' cells make no habit.
const FEWEST: usize = 4;
/// Shorter texts are no statement with an answer.
const SHORTEST: usize = 25;
/// What a box begins with.
const BOXES: [char; 10] = [
    '[', '(', '\u{2610}', '\u{2611}', '\u{2612}', '\u{25cb}', '\u{25c9}', '\u{25cf}', '\u{25a1}', '\u{25a0}',
];
/// As many letters as a list of boxes has.
const LIST: usize = 60;
/// As many words as an answer has.
const WORDS: usize = 4;

/// The grid with its answers taken out; none where there are none.
pub(crate) fn mended(
    grid: &Grid,
    seen: &[Seen<'_>],
    wordings: &Wordings,
    words: &Vocabulary,
) -> Option<Grid> {
    let mut found: Vec<(usize, &str, &str)> = Vec::new();
    for (at, cell) in grid.cells.iter().enumerate() {
        let Value::Text(raw) = &cell.value else { continue };
        if raw.len() < SHORTEST || !wordings.may_hold(raw) || is_verbatim(seen, at) || !may_hold_answer(raw) {
            continue;
        }
        found.extend(parted(raw, wordings, words, true).map(|(stated, answer)| (at, stated, answer)));
    }
    if found.len() < FEWEST {
        return with_remarks_apart(grid, seen, wordings);
    }
    let column = grid.cells.get(found.first()?.0)?.column;
    if !found.iter().all(|(at, ..)| grid.cells.get(*at).is_some_and(|cell| cell.column == column)) {
        return None;
    }
    if is_print(&found) {
        return None;
    }
    let signs = signs(grid, &found);
    // Where it is a habit, an answer with a remark behind it is looked for too, and behind a statement in other words.
    taken_apart(grid, column, |raw| {
        parted(raw, wordings, words, true)
            .or_else(|| parted(raw, wordings, words, false))
            .or_else(|| behind_others(raw, &signs, (wordings, words)))
    })
}

/// Whether the same words stand behind every statement and turn its question: no school answers so, and the form may ask it so.
fn is_print(found: &[(usize, &str, &str)]) -> bool {
    found.first().is_some_and(|(_, _, first)| {
        turning::asks_else(first) && found.iter().all(|(_, _, answer)| answer == first)
    })
}

/// What sets the answers off behind the statements, where it is more than a blank: ` - `, `: `.
fn signs<'t>(grid: &'t Grid, found: &[(usize, &str, &str)]) -> BTreeSet<&'t str> {
    let sign = |(at, stated, answer): &(usize, &str, &str)| {
        let raw = grid.cells.get(*at).and_then(|cell| cell.value.as_text()).map(text::trim)?;
        let rest = raw.strip_prefix(stated)?;
        let sign = rest.get(..rest.find(answer)?)?;
        (sign.contains(|c: char| !c.is_whitespace()) || sign.contains("  ")).then_some(sign)
    };
    found.iter().filter_map(sign).collect()
}

/// An answer behind a text that is no statement to the letter, set off as all others are. What the text is, its likeness
/// tells.
fn behind_others<'t>(
    raw: &'t str,
    signs: &BTreeSet<&str>,
    (wordings, words): (&Wordings, &Vocabulary),
) -> Option<(&'t str, &'t str)> {
    let raw = text::trim(raw);
    if !exact(wordings, raw).is_empty() {
        return None;
    }
    signs.iter().flat_map(|sign| raw.match_indices(sign)).filter(|(at, _)| *at >= SHORTEST).find_map(
        |(at, sign)| {
            let (stated, answer) = (text::trim(raw.get(..at)?), bare(raw.get(at + sign.len()..)?));
            says(answer, words).then_some((stated, answer))
        },
    )
}

/// The grid with what `part` finds behind the statements of a column in a column of its own, beyond all others.
pub(crate) fn taken_apart<'t>(
    grid: &'t Grid,
    column: u32,
    part: impl Fn(&'t str) -> Option<(&'t str, &'t str)>,
) -> Option<Grid> {
    let beyond = grid.cells.iter().map(|cell| cell.column).max()?.checked_add(1)?;
    let mut cells = grid.cells.clone();
    let mut taken: Vec<Cell> = Vec::new();
    for (cell, own) in cells.iter_mut().zip(&grid.cells).filter(|(_, own)| own.column == column) {
        let Some((stated, rest)) = own.value.as_text().and_then(&part) else { continue };
        cell.value = Value::Text(stated.into());
        taken.push(Cell {
            row: own.row,
            column: beyond,
            value: Value::Text(rest.into()),
            look: Look::default(),
        });
    }
    cells.append(&mut taken);
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Some(Grid { cells, taken_out: Some((beyond, column)), ..grid.clone() })
}

/// The grid with what somebody typed behind a few statements, in the statements' own cells, taken out. What stands behind
/// most of them is the form's.
fn with_remarks_apart(grid: &Grid, seen: &[Seen<'_>], wordings: &Wordings) -> Option<Grid> {
    let column = grid.cells.get(seen.first()?.cell)?.column;
    let part = |raw| behind_statement(raw, wordings);
    let may_be = |cell: &&Cell| {
        cell.column == column
            && cell.value.as_text().is_some_and(|raw| raw.len() >= SHORTEST && may_hold_more(raw))
    };
    let texts = grid.cells.iter().filter(may_be).filter_map(|cell| cell.value.as_text());
    let n = texts.filter(|raw| part(raw).is_some()).count();
    (n > 0 && 4 * n <= seen.len()).then(|| taken_apart(grid, column, part)).flatten()
}

/// Whether a text has lines, or ends as a note does: most are neither.
fn may_hold_more(raw: &str) -> bool {
    memchr::memchr(b'\n', raw.as_bytes()).is_some() || text::trim(raw).ends_with([']', ')'])
}

/// What stands behind a statement in a cell that holds more than it.
fn behind_statement<'t>(raw: &'t str, wordings: &Wordings) -> Option<(&'t str, &'t str)> {
    let is_whole = !wordings.verbatim(raw).is_empty() || !wordings.but_for_letters(raw).is_empty();
    if is_whole {
        return None;
    }
    let behind = lines_behind(raw, wordings).or_else(|| note_behind(raw, wordings));
    behind.filter(|(stated, _)| !wordings.goes_on_so(stated, raw))
}

/// A note in brackets behind the statement that a cell begins with: `... (Comment: see the minutes)`.
fn note_behind<'t>(raw: &'t str, wordings: &Wordings) -> Option<(&'t str, &'t str)> {
    const SHORTEST_NOTE: usize = 8;
    let raw = text::trim(raw);
    let open = match raw.chars().next_back()? {
        ')' => raw.rfind(" (")?,
        ']' => raw.rfind(" [")?,
        _ => return None,
    };
    let (stated, note) = (text::trim(raw.get(..open)?), raw.get(open + 2..raw.len() - 1)?);
    (note.len() >= SHORTEST_NOTE && !exact(wordings, stated).is_empty()).then_some((stated, note))
}

/// Whether a text ends or begins as one with an answer would: all but a few end here.
fn may_hold_answer(raw: &str) -> bool {
    const WORDS: [&str; 32] = [
        "yes",
        "no",
        "partly",
        "partially",
        "part",
        "met",
        "place",
        "n/a",
        "na",
        "applicable",
        "y",
        "n",
        "p",
        "fully",
        "not",
        "yet",
        "green",
        "amber",
        "red",
        "achieved",
        "tha",
        "chan",
        "eil",
        "p\u{e0}irt",
        "\u{ec}re",
        "ydy",
        "oes",
        "nac",
        "yn",
        "rhannol",
        "berthnasol",
        "amherthnasol",
    ];
    let is_one = |word: &str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        word.chars().count() < 3 && !word.is_ascii()
            || WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    let trimmed = behind_bullet(raw.trim());
    trimmed.starts_with(['[', '(', '\u{2610}', '\u{2611}', '\u{2612}'])
        || trimmed.ends_with([']', ')', '\u{2610}', '\u{2611}', '\u{2612}'])
        || trimmed.rsplit([' ', '\n', ':', '-', '(']).next().is_some_and(is_one)
        || trimmed.split([' ', '\n', ':', ')', ',']).next().is_some_and(is_one)
        || (trimmed.contains('\n')
            && trimmed
                .lines()
                .skip(1)
                .any(|line| line.split([' ', ':', ',', '.']).next().is_some_and(is_one)))
}

/// A statement in its own words, and the answer before or behind it.
fn parted<'t>(
    raw: &'t str,
    wordings: &Wordings,
    words: &Vocabulary,
    is_short: bool,
) -> Option<(&'t str, &'t str)> {
    let raw = behind_bullet(text::trim(raw));
    if raw.len() < SHORTEST {
        return None;
    }
    if is_short {
        return behind(raw, wordings, words)
            .or_else(|| before(raw, wordings, words))
            .or_else(|| list_behind(raw, wordings, words))
            .or_else(|| {
                let (stated, rest) = lines_behind(raw, wordings)?;
                says(bare(rest.lines().next()?), words).then_some((stated, rest))
            });
    }
    // `... - Yes, reviewed in May`: the statement ends at one of its separators.
    let ends = raw.match_indices([':', '\n', '(', '-', '\u{2013}', '=', '?', '.']).map(|(at, _)| at);
    let ended = ends.filter(|at| *at >= SHORTEST).take(12).find_map(|at| {
        let (stated, rest) = (raw.get(..at)?, raw.get(at..)?);
        let answer = bare(rest);
        (is_statement(stated, wordings) && says(answer, words)).then_some((stated, answer))
    });
    // Below a statement in lines of its own, whatever it is: it may have to be asked about.
    ended.or_else(|| lines_behind(raw, wordings))
}

/// The lines of a cell below the statement that it begins with.
fn lines_behind<'t>(raw: &'t str, wordings: &Wordings) -> Option<(&'t str, &'t str)> {
    raw.match_indices('\n').rev().find_map(|(at, _)| {
        let (stated, rest) = (text::trim(raw.get(..at)?), text::trim(raw.get(at..)?));
        (!rest.is_empty() && is_statement(stated, wordings)).then_some((stated, rest))
    })
}

/// An answer of a few words at the end.
fn behind<'t>(raw: &'t str, wordings: &Wordings, words: &Vocabulary) -> Option<(&'t str, &'t str)> {
    let mut end = raw.len();
    for _ in 0..WORDS {
        let at = raw.get(..end)?.rfind(|c: char| c.is_whitespace() || c == ':')?;
        let width = raw.get(at..)?.chars().next()?.len_utf8();
        let answer = bare(raw.get(at + width..)?);
        let stated = raw.get(..at + width)?.trim_end_matches(is_between);
        end = at;
        if is_statement(stated, wordings) && says(answer, words) {
            return Some((stated, answer));
        }
    }
    None
}

/// A list of boxes at the end, of which one may be ticked: `... Yes [x] No [ ]`, `... ☒ Yes ☐ No`.
fn list_behind<'t>(raw: &'t str, wordings: &Wordings, words: &Vocabulary) -> Option<(&'t str, &'t str)> {
    let begins_word = |at: usize| raw.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
    let starts = raw.char_indices().rev().take(LIST).filter(|(at, c)| BOXES.contains(c) || begins_word(*at));
    for (at, _) in starts {
        let (stated, list) = (raw.get(..at)?.trim_end_matches(is_between), raw.get(at..)?);
        // All of it may stand in brackets.
        let n = |sign: char| list.matches(sign).count();
        let inner =
            list.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|rest| is_list(rest));
        let list = inner.or_else(|| list.strip_suffix(')').filter(|_| n(')') > n('('))).unwrap_or(list);
        if is_list(list) && is_statement(stated, wordings) && says_or_lists(list, words) {
            return Some((stated, list));
        }
    }
    None
}

/// Whether several boxes stand in a text.
fn is_list(text: &str) -> bool {
    text.chars().filter(|c| BOXES.contains(c)).count() > 1
}

/// An answer of a few words in front, set off by a sign, or a ticked box.
fn before<'t>(raw: &'t str, wordings: &Wordings, words: &Vocabulary) -> Option<(&'t str, &'t str)> {
    let cut = raw.char_indices().take_while(|(at, _)| *at < LIST).filter(|(at, c)| {
        *at > 0
            && (matches!(c, ':' | '-' | '\u{2013}' | '\u{2014}' | ')' | ']' | '\n' | ',')
                || is_sign(raw, *at))
    });
    for (at, _) in cut {
        let end = at + raw.get(at..)?.chars().next()?.len_utf8();
        let stated = raw.get(end..)?.trim_start_matches(is_between);
        let list = raw.get(..end)?.trim_end_matches([':', '-', '\u{2013}', '\u{2014}', ',', '\n', ' ']);
        if !is_statement(stated, wordings) {
            continue;
        }
        let answer = if is_list(list) { list } else { bare(raw.get(..end)?) };
        let is_answer = if is_list(list) {
            says_or_lists(list, words)
        } else {
            says(answer, words) && !is_bullet(answer)
        };
        if is_answer {
            return Some((stated, answer));
        }
    }
    None
}

/// A point of a list, or its number, and no mark.
fn is_bullet(answer: &str) -> bool {
    let cell = Cell { row: 0, column: 0, value: Value::Text(answer.into()), look: Look::default() };
    matches!(read_mark(&cell, &Vocabulary::default()).mark, Mark::Tick(Tick::Dot | Tick::One))
}

/// Whether the blank behind a lone sign parts it from what follows.
fn is_sign(raw: &str, at: usize) -> bool {
    raw.get(at..).is_some_and(|rest| rest.starts_with(' '))
        && raw.get(..at).is_some_and(|sign| !sign.is_ascii() && sign.chars().count() <= 2)
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '-' | '\u{2013}' | '\u{2014}' | '(' | '[' | '=' | ')' | ']')
}

/// An answer without what sets it off.
fn bare(raw: &str) -> &str {
    let trimmed = raw.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '\u{2013}' | '\u{2014}' | '=' | ',' | '.' | '?')
    });
    // A ticked box keeps its brackets.
    if trimmed.starts_with('[') && trimmed.len() <= 4 {
        return trimmed;
    }
    text::trim(trimmed.trim_start_matches(['(', '[']).trim_end_matches([')', ']']))
}

fn says(answer: &str, words: &Vocabulary) -> bool {
    if answer.is_empty() || answer.len() > 120 {
        return false;
    }
    let cell = Cell { row: 0, column: 0, value: Value::Text(answer.into()), look: Look::default() };
    matches!(read_mark(&cell, words).mark, Mark::Says(_) | Mark::Tick(_) | Mark::Several)
}

/// Whether a text is an answer, or a list of them from which none was chosen.
fn says_or_lists(list: &str, words: &Vocabulary) -> bool {
    let cell = Cell { row: 0, column: 0, value: Value::Text(list.into()), look: Look::default() };
    matches!(read_mark(&cell, words).mark, Mark::Says(_) | Mark::Several | Mark::Nothing(Absence::Written))
}

fn is_statement(stated: &str, wordings: &Wordings) -> bool {
    let is_known = |stated: &str| !exact(wordings, stated).is_empty();
    // `a) The school has ...`
    let lettered = || {
        let rest = stated.get(1..).filter(|_| stated.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        rest.strip_prefix([')', '.']).map(text::trim)
    };
    // `The school has ... (essential)`
    let noted = || {
        let (before, note) = stated.trim_end_matches(')').rsplit_once('(')?;
        let is_note = note.chars().all(|c| c.is_alphabetic() || c == ' ')
            && crate::recognise::headings::answer_words(&text::words(note)).is_none();
        (is_note && note.len() < SHORTEST - 5).then(|| text::trim(before))
    };
    stated.len() >= SHORTEST - 5
        && (is_known(stated) || lettered().is_some_and(is_known) || noted().is_some_and(is_known))
}
