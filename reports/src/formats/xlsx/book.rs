//! Pages to the bytes of one workbook.
//! In: a title, pages. Out: bytes, the same for the same pages on any day. Never touches the disk.

use chrono::{NaiveDate, NaiveTime};
use rust_xlsxwriter::{DocProperties, Workbook};
use schemas::paper;

use super::{
    layout::Layout,
    look::{self, Styles},
    sheet::{self, Plans},
};
use crate::{error::ReportError, views::page::Page};

/// How hard a workbook is packed, 0 to 9: nearly twice as quick as the usual 6, the file about a tenth larger.
pub(super) const COMPRESSION: u8 = 2;

/// What stands in a workbook's properties.
#[derive(Clone, Debug)]
pub struct Properties<'a> {
    /// The file's name, for messages.
    pub book: &'a str,
    /// The workbook's title.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// Whose it is: the authority, never a person.
    pub authority_name: &'a str,
    /// The year, on whose 1 January it is dated.
    pub year: i32,
}

impl Properties<'_> {
    /// As the library takes them.
    pub(super) fn document(&self) -> DocProperties {
        let document = DocProperties::new()
            .set_title(&self.title)
            .set_subject(&self.subject)
            .set_author(self.authority_name)
            .set_company(self.authority_name)
            .set_keywords("online safety, self-evaluation, schools")
            .set_comment(format!("Collection of {}", self.year))
            // By this the program knows it again where it lies among the returns.
            .set_custom_property(paper::PROPERTY, self.year.to_string());
        match NaiveDate::from_ymd_opt(self.year, 1, 1) {
            Some(day) => document.set_creation_datetime(&day.and_time(NaiveTime::MIN).and_utc()),
            None => document,
        }
    }
}

/// The workbook of these pages, in their order.
pub fn make(properties: &Properties<'_>, pages: &[Page]) -> Result<Vec<u8>, ReportError> {
    let plans: Plans = pages.iter().map(|page| (page.sheet.clone(), Layout::of(page))).collect();
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(COMPRESSION);
    // Column widths are in digits of the workbook's own font: 7 pixels for this one, 64 for a column, 17 for a row.
    workbook
        .set_default_format(&look::default(), 17, 64)
        .map_err(ReportError::workbook(properties.book, "the default font"))?;
    workbook.set_properties(&properties.document());
    for page in pages {
        let worksheet = workbook.add_worksheet();
        sheet::write(worksheet, page, &plans, &styles, properties.year)
            .map_err(ReportError::workbook(properties.book, &page.sheet))?;
    }
    workbook.save_to_buffer().map_err(ReportError::workbook(properties.book, "saving"))
}
