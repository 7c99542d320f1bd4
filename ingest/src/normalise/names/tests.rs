//! Names as schools write them, against a register full of near pairs.

use super::*;

mod beside;
mod groups;
mod kinds;
mod second;
mod titles;

/// The nasty part of a register; the numbers are the rows.
const NAMES: &[&str] = &[
    "Oakfield Primary School",
    "Oakfield Infant School",
    "Oakfield Junior School",
    "St Mary's Catholic Primary School",
    "St Mary's Church of England Primary School",
    "St Mary Magdalene Academy",
    "Castlegate High School",
    "Castlegate Primary School",
    "Riverside Academy",
    "Riverside Nursery School",
    "Thornhill Community School",
    "Thornhill Special School",
    "The Nicolson Institute",
    "Sir E Scott School",
    "Sgoil Lionacleit",
    "Sgoil an Iochdair",
    "Sgoil an Rubha",
    "Sgoil nan Loch",
    "Stornoway Primary School",
    "Castlebay Community School",
    "Laxdale Primary School",
    "Back School",
    "Tong School",
    "Daliburgh School",
    "Leverhulme Memorial School",
    "Ash Grove Primary School",
    "Ashgrove Academy",
    "Hollin Bank Primary School",
    "King Edward VI Grammar School",
    "King Edward VII School",
];
const TREES: &[&str] = &[
    "Beech",
    "Birch",
    "Cedar",
    "Elm",
    "Fern",
    "Hazel",
    "Heather",
    "Juniper",
    "Larch",
    "Maple",
    "Rowan",
    "Willow",
    "Alder",
    "Bramble",
    "Clover",
    "Foxglove",
    "Gorse",
    "Hawthorn",
    "Ivy",
    "Laurel",
    "Linden",
    "Myrtle",
    "Poplar",
    "Sorrel",
    "Teasel",
    "Yarrow",
    "Bracken",
    "Briar",
    "Campion",
    "Celandine",
];

fn register() -> Vec<String> {
    let mut names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    for tree in TREES {
        names.push(format!("{tree} Lane Primary School"));
        names.push(format!("{tree} Hill Academy"));
        names.push(format!("{tree} Bridge C of E School"));
        names.push(format!("{tree} Park High School"));
        names.push(format!("{tree} Green Junior School"));
        names.push(format!("St {tree}'s College"));
    }
    names
}

fn index() -> &'static NameIndex {
    static INDEX: std::sync::LazyLock<NameIndex> = std::sync::LazyLock::new(|| {
        NameIndex::new(register().into_iter().enumerate().map(|(n, name)| (n, vec![name])).collect())
    });
    &INDEX
}

fn said(index: &NameIndex, name: &str) -> String {
    let names = register();
    let name_of = |school: usize| names.get(school).cloned().unwrap_or_default();
    match index.lookup(name) {
        NameMatch::Exact(school) => name_of(school),
        NameMatch::Alias(school) => format!("alias: {}", name_of(school)),
        NameMatch::Similar { index: school, .. } => format!("like {}", name_of(school)),
        NameMatch::Two(one, other) => format!("{} + {}", name_of(one), name_of(other)),
        NameMatch::Ambiguous(_) => "ambiguous".to_owned(),
        NameMatch::Unknown(_) => "unknown".to_owned(),
    }
}

