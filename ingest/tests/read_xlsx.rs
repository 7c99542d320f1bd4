//! Workbooks written in code, read back cell by cell.
//! In: forms written here. Out: assertions on grids. Never reads a file from disk.

mod archive;

use ingest::{
    grid::{Block, Grid, Letters, Look, SymbolFont, Value},
    read::{self, InProcess, Limits, Opened},
};
use proptest::prelude::*;
use rust_xlsxwriter::{Color, Format, FormatPattern, Formula, Workbook};

fn open(name: &str, bytes: &[u8]) -> Opened {
    read::open(name, bytes, &Limits::default(), &InProcess)
}

fn texts(grid: &Grid) -> Vec<String> {
    grid.cells
        .iter()
        .map(|cell| format!("{}={:?}", grid.cell_name(cell.row, cell.column), cell.value))
        .collect()
}

#[test]
fn values_looks_and_layout_come_back() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let tick = Format::new().set_font_name("Wingdings");
    let green = Format::new().set_background_color(Color::RGB(0x0092_D050)).set_pattern(FormatPattern::Solid);
    let date = Format::new().set_num_format("dd/mm/yyyy");
    sheet.set_name("Form").unwrap();
    sheet.write_string(0, 0, "Statement & more").unwrap();
    sheet.write_string_with_format(1, 1, "\u{fc}", &tick).unwrap();
    sheet.write_blank(2, 1, &green).unwrap();
    sheet.write_number_with_format(3, 1, 46085.0, &date).unwrap();
    sheet.write_boolean(4, 1, true).unwrap();
    sheet.write_formula(5, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_string_with_format(6, 1, "old", &Format::new().set_font_strikethrough()).unwrap();
    sheet.merge_range(7, 0, 8, 2, "merged", &Format::new()).unwrap();
    let share = Format::new().set_num_format("0%");
    sheet.write_number_with_format(9, 1, 0.5, &share).unwrap();
    let length = Format::new().set_num_format("[hh]:mm:ss");
    sheet.write_number_with_format(10, 1, 1.25, &length).unwrap();
    sheet.set_row_hidden(4).unwrap();
    sheet.set_column_hidden(1).unwrap();
    workbook.add_worksheet().set_name("Lists").unwrap().set_hidden(true).write_string(0, 0, "Yes").unwrap();
    let opened = open("a.xlsx", &workbook.save_to_buffer().unwrap());

    assert_eq!(opened.findings, []);
    assert_eq!(opened.kind, "xlsx");
    let [form, lists] = opened.grids.as_slice() else { panic!("two sheets, not {}", opened.grids.len()) };
    assert_eq!(
        texts(form),
        [
            r#"A1=Text("Statement & more")"#,
            r#"B2=Text("ü")"#,
            "B3=Empty",
            "B4=Serial(46085.0)",
            "B5=Flag(true)",
            r##"B6=Error("#DIV/0!")"##,
            r#"B7=Text("old")"#,
            r#"A8=Text("merged")"#,
            r#"B10=Text("50%")"#,
            r#"B11=Text("30:00")"#,
        ]
    );
    assert_eq!(form.at(1, 1).unwrap().look.symbol_font, Some(SymbolFont::Wingdings));
    assert_eq!(form.at(2, 1).unwrap().look.fill, Some(0x0092_D050));
    assert!(form.at(6, 1).unwrap().look.is_struck);
    assert_eq!(form.merges, [Block { top: 7, left: 0, bottom: 8, right: 2 }]);
    assert_eq!(form.hidden_rows, [4]);
    assert_eq!(form.hidden_columns, [1]);
    assert!(lists.is_hidden);
}

