//! Number formats that show something else than the value: a percentage, or words (`[=1]"Yes";[=0]"No"`, `"Not "@`).
//! In: a format's code and a value. Out: the value as the sheet shows it, where that is a percentage or words alone. Never
//! rounds a number, and never touches a date.

use calamine::Style;

use super::{budget::Budget, refusal::Refusal};
use crate::grid::Value;

/// No format that a program writes is longer.
const LONGEST: usize = 255;

/// The code of a format that shows nothing of any value.
pub(crate) const NOTHING: &str = ";;;";

/// How a style shows its values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shown {
    /// As they are.
    AsIs,
    /// As percentages.
    Percentage,
    /// By the sections of a format in which words stand.
    Worded(Vec<Section>),
}

/// A section of a number format.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Section {
    /// For which numbers it holds, where it says so: a sign of comparison and a number.
    condition: Option<(Sign, f64)>,
    /// The words before and behind the value, or alone.
    words: (String, String),
    /// What stands between them.
    place: Place,
    is_percentage: bool,
    /// Whether it shows thousands, or millions: `0,"k"`.
    is_scaled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Equal,
    Unequal,
    Less,
    More,
    AtMost,
    AtLeast,
}

/// What stands for the value in a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Nothing: the words stand alone.
    #[default]
    None,
    /// The text.
    Text,
    /// The number, or a date.
    Number,
}

/// How each of a workbook's styles shows its values, in the order of their ids.
pub(crate) fn of_styles(styles: &[Style]) -> Vec<Shown> {
    let shown = |style: &Style| {
        let Some(format) = &style.number_format else { return Shown::AsIs };
        if matches!(format.format_id, Some(9 | 10)) {
            return Shown::Percentage;
        }
        of_code(&format.format_code)
    };
    styles.iter().map(shown).collect()
}

/// How a format's code shows values.
pub(crate) fn of_code(code: &str) -> Shown {
    if code.len() <= LONGEST && code.contains(['"', '\\']) {
        let sections = sections(code);
        if sections.iter().any(has_letters) {
            return Shown::Worded(sections);
        }
    }
    if code.trim_end().ends_with('%') { Shown::Percentage } else { Shown::AsIs }
}

/// A value as the sheet shows it.
pub(crate) fn as_shown(value: Value, shown: &Shown, budget: &mut Budget) -> Result<Value, Refusal> {
    let mut worded = |section: &Section, raw: &str| {
        let whole = format!("{}{raw}{}", section.words.0, section.words.1);
        Ok(Value::Text(budget.text(whole.trim())?.into()))
    };
    match (shown, value) {
        (Shown::Percentage, Value::Number(number)) => Ok(percentage(number)),
        (Shown::Worded(sections), Value::Number(number)) => match section_for(sections, number) {
            Some(section) if section.place == Place::None && has_letters(section) => worded(section, ""),
            Some(section) if section.is_percentage => Ok(percentage(number)),
            _ => Ok(Value::Number(number)),
        },
        (Shown::Worded(sections), Value::Text(raw)) => {
            match sections.iter().find(|section| section.place == Place::Text) {
                Some(section) if has_letters(section) => worded(section, &raw),
                _ => Ok(Value::Text(raw)),
            }
        }
        (_, value) => Ok(value),
    }
}

/// What the sheet shows for a number with words beside it, where it does: `14 staff`. The number stays what it is.
pub(crate) fn with_words(value: &Value, shown: &Shown) -> Option<Box<str>> {
    let (Shown::Worded(sections), Value::Number(number)) = (shown, value) else { return None };
    let section = section_for(sections, *number)?;
    let (before, after) = &section.words;
    let says = section.place == Place::Number
        && !section.is_percentage
        && !section.is_scaled
        && (says_word(before) || says_word(after));
    says.then(|| format!("{before}{number}{after}").trim().into())
}

/// Whether a text has a word in it: `E` in `1E+05` is none.
pub(crate) fn says_word(text: &str) -> bool {
    let mut n_letters = 0;
    text.chars().any(|letter| {
        n_letters = if letter.is_alphabetic() { n_letters + 1 } else { 0 };
        n_letters > 1
    })
}

/// A number as a percentage: `50%` is no half.
pub(crate) fn percentage(number: f64) -> Value {
    let percent = (number * 1e6).round() / 1e4;
    Value::Text(format!("{percent}%").into())
}

fn has_letters(section: &Section) -> bool {
    section.words.0.contains(is_said) || section.words.1.contains(is_said)
}

/// A letter, or a sign that is drawn for a mark.
fn is_said(letter: char) -> bool {
    letter.is_alphabetic() || ('\u{2190}'..='\u{2bff}').contains(&letter)
}

/// The section that holds for a number.
fn section_for(sections: &[Section], number: f64) -> Option<&Section> {
    let numbers = || sections.iter().filter(|section| section.place != Place::Text).take(3);
    if numbers().any(|section| section.condition.is_some()) {
        // A section without a condition holds for the rest; with one condition alone, the next does.
        return numbers()
            .find(|section| section.condition.is_none_or(|(sign, other)| holds(sign, number, other)));
    }
    let [positive, negative, zero] = [0, 1, 2].map(|at| numbers().nth(at));
    if number < 0.0 {
        negative.or(positive)
    } else if number > 0.0 {
        positive
    } else {
        zero.or(positive)
    }
}

