//! Words set off before or behind a statement's own that make another question of it: `Training wanted: All staff ...`,
//! `All staff ... (last year)`.
//! In: a text in which a statement was recognised. Out: whether a Yes beside it may be no Yes to the statement. Never asks of
//! what stands within the statement's own words.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Doubt, Found, Hit};
use crate::{
    normalise::text,
    recognise::wording::{Candidate, StatementAt, Wordings},
};

/// No more words are set off from a statement without being a text of their own.
const MOST: usize = 9;
/// As many letters as they have.
const LONGEST: usize = 80;
/// As many of the statement's first and last words tell where it begins and ends.
const ENDS: usize = 3;

/// Where the signs stand that set words off from a statement, and where each ends: a colon, a question mark, a dash, a
/// bracket, a line's end, a bar, an arrow, a full stop.
fn signs(raw: &str) -> impl DoubleEndedIterator<Item = (usize, usize)> {
    let bytes = raw.as_bytes();
    bytes.iter().enumerate().filter_map(move |(at, byte)| match byte {
        b':' | b'?' | b'-' | b'(' | b')' | b'[' | b']' | b'\n' | b'|' | b'>' | b'.' => Some((at, at + 1)),
        0xe2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x93 | 0x94])) => Some((at, at + 3)),
        _ => None,
    })
}

/// The signs in a text's beginning that may set words off before a statement.
fn signs_before(raw: &str) -> impl Iterator<Item = (usize, usize)> {
    signs(raw).take_while(|(at, _)| *at <= LONGEST)
}

/// The signs in a text's end that may set words off behind a statement, from the last. What has no word behind it, as the
/// full stop at the end, sets nothing off.
fn signs_behind(raw: &str) -> impl Iterator<Item = (usize, usize)> {
    let from = raw.ceil_char_boundary(raw.len().saturating_sub(LONGEST));
    let end = raw.get(from..).unwrap_or_default();
    let last_word = end.rfind(char::is_alphanumeric).unwrap_or(0);
    signs(end).rev().filter(move |(_, end)| *end <= last_word).map(move |(at, end)| (from + at, from + end))
}

/// The end of a text, so long that what is set off and the statement's last words before it stand in it.
fn tail(raw: &str) -> &str {
    raw.get(raw.ceil_char_boundary(raw.len().saturating_sub(2 * LONGEST))..).unwrap_or(raw)
}

/// The beginning of a text, as long.
fn head(raw: &str) -> &str {
    raw.get(..raw.floor_char_boundary(2 * LONGEST)).unwrap_or(raw)
}

/// Words that ask something else than whether a statement is in place.
const TURNING: &[&str] = &[
    "absent",
    "action",
    "actions",
    "aim",
    "ambition",
    "aspiration",
    "aspirations",
    "barrier",
    "barriers",
    "budget",
    "challenge",
    "challenges",
    "checked",
    "concern",
    "concerned",
    "concerns",
    "confidence",
    "confident",
    "cost",
    "costs",
    "deadline",
    "desired",
    "discussed",
    "expected",
    "future",
    "gap",
    "gaps",
    "goal",
    "goals",
    "help",
    "ideal",
    "importance",
    "improve",
    "improvement",
    "informed",
    "interested",
    "issue",
    "issues",
    "missing",
    "need",
    "needed",
    "needs",
    "never",
    "not",
    "obstacle",
    "obstacles",
    "opinion",
    "outstanding",
    "owner",
    "planned",
    "predicted",
    "previous",
    "previously",
    "priorities",
    "priority",
    "read",
    "relevant",
    "requested",
    "responsible",
    "seen",
    "sent",
    "shared",
    "should",
    "target",
    "targets",
    "todo",
    "told",
    "understood",
    "useful",
    "view",
    "views",
    "want",
    "wanted",
    "weakness",
    "weaknesses",
    "when",
    "who",
    "whose",
    "why",
    "wish",
];

/// [`TURNING`], to be asked for every word around every reworded statement.
static TURNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TURNING.iter().copied().collect());

/// What such words open with.
const OPENINGS: &[&str] = &[
    "last ",
    "to do",
    "training required",
    "support required",
    "evidence available",
    "applicable",
    "how important",
    "risk level",
    "risk rating",
    "level of risk",
];

