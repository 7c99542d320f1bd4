//! Dates as people write them.
//! In: a cell's value. Out: a date, where only one can be meant. Never asks whether it lies in the collection, and never
//! makes up a day that was not written.

use chrono::{Datelike, Days, NaiveDate};

use super::text;
use crate::grid::Value;

/// What a cell says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateReading {
    /// Exactly this date.
    Sure(NaiveDate),
    /// Something is written, and it is no date for sure.
    Unsure,
    /// Nothing is written.
    Nothing,
}

/// Serial numbers that stand in a cell as plain numbers are taken for dates from 1982 to 2064 alone.
const PLAIN_SERIALS: std::ops::Range<f64> = 30_000.0..60_000.0;

/// Reads a date in British order: the day before the month, unless only the other order gives a date. `is_1904` says from
/// which day the sheet's serial dates count.
pub fn read_date(value: &Value, is_1904: bool) -> DateReading {
    let found = match value {
        Value::Empty => return DateReading::Nothing,
        Value::Date(date) => Some(*date),
        Value::Serial(serial) => of_serial(*serial, is_1904),
        Value::Number(number) if PLAIN_SERIALS.contains(number) => of_serial(*number, is_1904),
        Value::Number(number) => of_text(&number.to_string(), is_1904),
        Value::Text(written) => {
            if says_nothing(written) {
                return DateReading::Nothing;
            }
            of_text(written, is_1904)
        }
        Value::Flag(_) | Value::Box(_) | Value::Error(_) => None,
    };
    match found {
        Some(date) if (1900..=2100).contains(&date.year()) => DateReading::Sure(date),
        _ => DateReading::Unsure,
    }
}

fn says_nothing(written: &str) -> bool {
    let folded = text::fold(written);
    folded.chars().all(|c| !c.is_alphanumeric())
        || matches!(
            folded.as_str(),
            "dd/mm/yyyy" | "dd/mm/yy" | "date" | "n/a" | "click or tap to enter a date"
        )
}

/// The day of a serial number: from 30 December 1899 (so that 1900's missing leap day comes out right from March on), or
/// from 1 January 1904.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
fn of_serial(serial: f64, is_1904: bool) -> Option<NaiveDate> {
    if !(1.0..100_000.0).contains(&serial) {
        return None;
    }
    let from =
        if is_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) };
    from?.checked_add_days(Days::new(serial as u64))
}

/// A piece of a written date.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part<'a> {
    /// Figures, as written.
    Figures(&'a str),
    /// A month by name.
    Month(u32),
}

fn of_text(written: &str, is_1904: bool) -> Option<NaiveDate> {
    let folded = text::fold_name(written);
    // A serial that lost its format on the way.
    if let Ok(number) = folded.parse::<f64>()
        && PLAIN_SERIALS.contains(&number)
        && !folded.starts_with('0')
    {
        return of_serial(number, is_1904);
    }
    let parts = parts(&folded)?;
    match parts.as_slice() {
        [Part::Figures(one)] => of_run(one),
        [Part::Figures(day), Part::Month(month), Part::Figures(year)] if day.len() <= 2 => {
            date(year_of(year)?, *month, number(day)?)
        }
        [Part::Figures(year), Part::Month(month), Part::Figures(day)] if year.len() == 4 => {
            date(number(year)?, *month, number(day)?)
        }
        [Part::Month(month), Part::Figures(day), Part::Figures(year)]
            if day.len() <= 2 && year.len() == 4 =>
        {
            date(number(year)?, *month, number(day)?)
        }
        [Part::Figures(one), Part::Figures(two), Part::Figures(three)] => of_three(one, two, three),
        _ => None,
    }
}

/// `03/03/2026`, `3.3.26`, `2026-03-03`.
fn of_three(one: &str, two: &str, three: &str) -> Option<NaiveDate> {
    if one.len() == 4 {
        return date(number(one)?, number(two)?, number(three)?);
    }
    let year = year_of(three)?;
    let british = date(year, number(two)?, number(one)?);
    if three.len() == 2 && one.len() == 2 {
        // "26-03-04" may begin with its year.
        let from_year = year_of(one).and_then(|year| date(year, number(two)?, number(three)?));
        let is_likely =
            |date: Option<NaiveDate>| date.is_some_and(|date| (2015..=2040).contains(&date.year()));
        if !is_likely(british) && is_likely(from_year) {
            return None;
        }
    }
    // "03/25/2026" can only be American.
    british.or_else(|| date(year, number(one)?, number(two)?))
}