#[test]
fn names_as_schools_write_them() {
    let index = index();
    for (written, expected) in [
        ("OAKFIELD  primary school", "Oakfield Primary School"),
        ("Oakfield Pri.", "Oakfield Primary School"),
        ("Oakfield P.S.", "Oakfield Primary School"),
        ("Oakfield PS", "Oakfield Primary School"),
        ("Oakfield Inf Sch", "Oakfield Infant School"),
        ("Oakfield Jnr School", "Oakfield Junior School"),
        ("Oakfield School", "ambiguous"),
        ("Oakfield", "ambiguous"),
        ("Oakfield Nursery", "unknown"),
        ("Oakfield Infant and Junior Schools", "Oakfield Infant School + Oakfield Junior School"),
        ("Oakfield Infant & Junior", "Oakfield Infant School + Oakfield Junior School"),
        ("St Mary's", "ambiguous"),
        ("St Mary's Primary", "ambiguous"),
        ("St Marys R.C. Primary", "St Mary's Catholic Primary School"),
        ("Saint Mary`s Roman Catholic Primary School", "St Mary's Catholic Primary School"),
        ("St. Mary\u{2019}s CofE Primary", "St Mary's Church of England Primary School"),
        ("St Mary's C.E. Primary", "St Mary's Church of England Primary School"),
        ("St Mary Magdalene", "like St Mary Magdalene Academy"),
        ("Castlegate School", "ambiguous"),
        ("Castlegate HS", "Castlegate High School"),
        ("Castlegate Secondary School", "Castlegate High School"),
        ("Riverside", "ambiguous"),
        ("Riverside Primary", "unknown"),
        ("Riverside Nursery", "Riverside Nursery School"),
        ("Thornhill School", "ambiguous"),
        ("The Nicholson Insitute", "like The Nicolson Institute"),
        ("Nicolson Institute", "The Nicolson Institute"),
        ("Nicolson", "like The Nicolson Institute"),
        ("Sgoil MhicNeacail / The Nicolson Institute", "The Nicolson Institute"),
        ("The Nicolson Institute - Sgoil MhicNeacail", "The Nicolson Institute"),
        ("Sgoil Sir E Scott", "Sir E Scott School"),
        ("Lionacleit", "Sgoil Lionacleit"),
        ("Sgoil an \u{cc}ochdair", "Sgoil an Iochdair"),
        ("Back School, Isle of Lewis", "like Back School"),
        ("Tong School Stornoway", "like Tong School"),
        ("Tong School - Stornoway", "Tong School"),
        ("Tong School (100255)", "Tong School"),
        ("School name: Tong School", "Tong School"),
        ("Stornoway", "like Stornoway Primary School"),
        ("Leverhulme School", "like Leverhulme Memorial School"),
        ("Ashgrove Primary", "like Ash Grove Primary School"),
        ("Ash Grove Academy", "Ashgrove Academy"),
        ("Ashgrove", "ambiguous"),
        ("King Edward School", "ambiguous"),
        ("King Edward VI", "like King Edward VI Grammar School"),
        ("King Edward the 7th School", "King Edward VII School"),
        ("King Edward VIII School", "unknown"),
        ("Beech Lane", "like Beech Lane Primary School"),
        ("Beach Lane Primary School", "like Beech Lane Primary School"),
        ("Brich Lane Primary", "like Birch Lane Primary School"),
        ("Lane Primary School", "ambiguous"),
        ("Bck School", "like Back School"),
        ("Frn Lane Primary", "like Fern Lane Primary School"),
        ("Em Lane Primary", "unknown"),
        ("Oakfeild Primry School", "like Oakfield Primary School"),
        ("Willow Lane Pri Sch", "Willow Lane Primary School"),
        ("Cedar Park H.S.", "Cedar Park High School"),
        ("St. Hazel's Coll.", "St Hazel's College"),
        ("Hollin Bank Primary School, Burnley", "like Hollin Bank Primary School"),
        ("Larch Hill Acad.", "Larch Hill Academy"),
        ("100255 Tong School", "Tong School"),
        ("THE NICOLSON INSTITUTE, STORNOWAY", "like The Nicolson Institute"),
        ("Castlebay Community School / Sgoil Bh\u{e0}gh a' Chaisteil", "Castlebay Community School"),
        ("Saint Birch\u{2019}s College", "St Birch's College"),
        ("Beech Primary School", "unknown"),
        ("Elm Bridge CofE Primary School", "like Elm Bridge C of E School"),
        ("Elm Bridge Church of England School", "Elm Bridge C of E School"),
        ("Beech Lane Primary and Riverside Nursery", "Beech Lane Primary School + Riverside Nursery School"),
        ("Back and Tong Schools", "Back School + Tong School"),
        ("St Beech's and St Birch's Colleges", "St Beech's College + St Birch's College"),
        ("Somewhere Else Primary", "unknown"),
    ] {
        assert_eq!(said(index, written), expected, "{written:?}");
    }
}

