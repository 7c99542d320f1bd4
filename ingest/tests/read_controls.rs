//! Check boxes and option buttons drawn over a sheet's cells (Developer, Insert, Form controls) are the answers that a person
//! sees in them.
//! In: workbooks put together here part by part, as Excel writes them. Out: assertions on grids and answers. Never reads a
//! file from disk.

mod archive;
mod table;

use std::fmt::Write as _;

use ingest::{
    grid::{Grid, Value},
    read::{self, InProcess, Limits, Opened},
};
use table::library;

const IDS: [&str; 9] =
    ["POL-01", "POL-02", "POL-03", "POL-04", "POL-05", "POL-06", "POL-07", "POL-08", "POL-09"];

/// A control of a legacy drawing.
struct Drawn {
    kind: &'static str,
    /// Left column and pixels in it, top row and pixels, then right and bottom alike.
    anchor: [u32; 8],
    label: &'static str,
    checked: &'static str,
    more: &'static str,
    style: &'static str,
}

/// A check box that fills one cell.
fn tick_box(row: u32, column: u32, is_ticked: bool) -> Drawn {
    Drawn {
        kind: "Checkbox",
        anchor: [column, 12, row, 1, column, 40, row, 18],
        label: "Check Box 12",
        checked: if is_ticked { "<x:Checked>1</x:Checked>" } else { "" },
        more: "",
        style: "",
    }
}

/// A workbook of one sheet with controls drawn over it; behind a bar in `head`, what follows the rows.
fn workbook(rows: &str, head: &str, drawn: &[Drawn]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let relations = |items: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{items}</Relationships>"
        )
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let mut shapes = String::new();
    let mut own = relation("rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml");
    for (at, one) in drawn.iter().enumerate() {
        let anchor = one.anchor.map(|number| number.to_string()).join(", ");
        let _ = write!(
            shapes,
            "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t201\" style='position:absolute;{}'><v:textbox><div \
             style='text-align:left'><font face=\"Segoe UI\" size=\"160\">{}</font><br></div></v:textbox><x:ClientData \
             ObjectType=\"{}\"><x:SizeWithCells/><x:Anchor>\n    {anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>{}{}\
             </x:ClientData></v:shape>",
            1025 + at,
            one.style,
            one.label,
            one.kind,
            one.more,
            one.checked,
        );
        own +=
            &relation(&format!("rId{}", at + 2), "ctrlProp", &format!("../ctrlProps/ctrlProp{}.xml", at + 1));
    }
    let drawing = format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\">{shapes}</xml>"
    );
    let (head, tail) = head.split_once('|').unwrap_or((head, ""));
    let sheet = format!("<worksheet {main}>{head}<sheetData>{rows}</sheetData>{tail}</worksheet>");
    let book = format!(
        "<workbook {main} xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Form\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    archive::zip(&[
        ("_rels/.rels", relations(&relation("rId1", "officeDocument", "xl/workbook.xml")).as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&relation("rId1", "worksheet", "worksheets/sheet1.xml")).as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/worksheets/_rels/sheet1.xml.rels", relations(&own).as_bytes()),
        ("xl/drawings/vmlDrawing1.vml", drawing.as_bytes()),
    ])
}

fn text(cell: &str, says: &str) -> String {
    let says = says.replace('&', "&amp;").replace('<', "&lt;");
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{says}</t></is></c>")
}

fn open(bytes: &[u8]) -> Opened {
    read::open("form.xlsx", bytes, &Limits::default(), &InProcess)
}

fn value(grid: &Grid, row: u32, column: u32) -> Option<Value> {
    grid.cells.iter().find(|cell| (cell.row, cell.column) == (row, column)).map(|cell| cell.value.clone())
}

/// What the first statements were answered.
fn says(opened: &Opened, n: usize) -> String {
    table::read(&opened.grids).says(&IDS[..n].join(" "))
}

fn told(opened: &Opened) -> bool {
    opened.findings.iter().any(|finding| finding.rule.code == "F114")
}

