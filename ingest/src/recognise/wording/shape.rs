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
    if !words.contains("20") {
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
    let count = |words: &[&str], is_one: fn(&str) -> bool| words.iter().filter(|word| is_one(word)).count();
    let beginning = |n_words: usize| two.wording.get(..n_words).unwrap_or(&two.wording);
    let kinds: [fn(&str) -> bool; 2] = [turns, narrows];
    kinds.into_iter().any(|is_one| match reach {
        // Slips join and part words: where exactly the text stops is known by a few words only.
        Some(reach) => {
            let slack = 2 + reach / 12;
            let (shorter, longer) = (beginning(reach.saturating_sub(slack)), beginning(reach + slack));
            !(count(shorter, is_one)..=count(longer, is_one)).contains(&count(&two.text, is_one))
        }
        None => count(two.own(), is_one) != count(two.wordings_own(), is_one),
    }) || two.turn_a_word()
        || two.name_others()
}

/// A text and a wording, in words.
struct Two<'w> {
    text: Vec<&'w str>,
    wording: Vec<&'w str>,
    /// How many words both begin with, and end with: what these say, both say.
    n_begin: usize,
    n_end: usize,
}

impl<'w> Two<'w> {
    fn of(text: &'w str, wording: &'w str) -> Self {
        let [text, wording]: [Vec<&str>; 2] =
            [text, wording].map(|words| words.split_ascii_whitespace().collect());
        let n_begin = text.iter().zip(&wording).take_while(|(one, other)| one == other).count();
        let rest = text.iter().skip(n_begin).rev().zip(wording.iter().skip(n_begin).rev());
        let n_end = rest.take_while(|(one, other)| one == other).count();
        Self { text, wording, n_begin, n_end }
    }

    /// The words of the text between those.
    fn own(&self) -> &[&'w str] {
        self.text.get(self.n_begin..self.text.len() - self.n_end).unwrap_or_default()
    }

    /// And of the wording.
    fn wordings_own(&self) -> &[&'w str] {
        self.wording.get(self.n_begin..self.wording.len() - self.n_end).unwrap_or_default()
    }

    fn turn_a_word(&self) -> bool {
        turned_word(&self.text, self.wordings_own()) || turned_word(&self.wording, self.own())
    }

    /// Whether the text speaks of some of whom the wording does not speak, and no longer of some of whom it does: `Staff are
    /// taught` in place of `Pupils are taught`.
    fn name_others(&self) -> bool {
        let names = |words: &[&str], one: Whom| words.iter().any(|word| whom(word) == Some(one));
        let new = |own: &[&str], others: &[&str]| {
            own.iter().filter_map(|word| whom(word)).any(|one| !names(others, one))
        };
        new(self.own(), &self.wording) && new(self.wordings_own(), &self.text)
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
    let n_turns = |words: &[&str]| words.iter().filter(|word| turns(word)).count();
    n_turns(two.own()) != n_turns(two.wordings_own()) || two.turn_a_word()
}

/// Whether `other` has a word of `one` with a turning prefix (`aware`, `unaware`) that `one` has not; a lost space
/// (`inplace`) is no prefix.
fn turned_word(one: &[&str], other: &[&str]) -> bool {
    // Few words have such a prefix: only those are looked for.
    other.iter().filter(|word| word.len() > 5).any(|word| {
        TURNING_PREFIXES.iter().filter_map(|prefix| Some((prefix, word.strip_prefix(prefix)?))).any(
            |(prefix, stem)| {
                stem.len() > 3
                    && one.contains(&stem)
                    && !one.contains(word)
                    && !one.join(" ").contains(&format!("{prefix} {stem}"))
            },
        )
    })
}
