//! Pages, Excel's XML of 2003, archives, and what is refused or ignored.
//! In: files written here. Out: assertions. Never reads a file from disk.

mod archive;

use ingest::{
    grid::{Block, Grid, Letters, SymbolFont},
    read::{self, Entry, InProcess, Limits, Opened},
};

fn open(name: &str, bytes: &[u8]) -> Opened {
    read::open(name, bytes, &Limits::default(), &InProcess)
}

fn shown(grid: &Grid) -> Vec<String> {
    grid.cells.iter().map(|cell| format!("{},{} {:?}", cell.row, cell.column, cell.value)).collect()
}

#[test]
fn a_page_under_the_name_of_a_workbook_is_read() {
    let page = "<html><head><title>Export</title><style>td {color: red}</style></head><body>
        <table border=1><tr><th colspan=2>Policy &amp; practice<th>Yes
        <tr><td rowspan=2>A<td>one<br>more</td><td bgcolor='#92D050'></td></tr>
        <tr><td>two</td><td style=\"font-family:Wingdings\">&#252;</td></tr></table></body></html>";
    let opened = open("a.xls", page.as_bytes());
    assert_eq!((opened.kind, opened.findings[0].rule.code), ("html", "F107"));
    let [text, table] = opened.grids.as_slice() else { panic!("text and a table") };
    assert_eq!(shown(text), [r#"0,0 Text("Export")"#]);
    assert_eq!(
        shown(table),
        [
            r#"0,0 Text("Policy & practice")"#,
            r#"0,2 Text("Yes")"#,
            r#"1,0 Text("A")"#,
            r#"1,1 Text("one\nmore")"#,
            "1,2 Empty",
            r#"2,1 Text("two")"#,
            r#"2,2 Text("ü")"#,
        ]
    );
    assert_eq!(table.at(1, 2).and_then(|cell| cell.look.fill), Some(0x0092_d050));
    assert_eq!(table.at(2, 2).and_then(|cell| cell.look.symbol_font), Some(SymbolFont::Wingdings));
    assert_eq!(table.merges.len(), 2);
}

#[test]
fn the_answer_that_a_page_sets_off_from_others_is_known() {
    for chosen in [
        "<b>Partly</b>",
        "<span style='background: #ffff00'>Partly</span>",
        "<u>Partly</u>",
        "<mark>Partly</mark>",
    ] {
        let page = format!("<table><tr><td>a</td><td>\n  Yes / {chosen} / No</td></tr></table>");
        let opened = open("a.html", page.as_bytes());
        let cell = &opened.grids[0].cells[1];
        assert_eq!(cell.value.as_text(), Some("Yes / Partly / No"));
        assert_eq!(cell.look.stands_out, Some((6, 12)), "{chosen}");
    }
}

#[test]
fn the_xml_of_2003_is_read() {
    let text = r##"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="t"><Font ss:FontName="Wingdings"/><Interior ss:Color="#00FF00" ss:Pattern="Solid"/></Style></Styles>
        <Worksheet ss:Name="Return"><Table><Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">a &amp; b</Data></Cell>
        <Cell ss:StyleID="t"><Data ss:Type="String">&#252;</Data></Cell></Row><Row><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell>
        <Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="DateTime">2026-03-04T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"##;
    let opened = open("a.xml", text.as_bytes());
    assert_eq!(opened.findings, []);
    assert_eq!(
        shown(&opened.grids[0]),
        [
            r#"2,0 Text("a & b")"#,
            r#"2,2 Text("ü")"#,
            "3,1 Number(1.0)",
            "3,2 Flag(true)",
            "3,3 Date(2026-03-04)",
        ]
    );
    assert_eq!(opened.grids[0].cells[1].look.symbol_font, Some(SymbolFont::Wingdings));
    assert_eq!(opened.grids[0].merges, [Block { top: 2, left: 0, bottom: 2, right: 1 }]);
}

#[test]
fn archives_give_their_members_down_to_the_limit() {
    let csv = b"School,Answer\n".as_slice();
    let inner = archive::zip(&[("c.csv", csv)]);
    let outer = archive::zip(&[
        ("returns/a.csv", csv),
        ("../../b.csv", csv),
        ("__MACOSX/returns/._a.csv", b"x"),
        ("more.zip", &inner),
    ]);
    let entries = read::members("in.zip", &outer, &Limits::default());
    let names: Vec<_> = entries
        .iter()
        .map(|entry| (entry.name(), matches!(entry, Entry::File { bytes, .. } if bytes == csv)))
        .collect();
    assert_eq!(
        names,
        [
            ("in.zip/__MACOSX/returns/._a.csv", false),
            ("in.zip/b.csv", true),
            ("in.zip/more.zip/c.csv", true),
            ("in.zip/returns/a.csv", true)
        ]
    );
    let flat = Limits { archive_depth: 1, ..Limits::default() };
    let entries = read::members("in.zip", &outer, &flat);
    let refused = entries.iter().find(|entry| matches!(entry, Entry::Refused { .. }));
    assert_eq!(refused.map(Entry::name), Some("in.zip/more.zip"));
}

#[test]
fn what_cannot_be_used_says_why() {
    for (name, bytes, kind, rule) in [
        ("a.pdf", b"%PDF-1.7 ...".as_slice(), "pdf", "F102"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "picture", "F102"),
        ("a.xlsx", b"", "empty", "F108"),
        ("a.csv", b" \r\n\r\n", "empty", "F108"),
        ("a.xlsx", &[0; 4096], "empty", "F103"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut short", "ole", "F103"),
        ("a.slk", b"ID;PCALCOOO32\r\nC;X1;Y1;K\"School Name\"\r\nE", "slk", "F102"),
        ("a.dif", b"TABLE\r\n0,1\r\n\"Return\"\r\nVECTORS\r\n0,5\r\n\"\"", "dif", "F102"),
        ("a.json", b"[{\"School\": \"Back School\", \"Answer\": \"Yes\"}]", "json", "F102"),
        ("b.json", b"{\n  \"responses\": []\n}", "json", "F102"),
        ("a.bin", b"\x00\x01\x02\x03\x04\x05\x06\x07\x08", "unknown", "F102"),
    ] {
        let opened = open(name, bytes);
        assert_eq!((opened.kind, opened.refused.map(|rule| rule.code)), (kind, Some(rule)), "{name}");
        assert!(!opened.findings[0].suggestion.is_empty(), "{name} says what to do");
    }
}

#[test]
fn a_text_that_begins_as_an_export_for_programs_does_is_read() {
    for text in [
        "ID;Policy;Answer\nPOL-01;;Yes",
        "[x] The school has a policy",
        "{School}\tBack",
        "TABLE\nPolicy\tYes",
    ] {
        let opened = open("a.csv", text.as_bytes());
        assert_eq!((opened.kind, opened.refused.is_none()), ("csv", true), "{text}");
    }
}

#[test]
fn a_zip_bomb_is_refused_unread() {
    let zeros = vec![b'0'; 3 << 20];
    let limits = Limits { inflated_bytes: 2 << 20, ..Limits::default() };
    for name in ["xl/worksheets/sheet1.xml", "word/document.xml"] {
        let bytes = archive::zip(&[("[Content_Types].xml", b"<Types/>"), (name, &zeros)]);
        let opened = read::open("a.xlsx", &bytes, &limits, &InProcess);
        assert_eq!(opened.refused.map(|rule| rule.code), Some("F105"), "{name}");
    }
    let bytes = archive::zip(&[("a.csv", &zeros)]);
    let entries = read::members("a.zip", &bytes, &Limits::default());
    assert!(matches!(&entries[..], [Entry::Refused { finding, .. }] if finding.rule.code == "F105"));
}

#[test]
fn what_no_school_sent_is_ignored() {
    for name in
        ["~$a.xlsx", "x/Thumbs.db", "x/.DS_Store", ".~lock.a.ods#", "x/desktop.ini", "__MACOSX/a.xlsx"]
    {
        assert!(open(name, b"x").ignored, "{name}");
    }
    assert!(!open("Thumbs.db.xlsx", b"a,b\n").ignored);
}

#[test]
fn a_row_of_a_page_whose_cells_ran_together_is_said() {
    let row = |row: usize| {
        format!("<tr><td>Statement {row}<td>{}<td><td></tr>", if row.is_multiple_of(2) { "x" } else { "" })
    };
    let heading = "<tr><td colspan=4>Policy</td></tr>".to_owned();
    let rows: Vec<String> =
        (0..9).map(row).chain([heading, "<tr><td>Statement 9<td>x<td></tr>".into(), row(10)]).collect();
    let page = |rows: &[String]| format!("<html><body><table>{}</table>", rows.concat());
    let opened = open("a.html", page(&rows).as_bytes());
    let said: Vec<_> =
        opened.findings.iter().map(|one| format!("{} {}", one.rule.code, one.message)).collect();
    let message =
        "F115 row 11 of table 1 has 3 cells where 11 other rows have 4: a cell may have come or gone";
    assert_eq!(said, [message]);
    assert_eq!(open("a.html", page(&rows[..10]).as_bytes()).findings, []);
}

#[test]
fn an_element_that_no_program_writes_in_a_row_is_said() {
    let cell = |name: &str| format!("<{name}><Data ss:Type=\"String\">x</Data></{name}>");
    let book = |rows: &str| {
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table><Row>{rows}</Row>\
             </Table></Worksheet></Workbook>"
        )
    };
    let opened = open("a.xml", book(&(cell("Cell") + &cell("cell"))).as_bytes());
    assert_eq!(opened.findings.iter().map(|one| one.rule.code).collect::<Vec<_>>(), ["F103"]);
    let opened = open("a.xml", book(&(cell("Cell") + "8Cell/>")).as_bytes());
    assert_eq!(opened.findings.iter().map(|one| one.rule.code).collect::<Vec<_>>(), ["F103"]);
    assert_eq!(open("a.xml", book(&(cell("Cell") + "\n ")).as_bytes()).findings, []);
}

/// An archive that counts how much of it was read.
struct Counted<'a>(std::io::Cursor<&'a [u8]>, &'a std::cell::Cell<usize>);

impl std::io::Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.0.read(into)?;
        self.1.set(self.1.get() + n);
        Ok(n)
    }
}

