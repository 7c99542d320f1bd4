//! Statements as schools write them, against the catalogues as they are.

use std::sync::LazyLock;

use schemas::catalogue::{Catalogue, load::builtin};

use super::*;

static CATALOGUES: LazyLock<Vec<Catalogue>> = LazyLock::new(builtin);
static WORDINGS: LazyLock<Wordings> = LazyLock::new(|| Wordings::new(&CATALOGUES));

/// The position of the catalogue with this id.
fn catalogue(id: &str) -> usize {
    CATALOGUES.iter().position(|catalogue| catalogue.id.as_str() == id).unwrap()
}

fn text_of(id: &str) -> (usize, usize, String) {
    for (c, catalogue) in CATALOGUES.iter().enumerate() {
        for (s, statement) in catalogue.statements.iter().enumerate() {
            if statement.id.as_str() == id {
                return (c, s, statement.text.clone());
            }
        }
    }
    panic!("no statement {id}");
}

/// What one text alone comes to in the catalogue of a statement: that statement's id, `unsure ID` or `own`.
fn said(catalogue: usize, text: &str) -> String {
    let id = |statement: usize| CATALOGUES[catalogue].statements[statement].id.to_string();
    match WORDINGS.assign(catalogue, &[text], &[]).remove(0) {
        Assigned::Statement(recognised) => id(recognised.statement),
        Assigned::Unsure(candidates) => format!("unsure {}", id(candidates[0].at.statement)),
        Assigned::Own => "own".to_owned(),
    }
}

fn hits(text: &str) -> Vec<String> {
    let id = |at: StatementAt| CATALOGUES[at.catalogue].statements[at.statement].id.to_string();
    WORDINGS.exact(text).iter().map(|hit| id(hit.at)).collect()
}

#[test]
fn the_same_words_are_known_however_they_are_set() {
    for catalogue in CATALOGUES.iter() {
        for statement in &catalogue.statements {
            let text = &statement.text;
            for written in [
                text.clone(),
                text.to_uppercase(),
                format!("  {}  ", text.to_lowercase()),
                format!("4.2 {text}"),
                format!("{}: {text}", statement.id),
                format!("\u{2022} {text}"),
                format!("(a) {text}"),
                text.replace(' ', "\u{a0}"),
                text.replace(' ', "  ").replace('-', "\u{2011}"),
                text.replace(['\u{201c}', '\u{201d}'], "\"").replace('\u{2019}', "'"),
                text.replace("online", "on-line"),
                text.replace("safe", "sa\u{ad}fe").replace("the", "t\u{200b}he"),
                text.trim_end_matches('.').to_owned(),
            ] {
                assert_eq!(hits(&written), [statement.id.to_string()], "{written:?}");
            }
        }
    }
}

#[test]
fn ids_are_known_however_they_are_written() {
    for written in ["POL-04", "pol04", "POL 4", "Pol-4.", "(POL-04)", " POL_04 "] {
        let [hit] = WORDINGS.by_id(written) else { panic!("{written}") };
        assert_eq!(CATALOGUES[hit.at.catalogue].statements[hit.at.statement].id.as_str(), "POL-04");
        assert_eq!(hit.matched_by, MatchedBy::Id);
    }
    for written in ["POL", "4", "POL-99", "POL-04 and POL-05", "", "The school"] {
        assert!(WORDINGS.by_id(written).is_empty(), "{written}");
    }
}

#[test]
fn statements_cut_short_or_half_left_out_are_known() {
    for (id, written) in [
        ("EDU-01", "The DSL has accessed training"),
        ("EDU-01", "The DSL has accessed training/information to ensure they understand..."),
        ("INF-01", "Access to the internet and school\u{2019}s network is secure."),
        ("POL-01", "The school has a set of robust and up-to-date policies"),
        ("POL-11", "11. The school regularly monitors and evaluates online safety approaches"),
        ("INC-04", "There are specific procedures for responding to incidents of peer-on-peer abuse"),
        ("ESC-02", "There is a designated member of staff who has responsibility for online safety"),
    ] {
        assert_eq!(said(text_of(id).0, written), id, "{written}");
    }
}

