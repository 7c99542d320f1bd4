//! What was published binds the runs after it; a draft binds nothing.

use std::fs;

use crate::sample::Sample;

/// How many schools stand behind the public's workbook, and whether it stays as it was published.
fn behind(sample: &Sample) -> (i64, bool) {
    let text = fs::read_to_string(sample.book().join("2026/data/publication.json")).unwrap();
    let draft: serde_json::Value = serde_json::from_str(&text).unwrap();
    let form = &draft["publication"]["forms"][0];
    (form["n_schools"].as_i64().unwrap(), form["is_held"].as_bool().unwrap())
}

fn publish(sample: &Sample, more: &[&str]) -> (i32, String) {
    let mut command = sample.command(&["publish", "--book", "book", "--year", "2026"]);
    let output = command.args(more).output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    (output.status.code().unwrap(), said)
}

fn run(sample: &Sample) -> String {
    let output = sample.run().assert().success();
    String::from_utf8_lossy(&output.get_output().stderr).into_owned()
}

#[test]
fn a_draft_binds_nothing_and_what_was_published_does() {
    let sample = Sample::new();
    assert!(
        run(&sample).contains("publishable.xlsx is a draft; once it is published, say `tallybook publish")
    );
    assert_eq!(behind(&sample), (6, false));
    sample.put("1007.csv", "Gairloch Primary School", "ynyy");
    run(&sample);
    assert_eq!(behind(&sample), (7, false));
    fs::remove_file(sample.path("returns/1007.csv")).unwrap();
    run(&sample);

    let (code, said) = publish(&sample, &[]);
    assert!(code == 0 && said.contains("is kept as published"), "{said}");
    assert!(publish(&sample, &[]).1.contains("was kept as published before"));
    let status = sample.command(&["status", "--book", "book"]).output().unwrap();
    assert!(String::from_utf8_lossy(&status.stdout).contains("; published"));

    sample.put("1007.csv", "Gairloch Primary School", "ynyy");
    let said = run(&sample);
    assert!(said.contains("keeps figures as they were published"), "{said}");
    assert!(!said.contains("is a draft"), "{said}");
    assert_eq!(behind(&sample), (6, true));
    // Bringing back the year before takes nothing back that the public has.
    sample.command(&["restore", "--book", "book", "--year", "2026"]).assert().success();
    run(&sample);
    assert_eq!(behind(&sample), (6, true));

    assert_eq!(publish(&sample, &["--take-back"]).0, 0);
    run(&sample);
    assert_eq!(behind(&sample), (7, false));
    let (code, said) = publish(&sample, &["--take-back"]);
    assert!(code == 2 && said.contains("nothing is kept as published of 2026"), "{said}");
}

#[test]
fn a_draft_from_before_the_last_publication_is_not_kept_as_published() {
    let sample = Sample::new();
    run(&sample);
    sample.put("1007.csv", "Gairloch Primary School", "ynyy");
    run(&sample);
    assert_eq!(publish(&sample, &[]).0, 0);
    sample.command(&["restore", "--book", "book", "--year", "2026"]).assert().success();
    assert_eq!(behind(&sample), (6, false));
    let (code, said) = publish(&sample, &[]);
    assert!(code == 2 && said.contains("was not held against what has been published"), "{said}");
    assert!(said.contains("run the year again"), "{said}");
}

#[test]
fn a_threshold_below_three_is_refused_with_what_to_write() {
    let sample = Sample::new();
    fs::create_dir_all(sample.book()).unwrap();
    fs::write(sample.book().join("tallybook.toml"), "publish_threshold = 1\n").unwrap();
    let output = sample.run().assert().code(2);
    let said = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(
        said.contains("line 1: `publish_threshold`") && said.contains("a whole number, 3 or more"),
        "{said}"
    );
}
