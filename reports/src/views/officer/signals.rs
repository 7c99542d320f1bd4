//! Signals: patterns that are worth a conversation, and prove nothing.
//! In: `mart_signal`. Out: one page, a row for each school and pattern with all the statements that show it.

use std::collections::BTreeMap;

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Cell, Column, Look, Page, Table},
    },
    words::{capital, signal_word},
};

/// The view.
pub static VIEW: View = View {
    name: "Signals",
    book: Book::Officer,
    purpose: "Patterns in a school's answers that are worth a conversation; none of them proves anything.",
    reads: &[&marts::MART_SIGNAL],
    most: 20_000,
    make: pages,
};

/// So many statements of a row are named; more stand by their ids alone, which can be read at a glance.
const MOST_NAMED: usize = 6;

/// What makes a school's rows of the table one row of the sheet: the signal's place, what was seen, the other school, the form.
type Pattern<'a> = (usize, &'a str, &'a str, &'a str);

/// The rows of the sheet, in order, each with the table's.
fn patterns<'a>(context: &Context<'a>) -> impl Iterator<Item = Vec<Row<'a>>> {
    // Rows that stand together mostly show one pattern: those are held against the last one alone.
    type Runs<'a> = Vec<(Pattern<'a>, Vec<Row<'a>>)>;
    let mut schools: BTreeMap<usize, Runs<'a>> = BTreeMap::new();
    for part in context.inputs.tables.parts("mart_signal") {
        let [keys, signals, details, others, forms] =
            ["school_key", "signal", "detail", "other_school_id", "catalogue_id"]
                .map(|name| part.texts(name));
        // A school's signals stand together.
        let mut place: (&str, Option<usize>) = ("", None);
        for row in part.rows() {
            let at = row.index();
            if place.0 != keys.at(at) {
                place = (keys.at(at), context.school_place(keys.at(at)));
            }
            let Some(school) = place.1 else { continue };
            let signal = marts::SIGNALS.iter().position(|code| *code == signals.at(at)).unwrap_or(usize::MAX);
            let pattern = (signal, details.at(at), others.at(at), forms.at(at));
            let runs = schools.entry(school).or_default();
            match runs.last_mut() {
                Some((last, rows)) if *last == pattern => rows.push(row),
                _ => runs.push((pattern, vec![row])),
            }
        }
    }
    schools.into_values().flat_map(|mut runs| {
        runs.sort_by_key(|(pattern, _)| *pattern);
        let mut whole: Runs<'a> = Vec::with_capacity(runs.len());
        for (pattern, rows) in runs {
            match whole.last_mut() {
                Some((last, known)) if *last == pattern => known.extend(rows),
                _ => whole.push((pattern, rows)),
            }
        }
        whole.into_iter().map(|(_, rows)| rows)
    })
}

/// The first row of each school on the sheet, from 0, and how many it has there; by the school's key.
pub(super) fn places<'a>(context: &Context<'a>) -> BTreeMap<&'a str, (usize, i64)> {
    let mut places: BTreeMap<&str, (usize, i64)> = BTreeMap::new();
    if context.n_rows("mart_signal") > VIEW.most {
        return places;
    }
    let rows = patterns(context).filter_map(|rows| rows.first().map(|row| row.str("school_key")));
    for (at, key) in rows.enumerate() {
        places.entry(key).or_insert((at, 0)).1 += 1;
    }
    places
}

fn pages(context: &Context<'_>) -> Vec<Page> {
    let n_rows = context.n_rows("mart_signal");
    let page = Page::new(
        VIEW.name,
        format!("Signals for a conversation, {}", context.year()),
        "Patterns worth asking about. Each has innocent reasons too: schools that work together share words, and a \
         small school may truly have everything in place.",
    )
    .wide()
    .as_of("For the officer for online safety. Not for the working group.");
    if n_rows > VIEW.most {
        return vec![page.with(VIEW.not_shown(n_rows))];
    }
    let rows: Vec<Vec<Cell>> = patterns(context)
        .filter_map(|rows| {
            let first = rows.first()?;
            let school = context.school(first.str("school_key"))?;
            let ids: Vec<&str> =
                rows.iter().map(|row| row.str("statement_id")).filter(|id| *id != "(all)").collect();
            let other = first
                .text("other_school_id")
                .map_or("", |id| context.school_by_id(id).map_or(id, |school| school.name.as_str()));
            let n = i64::try_from(ids.len()).ok().filter(|n| *n > 0);
            Some(vec![
                Cell::text(&school.name),
                Cell::text(signal_word(first.str("signal"))),
                Cell::text(capital(first.str("detail"))),
                Cell::count(n),
                Cell::text(named(context.form(first.str("catalogue_id")), &ids)),
                Cell::text(other),
            ])
        })
        .collect();
    if rows.is_empty() {
        return vec![page.with(Block::Text("No signal was found.".to_owned()))];
    }
    vec![page.with(Block::Table(Table {
        name: "Signals".to_owned(),
        title: "Schools with signals for a conversation".to_owned(),
        columns: vec![
            Column::wide("School", Look::Text, 32.0),
            Column::wide("Signal", Look::Text, 30.0),
            Column::wide("What was seen", Look::Text, 32.0),
            Column::wide("How many statements", Look::CountBar, 13.0),
            Column::wide("Statements", Look::Long, 100.0),
            Column::wide("Other school", Look::Text, 30.0),
        ],
        rows,
        n_fixed: 1,
    }))]
}

/// Statements by id and label, or by their ids alone where they are many.
fn named(form: Option<&Form>, ids: &[&str]) -> String {
    match form {
        Some(form) if ids.len() <= MOST_NAMED => {
            ids.iter().map(|id| format!("{id} {}", form.label(id))).collect::<Vec<_>>().join("; ")
        }
        _ => ids.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Statement;

    #[test]
    fn many_statements_are_no_wall_of_text() {
        let statement =
            |id: &str| Statement { id: id.to_owned(), label: format!("Label {id}"), ..Statement::default() };
        let ids = ["A", "B", "C", "D", "E", "F", "G"];
        let form = Form { statements: ids.iter().map(|id| statement(id)).collect(), ..Form::default() };
        assert_eq!(named(Some(&form), &ids[..2]), "A Label A; B Label B");
        assert_eq!(named(Some(&form), &ids), "A, B, C, D, E, F, G");
    }
}
