//! What stands beneath one statement: labels that name answers, with their marks.
//! In: the lines between a statement and the next. Out: each label with the cell that is its. Never reads a mark, and never
//! gives a cell to two labels.

use schemas::answer::Answer;

use super::is_sentence;
use crate::{
    grid::{Cell, Value},
    normalise::{
        marks::{Mark, Tick, Vocabulary, read_mark},
        text,
    },
    recognise::{
        found,
        headings::{self, Head},
        wording::Wordings,
    },
};

/// A row of a grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'g> {
    /// Index of the grid among the file's.
    pub(super) grid: usize,
    /// Its row.
    pub(super) row: u32,
    /// Its cells.
    pub(super) cells: &'g [Cell],
    /// The column whose cell holds a table, which stands in lines of its own.
    pub(super) without: Option<u32>,
    /// The column of a known statement.
    pub(super) stated: Option<u32>,
}

/// What a label asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A mark for this answer.
    Answer(Answer),
    /// The answer as a word.
    Any,
    /// Evidence and comments.
    Comment,
}

/// A cell with the index of its grid.
type Standing<'g> = (usize, &'g Cell);

/// A label with what stands at it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot<'g> {
    /// What it asks for.
    pub(super) key: Key,
    /// The label.
    pub(super) label: Standing<'g>,
    /// What stands at it.
    pub(super) value: Option<Standing<'g>>,
}

/// What stands beneath a statement.
#[derive(Debug, Default)]
pub(super) struct Card<'g> {
    /// Its labels.
    pub(super) slots: Vec<Slot<'g>>,
    /// Lines that are neither label nor mark.
    pub(super) rest: Vec<Line<'g>>,
    /// A tick in one of them: which label's it is nobody could tell.
    pub(super) stray: Option<Standing<'g>>,
}

impl<'g> Line<'g> {
    /// Its cells, but for one that holds a table.
    pub(super) fn all(&self) -> impl Iterator<Item = &'g Cell> + use<'g> {
        let without = self.without;
        self.cells.iter().filter(move |cell| Some(cell.column) != without)
    }

    /// The line, knowing which of its cells is a statement's own words.
    pub(super) fn with_statement(self, wordings: &Wordings) -> Self {
        let mut sentences = self
            .all()
            .filter_map(|cell| Some((cell.column, cell.value.as_text()?)))
            .filter(|(_, raw)| is_sentence(raw));
        let known = sentences.find(|(_, raw)| !wordings.exact(found::label(raw)).is_empty());
        Self { stated: known.map(|(column, _)| column), ..self }
    }

    /// The statement's line and that of the labels behind it; none where anything else stands there.
    pub(super) fn labels_apart(self, words: &Vocabulary) -> Option<[Self; 2]> {
        let column = self.stated?;
        let at = self.cells.partition_point(|cell| cell.column <= column);
        let (own, behind) = self.cells.split_at_checked(at)?;
        let mut labels = behind.iter().filter(|cell| says(cell)).map(|cell| key_of(cell, words));
        let are_labels = labels.clone().count() > 1 && labels.all(|key| matches!(key, Some(Key::Answer(_))));
        let line = Self { cells: own, ..self };
        are_labels.then_some([line, Self { cells: behind, stated: None, ..self }])
    }

    /// The statement's cell, or the only sentence of a line that may be one.
    pub(super) fn statement(&self) -> Option<(&'g Cell, &'g str)> {
        let mut sentences = self
            .all()
            .filter(|cell| self.stated.is_none_or(|column| column == cell.column))
            .filter_map(|cell| Some((cell, cell.value.as_text()?)))
            .filter(|(_, raw)| is_sentence(raw));
        let first = sentences.next();
        first.filter(|_| sentences.next().is_none())
    }

    /// What stands beside the statement and is no label for it.
    pub(super) fn others(&self) -> impl Iterator<Item = &'g Cell> {
        let stated = self.statement().map(|(cell, _)| cell.column);
        self.all().filter(move |cell| Some(cell.column) != stated && says(cell) && !is_numbering(cell))
    }

    /// Whether something stands beside the statement that is no remark.
    pub(super) fn has_more(&self, words: &Vocabulary) -> bool {
        self.others().any(|cell| !is_prose(cell, words))
    }

    fn said(&self, words: &Vocabulary) -> Vec<(&'g Cell, Option<Key>)> {
        let mut said: Vec<_> = self.all().filter(|cell| says(cell)).map(|cell| (cell, None)).collect();
        for slot in &mut said {
            slot.1 = key_of(slot.0, words);
        }
        said
    }
}

