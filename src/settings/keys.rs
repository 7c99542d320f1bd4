//! Every setting, declared once.
//! In: nothing. Out: the list that `tallybook settings` prints, and that a settings file is held to. Never a value.

use std::fmt::Write as _;

/// What a setting's value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text in quotes.
    Text,
    /// A list of texts.
    Texts,
    /// A number from 0 to 1.
    Share,
    /// A whole number, 1 or more.
    Whole,
    /// A whole number, so many or more.
    WholeFrom(u64),
    /// `true` or `false`.
    Flag,
    /// A day: `2026-03-31`.
    Date,
    /// One of these words, in quotes.
    Word(&'static [&'static str]),
}

impl Kind {
    /// What a person has to write.
    pub fn shape(self) -> String {
        match self {
            Self::Text => "text in quotes".to_owned(),
            Self::Texts => "a list of texts, such as [\"sector\", \"area\"]".to_owned(),
            Self::Share => "a number from 0 to 1".to_owned(),
            Self::Whole => "a whole number, 1 or more".to_owned(),
            Self::WholeFrom(least) => format!("a whole number, {least} or more"),
            Self::Flag => "true or false".to_owned(),
            Self::Date => "a day, such as 2026-03-31".to_owned(),
            Self::Word(words) => {
                words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" or ")
            }
        }
    }
}

/// Where in the file a setting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// At the top.
    Top,
    /// Below `[collection.YEAR]`.
    Collection,
    /// Below `[limits]`.
    Limits,
}

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Where it stands.
    pub part: Part,
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub kind: Kind,
    /// Its value where the file does not say, as it would be written; empty for none.
    pub default: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

const fn key(
    part: Part,
    name: &'static str,
    kind: Kind,
    default: &'static str,
    meaning: &'static str,
) -> Key {
    Key { part, name, kind, default, meaning }
}

/// Every setting, in the order in which they are explained.
pub const KEYS: &[Key] = &[
    key(
        Part::Top,
        "authority_id",
        Kind::Text,
        "\"local\"",
        "The authority's id, the first part of every key in bi/: small letters, figures and hyphens. One for a book; \
         set it before the first run, so that books of several authorities can be stacked.",
    ),
    key(
        Part::Top,
        "authority_name",
        Kind::Text,
        "\"Local authority\"",
        "The authority's name as it stands on paper.",
    ),
    key(
        Part::Top,
        "contact",
        Kind::Text,
        "\"\"",
        "Where a school writes to have its return put right; stands in the schools' workbooks.",
    ),
    key(
        Part::Top,
        "groups",
        Kind::Texts,
        "",
        "Columns of the register that make groups. Where it is not set: sector, phase and area, as far as the \
         register has them.",
    ),
    key(
        Part::Top,
        "similar_on",
        Kind::Texts,
        "[\"roll\"]",
        "Columns of numbers in the register by which schools of the same sector are held to be similar.",
    ),
    key(
        Part::Top,
        "partly_score",
        Kind::Share,
        "0.5",
        "What Partly counts in a score, where Yes counts 1 and No 0.",
    ),
    key(
        Part::Top,
        "default_catalogue",
        Kind::Text,
        "",
        "The catalogue expected of a school for which the register does not say.",
    ),
    key(
        Part::Top,
        "catalogues",
        Kind::Texts,
        "[]",
        "Folders of the authority's own catalogues, beside this file or by their whole path; as --catalogue does.",
    ),
    key(
        Part::Top,
        "names_in_papers",
        Kind::Word(&["names", "codes"]),
        "\"names\"",
        "How schools are called in the working group's papers: by name, or by a code to which the officer's \
         workbook has the key.",
    ),
    key(
        Part::Top,
        "keep_completed_by",
        Kind::Flag,
        "false",
        "Whether to keep who filled in a return. It is a person's name, and no figure needs it.",
    ),
    key(
        Part::Top,
        "publish_threshold",
        Kind::WholeFrom(3),
        "5",
        "The least number of answering schools behind a figure in publishable.xlsx. Below 3, one school could work out \
         what the other answered.",
    ),
    key(
        Part::Top,
        "signals_in_bi",
        Kind::Flag,
        "false",
        "Whether the officer's signals go into bi/ too, where others may read them.",
    ),
    key(
        Part::Collection,
        "opens_on",
        Kind::Date,
        "1 January of the year before",
        "The first day on which a return of the collection may be dated. Schools that closed before it are not expected; \
         where it is not set, or to 1 January of the year before, those that closed before 1 September of the year before.",
    ),
    key(
        Part::Collection,
        "due_on",
        Kind::Date,
        "",
        "The day by which returns are asked for; where it is not set, none is late.",
    ),
    key(
        Part::Collection,
        "closes_on",
        Kind::Date,
        "31 December of the year",
        "The last day on which a return of the collection may be dated.",
    ),
    key(Part::Limits, "file_bytes", Kind::Whole, "67108864", "Bytes of a file."),
    key(
        Part::Limits,
        "inflated_bytes",
        Kind::Whole,
        "134217728",
        "Bytes of all parts of one workbook or document, unpacked.",
    ),
    key(
        Part::Limits,
        "ratio",
        Kind::Whole,
        "200",
        "Unpacked over packed size, of any part larger than a megabyte.",
    ),
    key(
        Part::Limits,
        "archive_bytes",
        Kind::Whole,
        "536870912",
        "Bytes of all members of one archive of returns, unpacked.",
    ),
    key(
        Part::Limits,
        "archive_members",
        Kind::Whole,
        "20000",
        "Members of one archive, those of archives within it too.",
    ),
    key(Part::Limits, "archive_depth", Kind::Whole, "3", "Archives within archives."),
    key(Part::Limits, "cells", Kind::Whole, "1000000", "Cells of one file that are not empty."),
    key(Part::Limits, "sheets", Kind::Whole, "500", "Sheets of a workbook, tables of a document."),
    key(
        Part::Limits,
        "text_bytes",
        Kind::Whole,
        "200000",
        "Bytes of one cell's text; what is longer is cut, with a finding.",
    ),
    key(
        Part::Limits,
        "all_text_bytes",
        Kind::Whole,
        "67108864",
        "Bytes of all text of one file as it stands in its cells.",
    ),
    key(Part::Limits, "depth", Kind::Whole, "200", "Elements within elements, tables within tables."),
    key(
        Part::Limits,
        "child_memory",
        Kind::Whole,
        "536870912",
        "Bytes of memory that the reader of old or suspicious files may use.",
    ),
    key(Part::Limits, "child_seconds", Kind::Whole, "20", "Seconds that it may take for one file."),
];

