//! What a line of words corrects: `Correction: statement 5 should read Yes`, `Errata: 3 No, 7 Yes`, `no. 9 is now Partly`.
//! In: a line, the words that say answers, and what may be a statement's number. Out: the numbers with the answers that they
//! are said to have. Never takes a number for a statement's that no word calls so, nor what is hoped for for what is.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use schemas::answer::Answer;

use super::{
    parts::{ANSWERS, Line, Numbers, Said, TO},
    tokens::{Token, tokens},
};
use crate::normalise::marks::Vocabulary;

/// What a line says of one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Correction {
    /// The number or id as it is written there, in small letters.
    pub(crate) number: String,
    /// The answer that it is said to have; none where the line says only that the one given is wrong.
    pub(crate) answer: Option<Answer>,
    /// The answer that it is said not to have.
    pub(crate) denied: Option<Answer>,
    /// Whether a word calls the number a statement's, or it is one by its shape.
    pub(crate) is_named: bool,
}

/// Words that a line of corrections begins with.
const HEADED: &str = "correction corrections corrected corrigendum corrigenda erratum errata amendment amendments amended \
    amend update updates updated change changes changed revision revisions revised";
/// Heads that may be numbered themselves: `Amendment 2`.
const NUMBERED: &str = "amendment update change revision revised updated";
const CHANGED: &str = "change changed changes changing amend amended correct corrected alter altered update updated revise \
    revised edit edited switch switched swap moved";
const TREATED: &str = "treat count mark record read put make enter tick show take";
const WRONG: &str = "wrong wrongly incorrect incorrectly mistake mistakenly error misticked mismarked";
/// Heads behind which numbers need no other name.
const CORRECTION: &str =
    "correction corrections corrected corrigendum corrigenda erratum errata amendment amendments amended";
/// What makes a rule for all schools of a sentence, or a thing that may not be.
const CONDITION: &str = "if where only unless whether when whenever";
/// What is asked for, or not yet done.
const BASE: &str = "change amend correct alter update revise edit switch swap changing";
/// Numbers before these count them.
const COUNTED: &str = "answers responses statements questions items staff pupils are were have";
/// What may stand between a statement's number and what it is corrected to.
const BETWEEN: &str = "the our my answer answers response mark rating tick it this that which we i is are was were has have \
    had been be being to as now also since should must needs need ought please actually really in fact \
    read reads say says show shown marked answered meant become becomes gone all both a an instead then \
    from but therefore would will back up down";
/// Of those, what makes a correction of it.
const CORRECTING: &str = "now should ought meant actually really fact becomes become";
/// Words of what is to come.
const TO_COME: &str = "will shall next hope hopes hoping hopefully aim aims aiming plan plans planned planning target soon \
    could once when until till expect expected might if goal tomorrow future working";

/// Reads one line; `is_number` says whether a word with figures is an id, or one of the form's numbers.
pub(crate) fn corrections(
    line: &str,
    words: &Vocabulary,
    is_number: &dyn Fn(&str) -> bool,
) -> Vec<Correction> {
    if !may_correct(line) {
        return Vec::new();
    }
    let tokens = tokens(line);
    let line = Line { tokens: &tokens, words, is_number, is_loud: !line.chars().any(char::is_lowercase) };
    let mut found: Vec<Correction> = Vec::new();
    let mut from = 0;
    while from < tokens.len() {
        let length = tokens.get(from..).unwrap_or_default().iter().position(Token::ends_sentence);
        let to = length.map_or(tokens.len(), |length| from + length + 1);
        for one in line.sentence(from, to) {
            if found.iter().all(|known| known.number != one.number) {
                found.push(one);
            }
        }
        from = to;
    }
    found
}

/// Whether a line has a number that may be a statement's, and a word or an arrow without which it corrects nothing: most
/// comments have none.
pub(super) fn may_correct(line: &str) -> bool {
    static NEEDED: LazyLock<Needed> = LazyLock::new(Needed::new);
    let bytes = line.as_bytes();
    let words = || bytes.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    // A year or a sum is no statement's number.
    let is_number = |word: &[u8]| {
        let n_figures = word.iter().filter(|byte| byte.is_ascii_digit()).count();
        n_figures > 0 && (n_figures <= 3 || n_figures < word.len())
    };
    bytes.iter().any(u8::is_ascii_digit)
        && words().any(is_number)
        && (words().any(|word| NEEDED.has(word)) || line.contains(['>', '\u{2192}', '\u{27a1}']))
}

