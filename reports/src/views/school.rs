//! One school's own workbook: what was read from its return, beside the others', with the support on offer.
//! In: the year's tables, indexed once. Out: pages for each school that returned. No other school by name, no signal; the
//! word "weak" never.

pub mod answers;
pub mod file_name;
pub mod index;
pub mod summary;

use schemas::{
    contract::Table,
    tables::{data, marts, star},
};

use crate::{
    context::Context,
    views::{VIEWS, page::Page},
};
use index::{Index, Returned};

/// The tables that a school's workbook is made of, beside those of [`crate::context::READS`].
pub static READS: &[&Table] = &[
    &marts::MART_SCHOOL,
    &marts::MART_SCHOOL_SECTION,
    &marts::MART_SCHOOL_CHANGE,
    &marts::MART_SCHOOL_ACTION,
    &marts::MART_SIMILAR,
    &marts::MART_STATEMENT,
    &star::FACT_ANSWER,
    &data::RETURNS,
    &data::ANSWERS,
    &data::COMMENTS,
    &data::ACTIONS,
    &data::ACTION_LINKS,
    &data::FINDINGS,
];

/// Whether no other paper reads a table.
pub fn alone_reads(table: &Table) -> bool {
    let mut others = VIEWS.iter().flat_map(|view| view.reads).chain(crate::context::READS);
    READS.iter().any(|read| read.name == table.name) && others.all(|read| read.name != table.name)
}

/// The least number of other schools that a school is compared with.
pub const LEAST_OTHERS: i64 = 5;

/// The pages of one school's workbook: two for each form that it returned.
pub fn pages(context: &Context<'_>, index: &Index<'_>, returned: &[Returned<'_>]) -> Vec<Page> {
    let has_many = returned.len() > 1;
    returned
        .iter()
        .flat_map(|of| {
            let end = if has_many { format!(" {}", of.form.letter) } else { String::new() };
            [summary::page(context, index, of, &end), answers::page(context, index, of, &end)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_schools_are_for_the_schools_alone_and_their_figures_are_not() {
        assert!(alone_reads(&marts::MART_SIMILAR) && alone_reads(&data::ANSWERS));
        for table in [&marts::MART_SCHOOL, &marts::MART_STATEMENT, &star::FACT_ANSWER, &star::DIM_SCHOOL] {
            assert!(!alone_reads(table), "{}", table.name);
        }
    }
}