/// The form's rows: headings in row 1, then a statement a row.
fn form(n_statements: usize) -> String {
    let mut rows = format!(
        "<row r=\"1\">{}{}{}{}</row>",
        text("A1", "Policy"),
        text("B1", "Yes"),
        text("C1", "Partly"),
        text("D1", "No")
    );
    let all = || library().catalogues().iter().flat_map(|catalogue| &catalogue.statements);
    for (id, row) in IDS.iter().take(n_statements).zip(2..) {
        let stated = all().find(|stated| stated.id.as_str() == *id).map_or("", |stated| &stated.text);
        let _ = write!(rows, "<row r=\"{row}\">{}</row>", text(&format!("A{row}"), stated));
    }
    rows
}

#[test]
fn a_form_filled_in_by_check_boxes_is_read_as_a_person_sees_it() {
    let n = 9;
    let drawn: Vec<Drawn> = (0..n)
        .flat_map(|row| (0..3).map(move |column| tick_box(row + 1, column + 1, row % 3 == column)))
        .collect();
    let opened = open(&workbook(&form(9), "", &drawn));
    assert!(!told(&opened), "{:?}", opened.findings);
    assert_eq!(says(&opened, 9), "yes partly no yes partly no yes partly no");
}

#[test]
fn labelled_boxes_over_one_cell_are_a_list_of_which_one_is_ticked() {
    let n = 6;
    let drawn: Vec<Drawn> = (0..n)
        .flat_map(|row| {
            ["Yes", "Partly", "No"].into_iter().zip(0..).map(move |(label, at)| Drawn {
                anchor: [1, at * 20, row + 1, 1, 1, at * 20 + 18, row + 1, 18],
                label,
                ..tick_box(0, 0, row % 3 == at)
            })
        })
        .collect();
    let rows = form(6).replace("Partly", "").replace(">Yes<", ">Answer<").replace(">No<", "><");
    let opened = open(&workbook(&rows, "<cols><col min=\"2\" max=\"2\" width=\"30\"/></cols>", &drawn));
    assert_eq!(value(&opened.grids[0], 1, 1), Some(Value::Text("☒ Yes ☐ Partly ☐ No".into())));
    assert_eq!(says(&opened, 6), "yes partly no yes partly no");
}

#[test]
fn a_list_of_labelled_boxes_may_reach_over_the_edge_of_its_column() {
    // The column is some 60 pixels wide, and the last box stands about its edge.
    let list = |row: u32, labels: &[&'static str]| -> Vec<Drawn> {
        let at = |at: usize| u32::try_from(at).unwrap() * 20 + 60 - 20 * u32::try_from(labels.len()).unwrap();
        let boxed = |(index, label): (usize, &&'static str)| Drawn {
            anchor: [1, at(index), row + 1, 1, 2, 30, row + 1, 18],
            label,
            ..tick_box(0, 0, row as usize % labels.len() == index)
        };
        labels.iter().enumerate().map(boxed).collect()
    };
    let rows =
        |n: usize| form(n).replace("Partly", "Comments").replace(">Yes<", ">Answer<").replace(">No<", "><");
    for (labels, said) in [
        (&["Yes", "Partly", "No"][..], "yes partly no yes partly no"),
        (&["Yes", "No"], "yes no yes no yes no"),
    ] {
        let drawn: Vec<Drawn> = (0..6).flat_map(|row| list(row, labels)).collect();
        let opened = open(&workbook(&rows(6), "", &drawn));
        assert_eq!(says(&opened, 6), said, "{labels:?}");
        assert!(!told(&opened), "{labels:?}");
    }
    // In columns of their own the answers' boxes are not one list.
    let drawn: Vec<Drawn> = (0..4)
        .flat_map(|row| {
            [
                Drawn { label: "Yes", ..tick_box(row + 1, 1, false) },
                Drawn { label: "Partly", ..tick_box(row + 1, 2, false) },
                Drawn {
                    anchor: [2, 56, row + 1, 1, 3, 40, row + 1, 18],
                    label: "No",
                    ..tick_box(0, 0, true)
                },
            ]
        })
        .collect();
    let opened = open(&workbook(&form(4), "", &drawn));
    assert!(!says(&opened, 4).contains(['y', 'p']), "{}", says(&opened, 4));
    assert!(told(&opened));
}

#[test]
fn boxes_without_labels_over_one_cell_are_left_to_a_person() {
    let drawn = [
        Drawn { anchor: [1, 0, 1, 1, 1, 18, 1, 18], ..tick_box(0, 0, true) },
        Drawn { anchor: [1, 20, 1, 1, 1, 38, 1, 18], ..tick_box(0, 0, false) },
    ];
    let opened = open(&workbook(&form(3), "", &drawn));
    assert_eq!(value(&opened.grids[0], 1, 1), None);
    assert!(told(&opened));
}

