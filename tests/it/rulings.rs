//! Rulings that cannot be followed: told of, and their questions open wherever questions are shown.

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};

use schemas::tables::data;
use tallybook::store::load;

use crate::sample::Sample;

/// A book with a return that asks about one mark, and that question's id and row of `decisions.csv`.
fn asked() -> (Sample, String, String) {
    let sample = Sample::new();
    let path = sample.path("returns/1001.csv");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("x,,", "perhaps so,,", 1)).unwrap();
    sample.run().assert().success();
    let text = fs::read_to_string(sample.book().join("decisions.csv")).unwrap();
    let row = text.lines().find(|line| line.contains("perhaps so")).unwrap().to_owned();
    let id = row.split(',').next().unwrap().to_owned();
    (sample, id, row)
}

/// Writes the row once for each of these decisions, runs again; `findings.csv`.
fn ruled(sample: &Sample, row: &str, decisions: &[&str]) -> String {
    let path = sample.book().join("decisions.csv");
    let text = fs::read_to_string(&path).unwrap();
    let rows: Vec<String> = decisions
        .iter()
        .map(|decision| format!("{},{decision},,,", row.strip_suffix(",,,,").unwrap()))
        .collect();
    fs::write(&path, text.replace(row, &rows.join("\r\n"))).unwrap();
    sample.run().assert().success();
    fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap()
}

/// How often the question is shown: by `questions`, on the officer's sheet of questions.
fn shown(sample: &Sample, id: &str) -> [usize; 2] {
    let output = sample.command(&["questions", "--book", "book"]).assert().success();
    let said = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    let mut book: Xlsx<_> = open_workbook(sample.book().join("2026/officer.xlsx")).unwrap();
    let sheet = book.worksheet_range("Questions").unwrap();
    let cells = sheet.used_cells().filter(|(_, _, cell)| matches!(cell, Data::String(text) if text == id));
    [said.matches(id).count(), cells.count()]
}

#[test]
fn a_ruling_that_cannot_be_followed_leaves_its_question_open_everywhere() {
    // Not understood; of another kind than the question, which therefore does nothing.
    for (decision, code) in [
        ("perhaps", "F702"),
        ("school 200003", "F701"),
        ("stands", "F701"),
        ("columns yes partly no", "F701"),
    ] {
        let (sample, id, row) = asked();
        assert_eq!(shown(&sample, &id), [1, 1]);
        let findings = ruled(&sample, &row, &[decision]);
        assert!(findings.contains(code) && !findings.contains("F703"), "{decision}: {findings}");
        assert_eq!(findings.matches("F701").count() + findings.matches("F702").count(), 1, "{findings}");
        assert_eq!(shown(&sample, &id), [1, 1], "{decision}");
    }
}

#[test]
fn of_two_rulings_that_contradict_each_other_none_is_followed() {
    let (sample, id, row) = asked();
    let findings = ruled(&sample, &row, &["answer yes", "answer no"]);
    assert_eq!(findings.matches("says otherwise of the same question").count(), 2, "{findings}");
    assert!(!findings.contains("F703"), "{findings}");
    assert_eq!(shown(&sample, &id), [1, 1]);
}

#[test]
fn a_ruling_that_is_followed_closes_its_question() {
    let (sample, id, row) = asked();
    let findings = ruled(&sample, &row, &["answer yes"]);
    assert!(findings.contains("F703") && !findings.contains("F701"), "{findings}");
    assert_eq!(shown(&sample, &id), [0, 0]);
}

#[test]
fn the_same_ruling_in_two_rows_is_followed_in_both() {
    let (sample, id, row) = asked();
    let findings = ruled(&sample, &row, &["answer yes", "answer yes"]);
    assert!(findings.contains("F703") && !findings.contains("F701"), "{findings}");
    assert_eq!(shown(&sample, &id), [0, 0]);
}

#[test]
fn a_ruling_is_known_by_its_questions_id_whatever_a_spreadsheet_made_of_what_was_read() {
    let (sample, id, row) = asked();
    let path = sample.book().join("decisions.csv");
    let text = fs::read_to_string(&path).unwrap();
    let changed = row.replacen("perhaps so", "26-May", 1).replacen(",,,,", ",answer partly,,,", 1);
    fs::write(&path, text.replace(&row, &changed)).unwrap();
    sample.run().assert().success();
    let findings = fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap();
    assert!(findings.contains("F703") && !findings.contains("F701"), "{findings}");
    assert_eq!(shown(&sample, &id), [0, 0]);
}

#[test]
fn rulings_that_are_gone_from_the_officers_file_are_told_of() {
    let (sample, id, row) = asked();
    ruled(&sample, &row, &["answer yes"]);
    fs::remove_file(sample.book().join("decisions.csv")).unwrap();
    sample.run().assert().success();
    let findings = fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap();
    assert!(
        findings.contains("1 ruling that the run before followed is no more in decisions.csv"),
        "{findings}"
    );
    assert_eq!(shown(&sample, &id), [1, 1]);
    // Once is enough.
    sample.run().assert().success();
    let findings = fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap();
    assert!(!findings.contains("no more in"), "{findings}");
}

#[test]
fn rulings_that_were_not_followed_are_counted_at_the_end_of_a_run() {
    let (sample, _, row) = asked();
    ruled(&sample, &row, &["school 200003"]);
    let output = sample.run().assert().success();
    let said = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(said.contains("1 ruling was not followed: F701 and F702"), "{said}");
}

