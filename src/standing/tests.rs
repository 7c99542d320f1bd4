//! What an analyst relies on: one return stands for a school, and every other choice is shown or asked.

use schemas::{answer::Answer, decision::Ruling};

use super::{head::Hash, *};

fn head(file: &str, date: Option<&str>, marks: &str) -> ReturnHead {
    let mut hash = Hash::default();
    hash.part(&[marks]);
    ReturnHead {
        return_id: ReturnId::of(&[file]),
        source_file: file.to_owned(),
        sheet: "Return".to_owned(),
        cell: "A7".to_owned(),
        sha256: "ab".repeat(32),
        catalogue_id: "online-safety-practice".parse().unwrap(),
        school_id: Some("100248".parse().unwrap()),
        is_left_out: false,
        part: None,
        completed_on: date.map(|date| date.parse().unwrap()),
        completed_time: None,
        n_answered: u32::try_from(marks.bytes().filter(|b| *b != b'.').count()).unwrap(),
        marked: marks.bytes().map(|b| b != b'.').collect(),
        said: marks.chars().map(said).collect(),
        answers_hash: hash.0,
        words_hash: 0,
        has_words: false,
        evidence_chars: 0,
        disowned: Disowned::No,
        set_aside: Disowned::No,
        version: Version::default(),
        is_waiting: false,
    }
}

fn said(mark: char) -> Option<Answer> {
    match mark {
        'y' => Some(Answer::Yes),
        'p' => Some(Answer::Partly),
        'n' => Some(Answer::No),
        _ => None,
    }
}

fn window() -> Window {
    Window {
        opens_on: NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
        closes_on: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
    }
}

fn codes(heads: &[ReturnHead], rulings: &Rulings) -> (String, String) {
    let all = stand(heads, window(), rulings);
    let word = |standing: &Option<Standing>| {
        let standing = standing.as_ref().unwrap();
        standing.reason().unwrap_or_else(|| standing.code())
    };
    let standings: Vec<_> = all.standings.iter().map(word).collect();
    let findings: Vec<_> = all.findings.iter().map(|f| f.rule.code).collect();
    (standings.join(" "), findings.join(" "))
}

fn unruled(heads: &[ReturnHead]) -> (String, String) {
    codes(heads, &Rulings::default())
}

fn both(standings: &str, findings: &str) -> (String, String) {
    (standings.to_owned(), findings.to_owned())
}

#[test]
fn the_later_return_stands() {
    let heads = [head("late.xlsx", Some("2025-11-18"), "ypn"), head("early.xlsx", Some("2025-10-03"), "yyn")];
    assert_eq!(unruled(&heads), both("standing superseded", "F502"));
}

#[test]
fn a_later_return_that_leaves_open_what_the_earlier_answers_is_asked_about() {
    let halves = [
        head("first.xlsx", Some("2025-10-03"), "ypnypnypnyp.........."),
        head("second.xlsx", Some("2025-11-18"), "..........ynypnypnypn"),
    ];
    assert_eq!(unruled(&halves).0, "undecided undecided");
    let resent = [
        head("first.xlsx", Some("2025-10-03"), "ypnypnypnypnypnypnypn"),
        head("second.xlsx", Some("2025-11-18"), "yynypnypnypnypnypny.."),
    ];
    assert_eq!(unruled(&resent).0, "superseded standing");
}