impl std::io::Seek for Counted<'_> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn the_members_of_a_large_archive_are_taken_out_one_at_a_time() {
    // Nothing that packs well, so that the archive is far larger than what is read of its end.
    let noise = |seed: u32| -> Vec<u8> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0] | 1
        };
        (0..100_000).map(|_| next()).collect()
    };
    let contents: Vec<Vec<u8>> = (0..20).map(noise).collect();
    let names: Vec<String> = (0..20).rev().map(|at| format!("folder/{at:02}.csv")).collect();
    let inner = archive::zip(&[("z.csv", b"a,b\n")]);
    let mut members: Vec<(&str, &[u8])> =
        names.iter().zip(&contents).map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    members.push(("inner.zip", &inner));
    let whole = archive::zip(&members);
    for front in [0, 300] {
        let bytes = [vec![b'#'; front], whole.clone()].concat();
        let n_read = std::cell::Cell::new(0);
        let mut seen = Vec::new();
        let from = Counted(std::io::Cursor::new(&bytes), &n_read);
        let mut most_ahead = 0;
        let length = u64::try_from(bytes.len()).unwrap();
        read::each_member("a.zip", from, length, &Limits::default(), |entry| {
            let Entry::File { name, bytes } = entry else { panic!("{entry:?}") };
            most_ahead = most_ahead.max(n_read.get().saturating_sub(seen.len() * 100_000));
            seen.push((name, bytes));
        });
        assert!(most_ahead < 400_000, "{most_ahead} bytes were read before their members were handed on");
        let as_before: Vec<_> = read::members("a.zip", &bytes, &Limits::default());
        let names: Vec<&str> = as_before.iter().map(Entry::name).collect();
        assert_eq!(seen.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), names);
        assert_eq!((names[0], names[20]), ("a.zip/folder/00.csv", "a.zip/inner.zip/z.csv"));
        assert_eq!(seen[3].1, contents[16]);
    }
}

