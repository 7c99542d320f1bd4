//! What a form's own key says its marks mean: `N = nothing to do, Y = work needed`, `1 = not in place, 3 = fully in place`.
//! In: the texts of a form that are no statements. Out: what each mark means here, where that is plain, and which marks
//! nobody can be sure of any more. Never lets our usual meaning stand where the form plainly says another.

mod entries;
mod scales;
mod sense;
mod worded;

use schemas::answer::Answer;

use super::{
    glyphs::{self, Sign},
    vocabulary::Vocabulary,
};
use crate::{
    grid::{Cell, Value},
    normalise::text,
};
pub use entries::{Entry, Written, entries, lined_entries, turned_entries, turned_entry, turned_words};
pub use scales::{headed_entries, scale_entries};
pub(crate) use sense::has_leaning_word;
use sense::{Sense, sense};
pub use worded::{worded_entries, worded_entry};

/// The symbol of a tick of any kind.
pub(super) const TICK: &str = "\u{2713}";
/// The symbol of a cross of any kind, the letter x too.
pub(super) const CROSS: &str = "x";
/// The symbol of half a point.
pub(super) const HALF: &str = "0.5";

/// What a key makes of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// This answer.
    Says(Answer),
    /// Something else than usual, and not plainly which answer.
    Unsure,
    /// What it usually means.
    Usual,
}

/// What a form's own key says of its marks.
#[derive(Clone, Debug, Default)]
pub struct Key {
    entries: Vec<(Box<str>, Meaning)>,
    /// Whether what does not hold is to be crossed out.
    crosses_out: bool,
}

impl Key {
    /// Whether the form says nothing of its marks but what they usually mean.
    pub fn is_plain(&self) -> bool {
        !self.crosses_out && self.entries.iter().all(|(_, meaning)| *meaning == Meaning::Usual)
    }

    /// Whether a mark means another answer here than usual.
    pub fn is_turned(&self) -> bool {
        self.entries.iter().any(|(symbol, meaning)| {
            matches!(meaning, Meaning::Says(answer) if usual(symbol).is_some_and(|usual| usual != *answer))
        })
    }

    /// What the key makes of a symbol, if it says anything unusual of it.
    pub fn look_up(&self, symbol: &str) -> Option<Meaning> {
        let find = |wanted: &str| self.entries.iter().find(|(known, _)| &**known == wanted);
        // `✔✔` is but a tick where the key has no such of its own.
        let counts = |sign: &str| self.entries.iter().any(|(known, _)| known.starts_with(&sign.repeat(2)));
        let single = || {
            [TICK, CROSS].into_iter().find(|sign| {
                symbol.len() > sign.len() && symbol.split(*sign).all(str::is_empty) && !counts(sign)
            })
        };
        // Where the number of signs tells, another number than the key's says nothing.
        let is_uncounted =
            || [TICK, CROSS].into_iter().any(|sign| symbol.split(sign).all(str::is_empty) && counts(sign));
        match find(symbol).or_else(|| find(single()?)) {
            Some((_, meaning)) => Some(*meaning).filter(|meaning| *meaning != Meaning::Usual),
            None => (!symbol.is_empty() && is_uncounted()).then_some(Meaning::Unsure),
        }
    }

    /// Whether it says of a symbol that it stands for this answer.
    pub(in crate::normalise) fn gives(&self, symbol: &str, answer: Answer) -> bool {
        let entry = self.entries.iter().find(|(known, _)| &**known == symbol);
        entry.is_some_and(|(_, meaning)| match meaning {
            Meaning::Says(said) => *said == answer,
            Meaning::Usual => usual(symbol) == Some(answer),
            Meaning::Unsure => false,
        })
    }

    /// The symbols that have a meaning of their own here.
    pub(super) fn unusual(&self) -> impl Iterator<Item = (&str, Meaning)> {
        self.entries
            .iter()
            .filter(|(_, meaning)| *meaning != Meaning::Usual)
            .map(|(symbol, meaning)| (&**symbol, *meaning))
    }