#[test]
fn parts_that_share_a_few_answers_and_contradict_nowhere_are_joined() {
    let day = |day: &'static str| Some(day);
    let first = head("a.xlsx", day("2025-10-03"), "ypnypnypnypn..........");
    for (second, expected) in [
        // The last two of the first are answered the same in the second.
        ("..........pnypnypnypny", "standing part"),
        // One of them is not.
        ("..........ppypnypnypny", "undecided undecided"),
        // What could not be read agrees with nothing.
        ("..........?nypnypnypny", "undecided undecided"),
        // Half of it again is no part.
        ("......ypnypnypnypnyp..", "undecided undecided"),
        // Nor is a correction of three statements.
        ("ypn...................", "undecided undecided"),
    ] {
        assert_eq!(
            unruled(&[first.clone(), head("b.xlsx", day("2025-11-18"), second)]).0,
            expected,
            "{second}"
        );
    }
    let second = head("b.xlsx", day("2025-11-18"), "..........pnypnypnypny");
    let joined = stand(&[first.clone(), second.clone()], window(), &Rulings::default());
    assert!(
        joined.findings[0].message.contains("2 statements that both answer"),
        "{}",
        joined.findings[0].message
    );
    // A part that is a draft, or not to be used, is asked about; so is one of another collection.
    let draft = ReturnHead { version: Version { is_draft: true, is_final: false }, ..second.clone() };
    let taken_back = ReturnHead { disowned: Disowned::Perhaps, ..second.clone() };
    let old = ReturnHead { completed_on: "2023-10-03".parse().ok(), ..second.clone() };
    for other in [draft, taken_back, old] {
        assert_eq!(unruled(&[first.clone(), other]).0, "undecided undecided");
    }
    // The whole form that was sent before is a third, and nobody knows which stands.
    let whole = head("0.xlsx", day("2025-09-03"), "nnnnnnnnnnnnnnnnnnnnnn");
    assert_eq!(unruled(&[whole, first, second]).0, "undecided undecided undecided");
}

#[test]
fn a_file_that_is_named_as_set_aside_is_asked_about_in_place_of_another() {
    let names = ["Old Town Primary School", "Sample Road Nursery", "Oakfield Primary School"];
    let sent = |file: &str| {
        let mut heads = vec![
            head("oak.xlsx", Some("2025-10-03"), "ypnypnypny"),
            head(file, Some("2025-11-18"), "yynypnypny"),
        ];
        set_aside(&mut heads, names.into_iter());
        unruled(&heads).0
    };
    for file in [
        "oak DO NOT USE.xlsx",
        "superseded/oak.xlsx",
        "OLD oak.xlsx",
        "oak_old.xlsx",
        "oak (old) 2.xlsx",
        "archive/oak.xlsx",
        "Archive 2025.zip/oak.xlsx",
        "old versions/oak.xlsx",
        "oak sample.xlsx",
        "EXAMPLE oak.xlsx",
        "withdrawn/2026/oak.xlsx",
        "oak - superceded.xlsx",
    ] {
        assert_eq!(sent(file), "undecided undecided", "{file}");
    }
    for file in [
        "oak v2.xlsx",
        "Old Town cluster/oak.xlsx",
        "Old Town Primary return.xlsx",
        "Sample Road.xlsx",
        "Goldsmiths/oak.xlsx",
        "Oldham/oak.xlsx",
        "Manor of the old mill/oak.xlsx",
        "oak supersedes the first.xlsx",
        "oak replacement.xlsx",
        "use this one.xlsx",
    ] {
        assert_eq!(sent(file), "superseded standing", "{file}");
    }
    // An earlier one is superseded as it was.
    let mut heads = vec![
        head("OLD oak.xlsx", Some("2025-10-03"), "ypnypnypny"),
        head("oak.xlsx", Some("2025-11-18"), "yynypnypny"),
    ];
    set_aside(&mut heads, names.into_iter());
    assert_eq!(unruled(&heads).0, "superseded standing");
    // A copy that is not set aside is what the school sent.
    heads.push(ReturnHead {
        set_aside: Disowned::Perhaps,
        ..head("superseded/oak.xlsx", Some("2025-11-18"), "yynypnypny")
    });
    assert_eq!(unruled(&heads).0, "superseded standing copy");
}

#[test]
fn an_only_return_is_asked_about_where_its_file_is_named_as_no_return() {
    let only = |file: &str| {
        let mut heads = vec![head(file, Some("2025-10-03"), "ypn")];
        set_aside(&mut heads, ["Sample Road Nursery"].into_iter());
        unruled(&heads).0
    };
    for file in ["SAMPLE completed form.xlsx", "Example.xlsx", "oak DO NOT USE.xlsx", "worked example 2.docx"]
    {
        assert_eq!(only(file), "undecided", "{file}");
    }
    for file in ["Sample Road.xlsx", "oak sample.xlsx", "old/oak.xlsx", "Completed form.xlsx", "form 2.xlsx"]
    {
        assert_eq!(only(file), "standing", "{file}");
    }
}