#[test]
fn guidance_brought_up_to_date_is_the_same_statement() {
    for (id, from, to) in [
        ("EDU-01", "KCSIE 2018", "KCSIE 2025"),
        ("INC-04", "Keeping Children Safe in Education (KCSIE) 2018", "KCSIE 2024"),
        (
            "INC-04",
            "Keeping Children Safe in Education (KCSIE) 2018",
            "Keeping Children Safe in Education (KCSIE) September 2025",
        ),
        ("INF-03", "KCSIE 2018", "KCSIE 2024-25"),
        ("INF-05", "Data Protection Act 2018", "Data Protection Act 2018 and UK GDPR"),
    ] {
        let (catalogue, _, text) = text_of(id);
        assert!(text.contains(from), "{id}");
        assert_eq!(said(catalogue, &text.replace(from, to)), id);
    }
}

#[test]
fn a_changed_meaning_is_asked() {
    for (id, from, to) in [
        ("POL-02", "are easily accessible", "are not easily accessible"),
        ("INF-08", "do not use personal devices", "use personal devices"),
        ("POL-09", "are made aware", "are made unaware"),
        ("EDU-02", "All members of staff", "Some members of staff"),
        ("INF-02", "uses an appropriate", "uses an inappropriate"),
        ("INC-05", "are recorded", "are no longer recorded"),
        ("EDU-06", "Pupils receive", "Staff receive"),
    ] {
        let (catalogue, _, text) = text_of(id);
        assert!(text.contains(from), "{id}: {text}");
        assert_eq!(said(catalogue, &text.replace(from, to)), format!("unsure {id}"));
    }
}

#[test]
fn what_a_school_adds_is_its_own() {
    for own in [
        "Our school has achieved the Rights Respecting Schools award",
        "The school has an online safety policy",
        "The policies have been reviewed and approved by the Parent Council.",
        "There is a nominated member of the Parent Council who has oversight of road safety.",
        "Pupils are taught about online safety",
        "Staff receive online safety training",
        "There is an online safety lead in the school",
        "We have a Digital Leaders group that meets every week",
        "The school takes part in Safer Internet Day",
        "Parents are invited to an online safety evening every year",
        "The school uses the 360 degree safe self-review tool",
        "All pupils sign the acceptable use agreement at the start of the year",
        "The governing body receives a termly report on online safety",
        "Mobile phones are handed in at the office each morning",
        "A log of filtering alerts is checked weekly by the head teacher",
        "Is there anything else you would like to tell us about online safety in your school?",
        "In each section, carefully consider whether the statements apply to the current practice in your school or not.",
        "Key area for development",
        "Evidence and Comments",
        "Responding to incidents",
        "Education and Training",
    ] {
        for catalogue in 0..CATALOGUES.len() {
            let said = said(catalogue, own);
            assert!(said == "own" || said.starts_with("unsure"), "{own:?} was taken for {said}");
        }
    }
}

#[test]
fn a_statement_goes_to_one_text() {
    let (catalogue, statement, text) = text_of("POL-05");
    let reworded = text.replace("reviewed and approved", "approved and reviewed");
    // The same words stand elsewhere: the likeness is a second text of the statement, to be asked.
    let both = WORDINGS.assign(catalogue, &[&text, &reworded], &[]);
    assert!(matches!(&both[0], Assigned::Statement(found) if found.statement == statement && found.is_same));
    assert!(matches!(&both[1], Assigned::Unsure(_)), "{:?}", both[1]);
    // Settled by an id already.
    let taken = WORDINGS.assign(catalogue, &[&reworded], &[statement]);
    assert!(matches!(&taken[0], Assigned::Unsure(_)));
    let alone = WORDINGS.assign(catalogue, &[&reworded], &[]);
    assert!(
        matches!(&alone[0], Assigned::Statement(found) if found.matched_by == MatchedBy::Similar && !found.is_same)
    );
}

