//! Headings and labels that ask for the school in more words than its name: `Select your school from the list`,
//! `Which establishment are you completing this for?`, `1. School / Nursery`.
//! In: a text and its words. Out: whether all of it asks for the school. Never takes a text of which a part says anything
//! else: `What does your school need?`

use crate::normalise::text;

/// What a school may be called where a form asks for it.
const NOUNS: [&str; 10] = [
    "school",
    "schools",
    "establishment",
    "establishments",
    "setting",
    "institution",
    "organisation",
    "organization",
    "academy",
    "provision",
];
/// What may stand beside such a noun, and says nothing of a school alone.
const BESIDE: [&str; 8] = ["nursery", "elc", "centre", "college", "provider", "service", "unit", "campus"];

/// What tells one school of a list from those of another.
const STAGES: [&str; 8] =
    ["primary", "secondary", "special", "high", "infant", "junior", "middle", "nursery"];
/// Phrases of a form beside which a school may stand as well as a person.
const PHRASES: [&str; 12] = [
    "place of work",
    "work place",
    "where do you work",
    "return from",
    "received from",
    "submitted by",
    "completed by",
    "submitted by school",
    "completed by school",
    "organisation unit",
    "school and role",
    "primary column",
];

/// Whether a word may be the school's in such a text: a glance that spares other texts the reading.
pub(super) fn is_noun(word: &str) -> bool {
    NOUNS.contains(&word)
}

/// Whether a text asks for the school, and for nothing else.
pub(super) fn asks_for_school(raw: &str, words: &str) -> bool {
    let all: Vec<&str> = words.split(' ').collect();
    let rest = without_number(raw, &all);
    let rest = without_request(rest);
    let rest = without_ending(rest);
    // `The school` begins a sentence; `Schools` heads a list of them.
    let is_bare = |rest: &[&str]| matches!(rest, ["the" | "this", _] | ["schools" | "establishments"]);
    if rest.len() > 16 || is_bare(rest) {
        return false;
    }
    match rest {
        // `Responding school`
        ["responding" | "completing" | "reporting" | "submitting" | "participating", rest @ ..] => {
            named(rest) == Some(&[])
        }
        ["what" | "which" | "whats", rest @ ..] => {
            let rest = match rest {
                ["is", rest @ ..]
                | ["of", "the" | "these", "following", rest @ ..]
                | ["of", "these", rest @ ..]
                | rest => rest,
            };
            named(rest).is_some_and(|tail| tail.iter().all(|word| is_of_question(word)))
        }
        ["where", "is" | "are", "your", rest @ ..] => named(rest) == Some(&[]),
        rest => named(rest).is_some_and(|tail| {
            let begins = matches!(
                tail.first().copied(),
                None | Some(
                    "completing"
                        | "responding"
                        | "submitting"
                        | "answering"
                        | "reporting"
                        | "you"
                        | "returning"
                )
            );
            begins && tail.iter().all(|word| is_of_question(word))
        }),
    }
}

/// `1. School`, `Q3) School`: the words without the number.
fn without_number<'w, 't>(raw: &str, words: &'w [&'t str]) -> &'w [&'t str] {
    let [first, rest @ ..] = words else { return words };
    let digits = first.strip_prefix('q').unwrap_or(first);
    let is_number = !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit());
    let raw = raw.trim_start();
    let behind = raw.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).chars().next();
    if is_number && matches!(behind, Some('.' | ')' | ':' | '-')) { rest } else { words }
}

/// `Please select ...`, `Please could you tell us ...`
fn without_request<'w, 't>(words: &'w [&'t str]) -> &'w [&'t str] {
    let is_asking = |word: &&str| {
        matches!(
            *word,
            "please"
                | "select"
                | "choose"
                | "enter"
                | "state"
                | "give"
                | "pick"
                | "type"
                | "confirm"
                | "write"
                | "insert"
                | "provide"
                | "add"
                | "indicate"
                | "tell"
                | "us"
        )
    };
    let n = words.iter().take_while(|word| is_asking(word)).count();
    words.get(n..).unwrap_or_default()
}

