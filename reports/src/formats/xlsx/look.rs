//! The one look that all workbooks share: fonts, fills, number formats.
//! In: what a cell is. Out: its format. Colours are told apart by the colour-blind and carry no meaning alone:
//! dark text stands on each at a contrast of at least 4.5 to 1.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::views::page::{Look, Tone};

/// The font of everything.
pub(super) const FONT: &str = "Arial";
/// The size of body text in points.
pub(super) const BODY: f64 = 10.0;
/// The size of a word on a heat map.
pub(super) const SMALL: f64 = 8.0;

const INK: Color = Color::RGB(0x0022_2222);
const QUIET: Color = Color::RGB(0x0055_5555);
const NAVY: Color = Color::RGB(0x001F_3864);
const LINK: Color = Color::RGB(0x0009_4F9E);
const RULE: Color = Color::RGB(0x00D0_D5DD);
const NOTE: Color = Color::RGB(0x00FF_F6DC);
/// The bars behind numbers.
pub(super) const BAR: Color = Color::RGB(0x009F_C5E8);
/// The deepest shade behind shares: dark text stands on it at more than 7 to 1.
pub(super) const SHADE: Color = Color::RGB(0x00F4_B183);

/// A colour of charts, by its role.
pub(super) const fn tone(tone: Tone) -> Color {
    match tone {
        Tone::Yes => Color::RGB(0x002B_7BBA),
        Tone::Partly => Color::RGB(0x00F2_B84B),
        Tone::No => Color::RGB(0x00B3_4700),
        Tone::Grey => Color::RGB(0x00A6_A6A6),
        Tone::Main => Color::RGB(0x001F_3864),
        Tone::Other => Color::RGB(0x008F_B3D9),
    }
}

/// The colour of a label that stands on a chart's colour.
pub(super) const fn on_tone(tone: Tone) -> Color {
    match tone {
        Tone::Yes | Tone::No | Tone::Main => Color::White,
        Tone::Partly | Tone::Grey | Tone::Other => Color::Black,
    }
}

/// The format of cells that hold nothing, by whose digits column widths are measured.
pub(super) fn default() -> Format {
    Format::new().set_font_name(FONT).set_font_size(BODY)
}