#[test]
fn the_fuller_return_is_suggested_where_the_later_is_a_correction() {
    let suggested =
        |heads: &[ReturnHead]| stand(heads, window(), &Rulings::default()).findings[0].suggestion.clone();
    let full = head("a.xlsx", Some("2025-10-03"), "ypnypnypny");
    let few = head("b.xlsx", Some("2025-11-18"), "nnn.......");
    assert_eq!(suggested(&[full.clone(), few]), format!("stands {}", full.return_id));
    // Nor is one that is set aside.
    let mut other = head("c DO NOT USE.xlsx", Some("2025-11-18"), "nnnypnypny");
    other.set_aside = Disowned::Plainly;
    assert_eq!(suggested(&[full.clone(), other]), format!("stands {}", full.return_id));
}

#[test]
fn a_later_return_that_says_it_is_not_to_be_used_is_asked_about() {
    let early = head("early.xlsx", Some("2025-10-03"), "yyn");
    let late = ReturnHead { disowned: Disowned::Perhaps, ..head("late.xlsx", Some("2025-11-18"), "ypn") };
    assert_eq!(unruled(&[late.clone(), early.clone()]).0, "undecided undecided");
    let (early, late) =
        (ReturnHead { disowned: Disowned::Perhaps, ..early }, ReturnHead { disowned: Disowned::No, ..late });
    assert_eq!(unruled(&[late, early]).0, "standing superseded");
}

#[test]
fn an_only_return_that_is_plainly_no_return_is_asked_about() {
    let only = ReturnHead { disowned: Disowned::Plainly, ..head("a.xlsx", Some("2025-10-03"), "yyn") };
    assert_eq!(unruled(std::slice::from_ref(&only)), both("undecided", "F503"));
    assert_eq!(unruled(&[ReturnHead { disowned: Disowned::Perhaps, ..only.clone() }]).0, "standing");
    let real = head("b.xlsx", Some("2025-11-18"), "ypn");
    assert_eq!(unruled(&[only.clone(), real]).0, "superseded standing");
    assert_eq!(ruled(std::slice::from_ref(&only), Ruling::Stands(None)), both("standing", "F703"));
    assert_eq!(ruled(&[only], Ruling::LeaveOut), both("excluded", "F703"));
}

#[test]
fn what_most_returns_say_of_themselves_is_the_forms_print() {
    let printed: Vec<ReturnHead> = (0..5)
        .map(|n| ReturnHead {
            disowned: Disowned::Plainly,
            school_id: Some(format!("10024{n}").parse().unwrap()),
            ..head(&format!("{n}.xlsx"), Some("2025-10-03"), "yyn")
        })
        .collect();
    assert_eq!(unruled(&printed).0, "standing standing standing standing standing");
}

#[test]
fn of_one_day_the_later_hour_of_one_export_stands() {
    let at = |file: &str, hour: Option<u32>, marks: &str| ReturnHead {
        completed_time: hour.and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0)),
        cell: format!("A{marks}"),
        return_id: ReturnId::of(&[file, marks]),
        ..head(file, Some("2025-10-03"), marks)
    };
    let standings = |heads: &[ReturnHead]| unruled(heads).0;
    let (nine, three) = (at("x.xlsx", Some(9), "ypn"), at("x.xlsx", Some(15), "yyn"));
    assert_eq!(standings(&[nine.clone(), three.clone()]), "superseded standing");
    assert_eq!(standings(&[three.clone(), nine.clone()]), "standing superseded");
    // Another file may go by another clock; without an hour, or with the same, nobody knows.
    assert_eq!(standings(&[nine.clone(), at("z.xlsx", Some(15), "yyn")]), "undecided undecided");
    assert_eq!(standings(&[nine.clone(), at("x.xlsx", None, "yyn")]), "undecided undecided");
    assert_eq!(standings(&[nine, at("x.xlsx", Some(9), "yyn")]), "undecided undecided");
}

#[test]
fn of_copies_the_first_path_stands() {
    let heads = [head("b.xlsx", Some("2025-11-18"), "ypn"), head("a.xlsx", Some("2025-10-03"), "ypn")];
    assert_eq!(unruled(&heads), both("copy standing", "F501"));
}

