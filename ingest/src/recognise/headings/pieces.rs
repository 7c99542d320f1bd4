//! Headings that name an answer by pieces: in two languages (`Yes / Tha`), with a number (`3 - Yes`), with a light before
//! the word, with a slip of the fingers (`Partley`).
//! In: a heading that is not known as a whole. Out: the answer that its pieces name. Never takes pieces that name
//! different answers.

use schemas::answer::Answer;

use crate::normalise::{
    marks::{
        Vocabulary,
        glyphs::{Sign, sign_of},
        slips,
    },
    text,
};

/// Longer headings say more than an answer.
const LONGEST: usize = 60;

/// The answer that a heading's pieces name.
pub(crate) fn answer(raw: &str, words: &Vocabulary) -> Option<Answer> {
    let raw = text::trim(raw);
    if raw.is_empty() || raw.len() > LONGEST {
        return None;
    }
    let light = |raw: &str| match sign_of(raw, None) {
        Some(Sign::Says(answer)) => Some(answer),
        _ => None,
    };
    if let Some(answer) = light(raw) {
        return Some(answer);
    }
    if let Some(asked) = behind_tick(raw) {
        return words.answer(asked);
    }
    let named = |piece: &str| words.answer(piece).or_else(|| slips::answer(piece));
    if let Some(rest) = without_number(raw).filter(|rest| rest.len() < raw.len()) {
        return named(rest);
    }
    if let Some(before) = before_number(raw) {
        return named(before);
    }
    if let Some((first, rest)) = raw.split_once(' ')
        && let (Some(by_light), Some(by_word)) = (light(first), named(rest))
    {
        return (by_light == by_word).then_some(by_word);
    }
    let mut pieces =
        raw.split(['/', '|', '\n', '(', ')', '\u{2013}']).map(text::trim).filter(|piece| !piece.is_empty());
    let first = pieces.next()?;
    // As a whole it is known not to be an answer's own word.
    let first = if first.len() == raw.len() { slips::answer(first) } else { named(first) }?;
    pieces.all(|piece| named(piece) == Some(first)).then_some(first)
}

/// `Tick if Yes`, `Please tick for No`: what the tick is for.
fn behind_tick(raw: &str) -> Option<&str> {
    let behind = |raw: &'_ str, before: &[&str]| {
        before.iter().find_map(|before| {
            let begin = raw.get(..before.len())?;
            begin.eq_ignore_ascii_case(before).then_some(before.len())
        })
    };
    let tick = behind(raw, &["please tick ", "tick ", "mark ", "x "])?;
    let rest = raw.get(tick..)?;
    rest.get(behind(rest, &["if ", "for ", "here if ", "here for "])?..)
}

/// `3 - Yes`, `1. Yes`, `2 = Partly`, `1 Yes`: what follows a number.
fn without_number(raw: &str) -> Option<&str> {
    let rest = raw.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() + 2 >= raw.len())
        .then(|| rest.trim_start_matches([' ', '-', '.', ')', ':', '=', '\u{2013}', '\u{2014}']))
}

/// `Yes 2`, `Partly (1)`, `No = 0`: what stands before one figure.
fn before_number(raw: &str) -> Option<&str> {
    let bare = raw.trim_end_matches(')');
    let rest = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let before = rest.trim_end_matches([' ', '-', ':', '=', '(', '\u{2013}']);
    (rest.len() + 1 == bare.len() && before.len() < rest.len()).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_agree_name_an_answer() {
        let words = Vocabulary::default();
        for (raw, expected) in [
            ("Yes / Tha", Some(Answer::Yes)),
            ("Partly / Gu \u{ec}re", Some(Answer::Partly)),
            ("Yn rhannol / Partly", Some(Answer::Partly)),
            ("3 - Yes", Some(Answer::Yes)),
            ("1 = No", Some(Answer::No)),
            ("\u{1f7e2}", Some(Answer::Yes)),
            ("\u{1f534} No", Some(Answer::No)),
            ("Partley", Some(Answer::Partly)),
            ("Yes 2", Some(Answer::Yes)),
            ("Partly (1)", Some(Answer::Partly)),
            ("No = 0", Some(Answer::No)),
            ("Year 1", None),
            ("Yes / Partly", None),
            ("\u{1f534} Yes", None),
            ("Yes / whatever", None),
            ("Tick if YES", Some(Answer::Yes)),
            ("Please tick for No", Some(Answer::No)),
            ("Tick if needed", None),
            ("2025", None),
            ("", None),
        ] {
            assert_eq!(answer(raw, &words), expected, "{raw}");
        }
    }
}
