//! Pairs: which two statements are weak in the same schools, beyond what the schools are like all round.
//! In: the weak matrix. Out: for every pair its counts, the common odds ratio, a p-value and its adjustment. Never
//! calls a pair that is weak together less often than chance brings.
//!
//! A school weak all round makes every pair look linked, so schools are compared only with schools like them: sorted
//! by their share of weak statements and cut into classes of at least ten (at thirty schools, thirds; with more
//! schools, finer; with many, one class for each share). Within the classes, Mantel and Haenszel's odds
//! ratio and the exact one-sided test; over all pairs, Benjamini and Hochberg.
//!
//! Why the share of all statements, the pair's included, and not of the others only: the share of the others measures
//! a school with error, and what it misses links every pair (Holland and Rosenbaum, Annals of Statistics 14 (1986)
//! 1523-1543), the surer the more schools there are. Given the number of weak statements in all, one effect a school
//! and one a statement (Rasch) leave an odds ratio of at most 1 (Newton's inequalities for the elementary symmetric
//! functions), so that no number of schools makes a link out of them. The price: odds ratios are a little too small,
//! by about 1/w + 1/(m - w) where schools are weak in w of m.
//!
//! Source: stratifying by the score is how differential item functioning is tested: P. W. Holland and D. T. Thayer in
//! Wainer and Braun (eds.), "Test Validity" (1988), 129-145, who include the studied item in the score for this reason.
//! Limits: from thirty schools up; a school that answered few statements is placed by the share of those.
//! Units: counts of schools; odds ratios from 0 up; probabilities, 0 to 1.

use super::{
    fdr::benjamini_hochberg,
    mantel_haenszel::{Association, Table, mantel_haenszel},
    matrix::{WeakMatrix, bit},
};
use std::cmp::Ordering;

/// A pair is called at a q of at most this: with one effect a school only, something is then called in at most 1 % of
/// simulated years.
pub const CALLED: f64 = 0.05;
/// The least number of schools that pairs need.
pub const LEAST_SCHOOLS: usize = 30;
/// The least number of schools in a class of schools alike.
const CLASS: usize = 10;

/// Two statements and how they hang together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Position of the first statement.
    pub first: usize,
    /// Position of the second statement, after the first.
    pub second: usize,
    /// The counts over all schools that answered both.
    pub counts: Table,
    /// What the classes of schools alike say together.
    pub association: Association,
    /// The p-value of a link, adjusted over all pairs.
    pub q: f64,
}

/// Every pair of statements, by first and second. `None` below [`LEAST_SCHOOLS`] schools that answered anything.
pub fn pairs(matrix: &WeakMatrix) -> Option<Vec<Pair>> {
    let classes = classes(&matrix.by_school());
    (classes.iter().map(Vec::len).sum::<usize>() >= LEAST_SCHOOLS).then_some(())?;
    let sorted = ByClass::of(matrix, &classes);
    let mut found = Vec::new();
    let mut strata = Vec::with_capacity(classes.len());
    for first in 0..matrix.n_statements() {
        for second in first + 1..matrix.n_statements() {
            sorted.tables(first, second, &mut strata);
            let counts = strata.iter().fold(Table::default(), |sum, table| Table {
                both: sum.both + table.both,
                first_only: sum.first_only + table.first_only,
                second_only: sum.second_only + table.second_only,
                neither: sum.neither + table.neither,
            });
            found.push(Pair { first, second, counts, association: mantel_haenszel(&strata), q: 1.0 });
        }
    }
    let p_values: Vec<f64> = found.iter().map(|pair| pair.association.p_linked).collect();
    for (pair, q) in found.iter_mut().zip(benjamini_hochberg(&p_values)) {
        pair.q = q;
    }
    Some(found)
}

/// Schools alike: positions, in classes of at least ten by share weak, from the strongest to the weakest. Schools of
/// the same share are never parted; ten or more of them make a class of their own, which may leave a smaller class before
/// it, as the last may be. Schools that answered nothing are in none.
fn classes(by_school: &[(u32, u32)]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..by_school.len()).filter(|at| by_school[*at].1 > 0).collect();
    let by_share = |a: &usize, b: &usize| -> Ordering {
        let ((weak_a, n_a), (weak_b, n_b)) = (by_school[*a], by_school[*b]);
        (u64::from(weak_a) * u64::from(n_b)).cmp(&(u64::from(weak_b) * u64::from(n_a)))
    };
    order.sort_by(|a, b| by_share(a, b).then(a.cmp(b)));
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for alike in order.chunk_by(|a, b| by_share(a, b) == Ordering::Equal) {
        if alike.len() >= CLASS && !open.is_empty() {
            classes.push(std::mem::take(&mut open));
        }
        open.extend(alike);
        if open.len() >= CLASS {
            classes.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        classes.push(open);
    }
    classes
}

/// The matrix with its schools in the order of their classes, each class from a new word on.
struct ByClass {
    /// The word at which each class ends.
    ends: Vec<usize>,
    answered: Vec<Vec<u64>>,
    weak: Vec<Vec<u64>>,
}

impl ByClass {
    fn of(matrix: &WeakMatrix, classes: &[Vec<usize>]) -> Self {
        let mut ends = Vec::with_capacity(classes.len());
        let mut places = Vec::new();
        let mut words = 0;
        for class in classes {
            places.extend(class.iter().enumerate().map(|(at, school)| (*school, words * 64 + at)));
            words += class.len().div_ceil(64);
            ends.push(words);
        }
        let moved = |bits: &[u64]| {
            let mut sorted = vec![0_u64; words];
            for (school, place) in &places {
                sorted[place / 64] |= u64::from(bit(bits, *school)) << (place % 64);
            }
            sorted
        };
        Self {
            ends,
            answered: matrix.answered.iter().map(|bits| moved(bits)).collect(),
            weak: matrix.weak.iter().map(|bits| moved(bits)).collect(),
        }
    }

    /// One table a class, over the schools that answered both.
    fn tables(&self, first: usize, second: usize, strata: &mut Vec<Table>) {
        strata.clear();
        let mut start = 0;
        for end in &self.ends {
            let mut table = Table::default();
            for at in start..*end {
                let known = self.answered[first][at] & self.answered[second][at];
                let (one, other) = (self.weak[first][at] & known, self.weak[second][at] & known);
                table.both += (one & other).count_ones();
                table.first_only += (one & !other).count_ones();
                table.second_only += (!one & other).count_ones();
                table.neither += (known & !one & !other).count_ones();
            }
            strata.push(table);
            start = *end;
        }
    }
}

#[cfg(test)]
mod tests;
