//! Which statement a text is.
//! In: the catalogues' texts and wordings, once a run; then texts as schools have them. Out: statements, each with how it
//! was recognised, or a doubt. Never settles a text by likeness alone where another statement is nearly as near, or where
//! a "not" came or went.

mod assign;
mod closeness;
mod shape;
mod steps;
mod trigrams;

use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

use rustc_hash::FxHashSet;
use schemas::catalogue::Catalogue;

use crate::{normalise::text, reading::MatchedBy};
pub use assign::{Assigned, Recognised};
use closeness::{Doc, Text};
use trigrams::Index;

/// A statement of one of the catalogues, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementAt {
    /// Index of the catalogue as given to [`Wordings::new`].
    pub catalogue: usize,
    /// Index in [`Catalogue::statements`].
    pub statement: usize,
}

/// A text that is a statement in the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which statement.
    pub at: StatementAt,
    /// Index in the statement's other wordings; none for its present text.
    pub wording: Option<usize>,
    /// Exact for the present text, alias for another wording, id for an id.
    pub matched_by: MatchedBy,
}

/// A statement that a text is near to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Which statement.
    pub at: StatementAt,
    /// Index of the wording that is nearest; none for the present text.
    pub wording: Option<usize>,
    /// Likeness from 0 to 1.
    pub score: f64,
}

/// All wordings of all catalogues, ready for looking up. Built once a run, shared by all threads.
#[derive(Debug)]
pub struct Wordings {
    /// By the bytes as they stand in the catalogue.
    raw: HashMap<Box<str>, Vec<Hit>, BuildHasherDefault<TextHasher>>,
    /// By [`text::key`].
    keys: HashMap<Box<str>, Vec<Hit>, BuildHasherDefault<TextHasher>>,
    /// By letters and number of the id (`pol4`).
    ids: HashMap<Box<str>, Vec<Hit>>,
    /// All keys, sorted.
    sorted: Vec<Box<str>>,
    /// What the keys begin with.
    openings: FxHashSet<Opening>,
    docs: Vec<Doc>,
    /// Where each catalogue's docs stand among them.
    docs_of: Vec<Range<usize>>,
    index: Index,
    /// In words, the longest first, each with its text: to be found within longer headings.
    worded: Vec<Worded>,
    /// The words of the sections' titles.
    of_sections: FxHashSet<Box<str>>,
    n_statements: Vec<usize>,
    /// What the keys begin with, each with the key's length.
    lengths: FxHashSet<(Opening, usize)>,
    shortest_key: usize,
    longest_key: usize,
}

impl Wordings {
    /// The index over these catalogues; positions in hits are positions in this slice.
    pub fn new(catalogues: &[Catalogue]) -> Self {
        let mut wordings = Self {
            raw: HashMap::default(),
            keys: HashMap::default(),
            ids: HashMap::new(),
            sorted: Vec::new(),
            openings: FxHashSet::default(),
            docs: Vec::new(),
            docs_of: Vec::new(),
            index: Index::default(),
            worded: Vec::new(),
            of_sections: FxHashSet::default(),
            n_statements: catalogues.iter().map(|catalogue| catalogue.statements.len()).collect(),
            lengths: FxHashSet::default(),
            shortest_key: usize::MAX,
            longest_key: 0,
        };
        for (catalogue, content) in catalogues.iter().enumerate() {
            let titles = content.sections.iter().map(|section| text::words(&section.title));
            wordings
                .of_sections
                .extend(titles.flat_map(|title| title.split(' ').map(Box::from).collect::<Vec<_>>()));
            let first_doc = wordings.docs.len();
            for (statement, stated) in content.statements.iter().enumerate() {
                let at = StatementAt { catalogue, statement };
                wordings.add(&stated.text, Hit { at, wording: None, matched_by: MatchedBy::Exact });
                for (wording, other) in stated.wordings.iter().enumerate() {
                    let hit = Hit { at, wording: Some(wording), matched_by: MatchedBy::Alias };
                    wordings.add(&other.text, hit);
                }
                if let Some(id) = id_key(stated.id.as_str()) {
                    let hit = Hit { at, wording: None, matched_by: MatchedBy::Id };
                    wordings.ids.entry(id.into()).or_default().push(hit);
                }
            }
            wordings.docs_of.push(first_doc..wordings.docs.len());
        }
        wordings.sorted = wordings.keys.keys().cloned().collect();
        wordings.sorted.sort_unstable();
        wordings.worded.sort_by_key(|known| std::cmp::Reverse(known.words.len()));
        wordings.index = Index::of(wordings.docs.iter().map(|doc| &doc.trigrams));
        wordings
    }

