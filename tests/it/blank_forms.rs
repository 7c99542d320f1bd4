//! A blank form that comes back filled in says what was filled in, known by its ids.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set itself up has failed")]

use ingest::reading::MatchedBy;
use proptest::prelude::*;
use reports::forms::{Filled, Format, School, write_blank_form, write_filled_form};
use schemas::{answer::Answer, catalogue::load, ids::Year};

use crate::reading::{answers, read};

fn school() -> School {
    School { id: "410007".parse().unwrap(), name: "Alderwick Primary School".to_owned() }
}

#[test]
fn a_blank_form_comes_back_with_every_statement_and_no_answer() {
    for catalogue in load::builtin() {
        for format in Format::ALL {
            let bytes =
                write_blank_form(&catalogue, Year::of(2026).unwrap(), Some(&school()), format).unwrap();
            let files = read(&format!("form.{}", format.ending()), &bytes);
            let [reading] = files[0].returns.as_slice() else {
                panic!("{format:?}: {:?}", files[0].findings);
            };
            assert_eq!(reading.catalogue_id, catalogue.id);
            assert_eq!(reading.answers.len(), catalogue.statements.len());
            for answer in &reading.answers {
                assert_eq!(answer.answer, None, "{format:?} {answer:?}");
                assert!(!answer.has_evidence, "{format:?} {answer:?}");
                assert!(answer.matched_by.is_some(), "{format:?} {answer:?}");
            }
            assert!(reading.comments.is_empty(), "{format:?} {:?}", reading.comments);
            assert!(reading.actions.is_empty(), "{format:?} {:?}", reading.actions);
        }
    }
}

#[test]
fn a_form_names_its_school_by_its_id() {
    let catalogue = load::builtin().swap_remove(0);
    for format in Format::ALL {
        let statements =
            catalogue.statements.iter().map(|it| (it.id.clone(), (Some(Answer::Yes), String::new())));
        let filled = Filled {
            completed_by: "Head Teacher".to_owned(),
            date: "12/11/2025".to_owned(),
            statements: statements.collect(),
            actions: vec![["Parents".into(), "An evening".into(), "01/12/2025".into(), "HT".into()]],
        };
        let year = Year::of(2026).unwrap();
        let bytes = write_filled_form(&catalogue, year, Some(&school()), format, &filled).unwrap();
        let files = read(&format!("form.{}", format.ending()), &bytes);
        let reading = &files[0].returns[0];
        assert_eq!(
            reading.school.id.as_ref().map(|id| id.text.as_str()),
            Some("410007"),
            "{format:?} {:?} {:?}",
            reading.school,
            files[0].findings
        );
        assert_eq!(
            reading.school.name.as_ref().map(|name| name.text.as_str()),
            Some("Alderwick Primary School")
        );
        assert_eq!(
            reading.completed_on.map(|day| day.to_string()).as_deref(),
            Some("2025-11-12"),
            "{format:?}"
        );
        let [action] = reading.actions.as_slice() else { panic!("{format:?}: {:?}", reading.actions) };
        assert_eq!(
            (action.area.as_str(), action.resources.as_str()),
            ("Parents", "An evening"),
            "{format:?}"
        );
        assert!(action.is_signed && action.completed_on.is_some(), "{format:?} {action:?}");
    }
}

#[test]
fn a_form_is_known_by_its_ids_even_where_the_words_were_overwritten() {
    let mut catalogue = load::builtin().swap_remove(0);
    for (number, statement) in catalogue.statements.iter_mut().enumerate() {
        statement.text = format!("Standard number {number}");
    }
    for format in Format::ALL {
        let bytes = write_blank_form(&catalogue, Year::of(2026).unwrap(), Some(&school()), format).unwrap();
        let files = read(&format!("form.{}", format.ending()), &bytes);
        let reading = &files[0].returns[0];
        assert!(reading.answers.iter().all(|it| it.matched_by == Some(MatchedBy::Id)), "{format:?}");
    }
}

/// A text's words, however they are spaced.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn anything() -> impl Strategy<Value = Vec<(Option<Answer>, String)>> {
    let answer = prop_oneof![
        4 => Just(Some(Answer::Yes)),
        3 => Just(Some(Answer::Partly)),
        2 => Just(Some(Answer::No)),
        1 => Just(None),
    ];
    let evidence = prop_oneof![
        3 => Just(String::new()),
        1 => Just("=1+1".to_owned()),
        1 => Just("See \"policy\"; p. 4,\nline two & <b>".to_owned()),
        1 => "[A-Za-z ,;'-]{0,30}",
    ];
    proptest::collection::vec((answer, evidence), 40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn whatever_is_filled_in_comes_back(said in anything(), format in 0_usize..3, of in 0_usize..2) {
        let (catalogue, format) = (load::builtin().swap_remove(of), Format::ALL[format]);
        let statements = catalogue.statements.iter().map(|statement| statement.id.clone()).zip(said.iter().cloned());
        let filled = Filled {
            completed_by: "Head Teacher".to_owned(),
            date: "12/11/2025".to_owned(),
            statements: statements.collect(),
            actions: Vec::new(),
        };
        let year = Year::of(2026).unwrap();
        let bytes = write_filled_form(&catalogue, year, Some(&school()), format, &filled).unwrap();
        let files = read(&format!("form.{}", format.ending()), &bytes);
        let expected: Vec<_> = said.iter().take(catalogue.statements.len()).map(|(answer, _)| *answer).collect();
        if expected.iter().any(Option::is_some) {
            let reading = &files[0].returns[0];
            prop_assert_eq!(answers(reading), expected, "{:?}", format);
            for (statement, (_, wrote)) in catalogue.statements.iter().zip(&said) {
                let of_this = reading.comments.iter().filter(|it| it.statement_id.as_ref() == Some(&statement.id));
                let came: Vec<String> = of_this.map(|comment| words(&comment.text)).collect();
                // A csv writes a formula with an apostrophe before it, so that nothing can run in Excel.
                let plain = |text: &str| text.trim_start_matches('\'').to_owned();
                prop_assert_eq!(plain(&came.join(" ")), plain(&words(wrote)), "{:?} {}", format, &statement.id);
            }
        }
    }
}
