//! Second names in brackets, and names that two schools share in other words.

use super::*;

fn index_of(names: &[&str]) -> NameIndex {
    NameIndex::new(names.iter().enumerate().map(|(n, name)| (n, vec![(*name).to_owned()])).collect())
}

#[test]
fn a_second_name_in_brackets_is_a_name() {
    let index = index_of(&[
        "Sgoil a\u{2019} Bhac (Back School)",
        "Back Primary",
        "Ysgol y Garreg (Stone Hill School)",
        "Stone Hill Infant School",
        "Bun-sgoil Lacasdail (Laxdale School)",
        "Thornton Academy (also known as Thorn Hall School)",
    ]);
    for (written, school) in [
        ("Back School", 0),
        ("Sgoil a\u{2019} Bhac (Back School)", 0),
        ("Sgoil a' Bhac", 0),
        ("Back Primary School", 1),
        ("Stone Hill School", 2),
        ("Ysgol y Garreg", 2),
        ("Stone Hill Infants", 3),
        ("Laxdale School", 4),
        ("Bun-sgoil Lacasdail", 4),
        ("Thorn Hall School", 5),
    ] {
        assert_eq!(index.lookup(written).sure(), Some(school), "{written}: {:?}", index.lookup(written));
    }
}

#[test]
fn what_else_stands_in_brackets_is_no_name() {
    for (name, written) in [
        ("Oakfield School (Infant)", "Infant School"),
        ("St Anne's Primary School (VA)", "VA School"),
        ("Oakfield School (closed July 2024)", "Closed School"),
        ("Oakfield School (Anytown)", "Anytown School"),
        ("Oakfield School (formerly Elm Bank School)", "Elm Bank School"),
        ("Oakfield School (with Elm Bank School)", "Elm Bank School"),
        ("Oakfield School (Elm Bank Academy Trust)", "Elm Bank Academy Trust"),
        ("Oakfield School (Elm Bank School site)", "Elm Bank School"),
        ("Oakfield School (Acorn Nursery)", "Acorn Nursery"),
        ("Oakfield School (a Specialist Language College)", "Language College"),
        ("Oakfield School (Boys' School)", "Boys' School"),
        ("Oakfield School (Upper School)", "Upper School"),
        ("Oakfield School (part of Elm Bank School)", "Elm Bank School"),
        ("Oakfield School (The Elm Bank Federation of Schools)", "Elm Bank School"),
        ("Oakfield School (at Castlegate High School)", "Castlegate High School"),
        ("Oakfield School (Elm Bank Centre)", "Elm Bank Centre School"),
    ] {
        assert_eq!(index_of(&[name, "Tong School"]).lookup(written).sure(), None, "{name}: {written}");
    }
    // Another school's name stays its own, whichever comes first.
    for names in [
        ["Oakfield School (Castlegate High School)", "Castlegate High School"],
        ["Castlegate High School", "Oakfield School (Castlegate High School)"],
    ] {
        let index = index_of(&names);
        let own = names.iter().position(|name| *name == "Castlegate High School");
        assert_eq!(index.lookup("Castlegate High School").sure(), own);
        assert_eq!(index.lookup("Castlegate HS").sure(), own);
    }
    // Two that share a second name are told apart by the first alone.
    let index = index_of(&["Alder School (Vale School)", "Birch School (Vale School)"]);
    assert_eq!(index.lookup("Vale School").sure(), None);
    assert_eq!(index.lookup("Birch School").sure(), Some(1));
}

#[test]
fn a_name_that_is_one_schools_to_the_letter_and_anothers_by_its_spelling_is_asked_about() {
    let index = index_of(&[
        "Hill Top School",
        "Hilltop Primary School",
        "Ash Grove School",
        "Ashgrove High School",
        "Greenfield School",
        "Hilltop Infant School",
    ]);
    for (written, expected) in [
        ("Hilltop School", None),
        ("Hilltop", None),
        ("Hill Top School", Some(0)),
        ("HILL TOP SCHOOL", Some(0)),
        ("Hilltop Primary", Some(1)),
        ("Hill Top Primary School", None),
        ("Hill Top Infant School", Some(5)),
        ("Hilltop Primary School", Some(1)),
        ("Ash Grove School", Some(2)),
        ("Ashgrove High", Some(3)),
        ("Green Field School", Some(4)),
        ("Greenfield School", Some(4)),
    ] {
        assert_eq!(index.lookup(written).sure(), expected, "{written}: {:?}", index.lookup(written));
    }
    // A name spelt apart that no other school has is the one's.
    let index = index_of(&["Hill Top School", "Hilltops High School", "Hilton Primary School"]);
    assert_eq!(index.lookup("Hilltop School").sure(), Some(0));
}

#[test]
fn a_churchs_dedication_alone_is_asked_about_where_two_have_it() {
    let index = index_of(&[
        "Holy Trinity CE Primary School",
        "Holy Trinity Pewley Down School",
        "Sacred Heart Catholic Primary School",
        "Trinity Academy",
        "Oakfield Lane Primary School",
        "Oakfield Lane End High School",
    ]);
    for (written, expected) in [
        ("Holy Trinity", None),
        ("Holy Trinity CE", Some(0)),
        ("Holy Trinity Primary", Some(0)),
        ("Holy Trinity Pewley Down", Some(1)),
        ("Sacred Heart", Some(2)),
        ("Trinity Academy", Some(3)),
        ("Oakfield Lane", Some(4)),
    ] {
        assert_eq!(index.lookup(written).sure(), expected, "{written}: {:?}", index.lookup(written));
    }
}