#[test]
fn letters_that_are_coloured_or_cannot_be_seen_are_known() {
    let dark = Color::RGB(0x0000_2060);
    let letters = |colour: Color| Format::new().set_font_color(colour);
    let looks = [
        letters(Color::White),
        letters(Color::White).set_background_color(dark).set_pattern(FormatPattern::Solid),
        letters(dark).set_background_color(dark).set_pattern(FormatPattern::Solid),
        letters(Color::RGB(0x0000_B050)),
        letters(Color::Black),
        Format::new().set_num_format(";;;"),
        letters(Color::White).set_pattern(FormatPattern::Gray125),
    ];
    let form = |is_painted: bool| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, look) in (0..).zip(&looks) {
            sheet.write_string_with_format(row, 1, "x", look).unwrap();
            sheet.write_blank(row, 2, look).unwrap();
        }
        if is_painted {
            let rule = rust_xlsxwriter::ConditionalFormatDuplicate::new().set_format(letters(dark));
            sheet.add_conditional_format(0, 1, 9, 1, &rule).unwrap();
        }
        open("a.xlsx", &workbook.save_to_buffer().unwrap()).grids.remove(0).letters
    };
    let green = Letters::Coloured(0x0000_B050);
    let unseen = Letters::Unseen;
    // A fill is seen itself, whatever stands on it.
    let blue = Letters::Coloured(0x0000_2060);
    assert_eq!(form(false), [(0, 1, unseen), (2, 1, blue), (3, 1, green), (5, 1, unseen)]);
    // A rule may colour what is behind them.
    assert_eq!(form(true), [(2, 1, blue), (3, 1, green)]);
}

#[test]
fn texts_alone_keep_their_own_workbooks_looks() {
    let workbook = |fill: u32, font: &str, is_struck: bool, hides: bool| {
        let mut workbook = Workbook::new();
        let filled = Format::new().set_background_color(Color::RGB(fill)).set_pattern(FormatPattern::Solid);
        let tick = Format::new().set_font_name(font);
        let tick = if is_struck { tick.set_font_strikethrough() } else { tick };
        let sheet = workbook.add_worksheet();
        sheet.write_string_with_format(0, 0, "Yes", &filled).unwrap();
        sheet.write_string_with_format(1, 0, "\u{fc}", &tick).unwrap();
        sheet.write_blank(2, 0, &filled).unwrap();
        workbook.add_worksheet().set_hidden(hides).write_string(0, 0, "No").unwrap();
        workbook.save_to_buffer().unwrap()
    };
    let (red, green) = (0x00ff_0000, 0x0000_ff00);
    // One after another, as the returns of one template are read, and others between them.
    for (fill, font, is_struck, hides) in [
        (red, "Wingdings", false, false),
        (red, "Wingdings", false, true),
        (green, "Wingdings", false, false),
        (green, "Arial", false, true),
        (red, "Arial", true, false),
        (red, "Wingdings", false, false),
    ] {
        let opened = open("a.xlsx", &workbook(fill, font, is_struck, hides));
        assert_eq!(opened.findings, []);
        let [first, second] = opened.grids.as_slice() else { panic!("two sheets") };
        let look = |row| first.at(row, 0).map(|cell| cell.look).unwrap_or_default();
        assert_eq!((look(0).fill, look(2).fill), (Some(fill), Some(fill)));
        assert_eq!(look(1).symbol_font, (font == "Wingdings").then_some(SymbolFont::Wingdings));
        assert_eq!(look(1).is_struck, is_struck);
        assert_eq!((first.is_hidden, second.is_hidden), (false, hides));
    }
}

