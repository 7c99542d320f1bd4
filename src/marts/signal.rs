//! `mart_signal`: signals for a conversation, the officer's, of the run's year.
//! In: what was said, with what evidence, this year and last. Out: the table. Never a word of the evidence itself,
//! and never a judgement: each row says what was seen.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

use schemas::{checked::Checked, tables::marts::MART_SIGNAL};

use super::{Figures, MartError, figures::Of, grain, mart_action::by_school};
use crate::{columns::Columns, year_data::Said};

/// The fewest answers from which one answer all the way down, or the same as last year, says anything.
const LEAST_ANSWERS: usize = 10;
/// Stands for the whole return in the place of a statement.
pub(super) const WHOLE: &str = "(all)";

/// A signal.
pub(super) struct Signal<'a> {
    pub(super) of: &'a Of<'a>,
    pub(super) place: usize,
    pub(super) code: &'static str,
    /// The statement; none for the whole return.
    pub(super) statement: Option<usize>,
    pub(super) other_school_id: Option<&'a str>,
    pub(super) detail: Cow<'static, str>,
}

impl<'a> Signal<'a> {
    fn key(&self) -> (usize, &str, &str) {
        (self.place, self.code, self.statement_id())
    }

    /// The statement's id, or that it is the whole return.
    pub(super) fn statement_id(&self) -> &'a str {
        self.statement.map_or(WHOLE, |at| &self.of.catalogue.statements[at].id)
    }
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<Signal<'_>> = figures.run_year().flat_map(signals).collect();
    let rows = || found.iter();
    let columns = grain::school(Columns::of(&MART_SIGNAL), rows().map(|row| (row.of, row.place)));
    Ok(columns
        .text("signal", rows().map(|row| row.code))
        .text("statement_id", rows().map(Signal::statement_id))
        .text_or_null("other_school_id", rows().map(|row| row.other_school_id))
        .text("detail", rows().map(|row| &row.detail))
        .finish()?)
}

/// Every signal of a catalogue in a year.
fn signals<'a>(of: &'a Of<'a>) -> Vec<Signal<'a>> {
    let mut found = shared(of);
    for place in (0..of.catalogue.expected.len()).filter(|place| of.is_returned(*place)) {
        without_evidence(of, place, &mut found);
        throughout(of, place, &mut found);
    }
    found.append(&mut of_statements(of));
    // As its table is sorted, which need not be turned over then.
    found.sort_by(|one, other| one.key().cmp(&other.key()));
    found
}

/// The signals for which a school may be called: weak without an action, and what changed since last year.
pub(super) fn of_statements<'a>(of: &'a Of<'a>) -> Vec<Signal<'a>> {
    let mut found = Vec::new();
    if of.catalogue.has_plans {
        let actions: BTreeSet<(usize, usize)> = by_school(of).into_keys().collect();
        for place in (0..of.catalogue.expected.len()).filter(|place| of.is_returned(*place)) {
            without_action(of, place, &actions, &mut found);
        }
    }
    since_last_year(of, &mut found);
    found
}

fn without_evidence<'a>(of: &'a Of<'a>, place: usize, found: &mut Vec<Signal<'a>>) {
    let cells = of.catalogue.row(place);
    let evidence = &of.catalogue.has_evidence[cells.clone()];
    let said = &of.catalogue.said[cells];
    let bare: Vec<usize> = (0..said.len()).filter(|at| said[*at] == Said::Yes && !evidence[*at]).collect();
    let signal = |statement: Option<usize>, detail: Cow<'static, str>| Signal {
        of,
        place,
        code: "yes_without_evidence",
        statement,
        other_school_id: None,
        detail,
    };
    if !evidence.contains(&true) && !bare.is_empty() {
        // A return that gives no evidence at all is one thing to speak of, not forty.
        found.push(signal(None, format!("no evidence beside any of its {} Yes", bare.len()).into()));
    } else {
        found.extend(bare.into_iter().map(|at| signal(Some(at), "Yes without evidence".into())));
    }
}

