//! What a file is: told by its content, never by its name's ending.
//! In: the first bytes, a zip's directory, an old office file's streams. Out: a kind. Never reads cells.

use super::{
    encoding,
    ole::{self, Ole},
    refusal::Refusal,
    zip_parts::ZipParts,
};

/// What a file's content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Excel's workbook of today, with macros or without.
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// Excel's workbook of before 2007.
    Xls,
    /// A spreadsheet of `LibreOffice` and its kin.
    Ods,
    /// Word's document of today.
    Docx,
    /// A page with tables, as some systems export under the name of a workbook.
    Html,
    /// Excel's XML of 2003.
    SpreadsheetXml,
    /// Text with fields: comma, semicolon, tab or bar separated.
    Csv,
    /// An archive of files.
    Archive,
    /// Nothing at all.
    Empty,
    /// A kind that is known and not read; its name in tables.
    Refused(&'static str),
}

impl Kind {
    /// The name as it stands in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::SpreadsheetXml => "xml",
            Self::Csv => "csv",
            Self::Archive => "zip",
            Self::Empty => "empty",
            Self::Refused(name) => name,
        }
    }

    /// The endings that a file of this kind usually has.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Xlsx => &["xlsx", "xlsm", "xltx", "xltm"],
            Self::Xlsb => &["xlsb"],
            Self::Xls => &["xls", "xlt", "xla", "et"],
            Self::Ods => &["ods", "ots"],
            Self::Docx => &["docx", "docm", "dotx", "dotm"],
            Self::Html => &["html", "htm", "xhtml", "mht"],
            Self::SpreadsheetXml => &["xml"],
            Self::Csv => &["csv", "tsv", "txt", "tab", "text", "asc", "prn", "psv"],
            Self::Archive => &["zip"],
            Self::Empty | Self::Refused(_) => &[],
        }
    }

    /// The ending of a name, where it says another kind than the content's.
    pub(crate) fn wrong_ending(self, name: &str) -> Option<String> {
        let file = name.rsplit('/').next().unwrap_or(name);
        let (stem, ending) = file.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        let is_ending = !stem.is_empty() && (1..=5).contains(&ending.len()) && !ending.contains(' ');
        let known = self.endings();
        (is_ending && !known.is_empty() && !known.contains(&ending.as_str())).then_some(ending)
    }
}

/// What a file's content is.
pub fn kind_of(bytes: &[u8]) -> Kind {
    match recognise(bytes) {
        Ok((kind, _)) | Err((kind, _)) => kind,
    }
}

/// A file's kind, with its directory where it is a zip package.
pub(crate) type Recognised<'a> = (Kind, Option<ZipParts<'a>>);

/// What a file's content is, and why it is not read where that is so.
pub(crate) fn recognise(bytes: &[u8]) -> Result<Recognised<'_>, (Kind, Refusal)> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let parts = ZipParts::open(bytes).map_err(|refusal| (cut_zip(bytes), refusal))?;
        return of_zip(&parts).map(|kind| (kind, Some(parts)));
    }
    of_other(bytes).map(|kind| (kind, None))
}

fn of_other(bytes: &[u8]) -> Result<Kind, (Kind, Refusal)> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if bytes.iter().all(|byte| matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n')) {
        return if memchr::memchr(0, bytes).is_some() {
            Err((
                Kind::Empty,
                Refusal::damaged("the file holds nothing but zeros; it was not saved or copied whole"),
            ))
        } else {
            Ok(Kind::Empty)
        };
    }
    if ole::is_ole(bytes) {
        return of_ole(bytes);
    }
    for (magic, name, what, ask) in KNOWN {
        if starts(magic) {
            return Err((Kind::Refused(name), Refusal::kind(format!("the file is {what}"), ask)));
        }
    }
    if starts(&[0x09, 0x08])
        || starts(&[0x09, 0x04])
        || starts(&[0x09, 0x02])
        || starts(&[0x09, 0x00, 0x04, 0x00])
    {
        return Err((
            Kind::Refused("xls"),
            Refusal::kind("the file is a workbook of Excel 4 or older", AS_XLSX),
        ));
    }
    of_text(bytes)
}

const AS_XLSX: &str = "Ask the school to save it as an Excel workbook (xlsx) and resend it";
const AS_FORM: &str = "Ask the school for the form itself (xlsx, docx or csv), not a picture or print of it";
const AS_DOCX: &str = "Ask the school to save it as a Word document (docx) and resend it";

