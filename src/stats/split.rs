//! The split: how many said yes, partly, no.
//! In: three counts. Out: shares, and the order of two splits without rounding. Never counts who did not answer.

use std::cmp::Ordering;

/// How many schools (or answers) said yes, partly and no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Number of yes.
    pub yes: u32,
    /// Number of partly.
    pub partly: u32,
    /// Number of no.
    pub no: u32,
}

impl Split {
    /// Yes, partly and no together: what every rate is over.
    pub const fn answered(self) -> u32 {
        self.yes + self.partly + self.no
    }

    /// Partly and no together.
    pub const fn weak(self) -> u32 {
        self.partly + self.no
    }

    /// Weak over answered, 0 to 1; `None` where nobody answered.
    pub fn weak_rate(self) -> Option<f64> {
        rate(self.weak(), self.answered())
    }

    /// No over answered, 0 to 1; `None` where nobody answered.
    pub fn severe_rate(self) -> Option<f64> {
        rate(self.no, self.answered())
    }

    /// The weaker first: by share weak, then by share severe. Compared by whole numbers, so that equal shares are
    /// equal (1 of 3 and 2 of 6). A split that nobody answered comes last.
    pub fn weaker_first(self, other: Self) -> Ordering {
        match (self.answered(), other.answered()) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Greater,
            (_, 0) => Ordering::Less,
            (own_n, other_n) => {
                let descending = |own: u32, others: u32| {
                    (u64::from(others) * u64::from(own_n)).cmp(&(u64::from(own) * u64::from(other_n)))
                };
                descending(self.weak(), other.weak()).then_with(|| descending(self.no, other.no))
            }
        }
    }
}

/// `count` over `total`, 0 to 1; `None` over nothing.
pub fn rate(count: u32, total: u32) -> Option<f64> {
    (total > 0).then(|| f64::from(count) / f64::from(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn split(yes: u32, partly: u32, no: u32) -> Split {
        Split { yes, partly, no }
    }

    #[test]
    fn equal_shares_of_unequal_counts_are_equal() {
        assert_eq!(split(2, 1, 0).weaker_first(split(4, 2, 0)), Ordering::Equal);
    }

    #[test]
    fn severity_breaks_a_tie_and_silence_comes_last() {
        let mut splits = [split(0, 0, 0), split(5, 5, 0), split(9, 1, 0), split(5, 0, 5)];
        splits.sort_by(|a, b| a.weaker_first(*b));
        assert_eq!(splits, [split(5, 0, 5), split(5, 5, 0), split(9, 1, 0), split(0, 0, 0)]);
    }

    #[test]
    fn no_rate_over_nothing() {
        assert_eq!(split(0, 0, 0).weak_rate(), None);
        assert_eq!(split(1, 1, 2).weak_rate(), Some(0.75));
        assert_eq!(split(1, 1, 2).severe_rate(), Some(0.5));
    }
}
