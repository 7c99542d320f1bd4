//! Lists of answers in one Word cell: the choice is shown by how it looks.
//! In: documents written here. Out: assertions on answers. Never reads a file from disk.

mod archive;
mod table;

use ingest::{
    grid::Grid,
    read::{self, InProcess, Limits},
};
use table::{FOUR, library, read_with};

fn run(look: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn cell(runs: &str) -> String {
    format!("<w:tc><w:p>{runs}</w:p></w:tc>")
}

/// A document of four statements, each with one of these cells beside it.
fn grids(cells: [String; 4]) -> Vec<Grid> {
    let text = |id: &str| {
        let all = library().catalogues().iter().flat_map(|catalogue| &catalogue.statements);
        let found = all
            .filter(|statement| statement.id.as_str() == id)
            .map(|statement| statement.text.clone())
            .next();
        found.unwrap_or_default().replace('&', "&amp;")
    };
    let mut rows = format!("<w:tr>{}{}</w:tr>", cell(&run("", "Statement")), cell(&run("", "Response")));
    for (id, answers) in FOUR.split(' ').zip(cells) {
        rows = rows + "<w:tr>" + &cell(&run("", &text(id))) + &cell(&answers) + "</w:tr>";
    }
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"#
    );
    let rels = r#"<Relationships xmlns="r"><Relationship Id="a" Target="word/document.xml"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"#;
    let bytes = archive::zip(&[("_rels/.rels", rels.as_bytes()), ("word/document.xml", document.as_bytes())]);
    read::open("return.docx", &bytes, &Limits::default(), &InProcess).grids
}

/// `Yes / Partly / No` with one of them in another look, the rest in theirs.
fn list(chosen: usize, look: &str, rest: &str, between: &str) -> String {
    let pieces: Vec<String> = ["Yes", "Partly", "No"]
        .iter()
        .enumerate()
        .map(|(at, word)| run(if at == chosen { look } else { rest }, word))
        .collect();
    pieces.join(&run("", between))
}

#[test]
fn the_only_answer_that_is_set_off_is_the_chosen_one() {
    for (look, rest) in [
        ("<w:b/>", ""),
        (r#"<w:u w:val="single"/>"#, ""),
        (r#"<w:highlight w:val="yellow"/>"#, ""),
        (r#"<w:bdr w:val="single" w:sz="8"/>"#, ""),
        (r#"<w:b/><w:u w:val="single"/>"#, ""),
        (r#"<w:b/><w:highlight w:val="yellow"/>"#, "<w:b/>"),
        (r#"<w:rStyle w:val="Strong"/>"#, r#"<w:b w:val="0"/>"#),
        ("", "<w:strike/>"),
    ] {
        for between in [" / ", "/", " | ", "   "] {
            let one = |chosen: usize| list(chosen, look, rest, between);
            let read = read_with(&grids([one(0), one(1), one(2), one(0)]), &[]);
            assert_eq!(read.says(FOUR), "yes partly no yes", "{look} {rest} {between:?}");
            assert_eq!(read.codes(), "", "{look}");
        }
    }
}

#[test]
fn where_none_or_several_are_set_off_nothing_is_chosen() {
    let bold = |text: &str| run("<w:b/>", text);
    let plain = |text: &str| run("", text);
    let read = read_with(
        &grids([
            bold("Yes") + &plain(" / ") + &bold("Partly") + &plain(" / No"),
            bold("Yes / Partly / No"),
            bold("Yes") + &plain(" / ") + &run(r#"<w:u w:val="single"/>"#, "No") + &plain(" / Partly"),
            list(0, "<w:b/>", "", " / "),
        ]),
        &[],
    );
    assert!(!read.says("POL-02 POL-03 POL-05").contains(['y', 'n', 'p']), "{}", read.says(FOUR));
    assert_eq!(read.says("POL-06"), "yes");
    assert_eq!(read.says("POL-02 POL-03 POL-05"), "? - ?");
    // A part of a word, or of a remark, is no choice.
    let read = read_with(
        &grids([
            bold("N") + &plain("o / Yes"),
            plain("See ") + &bold("Yes") + &plain(" in last year's return"),
            plain("Yes / ") + &bold("No") + &plain(" / Partly"),
            plain("Yes - ") + &bold("no") + &plain(" governors yet"),
        ]),
        &[],
    );
    assert_eq!(read.says("POL-05"), "no");
    assert!(!read.says("POL-02 POL-03 POL-06").contains(['y', 'n', 'p']), "{}", read.says(FOUR));
}

#[test]
fn a_choice_shown_by_colour_or_by_what_is_not_set_off_is_asked_about() {
    let red = r#"<w:color w:val="FF0000"/>"#;
    for (look, others) in [(red, ""), ("", red), (red, r#"<w:color w:val="000000"/>"#), ("", "<w:b/>")] {
        let one = |chosen: usize| list(chosen, look, others, " / ");
        let found = read_with(&grids([one(0), one(1), one(2), list(3, "", others, " / ")]), &[]);
        assert!(!found.says("POL-02 POL-03 POL-05").contains(['y', 'n', 'p', '-']), "{look} {others}");
        // All in the form's own look.
        assert_eq!(found.says("POL-06"), "-", "{look} {others}");
    }
}
