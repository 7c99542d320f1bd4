//! Whether a return was expected of a school: whether it was open while the collection ran, or sent one all the same.
//! In: days, as far as they are known, and who returned. Out: yes or no. Never calls a school closed, or yet to open,
//! without a day that says so.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use schemas::checked::Row;

/// The days from a first to a last one, both included; one that is not known is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenDays {
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
}

impl OpenDays {
    /// Those of a row of `schools`.
    pub fn of_school(row: &Row<'_>) -> Self {
        Self { first: row.date("opened_on"), last: row.date("closed_on") }
    }

    /// Those of the row of `collection`.
    pub fn of_collection(row: &Row<'_>) -> Self {
        let year = row.int("year").and_then(|year| i32::try_from(year).ok());
        Self::asked(year.unwrap_or(0), row.date("opens_on"), row.date("closes_on"))
    }

    /// The days on which a school is asked by a year's collection: those on which a return may be dated. Where nobody set
    /// the first of them, it is asked from 1 September of the year before: of a school that had closed when its school year
    /// began nobody awaits a return, though one of an earlier day is taken.
    pub fn asked(year: i32, opens_on: Option<NaiveDate>, closes_on: Option<NaiveDate>) -> Self {
        let school_year = NaiveDate::from_ymd_opt(year - 1, 9, 1);
        let is_usual = opens_on.is_some_and(|day| (day.year(), day.ordinal()) == (year - 1, 1));
        let first = if is_usual && !is_before(closes_on, school_year) { school_year } else { opens_on };
        Self { first, last: closes_on }
    }

    /// Whether a return is expected of the school that was open on these days: it was open in the collection, or sent one.
    pub fn is_expected(self, collection: Self, has_returned: bool) -> bool {
        has_returned || self.meet(collection)
    }

    /// Whether a day may lie in both.
    fn meet(self, other: Self) -> bool {
        !is_before(self.last, other.first) && !is_before(other.last, self.first)
    }
}

/// Of how many of these schools a return is expected.
pub fn n_expected<'a>(
    schools: impl Iterator<Item = (&'a str, OpenDays)>,
    collection: OpenDays,
    returned: &BTreeSet<&str>,
) -> usize {
    schools.filter(|(id, days)| days.is_expected(collection, returned.contains(id))).count()
}

/// Whether a day is known to lie before another.
pub fn is_before(day: Option<NaiveDate>, other: Option<NaiveDate>) -> bool {
    day.zip(other).is_some_and(|(day, other)| day < other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_is_closed_or_to_come_only_where_a_day_says_so() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day);
        let collection = OpenDays { first: day(10), last: day(20) };
        let school = |first, last| OpenDays { first, last }.meet(collection);
        assert!(school(None, None) && school(day(20), None) && school(None, day(10)));
        assert!(!school(day(21), None) && !school(None, day(9)));
        assert!(OpenDays { first: day(30), last: day(1) }.meet(OpenDays::default()));
    }

    #[test]
    fn a_school_that_closed_before_the_school_year_is_not_awaited_unless_the_settings_say_so() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        let usual = OpenDays::asked(2026, day(2025, 1, 1), day(2026, 12, 31));
        let closed = |last| OpenDays { first: None, last };
        assert!(!closed(day(2025, 8, 31)).is_expected(usual, false));
        assert!(closed(day(2025, 8, 31)).is_expected(usual, true));
        assert!(closed(day(2025, 9, 1)).is_expected(usual, false));
        let set = OpenDays::asked(2026, day(2025, 5, 1), day(2026, 12, 31));
        assert!(closed(day(2025, 8, 31)).is_expected(set, false));
        // A collection that closed by then asks whom it may.
        let early = OpenDays::asked(2026, day(2025, 1, 1), day(2025, 6, 30));
        assert!(closed(day(2025, 2, 1)).is_expected(early, false));
    }
}
