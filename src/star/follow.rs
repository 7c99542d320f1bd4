//! Which ids are the same school over the years.
//! In: every year's register. Out: for an id, the id it is followed under. Never calls two schools the same where the
//! registers do not say so, nor where they say two things.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{CatalogueYear, Collection, Response};
use crate::register::{bare, id_key};

/// The ids that schools have in any year.
struct Known<'a> {
    ids: BTreeSet<&'a str>,
    /// By their key, and by that without the noughts it begins with; none where two ids share it.
    by_key: HashMap<String, Option<&'a str>>,
}

impl<'a> Known<'a> {
    fn of(collections: &'a [Collection]) -> Self {
        let schools = collections.iter().flat_map(|collection| &collection.schools);
        let ids: BTreeSet<&str> = schools.map(|school| school.id.as_str()).collect();
        let mut by_key = HashMap::new();
        for id in &ids {
            let key = id_key(id);
            for key in BTreeSet::from([bare(&key), &key]) {
                let is_shared = |known: &mut Option<&'a str>| *known = None;
                by_key.entry(key.to_owned()).and_modify(is_shared).or_insert(Some(*id));
            }
        }
        Self { ids, by_key }
    }

    /// The id that a school has, where one is written in another shape of it.
    fn meant(&self, written: &'a str) -> &'a str {
        if self.ids.contains(written) {
            return written;
        }
        let key = id_key(written);
        let found = self.by_key.get(&key).or_else(|| self.by_key.get(bare(&key)));
        found.copied().flatten().unwrap_or(written)
    }
}

/// What the registers say of ids that changed.
#[derive(Clone, Debug, Default)]
pub struct Followed {
    /// An id and those that name it among their previous ids.
    renamed: BTreeMap<String, BTreeSet<String>>,
    /// An id and its successors.
    merged: BTreeMap<String, BTreeSet<String>>,
    /// The latest name under an id.
    names: HashMap<String, String>,
}

impl Followed {
    /// Reads every register, years ascending.
    pub(super) fn of(collections: &[Collection]) -> Self {
        let mut followed = Self::default();
        let known = Known::of(collections);
        for school in collections.iter().flat_map(|collection| &collection.schools) {
            followed.names.insert(school.id.clone(), school.name.clone());
            let previous = school.previous_ids.iter().map(|previous| known.meant(previous));
            for previous in previous.filter(|previous| *previous != school.id) {
                followed.renamed.entry(previous.to_owned()).or_default().insert(school.id.clone());
            }
            let successor = school.successor_id.as_ref().map(|successor| known.meant(successor));
            if let Some(successor) = successor.filter(|successor| *successor != school.id) {
                followed.merged.entry(school.id.clone()).or_default().insert(successor.to_owned());
            }
        }
        followed
    }

    /// The id under which a school is followed: its latest, or that of the school it became part of.
    pub fn latest<'a>(&'a self, id: &'a str) -> &'a str {
        walk(id, |id| only(self.renamed.get(id)).or_else(|| only(self.merged.get(id))))
    }

    /// The school's latest name. A school that became part of another keeps its own.
    pub fn name<'a>(&'a self, id: &'a str) -> Option<&'a str> {
        let last = walk(id, |id| only(self.renamed.get(id)).filter(|next| self.names.contains_key(*next)));
        self.names.get(last).map(String::as_str)
    }

