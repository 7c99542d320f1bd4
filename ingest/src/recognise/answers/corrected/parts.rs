//! The parts of a line that may correct an answer: a statement's number, an answer, and how they stand in their sentence.
//! In: a line's words. Out: what begins at one of them. Never takes a word with figures for a number that is not called one,
//! but where it begins a sentence's part or is looked for.

use schemas::answer::Answer;

use super::tokens::Token;
use crate::normalise::marks::Vocabulary;

pub(super) const CALLED: &str = "statement statements question questions q qu qs qn no nos number numbers num item items indicator \
    point";
pub(super) const ANSWERS: &str = "answer answers response responses mark rating tick entry score reply judgement box ticked answered \
    marked";
pub(super) const TO: &str = "to for of in at on against under beside with";
/// Words before a number that is not the subject of its sentence.
const POINTING: &str = "see read than like per from by about cover covers include including is into";
/// Words behind a No that makes no answer of it.
const NO_WHAT: &str = "longer change changes more further problem problems issue issues comment comments one need other \
    action actions concerns plans evidence amendments corrections updates doubt";
/// Words behind an answer that goes no further.
const GOING_ON: &str = "not instead rather since as because and but from please for now following thanks too also at on \
    after again";

/// What else may stand behind a No that is one.
const BEHIND_NO: &str = "last previously before then to =>";

/// A number as a line has it, and the token behind it.
pub(super) struct Numbers {
    pub(super) all: Vec<String>,
    pub(super) is_named: bool,
    pub(super) end: usize,
}

/// An answer as a line has it, and the token behind it.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) answer: Answer,
    pub(super) end: usize,
}

pub(super) struct Line<'t> {
    pub(super) tokens: &'t [Token<'t>],
    pub(super) words: &'t Vocabulary,
    pub(super) is_number: &'t dyn Fn(&str) -> bool,
    /// Whether all of it is in capitals, so that they say nothing.
    pub(super) is_loud: bool,
}

