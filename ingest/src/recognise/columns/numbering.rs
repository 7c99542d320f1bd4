//! Whether a column counts the rows: 1, 2, 3, ids, Roman figures, begun anew in each section or not.
//! In: the cells beside the statements. Out: yes or no. Never takes marks for numbering: they do not go on from one row
//! to the next.

use crate::{grid::Value, normalise::text, recognise::draft::roles::Block};

/// Runs must be this long on the whole: figures that say answers do not rise so.
const RUN: usize = 3;

/// How a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Figures {
    /// 1, 2, 3.
    Plain,
    /// 1.1, 1.2 as text, P1, P2, or 1a, 1b: the last part counts.
    Parts,
    /// i, ii, iii.
    Roman,
    /// a, b, c.
    Letters,
}

/// Whether a column counts its rows. An empty one left of the statements does too.
pub(super) fn is_numbering(block: &Block<'_>, column: u32) -> bool {
    let mut values = Vec::new();
    for row in block.rows {
        let Some(cell) = block.grid.at(*row, column) else { continue };
        match &cell.value {
            Value::Empty => {}
            value => values.push(value),
        }
    }
    match values.as_slice() {
        [] => column < block.column,
        [only] => block.rows.len() == 1 && read(only, Figures::Plain).is_some(),
        _ => {
            are_different(&values)
                || are_of_many_kinds(&values)
                || [Figures::Plain, Figures::Parts, Figures::Roman, Figures::Letters]
                    .into_iter()
                    .any(|figures| counts(&values, figures))
        }
    }
}

/// Whole numbers of which none comes twice: rows that were sorted, or put in another order.
fn are_different(values: &[&Value]) -> bool {
    let mut numbers: Vec<u32> = Vec::new();
    for value in values {
        match read(value, Figures::Plain) {
            Some(number) if number.fract().abs() < f64::EPSILON && (0.0..1e6).contains(&number) => {
                let Ok(number) = format!("{number}").parse() else { return false };
                numbers.push(number);
            }
            _ => return false,
        }
    }
    let n = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    n >= 2 * RUN && numbers.len() == n
}

/// Whole numbers of more kinds than a scale has steps, though some come again: the numbers of several schools' rows.
fn are_of_many_kinds(values: &[&Value]) -> bool {
    const STEPS: usize = 6;
    let numbers: Option<Vec<f64>> = values.iter().map(|value| read(value, Figures::Plain)).collect();
    let mut numbers = numbers.unwrap_or_default();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    numbers.len() > STEPS && numbers.iter().all(|number| number.fract().abs() < f64::EPSILON)
}

fn counts(values: &[&Value], figures: Figures) -> bool {
    let mut n_runs = 1;
    let mut first = None;
    let mut last: Option<f64> = None;
    for value in values {
        let Some(number) = read(value, figures) else { return false };
        let begins = *first.get_or_insert(number);
        if let Some(last) = last {
            let rises = match figures {
                Figures::Plain | Figures::Parts => number > last,
                // Letters may be marks: only the next one goes on.
                Figures::Roman | Figures::Letters => (number - last - 1.0).abs() < f64::EPSILON,
            };
            if !rises {
                let begins_anew = (number - begins).abs() < f64::EPSILON || figures == Figures::Parts;
                if !begins_anew {
                    return false;
                }
                n_runs += 1;
            }
        }
        last = Some(number);
    }
    let is_letters = matches!(figures, Figures::Roman | Figures::Letters);
    (n_runs == 1 && !is_letters) || values.len() >= RUN * n_runs
}

fn read(value: &Value, figures: Figures) -> Option<f64> {
    let raw = match value {
        Value::Number(number) if figures == Figures::Plain => return Some(*number),
        Value::Text(raw) => text::trim(raw).trim_end_matches(['.', ')']),
        _ => return None,
    };
    match figures {
        Figures::Plain => raw.parse().ok(),
        Figures::Parts => {
            let last = raw.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let (before, digits) = raw.split_at_checked(last)?;
            match (digits.parse::<u16>(), before.as_bytes()) {
                (Ok(number), [.., b'.' | b'-' | b' '] | [_] | [_, _] | [_, _, _]) => Some(f64::from(number)),
                (Err(_), [figures @ .., letter]) if letter.is_ascii_lowercase() => {
                    let is_part = !figures.is_empty() && figures.iter().all(u8::is_ascii_digit);
                    is_part.then(|| f64::from(letter - b'a') + 1.0)
                }
                _ => None,
            }
        }
        Figures::Roman => roman(raw).map(f64::from),
        Figures::Letters => match raw.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => {
                Some(f64::from(letter.to_ascii_lowercase() - b'a') + 1.0)
            }
            _ => None,
        },
    }
}

fn roman(raw: &str) -> Option<u16> {
    if raw.is_empty() || raw.len() > 7 {
        return None;
    }
    let digit = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    };
    let mut sum = 0;
    let mut last = 0;
    for c in raw.chars().rev() {
        let value = digit(c)?;
        sum = if value < last { u16::checked_sub(sum, value)? } else { sum + value };
        last = value;
    }
    Some(sum)
}
