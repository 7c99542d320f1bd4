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
mod names;
mod own_year;
mod papers;
mod reading;
mod remarks;
mod restore;
mod stage;
mod stand;
mod tables;
mod tied;
mod unfollowed;
mod window;

use std::{
    collections::{BTreeSet, HashMap},
    path::PathBuf,
};

use ingest::{
    read::ChildReader,
    read_return::{Context, HANDFUL},
    recognise::{Known, Library},
};
use schemas::{
    finding::{Finding, Severity},
    ids::CatalogueId,
    rules,
};

use crate::{
    error::Error,
    inbox::{self, Found, Inbox},
    links::Linker,
    marts,
    run_report::{Input, Tally},
    settings::Settings,
    store::{
        book::Book,
        carry::Carried,
        load,
        swap::{self, Recovered},
    },
};
pub use papers::Public;
pub use restore::restore;

use gather::{Gathered, Streams, Taking};
use inputs::Fed;
use names::Names;
use reading::Desk;
use stage::Run;
use stand::{stand, window_of};
use tied::Tied;

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
    /// Why something that the run replaced could not be cleared away.
    pub not_cleared: Option<Error>,
    /// Papers that were written, by path below the year's folder.
    pub papers: Vec<String>,
    /// How the public's workbook stands to what was published.
    pub public: Public,
    /// Files that seem to be open in an office program, each with the sign that says so.
    pub seem_open: Vec<(String, String)>,
}

impl Done {
    /// Rulings that were not followed.
    pub fn n_unfollowed(&self) -> usize {
        let rules = [&rules::RULING_UNFIT, &rules::RULING_UNCLEAR];
        self.findings.iter().filter(|finding| rules.contains(&finding.rule)).count()
    }

    /// Returns dated outside the collection.
    pub fn n_dated_outside(&self) -> usize {
        let dated = self.findings.iter().filter(|finding| finding.rule == &rules::DATE_OUTSIDE);
        dated.filter_map(|finding| finding.return_id).collect::<BTreeSet<_>>().len()
    }

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
    let stood = stand(request, &fed, read, None)?;
    let (findings, _) = findings::in_order(stood.findings);
    Ok(Done {
        n_questions: findings.iter().filter(|finding| finding.rule.is_question).count(),
        findings,
        tallies: stood.tallies,
        n_schools: stood.n_expected,
        n_returned: stood.n_returned,
        n_returned_before: None,
        carried: Carried::default(),
        recovered: Recovered::Nothing,
        not_cleared: None,
        papers: Vec::new(),
        public: Public::default(),
        seem_open: Vec::new(),
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
    // What an earlier run had staged may have come into the book just now.
    let fed = if recovered == Recovered::Nothing { fed } else { Fed::read(request, &book)? };
    book.check_closed(year)?;
    restore::same_authority(settings, &book)?;
    let swapped = Run { request, book: &book, fed: &fed }.stage(&found, recovered).and_then(|done| {
        request.watcher.stage("putting the year in its place");
        book.check_closed(year)?;
        fed.decisions_unchanged(&book)?;
        let seem_open = book.seem_open(year);
        let not_cleared = swap::commit(book.root(), &year.to_string(), &mut |_| true)?;
        Ok(Done { not_cleared, seem_open, ..done })
    });
    if swapped.is_err() {
        swap::abandon(book.root());
    }
    drop(lock);
    swapped
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
    let tied = Tied::new(&fed.register, settings.default_catalogue.as_ref());
    let desk = Desk {
        context: Context {
            known: Known { library: &library, year: settings.collection.year, decisions: fed.rulings.all() },
            limits: &fed.limits,
            child: request.child,
        },
        register: &fed.register,
        rulings: &fed.rulings,
        tied: &tied,
        window: window_of(settings),
        pool: &fed.pool,
    };
    let mut gathered = Gathered::beside(&settings.catalogues, settings.collection.year);
    gathered.findings.extend(inbox.findings.iter().cloned());
    let mut names = Names::of(&inbox.files);
    // Of few files, each thread has some.
    let n_together = inbox.files.len().div_ceil(4 * settings.threads.max(1)).clamp(1, HANDFUL);
    let handfuls: Vec<&[Found]> = inbox.files.chunks(n_together).collect();
    window::in_order(
        settings.threads,
        &handfuls,
        |handful| reading::read(handful, &desk),
        |handful, opened| {
            for (found, opened) in handful.iter().zip(opened) {
                reading::each(found, opened, &desk, &mut names, |read| {
                    gathered.take(read, &taking, streams.as_deref_mut())
                })?;
                request.watcher.file_done();
            }
            Ok(())
        },
    )?;
    gathered.ask_about_folders();
    gathered.take_remarks(streams)?;
    Ok(gathered)
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

/// A file that a run was fed with.
pub(crate) fn input(role: &'static str, name: &str, sha256: &str) -> Input {
    Input { role, name: name.to_owned(), sha256: sha256.to_owned() }
}