    fn add(&mut self, wording: &str, hit: Hit) {
        let key = text::key(wording);
        if key.is_empty() {
            return;
        }
        self.shortest_key = self.shortest_key.min(key.len());
        self.longest_key = self.longest_key.max(key.len());
        self.lengths.insert((opening_of(&key), key.len()));
        self.openings.insert(opening_of(&key));
        self.worded.push(Worded {
            words: text::words(wording).into(),
            text: text::trim(wording).into(),
            hit,
        });
        push(self.raw.entry(text::trim(wording).into()).or_default(), hit);
        push(self.keys.entry(key.into()).or_default(), hit);
        self.docs.extend(Doc::all_of(wording, hit));
    }

    /// The statements that the text is, in the same words but for case, spaces, punctuation and numbering. More than one
    /// where catalogues share a wording; none for other words.
    pub fn exact(&self, given: &str) -> &[Hit] {
        // The plain return: the bytes as they were sent out.
        let hits = self.verbatim(given);
        if hits.is_empty() { self.but_for_letters(given) } else { hits }
    }

    /// The statements that the text is to the letter.
    pub fn verbatim(&self, given: &str) -> &[Hit] {
        self.raw.get(given).map_or(&[], Vec::as_slice)
    }

    /// As [`Wordings::exact`], of a text that is none to the letter.
    pub fn but_for_letters(&self, given: &str) -> &[Hit] {
        // Shorter than any statement, or far too long: most cells end here.
        if !self.may_hold(given) || given.len() > 6 * self.longest_key + 64 {
            return &[];
        }
        let bare = text::without_numbering(given);
        let hits = self.by_key(bare);
        if hits.is_empty() && bare.len() < given.len() { self.by_key(given) } else { hits }
    }

    fn by_key(&self, given: &str) -> &[Hit] {
        if !self.may_begin(given) || !self.may_be_as_long(given) {
            return &[];
        }
        self.keys.get(text::key(given).as_str()).map_or(&[], Vec::as_slice)
    }

