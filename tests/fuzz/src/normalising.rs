//! Marks, dates, names and wordings, fed with any text.
//! In: bytes. Out: nothing. Never goes through a reader.

use std::sync::OnceLock;

use ingest::{
    grid::{Cell, Look, SymbolFont, Value},
    normalise::{
        dates::{DateReading, read_date},
        marks::{Mark, MarkReading, Vocabulary, read_mark},
        names::{NameIndex, NameMatch, ids_in, similarity},
        text,
    },
    recognise::wording::Wordings,
};

use crate::{forms, recognition};

fn texts(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok().filter(|text| text.len() < 20_000)
}

fn lines(all: &[&str]) -> Vec<Vec<u8>> {
    all.iter().map(|one| one.as_bytes().to_vec()).collect()
}

/// Marks: spaces around one change nothing, a struck one is no answer, and what is kept as a remark was written.
pub(crate) fn marks(data: &[u8]) {
    static WORDS: OnceLock<Vec<Vocabulary>> = OnceLock::new();
    let words =
        WORDS.get_or_init(|| recognition::library().catalogues().iter().map(Vocabulary::of).collect());
    let Some(given) = texts(data) else { return };
    let fonts = [None, Some(SymbolFont::Wingdings), Some(SymbolFont::Wingdings2), Some(SymbolFont::Webdings)];
    for (words, symbol_font) in words.iter().flat_map(|words| fonts.map(|font| (words, font))) {
        let cell = |text: String, is_struck| Cell {
            row: 0,
            column: 0,
            value: Value::Text(text.into()),
            look: Look { symbol_font, is_struck, ..Look::default() },
        };
        let plain = cell(given.to_owned(), false);
        let MarkReading { mark, remark } = read_mark(&plain, words);
        assert!(remark.is_none_or(|remark| given.contains(remark)), "{remark:?} was never written");
        assert!(!text::is_blank(given) || mark.is_nothing(), "{given:?} says {mark:?}");
        let spaced = cell(format!(" \t{given}\u{a0}\n"), false);
        assert_eq!(read_mark(&spaced, words).mark, mark, "{given:?} in spaces");
        let struck = cell(given.to_owned(), true);
        let struck = read_mark(&struck, words).mark;
        assert!(!matches!(struck, Mark::Tick(_) | Mark::Says(_)), "{given:?}, struck, says {struck:?}");
    }
    let folded = text::fold(given);
    assert_eq!(text::fold(&folded), folded, "folded twice");
    let key = text::key(given);
    assert_eq!(text::key(&key), key, "the key of a key");
    assert!(given.contains(text::without_numbering(given)), "what is left was never there");
    assert!(!text::one_line(given).contains(['\n', '\r']), "{:?}", text::one_line(given));
    let words = text::words(given);
    assert!(!words.contains("  ") && words.trim() == words, "{words:?}");
}

pub(crate) fn mark_seeds() -> Vec<Vec<u8>> {
    lines(&[
        "Yes - reviewed in May",
        "Y/N",
        "not yet",
        "\u{2713}",
        "x x",
        "Partially met",
        "N/A",
        "see comments",
        "[x] Yes [ ] No",
        "(a) POL-04: 1. Yes",
        "Yes, but not for governors",
        "\u{fc}",
        "no.",
        "1.0",
        "Amber",
        "Choose an item.",
    ])
}

/// Dates: one that is sure lies in living memory, and reads back as itself.
pub(crate) fn dates(data: &[u8]) {
    let Some(given) = texts(data) else { return };
    for is_1904 in [false, true] {
        let reading = read_date(&Value::Text(given.into()), is_1904);
        if let DateReading::Sure(date) = reading {
            let iso = date.format("%Y-%m-%d").to_string();
            assert_eq!(read_date(&Value::Text(iso.into()), is_1904), reading, "{given:?}");
            let long = date.format("%-d %B %Y").to_string();
            assert_eq!(read_date(&Value::Text(long.into()), is_1904), reading, "{given:?}");
        }
        let spaced = Value::Text(format!(" {given} ").into());
        assert_eq!(read_date(&spaced, is_1904), reading, "{given:?} in spaces");
    }
    if let Ok(eight) = <[u8; 8]>::try_from(data) {
        read_date(&Value::Number(f64::from_le_bytes(eight)), false);
        read_date(&Value::Serial(f64::from_le_bytes(eight)), true);
    }
}

