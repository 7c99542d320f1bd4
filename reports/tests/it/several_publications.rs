//! An attacker with several publications of one year tries to work out, by subtracting, what a few schools answered.
//!
//! The attacker knows which schools had answered each time, and in which group each is. Every set of schools with known
//! counts that can be had from the sheets is held against every other: where one lies inside another, the counts of
//! what is between them are known, so they must be such as might have been published.

use std::collections::BTreeSet;

use proptest::prelude::*;
use reports::views::publishable::{
    control,
    disclosure::{Crossing, Pair, stands_beside},
    earlier::{Before, beside},
    publication::{Breakdown, BreakdownRow, PublishedForm, PublishedSection, PublishedStatement, Shown},
};

const K: i64 = 5;
/// Statements.
const N: usize = 4;
const COLUMNS: [&str; 2] = ["sector", "area"];

/// What a school answered to each statement: whether it has it in place, if it said.
#[derive(Clone, Debug)]
struct School {
    groups: [usize; 2],
    answers: Vec<Option<bool>>,
    /// Before which publication its return came.
    round: usize,
}

fn pair<'a>(schools: impl Iterator<Item = &'a School>, statement: usize) -> Pair {
    schools
        .filter_map(|school| school.answers[statement])
        .map(|is_in_place| Pair { n: 1, weak: i64::from(!is_in_place) })
        .sum()
}

fn shown(pair: Pair) -> Shown {
    Shown { n: Some(pair.n), weak: Some(pair.weak), rate: None }
}

/// The form with every count, by the columns that may stand side by side, as the tables would give it.
fn counted(schools: &[School], columns: &[usize], published: &[usize]) -> PublishedForm {
    let n_statements = N;
    let id = |statement: usize| format!("S-{statement:02}");
    let section = |statement: usize| if statement < n_statements / 2 { "first" } else { "second" };
    let totals = |id: &str| {
        shown((0..n_statements).filter(|s| section(*s) == id).map(|s| pair(schools.iter(), s)).sum())
    };
    let mut form = PublishedForm {
        n_schools: i64::try_from(schools.len()).unwrap(),
        statements: (0..n_statements)
            .map(|statement| PublishedStatement {
                id: id(statement),
                section_id: section(statement).to_owned(),
                section: "A heading of both".to_owned(),
                shown: shown(pair(schools.iter(), statement)),
                ..PublishedStatement::default()
            })
            .collect(),
        sections: ["first", "second"]
            .map(|id| PublishedSection {
                id: id.to_owned(),
                title: "A heading of both".to_owned(),
                shown: totals(id),
                ..PublishedSection::default()
            })
            .into(),
        ..PublishedForm::default()
    };
    for column in columns {
        let values: BTreeSet<usize> = schools.iter().map(|school| school.groups[*column]).collect();
        let of = |value: usize| schools.iter().filter(move |school| school.groups[*column] == value);
        let reaches = values.len() > 1 && values.iter().all(|value| of(*value).count() >= 5);
        let names = ["p", "q", "r"];
        let crossing = |statement: usize| {
            let mut crossing = Crossing::new();
            for school in schools.iter().filter(|school| school.answers[statement].is_some()) {
                let other = names[school.groups[1 - column]];
                let cell = crossing.entry(vec![other, names[school.groups[*column]]]).or_default();
                *cell = [*cell, pair([school].into_iter(), statement)].into_iter().sum();
            }
            crossing
        };
        let has_other = !form.breakdowns.is_empty() || published.iter().any(|other| other != column);
        let stands = |statement: usize| !has_other || stands_beside(&crossing(statement), K);
        if !reaches || !(0..n_statements).any(stands) {
            continue;
        }
        form.breakdowns.push(Breakdown {
            group_by: COLUMNS[*column].to_owned(),
            values: values.iter().map(|value| names[*value].to_owned()).collect(),
            rows: (0..n_statements)
                .map(|statement| BreakdownRow {
                    cells: values
                        .iter()
                        .map(|value| {
                            if stands(statement) {
                                shown(pair(of(*value), statement))
                            } else {
                                Shown::NOTHING
                            }
                        })
                        .collect(),
                    is_held: false,
                })
                .collect(),
        });
    }
    form
}

/// What is published of a form where nothing was before.
fn within(form: PublishedForm, k: i64) -> PublishedForm {
    beside(control::within(form, k), &[], k)
}

