//! The gate: which analysis is shown, and why another is not.
//! In: how many there are. Out: shown or not, with the sentence that says why. Never shows less of something instead.

use super::{bands, distance, sign_test};

/// An analysis that needs a least number of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// The code as it stands in tables.
    pub code: &'static str,
    /// What it shows, for people.
    pub title: &'static str,
    /// The least number it needs.
    pub least: u32,
    /// Of what, in the singular.
    pub one: &'static str,
    /// Of what, in the plural.
    pub many: &'static str,
}

/// Whether an analysis is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// There is enough.
    Yes,
    /// There is not.
    No {
        /// Why, as a sentence for the table and the report.
        reason: String,
    },
}

impl Shown {
    /// Whether it is shown.
    pub const fn is_shown(&self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Why it is not shown; `None` where it is.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Yes => None,
            Self::No { reason } => Some(reason),
        }
    }
}

impl Analysis {
    /// Whether `n` are enough.
    pub fn check(&self, n: u32) -> Shown {
        if n >= self.least {
            return Shown::Yes;
        }
        let noun = if n == 1 { self.one } else { self.many };
        Shown::No { reason: format!("not shown: {n} {noun}, needs {}", self.least) }
    }
}

/// The analysis with a code; `None` where there is none.
pub fn analysis(code: &str) -> Option<&'static Analysis> {
    ANALYSES.iter().find(|analysis| analysis.code == code)
}

/// All analyses that need a least number, by code.
pub const ANALYSES: [Analysis; 8] = [
    Analysis {
        code: "band",
        title: "Which statements are clearly weak or clearly strong",
        least: bands::LEAST_SCHOOLS,
        one: "school",
        many: "schools",
    },
    Analysis {
        code: "change",
        title: "What improved or worsened since the collection before",
        least: 1,
        one: "school with an answer in both years",
        many: "schools with an answer in both years",
    },
    Analysis {
        code: "change_test",
        title: "Whether more schools improved than worsened, beyond chance",
        least: sign_test::LEAST_PAIRS,
        one: "school with an answer in both years",
        many: "schools with an answer in both years",
    },
    Analysis {
        code: "change_test_moved",
        title: "Whether more schools improved than worsened, beyond chance: schools that changed",
        least: sign_test::LEAST_CHANGES,
        one: "school that changed its answer",
        many: "schools that changed their answer",
    },
    Analysis {
        code: "distance",
        title: "How far a school is from the middle of the others",
        least: distance::LEAST_OTHERS,
        one: "other school",
        many: "other schools",
    },
    Analysis {
        code: "group",
        title: "The figures of a group of schools, beside all schools",
        least: 5,
        one: "school",
        many: "schools",
    },
    Analysis {
        code: "pair",
        title: "Which statements are not yet in place in the same schools",
        least: 30,
        one: "school",
        many: "schools",
    },
    Analysis {
        code: "similar",
        title: "A school against schools like it",
        least: 5,
        one: "candidate of the same sector",
        many: "candidates of the same sector",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{pairs, similar};

    #[test]
    fn says_how_many_there_are_and_how_many_it_needs() {
        let pair = analysis("pair").unwrap();
        assert_eq!(pair.check(22).reason(), Some("not shown: 22 schools, needs 30"));
        assert_eq!(pair.check(1).reason(), Some("not shown: 1 school, needs 30"));
        assert!(pair.check(30).is_shown());
        assert_eq!(pair.check(30).reason(), None);
    }

    #[test]
    fn each_analysis_stands_once_in_order() {
        assert!(ANALYSES.is_sorted_by(|a, b| a.code < b.code));
        assert!(ANALYSES.iter().all(|a| a.least > 0 && analysis(a.code) == Some(a)));
        assert_eq!(analysis("none such"), None);
    }

    #[test]
    fn the_gate_and_the_analysis_name_the_same_number() {
        assert_eq!(analysis("pair").unwrap().least as usize, pairs::LEAST_SCHOOLS);
        assert_eq!(analysis("similar").unwrap().least as usize, similar::LEAST_CANDIDATES);
    }
}
