//! The dimensions of the star.
//! In: [`Star`]. Out: one table each. Never counts anything.

use schemas::{
    checked::{Breach, Checked},
    ids::Theme,
    tables::star::{
        ANSWER_CODES, DIM_ANSWER, DIM_COLLECTION, DIM_SCHOOL, DIM_SCHOOL_GROUP, DIM_SECTION, DIM_STATEMENT,
    },
};

use super::{CatalogueYear, Collection, School, Section, Star, Statement};
use crate::{columns::Columns, year_data::Said};

/// `dim_collection`.
pub fn collections(star: &Star) -> Result<Checked, Breach> {
    let rows = || star.collections.iter();
    Columns::of(&DIM_COLLECTION)
        .text("collection_key", rows().map(|row| &row.key))
        .text("authority_id", rows().map(|_| &star.authority_id))
        .text("authority_name", rows().map(|_| &star.authority_name))
        .number("year", rows().map(|row| row.year))
        .date("opens_on", rows().map(|row| row.opens_on))
        .date("due_on", rows().map(|row| row.due_on))
        .date("closes_on", rows().map(|row| row.closes_on))
        .finish()
}

/// `dim_school`.
pub fn schools(star: &Star) -> Result<Checked, Breach> {
    let rows = || star.collections.iter().flat_map(|of| of.schools.iter().map(move |school| (of, school)));
    // The first of the groups is `all`, which every school is in.
    let group = |at: usize| {
        rows().map(move |(_, school): (&Collection, &School)| school.group_values.get(at)?.as_ref())
    };
    Columns::of(&DIM_SCHOOL)
        .text("school_key", rows().map(|(_, school)| &school.key))
        .text("authority_id", rows().map(|_| &star.authority_id))
        .number("year", rows().map(|(of, _)| of.year))
        .text("school_id", rows().map(|(_, school)| &school.id))
        .text("school_name", rows().map(|(_, school)| star.followed.name(&school.id).unwrap_or(&school.name)))
        .text("school_name_then", rows().map(|(_, school)| &school.name))
        .text("latest_school_id", rows().map(|(_, school)| star.followed.latest(&school.id)))
        .count_or_null("roll", rows().map(|(_, school)| school.roll))
        .text_or_null("group_1", group(1))
        .text_or_null("group_2", group(2))
        .text_or_null("group_3", group(3))
        .text_or_null("group_4", group(4))
        .text_or_null("successor_id", rows().map(|(_, school)| school.successor_id.as_ref()))
        .date("closed_on", rows().map(|(_, school)| school.closed_on))
        .finish()
}

/// `dim_school_group`.
pub fn school_groups(star: &Star) -> Result<Checked, Breach> {
    let rows = || {
        star.collections.iter().flat_map(move |of| {
            of.schools.iter().flat_map(move |school| {
                (0_i32..)
                    .zip(&star.group_bys)
                    .zip(&school.group_values)
                    .filter_map(move |(by, value)| Some((of, school, by, value.as_ref()?)))
            })
        })
    };
    Columns::of(&DIM_SCHOOL_GROUP)
        .text("school_key", rows().map(|(_, school, _, _)| &school.key))
        .text("authority_id", rows().map(|_| &star.authority_id))
        .number("year", rows().map(|(of, _, _, _)| of.year))
        .text("group_by", rows().map(|(_, _, (_, by), _)| by))
        .text("group_value", rows().map(|(_, _, _, value)| value))
        .number("group_no", rows().map(|(_, _, (no, _), _)| if no <= 4 { no } else { 0 }))
        .finish()
}

