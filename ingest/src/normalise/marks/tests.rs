//! Marks as schools make them.

use schemas::answer::Answer::{No, NotApplicable, Partly, Yes};

use super::*;
use crate::grid::{Look, SymbolFont};

fn cell(value: Value, look: Look) -> Cell {
    Cell { row: 0, column: 0, value, look }
}

fn read(text: &str) -> Mark {
    read_mark(&cell(Value::Text(text.into()), Look::default()), &Vocabulary::default()).mark
}

fn read_in(text: &str, font: SymbolFont) -> Mark {
    let look = Look { symbol_font: Some(font), ..Look::default() };
    read_mark(&cell(Value::Text(text.into()), look), &Vocabulary::default()).mark
}

const TICK: Mark = Mark::Tick(Tick::Tick);
const CROSS: Mark = Mark::Tick(Tick::Cross);
const DOT: Mark = Mark::Tick(Tick::Dot);
const NOT: Mark = Mark::Nothing(Absence::Written);

#[test]
fn signs() {
    for (expected, signs) in [
        (
            TICK,
            "\u{2713} \u{2714} \u{2714}\u{fe0f} \u{2611} \u{2705} \u{1f5f8} \u{221a} \u{fc} \u{fe} \u{f0fc} \u{f0fe} \u{2713}\u{2713} [\u{2713}]",
        ),
        (
            CROSS,
            "x X xx XX x. (x) [x] [X] \u{d7} \u{2717} \u{2718} \u{2612} \u{2716} \u{274c} \u{445} \u{fb} \u{fd} \u{f0fb} \u{f078} \u{ff58} \"x\"",
        ),
        (DOT, "* \u{2022} \u{25cf} \u{25a0} \u{2605} \u{26ab}"),
        (Mark::Tick(Tick::One), "1 (1) 1."),
        (Mark::Tick(Tick::True), "TRUE True true"),
        (
            NOT,
            "- \u{2013} \u{2014} -- --- _ 0 \u{2610} \u{25a1} [] () \u{25cb} FALSE false ' \u{a8} \u{f0a8} 0.0",
        ),
        (Mark::Says(Yes), "\u{1f7e2} \u{1f44d} \u{1f44d}\u{1f3fd}"),
        (Mark::Says(Partly), "\u{1f7e1} \u{1f7e0} ~"),
        (Mark::Says(No), "\u{1f534} \u{1f44e}"),
        (Mark::Unclear(Doubt::Question), "? ?? \u{fffd}"),
        (Mark::Unclear(Doubt::Vague), "... x? Yes? \u{2713}? maybe? tbc TBC tba hm"),
        (Mark::Unclear(Doubt::Mixed), "\u{2713}\u{2717} x\u{2713} \u{2611}\u{2612}\u{2610}"),
        (Mark::Unclear(Doubt::Number), "2 3 100 0.5 100% -3 1,000"),
        (Mark::Unclear(Doubt::Date), "12/11/2025 2025-11-12 12.11.25"),
        (Mark::Unclear(Doubt::Error), "#REF! #N/A #VALUE! #name?"),
    ] {
        for sign in signs.split(' ') {
            assert_eq!(read(sign), expected, "{sign:?}");
        }
    }
    assert_eq!(read("[ ]"), NOT);
    assert_eq!(read("x x"), CROSS);
    assert_eq!(read("o"), Mark::Odd('o'));
    assert_eq!(read("/"), Mark::Odd('/'));
    assert_eq!(read("V"), Mark::Odd('v'));
    assert_eq!(read(" \u{a0}\u{200b} "), Mark::Nothing(Absence::Empty));
}

#[test]
fn signs_whose_bytes_were_read_in_another_encoding() {
    for sign in [
        "\u{2713}", "\u{2714}", "\u{2611}", "\u{2612}", "\u{2717}", "\u{2022}", "\u{d7}", "\u{fc}",
        "\u{f0fc}",
    ] {
        // What Windows-1252 makes of the UTF-8 bytes; the five bytes it does not know stay as they are.
        let garbled: String = sign
            .bytes()
            .map(|byte| match byte {
                0x80 => '\u{20ac}',
                0x83 => '\u{192}',
                0x91 => '\u{2018}',
                0x92 => '\u{2019}',
                0x93 => '\u{201c}',
                0x94 => '\u{201d}',
                0x97 => '\u{2014}',
                0x98 => '\u{2dc}',
                0x9c => '\u{153}',
                byte => char::from(byte),
            })
            .collect();
        assert_eq!(read(&garbled), read(sign), "{garbled:?} for {sign}");
    }
}

