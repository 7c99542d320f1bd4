//! Schools named in a covering letter: `Please find enclosed the return of Back School.`
//! In: a text of sentences. Out: the names of the schools whose return they say it is. Never takes a school that a letter tells
//! of otherwise: one that was visited, shared with, written to, or whose form is sent along as an example.

use super::{Field, sheet_names::is_schools_name};
use crate::{
    grid::{Cell, Value},
    normalise::{names::says_kind, text},
};

/// No longer sentence says whose return it is.
const LONGEST: usize = 240;

/// What such a sentence opens with, up to what is sent.
const OPENINGS: [&str; 28] = [
    "please find enclosed ",
    "please find attached ",
    "please find below ",
    "please find herewith ",
    "please find ",
    "i enclose ",
    "i attach ",
    "i submit ",
    "i return ",
    "i send ",
    "i am sending ",
    "i am returning ",
    "i am submitting ",
    "i have attached ",
    "i have enclosed ",
    "we enclose ",
    "we attach ",
    "we submit ",
    "we return ",
    "we are sending ",
    "we are returning ",
    "we are submitting ",
    "enclosed is ",
    "attached is ",
    "below is ",
    "here is ",
    "here are ",
    "this is ",
];

/// What is sent.
const SENT: [&str; 16] = [
    "return",
    "returns",
    "form",
    "evaluation",
    "self-evaluation",
    "selfevaluation",
    "assessment",
    "self-assessment",
    "audit",
    "review",
    "response",
    "responses",
    "submission",
    "checklist",
    "questionnaire",
    "answers",
];

/// Words that may stand before it: none that makes it an example or another year's.
const BEFORE: [&str; 22] = [
    "the",
    "our",
    "a",
    "an",
    "completed",
    "complete",
    "signed",
    "final",
    "annual",
    "online",
    "on-line",
    "safety",
    "e-safety",
    "esafety",
    "internet",
    "digital",
    "self",
    "school",
    "school's",
    "practice",
    "requested",
    "enclosed",
];

/// The schools of which a cell's sentences say that the return is theirs.
pub(super) fn fields<'c>(cell: &'c Cell, raw: &'c str) -> impl Iterator<Item = Field> + 'c {
    names(raw).into_iter().map(|name| Field {
        row: cell.row,
        column: cell.column,
        value: Value::Text(name.into()),
        is_headed: false,
        is_month_first: false,
    })
}

/// The names of the schools of which sentences say that the return is theirs.
fn names(raw: &str) -> Vec<&str> {
    // Few texts around a form are sentences that speak of a school and of what is sent.
    if raw.len() < 20 || !is_sentence(raw) {
        return Vec::new();
    }
    raw.split(['\n', '\r']).flat_map(sentences).filter_map(named).collect()
}

/// Whether a text has a word that leads to a school's name.
fn is_sentence(raw: &str) -> bool {
    [" of ", " for ", " from ", " by "]
        .iter()
        .any(|word| memchr::memmem::find(raw.as_bytes(), word.as_bytes()).is_some())
        && raw.starts_with(|c: char| c.is_alphabetic())
}

/// The sentences of a line. A full stop behind a short word ends none: `St. Columba's School`.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    const SHORT: usize = 3;
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let end = line.match_indices(['.', '!', '?', ';']).map(|(at, _)| at).find(|at| {
            let before = line.get(..*at).unwrap_or_default();
            let word = before.rsplit(' ').next().unwrap_or_default();
            let is_last = line.get(at + 1..).is_none_or(|next| next.is_empty() || next.starts_with(' '));
            is_last && (word.len() > SHORT || line.get(at + 1..).is_none_or(text::is_blank))
        });
        let Some(end) = end else { return rest.take().map(text::trim) };
        rest = line.get(end + 1..);
        line.get(..end).map(text::trim)
    })
}

