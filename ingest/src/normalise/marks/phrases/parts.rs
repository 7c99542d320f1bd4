//! Answers for parts of what is asked, one behind another: `Partly for staff, no for parents`, `a. Partly`, below it `b. No`.
//! In: an answer and what follows it. Out: whether another answer follows for another part. Never takes a reason for one: `Partly,
//! no budget`.

use schemas::answer::Answer;

use super::{Vocabulary, trim, words};
use crate::normalise::marks::options;

/// Whether a remark gives another part another answer.
pub(super) fn says_otherwise_of_part(answer: Answer, remark: &str, vocabulary: &Vocabulary) -> bool {
    let folded = remark.to_lowercase().replace(" and ", ";").replace(" but ", ";");
    let mut pieces = folded.split([',', ';', '/', '\n', '.', '&', '|']).map(trim);
    let is_other = |said: Option<Answer>| said.is_some_and(|said| said != answer);
    let in_lines = || {
        // `2 complete` counts them.
        let counts = |line: &&str| {
            let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
            behind.len() < line.len() && behind.starts_with(' ') && !behind.starts_with(" -")
        };
        let lines = remark.lines().map(trim).filter(|line| !counts(line)).filter_map(options::labelled);
        lines.map(trim).any(|rest| is_other(vocabulary.answer(rest)))
    };
    pieces.any(|piece| is_other(of_part(piece))) || in_lines()
}

/// `no for parents`, `yes (P1-3)`, `no - pupils`: the answer for a part.
fn of_part(piece: &str) -> Option<Answer> {
    let first = piece.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let answer = match first {
        "yes" | "y" => Answer::Yes,
        "partly" | "partially" => Answer::Partly,
        "no" | "n" => Answer::No,
        _ => return None,
    };
    let rest = piece.get(first.len()..).map(trim)?;
    let names_part = rest.starts_with(['(', ':', '\u{2013}', '\u{2014}'])
        || ["for ", "at ", "- "].iter().any(|opening| rest.starts_with(opening));
    // `N at present`, `no for now`: when, and not of what.
    let is_when = matches!(words(rest).as_str(), "for now" | "at present" | "at the moment" | "at all");
    (names_part && !is_when).then_some(answer)
}

#[cfg(test)]
mod tests {
    use schemas::{answer::Answer, catalogue::load};

    use super::says_otherwise_of_part;
    use crate::normalise::marks::{Mark, Vocabulary};

    #[test]
    fn other_answers_for_other_parts_are_told_from_reasons() {
        let vocabulary = Vocabulary::of(&load::builtin()[0]);
        let says = |remark: &str| says_otherwise_of_part(Answer::Partly, remark, &vocabulary);
        for remark in [
            "for staff, no for parents",
            "staff), No (parents)",
            "staff; no - pupils",
            "KS1) / No (KS2)",
            "b. Partly\nc. No",
            "2. No",
            "for staff and no for pupils",
            "for staff but no at the nursery",
            "staff \u{2013} done. No: parents",
        ] {
            assert!(says(remark), "{remark}");
        }
        for remark in [
            "no evidence yet",
            "no budget",
            "no policy for parents",
            "not for parents",
            "staff and pupils",
            "b. Partly",
            "partly for staff, partly for parents",
            "no for now",
            "none for parents",
            "2 complete",
            "1. No budget\n2. No time",
            "see section 4.2, no. 3",
            "planned for May, no date",
        ] {
            assert!(!says(remark), "{remark}");
        }
    }

    #[test]
    fn answers_for_parts_are_no_answer() {
        let vocabulary = Vocabulary::of(&load::builtin()[0]);
        let mark = |text: &str| super::super::read(text, &vocabulary).mark;
        for text in [
            "a. Partly\nb. Partly\nc. No",
            "Partly for staff, no for parents",
            "Partly (staff), No (parents)",
            "Partly - staff; no - pupils",
            "Partly (KS1) / No (KS2)",
            "No for staff, partly for parents",
            "N/A for the nursery, yes for P1-7",
            "a) Yes\nb) No",
        ] {
            assert!(matches!(mark(text), Mark::Unclear(_) | Mark::Several), "{text}: {:?}", mark(text));
        }
        for text in [
            "Partly, no evidence yet",
            "Partly: no policy for parents",
            "Partly - 2 complete",
            "Partly, not for parents",
        ] {
            assert_eq!(mark(text), Mark::Says(Answer::Partly), "{text}");
        }
        for text in ["N/A for the nursery", "N/A - no pupils of that age", "N/A, no nursery"] {
            assert_eq!(mark(text), Mark::Says(Answer::NotApplicable), "{text}");
        }
    }
}
