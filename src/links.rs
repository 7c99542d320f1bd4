//! Which statements a planned action is about.
//! In: a row of an action plan and the statements of its catalogue. Out: statements with a score, or none.
//! Never invents a link: an action that shares too few telling words with a statement is linked to none.
//!
//! The score is the cosine of the two texts' words, each weighed by how few statements hold it (TF-IDF; Salton and
//! Buckley 1988, "Term-weighting approaches in automatic text retrieval"). A statement's short label counts twice,
//! since that is how its subject is named in conversation. An id written in the action (`POL-04`) links for sure.

use std::collections::BTreeMap;

use ingest::normalise::text;
use schemas::{catalogue::Catalogue, ids::StatementId};

/// The least score that links. Chosen on some thirty made-up actions, of which none above it was linked wrongly;
/// between 0.15 and it, right and wrong links were about as many.
pub const FLOOR: f64 = 0.28;
/// A link must also reach this share of the best one's score.
pub const NEAR_BEST: f64 = 0.85;
/// An action is linked to so many statements at the most.
pub const MOST: usize = 3;

/// How many times a word of the area counts against one of the resources.
const AREA_COUNTS: usize = 9;

/// Words that tell nothing about a subject, beyond those too short to.
const STOP_WORDS: &[&str] = &[
    "about",
    "all",
    "also",
    "and",
    "annual",
    "any",
    "are",
    "been",
    "book",
    "buy",
    "can",
    "continue",
    "create",
    "develop",
    "discuss",
    "during",
    "each",
    "ensure",
    "for",
    "from",
    "further",
    "has",
    "have",
    "including",
    "into",
    "its",
    "lead",
    "make",
    "meeting",
    "more",
    "need",
    "needs",
    "new",
    "not",
    "of",
    "online",
    "on-line",
    "our",
    "own",
    "plan",
    "planned",
    "practice",
    "put",
    "regular",
    "regularly",
    "review",
    "reviewed",
    "safety",
    "school",
    "schools",
    "set",
    "should",
    "such",
    "term",
    "that",
    "the",
    "their",
    "them",
    "there",
    "these",
    "they",
    "this",
    "through",
    "time",
    "update",
    "updated",
    "use",
    "used",
    "using",
    "was",
    "when",
    "which",
    "will",
    "with",
    "within",
    "work",
    "year",
];

/// The statements of one catalogue, ready to be linked to.
#[derive(Clone, Debug)]
pub struct Linker {
    ids: Vec<StatementId>,
    /// For each statement: weight of each word, scaled to length 1.
    vectors: Vec<BTreeMap<String, f64>>,
    weights: BTreeMap<String, f64>,
    rare: f64,
}

impl Linker {
    /// A linker for the statements of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        let texts: Vec<Vec<String>> = catalogue
            .statements
            .iter()
            .map(|statement| {
                let mut words = words_of(&statement.text);
                words.dedup();
                let label = words_of(&statement.short_label);
                words.extend(label.iter().cloned());
                words.extend(label);
                words
            })
            .collect();
        let mut holders: BTreeMap<String, u32> = BTreeMap::new();
        for words in &texts {
            let mut distinct: Vec<&String> = words.iter().collect();
            distinct.sort_unstable();
            distinct.dedup();
            for word in distinct {
                *holders.entry(word.clone()).or_default() += 1;
            }
        }
        let n = f64::from(u32::try_from(texts.len()).unwrap_or(u32::MAX));
        let weights: BTreeMap<String, f64> =
            holders.into_iter().map(|(word, k)| (word, (1.0 + n / f64::from(k)).ln())).collect();
        let rare = (1.0 + n).ln();
        let vectors = texts.iter().map(|words| vector(words, &weights, rare)).collect();
        Self { ids: catalogue.statements.iter().map(|s| s.id.clone()).collect(), vectors, weights, rare }
    }

    /// The statements that an action is about, best first; none where nothing is near enough.
    pub fn link(&self, area: &str, resources: &str) -> Vec<(StatementId, f64)> {
        let named = self.named(area, resources);
        if !named.is_empty() {
            return named;
        }
        // The area names the subject; resources say how, and count for less: what of them no statement speaks of
        // (a provider, a course) says nothing against a link.
        let mut words: Vec<String> = Vec::new();
        for _ in 0..AREA_COUNTS {
            words.extend(words_of(area));
        }
        words.extend(words_of(resources).into_iter().filter(|word| self.weights.contains_key(word)));
        let action = vector(&words, &self.weights, self.rare);
        let mut scored: Vec<(usize, f64)> = self
            .vectors
            .iter()
            .enumerate()
            .map(|(index, statement)| {
                let dot: f64 = action
                    .iter()
                    .map(|(word, weight)| weight * statement.get(word).copied().unwrap_or(0.0))
                    .sum();
                (index, dot)
            })
            .collect();
        scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let best = scored.first().map_or(0.0, |(_, score)| *score);
        scored
            .into_iter()
            .filter(|(_, score)| *score >= FLOOR && *score >= NEAR_BEST * best)
            .take(MOST)
            .filter_map(|(index, score)| self.ids.get(index).map(|id| (id.clone(), score.min(1.0))))
            .collect()
    }

    /// The statements that an action names by id.
    fn named(&self, area: &str, resources: &str) -> Vec<(StatementId, f64)> {
        let written = format!("{area} {resources}").to_uppercase();
        let tokens: Vec<&str> =
            written.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|t| !t.is_empty()).collect();
        self.ids
            .iter()
            .filter(|id| tokens.iter().any(|token| *token == id.as_str()))
            .map(|id| (id.clone(), 1.0))
            .collect()
    }
}

