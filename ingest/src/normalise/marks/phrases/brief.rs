//! Brief remarks behind an answer that say when, for whom or how surely it holds: `Yes - on hold`, `Yes (P1-3)`, `No: 75%`.
//! In: an answer and a remark of a few words. Out: whether nobody could be sure of the answer any more. Never looks at longer
//! remarks, in which the same words may say anything (`Yes - the pilot of 2019 became our policy, which ...`).

use schemas::answer::Answer;

use crate::normalise::dates::is_month;

/// Longer remarks are sentences.
const MOST_WORDS: usize = 5;

/// Words, wherever they stand, that limit a Yes, put it off or doubt it.
const LIMITS: &[&str] = &[
    // It was so once.
    "historic",
    "historical",
    "historically",
    "former",
    "archived",
    "obsolete",
    "retired",
    "discontinued",
    "suspended",
    "paused",
    "stopped",
    "lost",
    "unavailable",
    "absent",
    "aged",
    "stale",
    "unfilled",
    "dwindling",
    "slipping",
    "deteriorating",
    "worse",
    "worsening",
    // It is to come.
    "scheduled",
    "booked",
    "forthcoming",
    "imminent",
    "upcoming",
    "anticipated",
    "expected",
    "promised",
    "intended",
    "proposed",
    "proposal",
    "outline",
    "awaited",
    "waiting",
    "wait",
    "target",
    "goal",
    "aspiration",
    "aspirational",
    "timetabled",
    "trial",
    "trialling",
    "pilot",
    "piloting",
    "unapproved",
    "unsigned",
    "unpublished",
    "unfinished",
    "incomplete",
    "discussing",
    "considering",
    "exploring",
    "investigating",
    "temporary",
    "temporarily",
    "interim",
    // It is not so throughout.
    "exception",
    "exceptions",
    "gaps",
    "majority",
    "ish",
    "quite",
    "fairly",
    "reasonably",
    "broadly",
    "usually",
    "often",
    "sporadic",
    "sporadically",
    "intermittent",
    "intermittently",
    "generally",
    "little",
    "excluded",
    // Nobody is sure.
    "query",
    "depends",
    "depending",
    "varies",
    "variable",
    "varied",
    "inconsistent",
    "inconsistently",
    "doubtful",
    "doubt",
    "assume",
    "assumed",
    "presume",
    "presumably",
    "apparently",
    "technically",
    "theoretically",
    "nominally",
    "unofficially",
    "unofficial",
    "verbally",
    "verbal",
    "probably",
    "possibly",
    "supposedly",
    "ideally",
    "unclear",
    "uncertain",
    "arguably",
    "roughly",
    "loosely",
    "implicitly",
    "implied",
    "unwritten",
    "afaik",
    // It is not good.
    "minimal",
    "minimally",
    "basic",
    "insufficient",
    "inadequate",
    "ineffective",
    "failing",
    "broken",
    "declining",
    "requires",
    "nobody",
    "vacant",
    "vacancy",
    "shortage",
    "struggling",
    "unreliable",
    "irregular",
    "irregularly",
    "infrequent",
    "infrequently",
    "priority",
    // It is taken back.
    "incorrect",
    "disagree",
    "untrue",
    "zero",
    "nil",
];

/// First words of such a remark that do.
const OPENS_LIMITS: &[&str] = &[
    "was", "till", "pre", "before", "old", "bar", "minus", "save", "excl", "exc", "aside", "ask", "oops",
    "typo", "delete", "false", "several",
];

/// Words together, wherever they stand, that do.
const SAYS_LIMITS: &[&str] = &[
    "used to",
    "last year",
    "on hold",
    "under previous",
    "we hope",
    "under development",
    "in development",
    "under review",
    "in review",
    "under way",
    "in process",
    "in the process",
    "under consultation",
    "looking at",
    "looking into",
    "short term",
    "kind of",
    "sort of",
    "a bit",
    "more or less",
    "less so",
    "up to a point",
    "hit and miss",
    "so so",
    "where possible",
    "far as",
    "on paper",
    "in theory",
    "word of mouth",
    "to confirm",
    "to check",
    "to my knowledge",
    "i believe",
    "we believe",
    "room for",
    "further work",
    "to develop",
    "for development",
    "development point",
    "ad hoc",
    "cut back",
    "very old",
    "believe so",
    "think so",
    "two of three",
    "other school",
    "old school",
    "previous school",
    "previous ht",
    "previous head",
    "other than",
    "na in",
];

/// Whole remarks that do.
const IS_LIMIT: &[&str] = &[
    "check",
    "confirm",
    "due",
    "training due",
    "considered",
    "staffing",
    "dated",
    "hold",
    "cut",
    "down",
    "redo",
    "redraft",
    "rewrite",
    "revise",
    "requested",
    "wanted",
    "elsewhere",
    "when",
    "fails",
    "reduced",
    "fewer",
    "less now",
    "less so",
    "less",
    "late",
    "required",
    "offline",
    "just me",
    "un",
];

/// Words that say of any answer that it is not meant.
const TAKES_BACK: &[&str] =
    &["incorrect", "untrue", "oops", "typo", "mistake", "error", "ignore", "delete", "disregard"];

/// As [`TAKES_BACK`], of words together.
const SAYS_TAKEN_BACK: &[&str] =
    &["wrong box", "not true", "changed to", "should be", "sorry", "now no", "see no"];

/// Words that say of a No that it does not hold throughout.
const NOT_NO: &[&str] = &["half", "several", "majority", "largely", "begun", "false"];

