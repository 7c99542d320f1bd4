//! Bytes to grids: what a file is, and the cells that stand in it.
//! In: a file's bytes and its name, limits, a child reader for what cannot be bounded in the process. Out: grids and
//! findings. Never fails, never panics, never knows a catalogue.

mod again;
mod archive;
mod biff;
mod binary;
mod book;
mod budget;
mod cells;
mod child;
mod delimited;
mod docx;
mod drawn;
mod encoding;
mod guard;
mod html;
mod kind;
mod letters;
mod limits;
mod links;
mod margin;
mod markup;
mod ods;
mod ole;
mod package;
mod page_edges;
mod papers;
mod plain_cells;
mod protocol;
mod refusal;
mod shown;
mod spreadsheet_xml;
mod stored;
mod symbol;
mod uneven;
mod unpacked;
mod workbook;
mod xlsx;
mod xml;
mod zip_file;
mod zip_parts;

use schemas::{
    finding::Finding,
    place::Place,
    rules::{self, Rule},
};

pub use self::{
    archive::{Entry, each_member, is_archive, members},
    book::Book,
    child::{ChildFailure, ChildReader, InProcess, ProcessReader, serve_child},
    guard::is_guarded,
    kind::{Kind, kind_of},
    limits::Limits,
    refusal::Refusal,
};
pub(crate) use self::{guard::caught, margin::embedded_files};
use self::{guard::guarded, kind::Recognised, zip_parts::ZipParts};
use crate::grid::Grid;

/// What opening a file came to.
#[derive(Debug)]
pub struct Opened {
    /// What its content is: `xlsx`, `csv`, `docx`, ...
    pub kind: &'static str,
    /// Its sheets and tables, in the file's order; none where it was refused, but of a paper of the program's own that was
    /// saved again since.
    pub grids: Vec<Grid>,
    /// Sheets of the program's own papers beside them.
    pub papers: Vec<Grid>,
    /// What a person should know.
    pub findings: Vec<Finding>,
    /// The rule that says why it was refused, if it was.
    pub refused: Option<&'static Rule>,
    /// Whether no one sent it on purpose.
    pub ignored: bool,
    /// Properties that the form's maker gave the file: name, value.
    pub properties: Vec<(String, String)>,
}

/// Opens a file. `name` is its source file: for places, and to say whether its ending fits its content.
///
/// An archive of files opens as kind `zip` without grids: its members are files of their own (`members`).
pub fn open(name: &str, bytes: &[u8], limits: &Limits, child: &dyn ChildReader) -> Opened {
    let mut opened = Opened {
        kind: "unknown",
        grids: Vec::new(),
        papers: Vec::new(),
        findings: Vec::new(),
        refused: None,
        ignored: false,
        properties: Vec::new(),
    };
    if is_ignored_name(name) {
        opened.kind = "ignored";
        opened.ignored = true;
        opened.findings.push(Finding::new(
            &rules::FILE_IGNORED,
            Place::file(name),
            "no school sends this file on purpose; it was passed over",
        ));
        return opened;
    }
    match look(name, bytes, limits, child, &mut opened) {
        Ok(mut book) => {
            opened.papers = papers::take_out(&mut book);
            if let Some(finding) = papers::finding(name, &book.properties) {
                opened.ignored = finding.rule.code == rules::FILE_IGNORED.code;
                opened.refused = Some(finding.rule).filter(|_| !opened.ignored);
                if !opened.ignored {
                    opened.grids = book.grids;
                }
                opened.findings.push(finding);
                return opened;
            }
            opened.findings.append(&mut book.findings(name));
            opened.grids = book.grids;
            opened.properties = book.properties;
        }
        Err(refusal) => {
            opened.refused = Some(refusal.rule);
            opened.findings.push(refusal.at(Place::file(name)));
        }
    }
    opened
}

fn look(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    child: &dyn ChildReader,
    opened: &mut Opened,
) -> Result<Book, Refusal> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(Refusal::over_limit(format!("the file is larger than {} MB", limits.file_bytes >> 20)));
    }
    let recognised = guarded(|| Ok(kind::recognise(bytes)))?;
    let (kind, parts) = match recognised {
        Ok(recognised) => recognised,
        Err((kind, refusal)) => {
            opened.kind = kind.name();
            return Err(refusal);
        }
    };
    opened.kind = kind.name();
    if let Some(ending) = kind.wrong_ending(name) {
        let message = format!("the name ends in .{ending}, but the content is {}", kind.name());
        opened.findings.push(Finding::new(&rules::WRONG_ENDING, Place::file(name), message).reading(ending));
    }
    if matches!(kind, Kind::Xls | Kind::Xlsb) || is_large(kind, bytes, parts.as_ref()) {
        return child.read(name, kind, bytes, limits).map_err(ChildFailure::into_refusal);
    }
    read_recognised((kind, parts), bytes, limits)
}

