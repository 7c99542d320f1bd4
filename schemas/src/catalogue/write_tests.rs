//! What is written reads back to the same; the built-in files are what would be written.

use proptest::prelude::*;

use super::*;
use crate::{
    answer::Answer,
    catalogue::{
        ColumnRole, Comparability, Field, FieldRole, FormColumn, Section, Statement, THEMES, Wording,
        load::{builtin, from_texts},
    },
    ids::Year,
};

#[test]
fn the_built_in_files_are_as_they_would_be_written() {
    for catalogue in builtin() {
        for (name, bytes) in to_files(&catalogue) {
            let path = format!("{}/catalogues/{}/{name}", env!("CARGO_MANIFEST_DIR"), catalogue.id);
            assert!(std::fs::read(&path).unwrap() == bytes, "{path} differs from what would be written");
        }
    }
}

/// Words as people write them: commas, semicolons, quotation marks, line breaks, letters of other alphabets.
fn words() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 ,;:\"'’“”#=\\\\\n\t\u{a0}éßЖ✓(){}\\[\\]-]{0,60}".prop_map(|text| text.trim().to_owned())
}

fn label() -> impl Strategy<Value = String> {
    "[a-z ,;\"'é]{1,30}".prop_map(|text| text.trim().to_owned())
}

fn statement(index: usize, n_sections: usize) -> impl Strategy<Value = Statement> {
    let years = (proptest::option::of(2010..2015_i32), proptest::option::of(2025..2030_i32));
    let wordings = proptest::collection::vec((words(), any::<bool>(), 0..5_usize), 0..4);
    let guidance = proptest::collection::vec("[A-Z][a-zA-Z 0-9]{0,10}[a-z]", 0..3);
    let theme = 0..THEMES.len();
    (words(), label(), words(), years, wordings, guidance, theme, any::<bool>()).prop_map(
        move |(text, label, support, (first, last), wordings, guidance, theme, is_essential)| Statement {
            id: format!("A-{index:02}").parse().unwrap(),
            section: index * n_sections / 12,
            // The index in words keeps texts apart.
            text: format!("text{index} {text}").trim().to_owned(),
            short_label: format!("{label} {index}").trim().to_owned(),
            theme: THEMES[theme].0.parse().unwrap(),
            wordings: (0..)
                .zip(wordings)
                .map(|(n, (text, is_sent, comparability))| Wording {
                    text: format!("wording{index} {n} {text}").trim().to_owned(),
                    until: is_sent.then(|| Year::of(2016 + n).unwrap()),
                    comparability: Comparability::ALL
                        [if is_sent { comparability } else { comparability % 2 }],
                })
                .collect(),
            guidance,
            is_essential,
            support,
            first_year: first.map(|y| Year::of(y).unwrap()),
            last_year: last.map(|y| Year::of(y).unwrap()),
        },
    )
}

fn catalogue() -> impl Strategy<Value = Catalogue> {
    let statements = |n_sections| (0..12_usize).map(|index| statement(index, n_sections)).collect::<Vec<_>>();
    let plan = (label(), label(), label(), 0..20_u32).prop_map(|(a, b, c, n_rows)| ActionPlan {
        heading: format!("Plan {a}").trim().into(),
        area: format!("Area {b}").trim().into(),
        resources: format!("Resources {c}").trim().into(),
        completed_on: "When".into(),
        signed: "Signed".into(),
        n_rows,
    });
    let columns = (words(), proptest::collection::vec(words(), 0..3), any::<bool>());
    let parts = (words(), columns, words(), proptest::option::of(plan), any::<bool>());
    let whole = (1..4_usize).prop_flat_map(move |n| (Just(n), statements(n)));
    (whole, parts).prop_map(
        |((n_sections, statements), (title, columns, field, action_plan, columns_confirmed))| {
            let (label, also, is_single) = columns;
            let roles: &[ColumnRole] = if is_single {
                &[ColumnRole::AnyAnswer]
            } else {
                &[ColumnRole::Answer(Answer::Yes), ColumnRole::Answer(Answer::No), ColumnRole::Comment]
            };
            Catalogue {
                id: "made-up".parse().unwrap(),
                title: format!("Title {title}").trim().to_owned(),
                columns_confirmed,
                printed: also.clone(),
                columns: roles
                    .iter()
                    .map(|role| FormColumn { role: *role, label: label.clone(), also: also.clone() })
                    .collect(),
                fields: vec![Field {
                    role: FieldRole::Date,
                    label: format!("Date {field}").trim().to_owned(),
                }],
                sections: (0..n_sections)
                    .map(|n| Section { id: format!("s{n}").parse().unwrap(), title: format!("Section {n}") })
                    .collect(),
                statements,
                action_plan,
                sha256: String::new(),
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back_to_the_same(given in catalogue()) {
        let read = from_texts("made-up", &to_files(&given));
        prop_assert_eq!(read.map(|read| Catalogue { sha256: String::new(), ..read }), Ok(given));
    }
}
