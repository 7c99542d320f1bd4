//! A school's name, or its id, in a line of other words: `Return from Back School`, `School no. 100248`.
//! In: a line. Out: the name as it is written there, the id. Never takes a name beside words that make the line another's.

use std::cell::RefCell;

use super::{
    form::NameForm,
    kinds::kind_of,
    title::{JOINTS, Word, is_title_word, names_in, own_words, spaced, words_of},
};
use crate::normalise::{
    memo::{Memo, remembered},
    text,
};

/// Words beside a name that make the line another's than the school's own.
const OF_OTHERS: &[&str] = &[
    "to",
    "with",
    "not",
    "cluster",
    "trust",
    "federation",
    "council",
    "authority",
    "partner",
    "partnership",
    "toolkit",
    "example",
    "sample",
    "template",
    "moderated",
    "moderation",
    "moderator",
    "visited",
    "visit",
    "copyright",
    "based",
    "produced",
    "compared",
    "average",
    "all",
    "our",
    "your",
    "this",
    "each",
    "every",
    "policy",
    "policies",
    "statement",
    "statements",
    "score",
    "total",
    "is",
    "are",
    "has",
    "have",
    "was",
    "and",
];
/// Words that ask for a school's name, or for another's than the form is of.
const OF_LABELS: &[&str] = &[
    "name", "names", "title", "tick", "select", "choose", "circle", "please", "which", "what", "former",
    "previous", "feeder", "visited", "attended", "list",
];
/// Parts that many a school has.
const PARTS: &[&str] =
    &["upper", "lower", "main", "whole", "class", "department", "dept", "stage", "staff", "pupils"];

/// Whether a line is a school's name and nothing else: `Back School`, `Sir E Scott School, Tarbert`.
pub fn is_name_alone(line: &str) -> bool {
    thread_local!(static NAMES: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&NAMES, 0, line, says_name_alone)
}

fn says_name_alone(line: &str) -> bool {
    let line = text::trim(line);
    if line.len() > 90 || line.ends_with(['.', '?', '!', ':']) || line.starts_with(char::is_lowercase) {
        return false;
    }
    let words = words_of(&spaced(line));
    let own = own_words(&words);
    let is_own = |at: usize| own.get(at).copied().unwrap_or(false);
    let may_be_own = |at: usize, word: &Word| {
        (word.text.len() == 1 || word.text == "new" || JOINTS.contains(&&*word.text)) && is_own(at + 1)
    };
    let are_own = words.iter().enumerate().all(|(at, word)| {
        let is_of_others = word.text != "and" && OF_OTHERS.contains(&&*word.text);
        (is_own(at) || may_be_own(at, word)) && !is_of_others && !OF_LABELS.contains(&&*word.text)
    });
    let form = NameForm::of(line.split([',', '(', '[']).next().unwrap_or(line));
    are_own && form.says_school && !form.is_empty() && form.tail.is_empty() && !form.is_person()
}

/// The name of a school in a line with a title's words, as it is written there: the `Back School` of `Return from Back School`,
/// of `100248 Back School` and of `Name: Back School`. None where the line does not call it a school.
pub fn name_in_line(line: &str) -> Option<String> {
    let line = text::trim(line);
    if line.len() > 120 || line.ends_with(['.', '?']) {
        return None;
    }
    let line = without_line_label(line);
    let name = names_in(line, &|_| false).into_iter().next()?;
    // `Name Back School`, as a document's line has it.
    let name = name.strip_prefix("name ").map_or(name.clone(), str::to_owned);
    let form = NameForm::of(&name);
    let is_part = |word: &str| PARTS.contains(&word);
    let is_own =
        name.split(' ').all(|word| !OF_OTHERS.contains(&word)) && !form.core.iter().all(|word| is_part(word));
    let has_name = form.core.iter().any(|word| word.len() > 2);
    if !has_name || !form.says_kind() || !is_own {
        return None;
    }
    Some(as_written_in(line, &name).unwrap_or(name))
}

/// The part of a line that these words are, as it is written.
fn as_written_in(line: &str, name: &str) -> Option<String> {
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let wanted: Vec<&str> = name.split(' ').collect();
    (0..tokens.len()).find_map(|from| {
        let mut words: Vec<String> = Vec::new();
        for (at, token) in tokens.iter().enumerate().skip(from) {
            words.extend(text::words(token).split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
            if words.len() >= wanted.len() {
                let is_it = words.iter().map(String::as_str).eq(wanted.iter().copied());
                return is_it.then(|| {
                    let written = tokens.get(from..=at).unwrap_or_default().join(" ");
                    written.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '(')).to_owned()
                });
            }
        }
        None
    })
}

fn without_line_label(line: &str) -> &str {
    let Some((label, rest)) = line.split_once(':') else { return line };
    let is_label = |word: &str| {
        is_title_word(word)
            || kind_of(&[word]).is_some()
            || matches!(word, "name" | "establishment" | "sent" | "returned")
    };
    if !text::is_blank(rest) && text::words(label).split(' ').all(is_label) { text::trim(rest) } else { line }
}

/// The id of a school that stands in a line beside a label's words alone: the `100248` of `School no. 100248`. No day, no year.
pub fn id_alone(line: &str) -> Option<&str> {
    let line = text::trim(line);
    let is_id = |part: &&str| (5..=7).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut ids = line.split(|c: char| !c.is_alphanumeric()).filter(is_id);
    let id = ids.next().filter(|_| ids.next().is_none() && line.len() <= 40)?;
    let is_label = |word: &str| {
        word == id
            || matches!(
                word,
                "no" | "number"
                    | "id"
                    | "code"
                    | "seed"
                    | "urn"
                    | "dfe"
                    | "ref"
                    | "return"
                    | "school"
                    | "from"
                    | ""
            )
    };
    text::words(line).split(' ').all(is_label).then_some(id)
}
