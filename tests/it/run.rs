//! What a run writes: complete, the same again, and the user's own files with it.

use std::{collections::BTreeMap, fs};

use schemas::{
    ids::Year,
    tables::{data, star},
};
use tallybook::store::load;

use crate::sample::{RETURNS, Sample, tree};

#[test]
fn a_run_accounts_for_every_file_and_answer() {
    let sample = Sample::new();
    fs::write(sample.path("returns/~$1001.csv"), "lock").unwrap();
    fs::write(sample.path("returns/note.pdf"), "%PDF-1.4").unwrap();
    let output = sample.run().assert().success();
    let said = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    assert!(said.starts_with("open ") && said.contains("benchmark.xlsx"), "{said}");

    let folder = sample.book().join("2026/data");
    let files = load::table(&folder, &data::FILES).unwrap();
    let outcomes: BTreeMap<&str, &str> =
        files.rows().map(|row| (row.str("source_file"), row.str("outcome"))).collect();
    assert_eq!(outcomes.len(), RETURNS.len() + 2);
    assert_eq!(outcomes["~$1001.csv"], "ignored");
    assert_eq!(outcomes["note.pdf"], "refused");

    let year = load::year(&sample.book().join("2026"), Year::of(2026).unwrap()).unwrap();
    assert_eq!(year.returns.len(), RETURNS.len());
    assert_eq!(year.answers.said.len(), RETURNS.len() * 40);
    let weak = year.answers.said.iter().filter(|said| said.is_weak()).count();
    let expected: usize = RETURNS
        .iter()
        .map(|(_, _, pattern)| pattern.chars().cycle().take(40).filter(|c| "pn".contains(*c)).count())
        .sum();
    assert_eq!(weak, expected);

    let fact = load::table(&sample.book().join("bi"), &star::FACT_ANSWER).unwrap();
    assert_eq!(fact.len(), RETURNS.len() * 40);
    let response = load::table(&sample.book().join("bi"), &star::FACT_RESPONSE).unwrap();
    assert_eq!(response.len(), 7);

    let report = fs::read_to_string(sample.book().join("2026/run.json")).unwrap();
    assert!(report.contains("files 8 = read 6 + refused 1 + ignored 1"), "{report}");
    assert!(report.contains("\"stage\": \"balance\""));
}

#[test]
fn a_school_whose_file_waits_for_a_ruling_is_awaited_and_not_chased() {
    // A form laid on its side with two rows of one name: no return can be read from it, and the rows are asked about.
    let texts: Vec<String> = schemas::catalogue::load::builtin()
        .iter()
        .filter(|catalogue| catalogue.id.as_str() == "online-safety-practice")
        .flat_map(|catalogue| catalogue.statements.iter().map(|stated| format!("\"{}\"", stated.text)))
        .collect();
    let marks = |answer: &str| format!("{answer}{}\n", ",x".repeat(texts.len()));
    let turned = format!(",{}\n{}{}{}", texts.join(","), marks("Yes"), marks("No"), marks("Yes"));
    for (name, response) in [("Gairloch Primary School.csv", "awaiting"), ("form.csv", "not_returned")] {
        let sample = Sample::new();
        fs::write(sample.path("returns").join(name), &turned).unwrap();
        sample.run().assert().success();
        let facts = load::table(&sample.book().join("bi"), &star::FACT_RESPONSE).unwrap();
        let of_school = facts.rows().find(|row| row.str("school_key").ends_with("/1007"));
        assert_eq!(of_school.map(|row| row.str("status").to_owned()).as_deref(), Some(response), "{name}");
    }
    let named = format!("School:,Gairloch PS\n\n{turned}");
    for (file, form) in [("Gairloch Primary School/form.csv", &turned), ("form.csv", &named)] {
        let sample = Sample::new();
        let path = sample.path("returns").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, form).unwrap();
        sample.run().assert().success();
        let facts = load::table(&sample.book().join("bi"), &star::FACT_RESPONSE).unwrap();
        let of_school = facts.rows().find(|row| row.str("school_key").ends_with("/1007"));
        assert_eq!(of_school.map(|row| row.str("status").to_owned()).as_deref(), Some("awaiting"), "{file}");
    }
}

