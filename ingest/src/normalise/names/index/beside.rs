//! A text that names a school and another beside it: `Back School and Tong School (joint return)`, `Elm Lane Primary School Elm
//! Hill Academy`, `Thornhill Community and Special Schools`.
//! In: a name as written and the school that it is nearest to. Out: that nobody can tell, or both where they are sure. Never
//! settles by nearness what names another school in full, or what joins two names.

use super::{FLOOR, NameIndex, several::speaks_of_several};
use crate::normalise::{
    names::{NameMatch, form::NameForm},
    text,
};

/// The words of a name's key at most: what is longer is no name.
const LONGEST: usize = 9;
/// The letters of a text at most that joins two names: nothing is looked for in a longer one.
const LONGEST_TEXT: usize = 300;

/// Words that say of two schools that they speak together, and what they send.
const TOGETHER: &[&str] = &[
    "joint",
    "jointly",
    "shared",
    "combined",
    "together",
    "both",
    "federation",
    "federated",
    "cluster",
    "partnership",
    "partner",
    "partners",
    "hub",
];
const OF_BOTH: &[&str] = &[
    "return",
    "returns",
    "response",
    "submission",
    "form",
    "head",
    "headship",
    "headteacher",
    "executive",
    "leadership",
    "group",
    "team",
    "schools",
    "e",
    "esafety",
    "online",
    "safety",
    "self",
    "evaluation",
    "working",
    "management",
    "the",
    "of",
    "for",
    "a",
    "in",
];
/// Words that say of the name behind them that it is the same school's, from before.
const BEFORE: &[&str] = &["formerly", "previously", "former", "was", "ex", "late", "old"];
/// Words and signs that put a second name beside a first.
const JOINTS: &[&str] = &[" and ", " with ", " plus ", " incl ", " incl. ", " including ", " as well as "];

impl NameIndex {
    /// What a text comes to that may join two names; `found` is what it comes to without looking for another.
    pub(super) fn beside(&self, name: &str, found: NameMatch) -> NameMatch {
        let Some(one) = found.sure() else { return found };
        if !text::trim(name).contains(' ') || name.len() > LONGEST_TEXT {
            return found;
        }
        let mut others = self.named_in_full(name, one);
        if others.is_empty() {
            match self.joined_with(name, one) {
                Some(joined) => others = joined,
                None => return found,
            }
        }
        let all = std::iter::once(one).chain(others);
        NameMatch::Ambiguous(all.map(|school| (school, FLOOR)).collect())
    }

    /// The text without what says that the schools before it speak together, where that says something.
    pub(super) fn without_together(name: &str) -> Option<String> {
        if name.len() > LONGEST_TEXT {
            return None;
        }
        let lowered = name.to_lowercase();
        let joined = lowered.replace(" jointly with ", " and ").replace(" joint with ", " and ");
        let at = joined.char_indices().find_map(|(at, c)| {
            let is_start = matches!(c, '(' | '[' | ' ');
            let rest = joined.get(at..).filter(|_| is_start)?;
            let words = text::words(rest);
            let first = words.split(' ').next()?;
            let is_said = |word: &str| TOGETHER.contains(&word) || OF_BOTH.contains(&word);
            (TOGETHER.contains(&first) && words.split(' ').all(is_said)).then_some(at)
        });
        let short = at.and_then(|at| joined.get(..at)).unwrap_or(&joined);
        let short = short.trim_end_matches(|c: char| !c.is_alphanumeric());
        (short.len() < lowered.trim_end().len() && !text::is_blank(short)).then(|| short.to_owned())
    }

