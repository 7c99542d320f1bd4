//! Noise: gamma draws of any count, made from one table of chance.
//! In: how many statements; then a count. Out: 10,000 draws of Gamma(count + 1/2) a time. Never takes a seed that
//! differs from run to run, and never lets one statement's chance reach another's.
//!
//! Formula (Marsaglia and Tsang): with d = shape - 1/3, z a standard normal and u a uniform number, `d (1 + z / sqrt(9
//! d))^3` is a draw where `ln u < z^2 / 2 + d - d v + d ln v`, v being the cube; else z and u are drawn anew. At a count
//! of 0 the shape is 1/2, below what that holds for: half a squared standard normal has exactly that distribution.
//! Neither z nor u depends on the shape, so they are drawn once and serve every group of schools: within a group all
//! draws are independent; two groups of the same counts get the same figures. Nor is u looked at where it cannot matter:
//! `u < 1 - 0.022 z^4 / d` is accepted at any shape (theirs is 0.0331 z^4, which is this at their smallest d, 2/3).
//!
//! Source: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000) 363-372;
//! the square: Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 1 (1994), chapter 17; the generator,
//! xoshiro256++: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021), 36.
//! Limits: draws are kept to single precision, some seven digits. Units: none; scale 1.

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use super::seed::Seed;

/// How many draws there are of everything.
pub const DRAWS: usize = 10_000;

/// What `z^4 / d` is weighed with in the quick test.
const SQUEEZE: f64 = 0.022;
/// The smallest d of a shape that is not a half: that of 3/2.
const LEAST_D: f64 = 7.0 / 6.0;

/// The chance in all draws.
#[derive(Clone, Debug)]
pub struct Noise {
    statements: Vec<[Chances; 2]>,
}

/// What a statement's draws are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Schools that are weak in it.
    Weak = 0,
    /// Schools that said yes.
    Yes = 1,
}

/// The chance in the draws of one side of one statement.
#[derive(Clone, Debug)]
struct Chances {
    normals: Vec<f32>,
    /// The draws that the quick test does not accept at every shape, with their uniform numbers.
    doubtful: Vec<(usize, f64)>,
    /// Where draws that are not accepted are drawn anew from.
    more: Xoshiro256PlusPlus,
}

impl Noise {
    /// The chance in the draws of so many statements, made beforehand. Draws for further ones are the same as if more
    /// had been made, but take their time each.
    pub fn of(n_statements: usize) -> Self {
        Self { statements: (0..n_statements).into_par_iter().map(Chances::both).collect() }
    }

    /// Draws of Gamma(count + 1/2, 1) for a side of the statement at a position, one in each place of `into`.
    pub(super) fn draw(&self, position: usize, side: Side, count: u32, into: &mut [f32]) {
        let further;
        let both = match self.statements.get(position) {
            Some(made) => made,
            None => {
                further = Chances::both(position);
                &further
            }
        };
        let chances = &both[side as usize];
        if count == 0 {
            for (gamma, z) in into.iter_mut().zip(&chances.normals) {
                *gamma = 0.5 * z * z;
            }
            return;
        }
        let shape = Shape::of(count);
        let (d, c) = (narrow(shape.d), narrow(shape.c));
        for (gamma, z) in into.iter_mut().zip(&chances.normals) {
            let root = 1.0 + c * z;
            *gamma = d * root * root * root;
        }
        let mut more = None;
        for (draw, u) in &chances.doubtful {
            if let (Some(gamma), Some(z)) = (into.get_mut(*draw), chances.normals.get(*draw))
                && !shape.accepts(f64::from(*z), *u)
            {
                *gamma = narrow(shape.anew(more.get_or_insert_with(|| chances.more.clone())));
            }
        }
    }
}

impl Chances {
    /// Those of a statement's sides, in the order of [`Side`].
    fn both(position: usize) -> [Self; 2] {
        ["weak", "yes"].map(|side| Self::of(Seed::of(&["order", &position.to_string(), side])))
    }

    fn of(seed: Seed) -> Self {
        let mut rng = Xoshiro256PlusPlus::from_seed(seed.0);
        let mut chances =
            Self { normals: Vec::with_capacity(DRAWS), doubtful: Vec::new(), more: rng.clone() };
        chances.more.jump();
        for draw in 0..DRAWS {
            let (z, u): (f32, f64) = (StandardNormal.sample(&mut rng), rng.random());
            chances.normals.push(z);
            if u >= 1.0 - SQUEEZE / LEAST_D * f64::from(z).powi(4) {
                chances.doubtful.push((draw, u));
            }
        }
        chances
    }
}

