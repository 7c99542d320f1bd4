//! Whether a return says of itself that it is not the one to use.
//! In: a return as it was read. Out: no, perhaps, or plainly. Never decides which return stands.

use ingest::{normalise::text, reading::ReturnReading};

/// Whether a return says of itself that it is not to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disowned {
    /// Nothing says so.
    No,
    /// Words that could mean it: enough to ask where another return could stand in its place.
    Perhaps,
    /// A line that can mean nothing else, or its sheet's name: asked about though nothing else came.
    Plainly,
}

impl Disowned {
    /// `Please ignore this version - sent in error`, `SPECIMEN RETURN`, on no statement in particular; a sheet `DO NOT USE`.
    pub(super) fn of(reading: &ReturnReading) -> Self {
        let around = reading.comments.iter().chain(&reading.unplaced);
        let lines = around.filter(|comment| comment.statement_id.is_none()).map(|comment| &*comment.text);
        let said = lines.filter(|raw| raw.len() <= 200).map(|raw| of_line(&text::words(raw))).max();
        let sheet = of_sheet(&text::words(&reading.sheet));
        said.unwrap_or(Self::No).max(sheet)
    }
}

/// What takes a return back.
const TAKES_BACK: [&str; 8] = [
    "ignore this",
    "please ignore",
    "do not use",
    "not to be used",
    "not for use",
    "sent in error",
    "disregard",
    "sent by mistake",
];

/// Whether a line takes a return back. Nearly none has one of the few letters that all of these need.
pub(super) fn takes_back(words: &str) -> bool {
    ["ignore", "use", "sent", "disregard"].iter().any(|needed| words.contains(needed))
        && TAKES_BACK.iter().any(|said| words.contains(said))
}

/// What calls a return made up.
pub(super) fn is_made_up(word: &str) -> bool {
    matches!(
        word,
        "example" | "examples" | "exemplar" | "specimen" | "sample" | "dummy" | "mock" | "fictional"
    )
}

/// A return by one of its names.
fn is_return(word: &str) -> bool {
    matches!(
        word,
        "return" | "form" | "answers" | "responses" | "audit" | "survey" | "questionnaire" | "submission"
    )
}

/// What stands in a line about a return and says nothing of what it asks about.
pub(super) fn is_filling(word: &str) -> bool {
    is_return(word)
        || matches!(
            word,
            "a" | "an"
                | "the"
                | "this"
                | "these"
                | "that"
                | "it"
                | "is"
                | "was"
                | "are"
                | "were"
                | "not"
                | "only"
                | "one"
                | "and"
                | "as"
                | "by"
                | "in"
                | "of"
                | "for"
                | "to"
                | "use"
                | "used"
                | "be"
                | "please"
                | "do"
                | "draft"
                | "old"
                | "first"
                | "earlier"
                | "previous"
                | "wrong"
                | "version"
                | "copy"
                | "sheet"
                | "file"
                | "page"
                | "ignore"
                | "disregard"
                | "sent"
                | "error"
                | "mistake"
                | "see"
                | "other"
                | "instead"
                | "corrected"
                | "illustration"
                | "purposes"
                | "real"
                | "completed"
                | "filled"
                | "school"
                | "our"
        )
}

fn of_line(words: &str) -> Disowned {
    let takes_back = takes_back(words);
    let has = |is: fn(&str) -> bool| words.split(' ').any(is);
    let is_all_about_it = || words.split(' ').all(|word| is_filling(word) || is_made_up(word));
    // `Example` over a row that shows how to fill in the form says nothing of the return.
    let is_made_up_whole = || has(is_made_up) && has(is_return);
    match takes_back {
        _ if is_all_about_it() && (takes_back || is_made_up_whole()) => Disowned::Plainly,
        true => Disowned::Perhaps,
        false => Disowned::No,
    }
}

fn of_sheet(words: &str) -> Disowned {
    let is_all_about_it = words.split(' ').all(|word| {
        is_filling(word)
            || is_made_up(word)
            || matches!(word, "worked" | "model")
            || word.parse::<u32>().is_ok()
    });
    let says_so = words.split(' ').any(is_made_up)
        || takes_back(words)
        || matches!(words, "model answers" | "model return" | "model form");
    if is_all_about_it && says_so { Disowned::Plainly } else { Disowned::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_about_the_return_alone_says_so_plainly() {
        for line in [
            "Please ignore this version - sent in error",
            "DRAFT - not to be used",
            "SPECIMEN RETURN",
            "This is an example only, not a real return",
            "Sample answers for illustration",
        ] {
            assert_eq!(of_line(&text::words(line)), Disowned::Plainly, "{line}");
        }
        for line in [
            "Pupils do not use phones in class",
            "Disregard Mrs Grant's numbers",
            "Resent in error last week",
        ] {
            assert_eq!(of_line(&text::words(line)), Disowned::Perhaps, "{line}");
        }
        for line in
            ["Example", "Example only", "For example, on our website", "Sample of pupils", "See the form"]
        {
            assert_eq!(of_line(&text::words(line)), Disowned::No, "{line}");
        }
    }

    #[test]
    fn a_sheet_is_named_so() {
        for name in
            ["Example", "Worked example", "Model answers", "DO NOT USE", "Specimen return", "Sample 2"]
        {
            assert_eq!(of_sheet(&text::words(name)), Disowned::Plainly, "{name}");
        }
        for name in ["Return", "Form (blank)", "Model Academy", "Template", "Old", "School", "", "Sheet1"] {
            assert_eq!(of_sheet(&text::words(name)), Disowned::No, "{name}");
        }
    }
}
