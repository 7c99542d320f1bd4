//! Ids and names in a return's fields that are no school's of the register, or not the same one's.
//! In: what stands in a field, the register. Out: whether a name may be that of the school with the id; the question about an id
//! that is nobody's. Never takes the nearest id for the one that was meant.

use ingest::{
    normalise::{
        names::{is_title, says_no_name, similarity},
        text,
    },
    reading::Written,
};
use schemas::{finding::Finding, rules};

use super::{
    Found,
    find::{Look, ids, listed, only_school},
};
use crate::register::{IdMatch, School, id_key};

/// From this likeness on a name may be meant for a school's.
const NEAR: f64 = 0.75;
/// As many schools may be worth a look.
const MOST: usize = 4;

/// Whether what stands for a name may stand beside the id of this school without naming another: it is near to one of its
/// names, has all their words, is their initials or an area, or names somebody or something that is no school.
fn may_be_called(written: &str, school: &School) -> bool {
    let words = text::words(written);
    let words: Vec<&str> =
        words.split(' ').filter(|word| !word.bytes().any(|b| b.is_ascii_digit())).collect();
    let bare = words.join(" ");
    let is_area = || school.groups.iter().any(|(_, value)| text::words(value) == bare);
    let names = || std::iter::once(&school.name).chain(&school.aliases);
    let has_all = |name: &str| {
        let name = text::words(name);
        let mut own = name.split(' ').filter(|word| word.len() > 2 && !says_no_name(word)).peekable();
        own.peek().is_some() && own.all(|word| words.contains(&word))
    };
    says_no_name(&bare)
        || is_title(&bare)
        || is_area()
        || words.iter().any(|word| is_no_schools(word))
        || names()
            .any(|name| similarity(written, name) >= NEAR || has_all(name) || is_short_for(written, name))
}

/// A word of somebody's title or of what schools belong to, and of what points to another place.
fn is_no_schools(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "headteacher"
            | "head"
            | "principal"
            | "depute"
            | "deputy"
            | "trust"
            | "mat"
            | "federation"
            | "cluster"
            | "partnership"
            | "council"
            | "comhairle"
            | "cyngor"
            | "authority"
            | "see"
            | "same"
            | "confidential"
            | "anonymous"
    )
}

/// `WLPS`, `LPS`: capitals that are the first letters of a name's words, in their order.
fn is_short_for(written: &str, name: &str) -> bool {
    let letters: Vec<char> = written.chars().filter(|c| c.is_alphabetic()).collect();
    let name = text::words(name);
    let mut initials = name.split(' ').filter_map(|word| word.chars().next());
    (2..=6).contains(&letters.len())
        && letters.iter().all(|letter| letter.is_uppercase())
        && letters.iter().all(|letter| initials.any(|initial| letter.to_lowercase().eq([initial])))
}

/// What stands in the field for an id and is no school's.
pub(super) struct StrangeId<'r, 'a> {
    written: &'r Written,
    /// The schools whose number it is, or is nearest to.
    may_be: Vec<&'a School>,
    /// Whether it is a number of each of them.
    is_shared: bool,
}

