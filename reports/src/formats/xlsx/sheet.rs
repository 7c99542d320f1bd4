//! One page to one worksheet.
//! In: a page, its plan, the plans of the book's other pages (for links). Out: a worksheet. Whatever a school
//! typed goes through [`plain`] and is written as a string.

use std::collections::{BTreeMap, HashSet};

use rust_xlsxwriter::{
    ConditionalFormat2ColorScale, ConditionalFormatDataBar, ConditionalFormatDataBarDirection,
    ConditionalFormatType, Format, Table as XlsxTable, TableColumn, TableStyle, Url, Worksheet, XlsxError,
};
use schemas::paper::purpose_and_mark;

use super::{
    chart,
    layout::{self, Layout},
    look::{self, Styles, is_number},
    paper, text_size,
};
use crate::{
    views::page::{Block, Cell, Link, Look, Page, Table},
    words::answer_word,
};

/// The plans of a book's pages by sheet name.
pub(super) type Plans = BTreeMap<String, Layout>;

/// Excel's longest text of a cell, in characters (UTF-16 units, to be safe half of it would do; a comment that
/// long is cut with a sign that it was).
const LONGEST: usize = 16_000;

/// Whether every cell of a column looks as its column does.
fn looks_alike(table: &Table, index: usize) -> bool {
    table.rows.iter().all(|row| !matches!(row.get(index), Some(Cell::Answer(_) | Cell::Link(_))))
}

/// Text as a cell can hold it: control characters are shown as a space, what is too long is cut.
pub(super) fn plain(text: &str) -> String {
    let is_odd =
        |letter: char| (letter.is_control() && letter != '\n') || matches!(letter, '\u{fffe}' | '\u{ffff}');
    // A text is at least as long in bytes as in letters.
    if text.len() <= LONGEST && !text.chars().any(is_odd) {
        return text.to_owned();
    }
    let mut out: String = text
        .chars()
        .map(|letter| if letter.is_control() && letter != '\n' { ' ' } else { letter })
        .filter(|letter| !is_odd(*letter))
        .take(LONGEST)
        .collect();
    if text.chars().count() > LONGEST {
        out.push_str(" … (cut)");
    }
    out
}

/// The heads of a table, no two the same but for capitals: Excel takes none that are. A column of the register may be called
/// as one of ours.
pub(super) fn heads(table: &Table) -> Vec<String> {
    let mut used = HashSet::new();
    let mut own = |head: String| {
        let mut number = 1_u32;
        let mut own = head.clone();
        while !used.insert(own.to_lowercase()) {
            number += 1;
            own = format!("{head} ({number})");
        }
        own
    };
    table.columns.iter().map(|column| own(plain(&column.head))).collect()
}

/// Writes the page.
pub(super) fn write(
    sheet: &mut Worksheet,
    page: &Page,
    plans: &Plans,
    styles: &Styles,
    year: i32,
) -> Result<(), XlsxError> {
    let Some(plan) = plans.get(&page.sheet) else { return Ok(()) };
    sheet.set_name(&page.sheet)?;
    sheet.set_screen_gridlines(false);
    for (column, width) in (0_u16..).zip(&plan.columns) {
        sheet.set_column_width_pixels(column, pixels(*width))?;
    }
    sheet.write_string_with_format(0, 0, plain(&page.title), &styles.title)?;
    let mut writer = Writer { sheet, page, plan, plans, styles, heights: paper::Heights::new() };
    writer.high(0, 26.0)?;
    writer.running(1, &purpose_and_mark(&page.purpose, year), &styles.purpose, 11.0)?;
    if !page.as_of.is_empty() {
        writer.running(2, &page.as_of, &styles.as_of, look::BODY)?;
    }
    for (block, row) in page.blocks.iter().zip(&plan.rows) {
        writer.block(block, *row)?;
    }
    let heights = writer.heights;
    printing(sheet, page, plan, &heights)
}

fn printing(
    sheet: &mut Worksheet,
    page: &Page,
    plan: &Layout,
    heights: &paper::Heights,
) -> Result<(), XlsxError> {
    paper::set_up(sheet, page, plan, heights)?;
    if let (Some(head), Some(table)) = (plan.head, page.first_table()) {
        // Heads are repeated on paper only where they are the heads of everything below.
        let n_tables = page.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
        if table.rows.len() > 15 && n_tables == 1 {
            sheet.set_repeat_rows(head, head)?;
        }
        // Heads stay in sight where they stand near enough to the top to leave room for rows.
        if head <= 8 {
            sheet.set_freeze_panes(head + 1, table.n_fixed)?;
        }
    }
    Ok(())
}

fn pixels(width: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a width of 0 to 2,000 pixels"
    )]
    let whole = width.clamp(0.0, 2000.0).round() as u32;
    whole
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    page: &'a Page,
    plan: &'a Layout,
    plans: &'a Plans,
    styles: &'a Styles,
    heights: paper::Heights,
}