#[test]
fn what_a_school_said_last_stands_though_it_said_so_before() {
    let first = head("a.xlsx", Some("2025-10-03"), "yyn");
    let second = head("b.xlsx", Some("2025-11-18"), "ypn");
    let again = head("c.xlsx", Some("2025-12-20"), "yyn");
    assert_eq!(
        unruled(&[first.clone(), second.clone(), again]),
        both("copy superseded standing", "F501 F502")
    );
    // A copy fares as what it is a copy of.
    let copy = head("aa.xlsx", Some("2025-10-03"), "yyn");
    assert_eq!(
        unruled(&[first.clone(), copy, second.clone()]),
        both("superseded superseded standing", "F501 F502")
    );
    // Nobody knows when the copy without a date was sent.
    let undated = head("c.xlsx", None, "yyn");
    assert_eq!(
        unruled(&[first, second, undated.clone()]),
        both("undecided undecided undecided", "F501 F503")
    );
    let last = head("d.xlsx", Some("2025-12-20"), "yyn");
    let before = head("b.xlsx", Some("2025-11-18"), "ypn");
    assert_eq!(unruled(&[before, undated, last]).0, "superseded copy standing");
}

#[test]
fn halves_of_different_years_are_asked_about() {
    let heads = [head("a.xlsx", Some("2023-10-03"), "yp...."), head("b.xlsx", Some("2025-10-03"), "...nyy")];
    assert_eq!(unruled(&heads), both("undecided undecided", "F503"));
}

#[test]
fn halves_are_parts_of_one() {
    let heads = [head("a.xlsx", None, "yp...."), head("b.xlsx", None, "...nyy")];
    assert_eq!(unruled(&heads), both("standing part", "F504"));
}

#[test]
fn what_the_rules_do_not_settle_is_asked() {
    let no_date = [head("a.xlsx", None, "ypn"), head("b.xlsx", Some("2025-10-03"), "yyn")];
    let same_date = [head("a.xlsx", Some("2025-10-03"), "ypn"), head("b.xlsx", Some("2025-10-03"), "yyn")];
    let fewer =
        [head("a.xlsx", Some("2025-11-18"), "y......n.."), head("b.xlsx", Some("2025-10-03"), "yynyynyyny")];
    let future = [head("a.xlsx", Some("2031-11-18"), "ypn"), head("b.xlsx", Some("2025-10-03"), "yyn")];
    for heads in [no_date, same_date, fewer, future] {
        assert_eq!(unruled(&heads), both("undecided undecided", "F503"));
    }
}

#[test]
fn a_ruling_settles_it() {
    let heads = [head("a.xlsx", None, "ypn"), head("b.xlsx", None, "yyn")];
    let asked = stand(&heads, window(), &Rulings::default());
    let question = &asked.findings[0];
    assert_eq!(asked.concerned.len(), 1);
    let school = heads[0].school_id.clone().unwrap();
    assert!(
        question.message.starts_with(&format!("school {school} sent 2 returns; ")),
        "{}",
        question.message
    );
    let decision = schemas::decision::Decision {
        finding_id: question.id(),
        year: None,
        code: "F503".to_owned(),
        sha256: "ab".repeat(32),
        place: question.place.clone(),
        was_read: question.was_read.clone(),
        ruling: Ruling::Stands(Some(ReturnId::of(&["b.xlsx"]))),
        scope: schemas::decision::Scope::Cell,
    };
    let rulings = Rulings::new(vec![decision]);
    assert_eq!(codes(&heads, &rulings), both("superseded standing", "F502 F703"));
    // A third return changes the question, so the old ruling is not followed.
    let more = [heads[0].clone(), heads[1].clone(), head("c.xlsx", None, "nnn")];
    assert_eq!(codes(&more, &rulings).0, "undecided undecided undecided");
}