#[test]
fn letters_of_picture_fonts() {
    use SymbolFont::{Marlett, Symbol, Webdings, Wingdings, Wingdings2};
    for (font, expected, letters) in [
        (Wingdings, TICK, "\u{fc} \u{fe} \u{f0fc} \u{f0fe}"),
        (Wingdings, CROSS, "\u{fb} \u{fd} x \u{f0fb} \u{f0fd}"),
        (Wingdings, DOT, "l n \u{f06c} \u{f06e}"),
        (Wingdings, NOT, "o q \u{a8} \u{f06f} \u{f0a8}"),
        (Wingdings2, TICK, "P R \u{f050} \u{f052}"),
        (Wingdings2, CROSS, "O Q S T \u{f04f}"),
        (Wingdings2, NOT, "\u{a3} \u{f0a3}"),
        (Webdings, TICK, "a \u{f061}"),
        (Webdings, CROSS, "r \u{f072}"),
        (Marlett, TICK, "a b"),
        (Marlett, CROSS, "r"),
        (Symbol, TICK, "\u{d6} \u{f0d6}"),
        (Symbol, CROSS, "\u{b4}"),
        (Symbol, DOT, "\u{b7}"),
    ] {
        for letter in letters.split(' ') {
            assert_eq!(read_in(letter, font), expected, "{letter:?} in {font:?}");
        }
    }
    // A word typed into a cell whose font is pictures is still the word; so is a sign of Unicode's own.
    assert_eq!(read_in("Yes", Wingdings), Mark::Says(Yes));
    assert_eq!(read_in("\u{2713}", Wingdings), TICK);
    assert_eq!(read_in("N/A", Wingdings), Mark::Says(NotApplicable));
}

#[test]
fn words() {
    for (answer, words) in [
        (
            Yes,
            "Yes|Y|yes.|YES |Yes!|y|Fully|Fully met|Met|In place|Green|Achieved|Embedded|Yes - see evidence|Yes: fully in place|\
             Yes (see policy)|Yes, reviewed in May|yes \u{2013} website|Yes we have a policy|Yes \u{2713}|\u{2713} Yes|x Yes|\
             \u{2612} Yes \u{2610} Partly \u{2610} No|Yes [x] Partly [ ] No [ ]|Yes/Fully|Yes\nSee minutes|Tha|Y - on website",
        ),
        (
            Partly,
            "Partly|Partially|PARTIAL|Part|P|p.|In part|Some|Partially met|partly-met|Amber|Partly: some work to do|Partly - Yes for KS2 \
             policies still to do|Partially - policy in draft|Partly we need more training|To some extent|Gu \u{ec}re|Rhannol|\
             \u{2610} Yes \u{2612} Partly \u{2610} No|( ) Yes (x) Partly ( ) No",
        ),
        (
            No,
            "No|N|no.|NO|Not met|Not yet|No - not yet|Not in place|Red|No: not in place|No, but planned|No - planned for May|\
             No (on the agenda)|x - not yet|Chan eil|\u{2717} No|\u{2610} Yes \u{2610} Partly \u{2611} No",
        ),
        (
            NotApplicable,
            "N/A|n/a|NA|na|N.A.|n.a|Not applicable|Does not apply|N/A - no boarders|N/A as we are a nursery|Not applicable to us|N / A|\
             Not applicable - we have no pupils under five|n\\a",
        ),
    ] {
        for word in words.split('|') {
            let is_exception = word.contains("Yes for KS2");
            let mark = read(word);
            if is_exception {
                assert!(matches!(mark, Mark::Says(Partly) | Mark::Unclear(_)), "{word:?} read {mark:?}");
            } else {
                assert_eq!(mark, Mark::Says(answer), "{word:?}");
            }
        }
    }
}