#[test]
fn people_places_and_other_schools_stand_beside_names() {
    let index = index();
    for (written, expected) in [
        (
            "Beech Park High School and Birch Park High School",
            "Beech Park High School + Birch Park High School",
        ),
        ("Beech Park & Birch Park High Schools", "Beech Park High School + Birch Park High School"),
        ("Beech Park, Birch Park and Cedar Park", "ambiguous"),
        ("Beech Park High School, Birch Park High School, Cedar Park High School", "ambiguous"),
        ("Beech Park High School (with Birch Park High School)", "ambiguous"),
        ("Beech Park High School (formerly Birch Park High School)", "like Beech Park High School"),
        ("Tong, Stornoway", "like Tong School"),
        ("Oakfield Junior School (Primary)", "Oakfield Junior School"),
        ("Oakfield Infant School (and Junior)", "Oakfield Infant School + Oakfield Junior School"),
        ("Oakfield (Infant and Junior)", "Oakfield Infant School + Oakfield Junior School"),
        ("St ary and St Birch's College", "unknown"),
        ("Back School or Tong School", "ambiguous"),
        ("Back School, for Tong School", "ambiguous"),
        ("Back/Tong", "Back School + Tong School"),
        ("Back Primary and ELC", "like Back School"),
        ("Manor House Tong School", "unknown"),
        ("Mr Rowan Park", "unknown"),
        ("Mrs A Lane, Oakfield Infant School", "Oakfield Infant School"),
        ("Headteacher, Daliburgh School", "Daliburgh School"),
        ("Beech Park High Schol", "Beech Park High School"),
        ("Beech Park Hihg", "like Beech Park High School"),
        ("Rowan Park (Headteacher)", "unknown"),
        ("Mong School", "unknown"),
        ("Tastlegate High School", "unknown"),
        ("Acstlegate High School", "like Castlegate High School"),
        ("Castlegaet High School", "like Castlegate High School"),
        ("High St P.S.", "unknown"),
        ("Back School\nTong School", "Back School + Tong School"),
        ("Back School | Tong School", "Back School + Tong School"),
        ("Willow Lane | Primary School", "Willow Lane Primary School"),
        ("Willow Lane Primary School | 12 Oak Street | Town | AB1 2CD", "Willow Lane Primary School"),
        ("Hazel Green, Rowan Park High School", "unknown"),
        ("Rowan Park High School - Mrs A Smith, Headteacher", "Rowan Park High School"),
        ("Willow Lane Primary School 12 Oak Street Town AB1 2CD", "like Willow Lane Primary School"),
        ("Willow Ln Pry School", "Willow Lane Primary School"),
        ("Rowan Park School and Sixth Form", "like Rowan Park High School"),
        ("Oakfield Pry", "Oakfield Primary School"),
        ("St Mary's RCPS", "St Mary's Catholic Primary School"),
        ("St Mary's CE (Aided) Primary", "like St Mary's Church of England Primary School"),
        ("", "unknown"),
        ("School", "unknown"),
    ] {
        assert_eq!(said(index, written), expected, "{written:?}");
    }
}

