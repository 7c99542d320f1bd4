//! What of a workbook is left to calamine: cells that hold more than a text of the table, and styles not seen before.
//! In: parts, inflated and mended. Out: an opened workbook, what its styles look like. Never opens one that holds neither.

use std::{cell::RefCell, io::Cursor, rc::Rc};

use calamine::{Style, Xlsx, XlsxError, open_workbook_from_rs};

use crate::{
    grid::{Letters, Look},
    read::{
        again::{Parts, again},
        cells,
        refusal::Refusal,
        shown::{self, Shown},
        stored::Stored,
    },
};

/// A workbook that calamine has opened.
pub(super) type Opened = Xlsx<Cursor<Vec<u8>>>;

/// The parts that calamine is handed, by name, should it have to read.
#[derive(Debug, Default)]
pub(super) struct Handed {
    parts: Vec<(String, Vec<u8>)>,
    /// What says how styles look: their part, and the theme's where they name its colours.
    styles: Vec<u8>,
}

/// What a workbook's styles look like and how they show values, in the order of their numbers.
#[derive(Debug)]
pub(super) struct Styles {
    pub(super) looks: Vec<Look>,
    pub(super) shown: Vec<Shown>,
    /// What there is to keep of their letters; nothing where that is nothing for all of them.
    pub(super) letters: Vec<Option<Letters>>,
}

impl Handed {
    /// Adds a part.
    pub(super) fn add(&mut self, name: String, part: Vec<u8>) {
        self.parts.push((name, part));
    }

    /// Adds a part that says how styles look.
    pub(super) fn add_to_styles(&mut self, name: String, part: &[u8]) {
        self.styles.extend_from_slice(part);
        self.add(name, part.to_vec());
    }

    /// Opens the workbook that the parts make.
    pub(super) fn open(&self) -> Result<Opened, Refusal> {
        let room = self.parts.iter().map(|(name, part)| 2 * name.len() + part.len() + 128).sum();
        let mut archive = Stored::with_capacity(room);
        for (name, part) in &self.parts {
            archive.add(name, part);
        }
        open_workbook_from_rs(Cursor::new(archive.finish()))
            .map_err(|error| unreadable("the workbook", &error))
    }

    /// What the styles look like: as the last time where what says so is the same to the byte, else as calamine says,
    /// which is asked by `make`.
    pub(super) fn styles(
        &self,
        make: impl FnOnce() -> Result<Styles, Refusal>,
    ) -> Result<Rc<Styles>, Refusal> {
        thread_local!(static STYLES: Parts<Styles> = const { RefCell::new(Vec::new()) });
        again(&STYLES, ("", &self.styles), || {
            let mut styles = make()?;
            // Calamine knows no fills that run from colour to colour.
            if memchr::memmem::find(&self.styles, b"gradientFill").is_some() {
                let unseen = styles.letters.iter_mut().filter(|letters| **letters == Some(Letters::Unseen));
                unseen.for_each(|letters| *letters = None);
            }
            Ok(Rc::new(styles))
        })
    }

    /// What calamine says of the styles, by a sheet that it need not read.
    pub(super) fn styles_beside(&self, sheet: &str) -> Result<Styles, Refusal> {
        let mut opened = self.open()?;
        let reader = opened.worksheet_cells_reader(sheet);
        let reader = reader.map_err(|error| unreadable(&format!("the sheet {sheet}"), &error))?;
        Ok(Styles::of(reader.styles()))
    }
}

impl Styles {
    /// What calamine says of them.
    pub(super) fn of(styles: &[Style]) -> Self {
        Self { looks: cells::looks(styles), shown: shown::of_styles(styles), letters: cells::letters(styles) }
    }
}

/// What is said of a workbook, or of a part of it, that calamine gives up.
pub(super) fn unreadable(what: &str, error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::encrypted(),
        error => Refusal::damaged(format!("{what} cannot be read: {error}")),
    }
}
