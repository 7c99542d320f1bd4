//! Which cells are taken out of a sheet, and which are left.

use super::*;

const TABLE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<sst uniqueCount=\"4\"><si><t>Yes</t></si>\
                     <si><t xml:space=\"preserve\"> kept </t></si><si><r><t>rich</t></r></si><si><t>a &amp; b</t></si></sst>";

fn sheet(rows: &str) -> String {
    format!("<worksheet><cols/><sheetData>{rows}</sheetData><pageMargins/></worksheet>")
}

#[test]
fn plain_strings_are_known_and_others_are_not() {
    let strings = Strings::of(TABLE.as_bytes(), 4);
    let texts: Vec<_> = (0..5).map(|number| strings.get(number)).collect();
    assert_eq!(texts, [Some("Yes"), Some(" kept "), None, Some("a & b"), None]);
    for odd in [
        TABLE.replace("UTF-8", "windows-1252"),
        TABLE.replace("<sst", "<!-- of another --><sst"),
        TABLE.replace("rich", "<![CDATA[</si>]]>"),
        TABLE.replace("</sst>", "<extLst/></sst>"),
    ] {
        assert_eq!(Strings::of(odd.as_bytes(), 4).get(0), None, "{odd}");
    }
}

#[test]
fn strings_and_empty_cells_are_taken_out_and_all_else_is_left_in_its_place() {
    let strings = Strings::of(TABLE.as_bytes(), 4);
    let date = r#"<c r="C2" s="3"><v>46085</v></c>"#;
    let rich = r#"<c r="AA10" t="s"><v>2</v></c>"#;
    let rows = format!(
        r#"<row r="2" spans="1:3"><c r="A2" s="1" t="s"><v>0</v></c><c r="B2" s="2"/>{date}</row>
        <row r="10"><c r="B10" t="s"><v>3</v></c>{rich}</row>"#
    );
    let own = parted(sheet(&rows).as_bytes(), &strings, 5).unwrap();
    let taken = |at, style, string| Some(Taken { at, style, string });
    let cells = [taken((1, 0), 1, Some(0)), taken((1, 1), 2, None), None, taken((9, 1), 0, Some(3)), None];
    assert_eq!(own.cells, cells);
    assert_eq!(String::from_utf8(own.rest).unwrap(), sheet(&format!("{date}{rich}")));
    assert!(own.needs_strings);
}

#[test]
fn more_than_a_file_may_have_is_left() {
    assert_eq!(Strings::of(TABLE.as_bytes(), 3).get(0), None);
    let cells = sheet(r#"<row r="1"><c r="A1"/><c r="B1"/><c r="C1"/></row>"#);
    assert!(parted(cells.as_bytes(), &Strings::default(), 3).is_some());
    assert_eq!(parted(cells.as_bytes(), &Strings::default(), 2), None);
}

#[test]
fn a_sheet_that_is_written_otherwise_is_left_whole() {
    let strings = Strings::of(TABLE.as_bytes(), 4);
    let plain = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>"#;
    assert!(parted(sheet(plain).as_bytes(), &strings, 5).is_some_and(|own| !own.needs_strings));
    for odd in [
        plain.replace("<row r=\"1\"", "<row"),
        plain.replace("<row r=\"1\"", "<row r=\"0\""),
        plain.replace("<c r=\"B1\"", "<c"),
        plain.replace("\"B1\"", "'B1'"),
        plain.replace("<v>1", "<v><!-- </c> -->1"),
        plain.replace("</row>", "</row><!-- row -->"),
        plain.replace("<row", "<x:row"),
    ] {
        assert_eq!(parted(sheet(&odd).as_bytes(), &strings, 5), None, "{odd}");
    }
}
