//! xls and xlsb, through calamine: to be run where memory and time are bounded from outside.
//! In: bytes. Out: a grid a sheet. Never runs in the program's own process, tests aside.

use std::{collections::BTreeSet, io::Cursor};

use calamine::{Data, DataType, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError};

use super::{
    biff::{self, Survey, drawn::Drawn},
    book::Book,
    budget::Budget,
    cells::{self, Filling},
    drawn,
    guard::guarded,
    kind::Kind,
    limits::Limits,
    margin,
    ole::Ole,
    package,
    page_edges::{self, PageEdges},
    refusal::Refusal,
    shown,
    xlsx::links,
    zip_parts::ZipParts,
};
use crate::grid::{Addressing, Block, Grid, Look, Value};

/// Reads a workbook of a binary kind.
pub(crate) fn read(kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Book, Refusal> {
    guarded(|| match kind {
        Kind::Xls => xls(bytes, limits),
        Kind::Xlsb => xlsb(bytes, limits),
        _ => Err(Refusal::kind(
            "the file is of a kind that is not read",
            "Ask the school for xlsx, docx or csv",
        )),
    })
}

fn xls(bytes: &[u8], limits: &Limits) -> Result<Book, Refusal> {
    let missing = || Refusal::damaged("the workbook's own stream is broken or cut short");
    let ole = Ole::open(bytes).ok_or_else(missing)?;
    let stream = ole.stream("Workbook").or_else(|| ole.stream("Book")).ok_or_else(missing)?;
    // Encrypted records cannot be surveyed: the library says so better.
    let surveys = biff::survey(&stream);
    drop(stream);
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::encrypted(),
        error => Refusal::damaged(format!("the workbook cannot be read: {error}")),
    })?;
    let mut surveys = surveys?;
    let all_edges: Vec<PageEdges> = surveys.iter().map(|survey| survey.edges.clone()).collect();
    let edges = page_edges::shared(&all_edges);
    let is_1904 = workbook.has_1904_epoch();
    let mut budget = Budget::new(limits);
    let mut book = Book::default();
    for (index, listed) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let range = workbook.worksheet_range(&listed.name).map_err(|error| {
            Refusal::damaged(format!("the sheet {} cannot be read: {error}", listed.name))
        })?;
        let merges = workbook.merge_cells_by_sheet_name(&listed.name).unwrap_or_default();
        let grid = Grid {
            sheet: plain(&listed.name),
            addressing: Addressing::Workbook,
            is_hidden: listed.visible != SheetVisible::Visible,
            is_1904,
            merges: merges
                .iter()
                .map(|one| Block { top: one.start.0, left: one.start.1, bottom: one.end.0, right: one.end.1 })
                .collect(),
            ..Grid::default()
        };
        let (top, left) = range.start().unwrap_or_default();
        let mut filling = Filling::new(grid, false);
        let survey = surveys.get_mut(index).ok_or_else(missing)?;
        let Drawn { mut margin, controls } = std::mem::take(&mut survey.drawn);
        if edges.is_none() {
            survey.edges.tell(&mut margin);
        }
        if survey.is_broken_up {
            let message =
                "records among the sheet's cells are not as office programs write them; cells may be lost";
            book.note(plain(&listed.name), Refusal::damaged(message));
        }
        let n_gone =
            survey.values.iter().filter(|place| range.get_value(**place).is_none_or(is_gone)).count();
        if n_gone > 0 {
            let message = format!("{n_gone} cells of the sheet {} have lost their values", listed.name);
            return Err(Refusal::damaged(message));
        }
        for (row, column, data) in range.used_cells() {
            let value = match cells::owned_value(data, &mut budget)? {
                Value::Text(text) => Value::Text(plain(&text).into()),
                value => value,
            };
            let shown_at = |place| {
                let at = survey.shown.binary_search_by_key(place, |(place, _)| *place).ok();
                at.and_then(|at| survey.shown.get(at)).map(|(_, shown)| &**shown)
            };
            let offset = |base: u32, by: usize| u32::try_from(by).ok().and_then(|by| base.checked_add(by));
            let place = offset(top, row).zip(offset(left, column)).unwrap_or((u32::MAX, u32::MAX));
            let value = match shown_at(&place) {
                Some(shown) => {
                    let with = shown::with_words(&value, shown);
                    filling.grid.worded.extend(with.map(|shown| (place.0, place.1, shown)));
                    shown::as_shown(value, shown, &mut budget)?
                }
                None => value,
            };
            let at = survey.letters.binary_search_by_key(&place, |(place, _)| *place).ok();
            if let Some((_, letters)) = at.and_then(|at| survey.letters.get(at)) {
                filling.note_letters(place, &value, *letters);
            }
            filling.push(place, value, look_at(survey, place), &mut budget)?;
        }
        add_painted(&mut filling, survey, &mut budget)?;
        links::put_in(&mut filling.grid, &survey.links, &mut budget)?;
        margin.controls(drawn::put_in(&mut filling.grid, controls));
        filling.grid.notes = margin.notes();
        if let Some(note) = margin.note() {
            book.note(plain(&listed.name), note);
        }
        finish(&mut book, filling, limits)?;
    }
    if let Some(edges) = edges {
        edges.put_in(&mut book.grids, &mut budget)?;
    }
    book.note_cut(budget.n_cut);
    Ok(book)
}