    /// Takes in the entries of one text, or of one small table of symbols and meanings; says whether they make a key.
    pub fn take(&mut self, given: &[Entry<'_>], words: &Vocabulary) -> bool {
        // `Targets: 5 No -> Yes` says what answers are to become.
        if given.iter().any(says_another) {
            let others: Vec<Entry<'_>> = given.iter().filter(|entry| !says_another(entry)).cloned().collect();
            return self.take(&others, words);
        }
        let mut senses: Vec<Sense> = given.iter().map(|entry| sense(entry.meaning, words)).collect();
        // `Fully, Partly, Not`
        let has = |senses: &[Sense], answer| senses.contains(&Sense::Answer(answer));
        if has(&senses, Answer::Yes) && has(&senses, Answer::Partly) && !has(&senses, Answer::No) {
            for (entry, sense) in given.iter().zip(&mut senses) {
                let meaning = text::words(entry.meaning.split(['(', '[']).next().unwrap_or_default());
                let is_to_do = matches!(
                    &*meaning,
                    "to do" | "to be done" | "still to do" | "still to be done" | "yet to do"
                );
                // `Y = yet to do` turns what the letter usually says, and is left to be asked about.
                if matches!(&*meaning, "not" | "not at all" | "nothing")
                    || is_to_do && usual(&entry.symbol).is_none()
                {
                    *sense = Sense::Answer(Answer::No);
                }
            }
        }
        let mut symbols: Vec<&str> = given.iter().map(|entry| &*entry.symbol).collect();
        symbols.sort_unstable();
        symbols.dedup();
        // "A: Policy, C: Training" explains no marks.
        let says_something = senses.iter().any(|sense| matches!(sense, Sense::Answer(_)))
            || senses.iter().all(|sense| *sense != Sense::Unknown);
        let is_sure = given.iter().any(|entry| entry.written == Written::Equated);
        // A numbered list is a key where it is nothing but answers.
        if given.iter().any(|entry| entry.written == Written::Listed)
            && !senses.iter().all(|sense| matches!(sense, Sense::Answer(_)))
        {
            return false;
        }
        if given.is_empty() || (!is_sure && (symbols.len() < 2 || !says_something)) {
            return false;
        }
        let agrees = |entry: &Entry<'_>, sense: Sense| {
            usual(&entry.symbol).is_some_and(|usual| match sense {
                Sense::Answer(answer) => answer == usual,
                Sense::Good => usual == Answer::Yes,
                Sense::Bad => usual == Answer::No,
                Sense::Unknown | Sense::Between => false,
            })
        };
        let turns = |entry: &Entry<'_>, sense: Sense| {
            usual(&entry.symbol).is_some_and(|usual| match sense {
                Sense::Answer(answer) => answer != usual,
                Sense::Good => usual == Answer::No,
                Sense::Bad => usual == Answer::Yes,
                Sense::Unknown | Sense::Between => false,
            })
        };
        let pairs = || given.iter().zip(senses.iter().copied());
        let is_usual_throughout = pairs().any(|(entry, sense)| agrees(entry, sense))
            && !pairs().any(|(entry, sense)| turns(entry, sense));
        let has_both_ends =
            senses.contains(&Sense::Answer(Answer::Yes)) && senses.contains(&Sense::Answer(Answer::No));
        // `N = normal practice, X = not in place`: the letter is that word's, or its answer has another mark.
        let is_taken = |entry: &Entry<'_>, usual: Option<Answer>| {
            begins_other_word(entry)
                || pairs().any(|(other, sense)| {
                    other.symbol != entry.symbol && usual.is_some_and(|usual| sense == Sense::Answer(usual))
                })
        };
        let mut is_key = false;
        for (entry, sense) in given.iter().zip(senses.iter().copied()) {
            let usual = usual(&entry.symbol);
            let meaning = match sense {
                Sense::Answer(answer) if usual == Some(answer) && says_itself(&entry.symbol) => {
                    Meaning::Usual
                }
                Sense::Answer(answer) => Meaning::Says(answer),
                // "Developing" between Yes and No is the middle of the scale.
                Sense::Between if has_both_ends && usual.is_none() => Meaning::Says(Answer::Partly),
                _ if agrees(entry, sense) => Meaning::Usual,
                _ if usual.is_none() => continue,
                _ if turns(entry, sense) => Meaning::Unsure,
                // The word itself says its answer, whatever else is said of it; a sign chooses.
                _ if is_word(&entry.symbol) || matches!(&*entry.symbol, TICK | CROSS | "1" | "0") => continue,
                Sense::Between | Sense::Bad | Sense::Good
                    if is_usual_throughout && usual == Some(Answer::Partly) =>
                {
                    Meaning::Usual
                }
                Sense::Unknown
                    if is_usual_throughout && usual != Some(Answer::Partly) && !is_taken(entry, usual) =>
                {
                    Meaning::Usual
                }
                _ => Meaning::Unsure,
            };
            is_key = true;
            self.add(&entry.symbol, meaning);
        }
        is_key
    }

    /// Adds what is known of a symbol otherwise than from a key; what a key says holds.
    pub fn add_implied(&mut self, symbol: &str, answer: Answer) {
        if usual(symbol) != Some(answer) && self.entries.iter().all(|(known, _)| &**known != symbol) {
            self.entries.push((symbol.into(), Meaning::Says(answer)));
        }
    }

    /// Where the form asks for what does not hold to be crossed out, nobody can be sure of a cross any more.
    pub fn doubt_crosses(&mut self) {
        self.crosses_out = true;
        self.add(CROSS, Meaning::Unsure);
    }

    /// Where blue stands beside green, nobody can be sure of green any more, unless the form says what it means.
    pub fn doubt_green(&mut self) {
        for symbol in ["green", "g"] {
            if self.entries.iter().all(|(known, _)| &**known != symbol) {
                self.entries.push((symbol.into(), Meaning::Unsure));
            }
        }
    }

    /// Whether nobody can be sure of a cross, not even in an answer's own column.
    pub(super) const fn doubts_crosses(&self) -> bool {
        self.crosses_out
    }

    /// Where two keys disagree, nobody can be sure.
    fn add(&mut self, symbol: &str, meaning: Meaning) {
        let says = |meaning: Meaning| match meaning {
            Meaning::Says(answer) => Some(answer),
            Meaning::Usual => usual(symbol),
            Meaning::Unsure => None,
        };
        match self.entries.iter_mut().find(|(known, _)| &**known == symbol) {
            Some((_, known)) if says(*known) != says(meaning) => *known = Meaning::Unsure,
            Some((_, known)) if *known == Meaning::Usual => *known = meaning,
            Some(_) => {}
            None => self.entries.push((symbol.into(), meaning)),
        }
    }
}

