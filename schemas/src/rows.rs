//! Rows by name -> a checked table. For tables of thousands of rows; those of millions are built by the column.
//! In: values with their columns' names. Out: [`Checked`]. Never drops a value: an unknown name is a breach.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int32Builder, Int64Builder, RecordBatch,
    StringBuilder,
};
use chrono::{Datelike, NaiveDate};

use crate::{
    checked::{Breach, Checked},
    contract::{Kind, Table},
};

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// No value.
    Null,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number. One that is not finite is a breach.
    Float(f64),
    /// True or false.
    Flag(bool),
    /// A day.
    Date(NaiveDate),
}

macro_rules! from {
    ($($type:ty => |$value:ident| $item:expr;)+) => {
        $(impl From<$type> for Item {
            fn from($value: $type) -> Self {
                $item
            }
        })+
    };
}

from! {
    &str => |v| Self::Text(v.to_owned());
    String => |v| Self::Text(v);
    &String => |v| Self::Text(v.clone());
    Box<str> => |v| Self::Text(v.into());
    i32 => |v| Self::Int(v.into());
    u32 => |v| Self::Int(v.into());
    i64 => |v| Self::Int(v);
    usize => |v| Self::Int(i64::try_from(v).unwrap_or(i64::MAX));
    u64 => |v| Self::Int(i64::try_from(v).unwrap_or(i64::MAX));
    f64 => |v| Self::Float(v);
    bool => |v| Self::Flag(v);
    NaiveDate => |v| Self::Date(v);
}

impl<T: Into<Self>> From<Option<T>> for Item {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

enum Builder {
    Text(StringBuilder),
    Int32(Int32Builder),
    Int64(Int64Builder),
    Float(Float64Builder),
    Flag(BooleanBuilder),
    Date(Date32Builder),
}

/// Collects the rows of a table.
pub struct TableBuilder {
    table: &'static Table,
    builders: Vec<Builder>,
    fault: Option<Breach>,
}

impl TableBuilder {
    /// An empty table of this contract.
    pub fn new(table: &'static Table) -> Self {
        let builders = table
            .columns
            .iter()
            .map(|column| match column.kind {
                Kind::Utf8 => Builder::Text(StringBuilder::new()),
                Kind::Int32 => Builder::Int32(Int32Builder::new()),
                Kind::Int64 => Builder::Int64(Int64Builder::new()),
                Kind::Float64 => Builder::Float(Float64Builder::new()),
                Kind::Boolean => Builder::Flag(BooleanBuilder::new()),
                Kind::Date32 => Builder::Date(Date32Builder::new()),
            })
            .collect();
        Self { table, builders, fault: None }
    }

