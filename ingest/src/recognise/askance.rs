//! Headings that ask something else than whether a statement is in place: `Training needed?`, `Gap?`, `LA judgement`.
//! In: a heading's text. Out: whether a Yes below it may mean something else than Yes to the statement. Never reads a
//! column; it only keeps one from being read.

use crate::normalise::text;

/// Words that turn what a column asks.
const TURNING: &[&str] = &[
    "gap",
    "gaps",
    "need",
    "needs",
    "needed",
    "want",
    "wanted",
    "required",
    "improve",
    "improvement",
    "improvements",
    "development",
    "priority",
    "priorities",
    "concern",
    "concerns",
    "concerned",
    "support",
    "help",
    "issue",
    "issues",
    "risk",
    "risks",
    "todo",
    "discussed",
    "informed",
    "predicted",
    "expected",
    "target",
    "previous",
    "previously",
    "baseline",
    "moderated",
    "moderation",
    "training",
    "missing",
    "outstanding",
    "weakness",
    "weaknesses",
];

/// Openings and whole headings that do.
const OPENINGS: &[&str] = &[
    "not ",
    "last year",
    "to do",
    "applicable",
    "relevant",
    "is this relevant",
    "is this applicable",
    "is it relevant",
    "is it applicable",
    "does this apply",
    "applies",
    "la ",
    "lea ",
    "local authority",
    "council",
    "example",
];

/// Whether a heading asks something else.
pub(crate) fn asks_else(raw: &str) -> bool {
    let cut = raw.find(['(', '[', '\n']).unwrap_or(raw.len());
    let first = raw.get(..cut).filter(|first| !text::is_blank(first)).unwrap_or(raw);
    let words = text::words(first);
    if words.is_empty() || words.len() > 60 {
        return false;
    }
    let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
    // A list of answers is one, whatever its last is called.
    if has("yes") && has("no") && !words.ends_with(" no") {
        return false;
    }
    TURNING.iter().any(|word| has(word)) || OPENINGS.iter().any(|opening| words.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::asks_else;

    #[test]
    fn headings_that_turn_the_question_are_told_from_those_that_ask_it() {
        for turned in [
            "Gap?",
            "Training needed? (Yes/No)",
            "LA judgement",
            "Last year",
            "Not in place?",
            "Is this a priority?",
        ] {
            assert!(asks_else(turned), "{turned}");
        }
        for plain in [
            "Response",
            "Answer (Yes / Partly / No; if No, action needed)",
            "In place?",
            "Yes/No/Needs work",
            "2025",
            "This year",
            "Our view",
            "Language",
        ] {
            assert!(!asks_else(plain), "{plain}");
        }
    }
}
