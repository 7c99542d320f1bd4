//! The question which of a school's returns stands, and the ruling on it.
//! In: returns that the rules do not settle. Out: the question, or what was ruled, done. Never lets a ruling reach returns
//! that it does not name but for those in whose place it puts one.

use schemas::{decision::Ruling, rules};

use super::{Distinct, Group, ReturnHead, Standing, Standings, head::named};

impl Group<'_> {
    /// The return that is likeliest to stand, where anything speaks for one: it is the latest, each of them having a date,
    /// or of as late ones answers most; where it answers far fewer than another, that one does. One that is not to be used is
    /// never suggested beside another.
    fn likeliest<'h>(&self, group: &[Distinct], heads: &[&'h ReturnHead]) -> Option<&'h ReturnHead> {
        let are_dated = group.iter().all(|one| one.is_dated);
        let rank = |one: &Distinct, head: &ReturnHead| {
            (one.latest.filter(|day| are_dated && self.window.has(*day)), head.n_answered)
        };
        let is_used = |one: &Distinct| self.doubted(one).is_none();
        let has_used = group.iter().any(is_used);
        let wanted = || group.iter().zip(heads).filter(|(one, _)| !has_used || is_used(one));
        let fullest = wanted().map(|(_, head)| head.n_answered).max()?;
        let ranked = || wanted().map(|(one, head)| (rank(one, head), *head));
        let (most, best) = ranked().max_by_key(|(rank, _)| *rank)?;
        if u64::from(best.n_answered) * 10 < u64::from(fullest) * 9 {
            let mut full = wanted().map(|(_, head)| *head).filter(|head| head.n_answered == fullest);
            return full.next().filter(|_| full.next().is_none());
        }
        // What calls itself a draft is hardly meant in place of what does not.
        let is_draft = |head: &ReturnHead| {
            group.iter().any(|one| {
                one.version.is_draft
                    && self.head(one.index).is_some_and(|own| own.return_id == head.return_id)
            })
        };
        let has_other = group.iter().any(|one| !one.version.is_draft);
        (ranked().filter(|(rank, _)| *rank == most).count() == 1 && !(has_other && is_draft(best)))
            .then_some(best)
    }

    /// Asks which return stands, or does what was ruled.
    pub(super) fn ask(&self, group: &[Distinct], why: &str, all: &mut Standings) {
        let heads: Vec<&ReturnHead> = group.iter().filter_map(|one| self.head(one.index)).collect();
        let Some(first) = heads.first() else { return };
        let best = self.likeliest(group, &heads);
        let ids: Vec<String> = heads.iter().map(|head| head.return_id.to_string()).collect();
        let suggestion = match best {
            Some(best) => format!("stands {}", best.return_id),
            None => format!("stands ID: {}", ids.join(" or ")),
        };
        let sent = match heads.len() {
            1 => "one return".to_owned(),
            n => format!("{n} returns"),
        };
        let listed: Vec<String> = heads.iter().map(|head| head.place_in_words()).collect();
        let question = self
            .note(
                &rules::UNDECIDED,
                first,
                format!("school {} sent {sent}; {why}: {}", self.school, listed.join(", ")),
            )
            .reading(named(&heads, first))
            .with_suggestion(suggestion.clone())
            .with_answers_waiting(heads.iter().map(|head| head.n_answered).max().unwrap_or(0));
        let unfit = |message: String, hint: String| {
            self.note(&rules::RULING_UNFIT, first, message)
                .reading(question.was_read.clone())
                .with_suggestion(hint)
        };
        match self.rulings.on(&question, &first.sha256).map(|decision| &decision.ruling) {
            Some(Ruling::Stands(named)) => {
                let wanted = named.or(best.map(|best| best.return_id));
                let at = heads.iter().position(|head| Some(head.return_id) == wanted);
                match (at, wanted) {
                    (Some(at), _) => {
                        all.followed.push(question.id());
                        return self.follow_stands(group, at, all);
                    }
                    (None, Some(wanted)) => all.findings.push(unfit(
                        format!("the ruling names {wanted}, which is none of them"),
                        format!("write one of: {}", ids.join(", ")),
                    )),
                    (None, None) => all.findings.push(unfit(
                        "the ruling does not say which of the returns stands".to_owned(),
                        suggestion,
                    )),
                }
            }
            Some(Ruling::LeaveOut) => {
                all.followed.push(question.id());
                let message = "the return that the ruling's row names was left out, as ruled".to_owned();
                all.findings.push(self.note(&rules::RULING_FOLLOWED, first, message));
                let (left_out, rest) = group.split_at(1);
                for one in left_out {
                    all.set(one.index, Standing::Excluded);
                }
                return self.decide(rest, all);
            }
            Some(_) => {
                all.findings
                    .push(unfit("the ruling does not say which return stands".to_owned(), suggestion));
            }
            None => {}
        }
        for one in group {
            all.set(one.index, Standing::Undecided);
        }
        all.concerned.push((question.id(), self.school.clone()));
        all.findings.push(question);
    }

    /// Lets a return stand, as ruled: in place of those that answer any of the same statements, beside those that answer
    /// others, where such are parts of one; of returns that have no statement in common, in place of all.
    fn follow_stands(&self, group: &[Distinct], at: usize, all: &mut Standings) {
        let Some(wanted) = group.get(at) else { return };
        let is_part = group.iter().any(|one| one.index != wanted.index && self.overlap(one, wanted));
        let (mut ruled, beside): (Vec<Distinct>, Vec<Distinct>) = group
            .iter()
            .partition(|one| one.index != wanted.index && (!is_part || self.overlap(one, wanted)));
        ruled.push(*wanted);
        self.let_stand(&ruled, ruled.len() - 1, "another stands in its place, as ruled", all);
        if let Some(head) = self.head(wanted.index) {
            all.findings.push(self.note(&rules::RULING_FOLLOWED, head, "it stands, as ruled".to_owned()));
        }
        match beside.as_slice() {
            [only] => all.set(only.index, Standing::Standing),
            parts => self.decide(parts, all),
        }
    }
}
