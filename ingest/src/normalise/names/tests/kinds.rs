//! What an analyst relies on: the kinds of schools as lists and schools shorten them lead to the school, and a school that the
//! register has not is not taken for its neighbour.

use super::*;

const NAMES: &[&str] = &[
    "Norton-on-Derwent Community Primary School",
    "Cliff Lane Church of England Voluntary Controlled Primary School",
    "Hill Top Junior, Infant and Nursery School",
    "Treorchy Comprehensive School",
    "Great Missenden School",
    "King Edward VI Grammar School",
    "Woodlands School",
    "Beccles Primary Academy",
    "All Saints Church of England Voluntary Controlled Primary School, Lawshall",
    "Acton Primary School",
    "St Mary's Catholic Primary School",
    "St Joseph's Catholic Primary School",
    "Barnby Primary School",
    "Cove Primary School",
    "Christ the King Catholic Voluntary Academy",
];

fn said(name: &str) -> Option<&'static str> {
    let schools = NAMES.iter().enumerate().map(|(n, name)| (n, vec![(*name).to_owned()])).collect();
    NameIndex::new(schools).lookup(name).sure().and_then(|school| NAMES.get(school).copied())
}

#[test]
fn kinds_are_known_however_they_are_shortened() {
    for (written, name) in [
        ("Norton on Derwent C.P. School", NAMES[0]),
        ("Norton-on-Derwent CP", NAMES[0]),
        ("Cliff Lane CEVCP School", NAMES[1]),
        ("Hill Top J, I & N School", NAMES[2]),
        ("Hill Top J&I School", NAMES[2]),
        ("Treorchy Comp", NAMES[3]),
        ("Gt Missenden School", NAMES[4]),
        ("King Edward the Sixth Grammar School", NAMES[5]),
        ("Christ the King CVA", NAMES[14]),
        ("Woodlands Special School", NAMES[6]),
        ("Woodlands Primary School", NAMES[6]),
    ] {
        assert_eq!(said(written), Some(name), "{written}");
    }
}

#[test]
fn a_neighbour_that_the_register_has_not_is_asked_about() {
    for written in [
        // Schools that stand in pairs.
        "Woodlands Infant School",
        "Woodlands Nursery",
        "Beccles Free School",
        "All Saints CofE VA Primary School",
        // A letter more at a name's beginning is another place.
        "Bacton Primary School",
        "Nacton Primary School",
        // One school of two saints or two villages, and no two schools.
        "St Mary & St Joseph Catholic Primary School",
        "St Mary and St Joseph",
        "Barnby and Cove Primary School",
    ] {
        let found =
            NameIndex::new(NAMES.iter().enumerate().map(|(n, name)| (n, vec![(*name).to_owned()])).collect())
                .lookup(written);
        assert!(!matches!(found, NameMatch::Two(..)) && found.sure().is_none(), "{written}: {found:?}");
    }
}

#[test]
fn a_nursery_a_slip_or_a_person_beside_a_name_leaves_it_the_schools() {
    let names = [
        "Grantown Grammar School",
        "Denes Academy",
        "Moulton Church of England Primary School",
        "St Edmund's Primary School, Hoxne",
        "St Edmund's Primary School, Bungay",
        "Riverside Academy",
        "Riverside Nursery School",
    ];
    let index =
        NameIndex::new(names.iter().enumerate().map(|(n, name)| (n, vec![(*name).to_owned()])).collect());
    for (written, school) in [
        ("Grantown Grammar School & Nursery Class", Some(0)),
        ("Denes Academy (with nursery)", Some(1)),
        ("Moulton Chucrh of England PS", Some(2)),
        ("Moulton Church of Enland PS", Some(2)),
        ("St Edmund's Primary School, Hoxne (Mrs J Smith)", Some(3)),
        ("Riverside Academy and Nursery", Some(5)),
        ("Riverside Nursery", Some(6)),
        ("Grantown Nursery", None),
        ("Denes Nursery School", None),
    ] {
        let found = index.lookup(written);
        assert_eq!(found.sure(), school, "{written}: {found:?}");
    }
}

#[test]
fn a_part_of_a_school_is_not_the_school() {
    let names = [
        "Riverside Academy",
        "Castle Campus, Riverside Academy",
        "Riverside Academy Lower School",
        "Lochend Community High School",
        "Lochend Primary School",
    ];
    let index =
        NameIndex::new(names.iter().enumerate().map(|(n, name)| (n, vec![(*name).to_owned()])).collect());
    for (written, school) in [
        ("Riverside Academy", Some(0)),
        ("Riverside Academy, Upper Road", Some(0)),
        ("Castle Campus", Some(1)),
        ("Riverside Academy Lower School", Some(2)),
        ("Riverside Academy (Castle Campus)", Some(1)),
        ("Riverside Academy - Castle Campus", Some(1)),
        ("Riverside Academy Upper School", None),
        ("Lochend CHS", Some(3)),
    ] {
        let found = index.lookup(written);
        assert_eq!(found.sure(), school, "{written}: {found:?}");
    }
}

#[test]
fn a_name_that_lies_between_two_is_neithers() {
    let own = NameIndex::new(vec![
        (1, vec!["Thornhill Community School".into()]),
        (2, vec!["Thornhill Special School".into()]),
        (3, vec!["Back School".into()]),
        (4, vec!["Hill Academy".into()]),
        (5, vec!["Hill Community School".into()]),
    ]);
    for written in ["Thornhill Community Special School", "Hill Community Academy"] {
        assert_eq!(own.lookup(written).sure(), None, "{written}");
    }
    for (written, school) in [
        ("Thornhill Special", 2),
        ("Thornhill Special School", 2),
        ("Thornhill Community", 1),
        ("Hill Community School", 5),
        ("Back Community School", 3),
    ] {
        assert_eq!(own.lookup(written).sure(), Some(school), "{written}");
    }
}

#[test]
fn what_the_text_leaves_open_is_not_settled_where_another_has_its_words_too() {
    let of = |names: &[&str]| {
        NameIndex::new(names.iter().enumerate().map(|(at, name)| (at, vec![(*name).to_owned()])).collect())
    };
    let priories = of(&[
        "The Priory School",
        "The Priory Academy LSST",
        "The Priory Ruskin Academy",
        "The Priory Witham Academy",
        "Lochgilphead Joint Campus",
        "Lochgilphead Primary School",
        "Hill Primary School, Boston",
        "Hill View Primary School",
        "Kilmory School",
    ]);
    for written in [
        "Priory Academy",
        "The Priory Academy",
        "The Priory Academy, Grantham",
        "The Priory Primary",
        "Lochgilphead",
        "Lochgilphead School",
    ] {
        assert_eq!(priories.lookup(written).sure(), None, "{written}");
    }
    for (written, at) in [
        ("The Priory School", 0),
        ("Priory Academy LSST", 1),
        ("Priory Ruskin", 2),
        ("Lochgilphead Primary", 5),
        ("Hill Primary School", 6),
        ("Kilmory Primary School", 8),
    ] {
        assert_eq!(priories.lookup(written).sure(), Some(at), "{written}");
    }
}
