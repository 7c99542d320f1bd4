//! What the marts are made from: the star and its counts, worked out once.
//! In: [`Star`]. Out: [`Figures`]. Never a rate.

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemas::checked::Checked;

use super::{
    Balance, Inputs, MartError,
    change::{Change, changes},
    counts::{Counts, Tallied},
};
use crate::{
    register::folded,
    star::{CatalogueYear, Collection, Response, Star},
    stats::{
        score::Weights,
        similar::{Profile, Similar, similar},
    },
    year_data::YearData,
};

/// How many similar schools a school is compared with.
const N_SIMILAR: usize = 8;

/// The star, its counts, and what the marts share.
pub struct Figures<'a> {
    /// The star.
    pub star: &'a Star,
    /// What was handed in.
    pub inputs: &'a Inputs<'a>,
    /// The points of the answers.
    pub weights: Weights,
    /// The years' counts, catalogue by catalogue.
    pub years: Vec<Of<'a>>,
}

/// One catalogue in one year with its counts.
pub struct Of<'a> {
    /// The star, for the words of keys and groups.
    pub star: &'a Star,
    /// The year.
    pub collection: &'a Collection,
    /// The year's tables as they were handed in.
    pub data: &'a YearData,
    /// The catalogue.
    pub catalogue: &'a CatalogueYear,
    /// The counts.
    pub tallied: Tallied,
    /// Change since the latest earlier collection of this catalogue, if there is one.
    pub change: Option<Change<'a>>,
    /// For each expected form: similar schools' places in `expected`, nearest first. Only of those that returned.
    pub similar: Vec<Vec<Similar>>,
}

impl<'a> Figures<'a> {
    /// Counts everything.
    pub fn of(star: &'a Star, inputs: &'a Inputs<'a>) -> Result<Self, MartError> {
        let pairs: Vec<_> = star
            .collections
            .iter()
            .zip(inputs.years)
            .flat_map(|(collection, data)| collection.catalogues.iter().map(move |of| (collection, data, of)))
            .collect();
        let years = pairs
            .into_par_iter()
            .map(|(collection, data, catalogue)| {
                let (tallied, (change, similar)) = rayon::join(
                    || Tallied::of(collection, catalogue),
                    || {
                        rayon::join(
                            || changes(star, collection, catalogue),
                            || {
                                similar_schools(
                                    collection,
                                    catalogue,
                                    &values_of(&data.school_groups, inputs.similar_within),
                                )
                            },
                        )
                    },
                );
                Ok(Of { star, collection, data, catalogue, tallied: tallied?, change: change?, similar })
            })
            .collect::<Result<Vec<_>, MartError>>()?;
        let weights = Weights::default().with_partly(inputs.partly_score);
        Ok(Self { star, inputs, weights, years })
    }

    /// The sum of every catalogue's nine counts.
    pub fn balance(&self) -> Vec<Balance> {
        self.years
            .iter()
            .map(|of| {
                let mut n_by_code = [0_u64; 9];
                for place in 0..of.catalogue.expected.len() {
                    for (sum, n) in n_by_code.iter_mut().zip(of.tallied.school(place).by_said) {
                        *sum += u64::from(n);
                    }
                }
                Balance {
                    year: of.collection.year,
                    catalogue_id: of.catalogue.id.clone(),
                    n_expected: of.catalogue.expected.len() as u64 * of.catalogue.statements.len() as u64,
                    n_by_code,
                }
            })
            .collect()
    }

    /// The catalogues of the run's year.
    pub fn run_year(&self) -> impl Iterator<Item = &Of<'a>> {
        let year = self.inputs.run_year.number();
        self.years.iter().filter(move |of| of.collection.year == year)
    }
}

impl Of<'_> {
    /// Whether a return stands for this expected form.
    pub fn is_returned(&self, expected: usize) -> bool {
        self.catalogue.expected[expected].response == Response::Returned
    }

    /// The school of an expected form.
    pub fn school(&self, expected: usize) -> &crate::star::School {
        &self.collection.schools[self.catalogue.expected[expected].school]
    }

    /// The places of the expected forms of a group.
    pub fn members(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        let groups = &self.catalogue.groups;
        (0..self.catalogue.expected.len())
            .filter(move |place| groups.profiles[groups.profile_of[*place]].contains(&group))
    }

    /// What all schools of a group said to these statements together.
    pub fn sum(&self, group: usize, statements: impl Iterator<Item = usize>) -> Counts {
        statements.map(|statement| self.tallied.statement(group, statement).counts).sum()
    }
}

/// Each school's value in a column of the register, whether or not the column makes groups and however its name is
/// written: `Sector`.
fn values_of<'a>(groups: &'a Checked, column: &str) -> BTreeMap<&'a str, &'a str> {
    let column = folded(column);
    let rows = groups.rows().filter(|row| folded(row.str("group_by")) == column);
    rows.map(|row| (row.str("school_id"), row.str("group_value"))).collect()
}

/// For each expected form that was returned, its similar schools among those that returned.
fn similar_schools(
    collection: &Collection,
    catalogue: &CatalogueYear,
    sectors: &BTreeMap<&str, &str>,
) -> Vec<Vec<Similar>> {
    let returned: Vec<usize> = (0..catalogue.expected.len())
        .filter(|place| catalogue.expected[*place].response == Response::Returned)
        .collect();
    let profiles: Vec<Profile<'_>> = returned
        .iter()
        .map(|place| {
            let school = &collection.schools[catalogue.expected[*place].school];
            Profile { sector: sectors.get(school.id.as_str()).copied(), numbers: school.numbers.clone() }
        })
        .collect();
    let mut found = vec![Vec::new(); catalogue.expected.len()];
    for (place, others) in returned.iter().zip(similar(&profiles, N_SIMILAR)) {
        found[*place] = others
            .into_iter()
            .map(|other| Similar { school: returned[other.school], distance: other.distance })
            .collect();
    }
    found
}

#[cfg(test)]
mod tests {
    use schemas::{rows::TableBuilder, tables::data::SCHOOL_GROUPS};

    use super::*;

    #[test]
    fn a_sector_is_a_sector_in_capitals_or_not() {
        for name in ["sector", "Sector", "SECTOR "] {
            let mut rows = TableBuilder::new(&SCHOOL_GROUPS);
            for (by, value) in [("area", "North"), (name, "Primary")] {
                rows.row([("school_id", "a".into()), ("group_by", by.into()), ("group_value", value.into())]);
            }
            let groups = rows.finish().unwrap();
            assert_eq!(values_of(&groups, "sector").get("a"), Some(&"Primary"), "{name}");
        }
    }
}
