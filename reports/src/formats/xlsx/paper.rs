//! How a sheet falls onto paper: its size, which way up, how much smaller, and where a page has to end.
//! In: a page, its plan, the heights of its rows. Out: the same, in the library's words. Writes no cell.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::layout::{Layout, ROW_PIXELS};
use crate::views::page::{Block, Page, Table};

/// The widest sheet that prints on A4, in pixels; wider ones print on A3.
const A4_PIXELS: f64 = 1700.0;
/// The widest sheet that prints upright, in pixels.
const UPRIGHT_PIXELS: f64 = 1000.0;
/// Margins at the sides and above and below, in inches.
const SIDE: f64 = 0.5;
const ABOVE: f64 = 0.6;
/// The height of a row that nobody set, in points.
const ROW: f64 = ROW_PIXELS as f64 * 0.75;
/// Printers' columns come out a little wider than a screen's.
const SAFE: f64 = 0.94;
/// A table that is longer than a page begins where this many of its rows still fit.
const LEAST_ROWS: u32 = 6;
/// How far a sheet is made smaller so that a table stays on one page, as a share of its size.
const SMALLEST: f64 = 0.7;

/// Row heights in points, by row; those that are not in it have the usual one.
pub(super) type Heights = BTreeMap<u32, f64>;

/// Says how the sheet prints.
pub(super) fn set_up(
    sheet: &mut Worksheet,
    page: &Page,
    plan: &Layout,
    heights: &Heights,
) -> Result<(), XlsxError> {
    let width: f64 = plan.columns.iter().sum();
    let is_large = width > A4_PIXELS;
    let on_its_side = page.is_wide || (width > UPRIGHT_PIXELS && !page.is_one_page);
    // 8 is A3, 9 is A4.
    sheet.set_paper_size(if is_large { 8 } else { 9 });
    if on_its_side {
        sheet.set_landscape();
    }
    sheet.set_margins(SIDE, SIDE, ABOVE, ABOVE, 0.3, 0.3);
    sheet.set_footer("&L&8&A&R&8Page &P of &N");
    let has_parts = page.blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    if has_parts && !page.is_one_page {
        // Excel passes over page breaks of a sheet that is fitted to a page's width, so the scale is said instead.
        let (across, down) = if is_large { (11.69, 16.54) } else { (8.27, 11.69) };
        let (across, down) = if on_its_side { (down, across) } else { (across, down) };
        let room = (down - 2.0 * ABOVE) * 72.0;
        let by_width = ((across - 2.0 * SIDE) * 96.0 * SAFE / width).min(1.0);
        let parts = Parts { page, plan, heights };
        let tallest = parts.tallest_up_to(room / SMALLEST);
        let scale = by_width.min((room * SAFE / tallest).max(SMALLEST));
        sheet.set_print_scale(percent(scale));
        let breaks = parts.breaks(room * SAFE / scale);
        if !breaks.is_empty() {
            sheet.set_page_breaks(&breaks)?;
        }
    } else {
        sheet.set_print_fit_to_pages(1, u16::from(page.is_one_page));
    }
    Ok(())
}

fn percent(scale: f64) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "10 to 100")]
    let whole = (scale * 100.0).floor().clamp(10.0, 100.0) as u16;
    whole
}

/// The parts of a page, one below the other.
struct Parts<'a> {
    page: &'a Page,
    plan: &'a Layout,
    heights: &'a Heights,
}

