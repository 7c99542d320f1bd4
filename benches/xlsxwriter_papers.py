"""What Python's XlsxWriter takes for the schools' workbooks that the benchmark `papers` wrote.

In: a folder of workbooks, each read beforehand into cells, formats, widths, heights, tables, charts and print
settings. Out: processor milliseconds for one workbook on stdout, the median of three rounds. XlsxWriter is given every
help: nothing is worked out while it is timed, no temporary files, the garbage of reading set aside; it packs as hard as
it always does. What it wrote is read back and held against what was to be written, cell by cell.

    cargo bench -p reports --bench papers           runs this by itself, where it is installed
    cargo bench -p reports --bench papers -- 400 DIR && python3 benches/xlsxwriter_papers.py DIR/schools
"""

import gc
import statistics
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

ROUNDS = 3
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HORIZONTAL = {"left": "left", "right": "right", "center": "center"}
VERTICAL = {"top": "top", "center": "vcenter"}


def colour(element):
    rgb = None if element is None else element.get("rgb")
    return None if rgb is None else "#" + rgb[-6:]


def formats(root):
    """The cell formats of a workbook, in XlsxWriter's words."""
    numbers = {each.get("numFmtId"): each.get("formatCode") for each in root.iter(MAIN + "numFmt")}
    fonts, fills, borders = (list(root.find(MAIN + name)) for name in ("fonts", "fills", "borders"))
    made = []
    for xf in root.find(MAIN + "cellXfs"):
        font = fonts[int(xf.get("fontId"))]
        of = {"font_name": font.find(MAIN + "name").get("val"), "font_size": float(font.find(MAIN + "sz").get("val"))}
        of["font_color"] = colour(font.find(MAIN + "color"))
        for tag, name in (("b", "bold"), ("i", "italic"), ("u", "underline")):
            of[name] = 1 if font.find(MAIN + tag) is not None else None
        fill = fills[int(xf.get("fillId"))].find(MAIN + "patternFill")
        if fill.get("patternType") == "solid":
            of["bg_color"] = colour(fill.find(MAIN + "fgColor"))
        for side in ("left", "right", "top", "bottom"):
            line = borders[int(xf.get("borderId"))].find(MAIN + side)
            if line.get("style") == "thin":
                of[side] = 1
                of[side + "_color"] = colour(line.find(MAIN + "color"))
        if xf.get("numFmtId") != "0":
            of["num_format"] = numbers.get(xf.get("numFmtId"), int(xf.get("numFmtId")))
        align = xf.find(MAIN + "alignment")
        if align is not None:
            of["align"] = HORIZONTAL.get(align.get("horizontal"))
            of["valign"] = VERTICAL.get(align.get("vertical"))
            of["text_wrap"] = 1 if align.get("wrapText") else None
            of["indent"] = int(align.get("indent", 0)) or None
        made.append({name: value for name, value in of.items() if value is not None})
    return made


def corners(reference):
    first, _, last = reference.replace("$", "").partition(":")
    return xl_cell_to_rowcol(first) + xl_cell_to_rowcol(last or first)


def read_chart(root):
    """A chart of lying bars: what it shows and its colours."""
    read = {"title": "".join(each.text or "" for each in root.find(f".//{CHART}title").iter(DRAW + "t")), "series": []}
    read["grouping"] = root.find(f".//{CHART}grouping").get("val")
    for series in root.iter(CHART + "ser"):
        fills = [each.get("val") for each in series.iter(DRAW + "srgbClr")]
        read["series"].append({
            "name": series.find(f"{CHART}tx//{CHART}v").text,
            "categories": "=" + series.find(f"{CHART}cat//{CHART}f").text,
            "values": "=" + series.find(f"{CHART}val//{CHART}f").text,
            "fill": {"color": "#" + fills[0]},
            "gap": 45,
            "overlap": 100,
            "data_labels": {"value": True, "position": "center", "num_format": "0%;;", "font": {"name": "Arial", "size": 9}},
        })
    return read


