//! The register's names, ready for looking up.
//! In: schools with their names and aliases; then names as written. Out: what each comes to. Never settles by likeness below
//! the floor, or where the next best school is within the margin.

mod beside;
mod grouped;
mod second;
mod several;
mod spelling;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    NameMatch,
    form::NameForm,
    kinds::is_near_kind,
    likeness::{Likeness, Slips, Sort, likeness},
    title,
};
use crate::normalise::text;

/// From this likeness on a name may be taken for a school's.
const FLOOR: f64 = 0.85;
/// And no other school may be nearer than this below it.
const MARGIN: f64 = 0.06;
/// Nor than this where the text is one word that says nothing of the school's kind.
const BARE_MARGIN: f64 = 0.22;
/// From this likeness on a name that fits several schools is said to; below it, it fits none.
const AMBIGUOUS_FLOOR: f64 = 0.75;
/// Below this likeness a school is not even worth suggesting.
const WORTH_A_LOOK: f64 = 0.6;

/// The names of all schools.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    entries: Vec<Entry>,
    /// By [`text::key`] of the whole name.
    keys: HashMap<String, Vec<usize>>,
    /// By proper word, and by the proper name run together.
    words: HashMap<Box<str>, Vec<usize>>,
    /// Proper words by their length in letters, for misspellings.
    by_length: BTreeMap<usize, Vec<(u32, Box<str>)>>,
}

/// A school by its likeness to a name.
#[derive(Clone, Copy, Debug)]
struct Near {
    school: usize,
    score: f64,
    is_alias: bool,
    /// Whether the text has no proper word beside those of the school's name.
    is_covered: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    school: usize,
    is_alias: bool,
    form: NameForm,
}

/// `Tong School (now Back School)`: the name that the school has now.
fn present_name(name: &str) -> &str {
    let Some((_, behind)) = name.split_once('(') else { return name };
    let now = behind.get(..4).filter(|now| now.eq_ignore_ascii_case("now ")).and_then(|_| behind.get(4..));
    now.map_or(name, |now| text::trim(now.trim_end_matches(')')))
}

/// A name's key without the id before or behind it ("Tong School (100255)"); a short number may tell two schools apart.
fn without_id(key: &str) -> &str {
    const SHORTEST: usize = 4;
    let is_digit = |c: char| c.is_ascii_digit();
    let behind = key.trim_end_matches(is_digit);
    let key = if key.len() - behind.len() >= SHORTEST { behind } else { key };
    let before = key.trim_start_matches(is_digit);
    if key.len() - before.len() >= SHORTEST { before } else { key }
}

impl NameIndex {
    /// The index over schools: each a number of the caller's, its names in rising order of standing: first its name, then its
    /// aliases. Bilingual names (`Sgoil MhicNeacail / The Nicolson Institute`, the
    /// second in brackets too) count as both.
    pub fn new(schools: Vec<(usize, Vec<String>)>) -> Self {
        let mut index = Self::default();
        for (school, names) in &schools {
            let school = *school;
            for (n, name) in names.iter().enumerate() {
                index.add(school, name, n > 0);
                let halves = halves(name);
                if halves.len() > 1 {
                    // What says a kind alone is no name of its own: the "Nursery" of "Back School / Nursery".
                    for half in halves.into_iter().filter(|half| !NameForm::of(half).is_empty()) {
                        index.add(school, half, true);
                    }
                }
            }
        }
        index.add_second_names(schools);
        let mut by_length: BTreeMap<usize, Vec<(u32, Box<str>)>> = BTreeMap::new();
        for word in index.words.keys() {
            by_length.entry(word.chars().count()).or_default().push((letters_of(word), word.clone()));
        }
        for words in by_length.values_mut() {
            words.sort_unstable();
        }
        index.by_length = by_length;
        index
    }

    fn add(&mut self, school: usize, name: &str, is_alias: bool) {
        let key = text::key(name);
        if key.is_empty() {
            return;
        }
        let entry = self.entries.len();
        self.keys.entry(key).or_default().push(entry);
        let form = NameForm::of(name);
        let words: BTreeSet<Box<str>> = form.core.iter().cloned().chain([form.joined().into()]).collect();
        for word in words {
            if !word.is_empty() {
                self.words.entry(word).or_default().push(entry);
            }
        }
        self.entries.push(Entry { school, is_alias, form });
    }

    /// What a name as written comes to.
    pub fn lookup(&self, name: &str) -> NameMatch {
        let name = present_name(text::trim(name));
        if let Some(found) = self.by_key(name) {
            return self.unless_spelt_as_another(name, found);
        }
        self.beside_group(name).unwrap_or_else(|| self.named(name))
    }

