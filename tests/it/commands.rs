//! The commands around a run, on a small book.

use std::fs;

use calamine::{Reader, Xlsx, open_workbook};

use crate::sample::{Sample, tallybook, tree};

fn stdout(command: &mut assert_cmd::Command) -> String {
    String::from_utf8_lossy(&command.assert().success().get_output().stdout).into_owned()
}

#[test]
fn check_says_what_it_finds_and_writes_nothing() {
    let sample = Sample::new();
    sample.put("1008.csv", "Nobody Knows It Academy", "y");
    let before = tree(&sample.path(""));
    let said =
        stdout(&mut sample.command(&["check", "returns", "--schools", "register.csv", "--year", "2026"]));
    assert!(said.contains("error[F402]"), "{said}");
    assert!(said.contains("at: 1008.csv"), "{said}");
    assert!(tree(&sample.path("")) == before);
}

#[test]
fn a_question_waits_until_it_is_ruled_on() {
    let sample = Sample::new();
    sample.put("1008.csv", "Nobody Knows It Academy", "y");
    sample.run().assert().success();
    let said = stdout(&mut sample.command(&["questions", "--book", "book"]));
    assert!(said.contains("F402") && said.contains("40 answers wait"), "{said}");
    let path = sample.book().join("decisions.csv");
    let text = fs::read_to_string(&path).unwrap();
    let ruled: Vec<String> = text
        .lines()
        .map(|line| match line.strip_suffix(",,,") {
            Some(rest) if line.contains("F402") => {
                format!("{rest}school 1007,this return,,").replacen(",,school", ",school", 1)
            }
            _ => line.to_owned(),
        })
        .collect();
    fs::write(&path, ruled.join("\r\n")).unwrap();
    let said = stdout(&mut sample.run());
    assert!(said.contains("benchmark.xlsx"));
    let status = stdout(&mut sample.command(&["status", "--book", "book"]));
    assert!(status.starts_with("2026: 7 of 7 schools returned"), "{status}\n{}", ruled.join("\n"));
}

#[test]
fn rulings_saved_as_a_workbook_are_told_of() {
    let sample = Sample::new();
    fs::create_dir(sample.book()).unwrap();
    fs::write(sample.book().join("decisions.xlsx"), "a workbook").unwrap();
    let said =
        stdout(&mut sample.command(&["check", "returns", "--schools", "register.csv", "--year", "2026"]));
    assert!(said.contains("F702") && said.contains("save it as CSV"), "{said}");
}

#[test]
fn a_figure_is_walked_back_to_its_cells() {
    let sample = Sample::new();
    sample.run().assert().success();
    let said = stdout(&mut sample.command(&[
        "trace",
        "--book",
        "book",
        "--year",
        "2026",
        "--statement",
        "pol-01",
        "--answer",
        "no",
    ]));
    let rows: Vec<&str> = said.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{said}");
    assert!(rows[0].starts_with("1003\tCarloway Primary School\tno\tx\t1003.csv\t"), "{said}");
}

/// Words for statements that are like no others.
const GARDEN: &str = "garden paint sand water climbing apple music drum sleep nap story book crayon paper glue scissors hat \
                      coat boot puddle tree leaf snail worm bird nest egg farm tractor cow milk butter bread toast jam honey \
                      bee flower seed soil";

#[test]
fn a_figure_of_either_of_two_catalogues_with_one_id_is_walked_back() {
    let sample = Sample::new();
    let nursery = sample.put_catalogue("nursery", |at, _| {
        let words: Vec<&str> = GARDEN.split(' ').collect();
        let [one, two, three] = [at, at * 7 + 3, at * 11 + 5].map(|at| words[at % words.len()]);
        format!("Children enjoy the {one} and {two} corner, with {three} of every kind.")
    });
    let register = std::fs::read_to_string(sample.path("register.csv")).unwrap();
    let mut lines = register.lines().map(|line| format!("{line},")).collect::<Vec<_>>();
    lines[0].push_str("catalogue_id");
    lines[7].push_str(&nursery);
    std::fs::write(sample.path("register.csv"), lines.join("\n")).unwrap();
    sample.run().args(["--catalogue", &nursery]).assert().success();
    let trace = |more: &[&str]| {
        let given = ["trace", "--book", "book", "--year", "2026", "--statement", "POL-01"];
        sample.command(&[&given, more].concat())
    };
    let refused = |more: &[&str], said: &[&str]| {
        let output = trace(more).assert().code(2);
        let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(said.iter().all(|said| told.contains(said)), "{told}");
        assert!(output.get_output().stdout.is_empty());
    };
    let both = "several catalogues have a statement POL-01: nursery, online-safety-practice";
    refused(&[], &[both, "--catalogue"]);
    refused(&["--catalogue", "nurseries"], &["nurseries", "nursery, online-safety-practice"]);
    let schools =
        |more: &[&str]| stdout(&mut trace(more)).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let own = schools(&["--catalogue", "Nursery"]);
    assert!(own.len() == 1 && own[0].starts_with("1007\tGairloch Primary School\tnot_returned"), "{own:?}");
    let other = schools(&["--catalogue", "online-safety-practice"]);
    assert_eq!(other.len(), 6, "{other:?}");
    assert!(other.iter().all(|row| !row.contains("not_returned")), "{other:?}");
}