    /// Whether a text has as many letters and figures as some statement that begins as it does: of most others that begin as
    /// one the number tells that they are none.
    fn may_be_as_long(&self, given: &str) -> bool {
        // Signs of more than one letter, or of none that is counted so.
        if !given.is_ascii() || memchr::memchr(b'&', given.as_bytes()).is_some() {
            return true;
        }
        let n_in = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte.is_ascii_alphanumeric())).sum::<u8>();
        // As many at once as a byte can count.
        let n = given.as_bytes().chunks(255).map(|bytes| usize::from(n_in(bytes))).sum();
        let opening = u64::from_le_bytes(text::opening(given));
        self.lengths.contains(&(opening, n))
    }

    /// Whether a text may begin as a statement does: of nearly every other its first letters tell that it does not.
    pub fn may_begin(&self, given: &str) -> bool {
        if !given.is_ascii() {
            return true;
        }
        let opening: [u8; 8] = text::opening(given);
        opening.ends_with(&[0]) || self.openings.contains(&u64::from_le_bytes(opening))
    }

    /// Whether the text is as long as the shortest statement.
    pub fn may_hold(&self, given: &str) -> bool {
        given.len() >= self.shortest_key
    }

    /// Whether a [`text::key`] is the beginning of a statement's, and not the whole of it.
    pub fn begins(&self, key: &str) -> bool {
        let at = self.sorted.partition_point(|known| &**known <= key);
        self.sorted.get(at).is_some_and(|next| next.starts_with(key))
    }

    /// Whether the text is a statement to the letter: the cheapest question there is, for what needs no other then.
    pub fn is_verbatim(&self, given: &str) -> bool {
        !self.verbatim(given).is_empty()
    }

    /// The statements with this id, as ids are written (`POL-04`, `POL04`, `pol 4`, `POL-04.`).
    pub fn by_id(&self, given: &str) -> &[Hit] {
        id_key(given).and_then(|key| self.ids.get(key.as_str())).map_or(&[], Vec::as_slice)
    }

    /// The longest statement whose words stand whole within these ([`text::words`]), with a number behind the last perhaps.
    /// Costs some microseconds: not for every cell.
    pub(crate) fn within<'g>(&self, words: &'g str) -> Option<Within<'_, 'g>> {
        self.worded.iter().filter(|known| known.words.len() <= words.len()).find_map(|known| {
            let at = words.find(&*known.words)?;
            let (before, rest) = (words.get(..at)?, words.get(at + known.words.len()..)?);
            // `... by all pupils2`
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_whole = (before.is_empty() || before.ends_with(' '))
                && (behind.is_empty() || behind.starts_with(' '));
            is_whole.then_some(Within { hit: &known.hit, text: &known.text, before, behind })
        })
    }

    /// A statement's present text.
    pub(crate) fn text_of(&self, at: StatementAt) -> Option<&str> {
        let is_it = |known: &&Worded| known.hit.at == at && known.hit.wording.is_none();
        self.worded.iter().find(is_it).map(|known| &*known.text)
    }

    /// Whether a text that begins with a statement's words is all but the same as a longer wording of it: what stands behind them
    /// is the statement's own, mistyped.
    pub(crate) fn goes_on_so(&self, stated: &str, given: &str) -> bool {
        const ALL_BUT_THE_SAME: f64 = 0.9;
        let hits = self.exact(stated);
        let (begun, words) = (text::words(stated).len(), text::words(given));
        let of_it =
            |known: &&Worded| hits.iter().any(|hit| hit.at == known.hit.at) && known.words.len() > begun;
        self.worded.iter().filter(of_it).any(|known| {
            shape::is_mistyped(&words, &known.words)
                || strsim::sorensen_dice(&words, &known.words) >= ALL_BUT_THE_SAME
        })
    }

    /// Whether a word stands in the title of one of the sections.
    pub(crate) fn is_of_section(&self, word: &str) -> bool {
        self.of_sections.contains(word)
    }

    /// The statements (of one catalogue, or of all) that the text is nearest to, best first, at most `most`; each with
    /// its best wording. Costs some microseconds: not for every cell.
    pub fn similar(&self, given: &str, catalogue: Option<usize>, most: usize) -> Vec<Candidate> {
        let Some(compared) = self.compared(given) else { return Vec::new() };
        let mut near = self.near(&compared, catalogue);
        near.truncate(most);
        near.into_iter().map(|(candidate, _)| candidate).collect()
    }

    /// A text as it compares with the wordings; none for what is too short or too long to be a statement.
    fn compared(&self, given: &str) -> Option<Compared> {
        let text = Text::new(given)?;
        let shared = self.index.shared(&text.trigrams);
        let most_shared = shared.iter().copied().max().unwrap_or(0);
        Some(Compared { text, shared, most_shared })
    }

    /// The best wording of each statement near the text, with the index of its doc, best first.
    fn near(
        &self,
        Compared { text, shared, most_shared }: &Compared,
        catalogue: Option<usize>,
    ) -> Vec<(Candidate, usize)> {
        let n_trigrams = text.trigrams.n();
        let held = |shared: u16| trigrams::part(shared.into(), n_trigrams);
        let least_held = closeness::HELD.max(held(*most_shared) - 0.2);
        let mut best: Vec<(Candidate, usize)> = Vec::new();
        let asked = match catalogue {
            Some(catalogue) => self.docs_of.get(catalogue).cloned().unwrap_or_default(),
            None => 0..self.docs.len(),
        };
        for doc_index in asked {
            let (Some(doc), Some(shared)) = (self.docs.get(doc_index), shared.get(doc_index).copied()) else {
                continue;
            };
            if closeness::is_far(shared, n_trigrams, doc.trigrams.n()) {
                continue;
            }
            let score = trigrams::dice(shared.into(), n_trigrams, doc.trigrams.n());
            let may_be_part = held(shared) >= least_held;
            let score = if may_be_part || score >= closeness::SPOILT {
                closeness::score(text, doc, score)
            } else if score >= closeness::FAR {
                score
            } else {
                continue;
            };
            let candidate = Candidate { at: doc.hit.at, wording: doc.hit.wording, score };
            match best.iter_mut().find(|(known, _)| known.at == candidate.at) {
                Some(known) if known.0.score < score => *known = (candidate, doc_index),
                Some(_) => {}
                None => best.push((candidate, doc_index)),
            }
        }
        best.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        best
    }

    /// Which statement of a catalogue each text is, one to one over the whole return. `texts` are the rows' texts;
    /// `taken` are statements already settled otherwise (by id, by a ruling), by position. The answer is parallel to
    /// `texts`. Two texts in a statement's own words both get it: that is for the caller to notice.
    pub fn assign(&self, catalogue: usize, texts: &[&str], taken: &[usize]) -> Vec<Assigned> {
        Lookups::new(self).assign(catalogue, texts, taken)
    }
}

/// A wording, in words.
#[derive(Debug)]
struct Worded {
    words: Box<str>,
    text: Box<str>,
    hit: Hit,
}

/// A statement within a longer text.
#[derive(Debug)]
pub(crate) struct Within<'w, 'g> {
    /// Which statement.
    pub(crate) hit: &'w Hit,
    /// Its text.
    pub(crate) text: &'w str,
    /// The words before it.
    pub(crate) before: &'g str,
    /// The words behind it.
    pub(crate) behind: &'g str,
}

