//! Whose judgement a heading over a group of columns announces: the school's own, or an office's, a moderator's, a peer's.
//! In: a heading's text. Out: whose it is, where the words say so. Never looks at columns, and takes no word for the school's
//! that an authority may say of itself.

use std::cell::RefCell;

use crate::normalise::{
    memo::{Memo, remembered},
    text,
};

/// Who judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// `School`, `To be completed by school`, `Your answer`.
    School,
    /// `For office use only`, `QA`, `Validated by LA`, `Peer`.
    Other,
}

/// Words of those who judge beside a school.
const OTHERS: &[&str] = &[
    "la",
    "lea",
    "authority",
    "authoritys",
    "council",
    "councils",
    "office",
    "officer",
    "officers",
    "moderator",
    "moderators",
    "moderated",
    "moderation",
    "qa",
    "hmie",
    "hmi",
    "ofsted",
    "estyn",
    "inspector",
    "inspectors",
    "inspectorate",
    "inspection",
    "verifier",
    "verifiers",
    "verified",
    "verification",
    "validator",
    "validators",
    "validated",
    "validation",
    "qio",
    "qios",
    "adviser",
    "advisers",
    "advisor",
    "assessor",
    "assessors",
    "auditor",
    "auditors",
    "panel",
    "eti",
    "comhairle",
    "sip",
    "trust",
    "mat",
    "peer",
    "peers",
    "external",
    "externally",
    "visitor",
    "visitors",
    "governor",
    "governors",
    "governing",
    "chair",
    "friend",
    "parent",
    "parents",
    "cluster",
    "national",
    "partner",
];
/// Words of those who fill a form in.
const OWN: &[&str] = &[
    "school",
    "schools",
    "self",
    "your",
    "headteacher",
    "headteachers",
    "ht",
    "establishment",
    "setting",
    "academy",
];
/// Words that ask for a form to be filled in.
const ASKING: &[&str] = &["complete", "completed", "completes", "completion", "fill", "filled", "tick"];

/// Whose judgement a heading announces; none where it does not say.
pub(crate) fn whose(raw: &str) -> Option<Whose> {
    thread_local!(static SAID: Memo<Option<Whose>> = const { RefCell::new(Vec::new()) });
    if raw.len() > 60 { None } else { remembered(&SAID, 0, raw, made_out) }
}

fn made_out(raw: &str) -> Option<Whose> {
    // A `School Improvement Partner` is none of the school's.
    let words = text::words(raw).replace("school improvement ", "");
    let list: Vec<&str> = words.split(' ').collect();
    let is_head = |at: usize| list.get(at) == Some(&"head") && list.get(at + 1) == Some(&"teacher");
    let is_own = |at: usize| list.get(at).is_some_and(|word| OWN.contains(word)) || is_head(at);
    let first_own = (0..list.len()).find(|at| is_own(*at));
    let first_other = list.iter().position(|word| OTHERS.contains(word));
    let asks = list.iter().any(|word| ASKING.contains(word));
    // `All schools`, beside the one that answers.
    if matches!(list.as_slice(), ["all" | "other" | "similar", "schools", ..]) && !asks {
        return Some(Whose::Other);
    }
    // `Schools: leave blank`
    let is_closed = ["leave blank", "leave empty", "not complete", "not fill"]
        .iter()
        .any(|closed| words.ends_with(closed));
    if is_closed {
        return Some(Whose::Other);
    }
    match (first_own, first_other) {
        (Some(_), None) => Some(Whose::School),
        (None, Some(_)) => Some(Whose::Other),
        // `LA view of the school`; who is to complete what is not told by the order.
        (Some(own), Some(other)) => (other < own && !asks).then_some(Whose::Other),
        (None, None) => None,
    }
}

/// Whether a heading says that somebody else filled in what stands below, so that alone over answers it says that they are not
/// the school's: `For office use only`, `LA view`, `Peer assessment`; not the title of what is meant for others: `For HMIE`,
/// `Governors' online safety audit`, `Return to the Council`.
pub(crate) fn is_filled_by_other(raw: &str) -> bool {
    const JUDGED: [&str; 25] = [
        "office",
        "use",
        "only",
        "view",
        "views",
        "judgement",
        "judgment",
        "judgements",
        "grade",
        "rating",
        "score",
        "decision",
        "moderated",
        "moderation",
        "moderator",
        "moderators",
        "verified",
        "verification",
        "verifier",
        "validated",
        "validation",
        "validator",
        "completes",
        "blank",
        "empty",
    ];
    const ENDS: [&str; 5] = ["assessment", "evaluation", "review", "answer", "response"];
    const ALONE: [&str; 6] = ["officer", "officers", "qio", "qa", "la", "peer"];
    const FOR: [&str; 16] = [
        "la",
        "lea",
        "local authority",
        "authority",
        "council",
        "hmie",
        "trust",
        "mat",
        "sip",
        "panel",
        "eti",
        "comhairle",
        "auditor",
        "auditors",
        "governors",
        "governing body",
    ];
    // A review for these is a return's title as well.
    const RECEIVERS: [&str; 6] = ["panel", "trust", "mat", "sip", "comhairle", "eti"];
    const OF_SCHOOL: [&str; 5] = ["self", "ht", "headteacher", "copy", "return"];
    let words = text::words(raw);
    let list = || words.split(' ');
    // What the form is for: no office writes in it.
    let meant_for = words.strip_prefix("for ").and_then(|rest| rest.strip_suffix(" use"));
    if meant_for.is_some_and(|whom| FOR.contains(&whom)) {
        return false;
    }
    let is_review = words.strip_suffix(" review").is_some_and(|whom| RECEIVERS.contains(&whom));
    whose(raw) == Some(Whose::Other)
        && !is_review
        && !list().any(|word| OF_SCHOOL.contains(&word))
        && (list().any(|word| JUDGED.contains(&word))
            || ENDS.iter().any(|end| words.ends_with(end))
            || ALONE.contains(&words.as_str())
            || ["completed by", "completion by", "to complete", "filled in by", "officers"]
                .iter()
                .any(|said| words.contains(said)))
}