#[test]
fn a_cut_archive_says_so_the_same_way_wherever_it_lies() {
    let whole = archive::zip(&[("a.csv", b"a,b\n"), ("b.csv", b"c,d\n")]);
    for cut in 0..whole.len() {
        let entries = read::members("a.zip", &whole[..cut], &Limits::default());
        assert!(
            matches!(entries.as_slice(), [Entry::Refused { name, .. }] if name == "a.zip"),
            "cut at {cut}"
        );
    }
}

#[test]
fn a_large_workbook_is_no_archive_of_returns() {
    let is_archive =
        |members: &[(&str, &[u8])]| read::is_archive(std::io::Cursor::new(archive::zip(members)));
    assert!(is_archive(&[("a/return.csv", b"x"), ("b.xlsx", b"y")]));
    assert!(!is_archive(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"y")]));
    assert!(!is_archive(&[("mimetype", b"x")]));
    assert!(!read::is_archive(std::io::Cursor::new(b"a,b\n")));
}

#[test]
fn a_stored_message_is_no_return() {
    let message = "Received: from mx.example.sch.uk\r\nFrom: \"Back School\" <head@example.sch.uk>\r\nSubject: Return\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"b1\"\r\n\r\n--b1\r\nSchool Name: Back School\r\n";
    let opened = open("return.eml", message.as_bytes());
    assert_eq!((opened.kind, opened.refused.map(|rule| rule.code)), ("mail", Some("F102")));
    // A message that was copied as plain text may hold the answers.
    let copied = "From: Head\r\nSubject: Return\r\n\r\nSchool Name: Back School\r\nPOL-02 Yes\r\n";
    assert_eq!(open("return.txt", copied.as_bytes()).kind, "csv");
    let flat =
        "<?xml version=\"1.0\"?><office:document office:mimetype=\"x\"><table:table/></office:document>";
    assert_eq!(open("return.fods", flat.as_bytes()).kind, "flat");
}