#[test]
fn a_form_that_fits_two_catalogues_is_of_the_one_that_the_register_names_and_else_asked_about() {
    let sample = Sample::new();
    let copy = sample.put_catalogue("our-own", |_, text| text.to_owned());
    let register = fs::read_to_string(sample.path("register.csv")).unwrap();
    let run = |register: &str, settings: &str| {
        fs::write(sample.path("register.csv"), register).unwrap();
        fs::create_dir_all(sample.book()).unwrap();
        fs::write(sample.book().join("tallybook.toml"), settings).unwrap();
        sample.run().args(["--catalogue", &copy]).assert().success();
        let findings = fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap();
        let asked: Vec<&str> = findings.lines().filter(|line| line.contains("F210")).collect();
        asked.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>()
    };
    let asked = run(&register, "");
    assert_eq!(asked.len(), 6);
    for line in &asked {
        assert!(line.contains("online-safety-practice | our-own") && !line.contains("cnes"), "{line}");
        assert!(line.contains("catalogue ID: online-safety-practice or our-own"), "{line}");
    }
    // The register says it of two schools alone, and of the third what its form is not.
    let named = |line: &str| match line.split(',').next().unwrap() {
        "school_id" => format!("{line},catalogue_id\n"),
        "1001" => format!("{line},our-own\n"),
        "1002" => format!("{line},online-safety-practice\n"),
        "1003" => format!("{line},cnes-e-safety\n"),
        _ => format!("{line},\n"),
    };
    let named: String = register.lines().map(named).collect();
    let asked = run(&named, "");
    assert_eq!(asked.len(), 4, "{asked:?}");
    assert!(asked.iter().all(|line| !line.contains("1001.csv") && !line.contains("1002.csv")), "{asked:?}");
    let trace = |catalogue: &str| {
        let given = ["trace", "--book", "book", "--year", "2026", "--statement", "POL-01", "--answer", "yes"];
        let output = sample.command(&[&given[..], &["--catalogue", catalogue]].concat()).assert().success();
        String::from_utf8_lossy(&output.get_output().stdout).matches(".csv").count()
    };
    assert_eq!((trace("our-own"), trace("online-safety-practice")), (1, 1));
    // The settings say it of all others.
    let asked = run(&named, "default_catalogue = \"our-own\"\n");
    assert!(asked.len() == 1 && asked[0].contains("1003.csv"), "{asked:?}");
    assert_eq!((trace("our-own"), trace("online-safety-practice")), (3, 1));
}

#[test]
fn a_folder_with_returns_of_several_schools_does_not_say_whose_a_nameless_one_is() {
    let sample = Sample::new();
    let whose = |file: &str| {
        let folder = sample.book().join("2026/data");
        let returns = load::table(&folder, &data::RETURNS).unwrap();
        let row = returns.rows().find(|row| row.str("source_file") == file).unwrap();
        row.text("school_id").map(str::to_owned)
    };
    let folder = sample.path("returns/Gairloch Primary School");
    fs::create_dir(&folder).unwrap();
    let nameless = "Gairloch Primary School/b.csv";
    sample.put(nameless, "", "yyn");
    sample.run().assert().success();
    assert_eq!(whose(nameless).as_deref(), Some("1007"));
    // A cluster's folder, named after one of its schools.
    fs::rename(sample.path("returns/1001.csv"), folder.join("a.csv")).unwrap();
    sample.run().assert().success();
    assert_eq!(whose(nameless), None);
    let text = fs::read_to_string(sample.book().join("decisions.csv")).unwrap();
    let row = text.lines().find(|line| line.contains("F401") && line.contains("b.csv")).unwrap().to_owned();
    assert!(row.contains("holds returns of other schools too"), "{row}");
    let findings = ruled(&sample, &row, &["school 1003"]);
    assert!(findings.contains("F703") && !findings.contains("F401"), "{findings}");
    assert_eq!(whose(nameless).as_deref(), Some("1003"));
}

#[test]
fn a_ruling_holds_on_a_file_that_was_only_opened_and_saved_again() {
    let (sample, _, row) = asked();
    let findings = ruled(&sample, &row, &["answer partly"]);
    assert!(findings.contains("F703") && !findings.contains("F302"), "{findings}");
    let path = sample.path("returns/1001.csv");
    let sent = fs::read_to_string(&path).unwrap();
    // The same cells in other bytes; and again, as each run would ask anew.
    for n in 1..3 {
        fs::write(&path, format!("\u{feff}{sent}{}", "\r\n".repeat(n))).unwrap();
        sample.run().assert().success();
        let findings = fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap();
        assert!(findings.contains("F703"), "{findings}");
        assert!(!findings.contains("F302") && !findings.contains("F701"), "{findings}");
        let decisions = fs::read_to_string(sample.book().join("decisions.csv")).unwrap();
        assert_eq!(decisions.matches("perhaps so").count(), row.matches("perhaps so").count());
    }
    // Another answer was changed: it is another return, and the mark may mean another thing.
    fs::write(&path, sent.replacen("x,,", ",x,", 1)).unwrap();
    sample.run().assert().success();
    let findings = fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap();
    assert!(findings.contains("F302") && findings.contains("F701"), "{findings}");
}
