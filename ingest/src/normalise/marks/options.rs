//! Option lists with boxes in one cell: `☒ Yes ☐ Partly ☐ No`, `Yes [ ]  No [x]`.
//! In: a cell's text. Out: the option that is ticked. Never reads a list with words in it that say no answer.

use schemas::answer::Answer;

use super::{
    Absence, Doubt, Mark,
    glyphs::{self, Sign},
    vocabulary::Vocabulary,
};
use crate::normalise::text::trim;

/// No list of answers is longer.
const LONGEST: usize = 90;

/// Whether a sign is a box or a button of an option list, ticked or not.
pub(super) const fn is_box(c: char) -> bool {
    glyphs::is_empty_box(c) || glyphs::is_ticked_box(c)
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
            _ if glyphs::is_empty_box(c) => (false, at + c.len_utf8()),
            _ if glyphs::is_ticked_box(c) => (true, at + c.len_utf8()),
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
    for (at, (label, is_ticked)) in labels.iter().zip(&boxes).enumerate() {
        // `\u{2610} \u{2713} Yes`: whoever printed the form ticked it by hand.
        let by_hand = ticked_by_hand(label);
        let answer = vocabulary.answer(by_hand.map_or(*label, |(bare, _)| bare))?;
        // Behind a label, a tick may be the next box's.
        let is_its_own = |is_before: bool| starts_with_box && (is_before || at + 1 == labels.len());
        if by_hand.is_some_and(|(_, is_before)| !is_its_own(is_before)) {
            return Some(Mark::Unclear(Doubt::Mixed));
        }
        match (*is_ticked || by_hand.is_some(), chosen) {
            (true, None) => chosen = Some(answer),
            (true, Some(_)) => return Some(Mark::Several),
            (false, _) => {}
        }
    }
    Some(chosen.map_or(Mark::Nothing(Absence::Written), Mark::Says))
}

/// A label without the tick, or the letter x apart from it, before or behind it; and whether that stands before it. A drawn cross
/// may say that the answer does not hold.
fn ticked_by_hand(label: &str) -> Option<(&str, bool)> {
    let is_drawn = |c: char| matches!(glyphs::plain(c), Some(Sign::Tick));
    let is_tick = |word: &&str| match glyphs::sign_of(word, None) {
        Some(Sign::Tick) => true,
        Some(Sign::Cross) => word.is_ascii(),
        _ => false,
    };
    let before = || label.split_once(char::is_whitespace).filter(|(word, _)| is_tick(word));
    let behind = || label.rsplit_once(char::is_whitespace).filter(|(_, word)| is_tick(word));
    let first = label.strip_prefix(is_drawn).or_else(|| before().map(|(_, rest)| rest));
    let last = || label.strip_suffix(is_drawn).or_else(|| behind().map(|(rest, _)| rest));
    first.map(|rest| (trim(rest), true)).or_else(|| last().map(|rest| (trim(rest), false)))
}

/// A list with room for a mark behind each answer: `Yes: x Partly: No:`, `Yes_x_ Partly___ No___`.
pub(super) fn filled_in(text: &str, vocabulary: &Vocabulary) -> Option<Mark> {
    let is_room = |c: char| matches!(c, ':' | '_' | '\u{2026}');
    if text.len() > LONGEST || text.starts_with(is_room) || text.contains(['/', '|']) {
        return None;
    }
    let rooms = text.split(|c| !is_room(c)).filter(|room| !room.is_empty()).count();
    let bare = text.replace(is_room, " ");
    let words: Vec<&str> = bare.split_whitespace().collect();
    let is_mark = |word: &str| matches!(glyphs::sign_of(word, None), Some(Sign::Tick | Sign::Cross));
    let (mut seen, mut chosen) = (Vec::new(), Vec::new());
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let (length, answer) = (1..=3)
            .rev()
            .find_map(|length| Some((length, vocabulary.answer(&rest.get(..length)?.join(" "))?)))?;
        if seen.contains(&answer) {
            return None;
        }
        seen.push(answer);
        rest = rest.get(length..)?;
        if let Some(behind) = rest.split_first().filter(|(word, _)| is_mark(word)).map(|(_, behind)| behind) {
            chosen.push(answer);
            rest = behind;
        }
    }
    match (seen.len(), chosen.as_slice()) {
        (0 | 1, _) => None,
        // `_Yes_ Partly No` sets one off.
        (n, _) if rooms < n => None,
        (_, []) => Some(Mark::Nothing(Absence::Written)),
        (_, [answer]) => Some(Mark::Says(*answer)),
        _ => Some(Mark::Several),
    }
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
            None => (ticked_by_hand(line)?.0, true),
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