#[test]
fn what_nobody_could_be_sure_of() {
    for text in [
        "Yes, but not for governors",
        "Yes but needs updating",
        "Yes mostly",
        "Yes - in progress",
        "yes*",
        "In progress",
        "Working towards",
        "Developing",
        "Mostly",
        "See comments?",
        "Yes and no",
        "Yes - to be reviewed",
        "Yes for staff",
        "No concerns",
        "No issues reported",
        "No - partially",
        "No - already in place",
        "\u{2713} but not for pupils",
        "No. 3 in our plan",
        "x cancelled",
        "Yes, hardly",
        "\u{2713} \u{2192} \u{2717}",
        "x\u{2192}",
        "x -> Partly",
        "now x",
        "Yes -> No",
        "Y\u{336}e\u{336}s\u{336}",
        "\u{2717} Yes",
        "not sure",
        "tbc",
        "N/A but we are working on it",
        "Yes, some of them",
        "Yes - awaiting approval",
        "Nearly",
        "Not fully",
        "Yes isn't quite right",
    ] {
        let mark = read(text);
        assert!(matches!(mark, Mark::Unclear(_) | Mark::Several), "{text:?} read {mark:?}");
    }
    for text in [
        "Yes/No",
        "Y/N",
        "Yes / Partly",
        "yes or no",
        "Partly/No",
        "Y & P",
        "Yes - No",
        "\u{2612} Yes \u{2612} No \u{2610} Partly",
    ] {
        let mark = read(text);
        assert!(matches!(mark, Mark::Several), "{text:?} read {mark:?}");
    }
    for text in [
        "See policy on website, reviewed Sept 2025",
        "Gov minutes 12.11.25",
        "Needs updating",
        "SLT to review next term",
        "Nothing in place yet",
        "Policies reviewed",
        "Some staff have been trained",
        "Part-time staff are trained by the DSL",
        "Parents' evening",
        "Met with governors in May",
        "No-one has been trained",
        "Nobody knows",
        "Yesterday we met",
        "100% of staff trained",
    ] {
        let mark = read(text);
        assert!(matches!(mark, Mark::Prose | Mark::Unclear(_)), "{text:?} read {mark:?}");
    }
    for prompt in [
        "Choose an item.",
        "Please select",
        "Yes / Partly / No",
        "Yes/Partly/No",
        "\u{2610} Yes \u{2610} Partly \u{2610} No",
        "Select...",
    ] {
        assert_eq!(read(prompt), NOT, "{prompt:?}");
    }
}

#[test]
fn a_box_in_a_list_is_the_box_that_it_is() {
    for (text, mark) in [
        ("- [x] Yes", Mark::Says(Yes)),
        ("* [x] Partly", Mark::Says(Partly)),
        ("\u{2022} \u{2612} No", Mark::Says(No)),
        ("- [ ] Yes", NOT),
        ("- \u{2610} No", NOT),
        ("- (see policy)", Mark::Prose),
    ] {
        assert_eq!(read(text), mark, "{text}");
    }
}

#[test]
fn a_remark_is_kept_beside_the_mark() {
    let words = Vocabulary::default();
    let remark = |text: &str| {
        read_mark(&cell(Value::Text(text.into()), Look::default()), &words).remark.map(str::to_owned)
    };
    assert_eq!(remark("Yes - reviewed in May").as_deref(), Some("reviewed in May"));
    assert_eq!(remark("\u{2713} reviewed in May").as_deref(), Some("reviewed in May"));
    assert_eq!(remark("Needs updating").as_deref(), Some("Needs updating"));
    assert_eq!(remark("Yes"), None);
}

#[test]
fn values_that_are_no_text() {
    let words = Vocabulary::default();
    let mark = |value: Value| read_mark(&cell(value, Look::default()), &words).mark;
    assert_eq!(mark(Value::Number(1.0)), Mark::Tick(Tick::One));
    assert_eq!(mark(Value::Number(0.0)), NOT);
    assert_eq!(mark(Value::Number(2.0)), Mark::Unclear(Doubt::Number));
    assert_eq!(mark(Value::Number(f64::NAN)), Mark::Unclear(Doubt::Number));
    assert_eq!(mark(Value::Flag(true)), Mark::Tick(Tick::True));
    assert_eq!(mark(Value::Box(false)), NOT);
    assert_eq!(mark(Value::Serial(46000.0)), Mark::Unclear(Doubt::Date));
    assert_eq!(mark(Value::Error("#REF!".into())), Mark::Unclear(Doubt::Error));
    let struck = Look { is_struck: true, ..Look::default() };
    assert_eq!(read_mark(&cell(Value::Text("x".into()), struck), &words).mark, Mark::Unclear(Doubt::Struck));
}

