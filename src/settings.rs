//! What a run goes by: the command line and the settings file, resolved into one value.
//! In: what was typed, the settings' text, how many processors there are. Out: [`Settings`]. Never opens a return;
//! nothing below this looks at the environment, the clock or the current folder.

pub mod file;
pub mod keys;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use schemas::{
    catalogue::{Catalogue, load},
    finding::Severity,
    ids::{AuthorityId, CatalogueId, Year},
};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    error::Error,
    open_days::OpenDays,
    run_report::Input,
    store::{book, hex},
};
use file::{Set, SettingsFile, Value};

/// What was typed, as far as it bears on what a run reads and writes.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The book's folder.
    pub book: PathBuf,
    /// The settings file; else the book's own, if it has one.
    pub settings: Option<PathBuf>,
    /// Folders of catalogues.
    pub catalogues: Vec<PathBuf>,
    /// How many threads read and write; else as many as there are processors.
    pub threads: Option<usize>,
    /// Findings of this severity and above make the exit code 1.
    pub fail_on: Option<Severity>,
    /// Whether the schools' workbooks are left out.
    pub no_school_workbooks: bool,
    /// Whether `bi/` is written as CSV too.
    pub csv: bool,
    /// Whether no return is read: then the authority's own catalogues are not needed.
    pub reads_none: bool,
}

/// How schools are called in the working group's papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamesInPapers {
    /// By name.
    Names,
    /// By a code.
    Codes,
}

/// The collection that a run is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Its year.
    pub year: Year,
    /// The first day on which a return may be dated.
    pub opens_on: NaiveDate,
    /// The day by which returns are asked for.
    pub due_on: Option<NaiveDate>,
    /// The last day on which a return may be dated.
    pub closes_on: NaiveDate,
}

impl Collection {
    /// The days on which a school is asked by it.
    pub fn asked(&self) -> OpenDays {
        OpenDays::asked(self.year.number(), Some(self.opens_on), Some(self.closes_on))
    }
}

/// What a run goes by.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own, named in the settings file")]
pub struct Settings {
    /// The book's folder.
    pub book: PathBuf,
    /// The collection.
    pub collection: Collection,
    /// The catalogues, those built in and the authority's own, sorted by id.
    pub catalogues: Vec<Catalogue>,
    /// How many threads read and write, at least 1.
    pub threads: usize,
    /// Findings of this severity and above make the exit code 1.
    pub fail_on: Option<Severity>,
    /// Whether to write the schools' workbooks.
    pub school_workbooks: bool,
    /// Whether to write `bi/` as CSV too.
    pub csv: bool,
    /// The authority's id.
    pub authority_id: AuthorityId,
    /// Its name.
    pub authority_name: String,
    /// Where a school writes.
    pub contact: String,
    /// Columns of the register that make groups; none: the usual ones, as far as the register has them.
    pub groups: Option<Vec<String>>,
    /// Columns of numbers by which schools are similar.
    pub similar_on: Vec<String>,
    /// What Partly counts in a score.
    pub partly_score: f64,
    /// The catalogue expected where the register does not say.
    pub default_catalogue: Option<CatalogueId>,
    /// How schools are called in the working group's papers.
    pub names_in_papers: NamesInPapers,
    /// Whether to keep who filled in a return.
    pub keep_completed_by: bool,
    /// The least number of answering schools behind a published figure.
    pub publish_threshold: u32,
    /// Whether the officer's signals go into `bi/`.
    pub signals_in_bi: bool,
    /// Limits of reading, by name.
    pub limits: BTreeMap<&'static str, u64>,
    /// The settings file, if one was read.
    pub file: Option<PathBuf>,
    /// The files that the settings were made from.
    pub inputs: Vec<Input>,
}