#[test]
fn a_ruling_does_not_hold_for_a_return_that_was_sent_anew() {
    let mut heads = [head("a.xlsx", None, "ypn"), head("b.xlsx", None, "yyn")];
    heads[1].sha256 = "cd".repeat(32);
    let question = stand(&heads, window(), &Rulings::default()).findings[0].clone();
    let decision = schemas::decision::Decision {
        finding_id: question.id(),
        year: None,
        code: "F503".to_owned(),
        sha256: "ab".repeat(32),
        place: question.place.clone(),
        was_read: question.was_read.clone(),
        ruling: Ruling::Stands(Some(heads[1].return_id)),
        scope: schemas::decision::Scope::Return,
    };
    let rulings = Rulings::new(vec![decision]);
    assert_eq!(codes(&heads, &rulings).0, "superseded standing");
    heads[1].sha256 = "ef".repeat(32);
    assert_eq!(codes(&heads, &rulings), both("undecided undecided", "F503"));
}

#[test]
fn blank_and_unnamed_returns_do_not_stand() {
    let mut unnamed = head("a.xlsx", None, "ypn");
    unnamed.school_id = None;
    let heads = [unnamed, head("b.xlsx", None, "..."), head("c.xlsx", None, "yyy")];
    assert_eq!(unruled(&heads), both("unidentified blank standing", ""));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let mut heads = vec![
        head("a.xlsx", Some("2025-10-03"), "ypn"),
        head("b.xlsx", Some("2025-11-03"), "yyn"),
        head("c.xlsx", Some("2025-11-03"), "yyn"),
    ];
    let standing = |heads: &[ReturnHead]| {
        let all = stand(heads, window(), &Rulings::default());
        let mut list: Vec<_> = heads.iter().map(|h| h.source_file.clone()).zip(all.standings).collect();
        list.sort_by(|a, b| a.0.cmp(&b.0));
        list
    };
    let forwards = standing(&heads);
    heads.reverse();
    assert_eq!(standing(&heads), forwards);
}

#[test]
fn copies_whose_words_differ_are_not_said_to_say_the_same() {
    let mut heads = [head("a.xlsx", None, "ypn"), head("b.xlsx", None, "ypn")];
    let said = |heads: &[ReturnHead]| stand(heads, window(), &Rulings::default()).findings[0].message.clone();
    assert_eq!(said(&heads), "it says the same as a.xlsx; the two count as one");
    heads[1].words_hash = 7;
    assert!(said(&heads).contains("but not the same comments or actions"), "{}", said(&heads));
}

#[test]
fn a_part_that_was_sent_again_is_one_part() {
    let first = head("04a.csv", Some("2026-02-01"), "yyy.....");
    let rest = head("04b.csv", Some("2026-02-02"), "...ynpyn");
    let again = head("04c.csv", Some("2026-03-01"), "ypn.....");
    let sent = [first.clone(), rest.clone(), again.clone()];
    assert_eq!(unruled(&sent), both("superseded standing part", "F502 F504"));
    // Where it is not plain which is the later, all are asked about; whole returns are no parts.
    let undated = ReturnHead { completed_on: None, ..again.clone() };
    assert_eq!(unruled(&[first.clone(), rest.clone(), undated]).0, "undecided undecided undecided");
    let whole = head("04d.csv", Some("2026-03-02"), "ypnpnpyn");
    assert_eq!(unruled(&[first, rest, again, whole]).0, "superseded superseded superseded standing");
}

/// A ruling on a question on a school's returns, of which one is the first.
fn decided(question: &Finding, first: &ReturnHead, ruling: Ruling) -> schemas::decision::Decision {
    schemas::decision::Decision {
        finding_id: question.id(),
        year: None,
        code: "F503".to_owned(),
        sha256: first.sha256.clone(),
        place: question.place.clone(),
        was_read: question.was_read.clone(),
        ruling,
        scope: schemas::decision::Scope::Return,
    }
}

/// The standings with a ruling on the first question.
fn ruled(heads: &[ReturnHead], ruling: Ruling) -> (String, String) {
    let asked = stand(heads, window(), &Rulings::default());
    let question = asked.findings.iter().find(|finding| finding.rule.is_question).unwrap();
    let decision = decided(question, &heads[0], ruling);
    codes(heads, &Rulings::new(vec![decision]))
}

