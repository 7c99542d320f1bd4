//! What is published: the counts that are left after disclosure control, kept so that later runs can be held against
//! them.
//! In: nothing; declarations. Out: the types that are stored beside a year's data. Never a count that was withheld.

use serde::{Deserialize, Serialize};

/// What one publishable workbook says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    /// The year.
    pub year: i32,
    /// The least number of schools behind a figure.
    pub k: i64,
    /// Its forms.
    pub forms: Vec<PublishedForm>,
}

/// What is published of one form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PublishedForm {
    /// The catalogue.
    pub catalogue_id: String,
    /// Its title.
    pub title: String,
    /// Whether the meaning of its columns is not yet confirmed.
    pub is_provisional: bool,
    /// How many schools' returns it rests on.
    pub n_schools: i64,
    /// Whether these are the figures of an earlier publication, because the new ones would differ from them by the
    /// answers of too few schools.
    pub is_held: bool,
    /// Its statements, in the form's order.
    pub statements: Vec<PublishedStatement>,
    /// Its sections, in the form's order: answers, not schools.
    pub sections: Vec<PublishedSection>,
    /// Its breakdowns by group.
    pub breakdowns: Vec<Breakdown>,
    /// Columns of the register that make groups but are not published.
    pub left_out: Vec<String>,
}

/// A statement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PublishedStatement {
    /// Its id.
    pub id: String,
    /// Its section.
    pub section: String,
    /// Its text.
    pub text: String,
    /// What is shown.
    pub shown: Shown,
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PublishedSection {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// How many statements it has.
    pub n_statements: i64,
    /// What is shown, in answers.
    pub shown: Shown,
}

/// Statements by the values of one of the register's columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The column.
    pub group_by: String,
    /// Its values.
    pub values: Vec<String>,
    /// For each statement, in order, what is shown for each value.
    pub rows: Vec<Vec<Shown>>,
}

/// Counts of one cell of a published table; none where withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Yes, Partly and No together.
    pub n: Option<i64>,
    /// Partly and No together. Yes is what is left of `n`, so both are shown or neither.
    pub weak: Option<i64>,
    /// The share of the second in the first, as the marts have it, in hundredths of a per cent: whole, so that it is
    /// the same after it was kept and read again.
    pub rate: Option<i64>,
}