/// The settings that a command goes by.
///
/// # Errors
/// The settings file is missing where it was named, or has a fault; a catalogue has faults.
pub fn resolve(given: &Given, year: Year) -> Result<Settings, Error> {
    let path = match &given.settings {
        Some(path) if !path.is_file() => {
            return Err(Error::NotThere { what: "the settings file", path: path.clone() });
        }
        Some(path) => Some(path.clone()),
        None => Some(given.book.join(book::SETTINGS)).filter(|path| path.is_file()),
    };
    let mut inputs = Vec::new();
    let mut set = defaults()?;
    if let Some(path) = &path {
        let bytes = fs::read(path).map_err(Error::read(path))?;
        inputs.push(Input { role: "settings", name: file_name(path), sha256: hex(&Sha256::digest(&bytes)) });
        let text = String::from_utf8(bytes).map_err(|_| Error::Setting {
            path: path.clone(),
            line: 1,
            message: "the file is not UTF-8".to_owned(),
            hint: "save it again as UTF-8".to_owned(),
        })?;
        let read = file::read(path, &text)?;
        set.top.extend(read.top);
        set.limits.extend(read.limits);
        set.collections.extend(read.collections);
    }
    let values = Values { path: path.clone().unwrap_or_else(|| PathBuf::from(book::SETTINGS)), set };
    let catalogues = catalogues(given, &values, path.as_deref(), &mut inputs)?;
    let settings = Settings {
        book: given.book.clone(),
        collection: values.collection(year)?,
        threads: threads(given.threads),
        fail_on: given.fail_on,
        school_workbooks: !given.no_school_workbooks,
        csv: given.csv,
        authority_id: values.id("authority_id")?.ok_or_else(|| values.missing("authority_id"))?,
        authority_name: values.text("authority_name"),
        contact: values.text("contact"),
        groups: values.texts("groups"),
        similar_on: values.texts("similar_on").unwrap_or_default(),
        partly_score: values.number("partly_score"),
        default_catalogue: values.id("default_catalogue")?,
        names_in_papers: if values.text("names_in_papers") == "codes" {
            NamesInPapers::Codes
        } else {
            NamesInPapers::Names
        },
        keep_completed_by: values.flag("keep_completed_by"),
        publish_threshold: u32::try_from(values.whole("publish_threshold")).unwrap_or(u32::MAX),
        signals_in_bi: values.flag("signals_in_bi"),
        limits: values.limits(),
        catalogues,
        file: path,
        inputs,
    };
    for (name, columns) in
        [("groups", settings.groups.as_deref().unwrap_or_default()), ("similar_on", &settings.similar_on)]
    {
        if let Some(twice) = named_twice(columns) {
            let hint = "name each column of the register once".to_owned();
            return Err(values.fault(name, format!("`{name}` names `{twice}` twice"), hint));
        }
    }
    if let Some(id) = &settings.default_catalogue
        && !given.reads_none
        && settings.catalogues.iter().all(|catalogue| &catalogue.id != id)
    {
        let known: Vec<&str> = settings.catalogues.iter().map(|catalogue| catalogue.id.as_str()).collect();
        return Err(values.fault(
            "default_catalogue",
            format!("there is no catalogue `{id}`"),
            format!("write one of {}", known.join(", ")),
        ));
    }
    Ok(settings)
}

impl Settings {
    /// The settings as used, for `run.json`: nothing that bears on speed alone, no path of this machine.
    pub fn shown(&self) -> Vec<(String, serde_json::Value)> {
        let day = |date: NaiveDate| date.to_string();
        let mut shown = vec![
            ("authority_id".to_owned(), json!(self.authority_id.as_str())),
            ("authority_name".to_owned(), json!(self.authority_name)),
            ("contact".to_owned(), json!(self.contact)),
            ("groups".to_owned(), json!(self.groups)),
            ("similar_on".to_owned(), json!(self.similar_on)),
            ("partly_score".to_owned(), json!(self.partly_score)),
            ("default_catalogue".to_owned(), json!(self.default_catalogue.as_ref().map(CatalogueId::as_str))),
            (
                "names_in_papers".to_owned(),
                json!(match self.names_in_papers {
                    NamesInPapers::Names => "names",
                    NamesInPapers::Codes => "codes",
                }),
            ),
            ("keep_completed_by".to_owned(), json!(self.keep_completed_by)),
            ("publish_threshold".to_owned(), json!(self.publish_threshold)),
            ("signals_in_bi".to_owned(), json!(self.signals_in_bi)),
            ("school_workbooks".to_owned(), json!(self.school_workbooks)),
            ("csv".to_owned(), json!(self.csv)),
            ("opens_on".to_owned(), json!(day(self.collection.opens_on))),
            ("due_on".to_owned(), json!(self.collection.due_on.map(day))),
            ("closes_on".to_owned(), json!(day(self.collection.closes_on))),
        ];
        shown.extend(self.limits.iter().map(|(name, limit)| (format!("limits.{name}"), json!(limit))));
        shown
    }

