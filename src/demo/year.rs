//! One year's returns of the made-up authority.
//! In: who answers what. Out: files as they lie in the officer's folder. Never another year.

use std::collections::BTreeSet;

use schemas::{answer::Answer, catalogue::Catalogue, ids::Year};

use super::{
    DemoError,
    authority::{DemoSchool, SAME_SAINT},
    chance::Chance,
    evidence, exports,
    judging::Answers,
    oddities::{self, Oddity, of_one, told},
    planting::Plan,
    reply::Reply,
    styles::{EARLIER, Layout, STYLES, Style, Twist},
    write::{self, Dialect},
};

/// What a year's returns are made from.
pub(super) struct YearOf<'a> {
    pub(super) seed: u64,
    pub(super) catalogue: &'a Catalogue,
    pub(super) year: Year,
    pub(super) schools: &'a [DemoSchool],
    /// By school.
    pub(super) answers: &'a [Answers],
    /// Schools that send nothing in the last year.
    pub(super) silent: &'a [usize],
    /// The others, in the order in which styles are dealt.
    pub(super) returning: &'a [usize],
    pub(super) plan: &'a Plan,
}

impl YearOf<'_> {
    /// An earlier year: one form, few styles, some schools missing.
    pub(super) fn in_earlier_years(&self) -> Result<Vec<Oddity>, DemoError> {
        let mut chance = Chance::of(self.seed, &["earlier", &self.year.to_string()]);
        let mut files = Files::default();
        let all = self
            .silent
            .iter()
            .map(|school| (*school, 0.5))
            .chain(self.returning.iter().map(|it| (*it, 0.06)));
        for (number, (school, stays_away)) in all.enumerate() {
            if chance.happens(stays_away) {
                continue;
            }
            let style = EARLIER.get(number % EARLIER.len()).copied().unwrap_or(oddities::PLAIN);
            files.add(self.sent(style, &self.reply(school))?);
        }
        Ok(files.0)
    }

    /// The last year: everything that arrives.
    pub(super) fn as_sent(&self) -> Result<Vec<Oddity>, DemoError> {
        let mut files = Files::default();
        let silent: Vec<Reply> = self.silent.iter().map(|school| self.reply(*school)).collect();
        for oddity in oddities::no_returns(self.catalogue, self.year, &silent)? {
            files.add(oddity);
        }
        let saints = |school: &usize| SAME_SAINT.contains(school);
        let mut left = self.returning.iter().copied().filter(|school| !saints(school));
        self.in_bulk(&mut left, &mut files)?;
        for school in left.by_ref().take(1) {
            oddities::early_and_late(self.catalogue, self.year, &self.reply(school))?
                .into_iter()
                .for_each(|oddity| files.add(oddity));
        }
        for school in left.by_ref().take(1) {
            oddities::copies(self.catalogue, self.year, &self.reply(school))?
                .into_iter()
                .for_each(|oddity| files.add(oddity));
        }
        for school in left.by_ref().take(1) {
            files.add(oddities::in_doubt(self.catalogue, &self.reply(school))?);
        }
        for (number, school) in left.enumerate() {
            let style = STYLES.get(number % STYLES.len()).copied().unwrap_or(oddities::PLAIN);
            let mut reply = self.reply(school);
            reply.school_as_written = name_as_written(self.schools.get(school), number);
            files.add(self.sent(style, &reply)?);
        }
        for (number, school) in self.returning.iter().copied().filter(saints).enumerate() {
            let mut reply = self.reply(school);
            let mut oddity = self.sent(oddities::PLAIN, &reply)?;
            if number == 0 && self.schools.len() >= 8 {
                // There are two of this name: a person has to say which.
                "St Brendan's Primary School".clone_into(&mut reply.school_as_written);
                oddity = self.sent(oddities::PLAIN, &reply)?;
                oddity.told.clear();
            }
            files.add(oddity);
        }
        Ok(files.0)
    }

    /// Exports, tables and archives of several schools, a fifth of all at most.
    fn in_bulk(&self, left: &mut impl Iterator<Item = usize>, files: &mut Files) -> Result<(), DemoError> {
        let n = self.returning.len();
        let mut replies = |share: usize| -> Vec<Reply> {
            left.by_ref().take(n / share).map(|school| self.reply(school)).collect()
        };
        let (online, long, collated, zipped) = (replies(13), replies(17), replies(21), replies(21));
        let told_by =
            |replies: &[Reply]| replies.iter().map(|reply| told(self.catalogue, reply)).collect::<Vec<_>>();
        if !online.is_empty() {
            let bytes = write::workbook(&[exports::online_form(self.catalogue, &online)])?;
            let name = "Online form export.xlsx".to_owned();
            files.add(Oddity { name, bytes, told: told_by(&online) });
        }
        if !long.is_empty() {
            let bytes = write::text_table(&exports::long_table(self.catalogue, &long), Dialect::Comma);
            files.add(Oddity { name: "cluster/answers.csv".to_owned(), bytes, told: told_by(&long) });
        }
        if !collated.is_empty() {
            let bytes = write::workbook(&[exports::collated(self.catalogue, &collated)])?;
            files.add(Oddity { name: "Moor cluster.xlsx".to_owned(), bytes, told: told_by(&collated) });
        }
        if !zipped.is_empty() {
            let members = zipped.iter().map(|reply| {
                let bytes = oddities::PLAIN.write(self.catalogue, self.year, reply)?;
                Ok((format!("returns/{}.xlsx", reply.school_as_written), bytes))
            });
            let members = members.collect::<Result<Vec<_>, DemoError>>()?;
            files.add(Oddity {
                name: "by email.zip".to_owned(),
                bytes: write::archive(&members)?,
                told: told_by(&zipped),
            });
        }
        Ok(())
    }

    fn reply(&self, school: usize) -> Reply {
        let blank = Answers::new();
        let answers = self.answers.get(school).unwrap_or(&blank);
        let nobody = DemoSchool {
            id: String::new(),
            name: String::new(),
            place: String::new(),
            sector: "",
            area: "",
            roll: 0,
        };
        let of = self.schools.get(school).unwrap_or(&nobody);
        let mut reply = Reply::of(self.seed, self.catalogue, self.year, of, answers);
        if let Some((from, to, beside)) = &self.plan.copied
            && (*from == school || *to == school)
        {
            for (index, statement) in beside.iter().enumerate() {
                if let Some(text) = reply.evidence.get_mut(*statement) {
                    *text = evidence::copied(index);
                }
            }
        }
        reply
    }

    fn sent(&self, style: Style, reply: &Reply) -> Result<Oddity, DemoError> {
        let mut reply = reply.clone();
        if style.twist == Twist::Hostile {
            let empty = reply.evidence.iter_mut().filter(|text| text.is_empty());
            empty.step_by(5).enumerate().for_each(|(index, text)| *text = evidence::hostile(index));
        }
        if style.layout == Layout::OwnForm(reports::forms::Format::Docx) {
            // The form has no box for it.
            for answer in reply.answers.iter_mut().filter(|answer| **answer == Some(Answer::NotApplicable)) {
                *answer = None;
            }
        }
        let bytes = style.write(self.catalogue, self.year, &reply)?;
        let mut chance = Chance::of(self.seed, &["file name", &self.year.to_string(), &reply.school_id]);
        let name = &reply.school_as_written.replace(['/', ':', '*', '?', '"', '<', '>', '|', '\\'], "-");
        let id = &reply.school_id;
        let name = match chance.below(6) {
            0 => format!("Online safety {name}"),
            1 => format!("{name} FINAL v2"),
            2 => format!("{id} return"),
            3 => format!("Copy of {name} self evaluation"),
            _ => name.clone(),
        };
        Ok(of_one(format!("{name}.{}", style.ending()), bytes, self.catalogue, &reply))
    }
}

/// A school's name as schools write it: mostly right.
fn name_as_written(school: Option<&DemoSchool>, number: usize) -> String {
    let Some(school) = school else { return String::new() };
    let name = &school.name;
    match number % 12 {
        3 => name.to_uppercase(),
        5 => format!("{name} ({})", school.id),
        // A letter left out of the place's name.
        8 if school.place.chars().count() > 7 => {
            let without: String =
                school.place.chars().enumerate().filter(|(at, _)| *at != 4).map(|(_, c)| c).collect();
            name.replace(&school.place, &without)
        }
        10 => name.replace("Primary School", "Primary"),
        _ => name.clone(),
    }
}

/// Files, no two of one name.
#[derive(Default)]
struct Files(Vec<Oddity>);

impl Files {
    fn add(&mut self, mut oddity: Oddity) {
        let taken: BTreeSet<String> = self.0.iter().map(|file| file.name.to_lowercase()).collect();
        let name = oddity.name.clone();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let mut number = 1;
        while taken.contains(&oddity.name.to_lowercase()) {
            number += 1;
            oddity.name = format!("{stem} ({number}).{ending}");
        }
        self.0.push(oddity);
    }
}
