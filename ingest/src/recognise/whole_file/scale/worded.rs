//! Scales of words: answers that are plainly the steps of one (`Complete`, `In progress`, `Not started`), though no line
//! of the form says so.
//! In: the cells beside the statements. Out: three words with their answers. Never takes a word that was used beside a plain
//! form's own.

use schemas::answer::Answer;

use crate::{
    grid::{Grid, Value},
    normalise::{marks::Vocabulary, text},
    recognise::{found::Found, headings::steps},
};

/// The different words of a column, each with how often it stands there.
type Used<'g> = Vec<(&'g str, usize)>;

/// The steps of a scale of words that a column holds and nothing else, each several times: `Complete`, `In progress`,
/// `Not started`. Beside the plain Yes and No of a form, `In progress` is somebody's own word, and asked about.
pub(super) fn steps_used(grid: &Grid, found: &Found, words: &Vocabulary) -> Option<[(String, Answer); 3]> {
    const SHORTEST: usize = 2;
    const LONGEST: usize = 40;
    const OFTEN: usize = 2;
    const ORDERS: [[usize; 3]; 3] = [[0, 1, 2], [1, 0, 2], [0, 2, 1]];
    let mut columns: Vec<(u32, Option<Used<'_>>)> = Vec::new();
    for (hit, cells) in found.hits.iter().zip(grid.rows(found.hits.iter().map(|hit| hit.row))) {
        for cell in cells.iter().filter(|cell| cell.column > hit.column) {
            let at = columns.iter().position(|(column, _)| *column == cell.column).unwrap_or_else(|| {
                columns.push((cell.column, Some(Vec::new())));
                columns.len() - 1
            });
            let Some((_, held)) = columns.get_mut(at) else { continue };
            let Some(used) = held else { continue };
            let raw = match &cell.value {
                Value::Empty => continue,
                Value::Text(raw) if text::is_blank(raw) => continue,
                Value::Text(raw) => text::trim(raw),
                _ => "",
            };
            // A sign or letter is no word: most columns of marks are done with at once.
            if raw.len() < SHORTEST {
                *held = None;
                continue;
            }
            let may_be_step = used.len() < 3 && raw.len() <= LONGEST && !is_plain(raw);
            match used.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(raw)) {
                Some((_, n)) => *n += 1,
                None if may_be_step => used.push((raw, 1)),
                None => *held = None,
            }
        }
    }
    columns.into_iter().filter_map(|(_, held)| held).find_map(|used| {
        let [one, two, three] = used.as_slice() else { return None };
        let all = [one, two, three];
        if all.iter().any(|(_, n)| *n < OFTEN) {
            return None;
        }
        ORDERS.iter().find_map(|order| {
            let [first, middle, last] = order.map(|at| all.get(at).map_or("", |(raw, _)| *raw));
            let [upper, between, lower] = steps([first, middle, last], words)?;
            Some([(text::words(first), upper), (text::words(middle), between), (text::words(last), lower)])
        })
    })
}

/// Whether a word is a plain form's own.
fn is_plain(raw: &str) -> bool {
    ["yes", "no", "y", "n", "partly", "partially"].iter().any(|word| raw.eq_ignore_ascii_case(word))
}
