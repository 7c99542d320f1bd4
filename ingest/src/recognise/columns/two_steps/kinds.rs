//! Headings of second columns, and the words that stand below them.
//! In: a heading, or a cell. Out: what it is. Never looks at the answers beside.

use schemas::answer::Answer;

use super::FEWEST;
use crate::{
    grid::{Cell, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::headings::{self, Head},
};

/// What a column's heading lets it be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `If yes, fully or partly?`: it says so itself.
    FullyOrPartly,
    /// `Extent`, `How far is it in place?`
    HowFar,
    /// `RAG`, `Rating`, `Status`: the same once more, or a grade of its own.
    Grade,
    /// `Detail`, `Level reached`, `Please choose`: nobody can tell.
    Unknown,
    /// `Website`, `Pupils agree?`: its words are of something else.
    Else,
}

/// Words of headings that may say how far something goes.
const MAY_SAY_FAR: [&str; 21] = [
    "level",
    "levels",
    "rag",
    "extent",
    "detail",
    "details",
    "status",
    "far",
    "fully",
    "partly",
    "degree",
    "stage",
    "scale",
    "grade",
    "rating",
    "score",
    "coverage",
    "compliance",
    "implementation",
    "implemented",
    "embedded",
];

/// Words of headings that say nothing of what is asked.
const SAY_NOTHING: [&str; 24] = [
    "please",
    "choose",
    "choice",
    "select",
    "pick",
    "tick",
    "which",
    "one",
    "best",
    "describes",
    "applies",
    "this",
    "that",
    "the",
    "follow",
    "followup",
    "further",
    "question",
    "part",
    "your",
    "answer",
    "option",
    "options",
    "and",
];

/// What a column under this heading may be; none where it surely holds something else.
pub(crate) fn kind(raw: &str) -> Option<Kind> {
    const LONGEST: usize = 90;
    if raw.len() > LONGEST || text::is_blank(raw) {
        return None;
    }
    let words = text::words(raw);
    let has = |wanted: &[&str]| words.split(' ').any(|word| wanted.contains(&word));
    let is_listed = has(&["fully", "full", "wholly", "whole", "completely"])
        && has(&["partly", "partially", "partial", "part"])
        && !has(&["no", "not", "none", "evidence", "comments", "comment"]);
    if is_listed {
        return Some(Kind::FullyOrPartly);
    }
    let bare = ["if yes ", "if so ", "please say ", "if in place "]
        .iter()
        .find_map(|opening| words.strip_prefix(opening))
        .unwrap_or(&words);
    let opens = [
        "extent",
        "to what extent",
        "what extent",
        "how far",
        "how fully",
        "degree",
        "to what degree",
        "level of implementation",
        "implementation level",
    ];
    let is_word = |behind: &str| behind.is_empty() || behind.starts_with(' ');
    if opens.iter().any(|opening| bare.strip_prefix(opening).is_some_and(is_word)) {
        return Some(Kind::HowFar);
    }
    match headings::head(raw) {
        Some(Head::AnyAnswer(_)) => Some(Kind::Grade),
        None | Some(Head::Further | Head::Comment | Head::Answer(_)) => {
            // `Q1b`, `2`.
            let is_numbering = |word: &str| {
                matches!(word, "" | "a" | "b" | "c" | "d" | "q")
                    || word.bytes().all(|byte| byte.is_ascii_digit())
                    || (word.len() <= 3 && word.starts_with('q'))
            };
            let is_bare = words.split(' ').all(|word| is_numbering(word) || SAY_NOTHING.contains(&word));
            let may_be = bare.len() < words.len() || has(&MAY_SAY_FAR) || is_bare;
            Some(if may_be { Kind::Unknown } else { Kind::Else })
        }
        Some(_) => None,
    }
}

/// What a cell of such a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Nothing,
    /// How far: fully, partly, not.
    Says(Answer),
    /// Something that is of no scale.
    Other,
}

