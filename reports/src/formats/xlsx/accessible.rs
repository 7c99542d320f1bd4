//! Pages to a workbook that everyone can read: with a screen reader, enlarged, without colours.
//! In: pages, each with at most one table. Out: bytes. No merged, hidden, frozen, filtered or blank cells, no colour, no
//! chart, no header or footer; the rules are those of the Government Analysis Function for spreadsheets.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Format, FormatAlign, FormatUnderline, Table as XlsxTable, TableColumn, TableStyle, Url, Workbook,
    Worksheet, XlsxError,
};
use schemas::paper::purpose_and_mark;

use super::{
    book::Properties,
    layout::shown,
    look::{FONT, is_number},
    sheet::{heads, plain},
    text_size,
};
use crate::{
    error::ReportError,
    forms::core_properties::with_language,
    views::page::{Block, Cell, Look, Page, Table},
};

const SIZE: f64 = 12.0;
/// The width of a digit of that size, in pixels.
const DIGIT: f64 = 9.0;
/// The width of column A where a sheet has no table, in characters.
const TEXT_CHARS: f64 = 90.0;

struct Styles {
    title: Format,
    heading: Format,
    text: Format,
    line: Format,
    head: Format,
    head_number: Format,
    cell: Format,
    count: Format,
    share: Format,
    link: Format,
}

impl Styles {
    fn new() -> Self {
        let base = || Format::new().set_font_name(FONT).set_font_size(SIZE).set_align(FormatAlign::Top);
        let wrapped = || base().set_text_wrap();
        Self {
            title: base().set_font_size(16.0).set_bold(),
            heading: base().set_font_size(14.0).set_bold(),
            text: wrapped(),
            line: base(),
            head: wrapped().set_bold().set_align(FormatAlign::Left),
            head_number: wrapped().set_bold().set_align(FormatAlign::Right),
            cell: wrapped().set_align(FormatAlign::Left),
            count: base().set_num_format("#,##0").set_align(FormatAlign::Right),
            share: base().set_num_format("0%").set_align(FormatAlign::Right),
            link: wrapped().set_underline(FormatUnderline::Single).set_align(FormatAlign::Left),
        }
    }
}

/// The workbook of these pages, in their order.
pub fn make(properties: &Properties<'_>, pages: &[Page]) -> Result<Vec<u8>, ReportError> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    // Column widths are in digits of the workbook's own font: 9 pixels for this one, 80 for a column, 20 for a row.
    let default = Format::new().set_font_name(FONT).set_font_size(SIZE);
    workbook
        .set_default_format(&default, 20, 80)
        .map_err(ReportError::workbook(properties.book, "the default font"))?;
    workbook.set_properties(&properties.document());
    for page in pages {
        write(workbook.add_worksheet(), page, &styles, properties.year)
            .map_err(ReportError::workbook(properties.book, &page.sheet))?;
    }
    let bytes = workbook.save_to_buffer().map_err(ReportError::workbook(properties.book, "saving"))?;
    with_language(&bytes).map_err(|source| ReportError::Archive { book: properties.book.to_owned(), source })
}