/// Phrases with such words that leave the question as it is, wherever they stand.
const PLAIN: &[&str] =
    &["whether or not", "or not", "in your view", "in your opinion", "in our view", "in my view"];

/// Such phrases that tell how to answer, at the beginning: `Please read each statement`, and not `Have you read the statement`.
const HOW: &[&str] = &["please read", "read each", "read every", "read the", "tick when"];

/// Where words that turn a statement stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turned {
    /// Before it, or behind it as a question: the form's own.
    Asked,
    /// Behind it: the form's own, or somebody's remark.
    Behind,
}

/// Whether words around a statement's own make another question of it.
pub(crate) fn turned(raw: &str, stated: &str) -> Option<Turned> {
    let raw = text::trim(raw);
    if before(raw, stated).is_some_and(asks_else) {
        return Some(Turned::Asked);
    }
    let behind = behind(raw, stated).filter(|behind| asks_else(behind))?;
    Some(if behind.contains('?') { Turned::Asked } else { Turned::Behind })
}

/// What is set off before the statement's first words.
fn before<'t>(raw: &'t str, stated: &str) -> Option<&'t str> {
    let mut signs = signs_before(raw).peekable();
    signs.peek()?;
    let words = text::words(head(stated));
    let first = words.match_indices(' ').nth(ENDS - 1).map_or(words.as_str(), |(at, _)| &words[..at]);
    if text::words_begin(raw, first) {
        return None;
    }
    signs
        .filter_map(|(at, end)| Some((raw.get(..at)?, raw.get(end..)?)))
        .find_map(|(before, rest)| text::words_begin(rest, first).then_some(before))
}

/// What is set off behind the statement's last words, with the sign that sets it off.
fn behind<'t>(raw: &'t str, stated: &str) -> Option<&'t str> {
    let mut signs = signs_behind(raw).peekable();
    signs.peek()?;
    let words = text::words(tail(stated));
    let last = words.rmatch_indices(' ').nth(ENDS - 1).map_or(words.as_str(), |(at, _)| &words[at + 1..]);
    if text::words(tail(raw)).ends_with(last) {
        return None;
    }
    let ends = |(at, _): (usize, usize)| {
        let stated = text::words(tail(raw.get(..at)?));
        stated.ends_with(last).then(|| raw.get(at..)).flatten()
    };
    signs.filter_map(ends).last()
}

/// What words set off from a statement do to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// They ask something else.
    AskElse,
    /// They surely ask nothing else.
    AskTheSame,
    /// They say nothing that is known.
    Neither,
}

fn around(raw: &str) -> Around {
    if raw.len() > LONGEST {
        return Around::Neither;
    }
    let words = text::words(raw);
    let (mut n, mut turns, mut may_be_plain, mut is_answer) = (0, false, false, false);
    let mut turns_otherwise = false;
    for word in words.split(' ') {
        // `- Yes. Needs a new date`: an answer, with a remark.
        is_answer |= n == 0 && matches!(word, "" | "yes" | "y" | "partly" | "p" | "no" | "n");
        turns |= TURNS.contains(word);
        turns_otherwise |= word != "not" && TURNS.contains(word);
        // Each of the plain phrases has one of these.
        may_be_plain |= matches!(word, "not" | "view" | "opinion" | "read" | "tick");
        n += 1;
    }
    let opens = |words: &str| {
        matches!(words, "risk" | "risks") || OPENINGS.iter().any(|opening| words.starts_with(opening))
    };
    turns |= opens(&words);
    // `Needed / Partly needed / Not needed` lists the answers to another question.
    if lists_answers(raw) && !turns_otherwise {
        return Around::AskTheSame;
    }
    let mut is_plain = false;
    if may_be_plain {
        let mut rest = words;
        let how = HOW.iter().filter(|how| phrase_at(&rest, how) == Some(0)).map(|how| how.len()).next();
        if let Some(end) = how {
            rest.replace_range(..end, "");
            is_plain = true;
        }
        for phrase in PLAIN {
            if let Some(at) = phrase_at(&rest, phrase) {
                rest.replace_range(at..at + phrase.len(), "");
                is_plain = true;
            }
        }
        let rest = rest.trim();
        turns = opens(rest) || rest.split(' ').any(|word| TURNS.contains(word));
    }
    match (turns && !is_answer && n <= MOST, is_plain) {
        (true, _) => Around::AskElse,
        (false, true) => Around::AskTheSame,
        (false, false) => Around::Neither,
    }
}

