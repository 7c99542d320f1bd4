//! A year's tables -> a collection: who was expected, which return stands, what it says.
//! In: [`YearData`]. Out: [`Collection`]. Never drops an answer: one that belongs nowhere is an error, for then the
//! year's tables do not belong together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemas::catalogue::{Comparability, Step};

use super::{
    CatalogueYear, Collection, Expected, Groups, Response, School, Section, Setting, Statement,
    plans::actions,
};
use crate::{
    marts::MartError,
    open_days::OpenDays,
    register::folded,
    year_data::{Said, YearData},
};

/// Resolves a year.
pub(super) fn collection(
    setting: Setting<'_>,
    group_bys: &[String],
    data: &YearData,
) -> Result<Collection, MartError> {
    let year = data.year.number();
    let key = format!("{}/{year}", setting.authority_id);
    let round = data.collection.rows().next();
    let day = |name: &str| round.and_then(|row| row.date(name));
    let schools = schools(setting, group_bys, data, &key);
    let (mut catalogues, statement_at) = catalogues(data, &schools, &key)?;
    let mut found = Collection {
        year,
        key,
        opens_on: day("opens_on"),
        due_on: day("due_on"),
        closes_on: day("closes_on"),
        schools,
        catalogues: Vec::new(),
        counts_at: Vec::new(),
        statement_at,
    };
    expect(&found, data, &mut catalogues)?;
    found.counts_at = counts_at(&found, data, &mut catalogues)?;
    for catalogue in &mut catalogues {
        catalogue.groups = groups(&found.schools, &catalogue.expected);
    }
    answers(&found, data, &mut catalogues)?;
    actions(&found, data, &mut catalogues)?;
    found.catalogues = catalogues;
    Ok(found)
}

fn schools(setting: Setting<'_>, group_bys: &[String], data: &YearData, key: &str) -> Vec<School> {
    let mut values: HashMap<String, HashMap<&str, &str>> = HashMap::new();
    for row in data.school_groups.rows() {
        let of_column = values.entry(folded(row.str("group_by"))).or_default();
        of_column.insert(row.str("school_id"), row.str("group_value"));
    }
    // Of a column that the settings of that year did not name nothing is known, which is not that no school had a value.
    let columns: Vec<Option<&HashMap<&str, &str>>> =
        group_bys.iter().map(|group_by| values.get(&folded(group_by))).collect();
    let mut numbers: HashMap<(&str, &str), f64> = HashMap::new();
    for row in data.school_numbers.rows() {
        if let Some(number) = row.float("number_value") {
            numbers.insert((row.str("school_id"), row.str("number_by")), number);
        }
    }
    let questions = questions(data);
    let with = |column: &str, code: &str| -> BTreeSet<&str> {
        let rows = data.returns.rows().filter(|row| row.text(column) == Some(code));
        rows.filter_map(|row| row.text("school_id")).collect()
    };
    let unusable = unusable(data);
    let (undecided, blank) = (with("status", "undecided"), with("status_reason", "blank"));
    data.schools
        .rows()
        .map(|row| {
            let id = row.str("school_id");
            let roll = row.int("roll");
            let group_value = |(at, column): (usize, Option<&HashMap<&str, &str>>)| match at {
                0 => Some("all".to_owned()),
                _ => column.map(|values| {
                    let value = values.get(id).copied().filter(|value| !value.is_empty());
                    value.unwrap_or("(none)").to_owned()
                }),
            };
            let number = |name: &String| {
                let of_roll =
                    || (name == "roll").then_some(roll).flatten().and_then(|n| i32::try_from(n).ok());
                numbers.get(&(id, name.as_str())).copied().or_else(|| of_roll().map(f64::from))
            };
            School {
                id: id.to_owned(),
                key: format!("{key}/{id}"),
                name: row.str("school_name").to_owned(),
                roll,
                catalogue_id: row.str("catalogue_id").to_owned(),
                closed_on: row.date("closed_on"),
                opened_on: row.date("opened_on"),
                successor_id: row.text("successor_id").map(str::to_owned),
                previous_ids: row.str("previous_ids").split_whitespace().map(str::to_owned).collect(),
                group_values: columns.iter().copied().enumerate().map(group_value).collect(),
                numbers: setting.similar_on.iter().map(number).collect(),
                n_questions: questions.get(id).map_or(0, |ids| u32::try_from(ids.len()).unwrap_or(u32::MAX)),
                has_undecided: undecided.contains(id),
                has_blank: blank.contains(id),
                unusable: unusable.get(id).map(|file| (*file).to_owned()),
            }
        })
        .collect()
}