/// The words of which a correction has one.
struct Needed {
    words: FxHashSet<&'static [u8]>,
    /// For each letter, the lengths of those that begin with it, as bits: few other words are as long.
    lengths: [u32; 32],
}

impl Needed {
    const LONGEST: usize = 12;

    fn new() -> Self {
        const OTHERS: &str = "not instead rather longer";
        let lists = [HEADED, CHANGED, TREATED, WRONG, CORRECTING, OTHERS];
        let words: FxHashSet<&[u8]> =
            lists.iter().flat_map(|list| list.split_ascii_whitespace()).map(str::as_bytes).collect();
        let mut lengths = [0; 32];
        for word in &words {
            if let Some(lengths) = Self::slot(word).and_then(|slot| lengths.get_mut(slot)) {
                *lengths |= 1 << word.len();
            }
        }
        Self { words, lengths }
    }

    /// Where the lengths of a word's first letter stand, in whichever case.
    fn slot(word: &[u8]) -> Option<usize> {
        word.first().map(|first| usize::from(first & 0x1f))
    }

    fn has(&self, word: &[u8]) -> bool {
        let lengths = Self::slot(word).and_then(|slot| self.lengths.get(slot)).copied().unwrap_or_default();
        if word.len() > Self::LONGEST || lengths & (1 << word.len()) == 0 {
            return false;
        }
        let mut low = [0_u8; Self::LONGEST];
        let Some(low) = low.get_mut(..word.len()) else { return false };
        low.copy_from_slice(word);
        low.make_ascii_lowercase();
        self.words.contains(&*low)
    }
}

