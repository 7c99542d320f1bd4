//! A year's marts to what is published of them.
//! In: `mart_statement` by group, group membership, earlier publications. Out: a [`Publication`]. Adds counts up only to
//! judge whether they may be shown.

use std::collections::{BTreeMap, BTreeSet};

use schemas::checked::Row;

use super::{
    disclosure::{self, Leave, Pair},
    publication::{Breakdown, Publication, PublishedForm, PublishedSection, PublishedStatement, Shown},
};
use crate::context::{Context, Form};

/// What is published this year, held against every earlier publication.
pub fn publication(context: &Context<'_>) -> Publication {
    let k = context.inputs.options.k.max(2);
    let earlier: Vec<&Publication> = context
        .inputs
        .publications
        .iter()
        .filter(|publication| i64::from(publication.year) == context.year())
        .collect();
    let forms = context
        .forms
        .iter()
        .filter(|form| form.n_returned >= k)
        .map(|form| {
            let new = published(context, form, k);
            let before: Vec<&PublishedForm> = earlier
                .iter()
                .flat_map(|publication| &publication.forms)
                .filter(|old| old.catalogue_id == form.id)
                .collect();
            match before.last() {
                Some(last) if before.iter().any(|old| differs_by_few(old, &new, k)) => {
                    PublishedForm { is_held: true, ..(*last).clone() }
                }
                _ => new,
            }
        })
        .collect();
    Publication { year: context.inputs.year.number(), k, forms }
}

fn pair(row: &Row<'_>) -> Pair {
    Pair { n: row.count("n_yes") + row.count("n_weak"), weak: row.count("n_weak") }
}

fn shown(pair: Pair, rate: Option<f64>, leave: Leave) -> Shown {
    #[expect(clippy::cast_possible_truncation, reason = "a share is 0 to 1")]
    let rate = rate.map(|rate| (rate * 10_000.0).round() as i64);
    match leave {
        Leave::Both => Shown { n: Some(pair.n), weak: Some(pair.weak), rate },
        Leave::Number => Shown { n: Some(pair.n), weak: None, rate: None },
        Leave::Nothing => Shown::default(),
    }
}

fn published(context: &Context<'_>, form: &Form, k: i64) -> PublishedForm {
    // Statement, group's column, group's value -> counts and share.
    let mut counts: BTreeMap<(&str, &str, &str), (Pair, Option<f64>)> = BTreeMap::new();
    for row in context.rows("mart_statement").filter(|row| row.str("catalogue_id") == form.id) {
        counts.insert(
            (row.str("statement_id"), row.str("group_by"), row.str("group_value")),
            (pair(&row), row.float("weak_rate")),
        );
    }
    let of = |id: &str, by: &str, value: &str| counts.get(&(id, by, value)).copied().unwrap_or_default();
    let all: Vec<(Pair, Option<f64>)> = form.statements.iter().map(|s| of(&s.id, "all", "all")).collect();
    let pairs: Vec<Pair> = all.iter().map(|(pair, _)| *pair).collect();
    let left = disclosure::over_all(&pairs, k);
    let statements = form
        .statements
        .iter()
        .zip(&all)
        .zip(&left)
        .map(|((statement, (pair, rate)), leave)| PublishedStatement {
            id: statement.id.clone(),
            section: statement.section.clone(),
            text: statement.text.clone(),
            shown: shown(*pair, *rate, *leave),
        })
        .collect();
    let rates: BTreeMap<&str, Option<f64>> = context
        .rows_of("mart_section", form)
        .map(|row| (row.str("section_id"), row.float("weak_rate")))
        .collect();
    let sections = form
        .sections
        .iter()
        .map(|(id, title)| {
            let inside: Vec<(Pair, Leave)> = form
                .statements
                .iter()
                .zip(pairs.iter().zip(&left))
                .filter(|(statement, _)| statement.section_id == *id)
                .map(|(_, (pair, leave))| (*pair, *leave))
                .collect();
            let total: Pair = inside.iter().map(|(pair, _)| *pair).sum();
            PublishedSection {
                id: id.clone(),
                title: title.clone(),
                n_statements: i64::try_from(inside.len()).unwrap_or(0),
                shown: shown(
                    total,
                    rates.get(id.as_str()).copied().flatten(),
                    disclosure::section(&inside, k),
                ),
            }
        })
        .collect();
    let mut breakdowns: Vec<Breakdown> = Vec::new();
    let mut left_out = Vec::new();
    for by in context.group_columns() {
        let values = values(context, form, &by);
        let reaches = values.len() > 1 && values.iter().all(|(_, n)| *n >= k);
        let values: Vec<String> = values.into_iter().map(|(value, _)| value).collect();
        if !reaches || breakdowns.iter().any(|other| is_nested(context, form, &other.group_by, &by)) {
            left_out.push(by);
            continue;
        }
        let rows = form
            .statements
            .iter()
            .zip(&left)
            .map(|(statement, all)| {
                let cells: Vec<(Pair, Option<f64>)> =
                    values.iter().map(|value| of(&statement.id, &by, value)).collect();
                let pairs: Vec<Pair> = cells.iter().map(|(pair, _)| *pair).collect();
                let left = disclosure::by_value(&pairs, *all, k);
                cells.iter().zip(left).map(|((pair, rate), leave)| shown(*pair, *rate, leave)).collect()
            })
            .collect();
        breakdowns.push(Breakdown { group_by: by, values, rows });
    }
    PublishedForm {
        catalogue_id: form.id.clone(),
        title: form.title.clone(),
        is_provisional: form.is_provisional,
        n_schools: form.n_returned,
        is_held: false,
        statements,
        sections,
        breakdowns,
        left_out,
    }
}