/// Every set of schools whose counts for a statement can be had from a form made of these schools.
fn known(
    form: &PublishedForm,
    schools: &[School],
    members: &BTreeSet<usize>,
    statement: usize,
) -> Vec<BTreeSet<usize>> {
    if form.statements[statement].shown.pair().is_none() {
        return Vec::new();
    }
    let answered = |school: &usize| schools[*school].answers[statement].is_some();
    let all: BTreeSet<usize> = members.iter().copied().filter(answered).collect();
    let mut sets = vec![all.clone()];
    for breakdown in &form.breakdowns {
        let column = COLUMNS.iter().position(|column| *column == breakdown.group_by).unwrap();
        let of = |value: &str| -> BTreeSet<usize> {
            let value = ["p", "q", "r"].iter().position(|name| *name == value).unwrap();
            all.iter().copied().filter(|school| schools[*school].groups[column] == value).collect()
        };
        let seen: Vec<BTreeSet<usize>> = breakdown
            .values
            .iter()
            .zip(&breakdown.rows[statement].cells)
            .filter(|(_, cell)| cell.pair().is_some())
            .map(|(value, _)| of(value))
            .collect();
        // Sums of what is seen, and what all schools leave beside them.
        for chosen in 1_usize..1 << seen.len() {
            let sum: BTreeSet<usize> = seen
                .iter()
                .enumerate()
                .filter(|(at, _)| chosen >> at & 1 == 1)
                .flat_map(|(_, set)| set.iter().copied())
                .collect();
            sets.push(all.difference(&sum).copied().collect());
            sets.push(sum);
        }
    }
    sets
}

fn school() -> impl Strategy<Value = School> {
    let answer = prop_oneof![1 => Just(None), 9 => any::<bool>().prop_map(Some)];
    (
        0_usize..3,
        0_usize..2,
        prop::collection::vec(answer, N),
        prop_oneof![5 => Just(0_usize), 2 => Just(1), 2 => Just(2)],
    )
        .prop_map(|(sector, area, answers, round)| School { groups: [sector, area], answers, round })
}

/// Schools of which late ones mostly answer alike, so that many differences may be shown.
fn schools() -> impl Strategy<Value = Vec<School>> {
    (prop::collection::vec(school(), 20..80), prop::option::of(prop::collection::vec(any::<bool>(), N)))
        .prop_map(|(mut schools, alike)| {
            for school in schools.iter_mut().filter(|school| school.round > 0) {
                if let Some(alike) = &alike {
                    school.answers = alike.iter().map(|answer| Some(*answer)).collect();
                }
            }
            schools
        })
}

/// Schools of which those that share a sector and an area mostly answer alike.
fn crossed() -> impl Strategy<Value = Vec<School>> {
    let cell = (1_usize..9, prop::collection::vec(0_usize..9, N));
    prop::collection::vec(cell, 6).prop_map(|cells| {
        let of_cell = |(at, (n, weak)): (usize, &(usize, Vec<usize>))| -> Vec<School> {
            let answers = |of: usize| weak.iter().map(|weak| Some(of >= *weak)).collect();
            (0..*n).map(|of| School { groups: [at / 2, at % 2], answers: answers(of), round: 0 }).collect()
        };
        cells.iter().enumerate().flat_map(of_cell).collect()
    })
}