#[test]
fn the_same_returns_give_the_same_bytes_on_any_number_of_threads() {
    let sample = Sample::new();
    let mut books = Vec::new();
    for threads in ["1", "8", "1"] {
        let _ = fs::remove_dir_all(sample.book());
        sample.run().args(["--threads", threads]).assert().success();
        books.push(tree(&sample.book()));
    }
    let names: Vec<_> = books[0].keys().collect();
    assert!(names.iter().any(|name| *name == "bi/datapackage.json"), "{names:?}");
    for other in &books[1..] {
        assert_eq!(names, other.keys().collect::<Vec<_>>());
        for (name, bytes) in &books[0] {
            assert!(bytes == &other[name], "{name} differs");
        }
    }
}

#[test]
fn a_second_run_keeps_the_first_and_takes_the_users_files_along() {
    let sample = Sample::new();
    sample.run().assert().success();
    fs::write(sample.book().join("2026/minutes.txt"), "the meeting of 3 May").unwrap();
    let before = tree(&sample.book().join("2026"));
    sample.put("1007.csv", "Gairloch Primary School", "y");
    sample.run().assert().success();
    let now = tree(&sample.book().join("2026"));
    assert_eq!(now["minutes.txt"], b"the meeting of 3 May");
    assert_ne!(now["data/returns.parquet"], before["data/returns.parquet"]);
    assert_eq!(tree(&sample.book().join(".tallybook/previous/2026")), before);

    sample.command(&["restore", "--book", "book", "--year", "2026"]).assert().success();
    assert_eq!(tree(&sample.book().join("2026")), before);
    let fact = load::table(&sample.book().join("bi"), &star::FACT_ANSWER).unwrap();
    assert_eq!(fact.len(), RETURNS.len() * 40);
    sample.command(&["restore", "--book", "book", "--year", "2026"]).assert().success();
    assert_eq!(tree(&sample.book().join("2026")), now);
}

#[test]
fn years_stand_side_by_side() {
    let sample = Sample::new();
    sample.run().assert().success();
    let first = tree(&sample.book().join("2026"));
    let mut command = sample.command(&[
        "run",
        "returns",
        "--schools",
        "register.csv",
        "--year",
        "2027",
        "--book",
        "book",
        "--no-school-workbooks",
    ]);
    command.assert().success();
    assert_eq!(tree(&sample.book().join("2026")), first);
    let fact = load::table(&sample.book().join("bi"), &star::FACT_ANSWER).unwrap();
    assert_eq!(fact.len(), 2 * RETURNS.len() * 40);
    // The same returns again: each is told to be last year's.
    let findings = load::table(&sample.book().join("2027/data"), &data::FINDINGS).unwrap();
    assert_eq!(findings.rows().filter(|row| row.str("code") == "F505").count(), RETURNS.len());
}

#[test]
fn fewer_schools_than_before_is_said_loudly() {
    let sample = Sample::new();
    sample.run().assert().success();
    fs::remove_file(sample.path("returns/1003.csv")).unwrap();
    let output = sample.run().args(["--fail-on", "warning"]).assert().code(1);
    let said = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(said.contains("5 schools returned in this run, but 6 in the one it replaced"), "{said}");
    let findings = fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap();
    assert!(findings.contains("F506"));
}

#[test]
fn csv_stands_beside_parquet_where_it_is_asked_for() {
    let sample = Sample::new();
    sample.run().arg("--csv").assert().success();
    let csv = fs::read_to_string(sample.book().join("bi/fact_answer.csv")).unwrap();
    assert_eq!(csv.lines().count(), 1 + RETURNS.len() * 40);
    assert!(sample.book().join("bi/datapackage-csv.json").is_file());
}

#[test]
fn what_one_school_writes_below_its_form_is_a_comment_and_what_all_send_is_print() {
    let sample = Sample::new();
    let own = "Parents would welcome an evening on this.";
    for (id, name, _) in RETURNS {
        let path = sample.path("returns").join(format!("{id}.csv"));
        let mut text = fs::read_to_string(&path).unwrap();
        text.push_str(&format!("\n\"Return this form to the office at {name} by May\"\n"));
        if id == "1003" {
            text.push_str(&format!("\"{own}\"\n"));
        }
        fs::write(path, text).unwrap();
    }
    sample.run().assert().success();
    let data = sample.book().join("2026/data");
    let comments = load::table(&data, &data::COMMENTS).unwrap();
    let said: Vec<_> =
        comments.rows().map(|row| (row.str("source_file"), row.str("text"), row.str("cell"))).collect();
    assert_eq!(said, [("1003.csv", own, "line 47, column 1")]);
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(sample.book().join("2026/run.json")).unwrap()).unwrap();
    let tallies = report["tallies"].as_array().unwrap();
    let words = tallies.iter().find(|tally| tally["stage"] == "words beside the answers").unwrap();
    assert_eq!(words["sums"][0], "unplaced 7 = printed in the form 6 + remarks 1");
}

