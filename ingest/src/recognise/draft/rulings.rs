//! Rulings of a person, looked up while a return is read.
//! In: decisions and the file at hand. Out: the ruling that holds at a place, and in the end which were followed and
//! which no longer fit. Never applies a ruling to anything but what it was given for.

use std::{borrow::Cow, cell::RefCell};

use schemas::{
    catalogue::Catalogue,
    decision::{Decision, MarkMeaning, RuledColumn, Ruling, Scope},
    finding::Finding,
    ids::{FindingId, Year},
    place::Place,
    rules,
};

use super::Desk;
use crate::{
    grid::Grid,
    reading::MatchedBy,
    recognise::{
        found::{Found, Hit},
        written::as_written,
    },
};

/// The rulings that may concern one file.
#[derive(Debug)]
pub(crate) struct Rulings<'d> {
    source_file: &'d str,
    sha256: &'d str,
    /// The year of the run.
    year: Year,
    decisions: &'d [Decision],
    /// Which were followed, by index, with the first place where.
    followed: RefCell<Vec<(usize, Place)>>,
}

impl<'d> Rulings<'d> {
    /// The rulings on a file's content.
    pub(crate) fn new(source_file: &'d str, sha256: &'d str, year: Year, decisions: &'d [Decision]) -> Self {
        Self { source_file, sha256, year, decisions, followed: RefCell::new(Vec::new()) }
    }

    /// The ruling on what was read at a place under a rule, if one holds there.
    pub(crate) fn on(&self, code: &str, place: &Place, was_read: &str) -> Option<&'d Ruling> {
        self.decision_on(code, place, was_read).map(|decision| &decision.ruling)
    }

    /// The same with its scope.
    pub(crate) fn decision_on(&self, code: &str, place: &Place, was_read: &str) -> Option<&'d Decision> {
        let decision = self.find(code, place, was_read)?;
        self.follow(decision, (code, place, was_read));
        Some(decision)
    }

    pub(crate) fn find(&self, code: &str, place: &Place, was_read: &str) -> Option<&'d Decision> {
        if !self.any(code) {
            return None;
        }
        let holds = self.holding(code, place, was_read);
        // The narrowest scope wins.
        let scopes = [Scope::Cell, Scope::Return, Scope::Always];
        scopes.iter().find_map(|scope| {
            self.decisions.iter().find(|decision| decision.scope == *scope && holds(decision))
        })
    }

    /// Whether a ruling holds for what was read at a place under a rule: by its question's id, which a spreadsheet leaves as it
    /// is, or by what was read, each in its scope.
    fn holding(&self, code: &str, place: &Place, was_read: &str) -> impl Fn(&Decision) -> bool {
        let id = FindingId::of(&[code, &place.source_file, &place.sheet, &place.cell, was_read]);
        move |decision: &Decision| {
            let is_same_file = || decision.is_of(self.source_file, self.sha256);
            let is_own = || decision.finding_id == id && is_same_file();
            let same_read = || decision.was_read.trim() == was_read.trim();
            let is_here = || decision.place.sheet == place.sheet && decision.place.cell == place.cell;
            decision.code == code
                && (is_own()
                    || same_read()
                        && match decision.scope {
                            Scope::Cell => is_same_file() && is_here(),
                            Scope::Return => is_same_file(),
                            // Where nothing was read, "always" would be said of whatever else has nothing to show.
                            Scope::Always => !was_read.trim().is_empty(),
                        })
        }
    }

    /// Notes that a ruling was followed, with the first place where; so was each other row that says the same here.
    pub(crate) fn follow(&self, decision: &Decision, (code, place, was_read): (&str, &Place, &str)) {
        let holds = self.holding(code, place, was_read);
        let mut followed = self.followed.borrow_mut();
        for (index, other) in self.decisions.iter().enumerate() {
            let is_new = followed.iter().all(|(known, _)| *known != index);
            if is_new && other.ruling == decision.ruling && holds(other) {
                followed.push((index, place.clone()));
            }
        }
    }

    /// Whether there are any rulings under a rule at all.
    pub(crate) fn any(&self, code: &str) -> bool {
        self.decisions.iter().any(|decision| decision.code == code)
    }

    /// Whether something was left out by a ruling.
    pub(crate) fn leave_out(&self) -> bool {
        let followed = self.followed.borrow();
        let mut rulings = followed.iter().filter_map(|(index, _)| self.decisions.get(*index));
        rulings.any(|decision| decision.ruling == Ruling::LeaveOut)
    }

    /// Whether a ruling was given for a file of this name in the year of the run: of another year's, whose file was another
    /// one, nobody expects that it is followed.
    fn was_asked_of(&self, decision: &Decision) -> bool {
        decision.place.source_file == self.source_file && decision.year.is_none_or(|year| year == self.year)
    }

    /// What became of the rulings: which were followed, which no longer fit.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let followed = self.followed.borrow();
        // The row of a file that came anew is ruled on in a row of its own.
        let is_settled = |decision: &Decision| {
            let rows = followed.iter().filter_map(|(index, _)| self.decisions.get(*index));
            rows.into_iter().any(|other| other.finding_id == decision.finding_id)
        };
        let mut findings = Vec::new();
        for (index, decision) in self.decisions.iter().enumerate() {
            let is_ours = matches!(decision.code.as_bytes(), [b'F', b'1'..=b'3', ..]);
            if let Some((_, place)) = followed.iter().find(|(known, _)| *known == index) {
                let message = format!("the ruling \"{}\" was followed", spoken(&decision.ruling));
                findings.push(
                    Finding::new(&rules::RULING_FOLLOWED, place.clone(), message)
                        .reading(&*decision.was_read),
                );
            } else if is_ours
                && decision.scope != Scope::Always
                && !is_settled(decision)
                && (decision.sha256 == self.sha256 || self.was_asked_of(decision))
            {
                let why = if decision.sha256 == self.sha256 {
                    "what it was given for is no longer read there"
                } else {
                    "the file is another one than when it was given"
                };
                let place = Place { source_file: self.source_file.to_owned(), ..decision.place.clone() };
                let message = format!("the ruling \"{}\" was not followed: {why}", spoken(&decision.ruling));
                findings.push(
                    Finding::new(&rules::RULING_UNFIT, place, message)
                        .reading(&*decision.was_read)
                        .with_suggestion(
                            "Look at the cell again, and rule on its question if there still is one",
                        ),
                );
            }
        }
        findings
    }
}

