//! xlsx and xlsm: every needed part inflated once, checked and mended; plain cells taken as they stand, the others walked
//! by calamine, which is handed the parts as an uncompressed archive.
//! In: a package's parts. Out: a grid a sheet. Never builds a dense range, never follows a link, never runs a macro.

mod library;

use calamine::XlsxError;

use self::library::{Handed, Opened, Styles, unreadable};
use super::{
    book::Book,
    budget::Budget,
    cells::{self, Filling},
    drawn,
    guard::guarded,
    limits::Limits,
    margin::{self, Margin},
    package::{self, Relationship},
    page_edges::{self, PageEdges},
    plain_cells::{Strings, Taken, parted},
    refusal::Refusal,
    shown::{self, Shown},
    xlsx::{
        controls,
        layout::{Layout, layout},
        links, mend,
    },
    xml,
    zip_parts::ZipParts,
};
use crate::grid::{Addressing, Cell, Grid, Letters, Look, Value};

/// How many cells of one sheet may fail before the sheet is given up.
const FAILURES_MAX: usize = 1000;

/// Reads a workbook.
pub(crate) fn read(parts: &mut ZipParts<'_>, limits: &Limits) -> Result<Book, Refusal> {
    let mut package = Package::collect(parts, limits)?;
    let properties = package::own_properties(parts, limits);
    let margins = std::mem::take(&mut package.margins);
    let mut book = guarded(|| package.walk(limits))?;
    for (sheet, margin) in margins {
        let (notes, drawn_over) = (margin.notes(), margin.drawn_over());
        if (!notes.is_empty() || !drawn_over.is_empty())
            && let Some(grid) = book.grids.iter_mut().find(|grid| grid.sheet == sheet)
        {
            grid.notes = notes;
            grid.drawn_over = drawn_over;
        }
        if let Some(note) = margin.note() {
            book.note(sheet, note);
        }
    }
    book.properties = properties;
    Ok(book)
}

/// What is known of a workbook before the library is asked.
struct Package {
    handed: Handed,
    is_1904: bool,
    sheets: Vec<Sheet>,
    strings: Strings,
    /// What stands beside the cells of a sheet, by its name.
    margins: Vec<(String, Margin)>,
    /// What stands at the edges of every sheet's pages.
    edges: PageEdges,
    has_own_fonts: bool,
}

/// What is known of a sheet before that.
struct Sheet {
    name: String,
    is_hidden: bool,
    /// None for one that is no worksheet.
    layout: Option<Layout>,
    /// The cells that the library does not see, and places for those that it does.
    cells: Vec<Option<Taken>>,
    /// Whether there are any that it does.
    is_left: bool,
}