impl Line<'_> {
    fn sentence(&self, from: usize, to: usize) -> Vec<Correction> {
        const AFTER: usize = 5;
        let mut found = Vec::new();
        // `Mark 5 as No if governors have not met`
        let is_condition = |at: usize| self.is(at, CONDITION) && !self.is(at + 1, "possible");
        if (from..to).any(is_condition) {
            return found;
        }
        if !(from..to).any(|at| self.is_to_come(at)) {
            // Each may be a sentence of its own.
            found = self.headed(from, self.tokens.len());
        }
        if !found.is_empty() {
            return found;
        }
        let mut at = from;
        while at < to {
            let asked = self.changed(at, from, to).or_else(|| self.answer_first(at, from, to));
            let told = asked.or_else(|| self.numbered(at, from, to));
            // What follows behind may speak of other things.
            let comes = |end: usize| (from..to.min(end + AFTER)).any(|at| self.is_to_come(at));
            let told = told.filter(|(_, end)| self.asks_before(at, from) || !comes(*end));
            match told {
                Some((own, end)) => {
                    found.extend(own);
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
        found
    }

    /// `will`, `by Easter`; a wish to the reader (`could you change`) is none.
    fn is_to_come(&self, at: usize) -> bool {
        if self.is(at, "by") {
            const TIMES: &str = "easter summer autumn spring christmas year end term january february march april may june july \
    august september october november december then the";
            let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
            return self.is(at + 1, TIMES) || is_year(self.low(at + 1));
        }
        let is_wish = self.is(at, "could if") && (self.is(at + 1, "you possible"));
        self.is(at, TO_COME) && !is_wish
    }

    /// `Errata: 3 No, 7 Yes`, `Correction to 20: Yes`.
    fn headed(&self, from: usize, to: usize) -> Vec<Correction> {
        const FURTHEST: usize = 6;
        let mut found = Vec::new();
        // `Amendments in this version` are the form's.
        let is_of_others = |at: usize| self.is(at, "total totals count overall version template policy");
        if !self.is(from, HEADED) || (from..to).any(is_of_others) {
            return found;
        }
        let mut at = from + 1;
        let mut last = at;
        while at < to && at <= last + FURTHEST {
            let Some(of) = self.numbers(at, true) else {
                at += 1;
                continue;
            };
            let is_led = at == from + 1
                || !found.is_empty()
                || self.tokens.get(at - 1).is_some_and(Token::stops)
                || (from + 1..at).all(|at| self.is(at, TO) || self.is(at, ANSWERS) || self.is_figure(at));
            if !(of.is_named || is_led && self.is(from, CORRECTION)) {
                at = of.end;
                continue;
            }
            // `Amendment 2: ...` counts the amendments.
            let is_count = at == from + 1 && !of.is_named && !self.breaks(from) && self.is(from, NUMBERED);
            let said = (0..3).find_map(|skipped| {
                let at = of.end + skipped;
                let are_between = (of.end..at).all(|at| self.is(at, BETWEEN));
                self.answer(at, to).filter(|_| are_between)
            });
            match said.filter(|_| !is_count) {
                Some(said) => {
                    Self::add(&mut found, &of, Some(said.answer), None);
                    at = said.end;
                    last = at;
                }
                None => at = of.end,
            }
        }
        found
    }

    /// `statement 5 should read Yes`, `no. 5: No, not Partly`, `5 No -> Yes`, `no. 9 is wrong`.
    fn numbered(&self, at: usize, from: usize, to: usize) -> Option<(Vec<Correction>, usize)> {
        const FURTHEST: usize = 8;
        let of = self.numbers(at, false)?;
        let starts = at == from || self.breaks(at - 1);
        let got = at > from && self.is(at - 1, "got have had did ticked answered marked put");
        if let Some(wrong) = self.wrong(of.end, to).filter(|_| of.is_named || got || starts) {
            let said = (wrong..self.tokens.len().min(wrong + 10)).find_map(|at| {
                let is_led = self.is(at - 1, "is be read to been actually meant was say")
                    || (self.breaks(at - 1) && self.tokens.get(at).is_some_and(Token::is_capital));
                self.answer(at, self.tokens.len()).filter(|_| is_led)
            });
            if said.is_none() && !of.is_named {
                return None;
            }
            let mut found = Vec::new();
            Self::add(&mut found, &of, said.map(|said| said.answer), None);
            return Some((found, said.map_or(wrong, |said| said.end)));
        }
        if !(of.is_named && self.leads(at, from) || starts) {
            return None;
        }
        let mut next = self.behind_brackets(of.end, to);
        // `2 are now in place`, `3 answers changed` count.
        if !of.is_named && self.is(next, COUNTED) {
            return None;
        }
        let (mut corrects, mut changed, mut old) = (false, false, None);
        let end = to.min(next + FURTHEST);
        while next < end {
            let is_no_longer = self.is(next, "no") && self.is(next + 1, "longer");
            let said = self.answer(next, to);
            if is_no_longer || (said.is_none() && self.is(next, "not")) {
                let from = next + if is_no_longer { 2 } else { 1 };
                if let Some(denied) = self.answer(from, to) {
                    let but = self.is(denied.end, "but").then(|| self.answer(denied.end + 1, to)).flatten();
                    let end = but.map_or(denied.end, |but| but.end);
                    let mut found = Vec::new();
                    Self::add(&mut found, &of, but.map(|but| but.answer), Some(denied.answer));
                    return (is_no_longer || but.is_some() || corrects).then_some((found, end));
                }
            }
            if let Some(said) = said {
                let is_other = self.other(said.end, to).is_some_and(|other| other != said.answer);
                if corrects || is_other || (changed && self.is(next - 1, "to as into =>")) {
                    let mut found = Vec::new();
                    Self::add(&mut found, &of, Some(said.answer), None);
                    return Some((found, said.end));
                }
                if old.replace(said.answer).is_some() {
                    return None;
                }
                next = said.end;
                continue;
            }
            let is_arrow = self.is(next, "=>");
            let is_change = self.is(next, CHANGED);
            // `1) Now in place` is a list.
            corrects |= (self.is(next, CORRECTING)
                && (of.is_named || !self.is(next, "now fact become becomes")))
                || (self.is(next, "read") && self.is(next - 1, "please"))
                || (is_arrow && old.is_some());
            changed |= is_change || is_arrow;
            let goes_on = old.is_some() && self.is(next, "last year before and previously then");
            if !(is_change || is_arrow || goes_on || self.is(next, BETWEEN)) {
                return None;
            }
            next += 1;
        }
        None
    }

    /// `Please change no. 10 to Partly`, `change the answer to 5 from Yes to No`, `treat 5 as No`.
    fn changed(&self, at: usize, from: usize, to: usize) -> Option<(Vec<Correction>, usize)> {
        const FURTHEST: usize = 6;
        let is_headed = at == from + 1 && self.is(from, CORRECTION);
        let is_asked = at == from || is_headed || self.asks_before(at, from);
        let is_change = self.is(at, CHANGED) && (is_asked || !self.is(at, BASE));
        if !(is_change || (self.is(at, TREATED) && is_asked)) {
            return None;
        }
        let mut next = at + 1;
        let filler = |at: usize| self.is(at, ANSWERS) || self.is(at, TO) || self.is(at, "the our my from");
        while next < to && next < at + FURTHEST {
            if let Some(of) = self.numbers(next, true) {
                let mut to_at = of.end;
                if self.is(to_at, "from") {
                    to_at = self.answer(to_at + 1, to)?.end;
                }
                while self.is(to_at, "please answer the should be is") {
                    to_at += 1;
                }
                let has_to = self.is(to_at, "to as into =>");
                if !has_to && !of.is_named {
                    return None;
                }
                let mut said_at = to_at + usize::from(has_to);
                while self.is(said_at, "a an read be the") {
                    said_at += 1;
                }
                let said = self.answer(said_at, to)?;
                let mut found = Vec::new();
                Self::add(&mut found, &of, Some(said.answer), None);
                return Some((found, said.end));
            }
            if let Some(said) = self.answer(next, to) {
                let (said, is_pair) = match self.is(said.end, "to =>").then(|| self.answer(said.end + 1, to))
                {
                    Some(other) => (other?, true),
                    None => (said, false),
                };
                if is_change && !is_pair {
                    return None;
                }
                return self.of_behind(said, to);
            }
            if !filler(next) {
                return None;
            }
            next += 1;
        }
        None
    }

    /// Whether the reader is asked to do what follows.
    fn asks_before(&self, at: usize, from: usize) -> bool {
        let is_asked = |at: usize| {
            self.is(at, "please kindly") || (self.is(at, "could can would") && self.is(at + 1, "you"))
        };
        (from.max(at.saturating_sub(3))..at).any(is_asked)
    }

    /// `Should be Yes for no. 5`, `Yes not Partly at statement 5`.
    fn answer_first(&self, at: usize, from: usize, to: usize) -> Option<(Vec<Correction>, usize)> {
        if self.is(at, "should ought meant") {
            let next = (at + 1..to.min(at + 4)).find(|next| !self.is(*next, BETWEEN))?;
            return self.of_behind(self.answer(next, to)?, to);
        }
        let said = self.answer(at, to).filter(|_| at == from || self.breaks(at - 1))?;
        let other = self.other(said.end, to).filter(|other| *other != said.answer)?;
        let behind = (said.end..to).find_map(|at| self.answer(at, to).filter(|said| said.answer == other))?;
        let (mut found, end) = self.of_behind(behind, to)?;
        for one in &mut found {
            one.answer = Some(said.answer);
        }
        Some((found, end))
    }

    /// The number that an answer is said of, right behind it.
    fn of_behind(&self, said: Said, to: usize) -> Option<(Vec<Correction>, usize)> {
        let mut at = said.end;
        if !self.is(at, "for at in on against under beside") {
            return None;
        }
        at += 1;
        let of =
            self.numbers(at, true).filter(|of| of.is_named || of.end >= to || self.breaks(of.end - 1))?;
        let mut found = Vec::new();
        Self::add(&mut found, &of, Some(said.answer), None);
        Some((found, of.end))
    }

    fn add(found: &mut Vec<Correction>, of: &Numbers, answer: Option<Answer>, denied: Option<Answer>) {
        let is_named = of.is_named;
        found.extend(of.all.iter().map(|number| Correction {
            number: number.clone(),
            answer,
            denied,
            is_named,
        }));
    }

    /// Behind the word that calls a statement's answer wrong, right after its number.
    fn wrong(&self, from: usize, to: usize) -> Option<usize> {
        const FURTHEST: usize = 6;
        const BEFORE: &str = "is was were are has been marked ticked answered filled in by a an the our answer tick mark also \
    completed put";
        let mut next = from;
        while next < to.min(from + FURTHEST) {
            let at = next;
            next = self.answer(at, to).map_or(at + 1, |said| said.end);
            if next > at + 1 || self.answer(at, to).is_some() {
                continue;
            }
            if self.is(at, WRONG) {
                return Some(at + 1);
            }
            if !self.is(at, BEFORE) {
                return None;
            }
        }
        None
    }
}
