//! A publication as pages: cover, contents, notes, then one table a sheet.
//! In: a [`Publication`]. Out: pages for the accessible writer. Shows nothing that the publication does not hold.

use super::publication::{Publication, PublishedForm, Shown};
use crate::{
    views::page::{Block, Cell, Column, Link, Look, Page, Table},
    words::{count_of, group_word, grouped, heading},
};

const CONFIDENTIAL: &str = "[c]";

/// A note that tables refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Note {
    Answered,
    NotYet,
    Section,
    Provisional,
    Held,
}

impl Note {
    /// Those that a publication has, in the order of their numbers.
    fn of(publication: &Publication) -> Vec<Self> {
        let forms = &publication.forms;
        let mut notes = vec![Self::Answered, Self::NotYet];
        if forms.iter().any(|form| form.sections.len() > 1) {
            notes.push(Self::Section);
        }
        if forms.iter().any(|form| form.is_provisional) {
            notes.push(Self::Provisional);
        }
        if forms.iter().any(may_hold) {
            notes.push(Self::Held);
        }
        notes
    }

    /// `[note 2]`.
    fn mark(self, publication: &Publication) -> String {
        let at = Self::of(publication).iter().position(|note| *note == self).unwrap_or(0);
        format!("[note {}]", at + 1)
    }

    fn text(self, k: i64) -> String {
        match self {
            Self::Answered => {
                "Schools that answered Yes, Partly or No. Not applicable and unanswered are not counted."
                    .to_owned()
            }
            Self::NotYet => {
                "Answered Partly or No. In place means answered Yes. The percentage is of those that \
                             answered."
                    .to_owned()
            }
            Self::Section => "Answers, not schools: a school answers each statement of a section.".to_owned(),
            Self::Provisional => {
                "Provisional: what the columns of this form mean is not yet confirmed by the authority."
                    .to_owned()
            }
            Self::Held => format!(
                "Figures of this form were published before. Where the difference would tell what fewer than {k} schools \
                 answered, the figure is the one published before, without answers that came or were put right since. \
                 Which figures these are is not said: it would tell whose answers they are."
            ),
        }
    }
}

/// The pages of a publication.
pub fn pages(publication: &Publication, authority_name: &str, groups: &[String]) -> Vec<Page> {
    let tables = tables(publication);
    let mut pages = vec![cover(publication, authority_name, groups)];
    pages.push(contents(&tables));
    if !tables.is_empty() {
        pages.push(notes(publication));
    }
    pages.extend(tables);
    pages
}

fn cover(publication: &Publication, authority_name: &str, groups: &[String]) -> Page {
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
        let held = if !form.has_figures() {
            " Its figures are left out: beside those published before they would tell what a few schools answered."
        } else if form.is_held {
            " These are the figures as published before. Too few schools came or went since: the difference would tell \
             what they answered."
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
    if publication.forms.iter().any(may_hold) {
        say(Block::Text(format!(
            "Figures of this year were published before. In the tables with {} some may be as published then.",
            Note::Held.mark(publication)
        )));
    }
    if publication.forms.is_empty() {
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
            "Figures by {} are not published{}: some group has fewer than {} schools, or its figures beside \
             others, or beside those published before, would tell what a few schools answered.",
            crate::words::listed(&names),
            if publication.forms.len() > 1 { " for every form" } else { "" },
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
    let rows = Note::of(publication)
        .into_iter()
        .map(|note| vec![Cell::text(note.mark(publication)), Cell::text(note.text(publication.k))])
        .collect();
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
    for (form, letter) in publication.forms.iter().zip('A'..='Z').filter(|(form, _)| form.has_figures()) {
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
            let (answered, not_yet) = (Note::Answered.mark(publication), Note::NotYet.mark(publication));
            for value in &breakdown.values {
                let value = group_word(value);
                columns.push(count_column(&format!("{value}: schools that answered {answered}")));
                columns.push(share_column(&format!("{value}: not yet in place, percentage {not_yet}")));
            }
            let rows = form
                .statements
                .iter()
                .zip(&breakdown.rows)
                .map(|(statement, held)| {
                    let mut row = vec![Cell::text(&statement.id), Cell::text(&statement.text)];
                    for shown in &held.cells {
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
    let (answered, not_yet) = (Note::Answered.mark(publication), Note::NotYet.mark(publication));
    columns.extend([
        count_column(&format!("Schools that answered {answered}")),
        count_column("In place, schools"),
        count_column(&format!("Not yet in place, schools {not_yet}")),
        share_column(&format!("Not yet in place, percentage {not_yet}")),
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
    let (section, not_yet) = (Note::Section.mark(publication), Note::NotYet.mark(publication));
    let columns = vec![
        Column::wide("Section", Look::Text, 40.0),
        count_column("Statements in it"),
        count_column(&format!("Answers {section}")),
        count_column("In place, answers"),
        count_column(&format!("Not yet in place, answers {not_yet}")),
        share_column(&format!("Not yet in place, percentage {not_yet}")),
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

/// Whether figures of the form may be as published before. It hangs on nothing but whether any were: a mark on a row,
/// or on one table and not on another, would tell what a single school that was put right had changed.
fn may_hold(form: &PublishedForm) -> bool {
    form.is_beside && !form.is_held && form.has_figures()
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
    let schools = grouped(form.n_schools);
    let from = if may_hold(form) {
        format!(
            "From the returns of {schools} schools, or as published before {}.",
            Note::Held.mark(publication)
        )
    } else {
        format!("From the returns of {schools} schools.")
    };
    let purpose_line = format!("This worksheet contains one table. {purpose}. {from}");
    let mut page = Page::new(sheet, title, purpose_line).with(Block::Text(
        "This table contains notes, which can be found in the Notes worksheet.".to_owned(),
    ));
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
            Note::Provisional.mark(publication)
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
