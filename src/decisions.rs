//! `decisions.csv`: the officer's file of questions and their rulings.
//! In: its bytes and the questions of a run. Out: typed rulings, and the file with new questions appended. Never
//! changes a ruled row, and never follows a ruling itself.

mod contradictions;
mod place;
mod ruling;
mod rulings;

use std::collections::BTreeMap;

use ingest::normalise::dates;
use schemas::{
    decision::{Decision, Ruling, Scope, has_same_cells, of_bytes},
    finding::Finding,
    ids::{FindingId, Year},
    place::Place,
    rules,
    sep_line::sep_line,
};

pub use ruling::Unclear;
pub use rulings::Rulings;

/// The file's name in the book.
pub const FILE_NAME: &str = "decisions.csv";

/// The columns of the file, in order.
pub const COLUMNS: [&str; 12] = [
    "finding_id",
    "year",
    "source_file",
    "sha256",
    "place",
    "was_read",
    "question",
    "suggestion",
    "decision",
    "scope",
    "by",
    "reason",
];

/// A file that is no `decisions.csv`. Nothing is written over it.
#[derive(Debug, thiserror::Error)]
pub enum DecisionsError {
    /// A column is missing.
    #[error("{FILE_NAME}: there is no column `{column}`")]
    NoColumn {
        /// The column.
        column: &'static str,
    },
    /// It is a workbook under this name.
    #[error("{FILE_NAME} is a workbook and no CSV, whatever its name says")]
    Workbook,
    /// The text is no CSV.
    #[error("{FILE_NAME}, line {line}: {source}")]
    Csv {
        /// The line.
        line: u64,
        /// Why.
        source: csv::Error,
    },
}

/// One row of the file: text, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// The cells, in the order of [`COLUMNS`].
    pub cells: [String; 12],
    /// The cells of columns that the officer added.
    pub own: Vec<String>,
    /// Its line in the file; 0 for a new one.
    pub line: u64,
}

impl DecisionRow {
    fn cell(&self, column: &str) -> &str {
        COLUMNS
            .iter()
            .position(|name| *name == column)
            .and_then(|index| self.cells.get(index))
            .map_or("", String::as_str)
    }

    /// Whether a person has written into it.
    pub fn is_touched(&self) -> bool {
        let own = self.own.iter().map(String::as_str);
        let cells = ["decision", "scope", "by", "reason"].iter().map(|column| self.cell(column));
        cells.chain(own).any(|cell| !cell.trim().is_empty())
    }

    /// Whether it holds a ruling.
    pub fn is_ruled(&self) -> bool {
        !self.cell("decision").trim().is_empty()
    }

    /// The rule's code, with which every question begins.
    pub fn code(&self) -> &str {
        self.cell("question").split([' ', ':']).next().unwrap_or("")
    }

    /// A cell's text by its column's name.
    pub fn text(&self, column: &str) -> &str {
        self.cell(column)
    }
}

/// The whole file.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    rows: Vec<DecisionRow>,
    /// Headings of columns that the officer added.
    own: Vec<String>,
    delimiter: Option<u8>,
}

