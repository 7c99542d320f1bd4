//! What goes wrong: exit code 2, a message with what to do, and the book as it was.

use std::fs;

use crate::sample::{Sample, tallybook, tree};

/// Runs, expects code 2 and both texts on stderr.
fn refused(command: &mut assert_cmd::Command, message: &str, hint: &str) {
    let output = command.assert().code(2);
    let said = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(said.contains(message), "no `{message}` in:\n{said}");
    assert!(said.contains(hint), "no `{hint}` in:\n{said}");
    assert!(output.get_output().stdout.is_empty());
}

fn run_args<'a>(returns: &'a str, year: &'a str, register: &'a str) -> [&'a str; 8] {
    ["run", returns, "--schools", register, "--year", year, "--book", "book"]
}

#[test]
fn what_is_not_there_or_empty_is_named() {
    let sample = Sample::new();
    let run = |returns: &str| sample.command(&run_args(returns, "2026", "register.csv"));
    refused(&mut run("nowhere"), "nowhere is not there", "hint: check how the path is spelt");
    fs::create_dir(sample.path("empty")).unwrap();
    refused(&mut run("empty"), "there is no file in empty", "hint: put the returns");
    refused(
        &mut sample.command(&run_args("returns", "2026", "none.csv")),
        "the register none.csv is not there",
        "hint:",
    );
    refused(
        &mut sample.command(&run_args("returns", "2026", "returns")),
        "the register returns is a folder",
        "name the file that lists the schools",
    );
    refused(
        &mut sample.command(&run_args("register.csv", "2026", "register.csv")),
        "register.csv holds no return",
        "name the folder of the returns",
    );
    refused(
        &mut sample.command(&run_args("returns", "1926", "register.csv")),
        "a year from 2000 to 2100",
        "",
    );
    refused(&mut sample.command(&["init", "register.csv"]), "register.csv is a file", "name the folder");
    assert!(!sample.book().exists());
}

#[test]
fn a_register_that_cannot_be_used_is_told_with_its_rows() {
    let sample = Sample::new();
    sample.run().assert().success();
    let before = tree(&sample.book());
    fs::write(sample.path("bad.csv"), "colour,size\nred,3\n").unwrap();
    refused(
        &mut sample.command(&run_args("returns", "2026", "bad.csv")),
        "has no columns for the schools' ids and names",
        "school_id and school_name",
    );
    fs::write(sample.path("twice.csv"), "school_id,school_name\n1,A School\n2,B School\n1,C School\n")
        .unwrap();
    refused(
        &mut sample.command(&run_args("returns", "2026", "twice.csv")),
        "has schools twice: 1",
        "leave one row for each school",
    );
    // Two registers may have one name: the folder tells which is meant.
    fs::create_dir(sample.path("ours")).unwrap();
    fs::write(sample.path("ours/register.csv"), "school_id,school_name\n").unwrap();
    let named = std::path::Path::new("ours").join("register.csv").display().to_string();
    refused(
        &mut sample.command(&run_args("returns", "2026", "ours/register.csv")),
        &format!("the register {named} has no school in it"),
        "add a row for each school",
    );
    assert!(tree(&sample.book()) == before);
}

#[test]
fn a_setting_that_is_not_known_is_refused_with_its_line() {
    let sample = Sample::new();
    fs::create_dir(sample.book()).unwrap();
    fs::write(sample.book().join("tallybook.toml"), "# ours\nautority_name = \"x\"\n").unwrap();
    refused(
        &mut sample.run(),
        "tallybook.toml line 2: there is no setting `autority_name`",
        "did you mean `authority_name`?",
    );
}

#[test]
fn a_book_that_cannot_be_written_is_named() {
    let sample = Sample::new();
    fs::write(sample.path("file.txt"), "no folder").unwrap();
    let mut command = sample.run_into("file.txt/book");
    refused(&mut command, "file.txt/book could not be written", "check that you may write there");
}

