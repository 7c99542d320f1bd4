//! The readers, each fed with what stands inside its format, so that a change of a byte reaches the reader and not a
//! check sum.
//! In: bytes. Out: nothing. Never reads a file from disk.

use std::sync::OnceLock;

use ingest::{
    grid::Grid,
    read::{self, ChildReader, Entry, InProcess, Kind, Limits, Opened, ProcessReader},
    read_return::{Context, read_file},
    recognise::Known,
};

use crate::{
    archive::zip,
    forms::{self, markup, xls, xlsb},
    promises, recognition,
};

static CHILD: OnceLock<ProcessReader> = OnceLock::new();

/// From now on reads in child processes what the program reads there.
pub fn use_child(child: ProcessReader) {
    drop(CHILD.set(child));
}

fn child() -> &'static dyn ChildReader {
    match CHILD.get() {
        Some(child) => child,
        None => &InProcess,
    }
}

/// Limits small enough to be met.
fn limits() -> Limits {
    Limits {
        file_bytes: 1 << 20,
        inflated_bytes: 4 << 20,
        archive_bytes: 4 << 20,
        archive_members: 60,
        cells: 5_000,
        sheets: 12,
        text_bytes: 2_000,
        all_text_bytes: 1 << 20,
        depth: 40,
        ..Limits::default()
    }
}

/// Opens a file twice, holds it to its promises, reads it as a return.
fn open(name: &str, bytes: &[u8]) -> Opened {
    let limits = limits();
    let opened = read::open(name, bytes, &limits, child());
    promises::of_opening(&opened, name, &limits);
    let known = Known { library: recognition::library(), year: recognition::year(), decisions: &[] };
    let context = Context { known, limits: &limits, child: child() };
    let file = read_file(name, "0123", bytes, &context);
    assert_eq!(file.kind, opened.kind, "read twice, told to be of two kinds");
    promises::of_file(&file, known.library.catalogues(), known.year);
    opened
}

/// Bytes of any kind, under a name of any ending.
pub(crate) fn any_file(data: &[u8]) {
    let name = ["a.xlsx", "a.csv", "a", "b.zip/~$a.xlsx", "a.docx.xls"][data.len() % 5];
    open(name, data);
    archive(data);
}

pub(crate) fn any_file_seeds() -> Vec<Vec<u8>> {
    forms::files().into_iter().map(|(_, bytes)| bytes).collect()
}

/// An archive: names stay within it, and nothing is larger than the limits. That a name comes twice where a folder is
/// called as an archive beside it is left to whoever gathers the files: there each gets a name of its own.
pub(crate) fn archive(data: &[u8]) {
    let limits = limits();
    let entries = read::members("a.zip", data, &limits);
    assert!(!entries.is_empty(), "an archive of which nothing is said");
    assert!(entries.len() <= limits.archive_members + 8, "{} members", entries.len());
    let mut n_bytes = 0;
    for entry in &entries {
        assert!(entry.name().starts_with("a.zip"), "{:?}", entry.name());
        assert!(!entry.name().split('/').any(|step| step == ".."), "{:?}", entry.name());
        if let Entry::File { bytes, .. } = entry {
            n_bytes += bytes.len() as u64;
            assert!(read::kind_of(bytes) != Kind::Archive, "an archive handed on as a file");
        }
    }
    assert!(n_bytes <= limits.archive_bytes, "{n_bytes} bytes");
}

pub(crate) fn archive_seeds() -> Vec<Vec<u8>> {
    let inner = zip(&[("b/c.csv", b"a,b\n"), ("../d.csv", b"a"), ("b\\e.csv", b"b")]);
    vec![zip(&[("a.csv", b"x"), ("Thumbs.db", b"y"), ("inner.zip", &inner)]), inner, zip(&[("folder/", b"")])]
}

/// Delimited text: every letter and digit that was sent stands in a cell.
pub(crate) fn csv(data: &[u8]) {
    let opened = open("a.csv", data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let is_plain = opened.kind == "csv" && opened.refused.is_none() && !text.contains('\0');
    let is_whole = opened.findings.iter().all(|finding| finding.rule.code != "F105");
    let announces = text.get(..16.min(text.len())).is_none_or(|head| head.to_lowercase().contains("sep="));
    if is_plain && is_whole && !announces {
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
        assert_eq!(in_cells(&opened.grids, letters), letters(text), "letters got lost");
    }
}

fn in_cells(grids: &[Grid], count: impl Fn(&str) -> usize) -> usize {
    let texts = grids.iter().flat_map(|grid| &grid.cells).filter_map(|cell| cell.value.as_text());
    texts.map(count).sum()
}

pub(crate) fn csv_seeds() -> Vec<Vec<u8>> {
    let of = |ending: &'static str| {
        forms::files().into_iter().filter(move |(name, _)| name.ends_with(ending)).map(|(_, bytes)| bytes)
    };
    of(".csv").chain(of(".txt")).chain([b"sep=;\na;b\n1;\"2\n3\"\n".to_vec()]).collect()
}

