//! The words in schools' names that say what kind of school it is, with their abbreviations.
//! In: folded words. Out: kinds. Never a proper name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a kind word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The ages it teaches, as a bit of `Phases`.
    Phase(u16),
    /// The faith, as a bit.
    Faith(u16),
    /// How it is set up or calls itself, as a bit.
    Status(u16),
    /// A word for "school".
    School,
    /// Nothing: an article, "and", "of".
    Filler,
}

/// Nursery.
pub(super) const NURSERY: u16 = 1;
/// Phases that a school has beside another of the same name, so that one said in addition is another school.
pub(super) const OF_PAIRS: &[u16] = &[NURSERY, INFANT, FIRST, JUNIOR, MIDDLE, SIXTH_FORM, REFERRAL];
const INFANT: u16 = 1 << 1;
const FIRST: u16 = 1 << 2;
const JUNIOR: u16 = 1 << 3;
const PRIMARY: u16 = 1 << 4;
const MIDDLE: u16 = 1 << 5;
const SECONDARY: u16 = 1 << 6;
const SPECIAL: u16 = 1 << 7;
const SIXTH_FORM: u16 = 1 << 8;
const ALL_THROUGH: u16 = 1 << 9;
const REFERRAL: u16 = 1 << 10;
const PREPARATORY: u16 = 1 << 11;

const CATHOLIC: u16 = 1;
const ENGLAND: u16 = 1 << 1;
const METHODIST: u16 = 1 << 2;
const JEWISH: u16 = 1 << 3;
const MUSLIM: u16 = 1 << 4;
const SIKH: u16 = 1 << 5;
const HINDU: u16 = 1 << 6;
const EPISCOPAL: u16 = 1 << 7;

const ACADEMY: u16 = 1;
const COLLEGE: u16 = 1 << 1;
const GRAMMAR: u16 = 1 << 2;
const INSTITUTE: u16 = 1 << 3;
const MEMORIAL: u16 = 1 << 4;
/// Words that come and go with a school's legal form and tell nobody which school it is.
pub(super) const LIGHT: u16 = COMMUNITY | AIDED | CONTROLLED | FOUNDATION;
const COMMUNITY: u16 = 1 << 5;
/// Voluntary aided; and controlled, which no school is beside it.
pub(super) const AIDED: u16 = 1 << 6;
pub(super) const CONTROLLED: u16 = 1 << 7;
const FOUNDATION: u16 = 1 << 8;
const FREE: u16 = 1 << 9;