/// The setting of this name in a part of the file.
pub fn find(part: Part, name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.part == part && key.name == name)
}

/// The known name nearest to one that is not known, if any is near.
pub fn nearest(part: Part, name: &str) -> Option<&'static str> {
    KEYS.iter()
        .filter(|key| key.part == part)
        .map(|key| (strsim::jaro_winkler(key.name, &name.to_lowercase()), key.name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// What `tallybook settings` prints: a settings file with every key explained and set to its default, each behind a
/// `#` so that it changes nothing as it stands.
pub fn explained() -> String {
    let mut text = String::from(
        "# Settings of Tallybook. Lines that begin with # say nothing; take it away to set a value.\n\
         # The file is called tallybook.toml and lies in the book's folder.\n",
    );
    let mut part = Part::Top;
    for key in KEYS {
        if key.part != part {
            part = key.part;
            text.push_str(match part {
                Part::Top => "",
                Part::Collection => "\n# For each year that needs it, with its own year:\n# [collection.2026]\n",
                Part::Limits => {
                    "\n# How much a file may ask for before it is refused. The defaults suit returns many times larger than \
                     any school sends.\n# [limits]\n"
                }
            });
        }
        text.push('\n');
        for line in wrapped(key.meaning, 96) {
            text.push_str("# ");
            text.push_str(&line);
            text.push('\n');
        }
        let default = if key.default.is_empty() { "none" } else { key.default };
        // Writing to a text cannot fail.
        let _ = writeln!(text, "# Write: {}. Where it is not set: {default}.", key.kind.shape());
        let _ = writeln!(text, "# {} = {}", key.name, example(key));
    }
    text
}

fn example(key: &Key) -> &'static str {
    match (key.name, key.kind) {
        ("groups", _) => "[\"sector\", \"area\"]",
        ("default_catalogue", _) => "\"online-safety-practice\"",
        ("opens_on", _) => "2025-09-01",
        ("due_on", _) => "2026-03-31",
        ("closes_on", _) => "2026-08-31",
        _ => key.default,
    }
}

/// Text in lines of at most so many characters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line_is_full = lines.last().is_some_and(|l| !l.is_empty() && l.len() + 1 + word.len() > width);
        if line_is_full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
