//! Which counts may be published.
//! In: counts of one form, over all schools, by section and by group. Out: the same, with those left out that would
//! tell what fewer than k schools answered. Pure: knows no table.
//!
//! # The rules
//!
//! A pair of counts (yes, not yet in place) over a set of schools is safe if at least k schools answered, neither count
//! is 1 to k-1, and not every school has it not yet in place. All yes is safe.
//!
//! What is withheld must not follow from what is shown. The counts of a breakdown's values add up to those of all
//! schools, so for each statement the values withheld, taken together, must be at least two and safe as a sum; values
//! are added to them, the smallest first, until they are. Then every withheld count can still be at least k different
//! numbers: let U be the withheld values together, with yes and weak each at least k, and C one of them with n schools;
//! weak in C can be anything from max(0, n - yes in U) to min(n, weak in U), and n, the rest of U, yes and weak in U are
//! all at least k. The same holds for a section and its withheld statements.
//!
//! Two breakdowns are published side by side only if each value of one shares schools with each value of the other for
//! every statement; then no union of values lies inside another one, and no difference of published figures is the
//! count of a smaller set.

use std::collections::BTreeSet;

/// Counts of one set of schools for one statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Yes, Partly and No together.
    pub n: i64,
    /// Partly and No together.
    pub weak: i64,
}

/// What may be shown of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leave {
    /// Nothing.
    Nothing,
    /// How many answered, not how.
    Number,
    /// Both counts.
    Both,
}

impl Pair {
    /// Whether both counts may be shown as they stand.
    pub fn is_safe(self, k: i64) -> bool {
        let yes = self.n - self.weak;
        let is_small = |count: i64| count > 0 && count < k;
        self.n >= k && !is_small(yes) && !is_small(self.weak) && yes > 0
    }
}

impl std::ops::Sub for Pair {
    type Output = Self;
    fn sub(self, less: Self) -> Self {
        Self { n: self.n - less.n, weak: self.weak - less.weak }
    }
}

impl std::iter::Sum for Pair {
    fn sum<I: Iterator<Item = Self>>(pairs: I) -> Self {
        pairs.fold(Self::default(), |sum, pair| Self { n: sum.n + pair.n, weak: sum.weak + pair.weak })
    }
}

/// What may be shown of each statement over all schools.
pub fn over_all(statements: &[Pair], k: i64) -> Vec<Leave> {
    statements
        .iter()
        .map(|pair| {
            if pair.is_safe(k) {
                Leave::Both
            } else if pair.n >= k {
                Leave::Number
            } else {
                Leave::Nothing
            }
        })
        .collect()
}

/// What may be shown of one statement by the values of a breakdown. `all` is what is shown over all schools.
pub fn by_value(values: &[Pair], all: Leave, k: i64) -> Vec<Leave> {
    // A statement that is withheld over all schools is withheld in every breakdown; one that fewer than k schools of a
    // value answered is withheld for all values, since n of that value would follow from the others'.
    if all != Leave::Both || values.len() < 2 || values.iter().any(|pair| pair.n < k) {
        return vec![Leave::Nothing; values.len()];
    }
    let mut withheld: Vec<bool> = values.iter().map(|pair| !pair.is_safe(k)).collect();
    loop {
        let inside = || values.iter().zip(&withheld).filter(|(_, is_in)| **is_in).map(|(pair, _)| *pair);
        let n_withheld = inside().count();
        if n_withheld == 0 || (n_withheld > 1 && inside().sum::<Pair>().is_safe(k)) {
            break;
        }
        let next = values
            .iter()
            .enumerate()
            .filter(|(at, _)| withheld.get(*at) == Some(&false))
            .min_by_key(|(at, pair)| (pair.n, *at))
            .map(|(at, _)| at);
        match next.and_then(|at| withheld.get_mut(at)) {
            Some(is_in) => *is_in = true,
            None => break,
        }
    }
    withheld.iter().map(|is_in| if *is_in { Leave::Number } else { Leave::Both }).collect()
}

/// Whether a section's counts may be shown beside those of its statements, given what is left of each of these.
pub fn section(statements: &[(Pair, Leave)], k: i64) -> Leave {
    let total: Pair = statements.iter().map(|(pair, _)| *pair).sum();
    let hidden: Vec<Pair> =
        statements.iter().filter(|(_, leave)| *leave != Leave::Both).map(|(pair, _)| *pair).collect();
    // A statement that fewer than k schools answered could be told from the section's number.
    let has_few = hidden.iter().any(|pair| pair.n < k);
    let is_kept = hidden.is_empty() || (hidden.len() > 1 && hidden.iter().copied().sum::<Pair>().is_safe(k));
    if total.is_safe(k) && is_kept && !has_few { Leave::Both } else { Leave::Nothing }
}

/// Whether two breakdowns may be published side by side. `met` has, for each statement, which value of one shares an
/// answering school with which value of the other; where nothing is known of that, nothing can be shown to be safe.
pub fn stand_side_by_side(met: &[BTreeSet<(&str, &str)>]) -> bool {
    let ones: BTreeSet<&str> = met.iter().flatten().map(|(one, _)| *one).collect();
    let others: BTreeSet<&str> = met.iter().flatten().map(|(_, other)| *other).collect();
    !met.is_empty() && met.iter().all(|cells| cells.len() == ones.len() * others.len())
}
