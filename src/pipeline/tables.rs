//! The small tables of `YEAR/data/`.
//! In: records of files and returns, the register, the catalogues, findings, rulings. Out: checked tables. Never a
//! figure.

use std::collections::{BTreeMap, BTreeSet};

use schemas::{
    catalogue::{Catalogue, Step},
    checked::{Breach, Checked},
    contract::CONTRACT_VERSION,
    decision::of_bytes,
    finding::Finding,
    ids::{CatalogueId, FindingId, SchoolId, Year},
    rows::{Item, TableBuilder},
    tables::data,
};

use super::gather::{ActionLink, FileRecord, ReturnRecord};
use crate::{decisions::Decisions, register::Register, settings::Collection, standing::Standing};

pub(crate) fn collection(collection: &Collection) -> Result<Checked, Breach> {
    let mut rows = TableBuilder::new(&data::COLLECTION);
    rows.row([
        ("year", collection.year.number().into()),
        ("opens_on", collection.opens_on.into()),
        ("due_on", collection.due_on.into()),
        ("closes_on", collection.closes_on.into()),
        ("contract_version", CONTRACT_VERSION.into()),
    ]);
    rows.finish()
}

pub(crate) fn files(files: &[FileRecord]) -> Result<Checked, Breach> {
    let mut rows = TableBuilder::new(&data::FILES);
    for file in files {
        rows.row([
            ("source_file", (&file.source_file).into()),
            ("sha256", (&file.sha256).into()),
            ("n_bytes", file.n_bytes.into()),
            ("kind", file.kind.into()),
            ("outcome", file.outcome.code().into()),
            ("finding_code", file.finding_code.into()),
            ("n_returns", file.n_returns.into()),
        ]);
    }
    rows.finish()
}

pub(crate) fn returns(records: &[ReturnRecord], standings: &[Standing]) -> Result<Checked, Breach> {
    let mut rows = TableBuilder::new(&data::RETURNS);
    for (record, standing) in records.iter().zip(standings) {
        let head = &record.head;
        let (part_of, superseded_by) = match standing {
            Standing::Part(whole) => (Some(whole.to_string()), None),
            Standing::Superseded(by) | Standing::Copy(by) => (None, Some(by.to_string())),
            _ => (None, None),
        };
        rows.row([
            ("return_id", head.return_id.to_string().into()),
            ("source_file", (&head.source_file).into()),
            ("sheet", (&head.sheet).into()),
            ("cell", (&head.cell).into()),
            ("catalogue_id", head.catalogue_id.as_str().into()),
            ("edition", record.edition.into()),
            ("form", record.form.into()),
            ("school_id", head.school_id.as_ref().map(SchoolId::as_str).into()),
            ("school_as_written", record.school_as_written.clone().into()),
            ("school_matched_by", record.school_matched_by.into()),
            ("school_match_score", record.school_match_score.into()),
            ("completed_on", head.completed_on.into()),
            ("completed_by", record.completed_by.clone().into()),
            ("n_answered", head.n_answered.into()),
            ("status", standing.code().into()),
            ("status_reason", standing.reason().into()),
            ("part_of", part_of.into()),
            ("superseded_by", superseded_by.into()),
        ]);
    }
    rows.finish()
}

pub(crate) fn action_links(links: &[ActionLink]) -> Result<Checked, Breach> {
    let mut rows = TableBuilder::new(&data::ACTION_LINKS);
    let mut seen = BTreeSet::new();
    for link in links {
        if seen.insert((link.return_id, link.row_no, &link.statement_id)) {
            rows.row([
                ("return_id", link.return_id.to_string().into()),
                ("row_no", link.row_no.into()),
                ("statement_id", link.statement_id.as_str().into()),
                ("score", link.score.into()),
            ]);
        }
    }
    rows.finish()
}

/// Findings, each once. `rulings` are the words of the rulings by the question they answer.
pub(crate) fn findings(findings: &[Finding], rulings: &BTreeMap<String, String>) -> Result<Checked, Breach> {
    let mut rows = TableBuilder::new(&data::FINDINGS);
    for finding in findings {
        let id = finding.id().to_string();
        rows.row([
            ("code", finding.rule.code.into()),
            ("severity", finding.rule.severity.code().into()),
            ("source_file", (&finding.place.source_file).into()),
            ("sheet", (&finding.place.sheet).into()),
            ("cell", (&finding.place.cell).into()),
            ("return_id", finding.return_id.map(|id| id.to_string()).into()),
            ("school_id", finding.school_id.as_ref().map(SchoolId::as_str).into()),
            ("statement_id", finding.statement_id.as_ref().map(|id| id.as_str().to_owned()).into()),
            ("was_read", (&finding.was_read).into()),
            ("message", (&finding.message).into()),
            ("suggestion", (&finding.suggestion).into()),
            ("is_question", finding.rule.is_question.into()),
            ("n_answers_waiting", finding.n_answers_waiting.into()),
            ("decision", rulings.get(&id).cloned().into()),
            ("finding_id", id.into()),
        ]);
    }
    rows.finish()
}

