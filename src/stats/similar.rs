//! Similar schools: the nearest of the same sector.
//! In: each school's sector and numbers (its roll by default). Out: for each school its nearest, nearest first, with
//! how far they are. Never finds anyone similar on what a school answered.
//!
//! Formula: over the schools of the sector each number is scaled by its range, and two schools are as far apart as the
//! mean of their scaled differences. Source: J. C. Gower, "A general coefficient of similarity and some of its
//! properties", Biometrics 27 (1971) 857-871. Limits: none under five candidates, and none for a school that lacks one
//! of the numbers. Units: 0 (the same) to 1 (the sector's two ends).

use std::collections::BTreeMap;

/// The least number of candidates: other schools of the sector with all numbers.
pub const LEAST_CANDIDATES: usize = 5;

/// What a school is compared on.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile<'a> {
    /// Its sector; schools without one (`None`) are compared with one another.
    pub sector: Option<&'a str>,
    /// Its numbers, in the same order for all schools.
    pub numbers: Vec<Option<f64>>,
}

/// A school and how far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similar {
    /// Its position among the schools given.
    pub school: usize,
    /// How far it is, 0 to 1.
    pub distance: f64,
}

/// For each school its `wanted` nearest of the same sector, nearest first, ties by position; empty where there are
/// fewer than [`LEAST_CANDIDATES`] candidates or one of its numbers is unknown.
pub fn similar(schools: &[Profile<'_>], wanted: usize) -> Vec<Vec<Similar>> {
    let mut sectors: BTreeMap<Option<&str>, Vec<(usize, Vec<f64>)>> = BTreeMap::new();
    for (at, school) in schools.iter().enumerate() {
        let known: Option<Vec<f64>> =
            school.numbers.iter().map(|number| number.filter(|x| x.is_finite())).collect();
        if let Some(numbers) = known.filter(|numbers| !numbers.is_empty()) {
            sectors.entry(school.sector).or_default().push((at, numbers));
        }
    }
    let mut found = vec![Vec::new(); schools.len()];
    for members in sectors.values().filter(|members| members.len() > LEAST_CANDIDATES) {
        let ranges = ranges(members);
        let by_first = ByNumber::of(members);
        for (own, numbers) in members {
            let candidates = match numbers.as_slice() {
                // On one number only those next to it can be nearest: no need to look at all.
                [number] => by_first.around(*number, wanted),
                _ => (0..members.len()).collect(),
            };
            let mut others: Vec<Similar> = candidates
                .into_iter()
                .map(|at| &members[at])
                .filter(|(at, _)| at != own)
                .map(|(at, theirs)| Similar { school: *at, distance: apart(numbers, theirs, &ranges) })
                .collect();
            let nearer =
                |a: &Similar, b: &Similar| a.distance.total_cmp(&b.distance).then(a.school.cmp(&b.school));
            if wanted < others.len() {
                others.select_nth_unstable_by(wanted, nearer);
                others.truncate(wanted);
            }
            others.sort_by(nearer);
            found[*own] = others;
        }
    }
    found
}

/// The members of a sector by their first number.
struct ByNumber {
    /// Each number that occurs, ascending, with the members that have it, by position.
    alike: Vec<(f64, Vec<usize>)>,
}

impl ByNumber {
    fn of(members: &[(usize, Vec<f64>)]) -> Self {
        let mut numbers: Vec<(f64, usize)> = members
            .iter()
            .enumerate()
            .filter_map(|(at, (_, numbers))| Some((*numbers.first()?, at)))
            .collect();
        numbers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let alike = numbers
            .chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq())
            .map(|chunk| (chunk[0].0, chunk.iter().map(|(_, at)| *at).collect()))
            .collect();
        Self { alike }
    }

    /// The `wanted` nearest on either side of a number and, of those that have it, one more than that, since the school
    /// itself is among them.
    fn around(&self, number: f64, wanted: usize) -> Vec<usize> {
        let at = self.alike.partition_point(|(other, _)| other.total_cmp(&number).is_lt());
        let below = self.alike[..at].iter().rev().flat_map(members_of).take(wanted);
        let own = self.alike[at..].iter().take(1).flat_map(members_of).take(wanted + 1);
        let above = self.alike[at..].iter().skip(1).flat_map(members_of).take(wanted);
        below.chain(own).chain(above).collect()
    }
}