impl Package {
    fn collect(parts: &mut ZipParts<'_>, limits: &Limits) -> Result<Self, Refusal> {
        let (root_relationships, main) = package::main_part(parts, limits)?;
        let (folder, file) = package::split(&main);
        let missing = |name: &str| Refusal::damaged(format!("its part {name} is missing"));
        let workbook = parts.part(&main, limits)?.ok_or_else(|| missing(&main))?;
        let (relationships, found) =
            package::relationships(parts, &main, limits)?.ok_or_else(|| missing("list of sheets"))?;
        let mut handed = Handed::default();
        handed.add("_rels/.rels".to_owned(), root_relationships);
        let relationships = mend::workbook_relationships(&relationships);
        handed.add(format!("{folder}_rels/{file}.rels"), relationships);
        let of_kind = |kind: &str| found.iter().find(|one| one.kind == kind);

        let styles = of_kind("styles")
            .map(|styles| hand_styles(parts, (styles, of_kind("theme")), folder, &mut handed, limits));
        let has_symbol_fonts = styles.transpose()?.unwrap_or(false);
        let mut has_own_fonts = false;
        let mut table = None;
        if let Some(strings) = of_kind("sharedStrings") {
            let bytes = parts.part(&strings.target, limits)?.ok_or_else(|| missing(&strings.target))?;
            let mut bytes = xml::in_utf8(&strings.target, bytes)?;
            has_own_fonts |= mend::shared_strings(&mut bytes, has_symbol_fonts);
            table = Some(bytes);
        }
        let strings = table.as_deref().map(|table| Strings::of(table, limits.cells)).unwrap_or_default();
        let mut needs_strings = strings.is_empty();
        let text = xml::text(&main, &workbook)?;
        let listed = package::listed_sheets(&text)?;
        handed.add(main.clone(), text.as_bytes().to_vec());
        if listed.sheets.len() > limits.sheets {
            return Err(Refusal::over_limit(format!("the workbook has more than {} sheets", limits.sheets)));
        }
        let mut sheets: Vec<Sheet> = Vec::new();
        let mut margins: Vec<(String, Margin)> = Vec::new();
        let mut all_edges: Vec<PageEdges> = Vec::new();
        let mut added: Vec<&Relationship> = Vec::new();
        for sheet in &listed.sheets {
            if sheets.iter().any(|known| known.name == sheet.name) {
                return Err(Refusal::damaged(format!("the workbook has two sheets named {}", sheet.name)));
            }
            let target = found.iter().find(|one| one.id == sheet.relationship && one.kind == "worksheet");
            let (mut cells, mut is_left) = (Vec::new(), true);
            let layout = match target {
                None => None,
                Some(target) if added.iter().any(|one| one.target == target.target) => {
                    return Err(Refusal::damaged(format!(
                        "two sheets of the workbook stand in one part, {}",
                        target.target
                    )));
                }
                Some(target) => {
                    let bytes = parts.part(&target.target, limits)?.ok_or_else(|| missing(&target.target))?;
                    let mut bytes = xml::in_utf8(&target.target, bytes)?;
                    has_own_fonts |= mend::worksheet(&mut bytes, has_symbol_fonts);
                    let room =
                        limits.cells.saturating_sub(sheets.iter().map(|known| known.cells.len()).sum());
                    match parted(&bytes, &strings, room) {
                        Some(own) => {
                            is_left = own.cells.contains(&None);
                            handed.add(target.target.clone(), own.rest);
                            needs_strings |= own.needs_strings;
                            cells = own.cells;
                        }
                        None => {
                            handed.add(target.target.clone(), bytes.clone());
                            needs_strings = true;
                        }
                    }
                    added.push(target);
                    let beside = package::relationships(parts, &target.target, limits);
                    let (related, beside) = beside.ok().flatten().unwrap_or_default();
                    let drawn = controls::controls(parts, &beside, &bytes, limits);
                    let controls = drawn.read;
                    let mut margin = margin::of_sheet(parts, &beside, drawn.n_others, limits);
                    drawn.lists.into_iter().for_each(|place| margin.drawn_at(place));
                    margins.push((sheet.name.clone(), margin));
                    all_edges.push(PageEdges::of_sheet(&bytes));
                    let mut layout = Layout { controls, ..layout(&bytes) };
                    layout.links.append(&mut links::listed(&bytes, &related));
                    Some(layout)
                }
            };
            let (name, is_hidden) = (sheet.name.clone(), sheet.is_hidden);
            sheets.push(Sheet { name, is_hidden, layout, cells, is_left });
        }
        if let Some(table) = table.filter(|_| needs_strings) {
            handed.add(format!("{folder}sharedStrings.xml"), table);
        }
        let edges = page_edges::shared(&all_edges).unwrap_or_else(|| {
            for ((_, margin), edges) in margins.iter_mut().zip(&all_edges) {
                edges.tell(margin);
            }
            PageEdges::default()
        });
        Ok(Self { handed, is_1904: listed.is_1904, sheets, strings, margins, edges, has_own_fonts })
    }