/// Whether a mark says its usual answer wherever it stands alone; of a sign, a figure or the letters of traffic lights
/// it depends on the rest of the return.
fn says_itself(symbol: &str) -> bool {
    !matches!(symbol, "g" | "a" | "r" | "1" | "0" | TICK | CROSS)
}

/// Whether an answer's own word is said to be another answer's: no key says that of its marks.
fn says_another(entry: &Entry<'_>) -> bool {
    let own = |word: &str| usual(word).filter(|_| matches!(word, "yes" | "no" | "partly" | "partially"));
    let meaning = text::words(entry.meaning);
    let first = meaning.split(' ').next().unwrap_or_default();
    own(&entry.symbol).zip(own(first)).is_some_and(|(one, other)| one != other)
}

/// Whether a letter is the first of what it means, and that is no way of saying yes or no.
fn begins_other_word(entry: &Entry<'_>) -> bool {
    const YES_OR_NO: [&str; 18] = [
        "yes", "yep", "yeah", "yup", "no", "nope", "nah", "nae", "green", "red", "nil", "none", "never",
        "nowhere", "negative", "not", "rarely", "seldom",
    ];
    let meaning = text::words(entry.meaning);
    let first = meaning.split(' ').next().unwrap_or_default();
    entry.symbol.len() == 1 && first.starts_with(&*entry.symbol) && !YES_OR_NO.contains(&first)
}

/// Whether a symbol is a word that names an answer or a colour by itself.
fn is_word(symbol: &str) -> bool {
    symbol.chars().count() > 2 && usual(symbol).is_some()
}

/// What a symbol means where no key says otherwise.
fn usual(symbol: &str) -> Option<Answer> {
    Some(match symbol {
        "y" | "yes" | "g" | "green" | "1" | TICK => Answer::Yes,
        "p" | "partly" | "partially" | "a" | "amber" | "yellow" | "orange" => Answer::Partly,
        "n" | "no" | "r" | "red" | "0" | CROSS => Answer::No,
        "n a" | "na" => Answer::NotApplicable,
        _ => return None,
    })
}

/// The answer that words in a key mean, where they plainly mean one.
pub fn plain_answer(words: &str, vocabulary: &Vocabulary) -> Option<Answer> {
    match sense(words, vocabulary) {
        Sense::Answer(answer) => Some(answer),
        _ => None,
    }
}

/// Whether words in a key come to no answer and lean to none.
pub fn says_no_answer(words: &str, vocabulary: &Vocabulary) -> bool {
    sense(words, vocabulary) == Sense::Unknown
}

/// The symbol that a cell holds, in the form in which keys are kept; none where it is prose.
pub(in crate::normalise) fn symbol_of(cell: &Cell) -> Option<Box<str>> {
    match &cell.value {
        Value::Text(raw) => symbol(text::trim(raw), cell),
        Value::Number(number) => of_number(*number),
        _ => None,
    }
}

/// How often a sign is repeated, one at least.
fn n_signs(raw: &str) -> usize {
    let is_sign = |c: char| matches!(glyphs::plain(c), Some(Sign::Tick | Sign::Cross));
    raw.chars().filter(|c| is_sign(*c)).count().max(1)
}

