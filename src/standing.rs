//! Which of a school's returns stands for it.
//! In: light heads of all returns, the collection, the rulings. Out: a standing for each, questions where it is
//! not sure. Never looks at an answer's meaning: only at how many there are and whether they are the same.

mod head;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use schemas::{
    decision::Ruling,
    finding::Finding,
    ids::{CatalogueId, FindingId, ReturnId, SchoolId},
    rules,
};

pub use self::head::ReturnHead;
use self::head::named;
use crate::decisions::Rulings;

/// The days between which a return may be dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First.
    pub opens_on: NaiveDate,
    /// Last.
    pub closes_on: NaiveDate,
}

/// What a return counts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It stands for its school.
    Standing,
    /// It is a part of the one that stands.
    Part(ReturnId),
    /// Another stands in its place.
    Superseded(ReturnId),
    /// Not sure yet: no figure uses it.
    Undecided,
    /// Its school is not sure.
    Unidentified,
    /// Left out by a ruling, or blank.
    Excluded,
}

impl Standing {
    /// The code as it stands in tables.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Part(_) => "part",
            Self::Superseded(_) => "superseded",
            Self::Undecided => "undecided",
            Self::Unidentified => "unidentified",
            Self::Excluded => "excluded",
        }
    }
}

/// What came of all returns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standings {
    /// One for each head, in their order.
    pub standings: Vec<Option<Standing>>,
    /// What a person should know.
    pub findings: Vec<Finding>,
    /// Schools that an open question may concern.
    pub concerned: Vec<(FindingId, SchoolId)>,
    /// Questions that a ruling answered.
    pub followed: Vec<FindingId>,
}

/// Says for each return whether it stands. The result does not depend on the order of the heads.
pub fn stand(heads: &[ReturnHead], window: Window, rulings: &Rulings) -> Standings {
    let mut all = Standings { standings: vec![None; heads.len()], ..Standings::default() };
    let mut groups: BTreeMap<(&SchoolId, &CatalogueId), Vec<usize>> = BTreeMap::new();
    for (index, head) in heads.iter().enumerate() {
        match &head.school_id {
            _ if head.is_left_out || head.is_blank() => all.set(index, Standing::Excluded),
            Some(school) => groups.entry((school, &head.catalogue_id)).or_default().push(index),
            None => all.set(index, Standing::Unidentified),
        }
    }
    for ((school, _), mut group) in groups {
        group.sort_by(|a, b| order_of(heads, *a).cmp(&order_of(heads, *b)));
        Group { heads, school, window, rulings }.stand(&group, &mut all);
    }
    all
}

fn order_of(heads: &[ReturnHead], index: usize) -> Option<(&str, &str, &str)> {
    heads.get(index).map(|head| (head.source_file.as_str(), head.sheet.as_str(), head.cell.as_str()))
}

impl Standings {
    fn set(&mut self, index: usize, standing: Standing) {
        if let Some(slot) = self.standings.get_mut(index) {
            *slot = Some(standing);
        }
    }
}

/// One of a school's returns that say different things, for all its copies.
#[derive(Clone, Copy, Debug)]
struct Distinct {
    index: usize,
    /// The latest date of its copies.
    latest: Option<NaiveDate>,
    /// The latest time of that day, where each copy of that day has one.
    time: Option<NaiveTime>,
    /// Whether each of its copies has a date.
    is_dated: bool,
}

/// The returns of one school for one catalogue.
struct Group<'a> {
    heads: &'a [ReturnHead],
    school: &'a SchoolId,
    window: Window,
    rulings: &'a Rulings,
}