/// Bytes up to which a file is read in the process itself; what is larger, unpacked, is read by a child, whose
/// memory is bounded.
const IN_PROCESS: u64 = 16 << 20;

/// Whether a file is too large to be read in the process itself.
fn is_large(kind: Kind, bytes: &[u8], parts: Option<&ZipParts<'_>>) -> bool {
    // No packed part grows more than 1,032 times.
    if bytes.len() as u64 * 1032 <= IN_PROCESS {
        return false;
    }
    let size = match kind {
        Kind::Archive | Kind::Empty => 0,
        Kind::Xlsx | Kind::Ods | Kind::Docx => parts
            .map_or(0, |parts| parts.entries().iter().map(|entry| entry.size).fold(0, u64::saturating_add)),
        _ => bytes.len() as u64,
    };
    size > IN_PROCESS
}

/// Reads a file of a known kind in this process.
fn read_here(kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Book, Refusal> {
    read_recognised((kind, None), bytes, limits)
}

/// Reads a file as it was recognised, its directory not a second time where it is known.
fn read_recognised((kind, parts): Recognised<'_>, bytes: &[u8], limits: &Limits) -> Result<Book, Refusal> {
    let package = || match parts {
        Some(parts) => parts.into_package(limits),
        None => ZipParts::package(bytes, limits),
    };
    guarded(|| match kind {
        Kind::Xlsx => workbook::read(&mut package()?, limits),
        Kind::Docx => docx::read(&mut package()?, limits),
        Kind::Ods => ods::read(&mut package()?, limits),
        Kind::Csv => text_table(bytes, limits),
        Kind::Html => {
            let page = page_text(bytes);
            let mut book = html::read(&page, limits)?;
            book.properties.extend(papers::of_page(&page));
            Ok(book)
        }
        Kind::SpreadsheetXml => spreadsheet_xml::read(&encoding::decode(bytes).text, limits),
        Kind::Xls | Kind::Xlsb => binary::read(kind, bytes, limits),
        Kind::Archive => Ok(Book::default()),
        Kind::Empty => Err(Refusal {
            rule: &rules::FILE_EMPTY,
            message: "the file has no content".into(),
            suggestion: "Ask the school to send its return again".into(),
        }),
        Kind::Refused(_) => Err(Refusal::kind(
            "the file is of a kind that is not read",
            "Ask the school for xlsx, docx or csv",
        )),
    })
}

/// A page's text: in the encoding that it names, where its bytes are not UTF-8 or UTF-16.
fn page_text(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048)).unwrap_or_default()).to_lowercase();
    let named = head.split_once("charset=").map(|(_, rest)| {
        rest.trim_start_matches(['"', '\''])
            .split(['"', '\'', '>', ' ', ';'])
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    let encoding = named.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    match encoding {
        Some(encoding) if std::str::from_utf8(bytes).is_err() => encoding.decode(bytes).0.into_owned(),
        _ => encoding::decode(bytes).text.into_owned(),
    }
}

fn text_table(bytes: &[u8], limits: &Limits) -> Result<Book, Refusal> {
    let decoded = encoding::decode(bytes);
    let table = delimited::read(&decoded.text, limits)?;
    let mut book = Book { grids: vec![table.grid], ..Book::default() };
    book.note_cut(table.n_cut);
    if table.ends_early {
        book.note("", Refusal::damaged("the file ends within a row; it may be cut short"));
    }
    if let Some(uneven) = table.uneven {
        book.note("", uneven);
    }
    if decoded.text.contains('\0') {
        book.note("", Refusal::damaged("the file holds zeros among its text; parts of it may be lost"));
    }
    if let Some(encoding) = decoded.doubtful {
        book.note(
            "",
            Refusal {
                rule: &rules::TEXT_DOUBTFUL,
                message: format!("the text was read as {encoding}, and some of its letters may be wrong"),
                suggestion:
                    "Look at letters with accents; ask the school for xlsx or CSV in UTF-8 if they are wrong"
                        .into(),
            },
        );
    }
    Ok(book)
}

/// Whether a file's name says that no one sent it on purpose: lock files, thumbnails, a folder's settings.
pub fn is_ignored_name(name: &str) -> bool {
    let mut steps = name.split('/').rev();
    let file = steps.next().unwrap_or_default();
    let lower = file.to_lowercase();
    lower.starts_with("~$")
        || lower.starts_with(".~lock.")
        || lower.starts_with("._")
        || (lower.starts_with('~') && lower.rsplit('.').next() == Some("tmp"))
        || matches!(
            lower.as_str(),
            "thumbs.db"
                | "ehthumbs.db"
                | "desktop.ini"
                | ".ds_store"
                | ".directory"
                | "icon\r"
                | ".localized"
                | ".gitkeep"
        )
        || steps.any(|step| step == "__MACOSX")
}
