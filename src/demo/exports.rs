//! Many schools in one file: an online form's export, a long table, a collated sheet.
//! In: replies. Out: papers. Never a return of one school.

use schemas::{answer::Answer, catalogue::Catalogue};

use super::{
    paper::{Cell, Paper},
    reply::Reply,
};

/// As an online form's answers are saved: a school a row, a statement a column.
pub(super) fn online_form(catalogue: &Catalogue, replies: &[Reply]) -> Paper {
    let mut paper = Paper::named("Form1");
    let mut heads = vec![
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "School Name",
        "Completed by (Name and role)",
    ];
    heads.extend(catalogue.statements.iter().map(|statement| statement.text.as_str()));
    heads.push("Any other comments");
    paper.heads(&heads);
    for (number, reply) in (1_u32..).zip(replies) {
        let mut cells = vec![
            Cell::Number(f64::from(number)),
            Cell::Day(reply.on),
            Cell::Day(reply.on),
            Cell::text("anonymous"),
            Cell::Empty,
            Cell::text(&reply.school_as_written),
            Cell::text(&reply.by),
        ];
        cells.extend(reply.answers.iter().map(|answer| Cell::text(answer.map_or("", Answer::word))));
        cells
            .push(Cell::text(reply.evidence.iter().find(|text| !text.is_empty()).map_or("", String::as_str)));
        paper.row(cells);
    }
    paper
}

/// A row for each school and statement.
pub(super) fn long_table(catalogue: &Catalogue, replies: &[Reply]) -> Paper {
    let mut paper = Paper::named("Long");
    paper.heads(&["school_id", "school_name", "statement_id", "answer", "evidence"]);
    for reply in replies {
        let said = catalogue.statements.iter().zip(reply.answers.iter().zip(&reply.evidence));
        for (statement, (answer, evidence)) in said {
            let answer = answer.map_or("", Answer::word);
            paper.texts(&[
                &reply.school_id,
                &reply.school_as_written,
                statement.id.as_str(),
                answer,
                evidence,
            ]);
        }
    }
    paper
}

/// A statement a row, a school a column.
pub(super) fn collated(catalogue: &Catalogue, replies: &[Reply]) -> Paper {
    let mut paper = Paper::named("Collated");
    let mut heads = vec!["Statement"];
    heads.extend(replies.iter().map(|reply| reply.school_as_written.as_str()));
    paper.heads(&heads);
    for (index, statement) in catalogue.statements.iter().enumerate() {
        let mut cells = vec![Cell::text(&statement.text)];
        cells.extend(
            replies.iter().map(|reply| {
                Cell::text(reply.answers.get(index).copied().flatten().map_or("", Answer::word))
            }),
        );
        paper.row(cells);
    }
    paper
}
