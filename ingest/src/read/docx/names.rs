//! The names that a document's elements go by: known by their namespace, whatever the prefix.
//! In: elements as they begin and end, with what they declare of prefixes. Out: vocabularies. Never relies on a prefix.

use crate::read::markup::{Tag, behind_short};

/// Which vocabulary an element is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// Word's own, transitional or strict.
    Word,
    /// Word's additions of 2010: tick boxes.
    Word2010,
    /// Formulas.
    Mathematics,
    /// Alternatives for readers of different ages.
    Compatibility,
    /// Any other.
    #[default]
    Other,
}

/// Which vocabulary a namespace is.
fn vocabulary(namespace: &str) -> Vocabulary {
    match namespace {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
        "http://schemas.microsoft.com/office/word/2010/wordml" => Vocabulary::Word2010,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Mathematics,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
        _ => Vocabulary::Other,
    }
}

/// More prefixes in force at one place than this are nobody's document, and each name would be held against them all.
const PREFIXES_MAX: usize = 128;

/// What the prefixes mean at one place of a document.
#[derive(Debug, Default)]
pub(crate) struct Prefixes<'t> {
    /// The depth of the element that declares it, the prefix (empty for names without one), what it means; the
    /// innermost last.
    declared: Vec<(usize, &'t str, Vocabulary)>,
    /// The prefix that was looked up last, with its colon, where it was not empty: most elements of a document have the same.
    last: Option<(&'t str, Vocabulary)>,
}

impl<'t> Prefixes<'t> {
    /// Takes over what an element at this depth declares; false where that is too much.
    #[inline]
    pub(crate) fn begin(&mut self, depth: usize, tag: Tag<'t>) -> bool {
        !tag.may_declare || self.declare(depth, tag)
    }

    fn declare(&mut self, depth: usize, tag: Tag<'t>) -> bool {
        for (key, value) in tag.each() {
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(named) => match named.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            self.declared.push((depth, prefix, vocabulary(value)));
        }
        self.last = None;
        self.declared.len() <= PREFIXES_MAX
    }

    /// Drops what elements at this depth and below declared.
    pub(crate) fn end(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(declared_at, ..)| *declared_at >= depth) {
            self.declared.pop();
            self.last = None;
        }
    }

    /// Whether this prefix, with its colon, was the last and is Word's own.
    #[inline]
    pub(crate) fn is_word(&self, prefix: &str) -> bool {
        self.last == Some((prefix, Vocabulary::Word))
    }

    /// The vocabulary of a name, and the name without its prefix.
    #[inline]
    pub(crate) fn resolve(&mut self, name: &'t str) -> (Vocabulary, &'t str) {
        if let Some((last, vocabulary)) = self.last
            && let Some(local) = behind_short(name, last)
        {
            return (vocabulary, local);
        }
        self.look_up(name)
    }

    fn look_up(&mut self, name: &'t str) -> (Vocabulary, &'t str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let known = self.declared.iter().rfind(|(_, known, _)| *known == prefix);
        let vocabulary = known.map_or(Vocabulary::Other, |(.., vocabulary)| *vocabulary);
        self.last = name.get(..=prefix.len()).filter(|_| !prefix.is_empty()).map(|last| (last, vocabulary));
        (vocabulary, local)
    }
}
