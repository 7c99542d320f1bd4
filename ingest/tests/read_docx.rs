//! Documents put together in code, part by part, read back as tables.
//! In: documents' XML written here. Out: assertions on grids. Never reads a file from disk.

mod archive;

use ingest::{
    grid::{Block, Grid, Letters, Stands, SymbolFont, Value},
    read::{self, InProcess, Limits, Opened},
};

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

fn document(body: &str, prefix: &str, namespace: &str) -> Vec<u8> {
    let body = body.replace("<w:", &format!("<{prefix}:")).replace("</w:", &format!("</{prefix}:"));
    let body = body.replace(" w:", &format!(" {prefix}:"));
    let document = format!(
        r#"<?xml version="1.0"?><{prefix}:document xmlns:{prefix}="{namespace}"
        xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">
        <{prefix}:body>{body}</{prefix}:body></{prefix}:document>"#
    );
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
        Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        Target="word/document.xml"/></Relationships>"#;
    archive::zip(&[("_rels/.rels", rels.as_bytes()), ("word/document.xml", document.as_bytes())])
}

fn open(body: &str) -> Opened {
    read::open("a.docx", &document(body, "w", TRANSITIONAL), &Limits::default(), &InProcess)
}

/// Tables of a body that is nothing but one.
fn table(rows: &[&str]) -> Grid {
    let rows = rows.iter().fold(String::new(), |all, row| all + "<w:tr>" + row + "</w:tr>");
    let opened = open(&format!("<w:tbl>{rows}</w:tbl>"));
    assert_eq!(opened.findings, []);
    opened.grids.into_iter().next().unwrap_or_default()
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn cell(inner: &str) -> String {
    format!("<w:tc>{}</w:tc>", paragraph(inner))
}

fn shown(grid: &Grid) -> Vec<String> {
    grid.cells.iter().map(|cell| format!("{},{} {:?}", cell.row, cell.column, cell.value)).collect()
}

fn control(properties: &str, content: &str) -> String {
    format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
}

fn box_control(state: &str, glyph: &str) -> String {
    control(&format!("<w14:checkbox>{state}</w14:checkbox>"), &run(glyph))
}

fn field(data: &str, result: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>
        <w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}
        <w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    )
}

