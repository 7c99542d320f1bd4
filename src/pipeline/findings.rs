//! Findings as a person reads them: `findings.csv`, most serious first.
//! In: findings, the schools' names. Out: the text of a CSV that no spreadsheet runs. Never drops one.

use std::collections::{BTreeMap, HashMap};

use schemas::{finding::Finding, ids::FindingId};

/// The columns of `findings.csv`.
const COLUMNS: [&str; 13] = [
    "severity",
    "code",
    "rule",
    "school_id",
    "school_name",
    "source_file",
    "sheet",
    "cell",
    "was_read",
    "message",
    "suggestion",
    "answers_waiting",
    "finding_id",
];

/// Most serious first; questions before the rest, those that unlock most answers first; then by place. Each once: what is
/// said at one place of two schools, whose joint return stands there, is one that names both, and so is what else is said there
/// under one rule.
pub(crate) fn in_order(mut findings: Vec<Finding>) -> (Vec<Finding>, usize) {
    let n = findings.len();
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| {
            (
                std::cmp::Reverse(finding.rule.severity),
                std::cmp::Reverse(finding.rule.is_question),
                std::cmp::Reverse(finding.n_answers_waiting),
            )
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| a.place.cmp(&b.place))
            .then_with(|| a.rule.code.cmp(b.rule.code))
            .then_with(|| a.was_read.cmp(&b.was_read))
            .then_with(|| a.message.cmp(&b.message))
            .then_with(|| a.return_id.cmp(&b.return_id))
    });
    let mut once: Vec<Finding> = Vec::with_capacity(n);
    // What each of them says, piece by piece.
    let mut said: Vec<Vec<String>> = Vec::with_capacity(n);
    let mut seen: HashMap<FindingId, usize> = HashMap::new();
    for finding in findings {
        let at = *seen.entry(finding.id()).or_insert(once.len());
        match once.get_mut(at).zip(said.get_mut(at)) {
            None => {
                said.push(vec![finding.message.clone()]);
                once.push(finding);
            }
            Some((first, said)) => {
                let is_same = said.first() == Some(&finding.message);
                let more = match finding
                    .school_id
                    .filter(|school| first.school_id.as_ref().is_some_and(|first| first != school))
                {
                    Some(school) if is_same => format!("likewise for school {school}"),
                    Some(school) => format!("for school {school}: {}", finding.message),
                    None => finding.message,
                };
                if !said.contains(&more) {
                    first.message = format!("{}; {more}", first.message);
                    said.push(more);
                }
            }
        }
    }
    let n_same = n - once.len();
    (once, n_same)
}

/// The bytes of `findings.csv`: UTF-8 with BOM.
pub(crate) fn csv(
    findings: &[Finding],
    school_names: &BTreeMap<&str, &str>,
) -> Result<Vec<u8>, std::io::Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xef, 0xbb, 0xbf]);
    writer.write_record(COLUMNS)?;
    for finding in findings {
        let school = finding.school_id.as_ref().map_or("", |id| id.as_str());
        let name = school_names.get(school).copied().unwrap_or("");
        let waiting = match finding.n_answers_waiting {
            0 => String::new(),
            n => n.to_string(),
        };
        let id = finding.id().to_string();
        let cells: [&str; 13] = [
            finding.rule.severity.code(),
            finding.rule.code,
            finding.rule.name,
            school,
            name,
            &finding.place.source_file,
            &finding.place.sheet,
            &finding.place.cell,
            &finding.was_read,
            &finding.message,
            &finding.suggestion,
            &waiting,
            &id,
        ];
        writer.write_record(cells.map(no_formula).iter().map(std::convert::AsRef::<str>::as_ref))?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// Text that a spreadsheet takes for text: what would begin a formula gets an apostrophe in front.
pub(crate) fn no_formula(text: &str) -> std::borrow::Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemas::{place::Place, rules};

    #[test]
    fn the_most_serious_comes_first_and_each_but_once() {
        let at = |rule, cell: &str| {
            Finding::new(rule, Place { cell: cell.to_owned(), ..Place::file("a.xlsx") }, "m")
        };
        let (sorted, n_same) = in_order(vec![
            at(&rules::COPY, "A1"),
            at(&rules::TWO_ANSWERS, "B2"),
            at(&rules::MARK_UNREADABLE, "C9").with_answers_waiting(1),
            at(&rules::SCHOOL_MISSING, "D1"),
            at(&rules::COPY, "A1"),
        ]);
        assert_eq!(n_same, 1);
        let codes: Vec<_> = sorted.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(codes, ["F401", "F302", "F301", "F501"]);
    }

    #[test]
    fn what_is_said_of_two_schools_at_one_place_names_both() {
        let of = |school: &str| {
            Finding::new(&rules::SAME_AS_LAST_YEAR, Place::file("a.xlsx"), "the same")
                .about_school(school.parse().unwrap())
        };
        let (once, n_same) = in_order(vec![of("1"), of("2"), of("1")]);
        assert_eq!((once.len(), n_same), (1, 2));
        assert_eq!(once[0].message, "the same; likewise for school 2");
        let row = |message: &str| Finding::new(&rules::REGISTER_ROW, Place::file("r.csv"), message);
        let (once, _) = in_order(vec![row("no roll"), row("no day"), row("no day")]);
        assert_eq!(once[0].message, "no day; no roll");
        let (once, _) = in_order(vec![row("of two; of each"), row("of two; of each"), row("of two")]);
        assert_eq!(once[0].message, "of two; of two; of each");
    }

    #[test]
    fn nothing_a_school_typed_can_run() {
        let finding = Finding::new(&rules::MARK_UNREADABLE, Place::file("a.xlsx"), "not readable")
            .reading("=HYPERLINK(\"http://x\",\"y\")");
        let bytes = csv(&[finding], &BTreeMap::new()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with('\u{feff}'));
        assert!(text.contains("\"'=HYPERLINK"), "{text}");
    }
}