/// Every way to spread counts over cells of which some sums are known.
fn spreads(
    cells: &[Vec<Pair>],
    sums: &[(Vec<(usize, usize)>, i64)],
    at: usize,
    spread: &mut Vec<Vec<i64>>,
    found: &mut impl FnMut(&[Vec<i64>]),
) {
    let holds = |last: usize, spread: &[Vec<i64>]| {
        sums.iter().all(|(of, sum)| {
            let so_far: i64 = of.iter().map(|(sector, area)| spread[*sector][*area]).sum();
            let is_whole = of.iter().all(|(sector, area)| sector * 2 + area < last);
            so_far <= *sum && (!is_whole || so_far == *sum)
        })
    };
    if at == 6 {
        return found(spread);
    }
    for weak in 0..=cells[at / 2][at % 2].n {
        spread[at / 2][at % 2] = weak;
        if holds(at + 1, spread) {
            spreads(cells, sums, at + 1, spread, found);
        }
    }
    spread[at / 2][at % 2] = 0;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn several_publications_tell_no_more_than_one_might(
        schools in schools(),
        columns in prop::collection::vec(prop::sample::select(vec![vec![0], vec![1], vec![0, 1], vec![1, 0], vec![]]), 3),
    ) {
        let mut published: Vec<PublishedForm> = Vec::new();
        let mut told: Vec<Vec<BTreeSet<usize>>> = vec![Vec::new(); N];
        for (round, columns) in columns.iter().enumerate() {
            let members: BTreeSet<usize> = (0..schools.len()).filter(|at| schools[*at].round <= round).collect();
            let there: Vec<School> = members.iter().map(|at| schools[*at].clone()).collect();
            let before: Vec<usize> = (0..COLUMNS.len())
                .filter(|column| published.iter().flat_map(|form| &form.breakdowns).any(|by| by.group_by == COLUMNS[*column]))
                .collect();
            let new = control::within(counted(&there, columns, &before), K);
            let earlier: Vec<Before<'_>> = published.iter().map(|form| Before { form, k: K }).collect();
            let then = beside(new, &earlier, K);
            for (statement, sets) in told.iter_mut().enumerate() {
                // A row that was held tells what it told before.
                let mut fresh = then.clone();
                if then.is_held || then.statements[statement].is_held {
                    fresh.statements[statement].shown = Shown::NOTHING;
                }
                for row in fresh.breakdowns.iter_mut().flat_map(|by| &mut by.rows).filter(|row| row.is_held) {
                    row.cells.fill(Shown::NOTHING);
                }
                sets.extend(known(&fresh, &schools, &members, statement));
            }
            published.push(then);
        }
        for (statement, sets) in told.iter().enumerate() {
            for (one, other) in sets.iter().flat_map(|one| sets.iter().map(move |other| (one, other))) {
                if one.is_subset(other) && one != other {
                    let between = pair(other.difference(one).map(|at| &schools[*at]), statement);
                    prop_assert!(between.is_safe(K), "{between:?} of {statement} is told");
                }
            }
        }
    }

    /// Two breakdowns of one publication, held against each other: whoever knows which schools answered tries every way in
    /// which the counts that are shown can be spread over the schools that share a sector and an area.
    #[test]
    fn two_breakdowns_do_not_tell_what_the_schools_of_both_answered(schools in crossed()) {
        let form = within(counted(&schools, &[0, 1], &[]), K);
        for statement in 0..N {
            let Some(all) = form.statements[statement].shown.pair() else { continue };
            let of = |sector: usize, area: usize| {
                pair(schools.iter().filter(move |school| school.groups == [sector, area]), statement)
            };
            let cells: Vec<Vec<Pair>> = (0..3).map(|sector| (0..2).map(|area| of(sector, area)).collect()).collect();
            // Of each breakdown that is shown, which of its values are known, by sector or by area.
            let mut sums: Vec<(Vec<(usize, usize)>, i64)> = vec![((0..6).map(|at| (at / 2, at % 2)).collect(), all.weak)];
            for breakdown in &form.breakdowns {
                let column = COLUMNS.iter().position(|column| *column == breakdown.group_by).unwrap();
                for (value, shown) in breakdown.values.iter().zip(&breakdown.rows[statement].cells) {
                    let value = ["p", "q", "r"].iter().position(|name| name == value).unwrap();
                    let is_in = |cell: &(usize, usize)| [cell.0, cell.1][column] == value;
                    let Some(pair) = shown.pair() else { continue };
                    sums.push(((0..6).map(|at| (at / 2, at % 2)).filter(is_in).collect(), pair.weak));
                }
            }
            let mut most_in_place = vec![vec![0_i64; 2]; 3];
            let mut spread = vec![vec![0_i64; 2]; 3];
            spreads(&cells, &sums, 0, &mut spread, &mut |spread| {
                for (sector, area) in (0..6).map(|at| (at / 2, at % 2)) {
                    let in_place = cells[sector][area].n - spread[sector][area];
                    most_in_place[sector][area] = most_in_place[sector][area].max(in_place);
                }
            });
            for (sector, area) in (0..6).map(|at| (at / 2, at % 2)) {
                let n = cells[sector][area].n;
                prop_assert!(n == 0 || most_in_place[sector][area] > 0, "{cells:?} {sums:?}: none of {sector} {area}");
            }
        }
    }

    /// Whatever one school that was there takes back or puts right, the papers say what they said.
    #[test]
    fn one_school_put_right_changes_nothing(
        mut schools in prop::collection::vec(school(), 6..60),
        at in any::<prop::sample::Index>(),
        answers in prop::collection::vec(prop::option::of(any::<bool>()), N),
        columns in prop::sample::select(vec![vec![], vec![0], vec![1]]),
    ) {
        let first = within(counted(&schools, &columns, &[]), K);
        at.get_mut(&mut schools).answers = answers;
        let second = control::within(counted(&schools, &columns, &columns), K);
        let then = beside(second, &[Before { form: &first, k: K }], K);
        let figures = |form: &PublishedForm| -> (Vec<Shown>, Vec<Shown>, Vec<Vec<Vec<Shown>>>) {
            let rows = |by: &Breakdown| by.rows.iter().map(|row| row.cells.clone()).collect();
            (
                form.statements.iter().map(|row| row.shown).collect(),
                form.sections.iter().map(|row| row.shown).collect(),
                form.breakdowns.iter().map(rows).collect(),
            )
        };
        prop_assert_eq!(figures(&then), figures(&first));
    }

    #[test]
    fn no_part_of_a_correction_is_told(
        n in 20_i64..60,
        weak in 5_i64..15,
        more in 0_i64..12,
        more_weak in -12_i64..12,
    ) {
        let form = |n: i64, weak: i64| {
            within(
                PublishedForm {
                    n_schools: 80,
                    statements: vec![PublishedStatement {
                        id: "S-01".to_owned(),
                        shown: shown(Pair { n, weak }),
                        ..PublishedStatement::default()
                    }],
                    ..PublishedForm::default()
                },
                K,
            )
        };
        let first = form(n, weak);
        let weak_then = (weak + more_weak).clamp(0, n + more);
        let then = beside(form(n + more, weak_then), &[Before { form: &first, k: K }], K);
        if let Some(now) = then.statements[0].shown.pair() {
            let moved = [now.n - n, now.weak - weak, now.n - now.weak - n + weak];
            prop_assert!(moved.iter().all(|part| *part == 0 || part.abs() >= K), "{moved:?}");
            let new = Pair { n: n + more, weak: weak_then };
            prop_assert!(then.statements[0].is_held || now == new);
        }
    }
}

