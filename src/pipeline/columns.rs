//! Answers, comments and actions as they are read -> columns, ready for the store.
//! In: one return after the other. Out: parts of the three streamed tables, each column of its own type. Never looks
//! a column up by its name for each row, and never holds more than some thousand rows.

use std::sync::Arc;

use arrow::{
    array::{
        ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int32Builder, Int64Builder, RecordBatch,
        StringBuilder,
    },
    datatypes::{DataType, Date32Type, Field, Schema},
};
use ingest::reading::{ActionReading, AnswerReading, CommentReading};
use schemas::{
    answer::{Answer, Status},
    checked::{Breach, Checked},
    contract::Table,
    tables::data,
};

/// Rows after which a part is handed on: so few that a part stays in the processor's memory until it is written.
pub(crate) const PART: usize = 4 * 1024;

/// Collects answers.
#[derive(Default)]
pub(crate) struct Answers {
    n: usize,
    return_id: StringBuilder,
    statement_id: StringBuilder,
    answer: StringBuilder,
    status: StringBuilder,
    mark: StringBuilder,
    statement_as_written: StringBuilder,
    source_file: StringBuilder,
    sheet: StringBuilder,
    cell: StringBuilder,
    matched_by: StringBuilder,
    match_score: Float64Builder,
    has_evidence: BooleanBuilder,
    evidence_chars: Int64Builder,
}

impl Answers {
    pub(crate) fn len(&self) -> usize {
        self.n
    }

    pub(crate) fn push(&mut self, return_id: &str, source_file: &str, answer: &AnswerReading) {
        self.n += 1;
        self.return_id.append_value(return_id);
        self.statement_id.append_value(answer.statement_id.as_str());
        // Only an answered status carries an answer, whatever a reader handed on.
        let said = answer.answer.filter(|_| answer.status == Status::Answered);
        self.answer.append_option(said.map(Answer::code));
        self.status.append_value(answer.status.code());
        self.mark.append_option(answer.mark.as_deref());
        self.statement_as_written.append_option(answer.statement_as_written.as_deref());
        self.source_file.append_value(source_file);
        self.sheet.append_value(&answer.sheet);
        self.cell.append_value(&answer.cell);
        self.matched_by.append_option(answer.matched_by.map(ingest::reading::MatchedBy::code));
        self.match_score.append_value(answer.match_score);
        self.has_evidence.append_value(answer.has_evidence);
        self.evidence_chars.append_value(i64::from(answer.evidence_chars));
    }

    pub(crate) fn take(&mut self) -> Result<Checked, Breach> {
        let Self {
            n: _,
            mut return_id,
            mut statement_id,
            mut answer,
            mut status,
            mut mark,
            mut statement_as_written,
            mut source_file,
            mut sheet,
            mut cell,
            mut matched_by,
            mut match_score,
            mut has_evidence,
            mut evidence_chars,
        } = std::mem::take(self);
        part(
            &data::ANSWERS,
            vec![
                Arc::new(return_id.finish()),
                Arc::new(statement_id.finish()),
                Arc::new(answer.finish()),
                Arc::new(status.finish()),
                Arc::new(mark.finish()),
                Arc::new(statement_as_written.finish()),
                Arc::new(source_file.finish()),
                Arc::new(sheet.finish()),
                Arc::new(cell.finish()),
                Arc::new(matched_by.finish()),
                Arc::new(match_score.finish()),
                Arc::new(has_evidence.finish()),
                Arc::new(evidence_chars.finish()),
            ],
        )
    }
}

/// Collects comments.
#[derive(Default)]
pub(crate) struct Comments {
    n: usize,
    return_id: StringBuilder,
    comment_no: Int32Builder,
    statement_id: StringBuilder,
    text: StringBuilder,
    source_file: StringBuilder,
    sheet: StringBuilder,
    cell: StringBuilder,
}

impl Comments {
    pub(crate) fn len(&self) -> usize {
        self.n
    }

    pub(crate) fn push(
        &mut self,
        return_id: &str,
        source_file: &str,
        number: usize,
        comment: &CommentReading,
    ) {
        self.n += 1;
        self.return_id.append_value(return_id);
        self.comment_no.append_value(i32::try_from(number).unwrap_or(i32::MAX));
        self.statement_id.append_option(comment.statement_id.as_ref().map(AsRef::<str>::as_ref));
        self.text.append_value(&comment.text);
        self.source_file.append_value(source_file);
        self.sheet.append_value(&comment.sheet);
        self.cell.append_value(&comment.cell);
    }

    pub(crate) fn take(&mut self) -> Result<Checked, Breach> {
        let Self {
            n: _,
            mut return_id,
            mut comment_no,
            mut statement_id,
            mut text,
            mut source_file,
            mut sheet,
            mut cell,
        } = std::mem::take(self);
        part(
            &data::COMMENTS,
            vec![
                Arc::new(return_id.finish()),
                Arc::new(comment_no.finish()),
                Arc::new(statement_id.finish()),
                Arc::new(text.finish()),
                Arc::new(source_file.finish()),
                Arc::new(sheet.finish()),
                Arc::new(cell.finish()),
            ],
        )
    }
}

/// Collects rows of action plans.
#[derive(Default)]
pub(crate) struct Actions {
    n: usize,
    return_id: StringBuilder,
    row_no: Int32Builder,
    area: StringBuilder,
    resources: StringBuilder,
    completed_on: Date32Builder,
    is_signed: BooleanBuilder,
}

impl Actions {
    pub(crate) fn len(&self) -> usize {
        self.n
    }

    pub(crate) fn push(&mut self, return_id: &str, row_no: u32, action: &ActionReading) {
        self.n += 1;
        self.return_id.append_value(return_id);
        self.row_no.append_value(i32::try_from(row_no).unwrap_or(i32::MAX));
        self.area.append_value(&action.area);
        self.resources.append_value(&action.resources);
        self.completed_on.append_option(action.completed_on.map(Date32Type::from_naive_date));
        self.is_signed.append_value(action.is_signed);
    }

    pub(crate) fn take(&mut self) -> Result<Checked, Breach> {
        let Self {
            n: _,
            mut return_id,
            mut row_no,
            mut area,
            mut resources,
            mut completed_on,
            mut is_signed,
        } = std::mem::take(self);
        part(
            &data::ACTIONS,
            vec![
                Arc::new(return_id.finish()),
                Arc::new(row_no.finish()),
                Arc::new(area.finish()),
                Arc::new(resources.finish()),
                Arc::new(completed_on.finish()),
                Arc::new(is_signed.finish()),
            ],
        )
    }
}

/// A part of a table, its nulls and codes checked by the contract, not by Arrow, whose refusal names no row.
fn part(table: &'static Table, columns: Vec<ArrayRef>) -> Result<Checked, Breach> {
    let fields: Vec<Field> = table
        .columns
        .iter()
        .zip(&columns)
        .map(|(column, array)| Field::new(column.name, DataType::clone(array.data_type()), true))
        .collect();
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
        .map_err(|source| Breach::Arrow { table: table.name, source })?;
    Checked::part(table, &batch)
}