/// `20260303` or `03032026`, where only one of them is a date of our time.
fn of_run(run: &str) -> Option<NaiveDate> {
    if run.len() != 8 {
        return None;
    }
    let cut = |from: usize, to: usize| number(run.get(from..to)?);
    let near = |date: &NaiveDate| (1980..=2060).contains(&date.year());
    let from_year = date(cut(0, 4)?, cut(4, 6)?, cut(6, 8)?).filter(near);
    let from_day = date(cut(4, 8)?, cut(2, 4)?, cut(0, 2)?).filter(near);
    match (from_year, from_day) {
        (Some(date), None) | (None, Some(date)) => Some(date),
        _ => None,
    }
}

fn number(figures: &str) -> Option<u32> {
    figures.parse().ok()
}

fn year_of(figures: &str) -> Option<u32> {
    match figures.len() {
        2 => number(figures).map(|year| if year < 80 { 2000 + year } else { 1900 + year }),
        4 => number(figures),
        _ => None,
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// The figures and months of a folded text, without times of day, weekdays and ordinal endings; none where anything else
/// stands in it.
fn parts(folded: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    for word in folded.split([' ', ',']) {
        // "2026-03-04t10:00:00z": the time goes. A time of its own goes whole.
        let word = match word.split_once('t') {
            Some((day, time)) if time.contains(':') && day.ends_with(|c: char| c.is_ascii_digit()) => day,
            _ if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) => continue,
            _ => word,
        };
        for piece in word.split(|c: char| !c.is_alphanumeric()) {
            take_piece(piece, &mut parts)?;
        }
    }
    Some(parts)
}

/// Takes the figures and names of a word apart ("3rd", "03mar2026").
fn take_piece<'a>(piece: &'a str, parts: &mut Vec<Part<'a>>) -> Option<()> {
    let mut rest = piece;
    while let Some(first) = rest.chars().next() {
        let is_figure = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_figure).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if is_figure {
            parts.push(Part::Figures(run));
        } else if let Some(month) = month(run) {
            parts.push(Part::Month(month));
        } else if !says_no_date(run, parts.last()) {
            return None;
        }
    }
    Some(())
}

/// Words that may stand beside a date without making it doubtful.
fn says_no_date(word: &str, before: Option<&Part<'_>>) -> bool {
    const WORDS: &[&str] = &[
        "date",
        "dated",
        "completed",
        "complete",
        "signed",
        "updated",
        "done",
        "on",
        "the",
        "of",
        "am",
        "pm",
        "gmt",
        "bst",
        "utc",
        "z",
        "a",
        "an",
        "t",
        "de",
        "den",
        "dhen",
        "o",
        "y",
        "mon",
        "monday",
        "tue",
        "tues",
        "tuesday",
        "wed",
        "weds",
        "wednesday",
        "thu",
        "thur",
        "thurs",
        "thursday",
        "fri",
        "friday",
        "sat",
        "saturday",
        "sun",
        "sunday",
    ];
    WORDS.contains(&word)
        || (matches!(word, "st" | "nd" | "rd" | "th") && matches!(before, Some(Part::Figures(_))))
}

/// Months by name in English, Gaelic (with and without lenition) and Welsh; accents folded.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "faoilleach", "fhaoilleach", "ionawr"],
    &["february", "feb", "gearran", "ghearran", "chwefror"],
    &["march", "mar", "mart", "mhart", "mawrth"],
    &["april", "apr", "giblean", "ghiblean", "ebrill"],
    &["may", "ceitean", "cheitean", "mai"],
    &["june", "jun", "ogmhios", "mehefin"],
    &["july", "jul", "iuchar", "gorffennaf"],
    &["august", "aug", "lunastal", "awst"],
    &["september", "sept", "sep", "sultain", "shultain", "medi"],
    &["october", "oct", "damhair", "dhamhair", "hydref"],
    &["november", "nov", "samhain", "shamhain", "tachwedd"],
    &["december", "dec", "dubhlachd", "dhubhlachd", "rhagfyr"],
];

