//! Codes and counts in the words that stand on paper.
//! In: codes of the tables, counts. Out: text. Never a figure that was not handed in.

use crate::context::Form;

/// The word for an `answer_code`.
pub fn answer_word(code: &str) -> &'static str {
    match code {
        "yes" => "Yes",
        "partly" => "Partly",
        "no" => "No",
        "not_applicable" => "N/A",
        "blank" => "Blank",
        "multiple" => "Two marks",
        "unreadable" => "Unreadable",
        "missing" => "Not on form",
        "not_returned" => "No return",
        _ => "",
    }
}

/// The words for what came of a school's return.
pub fn response_word(code: &str) -> &'static str {
    match code {
        "returned" => "Returned",
        "awaiting" => "Question open",
        "not_returned" => "Not returned",
        _ => "",
    }
}

/// The words for a band of the order of weaknesses.
pub fn band_word(code: &str) -> &'static str {
    match code {
        "clearly_weak" => "Clearly weak",
        "clearly_strong" => "Clearly strong",
        "not_told_apart" => "Cannot be told apart",
        _ => "Not shown",
    }
}

/// The words for a verdict on change.
pub fn verdict_word(code: &str) -> &'static str {
    match code {
        "improved" => "Improved",
        "worsened" => "Worsened",
        "no_clear_change" => "No clear change",
        "not_tested" => "Not tested: too few",
        "not_comparable" => "Not comparable",
        _ => "",
    }
}

/// The words for how a wording compares with the edition before.
pub fn comparability_word(code: &str) -> &'static str {
    match code {
        "identical" => "Same words",
        "editorial" => "Other words, same meaning",
        "substantive" => "Other meaning",
        "merged" => "Merged",
        "split" => "Split",
        "new" => "New",
        "retired" => "Retired",
        _ => "",
    }
}

/// The words for how something was recognised.
pub fn matched_word(code: &str) -> &'static str {
    match code {
        "id" => "By its id",
        "exact" | "name" => "Same words",
        "alias" => "Known other wording",
        "similar" => "Similar words",
        "decision" => "By a decision",
        "sheet_name" => "By the sheet's name",
        "file_name" => "By the file's name",
        "previous_id" => "By an earlier id",
        _ => "",
    }
}

/// The words for why a school is compared with no similar schools.
pub fn no_similar_words(code: &str) -> &'static str {
    match code {
        "number_unknown" => {
            "the authority's register does not say for your school what similar schools are found by (pupils on the roll, \
             unless it chose something else)"
        }
        "few_candidates" => {
            "fewer than five other schools of your sector that sent this form stand in the authority's register with what \
             similar schools are found by (pupils on the roll, unless it chose something else)"
        }
        _ => "fewer than five of them answered enough of the statements that you answered",
    }
}

/// The words for a signal.
pub fn signal_word(code: &str) -> &'static str {
    match code {
        "yes_without_evidence" => "Yes without evidence",
        "evidence_shared" => "Evidence shared word for word",
        "one_answer_throughout" => "One answer all the way down",
        "yes_to_no" => "Yes last time, not now",
        "weak_without_action" => "Not yet in place, no action",
        "same_as_last_year" => "Same as last year's return",
        _ => "",
    }
}

/// The words for why a school needs a call.
pub fn call_word(code: &str) -> &'static str {
    match code {
        "essential_no" => "Essential: No",
        "essential_partly" => "Essential: Partly",
        "essential_not_applicable" => "Essential: Not applicable",
        "essential_unanswered" => "Essential: no answer",
        "open_question" => "A question about its return is open",
        "not_returned" => "Has not sent its return",
        "yes_to_no" => "Yes last time, not now",
        "many_weak" => "Much not yet in place",
        "weak_without_action" => "Not yet in place, no action",
        _ => "",
    }
}

/// That some returns may be of any school from which none is known; empty where there are none. `where_shown` is where such
/// schools stand.
pub fn unnamed_words(forms: &[Form], where_shown: &str) -> String {
    let n: i64 = forms.iter().filter(|form| form.n_not_returned > 0).map(|form| form.n_unnamed).sum();
    let each = if n == 1 { "it" } else { "each" };
    match n {
        0 => String::new(),
        n => format!(
            "Of {} nothing says which school sent it: {each} may be of any school {where_shown}.",
            count_of(n, "return", "returns")
        ),
    }
}

