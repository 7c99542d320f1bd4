//! A publication as pages: cover, contents, notes, then one table a sheet.
//! In: a [`Publication`]. Out: pages for the accessible writer. Shows nothing that the publication does not hold.

use super::publication::{Publication, PublishedForm, Shown};
use crate::{
    views::page::{Block, Cell, Column, Link, Look, Page, Table},
    words::{count_of, group_word, grouped, heading},
};

const CONFIDENTIAL: &str = "[c]";
const NOTE_ANSWERED: &str = "[note 1]";
const NOTE_NOT_YET: &str = "[note 2]";
const NOTE_SECTION: &str = "[note 3]";
/// The note on provisional figures, the last: its number follows from whether sections have one.
fn note_provisional(publication: &Publication) -> &'static str {
    if has_sections(publication) { "[note 4]" } else { "[note 3]" }
}

fn has_sections(publication: &Publication) -> bool {
    publication.forms.iter().any(|form| form.sections.len() > 1)
}

/// The pages of a publication.
pub fn pages(publication: &Publication, authority_name: &str, groups: &[String]) -> Vec<Page> {
    let tables = tables(publication);
    let mut pages = vec![cover(publication, authority_name, groups, &tables)];
    pages.push(contents(&tables));
    if !tables.is_empty() {
        pages.push(notes(publication));
    }
    pages.extend(tables);
    pages
}

fn cover(publication: &Publication, authority_name: &str, groups: &[String], tables: &[Page]) -> Page {
    let year = publication.year;
    let mut page = Page::new(
        "Cover",
        format!("Online safety in schools of {authority_name}, {year}"),
        "What schools say of their own online safety practice, statement by statement.",
    );
    let mut say = |block: Block| page.blocks.push(block);
    say(Block::Heading("What this is".to_owned()));
    say(Block::Text(format!(
        "Schools fill in a form on their own practice. This workbook adds their answers up for {year}. No school is named, \
         and no figure tells what fewer than {} schools answered.",
        publication.k
    )));
    for form in &publication.forms {
        let held = if form.is_held {
            " These are the figures as published before; the few answers that came since are left out, because the \
             difference would tell what they are."
        } else {
            ""
        };
        let provisional = if form.is_provisional {
            " They are provisional: what the columns of this form mean is not yet confirmed."
        } else {
            ""
        };
        say(Block::Text(format!(
            "{}: {} sent a return.{provisional}{held}",
            form.title,
            count_of(form.n_schools, "school", "schools")
        )));
    }
    if tables.is_empty() {
        say(Block::Text(format!(
            "There are no figures in this workbook: fewer than {} schools sent a return on any form.",
            publication.k
        )));
    }
    let left_out: Vec<&String> =
        groups.iter().filter(|by| publication.forms.iter().any(|form| form.left_out.contains(by))).collect();
    if !left_out.is_empty() {
        let names: Vec<String> = left_out.iter().map(|by| by.replace('_', " ")).collect();
        say(Block::Text(format!(
            "Figures by {} are not published for every form: some group has fewer than {} schools, or its figures beside \
             others would tell what a few schools answered.",
            crate::words::listed(&names),
            publication.k
        )));
    }
    say(Block::Heading("How far it can be relied on".to_owned()));
    say(Block::Text(
        "Schools judge themselves. A school that looks harder may report more still to do than one that does not. Schools \
         that sent nothing are not in the figures."
            .to_owned(),
    ));
    say(Block::Heading("Who made it".to_owned()));
    say(Block::Text(format!("Published by {authority_name}.")));
    page
}

