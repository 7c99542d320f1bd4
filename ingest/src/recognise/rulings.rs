//! Rulings of a person, looked up while a return is read.
//! In: decisions and the file at hand. Out: the ruling that holds at a place, and in the end which were followed and
//! which no longer fit. Never applies a ruling to anything but what it was given for.

use std::{borrow::Cow, cell::RefCell};

use schemas::{
    answer::Answer,
    catalogue::Catalogue,
    decision::{Decision, MarkMeaning, Ruling, Scope},
    finding::Finding,
    ids::Year,
    place::Place,
    rules,
};

use super::{
    bands::{Band, Headed, right_edge},
    columns::{Basis, Block, Columns, Role, used_columns},
    draft::Desk,
    found::{Found, Hit},
    header::as_written,
    headings::Head,
    two_steps,
};
use crate::{grid::Grid, normalise::text, reading::MatchedBy};

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
        let (index, decision) = self.find(code, place, was_read)?;
        self.follow(index, place);
        Some(&decision.ruling)
    }

    fn find(&self, code: &str, place: &Place, was_read: &str) -> Option<(usize, &'d Decision)> {
        let holds = |decision: &Decision| {
            let same_read = || decision.was_read.trim() == was_read.trim();
            decision.code == code
                && match decision.scope {
                    Scope::Cell => {
                        decision.sha256 == self.sha256
                            && decision.place.sheet == place.sheet
                            && decision.place.cell == place.cell
                            && same_read()
                    }
                    Scope::Return => decision.sha256 == self.sha256 && same_read(),
                    // Where nothing was read, "always" would be said of whatever else has nothing to show.
                    Scope::Always => same_read() && !was_read.trim().is_empty(),
                }
        };
        // The narrowest scope wins.
        let scopes = [Scope::Cell, Scope::Return, Scope::Always];
        let index = scopes.iter().find_map(|scope| {
            self.decisions.iter().position(|decision| decision.scope == *scope && holds(decision))
        })?;
        self.decisions.get(index).map(|decision| (index, decision))
    }

    /// Notes that a ruling was followed, with the first place where.
    fn follow(&self, index: usize, place: &Place) {
        let mut followed = self.followed.borrow_mut();
        if followed.iter().all(|(known, _)| *known != index) {
            followed.push((index, place.clone()));
        }
    }

    /// Whether there are any rulings under a rule at all.
    pub(crate) fn any(&self, code: &str) -> bool {
        self.decisions.iter().any(|decision| decision.code == code)
    }

    /// The columns that a person ruled for a block, else those that are read. A ruling for all files gives way to headings
    /// that name their columns themselves, and otherwise.
    pub(crate) fn columns(
        &self,
        grid: &Grid,
        block: &Block<'_>,
        band: Option<&Band>,
        read: impl FnOnce() -> Columns,
    ) -> Columns {
        let code = rules::COLUMNS_UNCLEAR.code;
        if !self.any(code) {
            return read();
        }
        let first = block.rows.first().copied().unwrap_or(0);
        let place = Place {
            source_file: self.source_file.to_owned(),
            sheet: grid.sheet_of(first, block.column).to_owned(),
            cell: grid.cell_name(first, block.column).into(),
        };
        let was_read = super::columns::headings_read(block, band);
        // One that was given for this file before the headings over groups were shown.
        let of_file = || {
            let was_read = super::columns::headings_without_groups(block, band)?;
            self.find(code, &place, &was_read).filter(|(_, decision)| decision.scope != Scope::Always)
        };
        let ruling = self.find(code, &place, &was_read).or_else(of_file);
        let Some((index, Decision { ruling: Ruling::Columns(names), scope, .. })) = ruling else {
            if let Some((index, _)) = ruling {
                self.follow(index, &place);
            }
            return read();
        };
        let roles = ruled_roles(block, band, names);
        let steps = two_steps::by_ruling(&roles);
        let ruled = Columns { steps, ..Columns::new(roles, Basis::Ruling) };
        if *scope == Scope::Always {
            let read = read();
            if read.basis == Basis::Headings && read.answers() != ruled.answers() && !read.is_asked_about() {
                return read;
            }
        }
        self.follow(index, &place);
        ruled
    }

    /// Whether a ruling was given for a file of this name in the year of the run: of another year's, whose file was another
    /// one, nobody expects that it is followed.
    fn was_asked_of(&self, decision: &Decision) -> bool {
        decision.place.source_file == self.source_file && decision.year.is_none_or(|year| year == self.year)
    }

    /// What became of the rulings: which were followed, which no longer fit.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let followed = self.followed.borrow();
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
        Ruling::Columns(names) => format!("columns {}", names.join(" ")),
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

