//! The sample's returns are read as a person would read them: nothing wrong, nothing missed, no file lost.

use std::collections::BTreeMap;

use schemas::ids::Year;
use tallybook::demo::{DemoOptions, generate};

use crate::reading::{answers, read};

#[test]
fn every_return_of_the_sample_is_read_as_its_school_means_it() {
    let options = DemoOptions { n_years: 1, ..DemoOptions::usual(Year::of(2026).unwrap()) };
    let demo = generate(&options).unwrap();
    let mut by_file: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for said in &demo.told[0].1 {
        by_file.entry(said.source_file.as_str()).or_default().push(said);
    }
    let names: BTreeMap<&str, &str> =
        demo.schools.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
    let mut wrong = Vec::new();
    let mut n_returns = 0;
    for (path, bytes) in &demo.files {
        let Some(name) = path.strip_prefix("returns/2026/") else { continue };
        let files = read(name, bytes);
        let returns: Vec<_> = files.iter().flat_map(|file| &file.returns).collect();
        let Some(says) = by_file.get(name) else { continue };
        n_returns += returns.len();
        if returns.len() != says.len() {
            wrong.push(format!(
                "{name}: {} returns, not {}: {:?}",
                returns.len(),
                says.len(),
                files[0].findings
            ));
            continue;
        }
        for said in says {
            let expected: Vec<_> = said.answers.iter().map(|(_, answer)| *answer).collect();
            let is_this = |text: &str| {
                text.eq_ignore_ascii_case(names[said.school_id.as_str()]) || text.contains(&said.school_id)
            };
            let found = returns.iter().find(|it| {
                returns.len() == 1
                    || it.school.id.as_ref().is_some_and(|id| id.text == said.school_id)
                    || it.school.name.as_ref().is_some_and(|name| is_this(&name.text))
            });
            let Some(found) = found else {
                wrong.push(format!("{name}: no return of {}", said.school_id));
                continue;
            };
            for ((id, expected), read) in said.answers.iter().zip(answers(found)) {
                if *expected != read {
                    wrong.push(format!("{name}: {id} is {expected:?}, read {read:?}"));
                }
            }
            assert_eq!(expected.len(), found.answers.len());
        }
    }
    assert!(wrong.is_empty(), "{} of {n_returns} returns:\n{}", wrong.len(), wrong.join("\n"));
    assert!(n_returns >= 100);
}
