//! Second names in brackets: `Sgoil a' Bhac (Back School)` goes by both.
//! In: a school's names. Out: entries for the name in the brackets and for the one before them. Never takes what says a kind, a
//! place or a state for a name: `(Infant)`, `(VA)`, `(Stornoway)`, `(closed 2024)`, nor what is another school's.

use super::NameIndex;
use crate::normalise::{names::form::NameForm, text};

/// Before these in brackets, another school is named, or a name of another time.
const OF_OTHERS: &[&str] = &[
    "with",
    "and",
    "incl",
    "including",
    "incorporating",
    "also",
    "plus",
    "now",
    "formerly",
    "previously",
    "former",
    "was",
    "ex",
    "late",
    "old",
    "closed",
    "closing",
    "part",
    "at",
    "on",
    "in",
    "near",
    "next",
    "opposite",
    "co",
    "replaces",
    "replaced",
    "replacing",
    "merged",
    "amalgamated",
    "from",
    "to",
    "sponsored",
    "see",
    "shared",
    "joint",
    "opening",
    "opened",
    "opens",
    "proposed",
    "federated",
    "linked",
    "feeder",
    "not",
];
/// With these, what stands in brackets is a group or a part of a school.
const OF_PARTS: &[&str] = &[
    "trust",
    "federation",
    "cluster",
    "partnership",
    "group",
    "mat",
    "campus",
    "site",
    "annexe",
    "annex",
    "unit",
    "centre",
    "base",
    "branch",
    "department",
    "provision",
    "hub",
    "class",
    "classes",
    "wing",
    "council",
];
/// Words that many a school is called by, and none by alone.
const OF_MANY: &[&str] = &[
    "specialist",
    "language",
    "languages",
    "technology",
    "sports",
    "sport",
    "arts",
    "art",
    "science",
    "maths",
    "mathematics",
    "business",
    "enterprise",
    "performing",
    "visual",
    "media",
    "computing",
    "humanities",
    "engineering",
    "music",
    "boys",
    "girls",
    "upper",
    "lower",
    "senior",
    "main",
    "day",
    "boarding",
    "independent",
    "mixed",
    "educational",
    "maintained",
    "voluntary",
    "local",
    "authority",
    "new",
    "second",
    "sen",
    "send",
    "welsh",
    "gaelic",
    "english",
    "medium",
    "bilingual",
    "state",
    "public",
    "private",
    "converter",
    "sponsor",
    "led",
    "town",
    "village",
    "rural",
    "small",
    "city",
    "residential",
    "faith",
    "teaching",
    "training",
    "studio",
    "university",
];

impl NameIndex {
    /// Adds the second names of these schools, but for what another of them is called.
    pub(super) fn add_second_names(&mut self, schools: Vec<(usize, Vec<String>)>) {
        let second = schools.into_iter().flat_map(|(school, names)| {
            let second: Vec<_> = names.iter().filter_map(|name| second_name(name)).collect();
            second.into_iter().map(move |names| (school, names))
        });
        let found: Vec<_> = second.filter(|(school, (_, inner))| !self.is_anothers(*school, inner)).collect();
        for (school, (outer, inner)) in found {
            self.add(school, &inner, true);
            if NameForm::of(&outer).says_kind() {
                self.add(school, &outer, true);
            }
        }
    }

    /// Whether another school is called so in the register.
    fn is_anothers(&self, school: usize, name: &str) -> bool {
        let form = NameForm::of(name);
        let known = self.keys.get(&text::key(name)).into_iter().flatten();
        let mut called = known.filter_map(|entry| self.entries.get(*entry));
        called.any(|entry| entry.school != school)
            || self.entries.iter().any(|entry| entry.school != school && entry.form == form)
    }
}

/// The name before its brackets, and the one within them; none where that is no name by itself.
fn second_name(name: &str) -> Option<(String, String)> {
    let (before, rest) = name.split_once(['(', '['])?;
    let (inner, behind) = rest.split_once([')', ']'])?;
    let outer = format!("{} {}", text::trim(before), text::trim(behind));
    let words = text::words(inner);
    let called =
        ["also known as ", "known as ", "aka ", "a k a "].iter().find_map(|said| words.strip_prefix(said));
    let inner = called.unwrap_or(inner);
    let words = called.unwrap_or(&words);
    let first = words.split(' ').next()?;
    if OF_OTHERS.contains(&first)
        || words.split(' ').any(|word| OF_PARTS.contains(&word))
        || outer.contains(['(', '['])
    {
        return None;
    }
    let (form, whole) = (NameForm::of(inner), NameForm::of(&outer));
    let has_name = form.core.iter().any(|word| word.len() > 2 && !OF_MANY.contains(&&**word));
    let is_side = form.is_nursery_alone() && !whole.is_nursery_alone();
    (form.says_kind() && has_name && !is_side && !whole.is_empty())
        .then(|| (text::trim(&outer).to_owned(), text::trim(inner).to_owned()))
}
