//! Words behind an answer that take it back, or may.
//! In: an answer and the remark that follows it. Out: whether the remark may be against it. Never says what is meant then.

use std::borrow::Cow;

use schemas::answer::Answer;

use super::brief;
use crate::normalise::{dates::is_month, text::words};

/// Words that take a Yes back, or may.
const AGAINST_YES: &[&str] = &[
    "but",
    "not",
    "except",
    "excluding",
    "however",
    "only",
    "although",
    "though",
    "apart",
    "partly",
    "partially",
    "partial",
    "part",
    "some",
    "no",
    "none",
    "nor",
    "mostly",
    "mainly",
    "largely",
    "nearly",
    "almost",
    "working",
    "progress",
    "yet",
    "soon",
    "planned",
    "plan",
    "plans",
    "planning",
    "will",
    "would",
    "should",
    "needs",
    "need",
    "needed",
    "if",
    "unless",
    "until",
    "draft",
    "drafted",
    "drafting",
    "started",
    "starting",
    "begun",
    "towards",
    "developing",
    "underway",
    "being",
    "informally",
    "informal",
    "sometimes",
    "occasionally",
    "limited",
    "most",
    "maybe",
    "perhaps",
    "think",
    "unsure",
    "cannot",
    "cant",
    "never",
    "without",
    "lack",
    "lacking",
    "awaiting",
    "pending",
    "improve",
    "improving",
    "isnt",
    "arent",
    "dont",
    "doesnt",
    "didnt",
    "hasnt",
    "havent",
    "wont",
    "wasnt",
    "werent",
    "least",
    "half",
    "many",
    "few",
    "tbc",
    "outdated",
    "overdue",
    "lapsed",
    "expired",
    "hopefully",
    "previously",
    "formerly",
    "next",
    "eventually",
    "shortly",
    "outstanding",
    "tbd",
    "intend",
    "intends",
    "intention",
    "hardly",
    "barely",
    "scarcely",
    "rarely",
    "seldom",
];

/// Words that take a Yes back, or may, where the remark begins with them: `gaps`, `once approved`, `crossed out`.
const OPENS_AGAINST_YES: &[&str] = &[
    "gap",
    "gaps",
    "missing",
    "once",
    "aim",
    "aiming",
    "hope",
    "hoping",
    "crossed",
    "deleted",
    "removed",
    "mistake",
    "error",
    "ignore",
    "cancelled",
    "canceled",
    "cancel",
    "withdrawn",
    "scrap",
    "sorry",
    "wrong",
    "void",
    "disregard",
    "moved",
    "now",
    "weak",
    "poor",
    "patchy",
];

/// Words that take a No back, or may.
const AGAINST_NO: &[&str] = &[
    "yes",
    "partly",
    "partially",
    "partial",
    "some",
    "most",
    "mostly",
    "except",
    "apart",
    "only",
    "fully",
    "already",
    "started",
    "progress",
    "underway",
    "nearly",
    "almost",
    "longer",
    "issues",
    "issue",
    "concerns",
    "concern",
    "problem",
    "problems",
    "unless",
    "incidents",
    "y",
];

/// What says that something is there, behind a No.
const IN_PLACE: &[&str] = &[
    "in place",
    "done",
    "complete",
    "completed",
    "we do",
    "we have",
    "we did",
    "exists",
    "in use",
    "achieved",
];

/// Words that make such a remark a reason for the No after all: `No, not in place`, `No, this needs to be done`.
const REASONS: &[&str] = &[
    "not", "no", "never", "nothing", "none", "nobody", "yet", "dont", "didnt", "havent", "hasnt", "hadnt",
    "isnt", "arent", "wasnt", "cannot", "cant", "need", "needs", "needed", "to", "will", "should", "must",
    "planned", "before", "until", "when", "if", "without", "lack",
];

/// Words that say of any answer that it is not meant.
const IN_JEST: &[&str] = &["joking", "kidding", "jest", "lol", "haha", "hahaha"];
/// Words that say so where they are all that is said: schools write of jokes, and people have initials.
const JEST_ALONE: &[&str] = &["joke", "a joke", "jk"];

