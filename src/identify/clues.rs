//! What may name a return's school where its own field does not: a title, the sheet's, the file's, the folders' names.
//! In: a return's hints, the register. Out: for each what it says. Never takes a likeness with words to spare for sure.

use ingest::{
    normalise::{
        names::{NameMatch, ids_in, says_former},
        text,
    },
    reading::{ReturnReading, Written},
};
use schemas::{finding::Finding, place::Place, rules};

use super::SchoolMatchedBy;
use crate::register::{IdMatch, Register, School};

/// Where a clue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Title,
    Sheet,
    File,
    Folder,
}

impl Source {
    fn of(hint: &Written) -> Self {
        if !hint.place.cell.is_empty() {
            Self::Title
        } else if hint.place.sheet.is_empty() {
            Self::File
        } else {
            Self::Sheet
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Title => "a title in the return",
            Self::Sheet => "the sheet's name",
            Self::File => "the file's name",
            Self::Folder => "the folder's name",
        }
    }

    const fn matched_by(self) -> SchoolMatchedBy {
        match self {
            Self::Title => SchoolMatchedBy::Similar,
            Self::Sheet => SchoolMatchedBy::SheetName,
            Self::File | Self::Folder => SchoolMatchedBy::FileName,
        }
    }
}

/// What a clue comes to. Schools are their numbers in the register.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Says {
    /// This school, with the likeness of its name.
    School(usize, f64),
    /// One of these, and nobody can tell which.
    OneOf(Vec<usize>),
}

/// A text that says something of the school.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clue {
    pub(super) source: Source,
    pub(super) text: String,
    pub(super) place: Place,
    pub(super) says: Says,
}

impl Clue {
    /// Whether it names a school by nothing but a number that is said to be another's or of another kind.
    fn is_of_other_number(&self, register: &Register) -> bool {
        self.source == Source::Title
            && matches!(self.says, Says::OneOf(_))
            && says_other_number(&self.text, register)
    }

    /// A note that a school was recognised by this clue, and how.
    pub(super) fn note(&self, school: &School, why: &str) -> (SchoolMatchedBy, Finding) {
        let message = format!("taken for {} ({}) by {}; {why}", school.name, school.id, self.source.words());
        let note = Finding::new(&rules::SCHOOL_FROM_NAME, self.place.clone(), message).reading(&*self.text);
        (self.source.matched_by(), note)
    }
}

/// The clues of a return that say something, the nearest first. A name of the file is one only where it is about this
/// return alone, or nothing else is (`is_needed`).
pub(super) fn clues(
    reading: &ReturnReading,
    register: &Register,
    is_needed: bool,
    is_alone: bool,
) -> Vec<Clue> {
    let hints = reading.school.hints.iter().filter(|hint| match Source::of(hint) {
        // What stands in the form beside a named school is a cluster, a trust, a place.
        Source::Title => is_needed,
        Source::File => is_needed || is_alone,
        Source::Sheet | Source::Folder => true,
    });
    let near = hints.filter_map(|hint| clue(Source::of(hint), &hint.text, hint.place.clone(), register));
    let mut clues: Vec<Clue> = near.collect();
    // A number of another kind says something only where nothing else does.
    if clues.iter().any(|clue| !clue.is_of_other_number(register)) {
        clues.retain(|clue| !clue.is_of_other_number(register));
    }
    if is_needed && clues.is_empty() {
        clues.extend(by_folder(reading, register).map(|(_, clue)| clue));
    }
    clues
}

/// The nearest folder whose name says something, by its path.
fn by_folder<'r>(reading: &'r ReturnReading, register: &Register) -> Option<(&'r str, Clue)> {
    let name = &reading.source_file;
    name.rmatch_indices('/').find_map(|(at, _)| {
        let folder = name.get(..at)?;
        let own = stem(folder.rsplit('/').next()?);
        Some((folder, clue(Source::Folder, own, Place::file(name), register)?))
    })
}

/// The path of the folder whose name alone says which school a return is from, and that name.
pub(super) fn only_folder<'r>(
    reading: &'r ReturnReading,
    register: &Register,
    is_alone: bool,
) -> Option<(&'r str, String)> {
    let clues = clues(reading, register, true, is_alone);
    clues
        .iter()
        .all(|clue| clue.source == Source::Folder)
        .then(|| by_folder(reading, register))?
        .map(|(folder, clue)| (folder, clue.text))
}

/// A name without the ending of a file's: `Back School.zip` is `Back School`.
pub(super) fn stem(name: &str) -> &str {
    let is_ending =
        |ending: &str| ending.len() <= 5 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    name.rsplit_once('.').filter(|(_, ending)| is_ending(ending)).map_or(name, |(stem, _)| stem)
}

fn clue(source: Source, text: &str, place: Place, register: &Register) -> Option<Clue> {
    let says = cut_short(source, text, register).or_else(|| says(text, register))?;
    let says = match says {
        Says::School(index, _) if source == Source::Title && says_other_number(text, register) => {
            Says::OneOf(vec![index])
        }
        says => says,
    };
    Some(Clue { source, text: text.to_owned(), place, says })
}

