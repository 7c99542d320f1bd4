//! `tallybook questions`: what waits for a ruling, most useful first.
//! In: a book. Out: questions, those that unlock most answers first. Never rules on one.

use std::path::PathBuf;

use clap::Args;
use schemas::{checked::Row, ids::Year, tables::data};

use super::{
    DONE, run,
    talk::{Talk, counted, one_line},
};
use crate::{
    decisions,
    error::Error,
    store::{book::Book, load},
};

#[derive(Debug, Args)]
pub(super) struct QuestionsArgs {
    /// The book
    #[arg(long, value_name = "DIR", default_value = "book")]
    book: PathBuf,
    /// One year alone
    #[arg(long, value_name = "YEAR")]
    year: Option<Year>,
}

pub(super) fn questions(args: &QuestionsArgs, talk: &Talk) -> Result<u8, Error> {
    let (book, recovered) = Book::open(&args.book)?;
    run::say_recovered(recovered, talk);
    let years = match args.year {
        Some(year) => {
            book.require(year)?;
            vec![year]
        }
        None => book.years()?,
    };
    let mut n_questions = 0;
    // The latest year first: its rulings are the ones that change a figure people look at.
    for year in years.into_iter().rev() {
        let findings = load::table(&book.year(year).join("data"), &data::FINDINGS)?;
        let mut open: Vec<Row<'_>> = findings.rows().filter(|row| row.flag("is_question")).collect();
        let place = |row: &Row<'_>| {
            (row.str("source_file").to_owned(), row.str("sheet").to_owned(), row.str("cell").to_owned())
        };
        open.sort_by_cached_key(|row| (std::cmp::Reverse(row.count("n_answers_waiting")), place(row)));
        for row in &open {
            n_questions += 1;
            let answers = usize::try_from(row.count("n_answers_waiting")).unwrap_or(0);
            let (file, sheet, cell) = place(row);
            let at = [file, sheet, cell].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            talk.result(&format!(
                "{}  {year}  {}  {}\n  at: {}\n  {}{}{}",
                row.str("finding_id"),
                row.str("code"),
                counted(answers, "answer waits", "answers wait"),
                one_line(&at.join(", "), 300),
                one_line(row.str("message"), 300),
                line("read", row.str("was_read")),
                line("suggestion", row.str("suggestion")),
            ));
        }
    }
    if n_questions == 0 {
        talk.remark("no question waits");
    } else {
        talk.remark(&format!(
            "{}: write the rulings into {}, then run again",
            counted(n_questions, "question waits", "questions wait"),
            args.book.join(decisions::FILE_NAME).display()
        ));
    }
    Ok(DONE)
}

fn line(head: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\n  {head}: {}", one_line(text, 200)) }
}
