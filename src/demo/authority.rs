//! A made-up authority: Westmarch and its schools.
//! In: a seed, how many schools. Out: the schools and their register. Never a real place.

use std::fmt::Write as _;

use super::chance::Chance;

/// A made-up school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoSchool {
    /// Its id in the register.
    pub id: String,
    /// Its name in the register.
    pub name: String,
    /// The place it is named after.
    pub place: String,
    /// Its sector.
    pub sector: &'static str,
    /// Its area.
    pub area: &'static str,
    /// Its pupils.
    pub roll: usize,
}

/// Positions of the two schools that are called after the same saint.
pub(super) const SAME_SAINT: [usize; 2] = [3, 7];
/// The authority's name.
pub(super) const AUTHORITY: &str = "Westmarch Council";
const AREAS: [&str; 4] = ["Coast", "Dale", "Moor", "Vale"];
const STEMS: [&str; 24] = [
    "Alder", "Brack", "Corn", "Dun", "Esk", "Fenn", "Gars", "Harrow", "Inver", "Jed", "Kell", "Lang",
    "Mallow", "Nether", "Oak", "Pickle", "Quarry", "Rush", "Swan", "Thistle", "Ulver", "Vine", "Wather",
    "Yarrow",
];
const ENDINGS: [&str; 18] = [
    "wick", "bridge", "ford", "combe", "thorpe", "stead", "holme", "by", "ton", "marsh", "gate", "pool",
    "dale", "field", "moor", "church", "haven", "ness",
];
/// A kind of school.
struct Sector {
    name: &'static str,
    /// How many schools of twenty are of it.
    of_twenty: usize,
    /// How its schools are called after their place.
    called: [&'static str; 3],
    least_roll: usize,
    most_roll: usize,
}

const SECTORS: [Sector; 4] = [
    Sector {
        name: "Primary",
        of_twenty: 14,
        called: ["Primary School", "C of E Primary School", "Community Primary School"],
        least_roll: 40,
        most_roll: 420,
    },
    Sector {
        name: "Secondary",
        of_twenty: 3,
        called: ["High School", "Academy", "Secondary School"],
        least_roll: 420,
        most_roll: 1_300,
    },
    Sector {
        name: "Special",
        of_twenty: 1,
        called: ["Special School", "Community Special School", "Special School"],
        least_roll: 30,
        most_roll: 140,
    },
    Sector {
        name: "Nursery",
        of_twenty: 2,
        called: ["Nursery School", "Nursery School and Children's Centre", "Nursery School"],
        least_roll: 25,
        most_roll: 90,
    },
];

/// The schools, by id. Two of them, where there are eight or more, are called after the same saint, so that a return
/// may leave in doubt which it is from.
pub(super) fn schools(seed: u64, n: usize) -> Vec<DemoSchool> {
    let mut chance = Chance::of(seed, &["schools"]);
    let sectors: Vec<usize> =
        (0..n).map(|index| sector_of((index * 20 + 10) / n.max(1) + 20 * (index / n.max(1)))).collect();
    let mut sectors = chance.shuffled(sectors);
    if n >= 8 {
        for saint in SAME_SAINT {
            let primary = (0..n).find(|at| !SAME_SAINT.contains(at) && sectors.get(*at) == Some(&0));
            if let (Some(primary), false) = (primary, sectors.get(saint) == Some(&0)) {
                sectors.swap(saint, primary);
            }
        }
    }
    let areas = chance.shuffled((0..n).map(|index| index % AREAS.len()).collect());
    let mut schools = Vec::with_capacity(n);
    for (index, (sector, area)) in sectors.into_iter().zip(areas).enumerate() {
        let place = place(index);
        let Some(sector) = SECTORS.get(sector) else { continue };
        let name = match index {
            _ if n >= 8 && SAME_SAINT.contains(&index) => format!("St Brendan's Primary School, {place}"),
            _ => format!("{place} {}", chance.word(&sector.called)),
        };
        schools.push(DemoSchool {
            id: (410_007 + index * 7).to_string(),
            name,
            place,
            sector: sector.name,
            area: AREAS.get(area).copied().unwrap_or("Vale"),
            roll: sector.least_roll + chance.below(sector.most_roll - sector.least_roll),
        });
    }
    schools
}

/// The sector of a school at this twentieth.
fn sector_of(twentieth: usize) -> usize {
    let mut left = twentieth % 20;
    for (index, sector) in SECTORS.iter().enumerate() {
        if left < sector.of_twenty {
            return index;
        }
        left -= sector.of_twenty;
    }
    0
}

/// A place's name; no two alike.
fn place(index: usize) -> String {
    let (n_stems, n_endings) = (STEMS.len(), ENDINGS.len());
    let stem = STEMS.get(index % n_stems).copied().unwrap_or("");
    let ending = ENDINGS.get((index / n_stems + index % n_stems) % n_endings).copied().unwrap_or("");
    let before = ["", "Upper ", "Lower ", "Great ", "Little "].get(index / (n_stems * n_endings)).copied();
    format!("{}{stem}{ending}", before.unwrap_or("New "))
}

/// The register as the authority would keep it.
pub(super) fn register(schools: &[DemoSchool]) -> Vec<u8> {
    let mut text = String::from("\u{feff}school_id,school_name,sector,area,roll\r\n");
    for school in schools {
        let DemoSchool { id, name, sector, area, roll, .. } = school;
        let name = if name.contains(',') { format!("\"{name}\"") } else { name.clone() };
        // Writing to a text cannot fail.
        let _ = write!(text, "{id},{name},{sector},{area},{roll}\r\n");
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_schools_are_called_alike_and_all_sectors_are_there() {
        for n in [25, 120, 1_000] {
            let schools = schools(1, n);
            let names: BTreeSet<_> = schools.iter().map(|school| &school.name).collect();
            assert_eq!(names.len(), n);
            assert_eq!(
                schools.iter().map(|school| school.sector).collect::<BTreeSet<_>>().len(),
                SECTORS.len()
            );
        }
    }
}