/// The school whose longer name a sheet's name begins: a workbook holds no more than 31 letters of it.
fn cut_short(source: Source, text: &str, register: &Register) -> Option<Says> {
    const MOST: usize = 31;
    // A blank at the end may be gone.
    if source != Source::Sheet || !(MOST - 1..=MOST).contains(&text.chars().count()) {
        return None;
    }
    let cut = text::key(text);
    let has_it = |school: &School| {
        std::iter::once(&school.name).chain(&school.aliases).any(|name| text::key(name) == cut)
    };
    // A name that is whole as it stands is that school's, and no longer one's.
    if register.schools().iter().any(has_it) {
        return None;
    }
    let is_cut = |name: &str| name.chars().count() > MOST && text::key(name).starts_with(&cut);
    let schools = register.schools().iter().enumerate();
    let mut named = schools
        .filter(|(_, school)| is_cut(&school.name) || school.aliases.iter().any(|name| is_cut(name)))
        .map(|(index, _)| index);
    let first = named.next()?;
    let others: Vec<usize> = named.collect();
    if others.is_empty() {
        return Some(Says::School(first, 1.0));
    }
    Some(Says::OneOf(std::iter::once(first).chain(others).collect()))
}

/// What a title or the name of a sheet, file or folder says.
pub(super) fn says(text: &str, register: &Register) -> Option<Says> {
    let mut ids = known_ids(text, register);
    if ids.is_empty() && text.contains('@') && !text.contains(' ') {
        return by_domain(text, register);
    }
    let named = register.may_name(text).then(|| register.lookup_in_title(text));
    match (ids.as_slice(), named) {
        ([], None | Some(NameMatch::Unknown(_))) => None,
        ([], Some(NameMatch::Exact(index) | NameMatch::Alias(index))) => Some(Says::School(index, 1.0)),
        ([], Some(NameMatch::Similar { index, score, .. })) => Some(Says::School(index, score)),
        ([], Some(NameMatch::Two(one, other))) => Some(Says::OneOf(vec![one, other])),
        ([], Some(NameMatch::Ambiguous(several))) => {
            Some(Says::OneOf(several.into_iter().map(|(index, _)| index).collect()))
        }
        ([id], named) => match named.as_ref().and_then(NameMatch::sure) {
            Some(other) if other != *id => Some(Says::OneOf(vec![*id, other])),
            _ => Some(Says::School(*id, 1.0)),
        },
        (_, _) => Some(Says::OneOf(std::mem::take(&mut ids))),
    }
}

/// The schools whose whole name, with what they are, is the domain of an address: `office@campion-lane-primary.org.uk`.
fn by_domain(address: &str, register: &Register) -> Option<Says> {
    const KINDS: [&str; 9] =
        ["primary", "school", "academy", "college", "high", "infant", "junior", "nursery", "secondary"];
    const FEWEST: usize = 8;
    let letters = |name: &str| text::key(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (_, domain) = address.split_once('@')?;
    let own: Vec<String> = domain.split('.').map(letters).collect();
    let own: Vec<&String> = own
        .iter()
        .filter(|part| part.len() >= FEWEST && KINDS.iter().any(|kind| part.ends_with(kind)))
        .collect();
    if own.is_empty() {
        return None;
    }
    let is_it = |name: &String| {
        let name = letters(name);
        own.iter().any(|part| **part == name || name.strip_suffix("school") == Some(part.as_str()))
    };
    let has_it = |school: &School| std::iter::once(&school.name).chain(&school.aliases).any(is_it);
    let named = register.schools().iter().enumerate().filter(|(_, school)| has_it(school));
    let named: Vec<usize> = named.map(|(index, _)| index).collect();
    match named.as_slice() {
        [] => None,
        [only] => Some(Says::School(*only, 1.0)),
        _ => Some(Says::OneOf(named)),
    }
}

/// `Previous URN 100143`, `Telephone: 100143`: a number in a text that names no school is said to be of another kind than the
/// school's id, or not its present one. An id that a school had before may be said to be so.
fn says_other_number(text: &str, register: &Register) -> bool {
    const OF_OTHERS: &[&str] = &[
        "telephone",
        "tel",
        "phone",
        "mobile",
        "fax",
        "ext",
        "extension",
        "partner",
        "feeder",
        "associated",
        "invoice",
        "order",
        "account",
        "ticket",
        "postcode",
    ];
    let words = text::words(text);
    let has = |list: &[&str]| words.split(' ').any(|word| list.contains(&word));
    let was_known =
        || ids_in(text).iter().any(|id| matches!(register.by_any_id(id), Some(IdMatch::Previous(_))));
    let says_so = has(OF_OTHERS) || says_former(&words) && !was_known();
    says_so && !(register.may_name(text) && register.lookup_in_title(text).sure().is_some())
}

/// The schools whose ids stand in a text, each once. A year is no id.
pub(super) fn known_ids(text: &str, register: &Register) -> Vec<usize> {
    let is_year = |id: &str| id.len() == 4 && (id.starts_with("19") || id.starts_with("20"));
    let mut found: Vec<usize> = Vec::new();
    for id in ids_in(text).iter().filter(|id| !is_year(id)) {
        if let Some(IdMatch::Current(index) | IdMatch::Previous(index)) = register.by_any_id(id)
            && !found.contains(&index)
        {
            found.push(index);
        }
    }
    found
}
