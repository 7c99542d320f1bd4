//! The text of a settings file -> values by key, or the first fault with its line.
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

/// Reads the text of a settings file; its path is for messages.
///
/// # Errors
/// The first fault, with its line: no TOML, an unknown key, a value of another kind.
pub fn read(path: &Path, text: &str) -> Result<SettingsFile, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reader = Reader { path, text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        reader.fault(at, error.message().to_owned(), "`tallybook settings` shows how each is written")
    })?;
    let mut file = SettingsFile::default();
    for (name, value) in table.get_ref() {
        let at = name.span().start;
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("limits", DeValue::Table(limits)) => reader.part(Part::Limits, limits, &mut file.limits)?,
            ("collection", DeValue::Table(years)) => {
                for (year, value) in years {
                    let at = year.span().start;
                    let number = year.get_ref().parse::<Year>().map_err(|_| {
                        reader.fault(
                            at,
                            format!("`{}` is no year from 2000 to 2100", year.get_ref()),
                            "write [collection.2026]",
                        )
                    })?;
                    let DeValue::Table(keys) = value.get_ref() else {
                        return Err(reader.fault(
                            at,
                            "a collection is a part of the file".to_owned(),
                            "write [collection.2026]",
                        ));
                    };
                    reader.part(Part::Collection, keys, file.collections.entry(number).or_default())?;
                }
            }
            ("limits" | "collection", _) => {
                return Err(reader.fault(
                    at,
                    format!("`{}` is a part of the file", name.get_ref()),
                    "write [limits] or [collection.2026] on a line of its own",
                ));
            }
            _ => reader.key(Part::Top, name.get_ref(), at, value, &mut file.top)?,
        }
    }
    Ok(file)
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn part(
        &self,
        part: Part,
        table: &DeTable<'_>,
        into: &mut BTreeMap<&'static str, Set>,
    ) -> Result<(), Error> {
        for (name, value) in table {
            self.key(part, name.get_ref(), name.span().start, value, into)?;
        }
        Ok(())
    }

    fn key(
        &self,
        part: Part,
        name: &str,
        at: usize,
        value: &Spanned<DeValue<'_>>,
        into: &mut BTreeMap<&'static str, Set>,
    ) -> Result<(), Error> {
        let Some(key) = keys::find(part, name) else {
            let hint = keys::nearest(part, name).map_or_else(
                || "`tallybook settings` lists every key".to_owned(),
                |near| format!("did you mean `{near}`? `tallybook settings` lists every key"),
            );
            return Err(self.fault(at, format!("there is no setting `{name}`"), &hint));
        };
        let Some(read) = value_of(key.kind, value.get_ref()) else {
            return Err(self.fault(
                value.span().start,
                format!("`{name}` has a value that it cannot have"),
                &format!("write {}", key.kind.shape()),
            ));
        };
        into.insert(key.name, Set { value: read, line: self.line(at) });
        Ok(())
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
    }

    fn fault(&self, at: usize, message: String, hint: &str) -> Error {
        Error::Setting { path: self.path.to_owned(), line: self.line(at), message, hint: hint.to_owned() }
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
