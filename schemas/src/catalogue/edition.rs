//! The editions of a catalogue: what was asked in a year, in which words, and what may be compared with what.
//! In: a catalogue and years. Out: plain data. Never sees an answer.

use std::collections::BTreeSet;

use super::{Catalogue, Comparability, Statement, Wording, fold};
use crate::ids::{StatementId, Year};

/// A statement as one year asked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionStatement<'c> {
    /// Its id.
    pub id: &'c StatementId,
    /// The statement, for what does not change with the edition.
    pub statement: &'c Statement,
    /// The words it was sent out in.
    pub text: &'c str,
    /// How answers compare with the year before: `New` where that year did not ask it.
    pub comparability: Comparability,
    /// Every change of its words until then.
    pub steps: Vec<Step>,
}

/// A change of a statement's words: a collection may be compared with any before it through the steps between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The last collection in the words before.
    pub until: i32,
    /// How answers to these compare with answers to the next.
    pub comparability: Comparability,
}

impl Step {
    /// The steps as they stand in tables.
    pub fn written(steps: &[Self]) -> String {
        let one = |step: &Self| format!("{} {}", step.until, step.comparability.code());
        steps.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// The steps out of a table. What is no step is a change of meaning at any time: nothing is compared across what
    /// is not understood.
    pub fn read(text: &str) -> Vec<Self> {
        let one = |text: &str| {
            let (until, code) = text.split_once(' ')?;
            Some(Self { until: until.parse().ok()?, comparability: code.parse().ok()? })
        };
        let unknown = Self { until: i32::MAX, comparability: Comparability::Substantive };
        let written = text.split(',').map(str::trim).filter(|text| !text.is_empty());
        written.map(|text| one(text).unwrap_or(unknown)).collect()
    }

    /// How answers to the words now compare with those of an earlier collection: the gravest of the steps since.
    pub fn since(steps: &[Self], year: i32) -> Comparability {
        let since = steps.iter().filter(|step| step.until >= year);
        since.map(|step| step.comparability).max().unwrap_or(Comparability::Identical)
    }
}

/// A statement in two editions side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EditionChange<'c> {
    /// Its id.
    pub id: &'c StatementId,
    /// Its words in the first year; none where that did not ask it.
    pub before: Option<&'c str>,
    /// Its words in the second year; none where that did not ask it.
    pub after: Option<&'c str>,
    /// How answers of the two years compare: `New` or `Retired` where one of them did not ask it.
    pub comparability: Comparability,
}

impl Statement {
    /// Whether the collection of this year asked it.
    pub fn is_asked_in(&self, year: Year) -> bool {
        self.first_year.is_none_or(|first| first <= year) && self.last_year.is_none_or(|last| year <= last)
    }

    /// The words in which the collection of this year asked it, if it did: the wording whose last year comes next,
    /// else the present text.
    pub fn text_in(&self, year: Year) -> Option<&str> {
        let sent = self.wordings.iter().filter(|wording| wording.until.is_some_and(|until| year <= until));
        let text = sent.min_by_key(|wording| wording.until).map_or(&self.text, |wording| &wording.text);
        self.is_asked_in(year).then_some(text)
    }

    /// The changes of its words before the collection of this year, rising.
    pub fn steps(&self, year: Year) -> Vec<Step> {
        let step = |wording: &Wording| {
            let until = wording.until.filter(|until| *until < year)?.number();
            Some(Step { until, comparability: wording.comparability })
        };
        let mut steps: Vec<Step> = self.wordings.iter().filter_map(step).collect();
        steps.sort_unstable();
        steps
    }

    /// How answers of one year compare with answers of another: `New` where only the second asked it, `Retired`
    /// where only the first did, none where neither did. Otherwise the gravest of the steps between them, so that
    /// the years may be compared if every step may.
    pub fn comparability(&self, from: Year, to: Year) -> Option<Comparability> {
        match (self.is_asked_in(from), self.is_asked_in(to)) {
            (false, false) => None,
            (false, true) => Some(Comparability::New),
            (true, false) => Some(Comparability::Retired),
            (true, true) => {
                let between = from.min(to)..from.max(to);
                let steps =
                    self.wordings.iter().filter(|w| w.until.is_some_and(|until| between.contains(&until)));
                Some(steps.map(|wording| wording.comparability).max().unwrap_or(Comparability::Identical))
            }
        }
    }
}