#[expect(clippy::float_cmp, reason = "the format names the very number")]
fn holds(sign: Sign, number: f64, other: f64) -> bool {
    match sign {
        Sign::Equal => number == other,
        Sign::Unequal => number != other,
        Sign::Less => number < other,
        Sign::More => number > other,
        Sign::AtMost => number <= other,
        Sign::AtLeast => number >= other,
    }
}

/// The sections of a format's code.
fn sections(code: &str) -> Vec<Section> {
    let mut all = Vec::new();
    let mut section = Section::default();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        let literal = match letter {
            ';' => {
                all.push(std::mem::take(&mut section));
                continue;
            }
            '"' => letters.by_ref().take_while(|letter| *letter != '"').collect::<String>(),
            '\\' => letters.next().map(String::from).unwrap_or_default(),
            // The width of a letter, or a letter that fills the cell.
            '_' | '*' => {
                letters.next();
                continue;
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                section.condition = section.condition.or_else(|| condition(&inner));
                continue;
            }
            '@' => {
                section.place = Place::Text;
                continue;
            }
            ' ' | '-' | '+' | '(' | ')' | '/' | ':' | '$' | '\u{a3}' | '\u{20ac}' => letter.to_string(),
            '%' => {
                section.is_percentage = true;
                continue;
            }
            _ => {
                let next = || letters.clone().next();
                section.is_scaled |= letter == ','
                    && section.place == Place::Number
                    && !next().is_some_and(|next| matches!(next, '#' | '0' | '?'));
                section.place = Place::Number;
                continue;
            }
        };
        let words = if section.place == Place::None { &mut section.words.0 } else { &mut section.words.1 };
        words.push_str(&literal);
    }
    all.push(section);
    all
}

/// `=1`, `>=0.5`; none where the brackets hold a colour or a language.
fn condition(inner: &str) -> Option<(Sign, f64)> {
    let signs = [
        ("<>", Sign::Unequal),
        ("<=", Sign::AtMost),
        (">=", Sign::AtLeast),
        ("=", Sign::Equal),
        ("<", Sign::Less),
        (">", Sign::More),
    ];
    signs.iter().find_map(|(written, sign)| Some((*sign, inner.strip_prefix(written)?.trim().parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::{as_shown, of_code, with_words};
    use crate::{
        grid::Value,
        read::{budget::Budget, limits::Limits},
    };

    fn shown(code: &str, values: &[Value]) -> String {
        let shown = of_code(code);
        let texts = values.iter().map(|value| {
            match as_shown(value.clone(), &shown, &mut Budget::new(&Limits::default())).unwrap() {
                Value::Text(text) => text.to_string(),
                Value::Number(number) => format!("#{number}"),
                other => format!("{other:?}"),
            }
        });
        texts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_beside_a_number_are_shown_with_it() {
        let shown = |code: &str, number: f64| with_words(&Value::Number(number), &of_code(code));
        for (code, number, wanted) in [
            (r#"0" staff""#, 14.0, Some("14 staff")),
            (r#""Page "0"#, 3.5, Some("Page 3.5")),
            (r#"0" staff";"none";"nobody""#, 14.0, Some("14 staff")),
            (r#"0.0,"kg""#, 1500.0, None),
            (r#"#,##0" pupils""#, 1500.0, Some("1500 pupils")),
            (r#"0"m""#, 5.0, None),
            ("0.00", 5.0, None),
        ] {
            assert_eq!(shown(code, number).as_deref(), wanted, "{code}");
        }
    }

    #[test]
    fn words_of_a_number_format_are_what_a_person_sees() {
        let numbers = |all: &[f64]| all.iter().map(|number| Value::Number(*number)).collect::<Vec<_>>();
        for (code, values, seen) in [
            (r#"[=1]"Yes";[=2]"Partly";"No""#, numbers(&[1.0, 2.0, 3.0]), "Yes Partly No"),
            (r#""Yes";"No";"Partly""#, numbers(&[1.0, -1.0, 0.0]), "Yes No Partly"),
            (r#"[=1]"Yes";[=0]"No";0%"#, numbers(&[1.0, 0.0, 0.5]), "Yes No 50%"),
            (r#"[Green]"Yes";;[Red]"No""#, numbers(&[1.0, 0.0, -1.0]), "Yes No #-1"),
            ("[=1]\"\u{2713}\";[=0]\"\u{2717}\"", numbers(&[1.0, 0.0]), "\u{2713} \u{2717}"),
            (r"\Y\e\s;;\N\o", numbers(&[1.0, 0.0]), "Yes No"),
            (r#"0" pupils""#, numbers(&[241.0]), "#241"),
            (
                r#"_-"GBP"* #,##0.00_-;-"GBP"* #,##0.00_-;_-"GBP"* "-"??_-;_-@_-"#,
                numbers(&[0.0, 5.0]),
                "#0 #5",
            ),
            ("0%", numbers(&[0.5]), "50%"),
            ("General", numbers(&[1.0]), "#1"),
        ] {
            assert_eq!(shown(code, &values), seen, "{code}");
        }
        let text = [Value::Text("Yes".into())];
        assert_eq!(shown(r#""Not "@"#, &text), "Not Yes");
        assert_eq!(shown(r#"0;0;0;"(draft) "@"#, &text), "(draft) Yes");
        assert_eq!(shown(r"_-@_-", &text), "Yes");
    }
}