/// The only answer of a list on one line that has a tick at it: `Yes ✓ / Partly / No`, `Yes Partly✓ No`. Between two answers
/// that nothing parts, a tick may be either's: only the first and the last place are plain.
pub(super) fn ticked_piece(text: &str, vocabulary: &Vocabulary) -> Option<Answer> {
    let is_tick = |c: char| matches!(glyphs::plain(c), Some(Sign::Tick));
    if text.len() > LONGEST || text.contains('\n') {
        return None;
    }
    let signs = ['/', '|', ';', ',', '\t'];
    if text.contains(signs) || text.contains("   ") {
        if !text.chars().any(|c| is_tick(c) || c.eq_ignore_ascii_case(&'x')) {
            return None;
        }
        let lines = text.replace("   ", "\n").replace(signs, "\n");
        // `Yes/Partly/No \u{2713}`: apart from a list that is written close, a tick is at none of its answers.
        let is_close = text.contains('/') && !text.contains(" /") && !text.contains("/ ");
        let is_apart = text.trim_start_matches(is_tick).starts_with(char::is_whitespace)
            || text.trim_end_matches(is_tick).ends_with(char::is_whitespace);
        return if is_close && is_apart {
            None
        } else {
            ticked_line(&lines.replace(is_tick, " \u{2713} "), vocabulary)
        };
    }
    let mut ticks = text.char_indices().filter(|(_, c)| is_tick(*c));
    let ((at, tick), None) = (ticks.next()?, ticks.next()) else { return None };
    let (before, behind) = (text.get(..at)?, text.get(at + tick.len_utf8()..)?);
    let (earlier, later) = (answers(before, vocabulary)?, answers(behind, vocabulary)?);
    let is_list = |list: &[Answer]| {
        list.iter().enumerate().all(|(at, one)| !list.iter().skip(at + 1).any(|other| other == one))
    };
    let all: Vec<Answer> = earlier.iter().chain(&later).copied().collect();
    if all.len() < 2 || !is_list(&all) {
        return None;
    }
    let is_close =
        |side: &str, letter: Option<char>| !side.is_empty() && letter.is_some_and(char::is_alphanumeric);
    match (is_close(before, before.chars().next_back()), is_close(behind, behind.chars().next())) {
        (true, false) => earlier.last().copied(),
        (false, true) => later.first().copied(),
        _ if later.is_empty() => earlier.last().copied(),
        _ if earlier.is_empty() => later.first().copied(),
        _ => None,
    }
}

/// Answers one behind another with nothing but blanks between them: `Yes Partly No`, `Not met Partly met`.
fn answers(text: &str, vocabulary: &Vocabulary) -> Option<Vec<Answer>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let (length, answer) = (1..=3).rev().find_map(|length| {
            let words = words.get(from..from + length)?;
            Some((length, vocabulary.answer(&words.join(" "))?))
        })?;
        found.push(answer);
        from += length;
    }
    Some(found)
}

/// Whether a line begins and ends with a letter or a bracket.
fn is_bare(line: &str) -> bool {
    line.starts_with(char::is_alphanumeric) && line.ends_with(|c: char| c.is_alphanumeric() || c == ')')
}

/// What follows an option's number or letter: `1 - Yes`, `3. Fully in place`, `b) Partly`, `A: Yes`, `C - No`.
pub(super) fn labelled(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match text.len() - rest.len() {
        // A letter that is an answer's own says one itself.
        0 => text.get(1..).filter(|rest| {
            let is_list_letter = || {
                text.starts_with(|c: char| matches!(c, 'a'..='e' | 'A'..='E'))
                    && [" - ", ". ", " \u{2013} ", " = "].iter().any(|sign| rest.starts_with(sign))
            };
            text.starts_with(char::is_alphabetic)
                && (rest.starts_with(')')
                    || rest.starts_with(':') && !text.starts_with(['y', 'Y', 'p', 'P', 'n', 'N'])
                    || is_list_letter())
        })?,
        1 | 2 => rest,
        _ => return None,
    };
    let bare = rest.trim_start_matches([' ', '-', '.', ')', ':', '=', '\u{2013}', '\u{2014}']);
    (bare.len() < rest.len()).then_some(bare)
}