impl Statement {
    /// How answers to some words compare with answers to those of a year's collection, where the words are the
    /// statement's in any edition or known to be used for it; none where they are nobody's but who wrote them.
    pub fn comparability_of(&self, words: &str, year: Year) -> Option<Comparability> {
        let words = fold(words);
        // The present text is the last of the editions.
        let last = i32::MAX;
        let until = |wording: &Wording| wording.until.map_or(last, Year::number);
        let asked =
            self.wordings.iter().map(until).filter(|until| year.number() <= *until).min().unwrap_or(last);
        let known = self.wordings.iter().find(|wording| fold(&wording.text) == words);
        let (meant, own) = match known {
            Some(wording) => (until(wording), wording.until.is_none().then_some(wording.comparability)),
            None if fold(&self.text) == words => (last, None),
            None => return None,
        };
        let between = meant.min(asked)..meant.max(asked);
        let steps = self.wordings.iter().filter(|wording| between.contains(&until(wording)));
        steps.map(|wording| wording.comparability).chain(own).max().or(Some(Comparability::Identical))
    }
}

impl Catalogue {
    /// The statements asked in a year, in the order of the form.
    pub fn edition(&self, year: Year) -> Vec<EditionStatement<'_>> {
        let before = Year::of(year.number() - 1).ok();
        let asked = self.statements.iter().filter_map(|statement| {
            let comparability =
                before.map_or(Some(Comparability::Identical), |b| statement.comparability(b, year))?;
            Some(EditionStatement {
                id: &statement.id,
                statement,
                text: statement.text_in(year)?,
                comparability,
                steps: statement.steps(year),
            })
        });
        asked.collect()
    }

    /// Every statement that either year asked, in the order of the form, those that did not change too.
    pub fn diff(&self, from: Year, to: Year) -> Vec<EditionChange<'_>> {
        let asked = self.statements.iter().filter_map(|statement| {
            let comparability = statement.comparability(from, to)?;
            let (before, after) = (statement.text_in(from), statement.text_in(to));
            Some(EditionChange { id: &statement.id, before, after, comparability })
        });
        asked.collect()
    }

    /// The years whose edition is not that of the year before, rising.
    pub fn editions(&self) -> Vec<Year> {
        let mut years = BTreeSet::new();
        for statement in &self.statements {
            years.extend(statement.first_year);
            let last =
                statement.wordings.iter().filter_map(|wording| wording.until).chain(statement.last_year);
            years.extend(last.filter_map(|year| Year::of(year.number() + 1).ok()));
        }
        years.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load::tests::catalogue;

    fn year(number: i32) -> Year {
        Year::of(number).unwrap()
    }

    /// A-01 reworded twice, A-02 split in 2025 with A-03 as its other half, A-04 gone into A-01 after 2023.
    fn reworded() -> Catalogue {
        catalogue(
            "A-01,all,The policy is up to date and known.,Policy,policies,,,,,\n\
             A-02,all,Staff are trained.,Staff,staff,,,,,\n\
             A-03,all,Governors are trained.,Governors,staff,,,,2025,\n\
             A-04,all,The policy is known.,Known,policies,,,,,2023\n",
            "A-01,There is a policy.,2021,substantive\n\
             A-01,The policy is current.,2023,merged\n\
             A-01,Our policy is current and known.,,editorial\n\
             A-02,Staff and governors are trained.,2024,split\n",
        )
    }

    #[test]
    fn an_edition_has_the_words_of_its_year() {
        let catalogue = reworded();
        let edition = |number| -> Vec<String> {
            let statements = catalogue.edition(year(number));
            statements.iter().map(|s| format!("{} {} {}", s.id, s.comparability.code(), s.text)).collect()
        };
        assert_eq!(
            edition(2021),
            [
                "A-01 identical There is a policy.",
                "A-02 identical Staff and governors are trained.",
                "A-04 identical The policy is known."
            ]
        );
        assert_eq!(edition(2022)[0], "A-01 substantive The policy is current.");
        assert_eq!(
            edition(2025),
            [
                "A-01 identical The policy is up to date and known.",
                "A-02 split Staff are trained.",
                "A-03 new Governors are trained."
            ]
        );
        assert_eq!(edition(2024)[0], "A-01 merged The policy is up to date and known.");
        assert_eq!(catalogue.editions(), [2022, 2024, 2025].map(year));
    }

    #[test]
    fn words_compare_with_a_years_as_the_steps_between_do() {
        let catalogue = reworded();
        let of = |words: &str, number: i32| {
            catalogue.statements[0].comparability_of(words, year(number)).map(Comparability::code)
        };
        assert_eq!(of("The policy is up to date, and known", 2026), Some("identical"));
        assert_eq!(of("Our policy is current and known.", 2026), Some("editorial"));
        assert_eq!(of("The policy is current.", 2026), Some("merged"));
        assert_eq!(of("There is a policy.", 2026), Some("merged"));
        assert_eq!(of("There is a policy.", 2022), Some("substantive"));
        assert_eq!(of("There is a policy.", 2021), Some("identical"));
        assert_eq!(of("The policy is up to date and known.", 2022), Some("merged"));
        assert_eq!(of("The policy of Mrs Macleod is known.", 2026), None);
    }

    #[test]
    fn two_editions_stand_side_by_side() {
        let catalogue = reworded();
        let changes = catalogue.diff(year(2023), year(2025));
        let lines: Vec<_> = changes
            .iter()
            .map(|c| {
                format!(
                    "{} {} {:?} {:?}",
                    c.id,
                    c.comparability.code(),
                    c.before.is_some(),
                    c.after.is_some()
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                "A-01 merged true true",
                "A-02 split true true",
                "A-03 new false true",
                "A-04 retired true false"
            ]
        );
        assert_eq!(changes[0].before, Some("The policy is current."));
        assert!(catalogue.diff(year(2026), year(2027)).iter().all(|c| c.before == c.after));
    }

    #[test]
    fn steps_are_written_and_read_again_and_what_is_none_breaks_every_trend() {
        let steps = reworded().statements[0].steps(year(2024));
        assert_eq!(Step::written(&steps), "2021 substantive, 2023 merged");
        assert_eq!(Step::read(&Step::written(&steps)), steps);
        assert_eq!(reworded().statements[0].steps(year(2023)).len(), 1);
        assert!(Step::read("").is_empty());
        assert_eq!(Step::since(&Step::read("2021 editorial, whatever"), 2026), Comparability::Substantive);
    }

    proptest::proptest! {
        /// What a year's table says of the steps is what the catalogue says.
        #[test]
        fn steps_compare_as_the_catalogue_does(from in 2019..2028_i32, to in 2019..2028_i32) {
            for statement in reworded().statements.iter().filter(|_| from < to) {
                let said = statement.comparability(year(from), year(to));
                if said.is_some_and(|said| !matches!(said, Comparability::New | Comparability::Retired)) {
                    proptest::prop_assert_eq!(said, Some(Step::since(&statement.steps(year(to)), from)));
                }
            }
        }

        /// Two years may be compared if and only if each step between them may.
        #[test]
        fn years_compare_as_their_steps_do(from in 2019..2028_i32, to in 2019..2028_i32) {
            for statement in &reworded().statements {
                let (low, high) = (from.min(to), from.max(to));
                let asked = statement.is_asked_in(year(low)) && statement.is_asked_in(year(high));
                let steps = (low..high).all(|y| {
                    statement.comparability(year(y), year(y + 1)).is_some_and(Comparability::is_comparable)
                });
                let whole = statement.comparability(year(from), year(to)).is_some_and(Comparability::is_comparable);
                proptest::prop_assert_eq!(whole, asked && steps);
            }
        }
    }
}