#[test]
fn fields_and_lists_of_a_page_are_read() {
    let page = "<html><body><p>School Name: <input value=\"Back School\"></p><table><tr><td>One</td>
        <td><input type=text value=Yes></td><td><input type=hidden value=7><input type=submit value=Send></td></tr>
        <tr><td>Two</td><td><input type=\"TEXT\" value=\"\"></td><td><textarea>seen</textarea></td></tr></table>
        <dl><dt>Three<dd>No</dd><dt>Four</dt><dd>Partly</dd></dl></body></html>";
    let opened = open("a.html", page.as_bytes());
    let all: Vec<Vec<(u32, u32, &str)>> = opened
        .grids
        .iter()
        .map(|grid| {
            grid.cells.iter().map(|cell| (cell.row, cell.column, cell.value.as_text().unwrap())).collect()
        })
        .collect();
    assert_eq!(all[0], [(0, 0, "School Name: Back School")]);
    assert_eq!(all[1], [(0, 0, "One"), (0, 1, "Yes"), (1, 0, "Two"), (1, 2, "seen")]);
    assert_eq!(all[2], [(0, 0, "Three"), (0, 1, "No"), (1, 0, "Four"), (1, 1, "Partly")]);
}

#[test]
fn what_a_page_does_not_show_is_not_read() {
    let page = "<table><tr><td>One</td><td><span style=\"display: none\">No</span></td><td>Yes<b hidden>No</b></td></tr>
        <tr><td>Two</td><td style=\"visibility:hidden\">x</td><td>seen</td></tr></table>";
    let opened = open("a.html", page.as_bytes());
    let texts: Vec<&str> = opened.grids[0].cells.iter().filter_map(|cell| cell.value.as_text()).collect();
    assert_eq!(texts, ["One", "Yes", "Two", "seen"]);
}