/// Kind words: the folded words they consist of, and what they tell. Longer phrases first.
const WORDS: &[(&[&str], &[Kind])] = {
    use Kind::{Faith, Filler, Phase, School, Status};
    &[
        (&["and", "nursery", "classes"], &[Phase(NURSERY)]),
        (&["and", "nursery", "class"], &[Phase(NURSERY)]),
        (&["nursery", "classes"], &[Phase(NURSERY)]),
        (&["early", "years"], &[Phase(NURSERY)]),
        (&["elc"], &[Phase(NURSERY)]),
        (&["nursery", "class"], &[Phase(NURSERY)]),
        (&["and", "sixth", "form"], &[Filler]),
        (&["with", "sixth", "form"], &[Filler]),
        (&["and", "6th", "form"], &[Filler]),
        (&["church", "of", "england"], &[Faith(ENGLAND)]),
        (&["church", "in", "wales"], &[Faith(ENGLAND)]),
        (&["pupil", "referral", "unit"], &[Phase(REFERRAL)]),
        (&["c", "of", "e"], &[Faith(ENGLAND)]),
        (&["c", "of", "england"], &[Faith(ENGLAND)]),
        (&["roman", "catholic"], &[Faith(CATHOLIC)]),
        (&["voluntary", "aided"], &[Status(AIDED)]),
        (&["voluntary", "controlled"], &[Status(CONTROLLED)]),
        (&["voluntary", "academy"], &[Status(ACADEMY), School]),
        (&["j", "i", "and", "n"], &[Phase(JUNIOR | INFANT)]),
        (&["j", "and", "i"], &[Phase(JUNIOR | INFANT)]),
        (&["j", "m", "i"], &[Phase(JUNIOR | INFANT)]),
        (&["i", "and", "n"], &[Phase(INFANT)]),
        (&["bun", "sgoil"], &[Phase(PRIMARY), School]),
        (&["ard", "sgoil"], &[Phase(SECONDARY), School]),
        (&["sgoil", "araich"], &[Phase(NURSERY), School]),
        (&["ysgol", "gynradd"], &[Phase(PRIMARY), School]),
        (&["ysgol", "uwchradd"], &[Phase(SECONDARY), School]),
        (&["ysgol", "gyfun"], &[Phase(SECONDARY), School]),
        (&["sixth", "form"], &[Phase(SIXTH_FORM)]),
        (&["6th", "form"], &[Phase(SIXTH_FORM)]),
        (&["all", "through"], &[Phase(ALL_THROUGH)]),
        (&["joint", "campus"], &[Phase(ALL_THROUGH), School]),
        (&["c", "e"], &[Faith(ENGLAND)]),
        (&["r", "c"], &[Faith(CATHOLIC)]),
        (&["v", "a"], &[Status(AIDED)]),
        (&["v", "c"], &[Status(CONTROLLED)]),
        (&["c", "p"], &[Status(COMMUNITY), Phase(PRIMARY)]),
        (&["p", "s"], &[Phase(PRIMARY), School]),
        (&["h", "s"], &[Phase(SECONDARY), School]),
        (&["cofe"], &[Faith(ENGLAND)]),
        (&["coe"], &[Faith(ENGLAND)]),
        (&["ce"], &[Faith(ENGLAND)]),
        (&["ceva"], &[Faith(ENGLAND), Status(AIDED)]),
        (&["cevc"], &[Faith(ENGLAND), Status(CONTROLLED)]),
        (&["cevap"], &[Faith(ENGLAND), Status(AIDED), Phase(PRIMARY)]),
        (&["cevcp"], &[Faith(ENGLAND), Status(CONTROLLED), Phase(PRIMARY)]),
        (&["anglican"], &[Faith(ENGLAND)]),
        (&["catholic"], &[Faith(CATHOLIC)]),
        (&["rc"], &[Faith(CATHOLIC)]),
        (&["cath"], &[Faith(CATHOLIC)]),
        (&["rcva"], &[Faith(CATHOLIC), Status(AIDED)]),
        (&["cva"], &[Faith(CATHOLIC), Status(ACADEMY), School]),
        (&["methodist"], &[Faith(METHODIST)]),
        (&["jewish"], &[Faith(JEWISH)]),
        (&["muslim"], &[Faith(MUSLIM)]),
        (&["islamic"], &[Faith(MUSLIM)]),
        (&["sikh"], &[Faith(SIKH)]),
        (&["hindu"], &[Faith(HINDU)]),
        (&["episcopal"], &[Faith(EPISCOPAL)]),
        (&["va"], &[Status(AIDED)]),
        (&["aided"], &[Status(AIDED)]),
        (&["controlled"], &[Status(CONTROLLED)]),
        (&["vc"], &[Status(CONTROLLED)]),
        (&["nursery"], &[Phase(NURSERY)]),
        (&["nurs"], &[Phase(NURSERY)]),
        (&["nur"], &[Phase(NURSERY)]),
        (&["preschool"], &[Phase(NURSERY)]),
        (&["infant"], &[Phase(INFANT)]),
        (&["infants"], &[Phase(INFANT)]),
        (&["inf"], &[Phase(INFANT)]),
        (&["first"], &[Phase(FIRST)]),
        (&["junior"], &[Phase(JUNIOR)]),
        (&["juniors"], &[Phase(JUNIOR)]),
        (&["jnr"], &[Phase(JUNIOR)]),
        (&["jun"], &[Phase(JUNIOR)]),
        (&["jr"], &[Phase(JUNIOR)]),
        (&["jmi"], &[Phase(JUNIOR | INFANT)]),
        (&["primary"], &[Phase(PRIMARY)]),
        (&["primaries"], &[Phase(PRIMARY)]),
        (&["pri"], &[Phase(PRIMARY)]),
        (&["prim"], &[Phase(PRIMARY)]),
        (&["prm"], &[Phase(PRIMARY)]),
        (&["pry"], &[Phase(PRIMARY)]),
        (&["prmy"], &[Phase(PRIMARY)]),
        (&["cp"], &[Status(COMMUNITY), Phase(PRIMARY)]),
        (&["cps"], &[Status(COMMUNITY), Phase(PRIMARY), School]),
        (&["rcps"], &[Faith(CATHOLIC), Phase(PRIMARY), School]),
        (&["ceps"], &[Faith(ENGLAND), Phase(PRIMARY), School]),
        (&["cep"], &[Faith(ENGLAND), Phase(PRIMARY)]),
        (&["rchs"], &[Faith(CATHOLIC), Phase(SECONDARY), School]),
        (&["ps"], &[Phase(PRIMARY), School]),
        (&["bunsgoil"], &[Phase(PRIMARY), School]),
        (&["middle"], &[Phase(MIDDLE)]),
        (&["secondary"], &[Phase(SECONDARY)]),
        (&["sec"], &[Phase(SECONDARY)]),
        (&["high"], &[Phase(SECONDARY)]),
        (&["comprehensive"], &[Phase(SECONDARY)]),
        (&["comp"], &[Phase(SECONDARY)]),
        (&["hs"], &[Phase(SECONDARY), School]),
        (&["chs"], &[Status(COMMUNITY), Phase(SECONDARY), School]),
        (&["ardsgoil"], &[Phase(SECONDARY), School]),
        (&["special"], &[Phase(SPECIAL)]),
        (&["pru"], &[Phase(REFERRAL)]),
        (&["preparatory"], &[Phase(PREPARATORY)]),
        (&["prep"], &[Phase(PREPARATORY)]),
        (&["academy"], &[Status(ACADEMY), School]),
        (&["acad"], &[Status(ACADEMY), School]),
        (&["college"], &[Status(COLLEGE), School]),
        (&["coll"], &[Status(COLLEGE), School]),
        (&["grammar"], &[Status(GRAMMAR)]),
        (&["gram"], &[Status(GRAMMAR)]),
        (&["institute"], &[Status(INSTITUTE), School]),
        (&["inst"], &[Status(INSTITUTE), School]),
        (&["memorial"], &[Status(MEMORIAL)]),
        (&["community"], &[Status(COMMUNITY)]),
        (&["comm"], &[Status(COMMUNITY)]),
        (&["foundation"], &[Status(FOUNDATION)]),
        (&["free"], &[Status(FREE)]),
        (&["school"], &[School]),
        (&["schools"], &[School]),
        (&["sch"], &[School]),
        (&["schl"], &[School]),
        (&["sgoil"], &[School]),
        (&["ysgol"], &[School]),
        (&["the"], &[Filler]),
        (&["and"], &[Filler]),
        (&["of"], &[Filler]),
        (&["at"], &[Filler]),
        (&["an"], &[Filler]),
        (&["a"], &[Filler]),
        (&["am"], &[Filler]),
        (&["na"], &[Filler]),
        (&["nan"], &[Filler]),
        (&["y"], &[Filler]),
        (&["yr"], &[Filler]),
        (&["de"], &[Filler]),
    ]
};