impl<'r, 'a> Look<'r, 'a> {
    /// The question about a known id beside the name of no school, where nothing else names the school too. An id is one figure
    /// away from another's, and is copied with another's form; a whole name is not.
    pub(super) fn name_of_none(&self, with_id: &'a School, written: &'r Written) -> Option<Found<'a>> {
        let clues = self.clues();
        let is_it = |index: usize| self.register.school(index).is_some_and(|school| school.id == with_id.id);
        if may_be_called(&written.text, with_id)
            || only_school(&clues).is_some_and(|(_, index, _)| is_it(index))
        {
            return None;
        }
        let message = format!(
            "the id {} is {}'s, but no school of the register has the name {}",
            with_id.id, with_id.name, written.text
        );
        let id = self.reading.school.id.as_ref().map_or("", |id| id.text.as_str());
        let read = format!("{id} | {}", written.text);
        // Nobody knows which of the two is wrong: nothing is suggested that a word could accept.
        let question = Finding::new(&rules::SCHOOL_DISAGREES, written.place.clone(), message)
            .reading(read)
            .with_suggestion(format!("school ID: {}, or leave out", with_id.id));
        Some(Found::Question(question, vec![with_id]))
    }

    /// `EE100248`: the school whose id stands behind a few letters and with nothing else, in a register whose ids have none.
    pub(super) fn behind_letters(&self, written: &str) -> Option<usize> {
        const LETTERS: usize = 3;
        const FIGURES: usize = 5;
        let written = written.trim();
        let id = written.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let n_letters = written.len() - id.len();
        let is_plain = |id: &str| id.len() >= FIGURES && id.bytes().all(|byte| byte.is_ascii_digit());
        if !(1..=LETTERS).contains(&n_letters) || !is_plain(id) {
            return None;
        }
        let IdMatch::Current(index) = self.register.by_any_id(id)? else { return None };
        let has_its_length = |school: &School| {
            let own = school.id.as_str();
            own.len() == id.len() && is_plain(own)
        };
        let is_own = self.register.school(index).is_some_and(|school| school.id.as_str() == id);
        (is_own && self.register.schools().iter().all(has_its_length)).then_some(index)
    }

    /// The id that the return says and no school has, or several have.
    pub(super) fn strange_id(&self) -> Option<StrangeId<'r, 'a>> {
        const LONGEST: usize = 60;
        let written = self.reading.school.id.as_ref()?;
        let is_prompt = || written.text.starts_with(['[', '<', '(']) || says_no_name(&written.text);
        let says_id = written.text.bytes().any(|byte| byte.is_ascii_digit()) || !is_prompt();
        if !says_id || written.text.len() > LONGEST {
            return None;
        }
        let key = id_key(&written.text);
        let schools = || self.register.schools().iter();
        let has_it = |school: &&School| {
            let other = school.previous_ids.iter().chain(&school.other_ids);
            id_key(school.id.as_str()) == key || other.into_iter().any(|id| id_key(id) == key)
        };
        let sharing: Vec<&School> = schools().filter(has_it).collect();
        if sharing.len() > 1 {
            return Some(StrangeId { written, may_be: sharing, is_shared: true });
        }
        let as_figures: String = key.chars().map(figure_like).collect();
        let found = (as_figures != key).then(|| self.register.by_any_id(&as_figures)).flatten();
        let may_be = match found {
            Some(IdMatch::Current(index) | IdMatch::Previous(index)) => {
                self.register.school(index).into_iter().collect()
            }
            None if key.len() >= 5 => {
                let is_near = |school: &&School| {
                    strsim::damerau_levenshtein(&id_key(school.id.as_str()), &as_figures) == 1
                };
                let near: Vec<&School> = schools().filter(is_near).take(MOST + 1).collect();
                if near.len() > MOST { Vec::new() } else { near }
            }
            None => Vec::new(),
        };
        Some(StrangeId { written, may_be, is_shared: false })
    }
}

impl<'a> StrangeId<'_, 'a> {
    /// Asks whose it is; `others`: schools that something else may name.
    pub(super) fn question(self, others: &mut Vec<&'a School>) -> Found<'a> {
        let Self { written, may_be, is_shared } = self;
        let id = &written.text;
        let mut message = if is_shared {
            format!("the id {id} is a number of {} schools: {}", may_be.len(), listed(&may_be))
        } else if may_be.is_empty() {
            format!("no school of the register has the id {id}")
        } else {
            format!("no school of the register has the id {id}; near to it is that of {}", listed(&may_be))
        };
        others.retain(|other| may_be.iter().all(|school| school.id != other.id));
        if !others.is_empty() {
            message = format!("{message}; something else may name {}", listed(others));
        }
        let schools: Vec<&School> = may_be.into_iter().chain(others.drain(..)).collect();
        let suggestion = match schools.as_slice() {
            [] => "school ID, or leave out".to_owned(),
            [only] => format!("school {} ({})", only.id, only.name),
            several => format!("school ID: {}", ids(several)),
        };
        let question = Finding::new(&rules::SCHOOL_MISSING, written.place.clone(), message)
            .reading(&**id)
            .with_suggestion(suggestion);
        Found::Question(question, schools)
    }
}

/// The figure that a letter is mistaken for: `10O101`.
const fn figure_like(letter: char) -> char {
    match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}