#[test]
fn what_a_class_of_a_page_hides_is_not_read() {
    let read = |style: &str| {
        let page = format!(
            "<html><head>{style}</head><body><table><tr><td>One</td><td><span class='a hid'>No</span><i>Yes</i></td></tr></table>"
        );
        let opened = open("a.html", page.as_bytes());
        opened.grids[0]
            .cells
            .iter()
            .find(|cell| cell.column == 1)
            .unwrap()
            .value
            .as_text()
            .unwrap()
            .to_owned()
    };
    for style in [
        "<style>.hid{display:none}</style>",
        "<STYLE type=text/css><!-- td { color: red }\n .x, span.hid { visibility : hidden; } --></STYLE>",
        "<style>@import url(a.css); .hid { display:none !important }</style>",
        "<style>.hid{display:inline}</style><style>.hid{display:none}</style>",
        "<style>@media print { .y { color: black } }\n.a.hid{display:none} .hid{display:inline}</style>",
        "<style>@media print{.hid{display:none}} .hid{display:none}</style>",
    ] {
        assert_eq!(read(style), "Yes", "{style}");
    }
    // It is shown, or a browser alone could tell.
    for style in [
        "<style>.hidden{display:none}</style>",
        "<style>b.hid{display:none}</style>",
        "<style>.hid:hover{display:none}</style>",
        "<style>.b .hid{display:none}</style>",
        "<style>@media print{.hid{display:none}}</style>",
        "<style media=print>.hid{display:none}</style>",
        "<style>.hid{display:none}.hid{display:inline}</style>",
        "<style>.hid{display:none} span.hid{display:inline}</style>",
        "<style>.hid{display:none} .open .hid{display:inline}</style>",
        "<style>.hid{display:none} @media screen { .hid { display:block } }</style>",
        "<style>/* .hid{display:none} */ .hid{color:red}</style>",
        "<!-- <style>.hid{display:none}</style> -->",
    ] {
        assert_eq!(read(style), "NoYes", "{style}");
    }
    // What the element says of itself holds; so does a row of a table in what is folded away.
    let page = "<style>.hid{display:none}</style><div class=hid>Our form<table><tr><td>One</td>
        <td><span class=hid style='display:inline'>Yes</span></td></tr></table></div>";
    let opened = open("a.html", page.as_bytes());
    let all: Vec<&str> =
        opened.grids.iter().flat_map(|grid| &grid.cells).filter_map(|cell| cell.value.as_text()).collect();
    assert_eq!(all, ["Our form", "One", "Yes"]);
}

