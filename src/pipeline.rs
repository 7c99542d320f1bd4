//! A run: returns in, a book swapped.
//! In: settings, paths of returns and the register. Out: the book, and what to say of it. Each stage hands on tables
//! and a tally; where in is not out plus set aside, the run ends as broken, and the book stays as it was.

mod columns;
mod compare;
mod concerned;
mod csv_table;
mod dated;
mod figures;
mod findings;
mod gather;
mod inputs;
mod papers;
mod reading;
mod restore;
mod tables;
mod unfollowed;
mod window;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::PathBuf,
};

use ingest::{
    read::ChildReader,
    read_return::Context,
    recognise::{Known, Library},
};
use rayon::prelude::*;
use schemas::{
    checked::Checked,
    finding::{Finding, Severity},
    ids::{CatalogueId, SchoolId, Year},
};

use crate::{
    decisions,
    error::Error,
    expected,
    inbox::{self, Inbox},
    links::Linker,
    marts,
    run_report::{self, Input, RunReport, Tally},
    settings::Settings,
    standing::{self, ReturnHead, Standing, Window},
    store::{
        atomic,
        book::{BI, Book},
        carry::{self, Carried},
        load,
        swap::{self, Recovered},
        writer,
    },
    year_data::YearData,
};
pub use restore::restore;

use gather::{Gathered, Streams, Taking};
use inputs::Fed;
use reading::Desk;

/// What a run is asked to do.
pub struct Request<'a> {
    /// Files and folders of returns.
    pub returns: &'a [PathBuf],
    /// The register.
    pub schools: &'a PathBuf,
    /// What it goes by.
    pub settings: &'a Settings,
    /// Reads what cannot be bounded in the process.
    pub child: &'a dyn ChildReader,
    /// Is told how far the run is.
    pub watcher: &'a dyn Watcher,
}

/// Is told how far a run is. Nothing that it does changes what is written.
pub trait Watcher: Sync {
    /// A stage begins.
    fn stage(&self, _name: &str) {}
    /// So many files will be read.
    fn files(&self, _n: usize) {}
    /// One of them has been.
    fn file_done(&self) {}
}

/// Nobody watches.
pub struct Unwatched;
impl Watcher for Unwatched {}

/// What a run came to.
#[derive(Debug)]
pub struct Done {
    /// Findings, most serious first.
    pub findings: Vec<Finding>,
    /// The stages' tallies.
    pub tallies: Vec<Tally>,
    /// Schools from which a return is expected.
    pub n_schools: usize,
    /// Schools with a standing return.
    pub n_returned: usize,
    /// Schools with a standing return in the year that was replaced, if one was.
    pub n_returned_before: Option<usize>,
    /// Questions that wait for a ruling.
    pub n_questions: usize,
    /// What became of the user's own files in the year's folder.
    pub carried: Carried,
    /// What an earlier run had left, and how it was ended.
    pub recovered: Recovered,
    /// Papers that were written, by path below the year's folder.
    pub papers: Vec<String>,
}

impl Done {
    /// Whether a finding is as severe as this or more.
    pub fn has_at_least(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.rule.severity >= severity)
    }
}

/// Reads returns and says what it finds, writing nothing.
pub fn check(request: &Request<'_>) -> Result<Done, Error> {
    let settings = request.settings;
    let book = Book::at(&settings.book);
    let fed = Fed::read(request, &book)?;
    let found = search(request, &book)?;
    let read = read_all(request, &fed, &found, None)?;
    let stood = stand(request, &fed, read)?;
    let (findings, _) = findings::in_order(stood.findings);
    Ok(Done {
        n_questions: findings.iter().filter(|finding| finding.rule.is_question).count(),
        findings,
        tallies: stood.tallies,
        n_schools: fed.register.n_open(settings.collection.closes_on),
        n_returned: stood.n_returned,
        n_returned_before: None,
        carried: Carried::default(),
        recovered: Recovered::Nothing,
        papers: Vec::new(),
    })
}

/// Reads returns and adds their year to the book, or replaces it.
pub fn run(request: &Request<'_>) -> Result<Done, Error> {
    let settings = request.settings;
    let year = settings.collection.year;
    // What is plainly wrong is said before the book is touched.
    let fed = Fed::read(request, &Book::at(&settings.book))?;
    let found = search(request, &Book::at(&settings.book))?;
    let (book, lock, recovered) = Book::begin(&settings.book, &format!("run --year {year}"))?;
    book.check_closed(year)?;
    let stage = book.staging();
    let outcome = Run { request, book: &book, fed: &fed }.stage(&found, recovered);
    match outcome {
        Ok(done) => {
            request.watcher.stage("putting the year in its place");
            book.check_closed(year)?;
            fed.decisions_unchanged(&book)?;
            swap::commit(book.root(), &year.to_string(), &mut |_| true)?;
            drop(lock);
            Ok(done)
        }
        Err(error) => {
            // The book is as it was. What is left of the staging folder harms nothing; the next run removes it.
            let _ = fs::remove_dir_all(stage);
            Err(error)
        }
    }
}

