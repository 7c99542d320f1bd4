//! The names that a document's elements go by: known by their namespace, whatever the prefix.
//! In: resolved names. Out: vocabularies. Never relies on a prefix.

use quick_xml::name::{Namespace, ResolveResult};

/// Which vocabulary an element is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// Word's own, transitional or strict.
    Word,
    /// Word's additions of 2010: tick boxes.
    Word2010,
    /// Alternatives for readers of different ages.
    Compatibility,
    /// Any other.
    Other,
}

/// Which vocabulary a namespace is.
pub(crate) fn vocabulary(namespace: &ResolveResult<'_>) -> Vocabulary {
    match namespace {
        ResolveResult::Bound(Namespace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )) => Vocabulary::Word,
        ResolveResult::Bound(Namespace("http://schemas.microsoft.com/office/word/2010/wordml")) => {
            Vocabulary::Word2010
        }
        ResolveResult::Bound(Namespace("http://schemas.openxmlformats.org/markup-compatibility/2006")) => {
            Vocabulary::Compatibility
        }
        _ => Vocabulary::Other,
    }
}

/// An element's name as the stack keeps it: only Word's own names can be asked for.
pub(crate) fn key(vocabulary: Vocabulary, name: &str) -> &str {
    if vocabulary == Vocabulary::Word { name } else { "" }
}
