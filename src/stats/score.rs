//! The score: points over answers.
//! In: a split and what yes, partly and no are worth. Out: a number. Never stands alone: it is shown beside the split.
//!
//! Formula: `(yes * w_yes + partly * w_partly + no * w_no) / (yes + partly + no)`. Source: a convention, not a
//! measurement: partly is half of yes only because someone said so, which is why `sensitivity` exists.
//! Units: 0 to 1 with the weights as they come.

use super::split::Split;

/// What an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Points for yes.
    pub yes: f64,
    /// Points for partly.
    pub partly: f64,
    /// Points for no.
    pub no: f64,
}

impl Default for Weights {
    /// Yes 1, partly a half, no 0.
    fn default() -> Self {
        Self { yes: 1.0, partly: 0.5, no: 0.0 }
    }
}

impl Weights {
    /// The same with another weight for partly.
    #[must_use]
    pub const fn with_partly(self, partly: f64) -> Self {
        Self { partly, ..self }
    }

    /// The points of a split.
    pub fn points(self, split: Split) -> f64 {
        self.yes * f64::from(split.yes)
            + self.partly * f64::from(split.partly)
            + self.no * f64::from(split.no)
    }
}

/// Points over answers; `None` where nobody answered.
pub fn score(split: Split, weights: Weights) -> Option<f64> {
    let answered = split.answered();
    (answered > 0).then(|| weights.points(split) / f64::from(answered))
}

/// A school's score of a section (or of its whole return): `None` where it answered fewer than two thirds of the
/// `n_applicable` statements that apply to it, since the rest could turn the score round.
pub fn score_of_school(split: Split, n_applicable: u32, weights: Weights) -> Option<f64> {
    let enough = 3 * u64::from(split.answered()) >= 2 * u64::from(n_applicable);
    if enough { score(split, weights) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partly_is_worth_a_half_unless_set() {
        let split = Split { yes: 2, partly: 2, no: 4 };
        assert_eq!(score(split, Weights::default()), Some(0.375));
        assert_eq!(score(split, Weights::default().with_partly(0.0)), Some(0.25));
        assert_eq!(score(split, Weights::default().with_partly(1.0)), Some(0.5));
        assert_eq!(score(Split::default(), Weights::default()), None);
    }

    #[test]
    fn a_school_needs_two_thirds_answered() {
        let split = Split { yes: 6, partly: 1, no: 1 };
        assert!(score_of_school(split, 12, Weights::default()).is_some());
        assert_eq!(score_of_school(split, 13, Weights::default()), None);
        assert_eq!(score_of_school(Split::default(), 0, Weights::default()), None);
    }
}