/// Kinds known by their first bytes and not read.
const KNOWN: &[(&[u8], &str, &str, &str)] = &[
    (b"%PDF", "pdf", "a PDF", AS_FORM),
    (b"\x89PNG", "picture", "a picture (PNG)", AS_FORM),
    (b"\xff\xd8\xff", "picture", "a picture (JPEG)", AS_FORM),
    (b"GIF8", "picture", "a picture (GIF)", AS_FORM),
    (b"BM", "picture", "a picture (BMP)", AS_FORM),
    (b"II*\x00", "picture", "a picture (TIFF)", AS_FORM),
    (b"MM\x00*", "picture", "a picture (TIFF)", AS_FORM),
    (b"{\\rtf", "rtf", "a rich text file (RTF)", AS_DOCX),
    (b"\xdb\xa5", "doc", "a Word document of before 1997", AS_DOCX),
    (b"Rar!", "rar", "a RAR archive", "Ask the school for the files themselves, or for a zip archive"),
    (
        b"7z\xbc\xaf\x27\x1c",
        "7z",
        "a 7-Zip archive",
        "Ask the school for the files themselves, or for a zip archive",
    ),
    (b"\x1f\x8b", "gzip", "a gzip archive", "Ask the school for the files themselves, or for a zip archive"),
    (b"From ", "mail", "a mail message", "Save the message's attachments and put those into the folder"),
    (b"MZ", "program", "a program", "Do not open it; ask the school what it meant to send"),
    (b"SQLite format 3", "database", "a database", AS_XLSX),
    (b"bplist", "plist", "a file of a Mac's own", AS_XLSX),
];

fn of_zip(parts: &ZipParts<'_>) -> Result<Kind, (Kind, Refusal)> {
    let has = |name: &str| parts.find(name).is_some();
    let refused =
        |name, what: &str, ask| Err((Kind::Refused(name), Refusal::kind(format!("the file is {what}"), ask)));
    if has("xl/workbook.bin") {
        return Ok(Kind::Xlsb);
    }
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if has("word/document.xml") {
        return Ok(Kind::Docx);
    }
    if let Some(kind) = main_part_kind(parts) {
        return kind;
    }
    if let Some(mimetype) = mimetype(parts) {
        return match mimetype.as_str() {
            text if text.contains("spreadsheet") => Ok(Kind::Ods),
            text if text.contains("text") => {
                refused("odt", "a document of LibreOffice or OpenOffice (odt)", AS_DOCX)
            }
            _ => refused("odf", "a drawing or presentation of LibreOffice", AS_FORM),
        };
    }
    if has("content.xml") && has("META-INF/manifest.xml") {
        return Ok(Kind::Ods);
    }
    let stands_in = |folder: &str| parts.entries().iter().any(|entry| entry.name.starts_with(folder));
    if stands_in("ppt/") {
        return refused("pptx", "a PowerPoint presentation", AS_FORM);
    }
    if stands_in("xl/") {
        return Ok(Kind::Xlsx);
    }
    if stands_in("word/") {
        return Ok(Kind::Docx);
    }
    if has("Index/Document.iwa") || has("Index.zip") {
        return refused(
            "iwork",
            "a Numbers or Pages document of a Mac",
            "Ask the school to export it as xlsx or docx",
        );
    }
    Ok(Kind::Archive)
}

/// What the package's own relationships say, where its parts have unusual names.
fn main_part_kind(parts: &ZipParts<'_>) -> Option<Result<Kind, (Kind, Refusal)>> {
    parts.find("_rels/.rels")?;
    let types = parts.find("[Content_Types].xml")?;
    let bytes = parts.inflate(types, &super::limits::Limits::default()).ok()?;
    let has = |word: &[u8]| memchr::memmem::find(&bytes, word).is_some();
    if has(b"sheet.binary.macroEnabled.main") {
        Some(Ok(Kind::Xlsb))
    } else if has(b"sheet.main+xml")
        || has(b"sheet.macroEnabled.main+xml")
        || has(b"spreadsheetml.template.main+xml")
    {
        Some(Ok(Kind::Xlsx))
    } else if has(b"wordprocessingml.document.main+xml") || has(b"document.macroEnabled.main+xml") {
        Some(Ok(Kind::Docx))
    } else {
        None
    }
}

fn mimetype(parts: &ZipParts<'_>) -> Option<String> {
    let entry = parts.find("mimetype").filter(|entry| entry.size < 200)?;
    let bytes = parts.inflate(entry, &super::limits::Limits::default()).ok()?;
    String::from_utf8(bytes).ok().filter(|text| text.contains("opendocument"))
}

/// The likely kind of a zip whose directory is gone, by the names that stand before its parts.
fn cut_zip(bytes: &[u8]) -> Kind {
    let has = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
    if has(b"xl/workbook.bin") {
        Kind::Xlsb
    } else if has(b"xl/") {
        Kind::Xlsx
    } else if has(b"word/") {
        Kind::Docx
    } else if has(b"opendocument.spreadsheet") {
        Kind::Ods
    } else {
        Kind::Archive
    }
}

fn of_ole(bytes: &[u8]) -> Result<Kind, (Kind, Refusal)> {
    let Some(ole) = Ole::open(bytes) else {
        let refusal = Refusal::damaged("the file is of an old office kind whose inner directory is broken");
        return Err((Kind::Refused("ole"), refusal));
    };
    let refused =
        |name, what: &str, ask| Err((Kind::Refused(name), Refusal::kind(format!("the file is {what}"), ask)));
    if ole.has("EncryptedPackage") {
        Err((Kind::Refused("encrypted"), Refusal::encrypted()))
    } else if ole.has("Workbook") || ole.has("Book") {
        Ok(Kind::Xls)
    } else if ole.has("WordDocument") {
        refused("doc", "an old Word document (doc)", AS_DOCX)
    } else if ole.has("PowerPoint Document") {
        refused("ppt", "a PowerPoint presentation", AS_FORM)
    } else if ole.has("__properties_version1.0") {
        refused("mail", "an Outlook message", "Save the message's attachments and put those into the folder")
    } else {
        refused("ole", "of an old office kind that holds no workbook", AS_XLSX)
    }
}