    /// Adds a row. Columns that are not named are null; a name that the contract lacks, or a value of another
    /// type, is a breach that [`Self::finish`] reports.
    pub fn row<const N: usize>(&mut self, values: [(&'static str, Item); N]) {
        self.row_of(values);
    }

    /// As [`Self::row`], for a row whose number of values is known only when it is made.
    pub fn row_of(&mut self, values: impl IntoIterator<Item = (&'static str, Item)>) {
        let mut items: Vec<Item> = vec![Item::Null; self.table.columns.len()];
        for (name, value) in values {
            match self.table.position(name).and_then(|position| items.get_mut(position)) {
                Some(item) => *item = value,
                None => self.breach(format!("a value for `{name}`")),
            }
        }
        for (position, item) in items.into_iter().enumerate() {
            let fits = match (self.builders.get_mut(position), item) {
                (Some(Builder::Text(b)), Item::Text(v)) => {
                    b.append_value(v);
                    true
                }
                (Some(Builder::Int64(b)), Item::Int(v)) => {
                    b.append_value(v);
                    true
                }
                (Some(Builder::Int32(b)), Item::Int(v)) => {
                    i32::try_from(v).map(|v| b.append_value(v)).is_ok()
                }
                (Some(Builder::Float(b)), Item::Float(v)) => {
                    b.append_value(v);
                    true
                }
                (Some(Builder::Flag(b)), Item::Flag(v)) => {
                    b.append_value(v);
                    true
                }
                (Some(Builder::Date(b)), Item::Date(v)) => {
                    // Days from year 1 to 1970-01-01, which is where Date32 begins.
                    b.append_value(v.num_days_from_ce() - 719_163);
                    true
                }
                (Some(builder), Item::Null) => {
                    match builder {
                        Builder::Text(b) => b.append_null(),
                        Builder::Int32(b) => b.append_null(),
                        Builder::Int64(b) => b.append_null(),
                        Builder::Float(b) => b.append_null(),
                        Builder::Flag(b) => b.append_null(),
                        Builder::Date(b) => b.append_null(),
                    }
                    true
                }
                _ => false,
            };
            if !fits {
                let name = self.table.columns.get(position).map_or("", |column| column.name);
                self.breach(format!("a value of another type for `{name}`"));
            }
        }
    }

    /// The table, sorted and checked.
    pub fn finish(self) -> Result<Checked, Breach> {
        let (table, batch) = self.batch()?;
        Checked::new(table, &batch)
    }

    /// A part of a streamed table: checked but for key and order.
    pub fn finish_part(self) -> Result<Checked, Breach> {
        let (table, batch) = self.batch()?;
        Checked::part(table, &batch)
    }

    fn batch(self) -> Result<(&'static Table, RecordBatch), Breach> {
        if let Some(breach) = self.fault {
            return Err(breach);
        }
        let arrays: Vec<ArrayRef> = self
            .builders
            .into_iter()
            .map(|builder| -> ArrayRef {
                match builder {
                    Builder::Text(mut b) => Arc::new(b.finish()),
                    Builder::Int32(mut b) => Arc::new(b.finish()),
                    Builder::Int64(mut b) => Arc::new(b.finish()),
                    Builder::Float(mut b) => Arc::new(b.finish()),
                    Builder::Flag(mut b) => Arc::new(b.finish()),
                    Builder::Date(mut b) => Arc::new(b.finish()),
                }
            })
            .collect();
        // Nullability is the checker's to judge, which names the row; Arrow's own refusal does not.
        let fields: Vec<_> = self
            .table
            .arrow_schema()
            .fields()
            .iter()
            .map(|field| field.as_ref().clone().with_nullable(true))
            .collect();
        let batch = RecordBatch::try_new(Arc::new(arrow::datatypes::Schema::new(fields)), arrays)
            .map_err(|source| Breach::Arrow { table: self.table.name, source })?;
        Ok((self.table, batch))
    }

    fn breach(&mut self, found: String) {
        if self.fault.is_none() {
            self.fault = Some(Breach::Columns {
                table: self.table.name,
                found,
                expected: self.table.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(", "),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::data::{FILES, SCHOOL_GROUPS};

    fn file(builder: &mut TableBuilder, name: &str, outcome: &str) {
        builder.row([
            ("source_file", name.into()),
            ("sha256", "00".into()),
            ("n_bytes", 12_i64.into()),
            ("kind", "csv".into()),
            ("outcome", outcome.into()),
            ("n_returns", 1_i64.into()),
        ]);
    }

    #[test]
    fn rows_come_out_sorted_by_key() {
        let mut builder = TableBuilder::new(&FILES);
        file(&mut builder, "b.csv", "read");
        file(&mut builder, "a.csv", "refused");
        let files = builder.finish().unwrap();
        let names: Vec<_> = files.rows().map(|row| row.str("source_file")).collect();
        assert_eq!(names, ["a.csv", "b.csv"]);
        let first = files.rows().next().unwrap();
        assert_eq!(first.count("n_bytes"), 12);
        assert_eq!(first.text("finding_code"), None);
    }

    #[test]
    fn every_kind_of_breach_is_named() {
        let message = |fill: &dyn Fn(&mut TableBuilder)| {
            let mut builder = TableBuilder::new(&FILES);
            fill(&mut builder);
            builder.finish().unwrap_err().to_string()
        };
        assert_eq!(
            message(&|b| file(b, "a.csv", "lost")),
            "table files: outcome is `lost` in row 0, which is not in its list"
        );
        assert_eq!(
            message(&|b| {
                file(b, "a.csv", "read");
                file(b, "a.csv", "read");
            }),
            "table files: two rows have the key a.csv"
        );
        assert_eq!(
            message(&|b| b.row([("source_file", "a.csv".into())])),
            "table files: sha256 is null in row 0"
        );
        assert!(message(&|b| b.row([("colour", "red".into())])).contains("a value for `colour`"));
        assert!(message(&|b| b.row([("n_bytes", "12".into())])).contains("another type for `n_bytes`"));
        let mut groups = TableBuilder::new(&SCHOOL_GROUPS);
        groups.row([("school_id", "1".into()), ("group_by", "area".into()), ("group_value", Item::Null)]);
        assert_eq!(
            groups.finish().unwrap_err().to_string(),
            "table school_groups: group_value is null in row 0"
        );
    }
}