#[test]
fn a_ruling_on_parts_reaches_no_further_than_it_says() {
    let first = head("04a.csv", None, "yyy.....");
    let rest = head("04b.csv", None, "...ynpyn");
    let again = head("04c.csv", None, "ypn.....");
    let stands = |head: &ReturnHead| Ruling::Stands(Some(head.return_id));
    let sent = [first.clone(), rest.clone(), again.clone()];
    assert_eq!(ruled(&sent, stands(&again)), both("superseded standing part", "F502 F703 F504"));
    assert_eq!(ruled(&sent, stands(&first)), both("standing part superseded", "F502 F703 F504"));
    // The row names the first file; the others are looked at again.
    assert_eq!(ruled(&sent, Ruling::LeaveOut), both("excluded standing part", "F703 F504"));
    assert_eq!(ruled(&[first.clone(), again.clone()], Ruling::LeaveOut).0, "excluded standing");
    let third = head("05.csv", None, "nnn.....");
    assert_eq!(
        ruled(&[first, again, third], Ruling::LeaveOut),
        both("excluded undecided undecided", "F703 F503")
    );
    // Halves of different years have nothing in common: the one that stands stands alone.
    let halves = [head("a.csv", Some("2023-10-03"), "yp...."), head("b.csv", Some("2025-10-03"), "...nyy")];
    assert_eq!(ruled(&halves, stands(&halves[1])).0, "superseded standing");
}

#[test]
fn no_return_is_suggested_without_grounds() {
    let suggested = |heads: &[ReturnHead]| {
        let all = stand(heads, window(), &Rulings::default());
        let question = all.findings.iter().find(|finding| finding.rule.is_question).unwrap();
        let names = |head: &&ReturnHead| question.suggestion.contains(&head.return_id.to_string());
        heads.iter().filter(names).map(|head| head.source_file.clone()).collect::<Vec<_>>().join(" ")
    };
    let day = Some("2025-10-03");
    assert_eq!(suggested(&[head("a", day, "ypn"), head("b", day, "yyn")]), "a b");
    assert_eq!(suggested(&[head("a", day, "ypn"), head("b", day, "yy.")]), "a");
    assert_eq!(suggested(&[head("a", None, "ypn"), head("b", day, "yyn")]), "a b");
    assert_eq!(suggested(&[head("a", day, "ypn"), head("b", Some("2031-10-03"), "yyn")]), "a");
    // Nor by a ruling that names none.
    let sent = [head("a", day, "ypn"), head("b", day, "yyn")];
    assert_eq!(ruled(&sent, Ruling::Stands(None)), both("undecided undecided", "F701 F503"));
}

#[test]
fn a_ruling_that_does_not_fit_is_told_of_with_what_it_was_asked_about() {
    let heads = [head("a.xlsx", None, "ypn"), head("b.xlsx", None, "yyn")];
    let question = stand(&heads, window(), &Rulings::default()).findings.remove(0);
    let decision = decided(&question, &heads[0], Ruling::Stands(Some(ReturnId::of(&["none of them"]))));
    let all = stand(&heads, window(), &Rulings::new(vec![decision]));
    let told = all.findings.iter().find(|finding| finding.rule.code == "F701").unwrap();
    // By which it is known that nothing more need be told of it.
    assert_eq!((&told.place, &told.was_read), (&question.place, &question.was_read));
}

#[test]
fn words_without_marks_are_a_part_of_the_one_return_that_stands() {
    let form = head("a form.xlsx", Some("2025-10-03"), "yyn");
    let words = ReturnHead { has_words: true, ..head("evidence.docx", None, "...") };
    let unruled = |heads: &[ReturnHead]| codes(heads, &Rulings::default());
    assert_eq!(unruled(&[form.clone(), words.clone()]), ("standing part".to_owned(), "F504".to_owned()));
    assert_eq!(unruled(std::slice::from_ref(&words)).0, "blank");
    // Of a blank form that says nothing there is nothing to join.
    let blank = ReturnHead { has_words: false, ..words.clone() };
    assert_eq!(unruled(&[form.clone(), blank]).0, "standing blank");
    let other = ReturnHead { school_id: Some("100255".parse().unwrap()), ..words };
    assert_eq!(unruled(&[form, other]).0, "standing blank");
}