#[test]
fn titles_hold_names() {
    let index = index();
    for (title, expected) in [
        ("Online_Safety_Return_2026_Back_School_final", 21),
        ("Self-evaluation 2026 - Castlegate High School v2", 6),
        (
            "Beech Hill Academy online safety audit",
            register().iter().position(|n| n == "Beech Hill Academy").unwrap_or(0),
        ),
    ] {
        assert_eq!(index.lookup_in_title(title).sure(), Some(expected), "{title}");
    }
    for (title, name) in [
        ("WillowLanePrimarySchool_OnlineSafety2025-26", "Willow Lane Primary School"),
        ("FW Willow Lane Primary v3", "Willow Lane Primary School"),
        ("Self-Evaluation of Online Safety Practice in School: Sgoil nan Loch", "Sgoil nan Loch"),
        ("Online safety return from Willow Lane PS", "Willow Lane Primary School"),
        ("12 Willow Lane Primary School (2)", "Willow Lane Primary School"),
        ("Tong return", "Tong School"),
        (
            "Willow Lane Primary School - Self-Evaluation of Online Safety Practice in School",
            "Willow Lane Primary School",
        ),
        ("StMarysCofEPrimary_return", "St Mary's Church of England Primary School"),
        ("St Mary's CofE Primary", "St Mary's Church of England Primary School"),
    ] {
        let found = index.lookup_in_title(title).sure();
        assert_eq!(found.map(|school| register()[school].clone()).as_deref(), Some(name), "{title}");
    }
    for title in [
        "Return",
        "Sheet1",
        "Online safety 2026",
        "Self-Evaluation of Online Safety Practice in School",
        "Back to school online safety",
        "Sent back",
        "Return to Back School",
        "Audit back copy",
        "Cluster: Castlegate High School",
        "Mrs Hazel Green",
        "Beech Hill Academy Trust",
        "Beech Lane template",
        "St Marys return",
        "Beech Hill and Birch Hill Academies",
    ] {
        assert_eq!(index.lookup_in_title(title).sure(), None, "{title}");
    }
    assert!(index.may_name("WillowLane.xlsx") && !index.may_name("Online safety return (final)"));
}

#[test]
fn a_name_that_others_share_wants_its_kind() {
    let names = [
        "The King's School",
        "The King's Academy",
        "Kings Meadow School",
        "Victoria Infants School",
        "Victoria Park Primary Academy",
        "Northgate Primary School",
        "Eastgate Primary School",
        "Sir John Smith School",
        "John Smith Academy",
        "St Peter and St Paul's Catholic Primary School",
        "St Peter's CofE Primary School",
        "St Paul's CofE Academy",
        "High Street Primary School",
        "St Columba's Primary School",
        "Ysgol Gynradd Llanarth",
        "Ysgol Llanarth Uchaf",
    ];
    let index =
        NameIndex::new(names.iter().enumerate().map(|(n, name)| (n, vec![(*name).to_owned()])).collect());
    let said = |name: &str| index.lookup(name).sure().and_then(|school| names.get(school).copied());
    for (written, name) in [
        ("King's School", Some("The King's School")),
        ("Kings Academy", Some("The King's Academy")),
        ("Kings", None),
        ("Victoria", None),
        ("Victoria Infants", Some("Victoria Infants School")),
        ("Victoria Park", Some("Victoria Park Primary Academy")),
        ("Southgate Primary School", None),
        ("Westgate Primary", None),
        ("John Smith School", None),
        ("Sir John Smith", Some("Sir John Smith School")),
        ("Mr John Smith", None),
        ("St Peter's and St Paul's", Some("St Peter and St Paul's Catholic Primary School")),
        ("St Peter's CofE Primary and St Paul's CofE Academy", None),
        ("SS Peter & Paul RC Primary", Some("St Peter and St Paul's Catholic Primary School")),
        ("High St. P.S.", Some("High Street Primary School")),
        ("St Columba's RC Primary", Some("St Columba's Primary School")),
        ("Ysgol Llanarth", None),
        ("Northgate Catholic Primary School", None),
    ] {
        assert_eq!(said(written), name, "{written}");
    }
}

