//! Which of a school's returns stands for it.
//! In: light heads of all returns, the collection, the rulings. Out: a standing for each, questions where it is
//! not sure. Never looks at an answer's meaning: only at how many there are and whether they are the same.

mod ask;
mod disowned;
mod head;
mod pieces;
mod set_aside;
#[cfg(test)]
mod tests;
mod version;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use ingest::reading::Part;
use schemas::{
    finding::Finding,
    ids::{CatalogueId, FindingId, ReturnId, SchoolId},
    rules,
};

use self::pieces::joined;
pub use self::{disowned::Disowned, head::ReturnHead, set_aside::set_aside, version::Version};
use crate::decisions::Rulings;

/// The days between which a return may be dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First.
    pub opens_on: NaiveDate,
    /// Last.
    pub closes_on: NaiveDate,
}

impl Window {
    fn has(self, day: NaiveDate) -> bool {
        (self.opens_on..=self.closes_on).contains(&day)
    }
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
    /// Another, which stands, gives the same answers.
    Copy(ReturnId),
    /// Not sure yet: no figure uses it.
    Undecided,
    /// Its school is not sure.
    Unidentified,
    /// Nothing is filled in.
    Blank,
    /// Left out by a ruling.
    Excluded,
}

impl Standing {
    /// The code as it stands in tables.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Part(_) => "part",
            Self::Superseded(_) | Self::Copy(_) => "superseded",
            Self::Undecided => "undecided",
            Self::Unidentified => "unidentified",
            Self::Blank | Self::Excluded => "excluded",
        }
    }

    /// The code of the reason, where neither another return nor a ruling is it.
    pub fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Copy(_) => Some("copy"),
            Self::Blank => Some("blank"),
            _ => None,
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

/// From how many returns on it can be told what their form prints.
const PRINTED_MIN: usize = 5;

