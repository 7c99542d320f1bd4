//! The weak matrix: which school is weak in which statement, one bit each.
//! In: for each school and statement whether it answered and is weak. Out: counts by bit arithmetic, and the kinds of
//! school that bands need. Never holds an answer's mark, place or school's name.
//!
//! Schools and statements go by position: the caller keeps both in the order of their keys.

use super::bands::{Observed, SchoolKind};
use std::collections::BTreeMap;

/// Which schools answered each statement and which are weak in it.
#[derive(Clone, Debug)]
pub struct WeakMatrix {
    n_schools: usize,
    /// By statement: a bit a school.
    pub(super) answered: Vec<Vec<u64>>,
    pub(super) weak: Vec<Vec<u64>>,
}

impl WeakMatrix {
    /// A matrix in which nobody has answered anything.
    pub fn new(n_schools: usize, n_statements: usize) -> Self {
        let empty = vec![vec![0; n_schools.div_ceil(64)]; n_statements];
        Self { n_schools, answered: empty.clone(), weak: empty }
    }

    /// The number of schools.
    pub const fn n_schools(&self) -> usize {
        self.n_schools
    }

    /// The number of statements.
    pub fn n_statements(&self) -> usize {
        self.answered.len()
    }

    /// Notes that the school answered the statement and whether it is weak in it. A position outside the matrix is
    /// not noted.
    pub fn note(&mut self, school: usize, statement: usize, is_weak: bool) {
        if school >= self.n_schools || statement >= self.answered.len() {
            return;
        }
        let bit = 1 << (school % 64);
        self.answered[statement][school / 64] |= bit;
        if is_weak {
            self.weak[statement][school / 64] |= bit;
        } else {
            self.weak[statement][school / 64] &= !bit;
        }
    }

    /// Each school's number of weak and of answered statements.
    pub fn by_school(&self) -> Vec<(u32, u32)> {
        let mut counts = vec![(0, 0); self.n_schools];
        for (answered, weak) in self.answered.iter().zip(&self.weak) {
            for (school, count) in counts.iter_mut().enumerate() {
                count.0 += u32::from(bit(weak, school));
                count.1 += u32::from(bit(answered, school));
            }
        }
        counts
    }

    /// What bands need of each statement.
    pub fn observed(&self) -> Vec<Observed> {
        let by_school = self.by_school();
        let mut numbers: BTreeMap<(u32, u32), usize> = by_school.iter().map(|kind| (*kind, 0)).collect();
        for (number, kind) in numbers.values_mut().enumerate() {
            *kind = number;
        }
        let kind_of: Vec<usize> =
            by_school.iter().map(|kind| numbers.get(kind).copied().unwrap_or_default()).collect();
        let of_statement = |(answered, weak): (&Vec<u64>, &Vec<u64>)| {
            let mut n_schools = vec![0; numbers.len()];
            for (school, kind) in kind_of.iter().enumerate() {
                n_schools[*kind] += u32::from(bit(answered, school));
            }
            let kinds = numbers.keys().zip(n_schools).filter(|(_, n_schools)| *n_schools > 0);
            Observed {
                n_weak: weak.iter().map(|word| word.count_ones()).sum(),
                answered_by: kinds
                    .map(|((n_weak, n_answered), n_schools)| SchoolKind {
                        n_weak: *n_weak,
                        n_answered: *n_answered,
                        n_schools,
                    })
                    .collect(),
            }
        };
        self.answered.iter().zip(&self.weak).map(of_statement).collect()
    }
}

/// Whether the bit at a position is set.
pub(super) fn bit(words: &[u64], at: usize) -> bool {
    words[at / 64] >> (at % 64) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_school_and_by_kind() {
        let mut matrix = WeakMatrix::new(70, 2);
        for school in 0..70 {
            matrix.note(school, 0, school < 10);
        }
        matrix.note(69, 1, true);
        matrix.note(69, 1, true);
        matrix.note(70, 0, true);
        assert_eq!(matrix.by_school()[69], (1, 2));
        assert_eq!(matrix.by_school()[0], (1, 1));
        let observed = matrix.observed();
        assert_eq!(observed[0].n_weak, 10);
        assert_eq!(observed[0].answered_by.len(), 3);
        assert_eq!(observed[1].answered_by, [SchoolKind { n_weak: 1, n_answered: 2, n_schools: 1 }]);
    }

    #[test]
    fn a_later_note_replaces_an_earlier_one() {
        let mut matrix = WeakMatrix::new(1, 1);
        matrix.note(0, 0, true);
        matrix.note(0, 0, false);
        assert_eq!(matrix.by_school(), [(0, 1)]);
    }
}