/// What Marsaglia and Tsang work out of a shape.
#[derive(Clone, Copy)]
struct Shape {
    d: f64,
    c: f64,
}

impl Shape {
    /// The shape of a count that is not 0.
    fn of(count: u32) -> Self {
        let d = f64::from(count) + 0.5 - 1.0 / 3.0;
        Self { d, c: 1.0 / (9.0 * d).sqrt() }
    }

    fn accepts(self, z: f64, u: f64) -> bool {
        let square = z * z;
        u < 1.0 - SQUEEZE / self.d * square * square || u.ln() < self.ln_chance(z)
    }

    /// The logarithm of the chance with which z is accepted.
    fn ln_chance(self, z: f64) -> f64 {
        let root = 1.0 + self.c * z;
        if root <= 0.0 {
            return f64::NEG_INFINITY;
        }
        0.5 * z * z + self.d * (1.0 - root.powi(3) + 3.0 * root.ln())
    }

    fn anew(self, rng: &mut Xoshiro256PlusPlus) -> f64 {
        loop {
            let (z, u): (f64, f64) = (StandardNormal.sample(rng), rng.random());
            if self.accepts(z, u) {
                return self.d * (1.0 + self.c * z).powi(3);
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "seven digits of a draw are enough to order it")]
const fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(position: usize, side: Side, count: u32) -> Vec<f64> {
        let mut draws = vec![0.0; DRAWS];
        Noise::of(position + 1).draw(position, side, count, &mut draws);
        let mut draws: Vec<f64> = draws.into_iter().map(f64::from).collect();
        draws.sort_by(f64::total_cmp);
        draws
    }

    #[test]
    fn draws_have_the_quantiles_of_scipys_gamma() {
        // scipy.stats.gamma.ppf([0.05, 0.25, 0.5, 0.75, 0.95], a)
        let cases = [
            (0, [0.001_966_07, 0.050_765_522_1, 0.227_468_212, 0.661_651_848, 1.920_729_41]),
            (1, [0.175_923_159, 0.606_266_452, 1.182_986_94, 2.054_172_47, 3.907_363_95]),
            (2, [0.572_738_113, 1.337_301_4, 2.175_730_1, 3.312_839_88, 5.535_248_85]),
            (7, [3.630_471_96, 5.518_268_83, 7.169_429_76, 9.122_542_8, 12.497_895_1]),
            (400, [368.160_614, 386.826_254, 400.166_716, 413.810_445, 433.976_262]),
        ];
        let chances = [0.05_f64, 0.25, 0.5, 0.75, 0.95];
        for (position, (count, expected)) in cases.into_iter().enumerate() {
            for side in [Side::Weak, Side::Yes] {
                let draws = drawn(position, side, count);
                for (chance, quantile) in chances.into_iter().zip(expected) {
                    let n_below = draws.iter().filter(|draw| **draw < quantile).map(|_| 1.0).sum::<f64>();
                    // Four standard errors of a share of 10,000 draws.
                    let room = 4.0 * (chance * (1.0 - chance) / 10_000.0).sqrt();
                    assert!(
                        (n_below / 10_000.0 - chance).abs() < room,
                        "{count} {side:?} {chance}: {n_below}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_quick_test_never_accepts_what_the_slow_one_may_refuse() {
        for count in (1..40).chain([100, 1_000, 100_000]) {
            let shape = Shape::of(count);
            for step in -40_000..=40_000 {
                let z = f64::from(step) / 10_000.0;
                let quick = 1.0 - SQUEEZE / shape.d * z.powi(4);
                assert!(quick <= 0.0 || shape.ln_chance(z).exp() > quick - 1e-9, "{count} {z}");
            }
        }
    }

    #[test]
    fn draws_do_not_depend_on_how_many_were_made_beforehand_and_no_two_are_alike() {
        let (few, more) = (Noise::of(2), Noise::of(5));
        let mut seen: Vec<Vec<f32>> = Vec::new();
        for position in 0..5 {
            for side in [Side::Weak, Side::Yes] {
                let (mut of_few, mut of_more) = (vec![0.0; DRAWS], vec![0.0; DRAWS]);
                few.draw(position, side, 3, &mut of_few);
                more.draw(position, side, 3, &mut of_more);
                assert!(of_few == of_more);
                assert!(!seen.contains(&of_more));
                seen.push(of_more);
            }
        }
    }
}
