//! A blank form as a workbook: drop-downs, hidden ids, locked but for the answers.
//! In: what the form says. Out: a workbook's bytes. Never merges cells, never a macro, never a password.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::content::{ANSWER_LABEL, Content, ID_LABEL, SCHOOL_ID_LABEL, STATEMENT_LABEL, instructions};

const IDS: u16 = 0;
const STATEMENTS: u16 = 1;
const ANSWERS: u16 = 2;
const COMMENTS: u16 = 3;
const LAST: u16 = 4;
/// Widths of the columns from the statements on, in characters.
const WIDTHS: [f64; 4] = [58.0, 20.0, 48.0, 16.0];
/// How many letters of the statements' column stand on a line, somewhat fewer than fit.
const LINE: usize = 60;
/// The height of a line of text, in points.
const LINE_HEIGHT: u32 = 16;
/// A4, as the format numbers papers.
const A4: u8 = 9;

struct Styles {
    title: Format,
    plain: Format,
    label: Format,
    given: Format,
    field: Format,
    date: Format,
    head: Format,
    section: Format,
    statement: Format,
    answer: Format,
    comment: Format,
    id: Format,
}

impl Styles {
    fn new() -> Self {
        let base = || Format::new().set_font_name("Arial").set_font_size(12).set_align(FormatAlign::Top);
        let boxed = || {
            base().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x008A_8A8A)).set_text_wrap()
        };
        // What may be filled in stands out by its place and heading; the light ground only helps the eye.
        let open = || boxed().set_unlocked().set_background_color(Color::RGB(0x00FF_FDE7));
        let dark =
            || base().set_bold().set_font_color(Color::White).set_background_color(Color::RGB(0x001F_3864));
        Self {
            title: base().set_bold().set_font_size(16),
            plain: base(),
            label: base().set_bold(),
            given: boxed(),
            field: open(),
            date: open().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
            head: dark().set_text_wrap(),
            section: base().set_bold().set_font_size(14).set_align(FormatAlign::VerticalCenter),
            statement: boxed(),
            answer: open().set_bold(),
            comment: open(),
            id: Format::new().set_font_name("Arial").set_font_size(12),
        }
    }
}

/// The form's bytes.
pub(super) fn make(content: &Content<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(content)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name("Return")?;
    fill(sheet, content)?;
    workbook.save_to_buffer()
}

fn properties(content: &Content<'_>) -> Result<DocProperties, XlsxError> {
    let day = ExcelDateTime::from_ymd(u16::try_from(content.year.number()).unwrap_or(2000), 1, 1)?;
    let catalogue = content.catalogue;
    Ok(DocProperties::new()
        .set_title(&content.title)
        .set_subject("A blank form to fill in and send back")
        .set_creation_datetime(&day)
        .set_custom_property("catalogue_id", catalogue.id.as_str())
        .set_custom_property("catalogue_hash", catalogue.sha256.as_str())
        .set_custom_property("collection", content.year.to_string()))
}

