//! `mart_section`: sections by group. Counts are answers.
//! In: counts by group and statement. Out: the table. Never an interval: answers of one school hang together.

use schemas::{checked::Checked, tables::marts::MART_SECTION};

use super::{
    Figures, MartError,
    counts::Counts,
    figures::Of,
    grain::{self, At},
};
use crate::{columns::Columns, star::Statement};

/// A part of a catalogue (a section, a theme) in a group.
pub(super) struct Row<'a> {
    /// The group.
    pub(super) at: At<'a>,
    /// Place of the part in the catalogue.
    pub(super) part: usize,
    /// Its statements.
    pub(super) n_statements: u32,
    /// Schools expected.
    pub(super) n_schools: u32,
    /// Schools with at least one answer in it.
    pub(super) n_schools_answered: u32,
    /// What they said.
    pub(super) counts: Counts,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<Row<'_>> = figures
        .years
        .iter()
        .flat_map(|of| parts(of, of.catalogue.sections.len(), |statement| statement.section))
        .collect();
    let name = |row: &Row<'_>| row.at.of.catalogue.sections[row.part].id.clone();
    let columns = Columns::of(&MART_SECTION).text("section_id", found.iter().map(name));
    finish(figures, columns, &found)
}

/// What each group said in each part of a catalogue.
pub(super) fn parts<'a>(
    of: &'a Of<'a>,
    n_parts: usize,
    part_of: impl Fn(&Statement) -> usize,
) -> Vec<Row<'a>> {
    let parts: Vec<usize> = of.catalogue.statements.iter().map(part_of).collect();
    let mut answered = vec![0_u32; of.catalogue.groups.list.len() * n_parts];
    for place in (0..of.catalogue.expected.len()).filter(|place| of.is_returned(*place)) {
        let mut has_answer = vec![false; n_parts];
        for (said, part) in of.catalogue.said_of(place).iter().zip(&parts) {
            has_answer[*part] |= said.is_on_scale();
        }
        for group in &of.catalogue.groups.profiles[of.catalogue.groups.profile_of[place]] {
            for (part, has_answer) in has_answer.iter().enumerate() {
                answered[group * n_parts + part] += u32::from(*has_answer);
            }
        }
    }
    let mut rows = Vec::with_capacity(answered.len());
    for at in At::groups(of) {
        for part in 0..n_parts {
            let of_part = || (0..parts.len()).filter(|statement| parts[*statement] == part);
            let counts = of.sum(at.group, of_part());
            rows.push(Row {
                at,
                part,
                n_statements: u32::try_from(of_part().count()).unwrap_or(u32::MAX),
                n_schools: of.tallied.n_expected[at.group],
                n_schools_answered: answered[at.group * n_parts + part],
                counts,
            });
        }
    }
    rows
}

/// The columns that sections and themes share.
pub(super) fn finish(
    figures: &Figures<'_>,
    columns: Columns,
    found: &[Row<'_>],
) -> Result<Checked, MartError> {
    let rows = || found.iter();
    let columns = grain::group(columns, rows().map(|row| row.at));
    let columns = grain::counts(columns, rows().map(|row| row.counts));
    let columns = grain::rates(columns, rows().map(|row| row.counts), figures.weights);
    Ok(columns
        .count("n_statements", rows().map(|row| row.n_statements))
        .count("n_schools", rows().map(|row| row.n_schools))
        .count("n_schools_answered", rows().map(|row| row.n_schools_answered))
        .flag("is_provisional", rows().map(|row| row.at.of.catalogue.is_provisional))
        .finish()?)
}
