//! Benjamini and Hochberg's adjustment: of what is called, at most a twentieth is called wrongly.
//! In: p-values. Out: adjusted p-values (q), in the same order. Never drops a test: what could not be tested is not
//! handed in.
//!
//! Formula: with the p-values in ascending order, `q_i = min over j >= i of min(1, m p_j / j)`.
//! Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995) 289-300.
//! Limits: holds for tests that are independent or positively dependent (Benjamini and Yekutieli 2001).
//! Units: probabilities, 0 to 1.

/// The adjusted p-values, in the order given.
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]).then(a.cmp(b)));
    let mut adjusted = vec![1.0; p_values.len()];
    let total = f64::from(u32::try_from(p_values.len()).unwrap_or(u32::MAX));
    let mut rank = total;
    let mut lowest = 1.0_f64;
    for at in order.into_iter().rev() {
        lowest = lowest.min(p_values[at] * total / rank);
        adjusted[at] = lowest;
        rank -= 1.0;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_scipys() {
        // scipy.stats.false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.8], method="bh")
        let found = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005, 0.8]);
        let expected = [0.025, 0.05, 0.05, 0.025, 0.8];
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 1e-12, "{found:?}");
        }
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    proptest! {
        /// The definition: call the k smallest, k the greatest with p_(k) at most k/m of the level.
        #[test]
        fn calls_what_the_definition_calls(p in prop::collection::vec(0.0_f64..0.2, 0..12), level in 0.01_f64..0.3) {
            let mut sorted = p.clone();
            sorted.sort_by(f64::total_cmp);
            let n_called = (1..=sorted.len())
                .zip(&sorted)
                .zip((1_u32..).map(f64::from))
                .filter(|((_, p), k)| **p * f64::from(u32::try_from(sorted.len()).unwrap()) / k <= level)
                .last()
                .map_or(0, |((n, _), _)| n);
            prop_assert_eq!(benjamini_hochberg(&p).iter().filter(|q| **q <= level).count(), n_called);
        }
    }
}
