//! The order of weaknesses and how sure it is.
//! In: the split of every statement, and a seed. Out: each one's rank, the rank's 90 % interval, the probability of
//! being among the worst five and the best five. Never ranks a statement that nobody answered.
//!
//! Formula: the weaker by share weak, then by share severe, then by position. For the uncertainty each statement's
//! true shares are taken as Dirichlet(yes + 1/2, partly + 1/4, no + 1/4); 10,000 times all are drawn and ranked.
//! Only the share weak need be drawn: a Dirichlet's margin is Beta(weak + 1/2, yes + 1/2), and drawn shares do not
//! tie. A Beta is drawn as two gammas, `g_weak / (g_weak + g_yes)`, and ordered by `g_weak / g_yes`, which orders alike
//! and keeps its precision at the ends. The interval runs from the 5 % to the 95 % point of the drawn ranks.
//!
//! Source: Jeffreys' prior on yes against weak, see Brown, Cai and Das Gupta, Statistical Science 16 (2001) 101-133;
//! ranks of draws: Goldstein and Spiegelhalter, JRSS A 159 (1996) 385-443; gammas by Marsaglia and Tsang, ACM TOMS 26
//! (2000) 363-372. Limits: takes statements as independent given their shares; that one school's answers hang
//! together makes true rank intervals, if anything, narrower than these. A probability from 10,000 draws is good to
//! about 0.01. Units: ranks from 1 (the weakest), probabilities 0 to 1.

use super::{seed::Seed, split::Split};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

/// How many times the order is drawn.
pub const DRAWS: u32 = 10_000;
/// How many count as the worst (and as the best).
pub const WORST: usize = 5;

/// A statement's place in the order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placing {
    /// Its rank by its counts, 1 the weakest; ties by position.
    pub rank: u32,
    /// Lower end of the rank's 90 % interval.
    pub rank_low: u32,
    /// Upper end of the rank's 90 % interval.
    pub rank_high: u32,
    /// Probability of being among the worst five.
    pub p_worst_5: f64,
    /// Probability of being among the best five.
    pub p_best_5: f64,
}

/// The ranks by counts alone: 1 the weakest, ties by position; `None` where nobody answered.
pub fn ranks(splits: &[Split]) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..splits.len()).filter(|at| splits[*at].answered() > 0).collect();
    order.sort_by(|a, b| splits[*a].weaker_first(splits[*b]).then(a.cmp(b)));
    let mut ranks = vec![None; splits.len()];
    for (rank, at) in (1..).zip(order) {
        ranks[at] = Some(rank);
    }
    ranks
}

/// Every statement's place, in the order given (the catalogue's); `None` where nobody answered.
///
/// The seed is of what the splits are of (year, catalogue, group), so that no group's figures depend on another's.
pub fn order(splits: &[Split], seed: Seed) -> Vec<Option<Placing>> {
    let ranks = ranks(splits);
    let drawn: Vec<Posterior> = splits.iter().filter_map(|split| Posterior::of(*split)).collect();
    let tally = draw(&drawn, seed);
    let mut tallies = tally.chunks_exact(drawn.len().max(1));
    ranks
        .into_iter()
        .map(|rank| {
            let rank = rank?;
            let counts = tallies.next()?;
            let best_from = counts.len().saturating_sub(WORST);
            Some(Placing {
                rank,
                rank_low: quantile(counts, DRAWS / 20),
                rank_high: quantile(counts, DRAWS - DRAWS / 20),
                p_worst_5: share(&counts[..WORST.min(counts.len())]),
                p_best_5: share(&counts[best_from..]),
            })
        })
        .collect()
}

/// What is known of one statement's odds of weak against yes.
struct Posterior {
    weak: Gamma<f64>,
    yes: Gamma<f64>,
}

impl Posterior {
    fn of(split: Split) -> Option<Self> {
        (split.answered() > 0).then_some(())?;
        // Shapes are at least a half: neither can be refused.
        let gamma = |count: u32| Gamma::new(f64::from(count) + 0.5, 1.0).ok();
        Some(Self { weak: gamma(split.weak())?, yes: gamma(split.yes)? })
    }
}

/// How often each statement (row) came at each rank (column), row by row.
fn draw(statements: &[Posterior], seed: Seed) -> Vec<u32> {
    let n = statements.len();
    let mut tally = vec![0; n * n];
    let mut rng = ChaCha8Rng::from_seed(seed.0);
    // The low bits of a drawn odds carry the statement's position: one plain sort of whole numbers ranks them all.
    // What is cut off is less than a billionth of the odds.
    let position_bits = n.next_power_of_two() as u64 - 1;
    let mut keys = vec![0_u64; n];
    for _ in 0..DRAWS {
        for (position, (key, statement)) in (0_u64..).zip(keys.iter_mut().zip(statements)) {
            let odds = statement.weak.sample(&mut rng) / statement.yes.sample(&mut rng);
            // The bits of floats that are not negative sort as the floats do; turned round, the weakest comes first.
            *key = (!odds.to_bits() & !position_bits) | position;
        }
        keys.sort_unstable();
        for (rank, key) in keys.iter().enumerate() {
            #[expect(clippy::cast_possible_truncation, reason = "a position in a slice")]
            let statement = (key & position_bits) as usize;
            tally[statement * n + rank] += 1;
        }
    }
    tally
}

/// The first rank (from 1) up to which at least `wanted` draws fall.
fn quantile(counts: &[u32], wanted: u32) -> u32 {
    let mut seen = 0;
    let mut rank = 0;
    for count in counts {
        rank += 1;
        seen += count;
        if seen >= wanted {
            break;
        }
    }
    rank
}

fn share(counts: &[u32]) -> f64 {
    f64::from(counts.iter().sum::<u32>()) / f64::from(DRAWS)
}

#[cfg(test)]
mod tests;
