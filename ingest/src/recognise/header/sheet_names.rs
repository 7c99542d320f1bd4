//! What a sheet's name says of the sheet.
//! In: a name. Out: whether it may be a school's, whether it says that the sheet is no return, or stands beside one. Never
//! looks into the sheet.

use std::cell::RefCell;

use crate::{
    normalise::{
        dates::is_month,
        memo::{Memo, remembered},
        text,
    },
    recognise::columns::period::{Period, period},
};

/// Words that schools are called by.
const SCHOOLS: [&str; 17] = [
    "school",
    "primary",
    "academy",
    "high",
    "college",
    "infant",
    "infants",
    "junior",
    "juniors",
    "nursery",
    "sgoil",
    "institute",
    "bunsgoil",
    "secondary",
    "st",
    "rc",
    "special",
];

/// Words that sheets of one school are called by.
const PLAIN: [&str; 59] = [
    "sheet",
    "return",
    "form",
    "copy",
    "draft",
    "final",
    "new",
    "old",
    "data",
    "table",
    "audit",
    "policy",
    "survey",
    "answers",
    "responses",
    "review",
    "self",
    "evaluation",
    "assessment",
    "online",
    "safety",
    "staff",
    "pupils",
    "parents",
    "head",
    "deputy",
    "governors",
    "term",
    "autumn",
    "spring",
    "summer",
    "year",
    "last",
    "this",
    "current",
    "previous",
    "example",
    "sample",
    "template",
    "blank",
    "guidance",
    "version",
    "updated",
    "revised",
    "original",
    "submitted",
    "backup",
    "working",
    "master",
    "test",
    "moderated",
    "amended",
    "initial",
    "before",
    "after",
    "first",
    "second",
    "start",
    "end",
];

/// Whether a sheet's name may be a school's: a name, and none of the words that sheets of one school are called by.
pub(crate) fn names_school(sheet: &str) -> bool {
    let words = text::words(sheet);
    if says_stage(&words) {
        return false;
    }
    if words.split(' ').any(is_school_word) {
        return period(sheet).is_none();
    }
    let is_plain = |word: &str| {
        word.len() < 3 || word.bytes().any(|b| b.is_ascii_digit()) || PLAIN.contains(&word) || is_month(word)
    };
    !words.is_empty() && !words.split(' ').any(is_plain)
}

/// Whether a name says by a word that it is a school's: `Back School`.
pub(crate) fn is_called_school(name: &str) -> bool {
    let words = text::words(name);
    !says_stage(&words) && words.split(' ').any(is_school_word) && period(name).is_none()
}

/// Whether a text is called a school, as a name is and no sentence, and is no person's: `Janet High`.
pub(crate) fn is_schools_name(raw: &str) -> bool {
    const PLAINLY: [&str; 7] = ["school", "primary", "academy", "college", "sgoil", "bunsgoil", "nursery"];
    raw.len() <= 90
        && !text::trim(raw).ends_with(['.', '?', '!'])
        && text::trim(raw).starts_with(|c: char| !c.is_lowercase())
        && is_called_school(raw)
        // Some of the words that schools are called by are surnames.
        && text::words(raw).split(' ').any(|word| PLAINLY.contains(&word))
}

/// As [`names_school`] for a name among those of schools, where it may be written short: `Uig PS`, `Sir E Scott`.
pub(crate) fn may_name_school(name: &str) -> bool {
    let words = text::words(name);
    let is_plain =
        |word: &str| word.bytes().any(|b| b.is_ascii_digit()) || PLAIN.contains(&word) || is_month(word);
    let is_kind = |word: &str| matches!(word, "ps" | "hs" | "cs" | "jhs" | "sch");
    let says_name = words.split(' ').any(|word| word.len() > 3 || is_kind(word));
    !says_stage(&words) && says_name && !words.split(' ').any(is_plain) && period(name).is_none()
}

fn is_school_word(word: &str) -> bool {
    SCHOOLS.contains(&word)
}

/// `Primary` and `Secondary` alone are parts of a school.
fn says_stage(words: &str) -> bool {
    words.split(' ').all(|word| {
        is_school_word(word) || matches!(word, "department" | "dept" | "phase" | "stage" | "stages")
    })
}

/// Names of sheets that hold no return: examples, templates, last year's.
pub(crate) fn is_no_return(sheet: &str) -> bool {
    thread_local!(static NONE: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&NONE, 0, sheet, says_no_return)
}

fn says_no_return(sheet: &str) -> bool {
    let words = text::words(sheet);
    period(sheet) == Some(Period::Before)
        || tells_how(sheet)
        || words.split(' ').any(|word| {
            matches!(
                word,
                "example"
                    | "examples"
                    | "sample"
                    | "specimen"
                    | "template"
                    | "blank"
                    | "guidance"
                    | "guide"
                    | "instructions"
                    | "old"
                    | "archive"
                    | "demo"
                    | "model"
                    | "exemplar"
                    | "help"
                    | "notes"
            )
        })
}

