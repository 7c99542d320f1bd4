//! How like two names are, where every proper word counts.
//! In: two names taken apart. Out: a likeness from 0 to 1, or none where they contradict each other. Never knows a register
//! but for which words are other schools' own.

use super::{
    form::NameForm,
    kinds::{AIDED, CONTROLLED, LIGHT, OF_PAIRS},
};

/// A proper word with a slip of the pen.
const SLIP: f64 = 0.94;
/// A long one with two.
const TWO_SLIPS: f64 = 0.9;
/// One whose first letter is another: never taken for sure, and yet as near as two slips within a word.
const TURNED: f64 = 0.845;
/// A word that the register's name has and the text has not.
const LEFT_OUT: f64 = 0.83;
/// A title that the register's name has and the text has not: `Sir`.
const TITLE_LEFT_OUT: f64 = 0.95;
/// A word that the text has and no school of the register is named with: `Manor House` is not `Manor` for sure.
const ADDED: f64 = 0.83;
/// A word that the text has and that may be a kind's, misspelt: `Hihg`.
const ADDED_KIND: f64 = 0.93;
/// A word that the text has and other schools are named with.
const ADDED_OTHERS: f64 = 0.72;
/// A place that one has and the other has not.
const PLACE: f64 = 0.98;
/// Two different places.
const OTHER_PLACE: f64 = 0.75;
/// The text leaves out a kind.
const KIND_LEFT_OUT: f64 = 0.95;
/// The text says a kind that the register's name does not.
const KIND_ADDED: f64 = 0.9;
/// The text says a faith that the register's name does not, and that its saint does not either.
const FAITH_ADDED: f64 = 0.8;
/// The text says a phase that schools have in pairs, and the register's name says none: `Hill Infant School`.
const PAIR_ADDED: f64 = 0.8;
/// Either says a kind that the other does not.
const KINDS_CROSSED: f64 = 0.85;
/// Academy here, college there; aided here, controlled there.
const STATUS_DIFFERS: f64 = 0.8;

/// How like two names are, 0 to 1; 0 where their kinds, faiths or numbers contradict each other.
pub fn similarity(one: &str, other: &str) -> f64 {
    likeness(&NameForm::of(one), &NameForm::of(other), &|_| Sort::New, Slips::Likely)
        .map_or(0.0, |likeness| likeness.score)
}

/// What a text's word is to the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// One that some school is named with: no misspelling of another.
    Known,
    /// None, but near to a word for a kind.
    NearKind,
    /// None.
    New,
}

/// Which slips of the pen make a word another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slips {
    /// Those that people make, in words long enough to tell: what a school is taken by.
    Likely,
    /// Any as few: what another school may be meant by.
    Any,
}

/// How like a text is to a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// 0 to 1.
    pub(super) score: f64,
    /// Whether each proper word of the text is one of the name.
    pub(super) is_covered: bool,
}

/// How like a text is to a name of the register; none where they contradict each other. `sort` says what a word is to
/// the register.
pub(super) fn likeness(
    text: &NameForm,
    name: &NameForm,
    sort: &dyn Fn(&str) -> Sort,
    by: Slips,
) -> Option<Likeness> {
    let differ = |one: u16, other: u16| one != 0 && other != 0 && one != other;
    if differ(text.phases, name.phases) || differ(text.faiths, name.faiths) {
        return None;
    }
    let numbers = match (text.numerals.as_slice(), name.numerals.as_slice()) {
        (one, other) if one == other => 1.0,
        ([], _) => LEFT_OUT,
        (_, []) => ADDED_OTHERS,
        _ => return None,
    };
    let proper = proper_likeness(text, name, sort, by)?;
    Some(Likeness { score: proper.score * numbers * kinds_likeness(text, name), ..proper })
}

fn kinds_likeness(text: &NameForm, name: &NameForm) -> f64 {
    let mut likeness = 1.0;
    let (mut left_out, mut added) = (false, false);
    let faith_added = if name.is_holy() { KIND_ADDED } else { FAITH_ADDED };
    let phase_added = if OF_PAIRS.contains(&text.phases) { PAIR_ADDED } else { KIND_ADDED };
    for (said, known, if_added) in
        [(text.phases, name.phases, phase_added), (text.faiths, name.faiths, faith_added)]
    {
        if said == 0 && known != 0 {
            likeness *= KIND_LEFT_OUT;
            left_out = true;
        } else if said != 0 && known == 0 {
            likeness *= if_added;
            added = true;
        }
    }
    let (said, known) = (text.statuses & !LIGHT, name.statuses & !LIGHT);
    if said == 0 && known != 0 {
        likeness *= KIND_LEFT_OUT;
        left_out = true;
    } else if said != 0 && known == 0 {
        likeness *= KIND_ADDED;
        added = true;
    } else if said & known == 0 && said != 0 {
        likeness *= STATUS_DIFFERS;
    }
    if left_out && added {
        likeness *= KINDS_CROSSED;
    }
    let voluntary = |form: &NameForm| form.statuses & (AIDED | CONTROLLED);
    if voluntary(text) != 0 && voluntary(name) != 0 && voluntary(text) != voluntary(name) {
        likeness *= STATUS_DIFFERS;
    } else if (text.statuses ^ name.statuses) & LIGHT != 0 {
        likeness *= 0.98;
    }
    likeness
}