/// Which schools an open question may concern: of questions that are there and schools of the register.
pub(crate) fn question_schools(
    concerned: &[(FindingId, SchoolId)],
    findings: &[Finding],
    register: &Register,
) -> Result<Checked, Breach> {
    let open: BTreeSet<FindingId> =
        findings.iter().filter(|finding| finding.rule.is_question).map(Finding::id).collect();
    let concerned: BTreeSet<&(FindingId, SchoolId)> = concerned
        .iter()
        .filter(|(finding, school)| open.contains(finding) && register.by_school_id(school).is_some())
        .collect();
    let mut rows = TableBuilder::new(&data::QUESTION_SCHOOLS);
    for (finding, school) in concerned {
        rows.row([("finding_id", finding.to_string().into()), ("school_id", school.as_str().into())]);
    }
    rows.finish()
}

/// The register: schools, groups, numbers. `expected` is each school's catalogue, in the register's order.
pub(crate) fn register(register: &Register, expected: &[CatalogueId]) -> Result<[Checked; 3], Breach> {
    let mut schools = TableBuilder::new(&data::SCHOOLS);
    let mut groups = TableBuilder::new(&data::SCHOOL_GROUPS);
    let mut numbers = TableBuilder::new(&data::SCHOOL_NUMBERS);
    for (school, catalogue) in register.schools().iter().zip(expected) {
        let id = school.id.as_str();
        let previous = school.previous_ids.join(" ");
        schools.row([
            ("school_id", id.into()),
            ("school_name", (&school.name).into()),
            ("roll", school.roll.into()),
            ("catalogue_id", catalogue.as_str().into()),
            ("previous_ids", Some(previous).filter(|ids| !ids.is_empty()).into()),
            ("opened_on", school.opened_on.into()),
            ("closed_on", school.closed_on.into()),
            ("successor_id", school.successor_id.as_ref().map(SchoolId::as_str).into()),
        ]);
        for (group_by, group_value) in &school.groups {
            let value = if group_value.trim().is_empty() { "(none)" } else { group_value };
            groups.row([
                ("school_id", id.into()),
                ("group_by", group_by.as_ref().into()),
                ("group_value", value.into()),
            ]);
        }
        for (number_by, number) in school.numbers.iter().filter(|(_, number)| number.is_finite()) {
            numbers.row([
                ("school_id", id.into()),
                ("number_by", number_by.as_ref().into()),
                ("number_value", (*number).into()),
            ]);
        }
    }
    Ok([schools.finish()?, groups.finish()?, numbers.finish()?])
}

/// The edition of the catalogues that are expected or came back: sections, statements.
pub(crate) fn catalogues<'a>(
    used: impl Iterator<Item = &'a Catalogue>,
    year: Year,
) -> Result<[Checked; 2], Breach> {
    let mut sections = TableBuilder::new(&data::SECTIONS);
    let mut statements = TableBuilder::new(&data::STATEMENTS);
    for catalogue in used {
        let edition = catalogue.edition(year);
        for (index, section) in catalogue.sections.iter().enumerate() {
            sections.row([
                ("catalogue_id", catalogue.id.as_str().into()),
                ("section_id", section.id.as_str().into()),
                ("position", (index + 1).into()),
                ("title", (&section.title).into()),
                ("catalogue_title", (&catalogue.title).into()),
                ("columns_confirmed", catalogue.columns_confirmed.into()),
            ]);
        }
        for (index, asked) in edition.iter().enumerate() {
            let section = catalogue.sections.get(asked.statement.section);
            statements.row([
                ("catalogue_id", catalogue.id.as_str().into()),
                ("statement_id", asked.id.as_str().into()),
                ("section_id", section.map_or("", |section| section.id.as_str()).into()),
                ("theme", asked.statement.theme.as_str().into()),
                ("position", (index + 1).into()),
                ("text", asked.text.into()),
                ("short_label", (&asked.statement.short_label).into()),
                ("is_essential", asked.statement.is_essential.into()),
                ("support", (&asked.statement.support).into()),
                ("comparability", asked.comparability.code().into()),
                ("steps", Some(Step::written(&asked.steps)).filter(|steps| !steps.is_empty()).into()),
            ]);
        }
    }
    Ok([sections.finish()?, statements.finish()?])
}

/// The rulings as used. A row whose id or year a person has spoilt is left out: it was not used.
pub(crate) fn decisions(decisions: &Decisions, followed: &dyn Fn(&str) -> bool) -> Result<Checked, Breach> {
    let mut rows = TableBuilder::new(&data::DECISIONS);
    let mut seen = BTreeSet::new();
    let or_null = |text: &str| Item::from(Some(text.to_owned()).filter(|text| !text.trim().is_empty()));
    for row in decisions.rows().iter().filter(|row| row.is_ruled()) {
        let id = row.text("finding_id").trim();
        let (Ok(_), Ok(year)) = (id.parse::<FindingId>(), row.text("year").trim().parse::<Year>()) else {
            continue;
        };
        if !seen.insert((id.to_owned(), of_bytes(row.text("sha256").trim()).to_owned())) {
            continue;
        }
        rows.row([
            ("finding_id", id.into()),
            ("year", year.number().into()),
            ("source_file", row.text("source_file").into()),
            ("sha256", of_bytes(row.text("sha256").trim()).into()),
            ("place", row.text("place").into()),
            ("was_read", row.text("was_read").into()),
            ("question", row.text("question").into()),
            ("suggestion", row.text("suggestion").into()),
            ("decision", row.text("decision").into()),
            ("scope", row.text("scope").into()),
            ("by", or_null(row.text("by"))),
            ("reason", or_null(row.text("reason"))),
            ("is_followed", followed(id).into()),
        ]);
    }
    rows.finish()
}
