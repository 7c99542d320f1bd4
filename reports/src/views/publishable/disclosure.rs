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
//! A statement is shown by two breakdowns side by side only if each value of one shares k answering schools with each value of
//! the other; of three, each of the one with each of the others at once. Then no union of values lies inside another one, and
//! no difference of published figures is the count of a smaller set. Nor may the sums of two breakdowns, held against each
//! other, leave nothing but "not yet in place" for all schools that share two values: what has 8 Primary, 6 North and 9 in all
//! not yet in place has at least 5 in Primary and North, and if these are 5 schools, each of them is told.

use std::collections::{BTreeMap, BTreeSet};

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

/// A statement's counts by the values of several breakdowns at once: a value of each, in their order.
pub type Crossing<'a> = BTreeMap<Vec<&'a str>, Pair>;

/// Whether a statement may be shown by the last of these breakdowns beside the others. Nothing that is not known can be
/// shown to be safe.
pub fn stands_beside(crossing: &Crossing<'_>, k: i64) -> bool {
    let Some(n_columns) = crossing.keys().next().map(Vec::len) else { return false };
    let values: Vec<BTreeSet<&str>> = (0..n_columns)
        .map(|column| crossing.keys().filter_map(|key| key.get(column)).copied().collect())
        .collect();
    let n_cells: usize = values.iter().map(BTreeSet::len).product();
    let is_full = crossing.len() == n_cells && crossing.values().all(|pair| pair.n >= k);
    let Some((last, others)) = values.split_last().filter(|_| is_full) else { return false };
    others.iter().enumerate().all(|(column, other)| {
        let cell = |one: &str, two: &str| -> Pair {
            let is_in = |key: &Vec<&str>| key.get(column) == Some(&one) && key.last() == Some(&two);
            crossing.iter().filter(|(key, _)| is_in(key)).map(|(_, pair)| *pair).sum()
        };
        let cells: Vec<Vec<Pair>> =
            other.iter().map(|one| last.iter().map(|two| cell(one, two)).collect()).collect();
        stays_open(&shown_sums(&shown_sums(&cells, k), k), k)
    })
}

/// The cells with those rows added up that are known only together, turned on their side.
fn shown_sums(cells: &[Vec<Pair>], k: i64) -> Vec<Vec<Pair>> {
    let sums: Vec<Pair> = cells.iter().map(|row| row.iter().copied().sum()).collect();
    let all = over_all(&[sums.iter().copied().sum()], k).first().copied().unwrap_or(Leave::Nothing);
    let (shown, hidden): (Vec<_>, Vec<_>) =
        cells.iter().zip(by_value(&sums, all, k)).partition(|(_, leave)| *leave == Leave::Both);
    let add = |rows: &[(&Vec<Pair>, Leave)]| -> Option<Vec<Pair>> {
        let first = rows.first()?.0;
        Some(
            (0..first.len())
                .map(|at| rows.iter().filter_map(|(row, _)| row.get(at)).copied().sum())
                .collect(),
        )
    };
    let rows: Vec<Vec<Pair>> = shown.into_iter().map(|(row, _)| row.clone()).chain(add(&hidden)).collect();
    let n = rows.first().map_or(0, Vec::len);
    (0..n).map(|at| rows.iter().filter_map(|row| row.get(at)).copied().collect()).collect()
}

/// Whether the sums of rows and columns leave open, of every cell in which no school has it in place, that one has.
///
/// Other counts with the same sums are had by moving along a ring of cells, up by one in one of them and down by one in the
/// next; so a cell can be less if a way leads from its row to its column over cells that can be more and cells that can be less
/// by turns.
fn stays_open(cells: &[Vec<Pair>], k: i64) -> bool {
    let all: Pair = cells.iter().flatten().copied().sum();
    let can_be_less = |row: usize, column: usize| {
        let (mut rows, mut columns) = (BTreeSet::from([row]), BTreeSet::new());
        loop {
            let n_before = (rows.len(), columns.len());
            for of_row in rows.iter().filter_map(|row| cells.get(*row)) {
                columns.extend(
                    of_row.iter().enumerate().filter(|(_, pair)| pair.weak < pair.n).map(|(at, _)| at),
                );
            }
            for (at, of_row) in cells.iter().enumerate() {
                if of_row.iter().enumerate().any(|(column, pair)| columns.contains(&column) && pair.weak > 0)
                {
                    rows.insert(at);
                }
            }
            if (rows.len(), columns.len()) == n_before {
                return columns.contains(&column);
            }
        }
    };
    !all.is_safe(k)
        || cells.iter().enumerate().all(|(row, of_row)| {
            let of_row = of_row.iter().enumerate();
            of_row
                .filter(|(_, pair)| pair.n > 0 && pair.weak == pair.n)
                .all(|(column, _)| can_be_less(row, column))
        })
}