/// Whether a sheet's name says that what stands there is made up: `Worked example`, `Specimen`.
pub(crate) fn is_example(sheet: &str) -> bool {
    let is_made_up = |word: &str| {
        matches!(
            word,
            "example"
                | "examples"
                | "sample"
                | "samples"
                | "specimen"
                | "exemplar"
                | "exemplars"
                | "demo"
                | "dummy"
        )
    };
    text::words(sheet).split(' ').any(is_made_up)
}

/// Whether a sheet's name says that it tells how to fill in the form.
pub(crate) fn is_guidance(sheet: &str) -> bool {
    let tells = |word: &str| matches!(word, "guidance" | "guide" | "instructions" | "help");
    text::words(sheet).split(' ').any(tells)
}

/// Words of an example's or an old form's name that leave no doubt by themselves.
const EXAMPLE: [&str; 11] = [
    "example",
    "examples",
    "sample",
    "specimen",
    "model",
    "exemplar",
    "demo",
    "guidance",
    "guide",
    "instructions",
    "help",
];

/// Words that take away nothing from such a name, nor from a time.
const NEUTRAL: [&str; 50] = [
    "worked",
    "only",
    "how",
    "to",
    "fill",
    "in",
    "the",
    "our",
    "your",
    "of",
    "for",
    "from",
    "a",
    "an",
    "and",
    "this",
    "is",
    "last",
    "previous",
    "prior",
    "earlier",
    "years",
    "year",
    "time",
    "times",
    "session",
    "school",
    "return",
    "returns",
    "form",
    "forms",
    "answer",
    "answers",
    "response",
    "responses",
    "data",
    "sheet",
    "copy",
    "audit",
    "review",
    "survey",
    "self",
    "evaluation",
    "assessment",
    "online",
    "safety",
    "baseline",
    "notes",
    "old",
    "archive",
];

/// Whether a sheet's name says plainly that the sheet is another time's or an example: `Last year`, `2024-25`, `Old form`,
/// `Worked example`. Words of the `others`' names say nothing.
pub(crate) fn is_plainly_no_return(sheet: &str, others: &[&str]) -> bool {
    const TERMS: [&str; 7] = ["autumn", "spring", "summer", "winter", "term", "june", "s"];
    let words = text::words(sheet);
    let others: Vec<String> = others.iter().map(|other| text::words(other)).collect();
    let is_theirs = |word: &str| others.iter().any(|other| other.split(' ').any(|known| known == word));
    let is_plain = |word: &str| {
        EXAMPLE.contains(&word)
            || NEUTRAL.contains(&word)
            || TERMS.contains(&word)
            || is_month(word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let says_so = is_no_return(sheet) || period(sheet).is_some();
    says_so && words.split(' ').all(|word| is_plain(word) || (is_theirs(word) && word != "not"))
}

/// Whether a sheet's name says that it tells how to fill in the others: `How to`, `Guidance`, `Example`.
pub(crate) fn tells_how(sheet: &str) -> bool {
    const WORDS: [&str; 7] = ["guidance", "guide", "instructions", "help", "example", "examples", "exemplar"];
    let words = text::words(sheet);
    let tells = |word: &str| WORDS.contains(&word);
    words == "how to" || words.starts_with("how to ") || words.split(' ').any(tells)
}

/// Whether a title says that what stands below it is an example, and nothing else.
pub(crate) fn is_plain_example(title: &str) -> bool {
    const EXAMPLES: [&str; 7] = ["example", "examples", "sample", "specimen", "exemplar", "demo", "model"];
    text::words(title).split(' ').any(|word| EXAMPLES.contains(&word)) && is_plainly_no_return(title, &[])
}

/// Whether a sheet's name says that something was changed: it may be what the return says now.
pub(crate) fn speaks_of_changes(sheet: &str) -> bool {
    text::words(sheet).split(' ').any(|word| word == "changes")
}

/// Names of sheets that go with a return: a summary, a plan, a list of evidence.
pub(crate) fn is_beside_a_return(sheet: &str) -> bool {
    thread_local!(static BESIDE: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&BESIDE, 0, sheet, goes_with_a_return)
}

fn goes_with_a_return(sheet: &str) -> bool {
    let words = text::words(sheet);
    words.split(' ').any(|word| {
        matches!(
            word,
            "summary"
                | "dashboard"
                | "overview"
                | "total"
                | "totals"
                | "chart"
                | "charts"
                | "analysis"
                | "action"
                | "actions"
                | "plan"
                | "evidence"
                | "feedback"
                | "changes"
                | "comments"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{is_beside_a_return, is_no_return, names_school};

    #[test]
    fn names_tell_what_a_sheet_is() {
        for name in ["Summary", "Action plan", "LA feedback", "Evidence log"] {
            assert!(is_beside_a_return(name) && !is_no_return(name), "{name}");
        }
        for name in ["Return", "Infrastructure", "Back School"] {
            assert!(!is_beside_a_return(name), "{name}");
        }
        assert!(names_school("Back School") && !names_school("Sheet1"));
    }
}
