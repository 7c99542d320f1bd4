//! What an officer relies on: the file survives a spreadsheet, and no ruling is lost or guessed.

use proptest::prelude::*;
use schemas::{
    answer::Answer,
    decision::{MarkMeaning, RuledColumn},
};

use super::*;

fn question(cell: &str, was_read: &str) -> Finding {
    let place = Place { source_file: "a.xlsx".into(), sheet: "Return".into(), cell: cell.into() };
    Finding::new(&rules::MARK_UNREADABLE, place, "the mark could not be read for sure")
        .reading(was_read)
        .with_suggestion("answer partly")
}

fn year() -> Year {
    Year::of(2026).unwrap()
}

fn asked(questions: &[Finding]) -> Decisions {
    let mut decisions = Decisions::default();
    decisions.take_over(year(), questions, |_| "ab".repeat(32));
    decisions
}

fn ruled(mut decisions: Decisions, ruling: &str, scope: &str) -> Decisions {
    decisions.rows[0].cells[8] = ruling.into();
    decisions.rows[0].cells[9] = scope.into();
    decisions
}

#[test]
fn a_question_stays_until_it_no_longer_arises() {
    let mut decisions = asked(&[question("C12", "?"), question("C13", "1/2")]);
    assert_eq!(decisions.rows().len(), 2);
    decisions.take_over(year(), &[question("C13", "1/2")], |_| "ab".repeat(32));
    assert_eq!(decisions.rows().len(), 1);
    assert_eq!(decisions.rows()[0].text("was_read"), "1/2");
}

#[test]
fn a_ruled_row_is_never_changed() {
    let mut decisions = ruled(asked(&[question("C12", "?")]), "answer no", "");
    let before = decisions.rows()[0].clone();
    decisions.take_over(year(), &[], |_| "cd".repeat(32));
    decisions.take_over(year(), &[question("C12", "?")], |_| "cd".repeat(32));
    assert_eq!(decisions.rows()[0], before);
    assert_eq!(decisions.rows().len(), 2, "the file has other content now, so the question is asked anew");
}

#[test]
fn the_file_survives_a_spreadsheet() {
    let decisions =
        ruled(asked(&[question("C12", "03/04/26"), question("C13", "=1+1")]), "answer yes", "always");
    let ours = String::from_utf8(decisions.to_bytes().unwrap()).unwrap();
    assert!(ours.contains("'03/04/26") && ours.contains("'=1+1"));
    for changed in ["May 26", "september 2025", "Sep-25", "(5)", "\u{a3}5"] {
        assert_eq!(guarded(changed), format!("'{changed}"));
        assert_eq!(unguarded(&guarded(changed)), changed);
    }
    for kept in ["May", "Marked 3 times", "(see 5)", "Yes 3", "Janet 2"] {
        assert_eq!(guarded(kept), kept);
    }
    // A spreadsheet set to German saves semicolons in Windows-1252 and drops the BOM.
    let theirs: String = ours.trim_start_matches('\u{feff}').replace(',', ";");
    let read = Decisions::read(theirs.as_bytes()).unwrap();
    assert_eq!(read.rulings().0, decisions.rulings().0);
    assert_eq!(read.rulings().0[0].was_read, "03/04/26");
    assert!(String::from_utf8(read.to_bytes().unwrap()).unwrap().contains("finding_id;year"));
}

#[test]
fn a_first_line_that_names_the_delimiter_is_none_of_the_table() {
    let decisions = ruled(asked(&[question("C12", "?"), question("C13", "1/2")]), "answer yes", "always");
    let ours = String::from_utf8(decisions.to_bytes().unwrap()).unwrap();
    let ours = ours.trim_start_matches('\u{feff}');
    for theirs in [
        format!("sep=,\r\n{ours}"),
        format!("\u{feff}sep=;\r\n{}", ours.replace(',', ";")),
        format!("sep=;,,,,\n{ours}"),
    ] {
        let read = Decisions::read(theirs.as_bytes()).unwrap();
        assert_eq!(read.rulings().0, decisions.rulings().0, "{theirs}");
        assert_eq!(read.rows().iter().map(|row| row.line).collect::<Vec<_>>(), [3, 4]);
        assert!(!String::from_utf8(read.to_bytes().unwrap()).unwrap().contains("sep="));
    }
}

