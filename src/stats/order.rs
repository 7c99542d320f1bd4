//! The order of weaknesses and how sure it is.
//! In: the split of every statement, and a seed. Out: each one's rank, the rank's 90 % interval, the probability of
//! being among the worst five and the best five. Never ranks a statement that nobody answered.
//!
//! Formula: the weaker by share weak, then by share severe; statements equal in both share the first of their places,
//! and the next one's is as if each had its own (1, 2, 2, 4). For the uncertainty each statement's
//! true shares are taken as Dirichlet(yes + 1/2, partly + 1/4, no + 1/4); 10,000 times all are drawn and ranked.
//! Only the share weak need be drawn: shares of a Dirichlet added up are a Dirichlet again, so partly and no together
//! against yes are Beta(weak + 1/2, yes + 1/2), and drawn shares do not tie. A Beta is drawn as two gammas, `g_weak /
//! (g_weak + g_yes)`, and ordered by `g_weak / g_yes`, which orders alike and keeps its precision at the ends. A
//! statement's rank in a draw is one more than the number of statements with greater odds. The interval runs from the
//! 5 % to the 95 % point of the drawn ranks, and is widened to the statement's own rank where that lies outside, as the
//! shared one of many alike may.
//!
//! Source: Jeffreys' prior on yes against weak, see Brown, Cai and Das Gupta, Statistical Science 16 (2001) 101-133;
//! the sums: Ferguson, Annals of Statistics 1 (1973) 209-230, section 2; ranks of draws: Goldstein and Spiegelhalter,
//! JRSS A 159 (1996) 385-443; the gammas: [`super::noise`]. Limits: takes statements as independent given their shares;
//! that one school's answers hang together makes true rank intervals, if anything, narrower than these. A probability
//! from 10,000 draws is good to about 0.01. Odds that agree to seven digits, one pair in millions, go by position.
//! Units: ranks from 1 (the weakest), probabilities 0 to 1.

use std::cmp::Ordering;

use super::{
    noise::{DRAWS, Noise, Side},
    split::Split,
};

/// [`DRAWS`], to be divided.
const N_DRAWS: u32 = 10_000;
/// Draws that are ordered at one go; they divide all. So many that the compiler makes a loop of them, in which four or
/// eight are one instruction, and so few that all statements' stay in the processor's nearest memory.
const LANES: usize = 80;
type Lanes = [f32; LANES];
const _: () = assert!(DRAWS == N_DRAWS as usize && DRAWS.is_multiple_of(LANES));

/// How many count as the worst (and as the best).
pub const WORST: usize = 5;

/// A statement's place in the order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placing {
    /// Its rank by its counts, 1 the weakest; equal ones share the first of theirs.
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

/// The ranks by counts alone: 1 the weakest, equal ones share the first of theirs; `None` where nobody answered.
pub fn ranks(splits: &[Split]) -> Vec<Option<u32>> {
    let answered: Vec<Option<Split>> =
        splits.iter().map(|split| (split.answered() > 0).then_some(*split)).collect();
    shared(&answered, |one, other| one.weaker_first(*other))
}

/// Ranks from 1 in an order; equal ones share the first of theirs, and what is not there has none.
pub(super) fn shared<T>(of: &[Option<T>], compare: impl Fn(&T, &T) -> Ordering) -> Vec<Option<u32>> {
    let mut order: Vec<(usize, &T)> =
        of.iter().enumerate().filter_map(|(at, value)| Some((at, value.as_ref()?))).collect();
    order.sort_by(|(_, one), (_, other)| compare(one, other));
    let mut ranks = vec![None; of.len()];
    let mut last: Option<(&T, u32)> = None;
    for (place, (at, value)) in (1..).zip(order) {
        let rank = match last {
            Some((before, rank)) if compare(before, value).is_eq() => rank,
            _ => place,
        };
        ranks[at] = Some(rank);
        last = Some((value, rank));
    }
    ranks
}

