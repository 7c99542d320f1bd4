//! Words that were taken for nothing -> those that a school wrote, as comments.
//! In: such words, return by return, with the school that sent them. Out: comments on no statement. What nearly all schools
//! send alike is the form's own print. Never takes for print what a few schools may each have written, nor a value.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use ingest::{normalise::text, reading::CommentReading};
use schemas::{
    catalogue::Catalogue,
    ids::{ReturnId, Year},
};

use crate::standing::ReturnHead;

/// What fewer schools send alike may be each one's own: neighbours put their heads together, and ask for the same help.
const FEWEST_PRINTED: usize = 5;

/// Print stands in at least so many tenths of a form's returns: what a school writes, not all others do.
const TENTHS_PRINTED: usize = 9;

/// A longer text beside a label is guidance, and no name or number.
const LONGEST_VALUE: usize = 60;

/// Words of a return that may be its school's.
pub(crate) struct Remark {
    /// The return.
    pub(crate) return_id: ReturnId,
    /// Its file.
    pub(crate) source_file: String,
    /// How many comments it has beside these.
    pub(crate) n_comments: usize,
    /// The form that they stand in: its catalogue.
    pub(crate) catalogue: Box<str>,
    /// Whether they stand beside a label that asks for them: `Office:`, `What help do you need?`
    pub(crate) is_asked_for: bool,
    /// The words.
    pub(crate) comment: CommentReading,
}

/// All such words, until every return was read.
#[derive(Default)]
pub(crate) struct Remarks {
    /// What catalogues say that their forms print.
    known: HashSet<Box<str>>,
    /// By catalogue and words.
    by_words: HashMap<Box<str>, Sent>,
    /// The schools that sent a return, by catalogue: a hash of each, since there may be tens of thousands.
    senders: HashMap<Box<str>, HashSet<u64>>,
    /// What can be nobody's print.
    values: Vec<(usize, Remark)>,
    n: usize,
}

/// Who sent the same words.
#[derive(Default)]
struct Sent {
    schools: HashSet<u64>,
    /// Each with its number among all.
    remarks: Vec<(usize, Remark)>,
}

impl Remarks {
    /// No words yet; what these catalogues' forms print is no school's, nor what the program's own forms of them for the year
    /// do.
    pub(crate) fn beside(catalogues: &[Catalogue], year: Year) -> Self {
        let own = catalogues.iter().flat_map(|catalogue| reports::forms::printed(catalogue, year));
        let printed = catalogues.iter().flat_map(|catalogue| {
            let sections = catalogue.sections.iter().map(|section| &section.title);
            let plan = catalogue.action_plan.as_ref().map(|plan| &plan.heading);
            catalogue.printed.iter().chain(sections).chain(plan).chain([&catalogue.title])
        });
        let known = |words: &str| text::words(words).into_boxed_str();
        let mut all: HashSet<Box<str>> = printed.map(|words| known(words)).collect();
        all.extend(own.map(|words| known(&words)));
        Self { known: all, ..Self::default() }
    }

    /// Counts a return of a catalogue, whether or not there are such words in it. `school` is who sent it, as [`sender`] has
    /// it.
    pub(crate) fn count(&mut self, catalogue: &str, school: &str) {
        self.senders.entry(catalogue.into()).or_default().insert(hash(school));
    }

    /// Takes over words. `school` is who sent them, as [`sender`] has it; `name` is the school's as written, which a title may
    /// hold.
    pub(crate) fn add(&mut self, remark: Remark, school: &str, name: &str) {
        let number = self.n;
        self.n += 1;
        let raw = &remark.comment.text;
        let words = text::words(raw);
        // Several lines of the form may stand in one cell.
        let mut lines = raw.lines().filter(|line| !text::is_blank(line)).peekable();
        let is_known = |line: &str| {
            if line.len() == raw.len() {
                return self.known.contains(words.as_str());
            }
            self.known.contains(text::words(line).as_str())
        };
        if lines.peek().is_some() && lines.all(is_known) {
            return;
        }
        let key = match without_name(&words, name) {
            // Nothing but the school's name, which stands in the table of returns.
            key if key.is_empty() && !words.is_empty() => return,
            // No word at all: a tick, a face.
            key if key.is_empty() => raw.trim().to_owned(),
            key => key,
        };
        if is_value(&remark) {
            self.values.push((number, remark));
            return;
        }
        let key = format!("{}\n{key}", remark.catalogue);
        let sent = self.by_words.entry(key.into_boxed_str()).or_default();
        sent.schools.insert(hash(school));
        sent.remarks.push((number, remark));
    }