fn contents(tables: &[Page]) -> Page {
    let mut rows = Vec::new();
    let mut sheets: Vec<(&str, String)> = vec![("Cover", "What this workbook is".to_owned())];
    if !tables.is_empty() {
        sheets.push(("Notes", "Notes and shorthand used in the tables".to_owned()));
    }
    sheets.extend(tables.iter().map(|page| (page.sheet.as_str(), page.title.clone())));
    for (sheet, title) in sheets {
        rows.push(vec![
            Cell::Link(Link::to(format!("Go to {}", sheet.replace('_', " ")), sheet)),
            Cell::text(title),
        ]);
    }
    Page::new("Contents", "Contents", "This worksheet contains one table: the worksheets of this workbook.")
        .with(Block::Table(Table {
            name: "Contents_table".to_owned(),
            title: "The worksheets of this workbook".to_owned(),
            columns: vec![
                Column::wide("Worksheet", Look::Text, 34.0),
                Column::wide("What it shows", Look::Long, 70.0),
            ],
            rows,
            n_fixed: 0,
        }))
}

fn notes(publication: &Publication) -> Page {
    let mut rows = vec![
        vec![
            Cell::text(NOTE_ANSWERED),
            Cell::text(
                "Schools that answered Yes, Partly or No. Not applicable and unanswered are not counted.",
            ),
        ],
        vec![
            Cell::text(NOTE_NOT_YET),
            Cell::text(
                "Answered Partly or No. In place means answered Yes. The percentage is of those that answered.",
            ),
        ],
    ];
    if has_sections(publication) {
        rows.push(vec![
            Cell::text(NOTE_SECTION),
            Cell::text("Answers, not schools: a school answers each statement of a section."),
        ]);
    }
    if publication.forms.iter().any(|form| form.is_provisional) {
        rows.push(vec![
            Cell::text(note_provisional(publication)),
            Cell::text(
                "Provisional: what the columns of this form mean is not yet confirmed by the authority.",
            ),
        ]);
    }
    let k = publication.k;
    Page::new("Notes", "Notes", "This worksheet contains one table: the notes that the tables refer to.")
        .with(Block::Text(format!(
            "[c] means that a figure is confidential, so that nothing tells what 1 to {} schools answered.",
            k - 1
        )))
        .with(Block::Text("[c] also stands where no school has a thing in place.".to_owned()))
        .with(Block::Text("[x] means not available. [z] means not applicable.".to_owned()))
        .with(Block::Table(Table {
            name: "Notes_table".to_owned(),
            title: "Notes that the tables refer to".to_owned(),
            columns: vec![
                Column::wide("Note number", Look::Text, 16.0),
                Column::wide("Note text", Look::Long, 80.0),
            ],
            rows,
            n_fixed: 0,
        }))
}

fn tables(publication: &Publication) -> Vec<Page> {
    let has_many = publication.forms.len() > 1;
    let mut pages = Vec::new();
    for (form, letter) in publication.forms.iter().zip('A'..='Z') {
        let end = if has_many { format!("_{letter}") } else { String::new() };
        let of = format!("{}, {}", form.title, publication.year);
        pages.push(statements(publication, form, &end, &of));
        if form.sections.len() > 1 {
            pages.push(sections(publication, form, &end, &of));
        }
        for (number, breakdown) in (1..).zip(&form.breakdowns) {
            let sheet = format!("Group_{number}{end}");
            let title = format!("By {}: {of}", breakdown.group_by.replace('_', " "));
            let mut columns = statement_columns();
            for value in &breakdown.values {
                let value = group_word(value);
                columns.push(count_column(&format!("{value}: schools that answered {NOTE_ANSWERED}")));
                columns.push(share_column(&format!("{value}: not yet in place, percentage {NOTE_NOT_YET}")));
            }
            let rows = form
                .statements
                .iter()
                .zip(&breakdown.rows)
                .map(|(statement, cells)| {
                    let mut row = vec![Cell::text(&statement.id), Cell::text(&statement.text)];
                    for shown in cells {
                        row.push(number_or(shown.n));
                        row.push(share_or(*shown));
                    }
                    row
                })
                .collect();
            let purpose = format!(
                "Schools by {}: how many answered each statement and what share has it not yet in place",
                heading(&breakdown.group_by).to_lowercase()
            );
            pages.push(table(publication, form, &sheet, title, &purpose, columns, rows));
        }
    }
    pages
}

fn statement_columns() -> Vec<Column> {
    vec![Column::wide("Statement id", Look::Text, 14.0), Column::wide("Statement", Look::Long, 60.0)]
}

