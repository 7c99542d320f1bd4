//! The mid-p sign test: did more schools improve than worsened?
//! In: how many improved and worsened. Out: a two-sided p-value. Never uses how far a school moved, nor those that
//! stayed.
//!
//! Formula: with n = improved + worsened and k the smaller of them, `p = 2 (P(X < k) + P(X = k) / 2)`, X binomial of n
//! and 1/2. Source: H. O. Lancaster, "Significance tests in discrete distributions", JASA 56 (1961) 223-234, for the
//! mid-p; Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13:91 (2013), for its use on paired answers.
//! Limits: from 40 pairs and 10 changes up; below, it is not worked out. A mid-p value is right on average, not a bound:
//! over 40 statements, Benjamini and Hochberg's q of at most 0.05 called something in 3.4 to 5.4 % of simulated years
//! without change. So a change is called at 0.03, which keeps the promised 5 % with room to spare.
//! Units: a probability, 0 to 1.

use std::f64::consts::LN_2;

use statrs::function::factorial::ln_binomial;

/// How the same schools answered one statement in two years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Schools that moved up by any step.
    pub improved: u32,
    /// Schools that moved down by any step.
    pub worsened: u32,
    /// Schools that gave the same answer.
    pub same: u32,
}

/// A change is called at a q (adjusted over the catalogue's tested statements) of at most this.
pub const CALLED: f64 = 0.03;
/// The least number of schools with an answer in both years.
pub const LEAST_PAIRS: u32 = 40;
/// The least number of schools that changed.
pub const LEAST_CHANGES: u32 = 10;

impl Change {
    /// Schools with an answer in both years.
    pub const fn pairs(self) -> u32 {
        self.improved + self.worsened + self.same
    }

    /// The p-value, where there are pairs and changes enough to test.
    pub fn tested(self) -> Option<f64> {
        let enough = self.pairs() >= LEAST_PAIRS && self.improved + self.worsened >= LEAST_CHANGES;
        enough.then(|| sign_test(self.improved, self.worsened))
    }
}

/// The two-sided mid-p value of `improved` against `worsened`; 1 where nothing changed.
pub fn sign_test(improved: u32, worsened: u32) -> f64 {
    let n = improved + worsened;
    let k = improved.min(worsened);
    let at_k = (ln_binomial(u64::from(n), u64::from(k)) - f64::from(n) * LN_2).exp();
    // P(X < k), in units of P(X = k): each term from the one above it.
    let mut below = 0.0;
    let mut term = 1.0;
    for i in (1..=k).rev() {
        term *= f64::from(i) / f64::from(n - i + 1);
        below += term;
        if term < 1e-17 * below {
            break;
        }
    }
    (2.0 * at_k * (below + 0.5)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_scipys() {
        // 2 * (scipy.stats.binom.cdf(k, n, 0.5) - 0.5 * scipy.stats.binom.pmf(k, n, 0.5)), k = min(a, b), n = a + b
        let cases = [
            (9, 1, 0.011_718_749_999_999_998),
            (15, 5, 0.026_603_698_730_468_753),
            (20, 4, 0.000_910_520_553_588_867_8),
            (300, 240, 0.009_827_007_761_139_428),
            (0, 12, 0.000_244_140_624_999_999_9),
            (1000, 1200, 1.991_641_656_460_151e-05),
        ];
        for (improved, worsened, expected) in cases {
            let found = sign_test(improved, worsened);
            assert!((found / expected - 1.0).abs() < 1e-8, "{improved} {worsened}: {found}");
        }
    }

    #[test]
    fn tested_only_from_forty_pairs_and_ten_changes() {
        assert_eq!(Change { improved: 9, worsened: 1, same: 29 }.tested(), None);
        assert_eq!(Change { improved: 9, worsened: 0, same: 60 }.tested(), None);
        assert!(Change { improved: 9, worsened: 1, same: 30 }.tested().is_some());
    }

    proptest! {
        /// Every way the n changes could have fallen, counted one by one.
        #[test]
        fn is_what_enumeration_finds(improved in 0_u32..8, worsened in 0_u32..8) {
            let (n, k) = (improved + worsened, improved.min(worsened));
            let doubled: u32 = (0_u32..1 << n)
                .map(|ways| match ways.count_ones().cmp(&k) {
                    std::cmp::Ordering::Less => 2,
                    std::cmp::Ordering::Equal => 1,
                    std::cmp::Ordering::Greater => 0,
                })
                .sum();
            let expected = f64::from(doubled) / f64::from(1_u32 << n);
            prop_assert!((sign_test(improved, worsened) - expected).abs() < 1e-12);
            prop_assert!((sign_test(worsened, improved) - expected).abs() < 1e-12);
        }
    }
}