/// Whether words set off from a statement ask something else than the statement.
pub(crate) fn asks_else(raw: &str) -> bool {
    around(raw) == Around::AskElse
}

/// Where a phrase stands among words.
fn phrase_at(words: &str, phrase: &str) -> Option<usize> {
    let is_end = |rest: Option<&str>| rest.is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    words.match_indices(phrase).map(|(at, _)| at).find(|at| {
        is_end(words.get(at + phrase.len()..)) && (*at == 0 || words.as_bytes().get(at - 1) == Some(&b' '))
    })
}

/// Whether words set off from a statement list what it may be answered with: `(Met / Partly met / Not met)`.
pub(crate) fn lists_answers(around: &str) -> bool {
    let n_signs = around.bytes().filter(|byte| matches!(byte, b'/' | b'|' | b',' | b';')).count();
    if n_signs < 2 {
        return false;
    }
    // Hardly any text with commas speaks of a part.
    let begins_part = |four: &[u8]| four.eq_ignore_ascii_case(b"part");
    if around.is_ascii() && !around.as_bytes().windows(4).any(begins_part) {
        return false;
    }
    let (mut n, mut has_part, mut has_no) = (0, false, false);
    for words in around.split(['/', '|', ',', ';']).map(text::words).filter(|words| !words.is_empty()) {
        n += 1;
        for word in words.split(' ') {
            has_part |= word.starts_with("part");
            has_no |= matches!(word, "no" | "not" | "n");
        }
    }
    n > 2 && has_part && has_no
}

/// Whether a form's title asks something else than whether its statements are in place: `Where is support needed?`, `Targets for
/// 2027`. What speaks of more than that is an ordinary title.
pub(crate) fn is_title_of_another(raw: &str) -> bool {
    const WHOLE: [&str; 8] = [
        "target",
        "priorities",
        "last year",
        "previous year",
        "training need",
        "training wanted",
        "support needed",
        "areas of concern",
    ];
    const ASKING: [&str; 8] = [
        "where ",
        "which ",
        "tick where ",
        "please tick where ",
        "for which ",
        "what should ",
        "what do you ",
        "tick if ",
    ];
    const ELSE: [&str; 5] = ["support", "training", "targets", "priorities", "parents"];
    const LONG: usize = 90;
    if raw.len() > LONG {
        return false;
    }
    let words = text::words(raw);
    // `What should be in place` asks what a form does.
    let asks = || {
        words
            .split(' ')
            .filter(|word| *word != "should")
            .any(|word| TURNS.contains(word) || ELSE.contains(&word))
    };
    let is_ordinary =
        ["self evaluation", "online safety", "e safety"].iter().any(|name| words.contains(name));
    !is_ordinary
        && (WHOLE.iter().any(|opening| words.starts_with(opening))
            || (ASKING.iter().any(|opening| words.starts_with(opening)) && asks()))
}

/// The statement's own words, where all that stands with them makes another question of it, or surely none.
pub(crate) fn own<'t>(raw: &'t str, wordings: &Wordings) -> &'t str {
    let raw = text::trim(raw);
    let is_own = |stated: &str| !wordings.exact(stated).is_empty();
    let is_known = |set_off: &str| around(set_off) != Around::Neither;
    let before = signs_before(raw).find_map(|(at, end)| {
        let stated = text::trim(raw.get(end..)?);
        (is_known(raw.get(..at)?) && is_own(stated)).then_some(stated)
    });
    let behind = || {
        signs_behind(raw).find_map(|(at, end)| {
            let (stated, behind) = (text::trim(raw.get(..at)?), raw.get(end..)?);
            // Behind a full stop stands a remark, unless it asks.
            let is_set_off = behind.contains('?') || raw.get(at..end) != Some(".");
            (is_set_off && is_known(behind) && is_own(stated)).then_some(stated)
        })
    };
    before.or_else(behind).unwrap_or(raw)
}

