//! Schools' names: which of the register's schools a name means.
//! In: the register's names and aliases, once; then names as written. Out: a school, two, several that it could be, or none.
//! Never settles between two schools: what could be either is ambiguous.

mod form;
mod groups;
mod index;
mod kinds;
mod likeness;
mod line;
mod title;

pub use form::NameForm;
pub use index::NameIndex;
pub use likeness::similarity;
pub use line::{id_alone, is_name_alone, name_in_line};
pub use title::{has_title_words, is_title, says_no_name};

/// What a name comes to. Schools are the numbers they were given to [`NameIndex::new`] with.
#[derive(Clone, Debug, PartialEq)]
pub enum NameMatch {
    /// The school's name, but for case, spaces, accents, punctuation and usual abbreviations.
    Exact(usize),
    /// One of the school's aliases, likewise.
    Alias(usize),
    /// Near to this school's name and clear of any other's.
    Similar {
        /// The school.
        index: usize,
        /// Likeness, 0 to 1.
        score: f64,
        /// Likeness of the next best school; 0 where there is none.
        next_score: f64,
        /// Whether the text has no proper word beside those of the school's name.
        is_covered: bool,
    },
    /// The names of two schools in one text, both sure.
    Two(usize, usize),
    /// It could be any of these, likeliest first.
    Ambiguous(Vec<(usize, f64)>),
    /// None for sure; the nearest, if any are near at all, likeliest first.
    Unknown(Vec<(usize, f64)>),
}

impl NameMatch {
    /// The school, where exactly one is sure.
    pub const fn sure(&self) -> Option<usize> {
        match self {
            Self::Exact(school) | Self::Alias(school) | Self::Similar { index: school, .. } => Some(*school),
            _ => None,
        }
    }
}

/// Whether a text says by itself that it is a school's name: `Sgoil a' Bhac`, `Back PS`.
pub fn says_kind(text: &str) -> bool {
    let form = NameForm::of(text);
    form.says_kind() && !form.is_empty()
}

/// What may be a school's id in a text: its words with at least four digits (`Tong School (100255)`, `823/4006`), and what
/// follows their label (`URN100255`). Years are among them: the caller knows the register's ids.
pub fn ids_in(text: &str) -> Vec<String> {
    let has_digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let mut ids = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '/').filter(|word| has_digits(word)) {
        let word = word.trim_matches('/');
        ids.push(word.to_owned());
        let number = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let label = word.get(..word.len() - number.len()).unwrap_or("").to_ascii_lowercase();
        if ID_LABELS.contains(&label.as_str()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
            ids.push(number.to_owned());
        }
        if word.contains('/') {
            ids.extend(word.split('/').filter(|part| has_digits(part)).map(str::to_owned));
        }
    }
    ids
}

/// Labels that people write an id behind without a space.
const ID_LABELS: &[&str] = &["urn", "seed", "dfe", "laestab", "estab", "id", "no", "school", "code", "ref"];

/// Whether words ([`crate::normalise::text::words`]) say of what they name that it was so before: `previous urn`, `old seed code`.
pub fn says_former(words: &str) -> bool {
    const FORMER: [&str; 9] = [
        "previous",
        "previously",
        "former",
        "formerly",
        "old",
        "predecessor",
        "prior",
        "earlier",
        "original",
    ];
    words.split(' ').any(|word| FORMER.contains(&word))
}

#[cfg(test)]
mod tests;
