//! Returns to measure with: the plain form filled in, as workbook, text table or document.
//! In: a number. Out: bytes, the same for the same number. Never reads anything.

use std::fmt::Write as _;

use rust_xlsxwriter::{Format, Workbook};
use schemas::catalogue::{Catalogue, load};

/// The catalogue that the measured returns are of: 40 statements in four sections.
pub(crate) fn catalogue() -> Catalogue {
    load::builtin().into_iter().find(|c| c.id.as_str() == "online-safety-practice").expect("built in")
}

/// Which of the answer columns return `number` ticks for statement `index`: a fixed, lively pattern.
fn ticked(number: usize, index: usize) -> usize {
    (number.wrapping_mul(2_654_435_761).wrapping_add(index * 40_503) >> 7) % 3
}

fn evidence(number: usize, index: usize) -> Option<String> {
    // Short remarks and longer ones, as people mix them: some ways of reading are tried only beside short ones. No two
    // schools say the same at length: that would be a signal for each.
    let week = (number + index) % 52;
    match (number + index * 7) % 5 {
        0 => Some(format!("Minutes of the meeting in week {week}")),
        1 if index.is_multiple_of(2) => Some(format!("CPOMS, week {week}")),
        1 => Some(format!(
            "Reviewed with governors and pupils of year group {number} in week {week}, to be looked at again."
        )),
        _ => None,
    }
}

/// A return as an xlsx: a statement a row, `x` in one of three columns. With `reworded`, each statement has two
/// words changed, so that none is known by its letters.
pub(crate) fn workbook(catalogue: &Catalogue, number: usize, reworded: bool) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Return").expect("a good name");
    let bold = Format::new().set_bold();
    let put = |sheet: &mut rust_xlsxwriter::Worksheet, row, column, text: &str| {
        sheet.write_string(row, column, text).expect("inside the sheet");
    };
    put(sheet, 0, 0, &catalogue.title);
    put(sheet, 1, 0, "Please complete as fully and honestly as possible.");
    put(sheet, 3, 0, "School Name");
    put(sheet, 3, 1, &school_name(number));
    put(sheet, 4, 0, "Completed by (Name and role):");
    put(sheet, 4, 1, "Depute Head");
    put(sheet, 4, 3, "Date:");
    put(sheet, 4, 4, "12/11/2025");
    let mut row = 6;
    let mut section = usize::MAX;
    for (index, statement) in catalogue.statements.iter().enumerate() {
        if statement.section != section {
            section = statement.section;
            for (column, head) in (0..).zip([
                catalogue.sections[section].title.as_str(),
                "Yes",
                "Partly",
                "No",
                "Evidence and Comments",
            ]) {
                sheet.write_string_with_format(row, column, head, &bold).expect("inside the sheet");
            }
            row += 1;
        }
        let text = if reworded { reword(&statement.text) } else { statement.text.clone() };
        put(sheet, row, 0, &text);
        put(sheet, row, u16::try_from(1 + ticked(number, index)).expect("small"), "x");
        if let Some(evidence) = evidence(number, index) {
            put(sheet, row, 4, &evidence);
        }
        row += 1;
    }
    workbook.save_to_buffer().expect("in memory")
}

/// The same return as a CSV.
pub(crate) fn text_table(catalogue: &Catalogue, number: usize) -> Vec<u8> {
    let mut text = format!("School Name,{}\r\nDate:,12/11/2025\r\n\r\n", school_name(number));
    text.push_str("Statement,Yes,Partly,No,Evidence and Comments\r\n");
    for (index, statement) in catalogue.statements.iter().enumerate() {
        let marks = ["x,,", ",x,", ",,x"][ticked(number, index)];
        let evidence = evidence(number, index).unwrap_or_default();
        let _ = write!(text, "\"{}\",{marks},{evidence}\r\n", statement.text.replace('"', "\"\""));
    }
    text.into_bytes()
}

/// The same return as a Word document: a table for each section.
pub(crate) fn document(catalogue: &Catalogue, number: usize) -> Vec<u8> {
    let cell = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<w:tc><w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p></w:tc>")
    };
    let mut body = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p><w:tbl>", catalogue.title);
    let _ = write!(body, "<w:tr>{}{}</w:tr></w:tbl>", cell("School Name"), cell(&school_name(number)));
    for (section_index, section) in catalogue.sections.iter().enumerate() {
        let heads =
            [section.title.as_str(), "Yes", "Partly", "No", "Evidence and Comments"].map(cell).concat();
        let _ = write!(body, "<w:tbl><w:tr>{heads}</w:tr>");
        for (index, statement) in catalogue.statements.iter().enumerate() {
            if statement.section == section_index {
                let mut cells =
                    [statement.text.clone(), String::new(), String::new(), String::new(), String::new()];
                "x".clone_into(&mut cells[1 + ticked(number, index)]);
                cells[4] = evidence(number, index).unwrap_or_default();
                let _ = write!(body, "<w:tr>{}</w:tr>", cells.map(|text| cell(&text)).concat());
            }
        }
        body.push_str("</w:tbl>");
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
             Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
             PartName=\"/word/document.xml\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
             Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
             Target=\"word/document.xml\"/></Relationships>",
        ),
        ("word/document.xml", document.as_str()),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
        std::io::Write::write_all(&mut archive, content.as_bytes()).expect("in memory");
    }
    archive.finish().expect("in memory").into_inner()
}

/// The name of school `number`.
pub(crate) fn school_name(number: usize) -> String {
    format!("{} {} Primary School", words(number / 40 % 60, &FIRST), words(number % 40, &SECOND))
        + &suffix(number)
}

fn suffix(number: usize) -> String {
    if number < 2_400 { String::new() } else { format!(" {}", number / 2_400) }
}

fn words(index: usize, list: &[&str]) -> String {
    let name = list[index % list.len()];
    if index < list.len() {
        name.to_owned()
    } else {
        format!("{name}{}", ["ton", "ham", "by", "wick"][index / list.len() % 4])
    }
}

const FIRST: [&str; 15] = [
    "Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Glen", "Hazel", "Iris", "Jay", "Kirk", "Larch", "Maple",
    "North", "Oak",
];
const SECOND: [&str; 10] =
    ["Bank", "Bridge", "Common", "Down", "End", "Field", "Green", "Hill", "Lane", "Mill"];

fn reword(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let n = words.len();
    words
        .into_iter()
        .enumerate()
        .map(
            |(at, word)| {
                if at == n / 3 || at == 2 * n / 3 { format!("{word}, fully,") } else { word.to_owned() }
            },
        )
        .collect::<Vec<_>>()
        .join(" ")
}

/// The register of `n` schools as a CSV.
pub(crate) fn register(n: usize) -> String {
    let mut text = String::from("school_id,school_name,sector,area,roll\n");
    for number in 0..n {
        let sector = ["Primary", "Secondary"][usize::from(number % 5 == 0)];
        let area = ["North", "South", "East", "West"][number % 4];
        let _ = writeln!(
            text,
            "{},{},{sector},{area},{}",
            100_000 + number,
            school_name(number),
            40 + number * 7 % 900
        );
    }
    text
}