#[test]
fn no_word_says_two_answers() {
    let mut seen = std::collections::BTreeMap::new();
    for (answer, _, words) in words::ANSWER_WORDS {
        for word in *words {
            assert_eq!(crate::normalise::text::words(word), *word, "is not in the form that is looked up");
            assert_eq!(seen.insert(*word, *answer), None, "{word} stands twice");
        }
    }
    for word in words::VAGUE_WORDS.iter().chain(words::PROMPTS) {
        assert!(!seen.contains_key(word), "{word} is vague and an answer");
        assert_eq!(crate::normalise::text::words(word), *word);
    }
}

#[test]
fn a_catalogue_adds_its_own_words() {
    let mut catalogue = schemas::catalogue::load::builtin().remove(0);
    catalogue.columns[1].also.push("Working towards".to_owned());
    let words = Vocabulary::of(&catalogue);
    assert_eq!(
        read_mark(&cell(Value::Text("Working towards".into()), Look::default()), &words).mark,
        Mark::Says(Partly)
    );
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_word_reads_as_its_answer_however_it_is_set(
            group in 0..4_usize, word in any::<proptest::sample::Index>(), case in 0..3_u8, before in "[ \u{a0}\t]{0,2}", after in "[ .!\u{200b}\n]{0,2}",
        ) {
            let (answer, _, words) = words::ANSWER_WORDS[group];
            let word = words[word.index(words.len())];
            let word = match case {
                0 => word.to_uppercase(),
                1 => word[..1].to_uppercase() + &word[1..],
                _ => word.to_owned(),
            };
            let written = format!("{before}{word}{after}");
            prop_assert_eq!(read(&written), Mark::Says(answer), "{:?}", written);
        }

        #[test]
        fn nothing_makes_it_panic(text in any::<String>(), font in 0..6_usize) {
            use SymbolFont::{Symbol, Webdings, Wingdings, Wingdings2, Wingdings3};
            let font = [None, Some(Wingdings), Some(Wingdings2), Some(Wingdings3), Some(Webdings), Some(Symbol)][font];
            let look = Look { symbol_font: font, ..Look::default() };
            let _ = read_mark(&cell(Value::Text(text.into()), look), &Vocabulary::default());
        }

        #[test]
        fn short_marks_of_any_letters_never_panic(text in "[\\[\\](){}xX✓☐☒☑YyNnPp/\\- .?*|1-3\u{f0fc}\u{f0a8}esol]{0,12}") {
            let _ = read(&text);
        }
    }
}

#[test]
fn a_list_with_one_answer_set_off_is_asked_about() {
    for text in [
        "Yes / [Partly] / No",
        "Yes / Partly* / No",
        "Yes / Partly / No*",
        "Yes / **Partly** / No",
        "yes / PARTLY / no",
        "Yes / \u{2192} Partly / No",
        "~~Yes~~ / Partly / ~~No~~",
        "\u{1f535} Yes, \u{26aa} Partly, \u{26aa} No",
        "[Yes] / Partly / No",
    ] {
        let mark = read(text);
        assert!(matches!(mark, Mark::Unclear(_) | Mark::Several | Mark::Says(_)), "{text}: {mark:?}");
    }
    for text in [
        "(Yes/Partly/No)",
        "YES / PARTLY / NO",
        "Yes/Partly/No?",
        "Yes/Partly/No/NA",
        "[Yes / Partly / No]",
        "Y/Partly/N",
        "\u{2022} Yes\n\u{2022} Partly\n\u{2022} No",
    ] {
        let mark = read(text);
        assert!(mark.is_nothing() || matches!(mark, Mark::Unclear(Doubt::Vague)), "{text}: {mark:?}");
    }
    // A button of the web's, pressed or not.
    assert_eq!(read("\u{26aa} Yes\n\u{1f518} Partly\n\u{26aa} No"), Mark::Says(Partly));
    assert_eq!(read("\u{26aa} Yes \u{26ab} Partly \u{26aa} No"), Mark::Says(Partly));
}