#[test]
fn a_box_belongs_to_the_cell_that_its_middle_is_over() {
    let row_of_30 = form(3).replace("<row r=\"2\">", "<row r=\"2\" ht=\"30\">");
    for (anchor, row, column) in [
        // In column A, which is ten characters wide, and on into the next.
        ([0, 40, 1, 1, 1, 40, 1, 18], 1, 0),
        // Reaches from the second row, 40 pixels high, into the third.
        ([1, 2, 1, 30, 1, 40, 2, 18], 2, 1),
        ([1, 2, 1, 20, 1, 40, 2, 4], 1, 1),
    ] {
        let drawn = [Drawn { anchor, ..tick_box(0, 0, true) }];
        let head = "<cols><col min=\"1\" max=\"1\" width=\"10\" customWidth=\"1\"/></cols>";
        let opened = open(&workbook(&row_of_30, head, &drawn));
        let ticked: Vec<_> = opened.grids[0]
            .cells
            .iter()
            .filter(|cell| {
                cell.value == Value::Box(true)
                    || cell.value.as_text().is_some_and(|raw| raw.starts_with('\u{2612}'))
            })
            .map(|cell| (cell.row, cell.column))
            .collect();
        assert_eq!(ticked, [(row, column)], "{anchor:?}");
    }
}

#[test]
fn the_cell_that_holds_a_boxs_state_too_says_nothing_of_its_own() {
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"2\"><c r=\"B2\" t=\"b\"><v>1</v></c><c r=\"H2\" t=\"b\"><v>1</v></c><c r=\"I2\" \
         t=\"b\"><v>0</v></c></row>",
        text("A1", "Form")
    );
    let linked = |column, link, is_ticked| Drawn { more: link, ..tick_box(1, column, is_ticked) };
    let drawn = [
        linked(1, "<x:FmlaLink>$B$2</x:FmlaLink>", true),
        linked(2, "<x:FmlaLink>$H$2</x:FmlaLink>", true),
        linked(3, "<x:FmlaLink>$I$2</x:FmlaLink>", true),
    ];
    let grid = &open(&workbook(&rows, "", &drawn)).grids[0];
    assert_eq!(value(grid, 1, 1), Some(Value::Flag(true)));
    assert_eq!(value(grid, 1, 2), Some(Value::Box(true)));
    assert_eq!(value(grid, 1, 7), None);
    // Where the two say different things, both stay for somebody to see.
    assert_eq!((value(grid, 1, 3), value(grid, 1, 8)), (Some(Value::Box(true)), Some(Value::Flag(false))));
}

#[test]
fn where_it_is_not_sure_over_which_cell_a_box_stands_a_person_is_told() {
    // Rows 40 pixels and columns 20 characters high and wide, though no row and no column says so itself.
    let head = "<sheetFormatPr defaultRowHeight=\"30\" defaultColWidth=\"20\"/>";
    for (anchor, at) in [
        ([1, 2, 1, 25, 1, 40, 2, 5], Some((1, 1))),
        ([1, 80, 1, 2, 2, 40, 1, 30], Some((1, 1))),
        // In the middle of two rows; over the line between two columns; beyond the end of its row.
        ([1, 2, 1, 30, 1, 40, 2, 10], None),
        ([1, 131, 1, 2, 2, 40, 1, 30], None),
        ([0, 138, 1, 2, 1, 40, 1, 30], None),
        ([1, 2, 1, 70, 1, 40, 2, 10], None),
    ] {
        let opened = open(&workbook(&form(3), head, &[Drawn { anchor, ..tick_box(0, 0, true) }]));
        let boxed = opened.grids[0].cells.iter().find(|cell| cell.value == Value::Box(true));
        assert_eq!(boxed.map(|cell| (cell.row, cell.column)), at, "{anchor:?}");
        assert_eq!(told(&opened), at.is_none(), "{anchor:?}");
    }
}

