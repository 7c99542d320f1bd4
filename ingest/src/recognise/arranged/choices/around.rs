//! What stands around a statement's words, or around its id, in an export's heading: `Section >> All staff ... >> Answer`,
//! `POL-01 - Please explain your answer`.
//! In: a heading. Out: whose statement it is and what of it the column holds, where the words around it leave no doubt.
//! Never takes a heading with other words for the answer's.

use schemas::answer::Answer;

use super::Of;
use crate::{
    normalise::{marks::Vocabulary, text},
    recognise::{
        columns::two_steps::{Kind, kind},
        headings::is_reckoning,
        wording::{Hit, Wordings},
    },
};

/// No more words stand around a statement.
const MOST: usize = 24;

/// Words that ask for evidence or comments, wherever they stand around a statement.
const OF_COMMENTS: &[&str] = &[
    "evidence",
    "comment",
    "comments",
    "note",
    "notes",
    "explain",
    "explanation",
    "reason",
    "reasons",
    "why",
    "detail",
    "details",
    "describe",
    "description",
    "elaborate",
    "example",
    "examples",
    "justify",
    "justification",
    "narrative",
    "remark",
    "remarks",
    "tystiolaeth",
    "sylwadau",
    "fianais",
    "beachdan",
];

/// Words around a statement that ask for nothing but its answer.
const OF_ANSWERS: &[&str] = &[
    "yes",
    "no",
    "partly",
    "partially",
    "part",
    "y",
    "p",
    "n",
    "answer",
    "answers",
    "response",
    "responses",
    "rating",
    "rate",
    "rag",
    "judgement",
    "assessment",
    "evaluation",
    "self",
    "select",
    "choose",
    "tick",
    "pick",
    "please",
    "say",
    "state",
    "one",
    "only",
    "option",
    "choice",
    "single",
    "multiple",
    "required",
    "question",
    "statement",
    "q",
    "is",
    "are",
    "does",
    "do",
    "this",
    "these",
    "it",
    "in",
    "place",
    "met",
    "your",
    "you",
    "our",
    "we",
    "the",
    "a",
    "an",
    "or",
    "and",
    "of",
    "for",
    "to",
    "from",
    "following",
    "school",
    "schools",
    "section",
    "col",
    "row",
];

/// Whose statement a heading is, in the catalogue's words, and what of it the column holds.
pub(super) fn around<'w>(
    raw: &str,
    wordings: &'w Wordings,
    words: &Vocabulary,
) -> Option<(&'w Hit, &'w str, Of<'w>)> {
    let given = text::words(raw);
    let (named, around) = match wordings.within(&given) {
        Some(within) => {
            let around = format!("{} {}", within.before, within.behind);
            ((within.hit, within.text), around)
        }
        None => by_id(&given, wordings)?,
    };
    let (hit, stated) = named;
    let rest = match by_id(&around, wordings) {
        Some(((other, _), rest)) if other.at == hit.at => rest,
        // Another statement's id.
        Some(_) => return None,
        None => around,
    };
    let rest = rest.trim();
    if is_reckoning(rest) || rest.split(' ').next_back().is_some_and(is_reckoning) {
        return None;
    }
    Some((hit, stated, of(rest, wordings, words)?))
}

/// The words around a statement, where they ask how far it is in place: `Extent: All staff ...`.
pub(super) fn how_far(raw: &str, stated: &str) -> Option<String> {
    let rest = text::words(raw).replacen(&text::words(stated), " ", 1);
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    matches!(kind(&rest), Some(Kind::HowFar | Kind::FullyOrPartly)).then_some(rest)
}

/// Whether a short heading names a statement by its id.
pub(super) fn has_id(raw: &str, wordings: &Wordings) -> bool {
    raw.len() <= 80
        && raw.bytes().any(|byte| byte.is_ascii_digit())
        && by_id(&text::words(raw), wordings).is_some()
}

/// A statement that words name by its id, and the other words.
type Named<'w> = ((&'w Hit, &'w str), String);

fn by_id<'w>(words: &str, wordings: &'w Wordings) -> Option<Named<'w>> {
    if words.len() > 120 {
        return None;
    }
    let all: Vec<&str> = words.split_whitespace().collect();
    let is_letters =
        |word: &str| (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic());
    for (at, word) in all.iter().enumerate() {
        let next = all.get(at + 1).filter(|next| next.len() <= 3 && next.bytes().all(|b| b.is_ascii_digit()));
        let (id, n) = match next.filter(|_| is_letters(word)) {
            Some(next) => (format!("{word}{next}"), 2),
            None if word.bytes().any(|b| b.is_ascii_digit()) => ((*word).to_owned(), 1),
            None => continue,
        };
        if let Some(named) =
            wordings.by_id(&id).first().and_then(|hit| Some((hit, wordings.text_of(hit.at)?)))
        {
            let rest =
                all.iter().take(at).chain(all.iter().skip(at + n)).copied().collect::<Vec<_>>().join(" ");
            return Some((named, rest));
        }
    }
    None
}

/// What the words around a statement ask for; none where they may ask for anything.
fn of(around: &str, wordings: &Wordings, words: &Vocabulary) -> Option<Of<'static>> {
    if around.is_empty() {
        return Some(Of::Answer);
    }
    // `(choice=Yes)`
    let bare = ["choice ", "option ", "selected choice "].iter().find_map(|word| around.strip_prefix(word));
    let named = words.answer(bare.unwrap_or(around)).and_then(|answer| match answer {
        Answer::Yes => Some("Yes"),
        Answer::Partly => Some("Partly"),
        Answer::No => Some("No"),
        Answer::NotApplicable => None,
    });
    if let Some(choice) = named {
        return Some(Of::Choice(choice));
    }
    let all = || around.split(' ').filter(|word| !word.is_empty());
    if all().count() > MOST {
        return None;
    }
    if all().any(|word| OF_COMMENTS.contains(&word)) {
        // `Evidence seen?` is answered Yes or No.
        return (!all().any(|word| matches!(word, "seen" | "checked" | "shared"))).then_some(Of::Comment);
    }
    let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let asks = |word: &str| OF_ANSWERS.contains(&word) || is_number(word) || wordings.is_of_section(word);
    all().all(asks).then_some(Of::Answer)
}