#[test]
fn a_ticked_line_of_a_list_is_chosen() {
    for text in [
        "Yes\n\u{2713} Partly\nNo",
        "Yes\nPartly \u{2714}\nNo",
        "Yes\nx Partly\n\nNo",
        "Met\nPartly met X\nNot met",
    ] {
        assert_eq!(read(text), Mark::Says(Partly), "{text}");
    }
    for text in [
        "\u{2713} Yes\n\u{2713} Partly\nNo",
        "Yes\nPartly\nNo",
        "\u{2713} Yes\nas agreed\nNo",
        "\u{2717} Yes\nPartly\nNo",
        "Yes \u{274c}\nNo",
    ] {
        assert!(!matches!(read(text), Mark::Says(_)), "{text}");
    }
}

#[test]
fn a_ticked_answer_of_a_list_on_one_line_is_chosen_where_it_is_plain() {
    for text in [
        "Yes / Partly \u{2713} / No",
        "Yes/Partly\u{2713}/No",
        "Yes | x Partly | No",
        "Yes Partly\u{2714} No",
        "No \u{2713}Partly Yes",
        "\u{2713} Partly Yes No",
        "Yes No Partly \u{2713}",
        "Yes   Partly X   No",
    ] {
        assert_eq!(read(text), Mark::Says(Partly), "{text}");
    }
    // The tick may be either's, or there are two.
    for text in [
        "Yes Partly \u{2713} No",
        "Yes \u{2713} Partly No",
        "Yes\u{2713} / Partly\u{2713} / No",
        "Yes \u{2717} / Partly / No",
        "Yes/Partly/No \u{2713}",
        "\u{2713} Yes/Partly/No",
        "Yes / Partly / No, as we said \u{2713}",
    ] {
        let mark = read(text);
        assert!(!matches!(mark, Mark::Says(_) | Mark::Nothing(_)), "{text}: {mark:?}");
    }
}

#[test]
fn what_is_yet_to_come_is_not_so() {
    for text in
        ["Yes - hopefully", "Yes, from next session", "Yes - previously", "x by May", "Yes - from August"]
    {
        let mark = read(text);
        assert!(!matches!(mark, Mark::Says(_) | Mark::Tick(_)), "{text}: {mark:?}");
    }
    for text in ["Yes, by the head teacher", "Yes - from the website", "x reviewed in May"] {
        assert!(matches!(read(text), Mark::Says(Yes) | Mark::Tick(_)), "{text}");
    }
}

#[test]
fn a_word_and_its_contrary_are_asked_about() {
    for text in [
        "Yes, gaps",
        "Yes, this is missing",
        "Yes \u{2013} outstanding",
        "Yes, still to do",
        "Yes, once approved",
        "Yes - intend to",
        "Y (2024) N (2025)",
        "No, in place since 2019",
        "No: done 2024",
        "No, we do this",
        "x crossed out",
        "x deleted",
    ] {
        let mark = read(text);
        assert!(!matches!(mark, Mark::Says(_) | Mark::Tick(_)), "{text}: {mark:?}");
    }
    for text in [
        "Yes - reviewed once a year",
        "Yes, see policy p 4",
        "Yes (N Smith)",
        "Yes - the aims are in the handbook",
        "Yes: the missing children policy",
    ] {
        assert_eq!(read(text), Mark::Says(Yes), "{text}");
    }
    assert_eq!(read("No - since the contract ended"), Mark::Says(No));
    for text in [
        "No, not in place",
        "No: this needs to be done",
        "No, we do not have one",
        "No - nothing since 2019",
        "No, to be done in May",
    ] {
        assert_eq!(read(text), Mark::Says(No), "{text}");
    }
}

#[test]
fn ditto_marks_are_asked_about() {
    for text in ["\"", "''", "\"\"", "\u{201d}", "\u{3003}", "\" \""] {
        let mark = read(text);
        assert!(matches!(mark, Mark::Unclear(_)), "{text}: {mark:?}");
    }
    assert!(read("'").is_nothing(), "what a spreadsheet's text begins with");
}

#[test]
fn two_words_for_one_answer_and_labels_with_a_dash() {
    for (given, expected) in [
        ("Yes \u{2013} partly", Mark::Says(Answer::Partly)),
        ("Yes (in part)", Mark::Says(Answer::Partly)),
        ("Yes Partly", Mark::Unclear(Doubt::Vague)),
        ("Yes, partly", Mark::Unclear(Doubt::Vague)),
        ("\u{1f7e2} Green", Mark::Says(Answer::Yes)),
        ("\u{1f534} Red", Mark::Says(Answer::No)),
        ("\u{1f534} Green", Mark::Unclear(Doubt::Mixed)),
        ("A - Yes", Mark::Says(Answer::Yes)),
        ("b. Partly in place", Mark::Says(Answer::Partly)),
        ("C \u{2013} No", Mark::Says(Answer::No)),
        ("Na / No", Mark::Says(Answer::No)),
        ("Na (No)", Mark::Says(Answer::No)),
        ("Response \u{2013} Yes", Mark::Says(Answer::Yes)),
        ("Our answer - Partly", Mark::Says(Answer::Partly)),
        ("Completely", Mark::Says(Answer::Yes)),
    ] {
        assert_eq!(read(given), expected, "{given}");
    }
}