/// A page.
pub(crate) fn html(data: &[u8]) {
    open("a.html", &[b"<html>".as_slice(), data].concat());
}

pub(crate) fn html_seeds() -> Vec<Vec<u8>> {
    vec![
        markup::html(&forms::tick_form()).into_bytes(),
        b"<table><tr><td rowspan=2>a<td colspan=3>b<table><tr><th>c</table><tr><td><s>x</s></table>".to_vec(),
        b"<style>td{}</style><p>a &amp; b<script>1<2</script><td bgcolor=red><input type=checkbox checked>"
            .to_vec(),
    ]
}

/// Excel's XML of 2003.
pub(crate) fn spreadsheet_xml(data: &[u8]) {
    let head = b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".as_slice();
    open("a.xml", &if data.starts_with(b"<") { data.to_vec() } else { [head, data].concat() });
}

pub(crate) fn spreadsheet_xml_seeds() -> Vec<Vec<u8>> {
    vec![
        markup::spreadsheet_xml(&forms::answer_form()).into_bytes(),
        b"<Worksheet ss:Name=\"a\"><Table><Row ss:Index=\"3\"><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"Number\">1</Data>"
            .to_vec(),
    ]
}

/// The parts of a package, parted by a byte that no text has.
fn parts(data: &[u8]) -> [&[u8]; 3] {
    let mut parts = data.splitn(3, |byte| *byte == 0xff);
    [(); 3].map(|()| parts.next().unwrap_or_default())
}

/// A workbook of today: sheet, texts, styles.
pub(crate) fn xlsx(data: &[u8]) {
    let [sheet, strings, styles] = parts(data);
    open("a.xlsx", &markup::xlsx_of(sheet, strings, styles));
}

pub(crate) fn xlsx_seeds() -> Vec<Vec<u8>> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row =
        |cells: &Vec<String>| format!("<row>{}</row>", cells.iter().map(|one| cell(one)).collect::<String>());
    let rows: String = forms::tick_form().iter().map(row).collect();
    vec![
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").into_bytes(),
        [
            br#"<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="s" s="1">
            <v>0</v></c><c r="B1" t="b"><v>1</v></c><c r="C1"><f>A1</f></c></row></sheetData><mergeCells count="1">
            <mergeCell ref="A1:B2"/></mergeCells></worksheet>"#
                .as_slice(),
            b"\xff",
            br#"<sst count="1" uniqueCount="1"><si><r><rPr><rFont val="Wingdings"/></rPr><t>u</t></r></si></sst>"#,
            b"\xff",
            br#"<styleSheet><fonts><font><name val="Wingdings"/><strike/></font></fonts><fills><fill><patternFill
            patternType="solid"><fgColor rgb="FF00FF00"/></patternFill></fill></fills><cellXfs><xf/><xf fontId="0" fillId="0"/>
            </cellXfs></styleSheet>"#,
        ]
        .concat(),
    ]
}

/// The content of an ODS document.
pub(crate) fn ods(data: &[u8]) {
    open("a.ods", &markup::ods_of(data));
}

pub(crate) fn ods_seeds() -> Vec<Vec<u8>> {
    vec![markup::ods_content(&forms::tick_form()).into_bytes()]
}

/// The main part of a Word document.
pub(crate) fn docx(data: &[u8]) {
    open("a.docx", &markup::docx_of(data));
}

pub(crate) fn docx_seeds() -> Vec<Vec<u8>> {
    let nested = "<w:document><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr>\
        <w:p><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:sdt><w:sdtContent><w:tc><w:p/></w:tc></w:sdtContent></w:sdt></w:tr>\
        </w:tbl></w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"1\"/>\
        </w:checkBox></w:ffData></w:fldChar></w:r></w:p></w:body></w:document>";
    vec![markup::word_document(&forms::tick_form()).into_bytes(), nested.as_bytes().to_vec()]
}

/// The records of a workbook of before 2007.
pub(crate) fn xls(data: &[u8]) {
    open("a.xls", &xls::compound(data));
}

pub(crate) fn xls_seeds() -> Vec<Vec<u8>> {
    vec![xls::stream(&forms::tick_form()), xls::stream(&forms::answer_form()[..8])]
}

/// The records of a sheet of a binary workbook.
pub(crate) fn xlsb(data: &[u8]) {
    open("a.xlsb", &xlsb::workbook_of(data));
}

pub(crate) fn xlsb_seeds() -> Vec<Vec<u8>> {
    vec![xlsb::sheet(&forms::tick_form()), xlsb::sheet(&forms::answer_form()[..8])]
}
