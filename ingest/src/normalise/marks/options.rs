//! Option lists with boxes in one cell: `☒ Yes ☐ Partly ☐ No`, `Yes [ ]  No [x]`.
//! In: a cell's text. Out: the option that is ticked. Never reads a list with words in it that say no answer.

use schemas::answer::Answer;

use super::{
    Absence, Mark,
    glyphs::{self, Sign},
    vocabulary::Vocabulary,
};
use crate::normalise::text::trim;

/// Whether a sign is a box or a button of an option list, ticked or not.
pub(super) const fn is_box(c: char) -> bool {
    matches!(
        c,
        '\u{2610}'
            ..='\u{2612}'
                | '\u{25a0}'
                | '\u{25a1}'
                | '\u{25cb}'
                | '\u{25cf}'
                | '\u{25c9}'
                | '\u{25ef}'
                | '\u{2b1c}'
                | '\u{26aa}'
                | '\u{f0a8}'
                | '\u{f0fd}'
                | '\u{f0fe}'
    )
}

/// An option list with boxes: `☒ Yes ☐ Partly ☐ No`, `Yes [ ]  No [x]`.
pub(super) fn read(text: &str, vocabulary: &Vocabulary) -> Option<Mark> {
    let mut boxes: Vec<bool> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    let mut label_from = 0;
    let mut starts_with_box = false;
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        let (is_ticked, end) = match c {
            '\u{2610}' | '\u{25a1}' | '\u{25cb}' | '\u{25ef}' | '\u{2b1c}' | '\u{26aa}' | '\u{f0a8}' => {
                (false, at + c.len_utf8())
            }
            '\u{2611}' | '\u{2612}' | '\u{25a0}' | '\u{25cf}' | '\u{25c9}' | '\u{f0fe}' | '\u{f0fd}' => {
                (true, at + c.len_utf8())
            }
            '[' | '(' => {
                let close = if c == '[' { ']' } else { ')' };
                let Some(length) = text.get(at + 1..).and_then(|inner| inner.find(close)) else { continue };
                let inner = text.get(at + 1..at + 1 + length).map_or("", trim);
                if !(inner.is_empty()
                    || matches!(glyphs::sign_of(inner, None), Some(Sign::Tick | Sign::Cross | Sign::Dot)))
                {
                    continue;
                }
                for _ in 0..text.get(at + 1..at + 2 + length).map_or(0, |inside| inside.chars().count()) {
                    rest.next();
                }
                (!inner.is_empty(), at + 2 + length)
            }
            _ => continue,
        };
        let label = text.get(label_from..at).map_or("", trim);
        if boxes.is_empty() {
            starts_with_box = label.is_empty();
        }
        if !(boxes.is_empty() && starts_with_box) {
            labels.push(label);
        }
        boxes.push(is_ticked);
        label_from = end;
    }
    if boxes.is_empty() {
        return None;
    }
    let last = text.get(label_from..).map_or("", trim);
    if starts_with_box {
        labels.push(last);
    } else if !last.is_empty() {
        return None;
    }
    if labels.len() != boxes.len() {
        return None;
    }
    let mut chosen = None;
    for (label, is_ticked) in labels.iter().zip(&boxes) {
        let answer = vocabulary.answer(label)?;
        match (is_ticked, chosen) {
            (true, None) => chosen = Some(answer),
            (true, Some(_)) => return Some(Mark::Several),
            (false, _) => {}
        }
    }
    Some(chosen.map_or(Mark::Nothing(Absence::Written), Mark::Says))
}

/// The only one of several lines, each an answer, that has a tick or a cross at it: `✓ Yes`, `Partly`, `No`.
pub(super) fn ticked_line(text: &str, vocabulary: &Vocabulary) -> Option<Answer> {
    if !text.contains('\n') {
        return None;
    }
    let mut chosen = None;
    let mut seen = Vec::new();
    for line in text.lines().map(trim).filter(|line| !line.is_empty()) {
        let (label, is_ticked) = match vocabulary.answer(line).filter(|_| is_bare(line)) {
            Some(_) => (line, false),
            None => (without_tick(line)?, true),
        };
        let answer = vocabulary.answer(label)?;
        if seen.contains(&answer) || (is_ticked && chosen.is_some()) {
            return None;
        }
        seen.push(answer);
        chosen = chosen.or(is_ticked.then_some(answer));
    }
    chosen.filter(|_| seen.len() > 1)
}

/// Whether a line begins and ends with a letter or a bracket.
fn is_bare(line: &str) -> bool {
    line.starts_with(char::is_alphanumeric) && line.ends_with(|c: char| c.is_alphanumeric() || c == ')')
}

/// A line without the tick or cross before or behind it.
fn without_tick(line: &str) -> Option<&str> {
    let is_tick = |word: &str| matches!(glyphs::sign_of(word, None), Some(Sign::Tick | Sign::Cross));
    let (first, rest) = line.split_once(char::is_whitespace)?;
    if is_tick(first) {
        return Some(trim(rest));
    }
    let (rest, last) = line.rsplit_once(char::is_whitespace)?;
    is_tick(last).then(|| trim(rest))
}

/// What follows an option's number or letter: `1 - Yes`, `3. Fully in place`, `b) Partly`, `A: Yes`.
pub(super) fn labelled(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match text.len() - rest.len() {
        // A letter that is an answer's own says one itself.
        0 => text.get(1..).filter(|rest| {
            text.starts_with(char::is_alphabetic)
                && (rest.starts_with(')')
                    || rest.starts_with(':') && !text.starts_with(['y', 'Y', 'p', 'P', 'n', 'N']))
        })?,
        1 | 2 => rest,
        _ => return None,
    };
    let bare = rest.trim_start_matches([' ', '-', '.', ')', ':', '=', '\u{2013}', '\u{2014}']);
    (bare.len() < rest.len()).then_some(bare)
}
