//! One file from its bytes to its returns: the crate's door.
//! In: a file's name and bytes, what it is read with. Out: a [`FileReading`]. Never fails, and never sees another
//! file.

use schemas::{decision::hashes, finding::Finding, ids::FindingId, place::Place, rules};

use crate::{
    content,
    grid::Grid,
    read::{self, ChildReader, Limits, Opened},
    reading::{FileReading, Outcome, ReturnReading},
    recognise::{Known, Recognised, recognised, school_alone, typed_into_paper},
};

/// What files are read with: one for a run, shared by all threads.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Catalogues, wordings, words, the collection, rulings.
    pub known: Known<'a>,
    /// How much a file may ask for.
    pub limits: &'a Limits,
    /// Reads what cannot be bounded in the process.
    pub child: &'a dyn ChildReader,
}

/// Reads one file. `source_file` is its path below the named folder, `sha256` that of its bytes, in hexadecimal.
///
/// An archive of files holds none itself: it is read with no returns, and its members are files of their own.
pub fn read_file(source_file: &str, sha256: &str, bytes: &[u8], context: &Context<'_>) -> FileReading {
    let opened = read::open(source_file, bytes, context.limits, context.child);
    from_opened(source_file, sha256, bytes.len() as u64, opened, context)
}

/// A file as it was sent.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'f> {
    /// Its path below the named folder.
    pub source_file: &'f str,
    /// Its bytes' hash, in hexadecimal.
    pub sha256: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
}

/// How many files are opened before the first of them is recognised: each of the two is more than a processor keeps at hand,
/// and goes better several times in a row.
pub const HANDFUL: usize = 8;
/// A handful is full with so many cells, however few files they are of.
const HELD_CELLS: usize = 50_000;

/// Reads several files, as [`read_file`] does each, in their order; quicker where they are small.
pub fn read_files(files: &[Sent<'_>], context: &Context<'_>) -> Vec<FileReading> {
    let mut readings = Vec::with_capacity(files.len());
    let mut rest = files;
    while !rest.is_empty() {
        let mut handful = Vec::with_capacity(rest.len().min(HANDFUL));
        let mut n_cells = 0;
        for sent in rest.iter().take(HANDFUL) {
            let opened = read::open(sent.source_file, sent.bytes, context.limits, context.child);
            n_cells += opened.grids.iter().map(|grid| grid.cells.len()).sum::<usize>();
            handful.push(opened);
            if n_cells >= HELD_CELLS {
                break;
            }
        }
        let (these, later) = rest.split_at(handful.len());
        let read = these.iter().zip(handful).map(|(sent, opened)| {
            from_opened(sent.source_file, sent.sha256, sent.bytes.len() as u64, opened, context)
        });
        readings.extend(read);
        rest = later;
    }
    readings
}

/// As [`read_file`], from what opening the file came to.
fn from_opened(
    source_file: &str,
    sha256: &str,
    n_bytes: u64,
    opened: Opened,
    context: &Context<'_>,
) -> FileReading {
    let Opened { kind, grids, papers, mut findings, refused, ignored, .. } = opened;
    let mut reading = FileReading {
        source_file: source_file.to_owned(),
        sha256: sha256.to_owned(),
        cells_hash: content::hash(grids.iter().chain(&papers)),
        n_bytes,
        kind,
        outcome: Outcome::Read,
        finding_code: None,
        returns: Vec::new(),
        findings: Vec::new(),
        school: None,
        apart: None,
    };
    if ignored {
        reading.outcome = Outcome::Ignored;
        reading.finding_code = findings.first().map(|finding| finding.rule.code);
        reading.findings = findings;
        return reading;
    }
    if let Some(rule) = refused {
        if !grids.is_empty() && take_typed(&grids, &mut findings, &mut reading, &context.known) {
            reading.findings = findings;
            return reading;
        }
        reading.outcome = Outcome::Refused;
        reading.finding_code = Some(rule.code);
        reading.findings = findings;
        return reading;
    }
    if kind == "zip" {
        reading.findings = findings;
        return reading;
    }
    if grids.iter().all(|grid: &Grid| grid.cells.is_empty()) {
        findings.push(
            Finding::new(&rules::NO_RETURN, Place::file(source_file), "nothing is written in the file")
                .with_suggestion("Ask the school for its return, or take the file out of the folder"),
        );
    } else {
        // A fault of this program's own costs this file, never the run.
        let hashes = hashes(sha256, &reading.cells_hash);
        match read::caught(|| recognised(source_file, &hashes, &grids, &context.known)) {
            Some(Recognised { returns, findings: mut more, apart }) => {
                findings.append(&mut more);
                reading.returns = returns;
                reading.apart = apart;
            }
            None => {
                let message = "this program failed on what stands in the file, so nothing was read from it";
                findings.push(
                    Finding::new(&rules::READER_DIED, Place::file(source_file), message).with_suggestion(
                        "Type its marks into an empty form, and send the file to whoever looks after Tallybook",
                    ),
                );
                reading.outcome = Outcome::Refused;
                reading.finding_code = findings.last().map(|finding| finding.rule.code);
                reading.findings = findings;
                return reading;
            }
        }
    }
    if !papers.is_empty() {
        take_typed_beside(&papers, &mut findings, &mut reading, &context.known);
    }
    if reading.returns.is_empty() {
        reading.outcome = Outcome::Refused;
        tell_of_embedded(&mut findings);
        let why =
            findings.iter().rev().find(|finding| finding.rule.is_question || finding.rule.code == "F106");
        reading.finding_code = why.map(|finding| finding.rule.code).or(Some(rules::NO_RETURN.code));
        if findings.iter().any(|finding| finding.rule.is_question) {
            reading.school = Some(school_alone(source_file, &grids));
        }
    }
    reading.findings = findings;
    reading
}

/// Says where no return is in a file that another one is embedded in it, which may be the return.
fn tell_of_embedded(findings: &mut [Finding]) {
    let note = |finding: &&Finding| finding.rule.code == rules::BESIDE_THE_CELLS.code;
    let named: Vec<String> =
        findings.iter().filter(note).flat_map(|finding| read::embedded_files(&finding.message)).collect();
    if named.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.rule.code == rules::NO_RETURN.code) {
        let what = if named.len() == 1 { "another file" } else { "other files" };
        finding.message =
            format!("{}; it embeds {what}, which is not opened: {}", finding.message, named.join(", "));
        "Ask the school to send the embedded file by itself, or its answers in an empty form"
            .clone_into(&mut finding.suggestion);
    }
}