/// The statements, with those that a person ruled.
pub(crate) fn with_rulings<'f>(
    desk: &Desk<'_>,
    index: usize,
    grid: &Grid,
    found: &'f Found,
    content: &Catalogue,
) -> Cow<'f, [Hit]> {
    if found.doubts.is_empty() || !desk.rulings.any(rules::WORDING_UNSURE.code) {
        return Cow::Borrowed(&found.hits);
    }
    let mut hits = found.hits.clone();
    for doubt in &found.doubts {
        let Some(cell) = grid.at(doubt.row, doubt.column) else { continue };
        let place = desk.place(index, doubt.row, doubt.column);
        let ruling = desk.rulings.on(rules::WORDING_UNSURE.code, &place, &as_written(&cell.value));
        let Some(Ruling::Statement(id)) = ruling else { continue };
        if let Some(statement) = content.statements.iter().position(|statement| statement.id == *id) {
            hits.push(ruled(doubt.row, doubt.column, statement));
        }
    }
    hits.sort_by_key(|hit| (hit.row, hit.column));
    hits.into()
}

/// A ruling in the words of `decisions.csv`.
fn spoken(ruling: &Ruling) -> String {
    match ruling {
        Ruling::School(id) => format!("school {id}"),
        Ruling::Statement(id) => format!("statement {id}"),
        Ruling::NoStatement => "no statement".to_owned(),
        Ruling::Answer(answer) => format!("answer {answer}"),
        Ruling::Blank => "blank".to_owned(),
        Ruling::Stands(None) => "stands".to_owned(),
        Ruling::Stands(Some(id)) => format!("stands {id}"),
        Ruling::Sheet(name) => format!("sheet {name}"),
        Ruling::EachSheet => "each sheet".to_owned(),
        Ruling::Catalogue(id) => format!("catalogue {id}"),
        Ruling::Columns(named) => spoken_columns(named),
        Ruling::Marks(meanings) => {
            let pairs = meanings.iter().map(|(mark, meaning)| match meaning {
                MarkMeaning::Answer(answer) => format!("{mark}={answer}"),
                MarkMeaning::Blank => format!("{mark}=blank"),
            });
            format!("marks {}", pairs.collect::<Vec<_>>().join(" "))
        }
        Ruling::LeaveOut => "leave out".to_owned(),
    }
}

/// A statement that a ruling named.
pub(crate) fn ruled(row: u32, column: u32, statement: usize) -> Hit {
    Hit {
        row,
        column,
        statement,
        matched_by: MatchedBy::Decision,
        score: 1.0,
        is_same_text: false,
        until: None,
        turned: None,
    }
}

/// A ruling on columns in the words of `decisions.csv`.
pub(crate) fn spoken_columns(named: &[RuledColumn]) -> String {
    let words: Vec<&str> = named.iter().map(|one| one.word()).collect();
    format!("columns {}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_was_read_a_ruling_holds_for_its_place_alone() {
        let place = Place { cell: "B2".to_owned(), ..Place::file("a.xlsx") };
        let elsewhere = Place { cell: "B3".to_owned(), ..place.clone() };
        let decision = |was_read: &str, scope| Decision {
            finding_id: FindingId::of(&["F"]),
            year: None,
            code: "F302".to_owned(),
            sha256: "abc".to_owned(),
            place: place.clone(),
            was_read: was_read.to_owned(),
            ruling: Ruling::Blank,
            scope,
        };
        let holds = |was_read: &str, scope, at: &Place| {
            let year = Year::of(2026).unwrap();
            Rulings::new("a.xlsx", "abc", year, &[decision(was_read, scope)])
                .on("F302", at, was_read)
                .is_some()
        };
        assert!(holds("", Scope::Cell, &place) && !holds("", Scope::Cell, &elsewhere));
        assert!(!holds(" ", Scope::Always, &elsewhere));
        assert!(holds("2", Scope::Always, &elsewhere));
    }

    #[test]
    fn of_another_years_file_of_the_same_name_nothing_is_told() {
        let decision = |year: Option<i32>, sha256: &str| Decision {
            finding_id: FindingId::of(&["F"]),
            year: year.and_then(|year| Year::of(year).ok()),
            code: "F302".to_owned(),
            sha256: sha256.to_owned(),
            place: Place { cell: "B2".to_owned(), ..Place::file("a.xlsx") },
            was_read: "?".to_owned(),
            ruling: Ruling::Blank,
            scope: Scope::Cell,
        };
        let told = |year, sha256: &str| {
            let decisions = [decision(year, sha256)];
            Rulings::new("a.xlsx", "abc", Year::of(2026).unwrap(), &decisions).findings().len()
        };
        assert_eq!(told(Some(2025), "def"), 0);
        assert_eq!((told(Some(2026), "def"), told(None, "def"), told(Some(2025), "abc")), (1, 1, 1));
    }
}