#[test]
fn ticks_within_rich_text_keep_their_font() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let tick = Format::new().set_font_name("Wingdings");
    let plain = Format::new().set_font_name("Arial");
    sheet.write_rich_string(0, 0, &[(&tick, "\u{fc}"), (&plain, " since May")]).unwrap();
    sheet.write_rich_string_with_format(1, 0, &[(&plain, "done"), (&plain, " late")], &tick).unwrap();
    sheet.write_string(2, 0, "plain").unwrap();
    let opened = open("a.xlsx", &workbook.save_to_buffer().unwrap());
    let grid = &opened.grids[0];
    assert_eq!(texts(grid), [r#"A1=Text("✔ since May")"#, r#"A2=Text("done late")"#, r#"A3=Text("plain")"#]);
    assert!(grid.cells.iter().all(|cell| cell.look.symbol_font.is_none()));
}

#[test]
fn what_is_set_off_or_struck_in_rich_text_is_known() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (plain, bold) = (Format::new(), Format::new().set_bold());
    let (under, struck) = (
        Format::new().set_underline(rust_xlsxwriter::FormatUnderline::Single),
        Format::new().set_font_strikethrough(),
    );
    sheet.write_rich_string(0, 0, &[(&plain, "Yes / "), (&bold, "Partly"), (&plain, " / No")]).unwrap();
    sheet.write_rich_string(1, 0, &[(&under, "Yes"), (&plain, " / Partly / No")]).unwrap();
    sheet.write_rich_string(2, 0, &[(&struck, "Yes / "), (&plain, "Partly"), (&struck, " / No")]).unwrap();
    sheet
        .write_rich_string(3, 0, &[(&bold, "Yes"), (&plain, " / "), (&bold, "Partly"), (&plain, " / No")])
        .unwrap();
    sheet.write_rich_string(4, 0, &[(&bold, "Yes"), (&bold, " / No")]).unwrap();
    sheet.write_rich_string(5, 0, &[(&struck, "Yes"), (&struck, " / No")]).unwrap();
    sheet.write_string_with_format(6, 0, "bold as a whole", &bold).unwrap();
    let opened = open("a.xlsx", &workbook.save_to_buffer().unwrap());
    let is_struck: Vec<bool> = opened.grids[0].cells.iter().map(|cell| cell.look.is_struck).collect();
    assert_eq!(is_struck, [false, false, false, false, false, true, false]);
    let told: Vec<&str> = opened.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(
        matches!(told.as_slice(), [only] if only.contains("struck words in A3 \"Yes / / No\"") && !only.contains("A6")),
        "{told:?}"
    );
    let shown: Vec<(&str, Option<(u16, u16)>)> = opened.grids[0]
        .cells
        .iter()
        .map(|cell| (cell.value.as_text().unwrap_or_default(), cell.look.stands_out))
        .collect();
    assert_eq!(
        shown,
        [
            ("Yes / Partly / No", Some((6, 12))),
            ("Yes / Partly / No", Some((0, 3))),
            ("Partly", None),
            ("Yes / Partly / No", Some(Look::SEVERAL)),
            ("Yes / No", None),
            ("Yes / No", None),
            ("bold as a whole", None),
        ]
    );
}