fn alike(n: usize, group: usize, is_in_place: &[bool]) -> Vec<School> {
    let answers: Vec<Option<bool>> = is_in_place.iter().map(|answer| Some(*answer)).collect();
    vec![School { groups: [group, group % 2], answers, round: 0 }; n]
}

/// Twenty schools in each of two sectors, half of which have each statement in place.
fn forty() -> Vec<School> {
    (0..2).flat_map(|group| [alike(10, group, &[true; 4]), alike(10, group, &[false; 4])].concat()).collect()
}

fn then(schools: &[School], first: &PublishedForm) -> PublishedForm {
    beside(control::within(counted(schools, &[0], &[]), K), &[Before { form: first, k: K }], K)
}

#[test]
fn a_small_part_of_a_larger_difference_is_not_told() {
    let first = within(counted(&forty(), &[0], &[]), K);
    // Eight more schools: of one statement six have it in place and two have not; of the others all have.
    let mut more = forty();
    more.extend(alike(6, 0, &[true; 4]));
    more.extend(alike(2, 0, &[false, true, true, true]));
    let then = then(&more, &first);
    assert!(!then.is_held);
    let held: Vec<bool> = then.statements.iter().map(|row| row.is_held).collect();
    assert_eq!(held, [true, false, false, false]);
    assert_eq!(then.statements[0].shown, first.statements[0].shown);
    assert_eq!(then.statements[1].shown, shown(Pair { n: 48, weak: 20 }));
    // The section that it is in keeps its figures, the other has new ones.
    assert_eq!(then.sections.iter().map(|row| row.is_held).collect::<Vec<_>>(), [true, false]);
    // So does its row of the breakdown, and no other.
    let held: Vec<bool> = then.breakdowns[0].rows.iter().map(|row| row.is_held).collect();
    assert_eq!(held, [true, false, false, false]);
}

#[test]
fn only_the_breakdown_that_tells_keeps_its_figures() {
    let first = within(counted(&forty(), &[0], &[]), K);
    // Six more schools, of which two are of another sector: over all schools they may be shown, by sector not.
    let mut more = forty();
    more.extend(alike(4, 0, &[true; 4]));
    more.extend(alike(2, 1, &[true; 4]));
    let then = then(&more, &first);
    assert!(then.statements.iter().all(|row| !row.is_held && row.shown == shown(Pair { n: 46, weak: 20 })));
    assert!(then.breakdowns[0].rows.iter().all(|row| row.is_held));
    assert_eq!(
        then.breakdowns[0].rows.iter().map(|row| &row.cells).collect::<Vec<_>>(),
        first.breakdowns[0].rows.iter().map(|row| &row.cells).collect::<Vec<_>>()
    );
}

#[test]
fn too_few_more_schools_leave_the_form_as_it_was() {
    let first = within(counted(&forty(), &[0], &[]), K);
    let mut more = forty();
    more.extend(alike(4, 0, &[true; 4]));
    let then = then(&more, &first);
    assert!(then.is_held);
    assert_eq!((then.n_schools, &then.statements), (40, &first.statements));
}