def read(path):
    """All that a workbook holds, ready to be written."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parse = lambda name: ElementTree.fromstring(archive.read(name))
        texts = ["".join(t.text or "" for t in si.iter(MAIN + "t")) for si in parse("xl/sharedStrings.xml")]
        book = {"formats": formats(parse("xl/styles.xml")), "sheets": []}
        sheets = [each.get("name") for each in parse("xl/workbook.xml").iter(MAIN + "sheet")]
        for number, name in enumerate(sheets, 1):
            root = parse(f"xl/worksheets/sheet{number}.xml")
            odd = [each for each in ("conditionalFormatting",) if root.find(MAIN + each) is not None]
            assert not odd, f"{path}: {odd} would not be written"
            sheet = {"name": name, "columns": [], "heights": [], "cells": {}, "tables": [], "charts": []}
            for column in root.iter(MAIN + "col"):
                sheet["columns"].append((int(column.get("min")) - 1, int(column.get("max")) - 1, float(column.get("width"))))
            for row in root.iter(MAIN + "row"):
                if row.get("ht"):
                    sheet["heights"].append((int(row.get("r")) - 1, float(row.get("ht"))))
                for cell in row:
                    value = cell.find(MAIN + "v")
                    if value is not None:
                        value = texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
                    sheet["cells"][xl_cell_to_rowcol(cell.get("r"))] = (value, int(cell.get("s", 0)))
            sheet["merges"] = [corners(each.get("ref")) for each in root.iter(MAIN + "mergeCell")]
            sheet["links"] = {
                xl_cell_to_rowcol(each.get("ref")): (each.get("location"), each.get("tooltip"))
                for each in root.iter(MAIN + "hyperlink")
            }
            pane, page = root.find(f".//{MAIN}pane"), root.find(MAIN + "pageSetup")
            sheet["freeze"] = None if pane is None else (int(pane.get("ySplit", 0)), int(pane.get("xSplit", 0)))
            sheet["landscape"], sheet["paper"] = page.get("orientation") == "landscape", int(page.get("paperSize"))
            sheet["footer"] = root.find(f".//{MAIN}oddFooter").text
            links = f"xl/worksheets/_rels/sheet{number}.xml.rels"
            for link in parse(links) if links in names else []:
                part = link.get("Target").replace("..", "xl")
                if "/tables/" in part:
                    table = parse(part)
                    heads = [each.get("name") for each in table.iter(MAIN + "tableColumn")]
                    sheet["tables"].append((corners(table.get("ref")), table.get("name"), heads))
                elif "/drawings/" in part:
                    anchors = list(parse(part))
                    targets = parse(part.replace("drawings/", "drawings/_rels/") + ".rels")
                    for anchor, target in zip(anchors, targets):
                        marks = {each.tag.rpartition("}")[2]: int(each.text) for each in anchor[0]}
                        read_one = read_chart(parse(target.get("Target").replace("..", "xl")))
                        sheet["charts"].append((marks["row"], marks["col"], read_one))
            book["sheets"].append(sheet)
    return book


def write(path, book):
    """The timed part."""
    options = {"in_memory": True, "default_format_properties": {"font_name": "Arial", "font_size": 10}}
    workbook = xlsxwriter.Workbook(path, options)
    workbook.set_properties({"title": "A school", "subject": "For the school", "author": "Made-up Council"})
    styles = [workbook.add_format(of) for of in book["formats"]]
    for sheet in book["sheets"]:
        worksheet = workbook.add_worksheet(sheet["name"])
        worksheet.hide_gridlines(2)
        for first, last, width in sheet["columns"]:
            worksheet.set_column(first, last, width - 0.7109375)
        for row, height in sheet["heights"]:
            worksheet.set_row(row, height)
        cells, heads = sheet["cells"], set()
        for (top, left, bottom, right), name, titles in sheet["tables"]:
            columns = []
            for column, title in enumerate(titles, left):
                heads.add((top, column))
                columns.append({"header": title, "header_format": styles[cells[top, column][1]]})
            worksheet.add_table(top, left, bottom, right, {"name": name, "columns": columns, "style": None, "banded_rows": 0})
        for top, left, bottom, right in sheet["merges"]:
            heads.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            value, style = cells[top, left]
            worksheet.merge_range(top, left, bottom, right, value, styles[style])
        for (row, column), (value, style) in cells.items():
            if (row, column) in heads:
                continue
            if (row, column) in sheet["links"]:
                place, tip = sheet["links"][row, column]
                worksheet.write_url(row, column, f"internal:{place}", styles[style], value, tip)
            elif value is None:
                worksheet.write_blank(row, column, None, styles[style])
            elif isinstance(value, str):
                worksheet.write_string(row, column, value, styles[style])
            else:
                worksheet.write_number(row, column, value, styles[style])
        for row, column, of in sheet["charts"]:
            chart = workbook.add_chart({"type": "bar", "subtype": "percent_stacked" if of["grouping"] == "percentStacked" else "stacked"})
            chart.set_title({"name": of["title"], "name_font": {"name": "Arial", "size": 11}})
            for series in of["series"]:
                chart.add_series(series)
            chart.set_y_axis({"reverse": True, "num_font": {"name": "Arial", "size": 9}})
            chart.set_x_axis({"num_format": "0%", "num_font": {"name": "Arial", "size": 9}, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
            chart.set_legend({"position": "top", "font": {"name": "Arial", "size": 9}})
            worksheet.insert_chart(row, column, chart, {"object_position": 2})
        if sheet["freeze"]:
            worksheet.freeze_panes(*sheet["freeze"])
        if sheet["landscape"]:
            worksheet.set_landscape()
        worksheet.set_paper(sheet["paper"])
        worksheet.fit_to_pages(1, 1)
        worksheet.set_margins(0.5, 0.5, 0.6, 0.6)
        worksheet.set_footer(sheet["footer"])
    workbook.close()


def told(book):
    """What is held against each other: cells with their looks, merges, tables, what charts show."""
    return [
        (
            sheet["name"],
            {at: (value, tuple(sorted(book["formats"][style].items()))) for at, (value, style) in sheet["cells"].items()},
            sorted(sheet["merges"]),
            sheet["links"],
            sheet["tables"],
            sheet["freeze"],
            dict(sheet["heights"]),
            sheet["columns"],
            [(row, of["title"], [(s["categories"], s["values"]) for s in of["series"]]) for row, _, of in sheet["charts"]],
        )
        for sheet in book["sheets"]
    ]


def main():
    paths = sorted(Path(sys.argv[1]).glob("*.xlsx"))
    books = [read(path) for path in paths]
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        rounds = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            for number, book in enumerate(books):
                write(f"{folder}/{number}.xlsx", book)
            rounds.append(time.process_time() - begun)
        for number, (path, book) in enumerate(zip(paths, books)):
            for ours, theirs in zip(told(book), told(read(f"{folder}/{number}.xlsx")), strict=True):
                for one, other in zip(ours, theirs, strict=True):
                    assert one == other, f"{path}: {one} was to be written, not {other}"
    print(f"XlsxWriter {xlsxwriter.__version__}, {len(books)} workbooks, all cells as they were to be")
    print(f"cpu_ms_per_workbook {statistics.median(rounds) * 1000 / len(books):.3f}")


main()
