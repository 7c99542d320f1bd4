//! Tests of pairs: classes, counts against direct sums, a planted pair. In: matrices. Out: verdicts.

use super::*;
use proptest::prelude::*;

/// A school a row: `w` weak, `s` strong, `.` not answered.
fn matrix(rows: &[String]) -> WeakMatrix {
    let mut matrix = WeakMatrix::new(rows.len(), rows.first().map_or(0, String::len));
    for (school, row) in rows.iter().enumerate() {
        for (statement, answer) in row.char_indices().filter(|(_, answer)| *answer != '.') {
            matrix.note(school, statement, answer == 'w');
        }
    }
    matrix
}

#[test]
fn thirty_schools_make_thirds() {
    let by_school: Vec<(u32, u32)> = (0..30).map(|school| (school, 40)).collect();
    let sizes: Vec<usize> = classes(&by_school).iter().map(Vec::len).collect();
    assert_eq!(sizes, [10, 10, 10]);
}

#[test]
fn schools_of_one_share_stay_together_whatever_they_answered() {
    let mut by_school = vec![(1, 4); 12];
    by_school.extend([(2, 8); 5]);
    by_school.extend([(0, 4), (3, 4), (0, 0)]);
    let found = classes(&by_school);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [1, 17, 1]);
    assert_eq!(found[0], [17]);
}

#[test]
fn twenty_nine_schools_are_too_few() {
    assert_eq!(pairs(&matrix(&vec!["ws".to_owned(); 29])), None);
    assert_eq!(pairs(&matrix(&vec!["ws".to_owned(); 30])).unwrap().len(), 1);
    // A school that sent an empty form is none of the thirty.
    let mut rows = vec!["ws".to_owned(); 29];
    rows.push("..".to_owned());
    assert_eq!(pairs(&matrix(&rows)), None);
}

#[test]
fn a_planted_pair_is_found_and_nothing_else() {
    // Twelve statements, each weak by its own rhythm; the last goes with the first.
    let rows: Vec<String> = (0_usize..64)
        .map(|school| {
            let mut row: Vec<bool> = (0..6).map(|bit| school >> bit & 1 == 1).collect();
            row.extend((0..5).map(|bit| (school * 37 + 11) >> bit & 2 == 2));
            row.push(row[0]);
            row.iter().map(|weak| if *weak { 'w' } else { 's' }).collect()
        })
        .collect();
    let found = pairs(&matrix(&rows)).unwrap();
    let planted = found.iter().find(|pair| (pair.first, pair.second) == (0, 11)).unwrap();
    assert!(planted.q < 1e-6, "{planted:?}");
    assert_eq!(planted.counts, Table { both: 32, first_only: 0, second_only: 0, neither: 32 });
}

#[test]
fn a_school_weak_all_round_links_nothing() {
    // Half the schools weak in all but one or two, half in one or two only: raw, every pair looks linked.
    let rows: Vec<String> = (0..60_usize)
        .map(|school| {
            let odd = [school % 10, school * 7 % 10];
            (0..10).map(|at| if odd.contains(&at) == (school < 30) { 'w' } else { 's' }).collect()
        })
        .collect();
    let found = pairs(&matrix(&rows)).unwrap();
    assert!(found.iter().all(|pair| pair.counts.both * pair.counts.neither > 300));
    assert!(found.iter().all(|pair| pair.q > 0.05));
}

proptest! {
    /// The counts by bits are the counts one by one, and each class's table is the count over its schools.
    #[test]
    fn counts_are_direct_counts(rows in prop::collection::vec("[ws.]{5}", 30..150)) {
        let matrix = matrix(&rows);
        let Some(found) = pairs(&matrix) else { return Ok(()) };
        let classes = classes(&matrix.by_school());
        let mut members: Vec<usize> = classes.iter().flatten().copied().collect();
        members.sort_unstable();
        members.dedup();
        prop_assert_eq!(members.len(), rows.iter().filter(|row| row.contains(['w', 's'])).count());
        let count = |schools: &[usize], pair: &Pair, wanted: (u8, u8)| {
            let is = |school: &&usize| {
                let row = rows[**school].as_bytes();
                (row[pair.first], row[pair.second]) == wanted
            };
            u32::try_from(schools.iter().filter(is).count()).unwrap()
        };
        let table = |schools: &[usize], pair: &Pair| Table {
            both: count(schools, pair, (b'w', b'w')),
            first_only: count(schools, pair, (b'w', b's')),
            second_only: count(schools, pair, (b's', b'w')),
            neither: count(schools, pair, (b's', b's')),
        };
        for pair in &found {
            prop_assert_eq!(pair.counts, table(&members, pair));
            let strata: Vec<Table> = classes.iter().map(|class| table(class, pair)).collect();
            prop_assert_eq!(pair.association, mantel_haenszel(&strata));
        }
    }
}
