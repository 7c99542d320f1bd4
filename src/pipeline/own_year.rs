//! The tables of the run's own year, and what they say beside the year that the run replaces.
//! In: what was gathered and stands. Out: the year's tables, written and in memory, and its findings in order. Never
//! works out a figure.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use schemas::{checked::Checked, contract::Table, finding::Finding, ids::CatalogueId};

use super::{compare, findings, stage::Run, stand::Stood, tables};
use crate::{
    error::Error,
    run_report::Tally,
    store::{load, writer},
    year_data::YearData,
};

impl Run<'_> {
    /// The small tables of the year, written and in memory; and its findings, most serious first.
    pub(super) fn tables(
        &self,
        data: &Path,
        stood: &mut Stood,
        earlier: &[YearData],
    ) -> Result<(YearData, Vec<Finding>), Error> {
        let Self { request, fed, .. } = self;
        let settings = request.settings;
        let year = settings.collection.year;
        let write = |table: Checked| -> Result<Checked, Error> {
            writer::write_table(data, &table)?;
            Ok(table)
        };
        let gathered = &stood.gathered;
        let returns = write(tables::returns(&gathered.returns, &stood.standings)?)?;
        let used: BTreeSet<&CatalogueId> = stood
            .expected
            .iter()
            .chain(gathered.returns.iter().map(|record| &record.head.catalogue_id))
            .collect();
        let used = settings.catalogues.iter().filter(|catalogue| used.contains(&catalogue.id));
        let [sections, statements] = tables::catalogues(used, year)?;
        let (sections, statements) = (write(sections)?, write(statements)?);
        let [schools, school_groups, school_numbers] = tables::register(&fed.register, &stood.expected)?;
        let answers = load::answers(data, &returns, &statements)?;

        let mut findings = std::mem::take(&mut stood.findings);
        findings.extend(compare::same_as_before(&returns, &statements, &answers, earlier, year));
        findings.extend(self.fewer_schools(stood.n_returned)?);
        findings.extend(self.rulings_gone()?);
        let n_found = findings.len();
        let (findings, n_same) = findings::in_order(findings);
        let questions = findings.iter().filter(|finding| finding.rule.is_question).count();
        stood.tallies.push(
            Tally::of("findings")
                .count("findings", n_found)
                .count("written", findings.len())
                .count("the same twice", n_same)
                .count("questions", questions)
                .balance("findings", &["written", "the same twice"])?,
        );
        let rulings: BTreeMap<String, String> = fed
            .decisions
            .rows()
            .iter()
            .filter(|row| row.is_ruled())
            .map(|row| (row.text("finding_id").to_owned(), row.text("decision").to_owned()))
            .collect();
        let followed = compare::followed(&fed.rulings, &stood.gathered, &findings);
        write(tables::files(&stood.gathered.files)?)?;
        write(tables::decisions(&fed.decisions, &|id| followed.contains(id))?)?;
        let own = YearData {
            year,
            collection: write(tables::collection(&settings.collection)?)?,
            returns,
            answers,
            actions: load::table(data, &schemas::tables::data::ACTIONS)?,
            action_links: write(tables::action_links(&stood.gathered.links)?)?,
            findings: write(tables::findings(&findings, &rulings)?)?,
            question_schools: write(tables::question_schools(
                &stood.gathered.concerned,
                &findings,
                &fed.register,
            )?)?,
            schools: write(schools)?,
            school_groups: write(school_groups)?,
            school_numbers: write(school_numbers)?,
            sections,
            statements,
        };
        Ok((own, findings))
    }

    /// How many schools stood in the year that this run replaces.
    pub(super) fn n_returned_before(&self) -> Result<Option<usize>, Error> {
        let returns = self.table_before(&schemas::tables::data::RETURNS)?;
        Ok(returns.map(|returns| {
            let schools: BTreeSet<&str> = returns
                .rows()
                .filter(|row| row.str("status") == "standing")
                .filter_map(|row| row.text("school_id"))
                .collect();
            schools.len()
        }))
    }

    /// A table of the year that the run replaces; none where there is none that can be read.
    fn table_before(&self, table: &'static Table) -> Result<Option<Checked>, Error> {
        let year = self.request.settings.collection.year;
        if !self.book.years()?.contains(&year) {
            return Ok(None);
        }
        match load::table(&self.book.year(year).join("data"), table) {
            Ok(table) => Ok(Some(table)),
            // A year that an older version wrote, or that is damaged, is what a run is there to replace.
            Err(Error::Version { .. } | Error::Parquet { .. } | Error::Table { .. } | Error::Read { .. }) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// That rulings which the run before followed are in the officer's file no more: it was lost, or emptied, or rows were taken
    /// out of it.
    pub(super) fn rulings_gone(&self) -> Result<Option<Finding>, Error> {
        const NAMED: usize = 5;
        let Some(before) = self.table_before(&schemas::tables::data::DECISIONS)? else { return Ok(None) };
        let rows = self.fed.decisions.rows();
        let there: BTreeSet<&str> =
            rows.iter().filter(|row| row.is_ruled()).map(|row| row.text("finding_id").trim()).collect();
        let gone: Vec<String> = before
            .rows()
            .filter(|row| row.flag("is_followed") && !there.contains(row.str("finding_id")))
            .map(|row| {
                format!("\"{}\" for {} {}", row.str("decision"), row.str("source_file"), row.str("place"))
            })
            .collect();
        if gone.is_empty() {
            return Ok(None);
        }
        let more = if gone.len() > NAMED { "; and others" } else { "" };
        let named = gone.iter().take(NAMED).map(|one| one.trim_end()).collect::<Vec<_>>().join("; ");
        let are = if gone.len() == 1 {
            "ruling that the run before followed is"
        } else {
            "rulings that the run before followed are"
        };
        let rulings = format!("{} {are}", gone.len());
        let place = schemas::place::Place::file(crate::decisions::FILE_NAME);
        let message = format!("{rulings} no more in {}: {named}{more}", crate::decisions::FILE_NAME);
        Ok(Some(
            Finding::new(&schemas::rules::RULING_UNFIT, place, message)
                .with_suggestion("If nobody took them out, put the file back from a backup, then run again"),
        ))
    }

    pub(super) fn fewer_schools(&self, n_returned: usize) -> Result<Option<Finding>, Error> {
        Ok(self.n_returned_before()?.filter(|before| *before > n_returned).map(|before| {
            Finding::new(
                &schemas::rules::FEWER_SCHOOLS,
                schemas::place::Place::default(),
                format!("{n_returned} schools stand in this run, {before} in the one it replaced"),
            )
            .with_suggestion(
                "check that every folder of returns was named; `tallybook restore` brings the replaced year back",
            )
        }))
    }
}
