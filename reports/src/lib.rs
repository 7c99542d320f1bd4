//! Figures to paper, and blank forms for the next collection.
//!
//! In: checked tables, catalogues. Out: the bytes of workbooks, pages and forms. Computes no figure; cannot name
//! `ingest` or Polars.

pub mod forms;
