//! The names that a document's elements go by: known by their namespace, whatever the prefix.
//! In: elements as they begin and end, with what they declare of prefixes. Out: vocabularies. Never relies on a prefix.

use quick_xml::{
    events::BytesStart,
    name::{PrefixDeclaration, QName},
};

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
fn vocabulary(namespace: &str) -> Vocabulary {
    match namespace {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
        "http://schemas.microsoft.com/office/word/2010/wordml" => Vocabulary::Word2010,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
        _ => Vocabulary::Other,
    }
}

/// Whether attributes may declare a prefix. Few of their letters are n.
fn declares(attributes: &[u8]) -> bool {
    memchr::memchr_iter(b'n', attributes)
        .any(|at| attributes.get(..at).is_some_and(|before| before.ends_with(b"xml")))
}

/// More prefixes in force at one place than this are nobody's document, and each name would be held against them all.
const PREFIXES_MAX: usize = 128;

/// What the prefixes mean at one place of a document.
#[derive(Debug, Default)]
pub(crate) struct Prefixes {
    /// The depth of the element that declares it, the prefix (empty for names without one), what it means; the
    /// innermost last.
    declared: Vec<(usize, Box<str>, Vocabulary)>,
}

impl Prefixes {
    /// Takes over what an element at this depth declares; false where that is too much.
    pub(crate) fn begin(&mut self, depth: usize, element: &BytesStart<'_>) -> bool {
        // Most elements have no attributes; few declare anything.
        let raw = element.attributes_raw();
        if raw.is_empty() || !declares(raw.as_bytes()) {
            return true;
        }
        for attribute in element.attributes().with_checks(false).map_while(Result::ok) {
            let prefix = match attribute.key.as_namespace_binding() {
                Some(PrefixDeclaration::Default) => "",
                Some(PrefixDeclaration::Named(prefix)) => prefix,
                None => continue,
            };
            self.declared.push((depth, prefix.into(), vocabulary(&attribute.value)));
        }
        self.declared.len() <= PREFIXES_MAX
    }

    /// Drops what elements at this depth and below declared.
    pub(crate) fn end(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(declared_at, ..)| *declared_at >= depth) {
            self.declared.pop();
        }
    }

    /// The vocabulary of a name, and the name without its prefix.
    pub(crate) fn resolve<'n>(&self, name: QName<'n>) -> (Vocabulary, &'n str) {
        let name = name.into_inner();
        let colon = name.bytes().position(|byte| byte == b':');
        let parted = colon.and_then(|at| Some((name.get(..at)?, name.get(at + 1..)?)));
        let (prefix, local) = parted.unwrap_or(("", name));
        let known = self.declared.iter().rfind(|(_, known, _)| **known == *prefix);
        (known.map_or(Vocabulary::Other, |(.., vocabulary)| *vocabulary), local)
    }
}

/// The elements of which it matters that another stands in them, or that they end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// `w:tbl`.
    Table,
    /// `w:tr`.
    Row,
    /// `w:trPr`.
    RowProperties,
    /// `w:tc`.
    Cell,
    /// `w:tcPr`.
    CellProperties,
    /// `w:p`.
    Paragraph,
    /// `w:r`.
    Run,
    /// `w:rPr`.
    RunProperties,
    /// `w:t`.
    Text,
    /// `w:sdt`.
    Control,
    /// `w:sdtPr`.
    ControlProperties,
    /// `w:sdtContent`.
    ControlContent,
    /// `w:ffData`.
    FieldData,
    /// `w:checkBox`.
    TickBox,
    /// `w:ddList`.
    List,
    /// `mc:AlternateContent`.
    Alternatives,
    /// Any other.
    Other,
}

impl Element {
    /// Which of them a name is.
    pub(crate) fn of(vocabulary: Vocabulary, name: &str) -> Self {
        match vocabulary {
            Vocabulary::Word => Self::of_word(name),
            Vocabulary::Compatibility if name == "AlternateContent" => Self::Alternatives,
            _ => Self::Other,
        }
    }

    fn of_word(name: &str) -> Self {
        match name {
            "t" => Self::Text,
            "r" => Self::Run,
            "p" => Self::Paragraph,
            "tc" => Self::Cell,
            "tr" => Self::Row,
            "tbl" => Self::Table,
            "rPr" => Self::RunProperties,
            "tcPr" => Self::CellProperties,
            "trPr" => Self::RowProperties,
            "sdt" => Self::Control,
            "sdtPr" => Self::ControlProperties,
            "sdtContent" => Self::ControlContent,
            "ffData" => Self::FieldData,
            "checkBox" => Self::TickBox,
            "ddList" => Self::List,
            _ => Self::Other,
        }
    }
}
