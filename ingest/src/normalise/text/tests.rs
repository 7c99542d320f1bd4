//! What folding must bring together, and what it must keep apart.

use super::*;

#[test]
fn what_looks_alike_folds_alike() {
    for text in [
        "  The school\u{2019}s on\u{2011}line  policy. ",
        "THE SCHOOL'S ON-LINE POLICY",
        "The school`s on\u{ad}-line\u{a0}\u{a0}poli\u{200b}cy;",
        "\u{feff}The\nschool\u{b4}s on\u{2013}line\tpolicy",
    ] {
        assert_eq!(fold(text), "the school's on-line policy", "{text:?}");
    }
    assert_eq!(fold("e\u{fb03}cient"), "efficient");
    assert_eq!(fold("Bha\u{300}gh"), "bh\u{e0}gh");
    assert_eq!(fold("Y\0e\0s\0"), "yes");
}

#[test]
fn accents_stay_in_wordings_and_go_in_names() {
    assert_eq!(fold("B\u{e0}gh"), "b\u{e0}gh");
    assert_eq!(fold_name("B\u{c0}GH"), "bagh");
    assert_eq!(fold_name("ba\u{300}gh"), "bagh");
}

#[test]
fn keys_know_letters_and_digits_alone() {
    assert_eq!(key("Up-to-date \u{201c}policy\u{201d}"), key("up to date policy"));
    assert_eq!(key("on-line"), key("Online"));
    assert_eq!(key("Staff & pupils"), key("staff and pupils"));
    assert_eq!(key("Staff\u{a0}& pupils"), key("staff and pupils"));
    assert_ne!(key("POL-04"), key("POL-14"));
}

#[test]
fn words_are_parted_by_punctuation() {
    assert_eq!(words("Pupils, parents/carers & staff."), "pupils parents carers and staff");
    assert_eq!(words("the school\u{2019}s e-safety"), "the schools e safety");
    assert_eq!(words("  "), "");
}

#[test]
fn numbering_goes_and_words_stay() {
    for numbered in [
        "1. The school",
        "1) The school",
        "(1) The school",
        "(a) The school",
        "a) The school",
        "iv. The school",
        "4.2 The school",
        "4.2.1. The school",
        "POL-04 The school",
        "POL04: The school",
        "POL 4 - The school",
        "\u{2022} The school",
        "\u{2022} 1. The school",
        "- The school",
        "Q3. The school",
        "Question 3: The school",
        "12\tThe school",
        "7 The school",
        "[3] The school",
    ] {
        assert_eq!(without_numbering(numbered), "The school", "{numbered:?}");
    }
    for words in [
        "A policy is in place",
        "I have a policy",
        "360safe is used",
        "Staff 4 pupils",
        "e.g. passwords",
        "DSL takes the lead",
        "All staff",
        "3",
        "POL-04",
        "(see above) The school",
    ] {
        assert_eq!(without_numbering(words), words);
    }
}

#[test]
fn one_line_is_for_showing() {
    assert_eq!(one_line(" a\n b  c\u{a0}"), "a b c");
    assert!(matches!(one_line("a b"), Cow::Borrowed("a b")));
}

proptest::proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,60}") {
        let once = fold(&text);
        proptest::prop_assert_eq!(fold(&once), once.clone());
        proptest::prop_assert_eq!(key(&once), key(&text));
    }

    #[test]
    fn signs_with_a_plain_one_fold_as_the_plain_one(
        text in "[ -~\\t\u{e9}\u{fb03}\u{300}\u{2018}-\u{201d}\u{2010}-\u{2015}\u{a0}\u{ad}\u{2003}\u{ab}]{0,40}",
    ) {
        // The long way, letter by letter.
        let kept = text.chars().filter_map(|c| match fold_char(c) {
            Folded::Dropped => None,
            Folded::Space => Some(' '),
            Folded::Char(folded) => Some(folded),
            Folded::Odd => Some(c),
        });
        let mut folded = String::new();
        if !fold_plain(text.chars(), &mut folded) {
            folded.clear();
            fold_plain(kept.nfkc(), &mut folded);
        }
        let folded = folded.trim_end_matches([' ', '.', ',', ';', ':']);
        proptest::prop_assert_eq!(fold(&text), folded);
        // A letter that is no plain one sends the rest the long way too.
        let odd = format!("{text} \u{142}");
        proptest::prop_assert_eq!(key(&odd), key(&text) + "\u{142}");
        let words_of_odd = words(&odd);
        proptest::prop_assert_eq!(words_of_odd.trim_end_matches('\u{142}').trim_end(), words(&text));
    }

    #[test]
    fn words_begin_as_the_words_do(text in "([ -~\u{e9}\u{2019}&]|and ){0,30}", n in 0..30_usize, other in "[a-c ]{0,2}") {
        let all = words(&text);
        let beginning = format!("{}{other}", all.chars().take(n).collect::<String>());
        proptest::prop_assert_eq!(words_begin(&text, &beginning), all.starts_with(&beginning));
    }

    #[test]
    fn plain_letters_give_the_words_that_any_letters_give(text in "[ -~\\t\\n\\x00-\\x1f\\x7f]{0,60}") {
        // What cannot be seen takes the long way and leaves nothing behind.
        proptest::prop_assert_eq!(words(&text), words(&format!("{text}\u{200b}")));
    }

    #[test]
    fn a_phrase_is_a_texts_words_where_they_are_few(text in "([ -~é\u{2019}&]|and ){0,90}") {
        let words = words(&text);
        let phrase = Phrase::of(&text);
        let expected = (words.len() <= Phrase::MOST).then_some(words.as_str());
        proptest::prop_assert_eq!(phrase.as_ref().map(Phrase::as_str), expected);
    }

    #[test]
    fn nothing_makes_it_panic(text in proptest::prelude::any::<String>()) {
        let _ = (fold(&text), fold_name(&text), key(&text), words(&text));
        let _ = (without_numbering(&text).len(), one_line(&text).len(), is_blank(&text));
    }
}

#[test]
fn plain_letters_are_folded_as_among_others() {
    for byte in 0..=0x7f_u8 {
        let text = format!("A{0}B{0}{0}c{0}.", char::from(byte));
        let mut among_others = String::new();
        fold_plain(text.chars(), &mut among_others);
        let kept = among_others.trim_end_matches([' ', '.', ',', ';', ':']);
        assert_eq!(fold(&text), kept, "{byte:#x}");
    }
}
