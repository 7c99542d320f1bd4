//! The star: what every year of the book says, resolved so that figures can be counted.
//! In: each year's tables ([`YearData`]). Out: [`Star`], its dimensions and its facts. Never works out a rate.
//!
//! Resolved means: which schools were expected for which catalogue, which return stands for each, and one answer (or
//! the reason why there is none) for each of its statements, parts joined.

pub mod dims;
pub mod facts;
mod follow;
mod plans;
mod resolve;

use std::ops::Range;

use chrono::NaiveDate;
use rayon::prelude::*;
use schemas::{
    catalogue::{Comparability, Step},
    ids::AuthorityId,
};

pub use follow::Followed;

use crate::{
    marts::MartError,
    year_data::{Said, YearData},
};

/// What the star is made with, beside the years' tables.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The authority, first part of every key.
    pub authority_id: &'a AuthorityId,
    /// Its name.
    pub authority_name: &'a str,
    /// The register's columns that make groups, in the order of the settings.
    pub groups: &'a [String],
    /// The register's columns by which schools are similar.
    pub similar_on: &'a [String],
}

/// Every year of the book, resolved.
#[derive(Clone, Debug)]
pub struct Star {
    /// First part of every key.
    pub authority_id: String,
    /// The authority's name.
    pub authority_name: String,
    /// What makes groups: `all` first, then the settings' columns, each once.
    pub group_bys: Vec<String>,
    /// By year.
    pub collections: Vec<Collection>,
    /// Which ids are the same school over the years.
    pub followed: Followed,
}

/// One year, resolved.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The year.
    pub year: i32,
    /// `authority/year`.
    pub key: String,
    /// The first day on which a return may be dated.
    pub opens_on: Option<NaiveDate>,
    /// The day returns are asked for by.
    pub due_on: Option<NaiveDate>,
    /// The last day on which a return may be dated.
    pub closes_on: Option<NaiveDate>,
    /// The register, by id.
    pub schools: Vec<School>,
    /// The catalogues asked or answered, by id.
    pub catalogues: Vec<CatalogueYear>,
    /// Where each row of `returns` counts: catalogue and place in its `expected`; none where it does not.
    pub counts_at: Vec<Option<(usize, usize)>>,
    /// For each row of `statements`: catalogue and place in its `statements`.
    pub statement_at: Vec<(usize, usize)>,
}

/// A school of the year's register.
#[derive(Clone, Debug)]
pub struct School {
    /// Its id in the register.
    pub id: String,
    /// `authority/year/school`.
    pub key: String,
    /// Its name in that year.
    pub name: String,
    /// Pupils.
    pub roll: Option<i64>,
    /// The catalogue expected of it.
    pub catalogue_id: String,
    /// When it closed.
    pub closed_on: Option<NaiveDate>,
    /// When it opened.
    pub opened_on: Option<NaiveDate>,
    /// The school that it became part of.
    pub successor_id: Option<String>,
    /// Its ids before.
    pub previous_ids: Vec<String>,
    /// Its value for each of [`Star::group_bys`]; none for a column that made no groups in that year.
    pub group_values: Vec<Option<String>>,
    /// Its number for each column of `similar_on`.
    pub numbers: Vec<Option<f64>>,
    /// Open questions that may concern it.
    pub n_questions: u32,
    /// Whether a return of it waits for a ruling.
    pub has_undecided: bool,
    /// Whether it sent a form with nothing filled in.
    pub has_blank: bool,
    /// A file of its name that could not be used, where one came.
    pub unusable: Option<String>,
}

/// One catalogue in one year: what was asked, of whom, and what they said.
#[derive(Clone, Debug)]
pub struct CatalogueYear {
    /// The catalogue.
    pub id: String,
    /// Whether the meaning of the form's columns is not yet confirmed.
    pub is_provisional: bool,
    /// Its sections in the order of the form.
    pub sections: Vec<Section>,
    /// Its themes, by id.
    pub themes: Vec<String>,
    /// Its statements in the order of the form.
    pub statements: Vec<Statement>,
    /// The forms expected, by school.
    pub expected: Vec<Expected>,
    /// The groups of the expected.
    pub groups: Groups,
    /// What was said: a row of statements for each expected form. See [`Self::said_of`].
    pub said: Vec<Said>,
    /// Whether evidence stands beside it; in step with `said`.
    pub has_evidence: Vec<bool>,
    /// What the actions of the standing returns are about, by return, row and statement.
    pub actions: Vec<ActionLink>,
    /// Whether any standing return has an action plan.
    pub has_plans: bool,
}

/// A section of a catalogue in a year.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// `authority/year/catalogue/section`.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// The catalogue's title.
    pub catalogue_title: String,
    /// Its place in the form, from 1.
    pub position: i32,
}

/// A statement of a catalogue in a year.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// `authority/year/catalogue/statement`.
    pub key: String,
    /// Place of its section in [`CatalogueYear::sections`].
    pub section: usize,
    /// Place of its theme in [`CatalogueYear::themes`].
    pub theme: usize,
    /// Its place in the form, from 1.
    pub position: i32,
    /// Its text.
    pub text: String,
    /// A few words for charts.
    pub short_label: String,
    /// Whether the authority holds it essential.
    pub is_essential: bool,
    /// The support on offer.
    pub support: String,
    /// How it compares with the latest earlier collection of the book; where there is none, with the edition before.
    pub comparability: Comparability,
    /// Every change of its words until then.
    pub steps: Vec<Step>,
}