impl Decisions {
    /// Reads the file as the program wrote it or as a spreadsheet saved it: with or without BOM, in UTF-8 or
    /// Windows-1252, with commas, semicolons or tabs, its columns in any order.
    pub fn read(bytes: &[u8]) -> Result<Self, DecisionsError> {
        // As zip packages and the older workbooks begin.
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(DecisionsError::Workbook);
        }
        let text = decode(bytes);
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let (named, begins) = sep_line(text).map_or((None, 0), |(named, length)| (Some(named), length));
        let table = text.get(begins..).unwrap_or("");
        let delimiter = delimiter(table, named);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(table.as_bytes());
        let heads = reader.headers().map_err(|source| DecisionsError::Csv { line: 1, source })?.clone();
        let mut positions = [0_usize; 12];
        for (position, column) in positions.iter_mut().zip(COLUMNS) {
            *position = heads
                .iter()
                .position(|head| head.trim().eq_ignore_ascii_case(column))
                .ok_or(DecisionsError::NoColumn { column })?;
        }
        let others: Vec<(usize, &str)> = heads
            .iter()
            .enumerate()
            .filter(|(at, head)| !positions.contains(at) && !head.trim().is_empty())
            .collect();
        let mut rows = Vec::new();
        let mut lines = Lines { text: table, at: 0, line: if begins > 0 { 2 } else { 1 } };
        for record in reader.records() {
            let record = record.map_err(|source| DecisionsError::Csv {
                line: source.position().map_or(0, csv::Position::line),
                source,
            })?;
            let cells = positions.map(|position| unguarded(record.get(position).unwrap_or("")).to_owned());
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push(DecisionRow {
                    cells,
                    own: others.iter().map(|(at, _)| record.get(*at).unwrap_or("").to_owned()).collect(),
                    line: record.position().map_or(0, |at| lines.of(at.byte())),
                });
            }
        }
        let own = others.iter().map(|(_, head)| (*head).to_owned()).collect();
        Ok(Self { rows, own, delimiter: Some(delimiter) })
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> &[DecisionRow] {
        &self.rows
    }

    /// The rulings that can be followed, and a finding for each that cannot: its words are not clear, it reaches further
    /// than its question can, or another says otherwise of the same question.
    pub fn rulings(&self) -> (Vec<Decision>, Vec<Finding>) {
        let mut clear = Vec::new();
        let mut findings = Vec::new();
        for row in self.rows.iter().filter(|row| row.is_ruled()) {
            match decision_of(row) {
                Ok(decision) => clear.push((decision, row.line)),
                Err(unclear) => findings.push(not_followed(row, &unclear)),
            }
        }
        let others = contradictions::contradictions(&clear);
        let mut decisions = Vec::new();
        for ((decision, line), other) in clear.into_iter().zip(others) {
            match other {
                None => decisions.push(decision),
                Some(other) => {
                    let row = self.rows.iter().find(|row| row.line == line && row.is_ruled());
                    findings.extend(row.map(|row| not_followed(row, &Unclear::Contradicts(other))));
                }
            }
        }
        (decisions, findings)
    }

    /// The ruled rows as text, a line each: what of the file a run is fed with. Empty where nothing is ruled.
    pub fn rulings_as_text(&self) -> String {
        let rows = self.rows.iter().filter(|row| row.is_ruled());
        rows.map(|row| row.cells.join("\u{1f}") + "\n").collect()
    }

    /// Takes over the questions of a run of this year: appends those that are new, drops those of the same year
    /// that no longer arise and that nobody has written into. `hashes_of` gives what tells a file's content.
    pub fn take_over<'a>(
        &mut self,
        year: Year,
        questions: impl IntoIterator<Item = &'a Finding>,
        hashes_of: impl Fn(&str) -> String,
    ) {
        let year_text = year.to_string();
        let questions: Vec<DecisionRow> =
            questions.into_iter().map(|finding| row_of(finding, &year_text, &hashes_of)).collect();
        let of_ids = |rows: &[DecisionRow]| -> BTreeMap<String, Vec<DecisionRow>> {
            let mut of_ids: BTreeMap<String, Vec<DecisionRow>> = BTreeMap::new();
            for row in rows {
                of_ids.entry(row.cell("finding_id").to_owned()).or_default().push(row.clone());
            }
            of_ids
        };
        let is_same = |one: &DecisionRow, other: &DecisionRow| {
            let [one_hashes, other_hashes] = [one, other].map(|row| row.cell("sha256"));
            let is_same_file = one.cell("source_file") == other.cell("source_file");
            of_bytes(one_hashes) == of_bytes(other_hashes)
                || (is_same_file && has_same_cells(one_hashes, other_hashes))
        };
        let asked = of_ids(&questions);
        let is_asked = |row: &DecisionRow| {
            asked
                .get(row.cell("finding_id"))
                .is_some_and(|own| own.iter().any(|question| is_same(row, question)))
        };
        self.rows.retain(|row| row.is_touched() || row.cell("year") != year_text || is_asked(row));
        let mut there = of_ids(&self.rows);
        for question in questions {
            let known = there.entry(question.cell("finding_id").to_owned()).or_default();
            // A row whose hash was lost on the way stands for any content.
            let stands_for =
                |row: &DecisionRow| of_bytes(row.cell("sha256")).len() != 64 || is_same(row, &question);
            if !known.iter().any(stands_for) {
                known.push(question.clone());
                self.rows.push(question);
            }
        }
    }

    /// The file's bytes: UTF-8 with BOM, in the delimiter it was read with, each cell safe from a spreadsheet's
    /// guesses (see [`guarded`]).
    pub fn to_bytes(&self) -> Result<Vec<u8>, DecisionsError> {
        let failed = |source| DecisionsError::Csv { line: 0, source };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.delimiter.unwrap_or(b','))
            .terminator(csv::Terminator::CRLF)
            .from_writer(vec![0xef, 0xbb, 0xbf]);
        let heads = COLUMNS.iter().copied().chain(self.own.iter().map(String::as_str));
        writer.write_record(heads).map_err(failed)?;
        for row in &self.rows {
            let cells = row.cells.iter().map(|cell| guarded(cell));
            // What the officer added stands as it was, short rows filled up.
            let own = (0..self.own.len()).map(|at| row.own.get(at).cloned().unwrap_or_default());
            writer.write_record(cells.chain(own)).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| failed(csv::Error::from(error.into_error())))
    }
}

