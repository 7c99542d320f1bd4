//! Answers in figures or letters that nothing in the file explains: 1, 2, 3.
//! In: a file's returns, with what is asked of each such mark. Out: one question for all of them, or the answers where a
//! person ruled what they mean. Never says by itself which end of such a scale is which.

use std::collections::{BTreeMap, BTreeSet};

use schemas::{
    answer::Status,
    decision::{MarkMeaning, Ruling},
    finding::Finding,
    place::Place,
    rules,
};

use crate::{
    reading::ReturnReading,
    recognise::{draft::Desk, written::counted},
};

/// Fewer marks are asked about one by one.
const FEWEST: usize = 4;

/// A scale has rarely more steps.
const MOST_STEPS: usize = 11;

/// A return with its findings.
type Read = (ReturnReading, Vec<Finding>);

/// Which of the marks of a scale are alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Figures,
    Letters,
}

/// Asks once about all marks of a scale, or gives them the answers that a person ruled.
pub(crate) fn settle(desk: &Desk<'_>, read: &mut [Read], findings: &mut Vec<Finding>) {
    let mut asked: BTreeMap<Kind, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, (_, own)) in read.iter().enumerate() {
        for (index, finding) in own.iter().enumerate() {
            if let Some((kind, _)) = mark_of(finding) {
                asked.entry(kind).or_default().push((at, index));
            }
        }
    }
    let mut done: Vec<(usize, usize)> = Vec::new();
    for all in asked.into_values().filter(|all| all.len() >= FEWEST) {
        let finding = |(at, index): &(usize, usize)| read.get(*at).and_then(|(_, own)| own.get(*index));
        let marks: BTreeSet<Step> =
            all.iter().filter_map(|at| Some(Step::of(&mark_of(finding(at)?)?.1))).collect();
        let Some(place) = all.first().and_then(finding).map(|first| first.place.clone()) else { continue };
        if !(2..=MOST_STEPS).contains(&marks.len()) {
            continue;
        }
        let marks: Vec<&str> = marks.iter().map(|step| step.mark.as_str()).collect();
        let was_read = marks.join(" | ");
        let question = match desk.rulings.on(rules::SCALE_UNKNOWN.code, &place, &was_read) {
            Some(Ruling::Marks(meanings)) => {
                follow(read, &all, meanings, &mut done);
                continue;
            }
            Some(Ruling::LeaveOut) => continue,
            _ => question(place, &marks, all.len()),
        };
        let returns: BTreeSet<usize> = all.iter().map(|(at, _)| *at).collect();
        done.extend(all);
        match (returns.first().and_then(|at| read.get_mut(*at)), returns.len()) {
            (Some((reading, own)), 1) => {
                own.push(Finding { return_id: Some(reading.return_id), ..question });
            }
            _ => findings.push(question),
        }
    }
    done.sort_unstable();
    for (at, (_, own)) in read.iter_mut().enumerate() {
        let mut index = 0;
        own.retain(|_| {
            index += 1;
            done.binary_search(&(at, index - 1)).is_err()
        });
    }
}

/// The question what the marks mean.
fn question(place: Place, marks: &[&str], n: usize) -> Finding {
    let message = format!(
        "{} answered by {}, and nothing in the file says what they mean",
        counted(n, "statement is", "statements are"),
        marks.join(", ")
    );
    let example: Vec<String> = marks.iter().map(|mark| format!("{mark}=ANSWER")).collect();
    Finding::new(&rules::SCALE_UNKNOWN, place, message)
        .reading(marks.join(" | "))
        .with_suggestion(format!("marks {}", example.join(" ")))
        .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Gives the statements that a ruling covers their answers; the others go on being asked about.
fn follow(
    read: &mut [Read],
    all: &[(usize, usize)],
    meanings: &[(String, MarkMeaning)],
    done: &mut Vec<(usize, usize)>,
) {
    for (at, index) in all {
        let Some((reading, own)) = read.get_mut(*at) else { continue };
        let Some(finding) = own.get(*index) else { continue };
        let Some((_, mark)) = mark_of(finding) else { continue };
        let meaning = meanings.iter().find(|(known, _)| known.eq_ignore_ascii_case(&mark));
        let answer = reading
            .answers
            .iter_mut()
            .find(|answer| Some(&answer.statement_id) == finding.statement_id.as_ref())
            .filter(|answer| answer.status == Status::Unreadable);
        let (Some((_, meaning)), Some(answer)) = (meaning, answer) else { continue };
        (answer.answer, answer.status) = match meaning {
            MarkMeaning::Answer(meant) => (Some(*meant), Status::Answered),
            MarkMeaning::Blank => (None, Status::Blank),
        };
        done.push((*at, *index));
    }
}

/// The lone figure or letter that a finding asks about, where nothing makes one answer likelier than another.
fn mark_of(finding: &Finding) -> Option<(Kind, String)> {
    if *finding.rule != rules::MARK_UNREADABLE
        || finding.statement_id.is_none()
        || finding.suggestion.starts_with("answer ")
    {
        return None;
    }
    let raw = finding.was_read.trim();
    if raw.len() <= 2 && raw.parse::<u8>().is_ok_and(|figure| figure <= 10) {
        return Some((Kind::Figures, raw.to_owned()));
    }
    let is_letter = raw.len() == 1 && raw.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_letter.then(|| (Kind::Letters, raw.to_ascii_uppercase()))
}

/// A step of a scale, in the order of its figures or letters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    rank: u32,
    mark: String,
}

impl Step {
    fn of(mark: &str) -> Self {
        let rank = mark.parse().unwrap_or_else(|_| mark.chars().next().map_or(0, u32::from));
        Self { rank, mark: mark.to_owned() }
    }
}