#[test]
fn a_school_that_moved_to_another_group_is_not_told() {
    let first = within(counted(&forty(), &[0], &[]), K);
    let mut moved = forty();
    moved[0].groups[0] = 1;
    let then = then(&moved, &first);
    assert!(!then.is_held && then.statements.iter().all(|row| !row.is_held));
    assert!(then.breakdowns[0].rows.iter().all(|row| row.is_held));
}

#[test]
fn a_raised_threshold_takes_figures_back_and_a_lowered_one_brings_more() {
    let mut schools = forty();
    schools.extend(alike(7, 0, &[true, true, true, false]));
    let low = within(counted(&schools, &[0], &[]), K);
    let high = within(counted(&schools, &[0], &[]), 11);
    assert_ne!(low, high);
    assert_eq!(beside(high.clone(), &[Before { form: &low, k: K }], 11), high);
    assert_eq!(beside(low.clone(), &[Before { form: &high, k: 11 }], K), low);
    // With few more schools, what was published at the lower threshold is not said again at the higher.
    let mut more = schools.clone();
    more.extend(alike(3, 0, &[true; 4]));
    let then = beside(within(counted(&more, &[0], &[]), 11), &[Before { form: &low, k: K }], 11);
    assert!(!then.has_figures() && then.breakdowns.is_empty());
}

#[test]
fn a_breakdown_comes_in_later_only_while_nothing_else_has_moved() {
    let mut schools = forty();
    for (at, school) in schools.iter_mut().enumerate() {
        school.groups[1] = at % 2;
    }
    let first = within(counted(&schools, &[0], &[]), K);
    let by_both = |schools: &[School]| {
        let new = within(counted(schools, &[0, 1], &[0]), K);
        assert_eq!(new.breakdowns.len(), 2);
        beside(new, &[Before { form: &first, k: K }], K)
    };
    assert_eq!(by_both(&schools).breakdowns.len(), 2);
    let mut more = schools.clone();
    more.extend(alike(6, 0, &[true; 4]));
    let then = by_both(&more);
    assert_eq!(then.breakdowns.iter().map(|by| by.group_by.as_str()).collect::<Vec<_>>(), ["sector"]);
    assert!(then.left_out.contains(&"area".to_owned()));
}

#[test]
fn a_section_that_would_be_withheld_now_stays_as_it_was_published() {
    // The withheld statements have six together that are not yet in place; a school that is put right makes them four.
    let mut schools = forty();
    for (at, school) in schools.iter_mut().enumerate() {
        school.answers[0] = Some(at >= 3);
        school.answers[1] = Some(at >= 3);
    }
    let first = within(counted(&schools, &[], &[]), K);
    assert!(first.statements[1].shown.pair().is_none() && first.sections[0].shown.pair().is_some());
    schools[0].answers[0] = Some(true);
    schools[0].answers[1] = Some(true);
    let second = within(counted(&schools, &[], &[]), K);
    assert!(second.sections[0].shown.pair().is_none());
    let told = |then: &PublishedForm| then.sections.iter().map(|row| row.shown).collect::<Vec<_>>();
    assert_eq!(told(&beside(second.clone(), &[Before { form: &first, k: K }], K)), told(&first));
    assert_eq!(told(&beside(first.clone(), &[Before { form: &second, k: K }], K)), told(&second));
}

#[test]
fn a_figure_does_not_go_because_one_school_took_its_answer_back() {
    let mut schools = forty();
    for school in schools.iter_mut().skip(5) {
        school.answers[0] = None;
    }
    let first = within(counted(&schools, &[], &[]), K);
    assert_eq!(first.statements[0].shown, shown(Pair { n: 5, weak: 0 }));
    schools[4].answers[0] = None;
    assert_eq!(then(&schools, &first).statements[0].shown, first.statements[0].shown);
}

#[test]
fn a_section_does_not_tell_of_the_statements_that_are_withheld_in_it() {
    // Three have each of the first two statements not yet in place: withheld one by one, six together in the section.
    let mut schools = forty();
    for (at, school) in schools.iter_mut().enumerate() {
        school.answers[0] = Some(at >= 3);
        school.answers[1] = Some(at < 37);
    }
    let first = within(counted(&schools, &[], &[]), K);
    assert!(first.statements[0].shown.pair().is_none() && first.sections[0].shown.pair().is_some());
    let mut more = schools.clone();
    more.extend(alike(7, 0, &[true; 4]));
    more.extend(alike(1, 0, &[false, true, true, true]));
    let then = then(&more, &first);
    assert!(then.statements.iter().all(|row| !row.is_held));
    assert_eq!(then.sections[0].shown, first.sections[0].shown);
    assert!(then.sections[0].is_held && !then.sections[1].is_held);
}