/// Whether a remark takes the answer before it back, or may be meant to.
pub(super) fn takes_back(answer: Answer, remark: &str) -> bool {
    let spoken = words(&without_links(remark));
    let against: &[&str] = match answer {
        Answer::Yes => AGAINST_YES,
        Answer::No => AGAINST_NO,
        Answer::Partly => &["fully", "yes"],
        Answer::NotApplicable => &["but", "however", "except", "partly", "only"],
    };
    let has = |wanted: &[&str]| spoken.split(' ').any(|word| wanted.contains(&word));
    has(against)
        || has(IN_JEST)
        || JEST_ALONE.contains(&&*spoken)
        || brief::limits(answer, remark, &spoken)
        || (answer == Answer::Partly && spoken.starts_with("now ") && says_in_place(&spoken))
        || (answer == Answer::No && says_in_place(&spoken) && !has(REASONS))
        || (answer == Answer::Yes
            && (spoken.contains("to be ")
                || spoken.ends_with("to do")
                || spoken.ends_with("missing")
                || ["out of date", "could be better", "could be improved"]
                    .iter()
                    .any(|said| spoken.contains(said))
                || spoken.split(' ').next().is_some_and(|first| OPENS_AGAINST_YES.contains(&first))
                || says_no_of_a_year(&spoken)
                || spoken.starts_with("for ")
                || (spoken.starts_with("in ") && !says_where(&spoken))
                || is_yet_to_come(&spoken)))
}

/// A remark without the addresses in it, whose words are none of the school's.
pub(super) fn without_links(remark: &str) -> Cow<'_, str> {
    const SIGNS: [&str; 2] = ["://", "www."];
    let is_link = |word: &str| SIGNS.iter().any(|sign| word.contains(sign));
    if !is_link(remark) {
        return remark.into();
    }
    let rest: Vec<&str> = remark.split_whitespace().filter(|word| !is_link(word)).collect();
    rest.join(" ").into()
}

/// `in place since 2019`, `in the handbook`: where it is, and not how far or when.
fn says_where(spoken: &str) -> bool {
    const PLACES: [&str; 26] = [
        "place",
        "use",
        "line",
        "our",
        "all",
        "every",
        "each",
        "policy",
        "policies",
        "handbook",
        "folder",
        "file",
        "minutes",
        "website",
        "prospectus",
        "curriculum",
        "office",
        "staffroom",
        "computing",
        "pse",
        "pshe",
        "assemblies",
        "lessons",
        "newsletter",
        "agreement",
        "aup",
    ];
    let mut words = spoken.split(' ').skip(1).skip_while(|word| matches!(*word, "the" | "staff" | "school"));
    words.next().is_some_and(|word| PLACES.contains(&word))
}

/// `2024 N 2025`: another answer for another year.
fn says_no_of_a_year(spoken: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && word.starts_with("20");
    let words: Vec<&str> = spoken.split(' ').collect();
    words.windows(2).any(|two| matches!(two, ["n" | "p", year] if is_year(year)))
}

/// `in place since 2019`, `we do this`.
fn says_in_place(spoken: &str) -> bool {
    let spaced = format!(" {spoken} ");
    IN_PLACE.iter().any(|words| spaced.contains(&format!(" {words} ")))
}

/// `by May`, `from August`, `from 2027`: not so yet, perhaps.
fn is_yet_to_come(spoken: &str) -> bool {
    let mut words = spoken.split(' ');
    let opens = words.next().is_some_and(|word| matches!(word, "by" | "from" | "after"));
    let mut words = words.skip_while(|word| *word == "the");
    opens
        && words.next().is_some_and(|word| {
            is_month(word)
                || matches!(word, "summer" | "easter" | "christmas")
                || matches!(word, "end" | "start" | "autumn" | "spring" | "term" | "new")
                || (word.len() == 4 && word.starts_with("20"))
        })
}
