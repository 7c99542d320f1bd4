//! Rows of an export or a list that a column or a cell marks as none of a school's own: `Status: Draft`, `Type: LA
//! moderation`, `Void? Yes`, `Notes: IGNORE - duplicate`.
//! In: the headings with the rows' cells below them. Out: the rows that are so marked, with a note or a question. Never drops
//! a row in silence, and never takes one for the school's return unless a person says so.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};
use schemas::{decision::Ruling, finding::Finding, rules};

use crate::{
    grid::{Cell, Grid},
    recognise::{
        draft::{Desk, Draft, Loose, comments_of},
        found::Hit,
        written::as_written,
    },
};
use flag::{Kind, Sure};
use standing::{Standing, may_be_sent_in, standing};

mod flag;
mod lines;
mod standing;

/// The rows that are marked.
pub(super) struct Marked<'g> {
    /// The grid's index among the file's.
    index: usize,
    /// Each with its column's heading and what stands below it.
    rows: FxHashMap<u32, (&'g Cell, &'g Cell)>,
    /// Those of them whose mark may be a fact of the school or a remark.
    doubtful: FxHashSet<u32>,
    /// The rows that say of themselves that they do not stand, by the heading of the column in which they do.
    said: Vec<(&'g Cell, Vec<(&'g Cell, Standing)>)>,
}

/// A school's row: where, whose (in a list, to which statement), and of which day.
struct Own {
    row: u32,
    key: String,
    day: Option<NaiveDate>,
}

/// The marked rows of a list.
#[derive(Debug, Default)]
pub(super) struct MarkedRows {
    /// Those beside another of their school and statement, rising.
    pub(super) passed: Vec<u32>,
    /// Those that are asked about, rising.
    pub(super) asked: Vec<u32>,
    /// What should be known of them.
    pub(super) findings: Vec<Finding>,
}

impl MarkedRows {
    /// Has a school's return wait for the question where nothing else of it was read.
    pub(super) fn hold(&self, draft: &mut Draft<'_>) {
        let mut answered = draft.said.iter().filter(|said| !said.beside.is_empty()).peekable();
        let is_asked = |row: u32| self.asked.binary_search(&row).is_ok();
        if answered.peek().is_some() && answered.all(|said| is_asked(said.hit.row)) {
            draft.waits_for = self.findings.iter().find(|one| one.rule.is_question).map(Finding::id);
        }
    }
}

/// What a person ruled on marked rows.
enum Ruled {
    /// They count like any other.
    Count,
    /// They are left out.
    LeftOut,
    /// Nothing yet.
    Open,
}

