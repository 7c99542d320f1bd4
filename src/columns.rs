//! Columns by name -> a checked table, for tables of many rows.
//! In: one iterator a column. Out: [`Checked`]. Never drops a column: an unknown name or a missing column is a breach.

use std::sync::Arc;

use arrow::{
    array::{
        Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch,
        StringArray, StringBuilder,
    },
    datatypes::{Date32Type, Field, Schema},
};
use chrono::NaiveDate;
use schemas::{
    checked::{Breach, Checked},
    contract::Table,
};

/// The columns of a table in the making.
pub struct Columns {
    table: &'static Table,
    named: Vec<(&'static str, ArrayRef)>,
}

impl Columns {
    /// A table without columns yet.
    pub fn of(table: &'static Table) -> Self {
        Self { table, named: Vec::with_capacity(table.columns.len()) }
    }

    fn with(mut self, name: &'static str, array: ArrayRef) -> Self {
        self.named.push((name, array));
        self
    }

    /// A column of text. Its values are asked for twice: measured first, they are gathered in a buffer that fits.
    #[must_use]
    pub fn text<T: AsRef<str>>(self, name: &'static str, values: impl Iterator<Item = T> + Clone) -> Self {
        let measured = values.clone().map(|value| value.as_ref().len());
        let (n, bytes) = measured.fold((0, 0), |(n, bytes), length| (n + 1, bytes + length));
        let mut array = StringBuilder::with_capacity(n, bytes);
        for value in values {
            array.append_value(value);
        }
        self.with(name, Arc::new(array.finish()))
    }

    /// A column of text that may be missing.
    #[must_use]
    pub fn text_or_null<T: AsRef<str>>(
        self,
        name: &'static str,
        values: impl Iterator<Item = Option<T>>,
    ) -> Self {
        self.with(name, Arc::new(values.collect::<StringArray>()))
    }

    /// A column of whole numbers that are no counts.
    #[must_use]
    pub fn number(self, name: &'static str, values: impl Iterator<Item = i32>) -> Self {
        self.with(name, Arc::new(Int32Array::from_iter_values(values)))
    }

    /// A column of whole numbers that may be missing.
    #[must_use]
    pub fn number_or_null(self, name: &'static str, values: impl Iterator<Item = Option<i32>>) -> Self {
        self.with(name, Arc::new(values.collect::<Int32Array>()))
    }

    /// A column of counts.
    #[must_use]
    pub fn count(self, name: &'static str, values: impl Iterator<Item = u32>) -> Self {
        self.with(name, Arc::new(Int64Array::from_iter_values(values.map(i64::from))))
    }

    /// A column of counts that may be missing.
    #[must_use]
    pub fn count_or_null(self, name: &'static str, values: impl Iterator<Item = Option<i64>>) -> Self {
        self.with(name, Arc::new(values.collect::<Int64Array>()))
    }

    /// A column of numbers that may be missing.
    #[must_use]
    pub fn measure(self, name: &'static str, values: impl Iterator<Item = Option<f64>>) -> Self {
        self.with(name, Arc::new(values.collect::<Float64Array>()))
    }

    /// A column of true or false.
    #[must_use]
    pub fn flag(self, name: &'static str, values: impl Iterator<Item = bool>) -> Self {
        self.with(name, Arc::new(values.map(Some).collect::<BooleanArray>()))
    }

    /// A column of days that may be missing.
    #[must_use]
    pub fn date(self, name: &'static str, values: impl Iterator<Item = Option<NaiveDate>>) -> Self {
        let days = values.map(|day| day.map(Date32Type::from_naive_date));
        self.with(name, Arc::new(days.collect::<Date32Array>()))
    }

    /// The table, sorted and checked.
    pub fn finish(self) -> Result<Checked, Breach> {
        let (table, batch) = self.batch()?;
        Checked::new(table, &batch)
    }

    /// A part of a streamed table: checked but for its key and its order.
    pub fn finish_part(self) -> Result<Checked, Breach> {
        let (table, batch) = self.batch()?;
        Checked::part(table, &batch)
    }

    fn batch(mut self) -> Result<(&'static Table, RecordBatch), Breach> {
        let table = self.table;
        // By the contract's order; unknown names come last, where the checker finds and names them.
        self.named.sort_by_key(|(name, _)| table.position(name).unwrap_or(usize::MAX));
        let fields: Vec<Field> = self
            .named
            .iter()
            // Nullability is the checker's to judge, which names the row.
            .map(|(name, array)| Field::new(*name, array.data_type().clone(), true))
            .collect();
        // Some are gathered in buffers of up to twice their size, and tables stay until the papers are written.
        let shrunk = |(_, mut array): (&str, ArrayRef)| {
            let used = array.to_data().get_slice_memory_size().unwrap_or_default();
            if array.get_buffer_memory_size() > used + used / 8 {
                Array::shrink_to_fit(&mut array);
            }
            array
        };
        let arrays = self.named.into_iter().map(shrunk).collect();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
            .map_err(|source| Breach::Arrow { table: table.name, source })?;
        Ok((table, batch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemas::tables::data::SCHOOL_NUMBERS;

    #[test]
    fn columns_stand_in_the_contracts_order_and_sorted() {
        let table = Columns::of(&SCHOOL_NUMBERS)
            .measure("number_value", [Some(2.0), Some(1.0)].into_iter())
            .text("number_by", ["roll", "roll"].into_iter())
            .text("school_id", ["b", "a"].into_iter())
            .finish()
            .unwrap();
        let ids: Vec<_> = table.rows().map(|row| row.str("school_id")).collect();
        assert_eq!(ids, ["a", "b"]);
    }

    #[test]
    fn a_column_too_few_or_too_many_is_a_breach() {
        let few = Columns::of(&SCHOOL_NUMBERS).text("school_id", ["a"].into_iter()).finish();
        assert!(few.unwrap_err().to_string().contains("its columns are school_id"));
        let more = Columns::of(&SCHOOL_NUMBERS)
            .text("school_id", ["a"].into_iter())
            .text("number_by", ["roll"].into_iter())
            .measure("number_value", [Some(1.0)].into_iter())
            .text("colour", ["red"].into_iter())
            .finish();
        assert!(more.unwrap_err().to_string().contains("colour"));
    }
}
