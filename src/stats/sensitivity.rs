//! Sensitivity: what the weight of partly does to the order.
//! In: splits. Out: each one's rank by score with partly worth nothing and worth as much as yes.
//! Never chooses a weight.
//!
//! Formula: with partly at 0 the score orders by the share not yes (weak); with partly at 1 by the share no (severe).
//! The two are the ends: any weight between orders each pair of statements as one of them does or as both do.
//! Source: one-way sensitivity analysis at the ends of the range, Saltelli et al., "Global Sensitivity Analysis: The
//! Primer" (2008), chapter 1. Units: ranks from 1 (the weakest); equal ones share the first of theirs.

use super::{
    order::shared,
    score::{Weights, score},
    split::Split,
};

/// A statement's rank at both ends of the weight of partly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankRange {
    /// Rank with partly worth nothing.
    pub partly_at_0: u32,
    /// Rank with partly worth as much as yes.
    pub partly_at_1: u32,
}

/// Each split's rank (1 the lowest score) with partly at 0 and at 1. `None` where nobody answered.
pub fn sensitivity(splits: &[Split]) -> Vec<Option<RankRange>> {
    let at_0 = ranks_by_score(splits, Weights::default().with_partly(0.0));
    let at_1 = ranks_by_score(splits, Weights::default().with_partly(1.0));
    at_0.into_iter()
        .zip(at_1)
        .map(|(zero, one)| Some(RankRange { partly_at_0: zero?, partly_at_1: one? }))
        .collect()
}

/// Ranks by score, 1 the lowest; equal ones share the first of theirs.
pub fn ranks_by_score(splits: &[Split], weights: Weights) -> Vec<Option<u32>> {
    let scores: Vec<Option<f64>> = splits.iter().map(|split| score(*split, weights)).collect();
    shared(&scores, f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn much_partly_moves_a_statement() {
        let mild = Split { yes: 2, partly: 8, no: 0 };
        let severe = Split { yes: 6, partly: 0, no: 4 };
        let silent = Split::default();
        let found = sensitivity(&[mild, severe, silent]);
        assert_eq!(found[0], Some(RankRange { partly_at_0: 1, partly_at_1: 2 }));
        assert_eq!(found[1], Some(RankRange { partly_at_0: 2, partly_at_1: 1 }));
        assert_eq!(found[2], None);
    }
}