/// What came of a form that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// A return stands.
    Returned,
    /// None stands, but an open question may concern the school.
    Awaiting,
    /// Nothing came.
    NotReturned,
}

impl Response {
    /// The code as it stands in tables.
    pub fn code(self) -> &'static str {
        schemas::tables::star::RESPONSES.get(self as usize).copied().unwrap_or("")
    }
}

/// A form that was expected of a school, or that it sent unasked.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Place of the school in [`Collection::schools`].
    pub school: usize,
    /// What came of it.
    pub response: Response,
    /// `authority/year/return` of the standing return.
    pub return_key: Option<String>,
    /// The return's own date.
    pub completed_on: Option<NaiveDate>,
}

/// The groups of a catalogue's expected forms.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// Every group: its place in [`Star::group_bys`] and its value; sorted, `all` first.
    pub list: Vec<(usize, String)>,
    /// The different sets of groups that schools are in.
    pub profiles: Vec<Vec<usize>>,
    /// The profile of each expected form.
    pub profile_of: Vec<usize>,
}

/// An action and a statement it is about.
#[derive(Clone, Debug)]
pub struct ActionLink {
    /// Place in [`CatalogueYear::expected`].
    pub expected: usize,
    /// Place in [`CatalogueYear::statements`].
    pub statement: usize,
    /// `authority/year/return` of the return that holds the plan.
    pub return_key: String,
    /// The action's number in the plan.
    pub row_no: i32,
    /// Whether it is dated on or before the day the collection closes, or signed.
    pub is_done: bool,
    /// Whether it has a date.
    pub has_date: bool,
}

impl Star {
    /// Resolves every year.
    pub fn of(setting: Setting<'_>, years: &[YearData]) -> Result<Self, MartError> {
        let mut group_bys = vec!["all".to_owned()];
        for group in setting.groups {
            if !group_bys.contains(group) {
                group_bys.push(group.clone());
            }
        }
        let collections = years
            .par_iter()
            .map(|data| resolve::collection(setting, &group_bys, data))
            .collect::<Result<Vec<_>, MartError>>()?;
        let followed = Followed::of(&collections);
        let mut star = Self {
            authority_id: setting.authority_id.to_string(),
            authority_name: setting.authority_name.to_owned(),
            group_bys,
            collections,
            followed,
        };
        star.compare_editions();
        Ok(star)
    }

    /// Holds what each catalogue says of its statements' meaning against what was asked in the collection before.
    fn compare_editions(&mut self) {
        let compared: Vec<Option<Vec<Comparability>>> = self
            .catalogue_years()
            .map(|(collection, catalogue)| {
                let (before, base) = self.base_of(collection.year, &catalogue.id)?;
                let compared = |statement: &Statement| statement.compared_with(before.year, base);
                Some(catalogue.statements.iter().map(compared).collect())
            })
            .collect();
        let catalogues = self.collections.iter_mut().flat_map(|collection| &mut collection.catalogues);
        for (catalogue, compared) in catalogues.zip(compared) {
            for (statement, comparability) in
                catalogue.statements.iter_mut().zip(compared.into_iter().flatten())
            {
                statement.comparability = comparability;
            }
        }
    }

    /// Every catalogue of every year, years ascending.
    pub fn catalogue_years(&self) -> impl Iterator<Item = (&Collection, &CatalogueYear)> + Clone {
        self.collections
            .iter()
            .flat_map(|collection| collection.catalogues.iter().map(move |c| (collection, c)))
    }

    /// The latest earlier collection in which returns of this catalogue stand.
    pub fn base_of(&self, year: i32, catalogue_id: &str) -> Option<(&Collection, &CatalogueYear)> {
        self.catalogue_years()
            .filter(|(collection, catalogue)| {
                collection.year < year && catalogue.id == catalogue_id && catalogue.n_returned() > 0
            })
            .last()
    }
}

impl Statement {
    /// How it compares with the base year's: as the gravest change of its words since, for the edition before may lie
    /// between. What the catalogue says holds only where the texts bear it out: words that differ though none were said
    /// to differ are not compared.
    fn compared_with(&self, base_year: i32, base: &CatalogueYear) -> Comparability {
        let Some(then) = base.statements.iter().find(|other| other.id == self.id) else {
            return Comparability::New;
        };
        let same_words = self.text.split_whitespace().eq(then.text.split_whitespace());
        let since = Step::since(&self.steps, base_year);
        match self.comparability.max(since) {
            Comparability::Identical if !same_words => Comparability::Substantive,
            // It was asked in the base year, so what is new is new since another edition.
            Comparability::New if same_words => since,
            other => other,
        }
    }
}

impl CatalogueYear {
    /// Where the answers of an expected form stand in `said` and `has_evidence`, in the order of the statements.
    pub fn row(&self, expected: usize) -> Range<usize> {
        let width = self.statements.len();
        expected * width..(expected + 1) * width
    }

    /// What was said on an expected form, in the order of the statements.
    pub fn said_of(&self, expected: usize) -> &[Said] {
        &self.said[self.row(expected)]
    }

    /// How many returns stand.
    pub fn n_returned(&self) -> usize {
        self.expected.iter().filter(|form| form.response == Response::Returned).count()
    }
}