#[test]
fn columns_that_the_officer_added_are_kept() {
    let text = String::from_utf8(asked(&[question("C12", "?")]).to_bytes().unwrap()).unwrap();
    let mut lines = text.lines();
    let (head, row) = (lines.next().unwrap(), lines.next().unwrap());
    let theirs = format!("{head},rung on\r\n{row},=3 May\r\n");
    let mut read = Decisions::read(theirs.as_bytes()).unwrap();
    read.take_over(year(), &[question("C13", "?")], |_| "cd".repeat(32));
    let ours = String::from_utf8(read.to_bytes().unwrap()).unwrap();
    let lines: Vec<&str> = ours.lines().collect();
    assert!(lines[0].ends_with(",reason,rung on") && lines[1].ends_with(",=3 May"), "{ours}");
    assert!(lines[2].ends_with(",,,,,"), "{ours}");
}

#[test]
fn a_workbook_under_the_files_name_is_told_as_one() {
    for bytes in [b"PK\x03\x04\x14\0".as_slice(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"] {
        let error = Decisions::read(bytes).unwrap_err();
        assert_eq!(error.to_string(), "decisions.csv is a workbook and no CSV, whatever its name says");
    }
}

#[test]
fn a_file_without_its_columns_is_refused() {
    let error = Decisions::read(b"finding_id,year\n1,2\n").unwrap_err();
    assert_eq!(error.to_string(), "decisions.csv: there is no column `source_file`");
}

#[test]
fn rulings_are_understood_as_they_are_written() {
    let read = |words: &str, code: &str| ruling::parse(words, "answer partly (its column says so)", code);
    assert_eq!(read("School 100836", "F402"), Ok(Ruling::School("100836".parse().unwrap())));
    for school in
        ["100836", "School ID: 100836", "school = 100836", "school 100836 (Back School)", "\"school 100836\""]
    {
        assert_eq!(read(school, "F402"), Ok(Ruling::School("100836".parse().unwrap())), "{school}");
    }
    assert_eq!(read("Back School", "F402"), Ok(Ruling::School("Back School".parse().unwrap())));
    assert_eq!(ruling::parse("ok", "school ID: 1 or 2", "F403"), Err(Unclear::NothingSuggested));
    assert_eq!(ruling::parse("ok", "catalogue ID: osp or own", "F210"), Err(Unclear::NothingSuggested));
    assert_eq!(ruling::parse("ok", "school ID, or leave out", "F402"), Err(Unclear::NothingSuggested));
    let sheets = "sheet NAME: Form or Form (2); or each sheet, or leave out";
    assert_eq!(ruling::parse("ok", sheets, "F204"), Err(Unclear::NothingSuggested));
    assert_eq!(read("each sheet", "F204"), Ok(Ruling::EachSheet));
    assert_eq!(read("statement pol-04", "F205"), Ok(Ruling::Statement("POL-04".parse().unwrap())));
    assert_eq!(read("Answer Not applicable", "F302"), Ok(Ruling::Answer(Answer::NotApplicable)));
    assert_eq!(read("yes", "F302"), Ok(Ruling::Answer(Answer::Yes)));
    assert_eq!(read("As suggested.", "F302"), Ok(Ruling::Answer(Answer::Partly)));
    assert_eq!(read("leave out", "F503"), Ok(Ruling::LeaveOut));
    assert_eq!(
        read("stands r-00000000000000ff", "F503"),
        Ok(Ruling::Stands(Some("R-00000000000000ff".parse().unwrap())))
    );
    assert_eq!(read("r-00000000000000ff", "F503"), read("stands r-00000000000000ff", "F503"));
    assert_eq!(read("Sheet 'Return (2)'", "F204"), Ok(Ruling::Sheet("Return (2)".into())));
    let scale = Ok(Ruling::Marks(vec![
        ("1".to_owned(), MarkMeaning::Answer(Answer::No)),
        ("2".to_owned(), MarkMeaning::Answer(Answer::NotApplicable)),
        ("3".to_owned(), MarkMeaning::Blank),
    ]));
    for words in [
        "marks 1=no 2=n/a 3=blank",
        "Marks: 1 = No, 2 = not applicable, 3 = blank",
        "marks 1=no;2=N/A;3=Blank",
    ] {
        assert_eq!(read(words, "F312"), scale, "{words}");
    }
    for words in ["marks", "marks 1=ANSWER 2=ANSWER", "marks 1=yes 1=no", "marks 1 yes", "1=no 2=yes"] {
        assert!(read(words, "F312").is_err(), "{words}");
    }
    assert_eq!(ruling::parse("ok", "marks 1=ANSWER 2=ANSWER", "F312"), Err(Unclear::NothingSuggested));
    let columns = |words: &str| {
        Ok(Ruling::Columns(words.split(' ').map(|word| RuledColumn::of(word).unwrap()).collect()))
    };
    for words in
        ["columns yes partly no comment", "Columns: Yes, Partly, No, Evidence", "columns Y/P/N | comments"]
    {
        assert_eq!(read(words, "F203"), columns("yes partly no comment"), "{words}");
    }
    assert_eq!(read("columns yes no n/a not applicable other", "F203"), columns("yes no na na other"));
    for (words, none) in [
        ("columns statement yes partly no comment", "statement"),
        ("columns met partly not comment", "met"),
        ("columns C=yes D=no", "c=yes"),
    ] {
        assert_eq!(read(words, "F203"), Err(Unclear::Column(none.to_owned())), "{words}");
    }
    assert!(read("yes", "F503").is_err());
    assert!(read("maybe", "F302").is_err());
}

#[test]
fn what_cannot_be_understood_is_a_finding_with_its_line() {
    let decisions = ruled(asked(&[question("C12", "?")]), "perhaps", "");
    let read = Decisions::read(&decisions.to_bytes().unwrap()).unwrap();
    let (rulings, findings) = read.rulings();
    assert!(rulings.is_empty());
    assert_eq!(findings[0].place.cell, "line 2");
    assert_eq!(findings[0].was_read, "perhaps");
    // What could answer this question, and no other.
    let answers =
        "write one of: answer yes, answer partly, answer no, answer not applicable, blank, as suggested";
    assert_eq!(findings[0].suggestion, answers);
    assert_eq!(Unclear::NothingSuggested.hint("F402"), "write one of: school ID, leave out");
}

#[test]
fn a_ruling_holds_in_its_scope() {
    let sha = "ab".repeat(32);
    let holds = |scope: &str, q: &Finding, sha: &str| {
        let decisions = ruled(asked(&[question("C12", "?")]), "answer no", scope);
        Rulings::new(decisions.rulings().0).on(q, sha).is_some()
    };
    assert!(holds("", &question("C12", "?"), &sha));
    assert!(!holds("", &question("C12", "?"), "other content"));
    assert!(!holds("", &question("C13", "?"), &sha));
    assert!(!holds("", &question("C12", "??"), &sha));
    assert!(holds("always", &question("C99", " ? "), "other content"));
    assert!(!holds("always", &question("C99", "??"), "other content"));
    // Nothing was read there: that is no reason to rule on every such place.
    let nothing = ruled(asked(&[question("C12", "")]), "answer no", "always");
    let rulings = Rulings::new(nothing.rulings().0);
    assert!(
        rulings.on(&question("C99", ""), "x").is_none() && rulings.on(&question("C12", ""), "x").is_some()
    );
}

#[test]
fn a_ruling_holds_for_the_same_cells_under_the_same_name() {
    let [sent, saved, other] =
        ["ab", "cd", "ef"].map(|bytes| schemas::decision::hashes(&bytes.repeat(32), &"12".repeat(32)));
    let of = |file: &str| Finding {
        rule: &rules::SCHOOL_MISSING,
        place: Place { source_file: file.into(), ..question("A1", "").place },
        ..question("A1", "")
    };
    let mut decisions = Decisions::default();
    decisions.take_over(year(), &[of("a.xlsx")], |_| sent.clone());
    let mut decisions = ruled(decisions, "school 100458", "");
    let rulings = Rulings::new(decisions.rulings().0);
    assert!(rulings.on(&of("a.xlsx"), &saved).is_some());
    assert!(rulings.on(&of("a.xlsx"), &"cd".repeat(32)).is_none());
    // Two schools may leave the same form without their name.
    assert!(rulings.on(&of("b.xlsx"), &other).is_none());
    // The question is not asked a second time.
    decisions.take_over(year(), &[of("a.xlsx")], |_| saved.clone());
    assert_eq!(decisions.rows().len(), 1);
    decisions.take_over(year(), &[of("a.xlsx")], |_| "cd".repeat(32));
    assert_eq!(decisions.rows().len(), 2);
}

#[test]
fn whose_a_return_is_holds_for_its_content_wherever_the_file_has_been_moved() {
    let of = |file: &str, cell: &str| Finding {
        rule: &rules::SCHOOL_MISSING,
        place: Place { source_file: file.into(), ..question(cell, "").place },
        ..question(cell, "Oak")
    };
    let rulings = Rulings::new(ruled(asked(&[of("a.xlsx", "B2")]), "school 100458", "").rulings().0);
    let sha = "ab".repeat(32);
    assert!(rulings.on(&of("late/a (1).xlsx", "B2"), &sha).is_some());
    assert!(rulings.on(&of("late/a (1).xlsx", "B3"), &sha).is_none());
    assert!(rulings.on(&of("late/a (1).xlsx", "B2"), "other content").is_none());
}

#[test]
fn a_formula_without_a_value_is_ruled_on_cell_by_cell() {
    let formula = |cell: &str| Finding { rule: &rules::FORMULA_ERROR, ..question(cell, "(formula)") };
    for (scope, n) in [("", 1), ("this cell", 1), ("this return", 0), ("always", 0)] {
        let decisions = ruled(asked(&[formula("C12")]), "answer yes", scope);
        let (rulings, findings) = decisions.rulings();
        assert_eq!((rulings.len(), findings.len()), (n, 1 - n), "{scope}");
        let told = findings.iter().map(|f| format!("{} {} {}", f.rule.code, f.message, f.suggestion));
        for told in told {
            assert!(told.starts_with("F702") && told.contains("not followed") && told.contains("this cell"));
        }
    }
}

#[test]
fn a_question_for_many_cells_is_ruled_on_for_all_where_no_scope_is_written() {
    let many = format!("answer partly, {}, which settles all", schemas::decision::FOR_THIS_RETURN);
    let question = || question("C12", "In progress");
    for (suggestion, written, scope) in [
        (many.as_str(), "", Scope::Return),
        (&many, "this cell", Scope::Cell),
        (&many, "always", Scope::Always),
        ("answer partly", "", Scope::Cell),
    ] {
        for words in ["answer partly", "as suggested"] {
            let decisions = ruled(asked(&[question().with_suggestion(suggestion)]), words, written);
            let (rulings, findings) = decisions.rulings();
            assert!(findings.is_empty(), "{findings:?}");
            assert_eq!((&rulings[0].ruling, rulings[0].scope), (&Ruling::Answer(Answer::Partly), scope));
        }
    }
}

#[test]
fn of_rulings_that_contradict_each_other_none_is_followed() {
    // (place, decision, scope), each a row, and which of them are told of.
    let told = |rows: &[(&str, &str, &str)]| {
        let mut decisions = Decisions::default();
        for (cell, ruling, scope) in rows {
            let mut row = asked(&[question(cell, "tbc")]).rows.remove(0);
            row.cells[8] = (*ruling).into();
            row.cells[9] = (*scope).into();
            decisions.rows.push(row);
        }
        let read = Decisions::read(&decisions.to_bytes().unwrap()).unwrap();
        let (rulings, findings) = read.rulings();
        assert_eq!(rulings.len() + findings.len(), rows.len());
        assert!(findings.iter().all(|finding| finding.rule.code == "F702"));
        findings.iter().map(|finding| finding.place.cell.clone()).collect::<Vec<_>>().join(", ")
    };
    // The same question twice, whatever the scopes.
    assert_eq!(told(&[("C12", "answer yes", ""), ("C12", "answer no", "")]), "line 2, line 3");
    assert_eq!(told(&[("C12", "answer yes", "always"), ("C12", "blank", "")]), "line 2, line 3");
    assert_eq!(told(&[("C12", "answer yes", ""), ("C12", "yes", "always")]), "");
    // Two questions that are read alike, where both rulings reach the other.
    for scope in ["this return", "always"] {
        assert_eq!(told(&[("C12", "yes", scope), ("C13", "no", scope), ("C14", "no", "")]), "line 2, line 3");
    }
    assert_eq!(told(&[("C12", "yes", ""), ("C13", "no", ""), ("C14", "partly", "always")]), "");
}

proptest! {
    #[test]
    fn no_bytes_stop_the_reading(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Decisions::read(&bytes).map(|decisions| decisions.rulings());
    }

    #[test]
    fn any_text_comes_back_as_it_was(was_read in "\\PC{0,40}", cell in "[A-Z]{1,2}[0-9]{1,3}") {
        let decisions = asked(&[question(&cell, &was_read)]);
        let read = Decisions::read(&decisions.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(read.rows()[0].text("was_read"), was_read.as_str());
    }
}

#[test]
fn a_bare_stands_is_said_of_the_return_that_its_row_suggests() {
    let with = |suggestion: &str| {
        let asked =
            Finding::new(&rules::UNDECIDED, Place::file("a.xlsx"), "which").with_suggestion(suggestion);
        let (rulings, _) = ruled(self::asked(&[asked]), "stands", "").rulings();
        rulings[0].ruling.clone()
    };
    let id = "R-00000000000000ff";
    assert_eq!(with(&format!("stands {id}")), Ruling::Stands(Some(id.parse().unwrap())));
    assert_eq!(with(&format!("stands ID: {id} or R-0000000000000001")), Ruling::Stands(None));
}