fn throughout<'a>(of: &'a Of<'a>, place: usize, found: &mut Vec<Signal<'a>>) {
    let said: Vec<Said> =
        of.catalogue.said_of(place).iter().copied().filter(|said| said.is_on_scale()).collect();
    let Some(first) = said.first().filter(|first| said.iter().all(|other| other == *first)) else { return };
    if said.len() >= LEAST_ANSWERS {
        let word = schemas::answer::Answer::ALL.get(*first as usize).map_or("", |answer| answer.word());
        found.push(Signal {
            of,
            place,
            code: "one_answer_throughout",
            statement: None,
            other_school_id: None,
            detail: format!("{word} to all {} statements that it answered", said.len()).into(),
        });
    }
}

fn without_action<'a>(
    of: &'a Of<'a>,
    place: usize,
    actions: &BTreeSet<(usize, usize)>,
    found: &mut Vec<Signal<'a>>,
) {
    for (statement, said) in of.catalogue.said_of(place).iter().enumerate() {
        if said.is_weak() && !actions.contains(&(place, statement)) {
            let detail = match said {
                Said::No => "No, and no action about it",
                _ => "Partly, and no action about it",
            };
            found.push(Signal {
                of,
                place,
                code: "weak_without_action",
                statement: Some(statement),
                other_school_id: None,
                detail: detail.into(),
            });
        }
    }
}

/// Evidence that stands word for word in another school's return, whichever statement it stands beside there.
fn shared<'a>(of: &'a Of<'a>) -> Vec<Signal<'a>> {
    let answers = &of.data.answers;
    let this = of.collection.catalogues.iter().position(|catalogue| catalogue.id == of.catalogue.id);
    let mut cells: Vec<(u64, usize, usize)> = Vec::new();
    for (row, hash) in answers.evidence_hash.iter().enumerate().filter(|(_, hash)| **hash != 0) {
        let form = of.collection.counts_at.get(answers.return_row[row] as usize).copied().flatten();
        let statement = of.collection.statement_at.get(usize::from(answers.statement_row[row]));
        if let (Some((catalogue, place)), Some(statement)) = (form, statement)
            && Some(catalogue) == this
            && statement.0 == catalogue
        {
            cells.push((*hash, place, statement.1));
        }
    }
    cells.sort_unstable();
    let mut found = Vec::new();
    for same in cells.chunk_by(|a, b| a.0 == b.0) {
        let mut schools: Vec<usize> = same.iter().map(|(_, place, _)| *place).collect();
        schools.dedup();
        let [first, second, ..] = schools.as_slice() else { continue };
        let n_others = schools.len() - 1;
        found.extend(same.iter().map(|(_, place, statement)| Signal {
            of,
            place: *place,
            code: "evidence_shared",
            statement: Some(*statement),
            other_school_id: Some(of.school(if place == first { *second } else { *first }).id.as_str()),
            detail: match n_others {
                1 => "evidence word for word as in another return".into(),
                n => format!("evidence word for word as in {n} other returns").into(),
            },
        }));
    }
    // Once for each answer, however many returns of a school gave one.
    found.sort_by_key(|signal| (signal.place, signal.statement));
    found.dedup_by_key(|signal| (signal.place, signal.statement));
    found
}

fn since_last_year<'a>(of: &'a Of<'a>, found: &mut Vec<Signal<'a>>) {
    let Some(change) = &of.change else { return };
    let mut same: HashMap<usize, usize> = HashMap::new();
    for pair in &change.pairs {
        let mut all_same = true;
        for (statement, before, after) in change.both(of.catalogue, *pair) {
            *same.entry(pair.0).or_default() += 1;
            all_same &= before == after;
            if before == Said::Yes && after == Said::No {
                found.push(Signal {
                    of,
                    place: pair.0,
                    code: "yes_to_no",
                    statement: Some(statement),
                    other_school_id: None,
                    detail: format!("Yes in {}, No now", change.base.year).into(),
                });
            }
        }
        let n_compared = same.get(&pair.0).copied().unwrap_or(0);
        if all_same && n_compared >= LEAST_ANSWERS {
            found.push(Signal {
                of,
                place: pair.0,
                code: "same_as_last_year",
                statement: None,
                other_school_id: None,
                detail: format!("all {n_compared} answers as in {}", change.base.year).into(),
            });
        }
    }
}