impl Group<'_> {
    fn head(&self, index: usize) -> Option<&ReturnHead> {
        self.heads.get(index)
    }

    fn note(&self, rule: &'static schemas::rules::Rule, head: &ReturnHead, message: String) -> Finding {
        Finding::new(rule, head.place(), message)
            .about_return(head.return_id)
            .about_school(self.school.clone())
    }

    /// `group`: indices in the order of their files.
    fn stand(&self, group: &[usize], all: &mut Standings) {
        let distinct = self.without_copies(group, all);
        match distinct.as_slice() {
            [] => {}
            [only] => all.set(only.index, Standing::Standing),
            several => {
                if let Some(question) = self.settle(several, all) {
                    self.ask(several, &question, all);
                }
            }
        }
    }

    /// Of returns that say the same throughout, the one with most evidence is kept; of those the first path. It counts as
    /// of the latest day on which the school said so; where the school said something else, too, the one of that day is kept.
    fn without_copies(&self, group: &[usize], all: &mut Standings) -> Vec<Distinct> {
        let mut by_answers: BTreeMap<u64, Vec<(usize, &ReturnHead)>> = BTreeMap::new();
        for index in group {
            if let Some(head) = self.head(*index) {
                by_answers.entry(head.answers_hash).or_default().push((*index, head));
            }
        }
        let mut kept = Vec::new();
        let has_others = by_answers.len() > 1;
        for copies in by_answers.values() {
            let best = copies.iter().min_by_key(|(_, head)| {
                let day = head.completed_on.filter(|_| has_others);
                std::cmp::Reverse((day, head.evidence_chars))
            });
            let Some((best, winner)) = best.copied() else { continue };
            let latest = copies.iter().filter_map(|(_, head)| head.completed_on).max();
            let of_day = copies.iter().filter(|(_, head)| head.completed_on == latest);
            let times: Option<Vec<NaiveTime>> = of_day.map(|(_, head)| head.completed_time).collect();
            kept.push(Distinct {
                index: best,
                latest,
                time: times.and_then(|times| times.into_iter().max()),
                is_dated: copies.iter().all(|(_, head)| head.completed_on.is_some()),
            });
            for (index, head) in copies.iter().copied().filter(|(index, _)| *index != best) {
                let other = if winner.source_file == head.source_file {
                    format!("the return from {} of the same file on", winner.cell)
                } else {
                    winner.source_file.clone()
                };
                let message = format!("it says the same as {other}, which stands for both");
                all.findings.push(self.note(&rules::COPY, head, message));
                all.set(index, Standing::Superseded(winner.return_id));
            }
        }
        kept.sort_by(|a, b| order_of(self.heads, a.index).cmp(&order_of(self.heads, b.index)));
        kept
    }

    /// Settles returns that differ where the design's rules do, and gives the question where they do not.
    fn settle(&self, group: &[Distinct], all: &mut Standings) -> Option<String> {
        let heads: Vec<&ReturnHead> = group.iter().filter_map(|one| self.head(one.index)).collect();
        let first = heads.first()?;
        let is_inside = |day: NaiveDate| (self.window.opens_on..=self.window.closes_on).contains(&day);
        let width = heads.iter().map(|head| head.marked.len()).max().unwrap_or(0);
        let is_disjoint = (0..width)
            .all(|at| heads.iter().filter(|head| head.marked.get(at).copied().unwrap_or(false)).count() < 2);
        if is_disjoint {
            if group.iter().filter_map(|one| one.latest).any(|day| !is_inside(day)) {
                return Some(
                    "each answers what the others leave open, but not all are of this collection".to_owned(),
                );
            }
            for (one, head) in group.iter().zip(&heads).skip(1) {
                let message =
                    format!("it answers what {} leaves open; the two were joined", first.source_file);
                all.findings.push(self.note(&rules::PARTS_JOINED, head, message));
                all.set(one.index, Standing::Part(first.return_id));
            }
            all.set(group.first()?.index, Standing::Standing);
            return None;
        }
        let Some(dates) = group.iter().map(|one| one.latest).collect::<Option<Vec<_>>>() else {
            return Some("they differ, and not each of them has a date".to_owned());
        };
        let latest = *dates.iter().max()?;
        let Some(at) = self.last_of_day(group, latest) else {
            return Some("they differ, and have the same date".to_owned());
        };
        // A copy without a date may be what the school said last.
        if group.iter().enumerate().any(|(other, one)| other != at && !one.is_dated) {
            return Some("they differ, and not each of them has a date".to_owned());
        }
        let later = heads.get(at)?;
        if !is_inside(latest) {
            return Some("they differ, and the later one is dated outside the collection".to_owned());
        }
        let most = heads.iter().map(|head| head.n_answered).max().unwrap_or(0);
        if u64::from(later.n_answered) * 10 < u64::from(most) * 9 {
            return Some("they differ, and the later one answers far fewer statements".to_owned());
        }
        self.let_stand(group, at, "a later return stands in its place", all);
        None
    }

    /// The return that was the school's last on a day: the only one, or the one with the latest time where one and the same
    /// export says the time of each.
    fn last_of_day(&self, group: &[Distinct], day: NaiveDate) -> Option<usize> {
        let of_day: Vec<(usize, &Distinct)> =
            group.iter().enumerate().filter(|(_, one)| one.latest == Some(day)).collect();
        if let [(only, _)] = of_day.as_slice() {
            return Some(*only);
        }
        let mut files =
            of_day.iter().filter_map(|(_, one)| self.head(one.index)).map(|head| &head.source_file);
        let first = files.next()?;
        let times: Vec<NaiveTime> = of_day.iter().map(|(_, one)| one.time).collect::<Option<_>>()?;
        let last = *times.iter().max()?;
        let is_one = times.iter().filter(|time| **time == last).count() == 1;
        let at = times
            .iter()
            .position(|time| *time == last)
            .filter(|_| is_one && files.all(|file| file == first))?;
        of_day.get(at).map(|(at, _)| *at)
    }

    fn let_stand(&self, group: &[Distinct], at: usize, why: &str, all: &mut Standings) {
        let Some(winner) = group.get(at).and_then(|one| self.head(one.index)) else { return };
        for (position, one) in group.iter().enumerate() {
            if position == at {
                all.set(one.index, Standing::Standing);
            } else if let Some(head) = self.head(one.index) {
                let message = format!("{why}: {}", winner.place_in_words());
                all.findings.push(self.note(&rules::SUPERSEDED, head, message));
                all.set(one.index, Standing::Superseded(winner.return_id));
            }
        }
    }

    fn ask(&self, group: &[Distinct], why: &str, all: &mut Standings) {
        let heads: Vec<&ReturnHead> = group.iter().filter_map(|one| self.head(one.index)).collect();
        let Some(first) = heads.first() else { return };
        let best = heads.iter().max_by_key(|head| (head.completed_on, head.n_answered)).unwrap_or(first);
        let listed: Vec<String> = heads.iter().map(|head| head.place_in_words()).collect();
        let question = self
            .note(
                &rules::UNDECIDED,
                first,
                format!("school {} sent {} returns; {why}: {}", self.school, heads.len(), listed.join(", ")),
            )
            .reading(named(&heads, first))
            .with_suggestion(format!("stands {}", best.return_id))
            .with_answers_waiting(best.n_answered);
        let decision = self.rulings.on(&question, &first.sha256);
        match decision.map(|decision| &decision.ruling) {
            Some(Ruling::Stands(named)) => {
                let wanted = named.unwrap_or(best.return_id);
                if let Some(at) = heads.iter().position(|head| head.return_id == wanted) {
                    self.let_stand(group, at, "another stands in its place, as ruled", all);
                    all.findings.push(self.note(
                        &rules::RULING_FOLLOWED,
                        heads.get(at).unwrap_or(first),
                        "it stands, as ruled".to_owned(),
                    ));
                    all.followed.push(question.id());
                    return;
                }
                all.findings.push(
                    self.note(
                        &rules::RULING_UNFIT,
                        first,
                        format!("the ruling names {wanted}, which is none of them"),
                    )
                    .with_suggestion("correct the ruling"),
                );
            }
            Some(Ruling::LeaveOut) => {
                for one in group {
                    all.set(one.index, Standing::Excluded);
                }
                all.followed.push(question.id());
                all.findings.push(self.note(
                    &rules::RULING_FOLLOWED,
                    first,
                    "the school's returns were left out, as ruled".to_owned(),
                ));
                return;
            }
            Some(_) => all.findings.push(
                self.note(
                    &rules::RULING_UNFIT,
                    first,
                    "the ruling does not say which return stands".to_owned(),
                )
                .with_suggestion(format!("stands {}", best.return_id)),
            ),
            None => {}
        }
        for one in group {
            all.set(one.index, Standing::Undecided);
        }
        all.concerned.push((question.id(), self.school.clone()));
        all.findings.push(question);
    }
}