pub(crate) fn date_seeds() -> Vec<Vec<u8>> {
    lines(&[
        "04/03/2026",
        "4th March 2026",
        "2026-03-04T10:00:00Z",
        "March '26",
        "31.2.26",
        "Wed 4 Mar 2026, 10am",
        "46085",
        "3/4 and 5/4/2026",
        "between 1 and 3 May 2026",
        "4 de marzo 2026",
    ])
}

/// Names: likeness is from 0 to 1; a look-up names only schools that there are.
pub(crate) fn names(data: &[u8]) {
    let Some(given) = texts(data) else { return };
    let names: Vec<&str> = given.lines().take(12).map(|line| line.get(..80).unwrap_or("")).collect();
    let schools = names.iter().skip(1).enumerate();
    let index = NameIndex::new(
        schools.map(|(at, line)| (at, line.split(';').map(str::to_owned).collect())).collect(),
    );
    let n_schools = names.len().saturating_sub(1);
    for name in &names {
        for found in [index.lookup(name), index.lookup_in_title(name)] {
            let (schools, scores): (Vec<usize>, Vec<f64>) = match &found {
                NameMatch::Exact(one) | NameMatch::Alias(one) => (vec![*one], Vec::new()),
                NameMatch::Similar { index, score, next_score, .. } => {
                    (vec![*index], vec![*score, *next_score])
                }
                NameMatch::Two(one, other) => {
                    assert_ne!(one, other, "two schools that are one");
                    (vec![*one, *other], Vec::new())
                }
                NameMatch::Ambiguous(all) | NameMatch::Unknown(all) => all.iter().copied().unzip(),
            };
            assert!(schools.iter().all(|school| *school < n_schools), "{name:?}: {found:?}");
            assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)), "{name:?}: {found:?}");
        }
        let likeness = similarity(name, names[0]);
        assert!((0.0..=1.0).contains(&likeness), "{name:?}: {likeness}");
        assert!(ids_in(name).iter().all(|id| name.contains(id.as_str())), "{name:?}");
    }
}

pub(crate) fn name_seeds() -> Vec<Vec<u8>> {
    lines(&[
        "St Mary's\nSt Mary's RC Primary School;Sgoil Naomh Moire\nSt Mary's CofE Primary\nSaint Marys High",
        "Back School (100255) and Tong\nBack School\nTong School\nSgoil a' Bhac / Back School",
        "Online safety return 2026 - Bàgh - final\nBàgh a' Chaisteil\nCastlebay Community School",
    ])
}

/// Wordings: candidates in order, from 0 to 1; no statement assigned twice by likeness; a statement is itself.
pub(crate) fn wordings(data: &[u8]) {
    static WORDINGS: OnceLock<Wordings> = OnceLock::new();
    let wordings = WORDINGS.get_or_init(|| Wordings::new(recognition::library().catalogues()));
    let Some(given) = texts(data) else { return };
    let lines: Vec<&str> = given.lines().take(60).collect();
    for line in &lines {
        let near = wordings.similar(line, None, 5);
        assert!(near.len() <= 5 && near.windows(2).all(|two| two[0].score >= two[1].score), "{near:?}");
        assert!(near.iter().all(|one| (0.0..=1.0).contains(&one.score)), "{line:?}: {near:?}");
        for hit in wordings.exact(line) {
            let spaced = format!("  {} ", line.to_uppercase());
            let is_plain = line.is_ascii();
            assert!(!is_plain || wordings.exact(&spaced).contains(hit), "{line:?} in capitals");
        }
        assert!(wordings.by_id(line).len() <= recognition::library().catalogues().len(), "{line:?}");
    }
    for catalogue in 0..recognition::library().catalogues().len() {
        let assigned = wordings.assign(catalogue, &lines, &[]);
        assert_eq!(assigned.len(), lines.len(), "one for each text");
        assert_eq!(format!("{assigned:?}"), format!("{:?}", wordings.assign(catalogue, &lines, &[])));
    }
}

pub(crate) fn wording_seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> =
        forms::statements().chunks(8).map(|some| some.join("\n").into_bytes()).collect();
    seeds.push(b"POL-04\npol 4.\n1. The school has\nGovernors look at the policies every year".to_vec());
    seeds
}
