//! What is published: the counts that are left after disclosure control, kept so that later ones can be held against
//! them once it is told that they were published.
//! In: nothing; declarations. Out: the types that are stored beside a year's data. Never a count that was withheld.

use serde::{Deserialize, Serialize};

use super::disclosure::{Leave, Pair};

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
    /// Whether this is the form as published before, whole, because too few schools came or went since.
    pub is_held: bool,
    /// Whether something was published of it before. That is all that is ever said of it: which rows are held is not.
    #[serde(default)]
    pub is_beside: bool,
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
    #[serde(default)]
    pub section_id: String,
    /// Its section's heading, which another section may have too.
    pub section: String,
    /// Its text.
    pub text: String,
    /// What is shown.
    pub shown: Shown,
    /// Whether it is what was published before, because beside that the new figures would tell.
    pub is_held: bool,
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
    /// Whether it is what was published before, because beside that the new figures would tell.
    pub is_held: bool,
}

/// Statements by the values of one of the register's columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The column.
    pub group_by: String,
    /// Its values.
    pub values: Vec<String>,
    /// What is shown of each statement, in order.
    pub rows: Vec<BreakdownRow>,
}

/// A statement by the values of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BreakdownRow {
    /// What is shown for each value, in order.
    pub cells: Vec<Shown>,
    /// Whether it is what was published before, because beside that the new figures would tell.
    pub is_held: bool,
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

impl Shown {
    /// Nothing.
    pub const NOTHING: Self = Self { n: None, weak: None, rate: None };

    /// Both counts, where both are shown.
    pub fn pair(self) -> Option<Pair> {
        self.n.zip(self.weak).map(|(n, weak)| Pair { n, weak })
    }

    /// No more than is left of it.
    #[must_use]
    pub fn reduced_to(self, leave: Leave) -> Self {
        match leave {
            Leave::Both => self,
            Leave::Number => Self { n: self.n, ..Self::NOTHING },
            Leave::Nothing => Self::NOTHING,
        }
    }

    /// What of it is shown.
    pub fn left(self) -> Leave {
        match (self.n, self.weak) {
            (Some(_), Some(_)) => Leave::Both,
            (Some(_), None) => Leave::Number,
            (None, _) => Leave::Nothing,
        }
    }
}

impl Publication {
    /// Whether it has the figures of another, whatever is said of where they come from.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.k == other.k
            && self.forms.len() == other.forms.len()
            && self.forms.iter().zip(&other.forms).all(|(one, other)| one.says_the_same(other))
    }
}

impl PublishedForm {
    fn says_the_same(&self, other: &Self) -> bool {
        let plain = |form: &Self| {
            let mut form = form.clone();
            form.is_held = false;
            form.is_beside = false;
            for row in &mut form.statements {
                row.is_held = false;
                row.section_id.clear();
            }
            form.sections.iter_mut().for_each(|row| row.is_held = false);
            form.breakdowns.iter_mut().flat_map(|by| &mut by.rows).for_each(|row| row.is_held = false);
            form.left_out.clear();
            form
        };
        plain(self) == plain(other)
    }

    /// Whether it says anything at all.
    pub fn has_figures(&self) -> bool {
        self.statements.iter().any(|statement| statement.shown != Shown::NOTHING)
    }

    /// Whether some figure, but not the whole form, is as it was published before.
    pub fn holds_some(&self) -> bool {
        !self.is_held
            && (self.statements.iter().any(|row| row.is_held)
                || self.sections.iter().any(|row| row.is_held)
                || self.breakdowns.iter().flat_map(|breakdown| &breakdown.rows).any(|row| row.is_held))
    }
}