fn month(word: &str) -> Option<u32> {
    let numbered = || (1_u32..).zip(MONTHS);
    if let Some((month, _)) = numbered().find(|(_, names)| names.contains(&word)) {
        return Some(month);
    }
    // "Febuary", "Novemeber": one slip in a long name, and no other month as near.
    if word.len() < 6 {
        return None;
    }
    let mut near = numbered().filter(|(_, names)| {
        names.iter().any(|name| name.len() >= 6 && strsim::damerau_levenshtein(name, word) <= 1)
    });
    let (month, _) = near.next()?;
    near.next().is_none().then_some(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Option<String> {
        match read_date(&Value::Text(written.into()), false) {
            DateReading::Sure(date) => Some(date.to_string()),
            _ => None,
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        for written in [
            "03/03/2026",
            "3/3/26",
            "03.03.26",
            "3-3-2026",
            "3 March 2026",
            "3rd March 2026",
            "3rd of March, 2026",
            "Tuesday 3rd March 2026",
            "Tues 3 Mar 26",
            "March 3, 2026",
            "2026-03-03",
            "2026-03-03T09:12:01Z",
            "2026/03/03 3:04:05 pm GMT",
            "03/03/2026 09:12",
            "09:12 03/03/2026",
            "03Mar2026",
            "Date: 3 March 2026",
            "3 M\u{e0}rt 2026",
            "3 Mawrth 2026",
            "20260303",
            "46084",
            "46084.5",
            "\u{a0}3 \u{2013} 3 \u{2013} 2026 ",
            "2026-Mar-03",
        ] {
            assert_eq!(read(written).as_deref(), Some("2026-03-03"), "{written:?}");
        }
        assert_eq!(read("12/11/2025").as_deref(), Some("2025-11-12"));
        assert_eq!(read("03/25/2026").as_deref(), Some("2026-03-25"));
        assert_eq!(read("2026/11/21 3:04:05 pm GMT").as_deref(), Some("2026-11-21"));
        assert_eq!(read("14 Febuary 2026").as_deref(), Some("2026-02-14"));
        assert_eq!(read("11/3/25 09:12:01").as_deref(), Some("2025-03-11"));
        assert_eq!(read("2 an t-Samhain 2025").as_deref(), Some("2025-11-02"));
    }

    #[test]
    fn what_is_no_date_for_sure_is_none() {
        for written in [
            "31/02/2026",
            "March 2026",
            "14/10",
            "2026",
            "3-4 March 2026",
            "before 3 March 2026",
            "by Easter",
            "tbc",
            "030326",
            "26-03-04",
            "99/99/9999",
            "3 March",
            "0/0/0000",
            "29/02/2025",
            "13/13/2026",
            "1e9",
            "-46084",
            "x",
            "3/3/026",
            "1 1 1 1",
            "1/2/3",
        ] {
            assert_eq!(read(written), None, "{written:?}");
        }
        for nothing in ["", "  ", "-", "dd/mm/yyyy", "\u{2013}"] {
            assert_eq!(read_date(&Value::Text(nothing.into()), false), DateReading::Nothing);
        }
    }

    #[test]
    fn serials_count_from_either_day() {
        let sure = |value: Value, is_1904| match read_date(&value, is_1904) {
            DateReading::Sure(date) => date.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(sure(Value::Serial(46084.0), false), "2026-03-03");
        assert_eq!(sure(Value::Serial(46084.99), false), "2026-03-03");
        assert_eq!(sure(Value::Serial(44622.0), true), "2026-03-03");
        assert_eq!(sure(Value::Number(46084.0), false), "2026-03-03");
        assert_eq!(sure(Value::Number(2026.0), false), "Unsure");
        assert_eq!(sure(Value::Serial(-3.0), false), "Unsure");
        assert_eq!(sure(Value::Serial(f64::NAN), false), "Unsure");
        assert_eq!(sure(Value::Flag(true), false), "Unsure");
    }

    proptest::proptest! {
        #[test]
        fn every_day_reads_back_in_every_style(days in 0..18_000_u64, style in 0..8_usize) {
            let day = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap() + Days::new(days % 9_000);
            let style = ["%d/%m/%Y", "%-d.%-m.%Y", "%Y-%m-%d", "%-d %B %Y", "%A %-d %b %Y", "%B %-d, %Y", "%d-%b-%y", "%Y%m%d"][style];
            let written = day.format(style).to_string();
            let read = read_date(&Value::Text(written.as_str().into()), false);
            // "%Y%m%d" may also spell a day the other way round: then it is asked.
            let is_right = read == DateReading::Sure(day) || (style == "%Y%m%d" && read == DateReading::Unsure);
            proptest::prop_assert!(is_right, "{written} gave {read:?}");
        }

        #[test]
        fn nothing_makes_it_panic(written in proptest::prelude::any::<String>(), number in proptest::prelude::any::<f64>()) {
            let _ = read_date(&Value::Text(written.into()), false);
            let _ = (read_date(&Value::Serial(number), true), read_date(&Value::Number(number), false));
        }
    }
}
