//! Words that were taken for nothing -> those that a school wrote, as comments.
//! In: such words, return by return, with the school that sent them. Out: comments on no statement. What several schools
//! send alike is the form's own print. Never judges by what the words say.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet, hash_map::Entry},
};

use ingest::{normalise::text, reading::CommentReading};
use schemas::{catalogue::Catalogue, ids::ReturnId};

use crate::standing::ReturnHead;

/// What as many schools send alike is printed in the form. Two may have put their heads together.
const PRINTED: usize = 3;

/// Words of a return that may be its school's.
pub(crate) struct Remark {
    /// The return.
    pub(crate) return_id: ReturnId,
    /// Its file.
    pub(crate) source_file: String,
    /// How many comments it has beside these.
    pub(crate) n_comments: usize,
    /// The words.
    pub(crate) comment: CommentReading,
}

/// All such words, until every return was read.
#[derive(Default)]
pub(crate) struct Remarks {
    by_words: HashMap<Box<str>, Sent>,
    n: usize,
}

/// Who sent the same words.
#[derive(Default)]
struct Sent {
    /// Whether a catalogue says that its form prints them.
    is_known: bool,
    schools: Vec<Box<str>>,
    /// Each with its number among all; none any more once they are known to be printed.
    remarks: Vec<(usize, Remark)>,
}

impl Remarks {
    /// No words yet; what these catalogues' forms print is no school's.
    pub(crate) fn beside(catalogues: &[Catalogue]) -> Self {
        let printed = catalogues.iter().flat_map(|catalogue| {
            let sections = catalogue.sections.iter().map(|section| &section.title);
            let plan = catalogue.action_plan.as_ref().map(|plan| &plan.heading);
            catalogue.printed.iter().chain(sections).chain(plan).chain([&catalogue.title])
        });
        let known = |words: &String| {
            let sent = Sent { is_known: true, ..Sent::default() };
            (words_alone(words, "").into_boxed_str(), sent)
        };
        Self { by_words: printed.map(known).collect(), n: 0 }
    }

    /// Takes over words. `school` is who sent them, as [`sender`] has it; `name` is the school's as written, which a title may
    /// hold.
    pub(crate) fn add(&mut self, remark: Remark, school: &str, name: &str) {
        let number = self.n;
        self.n += 1;
        // Several lines of the form may stand in one cell.
        let is_known =
            |line: &str| self.by_words.get(&*words_alone(line, "")).is_some_and(|sent| sent.is_known);
        let mut lines = remark.comment.text.lines().filter(|line| !text::is_blank(line)).peekable();
        if lines.peek().is_some() && lines.all(is_known) {
            return;
        }
        let words = text::words(&remark.comment.text);
        let key = match words_alone(&remark.comment.text, name) {
            // Nothing but the school's name, which stands in the table of returns.
            key if key.is_empty() && !words.is_empty() => return,
            // No word at all: a tick, a face.
            key if key.is_empty() => remark.comment.text.trim().to_owned(),
            key => key,
        };
        let sent = match self.by_words.entry(key.into_boxed_str()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Sent::default()),
        };
        if sent.is_printed() {
            return;
        }
        if !sent.schools.iter().any(|known| **known == *school) {
            sent.schools.push(school.into());
        }
        sent.remarks.push((number, remark));
        if sent.is_printed() {
            sent.remarks = Vec::new();
        }
    }

    /// How many words there were.
    pub(crate) const fn n(&self) -> usize {
        self.n
    }

    /// The schools' own, in the order in which they were read, each with its number among its return's comments.
    pub(crate) fn own(self) -> Vec<(usize, Remark)> {
        let mut own: Vec<(usize, Remark)> =
            self.by_words.into_values().flat_map(|sent| sent.remarks).collect();
        own.sort_unstable_by_key(|(number, _)| *number);
        let mut before: HashMap<ReturnId, usize> = HashMap::new();
        for (number, remark) in &mut own {
            let n = before.entry(remark.return_id).or_insert(remark.n_comments);
            *n += 1;
            *number = *n;
        }
        own
    }
}

impl Sent {
    fn is_printed(&self) -> bool {
        self.is_known || self.schools.len() >= PRINTED
    }
}