/// A kind word: what it consists of, and what it tells.
type Known = (&'static [&'static str], &'static [Kind]);

/// The kind words by what is asked of them, so that a name's word is held against few; each list in the order of [`WORDS`].
struct Shelves {
    by_first: FxHashMap<&'static str, Vec<&'static Known>>,
    /// Those of several words, of which one is long enough to have a slip.
    phrases: Vec<&'static Known>,
    /// The long single words, by their length.
    by_length: Vec<Vec<&'static Known>>,
}

static SHELVES: LazyLock<Shelves> = LazyLock::new(|| {
    let mut shelves = Shelves { by_first: FxHashMap::default(), phrases: Vec::new(), by_length: Vec::new() };
    for known in WORDS {
        match known.0 {
            [word] if word.len() >= LONG => {
                let length = word.len();
                shelves.by_length.resize_with(shelves.by_length.len().max(length + 1), Vec::new);
                shelves.by_length[length].push(known);
            }
            [_, _, ..] if known.0.iter().any(|word| word.len() >= LONG) => shelves.phrases.push(known),
            _ => {}
        }
        if let Some(first) = known.0.first() {
            shelves.by_first.entry(first).or_default().push(known);
        }
    }
    shelves
});

/// A kind word of fewer letters is not looked for in what was written with a slip.
const LONG: usize = 6;