/// Whether a heading over a group asks the school to fill it in or to send it: `To be completed by school`, `To do by HT`,
/// `To be returned by 12 December`. It opens like a target, and is none.
pub(crate) fn is_request(raw: &str) -> bool {
    const SENT: [&str; 4] = ["returned", "submitted", "sent", "handed"];
    const DONE: [&str; 5] = ["completed", "filled", "done", "answered", "ticked"];
    let words = text::words(raw);
    let Some(rest) = words.strip_prefix("to be ").or_else(|| words.strip_prefix("to ")) else { return false };
    let mut rest = rest.split(' ');
    let Some(verb) = rest.next() else { return false };
    let is_followed = |wanted: &str| words.split(' ').any(|word| word == wanted);
    if SENT.contains(&verb) {
        return is_followed("by") || is_followed("to") || is_followed("before");
    }
    (DONE.contains(&verb) || verb == "do") && is_followed("by") && whose(raw) == Some(Whose::School)
}

/// Whether words say until when a form is wanted back: `Due 12 December 2025`, `Please complete by Friday 12 December`.
pub(crate) fn is_deadline(list: &[&str]) -> bool {
    const WANTED: [&str; 6] = ["return", "returned", "submit", "submitted", "complete", "due"];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "noon", "midday"];
    let is_day = |word: &str| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        DAYS.contains(&word) || number.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
    };
    if matches!(list, ["due" | "deadline", next, ..] if is_day(next)) {
        return true;
    }
    let by = list.iter().position(|word| matches!(*word, "by" | "before"));
    by.is_some_and(|by| {
        let is_wanted = list.iter().take(by).any(|word| WANTED.contains(word));
        is_wanted && list.get(by + 1).is_some_and(|next| is_day(next))
    })
}

/// `LA`, `Moderated`: who else judges the statements, in a heading beside the school's own.
pub(crate) fn is_assessor(raw: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "la",
        "lea",
        "local authority",
        "council",
        "authority",
        "moderated",
        "moderation",
        "moderator",
        "la moderation",
        "la moderated",
        "la judgement",
        "la view",
        "la rating",
        "la response",
        "external",
        "visitor",
    ];
    raw.len() <= 20 && OTHERS.contains(&text::words(raw).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_whose_judgement_a_heading_announces() {
        for own in [
            "To be completed by school",
            "School",
            "Self",
            "Your answer",
            "School to complete",
            "Head teacher",
            "To be filled in by HT",
        ] {
            assert_eq!(whose(own), Some(Whose::School), "{own}");
        }
        for other in [
            "For office use only",
            "OFFICE",
            "Moderator's view",
            "QA",
            "HMIE",
            "Validated by LA",
            "To be completed by LA",
            "For completion by council",
            "QIO evaluation",
            "Chair of Governors",
            "Peer school",
            "LA view of the school",
            "All schools",
            "Verified",
            "Partner school",
            "School Improvement Partner",
            "Governing body",
            "Critical friend",
            "Trust",
            "Moderation panel",
            "Leave blank",
        ] {
            assert_eq!(whose(other), Some(Whose::Other), "{other}");
        }
        for unsure in ["Autumn term", "Staff", "Agreed", "All LA schools to complete", "Please complete", ""]
        {
            assert_eq!(whose(unsure), None, "{unsure}");
        }
    }

    #[test]
    fn titles_are_told_from_what_somebody_else_filled_in() {
        for title in [
            "HMIE self-evaluation",
            "Governors' online safety audit",
            "Return to the Council",
            "For return to the LA by 12 December",
            "For HMIE",
            "To be completed for HMIE inspection",
            "QA framework",
            "Officer's copy",
            "For LA use",
            "For Trust use",
            "Panel review",
            "Peer review: online safety",
            "Local Authority Online Safety Audit",
        ] {
            assert!(!is_filled_by_other(title), "{title}");
        }
        for filled in [
            "For office use only",
            "For LA use only",
            "Officer's view",
            "Verified",
            "Peer assessment",
            "Peer review",
            "Panel judgement",
            "Trust assessment",
            "LA use",
            "QIO",
        ] {
            assert!(is_filled_by_other(filled), "{filled}");
        }
    }

    #[test]
    fn what_asks_for_the_form_is_no_target() {
        for asks in ["To be completed by school", "To be returned by 12 December", "To do by school"] {
            assert!(is_request(asks), "{asks}");
        }
        for plan in ["To be completed", "To be completed by June 2026", "To do", "To be reviewed by school"] {
            assert!(!is_request(plan), "{plan}");
        }
        let deadline = |raw: &str| is_deadline(&text::words(raw).split(' ').collect::<Vec<_>>());
        assert!(deadline("Due 12 December 2025") && deadline("Please complete by Friday 12 December 2025"));
        assert!(!deadline("Return by Back School 2024") && !deadline("To be completed by June 2026"));
    }
}