impl<'g> Marked<'g> {
    /// Finds the marked rows; none where no row is. `is_free` says which columns are no statement's and name no school.
    pub(super) fn of(
        (index, grid): (usize, &'g Grid),
        heads: RangeInclusive<u32>,
        is_free: impl Fn(u32) -> bool,
        rows: &[u32],
    ) -> Option<Self> {
        let mut marked: FxHashMap<u32, (&'g Cell, &'g Cell)> = FxHashMap::default();
        let mut doubtful = FxHashSet::default();
        let mut said: Vec<(&Cell, Vec<(&Cell, Standing)>)> = Vec::new();
        for head in heads.flat_map(|row| grid.row(row)).filter(|head| is_free(head.column)) {
            let Some(kind) = head.value.as_text().and_then(Kind::of) else { continue };
            if kind.tells_apart() {
                let below = rows.iter().filter_map(|row| grid.at(*row, head.column));
                let below: Vec<_> = below.filter_map(|cell| Some((cell, standing(kind, cell)?))).collect();
                said.extend((!below.is_empty()).then_some((head, below)));
            }
            for row in rows {
                let Some(cell) = grid.at(*row, head.column) else { continue };
                let Some(sure) = kind.marks(cell) else { continue };
                if sure == Sure::Plain && doubtful.remove(row) {
                    marked.insert(*row, (head, cell));
                } else if !marked.contains_key(row) {
                    marked.insert(*row, (head, cell));
                    if sure == Sure::Doubtful {
                        doubtful.insert(*row);
                    }
                }
            }
        }
        (!marked.is_empty() || !said.is_empty()).then_some(Self { index, rows: marked, doubtful, said })
    }

    /// Takes it for doubtful, too, what rows say of themselves that is known not to be of a return that stands, where another
    /// row of their school does not say so and is no later one; and of the school's only row, where such words tell others'
    /// rows apart.
    fn contest(&mut self, own: &[Own]) {
        if self.said.is_empty() {
            return;
        }
        let mut of_school: FxHashMap<&str, Vec<&Own>> = FxHashMap::default();
        for one in own {
            of_school.entry(&one.key).or_default().push(one);
        }
        let by_row: FxHashMap<u32, &Own> = own.iter().map(|one| (one.row, one)).collect();
        for (head, cells) in &self.said {
            let rows = &self.rows;
            let is_said: FxHashSet<u32> = cells.iter().map(|(cell, _)| cell.row).collect();
            let mut beside: FxHashMap<&str, usize> = FxHashMap::default();
            let mut alone: FxHashMap<&str, Vec<&Cell>> = FxHashMap::default();
            let mut contested: Vec<&Cell> = Vec::new();
            for (cell, Standing::Other(words) | Standing::Unfinished(words)) in cells {
                let Some(one) = by_row.get(&cell.row).filter(|one| !rows.contains_key(&one.row)) else {
                    continue;
                };
                let all = of_school.get(one.key.as_str()).map_or(&[][..], Vec::as_slice);
                let is_ordinary =
                    |other: &Own| !is_said.contains(&other.row) && !rows.contains_key(&other.row);
                let mut ordinary = all.iter().filter(|other| is_ordinary(other)).peekable();
                if ordinary.peek().is_some() {
                    *beside.entry(words).or_default() += 1;
                    let is_over = ordinary.any(|other| one.day.is_some() && other.day > one.day);
                    contested.extend((!is_over).then_some(*cell));
                } else if !may_be_sent_in(words) {
                    alone.entry(words).or_default().push(cell);
                }
            }
            // Of what many schools say, and few twice, nobody knows that it tells anything.
            let tells = |(words, cells): &(&&str, &Vec<&Cell>)| {
                beside.get(**words).is_some_and(|n| cells.len() <= 2 * n)
            };
            contested.extend(alone.iter().filter(tells).flat_map(|(_, cells)| cells.iter().copied()));
            for cell in contested {
                self.rows.insert(cell.row, (head, cell));
                self.doubtful.insert(cell.row);
            }
        }
    }

    /// A note on the schools' rows that say that they are not finished, and were read.
    fn unfinished(&self, desk: &Desk<'_>, own: &[Own]) -> Option<Finding> {
        let mut n_of: FxHashMap<&str, usize> = FxHashMap::default();
        for one in own {
            *n_of.entry(&one.key).or_default() += 1;
        }
        let only = own.iter().filter(|one| n_of.get(one.key.as_str()) == Some(&1)).map(|one| one.row);
        let only: FxHashSet<u32> = only.collect();
        let is_told = |(cell, said): &&(&'g Cell, Standing)| {
            matches!(said, Standing::Unfinished(_)) && !self.has(cell.row) && only.contains(&cell.row)
        };
        let all = self
            .said
            .iter()
            .flat_map(|(head, cells)| cells.iter().filter(is_told).map(move |(cell, _)| (*head, *cell)));
        let told: Vec<(&Cell, &Cell)> = all.collect();
        told_of(
            desk,
            self.index,
            &told,
            "rows that say that they are not finished were read, being their school's only ones",
        )
    }

    /// Whether a row is marked.
    pub(super) fn has(&self, row: u32) -> bool {
        self.rows.contains_key(&row)
    }

    /// Forgets doubtful marks beside which no sound row stands: they may say what the school is like.
    fn keep_contested(&mut self, is_beside_sound: impl Fn(u32) -> bool) {
        let doubtful = &mut self.doubtful;
        self.rows.retain(|row, _| !doubtful.contains(row) || is_beside_sound(*row));
        let rows = &self.rows;
        doubtful.retain(|row| rows.contains_key(row));
    }

    /// The marked rows, from the top, with heading and mark.
    fn sorted(&self) -> Vec<(u32, &'g Cell, &'g Cell)> {
        let mut rows: Vec<_> = self.rows.iter().map(|(row, (head, cell))| (*row, *head, *cell)).collect();
        rows.sort_unstable_by_key(|(row, ..)| *row);
        rows
    }

    /// What the rows are marked as: `Status: Draft`, each once.
    fn reading(&self) -> String {
        const NAMED: usize = 8;
        let mut said: Vec<String> = Vec::new();
        for (_, head, cell) in self.sorted() {
            let one = format!("{}: {}", as_written(&head.value), as_written(&cell.value));
            if !said.contains(&one) && said.len() < NAMED {
                said.push(one);
            }
        }
        said.join(" | ")
    }

    /// What a person ruled on all of them.
    fn ruled(&self, desk: &Desk<'_>) -> Ruled {
        let Some((_, head, _)) = self.sorted().first().copied() else { return Ruled::Open };
        let place = desk.place(self.index, head.row, head.column);
        match desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &place, &self.reading()) {
            Some(Ruling::LeaveOut) => Ruled::LeftOut,
            Some(Ruling::Columns(_)) => Ruled::Count,
            _ => Ruled::Open,
        }
    }

