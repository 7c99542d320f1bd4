//! What an analyst relies on: a school's name is found in the name of a file however the school writes it there.

use super::*;

const NAMES: &[&str] = &[
    "Bawdsey Church of England Primary School",
    "St John the Baptist Catholic Primary School",
    "Stoke-by-Nayland Primary School",
    "New Cangle Primary School",
    "Norton Sixth Form College",
    "McKenzie Road Primary School",
    "Hillside Primary School",
    "Oakfield Infant School",
    "Oakfield Junior School",
    "New Town School",
    "Town School",
];

fn index() -> NameIndex {
    NameIndex::new(NAMES.iter().enumerate().map(|(n, name)| (n, vec![(*name).to_owned()])).collect())
}

#[test]
fn title_words_may_be_a_names_own() {
    for (title, name) in [
        ("Bawdsey Church of England Primary School online safety 2026", NAMES[0]),
        ("Bawdsey C.E. Primary return", NAMES[0]),
        ("St John the Baptist RC Primary - audit", NAMES[1]),
        ("Online safety return Stoke by Nayland PS", NAMES[2]),
        ("New Cangle Primary (final)", NAMES[3]),
        ("New_Cangle_Primary_return", NAMES[3]),
        ("Norton Sixth Form self evaluation form", NAMES[4]),
        ("Return of McKenzie Road Primary", NAMES[5]),
        ("Hillside Primary School action plan", NAMES[6]),
        ("Hillside Primary - evidence list", NAMES[6]),
        ("McKenzie Road Primary Self Review Tool 25-26", NAMES[5]),
    ] {
        let found = index().lookup_in_title(title).sure();
        assert_eq!(found.and_then(|school| NAMES.get(school).copied()), Some(name), "{title}");
    }
    for title in [
        "Mrs Smith of Back Lane",
        "New - Town School",
        // New Town School, or the new return of Town School?
        "New Town School",
        "Sixth form return",
    ] {
        let found = index().lookup_in_title(title).sure();
        assert!(found != Some(9), "{title}: {found:?}");
    }
}

#[test]
fn initials_behind_a_name_are_no_part_of_it() {
    for (title, name) in [
        ("2026-03-12 McKenzie Road PS JS", Some(NAMES[5])),
        ("Hillside Primary School (AMB)", Some(NAMES[6])),
        ("Hillside Primary School (Mrs J Smith) (1)", Some(NAMES[6])),
        ("McKenzie Road PS, Mr P Jones Headteacher", Some(NAMES[5])),
        ("Mrs J Hillside", None),
        ("Hillside Mrs Smith", None),
        // A word in small letters is none's initials, and behind no kind they may be the kind.
        ("McKenzie Road PS js", None),
        ("Oakfield JS", None),
        ("Oakfield School JS", None),
    ] {
        let found = index().lookup_in_title(title).sure();
        assert_eq!(found.and_then(|school| NAMES.get(school).copied()), name, "{title}");
    }
}

#[test]
fn a_name_in_one_word_is_found_by_its_ending() {
    for (title, name) in [
        ("hillsideprimary", Some(NAMES[6])),
        ("mckenzieroadprimaryschool_return", Some(NAMES[5])),
        ("oakfieldjuniors", Some(NAMES[8])),
        ("oakfieldschool", None),
        ("preschool", None),
    ] {
        assert!(name.is_none() || index().may_name(title), "{title}");
        let found = index().lookup_in_title(title).sure();
        assert_eq!(found.and_then(|school| NAMES.get(school).copied()), name, "{title}");
    }
}

#[test]
fn an_id_may_stand_close_behind_its_label() {
    assert!(ids_in("URN100118_return").contains(&"100118".to_owned()));
    assert_eq!(ids_in("IMG100118"), ["IMG100118"]);
}

#[test]
fn who_and_when_behind_a_name_take_nothing_from_it() {
    for title in [
        "Hillside Primary School - online safety v2 JM 12.11.25",
        "Hillside Primary School - online safety v2 JM",
        "Hillside PS return AB final",
    ] {
        let found = index().lookup_in_title(title);
        assert_eq!(
            found.sure().and_then(|school| NAMES.get(school).copied()),
            Some(NAMES[6]),
            "{title}: {found:?}"
        );
    }
    // What stands first may be the school, shortened; words behind may be another's name.
    for title in [
        "TS online safety Hillside Primary School",
        "Hillside Primary School online safety Smith",
        "Hillside Primary School online safety Town",
    ] {
        assert_eq!(index().lookup_in_title(title).sure(), None, "{title}");
    }
}
