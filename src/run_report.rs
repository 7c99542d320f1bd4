//! What a run was and what it counted: `run.json`.
//! In: tallies of the stages, hashes of every input, names of every output. Out: a text. Never a clock, a path of
//! this machine, or a sum that was not checked.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde::Serialize;
use serde_json::{Value, json};

use crate::error::Error;

/// The file's name in the year's folder.
pub const FILE: &str = "run.json";

/// What a stage counted. Built by [`Tally::count`]; [`Tally::balance`] proves that nothing vanished in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    stage: &'static str,
    /// What of the stage it counts, where there are several: a catalogue.
    part: Option<String>,
    counts: Vec<(String, u64)>,
    sums: Vec<String>,
}

impl Tally {
    /// An empty tally of a stage.
    pub fn of(stage: &'static str) -> Self {
        Self { stage, part: None, counts: Vec::new(), sums: Vec::new() }
    }

    /// Says what of the stage it counts.
    #[must_use]
    pub fn named(mut self, part: &str) -> Self {
        self.part = Some(part.to_owned());
        self
    }

    /// Adds a count.
    #[must_use]
    pub fn count(mut self, name: impl Into<String>, n: usize) -> Self {
        self.counts.push((name.into(), u64::try_from(n).unwrap_or(u64::MAX)));
        self
    }

    /// A count by name; 0 where there is none.
    pub fn get(&self, name: &str) -> u64 {
        self.counts.iter().find(|(known, _)| known == name).map_or(0, |(_, n)| *n)
    }

    /// The stage it is of.
    pub fn stage(&self) -> &'static str {
        self.stage
    }

    /// Asserts that a count is the sum of others, and notes the sum for `run.json`.
    ///
    /// # Errors
    /// [`Error::Sum`], which names both sides: something vanished, or was made up.
    pub fn balance(mut self, whole: &str, parts: &[&str]) -> Result<Self, Error> {
        let left = self.get(whole);
        let right: u64 = parts.iter().map(|part| self.get(part)).sum();
        if left != right {
            return Err(Error::Sum {
                stage: self.stage,
                left_name: whole.to_owned(),
                left,
                right_name: parts.join(" + "),
                right,
            });
        }
        let sides: Vec<String> = parts.iter().map(|part| format!("{part} {}", self.get(part))).collect();
        self.sums.push(format!("{whole} {left} = {}", sides.join(" + ")));
        Ok(self)
    }

    fn json(&self) -> Value {
        json!({
            "stage": self.stage,
            "part": self.part,
            "counts": self.counts.iter().map(|(name, n)| (name.clone(), json!(n))).collect::<serde_json::Map<_, _>>(),
            "sums": self.sums,
        })
    }
}

/// That two counts of different stages are the same.
pub fn same(stage: &'static str, left: (&str, u64), right: (&str, u64)) -> Result<(), Error> {
    if left.1 == right.1 {
        return Ok(());
    }
    Err(Error::Sum {
        stage,
        left_name: left.0.to_owned(),
        left: left.1,
        right_name: right.0.to_owned(),
        right: right.1,
    })
}

/// A file that a run was fed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Its name: never a path of this machine.
    pub name: String,
    /// What it was to the run: `return`, `register`, `settings`, `decisions`, `catalogue`, `published`.
    pub role: &'static str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// All that goes into `run.json`.
#[derive(Clone, Debug, Default)]
pub struct RunReport {
    /// The collection's year.
    pub year: i32,
    /// The settings as used, by key.
    pub settings: Vec<(String, Value)>,
    /// SHA-256 over the settings as used, in hexadecimal.
    pub settings_sha256: String,
    /// Every file the run was fed with.
    pub inputs: Vec<Input>,
    /// What every stage counted, in the order of the stages.
    pub tallies: Vec<Tally>,
    /// Every file the run wrote, by path below the year's folder; of `bi/`, below the book's.
    pub outputs: BTreeSet<String>,
}

/// `run.json` as it is written, straight from the records: a large run has many inputs.
#[derive(Serialize)]
struct Written<'a> {
    contract_version: i32,
    inputs: &'a [Input],
    outputs: &'a BTreeSet<String>,
    program: &'static str,
    settings: BTreeMap<&'a str, &'a Value>,
    settings_sha256: &'a str,
    tallies: Vec<Value>,
    version: &'static str,
    year: i32,
}

impl RunReport {
    /// The text of `run.json`.
    pub fn text(&self) -> String {
        let report = Written {
            contract_version: schemas::contract::CONTRACT_VERSION,
            inputs: &self.inputs,
            outputs: &self.outputs,
            program: "tallybook",
            settings: self.settings.iter().map(|(key, value)| (key.as_str(), value)).collect(),
            settings_sha256: &self.settings_sha256,
            tallies: self.tallies.iter().map(Tally::json).collect(),
            version: env!("CARGO_PKG_VERSION"),
            year: self.year,
        };
        let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// What an earlier run says that it wrote; none where there is no such file, or it does not say.
pub fn outputs(path: &Path) -> Option<BTreeSet<String>> {
    let report: Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    let outputs = report.get("outputs")?.as_array()?;
    Some(outputs.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
}

/// What an earlier run says that a setting was; none where there is no such file, or it does not say.
pub fn setting(path: &Path, key: &str) -> Option<String> {
    let report: Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    report.get("settings")?.get(key)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_sum_names_both_sides() {
        let tally = Tally::of("reading").count("files", 3).count("read", 1).count("refused", 1);
        let error = tally.clone().balance("files", &["read", "refused"]).unwrap_err();
        assert_eq!(error.to_string(), "reading: files is 3, but read + refused is 2");
        let tally = tally.count("ignored", 1).balance("files", &["read", "refused", "ignored"]).unwrap();
        assert!(tally.json().to_string().contains("files 3 = read 1 + refused 1 + ignored 1"));
    }

    #[test]
    fn what_a_run_wrote_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        assert_eq!(outputs(&path), None);
        let report = RunReport { outputs: ["schools/a.xlsx".to_owned()].into(), ..RunReport::default() };
        fs::write(&path, report.text()).unwrap();
        assert_eq!(outputs(&path), Some(["schools/a.xlsx".to_owned()].into()));
    }
}
