//! What a run is fed with beside the returns: the register, the rulings, limits.
//! In: paths and settings. Out: what the stages go by, with the hash of each file. Never a return.

use std::{fs, path::Path};

use ingest::read::{self, ChildReader, Limits};
use rayon::ThreadPoolBuilder;
use schemas::{finding::Finding, place::Place, rules};
use sha2::{Digest, Sha256};

use super::{Request, gather::FileRecord, input};
use crate::{
    decisions::{Decisions, Rulings},
    error::Error,
    register::{Register, RegisterColumns, RegisterError},
    run_report::Input,
    settings::{Settings, file_name},
    store::{
        book::{Book, PUBLISHED},
        hex,
    },
};

/// What a run is fed with, read.
pub(crate) struct Fed {
    pub(crate) register: Register,
    register_input: Input,
    pub(crate) decisions: Decisions,
    /// The officer's file as it was when the run began; none where there was none.
    pub(crate) decisions_bytes: Option<Vec<u8>>,
    pub(crate) rulings: Rulings,
    pub(crate) limits: Limits,
    pub(crate) pool: rayon::ThreadPool,
    /// What there is to say of the register and the rulings.
    pub(crate) findings: Vec<Finding>,
}

impl Fed {
    pub(crate) fn read(request: &Request<'_>, book: &Book) -> Result<Self, Error> {
        let settings = request.settings;
        let limits = limits(settings);
        let (register, mut findings, register_input) = register(request.schools, settings, request.child)?;
        let name = register.file_name.clone();
        if let Some(school) = register.schools().iter().find(|school| {
            school.catalogue_id.as_ref().is_some_and(|id| settings.catalogues.iter().all(|c| &c.id != id))
        }) {
            let known: Vec<&str> = settings.catalogues.iter().map(|c| c.id.as_str()).collect();
            return Err(Error::Usage {
                message: format!(
                    "the register {name}, row {}: {} is to send the catalogue {}, which there is not",
                    school.line,
                    school.name,
                    school.catalogue_id.as_ref().map_or("", |id| id.as_str())
                ),
                hint: format!("write one of {}, or name its folder with --catalogue", known.join(", ")),
            });
        }
        let decisions_bytes = decisions_bytes(book)?;
        let decisions = match &decisions_bytes {
            Some(bytes) => Decisions::read(bytes)?,
            None => Decisions::default(),
        };
        let (rulings, unclear) = decisions.rulings();
        findings.extend(unclear);
        findings.extend(saved_as_workbook(book));
        let pool = ThreadPoolBuilder::new()
            .num_threads(settings.threads)
            .build()
            .map_err(|error| Error::Threads { why: error.to_string() })?;
        Ok(Self {
            register_input,
            register,
            rulings: Rulings::new(rulings),
            decisions,
            decisions_bytes,
            limits,
            pool,
            findings,
        })
    }

    /// That the officer has not written into the file while the run worked.
    pub(crate) fn decisions_unchanged(&self, book: &Book) -> Result<(), Error> {
        if decisions_bytes(book)? == self.decisions_bytes {
            Ok(())
        } else {
            Err(Error::DecisionsChanged { path: book.decisions() })
        }
    }

    /// Every file that the run was fed with, for `run.json`.
    pub(crate) fn inputs(
        &self,
        settings: &Settings,
        book: &Book,
        files: &[FileRecord],
    ) -> Result<Vec<Input>, Error> {
        let mut inputs = settings.inputs.clone();
        inputs.push(self.register_input.clone());
        // The rulings alone: questions are what a run writes itself, and the same run again is the same run.
        let rulings = self.decisions.rulings_as_text();
        if !rulings.is_empty() {
            inputs.push(input("decisions", crate::decisions::FILE_NAME, &hex(&Sha256::digest(rulings))));
        }
        let published = book.published();
        if published.is_file() {
            let bytes = fs::read(&published).map_err(Error::read(&published))?;
            inputs.push(input("published", PUBLISHED, &hex(&Sha256::digest(bytes))));
        }
        inputs.extend(files.iter().map(|file| input("return", &file.source_file, &file.sha256)));
        Ok(inputs)
    }
}

