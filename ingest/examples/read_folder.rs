//! Reads every file of a folder and prints what was read, one JSON object a line: for looking at what the readers
//! make of returns at hand.
//! In: a folder, a year, folders of further catalogues. Out: lines on standard output. Never writes a file.

use std::{fmt::Write as _, fs, io::Write as _, path::Path};

use ingest::{
    read::{InProcess, Limits},
    read_return::{Context, read_file},
    recognise::{Known, Library},
};
use schemas::{catalogue::load, ids::Year};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder")?;
    let year: Year = arguments.next().as_deref().unwrap_or("2026").parse()?;
    let mut catalogues = load::builtin();
    for folder in arguments {
        catalogues.push(load::from_folder(Path::new(&folder))?);
    }
    let library = Library::new(catalogues);
    let limits = Limits::default();
    let known = Known { library: &library, year, decisions: &[] };
    let context = Context { known, limits: &limits, child: &InProcess };
    let mut paths: Vec<_> =
        fs::read_dir(Path::new(&folder))?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    let mut out = std::io::stdout().lock();
    for path in paths.iter().filter(|path| path.is_file()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let reading = read_file(&name, "", &fs::read(path)?, &context);
        let mut line = format!("{{\"file\":{name:?},\"outcome\":{:?},\"returns\":[", reading.outcome.code());
        for (at, read) in reading.returns.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let school = |written: &Option<ingest::reading::Written>| {
                written.as_ref().map_or("null".to_owned(), |written| format!("{:?}", written.text))
            };
            write!(
                line,
                "{comma}{{\"sheet\":{:?},\"cell\":{:?},\"form\":{:?},\"catalogue\":{:?},\"name\":{},\"id\":{},\"date\":{:?},\"n_comments\":{},\"n_actions\":{},\"hints\":{:?},\"comments\":{:?},\"unplaced\":{:?},\"actions\":{:?},\"answers\":{{",
                read.sheet,
                read.cell,
                read.form.code(),
                read.catalogue_id.as_str(),
                school(&read.school.name),
                school(&read.school.id),
                read.completed_on.map(|date| date.to_string()).unwrap_or_default(),
                read.comments.len(),
                read.actions.len(),
                read.school.hints.iter().map(|hint| hint.text.as_str()).collect::<Vec<_>>(),
                read.comments.iter().map(|comment| comment.text.as_str()).collect::<Vec<_>>(),
                read.unplaced.iter().map(|words| words.text.as_str()).collect::<Vec<_>>(),
                read.actions
                    .iter()
                    .map(|action| format!("{} | {}", action.area, action.resources))
                    .collect::<Vec<_>>(),
            )?;
            for (at, answer) in read.answers.iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                write!(
                    line,
                    "{comma}{:?}:[{:?},{:?},{:?}]",
                    answer.statement_id.as_str(),
                    answer.answer.map_or("", |answer| answer.code()),
                    answer.status.code(),
                    answer.mark.as_deref().unwrap_or(""),
                )?;
            }
            line.push_str("}}");
        }
        line.push_str("],\"findings\":[");
        for (at, finding) in reading.findings.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            write!(
                line,
                "{comma}[{:?},{:?},{:?},{:?},{:?}]",
                finding.rule.code,
                finding.place.to_string(),
                finding.message,
                finding.was_read,
                finding.suggestion
            )?;
        }
        line.push_str("]}");
        writeln!(out, "{}", line.replace("\\'", "'"))?;
    }
    Ok(())
}