/// The roles that a ruling gives to columns. Another group's, which it does not name, holds no answers.
fn ruled_roles(block: &Block<'_>, band: Option<&Band>, names: &[String]) -> Vec<(u32, Role)> {
    let mut names = names.iter();
    let is_answers = |column: u32| {
        let head = band.and_then(|band| band.heads.iter().find(|headed| headed.column == column));
        head.is_some_and(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_)))
    };
    let columns = counted(block, band).into_iter();
    columns
        .filter_map(|column| match names.next() {
            Some(name) => Some((column, role(name).unwrap_or(Role::Further))),
            None => is_answers(column).then_some((column, Role::Further)),
        })
        .collect()
}

/// The columns that a ruling names, in their order: from the first that is marked, or under a heading of an answer, all that
/// are filled or headed.
fn counted(block: &Block<'_>, band: Option<&Band>) -> Vec<u32> {
    let mut columns: Vec<u32> = used_columns(block);
    columns.retain(|column| *column > block.right);
    let is_answer = |headed: &&Headed| {
        matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_)) && headed.anchor > block.right
    };
    let named = band.and_then(|band| band.heads.iter().find(is_answer)).map(|headed| headed.anchor);
    let Some(first) = columns.first().copied().into_iter().chain(named).min() else { return columns };
    let above = || block.rows.first().and_then(|row| row.checked_sub(1));
    let (heads, row) = band.map_or_else(|| (block.grid, above()), |band| (block.heads, Some(band.row)));
    for cell in row.map(|row| heads.row(row)).unwrap_or_default() {
        let is_heading = cell.value.as_text().is_some_and(|raw| !text::is_blank(raw));
        let covered = cell.column..=right_edge(heads, cell);
        let is_within = (block.bounds.0..=block.bounds.1).contains(&cell.column) && cell.column >= first;
        if is_heading && is_within && !columns.iter().any(|column| covered.contains(column)) {
            columns.push(cell.column);
        }
    }
    columns.sort_unstable();
    columns
}

/// A ruling on columns as it may be written: by what the headings of the first group name.
pub(crate) fn suggested(block: &Block<'_>, band: Option<&Band>) -> String {
    const USUAL: &str = "columns yes partly no comment";
    let Some(band) = band else { return USUAL.to_owned() };
    let mut names: Vec<&str> = Vec::new();
    let mut has_more = false;
    for column in counted(block, Some(band)) {
        let head = band.heads.iter().find(|headed| headed.column == column).map(|headed| headed.head);
        let name = match head {
            Some(Head::Answer(answer)) => answer.code(),
            Some(Head::AnyAnswer(_)) => "answer",
            Some(Head::Comment) => "comment",
            _ => "other",
        };
        if name != "other" && name != "comment" && names.contains(&name) {
            has_more = true;
            break;
        }
        names.push(name);
    }
    while names.last() == Some(&"other") {
        names.pop();
    }
    if names.iter().all(|name| matches!(*name, "other" | "comment")) {
        return USUAL.to_owned();
    }
    let columns = format!("columns {}", names.join(" "));
    if has_more {
        format!("{columns} (the first group; for another, name other for each column before it)")
    } else {
        columns
    }
}

fn role(name: &str) -> Option<Role> {
    Some(match name.to_ascii_lowercase().as_str() {
        "yes" => Role::Answer(Answer::Yes),
        "partly" => Role::Answer(Answer::Partly),
        "no" => Role::Answer(Answer::No),
        "not_applicable" | "na" | "n/a" => Role::Answer(Answer::NotApplicable),
        "answer" => Role::AnyAnswer,
        "comment" | "comments" | "evidence" => Role::Comment,
        _ => return None,
    })
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

#[cfg(test)]
mod tests {
    use schemas::ids::FindingId;

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