#[test]
fn hidden_rows_and_columns_of_a_page_are_known_as_those_of_a_workbook() {
    let read = |style: &str, row: &str| {
        let page = format!(
            "<style>{style}</style><table><tr><td>One<td>Yes</tr><tr {row}><td>Two<td>No</tr><tr><td>Three<td>x</tr></table>"
        );
        let opened = open("a.html", page.as_bytes());
        assert_eq!(opened.grids[0].cells.len(), 6, "{style} {row}");
        opened.grids[0].hidden_rows.clone()
    };
    for (style, row) in [
        ("", "style='display: none'"),
        ("", "height=0 style='display:none;mso-height-source:userset;height:0'"),
        ("", "hidden"),
        ("", "style='visibility:collapse'"),
        ("", "style='mso-hide:all'"),
        (".hid { display: none }", "class='row hid'"),
    ] {
        assert_eq!(read(style, row), [1], "{style} {row}");
    }
    for (style, row) in [
        ("", ""),
        ("", "style='height:15pt'"),
        ("", "style='display:table-row'"),
        ("", "aria-hidden=false"),
        (".hid { display: none }", "class='hidden'"),
        (".hid { display: none }", "class=hid style='display:table-row'"),
    ] {
        assert!(read(style, row).is_empty(), "{style} {row}");
    }
    let page = "<table><col><col style='display:none' span=2><col>
        <thead><tr><th>a<th>b<th>c<th>d<tbody hidden><tr><td>1<td>2<tr><td>3<td>4</tbody><tbody><tr><td>5<td>6</table>
        <table style='display:none'><tr><td>kept</table>";
    let opened = open("a.html", page.as_bytes());
    let [table, hidden] = opened.grids.as_slice() else { panic!("two tables") };
    assert_eq!((table.hidden_rows.as_slice(), table.hidden_columns.as_slice()), (&[1, 2][..], &[1, 2][..]));
    assert_eq!((table.is_hidden, hidden.is_hidden, hidden.cells.len()), (false, true, 1));
}

