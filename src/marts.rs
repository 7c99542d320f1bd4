//! The marts: tables of figures, each named by its grain.
//! In: every year of the book ([`Inputs`]). Out: the star and the marts, checked ([`Tables`]). Never reads a file, and
//! never looks at an answer twice.
//!
//! Two levels. First the counts (`counts`, `change`): plain additive aggregation over answers, by Polars, over columns
//! of codes. Then the figures: every rate, interval, order and test from small tables of counts (`crate::stats`).
//! Each mart is a plain function from [`Figures`] to a table; independent marts are worked out side by side.

mod call;
mod change;
pub mod counts;
mod figures;
mod gate;
mod grain;
mod mart_action;
mod mart_change;
mod mart_pair;
mod mart_response;
mod mart_school;
mod mart_school_action;
mod mart_school_change;
mod mart_school_section;
mod mart_section;
mod mart_similar;
mod mart_statement;
mod mart_theme;
mod mart_wording;
mod signal;

#[cfg(test)]
mod tests;

use polars::prelude::PolarsError;
use rayon::prelude::*;
use schemas::{
    catalogue::Comparability,
    checked::{Breach, Checked},
    contract::Table,
    ids::{AuthorityId, Year},
    tables::{marts as contracts, star as star_contracts},
};

pub use figures::Figures;

use crate::{
    star::{Setting, Star, dims, facts},
    year_data::YearData,
};

/// What the figures are made from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The authority, first part of every key.
    pub authority_id: &'a AuthorityId,
    /// Its name.
    pub authority_name: &'a str,
    /// The register's columns that make groups.
    pub groups: &'a [String],
    /// The register's columns by which schools are similar.
    pub similar_on: &'a [String],
    /// The group within which schools are similar (`sector`).
    pub similar_within: &'a str,
    /// What partly counts, 0 to 1; yes is 1, no 0.
    pub partly_score: f64,
    /// Every year of the book, ascending.
    pub years: &'a [YearData],
    /// The year of this run: the officer's tables are of this year alone.
    pub run_year: Year,
    /// The wordings that were answered in the run's year, other than the catalogue's own.
    pub wordings: &'a [Wording<'a>],
}

/// A wording that standing returns were written in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wording<'a> {
    /// The catalogue.
    pub catalogue_id: &'a str,
    /// The statement.
    pub statement_id: &'a str,
    /// The wording as it stands in the returns.
    pub wording: &'a str,
    /// How it was recognised.
    pub matched_by: &'a str,
    /// Its likeness to the catalogue's, 0 to 1.
    pub match_score: f64,
    /// How its meaning compares with this year's, where the catalogue knows the wording.
    pub comparability: Option<Comparability>,
    /// Whether three schools or more sent it, each for itself.
    pub is_shared: bool,
    /// Standing returns in this wording.
    pub n_returns: u32,
}

/// Why there are no figures. Each says where; none is the fault of a return.
#[derive(Debug, thiserror::Error)]
pub enum MartError {
    /// A table does not meet its contract.
    #[error(transparent)]
    Breach(#[from] Breach),
    /// Polars refused.
    #[error("counting {what} of {catalogue_id} in {year}: {source}")]
    Count {
        /// What was counted.
        what: &'static str,
        /// The year.
        year: i32,
        /// The catalogue.
        catalogue_id: String,
        /// Why.
        source: PolarsError,
    },
    /// More answers than codes of 32 bits can hold apart.
    #[error("counting {catalogue_id} in {year}: too many groups, schools or statements for one table")]
    TooLarge {
        /// The year.
        year: i32,
        /// The catalogue.
        catalogue_id: String,
    },
    /// A return that stands names a school, catalogue or statement that the year does not know.
    #[error(
        "{year}: return {return_id} stands, but its school, catalogue or statement is not in the year's tables"
    )]
    Stray {
        /// The year.
        year: i32,
        /// The return.
        return_id: String,
    },
    /// An answer of no return, or to no statement of the return's catalogue.
    #[error("{year}: the answer of return row {return_row} to statement row {statement_row} belongs nowhere")]
    StrayAnswer {
        /// The year.
        year: i32,
        /// Its row in `returns`.
        return_row: usize,
        /// Its row in `statements`.
        statement_row: usize,
    },
    /// A statement of a section that the year does not know.
    #[error("{year}: statement {statement_id} is of a section that is not in the year's tables")]
    NoSection {
        /// The year.
        year: i32,
        /// The statement.
        statement_id: String,
    },
    /// Two returns stand for one school and catalogue.
    #[error("{year}: two returns of {catalogue_id} stand for school {school_id}")]
    TwoStand {
        /// The year.
        year: i32,
        /// The school.
        school_id: String,
        /// The catalogue.
        catalogue_id: String,
    },
    /// The nine counts do not sum to what was expected.
    #[error("{year}, {catalogue_id}, {place}: the counts sum to {counted}, but {expected} were expected")]
    Balance {
        /// The year.
        year: i32,
        /// The catalogue.
        catalogue_id: String,
        /// The group and statement, or the school.
        place: String,
        /// The sum of the counts.
        counted: u32,
        /// What was expected.
        expected: u32,
    },
}

