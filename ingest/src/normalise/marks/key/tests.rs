//! Pairs in texts, and what meanings come to.

use proptest::prelude::*;

use super::*;

fn pairs(given: &str) -> String {
    entries(given)
        .iter()
        .map(|entry| format!("{}={}", entry.symbol, entry.meaning))
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn pairs_are_found_however_they_are_written() {
    for (given, found) in [
        ("N = nothing to do, Y = work needed", "n=nothing to do|y=work needed"),
        ("A = fully met B = partly C = not met", "a=fully met|b=partly|c=not met"),
        ("Key: 1 - not met; 2 - partly", "1=not met|2=partly"),
        ("\u{2713} yes \u{2717} no", "\u{2713}=yes|x=no"),
        ("Please put Y for yes and N for no.", "y=yes|n=no"),
        ("(x) = in place", "x=in place"),
        ("xxx = fully, xx = partly, x = not", "xxx=fully|xx=partly|x=not"),
        ("Score (ooo = fully in place, oo = partly, o = no)", "ooo=fully in place|oo=partly|o=no"),
        ("++ = fully, + = partly, -- = not", "++=fully|+=partly|--=not"),
        (
            "1 = in place, 0 = partly in place, \u{2212}1 = not in place",
            "1=in place|0=partly in place|-1=not in place",
        ),
        ("ii) policy, iii - training", ""),
        ("N = number on roll: 212", "n=number on roll: 212"),
        ("N = 212", ""),
        ("\u{2610} Yes \u{2610} Partly \u{2612} No", ""),
        ("Y-shaped, e-mail and X-ray", ""),
    ] {
        assert_eq!(pairs(given), found, "{given}");
    }
}

#[test]
fn an_answer_that_is_to_become_another_is_no_key() {
    let words = Vocabulary::default();
    let take = |given: &str| Key::default().take(&entries(given), &words);
    for given in
        ["Partly = Yes, No = Partly", "No = Yes", "Yes = Partly, Partly = No", "No = Yes: statements 5 and 6"]
    {
        assert!(!take(given), "{given}");
    }
    // What else stands in the line is one all the same.
    let mut key = Key::default();
    assert!(key.take(&entries("Partly = no policy written, A = not in place"), &words));
    assert_eq!((key.look_up("partly"), key.look_up("a")), (None, Some(Meaning::Says(Answer::No))));
    for given in
        ["Y = in place, N = not in place", "Yes = fully in place, Partly = some of it, No = none of it"]
    {
        assert!(take(given), "{given}");
    }
}

#[test]
fn meanings_are_answers_only_where_they_plainly_are() {
    let words = Vocabulary::default();
    for (given, expected) in [
        ("fully in place", Sense::Answer(Answer::Yes)),
        ("policy in place and reviewed", Sense::Answer(Answer::Yes)),
        ("the school has met this", Sense::Answer(Answer::Yes)),
        ("partly in place", Sense::Answer(Answer::Partly)),
        ("some of it in place", Sense::Answer(Answer::Partly)),
        ("not yet in place", Sense::Answer(Answer::No)),
        ("No, nothing yet", Sense::Answer(Answer::No)),
        ("never", Sense::Answer(Answer::No)),
        ("not applicable to us", Sense::Answer(Answer::NotApplicable)),
        ("nearly in place", Sense::Between),
        ("in progress", Sense::Between),
        ("work needed", Sense::Bad),
        ("nothing to do", Sense::Good),
        ("needs to be in place", Sense::Bad),
        ("autumn term", Sense::Unknown),
    ] {
        assert_eq!(sense(given, &words), expected, "{given}");
    }
}

#[test]
fn where_the_number_of_signs_tells_only_the_keys_own_numbers_do() {
    let words = Vocabulary::default();
    for (given, symbol, expected) in [
        ("xxx = fully in place, xx = partly in place, x = not in place", "xxx", Meaning::Says(Answer::Yes)),
        ("xxx = fully in place, xx = partly in place, x = not in place", "xx", Meaning::Says(Answer::Partly)),
        ("xxx = fully in place, xx = partly in place, x = not in place", "x", Meaning::Says(Answer::No)),
        ("xxx = fully in place, xx = partly in place, x = not in place", "xxxx", Meaning::Unsure),
        ("xx = fully, x = partly, - = not", "xx", Meaning::Says(Answer::Yes)),
        ("xx = fully, x = partly, - = not", "x", Meaning::Says(Answer::Partly)),
        ("xx = fully, x = partly, - = not", "-", Meaning::Says(Answer::No)),
        ("xxx = fully in place, xx = partly in place", "x", Meaning::Unsure),
        ("1 = in place, 0 = partly in place, -1 = not in place", "-1", Meaning::Says(Answer::No)),
        ("1 = in place, 0 = partly in place, -1 = not in place", "0", Meaning::Says(Answer::Partly)),
    ] {
        let mut key = Key::default();
        assert!(key.take(&entries(given), &words), "{given}");
        assert_eq!(key.look_up(symbol), Some(expected), "{given}: {symbol}");
    }
}

proptest! {
    #[test]
    fn any_text_has_pairs_or_none(given in ".{0,200}", other in "[A-Za-z0-9 =:;,()✓✗\\-–]{0,80}") {
        for text in [&given, &other] {
            let found = entries(text);
            let _ = turned_entries(text, |_| true);
            let mut key = Key::default();
            key.take(&found, &Vocabulary::default());
            prop_assert!(found.iter().all(|entry| !entry.symbol.is_empty() && !entry.meaning.is_empty()));
        }
    }
}
