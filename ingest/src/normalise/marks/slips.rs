//! Words for an answer with a slip of the fingers: `Partialy`, `Patly`, `Yse`.
//! In: a text of one word. Out: the answer, where the word is one slip from it and from no other. Never mends a word that
//! means something itself.

use schemas::answer::Answer;

use crate::normalise::text;

/// Words long enough for one slip to leave no doubt.
const LONG: &[(&str, Answer)] =
    &[("partly", Answer::Partly), ("partially", Answer::Partly), ("partial", Answer::Partly)];

/// Short words, with the slips that leave no doubt.
const SHORT: &[(&[&str], Answer)] = &[(&["yess", "yse", "yees"], Answer::Yes), (&["noo", "nno"], Answer::No)];

/// Words one letter from an answer that are words themselves.
const OWN: &[&str] = &["party", "parity", "portly", "martial", "spatial"];

/// The answer that a word with a slip means.
pub fn answer(raw: &str) -> Option<Answer> {
    let raw = text::trim(raw);
    if !(3..=12).contains(&raw.len()) || raw.contains(char::is_whitespace) {
        return None;
    }
    let word = text::words(raw);
    if let Some((_, answer)) = SHORT.iter().find(|(slips, _)| slips.contains(&word.as_str())) {
        return Some(*answer);
    }
    if word.len() < 5 || OWN.contains(&word.as_str()) {
        return None;
    }
    let is_slip = |known: &str| may_be_slip(known, &word) && strsim::osa_distance(known, &word) == 1;
    LONG.iter().find(|(known, _)| is_slip(known)).map(|(_, answer)| *answer)
}

/// Whether two words begin and end so alike that one slip may be all between them: a letter of up to four bytes.
fn may_be_slip(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let begin = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    begin + end + 4 >= one.len().max(other.len())
}

#[cfg(test)]
mod tests {
    use super::answer;
    use schemas::answer::Answer;

    #[test]
    fn one_slip_is_seen_through_and_other_words_are_left() {
        for slip in ["Partialy", "Patly", "Partley", "parlty", "partlly", "Partiall"] {
            assert_eq!(answer(slip), Some(Answer::Partly), "{slip}");
        }
        assert_eq!(answer("Yse"), Some(Answer::Yes));
        assert_eq!(answer("Noo"), Some(Answer::No));
        for other in ["party", "parity", "pastry", "on", "yet", "partner", "apart", "mo", "portly pupils", ""]
        {
            assert_eq!(answer(other), None, "{other}");
        }
    }
}
