//! Schools that a return names otherwise than beside a label: in a letter, in an address, in boxes, above its label.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FORM, Read, document, form_below, read, read_sheet, sheet};

/// What the return's field names, and what else may name its school, but for the names of sheet and file.
fn named(read: &Read) -> (String, Vec<&str>) {
    assert_eq!(read.returns.len(), 1, "{:?}", read.findings);
    let school = &read.returns[0].school;
    let field = school.name.as_ref().or(school.id.as_ref());
    let hints = school.hints.iter().filter(|hint| !hint.place.cell.is_empty()).map(|hint| &*hint.text);
    (field.map_or_else(String::new, |field| field.text.clone()), hints.collect())
}

const LETTER: &str = "| Dear Ms Morrison |
    | Please find below the self-evaluation of Back Primary School. |
    | We have shared ours with Tong School. |
    | J. MacLeod |";

#[test]
fn a_covering_letter_names_the_school() {
    let above = read(&[form_below(LETTER)]);
    assert_eq!(named(&above).1[0], "Back Primary School");
    let in_document = read(&document(LETTER, &[(4, FORM)]));
    assert!(named(&in_document).1.contains(&"Back Primary School"));
    let on_a_sheet = read(&[sheet("Letter", LETTER), sheet("Return", FORM)]);
    assert!(named(&on_a_sheet).1.contains(&"Back Primary School"));
    let mail = read_sheet(
        "| Hi Jean |\n\n| Our answers for Campion Lane Primary School below. |\n\n| {POL-02} |\n| Yes |\n| {POL-03} |
         | No |\n| {POL-05} |\n| Partly |\n| {POL-06} |\n| Yes |",
    );
    assert_eq!(named(&mail).1[0], "Campion Lane Primary School");
}

#[test]
fn each_school_that_letters_name_is_handed_on() {
    let two = read(&[form_below(
        "| Please find enclosed the return of Back School. |\n| This form is for Tong School. |",
    )]);
    assert_eq!(named(&two).1[..2], ["Back School", "Tong School"]);
    // A sheet of examples covers nothing.
    let example = read(&[sheet("Example", LETTER), sheet("Return", FORM)]);
    assert_eq!(named(&example).1, Vec::<&str>::new());
    // The return's own field stands.
    let labelled = read(&[form_below(
        "| Please find enclosed the return of Back School. |\n| School name | Tong School |",
    )]);
    assert_eq!(named(&labelled).0, "Tong School");
}

#[test]
fn letters_in_boxes_are_put_together() {
    for (fields, school) in [
        ("| School number | 1 | 0 | 0 | 2 | 4 | 8 |", "100248"),
        ("| School name | B | a | c | k | | S | c | h | o | o | l |", "Back School"),
    ] {
        assert_eq!(named(&read(&[form_below(fields)])).0, school, "{fields}");
    }
    for fields in [
        "| School number | 1 | 0 | 0 | 248 |",
        "| School number | 1 | 0 |",
        "| School number | 1 | 2 | 3 | 4 | Roll |",
        "| School number | 1 | A | 2 | B | 3 |",
    ] {
        assert!(!named(&read(&[form_below(fields)])).0.contains("12"), "{fields}");
        assert!(named(&read(&[form_below(fields)])).0.len() < 4, "{fields}");
    }
}

#[test]
fn a_label_in_brackets_may_stand_below_its_value() {
    let form = read(&[form_below("| Back School |\n| (Name of school) |\n| 12/11/2025 |\n| (Date) |")]);
    assert_eq!(named(&form).0, "Back School");
    assert_eq!(form.returns[0].completed_on.map(|day| day.to_string()), Some("2025-11-12".to_owned()));
    // Above its value, and between two.
    let above = read(&[form_below("| Online safety return |\n| (Name of school) |\n| Back School |")]);
    assert_eq!(named(&above).0, "Back School");
    let between = read(&[form_below("| Back School |\n| (Name of school) |\n| Tong School |")]);
    assert_eq!(named(&between).0, "");
    let blank = read(&[form_below("| ................ |\n| (Name of school) |\n| 12/11/2025 |\n| (Date) |")]);
    assert_ne!(named(&blank).0, "................");
}

#[test]
fn the_schools_own_address_may_name_it() {
    for label in ["Completed by", "Headteacher's email"] {
        let form = read(&[form_below(&format!("| {label} | head.100248@council.sch.uk |"))]);
        assert!(named(&form).1.contains(&"head.100248@council.sch.uk"), "{label}");
    }
    for fields in [
        "| Contact | head.100248@council.sch.uk |",
        "| E-mail | head.100248@council.sch.uk |",
        "| Contact at the council | head.100248@council.sch.uk |",
        "| Reviewed by | head.100248@council.sch.uk |",
        "| Contact | head.100248@council.sch.uk, head.100249@council.sch.uk |",
    ] {
        let form = read(&[form_below(fields)]);
        assert!(!named(&form).1.contains(&"head.100248@council.sch.uk"), "{fields}");
    }
}