fn count_column(head: &str) -> Column {
    Column::wide(head, Look::Count, 17.0)
}

fn share_column(head: &str) -> Column {
    Column::wide(head, Look::Share, 17.0)
}

fn statements(publication: &Publication, form: &PublishedForm, end: &str, of: &str) -> Page {
    let mut columns = statement_columns();
    columns.insert(1, Column::wide("Section", Look::Text, 27.0));
    columns.extend([
        count_column(&format!("Schools that answered {NOTE_ANSWERED}")),
        count_column("In place, schools"),
        count_column(&format!("Not yet in place, schools {NOTE_NOT_YET}")),
        share_column(&format!("Not yet in place, percentage {NOTE_NOT_YET}")),
    ]);
    let rows = form
        .statements
        .iter()
        .map(|statement| {
            let mut row =
                vec![Cell::text(&statement.id), Cell::text(&statement.section), Cell::text(&statement.text)];
            row.extend(four(statement.shown));
            row
        })
        .collect();
    let purpose = "Each statement of the form: how many schools have it in place and how many not yet";
    table(publication, form, &format!("Statements{end}"), format!("Statements: {of}"), purpose, columns, rows)
}

fn sections(publication: &Publication, form: &PublishedForm, end: &str, of: &str) -> Page {
    let columns = vec![
        Column::wide("Section", Look::Text, 40.0),
        count_column("Statements in it"),
        count_column(&format!("Answers {NOTE_SECTION}")),
        count_column("In place, answers"),
        count_column(&format!("Not yet in place, answers {NOTE_NOT_YET}")),
        share_column(&format!("Not yet in place, percentage {NOTE_NOT_YET}")),
    ];
    let rows = form
        .sections
        .iter()
        .map(|section| {
            let mut row = vec![Cell::text(&section.title), Cell::Count(section.n_statements)];
            row.extend(four(section.shown));
            row
        })
        .collect();
    let purpose = "Each section of the form: how many of the schools' answers say that a thing is in place";
    table(publication, form, &format!("Sections{end}"), format!("Sections: {of}"), purpose, columns, rows)
}

/// The sheet of one table, with the lines that must stand above it.
fn table(
    publication: &Publication,
    form: &PublishedForm,
    sheet: &str,
    title: String,
    purpose: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
) -> Page {
    let mut page = Page::new(
        sheet,
        title,
        format!(
            "This worksheet contains one table. {purpose}. From the returns of {} schools.",
            grouped(form.n_schools)
        ),
    )
    .with(Block::Text("This table contains notes, which can be found in the Notes worksheet.".to_owned()));
    if rows.iter().flatten().any(|cell| *cell == Cell::text(CONFIDENTIAL)) {
        page = page.with(Block::Text(format!(
            "Some shorthand is used in this table: [c] means confidential, so that nothing tells what 1 to {} schools \
             answered.",
            publication.k - 1
        )));
    }
    if form.is_provisional {
        page = page.with(Block::Text(format!(
            "The figures of this table are provisional {}.",
            note_provisional(publication)
        )));
    }
    page.with(Block::Table(Table {
        name: format!("{sheet}_table"),
        title: purpose.to_owned(),
        columns,
        rows,
        n_fixed: 0,
    }))
}

fn four(shown: Shown) -> [Cell; 4] {
    let yes = shown.n.zip(shown.weak).map(|(n, weak)| n - weak);
    [number_or(shown.n), number_or(yes), number_or(shown.weak), share_or(shown)]
}

fn number_or(count: Option<i64>) -> Cell {
    count.map_or_else(|| Cell::text(CONFIDENTIAL), Cell::Count)
}

fn share_or(shown: Shown) -> Cell {
    match (shown.weak, shown.rate) {
        (Some(_), Some(rate)) => {
            #[expect(clippy::cast_precision_loss, reason = "0 to 10,000")]
            let rate = rate as f64 / 10_000.0;
            Cell::Number(rate)
        }
        (Some(_), None) => Cell::text("[x]"),
        _ => Cell::text(CONFIDENTIAL),
    }
}