#[test]
fn a_prompt_names_nothing() {
    for prompt in [
        "School name",
        "Name of School",
        "XXXXX",
        "0",
        "xxxx Primary School",
        "Your school",
        "SCHOOL NAME HERE",
        "Please select",
        "Primary School",
        "-- choose your school from the list --",
        "",
        "n/a",
    ] {
        assert!(says_no_name(prompt), "{prompt:?}");
    }
    for name in
        ["Back School", "Our Lady's Primary", "100255", "The Nicolson Institute", "King Edward VI", "WLPS"]
    {
        assert!(!says_no_name(name), "{name:?}");
    }
}

#[test]
fn aliases_and_both_languages_lead_to_the_school() {
    let index = NameIndex::new(vec![
        (7, vec!["The Nicolson Institute".into(), "Sgoil MhicNeacail".into()]),
        (9, vec!["Laxdale Primary School / Bun-sgoil Lacasdail".into()]),
    ]);
    assert_eq!(index.lookup("Sgoil Mhic Neacail"), NameMatch::Alias(7));
    assert_eq!(index.lookup("Bun-Sgoil Lacasdail"), NameMatch::Alias(9));
    assert_eq!(index.lookup("Bunsgoil Lacasdail").sure(), Some(9));
    assert_eq!(index.lookup("Laxdale").sure(), Some(9));
    assert_eq!(index.lookup("Laxdale Primary School / Bun-sgoil Lacasdail"), NameMatch::Exact(9));
}

#[test]
fn a_slip_at_the_beginning_makes_no_other_school_the_sure_one() {
    let index = NameIndex::new(vec![
        (1, vec!["St Laurel's College".into()]),
        (2, vec!["St Sorrel's College".into()]),
    ]);
    assert_eq!(index.lookup("St Lorrel's College").sure(), None);
    assert_eq!(index.lookup("St Laurrel's College").sure(), Some(1));
}

#[test]
fn ids_stand_in_names() {
    assert_eq!(ids_in("Tong School (100255)"), ["100255"]);
    assert_eq!(ids_in("SEED 6234537, Back"), ["6234537"]);
    assert_eq!(ids_in("Back (823/4006)"), ["823/4006", "4006"]);
    assert!(ids_in("King Edward VI").is_empty());
}

#[test]
fn two_schools_with_a_stroke_or_in_the_plural_are_never_one() {
    for written in [
        "Beech Lane / Birch Lane",
        "Hazel / Elm Lane Primary",
        "Beech Lane, Birch Lane Primary Schools",
        "Hazel/Elm Hill Academy",
        "Riverside Academy (incl. Beech Lane Primary School)",
    ] {
        assert_eq!(index().lookup(written).sure(), None, "{written}");
    }
    // A school with two names, and one with a place that another is called by.
    for written in [
        "Sgoil Bheech / Beech Lane Primary School",
        "Beech Lane Primary School / Birch Lane",
        "Beech Lane Primary School, Birch Lane",
    ] {
        let found = index().lookup(written).sure().map(|at| register()[at].clone());
        assert!(matches!(found.as_deref(), None | Some("Beech Lane Primary School")), "{written}: {found:?}");
        assert!(!matches!(index().lookup(written), NameMatch::Two(..)), "{written}");
    }
}