#[test]
fn statements_are_clear_of_each_other() {
    for (c, content) in CATALOGUES.iter().enumerate() {
        for (s, statement) in content.statements.iter().enumerate() {
            let near = WORDINGS.similar(&statement.text, Some(c), 2);
            assert_eq!(near[0].at.statement, s);
            let next = near.get(1).map_or(0.0, |next| next.score);
            assert!(next < 0.62, "{} is {next:.2} near to another", statement.id);
        }
    }
}

#[test]
fn a_whole_return_in_other_words_is_known() {
    // Every statement as an export may have it: capitals, a word exchanged, cut at 250 letters.
    let osp = catalogue("online-safety-practice");
    let texts: Vec<String> = CATALOGUES[osp]
        .statements
        .iter()
        .map(|statement| {
            let text = statement
                .text
                .replace("school", "setting")
                .replace("pupils", "learners")
                .replace("parents", "families");
            text.chars().take(250).collect()
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let assigned = WORDINGS.assign(osp, &texts, &[]);
    let mut n_known = 0;
    for (s, assigned) in assigned.iter().enumerate() {
        if !matches!(assigned, Assigned::Statement(_)) {
            eprintln!("{} {assigned:?}", texts[s]);
        }
        if let Assigned::Statement(found) = assigned {
            assert_eq!(found.statement, s);
            n_known += 1;
        }
    }
    assert!(n_known >= 38, "{n_known} of 40");
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// A school's copy of a text: case, spaces, hyphens, quotes, numbering, a slip now and then, the end cut off.
    fn retyped(text: &str, case: u8, numbering: &str, slips: &[(usize, u8)], kept: usize) -> String {
        let mut letters: Vec<char> = text
            .chars()
            .map(|c| match (c, case) {
                ('-', _) => '\u{2013}',
                ('\u{201c}' | '\u{201d}', _) => '"',
                (c, 1) => c.to_ascii_uppercase(),
                (c, 2) => c.to_ascii_lowercase(),
                (c, _) => c,
            })
            .collect();
        let keep = letters.len() * kept.clamp(60, 100) / 100;
        letters.truncate(keep.max(1));
        let most = letters.len() / 30;
        for (at, kind) in slips.iter().take(most) {
            let at = at % letters.len();
            match kind % 3 {
                0 => {
                    letters.remove(at);
                }
                1 => letters.insert(at, 'e'),
                _ if at + 1 < letters.len() => letters.swap(at, at + 1),
                _ => {}
            }
        }
        format!("{numbering}{}", letters.into_iter().collect::<String>())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn a_retyped_statement_is_never_another(
            which in 0..61_usize,
            case in 0..3_u8,
            numbering in prop_oneof![Just(""), Just("1. "), Just("(b) "), Just("\u{2022} "), Just("4.2 ")],
            slips in proptest::collection::vec((any::<usize>(), any::<u8>()), 0..12),
            kept in 60..=100_usize,
        ) {
            let all: Vec<(usize, usize)> = CATALOGUES.iter().enumerate()
                .flat_map(|(c, content)| (0..content.statements.len()).map(move |s| (c, s))).collect();
            let (c, s) = all[which % all.len()];
            let written = retyped(&CATALOGUES[c].statements[s].text, case, numbering, &slips, kept);
            match WORDINGS.assign(c, &[&written], &[]).remove(0) {
                Assigned::Statement(found) => prop_assert_eq!(found.statement, s, "{}", written),
                Assigned::Unsure(candidates) => prop_assert_eq!(candidates[0].at.statement, s, "{}", written),
                Assigned::Own => prop_assert!(false, "not seen for a statement: {}", written),
            }
        }

        #[test]
        fn nothing_makes_it_panic(texts in proptest::collection::vec(any::<String>(), 0..6)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            for text in &texts {
                let _ = (WORDINGS.exact(text).len(), WORDINGS.by_id(text).len(), WORDINGS.similar(text, None, 3).len());
            }
            prop_assert_eq!(WORDINGS.assign(0, &texts, &[]).len(), texts.len());
        }
    }
}
