//! Initials and dates in place of ticks: `JM`, `12/3/26`, `JM 12/3/26` under the answer that holds.
//! In: a row's marks. Out: whether they may be such marks, with their dates. Never takes words for initials, and never weighs
//! one row: a habit is what nearly all of them show.

use chrono::NaiveDate;
use schemas::{answer::Answer, catalogue::ColumnRole};

use super::RowMarks;
use crate::{
    grid::{Cell, Value},
    normalise::{
        dates::{self, DateReading},
        marks::{Doubt, Mark, MarkReading, Tick},
        text,
    },
};

/// What stands in place of a tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The answer column's index in the row.
    pub at: usize,
    /// The initials that stand there, in small letters.
    pub initials: Option<String>,
    /// The date that stands there; of a month, its last day or a later one.
    pub on: Option<NaiveDate>,
    /// Whether it is struck through.
    pub is_struck: bool,
}

impl RowMarks<'_> {
    /// The row's marks, where all of them may be somebody's initials or dates below answers.
    pub fn signed(&self, is_1904: bool) -> Vec<Signed> {
        let mut signed = Vec::new();
        if self.cells.len() < 2 {
            return signed;
        }
        for (at, mark) in self.marks().enumerate().filter(|(_, mark)| !mark.is_nothing()) {
            let own = self.cells.get(at).map(|(own, _)| own);
            let own = own.filter(|own| matches!(own.role, ColumnRole::Answer(_)) && !own.spans);
            let may_be =
                matches!(mark, Mark::Prose | Mark::Unclear(Doubt::Date | Doubt::Vague | Doubt::Struck));
            let cell = own.and_then(|own| own.cell).filter(|_| may_be);
            let Some((cell, (initials, on))) = cell.and_then(|cell| Some((cell, read(cell, is_1904)?)))
            else {
                return Vec::new();
            };
            signed.push(Signed { at, initials, on, is_struck: cell.look.is_struck });
        }
        signed
    }

    /// Whether the row says that its statement is not applicable, and nothing else.
    pub fn is_not_applicable(&self) -> bool {
        let mut marked = self.marks().filter(|mark| !mark.is_nothing());
        marked.next() == Some(Mark::Says(Answer::NotApplicable)) && marked.next().is_none()
    }

    /// Reads what stands in place of a tick as one, struck through or not.
    pub fn take_for_tick(&mut self, signed: &Signed) {
        if let Some((_, reading)) = self.cells.get_mut(signed.at) {
            let is_struck = signed.is_struck;
            let mark = if is_struck { Mark::Unclear(Doubt::Struck) } else { Mark::Tick(Tick::Tick) };
            *reading = MarkReading::from(mark);
        }
    }
}

/// Whether a cell holds somebody's initials or a date, as they stand in place of a tick.
pub fn is_signature(cell: &Cell, is_1904: bool) -> bool {
    !cell.look.is_struck && read(cell, is_1904).is_some()
}

/// The initials in a cell, and the date; none where anything else stands there.
fn read(cell: &Cell, is_1904: bool) -> Option<(Option<String>, Option<NaiveDate>)> {
    const LONGEST: usize = 24;
    let date = |value: &Value| match dates::read_date(value, is_1904) {
        DateReading::Sure(date) => Some(date),
        _ => None,
    };
    let Some(raw) = cell.value.as_text().map(text::trim) else {
        return date(&cell.value).map(|date| (None, Some(date)));
    };
    if raw.len() > LONGEST {
        return None;
    }
    if let Some(initials) = initials(raw) {
        return Some((Some(initials), None));
    }
    let of = |written: &str| {
        let figures = written.bytes().filter(u8::is_ascii_digit).count();
        let on = month(written).or_else(|| date(&Value::Text(written.into())).filter(|_| figures > 2))?;
        Some(on)
    };
    if let Some(on) = of(raw) {
        return Some((None, Some(on)));
    }
    let split = |at: usize| {
        let (one, other) = raw.split_at_checked(at)?;
        Some([one, other].map(|part| part.trim_matches(|c: char| c.is_whitespace() || ",;-()".contains(c))))
    };
    let ends = [raw.find(char::is_whitespace), raw.rfind(char::is_whitespace)];
    ends.into_iter().flatten().filter_map(split).find_map(|[one, other]| {
        let (initials, on) =
            initials(one).map_or_else(|| (initials(other), one), |initials| (Some(initials), other));
        Some((Some(initials?), Some(of(on)?)))
    })
}

/// The last day of `March 2026`, or near it.
fn month(written: &str) -> Option<NaiveDate> {
    let (month, year) = written.split_once(' ').filter(|(month, _)| dates::is_month(&text::words(month)))?;
    let day = |day: u8| match dates::read_date(&Value::Text(format!("{day} {month} {year}").into()), false) {
        DateReading::Sure(date) => Some(date),
        _ => None,
    };
    (year.trim().len() == 4).then(|| (28..=31).rev().find_map(day)).flatten()
}

/// `JM`, `J.M.`, `JMcD` in small letters; not what is short for words.
fn initials(raw: &str) -> Option<String> {
    const SHORT: &str = "tbc tba tbd nk dk ns wip ip na nb nya nys nyr nyd nd np ok nil ref see new old all yr yrs ict pshe hwb cpd it ot rag eta asap fyi ht dht sbm slt nr dna la mat lea nc pe re rme nip rse phse gb dsl sen senco eal lac cla sg";
    const LONGEST: usize = 4;
    let letters: String = raw.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let n_capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
    let low = letters.to_ascii_lowercase();
    let are_initials = letters.len() <= LONGEST
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && n_capitals > 1
        // Four capitals are a word: `SOON`, `GOOD`.
        && (n_capitals == letters.len()) == (letters.len() < 4)
        && SHORT.split(' ').all(|short| short != low);
    are_initials.then_some(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::Look;

    #[test]
    fn initials_and_dates_are_told_from_words() {
        let read = |raw: &str| {
            let cell = Cell { row: 0, column: 0, value: Value::Text(raw.into()), look: Look::default() };
            read(&cell, false).map(|(initials, on)| (initials.is_some(), on.map(|on| on.to_string())))
        };
        let on = |date: &str| Some(date.to_owned());
        for (raw, wanted) in [
            ("JM", (true, None)),
            ("J.M.", (true, None)),
            ("J M", (true, None)),
            ("JMcD", (true, None)),
            ("12/3/26", (false, on("2026-03-12"))),
            ("12.03.2026", (false, on("2026-03-12"))),
            ("JM 12/3/26", (true, on("2026-03-12"))),
            ("12 March 2026 KT", (true, on("2026-03-12"))),
            ("JM, 12/3/26", (true, on("2026-03-12"))),
            ("Feb 2026", (false, on("2026-02-28"))),
            ("March 2026", (false, on("2026-03-31"))),
        ] {
            assert_eq!(read(raw), Some(wanted), "{raw}");
        }
        for raw in [
            "TBC",
            "N/K",
            "WIP",
            "SLT",
            "HT",
            "Jan",
            "May",
            "see HT",
            "J",
            "ABCDE",
            "jm",
            "2026",
            "3/4",
            "1.2",
            "P6 12/3/26 only",
            "by 12/3/26",
            "JM to do",
            "not 12/3/26",
            "Policy",
            "SOON",
            "GOOD",
            "Jo",
        ] {
            assert_eq!(read(raw), None, "{raw}");
        }
    }
}
