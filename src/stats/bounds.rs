//! Bounds: how far those who did not answer could move a share.
//! In: how many are weak, answered, and left unanswered. Out: the least and the greatest the share could be.
//! Never guesses what an unanswered statement would have said.
//!
//! Formula: over all expected less not applicable, `low` takes everything unanswered as yes, `high` as weak.
//! Source: C. F. Manski, "Nonparametric bounds on treatment effects", American Economic Review 80 (1990) 319-323
//! (worst-case bounds). Limits: they hold whatever the reason for the silence, and so are wide. Units: shares, 0 to 1.

use super::{split::rate, wilson::Interval};

/// The bounds of the share weak, of `answered` schools of which `weak` are weak, and `unanswered` schools of which
/// nothing is known (blank, multiple, unreadable, missing, not returned). `None` where no one was expected.
pub fn bounds(weak: u32, answered: u32, unanswered: u32) -> Option<Interval> {
    let base = answered + unanswered;
    Some(Interval { low: rate(weak, base)?, high: rate(weak + unanswered, base)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_returned_leaves_nothing_open() {
        assert_eq!(bounds(7, 22, 0), Some(Interval { low: 7.0 / 22.0, high: 7.0 / 22.0 }));
    }

    #[test]
    fn the_silent_are_taken_both_ways() {
        assert_eq!(bounds(7, 22, 3), Some(Interval { low: 0.28, high: 0.4 }));
        assert_eq!(bounds(0, 0, 4), Some(Interval { low: 0.0, high: 1.0 }));
        assert_eq!(bounds(0, 0, 0), None);
    }

    proptest! {
        /// However the silent would have answered, the share lies within.
        #[test]
        fn hold_every_outcome(weak in 0_u32..50, strong in 0_u32..50, silent in 1_u32..50, of_these in 0_u32..50) {
            let outcome = f64::from(weak + of_these.min(silent)) / f64::from(weak + strong + silent);
            let Interval { low, high } = bounds(weak, weak + strong, silent).unwrap();
            prop_assert!(low <= outcome && outcome <= high);
        }
    }
}
