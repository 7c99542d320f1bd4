//! The sample is held to its own promises: the same for the same, and what is planted stands in the answers.

use std::collections::BTreeSet;

use super::*;

fn options(seed: u64, n_schools: usize) -> DemoOptions {
    DemoOptions { seed, n_schools, ..DemoOptions::usual(Year::of(2026).unwrap()) }
}

/// Shares of schools that are weak, by position of the statement.
fn weak(says: &[Answers]) -> Vec<f64> {
    let share = |statement: usize| {
        let given: Vec<Answer> = says.iter().filter_map(|said| said[statement]).collect();
        let rated = given.iter().filter(|answer| **answer != Answer::NotApplicable).count();
        f64::from(u32::try_from(given.iter().filter(|answer| answer.is_weak()).count()).unwrap())
            / f64::from(u32::try_from(rated).unwrap())
    };
    (0..40).map(share).collect()
}

#[test]
fn the_same_seed_makes_the_same_files_and_another_does_not() {
    let make = |seed| generate(&options(seed, 14)).unwrap();
    assert_eq!(make(1), make(1));
    assert_ne!(make(1).files, make(2).files);
}

#[test]
fn a_good_hundred_returns_lie_in_many_formats_and_no_two_of_one_name() {
    let demo = generate(&DemoOptions::usual(Year::of(2026).unwrap())).unwrap();
    assert_eq!(demo.years.iter().map(|year| year.number()).collect::<Vec<_>>(), [2024, 2025, 2026]);
    let (_, says) = demo.told.last().unwrap();
    assert!((100..=110).contains(&says.len()), "{}", says.len());
    let schools: BTreeSet<_> = says.iter().map(|said| &said.school_id).collect();
    assert_eq!(schools.len(), says.len(), "one return that counts for each school");
    let paths: BTreeSet<_> = demo.files.iter().map(|(path, _)| path.to_lowercase()).collect();
    assert_eq!(paths.len(), demo.files.len());
    for ending in [".xlsx", ".docx", ".csv", ".txt", ".zip", ".pdf", ".jpg"] {
        assert!(
            paths.iter().any(|path| path.starts_with("returns/2026/") && path.ends_with(ending)),
            "{ending}"
        );
    }
}

#[test]
fn what_is_planted_stands_in_the_answers_over_fifty_seeds() {
    for seed in 1..=50 {
        let world = World::of(&options(seed, 126)).unwrap();
        let [.., (_, before), (_, says)] = world.years.as_slice() else { panic!("three years") };
        let (now, then) = (weak(says), weak(before));
        let plan = &world.plan;
        assert_eq!(plan.weak.len(), 5);
        let others: Vec<f64> = (0..40).filter(|at| !plan.weak.contains(at)).map(|at| now[at]).collect();
        let usual = others.iter().sum::<f64>() / 35.0;
        for at in &plan.weak {
            assert!(now[*at] > usual + 0.3, "seed {seed}: {} against {usual}", now[*at]);
        }
        let improved = plan.improved.unwrap();
        assert!(then[improved] > now[improved] + 0.3, "seed {seed}: {} to {}", then[improved], now[improved]);
        assert_eq!(plan.essential_no.len(), 2);
        for (school, statement) in &plan.essential_no {
            assert_eq!(says[*school][*statement], Some(Answer::No));
        }
        let (first, second) = plan.pair.unwrap();
        let is_weak = |said: &Answers, at: usize| said[at].is_some_and(Answer::is_weak);
        let alike = says.iter().filter(|said| is_weak(said, first) == is_weak(said, second)).count();
        assert!(alike * 10 >= says.len() * 8, "seed {seed}: {alike}");
    }
}

#[test]
fn copied_evidence_stands_in_both_schools_and_no_third() {
    let demo = generate(&options(1, 30)).unwrap();
    let world = World::of(&options(1, 30)).unwrap();
    let (from, to, beside) = world.plan.copied.clone().unwrap();
    assert_eq!(beside.len(), 3);
    assert!(world.returning.contains(&from) && world.returning.contains(&to));
    let (first, second, statements) = demo.planted.copied.unwrap();
    assert_ne!(first, second);
    assert_eq!(statements.len(), 3);
}

#[test]
fn nothing_planted_leaves_all_statements_alike() {
    let nothing = DemoOptions { is_planted: false, ..options(3, 14) };
    assert_eq!(generate(&nothing).unwrap().planted, Planted::default());
}

#[test]
fn a_sample_of_no_size_is_refused() {
    assert!(generate(&options(1, 3)).is_err());
    assert!(generate(&DemoOptions { n_years: 0, ..options(1, 25) }).is_err());
}
