//! What the words behind a symbol in a key come to.
//! In: a meaning as the form puts it (`fully in place`, `work needed`). Out: an answer where the words plainly are one,
//! else which way they lean. Never gives an answer for a leaning.

use schemas::answer::Answer;

use crate::normalise::{
    marks::vocabulary::{Vocabulary, Word},
    text,
};

/// What words in a key come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// Plainly an answer.
    Answer(Answer),
    /// All is well, one way or another.
    Good,
    /// Something is wanting.
    Bad,
    /// On the way.
    Between,
    /// Neither.
    Unknown,
}

/// Words before the meaning itself.
const FILLERS: &[&str] = &[
    "the",
    "school",
    "schools",
    "is",
    "are",
    "we",
    "have",
    "has",
    "this",
    "it",
    "its",
    "that",
    "statement",
    "standard",
    "requirement",
    "expectation",
    "criterion",
    "criteria",
    "if",
    "where",
    "when",
    "for",
    "your",
    "a",
    "an",
    "answer",
    "you",
    "they",
    "these",
    "currently",
    "means",
    "been",
    "practice",
    "our",
];
const NEGATIONS: &[&str] =
    &["no", "not", "nothing", "none", "never", "without", "isnt", "arent", "hasnt", "havent", "non"];
const STATES: &[&str] = &[
    "met",
    "meets",
    "implemented",
    "achieved",
    "established",
    "compliant",
    "complete",
    "completed",
    "embedded",
    "done",
    "place",
    "evident",
];
const PARTS: &[&str] = &["partly", "partially", "partial", "part", "some", "somewhat"];
const FULL: &[&str] = &["fully", "completely", "entirely", "full", "all"];
/// Words that make a state one to come.
const COMING: &[&str] = &[
    "will",
    "be",
    "being",
    "to",
    "planned",
    "plan",
    "plans",
    "planning",
    "soon",
    "nearly",
    "almost",
    "mostly",
    "mainly",
    "largely",
    "towards",
    "working",
    "should",
    "must",
    "needs",
    "need",
    "needed",
    "until",
    "yet",
    "but",
    "progress",
    "required",
    "more",
    "further",
    "developing",
    "limited",
    "wanting",
    "putting",
    "being",
];
const BETWEEN: &[&str] = &[
    "progress",
    "developing",
    "development",
    "working",
    "towards",
    "underway",
    "started",
    "emerging",
    "mostly",
    "nearly",
    "almost",
    "improving",
    "further",
    "more",
    "some",
    "partly",
    "partially",
    "part",
    "sometimes",
];
const BAD: &[&str] = &[
    "do",
    "work",
    "needed",
    "need",
    "needs",
    "action",
    "actions",
    "required",
    "improve",
    "improvement",
    "improvements",
    "gap",
    "gaps",
    "weak",
    "weakness",
    "weaknesses",
    "poor",
    "priority",
    "concern",
    "concerns",
    "missing",
    "attention",
    "urgent",
    "inadequate",
    "support",
    "training",
    "issue",
    "issues",
    "problem",
    "problems",
    "risk",
    "low",
    "lacking",
    "todo",
];
const GOOD: &[&str] = &[
    "good",
    "strong",
    "secure",
    "excellent",
    "well",
    "high",
    "satisfied",
    "satisfactory",
    "effective",
    "happy",
    "confident",
    "ok",
    "okay",
    "fine",
    "embedded",
];

/// Whether a word stands in a meaning that tells of an answer, whatever the others make of it.
pub(crate) fn has_leaning_word(meaning: &str) -> bool {
    let lists = [NEGATIONS, STATES, PARTS, FULL, COMING, BETWEEN, BAD, GOOD];
    let words = text::words(meaning);
    words.split(' ').any(|word| lists.iter().any(|list| list.contains(&word)))
}

/// What a meaning comes to.
pub(super) fn sense(meaning: &str, words: &Vocabulary) -> Sense {
    // "Needs work (Partly)": in brackets, the form's own word for it.
    if let Some((_, inner)) = meaning.split_once(['(', '[']) {
        let inner = text::words(inner);
        let answers = [
            ("yes", Answer::Yes),
            ("partly", Answer::Partly),
            ("partially", Answer::Partly),
            ("no", Answer::No),
        ];
        if let Some((_, answer)) = answers.iter().find(|(word, _)| inner == *word) {
            return Sense::Answer(*answer);
        }
    }
    let first =
        meaning.split(['(', '[', '\n']).next().filter(|first| !text::is_blank(first)).unwrap_or(meaning);
    let spoken = text::words(first);
    if let Some(answer) = named(&spoken, words) {
        return Sense::Answer(answer);
    }
    let mut rest: &str = &spoken;
    while let Some((filler, after)) = rest.split_once(' ') {
        if !FILLERS.contains(&filler) {
            break;
        }
        rest = after;
        if let Some(answer) = named(rest, words) {
            return Sense::Answer(answer);
        }
    }
    // "Yes, fully embedded", "no - nothing yet".
    if let Some((head, _)) = first.split_once([',', ';', ':', '\u{2013}', '\u{2014}', '.'])
        && let Some(answer) = named(&text::words(head), words)
    {
        return Sense::Answer(answer);
    }
    match by_words(rest) {
        // "Normal practice (in place)": what the words leave open, those in brackets say.
        Sense::Unknown => in_brackets(meaning, words).map_or(Sense::Unknown, Sense::Answer),
        sense => sense,
    }
}

/// The answer that words in brackets behind others plainly are.
fn in_brackets(meaning: &str, words: &Vocabulary) -> Option<Answer> {
    let (_, inner) = meaning.split_once(['(', '['])?;
    let inner = text::words(inner);
    named(&inner, words).or_else(|| match by_words(&inner) {
        Sense::Answer(answer) => Some(answer),
        _ => None,
    })
}

/// The answer that words name: as a mark or as a heading does, but for single letters.
fn named(spoken: &str, words: &Vocabulary) -> Option<Answer> {
    if spoken.len() < 2 {
        return None;
    }
    match words.look_up(spoken) {
        Some(Word::Answer(answer)) => Some(answer),
        _ => match spoken {
            "always" | "established" | "fully established" | "true" => Some(Answer::Yes),
            "sometimes" => Some(Answer::Partly),
            "never" | "false" | "none" | "not established" => Some(Answer::No),
            _ => None,
        },
    }
}

fn by_words(spoken: &str) -> Sense {
    let list: Vec<&str> = spoken.split(' ').collect();
    let has = |wanted: &[&str]| list.iter().any(|word| wanted.contains(word));
    let (negated, part, full) = (has(NEGATIONS), has(PARTS), has(FULL));
    let names_state = has(STATES) && (!list.contains(&"place") || spoken.contains("in place"));
    if names_state && list.len() <= 8 {
        let is_no = list.first().is_some_and(|word| matches!(*word, "not" | "no" | "non"));
        match (negated, part, full) {
            (false, true, false) if !has(COMING) => return Sense::Answer(Answer::Partly),
            (true, false, false) if is_no && !has(BAD) => return Sense::Answer(Answer::No),
            (false, false, _) if !has(COMING) && !has(BAD) => return Sense::Answer(Answer::Yes),
            (false, true, false) => return Sense::Between,
            _ => {}
        }
    }
    if !negated && has(BETWEEN) {
        return Sense::Between;
    }
    match (has(BAD), has(GOOD) || names_state, negated) {
        (true, _, true) | (false, true, false) => Sense::Good,
        (true, _, false) | (false, _, true) => Sense::Bad,
        (false, false, false) => Sense::Unknown,
    }
}