    /// SHA-256 over [`Self::shown`], in hexadecimal.
    pub fn sha256(&self) -> String {
        let map: serde_json::Map<_, _> = self.shown().into_iter().collect();
        hex(&Sha256::digest(serde_json::Value::Object(map).to_string()))
    }
}

/// A file's name without its folders.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The first of these names that stands before, in capitals or not: to the register and in a table both are one column.
fn named_twice(names: &[String]) -> Option<&str> {
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let is_twice = |(at, name): &(usize, &String)| names.iter().take(*at).any(|before| same(before, name));
    names.iter().enumerate().find(is_twice).map(|(_, name)| name.as_str())
}

/// As many threads as were asked for, else as there are processors; at least one.
fn threads(given: Option<usize>) -> usize {
    given.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).clamp(1, 256)
}

/// The catalogues built in, with the authority's own in place of those of the same id.
fn catalogues(
    given: &Given,
    values: &Values,
    settings: Option<&Path>,
    inputs: &mut Vec<Input>,
) -> Result<Vec<Catalogue>, Error> {
    let mut by_id: BTreeMap<CatalogueId, Catalogue> =
        load::builtin().into_iter().map(|catalogue| (catalogue.id.clone(), catalogue)).collect();
    let beside = settings.and_then(Path::parent).unwrap_or(Path::new(""));
    let named = values.texts("catalogues").filter(|_| !given.reads_none).unwrap_or_default();
    let folders = named.iter().map(|folder| beside.join(folder)).chain(given.catalogues.iter().cloned());
    let mut own: BTreeMap<CatalogueId, (PathBuf, String)> = BTreeMap::new();
    for folder in folders {
        if !folder.is_dir() {
            return Err(Error::NotThere { what: "the folder of a catalogue", path: folder });
        }
        let catalogue = load::from_folder(&folder)?;
        // The same catalogue may be named in the settings and on the command line.
        match own.get(&catalogue.id) {
            Some((first, sha256)) if *sha256 != catalogue.sha256 => {
                let (id, first) = (catalogue.id, first.clone());
                return Err(Error::SameCatalogue { id, first, second: folder });
            }
            _ => {}
        }
        own.insert(catalogue.id.clone(), (folder, catalogue.sha256.clone()));
        by_id.insert(catalogue.id.clone(), catalogue);
    }
    inputs.extend(by_id.values().map(|catalogue| Input {
        role: "catalogue",
        name: catalogue.id.to_string(),
        sha256: catalogue.sha256.clone(),
    }));
    Ok(by_id.into_values().collect())
}

/// The defaults, read from the list of keys as if they stood in a file.
fn defaults() -> Result<SettingsFile, Error> {
    use std::fmt::Write as _;
    let mut text = String::new();
    for part in [keys::Part::Top, keys::Part::Limits] {
        if part == keys::Part::Limits {
            text.push_str("[limits]\n");
        }
        for key in keys::KEYS.iter().filter(|key| key.part == part && !key.default.is_empty()) {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{} = {}", key.name, key.default);
        }
    }
    file::read(Path::new("the defaults"), &text)
}

/// Values with the path of the file they stand in, for messages.
struct Values {
    path: PathBuf,
    set: SettingsFile,
}

impl Values {
    fn get(&self, name: &str) -> Option<&Value> {
        self.set.top.get(name).map(|set| &set.value)
    }