#[test]
fn a_box_over_a_merged_block_stands_in_its_first_cell() {
    let merged = "|<mergeCells><mergeCell ref=\"B2:C2\"/></mergeCells>";
    let opened = open(&workbook(&form(3), merged, &[tick_box(1, 2, true)]));
    assert_eq!(
        (value(&opened.grids[0], 1, 1), value(&opened.grids[0], 1, 2)),
        (Some(Value::Box(true)), None)
    );
}

#[test]
fn controls_that_the_drawing_does_not_show_are_told_of() {
    let whole = workbook(&form(3), "", &[tick_box(1, 1, true), tick_box(2, 1, true)]);
    assert!(!told(&open(&whole)));
    // Two lists of properties, and one box that could be drawn.
    let broken = Drawn { more: "<!-- ", ..tick_box(2, 1, true) };
    let opened = open(&workbook(&form(3), "", &[tick_box(1, 1, true), broken]));
    assert_eq!(value(&opened.grids[0], 1, 1), Some(Value::Box(true)));
    assert!(told(&opened));
}

#[test]
fn a_box_over_another_value_is_told_of() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>3</v></c><c r=\"B1\" t=\"b\"><v>0</v></c></row>";
    let opened = open(&workbook(rows, "", &[tick_box(0, 0, true), tick_box(0, 1, true)]));
    assert_eq!(value(&opened.grids[0], 0, 0), Some(Value::Number(3.0)));
    let finding = opened.findings.iter().find(|finding| finding.rule.code == "F114").unwrap();
    assert!(finding.message.contains("2 check boxes or buttons"), "{}", finding.message);
}

#[test]
fn what_nobody_sees_or_could_tell_is_no_answer() {
    let drawn = [
        Drawn { style: "visibility:hidden", ..tick_box(1, 1, true) },
        Drawn { checked: "<x:Checked>2</x:Checked>", ..tick_box(2, 1, true) },
        Drawn { kind: "Drop", ..tick_box(3, 1, true) },
    ];
    let opened = open(&workbook(&form(4), "", &drawn));
    assert_eq!(opened.grids[0].cells.iter().filter(|cell| cell.column == 1).count(), 1);
    let finding = opened.findings.iter().find(|finding| finding.rule.code == "F114").unwrap();
    assert!(finding.message.contains("2 check boxes or buttons"), "{}", finding.message);
}

/// A spreadsheet of `LibreOffice` with forms, and a row of cells.
fn spreadsheet(forms: &str, row: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:draw=\"d\" xmlns:form=\"f\">\
         <office:body><office:spreadsheet><table:table table:name=\"Form\"><office:forms><form:form>{forms}</form:form>\
         </office:forms><table:table-row>{row}</table:table-row></table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    archive::zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn boxes_in_the_cells_of_a_spreadsheet_are_read_too() {
    let forms = "<form:checkbox form:id=\"a\" form:label=\"Check Box 1\" form:current-state=\"checked\"/>\
         <form:checkbox form:id=\"b\"/><form:radio form:id=\"c\" form:label=\"Partly\" form:current-selected=\"true\"/>\
         <form:checkbox form:id=\"e\" form:current-state=\"unknown\"/>";
    let cell = |inside: &str| format!("<table:table-cell>{inside}</table:table-cell>");
    let shown = |id: &str| format!("<draw:control draw:control=\"{id}\"/>");
    let row = [
        cell(&shown("a")),
        cell(&shown("b")),
        cell(&format!("{}<text:p>or nearly</text:p>", shown("c"))),
        cell(&(shown("a") + &shown("b"))),
        cell(&shown("e")),
        cell("<draw:control draw:control=\"a\" table:end-cell-address=\"Form.F2\"/>"),
    ];
    let opened = read::open("form.ods", &spreadsheet(forms, &row.concat()), &Limits::default(), &InProcess);
    let grid = &opened.grids[0];
    assert_eq!(value(grid, 0, 0), Some(Value::Box(true)));
    assert_eq!(value(grid, 0, 1), Some(Value::Box(false)));
    assert_eq!(value(grid, 0, 2), Some(Value::Text("☒ Partly or nearly".into())));
    assert_eq!((value(grid, 0, 3), value(grid, 0, 4)), (None, None));
    // One that reaches into the row below.
    assert_eq!(value(grid, 0, 5), None);
    let finding = opened.findings.iter().find(|finding| finding.rule.code == "F114").unwrap();
    assert!(finding.message.contains("4 check boxes or buttons"), "{}", finding.message);
}
