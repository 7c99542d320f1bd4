//! Each built-in catalogue is whole and word for word; what Excel saves reads back.

use super::*;
use crate::{
    answer::Answer,
    catalogue::{ColumnRole, Comparability, FieldRole, rows, themes},
    ids::Year,
};

pub(super) const HEAD: &str = "\
id = \"made-up\"
title = \"Made up\"
columns_confirmed = true
[[columns]]
role = \"answer\"
label = \"Answer\"
[[sections]]
id = \"all\"
title = \"All\"
";
pub(super) const COLUMNS: &str =
    "statement_id,section,text,short_label,theme,guidance,is_essential,support,first_year,last_year\n";
pub(super) const WORDING_COLUMNS: &str = "statement_id,wording,until_year,comparability\n";
pub(super) const ROWS: &str = "\
A-01,all,There is a policy.,Policy,policies,,,,,
A-02,all,\"Staff are trained,
each year.\",Training,staff,,,,2022,2030
A-03,all,Parents are asked.,Parents,parents,,,,,
";

pub(super) fn files(head: &str, statements: &[u8], wordings: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = owned(&[(head::FILE, head.as_bytes()), (statements::FILE, statements)]);
    if !wordings.is_empty() {
        files.insert(wordings::FILE.to_owned(), wordings.as_bytes().to_vec());
    }
    files
}

/// A catalogue of these rows, for tests that need one.
pub(in crate::catalogue) fn catalogue(statements: &str, wordings: &str) -> Catalogue {
    let statements = format!("{COLUMNS}{statements}");
    from_texts("made-up", &files(HEAD, statements.as_bytes(), &format!("{WORDING_COLUMNS}{wordings}")))
        .unwrap()
}

#[test]
fn the_built_in_catalogues_are_whole() {
    let all = builtin();
    let ids: Vec<_> = all.iter().map(|c| (c.id.as_str(), c.statements.len(), c.columns_confirmed)).collect();
    assert_eq!(ids, [("online-safety-practice", 40, true), ("cnes-e-safety", 21, false)]);
    for catalogue in &all {
        assert_eq!(
            catalogue.columns.iter().map(|column| column.role).collect::<Vec<_>>(),
            [
                ColumnRole::Answer(Answer::Yes),
                ColumnRole::Answer(Answer::Partly),
                ColumnRole::Answer(Answer::No),
                ColumnRole::Comment
            ]
        );
        let n_essential = catalogue.statements.iter().filter(|statement| statement.is_essential).count();
        assert!((1..=6).contains(&n_essential));
        for statement in &catalogue.statements {
            assert!(
                themes::title(&statement.theme).is_some() && !statement.support.is_empty(),
                "{}",
                statement.id
            );
        }
    }
    let practice = &all[0];
    let expected = [("POL", 11), ("INC", 7), ("INF", 10), ("EDU", 12)];
    let ids = expected.iter().flat_map(|(head, n)| (1..=*n).map(move |i| format!("{head}-{i:02}")));
    assert!(practice.statements.iter().map(|statement| statement.id.to_string()).eq(ids));
    let sections = practice.sections.iter().map(|section| section.title.as_str()).collect::<Vec<_>>();
    assert_eq!(sections, ["Policy", "Responding to incidents", "Infrastructure", "Education and Training"]);
    assert!(practice.printed.iter().any(|line| line.starts_with("In each section, carefully consider")));
    let fields = practice.fields.iter().map(|field| field.role).collect::<Vec<_>>();
    assert_eq!(fields, [FieldRole::SchoolName, FieldRole::CompletedBy, FieldRole::Date]);
    assert_eq!(practice.action_plan.as_ref().map(|plan| plan.n_rows), Some(6));
    let e_safety = &all[1];
    let ids = (1..=21).map(|i| format!("ESC-{i:02}"));
    assert!(e_safety.statements.iter().map(|statement| statement.id.to_string()).eq(ids));
    assert_eq!((e_safety.sections.len(), e_safety.fields.len(), &e_safety.action_plan), (1, 0, &None));
    assert!(e_safety.columns.iter().all(|column| column.label.is_empty()));
}

/// SHA-256 over all texts as the forms have them, each ended by a NUL: not a letter may change unnoticed.
#[test]
fn the_built_in_texts_are_word_for_word() {
    let hashes: Vec<_> = builtin()
        .iter()
        .map(|catalogue| {
            let mut hash = Sha256::new();
            for statement in &catalogue.statements {
                hash.update(statement.text.as_bytes());
                hash.update([0]);
            }
            hex(&hash.finalize())
        })
        .collect();
    assert_eq!(
        hashes,
        [
            "8f461b6f377d9e14ec2f81b6363b645cb636cee781209ae6265cc94e87dc1ae1",
            "8d7480abe5b6cbd03c5f2b5a2db1ac0a7ae235e8b3f890eb7cb54fa83ed5e0a0"
        ]
    );
    let practice = &builtin()[0];
    let with_breaks: Vec<_> =
        practice.statements.iter().filter(|s| s.text.contains('\n')).map(|s| s.id.as_str()).collect();
    assert_eq!(with_breaks, ["INF-01"]);
}

