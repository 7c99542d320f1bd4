//! Whether a school was open while a collection ran.
//! In: days, as far as they are known. Out: yes or no. Never calls a school closed, or yet to open, without a day that says
//! so.

use chrono::NaiveDate;
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
        Self { first: row.date("opens_on"), last: row.date("closes_on") }
    }

    /// Whether a day may lie in both.
    pub fn meet(self, other: Self) -> bool {
        !is_before(self.last, other.first) && !is_before(other.last, self.first)
    }
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
}