    /// For each form expected now that was returned: the place of the same school's standing return in the base
    /// year. Its own id first; else the one school that it was before. None where two schools became it, nor where the
    /// school that it was before goes on under its own id: nobody is compared with a return twice.
    pub fn pairs(
        &self,
        now: (&Collection, &CatalogueYear),
        base: (&Collection, &CatalogueYear),
    ) -> Vec<(usize, usize)> {
        let mut by_id: HashMap<&str, usize> = HashMap::new();
        let mut by_latest: HashMap<&str, usize> = HashMap::new();
        for (at, form) in base.1.expected.iter().enumerate() {
            if form.response == Response::Returned {
                let id = base.0.schools[form.school].id.as_str();
                by_id.insert(id, at);
                by_latest.entry(self.latest(id)).or_insert(at);
            }
        }
        // Who of the base year's whole register the school could have been, returned or not.
        let mut before: HashMap<&str, u32> = HashMap::new();
        for school in &base.0.schools {
            *before.entry(self.latest(&school.id)).or_default() += 1;
        }
        let returned = || {
            let returned = now.1.expected.iter().enumerate();
            let returned = returned.filter(|(_, form)| form.response == Response::Returned);
            returned.map(|(at, form)| (at, now.0.schools[form.school].id.as_str()))
        };
        let goes_on: BTreeSet<usize> = returned().filter_map(|(_, id)| by_id.get(id).copied()).collect();
        let mut found = Vec::new();
        for (at, id) in returned() {
            let earlier = by_id.get(id).copied().or_else(|| {
                let stood_then = base.0.schools.binary_search_by(|school| school.id.as_str().cmp(id)).is_ok();
                let latest = self.latest(id);
                let was_one = !stood_then && before.get(latest) == Some(&1);
                by_latest.get(latest).copied().filter(|earlier| was_one && !goes_on.contains(earlier))
            });
            if let Some(earlier) = earlier {
                found.push((at, earlier));
            }
        }
        found
    }
}

/// Follows an id to its end.
fn walk<'a>(id: &'a str, next: impl Fn(&'a str) -> Option<&'a str>) -> &'a str {
    let mut seen = Vec::new();
    let mut at = id;
    while let Some(after) = next(at) {
        seen.push(at);
        if seen.contains(&after) {
            // Registers that lead in a circle say nothing.
            return id;
        }
        at = after;
    }
    at
}

fn only(ids: Option<&BTreeSet<String>>) -> Option<&str> {
    ids.filter(|ids| ids.len() == 1).and_then(|ids| ids.first()).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::star::School;

    /// A year's register: `id previous ... >successor`.
    fn collection(year: i32, schools: &[&str]) -> Collection {
        let school = |line: &&str| {
            let (ids, successor) = line.split_once('>').unwrap_or((line, ""));
            let mut ids = ids.split_whitespace().map(str::to_owned);
            let id = ids.next().unwrap();
            School {
                key: format!("isles/{year}/{id}"),
                name: format!("School {id} in {year}"),
                id,
                roll: None,
                catalogue_id: String::new(),
                closed_on: None,
                opened_on: None,
                successor_id: Some(successor.to_owned()).filter(|id| !id.is_empty()),
                previous_ids: ids.collect(),
                group_values: Vec::new(),
                numbers: Vec::new(),
                n_questions: 0,
                has_undecided: false,
                has_blank: false,
                unusable: None,
            }
        };
        Collection {
            year,
            key: format!("isles/{year}"),
            opens_on: None,
            due_on: None,
            closes_on: None,
            schools: schools.iter().map(school).collect(),
            catalogues: Vec::new(),
            counts_at: Vec::new(),
            statement_at: Vec::new(),
        }
    }

    #[test]
    fn a_school_is_followed_however_its_earlier_id_is_written() {
        for previous in ["8234006", "823/4006", "823-4006", "08234006"] {
            let years = [collection(2025, &["8234006"]), collection(2026, &[&format!("140001 {previous}")])];
            assert_eq!(Followed::of(&years).latest("8234006"), "140001", "{previous}");
        }
        let years = [collection(2025, &["0100101"]), collection(2026, &["100101>0100102", "0100102 100101"])];
        assert_eq!(Followed::of(&years).latest("100101"), "0100102");
        // An id that two schools share but for signs is nobody's.
        let years = [collection(2025, &["1-11", "11-1"]), collection(2026, &["5 111"])];
        assert_eq!(Followed::of(&years).latest("1-11"), "1-11");
        let years = [collection(2025, &["1-11", "11-1"]), collection(2026, &["5 1-11"])];
        assert_eq!(Followed::of(&years).latest("1-11"), "5");
    }

    #[test]
    fn a_successor_is_followed_however_its_id_is_written() {
        let years =
            [collection(2025, &["0100101", "0100102"]), collection(2026, &["0100101>100102", "0100102"])];
        assert_eq!(Followed::of(&years).latest("0100101"), "0100102");
    }
}
