//! Texts that name more than one school: none of them is ever settled by nearness.

use super::*;

#[test]
fn two_schools_that_speak_together_are_both() {
    for (written, expected) in [
        ("Back School & Tong School (joint headship)", "Back School + Tong School"),
        ("Back School and Tong School (joint return)", "Back School + Tong School"),
        ("Back School and Tong School - cluster", "Back School + Tong School"),
        ("Back School and Tong School (federation)", "Back School + Tong School"),
        ("Back School joint with Tong School", "Back School + Tong School"),
        (
            "Thornhill Community School & Thornhill Special School (federation)",
            "Thornhill Community School + Thornhill Special School",
        ),
        ("Thornhill Community and Special Schools", "Thornhill Community School + Thornhill Special School"),
        (
            "Nicolson Institute and Stornoway Primary School joint e-safety group",
            "The Nicolson Institute + Stornoway Primary School",
        ),
    ] {
        assert_eq!(said(index(), written), expected, "{written}");
    }
}

#[test]
fn a_text_that_names_another_school_too_is_asked_about() {
    for written in [
        "Sir E Scott School (Primary Department) and Leverhulme",
        "Riverside Nursery and Academy",
        "Elm Lane Primary School Elm Hill Academy",
        "Back School Tong School",
        "Back School incl. Tong School",
        "Back School incl Tong School nursery class",
        "Back School, Tong School and others",
        "Back School (Tong School shares its head)",
        "Back School with Tong Primary",
        "Back School and Sandwickhill School",
        "Beech Lane PS + nursery of Birch Lane Primary School",
    ] {
        let found = index().lookup(written);
        assert_eq!(found.sure(), None, "{written}: {found:?}");
    }
}

#[test]
fn one_school_with_more_words_is_still_that_one() {
    for (written, name) in [
        ("Back School and Nursery", "Back School"),
        ("Back School and community centre", "Back School"),
        ("Tong School, Isle of Lewis", "Tong School"),
        ("Beech Park High School and Sixth Form", "Beech Park High School"),
        ("Castlegate High School (joint headship)", "Castlegate High School"),
        ("Stornoway Primary School, Lewis cluster", "Stornoway Primary School"),
        ("Mrs A Lane and Mr B Hill, Back School", "Back School"),
        ("Oakfield Infant School and Nursery", "Oakfield Infant School"),
    ] {
        let found = index().lookup(written).sure().map(|at| register()[at].clone());
        assert_eq!(found.as_deref(), Some(name), "{written}");
    }
    let own = NameIndex::new(vec![
        (1, vec!["Barnby and North Cove Primary School".into()]),
        (2, vec!["Cove Primary School".into()]),
        (3, vec!["St Peter and St Paul's Catholic Primary School".into()]),
        (4, vec!["Great Oakfields Primary School".into()]),
        (5, vec!["Oakfield Primary School".into()]),
    ]);
    assert_eq!(own.lookup("Barnby & North Cove Primry School").sure(), Some(1));
    assert_eq!(own.lookup("Great Oakfield Primary School").sure(), Some(4));
    assert_eq!(own.lookup("St Peter and St Pauls Catholic Primary Schol").sure(), Some(3));
}

#[test]
fn a_streets_name_is_none_of_a_schools() {
    let names = ["Park High School", "Park School", "Castle Hill School", "Elm Lane Primary School"];
    let index = NameIndex::new((0..).zip(names).map(|(n, name)| (n, vec![name.to_owned()])).collect());
    let said = |name: &str| index.lookup(name).sure().and_then(|school| names.get(school).copied());
    for written in ["Park School, High Street", "Park School, High St", "Park School, Church Road"] {
        assert_eq!(said(written), Some("Park School"), "{written}");
    }
    assert_eq!(said("Park High School, Church Road"), Some("Park High School"));
    // Nobody but the register's owner knows what is in Yeovil.
    assert_eq!(said("Park School, High Street, Yeovil"), None);
    // The street's words are another school's.
    assert_eq!(said("Park School, Elm Lane"), None);
    assert_ne!(said("Park School, Castle Street"), Some("Castle Hill School"));
}
