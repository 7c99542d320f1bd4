//! What one made-up school says in one year.
//! In: a school, its answers, chance. Out: a reply: who, when, answers, evidence, actions. Never how it is written down.

use chrono::{Days, NaiveDate};
use schemas::{answer::Answer, catalogue::Catalogue, ids::Year};

use super::{authority::DemoSchool, chance::Chance, evidence, judging::Answers};

/// A reply.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reply {
    pub(super) school_id: String,
    /// The school's name as the return has it.
    pub(super) school_as_written: String,
    pub(super) on: NaiveDate,
    pub(super) by: String,
    pub(super) answers: Answers,
    /// Evidence by statement; empty where there is none.
    pub(super) evidence: Vec<String>,
    pub(super) actions: Vec<[String; 4]>,
}

impl Reply {
    /// What the school says in this year.
    pub(super) fn of(
        seed: u64,
        catalogue: &Catalogue,
        year: Year,
        school: &DemoSchool,
        answers: &Answers,
    ) -> Self {
        let mut chance = Chance::of(seed, &["reply", &year.to_string(), &school.id]);
        let evidence = answers.iter().map(|_| evidence::sentence(&mut chance, &school.place)).collect();
        let autumn = NaiveDate::from_ymd_opt(year.number() - 1, 10, 14).unwrap_or_default();
        let days = u64::try_from(chance.below(120)).unwrap_or(0);
        let on = autumn.checked_add_days(Days::new(days)).unwrap_or(autumn);
        let role = chance.word(&["Head Teacher", "Depute Head", "Safeguarding Lead", "Computing Lead"]);
        let mut reply = Self {
            school_id: school.id.clone(),
            school_as_written: school.name.clone(),
            on,
            by: role.to_owned(),
            answers: answers.clone(),
            evidence,
            actions: Vec::new(),
        };
        reply.plan(catalogue, &mut chance);
        reply
    }

    /// Actions for some of what is not yet in place.
    fn plan(&mut self, catalogue: &Catalogue, chance: &mut Chance) {
        let weak = self.answers.iter().zip(&catalogue.statements);
        let weak =
            weak.filter(|(answer, _)| answer.is_some_and(Answer::is_weak)).map(|(_, statement)| statement);
        let weak = chance.shuffled(weak.collect());
        let n_rows = catalogue.action_plan.as_ref().map_or(0, |plan| plan.n_rows);
        let n = chance.below(5).min(usize::try_from(n_rows).unwrap_or(0));
        for statement in weak.into_iter().take(n) {
            let first = statement.text.split(['.', ';', ':', '(']).next().unwrap_or(&statement.text).trim();
            let area = if chance.happens(0.5) { first.to_owned() } else { statement.short_label.clone() };
            let is_done = chance.happens(0.3);
            let date = if is_done { self.date() } else { String::new() };
            let signed = if is_done { "HT".to_owned() } else { String::new() };
            self.actions.push([area, evidence::resources(chance).to_owned(), date, signed]);
        }
    }

    /// The date as people write it.
    pub(super) fn date(&self) -> String {
        self.on.format("%d/%m/%Y").to_string()
    }
}