#[test]
fn cells_that_span_or_are_merged_keep_their_columns() {
    let wide = format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>", paragraph(&run("wide")));
    let first =
        format!("<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc>", paragraph(&run("tall")));
    let later = format!("<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>", paragraph(""));
    let grid = table(&[
        &(wide + &cell(&run("c"))),
        &(first + &cell(&run("b")) + &cell(&run("c"))),
        &(later + &cell(&run("y")) + &cell(&run("z"))),
        &("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned() + &cell(&run("after a gap"))),
    ]);
    assert_eq!(
        shown(&grid),
        [
            r#"0,0 Text("wide")"#,
            r#"0,2 Text("c")"#,
            r#"1,0 Text("tall")"#,
            r#"1,1 Text("b")"#,
            r#"1,2 Text("c")"#,
            r#"2,1 Text("y")"#,
            r#"2,2 Text("z")"#,
            r#"3,1 Text("after a gap")"#,
        ]
    );
    let blocks =
        [Block { top: 0, left: 0, bottom: 0, right: 1 }, Block { top: 1, left: 0, bottom: 2, right: 0 }];
    assert_eq!(grid.merges, blocks);
}

#[test]
fn cells_and_rows_within_content_controls_stay_in_place() {
    let row = cell(&run("a")) + &control("", &cell(&run("b"))) + &cell(&run("c"));
    let wrapped = control("", &format!("<w:tr>{row}</w:tr>"));
    let opened = open(&format!("<w:tbl>{wrapped}<w:tr>{row}</w:tr></w:tbl>"));
    let expected = |row| ["a", "b", "c"].map(|text| (row, text.to_owned()));
    let cells: Vec<_> = opened.grids[0]
        .cells
        .iter()
        .map(|cell| (cell.row, cell.value.as_text().unwrap_or_default().into()))
        .collect();
    assert_eq!(cells, [expected(0), expected(1)].concat());
}

#[test]
fn tick_boxes_say_what_they_hold() {
    let legacy = |state: &str| field(&format!("<w:checkBox><w:sizeAuto/>{state}</w:checkBox>"), "");
    let wrapped = control(r#"<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>"#, &cell(&run("☒")));
    let grid = table(&[&[
        cell(&box_control(r#"<w14:checked w14:val="1"/>"#, "☒")),
        cell(&box_control(r#"<w14:checked w14:val="0"/>"#, "☐")),
        cell(&box_control("", "☒")),
        cell(&legacy(r#"<w:default w:val="0"/><w:checked/>"#)),
        cell(&legacy(r#"<w:default w:val="1"/><w:checked w:val="0"/>"#)),
        cell(&legacy("<w:default/>")),
        cell(&legacy("")),
        wrapped,
    ]
    .concat()]);
    let boxes: Vec<_> = grid.cells.iter().map(|cell| cell.value.clone()).collect();
    let expected = [true, false].map(Value::Box);
    assert_eq!(boxes[..2], expected);
    assert_eq!(boxes[2], Value::Text("☒".into()));
    assert_eq!(boxes[3..], [true, false, true, false, true].map(Value::Box));
}

#[test]
fn a_box_that_shows_the_other_sign_than_its_state_is_no_plain_box() {
    let signs = r#"<w14:checkedState w14:val="2611"/><w14:uncheckedState w14:val="2612"/>"#;
    let own = |state: &str| format!(r#"<w14:checked w14:val="{state}"/>{signs}"#);
    let grid = table(&[&[
        cell(&box_control(r#"<w14:checked w14:val="0"/>"#, "☒")),
        cell(&box_control(r#"<w14:checked w14:val="1"/>"#, "☐")),
        // A form may show a cross while it is not ticked.
        cell(&box_control(&own("0"), "☒")),
        cell(&box_control(&own("1"), "☑")),
        cell(&box_control(&own("0"), "☑")),
    ]
    .concat()]);
    let boxes: Vec<_> = grid.cells.iter().map(|cell| cell.value.clone()).collect();
    let both = |text: &str| Value::Text(text.into());
    assert_eq!(boxes, [both("☐☒"), both("☒☐"), Value::Box(false), Value::Box(true), both("☐☒")]);
}

#[test]
fn boxes_with_labels_keep_both() {
    let row = box_control(r#"<w14:checked w14:val="0"/>"#, "☐")
        + &run(" Yes ")
        + &box_control(r#"<w14:checked w14:val="true"/>"#, "☒")
        + &run(" Partly");
    assert_eq!(shown(&table(&[&cell(&row)])), [r#"0,0 Text("☐ Yes ☒ Partly")"#]);
}

#[test]
fn drop_downs_show_what_was_chosen_and_no_invitation() {
    let list = |result: &str| {
        field(
            &format!(
                r#"<w:ddList>{result}<w:listEntry w:val="Choose"/><w:listEntry w:val="Yes"/></w:ddList>"#
            ),
            &run("ignored"),
        )
    };
    let grid = table(&[&[
        cell(&list(r#"<w:result w:val="1"/>"#)),
        cell(&list("")),
        cell(&control("<w:dropDownList/>", &run("Partly"))),
        cell(&control("<w:showingPlcHdr/><w:dropDownList/>", &run("Choose an item."))),
        cell(&field("<w:textInput/>", &run("typed"))),
    ]
    .concat()]);
    assert_eq!(shown(&grid), [r#"0,0 Text("Yes")"#, r#"0,2 Text("Partly")"#, r#"0,4 Text("typed")"#]);
}

#[test]
fn what_was_deleted_hidden_or_moved_away_is_not_read() {
    let inner = run("kept")
        + "<w:ins>"
        + &run(" new")
        + "</w:ins><w:del><w:r><w:delText>old</w:delText><w:tab/></w:r></w:del>"
        + "<w:moveFrom>"
        + &run("gone")
        + "</w:moveFrom><w:moveTo>"
        + &run(" here")
        + "</w:moveTo>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>";
    let deleted_row = "<w:trPr><w:del w:id=\"1\"/></w:trPr>".to_owned() + &cell(&run("deleted"));
    assert_eq!(shown(&table(&[&deleted_row, &cell(&inner)])), [r#"0,0 Text("kept new here")"#]);
}

#[test]
fn looks_are_kept() {
    let symbol = r#"<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>"#;
    let shaded =
        format!(r#"<w:tc><w:tcPr><w:shd w:val="clear" w:fill="92D050"/></w:tcPr>{}</w:tc>"#, paragraph(""));
    let lit = r#"<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>No</w:t></w:r>"#;
    let struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>No</w:t></w:r>";
    let grid = table(&[&[
        cell(symbol),
        cell(&(symbol.to_owned() + &run(" since May"))),
        shaded,
        cell(lit),
        cell(struck),
        cell(&(run("Yes / ") + struck)),
    ]
    .concat()]);
    assert_eq!(
        shown(&grid),
        [
            r#"0,0 Text("\u{f0fc}")"#,
            r#"0,1 Text("✔ since May")"#,
            "0,2 Empty",
            r#"0,3 Text("No")"#,
            r#"0,4 Text("No")"#,
            r#"0,5 Text("Yes / ")"#,
        ]
    );
    assert_eq!(grid.cells[0].look.symbol_font, Some(SymbolFont::Wingdings));
    assert_eq!(grid.cells[2].look.fill, Some(0x0092_d050));
    assert_eq!(grid.cells[3].look.fill, Some(0x00ff_ff00));
    assert!(grid.cells[4].look.is_struck && !grid.cells[5].look.is_struck);
}

#[test]
fn tables_within_cells_are_tables_and_text() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&run("Yes")), cell(&run("x")));
    let opened =
        open(&format!("<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc>{}</w:tr></w:tbl>", cell(&run("after"))));
    assert_eq!(
        opened.grids.iter().map(|grid| grid.sheet.as_str()).collect::<Vec<_>>(),
        ["table 1", "table 2"]
    );
    assert_eq!(shown(&opened.grids[0]), [r#"0,0 Text("Yes\nx")"#, r#"0,1 Text("after")"#]);
    assert_eq!(shown(&opened.grids[1]), [r#"0,0 Text("Yes")"#, r#"0,1 Text("x")"#]);
}

#[test]
fn paragraphs_outside_tables_are_rows() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(text)));
    let choice = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
        text_box("in a box"),
        text_box("in a box")
    );
    let opened = open(
        &(paragraph(&run("School: Poplar Green"))
            + &paragraph(
                &(run("Date:") + "<w:r><w:tab/></w:r>" + &run("May") + "<w:r><w:br/></w:r>" + &run("2026")),
            )
            + &paragraph(&choice)),
    );
    assert_eq!(
        shown(&opened.grids[0]),
        [
            r#"0,0 Text("School: Poplar Green")"#,
            r#"1,0 Text("Date:")"#,
            r#"1,1 Text("May\n2026")"#,
            r#"2,0 Text("in a box")"#,
        ]
    );
    assert_eq!(opened.grids[0].sheet, "text");
}

#[test]
fn a_table_that_became_text_keeps_its_empty_cells() {
    let line = |pieces: &[&str]| {
        let tabbed: Vec<String> = pieces.iter().map(|piece| run(piece)).collect();
        paragraph(&tabbed.join("<w:r><w:tab/></w:r>"))
    };
    let lines = [
        line(&["School", "", "", "Back School"]),
        line(&["Policy", "Yes", "Partly", "No"]),
        line(&["There is a policy", "", "x"]),
        line(&["It is known", "", "", "x"]),
        line(&["It is new", "x"]),
        line(&["It is old", "", "x"]),
    ];
    let columns = |lines: &[String]| -> Vec<Vec<u32>> {
        let opened = open(&lines.concat());
        let rows = 0..u32::try_from(lines.len()).unwrap();
        rows.map(|row| opened.grids[0].row(row).iter().map(|cell| cell.column).collect()).collect()
    };
    assert_eq!(
        columns(&lines),
        [vec![0, 3], vec![0, 1, 2, 3], vec![0, 2], vec![0, 3], vec![0, 1], vec![0, 2]]
    );
    // Marks here behind one tab, there behind more, stand in columns without headings, too.
    let even = [["", "x", ""], ["", "", "x"], ["x", "", ""], ["", "x", ""]]
        .map(|marks| line(&[["There is a policy"].as_slice(), &marks].concat()));
    assert_eq!(columns(&even), [[0, 2], [0, 3], [0, 1], [0, 2]]);
    // On lines with now more tabs, now fewer, they may be all in one.
    assert_eq!(columns(&lines[2..]), [[0, 1]; 4]);
    // Elsewhere several tabs are one gap.
    let letter = [
        line(&["School", "", "", "Back School"]),
        line(&["Date", "", "May"]),
        line(&["There is a policy", "", "Yes"]),
    ];
    assert_eq!(columns(&letter), [[0, 1], [0, 1], [0, 1]]);
}

#[test]
fn names_are_known_by_their_namespace() {
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&(run("one") + "<v:t>not this</v:t>")));
    for (prefix, namespace) in [("ns0", TRANSITIONAL), ("w", STRICT)] {
        let opened =
            read::open("a.docx", &document(&body, prefix, namespace), &Limits::default(), &InProcess);
        assert_eq!(shown(&opened.grids[0]), [r#"0,0 Text("one")"#], "{prefix} {namespace}");
    }
}

#[test]
fn a_prefix_means_what_the_nearest_element_says() {
    let lent = format!("<w:lent xmlns:w=\"urn:another\">{}</w:lent>", run("not this"));
    let plain = format!("<p xmlns=\"{TRANSITIONAL}\"><r><t>two</t></r></p>");
    let passed = format!("<w:del xmlns:w=\"{TRANSITIONAL}\">{}</w:del>", run("nor this"));
    let inner = run("one") + &lent + &passed + &run(", and more");
    let opened =
        open(&(paragraph(&inner) + &plain + "<p><r><t>neither</t></r></p>" + &paragraph(&run("three"))));
    assert_eq!(
        shown(&opened.grids[0]),
        [r#"0,0 Text("one, and more")"#, r#"1,0 Text("two")"#, r#"2,0 Text("three")"#]
    );
}

#[test]
fn a_table_knows_where_it_stands() {
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&run("x")));
    let outer = format!("<w:tbl><w:tr>{}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>", cell(&run("a")));
    let opened = open(&(paragraph(&run("first")) + &paragraph("") + &outer + &paragraph(&run("last"))));
    let stands: Vec<_> = opened.grids.iter().map(|grid| (grid.sheet.as_str(), grid.stands)).collect();
    let within = Stands::Within { table: 1, row: 0, column: 1 };
    assert_eq!(stands, [("text", Stands::Alone), ("table 1", Stands::Before(2)), ("table 2", within)]);
}

/// A document with its named styles and a page's foot.
fn styled(body: &str) -> Vec<u8> {
    let of = |part: &str, inner: &str| format!("<w:{part} xmlns:w=\"{TRANSITIONAL}\">{inner}</w:{part}>");
    let style = |id: &str, more: &str| format!("<w:style w:styleId=\"{id}\">{more}</w:style>");
    let styles = style("Tick", "<w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr>")
        + &style("Made", "<w:basedOn w:val=\"Tick\"/>")
        + &style("Gone", "<w:rPr><w:strike/></w:rPr>");
    let relationship = |id: &str, kind: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{kind}.xml\"/>")
    };
    let xmlns = "http://schemas.openxmlformats.org/package/2006/relationships";
    let own = relationship("a", "officeDocument").replace("officeDocument.xml", "word/document.xml");
    let more = relationship("b", "styles") + &relationship("c", "footer");
    let [own, more] =
        [own, more].map(|list| format!("<Relationships xmlns=\"{xmlns}\">{list}</Relationships>"));
    archive::zip(&[
        ("_rels/.rels", own.as_bytes()),
        ("word/_rels/document.xml.rels", more.as_bytes()),
        ("word/styles.xml", of("styles", &styles).as_bytes()),
        ("word/footer.xml", of("ftr", &paragraph(&run("School: Tong School"))).as_bytes()),
        ("word/document.xml", of("document", &format!("<w:body>{body}</w:body>")).as_bytes()),
    ])
}

#[test]
fn styles_and_a_pages_foot_are_read() {
    let by = |style: &str, text: &str| {
        format!("<w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let by_paragraph =
        format!("<w:tc><w:p><w:pPr><w:pStyle w:val=\"Tick\"/></w:pPr>{}</w:p></w:tc>", run("\u{fc}"));
    let row = cell(&by("Made", "\u{fc}")) + &by_paragraph + &cell(&(run("Yes / ") + &by("Gone", "No")));
    let bytes = styled(&format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>"));
    let opened = read::open("a.docx", &bytes, &Limits::default(), &InProcess);
    let fonts: Vec<_> = opened.grids[0].cells.iter().map(|cell| cell.look.symbol_font).collect();
    assert_eq!(fonts, [Some(SymbolFont::Wingdings), Some(SymbolFont::Wingdings), None]);
    assert_eq!(shown(&opened.grids[0])[2], r#"0,2 Text("Yes / ")"#);
    assert_eq!(opened.grids[1].sheet, "footer");
    assert_eq!(shown(&opened.grids[1]), [r#"0,0 Text("School: Tong School")"#]);
}

#[test]
fn text_on_a_coloured_ground_is_set_off() {
    let shaded = |fill: &str| {
        format!("<w:r><w:rPr><w:shd w:val=\"clear\" w:fill=\"{fill}\"/></w:rPr><w:t>No</w:t></w:r>")
    };
    let grid =
        table(&[&(cell(&(run("Yes / ") + &shaded("FFFF00"))) + &cell(&(run("Yes / ") + &shaded("auto"))))]);
    assert_eq!(grid.cells[0].look.stands_out, Some((6, 8)));
    assert_eq!(grid.cells[1].look.stands_out, None);
}

#[test]
fn nesting_beyond_the_limit_is_refused() {
    let depth = 5000;
    let opened = open(&("<w:sdt>".repeat(depth) + &"</w:sdt>".repeat(depth)));
    assert_eq!(opened.refused.map(|rule| rule.code), Some("F105"));
}

#[test]
fn entities_of_the_files_own_are_not_expanded() {
    let opened = open(&paragraph(&run("a &amp; b &#x263A; &lol;")));
    assert_eq!(shown(&opened.grids[0]), [r#"0,0 Text("a & b ☺ &lol;")"#]);
}

#[test]
fn a_picture_in_a_cell_is_told_of() {
    let picture = "<w:r><w:drawing><wp:inline xmlns:wp=\"urn:x\"/></w:drawing></w:r>";
    let boxed =
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>words</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>";
    let row = |first: &str, second: &str| format!("<w:tr>{}{}</w:tr>", cell(first), cell(second));
    let told = |rows: &[String]| -> Vec<String> {
        let opened = open(&format!("<w:tbl>{}</w:tbl>", rows.concat()));
        opened.findings.iter().map(|finding| format!("{} {}", finding.rule.code, finding.message)).collect()
    };
    let heads = row(&run("Statement"), &run("Yes"));
    let marked = told(&[heads.clone(), row(&run("One"), picture), row(&run("Two"), picture)]);
    assert!(
        matches!(marked.as_slice(), [only] if only.starts_with("F114") && only.ends_with("2 pictures")),
        "{marked:?}"
    );
    // A letterhead, and a text box, whose words are read.
    assert!(told(&[row(picture, ""), heads, row(&run("One"), boxed)]).is_empty());
}

#[test]
fn words_struck_out_beside_others_and_hidden_ones_are_told_of() {
    let look = |look: &str, text: &str| format!("<w:r><w:rPr><w:{look}/></w:rPr><w:t>{text}</w:t></w:r>");
    let told = |content: &str| -> Vec<String> {
        let row = format!("<w:tr>{}{}</w:tr>", cell(&paragraph(&run("One"))), cell(&paragraph(content)));
        let opened = open(&format!("<w:tbl>{row}</w:tbl>"));
        opened.findings.iter().map(|finding| format!("{} {}", finding.rule.code, finding.message)).collect()
    };
    let struck = told(&(look("strike", "Planned for May") + &run("Done in June")));
    assert!(
        matches!(struck.as_slice(), [only] if only.contains("struck words \"Planned for May\"")),
        "{struck:?}"
    );
    let hidden = told(&(look("vanish", "Ask the head first") + &run("Done in June")));
    assert!(
        matches!(hidden.as_slice(), [only] if only.contains("hidden words \"Ask the head first\"")),
        "{hidden:?}"
    );
    // An answer that was not chosen, and what is struck out alone, which is read.
    assert!(told(&(look("strike", "Yes / Partly") + &run(" No"))).is_empty());
    assert!(told(&look("strike", "Planned for May")).is_empty());
}

#[test]
fn letters_that_are_coloured_or_cannot_be_seen_are_known() {
    let coloured = |colour: &str, text: &str| {
        format!(r#"<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>{text}</w:t></w:r>"#)
    };
    let dark = r#"<w:tc><w:tcPr><w:shd w:val="clear" w:fill="002060"/></w:tcPr>"#;
    let grid = table(&[
        &cell(&coloured("FFFFFF", "x")),
        &format!("{dark}{}</w:tc>", paragraph(&coloured("FFFFFF", "x"))),
        &format!("{dark}{}</w:tc>", paragraph(&coloured("002060", "x"))),
        &cell(&coloured("00B050", "x")),
        &cell(&(coloured("FFFFFF", "x") + &run(" seen"))),
        &cell(&coloured("auto", "x")),
    ]);
    // What is shaded here may be behind letters there; and a fill is seen itself.
    let (blue, green) = (Letters::Coloured(0x0000_2060), Letters::Coloured(0x0000_B050));
    assert_eq!(grid.letters, [(2, 0, blue), (3, 0, green)]);
    let plain = table(&[&cell(&coloured("FFFFFF", "x")), &cell(&coloured("00B050", "x")), &cell(&run("x"))]);
    assert_eq!(plain.letters, [(0, 0, Letters::Unseen), (1, 0, green)]);
}

#[test]
fn a_row_that_lacks_a_cell_is_known_as_short() {
    let row = |cells: &[&str]| cells.iter().map(|text| cell(&paragraph(&run(text)))).collect::<String>();
    let whole = row(&["A statement", "x", "", ""]);
    let torn = row(&["Another", "x", ""]);
    let left = format!("<w:trPr><w:gridAfter w:val=\"1\"/></w:trPr>{}", row(&["A third", "x", ""]));
    let spans = format!(
        "{}<w:tc><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>{}</w:tc>",
        cell(&paragraph(&run("A title"))),
        paragraph(&run("and more"))
    );
    let rows = [&whole, &torn, &left, &spans, &whole, &whole].map(String::as_str);
    assert_eq!(table(&rows).short_rows, [1]);
}

#[test]
fn cells_written_plainly_read_the_same_whatever_the_prefix() {
    let plain =
        |text: &str| format!("<w:tc><w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p></w:tc>");
    let width = "<w:tcPr><w:tcW w:w=\"900\" w:type=\"dxa\"/></w:tcPr>";
    let named = format!(
        "<w:tc>{width}<w:p w:rsidR=\"00A1\"><w:r w:rsidRPr=\"00B2\"><w:t>Yes</w:t></w:r></w:p></w:tc>"
    );
    let texts = ["Yes", " ", "a &lt; b &amp; c", "\u{200b}", "two\r\nlines", "\n", "x", "P", "\u{fc}", ""];
    let texts = texts.map(plain).concat();
    let spanned =
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>", paragraph(&run("wide")));
    let empty = "<w:tc><w:p/></w:tc><w:tc><w:p></w:p></w:tc><w:tc><w:tcPr/><w:p/></w:tc>";
    let rows = [
        texts.clone(),
        format!("{named}{empty}{named}"),
        format!("{}{spanned}{}", plain("before"), plain("behind")),
        format!("<w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{}", plain("third")),
        format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}", plain("held"), plain("free")),
        format!(
            "{}{}",
            cell(&field("<w:ddList><w:listEntry w:val=\"No\"/></w:ddList>", &run("No"))),
            plain("after")
        ),
        format!("<w:trPr><w:del/></w:trPr>{}", plain("deleted")),
        plain("last"),
    ];
    let rows = rows.map(|row| format!("<w:tr>{row}</w:tr>")).concat();
    let nested =
        format!("<w:tbl><w:tr><w:tc><w:tbl>{rows}</w:tbl><w:p/></w:tc>{}</w:tr></w:tbl>", plain("outer"));
    let hiding = format!("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:tbl>{rows}</w:tbl></w:p>");
    for body in [format!("<w:tbl>{rows}</w:tbl>"), nested, hiding] {
        let read = |prefix| {
            let opened =
                read::open("a.docx", &document(&body, prefix, TRANSITIONAL), &Limits::default(), &InProcess);
            (format!("{:?}", opened.grids), format!("{:?}", opened.findings))
        };
        assert_eq!(read("w"), read("x"));
    }
}

/// A document with lists: 1 has plain bullets, 2 ticks, 3 ticks of a picture font, 4 boxes, 5 plain bullets but for a tick in the
/// place of the first level, 6 ticks but for a plain bullet there. Paragraphs styled `Tick` and those made of it stand in 2.
fn with_lists(body: &str) -> Opened {
    let level = |glyph: &str, font: &str| {
        format!(
            "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"{glyph}\"/><w:rPr><w:rFonts w:ascii=\"{font}\"/></w:rPr></w:lvl>"
        )
    };
    let kinds =
        [level("•", "Arial"), level("✓", "Arial"), level("\u{f0fc}", "Wingdings"), level("☐", "Arial")];
    let lists = kinds.iter().zip(1..).fold(String::new(), |lists, (level, at)| {
        lists
            + &format!("<w:abstractNum w:abstractNumId=\"{at}0\">{level}</w:abstractNum>")
            + &format!("<w:num w:numId=\"{at}\"><w:abstractNumId w:val=\"{at}0\"/></w:num>")
    });
    let own = |list: u32, kind: u32, glyph: &str| {
        let level = level(glyph, "Arial");
        format!(
            "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{kind}0\"/><w:lvlOverride w:ilvl=\"0\">{level}</w:lvlOverride></w:num>"
        )
    };
    let lists = lists + &own(5, 1, "✓") + &own(6, 2, "•");
    let numbering = format!("<w:numbering xmlns:w=\"{TRANSITIONAL}\">{lists}</w:numbering>");
    let styles = format!(
        "<w:styles xmlns:w=\"{TRANSITIONAL}\"><w:style w:type=\"paragraph\" w:styleId=\"Plain\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>
         <w:style w:type=\"paragraph\" w:styleId=\"Tick\"><w:basedOn w:val=\"Plain\"/><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>
         <w:style w:type=\"paragraph\" w:styleId=\"Small\"><w:basedOn w:val=\"Tick\"/></w:style></w:styles>"
    );
    let document = format!("<w:document xmlns:w=\"{TRANSITIONAL}\"><w:body>{body}</w:body></w:document>");
    let related = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let own = related("numbering", "numbering.xml").replace(
        "</Relationships>",
        "<Relationship Id=\"b\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" \
         Target=\"styles.xml\"/></Relationships>",
    );
    let bytes = archive::zip(&[
        ("_rels/.rels", related("officeDocument", "word/document.xml").as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", own.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    read::open("a.docx", &bytes, &Limits::default(), &InProcess)
}

/// A cell whose paragraph stands in a list.
fn in_list(list: u32, inner: &str) -> String {
    cell(&format!(
        "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{inner}"
    ))
}

#[test]
fn a_tick_for_a_bullet_may_come_from_a_style_or_from_a_lists_own_level() {
    let styled =
        |style: &str, inner: &str| cell(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inner}"));
    let said = |text: &str| cell(&run(text));
    let off = "<w:pPr><w:pStyle w:val=\"Tick\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>";
    let rows = [
        [said("One"), styled("Tick", ""), cell("")],
        [said("Two"), styled("Small", ""), in_list(5, "")],
        // A plain bullet, one of a style, a list that was taken away, one in the place of the tick, a style without a list.
        [said("Three"), styled("Plain", ""), in_list(1, "")],
        [said("Four"), cell(off), in_list(6, "")],
        [said("Five"), styled("Normal", ""), styled("Tick", &run("Yes"))],
    ];
    let body = rows.iter().fold(String::new(), |rows, row| rows + "<w:tr>" + &row.concat() + "</w:tr>");
    let opened = with_lists(&format!("<w:tbl>{body}</w:tbl>"));
    assert_eq!(
        shown(&opened.grids[0]),
        [
            r#"0,0 Text("One")"#,
            "0,1 Text(\"✓\")",
            r#"1,0 Text("Two")"#,
            "1,1 Text(\"✓\")",
            "1,2 Text(\"✓\")",
            r#"2,0 Text("Three")"#,
            r#"3,0 Text("Four")"#,
            r#"4,0 Text("Five")"#,
            r#"4,2 Text("Yes")"#,
        ]
    );
}

#[test]
fn a_tick_for_a_bullet_alone_in_a_cell_is_a_tick() {
    let rows = |rows: &[[String; 3]]| {
        let rows = rows.iter().fold(String::new(), |rows, row| rows + "<w:tr>" + &row.concat() + "</w:tr>");
        with_lists(&format!("<w:tbl>{rows}</w:tbl>")).grids.into_iter().next().unwrap_or_default()
    };
    let none = || cell("");
    let said = |text: &str| cell(&run(text));
    let changed =
        "<w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>";
    let grid = rows(&[
        [said("One"), in_list(2, ""), none()],
        [said("Two"), none(), in_list(3, "")],
        // A plain bullet, an empty box, a list that was taken away, words beside a tick.
        [said("Three"), in_list(1, ""), in_list(4, "")],
        [said("Four"), cell(changed), in_list(2, &run("Yes"))],
    ]);
    assert_eq!(
        shown(&grid),
        [
            r#"0,0 Text("One")"#,
            r#"0,1 Text("✓")"#,
            r#"1,0 Text("Two")"#,
            r#"1,2 Text("✔")"#,
            r#"2,0 Text("Three")"#,
            r#"3,0 Text("Four")"#,
            r#"3,2 Text("Yes")"#,
        ]
    );
    // Where such bullets stand before sentences, an empty one is no mark; somebody is to look at it.
    let grid = rows(&[
        [in_list(2, &run("All staff are trained each year.")), none(), in_list(2, "")],
        [said("Two"), in_list(2, ""), in_list(3, &run("See the minutes of the meeting in May"))],
    ]);
    let ticks: Vec<(u32, u32)> = grid
        .cells
        .iter()
        .filter(|cell| cell.value.as_text() == Some("✓"))
        .map(|cell| (cell.row, cell.column))
        .collect();
    assert_eq!((ticks, grid.drawn_over), (vec![(1, 1)], vec![(0, 2)]));
}
