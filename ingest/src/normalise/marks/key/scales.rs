//! Keys that set each step of a scale beside its answer without a word between them: `● Yes  ◐ Partly  ○ No`, `5-6 = Yes, 3-4 =
//! Partly`, `Yes 3 / Partly 2 / No 1`.
//! In: a line of text. Out: its pairs. Only where the whole line is nothing but such steps, each with an answer of its own.

use super::{
    CROSS, Entry, TICK, Written,
    entries::{are_steps, is_drawn, symbol_at, tidy},
};
use crate::normalise::text;

/// Longer lines are prose.
const LONGEST: usize = 160;

/// The pairs of a line that is a scale.
pub fn scale_entries(given: &str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'_>> {
    if given.len() > LONGEST || given.len() < 8 {
        return Vec::new();
    }
    let body = without_label(given, &is_answer);
    let found =
        if given.bytes().any(|byte| byte.is_ascii_digit()) { ranged(body, &is_answer) } else { Vec::new() };
    if found.is_empty() { drawn(body, &is_answer) } else { found }
}

/// The pairs of a heading right above the statements that sets figures beside its answers: `Score (Yes 3 / Partly 2 / No 1)`.
/// Anywhere else such a line counts: `Summary: 3 Yes, 2 Partly, 1 No`.
pub fn headed_entries(given: &str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'_>> {
    const COUNTS: [&str; 6] = ["total", "totals", "summary", "count", "counts", "tally"];
    let counts = || {
        given
            .split(|c: char| !c.is_alphabetic())
            .any(|word| COUNTS.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    let has_figures = given.bytes().filter(u8::is_ascii_digit).count() > 2;
    if given.len() > LONGEST || !has_figures || counts() {
        return Vec::new();
    }
    stepped(without_label(given, &is_answer), &is_answer)
}

/// What stands behind a label, or in the brackets behind it: `Key: ...`, `Score (...)`.
fn without_label(given: &str, is_answer: impl Fn(&str) -> bool) -> &str {
    const LABEL: usize = 40;
    let given = text::trim(given);
    let is_label = |label: &str| {
        let label = text::trim(label);
        label.len() <= LABEL
            && label.starts_with(char::is_alphabetic)
            && label.chars().all(|c| c.is_alphanumeric() || c == ' ')
            && !is_answer(label)
    };
    let bracket = || {
        let (label, rest) = given.strip_suffix([')', ']'])?.split_once(['(', '['])?;
        Some((label, rest))
    };
    let labelled = given.split_once([':', '\n']).into_iter().chain(bracket());
    labelled.filter(|(label, _)| is_label(label)).map(|(_, rest)| text::trim(rest)).next().unwrap_or(given)
}

/// Drawn signs, each before its answer: Yes, Partly and No, each once and with a sign of its own. Boxes and circles alike are
/// there for ticking.
fn drawn<'t>(given: &'t str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'t>> {
    const STEPS: usize = 3;
    let is_box =
        |c: char| matches!(c, '\u{2610}'..='\u{2612}' | '\u{25a0}' | '\u{25a1}' | '\u{f0a8}' | '\u{f0fe}');
    if given.contains(is_box) || given.starts_with(char::is_alphanumeric) {
        return Vec::new();
    }
    let mut starts: Vec<(usize, usize, Box<str>)> = Vec::new();
    let mut may_begin = true;
    let mut skip_to = 0;
    for (at, c) in given.char_indices() {
        if at >= skip_to
            && may_begin
            && let Some((symbol, length)) = symbol_at(given, at)
            && is_sign(&symbol, c)
            && given.get(at + length..).is_some_and(|rest| rest.starts_with([' ', '\u{a0}', '-', ':', '=']))
        {
            skip_to = at + length;
            starts.push((at, skip_to, symbol));
        }
        may_begin = c.is_whitespace() || matches!(c, ',' | ';' | '|');
    }
    let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([given.len()]);
    let pieces = starts.iter().zip(ends).map(|((_, from, symbol), end)| {
        let meaning = given.get(*from..end).map_or("", |raw| tidy(raw.trim_start_matches([' ', ':', '='])));
        Entry { symbol: symbol.clone(), meaning, written: Written::Beside }
    });
    let found: Vec<Entry<'t>> = pieces.collect();
    let is_whole = starts.first().is_some_and(|(at, ..)| *at == 0);
    if is_whole && found.len() >= STEPS && is_scale(&found, is_answer) { found } else { Vec::new() }
}

/// Whether a symbol is a sign, drawn or of the keyboard, ticks and crosses too; `c` is how it begins.
fn is_sign(symbol: &str, c: char) -> bool {
    let is_tick = [TICK, CROSS].iter().any(|sign| symbol.split(sign).all(str::is_empty));
    is_drawn(symbol) || (is_tick && !c.is_ascii()) || symbol.starts_with('*')
}

/// Whether each step has a symbol of its own and an answer.
fn is_scale(found: &[Entry<'_>], is_answer: impl Fn(&str) -> bool) -> bool {
    let mut symbols: Vec<&str> = found.iter().map(|entry| &*entry.symbol).collect();
    symbols.sort_unstable();
    symbols.dedup();
    let mut meanings: Vec<&str> = found.iter().map(|entry| entry.meaning).collect();
    meanings.sort_unstable();
    meanings.dedup();
    symbols.len() == found.len()
        && meanings.len() == found.len()
        && found.iter().all(|entry| is_answer(entry.meaning))
}

/// The pieces of a line.
fn pieces(given: &str) -> impl Iterator<Item = &str> {
    let given = text::trim(given).trim_end_matches('.');
    given.split([',', ';', '|', '/', '\n']).map(text::trim).filter(|piece| !piece.is_empty())
}

/// Ranges of figures, each before or behind its answer: `5-6 = Yes, 3 to 4 = Partly`, `Yes: 8-10`, `1% to 99% = Partly`. One range
/// at least, none reaching into another.
fn ranged<'t>(given: &'t str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'t>> {
    const MOST: u8 = 10;
    const WHOLE: u8 = 100;
    let mut found: Vec<Entry<'t>> = Vec::new();
    let mut is_taken = [false; WHOLE as usize + 1];
    let are_shares = given.contains('%');
    let most = if are_shares { WHOLE } else { MOST };
    let (mut n_steps, mut n_ranges) = (0, 0);
    for piece in pieces(given) {
        let Some((from, to, meaning)) = range_before(piece).or_else(|| range_behind(piece)) else {
            return Vec::new();
        };
        if from > to || to > most || !is_answer(meaning) || are_shares != piece.contains('%') {
            return Vec::new();
        }
        n_steps += 1;
        n_ranges += usize::from(from < to);
        for figure in from..=to {
            match is_taken.get_mut(usize::from(figure)) {
                Some(taken @ false) => *taken = true,
                _ => return Vec::new(),
            }
            let sign = if are_shares { "%" } else { "" };
            let symbol = format!("{figure}{sign}").into();
            found.push(Entry { symbol, meaning, written: Written::Beside });
        }
    }
    if n_steps >= 2 && n_ranges > 0 { found } else { Vec::new() }
}

/// `5-6 = Yes`, `3 to 4: Partly`, `0 = No`.
fn range_before(piece: &str) -> Option<(u8, u8, &str)> {
    let (from, rest) = figure(piece)?;
    let beyond = text::trim(rest);
    let behind = beyond.strip_prefix(['-', '\u{2013}']).or_else(|| beyond.strip_prefix("to "));
    let (to, rest) = behind.and_then(|behind| figure(text::trim(behind))).unwrap_or((from, rest));
    let meaning = text::trim(rest).trim_start_matches(['=', ':', '-', '\u{2013}', ' ']);
    Some((from, to, meaning)).filter(|_| !meaning.is_empty())
}

/// `Yes = 5-6`, `Partly: 3 to 4`.
fn range_behind(piece: &str) -> Option<(u8, u8, &str)> {
    let (meaning, range) = piece.split_once(['=', ':'])?;
    let (from, rest) = figure(text::trim(range))?;
    let rest = text::trim(rest);
    if rest.is_empty() {
        return Some((from, from, text::trim(meaning)));
    }
    let behind = rest.strip_prefix(['-', '\u{2013}']).or_else(|| rest.strip_prefix("to "))?;
    let (to, rest) = figure(text::trim(behind))?;
    rest.is_empty().then(|| (from, to, text::trim(meaning)))
}

/// The figure that a text begins with, or the share of a hundred, and what follows.
fn figure(given: &str) -> Option<(u8, &str)> {
    let length = given.bytes().take_while(u8::is_ascii_digit).count();
    let (figure, rest) = given.split_at_checked(length)?;
    let share = rest.strip_prefix('%');
    let longest = if share.is_some() { 3 } else { 2 };
    (1..=longest).contains(&length).then_some(())?;
    Some((figure.parse().ok()?, share.unwrap_or(rest)))
}

/// Three figures or more that go up or down by one, all before or all behind their answers: `1 Yes, 2 Partly, 3 No`.
fn stepped<'t>(given: &'t str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'t>> {
    let before = |piece: &'t str| {
        let (symbol, meaning) = piece.split_once(' ')?;
        Some((symbol, meaning))
    };
    let behind = |piece: &'t str| {
        let (meaning, symbol) = piece.rsplit_once(' ')?;
        Some((symbol, meaning))
    };
    let read = |split: &dyn Fn(&'t str) -> Option<(&'t str, &'t str)>| -> Option<Vec<Entry<'t>>> {
        pieces(given)
            .map(|piece| {
                let (symbol, meaning) = split(piece)?;
                let is_figure = symbol.len() == 1 && symbol.bytes().all(|byte| byte.is_ascii_digit());
                let meaning = text::trim(meaning);
                is_figure.then(|| Entry { symbol: symbol.into(), meaning, written: Written::Beside })
            })
            .collect()
    };
    let found = read(&before).or_else(|| read(&behind)).unwrap_or_default();
    if are_steps(&found) && is_scale(&found, is_answer) { found } else { Vec::new() }
}
