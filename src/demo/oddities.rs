//! What else lies in a folder of returns: copies, late corrections, halves, what is no return at all.
//! In: replies, schools that sent nothing else. Out: files. Never an answer that the report should count twice.

use schemas::{answer::Answer, catalogue::Catalogue, ids::Year};

use super::{
    DemoError, Told,
    paper::{Cell, Paper},
    reply::Reply,
    styles::{Kind, Layout, Style, Tick, Twist},
    write,
};

/// The authority's own form with ticks, as a workbook.
pub(super) const PLAIN: Style =
    Style { layout: Layout::Ticks(Tick::Text("x")), twist: Twist::None, kind: Kind::Workbook };

/// A file: its name in the year's folder, its bytes, and what it says of which school.
pub(super) struct Oddity {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) told: Vec<Told>,
}

impl Oddity {
    fn none(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes, told: Vec::new() }
    }
}

/// Files that no figure comes from.
pub(super) fn no_returns(
    catalogue: &Catalogue,
    year: Year,
    silent: &[Reply],
) -> Result<Vec<Oddity>, DemoError> {
    let mut files = vec![
        Oddity::none("~$return.xlsx", vec![6; 165]),
        Oddity::none("Thumbs.db", b"\xd0\xcf\x11\xe0".to_vec()),
        Oddity::none(
            "photos/IMG_2031.jpg",
            b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9".to_vec(),
        ),
        Oddity::none("Term dates.xlsx", write::workbook(&[term_dates()])?),
    ];
    let mut silent = silent.iter();
    if let Some(reply) = silent.next() {
        let blank = Reply { answers: vec![None; reply.answers.len()], ..without_text(reply) };
        files.push(Oddity::none(
            &format!("{}.xlsx", reply.school_as_written),
            PLAIN.write(catalogue, year, &blank)?,
        ));
    }
    if let Some(reply) = silent.next() {
        let scan = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec();
        files.push(Oddity::none(&format!("Scan {}.pdf", reply.school_as_written), scan));
    }
    if let Some(reply) = silent.next() {
        let mut damaged = PLAIN.write(catalogue, year, reply)?;
        damaged.truncate(damaged.len() / 2);
        files.push(Oddity::none(&format!("{} (from phone).xlsx", reply.school_as_written), damaged));
    }
    if let Some(reply) = silent.next() {
        let stranger = Reply {
            school_id: String::new(),
            school_as_written: "Zennor Hill Free School".to_owned(),
            ..reply.clone()
        };
        files.push(Oddity::none("self evaluation.xlsx", PLAIN.write(catalogue, year, &stranger)?));
    }
    Ok(files)
}

/// An early return with three answers still missing and the later, complete one: the later counts.
pub(super) fn early_and_late(
    catalogue: &Catalogue,
    year: Year,
    reply: &Reply,
) -> Result<Vec<Oddity>, DemoError> {
    let mut early = reply.clone();
    early.on = early.on.pred_opt().and_then(|day| day.pred_opt()).unwrap_or(early.on);
    for answer in early.answers.iter_mut().rev().take(3) {
        *answer = None;
    }
    let name = &reply.school_as_written;
    let early_file = Oddity::none(&format!("{name} - draft.xlsx"), PLAIN.write(catalogue, year, &early)?);
    let late = format!("{name} - final.xlsx");
    Ok(vec![early_file, of_one(late, PLAIN.write(catalogue, year, reply)?, catalogue, reply)])
}

/// The same file twice.
pub(super) fn copies(catalogue: &Catalogue, year: Year, reply: &Reply) -> Result<Vec<Oddity>, DemoError> {
    let name = &reply.school_as_written;
    let bytes = PLAIN.write(catalogue, year, reply)?;
    let copy = Oddity::none(&format!("resent/{name}.xlsx"), bytes.clone());
    Ok(vec![of_one(format!("{name}.xlsx"), bytes, catalogue, reply), copy])
}

/// Two ticks, a question mark and a No under Yes: those statements have no answer.
pub(super) fn in_doubt(catalogue: &Catalogue, reply: &Reply) -> Result<Oddity, DemoError> {
    let mut papers = PLAIN.papers(catalogue, reply);
    let mut told = reply.clone();
    let rows = papers.iter_mut().flat_map(|paper| &mut paper.rows);
    let statements = rows.filter(|row| {
        row.first().is_some_and(|cell| {
            matches!(cell, Cell::Text(text) if catalogue.statements.iter().any(|statement| statement.text == *text))
        })
    });
    for ((number, row), answer) in statements.enumerate().zip(&mut told.answers) {
        let marks = match number {
            2 => ["x", "x", ""],
            5 => ["", "?", ""],
            9 => ["No", "", ""],
            _ => continue,
        };
        for (cell, mark) in row.iter_mut().skip(1).zip(marks) {
            *cell = Cell::text(mark);
        }
        *answer = None;
    }
    Ok(of_one(
        format!("{} return.xlsx", reply.school_as_written),
        write::workbook(&papers)?,
        catalogue,
        &told,
    ))
}

/// What one return says, with its file.
pub(super) fn of_one(name: String, bytes: Vec<u8>, catalogue: &Catalogue, reply: &Reply) -> Oddity {
    Oddity { name, bytes, told: vec![told(catalogue, reply)] }
}

/// What one return says.
pub(super) fn told(catalogue: &Catalogue, reply: &Reply) -> Told {
    let answers: Vec<(_, Option<Answer>)> = catalogue
        .statements
        .iter()
        .map(|statement| statement.id.clone())
        .zip(reply.answers.iter().copied())
        .collect();
    Told { source_file: String::new(), school_id: reply.school_id.clone(), answers }
}

fn without_text(reply: &Reply) -> Reply {
    Reply { evidence: vec![String::new(); reply.evidence.len()], actions: Vec::new(), ..reply.clone() }
}

fn term_dates() -> Paper {
    let mut paper = Paper::named("Term dates");
    paper.heads(&["Term", "From", "To"]);
    paper.texts(&["Autumn", "18 August", "10 October"]);
    paper.texts(&["Winter", "27 October", "19 December"]);
    paper.texts(&["Spring", "6 January", "2 April"]);
    paper
}