    fn text(&self, name: &str) -> String {
        match self.get(name) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    fn texts(&self, name: &str) -> Option<Vec<String>> {
        match self.get(name) {
            Some(Value::Texts(texts)) => Some(texts.clone()),
            _ => None,
        }
    }

    fn number(&self, name: &str) -> f64 {
        match self.get(name) {
            Some(Value::Number(number)) => *number,
            _ => 0.0,
        }
    }

    fn whole(&self, name: &str) -> u64 {
        match self.get(name) {
            Some(Value::Whole(whole)) => *whole,
            _ => 0,
        }
    }

    fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Value::Flag(true)))
    }

    fn limits(&self) -> BTreeMap<&'static str, u64> {
        self.set
            .limits
            .iter()
            .filter_map(|(name, set)| match set.value {
                Value::Whole(whole) => Some((*name, whole)),
                _ => None,
            })
            .collect()
    }

    fn id<T: std::str::FromStr<Err = schemas::ids::BadId>>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, Error> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|bad: schemas::ids::BadId| {
            self.fault(name, format!("`{}` is no {}", bad.text, bad.kind), format!("write {}", bad.rule))
        })
    }

    fn missing(&self, name: &'static str) -> Error {
        self.fault(name, format!("`{name}` is empty"), "`tallybook settings` explains it".to_owned())
    }

    fn collection(&self, year: Year) -> Result<Collection, Error> {
        let set = self.set.collections.get(&year);
        let date = |name: &str| match set.and_then(|set| set.get(name)) {
            Some(Set { value: Value::Date(date), .. }) => Some(*date),
            _ => None,
        };
        let day = |year: i32, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN);
        let collection = Collection {
            year,
            opens_on: date("opens_on").unwrap_or_else(|| day(year.number() - 1, 1, 1)),
            due_on: date("due_on"),
            closes_on: date("closes_on").unwrap_or_else(|| day(year.number(), 12, 31)),
        };
        let fault = |name: &str, message: String, hint: &str| {
            let stands =
                |set: &BTreeMap<&str, Set>| set.get(name).or_else(|| set.values().next()).map(|set| set.line);
            let line = set.and_then(stands).unwrap_or(1);
            Error::Setting { path: self.path.clone(), line, message, hint: hint.to_owned() }
        };
        let Collection { opens_on, due_on, closes_on, .. } = collection;
        if opens_on > closes_on {
            let message =
                format!("the collection of {year} closes on {closes_on} before it opens on {opens_on}");
            return Err(fault("closes_on", message, "correct opens_on or closes_on"));
        }
        // Dated by a day that it closed before, a return may still come in.
        let last = closes_on.max(day(year.number(), 12, 31));
        if let Some(due_on) = due_on.filter(|due| *due < opens_on || *due > last) {
            let message = format!(
                "the returns of {year} are due on {due_on}, but its collection runs from {opens_on} to {closes_on}"
            );
            return Err(fault("due_on", message, "correct due_on, or opens_on and closes_on"));
        }
        Ok(collection)
    }

    fn fault(&self, name: &str, message: String, hint: String) -> Error {
        let line = self.set.top.get(name).map_or(1, |set| set.line);
        Error::Setting { path: self.path.clone(), line, message, hint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<Settings, Error> {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join(book::SETTINGS), text).unwrap();
        let given = Given { book: book.path().to_owned(), ..Given::default() };
        resolve(&given, Year::of(2026).unwrap())
    }

    #[test]
    fn everything_has_a_default() {
        let settings = with("").unwrap();
        assert_eq!(settings.authority_id.as_str(), "local");
        assert_eq!(settings.similar_on, ["roll"]);
        assert_eq!(settings.groups, None);
        assert_eq!(settings.limits.len(), 13);
        assert_eq!(settings.collection.opens_on.to_string(), "2025-01-01");
        assert_eq!(settings.collection.closes_on.to_string(), "2026-12-31");
        assert_eq!(settings.catalogues.len(), 2);
        assert_eq!(settings.sha256(), with("# nothing").unwrap().sha256());
    }

    #[test]
    fn where_no_return_is_read_no_catalogue_is_missed() {
        let book = tempfile::tempdir().unwrap();
        let text = "default_catalogue = \"own\"\ncatalogues = [\"no-such\"]\n";
        fs::write(book.path().join(book::SETTINGS), text).unwrap();
        let given = Given { book: book.path().to_owned(), reads_none: true, ..Given::default() };
        assert_eq!(
            resolve(&given, Year::of(2026).unwrap()).unwrap().default_catalogue.unwrap().as_str(),
            "own"
        );
    }

    #[test]
    fn what_is_set_counts_and_changes_the_hash() {
        let settings = with(
            "authority_id = \"na-h-eileanan\"\ngroups = []\n[collection.2026]\ndue_on = 2026-03-31\n[limits]\nsheets = 3\n",
        )
        .unwrap();
        assert_eq!(settings.authority_id.as_str(), "na-h-eileanan");
        assert_eq!(settings.groups, Some(Vec::new()));
        assert_eq!(settings.collection.due_on.unwrap().to_string(), "2026-03-31");
        assert_eq!(settings.limits["sheets"], 3);
        assert_ne!(settings.sha256(), with("").unwrap().sha256());
    }

    #[test]
    fn values_that_name_nothing_are_refused_with_their_line() {
        let fault = |text: &str| with(text).unwrap_err().to_string();
        assert!(
            fault("\nauthority_id = \"My council\"").ends_with("line 2: `My council` is no authority id")
        );
        assert!(fault("default_catalogue = \"none\"").contains("there is no catalogue `none`"));
        assert!(fault("[collection.2026]\ncloses_on = 2020-01-01").contains("before it opens"));
        for due in ["2024-03-31", "2027-03-31"] {
            let told = fault(&format!("\n[collection.2026]\ncloses_on = 2026-06-30\ndue_on = {due}"));
            let said = format!("line 4: the returns of 2026 are due on {due}, but its collection runs from");
            assert!(told.contains(&said), "{told}");
        }
        assert!(with("[collection.2026]\ncloses_on = 2026-06-30\ndue_on = 2026-07-15").is_ok());
        assert!(
            fault("groups = [\"sector\", \"Sector\"]").ends_with("line 1: `groups` names `Sector` twice")
        );
        assert!(fault("similar_on = [\"roll\", \"roll\"]").contains("names `roll` twice"));
        assert!(fault("catalogues = [\"no-such\"]").contains("the folder of a catalogue"));
    }

    #[test]
    fn of_two_catalogues_with_one_id_none_is_taken_in_silence() {
        let (book, own) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let builtin = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/catalogues/online-safety-practice");
        for name in ["first", "second", "copy"] {
            let folder = own.path().join(name).join("online-safety-practice");
            fs::create_dir_all(&folder).unwrap();
            for file in fs::read_dir(&builtin).unwrap().map(Result::unwrap) {
                fs::copy(file.path(), folder.join(file.file_name())).unwrap();
            }
        }
        let folder = |name: &str| own.path().join(name).join("online-safety-practice");
        let title = folder("second").join("catalogue.toml");
        let text = fs::read_to_string(&title).unwrap();
        fs::write(&title, text.replacen("title = \"", "title = \"Our ", 1)).unwrap();
        let with = |names: [&str; 2]| {
            let catalogues = names.map(folder).to_vec();
            let given = Given { book: book.path().to_owned(), catalogues, ..Given::default() };
            resolve(&given, Year::of(2026).unwrap())
        };
        let told = with(["first", "second"]).unwrap_err();
        let said = told.to_string();
        assert!(said.contains("two catalogues have the id online-safety-practice: "), "{said}");
        assert!(said.contains("first") && said.contains("second") && told.hint().is_some(), "{said}");
        // The same catalogue, named twice, or in place of the one built in.
        assert_eq!(with(["first", "copy"]).unwrap().catalogues.len(), 2);
        assert_eq!(with(["second", "second"]).unwrap().catalogues.len(), 2);
    }
}