/// Every statement's place, in the order given (the catalogue's); `None` where nobody answered.
///
/// The noise is the same for every group, year and catalogue, so that a group's figures follow from its counts alone.
pub fn order(splits: &[Split], noise: &Noise) -> Vec<Option<Placing>> {
    let ranks = ranks(splits);
    let n = ranks.iter().flatten().count();
    let tally = tally(&odds(splits, noise), n);
    let mut tallies = tally.chunks_exact(n.max(1));
    ranks
        .into_iter()
        .map(|rank| {
            let rank = rank?;
            let counts = tallies.next()?;
            let best_from = counts.len().saturating_sub(WORST);
            Some(Placing {
                rank,
                rank_low: quantile(counts, N_DRAWS / 20).min(rank),
                rank_high: quantile(counts, N_DRAWS - N_DRAWS / 20).max(rank),
                p_worst_5: share(&counts[..WORST.min(counts.len())]),
                p_best_5: share(&counts[best_from..]),
            })
        })
        .collect()
}

/// Odds of weak against yes, drawn: of every statement that somebody answered [`LANES`] draws, then of each the next.
fn odds(splits: &[Split], noise: &Noise) -> Vec<Lanes> {
    let answered: Vec<(usize, &Split)> =
        splits.iter().enumerate().filter(|(_, split)| split.answered() > 0).collect();
    let mut odds = vec![[0.0; LANES]; answered.len() * DRAWS / LANES];
    let (mut weak, mut yes) = (vec![0.0; DRAWS], vec![0.0; DRAWS]);
    for (at, (position, split)) in answered.iter().enumerate() {
        noise.draw(*position, Side::Weak, split.weak(), &mut weak);
        noise.draw(*position, Side::Yes, split.yes, &mut yes);
        let gammas = weak.chunks_exact(LANES).zip(yes.chunks_exact(LANES));
        for (block, (weak, yes)) in odds.chunks_exact_mut(answered.len()).zip(gammas) {
            for (odds, (weak, yes)) in block[at].iter_mut().zip(weak.iter().zip(yes)) {
                *odds = weak / yes;
            }
        }
    }
    odds
}

/// How often each of `n` statements (row) came at each rank (column), row by row.
///
/// Some draws at a time, every two statements are held against each other: more comparisons than a sort makes, but
/// without a branch, and several of them are one instruction.
fn tally(odds: &[Lanes], n: usize) -> Vec<u32> {
    let mut tally = vec![0; n * n];
    let mut ahead = vec![[0_u32; LANES]; n];
    for block in odds.chunks_exact(n.max(1)) {
        // How many statements are ahead of each: at first all that are earlier, since of equal odds the earlier leads.
        for (n_ahead, earlier) in ahead.iter_mut().zip(0..) {
            *n_ahead = [earlier; LANES];
        }
        hold(block, &mut ahead);
        for (ranks, n_ahead) in tally.chunks_exact_mut(n).zip(&ahead) {
            for n_ahead in n_ahead {
                ranks[*n_ahead as usize] += 1;
            }
        }
    }
    tally
}

/// Holds every two statements of a block against each other: one more ahead of the one with the lesser odds, and one
/// less ahead of the other where it had been taken to be led.
fn hold(block: &[Lanes], ahead: &mut [[u32; LANES]]) {
    for (at, odds) in block.iter().enumerate() {
        let (own, later) = ahead.split_at_mut(at + 1);
        let own = &mut own[at];
        for (other_odds, other) in block[at + 1..].iter().zip(later) {
            for lane in 0..LANES {
                let is_led = u32::from(other_odds[lane] > odds[lane]);
                own[lane] += is_led;
                other[lane] -= is_led;
            }
        }
    }
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
    f64::from(counts.iter().sum::<u32>()) / f64::from(N_DRAWS)
}

#[cfg(test)]
mod tests;
