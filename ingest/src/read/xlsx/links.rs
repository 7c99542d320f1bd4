//! Where the cells of a sheet lead: its list of links, and formulas that make one.
//! In: a sheet's bytes, and the list of what it is related to. Out: links. Never follows one, and looks at neither where the
//! sheet has none.

use memchr::memmem;

use super::tags::{attribute, cell_name, local_name, tag_at, tags_before};
use crate::{
    grid::{Grid, Link},
    read::{
        budget::Budget,
        links::{link, quoted},
        package::{Targets, outside},
        refusal::Refusal,
    },
};

/// A block of cells with one address is taken cell by cell up to so many.
const BLOCK_MAX: u32 = 1000;

/// A link of a sheet: over which cells, and where to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Over {
    first: (u32, u32),
    last: (u32, u32),
    address: String,
}

impl Over {
    /// A link over the cells from one to the other.
    pub(crate) const fn new(first: (u32, u32), last: (u32, u32), address: String) -> Self {
        Self { first, last, address }
    }
}

/// The links that a sheet lists. `related` is the part that lists what it is related to.
pub(crate) fn listed(sheet: &[u8], related: &[u8]) -> Vec<Over> {
    let tail = memmem::rfind(sheet, b"sheetData").unwrap_or(0);
    let mut found = Vec::new();
    let mut targets: Option<Targets> = None;
    for at in memmem::find_iter(sheet.get(tail..).unwrap_or_default(), b"hyperlink ") {
        let Some(tag) = tag_at(sheet, tail + at) else { continue };
        let Some(id) = attribute(tag, b"id").or_else(|| attribute(tag, b"r:id")).or_else(|| prefixed(tag))
        else {
            continue;
        };
        let targets = targets.get_or_insert_with(|| outside(related));
        let id = std::str::from_utf8(id).ok();
        let Some(target) = id.and_then(|id| targets.get(id)) else { continue };
        let mut ends = attribute(tag, b"ref").unwrap_or_default().split(|byte| *byte == b':').map(cell_name);
        let Some(Some(first)) = ends.next() else { continue };
        let last = ends.next().flatten().unwrap_or(first);
        let place = attribute(tag, b"location").and_then(|place| std::str::from_utf8(place).ok());
        let address = place.map_or_else(|| target.clone(), |place| format!("{target}#{place}"));
        found.push(Over { first, last, address });
    }
    found
}

/// The value of an attribute `id` under any prefix.
fn prefixed(tag: &[u8]) -> Option<&[u8]> {
    let at = memmem::find(tag, b":id=\"")?;
    let value = tag.get(at + 5..)?;
    value.get(..memchr::memchr(b'"', value)?)
}

/// The link that a cell's formula makes, where the formula that begins here says its address: `HYPERLINK("https://...","Policy")`.
pub(crate) fn of_formula(sheet: &[u8], at: usize) -> Option<Over> {
    let rest = sheet.get(at..)?;
    let begin = memchr::memchr(b'>', rest.get(..rest.len().min(200))?)? + 1;
    let formula = rest.get(begin..)?;
    let formula = formula.get(..memchr::memchr(b'<', formula)?)?;
    let code = formula.trim_ascii_start().strip_prefix(b"HYPERLINK(")?;
    let code = quick_xml::escape::unescape(std::str::from_utf8(code).ok()?).ok()?;
    let (address, after) = quoted(&code)?;
    let cell = tags_before(sheet, at).take(4).find(|tag| local_name(tag) == b"c")?;
    let first = attribute(cell, b"r").and_then(cell_name)?;
    after.starts_with([',', ')']).then_some(Over { first, last: first, address })
}

/// Puts links into the grid of their sheet: over those of its cells that say something. Errors: more of them than a file's
/// text may be.
pub(crate) fn put_in(grid: &mut Grid, over: &[Over], budget: &mut Budget) -> Result<(), Refusal> {
    for Over { first, last, address } in over {
        let (rows, columns) = (first.0..=last.0, first.1..=last.1);
        let from = grid.cells.partition_point(|cell| cell.row < first.0);
        let n = (last.0.saturating_sub(first.0) + 1).saturating_mul(last.1.saturating_sub(first.1) + 1);
        let cells = grid.cells.get(from..).unwrap_or_default().iter();
        let cells = cells.take_while(|cell| cell.row <= last.0).filter(|cell| columns.contains(&cell.column));
        let links = cells.take(n.min(BLOCK_MAX) as usize).filter_map(|cell| {
            let text = cell.value.as_text().unwrap_or_default();
            debug_assert!(rows.contains(&cell.row));
            link((cell.row, cell.column), text, address)
        });
        let links: Vec<Link> = links.map(|link| Link { text: "".into(), ..link }).collect();
        // Over a cell that says nothing, the address is all there is.
        let alone =
            (links.is_empty() && grid.at(first.0, first.1).is_none()).then(|| link(*first, "", address));
        for link in links.into_iter().chain(alone.flatten()) {
            budget.text(&link.address)?;
            grid.links.push(link);
        }
    }
    grid.links.sort_by_key(|link| (link.row, link.column));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_as_text() {
        use crate::{
            grid::{Cell, Look, Value},
            read::limits::Limits,
        };
        let limits = Limits { all_text_bytes: 40, ..Limits::default() };
        let cell = |row| Cell { row, column: 1, value: Value::Text("Policy".into()), look: Look::default() };
        let put = |last| {
            let mut grid = Grid { cells: (0..9).map(cell).collect(), ..Grid::default() };
            let over = Over::new((0, 1), (last, 1), "https://a.example".to_owned());
            put_in(&mut grid, &[over], &mut Budget::new(&limits)).map(|()| grid.links.len())
        };
        assert_eq!(put(1).ok(), Some(2));
        assert!(put(2).is_err());
    }

    #[test]
    fn finds_what_a_sheet_lists_and_what_its_formulas_make() {
        let sheet = br#"<sheetData><row r="1"><c r="B1"><f>HYPERLINK(&quot;https://f.example&quot;,"Policy")</f><v>Policy</v></c></row></sheetData>
            <hyperlinks><hyperlink ref="B4:B5" r:id="rId2" location="p3"/><hyperlink ref="C1" location="Key!A1"/></hyperlinks>"#;
        let related = br#"<Relationships><Relationship Id="rId2" Type="http://x/relationships/hyperlink" Target="https://a.example/?a=1&amp;b=2" TargetMode="External"/></Relationships>"#;
        let address = "https://a.example/?a=1&b=2#p3".to_owned();
        assert_eq!(listed(sheet, related), [Over { first: (3, 1), last: (4, 1), address }]);
        let at = memmem::find(sheet, b"f>").unwrap();
        let made = Over { first: (0, 1), last: (0, 1), address: "https://f.example".to_owned() };
        assert_eq!(of_formula(sheet, at), Some(made));
    }
}
