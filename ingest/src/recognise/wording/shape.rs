//! What a wording says beyond its letters: negations and reservations that turn its meaning, and the years of guidance
//! that do not.
//! In: words. Out: words without years; whether two wordings may differ in meaning. Never measures likeness.

use crate::normalise::text;

/// Words that turn a statement round, or take some of it back.
const TURNING: &[&str] = &[
    "not",
    "no",
    "never",
    "none",
    "nor",
    "neither",
    "without",
    "cannot",
    "cant",
    "isnt",
    "arent",
    "dont",
    "doesnt",
    "hasnt",
    "havent",
    "wont",
    "wasnt",
    "werent",
    "lack",
    "lacks",
    "lacking",
    "unable",
    "fails",
    "fail",
    "except",
    "unless",
    "rarely",
    "seldom",
    "hardly",
    "sometimes",
    "occasionally",
    "few",
    "only",
    "however",
    "although",
];

/// Words that narrow what a statement says of all.
const NARROWING: &[&str] = &["some", "most", "many", "partly", "partially", "half"];

/// Prefixes that turn a word round.
const TURNING_PREFIXES: &[&str] = &["un", "in", "im", "non", "dis", "ir", "il"];

/// The words of a wording, numbering dropped, the guidance's name short and every year as one word, so that a form
/// brought up to date reads the same.
pub(super) fn plain_words(wording: &str) -> String {
    let words = text::words(text::without_numbering(wording));
    let words = words
        .replace("keeping children safe in education kcsie", "kcsie")
        .replace("keeping children safe in education", "kcsie");
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

/// Whether a word that turns or narrows the meaning stands in one of the two and not in the other.
pub(super) fn may_differ_in_meaning(one: &str, other: &str) -> bool {
    let count = |words: &str, list: &[&str]| words.split(' ').filter(|word| list.contains(word)).count();
    if count(one, TURNING) != count(other, TURNING) || count(one, NARROWING) != count(other, NARROWING) {
        return true;
    }
    turned_word(one, other) || turned_word(other, one)
}

/// Whether `other` has a word of `one` with a turning prefix (`aware`, `unaware`) that `one` has not.
fn turned_word(one: &str, other: &str) -> bool {
    other.split(' ').filter(|word| word.len() > 5 && !one.split(' ').any(|known| known == *word)).any(
        |word| {
            TURNING_PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(|stem| {
                stem.len() > 3
                    && one.split(' ').any(|known| known == stem)
                    && !other.split(' ').any(|known| known == stem)
            })
        },
    )
}
