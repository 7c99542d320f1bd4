//! Ids -> the schools they stand for, however their figures are spaced or stored.
//! In: a register's schools. Out: a look-up. Never chooses between two schools that an id may stand for: the very id wins,
//! and what two schools share is neither's.

use std::collections::{BTreeMap, btree_map::Entry};

use super::School;

/// How an id in a return stands for a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdMatch {
    /// It is the school's id today, or another number of its own.
    Current(usize),
    /// It is an id that the school had before.
    Previous(usize),
}

/// What an id comes to; none where two schools share it.
type Found = BTreeMap<String, Option<IdMatch>>;

/// The ids of a register.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// As they are written.
    exact: Found,
    /// By [`id_key`].
    by_key: Found,
    /// By the key without the noughts it begins with, which spreadsheets lose.
    by_bare_key: Found,
}

impl Ids {
    /// Those of these schools. A number of today wins over one of before, and a school's own id over its other numbers.
    pub(super) fn of(schools: &[School]) -> Self {
        let mut ids = Self::default();
        let own = |school: &School| vec![school.id.to_string()];
        ids.take(schools, own, IdMatch::Current);
        ids.take(schools, |school| school.other_ids.clone(), IdMatch::Current);
        ids.take(schools, |school| school.previous_ids.clone(), IdMatch::Previous);
        for (key, found) in &ids.by_key {
            let is_same = |known: &mut Option<IdMatch>| *known = known.filter(|known| Some(*known) == *found);
            ids.by_bare_key.entry(bare(key).to_owned()).and_modify(is_same).or_insert(*found);
        }
        ids
    }

    /// Takes in one kind of id of every school, behind the kinds that win over it.
    fn take(
        &mut self,
        schools: &[School],
        ids: impl Fn(&School) -> Vec<String>,
        stands: impl Fn(usize) -> IdMatch,
    ) {
        let written = schools.iter().enumerate().flat_map(|(index, school)| {
            let ids = ids(school);
            ids.into_iter().map(move |id| (index, id))
        });
        let written: Vec<(usize, String)> = written.collect();
        let exact = written.iter().map(|(index, id)| (*index, id.trim().to_owned()));
        take_in(&mut self.exact, exact, &stands);
        take_in(&mut self.by_key, written.iter().map(|(index, id)| (*index, id_key(id))), &stands);
    }

    /// The school that an id stands for.
    pub(super) fn get(&self, written: &str) -> Option<IdMatch> {
        if let Some(found) = self.exact.get(written.trim()) {
            return *found;
        }
        let key = id_key(written);
        match self.by_key.get(&key) {
            Some(found) => *found,
            None => self.by_bare_key.get(bare(&key)).copied().flatten(),
        }
    }
}

/// Adds ids of one kind that no id of another kind has taken yet.
fn take_in(
    found: &mut Found,
    ids: impl Iterator<Item = (usize, String)>,
    stands: &impl Fn(usize) -> IdMatch,
) {
    let mut of_kind = Found::new();
    // What has no letter and no figure is no id.
    for (index, id) in ids.filter(|(_, id)| !id.is_empty()) {
        let school = stands(index);
        match of_kind.entry(id) {
            Entry::Vacant(free) => {
                free.insert(Some(school));
            }
            Entry::Occupied(mut taken) => {
                let known = taken.get_mut();
                *known = known.filter(|known| *known == school);
            }
        }
    }
    for (id, school) in of_kind {
        found.entry(id).or_insert(school);
    }
}

/// An id as it is compared: without spaces, hyphens, slashes and a spreadsheet's `.0`, in capitals.
pub(crate) fn id_key(written: &str) -> String {
    let trimmed = written.trim();
    let whole = trimmed.strip_suffix(".0").unwrap_or(trimmed);
    whole.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// An id's key without the noughts that it begins with; of noughts alone one stays.
pub(crate) fn bare(key: &str) -> &str {
    let bare = key.trim_start_matches('0');
    if bare.is_empty() { key.get(key.len().saturating_sub(1)..).unwrap_or("") } else { bare }
}