/// What a cell says of how far something goes.
pub(super) fn step_of(cell: &Cell, words: &Vocabulary) -> Step {
    const LONGEST: usize = 30;
    let raw = match &cell.value {
        Value::Empty => return Step::Nothing,
        Value::Text(raw) => text::trim(raw),
        _ => return Step::Other,
    };
    if raw.is_empty() {
        return Step::Nothing;
    }
    if raw.len() > LONGEST {
        return Step::Other;
    }
    if let Some(share) = raw.strip_suffix('%').and_then(|share| share.trim().parse::<f64>().ok()) {
        return Step::Says(match share {
            100.0 => Answer::Yes,
            0.0 => Answer::No,
            _ => Answer::Partly,
        });
    }
    let said = text::words(raw);
    match said.as_str() {
        "in full" | "all" | "all of it" | "whole" | "wholly" | "whole school" | "entirely" | "completely" => {
            return Step::Says(Answer::Yes);
        }
        "some" | "some of it" | "part of it" | "half" | "most" | "mostly" | "a little" | "parts" => {
            return Step::Says(Answer::Partly);
        }
        "not" | "not at all" | "no extent" | "to no extent" => return Step::Says(Answer::No),
        // `To a great extent`, `limited extent`.
        far if far.ends_with(" extent") => {
            let is_whole = far.split(' ').any(|word| matches!(word, "full" | "whole"));
            return Step::Says(if is_whole { Answer::Yes } else { Answer::Partly });
        }
        _ => {}
    }
    let reading = read_mark(cell, words);
    match reading.mark {
        Mark::Says(answer) if reading.remark.is_none_or(str::is_empty) => Step::Says(answer),
        Mark::Nothing(_) => Step::Nothing,
        _ => headings::answer_words(&said).map_or(Step::Other, Step::Says),
    }
}

/// Whether a word says how far something goes, and is no colour and no plain answer.
pub(super) fn says_how_far(raw: &str) -> bool {
    let words = text::words(raw);
    if words == "not at all" {
        return true;
    }
    let first = words.split(' ').next().unwrap_or_default();
    matches!(first, "fully" | "full" | "wholly" | "partly" | "partially" | "partial" | "part" | "in")
}

/// The figure in a cell, as written.
fn figure(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Number(number) => Some(number.to_string()),
        Value::Text(raw) => {
            let raw = text::trim(raw);
            raw.parse::<f64>().is_ok().then(|| raw.to_owned())
        }
        _ => None,
    }
}

/// Figures beside answers, which they mostly follow.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Row, figure, answer.
    pairs: Vec<(u32, String, Answer)>,
}

impl Figures {
    /// Takes a row whose cell holds a figure; says whether it does.
    pub(super) fn add(&mut self, row: u32, given: Option<Answer>, cell: &Cell) -> bool {
        let Some(figure) = figure(cell) else { return false };
        self.pairs.extend(given.map(|given| (row, figure, given)));
        true
    }

    /// The rows whose figure stands for another answer in most of its rows, where they are too many for slips and too few
    /// for figures of something else.
    pub(super) fn against(&self) -> Vec<u32> {
        const MOST_FIGURES: usize = 4;
        let mut figures: Vec<&str> = self.pairs.iter().map(|(_, figure, _)| figure.as_str()).collect();
        figures.sort_unstable();
        figures.dedup();
        if !(2..=MOST_FIGURES).contains(&figures.len()) {
            return Vec::new();
        }
        let usual = |wanted: &str| {
            let n_of = |answer: Answer| {
                self.pairs.iter().filter(|(_, figure, given)| figure == wanted && *given == answer).count()
            };
            Answer::ALL.into_iter().max_by_key(|answer| n_of(*answer)).unwrap_or(Answer::Yes)
        };
        let stands_for: Vec<(&str, Answer)> = figures.iter().map(|figure| (*figure, usual(figure))).collect();
        let are_told_apart = stands_for
            .iter()
            .enumerate()
            .all(|(at, (_, answer))| stands_for.iter().skip(at + 1).all(|(_, other)| other != answer));
        let is_against = |(_, figure, given): &&(u32, String, Answer)| {
            stands_for.iter().any(|(known, usual)| known == figure && usual != given)
        };
        let rows: Vec<u32> = self.pairs.iter().filter(is_against).map(|(row, ..)| *row).collect();
        let is_torn =
            rows.len() >= FEWEST && rows.len() * 5 >= self.pairs.len() && rows.len() * 2 < self.pairs.len();
        if are_told_apart && is_torn { rows } else { Vec::new() }
    }
}
