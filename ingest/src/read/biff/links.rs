//! Where cells of an old workbook (xls) lead.
//! In: a record of a link. Out: the cells and the address. Never follows one, and gives none where the record does not hold
//! together.

use crate::read::{
    ole::{u16_at, u32_at},
    xlsx::links::Over,
};

/// Monikers: an address of the web, a path of a file.
const OF_URL: [u8; 4] = [0xe0, 0xc9, 0xea, 0x79];
const OF_FILE: [u8; 4] = [0x03, 0x03, 0x00, 0x00];

/// The link of a record (`HLINK`): the cells, then what it shows, its frame, the address itself and a place within it, each
/// only where a flag says so.
pub(crate) fn link(data: &[u8]) -> Option<Over> {
    let edge = |at: usize| u16_at(data, at).map(u32::from);
    let (first, last) = ((edge(0)?, edge(4)?), (edge(2)?, edge(6)?));
    let flags = u32_at(data, 28)?;
    let mut at = 32;
    for flag in [0x10, 0x80] {
        if flags & flag != 0 {
            counted(data, &mut at)?;
        }
    }
    let address = match flags & 0x101 {
        0x101 => counted(data, &mut at)?,
        1 => moniker(data.get(at..)?)?,
        // A place in the same file.
        _ => return None,
    };
    Some(Over::new(first, last, address))
}

/// A text with the number of its letters before it.
fn counted(data: &[u8], at: &mut usize) -> Option<String> {
    let n = usize::try_from(u32_at(data, *at)?).ok()?;
    let from = *at + 4;
    let end = from.checked_add(n.checked_mul(2)?)?;
    *at = end;
    Some(wide(data.get(from..end)?))
}

fn moniker(data: &[u8]) -> Option<String> {
    let kind = data.get(..4)?;
    let body = data.get(16..)?;
    let n = |at: usize| u32_at(body, at).and_then(|n| usize::try_from(n).ok());
    if kind == OF_URL {
        Some(wide(body.get(4..)?.get(..n(0)?)?))
    } else if kind == OF_FILE {
        let path = body.get(6..)?.get(..n(2)?)?;
        Some(path.iter().take_while(|byte| **byte != 0).map(|byte| char::from(*byte)).collect())
    } else {
        None
    }
}

/// Letters of two bytes, up to the zero that ends them.
fn wide(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks_exact(2).filter_map(|two| u16_at(two, 0)).take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_record_is_read_behind_what_it_shows() {
        let wide =
            |text: &str| text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let url = wide("https://a.example/p.pdf");
        let shown = wide("Policy");
        let data = [
            &[3, 0, 4, 0, 1, 0, 1, 0][..],
            &[0; 16],
            &[2, 0, 0, 0],
            &[0x13, 0, 0, 0],
            &u32::try_from(shown.len() / 2).unwrap().to_le_bytes(),
            &shown,
            &OF_URL,
            &[0; 12],
            &u32::try_from(url.len()).unwrap().to_le_bytes(),
            &url,
        ]
        .concat();
        assert_eq!(link(&data), Some(Over::new((3, 1), (4, 1), "https://a.example/p.pdf".to_owned())));
        assert_eq!(link(&data[..60]), None);
    }
}
