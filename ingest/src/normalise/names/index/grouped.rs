//! A text that names a group of schools: `Back School - Castlegate High School cluster`, `Back & Tong Federation`.
//! In: a name as written. Out: the school beside the group's name, else that nobody can tell; none where it names no group.
//! Never takes the school that a group is called after for one that the text speaks for.

use super::{FLOOR, NameIndex};
use crate::normalise::{
    names::{
        NameMatch,
        form::NameForm,
        groups::{Grouped, grouped, has_group_word, is_list, says_group_alone},
    },
    text,
};

impl NameIndex {
    /// What a text comes to that names a group of schools.
    pub(super) fn beside_group(&self, name: &str) -> Option<NameMatch> {
        let found = match grouped(name, &|part| self.is_called_so(part)) {
            // "Back School, Tong School, Laxdale School cluster": the group may be all of these.
            Some(Grouped::Beside(rest)) if is_list(&rest) => of_one(self.lookup(&rest)),
            Some(Grouped::Beside(rest)) => self.lookup(&rest),
            Some(Grouped::Alone) => self.as_group(name),
            // "Back School - Tong School (cluster)": two that speak together, or one in the other's.
            None if says_group_alone(name) && is_list(name) => of_one(self.named(name)),
            None => return None,
        };
        Some(found)
    }

    /// What a text comes to that may be a group's name, and nothing more.
    fn as_group(&self, name: &str) -> NameMatch {
        let found = of_one(self.named(name));
        match found.sure() {
            Some(school) if !self.has_groups_word(school, name) => {
                let near = match found {
                    NameMatch::Similar { score, .. } => score,
                    _ => FLOOR,
                };
                NameMatch::Unknown(vec![(school, near)])
            }
            _ => found,
        }
    }

    /// Whether a school of the register is called so, and a group by no more than its name.
    fn is_called_so(&self, part: &str) -> bool {
        self.keys.contains_key(&text::key(part))
            || self.sure_of(&NameForm::of(part)).is_some_and(|school| self.has_groups_word(school, part))
    }

    fn has_groups_word(&self, school: usize, name: &str) -> bool {
        let own = self.entries.iter().filter(|entry| entry.school == school);
        own.into_iter().any(|entry| has_group_word(&entry.form, name))
    }
}

/// Of two schools that stand side by side, one may be the other's group.
fn of_one(found: NameMatch) -> NameMatch {
    match found {
        NameMatch::Two(one, other) => NameMatch::Ambiguous(vec![(one, FLOOR), (other, FLOOR)]),
        found => found,
    }
}