/// The school whose return a sentence says it is.
fn named(sentence: &str) -> Option<&str> {
    if sentence.len() > LONGEST {
        return None;
    }
    let rest = behind_greeting(sentence);
    let (name, tail) = if let Some(rest) = behind(rest, "on behalf of ") {
        let (name, tail) = name_at_start(rest)?;
        let tail = tail.trim_start_matches([',', ' ']);
        let is_sending = OPENINGS.iter().any(|opening| behind(tail, opening).is_some());
        return is_sending.then_some(name).filter(|_| !names_another(tail));
    } else {
        name_at_start(sent(rest).or_else(|| said_of(rest))?)?
    };
    is_harmless(tail).then_some(name)
}

/// What stands behind `Dear Ms Morrison,`; nothing where a school is greeted.
fn behind_greeting(sentence: &str) -> &str {
    let greeted =
        behind(sentence, "dear ").or_else(|| behind(sentence, "hi ")).and_then(|rest| rest.split_once(','));
    greeted.map_or(sentence, |(whom, rest)| if says_kind(whom) { "" } else { text::trim(rest) })
}

/// What stands behind an opening, however it is written.
fn behind<'t>(raw: &'t str, opening: &str) -> Option<&'t str> {
    let (first, rest) = raw.split_at_checked(opening.len())?;
    first.eq_ignore_ascii_case(opening).then_some(rest)
}

/// What stands behind `Please find enclosed the completed return of`, `Our answers for`.
fn sent(sentence: &str) -> Option<&str> {
    let opened = OPENINGS.iter().find_map(|opening| behind(sentence, opening));
    let rest = opened.or_else(|| behind(sentence, "our "))?;
    let (what, rest) = at_thing(rest)?;
    // `Our return from the visit to Back School`
    (opened.is_some() || what != "return").then_some(())?;
    ["of ", "for ", "from ", "on behalf of "].iter().find_map(|joint| behind(rest, joint))
}

/// What stands behind `This return is for`, `The following form has been completed by`.
fn said_of(sentence: &str) -> Option<&str> {
    const POINTING: [&str; 6] =
        ["this ", "the following ", "the attached ", "the enclosed ", "the form below ", "these "];
    const SAYING: [&str; 12] = [
        "is the return of ",
        "is that of ",
        "is on behalf of ",
        "is for ",
        "is from ",
        "are for ",
        "are from ",
        "are those of ",
        "comes from ",
        "has been completed by ",
        "was completed by ",
        "is submitted by ",
    ];
    const FURTHER: [&str; 5] = [
        "is submitted on behalf of ",
        "has been completed for ",
        "was completed for ",
        "relates to ",
        "was filled in by ",
    ];
    let rest = POINTING.iter().find_map(|opening| behind(sentence, opening))?;
    let rest = at_thing(rest).map_or(rest, |(_, rest)| rest);
    SAYING.iter().chain(&FURTHER).find_map(|saying| behind(rest, saying))
}

/// What is sent, where no words but its own stand before it, and what stands behind it.
fn at_thing(raw: &str) -> Option<(&str, &str)> {
    let mut rest = raw;
    let mut thing = None;
    while let Some((word, after)) = rest.split_once(' ') {
        let plain = word.to_lowercase();
        let plain = plain.trim_matches(|c: char| matches!(c, ',' | '(' | ')'));
        let is_year = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/'));
        if SENT.contains(&plain) {
            thing = Some((word, after));
        } else if !is_year && !BEFORE.contains(&plain) {
            break;
        }
        rest = after;
    }
    thing
}

