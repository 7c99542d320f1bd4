//! Which column of a register is which: the authority's own, the English extract's, the Scottish list's.
//! In: a grid. Out: the heading row and its columns. Never reads a school.

use ingest::grid::{Grid, Value};
use schemas::{finding::Finding, place::Place, rules};

use super::RegisterColumns;

mod loose;

/// What a column of the register is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Id,
    Name,
    Aliases,
    Roll,
    Catalogue,
    PreviousIds,
    OpenedOn,
    ClosedOn,
    Successor,
    AuthorityCode,
    EstablishmentNumber,
    /// Whether it is open, in words.
    Status,
}

/// Headings by role, folded as [`folded`] does. The first of a role that a register has is taken.
const HEADINGS: &[(Role, &[&str])] = &[
    (
        Role::Id,
        &[
            "schoolid",
            "urn",
            "seedcode",
            "seecode",
            "seed",
            "schoolurn",
            "schoolseedcode",
            "schoolcode",
            "schoolnumber",
            "schoolno",
            "schoolref",
            "schoolreference",
            "academyurn",
            "seednumber",
            "seedno",
            "dfenumber",
            "dfeno",
            "dfecode",
            "dfesnumber",
            "dcsfnumber",
            "deptnumber",
            "laestab",
            "laestabnumber",
            "uniquereferencenumber",
            "institutionreferencenumber",
            "institutionreference",
            "institutionrefno",
            "establishmentid",
            "establishmentcode",
            "estabno",
            "estab",
            "centrenumber",
            "centreno",
            "codyrysgol",
            "rhifyrysgol",
            "id",
            "code",
            "ref",
            "reference",
            "establishmentnumber",
            "establishmentno",
        ],
    ),
    (
        Role::Name,
        &[
            "schoolname",
            "establishmentname",
            "nameofschool",
            "nameofestablishment",
            "estabname",
            "academyname",
            "centrename",
            "institutionname",
            "schooltitle",
            "schoolnameenglish",
            "englishname",
            "school",
            "establishment",
            "institution",
            "enwrysgol",
            "ysgol",
            "ainmnasgoile",
            "sgoil",
            "name",
        ],
    ),
    (Role::Aliases, ALIASES),
    (
        Role::Roll,
        &["roll", "numberofpupils", "pupilroll", "totalroll", "pupils", "schoolroll", "nor", "enrolment"],
    ),
    (Role::Catalogue, &["catalogueid", "catalogue", "form"]),
    (Role::PreviousIds, &["previousids", "previousid", "previousurn", "oldids", "predecessorurns"]),
    (Role::OpenedOn, &["openedon", "opendate", "dateopened"]),
    (Role::ClosedOn, &["closedon", "closedate", "dateclosed"]),
    (Role::Successor, &["successorid", "successor", "successorurn"]),
    (Role::AuthorityCode, &["lacode"]),
    (Role::EstablishmentNumber, &["establishmentnumber", "establishmentno"]),
    (
        Role::Status,
        &[
            "establishmentstatusname",
            "establishmentstatus",
            "schoolstatus",
            "status",
            "currentstatus",
            "openorclosed",
            "openclosed",
        ],
    ),
];

/// Headings of a school's other names: each such column is taken.
const ALIASES: &[&str] = &[
    "aliases",
    "alias",
    "othernames",
    "othername",
    "alsoknownas",
    "gaelicname",
    "schoolnamegaelic",
    "welshname",
    "schoolnamewelsh",
    "enwrysgol",
    "ainmnasgoile",
    "shortname",
    "formername",
    "formernames",
    "previousname",
    "previousnames",
    "alternativename",
    "alternativenames",
    "knownas",
    "nickname",
    "nicknames",
    "abbreviation",
    "acronym",
];

/// Headings of the town that a school is in.
const TOWNS: &[&str] = &["town", "posttown", "city", "village", "addresstown", "towncity"];