/// The register, what there is to say of it, and its hash.
pub(crate) fn register(
    path: &Path,
    settings: &Settings,
    child: &dyn ChildReader,
) -> Result<(Register, Vec<Finding>, Input), Error> {
    if path.is_dir() {
        return Err(Error::Usage {
            message: format!("the register {} is a folder", path.display()),
            hint: "name the file that lists the schools".to_owned(),
        });
    }
    if !path.is_file() {
        return Err(Error::NotThere { what: "the register", path: path.to_owned() });
    }
    let bytes = fs::read(path).map_err(Error::read(path))?;
    let (name, shown) = (file_name(path), path.display().to_string());
    let opened = read::open(&name, &bytes, &limits(settings), child);
    if opened.refused.is_some() {
        let why = opened.findings.last().map_or_else(String::new, |finding| finding.message.clone());
        return Err(RegisterError::Unreadable { file: shown, why }.into());
    }
    let wanted = RegisterColumns {
        groups: settings.groups.clone(),
        similar_on: settings.similar_on.clone(),
        asked: settings.collection.asked(),
    };
    let (register, mut findings) =
        Register::of_grids(&name, &opened.grids, &wanted).map_err(|error| error.of_file(shown))?;
    // What there was to say of the file itself: letters in doubt, rows that are longer than others.
    findings.extend(opened.findings);
    let input = input("register", &name, &hex(&Sha256::digest(&bytes)));
    Ok((register, findings, input))
}

/// A finding where the officer saved the rulings as a workbook, which no run reads.
fn saved_as_workbook(book: &Book) -> Option<Finding> {
    let name = "decisions.xlsx";
    book.root().join(name).is_file().then(|| {
        Finding::new(&rules::RULING_UNCLEAR, Place::file(name), "rulings in a workbook are not read")
            .with_suggestion(
                "save it as CSV under the name decisions.csv, and take the workbook out of the book",
            )
    })
}

fn decisions_bytes(book: &Book) -> Result<Option<Vec<u8>>, Error> {
    let path = book.decisions();
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        // A book that is not there yet, or cannot be, has none; that it cannot be is found when it is made.
        Err(error)
            if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) =>
        {
            Ok(None)
        }
        Err(source) => Err(Error::Read { path, source }),
    }
}

/// The limits of reading, as the settings have them.
fn limits(settings: &Settings) -> Limits {
    let mut limits = Limits::default();
    let set = |name: &str| settings.limits.get(name).copied();
    let whole = |name: &str, default: usize| {
        set(name).map_or(default, |limit| usize::try_from(limit).unwrap_or(usize::MAX))
    };
    limits.file_bytes = set("file_bytes").unwrap_or(limits.file_bytes);
    limits.inflated_bytes = set("inflated_bytes").unwrap_or(limits.inflated_bytes);
    limits.ratio = set("ratio").unwrap_or(limits.ratio);
    limits.archive_bytes = set("archive_bytes").unwrap_or(limits.archive_bytes);
    limits.archive_members = whole("archive_members", limits.archive_members);
    limits.archive_depth =
        set("archive_depth").and_then(|depth| u32::try_from(depth).ok()).unwrap_or(limits.archive_depth);
    limits.cells = whole("cells", limits.cells);
    limits.sheets = whole("sheets", limits.sheets);
    limits.text_bytes = whole("text_bytes", limits.text_bytes);
    limits.all_text_bytes = whole("all_text_bytes", limits.all_text_bytes);
    limits.depth = whole("depth", limits.depth);
    limits.child_memory = set("child_memory").unwrap_or(limits.child_memory);
    limits.child_seconds = set("child_seconds").unwrap_or(limits.child_seconds);
    limits
}