fn symbol(raw: &str, cell: &Cell) -> Option<Box<str>> {
    if raw.is_empty() || raw.len() > 24 {
        return None;
    }
    if let Some(number) = raw.strip_suffix('%') {
        return percentage(number);
    }
    if let Some(symbol) = half(raw) {
        return Some(symbol);
    }
    let whole = |(symbol, length): (Box<str>, usize)| (length == raw.len()).then_some(symbol);
    if let Some(symbol) = below_nought(raw).or_else(|| repeated_sign(raw)).and_then(whole) {
        return Some(symbol);
    }
    match glyphs::sign_of(raw, cell.look.symbol_font) {
        Some(Sign::Tick) => return Some(TICK.repeat(n_signs(raw)).into()),
        Some(Sign::Cross) => return Some(CROSS.repeat(n_signs(raw)).into()),
        Some(Sign::One) => return Some("1".into()),
        Some(Sign::Not) if raw == "0" => return Some("0".into()),
        Some(Sign::Odd(letter)) if letter.is_alphanumeric() => return Some(letter.to_string().into()),
        Some(_) => return drawn(raw),
        None => {}
    }
    if let Some(symbol) = drawn(raw) {
        return Some(symbol);
    }
    let words = text::words(raw);
    (!words.is_empty()).then(|| words.into())
}

/// The symbol of a drawn tick or cross, or of several.
pub fn sign(bare: &str) -> Option<Box<str>> {
    match glyphs::sign_of(bare, None)? {
        Sign::Tick => Some(TICK.repeat(n_signs(bare)).into()),
        Sign::Cross => Some(CROSS.repeat(n_signs(bare)).into()),
        _ => None,
    }
}

/// The symbol of a drawn sign that is no tick or cross, or of the same one several times: `\u{25cf}`, `\u{2605}\u{2605}`.
pub(super) fn drawn(raw: &str) -> Option<Box<str>> {
    if let Some((symbol, length)) = plain_sign(raw) {
        return (length == raw.len()).then(|| symbol.into());
    }
    let bare: String = raw.chars().filter(|c| *c != '\u{fe0f}').collect();
    let first = bare.chars().next()?;
    // Arrows, circles, squares, stars, faces: no letters, dashes or quotes.
    let is_sign = first == '*'
        || matches!(first, '\u{2190}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}');
    (is_sign && bare.chars().all(|c| c == first)).then(|| bare.into())
}

/// The sign of the keyboard that a text begins with, as keys keep it, and its length: `/`, `~`, any dash.
fn plain_sign(raw: &str) -> Option<(&'static str, usize)> {
    const SIGNS: [&str; 5] = ["+/-", "/", "\\", "+", "~"];
    let dash = || {
        let first = raw.chars().next()?;
        matches!(first, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}').then_some(("-", first.len_utf8()))
    };
    // Most texts begin with a letter.
    if raw.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    SIGNS.iter().find(|sign| raw.starts_with(**sign)).map(|sign| (*sign, sign.len())).or_else(dash)
}

/// The sign of the keyboard that a text begins with two to four times, and its length: `++`, `...`.
fn repeated_sign(raw: &str) -> Option<(Box<str>, usize)> {
    let first = raw.chars().next().filter(|c| matches!(c, '+' | '-' | '~' | '.' | '!' | '/'))?;
    let length = raw.len() - raw.trim_start_matches(first).len();
    let signs = raw.get(..length).filter(|signs| (2..=4).contains(&signs.len()))?;
    Some((signs.into(), length))
}

/// The step below nought that a text begins with, as keys keep it, and its length: `-1`, with any dash.
pub(super) fn below_nought(raw: &str) -> Option<(Box<str>, usize)> {
    let (dash, length) = plain_sign(raw)?;
    let behind = raw.get(length..).filter(|_| dash == "-")?;
    let figure = behind.chars().next().filter(char::is_ascii_digit)?;
    let goes_on = behind.get(1..)?.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','));
    (!goes_on).then(|| (format!("-{figure}").into(), length + 1))
}

/// The symbol of a whole percentage, from what stands before its sign.
pub(super) fn percentage(number: &str) -> Option<Box<str>> {
    let number = text::trim(number);
    let is_whole = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| format!("{number}%").into())
}

/// The symbol of half a point, as written: `0.5`, `\u{bd}`.
pub(super) fn half(raw: &str) -> Option<Box<str>> {
    matches!(raw, "0.5" | "0,5" | ".5" | "\u{bd}").then(|| HALF.into())
}

/// The symbol of a whole number that a scale may have, or of half a point.
pub fn of_number(number: f64) -> Option<Box<str>> {
    if (number - 0.5).abs() < f64::EPSILON {
        return Some(HALF.into());
    }
    ["-2", "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
        .into_iter()
        .zip(-2_i8..)
        .find(|(_, value)| (f64::from(*value) - number).abs() < f64::EPSILON)
        .map(|(symbol, _)| symbol.into())
}

#[cfg(test)]
mod tests;
