//! Which catalogue is expected of each school.
//! In: the register, the settings' default, the returns' heads. Out: a catalogue for each school, and findings
//! for what was assumed and for who sent another. Never leaves a school without one.

use std::collections::BTreeMap;

use schemas::{
    finding::Finding,
    ids::{CatalogueId, SchoolId},
    place::Place,
    rules,
};

use crate::{register::Register, standing::ReturnHead};

/// The catalogue expected of each school of the register, in the register's order: the register's own word, else
/// the settings', else the one that the school sent, else the one that most returns are of. `first` stands in
/// where nothing was sent at all.
pub fn expected(
    register: &Register,
    default: Option<&CatalogueId>,
    heads: &[ReturnHead],
    first: &CatalogueId,
) -> (Vec<CatalogueId>, Vec<Finding>) {
    let mut sent: BTreeMap<&SchoolId, BTreeMap<&CatalogueId, usize>> = BTreeMap::new();
    let mut in_all: BTreeMap<&CatalogueId, usize> = BTreeMap::new();
    for head in heads.iter().filter(|head| !head.is_left_out) {
        *in_all.entry(&head.catalogue_id).or_default() += 1;
        if let Some(school) = &head.school_id {
            *sent.entry(school).or_default().entry(&head.catalogue_id).or_default() += 1;
        }
    }
    let most = |counts: &BTreeMap<&CatalogueId, usize>| {
        // Of as many of each, the first by name: the same from run to run.
        counts.iter().rev().max_by_key(|(_, n)| **n).map(|(id, _)| (*id).clone())
    };
    let usual = most(&in_all).unwrap_or_else(|| first.clone());
    let mut findings = Vec::new();
    let mut n_assumed = 0_usize;
    let expected = register
        .schools()
        .iter()
        .map(|school| {
            let said = school.catalogue_id.as_ref().or(default);
            let own = sent.get(&school.id);
            if let (Some(said), Some(own)) = (said, own)
                && !own.contains_key(said)
            {
                findings.extend(other_catalogue(heads, &school.id, &school.name, said));
            }
            match (said, own) {
                (Some(said), _) => said.clone(),
                (None, Some(own)) => most(own).unwrap_or_else(|| usual.clone()),
                (None, None) => {
                    n_assumed += 1;
                    usual.clone()
                }
            }
        })
        .collect();
    let has_several = in_all.len() > 1;
    if n_assumed > 0 && has_several {
        let message = format!(
            "{n_assumed} schools sent nothing, and nothing says which form is expected of them; {usual} was assumed, \
             which most returns are of"
        );
        findings.push(
            Finding::new(&rules::CATALOGUE_ASSUMED, Place::file(&register.file_name), message)
                .with_suggestion("add a column catalogue_id to the register, or set default_catalogue"),
        );
    }
    (expected, findings)
}

fn other_catalogue(
    heads: &[ReturnHead],
    school: &SchoolId,
    name: &str,
    said: &CatalogueId,
) -> Option<Finding> {
    let mut of_school: Vec<&ReturnHead> =
        heads.iter().filter(|head| head.school_id.as_ref() == Some(school)).collect();
    of_school.sort_by(|a, b| a.source_file.cmp(&b.source_file));
    let head = of_school.first()?;
    let place =
        Place { source_file: head.source_file.clone(), sheet: head.sheet.clone(), cell: head.cell.clone() };
    Some(
        Finding::new(
            &rules::OTHER_CATALOGUE,
            place,
            format!("{name} sent the form {}, but {said} is expected of it", head.catalogue_id),
        )
        .reading(head.catalogue_id.to_string())
        .with_suggestion("ask for the other form, or correct catalogue_id in the register")
        .about_return(head.return_id)
        .about_school(school.clone()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{open_days::OpenDays, register::School};
    use schemas::ids::ReturnId;

    fn school(id: &str, catalogue: Option<&str>) -> School {
        School {
            id: id.parse().unwrap(),
            name: format!("School {id}"),
            aliases: Vec::new(),
            roll: None,
            catalogue_id: catalogue.map(|id| id.parse().unwrap()),
            previous_ids: Vec::new(),
            other_ids: Vec::new(),
            opened_on: None,
            closed_on: None,
            successor_id: None,
            groups: Vec::new(),
            numbers: Vec::new(),
            line: 1,
        }
    }

    fn head(school: &str, catalogue: &str) -> ReturnHead {
        ReturnHead {
            return_id: ReturnId::of(&[school, catalogue]),
            source_file: format!("{school}.xlsx"),
            sheet: String::new(),
            cell: String::new(),
            sha256: String::new(),
            catalogue_id: catalogue.parse().unwrap(),
            school_id: Some(school.parse().unwrap()),
            is_left_out: false,
            part: None,
            completed_on: None,
            completed_time: None,
            n_answered: 1,
            marked: vec![true],
            said: vec![None],
            answers_hash: 0,
            words_hash: 0,
            has_words: false,
            evidence_chars: 0,
            disowned: crate::standing::Disowned::No,
            set_aside: crate::standing::Disowned::No,
            version: crate::standing::Version::default(),
            is_waiting: false,
        }
    }

    fn run(
        schools: Vec<School>,
        default: Option<&str>,
        heads: &[ReturnHead],
    ) -> (Vec<String>, Vec<&'static str>) {
        let register = Register::new("register.csv", schools, OpenDays::default()).unwrap();
        let default = default.map(|id| id.parse().unwrap());
        let (expected, findings) = expected(&register, default.as_ref(), heads, &"first".parse().unwrap());
        (expected.iter().map(ToString::to_string).collect(), findings.iter().map(|f| f.rule.code).collect())
    }

    #[test]
    fn the_register_says_first_then_the_settings_then_the_return() {
        let schools = || vec![school("1", Some("osp")), school("2", None), school("3", None)];
        let heads = [head("1", "osp"), head("2", "cnes"), head("9", "osp"), head("8", "osp")];
        let (without, findings) = run(schools(), None, &heads);
        assert_eq!(without, ["osp", "cnes", "osp"]);
        assert_eq!(findings, ["F602"]);
        let (with, findings) = run(schools(), Some("osp"), &heads);
        assert_eq!(with, ["osp", "osp", "osp"]);
        assert_eq!(findings, ["F211"]);
    }

    #[test]
    fn where_nothing_came_the_first_catalogue_stands_in() {
        assert_eq!(run(vec![school("1", None)], None, &[]).0, ["first"]);
    }
}