/// Whether a brief remark leaves nobody sure of the answer. `spoken` is it in small letters, without signs.
pub(super) fn limits(answer: Answer, remark: &str, spoken: &str) -> bool {
    if spoken.is_empty() || spoken.split(' ').count() > MOST_WORDS {
        return false;
    }
    let has = |wanted: &[&str]| spoken.split(' ').any(|word| wanted.contains(&word));
    let spaced = format!(" {spoken} ");
    let says = |wanted: &[&str]| wanted.iter().any(|words| spaced.contains(&format!(" {words} ")));
    let opens = || spoken.split(' ').next().is_some_and(|first| OPENS_LIMITS.contains(&first));
    match answer {
        Answer::Yes => {
            has(LIMITS)
                || opens()
                || says(SAYS_LIMITS)
                || IS_LIMIT.contains(&spoken)
                || has(TAKES_BACK)
                || is_share(remark)
                || is_bare_share(remark)
                || is_without(spoken)
                || says_unused(spoken)
                || names_stages(spoken)
                || is_time_of_year(spoken)
        }
        Answer::No => {
            has(TAKES_BACK)
                || has(NOT_NO)
                || says(SAYS_TAKEN_BACK)
                || says(&["in hand", "being written"])
                || is_share(remark)
                || names_stages(spoken)
        }
        Answer::Partly => {
            has(TAKES_BACK)
                || says(SAYS_TAKEN_BACK)
                || says(&["last year", "no now", "last session"])
                || remark.contains("100")
        }
        Answer::NotApplicable => has(TAKES_BACK),
    }
}

/// `June`, `Autumn term`: then, since then, or not before? `Every June` and `June 2025` say more.
fn is_time_of_year(spoken: &str) -> bool {
    const SEASONS: &[&str] = &["spring", "summer", "autumn", "winter", "easter", "christmas"];
    let named = spoken.strip_suffix(" term").unwrap_or(spoken);
    is_month(named) || SEASONS.contains(&named)
}

/// `75` and nothing else: most likely a share; smaller figures are notes' numbers.
fn is_bare_share(remark: &str) -> bool {
    let bare = remark.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    bare.len() == 2 && bare.bytes().all(|byte| byte.is_ascii_digit()) && !bare.starts_with('0')
}

/// `less parents`: all but one group. More words may compare: `less screen time in class`.
fn is_without(spoken: &str) -> bool {
    spoken.strip_prefix("less ").is_some_and(|rest| !rest.contains(' '))
}

/// `Unused`, `Currently unused`, `Unused policy`; `unused accounts are deleted` says what is done about them.
fn says_unused(spoken: &str) -> bool {
    const OF_NOW: &[&str] =
        &["now", "currently", "at", "present", "the", "moment", "so", "far", "this", "year"];
    let mut list = spoken.split(' ').filter(|word| !OF_NOW.contains(word));
    list.any(|word| matches!(word, "unused" | "dormant" | "neglected"))
        && list.next().is_none_or(|behind| !behind.ends_with("ed"))
        && list.next().is_none()
}

/// `75%`, `3 of 5`, `1 out of 3`: of some, and not of all.
fn is_share(remark: &str) -> bool {
    let number = |word: &str| word.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok();
    // `2/3`; beyond small figures it is a day.
    let is_fraction =
        |word: &str| matches!(word.as_bytes(), [some @ b'1'..=b'4', b'/', all @ b'2'..=b'5'] if some < all);
    let is_part = |word: &str| {
        is_fraction(word) || word.ends_with('%') && number(word).is_some_and(|share| share < 100)
    };
    let words: Vec<&str> = remark.split_whitespace().collect();
    words.iter().any(|word| is_part(word))
        || words
            .windows(2)
            .any(|pair| matches!(pair, [share, "%"] if number(share).is_some_and(|share| share < 100)))
        || match words.as_slice() {
            [some, "of", all, ..] | [some, "out", "of", all, ..] => {
                number(some).zip(number(all)).is_some_and(|(some, all)| some < all)
            }
            _ => false,
        }
}

/// `P1-3`, `KS2`, `upper school`, `one class`: nothing but some of a school's stages.
fn names_stages(spoken: &str) -> bool {
    const NAMED: &[&str] = &[
        "nursery",
        "juniors",
        "junior",
        "infants",
        "infant",
        "upper",
        "lower",
        "middle",
        "senior",
        "seniors",
        "elc",
        "eyfs",
        "bge",
        "reception",
        "class",
        "classes",
    ];
    const AROUND: &[&str] = &[
        "in",
        "for",
        "the",
        "and",
        "to",
        "of",
        "at",
        "only",
        "school",
        "phase",
        "pupils",
        "stages",
        "stage",
        "year",
        "years",
        "one",
        "two",
        "three",
        "departments",
        "department",
    ];
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_numbered = |word: &str| {
        ["ks", "p", "s", "y"].iter().any(|stage| {
            word.strip_prefix(stage)
                .is_some_and(|number| (1..=2).contains(&number.len()) && is_number(number))
        })
    };
    let words: Vec<&str> = spoken.split(' ').collect();
    let is_stage = |word: &str| NAMED.contains(&word) || is_numbered(word);
    let is_whole = |first: &str, last: &str| words.contains(&first) && words.contains(&last);
    words.iter().any(|word| is_stage(word))
        && words
            .iter()
            .all(|word| is_stage(word) || AROUND.contains(word) || (word.len() < 3 && is_number(word)))
        && !is_whole("p1", "p7")
        && !is_whole("p1", "7")
        && !is_whole("s1", "s6")
        && !is_whole("s1", "6")
}
