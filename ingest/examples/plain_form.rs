//! Writes the form from which `tests/forms/plain.xls` is made.
//! In: the file to write. Out: a small workbook with every kind of value and look. Never reads anything.

use rust_xlsxwriter::{Color, ExcelDateTime, Format, Workbook, XlsxError};

fn main() -> Result<(), XlsxError> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "plain.xlsx".into());
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Return")?;
    let tick = Format::new().set_font_name("Wingdings");
    let green = Format::new().set_background_color(Color::RGB(0x0000_FF00));
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let struck = Format::new().set_font_strikethrough();
    sheet.write(0, 0, "School Name")?;
    sheet.write(0, 1, "Sgoil Àird – St Mary’s")?;
    sheet.write(1, 0, "Date")?;
    sheet.write_datetime_with_format(1, 1, &ExcelDateTime::from_ymd(2026, 3, 4)?, &date)?;
    for (column, head) in (0..).zip(["Policy", "Yes", "Partly", "No", "Evidence"]) {
        sheet.write(3, column, head)?;
    }
    for row in 4..44 {
        sheet.write(row, 0, format!("Statement {} that the school judges itself against.", row - 3))?;
        match row % 4 {
            0 => sheet.write_with_format(row, 1, "\u{fc}", &tick)?,
            1 => sheet.write(row, 2, "x")?,
            2 => sheet.write_with_format(row, 3, "", &green)?,
            _ => sheet.write(row, 1, 1)?,
        };
        if row % 5 == 0 {
            sheet.write(row, 4, format!("Evidence of row {row}"))?;
        }
    }
    sheet.write_with_format(44, 1, "No", &struck)?;
    sheet.write(45, 1, true)?;
    sheet.merge_range(46, 0, 47, 4, "Key areas for development", &Format::new())?;
    sheet.write_formula(48, 1, "=1+1")?;
    sheet.set_row_hidden(20)?;
    sheet.set_column_hidden(6)?;
    sheet.write(0, 7, "beyond the hidden column")?;
    let lists = workbook.add_worksheet().set_name("Lists")?;
    lists.write(0, 0, "Yes")?;
    lists.set_hidden(true);
    workbook.save(path)
}
