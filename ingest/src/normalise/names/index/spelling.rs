//! Names that two schools have in other words: one spelt as a text spells it, the other with the kind that the text says: schools add
//! `Primary` to their names and leave it out, and know how they are spelt.
//! In: a name as written and what it comes to. Out: that, or that nobody can tell. Never a nearer school.

use super::{FLOOR, NameIndex, Slips, Sort, likeness};
use crate::normalise::{
    names::{NameMatch, form::NameForm},
    text,
};

impl NameIndex {
    /// `Hilltop School` is Hill Top School to the letter, and is spelt as Hilltop Primary School is: it may be either.
    pub(super) fn unless_spelt_as_another(&self, name: &str, found: NameMatch) -> NameMatch {
        let (NameMatch::Exact(school) | NameMatch::Alias(school)) = found else { return found };
        let form = NameForm::of(name);
        // Nearly every name is spelt as the one that it was found by; a register has many thousands.
        let by_key = self.keys.get(&text::key(name)).into_iter().flatten();
        let mut by_key = by_key.filter_map(|entry| self.entries.get(*entry));
        if by_key.any(|entry| entry.school == school && entry.form.core == form.core) {
            return found;
        }
        let of = |wanted: bool| self.entries.iter().filter(move |entry| (entry.school == school) == wanted);
        if form.core.is_empty() || of(true).any(|entry| entry.form.core == form.core) {
            return found;
        }
        let is_near = |name: &NameForm| {
            let likeness = likeness(&form, name, &|_| Sort::Known, Slips::Likely);
            likeness.is_some_and(|likeness| likeness.score >= FLOOR)
        };
        let others = of(false).filter(|entry| entry.form.core == form.core && is_near(&entry.form));
        let mut all = vec![(school, 1.0)];
        for other in others {
            if all.iter().all(|(known, _)| *known != other.school) {
                all.push((other.school, FLOOR));
            }
        }
        if all.len() > 1 { NameMatch::Ambiguous(all) } else { found }
    }

    /// Whether a school's name begins with a dedication that a text gives and no more: `Holy Trinity` is begun by Holy Trinity Pewley Down,
    /// and churches share them.
    pub(super) fn goes_on_from(&self, form: &NameForm, school: usize) -> bool {
        form.is_dedication()
            && self
                .entries
                .iter()
                .any(|entry| entry.school == school && entry.form.core.starts_with(&form.core))
    }
}
