//! Values as they are read on the page.
//! In: a cell and its column's look. Out: its words, and the key by which the page's script sorts it.

use chrono::{Datelike, NaiveDate};

use crate::{
    views::page::{Cell, Look},
    words::{answer_word, grouped, percent},
};

/// The words of a cell.
pub(super) fn words(cell: &Cell, look: Look) -> String {
    match cell {
        Cell::None => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => grouped(*count),
        Cell::Number(number) => number_words(*number, look),
        Cell::Day(day) => day_words(*day),
        Cell::Answer(code) => answer_word(code).to_owned(),
        Cell::Link(link) => link.text.clone(),
    }
}

fn number_words(number: f64, look: Look) -> String {
    let text = match look {
        Look::Share | Look::ShareBar | Look::ShareShade => percent(number),
        Look::Signed => format!("{number:+.1}"),
        Look::Probability if number < 0.0005 => "< 0.001".to_owned(),
        Look::Probability => format!("{number:.3}"),
        _ => format!("{number:.1}"),
    };
    // A difference of nothing has no sign; a minus is as wide as a plus.
    match text.as_str() {
        "+0.0" | "-0.0" => "0.0".to_owned(),
        _ => text.replace('-', "\u{2212}"),
    }
}

fn day_words(day: NaiveDate) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = usize::try_from(day.month0()).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("");
    format!("{} {month} {}", day.day(), day.year())
}

/// What the script sorts by where that is not what is read; empty where it is.
pub(super) fn sort_key(cell: &Cell) -> String {
    match cell {
        Cell::Day(day) => format!("{day}"),
        Cell::Number(number) => format!("{number:.6}"),
        _ => String::new(),
    }
}

/// A share of 0 to 1 as whole per cent, kept within them.
pub(super) fn whole_percent(share: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "kept within 0 and 100 first, and a number that is none becomes 0"
    )]
    let whole = (share * 100.0).round().clamp(0.0, 100.0) as u8;
    whole
}

/// The letter of an answer on the map; the words stand in the key above it.
pub(super) fn letter(code: &str) -> (&'static str, &'static str) {
    match code {
        "yes" => ("y", "Y"),
        "partly" => ("p", "P"),
        "no" => ("n", "N"),
        "not_applicable" => ("a", "n/a"),
        "blank" => ("o", "b"),
        "multiple" => ("o", "2"),
        "unreadable" => ("o", "?"),
        "missing" => ("o", "x"),
        _ => ("o", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_people_write_them() {
        let number = |number, look| words(&Cell::Number(number), look);
        assert_eq!(number(0.434, Look::ShareBar), "43%");
        assert_eq!(number(-2.5, Look::Signed), "\u{2212}2.5");
        assert_eq!(number(2.5, Look::Signed), "+2.5");
        assert_eq!(number(-0.01, Look::Signed), "0.0");
        assert_eq!(number(0.0001, Look::Probability), "< 0.001");
        let day = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        assert_eq!(words(&Cell::Day(day), Look::Day), "9 Mar 2026");
        assert_eq!(sort_key(&Cell::Day(day)), "2026-03-09");
        assert_eq!(words(&Cell::None, Look::Share), "");
    }

    #[test]
    fn every_answer_has_a_letter_of_its_own() {
        let codes = schemas::tables::star::ANSWER_CODES;
        let mut letters: Vec<_> =
            codes.iter().filter(|code| **code != "not_returned").map(|code| letter(code).1).collect();
        assert!(letters.iter().all(|letter| !letter.is_empty()));
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), codes.len() - 1);
    }

    #[test]
    fn shares_stay_within_the_bar() {
        assert_eq!(
            [whole_percent(-1.0), whole_percent(0.505), whole_percent(7.0), whole_percent(f64::NAN)],
            [0, 51, 100, 0]
        );
    }
}
