//! Three words side by side that are plainly a scale's steps, though one alone might be anything: `Done | Doing | To do`,
//! `Evident | Partly evident | Not evident`.
//! In: three texts in the form's order. Out: the answer of each. Never takes three that leave a step open.

use std::cell::RefCell;

use schemas::answer::Answer;

use super::answer_words;
use crate::normalise::{
    marks::Vocabulary,
    memo::{Memo, remembered},
    text,
};

/// Longer texts are no step of a scale.
const LONGEST: usize = 40;

/// More words for the upper end, in the form of [`text::words`].
const UPPER: &[&str] = &[
    "evidence seen",
    "done",
    "all",
    "secure",
    "yes fully",
    "yes completely",
    "yes all",
    "we do this",
    "confident",
];
/// More words for what lies between.
const BETWEEN: &[&str] = &[
    "doing",
    "mostly",
    "mainly",
    "largely",
    "some",
    "yes in part",
    "yes partially",
    "yes somewhat",
    "to a degree",
    "working on it",
    "working on this",
    "working towards it",
    "working towards this",
    "work in progress",
    "being worked on",
    "getting there",
    "started",
    "begun",
    "under way",
    "underway",
    "ongoing",
    "yes but",
    "some evidence",
    "partly true",
    "partially true",
    "pairt",
    // Between Yes and No, slips of the fingers.
    "party",
    "partley",
    "parlty",
    "patly",
    "party met",
    "party in place",
];
/// More words for the lower end.
const LOWER: &[&str] = &[
    "to do",
    "to be done",
    "not done",
    "not begun",
    "none",
    "nil",
    "nothing",
    "nothing yet",
    "none yet",
    "not yet done",
    "no not yet",
    "no not at all",
    "no evidence",
];

/// What three texts come to as the steps of one scale, whichever end comes first.
pub(crate) fn steps(given: [&str; 3], vocabulary: &Vocabulary) -> Option<[Answer; 3]> {
    if given.iter().any(|raw| raw.len() > LONGEST || raw.len() < 2) {
        return None;
    }
    // Of most texts side by side the middle one is no step that lies between: do not fold the others in vain.
    thread_local!(static MIDDLES: Memo<bool> = const { RefCell::new(Vec::new()) });
    let may_lie_between = |raw: &str| {
        let words = text::words(raw);
        is_step(&words, Answer::Partly, BETWEEN, vocabulary) || in_part(&words).is_some()
    };
    let [_, middle, _] = given;
    if !remembered(&MIDDLES, vocabulary.number(), middle, may_lie_between) {
        return None;
    }
    let [first, middle, last] = given.map(text::words);
    let is = |words: &str, answer: Answer, more: &[&str]| is_step(words, answer, more, vocabulary);
    let go_down = |upper: &str, lower: &str| {
        (is(upper, Answer::Yes, UPPER)
            && is(lower, Answer::No, LOWER)
            && is(&middle, Answer::Partly, BETWEEN))
            || are_of_one(upper, &middle, lower)
    };
    if go_down(&first, &last) {
        Some([Answer::Yes, Answer::Partly, Answer::No])
    } else if go_down(&last, &first) {
        Some([Answer::No, Answer::Partly, Answer::Yes])
    } else {
        None
    }
}

/// The steps that a text lists, each with its answer: `Status (Done / Doing / To do)`. None where it lists anything else.
pub(crate) fn listed<'t>(raw: &'t str, vocabulary: &Vocabulary) -> Option<[(&'t str, Answer); 3]> {
    if raw.len() > 3 * LONGEST || raw.len() < 6 {
        return None;
    }
    let bare = raw.split_once(['(', '[', ':']).map_or(raw, |(_, listed)| listed);
    let bare = bare.trim_end_matches([')', ']', '.']);
    let sign = ['/', '|', ',', ';', '\n'].into_iter().find(|sign| bare.contains(*sign))?;
    let mut pieces = bare.split(sign).map(text::trim);
    let (first, middle, end) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    // `Done, doing or to do`
    let end = end.strip_prefix("or ").unwrap_or(end);
    let [one, two, three] = steps([first, middle, end], vocabulary)?;
    Some([(first, one), (middle, two), (end, three)])
}

/// Whether words are this step of a scale, by themselves or as more such words.
fn is_step(words: &str, answer: Answer, more: &[&str], vocabulary: &Vocabulary) -> bool {
    match answer_words(words).or_else(|| vocabulary.answer(words)) {
        Some(known) => known == answer,
        None => more.contains(&words),
    }
}

/// What words say without an adverb at either end; none where they have none.
fn without(words: &str, adverbs: &[&str]) -> Option<String> {
    adverbs.iter().find_map(|adverb| {
        let rest = words.strip_prefix(adverb).and_then(|rest| rest.strip_prefix(' '));
        rest.or_else(|| words.strip_suffix(adverb).and_then(|rest| rest.strip_suffix(' '))).map(str::to_owned)
    })
}

/// What words say to be so in part.
fn in_part(words: &str) -> Option<String> {
    without(words, &["partly", "partially", "in part", "part", "to some extent", "somewhat"])
}

/// Whether three texts say the same thing whole, in part and not at all: `Evident`, `Partly evident`, `Not evident`.
fn are_of_one(upper: &str, middle: &str, lower: &str) -> bool {
    let whole = without(upper, &["fully", "completely", "wholly"]).unwrap_or_else(|| upper.to_owned());
    let in_part = in_part(middle);
    let not_at_all = without(lower, &["not at all", "not yet", "not"])
        .or_else(|| lower.strip_prefix("dis").map(str::to_owned))
        .or_else(|| {
            ["do not", "does not"]
                .iter()
                .find(|not| lower.contains(**not))
                .map(|not| lower.replacen(&format!("{not} "), "", 1))
        });
    in_part.as_deref() == Some(whole.as_str()) && not_at_all.as_deref() == Some(whole.as_str())
}
