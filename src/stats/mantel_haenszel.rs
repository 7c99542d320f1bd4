//! Mantel and Haenszel: one odds ratio, and one test, over many two-by-two tables.
//! In: strata, each a two-by-two table of counts. Out: the common odds ratio with its 95 % interval, the chi-squared
//! with continuity correction, and an exact one-sided p-value. Never forms the strata.
//!
//! Formulas, with a b / c d and n in each stratum: OR = sum(ad/n) / sum(bc/n); chi2 = (|sum a - sum E| - 1/2)^2 / sum V,
//! E = r1 c1 / n, V = r1 r2 c1 c2 / (n^2 (n - 1)); the interval from Robins, Breslow and Greenland's variance of log OR.
//! The exact p-value is the probability of so great a sum of a or a greater, given all margins: a convolution of
//! hypergeometric distributions. Where the variance is over 100, the normal tail of (sum a - sum E - 1/2) / sqrt(sum V).
//!
//! Source: N. Mantel and W. Haenszel, JNCI 22 (1959) 719-748; J. Robins, N. Breslow and S. Greenland, Biometrics 42
//! (1986) 311-323; exact: D. R. Cox, "Analysis of Binary Data" (1970), section 5.2. Limits: one odds ratio for all
//! strata; a stratum of one school, or of schools all alike in one of the two, adds nothing.
//! Units: counts; odds ratios from 0 up; probabilities, 0 to 1.

use super::normal::{Z_95, upper_tail};

/// A two-by-two table of counts of schools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Weak in both.
    pub both: u32,
    /// Weak in the first only.
    pub first_only: u32,
    /// Weak in the second only.
    pub second_only: u32,
    /// Weak in neither.
    pub neither: u32,
}

impl Table {
    /// All schools in the table.
    pub const fn n(self) -> u32 {
        self.both + self.first_only + self.second_only + self.neither
    }

    /// Schools weak in the first.
    const fn first(self) -> u32 {
        self.both + self.first_only
    }

    /// Schools weak in the second.
    const fn second(self) -> u32 {
        self.both + self.second_only
    }

    /// The least `both` that the margins allow.
    const fn least(self) -> u32 {
        (self.first() + self.second()).saturating_sub(self.n())
    }

    /// The greatest `both` that the margins allow.
    fn greatest(self) -> u32 {
        self.first().min(self.second())
    }
}

/// What the strata say together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Association {
    /// The common odds ratio; `None` where there is none (no school weak in one only: infinite; or nothing at all).
    pub odds_ratio: Option<f64>,
    /// Its 95 % interval; `None` where the odds ratio is 0 or none.
    pub odds_ratio_interval: Option<(f64, f64)>,
    /// Chi-squared, one degree of freedom, with continuity correction; 0 where nothing can be told.
    pub chi_squared: f64,
    /// Two-sided p-value of the chi-squared.
    pub p_two_sided: f64,
    /// Exact p-value of an odds ratio above 1; 1 where nothing can be told.
    pub p_linked: f64,
}

/// Above this variance the normal tail stands in for the exact one.
const EXACT_UP_TO: f64 = 100.0;

/// The common odds ratio and its tests.
pub fn mantel_haenszel(strata: &[Table]) -> Association {
    let mut sums = Sums::default();
    for table in strata {
        sums.add(*table);
    }
    let excess = sums.observed - sums.expected;
    let (chi_squared, p_two_sided) = if sums.variance > 0.0 {
        let corrected = (excess.abs() - 0.5).max(0.0);
        let z = corrected / sums.variance.sqrt();
        (z * z, (2.0 * upper_tail(z)).min(1.0))
    } else {
        (0.0, 1.0)
    };
    let p_linked = if sums.variance <= 0.0 {
        1.0
    } else if sums.variance > EXACT_UP_TO {
        upper_tail((excess - 0.5) / sums.variance.sqrt())
    } else {
        exact_upper(strata)
    };
    let odds_ratio = (sums.s > 0.0).then(|| sums.r / sums.s);
    let odds_ratio_interval = (sums.r > 0.0 && sums.s > 0.0).then(|| {
        let variance = sums.pr / (2.0 * sums.r * sums.r)
            + sums.ps_qr / (2.0 * sums.r * sums.s)
            + sums.qs / (2.0 * sums.s * sums.s);
        let (log, half) = ((sums.r / sums.s).ln(), Z_95 * variance.sqrt());
        ((log - half).exp(), (log + half).exp())
    });
    Association { odds_ratio, odds_ratio_interval, chi_squared, p_two_sided, p_linked }
}