fn fill(sheet: &mut Worksheet, content: &Content<'_>) -> Result<(), XlsxError> {
    let styles = Styles::new();
    for (column, width) in (STATEMENTS..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_hidden(IDS)?;
    sheet.write_with_format(0, STATEMENTS, &content.title, &styles.title)?;
    sheet.set_row_height(0, 26)?;
    let mut row = 1;
    for line in instructions(&content.how(super::Format::Xlsx)) {
        sheet.write_with_format(row, STATEMENTS, line, &styles.plain)?;
        row += 1;
    }
    row = fields(sheet, content, row + 1, &styles)?;
    row = statements(sheet, content, row + 1, &styles)?;
    row = action_plan(sheet, content, row, &styles)?;
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_print_area(0, STATEMENTS, row.saturating_sub(1), LAST)?;
    // The codes stand for the sheet's page and the number of pages.
    sheet.set_footer("&L&\"Arial,Regular\"&10Page &P of &N").set_screen_gridlines(false);
    let may = ProtectionOptions { format_rows: true, format_columns: true, ..ProtectionOptions::default() };
    sheet.protect_with_options(&may);
    Ok(())
}

/// Labels with what is to be filled in beside them.
fn fields(sheet: &mut Worksheet, content: &Content<'_>, top: u32, styles: &Styles) -> Result<u32, XlsxError> {
    for row in top..top + 4 {
        let name = content.school.map_or("", |school| &school.name);
        // The school's name stands in the column for answers, which is a third as wide.
        sheet.set_row_height(row, if row == top { height(name, LINE / 3) } else { LINE_HEIGHT + 6 })?;
    }
    let known = content.school.map(|school| [school.name.as_str(), school.id.as_str()]);
    let school = [content.school_name_label.as_str(), SCHOOL_ID_LABEL];
    for (index, (row, label)) in (top..).zip(school).enumerate() {
        sheet.write_with_format(row, STATEMENTS, label, &styles.label)?;
        match known.and_then(|known| known.get(index).copied()) {
            Some(text) => sheet.write_string_with_format(row, ANSWERS, text, &styles.given)?,
            None => sheet.write_blank(row, ANSWERS, &styles.field)?,
        };
    }
    sheet.write_with_format(top + 2, STATEMENTS, &content.completed_by_label, &styles.label)?;
    write(sheet, top + 2, ANSWERS, &content.filled.completed_by, &styles.field)?;
    sheet.write_with_format(top + 3, STATEMENTS, &content.date_label, &styles.label)?;
    write(sheet, top + 3, ANSWERS, &content.filled.date, &styles.date)?;
    sheet.add_data_validation(
        top + 3,
        ANSWERS,
        top + 3,
        ANSWERS,
        &DataValidation::new()
            .set_input_title("Date")?
            .set_input_message("Day, month and year: 31/03/2026")?,
    )?;
    Ok(top + 4)
}

/// The head, which every printed page repeats, then sections and their statements.
fn statements(
    sheet: &mut Worksheet,
    content: &Content<'_>,
    top: u32,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    sheet.write_with_format(top, IDS, ID_LABEL, &styles.id)?;
    sheet.write_with_format(top, STATEMENTS, STATEMENT_LABEL, &styles.head)?;
    sheet.write_with_format(top, ANSWERS, ANSWER_LABEL, &styles.head)?;
    sheet.write_with_format(top, COMMENTS, &content.comment_label, &styles.head)?;
    sheet.set_repeat_rows(top, top)?;
    let words: Vec<&str> = content.answers.iter().map(|(_, word)| word.as_str()).collect();
    let choice = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("Please choose from the list")?
        .set_error_message(cut(&format!("Choose {}, or leave the cell blank.", content.choice()), 250))?;
    let mut row = top + 1;
    for (title, statements) in &content.sections {
        sheet.write_with_format(row, STATEMENTS, *title, &styles.section)?;
        sheet.set_row_height(row, 26)?;
        row += 1;
        let first = row;
        for statement in statements {
            sheet.write_with_format(row, IDS, statement.id.as_str(), &styles.id)?;
            sheet.write_string_with_format(row, STATEMENTS, &statement.text, &styles.statement)?;
            write(sheet, row, ANSWERS, content.answer_word(&statement.id), &styles.answer)?;
            write(sheet, row, COMMENTS, content.filled.evidence(&statement.id), &styles.comment)?;
            sheet.set_row_height(row, height(&statement.text, LINE))?;
            row += 1;
        }
        sheet.add_data_validation(first, ANSWERS, row.saturating_sub(1), ANSWERS, &choice)?;
    }
    Ok(row)
}

fn action_plan(
    sheet: &mut Worksheet,
    content: &Content<'_>,
    top: u32,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let Some(plan) = content.plan() else { return Ok(top) };
    sheet.write_with_format(top + 1, STATEMENTS, &plan.heading, &styles.section)?;
    sheet.set_row_height(top + 1, 26)?;
    // Dates take the narrow column and resources the wide one; each heading says what is meant.
    let heads = [&plan.area, &plan.completed_on, &plan.resources, &plan.signed];
    for (column, head) in (STATEMENTS..).zip(heads) {
        sheet.write_with_format(top + 2, column, head, &styles.head)?;
    }
    let first = top + 3;
    for row in first..first + plan.n_rows {
        sheet.set_row_height(row, 2 * LINE_HEIGHT + 4)?;
        let [area, resources, date, signed] = content.filled.action(row - first);
        for (column, text) in (STATEMENTS..).zip([area, date, resources, signed]) {
            let style = if column == ANSWERS { &styles.date } else { &styles.field };
            write(sheet, row, column, text, style)?;
        }
    }
    Ok(first + plan.n_rows)
}

/// Text that is never taken for a formula; an empty cell where there is none.
fn write(sheet: &mut Worksheet, row: u32, column: u16, text: &str, style: &Format) -> Result<(), XlsxError> {
    match text {
        "" => sheet.write_blank(row, column, style)?,
        _ => sheet.write_string_with_format(row, column, text, style)?,
    };
    Ok(())
}

/// The height that a text takes in lines of so many letters, at least two lines: what is written beside it needs room.
/// Set here, because not every program works it out when it opens a workbook.
fn height(text: &str, line: usize) -> u32 {
    let lines: usize = text.lines().map(|part| part.chars().count().div_ceil(line).max(1)).sum();
    u32::try_from(lines.clamp(2, 24)).unwrap_or(24) * LINE_HEIGHT + 4
}

fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}