/// A text's words without the school's name: titles differ by no more. Figures stay: `Pupils with a device: 24` is what a
/// school filled in.
fn words_alone(raw: &str, name: &str) -> String {
    let name = text::words(name);
    let own: HashSet<&str> = name.split(' ').collect();
    let words = text::words(raw);
    let kept: Vec<&str> = words.split(' ').filter(|word| !own.contains(word)).collect();
    kept.join(" ")
}

/// Who sent a return: its school or, where that is not known or not one, what the return says. For copies of one return
/// are one sender's, whoever that is.
pub(crate) fn sender<'a>(school_id: Option<&'a str>, head: &ReturnHead) -> Cow<'a, str> {
    let content = || format!("{:x} {:x}", head.answers_hash, head.words_hash).into();
    school_id.map_or_else(content, Cow::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(sent: &[(&str, &str, &str)]) -> Vec<(usize, String)> {
        let mut remarks = Remarks::beside(&schemas::catalogue::load::builtin());
        for (school, name, words) in sent {
            let comment = CommentReading {
                statement_id: None,
                text: (*words).to_owned(),
                sheet: String::new(),
                cell: "A1".to_owned(),
            };
            let return_id = ReturnId::of(&[school]);
            let remark = Remark { return_id, source_file: (*school).to_owned(), n_comments: 2, comment };
            remarks.add(remark, school, name);
        }
        assert_eq!(remarks.n(), sent.len());
        remarks.own().into_iter().map(|(number, remark)| (number, remark.comment.text)).collect()
    }

    #[test]
    fn what_three_schools_send_alike_is_printed_and_the_rest_is_theirs() {
        let print = "Please tick one box for each statement.";
        let own = own(&[
            ("1", "Back School", print),
            ("1", "Back School", "We share our policy with the cluster."),
            ("1", "Back School", "Back School online safety return 2026"),
            ("1", "Back School", "Pupils with a device at home: 24"),
            ("2", "Tong School", "PLEASE TICK one box  for each statement"),
            ("2", "Tong School", "Our broadband is slow, see the survey."),
            ("2", "Tong School", "Tong School: online safety return 2026"),
            ("2", "Tong School", "Pupils with a device at home: 31"),
            ("3", "Laxdale School", "Laxdale School online safety return (2026)"),
            ("3", "Laxdale School", "Pupils with a device at home: 9"),
            ("3", "Laxdale School", print),
            ("3", "Laxdale School", "We share our policy with the cluster."),
            ("1", "Back School", "Our thanks for the training in May."),
            ("4", "Lionel School", print),
        ]);
        let texts: Vec<(usize, &str)> = own.iter().map(|(number, text)| (*number, text.as_str())).collect();
        assert_eq!(
            texts,
            [
                (3, "We share our policy with the cluster."),
                (4, "Pupils with a device at home: 24"),
                (3, "Our broadband is slow, see the survey."),
                (4, "Pupils with a device at home: 31"),
                (3, "Pupils with a device at home: 9"),
                (4, "We share our policy with the cluster."),
                (5, "Our thanks for the training in May."),
            ]
        );
    }

    #[test]
    fn what_a_catalogue_prints_is_no_schools() {
        let form = schemas::catalogue::load::builtin().remove(0);
        let two_lines = format!("{}\n{}", form.printed[1], form.printed[2]);
        let words = [form.title, form.printed[0].to_uppercase(), form.printed[2].clone(), two_lines];
        assert!(own(&words.each_ref().map(|words| ("1", "Back School", words.as_str()))).is_empty());
    }

    #[test]
    fn a_schools_name_alone_is_no_remark_and_words_of_no_letters_are_its_own() {
        let sent =
            [("1", "Back School", "Back School"), ("2", "Tong School", "\u{1f44d}"), ("3", "Lionel", "!!")];
        assert_eq!(own(&sent), [(3, "\u{1f44d}".to_owned()), (3, "!!".to_owned())]);
    }

    #[test]
    fn one_school_that_sends_a_form_three_times_prints_nothing() {
        let sent = ("1", "Back School", "We share our policy with the cluster.");
        assert_eq!(own(&[sent, sent, sent]).len(), 3);
    }
}