    /// `Thornhill Community and Special Schools`, `Riverside Nursery and Academy`: one proper name, and a kind on either side.
    pub(super) fn of_two_kinds(&self, name: &str) -> Option<NameMatch> {
        let joined = name.replace(['&', '+', '/'], " and ").to_lowercase();
        let (one, other) = joined.split_once(" and ").filter(|(_, other)| !other.contains(" and "))?;
        let (first, second) = (NameForm::of(one), NameForm::of(other));
        // A nursery beside another phase is a class of the same school.
        if first.is_empty() || !first.says_kind() || !second.is_kind_alone() || second.is_nursery_alone() {
            return None;
        }
        let sure = |form: &NameForm| self.sure_of(form);
        let found = sure(&first).or_else(|| sure(&first.of_kinds(&second)));
        let (found, beside) = (found?, sure(&second.of_name(&first))?);
        if found == beside {
            return None;
        }
        Some(if speaks_of_several(other) {
            NameMatch::Two(found, beside)
        } else {
            NameMatch::Ambiguous(vec![(found, FLOOR), (beside, FLOOR)])
        })
    }

    /// The other schools whose names stand in a text word for word, apart from this one's own words.
    fn named_in_full(&self, name: &str, one: usize) -> Vec<usize> {
        let words = text::words(name);
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        let mut others: Vec<usize> = Vec::new();
        let mut names_itself = false;
        let mut at = 0;
        while at < words.len() {
            let run = (2..=LONGEST.min(words.len() - at)).rev().find_map(|length| {
                let key = words.get(at..at + length)?.concat();
                let entries = self.keys.get(key.as_str())?;
                let entries = entries.iter().filter_map(|entry| self.entries.get(*entry));
                let schools: Vec<usize> =
                    entries.filter(|entry| entry.form.says_kind()).map(|entry| entry.school).collect();
                (!schools.is_empty()).then_some((length, schools))
            });
            let Some((length, schools)) = run else {
                at += 1;
                continue;
            };
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            at += length;
            if before.is_some_and(|word| BEFORE.contains(word)) {
                continue;
            }
            names_itself |= schools.contains(&one);
            if !schools.contains(&one) && schools.iter().all(|school| !others.contains(school)) {
                others.extend(schools);
            }
        }
        // "Great Oakfield Primary School" holds another's name, and is Great Oakfields alone.
        if names_itself || others.len() > 1 || joints_in(name).next().is_some() { others } else { Vec::new() }
    }

    /// The schools on the other side of a word that joins, where this one is on one side alone; none of the register's,
    /// where it is a school that the register has not. None where nothing is joined.
    fn joined_with(&self, name: &str, one: usize) -> Option<Vec<usize>> {
        let own: Vec<&NameForm> =
            self.entries.iter().filter(|entry| entry.school == one).map(|entry| &entry.form).collect();
        let is_own = |word: &str| {
            let is_near = |known: &str| known == word || strsim::damerau_levenshtein(known, word) <= 1;
            own.iter().any(|form| form.core.iter().chain(&form.tail).any(|known| is_near(known)))
        };
        let parts = joints_in(name).next()?;
        let other = parts.into_iter().find_map(|part| {
            let form = NameForm::of(&part);
            let is_named = !form.core.is_empty() && !form.is_person() && !form.core.iter().all(|w| is_own(w));
            let near = match self.by_likeness(&form) {
                _ if !is_named => return None,
                NameMatch::Ambiguous(near) => near.into_iter().map(|(school, _)| school).collect(),
                found => found.sure().into_iter().collect::<Vec<_>>(),
            };
            let is_other = !near.is_empty() && !near.contains(&one);
            // "N School" of "J, I & N School" is no other's name.
            let has_name = form.core.iter().any(|word| word.len() > 2);
            (is_other || form.says_school && has_name && near.is_empty()).then_some(near)
        })?;
        Some(other)
    }
}

/// The two sides of each word or sign that joins names.
fn joints_in(name: &str) -> impl Iterator<Item = [String; 2]> {
    let joined = name.replace(['&', '+'], " and ").to_lowercase();
    JOINTS.iter().filter_map(move |joint| {
        let (one, other) = joined.split_once(joint)?;
        // Beyond a comma stands something else: a person, a place.
        let is_mark = |c: char| matches!(c, ',' | ';' | '|' | '\n');
        let one = one.rsplit(is_mark).next().unwrap_or(one);
        let other = other.split(is_mark).next().unwrap_or(other);
        Some([one.to_owned(), other.to_owned()])
    })
}