/// The kind that the words begin with: what it tells, and how many words it takes.
pub(super) fn kind_of(words: &[&str]) -> Option<(&'static [Kind], usize)> {
    let first = words.first()?;
    let whole =
        SHELVES.by_first.get(first).into_iter().flatten().find(|(phrase, _)| words.starts_with(phrase));
    if let Some((phrase, kinds)) = whole {
        return Some((kinds, phrase.len()));
    }
    // "Chucrh of England", "Roman Cathlic": one slip in a long word of a phrase.
    let in_phrase =
        SHELVES.phrases.iter().filter(|(phrase, _)| words.len() >= phrase.len()).find(|(phrase, _)| {
            let mut others = words.iter().zip(*phrase).filter(|(word, known)| word != known);
            others.next().is_some_and(|(word, known)| is_slip(known, word)) && others.next().is_none()
        });
    if let Some((phrase, kinds)) = in_phrase {
        return Some((kinds, phrase.len()));
    }
    // "Insitute", "Primry", "Schol": one slip in a long word that is nothing else.
    if first.len() + 1 < LONG {
        return None;
    }
    let near = SHELVES.by_length.iter().skip(first.len() - 1).take(3).flatten();
    // Of several that are near, the one that stands first in the list.
    near.filter(|(phrase, _)| is_slip(phrase[0], first))
        .min_by_key(|known| WORDS.iter().position(|other| std::ptr::eq(other, **known)))
        .map(|(_, kinds)| (*kinds, 1))
}

/// Whether a word is a long word for a kind, but for one slip.
fn is_slip(known: &str, word: &str) -> bool {
    known.len() >= LONG
        && known.len().abs_diff(word.len()) <= 1
        && is_near(known, word)
        && strsim::damerau_levenshtein(known, word) <= 1
}

/// Whether a word is one slip from one that says a kind, and too short to be read as it: `Hihg`.
pub(super) fn is_near_kind(word: &str) -> bool {
    let is_near = |known: &str| {
        known.len() >= 4
            && known.as_bytes().first() == word.as_bytes().first()
            && known.len().abs_diff(word.len()) <= 1
            && strsim::damerau_levenshtein(known, word) <= 1
    };
    word.len() >= 4 && WORDS.iter().any(|(phrase, _)| matches!(phrase, [known] if is_near(known)))
}

/// The phases without a nursery beside other phases: "Primary and Nursery" is the primary school.
pub(super) const fn without_side_nursery(phases: u16) -> u16 {
    if phases == NURSERY { phases } else { phases & !NURSERY }
}

/// Whether two words begin and end alike but for two letters at most: words further apart are no slip of each other.
fn is_near(known: &str, word: &str) -> bool {
    let (known, word) = (known.as_bytes(), word.as_bytes());
    let n_before = known.iter().zip(word).take_while(|(a, b)| a == b).count();
    let n_behind = known.iter().rev().zip(word.iter().rev()).take_while(|(a, b)| a == b).count();
    n_before + n_behind + 2 >= known.len().max(word.len())
}