/// Makes doubts of the statements with such words that stand once more in their own, or are few: a person may tell what is
/// meant by each. Where they are most, it is the form that asks something else.
pub(crate) fn settle(found: &mut Found, catalogue: usize) {
    let is_own = |hits: &[Hit], statement: usize| {
        hits.iter().any(|hit| hit.statement == statement && hit.turned.is_none())
    };
    if found.hits.iter().all(|hit| hit.turned.is_none()) {
        return;
    }
    let n_turned = found.hits.iter().filter(|hit| hit.turned.is_some()).count();
    let are_most = |n_turned: usize, n: usize| n_turned * 2 > n;
    let is_form = are_most(n_turned, found.hits.len());
    let all = found.hits.clone();
    let (kept, doubts) = (&mut found.hits, &mut found.doubts);
    kept.retain(|hit| {
        let is_doubt = match hit.turned {
            Some(_) if is_own(&all, hit.statement) => true,
            Some(Turned::Asked) => !is_form,
            Some(Turned::Behind) | None => false,
        };
        if is_doubt {
            let at = StatementAt { catalogue, statement: hit.statement };
            let candidates = vec![Candidate { at, wording: None, score: hit.score.min(0.99) }];
            doubts.push(Doubt { row: hit.row, column: hit.column, candidates });
        }
        !is_doubt
    });
    // A remark behind a few statements is the school's.
    let is_form = is_form && are_most(kept.iter().filter(|hit| hit.turned.is_some()).count(), kept.len());
    if !is_form {
        for hit in kept {
            hit.turned = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATED: &str = "All staff have due regard for data protection. (Seen in policies)";

    #[test]
    fn words_set_off_from_a_statement_may_make_another_question_of_it() {
        let before = [
            "Training wanted: ",
            "Target - ",
            "Last year: ",
            "Who is responsible for: ",
            "Discussed with staff? ",
            "Not applicable: ",
            "Tick where needed: ",
            "Tick if relevant: ",
            "Have you read the policy: ",
            "Tick when support is needed: ",
        ];
        for words in before {
            assert_eq!(turned(&format!("{words}{STATED}"), STATED), Some(Turned::Asked), "{words}");
        }
        for words in [" - is this a priority?", " Training needed?", ": discussed with staff?"] {
            assert_eq!(turned(&format!("{STATED}{words}"), STATED), Some(Turned::Asked), "{words}");
        }
        for words in [
            " (last year)",
            " - target",
            " [parents' view]",
            " (not in place)",
            " (Needed / Partly needed / Not needed)",
        ] {
            assert_eq!(turned(&format!("{STATED}{words}"), STATED), Some(Turned::Behind), "{words}");
        }
    }

    #[test]
    fn a_title_asks_something_else_or_names_a_form() {
        for title in
            ["Where is support needed?", "Targets for 2027", "What should we improve?", "Priorities 2026"]
        {
            assert!(is_title_of_another(title), "{title}");
        }
        for title in
            ["What should be in place", "Priority statements", "Where are we now?", "Tick where in place"]
        {
            assert!(!is_title_of_another(title), "{title}");
        }
    }

    #[test]
    fn words_that_ask_nothing_else_turn_no_statement() {
        for text in [
            STATED.to_owned(),
            format!("12. {STATED}"),
            format!("POL-01: {STATED}"),
            format!("Education and training: {STATED}"),
            format!("Do you agree? {STATED}"),
            format!("{STATED} (essential)"),
            format!("{STATED} (see guidance note 3)"),
            format!("{STATED} [Yes/No]"),
            format!("{STATED} [In place / Partly in place / Not in place]"),
            format!("{STATED} (Fully, partially or not yet, not applicable)"),
            format!("{STATED} (tick when in place)"),
            format!("Please tick whether or not in place [{STATED}]"),
            format!("Is this in place or not? {STATED}"),
            format!("Please read each statement and tick: {STATED}"),
            format!("In your view: {STATED}"),
            format!("Important: {STATED}"),
            format!("Policies and risk [{STATED}]"),
        ] {
            assert_eq!(turned(&text, STATED), None, "{text}");
        }
    }
}
