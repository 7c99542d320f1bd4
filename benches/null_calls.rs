//! How often the analyses call something where nothing is there, and how long the heavier ones take.
//! In: nothing; years are simulated from fixed seeds. Out: a table on stdout: in what share of 1,000 simulated years
//! bands, changes and pairs call anything at all. Never part of the test command: it takes a few minutes.
//!
//! `cargo bench --bench null_calls`; an argument (a number) sets another number of years.

#![expect(clippy::print_stdout, reason = "a table on stdout is what this program is for")]

use std::time::Instant;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use rayon::prelude::*;
use tallybook::stats::{
    bands::{Band, bands},
    distance::{Sheet, distances},
    fdr::benjamini_hochberg,
    matrix::WeakMatrix,
    noise::Noise,
    order::order,
    pairs::{self, pairs},
    sign_test::{self, Change},
    similar::{Profile, similar},
    split::Split,
};

/// Statements of the larger catalogue.
const STATEMENTS: usize = 40;

/// What the simulated schools are like, on the scale of log odds.
#[derive(Clone, Copy)]
struct World {
    n_schools: usize,
    n_statements: usize,
    /// How far schools lie apart (standard deviation).
    school_effect: f64,
    /// How far statements lie apart (standard deviation); 0: all alike.
    statement_effect: f64,
    /// The log odds of weak in the middle.
    middle: f64,
    /// The chance that a statement is left blank.
    blank: f64,
}

const WORLD: World = World {
    n_schools: 25,
    n_statements: STATEMENTS,
    school_effect: 1.0,
    statement_effect: 0.0,
    middle: -0.8,
    blank: 0.03,
};

impl World {
    /// The log odds of weak of every school and statement.
    fn log_odds(self, rng: &mut ChaCha8Rng) -> Vec<Vec<f64>> {
        let mut normal = |sd: f64| -> f64 {
            let z: f64 = StandardNormal.sample(rng);
            z * sd
        };
        let statements: Vec<f64> = (0..self.n_statements).map(|_| normal(self.statement_effect)).collect();
        (0..self.n_schools)
            .map(|_| {
                let school = self.middle + normal(self.school_effect);
                statements.iter().map(|statement| school + statement).collect()
            })
            .collect()
    }

    fn matrix(self, seed: u64) -> WeakMatrix {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut matrix = WeakMatrix::new(self.n_schools, self.n_statements);
        for (school, row) in self.log_odds(&mut rng).into_iter().enumerate() {
            for (statement, log_odds) in row.into_iter().enumerate() {
                let is_weak = chance(&mut rng, log_odds);
                if rng.random::<f64>() >= self.blank {
                    matrix.note(school, statement, is_weak);
                }
            }
        }
        matrix
    }
}

fn chance(rng: &mut impl Rng, log_odds: f64) -> bool {
    rng.random::<f64>() < 1.0 / (1.0 + (-log_odds).exp())
}

fn calls_band(world: World, seed: u64) -> bool {
    bands(&world.matrix(seed).observed()).iter().flatten().any(|one| one.band != Band::CannotTell)
}

fn calls_pair(world: World, seed: u64) -> bool {
    pairs(&world.matrix(seed)).is_some_and(|found| found.iter().any(|pair| pair.q <= pairs::CALLED))
}

/// Two years of the same schools with the same odds: 0 yes, 1 partly, 2 no. Two in three that are weak say partly.
fn calls_change(world: World, seed: u64) -> bool {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let rows = world.log_odds(&mut rng);
    let mut changes = vec![Change::default(); world.n_statements];
    for row in &rows {
        for (change, log_odds) in changes.iter_mut().zip(row) {
            let mut answer = || {
                let level =
                    if chance(&mut rng, *log_odds) { 1 + i32::from(rng.random::<f64>() > 0.67) } else { 0 };
                (rng.random::<f64>() >= world.blank).then_some(level)
            };
            if let (Some(before), Some(now)) = (answer(), answer()) {
                match now.cmp(&before) {
                    std::cmp::Ordering::Less => change.improved += 1,
                    std::cmp::Ordering::Equal => change.same += 1,
                    std::cmp::Ordering::Greater => change.worsened += 1,
                }
            }
        }
    }
    let tested: Vec<f64> = changes.iter().filter_map(|change| change.tested()).collect();
    benjamini_hochberg(&tested).iter().any(|q| *q <= sign_test::CALLED)
}

/// A pair planted in a world without links: in four schools of five the last statement is answered as the first is.
/// Whether that pair is called.
fn finds_pair(world: World, seed: u64) -> bool {
    let mut matrix = world.matrix(seed);
    let mut rng = ChaCha8Rng::seed_from_u64(!seed);
    let mut log_odds_rng = ChaCha8Rng::seed_from_u64(seed);
    let last = world.n_statements - 1;
    for (school, row) in world.log_odds(&mut log_odds_rng).into_iter().enumerate() {
        let is_weak = chance(&mut rng, row[0]);
        matrix.note(school, 0, is_weak);
        let copies = rng.random::<f64>() < 0.8;
        let other = chance(&mut rng, row[last]);
        matrix.note(school, last, if copies { is_weak } else { other });
    }
    pairs(&matrix).is_some_and(|found| {
        found.iter().any(|pair| (pair.first, pair.second) == (0, last) && pair.q <= pairs::CALLED)
    })
}

