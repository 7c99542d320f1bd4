//! Names that cannot be wrong once they exist: each has private fields and one door, its `FromStr` or `of`.
//! In: text from files and people. Out: ids. Never looks anything up.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

/// Text that is no id of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no {kind}: {rule}")]
pub struct BadId {
    /// What was read.
    pub text: String,
    /// Which kind of id was wanted.
    pub kind: &'static str,
    /// What such an id looks like.
    pub rule: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $rule:literal, |$text:ident| $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(given: &str) -> Result<Self, BadId> {
                let $text = given;
                if $check {
                    Ok(Self(given.into()))
                } else {
                    Err(BadId { text: given.to_owned(), kind: $kind, rule: $rule })
                }
            }
        }
    };
}

text_id!(
    /// A school's id in the register, as the register writes it (`100836`, `8238239`). Trimmed, 1 to 64 characters.
    SchoolId, "school id", "1 to 64 characters, none of them a space at either end, a slash or a line break",
    |text| !text.is_empty() && text.trim() == text && text.chars().count() <= 64
        && !text.chars().any(|c| c.is_control() || c == '/')
);
text_id!(
    /// A catalogue's id, also its folder's name (`online-safety-practice`).
    CatalogueId, "catalogue id", "small letters, figures and hyphens, at most 40",
    |text| slug(text, 40)
);
text_id!(
    /// A section's id within its catalogue (`policy`).
    SectionId, "section id", "small letters, figures and hyphens, at most 40",
    |text| slug(text, 40)
);
text_id!(
    /// A theme: a subject that all catalogues share (`parents`).
    Theme, "theme", "small letters, figures and hyphens, at most 40",
    |text| slug(text, 40)
);
text_id!(
    /// An authority's id, the first part of every key in `bi/` (`local` until it is set).
    AuthorityId, "authority id", "small letters, figures and hyphens, at most 40",
    |text| slug(text, 40)
);

/// A statement's id, which never changes (`POL-04`). It is held in itself: every answer and comment has one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId {
    /// Nothing behind the letters, so that ids stand in the order of their texts.
    letters: [u8; LONGEST_STATEMENT_ID],
    length: u8,
}

/// As long is no id: eight letters, the hyphen, four figures.
const LONGEST_STATEMENT_ID: usize = 8 + 1 + 4;

impl StatementId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(letters).unwrap_or_default()
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StatementId").field(&self.as_str()).finish()
    }
}

impl AsRef<str> for StatementId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for StatementId {
    type Err = BadId;
    fn from_str(given: &str) -> Result<Self, BadId> {
        let is_one = given.split_once('-').is_some_and(|(head, tail)| {
            (1..=8).contains(&head.len())
                && head.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                && head.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
                && (1..=4).contains(&tail.len())
                && tail.bytes().all(|b| b.is_ascii_digit())
        });
        let mut letters = [0; LONGEST_STATEMENT_ID];
        match letters.get_mut(..given.len()).zip(u8::try_from(given.len()).ok()).filter(|_| is_one) {
            Some((own, length)) => {
                own.copy_from_slice(given.as_bytes());
                Ok(Self { letters, length })
            }
            None => Err(BadId {
                text: given.to_owned(),
                kind: "statement id",
                rule: "capital letters, a hyphen, then figures, such as POL-04",
            }),
        }
    }
}

fn slug(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// The year of a collection, 2000 to 2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(i32);

impl Year {
    /// The year as a number.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The year of this number, if it is one that a collection can have.
    pub fn of(number: i32) -> Result<Self, BadId> {
        if (2000..=2100).contains(&number) {
            Ok(Self(number))
        } else {
            Err(BadId { text: number.to_string(), kind: "year", rule: "a year from 2000 to 2100" })
        }
    }
}

impl FromStr for Year {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId { text: text.to_owned(), kind: "year", rule: "a year from 2000 to 2100" };
        text.parse().map_err(|_| bad()).and_then(|number| Self::of(number).map_err(|_| bad()))
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

macro_rules! hashed_id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The id of the thing that these parts, in this order, name: 64 bits of SHA-256 over them, each
            /// ended by a NUL so that no two lists of parts run together.
            pub fn of(parts: &[&str]) -> Self {
                let mut hash = Sha256::new();
                for part in parts {
                    hash.update(part.as_bytes());
                    hash.update([0]);
                }
                let digest = hash.finalize();
                Self(digest.iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "-{:016x}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                text.strip_prefix(concat!($letter, "-"))
                    .filter(|digits| digits.len() == 16)
                    .and_then(|digits| u64::from_str_radix(digits, 16).ok())
                    .map(Self)
                    .ok_or_else(|| BadId {
                        text: text.to_owned(),
                        kind: stringify!($name),
                        rule: "a letter, a hyphen and 16 hexadecimal digits",
                    })
            }
        }
    };
}

hashed_id!(
    /// A return's id: over its source file, sheet and first cell (and school, where one return speaks for two).
    ReturnId, "R"
);
hashed_id!(
    /// A finding's id: over its code, its place and what was read.
    FindingId, "F"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_door() {
        assert!("POL-04".parse::<StatementId>().is_ok());
        assert!("pol-04".parse::<StatementId>().is_err());
        assert!("POL04".parse::<StatementId>().is_err());
        assert!("POL-12345".parse::<StatementId>().is_err());
        assert!("online-safety-practice".parse::<CatalogueId>().is_ok());
        assert!("Online safety".parse::<CatalogueId>().is_err());
        assert!("1999".parse::<Year>().is_err());
        assert_eq!("2026".parse::<Year>().map(Year::number), Ok(2026));
        assert!(" 100836".parse::<SchoolId>().is_err());
    }

    #[test]
    fn statement_ids_keep_their_letters_and_stand_in_the_order_of_their_texts() {
        let texts = ["A-1", "ABCDEFG1-1234", "POL-04", "POL-1", "POL-10", "POL2-1"];
        let ids: Vec<StatementId> = texts.iter().map(|text| text.parse().unwrap()).collect();
        assert!(ids.is_sorted() && texts.is_sorted());
        assert_eq!(ids.iter().map(StatementId::as_str).collect::<Vec<_>>(), texts);
        assert_eq!(format!("{:?}", ids[2]), "StatementId(\"POL-04\")");
    }

    #[test]
    fn hashed_ids_depend_on_every_part_and_its_border() {
        let id = ReturnId::of(&["a.xlsx", "Sheet1", "A1"]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_ne!(id, ReturnId::of(&["a.xlsx", "Sheet1A", "1"]));
        assert_eq!(id.to_string().len(), 18);
    }
}
