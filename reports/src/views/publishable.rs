//! The public's workbook: aggregates after disclosure control, laid out so that everyone can read them.
//! In: a publication. Out: pages of `publishable.xlsx`. No school, no free text.

pub mod control;
pub mod disclosure;
pub mod earlier;
pub mod gather;
pub mod pages;
pub mod publication;