/// `... (required)`, `... from the list below`, `... (full name)`
fn without_ending<'w, 't>(mut words: &'w [&'t str]) -> &'w [&'t str] {
    const ENDINGS: [&[&str]; 16] = [
        &["required"],
        &["mandatory"],
        &["optional"],
        &["here"],
        &["below"],
        &["in", "full"],
        &["full", "name"],
        &["please", "select"],
        &["please", "choose"],
        &["please", "state"],
        &["please", "specify"],
        &["select", "one"],
        &["from", "the", "list"],
        &["from", "list"],
        &["from", "the", "drop", "down", "list"],
        &["from", "the", "dropdown"],
    ];
    while let Some(rest) = ENDINGS.iter().find_map(|ending| words.strip_suffix(*ending)) {
        words = rest;
    }
    words
}

/// Whether a word goes with a question for whom the form is filled in.
fn is_of_question(word: &str) -> bool {
    matches!(
        word,
        "are"
            | "you"
            | "from"
            | "do"
            | "work"
            | "in"
            | "at"
            | "for"
            | "completing"
            | "responding"
            | "answering"
            | "submitting"
            | "reporting"
            | "returning"
            | "filling"
            | "is"
            | "this"
            | "the"
            | "return"
            | "form"
            | "survey"
            | "audit"
            | "response"
            | "questionnaire"
            | "self"
            | "evaluation"
            | "represent"
            | "representing"
            | "based"
            | "belong"
            | "to"
            | "on"
            | "behalf"
            | "of"
            | "teach"
            | "called"
    )
}

/// What follows a noun for the school, with `name` and its like around it; none where the words begin otherwise.
fn named<'w, 't>(words: &'w [&'t str]) -> Option<&'w [&'t str]> {
    let mut rest = words;
    if let ["the", "name" | "names", ..] = rest {
        rest = rest.get(1..)?;
    }
    if let ["full", "name", ..] = rest {
        rest = rest.get(1..)?;
    }
    if let ["name" | "names", "of", ..] = rest {
        rest = rest.get(2..)?;
    }
    if let ["your" | "our" | "the" | "my" | "this", ..] = rest {
        rest = rest.get(1..)?;
    }
    let (mut n, mut has_noun) = (0, false);
    for word in rest {
        let is_link = n > 0 && matches!(*word, "or" | "and");
        if !is_noun(word) && !BESIDE.contains(word) && !is_link {
            break;
        }
        has_noun |= is_noun(word);
        n += 1;
    }
    let rest = rest.get(n..)?;
    let rest = if let ["name" | "names" | "title", after @ ..] = rest { after } else { rest };
    has_noun.then_some(rest)
}

/// Whether schools may well stand under a heading or beside a label that may as well name people, places or other bodies:
/// `Name`, `Centre`, `Account`. By the values alone it can be told.
pub(crate) fn may_stand_for_schools(raw: &str) -> bool {
    if raw.len() > 60 {
        return false;
    }
    let words = text::words(raw);
    let all: Vec<&str> = words.split(' ').collect();
    let rest = without_ending(without_request(without_number(raw, &all)));
    let rest = match rest {
        ["name", "of", "the" | "your" | "our", rest @ ..]
        | ["name", "of", rest @ ..]
        | ["your" | "our" | "the", rest @ ..]
        | rest => rest,
    };
    let rest = match rest {
        [rest @ .., "name" | "names"] if !rest.is_empty() => rest,
        rest => rest,
    };
    match rest {
        [only] => matches!(
            *only,
            "name"
                | "title"
                | "centre"
                | "center"
                | "site"
                | "location"
                | "campus"
                | "unit"
                | "company"
                | "account"
                | "group"
                | "team"
                | "base"
                | "department"
                | "client"
                | "provider"
                | "workplace"
                | "respondent"
                | "username"
                | "user"
                | "primary"
                | "secondary"
                | "special"
                | "nursery"
                | "college"
                | "schools"
                | "establishments"
                | "organisations"
                | "custom"
        ),
        [stage, "school"] => STAGES.contains(stage),
        _ if PHRASES.contains(&rest.join(" ").as_str()) => true,
        // What a sender of a survey put in a column of its own.
        ["custom", "data", number] | ["custom", number] => number.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}
