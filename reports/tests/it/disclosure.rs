//! An attacker with all that was published tries to work out what was withheld.
//!
//! What is published are counts of sets of schools; what is withheld are unknowns; every sum that holds between them is
//! an equation. An unknown that the equations fix is a breach; so is one that they narrow to fewer than k values.

use proptest::prelude::*;
use reports::views::publishable::disclosure::{
    Leave::{self, Both, Nothing, Number},
    Pair, by_value, over_all, section,
};

const K: i64 = 5;

/// Lowest and highest value that each unknown of one sum can have: `sum` of unknowns in `rooms`.
fn ranges(sum: i64, rooms: &[i64]) -> Vec<(i64, i64)> {
    let total: i64 = rooms.iter().sum();
    rooms.iter().map(|room| ((sum - (total - room)).max(0), sum.min(*room))).collect()
}

proptest! {
    #[test]
    fn withheld_values_of_a_breakdown_stay_open(
        values in prop::collection::vec((5_i64..30).prop_flat_map(|n| (Just(n), 0..=n)), 2..7)
    ) {
        let values: Vec<Pair> = values.into_iter().map(|(n, weak)| Pair { n, weak }).collect();
        let all: Pair = values.iter().copied().sum();
        let left_all = over_all(&[all], K)[0];
        let left = by_value(&values, left_all, K);
        prop_assert_eq!(left.len(), values.len());
        for (pair, leave) in values.iter().zip(&left) {
            // Whatever is shown is safe by itself.
            prop_assert!(*leave != Leave::Both || pair.is_safe(K));
        }
        if left_all == Leave::Both {
            let hidden: Vec<Pair> =
                values.iter().zip(&left).filter(|(_, l)| **l != Leave::Both).map(|(p, _)| *p).collect();
            let seen: i64 = values.iter().zip(&left).filter(|(_, l)| **l == Leave::Both).map(|(p, _)| p.weak).sum();
            prop_assert_ne!(hidden.len(), 1);
            // Weak of all less weak of what is shown is the sum of what is hidden.
            let rooms: Vec<i64> = hidden.iter().map(|pair| pair.n).collect();
            for (low, high) in ranges(all.weak - seen, &rooms) {
                prop_assert!(high - low >= K, "{low} to {high} of {hidden:?}");
            }
        } else {
            prop_assert!(left.iter().all(|leave| *leave == Leave::Nothing));
        }
    }

    #[test]
    fn a_section_never_gives_a_statement_away(
        statements in prop::collection::vec((0_i64..30).prop_flat_map(|n| (Just(n), 0..=n)), 1..12)
    ) {
        let pairs: Vec<Pair> = statements.into_iter().map(|(n, weak)| Pair { n, weak }).collect();
        let left = over_all(&pairs, K);
        let both: Vec<(Pair, Leave)> = pairs.iter().copied().zip(left).collect();
        if section(&both, K) == Leave::Both {
            let hidden: Vec<Pair> = both.iter().filter(|(_, l)| *l != Leave::Both).map(|(p, _)| *p).collect();
            let weak: i64 = hidden.iter().map(|pair| pair.weak).sum();
            let rooms: Vec<i64> = hidden.iter().map(|pair| pair.n).collect();
            for (low, high) in ranges(weak, &rooms) {
                prop_assert!(high - low >= K, "{low} to {high} of {hidden:?}");
            }
        }
    }
}

#[test]
fn small_counts_and_all_not_in_place_are_withheld_and_all_in_place_shown() {
    let pairs = [(20, 4), (20, 16), (20, 20), (20, 0), (20, 5), (4, 2), (20, 15)];
    let pairs: Vec<Pair> = pairs.iter().map(|(n, weak)| Pair { n: *n, weak: *weak }).collect();
    assert_eq!(over_all(&pairs, K), [Number, Number, Number, Both, Both, Nothing, Both]);
}

#[test]
fn one_withheld_value_takes_another_with_it() {
    let values = [Pair { n: 10, weak: 2 }, Pair { n: 20, weak: 9 }, Pair { n: 12, weak: 6 }];
    // 2 alone would follow from the sum; with the next smallest, 12, the hidden have 8 of 22.
    assert_eq!(by_value(&values, Leave::Both, K), [Leave::Number, Leave::Both, Leave::Number]);
    // A value in which fewer than k answered withholds the whole row.
    let few = [Pair { n: 4, weak: 2 }, Pair { n: 20, weak: 9 }];
    assert_eq!(by_value(&few, Leave::Both, K), [Leave::Nothing, Leave::Nothing]);
}