impl Line<'_> {
    pub(super) fn low(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.low.as_str())
    }

    pub(super) fn is(&self, at: usize, list: &str) -> bool {
        list.split(' ').any(|word| word == self.low(at))
    }

    /// Whether a token begins with a figure.
    pub(super) fn is_figure(&self, at: usize) -> bool {
        self.low(at).starts_with(|c: char| c.is_ascii_digit())
    }

    pub(super) fn breaks(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(Token::breaks)
    }

    /// Whether the number at a place may be its sentence's subject.
    pub(super) fn leads(&self, at: usize, from: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= from) else { return true };
        if self.breaks(before) || !(self.is(before, TO) || self.is(before, POINTING)) {
            return true;
        }
        let is_of_answer = || {
            before == from
                || self.breaks(before - 1)
                || self.is(before - 1, ANSWERS)
                || self.is(before - 1, "as")
        };
        self.is(before, TO) && is_of_answer()
    }

    /// The other answer in `not Partly`, `instead of Partly`.
    pub(super) fn other(&self, at: usize, to: usize) -> Option<Answer> {
        let at = match self.low(at) {
            "and" | "but" if self.is(at + 1, "not") => at + 2,
            "not" => at + 1,
            "instead" if self.is(at + 1, "of") => at + 2,
            "rather" if self.is(at + 1, "than") => at + 2,
            _ => return None,
        };
        self.answer(at, to).map(|said| said.answer)
    }

    pub(super) fn behind_brackets(&self, at: usize, to: usize) -> usize {
        let opens = |at: usize| self.tokens.get(at).is_some_and(Token::opens);
        let closes = |at: &usize| self.tokens.get(*at).is_some_and(Token::closes);
        if !at.checked_sub(1).is_some_and(opens) {
            return at;
        }
        (at..to).find(closes).map_or(at, |close| close + 1)
    }

    /// The numbers that begin at a token; bare ones only where they are looked for, or where they begin a sentence's part.
    pub(super) fn numbers(&self, at: usize, takes_bare: bool) -> Option<Numbers> {
        let mut next = at;
        while self.is(next, CALLED) && !self.tokens.get(next).is_some_and(Token::stops) {
            next += 1;
        }
        let is_called = next > at;
        let own = |at: usize| self.tokens.get(at).and_then(|token| self.number(token, is_called));
        let (first, is_shaped) = own(next)?;
        let is_named = is_called || is_shaped;
        if !is_named && !takes_bare && at > 0 && !self.breaks(at - 1) {
            let is_got = self.is(at - 1, "got have had did ticked answered marked put");
            if !is_got {
                return None;
            }
        }
        let mut numbers = vec![first];
        next += 1;
        // `statements 3, 5 and 7`
        loop {
            if !is_named {
                break;
            }
            let is_listed = self.tokens.get(next - 1).is_some_and(Token::lists);
            let at = match (self.is(next, "and"), is_listed) {
                (true, _) => next + 1,
                (false, true) => next,
                _ => break,
            };
            let Some((number, _)) = own(at) else { break };
            // The next pair's: `no. 3 No, 7 Yes`.
            numbers.push(number);
            next = at + 1;
        }
        Some(Numbers { all: numbers, is_named, end: next })
    }

    /// A token as a statement's number, and whether its shape says so.
    pub(super) fn number(&self, token: &Token<'_>, is_called: bool) -> Option<(String, bool)> {
        const LONGEST: usize = 3;
        let low = token.low.as_str();
        if !low.bytes().any(|byte| byte.is_ascii_digit()) || low.contains('/') {
            return None;
        }
        let bare = low.trim_start_matches('#');
        let (letters, figures) = bare.split_at(bare.find(|c: char| c.is_ascii_digit())?);
        if letters.is_empty() {
            let is_plain = figures.len() <= LONGEST && figures.bytes().all(|byte| byte.is_ascii_digit());
            let is_known = || figures.contains('.') && (is_called || (self.is_number)(figures));
            return (is_plain || is_known())
                .then(|| (figures.to_owned(), !is_plain || bare.len() < low.len()));
        }
        let is_asked = letters == "q" && figures.bytes().all(|byte| byte.is_ascii_digit());
        (is_asked || (self.is_number)(bare)).then(|| (bare.to_owned(), true))
    }

    /// The answer that begins at a token, where it is meant as one: it begins with a capital, stands in quotation marks, or
    /// the sentence's part ends behind it.
    pub(super) fn answer(&self, at: usize, to: usize) -> Option<Said> {
        const LONGEST: usize = 4;
        const PLAIN: &str = "yes no partly partially n/a na";
        let first = self.tokens.get(at).filter(|_| at < to)?;
        let is_capital = !self.is_loud && first.is_capital();
        for length in (1..=LONGEST).rev() {
            let own = self.tokens.get(at..at + length).filter(|_| at + length <= to);
            let Some((last, before)) = own.and_then(<[_]>::split_last) else { continue };
            if before.iter().any(Token::breaks) || own.is_some_and(|own| own.iter().any(Token::is_arrow)) {
                continue;
            }
            let said = before.iter().chain([last]).map(|token| token.raw).collect::<Vec<_>>().join(" ");
            let Some(answer) = self.words.answer(&said).filter(|_| !first.low.starts_with("we")) else {
                continue;
            };
            let is_plain = length > 1 || self.is(at, PLAIN);
            let is_quoted = first.is_quoted();
            let end = at + length;
            let ends = last.breaks() || end >= to || self.is(end, GOING_ON);
            // `5. No phones in class`, `5 no. new policy`; `is now No` is one whatever follows.
            let is_said = is_capital && at > 0 && self.is(at - 1, "now be read is");
            let goes_on = end < to
                && !last.breaks()
                && !self.is(end, GOING_ON)
                && !self.is(end, BEHIND_NO)
                && !self.is_figure(end)
                && !is_said;
            let is_unit = first.raw == "no" && first.is_short_for(self.low(end));
            let is_other = self.is(at, "no") && length == 1 && (is_unit || goes_on || self.is(end, NO_WHAT));
            // `no 7` goes on with a number.
            let has_number = || self.tokens.get(end).is_some_and(|token| self.number(token, true).is_some());
            let is_called = self.is(at, CALLED) && !first.stops() && has_number();
            let is_meant =
                if is_plain { is_capital || is_quoted || ends } else { (is_capital || is_quoted) && ends };
            if is_meant && !is_other && !is_called {
                return Some(Said { answer, end });
            }
        }
        None
    }
}