/// Every table of figures.
#[derive(Debug)]
pub struct Tables {
    /// The dimensions, the facts but `fact_answer`, and the marts, all years.
    pub bi: Vec<Checked>,
    /// The officer's tables, the run's year.
    pub officer: Vec<Checked>,
    /// For each year and catalogue: expected = the sum of the nine counts.
    pub balance: Vec<Balance>,
    star: Star,
    partly_score: f64,
}

/// The balance of a catalogue in a year, in answers: schools expected times statements asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The year.
    pub year: i32,
    /// The catalogue.
    pub catalogue_id: String,
    /// What was expected.
    pub n_expected: u64,
    /// What came of it, in the order of `schemas::tables::star::ANSWER_CODES`.
    pub n_by_code: [u64; 9],
}

impl Tables {
    /// `fact_answer`, part by part, in the order of its contract.
    pub fn answer_parts(&self) -> impl Iterator<Item = Result<Checked, Breach>> + '_ {
        facts::answer_parts(&self.star, self.partly_score)
    }

    /// The table of this contract, if it is one of them.
    pub fn table(&self, table: &Table) -> Option<&Checked> {
        self.bi.iter().chain(&self.officer).find(|checked| checked.table().name == table.name)
    }
}

/// A table of `bi/` and how it is made.
pub struct Mart {
    /// Its contract.
    pub table: &'static Table,
    /// Its function.
    pub make: fn(&Figures<'_>) -> Result<Checked, MartError>,
}

/// Every table of `bi/` but `fact_answer`, and the officer's.
pub const MARTS: &[Mart] = &[
    Mart { table: &star_contracts::DIM_COLLECTION, make: |f| Ok(dims::collections(f.star)?) },
    Mart { table: &star_contracts::DIM_SCHOOL, make: |f| Ok(dims::schools(f.star)?) },
    Mart { table: &star_contracts::DIM_SCHOOL_GROUP, make: |f| Ok(dims::school_groups(f.star)?) },
    Mart { table: &star_contracts::DIM_SECTION, make: |f| Ok(dims::sections(f.star)?) },
    Mart { table: &star_contracts::DIM_STATEMENT, make: |f| Ok(dims::statements(f.star)?) },
    Mart { table: &star_contracts::DIM_ANSWER, make: |f| Ok(dims::answers(f.star)?) },
    Mart { table: &star_contracts::FACT_RESPONSE, make: |f| Ok(facts::responses(f.star)?) },
    Mart { table: &star_contracts::FACT_ACTION, make: |f| Ok(facts::actions(f.star)?) },
    Mart { table: &contracts::MART_STATEMENT, make: mart_statement::make },
    Mart { table: &contracts::MART_SECTION, make: mart_section::make },
    Mart { table: &contracts::MART_THEME, make: mart_theme::make },
    Mart { table: &contracts::MART_SCHOOL, make: mart_school::make },
    Mart { table: &contracts::MART_SCHOOL_SECTION, make: mart_school_section::make },
    Mart { table: &contracts::MART_CHANGE, make: mart_change::make },
    Mart { table: &contracts::MART_SCHOOL_CHANGE, make: mart_school_change::make },
    Mart { table: &contracts::MART_PAIR, make: mart_pair::make },
    Mart { table: &contracts::MART_RESPONSE, make: mart_response::make },
    Mart { table: &contracts::MART_ACTION, make: mart_action::make },
    Mart { table: &contracts::MART_SCHOOL_ACTION, make: mart_school_action::make },
    Mart { table: &contracts::MART_SIMILAR, make: mart_similar::make },
    Mart { table: &contracts::MART_GATE, make: gate::make },
    Mart { table: &contracts::MART_SIGNAL, make: signal::make },
    Mart { table: &contracts::MART_CALL, make: call::make },
    Mart { table: &contracts::MART_WORDING, make: mart_wording::make },
];

/// Works out every table.
pub fn build(inputs: &Inputs<'_>) -> Result<Tables, MartError> {
    let star = star(inputs)?;
    let figures = Figures::of(&star, inputs)?;
    let made: Vec<Checked> =
        MARTS.par_iter().map(|mart| (mart.make)(&figures)).collect::<Result<_, MartError>>()?;
    let balance = figures.balance();
    drop(figures);
    let (officer, bi) =
        made.into_iter().partition(|checked| checked.table().layer == schemas::contract::Layer::Officer);
    Ok(Tables { bi, officer, balance, star, partly_score: inputs.partly_score })
}

/// Resolves the years: the first step of [`build`], apart so that it can be measured.
pub fn star(inputs: &Inputs<'_>) -> Result<Star, MartError> {
    let setting = Setting {
        authority_id: inputs.authority_id,
        authority_name: inputs.authority_name,
        groups: inputs.groups,
        similar_on: inputs.similar_on,
    };
    Star::of(setting, inputs.years)
}