#[test]
fn a_picture_alone_in_a_cell_of_a_page_says_what_stands_in_its_place() {
    let page = "<table><tr><td><img alt='logo'>Policy<td><img alt='tick' src=t.png><td></tr>
        <tr><td>two</td><td></td><td><img src='a.png' alt='not yet'></td></tr></table>";
    let opened = open("a.html", page.as_bytes());
    let [table] = opened.grids.as_slice() else { panic!("a table") };
    assert_eq!(
        shown(table),
        [r#"0,0 Text("Policy")"#, r#"0,1 Text("tick")"#, r#"1,0 Text("two")"#, r#"1,2 Text("not yet")"#,]
    );
}

#[test]
fn ticks_of_an_icon_font_in_a_page_are_ticks() {
    let page = "<table><tr><td>One<td><i class='fa fa-check'></i><td><i class=\"fa fa-times\"></i></tr>
        <tr><td>Two<td><span class='glyphicon glyphicon-ok' aria-hidden='true'></span><td><i class='fas fa-user'></i></tr>
        <tr><td>Three<td><i class='fa fa-close' style='display:none'></i><td><i class='bi bi-check-square'></i></tr></table>";
    let opened = open("a.html", page.as_bytes());
    let [table] = opened.grids.as_slice() else { panic!("a table") };
    let texts: Vec<_> =
        table.cells.iter().map(|cell| (cell.row, cell.column, cell.value.as_text().unwrap())).collect();
    let all =
        [(0, 0, "One"), (0, 1, "✓"), (0, 2, "✗"), (1, 0, "Two"), (1, 1, "✓"), (2, 0, "Three"), (2, 2, "☑")];
    assert_eq!(texts, all);
}

#[test]
fn the_programs_own_papers_are_passed_over_and_its_forms_are_not() {
    use rust_xlsxwriter::{DocProperties, Workbook};
    let workbook = |property: &str, day: &str| {
        let mut workbook = Workbook::new();
        let made = rust_xlsxwriter::ExcelDateTime::parse_from_str(day).unwrap();
        let properties =
            DocProperties::new().set_custom_property(property, "2025").set_creation_datetime(&made);
        workbook.set_properties(&properties);
        workbook.add_worksheet().write_string(0, 0, "Your answers").unwrap();
        workbook.save_to_buffer().unwrap()
    };
    let codes = |name: &str, bytes: &[u8]| {
        let opened =
            ingest::read::open(name, bytes, &ingest::read::Limits::default(), &ingest::read::InProcess);
        let codes: Vec<&str> = opened.findings.iter().map(|finding| finding.rule.code).collect();
        (opened.ignored, opened.refused.is_some(), opened.grids.len(), codes.join(" "))
    };
    let paper = schemas::paper::PROPERTY;
    let made = "2025-01-01T00:00:00Z";
    assert_eq!(codes("benchmark.xlsx", &workbook(paper, made)), (true, false, 0, "F101".into()));
    // Somebody wrote in it: that it is not read must be seen, and what stands there is looked through for answers.
    let saved = workbook(paper, "2025-11-12T10:00:00Z");
    assert_eq!(codes("Back School.xlsx", &saved), (false, true, 1, "F106".into()));
    assert_eq!(codes("form.xlsx", &workbook("catalogue_id", made)).2, 1);
    let page = |meta: &str| {
        format!(
            "<!doctype html><html><head><meta charset=\"utf-8\">{meta}</head><body><table><tr><td>a</td><td>b</td></tr></table></body></html>"
        )
    };
    let own = page("<meta name=\"tallybook-paper\" content=\"2025\">");
    assert_eq!(codes("report.html", own.as_bytes()), (true, false, 0, "F101".into()));
    assert_eq!(codes("return.html", page("").as_bytes()).2, 1);
}

#[test]
fn the_programs_own_papers_are_known_in_whatever_format_they_are_saved_again() {
    let opened = |name: &str, bytes: &[u8]| {
        ingest::read::open(name, bytes, &ingest::read::Limits::default(), &ingest::read::InProcess)
    };
    let purpose = schemas::paper::purpose_and_mark("A row is a school.", 2025);
    let sheet = format!("Each school's answers,\r\n{purpose},\r\nSchool,POL-01\r\nBack School,Yes\r\n");
    let paper = opened("map.csv", sheet.as_bytes());
    assert_eq!(paper.refused.map(|rule| rule.code), Some("F106"));
    assert!(paper.findings[0].message.contains("2025"), "{}", paper.findings[0].message);
    // One sheet of it beside the school's own.
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("Return").unwrap().write_string(0, 0, "Yes").unwrap();
    workbook.add_worksheet().set_name("Last year").unwrap().write_string(1, 0, &purpose).unwrap();
    let both = opened("return.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(both.grids.iter().map(|grid| grid.sheet.as_str()).collect::<Vec<_>>(), ["Return"]);
    let told: Vec<_> =
        both.findings.iter().map(|found| (found.rule.code, found.place.sheet.as_str())).collect();
    assert_eq!(told, [("F101", "Last year")]);
    // A school that speaks of the program is read.
    let school = "Back School,\r\nWe saw what was made by Tallybook from the returns of last year.,\r\n";
    assert_eq!(opened("return.csv", school.as_bytes()).grids.len(), 1);
    // No paper says so without what it is for.
    let school = format!("{}\r\nBack School,Yes\r\n", schemas::paper::purpose_and_mark("", 2025));
    assert_eq!(opened("return.csv", school.as_bytes()).grids.len(), 1);
}

#[test]
fn letters_of_a_page_that_are_coloured_or_cannot_be_seen_are_known() {
    let page = |table: &str, inner: &str| {
        let page = format!(
            "<html><body><table{table}><tr><td style=\"color: #fff\">x</td><td><font color=\"#00B050\">x</font></td>
             {inner}</tr></table></body></html>"
        );
        open("a.html", page.as_bytes()).grids.remove(0).letters
    };
    let green = (0, 1, Letters::Coloured(0x0000_b050));
    assert_eq!(page("", "<td>x</td>"), [(0, 0, Letters::Unseen), green]);
    // Any background may be behind them.
    assert_eq!(page(" bgcolor=\"#002060\"", "<td>x</td>"), [green]);
    for dark in ["background:navy", "background:rgb(0,32,96)", "background:#039"] {
        let inner = format!("<td style=\"{dark};color:white\">x</td>");
        assert_eq!(page("", &inner), [green], "{dark}");
    }
}
