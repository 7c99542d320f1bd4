//! Notes that say in full what stands where no return could take it.
//! In: cells that nobody took. Out: one note or several, each with its cells and their texts. Never leaves a sentence out
//! of them; of what is more than anybody would read, it says how much and where.

use schemas::{
    finding::Finding,
    place::Place,
    rules::{self, Rule},
};

use crate::{
    grid::Cell,
    normalise::text,
    recognise::{
        draft::Desk,
        written::{as_shown, counted},
    },
};

/// No more texts are told of in one note, nor more letters.
const MOST_IN_NOTE: usize = 100;
const LONGEST_NOTE: usize = 8_000;
/// No more texts of a sheet are told of one by one.
const MOST_WORDS: usize = 1_000;
/// Of a list of short ones, no more.
const MOST_LISTED: usize = 200;

/// A text with where it stands.
struct Text {
    place: Place,
    raw: String,
}

/// What stands in some cells, for notes.
#[derive(Default)]
pub(crate) struct Words {
    texts: Vec<Text>,
    /// How many more there are.
    n_more: usize,
}

impl Words {
    /// The words of these cells of a grid, and of the lists that were left out among them.
    pub(crate) fn of(desk: &Desk<'_>, index: usize, cells: &[&Cell], lists: &[&Cell]) -> Self {
        let mut words = Self::default();
        let is_1904 = desk.grids.get(index).is_some_and(|grid| grid.is_1904);
        let all = cells.iter().take(MOST_WORDS).chain(lists.iter().take(MOST_LISTED));
        for cell in all {
            words.add(&desk.place(index, cell.row, cell.column), &as_shown(&cell.value, is_1904));
        }
        words.n_more = cells.len().saturating_sub(MOST_WORDS) + lists.len().saturating_sub(MOST_LISTED);
        words
    }

    /// These texts, each with its place.
    pub(crate) fn of_texts(texts: impl Iterator<Item = (Place, String)>) -> Self {
        let mut words = Self::default();
        texts.for_each(|(place, raw)| words.add(&place, &raw));
        words
    }

    /// Adds a text; a very long one in pieces.
    fn add(&mut self, place: &Place, raw: &str) {
        let letters: Vec<char> = text::trim(raw).chars().collect();
        for piece in letters.chunks(LONGEST_NOTE) {
            self.texts.push(Text { place: place.clone(), raw: piece.iter().collect() });
        }
    }

    /// Adds those of another grid.
    pub(crate) fn append(&mut self, mut more: Self) {
        self.texts.append(&mut more.texts);
        self.n_more += more.n_more;
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The texts for each note, in a line.
    fn notes(&self) -> Vec<(&Text, String)> {
        let mut notes: Vec<(&Text, String)> = Vec::new();
        let mut n = 0;
        for text in &self.texts {
            let one = format!("{}: {}", text.place.cell, text.raw);
            match notes
                .last_mut()
                .filter(|(_, note)| n < MOST_IN_NOTE && note.len() + one.len() < LONGEST_NOTE)
            {
                Some((_, note)) => {
                    note.push_str(" | ");
                    note.push_str(&one);
                    n += 1;
                }
                None => {
                    notes.push((text, one));
                    n = 1;
                }
            }
        }
        if let Some((_, last)) = notes.last_mut().filter(|_| self.n_more > 0) {
            last.push_str(&[" | and ", &self.n_more.to_string(), " more below"].concat());
        }
        notes
    }

    /// The notes: `first` is the first one's message but for the words, with its place, `more` that of all others.
    fn findings(&self, rule: &'static Rule, first: (Place, &str), more: &str) -> Vec<Finding> {
        let (first_place, first) = first;
        let mut findings = Vec::new();
        for (text, shown) in self.notes() {
            let is_first = findings.is_empty();
            let (place, message) = if is_first { (&first_place, first) } else { (&text.place, more) };
            let finding = Finding::new(rule, place.clone(), format!("{message}{shown}"));
            // The first note on a sheet is the sheet's.
            let is_sheets = is_first && place.cell.is_empty();
            findings.push(if is_sheets { finding } else { finding.reading(text.raw.clone()) });
        }
        findings
    }

    /// Notes that they stand by several schools' returns.
    pub(crate) fn of_no_school(&self) -> Vec<Finding> {
        let Some(first) = self.texts.first() else { return Vec::new() };
        let stand = counted(self.texts.len() + self.n_more, "text stands", "texts stand");
        let message = format!("{stand} by several schools' returns and by none of them for sure: ");
        let more = "more texts stand by several schools' returns and by none of them for sure: ";
        self.findings(&rules::WORDS_OF_NO_SCHOOL, (first.place.clone(), &message), more)
    }

    /// That somebody typed them into a sheet of the program's own; what is too long for one note is told by others.
    pub(crate) fn typed(&self, rule: &'static Rule, sheet: Place, message: &str) -> Vec<Finding> {
        let more = "more was typed beside what Tallybook made: ";
        let mut told = self.findings(rule, (sheet, message), more);
        told.iter_mut().skip(1).for_each(|finding| finding.rule = &rules::BESIDE_THE_CELLS);
        told
    }

    /// Notes that they are a plan of actions that no form stands beside.
    pub(crate) fn of_plan_alone(&self, file: Place, message: &str) -> Vec<Finding> {
        let findings = self.findings(&rules::NO_RETURN, (file, message), "the action plan goes on: ");
        let suggestion = "Put its rows into the plan of the school's own return, and run again";
        findings.into_iter().map(|finding| finding.with_suggestion(suggestion)).collect()
    }

    /// Notes that a list was taken for nobody's remarks.
    pub(super) fn of_list(&self) -> Vec<Finding> {
        let Some(first) = self.texts.first() else { return Vec::new() };
        let n = counted(self.texts.len() + self.n_more, "short text", "short texts");
        let message = format!("a list of {n} was not taken for remarks: ");
        self.findings(&rules::SHEET_PASSED_OVER, (first.place.clone(), &message), "the list goes on: ")
    }
}

/// The note that a sheet was not taken for answers, with what it says; more notes where that is long.
pub(crate) fn passed_over(desk: &Desk<'_>, index: usize, why: &str, words: &Words) -> Vec<Finding> {
    let place = desk.sheet(index);
    let message = format!("the sheet was not taken for answers: {why}");
    if words.is_empty() {
        return vec![Finding::new(&rules::SHEET_PASSED_OVER, place, message)];
    }
    let is_hidden = desk.grids.get(index).is_some_and(|grid| grid.is_hidden);
    let lead = if is_hidden { "it is hidden, and says" } else { "it says" };
    let more = "the sheet that was not taken for answers says as well: ";
    words.findings(&rules::SHEET_PASSED_OVER, (place, &format!("{message}; {lead} ")), more)
}