fn vector(words: &[String], weights: &BTreeMap<String, f64>, rare: f64) -> BTreeMap<String, f64> {
    let mut vector: BTreeMap<String, f64> = BTreeMap::new();
    for word in words {
        *vector.entry(word.clone()).or_default() += 1.0;
    }
    for (word, count) in &mut vector {
        // A word that no statement holds still makes the action longer, so that a text on something else is far.
        *count = count.sqrt() * weights.get(word).copied().unwrap_or(rare);
    }
    let length = vector.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        for weight in vector.values_mut() {
            *weight /= length;
        }
    }
    vector
}

/// The telling words of a text, folded and without common endings.
fn words_of(written: &str) -> Vec<String> {
    text::fold(written)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2 && !STOP_WORDS.contains(word))
        .map(stem)
        .collect()
}

/// A word without its commonest English endings: `policies` and `policy`, `monitored` and `monitoring` are one.
fn stem(word: &str) -> String {
    for (ending, replacement) in [
        ("governors", "govern"),
        ("governor", "govern"),
        ("governing", "govern"),
        ("parental", "parent"),
        ("carers", "parent"),
        ("children", "pupil"),
        ("child", "pupil"),
        ("learners", "pupil"),
        ("aup", "acceptable"),
    ] {
        if word == ending {
            return replacement.to_owned();
        }
    }
    let strip = |ending: &str, least: usize| word.strip_suffix(ending).filter(|rest| rest.len() >= least);
    if let Some(rest) = strip("ies", 3) {
        return format!("{rest}y");
    }
    for ending in ["ing", "ers", "ed", "er", "es", "s", "e"] {
        if let Some(rest) = strip(ending, 4) {
            return rest.to_owned();
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn catalogue() -> &'static Catalogue {
        static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
        CATALOGUE.get_or_init(|| {
            let catalogues = schemas::catalogue::load::builtin();
            catalogues.into_iter().find(|c| c.id.as_str() == "online-safety-practice").unwrap()
        })
    }

    fn linker() -> &'static Linker {
        static LINKER: std::sync::OnceLock<Linker> = std::sync::OnceLock::new();
        LINKER.get_or_init(|| Linker::new(catalogue()))
    }
    fn best(area: &str, resources: &str) -> String {
        linker().link(area, resources).first().map_or_else(|| "none".to_owned(), |(id, _)| id.to_string())
    }

    #[test]
    fn actions_are_linked_to_what_they_are_about() {
        let cases = [
            ("Nominate a governor with oversight of online safety", "Governor training", "POL-06"),
            (
                "Filtering decisions with leadership and governors",
                "Risk assessment with IT provider",
                "INF-04",
            ),
            ("Peer-on-peer abuse procedures", "", "INC-04"),
            ("Acceptable Use Policy to be understood by all", "Assembly, letter home", "POL-09"),
            ("Induction of new staff", "Add online safety to the induction pack", "EDU-04"),
            ("School website: advice and contact details", "", "EDU-11"),
            ("Whistleblowing procedure", "Poster in staff room", "INC-07"),
            ("INF-09", "Risk assess apps", "INF-09"),
            ("Safer Internet Day", "Assembly", "EDU-09"),
            ("DSL training", "Local authority course", "EDU-01"),
            ("Sanctions", "Behaviour policy", "POL-10"),
        ];
        for (area, resources, expected) in cases {
            assert_eq!(best(area, resources), expected, "{area}");
        }
    }

    #[test]
    fn an_action_about_something_else_is_linked_to_none() {
        for area in [
            "New playground markings",
            "Reading scheme for Year 3",
            "",
            "Attendance officer",
            "Fire drill",
            "Buy tablets",
        ] {
            assert_eq!(best(area, ""), "none", "{area}");
        }
    }

    proptest! {
        #[test]
        fn a_statement_in_full_is_linked_to_itself(index in 0_usize..40) {
            let statement = &catalogue().statements[index];
            prop_assert_eq!(&linker().link(&statement.text, "")[0].0, &statement.id);
        }

        #[test]
        fn scores_are_shares(area in "\\PC{0,60}", resources in "\\PC{0,60}") {
            for (_, score) in linker().link(&area, &resources) {
                prop_assert!((FLOOR..=1.0).contains(&score));
            }
        }
    }
}
