//! What recognition leaves alone.

use schemas::catalogue::{Catalogue, load};

use crate::{
    grid::{Cell, Grid, Look, Value},
    recognise::{Library, arranged::parted, found::looked, mended},
};

/// The form as it was sent out: sections with their headings, a statement a row, a mark, evidence beside every other one.
fn plain_form(catalogue: &Catalogue, statement: impl Fn(&str) -> String) -> Grid {
    let mut cells = Vec::new();
    let mut row = 0;
    let put = |cells: &mut Vec<Cell>, row, column, text: &str| {
        cells.push(Cell { row, column, value: Value::Text(text.into()), look: Look::default() });
    };
    put(&mut cells, row, 0, &catalogue.title);
    for (section, about) in catalogue.sections.iter().enumerate() {
        row += 2;
        for (column, head) in
            (0..).zip([about.title.as_str(), "Yes", "Partly", "No", "Evidence and Comments"])
        {
            put(&mut cells, row, column, head);
        }
        for (at, stated) in catalogue.statements.iter().filter(|one| one.section == section).enumerate() {
            row += 1;
            put(&mut cells, row, 0, &statement(&stated.text));
            put(&mut cells, row, 1 + u32::try_from(at % 3).unwrap_or(0), "x");
            if at % 2 == 0 {
                put(&mut cells, row, 4, "Minutes of May; seen by governors");
            }
        }
    }
    Grid { sheet: "Return".to_owned(), cells, ..Grid::default() }
}

#[test]
fn a_plain_form_is_taken_as_it_stands() {
    let library = Library::new(load::builtin());
    for (catalogue, words) in library.catalogues.iter().zip(&library.words) {
        let as_sent = plain_form(catalogue, str::to_owned);
        let numbered = plain_form(catalogue, |text| format!("4) {text}"));
        for (form, how) in [(as_sent, "as sent"), (numbered, "numbered")] {
            let wordings = &library.wordings;
            let looked = [looked(&form, wordings)];
            let form = [form];
            assert_eq!(mended(&form, &looked, wordings, words), None, "{}, {how}", catalogue.id);
            assert_eq!(
                parted::parted(&form, looked.map(|looked| looked.seen).into(), wordings).1,
                None,
                "{}, {how}",
                catalogue.id
            );
        }
    }
}
