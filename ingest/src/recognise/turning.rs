//! Words set off before or behind a statement's own that make another question of it: `Training wanted: All staff ...`,
//! `All staff ... (last year)`.
//! In: a text in which a statement was recognised. Out: whether a Yes beside it may be no Yes to the statement. Never asks of
//! what stands within the statement's own words.

use schemas::{finding::Finding, rules};

use super::{
    draft::Desk,
    found::{Doubt, Found, Hit},
    header::as_written,
    wording::{Candidate, StatementAt, Wordings},
};
use crate::normalise::text;

/// No more words are set off from a statement without being a text of their own.
const MOST: usize = 9;
/// As many letters as they have.
const LONGEST: usize = 80;
/// As many of the statement's first and last words tell where it begins and ends.
const ENDS: usize = 3;

/// What sets words off from a statement.
const SIGNS: [char; 13] = [':', '?', '-', '\u{2013}', '\u{2014}', '(', ')', '[', ']', '\n', '|', '>', '.'];

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
    "important",
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
    "risk",
    "risks",
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

/// What such words open with.
const OPENINGS: &[&str] =
    &["last ", "to do", "training required", "support required", "evidence available", "applicable"];

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
    let words = text::words(stated);
    let all: Vec<&str> = words.split(' ').collect();
    let first = all.get(..ENDS)?.join(" ");
    let last = all.get(all.len() - ENDS..)?.join(" ");
    if before(raw, &first).is_some_and(asks_else) {
        return Some(Turned::Asked);
    }
    let behind = behind(raw, &last).filter(|behind| asks_else(behind))?;
    Some(if behind.contains('?') { Turned::Asked } else { Turned::Behind })
}

/// What is set off before the statement's first words.
fn before<'t>(raw: &'t str, first: &str) -> Option<&'t str> {
    if text::words_begin(raw, first) {
        return None;
    }
    let signs = raw.match_indices(SIGNS).take_while(|(at, _)| *at <= LONGEST);
    signs
        .filter_map(|(at, sign)| Some((raw.get(..at)?, raw.get(at + sign.len()..)?)))
        .find_map(|(before, rest)| text::words_begin(rest, first).then_some(before))
}

/// What is set off behind the statement's last words, with the sign that sets it off.
fn behind<'t>(raw: &'t str, last: &str) -> Option<&'t str> {
    let signs = raw.rmatch_indices(SIGNS).take_while(|(at, _)| raw.len() - at <= LONGEST);
    let ends = |(at, _): (usize, &str)| {
        let stated = text::words(raw.get(..at)?);
        (stated.ends_with(last)).then(|| raw.get(at..)).flatten()
    };
    signs.filter_map(ends).last()
}

/// Whether words set off from a statement ask something else than the statement.
pub(crate) fn asks_else(around: &str) -> bool {
    let words = text::words(around);
    let all = || words.split(' ');
    // `- Yes. Needs a new date`: an answer, with a remark.
    let is_answer = matches!(all().next(), Some("" | "yes" | "y" | "partly" | "p" | "no" | "n"));
    !is_answer
        && all().count() <= MOST
        && (all().any(|word| TURNING.contains(&word))
            || OPENINGS.iter().any(|opening| words.starts_with(opening)))
}

/// Whether a form's title asks something else than whether its statements are in place: `Where is support needed?`, `Targets for
/// 2027`. What speaks of more than that is an ordinary title.
pub(crate) fn is_title_of_another(raw: &str) -> bool {
    const WHOLE: [&str; 8] = [
        "target",
        "priorit",
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
    let asks = || words.split(' ').any(|word| TURNING.contains(&word) || ELSE.contains(&word));
    let is_ordinary =
        ["self evaluation", "online safety", "e safety"].iter().any(|name| words.contains(name));
    !is_ordinary
        && (WHOLE.iter().any(|opening| words.starts_with(opening))
            || (ASKING.iter().any(|opening| words.starts_with(opening)) && asks()))
}

/// The statement's own words, where all that stands with them makes another question of it.
pub(crate) fn own<'t>(raw: &'t str, wordings: &Wordings) -> &'t str {
    let raw = text::trim(raw);
    let is_own = |stated: &str| !wordings.exact(stated).is_empty();
    let signs = || raw.match_indices(SIGNS).map(|(at, sign)| (at, at + sign.len()));
    let before = signs().take_while(|(at, _)| *at <= LONGEST).find_map(|(at, end)| {
        let stated = text::trim(raw.get(end..)?);
        (asks_else(raw.get(..at)?) && is_own(stated)).then_some(stated)
    });
    before
        .or_else(|| {
            signs().filter(|(at, _)| raw.len() - at <= LONGEST).find_map(|(at, end)| {
                let (stated, behind) = (text::trim(raw.get(..at)?), raw.get(end..)?);
                // Behind a full stop stands a remark, unless it asks.
                let is_set_off = behind.contains('?') || raw.get(at..end) != Some(".");
                (is_set_off && asks_else(behind) && is_own(stated)).then_some(stated)
            })
        })
        .unwrap_or(raw)
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

/// What is to be asked of an export whose headings do; none where they ask the statements.
pub(crate) fn asked(desk: &Desk<'_>, grid: usize, found: &Found) -> Option<Finding> {
    let first = found.hits.iter().find(|hit| hit.turned.is_some())?;
    let raw = desk.grids.get(grid)?.at(first.row, first.column).map(|cell| as_written(&cell.value))?;
    let n = u32::try_from(found.hits.len()).unwrap_or(u32::MAX);
    let message = "other words stand with the statements in the headings and make another question of them, so none was read";
    Some(
        Finding::new(&rules::COLUMNS_UNCLEAR, desk.place(grid, first.row, first.column), message)
            .reading(raw)
            .with_suggestion("Ask the school what its answers are to")
            .with_answers_waiting(n),
    )
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
        ];
        for words in before {
            assert_eq!(turned(&format!("{words}{STATED}"), STATED), Some(Turned::Asked), "{words}");
        }
        for words in [" - is this a priority?", " Training needed?", ": discussed with staff?"] {
            assert_eq!(turned(&format!("{STATED}{words}"), STATED), Some(Turned::Asked), "{words}");
        }
        for words in [" (last year)", " - target", " [parents' view]", " (not in place)"] {
            assert_eq!(turned(&format!("{STATED}{words}"), STATED), Some(Turned::Behind), "{words}");
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
        ] {
            assert_eq!(turned(&text, STATED), None, "{text}");
        }
    }
}
