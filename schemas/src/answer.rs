//! The two closed lists of what a school can have said: answers, and how each came to be there or not.
//! In: codes as they stand in tables. Out: types. Never reads a mark; that is the reading's work.

use std::{fmt, str::FromStr};

/// What a mark means on the catalogue's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Answer {
    /// In place.
    Yes = 0,
    /// In place in part.
    Partly = 1,
    /// Not in place.
    No = 2,
    /// The school says that the statement does not apply to it.
    NotApplicable = 3,
}

/// How the answer to a statement came to be there, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Status {
    /// Exactly one answer can be read.
    Answered = 0,
    /// The form has the statement; nothing is marked.
    Blank = 1,
    /// More than one answer is marked.
    Multiple = 2,
    /// Something is marked, and it could not be read for sure.
    Unreadable = 3,
    /// The form that was sent has no row for the statement.
    Missing = 4,
}

/// A code that is in none of the closed lists.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not one of {known}")]
pub struct UnknownCode {
    /// What was read.
    pub code: String,
    /// What could have stood there, separated by commas.
    pub known: String,
}

impl Answer {
    /// All answers, in the order of the scale.
    pub const ALL: [Self; 4] = [Self::Yes, Self::Partly, Self::No, Self::NotApplicable];
    /// Their codes in tables, in the same order.
    pub const CODES: [&'static str; 4] = ["yes", "partly", "no", "not_applicable"];

    /// The code as it stands in tables.
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }

    /// The word as it stands on paper.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::Partly => "Partly",
            Self::No => "No",
            Self::NotApplicable => "Not applicable",
        }
    }

    /// "Not yet in place": partly or no.
    pub const fn is_weak(self) -> bool {
        matches!(self, Self::Partly | Self::No)
    }
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; 5] = [Self::Answered, Self::Blank, Self::Multiple, Self::Unreadable, Self::Missing];
    /// Their codes in tables, in the same order.
    pub const CODES: [&'static str; 5] = ["answered", "blank", "multiple", "unreadable", "missing"];

    /// The code as it stands in tables.
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Answer {
    type Err = UnknownCode;
    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .into_iter()
            .find(|a| a.code() == code)
            .ok_or_else(|| UnknownCode { code: code.to_owned(), known: Self::CODES.join(", ") })
    }
}

impl FromStr for Status {
    type Err = UnknownCode;
    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .into_iter()
            .find(|s| s.code() == code)
            .ok_or_else(|| UnknownCode { code: code.to_owned(), known: Self::CODES.join(", ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for answer in Answer::ALL {
            assert_eq!(answer.code().parse(), Ok(answer));
        }
        for status in Status::ALL {
            assert_eq!(status.code().parse(), Ok(status));
        }
        assert!("Yes".parse::<Answer>().is_err());
    }
}
