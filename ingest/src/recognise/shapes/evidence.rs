//! Whether a comment is evidence.
//! In: a comment as written. Out: whether it says anything. Never judges how good it is.

use crate::normalise::text;

/// Letters and figures of the longest phrase below.
const LONGEST: usize = 19;

/// Whether something stands there that a reader could follow up: "n/a", "as above", a dash are nothing.
pub(crate) fn is_evidence(raw: &str) -> bool {
    // Whatever is longer says something beyond the phrases below; most comments are.
    let has_more = |bytes: &[u8]| bytes.iter().filter(|byte| byte.is_ascii_alphanumeric()).count() > LONGEST;
    // Of most of them the first letters say so.
    if raw.as_bytes().first_chunk::<32>().is_some_and(|first| has_more(first)) || has_more(raw.as_bytes()) {
        return true;
    }
    let trimmed = text::trim(raw);
    if !trimmed.chars().any(char::is_alphanumeric) {
        return false;
    }
    if trimmed.len() > 40 {
        return true;
    }
    let Some(words) = text::Phrase::of(trimmed) else { return true };
    !matches!(
        words.as_str(),
        "n a"
            | "na"
            | "none"
            | "nil"
            | "nothing"
            | "no"
            | "yes"
            | "partly"
            | "y"
            | "n"
            | "p"
            | "x"
            | "tbc"
            | "tba"
            | "tbd"
            | "as above"
            | "see above"
            | "above"
            | "ditto"
            | "same"
            | "same as above"
            | "same again"
            | "as before"
            | "see previous"
            | "as previous"
            | "not applicable"
            | "no comment"
            | "no comments"
            | "none at present"
            | "no evidence"
            | "none available"
            | "to follow"
            | "to be confirmed"
            | "0"
            | "see comments"
            | "as below"
            | "see below"
            | "blank"
            | "evidence"
            | "comments"
            | "evidence and comments"
            | "ok"
            | "nothing to add"
            | "none to date"
            | "as stated above"
            | "see note above"
            | "do"
            | "null"
            | "unknown"
            | "not sure"
    )
}

#[cfg(test)]
mod tests {
    use super::is_evidence;

    #[test]
    fn phrases_without_content_are_no_evidence() {
        for nothing in ["n/a", "N/A.", "-", "\u{2013}", "as above", "See above.", "none", "  ", "...", "TBC"]
        {
            assert!(!is_evidence(nothing), "{nothing}");
        }
        for something in ["Minutes of 3 May", "CPOMS", "=HYPERLINK(\"http://a\")", "100 %", "Policy, p. 4"] {
            assert!(is_evidence(something), "{something}");
        }
    }
}