impl Writer<'_> {
    /// Sets a row's height, in points.
    fn high(&mut self, row: u32, points: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(row, points)?;
        // Where everything stands on one page, no page has to end anywhere.
        if !self.page.is_one_page {
            self.heights.insert(row, points);
        }
        Ok(())
    }

    /// Text over the columns that running text may fill, the row as high as it needs.
    fn running(&mut self, row: u32, text: &str, format: &Format, points: f64) -> Result<(), XlsxError> {
        let text = plain(text);
        if self.plan.text_to > 0 {
            self.sheet.merge_range(row, 0, row, self.plan.text_to, &text, format)?;
        } else {
            self.sheet.write_string_with_format(row, 0, &text, format)?;
        }
        let lines = text_size::lines(&text, points, false, self.plan.text_room);
        self.high(row, text_size::height(lines, points))?;
        Ok(())
    }

    fn block(&mut self, block: &Block, row: u32) -> Result<(), XlsxError> {
        let styles = self.styles;
        match block {
            Block::Heading(text) => {
                self.sheet.write_string_with_format(row, 0, plain(text), &styles.heading)?;
                self.high(row, 24.0)?;
            }
            Block::Text(text) => self.running(row, text, &styles.text, look::BODY)?,
            Block::Note(text) => self.running(row, text, &styles.note, look::BODY)?,
            Block::List(items) => {
                for (row, item) in (row..).zip(items) {
                    self.running(row, &format!("\u{2022} {item}"), &styles.text, look::BODY)?;
                }
            }
            Block::Fact { figure, words, link } => self.fact(row, figure, words, link.as_ref())?,
            Block::Links(links) => {
                for (row, link) in (row..).zip(links) {
                    self.link(row, 0, link, &styles.link)?;
                }
            }
            Block::Table(table) => self.table(row, table)?,
            Block::Chart(chart) => {
                let blocks = self.page.blocks.iter().zip(&self.plan.rows);
                let mut ground = blocks.filter_map(|(block, head)| match block {
                    Block::Table(table) if table.name == chart.table => Some((table, *head)),
                    _ => None,
                });
                if let Some((table, head)) = ground.next_back()
                    && chart.n_rows > 0
                {
                    let ground = chart::Ground { sheet: &self.page.sheet, head, table };
                    let width = self.plan.text_room.clamp(620.0, 1000.0);
                    self.sheet.insert_chart(row, 0, &chart::draw(chart, &ground, pixels(width)))?;
                }
            }
        }
        Ok(())
    }

    fn fact(&mut self, row: u32, figure: &str, words: &str, link: Option<&Link>) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(row, 0, plain(figure), &self.styles.figure)?;
        let words_to = match link {
            // A link of its own, in a column of its own: a sentence that is a link is not wrapped everywhere.
            Some(link) => {
                self.link(
                    row,
                    2,
                    &Link { text: format!("See {}", link.sheet), ..link.clone() },
                    &self.styles.link_beside,
                )?;
                1
            }
            None => self.plan.text_to.max(1),
        };
        if words_to > 1 {
            self.sheet.merge_range(row, 1, row, words_to, &plain(words), &self.styles.words)?;
        } else {
            self.sheet.write_string_with_format(row, 1, plain(words), &self.styles.words)?;
        }
        let room: f64 = self.plan.columns.iter().take(usize::from(words_to) + 1).skip(1).sum();
        let lines = text_size::lines(words, look::BODY, false, room - 8.0).max(1);
        self.high(row, (text_size::height(lines, look::BODY) + 8.0).max(24.0))?;
        Ok(())
    }

    fn link(&mut self, row: u32, column: u16, link: &Link, format: &Format) -> Result<(), XlsxError> {
        let target = match (self.plans.get(&link.sheet), link.row) {
            (Some(plan), Some(at)) => plan.head.map_or(0, |head| head + 1 + u32::try_from(at).unwrap_or(0)),
            _ => 0,
        };
        let text = plain(&link.text);
        if self.plans.contains_key(&link.sheet) && !text.is_empty() {
            let url = Url::new(format!("internal:'{}'!A{}", link.sheet.replace('\'', "''"), target + 1))
                .set_text(&text)
                .set_tip(format!("Go to {}", link.sheet));
            self.sheet.write_url_with_format(row, column, url, format)?;
        } else {
            self.sheet.write_string_with_format(row, column, &text, format)?;
        }
        Ok(())
    }

    fn table(&mut self, head: u32, table: &Table) -> Result<(), XlsxError> {
        let Some(last_column) = u16::try_from(table.columns.len()).ok().and_then(|n| n.checked_sub(1)) else {
            return Ok(());
        };
        let columns: Vec<TableColumn> = table
            .columns
            .iter()
            .zip(heads(table))
            .map(|(column, head)| {
                let format = match column.look {
                    Look::Answer => &self.styles.head_upward,
                    look if is_number(look) => &self.styles.head_number,
                    _ => &self.styles.head,
                };
                TableColumn::new().set_header(head).set_header_format(format)
            })
            .collect();
        let last_row = head + u32::try_from(table.rows.len().max(1)).unwrap_or(1);
        let drawn = XlsxTable::new()
            .set_name(&table.name)
            .set_alt_text(plain(&table.title))
            .set_style(TableStyle::None)
            .set_banded_rows(false)
            .set_columns(&columns);
        self.sheet.add_table(head, 0, last_row, last_column, &drawn)?;
        self.high(head, layout::head_height(table, &self.plan.columns))?;
        if table.rows.is_empty() {
            self.sheet.write_string_with_format(head + 1, 0, "None", self.styles.of(Look::Text))?;
        }
        let alike: Vec<bool> = (0..table.columns.len()).map(|index| looks_alike(table, index)).collect();
        for (row, cells) in (head + 1..).zip(&table.rows) {
            for (((index, cell), column), is_alike) in (0_u16..).zip(cells).zip(&table.columns).zip(&alike) {
                let format = (!is_alike).then(|| self.styles.of(column.look));
                self.cell(row, index, cell, format)?;
            }
            self.high(row, layout::row_height(table, cells, &self.plan.columns))?;
        }
        // The library looks a format up by all that is in it: once for a column is cheaper than once for a cell.
        if !table.rows.is_empty() {
            for ((index, column), _) in
                (0_u16..).zip(&table.columns).zip(&alike).filter(|(_, is_alike)| **is_alike)
            {
                let format = self.styles.of(column.look);
                self.sheet.set_range_format(head + 1, index, last_row, index, format)?;
            }
        }
        self.shades(head, last_row, table)
    }

    /// A cell's value; with a format, unless its column gets one.
    fn cell(&mut self, row: u32, column: u16, cell: &Cell, format: Option<&Format>) -> Result<(), XlsxError> {
        match (cell, format) {
            (Cell::None, None) => {}
            (Cell::None, Some(format)) => {
                self.sheet.write_blank(row, column, format)?;
            }
            (Cell::Text(text), None) => {
                self.sheet.write_string(row, column, plain(text))?;
            }
            (Cell::Text(text), Some(format)) => {
                self.sheet.write_string_with_format(row, column, plain(text), format)?;
            }
            (Cell::Count(count), format) => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "counts of schools and answers are far below 2^53"
                )]
                self.number(row, column, *count as f64, format)?;
            }
            (Cell::Number(number), format) => self.number(row, column, *number, format)?,
            (Cell::Day(day), None) => {
                self.sheet.write_datetime(row, column, *day)?;
            }
            (Cell::Day(day), Some(format)) => {
                self.sheet.write_datetime_with_format(row, column, *day, format)?;
            }
            (Cell::Answer(code), _) => {
                let format = self.styles.answer(code);
                self.sheet.write_string_with_format(row, column, answer_word(code), format)?;
            }
            (Cell::Link(link), _) => self.link(row, column, link, &self.styles.link_cell)?,
        }
        Ok(())
    }

    fn number(
        &mut self,
        row: u32,
        column: u16,
        number: f64,
        format: Option<&Format>,
    ) -> Result<(), XlsxError> {
        match format {
            Some(format) => self.sheet.write_number_with_format(row, column, number, format)?,
            None => self.sheet.write_number(row, column, number)?,
        };
        Ok(())
    }

    fn shades(&mut self, head: u32, last_row: u32, table: &Table) -> Result<(), XlsxError> {
        let largest = i32::try_from(table.largest_bar().max(1)).unwrap_or(i32::MAX);
        for (index, column) in (0_u16..).zip(&table.columns) {
            match column.look {
                Look::CountBar | Look::ShareBar => {
                    let mut bar = ConditionalFormatDataBar::new()
                        .set_fill_color(look::BAR)
                        .set_solid_fill(true)
                        .set_border_off(true)
                        .set_direction(ConditionalFormatDataBarDirection::LeftToRight)
                        .set_minimum(ConditionalFormatType::Number, 0);
                    bar = match column.look {
                        Look::ShareBar => bar.set_maximum(ConditionalFormatType::Number, 1),
                        _ => bar.set_maximum(ConditionalFormatType::Number, largest),
                    };
                    self.sheet.add_conditional_format(head + 1, index, last_row, index, &bar)?;
                }
                Look::ShareShade => {
                    let shade = ConditionalFormat2ColorScale::new()
                        .set_minimum(ConditionalFormatType::Number, 0)
                        .set_maximum(ConditionalFormatType::Number, 1)
                        .set_minimum_color(rust_xlsxwriter::Color::White)
                        .set_maximum_color(look::SHADE);
                    self.sheet.add_conditional_format(head + 1, index, last_row, index, &shade)?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}
