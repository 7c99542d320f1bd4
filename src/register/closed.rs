//! Words of a register that say that a school has closed: a status, or brackets in its name.
//! In: a text. Out: that it closed, and on which day where that is said. Never takes a school that is going to close for one
//! that has.

use chrono::{Datelike, Months, NaiveDate};
use ingest::{
    grid::Value,
    normalise::{
        dates::{DateReading, read_date},
        text,
    },
};

/// A school that has closed, by words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Closed {
    /// As written.
    pub(super) said: String,
    /// The last day that it may have been open on, where that is said.
    pub(super) on: Option<NaiveDate>,
}

impl Closed {
    /// `Closed`, `CLOSED July 2024`, `Closed on 31/08/2024`; none where anything else stands there.
    pub(super) fn of(said: &str) -> Option<Self> {
        let said = text::trim(said);
        let (first, rest) = said.split_once([' ', ':', '-', ',']).unwrap_or((said, ""));
        if text::words(first) != "closed" {
            return None;
        }
        let mut rest = text::trim(rest.trim_start_matches([':', '-', ',', ' ']));
        for word in ["since ", "from ", "on ", "in ", "as of ", "at ", "end of "] {
            let head = rest.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word));
            rest = head.and_then(|_| rest.get(word.len()..)).unwrap_or(rest);
        }
        let on = last_day(rest);
        (rest.is_empty() || on.is_some()).then(|| Self { said: said.to_owned(), on })
    }

    /// The same of a name's brackets: `Oakfield School (CLOSED July 2024)`; or behind a dash.
    pub(super) fn in_name(name: &str) -> Option<Self> {
        let bracketed = name.split(['(', '[']).skip(1).filter_map(|part| part.split([')', ']']).next());
        let behind = name.split(" - ").skip(1).chain(name.split(" \u{2013} ").skip(1));
        bracketed.chain(behind).find_map(|part| {
            let part = text::trim(part);
            Self::of(part.strip_prefix("now ").unwrap_or(part))
        })
    }
}

/// The last day that a text may mean: a day, a month of a year, a year.
fn last_day(said: &str) -> Option<NaiveDate> {
    let sure = |written: &str| match read_date(&Value::Text(written.into()), false) {
        DateReading::Sure(date) => Some(date),
        _ => None,
    };
    if said.is_empty() {
        return None;
    }
    let is_year = said.len() == 4 && said.bytes().all(|byte| byte.is_ascii_digit());
    if is_year {
        return NaiveDate::from_ymd_opt(said.parse().ok()?, 12, 31);
    }
    sure(said).or_else(|| {
        let first = sure(&format!("1 {said}"))?;
        NaiveDate::from_ymd_opt(first.year(), first.month(), 1)?
            .checked_add_months(Months::new(1))?
            .pred_opt()
    })
}