    /// What a name as written comes to that is no school's to the letter.
    fn named(&self, name: &str) -> NameMatch {
        if let Some(shorter) = self.without_street(name) {
            return self.lookup(&shorter);
        }
        if let Some(shorter) = Self::without_together(name)
            && let two @ NameMatch::Two(..) = self.lookup(&shorter)
        {
            return two;
        }
        self.beside(name, self.alone(name))
    }

    /// What a name as written comes to, whatever else it may name.
    fn alone(&self, name: &str) -> NameMatch {
        let whole = self.by_likeness(&NameForm::of(name));
        if matches!(whole, NameMatch::Exact(_) | NameMatch::Alias(_)) {
            return whole;
        }
        if let Some(several) = self.several(name, &whole).or_else(|| self.of_two_kinds(name)) {
            return several;
        }
        if let Some(school) = without_person(name) {
            return self.lookup(&school);
        }
        let halves = self.by_halves(name);
        // Where another school has the words of both halves, neither half is enough.
        if let (NameMatch::Ambiguous(near), Some(half)) = (&whole, halves.as_ref().and_then(NameMatch::sure))
            && near.first().is_some_and(|(nearest, _)| *nearest != half)
        {
            return whole;
        }
        match (whole.sure(), halves) {
            (_, None) => whole,
            // The whole is one school with a place, the half another without: nobody can tell.
            (Some(one), Some(half)) => match half.sure() {
                Some(other) if one != other => NameMatch::Ambiguous(vec![(one, FLOOR), (other, FLOOR)]),
                _ => half,
            },
            (None, Some(half)) => half,
        }
    }

    /// `Park School, High Street, Yeovil` without the street, whose words are none of a school's name; none where there is no such, or
    /// its words may name a school of the register.
    fn without_street(&self, name: &str) -> Option<String> {
        const STREETS: [&str; 12] = [
            "street", "st", "road", "rd", "lane", "avenue", "ave", "drive", "close", "crescent", "terrace",
            "way",
        ];
        let is_street = |part: &str| {
            let words = text::words(part);
            let named = words.rsplit_once(' ').filter(|(_, last)| STREETS.contains(last));
            named.is_some_and(|(named, _)| !named.split(' ').any(|word| self.is_known(word)))
        };
        let (first, rest) = name.split_once(',')?;
        let kept: Vec<&str> = rest.split(',').filter(|part| !is_street(part)).collect();
        (kept.len() < rest.split(',').count() && NameForm::of(first).says_kind())
            .then(|| std::iter::once(first).chain(kept).collect::<Vec<_>>().join(","))
    }

    /// As [`Self::lookup`], of a title, a sheet's or a file's name (without its ending), in which other words stand too:
    /// "Online safety return 2026 - Back School - final". Sure only where every word is the school's or a title's.
    pub fn lookup_in_title(&self, title: &str) -> NameMatch {
        let mut found: Option<NameMatch> = None;
        for name in title::names_in(title, &|word| self.is_known(word)) {
            let next = self.lookup_name_of_title(&name, title);
            found = Some(match found {
                None | Some(NameMatch::Unknown(_)) => next,
                // "New Cangle" and "Cangle": nobody can tell which of them a title speaks of.
                Some(known) => match (known.sure(), next.sure()) {
                    (Some(one), Some(other)) if one != other => {
                        NameMatch::Ambiguous(vec![(one, FLOOR), (other, FLOOR)])
                    }
                    _ => known,
                },
            });
        }
        found.unwrap_or_else(|| NameMatch::Unknown(Vec::new()))
    }

    fn lookup_name_of_title(&self, name: &str, title: &str) -> NameMatch {
        let found = match self.lookup(name) {
            NameMatch::Unknown(_) => self.lookup(title),
            found => found,
        };
        let form = NameForm::of(name);
        let found = match found {
            NameMatch::Similar { index, score, is_covered: false, .. } => {
                NameMatch::Unknown(vec![(index, score)])
            }
            // "Sent back" names no school, "Back School" does.
            NameMatch::Exact(index) | NameMatch::Alias(index) | NameMatch::Similar { index, .. }
                if !form.says_school && title::is_everyday(&form.core) =>
            {
                NameMatch::Unknown(vec![(index, FLOOR)])
            }
            found => found,
        };
        match (&found, title::without_person(name, title)) {
            (NameMatch::Unknown(_), Some(shorter)) => self.lookup_name_of_title(&shorter, title),
            _ => found,
        }
    }

    /// Whether a title has a word that some school of the register is named with: a look before the look-up.
    pub fn may_name(&self, title: &str) -> bool {
        let words = text::words(&title::spaced(title));
        let is_lead = |word: &str| word.len() > 2 && self.is_known(word);
        words.split(' ').any(is_lead) || self.keys.contains_key(&text::key(title))
    }