#[test]
fn the_sound_rows_have_no_fault() {
    let catalogue = catalogue(ROWS, "A-01,We have a policy.,,editorial\nA-02,Staff know.,2024,substantive\n");
    assert_eq!(catalogue.statements[1].text, "Staff are trained,\neach year.");
    assert_eq!(catalogue.statements[1].wordings[0].until.map(Year::number), Some(2024));
    assert_eq!(catalogue.statements[0].wordings[0].comparability, Comparability::Editorial);
    assert_eq!(catalogue.sha256.len(), 64);
    let other = from_texts("made-up", &files(HEAD, format!("{COLUMNS}{ROWS}").as_bytes(), "")).unwrap();
    assert_ne!(catalogue.sha256, other.sha256);
}

/// Excel saves the same table in four ways; a table edited in any of them is the same table.
#[test]
fn what_excel_saves_reads_back() {
    let practice = &builtin()[0];
    let text = rows::decode(BUILT_IN[0].1[1].1);
    let with = |bytes: Vec<u8>| {
        let mut files = owned(&BUILT_IN[0].1);
        files.insert("Statements.CSV".into(), bytes);
        files.remove(statements::FILE);
        from_texts("online-safety-practice", &files).map(|c| c.statements)
    };
    let semicolons = text.replace("\",\"", "\";\"").replace('\n', "\r\n");
    assert_eq!(with(semicolons.clone().into_bytes()).as_ref(), Ok(&practice.statements));
    let (windows, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(&semicolons);
    assert!(!is_lossy);
    assert_eq!(with(windows.into_owned()).as_ref(), Ok(&practice.statements));
    let tabs = text.replace("\",\"", "\"\t\"");
    let utf_16: Vec<u8> =
        [0xfeff].into_iter().chain(tabs.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(with(utf_16).as_ref(), Ok(&practice.statements));
    let empty_columns_and_rows =
        text.replace("\"\n\"", "\",,\n,,,,,,,,,,,\n\"").replace("_year\",,\n", "_year\",,,\n");
    assert_eq!(with(empty_columns_and_rows.into_bytes()).as_ref(), Ok(&practice.statements));
}

#[test]
fn a_folder_is_read_or_its_trouble_is_told() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogues");
    assert_eq!(from_folder(&root.join("cnes-e-safety")).unwrap(), builtin()[1]);
    let error = from_folder(&root.join("none")).unwrap_err().to_string();
    assert!(error.starts_with("cannot read ") && error.contains("none"), "{error}");
    let error = from_folder(&root).unwrap_err().to_string();
    assert!(error.contains("has 2 faults\n  catalogue.toml: the file is missing\n    copy one"), "{error}");
}

proptest::proptest! {
    /// Whatever stands in the files, there is a catalogue or a list of faults.
    #[test]
    fn no_bytes_break_the_loader(
        head in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        rows in "[A-Z0-9,;\"\n\ta-z\\-]{0,200}",
        at in 0..HEAD.len(),
    ) {
        let whole = format!("{COLUMNS}{ROWS}{rows}");
        let mut cut = HEAD.as_bytes().to_vec();
        cut.splice(at..at, head.iter().copied());
        for head in [&head, &cut] {
            let files = owned(&[
                (head::FILE, head),
                (statements::FILE, whole.as_bytes()),
                (wordings::FILE, rows.as_bytes()),
            ]);
            if let Err(faults) = from_texts("made-up", &files) {
                proptest::prop_assert!(!faults.is_empty());
            }
        }
    }
}

#[test]
fn a_first_line_that_names_the_delimiter_is_none_of_the_table() {
    let commas = format!("{COLUMNS}{ROWS}");
    let semicolons = commas.replace(',', ";").replace("\"Staff are trained;", "\"Staff are trained,");
    let plain = from_texts("made-up", &files(HEAD, commas.as_bytes(), "")).unwrap();
    for theirs in
        [format!("sep=,\r\n{commas}"), format!("\u{feff}sep=;\n{semicolons}"), format!("sep=;,,,\n{commas}")]
    {
        let read = from_texts("made-up", &files(HEAD, theirs.as_bytes(), ""));
        assert_eq!(read.unwrap().statements, plain.statements, "{theirs}");
    }
    // Faults keep the lines of the file.
    let wrong = format!("sep=,\n{commas}").replace("A-03,all", "A-03,none");
    let faults = from_texts("made-up", &files(HEAD, wrong.as_bytes(), "")).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [Some(6)]);
}