fn write(sheet: &mut Worksheet, page: &Page, styles: &Styles, year: i32) -> Result<(), XlsxError> {
    sheet.set_name(&page.sheet)?;
    let table = page.first_table();
    if let Some(table) = table {
        for (index, column) in (0_u16..).zip(&table.columns) {
            sheet.set_column_width(index, width(column.chars))?;
        }
    } else {
        sheet.set_column_width(0, TEXT_CHARS)?;
    }
    let mut row = 0;
    line(sheet, &mut row, &page.title, &styles.title, 16.0, false)?;
    // Above a table lines run over the columns to their right; without one they wrap.
    let format = if table.is_some() { &styles.line } else { &styles.text };
    let purpose = purpose_and_mark(&page.purpose, year);
    line(sheet, &mut row, &purpose, format, SIZE, table.is_none())?;
    for block in &page.blocks {
        match block {
            Block::Heading(text) => line(sheet, &mut row, text, &styles.heading, 14.0, false)?,
            Block::Text(text) | Block::Note(text) => {
                line(sheet, &mut row, text, format, SIZE, table.is_none())?;
            }
            Block::Table(table) => {
                write_table(sheet, row, table, styles)?;
                // On paper each page has the heads.
                sheet.set_repeat_rows(row, row)?;
            }
            // The views of this book have no other blocks.
            Block::List(_) | Block::Fact { .. } | Block::Links(_) | Block::Chart(_) => {}
        }
    }
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn width(chars: f64) -> f64 {
    chars.min(70.0)
}

fn line(
    sheet: &mut Worksheet,
    row: &mut u32,
    text: &str,
    format: &Format,
    points: f64,
    wraps: bool,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(*row, 0, plain(text), format)?;
    let lines = if wraps { text_size::lines(text, points, false, TEXT_CHARS * DIGIT) } else { 1 };
    sheet.set_row_height(*row, text_size::height(lines, points) + 3.0)?;
    *row += 1;
    Ok(())
}

fn write_table(sheet: &mut Worksheet, head: u32, table: &Table, styles: &Styles) -> Result<(), XlsxError> {
    let last_column = u16::try_from(table.columns.len()).unwrap_or(1).saturating_sub(1);
    let last_row = head + u32::try_from(table.rows.len()).unwrap_or(0).max(1);
    let columns: Vec<TableColumn> = table
        .columns
        .iter()
        .zip(heads(table))
        .map(|(column, head)| {
            let format = if is_number(column.look) { &styles.head_number } else { &styles.head };
            TableColumn::new().set_header(head).set_header_format(format)
        })
        .collect();
    let drawn = XlsxTable::new()
        .set_name(&table.name)
        .set_alt_text(plain(&table.title))
        .set_style(TableStyle::None)
        .set_banded_rows(false)
        .set_autofilter(false)
        .set_columns(&columns);
    sheet.add_table(head, 0, last_row, last_column, &drawn)?;
    let high = |texts: &mut dyn Iterator<Item = (Cow<'_, str>, f64)>, is_bold: bool| {
        let lines =
            texts.map(|(text, chars)| text_size::lines(&text, SIZE, is_bold, width(chars) * DIGIT)).max();
        text_size::height(lines.unwrap_or(1), SIZE) + 3.0
    };
    let heads = &mut table.columns.iter().map(|column| (Cow::from(&column.head), column.chars));
    sheet.set_row_height(head, high(heads, true))?;
    for (row, cells) in (head + 1..).zip(&table.rows) {
        for ((index, cell), column) in (0_u16..).zip(cells).zip(&table.columns) {
            write_cell(sheet, row, index, cell, column.look, styles)?;
        }
        let texts = &mut table
            .columns
            .iter()
            .zip(cells)
            .map(|(column, cell)| (shown(cell, column.look), column.chars));
        sheet.set_row_height(row, high(texts, false))?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    look: Look,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let number = match look {
        Look::Share => &styles.share,
        _ => &styles.count,
    };
    match cell {
        Cell::Count(count) => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "counts of schools and answers are far below 2^53"
            )]
            let count = *count as f64;
            sheet.write_number_with_format(row, column, count, number)?;
        }
        Cell::Number(share) => {
            sheet.write_number_with_format(row, column, *share, number)?;
        }
        Cell::Link(link) => {
            let url = Url::new(format!("internal:'{}'!A1", link.sheet)).set_text(plain(&link.text));
            sheet.write_url_with_format(row, column, url, &styles.link)?;
        }
        Cell::Text(text) => {
            let format = if is_number(look) { number } else { &styles.cell };
            sheet.write_string_with_format(row, column, plain(text), format)?;
        }
        // No cell of a table may be empty.
        Cell::None | Cell::Day(_) | Cell::Answer(_) => {
            sheet.write_string_with_format(row, column, "[x]", &styles.cell)?;
        }
    }
    Ok(())
}
