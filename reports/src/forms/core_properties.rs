//! The language in a workbook's properties, which the workbook library does not write.
//! In: a workbook's bytes. Out: the same workbook with its language said. Never touches a sheet.

use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

const PART: &str = "docProps/core.xml";
/// The language of everything that the program writes.
pub(super) const LANGUAGE: &str = "en-GB";

/// The workbook with `dc:language` among its properties.
pub(crate) fn with_language(workbook: &[u8]) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        if part.name()? != PART {
            writer.raw_copy_file(part)?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        let language = format!("<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>");
        writer.start_file(PART, options())?;
        writer.write_all(text.replace("</cp:coreProperties>", &language).as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// How a part is put into an archive: squeezed, and dated alike on any day.
pub(super) fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
}