#[test]
fn a_second_run_at_the_same_time_is_told_who_is_first() {
    let sample = Sample::new();
    sample.run().assert().success();
    let before = tree(&sample.book());
    let held = tallybook::store::lock::Lock::take(&sample.book(), "run --year 2026").unwrap();
    refused(
        &mut sample.run(),
        "another command is working on book: tallybook run --year 2026",
        "wait until it has ended",
    );
    drop(held);
    assert!(tree(&sample.book()) == before);
}

#[test]
fn a_workbook_that_is_open_elsewhere_is_named_and_the_book_stays() {
    let sample = Sample::new();
    sample.run().assert().success();
    let before = tree(&sample.book());
    let path = sample.book().join("2026/benchmark.xlsx");
    let open = fs::File::open(&path).unwrap();
    open.lock().unwrap();
    refused(&mut sample.run(), "benchmark.xlsx is open in another program", "close it there, then run again");
    open.unlock().unwrap();
    assert!(tree(&sample.book()) == before);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_book_as_it_was() {
    let sample = Sample::new();
    sample.run().assert().success();
    let before = tree(&sample.book());
    // A limit of the system on the size of files stands for the end of the disk.
    let program = assert_cmd::cargo::cargo_bin!("tallybook");
    let script = format!(
        "trap '' XFSZ; ulimit -f 4; exec '{}' run returns --schools register.csv --year 2026 --book book",
        program.display()
    );
    let mut command = assert_cmd::Command::new("bash");
    command.current_dir(sample.path("")).args(["-c", &script]);
    refused(&mut command, "could not be written", "hint:");
    assert!(tree(&sample.book()) == before);
    sample.run().assert().success();
}

#[test]
fn an_unknown_command_line_is_refused_too() {
    refused(tallybook().arg("walk"), "unrecognized subcommand", "");
    refused(
        tallybook().args(["explain", "F999"]),
        "there is no rule `F999`",
        "`tallybook explain` lists every rule",
    );
    refused(tallybook().args(["status", "--book", "nowhere"]), "the book nowhere is not there", "hint:");
}

#[test]
fn a_group_that_there_is_not_is_refused_with_those_there_are() {
    let sample = Sample::new();
    sample.run().assert().success();
    let trace = |group: &str| {
        let fixed = ["trace", "--book", "book", "--year", "2026", "--statement", "POL-01", "--group"];
        sample.command(&[fixed.as_slice(), &[group]].concat())
    };
    refused(&mut trace("sektor=Primary"), "no groups by `sektor`", "hint: write one of: area, sector");
    refused(
        &mut trace("sector=Primry"),
        "no school has `Primry` as its sector",
        "write one of: (none), Primary, Secondary",
    );
    let lines = |group: &str| {
        let output = trace(group).assert().success();
        String::from_utf8_lossy(&output.get_output().stdout).lines().count()
    };
    assert_eq!(
        [lines("Sector=primary"), lines("area=South"), lines("sector=(none)"), lines("all")],
        [7, 2, 1, 8]
    );
}

#[test]
fn a_book_that_is_named_to_check_has_to_be_there() {
    let sample = Sample::new();
    let args = ["check", "returns", "--schools", "register.csv", "--year", "2026"];
    sample.command(&args).assert().success();
    let named = [args.as_slice(), &["--book", "typo/book"]].concat();
    refused(
        &mut sample.command(&named),
        "the book typo/book is not there",
        "hint: check how the path is spelt",
    );
    fs::create_dir(sample.book()).unwrap();
    sample.command(&[args.as_slice(), &["--book", "book"]].concat()).assert().success();
}

#[test]
fn a_catalogue_one_folder_deeper_is_pointed_at() {
    let sample = Sample::new();
    let form = ["form", "--catalogue", "cnes-e-safety", "--year", "2027", "--out", "forms"];
    sample.command(&form).assert().success();
    let new = ["catalogue", "new", "forms/cnes-e-safety 2027.xlsx", "--id", "own", "--out", "own"];
    sample.command(&new).assert().success();
    let check = |folder| sample.command(&["catalogue", "check", folder]);
    refused(&mut check("own"), "the file is missing", "there is a catalogue in own/own: name that folder");
    check("own/own").assert().success();
    refused(&mut check("returns"), "has no such file", "correct the lines named");
}

#[test]
fn a_damaged_list_of_what_was_published_is_told_with_what_mends_it() {
    let sample = Sample::new();
    sample.run().assert().success();
    sample.command(&["publish", "--book", "book", "--year", "2026"]).assert().success();
    let path = sample.book().join("published.json");
    fs::write(&path, "[{\"year\": 20").unwrap();
    refused(
        &mut sample.run(),
        "published.json: what was published cannot be read",
        "put the file back from a backup",
    );
    // What it says mends it.
    fs::remove_file(&path).unwrap();
    sample.run().assert().success();
    sample.command(&["publish", "--book", "book", "--year", "2026"]).assert().success();
    sample.run().assert().success();
}

#[test]
fn settings_that_the_book_does_not_keep_are_asked_for_again() {
    let sample = Sample::new();
    fs::write(
        sample.path("s.toml"),
        "authority_id = \"isles\"\ndefault_catalogue = \"online-safety-practice\"\n",
    )
    .unwrap();
    sample.run().args(["--settings", "s.toml"]).assert().success();
    sample.run().args(["--settings", "s.toml"]).assert().success();
    let before = tree(&sample.book());
    let restore = ["restore", "--book", "book", "--year", "2026"];
    let (message, hint) = ("was made with authority_id \"isles\"", "name those settings with --settings");
    refused(&mut sample.command(&restore), message, hint);
    refused(&mut sample.run(), message, hint);
    assert!(tree(&sample.book()) == before);
    sample.command(&restore).args(["--settings", "s.toml"]).assert().success();
}

#[test]
fn a_default_catalogue_that_only_the_run_was_given_stops_no_command_that_reads_no_return() {
    let sample = Sample::new();
    fs::create_dir(sample.book()).unwrap();
    let catalogue = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/catalogues/online-safety-practice");
    sample.run().args(["--catalogue", catalogue]).assert().success();
    sample.run().args(["--catalogue", catalogue]).assert().success();
    fs::write(sample.book().join("tallybook.toml"), "default_catalogue = \"of-our-own\"\n").unwrap();
    sample.command(&["diff", "book", "--year", "2026"]).assert().success();
    sample.command(&["restore", "--book", "book", "--year", "2026"]).assert().success();
    refused(&mut sample.run(), "there is no catalogue `of-our-own`", "write one of");
}

#[test]
fn what_was_typed_amiss_is_said_in_words() {
    let sample = Sample::new();
    refused(sample.run().args(["--threads", "0"]), "write a whole number, 1 or more", "");
    refused(&mut sample.run_into("register.csv"), "the book register.csv is a file", "name the folder");
    sample.run().assert().success();
    let in_book = sample.command(&run_args("book", "2026", "register.csv")).assert().code(2);
    let said = String::from_utf8_lossy(&in_book.get_output().stderr).into_owned();
    assert!(
        said.contains("book is the book itself") && said.contains("hint: name the folder of the returns"),
        "{said}"
    );
    refused(
        &mut sample.command(&["trace", "--book", "book", "--year", "2026", "--statement", "XYZ-01"]),
        "asked no statement XYZ-01",
        "`tallybook catalogue show online-safety-practice`",
    );
}

#[test]
fn a_workbook_that_an_office_program_seems_to_have_open_is_told_of() {
    let sample = Sample::new();
    // A question, so that the file of decisions is there.
    sample.put("odd.csv", "Nowhere at all", "yynp");
    let said = || {
        let output = sample.run().assert().success();
        String::from_utf8_lossy(&output.get_output().stderr).into_owned()
    };
    assert!(!said().contains("seems to be open"));
    fs::write(sample.book().join("2026/~$benchmark.xlsx"), "").unwrap();
    fs::write(sample.book().join(".~lock.decisions.csv#"), "").unwrap();
    // Of a file that is not there nothing is said.
    fs::write(sample.book().join("2026/~$gone.xlsx"), "").unwrap();
    let run = said();
    assert!(
        run.contains(
            "benchmark.xlsx seems to be open in an office program (~$benchmark.xlsx lies beside it)"
        ),
        "{run}"
    );
    assert!(run.contains("decisions.csv seems to be open"), "{run}");
    assert!(!run.contains("gone.xlsx"), "{run}");
}