    /// The question about marked rows of schools that have no other, and about doubtful marks; `n` answers wait for it.
    fn question(&self, desk: &Desk<'_>, n: usize) -> Option<Finding> {
        let (_, head, _) = self.sorted().first().copied()?;
        let message = if self.doubtful.is_empty() {
            "rows are marked as none of their school's own, and the school has no other: they were not read"
        } else {
            "rows may be marked as none of their school's own, or the mark says something else: they were not read"
        };
        Some(
            Finding::new(&rules::COLUMNS_UNCLEAR, desk.place(self.index, head.row, head.column), message)
                .reading(self.reading())
                .with_suggestion("leave out")
                .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX)),
        )
    }

    /// The note on rows that were left out; none where there are none.
    fn told(&self, desk: &Desk<'_>, is_out: impl Fn(u32) -> bool) -> Option<Finding> {
        let out = self.sorted().into_iter().filter(|(row, ..)| is_out(*row));
        let out: Vec<_> = out.map(|(_, head, cell)| (head, cell)).collect();
        told_of(desk, self.index, &out, "rows that are marked as none of their school's own were left out")
    }

    /// Says which marked rows of a list give way to others of their school and statement, and asks about the rest; `keys` are
    /// the schools of the statements' rows.
    pub(super) fn settle_list<'k>(
        mut self,
        desk: &Desk<'_>,
        (hits, keys): (&[Hit], &'k [String]),
        (is_answered, day): (impl Fn(u32) -> bool, impl Fn(u32) -> Option<NaiveDate>),
    ) -> MarkedRows {
        let each = || hits.iter().zip(keys);
        let said_of = |hit: &Hit, key: &'k String| (key.as_str(), hit.statement);
        let sound: FxHashSet<(&str, usize)> = each()
            .filter(|(hit, _)| !self.has(hit.row) && is_answered(hit.row))
            .map(|(hit, key)| said_of(hit, key))
            .collect();
        if !self.doubtful.is_empty() {
            let is_beside = |hit: &Hit, key| is_answered(hit.row) && sound.contains(&said_of(hit, key));
            let beside: FxHashSet<u32> =
                each().filter(|(hit, key)| is_beside(hit, key)).map(|(hit, _)| hit.row).collect();
            self.keep_contested(|row| beside.contains(&row));
        }
        let mut own: Vec<Own> = Vec::new();
        if !self.said.is_empty() {
            let answered = each().filter(|(hit, _)| is_answered(hit.row));
            let one = |(hit, key): (&Hit, &String)| Own {
                row: hit.row,
                key: format!("{key}\n{}", hit.statement),
                day: day(hit.row),
            };
            own.extend(answered.map(one));
        }
        self.contest(&own);
        let unfinished = self.unfinished(desk, &own);
        let ruled = self.ruled(desk);
        if matches!(ruled, Ruled::Count) {
            return MarkedRows { findings: unfinished.into_iter().collect(), ..MarkedRows::default() };
        }
        let is_all = matches!(ruled, Ruled::LeftOut);
        let (mut passed, mut asked): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut contested = FxHashSet::default();
        for (hit, key) in each().filter(|(hit, _)| self.has(hit.row)) {
            if is_all || (!self.doubtful.contains(&hit.row) && sound.contains(&said_of(hit, key))) {
                passed.push(hit.row);
            } else {
                asked.push(hit.row);
                contested.insert(said_of(hit, key));
            }
        }
        // Which of the two rows is the school's is one question, and the doubtful one waits for it; so is whether a marked one
        // says what its school left blank.
        let is_contested = |hit: &Hit, key| !self.has(hit.row) && contested.contains(&said_of(hit, key));
        passed.extend(each().filter(|(hit, key)| is_contested(hit, key)).map(|(hit, _)| hit.row));
        passed.sort_unstable();
        asked.sort_unstable();
        let n = asked.iter().filter(|row| is_answered(**row)).count();
        let told = self.told(desk, |row| passed.binary_search(&row).is_ok());
        let question = self.question(desk, n).filter(|_| n > 0);
        let findings = told.into_iter().chain(question).chain(unfinished).collect();
        MarkedRows { passed, asked, findings }
    }

    /// Leaves out the marked rows of an export beside others of their school, and asks about the rest; `key` is a draft's
    /// school, comparable.
    pub(super) fn settle(
        mut self,
        desk: &Desk<'_>,
        (drafts, n_first): (&mut Vec<Draft<'g>>, usize),
        key: impl Fn(&Draft<'_>) -> String,
    ) -> Vec<Finding> {
        let own = || drafts.iter().skip(n_first);
        let sound: FxHashMap<String, u32> =
            own().filter(|draft| !self.has(draft.first.1)).map(|draft| (key(draft), draft.first.1)).collect();
        if !self.doubtful.is_empty() {
            // A sound row of a later day stands over a doubtful one as over any other.
            let mut last: FxHashMap<String, Option<NaiveDate>> = FxHashMap::default();
            for draft in own().filter(|draft| !self.has(draft.first.1)) {
                let day = last.entry(key(draft)).or_default();
                *day = (*day).max(draft.completed_on);
            }
            let is_beside = |draft: &&Draft<'_>| {
                last.get(&key(draft))
                    .is_some_and(|day| draft.completed_on.is_none() || *day <= draft.completed_on)
            };
            let beside: FxHashSet<u32> = own().filter(is_beside).map(|draft| draft.first.1).collect();
            self.keep_contested(|row| beside.contains(&row));
        }
        let each = own().map(|draft| Own { row: draft.first.1, key: key(draft), day: draft.completed_on });
        let each: Vec<Own> = each.collect();
        self.contest(&each);
        let unfinished = self.unfinished(desk, &each);
        let ruled = self.ruled(desk);
        if matches!(ruled, Ruled::Count) {
            return unfinished.into_iter().collect();
        }
        let is_all = matches!(ruled, Ruled::LeftOut);
        let mut out: FxHashSet<u32> = FxHashSet::default();
        // What was said there is kept with the row that stands, as a list keeps it.
        let mut words: FxHashMap<u32, Vec<Loose<'g>>> = FxHashMap::default();
        for draft in own().filter(|draft| self.has(draft.first.1)) {
            let stands = sound.get(&key(draft));
            let is_plain = !self.doubtful.contains(&draft.first.1);
            if is_all || (is_plain && stands.is_some()) {
                out.insert(draft.first.1);
                let kept = stands.map(|row| words.entry(*row).or_default());
                if let Some(kept) = kept {
                    kept.extend(comments_of(&draft.said).chain(draft.loose.iter().copied()));
                }
            }
        }
        let mut at = 0;
        drafts.retain(|draft| {
            at += 1;
            at <= n_first || !out.contains(&draft.first.1)
        });
        for draft in drafts.iter_mut().skip(n_first) {
            draft.loose.extend(words.remove(&draft.first.1).unwrap_or_default());
        }
        let mut n = 0;
        let asked = drafts.iter().skip(n_first).filter(|draft| self.has(draft.first.1));
        for draft in asked {
            n += draft.said.iter().filter(|said| !said.beside.is_empty()).count();
        }
        let told = self.told(desk, |row| out.contains(&row));
        let question = self.question(desk, n).filter(|_| n > 0);
        for draft in drafts.iter_mut().skip(n_first).filter(|draft| self.has(draft.first.1)) {
            draft.said.iter_mut().for_each(|said| said.is_unclear = true);
            draft.waits_for = question.as_ref().map(Finding::id);
        }
        told.into_iter().chain(question).chain(unfinished).collect()
    }
}

/// A note that names rows by what marks them, each with its heading; none where there are none.
fn told_of(desk: &Desk<'_>, index: usize, rows: &[(&Cell, &Cell)], what: &str) -> Option<Finding> {
    const NAMED: usize = 20;
    let (_, first) = rows.first().copied()?;
    let shown = rows.iter().take(NAMED).map(|(_, cell)| {
        let place = desk.place(index, cell.row, cell.column);
        format!("'{}' in {}", as_written(&cell.value), place.cell)
    });
    let shown: Vec<String> = shown.collect();
    let more = if rows.len() > NAMED { format!(" and {} more", rows.len() - NAMED) } else { String::new() };
    let message = format!("{what}: {} ({}{more})", rows.len(), shown.join(", "));
    let place = desk.place(index, first.row, first.column);
    Some(Finding::new(&rules::ROWS_OF_ANOTHER_YEAR, place, message).reading(as_written(&first.value)))
}