/// The running sums over strata, named as Robins, Breslow and Greenland name them.
#[derive(Default)]
struct Sums {
    observed: f64,
    expected: f64,
    variance: f64,
    r: f64,
    s: f64,
    pr: f64,
    ps_qr: f64,
    qs: f64,
}

impl Sums {
    fn add(&mut self, table: Table) {
        let total = f64::from(table.n());
        if total < 2.0 {
            return;
        }
        let [a, b, c, d] = [table.both, table.first_only, table.second_only, table.neither].map(f64::from);
        self.observed += a;
        self.expected += (a + b) * (a + c) / total;
        self.variance += (a + b) * (c + d) * (a + c) * (b + d) / (total * total * (total - 1.0));
        let (alike, unlike) = ((a + d) / total, (b + c) / total);
        let (for_link, against) = (a * d / total, b * c / total);
        self.r += for_link;
        self.s += against;
        self.pr += alike * for_link;
        self.ps_qr += alike * against + unlike * for_link;
        self.qs += unlike * against;
    }
}

/// The probability, given all margins, of as many `both` or more. Worked out from whichever end is nearer.
fn exact_upper(strata: &[Table]) -> f64 {
    let sum = |of: fn(&Table) -> u32| strata.iter().map(of).sum::<u32>();
    let observed = sum(|table| table.both);
    let from_below = observed - sum(|table| table.least());
    let from_above = sum(|table| table.greatest()) - observed;
    let p = if from_above < from_below {
        sum_up_to(strata, from_above, true)
    } else if from_below == 0 {
        1.0
    } else {
        1.0 - sum_up_to(strata, from_below - 1, false)
    };
    // Rounding must not make a p-value of nothing.
    p.clamp(f64::EPSILON.powi(2), 1.0)
}

/// The probability that the strata's `both`, counted from the end that the margins allow, sum to at most `limit`.
fn sum_up_to(strata: &[Table], limit: u32, from_above: bool) -> f64 {
    let size = limit as usize + 1;
    let mut sum = vec![1.0_f64];
    for stratum in strata {
        let mut mass = hypergeometric(*stratum);
        if mass.len() == 1 {
            continue;
        }
        if from_above {
            mass.reverse();
        }
        mass.truncate(size);
        let mut next = vec![0.0; (sum.len() + mass.len() - 1).min(size)];
        for (i, p) in sum.iter().enumerate() {
            for (slot, q) in next[i..].iter_mut().zip(&mass) {
                *slot += p * q;
            }
        }
        sum = next;
    }
    sum.iter().sum()
}

/// The probabilities of `both` from the least to the greatest that the margins allow.
///
/// Worked out by the ratio of neighbours and scaled to sum to 1, so that neither factorials nor their logarithms are
/// needed.
fn hypergeometric(table: Table) -> Vec<f64> {
    let (least, greatest) = (table.least(), table.greatest());
    let (n, first, second) = (f64::from(table.n()), f64::from(table.first()), f64::from(table.second()));
    // P(x + 1) / P(x)
    let ratio = |x: f64| (first - x) * (second - x) / ((x + 1.0) * (n - first - second + x + 1.0));
    let mut mass = vec![1.0_f64];
    for x in least..greatest {
        let nearest = mass[mass.len() - 1];
        let next = nearest * ratio(f64::from(x));
        if next > 1e100 {
            // Far up the slope: what lies behind is negligible, only the scale matters.
            for value in &mut mass {
                *value /= next;
            }
            mass.push(1.0);
        } else {
            mass.push(next);
        }
    }
    let total: f64 = mass.iter().sum();
    for value in &mut mass {
        *value /= total;
    }
    mass
}

#[cfg(test)]
mod tests;
