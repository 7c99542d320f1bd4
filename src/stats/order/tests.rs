//! Tests of the order: against direct simulation and an integral. In: splits. Out: verdicts. Never timed.

use super::*;
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

const fn split(yes: u32, partly: u32, no: u32) -> Split {
    Split { yes, partly, no }
}

#[test]
fn two_statements_are_as_an_integral_has_it() {
    // Six statements: the two in question and four that are surely weaker, so that the fifth worst is one of the two.
    let surely_weak = split(0, 0, 2000);
    let splits = [split(15, 3, 4), surely_weak, surely_weak, split(17, 5, 0), surely_weak, surely_weak];
    let found = order(&splits, &Noise::of(6));
    // A, B = scipy.stats.beta(7.5, 15.5), scipy.stats.beta(5.5, 17.5)
    // scipy.integrate.quad(lambda x: A.pdf(x) * B.cdf(x), 0, 1)[0]
    let expected = 0.750_191_112_912_666_4;
    assert!((found[0].unwrap().p_worst_5 - expected).abs() < 0.015, "{:?}", found[0]);
    assert!((found[3].unwrap().p_worst_5 - (1.0 - expected)).abs() < 0.015, "{:?}", found[3]);
    assert_eq!((found[0].unwrap().rank_low, found[0].unwrap().rank_high), (5, 6));
}

#[test]
fn ranks_by_weak_then_severe_and_equal_ones_share_a_place() {
    let splits =
        [split(5, 5, 0), split(5, 0, 5), split(0, 0, 0), split(10, 10, 0), split(1, 9, 0), split(9, 1, 0)];
    let found: Vec<Option<u32>> = order(&splits, &Noise::of(6)).iter().map(|p| p.map(|p| p.rank)).collect();
    assert_eq!(found, [Some(3), Some(2), None, Some(3), Some(1), Some(5)]);
    assert_eq!(found, ranks(&splits));
    assert!(order(&[], &Noise::of(0)).is_empty());
}

#[test]
fn a_place_lies_within_the_places_it_could_have() {
    // All alike: each could be anywhere, and all are first.
    for placing in order(&[split(19, 0, 0); 40], &Noise::of(40)).into_iter().flatten() {
        assert_eq!((placing.rank, placing.rank_low), (1, 1));
        assert!(placing.rank_high > 30, "{placing:?}");
    }
}

#[test]
fn the_same_counts_give_the_same_figures() {
    let splits: Vec<Split> = (0..12).map(|yes| split(yes, 4, 12 - yes)).collect();
    assert_eq!(order(&splits, &Noise::of(5)), order(&splits, &Noise::of(12)));
}

#[test]
fn statements_without_answers_take_no_rank_in_any_draw() {
    let splits = [split(0, 0, 0), split(9, 1, 0), split(0, 0, 0), split(1, 0, 9)];
    let found = order(&splits, &Noise::of(4));
    assert_eq!((found[0], found[2]), (None, None));
    assert_eq!(found[1].map(|p| (p.rank_low, p.rank_high)), Some((2, 2)));
    assert_eq!(found[3].map(|p| (p.rank_low, p.rank_high)), Some((1, 1)));
}

/// The slow way: whole Dirichlet draws of three gammas, shares, a sort by weak share, then by severe share.
fn simulated(splits: &[Split]) -> Vec<(f64, f64)> {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut among = vec![(0.0, 0.0); splits.len()];
    for _ in 0..DRAWS {
        let mut drawn: Vec<(f64, f64, usize)> = Vec::new();
        for (at, split) in splits.iter().enumerate() {
            let mut gamma =
                |count: u32, prior: f64| Gamma::new(f64::from(count) + prior, 1.0).unwrap().sample(&mut rng);
            let (yes, partly, no) = (gamma(split.yes, 0.5), gamma(split.partly, 0.25), gamma(split.no, 0.25));
            let sum = yes + partly + no;
            drawn.push(((partly + no) / sum, no / sum, at));
        }
        drawn.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
        for (_, _, at) in &drawn[..WORST] {
            among[*at].0 += 1.0 / f64::from(N_DRAWS);
        }
        for (_, _, at) in &drawn[drawn.len() - WORST..] {
            among[*at].1 += 1.0 / f64::from(N_DRAWS);
        }
    }
    among
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Direct simulation finds the same probabilities, within what two sets of 10,000 draws differ by.
    #[test]
    fn is_what_direct_simulation_finds(
        counts in prop::collection::vec((0_u32..12, 0_u32..6, 0_u32..6), 7..12),
    ) {
        let splits: Vec<Split> = counts.iter().map(|(yes, partly, no)| split(*yes + 1, *partly, *no)).collect();
        let slow = simulated(&splits);
        for (fast, (worst, best)) in order(&splits, &Noise::of(12)).into_iter().zip(slow) {
            let fast = fast.unwrap();
            prop_assert!((fast.p_worst_5 - worst).abs() < 0.04, "{:?} {}", fast, worst);
            prop_assert!((fast.p_best_5 - best).abs() < 0.04, "{:?} {}", fast, best);
            prop_assert!(fast.rank_low <= fast.rank && fast.rank <= fast.rank_high);
        }
    }

    /// Five of the statements are the worst in every draw.
    #[test]
    fn five_are_always_the_worst(counts in prop::collection::vec((0_u32..12, 0_u32..6, 0_u32..6), 5..12)) {
        let splits: Vec<Split> = counts.iter().map(|(yes, partly, no)| split(*yes + 1, *partly, *no)).collect();
        let sum: f64 = order(&splits, &Noise::of(12)).iter().map(|placing| placing.unwrap().p_worst_5).sum();
        prop_assert!((sum - 5.0).abs() < 1e-9);
    }
}
