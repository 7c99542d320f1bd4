//! Rulings that contradict each other.
//! In: the rulings of the file with their lines. Out: for each the line of one that says otherwise of the same question.
//! Never settles which of two holds: that is a person's.

use std::collections::BTreeMap;

use ingest::normalise::text;
use schemas::decision::{Decision, Scope};

/// For each ruling, the line of another that holds for the same question and says something else.
pub(super) fn contradictions(rulings: &[(Decision, u64)]) -> Vec<Option<u64>> {
    let mut alike: BTreeMap<[String; 4], Vec<usize>> = BTreeMap::new();
    for (index, (decision, _)) in rulings.iter().enumerate() {
        for reach in reaches(decision) {
            alike.entry(reach).or_default().push(index);
        }
    }
    let mut found = vec![None; rulings.len()];
    for group in alike.into_values().filter(|group| group.len() > 1) {
        for at in &group {
            let Some((decision, _)) = rulings.get(*at) else { continue };
            let mut others = group.iter().filter_map(|other| rulings.get(*other));
            let other = others.find(|(other, _)| other.ruling != decision.ruling).map(|(_, line)| *line);
            if let Some(place) = found.get_mut(*at) {
                *place = place.or(other);
            }
        }
    }
    found
}

/// What a ruling holds for: its own question of its own content, and what its scope takes in beyond it.
fn reaches(decision: &Decision) -> Vec<[String; 4]> {
    let Decision { code, sha256, was_read, .. } = decision;
    // Questions that arise in the reading are told apart by what was read as it stands there; those on schools and
    // standing, of which a file may ask several in the same words, each by its own id.
    let is_of_reading = matches!(code.as_bytes(), [b'F', b'1'..=b'3', ..]);
    let read = if is_of_reading { was_read.trim().to_owned() } else { text::fold(was_read) };
    let own = ["question".to_owned(), decision.finding_id.to_string(), sha256.clone(), String::new()];
    let wider = match decision.scope {
        Scope::Return if is_of_reading => Some(["return".to_owned(), code.clone(), sha256.clone(), read]),
        Scope::Always if !text::is_blank(was_read) => {
            Some(["always".to_owned(), code.clone(), read, String::new()])
        }
        Scope::Cell | Scope::Return | Scope::Always => None,
    };
    std::iter::once(own).chain(wider).collect()
}
