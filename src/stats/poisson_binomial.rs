//! The Poisson-binomial distribution: how many of many unequal chances come off.
//! In: chances, each with how many schools have it, and a count. Out: the probability of that few, of that many.
//! Never draws.
//!
//! Formula: the distribution is built up school by school, `P_i(k) = P_{i-1}(k) (1 - p_i) + P_{i-1}(k - 1) p_i`; what
//! falls below 1e-18 at either end is cut off. Where the variance is over 100 (some 500 schools and more), Volkova's
//! refined normal approximation with continuity correction stands in: `F(k) = Phi(x) + skew (1 - x^2) phi(x) / 6`,
//! x = (k + 1/2 - mean) / sd. Source: Y. Hong, "On computing the distribution function for the Poisson binomial
//! distribution", Computational Statistics and Data Analysis 59 (2013) 41-51.
//! Units: chances and probabilities, 0 to 1.

use super::normal::{density, upper_tail};

/// A chance that a number of schools have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The probability, 0 to 1.
    pub p: f64,
    /// How many schools have it.
    pub schools: u32,
}

/// How a count stands in its distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// What was to be expected.
    pub mean: f64,
    /// The probability of the count or fewer.
    pub at_most: f64,
    /// The probability of the count or more.
    pub at_least: f64,
}

/// Above this variance the normal approximation stands in.
const EXACT_UP_TO: f64 = 100.0;
/// Probabilities below this are cut off at the ends.
const NEGLIGIBLE: f64 = 1e-18;

/// Where `count` stands among what the chances could have brought.
pub fn tails(chances: &[Chance], count: u32) -> Tails {
    let sum = |term: fn(f64) -> f64| chances.iter().map(|c| f64::from(c.schools) * term(c.p)).sum::<f64>();
    let mean = sum(|p| p);
    let variance = sum(|p| p * (1.0 - p));
    if variance > EXACT_UP_TO {
        let skew = sum(|p| p * (1.0 - p) * (1.0 - 2.0 * p)) / variance.powf(1.5);
        let score = |edge: f64| (edge - mean) / variance.sqrt();
        let (above, below) = (score(f64::from(count) + 0.5), score(f64::from(count) - 0.5));
        let bend = |x: f64| skew * (1.0 - x * x) * density(x) / 6.0;
        return Tails {
            mean,
            at_most: (upper_tail(-above) + bend(above)).clamp(0.0, 1.0),
            at_least: (upper_tail(below) - bend(below)).clamp(0.0, 1.0),
        };
    }
    let (lowest, mass) = distribution(chances);
    let (mut at_most, mut at_least) = (0.0, 0.0);
    for (k, probability) in (lowest..).zip(mass) {
        if k <= count {
            at_most += probability;
        }
        if k >= count {
            at_least += probability;
        }
    }
    Tails { mean, at_most: at_most.min(1.0), at_least: at_least.min(1.0) }
}

/// The probabilities of `lowest`, `lowest + 1`, ... coming off.
fn distribution(chances: &[Chance]) -> (u32, Vec<f64>) {
    let mut lowest = 0;
    let mut mass = vec![1.0_f64];
    for chance in chances {
        for _ in 0..chance.schools {
            if chance.p <= 0.0 {
                continue;
            }
            mass.push(0.0);
            for k in (1..mass.len()).rev() {
                mass[k] = mass[k] * (1.0 - chance.p) + mass[k - 1] * chance.p;
            }
            mass[0] *= 1.0 - chance.p;
            while mass.len() > 1 && mass[mass.len() - 1] < NEGLIGIBLE {
                mass.pop();
            }
            let cut = mass.iter().take_while(|p| **p < NEGLIGIBLE).count().min(mass.len() - 1);
            if cut > 0 {
                mass.drain(..cut);
                lowest += u32::try_from(cut).unwrap_or(u32::MAX);
            }
        }
    }
    (lowest, mass)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_chances_are_scipys_binomial() {
        // scipy.stats.binom.cdf(k, n, p), scipy.stats.binom.sf(k - 1, n, p)
        let cases = [
            (3, 22, 0.3, 0.068_062_803_151_862_96, 0.979_333_803_028_918_5, 1e-10),
            (14, 22, 0.3, 0.999_754_220_481_898, 0.001_127_477_005_392_557, 1e-09),
            (60, 300, 0.25, 0.024_556_166_224_482_51, 0.982_480_439_593_510_3, 1e-09),
            (120, 400, 0.25, 0.990_029_781_828_816_2, 0.013_330_557_027_417_216, 1e-07),
            (562, 2000, 0.25, 0.999_287_544_905_391_1, 0.000_847_007_500_377_354_9, 0.02),
            (480, 2000, 0.25, 0.156_951_820_266_024_78, 0.855_240_034_143_392_6, 0.001),
        ];
        for (k, schools, p, at_most, at_least, tolerance) in cases {
            let found = tails(&[Chance { p, schools }], k);
            assert!((found.at_most / at_most - 1.0).abs() < tolerance, "{k} of {schools}: {found:?}");
            assert!((found.at_least / at_least - 1.0).abs() < tolerance, "{k} of {schools}: {found:?}");
        }
    }

    #[test]
    fn what_is_sure_is_not_chance() {
        let sure = [Chance { p: 1.0, schools: 3 }, Chance { p: 0.0, schools: 4 }];
        assert_eq!(tails(&sure, 3), Tails { mean: 3.0, at_most: 1.0, at_least: 1.0 });
        assert_eq!(tails(&[], 0), Tails { mean: 0.0, at_most: 1.0, at_least: 1.0 });
    }

    proptest! {
        /// Every way the chances could have fallen, one by one.
        #[test]
        fn is_what_enumeration_finds(p in prop::collection::vec(0.0_f64..=1.0, 1..9), count in 0_u32..9) {
            let chances: Vec<Chance> = p.iter().map(|p| Chance { p: *p, schools: 1 }).collect();
            let (mut at_most, mut at_least) = (0.0, 0.0);
            for way in 0_u32..1 << p.len() {
                let probability: f64 =
                    p.iter().enumerate().map(|(i, p)| if way >> i & 1 == 1 { *p } else { 1.0 - p }).product();
                if way.count_ones() <= count { at_most += probability; }
                if way.count_ones() >= count { at_least += probability; }
            }
            let found = tails(&chances, count);
            prop_assert!((found.at_most - at_most).abs() < 1e-12 && (found.at_least - at_least).abs() < 1e-12);
        }
    }
}