/// A school's text, and how many trigrams it shares with each doc.
#[derive(Debug)]
struct Compared {
    text: Text,
    shared: Vec<u16>,
    /// The greatest of them.
    most_shared: u16,
}

/// What the wordings say to one text, whatever the catalogue.
#[derive(Debug)]
struct LookedUp<'w> {
    hits: &'w [Hit],
    compared: Option<Compared>,
}

/// Texts looked up in the wordings: each once, however many catalogues are asked about it.
#[derive(Debug)]
pub struct Lookups<'t, 'w> {
    wordings: &'w Wordings,
    known: BTreeMap<&'t str, LookedUp<'w>>,
}

impl<'t, 'w> Lookups<'t, 'w> {
    /// Nothing looked up yet.
    pub fn new(wordings: &'w Wordings) -> Self {
        Self { wordings, known: BTreeMap::new() }
    }

    /// The wordings that are asked.
    pub const fn wordings(&self) -> &'w Wordings {
        self.wordings
    }

    /// As [`Wordings::assign`].
    pub fn assign(&mut self, catalogue: usize, texts: &[&'t str], taken: &[usize]) -> Vec<Assigned> {
        for text in texts {
            self.known.entry(text).or_insert_with(|| LookedUp {
                hits: self.wordings.exact(text),
                compared: self.wordings.compared(text),
            });
        }
        let looked_up = texts.iter().filter_map(|text| self.known.get(text));
        assign::assign(self.wordings, catalogue, looked_up, taken)
    }
}

/// The first bytes of a key, and nothing behind a shorter one's.
type Opening = u64;

fn opening_of(key: &str) -> Opening {
    let mut opening = [0; 8];
    for (to, from) in opening.iter_mut().zip(key.bytes()) {
        *to = from;
    }
    u64::from_le_bytes(opening)
}

fn push(hits: &mut Vec<Hit>, hit: Hit) {
    if !hits.iter().any(|known| known.at == hit.at) {
        hits.push(hit);
    }
}

/// Whether a text may say the opposite of a wording, however like they are: a word like "not" came or went.
pub(crate) fn may_say_the_opposite(given: &str, wording: &str) -> bool {
    shape::is_turned(&shape::plain_words(given), &shape::plain_words(wording))
}

/// An id as letters and number: `POL-04`, `pol 4` and `POL04.` are `pol4`. None for what is no id.
pub(crate) fn id_key(given: &str) -> Option<String> {
    let given = text::trim(given);
    if given.len() > 16 || given.is_empty() {
        return None;
    }
    // `CPOMS, week 5`: no id has other signs in it.
    let may_stand = |byte: u8| byte.is_ascii_alphanumeric() || b"()[].:#-_/ ".contains(&byte);
    if given.is_ascii() && !given.bytes().all(may_stand) {
        return None;
    }
    let folded = text::fold_name(given);
    let bare = folded.trim_matches(['(', ')', '[', ']', '.', ':', '#', ' ', '-']);
    let letters: String = bare.chars().take_while(char::is_ascii_alphanumeric).collect();
    let head_length = letters.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let head = letters.get(..head_length).filter(|head| !head.is_empty())?;
    let tail = bare.get(head_length..)?.trim_start_matches([' ', '-', '_', '.', '/']);
    if tail.is_empty() || tail.len() > 5 || !tail.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = tail.trim_start_matches('0');
    Some(format!("{head}{}", if number.is_empty() { "0" } else { number }))
}

/// Hashes text by its beginning, middle and end, each of eight bytes: few texts differ elsewhere alone. Only the catalogues' texts are ever stored under it, so nobody can pile up
/// collisions by what they send.
#[derive(Clone, Copy, Debug, Default)]
struct TextHasher(u64);

impl Hasher for TextHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        let middle = bytes.get(bytes.len() / 2..).unwrap_or_default();
        for part in [bytes.first_chunk::<8>(), middle.first_chunk::<8>(), bytes.last_chunk::<8>()] {
            self.take(part.map_or(0, |part| u64::from_le_bytes(*part)));
        }
        self.take(bytes.len() as u64);
        // A text too short for that is told by all its letters.
        if bytes.len() < 8 {
            for byte in bytes {
                self.take(u64::from(*byte));
            }
        }
    }

    // What ends a text in a row of several.
    fn write_u8(&mut self, _: u8) {}
}

impl TextHasher {
    fn take(&mut self, word: u64) {
        // The golden ratio's 64 bits: an odd number with its bits well spread.
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

#[cfg(test)]
mod tests;