    fn by_key(&self, name: &str) -> Option<NameMatch> {
        let key = text::key(name);
        let entries = self.keys.get(&key).or_else(|| self.keys.get(without_id(&key)))?;
        let found = |is_alias: bool| -> BTreeSet<usize> {
            let entries = entries.iter().filter_map(|entry| self.entries.get(*entry));
            entries.filter(|entry| entry.is_alias == is_alias).map(|entry| entry.school).collect()
        };
        let (named, aliased) = (found(false), found(true));
        let all: BTreeSet<usize> = named.union(&aliased).copied().collect();
        let mut all = all.into_iter();
        let first = all.next()?;
        if let Some(second) = all.next() {
            let both = [first, second].into_iter().chain(all);
            return Some(NameMatch::Ambiguous(both.map(|school| (school, 1.0)).collect()));
        }
        Some(if named.is_empty() { NameMatch::Alias(first) } else { NameMatch::Exact(first) })
    }

    fn is_known(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Schools by likeness to a name, best first; of each its best name.
    fn ranked(&self, form: &NameForm, by: Slips) -> Vec<Near> {
        let words = || form.core.iter().chain(&form.tail);
        let near_kinds: Vec<&str> =
            words().map(|word| &**word).filter(|word| !self.is_known(word) && is_near_kind(word)).collect();
        let sort = |word: &str| {
            if self.is_known(word) {
                Sort::Known
            } else if near_kinds.contains(&word) {
                Sort::NearKind
            } else {
                Sort::New
            }
        };
        let mut best: BTreeMap<usize, Near> = BTreeMap::new();
        for entry in self.candidates(form, by) {
            let Some(Entry { school, is_alias, form: name }) = self.entries.get(entry) else { continue };
            let Some(likeness) = likeness(form, name, &sort, by) else { continue };
            let Likeness { score, is_covered } = likeness;
            let near = Near { school: *school, score, is_alias: *is_alias, is_covered };
            let known = best.entry(*school).or_insert(near);
            if score > known.score {
                *known = near;
            }
        }
        let mut ranked: Vec<Near> = best.into_values().collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.school.cmp(&b.school)));
        ranked
    }

    /// The names that share a proper word with the form, misspelt ones too.
    fn candidates(&self, form: &NameForm, by: Slips) -> BTreeSet<usize> {
        let mut words: BTreeSet<&str> = BTreeSet::new();
        let joined = form.joined();
        let pairs: Vec<String> = form.core.windows(2).map(<[Box<str>]>::concat).collect();
        // What stands behind a name is mostly a place, and may be a school: "Riverside Academy (Castle Campus)".
        let asked = form.core.iter().chain(&form.tail).map(|word| &**word).chain([joined.as_str()]);
        for word in asked.chain(pairs.iter().map(String::as_str)) {
            if self.is_known(word) {
                words.insert(word);
            }
            if let Some(singular) = word.strip_suffix('s').filter(|singular| self.is_known(singular)) {
                words.insert(singular);
            }
            if !self.is_known(word) {
                words.extend(self.near_words(word, by));
            }
        }
        let plurals: Vec<String> = form.core.iter().map(|word| format!("{word}s")).collect();
        words.extend(plurals.iter().map(String::as_str).filter(|word| self.is_known(word)));
        // "St" alone leads to hundreds; where rarer words lead anywhere they are enough.
        let is_rare = |word: &&str| word.len() > 2;
        let lead: Vec<&str> = if words.iter().any(is_rare) {
            words.iter().copied().filter(|word| is_rare(word)).collect()
        } else {
            words.into_iter().collect()
        };
        lead.into_iter().filter_map(|word| self.words.get(word)).flatten().copied().collect()
    }

    /// Words of the register that this one may be misspelt from.
    fn near_words<'a>(&'a self, word: &'a str, by: Slips) -> impl Iterator<Item = &'a str> {
        let length = word.chars().count();
        let letters = letters_of(word);
        let slips = if length >= 7 { 2 } else { 1 };
        let from = if length < 3 { usize::MAX } else { length - slips };
        let least = if by == Slips::Any { 2 } else { 4 };
        self.by_length
            .range(from..=from.max(length.saturating_add(slips)))
            .flat_map(|(_, words)| words)
            .filter(move |(known, _)| (known ^ letters).count_ones() as usize <= 2 * slips)
            .map(|(_, known)| &**known)
            .filter(move |known| known.len() >= least && strsim::damerau_levenshtein(word, known) <= slips)
    }

    fn by_likeness(&self, form: &NameForm) -> NameMatch {
        let ranked = self.ranked(form, Slips::Likely);
        let Some(Near { school, score, is_alias, is_covered }) = ranked.first().copied() else {
            return NameMatch::Unknown(Vec::new());
        };
        let next_score = ranked.get(1).map_or(0.0, |near| near.score);
        let is_same = |score: f64| score > 1.0 - 1e-9;
        // "Kings" may be The King's School, and may be The King's Academy.
        let margin = if form.is_bare() { BARE_MARGIN } else { MARGIN };
        let is_clear = score - next_score >= margin;
        if is_same(score) && !is_same(next_score) && (is_clear || form.says_kind()) {
            return if is_alias { NameMatch::Alias(school) } else { NameMatch::Exact(school) };
        }
        if score >= FLOOR && is_clear && !form.is_person() {
            // Clear of every other, too, that an unlikely slip away is as near: "Bacc" is a letter from Back and from Bac.
            let mut rivals = self.ranked(form, Slips::Any);
            rivals.retain(|near| {
                near.school == school
                    || score - near.score < margin
                    || near.score >= WORTH_A_LOOK
                        && (self.is_between(form, school, near.school)
                            || self.goes_on_from(form, near.school)
                            || self.is_open(form, school, near.school))
            });
            return if rivals.len() > 1 {
                NameMatch::Ambiguous(rivals.iter().take(8).map(|near| (near.school, near.score)).collect())
            } else {
                NameMatch::Similar { index: school, score, next_score, is_covered }
            };
        }
        let within = |reach: f64| -> Vec<(usize, f64)> {
            let is_near = |near: &&Near| near.score >= WORTH_A_LOOK && near.score > score - reach;
            ranked.iter().filter(is_near).take(8).map(|near| (near.school, near.score)).collect()
        };
        let near = within(2.0 * MARGIN);
        let near = if near.len() > 1 || is_clear { near } else { within(margin) };
        if score >= AMBIGUOUS_FLOOR && near.len() > 1 {
            NameMatch::Ambiguous(near)
        } else {
            NameMatch::Unknown(near)
        }
    }

    /// Whether a name has a kind of each of two schools that the other has not.
    fn is_between(&self, form: &NameForm, one: usize, other: usize) -> bool {
        let names = |school: usize| self.entries.iter().filter(move |entry| entry.school == school);
        names(one).any(|one| names(other).any(|other| form.lies_between(&one.form, &other.form)))
    }

    /// Whether a name leaves open that the one school is meant, and has no proper word that the other has not.
    fn is_open(&self, form: &NameForm, one: usize, other: usize) -> bool {
        let mut names = self.entries.iter();
        names.clone().filter(|entry| entry.school == one).all(|entry| form.leaves_open(&entry.form))
            && names.any(|entry| entry.school == other && form.is_within(&entry.form))
    }

    /// A bilingual name: each half is a name, and they must not say two schools.
    fn by_halves(&self, name: &str) -> Option<NameMatch> {
        let halves = halves(name);
        if halves.len() < 2 {
            return None;
        }
        let mut sure: Option<NameMatch> = None;
        for (n, half) in halves.iter().enumerate() {
            let form = NameForm::of(half);
            let found = self.by_key(half).unwrap_or_else(|| self.by_likeness(&form));
            // The second half of "Tong School - Stornoway" is a place; that of "Back/Tong" may be a school.
            let is_place = n > 0 && !form.says_school && form.statuses == 0;
            if is_place && !(name.contains('/') && matches!(found, NameMatch::Exact(_))) {
                continue;
            }
            let Some(school) = found.sure() else { continue };
            match sure.as_ref().and_then(NameMatch::sure) {
                None => sure = Some(found),
                Some(known) if known == school => {}
                Some(known) => return Some(NameMatch::Two(known, school)),
            }
        }
        sure
    }
}

/// `Mrs A Lane, Oakfield Infant School` without the person; none where no part is one, or all are.
fn without_person(name: &str) -> Option<String> {
    // The brackets first: what stands before them may have a place.
    if let Some((school, person)) = name.split_once('(')
        && NameForm::of(person).is_person()
        && NameForm::of(school).says_kind()
    {
        return Some(school.to_owned());
    }
    let parts: Vec<&str> = name.split([',', '|', ';']).flat_map(|part| part.split(" - ")).collect();
    let is_school = |part: &&&str| !NameForm::of(part).is_person();
    let schools: Vec<&str> = parts.iter().filter(is_school).copied().collect();
    (!schools.is_empty() && schools.len() < parts.len()).then(|| schools.join(", "))
}

/// Which letters a word has, a bit each: one slip changes two of them at most.
fn letters_of(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

/// The parts of a bilingual name.
fn halves(name: &str) -> Vec<&str> {
    for joint in [" / ", " | ", " \u{2013} ", " \u{2014} ", " - ", "/", "\n"] {
        if name.contains(joint) {
            return name.split(joint).map(text::trim).filter(|half| !half.is_empty()).collect();
        }
    }
    vec![name]
}