/// Columns that name people: known so that they are left behind.
const PERSONAL: &[&str] = &[
    "head",
    "headtitle",
    "headtitlename",
    "headfirstname",
    "headlastname",
    "headteacher",
    "headname",
    "headteachername",
    "contact",
    "contactname",
    "email",
    "mail",
    "emailaddress",
    "principal",
    "headpreferredjobtitle",
    "mainemail",
    "alternativeemail",
    "chairofgovernors",
    "chairname",
    "chair",
    "propsname",
    "proprietor",
    "headofschool",
    "executivehead",
    "deputyhead",
    "businessmanager",
    "dsl",
    "safeguardinglead",
    "contactperson",
    "htname",
    "htemail",
    "schoolemail",
    "telephone",
    "phone",
    "phonenumber",
    "telephonenum",
];

/// Whether a heading is of a column that names people.
fn is_personal(heading: &str) -> bool {
    let folded = folded(heading);
    PERSONAL.contains(&folded.as_str())
        || ["headteacher", "email", "contactname", "principal"].iter().any(|part| folded.contains(part))
}

/// The heading row of a register and its columns.
#[derive(Clone, Debug)]
pub(super) struct Headings {
    pub(super) row: u32,
    pub(super) roles: Vec<(Role, u32)>,
    /// Every column with its heading as written.
    pub(super) all: Vec<(u32, String)>,
}

impl Headings {
    pub(super) fn column(&self, role: Role) -> Option<u32> {
        self.roles.iter().find(|(r, _)| *r == role).map(|(_, column)| *column)
    }

    /// The column of the towns, which tell schools of one name apart.
    pub(super) fn town(&self) -> Option<u32> {
        self.all.iter().find(|(_, head)| TOWNS.contains(&folded(head).as_str())).map(|(column, _)| *column)
    }

    /// The columns of other names, but for the one that is taken for the name.
    pub(super) fn aliases(&self) -> impl Iterator<Item = u32> + '_ {
        let is_alias = |head: &str| ALIASES.contains(&folded(head).as_str());
        let name = self.column(Role::Name);
        let columns = self.all.iter().filter(move |(_, head)| is_alias(head)).map(|(column, _)| *column);
        columns.filter(move |column| Some(*column) != name)
    }
}