/// The open questions that may concern each school.
fn questions(data: &YearData) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut open = BTreeSet::new();
    for row in data.findings.rows().filter(|row| row.flag("is_question")) {
        open.insert(row.str("finding_id"));
        if let Some(school) = row.text("school_id") {
            found.entry(school).or_default().insert(row.str("finding_id"));
        }
    }
    for row in data.question_schools.rows().filter(|row| open.contains(row.str("finding_id"))) {
        found.entry(row.str("school_id")).or_default().insert(row.str("finding_id"));
    }
    found
}

/// Of each school that is known by a file's name alone, the first of its files that could not be used.
fn unusable(data: &YearData) -> BTreeMap<&str, &str> {
    let refused = |row: &schemas::checked::Row<'_>| {
        row.text("return_id").is_none()
            && matches!(row.str("code"), "F102" | "F103" | "F104" | "F105" | "F106" | "F108" | "F109")
    };
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    for row in data.findings.rows().filter(refused) {
        if let Some(school) = row.text("school_id") {
            let file = row.str("source_file");
            let first = found.entry(school).or_insert(file);
            *first = file.min(*first);
        }
    }
    found
}

/// Catalogue and place in it, row by row.
type Places = Vec<(usize, usize)>;

/// The year's catalogues, and where each row of `statements` stands in them.
fn catalogues(
    data: &YearData,
    schools: &[School],
    key: &str,
) -> Result<(Vec<CatalogueYear>, Places), MartError> {
    let mut ids: BTreeSet<&str> = data.statements.rows().map(|row| row.str("catalogue_id")).collect();
    ids.extend(schools.iter().map(|school| school.catalogue_id.as_str()));
    let places: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut catalogues: Vec<CatalogueYear> = ids.iter().map(|id| empty((*id).to_owned())).collect();
    for row in data.sections.rows() {
        let catalogue_id = row.str("catalogue_id");
        let Some(catalogue) = places.get(catalogue_id).and_then(|at| catalogues.get_mut(*at)) else {
            continue;
        };
        let id = row.str("section_id");
        catalogue.is_provisional |= !row.flag("columns_confirmed");
        catalogue.sections.push(Section {
            id: id.to_owned(),
            key: format!("{key}/{catalogue_id}/{id}"),
            title: row.str("title").to_owned(),
            catalogue_title: row.str("catalogue_title").to_owned(),
            position: number(row.int("position")),
        });
    }
    for row in data.statements.rows() {
        if let Some(catalogue) = places.get(row.str("catalogue_id")).and_then(|at| catalogues.get_mut(*at))
            && let theme = row.str("theme")
            && !catalogue.themes.iter().any(|known| known == theme)
        {
            catalogue.themes.push(theme.to_owned());
        }
    }
    for catalogue in &mut catalogues {
        catalogue.themes.sort();
    }
    let mut statement_at = Vec::with_capacity(data.statements.len());
    for row in data.statements.rows() {
        let catalogue_id = row.str("catalogue_id");
        let at = places.get(catalogue_id).copied().unwrap_or(0);
        let catalogue = &mut catalogues[at];
        let id = row.str("statement_id");
        let section = catalogue.sections.iter().position(|section| section.id == row.str("section_id"));
        let no_section = || MartError::NoSection { year: data.year.number(), statement_id: id.to_owned() };
        let theme = catalogue.themes.iter().position(|theme| theme == row.str("theme"));
        statement_at.push((at, catalogue.statements.len()));
        catalogue.statements.push(Statement {
            id: id.to_owned(),
            key: format!("{key}/{catalogue_id}/{id}"),
            section: section.ok_or_else(no_section)?,
            theme: theme.unwrap_or(0),
            position: number(row.int("position")),
            text: row.str("text").to_owned(),
            short_label: row.str("short_label").to_owned(),
            is_essential: row.flag("is_essential"),
            support: row.str("support").to_owned(),
            comparability: row.str("comparability").parse().unwrap_or(Comparability::New),
            steps: Step::read(row.str("steps")),
        });
    }
    Ok((catalogues, statement_at))
}

