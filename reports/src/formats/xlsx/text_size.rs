//! How much room text takes in Arial, so that columns fit and wrapped rows are high enough.
//! In: text, a size in points, a width in pixels at 96 to the inch. Out: pixels, lines. An estimate, on the safe side.
//!
//! Excel works the height of a wrapped row out only when a person edits it; a file has to say it.

/// Widths of the letters of Arial from space to tilde, in thousandths of the font's size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The width of a letter that is not in the list: wide enough for most scripts.
const OTHER: u16 = 600;

fn thousandths(letter: char) -> u32 {
    let code = u32::from(letter);
    let wide = u32::from(OTHER);
    match code {
        32..=126 => WIDTHS.get((code - 32) as usize).map_or(wide, |width| u32::from(*width)),
        0x2018 | 0x2019 => 222,
        0x2013 | 0x201c | 0x201d => 556,
        0x2014 | 0x1100..=0x11ff | 0x2e80..=0xffef => 1000,
        _ => wide,
    }
}

/// The width of one line of text in pixels; bold is a little wider.
pub(super) fn width(text: &str, points: f64, is_bold: bool) -> f64 {
    let sum: u32 = text.chars().map(thousandths).sum();
    let factor = if is_bold { 1.08 } else { 1.0 };
    f64::from(sum) / 1000.0 * points * 96.0 / 72.0 * factor
}

/// The width of the longest piece that cannot be broken.
pub(super) fn longest_word(text: &str, points: f64, is_bold: bool) -> f64 {
    text.split(|c: char| c.is_whitespace() || c == '-')
        .map(|word| width(word, points, is_bold))
        .fold(0.0, f64::max)
}

/// How many lines text takes when it is wrapped into a width, at least 1.
pub(super) fn lines(text: &str, points: f64, is_bold: bool, room: f64) -> u32 {
    // Excel wraps a little earlier than the sum of the letters says.
    let room = (room * 0.97 - 8.0).max(10.0);
    if !text.contains('\n') && width(text, points, is_bold) <= room {
        return 1;
    }
    let space = width(" ", points, is_bold);
    let mut count = 0;
    for paragraph in text.split('\n') {
        count += 1;
        let mut filled = 0.0;
        for word in paragraph.split_whitespace() {
            let wide = width(word, points, is_bold);
            if filled > 0.0 && filled + space + wide > room {
                count += 1;
                filled = 0.0;
            } else if filled > 0.0 {
                filled += space;
            }
            filled += wide;
            while filled > room {
                count += 1;
                filled -= room;
            }
        }
    }
    count.max(1)
}

/// The height of a row of so many lines, in points; Excel's highest row is 409.
pub(super) fn height(lines: u32, points: f64) -> f64 {
    (f64::from(lines) * points * 1.28 + 4.0).min(409.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wider_text_takes_more_room_and_more_lines() {
        assert!(width("iiii", 10.0, false) < width("mmmm", 10.0, false));
        assert!(width("word", 10.0, false) < width("word", 10.0, true));
        assert_eq!(lines("", 10.0, false, 100.0), 1);
        assert_eq!(lines("one\ntwo", 10.0, false, 500.0), 2);
        let long = "a sentence of several words ".repeat(10);
        assert!(lines(&long, 10.0, false, 200.0) > lines(&long, 10.0, false, 400.0));
        assert!(lines(&"x".repeat(400), 10.0, false, 200.0) > 5);
        assert!(height(2, 10.0) > height(1, 10.0));
    }
}