/// One statement planted weaker than the rest by 2 in log odds. Whether it is called clearly weak.
fn finds_weakness(world: World, seed: u64) -> bool {
    let mut matrix = world.matrix(seed);
    let mut rng = ChaCha8Rng::seed_from_u64(!seed);
    let mut log_odds_rng = ChaCha8Rng::seed_from_u64(seed);
    for (school, row) in world.log_odds(&mut log_odds_rng).into_iter().enumerate() {
        matrix.note(school, 0, chance(&mut rng, row[0] + 2.0));
    }
    bands(&matrix.observed())[0].is_some_and(|one| one.band == Band::ClearlyWeak)
}

fn report(what: &str, world: World, years: u64, calls: fn(World, u64) -> bool) {
    let called = (0..years).into_par_iter().filter(|seed| calls(world, *seed)).count();
    let World { n_schools, n_statements, school_effect, statement_effect, middle, .. } = world;
    println!(
        "{what:<8} {n_schools:>6} schools {n_statements:>3} statements  effects: school {school_effect:.1}, \
         statement {statement_effect:.1}, middle {middle:>4.1}   called in {called:>4} of {years}"
    );
}

/// How long one of the heavier analyses takes, in milliseconds: the quickest of three.
fn time<T>(what: &str, mut work: impl FnMut() -> T) {
    let quickest = (0..3)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed()
        })
        .min()
        .unwrap_or_default();
    println!("{what:<60} {:>9.1} ms", quickest.as_secs_f64() * 1000.0);
}

fn main() {
    let years = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1000);
    println!("Nothing is there; called in at most 5 % of years is what is promised.");
    for n_schools in [8, 12, 25, 100, 400] {
        for (school_effect, middle) in [(0.0, 0.0), (1.0, -0.8), (2.0, -2.0)] {
            report("bands", World { n_schools, school_effect, middle, ..WORLD }, years, calls_band);
        }
    }
    report("bands", World { n_schools: 2000, ..WORLD }, years, calls_band);
    report("bands", World { n_schools: 25, n_statements: 10, ..WORLD }, years, calls_band);
    for n_schools in [40, 60, 100, 400] {
        for (statement_effect, middle) in [(0.0, -0.8), (1.0, -0.8), (1.0, -2.0)] {
            let world = World { n_schools, statement_effect, middle, ..WORLD };
            report("changes", world, years, calls_change);
        }
    }
    for n_schools in [30, 60, 100, 400] {
        for (school_effect, statement_effect, middle) in
            [(0.5, 0.0, -0.8), (1.0, 1.0, -0.8), (2.0, 1.0, -0.8), (1.0, 1.0, -2.5), (3.0, 0.0, 0.0)]
        {
            let world = World { n_schools, school_effect, statement_effect, middle, ..WORLD };
            report("pairs", world, years, calls_pair);
        }
    }
    let few = World { n_schools: 100, n_statements: 21, statement_effect: 1.0, ..WORLD };
    report("pairs", few, years, calls_pair);
    report("pairs", World { n_schools: 2000, ..few }, years, calls_pair);

    println!("\nSomething is there: how often it is found.");
    for n_schools in [12, 25, 50, 100] {
        report("weakness", World { n_schools, ..WORLD }, years, finds_weakness);
    }
    for n_schools in [30, 60, 100, 400] {
        report("pair", World { n_schools, ..WORLD }, years, finds_pair);
    }

    println!("\nHow long it takes, one thread:");
    let splits: Vec<Split> = (0..40).map(|n| Split { yes: 60 - n, partly: n, no: 5 + n / 2 }).collect();
    time("noise for 40 statements, once a run", || Noise::of(STATEMENTS));
    let noise = Noise::of(STATEMENTS);
    time("order: 40 statements, 10,000 draws", || order(&splits, &noise));
    let large = World { n_schools: 25_000, statement_effect: 1.0, ..WORLD }.matrix(1);
    time("pairs: 780 pairs over 25,000 schools", || pairs(&large));
    time("bands: 40 statements over 25,000 schools", || bands(&large.observed()));
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let sheets: Vec<Sheet> = (0..25_000)
        .map(|_| {
            let mut sheet = Sheet::new(STATEMENTS);
            let gaps = if rng.random::<f64>() < 0.2 { 0.1 } else { 0.0 };
            for statement in 0..STATEMENTS {
                if rng.random::<f64>() >= gaps {
                    sheet.note(statement, rng.random());
                }
            }
            sheet
        })
        .collect();
    time("distances: 25,000 schools, a fifth with gaps", || distances(&sheets));
    let profiles: Vec<Profile<'_>> = (0..25_000)
        .map(|_| Profile {
            sector: Some("primary"),
            numbers: vec![Some(f64::from(rng.random_range(20..900_u32)))],
        })
        .collect();
    time("similar: 25,000 schools of one sector, by roll", || similar(&profiles, 10));
}