/// A school's name at the start of a text, and what stands behind it.
fn name_at_start(raw: &str) -> Option<(&str, &str)> {
    const JOINTS: [&str; 12] = ["of", "and", "the", "at", "in", "&", "on", "upon", "na", "an", "le", "y"];
    let raw = behind(raw, "the ").unwrap_or(raw);
    let mut end = 0;
    let mut at = 0;
    for word in raw.split_inclusive(' ') {
        let bare = word.trim_end();
        let own = bare.trim_end_matches(',');
        // `On behalf of Back School I enclose our return`
        let is_sender = matches!(own, "I" | "We") && at > 0;
        let is_proper =
            !is_sender && own.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(');
        let is_joint = JOINTS.contains(&own) || own.starts_with("a\u{2019}") || own.starts_with("a'");
        if is_proper {
            end = at + own.len();
        }
        if !is_proper && !is_joint || own.len() < bare.len() {
            break;
        }
        at += word.len();
    }
    let (name, tail) = raw.split_at_checked(end)?;
    let is_school = (is_schools_name(name) || says_kind(name))
        && name.len() <= 90
        && !text::words(name).ends_with("schools");
    is_school.then_some((name, text::trim(tail)))
}

/// Whether what stands behind the name takes nothing back, and names nobody else.
fn is_harmless(tail: &str) -> bool {
    const LONGEST_TAIL: usize = 80;
    const TAKING_BACK: [&str; 20] = [
        "to",
        "that",
        "which",
        "who",
        "whose",
        "example",
        "sample",
        "template",
        "model",
        "comparison",
        "compare",
        "not",
        "instead",
        "previous",
        "last",
        "blank",
        "only",
        "information",
        "reference",
        "but",
    ];
    const AS: [&str; 4] = ["requested", "agreed", "discussed", "attached"];
    let words = text::words(tail);
    let mut list = words.split(' ').peekable();
    let mut is_harmless = tail.len() <= LONGEST_TAIL && !names_another(tail);
    while let Some(word) = list.next() {
        let is_as = word == "as" && !list.peek().is_some_and(|next| AS.contains(next));
        is_harmless &= !TAKING_BACK.contains(&word) && !is_as;
    }
    is_harmless
}

/// Whether a text speaks of another school.
fn names_another(raw: &str) -> bool {
    const KINDS: [&str; 9] =
        ["school", "schools", "primary", "academy", "college", "nursery", "sgoil", "high", "infant"];
    text::words(raw).split(' ').any(|word| KINDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_letter_says_whose_return_it_covers() {
        for (letter, name) in [
            ("Please find enclosed the return of Back Primary School.", "Back Primary School"),
            ("Please find below the self-evaluation of St. Columba's School.", "St. Columba's School"),
            (
                "Dear Ms Morrison, please find attached our completed online safety self-evaluation for Back School for session 2025-26.",
                "Back School",
            ),
            ("On behalf of Back School I enclose our return.", "Back School"),
            ("On behalf of Back School, we attach the form as requested.", "Back School"),
            ("This return is for BACK PRIMARY SCHOOL.", "BACK PRIMARY SCHOOL"),
            ("This is the online safety return of Back School", "Back School"),
            ("Our answers for Campion Lane Primary School below.", "Campion Lane Primary School"),
            ("I enclose the audit for Sir E Scott School, Tarbert, as agreed.", "Sir E Scott School"),
            ("This form has been completed by Back School", "Back School"),
            (
                "Dear Ms Morrison\nHere is the return from Back School. We have shared ours with Tong School.",
                "Back School",
            ),
        ] {
            assert_eq!(names(letter), [name], "{letter}");
        }
    }

    #[test]
    fn what_a_letter_tells_of_other_schools_names_none() {
        for letter in [
            "We have shared ours with Tong School.",
            "Prepared after a visit to Tong School",
            "Please find enclosed an example of the return of Tong School.",
            "Please find enclosed last year's return of Tong School.",
            "Please find attached the form for Tong School to complete.",
            "This is the form that Tong School designed.",
            "This form was designed by Tong School.",
            "Please find below the return of Tong School as an example.",
            "Attached is the return of Back School, not that of Tong School.",
            "For comparison, here is the return of Tong School.",
            "Dear Back School, please find enclosed the form for Tong School.",
            "I was head of Tong School and enclose the return.",
            "Please return this form to Tong School.",
            "This form is for use by Tong School",
            "A copy of this return was sent to Tong School.",
            "On behalf of Tong School parents have asked for this.",
            "This is for Primary Schools",
            "Thank you for the return of Tong School's laptops.",
            "Here is the draft return of Tong School.",
            "Please find enclosed the return of Tong School which you asked to see.",
            "The return of Tong School was a help.",
        ] {
            assert_eq!(names(letter), Vec::<&str>::new(), "{letter}");
        }
        assert_eq!(
            names("This return is for Back School. Here is the form of Tong School."),
            ["Back School", "Tong School"]
        );
    }
}