#[test]
fn a_later_draft_does_not_take_the_place_of_what_is_final() {
    let version = |is_draft, is_final| Version { is_draft, is_final };
    let (draft, final_, unsaid) = (version(true, false), version(false, true), Version::default());
    let sent = |earlier, later| {
        [
            ReturnHead { version: earlier, ..head("a.xlsx", Some("2025-10-03"), "ypn") },
            ReturnHead { version: later, ..head("b.xlsx", Some("2025-11-18"), "yyn") },
        ]
    };
    for (earlier, later) in [(final_, draft), (unsaid, draft), (final_, version(true, true))] {
        let heads = sent(earlier, later);
        assert_eq!(unruled(&heads), both("undecided undecided", "F503"), "{earlier:?} {later:?}");
        let question = stand(&heads, window(), &Rulings::default()).findings.remove(0);
        assert!(question.message.contains("the later one says that it is a draft"), "{}", question.message);
        let [first, second] = heads.map(|head| head.return_id);
        assert_eq!(question.suggestion, format!("stands ID: {first} or {second}"));
        let stands = Ruling::Stands(Some(second));
        assert_eq!(ruled(&sent(earlier, later), stands).0, "superseded standing");
    }
    // A form whose every copy says so says nothing; the reverse is plain, and a later return that says nothing.
    for (earlier, later) in
        [(draft, final_), (draft, draft), (draft, unsaid), (final_, unsaid), (final_, final_)]
    {
        assert_eq!(
            unruled(&sent(earlier, later)),
            both("superseded standing", "F502"),
            "{earlier:?} {later:?}"
        );
    }
    // The draft was sent once more as what it is no longer.
    let [earlier, later] = sent(final_, draft);
    let again = ReturnHead { version: unsaid, ..head("c.xlsx", Some("2025-11-18"), "yyn") };
    assert_eq!(unruled(&[earlier, later, again]).0, "superseded standing copy");
}

#[test]
fn what_waits_for_another_question_does_not_stand() {
    let waiting = ReturnHead { is_waiting: true, n_answered: 0, ..head("a.xlsx", Some("2025-10-03"), "???") };
    assert_eq!(unruled(std::slice::from_ref(&waiting)), both("undecided", ""));
    let copy =
        ReturnHead { return_id: ReturnId::of(&["b"]), source_file: "b.xlsx".to_owned(), ..waiting.clone() };
    assert_eq!(unruled(&[waiting.clone(), copy]).0, "undecided undecided");
    // Nor does what it may stand in place of; it is not asked twice.
    let earlier = head("c.xlsx", Some("2025-09-03"), "yyn");
    assert_eq!(unruled(&[waiting.clone(), earlier]), both("undecided undecided", ""));
    let later = head("d.xlsx", Some("2025-12-03"), "yyn");
    assert_eq!(unruled(&[waiting, later]), both("superseded standing", "F502"));
}

#[test]
fn returns_of_parts_of_a_school_take_no_others_place() {
    let of = |text: &str, round: Option<u32>, day: &str, marks: &str| ReturnHead {
        part: Some(Part { text: text.to_owned(), round }),
        ..head(&format!("{text}.csv"), Some(day), marks)
    };
    let nursery = of("Sector: Nursery", None, "2025-10-03", "yyn");
    let primary = of("Sector: Primary", None, "2025-11-18", "ypn");
    assert_eq!(unruled(&[nursery.clone(), primary]), both("undecided undecided", "F503"));
    let again =
        ReturnHead { source_file: "b.csv".to_owned(), ..of("Sector: Nursery", None, "2025-11-18", "ypn") };
    assert_eq!(unruled(&[again, nursery]), both("standing superseded", "F502"));
    let rounds = |first: &str, second: &str| {
        unruled(&[of("Round: 1", Some(1), first, "yyn"), of("Round: 2", Some(2), second, "ypn")])
    };
    assert_eq!(rounds("2025-10-03", "2025-11-18"), both("superseded standing", "F502"));
    assert_eq!(rounds("2025-11-18", "2025-10-03"), both("undecided undecided", "F503"));
}