/// Whether a value is lost: nothing at all, or text that is nothing but zeros.
fn is_gone(data: &Data) -> bool {
    match data {
        Data::String(text) => !text.is_empty() && text.bytes().all(|byte| byte == 0),
        data => data.is_empty(),
    }
}

fn look_at(survey: &Survey, place: (u32, u32)) -> Look {
    let at = survey.looks.binary_search_by_key(&place, |(place, _)| *place);
    at.ok().and_then(|at| survey.looks.get(at)).map(|(_, look)| *look).unwrap_or_default()
}

/// Adds the cells that hold nothing but a fill, and what is hidden.
fn add_painted(filling: &mut Filling, survey: &Survey, budget: &mut Budget) -> Result<(), Refusal> {
    let has_value: BTreeSet<_> = filling.grid.cells.iter().map(|cell| (cell.row, cell.column)).collect();
    for (place, look) in survey.looks.iter().filter(|(place, _)| !has_value.contains(place)) {
        filling.push(*place, Value::Empty, *look, budget)?;
    }
    filling.grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    let last_column = filling.grid.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
    filling.grid.hidden_rows.clone_from(&survey.hidden_rows);
    filling.grid.hidden_columns =
        survey.hidden_columns.iter().copied().filter(|one| *one <= last_column).collect();
    Ok(())
}

fn finish(book: &mut Book, filling: Filling, limits: &Limits) -> Result<(), Refusal> {
    let (grid, odd) = filling.finish();
    if let Some(odd) = odd {
        book.note(&grid.sheet, odd);
    }
    book.grids.push(grid);
    if book.grids.len() > limits.sheets {
        return Err(Refusal::over_limit(format!("the workbook has more than {} sheets", limits.sheets)));
    }
    Ok(())
}

/// Text without the NUL that the library leaves after each letter of some old files.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| *letter != '\0').collect()
}

fn xlsb(bytes: &[u8], limits: &Limits) -> Result<Book, Refusal> {
    // Sizes and checksums first: the library checks neither.
    let mut parts = ZipParts::package(bytes, limits)?;
    let names: Vec<String> = parts.entries().iter().map(|entry| entry.name.clone()).collect();
    for name in names.iter().filter(|name| matters(name)) {
        parts.part(name, limits)?;
    }
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(xlsb_refusal)?;
    let is_1904 = workbook.has_1904_epoch();
    let mut budget = Budget::new(limits);
    let mut book = Book::default();
    // Which sheet a part is, the library does not say; that something is there, somebody has to know.
    for sheet in names.iter().filter(|name| name.contains("worksheets/") && !name.contains("_rels/")) {
        let beside = package::relationships(&mut parts, sheet, limits).ok().flatten();
        let beside = beside.map(|(_, found)| found).unwrap_or_default();
        let n_controls = beside.iter().filter(|one| one.kind == "ctrlProp").count();
        if let Some(note) = margin::of_sheet(&mut parts, &beside, n_controls, limits).note() {
            book.note("", note);
        }
    }
    for listed in workbook.sheets_metadata().to_vec() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let grid = Grid {
            sheet: listed.name.clone(),
            addressing: Addressing::Workbook,
            is_hidden: listed.visible != SheetVisible::Visible,
            is_1904,
            ..Grid::default()
        };
        let mut filling = Filling::new(grid, false);
        let mut reader = workbook.worksheet_cells_reader(&listed.name).map_err(xlsb_refusal)?;
        while let Some(cell) = reader.next_cell().map_err(xlsb_refusal)? {
            let value = cells::value(cell.get_value(), &mut budget)?;
            filling.push(cell.get_position(), value, Look::default(), &mut budget)?;
        }
        drop(reader);
        finish(&mut book, filling, limits)?;
    }
    book.note_cut(budget.n_cut);
    Ok(book)
}

/// Whether a part of a binary workbook holds cells, or says where they stand.
fn matters(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    (ending.eq_ignore_ascii_case("bin") || ending.eq_ignore_ascii_case("rels"))
        && !name.contains("printerSettings")
        && !name.contains("vbaProject")
}

fn xlsb_refusal(error: XlsbError) -> Refusal {
    match error {
        XlsbError::Password => Refusal::encrypted(),
        error => Refusal::damaged(format!("the workbook cannot be read: {error}")),
    }
}
