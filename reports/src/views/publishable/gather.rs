//! A year's marts to what is published of them.
//! In: `mart_statement` by group, group membership, earlier publications. Out: a [`Publication`]. Adds up a section's
//! statements, and nothing else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemas::checked::Row;

use super::{
    control,
    disclosure::{Crossing, Pair, stands_beside},
    earlier::{self, Before},
    publication::{
        Breakdown, BreakdownRow, Publication, PublishedForm, PublishedSection, PublishedStatement, Shown,
    },
};
use crate::context::{Context, Form};

/// What may be published this year beside what was published of it before.
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
            let before: Vec<Before<'_>> = earlier
                .iter()
                .flat_map(|publication| {
                    publication.forms.iter().map(|form| Before { form, k: publication.k })
                })
                .filter(|before| before.form.catalogue_id == form.id && before.form.has_figures())
                .collect();
            let new = control::within(all_counts(context, form, &before, k), k);
            PublishedForm { is_beside: !before.is_empty(), ..earlier::beside(new, &before, k) }
        })
        .collect();
    Publication { year: context.inputs.year.number(), k, forms }
}

fn shown(row: &Row<'_>) -> Shown {
    let weak = row.count("n_weak");
    #[expect(clippy::cast_possible_truncation, reason = "a share is 0 to 1")]
    let rate = row.float("weak_rate").map(|rate| (rate * 10_000.0).round() as i64);
    Shown { n: Some(row.count("n_yes") + weak), weak: Some(weak), rate }
}

/// A form with every count, by the columns that may be shown beside each other.
fn all_counts(context: &Context<'_>, form: &Form, before: &[Before<'_>], k: i64) -> PublishedForm {
    // Statement, group's column, group's value -> counts and share.
    let mut counts: BTreeMap<(&str, &str, &str), Shown> = BTreeMap::new();
    for row in context.rows("mart_statement").filter(|row| row.str("catalogue_id") == form.id) {
        counts.insert((row.str("statement_id"), row.str("group_by"), row.str("group_value")), shown(&row));
    }
    let none = Shown { n: Some(0), weak: Some(0), rate: None };
    let of = |id: &str, by: &str, value: &str| counts.get(&(id, by, value)).copied().unwrap_or(none);
    let statements = form
        .statements
        .iter()
        .map(|statement| PublishedStatement {
            id: statement.id.clone(),
            section_id: statement.section_id.clone(),
            section: statement.section.clone(),
            text: statement.text.clone(),
            shown: of(&statement.id, "all", "all"),
            is_held: false,
        })
        .collect();
    let rates: BTreeMap<&str, Option<i64>> =
        context.rows_of("mart_section", form).map(|row| (row.str("section_id"), shown(&row).rate)).collect();
    let sections = form
        .sections
        .iter()
        .map(|(id, title)| {
            let inside: Vec<Pair> = form
                .statements
                .iter()
                .filter(|statement| statement.section_id == *id)
                .filter_map(|statement| of(&statement.id, "all", "all").pair())
                .collect();
            let total: Pair = inside.iter().copied().sum();
            let rate = rates.get(id.as_str()).copied().flatten();
            PublishedSection {
                id: id.clone(),
                title: title.clone(),
                n_statements: i64::try_from(inside.len()).unwrap_or(0),
                shown: Shown { n: Some(total.n), weak: Some(total.weak), rate },
                is_held: false,
            }
        })
        .collect();
    let published: BTreeSet<&str> = before
        .iter()
        .flat_map(|before| &before.form.breakdowns)
        .map(|breakdown| breakdown.group_by.as_str())
        .collect();
    let mut breakdowns: Vec<Breakdown> = Vec::new();
    let mut left_out = Vec::new();
    for by in context.group_columns() {
        let values = values(context, form, &by);
        let reaches = values.len() > 1 && values.iter().all(|(_, n)| *n >= k);
        let mut beside: Vec<&str> = published.iter().copied().filter(|other| *other != by).collect();
        beside.extend(
            breakdowns.iter().map(|other| other.group_by.as_str()).filter(|other| !published.contains(other)),
        );
        let crossings = reaches.then(|| crossings(context, form, &beside, &by));
        let stands = |at: usize| {
            beside.is_empty()
                || crossings.as_ref().and_then(|all| all.get(at)).is_some_and(|it| stands_beside(it, k))
        };
        if !reaches || !(0..form.statements.len()).any(stands) {
            left_out.push(by);
            continue;
        }
        let values: Vec<String> = values.into_iter().map(|(value, _)| value).collect();
        let rows = form
            .statements
            .iter()
            .enumerate()
            .map(|(at, statement)| {
                let cell =
                    |value: &String| if stands(at) { of(&statement.id, &by, value) } else { Shown::NOTHING };
                BreakdownRow { cells: values.iter().map(cell).collect(), is_held: false }
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
        is_beside: false,
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

/// For each statement its counts by the values of several columns at once, the last of which is `by`.
fn crossings<'a>(context: &'a Context<'_>, form: &Form, beside: &[&str], by: &str) -> Vec<Crossing<'a>> {
    let at: HashMap<&str, usize> =
        form.statements.iter().enumerate().map(|(at, statement)| (statement.key.as_str(), at)).collect();
    let n_statements = form.statements.len();
    if beside.is_empty() {
        return vec![Crossing::new(); n_statements];
    }
    // Schools of the same values go by one number, so that an answer costs no look at them.
    let mut numbers: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    let mut pairs: Vec<Vec<Pair>> = Vec::new();
    let mut school: (&str, Option<usize>) = ("", None);
    // A statement's key is of one year.
    for part in context.inputs.tables.parts("fact_answer") {
        let [statements, schools, codes] =
            ["statement_key", "school_key", "answer_code"].map(|name| part.texts(name));
        for row in 0..part.len() {
            let Some(statement) = at.get(statements.at(row)) else { continue };
            // A school's answers stand together.
            let key = schools.at(row);
            if school.0 != key {
                let groups = context.school(key).map(|school| &school.groups);
                let value = |column: &&str| groups?.get(*column).map(String::as_str);
                let values: Option<Vec<&str>> = beside.iter().chain([&by]).map(value).collect();
                let next = numbers.len();
                school = (key, values.map(|values| *numbers.entry(values).or_insert(next)));
                pairs.resize_with(numbers.len(), || vec![Pair::default(); n_statements]);
            }
            let weak = match codes.at(row) {
                "yes" => 0,
                "partly" | "no" => 1,
                _ => continue,
            };
            let pair = school.1.and_then(|number| pairs.get_mut(number)?.get_mut(*statement));
            if let Some(pair) = pair {
                *pair = Pair { n: pair.n + 1, weak: pair.weak + weak };
            }
        }
    }
    let of = |statement: usize| {
        let own = numbers.iter().filter_map(|(values, number)| {
            let pair = pairs.get(*number)?.get(statement)?;
            (pair.n > 0).then(|| (values.clone(), *pair))
        });
        own.collect()
    };
    (0..n_statements).map(of).collect()
}