    fn walk(self, limits: &Limits) -> Result<Book, Refusal> {
        let mut library: Option<Opened> = None;
        let mut book = Book::default();
        let mut budget = Budget::new(limits);
        for Sheet { name, is_hidden, layout, cells, is_left } in self.sheets {
            let Some(mut layout) = layout else { continue };
            if is_left && library.is_none() {
                library = Some(self.handed.open()?);
            }
            let opened = library.as_mut().filter(|_| is_left);
            let mut reader = match opened.map(|library| library.worksheet_cells_reader(&name)).transpose() {
                Ok(reader) => reader,
                Err(XlsxError::NotAWorksheet(_)) => continue,
                Err(error) => return Err(unreadable(&format!("the sheet {name}"), &error)),
            };
            let styles = self.handed.styles(|| match &reader {
                Some(reader) => Ok(Styles::of(reader.styles())),
                None => self.handed.styles_beside(&name),
            })?;
            let grid = Grid {
                sheet: name,
                addressing: Addressing::Workbook,
                is_hidden,
                is_1904: self.is_1904,
                ..Grid::default()
            };
            let mut filling = Filling::new(grid, self.has_own_fonts);
            let mut n_failed = 0;
            let mut taken = cells.into_iter();
            loop {
                let (at, style, mut value) = if let Some(Some(cell)) = taken.next() {
                    let text = cell.string.and_then(|number| self.strings.get(number)).unwrap_or_default();
                    (cell.at, cell.style, cells::text_value(text, &mut budget)?)
                } else {
                    let Some(reader) = &mut reader else { break };
                    match reader.next_cell_with_style_id() {
                        Ok(Some((cell, style))) => {
                            (cell.get_position(), style, cells::value(cell.get_value(), &mut budget)?)
                        }
                        Ok(None) if taken.len() == 0 => break,
                        Ok(None) => continue,
                        Err(error) => {
                            n_failed += 1;
                            if ends_the_sheet(&error) || n_failed > FAILURES_MAX {
                                return Err(unreadable(&format!("the sheet {}", filling.grid.sheet), &error));
                            }
                            continue;
                        }
                    }
                };
                let look = styles.looks.get(style).copied().unwrap_or_default();
                if let Some(shown) = styles.shown.get(style).filter(|shown| **shown != Shown::AsIs) {
                    let with = shown::with_words(&value, shown);
                    filling.grid.worded.extend(with.map(|shown| (at.0, at.1, shown)));
                    value = shown::as_shown(value, shown, &mut budget)?;
                }
                if let Some(Some(letters)) = styles.letters.get(style) {
                    filling.note_letters(at, &value, *letters);
                }
                filling.push(at, value, look, &mut budget)?;
            }
            let struck = std::mem::take(&mut filling.struck);
            let (mut grid, odd) = filling.finish();
            if n_failed > 0 {
                let message =
                    format!("{n_failed} cells of the sheet hold what no spreadsheet program writes");
                book.note(&grid.sheet, Refusal::damaged(message));
            }
            if let Some(odd) = odd {
                book.note(&grid.sheet, odd);
            }
            let controls = std::mem::take(&mut layout.controls);
            lay_out(&mut grid, layout, &mut budget)?;
            let n_others = drawn::put_in(&mut grid, controls);
            let mut margin = Margin::of_controls(n_others);
            for (row, column, words) in &struck {
                margin.struck((*row, *column), words);
            }
            if let Some(note) = margin.note() {
                book.note(&grid.sheet, note);
            }
            book.grids.push(grid);
        }
        self.edges.put_in(&mut book.grids, &mut budget)?;
        book.note_cut(budget.n_cut);
        Ok(book)
    }
}

/// Hands on what says how styles look; says whether one of them is in a font of symbols.
fn hand_styles(
    parts: &mut ZipParts<'_>,
    (styles, theme): (&Relationship, Option<&Relationship>),
    folder: &str,
    handed: &mut Handed,
    limits: &Limits,
) -> Result<bool, Refusal> {
    let missing = || Refusal::damaged(format!("its part {} is missing", styles.target));
    let bytes = parts.part(&styles.target, limits)?.ok_or_else(missing)?;
    let bytes = xml::in_utf8(&styles.target, bytes)?;
    // The theme matters for the colour of a fill alone.
    if memchr::memmem::find(&bytes, b"fgColor t").is_some()
        && let Some(theme) = theme
        && let Ok(Some(theme)) = parts.part(&theme.target, limits)
    {
        handed.add_to_styles(format!("{folder}theme/theme1.xml"), &theme);
    }
    handed.add_to_styles(format!("{folder}styles.xml"), &mend::styles(&bytes));
    Ok(mend::styles_name_symbol_font(&bytes))
}

/// Whether an error leaves nothing more of the sheet to read.
fn ends_the_sheet(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::Xml(_)
            | XlsxError::XmlEof(_)
            | XlsxError::Zip(_)
            | XlsxError::Io(_)
            | XlsxError::Encoding(_)
    )
}

/// Adds what the layout says to a grid, as far as the cells go.
fn lay_out(grid: &mut Grid, layout: Layout, budget: &mut Budget) -> Result<(), Refusal> {
    if !layout.without_value.is_empty() {
        let missing = |at: &(u32, u32)| grid.at(at.0, at.1).is_none_or(|cell| cell.value == Value::Empty);
        let places: Vec<_> = layout.without_value.into_iter().filter(missing).collect();
        grid.cells.retain(|cell| {
            cell.value != Value::Empty || places.binary_search(&(cell.row, cell.column)).is_err()
        });
        grid.cells.extend(places.into_iter().map(|(row, column)| Cell {
            row,
            column,
            value: Value::Error("formula without a stored value".into()),
            look: Look::default(),
        }));
        grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    }
    let last_column = grid.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
    let mut ranges = layout.hidden_columns;
    ranges.sort_unstable();
    let mut next = 0;
    for (first, last) in ranges {
        let (first, last) = (first.max(next), last.min(last_column));
        if first <= last {
            grid.hidden_columns.extend(first..=last);
            next = last + 1;
        }
    }
    // What is coloured by rules, or as a table, may be behind letters of any colour.
    if layout.is_painted {
        grid.letters.retain(|(.., letters)| *letters != Letters::Unseen);
    }
    grid.hidden_rows = layout.hidden_rows;
    grid.merges = layout.merges;
    links::put_in(grid, &layout.links, budget)
}