/// Files that may be returns.
fn search(request: &Request<'_>, book: &Book) -> Result<Inbox, Error> {
    let mut not_returns = vec![request.schools.as_path(), book.root()];
    not_returns.extend(request.settings.file.as_deref());
    inbox::find(request.returns, &not_returns)
}

/// Reads every file, in order; parts of the long tables go to the streams as they come.
fn read_all(
    request: &Request<'_>,
    fed: &Fed,
    inbox: &Inbox,
    mut streams: Option<&mut Streams>,
) -> Result<Gathered, Error> {
    let settings = request.settings;
    request.watcher.stage("reading returns");
    request.watcher.files(inbox.files.len());
    let library = Library::new(settings.catalogues.clone());
    let linkers: HashMap<CatalogueId, Linker> =
        settings.catalogues.iter().map(|catalogue| (catalogue.id.clone(), Linker::new(catalogue))).collect();
    let taking = Taking { linkers: &linkers, keep_completed_by: settings.keep_completed_by };
    let desk = Desk {
        context: Context {
            known: Known { library: &library, year: settings.collection.year, decisions: fed.rulings.all() },
            limits: &fed.limits,
            child: request.child,
        },
        register: &fed.register,
        rulings: &fed.rulings,
        window: window_of(settings),
        pool: &fed.pool,
    };
    let mut gathered = Gathered::default();
    gathered.findings.extend(inbox.findings.iter().cloned());
    window::in_order(
        settings.threads,
        &inbox.files,
        |found| reading::read(found, &desk),
        |found, opened| {
            reading::each(found, opened, &desk, |read| gathered.take(read, &taking, streams.as_deref_mut()))?;
            request.watcher.file_done();
            Ok(())
        },
    )?;
    Ok(gathered)
}

/// The days between which a return of the collection may be dated.
fn window_of(settings: &Settings) -> Window {
    Window { opens_on: settings.collection.opens_on, closes_on: settings.collection.closes_on }
}

/// What is known once it is settled which returns stand.
struct Stood {
    gathered: Gathered,
    standings: Vec<Standing>,
    /// The catalogue expected of each school, in the register's order.
    expected: Vec<CatalogueId>,
    findings: Vec<Finding>,
    tallies: Vec<Tally>,
    n_returned: usize,
}

/// Says which returns stand, and which catalogue is expected of whom.
fn stand(request: &Request<'_>, fed: &Fed, mut gathered: Gathered) -> Result<Stood, Error> {
    let settings = request.settings;
    request.watcher.stage("settling which returns stand");
    let [files, reading] = gathered.tallies()?;
    let heads: Vec<ReturnHead> = gathered.returns.iter().map(|record| record.head.clone()).collect();
    let stood = standing::stand(&heads, window_of(settings), &fed.rulings);
    gathered.concerned.extend(stood.concerned);
    gathered.followed.extend(stood.followed);
    let standings: Vec<Standing> =
        stood.standings.into_iter().map(|standing| standing.unwrap_or(Standing::Undecided)).collect();
    let first =
        settings.default_catalogue.clone().or_else(|| settings.catalogues.last().map(|c| c.id.clone()));
    let (expected, more) = match first {
        Some(first) => expected::expected(&fed.register, settings.default_catalogue.as_ref(), &heads, &first),
        None => (Vec::new(), Vec::new()),
    };
    let mut findings = fed.findings.clone();
    findings.append(&mut gathered.findings);
    findings.extend(stood.findings);
    findings.extend(more);
    let followed = compare::followed(&fed.rulings, &gathered, &findings);
    let year = settings.collection.year;
    findings.extend(unfollowed::unfollowed(&fed.decisions, year, &followed, &gathered.files, &findings));

    let of = |code: &str| standings.iter().filter(|standing| standing.code() == code).count();
    let mut tally = Tally::of("standing").count("returns", standings.len());
    for code in schemas::tables::data::STANDINGS {
        tally = tally.count(*code, of(code));
    }
    let tally = tally.balance("returns", schemas::tables::data::STANDINGS)?;
    run_report::same(
        "standing",
        ("returns read", reading.get("returns")),
        ("returns stood", tally.get("returns")),
    )?;
    let returned: BTreeSet<&SchoolId> = heads
        .iter()
        .zip(&standings)
        .filter(|(_, standing)| **standing == Standing::Standing)
        .filter_map(|(head, _)| head.school_id.as_ref())
        .collect();
    let n_returned = returned.len();
    Ok(Stood { gathered, standings, expected, findings, tallies: vec![files, reading, tally], n_returned })
}

