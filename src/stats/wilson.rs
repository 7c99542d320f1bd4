//! The Wilson interval of a share: what chance alone would move.
//! In: a count of a count. Out: its 95 % interval. Never speaks of those who did not answer: that is `bounds`.
//!
//! Formula: the two shares p that solve `(x/n - p)^2 = z^2 p (1 - p) / n`, z = 1.96 (two-sided 95 %).
//! Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
//! 209-212; recommended for small n by Brown, Cai and Das Gupta, Statistical Science 16 (2001) 101-133.
//! Limits: takes the schools as independent draws from more schools like them; for one statement only, since the
//! answers of one school hang together. Units: shares, 0 to 1.

use super::normal::Z_95;

/// An interval of a share, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The 95 % interval of `x` of `n`. `None` where `n` is 0 (or less than `x`: no share).
pub fn wilson(x: u32, n: u32) -> Option<Interval> {
    if n == 0 || x > n {
        return None;
    }
    let (count, total) = (f64::from(x), f64::from(n));
    let z2 = Z_95 * Z_95;
    let centre = (count + z2 / 2.0) / (total + z2);
    let half = Z_95 / (total + z2) * (count * (total - count) / total + z2 / 4.0).sqrt();
    Some(Interval {
        // Exactly 0 and 1 at the ends: rounding must not leave a trace of a share where there is none.
        low: if x == 0 { 0.0 } else { (centre - half).max(0.0) },
        high: if x == n { 1.0 } else { (centre + half).min(1.0) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_statsmodels() {
        // statsmodels.stats.proportion.proportion_confint(x, n, alpha=0.05, method="wilson")
        let cases = REFERENCE;
        for (x, n, low, high) in cases {
            let found = wilson(x, n).unwrap();
            assert!(
                (found.low - low).abs() < 1e-12 && (found.high - high).abs() < 1e-12,
                "{x} of {n}: {found:?}"
            );
        }
    }

    const REFERENCE: [(u32, u32, f64, f64); 5] = [
        (0, 10, 0.0, 0.277_532_799_862_889_26),
        (7, 22, 0.163_605_931_813_562_4, 0.526_814_022_589_572_4),
        (22, 22, 0.851_345_125_391_379_1, 1.0),
        (1, 3, 0.061_491_944_720_396_26, 0.792_340_399_197_952_3),
        (12000, 25000, 0.473_810_557_702_221_86, 0.486_195_587_687_600_8),
    ];

    #[test]
    fn nothing_of_nothing_has_no_interval() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
    }

    proptest! {
        /// Both ends solve the quadratic that defines them, and hold the share between them.
        #[test]
        fn ends_solve_the_quadratic((x, n) in (1_u32..2000).prop_flat_map(|n| (0..=n, Just(n)))) {
            let share = f64::from(x) / f64::from(n);
            let Interval { low, high } = wilson(x, n).unwrap();
            prop_assert!(low <= share && share <= high);
            for p in [low, high] {
                let gap = (share - p).powi(2) - Z_95.powi(2) * p * (1.0 - p) / f64::from(n);
                prop_assert!(gap.abs() < 1e-12, "{} of {}: {}", x, n, p);
            }
        }
    }
}
