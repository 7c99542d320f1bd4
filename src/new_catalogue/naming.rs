//! Names for what a form leaves unnamed: ids of sections and statements, short labels, themes.
//! In: headings and statements. Out: names, no two alike of a kind. Never a name that a catalogue refuses.

use std::collections::BTreeSet;

use schemas::{catalogue::fold, ids::Theme};

/// The longest short label.
const LABEL: usize = 40;
/// Words that begin a heading without saying what it is about.
const EMPTY_WORDS: [&str; 8] = ["the", "a", "an", "and", "of", "our", "to", "for"];
/// Themes with beginnings of words that speak of them; the first theme that most words speak of is taken.
const THEMES: [(&str, &[&str]); 10] = [
    ("policies", &["polic", "procedur"]),
    ("leadership", &["leader", "governor", "governing", "strateg", "evaluat", "review", "oversight"]),
    ("conduct", &["acceptable", "conduct", "behaviour", "sanction", "agreement"]),
    ("incidents", &["incident", "report", "concern", "abuse", "respond"]),
    ("filtering", &["filter", "monitor", "network", "internet"]),
    ("data-protection", &["data", "password", "secur", "privacy", "gdpr", "encrypt"]),
    ("devices", &["device", "photo", "image", "video", "mobile", "social"]),
    ("staff", &["staff", "training", "teacher", "professional", "induction"]),
    ("pupils", &["pupil", "child", "curricul", "lesson", "learner", "taught"]),
    ("parents", &["parent", "carer", "famil", "community", "website"]),
];

/// Names given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    slugs: BTreeSet<String>,
    prefixes: BTreeSet<String>,
    labels: BTreeSet<String>,
    titles: BTreeSet<String>,
}

impl Names {
    /// A section's id: its heading in small letters, figures and hyphens.
    pub(super) fn slug(&mut self, heading: &str) -> String {
        let plain: String = heading
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' })
            .collect();
        let joined = plain.split_whitespace().collect::<Vec<_>>().join("-");
        let cut: String = joined.chars().take(34).collect();
        let cut = cut.trim_matches('-');
        let stem = if cut.is_empty() { "section" } else { cut };
        first_free(&mut self.slugs, |n| if n == 1 { stem.to_owned() } else { format!("{stem}-{n}") })
    }

    /// A section's heading, numbered where an earlier section has it.
    pub(super) fn title(&mut self, heading: &str) -> String {
        first_free(&mut self.titles, |n| if n == 1 { heading.to_owned() } else { format!("{heading} {n}") })
    }

    /// The letters that a section's statement ids begin with: the first three of its heading.
    pub(super) fn prefix(&mut self, heading: &str) -> String {
        let words =
            heading.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        let mut telling = words.clone().filter(|word| !EMPTY_WORDS.contains(&word.to_lowercase().as_str()));
        let word = telling.next().or_else(|| words.clone().next()).unwrap_or("STA");
        let stem: String = word.chars().take(3).collect::<String>().to_uppercase();
        first_free(&mut self.prefixes, |n| if n == 1 { stem.clone() } else { format!("{stem}{n}") })
    }

    /// A statement's first words, as many as a chart has room for.
    pub(super) fn label(&mut self, text: &str) -> String {
        let mut short = String::new();
        for word in text.split_whitespace() {
            if short.chars().count() + word.chars().count() + 1 > LABEL - 4 {
                break;
            }
            if !short.is_empty() {
                short.push(' ');
            }
            short.push_str(word);
        }
        if short.is_empty() {
            short = text.chars().take(LABEL - 4).filter(|letter| !letter.is_control()).collect();
        }
        let short = short.trim_end_matches([',', ';', ':', '.', '-', '(', '\u{2013}']).to_owned();
        first_free(&mut self.labels, |n| if n == 1 { short.clone() } else { format!("{short} {n}") })
    }
}

/// The first name that nothing else has, as a catalogue tells two texts apart.
fn first_free(taken: &mut BTreeSet<String>, name: impl Fn(u32) -> String) -> String {
    (1_u32..1_000).map(name).find(|name| taken.insert(fold(name))).unwrap_or_default()
}

/// The theme that most of a statement's words speak of.
pub(super) fn theme(text: &str) -> Option<Theme> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
    let count =
        |stems: &[&str]| words.iter().filter(|word| stems.iter().any(|stem| word.starts_with(stem))).count();
    let mut best = ("policies", 0);
    for (theme, stems) in THEMES {
        if count(stems) > best.1 {
            best = (theme, count(stems));
        }
    }
    best.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_kind_are_never_alike() {
        let mut names = Names::default();
        assert_eq!(names.slug("Education and Training"), "education-and-training");
        assert_eq!(names.slug("Education & training: and"), "education-training-and");
        assert_eq!(names.slug("Education and training"), "education-and-training-2");
        assert_eq!(
            [names.prefix("Policy"), names.prefix("The policies"), names.prefix("42")],
            ["POL", "POL2", "STA"]
        );
        let label =
            names.label("All online safety policies are easily accessible to staff, pupils and parents.");
        assert_eq!(label, "All online safety policies are");
        assert_ne!(names.label("All online safety policies are easily found"), label);
        let labels = [names.label("All staff, governors"), names.label("All staff governors")];
        assert_eq!(labels, ["All staff, governors", "All staff governors 2"]);
        assert_eq!([names.title("Policy"), names.title("policy.")], ["Policy", "policy. 2"]);
    }

    #[test]
    fn every_theme_is_one_that_catalogues_know() {
        for (theme, _) in THEMES {
            assert!(schemas::catalogue::THEMES.iter().any(|(id, _)| *id == theme), "{theme}");
        }
        assert_eq!(theme("Parents and carers are offered an evening").unwrap().as_str(), "parents");
        assert_eq!(theme("xyz").unwrap().as_str(), "policies");
    }
}
