//! Bands: which statements are clearly weak, which clearly strong, which cannot be told apart.
//! In: for each statement how many schools are weak in it, and which kinds of school answered it. Out: a band with the
//! p-value behind it. Never says that a statement is weak by some standard: only weaker than the others.
//!
//! The rule. Suppose all statements alike: then a school that is weak in w of the m statements it answered could
//! as well be weak in any other w of them, and each statement it answered is weak with chance w / m. The number of
//! schools weak in a statement is then a sum of independent chances, one a school (Poisson-binomial), whatever the
//! schools are like: a school weak all round adds as much to every statement. Exactly from that, the probability of so
//! many or more and of so few or fewer; twice the smaller is the statement's p-value. Adjusted by Holm over all
//! statements of the catalogue, an adjusted p of at most 0.03 is clear: clearly weak above what was to be expected,
//! clearly strong below. Where all statements are truly alike, that calls anything clear in at most 3 % of years. What
//! is promised is 5 %: the rest is room for schools whose statements are not quite as exchangeable as supposed.
//!
//! Source: the null distribution is that of Cochran's Q test (W. G. Cochran, "The comparison of percentages in matched
//! samples", Biometrika 37 (1950) 256-266), taken statement by statement; the adjustment is Holm's (1979).
//! Limits: "clear" is against the average statement as these schools answered them; with very many schools small
//! differences are clear too, so it is read beside the rate. Below eight schools nothing can be clear, and no
//! band is given. Units: counts of schools; probabilities, 0 to 1.

use schemas::tables::marts::BANDS;

use super::{
    holm::holm,
    poisson_binomial::{Chance, tails},
};

/// The least number of schools that bands need.
pub const LEAST_SCHOOLS: u32 = 8;

/// A statement is clear at an adjusted p-value of at most this.
pub const CLEAR: f64 = 0.03;

/// Schools that are weak in as many of as many statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolKind {
    /// Statements the school is weak in.
    pub n_weak: u32,
    /// Statements the school answered.
    pub n_answered: u32,
    /// How many such schools answered the statement in question.
    pub n_schools: u32,
}

/// One statement: how many schools are weak in it, and which answered it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// Schools weak in the statement.
    pub n_weak: u32,
    /// The schools that answered it, by kind; the order does not matter to more than the last digit of a float.
    pub answered_by: Vec<SchoolKind>,
}

/// What can be said of a statement against the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// More schools are weak in it than chance brings.
    ClearlyWeak,
    /// Chance alone could have brought it.
    CannotTell,
    /// Fewer schools are weak in it than chance brings.
    ClearlyStrong,
}

impl Band {
    /// The code as it stands in tables, of which the last is for where there is no band.
    pub fn code(band: Option<Self>) -> &'static str {
        let place = band.map_or(BANDS.len() - 1, |band| band as usize);
        BANDS.get(place).copied().unwrap_or("")
    }
}

/// A statement's band and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Banded {
    /// The number of weak schools to be expected, were all statements alike.
    pub expected: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// The p-value after Holm's adjustment over the statements.
    pub p_adjusted: f64,
    /// The band.
    pub band: Band,
}

/// The band of each statement, in the order given. `None` for a statement that fewer than [`LEAST_SCHOOLS`] answered.
pub fn bands(statements: &[Observed]) -> Vec<Option<Banded>> {
    let compared: Vec<Option<(f64, f64, bool)>> = statements.iter().map(compare).collect();
    let p_values: Vec<f64> = compared.iter().flatten().map(|(_, p, _)| *p).collect();
    let mut adjusted = holm(&p_values).into_iter();
    compared
        .into_iter()
        .map(|one| {
            let (expected, p, is_above) = one?;
            let p_adjusted = adjusted.next()?;
            let band = match (p_adjusted <= CLEAR, is_above) {
                (false, _) => Band::CannotTell,
                (true, true) => Band::ClearlyWeak,
                (true, false) => Band::ClearlyStrong,
            };
            Some(Banded { expected, p, p_adjusted, band })
        })
        .collect()
}

/// What was to be expected, the two-sided p-value, and whether more schools are weak than that.
fn compare(statement: &Observed) -> Option<(f64, f64, bool)> {
    let n_schools: u32 = statement.answered_by.iter().map(|kind| kind.n_schools).sum();
    (n_schools >= LEAST_SCHOOLS).then_some(())?;
    let chances: Vec<Chance> = statement
        .answered_by
        .iter()
        .filter(|kind| kind.n_answered > 0)
        .map(|kind| Chance {
            p: f64::from(kind.n_weak) / f64::from(kind.n_answered),
            schools: kind.n_schools,
        })
        .collect();
    let tails = tails(&chances, statement.n_weak);
    let p = (2.0 * tails.at_least.min(tails.at_most)).min(1.0);
    Some((tails.mean, p, f64::from(statement.n_weak) > tails.mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `rates`: how many of 20 like schools are weak in each of the statements; all answer all.
    fn alike(weak: &[u32], n_schools: u32) -> Vec<Observed> {
        let n_statements = u32::try_from(weak.len()).unwrap();
        let each = weak.iter().sum::<u32>() / n_schools;
        let kind = SchoolKind { n_weak: each, n_answered: n_statements, n_schools };
        weak.iter().map(|n_weak| Observed { n_weak: *n_weak, answered_by: vec![kind] }).collect()
    }

    #[test]
    fn the_odd_ones_out_are_clear() {
        // 20 schools, each weak in 4 of 10: 8 expected.
        let found = bands(&alike(&[19, 8, 8, 8, 8, 8, 8, 7, 6, 0], 20));
        let codes: Vec<&str> = found.iter().map(|b| Band::code(b.map(|b| b.band))).collect();
        assert_eq!(codes[0], "clearly_weak");
        assert_eq!(codes[9], "clearly_strong");
        assert!(codes[1..9].iter().all(|code| *code == "not_told_apart"));
        // 2 * scipy.stats.binom.sf(18, 20, 0.4)
        assert!((found[0].unwrap().p / 6.816_972_092_211_207e-07 - 1.0).abs() < 1e-9);
        assert!((found[0].unwrap().expected - 8.0).abs() < 1e-12);
    }

    #[test]
    fn schools_weak_in_all_or_nothing_say_nothing_of_statements() {
        let all = SchoolKind { n_weak: 6, n_answered: 6, n_schools: 15 };
        let none = SchoolKind { n_weak: 0, n_answered: 6, n_schools: 15 };
        let statements = vec![Observed { n_weak: 15, answered_by: vec![all, none] }; 6];
        assert!(bands(&statements).iter().all(|b| b.unwrap().band == Band::CannotTell));
    }

    #[test]
    fn seven_schools_get_no_band() {
        assert_eq!(bands(&alike(&[7, 0, 0, 0, 0, 0, 0], 7)), vec![None; 7]);
        assert!(bands(&[]).is_empty());
    }
}
