//! Whether a return calls itself a draft, or final.
//! In: a return as it was read. Out: what its file's name, its sheet's and the lines around its form say. Never decides which
//! return stands.

use ingest::{normalise::text, reading::ReturnReading};

/// What a return calls itself. Nothing, both or either: names outlive what they were given for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// A draft, or something not yet final.
    pub is_draft: bool,
    /// Final, signed off.
    pub is_final: bool,
}

impl Version {
    /// What a return says of itself by its path, its sheet's name, its titles and the lines around its form.
    pub(super) fn of(reading: &ReturnReading) -> Self {
        let names = [reading.source_file.as_str(), reading.sheet.as_str()].into_iter().map(of_name);
        let around = reading.comments.iter().chain(&reading.unplaced);
        let around = around.filter(|comment| comment.statement_id.is_none()).map(|comment| &*comment.text);
        let titles = reading.school.hints.iter().filter(|hint| !hint.place.cell.is_empty());
        let lines = around.chain(titles.map(|title| &*title.text)).map(of_line);
        names.chain(lines).fold(Self::default(), Self::or)
    }

    fn or(self, other: Self) -> Self {
        Self { is_draft: self.is_draft || other.is_draft, is_final: self.is_final || other.is_final }
    }
}

fn is_draft(word: &str) -> bool {
    matches!(word, "draft" | "drafts" | "wip" | "unfinished" | "provisional")
}

fn is_final(word: &str) -> bool {
    matches!(word, "final" | "finalised" | "finalized" | "signedoff")
}

/// What turns a word for final round: `not yet final`, `final version to follow`.
fn is_not_yet(word: &str) -> bool {
    matches!(
        word,
        "not"
            | "yet"
            | "nearly"
            | "almost"
            | "follow"
            | "follows"
            | "pending"
            | "awaiting"
            | "until"
            | "before"
            | "be"
    )
}

/// What such words come to: `final draft` is a draft, and so is what is to be finalised.
fn told(words: &[&str]) -> Version {
    let says_final =
        words.iter().any(|word| is_final(word)) || words.windows(2).any(|pair| pair == ["signed", "off"]);
    let says_draft = words.iter().any(|word| is_draft(word));
    let is_open = words.iter().any(|word| is_not_yet(word));
    Version {
        is_draft: says_draft || (says_final && is_open),
        is_final: says_final && !says_draft && !is_open,
    }
}

/// `oak lane FINAL v2`, `Draft3`
fn of_name(name: &str) -> Version {
    let words = text::words(name);
    let bare: Vec<&str> =
        words.split(' ').map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit())).collect();
    told(&bare)
}

/// A line that speaks of the return's state and of nothing else; `Signed off by` may name whoever did.
fn of_line(raw: &str) -> Version {
    const LONGEST: usize = 120;
    if raw.len() > LONGEST {
        return Version::default();
    }
    let words = text::words(raw);
    let mut bare = words.split(' ').map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let is_of_state = |word: &str| {
        is_draft(word)
            || is_final(word)
            || is_not_yet(word)
            || matches!(word, "signed" | "off")
            || is_filling(word)
    };
    // Nearly every line speaks of something else from its first word.
    let Some(first) = bare.next().filter(|first| is_of_state(first)) else { return Version::default() };
    let all: Vec<&str> = std::iter::once(first).chain(bare).collect();
    let by = all.windows(2).position(|pair| pair == ["signed", "off"]);
    let own = by.and_then(|at| all.get(..at + 2)).unwrap_or(&all);
    if own.iter().all(|word| is_of_state(word)) { told(&all) } else { Version::default() }
}

/// What stands in such a line beside its word.
fn is_filling(word: &str) -> bool {
    matches!(
        word,
        "" | "a"
            | "an"
            | "the"
            | "this"
            | "is"
            | "it"
            | "our"
            | "only"
            | "still"
            | "now"
            | "and"
            | "of"
            | "for"
            | "to"
            | "as"
            | "version"
            | "versions"
            | "v"
            | "copy"
            | "return"
            | "form"
            | "submission"
            | "response"
            | "answers"
            | "audit"
            | "status"
            | "state"
            | "stage"
            | "document"
            | "sheet"
            | "file"
            | "first"
            | "second"
            | "third"
            | "last"
            | "rough"
            | "working"
            | "discussion"
            | "comment"
            | "consultation"
            | "approval"
            | "review"
            | "checking"
            | "school"
            | "completed"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "st"
            | "nd"
            | "rd"
            | "th"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(version: Version) -> &'static str {
        match (version.is_draft, version.is_final) {
            (true, true) => "both",
            (true, false) => "draft",
            (false, true) => "final",
            (false, false) => "-",
        }
    }

    #[test]
    fn names_say_it_in_a_word() {
        for (name, expected) in [
            ("oak lane FINAL.xlsx", "final"),
            ("Oak_Lane_final_v2.xlsx", "final"),
            ("late/Oak Lane (signed off).docx", "final"),
            ("Oak Lane DRAFT3.xlsx", "draft"),
            ("Oak Lane final draft.xlsx", "draft"),
            ("drafts/oak lane.xlsx", "draft"),
            ("not final.xlsx", "draft"),
            ("Finalyson Primary.xlsx", "-"),
            ("oak lane.xlsx", "-"),
        ] {
            assert_eq!(says(of_name(name)), expected, "{name}");
        }
    }

    #[test]
    fn lines_say_it_where_they_speak_of_nothing_else() {
        for (line, expected) in [
            ("FINAL", "final"),
            ("Final version", "final"),
            ("Status: FINAL (12 March 2026)", "final"),
            ("Signed off", "final"),
            ("Return signed off by Mrs A Macleod, headteacher", "final"),
            ("DRAFT", "draft"),
            ("Draft for discussion", "draft"),
            ("This is a first draft", "draft"),
            ("Final version to follow", "draft"),
            ("Not yet signed off", "draft"),
            ("Policy signed off by governors", "-"),
            ("We have a draft policy on phones", "-"),
            ("Final comments and next steps", "-"),
        ] {
            assert_eq!(says(of_line(line)), expected, "{line}");
        }
    }
}