/// A run that has the book.
struct Run<'a> {
    request: &'a Request<'a>,
    book: &'a Book,
    fed: &'a Fed,
}

impl Run<'_> {
    /// Writes the whole year, and `bi/`, into the staging folder.
    fn stage(&self, found: &Inbox, recovered: Recovered) -> Result<Done, Error> {
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
        let [n_answers, n_comments, n_actions] = streams.finish()?;
        let mut stood = stand(request, fed, gathered)?;
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
        let wordings = compare::wordings(&stood.gathered, &stood.standings);
        let figures = fed.pool.install(|| figures::work_out(settings, &years, &wordings))?;
        let mut tallies = stood.tallies;
        tallies.extend(balances(&figures, year)?);
        let bi = stage.join(BI);
        fs::create_dir_all(&bi).map_err(Error::write(&bi))?;
        let bi_files = fed.pool.install(|| figures::write_bi(&bi, &figures, settings))?;

        request.watcher.stage("writing the papers");
        let sources = papers::Sources {
            settings,
            book,
            figures: &figures,
            years: &years,
            groups: figures::groups(settings, &years),
            n_returned: stood.n_returned,
        };
        let papers = fed.pool.install(|| papers::write(&folder, &sources))?;
        // What follows lists every file, and needs no figure.
        drop(sources);
        drop(figures);
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
            inputs: fed.inputs(settings, &stood.gathered.files),
            tallies: tallies.clone(),
            outputs,
        };
        atomic::write(&folder.join(run_report::FILE), report.text().as_bytes())?;
        Ok(Done {
            n_questions: findings.iter().filter(|finding| finding.rule.is_question).count(),
            findings,
            tallies,
            n_schools: fed.register.n_open(settings.collection.closes_on),
            n_returned: stood.n_returned,
            n_returned_before,
            carried,
            recovered,
            papers,
        })
    }

    fn other_years(&self) -> Result<Vec<YearData>, Error> {
        let own = self.request.settings.collection.year;
        let years: Vec<Year> = self.book.years()?.into_iter().filter(|year| *year != own).collect();
        years.into_par_iter().map(|year| load::year(&self.book.year(year), year)).collect()
    }

    /// The small tables of the year, written and in memory; and its findings, most serious first.
    fn tables(
        &self,
        data: &std::path::Path,
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
    fn n_returned_before(&self) -> Result<Option<usize>, Error> {
        let year = self.request.settings.collection.year;
        if !self.book.years()?.contains(&year) {
            return Ok(None);
        }
        let folder = self.book.year(year).join("data");
        match load::table(&folder, &schemas::tables::data::RETURNS) {
            Ok(returns) => {
                let schools: BTreeSet<&str> = returns
                    .rows()
                    .filter(|row| row.str("status") == "standing")
                    .filter_map(|row| row.text("school_id"))
                    .collect();
                Ok(Some(schools.len()))
            }
            // A year that an older version wrote, or that is damaged, is what a run is there to replace.
            Err(Error::Version { .. } | Error::Parquet { .. } | Error::Table { .. } | Error::Read { .. }) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn fewer_schools(&self, n_returned: usize) -> Result<Option<Finding>, Error> {
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

    fn write_findings(&self, folder: &std::path::Path, findings: &[Finding]) -> Result<(), Error> {
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
    fn stage_decisions(
        &self,
        stage: &std::path::Path,
        findings: &[Finding],
        gathered: &Gathered,
    ) -> Result<(), Error> {
        let hashes: HashMap<&str, &str> =
            gathered.files.iter().map(|file| (file.source_file.as_str(), file.sha256.as_str())).collect();
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

/// The figures of one year alone, from its folder.
pub fn figures_of(settings: &Settings, folder: &std::path::Path) -> Result<marts::Tables, Error> {
    let years = [load::year(folder, settings.collection.year)?];
    figures::work_out(settings, &years, &[])
}

/// The register alone.
pub fn read_register(
    path: &std::path::Path,
    settings: &Settings,
    child: &dyn ChildReader,
) -> Result<crate::register::Register, Error> {
    Ok(inputs::register(path, settings, child)?.0)
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
fn names_in(folder: &std::path::Path) -> Result<Vec<String>, Error> {
    let mut names = fs::read_dir(folder)
        .map_err(Error::read(folder))?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<std::io::Result<Vec<String>>>()
        .map_err(Error::read(folder))?;
    names.sort();
    Ok(names)
}

/// A file that a run was fed with.
pub(crate) fn input(role: &'static str, name: &str, sha256: &str) -> Input {
    Input { role, name: name.to_owned(), sha256: sha256.to_owned() }
}
