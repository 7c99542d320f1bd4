//! Texts that name a group of schools: the school that it is called after is never one that the text speaks for.

use super::*;

#[test]
fn the_school_beside_a_group_is_the_one() {
    for written in [
        "Back School - Castlegate High School cluster",
        "Back School, Castlegate High School Cluster",
        "Back School / Castlegate High School cluster",
        "Back School (Castlegate High School cluster)",
        "Back School - Castlegate High School ASG",
        "Back School \u{2013} Castlegate High School ASG",
        "Back School - Castlegate High School Associated Schools Group",
        "Back School - Elm Hill Academy Learning Community",
        "Back School - Elm Hill Academy Multi Academy Trust",
        "Back School - Elm Hill Academy MAT",
        "Back School - Elm Hill Academy Federation",
        "Back School | Elm Hill Academy family of schools",
        "Back School - Castlegate High School catchment",
        "Back School, Castlegate High School catchment area",
        "Back School, Castlegate High School feeder",
        "Back School - feeder to Castlegate High School",
        "Back School - St Mary Magdalene Academy parish",
        "Back School, Castlegate High School campus",
        "Back School - Castlegate High School joint campus",
        "Back School - part of the Elm Hill Academy Federation",
        "Back School part of the Elm Hill Academy Federation",
        "Back School in the Castlegate High School cluster",
        "Back School, member of the Tong School partnership",
        "Castlegate High School cluster - Back School",
        "Elm Hill Federation: Back School",
        "Cluster: Castlegate High School, Back School",
        "Back School - Elm Hill and Birch Hill Academies Federation",
        "Back School - Federation of Elm Hill and Birch Hill Academies",
        "Back School - Castlegate High School cluster return 2026",
        "Back School - Buidheann Sgoil Lionacleit",
        "Back School - Clwstwr Sgoil Lionacleit",
        "Back School, Stornoway, Castlegate High School cluster",
    ] {
        let found = index().lookup(written).sure().map(|at| register()[at].clone());
        assert_eq!(found.as_deref(), Some("Back School"), "{written}: {:?}", index().lookup(written));
    }
    let two = "Back School and Tong School - Castlegate High School cluster";
    assert_eq!(said(index(), two), "Back School + Tong School");
}

#[test]
fn a_group_alone_is_asked_about() {
    for written in [
        "Castlegate High School cluster",
        "Back School and Tong School cluster return",
        "Back School & Tong School Federation",
        "Back & Tong Federation",
        "Back School, Tong School and Laxdale Primary School cluster",
        "Back School, Tong School, Laxdale Primary School cluster",
        "Back School / Tong School / Castlegate High School ASG",
        "Back School - Tong School (cluster)",
        "Back School, Tong School (federation)",
        "Castlegate High School cluster, Stornoway",
        "Riverside Academy Trust",
        "Sandwickhill School - Castlegate High School cluster",
        "Oakfield - Castlegate High School cluster",
        "Mrs A Lane, Castlegate High School cluster",
        "Federation of Back School and Tong School",
        "Clwstwr Sgoil Lionacleit",
    ] {
        let found = index().lookup(written);
        let is_one = matches!(found, NameMatch::Ambiguous(_) | NameMatch::Unknown(_));
        assert!(is_one, "{written}: {found:?}");
    }
    let asked = index().lookup("Back & Tong Federation");
    assert!(matches!(asked, NameMatch::Ambiguous(near) if near.len() == 2));
}

#[test]
fn a_school_that_is_called_a_federation_is_one() {
    let own = NameIndex::new(vec![
        (1, vec!["The Lanes Federation".into()]),
        (2, vec!["Willow Lane Primary School".into()]),
        (3, vec!["St Mary's Parish Primary School".into()]),
        (4, vec!["Wauldby Green Learning Community".into()]),
        (5, vec!["Castle Campus".into()]),
    ]);
    assert_eq!(own.lookup("The Lanes Federation").sure(), Some(1));
    assert_eq!(own.lookup("Lanes Federation").sure(), Some(1));
    assert_eq!(own.lookup("The Lanes Federation, Leeds").sure(), Some(1));
    assert_eq!(own.lookup("St Mary's Parish Primary").sure(), Some(3));
    assert_eq!(own.lookup("Wauldby Green Learning Community, Hull").sure(), Some(4));
    assert_eq!(own.lookup("Castle Campus").sure(), Some(5));
    assert_eq!(own.lookup("Willow Lane Primary School - Meadows Federation").sure(), Some(2));
}