fn members_of(alike: &(f64, Vec<usize>)) -> impl Iterator<Item = usize> {
    alike.1.iter().copied()
}

/// The range of each number over the members.
fn ranges(members: &[(usize, Vec<f64>)]) -> Vec<f64> {
    let n_numbers = members.iter().map(|(_, numbers)| numbers.len()).min().unwrap_or(0);
    (0..n_numbers)
        .map(|column| {
            let values = members.iter().map(|(_, numbers)| numbers[column]);
            values.clone().fold(f64::MIN, f64::max) - values.fold(f64::MAX, f64::min)
        })
        .collect()
}

/// The mean of the scaled differences; a number in which all are alike adds nothing.
fn apart(own: &[f64], theirs: &[f64], ranges: &[f64]) -> f64 {
    let scaled = own.iter().zip(theirs).zip(ranges).map(|((a, b), range)| {
        let gap = (a - b).abs();
        if gap > 0.0 { gap / range } else { 0.0 }
    });
    let n = ranges.iter().fold(0.0, |n, _| n + 1.0);
    scaled.sum::<f64>() / n
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn schools<'a>(rows: &[(&'a str, Option<f64>)]) -> Vec<Profile<'a>> {
        rows.iter().map(|(sector, roll)| Profile { sector: Some(sector), numbers: vec![*roll] }).collect()
    }

    #[test]
    fn nearest_of_the_sector_first() {
        let rolls = [100.0, 110.0, 500.0, 90.0, 130.0, 300.0];
        let mut rows: Vec<(&str, Option<f64>)> = rolls.iter().map(|roll| ("primary", Some(*roll))).collect();
        rows.push(("secondary", Some(100.0)));
        rows.push(("primary", None));
        let found = similar(&schools(&rows), 3);
        let nearest: Vec<usize> = found[0].iter().map(|similar| similar.school).collect();
        // 90 and 110 are equally far: the earlier comes first.
        assert_eq!(nearest, [1, 3, 4]);
        assert!((found[0][2].distance - 30.0 / 410.0).abs() < 1e-12);
        assert!(found[6].is_empty() && found[7].is_empty());
    }

    #[test]
    fn four_candidates_are_too_few() {
        let rows = [("special", Some(1.0)); 5];
        assert!(similar(&schools(&rows), 3).iter().all(Vec::is_empty));
        let rows = [("special", Some(1.0)); 6];
        let found = similar(&schools(&rows), 9);
        assert!(
            found.iter().all(|others| others.len() == 5 && others.iter().all(|other| other.distance == 0.0))
        );
    }

    #[test]
    fn two_numbers_weigh_alike() {
        let numbers = [[100.0, 0.0], [200.0, 0.0], [100.0, 1.0], [150.0, 0.0], [100.0, 0.2], [100.0, 0.9]];
        let schools: Vec<Profile<'_>> = numbers
            .iter()
            .map(|pair| Profile { sector: None, numbers: pair.iter().map(|x| Some(*x)).collect() })
            .collect();
        let found = &similar(&schools, 5)[0];
        let order: Vec<usize> = found.iter().map(|similar| similar.school).collect();
        assert_eq!(order, [4, 3, 5, 1, 2]);
        assert!((found[0].distance - 0.1).abs() < 1e-12);
    }

    proptest! {
        /// On one number the short cut finds what a sort of all finds.
        #[test]
        fn nearest_are_the_head_of_a_sorted_list(rolls in prop::collection::vec(0_u32..12, 6..30), wanted in 1_usize..9) {
            let rows: Vec<(&str, Option<f64>)> = rolls.iter().map(|roll| ("primary", Some(f64::from(*roll)))).collect();
            for (own, found) in similar(&schools(&rows), wanted).into_iter().enumerate() {
                let mut all: Vec<(u32, usize)> = rolls.iter().enumerate()
                    .filter(|(at, _)| *at != own).map(|(at, roll)| (roll.abs_diff(rolls[own]), at)).collect();
                all.sort_unstable();
                let nearest: Vec<usize> = all.iter().take(wanted).map(|(_, at)| *at).collect();
                prop_assert_eq!(found.iter().map(|similar| similar.school).collect::<Vec<_>>(), nearest);
            }
        }
    }
}