/// A cell's text as it can stand in a CSV that a spreadsheet opens: what the sheet would take for a formula, a
/// number or a date gets an apostrophe in front, so that it comes back as it was sent.
pub fn guarded(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = text.get(..letters).unwrap_or("");
    let is_month = dates::is_month(&word.to_lowercase()) && text.bytes().any(|b| b.is_ascii_digit());
    let is_sum = text.starts_with(['(', '\u{a3}', '$', '\u{20ac}'])
        && text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let is_guessable = !is_year
        && text.len() < 24
        && text.bytes().next().is_some_and(|b| b.is_ascii_digit() || b == b'.')
        && !text.bytes().any(|b| b.is_ascii_alphabetic() && !b"eEapmAPM".contains(&b) && text.len() > 11);
    if is_formula || is_guessable || is_month || is_sum { format!("'{text}") } else { text.to_owned() }
}

/// The text behind [`guarded`].
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

/// What parts the cells of the headings: what a line before them names, where it has such.
fn delimiter(table: &str, named: Option<u8>) -> u8 {
    let heads = table.lines().next().unwrap_or("");
    let count = |delimiter: &u8| heads.bytes().filter(|b| b == delimiter).count();
    let named = named.filter(|named| count(named) > 0);
    named.unwrap_or_else(|| [b',', b';', b'\t'].into_iter().max_by_key(count).unwrap_or(b','))
}

/// Lines counted on from record to record: the CSV reader's own count lags behind where lines end in CR LF.
struct Lines<'t> {
    text: &'t str,
    /// Up to where lines were counted, in bytes.
    at: usize,
    /// The line there, from 1.
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at or, behind the end of the line before, after a byte; none lies before the
    /// one asked for last.
    fn of(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(self.text.len());
        let rest = self.text.get(byte..).unwrap_or("");
        let begins = byte + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let between = self.text.as_bytes().get(self.at..begins).unwrap_or_default();
        self.line += between.iter().map(|b| u64::from(*b == b'\n')).sum::<u64>();
        self.at = self.at.max(begins);
        self.line
    }
}

/// That a ruling was not followed, and why.
fn not_followed(row: &DecisionRow, unclear: &Unclear) -> Finding {
    let cell = format!("line {}", row.line);
    let place = Place { source_file: FILE_NAME.to_owned(), sheet: String::new(), cell };
    let message = match unclear {
        Unclear::TooWide | Unclear::Contradicts(_) => format!("the ruling was not followed: {unclear}"),
        _ => format!("the ruling could not be understood: {unclear}"),
    };
    Finding::new(&rules::RULING_UNCLEAR, place, message)
        .reading(row.cell("decision"))
        .with_suggestion(unclear.hint(row.code()))
}

fn row_of(finding: &Finding, year: &str, hashes_of: &impl Fn(&str) -> String) -> DecisionRow {
    let Place { source_file, sheet, cell } = &finding.place;
    let place = place::written(sheet, cell);
    let question = format!("{} {}: {}", finding.rule.code, finding.rule.name, finding.message);
    DecisionRow {
        cells: [
            finding.id().to_string(),
            year.to_owned(),
            source_file.clone(),
            hashes_of(source_file),
            place,
            finding.was_read.clone(),
            question,
            finding.suggestion.clone(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ],
        own: Vec::new(),
        line: 0,
    }
}

fn decision_of(row: &DecisionRow) -> Result<Decision, Unclear> {
    let finding_id: FindingId = row
        .cell("finding_id")
        .trim()
        .parse()
        .map_err(|_| Unclear::FindingId(row.cell("finding_id").to_owned()))?;
    let ruling: Ruling = ruling::parse(row.cell("decision"), row.cell("suggestion"), row.code())?;
    let scope: Scope = ruling::parse_scope(row.cell("scope"), row.cell("suggestion"))?;
    // Formulas without a value all read alike, and each would have come to something of its own.
    if row.code() == rules::FORMULA_ERROR.code && scope != Scope::Cell {
        return Err(Unclear::TooWide);
    }
    let (sheet, cell) = place::read(row.cell("place"));
    Ok(Decision {
        finding_id,
        year: row.cell("year").trim().parse().ok(),
        code: row.code().to_owned(),
        sha256: row.cell("sha256").trim().to_ascii_lowercase(),
        place: Place { source_file: row.cell("source_file").to_owned(), sheet, cell },
        was_read: row.cell("was_read").to_owned(),
        ruling,
        scope,
    })
}

fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
        },
    }
}

#[cfg(test)]
mod tests;