fn empty(id: String) -> CatalogueYear {
    CatalogueYear {
        id,
        is_provisional: false,
        sections: Vec::new(),
        themes: Vec::new(),
        statements: Vec::new(),
        expected: Vec::new(),
        groups: Groups::default(),
        said: Vec::new(),
        has_evidence: Vec::new(),
        actions: Vec::new(),
        has_plans: false,
    }
}

/// Whom each catalogue is expected of: every school of the register that was open, and whoever sent it.
fn expect(found: &Collection, data: &YearData, catalogues: &mut [CatalogueYear]) -> Result<(), MartError> {
    let mut standing: BTreeMap<(usize, usize), Expected> = BTreeMap::new();
    let school_at: HashMap<&str, usize> =
        found.schools.iter().enumerate().map(|(at, school)| (school.id.as_str(), at)).collect();
    for row in data.returns.rows().filter(|row| row.str("status") == "standing") {
        let return_id = row.str("return_id");
        let stray = || MartError::Stray { year: found.year, return_id: return_id.to_owned() };
        let school = school_at.get(row.str("school_id")).copied().ok_or_else(stray)?;
        let catalogue = catalogue_at(catalogues, row.str("catalogue_id")).ok_or_else(stray)?;
        let form = Expected {
            school,
            response: Response::Returned,
            return_key: Some(format!("{}/{return_id}", found.key)),
            completed_on: row.date("completed_on"),
        };
        if standing.insert((catalogue, school), form).is_some() {
            return Err(MartError::TwoStand {
                year: found.year,
                school_id: row.str("school_id").to_owned(),
                catalogue_id: row.str("catalogue_id").to_owned(),
            });
        }
    }
    let asked = data.collection.rows().next().map(|row| OpenDays::of_collection(&row)).unwrap_or_default();
    for (at, school) in found.schools.iter().enumerate() {
        let days = OpenDays { first: school.opened_on, last: school.closed_on };
        let is_expected = days.is_expected(asked, false);
        let Some(catalogue) = catalogue_at(catalogues, &school.catalogue_id).filter(|_| is_expected) else {
            continue;
        };
        let awaiting = school.has_undecided || school.n_questions > 0;
        standing.entry((catalogue, at)).or_insert(Expected {
            school: at,
            response: if awaiting { Response::Awaiting } else { Response::NotReturned },
            return_key: None,
            completed_on: None,
        });
    }
    for ((catalogue, _), form) in standing {
        catalogues[catalogue].expected.push(form);
    }
    Ok(())
}

/// Where each row of `returns` counts: a standing one, or a part of one.
fn counts_at(
    found: &Collection,
    data: &YearData,
    catalogues: &mut [CatalogueYear],
) -> Result<Vec<Option<(usize, usize)>>, MartError> {
    let mut by_key: HashMap<&str, (usize, usize)> = HashMap::new();
    for (at, catalogue) in catalogues.iter().enumerate() {
        for (place, form) in catalogue.expected.iter().enumerate() {
            if let Some(key) = &form.return_key {
                by_key.insert(key.rsplit('/').next().unwrap_or(key), (at, place));
            }
        }
    }
    data.returns
        .rows()
        .map(|row| match row.str("status") {
            "standing" => Ok(by_key.get(row.str("return_id")).copied()),
            "part" => {
                let whole = by_key.get(row.str("part_of")).copied();
                let of_same = whole.is_none_or(|(at, _)| catalogues[at].id == row.str("catalogue_id"));
                let stray =
                    || MartError::Stray { year: found.year, return_id: row.str("return_id").to_owned() };
                if of_same { Ok(whole) } else { Err(stray()) }
            }
            _ => Ok(None),
        })
        .collect()
}