impl Slot<'_> {
    /// Whether it asks for an answer.
    pub(super) fn is_answer(&self) -> bool {
        matches!(self.key, Key::Answer(_) | Key::Any)
    }
}

impl<'g> Card<'g> {
    /// Reads the lines beneath a statement; none where they cannot be told apart.
    pub(super) fn read(lines: &[Line<'g>], words: &Vocabulary) -> Option<Self> {
        let mut card = Self::default();
        let mut rest = lines;
        while let Some((line, more)) = rest.split_first() {
            match step(line, more, words) {
                Some((slots, n_more)) => {
                    card.slots.extend(slots);
                    rest = more.get(n_more..)?;
                }
                None if line.said(words).iter().any(|(_, key)| matches!(key, Some(Key::Answer(_)))) => {
                    return None;
                }
                None => {
                    let stray = line.all().find(|cell| is_tick(cell, words));
                    card.stray = card.stray.or(stray.map(|cell| (line.grid, cell)));
                    card.rest.push(*line);
                    rest = more;
                }
            }
        }
        let mut keys: Vec<Key> = card.keys().collect();
        keys.sort_unstable();
        // Somebody may have said something twice.
        let differ = |pair: &[Key]| pair.first() != pair.last() || pair.first() == Some(&Key::Comment);
        keys.windows(2).all(differ).then_some(card)
    }

    /// The labels with which the lines begin, if they do.
    pub(super) fn begins(lines: &[Line<'g>], words: &Vocabulary) -> Option<Vec<Slot<'g>>> {
        let (line, more) = lines.split_first()?;
        step(line, more, words).map(|(slots, _)| slots)
    }

    /// What its labels ask for.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        self.slots.iter().map(|slot| slot.key)
    }

    /// Whether a label asks for an answer.
    pub(super) fn has_answers(&self) -> bool {
        self.slots.iter().any(Slot::is_answer)
    }

    /// The grids in which its lines stand.
    pub(super) fn grids(&self) -> impl Iterator<Item = usize> {
        let of_slots = self.slots.iter().map(|slot| slot.label.0);
        of_slots.chain(self.rest.iter().map(|line| line.grid))
    }
}

/// The labels of a line with what stands at them, and how many more lines they take.
fn step<'g>(line: &Line<'g>, more: &[Line<'g>], words: &Vocabulary) -> Option<(Vec<Slot<'g>>, usize)> {
    let grid = line.grid;
    let cells: Vec<&'g Cell> = line.all().filter(|cell| says(cell)).collect();
    let options: Vec<Option<Answer>> = cells.iter().map(|cell| option(cell, words)).collect();
    if !cells.is_empty() && options.iter().all(Option::is_some) {
        let slots = cells.iter().zip(options).filter_map(|(cell, answer)| {
            Some(Slot { key: Key::Answer(answer?), label: (grid, cell), value: Some((grid, cell)) })
        });
        return Some((slots.collect(), 0));
    }
    let mut said = line.said(words);
    let n_answers = said.iter().filter(|(_, key)| matches!(key, Some(Key::Answer(_)))).count();
    // `Answer | Yes`: the word is no label.
    if n_answers == 1 {
        let before: Vec<Option<Key>> = said.iter().map(|(_, key)| *key).collect();
        for ((_, key), before) in said.iter_mut().skip(1).zip(before) {
            if matches!((before, *key), (Some(Key::Any | Key::Comment), Some(Key::Answer(_)))) {
                *key = None;
            }
        }
    }
    let labels: Vec<(Key, &'g Cell)> = said.iter().filter_map(|(cell, key)| Some(((*key)?, *cell))).collect();
    if labels.is_empty() {
        return None;
    }
    // Behind them somebody may have said why.
    let last = labels.iter().map(|(_, label)| label.column).max().unwrap_or(0);
    let is_remark = |cell: &Cell| {
        cell.column > last && is_prose(cell, words) && labels.iter().all(|(key, _)| *key != Key::Comment)
    };
    let mut others = said.iter().filter(|(_, key)| key.is_none());
    if labels.len() >= 2 && others.all(|(cell, _)| is_remark(cell)) {
        let marks = more.first().filter(|below| are_marks(line, below, &labels, &is_remark, words));
        if marks.is_some() || labels.len() == said.len() {
            return Some(with_row_below(line, marks, &labels, &is_remark));
        }
    }
    let remarks: Vec<&'g Cell> =
        said.iter().map(|(cell, _)| *cell).filter(|cell| is_labelled_remark(cell)).collect();
    said.retain(|(cell, _)| !is_labelled_remark(cell));
    let mut slots = beside(line, &said, &labels)?;
    slots.extend(remarks.into_iter().map(|cell| Slot {
        key: Key::Comment,
        label: (grid, cell),
        value: Some((grid, cell)),
    }));
    Some((slots, 0))
}

/// `Comments: seen in May`: label and remark in one.
fn is_labelled_remark(cell: &Cell) -> bool {
    let parted = cell.value.as_text().and_then(|raw| raw.split_once(':'));
    parted.is_some_and(|(label, said)| !text::is_blank(said) && headings::head(label) == Some(Head::Comment))
}

/// Whether a line holds the marks to the labels in the line above it, or above an empty one.
fn are_marks(
    line: &Line<'_>,
    below: &Line<'_>,
    labels: &[(Key, &Cell)],
    is_remark: &impl Fn(&Cell) -> bool,
    words: &Vocabulary,
) -> bool {
    let said = below.said(words);
    let n_labels = said.iter().filter(|(_, key)| key.is_some()).count();
    let n_words = said.iter().filter(|(_, key)| matches!(key, Some(Key::Answer(_)))).count();
    let is_labelled = |cell: &Cell| labels.iter().any(|(_, label)| label.column == cell.column);
    below.grid == line.grid
        && below.row <= line.row + 2
        && n_labels == n_words
        && n_words < 2
        && said.iter().all(|(cell, _)| is_labelled(cell) || is_remark(cell))
}

/// A row of labels, and the row of marks below it, if there is one; with what somebody said behind either.
fn with_row_below<'g>(
    line: &Line<'g>,
    marks: Option<&Line<'g>>,
    labels: &[(Key, &'g Cell)],
    is_remark: &impl Fn(&Cell) -> bool,
) -> (Vec<Slot<'g>>, usize) {
    let at = |column: u32| {
        let cell = marks?.cells.iter().find(|cell| cell.column == column && says(cell))?;
        Some((line.grid, cell))
    };
    let mut slots: Vec<Slot<'g>> = labels
        .iter()
        .map(|(key, label)| Slot { key: *key, label: (line.grid, label), value: at(label.column) })
        .collect();
    let remarks = line.all().chain(marks.iter().flat_map(|marks| marks.all())).filter(|cell| is_remark(cell));
    slots.extend(remarks.map(|cell| {
        let standing = (line.grid, cell);
        Slot { key: Key::Comment, label: standing, value: Some(standing) }
    }));
    (slots, usize::from(marks.is_some()))
}

/// Labels with their marks beside them: to the right, unless the line begins with a mark.
fn beside<'g>(
    line: &Line<'g>,
    said: &[(&'g Cell, Option<Key>)],
    labels: &[(Key, &'g Cell)],
) -> Option<Vec<Slot<'g>>> {
    // `Response | Yes | minutes of May`
    if let ([(key @ Key::Any, label)], [_, (word, None), (remark, None)]) = (labels, said)
        && said.first().is_some_and(|(first, _)| first.column == label.column)
        && remark.value.as_text().is_some_and(|raw| text::trim(raw).len() > 3)
    {
        let slot = |key, cell| Slot { key, label: (line.grid, *label), value: Some((line.grid, cell)) };
        return Some(vec![slot(*key, *word), slot(Key::Comment, *remark)]);
    }
    let is_first_label = said.first().is_some_and(|(_, key)| key.is_some());
    let first = labels.first().map_or(0, |(_, label)| label.column);
    let is_right = is_first_label && (first == 0 || said.len() > labels.len() || labels.len() == 1);
    let mut slots: Vec<Slot<'g>> = labels
        .iter()
        .map(|(key, label)| Slot { key: *key, label: (line.grid, label), value: None })
        .collect();
    for (cell, _) in said.iter().filter(|(_, key)| key.is_none()) {
        let slot = if is_right {
            slots.iter_mut().rfind(|slot| slot.label.1.column < cell.column)
        } else {
            slots.iter_mut().find(|slot| slot.label.1.column > cell.column)
        };
        match slot {
            Some(slot) if slot.value.is_none() => slot.value = Some((line.grid, cell)),
            _ => return None,
        }
    }
    Some(slots)
}

/// What a cell asks for as a label.
fn key_of(cell: &Cell, words: &Vocabulary) -> Option<Key> {
    let raw = cell.value.as_text().filter(|raw| raw.len() <= 60)?.trim_end_matches([':', ' ', '.']);
    // A list of the answers may have one of them chosen in it.
    let is_list = || matches!(read_mark(cell, words).mark, Mark::Says(_) | Mark::Several | Mark::Nothing(_));
    match headings::head(raw)? {
        // A sign beside the word may choose it.
        Head::Answer(answer) => is_plain(raw).then_some(Key::Answer(answer)),
        // `Answer: Yes` is label and value in one; a sentence is no label.
        _ if raw.contains(':') || raw.len() > 32 || raw.ends_with('.') => None,
        Head::AnyAnswer(sureness) if sureness >= 2 && !is_list() => Some(Key::Any),
        Head::Comment => Some(Key::Comment),
        _ => None,
    }
}

/// Whether a cell holds a sign that chooses something.
fn is_tick(cell: &Cell, words: &Vocabulary) -> bool {
    matches!(read_mark(cell, words).mark, Mark::Tick(Tick::Tick | Tick::Cross | Tick::Dot | Tick::True))
}

/// Whether a cell holds words that are no mark.
fn is_prose(cell: &Cell, words: &Vocabulary) -> bool {
    cell.value.as_text().is_some_and(|raw| text::trim(raw).len() > 3)
        && read_mark(cell, words).mark == Mark::Prose
}

/// Whether a label is words alone.
fn is_plain(raw: &str) -> bool {
    let is_sign = |c: char| {
        !(c.is_alphanumeric()
            || c.is_ascii_punctuation()
            || c.is_whitespace()
            || matches!(c, '\u{2013}' | '\u{2019}'))
    };
    !raw.contains(is_sign) && !raw.starts_with(['[', '(']) && !raw.ends_with(']')
}

/// The answer of an option with its own box or tick: `☒ Yes`, `Partly [ ]`, `✓ No`.
fn option(cell: &Cell, words: &Vocabulary) -> Option<Answer> {
    let raw = cell.value.as_text().filter(|raw| raw.len() <= 60)?;
    let label = bare_label(raw);
    (label.len() < text::trim(raw).len()).then(|| words.answer(label)).flatten()
}

/// A label without its box or tick.
pub(super) fn bare_label(raw: &str) -> &str {
    const SIGNS: [&str; 22] = [
        "\u{2610}", "\u{2611}", "\u{2612}", "\u{25a1}", "\u{25a0}", "\u{25cb}", "\u{25cf}", "\u{25c9}",
        "\u{25ef}", "\u{2b1c}", "\u{2713}", "\u{2714}", "\u{221a}", "[x]", "[X]", "[ ]", "[]", "(x)", "(X)",
        "( )", "()", "\u{2705}",
    ];
    let trimmed = text::trim(raw);
    let bare = SIGNS
        .iter()
        .find_map(|sign| trimmed.strip_prefix(sign).or_else(|| trimmed.strip_suffix(sign)))
        .unwrap_or(trimmed);
    text::trim(bare).trim_end_matches(':')
}

/// Whether a cell holds something to read.
fn says(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(raw) => !text::is_blank(raw),
        Value::Empty => cell.look.fill.is_some(),
        _ => true,
    }
}

/// `Statement`, `3`, `Q4.`, `POL-04`: numbering or a label of the statement's own cell.
fn is_numbering(cell: &Cell) -> bool {
    let Some(raw) = cell.value.as_text() else { return matches!(cell.value, Value::Number(_)) };
    let trimmed = text::trim(raw);
    trimmed.len() <= 8 && trimmed.bytes().any(|byte| byte.is_ascii_digit())
        || matches!(headings::head(raw), Some(Head::Statement | Head::StatementId | Head::Number))
}
