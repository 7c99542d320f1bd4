//! Holm's adjustment: p-values that may be read one by one though there are many.
//! In: p-values. Out: adjusted p-values, in the same order. Never needs them to be independent.
//!
//! Formula: with the p-values in ascending order, `adjusted_i = max over j <= i of min(1, (m - j + 1) p_j)`. Calling
//! what is at most 0.05 calls anything wrongly in at most 5 % of cases, however the tests hang together.
//! Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
//! (1979) 65-70. Units: probabilities, 0 to 1.

/// The adjusted p-values, in the order given.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]).then(a.cmp(b)));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut highest = 0.0_f64;
    let mut left = f64::from(u32::try_from(p_values.len()).unwrap_or(u32::MAX));
    for at in order {
        highest = highest.max((p_values[at] * left).min(1.0));
        adjusted[at] = highest;
        left -= 1.0;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_statsmodels() {
        // statsmodels.stats.multitest.multipletests([0.01, 0.04, 0.03, 0.005, 0.8], method="holm")[1]
        let found = holm(&[0.01, 0.04, 0.03, 0.005, 0.8]);
        let expected = [0.04, 0.09, 0.09, 0.025, 0.8];
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 1e-12, "{found:?}");
        }
        assert!(holm(&[]).is_empty());
    }

    proptest! {
        /// Step down by hand: reject while the smallest left is at most 5 % over the number left.
        #[test]
        fn calls_what_stepping_down_calls(p in prop::collection::vec(0.0_f64..0.2, 0..12)) {
            let mut sorted = p.clone();
            sorted.sort_by(f64::total_cmp);
            let n_called = (1..=u32::try_from(sorted.len()).unwrap()).rev().zip(&sorted)
                .take_while(|(left, p)| **p <= 0.05 / f64::from(*left)).count();
            prop_assert_eq!(holm(&p).iter().filter(|q| **q <= 0.05).count(), n_called);
        }
    }
}