    /// How many words there were.
    pub(crate) const fn n(&self) -> usize {
        self.n
    }

    /// The schools' own, in the order in which they were read, each with its number among its return's comments.
    pub(crate) fn own(self) -> Vec<(usize, Remark)> {
        let n_senders = |remark: &Remark| self.senders.get(&remark.catalogue).map_or(0, HashSet::len);
        let mut own = self.values;
        for sent in self.by_words.into_values() {
            let n = sent.remarks.first().map_or(0, |(_, remark)| n_senders(remark));
            if !sent.is_printed(n) {
                own.extend(sent.remarks);
            }
        }
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

/// 64 bits that tell schools apart.
fn hash(school: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    school.hash(&mut hasher);
    hasher.finish()
}

impl Sent {
    /// Whether nearly all schools sent it, of as many that returned the form. A link on a statement is the form's as soon as
    /// two agree: nobody else's pen comes there.
    fn is_printed(&self, n_senders: usize) -> bool {
        const FEWEST_LINKED: usize = 2;
        let n = self.schools.len();
        let is_link = self.remarks.iter().any(|(_, remark)| remark.comment.statement_id.is_some());
        if is_link && n >= FEWEST_LINKED && n == n_senders {
            return true;
        }
        n >= FEWEST_PRINTED && 10 * n >= TENTHS_PRINTED * n_senders
    }
}

/// A number, a date, or a few words beside the label that asks for them: filled in, whoever else says the same.
fn is_value(remark: &Remark) -> bool {
    let raw = &remark.comment.text;
    let is_figure = raw.contains(|c: char| c.is_ascii_digit()) && !raw.contains(char::is_alphabetic);
    is_figure || (remark.is_asked_for && raw.chars().count() <= LONGEST_VALUE)
}

/// For each of a return's words whether a label stands right before them, in their row, and asks for them.
pub(crate) fn asked_for(words: &[CommentReading]) -> Vec<bool> {
    let asks = |label: &CommentReading| label.text.trim_end().ends_with([':', '?']);
    let is_beside = |at: usize| {
        let (Some(label), Some(said)) = (at.checked_sub(1).and_then(|at| words.get(at)), words.get(at))
        else {
            return false;
        };
        label.sheet == said.sheet && row_of(&label.cell) == row_of(&said.cell) && asks(label)
    };
    (0..words.len()).map(is_beside).collect()
}

/// The row that a cell's name says: of `B12` the figure, of `line 3, column 1` all but the column.
fn row_of(cell: &str) -> &str {
    let row = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
    row.rsplit_once(',').map_or(row, |(row, _)| row)
}

/// Words without the school's name: titles differ by no more. Figures stay: `Pupils with a device: 24` is what a school
/// filled in.
fn without_name(words: &str, name: &str) -> String {
    let name = text::words(name);
    let own: Vec<&str> = name.split(' ').collect();
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

    fn year() -> Year {
        Year::of(2026).unwrap()
    }

    fn comment((text, cell): (&str, &str)) -> CommentReading {
        CommentReading { statement_id: None, text: text.to_owned(), sheet: "".into(), cell: cell.into() }
    }

    /// What is left of words that schools sent, each with its number; other schools sent the form, too.
    fn own_of(n_others: usize, sent: &[(&str, &str, &str)]) -> Vec<(usize, String)> {
        let mut remarks = Remarks::beside(&schemas::catalogue::load::builtin(), year());
        (0..n_others).for_each(|other| remarks.count("form", &format!("other {other}")));
        for (school, name, words) in sent {
            remarks.count("form", school);
            let remark = Remark {
                return_id: ReturnId::of(&[school]),
                source_file: (*school).to_owned(),
                n_comments: 2,
                catalogue: "form".into(),
                is_asked_for: false,
                comment: comment((words, "A1")),
            };
            remarks.add(remark, school, name);
        }
        assert_eq!(remarks.n(), sent.len());
        remarks.own().into_iter().map(|(number, remark)| (number, remark.comment.text)).collect()
    }

    fn own(sent: &[(&str, &str, &str)]) -> Vec<(usize, String)> {
        own_of(0, sent)
    }

    #[test]
    fn what_nearly_all_schools_send_alike_is_printed_and_the_rest_is_theirs() {
        let print = "Please tick one box for each statement.";
        let shared = "We share our policy with the cluster.";
        let sent = [
            ("1", "Back School", print),
            ("1", "Back School", shared),
            ("1", "Back School", "Back School online safety return 2026"),
            ("1", "Back School", "Pupils with a device at home: 24"),
            ("2", "Tong School", "PLEASE TICK one box  for each statement"),
            ("2", "Tong School", "Tong School: online safety return 2026"),
            ("2", "Tong School", shared),
            ("3", "Laxdale School", "Laxdale School online safety return (2026)"),
            ("3", "Laxdale School", print),
            ("3", "Laxdale School", shared),
            ("4", "Lionel School", print),
            ("4", "Lionel School", "Lionel School online safety return 2026"),
            ("4", "Lionel School", shared),
            ("5", "Sir E Scott School", print),
            ("5", "Sir E Scott School", "Sir E Scott School online safety return 2026"),
        ];
        let left = own(&sent);
        let texts: Vec<(usize, &str)> = left.iter().map(|(number, text)| (*number, text.as_str())).collect();
        assert_eq!(
            texts,
            [(3, shared), (4, "Pupils with a device at home: 24"), (3, shared), (3, shared), (3, shared)]
        );
        // In five of six returns it may be each one's own.
        assert_eq!(own_of(1, &sent).iter().filter(|(_, text)| text == print).count(), 4);
    }

    #[test]
    fn what_three_schools_say_alike_is_each_ones_own() {
        let said = "We would welcome help with filtering";
        let sent = [("1", "Back School", said), ("2", "Tong School", said), ("3", "Laxdale School", said)];
        assert_eq!(own(&sent).len(), 3);
        assert_eq!(own_of(20, &sent).len(), 3);
    }

    #[test]
    fn what_is_filled_in_is_no_print_whoever_says_the_same() {
        let schools = ["1", "2", "3", "4", "5", "6"];
        let sent = schools.map(|school| (school, "", "12/11/2025"));
        assert_eq!(own(&sent).len(), 6);
        let words = [
            ("What help do you need?", "A5"),
            ("Filtering please", "B5"),
            ("Filtering please", "B6"),
            ("Office:", "line 3, column 1"),
            ("Stornoway", "line 3, column 2"),
        ];
        assert_eq!(asked_for(&words.map(comment)), [false, true, false, false, true]);
    }

    #[test]
    fn a_link_on_a_statement_that_two_schools_send_is_the_forms_and_one_that_one_adds_is_its_own() {
        let sent = |school: &'static str, words: &'static str, remarks: &mut Remarks| {
            let said = comment((words, "A5"));
            let statement_id = "POL-05".parse().ok();
            remarks.count("form", school);
            remarks.add(
                Remark {
                    return_id: ReturnId::of(&[school]),
                    source_file: school.to_owned(),
                    n_comments: 0,
                    catalogue: "form".into(),
                    is_asked_for: false,
                    comment: CommentReading { statement_id, ..said },
                },
                school,
                "",
            );
        };
        let mut remarks = Remarks::beside(&[], year());
        for school in ["1", "2"] {
            sent(school, "Guidance is followed <https://gov.example/kcsie>", &mut remarks);
        }
        sent("2", "Staff are trained <https://back.example/log>", &mut remarks);
        let left: Vec<String> = remarks.own().into_iter().map(|(_, remark)| remark.comment.text).collect();
        assert_eq!(left, ["Staff are trained <https://back.example/log>"]);
    }

    #[test]
    fn what_a_catalogue_prints_is_no_schools() {
        let form = schemas::catalogue::load::builtin().remove(0);
        let two_lines = format!("{}\n{}", form.printed[1], form.printed[2]);
        let words = [form.title, form.printed[0].to_uppercase(), form.printed[2].clone(), two_lines];
        assert!(own(&words.each_ref().map(|words| ("1", "Back School", words.as_str()))).is_empty());
        // Nor what the program's own blank forms say.
        let form = schemas::catalogue::load::builtin().remove(0);
        let printed = reports::forms::printed(&form, year());
        assert!(printed.len() > 4, "{printed:?}");
        assert!(printed.iter().all(|words| own(&[("1", "Back School", words)]).is_empty()));
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
