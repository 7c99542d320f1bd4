//! The second page of a school's workbook: every answer, what was read and where, beside others' and last time's.
//! In: the school's rows. Out: one page, printed on one sheet of paper.

use schemas::paper;

use super::{
    LEAST_OTHERS,
    index::{Index, Returned},
    summary::{in_place, n_answered},
};
use crate::{
    context::Context,
    views::page::{Block, Cell, Column, Look, Page, Table},
};

/// What the page's sheet is called, before its form's letter.
pub(super) const NAME: &str = "Your answers";

/// The page.
pub fn page(context: &Context<'_>, index: &Index<'_>, of: &Returned<'_>, end: &str) -> Page {
    let base_year = index.base_year(of);
    let read = index.read(of);
    let [your_answer, n_others] = paper::YOUR_ANSWERS;
    let mut columns = vec![
        Column::wide("Id", Look::Text, 9.0),
        Column::wide("Statement", Look::Text, 36.0),
        Column::wide(your_answer, Look::Text, 12.0),
        Column::wide(n_others, Look::Text, 13.0),
    ];
    let is_similar = of.has_similar();
    if is_similar {
        columns.push(Column::wide("In similar schools", Look::Text, 13.0));
    }
    if let Some(year) = base_year {
        columns.push(Column::wide(format!("Your answer {year}"), Look::Text, 12.0));
        columns.push(Column::wide(format!("What you wrote {year}"), Look::Long, 36.0));
    }
    columns.push(Column::wide("What was read", Look::Text, 14.0));
    columns.push(Column::wide("Where", Look::Text, 24.0));
    let rows = of
        .form
        .statements
        .iter()
        .map(|statement| {
            let mut cells = vec![
                Cell::text(&statement.id),
                Cell::text(&statement.label),
                Cell::Answer(index.said(&of.school.key, &statement.key).to_owned()),
                Cell::text(in_place(index, &statement.key)),
            ];
            if is_similar {
                cells.push(Cell::text(similar(index, of, &statement.key)));
            }
            if base_year.is_some() {
                let (said, wrote) = index.before(of, &statement.id);
                cells.push(said.map_or(Cell::None, |said| Cell::Answer(said.to_owned())));
                cells.push(Cell::text(wrote.join("\n")));
            }
            let row = read.get(statement.id.as_str());
            cells.push(Cell::text(row.and_then(|row| row.text("mark")).unwrap_or_default()));
            let place = row.map(|row| format!("{} {}", row.str("sheet"), row.str("cell")));
            cells.push(Cell::text(place.unwrap_or_default().trim()));
            cells
        })
        .collect();
    let files: Vec<String> = index
        .returns(of)
        .map(|row| {
            let file = row.str("source_file");
            let name = file.rsplit('/').next().unwrap_or(file);
            row.date("completed_on")
                .map_or_else(|| name.to_owned(), |day| format!("{name}, dated {}", day.format("%-d %B %Y")))
        })
        .collect();
    let from =
        if files.is_empty() { String::new() } else { format!("Read from {}.", crate::words::listed(&files)) };
    let mut page = Page::new(
        format!("{NAME}{end}"),
        format!("{}{}{}", of.school.name, paper::TITLE_OF_ANSWERS, context.year()),
        "Each answer as it was read, with its cell in your form. Beside it, how many of \
         the schools that answered said Yes, yours among them. No other school is named.",
    )
    .as_of(from)
    .one_page()
    .with(Block::Table(Table {
        name: format!("Your_answers{}", end.trim()),
        title: "Your answers beside other schools' and last time's".to_owned(),
        columns,
        rows,
        n_fixed: 1,
    }));
    let noticed = index.findings(of);
    if !noticed.is_empty() {
        let mut sentences: Vec<String> = noticed
            .iter()
            .take(12)
            .map(|row| {
                let place = format!("{} {}", row.str("sheet"), row.str("cell"));
                let read = row.str("was_read");
                let read = if read.is_empty() { String::new() } else { format!(" (read: {read})") };
                format!("{}: {}{read}", place.trim(), row.str("message")).trim_start_matches(": ").to_owned()
            })
            .collect();
        if noticed.len() > sentences.len() {
            sentences.push(format!("and {} more", noticed.len() - sentences.len()));
        }
        page = page
            .with(Block::Heading("What was noticed in your form".to_owned()))
            .with(Block::List(sentences));
    }
    page
}

/// In how many of the similar schools a statement is in place, counted from their answers; nothing below five. Nor where it
/// would tell what fewer than five answered: those that are in the count of all, and neither similar nor the school itself.
fn similar(index: &Index<'_>, of: &Returned<'_>, statement_key: &str) -> String {
    let said: Vec<&str> = index
        .similar(of)
        .iter()
        .map(|school| index.said(school, statement_key))
        .filter(|said| matches!(*said, "yes" | "partly" | "no"))
        .collect();
    let n = i64::try_from(said.len()).unwrap_or(0);
    let is_own = matches!(index.said(&of.school.key, statement_key), "yes" | "partly" | "no");
    let rest = n_answered(index, statement_key).map_or(0, |answered| answered - i64::from(is_own) - n);
    if n < LEAST_OTHERS || (1..LEAST_OTHERS).contains(&rest) {
        return "too few schools".to_owned();
    }
    let yes = said.iter().filter(|said| **said == "yes").count();
    format!("{yes} of {}", said.len())
}
