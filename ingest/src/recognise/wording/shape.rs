//! What a wording says beyond its letters: negations and reservations that turn its meaning, and the years of guidance
//! that do not.
//! In: words. Out: words without years; whether two wordings may differ in meaning. Never measures likeness.

use crate::normalise::text;

/// Whether a word turns a statement round, or takes some of it back.
fn turns(word: &str) -> bool {
    matches!(
        word,
        // With its commonest slips, or a slip would seem to take it away.
        "not"
            | "nto"
            | "ont"
            | "no"
            | "never"
            | "none"
            | "nor"
            | "neither"
            | "without"
            | "cannot"
            | "cant"
            | "isnt"
            | "arent"
            | "dont"
            | "doesnt"
            | "hasnt"
            | "havent"
            | "wont"
            | "wasnt"
            | "werent"
            | "lack"
            | "lacks"
            | "lacking"
            | "unable"
            | "fails"
            | "fail"
            | "except"
            | "unless"
            | "rarely"
            | "seldom"
            | "hardly"
            | "sometimes"
            | "occasionally"
            | "few"
            | "only"
            | "however"
            | "although"
            | "yet"
            | "weak"
            | "weakness"
            | "poor"
            | "poorly"
            | "inconsistent"
            | "insufficient"
            | "inadequate"
            | "ineffective"
            | "unclear"
            | "missing"
            | "absent"
            | "gap"
            | "gaps"
    )
}

/// Whether a word narrows what a statement says of all.
fn narrows(word: &str) -> bool {
    matches!(word, "some" | "most" | "many" | "partly" | "partially" | "half")
}

/// Prefixes that turn a word round.
const TURNING_PREFIXES: &[&str] = &["un", "in", "im", "non", "dis", "ir", "il"];

/// Guidance that forms name in full or in short: the folded names.
const GUIDANCE_NAMES: &[(&str, &str)] = &[("keeping children safe in education", "kcsie")];

/// The words of a wording, numbering dropped and every year as one word, so that a form brought up to date reads the same.
pub(super) fn plain_words(wording: &str) -> String {
    let words = text::words(text::without_numbering(wording));
    // Most have no figure at all.
    if memchr::memchr(b'2', words.as_bytes()).is_none() || !words.contains("20") {
        return words;
    }
    let mut plain = String::with_capacity(words.len());
    let mut after_year = false;
    for word in words.split(' ') {
        let is_year = word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit());
        // The second half of 2024-25.
        let is_half = after_year && word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
        after_year = is_year;
        if is_half {
            continue;
        }
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(if is_year { "yyyy" } else { word });
    }
    plain
}

/// The same words with each piece of guidance named the other ways round: in full, in short, both.
pub(super) fn with_guidance_otherwise(plain: &str) -> Vec<String> {
    let mut others = Vec::new();
    for (full, short) in GUIDANCE_NAMES {
        let both = format!("{full} {short}");
        let named = [both.as_str(), full, short].into_iter().find(|name| plain.contains(name));
        if let Some(named) = named {
            let ways = [both.as_str(), full, short].into_iter().filter(|way| *way != named);
            others.extend(ways.map(|way| plain.replace(named, way)));
        }
    }
    others
}

/// Whether a text is a wording word by word, but for slips of the typing within the words.
pub(super) fn is_mistyped(text: &str, wording: &str) -> bool {
    let n_blanks = |words: &str| words.bytes().filter(|byte| *byte == b' ').count();
    if n_blanks(text) != n_blanks(wording) {
        return false;
    }
    let mut others = wording.split(' ');
    let are_alike = text.split(' ').all(|word| {
        others.next().is_some_and(|known| {
            // With a step more, `included` is `excluded`.
            word == known
                || (known.len() > 2
                    && word.len().abs_diff(known.len()) <= 1
                    && strsim::osa_distance(word, known) <= 1)
        })
    });
    are_alike && others.next().is_none()
}

/// Whether a word that turns or narrows the meaning stands in the text and not in the wording, or the other way round. Of a
/// wording that the text is only the beginning of, `reach` words are compared, give or take.
pub(super) fn may_differ_in_meaning(text: &str, wording: &str, reach: Option<usize>) -> bool {
    let two = Two::of(text, wording);
    let kinds: [fn(&str) -> bool; 2] = [turns, narrows];
    kinds.into_iter().any(|is_one| match reach {
        // Slips join and part words: where exactly the text stops is known by a few words only.
        Some(reach) => {
            let slack = 2 + reach / 12;
            let n_in = |n_words: usize| words_of(wording).take(n_words).filter(|word| is_one(word)).count();
            let (fewest, most) = (n_in(reach.saturating_sub(slack)), n_in(reach + slack));
            !(fewest..=most).contains(&words_of(text).filter(|word| is_one(word)).count())
        }
        None => n_of(&two.own, is_one) != n_of(&two.wordings_own, is_one),
    }) || two.turn_a_word()
        || two.name_others()
}