#[test]
fn a_slip_as_near_to_another_school_gives_neither() {
    // Larch Green stands in the register as Birch Green does.
    assert_eq!(index().lookup("barch Green Junior School").sure(), None);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// One slip: a letter left out, doubled, exchanged with the next, or another.
    fn slip(name: &str, kind: u8, at: usize, letter: char) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        let at = at % letters.len();
        match kind {
            0 => {
                letters.remove(at);
            }
            1 => letters.insert(at, letter),
            2 if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => letters[at] = letter,
        }
        letters.into_iter().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn one_slip_never_gives_another_school(school in 0..210_usize, kind in 0..4_u8, at in 0..40_usize, letter in "[a-z]") {
            let names = register();
            let name = &names[school];
            let written = slip(name, kind, at, letter.chars().next().unwrap());
            // A slip can spell another school's very name (VI and VII): then it is that name.
            prop_assume!(!names.iter().enumerate().any(|(n, other)| n != school
                && crate::normalise::text::key(other) == crate::normalise::text::key(&written)));
            // A number is believed as written: King Edward VI is not VII misspelt.
            prop_assume!(NameForm::of(&written).numerals == NameForm::of(name).numerals);
            let found = index().lookup(&written).sure();
            prop_assert!(found.is_none() || found == Some(school), "{written:?} gave {:?}", found.map(|n| &names[n]));
        }

        #[test]
        fn abbreviations_never_give_another_school(school in 0..210_usize, which in 0..6_usize, upper in any::<bool>()) {
            let names = register();
            let (long, short) = [("Primary School", "PS"), ("Primary", "Pri"), ("St ", "Saint "), ("School", ""), ("C of E", "CE"),
                ("Academy", "Acad")][which];
            let written = names[school].replace(long, short);
            let written = if upper { written.to_uppercase() } else { written };
            let found = index().lookup(&written).sure();
            prop_assert!(found.is_none() || found == Some(school), "{written:?} gave {:?}", found.map(|n| &names[n]));
        }

        #[test]
        fn nothing_makes_it_panic(text in any::<String>()) {
            let index = index();
            let _ = (index.lookup(&text), index.lookup_in_title(&text), ids_in(&text), similarity(&text, "Back School"));
        }
    }
}

#[test]
fn what_is_as_few_slips_from_two_names_is_neithers() {
    let look = |names: &[&str], written: &str| {
        let schools = names.iter().enumerate().map(|(n, name)| (n, vec![(*name).to_owned()]));
        NameIndex::new(schools.collect()).lookup(written)
    };
    // Short names, a slip at the beginning, two slips in a long word.
    for (one, other, written) in [
        ("Back School", "Bac School", "Bacc School"),
        ("Tong School", "Monk School", "Tonk School"),
        ("Oak Lane School", "Ask Lane School", "Oask Lane School"),
        ("Northgate School", "Southgate School", "Nouthgate School"),
    ] {
        for names in [[one, other], [other, one]] {
            assert!(matches!(look(&names, written), NameMatch::Ambiguous(_)), "{written}");
        }
    }
    // Where only one is near, it is the school.
    for (one, other, written) in [
        ("Back School", "Tong School", "Bacc School"),
        ("Back School", "Bac Primary School", "Backk School"),
        ("Barton Primary School", "Marton Primary School", "Bartom Primary School"),
    ] {
        assert!(matches!(look(&[one, other], written), NameMatch::Similar { index: 0, .. }), "{written}");
    }
}

#[test]
fn a_short_number_in_a_name_may_be_another_schools() {
    let index =
        NameIndex::new(NAMES.iter().enumerate().map(|(at, name)| (at, vec![(*name).to_owned()])).collect());
    for name in ["Tong School 2", "2 Tong School", "Tong School 12"] {
        assert!(!matches!(index.lookup(name), NameMatch::Exact(_)), "{name}: {:?}", index.lookup(name));
    }
    for name in ["Tong School 100255", "Tong School (100255)", "8234006 Tong School"] {
        assert!(matches!(index.lookup(name), NameMatch::Exact(22)), "{name}: {:?}", index.lookup(name));
    }
}

#[test]
fn of_a_name_and_the_one_before_it_the_present_counts() {
    let index =
        NameIndex::new(NAMES.iter().enumerate().map(|(at, name)| (at, vec![(*name).to_owned()])).collect());
    assert_eq!(index.lookup("Tong School (now Back School)").sure(), Some(21));
    assert_eq!(index.lookup("Tong School (Now known as something)").sure(), None);
}
