//! Lines that take their row back: `IGNORE - duplicate`, `pressed submit by mistake`; and names of nobody.
//! In: a cell's words. Out: whether they do, and how surely. Never takes a remark about something else for such a line.

use super::flag::{ASIDE, ROWS, Sure};

/// Whether a line takes its whole row back, and nothing else: `IGNORE - duplicate`, `test only`, `Please disregard this
/// response`, `v1 (do not use)`; not `Ignore question 4`, nor `Duplicate accounts are removed`. A word alone may be said of
/// what stands before it.
pub(super) fn takes_back(words: &str) -> Option<Sure> {
    const SAID: [&str; 4] = ["do not use", "not to be used", "sent in error", "sent by mistake"];
    const BESIDE: [&str; 7] = ["only", "please", "the", "of", "row", "was", "it"];
    const NOUNS: [&str; 8] = ["response", "record", "row", "submission", "entry", "return", "form", "survey"];
    let said = SAID.iter().find(|said| words.contains(*said));
    let rest = said.map_or_else(|| words.to_owned(), |said| words.replacen(said, " ", 1));
    let list = || rest.split_whitespace();
    let is_version = |word: &str| {
        let number = word.strip_prefix('v').unwrap_or(word);
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
    };
    let is_known = |word: &str| {
        ASIDE.contains(&word) || ROWS.contains(&word) || BESIDE.contains(&word) || is_version(word)
    };
    let n_aside = list().filter(|word| ASIDE.contains(word)).count();
    if !list().all(is_known) || (n_aside == 0 && said.is_none()) {
        return was_not_meant(words).then_some(Sure::Doubtful);
    }
    let names_row = list().any(|word| NOUNS.contains(&word) || is_version(word));
    let is_sent = said.is_some_and(|said| said.starts_with("sent"));
    let is_plain = n_aside > 1 || names_row || is_sent || matches!(words, "test only" | "testing only");
    Some(if is_plain { Sure::Plain } else { Sure::Doubtful })
}

/// `practice run, ignore`, `wrong school chosen`, `pressed submit by mistake`, `not real`.
fn was_not_meant(words: &str) -> bool {
    const SAID: [&str; 5] = ["practice", "trial", "mistake", "wrong", "real"];
    const BESIDE: [&str; 17] = [
        "run",
        "not",
        "by",
        "in",
        "sorry",
        "please",
        "ignore",
        "pressed",
        "clicked",
        "submit",
        "submitted",
        "sent",
        "school",
        "chosen",
        "selected",
        "only",
        "a",
    ];
    let list = || words.split(' ');
    list().any(|word| SAID.contains(&word))
        && list().all(|word| SAID.contains(&word) || BESIDE.contains(&word))
        && (!words.contains("real") || words.starts_with("not real"))
}

/// `TEST`, `Test User`, `test@test.com`.
pub(super) fn is_nobody(words: &str) -> bool {
    const TRIED: [&str; 4] = ["test", "tester", "testing", "dummy"];
    const BESIDE: [&str; 8] = ["user", "name", "person", "com", "co", "uk", "org", "email"];
    let list = || words.split(' ');
    list().any(|word| TRIED.contains(&word))
        && list().all(|word| TRIED.contains(&word) || BESIDE.contains(&word))
}