#[test]
fn rich_text_is_known_in_the_sheet_itself_and_as_other_programs_write_it() {
    let shared = |runs: &str| format!("<sst><si>{runs}</si></sst>");
    let in_sheet = |runs: &str| format!(r#"<c r="A1" t="inlineStr"><is>{runs}</is></c>"#);
    let run =
        |look: &str, text: &str| format!("<r><rPr>{look}</rPr><t xml:space=\"preserve\">{text}</t></r>");
    for (runs, expected) in [
        (run("<strike/>", "Yes ") + &run("", "No"), ("No", None)),
        (run(r#"<strike val="true"/>"#, "Yes ") + &run(r#"<b val="false"/>"#, "No"), ("No", None)),
        (run(r#"<b val="true"/>"#, "Yes") + &run("", " / No"), ("Yes / No", Some((0, 3)))),
        (run(r#"<b val="false"/>"#, "Yes") + &run("", " / No"), ("Yes / No", None)),
        (
            run(r#"<color rgb="FFFF0000"/>"#, "Yes") + &run(r#"<color theme="1"/>"#, " / No"),
            ("Yes / No", Some(Look::SEVERAL)),
        ),
        (
            run(r#"<color rgb="FFFF0000"/><b/>"#, "Yes") + &run(r#"<color theme="1"/>"#, " / No"),
            ("Yes / No", Some((0, 3))),
        ),
        (run(r#"<color rgb="FF000000"/>"#, "Yes") + &run("", " / No"), ("Yes / No", None)),
    ] {
        let by_index = r#"<c r="A1" t="s"><v>0</v></c>"#.to_owned();
        for (cell, strings) in [(in_sheet(&runs), shared("<t>x</t>")), (by_index, shared(&runs))] {
            let opened = open("a.xlsx", &package(&cell, &strings));
            let cell = &opened.grids[0].cells[0];
            assert_eq!((cell.value.as_text().unwrap(), cell.look.stands_out), expected, "{runs}");
        }
    }
}

/// A workbook of one sheet with one row, put together by hand.
fn package(cells: &str, strings: &str) -> Vec<u8> {
    encoded(cells, strings, |part| part.as_bytes().to_vec())
}

/// The same with its sheet and its texts in some encoding.
fn encoded(cells: &str, strings: &str, encode: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |rows: &[(&str, &str)]| {
        let rows: Vec<String> = rows
            .iter()
            .map(|(kind, target)| {
                format!(r#"<Relationship Id="{kind}" Type="{kinds}/{kind}" Target="{target}"/>"#)
            })
            .collect();
        format!("<Relationships>{}</Relationships>", rows.concat())
    };
    let root = rels(&[("officeDocument", "xl/workbook.xml")]);
    let own = rels(&[("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]);
    let sheet = format!(r#"<worksheet><sheetData><row r="1">{cells}</row></sheetData></worksheet>"#);
    archive::zip(&[
        ("_rels/.rels", root.as_bytes()),
        (
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="Form" sheetId="1" r:id="worksheet"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", own.as_bytes()),
        ("xl/worksheets/sheet1.xml", encode(&sheet).as_slice()),
        ("xl/sharedStrings.xml", encode(strings).as_slice()),
    ])
}

#[test]
fn parts_in_other_encodings_are_read() {
    let cells =
        "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Sgoil Bh\u{e0}gh</t></is></c>";
    let strings = "<sst><si><t>Caf\u{e9}</t></si></sst>";
    let declared =
        |encoding: &str, part: &str| format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>{part}");
    let utf_16 = |part: &str| -> Vec<u8> {
        let units = declared("UTF-16", part).encode_utf16().collect::<Vec<u16>>();
        [vec![0xff, 0xfe], units.into_iter().flat_map(u16::to_le_bytes).collect()].concat()
    };
    let latin_1 = |part: &str| -> Vec<u8> {
        declared("ISO-8859-1", part).chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
    };
    let wanted = ["A1=Text(\"Caf\u{e9}\")", "B1=Text(\"Sgoil Bh\u{e0}gh\")"];
    for bytes in [encoded(cells, strings, utf_16), encoded(cells, strings, latin_1)] {
        let opened = open("a.xlsx", &bytes);
        assert_eq!(opened.findings, []);
        assert_eq!(texts(&opened.grids[0]), wanted);
    }
}

/// Cells as programs write them, and as they do not, at a place and with a number.
const CELLS: [&str; 20] = [
    r#"<c r="{at}" t="s"><v>{n}</v></c>"#,
    r#"<c r="{at}" s="1" t="s"><v>{n}</v></c>"#,
    r#"<c r="{at}" s="1"/>"#,
    r#"<c r="{at}"/>"#,
    r#"<c r="{at}"><v>{n}</v></c>"#,
    r#"<c r="{at}" t="b"><v>1</v></c>"#,
    r#"<c r="{at}" t="inlineStr"><is><t>in place {n}</t></is></c>"#,
    r#"<c r="{at}" t="str"><f>A1</f><v>made</v></c>"#,
    r#"<c r="{at}"><f>A1</f></c>"#,
    r#"<c r="{at}" t="e"><v>#REF!</v></c>"#,
    r#"<c t="s" r="{at}"><v>{n}</v></c>"#,
    r"<c r='{at}' t='s'><v>{n}</v></c>",
    r#"<c t="s"><v>{n}</v></c>"#,
    r#"<c r="{at}" t="s"><v> {n} </v></c>"#,
    r#"<c r="{at}" t="s"><v></v></c>"#,
    r#"<c r="{at}" t="s"/>"#,
    r#"<c r="{at}" t="s"><v>99</v></c>"#,
    r#"<c r="{at}" t="n"><v>no number</v></c>"#,
    r#"<c r="{at}" t="odd"><v>1</v></c>"#,
    r#"</row><row r="{n}" spans="1:5">"#,
];

/// Strings of a workbook's table: plain ones, and such as only the library makes out.
const STRINGS: [&str; 11] = [
    "<si><t>plain</t></si>",
    "<si><t xml:space=\"preserve\"> blanks around </t></si>",
    "<si><t> none kept\t</t></si>",
    "<si><t>Health &amp; wellbeing &lt;b&gt; &quot;&apos;</t></si>",
    "<si><t>&#233; and &#x2713;</t></si>",
    "<si><t>two_x000D_\nlines</t></si>",
    "<si><t>line\r\nends</t></si>",
    "<si><t></t></si>",
    "<si><t/></si>",
    "<si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space=\"preserve\"> and not</t></r></si>",
    "<si><t>snake_case and _x</t></si>",
];

proptest! {
    #[test]
    fn cells_that_the_library_does_not_see_are_as_it_reads_them(
        cells in proptest::collection::vec((0..CELLS.len(), 0..12_usize, any::<bool>()), 0..40),
        n_cells in 1..=CELLS.len(),
        n_strings in 1..=STRINGS.len(),
    ) {
        let mut column = 0;
        let written: Vec<String> = cells
            .iter()
            .map(|(kind, n, stays)| {
                column += u32::from(!stays);
                let at = schemas::place::cell_name(u32::from(*n == 11), column);
                CELLS[kind % n_cells].replace("{at}", &at).replace("{n}", &n.to_string())
            })
            .collect();
        let strings: Vec<&str> = (0..12).map(|n| STRINGS[n % n_strings]).collect();
        let strings = format!("<sst>{}</sst>", strings.concat());
        let part = |part: &str| part.as_bytes().to_vec();
        // With a remark before its cells, the library reads all of a sheet.
        let remarked = |part: &str| part.replace("<sheetData>", "<!-- all --><sheetData>").into_bytes();
        let [own, whole] = [
            open("a.xlsx", &encoded(&written.concat(), &strings, part)),
            open("a.xlsx", &encoded(&written.concat(), &strings, remarked)),
        ];
        prop_assert_eq!(own.grids, whole.grids);
        prop_assert_eq!(own.findings, whole.findings);
    }
}

#[test]
fn a_cell_in_the_last_corner_is_harmless() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "first").unwrap();
    sheet.write_string(1_048_575, 16_383, "last").unwrap();
    let opened = open("a.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(texts(&opened.grids[0]), [r#"A1=Text("first")"#, r#"XFD1048576=Text("last")"#]);
}

#[test]
fn a_workbook_cut_short_is_refused() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "x").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let opened = open("a.xlsx", &bytes[..bytes.len() / 2]);
    assert_eq!((opened.kind, opened.refused.map(|rule| rule.code)), ("xlsx", Some("F103")));
}

#[test]
fn an_ending_that_says_another_kind_is_said() {
    let opened = open("a.xlsx", b"School,Answer\nA,Yes\n");
    assert_eq!(opened.kind, "csv");
    assert_eq!(opened.findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>(), ["F107"]);
    assert!(matches!(opened.grids[0].cells[3].value, Value::Text(ref text) if &**text == "Yes"));
}
