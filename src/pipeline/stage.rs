//! A whole year, and `bi/`, written into the staging folder.
//! In: a run that has the book. Out: what to say of it. Never touches what stands in the book; the swap does.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
};

use rayon::prelude::*;
use schemas::{finding::Finding, ids::Year};

use super::{
    Done, Request, compare, figures, findings,
    gather::{Gathered, Streams},
    inputs::Fed,
    papers, read_all,
    stand::stand,
};
use crate::{
    decisions,
    error::Error,
    inbox::Inbox,
    marts,
    run_report::{self, RunReport, Tally},
    store::{
        atomic,
        book::{BI, Book},
        carry, load,
        swap::{self, Recovered},
    },
    year_data::{AnswerColumns, YearData},
};

/// A run that has the book.
pub(super) struct Run<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) book: &'a Book,
    pub(super) fed: &'a Fed,
}

impl Run<'_> {
    /// Writes the whole year, and `bi/`, into the staging folder.
    pub(super) fn stage(&self, found: &Inbox, recovered: Recovered) -> Result<Done, Error> {
        let Self { request, book, fed } = self;
        let settings = request.settings;
        let year = settings.collection.year;
        let stage = book.staging();
        let folder = stage.join(year.to_string());
        let data = folder.join("data");
        swap::make_empty(&stage)?;
        fs::create_dir_all(&data).map_err(Error::write(&data))?;

        let mut streams = Streams::begin(&data)?;
        let gathered = read_all(request, fed, found, Some(&mut streams))?;
        let mut stood = stand(request, fed, gathered, Some(&mut streams))?;
        let [n_answers, n_comments, n_actions] = streams.finish()?;
        let counted = |name: &str| stood.tallies.iter().map(|tally| tally.get(name)).max().unwrap_or(0);
        run_report::same("store", ("statements", counted("statements")), ("rows of answers", n_answers))?;
        run_report::same("store", ("comments", counted("comments")), ("rows of comments", n_comments))?;
        run_report::same("store", ("actions", counted("actions")), ("rows of actions", n_actions))?;

        request.watcher.stage("loading the book's years");
        let mut years = self.other_years()?;
        let (own, findings) = self.tables(&data, &mut stood, &years)?;
        years.push(own);
        years.sort_by_key(|data| data.year);

        request.watcher.stage("working out the figures");
        let wordings = compare::wordings(&stood.gathered, &stood.standings, &settings.catalogues, year);
        let figures = fed.pool.install(|| figures::work_out(settings, &years, &wordings))?;
        // What was counted is needed no more.
        for data in &mut years {
            data.answers = AnswerColumns::default();
        }
        let mut tallies = stood.tallies;
        tallies.extend(balances(&figures, year)?);
        let bi = stage.join(BI);
        fs::create_dir_all(&bi).map_err(Error::write(&bi))?;
        let mut answers = papers::Answers::of(settings, stood.n_returned);
        let bi_files =
            fed.pool.install(|| figures::write_bi(&bi, &figures, settings, |part| answers.see(part)))?;

        request.watcher.stage("writing the papers");
        let sources = papers::Sources {
            settings,
            book,
            figures: papers::Figures::of(figures, settings.school_workbooks),
            years: &years,
            groups: figures::groups(settings, &years),
            answers: answers.parts(),
        };
        let (papers, public) = fed.pool.install(|| papers::write(&folder, &sources))?;
        // What follows lists every file, and needs no figure.
        drop(sources);
        drop(wordings);
        drop(years);
        self.write_findings(&folder, &findings)?;
        let n_returned_before = self.n_returned_before()?;
        let carried = carry::carry_over(&book.year(year), &folder)?;
        self.stage_decisions(&stage, &findings, &stood.gathered)?;

        let mut outputs: BTreeSet<String> = papers.iter().cloned().collect();
        outputs.extend(["findings.csv".to_owned(), run_report::FILE.to_owned()]);
        outputs.extend(names_in(&data)?.into_iter().map(|name| format!("data/{name}")));
        outputs.extend(bi_files.into_iter().map(|name| format!("{BI}/{name}")));
        let report = RunReport {
            year: year.number(),
            settings: settings.shown(),
            settings_sha256: settings.sha256(),
            inputs: fed.inputs(settings, book, &stood.gathered.files)?,
            tallies: tallies.clone(),
            outputs,
        };
        atomic::write(&folder.join(run_report::FILE), report.text().as_bytes())?;
        Ok(Done {
            n_questions: findings.iter().filter(|finding| finding.rule.is_question).count(),
            findings,
            tallies,
            n_schools: stood.n_expected,
            n_returned: stood.n_returned,
            n_returned_before,
            carried,
            recovered,
            not_cleared: None,
            papers,
            public,
            seem_open: Vec::new(),
        })
    }

    fn other_years(&self) -> Result<Vec<YearData>, Error> {
        let own = self.request.settings.collection.year;
        let years: Vec<Year> = self.book.years()?.into_iter().filter(|year| *year != own).collect();
        years.into_par_iter().map(|year| load::year(&self.book.year(year), year)).collect()
    }

    fn write_findings(&self, folder: &Path, findings: &[Finding]) -> Result<(), Error> {
        let names: BTreeMap<&str, &str> = self
            .fed
            .register
            .schools()
            .iter()
            .map(|school| (school.id.as_str(), school.name.as_str()))
            .collect();
        let path = folder.join("findings.csv");
        let bytes = findings::csv(findings, &names).map_err(Error::write(&path))?;
        atomic::write(&path, &bytes)
    }

    /// The officer's file with the run's questions appended, staged only where it changes.
    fn stage_decisions(&self, stage: &Path, findings: &[Finding], gathered: &Gathered) -> Result<(), Error> {
        let hashes: HashMap<&str, &str> =
            gathered.files.iter().map(|file| (file.source_file.as_str(), file.hashes.as_str())).collect();
        let mut decisions = self.fed.decisions.clone();
        decisions.take_over(
            self.request.settings.collection.year,
            findings.iter().filter(|finding| finding.rule.is_question),
            |source_file| hashes.get(source_file).copied().unwrap_or("").to_owned(),
        );
        let bytes = decisions.to_bytes()?;
        let has_rows = !decisions.rows().is_empty();
        if has_rows && self.fed.decisions_bytes.as_deref() != Some(bytes.as_slice()) {
            atomic::write(&stage.join(decisions::FILE_NAME), &bytes)?;
        }
        Ok(())
    }
}

/// For each catalogue of the year: expected = the sum of what came of it.
fn balances(figures: &marts::Tables, year: Year) -> Result<Vec<Tally>, Error> {
    let codes = schemas::tables::star::ANSWER_CODES;
    figures
        .balance
        .iter()
        .filter(|balance| balance.year == year.number())
        .map(|balance| {
            let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
            let mut tally = Tally::of("balance")
                .named(&balance.catalogue_id)
                .count("expected", count(balance.n_expected));
            for (code, n) in codes.iter().zip(balance.n_by_code) {
                tally = tally.count(*code, count(n));
            }
            tally.balance("expected", codes)
        })
        .collect()
}

/// The names of the files in a folder, sorted.
fn names_in(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names = fs::read_dir(folder)
        .map_err(Error::read(folder))?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<std::io::Result<Vec<String>>>()
        .map_err(Error::read(folder))?;
    names.sort();
    Ok(names)
}