impl Parts<'_> {
    fn height(&self, rows: std::ops::Range<u32>) -> f64 {
        rows.map(|row| self.heights.get(&row).copied().unwrap_or(ROW)).sum()
    }

    /// A block with its rows.
    fn placed(&self) -> impl Iterator<Item = (&Block, std::ops::Range<u32>)> {
        let ends = self.plan.rows.iter().skip(1).copied().chain([self.plan.end]);
        self.page.blocks.iter().zip(self.plan.rows.iter().zip(ends).map(|(begin, end)| *begin..end))
    }

    /// A table without the free row below it.
    fn of_table(&self, table: &Table, rows: &std::ops::Range<u32>, n_rows: u32) -> f64 {
        let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX).clamp(1, n_rows);
        self.height(rows.start..rows.start.saturating_add(last).saturating_add(1).min(rows.end))
    }

    /// The height of the tallest table with the heading above it that a page of so much room holds.
    fn tallest_up_to(&self, room: f64) -> f64 {
        // The first table goes with the title and whatever else stands above it.
        let mut above = self.height(0..self.plan.rows.first().copied().unwrap_or(0));
        let mut tallest = 1.0_f64;
        let mut is_first = true;
        for (block, rows) in self.placed() {
            match block {
                Block::Table(table) => {
                    let tall = above + self.of_table(table, &rows, u32::MAX);
                    if tall <= room {
                        tallest = tallest.max(tall);
                    }
                    (above, is_first) = (0.0, false);
                }
                _ if is_first => above += self.height(rows),
                Block::Heading(_) => above = self.height(rows),
                // What is said between a heading and its table goes with them.
                Block::Note(_) if above > 0.0 => above += self.height(rows),
                _ => above = 0.0,
            }
        }
        tallest
    }

    /// The rows that begin a page, so that no heading stands apart from what follows it and no table is torn that a
    /// page could hold.
    fn breaks(&self, room: f64) -> Vec<u32> {
        let mut breaks = Vec::new();
        let first = self.plan.rows.first().copied().unwrap_or(0);
        let mut filled = self.height(0..first);
        let mut is_begun = false;
        let placed: Vec<_> = self.placed().collect();
        let mut is_led = false;
        // Where a table ends that runs over pages is not known to the row, so a heading after it begins a page.
        let mut is_torn = false;
        for (at, (block, rows)) in placed.iter().enumerate() {
            let least = |block: &Block, rows: &std::ops::Range<u32>| match block {
                Block::Table(table) => {
                    let whole = self.of_table(table, rows, u32::MAX);
                    if whole <= room { whole } else { self.of_table(table, rows, LEAST_ROWS) }
                }
                _ => self.height(rows.clone()),
            };
            let mut need = least(block, rows);
            let is_heading = matches!(block, Block::Heading(_));
            // A heading leads what follows it, notes above a table too.
            let leads = is_heading || (is_led && matches!(block, Block::Note(_)));
            if leads {
                for (next, next_rows) in placed.iter().skip(at + 1) {
                    need += least(next, next_rows);
                    if !matches!(next, Block::Note(_)) {
                        break;
                    }
                }
            }
            if is_begun && !is_led && (filled + need > room || (is_heading && is_torn)) {
                breaks.push(rows.start);
                filled = 0.0;
                is_torn = false;
            }
            for row in rows.clone() {
                let height = self.height(row..row + 1);
                if filled + height > room {
                    filled = 0.0;
                    is_torn |= matches!(block, Block::Table(_));
                }
                filled += height;
            }
            is_led = leads;
            is_begun |= !leads;
        }
        breaks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::page::{Cell, Column, Look};

    fn page(n_rows: &[usize]) -> Page {
        let table = |n: usize| Table {
            name: "T".to_owned(),
            title: String::new(),
            columns: vec![Column::wide("A", Look::Text, 40.0)],
            rows: vec![vec![Cell::text("a")]; n],
            n_fixed: 0,
        };
        n_rows.iter().fold(Page::new("S", "S", "s"), |page, n| {
            page.with(Block::Heading("H".to_owned())).with(Block::Table(table(*n)))
        })
    }

    fn breaks(page: &Page, room: f64) -> Vec<u32> {
        let plan = Layout::of(page);
        Parts { page, plan: &plan, heights: &Heights::new() }.breaks(room)
    }

    #[test]
    fn a_heading_goes_with_its_table_and_a_table_stays_whole_where_a_page_holds_it() {
        let two = page(&[10, 10]);
        let plan = Layout::of(&two);
        let second = plan.rows[2];
        assert_eq!(breaks(&two, 1000.0), [] as [u32; 0]);
        // Room for the first table and half of the second.
        assert_eq!(breaks(&two, ROW * f64::from(second + 6)), [second]);
        // A heading after a table that runs over pages begins one, wherever that table may end.
        let torn = page(&[40, 3]);
        let after = Layout::of(&torn).rows[2];
        assert_eq!(breaks(&torn, ROW * 30.0), [after]);
        // A table longer than any page begins where there is room for some rows.
        let long = page(&[10, 400]);
        assert_eq!(breaks(&long, ROW * f64::from(second + 20)), [] as [u32; 0]);
        assert_eq!(breaks(&long, ROW * f64::from(second + 3)), [second]);
    }

    #[test]
    fn a_note_between_a_heading_and_its_table_goes_with_them() {
        let note = |page: Page| page.with(Block::Note("Not shown: some.".to_owned()));
        let table = page(&[10]).blocks.remove(1);
        let two = note(page(&[10]).with(Block::Heading("I".to_owned()))).with(table);
        let rows = Layout::of(&two).rows;
        // Room for the second heading and its note, but not for its table.
        assert_eq!(breaks(&two, ROW * f64::from(rows[4] + 3)), [rows[2]]);
    }

    #[test]
    fn the_first_table_is_held_with_the_title_above_it() {
        let one = page(&[20]);
        let plan = Layout::of(&one);
        let parts = Parts { page: &one, plan: &plan, heights: &Heights::new() };
        // All rows but the free one below the table.
        let whole = ROW * f64::from(plan.end - 1);
        assert!((parts.tallest_up_to(whole) - whole).abs() < 0.01);
    }

    #[test]
    fn the_first_part_is_never_parted_from_the_title() {
        assert_eq!(breaks(&page(&[20]), ROW * 21.0), [] as [u32; 0]);
    }
}