/// The words of words.
fn words_of(words: &str) -> impl Iterator<Item = &str> {
    words.split_ascii_whitespace()
}

/// How many of the words are of a kind.
fn n_of(words: &[&str], is_one: fn(&str) -> bool) -> usize {
    words.iter().filter(|word| is_one(word)).count()
}

/// A text and a wording, in words with single blanks between, and what stands between the words that both begin with and those
/// that both end with: what these say, both say.
struct Two<'w> {
    text: &'w str,
    wording: &'w str,
    /// The text's words between.
    own: Vec<&'w str>,
    /// The wording's.
    wordings_own: Vec<&'w str>,
}

impl<'w> Two<'w> {
    fn of(text: &'w str, wording: &'w str) -> Self {
        let begins = common_words(text.bytes(), wording.bytes());
        let [own, wordings_own] = [text, wording].map(|words| words.get(begins..).unwrap_or_default());
        let ends = common_words(own.bytes().rev(), wordings_own.bytes().rev());
        let [own, wordings_own] = [own, wordings_own]
            .map(|words| words_of(words.get(..words.len() - ends).unwrap_or_default()).collect());
        Self { text, wording, own, wordings_own }
    }

    fn turn_a_word(&self) -> bool {
        turned_word(self.text, &self.wordings_own) || turned_word(self.wording, &self.own)
    }

    /// Whether the text speaks of some of whom the wording does not speak, and no longer of some of whom it does: `Staff are
    /// taught` in place of `Pupils are taught`.
    fn name_others(&self) -> bool {
        let names = |words: &str, one: Whom| words_of(words).any(|word| whom(word) == Some(one));
        let new = |own: &[&str], others: &str| {
            own.iter().filter_map(|word| whom(word)).any(|one| !names(others, one))
        };
        new(&self.own, self.wording) && new(&self.wordings_own, self.text)
    }
}

/// How many letters the whole words take that both come with first, the blank behind them not counted.
fn common_words(mut one: impl Iterator<Item = u8>, mut other: impl Iterator<Item = u8>) -> usize {
    let (mut n, mut whole) = (0, 0);
    loop {
        match (one.next(), other.next()) {
            (Some(letter), Some(known)) if letter == known => {
                whole = if letter == b' ' { n } else { whole };
                n += 1;
            }
            (None | Some(b' '), None | Some(b' ')) => return n,
            _ => return whole,
        }
    }
}

/// Of whom a statement speaks. Who governs is called otherwise from place to place: `Governing Body`, `Parent Council`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whom {
    Pupils,
    Staff,
    Parents,
}

fn whom(word: &str) -> Option<Whom> {
    Some(match word {
        "pupil" | "pupils" | "child" | "children" | "learner" | "learners" | "student" | "students" => {
            Whom::Pupils
        }
        "staff" | "teacher" | "teachers" | "employees" => Whom::Staff,
        "parent" | "parents" | "carer" | "carers" | "guardians" | "families" => Whom::Parents,
        _ => return None,
    })
}

/// Whether one of two texts has a word that turns it round more often than the other, or turns a word of it.
pub(super) fn is_turned(text: &str, wording: &str) -> bool {
    let two = Two::of(text, wording);
    n_of(&two.own, turns) != n_of(&two.wordings_own, turns) || two.turn_a_word()
}

/// Whether `other` has a word of `one` with a turning prefix (`aware`, `unaware`) that `one` has not; a lost space
/// (`inplace`) is no prefix.
fn turned_word(one: &str, other: &[&str]) -> bool {
    let has = |wanted: &str| words_of(one).any(|word| word == wanted);
    // Few words have such a prefix: only those are looked for.
    other.iter().filter(|word| word.len() > 5 && word.starts_with(['u', 'i', 'n', 'd'])).any(|word| {
        TURNING_PREFIXES.iter().filter_map(|prefix| Some((prefix, word.strip_prefix(prefix)?))).any(
            |(prefix, stem)| {
                stem.len() > 3 && has(stem) && !has(word) && !one.contains(&format!("{prefix} {stem}"))
            },
        )
    })
}