/// Says for each return whether it stands. The result does not depend on the order of the heads.
pub fn stand(heads: &[ReturnHead], window: Window, rulings: &Rulings) -> Standings {
    let mut all = Standings { standings: vec![None; heads.len()], ..Standings::default() };
    let mut groups: BTreeMap<(&SchoolId, &CatalogueId), Vec<usize>> = BTreeMap::new();
    for (index, head) in heads.iter().enumerate() {
        match &head.school_id {
            _ if head.is_left_out => all.set(index, Standing::Excluded),
            _ if head.is_blank() => all.set(index, Standing::Blank),
            Some(school) => groups.entry((school, &head.catalogue_id)).or_default().push(index),
            None => all.set(index, Standing::Unidentified),
        }
    }
    // What most returns say of themselves is the form's own print.
    let n_disowned = heads.iter().filter(|head| head.disowned == Disowned::Plainly).count();
    let is_printed = heads.len() >= PRINTED_MIN && n_disowned * 2 > heads.len();
    let n_set_aside = heads.iter().filter(|head| head.set_aside == Disowned::Plainly).count();
    let are_named_so = heads.len() >= PRINTED_MIN && n_set_aside * 2 > heads.len();
    for ((school, _), mut group) in groups {
        group.sort_by(|a, b| order_of(heads, *a).cmp(&order_of(heads, *b)));
        Group { heads, school, window, rulings, is_printed, are_named_so }.stand(&group, &mut all);
    }
    all.hold_waiting(heads);
    all.settle_copies(heads);
    all.settle_words(heads);
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

    /// A return about which the reading asks first does not stand, whatever else of its school does.
    fn hold_waiting(&mut self, heads: &[ReturnHead]) {
        for (head, standing) in heads.iter().zip(self.standings.iter_mut().flatten()) {
            if head.is_waiting && matches!(standing, Standing::Standing | Standing::Part(_)) {
                *standing = Standing::Undecided;
            }
        }
    }

    /// Words alone, with nothing marked beside them (evidence in a file of its own), are a part of the one return of their
    /// school that stands.
    fn settle_words(&mut self, heads: &[ReturnHead]) {
        let blank = heads.iter().enumerate().filter(|(_, head)| head.is_blank() && head.has_words);
        for (index, head) in blank {
            if self.standings.get(index) != Some(&Some(Standing::Blank)) {
                continue;
            }
            let mut own = heads.iter().zip(&self.standings).filter(|(other, standing)| {
                **standing == Some(Standing::Standing)
                    && other.catalogue_id == head.catalogue_id
                    && other.school_id == head.school_id
            });
            let (Some((whole, _)), None, Some(school)) = (own.next(), own.next(), &head.school_id) else {
                continue;
            };
            let message = format!("nothing is marked in it; its words were joined to {}", whole.source_file);
            let note = Finding::new(&rules::PARTS_JOINED, head.place(), message);
            self.findings.push(note.about_return(head.return_id).about_school(school.clone()));
            self.set(index, Standing::Part(whole.return_id));
        }
    }

    /// A copy of a return that does not stand itself fares as that one does.
    fn settle_copies(&mut self, heads: &[ReturnHead]) {
        let each = heads.iter().zip(&self.standings);
        let by_id: BTreeMap<ReturnId, Standing> =
            each.filter_map(|(head, standing)| Some((head.return_id, standing.clone()?))).collect();
        for standing in self.standings.iter_mut().flatten() {
            if let Standing::Copy(of) = standing
                && let Some(other) = by_id.get(of)
                && !matches!(other, Standing::Standing | Standing::Part(_))
            {
                *standing = other.clone();
            }
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
    /// A draft where each of its copies calls itself one; final where any does.
    version: Version,
    /// What the names of its copies' files all say: whether it is set aside.
    set_aside: Disowned,
}

/// The returns of one school for one catalogue.
struct Group<'a> {
    heads: &'a [ReturnHead],
    school: &'a SchoolId,
    window: Window,
    rulings: &'a Rulings,
    /// Whether `not to be used` is what the form prints, so that it says nothing of a return.
    is_printed: bool,
    /// Whether most files are named as samples, so that their names say nothing either.
    are_named_so: bool,
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
        self.decide(&distinct, all);
    }

    /// Says of returns that differ which stand, or asks.
    fn decide(&self, group: &[Distinct], all: &mut Standings) {
        match group {
            [] => {}
            [only] => match self.no_return(only) {
                Some(why) => self.ask(group, why, all),
                None => all.set(only.index, Standing::Standing),
            },
            several => {
                let waits = |one: &Distinct| self.head(one.index).is_some_and(|head| head.is_waiting);
                match self.settle(several, all) {
                    // What one of them says is asked first; then it may be plain.
                    Some(_) if several.iter().any(waits) => {
                        for one in several {
                            all.set(one.index, Standing::Undecided);
                        }
                    }
                    Some(question) => self.ask(several, &question, all),
                    None => {}
                }
            }
        }
    }

    /// Of returns that answer the same throughout, the one with most evidence is kept; of those the first path. It counts as
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
                set_aside: copies.iter().map(|(_, head)| head.set_aside).min().unwrap_or(Disowned::No),
                version: Version {
                    is_draft: copies.iter().all(|(_, head)| head.version.is_draft),
                    is_final: copies.iter().any(|(_, head)| head.version.is_final),
                },
            });
            for (index, head) in copies.iter().copied().filter(|(index, _)| *index != best) {
                let other = if winner.source_file == head.source_file {
                    format!("the return from {} of the same file on", winner.cell)
                } else {
                    winner.source_file.clone()
                };
                let message = if head.words_hash == winner.words_hash {
                    format!("it says the same as {other}; the two count as one")
                } else {
                    format!(
                        "it gives the same answers as {other}, and the two count as one, but not the same comments or \
                         actions: see both"
                    )
                };
                all.findings.push(self.note(&rules::COPY, head, message));
                all.set(index, Standing::Copy(winner.return_id));
            }
        }
        self.sort(&mut kept);
        kept
    }

    /// Settles returns that differ where the design's rules do, and gives the question where they do not. Returns that
    /// answer none of the same statements are parts of one; a part that was sent again is settled by itself first.
    fn settle(&self, group: &[Distinct], all: &mut Standings) -> Option<String> {
        let parts = self.parts(group);
        let mut standing = Vec::new();
        for part in &parts {
            match self.last_of(part) {
                Ok(at) => standing.push(at),
                Err(question) => return Some(question),
            }
        }
        let mut stand: Vec<Distinct> =
            parts.iter().zip(&standing).filter_map(|(part, at)| part.get(*at)).copied().collect();
        if parts.len() > 1 && stand.iter().filter_map(|one| one.latest).any(|day| !self.window.has(day)) {
            return Some(
                "each answers what the others leave open, but not all are of this collection".to_owned(),
            );
        }
        for (part, at) in parts.iter().zip(&standing) {
            self.let_stand(part, *at, "a later return stands in its place", all);
        }
        self.sort(&mut stand);
        let first = stand.first().and_then(|one| self.head(one.index))?;
        for one in stand.iter().skip(1) {
            let Some(head) = self.head(one.index) else { continue };
            let message = joined(first, head);
            all.findings.push(self.note(&rules::PARTS_JOINED, head, message));
            all.set(one.index, Standing::Part(first.return_id));
        }
        None
    }

    /// Into the order of their files.
    fn sort(&self, group: &mut [Distinct]) {
        group.sort_by(|a, b| order_of(self.heads, a.index).cmp(&order_of(self.heads, b.index)));
    }

    /// The returns in parts: those that answer any of the same statements together, each part in the order of the files; but
    /// each by itself where they are pieces that share no more than a few answers.
    fn parts(&self, group: &[Distinct]) -> Vec<Vec<Distinct>> {
        if self.are_pieces(group) {
            return group.iter().map(|one| vec![*one]).collect();
        }
        let mut parts: Vec<Vec<Distinct>> = Vec::new();
        for one in group {
            let (with, without): (Vec<_>, Vec<_>) =
                parts.into_iter().partition(|part| part.iter().any(|other| self.overlap(one, other)));
            parts = without;
            let mut part: Vec<Distinct> = with.into_iter().flatten().collect();
            part.push(*one);
            self.sort(&mut part);
            parts.push(part);
        }
        parts
    }

    /// Whether two returns answer any of the same statements.
    fn overlap(&self, one: &Distinct, other: &Distinct) -> bool {
        let pair = self.head(one.index).zip(self.head(other.index));
        pair.is_some_and(|(one, other)| {
            one.marked.iter().zip(&other.marked).any(|(one, other)| *one && *other)
        })
    }

    /// Which of returns that answer the same statements was the school's last: the place of it, or the question.
    fn last_of(&self, group: &[Distinct]) -> Result<usize, String> {
        if group.len() < 2 {
            return Ok(0);
        }
        let dates: Option<Vec<NaiveDate>> = group.iter().map(|one| one.latest).collect();
        let Some(latest) = dates.and_then(|dates| dates.into_iter().max()) else {
            return Err("they differ, and not each of them has a date".to_owned());
        };
        let Some(at) = self.last_of_day(group, latest) else {
            return Err("they differ, and have the same date".to_owned());
        };
        // A copy without a date may be what the school said last.
        if group.iter().enumerate().any(|(other, one)| other != at && !one.is_dated) {
            return Err("they differ, and not each of them has a date".to_owned());
        }
        if !self.window.has(latest) {
            return Err("they differ, and the later one is dated outside the collection".to_owned());
        }
        let n_answered = |one: &Distinct| self.head(one.index).map_or(0, |head| u64::from(head.n_answered));
        let most = group.iter().map(n_answered).max().unwrap_or(0);
        if group.get(at).map_or(0, n_answered) * 10 < most * 9 {
            return Err("they differ, and the later one answers far fewer statements".to_owned());
        }
        if let Some(why) = group.get(at).and_then(|later| self.doubted(later)) {
            return Err(format!("they differ, and the later one {why}"));
        }
        if group.get(at).is_some_and(|later| later.version.is_draft)
            && let Some(earlier) = group.iter().map(|one| one.version).find(|version| !version.is_draft)
        {
            let why = "they differ, and the later one says that it is a draft";
            let than = if earlier.is_final {
                "and an earlier one that it is final"
            } else {
                "and an earlier one does not"
            };
            return Err(format!("{why}, {than}"));
        }
        if let Some(question) = self.told_apart(group, at) {
            return Err(question);
        }
        if group.iter().any(|other| self.leaves_open(other, group.get(at))) {
            return Err(
                "they differ, and the later one leaves open much of what the other answers".to_owned()
            );
        }
        Ok(at)
    }

    /// The question about returns of several parts of a school, or about a later one that is of an earlier round.
    fn told_apart(&self, group: &[Distinct], later: usize) -> Option<String> {
        let part = |one: &Distinct| self.head(one.index).and_then(|head| head.part.as_ref());
        let latest = group.get(later).and_then(part)?;
        let is_earlier =
            |other: &Part| other.round.zip(latest.round).is_some_and(|(other, latest)| other < latest);
        let other = group.iter().filter_map(part).find(|other| *other != latest && !is_earlier(other))?;
        Some(format!("they differ, and say what they are of: '{}', '{}'", latest.text, other.text))
    }

    /// Whether a later return leaves more than one in ten of the statements open that another answers: two halves of one form
    /// may have a statement in common.
    fn leaves_open(&self, other: &Distinct, later: Option<&Distinct>) -> bool {
        let Some((other, later)) = self.head(other.index).zip(later.and_then(|later| self.head(later.index)))
        else {
            return false;
        };
        let marked = other.marked.iter().filter(|marked| **marked).count();
        let open =
            other.marked.iter().zip(&later.marked).filter(|(other, later)| **other && !**later).count();
        open * 10 > marked
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
}