/// `dim_section`.
pub fn sections(star: &Star) -> Result<Checked, Breach> {
    let rows = || {
        star.catalogue_years()
            .flat_map(|(of, catalogue)| catalogue.sections.iter().map(move |s| (of, catalogue, s)))
    };
    let text = |get: fn(&Section) -> &String| {
        rows().map(move |(_, _, section): (&Collection, &CatalogueYear, &Section)| get(section))
    };
    Columns::of(&DIM_SECTION)
        .text("section_key", text(|section| &section.key))
        .text("authority_id", rows().map(|_| &star.authority_id))
        .number("year", rows().map(|(of, _, _)| of.year))
        .text("catalogue_id", rows().map(|(_, catalogue, _)| &catalogue.id))
        .text("section_id", text(|section| &section.id))
        .text("title", text(|section| &section.title))
        .text("catalogue_title", text(|section| &section.catalogue_title))
        .number("position", rows().map(|(_, _, section)| section.position))
        .flag("is_provisional", rows().map(|(_, catalogue, _)| catalogue.is_provisional))
        .finish()
}

/// `dim_statement`.
pub fn statements(star: &Star) -> Result<Checked, Breach> {
    let rows = || {
        star.catalogue_years()
            .flat_map(|(of, catalogue)| catalogue.statements.iter().map(move |s| (of, catalogue, s)))
    };
    let text = |get: fn(&Statement) -> &String| {
        rows().map(move |(_, _, statement): (&Collection, &CatalogueYear, &Statement)| get(statement))
    };
    let section = |get: fn(&Section) -> &String| {
        rows().map(move |(_, catalogue, statement): (&Collection, &CatalogueYear, &Statement)| {
            catalogue.sections.get(statement.section).map_or("", |s| get(s))
        })
    };
    let theme = || {
        rows()
            .map(|(_, catalogue, statement)| catalogue.themes.get(statement.theme).map_or("", String::as_str))
    };
    Columns::of(&DIM_STATEMENT)
        .text("statement_key", text(|statement| &statement.key))
        .text("authority_id", rows().map(|_| &star.authority_id))
        .number("year", rows().map(|(of, _, _)| of.year))
        .text("catalogue_id", rows().map(|(_, catalogue, _)| &catalogue.id))
        .text("statement_id", text(|statement| &statement.id))
        .text("section_key", section(|section| &section.key))
        .text("section_id", section(|section| &section.id))
        .text("theme", theme())
        .text("theme_title", theme().map(theme_title))
        .text("text", text(|statement| &statement.text))
        .text("short_label", text(|statement| &statement.short_label))
        .number("position", rows().map(|(_, _, statement)| statement.position))
        .flag("is_essential", rows().map(|(_, _, statement)| statement.is_essential))
        .text("comparability", rows().map(|(_, _, statement)| statement.comparability.code()))
        .text("support", text(|statement| &statement.support))
        .finish()
}

/// A theme that is not in the list of themes stands under its id.
fn theme_title(theme: &str) -> &str {
    let title = theme.parse::<Theme>().ok().and_then(|theme| schemas::catalogue::themes::title(&theme));
    title.unwrap_or(theme)
}

/// The words and colours of what can be said, in the order of [`ANSWER_CODES`]. The colours keep apart for eyes that
/// do not tell red from green; reasons why there is no answer are greys.
const WORDS: [(&str, &str); 9] = [
    ("Yes", "#1B7837"),
    ("Partly", "#FDAE61"),
    ("No", "#B2182B"),
    ("Not applicable", "#9E9E9E"),
    ("Blank", "#D9D9D9"),
    ("More than one", "#C6B5D9"),
    ("Unreadable", "#A58FC2"),
    ("Not on form", "#E8E8E8"),
    ("Not returned", "#F4F4F4"),
];

/// `dim_answer`.
pub fn answers(star: &Star) -> Result<Checked, Breach> {
    let rows = || Said::ALL.into_iter().zip(WORDS);
    Columns::of(&DIM_ANSWER)
        .text("answer_code", ANSWER_CODES.iter())
        .text("authority_id", rows().map(|_| &star.authority_id))
        .text("word", rows().map(|(_, (word, _))| word))
        .number("position", rows().map(|(said, _)| i32::from(said as u8) + 1))
        .text("colour", rows().map(|(_, (_, colour))| colour))
        .flag("is_answer", rows().map(|(said, _)| said.is_on_scale()))
        .flag("is_weak", rows().map(|(said, _)| said.is_weak()))
        .finish()
}
