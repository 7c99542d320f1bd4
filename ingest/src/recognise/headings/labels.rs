//! Labels above an answer or before it: whether they ask for the school's own.
//! In: a label. Out: whether it does. Never takes one for that which may ask for last year's, a moderator's or another thing.

use super::{Head, head, lists_answers};
use crate::normalise::text;

/// Whether a label asks for the school's answer to the statement and nothing else, names an answer, or says how to give one.
pub(crate) fn is_answers_label(label: &str) -> bool {
    const PLAIN: [&str; 26] = [
        "answer",
        "answers",
        "our answer",
        "your answer",
        "school answer",
        "schools answer",
        "response",
        "our response",
        "your response",
        "school response",
        "schools response",
        "reply",
        "rating",
        "our rating",
        "your rating",
        "status",
        "judgement",
        "self evaluation",
        "self assessment",
        "in place",
        "is this in place",
        "is it in place",
        "answer this year",
        "this years answer",
        "our answer this year",
        "this year",
    ];
    const PROMPTS: [&str; 9] =
        ["please", "tick", "circle", "select", "choose", "delete", "mark", "enter", "click"];
    let words = text::words(label);
    let first = words.split(' ').next().unwrap_or_default();
    PLAIN.contains(&words.as_str())
        || PROMPTS.contains(&first)
        || lists_answers(&words)
        || matches!(head(label), Some(Head::Answer(_)))
}

#[cfg(test)]
mod tests {
    use super::is_answers_label;

    #[test]
    fn labels_of_the_schools_own_answer_are_told_from_others() {
        for own in [
            "Answer:",
            "Our response",
            "This year's answer",
            "In place?",
            "Please tick one",
            "Yes",
            "Partly in place",
            "Is this in place?",
        ] {
            assert!(is_answers_label(own), "{own}");
        }
        for other in [
            "Target",
            "Last year's answer",
            "Governors said",
            "Moderator",
            "Example answer",
            "Evidence available?",
            "Shared with parents?",
            "Priority?",
            "2025",
        ] {
            assert!(!is_answers_label(other), "{other}");
        }
    }
}