#[test]
fn every_count_of_the_expected_is_the_same() {
    let sample = Sample::new();
    let register = fs::read_to_string(sample.path("register.csv")).unwrap();
    let mut lines = register.lines();
    let mut with_days = format!("{},opened_on,closed_on\n", lines.next().unwrap());
    for line in lines {
        // One that returned had closed, one opens later, and one that has not returned closed before the school year.
        let days = match line.split(',').next() {
            Some("1001") => ",2020-01-01",
            Some("1002") => "2027-09-01,",
            Some("1007") => ",2025-08-31",
            _ => ",",
        };
        with_days.push_str(&format!("{line},{days}\n"));
    }
    fs::write(sample.path("register.csv"), with_days).unwrap();
    let said = |command: &mut assert_cmd::Command| {
        let output = command.assert().success().get_output().clone();
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
    };
    let run = said(&mut sample.run());
    assert!(run.contains("2026: 6 of 6 schools returned"), "{run}");
    let status = said(&mut sample.command(&["status", "--book", "book"]));
    assert!(
        status.contains("2026: 6 of 6 schools returned") || status.contains("2026: 6 of 6 returned"),
        "{status}"
    );
    let traced =
        said(&mut sample.command(&["trace", "--statement", "POL-01", "--book", "book", "--year", "2026"]));
    assert!(traced.contains("6 schools"), "{traced}");
    let findings = fs::read_to_string(sample.book().join("2026/findings.csv")).unwrap();
    assert_eq!(findings.matches("F411").count(), 2, "{findings}");
}

#[test]
fn a_group_may_be_called_as_a_column_of_the_papers() {
    let sample = Sample::new();
    let register = fs::read_to_string(sample.path("register.csv")).unwrap();
    let lines: Vec<String> = register
        .lines()
        .enumerate()
        .map(
            |(at, line)| {
                if at == 0 { format!("{line},School,Return,yes") } else { format!("{line},Big,Early,A") }
            },
        )
        .collect();
    fs::write(sample.path("register.csv"), lines.join("\n")).unwrap();
    fs::create_dir(sample.book()).unwrap();
    fs::write(sample.book().join("tallybook.toml"), "groups = [\"School\", \"Return\", \"yes\"]\n").unwrap();
    sample.run().assert().success();
}

#[test]
fn words_of_a_return_from_nobody_known_do_not_become_print_by_its_copies() {
    let sample = Sample::new();
    let remark = "We share our policy with the cluster";
    for name in ["x1.csv", "x2.csv", "x3.csv"] {
        sample.put(name, "Nowhere Academy", "yynp");
        let path = sample.path("returns").join(name);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{text}\n\n{remark}\n")).unwrap();
    }
    sample.run().assert().success();
    let comments = load::table(&sample.book().join("2026/data"), &data::COMMENTS).unwrap();
    let n = comments.rows().filter(|row| row.str("text") == remark).count();
    assert_eq!(n, 3);
}

#[test]
fn a_file_that_needs_more_memory_than_it_may_have_is_one_finding() {
    let sample = Sample::new();
    // So large a table is read by a child.
    fs::write(sample.path("returns/large.csv"), format!("{},Yes\n", "remark ".repeat(150)).repeat(20_000))
        .unwrap();
    fs::write(sample.path("scarce.toml"), "[limits]\nchild_memory = 4194304\n").unwrap();
    fs::write(sample.path("usual.toml"), "").unwrap();
    let code = |settings: &str| {
        sample.run().args(["--settings", settings]).assert().success();
        let files = load::table(&sample.book().join("2026/data"), &data::FILES).unwrap();
        assert_eq!(files.rows().filter(|row| row.str("outcome") == "read").count(), RETURNS.len());
        let large = files.rows().find(|row| row.str("source_file") == "large.csv").unwrap();
        large.str("finding_code").to_owned()
    };
    assert_eq!(code("scarce.toml"), "F109");
    assert_ne!(code("usual.toml"), "F109");
}

