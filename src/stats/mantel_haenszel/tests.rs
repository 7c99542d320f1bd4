//! Tests of Mantel and Haenszel: against statsmodels, scipy and direct sums. In: tables. Out: verdicts.

use super::*;
use proptest::prelude::*;

const fn table(both: u32, first_only: u32, second_only: u32, neither: u32) -> Table {
    Table { both, first_only, second_only, neither }
}

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found / expected - 1.0).abs() < tolerance, "{found} {expected}");
}

#[test]
fn four_strata_are_statsmodels() {
    // T = statsmodels.stats.contingency_tables.StratifiedTable([numpy.array(t).reshape(2, 2) for t in
    //     [(5, 3, 2, 10), (8, 4, 6, 4), (1, 0, 3, 9), (10, 5, 2, 3)]])
    let strata = [table(5, 3, 2, 10), table(8, 4, 6, 4), table(1, 0, 3, 9), table(10, 5, 2, 3)];
    let found = mantel_haenszel(&strata);
    // T.oddsratio_pooled, T.oddsratio_pooled_confint()
    close(found.odds_ratio.unwrap(), 3.250_739_644_970_414_2, 1e-12);
    let (low, high) = found.odds_ratio_interval.unwrap();
    close(low, 1.123_975_536_532_128_4, 1e-12);
    close(high, 9.401_724_411_179_222, 1e-12);
    // T.test_null_odds(correction=True)
    close(found.chi_squared, 3.883_931_803_705_546, 1e-12);
    close(found.p_two_sided, 0.048_750_264_803_510_86, 1e-10);
    // numpy.convolve over the strata of scipy.stats.hypergeom(n, r1, c1).pmf(range(lo, hi + 1)), summed from 24 up
    close(found.p_linked, 0.024_061_815_794_930_74, 1e-12);
}

#[test]
fn one_stratum_is_fishers_test() {
    // scipy.stats.fisher_exact([[a, b], [c, d]], alternative="greater").pvalue
    close(mantel_haenszel(&[table(12, 3, 2, 14)]).p_linked, 0.000_212_287_744_073_633_84, 1e-10);
    close(mantel_haenszel(&[table(60, 240, 300, 1400)]).p_linked, 0.184_330_163_283_311_3, 1e-9);
    // Over a variance of 100 by the normal tail.
    close(mantel_haenszel(&[table(230, 770, 220, 780)]).p_linked, 0.314_942_355_748_033_15, 0.001);
    assert!(mantel_haenszel(&[table(700, 300, 400, 900)]).p_linked < 1e-50);
}

#[test]
fn nothing_can_be_told_of_schools_all_alike() {
    for strata in [vec![], vec![table(1, 0, 0, 0); 40], vec![table(0, 7, 0, 3), table(4, 0, 2, 0)]] {
        let found = mantel_haenszel(&strata);
        assert_eq!(found.odds_ratio, None);
        assert_eq!(found.odds_ratio_interval, None);
        assert_eq!((found.p_linked, found.p_two_sided), (1.0, 1.0));
    }
    // No school weak in one only: linked, but no number says how much.
    let always = mantel_haenszel(&[table(5, 0, 0, 5)]);
    assert_eq!(always.odds_ratio, None);
    close(always.p_linked, 1.0 / 252.0, 1e-12);
}

/// Every way to say which schools of a stratum are weak in the second, given how many: how often each `both` comes.
fn ways(one: Table) -> Vec<f64> {
    let mut found = vec![0.0; one.n() as usize + 1];
    let firsts = (1_u32 << one.first()) - 1;
    let mut total = 0.0;
    for seconds in 0_u32..1 << one.n() {
        if seconds.count_ones() == one.second() {
            found[(seconds & firsts).count_ones() as usize] += 1.0;
            total += 1.0;
        }
    }
    found.iter().map(|n| n / total).collect()
}

proptest! {
    /// The odds ratio, the chi-squared and the exact p by direct sums and by listing every way.
    #[test]
    fn is_what_direct_sums_find(cells in prop::collection::vec((0_u32..3, 0_u32..3, 0_u32..3, 0_u32..3), 1..4)) {
        let strata: Vec<Table> = cells.iter().map(|(a, b, c, d)| table(*a, *b, *c, *d)).collect();
        let found = mantel_haenszel(&strata);
        let sum = |term: &dyn Fn(f64, f64, f64, f64, f64) -> f64| -> f64 {
            cells.iter().map(|(a, b, c, d)| (f64::from(*a), f64::from(*b), f64::from(*c), f64::from(*d)))
                .filter(|(a, b, c, d)| a + b + c + d > 1.0)
                .map(|(a, b, c, d)| term(a, b, c, d, a + b + c + d)).sum()
        };
        let (agree, differ) = (sum(&|a, _, _, d, n| a * d / n), sum(&|_, b, c, _, n| b * c / n));
        if differ > 0.0 {
            prop_assert!((found.odds_ratio.unwrap() - agree / differ).abs() < 1e-12);
        }
        let variance = sum(&|a, b, c, d, n| (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1.0)));
        let excess = sum(&|a, b, c, _, n| a - (a + b) * (a + c) / n);
        if variance > 0.0 {
            let expected = (excess.abs() - 0.5).max(0.0).powi(2) / variance;
            prop_assert!((found.chi_squared - expected).abs() < 1e-9);
            // All ways of all strata, crossed.
            let mut all = vec![1.0];
            for one in &strata {
                let each = ways(*one);
                let mut next = vec![0.0; all.len() + each.len()];
                for (i, p) in all.iter().enumerate() {
                    for (j, q) in each.iter().enumerate() {
                        next[i + j] += p * q;
                    }
                }
                all = next;
            }
            let observed: u32 = strata.iter().map(|one| one.both).sum();
            let expected: f64 = all[observed as usize..].iter().sum();
            prop_assert!((found.p_linked - expected).abs() < 1e-12, "{} {}", found.p_linked, expected);
        }
    }

    /// Swapping the two statements changes nothing.
    #[test]
    fn first_and_second_may_be_swapped(cells in prop::collection::vec((0_u32..9, 0_u32..9, 0_u32..9, 0_u32..9), 1..6)) {
        let strata: Vec<Table> = cells.iter().map(|(a, b, c, d)| table(*a, *b, *c, *d)).collect();
        let swapped: Vec<Table> = cells.iter().map(|(a, b, c, d)| table(*a, *c, *b, *d)).collect();
        let (one, other) = (mantel_haenszel(&strata), mantel_haenszel(&swapped));
        prop_assert!((one.p_linked - other.p_linked).abs() < 1e-12);
        prop_assert_eq!(one.odds_ratio, other.odds_ratio);
    }
}