fn of_text(bytes: &[u8]) -> Result<Kind, (Kind, Refusal)> {
    let sample = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    let text = encoding::decode(sample).text;
    if n_controls(&text) * 50 > text.chars().count() {
        let refusal = Refusal::kind("the file's content is of no kind that is known", AS_XLSX);
        return Err((Kind::Refused("unknown"), refusal));
    }
    let head = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).to_ascii_lowercase();
    if head.starts_with('<') {
        if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && !head.contains("<html") {
            return Ok(Kind::SpreadsheetXml);
        }
        if head.contains("<office:document") {
            let refusal = Refusal::kind("the file is a flat document of LibreOffice (fods, fodt)", AS_XLSX);
            return Err((Kind::Refused("flat"), refusal));
        }
        if ["<html", "<!doctype html", "<table", "<body", "<head", "<meta"]
            .iter()
            .any(|tag| head.contains(tag))
        {
            return Ok(Kind::Html);
        }
        return Err((
            Kind::Refused("xml"),
            Refusal::kind("the file is XML of no kind that is known", AS_XLSX),
        ));
    }
    if head.starts_with("mime-version:") && head.contains("text/html") {
        let refusal = Refusal::kind("the file is a web archive (mht)", AS_XLSX);
        return Err((Kind::Refused("mht"), refusal));
    }
    if is_mail(&head) {
        let refusal = Refusal::kind(
            "the file is a mail message or a saved web page (eml, mht)",
            "Save the message's attachments and put those into the folder; where the answers stand in the message itself, ask the school for the form",
        );
        return Err((Kind::Refused("mail"), refusal));
    }
    if let Some((name, what, ask)) = of_program(&text) {
        return Err((Kind::Refused(name), Refusal::kind(format!("the file is {what}"), ask)));
    }
    Ok(Kind::Csv)
}

/// What programs write in plain text for one another, with what to ask for; none where it is a text with fields.
fn of_program(text: &str) -> Option<(&'static str, &'static str, &'static str)> {
    let head = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let mut lines = head.lines().map(str::trim_end);
    let first = lines.next()?;
    let is_link = || lines.clone().any(|line| line.starts_with("C;") && line.contains(";K"));
    if first.starts_with("ID;P") && is_link() {
        return Some(("slk", "a table in symbolic links (slk)", AS_XLSX));
    }
    if first == "TABLE" && lines.next() == Some("0,1") && lines.any(|line| line == "VECTORS") {
        return Some(("dif", "a table in a format for data interchange (dif)", AS_XLSX));
    }
    // `[x] The school has ...` is a line of text.
    let inside = head.strip_prefix(['[', '{'])?.trim_start();
    let is_object = |inside: &str| {
        let key = inside.strip_prefix('"').and_then(|key| key.split_once('"'));
        key.is_some_and(|(_, behind)| behind.trim_start().starts_with(':'))
    };
    let is_list = |inside: &str| inside.strip_prefix('{').is_some_and(|first| is_object(first.trim_start()));
    let is_json = if head.starts_with('{') { is_object(inside) } else { is_list(inside) };
    let ask = "Ask for the answers as a workbook (xlsx) or as a text table (csv), as every form's program exports them";
    is_json.then_some(("json", "an export for programs (json)", ask))
}

/// How many letters of a text are controls that no text has.
fn n_controls(text: &str) -> usize {
    let is_control = |byte: u8| matches!(byte, 0..=8 | 0xb | 0xe..=0x1f | 0x7f);
    // Nearly every text has none; those beyond ASCII begin with this byte.
    let may_be_one = |byte: u8| u8::from(is_control(byte)) | u8::from(byte == 0xc2);
    if text.bytes().fold(0, |seen, byte| seen | may_be_one(byte)) == 0 {
        return 0;
    }
    let is_wide = |letter: char| ('\u{80}'..='\u{9f}').contains(&letter);
    let is_one = |letter: &char| u8::try_from(*letter).is_ok_and(is_control) || is_wide(*letter);
    text.chars().filter(is_one).count()
}

/// Whether a text opens with the header of a message as mail programs store it: it says so, in its own words.
fn is_mail(head: &str) -> bool {
    let mut lines = head.lines();
    let is_field = |line: &str| {
        line.starts_with([' ', '\t'])
            || line.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            })
    };
    let header: Vec<&str> = lines.by_ref().take_while(|line| !line.trim().is_empty()).collect();
    let has = |name: &str| header.iter().any(|line| line.starts_with(name));
    header.iter().all(|line| is_field(line)) && has("mime-version:") && has("content-type:")
}
