//! Schools' names: which of the register's schools a name means.
//! In: names as written and the register's names. Out: a school, several, or none. Never settles between two schools.

use std::collections::BTreeMap;

use super::text;

/// What a name in a return means in the register. Indices are those given to [`NameIndex::new`]; scores are
/// 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub enum NameMatch {
    /// A school's name, but for case, spaces, accents and punctuation.
    Exact(usize),
    /// Another of its names.
    Alias(usize),
    /// A name like one school's and clear of all others.
    Similar {
        /// The school.
        index: usize,
        /// How like.
        score: f64,
        /// How like the next best is.
        next_score: f64,
    },
    /// Names of two schools in one text, both sure.
    Two(usize, usize),
    /// Several schools fit; best first.
    Ambiguous(Vec<(usize, f64)>),
    /// None fits well enough; the nearest first.
    Unknown(Vec<(usize, f64)>),
}

/// The register's names, ready for look-ups.
#[derive(Clone, Debug)]
pub struct NameIndex {
    exact: BTreeMap<String, Vec<(usize, bool)>>,
}

impl NameIndex {
    /// An index of schools, each with its name and its other names.
    pub fn new(schools: Vec<(usize, Vec<String>)>) -> Self {
        let mut exact: BTreeMap<String, Vec<(usize, bool)>> = BTreeMap::new();
        for (index, names) in schools {
            for (position, name) in names.iter().enumerate() {
                exact.entry(text::fold_name(name)).or_default().push((index, position > 0));
            }
        }
        Self { exact }
    }

    /// Looks a name up.
    pub fn lookup(&self, name: &str) -> NameMatch {
        match self.exact.get(&text::fold_name(name)).map(Vec::as_slice) {
            Some([(index, false)]) => NameMatch::Exact(*index),
            Some([(index, true)]) => NameMatch::Alias(*index),
            Some(several) => NameMatch::Ambiguous(several.iter().map(|(index, _)| (*index, 1.0)).collect()),
            None => NameMatch::Unknown(Vec::new()),
        }
    }
}

/// Numbers in a name that may be a school's id: four figures or more.
pub fn ids_in(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 4).map(str::to_owned).collect()
}