/// The word for a severity.
pub fn severity_word(code: &str) -> &'static str {
    match code {
        "error" => "Error",
        "warning" => "Warning",
        "note" => "Note",
        _ => "",
    }
}

/// Words for `(none)` and `all` in a group's value; anything else as it is.
pub fn group_word(value: &str) -> &str {
    match value {
        "all" => "All schools",
        "(none)" => "(not stated)",
        other => other,
    }
}

/// A first letter in capitals: a register's column as a heading (`sector` -> `Sector`).
pub fn heading(name: &str) -> String {
    capital(&name.replace('_', " "))
}

/// The same with its first letter in capitals: a message as a sentence's beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a rule is about, in a sentence: the first of its page.
pub fn rule_words(code: &str) -> String {
    let Some(rule) = schemas::rules::by_code(code) else { return code.to_owned() };
    let seen = rule.page.split("## What was seen").nth(1).unwrap_or_default().trim_start();
    let paragraph = seen.split("\n\n").next().unwrap_or_default().replace('\n', " ").replace('`', "");
    // A stop inside a word or an abbreviation ends no sentence.
    let end = paragraph.find(". ").map_or(paragraph.len(), |at| at + 1);
    let sentence = paragraph[..end].trim();
    if sentence.is_empty() { heading(&rule.name.replace('-', " ")) } else { sentence.to_owned() }
}

/// `1 school`, `7 schools`.
pub fn count_of(count: i64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(count)) }
}

/// A whole number with commas between its thousands.
pub fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if count < 0 {
        out.push('\u{2212}');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What an answer counts in a score: `a half`, `0.25`.
pub fn worth(points: f64) -> String {
    if (points - 0.5).abs() < 1e-9 { "a half".to_owned() } else { format!("{points}") }
}

/// A share as whole per cent (`43 %` is written `43%` on paper).
pub fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// `a, b and c`.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemas::tables::{data, marts, star};

    #[test]
    fn every_code_has_a_word() {
        let none = |codes: &[&str], word: fn(&str) -> &'static str| {
            codes.iter().filter(|code| word(code).is_empty()).map(ToString::to_string).collect::<Vec<_>>()
        };
        assert!(none(star::ANSWER_CODES, answer_word).is_empty());
        assert!(none(star::RESPONSES, response_word).is_empty());
        assert!(none(marts::BANDS, band_word).is_empty());
        assert!(none(marts::NO_SIMILAR, no_similar_words).is_empty());
        assert!(none(marts::VERDICTS, verdict_word).is_empty());
        assert!(none(marts::SIGNALS, signal_word).is_empty());
        assert!(none(marts::CALL_REASONS, call_word).is_empty());
        assert!(none(data::MATCHED_BY, matched_word).is_empty());
        assert!(none(data::SCHOOL_MATCHED_BY, matched_word).is_empty());
        assert!(none(&schemas::finding::Severity::CODES, severity_word).is_empty());
        assert!(none(&schemas::catalogue::Comparability::CODES, comparability_word).is_empty());
    }

    #[test]
    fn every_rule_says_in_a_sentence_what_it_is_about() {
        for rule in schemas::rules::RULES {
            let words = rule_words(rule.code);
            let first = words.chars().next().unwrap_or('a');
            assert!(words.ends_with(['.', ':']) && !first.is_lowercase(), "{}: {words}", rule.code);
            assert!(!words.contains(['`', '\n']) && words.len() < 260, "{}: {words}", rule.code);
        }
    }

    #[test]
    fn numbers_and_lists_read_as_people_write_them() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(-12), "\u{2212}12");
        assert_eq!(count_of(1, "school", "schools"), "1 school");
        assert_eq!(count_of(0, "school", "schools"), "0 schools");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(heading("school_type"), "School type");
        assert_eq!(percent(0.434), "43%");
    }
}
