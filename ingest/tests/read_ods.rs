//! Spreadsheets put together in code, read back cell by cell.
//! In: `OpenDocument` written here. Out: assertions on grids. Never reads a file from disk.

mod archive;

use ingest::{
    grid::{Block, Grid, Letters, SymbolFont},
    read::{self, InProcess, Limits, Opened},
};

fn open(tables: &str) -> Opened {
    let content = format!(
        r##"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:fo="f"
        xmlns:calcext="c"><office:automatic-styles>
        <style:style style:name="tick" style:family="table-cell"><style:text-properties style:font-name="Wingdings"/></style:style>
        <style:style style:name="run" style:family="text"><style:text-properties style:font-name="Wingdings"/></style:style>
        <style:style style:name="struck" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>
        <style:style style:name="green" style:family="table-cell"><style:table-cell-properties
            fo:background-color="#92d050"/></style:style>
        <style:style style:name="lime" style:family="table-cell" style:parent-style-name="green"/>
        <style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>
        <style:style style:name="seen" style:family="table-cell" style:parent-style-name="white"><style:table-cell-properties
            fo:background-color="#002060"/></style:style>
        <style:style style:name="red" style:family="table-cell"><style:text-properties fo:color="#ff0000"/></style:style>
        <style:style style:name="blue" style:family="text"><style:text-properties fo:color="#0000ff"/></style:style>
        <style:style style:name="none" style:family="table-cell" style:data-style-name="N144"/>
        <style:style style:name="none-green" style:family="table-cell" style:data-style-name="N144"><style:table-cell-properties
            fo:background-color="#92d050"/></style:style>
        <number:currency-style xmlns:number="n" style:name="N1"><style:map style:condition="value()&gt;=0"
            style:apply-style-name="N0"/></number:currency-style>
        <style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>
        </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
        </office:document-content>"##
    );
    let bytes = archive::zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ]);
    read::open("a.ods", &bytes, &Limits::default(), &InProcess)
}

fn shown(grid: &Grid) -> Vec<String> {
    grid.cells
        .iter()
        .map(|cell| format!("{} {:?}", grid.cell_name(cell.row, cell.column), cell.value))
        .collect()
}

#[test]
fn a_days_time_and_a_formulas_truth_are_kept() {
    let opened = open(
        r#"<table:table table:name="A"><table:table-row>
        <table:table-cell office:value-type="date" office:date-value="2025-11-12T14:30:00"><text:p>12/11/2025 14:30</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2025-11-12T00:00:00"><text:p>12/11/2025</text:p></table:table-cell>
        <table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"><text:p>TRUE</text:p></table:table-cell>
        </table:table-row></table:table>"#,
    );
    let values = shown(&opened.grids[0]);
    let day = |at: &str| values.iter().find(|shown| shown.starts_with(at)).cloned().unwrap_or_default();
    assert!(day("A1").starts_with("A1 Serial(45973.604"), "{values:?}");
    assert_eq!([day("B1"), day("C1")], ["B1 Date(2025-11-12)", "C1 Flag(true)"]);
}

#[test]
fn every_kind_of_value_comes_back() {
    let opened = open(
        r#"<table:table table:name="Return"><table:table-column table:number-columns-repeated="16384"/>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row>
          <table:table-cell office:value-type="string"><text:p>two <text:span>spans</text:span></text:p><text:p>lines</text:p>
            <office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>
          <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>
          <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
          <table:table-cell office:value-type="date" office:date-value="2026-03-04"><text:p>04/03/26</text:p></table:table-cell>
          <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
          <table:table-cell table:formula="of:=X"/>
        </table:table-row>
        <table:table-row table:number-rows-repeated="1048573"><table:table-cell table:style-name="green" table:number-columns-repeated="16384"/></table:table-row>
        </table:table>"#,
    );
    let codes: Vec<&str> = opened.findings.iter().map(|finding| finding.rule.code).collect();
    assert_eq!(codes, ["F114"], "the note is told of");
    assert_eq!(
        shown(&opened.grids[0]),
        [
            r#"A3 Text("two spans\nlines")"#,
            "B3 Number(1.0)",
            "C3 Number(1.0)",
            "D3 Flag(true)",
            "E3 Date(2026-03-04)",
            r##"F3 Error("#DIV/0!")"##,
            r#"G3 Error("formula without a stored value")"#,
        ]
    );
}

