//! A blank form as a document: tables with a check box for each answer, locked but for what is filled in.
//! In: what the form says. Out: a document's bytes. Never a macro, never a password, never anything linked.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use zip::{ZipWriter, result::ZipError};

use super::{
    Format,
    content::{Content, SCHOOL_ID_LABEL, instructions},
    core_properties::options,
    document_parts as parts,
    xml::escaped,
};

/// The width between the margins of A4 on its side, in twentieths of a point.
const WIDTH: usize = 15_398;
const REF: usize = 1_100;
const BOX: usize = 1_150;

/// The form's bytes.
pub(super) fn write(content: &Content<'_>) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut body = Body::default();
    body.write(content);
    let document = parts::document(&body.text);
    let core = parts::core_properties(&content.title, content.year);
    let all = [
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::RELATIONS),
        ("docProps/core.xml", core.as_str()),
        ("docProps/app.xml", parts::APP_PROPERTIES),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS),
        ("word/settings.xml", parts::SETTINGS),
        ("word/styles.xml", parts::STYLES),
    ];
    for (name, text) in all {
        writer.start_file(name, options())?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The document's text as it grows; each control gets a number of its own.
#[derive(Default)]
struct Body {
    text: String,
    n_controls: u32,
}

impl Body {
    fn write(&mut self, content: &Content<'_>) {
        self.paragraph("Title", &content.title);
        for line in instructions(&content.how(Format::Docx)) {
            self.paragraph("Normal", line);
        }
        self.fields(content);
        for (title, statements) in &content.sections {
            self.paragraph("Heading1", title);
            let comment = WIDTH.saturating_sub(REF + BOX * content.answers.len()) * 2 / 5;
            let statement = WIDTH.saturating_sub(REF + BOX * content.answers.len() + comment);
            let mut widths = vec![REF, statement];
            widths.extend(content.answers.iter().map(|_| BOX));
            widths.push(comment);
            self.open_table(title, "A statement a row; a box for each answer, then evidence.", &widths);
            let mut heads = vec!["Ref", title];
            heads.extend(content.answers.iter().map(|(_, word)| word.as_str()));
            heads.push(&content.comment_label);
            self.head_row(&widths, &heads);
            for asked in statements {
                self.text.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
                let id = asked.id.as_str();
                self.cell(REF, &plain(id));
                self.cell(statement, &plain(&asked.text));
                for (answer, word) in &content.answers {
                    let is_ticked = content.filled.answer(&asked.id) == Some(*answer);
                    let control =
                        self.check_box(&format!("{id} {word}"), &format!("{id} {answer}"), is_ticked);
                    self.cell(BOX, &format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{control}</w:p>"));
                }
                let control = self.text_box(
                    &format!("{id} {}", content.comment_label),
                    &format!("{id} comment"),
                    content.filled.evidence(&asked.id),
                );
                self.cell(comment, &format!("<w:p>{control}</w:p>"));
                self.text.push_str("</w:tr>");
            }
            self.text.push_str("</w:tbl>");
        }
        self.action_plan(content);
    }

    fn fields(&mut self, content: &Content<'_>) {
        let widths = [4_000, 8_000];
        self.open_table("Your school", "Who fills in the form, and when.", &widths);
        let school = content.school;
        let filled = content.filled;
        let rows = [
            (
                content.school_name_label.as_str(),
                "school_name",
                school.map(|school| school.name.as_str()),
                "",
            ),
            (SCHOOL_ID_LABEL, "school_id", school.map(|school| school.id.as_str()), ""),
            (content.completed_by_label.as_str(), "completed_by", None, filled.completed_by.as_str()),
            (content.date_label.as_str(), "date", None, filled.date.as_str()),
        ];
        for (label, tag, given, text) in rows {
            self.text.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.cell(widths[0], &styled("Strong", label));
            let value = match given {
                Some(given) => plain(given),
                None => format!("<w:p>{}</w:p>", self.text_box(label, tag, text)),
            };
            self.cell(widths[1], &value);
            self.text.push_str("</w:tr>");
        }
        self.text.push_str("</w:tbl>");
    }

    fn action_plan(&mut self, content: &Content<'_>) {
        let Some(plan) = content.plan() else { return };
        self.paragraph("Heading1", &plan.heading);
        let widths = [700, 5_500, 5_500, 1_849, 1_849];
        self.open_table(&plan.heading, "What is planned, a row each.", &widths);
        let heads = ["", &plan.area, &plan.resources, &plan.completed_on, &plan.signed];
        self.head_row(&widths, &heads);
        for row in 0..plan.n_rows {
            let number = row + 1;
            self.text.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.cell(widths[0], &plain(&number.to_string()));
            let cells = widths.iter().zip(heads).skip(1).zip(content.filled.action(row));
            for ((width, head), text) in cells {
                let control = self.text_box(&format!("{head} {number}"), &format!("action {number}"), text);
                self.cell(*width, &format!("<w:p>{control}</w:p>"));
            }
            self.text.push_str("</w:tr>");
        }
        self.text.push_str("</w:tbl>");
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.put(format_args!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(text)
        ));
    }

    /// A table's opening, with a name and a description for those who hear it read.
    fn open_table(&mut self, name: &str, description: &str, widths: &[usize]) {
        self.put(format_args!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout \
             w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/><w:tblCaption w:val=\"{}\"/>\
             <w:tblDescription w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            widths.iter().sum::<usize>(),
            escaped(name),
            escaped(description)
        ));
        for width in widths {
            self.put(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.text.push_str("</w:tblGrid>");
    }

    /// A head that each page repeats.
    fn head_row(&mut self, widths: &[usize], heads: &[&str]) {
        self.text.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (width, head) in widths.iter().zip(heads) {
            self.cell(*width, &styled("Strong", head));
        }
        self.text.push_str("</w:tr>");
    }

    fn cell(&mut self, width: usize, inside: &str) {
        self.put(format_args!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{inside}</w:tc>"
        ));
    }

    fn check_box(&mut self, name: &str, tag: &str, is_ticked: bool) -> String {
        let properties = self.control(name, tag);
        let (state, sign) = if is_ticked { (1, '\u{2612}') } else { (0, '\u{2610}') };
        format!(
            "<w:sdt><w:sdtPr><w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:eastAsia=\"MS Gothic\" w:hAnsi=\"MS \
             Gothic\"/><w:sz w:val=\"28\"/></w:rPr>{properties}<w14:checkbox><w14:checked \
             w14:val=\"{state}\"/><w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/><w14:uncheckedState \
             w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts \
             w:ascii=\"MS Gothic\" w:eastAsia=\"MS Gothic\" w:hAnsi=\"MS Gothic\" w:hint=\"eastAsia\"/><w:sz \
             w:val=\"28\"/></w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    }

    /// A place for text. It shows spaces until something is written: words to be overwritten would be read as evidence
    /// once another program has saved the form without saying that they are only a prompt.
    fn text_box(&mut self, name: &str, tag: &str, text: &str) -> String {
        let properties = self.control(name, tag);
        let (prompt, runs) = if text.is_empty() {
            ("<w:showingPlcHdr/>", format!("<w:t xml:space=\"preserve\">{}</w:t>", "\u{2003}".repeat(6)))
        } else {
            let lines =
                text.lines().map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line)));
            ("", lines.collect::<Vec<_>>().join("<w:br/>"))
        };
        format!(
            "<w:sdt><w:sdtPr>{properties}{prompt}<w:text w:multiLine=\"1\"/></w:sdtPr><w:sdtContent><w:r>{runs}</w:r>\
             </w:sdtContent></w:sdt>"
        )
    }

    /// What every control says of itself; it may be filled in but not taken out.
    fn control(&mut self, name: &str, tag: &str) -> String {
        self.n_controls += 1;
        // Word takes at most 64 characters for either.
        let short = |text: &str| escaped(&text.chars().take(64).collect::<String>());
        format!(
            "<w:alias w:val=\"{}\"/><w:tag w:val=\"{}\"/><w:id w:val=\"{}\"/><w:lock w:val=\"sdtLocked\"/>",
            short(name),
            short(tag),
            1_000 + self.n_controls
        )
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = self.text.write_fmt(text);
    }
}

/// A paragraph for each line.
fn plain(text: &str) -> String {
    text.lines()
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line)))
        .reduce(|all, next| all + &next)
        .unwrap_or_else(|| "<w:p/>".to_owned())
}

fn styled(style: &str, text: &str) -> String {
    format!(
        "<w:p><w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escaped(text)
    )
}