#[test]
fn a_plan_in_a_file_of_its_own_joins_the_one_return_of_its_school_and_else_stays_told_of() {
    let sample = Sample::new();
    let plan = |title: &str, what: &str| {
        format!(
            "{title}\n\nAgreed with our parents' council in May\n\n\
             Key area for development,\"Resources, support or activity required\",Date completed,Signed\n\
             {what},Two sessions in spring,12/03/2026,\n"
        )
    };
    // Named in it, by the file's name, and of a school that sent nothing.
    let put = |file: &str, text: String| fs::write(sample.path("returns").join(file), text).unwrap();
    put("plan.csv", plan("School:,Brae High School", "Train all staff"));
    put("Carloway Primary School action plan.csv", plan("Action plan", "Review the filtering"));
    put("Gairloch Primary School action plan.csv", plan("Action plan", "Write a policy"));
    let evidence = "School:,Ardvasar Primary School\n\nStatement,Evidence\nPOL-01,Log kept in the office\n\
                    POL-02,On our own website\nPOL-03,Minutes of the board\nPOL-04,Letter to parents\n";
    put("evidence.csv", evidence.to_owned());
    sample.run().assert().success();

    let folder = sample.book().join("2026/data");
    let returns = load::table(&folder, &data::RETURNS).unwrap();
    let of = |file: &str| {
        let row = returns.rows().find(|row| row.str("source_file") == file);
        row.map(|row| (row.str("return_id").to_owned(), row.str("status").to_owned())).unwrap()
    };
    let actions = load::table(&folder, &data::ACTIONS).unwrap();
    let planned: Vec<_> = actions.rows().map(|row| (row.str("return_id"), row.str("area"))).collect();
    let wanted = [(of("1002.csv").0, "Train all staff"), (of("1003.csv").0, "Review the filtering")];
    assert_eq!(planned.len(), 2, "{planned:?}");
    for (id, area) in &wanted {
        assert!(planned.contains(&(id.as_str(), *area)), "{planned:?}");
    }
    let comments = load::table(&folder, &data::COMMENTS).unwrap();
    let own = comments.rows().filter(|row| row.str("return_id") == wanted[0].0);
    assert!(own.map(|row| row.str("text")).any(|text| text.contains("parents' council")));
    assert_eq!(of("evidence.csv").1, "part");

    let files = load::table(&folder, &data::FILES).unwrap();
    let outcome = |file: &str| {
        let row = files.rows().find(|row| row.str("source_file") == file);
        row.map(|row| row.str("outcome").to_owned()).unwrap()
    };
    assert_eq!(outcome("plan.csv"), "read");
    assert_eq!(outcome("Gairloch Primary School action plan.csv"), "refused");
    let findings = load::table(&folder, &data::FINDINGS).unwrap();
    let codes: Vec<_> = findings.rows().map(|row| (row.str("source_file"), row.str("code"))).collect();
    assert!(codes.contains(&("plan.csv", "F504")) && !codes.contains(&("plan.csv", "F106")), "{codes:?}");
    assert!(codes.contains(&("Gairloch Primary School action plan.csv", "F106")));
}

#[test]
fn a_nameless_plan_in_a_folder_with_several_schools_returns_is_joined_to_none() {
    let plan = "Action plan\n\nKey area for development,\"Resources, support or activity required\",Date \
                completed,Signed\nTrain all staff,Two sessions in spring,12/03/2026,\n";
    for (moved, n_joined) in [("1002.csv", 1), ("1003.csv", 0)] {
        let sample = Sample::new();
        let folder = sample.path("returns/Brae High School");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("plan.csv"), plan).unwrap();
        fs::rename(sample.path("returns").join(moved), folder.join("return.csv")).unwrap();
        sample.run().assert().success();
        let data = sample.book().join("2026/data");
        assert_eq!(load::table(&data, &data::ACTIONS).unwrap().len(), n_joined, "{moved}");
        let findings = load::table(&data, &data::FINDINGS).unwrap();
        assert!(findings.rows().any(|row| row.str("source_file").ends_with("plan.csv")), "{moved}");
    }
}
