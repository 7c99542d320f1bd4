//! Which ids are the same school over the years.
//! In: every year's register. Out: for an id, the id it is followed under. Never calls two schools the same where the
//! registers do not say so, nor where they say two things.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{CatalogueYear, Collection, Response};

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
        for school in collections.iter().flat_map(|collection| &collection.schools) {
            followed.names.insert(school.id.clone(), school.name.clone());
            for previous in school.previous_ids.iter().filter(|previous| **previous != school.id) {
                followed.renamed.entry(previous.clone()).or_default().insert(school.id.clone());
            }
            if let Some(successor) = school.successor_id.as_ref().filter(|successor| **successor != school.id)
            {
                followed.merged.entry(school.id.clone()).or_default().insert(successor.clone());
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
