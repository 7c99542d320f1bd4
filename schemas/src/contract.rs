//! How a table is declared: once, here, as plain constants that everything else is read off.
//! In: nothing. Out: [`Table`] and [`Column`]. Never holds a row.

use arrow::datatypes::{DataType, Field, Schema};
use std::{collections::HashMap, sync::Arc};

/// The types a column can have: those that every reader of Parquet takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, UTF-8.
    Utf8,
    /// A whole number of 32 bits: codes, years, positions.
    Int32,
    /// A whole number of 64 bits: counts and sizes.
    Int64,
    /// A number.
    Float64,
    /// True or false.
    Boolean,
    /// A day, without a time.
    Date32,
}

/// A column: name, type, whether it may be null, unit, meaning, closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// `^[a-z][a-z0-9_]{0,30}$`.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Whether it may be null.
    pub is_nullable: bool,
    /// Its unit (`schools`, `answers`, `share, 0 to 1`); empty for text.
    pub unit: &'static str,
    /// What it means, in a sentence without a full stop.
    pub meaning: &'static str,
    /// The closed list of its values; empty where any will do.
    pub codes: &'static [&'static str],
}

/// Where a table lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// `YEAR/data/`: restricted; all that is needed to rebuild every figure.
    Data,
    /// `bi/`: no person's name, no free text.
    Bi,
    /// Made for the officer's papers; in `bi/` only where the settings say so.
    Officer,
}

/// That columns of a table name a row of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The column here.
    pub column: &'static str,
    /// The other table.
    pub table: &'static str,
    /// Its key column.
    pub to: &'static str,
}

/// A table's contract.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name, which is its file's name.
    pub name: &'static str,
    /// What a row is.
    pub grain: &'static str,
    /// Where it lives.
    pub layer: Layer,
    /// The columns that no two rows share all of.
    pub key: &'static [&'static str],
    /// The columns it is sorted by; empty for one that is streamed in the order of files, which is the same
    /// from run to run.
    pub sorted_by: &'static [&'static str],
    /// Its columns, key first.
    pub columns: &'static [Column],
    /// Which columns name rows of other tables.
    pub links: &'static [Link],
}

/// The version of all contracts together, written into each file. A file of another version is refused.
pub const CONTRACT_VERSION: i32 = 1;

impl Column {
    const fn of(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> Self {
        Self { name, kind, is_nullable: false, unit, meaning, codes: &[] }
    }

    /// A column of text.
    pub const fn text(name: &'static str, meaning: &'static str) -> Self {
        Self::of(name, Kind::Utf8, "", meaning)
    }

    /// A column of text from a closed list.
    pub const fn code(name: &'static str, codes: &'static [&'static str], meaning: &'static str) -> Self {
        Self { codes, ..Self::of(name, Kind::Utf8, "", meaning) }
    }

    /// A column of whole numbers that are no counts: years, positions, ranks.
    pub const fn number(name: &'static str, unit: &'static str, meaning: &'static str) -> Self {
        Self::of(name, Kind::Int32, unit, meaning)
    }

    /// A column of counts, which may be summed.
    pub const fn count(name: &'static str, unit: &'static str, meaning: &'static str) -> Self {
        Self::of(name, Kind::Int64, unit, meaning)
    }

    /// A column of numbers with a fraction.
    pub const fn measure(name: &'static str, unit: &'static str, meaning: &'static str) -> Self {
        Self::of(name, Kind::Float64, unit, meaning)
    }

    /// A column of true or false.
    pub const fn flag(name: &'static str, meaning: &'static str) -> Self {
        Self::of(name, Kind::Boolean, "", meaning)
    }

    /// A column of days.
    pub const fn date(name: &'static str, meaning: &'static str) -> Self {
        Self::of(name, Kind::Date32, "day", meaning)
    }

    /// The same, but a value may be missing.
    #[must_use]
    pub const fn or_null(mut self) -> Self {
        self.is_nullable = true;
        self
    }

    /// The column's Arrow type.
    pub fn data_type(&self) -> DataType {
        match self.kind {
            Kind::Utf8 => DataType::Utf8,
            Kind::Int32 => DataType::Int32,
            Kind::Int64 => DataType::Int64,
            Kind::Float64 => DataType::Float64,
            Kind::Boolean => DataType::Boolean,
            Kind::Date32 => DataType::Date32,
        }
    }
}

impl Table {
    /// Index of the column of this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        // Asked for every value of a row: most names of the same length are told apart by how they end.
        let end = name.as_bytes().last();
        self.columns.iter().position(|column| {
            column.name.len() == name.len() && column.name.as_bytes().last() == end && column.name == name
        })
    }

    /// The Arrow schema, each field with its meaning and unit as metadata.
    pub fn arrow_schema(&self) -> Arc<Schema> {
        let fields: Vec<Field> = self
            .columns
            .iter()
            .map(|column| {
                let mut metadata = HashMap::from([("description".to_owned(), column.meaning.to_owned())]);
                if !column.unit.is_empty() {
                    metadata.insert("unit".to_owned(), column.unit.to_owned());
                }
                Field::new(column.name, column.data_type(), column.is_nullable).with_metadata(metadata)
            })
            .collect();
        let metadata = HashMap::from([
            ("title".to_owned(), self.name.to_owned()),
            ("grain".to_owned(), self.grain.to_owned()),
            ("contract_version".to_owned(), CONTRACT_VERSION.to_string()),
        ]);
        Arc::new(Schema::new_with_metadata(fields, metadata))
    }
}

/// Joins lists of columns into one, so that those which several tables share are declared once.
/// `N` must be their number in all.
///
/// # Panics
///
/// Where it is not: tables are constants, so this stops the building of the program, never its run.
pub const fn join<const N: usize>(parts: &[&[Column]]) -> [Column; N] {
    let mut joined = [Column::text("", ""); N];
    let (mut part, mut filled) = (0, 0);
    while part < parts.len() {
        let mut index = 0;
        while index < parts[part].len() {
            joined[filled] = parts[part][index];
            filled += 1;
            index += 1;
        }
        part += 1;
    }
    assert!(filled == N, "the columns are not as many as declared");
    joined
}

/// How many columns the parts have in all.
pub const fn width(parts: &[&[Column]]) -> usize {
    let (mut part, mut sum) = (0, 0);
    while part < parts.len() {
        sum += parts[part].len();
        part += 1;
    }
    sum
}
