//! Dates as people write them.
//! In: a cell's value. Out: a date, where only one can be meant. Never asks whether it lies in the collection, and never
//! makes up a day that was not written.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use crate::{grid::Value, normalise::text};

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

/// Whether a value is a date for sure; most texts have no figures, and are none.
pub fn is_date(value: &Value) -> bool {
    let may_be = |written: &str| !written.is_ascii() || written.bytes().any(|byte| byte.is_ascii_digit());
    value.as_text().is_none_or(may_be) && matches!(read_date(value, false), DateReading::Sure(_))
}

/// The time that stands with a date: the fraction of a serial, `10:30` and `3:05:10 pm` in a text. Midnight is none, since a
/// date without a time is stored so.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a fraction of a day has few seconds"
)]
pub fn time_of(value: &Value) -> Option<NaiveTime> {
    match value {
        Value::Serial(serial) => {
            let seconds = (serial.fract() * 86_400.0).round();
            NaiveTime::from_num_seconds_from_midnight_opt(seconds as u32, 0)
                .filter(|time| *time != NaiveTime::MIN)
        }
        Value::Text(written) => {
            let folded = text::fold(written);
            let (before, behind) = folded.split_once(':')?;
            let hours: u32 = before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
            let (minutes, mut behind) = leading_number(behind)?;
            let mut seconds = 0;
            if let Some((number, rest)) = behind.strip_prefix(':').and_then(leading_number) {
                (seconds, behind) = (number, rest);
            }
            let half = behind.trim_start();
            let hours = match hours {
                12 if half.starts_with('a') => 0,
                1..=11 if half.starts_with('p') => hours + 12,
                _ => hours,
            };
            NaiveTime::from_hms_opt(hours, minutes, seconds)
        }
        _ => None,
    }
}

/// The number that a text begins with, and what stands behind it.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, rest))
}

/// Whether dates that stand below one heading are written with the month first: one of them can only be read so, and none
/// only the other way.
pub fn is_month_first<'v>(values: impl Iterator<Item = &'v Value>) -> bool {
    let (mut has_month_first, mut has_day_first) = (false, false);
    for written in values.filter_map(Value::as_text) {
        if let Some((one, two, _)) = three_numbers(&text::fold_name(written)) {
            has_month_first |= one <= 12 && (13..=31).contains(&two);
            has_day_first |= two <= 12 && (13..=31).contains(&one);
        }
    }
    has_month_first && !has_day_first
}

/// Whether one of these dates can only be read with the day first.
pub fn is_day_first<'v>(mut values: impl Iterator<Item = &'v Value>) -> bool {
    values.any(|value| {
        let numbers = value.as_text().and_then(|written| three_numbers(&text::fold_name(written)));
        numbers.is_some_and(|(one, two, _)| two <= 12 && (13..=31).contains(&one))
    })
}

/// Whether times that were stamped one after another run on only if they are read with the month first. Dates without a time
/// of day were typed by hand, and stand in any order.
///
/// Stamps that no running numbers put in order may as well stand with the newest first.
pub fn rises_month_first(values: &[&Value], is_numbered: bool) -> bool {
    let read = |read: fn(&Value, bool) -> DateReading| -> Option<Vec<(NaiveDate, NaiveTime)>> {
        let stamps = values.iter().map(|value| match (value.as_text(), read(value, false), time_of(value)) {
            (Some(_), DateReading::Sure(date), Some(time)) => Some((date, time)),
            _ => None,
        });
        stamps.collect()
    };
    values.len() > 1
        && read(read_month_first).is_some_and(|stamps| stamps.is_sorted())
        && read(read_date).is_some_and(|stamps| {
            let falls = || stamps.iter().rev().is_sorted();
            !stamps.is_sorted() && (is_numbered || !falls())
        })
}

/// As [`read_date`], of a date that is written with the month first, as those beside it are.
pub fn read_month_first(value: &Value, is_1904: bool) -> DateReading {
    let found = value.as_text().and_then(|written| three_numbers(&text::fold_name(written)));
    match found.and_then(|(month, day, year)| date(year, month, day)) {
        Some(date) => DateReading::Sure(date),
        None => read_date(value, is_1904),
    }
}

/// The numbers of a date in figures that does not begin with its year.
fn three_numbers(folded: &str) -> Option<(u32, u32, u32)> {
    match parts(folded)?.as_slice() {
        [Part::Figures(one), Part::Figures(two), Part::Figures(three)]
            if one.len() <= 2 && two.len() <= 2 =>
        {
            Some((number(one)?, number(two)?, year_of(three)?))
        }
        _ => None,
    }
}

fn says_nothing(written: &str) -> bool {
    let folded = text::fold(written);
    folded.chars().all(|c| !c.is_alphanumeric())
        || matches!(
            folded.as_str(),
            "dd/mm/yyyy"
                | "dd/mm/yy"
                | "mm/dd/yyyy"
                | "mm/dd/yy"
                | "date"
                | "n/a"
                | "click or tap to enter a date"
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
    let parts = parts(without_writer(&folded))?;
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
    for word in without_time(folded).split([' ', ',']) {
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

/// A text without who wrote it: `completed 3/2/26 by mrs smith`. Before a date, `by` says when something is due.
fn without_writer(folded: &str) -> &str {
    let cut = folded.split_once(" by ");
    let is_writer = |behind: &str| !behind.bytes().any(|byte| byte.is_ascii_digit());
    cut.filter(|(_, behind)| is_writer(behind)).map_or(folded, |(before, _)| before)
}

/// A text without a time of day at its end: `14 November 2025, 3.15pm`, `14/11/2025 15.30`, `3/3/2026 at 10am`.
fn without_time(folded: &str) -> &str {
    let Some((day, time)) = folded.rsplit_once(' ') else { return folded };
    let half = time.strip_suffix("am").or_else(|| time.strip_suffix("pm"));
    let (hour, minute) = half.unwrap_or(time).split_once('.').unwrap_or((half.unwrap_or(time), "00"));
    let is_figures = |text: &str, most: u32| {
        (1..=2).contains(&text.len()) && text.parse::<u32>().is_ok_and(|number| number <= most)
    };
    let is_time = is_figures(hour, 23)
        && minute.len() == 2
        && is_figures(minute, 59)
        && (half.is_some() || time.contains('.'))
        // "3 11.25" is no time.
        && day.bytes().filter(u8::is_ascii_digit).count() >= 3;
    if is_time { day.trim_end_matches([' ', '-', ',', '@']).trim_end_matches(" at") } else { folded }
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
        } else if !(run.len() == piece.len() && says_no_date(run)
            || is_ordinal(run, parts.last())
            || matches!(run, "am" | "pm" | "t" | "z"))
        {
            return None;
        }
    }
    Some(())
}

/// The ending of an ordinal, English, Welsh or Gaelic, behind its figures: `3rd`, `1af`, `3ydd`, `3mh`.
fn is_ordinal(word: &str, before: Option<&Part<'_>>) -> bool {
    const ENDINGS: &[&str] =
        &["st", "nd", "rd", "th", "af", "il", "ydd", "fed", "ed", "eg", "ain", "mh", "na", "ra"];
    ENDINGS.contains(&word) && matches!(before, Some(Part::Figures(_)))
}

/// Words that may stand beside a date without making it doubtful.
fn says_no_date(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "date",
        "dated",
        "completed",
        "complete",
        "signed",
        "updated",
        "done",
        "on",
        "as",
        "at",
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

/// Whether a word, small and without accents, is a month's name, in full or in short.
pub fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|names| names.contains(&word))
}

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
mod tests;