/// Takes what a school typed into a paper of the program's own, and says whether returns are among it: beside the statements'
/// own words, which no paper has beside answers, or beside a table. What is taken waits for a question.
fn take_typed(
    grids: &[Grid],
    findings: &mut Vec<Finding>,
    reading: &mut FileReading,
    known: &Known<'_>,
) -> bool {
    let Some((returns, mut more)) = typed(grids, reading, known) else { return false };
    if !returns.is_empty() || more.iter().any(|finding| finding.rule.is_question) {
        findings.retain(|finding| finding.rule.code != rules::NO_RETURN.code);
    }
    findings.append(&mut more);
    reading.returns = returns;
    !reading.returns.is_empty()
}

/// As [`take_typed`], of a paper's sheets beside others: what the others came to stands.
fn take_typed_beside(
    papers: &[Grid],
    findings: &mut Vec<Finding>,
    reading: &mut FileReading,
    known: &Known<'_>,
) {
    let Some((returns, more)) = typed(papers, reading, known) else { return };
    // A ruling that fits neither the paper nor the others fits nothing.
    let is_unfit = |finding: &Finding| finding.rule.code == rules::RULING_UNFIT.code;
    let unfit: Vec<FindingId> = more.iter().filter(|finding| is_unfit(finding)).map(Finding::id).collect();
    findings.retain(|finding| !is_unfit(finding) || unfit.contains(&finding.id()));
    if !returns.is_empty() {
        let is_passed_over = [rules::NO_RETURN.code, rules::FILE_IGNORED.code];
        findings.retain(|finding| !is_passed_over.contains(&finding.rule.code));
    }
    findings.extend(more.into_iter().filter(|finding| !is_unfit(finding)));
    reading.returns.extend(returns);
}

/// What somebody typed into a paper's grids, with its findings.
fn typed(
    grids: &[Grid],
    reading: &FileReading,
    known: &Known<'_>,
) -> Option<(Vec<ReturnReading>, Vec<Finding>)> {
    let hashes = hashes(&reading.sha256, &reading.cells_hash);
    let typed = || typed_into_paper(&reading.source_file, &hashes, grids, known);
    let Recognised { returns, findings, .. } = read::caught(typed)?;
    Some((returns, findings))
}

#[cfg(test)]
mod tests {
    use schemas::{catalogue::load, ids::Year};

    use super::*;
    use crate::{read::InProcess, recognise::Library};

    #[test]
    fn several_files_are_read_as_each_alone() {
        let library = Library::new(load::builtin());
        let statements = &library.catalogues()[0].statements;
        let limits = Limits::default();
        let known = Known { library: &library, year: Year::of(2026).unwrap(), decisions: &[] };
        let context = Context { known, limits: &limits, child: &InProcess };
        let form = |school: &str, n: usize| {
            let rows = statements
                .iter()
                .take(n)
                .map(|one| format!("\"{}\",x,,,note\n", one.text.replace('"', "\"\"")));
            format!("School Name,{school}\n,Yes,Partly,No,Evidence\n{}", rows.collect::<String>())
        };
        // One of them fills a handful by itself.
        let long = format!("{}{}", form("Long School", 40), "a,b\n".repeat(HELD_CELLS / 2));
        let mut texts: Vec<String> =
            (0..2 * HANDFUL).map(|at| form(&format!("School {at}"), 20 + at)).collect();
        texts.insert(3, long);
        texts.extend([String::new(), "PK\u{3}\u{4} cut".into(), "a,b\n1,2\n".into()]);
        let names: Vec<String> = (0..texts.len()).map(|at| format!("return {at}.csv")).collect();
        let sent: Vec<Sent<'_>> = names
            .iter()
            .zip(&texts)
            .map(|(source_file, text)| Sent { source_file, sha256: "", bytes: text.as_bytes() })
            .collect();
        let together = read_files(&sent, &context);
        assert_eq!(together.len(), sent.len());
        for (together, sent) in together.iter().zip(&sent) {
            let alone = read_file(sent.source_file, "", sent.bytes, &context);
            assert_eq!(format!("{together:?}"), format!("{alone:?}"));
        }
    }
}