/// The likeness of the proper names: word by word, or of the whole run together; none where no word that tells schools
/// apart is shared.
fn proper_likeness(
    text: &NameForm,
    name: &NameForm,
    sort: &dyn Fn(&str) -> Sort,
    by: Slips,
) -> Option<Likeness> {
    let by_word = word_by_word(text, name, sort, by);
    if text.core.len() == name.core.len() {
        return by_word;
    }
    let (one, other) = (text.joined(), name.joined());
    let together = if one.is_empty() {
        None
    } else if one == other {
        Some(0.97)
    } else if text.core.iter().any(|word| sort(word) == Sort::Known) {
        None
    } else {
        slips(&one, &other, by).map(|likeness| 0.97 * likeness)
    };
    let together = together.map(|score| Likeness { score, is_covered: text.tail.is_empty() });
    match (by_word, together) {
        (Some(by_word), Some(together)) if together.score > by_word.score => Some(together),
        (by_word, together) => by_word.or(together),
    }
}

fn word_by_word(
    text: &NameForm,
    name: &NameForm,
    sort: &dyn Fn(&str) -> Sort,
    by: Slips,
) -> Option<Likeness> {
    let mut likeness = 1.0;
    let mut is_covered = true;
    let mut shares_a_name = false;
    let known: Vec<&str> = name.core.iter().chain(&name.tail).map(|word| &**word).collect();
    let mut is_used = vec![false; known.len()];
    let mut left: Vec<(&str, bool)> = Vec::new();
    let words =
        || text.core.iter().map(|word| (&**word, false)).chain(text.tail.iter().map(|word| (&**word, true)));
    for (word, is_tail) in words() {
        let same = known.iter().zip(&is_used).position(|(known, used)| !used && *known == word);
        if let Some(at) = same {
            if let Some(used) = is_used.get_mut(at) {
                *used = true;
            }
            shares_a_name |= word.len() > 2;
        } else {
            left.push((word, is_tail));
        }
    }
    let mut has_other_place = false;
    for (word, is_tail) in left {
        let near = known
            .iter()
            .enumerate()
            .filter(|(at, _)| is_used.get(*at) == Some(&false))
            .filter_map(|(at, known)| word_likeness(word, known, sort, by).map(|near| (at, near)))
            .max_by(|(_, one), (_, other)| one.total_cmp(other));
        if let Some((at, near)) = near {
            if let Some(used) = is_used.get_mut(at) {
                *used = true;
            }
            likeness *= near;
            shares_a_name |= word.len() > 2;
            continue;
        }
        is_covered = false;
        if is_tail {
            has_other_place = true;
        } else {
            likeness *= match sort(word) {
                Sort::Known => ADDED_OTHERS,
                Sort::NearKind => ADDED_KIND,
                Sort::New => ADDED,
            };
        }
    }
    let n_core = name.core.len();
    for (word, _) in name.core.iter().zip(&is_used).filter(|(_, used)| !**used) {
        let is_title = matches!(&**word, "sir" | "dame" | "lord" | "dr");
        likeness *= if is_title { TITLE_LEFT_OUT } else { LEFT_OUT };
    }
    let lacks_place = is_used.iter().skip(n_core).any(|used| !used);
    likeness *= match (has_other_place, lacks_place) {
        (true, true) => OTHER_PLACE,
        (false, false) => 1.0,
        _ => PLACE,
    };
    shares_a_name.then_some(Likeness { score: likeness, is_covered })
}

/// The likeness of two words, if one may be the other misspelt.
fn word_likeness(word: &str, known: &str, sort: &dyn Fn(&str) -> Sort, by: Slips) -> Option<f64> {
    // St Mary, St Mary's, St Marys.
    let without_s = |word: &str, other: &str| word.len() >= 4 && word.strip_suffix('s') == Some(other);
    if without_s(word, known) || without_s(known, word) {
        return Some(0.98);
    }
    if sort(word) == Sort::Known {
        return None;
    }
    slips(word, known, by)
}

/// The likeness of two words that are one or two slips apart, by their length.
fn slips(word: &str, known: &str, by: Slips) -> Option<f64> {
    let (one, other) = (word.chars().count(), known.chars().count());
    let length = one.min(other);
    if by == Slips::Any && length > 1 && one.max(other) > 2 {
        return match strsim::damerau_levenshtein(word, known) {
            0 | 1 => Some(SLIP),
            2 if one.max(other) >= 7 => Some(TWO_SLIPS),
            _ => None,
        };
    }
    // "Bck" may be "Back"; of shorter words every letter counts.
    let is_short =
        length < 4 && !(length == 3 && one.max(other) == 4 && word.chars().next() == known.chars().next());
    if is_short || one.abs_diff(other) > 2 {
        return None;
    }
    // Slips seldom begin a word: Barton and Marton, Acton and Bacton, Northgate and Southgate are two places.
    let is_turned = word.chars().next() != known.chars().next();
    let is_swapped = one == other && word.chars().nth(1) == known.chars().next();
    match strsim::damerau_levenshtein(word, known) {
        0 => Some(SLIP),
        1 if !is_turned || is_swapped => Some(SLIP),
        1 if length >= 5 => Some(TURNED),
        2 if length >= 7 && !is_turned => Some(TWO_SLIPS),
        _ => None,
    }
}