/// The groups that the expected schools are in.
fn groups(schools: &[School], expected: &[Expected]) -> Groups {
    let of_school = |form: &Expected| {
        let values = schools[form.school].group_values.iter().enumerate();
        values.filter_map(|(by, value)| Some((by, value.as_deref()?)))
    };
    let mut places: HashMap<(usize, &str), usize> = HashMap::new();
    for group in expected.iter().flat_map(of_school) {
        places.entry(group).or_default();
    }
    let mut list: Vec<(usize, &str)> = places.keys().copied().collect();
    list.sort_unstable();
    for (at, group) in list.iter().enumerate() {
        places.insert(*group, at);
    }
    let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
    let mut profiles = Vec::new();
    let profile_of = expected
        .iter()
        .map(|form| {
            let profile: Vec<usize> =
                of_school(form).filter_map(|group| places.get(&group).copied()).collect();
            *known.entry(profile).or_insert_with_key(|profile| {
                profiles.push(profile.clone());
                profiles.len() - 1
            })
        })
        .collect();
    let list = list.into_iter().map(|(at, value)| (at, value.to_owned())).collect();
    Groups { list, profiles, profile_of }
}

/// Lays every answer in its place, parts last.
fn answers(found: &Collection, data: &YearData, catalogues: &mut [CatalogueYear]) -> Result<(), MartError> {
    for catalogue in catalogues.iter_mut() {
        let n = catalogue.statements.len();
        for form in &catalogue.expected {
            let unsaid = if form.response == Response::Returned { Said::Missing } else { Said::NotReturned };
            catalogue.said.extend(std::iter::repeat_n(unsaid, n));
        }
        catalogue.has_evidence = vec![false; catalogue.said.len()];
    }
    let is_part: Vec<bool> = data.returns.rows().map(|row| row.str("status") == "part").collect();
    let columns = &data.answers;
    for parts in [false, true] {
        if parts && !is_part.contains(&true) {
            continue;
        }
        let rows = columns
            .return_row
            .iter()
            .zip(&columns.statement_row)
            .zip(&columns.said)
            .zip(&columns.has_evidence);
        for (((return_row, statement_row), said), has_evidence) in rows {
            let (return_row, statement_row) = (*return_row as usize, usize::from(*statement_row));
            if is_part.get(return_row) != Some(&parts) {
                if return_row >= is_part.len() {
                    return Err(MartError::StrayAnswer { year: found.year, return_row, statement_row });
                }
                continue;
            }
            let Some((catalogue, place)) = found.counts_at[return_row] else { continue };
            let at = found.statement_at.get(statement_row).filter(|(of, _)| *of == catalogue);
            let Some((_, statement)) = at else {
                return Err(MartError::StrayAnswer { year: found.year, return_row, statement_row });
            };
            let catalogue = &mut catalogues[catalogue];
            let cell = catalogue.row(place).start + statement;
            if !parts || outweighs(*said, catalogue.said[cell]) {
                catalogue.said[cell] = *said;
                catalogue.has_evidence[cell] = *has_evidence;
            } else if *has_evidence && (*said == Said::Blank || *said == catalogue.said[cell]) {
                // Evidence in a file of its own is the answer's, and that beside the same answer in another part.
                catalogue.has_evidence[cell] = true;
            }
        }
    }
    Ok(())
}

/// Whether what a part says stands in place of what the whole says: only where that says nothing.
fn outweighs(part: Said, whole: Said) -> bool {
    match whole {
        Said::Missing => true,
        Said::Blank => !matches!(part, Said::Missing | Said::Blank),
        _ => false,
    }
}

fn catalogue_at(catalogues: &[CatalogueYear], id: &str) -> Option<usize> {
    catalogues.binary_search_by(|catalogue| catalogue.id.as_str().cmp(id)).ok()
}

/// A whole number of 32 bits; 0 where there is none.
pub(super) fn number(value: Option<i64>) -> i32 {
    value.and_then(|value| i32::try_from(value).ok()).unwrap_or(0)
}
