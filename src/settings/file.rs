//! The text of a settings file -> values by key, or its faults with their lines.
//! In: the text of a `tallybook.toml`. Out: values of the right kind. Never fills in a default.

use std::{collections::BTreeMap, path::Path};

use chrono::NaiveDate;
use schemas::ids::Year;
use toml::{Spanned, de::DeTable, de::DeValue};

use super::keys::{self, Kind, Part};
use crate::error::Error;

/// A value of a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(u64),
    /// True or false.
    Flag(bool),
    /// A day.
    Date(NaiveDate),
}

/// A value with the line it stands in, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// The value.
    pub value: Value,
    /// Its line.
    pub line: usize,
}

/// What a settings file sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SettingsFile {
    /// At the top.
    pub top: BTreeMap<&'static str, Set>,
    /// Below `[collection.YEAR]`.
    pub collections: BTreeMap<Year, BTreeMap<&'static str, Set>>,
    /// Below `[limits]`.
    pub limits: BTreeMap<&'static str, Set>,
}

/// Something wrong in a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Reads the text of a settings file; its path is for messages.
///
/// # Errors
/// All faults, each with its line: an unknown key, a value of another kind; or where it is no TOML.
pub fn read(path: &Path, text: &str) -> Result<SettingsFile, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, faults: Vec::new() };
    let mut file = SettingsFile::default();
    match DeTable::parse(text) {
        Ok(table) => reader.file(table.get_ref(), &mut file),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let hint = if has_decimal_comma(text, at) {
                "write a full stop and no comma in a number, as in 0.5"
            } else {
                "`tallybook settings` shows how each is written"
            };
            reader.fault(at, error.message().to_owned(), hint);
        }
    }
    reader.faults.sort_by_key(|fault| fault.line);
    let path = path.to_owned();
    match <[Fault; 1]>::try_from(reader.faults) {
        Ok([Fault { line, message, hint }]) => Err(Error::Setting { path, line, message, hint }),
        Err(faults) if faults.is_empty() => Ok(file),
        Err(faults) => Err(Error::Settings { path, faults }),
    }
}

/// Whether the line of this place has a number with a decimal comma.
fn has_decimal_comma(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let begun = before.rsplit('\n').next().unwrap_or_default();
    let line = format!("{begun}{}", behind.lines().next().unwrap_or_default());
    line.split_once('=').is_some_and(|(_, value)| {
        let value = value.trim();
        value.contains(',') && value.chars().all(|c| c.is_ascii_digit() || c == ',')
    })
}

struct Reader<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn file(&mut self, table: &DeTable<'_>, file: &mut SettingsFile) {
        for (name, value) in table {
            let at = name.span().start;
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("limits", DeValue::Table(limits)) => self.part(Part::Limits, limits, &mut file.limits),
                ("collection", DeValue::Table(years)) => {
                    for (year, value) in years {
                        self.collection(year, value, file);
                    }
                }
                ("limits" | "collection", _) => self.fault(
                    at,
                    format!("`{}` is a part of the file", name.get_ref()),
                    "write [limits] or [collection.2026] on a line of its own",
                ),
                _ => self.key(Part::Top, name.get_ref(), at, value, &mut file.top),
            }
        }
    }

    fn collection(
        &mut self,
        year: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
        file: &mut SettingsFile,
    ) {
        let at = year.span().start;
        match (year.get_ref().parse::<Year>(), value.get_ref()) {
            (Ok(number), DeValue::Table(keys)) => {
                self.part(Part::Collection, keys, file.collections.entry(number).or_default());
            }
            (Ok(_), _) => {
                self.fault(at, "a collection is a part of the file".to_owned(), "write [collection.2026]");
            }
            (Err(_), _) => {
                let message = format!("`{}` is no year from 2000 to 2100", year.get_ref());
                self.fault(at, message, "write [collection.2026]");
            }
        }
    }

    fn part(&mut self, part: Part, table: &DeTable<'_>, into: &mut BTreeMap<&'static str, Set>) {
        for (name, value) in table {
            self.key(part, name.get_ref(), name.span().start, value, into);
        }
    }

    fn key(
        &mut self,
        part: Part,
        name: &str,
        at: usize,
        value: &Spanned<DeValue<'_>>,
        into: &mut BTreeMap<&'static str, Set>,
    ) {
        let Some(key) = keys::find(part, name) else {
            let is_part = part == Part::Top && matches!(value.get_ref(), DeValue::Table(_));
            if is_part {
                let message = format!("there is no part `[{name}]`");
                return self.fault(at, message, "the parts are [limits] and [collection.2026]");
            }
            let hint = keys::nearest(part, name).map_or_else(
                || "`tallybook settings` lists every key".to_owned(),
                |near| format!("did you mean `{near}`? `tallybook settings` lists every key"),
            );
            return self.fault(at, format!("there is no setting `{name}`"), &hint);
        };
        match value_of(key.kind, value.get_ref()) {
            Some(read) => {
                into.insert(key.name, Set { value: read, line: self.line(at) });
            }
            None => self.fault(
                value.span().start,
                format!("`{name}` has a value that it cannot have"),
                &format!("write {}", key.kind.shape()),
            ),
        }
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
    }

    fn fault(&mut self, at: usize, message: String, hint: &str) {
        self.faults.push(Fault { line: self.line(at), message, hint: hint.to_owned() });
    }
}