#[test]
fn a_reason_behind_an_answer_takes_nothing_back() {
    for (text, expected) in [
        ("Yes because we have CPOMS", Mark::Says(Yes)),
        ("No because staff left", Mark::Says(No)),
        ("Yes and it is reviewed each year", Mark::Says(Yes)),
        ("Ans: Yes", Mark::Says(Yes)),
        ("A. Yes because we have CPOMS", Mark::Says(Yes)),
        ("Yes and no", Mark::Unclear(Doubt::Vague)),
        ("Yes and no, it depends", Mark::Unclear(Doubt::Hedged)),
        ("Yes and partly not", Mark::Unclear(Doubt::Hedged)),
        ("Yes please", Mark::Unclear(Doubt::Hedged)),
        ("Partly last year, No now", Mark::Unclear(Doubt::Hedged)),
        ("Partly\u{b9}", Mark::Unclear(Doubt::Hedged)),
        ("Yes \u{2020}", Mark::Unclear(Doubt::Hedged)),
        ("x\u{2020}", Mark::Unclear(Doubt::Hedged)),
        ("\u{2713}\u{b2}", Mark::Unclear(Doubt::Hedged)),
        ("Yes because we were told to, but not in practice", Mark::Unclear(Doubt::Hedged)),
        ("No concerns were raised", Mark::Unclear(Doubt::Hedged)),
        ("Yes - out of date", Mark::Unclear(Doubt::Hedged)),
        ("Yes - weak", Mark::Unclear(Doubt::Hedged)),
        ("Yes - could be better", Mark::Unclear(Doubt::Hedged)),
        ("Partly - now complete", Mark::Unclear(Doubt::Hedged)),
        ("Partly - done in P6", Mark::Says(Partly)),
        ("1. Policy and AUP", Mark::Prose),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn what_points_from_one_answer_to_another_is_no_answer() {
    for text in
        ["Partly -> Yes", "Partly → Yes", "Partly > Yes", "Partly => Yes", "Yes → Partly", "No -> Yes"]
    {
        let mark = read(text);
        assert!(matches!(mark, Mark::Several | Mark::Unclear(_)), "{text}: {mark:?}");
    }
}

#[test]
fn the_signs_and_words_of_an_address_take_nothing_back() {
    for (text, expected) in [
        ("Yes - https://docs.example.org/d/1?usp=sharing", Mark::Says(Yes)),
        ("Yes - https://school.example/no/partly", Mark::Says(Yes)),
        ("x https://school.example/a?id=3", CROSS),
        ("Yes - www.school.example/not-yet", Mark::Says(Yes)),
        ("Yes - is it? https://school.example", Mark::Unclear(Doubt::Hedged)),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn where_it_is_in_is_no_in_part() {
    for (text, expected) in [
        ("Yes - in place since 2019", Mark::Says(Yes)),
        ("Yes\nin the handbook", Mark::Says(Yes)),
        ("Yes, in our policy", Mark::Says(Yes)),
        ("Yes - in the staff handbook", Mark::Says(Yes)),
        ("Yes, in P6", Mark::Unclear(Doubt::Hedged)),
        ("Yes - in the main", Mark::Unclear(Doubt::Hedged)),
        ("Yes - in place for some", Mark::Unclear(Doubt::Hedged)),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn an_answer_in_jest_is_a_question() {
    for text in ["Yes! (just joking)", "Yes - only kidding", "No (joke)", "Partly, lol", "Yes haha"] {
        assert_eq!(read(text), Mark::Unclear(Doubt::Hedged), "{text}");
    }
    for text in ["Yes - taught that a joke can hurt", "Yes (JK, May)"] {
        assert_eq!(read(text), Mark::Says(Yes), "{text}");
    }
}

#[test]
fn a_tick_put_by_hand_at_one_of_several_empty_boxes_chooses() {
    for (text, expected) in [
        ("\u{2610} \u{2713} Yes  \u{2610} Partly  \u{2610} No", Mark::Says(Yes)),
        ("\u{2610} Yes \u{2610}\u{2713}Partly \u{2610} No", Mark::Says(Partly)),
        ("\u{2610} x Yes \u{2610} Partly \u{2610} No", Mark::Says(Yes)),
        ("\u{2610} Yes \u{2610} Partly \u{2610} No \u{2714}", Mark::Says(No)),
        ("[ ] Yes [ ] X Partly [ ] No", Mark::Says(Partly)),
        // It may be the next box's.
        ("\u{2610} Yes \u{2713} \u{2610} Partly \u{2610} No", Mark::Unclear(Doubt::Mixed)),
        ("Yes \u{2610} \u{2713} Partly \u{2610} No \u{2610}", Mark::Unclear(Doubt::Mixed)),
        ("\u{2612} Yes \u{2610} \u{2713} Partly \u{2610} No", Mark::Several),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn brief_words_that_limit_an_answer_leave_nobody_sure() {
    for text in [
        "Yes - was",
        "Yes - on hold",
        "Yes - cut back",
        "Yes - less now",
        "Yes (fewer)",
        "Yes - 2/3",
        "Yes - other than supply",
        "Yes - believe so",
        "Yes - rewrite",
        "Yes - at old school",
        "Yes (75)",
        "Yes - less parents",
        "Yes; late",
        "Yes - just me",
        "Yes - unused",
        "Yes - currently unused",
        "Yes (neglected at present)",
        "Yes - sporadic",
        "Yes - June",
        "Yes (autumn term)",
        "Yes - un",
        "Yes (suspended)",
        "Yes, scheduled",
        "Yes; under review",
        "Yes - P1-3",
        "Yes - upper school",
        "Yes - KS2",
        "Yes - one class",
        "Yes - 75%",
        "Yes - 3 of 5",
        "Yes - with exceptions",
        "Yes - where possible",
        "Yes - as far as I know",
        "Yes - to confirm",
        "Yes - incorrect",
        "\u{2713} trial",
        "x - pilot",
        "No - wrong box",
        "No - mistake",
        "No - P1-3",
        "No - half",
        "Partly - should be no",
        "Partly - sorry No",
        "Partly, wrong box",
        "Partly\nYes",
        "Partly\nNo",
        "Partly No",
    ] {
        let mark = read(text);
        assert!(matches!(mark, Mark::Unclear(_) | Mark::Several), "{text}: {mark:?}");
    }
    for (text, expected) in [
        ("Yes - see policy", Mark::Says(Yes)),
        ("Yes - ongoing", Mark::Says(Yes)),
        ("Yes - all classes", Mark::Says(Yes)),
        ("Yes - P1-P7", Mark::Says(Yes)),
        ("Yes - review due May 2026", Mark::Says(Yes)),
        ("Yes - staff room", Mark::Says(Yes)),
        ("Yes - 100%", Mark::Says(Yes)),
        ("Yes - P7 digital leaders", Mark::Says(Yes)),
        ("Yes - fewer incidents since May", Mark::Says(Yes)),
        ("Yes - less screen time in class", Mark::Says(Yes)),
        ("Yes - 2/10", Mark::Says(Yes)),
        ("Yes (2)", Mark::Says(Yes)),
        ("Yes - 2024", Mark::Says(Yes)),
        ("Yes - June 2025", Mark::Says(Yes)),
        ("Yes - reviewed June 2025", Mark::Says(Yes)),
        ("Yes - every June", Mark::Says(Yes)),
        ("Yes - unused accounts are deleted", Mark::Says(Yes)),
        ("Yes - dormant accounts removed termly", Mark::Says(Yes)),
        ("Yes, unused devices locked away", Mark::Says(Yes)),
        ("Yes - Safer Internet Day, February", Mark::Says(Yes)),
        ("Yes - required by our policy", Mark::Says(Yes)),
        ("Yes - our pilot of 2019 became the policy of all our schools", Mark::Says(Yes)),
        ("No - not yet", Mark::Says(No)),
        ("Partly - P1-3", Mark::Says(Partly)),
        ("Partly - half of staff", Mark::Says(Partly)),
        ("Not applicable - primary school", Mark::Says(NotApplicable)),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}