#[test]
fn looks_and_layout_come_back() {
    let opened = open(
        r#"<table:table table:name="Return"><table:table-column/><table:table-column table:visibility="collapse"/>
        <table:table-row><table:table-cell table:style-name="tick" office:value-type="string"><text:p>ü</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p><text:span text:style-name="run">ü</text:span> done</text:p></table:table-cell>
        <table:table-cell table:style-name="lime"/></table:table-row>
        <table:table-row table:visibility="filter"><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"
          office:value-type="string"><text:p>wide</text:p></table:table-cell><table:covered-table-cell
          office:value-type="string"><text:p>covered</text:p></table:covered-table-cell></table:table-row></table:table>
        <table:table table:name="Lists" table:style-name="gone"/>"#,
    );
    let [grid, lists] = opened.grids.as_slice() else { panic!("two sheets") };
    assert_eq!(shown(grid), [r#"A1 Text("ü")"#, r#"B1 Text("✔ done")"#, "C1 Empty", r#"A2 Text("wide")"#]);
    assert_eq!(grid.cells[0].look.symbol_font, Some(SymbolFont::Wingdings));
    assert_eq!(grid.cells[2].look.fill, Some(0x0092_d050));
    assert_eq!(
        (grid.hidden_rows.as_slice(), grid.hidden_columns.as_slice()),
        ([1].as_slice(), [1].as_slice())
    );
    assert_eq!(grid.merges, [Block { top: 1, left: 0, bottom: 1, right: 1 }]);
    assert!(lists.is_hidden);
}

#[test]
fn a_sheet_that_ends_too_soon_is_refused() {
    let opened = open(r#"<table:table table:name="Return"><table:table-row>"#);
    assert_eq!(opened.refused.map(|rule| rule.code), Some("F103"));
}

#[test]
fn words_that_a_format_shows_with_a_number_are_kept_beside_it() {
    let opened = open(
        r#"<table:table table:name="A"><table:table-row>
        <table:table-cell office:value-type="float" office:value="14"><text:p>14 staff</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="1"><text:p>Yes</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="100000"><text:p>1E+05</text:p></table:table-cell>
        </table:table-row></table:table>"#,
    );
    let grid = &opened.grids[0];
    assert_eq!(shown(grid), ["A1 Number(14.0)", "B1 Text(\"Yes\")", "C1 Number(100000.0)"]);
    assert_eq!(grid.worded, [(0, 0, "14 staff".into())]);
}

#[test]
fn an_answer_struck_through_beside_another_is_taken_back() {
    let opened = open(
        r#"<table:table table:name="A"><table:table-row>
        <table:table-cell office:value-type="string"><text:p><text:span text:style-name="struck">Partly</text:span> Yes</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p><text:span text:style-name="struck">Partly</text:span></text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>Yes <text:span text:style-name="struck">we have told all parents of it</text:span></text:p></table:table-cell>
        </table:table-row></table:table>"#,
    );
    let grid = &opened.grids[0];
    let long = r#"C1 Text("Yes we have told all parents of it")"#;
    assert_eq!(shown(grid), [r#"A1 Text("Yes")"#, r#"B1 Text("Partly")"#, long]);
    assert_eq!(grid.cells.iter().map(|cell| cell.look.is_struck).collect::<Vec<_>>(), [false, true, false]);
    // What is no part of the answer any more was sent all the same.
    let told: Vec<&str> = opened.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(matches!(told.as_slice(), [only] if only.contains("struck words in A1 \"Partly\"")), "{told:?}");
}

#[test]
fn letters_that_are_coloured_or_cannot_be_seen_are_known() {
    let sheet = |rule: &str| {
        let cell = |style: &str, text: &str| {
            format!(
                r#"<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
            )
        };
        let blue = r#"<text:span text:style-name="blue">x</text:span>"#;
        let row =
            [cell("white", "x"), cell("seen", "x"), cell("red", "x"), cell("white", blue), cell("tick", "x")];
        let row = format!("<table:table-row>{}</table:table-row>", row.concat());
        open(&format!(r#"<table:table table:name="Return">{row}{rule}</table:table>"#))
            .grids
            .remove(0)
            .letters
    };
    let red = (0, 2, Letters::Coloured(0x00ff_0000));
    assert_eq!(sheet(""), [(0, 0, Letters::Unseen), red]);
    assert_eq!(
        sheet("<calcext:conditional-formats><calcext:conditional-format/></calcext:conditional-formats>"),
        [red]
    );
}

#[test]
fn values_that_a_format_shows_as_nothing_cannot_be_seen() {
    let sheet = |row: &str| {
        let row = format!("<table:table-row>{row}</table:table-row>");
        open(&format!(r#"<table:table table:name="Return">{row}</table:table>"#)).grids.remove(0).letters
    };
    let cell = |style: &str, value: &str, text: &str| {
        format!(r#"<table:table-cell table:style-name="{style}" {value}>{text}</table:table-cell>"#)
    };
    let word = r#"office:value-type="string" office:string-value="x""#;
    let number = r#"office:value-type="float" office:value="1""#;
    let unseen = [(0, 0, Letters::Unseen)];
    for value in [word, number] {
        assert_eq!(sheet(&cell("none", value, "<text:p/>")), unseen, "{value}");
        // Shown all the same, on a colour, in no format, written without any text, made by a formula.
        for seen in [
            cell("none", value, "<text:p>x</text:p>"),
            cell("none-green", value, "<text:p/>"),
            cell("tick", value, "<text:p/>"),
            cell("none", value, ""),
            cell("none", &format!(r#"table:formula="of:=A2" {value}"#), "<text:p/>"),
        ] {
            assert_eq!(sheet(&seen), [], "{seen}");
        }
    }
}