/// A heading as it is compared: letters and figures alone, in small letters.
pub(crate) fn folded(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first of a grid's first 30 rows that names an id and a name in so many words; else the first that does in others.
pub(super) fn find(grid: &Grid) -> Option<Headings> {
    let mut row_numbers: Vec<u32> = grid.cells.iter().map(|cell| cell.row).collect();
    row_numbers.dedup();
    row_numbers.truncate(30);
    [false, true]
        .into_iter()
        .find_map(|is_loose| row_numbers.iter().find_map(|row| headings(grid, *row, is_loose)))
}

fn headings(grid: &Grid, row: u32, is_loose: bool) -> Option<Headings> {
    let all: Vec<(u32, String)> = grid
        .row(row)
        .iter()
        .filter_map(|cell| cell.value.as_text().map(|text| (cell.column, text.trim().to_owned())))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let mut roles = Vec::new();
    for (role, headings) in HEADINGS {
        let found = headings.iter().find_map(|heading| all.iter().find(|(_, text)| folded(text) == *heading));
        if let Some((column, _)) = found
            && !roles.iter().any(|(_, taken)| taken == column)
        {
            roles.push((*role, *column));
        }
    }
    let has = |roles: &[(Role, u32)], role| roles.iter().any(|(r, _)| *r == role);
    for (role, says) in loose::HEADINGS.iter().filter(|(role, _)| is_loose || *role == Role::Roll) {
        let is_free = |column: &u32| roles.iter().all(|(_, taken)| taken != column);
        let found =
            all.iter().find(|(column, text)| is_free(column) && says(text)).map(|(column, _)| *column);
        if let Some(column) = found.filter(|_| !has(&roles, *role)) {
            roles.push((*role, column));
        }
    }
    (has(&roles, Role::Id) && has(&roles, Role::Name)).then_some(Headings { row, roles, all })
}

/// The headings of the first row that has more than one, else of the first row, for a message.
pub(super) fn first_headings(grids: &[Grid]) -> String {
    let texts = |grid: &Grid, row| -> Vec<String> {
        grid.row(row)
            .iter()
            .filter_map(|cell| match &cell.value {
                Value::Text(text) => Some(text.trim().chars().take(40).collect()),
                _ => None,
            })
            .collect()
    };
    grids
        .iter()
        .find_map(|grid| grid.cells.iter().map(|cell| texts(grid, cell.row)).find(|texts| texts.len() > 1))
        // A list of one column.
        .or_else(|| grids.iter().find_map(|grid| grid.cells.first().map(|cell| texts(grid, cell.row))))
        .filter(|texts| !texts.is_empty())
        .map_or_else(|| "no headings".to_owned(), |texts| texts.join(", "))
}

/// The column that makes a group of this name.
fn group_column(heads: &Headings, name: &str) -> Option<u32> {
    // The English extract writes `PhaseOfEducation (name)` beside `PhaseOfEducation (code)`.
    let plain = folded(name);
    let named = format!("{plain}name");
    heads
        .all
        .iter()
        .find(|(_, head)| folded(head) == plain || folded(head) == named)
        .filter(|(_, head)| !is_personal(head))
        .map(|(column, _)| *column)
}

/// The column of sectors, where it is none of these groups: similar schools are of one sector, whatever groups are wanted.
pub(super) fn sector(heads: &Headings, groups: &[(String, u32)]) -> Option<(String, u32)> {
    let is_group = groups.iter().any(|(name, _)| folded(name) == SECTOR);
    group_column(heads, SECTOR).filter(|_| !is_group).map(|column| (SECTOR.to_owned(), column))
}

/// The group within which schools are similar.
const SECTOR: &str = "sector";

/// The columns that make groups, each with the name the settings give it; the name that is no column, where one
/// is not.
pub(super) fn groups(heads: &Headings, wanted: &RegisterColumns) -> Result<Vec<(String, u32)>, String> {
    let column_of = |name: &str| group_column(heads, name);
    match &wanted.groups {
        Some(names) => names
            .iter()
            .map(|name| column_of(name).map(|column| (name.clone(), column)).ok_or_else(|| name.clone()))
            .collect(),
        None => Ok(["sector", "phase", "area"]
            .into_iter()
            .filter_map(|name| column_of(name).map(|column| (name.to_owned(), column)))
            .collect()),
    }
}

/// The columns of numbers by which schools are similar, as far as the register has them.
pub(super) fn numbers(heads: &Headings, similar_on: &[String]) -> Vec<(String, u32)> {
    similar_on
        .iter()
        .filter_map(|name| {
            let plain = folded(name);
            let column = heads.all.iter().find(|(_, head)| folded(head) == plain).map(|(column, _)| *column);
            column
                .or_else(|| (plain == "roll").then(|| heads.column(Role::Roll)).flatten())
                .map(|c| (name.clone(), c))
        })
        .collect()
}

/// The first column of numbers that the settings name and the register has not; it need not have a roll.
pub(super) fn no_number(heads: &Headings, similar_on: &[String]) -> Option<String> {
    let known = numbers(heads, similar_on);
    let is_known = |name: &String| folded(name) == "roll" || known.iter().any(|(known, _)| known == name);
    similar_on.iter().find(|name| !is_known(name)).cloned()
}

/// The headings, for a message.
pub(super) fn listed(heads: &Headings) -> String {
    heads.all.iter().map(|(_, head)| head.as_str()).collect::<Vec<_>>().join(", ")
}

/// A note of the columns that name people, which are left behind.
pub(super) fn personal(file_name: &str, sheet: &str, heads: &Headings) -> Option<Finding> {
    let left: Vec<&str> =
        heads.all.iter().filter(|(_, head)| is_personal(head)).map(|(_, head)| head.as_str()).collect();
    (!left.is_empty()).then(|| {
        Finding::new(
            &rules::PERSONAL_DROPPED,
            Place { source_file: file_name.to_owned(), sheet: sheet.to_owned(), cell: String::new() },
            format!("{} of the register's columns name people and were not taken over", left.len()),
        )
        .reading(left.join(", "))
    })
}
