//! Where each block of a page stands on its sheet, and how wide the columns are.
//! In: a page. Out: rows, widths, the cell that a link leads to. Writes nothing.

use std::borrow::Cow;

use super::{look, text_size};
use crate::{
    views::page::{Block, Cell, Chart, ChartKind, Column, Look, Page, Table},
    words::answer_word,
};

/// The narrowest and the widest that a column is made, in pixels.
const NARROW: f64 = 44.0;
const WIDE: f64 = 420.0;
/// The width of a page that has no table: that of A4 between its margins.
const TEXT_PAGE: f64 = 690.0;
/// The width of a page of facts without a table.
const FACT_PAGE: f64 = 860.0;
/// The height of a sheet's row unless said otherwise, in pixels.
pub(super) const ROW_PIXELS: u32 = 17;

/// A page's plan.
pub(super) struct Layout {
    /// The first row of each block, in the page's order.
    pub(super) rows: Vec<u32>,
    /// The width of each column in pixels.
    pub(super) columns: Vec<f64>,
    /// The last column that running text may fill.
    pub(super) text_to: u16,
    /// The width of the columns up to there, in pixels.
    pub(super) text_room: f64,
    /// The row of the first table's head.
    pub(super) head: Option<u32>,
    /// The row below everything.
    pub(super) end: u32,
}

impl Layout {
    pub(super) fn of(page: &Page) -> Self {
        let columns = widths(page);
        let mut text_to = 0;
        let mut text_room = 0.0;
        for (index, width) in (0_u16..).zip(&columns) {
            if index > 0 && text_room + width > 1000.0 {
                break;
            }
            text_to = index;
            text_room += width;
        }
        // Title, purpose, as-of line where there is one, a free row.
        let mut row: u32 = if page.as_of.is_empty() { 3 } else { 4 };
        let mut rows = Vec::with_capacity(page.blocks.len());
        let mut head = None;
        for block in &page.blocks {
            rows.push(row);
            row += match block {
                Block::Heading(_) | Block::Fact { .. } => 1,
                Block::Text(_) | Block::Note(_) => 2,
                Block::List(items) => count(items.len()) + 1,
                Block::Links(links) => count(links.len()) + 1,
                Block::Table(table) => {
                    head.get_or_insert(row);
                    count(table.rows.len().max(1)) + 2
                }
                Block::Chart(chart) => chart_pixels(chart).div_ceil(ROW_PIXELS) + 2,
            };
        }
        Self { rows, columns, text_to, text_room, head, end: row }
    }
}

/// The height of a chart in pixels.
pub(super) fn chart_pixels(chart: &Chart) -> u32 {
    let rows = count(chart.n_rows);
    match chart.kind {
        ChartKind::StackedBars | ChartKind::FullBars => 110 + rows * 26,
        ChartKind::Bars => 110 + rows * (12 + 14 * count(chart.series.len())),
        ChartKind::Dots => 360,
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn widths(page: &Page) -> Vec<f64> {
    let mut widths: Vec<f64> = Vec::new();
    for block in &page.blocks {
        if let Block::Table(table) = block {
            for (index, column) in table.columns.iter().enumerate() {
                let width = column_width(table, index, column);
                match widths.get_mut(index) {
                    Some(there) => *there = there.max(width),
                    None => widths.push(width),
                }
            }
        }
    }
    if widths.is_empty() && page.blocks.iter().any(|block| matches!(block, Block::Fact { .. })) {
        return vec![110.0, FACT_PAGE - 290.0, 180.0];
    }
    if widths.is_empty() { vec![TEXT_PAGE] } else { widths }
}

/// The width of a cell of the heat map, in pixels.
const ANSWER: f64 = 60.0;

fn column_width(table: &Table, index: usize, column: &Column) -> f64 {
    if column.chars > 0.0 {
        return column.chars * 7.0 + 5.0;
    }
    if column.look == Look::Answer {
        return ANSWER;
    }
    // The filter's button takes room in the head.
    let head = text_size::longest_word(&column.head, look::BODY, true) + 32.0;
    let content = table
        .rows
        .iter()
        .filter_map(|row| row.get(index))
        .map(|cell| text_size::width(&shown(cell, column.look), look::BODY, false) * 1.06 + 26.0)
        .fold(0.0, f64::max);
    let bar = if matches!(column.look, Look::CountBar | Look::ShareBar) { 96.0 } else { NARROW };
    head.max(content).clamp(bar, WIDE)
}

/// What a cell will read like.
pub(super) fn shown(cell: &Cell, look: Look) -> Cow<'_, str> {
    match cell {
        Cell::None => "".into(),
        Cell::Text(text) => text.into(),
        Cell::Count(count) => crate::words::grouped(*count).into(),
        Cell::Number(number) => match look {
            Look::Share | Look::ShareBar | Look::ShareShade => crate::words::percent(*number),
            Look::Probability if *number < 0.0005 => "< 0.001".to_owned(),
            Look::Probability => format!("{number:.3}"),
            Look::Count | Look::CountBar => format!("{number:.0}"),
            _ => format!("{number:+.1}"),
        }
        .into(),
        Cell::Day(_) => "28 Sept 2026".into(),
        Cell::Answer(code) => answer_word(code).into(),
        Cell::Link(link) => (&link.text).into(),
    }
}

/// How high a table's row has to be, in points.
pub(super) fn row_height(table: &Table, row: &[Cell], widths: &[f64]) -> f64 {
    let lines = table
        .columns
        .iter()
        .zip(row)
        .zip(widths)
        .filter(|((column, _), _)| matches!(column.look, Look::Text | Look::Long))
        .map(|((column, cell), width)| {
            // Less the indent.
            text_size::lines(&shown(cell, column.look), look::BODY, false, width - 8.0)
        })
        .max()
        .unwrap_or(1);
    text_size::height(lines, look::BODY)
}

/// How high a table's head has to be, in points.
pub(super) fn head_height(table: &Table, widths: &[f64]) -> f64 {
    table
        .columns
        .iter()
        .zip(widths)
        .map(|(column, width)| {
            if column.look == Look::Answer {
                // Written upwards: as high as the text is long, in points, with room for the filter's button.
                (text_size::width(&column.head, look::BODY, true) * 0.75 + 26.0).min(190.0)
            } else {
                text_size::height(text_size::lines(&column.head, look::BODY, true, width - 22.0), look::BODY)
                    + 4.0
            }
        })
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_fits_into_its_cell_of_the_heat_map() {
        for code in schemas::tables::star::ANSWER_CODES {
            let width = text_size::width(answer_word(code), look::SMALL, false);
            assert!(width < ANSWER - 3.0, "{code}: {width}");
        }
    }
}