/// Every format of a workbook, made once.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) purpose: Format,
    pub(super) as_of: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) words: Format,
    pub(super) note: Format,
    pub(super) link: Format,
    pub(super) link_beside: Format,
    pub(super) figure: Format,
    pub(super) head: Format,
    pub(super) head_number: Format,
    pub(super) head_upward: Format,
    pub(super) link_cell: Format,
    short: Format,
    long: Format,
    count: Format,
    share: Format,
    number: Format,
    signed: Format,
    probability: Format,
    day: Format,
    answers: [(&'static str, Format); 4],
    no_answer: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = || Format::new().set_font_name(FONT).set_font_size(BODY).set_font_color(INK);
        let wrapped = || base().set_text_wrap().set_align(FormatAlign::Top);
        let cell = || {
            base()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(RULE)
        };
        // Set off from the column at the right, whose words begin where these digits end.
        let number = |format: &str| cell().set_num_format(format).set_align(FormatAlign::Right).set_indent(1);
        let head = || {
            base()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(NAVY)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
        };
        let answer = |fill: u32, ink: u32| {
            cell()
                .set_font_size(SMALL)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(fill))
                .set_font_color(Color::RGB(ink))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::White)
        };
        Self {
            title: base().set_font_size(16.0).set_bold().set_font_color(NAVY),
            purpose: wrapped().set_font_size(11.0),
            as_of: wrapped().set_font_color(QUIET),
            heading: base()
                .set_font_size(12.0)
                .set_bold()
                .set_font_color(NAVY)
                .set_align(FormatAlign::Bottom),
            text: wrapped(),
            words: wrapped().set_align(FormatAlign::Left).set_indent(1),
            note: wrapped().set_background_color(NOTE),
            link: base()
                .set_align(FormatAlign::Top)
                .set_font_color(LINK)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            link_beside: base()
                .set_align(FormatAlign::Top)
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_font_color(LINK)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            figure: base()
                .set_font_size(14.0)
                .set_bold()
                .set_font_color(NAVY)
                .set_align(FormatAlign::Right)
                .set_align(FormatAlign::Top),
            head: head().set_align(FormatAlign::Left).set_indent(1),
            head_number: head().set_align(FormatAlign::Right).set_indent(1),
            head_upward: head()
                .set_rotation(90)
                .set_align(FormatAlign::Bottom)
                .set_align(FormatAlign::Center),
            link_cell: cell()
                .set_text_wrap()
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_font_color(LINK)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            short: cell().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            long: cell().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            count: number("#,##0"),
            share: number("0%"),
            number: number("#,##0.0"),
            signed: number("+#,##0.0;-#,##0.0;0.0"),
            probability: number("[<0.0005]\"< 0.001\";0.000"),
            day: cell().set_num_format("d mmm yyyy").set_align(FormatAlign::Left).set_indent(1),
            answers: [
                ("yes", answer(0x00CF_E3F5, 0x000B_3C5D)),
                ("partly", answer(0x00FC_E4A8, 0x004D_3300)),
                ("no", answer(0x00F2_B699, 0x0059_1A00).set_bold()),
                ("not_applicable", answer(0x00E7_E7E7, 0x0040_4040)),
            ],
            no_answer: answer(0x00FF_FFFF, 0x0059_5959).set_italic(),
        }
    }

    /// The format of a column's cells.
    pub(super) fn of(&self, look: Look) -> &Format {
        match look {
            Look::Text => &self.short,
            Look::Long => &self.long,
            Look::Count | Look::CountBar => &self.count,
            Look::Share | Look::ShareBar | Look::ShareShade => &self.share,
            Look::Number => &self.number,
            Look::Signed => &self.signed,
            Look::Probability => &self.probability,
            Look::Day => &self.day,
            Look::Answer => &self.no_answer,
        }
    }

    /// The format of an answer, or of the reason why there is none.
    pub(super) fn answer(&self, code: &str) -> &Format {
        self.answers.iter().find(|(known, _)| *known == code).map_or(&self.no_answer, |(_, format)| format)
    }
}

/// Whether a column's values stand at the right.
pub(super) fn is_number(look: Look) -> bool {
    !matches!(look, Look::Text | Look::Long | Look::Day | Look::Answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: u32) -> f64 {
        let part = |shift: u32| {
            let value = f64::from((colour >> shift) & 0xff) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }

    fn contrast(a: u32, b: u32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn number(colour: Color) -> u32 {
        match colour {
            Color::RGB(number) => number,
            Color::White => 0x00FF_FFFF,
            _ => 0,
        }
    }

    #[test]
    fn text_stands_out_from_what_is_behind_it() {
        let pairs = [
            (INK, Color::White),
            (QUIET, Color::White),
            (NAVY, Color::White),
            (LINK, Color::White),
            (INK, NOTE),
            (INK, BAR),
            (INK, SHADE),
        ];
        for (front, back) in pairs {
            assert!(contrast(number(front), number(back)) >= 4.5, "{front:?} on {back:?}");
        }
        for tone_of in [Tone::Yes, Tone::Partly, Tone::No, Tone::Grey, Tone::Main, Tone::Other] {
            assert!(contrast(number(on_tone(tone_of)), number(tone(tone_of))) >= 4.5, "{tone_of:?}");
        }
        for (front, back) in [
            (0x000B_3C5D, 0x00CF_E3F5),
            (0x004D_3300, 0x00FC_E4A8),
            (0x0059_1A00, 0x00F2_B699),
            (0x0040_4040, 0x00E7_E7E7),
        ] {
            assert!(contrast(front, back) >= 4.5, "{front:06x} on {back:06x}");
        }
    }
}