/// The values of a breakdown that have schools expected, with how many returned.
fn values(context: &Context<'_>, form: &Form, by: &str) -> Vec<(String, i64)> {
    context
        .rows("mart_response")
        .filter(|row| row.str("catalogue_id") == form.id && row.str("group_by") == by)
        .filter(|row| row.count("n_expected") > 0)
        .map(|row| (row.str("group_value").to_owned(), row.count("n_returned")))
        .collect()
}

/// Whether, for some statement, a value of one column shares no answering school with a value of the other.
fn is_nested(context: &Context<'_>, form: &Form, one: &str, other: &str) -> bool {
    let keys: BTreeSet<&str> = form.statements.iter().map(|statement| statement.key.as_str()).collect();
    let of_school: BTreeMap<&str, (&str, &str)> = context
        .schools
        .iter()
        .filter_map(|school| {
            Some((
                school.key.as_str(),
                (school.groups.get(one)?.as_str(), school.groups.get(other)?.as_str()),
            ))
        })
        .collect();
    let on_scale = |row: &Row<'_>| matches!(row.str("answer_code"), "yes" | "partly" | "no");
    let mut met: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for row in
        context.rows("fact_answer").filter(|row| keys.contains(row.str("statement_key")) && on_scale(row))
    {
        if let Some(values) = of_school.get(row.str("school_key")) {
            met.entry(row.str("statement_key")).or_default().insert(*values);
        }
    }
    let all = || met.values().flatten();
    let ones: BTreeSet<&str> = all().map(|(one, _)| *one).collect();
    let others: BTreeSet<&str> = all().map(|(_, other)| *other).collect();
    // Where single answers are not at hand, nothing can be shown to be safe.
    met.is_empty() || met.values().any(|cells| cells.len() < ones.len() * others.len())
}

/// Whether the difference of two publications of one form tells what fewer than k schools answered.
pub fn differs_by_few(old: &PublishedForm, new: &PublishedForm, k: i64) -> bool {
    if old.statements == new.statements && old.sections == new.sections && old.breakdowns == new.breakdowns {
        return false;
    }
    let moved = (new.n_schools - old.n_schools).abs();
    if moved > 0 && moved < k {
        return true;
    }
    let statements: BTreeMap<&str, &Shown> =
        old.statements.iter().map(|statement| (statement.id.as_str(), &statement.shown)).collect();
    let sections: BTreeMap<&str, &Shown> =
        old.sections.iter().map(|section| (section.id.as_str(), &section.shown)).collect();
    let mut both = Vec::new();
    both.extend(new.statements.iter().filter_map(|s| Some((*statements.get(s.id.as_str())?, &s.shown))));
    both.extend(new.sections.iter().filter_map(|s| Some((*sections.get(s.id.as_str())?, &s.shown))));
    for breakdown in &new.breakdowns {
        let Some(before) = old.breakdowns.iter().find(|b| b.group_by == breakdown.group_by) else { continue };
        for (statement, row) in new.statements.iter().zip(&breakdown.rows) {
            let Some(at) = old.statements.iter().position(|s| s.id == statement.id) else { continue };
            let Some(row_before) = before.rows.get(at) else { continue };
            for (value, cell) in breakdown.values.iter().zip(row) {
                let there = before.values.iter().position(|v| v == value).and_then(|at| row_before.get(at));
                both.extend(there.map(|there| (there, cell)));
            }
        }
    }
    both.into_iter().any(|(old, new)| tells(old, new, k))
}

/// Whether two shown cells of the same set tell, by their difference, what fewer than k schools answered.
fn tells(old: &Shown, new: &Shown, k: i64) -> bool {
    match (old.n, old.weak, new.n, new.weak) {
        (Some(n_0), Some(weak_0), Some(n_1), Some(weak_1)) => {
            let (yes, weak) = ((n_1 - weak_1) - (n_0 - weak_0), weak_1 - weak_0);
            let more = yes.max(0) + weak.max(0);
            let fewer = -yes.min(0) - weak.min(0);
            let moved = more.max(fewer);
            moved > 0 && moved < k
        }
        // Withheld in one and shown in the other: the shown one tells what the withheld one was, but for the schools
        // that came or went.
        (Some(n_0), before, Some(n_1), now) if before.is_some() != now.is_some() => (n_1 - n_0).abs() < k,
        _ => false,
    }
}