#[test]
fn two_runs_are_held_against_each_other() {
    let sample = Sample::new();
    sample.run().assert().success();
    sample.run().assert().success();
    let said = stdout(&mut sample.command(&["diff", "book", "--year", "2026"]));
    assert_eq!(said, "");
    sample.put("1001.csv", "Ardvasar Primary School", "nynp");
    sample.run().assert().success();
    let said = stdout(&mut sample.command(&["diff", "book", "--year", "2026"]));
    assert!(said.lines().any(|line| line.starts_with("figure") && line.contains("POL-01")), "{said}");
}

#[test]
fn a_second_init_keeps_the_year_that_is_run() {
    let sample = Sample::new();
    stdout(&mut sample.command(&["init", "ours", "--year", "2031"]));
    let output = sample.command(&["init", "ours"]).assert().success();
    let said = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(said.contains("--year 2031"), "{said}");
    let run = std::fs::read_to_string(sample.path("ours/Run.cmd")).unwrap();
    assert!(run.contains("set YEAR=2031"), "{run}");
}

#[test]
fn what_init_makes_can_be_run() {
    let sample = Sample::new();
    stdout(&mut sample.command(&["init", "ours"]));
    assert!(sample.path("ours/Run.cmd").is_file());
    let names: Vec<String> = tree(&sample.path("ours")).into_keys().collect();
    assert_eq!(names, ["Run.cmd", "book/tallybook.toml", "register.csv"]);
    // The settings explain everything and set nothing; the register wants filling in.
    let output = sample
        .command(&[
            "run",
            "returns",
            "--schools",
            "ours/register.csv",
            "--year",
            "2026",
            "--book",
            "ours/book",
        ])
        .assert()
        .code(2);
    let said = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(said.contains("has no school in it"), "{said}");
}

#[test]
fn forms_are_written_for_each_school_and_read_back() {
    let sample = Sample::new();
    stdout(&mut sample.command(&[
        "form",
        "--catalogue",
        "online-safety-practice",
        "--schools",
        "register.csv",
        "--year",
        "2027",
        "--format",
        "csv",
        "--out",
        "forms",
    ]));
    assert_eq!(tree(&sample.path("forms")).len(), 7);
    let said =
        stdout(&mut sample.command(&["check", "forms", "--schools", "register.csv", "--year", "2027"]));
    assert_eq!(said.matches("F201").count(), 7, "{said}");
}

#[test]
fn what_needs_no_book_is_printed() {
    assert!(stdout(tallybook().args(["explain", "f302"])).starts_with("# F302"));
    assert!(stdout(tallybook().arg("settings")).contains("authority_id"));
    assert!(stdout(tallybook().args(["catalogue", "list"])).contains("cnes-e-safety"));
    assert!(stdout(tallybook().args(["catalogue", "show", "online-safety-practice"])).contains("POL-11"));
    assert!(stdout(tallybook().args(["completions", "bash"])).contains("tallybook"));
    assert!(stdout(tallybook().arg("man")).contains(".TH tallybook"));
}

#[test]
fn a_blank_form_becomes_a_catalogue_that_has_no_fault() {
    let sample = Sample::new();
    let form = ["form", "--catalogue", "cnes-e-safety", "--year", "2027", "--out", "forms"];
    sample.command(&form).assert().success();
    let new = ["catalogue", "new", "forms/cnes-e-safety 2027.xlsx", "--id", "my-audit", "--out", "own"];
    sample.command(&new).assert().success();
    let said = stdout(&mut sample.command(&["catalogue", "check", "own/my-audit"]));
    assert!(said.contains("21 statements, no fault"), "{said}");
    // What is there is never written over.
    sample.command(&new).assert().code(2);
}

#[test]
fn returns_of_another_year_are_told_of_where_a_run_ends() {
    let sample = Sample::new();
    let said = |year: &str| {
        let args = ["run", "returns", "--schools", "register.csv", "--year", year, "--book", "book"];
        let output = sample.command(&args).assert().success();
        String::from_utf8_lossy(&output.get_output().stderr).into_owned()
    };
    let told = "6 returns are dated outside the collection";
    assert!(said("2030").contains(told));
    assert!(!said("2026").contains("outside the collection"));
}

#[test]
fn returns_of_no_known_school_are_counted_where_the_year_is_summed_up() {
    let sample = Sample::new();
    let said = || {
        let output = sample.run().assert().success();
        let run = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        let output = sample.command(&["status", "--book", "book"]).assert().success();
        (run, String::from_utf8_lossy(&output.get_output().stdout).into_owned())
    };
    let (run, status) = said();
    assert!(!run.contains("not known yet") && !status.contains("not known yet"), "{run} {status}");
    sample.put("scan 12.csv", "", "ynpy");
    let (run, status) = said();
    assert!(run.contains("; the school of 1 is not known yet"), "{run}");
    assert!(status.contains("6 of 7 schools returned, the school of 1 return not known yet"), "{status}");
}

#[test]
fn a_school_whose_file_could_not_be_used_is_not_said_to_have_sent_nothing() {
    let sample = Sample::new();
    let why = || {
        sample.run().assert().success();
        let mut book: Xlsx<_> = open_workbook(sample.book().join("2026/officer.xlsx")).unwrap();
        let sheet = book.worksheet_range("Who needs a call").unwrap();
        let mut rows =
            sheet.rows().filter(|row| row.iter().any(|cell| cell.to_string().contains("Gairloch")));
        rows.next().unwrap()[3].to_string()
    };
    assert_eq!(why(), "Has not sent its return");
    fs::write(sample.path("returns/Gairloch Primary School scan.pdf"), "%PDF-1.7 a scan").unwrap();
    let said = "Has not sent its return: what came could not be used: Gairloch Primary School scan.pdf";
    assert_eq!(why(), said);
}
