//! Headings in many words.

use super::*;

#[test]
fn headings_are_known_in_many_words() {
    let yes = Some(Head::Answer(Answer::Yes));
    let partly = Some(Head::Answer(Answer::Partly));
    let no = Some(Head::Answer(Answer::No));
    for (text, expected) in [
        (" YES ", yes),
        ("Yes (fully in place)", yes),
        ("Green - fully met", yes),
        ("Fully\nin place", yes),
        ("Partially met", partly),
        ("PARTLY:", partly),
        ("Amber", partly),
        ("Not yet in place", no),
        ("Not met", no),
        ("Yes 100%", yes),
        ("Partly (50%)", partly),
        ("No 0%", no),
        ("Yes 45%", Some(Head::Further)),
        ("Partly / in progress", partly),
        ("Yes / fully in place", yes),
        ("No or not yet", no),
        ("No - not begun (please say why)", no),
        ("Yes - in place (give a date)", yes),
        ("Yes\u{b9}", yes),
        ("Partly\u{b2}", partly),
        ("No\u{2020}", no),
        ("Evidence\u{b3}", Some(Head::Comment)),
        ("Partly - some of it: say what is missing", partly),
        ("Yes / Partly", None),
        ("N/A", Some(Head::Answer(Answer::NotApplicable))),
        ("Answer (Yes/Partly/No)", Some(Head::AnyAnswer(3))),
        ("Y / P / N", Some(Head::AnyAnswer(3))),
        ("Response (100% = yes, 50% = partly, 0% = no)", Some(Head::AnyAnswer(3))),
        ("% Yes", Some(Head::Further)),
        ("Response and evidence", Some(Head::AnyAnswer(1))),
        ("Response comments", Some(Head::Comment)),
        ("Is this in place?", Some(Head::AnyAnswer(3))),
        ("RAG", Some(Head::AnyAnswer(1))),
        ("Evidence / Comments", Some(Head::Comment)),
        ("Please add any comments here", Some(Head::Comment)),
        ("No.", Some(Head::Number)),
        ("Ref", Some(Head::Number)),
        ("School Name:", Some(Head::School)),
        ("What is the name of your school?", Some(Head::School)),
        ("URN", Some(Head::SchoolId)),
        ("Previous URN", Some(Head::Further)),
        ("Old seed code", Some(Head::Further)),
        ("Predecessor URN(s)", Some(Head::Further)),
        ("Former school code", Some(Head::Further)),
        ("School URN", Some(Head::SchoolId)),
        ("Seed code (7 digits)", Some(Head::SchoolId)),
        ("Email", Some(Head::Person)),
        ("Completion time", Some(Head::Date)),
        ("Policy", None),
        ("x", None),
        ("", None),
    ] {
        assert_eq!(head(text), expected, "{text}");
    }
}

#[test]
fn a_heading_may_say_that_the_month_comes_first() {
    for heading in [
        "Date (mm/dd/yyyy)",
        "Date MM-DD-YYYY",
        "US date",
        "Date (US format)",
        "Date completed (m/d/yy)",
        "Date - month/day/year",
    ] {
        assert!(says_month_first(heading), "{heading}");
    }
    for heading in [
        "Date (dd/mm/yyyy)",
        "Date",
        "Date of US visit",
        "Contact us",
        "Date sent to us",
        "yyyy-mm-dd",
        "DD.MM.YY",
        "Day/month/year",
        "Date (yyyy/mm/dd)",
        "Updated for us all",
        "Month",
        "Date format",
        "Please tell us the date",
        "Date (day first)",
        "Month and year",
    ] {
        assert!(!says_month_first(heading), "{heading}");
    }
}