fn value_of(kind: Kind, value: &DeValue<'_>) -> Option<Value> {
    match kind {
        Kind::Text => value.as_str().map(|text| Value::Text(text.trim().to_owned())),
        Kind::Word(words) => {
            value.as_str().filter(|word| words.contains(word)).map(|word| Value::Text(word.to_owned()))
        }
        Kind::Texts => value
            .as_array()?
            .iter()
            .map(|item| item.get_ref().as_str().map(|text| text.trim().to_owned()))
            .collect::<Option<Vec<_>>>()
            .map(Value::Texts),
        Kind::Share => {
            let text = match (value.as_float(), value.as_integer()) {
                (Some(number), _) => number.as_str(),
                (_, Some(number)) => number.as_str(),
                _ => return None,
            };
            text.parse().ok().filter(|share| (0.0..=1.0).contains(share)).map(Value::Number)
        }
        Kind::Whole => whole(value, 1),
        Kind::WholeFrom(least) => whole(value, least),
        Kind::Flag => value.as_bool().map(Value::Flag),
        Kind::Date => {
            let date = value.as_datetime()?;
            let day = date.date.filter(|_| date.time.is_none())?;
            NaiveDate::from_ymd_opt(day.year.into(), day.month.into(), day.day.into()).map(Value::Date)
        }
    }
}

fn whole(value: &DeValue<'_>, least: u64) -> Option<Value> {
    let number = value.as_integer()?;
    let whole = u64::from_str_radix(number.as_str(), number.radix()).ok()?;
    (whole >= least).then_some(Value::Whole(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        let error = read(Path::new("tallybook.toml"), text).unwrap_err();
        format!("{error} | {}", error.hint().unwrap_or_default())
    }

    #[test]
    fn every_fault_names_its_line_and_what_to_write() {
        assert_eq!(
            fault("partly_score = 0.5\nautority_name = \"Eilean\"\n"),
            "tallybook.toml line 2: there is no setting `autority_name` | did you mean `authority_name`? \
             `tallybook settings` lists every key"
        );
        assert!(
            fault("\npartly_score = 2").contains("line 2: `partly_score` has a value that it cannot have")
        );
        assert_eq!(
            fault("publish_threshold = 1"),
            "tallybook.toml line 1: `publish_threshold` has a value that it cannot have | write a whole number, 3 or more"
        );
        assert!(fault("groups = \"sector\"").contains("write a list of texts"));
        assert!(fault("[collection.1999]").contains("`1999` is no year"));
        assert!(fault("[limits]\nfile_bytes = 0").contains("line 2"));
        assert!(fault("limits = 3").contains("[limits]"));
        assert!(fault("a = ").contains("line 1"));
        assert_eq!(
            fault("[colection.2026]\ndue_on = 2026-03-01"),
            "tallybook.toml line 1: there is no part `[colection]` | the parts are [limits] and [collection.2026]"
        );
    }

    #[test]
    fn all_faults_are_told_at_once() {
        assert_eq!(
            fault("partly_scor = 0.5\npublish_threshold = 1\n[limits]\nfile_bytes = 0\n"),
            "tallybook.toml has 3 faults:\n  \
             line 1: there is no setting `partly_scor`; did you mean `partly_score`? `tallybook settings` lists every key\n  \
             line 2: `publish_threshold` has a value that it cannot have; write a whole number, 3 or more\n  \
             line 4: `file_bytes` has a value that it cannot have; write a whole number, 1 or more | correct the lines named, then run again"
        );
    }

    #[test]
    fn a_decimal_comma_is_told_of_as_one() {
        assert!(fault("keep_completed_by = false\npartly_score = 0,5\n").ends_with("as in 0.5"));
        assert!(!fault("groups = [\"a\",, \"b\"]\n").ends_with("as in 0.5"));
    }

    #[test]
    fn what_the_explanation_shows_can_be_written() {
        let shown = keys::explained();
        let commands: String = shown
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| {
                line.starts_with('[')
                    || line.split_once(" = ").is_some_and(|(key, _)| keys::KEYS.iter().any(|k| k.name == key))
            })
            .collect::<Vec<_>>()
            .join("\n");
        let file = read(Path::new("tallybook.toml"), &commands).unwrap();
        assert_eq!(
            file.top.len() + file.limits.len() + file.collections.values().map(BTreeMap::len).sum::<usize>(),
            keys::KEYS.len()
        );
    }
}
